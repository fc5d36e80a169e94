"""The client of the API, against the program as it is served: what it gives, asks for and raises."""

from __future__ import annotations

import asyncio
import http.server
import json
import os
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

import pytest
import pytest_asyncio
from fastapi import FastAPI

from api import answers, client
from api.client import (
    Gone,
    Invalid,
    NotAllowed,
    NotFound,
    Problem,
    Safegov,
    SafegovError,
    TooMany,
    TooSlow,
    Unavailable,
)
from graph.export import FORMATS, export
from graph.load import Located, load
from graph.statements import read_row
from graph.store import Store
from tests.api.conftest import load_northmarsh, serving
from tests.api.test_cypher import SLOW
from tests.api.test_openapi import described
from tests.fixtures.northmarsh import ADA, BEN, BOROUGH, COUNCIL, FORUM, PARTNERSHIP, ROWS, SCRUTINEER, SOURCES

T = TypeVar("T")


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def address(app: FastAPI) -> AsyncIterator[str]:
    async with serving(app) as base:
        yield base


async def ask(call: Callable[[], T]) -> T:
    """The client is synchronous, and what it asks runs in this loop."""
    return await asyncio.to_thread(call)


@pytest.fixture
def safegov(address: str, northmarsh: Store) -> Safegov:
    return Safegov(address, page=2)


async def test_entities_come_page_after_page(safegov: Safegov) -> None:
    found = await ask(lambda: [e["id"] for e in safegov.entities(label="Organisation")])
    assert len(found) == len(set(found)) == 4
    assert (await ask(lambda: next(safegov.entities("NSP"))))["id"] == PARTNERSHIP
    assert await ask(lambda: list(safegov.entities("zzz"))) == []
    assert (await ask(lambda: safegov.entity(COUNCIL)))["edges"]["FUNDS"] == {"out": 1, "in": 0}
    assert [e["id"] for e in await ask(lambda: list(safegov.entities(borough=BOROUGH)))] == [BOROUGH, PARTNERSHIP]


async def test_edges_members_and_boards(safegov: Safegov) -> None:
    edges = await ask(lambda: list(safegov.edges(COUNCIL, type=["FUNDS", "STATUTORY_PARTNER_OF"], direction="out")))
    assert {(e["type"], e["target"]["id"]) for e in edges} == {
        ("FUNDS", PARTNERSHIP), ("STATUTORY_PARTNER_OF", PARTNERSHIP),
    }  # fmt: skip
    [planned] = await ask(lambda: list(safegov.edges(COUNCIL, status="planned")))
    assert planned["properties"]["amount_gbp"] == 5000
    members = await ask(lambda: list(safegov.members(PARTNERSHIP, as_of=date(2021, 3, 31))))
    assert {m["source"]["id"]: m["in_force"] for m in members}[COUNCIL] == "surely"
    assert [e["document"] for e in members[-1]["evidence"]] == ["minutes", "report-2021"]
    [sits] = await ask(lambda: list(safegov.boards_of(BEN)))
    assert sits["via"] is not None
    assert (sits["target"]["id"], sits["via"]["id"]) == (PARTNERSHIP, SCRUTINEER)
    [tied] = await ask(lambda: list(safegov.boards_in(BOROUGH)))
    assert (tied["tie"], tied["source"]["id"]) == ("covers", PARTNERSHIP)


async def test_attendance_documents_and_statements(safegov: Safegov) -> None:
    records = await ask(lambda: list(safegov.attendance(FORUM, first="2020-01-01", last="2020-12-31")))
    assert {r["source"]["id"]: r["record"]["capacity"] for r in records}[ADA] == "present"
    assert await ask(lambda: list(safegov.attendance(FORUM, first="2021-01-01"))) == []
    assert await ask(lambda: safegov.printed_rates(FORUM)) == []
    documents = await ask(lambda: list(safegov.documents()))
    assert sum(d["statements"] for d in documents) == len(ROWS)
    assert (await ask(lambda: safegov.document("minutes")))["by_predicate"]["ATTENDED"] == 3
    stated = await ask(lambda: list(safegov.statements("minutes")))
    assert len(stated) == 5
    assert await ask(lambda: safegov.statement(stated[0]["id"])) == stated[0]
    assert (await ask(safegov.catalog))["statements"] == len(ROWS)


