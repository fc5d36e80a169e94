"""Priorities that stand as lists: below a heading or an introduction that speaks of priorities, aims or areas of focus; one by one
under numbers ("Priority 2: Neglect"); as paragraphs that begin "Firstly, we will …". Tables of priorities are read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity, Evidence
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.partners import items_after
from ingest.extract.said import heading_area
from ingest.extract.status import status_of
from ingest.extract.themes import begins_with_verb, theme
from ingest.reading import Block
from ingest.sieve import Sieved

ADJECTIVES = (
    r"(?:(?:key|strategic|shared|current|main|new|top|local|agreed|overarching|partnership|safeguarding|"
    r"business plan|business|joint|[\w'’-]+|five|four|three|six) )"
)
PRIORITIES = (
    r"(?:priorit(?:y areas|y themes|ies)(?: areas)?|areas? (?:of|for) focus|focus areas|themes of focus|"
    r"work ?-?streams|strands|pledges)"
)
AIMS = r"(?:aims|objectives|goals|ambitions)"
_HEADING = Sieved(
    rf"^(?!.*\b(?:progress|against|achieved|achievements|delivered|delivering|update|measuring)\b)\W*(?:[\d.]+\s*)?(?:(?:our|"
    rf"the|its|\w+['’]s) )?{ADJECTIVES}{{0,4}}(?:priorit(?:y areas|y themes|ies)(?: areas)?|"
    rf"areas of focus|"
    rf"focus areas|pledges)(?: (?:for|in|of|during|to|from|and|the|this|that|next|"
    rf"focus|period|year|years|plan|partnership|board|coming|safeguarding|partners)| ?[\d/–-]+)*\W*$",
    re.I,
)
_AIM_HEADING = re.compile(
    rf"^\W*(?:[\d.]+\s*)?(?:what (?:are|were) )?(?:our|the (?:partnership|board)['’]s|(?=(?:strategic|partnership|key) ))\s?"
    rf"(?:(?:key|strategic|main|shared|overarching|partnership|five|four|three|six|top) ){{0,3}}{AIMS}"
    rf"(?: (?:for|in|and|the|this|next|year|coming|priorities)| ?[\d/–-]+)*\W*$",
    re.I,
)
_SET_OUT = re.compile(
    r"\bwhat we (?:set out|said we would|said we['’]d|planned|aimed|promised|wanted|will|plan|intend)(?: to)?(?: do)?\b",
    re.I,
)
_NUMBERED = re.compile(
    r"^\W*(?:strategic |safeguarding |partnership |key |our )?(?P<noun>priority|strategic aim|strategic objective|objective|"
    r"aim|goal|pledge)"
    r" (?:area )?(?:(?:no\.? ?)?\d{1,2}|one|two|three|four|five|six|seven|eight)\s*(?:[:–—.)-]|\s-|\n)\s*(?P<what>\S.{2,160}?)\s*$",
    re.I | re.S,
)
_BARE_NUMBER = re.compile(
    r"^\W*(?:strategic |safeguarding |key )?priority (?:area )?(?:\d{1,2}|one|two|three|four|five|six|seven|eight)\W*$",
    re.I,
)
_ENDS = (
    r"(?:\b(?:are|were|include|included|is|remain|being|as follows|follows|following|below)\b[^.:]{0,40})?[:;]-?\s*$"
)
_INTRO = re.compile(
    rf"\b(?:our|the|its|these|those|following|identified|agreed|set|\w+['’]s?|of|as|two|three|four|five|six|seven) "
    rf"{ADJECTIVES}{{0,4}}"
    rf"{PRIORITIES}\b[^.]{{0,140}}{_ENDS}",
    re.I,
)
_AIM_INTRO = re.compile(
    rf"\b(?:our|(?:partnership|board)['’]s|[A-Z]{{2,}}['’]s?|(?:future|following) (?:\w+ )?) ?(?:(?:key|strategic|main|"
    rf"overarching|\w+) ){{0,2}}{AIMS}"
    rf"\b[^.]{{0,100}}{_ENDS}",
    re.I,
)
_BY_OWNER = re.compile(
    r"\b(?:themes|priorities|issues|areas)\b[^.:]{0,60}\b(?:identified|agreed|set|chosen|adopted|selected|highlighted) "
    r"by [^.:]{3,80}"
    r"(?:are|were|as follows|include|included)?\s*:\s*$|"
    r"\b(?:identified|agreed|chosen|adopted|selected) (?:the following|these|\w+) (?:\w+ ){0,2}(?:themes|priorities|"
    r"areas)\b[^.:]{0,60}:\s*$|"
    r"\bprioriti[sz](?:e|ed|ing)(?: (?:the following|these)[^.:]{0,40})?:\s*$",
    re.I,
)
_THESE = re.compile(
    rf"\b(?:{PRIORITIES}|priority areas)\b[^.!?:]*[.!?]\s+(?:These|They) (?:are|were|include|included)(?: as follows)?\s*:-?\s*$",
    re.I,
)
OTHER_WORK = re.compile(
    r"\b(?:audit|review|training|event|survey|visit|inspection|programme|course|project|campaign|scheme|service|toolkit|protocol|"
    r"session|conference|workshop|day|questionnaire|report|meeting|guidance|policy|procedure|pathway|act)s?['’]?s?\b",
    re.I,
)
_GROUP = re.compile(r"\b[Tt]he ([A-Z]{3,}(?: [a-z]+){0,3} (?:group|network|forum|panel|board))\b")
_ORDINAL = re.compile(
    r"^\W*(?P<which>First|Second|Third|Fourth|Fifth|Final|Last)(?:ly)?, (?P<what>(?:we|to|our|the) [^.?!]{8,220})"
)
_ORDERED = Sieved(
    rf"\b(?:two|three|four|five|six|several|key|overarching|following|main)\b[^.]{{0,40}}\b(?:priorities|{AIMS}|"
    rf"commitments)\b[^.]{{0,60}}[.:]\s*$",
    re.I,
)
_OUR_ORDER = re.compile(
    r"^(?:our|the) (?:\w+ )?(?:priority|aim|objective|goal|ambition) (?:is|will be|was) (?:to )?", re.I
)
_ENTRY = re.compile(
    r"^(?!(?:outcomes?|progress|note|impact|actions?|update|lead|contact|page|date|"
    r"example)\b)(?P<head>[A-Z][^:.;?]{2,88})(?::|\s[–—-])\s+\S",
    re.I,
)
_SWALLOWED = re.compile(r"[ \t]*\n(?=[A-Z][^\n]{150})")
"""The paragraph after a list, where the reader could not tell it from the last item."""
YEARS = re.compile(r"\b(20\d\d)\s*[-–/]\s*(?:20)?(\d\d)\b")


def priority_lists(document: Document) -> Iterator[Candidate]:
    """HAS_PRIORITY from the body that the list, its introduction or its heading names, else from the document's."""
    yield from _listed(document)
    yield from _numbered(document)
    yield from _ordered(document)


