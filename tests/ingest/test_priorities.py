"""Priorities in lists, numbered headings and sentences: whose they are, and how each is named."""

from __future__ import annotations

import pytest

from ingest.extract.priorities import priorities
from ingest.extract.themes import split, theme
from tests.ingest.tables import found

HOME = "Examplia Safeguarding Children Partnership"
MOPAC = "Mayor's Office for Policing and Crime"
REVIEW = "# A review of boroughs' documents\n\n"


def rows(text: str, title: str | None = None) -> list[tuple[str, str]]:
    made = found(priorities, text, title=title) if title else found(priorities, text)
    return [(c.statement.subject.name, c.statement.object.name) for c in made]


def themes(text: str) -> list[str]:
    made = rows(text)
    assert {who for who, _ in made} <= {HOME}
    return [what for _, what in made]


@pytest.mark.parametrize(
    "text",
    [
        "## What are our key aims?\n\nSteady homes: Every child has one\n\nGood practice – It is looked at each year\n",
        "## Our aims for the coming year\n\n- Steady homes\n- Good practice\n",
        "## Areas of focus 2022/23\n\n- Steady homes\n- Good practice\n",
        "The partnership has three workstreams: steady homes; good practice.",
        "Our work has four key strands: steady homes and good practice.",
        "The main areas of focus were steady homes and good practice.",
        "Two overarching priorities were found in this year: (1) Steady homes and (2) good practice.",
        "There are two priorities, of which steady homes is one (alongside good practice).",
        "The partnership agreed two practice priorities of steady homes and good practice.",
        "Our goals are to: find steady homes by asking; and keep good practice.",
    ],
)
def test_lists_by_other_words_than_priorities(text: str) -> None:
    short = [t.casefold().removeprefix("find ").removeprefix("keep ") for t in themes(text)]
    assert sorted(short) == ["good practice", "steady homes"]


def test_what_was_set_out_to_be_done_with_what_came_of_it_between() -> None:
    text = """## Have we kept what we promised to do last year?

Improve the partnership's advice to schools

We held two mornings. More are planned.

Embed our audit of lamps

A long report was written by many people.

## Who are we?

Involve everybody
"""
    assert themes(text) == ["Improve the partnership's advice to schools", "Embed our audit of lamps"]


def test_paragraphs_that_count() -> None:
    text = """This plan has three objectives.

Firstly, we will keep streets lit. What does this mean? It means lamps.

Secondly, our aim is to mend every door across the partnership.

Thirdly, much snow fell.
"""
    assert themes(text) == ["Keep streets lit", "Mend every door across the partnership"]
    assert themes("Firstly, we will keep streets lit.\n\nSecondly, we will mend doors.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Two priorities were agreed by the Partnership for the year. These were:\n\n- Lamps\n- Doors; and\n",
        "The plan also identifies two business priorities to:-\n\n1. Lamps\n2. Doors\n",
        "Priority One\nLamps\n\nPriority Two\nDoors\n",
        "Key areas for the Partnership were lamps and doors.",
        "Our priorities:\n\n- Lamps- how to light them\n- Doors\n",
    ],
)
def test_lists_by_other_introductions(text: str) -> None:
    assert set(themes(text)) == {"Lamps", "Doors"}


def test_the_board_whose_plan_is_named_above_owns_the_numbered_priorities() -> None:
    text = "The Quince Board's Business Plan was agreed.\n\nPriority One\nLamps\n\nPriority Two\nDoors\n"
    assert rows(text, REVIEW) == [("Quince Board", "Lamps"), ("Quince Board", "Doors")]
    assert rows("The Borough's Board met the Quince Board.\n\nPriority One\nLamps\n", REVIEW) == []


@pytest.mark.parametrize(
    "text",
    [
        "Mending lamps was a long task and was an on-going priority for the Partnership.",
        "Mending lamps remains a priority for us in town.",
        "One of the areas of focus in the past year was mending lamps.",
        "The Partnership has agreed to focus on mending lamps.",
    ],
)
def test_one_priority_in_a_sentence(text: str) -> None:
    assert themes(text) == ["Mending lamps"]


