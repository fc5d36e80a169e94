"""Pages of councils and partnerships that have no marks of their own: agenda items, pages on arrangements, notices of decisions."""

from __future__ import annotations

import pytest

from ingest.candidates import Candidate
from ingest.extract import extract
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
