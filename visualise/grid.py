"""Rows by columns, as a drawing: what a heat map and a matrix have in common."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from visualise.marks import (
    INK,
    PAPER,
    QUIET,
    Drawing,
    Entry,
    Mark,
    Words,
    fitted,
    high,
    legend,
    paragraph,
    rect,
    sign,
)
from visualise.text import width

GAP = 2
LINE = "#b1b4b6"


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks, and the word for it."""

    word: str
    fill: str
    sign: str = ""
    ink: str = INK
    dash: tuple[float, ...] = ()
    stroke: str = "none"
    long: str = ""
    """The word in the legend, where it needs more."""


@dataclass(frozen=True, slots=True)
class Cell:
    style: str
    row: str | None = None
    tip: str | None = None
    count: str = ""
    """A number that stands in the cell instead of its sign."""


@dataclass(frozen=True, slots=True)
class Head:
    text: str
    href: str | None = None
    note: str = ""
    """A second text below the first, smaller."""
    mark: str = ""
    """A sign before the note."""


@dataclass(frozen=True, slots=True)
class Line:
    head: Head
    cells: tuple[Cell | None, ...]
    sides: tuple[tuple[str, str], ...] = ()
    """Texts that stand beside the cells, each with a sign before it or ""."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Pixels. `word` is the width from which on a cell holds its word beside its sign."""

    width: float
    head: float
    side: float = 0
    word: float = 106
    least: float = 26
    most: float = 40
    size: float = 13
    turned: float = 0
    """Height for column heads that read upwards; 0: they lie level where cells are wide enough, else stand."""
    most_lines: int = 4
    pad: float = 8
    """Above and below the text of a line, in all."""
    least_high: float = 26


@dataclass(frozen=True, slots=True)
class _Block:
    """Some columns with all lines. `sides` are the heads of what stands beside them."""

    start: int
    stop: int
    cell: float
    m: Measures
    styles: Mapping[str, Style]
    sides: tuple[str, ...] = ()

    @property
    def words(self) -> bool:
        return self.cell >= self.m.word

    @property
    def right(self) -> float:
        return self.m.head + (self.stop - self.start) * self.cell


def grid(
    name: str,
    columns: Sequence[Head],
    lines: Sequence[Line],
    styles: Mapping[str, Style],
    m: Measures,
    *,
    sides: Sequence[str] = (),
    entries: Sequence[Entry] = (),
    foot: Sequence[tuple[str, str]] = (),
) -> Drawing:
    """The cells in as many blocks below each other as the width asks for, each with its heads; the legend on top.

    `sides` stand beside the last block, `foot` (a bold beginning and a text) below all.
    """
    used = {c.style for line in lines for c in line.cells if c}
    shown = [
        *(
            Entry(s.long or s.word, s.fill, s.sign, s.ink, s.dash, s.stroke if s.stroke != "none" else LINE)
            for key, s in styles.items()
            if key in used and (s.word or s.long)
        ),
        *entries,
    ]
    marks, top = legend(shown, 0, 2, m.width)
    top += 10
    blocks = _cut(len(columns), m, m.side * len(sides))
    for number, (start, stop, cell) in enumerate(blocks):
        last = number == len(blocks) - 1
        b = _Block(start, stop, cell, m, styles, tuple(sides) if last else ())
        made, top = _heads(b, columns[start:stop], top)
        below = top
        marks += made
        for line in lines:
            made, taken = _line(b, line, top)
            marks += made
            top += taken
        marks += [_rule(b, n, below, top) for n in range(stop - start + 1)]
        top += 18
    for bold, text in foot:
        head = paragraph(0, top, bold, m.size, m.width, bold=True)
        said = paragraph(0, top + high(len(head), m.size), text, m.size, m.width)
        marks.append(Mark((), (*head, *said), kind="foot"))
        top += high(len(head) + len(said), m.size) + 8
    return Drawing(name, m.width, math.ceil(top), tuple(marks))