def test_numbered_aims_count_only_in_a_plan_of_the_body() -> None:
    assert themes(
        "## Our priorities\n\n### Aim 1: Lit streets\n\nMuch.\n\n### Objective 2 – Mended doors\n\nMore."
    ) == [
        "Lit streets",
        "Mended doors",
    ]
    assert themes("## A training day\n\n### Objective 1: Know the law\n\nMuch.") == []


def test_priorities_of_two_years_are_two_facts() -> None:
    text = """### PRIORITY 1

Lit streets

## Appendix

Priorities 2021/22

Priority 1: Lit streets

Outcome: lamps burn.
"""
    made = [(c.statement.object.name, c.statement.props["period"]) for c in found(priorities, text)]
    assert made == [("Lit streets", "2022/23"), ("Lit streets", "2021/22")]


def test_a_priority_stated_again_is_another_place_of_the_first() -> None:
    text = "## Our priorities\n\n- Embedding lit streets\n\n## More\n\nA priority for the Partnership was to embed lit streets.\n"
    made = found(priorities, text)
    assert [c.statement.object.name for c in made] == ["Embedding lit streets"]
    assert made[0].statement.evidence.also_lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Many boroughs (such as Brent, Ealing and Camden) identified priorities around lit streets, including lamps.",
            [(b, "Lit streets, including lamps") for b in ("Brent", "Ealing", "Camden")],
        ),
        (
            "Notably, both Brent and Ealing prioritise the importance of mending doors, which is good.",
            [("Brent", "Mending doors"), ("Ealing", "Mending doors")],
        ),
        (
            "Lit streets is a priority of the Safer Brent Strategy, along with doors, lamps and gates.",
            [("Brent", "Lit streets"), ("Brent", "Doors"), ("Brent", "Lamps"), ("Brent", "Gates")],
        ),
        ("A priority in Brent for 2018/19 was to mend doors; and to oil lamps.", [("Brent", "Mend doors"), ("Brent", "Oil lamps")]),
        ("A strategic priority for Brent's Quince work is to light streets.", [("Brent", "Light streets")]),
        ("Doors were highlighted as a priority by Brent.", [("Brent", "Doors")]),
        ("Brent and Ealing share a priority of mending doors.", [("Brent", "Mending doors"), ("Ealing", "Mending doors")]),
        ("Brent's focus this year was on doors.", [("Brent", "Doors")]),
        ("Brent has two goals: to mend doors; to oil lamps.", [("Brent", "Mend doors"), ("Brent", "Oil lamps")]),
        ("Brent saw its streets as key to calm nights.", []),
        ("The review of Brent focused on doors.", []),
        ("Safer Brent Partnership plans to meet, with a focus on lamps.", [("Safer Brent Partnership", "Lamps")]),
        ("Brent has increased the attention given to lit streets.", [("Brent", "Lit streets")]),
        ("In Brent, the driving focus is doors and lamps.", [("Brent", "Doors"), ("Brent", "Lamps")]),
        ("The Brent Lamp Strategy 2020-2030 aims to mend lamps.", [("Brent", "Mend lamps")]),
        ("Two priorities were found across MOPAC documents: (1) lamps and (2) doors.", [(MOPAC, "Lamps"), (MOPAC, "Doors")]),
    ],
)  # fmt: skip
def test_boroughs_and_bodies_of_a_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(rows(text, REVIEW)) == sorted(expected)


def test_words_that_count_only_among_priorities() -> None:
    text = (
        "Brent emphasised mending the old doors. Ealing identified lamps as key to calm nights, including the need for oil."
        " In Camden, this included doors, lamps and gates."
    )
    expected = [
        ("Brent", "Mending the old doors"),
        ("Camden", "Doors"),
        ("Camden", "Gates"),
        ("Camden", "Lamps"),
        ("Ealing", "Lamps to calm nights"),
        ("Ealing", "Oil"),
    ]
    assert sorted(rows(f"## Local priorities\n\n{text}", REVIEW)) == expected
    assert rows(f"## Local news\n\n{text}", REVIEW) == []


