"""Statutory duties as data, the edges that follow from them, and the questions on law, areas, themes and sources."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.errors import DeclarationError
from graph.load import Source, load
from graph.statements import read_row
from graph.store import Store
from queries.catalogue import query_named
from queries.duties.classify import board_classes, body_classes
from queries.duties.derive import derive, load_derived
from queries.duties.law import FOLDER, Duty, Seat, law, read_law
from queries.run import run
from tests.queries.golden import Case, check
from tests.rows import dump, located, row

MARSH, HILL, CITY = ("Borough", "Northmarsh"), ("Borough", "Hillford"), ("Borough", "Old City")
MARSH_COUNCIL, HILL_COUNCIL = ("Organisation", "Northmarsh Council"), ("Organisation", "London Borough of Hillford")
FORCE, CITY_FORCE = ("Organisation", "Fenland Constabulary"), ("Organisation", "Old City Police")
EAST, WEST = ("BCU", "East Fen BCU"), ("BCU", "West Fen BCU")
CCG = ("Organisation", "NHS Fenland Clinical Commissioning Group")
ICB = ("Organisation", "NHS Fenland Integrated Care Board")
PCC = ("Organisation", "Fenland Police and Crime Commissioner")
PARTNERSHIP = ("Board", "Northmarsh and Hillford Safeguarding Children Partnership")
EXECUTIVE = ("Board", "Northmarsh and Hillford Partnership Executive")
OLD_BOARD = ("Board", "Northmarsh Local Safeguarding Children Board")
SAFER = ("Board", "Safer Northmarsh Partnership")
HEALTH = ("Board", "Northmarsh Health & Wellbeing Board")
PANEL = ("Board", "Hillford Case Panel")
CIVIC = ("Board", "Northmarsh and Old City Forum")
ADA = ("Person", "Ada Example")
DCS = ("Role", "Director of Children's Services, Northmarsh")
SCHOOLS, NOTE = ("Organisation", "Schools (Northmarsh)"), ("Protocol", "Marsh Guidance 2018")
PLAN, KNIVES = ("Protocol", "Fen Protocol"), ("Theme", "Knife crime")
NEGLECT, MISSING, ONLINE = ("Theme", "Neglect"), ("Theme", "Missing children"), ("Theme", "Online harm")
REPORT, MINUTES = ("Document", "Northmarsh Annual Report"), ("Document", "Hillford minutes")


def cls(made: dict[str, Any], **kinds: str) -> dict[str, Any]:
    for end, kind in kinds.items():
        made[end]["kind"] = kind
    return made


ROWS = [
    # areas
    row(EAST, "COVERS", MARSH, line=1, id="a1"),
    row(WEST, "COVERS", HILL, line=2, id="a2"),
    row(EAST, "PART_OF", FORCE, line=3, id="a3"),
    row(WEST, "PART_OF", FORCE, line=4, id="a4"),
    row(CITY_FORCE, "COVERS", CITY, line=5, id="a5"),
    row(CCG, "COVERS", MARSH, line=6, from_="2013-04-01", to="2022-06-30", id="a6"),
    row(CCG, "COVERS", HILL, line=7, from_="2013-04-01", to="2022-06-30", id="a7"),
    row(ICB, "COVERS", MARSH, line=8, from_="2022-07-01", id="a8"),
    row(ICB, "COVERS", HILL, line=9, from_="2022-07-01", id="a9"),
    row(PARTNERSHIP, "COVERS", MARSH, line=10, id="b1"),
    row(PARTNERSHIP, "COVERS", HILL, line=11, id="b2"),
    row(OLD_BOARD, "COVERS", MARSH, line=12, id="b3"),
    row(HEALTH, "COVERS", MARSH, line=13, id="b4"),
    row(HEALTH, "COVERS", HILL, line=14, status="negated", id="b5"),
    row(SAFER, "COVERS", MARSH, line=15, id="b6"),
    row(PANEL, "COVERS", HILL, line=16, to="2020", id="b7"),
    row(CIVIC, "COVERS", MARSH, line=17, id="b8"),
    row(CIVIC, "COVERS", CITY, line=18, id="b9"),
    row(PCC, "COVERS", MARSH, line=19, id="b10"),
    # who sits
    row(MARSH_COUNCIL, "STATUTORY_PARTNER_OF", PARTNERSHIP, line=20, from_="2019-09-01", id="m1"),
    row(HILL_COUNCIL, "MEMBER_OF", PARTNERSHIP, line=21, status="unclear", id="m2"),
    row(ADA, "MEMBER_OF", EXECUTIVE, line=22, from_="2019-09-01", id="m3"),
    row(ADA, "HOLDS", ("Role", "Superintendent, East Fen"), line=23, from_="2019-01-01", id="m4"),
    row(("Role", "Superintendent, East Fen"), "POST_IN", EAST, line=24, id="m5"),
    cls(row(EXECUTIVE, "SUBGROUP_OF", PARTNERSHIP, line=25, id="m6"), subject="executive"),
    cls(row(SCHOOLS, "RELEVANT_AGENCY_OF", PARTNERSHIP, line=26, from_="2019-09-01", id="m7"), subject="class"),
    row(DCS, "MEMBER_OF", HEALTH, line=27, from_="2014-01-01", id="m8"),
    row(CCG, "MEMBER_OF", HEALTH, line=28, from_="2014-01-01", to="2022-06-30", id="m9"),
    row(ICB, "MEMBER_OF", HEALTH, line=29, status="planned", id="m10"),
    row(FORCE, "ATTENDED", OLD_BOARD, line=30, date="2019-03-05", attended=True, id="m11"),
    row(CITY_FORCE, "MEMBER_OF", SAFER, line=31, from_="2014-01-01", id="m12"),
    # instruments
    row(REPORT, "REFERENCES", NOTE, line=40, id="i1"),
    row(HILL, "REFERENCES", NOTE, line=41, status="negated", id="i2"),
    row(SAFER, "PARTY_TO", PLAN, line=42, status="planned", id="i3"),
    row(HILL, "PARTY_TO", PLAN, line=43, status="historic", id="i4"),
    # themes
    row(PARTNERSHIP, "HAS_PRIORITY", NEGLECT, line=50, period="2020/21", id="t1"),
    row(PARTNERSHIP, "HAS_PRIORITY", NEGLECT, line=51, period="2021/22", id="t2"),
    row(PARTNERSHIP, "HAS_PRIORITY", KNIVES, line=52, period="2020/21", id="t3"),
    row(PARTNERSHIP, "HAS_PRIORITY", ONLINE, line=53, period="2021/22", id="t4"),
    row(PARTNERSHIP, "HAS_PRIORITY", MISSING, line=54, from_="2020-01-01", id="t5"),
    row(PARTNERSHIP, "HAS_PRIORITY", KNIVES, line=55, status="planned", id="t6"),
    row(MARSH, "HAS_PRIORITY", KNIVES, line=56, id="t7"),
    row(HILL, "HAS_PRIORITY", KNIVES, line=57, status="unclear", id="t8"),
    row(HEALTH, "HAS_PRIORITY", NEGLECT, line=58, status="negated", id="t9"),
    # sources
    cls(row(REPORT, "EVIDENCE_FOR", MARSH, line=60, date="November 2020", period="2019/20", id="d1"), subject="report"),
    row(MINUTES, "EVIDENCE_FOR", HILL, line=61, date="no date", id="d2"),
    row(FORCE, "FUNDS", PARTNERSHIP, line=62, period="two years", id="d3"),
    row(FORCE, "WORKS_WITH", MARSH_COUNCIL, doc="leaflet", line=1, id="d4"),
]  # fmt: skip
SOURCES = [Source("report-a", "Report A", date="2023-06-30"), Source("leaflet", "A leaflet")]

P_ID = "board-northmarsh-and-hillford-safeguarding-children-partnership"
L_ID, H_ID = "board-northmarsh-local-safeguarding-children-board", "board-northmarsh-health-and-wellbeing-board"
SEAT = ["seat", "area", "body", "section", "strength", "state", "filled_by", "because", "evidence"]

EDUCATION = [
    "education", None, None, "Chapter 3, schools, colleges and other educational providers", "should",
    "possibly filled", ["Schools (Northmarsh)"],
    ["named as a relevant agency", "named by a class of bodies, or by a part of the body"], ["m7"],
]  # fmt: skip

GOLDEN: list[Case] = [
    # the day before the partners, and a board of a kind that the law does not know
    ("statutory-seats", {"board": P_ID, "as_of": "2018-06-28"}, ["seat"], []),
    ("statutory-seats", {"board": "board-hillford-case-panel", "as_of": "2020-01-01"}, ["seat"], []),
    (
        "statutory-seats", {"board": P_ID, "as_of": "2018-06-29"},
        ["seat", "area", "body", "state", "evidence"],
        [
            ["local-authority", "Hillford", "London Borough of Hillford", "possibly filled", ["m2"]],
            ["local-authority", "Northmarsh", "Northmarsh Council", "no evidence", ["b1", "b2"]],
            ["ccg", None, "NHS Fenland Clinical Commissioning Group", "no evidence", ["b1", "b2"]],
            ["police", None, "Fenland Constabulary", "no evidence", ["b1", "b2"]],
            ["education", None, None, "no evidence", ["b1", "b2"]],
        ],
    ),
    (
        "statutory-seats", {"board": P_ID, "as_of": "2022-06-30"}, SEAT,
        [
            ["local-authority", "Hillford", "London Borough of Hillford", "s. 16E(3)(a)", "must", "possibly filled",
             ["London Borough of Hillford"], ["stated as unclear", "the dates leave it open"], ["m2"]],
            ["local-authority", "Northmarsh", "Northmarsh Council", "s. 16E(3)(a)", "must", "filled",
             ["Northmarsh Council"], [], ["m1"]],
            ["ccg", None, "NHS Fenland Clinical Commissioning Group", "s. 16E(3)(b), as it was", "must", "no evidence",
             [], [], ["b1", "b2"]],
            ["police", None, "Fenland Constabulary", "s. 16E(3)(c)", "must", "possibly filled", ["Ada Example"],
             ["stated of Northmarsh and Hillford Partnership Executive"], ["m3", "m4", "m5", "a3"]],
            EDUCATION,
        ],
    ),
    (
        "statutory-seats", {"board": P_ID, "as_of": "2022-07-01"},
        ["seat", "body", "section", "in_law_from", "in_law_to"],
        [
            ["local-authority", "London Borough of Hillford", "s. 16E(3)(a)", "2018-06-29", None],
            ["local-authority", "Northmarsh Council", "s. 16E(3)(a)", "2018-06-29", None],
            ["icb", "NHS Fenland Integrated Care Board", "s. 16E(3)(b)", "2022-07-01", None],
            ["police", "Fenland Constabulary", "s. 16E(3)(c)", "2018-06-29", None],
            ["education", None, EDUCATION[3], "2018-06-29", "2023-12-14"],
        ],
    ),
    (
        "statutory-seats", {"board": L_ID, "as_of": "2019-09-29"}, ["seat", "body", "state", "because"],
        [
            ["local-authority", "Northmarsh Council", "no evidence", []],
            ["police", "Fenland Constabulary", "possibly filled", ["attendance is recorded"]],
            ["probation", None, "no evidence", []],
            ["youth-offending-team", None, "no evidence", []],
            ["nhs-england", None, "no evidence", []],
            ["ccg", "NHS Fenland Clinical Commissioning Group", "no evidence", []],
            ["nhs-provider", None, "no evidence", []],
            ["cafcass", None, "no evidence", []],
            ["secure-estate", None, "no evidence", []],
            ["education", None, "no evidence", []],
            ["lay-member", None, "no evidence", []],
        ],
    ),
    ("statutory-seats", {"board": L_ID, "as_of": "2019-09-30"}, ["seat"], []),
    (
        "statutory-seats", {"board": H_ID, "as_of": "2022-12-01"}, ["seat", "area", "state", "said_otherwise"],
        [
            ["councillor", "Northmarsh", "no evidence", []],
            ["director-of-adult-services", "Northmarsh", "no evidence", []],
            ["director-of-childrens-services", "Northmarsh", "filled", []],
            ["director-of-public-health", "Northmarsh", "no evidence", []],
            ["healthwatch", "Northmarsh", "no evidence", []],
            ["icb", None, "no evidence", ["m10"]],
        ],
    ),
    (
        "missing-partners", {"borough": "borough-hillford", "as_of": "2022-06-30"},
        ["board", "seat", "body", "state", "evidence"],
        [[PARTNERSHIP[1], "ccg", CCG[1], "no evidence", ["b1", "b2"]]],
    ),
    (
        "missing-partners", {"as_of": "2019-10-01", "include_possible": "true", "strength": "all"},
        ["board", "seat", "strength", "state"],
        [
            [HEALTH[1], "councillor", "must", "no evidence"],
            [HEALTH[1], "director-of-adult-services", "must", "no evidence"],
            [HEALTH[1], "director-of-public-health", "must", "no evidence"],
            [HEALTH[1], "healthwatch", "must", "no evidence"],
            [PARTNERSHIP[1], "local-authority", "must", "possibly filled"],
            [PARTNERSHIP[1], "ccg", "must", "no evidence"],
            [PARTNERSHIP[1], "police", "must", "possibly filled"],
            [PARTNERSHIP[1], "education", "should", "possibly filled"],
            [SAFER[1], "local-authority", "must", "no evidence"],
            [SAFER[1], "police", "must", "no evidence"],
            [SAFER[1], "probation", "must", "no evidence"],
            [SAFER[1], "fire-and-rescue", "must", "no evidence"],
            [SAFER[1], "ccg", "must", "no evidence"],
        ],
    ),
    ("missing-partners", {"borough": "borough-old-city", "as_of": "2022-06-30"}, ["board"], []),
    (
        "bcu-footprint", {"crossing_only": "true"},
        ["bcu", "board", "line", "boroughs", "boroughs_of_bcu_not_covered", "other_bcus", "outside_any_bcu",
         "evidence"],
        [
            ["East Fen BCU", PARTNERSHIP[1], "crosses", ["Northmarsh"], [], ["West Fen BCU"], [], ["a1", "b1"]],
            ["East Fen BCU", CIVIC[1], "reaches outside", ["Northmarsh"], [], [], ["Old City"], ["a1", "b8"]],
            ["West Fen BCU", PARTNERSHIP[1], "crosses", ["Hillford"], [], ["East Fen BCU"], [], ["a2", "b2"]],
        ],
    ),
    (
        "bcu-footprint", {"bcu": "bcu-west-fen-bcu"}, ["board", "line"],
        [[PANEL[1], "within"], [PARTNERSHIP[1], "crosses"]],
    ),
    ("bcu-footprint", {"bcu": "bcu-west-fen-bcu", "as_of": "2021-01-01"}, ["board"], [[PARTNERSHIP[1]]]),
    (
        "instruments-by-borough", {}, ["instrument", "borough", "answer", "by", "relations", "evidence"],
        [
            ["Fen Protocol", "Hillford", "refers", "Hillford", ["PARTY_TO"], ["i4"]],
            ["Fen Protocol", "Northmarsh", "planned", SAFER[1], ["PARTY_TO"], ["i3"]],
            ["Fen Protocol", "Old City", "unknown", None, [], []],
            ["Marsh Guidance 2018", "Hillford", "does not refer", "Hillford", ["REFERENCES"], ["i2"]],
            ["Marsh Guidance 2018", "Northmarsh", "refers", REPORT[1], ["REFERENCES"], ["i1"]],
            ["Marsh Guidance 2018", "Old City", "unknown", None, [], []],
        ],
    ),
    (
        "instruments-by-borough", {"instrument": "protocol-marsh-guidance-2018", "answer": "does-not-refer"},
        ["borough"], [["Hillford"]],
    ),
    (
        "priorities-by-borough", {"borough": "borough-northmarsh"},
        ["theme", "holder", "status", "particulars", "valid_from", "valid_to", "evidence"],
        [
            ["Knife crime", "Northmarsh", "asserted", None, None, None, ["t7"]],
            ["Knife crime", PARTNERSHIP[1], "asserted", "2020/21", "2020-04-01", "2021-03-31", ["t3"]],
            ["Knife crime", PARTNERSHIP[1], "planned", None, None, None, ["t6"]],
            ["Missing children", PARTNERSHIP[1], "asserted", "from 2020-01-01", "2020-01-01", None, ["t5"]],
            ["Neglect", HEALTH[1], "negated", None, None, None, ["t9"]],
            ["Neglect", PARTNERSHIP[1], "asserted", "2020/21", "2020-04-01", "2021-03-31", ["t1"]],
            ["Neglect", PARTNERSHIP[1], "asserted", "2021/22", "2021-04-01", "2022-03-31", ["t2"]],
            ["Online harm", PARTNERSHIP[1], "asserted", "2021/22", "2021-04-01", "2022-03-31", ["t4"]],
        ],
    ),
    (
        "priorities-by-borough", {"borough": "borough-hillford", "as_of": "2021-06-01"}, ["theme", "holder", "status"],
        [
            ["Knife crime", "Hillford", "unclear"],
            ["Knife crime", PARTNERSHIP[1], "planned"],
            ["Missing children", PARTNERSHIP[1], "asserted"],
            ["Neglect", PARTNERSHIP[1], "asserted"],
            ["Online harm", PARTNERSHIP[1], "asserted"],
        ],
    ),
    ("priorities-by-borough", {"borough": "borough-old-city"}, ["theme"], []),
    (
        "shared-priorities", {}, ["theme", "shared_by", "holders", "boroughs", "unclear_for", "evidence"],
        [["Knife crime", 2, ["Northmarsh", PARTNERSHIP[1]], ["Hillford", "Northmarsh"], ["Hillford"], ["t3", "t7"]]],
    ),
    ("shared-priorities", {"as_of": "2022-01-01"}, ["theme"], []),
    (
        "shared-priorities", {"at_least": "1", "as_of": "2022-01-01"}, ["theme", "shared_by"],
        [["Knife crime", 1], ["Missing children", 1], ["Neglect", 1], ["Online harm", 1]],
    ),
    (
        "changed-priorities", {"body": P_ID},
        ["period_from", "period_to", "theme", "change", "period_before", "evidence"],
        [
            ["2020-01-01", None, "Missing children", "first period", None, ["t5"]],
            ["2020-04-01", "2021-03-31", "Missing children", "kept", "2020-01-01 on", ["t5"]],
            ["2020-04-01", "2021-03-31", "Knife crime", "new", "2020-01-01 on", ["t3"]],
            ["2020-04-01", "2021-03-31", "Neglect", "new", "2020-01-01 on", ["t1"]],
            ["2021-04-01", "2022-03-31", "Knife crime", "dropped", "2020-04-01 to 2021-03-31", ["t3"]],
            ["2021-04-01", "2022-03-31", "Missing children", "kept", "2020-04-01 to 2021-03-31", ["t5"]],
            ["2021-04-01", "2022-03-31", "Neglect", "kept", "2020-04-01 to 2021-03-31", ["t1", "t2"]],
            ["2021-04-01", "2022-03-31", "Online harm", "new", "2020-04-01 to 2021-03-31", ["t4"]],
            [None, None, "Knife crime", "planned", None, ["t6"]],
        ],
    ),
    ("changed-priorities", {"body": "borough-northmarsh"}, ["theme", "change"], [["Knife crime", "undated"]]),
    ("changed-priorities", {"body": H_ID}, ["theme", "change"], [["Neglect", "stated not"]]),
    (
        "evidence-by-borough", {},
        ["borough", "document", "kind", "date", "dated_from", "dated_to", "period", "evidence"],
        [
            ["Hillford", MINUTES[1], None, "no date", None, None, None, ["d2"]],
            ["Northmarsh", REPORT[1], "report", "November 2020", "2020-11-01", "2020-11-30", "2019/20", ["d1"]],
            ["Old City", None, None, None, None, None, None, []],
        ],
    ),
    ("evidence-by-borough", {"borough": "borough-hillford"}, ["document"], [[MINUTES[1]]]),
    (
        "undated-evidence", {}, ["what", "subject", "relation", "object", "printed", "document_id", "evidence"],
        [
            ["listed evidence", MINUTES[1], "EVIDENCE_FOR", "Hillford", "date: no date", "report-a", ["d2"]],
            ["no date at all", FORCE[1], "WORKS_WITH", MARSH_COUNCIL[1], None, "leaflet", ["d4"]],
            ["printed date", FORCE[1], "FUNDS", PARTNERSHIP[1], "period: two years", "report-a", ["d3"]],
        ],
    ),
    ("undated-evidence", {"what": "printed-date"}, ["statement_id"], [["d3"]]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "columns", "expected"), GOLDEN)
async def test_golden_answer(
    store: Store, name: str, given: dict[str, str], columns: list[str], expected: list[list[Any]]
) -> None:
    await load(store, located(ROWS), SOURCES)
    await check(store, name, given, columns, expected)


async def test_a_seat_is_not_filled_by_what_only_follows_from_the_law(store: Store) -> None:
    await load(store, located(ROWS), SOURCES)
    await load_derived(store)
    for case in GOLDEN:
        await check(store, *case)


# --- the data

ASKED_FOR = {
    "children-act-2004": [
        "s. 10(1)", "s. 11", "s. 13(1)", "s. 14", "s. 16E", "s. 16F", "s. 16G", "s. 16H", "s. 16I", "s. 16J", "s. 16K",
    ],
    "crime-and-disorder-act-1998": ["s. 5", "s. 6", "s. 38", "s. 39"],
    "police-reform-and-social-responsibility-act-2011": ["s. 3", "s. 10"],
    "health-and-social-care-act-2012": ["s. 194"],
    "care-act-2014": ["s. 6", "s. 43", "Sch. 2"],
    "criminal-justice-act-2003": ["s. 325"],
    "counter-terrorism-and-security-act-2015": ["s. 26", "s. 36"],
    "domestic-abuse-act-2021": ["s. 58"],
    "police-crime-sentencing-and-courts-act-2022": ["ss. 8(1)", "s. 8(3)"],
    "working-together-2018": ["Chapter 3"],
    "working-together-2023": ["Chapter 2"],
}  # fmt: skip


def test_every_section_that_was_asked_for_is_described() -> None:
    described = [(d.instrument, d.section) for d in law().duties.values()]
    for instrument, sections in ASKED_FOR.items():
        for section in sections:
            whole = re.compile(re.escape(section) + r"(?![0-9A-Z])")
            assert any(i == instrument and whole.match(s) for i, s in described), f"{instrument} {section}"


def test_every_instrument_is_used_and_every_duty_lies_within_its_time() -> None:
    used = {d.instrument for d in law().duties.values()} | {s.instrument for s in law().seats}
    assert used == set(law().instruments)
    items: list[Duty | Seat] = [*law().duties.values(), *law().seats]
    for item in items:
        described_to = law().instruments[item.instrument].described_to
        assert item.window.start is not None
        assert date(1998, 1, 1) <= item.window.start <= described_to
        assert item.window.end is None or item.window.start <= item.window.end <= described_to


def test_whom_an_authority_co_operates_with_is_bound_to_co_operate_with_it() -> None:
    """Children Act 2004 s. 10(1)(b) and (5) speak of the same relevant partners, those of s. 10(4)."""
    duties = law().duties
    bound = {c for i in ("ca2004-s10-5", "ca2004-s10-5-education") for c in duties[i].bound}
    assert set(duties["ca2004-s10-1"].owed) == bound


def test_the_regimes_follow_each_other_without_a_gap() -> None:
    day = timedelta(days=1)
    assert law().seats_of("lscb", date(2019, 9, 29))
    assert not law().seats_of("lscb", date(2019, 9, 30))
    assert not law().seats_of("safeguarding-children-partnership", date(2018, 6, 28))
    for first in (date(2018, 6, 29), date(2022, 6, 30), date(2022, 7, 1), date(2023, 12, 15)):
        bodies = [s.body for s in law().seats_of("safeguarding-children-partnership", first)]
        assert sorted(bodies) == sorted(
            ["local-authority", "icb" if first > date(2022, 6, 30) else "ccg", "police", "education"]
        )
    for board in {s.board for s in law().seats if s.body == "ccg" and s.board != "lscb"}:
        [ccg] = [s for s in law().seats if (s.board, s.body) == (board, "ccg")]
        [icb] = [s for s in law().seats if (s.board, s.body) == (board, "icb")]
        assert ccg.window.end is not None
        assert ccg.window.end + day == icb.window.start


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("seats", "body: police,", "body: polcie,", "this class of body is unknown"),
        (
            "seats",
            "from: 2018-06-29, to: 2022-06-30",
            "from: 2023-01-01, to: 2023-06-30",
            "there were no such bodies then",
        ),
        ("seats", "to: 2022-06-30", "to: 2012-06-30", "it ends before it begins"),
        ("seats", "from: 1998-07-01", "from: July 1998", "is no day"),
        ("duties", "type: co-operate", "type: cooperate", "type 'cooperate' is unknown"),
        ("duties", "strength: must", "strength: shall", "strength 'shall' is unknown"),
        ("duties", "derive: DUTY_TO_COOPERATE", "derive: DUTY_TO_CO_OPERATE", "the ontology has no edge"),
        ("duties", "bound: [lscb]", "bound: [lcsb]", "class lcsb is unknown"),
        ("duties", "says:", "say:", "say is not known"),
        ("duties", "instrument: care-act-2014", "instrument: care-act", "instrument care-act is unknown"),
        ("classes", "each: area", "each: borough", "each 'borough' is unknown"),
        ("classes", "names: ['^cafcass", "names: ['(cafcass", "error"),
        ("instruments", "kind: statute", "kind: act", "kind 'act' is unknown"),
    ],
)
def test_a_wrong_entry_refuses_to_start_and_says_which(
    tmp_path: Path, file: str, old: str, new: str, says: str
) -> None:
    for path in FOLDER.glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        if path.stem == file:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationError) as caught:
        read_law(tmp_path)
    assert says in str(caught.value.detail)


def test_the_files_are_read_as_they_stand() -> None:
    raw = yaml.safe_load((FOLDER / "seats.yaml").read_text(encoding="utf-8"))
    assert len(law().seats) == sum(len(s) for s in raw.values())


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Northmarsh Safeguarding Children Partnership", "partnership", ["safeguarding-children-partnership"]),
        ("Northmarsh & Hillford Children's Safeguarding Partnership", None, ["safeguarding-children-partnership"]),
        ("Hillford Safeguarding Partnership", None, ["safeguarding-children-partnership"]),
        ("Hillford Safeguarding Adults Partnership", None, ["safeguarding-adults-board"]),
        ("Northmarsh Safeguarding Children Partnership", "class", []),
        ("Northmarsh Safeguarding Children Partnership Executive", "executive", []),
        ("Northmarsh Safeguarding Children Partnership Neglect Subgroup", None, []),
        ("Pan-London Safeguarding Children Partnership", "partnership", []),
        ("Hillford Local Safeguarding Children Board", "board", ["lscb"]),
        ("Hillford LSCB", None, ["lscb"]),
        ("Hillford Health and Well-being Board", None, ["health-and-wellbeing-board"]),
        ("Safer Hillford Partnership", None, ["community-safety-partnership"]),
        ("Safer Schools Partnership", None, []),
        ("Hillford Safer Neighbourhood Board", None, []),
        ("Hillford YOT Management Board", None, ["youth-justice-management-board"]),
        ("Youth Justice Board", None, []),
        ("Fenland MAPPA Strategic Management Board", None, ["mappa-strategic-management-board"]),
        ("Hillford Channel Panel", "panel", ["channel-panel"]),
        ("Fenland Domestic Abuse Local Partnership Board", None, ["domestic-abuse-local-partnership-board"]),
        ("Fenland Police and Crime Panel", None, ["police-and-crime-panel"]),
        ("Hillford Children's Trust Board", None, ["childrens-trust-board"]),
        ("Fenland Child Death Overview Panel", None, ["child-death-review"]),
    ],
)
def test_a_board_is_known_by_its_name(name: str, kind: str | None, expected: list[str]) -> None:
    assert list(board_classes(kind, (name,))) == expected


@pytest.mark.parametrize(
    ("name", "kind", "body_class", "expected"),
    [
        ("Northmarsh Council", None, "local-authority", True),
        ("Royal Borough of Hillford", None, "local-authority", True),
        ("Northmarsh Youth Council", None, "local-authority", None),
        ("Northmarsh Council for Voluntary Services", None, "local-authority", None),
        ("National Police Chiefs' Council", "association", "local-authority", None),
        ("Northmarsh Children's Social Care", "unit", "local-authority", False),
        ("Local authorities", "class", "local-authority", False),
        ("Fenland Constabulary", None, "police", True),
        ("Police (Northmarsh)", "class", "police", False),
        ("HM Inspectorate of Constabulary", None, "police", None),
        ("Office of the Police and Crime Commissioner", None, "police", None),
        ("NHS Fenland ICB", None, "icb", True),
        ("NHS Fenland CCG", None, "ccg", True),
        ("NHS Fenland CCG", None, "icb", None),
        ("Fen NHS Foundation Trust", None, "icb", None),
        ("Director of Children's Services, Northmarsh", None, "director-of-childrens-services", True),
        ("Assistant Director of Children's Services", None, "director-of-childrens-services", None),
        ("Probation Service (Fenland)", None, "probation", True),
        ("Northmarsh Youth Justice Service", None, "youth-offending-team", True),
        ("Youth Justice Board", None, "youth-offending-team", None),
        ("Healthwatch Northmarsh", None, "healthwatch", True),
    ],
)
def test_a_body_is_known_by_its_kind_and_name(
    name: str, kind: str | None, body_class: str, expected: bool | None
) -> None:
    assert body_classes(kind, (name,)).get(body_class) is expected


# --- what follows


async def test_partners_follow_from_the_areas_of_board_and_body_and_from_the_dates_of_both(store: Store) -> None:
    await load(store, located(ROWS), SOURCES)
    rows = await derive(store)
    for r in rows:
        assert read_row(r).status == "derived"
    partners = [r for r in rows if r["predicate"] == "STATUTORY_PARTNER_OF"]
    assert {r["object"]["name"] for r in partners} == {PARTNERSHIP[1]}
    assert sorted((r["subject"]["name"], r["props"].get("from"), r["props"].get("to")) for r in partners) == [
        (FORCE[1], "2018-06-29", None),
        (HILL_COUNCIL[1], "2018-06-29", None),
        (CCG[1], "2018-06-29", "2022-06-30"),
        (ICB[1], "2022-07-01", None),
        (MARSH_COUNCIL[1], "2018-06-29", None),
    ]  # fmt: skip
    assert {(r["doc"], r["section"], r["method"]) for r in partners} == {
        ("children-act-2004", "s. 16E(1), (3)", "duty")
    }
    duties = {
        (r["subject"]["name"], r["object"]["name"], r["doc"]) for r in rows if r["predicate"] == "DUTY_TO_COOPERATE"
    }
    assert (FORCE[1], MARSH_COUNCIL[1], "children-act-2004") in duties
    assert (PCC[1], SAFER[1], "police-reform-and-social-responsibility-act-2011") in duties
    assert (CCG[1], HEALTH[1], "health-and-social-care-act-2012") in duties
    # the City's own force has nothing to do with these areas
    assert not [d for d in duties if CITY_FORCE[1] in d]


async def test_derived_statements_are_kept_apart_and_loading_them_again_changes_nothing(store: Store) -> None:
    await load(store, located(ROWS), SOURCES)
    before = await store.read("MATCH (s:Statement) RETURN s.id AS id, s.digest AS digest ORDER BY id")
    report = await load_derived(store)
    assert report.added > 10
    assert not report.faults
    first, version = await dump(store), await store.version()
    again = await load_derived(store)
    assert (again.added, again.removed) == (0, 0)
    assert await dump(store) == first
    assert await store.version() == version
    derived = await store.read("MATCH ()-[r:STATUTORY_PARTNER_OF {status: 'derived'}]->() RETURN r.statements AS s")
    assert len(derived) == 5
    asked = {"docs": ["report-a", "leaflet"]}
    after = await store.read(
        "MATCH (s:Statement) WHERE s.doc IN $docs RETURN s.id AS id, s.digest AS digest ORDER BY id", asked
    )
    assert after == before


async def test_what_no_longer_follows_goes_and_nothing_follows_from_what_was_derived(store: Store) -> None:
    await load(store, located(ROWS), SOURCES)
    await load_derived(store)
    kept = [r for r in ROWS if r["object"]["name"] != HEALTH[1] and r["subject"]["name"] not in (HEALTH[1], PCC[1])]
    await load(store, located(kept), SOURCES, replaces=True)
    report = await load_derived(store)
    assert report.removed > 0
    left = await store.read("MATCH (d:Source) RETURN d.id AS id ORDER BY id")
    assert [r["id"] for r in left] == ["children-act-2004", "crime-and-disorder-act-1998", "leaflet", "report-a"]
    assert not await store.read("MATCH (e:Entity) WHERE e.name IN $names RETURN e.id", {"names": [HEALTH[1], PCC[1]]})


async def test_the_order_of_loading_and_deriving_does_not_matter(store: Store) -> None:
    """Names too: what was derived calls a body what sources called it then, and must not outvote them later."""
    other = [
        row(("Organisation", "Northmarsh London Borough Council"), "WORKS_WITH", FORCE, doc="report-b", line=n)
        for n in range(1, 4)
    ]
    for r in other:
        r["subject"]["id"] = "organisation-northmarsh-council"
    await load(store, located(ROWS), SOURCES)
    await load_derived(store)
    await load(store, located(other))
    await load_derived(store)
    one = await dump(store)
    from tests.conftest import empty

    await empty(store)
    await load(store, located(other))
    await load(store, located(ROWS), SOURCES)
    await load_derived(store)
    assert await dump(store) == one


async def test_statements_that_someone_loaded_under_the_id_of_an_act_stay(store: Store) -> None:
    await load(
        store, located([*ROWS, row(FORCE, "WORKS_WITH", CCG, doc="children-act-2004", line=7, id="mine")]), SOURCES
    )
    await load_derived(store)
    await load_derived(store)
    rows = await store.read("MATCH (s:Statement {id: 'mine'}) RETURN s.status AS status")
    assert rows == [{"status": "asserted"}]


async def test_on_the_register_partners_follow_for_london_boroughs(register: Store) -> None:
    rows = await derive(register)
    partners = {(r["subject"]["id"], r["object"]["id"]) for r in rows if r["predicate"] == "STATUTORY_PARTNER_OF"}
    board = "board-city-and-hackney-safeguarding-children-partnership"
    assert {s for s, b in partners if b == board} == {
        "organisation-hackney-council", "organisation-city-of-london-corporation", "organisation-city-of-london-police",
        "organisation-metropolitan-police-service", "organisation-nhs-city-and-hackney-clinical-commissioning-group",
        "organisation-nhs-north-east-london-clinical-commissioning-group",
        "organisation-nhs-north-east-london-integrated-care-board",
    }  # fmt: skip
    query = query_named("statutory-seats")
    answer = await run(register, query, query.read({"board": board, "as_of": "2023-01-01"}), limit=100, seconds=5)
    states = {(r["seat"], r["body"]): r["state"] for r in answer.rows if r["strength"] == "must"}
    assert states
    assert set(states.values()) == {"filled"}
