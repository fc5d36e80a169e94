"""Every error is one problem+json body that says what, where and how to mend it."""

from __future__ import annotations

import dataclasses
import logging
from typing import Any

import httpx
import pytest
from neo4j import AsyncManagedTransaction

from api.app import create_app
from graph.errors import StoreUnavailable, TooSlow, UsageError
from graph.load import Located, load
from graph.statements import read_row
from graph.store import Row, Store
from queries.catalogue import query_named
from tests.api.conftest import client_of, load_northmarsh, settings
from tests.fixtures.northmarsh import ADA, BOROUGH, COUNCIL, FORUM, PARTNERSHIP, ROWS, SOURCES

ENTITIES, EDGES = "/api/v1/entities", f"/api/v1/entities/{COUNCIL}/edges"
MEMBERS, BOARDS = f"/api/v1/boards/{PARTNERSHIP}/members", f"/api/v1/people/{ADA}/boards"
SITS, CSV = "/api/v1/queries/who-sits-on/rows", "/api/v1/queries/who-sits-on/rows.csv"


def check_problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """The one body; returns it."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert list(body) == ["type", "title", "status", "detail", "errors", "request_id"]
    assert body["type"] == "about:blank"
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    assert body["request_id"] == answer.headers["x-request-id"]
    assert all(list(e) == ["where", "reason", "remedy"] and all(e.values()) for e in body["errors"])
    return body


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/nowhere", "/nowhere"),
        ("/api/v1/entities/", "/api/v1/entities/"),
        ("/api/v1/entities/organisation-nobody", "organisation-nobody"),
        ("/api/v1/entities/nobody", "An id begins with organisation-"),
        ("/api/v1/entities/organisation-%00", "There is no entity"),
        ("/api/v1/entities/organisation-%ff", "There is no entity"),
        ("/api/v1/entities/organisation-nobody/edges", "organisation-nobody"),
        ("/api/v1/boards/board-nobody/members", "board-nobody"),
        (f"/api/v1/boards/{ADA}/members", "is no board"),
        ("/api/v1/people/person-nobody/boards", "person-nobody"),
        (f"/api/v1/people/{FORUM}/boards", "is no person"),
        ("/api/v1/statements/s-nothing", "s-nothing"),
        ("/api/v1/queries/nothing", "who-sits-on"),
        ("/api/v1/queries/nothing/rows", "who-sits-on"),
        ("/api/v1/queries/nothing/rows.csv", "who-sits-on"),
        ("/maps/nothing", "mopac-roles"),
    ],
)
async def test_what_is_not_there_is_404_and_says_what(client: httpx.AsyncClient, path: str, says: str) -> None:
    assert says in check_problem(await client.get(path), 404)["detail"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
async def test_a_method_that_is_not_possible_is_405_and_says_which_is(client: httpx.AsyncClient, method: str) -> None:
    for path in ("/", "/healthz", ENTITIES, SITS, "/api/v1/export", "/maps/mopac-roles"):
        answer = await client.request(method, path)
        assert check_problem(answer, 405)["detail"] == f"{method} is not possible here. Use GET"
        assert answer.headers["allow"] == "GET"


async def test_a_path_with_several_methods_names_them_all(client: httpx.AsyncClient) -> None:
    answer = await client.put("/api/v1/documents/minutes")
    assert check_problem(answer, 405)["detail"] == "PUT is not possible here. Use DELETE or GET"
    assert answer.headers["allow"] == "DELETE, GET"


@pytest.mark.parametrize(
    ("path", "query", "where"),
    [
        (ENTITIES, "limit=0", "limit"),
        (ENTITIES, "limit=1001", "limit"),
        (ENTITIES, "limit=ten", "limit"),
        (ENTITIES, "limit=1e2", "limit"),
        (ENTITIES, "label=Nonsense", "label"),
        (ENTITIES, "q=" + 201 * "a", "q"),
        (ENTITIES, "q=%20", "q"),
        (ENTITIES, "borough=borough-nowhere", "borough"),
        (ENTITIES, f"borough={COUNCIL}", "borough"),
        (ENTITIES, "cursor=nonsense", "cursor"),
        (EDGES, "type=NONSENSE", "type.0"),
        (EDGES, "direction=up", "direction"),
        (EDGES, "status=true", "status.0"),
        (EDGES, "as_of=2020", "as_of"),
        (EDGES, "as_of=2020-02-30", "as_of"),
        (EDGES, "as_of=undated", "as_of"),
        (EDGES, "as_of=2020-02-01&as_of=2020-02-02", "as_of"),
        (MEMBERS, "as_of=yesterday", "as_of"),
        (BOARDS, "as_of=yesterday", "as_of"),
        ("/api/v1/export", "format=xlsx", "format"),
        (SITS, "", "board"),
        (SITS, "board=", "board"),
        (SITS, f"board={COUNCIL}", "board"),
        (SITS, "board=board-nowhere", "board"),
        (SITS, f"board={PARTNERSHIP}&board={FORUM}", "board"),
        (SITS, f"board={PARTNERSHIP}&as_of=", "as_of"),
        (SITS, f"board={PARTNERSHIP}&as_of=2020", "as_of"),
        (SITS, f"board={PARTNERSHIP}&nonsense=1", "nonsense"),
        (SITS, f"board={PARTNERSHIP}&limit=0", "limit"),
        (SITS, f"board={PARTNERSHIP}&limit=10001", "limit"),
        (SITS, f"board={PARTNERSHIP}&limit=2&limit=3", "limit"),
        (SITS, f"board={PARTNERSHIP}&seconds=0", "seconds"),
        (SITS, f"board={PARTNERSHIP}&seconds=nan", "seconds"),
        (CSV, "", "board"),
        (CSV, f"board={PARTNERSHIP}&nonsense=1", "nonsense"),
        ("/api/v1/queries/who-sits-on/rows.xlsx", f"board={PARTNERSHIP}", "suffix"),
        (ENTITIES + "/" + 401 * "a", "", "id"),
    ],
)
async def test_a_parameter_that_is_not_valid_is_422_and_named(
    client: httpx.AsyncClient, path: str, query: str, where: str
) -> None:
    body = check_problem(await client.get(f"{path}?{query}"), 422)
    assert [e["where"] for e in body["errors"]] == [where]
    assert where in body["detail"]


async def test_all_faults_of_a_query_are_told_at_once(client: httpx.AsyncClient) -> None:
    body = check_problem(await client.get(f"{SITS}?as_of=2020&nonsense=1"), 422)
    assert {e["where"] for e in body["errors"]} == {"board", "as_of", "nonsense"}


async def test_a_merged_id_leads_on_with_its_route_and_query(fresh: httpx.AsyncClient, store: Store) -> None:
    await load_northmarsh(store)

    async def merge(tx: AsyncManagedTransaction) -> None:
        await tx.run("UNWIND $rows AS row MERGE (m:Moved {id: row[0]}) SET m.to = row[1]", rows=[
            ["organisation-old-council", COUNCIL], ["board-old", PARTNERSHIP], ["person-old", ADA],
            ["borough-old", BOROUGH],
        ])  # fmt: skip

    await store.write(merge)
    for path, to in [
        ("/api/v1/entities/organisation-old-council", f"/api/v1/entities/{COUNCIL}"),
        ("/api/v1/entities/organisation-old-council/edges?type=FUNDS&limit=1", f"{EDGES}?type=FUNDS&limit=1"),
        ("/api/v1/boards/board-old/members?as_of=2020-01-01", f"{MEMBERS}?as_of=2020-01-01"),
        ("/api/v1/people/person-old/boards", BOARDS),
    ]:
        answer = await fresh.get(path)
        check_problem(answer, 308)
        assert answer.headers["location"] == to
        assert (await fresh.get(to)).status_code == 200
    rows = {b: (await fresh.get(f"{SITS}?board={b}")).json()["rows"] for b in ("board-old", PARTNERSHIP)}
    assert rows["board-old"] == rows[PARTNERSHIP] != []
    found = {b: (await fresh.get(f"{ENTITIES}?borough={b}")).json()["items"] for b in ("borough-old", BOROUGH)}
    assert found["borough-old"] == found[BOROUGH] != []


async def test_a_withdrawn_id_is_410(fresh: httpx.AsyncClient, store: Store) -> None:
    await load_northmarsh(store)
    without = [r for r in ROWS if r["object"]["id"] != FORUM and r["doc"] == "minutes"]
    await load(store, [Located(read_row(r), "rows") for r in without], SOURCES, replaces=True)
    rest = [r for r in ROWS if r["object"]["id"] != FORUM and r["doc"] == "report-2021"]
    await load(store, [Located(read_row(r), "rows") for r in rest], SOURCES, replaces=True)
    for path in (f"/api/v1/entities/{FORUM}", f"/api/v1/entities/{FORUM}/edges", f"/api/v1/boards/{FORUM}/members"):
        assert FORUM in check_problem(await fresh.get(path), 410)["detail"]
    body = check_problem(await fresh.get(f"{SITS}?board={FORUM}"), 422)
    assert "withdrawn" in body["errors"][0]["reason"]


class Failing(Store):
    """A store whose reads fail as they are told to."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def read(self, cypher: str, parameters: object = None, *, seconds: float | None = None) -> list[Row]:
        raise self.error


