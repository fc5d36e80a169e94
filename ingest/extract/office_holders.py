"""Dated office-holders in lists, lines and tables: "A, Commander of X (to July 2022) / B (from August to December 2022)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.statements import Entity
from ingest.candidates import Candidate
from ingest.document import Document
from ingest.extract.holding import Reading, holds, inherit, is_literature, without_repeats
from ingest.extract.office_sentences import office_sentences
from ingest.extract.office_tables import office_tables
from ingest.office import Office, council, is_generic, may_name_a_post
from ingest.post_holder import Holder, read_holder
from ingest.reading import Block
from ingest.sieve import Sieved

METHOD = "office-holder"

_NEXT = Sieved(
    r"\s*(?:/\s+|\s/\s*|;\s*(?:and\s+)?|\|\s+|(?:,\s*|\.\s*|\s)(?:(?:and\s+)?then|followed\s+by|"
    r"(?:who\s+was\s+)?(?:succeeded|replaced)\s+by|from\s+then)(?:\s+by)?\s+)"
)
_YEAR_SPLIT = re.compile(r"(?<=\d{4}\)),\s+(?=[A-Z])")
_TOPIC = re.compile(
    r"\s[-–—]\s+(?=[A-Z][a-z]+(?:\s+[^\s,]+){4,})(?![^-–—]*\b(?:Council|Trust|Police|Board|Partnership)\W*$)"
)
"""What a speaker spoke of, behind the post: "Ada Example, Chief Nurse - How can we best …"."""
_LABEL = re.compile(r"[A-Z][^:;|/()\n]{2,60}:\s+(?=[A-Z*])")
"""What stands before those who held a post one after the other: "Safeguarding leads: A, Commander of X (to July 2022) / B …"."""
_POST_AND_NAME = re.compile(r"[A-Z][^:.;|\n]{4,60}:\s+[A-Z][^:.;|\n]{4,60}")
"""A line in bold that a document's maker, or its reader, took for a heading: "Independent Scrutineer: Ada Example"."""
_MEDIUM = 400


def office_holders(document: Document) -> Iterator[Candidate]:
    """HOLDS with from and to, POST_IN, and CHAIRS for who holds the post of chair."""
    yield from without_repeats(document, _all(document))


def _all(document: Document) -> Iterator[Candidate]:
    read: set[int] = set()
    for block in document.blocks:
        if is_literature(document.headings(block)):
            continue
        if block.kind == "table":
            yield from office_tables(document, block)
        elif (
            block.kind in {"item", "line"}
            or (block.kind == "paragraph" and len(block.text) <= _MEDIUM)
            or (block.kind == "heading" and _POST_AND_NAME.fullmatch(block.text))
        ):
            found = list(_entries(document, block))
            if found:
                read.add(block.start)
            yield from found
    yield from office_sentences(document, read)


def _entries(document: Document, block: Block) -> Iterator[Candidate]:
    for start, end in _lines(block):
        text = block.text[start:end]
        topic = _TOPIC.search(text)
        holders = list(chain(document, text)) or list(chain(document, text[: topic.start()]) if topic else ())
        label = None if holders else _LABEL.match(text)
        if label is not None:
            under = chain(document, text[label.end() :].rstrip(" ."))
            holders = [(h, first + label.end(), last + label.end()) for h, first, last in under]
            if not any(h.tenure for h, _, _ in holders):
                continue  # "Source: …", "Author: …" tell nobody's office
        for holder, first, last in holders:
            if holder.office is None:
                continue
            office = _in_group(holder.office, document, block)
            dated = holder.tenure is not None
            reading = Reading(METHOD, 0.95 if dated else 0.9)
            evidence = document.evidence(block, start + first, start + last)
            yield from holds(document, evidence, holder.person, office, holder.tenure, reading=reading)


def chain(document: Document, text: str) -> Iterator[tuple[Holder, int, int]]:
    """The holders of an entry with their places; none unless all of it reads as holders.

    "A, Commander of X (to July 2022) / B, Interim Commander (from August 2022)": a successor has the predecessor's post and body
    where the entry names none.
    """
    if not may_name_a_post(text):
        return
    places = list(_split(text))
    read = [read_holder(text[first:last], document.names) for first, last in places]
    holders = [h for h in read if h is not None]
    if len(holders) != len(read) or holders[0].office is None:
        return
    before: Office | None = None
    for holder, (first, last) in zip(holders, places, strict=True):
        office = inherit(holder.office, before)
        yield replace(holder, office=office), first, last
        before = office


def _split(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in sorted([*_NEXT.finditer(text), *_YEAR_SPLIT.finditer(text)], key=lambda m: m.start()):
        if match.start() > start:
            yield start, match.start()
            start = match.end()
    yield start, len(text)


def _lines(block: Block) -> Iterator[tuple[int, int]]:
    """The lines of a block, and the whole block where no line of it stands alone."""
    if "\n" not in block.text:
        yield 0, len(block.text)
        return
    if block.kind == "item":
        yield 0, len(block.text)
        return
    for match in re.finditer(r"[^\n]+", block.text):
        yield match.span()


def _in_group(office: Office, document: Document, block: Block) -> Office:
    """A post without a body under a heading that is the name of one."""
    if office.body is not None:
        return office
    for heading in reversed(document.headings(block)[-1:]):
        body = _named(heading, document)
        if body is not None:
            return office.within(body)
    return office


def _named(heading: str, document: Document) -> Entity | None:
    plain = heading.strip(" :")
    for mention in document.names.find(plain):
        if mention.start <= len("the ") and mention.end >= len(plain) - 1:
            if mention.entity.label in {"Organisation", "BCU"} and not is_generic(plain):
                return mention.entity
            if mention.entity.label == "Borough" and re.match(r"(?:LB|London Borough|Royal Borough)", plain):
                return council(mention.entity, document.names)
    return None