def test_what_is_said_to_be_no_priority_is_negated() -> None:
    text = "Doors is not identified within the priorities for Brent. Ealing identified a priority around lamps rather than oil."
    made = {(c.statement.object.name, c.statement.status) for c in found(priorities, text, title=REVIEW)}
    assert made == {("Doors", "negated"), ("Lamps", "asserted"), ("Oil", "negated")}


def test_the_partnership_of_the_place_that_the_line_speaks_of() -> None:
    long = "Ealing has many doors and more lamps than any of its neighbours, and it counts them each spring with care."
    text = f"{long}\nBrent has a plan for lamps. The multi-agency partnership leads it. It has two strands: oil; glass."
    assert set(rows(text, REVIEW)) == {
        ("Brent multi-agency partnership", "Oil"),
        ("Brent multi-agency partnership", "Glass"),
    }


def test_what_the_body_of_the_heading_is_for() -> None:
    text = (
        "## Quince Reference Group\n\nThis is a multi-agency forum focused on lamps. Activities are focussed on doors and gates,"
        " including paint and nails for all the old doors of every street in the town.\n"
    )
    assert sorted(what for _, what in rows(text, REVIEW)) == [
        "Doors and gates",
        "Lamps",
        "Paint and nails for all the old doors of every street in the town",
    ]


def test_lists_whose_introduction_names_their_owner() -> None:
    text = """The first themes chosen by the ABCD group were:

- Lamps: how to mend them
- Doors

The Quince Panel will prioritise:

- Gates
"""
    assert rows(text, REVIEW) == [("ABCD group", "Lamps"), ("ABCD group", "Doors"), ("Quince Panel", "Gates")]


@pytest.mark.parametrize(
    "text",
    [
        "Lamps are a priority for the Quince Region.",
        "Lamps are a low priority for the Partnership.",
        "The priorities were reviewed at first and then revised again.",
        "The aims of the audit were:\n\n- To count doors\n- To count lamps",
        "Our training objectives are:\n\n- To count doors\n- To count lamps",
        "The Partnership's priorities were reviewed in May and agreed by all.",
        "The Partnership held a workshop with a focus on doors.",
        "The review's priorities were speed and care.",
        "## Progress against our priorities\n\n- We mended doors\n- Ten lamps were oiled",
        "The minutes of the Board had a focus on doors.",
        "This remains a priority. It is a priority to act.",
    ],
)
def test_other_lists_and_sentences_state_no_priority(text: str) -> None:
    assert rows(text) == []


def test_the_name_is_the_short_theme_and_other_forms_are_aliases() -> None:
    named = theme("2. Embed our audit of lamps: every lamp is counted")
    assert named is not None
    assert (named.name, set(named.aliases)) == (
        "Embed our audit of lamps",
        {"Embed audit of lamps", "Embedding our audit of lamps", "Embed our audit of lamps: every lamp is counted"},
    )
    assert theme("these") is theme("see page 4 below") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lamps, doors and gates", ["lamps", "doors", "gates"]),
        ("lamps, Drugs and gangs, and gates", ["lamps", "Drugs and gangs", "gates"]),
        ("lamps (old, new) and doors, and gates", ["lamps (old, new) and doors", "gates"]),
        ("mending lamps and oil, and painting doors", ["mending lamps and oil", "painting doors"]),
        ("both lamps and doors", ["lamps", "doors"]),
        ("violence against women and girls", ["violence against women and girls"]),
        ("to mend lamps; and to paint doors", ["to mend lamps", "to paint doors"]),
        ("lamps, oil and doors and gates", ["lamps", "oil and doors", "gates"]),
        ("lamps, domestic abuse and doors", ["lamps", "domestic abuse", "doors"]),
        ("lamps, violence against women and girls", ["lamps", "violence against women and girls"]),
        ("the lamps and the doors", ["the lamps", "the doors"]),
        ("early lamps and doors", ["early lamps and doors"]),
    ],
)
def test_lists_in_words_are_divided(text: str, expected: list[str]) -> None:
    assert split(text) == expected
