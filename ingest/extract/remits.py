"""Remits as lists: "The Executive will:" and items that begin with a verb, each read as a sentence with that subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate
from ingest.document import Document
from ingest.extract.anaphora import by_heading
from ingest.extract.oversight import read_oversight
from ingest.extract.reporting import read_reporting
from ingest.extract.said import Said, said
from ingest.extract.scrutiny import read_scrutiny
from ingest.extract.sentences import Sentence, signed, states
from ingest.extract.signs import BASE, SIGNS
from ingest.reading import Block

_INTRODUCES = re.compile(
    r"\b(?:will|shall|must|is to|are to|is|are|responsib\w+|role|remit|functions?|purpose|aims?|objectives?|duties|tasks?|"
    r"responsible for|seeks? to|exists? to|works? to|include)\b[^.:]{0,60}:\s*$",
    re.I,
)
_ITS = re.compile(
    r"^(?:(?:The )?(?:[Kk]ey |[Mm]ain |[Cc]ore )?(?:[Rr]esponsibilities|[Rr]ole|[Rr]emit|[Ff]unctions?|[Pp]urpose|[Aa]ims?|"
    r"[Oo]bjectives|[Dd]uties)"
    r"(?: of (?:this|the) (?:sub-?group|group|board|panel|committee|executive|partnership))?|(?:The|This) (?:sub-?group|group|"
    r"board|"
    r"panel|committee|executive)|It)\b",
    re.I,
)
_VERB = re.compile(
    r"^\W*(?P<verb>[Oo]versee|[Mm]onitor|[Ss]crutini[sz]e|[Rr]eport|[Hh]old|[Pp]rovide|[Ee]scalate|[Gg]overn|[Oo]versight of)\b"
)
_FIRST = 30
"""Items of a list that are read at most."""


def remits(document: Document) -> Iterator[Candidate]:
    """OVERSEES, SCRUTINISES, REPORTS_TO and ACCOUNTABLE_TO from the items of a list that one board introduces."""
    items: dict[int, list[Said]] = {}
    for found in said(document):
        if found.block.kind in {"item", "line"} and _VERB.match(found.text):
            items.setdefault(found.block.start, []).append(found)
    if not items:
        return
    subject: Entity | None = None
    left = 0
    for block in document.blocks:
        if block.kind == "item" and left > 0:
            left -= 1
            if subject is not None:
                for found in items.get(block.start, [])[:1]:
                    yield from _item(found, subject)
        elif block.kind != "item":
            subject = _whose(document, block) if block.kind in {"paragraph", "line"} else None
            left = _FIRST if subject is not None else 0


def _whose(document: Document, block: Block) -> Entity | None:
    """The one board that an introduction names, or that the heading above names where it speaks of "this group"."""
    text = " ".join(block.text.split())
    last = re.split(r"(?<=[.!?]) ", text)[-1]
    if not last.endswith(":") or not _INTRODUCES.search(last):
        return None
    boards = list(dict.fromkeys(m.entity for m in document.names.find(last) if m.entity.label == "Board"))
    if len(boards) == 1:
        return boards[0]
    its = None if boards else _ITS.match(last)
    if its is None:
        return None
    kind = re.search(r"\b(?:sub-?group|group|panel|committee)\b", last)
    return by_heading(document, block, kind.group() if kind else "group")


def _item(found: Said, subject: Entity) -> Iterator[Candidate]:
    if not states(found.text):
        return
    item = signed(found)
    sign = chr(BASE[SIGNS["Board"]] + 250)
    text = item.text.lstrip(" -•–*")
    cut = len(item.text) - len(text)
    text = (
        f"{sign} has oversight of{text[12:]}"
        if text[:12].casefold() == "oversight of"
        else f"{sign} {text[:1].lower()}{text[1:]}"
    )
    first = item.places[cut] if cut < len(item.places) else 0
    added = len(text) - (len(item.text) - cut)
    places = (*(first for _ in range(added)), *item.places[cut:])
    sentence = Sentence(found, text, {**item.entities, sign: subject}, places, item.guessed)
    for read in (read_oversight, read_scrutiny, read_reporting):
        for made in read(sentence):
            if subject in {made.statement.subject, made.statement.object}:
                yield made
