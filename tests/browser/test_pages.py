"""Each kind of page in a real browser, at the width of a desk and of a telephone: no barrier that axe finds, nothing from
another host, no error, no scrolling sideways, and the journeys of readers by keyboard."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
import uvicorn
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, ConsoleMessage, Page, Request, async_playwright

from api.app import create_app
from graph.store import Store
from tests.api.conftest import load_northmarsh, settings
from tests.browser.conftest import Visit
from tests.conftest import empty
from tests.fixtures.northmarsh import ADA, BOROUGH, COUNCIL, FORUM, PARTNERSHIP

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
Visits = Callable[..., AbstractAsyncContextManager[Visit]]
WIDTHS = {1366: 900, 390: 844}
KINDS = {
    "home": "/",
    "search": "/search?q=north",
    "questions": "/questions",
    "form": "/questions/who-sits-on",
    "choice": "/questions/links-of?entity=north",
    "fault": "/questions/who-sits-on?board=zzzz",
    "answer": f"/questions/who-sits-on?board={PARTNERSHIP}",
    "wide answer": "/questions/interlocks",
    "documents": "/documents",
    "document": "/documents/report-2021",
    "board": f"/boards/{PARTNERSHIP}?times=all",
    "board of a day": f"/boards/{FORUM}?as_of=2020-02-12",
    "person": f"/people/{ADA}?times=all",
    "organisation": f"/organisations/{COUNCIL}?times=all",
    "borough": f"/boroughs/{BOROUGH}",
    "post": "/roles/role-independent-scrutineer",
    "programme": "/programmes/programme-safe-steps",
    "hostile name": "/organisations/organisation-trust",
    "not there": "/boards/board-nobody",
}


@dataclass(slots=True)
class Seen:
    """What a browser met on its way."""

    page: Page
    base: str
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    async def go(self, path: str) -> int:
        answer = await self.page.goto(self.base + path)
        assert answer is not None
        return answer.status


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def served(shared_store: Store) -> AsyncIterator[str]:
    """The app with Northmarsh in it, on a port of this machine."""
    await empty(shared_store)
    await load_northmarsh(shared_store)
    config = uvicorn.Config(create_app(settings(), shared_store), host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        assert not task.done()
        await asyncio.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    await task


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session", params=WIDTHS)
async def seen(request: pytest.FixtureRequest, chromium: Browser, served: str) -> AsyncIterator[Seen]:
    size = {"width": request.param, "height": WIDTHS[request.param]}
    context = await chromium.new_context(viewport=size)  # type: ignore[arg-type]
    page = await context.new_page()
    found = Seen(page, served)

    def told(message: ConsoleMessage) -> None:
        # the browser itself tells of an answer that is an error, which some pages are
        if message.type in ("error", "warning") and "server responded with a status of 4" not in message.text:
            found.errors.append(message.text)

    def asked(request: Request) -> None:
        if not request.url.startswith((served, "data:")):
            found.elsewhere.append(request.url)

    page.on("console", told)
    page.on("request", asked)
    page.on("pageerror", lambda error: found.errors.append(str(error)))
    yield found
    assert found.errors == []
    assert found.elsewhere == []
    await context.close()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_page_has_no_barrier_and_fits_its_width(seen: Seen, kind: str) -> None:
    status = await seen.go(KINDS[kind])
    assert status == {"fault": 422, "not there": 404}.get(kind, 200)
    await seen.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = await Axe().run(seen.page)
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found.response["violations"]] == []
    wide = await seen.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


@pytest.mark.parametrize("kind", KINDS)
async def test_a_page_reflows_at_four_times_its_size(seen: Seen, kind: str) -> None:
    """WCAG 2.2 criterion 1.4.10: 1280 pixels at 400 % are 320."""
    await seen.page.set_viewport_size({"width": 320, "height": 640})
    await seen.go(KINDS[kind])
    wide = await seen.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


@pytest.mark.parametrize("kind", ["home", "answer", "board", "borough"])
async def test_what_one_can_press_is_large_enough(seen: Seen, kind: str) -> None:
    """WCAG 2.2 criterion 2.5.8: 24 by 24 pixels, but for links within a text."""
    await seen.go(KINDS[kind])
    small = await seen.page.evaluate(
        """() => [...document.querySelectorAll('button, summary, input, select, header a, .on-page a, .downloads a')]
            .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
            .filter(([, r]) => r.width && (r.height < 23.5 || r.width < 23.5)).map(([html]) => html)"""
    )
    assert small == []


async def test_the_skip_link_is_first_and_leads_to_the_main_part(seen: Seen) -> None:
    await seen.go(KINDS["board"])
    await seen.page.keyboard.press("Tab")
    assert await seen.page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    box = await seen.page.locator(".govuk-skip-link").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    await seen.page.keyboard.press("Enter")
    assert seen.page.url.endswith("#main")
    assert await seen.page.evaluate("document.activeElement.id") == "main"


async def test_a_person_is_found_and_leads_to_boards_and_to_the_words(seen: Seen) -> None:
    await seen.go("/")
    await seen.page.get_by_label("Find a board, person").fill("ada")
    await seen.page.keyboard.press("Enter")
    await seen.page.get_by_role("link", name="Ada Example").click()
    assert await seen.page.locator("h1").inner_text() == "Person\nAda Example"
    await seen.page.get_by_role("link", name=re.compile("Show all times")).click()
    row = seen.page.get_by_role("row").filter(has=seen.page.get_by_role("rowheader", name="Northmarsh Safeguarding"))
    await row.first.get_by_role("link", name=re.compile("lines? ")).first.click()
    anchor = seen.page.url.partition("#")[2]
    assert await seen.page.locator(f"[id='{anchor}'] blockquote").count() == 1
    assert await seen.page.locator(f"[id='{anchor}']").is_visible()


async def test_a_board_is_asked_about_by_name_with_the_keyboard_alone(seen: Seen) -> None:
    await seen.go("/questions/who-sits-on")
    await seen.page.get_by_label("Board").focus()
    await seen.page.keyboard.type("northmarsh safeguarding")
    await seen.page.keyboard.press("Enter")
    await seen.page.get_by_role("heading", name="Answer").wait_for()
    assert f"board={PARTNERSHIP}" in seen.page.url
    assert await seen.page.get_by_role("rowheader", name="Fenland Constabulary").count() == 1


async def test_print_shows_what_is_folded_and_leaves_out_the_menu(seen: Seen) -> None:
    await seen.go(KINDS["board"])
    await seen.page.emulate_media(media="print")
    assert not await seen.page.get_by_role("navigation", name="Menu").is_visible()
    assert not await seen.page.locator("form").first.is_visible()
    assert await seen.page.get_by_role("table").first.is_visible()
    await seen.go("/questions/who-sits-on")
    await seen.page.emulate_media(media="screen")
    folded = "document.querySelector('details dl').checkVisibility()"
    assert not await seen.page.evaluate(folded)
    await seen.page.emulate_media(media="print")
    assert await seen.page.evaluate(folded)
    document = await seen.page.pdf(format="A4")
    assert document.startswith(b"%PDF")


@pytest.mark.parametrize("width", WIDTHS)
async def test_from_home_over_a_borough_to_its_seats_without_evidence(visits: Visits, width: int) -> None:
    async with visits(width=width) as v:
        await v.go("/")
        search = v.page.locator("main input[name=q]")
        await search.fill("Hackney")
        await search.press("Enter")
        await (
            v.page.locator("main")
            .get_by_role("link", name="Hackney", exact=True)
            .and_(v.page.locator("[href^='/boroughs/']"))
            .first.click()
        )
        await v.page.wait_for_url("**/boroughs/**")
        assert "Hackney" in await v.page.inner_text("h1")
        seats = v.page.locator("section[aria-labelledby=missing-seats]")
        await seats.evaluate("s => s.querySelectorAll('details').forEach(d => d.open = true)")
        rows = await seats.locator("tbody tr").all_inner_texts()
        assert rows
        assert any("no evidence" in row.lower() for row in rows)
