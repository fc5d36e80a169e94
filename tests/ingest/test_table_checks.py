"""Printed figures that do not follow from their rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.check import check
from ingest.extract.income_tables import income_tables
from ingest.readers import read
from ingest.table_checks import table_checks
from ingest.understand import understand
from tests.ingest.tables import document


def problems(text: str) -> list[tuple[object, ...]]:
    return [(p.code, p.extra["name"], p.extra["printed"], p.extra["computed"]) for p in table_checks(document(text))]


def test_a_rate_that_its_cells_do_not_give() -> None:
    text = """## Attendance

| Agency | May 2022 | Sept 2022 | Feb 2023 | % |
|---|---|---|---|---|
| Examplia Council | Yes | Yes | Yes | 100 |
| Examplia Police | Yes | No | No | 50 |
| Examplia NHS Trust | Yes | Yes | No | 67 |
| Examplia College | Yes | Yes | No | 66 |
| Examplia Fire Brigade | Yes | n/a | No | 50 |
| Examplia Youth Service | Yes | Deputy | No | 33 |
"""
    assert problems(text) == [("rate-differs", "Examplia Police", 50, 33.3)]


def test_meetings_attended_of_those_held() -> None:
    text = """## Attendance

| Agency | May 2022 | Sept 2022 | Feb 2023 | Attended |
|---|---|---|---|---|
| Examplia Council | Yes | Yes | Yes | 3/3 |
| Examplia Police | Yes | No | No | 2/3 |
"""
    assert problems(text) == [("rate-differs", "Examplia Police", 66.7, 33.3)]


def test_a_percentage_that_is_not_the_number_of_meetings_beside_it() -> None:
    text = """# Examplia Safeguarding Adults Board Annual Report 2019/20

## Attendance at Board meetings

| Organisation | Meetings attended | Percentage |
|---|---|---|
| Examplia Council | 4/4 | 100% |
| Examplia Police | 2 of 3 | 67% |
| Examplia Fire Brigade | 1/4 | 30% |
"""
    assert problems(text) == [("rate-differs", "Examplia Fire Brigade", 30, 25)]
    assert problems(text.replace("Meetings attended", "Meetings attended without deputies")) == []


def test_totals_of_money() -> None:
    text = """## Income

Examplia Council\t£100,000
Examplia Police\t£5,000
Total\t£105,500

## Expenditure

Staff\t£90,000
Venues\t£1,000
Total expenditure\t£91,000
"""
    made = list(table_checks(document(text)))
    assert [(p.code, p.extra["printed"], p.extra["computed"], p.extra["difference"]) for p in made] == [
        ("total-differs", 105500, 105000, 500)
    ]
    assert "105,500" in made[0].message
    assert made[0].lines == (9, 9)


def test_totals_of_parts_of_a_table_and_of_each_year() -> None:
    text = """## Budget

| | 2021/22 | 2022/23 |
|---|---|---|
| Income | | |
| Examplia Council | 80,000 | 81,000 |
| Examplia Police | 5,000 | 5,000 |
| Total income | 85,000 | 86,500 |
| Expenditure | | |
| Staff | 70,000 | 71,000 |
| Venues | 3,000 | 3,000 |
| Total expenditure | 73,000 | 74,000 |
"""
    assert problems(text) == [("total-differs", "Total income", 86500, 86000)]


def test_a_grand_total_of_totals() -> None:
    text = """## Income

| Source | £ |
|---|---|
| Examplia Council | 50 |
| Fennel Council | 30 |
| Sub-total | 80 |
| Examplia Police | 5 |
| Fennel Police | 5 |
| Sub-total | 10 |
| Grand total | 91 |
"""
    assert problems(text) == [("total-differs", "Grand total", 91, 90)]


def test_a_list_with_a_total() -> None:
    text = """## Contributions

- Examplia Council £45,000
- Examplia Police £5,000
- Total £55,000
"""
    assert problems(text) == [("total-differs", "Total", 55000, 50000)]


def test_shares_of_a_total() -> None:
    text = """## Delegates

Sector\tNumber\tPercentage
Health\t20\t20%
Education\t50\t60%
Police\t30\t30%
Total\t100\t100%
"""
    assert problems(text) == [("rate-differs", "Education", 60, 50)]


@pytest.mark.parametrize(
    "lines",
    [
        ["Area\t2021\t2022", "Examplia\t12\t13", "Fennel\t3\t4", "Total\t15\t17"],
        ["Measure\tExamplia\tLondon", "Rate per 10,000\t12\t13", "Children\t300\t4000", "Assessments\t3\t4"],
        ["Item\t£", "Staff\t10.10", "Venues\t20.20", "Total\t30.30"],
        ["Item\t£", "Staff\t10.40", "Venues\t20.20", "Total\t31"],
        ["Partner contributions\t\t", "Agency\t2021/22\t2022/23", "Council\t5\t6", "Police\t3\t4", "Total\t8\t10"],
        ["Item\t£", "Income\t100", "Costs\t(40)", "Total\t60"],
    ],
)
def test_figures_that_follow_are_no_problem(lines: list[str]) -> None:
    assert problems("## Figures\n\n" + "\n".join(lines) + "\n") == []


def test_a_header_that_is_not_the_first_row() -> None:
    lines = ["Partner contributions\t\t", "Agency\t2021/22\t2022/23", "Council\t5\t6", "Police\t3\t4", "Total\t8\t11"]
    assert problems("## Figures\n\n" + "\n".join(lines) + "\n") == [("total-differs", "Total", 11, 10)]


def test_an_income_table_of_a_web_page_is_read_and_checked_as_in_other_formats(tmp_path: Path) -> None:
    rows = (
        ("Contributor", "2023/24"),
        ("Quincey Council", "£120,500"),
        ("Fennel Vale ICB", "£45,000"),
        ("Total", "£165,600"),
    )
    cells = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in rows)
    page = (
        "<!doctype html><html><head><title>Report</title></head><body><main><h1>Quincey Safeguarding Children Partnership</h1>"
        f"<h2>Annual Report 2023-24</h2><h2>Finance</h2><table>{cells}</table></main></body></html>"
    )
    (tmp_path / "report.html").write_text(page, encoding="utf-8")
    document = understand(read(tmp_path / "report.html"), "report")
    given = {c.statement.subject.name: c.statement.props["amount_gbp"] for c in income_tables(document)}
    assert given == {"Quincey Council": 120500, "Fennel Vale ICB": 45000}
    assert [(p.code, p.extra["printed"], p.extra["computed"]) for p in check(document)] == [
        ("total-differs", 165600, 165500)
    ]
