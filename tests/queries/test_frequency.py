"""Printed frequencies are read where they say a number, and not guessed where they do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.analysis.frequency import meetings_a_year

READ = {
    "monthly": 12, "Monthly meetings": 12, "on a monthly basis": 12, "monthly (virtual)": 12, "each month": 12,
    "once a month": 12, "twice a month": 24, "first Monday of each month": 12, "every four weeks": 13,
    "quarterly": 4, "The Board meets quarterly.": 4, "Quarterly (four times a year)": 4, "at least quarterly": 4,
    "four times a year": 4, "4 x per year": 4, "4x/year": 4, "once every three months": 4, "three-monthly": 4,
    "three times per year": 3, "three meetings a year": 3, "three times annually": 3, "termly": 3, "once a term": 3,
    "two per year": 2, "twice a year": 2, "twice-yearly": 2, "bi-annually": 2, "half yearly": 2, "six-monthly": 2,
    "bi-monthly": 6, "bimonthly": 6, "every other month": 6, "every two months": 6, "half-termly": 6,
    "6 times a year": 6,
    "every six weeks": 8.67, "6-weekly": 8.67, "every 8 weeks": 6.5,
    "weekly": 52, "twice weekly": 104, "fortnightly": 26, "bi-weekly": 26, "every second week": 26,
    "daily": 260, "every working day": 260, "7 days a week": 365,
    "annual": 1, "annually": 1, "once a year": 1, "yearly": 1, "biennial": 0.5,
}  # fmt: skip
NOT_READ = [
    None, "", "regular", "regularly", "as needed", "ad hoc", "once", "six", "a year", "monthly and quarterly",
    "every 6 to 8 weeks", "3-4 times a year", "up to four times a year", "quarterly (6 per year)",
    "monthly (except August)",
    "weekly during term", "0 times a year", "every 0 weeks", "at short notice if there is a disruption", "not monthly",
]  # fmt: skip


@pytest.mark.parametrize(("printed", "times"), READ.items())
def test_a_frequency_is_read(printed: str, times: float) -> None:
    assert meetings_a_year(printed) == times


@pytest.mark.parametrize("printed", NOT_READ)
def test_what_leaves_it_open_is_not_guessed(printed: str | None) -> None:
    assert meetings_a_year(printed) is None


words = st.sampled_from(
    [
        *["0", "1", "4", "12", "two", "six", "once", "twice", "every", "other", "per", "a", "each", "("],
        ")",
        "week",
        "months",
        "year",
        "weekly",
        "bi-",
        "or",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(words, max_size=8).map(" ".join)))
def test_no_text_is_an_error_and_no_frequency_is_nothing(printed: str) -> None:
    read = meetings_a_year(printed)
    assert read is None or read > 0
