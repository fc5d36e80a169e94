"""The map of oversight, the tiers and the process: golden answers on invented bodies."""

from __future__ import annotations

from typing import Any

import pytest

from graph.load import Source, load
from graph.store import Store
from queries.analysis.tiers import TIERS
from queries.catalogue import query_named
from queries.run import run
from tests.queries.golden import Case, check
from tests.rows import located, row

NORTH, FEN, MOOR = (("Borough", n) for n in ("Northmarsh", "Fenland", "Moorland"))
PARTNERSHIP = ("Board", "Northmarsh Safeguarding Children Partnership")
EXECUTIVE = ("Board", "Northmarsh Executive")
AUDIT = ("Board", "Audit Subgroup")
JOINT = ("Board", "Fen and Moor Forum")
QUIET = ("Board", "Quiet Forum")
LOST = ("Board", "Lost Forum")
MINISTRY = ("Organisation", "Ministry of Marshes")
PANEL = ("Board", "Child Safeguarding Practice Review Panel")
UNIT = ("BCU", "Marsh Unit")
FORCE = ("Organisation", "Metropolitan Police Service")
COUNCIL = ("Organisation", "Northmarsh Council")
CHAIR = ("Role", "Independent Chair of Northmarsh")
SCRUTINEER = ("Role", "Scrutineer of Northmarsh")
ADA, BEN = ("Person", "Ada Example"), ("Person", "Ben Sample")
ALL = ("Board", "Safeguarding partners")
GUIDANCE = ("Protocol", "Working Together to Safeguard Children (2018)")
REVISED = ("Protocol", "Working Together 2023")
REPORT = ("Document", "Northmarsh Safeguarding Children Partnership Annual Report 2021/22")
ACT = ("Protocol", "Children and Social Work Act 2017")
ARRANGED = ("Protocol", "Local safeguarding arrangements")

KINDS = {MINISTRY: "government department", ALL: "class", EXECUTIVE: "executive", AUDIT: "subgroup", JOINT: "forum",
         QUIET: "forum", LOST: "forum", PANEL: "panel"}  # fmt: skip


def stated(subject: Any, predicate: str, target: Any, **more: Any) -> dict[str, Any]:
    made = row(subject, predicate, target, **more)
    for end, given in (("subject", subject), ("object", target)):
        if given in KINDS:
            made[end]["kind"] = KINDS[given]
    return made


ROWS = [
    stated(PARTNERSHIP, "COVERS", NORTH, line=1, id="s01"),
    stated(EXECUTIVE, "SUBGROUP_OF", PARTNERSHIP, line=2, id="s02"),
    stated(AUDIT, "SUBGROUP_OF", EXECUTIVE, line=3, id="s03"),
    stated(JOINT, "COVERS", FEN, line=4, id="s04"),
    stated(JOINT, "COVERS", MOOR, line=5, id="s05"),
    stated(QUIET, "COVERS", NORTH, line=6, id="s06"),
    stated(LOST, "MEETS", LOST, line=7, id="s07", frequency="weekly"),
    stated(UNIT, "COVERS", NORTH, line=8, id="s08"),
    stated(UNIT, "COVERS", FEN, line=9, id="s09"),
    stated(UNIT, "PART_OF", FORCE, line=10, id="s10"),
    stated(CHAIR, "CHAIRS", PARTNERSHIP, line=11, id="s11", kind="independent", from_="2020"),
    stated(ADA, "HOLDS", CHAIR, line=12, id="s12", from_="2021"),
    stated(BEN, "HOLDS", CHAIR, line=13, id="s13", to="2019"),
    stated(SCRUTINEER, "SCRUTINISES", PARTNERSHIP, line=14, id="s14", status="unclear"),
    stated(SCRUTINEER, "REPORTS_TO", PARTNERSHIP, line=15, id="s15", period="2021/22"),
    stated(PARTNERSHIP, "REPORTS_TO", PANEL, line=16, id="s16"),
    stated(PARTNERSHIP, "REPORTS_TO", PANEL, line=17, id="s17", doc="report-b"),
    stated(PANEL, "OVERSEES", ALL, line=18, id="s18", status="planned"),
    stated(JOINT, "ACCOUNTABLE_TO", MINISTRY, line=19, id="s19", status="negated"),
    stated(JOINT, "REPORTS_TO", FORCE, line=20, id="s20", status="historic", from_="2001", to="2009"),
    stated(FORCE, "REPORTS_TO", AUDIT, line=21, id="s21"),
    stated(COUNCIL, "PART_OF", MINISTRY, line=22, id="s22"),
    stated(MINISTRY, "OWNS_PROTOCOL", GUIDANCE, line=23, id="s23"),
    stated(PARTNERSHIP, "ESTABLISHED_BY", GUIDANCE, line=24, id="s24"),
    stated(ACT, "REQUIRES", ARRANGED, line=25, id="s25", who="safeguarding partners"),
    stated(REPORT, "EVIDENCE_FOR", NORTH, line=26, id="s26"),
    stated(GUIDANCE, "SUCCEEDED_BY", REVISED, line=27, id="s27", status="planned"),
    stated(SCRUTINEER, "POST_IN", PARTNERSHIP, line=28, id="s28"),
]
SOURCES = [Source("report-a", "Report A", date="2022-12-31"), Source("report-b", "Report B", date="2022-12-31")]

