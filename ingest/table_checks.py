"""Printed figures of tables and lists that do not follow from their rows: rates of attendance, and totals.

A rate follows where its cells give it, rounded to as many digits as it is printed with, up or down; cells that do not apply
may be counted or not, and so may deputies: what tables leave open is no problem. A total follows where the figures since
the total before it, all figures, or all totals before it add up to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.counted import counted
from ingest.document import Document
from ingest.extract.attendance_grid import Attendee, Sheet, sheets
from ingest.extract.attendance_rates import Rate
from ingest.extract.grid import Grid, grids, one_line
from ingest.extract.money import accounts, money
from ingest.extract.table_dates import printed, years_in
from ingest.problems import Problem, problem

_TOTAL = re.compile(
    r"(?:(?:grand|overall|sub)[- ]?)?totals?\b(?!.*%).*|(?:income|expenditure|overall|net) total\b.*|"
    r"sub-?total\b.*",
    re.I,
)
_GRAND = re.compile(r"(?:grand|overall) total|totals? (?:income and|overall)", re.I)
_NO_SUM = re.compile(r"%|per ?cent|average|mean\b|rate\b|variance|ratio|rank|per 10", re.I)
_LEFT_OUT = re.compile(
    r"\b(?:net|balance|surplus|deficit|less|difference|variance|of which|including|average|mean|"
    r"median|rate)\b|%",
    re.I,
)
_SMALL = 0.005


def table_checks(document: Document) -> Iterator[Problem]:
    """Problems `rate-differs` and `total-differs`, with `printed`, `computed`, `difference` and `name`."""
    rated = set()
    for sheet in sheets(document):
        rated.add(sheet.grid.block.start)
        for attendee in sheet.attendees:
            yield from _rates(sheet, attendee)
    for grid in grids(document):
        if grid.block.start not in rated:
            yield from _totals(grid)
            yield from _shares(grid)
    yield from _lists(document)


def _rates(sheet: Sheet, attendee: Attendee) -> Iterator[Problem]:
    marks = [m for m in attendee.marks if m is not None]
    if not marks:
        yield from _told_twice(sheet, attendee)
    if len(marks) != len(attendee.marks) or not marks or len({m.board for m in sheet.meetings}) > 1:
        return
    there = [sum(bool(m.attended) for m in marks)]
    there += [sum(bool(m.attended) and m.capacity != "deputy" for m in marks)]
    held = [sum(m.attended is not None for m in marks), len(marks)]
    for rate in attendee.rates:
        if rate.counted is not None and (rate.counted[0] in there and rate.counted[1] in held):
            continue
        if rate.counted is None and any(_follows(rate, a, b) for a in there for b in held):
            continue
        if not held[0]:
            continue
        computed = round(100 * there[0] / held[0], max(1, rate.digits))
        computed = int(computed) if computed == int(computed) else computed
        shown = int(rate.percent) if rate.percent == int(rate.percent) else rate.percent
        said = f"{rate.counted[0]} of {rate.counted[1]}" if rate.counted else f"{shown}%"
        name = attendee.name
        yield problem(
            "rate-differs",
            sheet.grid.evidence(attendee.row, rate.column),
            f"{name}: {said} is printed, but the row has {there[0]} of {counted(held[0], 'meeting')} ({computed}%)",
            name=name,
            printed=shown,
            computed=computed,
            difference=_difference(shown, computed),
        )


def _told_twice(sheet: Sheet, attendee: Attendee) -> Iterator[Problem]:
    """A percentage that is not the number of meetings beside it: "1/4" and "30%"."""
    if any(re.search(r"deput|represent|substitut", cell, re.I) for cell in sheet.grid.texts[0]):
        return  # the percentage may count them
    said = next((rate.counted for rate in attendee.rates if rate.counted is not None), None)
    for rate in attendee.rates:
        if said is None or rate.counted is not None or _follows(rate, *said) or not said[1]:
            continue
        computed = round(100 * said[0] / said[1], max(1, rate.digits))
        yield problem(
            "rate-differs",
            sheet.grid.evidence(attendee.row, rate.column),
            f"{attendee.name}: {_shown(rate.percent)}% is printed, but {said[0]} of {said[1]} is {_shown(computed)}%",
            name=attendee.name,
            printed=_whole(rate.percent),
            computed=_whole(computed),
            difference=_difference(rate.percent, computed),
        )


def _follows(rate: Rate, there: int, held: int) -> bool:
    """Whether a printed rate is that share, to one unit of its last digit."""
    return held > 0 and abs(rate.percent - 100 * there / held) < 10.0**-rate.digits


@dataclass(frozen=True, slots=True)
class _Figure:
    label: str
    value: int | float
    row: int


def _totals(grid: Grid) -> Iterator[Problem]:
    """Columns whose last row, or a row between, is named a total."""
    if not any(_TOTAL.fullmatch(text.rstrip(": ")) for text in _labels(grid)):
        return
    for column in range(1, grid.width):
        label_at = _label_beside(grid, column)
        header = one_line(" ".join(row[column] for row in grid.texts[:2] if money(row[column]) is None))
        if label_at is None or _NO_SUM.search(header):
            continue
        figures: list[_Figure] = []
        for number, row in enumerate(grid.texts):
            label, value = one_line(row[label_at]), money(row[column])
            heading = number < 5 and (
                years_in(row[column]) or printed(row[column]) or re.fullmatch(r"20\d\d", row[column])
            )
            if value is not None and label and not heading and "%" not in row[column]:
                figures.append(_Figure(label, value, number))
            elif label and row[column] and re.search(r"\d", row[column]) and value is None and number and not heading:
                figures = []  # a figure that can not be read: nothing below can be checked
                break
            elif label and not any(money(c) is not None for c in row) and figures and not row[column]:
                figures.append(_Figure("", 0, -1))  # a heading within the table
        for at, printed_total, computed in _wrong(figures):
            yield problem(
                "total-differs",
                grid.evidence(figures[at].row, column),
                f"{figures[at].label.rstrip(': ')}: {_shown(printed_total)} is printed, but the rows add up to {_shown(computed)}",
                name=figures[at].label.rstrip(": "),
                printed=printed_total,
                computed=computed,
                difference=_difference(printed_total, computed),
            )


def _labels(grid: Grid) -> Iterator[str]:
    for row in grid.texts:
        yield from (one_line(c) for c in row if re.search(r"total", c, re.I) and len(c) < 80)


def _label_beside(grid: Grid, column: int) -> int | None:
    """The column of words nearest to the left, for a column of figures."""
    figures = sum(money(c) is not None for c in grid.column(column))
    if figures < 3:
        return None
    for at in range(column - 1, -1, -1):
        cells = [c for c in grid.column(at) if c]
        if cells and sum(bool(re.search(r"[A-Za-z]{3}", c)) for c in cells) * 2 > len(cells):
            return at
    return None


def _wrong(figures: Sequence[_Figure]) -> Iterator[tuple[int, int | float, int | float]]:
    """The totals that do not follow: place, printed, computed from the figures since the last total or heading before them."""
    part: list[float] = []
    since_total: list[float] = []
    everything: list[float] = []
    totals: list[float] = []
    for at, figure in enumerate(figures):
        if figure.row < 0:
            part = []
        elif not _TOTAL.fullmatch(figure.label.rstrip(": ")):
            if not _LEFT_OUT.search(re.sub(r"\([^)]*\)", "", figure.label)):
                part.append(figure.value)
                since_total.append(figure.value)
                everything.append(figure.value)
        else:
            sums = [sum(s) for s in (part, since_total, everything, totals) if len(s) > 1]
            sums += [sum([*totals, *since_total])] if totals else []
            rounded = figure.value == int(figure.value) and any(v != int(v) for v in everything)
            if sums and not any(abs(s - figure.value) < (1 if rounded else _SMALL) for s in sums):
                own = sum(totals) if _GRAND.search(figure.label) and len(totals) > 1 else sums[0]
                yield at, figure.value, _whole(own)
            totals.append(figure.value)
            part, since_total = [], []


def _shares(grid: Grid) -> Iterator[Problem]:
    """A column of percentages beside one of numbers with a total: each is its number's share of it."""
    header = [one_line(c) for c in grid.texts[0]]
    shares = [
        c for c, h in enumerate(header) if re.search(r"percentage|^%|\(%\)|% of (?:the )?total|per ?cent", h, re.I)
    ]
    if len(shares) != 1 or shares[0] < 2:
        return
    column = shares[0]
    rows = [(n, one_line(r[0]), money(r[column - 1]), _percent(r[column])) for n, r in enumerate(grid.texts) if n]
    whole = next((v for _, label, v, _ in rows if _TOTAL.fullmatch(label) and v), None)
    read = [
        (n, label, v, p) for n, label, v, p in rows if v is not None and p is not None and not _TOTAL.fullmatch(label)
    ]
    if whole is None or len(read) < 3:
        return
    differing = [(n, label, v, p) for n, label, v, p in read if abs(p[0] - 100 * v / whole) >= 10.0 ** -p[1]]
    if len(differing) * 2 > len(read):
        return  # shares of something else
    for number, label, value, share in differing:
        computed = round(100 * value / whole, max(1, share[1]))
        yield problem(
            "rate-differs",
            grid.evidence(number, column),
            f"{label}: {_shown(share[0])}% is printed, but {_shown(value)} of {_shown(whole)} is {_shown(computed)}%",
            name=label,
            printed=_whole(share[0]),
            computed=_whole(computed),
            difference=_difference(share[0], computed),
        )