def whose(document: Document, block: Block) -> Entity | None:
    """The body whose priorities a list gives where nothing nearer names one: the document's, the heading's, the board above."""
    return document.body or heading_area(document, block) or _board_above(document, block)


def _board_above(document: Document, block: Block) -> Entity | None:
    """The one board that the nearest paragraph above names, of the few before a list."""
    for count, before in enumerate(document.before(block)):
        if before.kind in {"heading", "table"} or count > 12:
            return None
        if before.kind == "paragraph":
            named = document.names.find(before.text)
            boards = {m.entity for m in named if m.entity.label == "Board"}
            for plan in (before.text[m.start : m.end] for m in named if m.entity.label == "Protocol"):
                owner = re.match(r"(.+?)['’]s ", plan)
                boards |= (
                    {m.entity for m in document.names.find(owner.group(1)) if m.entity.label == "Board"}
                    if owner
                    else set()
                )
            if boards:
                one = boards.pop() if len(boards) == 1 else None
                return None if one is None or one.name.startswith("Borough") else one
    return None


def _listed(document: Document) -> Iterator[Candidate]:
    for at, block in enumerate(document.blocks):
        short = block.kind in {"heading", "line"} and len(block.text) < 90
        last = " ".join(block.text[-320:].split())
        sure, status = 0.0, "asserted"
        items: tuple[Block, ...] = ()
        if short and _HEADING.match(block.text):
            sure, items = 0.88, tuple(items_after(document.blocks, at)) or _entries(document, at)
        elif short and _AIM_HEADING.match(block.text):
            sure, items = 0.7, tuple(items_after(document.blocks, at)) or _entries(document, at)
        elif short and _SET_OUT.search(block.text) and document.body is not None:
            sure, items = 0.65, _deeds(document, at)
        elif block.kind in {"paragraph", "line", "item"} and block.text.rstrip(" -").endswith((":", ";")):
            sentence = re.split(r"(?<=[.!?])\s+", last)[-1]
            status = status_of(last[-260:])
            if _INTRO.search(last[-260:]) or _THESE.search(last):
                sure = 0.84
            elif _BY_OWNER.search(sentence):
                sure, status = 0.72, "planned" if re.search(r"\bwill\b|\bto prioriti", sentence) else status
            elif _AIM_INTRO.search(sentence) and not OTHER_WORK.search(sentence):
                sure = 0.62
            items = tuple(items_after(document.blocks, at)) if sure else ()
        if not items:
            continue
        home = whose(document, block) if sure >= 0.65 else document.body or heading_area(document, block)
        subject = _named_in(document, block) or home
        if subject is None:
            continue
        period = period_of(document, block)
        for item in _one_list(document, items):
            last_line = _SWALLOWED.search(item.text)
            text = item.text[: last_line.start()] if last_line else item.text
            found = theme(text)
            if found is not None:
                evidence = document.evidence(item, 0, min(len(text), 300))
                more = 0.04 if len(text) < 90 else 0.0
                yield priority(
                    subject, found, evidence, method="priority-list", sure=sure + more, period=period, status=status
                )
            if last_line:
                break


