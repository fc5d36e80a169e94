"""Attendance of a board, boards of a borough, and the documents with their statements."""

from __future__ import annotations

from collections import Counter
from typing import Any

import httpx
import pytest

from graph.load import load
from graph.store import Store
from tests.fixtures.northmarsh import ADA, BOROUGH, COUNCIL, FORUM, PARTNERSHIP, ROWS
from tests.rows import located, row

BOARD = ("Board", "Fenside Panel")
MET: dict[str, Any] = {"attended": True, "capacity": "present"}
DI, EM = ("Person", "Di Example"), ("Person", "Em Sample")
FENSIDE = ("Borough", "Fenside")


async def get(client: httpx.AsyncClient, path: str) -> dict[str, Any]:
    answer = await client.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_attendance_lists_each_record_as_it_is_with_its_evidence(client: httpx.AsyncClient) -> None:
    found = await get(client, f"/boards/{FORUM}/attendance")
    assert found["total"] == 3
    assert {r["source"]["name"]: r["record"] for r in found["items"]} == {
        "Ada Example": {
            "attended": True, "capacity": "present", "role": "Independent Scrutineer", "organisation": None,
            "chair": True, "deputy_for": None,
        },
        "Ben Sample": {
            "attended": False, "capacity": "apologies", "role": None, "organisation": "Northmarsh Council",
            "chair": None, "deputy_for": None,
        },
        "Cy Nobody": {
            "attended": True, "capacity": "in_attendance", "role": None, "organisation": None, "chair": None,
            "deputy_for": None,
        },
    }  # fmt: skip
    for record in found["items"]:
        assert (record["type"], record["date"], record["within"]) == ("ATTENDED", "2020-02-12", None)
        assert [e["document"] for e in record["evidence"]] == ["minutes"]
    assert found["meetings"] == [{
        "id": "meeting-elan-and-friends-forum-2020-02-12", "name": "Élan & Friends’ Forum, 2020-02-12",
        "date": "2020-02-12", "records": 3, "capacities": {"apologies": 1, "in_attendance": 1, "present": 1},
    }]  # fmt: skip
    assert found["printed_rates"] == []


async def fenside(store: Store) -> str:
    """A panel that met on a day, in a month and once nobody knows when; with a printed rate."""
    report = await load(store, located([
        row(DI, "ATTENDED", BOARD, line=1, date="2021-03-10", **MET),
        row(EM, "ATTENDED", BOARD, line=2, date="2021-05", **MET),
        row(DI, "ATTENDED", BOARD, line=3, date="2021-05", attended=False),
        row(EM, "ATTENDED", BOARD, line=4, **MET),
        row(DI, "ATTENDED", BOARD, line=5, status="planned", date="2022-01-10", **MET),
        row(("Organisation", "Fenside Council"), "ATTENDANCE_RATE", BOARD, line=6, rate_percent=75, period="2020/21"),
    ]))  # fmt: skip
    assert not report.faults
    return "board-fenside-panel"


@pytest.mark.parametrize(
    ("query", "days", "rates"),
    [
        ("", [("2021-03-10", None), ("2021-05", None), ("2021-05", None), (None, None)], 1),
        ("?from=2021-05-01", [("2021-05", "surely"), ("2021-05", "surely"), (None, "possibly")], 0),
        ("?from=2021-05-31", [("2021-05", "possibly"), ("2021-05", "possibly"), (None, "possibly")], 0),
        ("?from=2021-06-01", [(None, "possibly")], 0),
        ("?to=2021-03-10", [("2021-03-10", "surely"), (None, "possibly")], 1),
        ("?from=2021-03-10&to=2021-03-31", [("2021-03-10", "surely"), (None, "possibly")], 1),
        ("?to=2019-12-31", [(None, "possibly")], 0),
    ],
)
async def test_attendance_between_days_leaves_out_only_what_was_surely_outside(
    fresh: httpx.AsyncClient, store: Store, query: str, days: list[tuple[str | None, str | None]], rates: int
) -> None:
    board = await fenside(store)
    found = await get(fresh, f"/boards/{board}/attendance{query}")
    assert [(r["date"], r["within"]) for r in found["items"]] == days
    assert {m["date"]: m["records"] for m in found["meetings"]} == Counter(day for day, _ in days)
    assert [r["properties"]["rate_percent"] for r in found["printed_rates"]] == [75] * rates
    assert all(e["evidence"] for e in [*found["items"], *found["printed_rates"]])


async def test_a_meeting_counts_only_the_capacities_that_are_told(fresh: httpx.AsyncClient, store: Store) -> None:
    board = await fenside(store)
    by_day = {m["date"]: m for m in (await get(fresh, f"/boards/{board}/attendance"))["meetings"]}
    assert (by_day["2021-05"]["records"], by_day["2021-05"]["capacities"]) == (2, {"present": 1})


async def test_attendance_comes_in_pages_each_with_all_meetings(fresh: httpx.AsyncClient, store: Store) -> None:
    board = await fenside(store)
    path = f"/boards/{board}/attendance?limit=3"
    first = await get(fresh, path)
    second = await get(fresh, f"{path}&cursor={first['next']}")
    whole = await get(fresh, f"/boards/{board}/attendance")
    assert (first["items"] + second["items"], second["next"]) == (whole["items"], None)
    assert first["meetings"] == second["meetings"] == whole["meetings"]


