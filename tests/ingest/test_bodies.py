"""Bodies of a place: short forms, whose documents a list names, units of a council."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.candidates import Candidate
from ingest.document import Document
from ingest.extract.areas import areas
from ingest.extract.evidence_boards import evidence_boards
from ingest.extract.frequency import frequency
from ingest.extract.listed_groups import listed_groups
from ingest.extract.local_units import local_units
from ingest.extract.meetings_said import meetings_said
from ingest.extract.said import said
from ingest.extract.structure import structure
from ingest.extract.subgroups import subgroups
from ingest.extract.units_of import units_of
from ingest.names import Names
from ingest.readers import read_text
from ingest.understand import understand


def document(text: str) -> Document:
    return understand(read_text("invented.md", text, markdown=True), "invented")


def pairs(found: Iterator[Candidate]) -> list[tuple[str, str]]:
    return [(c.statement.subject.name, c.statement.object.name) for c in found]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Brent LSCB agreed this.", "Brent Safeguarding Children Board"),
        ("The Kingston and Richmond SCP agreed this.", "Kingston and Richmond Safeguarding Children Partnership"),
        ("Brent's MARAC heard more cases.", "Brent MARAC"),
        ("The MACE (Multi-Agency Child Exploitation) Panel met.", "MACE Panel"),
        ("The Children in Care Council met.", "Children in Care Council"),
        ("The Brent Youth Parliament met.", "Brent Youth Parliament"),
    ],
)
def test_boards_by_short_and_long_names(text: str, name: str) -> None:
    assert name in [m.entity.name for m in Names.of("").find(text) if m.entity.label == "Board"]


def test_a_short_form_without_an_area_is_not_told() -> None:
    assert [m for m in Names.of("").find("The CSP and the YOS agreed this.") if m.entity.label != "Borough"] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Brent has changed its services. The Adolescent Support Team sees more families.",
            "Brent Adolescent Support Team",
        ),
        ("In Brent, the Adolescent Support Team sees more families.", "Brent Adolescent Support Team"),
        ("Brent points to the work of its Adolescent Support Team.", "Brent Adolescent Support Team"),
        ("Brent and Harrow differ. The Adolescent Support Team sees more families.", "Adolescent Support Team"),
        ("In Brent, the National Probation Service sees more families.", "Probation Service"),
        ("In Brent, the Tactical Support Team of the Home Office sees more families.", "Tactical Support Team"),
    ],
)
def test_a_team_is_of_the_borough_that_is_spoken_of(text: str, name: str) -> None:
    units = [m.entity.name for s in said(document(text)) for m in s.of("Organisation")]
    assert name in units


EVIDENCE = """# Review of arrangements

The Brent Health and Wellbeing Board meets.

## Evidence reviewed by borough

### Brent

Health and well-being board agenda (14 May 2019)

Health and Wellbeing Board papers (October 2022)

2017 Safer Brent Partnership Self-Assessment (February 2018)

Brent LSCB business plan 2015/16 (2016)

Brent YOS Steady Steps Strategy (2017)

Sleep Strategy 2023-2026

### Kingston and Richmond

Kingston and Richmond SCP Business Plan 2022-2023

