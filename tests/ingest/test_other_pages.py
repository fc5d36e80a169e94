"""Pages of councils and partnerships that have no marks of their own: agenda items, pages on arrangements, notices of decisions."""

from __future__ import annotations

import pytest

from ingest.candidates import Candidate
from ingest.extract import extract
from ingest.names import Names
from ingest.readers import read_text
from ingest.understand import understand


def _rows(text: str, predicate: str | None = None) -> set[tuple[str, str, str]]:
    document = understand(read_text("page.txt", text), "page")
    found: tuple[Candidate, ...] = extract(document).candidates
    return {
        (c.statement.subject.name, c.statement.predicate, c.statement.object.name)
        for c in found
        if c.confidence >= 0.5 and predicate in {None, c.statement.predicate}
    }


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Structure & Sub-Groups\n\nCamden Safeguarding Children Partnership (meets yearly)\n\n",
         "Camden Safeguarding Children Partnership"),
        ("Camden Safeguarding\n\nChildren Partnership\n\n", "Camden Safeguarding Children Partnership"),
        ("Children Scrutiny Sub-Committee\n\nTuesday, 6th May, 2014\n\nChildren Scrutiny Sub-Committee\n\nMinutes\n\n",
         "Children Scrutiny Sub-Committee"),
    ],
)  # fmt: skip
def test_a_title_is_not_one_name_with_the_line_above(title: str, body: str) -> None:
    document = understand(read_text("page.txt", title + "The meeting was opened by its chair in the hall.\n"), "page")
    assert document.body is not None
    assert document.body.name == body


def test_a_board_in_another_form_of_its_name_is_the_same_board() -> None:
    text = (
        "Brent Local Safeguarding Children Board Annual Report 2031/32\n\n"
        "The Local Safeguarding Children's Board (LSCB) met in May. The Brent LSCB has a new office.\n\n"
        "The Brent Safeguarding Children's Board moved. The Brent Local Children's Safeguarding Board moved again.\n"
    )
    assert _rows(text, "COVERS") == {("Brent Local Safeguarding Children Board", "COVERS", "Brent")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Councillor Ada Example (Cabinet Member for Children's Services, Quincey Council) introduced the report to members.",
        "Ada Example, Chief Executive of Quincey Council, agreed to send the plan to the schools by the end of the term.",
        "Ada Example, Chair of Healthwatch Quincey commented that there was a long way to go in gathering what people think.",
    ],
)  # fmt: skip
def test_a_post_ends_where_it_is_told_what_its_holder_did(sentence: str) -> None:
    titles = {o for _, p, o in _rows(f"Agenda item\n\n{sentence}\n") if p == "HOLDS"}
    assert titles
    assert not any(word in title for title in titles for word in ("introduced", "agreed", "commented"))


def test_the_name_of_an_executive_core_group_is_whole() -> None:
    text = (
        "Lewisham Safeguarding Adults Board\n\nMembers of the LSAB Executive Core Group are Chief Officers from the following "
        "organisations: Lewisham Council, the Metropolitan Police Service and the South London and Maudsley NHS Foundation Trust.\n"
    )
    members = {s for s, _, o in _rows(text, "MEMBER_OF") if o.endswith("Executive Core Group")}
    assert {"Lewisham Council", "Metropolitan Police Service"} <= members


def test_partners_in_lines_below_an_introduction() -> None:
    text = (
        "Hull Safeguarding Children Partnership Arrangements\n\nPublished June 2031\n\nThe three safeguarding partners are:\n\n"
        "Hull City Council (Chief Executive)\n\nHumberside Police (Chief Constable)\n\nNHS Hull Clinical Commissioning Group\n\n"
        "The chief officers have given the day to day running of the arrangements to others who act in their name and stead.\n"
    )
    assert {s for s, _, _ in _rows(text, "STATUTORY_PARTNER_OF")} == {
        "Hull Council",
        "Humberside Police",
        "NHS Hull Clinical Commissioning Group",
    }


