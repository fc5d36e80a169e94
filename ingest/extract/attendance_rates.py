"""Rates of attendance as tables print them: "75%", "75" under a header that says so, "3/4", "3 of 4", 0.75."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract.grid import Grid, headed, one_line
from ingest.extract.table_dates import years_in

_RATE = re.compile(r"%|per ?cent|\brate\b|\battendance\b|\battended\b|\btotal\b|\boverall\b", re.I)
_PERCENT = re.compile(r"%|per ?cent|\brate\b|\battendance\b(?!.*\b(?:number|no\.?|count)\b)", re.I)
FRACTION = re.compile(r"(\d{1,2})\s*(?:/|of|out of)\s*(\d{1,2})(?:\s*\(?(\d{1,3}(?:\.\d+)?)\s*%\)?)?", re.I)
_FIGURE = re.compile(r"(\d{1,3}(?:\.\d{1,3})?)\s*%?(?:\s*\(\s*\d{1,2}\s*(?:/|of|out of)\s*\d{1,2}\s*\))?")


@dataclass(frozen=True, slots=True)
class Rate:
    """A printed rate in per cent. `digits`: how many stand behind its point; `counted`: printed as "3/4"."""

    percent: float
    digits: int
    column: int
    counted: tuple[int, int] | None = None


def rate_columns(grid: Grid, head: int, taken: set[int], about: bool) -> dict[int, bool]:
    """Columns of printed rates: column to whether bare numbers in it are per cent."""
    found: dict[int, bool] = {}
    for column in range(1, grid.width):
        if column in taken:
            continue
        header = headed(grid, head, column)
        cells = [c for c in grid.column(column, head) if c and c not in {"-", "–", "n/a", "N/A"}]
        if not cells:
            continue
        signed = sum("%" in c for c in cells)
        fractions = sum(bool(FRACTION.fullmatch(c)) for c in cells)
        named = bool(_PERCENT.search(header)) and not re.search(
            r"\b(?:number|no\.?|count|possible|meetings held)\b", header, re.I
        )
        numbers = sum(rate_of(c, percent=True, column=0) is not None for c in cells)
        if numbers < len(cells) * 0.7:
            continue
        if (
            (signed * 2 > len(cells) and (_RATE.search(header) or about))
            or (fractions * 2 > len(cells) and (_RATE.search(header) or taken))
            or (named and ("%" in header or re.search(r"per ?cent|rate", header, re.I) or _spread(cells, len(taken))))
        ):
            found[column] = True
    if len(found) > 1 and taken:  # "3/4" and "75%" beside each other are one rate: the percentage is printed as such
        plain = [c for c in found if not FRACTION.fullmatch(next((t for t in grid.column(c, head) if t), ""))]
        years = {years_in(headed(grid, head, c)) for c in found}
        if plain and len(years) < len(found):
            return {plain[-1]: True}
    return found


def _spread(cells: Sequence[str], meetings: int) -> bool:
    """Bare numbers under "Attendance" that can be no counts of the meetings in the table."""
    numbers = [float(m.group(1)) for c in cells if (m := _FIGURE.fullmatch(c))]
    return bool(numbers) and max(numbers) > max(meetings, 12) and max(numbers) <= 100


def rate_of(cell: str, *, percent: bool, column: int) -> Rate | None:
    text = one_line(cell)
    if m := FRACTION.fullmatch(text):
        part, whole = int(m.group(1)), int(m.group(2))
        if m.group(3):
            return Rate(float(m.group(3)), _digits(m.group(3)), column, (part, whole))
        return Rate(round(100 * part / whole, 1), 1, column, (part, whole)) if whole > 0 and part <= whole else None
    if (m := _FIGURE.fullmatch(text)) and (percent or "%" in text):
        value = float(m.group(1))
        return Rate(value, _digits(m.group(1)), column) if value <= 100 else None
    return None


def _digits(text: str) -> int:
    return len(text.partition(".")[2])


def are_shares(cells: Sequence[str]) -> bool:
    """Figures of a spreadsheet that mean per cent: 0.75 and 1."""
    numbers = [float(c) for c in cells if re.fullmatch(r"\d(?:\.\d+)?", c)]
    return (
        bool(numbers)
        and len(numbers) == sum(bool(c) for c in cells)
        and max(numbers) <= 1
        and any(0 < n < 1 for n in numbers)
    )
