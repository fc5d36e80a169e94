"""Tables of a PDF that are drawn with lines: which cell each word stands in."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.readers.pdf_page import Rule, Word

_NEAR: Final = 3.0
"""Lines so near to each other are one line: a stroke drawn as a box, the shared edge of two cells."""
MOST_PLACES: Final = 20_000
"""Columns times rows of one table."""
MOST_TABLES: Final = 100
"""On one page."""
_FILLED: Final = 0.25
"""The share of cells with words at least: less is a chart with its grid."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that lines make. `cells` holds the words of each place; a cell over several places is there in each."""

    left: float
    right: float
    bottom: float
    top: float
    edges: tuple[float, ...]
    """Where its columns begin and the last ends."""
    cells: tuple[tuple[tuple[Word, ...], ...], ...]


def grids(across: Sequence[Rule], down: Sequence[Rule], words: Sequence[Word]) -> tuple[list[Grid], list[Word]]:
    """The tables of a page, highest first, and the words that are in none of them."""
    found = []
    left = list(words)
    for rows, columns in _parts(merged(across), merged(down))[:MOST_TABLES]:
        for table_rows, table_columns in _split(rows, columns):
            made = _grid(table_rows, table_columns, left)
            if made is None:
                continue
            found.append(made)
            taken = {id(word) for row in made.cells for cell in row for word in cell}
            left = [word for word in left if id(word) not in taken]
    return sorted(found, key=lambda g: (-g.top, g.left)), left


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces that lie on one line and touch, as one."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if lines and rule.at - lines[-1][0].at <= _NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    made = []
    for line in lines:
        at = sum(r.at for r in line) / len(line)
        pieces = sorted(line, key=lambda r: r.start)
        start, end = pieces[0].start, pieces[0].end
        for piece in pieces[1:]:
            if piece.start <= end + _NEAR:
                end = max(end, piece.end)
            else:
                made.append(Rule(at, start, end))
                start, end = piece.start, piece.end
        made.append(Rule(at, start, end))
    return made


def _parts(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that cross each other belong to one table."""
    if len(across) * len(down) > 1_000_000:
        return []
    parents = list(range(len(across) + len(down)))

    def top(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    for i, a in enumerate(across):
        for j, d in enumerate(down):
            if a.start - _NEAR <= d.at <= a.end + _NEAR and d.start - _NEAR <= a.at <= d.end + _NEAR:
                parents[top(i)] = top(len(across) + j)
    parts: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, a in enumerate(across):
        parts[top(i)][0].append(a)
    for j, d in enumerate(down):
        parts[top(len(across) + j)][1].append(d)
    # smaller ones first: a frame around a page or a panel takes what is left
    return sorted(
        ((rows, columns) for rows, columns in parts.values() if len(rows) > 1 and len(columns) > 1),
        key=lambda part: _span(part[0]) * _span(part[1]),
    )


def _span(rules: list[Rule]) -> float:
    return max(r.at for r in rules) - min(r.at for r in rules)


def _split(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Tables that touch: where no line between columns goes on below a line across, another table begins."""
    ys = _apart(sorted({r.at for r in across}, reverse=True))
    left, right = min(r.at for r in down), max(r.at for r in down)
    inner = [r for r in down if left + _NEAR < r.at < right - _NEAR]
    edges = [ys[0]]
    before: set[float] = set()
    for high, low in itertools.pairwise(ys):
        here = {r.at for r in inner if r.start <= (high + low) / 2 <= r.end}
        if before and here and not any(abs(a - b) <= _NEAR for a in before for b in here):
            edges.append(high)
        before = here or before
    if len(edges) == 1:
        return [(across, down)]
    return [
        (
            [r for r in across if low - _NEAR <= r.at <= high + _NEAR],
            [
                Rule(r.at, max(r.start, low), min(r.end, high))
                for r in down
                if r.start < high - _NEAR and r.end > low + _NEAR
            ],
        )
        for high, low in itertools.pairwise([*edges, ys[-1]])
    ]


def _grid(across: list[Rule], down: list[Rule], words: Sequence[Word]) -> Grid | None:
    xs = sorted({round(r.at, 1) for r in down})
    ys = sorted({round(r.at, 1) for r in across}, reverse=True)
    xs, ys = _apart(xs), _apart(ys)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or rows < 2 or columns * rows > MOST_PLACES:
        return None
    inside: dict[tuple[int, int], list[Word]] = defaultdict(list)
    negative = [-y for y in ys]
    for word in words:
        x, y = word.middle
        if xs[0] <= x <= xs[-1] and ys[-1] <= y <= ys[0]:
            row = min(rows - 1, max(0, bisect_right(negative, -y) - 1))
            inside[row, min(columns - 1, max(0, bisect_right(xs, x) - 1))].append(word)
    cell_of = _cells(xs, ys, across, down)
    held: dict[int, list[Word]] = defaultdict(list)
    for place, these in inside.items():
        held[cell_of[place]] += these
    filled_columns = {place[1] for place in inside}
    if len(held) < 3 or len(filled_columns) < 2 or len(held) < _FILLED * len(set(cell_of.values())):
        return None
    whole = {cell_of[i, 0] for i in range(rows) if cell_of[i, 0] == cell_of[i, columns - 1]}
    cells = tuple(
        tuple(() if j and cell_of[i, j] in whole else tuple(held.get(cell_of[i, j], ())) for j in range(columns))
        for i in range(rows)
    )
    return Grid(xs[0], xs[-1], ys[-1], ys[0], tuple(xs), cells)


def _apart(places: list[float]) -> list[float]:
    kept: list[float] = []
    for place in places:
        if not kept or abs(place - kept[-1]) > _NEAR:
            kept.append(place)
    return kept


def _cells(xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]) -> dict[tuple[int, int], int]:
    """For each place its cell: places with no line between them are one."""
    columns, rows = len(xs) - 1, len(ys) - 1
    parents = list(range(columns * rows))

    def top(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    uprights, levels = _by_place(down, xs), _by_place(across, ys)
    for i, (high, low) in enumerate(itertools.pairwise(ys)):
        middle = (high + low) / 2
        for j in range(1, columns):
            if not any(r.start <= middle <= r.end for r in uprights[j]):
                parents[top(i * columns + j)] = top(i * columns + j - 1)
    for j, (left, right) in enumerate(itertools.pairwise(xs)):
        middle = (left + right) / 2
        for i in range(1, rows):
            if not any(r.start <= middle <= r.end for r in levels[i]):
                parents[top(i * columns + j)] = top((i - 1) * columns + j)
    return {(i, j): top(i * columns + j) for i in range(rows) for j in range(columns)}


def _by_place(rules: list[Rule], places: list[float]) -> list[list[Rule]]:
    return [[r for r in rules if abs(r.at - place) <= _NEAR] for place in places]