def test_one_of_the_members_with_the_others() -> None:
    text = (
        "Agenda item\n\nThe Camden Safer Homes Board met in May.\n\nCamden Council was one of the five statutory members of the "
        "Camden Safer Homes Board along with Thames Valley Police and Quincey Clinical Commissioning Group.\n"
    )
    members = {s for s, _, o in _rows(text, "MEMBER_OF") if o == "Camden Safer Homes Board"}
    assert members == {"Camden Council", "Thames Valley Police", "Quincey Clinical Commissioning Group"}


def test_subgroups_that_are_named_in_a_sentence() -> None:
    text = (
        "Camden Safeguarding Children Partnership annual report 2031/32\n\nThe three sub-groups comprised Quality and Outcomes, "
        "Learning, and Governance, Business and Policy.\n"
    )
    found = {s.removeprefix("Camden Safeguarding Children Partnership ") for s, _, _ in _rows(text, "SUBGROUP_OF")}
    assert found == {
        "Quality and Outcomes sub-group",
        "Learning sub-group",
        "Governance, Business and Policy sub-group",
    }


def test_priorities_behind_a_dash_and_none_that_are_referred() -> None:
    text = (
        "Camden Safeguarding Children Board annual report\n\nThe LSCB had four priorities for 2031-32 – domestic abuse; neglect; "
        "child sexual abuse; and parental mental ill health.\n\nComments on the priorities of the LSCB are referred to the Chair.\n"
    )
    named = {o.casefold() for _, _, o in _rows(text, "HAS_PRIORITY")}
    assert named == {"domestic abuse", "neglect", "child sexual abuse", "parental mental ill health"}


def test_a_numbered_list_ends_where_the_list_around_it_goes_on() -> None:
    text = (
        "Safer Camden Board\n\n• The survey gave the evidence for the two priorities in the Plan:\n1. Dealing with offending\n"
        "2. Tackling domestic abuse\n• The plan had been made before the flood.\n• The board would work with local communities.\n"
    )
    named = {o for _, _, o in _rows(text, "HAS_PRIORITY")}
    assert named == {"Dealing with offending", "Tackling domestic abuse"}


def test_a_board_replaced_by_a_body_that_was_named() -> None:
    text = (
        "Agenda item\n\nThe Camden Safeguarding Children Board had been replaced by a new multi-agency body, which had been named "
        "Camden Safeguarding Children Partnership.\n"
    )
    assert _rows(text, "SUCCEEDED_BY") == {
        ("Camden Safeguarding Children Board", "SUCCEEDED_BY", "Camden Safeguarding Children Partnership")
    }


def test_health_and_police_are_no_force() -> None:
    text = "Agenda item\n\nThe Camden Safer Homes Board brings together senior officers from the Council, Health and Police.\n"
    assert not any("Health and Police" in s for s, _, _ in _rows(text))


def test_a_page_without_a_title_is_of_the_only_area_that_it_names() -> None:
    text = (
        "Governance\n\nThe Safeguarding Adults Board has partners that deliver services in Camden.\n\nThe Safeguarding Adults "
        "Board and the Safeguarding Children Partnership report to a shared Quince Leadership Group. The model is new in Camden.\n"
    )
    reports = {s for s, _, o in _rows(text, "REPORTS_TO") if o.endswith("Quince Leadership Group")}
    assert reports == {"Camden Safeguarding Adults Board", "Camden Safeguarding Children Partnership"}
    assert not any("Quince" in s for s, _, _ in _rows(text, "COVERS"))


def test_a_board_that_the_title_names_without_its_area() -> None:
    text = (
        "Agenda item\n\nLocal Safeguarding Children's Board Annual Report\n\nThe Committee received the report of the Camden Local "
        "Safeguarding Children Board (LSCB).\n"
    )
    document = understand(read_text("page.txt", text), "page")
    assert document.body is not None
    assert document.body.name == "Camden Local Safeguarding Children Board"


