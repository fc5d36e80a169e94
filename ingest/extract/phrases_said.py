"""Things named without capitals, told by the body in front: "the ESCP risk register", "Examplia's children's services"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.extract.instrument_names import full_name
from ingest.extract.posts import area_of, council
from ingest.extract.said import Said
from ingest.names import Mention
from ingest.sieve import Sieved

_HEADS = (
    r"(?:strategy|business plan|delivery plan|improvement plan|workforce plan|strategic plan|risk "
    r"register|escalation policy|policy|"
    r"protocol|framework|charter|(?:published|written|multi-agency|local) (?:safeguarding )"
    r"?arrangements|safeguarding arrangements|threshold (?:document|guidance)|"
    r"thresholds? of need|terms of reference|toolkit|operating model|self-assessment tool|pledge|code "
    r"of conduct|memorandum of understanding)"
)
_BARE = {"policy", "protocol", "framework", "charter", "toolkit", "local arrangements"}
_INSTRUMENT = Sieved(
    rf"(?:['’]s?)?[ \n]+(?P<what>(?:(?!(?:{_HEADS})\b)[\w&/’'-]+[ \n]+){{0,5}}?{_HEADS})"
    rf"\b(?![ \n]+(?:group|board|meeting|team|officer|lead|sub))",
    re.I,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|to|with|in|on|at|by|from|its|their|this|that|which|who|"
    r"the|a|an|also|continued?|under|s|as|into|through|new|revised|"
    r"developed|published|launched|produced|refreshed|introduced|reviewed|updated|agreed|approved|"
    r"adopted|set|our|recommended|existing|current|draft|clear|"
    r"multiple|various|several|national|statutory|government|or|not|no|must|should|would|could|can|"
    r"may|for|ensures?|uses?|provides?|supports?|leads?|oversees?|monitors?)\b",
    re.I,
)
_SERVICES = re.compile(
    r"['’]s[ \n]+(?P<what>(?:local authority )?(?:children['’]?s social care|children['’]?s services|"
    r"children and families services?|adult social care|youth (?:justice|offending) (?:service|team)|"
    r"early help service)(?:[ \n]+services)?)\b"
)


def unnamed(found: Said) -> Iterator[Mention]:
    """Instruments and services as Protocols and Organisations, by the words behind a body's or a borough's name."""
    text = found.text
    yield from _owners(found)
    yield from _the_act(found)
    yield from _its_own(found)
    for mention in found.mentions:
        label = mention.entity.label
        if label in {"Organisation", "Board", "BCU", "Borough"}:
            m = _INSTRUMENT.match(text, mention.end)
            if m is not None and (label != "Borough" or text[mention.end] in "'’") and _is_name(m.group("what")):
                taken = any(o.start < m.end() and m.start("what") < o.end for o in found.mentions if o != mention)
                if not taken:
                    bare = Entity("Protocol", _tidy(m.group("what")), kind=_kind(m.group("what")))
                    yield Mention(m.start("what"), m.end(), full_name(bare, mention.entity))
                    yield from _its_plan(text, m, mention.entity)
        if label == "Borough":
            m = _SERVICES.match(text, mention.end)
            if m is not None:
                what = " ".join(
                    w.capitalize() if w.islower() and w != "and" else w for w in _tidy(m.group("what")).split()
                )
                name = re.sub(r"(Social Care) Services$", r"\1", what)
                yield Mention(
                    mention.start, m.end(), Entity("Organisation", f"{mention.entity.name} {name}", kind="unit")
                )


def _its_own(found: Said) -> Iterator[Mention]:
    """ "its neglect strategy", "our learning and improvement framework": instruments named without capitals."""
    for m in _OF_ITS.finditer(found.text):
        what = _tidy(m.group("what"))
        taken = any(n.start < m.end("what") and m.start("what") < n.end for n in found.mentions)
        if not taken and _is_name(what):
            yield Mention(m.start("what"), m.end("what"), Entity("Protocol", what, kind=_kind(what)))


_OF_ITS = re.compile(
    r"\b(?:[Ii]ts|[Oo]ur) (?:(?:own|overall|current|multi-agency|joint|local|wider|new|revised) )*"
    r"(?P<what>(?:[a-z][a-z-]* ){1,4}?(?:strategy|protocol|framework|charter|toolkit|business plan))\b"
    r"(?![ -](?:group|board|meeting|development|discussion|discussions|team))"
)


def _the_act(found: Said) -> Iterator[Mention]:
    """ "The Act" and "the changes highlighted" for the statute or guidance that the paragraph, or its heading, named last."""
    for m in _ACT.finditer(found.text):
        if any(n.start < m.end() and m.start() < n.end for n in found.mentions):
            continue
        kinds = {"statute"} if m.group("act") else {"statute", "guidance"}
        names = found.document.names
        before = names.find(found.block.text[: found.start + m.start()])
        above = [n for heading in found.document.headings(found.block)[-1:] for n in names.find(heading)]
        last = next((n.entity for n in reversed([*above, *before]) if n.entity.kind in kinds), None)
        if last is not None:
            yield Mention(m.start(), m.end(), last)


_ACT = Sieved(
    r"\b[Tt]h(?:e|is) (?:(?P<act>[Aa]ct)\b(?! (?:as|of|on|to|in)\b| [A-Z])|changes (?:highlighted|"
    r"outlined|introduced|set out)\b)"
)


def _owners(found: Said) -> Iterator[Mention]:
    """ "The Council's Early Help Strategy", "the Partnership's Neglect Strategy": whose an instrument is, by what it is."""
    for instrument in found.mentions:
        if instrument.entity.label != "Protocol":
            continue
        m = _WHOSE.search(found.text[: instrument.start])
        if m is None:
            continue
        if m.group("board"):
            if found.document.body is not None and m.group("board").split()[-1] in _KINDS_OF.findall(
                found.document.body.name
            ):
                yield Mention(m.start(), m.end("who"), found.document.body)
            continue
        area = _area(found)
        if area is not None:
            yield Mention(m.start(), m.end("who"), council(area))


def _area(found: Said) -> Entity | None:
    """The one borough of the document, of the sentence, of its headings, or of the names of its bodies."""
    if len(found.document.boroughs) == 1:
        return found.document.boroughs[0]
    named = {
        a for m in found.mentions for a in found.document.names.area_in(m.entity.name) if m.entity.label != "Protocol"
    }
    return area_of(found) or (named.pop() if len(named) == 1 else None)


_WHOSE = re.compile(
    r"\b(?:[Tt]he|[Oo]ur) (?P<who>(?:[Cc]ouncil|[Ll]ocal [Aa]uthority|[Bb]orough)|"
    r"(?P<board>(?:Safeguarding )?(?:Partnership|Board)))['’]s "
    r"(?:\d{4}\S* |new |revised |own |refreshed |updated |current |joint |multi-agency )*$"
)
_KINDS_OF = re.compile(r"\b(?:Partnership|Board)\b")


def _its_plan(text: str, m: re.Match[str], owner: Entity) -> Iterator[Mention]:
    """ "the ESCP's quince strategy and action plan" names two instruments."""
    plan = _AND_PLAN.match(text, m.end())
    stem = re.sub(r"\s*\b(?:strategy|protocol|policy|framework)$", "", _tidy(m.group("what")), flags=re.I)
    if plan is not None and stem and stem != _tidy(m.group("what")):
        bare = Entity("Protocol", f"{stem} {_tidy(plan.group('plan'))}", kind="plan")
        yield Mention(plan.start("plan"), plan.end(), full_name(bare, owner))


_AND_PLAN = re.compile(
    r"[ \n]+(?:and|&)[ \n]+(?:its |the |associated |accompanying )*(?P<plan>(?:action|"
    r"delivery|implementation)[ \n]+plan)\b"
)


def _is_name(what: str) -> bool:
    return not _VERB.search(what) and _tidy(what).casefold() not in _BARE


def _tidy(what: str) -> str:
    return " ".join(what.split())


def _kind(what: str) -> str | None:
    last = what.rsplit(maxsplit=1)[-1].casefold()
    return last if last in {"strategy", "plan", "protocol", "framework"} else None
