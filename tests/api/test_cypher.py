"""POST /cypher: rows in plain JSON within declared limits, and all other endpoints answer while it is misused."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from api.app import create_app
from api.cypher import MAX_BODY
from graph import arcade, free
from graph.export import export_jsonl
from graph.store import Store
from tests.api.conftest import client_of, load_northmarsh, settings
from tests.api.test_errors import check_problem
from tests.conftest import settings_for
from tests.fixtures.northmarsh import ADA, COUNCIL, PARTNERSHIP
from tests.queries.attacks import DISGUISED, KILLERS, NOT_READING, REFUSED_BOMBS, SERVER, WRITES

PATH = "/api/v1/cypher"
PATIENCE = 20
"""How often a query that is turned away is asked again."""
SLOW = "MATCH (a), (b), (c), (d), (e) RETURN sum(size(a.id) + size(b.id) + size(c.id) + size(d.id) + size(e.id)) AS n"


async def ask(client: httpx.AsyncClient, query: str, **more: Any) -> httpx.Response:
    """The answer, asked again as long as it is told to: a query of the test before may still keep its place."""
    for _ in range(PATIENCE):
        answer = await ask_once(client, query, **more)
        if answer.status_code != 429:
            break
        await asyncio.sleep(int(answer.headers["Retry-After"]))
    return answer


async def ask_once(client: httpx.AsyncClient, query: str, **more: Any) -> httpx.Response:
    return await client.post(PATH, json={"query": query, **more}, timeout=60)


async def rows(client: httpx.AsyncClient, query: str, **more: Any) -> list[dict[str, Any]]:
    answer = await ask(client, query, **more)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["rows"]
    return found


async def test_rows_come_in_the_shape_of_a_named_query_with_the_limits(client: httpx.AsyncClient) -> None:
    answer = await ask(
        client, "MATCH (b:Board {id: $id}) RETURN b.name AS name, b.kind AS kind", parameters={"id": PARTNERSHIP}
    )
    body = answer.json()
    assert list(body) == ["columns", "rows", "truncated", "elapsed_ms", "limits"]
    assert body["columns"] == ["name", "kind"]
    assert body["rows"] == [{"name": "Northmarsh Safeguarding Partnership", "kind": "partnership"}]
    assert body["truncated"] is False
    assert body["elapsed_ms"] > 0
    assert body["limits"] == {"rows": 10000, "seconds": 5.0, "bytes": 5_000_000, "at_once": 2}
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


async def test_an_answer_without_rows_has_its_columns(client: httpx.AsyncClient) -> None:
    body = (await ask(client, "MATCH (b:Board {id: 'nothing'}) RETURN b.name AS name, b.id")).json()
    assert (body["columns"], body["rows"], body["truncated"]) == (["name", "b.id"], [], False)


async def test_nodes_and_relationships_are_plain_and_their_ids_ours(client: httpx.AsyncClient) -> None:
    query = "MATCH p = (o:Organisation {id: $id})-[r]->(b:Board {id: $b}) RETURN o, r, b, p, [o] AS l, {m: b} AS m"
    found = await rows(client, query, parameters={"id": COUNCIL, "b": PARTNERSHIP}, limit=1)
    row = found[0]
    assert row["o"]["labels"] == ["Entity", "Organisation"]
    assert row["o"]["id"] == row["o"]["properties"]["id"] == COUNCIL
    assert list(row["r"]) == ["type", "id", "start", "end", "properties"]
    assert (row["r"]["start"], row["r"]["end"]) == (COUNCIL, PARTNERSHIP)
    assert row["r"]["type"].isupper()
    assert row["r"]["id"] == row["r"]["properties"]["id"]
    assert row["r"]["properties"]["statements"]
    assert [n["id"] for n in row["p"]["nodes"]] == [COUNCIL, PARTNERSHIP]
    assert [r["id"] for r in row["p"]["relationships"]] == [row["r"]["id"]]
    assert row["l"] == [row["o"]]
    assert row["m"] == {"m": row["b"]}
    alone = await rows(client, "MATCH (:Organisation {id: $id})-[r]->() RETURN r", parameters={"id": COUNCIL})
    assert alone[0]["r"]["start"] is None
    text = json.dumps(found + alone)
    assert "element" not in text
    assert "#" not in text, "an id of the embedded engine"


async def test_times_places_and_odd_numbers_are_text(client: httpx.AsyncClient) -> None:
    query = (
        "RETURN date('2020-01-31') AS a, localdatetime('2020-01-31T10:11:12') AS b, duration('P1Y2M3DT4S') AS c, "
        "point({x: 1, y: 2.5}) AS d, 1.0 / 0 AS e, [date('2020-01-31')] AS f, datetime('2020-01-31T10:11:12Z') AS g"
    )
    [row] = await rows(client, query)
    assert row["a"] == "2020-01-31"
    assert row["b"].startswith("2020-01-31T10:11:12")
    assert row["c"] == "P1Y2M3DT4S"
    assert row["d"] == "SRID=7203;POINT(1 2.5)"
    assert row["e"] == "inf"
    assert row["f"] == ["2020-01-31"]
    assert row["g"].startswith("2020-01-31T10:11:12")


async def test_values_of_every_type_go_in_and_come_out(client: httpx.AsyncClient) -> None:
    value: dict[str, Any] = {"a": [1, -1.5, True, None, "é ' \" \\ `", {"b": []}]}
    assert await rows(client, "RETURN $value AS v", parameters={"value": value}) == [{"v": value}]


async def test_a_caller_may_lower_the_limits_and_not_raise_them(client: httpx.AsyncClient) -> None:
    body = (await ask(client, "UNWIND range(1, 50) AS x RETURN x", limit=3, seconds=2)).json()
    assert [r["x"] for r in body["rows"]] == [1, 2, 3]
    assert body["truncated"] is True
    assert (body["limits"]["rows"], body["limits"]["seconds"]) == (3, 2)
    whole = (await ask(client, "UNWIND range(1, 3) AS x RETURN x", limit=3, seconds=500)).json()
    assert (len(whole["rows"]), whole["truncated"], whole["limits"]["seconds"]) == (3, False, 5)
    refused = check_problem(await ask(client, "RETURN 1 AS x", limit=10_001), 422)
    assert refused["errors"][0]["where"] == "limit"
    most = (await ask(client, "UNWIND range(1, 10001) AS x RETURN x")).json()
    assert (len(most["rows"]), most["truncated"]) == (10_000, True)


async def test_an_answer_is_no_larger_than_declared(client: httpx.AsyncClient) -> None:
    large = "WITH reduce(s = 'abcdefgh', i IN range(1, 16) | s + s) AS s UNWIND range(1, 50) AS x RETURN x, s"
    answer = await ask(client, large)
    assert answer.json()["truncated"] is True
    assert 0 < len(answer.json()["rows"]) < 50
    assert len(answer.content) < 5_001_000
    one = "RETURN reduce(s = 'abcdefgh', i IN range(1, 20) | s + s) AS s"
    assert "MB" in check_problem(await ask(client, one), 408)["detail"]


async def test_a_query_past_its_time_is_408(client: httpx.AsyncClient) -> None:
    began = time.monotonic()
    body = check_problem(await ask(client, SLOW, seconds=0.3), 408)
    assert "0.3 s" in body["detail"]
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("MATCH (n) SET n.x = 1 RETURN n", "SET at line 1, column 11"), ("RETURN apoc.help('a') AS a", "apoc.help"),
        ("CALL dbms.listConfig()", "dbms.listConfig"), ("LOAD CSV FROM 'file:///x' AS l RETURN l", "LOAD at line 1"),
        ("MATCH (n) RETURN elementId(n) AS a", "elementId"), ("SHOW USERS", "SHOW"), ("USE system RETURN 1", "USE"),
    ],
)  # fmt: skip
async def test_what_is_refused_is_403_and_says_what_and_where(
    client: httpx.AsyncClient, query: str, where: str
) -> None:
    assert where in check_problem(await ask(client, query), 403)["detail"]


async def test_every_attack_is_a_problem_and_changes_nothing(client: httpx.AsyncClient, northmarsh: Store) -> None:
    before = await export_jsonl(northmarsh)
    for query in [*WRITES, *SERVER, *NOT_READING, *DISGUISED, *REFUSED_BOMBS]:
        answer = await ask(client, query)
        check_problem(answer, answer.status_code)
        assert answer.status_code in (403, 422), query
    assert await export_jsonl(northmarsh) == before


@pytest.mark.parametrize(
    "query", ["RETURN 1 +", "MATCH (n RETURN n", "RETURN nobody AS a", "RETURN size(1, 2) AS a", "x"]
)
async def test_a_mistake_in_the_query_is_422(client: httpx.AsyncClient, query: str) -> None:
    answer = await ask(client, query)
    assert answer.status_code in (403, 422)
    if query != "x":
        assert len(check_problem(answer, 422)["detail"]) > 40


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "query"), ({"query": ""}, "query"), ({"query": 1}, "query"), ({"query": "RETURN 1", "more": 1}, "more"),
        ({"query": "RETURN 1", "limit": 0}, "limit"), ({"query": "RETURN 1", "seconds": 0}, "seconds"),
        ({"query": "RETURN 1", "limit": "3"}, "limit"), ({"query": "RETURN 1", "parameters": [1]}, "parameters"),
        ({"query": "RETURN $a"}, "a"), ({"query": "RETURN 1", "parameters": {"b": 1}}, "b"),
        ({"query": "RETURN $a", "parameters": {"a": 1 << 63}}, "a"), ([], "body"), (None, "body"),
    ],
)  # fmt: skip
async def test_a_body_that_is_not_as_described_is_422_and_names_the_place(
    client: httpx.AsyncClient, body: object, where: str
) -> None:
    answer = check_problem(await client.post(PATH, json=body), 422)
    assert [e["where"] for e in answer["errors"]] == [where]


async def test_bodies_that_are_no_json_or_too_large_are_422(client: httpx.AsyncClient) -> None:
    for body in (b"", b"{", b"\xff", b'{"query": "RETURN 1", "parameters": {"a": NaN}}', b"x" * (MAX_BODY + 1)):
        check_problem(await client.post(PATH, content=body), 422)
    check_problem(await client.post(f"{PATH}?limit=3", json={"query": "RETURN 1 AS a"}), 422)
    assert check_problem(await client.get(PATH), 405)["detail"]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def own(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    """Northmarsh on an embedded engine that may be taken down, with short rests between."""
    before = arcade.STATEMENT_SECONDS, free.REST_SECONDS, free.LONGEST_REST
    arcade.STATEMENT_SECONDS, free.REST_SECONDS, free.LONGEST_REST = 3.0, 0.2, 0.4  # type: ignore[misc]
    data: Path = tmp_path_factory.mktemp("own")
    store = await Store.connect(settings_for("embedded", data).model_copy(update={"query_seconds": 1}), purpose="test")
    try:
        await load_northmarsh(store)
        yield store
    finally:
        arcade.STATEMENT_SECONDS, free.REST_SECONDS, free.LONGEST_REST = before  # type: ignore[misc]
        await store.close()


async def test_one_query_too_many_is_429_and_says_when(own: Store) -> None:
    async with client_of(create_app(settings(query_seconds=1), own)) as client:
        answers = await asyncio.gather(*(ask_once(client, SLOW) for _ in range(3)))
        assert sorted(a.status_code for a in answers) == [408, 408, 429]
        [turned_away] = [a for a in answers if a.status_code == 429]
        check_problem(turned_away, 429)
        after = int(turned_away.headers["retry-after"])
        assert 1 <= after <= 10
        await asyncio.sleep(after)
        assert (await ask_once(client, "RETURN 1 AS a")).status_code == 200


@pytest.mark.parametrize("query", KILLERS, ids=range(len(KILLERS)))
async def test_while_a_query_takes_the_engine_down_all_else_is_answered(own: Store, query: str) -> None:
    before = await export_jsonl(own)
    waits: list[tuple[float, str, int]] = []
    over = asyncio.Event()
    async with client_of(create_app(settings(query_seconds=1), own)) as client:

        async def poll(path: str) -> None:
            while not over.is_set():
                began = time.monotonic()
                answer = await client.get(path, timeout=60)
                waits.append((round(time.monotonic() - began, 2), path, answer.status_code))
                await asyncio.sleep(0.05)

        paths = ("/readyz", "/api/v1/entities?q=Northmarsh", f"/api/v1/queries/who-sits-on/rows?board={PARTNERSHIP}")
        polls = [asyncio.create_task(poll(path)) for path in paths]
        await asyncio.sleep(0.2)
        check_problem(await ask(client, query), 408)
        if own._free._running:
            await asyncio.wait(list(own._free._running), timeout=30)
        await asyncio.sleep(0.5)
        over.set()
        await asyncio.gather(*polls)
        assert (await ask(client, "RETURN 1 AS a")).json()["rows"] == [{"a": 1}]
    assert {status for _, _, status in waits} == {200}, sorted(waits)[-5:]
    assert {path for _, path, _ in waits} == set(paths)
    assert max(waits)[0] < 20
    assert await export_jsonl(own) == before


async def test_a_store_that_does_not_answer_is_503(tmp_path: Path) -> None:
    store = await Store.connect(settings_for("embedded", tmp_path), purpose="test")
    app = create_app(settings(), store)
    await store.close()
    async with client_of(app) as client:
        answer = await ask(client, "RETURN 1 AS a")
        assert answer.status_code in (408, 503)
        assert ADA not in answer.text
