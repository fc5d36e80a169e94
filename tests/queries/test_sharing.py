"""What boards share, and what their meetings cost: golden answers on boroughs that do not exist."""

from __future__ import annotations

from typing import Any

import pytest

from graph.load import load
from graph.store import Store
from queries.catalogue import query_named
from queries.run import run
from tests.fixtures.marsh import (
    CY,
    FAR_APART,
    FOLLOWED,
    FORUM,
    HEAD,
    OLD,
    PAN,
    PANEL,
    ROWS,
    SOURCES,
    SUB,
    SUBG,
    THREE,
    P,
)
from tests.queries.golden import Case, check
from tests.rows import COUNCIL, PARTNERSHIP, located, row

GOLDEN: list[Case] = [
    (
        "boards-sharing-members", {},
        ["board_a", "board_b", "shared", "shared_surely", "shared_unclear", "overlaps", "relation", "evidence_a",
         "evidence_b", "evidence"],
        [
            [PANEL[1], PARTNERSHIP[1], 2, 2, 1,
             ["Ada Example: 2021-07-01 to 2021-12-31, surely",
              "Agencies of Northmarsh: dates not known, possibly, a class of bodies or posts",
              "Northmarsh Council: dates not known, surely"],
             None, ["a2", "g2", "o2"], ["a1", "g1", "o1"], ["a1", "a2", "g1", "g2", "o1", "o2"]],
            [PANEL[1], OLD[1], 1, 1, 0, ["Northmarsh Council: dates not known, surely"], None, ["o2"], ["o4"],
             ["o2", "o4"]],
            [OLD[1], PARTNERSHIP[1], 1, 1, 0, ["Northmarsh Council: dates not known, surely"],
             "Northmarsh Safeguarding Children Partnership comes after Northmarsh Old Board", ["o4"], ["o1"],
             ["k2", "o1", "o4"]],
            [PARTNERSHIP[1], SUB[1], 1, 1, 0, ["Head of Safeguarding, Northmarsh Council: dates not known, surely"],
             "Northmarsh Sub-Group is a part of Northmarsh Safeguarding Children Partnership", ["h1", "h1b"], ["h2"],
             ["h1", "h1b", "h2", "k1"]],
        ],
    ),
    (
        "boards-sharing-members", {"members": "people"},
        ["board_a", "board_b", "members", "overlaps"],
        [
            [PANEL[1], PARTNERSHIP[1], ["Ada Example"], ["Ada Example: 2021-07-01 to 2021-12-31, surely"]],
            [PARTNERSHIP[1], SUB[1], ["Cy Nobody"], ["Cy Nobody: 2021-01-01 to 2022-12-31, possibly"]],
        ],
    ),
    (
        "boards-sharing-members", {"members": "organisations", "minimum": "2"},
        ["board_a"],
        [],
    ),
    (
        "boards-sharing-members", {"members": "organisations", "board": P},
        ["board_a", "board_b", "members", "evidence_b"],
        [
            [PANEL[1], PARTNERSHIP[1], ["Northmarsh Council"], ["g1", "h1", "h1b", "h3", "o1"]],
            [OLD[1], PARTNERSHIP[1], ["Northmarsh Council"], ["h1", "h1b", "h3", "o1"]],
            [PARTNERSHIP[1], SUB[1], ["Northmarsh Council"], ["h2", "h3"]],
        ],
    ),
    (
        "boards-sharing-members", {"members": "posts"},
        ["board_b", "members"],
        [
            [SUB[1], [HEAD[1]]],
        ],
    ),
    (
        "boards-sharing-members", {"as_of": "2022-03-01", "members": "people"},
        ["board_a", "board_b", "shared", "shared_surely", "overlaps"],
        [
            [PARTNERSHIP[1], SUB[1], 1, 0, ["Cy Nobody: 2022-03-01 to 2022-03-01, possibly"]],
        ],
    ),
    (
        "interlocks", {"members": "people"},
        ["member", "board_a", "how_a", "board_b", "how_b", "overlap_from", "overlap_to", "surely_from", "surely_to",
         "how_sure", "status", "evidence_a", "evidence_b"],
        [
            ["Ada Example", PANEL[1], ["MEMBER_OF"], PARTNERSHIP[1], ["MEMBER_OF"], "2021-07-01", "2021-12-31",
             "2021-07-01", "2021-12-31", "surely", "asserted", ["a2"], ["a1"]],
            ["Ada Example", PANEL[1], ["MEMBER_OF"], FORUM[1], ["MEMBER_OF"], "2021-07-01", None, None, None,
             "possibly", "unclear", ["a2"], ["a3"]],
            ["Ada Example", PARTNERSHIP[1], ["MEMBER_OF"], FORUM[1], ["MEMBER_OF"], "2020-01-01", "2021-12-31", None,
             None, "possibly", "unclear", ["a1"], ["a3"]],
            ["Cy Nobody", PARTNERSHIP[1], ["CHAIRS as Head of Safeguarding, Northmarsh Council"], SUB[1],
             ["MEMBER_OF as Head of Safeguarding, Northmarsh Council"], "2021-01-01", "2022-12-31", None, None,
             "possibly", "asserted", ["c1", "h1", "h1b"], ["c1", "h2"]],
        ],
    ),
    (
        "interlocks", {"board": PAN, "as_of": "2021-03-01"},
        ["member", "member_kind", "board_a", "board_b", "how_sure", "status"],
        [
            ["Agencies of Northmarsh", "class", PANEL[1], PARTNERSHIP[1], "possibly", "asserted"],
            ["Northmarsh Council", None, PANEL[1], OLD[1], "possibly", "asserted"],
            ["Northmarsh Council", None, PANEL[1], PARTNERSHIP[1], "possibly", "asserted"],
            ["Northmarsh Council", None, PANEL[1], FORUM[1], "possibly", "unclear"],
        ],
    ),
    (
        "interlocks", {"linked_by": "organisation-northmarsh-council", "board": "board-southmarsh-forum"},
        ["board_a", "how_sure", "status"],
        [
            [PANEL[1], "possibly", "unclear"],
            [OLD[1], "possibly", "unclear"],
            [PARTNERSHIP[1], "possibly", "unclear"],
        ],
    ),
    (
        "boards-sharing-remit", {},
        ["board_a", "board_b", "themes", "as_what", "shared_unclear", "same_area", "boroughs", "relation", "evidence"],
        [
            [PANEL[1], PARTNERSHIP[1], ["Knife crime"], ["Knife crime: HAS_PRIORITY / HAS_REMIT"], [], True,
             ["Northmarsh"], None, ["t1", "t2", "v1", "v2"]],
            [PANEL[1], FORUM[1], ["Knife crime"], ["Knife crime: HAS_PRIORITY / HAS_PRIORITY"], [], False, [], None,
             ["t2", "t3", "v2", "v4"]],
            [PARTNERSHIP[1], FORUM[1], ["Knife crime"], ["Knife crime: HAS_REMIT / HAS_PRIORITY"], ["Neglect"], False,
             [], None, ["t1", "t3", "t4", "t5", "v1", "v4"]],
        ],
    ),
    (
        "boards-sharing-remit", {"area": "same"},
        ["board_a", "board_b"],
        [
            [PANEL[1], PARTNERSHIP[1]],
        ],
    ),
    (
        "boards-sharing-remit", {"as_of": "2021-01-01", "area": "different"},
        ["board_a", "board_b", "themes"],
        [
            [PARTNERSHIP[1], FORUM[1], ["Knife crime"]],
        ],
    ),
    (
        "streamlining-candidates", {},
        ["rank", "boards", "score", "shared", "shared_surely", "shared_at_once", "themes", "same_area", "hours_saved",
         "hours_basis", "how_sure", "reasons", "evidence"],
        [
            [1, [PANEL[1], PARTNERSHIP[1]], 8, 2, 2, 2, ["Knife crime"], True, 16.0,
             "Members in common at one time: 2 × 4 meetings a year × 2 hours", "surely",
             ["Members in common: 2, 2 of them surely at the same time: Ada Example, Northmarsh Council",
              "Seats that the law gives to statutory partners: Northmarsh Council", "Themes in common: Knife crime",
              "Work in the same area: Northmarsh"],
             ["a1", "a2", "m1", "m2", "o1", "o2", "t1", "t2", "v1", "v2"]],
            [2, [PARTNERSHIP[1], SUB[1]], 4, 1, 1, 1, [], True, None,
             "Not known how many times a year these meet: Northmarsh Sub-Group", "surely",
             ["Northmarsh Sub-Group is a part of Northmarsh Safeguarding Children Partnership: members in common are "
              "to be expected",
              "Members in common: 1, 1 of them surely at the same time: Head of Safeguarding, Northmarsh Council",
              "Work in the same area: Northmarsh"],
             ["h1", "h1b", "h2", "k1", "m1", "m3", "v1", "v5"]],
        ],
    ),
    (
        "streamlining-candidates", {"as_of": "2019-01-01", "hours_per_meeting": "3"},
        ["boards", "hours_saved", "hours_basis", "how_sure"],
        [
            [[PANEL[1], OLD[1]], None, "Not known how many times a year these meet: Northmarsh Old Board", "possibly"],
            [[PANEL[1], PARTNERSHIP[1]], 12.0, "Members in common at one time: 1 × 4 meetings a year × 3 hours",
             "possibly"],
            [[PARTNERSHIP[1], SUB[1]], None, "Not known how many times a year these meet: Northmarsh Sub-Group",
             "possibly"],
        ],
    ),
    (
        "streamlining-candidates", {"borough": "borough-southmarsh"},
        ["boards"],
        [],
    ),
    (
        "meeting-load", {"member": "person-ada-example"},
        ["row", "board", "relations", "through", "seats", "frequency", "meetings_a_year", "hours_a_year", "boards",
         "unknown", "status", "in_force", "evidence"],
        [
            ["board", PANEL[1], ["MEMBER_OF"], [], 1, "every six weeks", 8.67, 17.3, None, None, "asserted", None,
             ["a2", "m2"]],
            ["board", PARTNERSHIP[1], ["MEMBER_OF"], [], 1, "quarterly", 4.0, 8.0, None, None, "asserted", None,
             ["a1", "m1"]],
            ["board", FORUM[1], ["MEMBER_OF"], [], 1, None, None, None, None, None, "unclear", None, ["a3"]],
            ["total", None, [], [], 2, None, 12.67, 25.3, 2, 0, None, None, ["a1", "a2", "a3", "m1", "m2"]],
        ],
    ),
    (
        "meeting-load", {"member": "organisation-northmarsh-council", "hours_per_meeting": "3"},
        ["row", "board", "relations", "through", "hours_a_year", "boards", "unknown", "status"],
        [
            ["board", PANEL[1], ["MEMBER_OF"], [], 26.0, None, None, "asserted"],
            ["board", PARTNERSHIP[1], ["CHAIRS", "STATUTORY_PARTNER_OF"], [HEAD[1]], 12.0, None, None, "asserted"],
            ["board", OLD[1], ["MEMBER_OF"], [], None, None, None, "asserted"],
            ["board", SUB[1], ["MEMBER_OF"], [HEAD[1]], None, None, None, "asserted"],
            ["board", FORUM[1], ["MEMBER_OF"], [], None, None, None, "unclear"],
            ["total", None, [], [], 38.0, 4, 2, None],
        ],
    ),
    (
        "meeting-load", {"member": "person-cy-nobody", "as_of": "2022-06-01"},
        ["board", "through", "in_force", "evidence"],
        [
            [PARTNERSHIP[1], [HEAD[1]], "possibly", ["c1", "h1", "h1b", "m1"]],
            [SUB[1], [HEAD[1]], "possibly", ["c1", "h2", "m3"]],
            [None, [], None, ["c1", "h1", "h1b", "h2", "m1", "m3"]],
        ],
    ),
    (
        "meeting-load", {"member": "person-dee-invented"},
        ["board"],
        [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "columns", "expected"), GOLDEN)
async def test_golden_answer(
    store: Store, name: str, given: dict[str, str], columns: list[str], expected: list[list[Any]]
) -> None:
    await load(store, located(ROWS), SOURCES)
    await check(store, name, given, columns, expected)


async def test_a_group_is_listed_and_members_who_followed_each_other_are_spared_once(store: Store) -> None:
    await load(store, located(FOLLOWED))
    columns = ["size", "boards", "shared", "shared_at_once", "hours_saved", "same_area"]
    names = [b[1] for b in THREE]
    await check(
        store, "streamlining-candidates", {}, columns,
        [
            # one of the two at a time, spared the meetings of all boards but the one that meets most often
            [3, names, 2, 1, (4 + 2) * 2.0, None],
            [2, names[:2], 2, 1, 4 * 2.0, None],
            [2, [names[0], names[2]], 2, 1, 2 * 2.0, None],
            [2, names[1:], 2, 1, 2 * 2.0, None],
        ],
    )  # fmt: skip


async def test_boards_that_few_link_without_theme_or_area_are_no_candidates(store: Store) -> None:
    await load(store, located(FAR_APART))
    await check(store, "streamlining-candidates", {}, ["boards"], [])
    await check(store, "streamlining-candidates", {"minimum": "1"}, ["boards"], [[[THREE[0][1], THREE[1][1]]]])


async def test_a_link_with_a_gap_is_two_links_and_one_without_is_one(store: Store) -> None:
    await load(store, located(FAR_APART))
    await check(
        store, "interlocks", {}, ["how_a", "overlap_from", "overlap_to", "surely_to"],
        [
            [["MEMBER_OF"], "2018-01-01", "2018-06-30", "2018-06-30"],
            [["CHAIRS", "MEMBER_OF"], "2020-01-01", "2020-12-31", "2020-12-31"],
        ],
    )  # fmt: skip
    await check(store, "boards-sharing-members", {}, ["shared", "members"], [[1, ["Cy Nobody"]]])


async def test_a_person_and_the_post_held_count_once(store: Store) -> None:
    named = [row(CY, "MEMBER_OF", PARTNERSHIP, line=60), row(CY, "MEMBER_OF", SUB, line=61)]
    await load(store, located([*ROWS, *named]), SOURCES)
    given = {"board": SUBG}
    await check(store, "boards-sharing-members", given, ["members"], [[["Cy Nobody"]]])
    await check(store, "boards-sharing-members", {**given, "members": "posts"}, ["members"], [[[HEAD[1]]]])


async def test_an_answer_about_one_board_is_that_part_of_the_answer_about_all(store: Store) -> None:
    await load(store, located(ROWS), SOURCES)
    for members in ("any", "people", "posts", "organisations"):
        whole, part = [
            (await run(store, q, q.read({"members": members, **more}), limit=1000, seconds=10)).rows
            for q, more in ((query_named("interlocks"), {}), (query_named("interlocks"), {"board": P}))
        ]
        assert part == [r for r in whole if P in (r["board_a_id"], r["board_b_id"])]


async def test_a_post_of_the_boards_own_is_no_seat_of_the_organisation_that_lends_it(store: Store) -> None:
    await load(store, located([row(HEAD, "POST_IN", COUNCIL), row(HEAD, "POST_IN", FORUM, line=2)]))
    await check(store, "meeting-load", {"member": "organisation-northmarsh-council"}, ["board"], [])
    given = {"member": "role-head-of-safeguarding-northmarsh-council"}
    await check(store, "meeting-load", given, ["board"], [[FORUM[1]], [None]])
