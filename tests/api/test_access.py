"""Who may ask and who may write: keys, rates, names of this machine, and the audit log."""

from __future__ import annotations

import asyncio
import base64
import json
import threading
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI

from api import access
from api.access import FAILURES, address_of
from api.app import create_app
from api.audit import Audit
from api.keys import KeyRing
from graph.errors import NotFound, StoreUnavailable, UsageError
from graph.settings import Settings
from graph.statements import sha256
from graph.store import Store
from ingest.files import Input, read_lines
from tests.api.conftest import client_of, load_northmarsh
from tests.fixtures.northmarsh import COUNCIL, PARTNERSHIP, row

READ = "/api/v1/catalog"
WRITE = "/api/v1/statements"
ROW = row(COUNCIL, "FUNDS", PARTNERSHIP, doc="new", line=7, amount_gbp=7)


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def basic(secret: str, user: str = "anybody") -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{secret}".encode()).decode()}


def body(*rows: object) -> str:
    return "".join(json.dumps(r) + "\n" for r in rows)


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "keys" / "keys.json")


def settings_with(ring: KeyRing | None, tmp_path: Path, **more: object) -> Settings:
    return Settings(data_dir=tmp_path, keys_file=ring.path if ring else None, _env_file=None, **more)  # type: ignore[arg-type]


@pytest.fixture
def reader(ring: KeyRing) -> str:
    return ring.add("a reader", "reader")[1]


@pytest.fixture
def editor(ring: KeyRing) -> str:
    return ring.add("an editor", "editor")[1]


@pytest_asyncio.fixture(loop_scope="session")
async def locked(
    ring: KeyRing, reader: str, editor: str, tmp_path: Path, store: Store
) -> AsyncIterator[httpx.AsyncClient]:
    """The app with keys in force, on a store with Northmarsh that the test may change."""
    await load_northmarsh(store)
    # a query on a busy machine may take longer than the setting allows where nothing is said
    async with client_of(create_app(settings_with(ring, tmp_path, query_seconds=120), store)) as made:
        yield made


def app_on(store: Store, settings: Settings) -> FastAPI:
    return create_app(settings, store)


class Clock:
    """A clock that stands in the middle of a minute until it is moved."""

    def __init__(self) -> None:
        self.now = 1_800_000_030.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    for module in ("limits.storage.memory", "limits.strategies", "api.access"):
        monkeypatch.setattr(f"{module}.time", made)
    return made


# -- the file


def test_only_a_hash_is_kept_and_only_its_owner_reads_it(ring: KeyRing) -> None:
    key, secret = ring.add("Fenland dashboard", "reader")
    text = ring.path.read_text(encoding="utf-8")
    assert secret.startswith("safegov_")
    assert len(secret) > 45
    assert secret not in text
    assert secret.removeprefix("safegov_") not in text
    assert ring.path.stat().st_mode & 0o077 == 0
    assert KeyRing(ring.path).find(secret) == key
    assert ring.find(secret + "x") is None
    assert ring.find("") is None


def test_a_revoked_key_is_unknown_to_every_process(ring: KeyRing) -> None:
    other = KeyRing(ring.path)
    key, secret = ring.add("a", "editor")
    kept, still = ring.add("b", "reader")
    assert other.find(secret) == key
    ring.revoke(key.id)
    assert other.find(secret) is None
    assert other.find(still) == kept
    with pytest.raises(NotFound):
        ring.revoke(key.id)


def test_two_processes_do_not_lose_each_others_keys(ring: KeyRing) -> None:
    def add() -> None:
        for n in range(5):
            KeyRing(ring.path).add(f"key {n}", "reader")

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ring.all()) == 20
    assert len({k.id for k in ring.all()}) == 20


DAMAGED = {"id": "1", "name": "a", "role": "reader", "salt": "s", "hash": "é" * 64, "created": "2026-01-01T00:00Z"}


@pytest.mark.parametrize(
    "text", ["", "{}", "nonsense", '{"keys": [{"id": 1}]}', '{"keys": 3}', json.dumps({"keys": [DAMAGED]})]
)
def test_a_damaged_file_stops_the_start_with_a_clear_line(ring: KeyRing, text: str, tmp_path: Path) -> None:
    ring.path.parent.mkdir()
    ring.path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="SAFEGOV_KEYS_FILE"):
        app_on(None, settings_with(ring, tmp_path))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["", " a", "a\nb", "a\x1b[2Jb", "x" * 81])
def test_a_key_needs_a_name_for_people(ring: KeyRing, name: str) -> None:
    with pytest.raises(UsageError, match="name"):
        ring.add(name, "reader")


