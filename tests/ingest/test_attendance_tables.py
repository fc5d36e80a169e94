"""Tables of attendance in the layouts that annual reports print."""

from __future__ import annotations

import pytest

from ingest.extract.attendance_tables import attendance_tables
from tests.ingest.tables import found

HOME = "Examplia Safeguarding Children Partnership"


def rows(text: str) -> list[str]:
    """Each row in short: "Body @ date + capacity" for present, "-" for away, "Body = 75" for a rate."""
    short = []
    for one in found(attendance_tables, text):
        s = one.statement
        if s.predicate == "ATTENDANCE_RATE":
            short.append(f"{s.subject.name} = {s.props['rate_percent']}")
        else:
            sign = "+" if s.props["attended"] else "-"
            short.append(f"{s.subject.name} @ {s.props['date']} {sign}{s.props.get('capacity', '')}")
    return sorted(short)


def expect(body: str, *marks: str) -> list[str]:
    return [f"{body} @ {mark}" for mark in marks]


def test_yes_and_no_with_a_rate_at_the_end() -> None:
    text = """## Attendance

Agency\tMay 2022\tSept 2022\tFeb 2023\tAttendance %
Examplia Council\tYes\tYes\tYes\t100%
Examplia Fire Brigade\tNo\tYes\tNo\t33%
"""
    assert rows(text) == sorted(
        [
            *expect("Examplia Council", "2022-05 +", "2022-09 +", "2023-02 +"),
            *expect("Examplia Fire Brigade", "2022-05 -", "2022-09 +", "2023-02 -"),
            "Examplia Council = 100",
            "Examplia Fire Brigade = 33",
        ]
    )


def test_letters_explained_by_a_legend_below() -> None:
    text = """## Board attendance 2022/23

| Organisation | 12/05/2022 | 15/09/2022 | 19/01/2023 |
|---|---|---|---|
| Examplia Hospitals NHS Trust | P | A | D |
| Examplia Probation Service | A | X | P |
| Examplia Youth Service | N/A | P | P |

Key: P = Present, A = Apologies, D = Deputy attended, X = Absent
"""
    assert rows(text) == sorted(
        [
            *expect("Examplia Hospitals NHS Trust", "2022-05-12 +", "2022-09-15 -apologies", "2023-01-19 +deputy"),
            *expect("Examplia Probation Service", "2022-05-12 -apologies", "2022-09-15 -", "2023-01-19 +"),
            *expect("Examplia Youth Service", "2022-09-15 +", "2023-01-19 +"),
        ]
    )


def test_ticks_and_empty_cells_say_only_what_they_say() -> None:
    text = """### Attendance at Executive meetings

| Agency | 12 May | 14 July | 9 Feb |
|---|---|---|---|
| Examplia Council | ✓ | ✓ |  |
| Examplia Police | ✓ | ✗ | ✓ (deputy) |
"""
    assert rows(text) == sorted(
        [
            *expect("Examplia Council", "2022-05-12 +", "2022-07-14 +"),
            *expect("Examplia Police", "2022-05-12 +", "2022-07-14 -", "2023-02-09 +deputy"),
        ]
    )


def test_months_under_the_years_they_are_of() -> None:
    text = """## Partner attendance at the Board

|  | 2021 |  | 2022 |  |
|---|---|---|---|---|
| Organisation | Jun | Oct | Jan | Mar |
| Examplia Council | Yes | Yes | Apologies | Yes |
| Examplia Integrated Care Board | Yes | Deputy | Yes | No |
"""
    assert rows(text) == sorted(
        [
            *expect("Examplia Council", "2021-06 +", "2021-10 +", "2022-01 -apologies", "2022-03 +"),
            *expect("Examplia Integrated Care Board", "2021-06 +", "2021-10 +deputy", "2022-01 +", "2022-03 -"),
        ]
    )


def test_meetings_in_rows_and_bodies_in_columns() -> None:
    text = """## Attendance record

| Meeting date | Examplia Council | Examplia Police | Examplia NHS Trust |
|---|---|---|---|
| 4 May 2022 | Y | Y | N |
| 7 September 2022 | Y | N | Y |
| 1 February 2023 | Y | Y | Y |
"""
    assert rows(text) == sorted(
        [
            *expect("Examplia Council", "2022-05-04 +", "2022-09-07 +", "2023-02-01 +"),
            *expect("Examplia Police", "2022-05-04 +", "2022-09-07 -", "2023-02-01 +"),
            *expect("Examplia NHS Trust", "2022-05-04 -", "2022-09-07 +", "2023-02-01 +"),
        ]
    )


