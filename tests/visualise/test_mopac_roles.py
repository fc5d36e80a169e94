"""The MOPAC roles diagram: what the page says, and that it says it the same way every time."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from itertools import combinations
from typing import Any

import pytest

from graph.load import load
from graph.store import Store
from tests import rows as exchange
from tests.visualise.made import MOPAC, VRU, Read, Row, behind, row
from visualise.linked import STATUS_WORDS
from visualise.mopac_roles import KINDS, WORDS, entries, grouped, mopac_roles_map, picture, the_map
from visualise.network import page as map_page
from visualise.network import still_svg
from visualise.picture import DASHES

STATUSES = list(WORDS)
SOME = [
    row("Northmarsh Council", particulars=["£5,000; 2030/31"]),
    row("Northmarsh Council", body=VRU, status="unclear"),
    row("Fenland Safer Streets Board", "attends", "negated", particulars=["regularly"]),
    row("knife plan of every marsh", "requires"),
    row("Marsh Watch", "runs", "planned"),
    row("Review of the Marshes", "recommended", "planned", evidence=["s-1", "s-2", "s-3"]),
]


def render(rows: list[Row], evidence: Mapping[str, Row], *, made_from: str) -> str:
    return map_page(the_map(rows, evidence, made_from=made_from), served=False)


def page(rows: list[Row], **more: Any) -> str:
    return render(rows, behind(rows, **more), made_from="1 document of the 2 loaded")


def data(read: Read) -> dict[str, Any]:
    (found,) = (text for given, text in read.scripts if given.get("id") == "map-data")
    made: dict[str, Any] = json.loads(found)
    return made


def test_the_same_rows_in_another_order_give_the_same_bytes() -> None:
    rows = [row(f"Marsh {n % 7}", role.role, status, body)
            for n, role in enumerate(KINDS) for status in STATUSES for body in (MOPAC, VRU)]  # fmt: skip
    evidence = behind(rows)
    first = render(rows, evidence, made_from="x")
    mixed = rows[:]
    random.Random(7).shuffle(mixed)
    assert render(mixed, dict(reversed(evidence.items())), made_from="x") == first


def test_the_evidence_of_every_row_is_in_its_row_of_the_table() -> None:
    read = Read(page(SOME))
    for e, r in zip(entries(SOME, behind(SOME)), SOME, strict=True):
        shown = read.rows[e.id]
        assert r["other"] in shown
        assert r["body"] in shown
        for i in r["evidence"]:
            found = behind(SOME)[i]
            assert found["sentence"] in shown
            assert f"Report of the Northmarsh Partnership, 2031-04, line {found['lines'][0]}" in shown
    assert "£5,000; 2030/31" in read.text


@pytest.mark.parametrize(
    ("found", "said"),
    [(None, ""), (True, "found in the copy that was added"), (False, "not found in the copy that was added")],
)
def test_a_quote_at_hand_stands_in_place_of_our_sentence(found: bool | None, said: str) -> None:
    rows = [row("Northmarsh Council")]
    read = Read(page(rows, quote="the marsh is funded", quote_found=found))
    (shown,) = (text for text in read.rows.values())
    assert "the marsh is funded" in shown
    assert "Sentence 1" not in shown
    assert (f"({said})" in shown) if said else ("copy" not in shown)


def test_evidence_that_is_not_at_hand_is_said_to_be_so() -> None:
    rows = [row("Northmarsh Council")]
    assert "Its evidence is not at hand" in Read(render(rows, {}, made_from="x")).text


def test_every_edge_has_its_row_and_its_hover() -> None:
    read = Read(page(SOME))
    made = data(read)
    ids = [given["id"] for _, given in read.elements if "id" in given]
    assert len(ids) == len(set(ids))
    drawn = [edge["row"] for edge in made["edges"] if edge.get("row")]
    assert sorted(drawn) == sorted(e.id for e in entries(SOME, behind(SOME)) if e.role != "recommended")
    assert set(drawn) <= set(ids)
    still = still_svg(the_map(SOME, behind(SOME), made_from="x"), "wide")
    assert "Mayor&#39;s Office for Policing and Crime funds Northmarsh Council. Stated" in still
    assert "Report of the Northmarsh Partnership, 2031-04, line 1: Sentence 1 about Northmarsh Council." in still


@pytest.mark.parametrize("pair", list(combinations(STATUSES, 2)))
def test_two_statuses_differ_in_line_and_in_word(pair: tuple[str, str]) -> None:
    first, second = pair
    assert DASHES[first] != DASHES[second]
    assert WORDS[first] != WORDS[second]


@pytest.mark.parametrize("status", [s for s in STATUSES if s != "asserted"])
def test_what_is_not_simply_stated_says_so_in_its_box(status: str) -> None:
    p = picture(grouped(entries([row("Northmarsh Council", status=status)], {})), columns=5)
    (box,) = (b for b in p.boxes if b.kind == "counterpart")
    assert WORDS[status] in [t.text for t in box.texts]
    assert box.status == status


def test_a_negated_link_has_no_arrow_and_a_cross() -> None:
    made = data(Read(page(SOME)))
    by_status = {edge["status"]: edge for edge in made["edges"] if edge.get("row")}
    assert by_status["negated"]["arrows"] == ""
    assert by_status["asserted"]["arrows"] != ""
    assert sorted(sign for _, _, sign, *_ in made["signs"]) == ["?", "×"]


def test_who_acts_is_at_the_tail_of_the_arrow() -> None:
    rows = [row("Northmarsh Council", "data"), row("Fenland Council", "data", direction="in")]
    p = picture(grouped(entries(rows, {})), columns=5)
    arrows = {line.source and line.source[:4]: line.arrow for line in p.lines if line.row}
    assert arrows == {"body": "to", "box-": "from"}
    assert "is given data by" in Read(page(rows)).text


def test_two_bodies_that_say_different_things_of_one_counterpart_are_named_in_its_box() -> None:
    p = picture(grouped(entries(SOME, {})), columns=5)
    (box,) = (b for b in p.boxes if b.name == "Northmarsh Council")
    assert [t.text for t in box.texts if t.kind == "note"] == ["MOPAC: £5,000; 2030/31", "VRU: ? unclear"]


def test_a_lane_without_rows_says_that_nothing_is_stated() -> None:
    p = picture(grouped(entries(SOME, {})), columns=5)
    assert [t.text for t in p.texts if t.kind == "empty"] == ["Nothing stated"] * 5
    assert "VRU: nothing stated" in [t.text for t in p.texts if t.kind == "tag"]


def test_recommendations_are_counted_and_in_the_table_but_no_edges() -> None:
    read = Read(page(SOME))
    assert "Reviews make 3 to MOPAC" in read.text
    assert "Review of the Marshes" in "".join(read.rows.values())
    assert "Review of the Marshes" not in [node["label"] for node in data(read)["nodes"]]


def test_the_summary_counts_the_rows() -> None:
    text = Read(page(SOME)).text
    assert "MOPAC: 4 links. Funds 1, requires and publishes 1, attends and sits on 1, runs 1." in text
    assert "VRU: 1 link. Funds 1." in text
    assert "2 stated, 1 unclear, 1 planned or recommended, 1 stated not to hold" in text
    assert "MOPAC attends and sits on (0 of 1), runs (0 of 1); VRU funds (0 of 1)" in text
    assert "What the documents leave unclear (1)" in text
    assert set(STATUSES) == set(STATUS_WORDS)


def test_a_body_of_which_nothing_is_stated_is_named_as_such() -> None:
    read = Read(page([row("Northmarsh Council")]))
    assert "VRU: 0 links. The documents loaded say nothing about it." in read.text


def test_without_rows_there_is_a_sentence_and_no_empty_map() -> None:
    read = Read(render([], {}, made_from="0 documents of the 0 loaded"))
    assert "The documents loaded say nothing of what this map shows" in read.text
    assert not {"script", "svg", "canvas", "table"} & {tag for tag, _ in read.elements}


def test_a_kind_of_role_that_is_not_known_here_is_still_shown() -> None:
    rows = [
        row("Northmarsh Council", role_="x")
        | {"role": "pays-attention-to", "relation": "SOMETHING_NEW", "status": "odd"}
    ]
    p = picture(grouped(entries(rows, {})), columns=5)
    assert "Pays attention to" in [t.text for t in p.texts if t.kind == "heading"]
    assert "something new" in Read(page(rows)).text


async def test_the_map_of_a_store_is_made_by_the_named_query(store: Store) -> None:
    mopac = ("Organisation", "Mayor's Office for Policing and Crime")
    await load(store, exchange.located([
        exchange.row(mopac, "FUNDS", exchange.PARTNERSHIP, line=4, amount_gbp=5000),
        exchange.row(mopac, "ATTENDED", exchange.PARTNERSHIP, line=5, status="negated", frequency="regularly"),
        exchange.row(exchange.COUNCIL, "FUNDS", exchange.PARTNERSHIP, line=6),
    ]))  # fmt: skip
    read = Read(map_page(await mopac_roles_map(store, seconds=20)))
    assert "MOPAC: 2 links. Funds 1, attends and sits on 1." in read.text
    assert "words of line 4" in read.text
    assert "Made from 1 document of the 1 loaded." in read.text
    assert "Northmarsh Council" not in read.text