def _cut(count: int, m: Measures, beside: float) -> list[tuple[int, int, float]]:
    """Which columns stand in each block, and how wide its cells are; the last one leaves room beside it."""
    room = m.width - m.head
    if not count or count * m.word <= room - beside:
        return [(0, count, min(max(m.word, (room - beside) / max(count, 1)), m.word * 1.4))]
    most, last = max(1, int(room // m.least)), max(1, int((room - beside) // m.least))
    if count <= last:
        return [(0, count, min(m.most, (room - beside) / count))]
    number = 1 + math.ceil((count - last) / most)
    # blocks of one width, so that columns stand below each other
    each = max(math.ceil(count / number), 1)
    if each > last:
        each = most
    starts = list(range(0, count, each))
    if count - starts[-1] > last:
        starts.append(starts[-1] + last)
    cell = min(m.most, room / each, (room - beside) / min(each, last))
    return [(a, b, cell) for a, b in zip(starts, [*starts[1:], count], strict=True)]


def _heads(b: _Block, heads: Sequence[Head], top: float) -> tuple[list[Mark], float]:
    """Heads of columns and of what stands beside, and where the lines begin."""
    m, marks = b.m, list[Mark]()
    tall = max((width(h.text, m.size) for h in heads), default=0)
    turned = m.turned or min(tall + 8, 190)
    wide = [high(len(fitted(h.text, m.size, b.cell - 6, 3, bold=True)), m.size) for h in heads]
    long = [high(len(fitted(s, m.size, m.side - 12, 4, bold=True)), m.size) for s in b.sides]
    height = max([*(wide if b.words else [turned] if heads else []), *long, 0]) + 6
    foot = top + height - 6
    for n, h in enumerate(heads):
        middle = m.head + (n + 0.5) * b.cell
        if b.words:
            room = b.cell - 6
            said = paragraph(middle, foot - wide[n], h.text, m.size, room, most=3, bold=True, anchor="middle")
        else:
            room = turned - 6
            line = fitted(h.text, m.size, room, 1)
            said = tuple(Words(round(middle + m.size * 0.35, 2), foot, t, m.size, room, turned=True) for t in line)
        marks.append(Mark((), said, href=h.href, tip=h.text, kind="column"))
    for n, s in enumerate(b.sides):
        said = paragraph(b.right + 12 + n * m.side, foot - long[n], s, m.size, m.side - 12, most=4, bold=True)
        marks.append(Mark((), said, kind="side"))
    return marks, top + height


def _rule(b: _Block, n: int, top: float, foot: float) -> Mark:
    """The rule between two columns, which leads the eye where cells are empty."""
    return Mark((rect(b.m.head + n * b.cell - 0.5, top, 1, foot - top, fill="#eceeef"),), kind="rule")


def _line(b: _Block, line: Line, top: float) -> tuple[list[Mark], float]:
    """One line of the grid, and how high it is."""
    m = b.m
    small = m.size - 1
    room = m.head - 12
    name = paragraph(0, 0, line.head.text, m.size, room, most=m.most_lines)
    noted = 14 if line.head.mark else 0
    below = high(len(name), m.size)
    note = paragraph(noted, below, line.head.note, small, room - noted, most=2, fill=QUIET)
    sides = line.sides if b.sides else ()
    beside = [paragraph(0, 0, s, m.size, m.side - (30 if mark else 14), most=3) for s, mark in sides]
    both = below + high(len(note), small)
    taken = max([both, *(high(len(lines), m.size) for lines in beside), m.least_high - m.pad]) + m.pad
    down = top + (taken - both) / 2
    signs = sign(line.head.mark, 5, down + below + small * 0.65, 4, INK)
    said = tuple(_at(w, 0, down) for w in (*name, *note))
    ruled = rect(0, top + taken - 1, b.right + m.side * len(beside), 1, fill="#dfe1e3")
    marks = [Mark((ruled,), kind="rule"), Mark(signs, said, href=line.head.href, tip=line.head.text, kind="head")]
    for n, c in enumerate(line.cells[b.start : b.stop]):
        if c:
            marks.append(_cell(b, c, m.head + n * b.cell, top, taken))
    for n, lines in enumerate(beside):
        x, mark = b.right + 12 + n * m.side, sides[n][1]
        y = top + (taken - high(len(lines), m.size)) / 2
        signs = sign(mark, x + 6, y + m.size * 0.62, 5, INK)
        marks.append(Mark(signs, tuple(_at(w, x + (16 if mark else 0), y) for w in lines), kind="side"))
    return marks, taken


def _cell(b: _Block, c: Cell, x: float, y: float, h: float) -> Mark:
    s, w, size = b.styles[c.style], b.cell, b.m.size - 1
    box = rect(x + GAP / 2, y + GAP / 2, w - GAP, h - GAP - 1, fill=s.fill, stroke=s.stroke, dash=s.dash)
    middle = y + h / 2 - 0.5
    if not b.words:
        if not c.count:
            return Mark(
                (box, *sign(s.sign, x + w / 2, middle, min(6, w / 4), s.ink)), row=c.row, tip=c.tip, kind=c.style
            )
        text = Words(x + w / 2, middle + size * 0.36, c.count, size, w - GAP, anchor="middle", fill=s.ink)
        return Mark((box,), (text,), row=c.row, tip=c.tip, kind=c.style)
    said = fitted(f"{s.word} ({c.count})" if c.count else s.word, size, w - 28, 1)
    # hatching under letters is hard to read
    ground = [rect(x + 22, middle - 9, width(t, size) + 6, 18, fill=PAPER) for t in said if s.fill == "hatch"]
    texts = tuple(Words(x + 25, middle + size * 0.36, t, size, w - 28, fill=s.ink) for t in said)
    return Mark((box, *ground, *sign(s.sign, x + 13, middle, 5, s.ink)), texts, row=c.row, tip=c.tip, kind=c.style)


def _at(w: Words, x: float, y: float) -> Words:
    return replace(w, x=round(w.x + x, 2), y=round(w.y + y, 2))
