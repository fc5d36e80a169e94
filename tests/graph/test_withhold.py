"""Names of people withheld: what is taken out, and that the copy follows its original."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import neo4j
import pytest
from hypothesis import given
from hypothesis import strategies as st
from neo4j.exceptions import DriverError, Neo4jError

from graph import read
from graph.errors import ReadOnly
from graph.export import export_jsonl
from graph.load import Source, load, withdraw
from graph.settings import Settings
from graph.statements import Entity, read_row
from graph.store import Store
from graph.withhold import WITHHELD, Veil
from tests.conftest import ENGINES, empty, settings_for
from tests.rows import PARTNERSHIP, located, row

ADA, BO = ("Person", "Dr Ada Invented-Lovelace QPM"), ("Person", "Bo O’Sample")
VEIL = Veil([ADA[1], BO[1], "Cy"], b"secret")


@pytest.mark.parametrize(
    "text",
    [
        "Ada Invented-Lovelace", "ADA INVENTED-LOVELACE", "ada  invented\nlovelace", "Invented-Lovelace, Ada",
        "Dr Ada Invented-Lovelace", "A. Invented-Lovelace?", "Chair: Àdá Invented-Lovelace", "Supt. Invented-Lovelace",
        "role-ada-invented-lovelace-chair", "Ada_Invented_Lovelace", "Bo O'Sample", "Ms O’Sample", "B O’Sample",
        "Ada Invented-Lovelace QPM", "Cllr Never Heard", "asked Dr Unheard", "Cy",
    ],
)  # fmt: skip
def test_a_name_goes_however_it_is_written(text: str) -> None:
    left = VEIL.text(text)
    assert WITHHELD in left
    assert not {"ada", "lovelace", "sample", "osample", "heard", "unheard", "cy", "invented"} & set(
        left.replace(WITHHELD, "").lower().replace("-", " ").split()
    )


@pytest.mark.parametrize(
    "text",
    [
        "Adage of invented things", "The sample was bold", "Professor of Social Work", "Lovelace Road Clinic", "cy pres",
        "Commander, Central East BCU", "Mayor's Office for Policing and Crime", "Drapers' Company", "",
    ],
)  # fmt: skip
def test_other_words_stay(text: str) -> None:
    assert VEIL.text(text) == text


@given(st.text(max_size=80))
def test_a_text_is_only_changed_where_a_name_was(text: str) -> None:
    assert WITHHELD in VEIL.text(text) or VEIL.text(text) == text


def test_a_person_keeps_number_and_kind_and_loses_the_rest() -> None:
    ada = Entity("Person", ADA[1], "person-ada", "professional", ("Ada Invented-Lovelace",), (("orcid", "0000-0001"),))
    made, again = VEIL.entity(ada), VEIL.entity(ada)
    assert made == again
    assert (made.label, made.kind, made.aliases, made.identifiers) == ("Person", "professional", (), ())
    assert made.known_id.startswith("person-")
    assert "ada" not in json.dumps([made.known_id, made.name])
    assert Veil([ADA[1]], b"another").entity(ada).known_id != made.known_id


def test_ids_are_kept_where_they_hold_no_name() -> None:
    assert VEIL.id("board-northmarsh") == "board-northmarsh"
    assert VEIL.id("s-0123456789abcdef") == "s-0123456789abcdef"
    hidden = VEIL.id("role-deputy-of-ada-invented-lovelace")
    assert hidden.startswith("role-")
    assert "ada" not in hidden


ROWS = [
    row(ADA, "CHAIRS", PARTNERSHIP, line=1, note="Dr Invented-Lovelace said so"),
    row(ADA, "HOLDS", ("Role", "Director, Northmarsh"), line=2),
    row(BO, "MEMBER_OF", PARTNERSHIP, line=3, as_role="deputy of Ada Invented-Lovelace"),
    row(("Organisation", "Ada Invented-Lovelace Trust"), "FUNDS", PARTNERSHIP, line=4, amount_gbp=5, via="B. O'Sample"),
    row(("Role", "Lay Adviser"), "MEMBER_OF", PARTNERSHIP, line=5, status="planned"),
    row(BO, "MEMBER_OF", PARTNERSHIP, doc="letter-of-ada-invented-lovelace", line=1, id="x-bo-o-sample-1"),
]
SOURCES = [
    Source("report-a", "Report by Ada Invented-Lovelace", url="https://northmarsh.example/ada-invented-lovelace")
]
HEX = re.compile(r"[0-9a-f]{12,}")
NAMES = ("ada", "lovelace", "o’sample", "o'sample", "bo-o", "o-sample")


def roles(engine: str, folder: Path) -> Settings:
    return settings_for(engine, folder).model_copy(update={"people": "roles"})


async def everything(store: Store) -> str:
    """All that stands in a store, as text, without its hashes: they are letters by chance, "ada" among them."""
    nodes = await store.read("MATCH (n) RETURN labels(n) AS l, properties(n) AS p")
    edges = await store.read("MATCH ()-[r]->() RETURN type(r) AS t, properties(r) AS p")
    return HEX.sub("", json.dumps([nodes, edges], ensure_ascii=False).lower())


@pytest.mark.parametrize("engine", ENGINES)
def test_the_copy_holds_no_name_and_follows_its_original(engine: str, tmp_path: Path, alone: asyncio.Runner) -> None:
    async def check() -> None:
        store = await Store.connect(roles(engine, tmp_path), purpose="test")
        try:
            await empty(store.original)
            await store.refresh()
            await load(store.original, located(ROWS), SOURCES)
            assert await store.read("MATCH (s:Statement) RETURN s.id AS id") == []
            await store.refresh()
            text = await everything(store)
            assert not [name for name in NAMES if name in text]
            assert "words of line" not in text  # quotes
            kept = "MATCH (s:Statement) RETURN s.predicate AS p, s.status AS s, s.quote_sha256 AS q ORDER BY p, s, q"
            assert await store.read(kept) == await store.original.read(kept)
            (person,) = await store.read("MATCH (p:Person)-[:CHAIRS]->(b:Board) RETURN p.id AS id, b.id AS board")
            assert person["board"] == "board-northmarsh-safeguarding-children-partnership"

            # it goes on with the same numbers, and what is withdrawn is gone from it too
            await withdraw(store.original, "letter-of-ada-invented-lovelace")
            await load(store.original, located([row(BO, "CHAIRS", PARTNERSHIP, doc="report-b")]))
            await store.refresh()
            again = await store.read("MATCH (p:Person)-[:CHAIRS]->(:Board) RETURN p.id AS id ORDER BY id")
            assert person["id"] in {r["id"] for r in again}
            assert len(again) == 2
            docs = await store.read("MATCH (d:Source) RETURN d.id AS id ORDER BY id")
            assert docs == [{"id": "report-a"}, {"id": "report-b"}]

            # the state that ETags are made of changes with it, and stays where nothing was loaded
            before = await read.state(store)
            await store.refresh()
            assert await read.state(store) == before
            await load(store.original, located([row(BO, "CHAIRS", PARTNERSHIP, doc="report-c")]))
            await store.refresh()
            assert await read.state(store) != before
        finally:
            await empty(store.original)
            await store.close()

    alone.run(check())


def test_nothing_writes_into_the_copy_but_the_program(tmp_path: Path, alone: asyncio.Runner) -> None:
    async def check() -> None:
        store = await Store.connect(roles("embedded", tmp_path), purpose="test")
        try:
            with pytest.raises(ReadOnly):
                await load(store, located(ROWS), SOURCES)
            with pytest.raises(ReadOnly):
                await store.read("CREATE (:Entity {id: 'x'})")
        finally:
            await store.close()

    alone.run(check())


def test_who_reads_the_copy_can_not_reach_the_original(tmp_path: Path, alone: asyncio.Runner) -> None:
    async def check() -> None:
        store = await Store.connect(roles("embedded", tmp_path), purpose="test")
        try:
            await load(store.original, located(ROWS), SOURCES)
            engine = store._engine
            assert engine is not None
            at = engine.nameless()

            def names(database: str) -> int:
                with (
                    neo4j.GraphDatabase.driver(at.uri, auth=at.reader, max_transaction_retry_time=0) as driver,
                    driver.session(database=database) as session,
                ):
                    return len(list(session.run("MATCH (p:Person) RETURN p.name")))

            with pytest.raises((Neo4jError, DriverError)):
                await asyncio.to_thread(names, engine.connection.database)
            await store.refresh()
            assert await asyncio.to_thread(names, at.database) == 2
        finally:
            await store.close()

    alone.run(check())


def test_the_export_without_names_can_be_loaded(tmp_path: Path, alone: asyncio.Runner) -> None:
    async def check() -> tuple[str, str]:
        store = await Store.connect(roles("embedded", tmp_path / "a"), purpose="test")
        try:
            await load(store.original, located(ROWS), SOURCES)
            await store.refresh()
            first = await export_jsonl(store)
        finally:
            await store.close()
        other = await Store.connect(settings_for("embedded", tmp_path / "b"), purpose="test")
        try:
            rows = [json.loads(line) for line in first.splitlines()]
            report = await load(other, located(rows))
            assert not report.faults
            assert [read_row(r) for r in rows]
            return first, await export_jsonl(other)
        finally:
            await other.close()

    first, second = alone.run(check())
    assert first == second


def test_a_second_opening_makes_nothing_anew(tmp_path: Path, alone: asyncio.Runner) -> None:
    async def loads() -> int:
        store = await Store.connect(roles("embedded", tmp_path), purpose="test")
        try:
            if not await store.original.version():
                await load(store.original, located(ROWS), SOURCES)
                await store.refresh()
            return await store.version()
        finally:
            await store.close()

    assert alone.run(loads()) == alone.run(loads())
    assert (tmp_path / "withheld" / "secret").stat().st_mode & 0o077 == 0
