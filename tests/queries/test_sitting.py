"""Who sits where, since when, and what changed: golden answers on boroughs that do not exist."""

from __future__ import annotations

from typing import Any

import pytest

from graph.errors import BadParameter
from graph.load import load
from graph.store import Store
from queries.catalogue import query_named
from queries.run import run
from tests.fixtures.marsh import FORUM, HEAD, OLD, PAN, PANEL, ROWS, SOURCES, SUB, THREE, P
from tests.queries.golden import Case, check
from tests.rows import PARTNERSHIP, located, row

GOLDEN: list[Case] = [
    (
        "who-chairs", {},
        ["board", "said_as", "chair", "manner", "holder", "valid_from", "status", "in_force", "evidence"],
        [
            [PANEL[1], "chaired a meeting", "Ada Example", None, None, "2022-02-01", "asserted", None, ["n1"]],
            [PANEL[1], "is to chair", "Dee Invented", "from 2023-05", None, None, "planned", None, ["d2"]],
            [PARTNERSHIP[1], "chairs", HEAD[1], "independent", "Cy Nobody", None, "asserted", None,
             ["h1", "h1b", "c1"]],
        ],
    ),
    (
        "who-chairs", {"borough": "borough-northmarsh", "as_of": "2022-02-01"},
        ["chair", "holder", "in_force"],
        [
            ["Ada Example", None, "surely"],
            ["Dee Invented", None, None],
            [HEAD[1], "Cy Nobody", "possibly"],
        ],
    ),
    (
        "who-chairs", {"board": "board-northmarsh-sub-group"},
        ["chair"],
        [],
    ),
    (
        "people-on-several-boards", {},
        ["person", "boards_stated", "boards", "how", "at_once", "surely_at_once", "unclear_boards", "evidence"],
        [
            ["Ada Example", 2, [PANEL[1], PARTNERSHIP[1]],
             ["Northmarsh Case Panel: MEMBER_OF (surely)",
              "Northmarsh Safeguarding Children Partnership: MEMBER_OF (surely)"],
             2, 2, [FORUM[1]], ["a1", "a2", "a3"]],
            ["Cy Nobody", 2, [PARTNERSHIP[1], SUB[1]],
             ["Northmarsh Safeguarding Children Partnership: CHAIRS as Head of Safeguarding, Northmarsh Council "
              "(possibly)",
              "Northmarsh Sub-Group: MEMBER_OF as Head of Safeguarding, Northmarsh Council (possibly)"],
             2, 0, [], ["c1", "h1", "h1b", "h2"]],
            ["Ben Sample", 2, [PANEL[1], PARTNERSHIP[1]],
             ["Northmarsh Case Panel: MEMBER_OF (possibly, historic)",
              "Northmarsh Safeguarding Children Partnership: MEMBER_OF (surely)"],
             1, 1, [], ["b1", "b2"]],
        ],
    ),
    (
        "people-on-several-boards", {"minimum": "1", "as_of": "2023-01-15"},
        ["person", "boards", "surely_at_once"],
        [
            ["Ada Example", [PANEL[1]], 1],
            ["Ben Sample", [PARTNERSHIP[1]], 1],
        ],
    ),
    (
        "history-of", {"entity": P},
        ["valid_from", "valid_to", "relation", "reads", "other", "through", "particulars", "status", "evidence"],
        [
            ["2019-04-01", "2020-03-31", "FUNDS", "is funded by", "Fenland Constabulary", None, "2019/20; £100.50",
             "unclear", ["f2"]],
            ["2019-09-29", None, "SUCCEEDED_BY", "succeeded", OLD[1], None, "from 2019-09-29", "asserted", ["k2"]],
            ["2020-01-01", "2021-12-31", "MEMBER_OF", "has member", "Ada Example", None,
             "from 2020-01-01; to 2021-12-31", "asserted", ["a1"]],
            ["2021-01-01", "2022-12", "HOLDS", "has the post, which is held by", "Cy Nobody", HEAD[1],
             "from 2021-01-01; to 2022-12", "asserted", ["c1"]],
            ["2021-05-04", "2021-05-04", "REVIEWS", "is reviewed by", "Marsh audit", None, "2021-05-04", "asserted",
             ["r1"]],
            ["2022-01", None, "MEMBER_OF", "has member", "Ben Sample", None, "from 2022-01", "asserted", ["b1"]],
            ["2022-04-01", "2023-03-31", "FUNDS", "is funded by", "Northmarsh Council", None, "2022/23; £60,000",
             "asserted", ["f1"]],
        ],
    ),
    (
        "history-of", {"entity": "person-ben-sample", "undated": "true"},
        ["valid_from", "valid_to", "relation", "reads", "other", "through", "particulars", "status", "evidence"],
        [
            [None, "2021-06", "MEMBER_OF", "sits on", PANEL[1], None, "to 2021-06", "historic", ["b2"]],
            ["2022-01", None, "MEMBER_OF", "sits on", PARTNERSHIP[1], None, "from 2022-01", "asserted", ["b1"]],
            ["2022-02-01", "2022-02-01", "ATTENDED", "attended", PANEL[1], None, "2022-02-01; not present",
             "asserted", ["n2"]],
            [None, None, "CHAIRS", "chairs", PANEL[1], None, None, "negated", ["b3"]],
        ],
    ),
    (
        "history-of", {"entity": "person-cy-nobody"},
        ["relation", "other", "through", "evidence"],
        [
            ["CHAIRS", PARTNERSHIP[1], HEAD[1], ["c1", "h1", "h1b"]],
            ["HOLDS", HEAD[1], None, ["c1"]],
            ["MEMBER_OF", SUB[1], HEAD[1], ["c1", "h2"]],
        ],
    ),
    (
        "history-of", {"entity": PAN},
        ["valid_from", "valid_to", "relation", "other", "particulars", "status"],
        [
            [None, "2021-06", "MEMBER_OF", "Ben Sample", "to 2021-06", "historic"],
            ["2021-07-01", None, "MEMBER_OF", "Ada Example", "from 2021-07-01", "asserted"],
            ["2022-02-01", "2022-02-01", "MEETING_OF", None, "attendance recorded of 2", "asserted"],
            ["2022-04-01", "2023-03-31", "HAS_PRIORITY", "Knife crime", "2022/23", "asserted"],
            ["2023-04-01", None, "MEMBER_OF", "Dee Invented", "from 2023-04-01", "planned"],
            ["2023-05", None, "CHAIRS", "Dee Invented", "from 2023-05", "planned"],
        ],
    ),
    (
        "history-of", {"entity": "theme-neglect"},
        ["relation"],
        [],
    ),
    (
        "successors", {"entity": P},
        ["direction", "depth", "before", "after", "valid_from", "status", "chain_status", "evidence"],
        [
            ["backwards", 1, OLD[1], PARTNERSHIP[1], "2019-09-29", "asserted", "asserted", ["k2"]],
            ["forwards", 1, PARTNERSHIP[1], "Northmarsh New Board", None, "planned", "planned", ["k3"]],
            ["forwards", 2, "Northmarsh New Board", FORUM[1], None, "negated", "negated", ["k4"]],
        ],
    ),
    (
        "successors", {"entity": "board-northmarsh-old-board"},
        ["direction", "depth", "after", "chain_status"],
        [
            ["forwards", 1, PARTNERSHIP[1], "asserted"],
            ["forwards", 2, "Northmarsh New Board", "planned"],
            ["forwards", 3, FORUM[1], "negated"],
        ],
    ),
    (
        "successors", {"entity": PAN},
        ["after"],
        [],
    ),
    (
        "changes-between", {"first": "2021-06-01", "second": "2022-01-15"},
        ["change", "how_sure", "earliest", "latest", "kind", "subject", "object", "detail", "status", "evidence"],
        [
            ["ended", "possibly", None, "2023-06-30", "membership", "Fenland Constabulary", PANEL[1], None,
             "historic", ["p1"]],
            ["ended", "surely", "2021-06-01", "2021-06-30", "membership", "Ben Sample", PANEL[1], None, "historic",
             ["b2"]],
            ["began", "surely", "2021-07-01", "2021-07-01", "membership", "Ada Example", PANEL[1], None, "asserted",
             ["a2"]],
            ["ended", "surely", "2021-12-31", "2021-12-31", "membership", "Ada Example", PARTNERSHIP[1], None,
             "asserted", ["a1"]],
            ["began", "possibly", "2022-01-01", "2022-01-31", "membership", "Ben Sample", PARTNERSHIP[1], None,
             "asserted", ["b1"]],
        ],
    ),
    (
        "changes-between", {"first": "2022-12-01", "second": "2023-06-01", "borough": "borough-northmarsh"},
        ["change", "how_sure", "earliest", "latest", "kind", "subject", "object", "detail", "status", "evidence"],
        [
            ["ended", "possibly", None, "2023-06-30", "membership", "Fenland Constabulary", PANEL[1], None,
             "historic", ["p1"]],
            ["ended", "surely", "2022-12-01", "2022-12-31", "post", "Cy Nobody", HEAD[1], None, "asserted", ["c1"]],
            ["ended", "surely", "2023-03-31", "2023-03-31", "funding", "Northmarsh Council", PARTNERSHIP[1],
             "£60,000; 2022/23", "asserted", ["f1"]],
            ["began", "planned", "2023-04-01", "2023-04-01", "membership", "Dee Invented", PANEL[1], None, "planned",
             ["d1"]],
            ["began", "planned", "2023-05-01", "2023-05-31", "chair", "Dee Invented", PANEL[1], None, "planned",
             ["d2"]],
        ],
    ),
    (
        "changes-between", {"first": "2018-01-01", "second": "2019-12-31", "board": P},
        ["change", "how_sure", "earliest", "latest", "kind", "subject", "object", "detail", "status", "evidence"],
        [
            ["began", "possibly", "2019-04-01", "2019-04-01", "funding", "Fenland Constabulary", PARTNERSHIP[1],
             "£100.50; 2019/20", "unclear", ["f2"]],
            ["began", "surely", "2019-09-29", "2019-09-29", "succession", OLD[1], PARTNERSHIP[1], None, "asserted",
             ["k2"]],
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "columns", "expected"), GOLDEN)
async def test_golden_answer(
    store: Store, name: str, given: dict[str, str], columns: list[str], expected: list[list[Any]]
) -> None:
    await load(store, located(ROWS), SOURCES)
    await check(store, name, given, columns, expected)


async def test_days_the_wrong_way_round_are_refused(store: Store) -> None:
    query = query_named("changes-between")
    with pytest.raises(BadParameter, match="not in order"):
        await run(store, query, query.read({"first": "2022-01-02", "second": "2022-01-02"}), limit=10, seconds=10)


async def test_a_circle_of_successors_ends(store: Store) -> None:
    circle = [row(THREE[n], "SUCCEEDED_BY", THREE[(n + 1) % 3], line=n + 1) for n in range(3)]
    await load(store, located(circle))
    await check(
        store, "successors", {"entity": "board-marsh-group-a"}, ["direction", "depth", "after"],
        [
            ["backwards", 1, THREE[0][1]], ["backwards", 2, THREE[2][1]], ["backwards", 3, THREE[1][1]],
            ["forwards", 1, THREE[1][1]], ["forwards", 2, THREE[2][1]], ["forwards", 3, THREE[0][1]],
        ],
    )  # fmt: skip


async def test_what_is_denied_is_told_and_not_followed(store: Store) -> None:
    a, b, c = THREE
    await load(store, located([row(a, "SUCCEEDED_BY", b, status="negated"), row(b, "SUCCEEDED_BY", c, line=2)]))
    await check(store, "successors", {"entity": "board-marsh-group-a"}, ["after", "status"], [[b[1], "negated"]])
