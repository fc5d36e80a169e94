"""The map of oversight on invented bodies: every link drawn once, nothing overlaps, nothing is drawn that is not stated."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any

import pytest

from graph.load import load
from graph.store import Store
from tests.queries.test_oversight_map import ROWS, SOURCES
from tests.rows import located
from visualise.linked import NetworkMap
from visualise.oversight import Facts, oversight_map, render
from visualise.picture import FONTS, Picture
from visualise.svg import draw
from visualise.text import width

Row = dict[str, Any]
SIZES = ("wide", "print", "narrow")
READS = {
    "ACCOUNTABLE_TO": ("accountability", "is accountable to"),
    "REPORTS_TO": ("reporting", "reports to"),
    "OVERSEES": ("oversight", "oversees"),
    "SCRUTINISES": ("scrutiny", "scrutinises"),
    "CHAIRS": ("chairing", "chairs"),
    "SUBGROUP_OF": ("structure", "is a subgroup of"),
}
UP = ("ACCOUNTABLE_TO", "REPORTS_TO", "SUBGROUP_OF")
HOSTILE = [
    "<script>alert(1)</script>",
    "</script></svg>“quotes” 'and' \"more\" & ends",
    "Zażółć 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字 🙂",
    "A" * 300,
    "Board " * 60,
    "{{ braces }} {% if %}",
]


def body(name: str, tier: str = "board", *, boroughs: tuple[str, ...] = ("Northmarsh",), **more: Any) -> Row:
    local = tier in ("partnership", "board", "subgroup", "local", "several")
    near = list(boroughs) if local else []
    made = {
        "body_id": f"board-{name}", "body": name, "label": "Board", "kind": "forum", "tier": tier, "because": "it is so",
        "borough_ids": [f"borough-{b.lower()}" for b in near], "boroughs": near, "oversight": "none stated",
        "evidence": [f"s-{name}"],
    }  # fmt: skip
    return made | more


def tie(source: Row, relation: str, target: Row, status: str = "asserted", **more: Any) -> Row:
    kind, reads = READS[relation]
    near = sorted(set(source["borough_ids"]) | set(target["borough_ids"]))
    made = {
        "kind": kind, "relation": relation, "reads": reads,
        "source_id": source["body_id"], "source": source["body"], "source_label": source["label"],
        "source_tier": source["tier"], "target_id": target["body_id"], "target": target["body"],
        "target_label": target["label"], "target_tier": target["tier"],
        "above_id": (target if relation in UP else source)["body_id"],
        "as_role": None, "frequency": None, "held_by": [], "period": None, "valid_from": None, "valid_to": None,
        "earliest": None, "latest": None, "status": status, "particulars": None, "in_force": None, "circle": False,
        "borough_ids": near, "boroughs": [b.removeprefix("borough-").title() for b in near],
        "evidence": [f"s-{source['body']}-{relation}-{target['body']}-{status}"],
    }  # fmt: skip
    return made | more


def step(number: int, status: str | None = None, **more: Any) -> Row:
    said = status is not None
    made = {
        "step": number, "name": f"Step of {number}", "says": "They do it", "instrument": "Marsh Act 1901", "section": "s. 1",
        "stated": said, "asked_only": False if said else None, "source_id": "board-a" if said else None,
        "source": "Marsh Board" if said else None, "source_label": "Board" if said else None,
        "relation": "REPORTS_TO" if said else None, "reads": "reports to" if said else None,
        "target_id": "board-b" if said else None, "target": "Fen Board" if said else None,
        "target_label": "Board" if said else None, "status": status, "particulars": None, "valid_from": None,
        "valid_to": None, "earliest": None, "latest": None, "borough_ids": [], "boroughs": [],
        "evidence": [f"s-step-{number}-{status}"] if said else [],
    }  # fmt: skip
    return made | more


PANEL, LONDON, UNIT = (
    body("Panel", "national"),
    body("London Board", "pan-london"),
    body("Unit", "several", label="BCU"),
)
PARTNERSHIP = body("Partnership", "partnership", oversight="stated")
EXECUTIVE, AUDIT = body("Executive", oversight="stated"), body("Audit", "subgroup", oversight="stated")
FEN = body("Fen Forum", boroughs=("Fenland",))
QUIET, LOST, ALL = body("Quiet"), body("Lost", "not stated"), body("All partners", "general", kind="class")
BODIES = [PANEL, LONDON, UNIT, PARTNERSHIP, EXECUTIVE, AUDIT, FEN, QUIET, LOST, ALL]
TIES = [
    tie(PARTNERSHIP, "REPORTS_TO", PANEL),
    tie(PARTNERSHIP, "REPORTS_TO", PANEL, valid_from="2021", valid_to="2022"),
    tie(PANEL, "OVERSEES", PARTNERSHIP, "planned", particulars="from 2030"),
    tie(EXECUTIVE, "SUBGROUP_OF", PARTNERSHIP),
    tie(PARTNERSHIP, "REPORTS_TO", EXECUTIVE, circle=True),
    tie(AUDIT, "SUBGROUP_OF", EXECUTIVE),
    tie(AUDIT, "REPORTS_TO", EXECUTIVE, "unclear"),
    tie(UNIT, "CHAIRS", AUDIT, "historic", held_by=["Ada Example (from 2021)"]),
    tie(LONDON, "SCRUTINISES", FEN, "negated"),
    tie(LONDON, "SCRUTINISES", ALL, "derived"),
    tie(FEN, "ACCOUNTABLE_TO", FEN),
]
PROCESS = [step(1, "asserted"), step(1, "planned"), step(2, "asserted", asked_only=True), step(3), step(4, "negated")]
FACTS = Facts(
    TIES, BODIES, PROCESS, {"borough-northmarsh": "Northmarsh", "borough-moorland": "Moorland"}, {}, "1 document"
)


def made(ties: list[Row] | None = None, bodies: list[Row] | None = None, **more: Any) -> NetworkMap:
    return render(
        replace(
            FACTS, **{"ties": TIES if ties is None else ties, "bodies": BODIES if bodies is None else bodies, **more}
        )
    )


def overlaps(picture: Picture) -> list[str]:
    """Pairs of boxes that touch each other, texts outside their room or on each other, lines through boxes."""
    found = []
    for a, b in combinations(picture.boxes, 2):
        if a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h:
            found.append(f"{a.id} on {b.id}")
    for box in picture.boxes:
        inside = (
            box.x - 0.1 <= t.x and t.x + t.room <= box.x + box.w + 0.1 and box.y < t.y <= box.y + box.h
            for t in box.texts
        )
        found += [] if all(inside) else [f"text outside {box.id}"]
    texts = [*picture.texts, *(t for b in picture.boxes for t in b.texts)]
    spans = []
    for t in texts:
        size, bold = FONTS[t.kind]
        wide = width(t.text, size, bold=bold)
        found += [f"{t.text!r} wider than its room"] if wide > t.room + 0.5 else []
        left = t.x if t.anchor == "start" else t.x - wide / 2 if t.anchor == "middle" else t.x - wide
        spans.append((left, t.y - size * 0.8, left + wide, t.y + size * 0.2, t.text))
        found += (
            [f"{t.text!r} outside the page"] if left < 0 or left + wide > picture.width or t.y > picture.height else []
        )
    for one, other in combinations(spans, 2):
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]:
            found.append(f"text {one[4]!r} on {other[4]!r}")
    for line in picture.lines:
        left, right = sorted((line.x1, line.x2))
        top, bottom = sorted((line.y1, line.y2))
        for box in picture.boxes:
            if left < box.x + box.w and box.x < right and top < box.y + box.h and box.y < bottom:
                found.append(f"{line.id} through {box.id}")
            # level and upright lines have no width of their own
            level = top == bottom and box.y < top < box.y + box.h and left < box.x + box.w and box.x < right
            upright = left == right and box.x < left < box.x + box.w and top < box.y + box.h and box.y < bottom
            found += [f"{line.id} through {box.id}"] if level or upright else []
    return found


@pytest.mark.parametrize("size", SIZES)
def test_nothing_lies_on_anything_else(size: str) -> None:
    assert overlaps(made().pictures[size]) == []


@pytest.mark.parametrize("size", SIZES)
def test_nothing_lies_on_anything_else_however_long_the_names(size: str) -> None:
    bodies = [
        body(f"{n} {name}", tier)
        for n, (name, tier) in enumerate(zip(HOSTILE * 3, ["board", "subgroup", "national"] * 6, strict=True))
    ]
    ties = [tie(a, "SUBGROUP_OF", b, held_by=HOSTILE[:2]) for a, b in pairwise(bodies)]
    ties += [tie(a, "OVERSEES", bodies[0], "unclear") for a in bodies[1:]]
    assert overlaps(made(ties, bodies).pictures[size]) == []


@pytest.mark.parametrize("seed", range(12))
def test_nothing_lies_on_anything_else_and_every_link_is_drawn_once_on_any_web(seed: int) -> None:
    chance = random.Random(seed)
    tiers = ["national", "several", "partnership", "board", "subgroup", "local", "general", "not stated"]
    bodies = [
        body(f"Body {n} " + "of the marsh " * chance.randrange(6), chance.choice(tiers),
             boroughs=tuple(chance.sample(["Northmarsh", "Fenland", "Moorland"], chance.choice([1, 1, 2]))),
             label=chance.choice(["Board", "Organisation"]), oversight=chance.choice(["stated", "none stated", "unclear"]))
        for n in range(60)
    ]  # fmt: skip
    statuses = ["asserted", "asserted", "unclear", "planned", "historic", "negated", "derived"]
    ties = [
        tie(
            chance.choice(bodies),
            chance.choice(list(READS)),
            chance.choice(bodies),
            chance.choice(statuses),
            evidence=[f"s{n}"],
        )
        for n in range(150)
    ]
    result = made(ties, bodies)
    for picture in result.pictures.values():
        assert overlaps(picture) == []
        drawn = sorted(line.row for line in picture.lines if line.row)
        assert drawn == sorted(link.id for g in result.groups for link in g.links if link.kind != "process")


@pytest.mark.parametrize("size", SIZES)
def test_every_link_is_drawn_once_with_its_status_its_letter_and_its_ends(size: str) -> None:
    result = made()
    links = {link.id: link for g in result.groups for link in g.links if link.kind != "process"}
    picture = result.pictures[size]
    lines = {line.row: line for line in picture.lines if line.row}
    assert len(links) == len(TIES)
    assert sorted(line.row for line in picture.lines if line.row) == sorted(links)
    entity = {b.id: b.entity or b.id for b in picture.boxes}
    letters = {
        "accountability": "A",
        "reporting": "R",
        "oversight": "O",
        "scrutiny": "S",
        "chairing": "C",
        "structure": "P",
    }
    for row, line in lines.items():
        assert row is not None
        link = links[row]
        assert (line.status, line.mark) == (link.status, letters[link.kind])
        assert (entity[str(line.source)], entity[str(line.target)]) == (link.source_id, link.target_id)
        assert {row} <= {r for b in picture.boxes for r in b.rows}


def test_the_head_is_where_the_sentence_ends() -> None:
    picture = made().pictures["wide"]
    boxes = {b.id: b for b in picture.boxes}
    for line in picture.lines:
        if line.row and line.status != "negated":
            head = line.x2 if line.arrow == "to" else line.x1
            # the lower box begins where the line ends; the other end is on the upright line of the upper one
            target = boxes[str(line.target)]
            other = boxes[str(line.source)]
            assert (head == line.x2) == (target.y > other.y or target.x > other.x)


def test_what_is_stated_not_to_hold_has_no_head() -> None:
    (line,) = [x for x in made().pictures["wide"].lines if x.status == "negated"]
    assert line.arrow == "none"


def test_the_same_facts_give_the_same_map_in_whatever_order_they_come() -> None:
    first = made()
    for seed in range(3):
        chance = random.Random(seed)
        shuffled = [chance.sample(rows, len(rows)) for rows in (TIES, BODIES, PROCESS)]
        assert made(shuffled[0], shuffled[1], process=shuffled[2]) == first


def test_tiers_stand_from_the_top() -> None:
    picture = made().pictures["wide"]
    tops = [(b.y, b.name.split(" (")[0]) for b in picture.boxes if b.kind == "body"]
    assert [name for _, name in sorted(tops)] == [
        "National", "Pan-London", "Basic Command Units and bodies of several boroughs",
        "Boroughs: partnership, board and subgroup", "Bodies in general, not one by one", "Tier not stated",
    ]  # fmt: skip
    at = {b.id: b.y for b in picture.boxes}
    assert at["board-Panel"] < at["board-London Board"] < at["board-Unit"] < at["board-Partnership"] < at["board-Lost"]


def test_a_subgroup_stands_below_its_board_and_no_board_below_its_own_executive() -> None:
    boxes = {b.id: b for b in made().pictures["wide"].boxes}
    assert boxes["board-Executive"].x > boxes["board-Partnership"].x
    assert boxes["board-Executive"].y > boxes["board-Partnership"].y


def test_where_nothing_is_stated_the_map_says_so() -> None:
    result = made()
    picture = result.pictures["wide"]
    texts = [t.text for t in (*picture.texts, *(t for b in picture.boxes for t in b.texts))]
    assert "Who stands over it: not stated" in texts
    assert "Nothing stated of who stands over them" in texts
    assert "Nothing of this kind is stated of Moorland" in texts
    told = dict(result.summary)
    # classes of bodies are no boards of which one could say it
    assert told["Boards of which it is not stated who stands over them (5 of 8)"].split("; ") == [
        "Fen Forum", "London Board", "Lost", "Panel", "Quiet",
    ]  # fmt: skip
    assert told["Boroughs of which no board is stated (1)"] == "Moorland"


def test_a_step_of_the_process_is_stated_only_where_a_document_says_that_it_is_done() -> None:
    boxes = {b.id: [t.text for t in b.texts] for b in made().pictures["wide"].boxes if b.id.startswith("step-")}
    assert "1 stated, 1 planned" in boxes["step-1"]
    assert "Only asked for: that it is done is not stated" in boxes["step-2"]
    assert "Not stated in the documents loaded" in boxes["step-3"]
    assert "Only unclear, planned or stated not to hold" in boxes["step-4"]
    assert not any("Marsh Board" in text for step in ("step-2", "step-3", "step-4") for text in boxes[step])


def test_steps_lead_to_their_rows() -> None:
    result = made()
    rows = {g.slug: {link.id for link in g.links} for g in result.groups if g.slug.startswith("step-")}
    assert {b.id: set(b.rows) for b in result.pictures["wide"].boxes if b.id in rows} == rows
    assert set(rows) == {"step-1", "step-2", "step-4"}


def test_a_link_says_all_that_is_stated_of_it() -> None:
    links = [link for g in made().groups for link in g.links]
    (chaired,) = [link for link in links if link.kind == "chairing"]
    assert (chaired.source, chaired.does, chaired.target, chaired.status) == ("Unit", "chairs", "Audit", "historic")
    assert chaired.particulars == "post held by Ada Example (from 2021)"
    assert chaired.boroughs == ("borough-northmarsh",)
    assert [s.statement for s in chaired.sources] == ["s-Unit-CHAIRS-Audit-historic"]
    (circling,) = [link for link in links if "circle" in link.particulars]
    assert (circling.source, circling.target) == ("Partnership", "Executive")


def test_hostile_names_are_text() -> None:
    bodies = [body(name, "board") for name in HOSTILE]
    ties = [tie(bodies[0], "REPORTS_TO", bodies[1], held_by=[HOSTILE[0]])]
    result = made(ties, bodies)
    for picture in result.pictures.values():
        drawn = draw(picture, {link.id: HOSTILE[1] for g in result.groups for link in g.links})
        assert "<script" not in drawn
        assert drawn.count("</svg>") == 1


def test_ids_of_boxes_and_rows_are_used_once() -> None:
    result = made()
    for picture in result.pictures.values():
        for ids in ([b.id for b in picture.boxes], [x.id for x in picture.lines]):
            assert len(ids) == len(set(ids))
    rows = [link.id for g in result.groups for link in g.links]
    assert len(rows) == len(set(rows))


def test_the_print_picture_is_wide_as_a_landscape_page() -> None:
    bodies = [body(f"Body {n}") for n in range(120)]
    picture = made([tie(a, "REPORTS_TO", PANEL) for a in bodies], [PANEL, *bodies]).pictures["print"]
    assert 1.1 < picture.width / picture.height < 1.8


@pytest.mark.asyncio(loop_scope="session")
async def test_an_empty_store_has_a_map_that_says_so(store: Store) -> None:
    result = await oversight_map(store, seconds=10)
    told = dict(result.summary)
    assert told["0 links by kind"] == "the documents loaded state none"
    assert result.groups == ()
    assert all(overlaps(p) == [] for p in result.pictures.values())
    assert "Not stated in the documents loaded" in {t.text for b in result.pictures["wide"].boxes for t in b.texts}


@pytest.mark.asyncio(loop_scope="session")
async def test_of_one_borough_only_its_own_and_what_stands_over_it(store: Store) -> None:
    await load(store, located(ROWS), SOURCES)
    result = await oversight_map(store, seconds=10, borough="borough-moorland")
    links = [(x.source, x.does, x.target) for g in result.groups for x in g.links if x.kind != "process"]
    assert sorted(links) == [
        ("Fen and Moor Forum", "is accountable to", "Ministry of Marshes"),
        ("Fen and Moor Forum", "reports to", "Metropolitan Police Service"),
    ]
    assert result.title.endswith("in Moorland")
    assert all(
        s.document in {s.id for s in SOURCES} and s.sentence for g in result.groups for x in g.links for s in x.sources
    )


@pytest.mark.asyncio(loop_scope="session")
async def test_the_register_is_drawn_without_overlaps(register: Store) -> None:
    for borough in (None, "borough-hackney"):
        result = await oversight_map(register, seconds=10, borough=borough)
        links = sorted(x.id for g in result.groups for x in g.links if x.kind != "process")
        for picture in result.pictures.values():
            assert overlaps(picture) == []
            assert sorted(x.row for x in picture.lines if x.row) == links
        assert all(x.sources for g in result.groups for x in g.links)
