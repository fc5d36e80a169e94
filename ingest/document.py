"""A document as its readers understand it before any fact is read: whose it is, which area and which time it speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from graph.statements import Entity, Evidence
from ingest.names import Names
from ingest.people import People
from ingest.reading import Block, Reading


@dataclass(frozen=True)
class Document:
    """A reading with its names. All that extractors are given."""

    id: str
    reading: Reading
    names: Names
    kind: str = "report"
    """minutes, annual report, review, protocol, list or report"""
    body: Entity | None = None
    """The board whose report, minutes or plan it is, where the document tells it."""
    boroughs: tuple[Entity, ...] = ()
    """The boroughs that `body` covers, or that the title names."""
    period: str | None = None
    """The year that it reports on, as "2022/23"."""
    date: str | None = None
    """Its own date, as a partial date: "2022-06"."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.reading.blocks

    @cached_property
    def people(self) -> People:
        """The rules on people, with the names that this document marks as somebody's who is to be protected."""
        return People(self.reading)

    @cached_property
    def _headings(self) -> dict[int, tuple[str, ...]]:
        """For the start of each block: the headings above it, highest first."""
        found: dict[int, tuple[str, ...]] = {}
        path: list[tuple[int, str]] = []
        for block in self.blocks:
            if block.kind == "heading":
                while path and path[-1][0] >= block.level:
                    path.pop()
                path.append((block.level, block.text))
            found[block.start] = tuple(text for _, text in path)
        return found

    def headings(self, block: Block) -> tuple[str, ...]:
        """The headings that a block stands under, highest first; a heading counts itself as the last."""
        return self._headings[block.start]

    def before(self, block: Block) -> Iterator[Block]:
        """The blocks before a block, nearest first."""
        at = self._places[block.start]
        return iter(self.blocks[i] for i in range(at - 1, -1, -1))

    def after(self, block: Block) -> Iterator[Block]:
        """The blocks after a block, nearest first."""
        return iter(self.blocks[self._places[block.start] + 1 :])

    @cached_property
    def _places(self) -> dict[int, int]:
        return {block.start: i for i, block in enumerate(self.blocks)}

    def evidence(self, block: Block, start: int = 0, end: int | None = None, *, row: int | None = None) -> Evidence:
        """See `Reading.evidence`: the words of `block.text[start:end]`, or of a row of a table."""
        return self.reading.evidence(self.id, block, start, end, row=row)