def test_ones_and_noughts_with_meetings_attended_of_those_held() -> None:
    text = """## Attendance by agency

Agency\tApr-22\tJul-22\tOct-22\tJan-23\tAttended
Examplia Council\t1\t1\t1\t1\t4/4
Examplia College\t1\t0\t1\t1\t3 of 4
Total\t2\t1\t2\t2\t
"""
    assert rows(text) == sorted(
        [
            *expect("Examplia Council", "2022-04 +", "2022-07 +", "2022-10 +", "2023-01 +"),
            *expect("Examplia College", "2022-04 +", "2022-07 -", "2022-10 +", "2023-01 +"),
            "Examplia Council = 100",
            "Examplia College = 75",
        ]
    )


def test_rates_alone_for_two_years_side_by_side() -> None:
    text = """## Attendance at the Partnership Board

| Partner agency | 2021/22 | 2022/23 |
|---|---|---|
| Examplia Council | 100% | 75% |
| Examplia Ambulance Service | 25% | n/a |
"""
    made = {
        (c.statement.subject.name, c.statement.props["rate_percent"], c.statement.props["period"])
        for c in found(attendance_tables, text)
    }
    assert made == {
        ("Examplia Council", 100, "2021/22"),
        ("Examplia Council", 75, "2022/23"),
        ("Examplia Ambulance Service", 25, "2021/22"),
    }


def test_people_with_role_and_organisation() -> None:
    text = """## Attendance of members

| Name | Role | Organisation | 10 May 2022 | 8 November 2022 |
|---|---|---|---|---|
| Ada Example | Director of Education | Examplia Council | Present | Apologies |
| Bertram Sample | Chief Nurse | Examplia NHS Trust | Absent | Present |
"""
    made = found(attendance_tables, text)
    assert rows(text) == sorted(
        [
            *expect("Ada Example", "2022-05-10 +", "2022-11-08 -apologies"),
            *expect("Bertram Sample", "2022-05-10 -", "2022-11-08 +"),
        ]
    )
    assert made[0].statement.subject.label == "Person"
    assert made[0].statement.props["role"] == "Director of Education"
    assert made[0].statement.props["organisation"] == "Examplia Council"


def test_posts_with_their_bodies() -> None:
    text = """## Board attendance

| Member | Organisation | May 2022 | Nov 2022 |
|---|---|---|---|
| Director of Children's Services | Examplia Council | ✔ | ✔ |
| Head of Safeguarding | Examplia NHS Trust | ✔ | x |
"""
    assert rows(text) == sorted(
        [
            *expect("Director of Children's Services, Examplia Council", "2022-05 +", "2022-11 +"),
            *expect("Head of Safeguarding, Examplia NHS Trust", "2022-05 +", "2022-11 -"),
        ]
    )
    assert {c.statement.subject.label for c in found(attendance_tables, text)} == {"Role"}


def test_rows_of_one_body_stay_apart_and_headings_in_the_table_are_no_bodies() -> None:
    text = """## Attendance at Board meetings

| Organisation | May 2022 | Nov 2022 | % |
|---|---|---|---|
| Local authority |  |  |  |
| Examplia Council - Housing | Yes | No | 50 |
| Examplia Council - Education | Yes | Yes | 100 |
| Health |  |  |  |
| Examplia NHS Trust | No | No | 0 |
"""
    assert rows(text) == sorted(
        [
            *expect("Examplia Council - Housing", "2022-05 +", "2022-11 -"),
            *expect("Examplia Council - Education", "2022-05 +", "2022-11 +"),
            *expect("Examplia NHS Trust", "2022-05 -", "2022-11 -"),
            "Examplia Council - Housing = 50",
            "Examplia Council - Education = 100",
            "Examplia NHS Trust = 0",
        ]
    )