async def test_named_queries_and_cypher(safegov: Safegov) -> None:
    rows = await ask(lambda: safegov.query("who-sits-on", board=PARTNERSHIP, as_of=date(2020, 6, 30)))
    assert rows.columns[0] == "member_id"
    assert [r["member_id"] for r in rows] == [r["member_id"] for r in rows.rows]
    assert len(rows) > 2
    assert not rows.truncated
    short = await ask(lambda: safegov.query("who-sits-on", board=PARTNERSHIP, limit=1, seconds=2))
    assert (len(short), short.truncated) == (1, True)
    way = {"from": COUNCIL, "to": BOROUGH, "types": ["STATUTORY_PARTNER_OF", "COVERS"], "unclear": False}
    assert len(await ask(lambda: safegov.query("path-between", **way))) == 2  # type: ignore[arg-type]
    asked = "MATCH (b:Board {id: $board}) RETURN b.name AS name"
    assert (await ask(lambda: safegov.cypher(asked, {"board": FORUM}, limit=3))).rows == [
        {"name": "Élan & Friends’ Forum"}
    ]
    assert "who-sits-on" in {q["name"] for q in await ask(safegov.queries)}


@pytest.mark.parametrize("format", FORMATS)
async def test_an_export_is_written_whole(
    safegov: Safegov, northmarsh: Store, tmp_path: Path, format: client.ExportFormat
) -> None:
    goal = await ask(lambda: safegov.export(format, tmp_path / "all"))
    assert goal.read_bytes() == await export(northmarsh, format)
    assert os.listdir(tmp_path) == [goal.name]


@pytest.mark.parametrize(
    ("call", "kind", "says"),
    [
        (lambda s: s.entity("board-nobody"), NotFound, "board-nobody"),
        (lambda s: s.entity("b?c#d&é"), NotFound, "b?c#d&é"),
        (lambda s: s.statement("s-nothing"), NotFound, "s-nothing"),
        (lambda s: list(s.members(PARTNERSHIP, as_of="2020")), Invalid, "as_of"),
        (lambda s: s.query("who-sits-on"), Invalid, "board"),
        (lambda s: s.query("who-sits-on", board=PARTNERSHIP, nonsense=1), Invalid, "nonsense"),
        (lambda s: s.cypher("MATCH (n) DELETE n"), NotAllowed, "DELETE"),
        (lambda s: s.cypher(SLOW, seconds=0.2), TooSlow, "0.2 s"),
    ],
)
async def test_what_is_refused_is_raised_with_its_body(
    safegov: Safegov, call: Callable[[Safegov], Any], kind: type[Problem], says: str
) -> None:
    with pytest.raises(kind) as caught:
        await ask(lambda: call(safegov))
    problem = caught.value
    assert says in problem.detail
    assert problem.body["request_id"] == problem.request_id != ""
    assert problem.status == problem.body["status"]
    if kind is Invalid:
        assert says in {e["where"] for e in problem.errors}


async def test_merged_ids_lead_on_and_withdrawn_ones_are_gone(address: str, store: Store) -> None:
    await load_northmarsh(store)
    safegov = Safegov(address)
    without = [Located(read_row(r), "rows") for r in ROWS if FORUM not in (r["object"]["id"], r["subject"]["id"])]
    for doc in ("minutes", "report-2021"):
        await load(store, [x for x in without if x.statement.doc == doc], SOURCES, replaces=True)
    await store.write(lambda tx: tx.run("MERGE (m:Moved {id: 'board-old'}) SET m.to = $to", to=PARTNERSHIP))
    assert (await ask(lambda: safegov.entity("board-old")))["id"] == PARTNERSHIP
    assert await ask(lambda: list(safegov.members("board-old"))) == await ask(
        lambda: list(safegov.members(PARTNERSHIP))
    )
    with pytest.raises(Gone):
        await ask(lambda: safegov.entity(FORUM))


