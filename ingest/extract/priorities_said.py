"""Priorities that sentences state. Lists and tables of priorities are read elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate
from ingest.extract.owners import Owners, in_section, owner_of_instrument, owners, spoken_of
from ingest.extract.priority_lists import ADJECTIVES, AIMS, OTHER_WORK, PRIORITIES, period_of, priority
from ingest.extract.said import Said
from ingest.extract.themes import split, theme
from ingest.sieve import Sieved

METHOD = "priority-sentence"
_SPEAKS = Sieved(
    r"priorit|focus|strands|stream|pledge|\b(?:goals|aims|aimed|objectives|ambitions|emphasi|stress|highlight|concern|identif|"
    r"recogni|included)|^Key areas|^Main areas",
    re.I,
)
_COUNT = r"(?:two|three|four|five|six|seven|eight|several|\d)"
_WHOSE = (
    rf"(?:our|the|its|their|whose|has|have|had|with|on|{_COUNT}|key|strategic|main|top|future|overarching|\w+['’]s?)"
)
_FOR = r"(?: (?:for|in|during|over|within|of|at|across|agreed by|set by|identified by) [^,.;:]{2,70}?)?"
_DONE = (
    r"(?!(?:\w+ly )?(?:referred|"
    r"identified|found|set|agreed|listed|reviewed|shared|based|aligned|not|also|now|still|being|available|those|"
    r"as follows|detailed|shown|below|then|the following|mirrored|linked|in|on|under|informed|developed|delivered|achieved|met|"
    r"monitored|outlined|described|included|taken|made|driven|supported|reflected|considered|progressed|underpinned|key|important|"
    r"summarised|consistent|clear|discussed|addressed|owned|reported|updated|revised|chosen|selected|refreshed|approved|signed|"
    r"to be)\b)"
)
"""What is told of priorities as a whole, not which they are."""
_LISTED = Sieved(
    rf"\b{_WHOSE} {ADJECTIVES}{{0,4}}(?P<noun>{PRIORITIES}|{AIMS})\b(?:[^.;:]{{0,90}}:\s+(?:to:? )?|"
    rf"{_FOR} (?:are|were|include|included|remain|remained|cover|covered|comprise|comprised)\b:?\s+"
    rf"{_DONE}|{_FOR}\s[–—-]\s+{_DONE})(?P<list>\S[^.]{{3,500}})",
    re.I,
)
_KEY_AREAS = re.compile(
    r"^(?:The )?(?P<noun>(?:[Kk]ey |[Mm]ain |[Pp]riority )?(?:[Aa]reas (?:of|for) focus|[Ff]ocus areas|[Pp]riority areas|"
    r"[Pp]riorities)|(?:Key|Main) areas(?= for the ))"
    rf"{_FOR} (?:are|were|have been|include|included)\b:?\s+(?:the following:? |to:? )?{_DONE}(?P<list>\S[^.;]{{3,400}})"
)
_COUNTED_OF = Sieved(
    rf"\b{_COUNT} {ADJECTIVES}{{0,3}}(?:priorities|priority areas|strands|work ?-?streams)(?:,? (?:of|namely)|,? which (?:are|"
    rf"were)|"
    r"\s[–-])\s+(?!which\b|the )(?P<list>[^.;:]{4,300})",
    re.I,
)
_OF_WHICH = re.compile(
    r"\bpriorities,? of which (?P<one>[^,.;:()]{4,80}?) (?:is|was) (?:one|the first)\b"
    r"(?: ?\(?(?:alongside|along with|together with|the others? (?:being|are))\s+(?P<list>[^().;:]{3,160})\)?)?",
    re.I,
)
_IS_ONE = re.compile(
    r"(?P<what>(?:[A-Z][\w'’()-]*|[a-z][\w'’()-]*)(?: [\w'’(),/&-]+){0,9}?) "
    r"(?:is|was|are|were|remains?|remained|continues? to be|continued to be) "
    r"(?:(?:a|an) [^.,;:]{3,40} and (?:is|was|remains?) )?(?:a|an|one of (?:our|the|its)|our|the) "
    r"(?:(?!low|lower|no|not|national|government|personal|individual|police|nhs|statutory)[\w-]+ ){0,3}"
    r"(?:priorit(?:y|ies)|focus area|area of focus|key focus)\b"
    r"(?! (?:group|children|need|area of|areas of|for (?:the )?(?:police|health|government|ofsted)))",
)
_BEFORE = re.compile(
    r"^(?:However|Therefore|In addition|For example|Notably|Interestingly|Additionally|Similarly|Likewise|Also|Overall), |"
    r"^[A-Z]\w+ing [^.;:]{5,140}?, (?=[a-z])"
)
_IN = re.compile(r" (?:for|of|in|within|across) (?:the )?$")
_FOR_OTHERS = re.compile(
    r" (?:for|of|within|in) (?!(?:(?:the )?(?:coming|next|current|year|borough|partnership|board|20\d\d))\b|20)"
)
_ALONG = re.compile(r",? (?:along|together|alongside)(?: with)? (?P<list>[^.;:]{3,240})")
_WITHIN = re.compile(
    r"^(?:For example, |However, |In addition, )?(?P<what>[\w'’()-]+(?: [\w'’(),/&-]+){0,8}?) (?:is|are|was|were|has been|"
    r"have been) "
    r"(?P<not>not )?(?:also )?(?:identified|included|listed|named|set out|recogni[sz]ed|highlighted|agreed) (?:as (?:an?|the|"
    r"one of the) "
    r"(?:[\w-]+ ){0,2}priorit(?:y|ies) (?:by|for|in) (?:the )?$|(?:with)?in (?:the |its |"
    r"their )?"
    rf"{ADJECTIVES}{{0,3}}priorities (?:for|of|in) (?:the )?$)"
)
_AS_PRIORITY = re.compile(
    r"^\W*(?:(?:has|have|had|also|both|who|which|each|all|currently|specifically) )*(?:identif(?:y|ies|ied)|adopted|"
    r"adopts?|agreed|named?|sees?|highlight(?:s|ed)|includ(?:es|ed)|made|ma(?:kes?|king)|"
    r"set|sets|recogni[sz](?:es|ed|e))\s+(?P<what>[^,.;:]{4,90}?)\s+(?:as )?(?:(?:a|an|its|their|one of (?:its|their)|the) )"
    r"(?:(?:key|top|strategic|local|main|shared|clear|specific|continuing|new|core|major|overarching) )*priorit(?:y|"
    r"ies)\b(?! group)",
    re.I,
)
_AS_KEY = re.compile(
    r"^\W*(?:(?:has|have|had|also|both|who|which) )*(?:identif(?:y|ies|ied)|recogni[sz](?:es|ed|e)|highlight(?:s|ed)?|see(?:s|"
    r"n)?)\s+"
    r"(?P<what>[^,.;:]{4,90}?)\s+as (?:key|central|crucial|vital|essential) (?P<to>to [^,.;:]{4,90})"
    r"(?:, including (?:the need for )?(?P<more>[^.;:]{4,140}))?",
    re.I,
)
_ADVERBS = (
    r"^\)?,?(?: (?:who|which|that|has|have|had|both|each|all|also|currently|specifically|will|continues? to|"
    r"continued to|jointly))*"
)
_HAS_ONE = re.compile(
    rf"{_ADVERBS} (?:identif(?:ied|ies|y)|set|agreed|adopt(?:s|ed)|has|have|had|named|shares?|shared|maintain(?:s|ed)|"
    rf"retain(?:s|ed)|kept) "
    rf"(?:(?:a|an|its|their|the|{_COUNT}) )?{ADJECTIVES}{{0,3}}?priorit(?:y|ies) (?:around|on|about|regarding|relating to|"
    rf"in relation to|of|to) "
    r"(?P<what>[^.;:]{4,160})",
    re.I,
)
_PRIORITISES = re.compile(
    rf"{_ADVERBS} (?:also )?prioriti[sz](?:e[sd]?|ing) (?P<what>(?!a |an |the (?:children|case|needs))[^.;:]{{5,200}})(?=[.;]|$)",
    re.I,
)
_RATHER = re.compile(
    r"(?: specifically)? rather than (?P<other>[^,.;:]{3,60}?)(?: more (?:broadly|generally|widely))?$"
)
_STRESSES = re.compile(
    rf"{_ADVERBS} (?:emphasi[sz](?:e[sd]?)|stress(?:es|ed)?|highlight(?:s|ed)? (?=the (?:importance|need))|aim(?:s|ed)? (?=to )|"
    r"(?:is|are|was|were) concerned (?:with|about)|identif(?:y|ies|ied) (?:a )?concerns? about)\s*(?P<what>[^.;:]{5,200})",
    re.I,
)
_FOR_OWNER = re.compile(
    r"\b(?:an?|the|one|another|our) (?:(?:key|top|strategic|main|shared|major|overarching|first|second|"
    r"ongoing|specific|current) )*(?:priority|goal|aim|objective) (?:for|of|in|within) (?:the )?$",
    re.I,
)
_IS_TO = re.compile(
    r"^(?:['’]s?(?: [\w-]+){1,4}?)?(?: (?:for|in) (?:the )?(?:year )?20\d\d(?:[-–/]\d+)?)? "
    r"(?:is|was|has been|will be|remains?|remained|continues to be) (?P<what>(?:to )?[a-z][^.:]{4,400})"
)
_TOP = re.compile(
    r"\b(?:the|its|their) (?:top|highest|main|number one|overriding|first|leading) priority (?:is|was|has been|remains) "
    r"(?:(?:listed|identified|given|named|stated|described) as )?(?!to be\b)(?P<what>[^,.;:]{4,110}?)"
    r"(?:,? and (?:also )?(?:involves?|includes?) (?P<more>[^.;:]{4,110}))?(?=[,.;:]|$)",
    re.I,
)
_THIS_INCLUDED = re.compile(r"^\W*this (?:has |also )?include[ds]? (?P<list>[^.;:]{6,400})")
_GOALS = re.compile(
    r"^(?:Future|Our|Its|Their|The|Key) (?:\w+ )?(?P<noun>goals|aims|ambitions|objectives) are:? (?P<list>to:? .{8,500})",
    re.S,
)
_HAS_AIMS = re.compile(rf"(?:has|have|had|agreed|set) {_COUNT} (?:\w+ ){{0,2}}{AIMS}\s*:", re.I)
_YEAR = re.compile(r"\b(?:for|in|during) (20\d\d)\s*[-–/]\s*(?:20)?(\d\d)\b")


def priorities_said(sentences: tuple[Said, ...]) -> Iterator[Candidate]:
    """HAS_PRIORITY from the bodies that a sentence names, or else from the one that it speaks of."""
    for sentence in sentences:
        if not _SPEAKS.search(sentence.text):
            continue
        joined = owners(sentence)
        yield from _listed(sentence, joined)
        yield from _is_one(sentence)
        yield from _within(sentence)
        yield from _for_owner(sentence)
        yield from _top(sentence, joined)
        for named in joined:
            yield from _of_owners(sentence, named)


def _listed(sentence: Said, joined: list[Owners]) -> Iterator[Candidate]:
    text = sentence.text
    m = _LISTED.search(text) or _KEY_AREAS.match(text)
    if m is not None and re.fullmatch(AIMS, m.group("noun"), re.I) and not _HAS_AIMS.search(m.group()):
        m = _GOALS.match(text)
    if m is not None and OTHER_WORK.search(text[max(0, m.start() - 20) : m.start("noun")]):
        return
    which = _OF_WHICH.search(text)
    m = m or (None if which else _COUNTED_OF.search(text))
    if m is None and which is None:
        return
    start = (m or which).start()  # type: ignore[union-attr]
    subjects = _whose(sentence, joined, m.start("list") if m is not None else start)
    if m is not None:
        parts = split(m.group("list").rstrip(" ."), several=True)
        end = m.end()
    elif which is not None:
        parts = [which.group("one"), *split(which.group("list") or "", several=True)]
        end = which.end()
    for part in parts:
        if len(part.split()) <= (60 if ";" in text else 15):
            yield from _each(sentence, subjects, part, (start, end), 0.8)


def _whose(sentence: Said, joined: list[Owners], before: int) -> tuple[Entity, ...]:
    """The bodies named before a list: the only ones, or those right before the priorities; else who is spoken of."""
    named = [o for o in joined if o.end <= before]
    if len(named) == 1:
        return named[0].entities
    if named:
        return ()
    plans = [e for m in sentence.of("Protocol") if m.start < before and (e := owner_of_instrument(sentence, m))]
    spoken = plans[0] if len(plans) == 1 else spoken_of(sentence)
    return (spoken,) if spoken is not None else ()


def _is_one(sentence: Said) -> Iterator[Candidate]:
    lead = _BEFORE.match(sentence.text)
    start = lead.end() if lead else 0
    m = _IS_ONE.match(sentence.text, start)
    if m is None:
        return
    subject, end = _after(sentence, m.end())
    if subject is None and sentence.text.startswith(" for us", m.end()):
        subject = sentence.document.body
    elif subject is None and not _FOR_OTHERS.match(sentence.text, m.end()):
        areas = {o.entity for o in sentence.of("Borough", "Board")}
        subject = next(iter(areas)) if len(areas) == 1 else None if areas else sentence.document.body
    if subject is None:
        return
    sure = 0.86 if end > m.end() else 0.72
    yield from _each(sentence, (subject,), m.group("what"), (start, end), sure)
    more = _ALONG.match(sentence.text, end)
    for part in split(more.group("list"), several=True) if more else ():
        yield from _each(sentence, (subject,), part, (start, len(sentence.text)), 0.8)


def _after(sentence: Said, end: int) -> tuple[Entity | None, int]:
    """The body that is named right behind a priority: "a priority for Examplia", "a priority in the Examplia Strategy"."""
    for m in sentence.of("Borough", "Board", "Organisation", "Protocol"):
        if m.start > end and _IN.fullmatch(sentence.text[end : m.start]):
            if m.entity.label != "Protocol":
                return m.entity, m.end
            return owner_of_instrument(sentence, m), m.end
    return None, end


def _within(sentence: Said) -> Iterator[Candidate]:
    """ "Neglect is not identified within the priorities for Examplia"."""
    for owner in sentence.of("Borough", "Board"):
        m = _WITHIN.match(sentence.text[: owner.start])
        if m is not None:
            status = "negated" if m.group("not") else "asserted"
            yield from _each(sentence, (owner.entity,), m.group("what"), (0, owner.end), 0.84, status=status)


def _for_owner(sentence: Said) -> Iterator[Candidate]:
    """ "A key priority for Examplia is to embed the new arrangements"."""
    for owner in sentence.of("Borough", "Board", "Protocol"):
        said_of = _FOR_OWNER.search(sentence.text[: owner.start])
        m = _IS_TO.match(sentence.text[owner.end :]) if said_of is not None else None
        if m is None or said_of is None:
            continue
        subject = owner_of_instrument(sentence, owner) if owner.entity.label == "Protocol" else owner.entity
        what = m.group("what")
        for part in split(what) if ";" in what else [what.split(";")[0]]:
            if subject is not None:
                place = (said_of.start(), owner.end + m.end())
                yield from _each(sentence, (subject,), part, place, 0.86 if len(part.split()) < 20 else 0.7)


def _top(sentence: Said, joined: list[Owners]) -> Iterator[Candidate]:
    m = _TOP.search(sentence.text)
    if m is None:
        return
    subjects = _whose(sentence, joined, m.start())
    for what in (m.group("what"), m.group("more") or ""):
        yield from _each(sentence, subjects, what, (m.start(), m.end()), 0.75)


def _of_owners(sentence: Said, named: Owners) -> Iterator[Candidate]:
    after = sentence.text[named.end :]
    m = _AS_PRIORITY.match(after)
    if m is not None:
        yield from _each(sentence, named.entities, m.group("what"), (named.start, named.end + m.end()), 0.86)
    m = _AS_KEY.match(after)
    if m is not None and in_section(sentence):
        place = (named.start, named.end + m.end())
        yield from _each(sentence, named.entities, f"{m.group('what')} {m.group('to')}", place, 0.72)
        yield from _each(sentence, named.entities, m.group("more") or "", place, 0.65)
    m = _PRIORITISES.match(after) if _COUNTED_OF.search(after) else _HAS_ONE.match(after) or _PRIORITISES.match(after)
    if m is not None:
        yield from _named_one(sentence, named, m)
    m = _STRESSES.match(after) if in_section(sentence) else None
    if m is not None and sentence.text.rstrip().endswith((".", ";", ")")):
        what = re.split(r",? and (?=[A-Z])", m.group("what"))[0]
        yield from _each(sentence, named.entities, what, (named.start, named.end + m.end()), 0.66)
    m = _THIS_INCLUDED.match(after)
    if m is not None and in_section(sentence) and re.match(r"\W*(?:In|For) ", sentence.text[: named.start] + " "):
        for part in split(m.group("list"), several=True):
            yield from _each(sentence, named.entities, part, (named.start, named.end + m.end()), 0.74)


def _named_one(sentence: Said, named: Owners, m: re.Match[str]) -> Iterator[Candidate]:
    what, place = m.group("what"), (named.start, named.end + m.end())
    rather = _RATHER.search(what)
    if rather is not None:
        yield from _each(sentence, named.entities, rather.group("other"), place, 0.72, status="negated")
        what = what[: rather.start()]
    if re.search(r",? including ", what):
        parts = [what]
    else:
        listed = split(what)
        parts = listed if all(len(p.split()) <= 12 for p in listed) else [what]
    for part in parts:
        yield from _each(sentence, named.entities, part, place, 0.78)


def _each(
    sentence: Said,
    subjects: tuple[Entity, ...],
    what: str,
    place: tuple[int, int],
    sure: float,
    *,
    status: str | None = None,
) -> Iterator[Candidate]:
    """One candidate for each body, where the words name a theme."""
    named = theme(what, clause=True)
    if named is None or len(named.name.split()) > 24:
        return
    year = _YEAR.search(sentence.text)
    period = f"{year.group(1)}/{year.group(2)}" if year else period_of(sentence.document, sentence.block)
    for subject in subjects:
        yield priority(
            subject, named, sentence.evidence(*place), method=METHOD, sure=sure, period=period, status=status or sentence.status,
        )  # fmt: skip