MAP = "oversight-map"
LINK = ["source", "reads", "target", "status"]
TIER = ["body", "tier", "boroughs", "oversight", "evidence"]
STEP = ["step", "source", "reads", "target", "status", "asked_only", "evidence"]

GOLDEN: list[Case] = [
    (
        MAP, {}, [*LINK, "source_tier", "target_tier", "evidence"],
        [
            ["Metropolitan Police Service", "reports to", "Audit Subgroup", "asserted", "pan-london", "subgroup", ["s21"]],
            ["Marsh Unit", "is part of", "Metropolitan Police Service", "asserted", "several", "pan-london", ["s10"]],
            ["Independent Chair of Northmarsh", "chairs", "Northmarsh Safeguarding Children Partnership", "asserted",
             "local", "partnership", ["s11", "s12"]],
            ["Northmarsh Safeguarding Children Partnership", "reports to", "Child Safeguarding Practice Review Panel",
             "asserted", "partnership", "national", ["s16", "s17"]],
            ["Scrutineer of Northmarsh", "scrutinises", "Northmarsh Safeguarding Children Partnership", "unclear",
             "local", "partnership", ["s14"]],
            ["Fen and Moor Forum", "is accountable to", "Ministry of Marshes", "negated", "board", "national", ["s19"]],
            ["Fen and Moor Forum", "reports to", "Metropolitan Police Service", "historic", "board", "pan-london", ["s20"]],
            ["Northmarsh Executive", "is a subgroup of", "Northmarsh Safeguarding Children Partnership", "asserted",
             "board", "partnership", ["s02"]],
            ["Audit Subgroup", "is a subgroup of", "Northmarsh Executive", "asserted", "subgroup", "board", ["s03"]],
            ["Scrutineer of Northmarsh", "reports to", "Northmarsh Safeguarding Children Partnership", "asserted",
             "local", "partnership", ["s15"]],
            ["Child Safeguarding Practice Review Panel", "oversees", "Safeguarding partners", "planned", "national",
             "general", ["s18"]],
        ],
    ),
    # of a borough: what stands over its bodies, however far up, but no plan for all and nothing of the other boroughs
    (
        MAP, {"borough": "borough-northmarsh"}, ["source", "target", "circle", "boroughs"],
        [
            ["Metropolitan Police Service", "Audit Subgroup", False, ["Northmarsh"]],
            ["Marsh Unit", "Metropolitan Police Service", False, ["Fenland", "Northmarsh"]],
            ["Independent Chair of Northmarsh", "Northmarsh Safeguarding Children Partnership", False, ["Northmarsh"]],
            ["Northmarsh Safeguarding Children Partnership", "Child Safeguarding Practice Review Panel", False, ["Northmarsh"]],
            ["Scrutineer of Northmarsh", "Northmarsh Safeguarding Children Partnership", True, ["Northmarsh"]],
            ["Northmarsh Executive", "Northmarsh Safeguarding Children Partnership", False, ["Northmarsh"]],
            ["Audit Subgroup", "Northmarsh Executive", False, ["Northmarsh"]],
            ["Scrutineer of Northmarsh", "Northmarsh Safeguarding Children Partnership", True, ["Northmarsh"]],
        ],
    ),
    (
        MAP, {"borough": "borough-moorland"}, [*LINK, "above_id", "earliest", "latest"],
        [
            # that the force reports to a board of Northmarsh is nothing of Moorland's
            ["Fen and Moor Forum", "is accountable to", "Ministry of Marshes", "negated", "organisation-ministry-of-marshes",
             None, None],
            ["Fen and Moor Forum", "reports to", "Metropolitan Police Service", "historic",
             "organisation-metropolitan-police-service", "2001-01-01", "2009-12-31"],
        ],
    ),
    (
        MAP, {"borough": "borough-fenland", "as_of": "2022-06-01"}, [*LINK, "in_force"],
        [
            ["Marsh Unit", "is part of", "Metropolitan Police Service", "asserted", "possibly"],
            ["Fen and Moor Forum", "is accountable to", "Ministry of Marshes", "negated", None],
        ],
    ),
    (
        "tiers-of-bodies", {}, TIER,
        [
            ["Child Safeguarding Practice Review Panel", "national", [], "none stated", ["s16", "s17", "s18"]],
            ["Ministry of Marshes", "national", [], "none stated", ["s19", "s22", "s23"]],
            ["Metropolitan Police Service", "pan-london", [], "stated", ["s21"]],
            ["Marsh Unit", "several", ["Fenland", "Northmarsh"], "none stated", ["s08", "s09"]],
            ["Northmarsh Safeguarding Children Partnership", "partnership", ["Northmarsh"], "stated",
             ["s01", "s14", "s16", "s17"]],
            ["Fen and Moor Forum", "board", ["Fenland", "Moorland"], "formerly", ["s04", "s05", "s19", "s20"]],
            ["Northmarsh Executive", "board", ["Northmarsh"], "stated", ["s02"]],
            ["Quiet Forum", "board", ["Northmarsh"], "none stated", ["s06"]],
            ["Audit Subgroup", "subgroup", ["Northmarsh"], "stated", ["s03"]],
            ["Independent Chair of Northmarsh", "local", ["Northmarsh"], "none stated", ["s11"]],
            ["Scrutineer of Northmarsh", "local", ["Northmarsh"], "stated", ["s15", "s28"]],
            ["Safeguarding partners", "general", [], "planned", ["s18"]],
            ["Lost Forum", "not stated", [], "none stated", ["s07"]],
        ],
    ),
    ("tiers-of-bodies", {"tier": "not stated"}, ["body", "because"],
     [["Lost Forum", "no area, kind or body that it belongs to tells it"]]),
    (
        "safeguarding-process", {}, STEP,
        [
            [1, "Ministry of Marshes", "owns", "Working Together to Safeguard Children (2018)", "asserted", False, ["s23"]],
            [2, "Northmarsh Safeguarding Children Partnership", "was established by",
             "Working Together to Safeguard Children (2018)", "asserted", False, ["s24"]],
            [3, "Children and Social Work Act 2017", "requires", "Local safeguarding arrangements", "asserted", True, ["s25"]],
            [4, "Scrutineer of Northmarsh", "scrutinises", "Northmarsh Safeguarding Children Partnership", "unclear", False,
             ["s14"]],
            [5, "Northmarsh Safeguarding Children Partnership Annual Report 2021/22", "is listed as evidence for",
             "Northmarsh", "asserted", False, ["s26"]],
            [6, "Northmarsh Safeguarding Children Partnership", "reports to", "Child Safeguarding Practice Review Panel",
             "asserted", False, ["s16", "s17"]],
            [7, None, None, None, None, None, []],
            [8, "Child Safeguarding Practice Review Panel", "oversees", "Safeguarding partners", "planned", False, ["s18"]],
            [9, None, None, None, None, None, []],
            [10, "Working Together to Safeguard Children (2018)", "was succeeded by", "Working Together 2023", "planned", False,
             ["s27"]],
        ],
    ),
    # of another borough only what is said of none in particular
    (
        "safeguarding-process", {"borough": "borough-moorland"}, ["step", "stated", "source"],
        [
            [1, True, "Ministry of Marshes"], [2, False, None], [3, True, "Children and Social Work Act 2017"],
            [4, False, None], [5, False, None], [6, False, None],
            [7, False, None], [8, True, "Child Safeguarding Practice Review Panel"], [9, False, None],
            [10, True, "Working Together to Safeguard Children (2018)"],
        ],
    ),
]  # fmt: skip


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize(("name", "given", "columns", "expected"), GOLDEN)
async def test_golden(
    store: Store, name: str, given: dict[str, str], columns: list[str], expected: list[list[Any]]
) -> None:
    await load(store, located(ROWS), SOURCES)
    await check(store, name, given, columns, expected)