@contextmanager
def answering(status: int, body: bytes, headers: dict[str, str]) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A server that gives one answer to everything, and what it was sent."""
    seen: list[dict[str, str]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append({"path": self.path, **dict(self.headers)})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", headers.get("Length", str(len(body))))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", seen
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(("status", "kind"), [(401, NotAllowed), (429, TooMany), (503, Unavailable), (500, Problem)])
def test_each_problem_is_raised_as_its_kind(status: int, kind: type[Problem]) -> None:
    body = {"type": "about:blank", "title": "T", "status": status, "detail": "D", "errors": [], "request_id": "r-1"}
    with (
        answering(status, json.dumps(body).encode(), {"Retry-After": "7"}) as (base, _),
        pytest.raises(kind) as caught,
    ):
        Safegov(base).catalog()
    assert type(caught.value) is kind
    assert (caught.value.retry_after, caught.value.request_id, str(caught.value)) == (7, "r-1", f"{status} T: D")


def test_the_key_is_sent_and_not_shown() -> None:
    with answering(200, b'{"items": [], "next": null, "total": 0}', {}) as (base, seen):
        safegov = Safegov(f"{base}/", key="secret-key")
        assert list(safegov.entities("a b&c=d", label="Board")) == []
        assert list(Safegov(base).documents()) == []
    assert [s.get("Authorization") for s in seen] == ["Bearer secret-key", None]
    assert seen[0]["path"] == "/api/v1/entities?q=a+b%26c%3Dd&label=Board&limit=500"
    assert "secret" not in repr(safegov)


def test_the_key_goes_to_no_other_host() -> None:
    with (
        answering(200, b"{}", {}) as (other, seen),
        answering(308, b"{}", {"Location": f"{other}/api/v1/catalog"}) as (base, _),
        pytest.raises(SafegovError, match="another host"),
    ):
        Safegov(base, key="secret-key").catalog()
    assert seen == []


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (200, b"<html>", {}), (200, b"[]", {}), (502, b"<html>", {}), (404, b'{"detail": "Not Found"}', {}),
        (200, b'{"a"', {"Length": "400"}),
    ],
)  # fmt: skip
def test_an_answer_of_something_else_is_an_error_of_ours(status: int, body: bytes, headers: dict[str, str]) -> None:
    with answering(status, body, headers) as (base, _), pytest.raises(SafegovError) as caught:
        Safegov(base).catalog()
    assert not isinstance(caught.value, Problem)


def test_a_broken_export_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    goal = tmp_path / "all.jsonl"
    goal.write_text("before")
    with answering(200, b"half of it", {"Length": "400"}) as (base, _), pytest.raises(SafegovError, match="early"):
        Safegov(base).export("jsonl", goal)
    assert [p.name for p in tmp_path.iterdir()] == ["all.jsonl"]
    assert goal.read_text() == "before"


def test_where_nothing_answers_it_says_so() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{probe.getsockname()[1]}"
    with pytest.raises(SafegovError, match="does not answer"):
        Safegov(base, timeout=2).catalog()
    for wrong in ("localhost:8000", "file:///etc/passwd", ""):
        with pytest.raises(ValueError, match="no address"):
            Safegov(wrong)


SCHEMAS = described().openapi()["components"]["schemas"]


@pytest.mark.parametrize(
    "name", sorted(n for n in vars(answers) if isinstance(getattr(answers, n), type) and n in SCHEMAS)
)
def test_the_typed_answers_have_the_keys_of_the_described_ones(name: str) -> None:
    assert set(get_type_hints(getattr(answers, name))) == set(SCHEMAS[name]["properties"])


def test_every_typed_answer_is_described() -> None:
    typed = {n for n, v in vars(answers).items() if isinstance(v, type) and v.__module__ == "api.answers"}
    assert len(typed) > 10
    assert typed <= set(SCHEMAS)