# -- reading


async def test_with_keys_nothing_is_read_without_one(locked: httpx.AsyncClient, reader: str, editor: str) -> None:
    for path in (
        READ,
        "/",
        "/maps/mopac-roles",
        "/api/v1/openapi.json",
        "/api/v1/export",
        "/nowhere",
        "/static/site.css",
    ):
        answer = await locked.get(path)
        assert answer.status_code == 401, path
        assert "Basic" in answer.headers["WWW-Authenticate"]
        assert "Bearer" in answer.headers["WWW-Authenticate"]
    refused = (await locked.get(READ)).json()
    assert refused["status"] == 401
    assert "Authorization: Bearer" in refused["detail"]
    for header in (bearer(reader), bearer(editor), basic(reader), {"Authorization": f"bearer {reader}"}):
        assert (await locked.get(READ, headers=header)).status_code == 200
    assert (await locked.post("/api/v1/cypher", json={"query": "RETURN 1 AS n"})).status_code == 401
    asked = await locked.post("/api/v1/cypher", json={"query": "RETURN 1 AS n"}, headers=bearer(reader))
    assert asked.json()["rows"] == [{"n": 1}]


async def test_alive_and_ready_need_no_key(locked: httpx.AsyncClient) -> None:
    assert (await locked.get("/healthz")).status_code == 200
    assert (await locked.get("/readyz")).status_code == 200


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "Basic", "Basic %%%", "Basic /w==", "Digest x", "Bearer safegov_wrong", "safegov_wrong", "é"]
)  # fmt: skip
async def test_what_is_no_key_is_refused(locked: httpx.AsyncClient, header: str) -> None:
    answer = await locked.get(READ, headers=[(b"Authorization", header.encode("latin-1"))])
    assert answer.status_code == 401


async def test_keys_come_and_go_while_it_serves(locked: httpx.AsyncClient, ring: KeyRing) -> None:
    key, secret = ring.add("late", "reader")
    assert (await locked.get(READ, headers=bearer(secret))).status_code == 200
    ring.revoke(key.id)
    assert (await locked.get(READ, headers=bearer(secret))).status_code == 401


async def test_an_empty_file_lets_nobody_in(store: Store, ring: KeyRing, tmp_path: Path) -> None:
    key, secret = ring.add("a", "editor")
    ring.revoke(key.id)
    async with client_of(app_on(store, settings_with(ring, tmp_path))) as client:
        assert (await client.get(READ)).status_code == 401
        assert (await client.get(READ, headers=bearer(secret))).status_code == 401


async def test_a_file_damaged_while_it_serves_lets_nobody_in_and_tells_no_path(
    locked: httpx.AsyncClient, ring: KeyRing, reader: str
) -> None:
    ring.path.write_text("nonsense", encoding="utf-8")
    answer = await locked.get(READ, headers=bearer(reader))
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert ring.path.name not in answer.text
    assert (await locked.get(READ)).status_code == 401
    assert (await locked.get("/healthz")).status_code == 200


async def test_the_last_use_is_kept(locked: httpx.AsyncClient, ring: KeyRing, reader: str) -> None:
    assert [k.last_used for k in ring.all()] == [None, None]
    await locked.get(READ, headers=bearer(reader))
    for _ in range(200):
        if KeyRing(ring.path).all()[0].last_used:
            break
        await asyncio.sleep(0.02)
    used, unused = KeyRing(ring.path).all()
    assert used.last_used is not None
    assert unused.last_used is None


async def test_without_keys_this_machine_reads_and_nobody_writes(store: Store, tmp_path: Path) -> None:
    async with client_of(app_on(store, settings_with(None, tmp_path))) as client:
        assert (await client.get(READ)).status_code == 200
        for answer in (
            await client.post(WRITE, content=body(ROW)),
            await client.delete("/api/v1/documents/report-2021"),
        ):
            assert answer.status_code == 403
            assert "safegov keys add" in answer.json()["detail"]
        assert Audit(tmp_path).lines() == []


