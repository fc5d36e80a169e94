"""Stores for the tests: the embedded engine always, a real Neo4j too where SAFEGOV_TEST_NEO4J names one."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
import pytest_asyncio
from neo4j import AsyncManagedTransaction

from graph.settings import Settings
from graph.store import Store

NEO4J = os.environ.get("SAFEGOV_TEST_NEO4J")
SHARED = Path(__file__).parents[2] / "shared"

needs_documents = pytest.mark.skipif(
    not (SHARED / "documents").is_dir(), reason="the five documents are not on this machine"
)
needs_gold = pytest.mark.skipif(
    not (SHARED / "gold").is_dir(), reason="the statements read by hand are not on this machine"
)
needs_neo4j = pytest.mark.skipif(not NEO4J, reason="SAFEGOV_TEST_NEO4J names no Neo4j")


def settings_for(engine: str, data_dir: Path) -> Settings:
    """Settings of the named engine: `embedded` under data_dir, or the Neo4j of the environment."""
    if engine == "embedded":
        return Settings(data_dir=data_dir, query_seconds=5, _env_file=None)
    return Settings(
        data_dir=data_dir,
        store=NEO4J or "",
        store_user=os.environ.get("SAFEGOV_TEST_NEO4J_USER", "neo4j"),
        store_password=os.environ.get("SAFEGOV_TEST_NEO4J_PASSWORD", ""),
        _env_file=None,
    )


ENGINES = ["embedded", pytest.param("neo4j", marks=needs_neo4j)]


@pytest.fixture(autouse=True)
def no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test says itself what is set; a user's own settings and data are not touched."""
    for name in list(os.environ):
        if name.startswith("SAFEGOV_") and not name.startswith("SAFEGOV_TEST_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def engine_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data directory for all tests that share an engine; starting one takes seconds."""
    return tmp_path_factory.mktemp("engine")


@pytest_asyncio.fixture(scope="session", loop_scope="session", params=ENGINES)
async def shared_store(request: pytest.FixtureRequest, engine_dir: Path) -> AsyncIterator[Store]:
    store = await Store.connect(settings_for(request.param, engine_dir), purpose="test")
    try:
        yield store
    finally:
        await store.close()


@pytest_asyncio.fixture(loop_scope="session")
async def store(shared_store: Store) -> Store:
    """An empty store, on each engine in turn."""
    await empty(shared_store)
    return shared_store


async def empty(store: Store) -> None:
    """Takes everything out of a store but its schema."""

    async def work(tx: AsyncManagedTransaction) -> None:
        await tx.run("MATCH (n) WHERE NOT n:Meta DETACH DELETE n")
        await tx.run("MATCH (m:Meta) SET m.loads = 0 REMOVE m.register")

    await store.write(work)


@pytest.fixture
def alone() -> Iterator[asyncio.Runner]:
    """A loop of its own, for tests that open and close a store themselves."""
    with asyncio.Runner() as runner:
        yield runner


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def register(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    """The bundled register in an embedded store that no other test empties."""
    from ingest.bundled import load_register

    store = await Store.connect(settings_for("embedded", tmp_path_factory.mktemp("register")), purpose="test")
    try:
        await load_register(store, progress=lambda _: nullcontext(lambda _: None))
        yield store
    finally:
        await store.close()