@pytest.mark.parametrize("error", [StoreUnavailable("The store does not answer", "Start it"), TooSlow("Too slow")])
async def test_a_store_that_does_not_answer_is_503(error: Exception) -> None:
    async with client_of(create_app(settings(), Failing(error))) as client:
        for path in (
            "/", "/readyz", ENTITIES, EDGES, MEMBERS, BOARDS, f"{SITS}?board={PARTNERSHIP}", "/api/v1/export",
            "/api/v1/catalog", "/api/v1/statements/s-1", "/maps/mopac-roles",
        ):  # fmt: skip
            check_problem(await client.get(path), 503)
        assert (await client.get("/healthz")).status_code == 200
        assert (await client.get("/api/v1/queries")).status_code == 200


async def test_what_nobody_foresaw_is_500_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        async with client_of(create_app(settings(), Failing(RuntimeError("words about Ada Example")))) as client:
            answer = await client.get(EDGES)
    body = check_problem(answer, 500)
    assert answer.headers["x-content-type-options"] == "nosniff"
    for text in (answer.text, caplog.text):
        assert "Ada" not in text
    assert "Traceback" not in answer.text
    assert "RuntimeError" in caplog.text
    assert body["request_id"] in caplog.text
    assert "in read" in caplog.text, "the log says where it happened"


async def test_a_query_past_its_time_limit_is_408(northmarsh: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = dataclasses.replace(
        query_named("mopac-roles"), parameters=(),
        cypher="UNWIND range(1, 1000) AS a UNWIND range(1, 10000) AS b WITH a, b WHERE a * b % 7 = 3 "
        "RETURN count(a) AS n ORDER BY n",
    )  # fmt: skip
    monkeypatch.setattr("api.queries.query_named", lambda name: slow)
    async with client_of(create_app(settings(query_seconds=30), northmarsh)) as client:
        check_problem(await client.get("/api/v1/queries/mopac-roles/rows?seconds=0.1"), 408)


def test_an_app_that_should_withhold_names_does_not_start(northmarsh: Store) -> None:
    with pytest.raises(UsageError, match="SAFEGOV_PEOPLE"):
        create_app(settings(people="roles"), northmarsh)