def _percent(cell: str) -> tuple[float, int] | None:
    m = re.fullmatch(r"(\d{1,3}(?:\.(\d+))?)\s*%?", one_line(cell))
    return (float(m.group(1)), len(m.group(2) or "")) if m else None


def _lists(document: Document) -> Iterator[Problem]:
    """Lists of sums in lines with a total among them."""
    tables = {(b.lines[0], b.lines[1]) for b in document.blocks if b.kind == "table"}
    for account in accounts(document):
        lines = [e.evidence.lines for e in account.entries]
        if any(n is not None and first <= n[0] <= last for n in lines for first, last in tables):
            continue
        figures = [_Figure(e.label, e.amount, number) for number, e in enumerate(account.entries)]
        for at, shown, computed in _wrong(figures):
            name = figures[at].label.rstrip(": ")
            yield problem(
                "total-differs",
                account.entries[at].evidence,
                f"{name}: {_shown(shown)} is printed, but the lines add up to {_shown(computed)}",
                name=name,
                printed=shown,
                computed=computed,
                difference=_difference(shown, computed),
            )


def _whole(value: float) -> int | float:
    value = round(value, 2)
    return int(value) if value == int(value) else value


def _difference(shown: float, computed: float) -> int | float:
    """Printed less computed."""
    return _whole(shown - computed)


def _shown(value: float) -> str:
    return f"{_whole(value):,}"
