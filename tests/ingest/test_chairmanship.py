"""Other ways to say who chairs. All people and places are invented."""

from __future__ import annotations

import pytest

from ingest.extract import extract
from ingest.extract.chairmanship import chairmanship
from ingest.extract.chairs import chairs
from ingest.readers import read_text
from ingest.understand import understand

TITLE = "# Review of panels in London\n\nMulti-Agency Quince Team (MAQT) work is new.\n\n"

CHAIRED: dict[str, tuple[str, set[tuple[str, str, str | None, str]]]] = {
    "posts of several bodies": (
        "Deputy Directors DfE/HO chair the Brent Quince Board and report on it.",
        {
            ("Deputy Director, Home Office", "Brent Quince Board", None, "asserted"),
            ("Deputy Director, Department for Education", "Brent Quince Board", None, "asserted"),
        },
    ),
    "an independent chair to come": (
        "The councils should recruit an independent chair for the Brent Quince Board, and it will be open to all.",
        {("Independent Chair, Brent Quince Board", "Brent Quince Board", "independent", "planned")},
    ),
    "an independent chair at work": (
        "## Croydon\n\nReports come each term, and an independent chair oversees all of that work.",
        {
            (
                "Independent Chair, Croydon Safeguarding Children Partnership",
                "Croydon Safeguarding Children Partnership",
                "independent",
                "asserted",
            )
        },
    ),
    "an independent chair by name": (
        "The Brent Quince Board is chaired by an independent chair, Dr Ada Example, who joined it in the spring.",
        {("Ada Example", "Brent Quince Board", "independent", "asserted")},
    ),
    "chairing of this meeting": (
        "The Brent Quince Panel met in May. The co-chairing of this panel by children's services and the police has helped.",
        {
            ("Metropolitan Police Service", "Brent Quince Panel", "joint", "asserted"),
            ("Brent Children's Services", "Brent Quince Panel", "joint", "asserted"),
        },
    ),
    "chaired by, in front": (
        "Chaired by a play therapist employed by Fennelly Learning Trust, MAQT meetings are held each month.",
        {("Play therapist, Fennelly Learning Trust", "Multi-Agency Quince Team meetings", None, "asserted")},
    ),
    "a head of a council's service": (
        "In Brent the Quince Panel, chaired by the Head of Early Help, meets at a school.",
        {("Head of Early Help, Brent Council", "Brent Quince Panel", None, "asserted")},
    ),
    "the one of two whose body is told": (
        "The Brent Quince Panel is co-chaired by a carer and the Chief Executive of Fennelly Carers Centre.",
        {("Chief Executive, Fennelly Carers Centre", "Brent Quince Panel", "joint", "asserted")},
    ),
    "in small letters": (
        "The Brent Quince Panel is chaired by the strategic director for children, adults and families.",
        {
            (
                "Strategic director for children, adults and families, Brent Council",
                "Brent Quince Panel",
                None,
                "asserted",
            )
        },
    ),
    "of a service of the council": (
        "## Brent\n\nThe Brent Quince Panel is co-chaired by a Midwife, and the Deputy Director "
        "of Commissioning for Brent's Children's Social Care.",
        {
            (
                "Deputy Director of Commissioning, Brent Children's Social Care",
                "Brent Quince Panel",
                "joint",
                "asserted",
            )
        },
    ),
    "of meetings with a name": (
        "## Islington\n\nIn Quince Tasking Meetings, chaired by the Chief Executive, plans are compared.",
        {("Chief Executive, Islington Council", "Islington Quince Tasking Meetings", None, "asserted")},
    ),
}
NOT_CHAIRED = {
    "other bodies' posts of a borough's board": "The Brent Quince Panel is chaired by the Head of Nursing, and it meets in May.",
    "chairs in general": "Partnerships that appoint an independent chair for a board may find it easier to be bold.",
    "a question": "Should the councils appoint an independent chair for the Brent Quince Board?",
}  # fmt: skip


def read(text: str) -> set[tuple[str, str, str | None, str]]:
    document = understand(read_text("report.md", TITLE + text + "\n", markdown=True), "report")
    found = [c.statement for c in extract(document, [chairs, chairmanship]).candidates]
    rows = [s for s in found if s.predicate == "CHAIRS"]
    return {(s.subject.name, s.object.name, s.props.get("kind"), s.status) for s in rows}


@pytest.mark.parametrize("case", CHAIRED)
def test_who_chairs_is_read(case: str) -> None:
    text, expected = CHAIRED[case]
    assert read(text) == expected


@pytest.mark.parametrize("case", NOT_CHAIRED)
def test_what_names_no_chair_is_not_read(case: str) -> None:
    assert read(NOT_CHAIRED[case]) == set()


@pytest.mark.parametrize(
    ("text", "post"),
    [
        (
            "The Brent Quince Panel meets monthly and is chaired by Ben Fennelly. The vice-chair is Ada Example, Head of Nursing.",
            "Vice Chair, Brent Quince Panel",
        ),
        ("The deputy chair of the Brent Quince Panel is Ada Example.", "Deputy Chair, Brent Quince Panel"),
        ("The vice chair of the college is Ada Example.", None),
        ("The vice chair is appointed by the Brent Quince Panel, says Ada Example.", None),
    ],
)
def test_a_vice_chair_holds_that_post_of_the_board_that_is_spoken_of(text: str, post: str | None) -> None:
    document = understand(read_text("report.md", TITLE + text + "\n", markdown=True), "report")
    found = [c.statement for c in extract(document, [chairmanship]).candidates if c.statement.predicate == "HOLDS"]
    assert [(s.subject.name, s.object.name) for s in found] == ([("Ada Example", post)] if post else [])
