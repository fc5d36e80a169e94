"""What a body says, or is said, to focus on: looser words for a priority."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate
from ingest.extract.owners import Owners, heading_board, owner_of_instrument, owners, spoken_of
from ingest.extract.priority_lists import period_of, priority
from ingest.extract.said import Said
from ingest.extract.themes import split, theme
from ingest.sieve import Sieved

METHOD = "focus-sentence"
_WORDS = 12
_HOW = (
    r"(?:(?:strong|clear|renewed|particular|sustained|continued|key|main|increased|greater|ongoing|specific|sharp|sharper|"
    r"relentless|"
    r"strategic|primary|real|central|new|joint|shared|multi-agency) )*"
)
_SPEAKS = Sieved(
    r"focus|attention given|key area|\bkey strand|\bcommitment to|\b(?:Strategy|Plan)\b.{0,40}\b(?:aims|seeks) to"
)
_LIST = r"(?P<list>(?!this\b|these\b|it\b|that\b|what\b|how\b|their\b|the following\b)[^.;:]{4,260})"
_A_FOCUS = re.compile(
    rf"\b(?:with|has|had|have|maintain(?:s|ed|ing)?|kept|keeps?|retain(?:s|ed)|placed|provide[sd]?|sustain(?:s|ed)|gives?|"
    rf"such as|to (?:give|keep|provide)) "
    rf"(?:a |an |its |their |the |our )?{_HOW}focus (?:on|upon|around) {_LIST}",
    re.I,
)
_FOCUSES = re.compile(
    r"^(?: (?:is|are|was|were|has|have|had|been|continues?|continued|agreed|chose|decided|remains?|remained|mainly|also|"
    r"primarily|to|now|particularly|"
    rf"predominantly|collectively|will|be))* focus(?:s?es|s?ed|s?ing)?(?: (?:mainly|primarily|its (?:work|attention|"
    rf"efforts)))? (?:on|upon) {_LIST}",
    re.I,
)
_THE_FOCUS = re.compile(
    rf"\b(?:the|our|its|their) (?:driving|main|key|primary|principal|strategic|central|overarching) focus(?: (?:of|for|in) "
    rf"[^,.;:]{{3,60}}?)? "
    rf"(?:is|was|has been|remains|appears to be|seems to be|will be|continues to be) (?:on |upon |around )?{_LIST}",
    re.I,
)
_OWN_FOCUS = re.compile(
    rf"^(?:['’]s?)? (?:main |key |primary )?focus(?: [^,.;:]{{3,40}}?)? (?:is|was|has been|remains|will be) "
    rf"(?:on|upon) {_LIST}",
    re.I,
)
_BODY_OF = re.compile(
    rf"\b(?:forum|group|partnership|board|panel|network|committee)(?: that is| which is)? focuss?ed (?:on|upon) {_LIST}|"
    rf"^(?:Its |Their |The group['’]s )?(?:[Aa]ctivities|[Ww]ork|[Aa]ctivity) (?:is|are|was|were|has been) (?:mainly |"
    rf"primarily )?focuss?ed (?:on|upon) "
    r"(?P<second>[^.;:]{4,260})"
)
_ATTENTION = re.compile(
    r"^(?: (?:has|have|had|also))* increased (?:its|the|their) (?:attention|focus|emphasis)(?: given)?(?: in \w+)? (?:to|on|upon) "
    r"(?P<list>[^.;:]{4,160})",
    re.I,
)
_KEY_AREA = re.compile(
    r"^(?:One of the (?:key |main )?areas(?= of)|(?:One|A|Another|The|An additional|A further) "
    r"(?:(?:key|main|major|specific|priority|particular) )+(?:area|theme|strand))"
    r"(?: of (?:focus|work|development)| for (?:focus|development|improvement))?(?:,? (?:that|which) [^,.;:]{4,60}?)?"
    r"(?: (?:during|in|for) [^,.;:]{4,30}?)? (?:is|was|has been|remains|remained) (?:on |to |around )?(?P<list>[^,.;:]{4,100})",
)
_KEY_STRAND = re.compile(
    r"^(?: also)? (?:includes|included|has|had) (?P<list>[^,.;:()]{4,70}) as (?:a|an|one of its) (?:key|main|core|central) "
    r"(?:strands?|focus|themes?|work ?streams?)\b"
)
_COMMITMENT = re.compile(
    r"\b(?:a|the|its) strategic commitment to (?P<list>[^,.;:]{4,70}?)(?= (?:articulated|set out|stated|described)|[,.;:]|$)"
)
_STRATEGY_AIMS = re.compile(r"^(?: (?:for )?\(?20\d\d\)?(?:[-–/]\d+\)?)?)? (?:aims|seeks) to (?P<list>[^.;:]{6,140})")
_NO_FOCUS = re.compile(
    r"\b(?:meeting|minutes|session|workshop|training|event|conference|course|agenda|discussion|presentation|chapter|section|"
    r"report|item|day|week|year|month|case|audit|"
    r"this)s?\b",
    re.I,
)


def focus_said(sentences: tuple[Said, ...]) -> Iterator[Candidate]:
    """HAS_PRIORITY from the body or area that is said to focus on something."""
    for sentence in sentences:
        if not _SPEAKS.search(sentence.text):
            continue
        joined = owners(sentence)
        for named in joined:
            after = sentence.text[named.end :]
            for pattern, sure in ((_FOCUSES, 0.6), (_ATTENTION, 0.62), (_OWN_FOCUS, 0.64), (_KEY_STRAND, 0.66)):
                m = pattern.match(after)
                if m is not None and (pattern is not _FOCUSES or _may_focus(sentence, named)):
                    yield from _each(sentence, named.entities, m, (named.start, named.end), sure)
        yield from _noun(sentence, joined)
        yield from _of_strategy(sentence)


def _may_focus(sentence: Said, named: Owners) -> bool:
    """A body that focuses, not something else of it: "the review of the Board focused on …"."""
    before = sentence.text[: named.start]
    return (
        len(before) < 60 and re.search(r"\b(?:of|by|with|for|from|to|at|that|in|on)(?: the| our)? ?$", before) is None
    )


def _noun(sentence: Said, joined: list[Owners]) -> Iterator[Candidate]:
    text = sentence.text
    for pattern, sure in ((_A_FOCUS, 0.64), (_THE_FOCUS, 0.66), (_COMMITMENT, 0.62)):
        m = pattern.search(text)
        if m is None:
            continue
        before = [o for o in joined if o.end <= m.start("list")]
        subjects = before[-1].entities if before and before[-1].start < 40 and len(before) == 1 else ()
        if not subjects and before and pattern is _A_FOCUS:
            boards = [e for o in before for e in o.entities if e.label == "Board"]
            subjects = (boards[-1],) if len(boards) == 1 else ()
        if not before and pattern is not _A_FOCUS:
            spoken = spoken_of(sentence)
            subjects = (spoken,) if spoken is not None else ()
        if not _NO_FOCUS.search(text[: m.start("list")].replace("per year", "")):
            yield from _each(sentence, subjects, m, (m.start(), 0), sure, several=pattern is _THE_FOCUS)
    m = _BODY_OF.search(text)
    if m is not None and not joined:
        board = heading_board(sentence.document, sentence)
        yield from _each(sentence, (board,) if board is not None else (), m, (m.start(), 0), 0.62)
    m = _KEY_AREA.match(text)
    if m is not None:
        spoken = spoken_of(sentence) if not joined else joined[0].entities[0] if len(joined) == 1 else None
        yield from _each(sentence, (spoken,) if spoken is not None else (), m, (0, 0), 0.6)


def _of_strategy(sentence: Said) -> Iterator[Candidate]:
    """ "The Examplia Youth Strategy aims to reduce exclusions", in a document that is not the body's own."""
    if sentence.document.body is not None:
        return
    for plan in sentence.of("Protocol"):
        m = _STRATEGY_AIMS.match(sentence.text[plan.end :])
        subject = owner_of_instrument(sentence, plan) if m is not None else None
        if m is not None and subject is not None:
            yield from _each(sentence, (subject,), m, (plan.start, plan.end), 0.6, status="asserted", whole=True)


def _each(
    sentence: Said,
    subjects: tuple[Entity, ...],
    m: re.Match[str],
    place: tuple[int, int],
    sure: float,
    *,
    status: str | None = None,
    whole: bool = False,
    several: bool = False,
) -> Iterator[Candidate]:
    """One candidate for each body. `place`: where the words begin, and what the match's own places are counted from."""
    group = "second" if "second" in m.re.groupindex and m.group("second") else "list"
    what = m.group(group)
    parts = [what] if whole or " including " in what else split(what, several=several)
    if not whole and " including " in what and len(what.split()) > _WORDS:
        parts = re.split(r",? including (?:the )?", what)
    for part in parts:
        named = theme(part, clause=True)
        if named is None or len(named.name.split()) > _WORDS + 3 * (len(parts) > 1):
            continue
        for subject in subjects:
            yield priority(
                subject, named, sentence.evidence(place[0], place[1] + m.end()), method=METHOD, sure=sure,
                period=period_of(sentence.document, sentence.block), status=status or sentence.status,
            )  # fmt: skip
