"""What sentences say of people beside who holds what. All people and places are invented, but for boroughs and national offices."""

from __future__ import annotations

import pytest

from ingest.extract import extract
from ingest.extract.people_said import people_said
from ingest.readers import read_text
from ingest.understand import understand

TITLE = "# Annual report on panels\n\n"
SCP = "Safeguarding Children Partnership"

SAID: dict[str, tuple[str, set[tuple[str, str, str]]]] = {
    "by first name, of boards of one kind": (
        "Ada Example came in May. She is a social worker. Ada serves as Independent Scrutineer of the Safeguarding Children "
        "Partnerships for Brent and Fenshire and chairs the Croydon Safeguarding Adults Board.",
        {
            ("Ada Example", "HOLDS", f"Independent Scrutineer, Brent {SCP}"),
            ("Ada Example", "HOLDS", f"Independent Scrutineer, Fenshire {SCP}"),
            (f"Independent Scrutineer, Brent {SCP}", "POST_IN", f"Brent {SCP}"),
            (f"Independent Scrutineer, Fenshire {SCP}", "POST_IN", f"Fenshire {SCP}"),
            ("Ada Example", "CHAIRS", "Croydon Safeguarding Adults Board"),
        },
    ),
    "and she chairs": (
        "Ada Example came in May. Ada acts as Independent Scrutineer to both Safeguarding Children Partnerships of Brent "
        "and Sutton, "
        "and she also chairs the Croydon Safeguarding Adults Board.",
        {
            ("Ada Example", "HOLDS", f"Independent Scrutineer, Brent {SCP}"),
            ("Ada Example", "HOLDS", f"Independent Scrutineer, Sutton {SCP}"),
            (f"Independent Scrutineer, Brent {SCP}", "POST_IN", f"Brent {SCP}"),
            (f"Independent Scrutineer, Sutton {SCP}", "POST_IN", f"Sutton {SCP}"),
            ("Ada Example", "CHAIRS", "Croydon Safeguarding Adults Board"),
        },
    ),
    "a member of the group": (
        "The Brent Quince Panel was widened. Ada Example, the Head Teacher of Quince School, has become a full "
        "member of the panel.",
        {("Ada Example", "MEMBER_OF", "Brent Quince Panel")},
    ),
    "sits on": (
        "In the spring Ada Example sits on the Brent Quince Panel for the first time.",
        {("Ada Example", "MEMBER_OF", "Brent Quince Panel")},
    ),
    "by area": (
        "Deputy Mayor Ada Example (Newham) and Ben Fennelly (Sutton) are the cabinet members for Adult Services.",
        {
            ("Ada Example", "HOLDS", "Cabinet member for Adult Services, Newham Council"),
            ("Ada Example", "HOLDS", "Deputy Mayor, Newham Council"),
            ("Ben Fennelly", "HOLDS", "Cabinet member for Adult Services, Sutton Council"),
            ("Cabinet member for Adult Services, Newham Council", "POST_IN", "Newham Council"),
            ("Deputy Mayor, Newham Council", "POST_IN", "Newham Council"),
            (
                "Cabinet member for Adult Services, Sutton Council",
                "POST_IN",
                "Sutton Council",
            ),
        },
    ),
    "a national office": (
        "Chief Inspector of Probation Ada Example said that this was good news for everybody.",
        {("Ada Example", "HOLDS", "Chief Inspector of Probation")},
    ),
}
NOT_SAID = {
    "two of the same first name": "Ada Example met Ada Fennelly in the hall. Ada is the Chair of the Brent Quince Panel "
    "and the Croydon "
    "Quince Panel.",
    "somebody not named before": "Ada is the Chair of the Brent Quince Panel and the Croydon Quince Panel, they said.",
    "a member of the public": "Ada Example is a member of the public who wrote to the newspaper about it.",
    "a victim": "The murder of Ada Example shocked us all. Ada Example was a member of the Brent Quince Panel.",
}  # fmt: skip


def read(text: str) -> set[tuple[str, str, str]]:
    document = understand(read_text("report.md", TITLE + text + "\n", markdown=True), "report")
    found = [c.statement for c in extract(document, [people_said]).candidates]
    return {(s.subject.name, s.predicate, s.object.name) for s in found}


@pytest.mark.parametrize("case", SAID)
def test_what_is_said_of_people_is_read(case: str) -> None:
    text, expected = SAID[case]
    assert read(text) == expected


@pytest.mark.parametrize("case", NOT_SAID)
def test_what_is_not_said_of_one_person_is_not_read(case: str) -> None:
    assert read(NOT_SAID[case]) == set()