def test_a_chair_of_two_boards_named_together_is_not_of_a_third() -> None:
    text = "Agenda item\n\nThe item was introduced by the Independent Chair of Camden Safeguarding Adults and Children Boards.\n"
    assert not any("Children Partnership" in o for _, _, o in _rows(text))


def test_partners_in_the_column_of_a_table() -> None:
    text = (
        "# Camden Safeguarding Children Partnership\n\nArrangements\n\n| Statutory Safeguarding Partners | Accountable person |\n"
        "|---|---|\n| Camden Council | Chief Executive |\n| Metropolitan Police Service | BCU Commander |\n"
    )
    document = understand(read_text("page.md", text, markdown=True), "page")
    found = {
        c.statement.subject.name
        for c in extract(document).candidates
        if c.statement.predicate == "STATUTORY_PARTNER_OF"
    }
    assert found == {"Camden Council", "Metropolitan Police Service"}


def test_an_act_that_requires_boards() -> None:
    text = (
        "Camden Local Safeguarding Children Board annual report\n\nSection 13 of the Children Act 2004 requires each local "
        "authority to establish a Local Safeguarding Children Board (LSCB) for their area.\n"
    )
    assert _rows(text, "ESTABLISHED_BY") == {
        ("Camden Local Safeguarding Children Board", "ESTABLISHED_BY", "Children Act 2004")
    }


def test_boroughs_of_a_command_and_of_those_whom_a_board_protects() -> None:
    text = (
        "Report\n\nThe work is led by Quince South BCU (Croydon, Bromley and Sutton).\n\nThe Quinceside Safeguarding Adults Board "
        "works to promote the well-being of adults living in the Boroughs of Camden and Brent.\n"
    )
    found = {(s, o) for s, _, o in _rows(text, "COVERS")}
    assert {
        ("Quinceside Safeguarding Adults Board", "Camden"),
        ("Quinceside Safeguarding Adults Board", "Brent"),
    } <= found
    assert {o for s, o in found if s.endswith("BCU")} == {"Croydon", "Bromley", "Sutton"}


@pytest.mark.parametrize("office", ["Mayor of London", "Deputy Mayor for Policing and Crime"])
def test_offices_that_are_of_no_board(office: str) -> None:
    assert ("Ada Example", "HOLDS", office) in _rows(f"Decision\n\nThe grant was approved by Ada Example, {office}.\n")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The report was shared with Healthwatch Camden in May.", "Healthwatch Camden"),
        ("The Housing Policy and Accountability Committee met in May.", "Housing Policy and Accountability Committee"),
        ("The Camden All-age Safeguarding Partnership met in May.", "Camden All-age Safeguarding Partnership"),
    ],
)
def test_whole_names(text: str, name: str) -> None:
    assert name in {m.entity.name for m in Names.of(text).find(text)}


def test_a_page_on_a_board_of_no_borough() -> None:
    text = (
        "London Quince Board\n\nThe London Quince Board brings people together. It was set up in May 2031 and meets four times a "
        "year.\n\nMembership\n\nAda Example, Leader of Camden Council\n\nBen Example, Chief Executive of Camden Council\n"
    )
    rows = _rows(text)
    assert ("London Quince Board", "MEETS", "London Quince Board") in rows
    assert ("Ada Example", "MEMBER_OF", "London Quince Board") in rows
    assert not any("Camden London" in s for s, _, _ in rows)


def test_objectives_of_nobody_are_not_those_of_the_board_named_above() -> None:
    text = (
        "Arrangements for Bromley\n\nSouth BCU (Croydon and Bromley)\n\n"
        "The Bromley Safeguarding Children Board had much to commend it. We have a long history of "
        "working together, and our agencies are committed to it in what they do from day to day, in the homes and schools of the "
        "borough and in the meetings that they hold.\n\nOur agreed objectives are:\n\n• To keep children safe\n• To learn\n"
    )
    assert _rows(text, "HAS_PRIORITY") == set()