async def test_days_in_the_wrong_order_are_refused(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"/api/v1/boards/{FORUM}/attendance?from=2021-02-01&to=2021-01-01")
    assert answer.status_code == 422
    assert [e["where"] for e in answer.json()["errors"]] == ["to"]


async def test_boards_of_a_borough_that_cover_it(client: httpx.AsyncClient) -> None:
    [one] = (await get(client, f"/boroughs/{BOROUGH}/boards?as_of=2021-03-31"))["items"]
    assert (one["tie"], one["type"], one["status"], one["in_force"]) == ("covers", "COVERS", "asserted", "surely")
    assert (one["source"]["id"], one["target"]["id"], one["named_so"]) == (PARTNERSHIP, BOROUGH, None)
    assert [e["document"] for e in one["evidence"]] == ["report-2021"]


async def test_boards_of_a_borough_by_their_area_alone_say_so(fresh: httpx.AsyncClient, store: Store) -> None:
    rows = [
        row(BOARD, "COVERS", FENSIDE, line=1, to="2019-12-31"),
        *(row(("Board", "Fenside Forum"), "WORKS_WITH", BOARD, line=n) for n in range(2, 10)),
        row(("Board", "Marsh Forum"), "WORKS_WITH", BOARD, line=20),
        row(("Board", "Fenside Trial"), "COVERS", FENSIDE, line=21, status="negated"),
    ]
    for each in rows:
        for end in (each["subject"], each["object"]):
            if end["name"] in ("Fenside Forum", "Fenside Panel"):
                end["area"] = ["borough-fenside"]
    assert not (await load(store, located(rows))).faults
    found = (await get(fresh, "/boroughs/borough-fenside/boards"))["items"]
    assert [(b["source"]["name"], b["tie"], b["status"], b["in_force"]) for b in found] == [
        ("Fenside Forum", "area", None, None), ("Fenside Panel", "covers", "asserted", None),
    ]  # fmt: skip
    named = found[0]
    assert (named["id"], named["type"], named["valid_from"], named["named_so"]) == (None, None, None, 8)
    assert [e["lines"][0] for e in named["evidence"]] == [2, 3, 4, 5, 6]
    later = (await get(fresh, "/boroughs/borough-fenside/boards?as_of=2020-01-01"))["items"]
    assert [(b["source"]["name"], b["in_force"]) for b in later] == [("Fenside Forum", "possibly")], (
        "a board that no longer covers the borough is not let in for its area"
    )


async def test_documents_tell_what_they_state_and_what_is_at_hand(client: httpx.AsyncClient) -> None:
    found = await get(client, "/documents")
    assert [d["id"] for d in found["items"]] == ["minutes", "report-2021"]
    for d in found["items"]:
        mine = [r for r in ROWS if r["doc"] == d["id"]]
        assert d["by_status"] == Counter(r["status"] for r in mine)
        assert (d["statements"], d["quotes_at_hand"], d["quotes_found"]) == (
            len(mine), sum(r["quote"] is not None for r in mine), 0,
        )  # fmt: skip
        assert d["loaded_at"]
        alone = await get(client, f"/documents/{d['id']}")
        assert alone.pop("by_predicate") == Counter(r["predicate"] for r in mine)
        assert alone == d
    first = await get(client, "/documents?limit=1")
    assert [d["id"] for d in first["items"]] == ["minutes"]
    assert [d["id"] for d in (await get(client, f"/documents?limit=1&cursor={first['next']}"))["items"]] == [
        "report-2021"
    ]


@pytest.mark.parametrize("limit", [3, 1000])
async def test_statements_of_a_document_come_in_the_order_of_its_text(client: httpx.AsyncClient, limit: int) -> None:
    told: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = await get(
            client, f"/documents/report-2021/statements?limit={limit}" + (f"&cursor={cursor}" if cursor else "")
        )
        told += page["items"]
        cursor = page["next"]
    mine = [r for r in ROWS if r["doc"] == "report-2021"]
    assert len(told) == page["total"] == len(mine)
    assert Counter(s["status"] for s in told) == Counter(r["status"] for r in mine), "planned and negated included"
    lines = [s["evidence"]["lines"] and s["evidence"]["lines"][0] for s in told]
    with_lines = [line for line in lines if line]
    assert with_lines == sorted(with_lines)
    assert lines[-1] is None, "what has a section only comes last"
    assert len({s["id"] for s in told}) == len(told)
    assert told[0] == await get(client, f"/statements/{told[0]['id']}")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/boards/board-nobody/attendance", "board-nobody"),
        (f"/boards/{ADA}/attendance", "is no board"),
        ("/boroughs/borough-nowhere/boards", "borough-nowhere"),
        (f"/boroughs/{COUNCIL}/boards", "is no borough"),
        ("/documents/nothing", "/api/v1/documents"),
        ("/documents/nothing/statements", "/api/v1/documents"),
    ],
)
async def test_what_is_not_there_is_404(client: httpx.AsyncClient, path: str, says: str) -> None:
    answer = await client.get(f"/api/v1{path}")
    assert answer.status_code == 404
    assert says in answer.json()["detail"]
