"""Dates as headers of tables print them: "May 2022", "12/05/22", "12 May", "May-22", "Q1"; years may stand elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.dates import MONTHS

_MONTH = r"\b(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"(?<!\d){_DAY}\s*(?:of\s+)?[-/ ]?\s*{_MONTH},?\s*[-/ ]?\s*['’]?(?P<year>20\d\d|\d\d)(?!\d)",
        rf"{_MONTH}\s+{_DAY},?\s+(?P<year>20\d\d)(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})[/.-](?P<number>\d{1,2})[/.-](?P<year>20\d\d|\d\d)(?!\d)",
        r"(?<!\d)(?P<year>20\d\d)-(?P<number>\d\d)(?:-(?P<day>\d\d))?(?!\d)",
        rf"{_MONTH},?\s*[-/ ]?\s*(?P<year>20\d\d)(?!\d)",
        rf"{_MONTH}\s*(?:-\s*|['’]\s*)(?P<year>\d\d)(?!\d)",
        rf"{_MONTH}\s+(?P<either>\d\d?)(?:st|nd|rd|th)?(?!\d)",
        rf"(?<!\d){_DAY}\s*(?:of\s+)?[- ]?\s*{_MONTH}",
        r"(?<!\d)(?P<day>\d{1,2})/(?P<number>\d{1,2})(?![\d/])",
        _MONTH,
    )
)
FULL_DATE = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH.replace('?P<month>', '?:')}\s*[-’' ]?\s*(?:20\d\d|\d\d)(?!\d)|"
    rf"\d{{1,2}}[/.]\d{{1,2}}[/.](?:20)?\d\d|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH.replace('?P<month>', '?:')}",
    re.I,
)
"""One of several dates on a line."""
_QUARTER = re.compile(r"\bQ(?:uarter|tr)?\.?\s*(?P<q>[1-4])\b", re.I)
YEARS = re.compile(r"\b(20\d\d)\s*[-–—/]\s*(?:20)?(\d\d)\b")
_YEAR = re.compile(r"\b(20\d\d)\b")
_LONGEST = 70


@dataclass(frozen=True, slots=True)
class Printed:
    """A date as far as a header prints it."""

    month: int
    day: int | None = None
    year: int | None = None
    either: bool = False
    """The number beside the month may be a day or a year ("May 22")."""


def years_in(text: str) -> str | None:
    """The first year of the form "2022/23" in a text, so written; years that do not follow each other are none."""
    for m in YEARS.finditer(text):
        if (int(m.group(1)) + 1) % 100 == int(m.group(2)):
            return f"{m.group(1)}/{m.group(2)}"
    return None


def year_in(text: str) -> int | None:
    """The calendar year that a text names, where it names one and no financial year."""
    found = set(_YEAR.findall(text))
    return int(found.pop()) if len(found) == 1 and not YEARS.search(text) else None


def printed(text: str) -> Printed | None:
    """The date that a header's cell prints; None for other texts."""
    plain = " ".join(text.split())
    if not plain or len(plain) > _LONGEST:
        return None
    for form in _FORMS:
        for m in form.finditer(plain):
            got = m.groupdict()
            month = MONTHS[got["month"].lower()] if got.get("month") else int(got["number"])
            if not 1 <= month <= 12:
                continue
            if _is_word(plain, m):
                continue
            if got.get("either"):
                number = int(got["either"])
                return Printed(month, None, 2000 + number) if number > 31 else Printed(month, number, None, True)
            day = int(got["day"]) if got.get("day") else None
            if day is not None and not 1 <= day <= 31:
                continue
            year = got.get("year")
            return Printed(month, day, None if not year else int(year) if len(year) == 4 else 2000 + int(year))
    return None


def _is_word(plain: str, m: re.Match[str]) -> bool:
    """ "may" and "march" that are no months: in a text of more words, without a number beside them."""
    month = m.groupdict().get("month") or ""
    return (
        month.lower() in {"may", "march", "mar", "dec"}
        and not re.search(r"\d", m.group())
        and (month.islower() or len(plain.split()) > 4)
    )


def dates(headers: Sequence[str], period: str | None, years: Sequence[int | None] = ()) -> list[str | None]:
    """Partial ISO dates of headers in their order. `years`: a year printed above a column; `period`: "2022/23", or "2022".

    A header without a year takes that of its column, else that of the one before it (the months go forward),
    else that of the period. None: no date, or a year that can not be told.
    """
    found = [printed(h) for h in headers]
    span = _span(period)
    found = [_resolved(f, span) for f in found]
    last: tuple[int, int] | None = None
    made: list[str | None] = []
    for at, one in enumerate(found):
        if one is None:
            made.append(_quarter(headers[at], period))
            continue
        above = years[at] if at < len(years) else None
        year = one.year or above
        if year is None and last is not None:
            year = last[0] + (one.month < last[1])
        if year is None:
            year = _first_year(one, found[at:], span)
        if year is None:
            made.append(None)
            continue
        last = (year, one.month)
        made.append(f"{year}-{one.month:02d}" + (f"-{one.day:02d}" if one.day else ""))
    return made


def _span(period: str | None) -> tuple[int, int] | None:
    m = re.fullmatch(r"(20\d\d)(?:/(\d\d))?", period or "")
    return (int(m.group(1)), int(m.group(1)) + bool(m.group(2))) if m else None


def _resolved(one: Printed | None, span: tuple[int, int] | None) -> Printed | None:
    """ "May 22" in a report on 2022/23 is May 2022; else it is 22 May."""
    if one is None or not one.either or one.day is None:
        return one
    if span is not None and 2000 + one.day in span:
        return Printed(one.month, None, 2000 + one.day)
    return Printed(one.month, one.day, None)


def _first_year(one: Printed, rest: Sequence[Printed | None], span: tuple[int, int] | None) -> int | None:
    """The year of the first of some months of a financial year (April to March), or of a calendar year."""
    if span is None:
        for later in rest:
            if later is not None and later.year is not None:
                return later.year - (one.month > later.month)
        return None
    if span[0] == span[1] or one.month >= 4:
        return span[0]
    later_months = [r.month for r in rest if r is not None and r.year is None]
    return span[1] if all(m <= 3 for m in later_months) else None


def _quarter(text: str, period: str | None) -> str | None:
    m = _QUARTER.search(text)
    span = _span(years_in(text) or period)
    if not m or span is None or span[0] == span[1] or len(text) > _LONGEST:
        return None
    first = 1 + int(m.group("q")) * 3
    year = span[0] if first < 12 else span[1]
    first = first if first < 12 else 1
    return f"{year}-{first:02d} to {year}-{first + 2:02d}"