def test_committees_of_a_council_are_no_subgroups_of_the_partnership() -> None:
    text = (
        "Agenda item\n\nCamden Safeguarding Children Partnership Annual Report 2031/32\n\nThe Children & Young People "
        "Sub-Committee is asked to note it. The Sub-Committee considered the report.\n\nThe Partnership is an Executive Committee "
        "of the Council.\n"
    )
    assert _rows(text, "SUBGROUP_OF") == set()


def test_both_boards_include_their_partners() -> None:
    text = (
        "Our role\n\nThe Camden Safeguarding Adults Board and the Camden Safeguarding Children Partnership meet. Both Boards "
        "include the Metropolitan Police Service, Camden Council and the NHS North Central London Integrated Care Board.\n"
    )
    found = _rows(text, "MEMBER_OF")
    for board in ("Camden Safeguarding Adults Board", "Camden Safeguarding Children Partnership"):
        assert ("Metropolitan Police Service", "MEMBER_OF", board) in found
        assert ("Camden Council", "MEMBER_OF", board) in found


def test_who_chairs_stands_in_front() -> None:
    text = (
        "Camden Health and Wellbeing Board\n\nThe Camden Health and Wellbeing Board meets. Chaired by the Cabinet Member for "
        "Health, the board brings together the public, doctors and nurses from all over the borough to plan what is to be done.\n"
    )
    assert ("Cabinet Member for Health, Camden Council", "CHAIRS", "Camden Health and Wellbeing Board") in _rows(text)


def test_areas_of_which_one_leads_are_no_body() -> None:
    text = "Agenda item\n\nAda Example (Met Police, Gangs lead for Croydon, Sutton and Bromley) presented the annual report.\n"
    assert not any("Sutton and Bromley" in o for _, p, o in _rows(text) if p == "POST_IN")


@pytest.mark.parametrize(
    "entry",
    [
        "Officer: Director of Housing, Camden Council, Ada Example",
        "Cabinet Member: Leader of Camden Council, Ada Example",
    ],
)
def test_the_label_of_an_entry_is_no_part_of_the_post(entry: str) -> None:
    posts = {o for _, _, o in _rows(f"Agenda item\n\n{entry}\n", "HOLDS")}
    assert posts
    assert not any(":" in post for post in posts)


@pytest.mark.parametrize(
    "sentence",
    [
        "The three statutory partners, the Local Authority, the Police and the Quince Trust, must work with all agencies.",
        "The organisations (the Safeguarding Partners) who are jointly responsible for it: Camden Council and Metropolitan Police.",
    ],
)
def test_partners_behind_a_comma_or_a_bracket(sentence: str) -> None:
    text = f"What we do\n\nThe Camden Safeguarding Children Partnership keeps children safe.\n\n{sentence}\n"
    found = _rows(text, "STATUTORY_PARTNER_OF")
    assert {s for s, _, _ in found} >= {"Camden Council", "Metropolitan Police Service"}
    assert {o for _, _, o in found} == {"Camden Safeguarding Children Partnership"}


def test_the_executive_of_the_partnership_has_its_name_once() -> None:
    text = (
        "Camden Safeguarding Children Partnership\n\nStructure\n\nThe Partnership Executive oversees the Partnership's "
        "arrangements.\n"
    )
    assert {s for s, _, _ in _rows(text, "OVERSEES")} == {"Camden Safeguarding Children Partnership Executive"}


def test_an_independent_scrutineer_is_not_of_the_committee_that_hears_the_report() -> None:
    text = (
        "Camden Children Scrutiny Sub-Committee\n\nTuesday, 6th May, 2031\n\nMinutes\n\nThe Sub-Committee considered a report. The "
        "director introduced the item and the Independent Scrutineer, Ada Example, to the members of the Sub-Committee.\n"
    )
    assert not any("Committee" in o for _, p, o in _rows(text) if p in {"HOLDS", "SCRUTINISES", "POST_IN"})