Record of a Health and Well-being Board Meeting (9 May 2022)
"""


def test_whose_documents_a_list_names() -> None:
    assert pairs(evidence_boards(document(EVIDENCE))) == [
        ("Brent Health and Wellbeing Board", "Brent"),
        ("Safer Brent Partnership", "Brent"),
        ("Brent Safeguarding Children Board", "Brent"),
        ("Brent Youth Offending Service", "Brent"),
        ("Kingston and Richmond Safeguarding Children Partnership", "Kingston upon Thames"),
        ("Kingston and Richmond Safeguarding Children Partnership", "Richmond upon Thames"),
    ]


def test_the_text_and_the_list_each_tell_it() -> None:
    assert pairs(areas(document(EVIDENCE))) == [("Brent Health and Wellbeing Board", "Brent")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brent’s Adolescent Support Team has grown.", [("Brent Adolescent Support Team", "PART_OF", "Brent Council")]),
        (
            "Brent points to its Family Intervention Team.",
            [("Brent Family Intervention Team", "PART_OF", "Brent Council")],
        ),
        ("Brent’s youth justice service has grown.", [("Brent youth justice service", "PART_OF", "Brent Council")]),
        (
            "Brent set up a Fairness Panel that looks at exclusions.",
            [("Brent Fairness Panel", "ESTABLISHED_BY", "Brent Council"), ("Brent Fairness Panel", "COVERS", "Brent")],
        ),
        (
            "Brent has a number of projects. It has established a Trusted Spaces Team for young people.",
            [
                ("Brent Trusted Spaces Team", "ESTABLISHED_BY", "Brent Council"),
                ("Brent Trusted Spaces Team", "PART_OF", "Brent Council"),
            ],
        ),
        (
            "In October 2017 Brent Council set up a multi-agency exploitation team.",
            [
                ("Brent multi-agency exploitation team", "ESTABLISHED_BY", "Brent Council"),
                ("Brent multi-agency exploitation team", "PART_OF", "Brent Council"),
            ],
        ),
        ("Brent has established a strong management team.", []),
        ("Brent welcomed the Fairness Panel. The Home Office has established a Quince Panel.", []),
        ("Brent works with Harrow, which set up a Fairness Panel.", []),
        ("Referrals were made to Brent’s Multi-Agency Safeguarding Hub.", []),
    ],
)
def test_what_a_borough_has_or_has_made(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [c.statement for c in local_units(document(text))]
    assert [(s.subject.name, s.predicate, s.object.name) for s in found] == expected


def test_what_is_being_developed_is_planned() -> None:
    found = [c.statement for c in local_units(document("Brent is setting up a Street Safety Hub."))]
    assert {(s.predicate, s.status) for s in found} == {("ESTABLISHED_BY", "planned"), ("PART_OF", "planned")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A visit to the fracture clinic team at Barts Health NHS Trust was made.",
            [("Barts Health NHS Trust fracture clinic team", "PART_OF", "Barts Health NHS Trust")],
        ),
        (
            "The NSPCC and the Centre for Family Research at Examplia University took part.",
            [("Centre for Family Research", "PART_OF", "Examplia University")],
        ),
        (
            "Work by the University of Bedfordshire, Quince Research Centre continues.",
            [("Quince Research Centre", "PART_OF", "University of Bedfordshire")],
        ),
        (
            "The work of the LIIA SEND group goes on.",
            [("LIIA SEND group", "SUBGROUP_OF", "London Innovation and Improvement Alliance")],
        ),
        ("East BCU's Public Protection Team took part.", [("East BCU Public Protection Team", "PART_OF", "East BCU")]),
        ("The safeguarding lead at Barts Health NHS Trust took part.", []),
        ("A team of professionals from Barts Health NHS Trust took part.", []),
    ],
)
def test_teams_and_centres_by_the_body_beside_them(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [c.statement for c in units_of(document(text))]
    assert [(s.subject.name, s.predicate, s.object.name) for s in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A grant went to the Ealing and Barking and Dagenham Youth Offending Services.",
            [
                ("Barking and Dagenham Youth Offending Service", "Barking and Dagenham"),
                ("Ealing Youth Offending Service", "Ealing"),
            ],
        ),
        (
            "Brent formed one Joint Borough Command Unit together with Harrow.",
            [
                ("Brent and Harrow Joint Borough Command Unit", "Brent"),
                ("Brent and Harrow Joint Borough Command Unit", "Harrow"),
            ],
        ),
        (
            "For Brent, Harrow and Ealing, the health and wellbeing board says little.",
            [
                ("Brent Health and Wellbeing Board", "Brent"),
                ("Harrow Health and Wellbeing Board", "Harrow"),
                ("Ealing Health and Wellbeing Board", "Ealing"),
            ],
        ),
        ("Information is shared in the MASH of the Home Office.", []),
    ],
)
def test_bodies_of_several_boroughs(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(pairs(areas(document(f"# Review of papers\n\n{text}")))) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "name", "often"),
    [
        ("A weekly Missing Children Tasking Meeting is held.", "Missing Children Tasking Meeting", "weekly"),
        (
            "Referrals from the ward go to a fortnightly neonatal wellbeing meeting.",
            "fortnightly neonatal wellbeing meeting",
            "fortnightly",
        ),
        ("Leads attend a monthly safeguarding meeting.", "monthly safeguarding meeting", "monthly"),
        ("Brent has developed daily risk assessment meetings.", "Brent daily risk assessment meetings", "daily"),
        ("All year, QFT panels took place monthly.", "QFT panels", "monthly"),
        ("The Violence and Harm daily briefings go on.", "Violence and Harm briefings", "daily"),
    ],
)
def test_meetings_by_how_often_they_are_held(text: str, name: str, often: str) -> None:
    found = [c.statement for c in meetings_said(document(text)) if c.statement.predicate == "MEETS"]
    assert [(s.subject.name, s.props["frequency"]) for s in found] == [(name, often)] or name in found[
        0
    ].subject.aliases


@pytest.mark.parametrize(
    "text",
    [
        "Weekly staff briefings and monthly team meetings took place.",
        "They have weekly supervision sessions and a monthly multi-agency meeting.",
        "Reports are sent monthly to the groups.",
        "The monthly meeting minutes are kept.",
    ],
)
def test_meetings_without_a_name_are_none(text: str) -> None:
    assert list(meetings_said(document(text))) == []


@pytest.mark.parametrize(
    ("text", "props"),
    [
        ("The Brent Youth Safety Board convened by telephone on 7 March 2022.", {"date": "2022-03-07"}),
        (
            "The RISE (Runaways and Street Exploitation) Forum: RISE is a monthly strategic forum.",
            {"frequency": "monthly"},
        ),
        ("The Brent Equity Panel\n\n(bi-monthly under review)", {"frequency": "bi-monthly"}),
    ],
)
def test_when_boards_met(text: str, props: dict[str, str]) -> None:
    assert [c.statement.props for c in frequency(document(f"# Notes\n\n{text}"))] == [props]


def test_boards_of_two_boroughs_each_meet() -> None:
    found = meetings_said(document("The Boards in Brent and Harrow met quarterly during the year."))
    assert [c.statement.subject.name for c in found] == ["Brent Board", "Harrow Board"]


def test_a_report_of_several_boroughs_goes_on_about_one() -> None:
    text = (
        "# City & Hackney Safeguarding Children Partnership\n\n"
        + "Hackney has changed.\n\n" * 3
        + "The MARAC met monthly.\n"
    )
    boards = [m.entity.name for s in said(document(text)) for m in s.of("Board")]
    assert boards[-1] == "Hackney MARAC"


IN_BRENT = "# Brent Safeguarding Children Partnership\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Partnership's Work Groups include a data group; parents group; and a faith communities network.",
            ["data group", "parents group", "faith communities network"],
        ),
        (
            "Subgroups are a learning panel, a case review group and an audit committee.",
            ["learning panel", "case review group", "audit committee"],
        ),
        ("The executive group gives regular reports.", ["executive group"]),
        ("## The Executive\n\nIt meets monthly.", ["Executive"]),
        ("Subgroups are responsible for audits, training and policy.", []),
        ("The executive director of the Council attends.", []),
    ],
)
def test_groups_in_small_letters(text: str, expected: list[str]) -> None:
    home = "Brent Safeguarding Children Partnership"
    assert pairs(listed_groups(document(IN_BRENT + text))) == [(f"{home} {name}", home) for name in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Brent Harm Panel (incorporates MACE) meets.", [("MACE", "Brent Harm Panel")]),
        (
            "The Rural Harm Committee, a part of the NPCC, met.",
            [("Rural Harm Committee", "National Police Chiefs' Council")],
        ),
        ("The Brent Harm Panel is a partner of the Brent MACE.", []),
    ],
)
def test_a_board_that_is_part_of_another(text: str, expected: list[tuple[str, str]]) -> None:
    found = [c.statement for c in subgroups(document(f"# Notes\n\n{text}"))]
    assert [
        (s.subject.name.removeprefix("Brent ") if s.subject.name == "Brent MACE" else s.subject.name, s.object.name)
        for s in found
    ] == expected


@pytest.mark.parametrize(
    ("text", "instruments"),
    [
        (
            "In line with its plan, the Brent Safeguarding Children Board was succeeded by a new Brent Safeguarding Children "
            "Partnership, as required by Working Together 2018.",
            ["Working Together to Safeguard Children 2018"],
        ),
        (
            "Ealing Council formed the Brent Safeguarding Children Partnership, which was constituted under Working Together "
            "2018 and the Children Act 2004.",
            ["Working Together to Safeguard Children 2018", "Children Act 2004"],
        ),
        ("The Brent Harm Panel was replaced by the Brent Equity Panel and read the Children Act 2004.", []),
    ],
)
def test_what_established_a_board(text: str, instruments: list[str]) -> None:
    assert [c.statement.object.name for c in structure(document(f"# Notes\n\n{text}"))] == instruments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One example is the Quince Project in Brent, a partnership.", [("Quince Project", "Brent")]),
        (
            "The Fennel Programme was established in Brent and Harrow in 2021.",
            [("Fennel Programme", "Brent"), ("Fennel Programme", "Harrow")],
        ),
        ("The Harm Intervention Service works with anyone living in Brent.", [("Harm Intervention Service", "Brent")]),
        ("The Home Office supports all children living in Brent.", []),
        ("The Quince Project is like one in Brent.", []),
        ("In Brent, the Quality Improvement Group found gaps.", [("Brent Quality Improvement Group", "Brent")]),
        ("In Brent, the Education Subgroup found gaps.", []),
    ],
)
def test_what_else_covers_a_borough(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(areas(document(f"# Review of papers\n\n{text}"))) == expected