def test_a_table_that_goes_on_over_a_page() -> None:
    text = """## Attendance

| Agency | Q1 | Q2 | Q3 | Q4 |
|---|---|---|---|---|
| Examplia Council | Yes | Yes | Yes | Yes |

12

| Examplia Police | No | Yes | Yes | Yes |
"""
    first, last = "2022-04 to 2022-06", "2023-01 to 2023-03"
    made = rows(text)
    assert len(made) == 8
    assert f"Examplia Police @ {first} -" in made
    assert f"Examplia Council @ {last} +" in made


def test_columns_of_a_text_layer() -> None:
    text = """## Attendance at the Board

Organisation                     May 2022     Sept 2022    Jan 2023    Attendance
Examplia Council                 Yes          Yes          Yes         100%
Examplia Community Trust         No           Yes          Apologies   33%
Examplia Probation Service       Yes          Yes          No          67%
"""
    assert rows(text) == sorted(
        [
            *expect("Examplia Council", "2022-05 +", "2022-09 +", "2023-01 +"),
            *expect("Examplia Community Trust", "2022-05 -", "2022-09 +", "2023-01 -apologies"),
            *expect("Examplia Probation Service", "2022-05 +", "2022-09 +", "2023-01 -"),
            "Examplia Council = 100",
            "Examplia Community Trust = 33",
            "Examplia Probation Service = 67",
        ]
    )


def test_posts_and_bodies_mixed_in_one_column_and_a_header_that_is_repeated() -> None:
    text = """**Examplia Safeguarding Adults Board attendance 2021-22**

| Board member | 14 June 2021 | 13 September 2021 | 7 March 2022 | Total |
|---|---|---|---|---|
| Independent Chair | Present | Present | Present | 3/3 |
| Examplia Council (Director of Adult Social Services) | Present | Deputy | Apologies | 2/3 |
| Board member | 14 June 2021 | 13 September 2021 | 7 March 2022 | Total |
| Healthwatch Examplia | Apologies | - | Present | 1/2 |
"""
    assert rows(text) == sorted(
        [
            *expect(
                "Independent Chair, Examplia Safeguarding Adults Board", "2021-06-14 +", "2021-09-13 +", "2022-03-07 +"
            ),
            *expect(
                "Director of Adult Social Services, Examplia Council",
                "2021-06-14 +",
                "2021-09-13 +deputy",
                "2022-03-07 -apologies",
            ),
            *expect("Healthwatch Examplia", "2021-06-14 -apologies", "2022-03-07 +"),
            "Independent Chair, Examplia Safeguarding Adults Board = 100",
            "Director of Adult Social Services, Examplia Council = 66.7",
            "Healthwatch Examplia = 50",
        ]
    )
    assert {c.statement.object.name for c in found(attendance_tables, text)} == {"Examplia Safeguarding Adults Board"}
    assert {
        c.statement.props["period"] for c in found(attendance_tables, text) if "rate_percent" in c.statement.props
    } == {"2021/22"}


def test_several_lines_in_a_header_cell_and_who_came() -> None:
    text = """## Who attended our Board meetings

| Partner | Meeting 1<br>18 May 2022 | Meeting 2<br>16 Nov 2022 | Attendance (%) |
|---|---|---|---|
| Examplia Council | Yes (AE) | Yes (BS) | 100 |
| Voluntary sector | No - apologies | Yes | 50 |
| Lay Member | Vacant | Yes | 100 |
| Number of agencies attending | 1 | 3 | |
"""
    assert rows(text) == sorted(
        [
            *expect("Examplia Council", "2022-05-18 +", "2022-11-16 +"),
            *expect("Voluntary sector", "2022-05-18 -apologies", "2022-11-16 +"),
            *expect(f"Lay Member, {HOME}", "2022-11-16 +"),
            "Examplia Council = 100",
            "Voluntary sector = 50",
            f"Lay Member, {HOME} = 100",
        ]
    )


def test_the_board_is_the_one_that_stands_above() -> None:
    text = """## Attendance

**Quality Assurance Subgroup**

| Agency | May 2022 | Nov 2022 |
|---|---|---|
| Examplia Council | Yes | Yes |

**Examplia Safeguarding Adults Board**

| Agency | June 2022 | Dec 2022 |
|---|---|---|
| Examplia Council | Yes | No |
"""
    made = {c.statement.object.name for c in found(attendance_tables, text)}
    assert made == {f"{HOME} Quality Assurance Subgroup", "Examplia Safeguarding Adults Board"}


