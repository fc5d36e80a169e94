"""Partners, agencies, subgroups, areas, succession, meetings, parts and priorities are read as documents write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from ingest.candidates import Candidate
from ingest.document import Document
from ingest.extract import extract
from ingest.extract.agencies import agencies
from ingest.extract.areas import areas
from ingest.extract.frequency import frequency
from ingest.extract.partners import partners
from ingest.extract.priorities import priorities
from ingest.extract.structure import structure
from ingest.extract.subgroups import subgroups
from ingest.extract.succession import succession
from ingest.readers import read_text
from ingest.understand import understand

TITLE = "# Sutton Safeguarding Children Partnership\n\n## Annual Report 2022/23\n\n"
HOME = "Sutton Safeguarding Children Partnership"
Extractor = Callable[[Document], Iterator[Candidate]]


def read(text: str, *, titled: bool = True) -> Document:
    return understand(read_text("report.md", (TITLE if titled else "") + text, markdown=True), "report")


def facts(text: str, extractor: Extractor, *, titled: bool = True) -> list[tuple[str, str, str]]:
    document = read(text, titled=titled)
    extraction = extract(document, [extractor])
    assert not extraction.refused
    for c in extraction.candidates:
        quote = c.statement.evidence.quote
        assert quote
        assert quote in " ".join(document.reading.text.split())
    return sorted(
        (c.statement.subject.name, c.statement.object.name, c.statement.status) for c in extraction.candidates
    )


def ends(text: str, extractor: Extractor, *, titled: bool = True) -> list[tuple[str, str]]:
    return [(s, o) for s, o, _ in facts(text, extractor, titled=titled)]


PARTNERS = [
    ("Metropolitan Police Service", HOME),
    ("NHS South West London Integrated Care Board", HOME),
    ("Sutton Council", HOME),
]


@pytest.mark.parametrize(
    "text",
    [
        "The three statutory safeguarding partners are Sutton Council, NHS South West London ICB and the MPS.",
        "The safeguarding partners (Sutton Council, South West London ICB and the Met Police) lead the work.",
        "Sutton Council, NHS South West London ICB and the Metropolitan Police are the safeguarding partners.",
        "## Statutory partners\n\n- Sutton Council\n- South West London Integrated Care Board\n- Metropolitan Police Service",
        "Our statutory partners are:\n\n- LB Sutton\n- NHS South West London ICB\n- Metropolitan Police Service (MPS)",
        "The three statutory partners are the Local Authority, South West London ICB and the Police.",
    ],
)
def test_the_statutory_partners_are_read(text: str) -> None:
    assert ends(text, partners) == PARTNERS


@pytest.mark.parametrize(
    "text",
    [
        "The safeguarding partners are committed to work with Barnardo's and the NSPCC.",
        "The safeguarding partners agreed a plan. Ofsted and the CQC inspected Sutton Council.",
        "The statutory partners and Sutton Council were thanked.",
    ],
)
def test_who_is_only_named_near_the_partners_is_none(text: str) -> None:
    assert ends(text, partners) == []


def test_no_partners_where_the_document_is_of_no_partnership() -> None:
    text = "# A review of arrangements\n\nThe safeguarding partners are Sutton Council, NHS England and the Metropolitan Police."
    assert ends(text, partners, titled=False) == []


def test_relevant_agencies_are_read_from_a_list_with_classes_of_bodies() -> None:
    text = (
        "## Relevant agencies\n\nThese agencies have a duty to cooperate. They include:\n\n- Quince Hospital NHS Trust (QHT)\n"
        "- The Probation Service\n- All schools, colleges and nurseries\n\nAfter the list\n\n- Sutton Lions Club"
    )
    assert ends(text, agencies) == [
        ("All schools, colleges and nurseries", HOME),
        ("Probation Service", HOME),
        ("Quince Hospital NHS Trust", HOME),
    ]


def test_relevant_agencies_are_read_from_a_sentence() -> None:
    unknown = (
        "Our relevant agencies are the Probation Service (PS), Quince Voluntary Action, Fennel NHS Foundation Trust, "
        "Quince Carers Together and Fennel Youth Matters, who meet Ada Example."
    )
    assert {s for s, _ in ends(unknown, agencies)} == {
        "Probation Service", "Quince Voluntary Action", "Fennel NHS Foundation Trust", "Quince Carers Together",
        "Fennel Youth Matters",
    }  # fmt: skip
    plan = "The relevant agencies include Quince Council, and the Safeguarding Plan."
    assert {s for s, _ in ends(plan, agencies)} == {"Quince Council"}
    text = "The relevant agencies include CAFCASS, London Fire Brigade and the Probation Service."
    assert [s for s, _ in ends(text, agencies)] == [
        "Children and Family Court Advisory and Support Service",
        "London Fire Brigade",
        "Probation Service",
    ]


def test_a_list_under_another_heading_names_no_relevant_agency() -> None:
    assert ends("## Relevant agencies\n\nThey meet.\n\n## Training\n\n- Barnardo's\n- NSPCC", agencies) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Case Review Subgroup looks at cases.", ["Case Review Subgroup"]),
        ("The Learning and Practice sub-group met.", ["Learning and Practice sub-group"]),
        ("The SSCP Executive leads. The SSCP Executive meets. The SSCP grows.", ["Executive"]),
        (
            "## Subgroups\n\n- Quality Assurance Group: audits\n- Neglect Working Group – chaired by Fennel\n- We meet",
            ["Neglect Working Group", "Quality Assurance Group"],
        ),
        (
            "The Partnership is supported by the following subgroups:\n\n- Training Subgroup\n- Harm Panel",
            ["Harm Panel", "Training Subgroup"],
        ),
        (
            "The Partnership has sub-committees on Training, Neglect and Missing Children.",
            ["Missing Children sub-committee", "Neglect sub-committee", "Training sub-committee"],
        ),
        ("The Early Years Forum is a subgroup of the Partnership.", ["Early Years Forum"]),
    ],
)
def test_subgroups_are_the_documents_own(text: str, expected: list[str]) -> None:
    found = facts(text, subgroups)
    assert [(s.removeprefix(f"{HOME} ").removeprefix("Sutton "), o, status) for s, o, status in found] == [
        (e, HOME, "asserted") for e in expected
    ]


def test_a_planned_subgroup_is_planned() -> None:
    assert [status for *_, status in facts("The Harm Panel will be a subgroup of the Partnership.", subgroups)] == [
        "planned"
    ]


def test_another_boroughs_board_is_no_subgroup() -> None:
    assert ends("The Camden Safeguarding Adults Board and the Brent Scrutiny Committee met.", subgroups) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brent Health and Wellbeing Board met.", [("Brent Health and Wellbeing Board", "Brent")]),
        ("Brent's Community Safety Partnership met.", [("Brent Community Safety Partnership", "Brent")]),
        ("The Safer Brent Partnership met.", [("Safer Brent Partnership", "Brent")]),
        (
            "The North East BCU covers the boroughs of Newham and Waltham Forest.",
            [("North East BCU", "Newham"), ("North East BCU", "Waltham Forest")],
        ),
        (
            "The Quincey Vale BCU (QVBCU) comprises the boroughs of Quincey, Brent and Fennel upon Marsh.",
            [("Quincey Vale BCU", "Quincey"), ("Quincey Vale BCU", "Brent"), ("Quincey Vale BCU", "Fennel upon Marsh")],
        ),
        ("The Quincey Vale BCU covers the boroughs of Quincey and Fennel Council.", []),
        ("The Quincey Vale BCU comprises the boroughs of London.", []),
        (
            "He chairs the Safeguarding Adults Boards in Brent and Ealing.",
            [("Brent Safeguarding Adults Board", "Brent"), ("Ealing Safeguarding Adults Board", "Ealing")],
        ),
        ("She chairs the Corporate Parenting Board in Ealing.", [("Ealing Corporate Parenting Board", "Ealing")]),
        ("Brent Council employs staff.", []),
        (
            "## Brent\n\nHealth and Wellbeing Board papers (May 2019)",
            [("Brent Health and Wellbeing Board", "Brent")],
        ),
    ],
)
def test_areas_are_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(ends(f"# A review of arrangements\n\n{text}", areas, titled=False)) == sorted(expected)


def test_the_documents_body_covers_its_borough() -> None:
    assert (HOME, "Sutton") in ends("Text.", areas)


@pytest.mark.parametrize(
    "text",
    [
        "Quince Safeguarding Board was replaced by the Quince Safeguarding Partnership in April 2019.",
        "In April 2019 the Quince Safeguarding Board became the Quince Safeguarding Partnership.",
        "The Quince Safeguarding\nPartnership (QSP) replaced the\nQuince Safeguarding Board (QSB) in April 2019.",
        "The Quince Safeguarding Partnership (formerly the Quince Safeguarding Board) was set up in April 2019.",
        "The Quince Safeguarding Partnership replaced the former Quince Safeguarding Board from April 2019.",
        "We saw the transformation of the Quince Safeguarding Board into the Quince Safeguarding Partnership in April 2019.",
    ],
)
def test_succession_runs_from_the_older_to_the_newer(text: str) -> None:
    found = [c.statement for c in succession(read(text, titled=False))]
    assert [(s.subject.name, s.object.name, s.props, s.status) for s in found] == [
        ("Quince Safeguarding Board", "Quince Safeguarding Partnership", {"from": "2019-04"}, "asserted")
    ]


def test_merging_bodies_are_succeeded_by_the_new_one() -> None:
    text = "Quince CCG, Fennel CCG and Medlar CCG merged to form the Orchard CCG on 1 April 2021."
    found = [c.statement for c in succession(read(text, titled=False))]
    assert [(s.subject.name, s.object.name) for s in found] == [
        (f"{old} CCG", "Orchard CCG") for old in ("Quince", "Fennel", "Medlar")
    ]
    assert {s.props["from"] for s in found} == {"2021-04-01"}


def test_bodies_that_only_stand_side_by_side_follow_nothing() -> None:
    assert (
        ends("The Quince Board and the Fennel Panel met. The Quince Board reports to the Fennel Panel.", succession)
        == []
    )


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("The Quince Panel meets quarterly.", "quarterly"),
        ("The Quince Panel met six times during the year.", "six times during the year"),
        (
            "The Quince Panel, with an independent chair and a budget, convenes three times a year.",
            "three times a year",
        ),
        ("The Quince Panel, chaired by the council, is held every six weeks.", "every six weeks"),
        ("We hold quarterly meetings of the Quince Panel.", "quarterly"),
        ("The Quince Panel (monthly)", "monthly"),
        ("The Quince Panel is new. The Panel meets monthly.", "monthly"),
    ],
)
def test_meeting_frequency_is_read_as_printed(text: str, often: str) -> None:
    found = [c.statement for c in frequency(read(text, titled=False))]
    assert [(s.subject.name, s.object.name, s.props) for s in found] == [
        ("Quince Panel", "Quince Panel", {"frequency": often})
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Quince Panel gets reports and officers meet weekly.",
        "Staff told the Quince Panel that families met weekly.",
    ],
)
def test_others_meetings_are_not_the_boards(text: str) -> None:
    assert ends(text, frequency, titled=False) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The South BCU of the Metropolitan Police attends.", ("South BCU", "Metropolitan Police Service")),
        ("The MPS South BCU attends.", ("South BCU", "Metropolitan Police Service")),
        ("The Health Visiting Team at Quince Hospital attends.", ("Health Visiting Team", "Quince Hospital")),
        ("The Partnership was established under the Children Act 2004.", (HOME, "Children Act 2004")),
    ],
)
def test_parts_and_origins_are_read(text: str, expected: tuple[str, str]) -> None:
    assert ends(text, structure, titled="Partnership" in text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "## Our priorities 2023-24\n\n- Neglect\n- Harm outside the home\n",
        "The Partnership's priorities for the year were:\n\n- Neglect: better early help\n- Harm outside the home.\n",
        "### Priority 1: Neglect\n\nMuch was done.\n\n### Priority 2: Harm outside the home\n\nMore was done.",
        "Our strategic priorities are neglect and harm outside the home.",
        "PRIORITY 1\n\nNeglect\n\nMuch was done by the partners in the year.\n\nPRIORITY 2\n\nHarm outside the home\n\nMore.",
    ],
)
def test_priorities_are_the_partnerships(text: str) -> None:
    assert ends(text, priorities) == [(HOME, "Harm outside the home"), (HOME, "Neglect")]


@pytest.mark.parametrize(
    "text", ["This is a priority.", "We prioritise lists:\n\n- One\n- Two", "## What we did\n\n- Neglect training"]
)
def test_what_is_not_called_a_priority_is_none(text: str) -> None:
    assert ends(text, priorities) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brent and Ealing have identified neglect as a key priority.", [("Brent", "Neglect"), ("Ealing", "Neglect")]),
        ("A key priority for Brent is to mend early help.", [("Brent", "Mend early help")]),
        ("Neglect was a top priority in Brent.", [("Brent", "Neglect")]),
    ],
)
def test_a_borough_names_its_priority(text: str, expected: list[tuple[str, str]]) -> None:
    assert ends(text, priorities, titled=False) == expected


def test_what_the_law_calls_a_partner_is_no_partner_of_this_partnership() -> None:
    text = (
        "## Safeguarding partners\n\nA safeguarding partner is defined as:\n\n1. the local authority\n"
        "2. a clinical commissioning group for an area\n3. the chief officer of police"
    )
    assert ends(text, partners) == []


def test_places_rise_through_the_document() -> None:
    text = "The Case Review Subgroup met.\n\nThe Audit Subgroup met.\n\nThe Training Subgroup met."
    lines = [c.statement.evidence.lines for c in extract(read(text), [subgroups]).candidates]
    assert all(a is not None and b is not None and a < b for a, b in pairwise(lines))