def _one_list(document: Document, items: tuple[Block, ...]) -> Iterator[Block]:
    """The items of a numbered list only, where it stands within a list with other marks that goes on after it."""
    text = document.reading.text
    marks = [text[text.rfind("\n", 0, item.start) + 1 : item.start].strip() for item in items]
    for item, mark in zip(items, marks, strict=True):
        if marks[0][:1].isdigit() and mark and not mark[:1].isdigit() and item.level <= items[0].level:
            return
        yield item


def _entries(document: Document, at: int) -> tuple[Block, ...]:
    """The paragraphs right below a heading that each begin with a name and a colon; at least two."""
    found: list[Block] = []
    heads: set[str] = set()
    for block in document.blocks[at + 1 : at + 16]:
        m = _ENTRY.match(block.text)
        if block.kind not in {"line", "paragraph"} or m is None or block.text.rstrip().endswith("?"):
            break
        heads.add(re.sub(r"\W+", "", m.group("head").casefold()))
        found.append(block)
    return tuple(found) if len(heads) > 1 and len(heads) == len(found) else ()


def _deeds(document: Document, at: int) -> tuple[Block, ...]:
    """What was to be done, below "what we promised to do": entries that begin with a verb, between them what came of it."""
    found: list[Block] = []
    for block in document.blocks[at + 1 : at + 30]:
        text = block.text.rstrip()
        if block.kind in {"heading", "table"} or (block.kind == "line" and text.endswith("?")):
            break
        if begins_with_verb(text) and len(text) < 140 and not text.endswith(".") and "\n" not in text.strip():
            found.append(block)
    return tuple(found) if len(found) > 1 else ()


