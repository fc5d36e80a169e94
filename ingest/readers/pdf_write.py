"""Writes the text of a PDF's pages: its lines, its tables with cells parted by tabs, and where each block stands in it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.pdf_grid import Grid
from ingest.readers.pdf_layout import Row, rows
from ingest.readers.pdf_page import Word
from ingest.reading import Block, Cell, Clean, Kind, Reading

_TAB = 3.0
"""A blank in a line, in sizes of the writing, that is written as a tab."""


@dataclass(frozen=True, slots=True)
class Part:
    """What becomes a block: lines or a table, some of them perhaps on the next page."""

    kind: Kind
    level: int
    pieces: tuple[tuple[int, Row | Grid], ...]
    """Page, counted from 0, and what stands there."""
    mark: int = 0
    """Characters of the first line that are the mark of an item."""


class PdfWriter:
    """Takes the parts in the order in which they are read."""

    def __init__(self) -> None:
        self._pages: list[list[str]] = [[]]
        self._length = 0
        self._made: list[tuple[Kind, Clean, int, int, int, tuple[tuple[Cell, ...], ...]]] = []

    def part(self, part: Part) -> None:
        """Writes one block and the blank line after it."""
        text: list[str] = []
        origin = array("q")
        made: list[tuple[Cell, ...]] = []
        for n, (page, piece) in enumerate(part.pieces):
            if n:
                text.append("\n")
                origin.append(self._length)
                self._put("\n")
            self._to(page)
            if isinstance(piece, Grid):
                shown, places = self._table(piece, made)
            else:
                shown, places = self._row(piece)
            text.append(shown)
            origin.extend(places)
        whole, skip = "".join(text), part.mark
        skip += len(whole[skip:]) - len(whole[skip:].lstrip())
        if whole[skip:]:
            start, end = origin[skip], self._length
            width = max(map(len, made), default=0)
            even = tuple(row + (Cell(Clean("", array("q"))),) * (width - len(row)) for row in made)
            self._made.append((part.kind, Clean(whole[skip:], origin[skip:]), start, end, part.level, even))
        self._put("\n\n")

    def reading(self, name: str, pages: int, title: str | None, notes: tuple[str, ...]) -> Reading:
        """All that was written, on so many pages."""
        self._to(pages - 1)
        texts = tuple("".join(page) for page in self._pages)
        bare = Reading(name, "pdf", texts, (), True)
        blocks = tuple(
            Block(kind, clean, a, b, (bare.line_at(a), bare.line_at(max(a, b - 1))), bare.page_at(a), level, table)
            for kind, clean, a, b, level, table in self._made
        )
        return Reading(name, "pdf", texts, blocks, True, title, notes)

    def _to(self, page: int) -> None:
        while len(self._pages) <= page:
            self._pages.append([])
            self._length += 1  # pages are joined by a line feed

    def _put(self, text: str) -> int:
        start = self._length
        self._pages[-1].append(text)
        self._length += len(text)
        return start

    def _row(self, row: Row) -> tuple[str, array[int]]:
        shown: list[str] = []
        origin = array("q")
        last: Word | None = None
        for word in row.words:
            if last:
                blank = "\t" if word.left - last.right > _TAB * word.size and len(row.segments) > 1 else " "
                origin.append(self._put(blank))
                shown.append(blank)
            start = self._put(word.text + word.note)
            shown.append(word.text)
            origin.extend(range(start, start + len(word.text)))
            last = word
        return "".join(shown), origin

    def _table(self, grid: Grid, made: list[tuple[Cell, ...]]) -> tuple[str, array[int]]:
        """Each row on a line of its own. A cell over several rows or columns is written once and stands in each of them."""
        shown: list[str] = []
        origin = array("q")
        known: dict[tuple[int, ...], Cell] = {}
        first = True
        for words in grid.cells:
            if not any(words):
                continue
            if not first:
                origin.append(self._put("\n"))
                shown.append("\n")
            first = False
            cells = []
            for column, these in enumerate(words):
                if column:
                    origin.append(self._put("\t"))
                    shown.append("\t")
                key = tuple(map(id, these))
                if these and key in known:
                    cells.append(known[key])
                    continue
                cell = self._cell(these)
                known[key] = cell
                cells.append(cell)
                shown.append(" ".join(cell.text.split("\n")))
                origin.extend(cell.clean.origin)
            made.append(tuple(cells))
        return "".join(shown), origin

    def _cell(self, words: Sequence[Word]) -> Cell:
        """Its lines are parted by a blank in the text, as a line of the text is a row, and by a line feed in the cell."""
        text: list[str] = []
        origin = array("q")
        upward = bool(words) and not any(word.upright for word in words)
        lines = [(w,) for w in sorted(words, key=lambda w: w.left)] if upward else [row.words for row in rows(words)]
        for n, line in enumerate(lines):
            for m, word in enumerate(line):
                if n or m:
                    origin.append(self._put(" "))
                    text.append(" " if m else "\n")
                start = self._put(word.text + word.note)
                text.append(word.text)
                origin.extend(range(start, start + len(word.text)))
        return Cell(Clean("".join(text), origin))
