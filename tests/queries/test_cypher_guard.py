"""Free Cypher: every attack is refused or bounded, by the guard and by each engine; what is harmless passes."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
import pytest_asyncio

from graph import arcade
from graph.errors import BadParameter, BadQuery, PastLimit, Refused, SafegovError, TooSlow
from graph.export import export_jsonl
from graph.load import load
from graph.store import Store
from queries.catalogue import catalogue, query_named
from queries.cypher_guard import check, check_parameters
from queries.cypher_tokens import tokens
from queries.free import run_free
from tests.conftest import ENGINES, empty, settings_for
from tests.graph.test_load import ROWS, SOURCES
from tests.queries.attacks import (
    BLANKED,
    BOMBS,
    DISGUISED,
    HARMLESS,
    KILLERS,
    NOT_READING,
    REFUSED_BOMBS,
    SERVER,
    WRITES,
)
from tests.rows import dump, located

ATTACKS = [*WRITES, *SERVER, *NOT_READING, *DISGUISED, *REFUSED_BOMBS]


def short(text: str) -> str:
    return ascii(text)[1:60]


async def filled(store: Store) -> tuple[str, str]:
    """The store with a few rows in it; all that it holds, and its export."""
    rows = await store.read("MATCH (s:Statement) RETURN count(s) AS n")
    if rows[0]["n"] != len(ROWS):
        await empty(store)
        await load(store, located(ROWS), SOURCES)
    return await dump(store), await export_jsonl(store)


def test_the_suite_is_as_large_as_it_says() -> None:
    assert len(set(ATTACKS + BLANKED + BOMBS + KILLERS)) >= 150
    assert len(set(ATTACKS)) == len(ATTACKS)


@pytest.mark.parametrize("text", ATTACKS, ids=short)
def test_the_guard_refuses(text: str) -> None:
    with pytest.raises((Refused, BadQuery)) as caught:
        check(text, {})
    assert len(caught.value.detail) < 1200
    assert caught.value.mend


@pytest.mark.parametrize("text", [*WRITES, *SERVER, *NOT_READING], ids=short)
def test_what_is_refused_is_forbidden_and_not_a_mistake(text: str) -> None:
    mistakes = (":use", ":param", "BEGIN", "COMMIT", "OPTIONAL CALL")
    if not text.startswith(mistakes):
        with pytest.raises(Refused):
            check(text, {})


@pytest.mark.parametrize("text", WRITES, ids=short)
async def test_an_engine_by_itself_refuses_to_write(shared_store: Store, text: str) -> None:
    before = await filled(shared_store)
    with pytest.raises(SafegovError):
        await shared_store.read(text, seconds=5)
    # of a transaction that is rolled back in any case the embedded engine does not say each time that it would refuse
    with suppress(SafegovError):
        await shared_store.free(text, {}, limit=10, seconds=5)
    assert await filled(shared_store) == before


@pytest.mark.parametrize("text", SERVER, ids=short)
async def test_a_command_to_the_server_does_nothing_in_a_reading_session(shared_store: Store, text: str) -> None:
    before = await filled(shared_store)
    with pytest.raises(SafegovError):
        await shared_store.free(text, {}, limit=10, seconds=5)
    assert await filled(shared_store) == before


async def test_no_attack_changes_what_a_store_holds(shared_store: Store) -> None:
    before = await filled(shared_store)
    for text in ATTACKS:
        with pytest.raises(SafegovError):
            await run_free(shared_store, text, {}, limit=10, seconds=5)
    for text in BLANKED:
        await run_free(shared_store, text, {}, limit=10, seconds=5)
    for text in [*DISGUISED, *BLANKED]:  # past the guard
        with suppress(SafegovError):
            await shared_store.free(text, {}, limit=10, seconds=5)
    assert await filled(shared_store) == before


async def test_neo4j_refuses_what_reads_more_than_the_graph_by_its_plan(shared_store: Store) -> None:
    """The guard's second half: the plan that Neo4j makes of it. The embedded engine has none."""
    if shared_store._engine is not None:
        pytest.skip("the embedded engine shows no plan")
    for text in (
        "LOAD CSV FROM 'http://127.0.0.1:1/' AS line RETURN line",
        "CALL dbms.listConfig() YIELD name RETURN name",
        "CALL { CALL dbms.listConfig() YIELD name RETURN name } RETURN name",
        "CALL db.clearQueryCaches() YIELD value RETURN value",
        "SHOW SETTINGS YIELD name RETURN name",
        "SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery",
        "MATCH (n) SET n.x = 1 RETURN n",
    ):
        with pytest.raises((Refused, BadQuery)):
            await shared_store.free(text, {}, limit=10, seconds=5)
    answer = await shared_store.free(
        "CALL db.labels() YIELD label RETURN label", {}, limit=1, seconds=5, procedures=("db.labels",)
    )
    assert answer.columns == ["label"]


