"""The app on a store that holds Northmarsh. Loaded once, and again where a test has emptied the store."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
import uvicorn
from fastapi import FastAPI

from api.app import create_app
from graph.load import Located, load
from graph.settings import Settings
from graph.statements import read_row
from graph.store import Store
from tests.conftest import empty
from tests.fixtures.northmarsh import ROWS, SOURCES


def settings(**more: object) -> Settings:
    return Settings(data_dir=Path("unused"), _env_file=None, **more)  # type: ignore[arg-type]


def client_of(app: FastAPI) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1")


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncIterator[str]:
    """The app behind a port of loopback; its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
        running = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started:  # noqa: ASYNC110  # it has no event
            await asyncio.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await running


async def load_northmarsh(store: Store) -> None:
    located = [Located(read_row(row), f"northmarsh, row {n}") for n, row in enumerate(ROWS, 1)]
    report = await load(store, located, SOURCES)
    assert not report.faults


@pytest_asyncio.fixture(loop_scope="session")
async def northmarsh(shared_store: Store) -> Store:
    """A store with Northmarsh in it and nothing else, to be read only."""
    rows = await shared_store.read("MATCH (s:Statement) RETURN s.doc AS doc, count(*) AS n ORDER BY doc")
    docs = Counter(row["doc"] for row in ROWS)
    moved = await shared_store.read("MATCH (m:Moved) RETURN m.id AS id")
    if {row["doc"]: row["n"] for row in rows} != docs or moved:
        await empty(shared_store)
        await load_northmarsh(shared_store)
    return shared_store


@pytest.fixture(scope="session")
def app(shared_store: Store) -> FastAPI:
    return create_app(settings(), shared_store)


@pytest_asyncio.fixture(loop_scope="session")
async def client(app: FastAPI, northmarsh: Store) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(app) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def fresh(app: FastAPI, store: Store) -> AsyncIterator[httpx.AsyncClient]:
    """The app on an empty store, which the test may load."""
    async with client_of(app) as made:
        yield made
