"""Tables and lists of who pays for a board, in the layouts that annual reports print."""

from __future__ import annotations

import pytest

from ingest.extract.income_tables import income_tables
from tests.ingest.tables import found

HOME = "Examplia Safeguarding Children Partnership"


def rows(text: str) -> set[tuple[object, ...]]:
    """Payer, amount, period, and through whom where it is said."""
    made = set()
    for one in found(income_tables, text):
        s = one.statement
        assert s.object.name == HOME
        assert s.predicate == "FUNDS"
        via = (s.props["via"],) if "via" in s.props else ()
        made.add((s.subject.name, s.props["amount_gbp"], s.props.get("period"), *via))
    return made


def test_income_beside_its_payers_and_a_total() -> None:
    text = """## Finance

INCOME

£

Examplia Council (not including premises)\t123,400
Examplia NHS Trust\t20,000.50
Examplia Probation Service12\t1,500
Balance brought forward\t9,000
Training income\t800
Total Income\t154,700

EXPENDITURE

£

Staffing\t100,000
Independent Scrutineer\t20,000
Total Expenditure\t120,000
"""
    assert rows(text) == {
        ("Examplia Council", 123400, "2022/23"),
        ("Examplia NHS Trust", 20000.5, "2022/23"),
        ("Examplia Probation Service", 1500, "2022/23"),
    }


def test_a_column_for_each_year() -> None:
    text = """## Partner contributions

| Agency | 2020/21 | 2021/22 | 2022/23 | Change |
|---|---|---|---|---|
| Examplia Council | £90,000 | £95,000 | £95,000 | 0% |
| Examplia Integrated Care Board | £40,000 | - | £42,500 |  |
| Reserves | £10,000 | £5,000 | £0 |  |
| Total | £140,000 | £100,000 | £137,500 |  |
"""
    assert rows(text) == {
        ("Examplia Council", 90000, "2020/21"),
        ("Examplia Council", 95000, "2021/22"),
        ("Examplia Council", 95000, "2022/23"),
        ("Examplia Integrated Care Board", 40000, "2020/21"),
        ("Examplia Integrated Care Board", 42500, "2022/23"),
    }


def test_through_whom_the_money_comes() -> None:
    text = """## How are we funded?

| | |
|---|---|
| Fennel Guards via Mayor's Office for Policing and Crime | £6,300 |
| Examplia College (via Examplia Council) | £2,000 |
| Total | £8,300 |
"""
    assert rows(text) == {
        ("Mayor's Office for Policing and Crime", 6300, "2022/23", "Fennel Guards"),
        ("Examplia College", 2000, "2022/23", "Examplia Council"),
    }


def test_a_list_of_contributions() -> None:
    text = """## Contributions 2021/22

The partners contributed as follows:

- Examplia Council: £45,000
- Examplia NHS Trust – £12.5k
- Examplia Police £5,000 (in kind)
- Examplia Housing Association £1,250
- Total £63,750
"""
    assert rows(text) == {
        ("Examplia Council", 45000, "2021/22"),
        ("Examplia NHS Trust", 12500, "2021/22"),
        ("Examplia Housing Association", 1250, "2021/22"),
    }


def test_income_and_expenditure_side_by_side() -> None:
    text = """## Income and expenditure 2022-23

| Income | £ | Expenditure | £ |
|---|---|---|---|
| Examplia Council | 80,000 | Business support staff | 90,000 |
| Examplia NHS Trust | 30,000 | Examplia University evaluation | 15,000 |
| Total | 110,000 | Total | 105,000 |
"""
    assert rows(text) == {("Examplia Council", 80000, "2022/23"), ("Examplia NHS Trust", 30000, "2022/23")}


def test_income_above_expenditure_in_one_table() -> None:
    text = """## Budget

| | Budget 2022/23 | Actual 2022/23 |
|---|---|---|
| Income | | |
| Examplia Council | 80,000 | 81,000 |
| Examplia Police | 5,000 | 5,000 |
| Total income | 85,000 | 86,000 |
| Expenditure | | |
| Staff | 70,000 | 71,000 |
| Examplia Council recharge | 3,000 | 3,000 |
| Total expenditure | 73,000 | 74,000 |
"""
    assert rows(text) == {("Examplia Council", 81000, "2022/23"), ("Examplia Police", 5000, "2022/23")}


