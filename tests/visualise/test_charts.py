"""The charts, on boroughs, bodies and amounts that do not exist: what is drawn is what the tables say, and can be read."""

from __future__ import annotations

import csv
import io
import itertools
import random
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

import pytest

from graph.errors import BadParameter, NotFound, UsageError
from graph.load import load
from graph.store import Store
from queries.catalogue import query_named
from queries.run import run
from tests.fixtures.charts import ATTENDANCE, BOARD, HOSTILE, MONEY, PLACES, SOURCES
from tests.rows import located
from visualise.attendance import attendance_map
from visualise.bars import Bar, bars
from visualise.boroughs import boroughs_map
from visualise.charts import ChartMap, page
from visualise.flow import FACTS, LOOKS, Payment, flow, hubs
from visualise.funding import funding_map
from visualise.grid import Cell, Head, Line, Measures, Style, grid
from visualise.heat import STYLES
from visualise.marks import Drawing, Mark, Words, draw
from visualise.measures import known
from visualise.priorities import priorities_map
from visualise.sheets import chart_table
from visualise.text import width
from visualise.tiles import Tile, places, tile_map

MAKERS: list[tuple[Any, dict[str, str]]] = [
    (attendance_map, {}), (attendance_map, {"board": "board-northmarsh-case-panel"}), (funding_map, {}),
    (funding_map, {"year": "not-stated"}), (priorities_map, {}), (priorities_map, {"show": "all"}),
    (priorities_map, {"borough": "borough-southmarsh"}), (boroughs_map, {}), (boroughs_map, {"measure": "mopac"}),
    (boroughs_map, {"measure": "boards"}), (boroughs_map, {"measure": "seats", "as_of": "2031-06-01"}),
]  # fmt: skip


async def filled(store: Store) -> Store:
    await load(store, located([*ATTENDANCE, *MONEY, *PLACES]), SOURCES)
    return store


def readable(d: Drawing) -> None:
    """Each word within its room and the picture, none over another, and none over a line of another cell."""
    for w in d.words:
        assert width(w.text, w.size, bold=w.bold) <= w.room + 0.5, w
        left, top, right, bottom = w.bounds
        assert left >= -0.5, w
        assert right <= d.width + 0.5, w
        assert top >= -0.5, w
        assert bottom <= d.height + 0.5, w
        assert w.size >= 11, w
    boxes = sorted((w.bounds, w.text) for w in d.words)
    for (a, one), (b, other) in itertools.combinations(boxes, 2):
        if b[0] > a[2]:
            continue
        over = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        assert min(over) <= 0.5, (one, other, over)


