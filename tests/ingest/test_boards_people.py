"""Who sits on a board and who chairs it, as lists, tables and sentences of reports say it. All people and places are invented."""

from __future__ import annotations

import pytest

from ingest.extract import Extractor, extract
from ingest.extract.chairs import chairs
from ingest.extract.member_lists import member_lists
from ingest.extract.post_mentions import post_mentions
from ingest.readers import read_text
from ingest.understand import understand

BOARD = "Examplia Safeguarding Children Partnership"
TITLE = f"# {BOARD} (ESCP)\n\nAnnual Report 2022/23\n\n"

MEMBERS: dict[str, tuple[str, set[tuple[str, str, str]]]] = {
    "bodies below a heading": (
        "## Membership\n\n- Quincey Council\n- Quinceborough NHS Trust\n- The Quincey Housing Association\n\n"
        "## Next steps\n\n- Fennelly College\n",
        {
            ("Organisation", "Quincey Council", BOARD),
            ("Organisation", "Quinceborough NHS Trust", BOARD),
            ("Organisation", "Quincey Housing Association", BOARD),
        },
    ),
    "people after a sentence": (
        "The Examplia MACE Panel comprised the following members:\n\n"
        "- Ada Example, Chief Executive, Quincey Council (to July 2022) / Ben Fennelly (from August 2022)\n"
        "- Cyd Sagewell, Chief Nurse, Quinceborough ICB\n",
        {
            ("Person", "Ada Example", "Examplia MACE Panel"),
            ("Person", "Ben Fennelly", "Examplia MACE Panel"),
            ("Person", "Cyd Sagewell", "Examplia MACE Panel"),
        },
    ),
    "posts in groups, without marks": (
        "Who makes up the partnership?\n\nThe Executive\n\nHealth Partners\n\nDesignated Doctor, Quinceborough ICB\n\n"
        "Chief Nurse, Quinceborough NHS Trust\n\nEducation Partners\n\nHead Teacher, Fennelly Primary School\n\nSubgroups\n\n"
        "Service Manager, Sagewell Trust\n",
        {
            ("Role", "Designated Doctor, Quinceborough ICB", f"{BOARD} Executive"),
            ("Role", "Chief Nurse, Quinceborough NHS Trust", f"{BOARD} Executive"),
            ("Role", "Head Teacher, Fennelly Primary School", f"{BOARD} Executive"),
        },
    ),
    "table": (
        "## Board members\n\n| Name | Role | Organisation |\n|---|---|---|\n| Ada Example | Chief Nurse | Quinceborough ICB |\n"
        "| Cllr Ben Fennelly | Lead Member | Quincey Council |\n\n## Other\n",
        {("Person", "Ada Example", BOARD), ("Person", "Ben Fennelly", BOARD)},
    ),
}
MEMBERS["table of agencies, with years in its heading"] = (
    "### Partnership Board Membership 2021-22\n\n| Agency | Representative | Role |\n|---|---|---|\n"
    "| Quincey Council | Ada Example | Director of Education (Chair) |\n"
    "| Quincey Police | DCI Ben Fennelly | Public Protection |\n",
    {("Person", "Ada Example", BOARD), ("Person", "Ben Fennelly", BOARD)},
)
NO_MEMBERS = {
    "one entry only": "## Membership\n\n- Quincey Council\n\n## Next\n",
    "agencies without members": "Relevant agencies include:\n\n- Quincey Council\n- Fennelly College\n",
    "a heading of something else": "## Training for staff members\n\n- Quincey Council\n- Fennelly College\n",
    "subgroups": "The subgroups draw their members from:\n\n- Quincey Council\n- Fennelly College\n",
}
CHAIRED: dict[str, tuple[str, set[tuple[str, str, str | None]]]] = {
    "by a post": (
        "The Examplia MACE Panel is chaired by the Director of Education, Quincey Council.\n",
        {("Director of Education, Quincey Council", "Examplia MACE Panel", None)},
    ),
    "by a person": (
        "The Examplia MACE Panel was chaired by Ada Example, Head of Service at Quincey Council.\n",
        {("Ada Example", "Examplia MACE Panel", None)},
    ),
    "jointly": (
        "The Examplia MACE Panel is co-chaired by Quincey Council and Quinceborough NHS Trust.\n",
        {
            ("Quincey Council", "Examplia MACE Panel", "joint"),
            ("Quinceborough NHS Trust", "Examplia MACE Panel", "joint"),
        },
    ),
    "in turn": (
        "Chairing of the Examplia MACE Panel rotates between Quincey Council and Quinceborough NHS Trust.\n",
        {
            ("Quincey Council", "Examplia MACE Panel", "rotating"),
            ("Quinceborough NHS Trust", "Examplia MACE Panel", "rotating"),
        },
    ),
    "has an independent chair": (
        "The Quincey Safeguarding Adults Board also has a new independent chair, from outside the area.\n",
        {("Independent Chair, Quincey Safeguarding Adults Board", "Quincey Safeguarding Adults Board", "independent")},
    ),
    "chairs": (
        "Ada Example also chairs the Quincey Safeguarding Adults Board.\n",
        {("Ada Example", "Quincey Safeguarding Adults Board", None)},
    ),
    "a short form of the post": (
        f"Ada Example became Independent Safeguarding Children Commissioner (ISCC) for the {BOARD} today. "
        "The ISCC chairs the Examplia MACE Panel.\n",
        {(f"Independent Safeguarding Children Commissioner, {BOARD}", "Examplia MACE Panel", "independent")},
    ),
    "table": (
        "| Subgroup | Chair |\n|---|---|\n| Examplia MACE Panel | Ada Example |\n"
        "| Examplia Audit Group | Chief Nurse, Quinceborough ICB |\n",
        {
            ("Ada Example", "Examplia MACE Panel", None),
            ("Chief Nurse, Quinceborough ICB", "Examplia Audit Group", None),
        },
    ),
    "line below the heading of the board": (
        "## Examplia MACE Panel\n\nChair: Ada Example, Head of Service, Quincey Council\n",
        {("Ada Example", "Examplia MACE Panel", None)},
    ),
}
NOT_CHAIRED = {
    "proposed": "It is proposed that the Examplia MACE Panel should be chaired by Quincey Council.\n",
    "no longer": "The Examplia MACE Panel is no longer chaired by Quincey Council.\n",
    "a question": "Is the Examplia MACE Panel chaired by Quincey Council?\n",
    "nobody named": "The Examplia MACE Panel is chaired by a senior officer.\n",
    "a child": "The murder of Ada Example.\n\nThe Examplia MACE Panel was chaired by Ada Example.\n",
}