def test_thousands_and_grants() -> None:
    text = """### Funding received (£000)

| Source | 2022/23 |
|---|---|
| Examplia Council | 95.5 |
| Home Office grant | 20 |
| Carry forward from 2021/22 | 12 |
| Other income | 3 |
"""
    assert rows(text) == {("Examplia Council", 95500, "2022/23"), ("Home Office", 20000, "2022/23")}


def test_contributions_in_kind_beside_money_and_shares() -> None:
    text = """## Agency contributions

| Agency | Cash contribution | In kind | % of total |
|---|---|---|---|
| Examplia Council | £60,000 | Premises | 75% |
| Examplia Community Trust | £20,000 | £4,000 | 25% |
| Examplia Fire Brigade | In kind | Training rooms | |
"""
    assert rows(text) == {("Examplia Council", 60000, "2022/23"), ("Examplia Community Trust", 20000, "2022/23")}


def test_next_year_is_planned() -> None:
    text = """## Partner contributions

| Partner | 2022/23 | 2023/24 (proposed) |
|---|---|---|
| Examplia Council | £60,000 | £65,000 |
| Examplia Community Trust | £20,000 | £21,000 |
"""
    made = {(c.statement.props["period"], c.statement.status) for c in found(income_tables, text)}
    assert made == {("2022/23", "asserted"), ("2023/24", "planned")}


def test_columns_of_a_text_layer() -> None:
    text = """Funding contributions

Examplia Council                         £100,000
Examplia Hospitals NHS Foundation Trust   £15,000
Examplia Probation Service                 £1,000
Total                                    £116,000
"""
    assert rows(text) == {
        ("Examplia Council", 100000, "2022/23"),
        ("Examplia Hospitals NHS Foundation Trust", 15000, "2022/23"),
        ("Examplia Probation Service", 1000, "2022/23"),
    }


def test_the_council_of_a_borough_and_its_police() -> None:
    text = """## Income

| Agency | Contribution |
|---|---|
| Local Authority | £50,000 |
| Police | £5,000 |
| Public Health | £2,000 |
"""
    made = {
        c.statement.subject.name
        for c in found(
            income_tables, text, title="# Brent Safeguarding Children Partnership\n\n# Annual Report 2022/23\n\n"
        )
    }
    assert made == {"Brent Council", "Metropolitan Police Service", "Public Health"}


@pytest.mark.parametrize(
    ("heading", "lines"),
    [
        ("How we spent our money", ["Examplia University\t£5,000", "Staff\t£60,000", "Total\t£65,000"]),
        ("Expenditure", ["Item\t2021/22\t2022/23", "Examplia Council recharge\t£5,000\t£6,000", "Venues\t£60\t£70"]),
        ("Children looked after", ["Area\t2021/22\t2022/23", "Examplia\t120\t130", "Fennel\t30\t40"]),
        ("Training funded by the partnership", ["Course\tDelegates", "Neglect\t120", "Health\t30"]),
        ("Financial abuse", ["Examplia Police\t12", "Examplia Council\t30"]),
    ],
)
def test_other_tables_are_no_income(heading: str, lines: list[str]) -> None:
    assert rows(f"## {heading}\n\n" + "\n".join(lines) + "\n") == set()


def test_lines_without_signs_of_pounds() -> None:
    text = """Partner income 2021/22

Examplia Council 95,000
Examplia NHS Trust 30,000
Total 125,000
"""
    assert rows(text) == {("Examplia Council", 95000, "2021/22"), ("Examplia NHS Trust", 30000, "2021/22")}


def test_lines_with_a_sum_for_each_year() -> None:
    text = """Financial contributions

Agency 2021/22 2022/23
Examplia Council £95,000 £96,000
Examplia NHS Trust £30,000 £31,000
"""
    assert rows(text) == {
        ("Examplia Council", 95000, "2021/22"),
        ("Examplia Council", 96000, "2022/23"),
        ("Examplia NHS Trust", 30000, "2021/22"),
        ("Examplia NHS Trust", 31000, "2022/23"),
    }


def test_a_total_is_taken_where_nothing_else_is_printed() -> None:
    text = """## Statutory partner contributions

| Agency | Total contribution |
|---|---|
| Examplia Council | £75,000 |
| Examplia NHS Trust | £10,000 |
"""
    assert rows(text) == {("Examplia Council", 75000, "2022/23"), ("Examplia NHS Trust", 10000, "2022/23")}
