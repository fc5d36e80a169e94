"""The store: readers can not write on either engine, versions are minded, errors are one line."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from neo4j import AsyncManagedTransaction

from graph.errors import ReadOnly, SafegovError, StoreUnavailable, TooSlow
from graph.load import load
from graph.ontology import ontology
from graph.settings import Settings
from graph.store import SCHEMA_VERSION, Store, schema_commands
from tests.conftest import ENGINES, empty, settings_for
from tests.graph.test_load import ROWS, SOURCES
from tests.rows import dump, located

WRITES = [
    "CREATE (n:Board {id: 'board-x'})",
    "MERGE (n:Board {id: 'board-x'})",
    "MATCH (e:Entity) SET e.name = 'x'",
    "MATCH (e:Entity) REMOVE e.name",
    "MATCH (e:Entity) DETACH DELETE e",
    "MATCH (:Entity)-[r]->() DELETE r",
    "MATCH (a:Board), (b:Organisation) CREATE (a)-[:MEMBER_OF]->(b)",
    "MATCH (e:Entity) CALL (e) { SET e.name = 'x' } RETURN e.id",
    "UNWIND [1] AS i CALL (i) { CREATE (:Board {id: 'board-x'}) } RETURN i",
    "MATCH (e:Entity) FOREACH (i IN [1] | SET e.name = 'x')",
    "RETURN 1 AS a UNION MATCH (e:Entity) SET e.name = 'x' RETURN 1 AS a",
    "CREATE INDEX bad FOR (n:Entity) ON (n.kind)",
    "DROP CONSTRAINT entity_id",
]


@pytest.mark.parametrize("text", WRITES)
async def test_a_reading_session_can_not_write(store: Store, text: str) -> None:
    await load(store, located(ROWS), SOURCES)
    before = await dump(store)
    with pytest.raises(SafegovError):
        await store.read(text, seconds=5)
    assert await dump(store) == before


async def test_a_refused_write_says_so(store: Store) -> None:
    with pytest.raises(ReadOnly, match="can not"):
        await store.read("CREATE (n:Board {id: 'board-x'})")


async def test_a_query_past_its_time_limit_is_ended_and_the_store_goes_on(store: Store) -> None:
    with pytest.raises(TooSlow):
        await store.read(
            "UNWIND range(1, 10000) AS a UNWIND range(1, 10000) AS b UNWIND range(1, 100) AS c RETURN sum(a * b * c) AS s",
            seconds=1,
        )
    await store.ping()


async def test_a_page_after_a_write_shows_it(store: Store) -> None:
    for n in range(20):

        async def work(tx: AsyncManagedTransaction, n: int = n) -> None:
            await tx.run("MERGE (m:Meta {id: 'store'}) SET m.loads = $n", n=n)

        await store.write(work)
        assert await store.version() == n


async def test_ids_are_unique_by_the_constraints_of_the_ontology(store: Store) -> None:
    async def twice(tx: AsyncManagedTransaction) -> None:
        await tx.run("CREATE (:Entity:Board {id: 'board-x'})")
        await tx.run("CREATE (:Entity:Board {id: 'board-x'})")

    with pytest.raises(SafegovError):
        await store.write(twice)
    assert not await store.read("MATCH (b:Board) RETURN b.id AS id")
    for label in ontology().nodes:
        assert any(f"(n:{label})" in command for command in schema_commands(ontology()))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_newer_store_is_refused_and_an_older_one_rebuilt(engine: str, tmp_path: Path) -> None:
    settings = settings_for(engine, tmp_path)

    async def with_version(version: int, damage: str = "") -> str:
        store = await Store.connect(settings, purpose="test")
        try:
            await empty(store)
            await load(store, located(ROWS), SOURCES)
            before = await dump(store)

            async def work(tx: AsyncManagedTransaction) -> None:
                await tx.run("MATCH (m:Meta) SET m.schema_version = $version", version=version)
                if damage:
                    await tx.run(damage)

            await store.write(work)
            return before
        finally:
            await store.close()

    async def opened() -> str:
        store = await Store.connect(settings, purpose="test")
        try:
            rows = await store.read("MATCH (m:Meta {id: 'store'}) RETURN m.schema_version AS v")
            assert rows == [{"v": SCHEMA_VERSION}]
            return await dump(store)
        finally:
            await store.close()

    with asyncio.Runner() as runner:
        before = runner.run(with_version(SCHEMA_VERSION - 1, "MATCH (:Entity)-[r:MEMBER_OF]->() DELETE r"))
        assert runner.run(opened()) == before
        runner.run(with_version(SCHEMA_VERSION + 1))
        with pytest.raises(StoreUnavailable, match=f"schema version {SCHEMA_VERSION + 1}"):
            runner.run(opened())
        runner.run(_set_version(settings, SCHEMA_VERSION))


async def _set_version(settings: Settings, version: int) -> None:
    """Puts a store right again that the next tests use."""
    from unittest.mock import patch

    async def work(tx: AsyncManagedTransaction) -> None:
        await tx.run("MATCH (m:Meta) SET m.schema_version = $version", version=version)

    with patch("graph.store.SCHEMA_VERSION", version + 1):
        store = await Store.connect(settings, purpose="test")
        try:
            await store.write(work)
        finally:
            await store.close()


async def test_a_store_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, store="bolt://127.0.0.1:1", store_password="x", _env_file=None)
    with pytest.raises(StoreUnavailable, match="SAFEGOV_STORE") as caught:
        await Store.connect(settings, purpose="test")
    assert "\n" not in str(caught.value)
