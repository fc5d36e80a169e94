"""Oversight of what has no capitals to its name: "strategy discussions", "the child safeguarding arrangements", "action plans".

Such a thing is named in the words of the sentence, with the area that is spoken of: two areas have two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate
from ingest.extract.posts import area_of
from ingest.extract.rules import ends
from ingest.extract.sentences import Sentence
from ingest.extract.signs import NAME, THEN, some

_HEADS = (
    r"(?:arrangements|services?|offer|programmes?|projects?|pathways?|processes|procedures|action plans?|delivery plans?|"
    r"improvement plans?|discussions|audits|audit activity|meetings|conferences|referrals|responses?|reviews|recommendations|"
    r"training|system|partnership working|information sharing|searches|placements|plans)"
)
_NAMED = rf"(?P<thing>(?:[A-Za-z][\w'&-]* ){{1,5}}?{_HEADS})"
_THING = rf"{_NAMED}(?= (?:via|through|by|within|across|in|and|with|is|are|was)\b|[,.;:]|$)"
_WORK = (
    r"(?:(?:the )?(?:quality|effectiveness|progress|delivery|implementation|impact|performance|development|timeliness|outcomes?)"
    r"(?: and (?:the )?[a-z]+)? of )?(?:the |our |its |all )?"
)
_KIND = r"(?:(?:strategic|overall|effective|clear|direct|close|robust|regular|joint|political|good) (?:and )?)*"
_BY = (
    re.compile(
        rf"{some('B', 's')}{THEN}(?:provides?|provided|maintains?|maintained|retains?|retained|has|have|had|keeps?|kept) {_KIND}"
        rf"(?:oversight|governance) (?:of|over|for) {_WORK}{_THING}"
    ),
    re.compile(rf"{some('B', 's')}{THEN}(?:oversees?|oversaw) {_WORK}{_THING}"),
)
_LIES = re.compile(
    rf"[Rr]esponsibility for (?:the )?{_KIND}(?P<what>governance|oversight|scrutiny)(?: and (?P<more>governance|oversight|scrutiny|"
    rf"accountability))? of {_WORK}{_NAMED} (?:lies?|rests?|sits?) with (?:the )?{some('BOR', 's')}"
)
_MOVED = re.compile(
    rf"[Rr]esponsibility for (?:overseeing|oversight of|governance of|monitoring)(?: and (?:supporting|managing|monitoring))?"
    rf"(?: of)? {_WORK}(?:(?P<o>[{NAME}])|{_NAMED}) (?:has |was |had |is )?(?:been )?(?:moved|transferred|passed|shifted|moving|"
    rf"transferring) from (?:the )?(?P<old>[{NAME}]) to (?:the )?(?P<s>[{NAME}])"
)
_NO_THING = re.compile(
    r"^(?:these|this|those|such|other|any|all|how|what|each|some|both|a|an|relevant|various|many|these|new|more|that)\b|"
    r"\b(?:is|are|was|that|which|to|their)\b",
    re.I,
)
_BODY = {"Organisation", "Board", "Role", "BCU"}


def read_things(sentence: Sentence) -> Iterator[Candidate]:
    """OVERSEES (and SCRUTINISES, where that is said) of a Programme named in the words of the sentence."""
    text = sentence.text
    for pattern in _BY:
        for m in pattern.finditer(text):
            thing = _thing(sentence, m.group("thing"))
            if thing is not None and not _another(text, m):
                yield from (_said(sentence, (who, "OVERSEES", thing), m, 0.6) for who in ends(sentence, m, "s"))
    for m in _LIES.finditer(text):
        thing = _thing(sentence, m.group("thing"))
        for who in ends(sentence, m, "s"):
            for word in (m.group("what"), m.group("more")):
                if thing is not None and word is not None and word != "accountability":
                    predicate = "SCRUTINISES" if word == "scrutiny" else "OVERSEES"
                    yield _said(sentence, (who, predicate, thing), m, 0.8)
    for m in _MOVED.finditer(text):
        named = sentence.entities[m.group("o")] if m.group("o") else _thing(sentence, m.group("thing"), local=False)
        old, new = sentence.entities[m.group("old")], sentence.entities[m.group("s")]
        if named is not None and {old.label, new.label} <= _BODY:
            yield _said(sentence, (old, "OVERSEES", named), m, 0.85, status="historic")
            yield _said(sentence, (new, "OVERSEES", named), m, 0.85)


def _another(text: str, m: re.Match[str]) -> bool:
    """True where the verb may be that of another subject: a name, or the word "that", stands between."""
    return re.search(r"\b(?:that|which|who|where|while)\b", text[m.end("s") : m.start("thing")]) is not None


def _said(
    sentence: Sentence, fact: tuple[Entity, str, Entity], m: re.Match[str], sure: float, status: str | None = None
) -> Candidate:
    who, predicate, thing = fact
    return sentence.candidate(
        who, predicate, thing, method="oversight-of-things", confidence=sure, span=m.span(), status=status
    )


def _thing(sentence: Sentence, words: str | None, *, local: bool = True) -> Entity | None:
    """A Programme of that name; `local`: in the area that is spoken of, and none where no area is."""
    name = " ".join((words or "").split())
    name = re.sub(r"^(?:the|our|its) ", "", name)
    if " " not in name or _NO_THING.search(name):
        return None
    if not local:
        return Entity("Programme", name)
    boroughs = sentence.document.boroughs
    area = boroughs[0] if len(boroughs) == 1 else area_of(sentence.said)
    if area is None:
        home = sentence.document.body
        return Entity("Programme", f"{name} ({home.name})") if home is not None else None
    if name.endswith("arrangements"):
        return Entity("Programme", f"{area.name} {name}", aliases=(name,))
    return Entity("Programme", f"{name} ({area.name})")
