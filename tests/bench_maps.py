"""How long a reader waits for a map: `make bench`, or `python -m tests.bench_maps` alone. Figures; not part of the tests.

Each map is opened in Chromium from a window that has nothing kept, then its first box is clicked. Both times count from
where the reader begins: drawn, from the start of the navigation to the frame in which the map is on screen; answered, from
the press of the button to the frame in which the evidence is. Beside the register's maps there is an invented one of 2,000
nodes and 4,000 edges. `python -m tests.bench_maps funding` measures that one alone.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response
from playwright.async_api import Browser, Page, async_playwright

from api.maps import page as answered
from tests.bench import say, served
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.fixtures.big_map import big_map
from visualise.maps import MAPS
from visualise.network import page

BIG = "invented, 2,000 nodes and 4,000 edges"
TIMES = 5
FLOORS = {BIG: 2000}
FLOOR = 1000
"""ms from the navigation to an answered click: what was asked for, of the register's maps."""

WATCH = """
  const soon = (ready) => new Promise((done) => {
    const frame = () => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0));
    const look = () => { if (ready()) frame(); else requestAnimationFrame(look); };
    look();
  });
  const there = (id) => { const e = document.getElementById(id); return e && !e.hidden; };
  window.drawn = soon(() => (document.getElementById("map-live")
    ? there("map-live") && document.getElementById("map-said").textContent
    : document.readyState === "complete" && document.querySelector("main svg")));
  window.answered = new Promise((done) => {
    const answer = () => there("map-panel") && document.querySelector("#map-panel-body li");
    addEventListener("pointerdown", (event) => soon(answer).then((at) => done(at - event.timeStamp)), true);
  });
"""
"""Runs in the page before anything of it: notes when the map is there, and how long after a press the panel is."""

FIRST_BOX = """() => {
  const { data } = safegov.drawing;
  const node = data.nodes.find((n) => n.rows && n.rows.length);
  const live = document.getElementById("map-live");
  live.scrollIntoView();
  const room = live.getBoundingClientRect();
  const scale = live.clientWidth / data.width;
  return [room.x + node.x * scale, room.y + node.y * scale];
}"""


def main() -> None:
    names = sys.argv[1:] or ["invented", *MAPS]
    if unknown := set(names) - {"invented", *MAPS}:
        sys.exit(f"No map is called {', '.join(sorted(unknown))}")
    if CHROMIUM is None:
        sys.exit("There is no Chromium on this machine to measure in")
    say(f"\n{'map, median of ' + str(TIMES):<40}", f"{'drawn':>7} {'click':>7} {'both':>7} {'CPU':>7} {'floor':>6}  ms")
    if "invented" in names:
        m, spent = big_map(), time.process_time()
        html = page(m)
        spent = time.process_time() - spent
        with alone(html) as base:
            tell(
                BIG,
                asyncio.run(measured(base)),
                f"{len(html) / 1e6:.1f} MB, made in {spent * 1000:.0f} ms of processor time",
            )
    named = [name for name in names if name != "invented"]
    if not named:
        return
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SAFEGOV_DATA_DIR": folder, "SAFEGOV_STORE": "embedded"}
        with served(environment) as (base, _):
            for name in named:
                tell(name, asyncio.run(measured(f"{base}/maps/{name}")), "kept drawn on the server")


@dataclass(frozen=True, slots=True)
class Visit:
    """One opening of a map, in ms."""

    drawn: float
    click: float | None
    """None where there is nothing to click."""
    spent: float
    """Processor time of the page, both together."""


def tell(name: str, visits: list[Visit], more: str) -> None:
    drawn = statistics.median(v.drawn for v in visits)
    clicks = [v.click for v in visits if v.click is not None]
    click = statistics.median(clicks) if clicks else None
    both, floor = drawn + (click or 0), FLOORS.get(name, FLOOR)
    times = f"{drawn:7.0f} {f'{click:.0f}' if click is not None else '-':>7} {both:7.0f}"
    spent = statistics.median(v.spent for v in visits)
    say(f"{name:<40}", f"{times} {spent:7.0f} {floor:6}  {'met' if both <= floor else 'MISSED'}; {more}")


async def measured(url: str) -> list[Visit]:
    """The first visit, which starts the browser's own machinery, is not counted."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            return [await visit(browser, url) for _ in range(TIMES + 1)][1:]
        finally:
            await browser.close()


async def visit(browser: Browser, url: str) -> Visit:
    context = await browser.new_context(viewport={"width": 1366, "height": 900})
    await context.add_init_script(WATCH)
    window = await context.new_page()
    window.set_default_timeout(120_000)
    session = await context.new_cdp_session(window)
    await session.send("Performance.enable", {"timeDomain": "threadTicks"})
    await window.goto(url, wait_until="commit")
    drawn = await noted(window, "drawn")
    click = None
    if await window.evaluate("() => Boolean(window.safegov)"):
        await window.mouse.click(*await window.evaluate(FIRST_BOX))
        click = await noted(window, "answered")
    figures = (await session.send("Performance.getMetrics"))["metrics"]
    spent = next(float(f["value"]) for f in figures if f["name"] == "TaskDuration") * 1000
    await context.close()
    return Visit(drawn, click, spent)


async def noted(window: Page, what: str) -> float:
    """What the page notes, in ms; ends the benchmark where it does not come."""
    try:
        return float(await asyncio.wait_for(window.evaluate(f"() => window.{what}"), 60))
    except TimeoutError:
        sys.exit(f"{window.url}: nothing was {what} within 60 s")


@contextmanager
def alone(html: str) -> Iterator[str]:
    """One page, served as the program serves a map."""
    app = FastAPI(openapi_url=None)

    @app.get("/")
    async def get() -> HTMLResponse:
        return answered(html)

    @app.get("/{other:path}")
    async def nothing() -> Response:
        return Response(status_code=404)

    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="off"))
    thread = Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    main()