@pytest.mark.asyncio(loop_scope="session")
async def test_a_post_is_held_by_whom_it_was_when_the_link_held(store: Store) -> None:
    await load(store, located(ROWS), SOURCES)
    query = query_named(MAP)
    answer = await run(store, query, query.read({}), limit=100, seconds=10)
    (chaired,) = [r for r in answer.rows if r["relation"] == "CHAIRS"]
    assert chaired["held_by"] == ["Ada Example (from 2021)"]
    assert (chaired["as_role"], chaired["valid_from"]) == ("independent", "2020")


@pytest.mark.asyncio(loop_scope="session")
async def test_a_board_is_without_oversight_here_where_it_is_in_the_gaps(register: Store) -> None:
    gaps, tiers = query_named("oversight-gaps"), query_named("tiers-of-bodies")
    listed = await run(register, gaps, gaps.read({"label": "Board"}), limit=1000, seconds=10)
    found = await run(register, tiers, tiers.read({}), limit=1000, seconds=10)
    boards = {
        r["body_id"]: r["oversight"]
        for r in found.rows
        if r["label"] == "Board" and r["kind"] not in ("class", "unspecified") and r["oversight"] != "stated"
    }
    assert boards == {r["entity_id"]: r["oversight"] for r in listed.rows}


@pytest.mark.asyncio(loop_scope="session")
async def test_every_row_of_the_register_has_evidence_and_a_tier_that_is_known(register: Store) -> None:
    for name in (MAP, "tiers-of-bodies", "safeguarding-process"):
        query = query_named(name)
        answer = await run(register, query, query.read({}), limit=10_000, seconds=10)
        assert answer.rows
        assert all(r["evidence"] for r in answer.rows if r.get("stated", True))
        for column in ("tier", "source_tier", "target_tier"):
            assert {r[column] for r in answer.rows if column in r} <= set(TIERS)
