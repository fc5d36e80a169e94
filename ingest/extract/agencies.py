"""The relevant agencies of a partnership (Children Act 2004 s. 16E(3)): lists under such a heading or sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.partners import items_after, whole_item
from ingest.extract.said import Said, said
from ingest.names import Mention
from ingest.person_name import is_person_name
from ingest.reading import Block
from ingest.sieve import Sieved

_HEADING = re.compile(
    r"^\W*(?:[\d.]+\s*)?(?:(?:our|the|named|local|list of|other) )*relevant agenc(?:y|ies)\b[^.]{0,40}$", re.I
)
_SUBJECT = re.compile(r"\b(?:named |local )?relevant agenc(?:y|ies)\b", re.I)
_SENTENCE = Sieved(
    r"\brelevant agencies\b[^.;:]{0,120}?\b(?:are|were|include|includes|including|comprise|namely)\b(?"
    r"! (?:those|required|expected|under|invited|"
    r"also|able|agencies|organisations|any|not|subject|named|set|listed|defined|bound|all))[\s:]*",
    re.I,
)
_LINK = re.compile(r"(?:[\s,;&•/-]|\band\b|\b[Tt]he\b|\([^)]*\)|\bas well as\b)*")
_NAMED = re.compile(
    r"[A-Z][\w'’&-]*(?: (?:(?:and|of|for|in|the|to|&) ){0,2}[A-Z][\w'’&-]*){1,7}(?=\s*(?:[,;.(]|and\b|$))"
)
_ENDS_ITEM = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:[,;&]|and\b|as well as\b)")
_ANOTHER = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:,|and\b)\s*(?:and |the )*[A-Z]")
_NO_BODY = re.compile(
    r"\b(?:Act|Guidance|Framework|Plan|Strategy|Policy|Chapter|Section|Part|Director|Head|Chief|Officer)\b"
)
_TOO_LONG = 220
"""Characters of an item beyond which it is a text, not a name."""


def agencies(document: Document) -> Iterator[Candidate]:
    """RELEVANT_AGENCY_OF from organisations (or classes: "All schools") to the document's partnership."""
    board = document.body
    if board is None or "afeguarding" not in board.name:
        return
    seen: set[str] = set()
    for found in (*_listed(document, board), *_said(document, board)):
        if found.statement.subject.name.casefold() not in seen:
            seen.add(found.statement.subject.name.casefold())
            yield found


def _listed(document: Document, board: Entity) -> Iterator[Candidate]:
    under = False
    for at, block in enumerate(document.blocks):
        if block.kind == "heading":
            under = _HEADING.match(block.text) is not None
        elif block.kind == "line" and _HEADING.match(block.text):
            under = True
        opens = (
            block.kind in {"paragraph", "line"}
            and block.text.rstrip().endswith(":")
            and (under or _SUBJECT.search(block.text) is not None)
        )
        titled = block.kind in {"heading", "line"} and _HEADING.match(block.text) is not None
        bare = titled and at + 1 < len(document.blocks) and document.blocks[at + 1].kind == "item"
        if opens or bare:
            for item in items_after(document.blocks, at):
                yield from _item(document, item, board)


def _item(document: Document, item: Block, board: Entity) -> Iterator[Candidate]:
    text = " ".join(item.text.split()).strip(" .;,")
    if not 3 < len(text) <= _TOO_LONG or text.count(". ") > 1:
        return
    known = whole_item(document.names, text)
    named = re.sub(r"[;,]? and$", "", text)
    entity = known or document.names.body(named)
    if entity.label not in {"Organisation", "BCU"} or not entity.name[0].isupper():
        return
    yield candidate(
        document.evidence(item),
        entity,
        "RELEVANT_AGENCY_OF",
        board,
        method="agency-list",
        confidence=0.92 if known else 0.87,
    )


def _said(document: Document, board: Entity) -> Iterator[Candidate]:
    for sentence in said(document):
        for m in _SENTENCE.finditer(sentence.text):
            end = m.end()
            listed = list(_list(sentence, end))
            for organisation in listed:
                yield candidate(
                    sentence.evidence(m.start(), listed[-1].end), organisation.entity, "RELEVANT_AGENCY_OF", board,
                    method="agency-sentence", confidence=0.85, status=sentence.status,
                )  # fmt: skip


def _list(sentence: Said, place: int) -> Iterator[Mention]:
    """The organisations of a list from a place on: those that are known by name, and others whose words are all of an item."""
    text, known = sentence.text, sentence.of("Organisation")
    while True:
        link = _LINK.match(text, place)
        place = link.end() if link else place
        named = next((m for m in known if m.start <= place < m.end), None)
        until = min((m.start for m in known if m.start > place), default=len(text))
        item = _NAMED.match(text[:until].rstrip(" &").removesuffix(" and"), place)
        if named is None and item is None:
            return
        if named is None and item is not None:
            name = item.group()
            listed = link is not None and "," in link.group() and "and" not in link.group()
            if listed and " and " in name and not _ANOTHER.match(text, item.end()):
                name = name.rpartition(" and ")[0]  # "…, B and C": the last two of the list
            entity = sentence.document.names.body(name)
            if entity.label != "Organisation" or _NO_BODY.search(name) or is_person_name(name):
                return
            named = Mention(place, place + len(name), entity)
        if named is None or not (_ENDS_ITEM.match(text, named.end)):
            if named is not None:
                yield named
            return
        yield named
        place = named.end