@pytest.mark.parametrize("text", HARMLESS, ids=short)
async def test_what_only_reads_is_let_through_and_answered(shared_store: Store, text: str) -> None:
    await filled(shared_store)
    answer = await run_free(shared_store, text, {}, limit=100, seconds=5)
    assert answer.columns
    assert all(list(row) == answer.columns for row in answer.rows)


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=ENGINES)
async def tight(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    """A store whose engine ends a statement soon after the limit, so that the bombs are over soon."""
    before = arcade.STATEMENT_SECONDS
    arcade.STATEMENT_SECONDS = 2.0  # type: ignore[misc]
    settings = settings_for(request.param, tmp_path_factory.mktemp("tight")).model_copy(update={"query_seconds": 0.5})
    store = await Store.connect(settings, purpose="test")
    try:
        await filled(store)
        yield store
    finally:
        arcade.STATEMENT_SECONDS = before  # type: ignore[misc]
        await store.close()


@pytest.mark.parametrize("text", BOMBS, ids=short)
async def test_what_would_go_on_without_bound_is_ended(tight: Store, text: str) -> None:
    before, starts = await filled(tight), tight._free.restarts
    began = time.monotonic()
    with suppress(TooSlow, PastLimit, BadQuery):
        answer = await run_free(tight, text, {}, limit=100, seconds=0.5)
        assert len(answer.rows) <= 100
    assert time.monotonic() - began < 3.0
    await tight.ping()
    if tight._free._running:
        await asyncio.wait(list(tight._free._running), timeout=20)
        await asyncio.sleep(0)
    assert not tight._free._running, "it goes on after its end"
    assert tight._free.restarts == starts, "the engine had to be restarted"
    assert await filled(tight) == before


@pytest.mark.parametrize(
    "text",
    [
        "RETURN $a AS a", "MATCH (n) WHERE n.x = $`a b` RETURN n", "MATCH (n {x: $a}) RETURN n", "RETURN [$a] AS x",
    ],
)  # fmt: skip
def test_a_parameter_that_is_missing_is_named(text: str) -> None:
    name = "a b" if "`" in text else "a"
    with pytest.raises(BadParameter) as caught:
        check(text, {})
    assert [e["where"] for e in caught.value.errors] == [name]
    assert check(text, {name: 1}).cypher == text
    with pytest.raises(BadParameter) as caught:
        check(text, {name: 1, "other": 2})
    assert [e["where"] for e in caught.value.errors] == ["other"]


@pytest.mark.parametrize(
    "value",
    [
        1 << 63, -(1 << 63) - 1, float("nan"), float("inf"), "a" * 200_001, [1] * 20_001, [[[[[[[[[1]]]]]]]]],
        {"a": {"b": ["x" * 200_001]}}, "\ud800", {"\ud800": 1}, {str(i): i for i in range(20_001)},
    ],
    ids=short,
)  # fmt: skip
def test_a_parameter_that_is_too_large_or_no_value_is_refused(value: object) -> None:
    with pytest.raises(BadParameter):
        check_parameters({"a": value}, {"a"})


@pytest.mark.parametrize("name", [q.name for q in catalogue().values() if q.cypher])
def test_a_named_query_may_be_sent_as_a_free_one(name: str) -> None:
    query = query_named(name)
    assert check(str(query.cypher), {p.name: None for p in query.parameters}).columns == [c.name for c in query.columns]


def test_parameters_of_usual_size_pass() -> None:
    check_parameters({"a": [1.5, -(1 << 63), None, True, "é", {"b": [[1]]}], "b": list(range(10_000))}, {"a", "b"})


def test_comments_and_unusual_spaces_are_blanked_in_place() -> None:
    text = "MATCH (n) // one\n/* two\nthree */ RETURN\u00a0n.`a // b`, '// no' AS x\r\n"
    seen = check(text, {}).cypher
    assert len(seen) == len(text)
    assert seen.count("\n") == text.count("\n")
    assert re.sub(r"\s+", " ", seen).strip() == "MATCH (n) RETURN n.`a // b`, '// no' AS x"


@pytest.mark.parametrize("text", BLANKED, ids=short)
def test_no_engine_sees_a_comment(text: str) -> None:
    seen = check(text, {}).cypher
    assert not re.search(r"DELETE|SET|//|\\", seen)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("MATCH (n) RETURN n", ["n"]), ("MATCH (n) RETURN n.name, n.`a b` AS `c d` LIMIT 1", ["n.name", "c d"]),
        ("MATCH (n) RETURN DISTINCT count(*), [x IN [1, 2] | x] AS l ORDER BY l", ["count(*)", "l"]),
        ("RETURN 1 AS a UNION RETURN 2 AS a", ["a"]), ("MATCH (n) RETURN *", []), ("CALL db.labels()", []),
        ("CALL { RETURN 1 AS x } RETURN x AS y", ["y"]), ("MATCH (n) RETURN `n`", ["n"]),
    ],
)  # fmt: skip
def test_columns_are_known_without_an_engine(text: str, columns: list[str]) -> None:
    assert check(text, {}).columns == columns