@pytest.mark.parametrize(("name", "status"), [
    ("127.0.0.1:8000", 200), ("localhost:1", 200), ("LOCALHOST", 200), ("[::1]:8000", 200), ("evil.example", 400),
    ("127.0.0.1.evil.example", 400), ("", 400), ("[", 400), ("a`b.evil.example", 400), ("evil.example@127.0.0.1", 400),
    ("127.0.0.1/evil.example", 400), ("127.0.0.1:x", 400), ("127.0.0.1\xe9", 400),
])  # fmt: skip
async def test_a_page_of_another_name_does_not_reach_this_machine(
    store: Store, tmp_path: Path, name: str, status: int
) -> None:
    async with client_of(app_on(store, settings_with(None, tmp_path))) as client:
        answer = await client.get(READ, headers=[(b"Host", name.encode("latin-1"))])
        assert answer.status_code == status
        if status != 200:
            assert answer.headers["content-type"] == "application/problem+json"
        twice = [(b"Host", b"127.0.0.1"), (b"Host", name.encode("latin-1"))]
        assert (await client.get(READ, headers=twice)).status_code == 400


@pytest.mark.parametrize(("words", "status"), [(False, 400), (True, 200)])
async def test_a_name_that_leads_to_loopback_is_held_to_its_name_too(
    store: Store, tmp_path: Path, words: bool, status: int
) -> None:
    made = settings_with(None, tmp_path, host="fenland-laptop", allow_open_reading=words)
    async with client_of(app_on(store, made)) as client:
        assert (await client.get(READ, headers={"Host": "Fenland-Laptop:8000"})).status_code == 200
        assert (await client.get(READ, headers={"Host": "evil.example"})).status_code == status


@pytest.mark.parametrize("host", ["x/healthz#", "x/healthz?", "127.0.0.1/healthz?a="])
async def test_the_host_header_does_not_make_a_path_an_open_one(locked: httpx.AsyncClient, host: str) -> None:
    assert (await locked.get(READ, headers={"Host": host})).status_code == 401


# -- rates


async def test_a_key_and_an_address_have_a_rate(
    ring: KeyRing, reader: str, editor: str, tmp_path: Path, store: Store, clock: Clock
) -> None:
    app = app_on(store, settings_with(ring, tmp_path, rate_per_minute=5))

    def from_address(host: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.ASGITransport(app, client=(host, 1)), base_url="http://127.0.0.1")

    async with from_address("192.0.2.1") as one, from_address("192.0.2.2") as other:
        statuses = [(await one.get("/api/v1/queries", headers=bearer(reader))).status_code for _ in range(6)]
        assert statuses == [200] * 5 + [429]
        # the key is used up from elsewhere too, another key is not, and the first address is
        answer = await other.get("/api/v1/queries", headers=bearer(reader))
        assert answer.status_code == 429
        assert 1 <= int(answer.headers["Retry-After"]) <= 60
        assert "key" in answer.json()["detail"]
        assert (await other.get("/api/v1/queries", headers=bearer(editor))).status_code == 200
        assert (await one.get("/api/v1/queries", headers=bearer(editor))).status_code == 429
        # the header of a proxy changes nothing
        forwarded = {**bearer(editor), "X-Forwarded-For": "198.51.100.7"}
        assert (await one.get("/api/v1/queries", headers=forwarded)).status_code == 429
        assert (await one.get("/healthz")).status_code == 200


@pytest.mark.parametrize(("rate", "wrong"), [(5, False), (7, False), (1000, True)])
async def test_after_the_seconds_that_it_is_told_a_program_is_answered_again(
    ring: KeyRing, reader: str, tmp_path: Path, store: Store, clock: Clock, rate: int, wrong: bool
) -> None:
    header, answered = (bearer("safegov_wrong"), 401) if wrong else (bearer(reader), 200)
    async with client_of(app_on(store, settings_with(ring, tmp_path, rate_per_minute=rate))) as client:
        for _ in range(6):
            statuses = set()
            while 429 not in statuses:
                answer = await client.get("/api/v1/queries", headers=header)
                statuses.add(answer.status_code)
            assert answer.status_code == 429
            clock.now += int(answer.headers["Retry-After"])
            assert (await client.get("/api/v1/queries", headers=header)).status_code == answered


async def test_guessing_keys_is_slow_and_locks_nobody_else_out(
    locked: httpx.AsyncClient, reader: str, clock: Clock
) -> None:
    statuses = [(await locked.get(READ, headers=bearer(f"safegov_{n}"))).status_code for n in range(FAILURES + 2)]
    assert statuses == [401] * FAILURES + [429] * 2
    # behind a proxy all have one address
    assert (await locked.get(READ, headers=bearer(reader))).status_code == 200


async def test_open_reading_on_loopback_has_no_rate_unless_one_is_set(
    store: Store, tmp_path: Path, clock: Clock
) -> None:
    async with client_of(app_on(store, settings_with(None, tmp_path))) as client:
        assert {(await client.get("/api/v1/queries")).status_code for _ in range(30)} == {200}
    async with client_of(app_on(store, settings_with(None, tmp_path, rate_per_minute=3))) as client:
        assert [(await client.get("/api/v1/queries")).status_code for _ in range(4)] == [200, 200, 200, 429]


