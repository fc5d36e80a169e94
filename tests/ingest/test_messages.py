"""What a report asks of classes of its readers is read once for each act of governance that it asks for."""

from __future__ import annotations

import pytest

from ingest.extract import extract
from ingest.extract.messages import messages
from ingest.readers import read_text
from ingest.understand import understand

REPORT = (
    "# Examplia Safeguarding Children Partnership\n\n# Annual Report 2022/23\n\n"
    "The Examplia Safeguarding Children Partnership (ESCP) has had a good year.\n\n"
)


def rows(text: str) -> list[str]:
    found = extract(
        understand(read_text("examplia.md", REPORT + text, markdown=True), "examplia"), [messages]
    ).candidates
    for c in found:
        s = c.statement
        assert (s.predicate, s.subject.name) == (
            "RECOMMENDS_TO",
            "Examplia Safeguarding Children Partnership Annual Report 2022/23",
        )
    return [f"{c.statement.object.label} {c.statement.object.name}" for c in found]


def test_each_act_that_is_asked_of_a_class_of_readers_is_one_fact() -> None:
    text = (
        "## What you need to know\n\nChief Executives and Directors\n\n- You are very important.\n"
        "- Ensure your workforce goes to the ESCP's training.\n- Tell us, and be kind.\n"
        "- You lead. Make sure that your agency pays its part of the budget.\n\n"
        "The Local Media\n\n- Communicating what the partnership stands for is vital.\n- This is news.\n"
    )
    assert rows(text) == ["Role Chief Executives and Directors"] * 2 + ["Organisation The Local Media"]


@pytest.mark.parametrize(
    "heading",
    [
        "### Messages for elected members",
        "For councillors:",
        "**Front-line staff and volunteers**",
        "Schools and colleges",
    ],
)
def test_a_class_may_be_addressed_in_many_ways(heading: str) -> None:
    assert len(rows(f"## Key messages\n\n{heading}\n\n- Attend the training that your role needs.\n")) == 1


def test_without_a_heading_that_says_so_two_lists_make_a_section_and_one_does_not() -> None:
    one = "## Other\n\nThe Police\n\n- Ensure that officers share training with partner agencies.\n"
    assert rows(one) == []
    assert len(rows(f"{one}\nManagers\n\n- Review your policies every year.\n")) == 2


@pytest.mark.parametrize(
    "who", ["Children and Young People", "Parents and Carers", "The Community", "Ada Example", "Our year"]
)
def test_children_families_and_others_are_not_addressed_as_bodies(who: str) -> None:
    assert rows(f"## What you need to know\n\n{who}\n\n- Make sure you know the policy of your school.\n") == []


def test_a_list_of_what_a_class_did_asks_nothing_of_it() -> None:
    assert (
        rows("## Key messages\n\nThe Police\n\n- Officers attended training.\n- The police ensured good records.\n")
        == []
    )
