"""Partial dates: what a document prints, held as the earliest and the latest day that it can mean.

`2022-07` is 1 to 31 July 2022; "mid-2021" is May to August; "2022/23" is the financial year, 1 April to 31 March
(Local Government Finance Act 1992 s. 69: a financial year is twelve months beginning with 1 April).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

InForce = Literal["surely", "possibly", "not"]

MONTHS = {
    name.lower(): i for names in (calendar.month_name, calendar.month_abbr) for i, name in enumerate(names) if name
}
MONTHS["sept"] = 9
PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
NO_DATE = re.compile(r"(n|no|not|un)?[\s.\-]*(date|dated|d|known|stated)?\.?", re.IGNORECASE)

_MONTH = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_DASH = r"\s*(?:-|–|—|to|until|and)\s*"
NO_YEAR = re.compile(rf"(?:{_DAY} )?{_MONTH}(?:{_DASH}(?:{_DAY} )?{_MONTH})?")


@dataclass(frozen=True, slots=True)
class Span:
    """Days between `earliest` and `latest`, both counted. An instant: when it can have been. A period: all of it."""

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise ValueError(f"it ends ({self.latest}) before it begins ({self.earliest})")

    def __str__(self) -> str:
        """The shortest ISO form that says it: 2022, 2022-07, 2022-07-31, or two days with "to" between them."""
        first, last = self.earliest, self.latest
        if first == last:
            return first.isoformat()
        if first.day == 1 and last == _month_end(first.year, last.month):
            if first.month == last.month and first.year == last.year:
                return f"{first.year:04}-{first.month:02}"
            if (first.month, last.month) == (1, 12) and first.year == last.year:
                return f"{first.year:04}"
        return f"{first} to {last}"


@dataclass(frozen=True, slots=True)
class Interval:
    """When a fact holds: each end as the days that it may have been; None where it is not known."""

    start: Span | None = None
    end: Span | None = None
    attested: Span | None = None
    """Days on which the source says that it holds: its own date, or the date of the event."""

    def in_force(self, day: date) -> InForce:
        """Whether the fact holds on `day`: surely, possibly (the documents leave it open) or not."""
        if (self.start and day < self.start.earliest) or (self.end and day > self.end.latest):
            return "not"
        if self.attested and self.attested.earliest <= day <= self.attested.latest:
            return "surely"
        begun = self.start is not None and self.start.latest <= day
        ongoing = self.end is not None and day <= self.end.earliest
        attested_later = self.attested is not None and day <= self.attested.latest
        return "surely" if begun and (ongoing or attested_later) else "possibly"


def parse(text: str) -> Span | None:
    """The days that a printed date can mean; None where it can not be dated ("no date", "undated", "", "in March").

    Takes ISO dates and parts of them, and the forms that British documents print: "12th February 2020", "Oct 2019",
    "21/01/2020", "9 - 20 September 2019", "from August to December 2022", "2022/23", "2020 - 2024", "mid-2021",
    "since 2014/15". Raises ValueError saying what is wrong where the text is no date, or one that does not exist.
    """
    plain = re.sub(r"\s+", " ", text.strip().lower()).removeprefix("since ").removeprefix("from ").removeprefix("in ")
    if not plain or plain in ("n/a", "tbc", "undated", "unknown") or (NO_DATE.fullmatch(plain) and not plain.isdigit()):
        return None
    if NO_YEAR.fullmatch(plain):
        return None
    for pattern, read in _FORMS:
        if match := re.fullmatch(pattern, plain):
            return read(*match.groups())
    raise ValueError(f"{text!r} is no date that can be read")


def parse_period(text: str) -> Span | None:
    """Like `parse`, for a printed span of time; a span without dates ("two years", "3-year") is None, not an error.

    "2011-12" is read as the financial year here, where `parse` reads December 2011; "2022-07" can only be July.
    """
    plain = text.strip()
    as_years = plain.replace("-", "/") if re.fullmatch(r"\d{4}-\d{2}", plain) else plain
    for reading in (as_years, plain):
        try:
            return parse(reading)
        except ValueError:
            continue
    return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _year(y: str) -> Span:
    return Span(date(int(y), 1, 1), date(int(y), 12, 31))


def _month(y: str, m: str | int) -> Span:
    month = MONTHS[m] if isinstance(m, str) and not m.isdigit() else int(m)
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    return Span(date(int(y), month, 1), _month_end(int(y), month))


def _day(y: str, m: str | int, d: str) -> Span:
    month = _month(y, m).earliest.month
    try:
        day = date(int(y), month, int(d))
    except ValueError as error:
        raise ValueError(f"{calendar.month_name[month]} {y} has no day {d}") from error
    return Span(day, day)


def _year_month(y: str, m: str) -> Span:
    # "2020-21" can be no month: it is the financial year as councils print it
    return _years(y, m) if int(m) > 12 or (y[2:], m) == ("99", "00") else _month(y, m)


def _years(first: str, last: str) -> Span:
    """A financial year (2022/23, 1999/00), or whole years where they do not follow each other (2020-2024)."""
    end = int(last) if len(last) == 4 else int(first[:2] + last)
    if len(last) == 2 and int(last) == (int(first) + 1) % 100:
        end = int(first) + 1
    if end < int(first):
        raise ValueError(f"{last} is neither a month of {first} nor a year after it")
    if end == int(first) + 1:
        return Span(date(int(first), 4, 1), date(end, 3, 31))
    return Span(date(int(first), 1, 1), date(end, 12, 31))


def _range(first: str, last: str) -> Span:
    """Two dates with "to" between them; the first may leave its year to the second ("30 March to 2 April 2020")."""
    end = parse(last)
    if end is None:
        raise ValueError(f"{last!r} is no date that can be read")
    year = "" if re.search(r"\d{4}", first) else f" {end.latest.year}"
    start = parse(first + year)
    if start is None:
        raise ValueError(f"{first!r} is no date that can be read")
    return Span(start.earliest, end.latest)


def _part(part: str, y: str) -> Span:
    first, last = PARTS[part]
    return Span(date(int(y), first, 1), _month(y, last).latest)


_FORMS = (
    (r"(\d{4})", _year),
    (r"(\d{4})-(\d{2})", _year_month),
    (r"(\d{4})-(\d{2})-(\d{2})(?:t.*)?", _day),
    (r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", lambda d, m, y: _day(y, m, d)),
    (r"(\d{4})\s*[/–—-]\s*(\d{4}|\d{2})", _years),
    (rf"{_MONTH},? (\d{{4}})", lambda m, y: _month(y, m)),
    (rf"(?:\w+day,? )?{_DAY}(?: of)? {_MONTH},? (\d{{4}})", lambda d, m, y: _day(y, m, d)),
    (rf"{_MONTH} {_DAY},? (\d{{4}})", lambda m, d, y: _day(y, m, d)),
    (
        rf"{_DAY}{_DASH}{_DAY} {_MONTH},? (\d{{4}})",
        lambda a, b, m, y: Span(_day(y, m, a).earliest, _day(y, m, b).latest),
    ),
    (
        rf"{_MONTH}{_DASH}{_MONTH},? (\d{{4}})",
        lambda a, b, y: Span(_month(y, a).earliest, _month(y, b).latest),
    ),
    (
        rf"{_MONTH},? (\d{{4}}){_DASH}{_MONTH},? (\d{{4}})",
        lambda a, y, b, z: Span(_month(y, a).earliest, _month(z, b).latest),
    ),
    (r"(early|mid|late|spring|summer|autumn)[ -](\d{4})", _part),
    (r"(\S+(?: \S+){0,3}) (?:to|until|-|–|—) (?=.*\d{4})(\S+(?: \S+){0,3})", _range),
)
