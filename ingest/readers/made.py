"""Writes the text of a reading while its blocks are found, for files that hold structure and not lines of text."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from ingest.reading import Block, Cell, Clean, Kind, Reading


@dataclass(frozen=True, slots=True)
class _Made:
    kind: Kind
    clean: Clean
    start: int
    end: int
    level: int = 0
    rows: tuple[tuple[Cell, ...], ...] = ()


class Merged(Enum):
    """Stands for a place that a cell of a table covers besides its first."""

    LEFT = "the cell at the left reaches over it"
    ABOVE = "the cell above reaches over it"


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

    def table(self, rows: Sequence[Sequence[str | Merged]]) -> None:
        """A table; rows without any words are left out, shorter ones are filled up.

        A cell over several places is written once and stands in each of them, one as wide as the table in the first alone.
        """
        width = max(map(len, rows), default=0)
        first, made = self._before + self._length, []
        begun = len(self._pages[-1])
        nothing = Cell(Clean("", array("q")))
        above = [nothing] * width
        for row in rows:
            cells: list[Cell] = []
            if not any(isinstance(cell, str) and cell.strip() for cell in row):
                above = [old if cell is Merged.ABOVE else nothing for old, cell in zip(above, row, strict=False)]
                above += [nothing] * (width - len(above))
                continue
            whole = len(row) == width and all(cell is Merged.LEFT for cell in row[1:])
            for place, cell in enumerate([*row, *[""] * (width - len(row))]):
                if place:
                    self._put("\t")
                if isinstance(cell, str):
                    cells.append(self._cell(cell.strip()))
                elif cell is Merged.LEFT and cells and not whole:
                    cells.append(cells[-1])
                else:
                    cells.append(above[place] if cell is Merged.ABOVE else nothing)
            self._put("\n")
            made.append(tuple(cells))
            above = cells
        if not made:
            return
        last = self._before + self._length - 1
        self._put("\n")
        written = "".join(self._pages[-1][begun:])[: last - first]
        self._made.append(_Made("table", Clean(written, array("q", range(first, last))), first, last, 0, tuple(made)))

    def _cell(self, text: str) -> Cell:
        text = text.replace("\t", " ")
        # a line of the text is a row; that a cell has lines of its own is kept in the cell
        start = self._put(" ".join(text.split("\n")))
        return Cell(Clean(text, array("q", range(start, start + len(text)))))

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
