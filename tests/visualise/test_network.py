"""The page: self-contained, safe whatever the names and quotes hold, and of a size that opens at once."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from pyvis.network import Network

from tests.visualise.made import MOPAC, VRU, Read, Row, behind, row
from visualise.mopac_roles import KINDS, entries, grouped, picture, the_map
from visualise.network import SCRIPTS, legend, library, network, page, script_hashes, style_hashes

NASTY = [
    "<script>window.alerted = 1</script>",
    "</script><img src=x onerror=alert(1)>",
    "'\"><svg onload=alert(1)>&amp;&lt;",
    "-->]]><!--<script>",
    "line\u2028and\u2029paragraph {{ 7 * 7 }} ${8 * 8}",
    "Ünïçødé 界 \u202eright to left\u202c 👩‍👩‍👧 é",
    "*bold* <b>bold</b> _it_ `code`",
    "x" * 300,
]


def render(rows: list[Row], evidence: Mapping[str, Row], *, made_from: str) -> str:
    return page(the_map(rows, evidence, made_from=made_from), served=False)


def nasty_page() -> str:
    rows = [row(text, particulars=[text]) for text in NASTY]
    evidence = behind(rows)
    for e, text in zip(evidence.values(), NASTY, strict=True):
        e |= {"quote": text, "title": text, "section": text, "publisher": text}
    return render(rows, evidence, made_from=NASTY[0])


def test_names_and_quotes_are_shown_as_text_everywhere() -> None:
    html = nasty_page()
    read = Read(html)
    plain = Read(render([row("Northmarsh Council")], {}, made_from="x"))
    assert len(read.scripts) == len(plain.scripts) == 2 + len(SCRIPTS)
    assert {tag for tag, _ in read.elements} == {tag for tag, _ in plain.elements} | {"q"}
    for tag, given in read.elements:
        assert not [name for name in given if name.startswith("on") or name == "style"], (tag, given)
    shown = list(read.rows.values())
    for text in NASTY:
        assert any(cell.count(text) >= 4 for cell in shown), text
    labels = [node["label"] for node in json.loads(read.scripts[0][1])["nodes"]]
    assert set(NASTY) <= set(labels)


def test_data_in_a_script_holds_nothing_that_ends_or_opens_one() -> None:
    (_, text), *_ = Read(nasty_page()).scripts
    assert not re.search("[<>&\u2028\u2029]", text)
    assert text.isascii()


def test_no_script_reads_html() -> None:
    own = "".join(text for _, text in Read(nasty_page()).scripts[2:])
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", own)


@pytest.mark.parametrize("url", ["https://example.org/report", "javascript:alert(1)", "data:text/html,x", None])
def test_the_page_asks_for_nothing_outside_itself(url: str | None) -> None:
    rows = [row("Northmarsh Council"), row("Fenland Board", "attends", body=VRU)]
    html = render(rows, behind(rows, url=url), made_from="x")
    read = Read(html)
    for tag, given in read.elements:
        assert not {"src", "srcset", "data", "poster", "action", "background", "xlink:href"} & set(given), (tag, given)
        if (tag, given.get("href")) == ("link", "data:,"):
            continue  # no picture for the tab: otherwise a browser asks for one
        if "href" in given:
            assert tag == "a"
            assert given["href"].startswith("#") or given["href"] == url
        assert tag not in ("link", "base", "iframe", "object", "embed", "img", "image", "use")
    links = [given["href"] for tag, given in read.elements if tag == "a" and not given["href"].startswith("#")]
    assert set(links) == ({url} if url and url.startswith("https:") else set())
    style = "".join(read.styles)
    assert "url(" not in style
    assert "@import" not in style
    own = html.replace(library(), "")
    assert set(re.findall(r"https?://[^\s\"'<>)]*", own)) <= {"http://www.w3.org/2000/svg", url}


def test_the_library_is_the_one_of_pyvis_and_can_stand_in_a_page() -> None:
    text = library()
    assert "vis-network" in text
    assert "sourceMappingURL" not in text
    assert "</script" not in text.lower()
    assert not re.search(r"\b(?:import|importScripts)\s*\(|new XMLHttpRequest|\bfetch\(", text)
    addresses = set(re.findall(r"https?://([^/\s\"']*)", text))
    # the licence text names its authors; the last is the name space of SVG
    assert addresses <= {
        "almende.com", "github.com", "opensource.org", "visjs.github.io", "www.apache.org", "www.w3.org",
    }  # fmt: skip


def test_hashes_are_those_of_the_scripts_that_a_browser_sees() -> None:
    html = nasty_page()
    read = Read(html)

    def sha(text: str) -> str:
        return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"

    assert script_hashes(html) == [sha(text) for given, text in read.scripts if "type" not in given]
    assert style_hashes(html) == [sha("".join(read.styles))]
    assert "\r" not in html


def test_pyvis_draws_it_in_fixed_places_without_physics() -> None:
    rows = [row("Northmarsh Council"), row("Fenland Board", "attends", body=VRU)]
    p = picture(grouped(entries(rows, {})), columns=5)
    made = network(p)
    assert isinstance(made, Network)
    nodes, edges, _, _, _, text = made.get_network_data()
    options = json.loads(text)
    assert options["physics"] == {"enabled": False}
    assert options["nodes"]["fixed"] is True
    assert all(isinstance(n["x"], float) and isinstance(n["y"], float) for n in nodes)
    assert len(edges) == len(p.lines)
    by_id = {n["id"]: n for n in nodes}
    for line, edge in zip(p.lines, edges, strict=True):
        ends = (by_id[edge["from"]], by_id[edge["to"]])
        assert [(e["x"], e["y"]) for e in ends] == [(line.x1, line.y1), (line.x2, line.y2)]


def test_without_a_script_the_still_picture_and_the_table_are_there() -> None:
    read = Read(render([row("Northmarsh Council")], {}, made_from="x"))
    by_id = {given["id"]: given for _, given in read.elements if "id" in given}
    assert "hidden" not in by_id["map-wide"]
    assert "hidden" in by_id["map-live"]
    assert "hidden" in by_id["map-tools"]
    assert "table" in {tag for tag, _ in read.elements}


def test_a_full_page_stays_small() -> None:
    rows = [row(f"Northmarsh Committee number {n} of the Partnership", kind.role, body=body)
            for kind in KINDS for n in range(10) for body in (MOPAC, VRU)]  # fmt: skip
    assert len(render(rows, behind(rows, quote="word " * 40), made_from="x").encode()) < 1_500_000


def test_the_legend_tells_a_status_that_stands_only_inside_boxes() -> None:
    made = the_map([row("Northmarsh Council"), row("Fenland Board", status="derived")], {}, made_from="x")
    wide = made.pictures["wide"]
    derived = next(x.id for g in made.groups for x in g.links if x.status == "derived")
    lines = tuple(line for line in wide.lines if line.row != derived)
    boxed = replace(made, pictures={**made.pictures, "wide": replace(wide, lines=lines)})
    assert any(derived in box.rows for box in wide.boxes)
    assert "Follows from the law" in [words for words, *_ in legend(boxed)]
