"""The maps in a real browser, on the bundled register: journeys, barriers, keyboard, telephone, print, no script."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from tests.browser.conftest import Visit, needs_chromium, visiting
from tests.visualise.made import behind, row
from visualise.maps import MAPS
from visualise.mopac_roles import the_map
from visualise.network import page as map_page

pytestmark = needs_chromium

Visits = Callable[..., AbstractAsyncContextManager[Visit]]
NETWORKS = ["mopac-roles", "oversight", "duplication"]


async def shown(page: Page) -> int:
    """Rows of the table that are to be seen."""
    return int(await page.evaluate("document.querySelectorAll('table.links tr[id]:not([hidden])').length"))


async def find(v: Visit, words: str, steps: str = "1") -> None:
    await v.page.select_option("#map-steps", steps)
    await v.page.fill("#map-find", words)
    await v.page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("name", MAPS)
async def test_a_map_has_no_barrier_and_fits_the_window(visits: Visits, name: str, width: int) -> None:
    async with visits(width=width) as v:
        assert await v.go(f"/maps/{name}") == 200
        found = await Axe().run(v.page)
        assert [(x["id"], [n["html"][:200] for n in x["nodes"]]) for x in found.response["violations"]] == []
        assert await v.page.evaluate("document.documentElement.scrollWidth") <= width


async def test_from_home_to_mopac_roles_to_the_evidence_to_its_document(visits: Visits) -> None:
    async with visits() as v:
        await v.go("/")
        await v.page.get_by_role("link", name="MOPAC roles").first.click()
        assert "MOPAC roles" in await v.page.inner_text("h1")
        await find(v, "Lambeth Safeguarding Children Partnership")
        await v.page.click("#map-panel .walk button >> nth=0")
        assert "Evidence" in await v.page.inner_text("#map-panel")
        await v.page.click("#map-panel cite a >> nth=0")
        await v.page.wait_for_url("**/documents/**")
        anchor = v.page.url.partition("#")[2]
        assert await v.page.locator(f"[id='{anchor}']").is_visible()


async def test_back_from_a_document_shows_the_map_as_it_was(visits: Visits) -> None:
    async with visits() as v:
        await v.go("/maps/mopac-roles")
        await find(v, "Redbridge Local Safeguarding Children Board")
        before = await v.said()
        await v.go("/documents")
        await v.page.go_back()
        await v.page.wait_for_function("document.getElementById('map-said').textContent !== ''")
        assert await v.said() == before
        # the second time the browser asks only whether it changed
        await v.page.reload()
        await v.page.wait_for_function("document.getElementById('map-said').textContent !== ''")
        assert await v.said() == before


async def test_steps_filters_and_dates_narrow_map_and_table_alike(visits: Visits) -> None:
    async with visits() as v:
        await v.go("/maps/oversight")
        everything = await shown(v.page)
        await find(v, "Hackney", "2")
        near = await shown(v.page)
        assert 0 < near < everything
        assert f"Showing {near} of" in await v.said()
        await find(v, "Hackney", "1")
        assert 0 < await shown(v.page) <= near
        await v.page.click("#map-reset")
        assert await shown(v.page) == everything
        await v.page.click("#map-filters summary")
        kinds = v.page.locator("#map-filters [name=kind]")
        for n in range(await kinds.count() - 1):
            await kinds.nth(n).uncheck()
        last = await shown(v.page)
        assert 0 < last < everything
        await v.page.click("#map-undo")
        assert await shown(v.page) > last
        await v.page.click("#map-redo")
        assert await shown(v.page) == last
        await v.page.click("#map-reset")
        await v.page.check("#map-dated")
        await v.page.focus("#map-month")
        await v.page.keyboard.press("Home")
        early = await shown(v.page)
        assert early < everything
        assert "the dates are not known" in await v.said()


async def test_everything_works_by_keyboard(visits: Visits) -> None:
    async with visits() as v:
        await v.go("/maps/mopac-roles")
        await v.page.keyboard.press("Tab")
        assert await v.page.evaluate("document.activeElement.textContent") == "Skip to main content"
        await v.page.keyboard.press("Enter")
        for _ in range(12):
            await v.page.keyboard.press("Tab")
            if await v.page.evaluate("document.activeElement.id") == "map-find":
                break
        await v.page.keyboard.type("Redbridge Local Safeguarding")
        await v.page.keyboard.press("Enter")
        assert "of Redbridge Local Safeguarding Children Board" in await v.said()
        await v.page.focus("#map-panel .walk button")
        await v.page.keyboard.press("Enter")
        assert await v.page.evaluate("document.activeElement.id") == "map-panel-name"
        await v.page.focus("#map-live")
        for key in ("+", "ArrowLeft", "ArrowUp", "-"):
            await v.page.keyboard.press(key)
        await v.page.keyboard.press("Control+z")
        assert (await v.said()).startswith("Undone.")
        await v.page.keyboard.press("Control+y")
        assert (await v.said()).startswith("Redone.")
        await v.page.focus("#map-close")
        await v.page.keyboard.press("Enter")
        await v.page.keyboard.press("Enter")


async def test_the_duplication_map_is_narrowed_to_a_borough_by_keyboard(visits: Visits) -> None:
    async with visits() as v:
        await v.go("/maps/duplication")
        await v.page.focus("#draw-borough")
        await v.page.keyboard.type("Hack")
        await v.page.keyboard.press("Tab")
        await v.page.keyboard.press("Enter")
        await v.page.wait_for_url("**borough=borough-hackney**")
        assert "Hackney" in await v.page.inner_text("h1")
        assert await shown(v.page) > 0


async def test_a_click_on_the_map_opens_the_evidence(visits: Visits) -> None:
    async with visits() as v:
        await v.go("/maps/mopac-roles")
        at = await v.page.evaluate(
            """() => { const { data } = safegov.drawing; const node = data.nodes.find((n) => n.rows && n.rows.length);
            const live = document.getElementById("map-live"); live.scrollIntoView();
            const box = live.getBoundingClientRect(); const scale = live.clientWidth / data.width;
            return [box.x + node.x * scale, box.y + node.y * scale, node.label]; }"""
        )
        await v.page.mouse.click(at[0], at[1])
        await v.page.wait_for_selector("#map-panel:not([hidden])")
        assert at[2] in await v.page.inner_text("#map-panel")


SEEN = """(id) => {
  const { drawing } = safegov;
  const live = document.getElementById("map-live");
  const all = live.clientWidth / drawing.data.width;
  const [x, y, zoomed] = drawing.view || [drawing.data.width / 2, drawing.data.height / 2, 1];
  const scale = all * zoomed;
  const node = drawing.boxes.get(id);
  const room = live.getBoundingClientRect();
  const middle = [room.x + live.clientWidth / 2, room.y + live.clientHeight / 2];
  const panel = document.getElementById("map-panel").getBoundingClientRect();
  return {
    empty: [middle[0] - x * scale - room.x, middle[1] - y * scale - room.y],
    left: middle[0] + (node.x - node.w / 2 - x) * scale, right: middle[0] + (node.x + node.w / 2 - x) * scale,
    top: middle[1] + (node.y - node.h / 2 - y) * scale, bottom: middle[1] + (node.y + node.h / 2 - y) * scale,
    panel: panel.left, live: room.left, window: window.innerHeight,
  };
}"""


@pytest.mark.parametrize("name", NETWORKS)
async def test_the_panel_covers_neither_the_box_nor_leaves_the_map_its_borders(visits: Visits, name: str) -> None:
    async with visits() as v:
        await v.go(f"/maps/{name}")
        ids = await v.page.evaluate(
            """() => { const found = [...safegov.drawing.boxes].filter(([, n]) => n.rows.length); const by = (of) =>
            [...found].sort((a, b) => of(a[1]) - of(b[1]))[0]; const first = new Map(); found.forEach(([id, n]) => {
            if (!first.has(n.entity)) first.set(n.entity, id); });
            return [found[0], by((n) => n.x), by((n) => -n.x), by((n) => n.y), by((n) => -n.y)]
              .filter(([id, n]) => first.get(n.entity) === id).map(([id]) => id); }"""
        )
        assert ids
        for box in ids:
            await v.page.evaluate("(id) => safegov.drawing.on.box(id)", box)
            await v.page.wait_for_selector("#map-panel:not([hidden])")
            seen = await v.page.evaluate(SEEN, box)
            fits = seen["right"] - seen["left"] < seen["panel"] - seen["live"]
            assert seen["right"] <= seen["panel"] + 3 or not fits, (box, seen)
            assert seen["left"] >= seen["live"] - 3, (box, seen)
            assert max(seen["empty"]) <= 3, (box, seen)
            assert 0 <= seen["top"] < seen["window"], (box, seen)


@pytest.mark.parametrize("name", NETWORKS)
async def test_without_scripts_there_are_picture_and_table(visits: Visits, name: str) -> None:
    async with visits(java_script_enabled=False) as v:
        await v.go(f"/maps/{name}")
        assert await v.page.locator("#map-wide svg").is_visible()
        assert await v.page.locator("#map-tools").is_hidden()
        assert await v.page.locator("table.links tr[id]").count() > 10


@pytest.mark.parametrize("name", NETWORKS)
async def test_on_a_telephone_the_picture_is_narrow_and_filters_work(visits: Visits, name: str) -> None:
    async with visits(width=390) as v:
        await v.go(f"/maps/{name}")
        assert await v.page.locator("#map-narrow svg").is_visible()
        assert await v.page.locator("#map-live").is_hidden()
        before = await v.page.locator("#map-narrow .edge:visible").count()
        await v.page.click("#map-filters summary")
        await v.page.locator("#map-filters [name=kind]").first.uncheck()
        assert await v.page.locator("#map-narrow .edge.off").count() > 0
        assert before > 0


@pytest.mark.parametrize("name", NETWORKS)
async def test_on_a_telephone_the_picture_follows_the_tools(visits: Visits, name: str) -> None:
    async with visits(width=390) as v:
        await v.go(f"/maps/{name}")
        await v.page.wait_for_selector("#map-narrow svg")
        edge = "document.querySelector('{}').getBoundingClientRect().{}"
        gap = edge.format("#map-narrow", "top") + " - " + edge.format("#map-said", "bottom")
        assert await v.page.evaluate(gap) < 100


async def test_a_step_of_the_process_tells_what_stands_behind_it(visits: Visits) -> None:
    async with visits() as v:
        await v.go("/maps/oversight")
        await find(v, "Government gives the guidance")
        assert await v.page.locator("#map-panel-body .walk li").count() > 0


async def test_lines_that_run_straight_to_the_right_are_drawn(visits: Visits) -> None:
    """Before the box in focus a line ends: there are pixels of its colour."""
    async with visits() as v:
        await v.go("/maps/mopac-roles")
        await find(v, "Beth Centre")
        blue = await v.page.evaluate("""async () => {
          const { drawing } = safegov;
          await new Promise((done) => setTimeout(done, 500));
          const live = document.getElementById("map-live");
          const canvas = live.querySelector("canvas");
          const all = live.clientWidth / drawing.data.width;
          const [x, y, zoomed] = drawing.view || [drawing.data.width / 2, drawing.data.height / 2, 1];
          const [scale, dots] = [all * zoomed, canvas.width / live.clientWidth];
          const node = [...drawing.boxes.values()].find((n) => n.label.startsWith("Beth Centre"));
          const place = (nx, ny) => [
            ((nx - x) * scale + live.clientWidth / 2) * dots, ((ny - y) * scale + live.clientHeight / 2) * dots,
          ];
          const [left, top] = place(node.x - node.w / 2 - 30, node.y - node.h / 2);
          const [right, bottom] = place(node.x - node.w / 2 - 4, node.y + node.h / 2);
          const { data } = canvas.getContext("2d").getImageData(left, top, right - left, bottom - top);
          let found = 0;
          for (let i = 0; i < data.length; i += 4) if (data[i] < 90 && data[i + 2] > 90 && data[i + 3] > 90) found += 1;
          return found;
        }""")
        assert blue > 10


@pytest.mark.parametrize("name", MAPS)
async def test_it_prints_the_still_picture_and_the_tables_that_are_asked_for(visits: Visits, name: str) -> None:
    async with visits() as v:
        await v.go(f"/maps/{name}")
        await v.page.emulate_media(media="print")
        if name in NETWORKS:
            assert await v.page.locator("#map-print svg").is_visible()
            assert await v.page.locator("#map-live").is_hidden()
            assert await v.page.locator("#map-tools").is_hidden()
            assert await v.page.locator("table.links").first.is_hidden()
            await v.page.emulate_media(media="screen")
            await v.page.check("#print-links")
            await v.page.emulate_media(media="print")
            assert await v.page.locator("table.links").first.is_visible()
        assert await v.page.locator("table").last.is_visible()
        assert len(await v.page.pdf(prefer_css_page_size=True)) > 10_000


async def test_it_fits_at_400_percent(visits: Visits) -> None:
    """1280 pixels at 400 % are 320 (WCAG 2.2, criterion 1.4.10)."""
    async with visits(width=320, height=256) as v:
        for name in NETWORKS:
            await v.go(f"/maps/{name}")
            assert await v.page.evaluate("document.documentElement.scrollWidth") <= 320


HOSTILE = [
    "<script>window.harmed = 1</script>", "</script><img src=x onerror='window.harmed=1'>", "\"'><svg onload=window.harmed=1>",
    "x" * 300, "\u202eright to left\u202c 界 é", "javascript:window.harmed=1",
]  # fmt: skip


async def test_hostile_names_harm_nobody_in_a_file_from_disk(browser: Browser, tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [row(text, particulars=[text]) for text in HOSTILE]
    evidence = behind(rows)
    for e, text in zip(evidence.values(), HOSTILE, strict=True):
        e |= {"quote": text, "title": text, "url": text}
    file = tmp_path / "map.html"
    file.write_text(map_page(the_map(rows, evidence, made_from=HOSTILE[0]), served=False), encoding="utf-8")
    async with visiting(browser, file.as_uri()) as v:
        await v.go("")
        for text in HOSTILE:
            await find(v, text)
            await v.page.click("#map-panel .walk button >> nth=0")
            assert text in await v.page.inner_text("#map-panel")
        box = await v.page.locator("#map-live").bounding_box()
        assert box
        for part in range(1, 9):
            await v.page.mouse.move(box["x"] + box["width"] * part / 10, box["y"] + 120)
        assert await v.page.evaluate("window.harmed") is None
