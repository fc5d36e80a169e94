"""Themes in common and boards in brief: golden answers on boroughs that do not exist."""

from __future__ import annotations

from typing import Any

import pytest

from graph.load import load
from graph.store import Store
from tests.fixtures.marsh import FORUM, NEW, OLD, PAN, PANEL, ROWS, SOURCES, SUB, P
from tests.queries.golden import Case, check
from tests.rows import PARTNERSHIP, located, row

THEMES = ["theme", "board_a", "how_a", "board_b", "how_b", "overlap_from", "overlap_to", "surely_from", "surely_to",
          "how_sure", "status", "evidence_a", "evidence_b", "evidence"]  # fmt: skip
KNIFE_CRIME = [
    ["Knife crime", PANEL[1], ["HAS_PRIORITY"], PARTNERSHIP[1], ["HAS_REMIT"], "2022-04-01", "2023-03-31", None, None,
     "possibly", "asserted", ["t2"], ["t1"], ["t1", "t2"]],
    ["Knife crime", PANEL[1], ["HAS_PRIORITY"], FORUM[1], ["HAS_PRIORITY"], "2022-04-01", "2023-03-31", None, None,
     "possibly", "asserted", ["t2"], ["t3"], ["t2", "t3"]],
    # both stand in a report of that day
    ["Knife crime", PARTNERSHIP[1], ["HAS_REMIT"], FORUM[1], ["HAS_PRIORITY"], None, None, "2023-06-30", "2023-06-30",
     "surely", "asserted", ["t1"], ["t3"], ["t1", "t3"]],
]  # fmt: skip
BRIEF = [
    "board",
    "boroughs",
    "members_stated",
    "members_unclear",
    "themes_stated",
    "part_of",
    "comes_after",
    "evidence",
]
PANEL_ROW = [PANEL[1], ["Northmarsh"], 5, 0, 1, [], [], ["v2"]]

GOLDEN: list[Case] = [
    (
        "themes-in-common", {}, THEMES,
        [
            *KNIFE_CRIME,
            ["Neglect", PARTNERSHIP[1], ["HAS_PRIORITY"], FORUM[1], ["HAS_PRIORITY"], None, None, None, None,
             "possibly", "unclear", ["t5"], ["t4"], ["t4", "t5"]],
        ],
    ),
    ("themes-in-common", {"theme": "theme-knife-crime"}, THEMES, KNIFE_CRIME),
    ("themes-in-common", {"board": PAN}, THEMES, KNIFE_CRIME[:2]),
    ("themes-in-common", {"board": PAN, "as_of": "2021-01-01"}, THEMES, []),
    (
        "boards-in-brief", {}, BRIEF,
        [
            PANEL_ROW,
            [NEW[1], [], 0, 0, 0, [], [PARTNERSHIP[1]], ["k3"]],
            [OLD[1], ["Northmarsh"], 1, 0, 0, [], [], ["v3"]],
            [PARTNERSHIP[1], ["Northmarsh"], 5, 0, 2, [], [OLD[1]], ["k2", "v1"]],
            [SUB[1], ["Northmarsh"], 1, 0, 0, [PARTNERSHIP[1]], [], ["k1", "v5"]],
            [FORUM[1], ["Southmarsh"], 0, 2, 1, [], [], ["v4"]],
        ],
    ),
    ("boards-in-brief", {"borough": "borough-southmarsh"}, ["board"], [[FORUM[1]]]),
    ("boards-in-brief", {"board": PAN}, BRIEF, [PANEL_ROW]),
    ("boards-in-brief", {"board": P}, ["part_of_ids", "comes_after_ids"], [[[], ["board-northmarsh-old-board"]]]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "columns", "expected"), GOLDEN)
async def test_golden_answer(
    store: Store, name: str, given: dict[str, str], columns: list[str], expected: list[list[Any]]
) -> None:
    await load(store, located(ROWS), SOURCES)
    await check(store, name, given, columns, expected)


async def test_a_board_of_which_little_is_said_stands_on_the_statement_that_names_it(store: Store) -> None:
    member = row(("Person", "Ada Example"), "MEMBER_OF", PANEL, id="a9")
    await load(
        store, located([member, row(PANEL, "HAS_PRIORITY", ("Theme", "Neglect"), line=2, status="planned", id="b9")])
    )
    await check(store, "boards-in-brief", {}, ["board", "members_stated", "evidence"], [[PANEL[1], 1, ["a9"]]])