def _named_in(document: Document, block: Block) -> Entity | None:
    """The one board, borough or organisation that the last sentence of an introduction names as its owner."""
    last = re.split(r"(?<=[.!?])\s+", block.text.strip())[-1]
    group = _GROUP.search(last)
    if group is None and re.search(r"\bthe group\b", last):
        group = next(iter(re.finditer(_GROUP.pattern, block.text)), None)
    if group is not None:
        return document.names.board(group.group(1))
    owners = {
        m.entity for m in document.names.find(last)
        if m.entity.label in {"Board", "Borough"} or (m.entity.label == "Organisation" and m.entity.kind is None)
    }  # fmt: skip
    return owners.pop() if len(owners) == 1 else None


def _numbered(document: Document) -> Iterator[Candidate]:
    """ "Priority 2: Neglect" as a heading, a line or an item; or "Priority 2" and its name in the block after it."""
    year: str | None = None
    for at, block in enumerate(document.blocks):
        if block.kind not in {"heading", "line", "item", "paragraph"} or len(block.text) > 200:
            continue
        if block.kind == "heading" or (block.kind == "line" and _HEADING.match(block.text)):
            years = YEARS.search(block.text) if _HEADING.match(block.text) else None
            if years or not (_BARE_NUMBER.match(block.text) or _NUMBERED.match(block.text)):
                year = f"{years.group(1)}/{years.group(2)}" if years else None
        m = _NUMBERED.match(block.text)
        found, place = None, block
        if m is not None and (m.group("noun").casefold() == "priority" or _planned_by(document, block)):
            found = theme(m.group("what"))
        elif _BARE_NUMBER.match(block.text) and at + 1 < len(document.blocks):
            place = document.blocks[at + 1]
            named = place.kind in {"heading", "line", "paragraph"} and len(place.text.split()) <= 14
            found = theme(place.text) if named and not place.text.rstrip().endswith(".") else None
        subject = whose(document, block) if found is not None else None
        if found is not None and subject is not None:
            sure = 0.9 if m is None or m.group("noun").casefold() == "priority" else 0.7
            yield priority(
                subject, found, document.evidence(place), method="priority-numbered", sure=sure,
                period=year or period_of(document, block),
            )  # fmt: skip


def _planned_by(document: Document, block: Block) -> bool:
    """Whether a numbered aim or objective stands among the body's own: its headings speak of its plan."""
    path = " ".join(document.headings(block)[-3:])
    return document.body is not None and bool(
        re.search(r"\bpriorit|strateg(?:y|ic)|business plan|\bour (?:aims|objectives|goals|pledge)", path, re.I)
    )


def _ordered(document: Document) -> Iterator[Candidate]:
    """ "… three objectives." and then paragraphs that begin "Firstly, we will …", "Secondly, …"."""
    body = document.body
    open_until = -1
    for at, block in enumerate(document.blocks):
        if block.kind in {"paragraph", "line"} and _ORDERED.search(block.text[-220:]):
            open_until = at + 8
        if body is None or at > open_until or block.kind not in {"paragraph", "item", "line"}:
            continue
        m = _ORDINAL.match(" ".join(block.text[:300].split()))
        if m is None:
            continue
        found = theme(_OUR_ORDER.sub("", m.group("what")), clause=True)
        if found is not None:
            evidence = document.evidence(block, 0, min(len(block.text), m.end()))
            yield priority(body, found, evidence, method="priority-list", sure=0.75, period=period_of(document, block))


def period_of(document: Document, block: Block) -> str | None:
    """The year that the headings above name, the nearest first, else the document's."""
    for text in (block.text[:200], *reversed(document.headings(block))):
        m = YEARS.search(text)
        if m:
            return f"{m.group(1)}/{m.group(2)}"
    return document.period


def priority(
    subject: Entity,
    named: Entity,
    evidence: Evidence,
    *,
    method: str,
    sure: float,
    period: str | None,
    status: str = "asserted",
) -> Candidate:
    """One candidate HAS_PRIORITY."""
    return candidate(
        evidence, subject, "HAS_PRIORITY", named, method=method, confidence=round(sure, 2), props={"period": period}, status=status,
    )  # fmt: skip
