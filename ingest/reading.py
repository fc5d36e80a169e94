"""What a reader hands over, whatever the file was: the whole text, and the blocks in it with their places.

`Reading.text` is the text of the pages, joined by one line feed each; a file without pages is one page. Lines are counted
from 1 through the whole text, characters from 0. A block's `text` is what a person reads, without marks of emphasis, links
or notes; `Reading.evidence` finds its way back to the text as it stands, so every quote is literally in the document.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from graph.statements import Evidence, sha256, squeeze

QUOTE = 300
"""Characters that a quote may have (the annotation guide's measure)."""

Kind = Literal["heading", "line", "paragraph", "item", "table"]
"""A `line` stands alone and is short: a heading without marks, a name, a caption; the lines around it tell which."""


@dataclass(frozen=True, slots=True)
class Clean:
    """Text as a person reads it. `origin[i]` is where its character i stands in the reading's text."""

    text: str
    origin: array[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from `start` to before `end` stand in the reading's text."""
        if not self.origin:
            return 0, 0
        first = self.origin[min(start, len(self.origin) - 1)]
        return first, self.origin[max(start, min(end, len(self.origin)) - 1)] + 1


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. Lines within a cell are kept as lines."""

    clean: Clean

    @property
    def text(self) -> str:
        return self.clean.text


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a document. `start` and `end` are its characters in the reading's text, `lines` its lines."""

    kind: Kind
    clean: Clean
    start: int
    end: int
    lines: tuple[int, int]
    page: int | None = None
    level: int = 0
    """Of a heading: 1 is the highest. Of an item: 1 is the outermost."""
    rows: tuple[tuple[Cell, ...], ...] = ()
    """Of a table: all rows, the header row (where there is one) among them; all of the same length."""

    @property
    def text(self) -> str:
        return self.clean.text


@dataclass(frozen=True)
class Reading:
    """A document, read."""

    name: str
    """The file's name."""
    format: str
    """pdf, docx, html, text, markdown, xlsx or csv"""
    pages: tuple[str, ...]
    blocks: tuple[Block, ...]
    paged: bool = False
    title: str | None = None
    """As the file's own properties give it; often wrong."""
    notes: tuple[str, ...] = field(default=())
    """What could not be read, in words."""

    @cached_property
    def text(self) -> str:
        return "\n".join(self.pages)

    @cached_property
    def _line_starts(self) -> Sequence[int]:
        return array("q", [0, *(m.end() for m in re.finditer("\n", self.text))])

    @cached_property
    def _page_starts(self) -> Sequence[int]:
        starts = array("q", [0])
        for page in self.pages[:-1]:
            starts.append(starts[-1] + len(page) + 1)
        return starts

    def line_at(self, place: int) -> int:
        """The line, counted from 1, on which a character of the text stands."""
        return bisect_right(self._line_starts, place)

    def page_at(self, place: int) -> int:
        return bisect_right(self._page_starts, place)

    def evidence(
        self, doc: str, block: Block, start: int = 0, end: int | None = None, *, row: int | None = None
    ) -> Evidence:
        """Evidence whose quote are the words of `block.text[start:end]`, whole words, as they stand in the document.

        `row`: the words of that row of a table instead. A longer quote than 300 characters is cut at a word.
        """
        if row is not None:
            cells = [c.clean for c in block.rows[row] if c.text.strip()]
            if row and (own := [c for c in cells if c.origin[0] > _last_place(block.rows[row - 1])]):
                cells = own  # a cell that reaches down from the row above has its words there
            places = [c.place(0, len(c.text)) for c in cells]
            first, last = min(p[0] for p in places), max(p[1] for p in places)
        else:
            first, last = block.clean.place(start, len(block.text) if end is None else end)
        return self.evidence_at(doc, first, last)

    def evidence_at(self, doc: str, first: int, last: int) -> Evidence:
        """Evidence for the characters from `first` to before `last` of the whole text, made whole words."""
        text = self.text
        while first > 0 and not text[first - 1].isspace():
            first -= 1
        while last < len(text) and not text[last].isspace():
            last += 1
        while first < last and text[first].isspace():
            first += 1
        quote = squeeze(text[first:last])
        if len(quote) > QUOTE:
            words = quote[: QUOTE + 1].split(" ")
            kept = words[:-1] or words
            last = _end_of_words(text, first, len(kept))
            quote = " ".join(kept)
        lines = self.line_at(first), self.line_at(max(first, last - 1))
        page = (self.page_at(first), self.page_at(max(first, last - 1))) if self.paged else None
        return Evidence(doc, lines, (), page, None, quote, sha256(quote), len(quote.split()))


def clean_part(text: str, start: int, end: int) -> Clean:
    """The text between two places as it stands, for readers whose text bears no marks."""
    return Clean(text[start:end], array("q", range(start, end)))


def _last_place(cells: Sequence[Cell]) -> int:
    return max((c.clean.origin[-1] for c in cells if c.text), default=-1)


def _end_of_words(text: str, first: int, count: int) -> int:
    end = first
    for match in re.compile(r"\S+").finditer(text, first):
        end = match.end()
        count -= 1
        if not count:
            break
    return end
