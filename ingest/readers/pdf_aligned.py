"""Tables of a PDF without lines around their cells: words that stand in columns, row after row."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from ingest.readers.pdf_grid import Grid, merged
from ingest.readers.pdf_layout import Row, Segment
from ingest.readers.pdf_page import Rule, Word

_FAR: Final = 3.5
"""From one row of a table to the next, in sizes of the writing, at most."""
_NEXT: Final = 1.6
"""From one line of a cell to the next, likewise."""
_LONG: Final = 60
"""Characters of a row with one cell, which names what the rows below it have in common."""
_SAME: Final = 6.0
"""Points by which lines drawn from edge to edge of one table may differ."""
_TALL: Final = 160.0
"""Points from one of them to the next at most."""
_MOST: Final = 400
"""Rows of a table on one page, and lines drawn across the page, that are looked at."""
_CONNECTED = re.compile(r"(?:[,&/-]|\b(?:and|of|the|for|to|in|on|at|with))$")

Span = tuple[float, float]


def tables(rows: Sequence[Row], across: Sequence[Rule]) -> Iterator[Row | Grid]:
    """The rows of a column; those that make a table are one."""
    ruled = _between_rules(rows, across)
    at = 0
    while at < len(rows):
        if at in ruled:
            end, edges = ruled[at]
        else:
            end, edges = _run(rows[: min((n for n in ruled if n > at), default=len(rows))], at)
        if end <= at:
            yield rows[at]
            at += 1
            continue
        yield _table(rows[at:end], edges, across)
        at = end


def _between_rules(rows: Sequence[Row], across: Sequence[Rule]) -> dict[int, tuple[int, list[Span]]]:
    """Tables whose rows are parted by lines from edge to edge: for the first row of each the one after it, and its columns."""
    groups: list[list[Rule]] = []
    lines = merged(across)
    for rule in sorted(lines, key=lambda r: -r.at) if len(lines) <= _MOST else ():
        for group in groups:
            last = group[-1]
            same = abs(last.start - rule.start) < _SAME and abs(last.end - rule.end) < _SAME
            if same and last.at - rule.at < _TALL:
                group.append(rule)
                break
        else:
            groups.append([rule])
    found: dict[int, tuple[int, list[Span]]] = {}
    for group in groups:
        if len(group) < 3:
            continue
        top, foot = group[0], group[-1]
        inside = [n for n, row in enumerate(rows) if foot.at < row.base < top.at and _within(row, top)]
        if not inside or inside[-1] - inside[0] >= len(inside):
            continue
        first = inside[0]
        while first and rows[first - 1].base - top.at < 2 * rows[first - 1].size and _is_head(rows[first - 1], top):
            first -= 1
        edges = _columns_of(rows[first : inside[-1] + 1])
        if len(edges) > 1:
            found[first] = inside[-1] + 1, edges
    return found


def _within(row: Row, rule: Rule) -> bool:
    return row.left > rule.start - _SAME and row.right < rule.end + _SAME


def _is_head(row: Row, rule: Rule) -> bool:
    return len(row.segments) > 1 and _within(row, rule)


def _columns_of(rows: Sequence[Row]) -> list[Span]:
    """By the rows of several cells, and those of one that lie in a column."""
    used = [row for row in rows if len(row.segments) > 1]
    if len(used) < 2:
        return []
    edges = _columns(used)
    for row in rows:
        if len(row.segments) == 1 and len(wider := _columns([*used, row])) >= len(edges):
            used.append(row)
            edges = wider
    return edges


def _run(rows: Sequence[Row], at: int) -> tuple[int, list[Span]]:
    """The row after the table that begins at `at`, and its columns; `at` itself where there is none."""
    first = at
    if len(rows[at].segments) == 1:  # the words of a tall cell may begin above the line of its row
        if at + 1 >= len(rows) or len(rows[at + 1].segments) == 1 or not _near(rows[at], rows[at + 1], _NEXT):
            return at, []
        if rows[at].left < rows[at + 1].segments[1].left - 2:
            return at, []
        first = at + 1
    wide = [rows[first]]
    edges = _columns(wide)
    end = sure = first + 1
    while end < min(len(rows), at + _MOST):
        row, above = rows[end], rows[end - 1]
        if not _near(above, row, _FAR):
            break
        if len(row.segments) > 1:
            columns = _columns([*wide, row])
            if len(columns) < 2 or (len(columns) < len(edges) and len(wide) > 2) or _agree(row, edges) < 2:
                break
            wide.append(row)
            edges = columns
            sure = end + 1
        elif _under_later(row, edges) and (_near(above, row, _NEXT) or _goes_on(rows, end, edges)):
            sure = end + 1
        elif _fits_first(row, edges) and row.right <= edges[1][0] and _near(above, row, 0.95):
            sure = end + 1  # beside the lines of another cell
        elif not (_fits_first(row, edges) and _goes_on(rows, end, edges)):
            break
        end += 1
    return (sure, edges) if len(wide) > 1 else (at, [])


def _near(above: Row, below: Row, sizes: float) -> bool:
    return 0 < above.base - below.base <= sizes * max(above.size, below.size)


def _columns(rows: Sequence[Row]) -> list[Span]:
    """From where to where the columns reach: words that overlap from left to right share one."""
    spans: list[list[float]] = []
    for segment in sorted((s for row in rows for s in row.segments), key=lambda s: s.left):
        if spans and segment.left < spans[-1][1] + 1:
            spans[-1][1] = max(spans[-1][1], segment.right)
        else:
            spans.append([segment.left, segment.right])
    return [(a, b) for a, b in spans]


def _agree(row: Row, edges: Sequence[Span]) -> int:
    """How many columns of the table so far the row has words in."""
    return len({i for s in row.segments for i, (a, b) in enumerate(edges) if s.left < b and s.right > a})


def _under_later(row: Row, edges: Sequence[Span]) -> bool:
    """Whether it stands below a column after the first: nothing but a cell does."""
    return row.left >= edges[1][0] - 3 and any(
        a - 3 <= row.left and row.right <= (edges[i + 1][0] if i + 1 < len(edges) else b + 60)
        for i, (a, b) in enumerate(edges)
    )


def _fits_first(row: Row, edges: Sequence[Span]) -> bool:
    return len(row.text) <= _LONG and abs(row.left - edges[0][0]) < 3 * row.size


def _goes_on(rows: Sequence[Row], at: int, edges: Sequence[Span]) -> bool:
    """Whether the table has a row again soon after a line with words in its first column only."""
    for above, row in itertools.pairwise(rows[at : at + 4]):
        if not _near(above, row, _FAR):
            return False
        if len(row.segments) > 1:
            return _agree(row, edges) > 1 and len(_columns([row])) > 1
    return False


def _table(rows: Sequence[Row], spans: list[Span], across: Sequence[Rule]) -> Grid:
    edges = _narrow(rows, spans)
    bands = _bands(rows, edges, across)
    cells = tuple(
        tuple(tuple(word for word in band if _place(word, edges) == i) for i in range(len(edges))) for band in bands
    )
    starts = (*(a for a, _ in edges), edges[-1][1])
    return Grid(edges[0][0], edges[-1][1], rows[-1].base, rows[0].base + rows[0].size, starts, cells)


def _narrow(rows: Sequence[Row], spans: list[Span]) -> list[Span]:
    """Columns that stand close to each other too: a strip that is free in all rows, and wider than a blank."""
    several = [row for row in rows if len(row.segments) > 1]
    if len(several) < 3:
        return spans
    made: list[list[float]] = []
    for word in sorted((w for row in several for w in row.words), key=lambda w: w.left):
        if made and word.left < made[-1][1] + 0.6 * word.size:
            made[-1][1] = max(made[-1][1], word.right)
        else:
            made.append([word.left, word.right])
    return [(a, b) for a, b in made] if len(made) > len(spans) else spans


def _place(word: Word | Segment, edges: Sequence[Span]) -> int:
    shared = [min(word.right, b) - max(word.left, a) for a, b in edges]
    return max(range(len(edges)), key=lambda i: shared[i])


def _bands(rows: Sequence[Row], edges: Sequence[Span], across: Sequence[Rule]) -> list[list[Word]]:
    """The words of each row of the table: by the lines drawn between them, by their order in the file, or by their places."""
    left, right = edges[0][0], edges[-1][1]
    drawn = [
        r.at
        for r in across
        if rows[-1].base < r.at < rows[0].base and min(r.end, right) - max(r.start, left) > 0.6 * (right - left)
    ]
    if len(drawn) > 1:
        made: dict[int, list[Word]] = {}
        for row in rows:
            made.setdefault(sum(y > row.base for y in drawn), []).extend(row.words)
        return list(made.values())
    return _by_order(rows, edges) or _by_place(rows, edges)


def _by_order(rows: Sequence[Row], edges: Sequence[Span]) -> list[list[Word]]:
    """A row begins where the file comes back to an earlier column; nothing where that makes no rows."""
    words = sorted((word for row in rows for word in row.words), key=lambda w: w.order)
    bands: list[list[Word]] = []
    last, above = len(edges), words[0]
    for word in words:
        column = _place(word, edges)
        apart = above.base - word.base > _NEXT * word.size
        if column < last or (column == 0 and apart):
            bands.append([])
        bands[-1].append(word)
        last, above = column, word
    for high, low in itertools.pairwise(bands):
        if min(w.base for w in high) <= max(w.base for w in low) + 0.3 * low[0].size:
            return []
    return bands


def _by_place(rows: Sequence[Row], edges: Sequence[Span]) -> list[list[Word]]:
    gaps = [a.base - b.base for a, b in itertools.pairwise(rows)]
    tight = min(gaps, default=0.0) * 1.15
    uneven = bool(gaps) and max(gaps) > 1.3 * min(gaps)
    full = max(len({_place(w, edges) for w in row.words}) for row in rows)
    bands = [[rows[0]]]
    for above, row in itertools.pairwise(rows):
        gap = above.base - row.base
        first = row.segments[0]
        before = next((s for s in above.segments if _place(s, edges) == 0), None)
        partial = len({_place(w, edges) for w in row.words}) < full
        words_go_on = gap <= _NEXT * row.size and (
            first.text[:1].islower() or first.text[:1] in "&(" or bool(before and _CONNECTED.search(before.text))
        )
        begun_above = all(_place(w, edges) > 0 for line in bands[-1] for w in line.words)
        alone = uneven and gap <= tight and len(row.segments) == 1
        if _place(first, edges) or begun_above or (partial and (words_go_on or alone)):
            bands[-1].append(row)
        else:
            bands.append([row])
    return [[word for row in band for word in row.words] for band in bands]
