"""A golden answer for each named query, on a small fixture, the same on both engines; and the register on both."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from graph.export import export_jsonl
from graph.load import Source, load
from graph.store import Store
from ingest.bundled import load_register
from queries.catalogue import catalogue, query_named
from queries.run import run
from tests.conftest import empty, needs_neo4j, settings_for
from tests.queries.golden import Case, check
from tests.rows import COUNCIL, PARTNERSHIP, POLICE, located, row

HEAD = ("Role", "Head of Safeguarding, Northmarsh Council")
ADA, BEN = ("Person", "Ada Example"), ("Person", "Ben Sample")
MOPAC = ("Organisation", "Mayor's Office for Policing and Crime")
NORTHMARSH = ("Borough", "Northmarsh")
PANEL = ("Board", "Northmarsh Case Panel")
BOARD = "board-northmarsh-safeguarding-children-partnership"

ROWS = [
    row(COUNCIL, "MEMBER_OF", PARTNERSHIP, line=1, id="s1"),
    row(COUNCIL, "MEMBER_OF", PARTNERSHIP, doc="report-b", line=1, id="s2"),
    row(POLICE, "STATUTORY_PARTNER_OF", PARTNERSHIP, line=2, from_="2019-09", id="s3"),
    row(HEAD, "CHAIRS", PARTNERSHIP, line=3, kind="rotating", id="s4"),
    row(HEAD, "POST_IN", COUNCIL, line=4, id="s5"),
    row(ADA, "HOLDS", HEAD, line=5, to="2022-07", id="s6"),
    row(BEN, "HOLDS", HEAD, line=6, from_="2022-08", id="s7"),
    row(BEN, "MEMBER_OF", PANEL, line=7, status="unclear", id="s8"),
    row(PANEL, "SUBGROUP_OF", PARTNERSHIP, line=8, id="s9"),
    row(PARTNERSHIP, "COVERS", NORTHMARSH, line=9, id="s10"),
    row(PANEL, "COVERS", NORTHMARSH, line=10, to="2020", id="s11"),
    row(COUNCIL, "FUNDS", PARTNERSHIP, line=11, amount_gbp=60000, period="2022/23", id="s12"),
    row(
        MOPAC, "FUNDS", PARTNERSHIP, line=12, amount_gbp=5000.5, period="2022/23", via="Fenland Constabulary", id="s13"
    ),
    row(MOPAC, "MEMBER_OF", PANEL, line=13, status="unclear", id="s14"),
    row(MOPAC, "ATTENDED", PARTNERSHIP, line=14, status="negated", attended=False, id="s15"),
    row(MOPAC, "REQUIRES", ("Protocol", "Knife Plan"), line=15, status="planned", id="s16"),
    row(MOPAC, "RUNS", ("Programme", "Crime data dashboard"), line=16, id="s17"),
    row(COUNCIL, "DUTY_TO_COOPERATE", MOPAC, line=17, id="s18"),
]
SOURCES = [Source("report-a", "Report A", date="2023-06-30")]

GOLDEN: list[Case] = [
    (
        "who-sits-on", {"board": BOARD},
        ["member", "relation", "as_role", "holder", "holder_from", "holder_to", "valid_from", "status", "evidence"],
        [
            [HEAD[1], "CHAIRS", "rotating", "Ada Example", None, "2022-07", None, "asserted", ["s4", "s6"]],
            [HEAD[1], "CHAIRS", "rotating", "Ben Sample", "2022-08", None, None, "asserted", ["s4", "s7"]],
            ["Northmarsh Council", "MEMBER_OF", None, None, None, None, None, "asserted", ["s1", "s2"]],
            ["Fenland Constabulary", "STATUTORY_PARTNER_OF", None, None, None, None, "2019-09", "asserted", ["s3"]],
        ],
    ),
    (
        "who-sits-on", {"board": BOARD, "as_of": "2019-01-01"},
        ["member", "holder", "in_force"],
        [
            ["Head of Safeguarding, Northmarsh Council", "Ada Example", "possibly"],
            ["Northmarsh Council", None, "possibly"],
        ],
    ),
    (
        "who-sits-on", {"board": BOARD, "as_of": "2023-01-01"},
        ["member", "holder", "in_force"],
        [
            ["Head of Safeguarding, Northmarsh Council", "Ben Sample", "possibly"],
            ["Northmarsh Council", None, "possibly"],
            ["Fenland Constabulary", None, "surely"],
        ],
    ),
    (
        "boards-of-person", {"person": "person-ben-sample"},
        ["board", "relation", "post", "valid_from", "valid_to", "status", "evidence"],
        [
            ["Northmarsh Case Panel", "MEMBER_OF", None, None, None, "unclear", ["s8"]],
            ["Northmarsh Safeguarding Children Partnership", "CHAIRS", HEAD[1], "2022-08", None, "asserted", ["s7", "s4"]],
        ],
    ),
    (
        "boards-of-person", {"person": "person-ada-example", "as_of": "2023-01-01"}, ["board"], [],
    ),
    (
        "boards-of-organisation", {"organisation": "organisation-northmarsh-council"},
        ["board", "relation", "through", "evidence"],
        [
            ["Northmarsh Case Panel", "MEMBER_OF", "Ben Sample", ["s5", "s7", "s8"]],
            ["Northmarsh Safeguarding Children Partnership", "CHAIRS", HEAD[1], ["s5", "s4"]],
            ["Northmarsh Safeguarding Children Partnership", "MEMBER_OF", None, ["s1", "s2"]],
        ],
    ),
    (
        "boards-in-borough", {"borough": "borough-northmarsh"},
        ["board", "members_stated", "subgroup_of", "valid_to", "evidence"],
        [
            ["Northmarsh Case Panel", 2, ["Northmarsh Safeguarding Children Partnership"], "2020", ["s11"]],
            ["Northmarsh Safeguarding Children Partnership", 3, [], None, ["s10"]],
        ],
    ),
    (
        "boards-in-borough", {"borough": "borough-northmarsh", "as_of": "2021-01-01"},
        ["board", "in_force"], [["Northmarsh Safeguarding Children Partnership", "possibly"]],
    ),
    (
        "funding-of", {"recipient": BOARD},
        ["funder", "amount_gbp", "period", "via", "valid_from", "valid_to", "evidence"],
        [
            [MOPAC[1], 5000.5, "2022/23", "Fenland Constabulary", "2022-04-01", "2023-03-31", ["s13"]],
            ["Northmarsh Council", 60000, "2022/23", None, "2022-04-01", "2023-03-31", ["s12"]],
        ],
    ),
    (
        "mopac-roles", {},
        ["role", "relation", "direction", "other", "status", "particulars", "evidence"],
        [
            ["attends", "ATTENDED", "out", "Northmarsh Safeguarding Children Partnership", "negated", [], ["s15"]],
            ["attends", "MEMBER_OF", "out", "Northmarsh Case Panel", "unclear", [], ["s14"]],
            ["data", "RUNS", "out", "Crime data dashboard", "asserted", [], ["s17"]],
            ["funds", "FUNDS", "out", "Northmarsh Safeguarding Children Partnership", "asserted",
             ["2022/23; £5,000.50; via: Fenland Constabulary"], ["s13"]],
            ["requires", "REQUIRES", "out", "Knife Plan", "planned", [], ["s16"]],
            ["works-with", "DUTY_TO_COOPERATE", "in", "Northmarsh Council", "asserted", [], ["s18"]],
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "columns", "expected"), GOLDEN)
async def test_golden_answer(
    store: Store, name: str, given: dict[str, str], columns: list[str], expected: list[list[Any]]
) -> None:
    await load(store, located(ROWS), SOURCES)
    await check(store, name, given, columns, expected)


def test_every_named_query_has_a_golden_answer() -> None:
    modules = [import_module(f"tests.queries.{p.stem}") for p in Path(__file__).parent.glob("test_*.py")]
    assert {g[0] for m in modules for g in getattr(m, "GOLDEN", [])} == set(catalogue())


async def test_an_answer_is_cut_at_the_limit_and_says_so(store: Store) -> None:
    await load(store, located(ROWS), SOURCES)
    query = query_named("who-sits-on")
    values = query.read({"board": BOARD})
    cut = await run(store, query, values, limit=2, seconds=5)
    assert (len(cut.rows), cut.truncated) == (2, True)
    whole = await run(store, query, values, limit=4, seconds=5)
    assert (len(whole.rows), whole.truncated) == (4, False)


async def test_every_query_answers_on_the_register_with_evidence(register: Store) -> None:
    for query in catalogue().values():
        answer = await run(register, query, query.read(dict(query.example)), limit=1000, seconds=5)
        assert answer.rows, f"{query.name}: its example has no rows"
        ids = {i for r in answer.rows for i in r["evidence"]}
        known = await register.read(
            "UNWIND $ids AS id MATCH (s:Statement {id: id}) RETURN s.id AS id", {"ids": sorted(ids)}
        )
        assert all(r["evidence"] for r in answer.rows)
        assert len(known) == len(ids)


@needs_neo4j
async def test_both_engines_give_the_same_export_and_the_same_answers(tmp_path: Path) -> None:
    engines = [await Store.connect(settings_for(e, tmp_path), purpose="test") for e in ("embedded", "neo4j")]
    try:
        answers: list[Any] = []
        for store in engines:
            await empty(store)
            await load_register(store, progress=quiet)
            rows: dict[str, Any] = {"export": await export_jsonl(store)}
            for query in catalogue().values():
                for given in await _many(store, query.name, dict(query.example)):
                    answer = await run(store, query, query.read(given), limit=10000, seconds=20)
                    rows[f"{query.name} {sorted(given.items())}"] = answer.rows
            answers.append(rows)
        assert [key for key in answers[0] if answers[0][key] != answers[1][key]] == []
        assert len(answers[0]) > 50
    finally:
        for store in engines:
            await store.close()


async def _many(store: Store, name: str, example: dict[str, str]) -> list[dict[str, str]]:
    """The example, and the query for many entities that its parameter takes, on no day and on one."""
    query = query_named(name)
    made = [example]
    dated = any(p.name == "as_of" for p in query.parameters)
    for p in query.parameters:
        if p.type == "id":
            rows = await store.read(
                "MATCH (e:Entity) WHERE e.label IN $labels RETURN e.id AS id ORDER BY id LIMIT 400",
                {"labels": list(p.labels)},
            )
            for row_ in rows[::20]:
                made.append({**example, p.name: row_["id"]})
                if dated:
                    made.append({**example, p.name: row_["id"], "as_of": "2022-06-15"})
    return made


def quiet(total: int) -> Any:
    from contextlib import nullcontext

    return nullcontext(lambda _: None)
