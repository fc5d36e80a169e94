"""Signature blocks: a name on a line of its own, its post below, its body below that; several below or beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from graph.statements import Entity
from ingest.candidates import Candidate
from ingest.document import Document
from ingest.extract.holding import Reading, holds, is_literature, without_repeats
from ingest.office import Office, is_generic, read_office
from ingest.people import person
from ingest.person_name import is_person_name
from ingest.reading import Block

METHOD = "signature"

Sort = Literal["name", "post", "body", "other", "unread"]
_LONGEST = 130
_SIGNED = re.compile(r"^(?:signed(?:\s+by)?|from|yours\s+\w+|by)\s*:?\s+(?=[A-Z])", re.IGNORECASE)
_AUTHOR = re.compile(
    r"\b(?:authors?|written\s+by|prepared\s+by|report\s+by|editors?|researchers?|contact|photo)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Line:
    block: Block
    start: int
    end: int
    sort: Sort

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end]


def signatures(document: Document) -> Iterator[Candidate]:
    """HOLDS and POST_IN of signatures, and CHAIRS of who signs as chair."""
    yield from without_repeats(document, _all(document))


def _all(document: Document) -> Iterator[Candidate]:
    run: list[_Line] = []
    for line in (*_lines(document), None):
        if line is not None:
            run.append(line)
            continue
        if any(one.sort == "name" for one in run):
            yield from _read(document, run)
        run = []
    for block in document.blocks:
        if block.kind == "table":
            yield from _beside(document, block)


def _read(document: Document, run: list[_Line]) -> Iterator[Candidate]:
    """The signatures in lines below each other: what is no part of one divides them."""
    group: list[_Line] = []
    for line in run:
        read = line if line.sort == "name" else replace(line, sort=_sort(document, line.text.strip()))
        if read.sort == "other":
            yield from _group(document, group)
            group = []
        else:
            group.append(read)
    yield from _group(document, group)


def _lines(document: Document) -> Iterator[_Line | None]:
    """The short lines of a document, the names among them told; None where something else stands between them."""
    for block in document.blocks:
        if block.kind == "table" or is_literature(document.headings(block)):
            yield None
            continue
        heading = block.kind == "heading"
        for match in re.finditer(r"[^\n]+", block.text):
            signed = _SIGNED.match(match.group())
            start = match.start() + (signed.end() if signed else 0)
            text = block.text[start : match.end()].strip()
            if len(text) > _LONGEST or _AUTHOR.search(text):
                yield None
                continue
            named = is_person_name(text.strip(" ,;*"))
            yield None if heading and not named else _Line(block, start, match.end(), "name" if named else "unread")


def _sort(document: Document, text: str) -> Sort:
    plain = text.strip(" ,;*")
    if read_office(plain, document.names) is not None:
        return "post"
    return "body" if _body(document, plain) is not None else "other"


def _body(document: Document, text: str) -> Entity | None:
    plain = text.strip(" ,;.()*")
    for mention in document.names.find(plain):
        starts = mention.start == 0 or plain[: mention.start].casefold().strip() == "the"
        if starts and mention.end >= len(plain) - 1 and mention.entity.label in {"Organisation", "Board", "BCU"}:
            return None if is_generic(plain) and not mention.entity.aliases else mention.entity
    return None


def _group(document: Document, lines: list[_Line]) -> Iterator[Candidate]:
    """Names with the posts that follow them; where a group begins with a post, names with the post before them."""
    sorts = [line.sort for line in lines]
    if "name" not in sorts or "post" not in sorts:
        return
    if sorts[0] == "post" and sorts[-1] == "name":
        for post, name in pairwise(lines):
            if post.sort == "post" and name.sort == "name":
                yield from _signed(document, name, [post])
        return
    for at, line in enumerate(lines):
        if line.sort != "name":
            continue
        below: list[_Line] = []
        for follower in lines[at + 1 :]:
            if follower.sort == "name" or (follower.sort == "body" and below and below[-1].sort == "body"):
                break
            below.append(follower)
        if below and below[0].sort == "post":
            yield from _signed(document, line, below[:4])


def _signed(document: Document, name: _Line, below: list[_Line]) -> Iterator[Candidate]:
    who = person(name.text.strip(" ,;*"))
    if who is None:
        return
    lines = [name, *below]
    first, last = (
        min(x.block.clean.place(x.start, x.end)[0] for x in lines),
        max(x.block.clean.place(x.start, x.end)[1] for x in lines),
    )
    evidence = document.reading.evidence_at(document.id, first, last)
    for office in _offices(document, below):
        yield from holds(document, evidence, who, office, None, reading=Reading(METHOD, 0.92))


def _offices(document: Document, below: list[_Line]) -> Iterator[Office]:
    """The posts of a signature: lines that go on (a post in two lines) and the body's line belong together."""
    texts = [line.text.strip(" ,;*") for line in below]
    body = _body(document, texts[-1]) if below[-1].sort == "body" else None
    posts = texts[:-1] if body is not None else texts
    read = [o for o in (read_office(t, document.names) for t in posts) if o is not None]
    if len(read) > 1 and all(o.body is not None for o in read[:-1]):
        yield from (o.within(body) for o in read)
        return
    whole = read_office(", ".join(posts), document.names) if len(posts) < 3 else None
    office = whole or (read[0] if read else None)
    if office is not None:
        yield office if office.body is not None or body is None else Office(office.title, body, texts[-1])


def _beside(document: Document, block: Block) -> Iterator[Candidate]:
    """Signatures side by side: a row of names, below it a row of posts, below that (it may be) a row of bodies."""
    rows = [[c.text.strip() for c in row] for row in block.rows]
    for number, row in enumerate(rows[:-1]):
        named = [at for at, text in enumerate(row) if text]
        if not named or not all(is_person_name(row[at]) for at in named) or (len(named) == 1 and len(row) > 1):
            continue
        for at in named:
            office = read_office(rows[number + 1][at], document.names) if at < len(rows[number + 1]) else None
            who = person(row[at])
            if office is None or who is None:
                continue
            body = _body(document, rows[number + 2][at]) if number + 2 < len(rows) else None
            if office.body is None and body is not None:
                office = Office(office.title, body, rows[number + 2][at])
            yield from holds(
                document, document.evidence(block, row=number + 1), who, office, None, reading=Reading(METHOD, 0.88)
            )
