"""The questions that the charts ask: golden answers on an invented fixture."""

from __future__ import annotations

from typing import Any

import pytest

from graph.load import load
from graph.store import Store
from tests.fixtures.charts import ATTENDANCE, BOARD, HOSTILE, MONEY, PLACES, SOURCES
from tests.queries.golden import Case, check
from tests.rows import COUNCIL, PARTNERSHIP, POLICE, located

FIXTURES = {
    "attendance-by-meeting": ATTENDANCE, "boards-with-records": ATTENDANCE, "funding-by-year": MONEY,
    "mopac-funding": MONEY, "evidence-held-by-borough": PLACES, "boards-by-borough": PLACES, "seats-by-borough": PLACES,
}  # fmt: skip
TRUST = HOSTILE.strip()
MOPAC = "Mayor's Office for Policing and Crime"
FIRST, SECOND = "2031-01", "2031-04-02"

GOLDEN: list[Case] = [
    (
        "boards-with-records", {},
        ["board", "meetings", "records", "undated", "unclear", "first_meeting", "last_meeting", "evidence"],
        [
            [PARTNERSHIP[1], 2, 7, 1, 1, FIRST, SECOND, ["a1", "a2", "a3", "a4", "a5", "a6", "a7", "a9"]],
            ["Northmarsh Case Panel", 0, 1, 1, 1, None, None, ["a10", "a11"]],
        ],
    ),
    (
        # what has no date stands for no meeting; what is no fact has a row of its own; a post stands for its council
        "attendance-by-meeting", {"board": BOARD},
        ["meeting_date", "organisation", "recorded_as", "attendees", "status", "evidence"],
        [
            [None, "Marsh schools", "present", [], "asserted", ["a7"]],
            [None, MOPAC, "absent", [], "negated", ["a8"]],
            [FIRST, POLICE[1], "absent", [], "asserted", ["a2"]],
            [FIRST, COUNCIL[1], "present", [], "asserted", ["a1"]],
            [FIRST, TRUST, "deputy", [], "asserted", ["a3"]],
            [SECOND, None, "present", ["Ben Sample: present"], "asserted", ["a5"]],
            [SECOND, "Marsh schools", "present", [], "unclear", ["a9"]],
            [SECOND, COUNCIL[1], "apologies", ["Ada Example: apologies"], "asserted", ["a4", "m3", "m4"]],
            [SECOND, TRUST, "in_attendance", [], "asserted", ["a6"]],
        ],
    ),
    (
        "attendance-by-meeting", {"board": BOARD, "from": "2031-02-01"}, ["meeting_date", "organisation"],
        [
            [None, "Marsh schools"], [None, MOPAC], [SECOND, None], [SECOND, "Marsh schools"], [SECOND, COUNCIL[1]],
            [SECOND, TRUST],
        ],
    ),
    (
        # a whole and its parts are counted once, a class of bodies beside single ones not at all
        "funding-by-year", {},
        ["recipient", "year", "funder", "amount_gbp", "amounts", "via", "status", "marked", "counted", "not_counted"],
        [
            ["Joint Marsh Forum", "2030/31", MOPAC, 5000, [], None, "asserted", True, True, None],
            ["Joint Marsh Forum", "2030/31", COUNCIL[1], 1000, [], None, "asserted", False, True, None],
            ["Marsh Grants", "2031/32", POLICE[1], None, [], None, "negated", False, False, None],
            ["Marsh Grants", "2031/32", MOPAC, 9000, [], None, "planned", True, False,
             "It is planned, not stated as a fact"],
            ["Marsh Mentors", None, MOPAC, 700, [], None, "asserted", True, False, "Its year is not stated"],
            ["Marsh Mentors", "2031/32", PARTNERSHIP[1], 40000, [], None, "asserted", False, True, None],
            [PARTNERSHIP[1], "2031-32", COUNCIL[1], 71000, ["£70,000", "£71,000"], None, "asserted", False, True, None],
            [PARTNERSHIP[1], "2031/32", POLICE[1], None, [], None, "asserted", False, False, None],
            [PARTNERSHIP[1], "2031/32", MOPAC, 10000, [], POLICE[1], "asserted", True, True, None],
            [PARTNERSHIP[1], "2031/32", MOPAC, 500, [], None, "unclear", True, False,
             "It is unclear, not stated as a fact"],
            [PARTNERSHIP[1], "2031/32", "The partners", 100000, [], None, "asserted", False, False,
             "It is of a class of bodies, which may hold the single ones"],
            [PARTNERSHIP[1], "2031/32", TRUST, 20000, [], None, "asserted", False, True, None],
        ],
    ),
    ("funding-by-year", {"recipient": "board-joint-marsh-forum"}, ["funder", "evidence"],
     [[MOPAC, ["g11"]], [COUNCIL[1], ["g13", "g14", "g15"]]]),
    (
        "mopac-funding", {}, ["recipient", "year", "status", "amount_gbp", "total_gbp", "funders_with_amount", "share_percent"],
        [
            ["Joint Marsh Forum", "2030/31", "asserted", 5000, 6000, 2, 83.3],
            ["Marsh Grants", "2031/32", "planned", 9000, None, None, None],
            ["Marsh Mentors", None, "asserted", 700, None, None, None],
            [PARTNERSHIP[1], "2031/32", "asserted", 10000, 101000, 3, 9.9],
            [PARTNERSHIP[1], "2031/32", "unclear", 500, 101000, 3, None],
        ],
    ),
    (
        # a list of areas is no evidence of what happens there
        "evidence-held-by-borough", {},
        ["borough", "gss", "document", "held_as", "statements"],
        [
            ["All the marshes", None, "Report A", "loaded", 1],
            ["Eastmarsh", "E09000025", "Report A", "loaded", 2],
            ["Northmarsh", "E09000012", "Report A", "loaded", 7],
            ["Northmarsh", "E09000012", "Northmarsh Plan", "listed", 1],
            ["Southmarsh", "E09000022", "Report A", "loaded", 4],
            ["Westmarsh", "E09000003", None, None, 0],
        ],
    ),
    ("evidence-held-by-borough", {"borough": "borough-southmarsh"}, ["document_id", "evidence"],
     [["report-a", ["c3", "p3", "p4", "w1"]]]),
    (
        "boards-by-borough", {}, ["borough", "board", "tie", "status", "boroughs", "evidence"],
        [
            ["All the marshes", None, None, None, None, []],
            ["Eastmarsh", None, None, None, None, []],
            ["Northmarsh", "Joint Marsh Forum", "covers", "asserted", 2, ["c2"]],
            ["Northmarsh", PARTNERSHIP[1], "covers", "asserted", 1, ["c1"]],
            ["Southmarsh", "Joint Marsh Forum", "covers", "unclear", 2, ["c3"]],
            ["Westmarsh", None, None, None, None, []],
        ],
    ),
    ("boards-by-borough", {"borough": "borough-westmarsh"}, ["board"], [[None]]),
    (
        "seats-by-borough", {"as_of": "2031-06-01"}, ["borough", "board", "seat", "area", "state", "filled_by", "evidence"],
        [
            ["All the marshes", None, None, None, None, [], []],
            ["Eastmarsh", None, None, None, None, [], []],
            ["Northmarsh", PARTNERSHIP[1], "local-authority", "Northmarsh", "filled", [COUNCIL[1]], ["s1"]],
            ["Northmarsh", PARTNERSHIP[1], "icb", "Northmarsh", "no evidence", [], ["c1"]],
            ["Northmarsh", PARTNERSHIP[1], "police", "Northmarsh", "no evidence", [], ["c1"]],
            ["Southmarsh", None, None, None, None, [], []],
            ["Westmarsh", None, None, None, None, [], []],
        ],
    ),
    ("seats-by-borough", {"as_of": "2035-01-01", "borough": "borough-northmarsh", "strength": "all"}, ["seat", "strength", "state"],
     [["local-authority", "must", "no evidence"], ["icb", "must", "no evidence"], ["police", "must", "no evidence"],
      ["education", "should", "no evidence"]]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "columns", "expected"), GOLDEN)
async def test_golden_answer(
    store: Store, name: str, given: dict[str, str], columns: list[str], expected: list[list[Any]]
) -> None:
    await load(store, located(FIXTURES[name]), SOURCES)
    await check(store, name, given, columns, expected)
