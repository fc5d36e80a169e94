"""Pictures of every page and map at the width of a desk and of a telephone: `make shots`, to be looked at.

`python -m tests.shots FOLDER [WORD …]` writes PNG files into FOLDER (default: shots); with words only what has one of them
in its name. The pages are those of the bundled register.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from tests.bench import say, served
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from visualise.maps import MAPS

WIDTHS = {"desk": (1366, 900), "telephone": (390, 844)}
PAGES = {
    "home": "/",
    "maps": "/maps",
    "questions": "/questions",
    "question": "/questions/who-sits-on?board=board-hackney-safeguarding-children-partnership-board",
    "search": "/search?q=hackney",
    "documents": "/documents",
    "document": "/documents/chscp-annual-report-2022-23",
    "board": "/boards/board-city-and-hackney-safeguarding-children-partnership",
    "person": "/search?label=Person",
    "organisation": "/organisations/organisation-metropolitan-police-service",
    "borough": "/boroughs/borough-hackney",
    "bcu": "/search?label=BCU",
    "protocol": "/search?label=Protocol",
    "not-found": "/boards/board-nowhere",
    **{f"map-{name}": f"/maps/{name}" for name in MAPS},
    "map-oversight-hackney": "/maps/oversight?borough=borough-hackney",
    "map-duplication-hackney": "/maps/duplication?borough=borough-hackney",
}
FIRST_OF = ("person", "bcu", "protocol")
"""Pages of the first entity that the search finds."""


def main() -> None:
    if CHROMIUM is None:
        sys.exit("There is no Chromium on this machine to take pictures with")
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "shots")
    folder.mkdir(parents=True, exist_ok=True)
    words = sys.argv[2:]
    pages = {name: path for name, path in PAGES.items() if not words or any(w in name for w in words)}
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "SAFEGOV_DATA_DIR": data, "SAFEGOV_STORE": "embedded"}
        with served(environment) as (base, _):
            asyncio.run(take(base, pages, folder))


async def take(base: str, pages: dict[str, str], folder: Path) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            for width, size in WIDTHS.items():
                for name, path in pages.items():
                    await one(browser, f"{base}{path}", size, folder / f"{name}-{width}.png", first=name in FIRST_OF)
                    say(f"{name}, {width} wide", str(folder / f"{name}-{width}.png"))
        finally:
            await browser.close()


async def one(browser: Browser, url: str, size: tuple[int, int], file: Path, *, first: bool) -> None:
    window = await browser.new_page(viewport={"width": size[0], "height": size[1]})
    window.set_default_timeout(120_000)
    await window.goto(url)
    if first:
        await window.locator("main a[href^='/']:not([href*='?'])").first.click()
        await window.wait_for_load_state()
    await window.wait_for_timeout(400)  # the picture of a map is drawn in a frame after the page is there
    await window.screenshot(path=str(file), full_page=True)
    await window.close()


if __name__ == "__main__":
    main()
