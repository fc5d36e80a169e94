"""Writes the text of a reading while its blocks are found, for files that hold structure and not lines of text."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.reading import Block, Cell, Clean, Kind, Reading


@dataclass(frozen=True, slots=True)
class _Made:
    kind: Kind
    clean: Clean
    start: int
    end: int
    level: int = 0
    rows: tuple[tuple[Cell, ...], ...] = ()


class Writer:
    """Each block becomes lines of the text; a table's row is one line, its cells parted by tabs."""

    def __init__(self) -> None:
        self._pages: list[list[str]] = [[]]
        self._length = 0
        self._before = 0
        self._made: list[_Made] = []

    def page(self) -> None:
        """Begins another page."""
        self._before += self._length + 1
        self._length = 0
        self._pages.append([])

    def block(self, kind: Kind, text: str, level: int = 0) -> None:
        """A block of words; its line feeds stay. Nothing is written for blanks alone."""
        text = text.strip()
        if not text:
            return
        start = self._put(text)
        self._put("\n\n")
        clean = Clean(text, array("q", range(start, start + len(text))))
        self._made.append(_Made(kind, clean, start, start + len(text), level))

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """A table; rows without any words are left out, shorter ones are filled up."""
        kept = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
        if not kept:
            return
        width = max(map(len, kept))
        first, made = self._before + self._length, []
        for row in kept:
            cells = []
            for place, cell in enumerate([*row, *[""] * (width - len(row))]):
                if place:
                    self._put("\t")
                # a line of the text is a row; that a cell has lines of its own is kept in the cell
                start = self._put(" ".join(cell.split("\n")).replace("\t", " "))
                cells.append(Cell(Clean(cell.replace("\t", " "), array("q", range(start, start + len(cell))))))
            self._put("\n")
            made.append(tuple(cells))
        last = self._before + self._length - 1
        self._put("\n")
        text = "\n".join("\t".join(" ".join(c.text.split("\n")) for c in row) for row in made)
        clean = Clean(text, array("q", range(first, last)))
        self._made.append(_Made("table", clean, first, last, 0, tuple(made)))

    def reading(
        self, name: str, format: str, *, paged: bool = False, title: str | None = None, notes: tuple[str, ...] = ()
    ) -> Reading:
        """All that was written."""
        pages = tuple("".join(page) for page in self._pages)
        bare = Reading(name, format, pages, (), paged)

        def placed(made: _Made) -> Block:
            lines = bare.line_at(made.start), bare.line_at(max(made.start, made.end - 1))
            page = bare.page_at(made.start) if paged else None
            return Block(made.kind, made.clean, made.start, made.end, lines, page, made.level, made.rows)

        return Reading(name, format, pages, tuple(map(placed, self._made)), paged, title, notes)

    def _put(self, text: str) -> int:
        start = self._before + self._length
        self._pages[-1].append(text)
        self._length += len(text)
        return start