def texts(svg: str) -> list[str]:
    return [e.text or "" for e in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def cells(chart: ChartMap, slug: str) -> list[Mapping[str, str]]:
    """The rows of a table as words by heading."""
    table = next(t for t in chart.tables if t.slug == slug)
    return [dict(zip(table.headings, ("; ".join(b.text for b in c) for c in r.cells), strict=True)) for r in table.rows]


@pytest.mark.parametrize(("maker", "given"), MAKERS)
async def test_every_chart_is_readable_in_three_widths_and_gives_the_same_bytes_twice(
    store: Store, maker: Any, given: dict[str, str]
) -> None:
    chart: ChartMap = await maker(await filled(store), seconds=10, **given)
    assert list(chart.drawings) == ["wide", "print", "narrow"]
    for d in chart.drawings.values():
        readable(d)
    again: ChartMap = await maker(store, seconds=10, **given)
    assert page(again) == page(chart)


@pytest.mark.parametrize(("maker", "given"), MAKERS)
async def test_every_row_that_a_chart_leads_to_is_on_its_page_and_every_row_has_evidence_or_says_there_is_none(
    store: Store, maker: Any, given: dict[str, str]
) -> None:
    chart: ChartMap = await maker(await filled(store), seconds=10, **given)
    ids = [r.id for t in chart.tables for r in t.rows]
    assert len(set(ids)) == len(ids)
    led = {m.row for d in chart.drawings.values() for m in d.marks if m.row}
    assert led <= set(ids)
    # a board whose records have no date has no cells
    assert led or given == {"board": "board-northmarsh-case-panel"}
    for t in chart.tables:
        for r in t.rows:
            assert set(r.evidence) <= set(chart.proofs)
            assert r.evidence or any(b.quiet for c in r.cells for b in c), r


@pytest.mark.parametrize(("maker", "given"), MAKERS)
async def test_a_hostile_name_is_text_on_the_page_and_in_the_picture(
    store: Store, maker: Any, given: dict[str, str]
) -> None:
    chart: ChartMap = await maker(await filled(store), seconds=10, **given)
    html = page(chart)
    assert "<script" not in html.lower()
    for svg in (*chart.svgs.values(), *(s for f in chart.figures for s in f.svgs.values())):
        root = ElementTree.fromstring(svg)
        assert {e.tag.rpartition("}")[2] for e in root.iter()} <= {
            "svg",
            "defs",
            "line",
            "pattern",
            "path",
            "a",
            "g",
            "title",
            "text",
            "tspan",
            "rect",
        }
        assert not [k for e in root.iter() for k in e.attrib if k.lower().startswith("on")]
        for e in root.iter():
            for key, value in e.attrib.items():
                if key.endswith("href"):
                    assert value.startswith(("/", "#row-")), value


async def test_the_hostile_name_is_drawn_as_far_as_it_fits(store: Store) -> None:
    chart = await attendance_map(await filled(store), seconds=10)
    assert any(t.startswith("Trust </script><script>") for t in texts(chart.svgs["wide"]))
    assert HOSTILE.strip() in {c["Organisation"] for c in cells(chart, "meeting-by-meeting")}


@pytest.mark.parametrize(
    ("maker", "said"),
    [
        (attendance_map, "no record of attendance"), (funding_map, "nothing of who pays whom"),
        (priorities_map, "no priority"), (boroughs_map, "No borough of London is in the graph"),
    ],
)  # fmt: skip
async def test_an_empty_store_says_so(store: Store, maker: Any, said: str) -> None:
    chart = await maker(store, seconds=10)
    assert not chart.drawings
    assert said in chart.summary[0][1]
    assert said in page(chart)


async def test_a_file_on_disk_leads_only_to_itself(store: Store) -> None:
    html = page(await boroughs_map(await filled(store), seconds=10), served=False)
    assert re.findall(r'href="(?!#|data:,)[^"]*"', html) == []
    assert "Northmarsh" in html
    assert "<form" not in html


# attendance


async def test_attendance_tells_recorded_absent_and_not_recorded_apart(store: Store) -> None:
    chart = await attendance_map(await filled(store), seconds=10, board=BOARD)
    seen = {(c["Organisation"], c["Meeting"]): c["Recorded"] for c in cells(chart, "meeting-by-meeting")}
    assert seen["Northmarsh Council", "January 2031"] == "Present"
    assert seen["Northmarsh Council", "2 April 2031"] == "Apologies"
    assert seen["Fenland Constabulary", "January 2031"] == "Absent"
    assert seen["Fenland Constabulary", "2 April 2031"] == "Not recorded"
    assert seen["Marsh schools", "2 April 2031"] == "Unclear"
    assert ("Marsh schools", "January 2031") not in seen
    drawn = [m.kind for m in chart.drawings["wide"].marks if m.kind in STYLES]
    assert sorted(drawn) == sorted(
        ["present", "absent", "deputy", "apologies", "in_attendance", "not recorded", "unclear", "people"]
    )
    assert seen["No organisation known", "2 April 2031"] == "Present"


async def test_attendance_marks_the_printed_rate_that_differs_and_leaves_an_unknown_rate_empty(store: Store) -> None:
    chart = await attendance_map(await filled(store), seconds=10, board=BOARD)
    told = dict(chart.summary)["Printed figures that do not add up"]
    assert "Fenland Constabulary for 2030/31: printed 50, the records come to 0" in told
    often = {c["Organisation"]: c for c in cells(chart, "how-often")}
    assert often["Marsh schools"]["There, in percent"] == "Not known"
    assert often["Fenland Constabulary"]["There, in percent"] == "0"
    svg = texts(chart.svgs["wide"])
    assert "50%, records 0%" in svg
    assert "The printed rate differs from the records" in svg
    signed = {w.text for m in chart.drawings["wide"].marks if m.kind == "side" and m.shapes for w in m.words}
    assert signed == {"50%, records 0%"}
    assert "No dated meeting" in svg


async def test_attendance_lists_the_boards_and_opens_with_the_one_of_which_most_is_recorded(store: Store) -> None:
    chart = await attendance_map(await filled(store), seconds=10)
    options = chart.choices[0].options
    assert [o.chosen for o in options] == [True, False]
    assert options[0].text == "Northmarsh Safeguarding Children Partnership (2 dated meetings, 7 records)"
    assert (
        await attendance_map(store, seconds=10, board=options[1].value)
    ).title == "Attendance: Northmarsh Case Panel"
    with pytest.raises(NotFound):
        await attendance_map(store, seconds=10, board="board-nowhere")


def test_many_meetings_stand_in_blocks_below_each_other_and_none_is_lost() -> None:
    rng = random.Random(7)
    columns = [Head(f"{1 + n % 28} September {2031 + n // 12}") for n in range(70)]
    lines = [
        Line(
            Head(
                f"Organisation {n} with a name that is " + "rather long " * rng.randint(0, 9),
                note="3 of 4; printed: 75%",
            ),
            tuple(
                Cell(rng.choice(list(STYLES)), f"row-{n}-{k}", count="12" if rng.random() < 0.1 else "")
                for k in range(70)
            ),
            (("12 of 70 (17.1%)", ""), ("25%, records 17%", "differs")),
        )
        for n in range(12)
    ]
    for wide, head in ((1320.0, 330.0), (1060.0, 330.0), (356.0, 150.0)):
        sides = () if wide < 400 else ("There, of meetings recorded", "Rate as printed")
        d = grid("g", columns, lines, STYLES, Measures(wide, head=head, side=130), sides=sides)
        readable(d)
        rows = [m.row for m in d.marks if m.row]
        assert sorted(rows) == sorted(f"row-{n}-{k}" for n in range(12) for k in range(70))
        right = max(s.box[2] for m in d.marks for s in m.shapes)
        assert right <= wide + 0.5


def test_every_state_of_a_cell_has_a_sign_or_word_of_its_own() -> None:
    told = [(s.sign, s.word) for s in STYLES.values()]
    assert len({word for _, word in told}) == len(told)
    # a sign stands twice only where the border is another one
    looks = [(s.sign, s.dash) for s in STYLES.values()]
    assert len(set(looks)) == len(looks)


# funding


async def test_funding_counts_only_what_is_stated_as_a_fact_and_each_part_once(store: Store) -> None:
    chart = await funding_map(await filled(store), seconds=10)
    assert chart.title == "Funding: 2031/32"
    sums = {(c["Who is paid"], c["Year or span"]): c for c in cells(chart, "sums")}
    partnership = sums["Northmarsh Safeguarding Children Partnership", "2031/32"]
    assert partnership["Sum of what is stated"] == "£101,000"
    assert partnership["MOPAC and the Violence Reduction Unit"] == "£10,000"
    assert partnership["Share"] == "9.9%"
    assert partnership["Funders whose amount is not stated"] == "Fenland Constabulary"
    assert sums["Joint Marsh Forum", "2030/31"]["Sum of what is stated"] == "£6,000"
    assert sums["Marsh Grants", "2031/32"]["Sum of what is stated"] == "Not stated"
    every = {(c["Who pays"], c["Who is paid"], c["Status"]): c for c in cells(chart, "every-payment")}
    assert (
        every["Fenland Constabulary", "Northmarsh Safeguarding Children Partnership", "Stated"]["Amount"]
        == "Not stated"
    )
    assert (
        every["Mayor's Office for Policing and Crime", "Marsh Grants", "Planned or recommended"]["In the sum"] != "Yes"
    )


async def test_funding_draws_each_payment_of_the_year_once_with_the_numbers_of_the_table(store: Store) -> None:
    chart = await funding_map(await filled(store), seconds=10, year="2031-32")
    of_year = [
        r.id
        for r, c in zip(chart.tables[0].rows, cells(chart, "every-payment"), strict=True)
        if c["Year or span"] == "2031/32"
    ]
    for name, d in chart.drawings.items():
        bands = [m for m in d.marks if m.kind in LOOKS]
        assert sorted(m.row or "" for m in bands) == sorted(of_year), name
    said = texts(chart.svgs["wide"])
    assert "£71,000 (70.3%); documents differ: £70,000," in " ".join(said)
    assert "£10,000 (9.9%), via Fenland Constabulary" in said
    assert "amount not stated" in said
    assert "stated not to be paid" in said
    assert "unclear: £500" in said
    assert "£0" not in " ".join(said)
    drawn = [m.kind for m in chart.drawings["wide"].marks if m.kind in LOOKS]
    assert drawn.count("unknown") == 1
    # what a class of bodies pays may hold the rest, and must not look like money beside it
    assert drawn.count("apart") == 1


async def test_funding_shows_the_same_sums_as_bars_and_bars_ask_for_nothing_outside(store: Store) -> None:
    chart = await funding_map(await filled(store), seconds=10)
    svg = chart.figures[0].svgs["wide"]
    said = " ".join("".join(e.itertext()) for e in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"))
    assert "£101,000; MOPAC £10,000 (9.9%)" in said
    assert "£6,000; MOPAC £5,000 (83.3%)" in said
    assert "vega.github.io" not in svg
    assert not re.search(r"(?<!xmlns=\")(?<!xmlns:xlink=\")https?://", svg)


async def test_funding_knows_no_year_of_which_nothing_is_stated(store: Store) -> None:
    with pytest.raises(BadParameter) as refused:
        await funding_map(await filled(store), seconds=10, year="1999-2000")
    [fault] = refused.value.faults
    assert fault.where == "year"
    assert "2031-32" in fault.remedy


def _payment(funder: str, recipient: str, amount: float | None = 100.0, status: str = "asserted") -> Payment:
    said = f"£{amount:g}" if amount is not None else "amount not stated"
    counted = amount is not None and status in FACTS
    return Payment(
        f"row-{funder}-{recipient}", funder, funder, recipient, recipient, amount, said, status, False, counted
    )


def test_a_body_stands_once_with_what_it_is_paid_and_what_it_alone_pays() -> None:
    found = hubs([_payment("a", "b"), _payment("c", "b"), _payment("b", "d"), _payment("c", "e"), _payment("c", "f")])
    assert [(h.name, [p.funder for p in h.ins], [p.recipient for p in h.outs]) for h in found] == [
        ("b", ["a", "c"], ["d"]),
        ("c", [], ["e", "f"]),
    ]


def test_bodies_that_pay_each_other_are_drawn_once_each_way() -> None:
    found = hubs([_payment("a", "b"), _payment("b", "a"), _payment("a", "a")])
    drawn = [p.row for h in found for p in (*h.ins, *h.outs)]
    assert sorted(drawn) == ["row-a-a", "row-a-b", "row-b-a"]


def test_a_flow_of_many_funders_with_very_unequal_amounts_stays_readable() -> None:
    rng = random.Random(3)
    payments = [
        _payment(
            f"Funder {n} " + "of the marshes " * rng.randint(0, 8),
            f"Partnership {n % 3}",
            rng.choice([None, 1, 500, 4_000_000]),
        )
        for n in range(60)
    ]
    payments += [
        _payment("Partnership 0", f"Programme {n}", 10.0 * n, rng.choice(["asserted", "planned"])) for n in range(20)
    ]
    for wide in (1320.0, 1060.0, 356.0):
        d = flow("f", payments, wide)
        readable(d)
        assert {m.row for m in d.marks if m.row} == {p.row for p in payments}
    rng.shuffle(payments)
    assert flow("f", payments, 1320.0) == flow("f", sorted(payments, key=lambda p: p.row), 1320.0)


def test_names_in_bars_are_data_and_never_code() -> None:
    hostile = "x' + datum.pounds + '\n<script>alert(1)</script> & \"y\""
    svg = bars(
        [Bar(hostile, 10, 0, "£10"), Bar("Other", 5, 5, hostile)], 1060, unit="Pounds", part="MOPAC", rest="Others"
    )
    said = "".join(ElementTree.fromstring(svg).itertext())
    assert "datum.pounds" in said
    assert "<script>alert(1)</script>" in said.replace("\n", "")
    assert "<script" not in svg


# priorities


async def test_priorities_show_boroughs_without_any_document_as_such(store: Store) -> None:
    chart = await priorities_map(await filled(store), seconds=10, show="all")
    wide = chart.drawings["wide"]
    themes = {"Neglect", "Knife crime", "Youth voice"}
    hatched = [m for m in wide.marks if m.kind == "nothing"]
    assert {m.tip for m in hatched} == {"Westmarsh: no evidence held"}
    assert len(hatched) == len(themes)
    told = dict(chart.summary)
    assert told["No evidence held"].startswith("Westmarsh.")
    assert told["Documents are held, and state no priority"] == "Eastmarsh."
    assert "No evidence held" in texts(chart.svgs["narrow"])
    assert "Eastmarsh" in texts(chart.svgs["print"])


async def test_priorities_tell_the_status_and_the_table_says_the_same(store: Store) -> None:
    chart = await priorities_map(await filled(store), seconds=10, show="all")
    rows = {r.id: r for r in chart.tables[0].rows}
    drawn = {m.row: m.kind for m in chart.drawings["wide"].marks if m.row}
    assert {rows[i].status for i in drawn if i} == {"asserted", "planned", "unclear", "negated", "historic"}
    assert all(rows[str(i)].status == kind for i, kind in drawn.items())


async def test_priorities_of_one_borough_show_who_shares_them(store: Store) -> None:
    chart = await priorities_map(await filled(store), seconds=10, borough="borough-southmarsh")
    assert {c["Theme"] for c in cells(chart, "every-priority")} == {"Neglect", "Youth voice"}
    assert {c["Area"] for c in cells(chart, "every-priority")} == {"Northmarsh", "Southmarsh"}
    with pytest.raises(BadParameter):
        await priorities_map(store, seconds=10, borough="borough-nowhere")
    with pytest.raises(UsageError):
        await priorities_map(store, seconds=10, show="some")


# boroughs


def test_the_33_authorities_stand_on_places_of_their_own() -> None:
    assert len(places()) == 33
    assert {p.gss for p in places()} == {f"E09{n:06d}" for n in range(1, 34)}
    assert len({(p.column, p.row) for p in places()}) == 33
    assert len({p.short for p in places()}) == 33


async def test_boroughs_lead_to_their_pages_and_say_what_the_table_says(store: Store) -> None:
    chart = await boroughs_map(await filled(store), seconds=10)
    tiles = {m.tip: m for m in chart.drawings["wide"].marks if m.tip}
    rows = cells(chart, "every-borough")
    north = [r for r in rows if r["Borough"] == "Northmarsh"]
    assert sorted(r["How"] for r in north) == ["Listed as evidence", "Loaded, speaks of it", "Loaded, speaks of it"]
    stated = sum(int(r["Statements"]) for r in north if r["How"] != "Listed as evidence")
    assert tiles[f"Northmarsh: 2 loaded, {stated} statements; 1 listed"].href == "/boroughs/borough-northmarsh"
    assert tiles["Westmarsh: None held"].kind == "nothing"
    assert tiles["Camden: Not in the graph"].href is None
    assert [r["How"] for r in rows if r["Borough"] == "Westmarsh"] == ["No document is held"]


@pytest.mark.parametrize(
    ("given", "north", "south", "west"),
    [
        ({"measure": "mopac"}, "Mentioned", "Not known", "None held"),
        ({"measure": "boards"}, "2 boards, 1 of them joint", "1 board, unclear", "None held"),
        ({"measure": "seats", "as_of": "2031-06-01"}, "2 of 3 shown", "No such board known", "None held"),
        ({"measure": "seats", "as_of": "2035-06-01"}, "0 of 3 shown, 2 possibly", "No such board known", "None held"),
    ],
)  # fmt: skip
async def test_boroughs_by_each_measure(store: Store, given: dict[str, str], north: str, south: str, west: str) -> None:
    chart = await boroughs_map(await filled(store), seconds=10, **given)
    tips = {m.tip for m in chart.drawings["wide"].marks if m.tip}
    assert {f"Northmarsh: {north}", f"Southmarsh: {south}", f"Westmarsh: {west}"} <= tips


async def test_boroughs_refuse_what_they_do_not_know(store: Store) -> None:
    with pytest.raises(UsageError):
        await boroughs_map(store, seconds=10, measure="happiness")
    with pytest.raises(BadParameter):
        await boroughs_map(store, seconds=10, measure="seats", as_of="soon")


def test_a_tile_map_of_long_words_stays_readable() -> None:
    styles = {
        "a": Style("A", "hatch", "dash", long="A state with many words to it"),
        "missing": Style("Missing", "#ffffff"),
    }
    tiles = [Tile(p.gss, p.name, "a", "12/34", "12 of 34 shown, 13 possibly and some words more") for p in places()]
    for wide in (1320.0, 1060.0, 356.0):
        readable(tile_map("t", tiles, styles, wide))


def test_a_name_with_a_quote_can_not_end_an_attribute() -> None:
    mark = Mark((), (Words(0, 10, "\"'<>&", 12, 99),), href='/x"y', row="r", tip='"><script>')
    svg = draw(Drawing("d", 100, 20, (mark,)))
    root = ElementTree.fromstring(svg)
    assert texts(svg) == ["\"'<>&"]
    assert [e.get("href") for e in root.iter("{http://www.w3.org/2000/svg}a")] == ['/x"y']


@pytest.mark.parametrize(("maker", "given"), MAKERS)
async def test_every_table_of_a_chart_can_be_taken_away_as_it_stands(
    store: Store, maker: Any, given: dict[str, str]
) -> None:
    chart: ChartMap = await maker(await filled(store), seconds=10, **given)
    html = page(chart)
    for t in chart.tables:
        assert f"table={t.slug}" in html
        rows = list(csv.reader(io.StringIO(chart_table(chart, t.slug))))
        assert rows[0] == [*t.headings, "Statements"]
        assert len(rows) == 1 + len(t.rows)
    assert "table=" not in page(chart, served=False)
    with pytest.raises(NotFound):
        chart_table(chart, "nothing")


async def test_a_chart_says_which_rows_of_its_query_stand_elsewhere_or_nowhere(store: Store) -> None:
    chart = await priorities_map(await filled(store), seconds=10, borough="borough-southmarsh")
    query = query_named("priorities-by-borough")
    answer = await run(store, query, query.read({}), limit=10_000, seconds=10)
    shown = len(chart.tables[0].rows)
    left = len(answer.rows) - shown
    assert (f"{left} more row" in chart.tables[0].left_out) == (left > 0)
    assert left > 0
    chart = await boroughs_map(store, seconds=10)
    query = query_named("evidence-held-by-borough")
    answer = await run(store, query, query.read({}), limit=10_000, seconds=10)
    outside = [r for r in answer.rows if r["borough_id"] not in {b.id for b in known(answer.rows)}]
    assert bool(chart.tables[0].left_out) == bool(outside)
    chart = await funding_map(store, seconds=10)
    assert "mopac-funding" not in str(chart.tables[1].downloads)
