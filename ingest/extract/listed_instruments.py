"""Instruments in lists of documents by borough: "Examplia" above, "Neglect Strategy 2021-24 (May 2021)" below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.instrument_names import full_name, local_name
from ingest.extract.instruments import owner_in
from ingest.names import Mention
from ingest.reading import Block

_INSTRUMENT = re.compile(
    r"\b(?:strategy|plan|protocol|policy|framework|charter|procedures|terms of reference|plan refresh|"
    r"strategic assessment|safeguarding (?:partnership )?arrangements)\b",
    re.I,
)
_NOT = re.compile(
    r"\b(?:minutes|report|meeting|summary|presentation|briefing|agenda|newsletter|review|audit|survey|"
    r"consultation|evaluation)\b",
    re.I,
)
_DATED = re.compile(
    r"\s*(?:\((?:no date|n\.? ?d(?:ate)?\.?|PPT|[^()]*\b(?:19|20)\d\d\b[^()]*)\)|,? ?\bPPT\b\.?)\s*", re.I
)
_LOCAL = re.compile(r"(?:LSCB|LSCP|SCB|SCP|SAB|CSP|HWB)\b")
_PLACES = 3
"""Borough headings with lists that a document has before its lists are taken to be by borough."""


def listed_instruments(document: Document) -> Iterator[Candidate]:
    """PARTY_TO from the boroughs of a heading to the instruments listed below it; OWNS_PROTOCOL where an entry names its board."""
    places: dict[str, list[Block]] = {}
    for block in document.blocks:
        path = document.headings(block)
        if path and block.kind in {"item", "line", "paragraph", "heading"} and len(block.text) < 200:
            if block.kind == "heading" and document.names.area(path[-1]):
                continue
            place = path[-2] if block.kind == "heading" and len(path) > 1 else path[-1]
            if document.names.area(_plain(place)):
                places.setdefault(_plain(place), []).append(block)
    if len([p for p, blocks in places.items() if len(blocks) > 3]) < _PLACES:
        return
    for place, blocks in places.items():
        for block in blocks:
            if not re.search(r"\b(?:is|are|was|were|has|have|will)\b|\.\s+[A-Z]", block.text):
                yield from _entry(document, block, place)


def _plain(heading: str) -> str:
    return " ".join(heading.replace("*", "").split())


def _entry(document: Document, block: Block, place: str) -> Iterator[Candidate]:
    title = _DATED.sub(" ", " ".join(block.text.split())).strip(" .,;")
    if not _INSTRUMENT.search(title) or _NOT.search(title) or len(title.split()) > 16:
        return
    boroughs = document.names.area(place)
    if any(m.start < 4 and m.entity.label == "Protocol" for m in document.names.find(title)) and (
        document.names.area_in(title) or owner_in(document, title)
    ):
        return  # its own name tells whose it is: read where names are read
    local = _LOCAL.match(title)
    if local:
        board = document.names.board(f"{place} {local_name(local.group())}")
        yield _row(document, block, board, "OWNS_PROTOCOL", full_name(Entity("Protocol", title), board))
        return
    placed = re.match(r"(?P<board>.{3,40}? (?:LSCB|LSCP|SCB|SCP|SAB|CSP|HWB))\s*[—–:-]\s*(?P<rest>.+)$", title)
    if placed and _INSTRUMENT.search(placed.group("rest")):
        whole = owner_in(document, title)
        if whole is not None:
            rest = re.sub(r"\s*\([^()]{12,}\)$", "", placed.group("rest"))
            yield _row(document, block, whole, "OWNS_PROTOCOL", full_name(Entity("Protocol", rest), whole))
        return
    owners = [m for m in document.names.find(title) if m.start < 4 and m.entity.label in {"Board", "Organisation"}]
    if owners and owners[0].end < len(title) and len(boroughs) == 1 and owners[0].entity.label == "Board":
        board = document.names.board(title[: owners[0].end], area=boroughs[0])
        owners = [Mention(owners[0].start, owners[0].end, board)]
    if owners and owners[0].end < len(title):
        rest = re.sub(r"^(?:['’]s)?[\s—–:-]*", "", title[owners[0].end :])
        instrument = full_name(Entity("Protocol", rest), owners[0].entity) if _INSTRUMENT.search(rest) else None
        if instrument is not None:
            yield _row(document, block, owners[0].entity, "OWNS_PROTOCOL", instrument)
        return
    named = bool(document.names.area_in(title)) or any(
        b.name in title or any(a in title for a in b.aliases) for b in boroughs
    )
    front = title if named else f"{place} {title}"
    for borough in boroughs:
        yield _row(document, block, borough, "PARTY_TO", Entity("Protocol", front, aliases=() if named else (title,)))


def _row(document: Document, block: Block, owner: Entity, predicate: str, instrument: Entity) -> Candidate:
    return candidate(document.evidence(block), owner, predicate, instrument, method="instrument-list", confidence=0.82)
