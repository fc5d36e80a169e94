"""What a document is: its kind, its board, the boroughs, the year and the date."""

from __future__ import annotations

import pytest

from ingest.readers import read_text
from ingest.understand import date_in, understand


def told(text: str) -> tuple[str, str | None, list[str], str | None, str | None]:
    d = understand(read_text("a.md", text, markdown=True), "a")
    return d.kind, d.body.name if d.body else None, [b.name for b in d.boroughs], d.period, d.date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# Sutton Safeguarding Children Partnership\n\nAnnual Report 2022/23\n\nForeword\n\nText.",
            ("annual report", "Sutton Safeguarding Children Partnership", ["Sutton"], "2022/23", None),
        ),
        (
            "SUTTON\nSAFEGUARDING CHILDREN PARTNERSHIP\n\nANNUAL REPORT 2021 – 2022\n\nText.",
            ("annual report", "Sutton Safeguarding Children Partnership", ["Sutton"], "2021/22", None),
        ),
        (
            "kingston & richmond\nsafeguarding\nchildren\npartnership\n\nAnnual report\n\nApril 2021 to March 2022\n\nText.",
            (
                "annual report", "Kingston & Richmond Safeguarding Children Partnership",
                ["Kingston upon Thames", "Richmond upon Thames"], "2021/22", None,
            ),
        ),
        (
            "# Quince & Fennel Safeguarding Children Partnership\n\nYearly Report 2022-23",
            ("annual report", "Quince & Fennel Safeguarding Children Partnership", [], "2022/23", None),
        ),
        (
            "LONDON BOROUGH OF BARNET\n\nMinutes of the Health and Wellbeing Board held on 14 March 2023\n\nPresent: Ada Example",
            ("minutes", "Barnet Health and Wellbeing Board", ["Barnet"], None, "2023-03-14"),
        ),
        (
            "**Camden Safeguarding Children Partnership – Audit Subgroup**\n\n**Notes of the meeting, Tuesday 7th June 2022**",
            ("minutes", "Camden Safeguarding Children Partnership Audit Subgroup", ["Camden"], None, "2022-06-07"),
        ),
        ("# A rapid review of boards\n\nNovember 2021\n\nText.", ("review", None, [], None, "2021-11")),
    ],
)  # fmt: skip
def test_a_document_is_understood(
    text: str, expected: tuple[str, str | None, list[str], str | None, str | None]
) -> None:
    assert told(text) == expected


def test_a_board_that_a_report_names_again_and_again_is_its_body() -> None:
    body = "The Ealing Safeguarding Children Partnership acts. " * 4
    assert told(f"# Looking back\n\nA long year has passed.\n\n{body}")[1] == "Ealing Safeguarding Children Partnership"


def test_no_body_where_several_boards_are_named_alike_often() -> None:
    text = "The Ealing Safeguarding Children Partnership and the Brent Safeguarding Children Partnership act. " * 4
    assert told(f"# Looking back\n\n{text}")[1] is None


def test_the_body_has_the_short_form_that_the_text_uses() -> None:
    text = "# Sutton Safeguarding Children Partnership\n\nThe SSCP met. The SSCP grew.\n"
    body = understand(read_text("a.md", text, markdown=True), "a").body
    assert body is not None
    assert "SSCP" in body.aliases


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("held on Tuesday 7th June 2022 at 10am", "2022-06-07"),
        ("June 7, 2022", "2022-06-07"),
        ("07/06/2022", "2022-06-07"),
        ("7.6.22", "2022-06-07"),
        ("2022-06-07", "2022-06-07"),
        ("in June 2022", "2022-06"),
        ("2022", None),
        ("31/31/2022", None),
    ],
)
def test_a_date_is_read_in_the_forms_that_clerks_use(text: str, date: str | None) -> None:
    assert date_in(text) == date
