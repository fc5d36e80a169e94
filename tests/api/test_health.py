"""Alive, ready, what is loaded; request ids, headers, and logs without personal data."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from graph.guard import read_state
from graph.store import SCHEMA_VERSION, Store
from tests.api.conftest import client_of, settings
from tests.api.test_errors import check_problem
from tests.conftest import settings_for
from tests.fixtures.northmarsh import ADA, COUNCIL, FORUM, PARTNERSHIP, ROWS

DATA = (
    "/", "/maps/mopac-roles", "/api/v1/catalog", "/api/v1/entities?q=Ada+Example", f"/api/v1/entities/{COUNCIL}",
    f"/api/v1/entities/{COUNCIL}/edges", f"/api/v1/boards/{PARTNERSHIP}/members", f"/api/v1/people/{ADA}/boards",
    "/api/v1/queries", "/api/v1/queries/who-sits-on", f"/api/v1/queries/who-sits-on/rows?board={PARTNERSHIP}",
    f"/api/v1/queries/who-sits-on/rows.csv?board={PARTNERSHIP}", "/api/v1/export",
)  # fmt: skip


async def test_alive_and_ready(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json() == {"status": "alive"}
    ready = (await client.get("/readyz")).json()
    assert ready == {"status": "ready", "statements": len(ROWS), "schema_version": SCHEMA_VERSION}


async def test_an_empty_store_is_alive_but_not_ready(fresh: httpx.AsyncClient) -> None:
    assert (await fresh.get("/healthz")).status_code == 200
    assert "safegov load" in check_problem(await fresh.get("/readyz"), 503)["detail"]
    assert (await fresh.get("/api/v1/entities")).json() == {"items": [], "next": None, "total": 0}
    assert (await fresh.get("/")).status_code == 200


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the engine outlives a killed guard for a moment")
async def test_without_its_engine_the_api_is_alive_but_not_ready(tmp_path: Path) -> None:
    store = await Store.connect(settings_for("embedded", tmp_path), purpose="test")
    try:
        async with client_of(create_app(settings(), store)) as client:
            assert (await client.get("/api/v1/catalog")).status_code == 200
            state = read_state(tmp_path / "engine")
            assert state is not None
            os.kill(state.guard, signal.SIGKILL)  # the engine goes with it
            for answer in await asyncio.gather(client.get("/readyz"), client.get("/api/v1/catalog")):
                check_problem(answer, 503)
            assert (await client.get("/healthz")).status_code == 200
    finally:
        await store.close()


async def test_the_catalog_tells_what_is_loaded(client: httpx.AsyncClient) -> None:
    catalog = (await client.get("/api/v1/catalog")).json()
    assert {s["id"]: s["statements"] for s in catalog["sources"]} == {
        doc: sum(r["doc"] == doc for r in ROWS) for doc in ("minutes", "report-2021")
    }
    assert all(s["loaded_at"] for s in catalog["sources"])
    assert catalog["statements"] == len(ROWS)
    assert catalog["entities"]["Person"] == 3
    assert catalog["edges"]["ATTENDED"] == 3
    assert catalog["edges"]["FUNDS"] == 2, "a plan to fund is not counted as funding"


async def test_a_request_id_is_echoed_or_made(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz", headers={"X-Request-ID": "abc-1.2_3"})).headers["x-request-id"] == "abc-1.2_3"
    made = {(await client.get("/healthz")).headers["x-request-id"] for _ in range(3)}
    assert len(made) == 3
    for bad in ("", "a b", "a" * 65, "id\tforged", "é"):
        answer = await client.get("/nowhere", headers=[(b"X-Request-ID", bad.encode())])
        assert answer.headers["x-request-id"] != bad
        assert len(answer.json()["request_id"]) == 32


@pytest.mark.parametrize("path", ["/healthz", "/nowhere", "/api/v1/openapi.json", "/api/v1/entities?limit=0", *DATA])
async def test_every_answer_has_the_security_headers(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    policy = answer.headers["content-security-policy"]
    for part in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert "script-src 'unsafe-inline'" not in policy


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/nowhere", "/api/v1/openapi.json", *DATA])
async def test_head_is_get_without_the_body(client: httpx.AsyncClient, path: str) -> None:
    got, head = await client.get(path), await client.head(path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    for name in ("content-type", "etag", "vary"):
        assert head.headers.get(name) == got.headers.get(name)


async def test_the_log_holds_routes_but_neither_names_nor_ids_nor_searches(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    paths = [
        *DATA, f"/api/v1/entities/{FORUM}?nonsense=Ada", "/api/v1/people/person-secret-name/boards",
        "/secret-path?q=secret", "/api/v1/entities?q=secret&limit=0", "/api/v1/statements/s-secret",
        "/api/v1/queries/who-sits-on/rows?board=board-secret",
    ]  # fmt: skip
    with caplog.at_level(logging.INFO):
        answers = [await client.get(path) for path in paths]
    lines = [r.getMessage() for r in caplog.records if r.name == "safegov.http"]
    assert len(lines) == len(paths)
    assert all(a.headers["x-request-id"] in line for a, line in zip(answers, lines, strict=True))
    assert any("/api/v1/people/{id}/boards 200" in line for line in lines)
    ours = [r.getMessage() for r in caplog.records if not r.name.startswith("httpx")]
    for word in ("Ada", "ada-", "secret", "Example", "northmarsh", "elan", "board-", "person-", "?", "q="):
        assert [line for line in ours if word in line] == []
