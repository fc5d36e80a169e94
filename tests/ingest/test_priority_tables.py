"""Priorities of boroughs, from tables and lists."""

from __future__ import annotations

from ingest.extract.priority_tables import priority_tables
from tests.ingest.tables import found

TITLE = "# A review of safeguarding priorities\n\n"


def rows(text: str, title: str = TITLE) -> set[tuple[object, ...]]:
    """Borough, theme, and the period where there is one."""
    made = set()
    for one in found(priority_tables, text, title=title):
        s = one.statement
        made.add((s.subject.name, s.object.name, *([s.props["period"]] if "period" in s.props else [])))
    return made


def test_boroughs_beside_themes_several_in_a_cell() -> None:
    text = """Table 2: Priorities of boroughs

| Priority area | Borough | |
|---|---|---|
| Neglect | Brent<br>Camden | Kingston and Richmond |
| Knife crime | Camden | |

| | |
|---|---|
| Early help | LB Barnet, Camden and Brent |
"""
    assert rows(text) == {
        ("Brent", "Neglect"),
        ("Camden", "Neglect"),
        ("Kingston upon Thames", "Neglect"),
        ("Richmond upon Thames", "Neglect"),
        ("Camden", "Knife crime"),
        ("Barnet", "Early help"),
        ("Camden", "Early help"),
        ("Brent", "Early help"),
    }


def test_themes_beside_boroughs_in_columns_of_years() -> None:
    text = """Local priorities

| Borough | 2019/20 | 2020/21 |
|---|---|---|
| Brent | Neglect; knife crime | Early help |
| Borough of Examplia | - | Exploitation of children<br>Neglect |
"""
    assert rows(text) == {
        ("Brent", "Neglect", "2019/20"),
        ("Brent", "knife crime", "2019/20"),
        ("Brent", "Early help", "2020/21"),
        ("Examplia", "Exploitation of children", "2020/21"),
        ("Examplia", "Neglect", "2020/21"),
    }


def test_ticks_between_boroughs_and_themes_in_either_direction() -> None:
    across = """## Priorities by borough

| Theme | Brent | Camden | Barnet |
|---|---|---|---|
| Neglect | ✓ | | ✓ |
| Domestic abuse | | ✓ | |
"""
    down = """## Priorities 2021/22

| | Neglect | Domestic abuse |
|---|---|---|
| Brent | x | |
| Camden | | x |
| Barnet | x | |
"""
    expected = {("Brent", "Neglect"), ("Barnet", "Neglect"), ("Camden", "Domestic abuse")}
    assert rows(across) == expected
    assert rows(down) == {(*row, "2021/22") for row in expected}


def test_a_borough_over_each_column() -> None:
    text = """## Priorities by borough

| Brent | Camden |
|---|---|
| - Neglect - Early help | Transitions |
"""
    assert rows(text) == {("Brent", "Neglect"), ("Brent", "Early help"), ("Camden", "Transitions")}


def test_years_of_the_board_whose_report_it_is() -> None:
    text = """## Our priorities

| 2021/22 | 2022/23 |
|---|---|
| • Neglect • Knife crime | • Neglect • Adolescents |
"""
    home = "Examplia Safeguarding Children Partnership"
    assert rows(text, f"# {home}\n\n# Annual Report\n\n") == {
        (home, "Neglect", "2021/22"),
        (home, "Knife crime", "2021/22"),
        (home, "Neglect", "2022/23"),
        (home, "Adolescents", "2022/23"),
    }


def test_lists_by_borough() -> None:
    text = """## Local priorities

- Brent: neglect; knife crime
- Camden – transitions

### Barnet

- Early help
- Adolescents at risk

## Next steps

- Share learning
"""
    assert rows(text) == {
        ("Brent", "neglect"),
        ("Brent", "knife crime"),
        ("Camden", "transitions"),
        ("Barnet", "Early help"),
        ("Barnet", "Adolescents at risk"),
    }


def test_other_tables_of_boroughs_are_no_priorities() -> None:
    text = """## Reviews by borough

| Theme | Borough |
|---|---|
| Neglect | Brent |
| Knife crime | Camden |

## Membership

| Organisation | Borough |
|---|---|
| Examplia NHS Trust | Brent |
"""
    assert rows(text) == set()