async def test_what_is_counted_takes_bounded_memory(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setattr(access, "MOST_COUNTS", 50)
    app = app_on(store, settings_with(None, tmp_path, rate_per_minute=3))
    for n in range(200):
        transport = httpx.ASGITransport(app, client=(f"192.0.2.{n}", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            assert (await client.get("/api/v1/queries")).status_code == 200
        assert len(app.state.access._counts.storage) <= 50


@pytest.mark.parametrize(("host", "counted"), [
    ("192.0.2.7", "192.0.2.7"), ("2001:db8::1", "2001:db8::/64"), ("2001:db8::ffff:2", "2001:db8::/64"),
    ("::ffff:192.0.2.7", "192.0.2.7"), ("fe80::1%eth0", "fe80::/64"), ("testclient", "testclient"),
])  # fmt: skip
def test_an_ipv6_network_counts_as_one_address(host: str, counted: str) -> None:
    from starlette.requests import Request

    assert address_of(Request({"type": "http", "client": (host, 1), "headers": []})) == counted


# -- writing


async def test_an_editor_loads_and_withdraws_and_it_is_noted(
    locked: httpx.AsyncClient, editor: str, tmp_path: Path, store: Store
) -> None:
    before = (await locked.get(READ, headers=bearer(editor))).headers["ETag"]
    answer = await locked.post(WRITE, content=body(ROW), headers={**bearer(editor), "X-Request-ID": "first"})
    assert answer.status_code == 200, answer.text
    assert answer.json() == {"loaded": {"new": 1}, "added": 1}
    assert (await locked.get(READ, headers=bearer(editor))).headers["ETag"] != before
    again = await locked.post(WRITE, content=body(ROW), headers=bearer(editor))
    assert again.json() == {"loaded": {"new": 1}, "added": 0}
    gone = await locked.delete("/api/v1/documents/new", headers=bearer(editor))
    assert gone.json() == {"document": "new", "removed": 1}
    assert (await locked.delete("/api/v1/documents/new", headers=bearer(editor))).status_code == 404
    lines = Audit(tmp_path).lines()
    assert [(x["what"], x["outcome"]) for x in lines] == [
        ("load", "begun"), ("load", "done"), ("load", "begun"), ("load", "done"), ("withdraw", "begun"), ("withdraw", "done"),
    ]  # fmt: skip
    assert lines[1]["documents"] == ["new"]
    assert (lines[1]["statements"], lines[1]["added"], lines[1]["request_id"]) == (1, 1, "first")
    assert lines[5]["removed"] == 1
    assert all(x["who"].startswith("key ") and "an editor" in x["who"] for x in lines)
    text = Audit(tmp_path).path.read_text(encoding="utf-8")
    assert editor not in text
    assert "Northmarsh Council" not in text
    assert Audit(tmp_path).path.stat().st_mode & 0o077 == 0


async def test_a_reader_or_a_browser_does_not_write(
    locked: httpx.AsyncClient, reader: str, editor: str, tmp_path: Path
) -> None:
    for header in (bearer(reader), basic(editor), basic(reader)):
        assert (await locked.post(WRITE, content=body(ROW), headers=header)).status_code == 403
        assert (await locked.delete("/api/v1/documents/report-2021", headers=header)).status_code == 403
    assert Audit(tmp_path).lines() == []


async def test_faulty_rows_are_told_and_their_document_is_left_alone(
    locked: httpx.AsyncClient, editor: str, tmp_path: Path, store: Store
) -> None:
    bad = {**ROW, "doc": "bad", "predicate": "ADORES"}
    answer = await locked.post(WRITE, content=body(ROW, bad, {**ROW, "doc": "bad"}), headers=bearer(editor))
    assert answer.status_code == 422
    (fault,) = answer.json()["errors"]
    assert fault["where"] == "body, row 2"
    assert "ADORES" in fault["reason"]
    docs = await store.read("MATCH (d:Source) WHERE d.id IN ['new', 'bad'] RETURN d.id AS id")
    assert docs == [{"id": "new"}]
    assert Audit(tmp_path).lines()[-1]["outcome"] == "refused"


async def test_what_a_faulty_row_says_does_not_reach_the_log(
    locked: httpx.AsyncClient, editor: str, tmp_path: Path
) -> None:
    bad = {**ROW, "doc": "Ada Example was seen"}
    assert (await locked.post(WRITE, content=body(bad), headers=bearer(editor))).status_code == 422
    lines = Audit(tmp_path).lines()
    assert [x["outcome"] for x in lines] == ["begun", "refused"]
    assert "Ada" not in Audit(tmp_path).path.read_text(encoding="utf-8")


async def test_quotes_of_what_is_loaded_are_found_in_copies_added_before(
    locked: httpx.AsyncClient, editor: str, tmp_path: Path
) -> None:
    quote = "The Council pays the Partnership."
    unquoted = {**ROW, "id": "quoted", "quote": None, "quote_sha256": sha256(quote), "quote_words": len(quote.split())}
    assert (await locked.post(WRITE, content=body(unquoted), headers=bearer(editor))).status_code == 200
    shown = (await locked.get("/api/v1/statements/quoted", headers=bearer(editor))).json()
    assert (shown["evidence"]["quote"], shown["evidence"]["quote_found"]) == (None, None)
    await locked.delete("/api/v1/documents/new", headers=bearer(editor))
    (tmp_path / "documents").mkdir()
    copy = {"paged": False, "pages": [f"One line.\n{quote}\n"]}
    (tmp_path / "documents" / "new.json").write_text(json.dumps(copy), encoding="utf-8")
    await locked.post(WRITE, content=body(unquoted), headers=bearer(editor))
    shown = (await locked.get("/api/v1/statements/quoted", headers=bearer(editor))).json()
    assert (shown["evidence"]["quote"], shown["evidence"]["quote_found"]) == (quote, True)


async def test_others_are_answered_while_a_large_body_is_read(
    locked: httpx.AsyncClient, editor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, answered = threading.Event(), threading.Event()

    def slow(name: str, lines: Iterable[str]) -> Input:
        reading.set()
        assert answered.wait(60), "nobody else was answered meanwhile"
        return read_lines(name, lines)

    monkeypatch.setattr("api.writes.read_lines", slow)
    post = asyncio.create_task(locked.post(WRITE, content=body(ROW), headers=bearer(editor)))
    assert await asyncio.to_thread(reading.wait, 60)
    assert (await locked.get("/healthz")).status_code == 200
    answered.set()
    assert (await post).status_code == 200


def test_a_torn_line_spoils_no_other_line_of_the_log(tmp_path: Path) -> None:
    audit = Audit(tmp_path)
    audit.note("load", "one", "done", None, {"documents": []})
    with audit.path.open("a", encoding="utf-8") as file:
        file.write('{"time": "2026-01-0')
    assert [x["who"] for x in audit.lines()] == ["one"]
    audit.note("load", "two", "done", None, {"documents": []})
    assert [x["who"] for x in audit.lines()] == ["one", "two"]


@pytest.mark.parametrize(("content", "status"), [
    (b"", 422), (b"\n \n", 422), (b"\xff\xfe", 422), (b"{", 422), (b"[]", 422), (b"x" * 20_000_001, 413),
])  # fmt: skip
async def test_a_body_that_is_none_is_refused(
    locked: httpx.AsyncClient, editor: str, content: bytes, status: int
) -> None:
    assert (await locked.post(WRITE, content=content, headers=bearer(editor))).status_code == status

    async def streamed() -> AsyncIterator[bytes]:
        yield content

    answer = await locked.post(WRITE, content=streamed(), headers=bearer(editor))
    assert answer.status_code == status


async def test_nothing_is_written_that_can_not_be_noted(
    locked: httpx.AsyncClient, editor: str, tmp_path: Path, store: Store
) -> None:
    Audit(tmp_path).path.mkdir()
    assert (await locked.post(WRITE, content=body(ROW), headers=bearer(editor))).status_code == 503
    assert await store.read("MATCH (d:Source {id: 'new'}) RETURN d.id AS id") == []
    with pytest.raises(StoreUnavailable):
        Audit(tmp_path).lines()


async def test_writes_at_the_same_time_take_turns(locked: httpx.AsyncClient, editor: str, store: Store) -> None:
    rows = [{**ROW, "doc": f"doc-{n}", "lines": [n + 1, n + 1]} for n in range(6)]
    answers = await asyncio.gather(*(locked.post(WRITE, content=body(r), headers=bearer(editor)) for r in rows))
    assert [a.status_code for a in answers] == [200] * 6
    (edge,) = await store.read(
        "MATCH (:Entity {id: $a})-[r:FUNDS {amount_gbp: 7}]->() RETURN size(r.statements) AS n", {"a": COUNCIL}
    )
    assert edge["n"] == 6