def test_a_place_is_told_by_line_and_column() -> None:
    with pytest.raises(Refused, match="SET at line 2, column 5"):
        check("MATCH (n)\n    SET n.x = 1 RETURN n", {})


def test_words_and_signs_are_told_apart() -> None:
    found, _ = tokens("MATCH (a)-[:X*1..3]->({x: .5}) RETURN a.x, 1.5e3, 0x1F, $p, $`q r`, `s``t`, 'u\\'v'")
    texts = [(t.kind, t.text) for t in found if t.kind != "sign"]
    assert texts == [
        ("word", "MATCH"), ("word", "a"), ("word", "X"), ("number", "1"), ("number", "3"), ("word", "x"),
        ("number", ".5"), ("word", "RETURN"), ("word", "a"), ("word", "x"), ("number", "1.5e3"), ("number", "0x1F"),
        ("parameter", "p"), ("parameter", "q r"), ("backticked", "s`t"), ("string", "'u\\'v'"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "", "  // nothing", "RETURN 'a", "RETURN `a", "RETURN 1 /* a", "RETURN (1", "RETURN 1)", "RETURN [1}", "RETURN $",
        "MATCH (n)", "RETURN 1 2", "RETURN 1x", "RETURN 'a' 'b'", "MATCH (n) RETURN n #", "1", "'a'", "(n)", "RETURN \x00",
        "OPTIONAL RETURN 1", "MATCH (n) RETURN n ORDER n.id", "CALL (x) RETURN 1", "CALL { MATCH (n) } RETURN 1",
        "RETURN CASE WHEN true THEN 1", "RETURN .x", "\ud800",
    ],
    ids=short,
)  # fmt: skip
def test_what_can_not_be_cypher_is_a_mistake(text: str) -> None:
    with pytest.raises(BadQuery):
        check(text, {})