def test_boards_over_their_columns() -> None:
    text = """## Attendance 2022/23

|  | Executive Group |  | Learning Subgroup |  |
|---|---|---|---|---|
| Agency | May 2022 | Nov 2022 | June 2022 | Jan 2023 |
| Examplia Council | Yes | Yes | No | Yes |
| Examplia Police | Yes | No | Yes | Yes |
"""
    made = {(c.statement.object.name, c.statement.props["date"]) for c in found(attendance_tables, text)}
    assert made == {
        (f"{HOME} Executive Group", "2022-05"),
        (f"{HOME} Executive Group", "2022-11"),
        (f"{HOME} Learning Subgroup", "2022-06"),
        (f"{HOME} Learning Subgroup", "2023-01"),
    }


def test_a_name_over_two_rows_is_one() -> None:
    text = """## Attendance

| Agency | May 2022 | Nov 2022 |
|---|---|---|
| North Examplia and |  |  |
| Fennel NHS Trust | Yes | No |
| Examplia Council | Yes | Yes |
"""
    assert "North Examplia and Fennel NHS Trust @ 2022-05 +" in rows(text)


@pytest.mark.parametrize(
    ("heading", "lines"),
    [
        ("Training attendance", ["Agency\tMay 2022\tJuly 2022", "Examplia Council\t12\t30", "Examplia Police\t1\t0"]),
        ("Training", ["Sector\tNumber\tPercentage", "Health\t20\t40%", "Education\t30\t60%"]),
        ("Action plan", ["Action\tMay 2022\tJuly 2022", "Publish the plan\tYes\tNo", "Hold an event\tNo\tYes"]),
        ("Children in need", ["Area\tMay 2022\tJuly 2022\t%", "Examplia\t12\t30\t40%", "Fennel\t3\t0\t10%"]),
        ("School attendance", ["School\t2021/22\t2022/23", "Examplia Academy\t91%\t92%", "Fennel School\t90%\t94%"]),
    ],
)
def test_other_tables_are_no_attendance(heading: str, lines: list[str]) -> None:
    assert rows(f"## {heading}\n\n" + "\n".join(lines) + "\n") == []


def test_a_single_x_without_legend_is_not_guessed() -> None:
    lines = ["Agency\tMay 2022\tJuly 2022", "Examplia Council\tX\tX", "Examplia Police\tX\t"]
    assert rows("## Attendance\n\n" + "\n".join(lines) + "\n") == []


def test_lines_of_a_text_layer_that_lost_its_columns() -> None:
    text = """Attendance at Board meetings

Agency 12/05/22 14/07/22 9/02/23 Attendance %
Examplia Council Yes No Yes 67%
Examplia Hospitals NHS Trust No Deputy Apologies 33%
"""
    assert rows(text) == sorted(
        [
            *expect("Examplia Council", "2022-05-12 +", "2022-07-14 -", "2023-02-09 +"),
            *expect("Examplia Hospitals NHS Trust", "2022-05-12 -", "2022-07-14 +deputy", "2023-02-09 -apologies"),
            "Examplia Council = 67",
            "Examplia Hospitals NHS Trust = 33",
        ]
    )


def test_lines_with_an_empty_cell_are_left_out() -> None:
    text = """Attendance at Board meetings

Agency May 2022 July 2022 Feb 2023
Examplia Council Yes No Yes
Examplia NHS Trust Yes No No
Examplia College Yes Yes
"""
    assert not [row for row in rows(text) if row.startswith("Examplia College")]
    assert len(rows(text)) == 6


def test_rates_in_a_list() -> None:
    text = """## Attendance at the Board by agency

- Examplia Council – 75%
- Examplia NHS Trust: 100%
"""
    assert rows(text) == ["Examplia Council = 75", "Examplia NHS Trust = 100"]


def test_who_came_for_a_body_does_not_take_its_row() -> None:
    text = """## Board attendance

| Organisation | Representative | May 2022 | Nov 2022 |
|---|---|---|---|
| Examplia Council | Ada Example | Yes | No |
| Examplia NHS Trust | Bertram Sample | Yes | Yes |
"""
    assert rows(text) == sorted(
        [
            *expect("Examplia Council", "2022-05 +", "2022-11 -"),
            *expect("Examplia NHS Trust", "2022-05 +", "2022-11 +"),
        ]
    )
