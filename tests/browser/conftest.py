"""The app on the bundled register, and a browser, for journeys over maps and pages."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
import uvicorn
from fastapi import FastAPI
from playwright.async_api import Browser, ConsoleMessage, Page, Request, async_playwright

from api.app import create_app
from graph.store import Store
from queries.duties.derive import load_derived
from tests.api.conftest import settings

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncIterator[str]:
    """The app on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="off"))
    task = asyncio.create_task(server.serve())
    while not server.started:
        assert not task.done()
        await asyncio.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await task


@dataclass(slots=True)
class Visit:
    """A page in a browser, and what it met."""

    page: Page
    base: str
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    async def go(self, path: str) -> int:
        answer = await self.page.goto(self.base + path)
        assert answer is not None
        return answer.status

    async def said(self) -> str:
        """What the map tells a screen reader."""
        return await self.page.inner_text("#map-said")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def register_served(register: Store) -> AsyncIterator[str]:
    """The bundled register with what follows from the law, served."""
    await load_derived(register)
    async with serving(create_app(settings(query_seconds=30), register)) as base:
        yield base


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        made = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield made
        await made.close()


@asynccontextmanager
async def visiting(
    browser: Browser, base: str, width: int = 1366, height: int = 900, **more: object
) -> AsyncIterator[Visit]:
    """A new window; at the end nothing may have failed in it, and nothing may have been asked of another host."""
    context = await browser.new_context(viewport={"width": width, "height": height}, **more)  # type: ignore[arg-type]
    page = await context.new_page()
    page.set_default_timeout(60_000)
    found = Visit(page, base)

    def told(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            found.errors.append(message.text)

    def asked(request: Request) -> None:
        if not request.url.startswith((base, "data:", "file:")):
            found.elsewhere.append(request.url)

    page.on("console", told)
    page.on("request", asked)
    page.on("pageerror", lambda error: found.errors.append(str(error)))
    yield found
    assert found.errors == []
    assert found.elsewhere == []
    await context.close()


@pytest.fixture
def visits(browser: Browser, register_served: str) -> object:
    """Opens windows on the register."""
    return lambda **more: visiting(browser, register_served, **more)
