"""Who a sentence speaks of as having priorities: one body or several joined by commas and "and", and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.statements import Entity
from ingest.document import Document
from ingest.extract.said import Said, heading_area
from ingest.names import Mention

_JOINED = re.compile(r"(?:[\s,]|\band\b|\bboth\b|\bthe\b|&|\bas well as\b)*")
_LONG_LINE = 60
_WE = re.compile(r"\b[Ww]e(?= )")
_SPOKEN = re.compile(
    r"\b[Tt]he ((?:multi-agency|strategic|local|community safety) (?:safeguarding )?(?:partnership|board|panel|forum))\b"
)


@dataclass(frozen=True, slots=True)
class Owners:
    """Bodies named side by side; characters from `start` to before `end` of the sentence name them."""

    entities: tuple[Entity, ...]
    start: int
    end: int


def owners(sentence: Said) -> list[Owners]:
    """The boards, boroughs and organisations of a sentence, those joined by "and" together; "we" is the document's body."""
    places = [
        Mention(m.start, m.end, m.entity)
        for m in sentence.of("Borough", "Board", "Organisation")
        if m.entity.kind != "unit"
    ]
    body = sentence.document.body
    if body is not None:
        places += [Mention(m.start(), m.end(), body) for m in _WE.finditer(sentence.text)]
    found: list[Owners] = []
    for place in sorted(places, key=lambda m: m.start):
        last = found[-1] if found else None
        if last is not None and place.start >= last.end and _JOINED.fullmatch(sentence.text[last.end : place.start]):
            found[-1] = Owners((*last.entities, place.entity), last.start, place.end)
        else:
            found.append(Owners((place.entity,), place.start, place.end))
    return found


def owner_of_instrument(sentence: Said, mention: Mention) -> Entity | None:
    """Whose a named plan or strategy is: the body before its "'s", else the one borough that its name begins with."""
    document, printed = sentence.document, sentence.text[mention.start : mention.end]
    before = re.match(r"(.+?)['’]s? ", printed)
    if before:
        named = [m.entity for m in document.names.find(before.group(1)) if m.entity.label in {"Board", "Organisation"}]
        if len(named) == 1:
            return named[0]
    areas = document.names.area_in(printed)
    return areas[0] if len(areas) == 1 else None


def spoken_of(sentence: Said) -> Entity | None:
    """Who a sentence without names speaks of: the document's body, else the paragraph's board or borough, else the heading's."""
    document = sentence.document
    if document.body is not None:
        return document.body
    before = sentence.block.text[: sentence.start]
    line = before.rpartition("\n")[2]
    named = [m.entity for m in document.names.find(before) if m.entity.label in {"Borough", "Board"}]
    if len(line) > _LONG_LINE and line[:1].isupper():  # a line that long is a paragraph of its own
        within = [m.entity for m in document.names.find(line) if m.entity.label in {"Borough", "Board"}]
        before, named = (line, within) if within else (before, named)
    group = _SPOKEN.search(sentence.text) or next(iter(reversed(list(_SPOKEN.finditer(before)))), None)
    areas = {e for e in named if e.label == "Borough"}
    area = next(iter(areas)) if len(areas) == 1 else None
    if group is not None and area is not None:
        return document.names.board(group.group(1), area=area)
    boards = [e for e in named if e.label == "Board"]
    if boards and not areas:
        return boards[-1]
    if area is not None:
        return area
    return None if areas else heading_area(document, sentence.block) or heading_board(document, sentence)


def heading_board(document: Document, sentence: Said) -> Entity | None:
    """The board that the nearest heading names, where it says nothing else."""
    for heading in document.headings(sentence.block)[-1:]:
        named = [m for m in document.names.find(heading) if m.entity.label == "Board"]
        if len(named) == 1 and named[0].end - named[0].start > 0.8 * len(heading.strip()):
            return named[0].entity
    return None


def in_section(sentence: Said) -> bool:
    """Whether the headings above, or the paragraph so far, speak of priorities."""
    headings = sentence.document.headings(sentence.block)[-2:]
    before = sentence.block.text[: sentence.start]
    return any(re.search(r"\bpriorit(?:y|ies)\b", t, re.I) for t in (*headings, before))