@pytest.mark.parametrize("case", MEMBERS)
def test_members_are_read_with_their_board(case: str) -> None:
    text, expected = MEMBERS[case]
    assert {(label, s, o) for label, s, verb, o, _ in statements(text, member_lists) if verb == "MEMBER_OF"} == expected


@pytest.mark.parametrize("case", NO_MEMBERS)
def test_other_lists_are_no_members(case: str) -> None:
    assert statements(NO_MEMBERS[case], member_lists) == []


def test_a_member_is_recorded_with_post_and_time() -> None:
    text = MEMBERS["people after a sentence"][0]
    props = {s: p for _, s, verb, _, p in statements(text, member_lists) if verb == "MEMBER_OF"}
    assert props["Ada Example"] == {"to": "2022-07", "as_role": "Chief Executive, Quincey Council"}
    assert props["Ben Fennelly"] == {"from": "2022-08", "as_role": "Chief Executive, Quincey Council"}


@pytest.mark.parametrize("case", CHAIRED)
def test_who_chairs_is_read_with_its_kind(case: str) -> None:
    text, expected = CHAIRED[case]
    assert {(s, o, p.get("kind")) for _, s, verb, o, p in statements(text, chairs) if verb == "CHAIRS"} == expected


@pytest.mark.parametrize("case", NOT_CHAIRED)
def test_what_is_not_said_to_be_so_is_not_read(case: str) -> None:
    assert [s for s in statements(NOT_CHAIRED[case], chairs) if s[2] == "CHAIRS"] == []


def test_a_post_beside_its_body_in_a_sentence_is_a_post_in_it() -> None:
    text = "The plan was agreed with the Director of Education at Quincey Council and with all schools in the area.\n"
    found = statements(text, post_mentions)
    assert [(s, o) for _, s, verb, o, _ in found if verb == "POST_IN"] == [
        ("Director of Education, Quincey Council", "Quincey Council")
    ]


def statements(text: str, *extractors: Extractor) -> list[tuple[str, str, str, str, dict[str, object]]]:
    found = extract(understand(read_text("invented.md", TITLE + text), "invented"), extractors)
    assert found.refused == ()
    rows = [c.statement for c in found.candidates]
    return [(s.subject.label, s.subject.name, s.predicate, s.object.name, dict(s.props)) for s in rows]
