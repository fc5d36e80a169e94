"""Who comes to a board and belongs to it, by lists of services behind its name. All people and places are invented."""

from __future__ import annotations

import pytest

from ingest.extract import extract
from ingest.extract.post_mentions import post_mentions
from ingest.extract.presence import presence
from ingest.extract.stated import stated
from ingest.readers import read_text
from ingest.understand import understand

TITLE = "# Review of panels in London\n\n"

SAID: dict[str, tuple[str, set[tuple[str, str, str]]]] = {
    "attendance from services of the panel that the sentence before named": (
        "Croydon has set up a Quince Panel. Attendance has been good from NSPCC, housing, the gangs team, CSC, YOS, "
        "CAMHS, health and the police.",
        {
            ("Croydon Children's Social Care", "ATTENDED", "Croydon Quince Panel"),
            ("Metropolitan Police Service", "ATTENDED", "Croydon Quince Panel"),
            ("CAMHS (Croydon)", "ATTENDED", "Croydon Quince Panel"),
            ("Croydon Youth Offending Service", "ATTENDED", "Croydon Quince Panel"),
            ("Croydon gangs team", "ATTENDED", "Croydon Quince Panel"),
            ("Croydon Housing", "ATTENDED", "Croydon Quince Panel"),
            ("NSPCC", "ATTENDED", "Croydon Quince Panel"),
        },
    ),
    "a meeting that goes by a name": (
        "## Islington\n\nMore is decided in Quince Accountability Meetings, attended by the Director of Housing and "
        "the Director of Safeguarding.",
        {
            ("Director of Housing, Islington Council", "ATTENDED", "Islington Quince Accountability Meetings"),
            ("Director of Safeguarding, Islington Council", "ATTENDED", "Islington Quince Accountability Meetings"),
        },
    ),
    "made of services": (
        "The Brent Quince Panel brings together representatives from children's social care, education and the police.",
        {
            ("Brent Children's Social Care", "MEMBER_OF", "Brent Quince Panel"),
            ("Brent Education", "MEMBER_OF", "Brent Quince Panel"),
            ("Metropolitan Police Service", "MEMBER_OF", "Brent Quince Panel"),
        },
    ),
    "included in the panel": (
        "The Brent Quince Panel met in May. Included in the panel are Ofsted and the NSPCC.",
        {("Ofsted", "MEMBER_OF", "Brent Quince Panel"), ("NSPCC", "MEMBER_OF", "Brent Quince Panel")},
    ),
    "one in charge of the place that the section is on": (
        "### Quincewood YOI\n\nThe governor sits on the Brent Safeguarding Children Board and the visits were weekly.",
        {("Governor, Quincewood YOI", "MEMBER_OF", "Brent Safeguarding Children Board"),
         ("Governor, Quincewood YOI", "POST_IN", "Quincewood YOI")},
    ),
    "an independent scrutineer at work": (
        "## Greenwich\n\nIn 2019 an Independent Scrutineer was appointed for the first time by the three partners.",
        {("Independent Scrutineer, Greenwich Safeguarding Children Partnership", "POST_IN",
          "Greenwich Safeguarding Children Partnership")},
    ),
    "an independent chair of a board": (
        "The Sutton Safeguarding Children Board has a new independent chair and a new office.",
        {("Independent Chair, Sutton Safeguarding Children Board", "POST_IN", "Sutton Safeguarding Children Board")},
    ),
    "a nurse of a body": (
        "The work was led by the Deputy Chief Nurse of North West London Integrated Care Board in the autumn.",
        {("Deputy Chief Nurse, NHS North West London Integrated Care Board", "POST_IN",
          "NHS North West London Integrated Care Board")},
    ),
    "membership of a named panel": (
        "Membership of the Brent Quince Panel includes children's social care, the London Borough of Brent and CAMHS.",
        {
            ("Brent Children's Social Care", "MEMBER_OF", "Brent Quince Panel"),
            ("Brent Council", "MEMBER_OF", "Brent Quince Panel"),
            ("CAMHS (Brent)", "MEMBER_OF", "Brent Quince Panel"),
        },
    ),
    "attendance at a named panel": (
        "Attendance at the Brent Quince Panel has been consistently good from police and housing.",
        {
            ("Metropolitan Police Service", "ATTENDED", "Brent Quince Panel"),
            ("Brent Housing", "ATTENDED", "Brent Quince Panel"),
        },
    ),
    "two clauses, two boards": (
        "## Brent\n\nThe Head of Community Safety sits on the Safer Brent Board and the Director of Public Health is a "
        "member of the "
        "Brent Health and Wellbeing Board.",
        {
            ("Head of Community Safety, Brent Council", "MEMBER_OF", "Safer Brent Board"),
            ("Director of Public Health, Brent Council", "MEMBER_OF", "Brent Health and Wellbeing Board"),
        },
    ),
    "a participant observer": (
        "## Brent\n\nThe Cabinet Member for Education is a participant observer on the Brent Quince Panel.",
        {("Cabinet Member for Education, Brent Council", "MEMBER_OF", "Brent Quince Panel")},
    ),
}  # fmt: skip
NOT_SAID = {
    "no board": "Attendance is from many schools, police and health, and it rose by a tenth in the year.",
    "classes only": "The Brent Quince Panel brings together partners from health, schools and charities.",
    "talk of chairs in general": "## Greenwich\n\nPartnerships elsewhere have chosen to retain an independent chair of their own.",
    "attendance of pupils": "The Brent Quince Panel met in May. School attendance includes all sessions and is from "
    "September to July.",
    "another paragraph": "The Brent Quince Panel met in May.\n\nAttendance is from CSC, police and housing in most cases.",
}


def read(text: str) -> set[tuple[str, str, str]]:
    document = understand(read_text("report.md", TITLE + text + "\n", markdown=True), "report")
    found = [c.statement for c in extract(document, [stated, post_mentions, presence]).candidates]
    wanted = {"ATTENDED", "MEMBER_OF", "POST_IN"}
    return {(s.subject.name, s.predicate, s.object.name) for s in found if s.predicate in wanted}


@pytest.mark.parametrize("case", SAID)
def test_lists_behind_a_board_are_read(case: str) -> None:
    text, expected = SAID[case]
    assert read(text) == expected


@pytest.mark.parametrize("case", NOT_SAID)
def test_what_names_nobody_or_no_board_is_not_read(case: str) -> None:
    assert read(NOT_SAID[case]) == set()
