"""A table as rows and columns of texts with their places, however it lies: continued over pages, or turned on its side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from graph.statements import Evidence
from ingest.document import Document
from ingest.reading import Block, Cell

_CAPTION = 260
"""Characters that a caption above a table has at most."""
_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,3}\W*(?:of \d+\W*)?", re.I)


@dataclass(frozen=True)
class Grid:
    """The texts of a table. `places`: where each row of the document stands in its text; `block` to `last`: the blocks it is of."""

    document: Document
    texts: tuple[tuple[str, ...], ...]
    places: tuple[tuple[int, int], ...]
    block: Block
    last: Block
    turned: bool = False
    first_line: int = 0
    """Where in the first block's text the table begins, if it is one of lines: what stands before is its caption."""

    @property
    def width(self) -> int:
        return len(self.texts[0])

    def evidence(self, row: int, column: int = 0) -> Evidence:
        """The words of the row in which a cell stands; of a grid on its side, the row as the document has it."""
        first, last = self.places[column if self.turned else row]
        return self.document.reading.evidence_at(self.document.id, first, last)

    def column(self, at: int, first: int = 0) -> list[str]:
        return [row[at] for row in self.texts[first:]]

    def on_its_side(self) -> Grid:
        """Rows as columns. Places stay those of the document's rows, which are columns now."""
        return replace(self, texts=tuple(zip(*self.texts, strict=True)), turned=not self.turned)

    @cached_property
    def caption(self) -> tuple[str, ...]:
        """What stands above the table, nearest first: lines and short paragraphs, then headings from the lowest."""
        inside = [one_line(t) for t in self.block.text[: self.first_line].split("\n")[-4:] if t.strip()]
        return (*reversed(inside), *_above(self.document, self.block))

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """Short texts around the table, and its own rows of one cell: where a legend may stand."""
        found = [" ".join(r).strip() for r in self.texts if len({c for c in r if c}) == 1]
        for blocks in (self.document.before(self.block), self.document.after(self.last)):
            for at, block in enumerate(blocks):
                if at >= 4 or block.kind == "table":
                    break
                if len(block.text) <= 400:
                    found.append(block.text)
        return tuple(found)


def grids(document: Document) -> Iterator[Grid]:
    """The tables of a document in their order; one that goes on over the next page without a header is one grid."""
    blocks = document.blocks
    at = 0
    while at < len(blocks):
        if blocks[at].kind != "table":
            at += 1
            continue
        parts, end = [blocks[at]], at + 1
        while (following := _continued(blocks, parts, end)) is not None:
            parts.append(blocks[following])
            end = following + 1
        texts = [tuple(_squeezed(c.text) for c in row) for block in parts for row in block.rows]
        places = tuple(_place(row, block) for block in parts for row in block.rows)
        width = max(len(r) for r in texts)
        yield Grid(document, tuple(r + ("",) * (width - len(r)) for r in texts), places, parts[0], parts[-1])
        at = end


def _place(row: Sequence[Cell], block: Block) -> tuple[int, int]:
    """Where the words of a row begin and end."""
    found = [c.clean.place(0, len(c.text)) for c in row if c.text.strip()]
    return (min(f for f, _ in found), max(e for _, e in found)) if found else (block.start, block.start)


def _continued(blocks: Sequence[Block], parts: list[Block], at: int) -> int | None:
    """The place of the table that goes on from `parts`: of as many columns, with nothing but a page number between."""
    while at < len(blocks) and blocks[at].kind != "table" and _NUMBER.fullmatch(blocks[at].text):
        at += 1
    if at >= len(blocks) or blocks[at].kind != "table" or not blocks[at].rows:
        return None
    first, last, following = parts[0].rows[0], parts[-1].rows[-1], blocks[at].rows[0]
    if len(following) > len(first) or len(following) < len(first) - 1 or len(following) < 2:
        return None
    ended = re.match(r"(?:grand )?total", last[0].text.strip(), re.I)
    begins = [c.text.strip().casefold() for c in following] == [c.text.strip().casefold() for c in first]
    looks_like_header = _is_header([c.text for c in following])
    return None if ended or begins or looks_like_header else at


def _is_header(cells: Sequence[str]) -> bool:
    first = cells[0].strip().casefold()
    return first == "" or bool(
        re.fullmatch(
            r"(?:the )?(?:partner |member )?(?:organisations?|agency|agencies|partners?|name|member|members|role|"
            r"income|expenditure|boroughs?|area|"
            r"priority(?: area)?|priorities|themes?|source|description|item|date|board member|representative|month|"
            r"sector|contributor)",
            first,
        )
    )


def _above(document: Document, block: Block) -> Iterator[str]:
    for at, before in enumerate(document.before(block)):
        if at >= 4 or before.kind == "table":
            break
        if before.kind == "heading":
            break
        if len(before.text) <= _CAPTION:
            yield " ".join(before.text.split())
    yield from (" ".join(h.split()) for h in reversed(document.headings(block)))


def _squeezed(text: str) -> str:
    """A cell's text; its lines stay lines."""
    return "\n".join(line for part in text.splitlines() if (line := " ".join(part.split())))


def one_line(text: str) -> str:
    return " ".join(text.split())


def headed(grid: Grid, head: int, column: int) -> str:
    """A column's header over all header rows; what spans several columns stands in the first of them."""
    parts: list[str] = []
    for number, row in enumerate(grid.texts[:head]):
        if len({c for c in row if c}) == 1 and grid.width > 2:
            continue
        text = row[column]
        if not text and number < head - 1:
            text = next((c for c in reversed(row[1:column]) if c), "") if column > 1 else ""
        if text and text not in parts:
            parts.append(text)
    return one_line(" ".join(parts))
