"""Whose the documents of a list of evidence are: a board whose minutes or report stand under a borough covers that borough.

A list of evidence stands apart from the text: what it tells of a board is stated there once more, whatever the text said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.evidence_lists import board_of, listed
from ingest.gazetteer import WORD, plain
from ingest.names import Mention
from ingest.naming import LOCAL_UNIT

METHOD = "evidence-board"
_YEAR = re.compile(r"^(?:the |(?:19|20)\d\d(?:[/-]\d\d+)? )+", re.I)
_OTHERS = re.compile(r"\b(?:London|National|Mayor|Police|NHS|Ofsted|MOPAC)\b")


def evidence_boards(document: Document) -> Iterator[Candidate]:
    """COVERS from each board whose document is listed to the boroughs under which it is listed; each board once."""
    seen: set[tuple[str, str]] = set()
    for area, text, evidence in listed(document):
        boroughs = document.names.area(area.name) if area.kind == "joint area" else (area,)
        for board in _boards(document, text, area):
            for borough in _covered(document, board, boroughs):
                pair = plain(board.name.replace("-", "")), borough.name
                if pair not in seen:
                    seen.add(pair)
                    yield candidate(evidence, board, "COVERS", borough, method=METHOD, confidence=0.85)


def _covered(document: Document, board: Entity, boroughs: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Those boroughs of the list's heading that the board's name names, all of one borough's own board."""
    named = document.names.area_in(board.name)
    return tuple(b for b in boroughs if b.name in {n.name for n in named}) or (boroughs if len(boroughs) == 1 else ())


def _boards(document: Document, text: str, area: Entity) -> Iterator[Entity]:
    name = board_of(document, area, text)
    if name is not None and not (area.kind == "joint area" and name.startswith(area.name) and area.name not in text):
        yield document.names.board(name, area=area)
        return
    front = _YEAR.match(text)
    entity = _first(document, text[front.end() if front else 0 :])
    if entity is None:
        return
    if document.names.area_in(entity.name):
        yield entity
    elif area.kind != "joint area" and not _OTHERS.search(entity.name):
        yield Entity(entity.label, f"{area.name} {entity.name}", kind=entity.kind, aliases=(entity.name,))


def _first(document: Document, text: str) -> Entity | None:
    """The board or local service that a title begins with, however the title goes on: the longest that there is."""
    for end in reversed([m.end() for m in WORD.finditer(text[:160])][:14]):
        found = document.names.find(text[:end])
        if len(found) == 1 and (found[0].start, found[0].end) == (0, end) and _is_local(found[0], text):
            return found[0].entity
    return None


def _is_local(mention: Mention, text: str) -> bool:
    """A board, or a service that each borough has; not the words "Safeguarding Board report" of a plan's own title."""
    entity = mention.entity
    if entity.label == "Organisation":
        return LOCAL_UNIT.search(entity.name) is not None
    return entity.label == "Board" and " " in text[mention.start : mention.end]
