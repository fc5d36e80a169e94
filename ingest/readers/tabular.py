"""Tables in a PDF, told from the places of their words: runs side by side in the same columns, line after line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together on a line; places in points, `base` and `top` from the foot of the page."""

    text: str
    left: float
    right: float
    base: float
    top: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the page: its runs from left to right."""

    runs: Sequence[Run]


def table_rows(lines: Sequence[Row]) -> tuple[list[list[str]], int]:
    """The table that begins with the first of the lines, and how many of them it takes; no rows where there is none.

    A table has at least two rows of two cells or more whose columns agree. Words that were too long for their column stand
    on several lines: below the first line of the row, above its last, or to both sides of its middle, as the table is set.
    """
    bands, taken = _bands(lines)
    if len(bands) > 1:
        edges = _columns([run for band in bands for row in band for run in row.runs if len(row.runs) > 1])
        rows = [_cells(band, edges) for band in bands] if len(edges) > 1 else []
        if sum(sum(map(bool, row)) > 1 for row in rows) > 1:
            return rows, taken
    return [], 0


def _bands(lines: Sequence[Row]) -> tuple[list[list[Row]], int]:
    """The lines of each row of the table, and how many lines there are in all."""
    bands: list[list[Row]] = []
    at = 0
    while at < len(lines):
        start = at
        # lines of a single run that may be the beginning of a cell set lower in its row
        while (
            at < len(lines)
            and len(lines[at].runs) == 1
            and at - start < _TALL
            and (at == start or _near(lines[at - 1], lines[at]))
        ):
            at += 1
        if at >= len(lines) or (len(lines[at].runs) < 2 and not _back_up(lines, start, at)):
            return bands, start
        whole = at
        if start < whole and not (bands or _back_up(lines, start, whole)):
            return bands, start
        if start < whole and not (_near(lines[whole - 1], lines[whole]) or _back_up(lines, start, whole)):
            return bands, start
        if bands and not _follows(bands[-1], lines[start]):
            return bands, start
        at += 1
        band = list(lines[start:at])
        while at < len(lines) and len(band) < 4 * _TALL and (_beside(lines[at], band) or _below(lines[at], band)):
            band.append(lines[at])
            at += 1
        bands.append(band)
    return bands, at


_TALL = 5
"""Lines that a cell has at most above the line on which its row stands."""


def _near(above: Row, below: Row) -> bool:
    """Whether a line is the next one of the same words."""
    size = max(run.size for run in below.runs)
    return 0.3 * size < above.runs[0].base - below.runs[0].base < 1.45 * size


def _back_up(lines: Sequence[Row], start: int, at: int) -> bool:
    """Whether the line stands beside those before it: a cell of several lines was written first, then its neighbours."""
    if at == start or at >= len(lines):
        return False
    line, first, last = lines[at].runs[0], lines[start].runs[0], lines[at - 1].runs[0]
    return last.base - 0.6 * line.size < line.base <= first.base + 0.6 * line.size and line.left > max(
        row.runs[0].right for row in lines[start:at]
    )


def _beside(line: Row, band: Sequence[Row]) -> bool:
    """Whether a line stands at the height of the row, to the right of what was written last: a further cell of it."""
    first, last = line.runs[0], band[-1].runs[-1]
    foot, head = min(r.base for row in band for r in row.runs), max(r.base for row in band for r in row.runs)
    return foot - 0.3 * first.size <= first.base <= head + 0.3 * first.size and first.left > last.left + first.size


def _below(line: Row, band: Sequence[Row]) -> bool:
    """Whether a line goes on a cell of the row above."""
    return len(line.runs) == 1 and _near(band[-1], line) and (_goes_on(line, band) or _under_later(line, band))


def _follows(band: Sequence[Row], line: Row) -> bool:
    foot = min(run.base for row in band for run in row.runs)
    size = max(run.size for run in line.runs)
    return -0.5 * size < foot - line.runs[0].base < 4.5 * size


def _under_later(line: Row, band: Sequence[Row]) -> bool:
    """Whether a line stands below a column after the first: nothing but a cell does."""
    widest = max(band, key=lambda row: len(row.runs))
    return len(widest.runs) > 1 and line.runs[0].left >= widest.runs[1].left - 2


def _cells(band: Sequence[Row], edges: Sequence[tuple[float, float]]) -> list[str]:
    cells = [""] * len(edges)
    for row in band:
        for run in row.runs:
            place = _place(run, edges)
            cells[place] = f"{cells[place]}\n{run.text}" if cells[place] else run.text
    return cells


def _goes_on(line: Row, band: Sequence[Row]) -> bool:
    """Whether words in the first column end a name that began on the line above."""
    text, before = line.runs[0].text, band[-1].runs[0].text
    if line.runs[0].left > band[-1].runs[0].right:
        return False
    return text[:1].islower() or text[:1] in "&(" or before.endswith((",", "&", " and", " of", " the", " for", "-"))


def _columns(runs: Sequence[Run]) -> list[tuple[float, float]]:
    """From where to where the columns reach: runs that overlap from left to right share one."""
    spans: list[list[float]] = []
    for run in sorted(runs, key=lambda r: r.left):
        if spans and run.left < spans[-1][1] - 1:
            spans[-1][1] = max(spans[-1][1], run.right)
        else:
            spans.append([run.left, run.right])
    return [(a, b) for a, b in spans]


def _place(run: Run, edges: Sequence[tuple[float, float]]) -> int:
    middle = (run.left + run.right) / 2
    return min(range(len(edges)), key=lambda n: max(edges[n][0] - middle, middle - edges[n][1], 0.0)) if edges else 0
