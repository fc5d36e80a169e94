"""Chains between two bodies, central bodies and communities: on an invented web, always the same rows."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import networkx as nx
import pytest

from graph.errors import BadParameter
from graph.load import Source, load
from graph.store import Store
from queries.analysis.betweenness import betweenness
from queries.analysis.bodies import families, labels
from queries.catalogue import query_named
from queries.run import run
from tests.conftest import empty
from tests.queries.golden import Case, check
from tests.rows import located, row

HIGH, LOW, FEN = (("Board", f"{name} Board") for name in ("High", "Low", "Fen"))
COUNCIL, POLICE, TRUST = (
    ("Organisation", name) for name in ("Northmarsh Council", "Fenland Constabulary", "Mire Trust")
)
ADA, BEN, CY = (("Person", name) for name in ("Ada Example", "Ben Sample", "Cy Nobody"))
HEAD = ("Role", "Head of Care")
NORTHMARSH = ("Borough", "Northmarsh")
THEME = ("Theme", "Knives")

ROWS = [
    row(COUNCIL, "MEMBER_OF", HIGH, line=1, id="s01"),
    row(COUNCIL, "CHAIRS", HIGH, line=2, status="unclear", id="s02"),
    row(POLICE, "STATUTORY_PARTNER_OF", HIGH, line=3, id="s03", status="derived", section="Invented Act 1901 s. 1"),
    row(HEAD, "POST_IN", COUNCIL, line=4, id="s04"),
    row(ADA, "HOLDS", HEAD, line=5, to="2019", id="s05"),
    row(BEN, "HOLDS", HEAD, line=6, from_="2020", id="s06"),
    row(HEAD, "MEMBER_OF", LOW, line=7, from_="2021", id="s07"),
    row(LOW, "SUBGROUP_OF", HIGH, line=8, id="s08"),
    row(CY, "ATTENDED", LOW, line=9, date="2022-05-04", attended=True, id="s09"),
    row(CY, "ATTENDED", HIGH, line=10, date="2022-05-05", attended=False, capacity="apologies", id="s10"),
    row(TRUST, "MEMBER_OF", FEN, line=11, status="historic", from_="2010", to="2015", id="s11"),
    row(TRUST, "FUNDS", FEN, line=12, status="unclear", id="s12"),
    row(POLICE, "MEMBER_OF", FEN, line=13, status="planned", id="s13"),
    row(POLICE, "CHAIRS", FEN, line=14, status="negated", id="s14"),
    row(HIGH, "COVERS", NORTHMARSH, line=15, id="s15"),
    row(LOW, "HAS_PRIORITY", THEME, line=16, id="s16"),
    row(FEN, "HAS_PRIORITY", THEME, line=17, id="s17"),
    row(LOW, "MEETS", LOW, line=18, frequency="monthly", id="s18"),
]
SOURCES = [Source("report-a", "Report A", date="2022-12-31")]

PATH = "path-between"
STEPS = [
    "chain",
    "step",
    "length",
    "from_name",
    "relation",
    "direction",
    "to_name",
    "status",
    "chain_status",
    "also",
    "evidence",
]
RANKS = [
    "rank",
    "body",
    "degree",
    "betweenness",
    "boards",
    "boards_itself",
    "historic_only",
    "unclear_only",
    "evidence",
]
GROUPS = ["group", "group_name", "size", "links_inside", "links_outside", "body", "neighbours_inside", "evidence"]

GOLDEN: list[Case] = [
    (  # parallel edges are one step, the one that promises most first; in the order of the walk
        PATH, {"from": "person-ada-example", "to": "board-high-board"}, STEPS,
        [
            # two chains of three steps: all asserted before... both are; the council has fewer edges than Low Board
            [1, 1, 3, "Ada Example", "HOLDS", "out", "Head of Care", "asserted", "asserted", [], ["s05"]],
            [1, 2, 3, "Head of Care", "POST_IN", "out", "Northmarsh Council", "asserted", "asserted", [], ["s04"]],
            [1, 3, 3, "Northmarsh Council", "MEMBER_OF", "out", "High Board", "asserted", "asserted",
             ["CHAIRS (unclear)"], ["s01"]],
            [2, 1, 3, "Ada Example", "HOLDS", "out", "Head of Care", "asserted", "asserted", [], ["s05"]],
            [2, 2, 3, "Head of Care", "MEMBER_OF", "out", "Low Board", "asserted", "asserted", [], ["s07"]],
            [2, 3, 3, "Low Board", "SUBGROUP_OF", "out", "High Board", "asserted", "asserted", [], ["s08"]],
        ],
    ),
    (
        PATH, {"from": "person-ada-example", "to": "board-high-board", "chains": "1"}, ["chain", "to_id"],
        [[1, "role-head-of-care"], [1, "organisation-northmarsh-council"], [1, "board-high-board"]],
    ),
    (  # on that day the post did not yet sit on Low Board, and Ada may still have held it
        PATH, {"from": "person-ada-example", "to": "board-high-board", "as_of": "2019-06-01"},
        ["chain", "to_name", "in_force"],
        [[1, "Head of Care", "possibly"], [1, "Northmarsh Council", "possibly"], [1, "High Board", "possibly"]],
    ),
    (
        PATH, {"from": "person-ben-sample", "to": "board-low-board", "as_of": "2022-12-31"},
        ["to_name", "in_force"], [["Head of Care", "surely"], ["Low Board", "surely"]],
    ),
    (PATH, {"from": "person-ada-example", "to": "board-low-board", "as_of": "2022-06-01"}, STEPS, []),
    (  # against the edges; derived is weaker than asserted, and is said
        PATH, {"from": "board-high-board", "to": "organisation-fenland-constabulary"},
        ["relation", "direction", "reads", "status", "chain_status"],
        [["STATUTORY_PARTNER_OF", "in", "has the statutory safeguarding partner", "derived", "derived"]],
    ),
    (  # planned and negated statements are no way from the police to Fen Board; the theme is one
        PATH, {"from": "organisation-fenland-constabulary", "to": "board-fen-board"},
        ["to_name", "relation", "direction", "chain_status"],
        [
            ["High Board", "STATUTORY_PARTNER_OF", "out", "derived"], ["Low Board", "SUBGROUP_OF", "in", "derived"],
            ["Knives", "HAS_PRIORITY", "out", "derived"], ["Fen Board", "HAS_PRIORITY", "in", "derived"],
        ],
    ),
    (PATH, {"from": "organisation-fenland-constabulary", "to": "board-fen-board", "max_length": "3"}, STEPS, []),
    (
        PATH, {"from": "organisation-mire-trust", "to": "board-fen-board"},
        ["relation", "status", "also"], [["MEMBER_OF", "historic", ["FUNDS (unclear)"]]],
    ),
    (
        PATH, {"from": "organisation-mire-trust", "to": "board-fen-board", "types": "FUNDS"},
        ["relation", "status", "evidence"], [["FUNDS", "unclear", ["s12"]]],
    ),
    (
        PATH, {"from": "organisation-mire-trust", "to": "board-fen-board", "types": "FUNDS", "unclear": "false"},
        STEPS, [],
    ),
    (  # attendance leads through the meeting
        PATH, {"from": "person-cy-nobody", "to": "board-low-board"},
        ["step", "relation", "to_name", "evidence"],
        [[1, "ATTENDED", "Low Board, 2022-05-04", ["s09"]], [2, "MEETING_OF", "Low Board", ["s09"]]],
    ),
    (  # High Board: council, police, Low Board; what is unclear or over is told apart; apologies are no link
        "central-bodies", {}, RANKS,
        [
            [1, "Head of Care", 4, 0.571429, 1, 1, 0, 0, ["s04", "s05", "s06", "s07"]],
            [2, "High Board", 3, 0.333333, 0, 0, 0, 0, ["s01", "s02", "s03", "s08"]],
            [2, "Low Board", 3, 0.428571, 0, 0, 0, 0, ["s07", "s08", "s09"]],
            [4, "Northmarsh Council", 2, 0.142857, 2, 1, 0, 0, ["s01", "s02", "s04", "s07"]],
            [5, "Ada Example", 1, 0.0, 0, 0, 0, 0, ["s05"]],
            [5, "Ben Sample", 1, 0.0, 1, 0, 0, 0, ["s06", "s07"]],
            [5, "Cy Nobody", 1, 0.0, 0, 0, 0, 0, ["s09"]],
            [5, "Fenland Constabulary", 1, 0.0, 1, 1, 0, 0, ["s03"]],
            [9, "Fen Board", 0, 0.0, 0, 0, 1, 0, ["s11", "s12"]],
            [9, "Mire Trust", 0, 0.0, 0, 0, 1, 0, ["s11", "s12"]],
        ],
    ),
    (
        "central-bodies", {"by": "boards", "label": "Organisation"}, ["rank", "body", "boards", "betweenness_from"],
        [
            [1, "Northmarsh Council", 2, "all bodies"], [2, "Fenland Constabulary", 1, "all bodies"],
            [3, "Mire Trust", 0, "all bodies"],
        ],
    ),
    (
        "central-bodies", {"by": "betweenness", "borough": "borough-northmarsh"}, ["rank", "body", "betweenness"],
        [[1, "High Board", 0.333333]],
    ),
    (  # in 2012 the trust was a member, in words that are historic now
        "central-bodies", {"as_of": "2012-01-01", "families": "membership", "label": "Organisation"},
        ["rank", "body", "degree", "boards", "historic_only"],
        [[1, "Northmarsh Council", 2, 1, 0], [2, "Mire Trust", 1, 1, 0]],
    ),
    ("central-bodies", {"borough": "borough-northmarsh", "label": "Person"}, RANKS, []),
    (
        "communities", {}, GROUPS,
        [
            [1, "High Board; Northmarsh Council; Fenland Constabulary", 3, 2, 2, "High Board", 2, ["s01", "s03"]],
            [1, "High Board; Northmarsh Council; Fenland Constabulary", 3, 2, 2, "Northmarsh Council", 1, ["s01"]],
            [1, "High Board; Northmarsh Council; Fenland Constabulary", 3, 2, 2, "Fenland Constabulary", 1, ["s03"]],
            [2, "Head of Care", 3, 2, 2, "Head of Care", 2, ["s05", "s06"]],
            [2, "Head of Care", 3, 2, 2, "Ada Example", 1, ["s05"]],
            [2, "Head of Care", 3, 2, 2, "Ben Sample", 1, ["s06"]],
        ],
    ),
    ("communities", {"smallest": "4"}, GROUPS, []),
    (
        "communities", {"families": "structure", "smallest": "2"}, GROUPS,
        [
            [1, "High Board; Low Board", 2, 1, 0, "High Board", 1, ["s08"]],
            [1, "High Board; Low Board", 2, 1, 0, "Low Board", 1, ["s08"]],
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "columns", "expected"), GOLDEN)
async def test_golden_answer(
    store: Store, name: str, given: dict[str, str], columns: list[str], expected: list[list[Any]]
) -> None:
    await load(store, located(ROWS), SOURCES)
    await check(store, name, given, columns, expected)


@pytest.mark.parametrize("name", ["path-between", "central-bodies", "communities"])
async def test_the_order_of_loading_does_not_matter(store: Store, name: str) -> None:
    given: dict[str, str | list[str]] = {}
    if name == PATH:
        given = {"from": "person-ada-example", "to": "board-high-board"}
    query = query_named(name)
    answers = []
    for rows in (ROWS, ROWS[::-1]):
        await empty(store)
        await load(store, located(rows), SOURCES)
        answers.append((await run(store, query, query.read(given), limit=1000, seconds=10)).rows)
    assert answers[0] == answers[1]
    assert answers[0]


async def test_many_chains_of_equal_length_are_cut_at_the_number_asked_for(store: Store) -> None:
    """Eight layers of eight bodies: two million chains, of which the best few are found without walking them all."""
    layers = [[("Organisation", f"Body {x} {y}") for y in range(8)] for x in range(7)]
    rows = [
        row(a, "WORKS_WITH", b, line=1 + n, status="unclear" if a == layers[3][0] else "asserted")
        for n, (a, b) in enumerate((a, b) for x in range(6) for a in layers[x] for b in layers[x + 1])
    ]
    rows += [row(TRUST, "WORKS_WITH", a, line=900) for a in layers[0]]
    rows += [row(a, "WORKS_WITH", POLICE, line=901) for a in layers[-1]]
    await load(store, located(rows))
    query = query_named(PATH)
    values = query.read({
        "from": "organisation-mire-trust", "to": "organisation-fenland-constabulary", "max_length": "8", "chains": "20"
    })  # fmt: skip
    answer = await run(store, query, values, limit=1000, seconds=10)
    assert len(answer.rows) == 20 * 8
    chains = [tuple(r["to_id"] for r in answer.rows if r["chain"] == n) for n in range(1, 21)]
    assert len(set(chains)) == 20
    assert chains == sorted(chains)  # equally good: by their ids
    assert {r["chain_status"] for r in answer.rows} == {"asserted"}
    assert "organisation-body-3-0" not in {i for chain in chains for i in chain}


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        (PATH, {"from": "board-high-board", "to": "board-high-board"}, "to: it is the same as from"),
        (PATH, {"from": "board-high-board", "to": "board-low-board", "types": "KNOWS"}, "types: 'KNOWS'"),
        (PATH, {"from": "board-high-board", "to": "board-low-board", "max_length": "0"}, "max_length: 0"),
        (PATH, {"from": "board-high-board", "to": "board-low-board", "chains": "21"}, "chains: 21"),
        ("central-bodies", {"families": "themes"}, "families: 'themes'"),
        ("communities", {"families": "friendship"}, "families: 'friendship'"),
        ("communities", {"smallest": "0"}, "smallest: 0"),
    ],
)
async def test_a_parameter_that_can_not_be_followed_is_named(
    store: Store, name: str, given: dict[str, str | list[str]], says: str
) -> None:
    query = query_named(name)
    with pytest.raises(BadParameter) as caught:
        await run(store, query, query.read(given), limit=10, seconds=10)
    assert says in caught.value.detail


@pytest.mark.parametrize("name", ["central-bodies", "communities"])
async def test_an_empty_store_has_no_bodies(store: Store, name: str) -> None:
    query = query_named(name)
    assert (await run(store, query, query.read({}), limit=10, seconds=10)).rows == []


@pytest.mark.parametrize(
    "graph", [nx.gnm_random_graph(60, 80, seed=s) for s in range(5)] + [nx.path_graph(9), nx.Graph()]
)
def test_betweenness_is_that_of_networkx(graph: nx.Graph[int]) -> None:
    found, starts = betweenness(graph)
    assert starts == len(graph)
    assert found == {n: pytest.approx(v, abs=1e-6) for n, v in nx.betweenness_centrality(graph).items()}


def test_betweenness_of_a_large_graph_is_a_sample_that_holds_still() -> None:
    graph = nx.barabasi_albert_graph(400, 2, seed=1)
    found, starts = betweenness(graph, work=1)
    assert 0 < starts < 400
    assert (found, starts) == betweenness(graph, work=1)
    exact = nx.betweenness_centrality(graph)
    assert max(abs(found[n] - exact[n]) for n in graph) < 0.1


def test_communities_do_not_depend_on_how_texts_hash() -> None:
    """Louvain goes through sets; those of texts have another order in each process."""
    code = (
        "from queries.analysis.bodies import Bodies, Link\n"
        "from queries.analysis.structure import _communities\n"
        "import random\n"
        "r = random.Random(5)\n"
        "names = [f'board-{n}' for n in range(60)]\n"
        "nodes = {n: {'id': n, 'name': n, 'label': 'Board', 'kind': None, 'area': [], 'covers': []} for n in names}\n"
        "links = tuple(Link(f'e{k}', 'WORKS_WITH', *r.sample(names, 2), 'asserted', '', '9999', True, (f's{k}',))\n"
        "              for k in range(120))\n"
        "print(_communities(Bodies(nodes, links), 1))\n"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(answers) == 1
    assert b"board-59" in answers.pop()


def test_bodies_are_what_can_sit_on_a_board() -> None:
    assert labels() == ["BCU", "Board", "Organisation", "Person", "Role"]
    assert "funding" in families(None)
    assert families(["collaboration"]) == ["collaboration"]
