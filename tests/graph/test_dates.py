"""Partial dates: every printed form means its earliest and latest day, and what is no date is refused, not guessed."""

from __future__ import annotations

import calendar
import re
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from graph.dates import Interval, Span, parse, parse_period

YEARS = st.integers(min_value=1, max_value=9999)
DAYS = st.dates()


def span(first: str, last: str) -> Span:
    return Span(date.fromisoformat(first), date.fromisoformat(last))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Spans of every shape that has a form of its own: a day, a month, a year, any two days."""
    first = draw(DAYS)
    match draw(st.sampled_from(["day", "month", "year", "years", "days"])):
        case "day":
            return Span(first, first)
        case "month":
            end = calendar.monthrange(first.year, first.month)[1]
            return Span(first.replace(day=1), first.replace(day=end))
        case "year":
            return Span(date(first.year, 1, 1), date(first.year, 12, 31))
        case "years":
            return Span(date(first.year, 1, 1), date(draw(st.integers(first.year, 9999)), 12, 31))
    last = draw(DAYS)
    return Span(min(first, last), max(first, last))


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-07", "2022-07-01", "2022-07-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022-07-31", "2022-07-31", "2022-07-31"),
        ("2022-07-31T09:30:00Z", "2022-07-31", "2022-07-31"),
    ],
)
def test_iso_dates_and_parts_of_them(printed: str, first: str, last: str) -> None:
    assert parse(printed) == span(first, last)


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("12th February 2020", "2020-02-12", "2020-02-12"),
        ("3rd of June 2019", "2019-06-03", "2019-06-03"),
        ("Monday 3 June 2019", "2019-06-03", "2019-06-03"),
        ("Monday, 3 June, 2019", "2019-06-03", "2019-06-03"),
        ("1 Sept. 2019", "2019-09-01", "2019-09-01"),
        ("June 3, 2019", "2019-06-03", "2019-06-03"),
        ("21/01/2020", "2020-01-21", "2020-01-21"),
        ("21.1.2020", "2020-01-21", "2020-01-21"),
        ("Oct 2019", "2019-10-01", "2019-10-31"),
        ("October, 2019", "2019-10-01", "2019-10-31"),
        ("in October 2019", "2019-10-01", "2019-10-31"),
        ("9 - 20 September 2019", "2019-09-09", "2019-09-20"),
        ("14–24 January 2019", "2019-01-14", "2019-01-24"),
        ("21st to 25th October 2019", "2019-10-21", "2019-10-25"),
        ("30 March to 2 April 2020", "2020-03-30", "2020-04-02"),
        ("1 April 2020 – 31 March 2021", "2020-04-01", "2021-03-31"),
        ("from August to December 2022", "2022-08-01", "2022-12-31"),
        ("Oct 2019-March 2020", "2019-10-01", "2020-03-31"),
        ("2022-01-05 to 2022-02-07", "2022-01-05", "2022-02-07"),
        ("2022/23", "2022-04-01", "2023-03-31"),
        ("2022/2023", "2022-04-01", "2023-03-31"),
        ("2020-21", "2020-04-01", "2021-03-31"),
        ("2019 –2020", "2019-04-01", "2020-03-31"),
        ("1999/00", "1999-04-01", "2000-03-31"),
        ("1999-00", "1999-04-01", "2000-03-31"),
        ("2020 - 2024", "2020-01-01", "2024-12-31"),
        ("2018-22", "2018-01-01", "2022-12-31"),
        ("mid-2021", "2021-05-01", "2021-08-31"),
        ("early 2021", "2021-01-01", "2021-04-30"),
        ("late 2021", "2021-09-01", "2021-12-31"),
        ("Spring 2021", "2021-03-01", "2021-05-31"),
        ("summer 2021", "2021-06-01", "2021-08-31"),
        ("Autumn 2021", "2021-09-01", "2021-11-30"),
        ("since 2014/15", "2014-04-01", "2015-03-31"),
        ("  12  FEBRUARY\n2020 ", "2020-02-12", "2020-02-12"),
    ],
)
def test_dates_as_british_documents_print_them(printed: str, first: str, last: str) -> None:
    assert parse(printed) == span(first, last)


def test_a_day_stands_before_its_month() -> None:
    assert parse("03/04/2020") == span("2020-04-03", "2020-04-03")


@pytest.mark.parametrize(
    "printed",
    [
        "",
        " ",
        "no date",
        "No date",
        "n date",
        "n.d.",
        "nd",
        "undated",
        "not dated",
        "not stated",
        "unknown",
        "n/a",
        "TBC",
        "-",
        "March",
        "12 February",
        "September to November",
    ],
)
def test_a_text_that_says_no_date_or_no_year_is_none(printed: str) -> None:
    assert parse(printed) is None


@pytest.mark.parametrize(
    ("printed", "says"),
    [
        ("2022-13", "13 is neither a month of 2022 nor a year after it"),
        ("2022-00-01", "there is no month 0"),
        ("2022-00", "there is no month 0"),
        ("2022-13-01", "there is no month 13"),
        ("2022-02-30", "February 2022 has no day 30"),
        ("30 February 2022", "February 2022 has no day 30"),
        ("29th Feb 2023", "February 2023 has no day 29"),
        ("31/04/2020", "April 2020 has no day 31"),
        ("01/13/2020", "there is no month 13"),
        ("0 May 2020", "May 2020 has no day 0"),
        ("0000", "year 0"),
        ("2024 - 2020", "2020 is neither a month of 2024 nor a year after it"),
        ("20 - 9 September 2019", "it ends (2019-09-09) before it begins (2019-09-20)"),
        ("2022-07-02 to 2022-07-01", "it ends (2022-07-01) before it begins (2022-07-02)"),
        ("soon", "'soon' is no date that can be read"),
        ("21/01/20", "'21/01/20' is no date that can be read"),
        ("minutes to follow", "'minutes to follow' is no date that can be read"),
        ("two years", "'two years' is no date that can be read"),
        ("20220731", "'20220731' is no date that can be read"),
    ],
)
def test_what_is_no_date_is_refused_saying_why(printed: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        parse(printed)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2022/23", span("2022-04-01", "2023-03-31")),
        ("2011-12", span("2011-04-01", "2012-03-31")),
        ("2022-07", span("2022-07-01", "2022-07-31")),
        ("2020-2025", span("2020-01-01", "2025-12-31")),
        ("Oct 2019-March 2020", span("2019-10-01", "2020-03-31")),
        ("two years", None),
        ("3-year", None),
        ("previous six months", None),
        ("no date", None),
        ("2022-99-99", None),
    ],
)
def test_a_period_is_read_where_it_has_dates(printed: str, expected: Span | None) -> None:
    assert parse_period(printed) == expected


@given(spans())
@example(span("2022-04-01", "2023-03-31"))
@example(span("2024-02-01", "2024-02-29"))
@example(span("0001-01-01", "9999-12-31"))
def test_every_span_is_read_back_from_its_own_words(wanted: Span) -> None:
    assert parse(str(wanted)) == wanted


@given(DAYS)
def test_a_day_is_the_same_however_it_is_printed(day: date) -> None:
    month = calendar.month_name[day.month]
    for printed in (
        f"{day:%d}/{day:%m}/{day.year:04}",
        f"{day.day} {month} {day.year:04}",
        f"{day.day}th {month[:3].upper()} {day.year:04}",
        f"{calendar.day_name[day.weekday()]} {day.day} {month} {day.year:04}",
        f"{month} {day.day}, {day.year:04}",
    ):
        assert parse(printed) == Span(day, day), printed


@given(YEARS, st.integers(min_value=1, max_value=12))
def test_a_month_has_all_its_days_and_no_other(year: int, month: int) -> None:
    found = parse(f"{year:04}-{month:02}")
    assert found is not None
    assert found == parse(f"{calendar.month_name[month]} {year:04}")
    assert (found.latest - found.earliest).days + 1 == calendar.monthrange(year, month)[1]


@given(st.integers(min_value=1, max_value=9998))
def test_a_financial_year_runs_from_april_to_march(year: int) -> None:
    expected = Span(date(year, 4, 1), date(year + 1, 3, 31))
    assert parse(f"{year:04}/{year + 1:04}") == expected
    assert parse(f"{year:04}/{(year + 1) % 100:02}") == expected
    assert parse_period(f"{year:04}-{(year + 1) % 100:02}") == expected


WORDS = st.sampled_from(
    [
        "2022",
        "2019",
        "07",
        "31",
        "-",
        "/",
        " ",
        "to",
        "and",
        "march",
        "Feb",
        "mid-",
        "since ",
        "2nd",
        "99",
        "0",
        "no date",
    ]
)


@given(
    st.one_of(st.text(max_size=30), st.lists(WORDS, max_size=8).map("".join), st.lists(WORDS, max_size=6).map(" ".join))
)
def test_any_text_is_a_span_or_none_or_refused(text: str) -> None:
    with suppress(ValueError):
        found = parse(text)
        assert found is None or found.earliest <= found.latest
    period = parse_period(text)
    assert period is None or period.earliest <= period.latest


def test_a_span_that_ends_before_it_begins_can_not_be_made() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        span("2022-02-01", "2022-01-31")


JULY = span("2022-07-01", "2022-07-31")
DECEMBER = span("2022-12-01", "2022-12-31")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-06-30", "not"),
        ("2022-07-01", "possibly"),
        ("2022-07-30", "possibly"),
        ("2022-07-31", "surely"),
        ("2022-12-01", "surely"),
        ("2022-12-02", "possibly"),
        ("2022-12-31", "possibly"),
        ("2023-01-01", "not"),
    ],
)
def test_in_force_on_both_sides_of_each_bound(day: str, expected: str) -> None:
    assert Interval(JULY, DECEMBER).in_force(date.fromisoformat(day)) == expected


@pytest.mark.parametrize(
    ("interval", "day", "expected"),
    [
        (Interval(), "2022-07-01", "possibly"),
        (Interval(start=JULY), "2022-08-01", "possibly"),
        (Interval(start=JULY), "2022-06-30", "not"),
        (Interval(end=DECEMBER), "2022-12-01", "possibly"),
        (Interval(end=DECEMBER), "2023-01-01", "not"),
        (Interval(attested=DECEMBER), "2022-11-30", "possibly"),
        (Interval(attested=DECEMBER), "2022-12-01", "surely"),
        (Interval(attested=DECEMBER), "2022-12-31", "surely"),
        (Interval(attested=DECEMBER), "2023-01-01", "possibly"),
        (Interval(start=JULY, attested=DECEMBER), "2022-07-30", "possibly"),
        (Interval(start=JULY, attested=DECEMBER), "2022-07-31", "surely"),
        (Interval(start=JULY, attested=DECEMBER), "2022-12-31", "surely"),
        (Interval(start=JULY, attested=DECEMBER), "2023-01-01", "possibly"),
    ],
)
def test_an_open_end_leaves_it_open(interval: Interval, day: str, expected: str) -> None:
    assert interval.in_force(date.fromisoformat(day)) == expected


@given(st.none() | spans(), st.none() | spans(), DAYS)
def test_a_fact_is_surely_in_force_only_where_no_reading_of_its_dates_denies_it(
    start: Span | None, end: Span | None, day: date
) -> None:
    assume(not (start and end) or start.earliest <= end.latest)
    assume(date.min < day < date.max)  # the calendar's own ends leave no day on their other side
    # every choice of the two days that the dates leave open
    begins = [start.earliest, start.latest] if start else [date.min, date.max]
    ends = [end.earliest, end.latest] if end else [date.min, date.max]
    holds = {b <= day <= e for b in begins for e in ends}
    expected = "not" if True not in holds else "surely" if holds == {True} else "possibly"
    assert Interval(start, end).in_force(day) == expected


@given(spans())
def test_a_day_outside_a_closed_interval_is_never_in_force(when: Span) -> None:
    assume(when.earliest > date.min and when.latest < date.max)
    whole = Interval(when, when)
    assert whole.in_force(when.earliest - timedelta(days=1)) == "not"
    assert whole.in_force(when.latest + timedelta(days=1)) == "not"
