"""Reads the attendance of a board: who is recorded at its meetings, and the rates that documents print of it."""

from __future__ import annotations

from typing import Any

from graph import read
from graph.read import Page
from graph.store import Row, Store

RECORDED = ("attended", "capacity", "role", "organisation", "chair", "deputy_for")


async def attendance(
    store: Store, board_id: str, *, first: str | None, last: str | None, limit: int, offset: int
) -> tuple[Page, list[Row], list[Row]]:
    """Records of attendance by meeting, the meetings, and the printed rates. Raises NotFound, Moved, Gone.

    A record is the edge to its meeting, with `record` as the document has it: null where it does not say. Meetings are
    in the order of their days, those without a day at the end. `first` and `last` are days: what was surely outside is
    left out, `within` says of the rest whether it surely or possibly was between them.
    """
    await read.must_be_there(store, board_id)
    rows = await store.read(
        "MATCH (:Board {id: $id})<-[:MEETING_OF]-(o:Meeting) WITH DISTINCT o MATCH (o)<-[r:ATTENDED]-(e:Entity) "
        "RETURN DISTINCT r.id AS id, type(r) AS type, e.id AS source, o.id AS target, properties(r) AS p, "
        "properties(e) AS e, properties(o) AS o",
        {"id": board_id},
    )
    dated = {row["o"]["id"]: row["o"].get("date") for row in rows}
    records = [r for row in rows if _possible(r := read.drawn_edge(row, row["source"]), first, last)]
    records.sort(key=lambda r: (_day(r), r["target"]["id"], r["source"]["name"], r["id"]))
    page = records[offset : offset + limit]
    for r in page:
        r["date"] = dated[r["target"]["id"]]
        r["record"] = {key: r["properties"].get(key) for key in RECORDED}
        r["within"] = within(r["dates"], first, last)
    await read.add_evidence(store, page)
    rates = await _rates(store, board_id, first, last)
    return Page([_told(r) for r in page], len(records)), _meetings(records, dated), [_told(r) for r in rates]


def within(dates: Row, first: str | None, last: str | None) -> str | None:
    """`surely` or `possibly` between two days, of something that was not surely outside; None where no day is given."""
    if first is None and last is None:
        return None
    begins, ends = dates.get("start_earliest"), dates.get("end_latest")
    if begins is None or ends is None:
        return "possibly"
    return "surely" if (first or "0000") <= begins and ends <= (last or "9999") else "possibly"


def _possible(e: Row, first: str | None, last: str | None) -> bool:
    begins, ends = e["dates"]["start_earliest"], e["dates"]["end_latest"]
    return not ((first and ends and ends < first) or (last and begins and begins > last))


def _day(record: Row) -> str:
    return record["dates"]["start_earliest"] or "9999"


def _meetings(records: list[Row], dated: dict[str, str | None]) -> list[Row]:
    """Each meeting of the records, with how many are recorded there in which capacity."""
    found: dict[str, dict[str, Any]] = {}
    for r in records:
        key = r["target"]["id"]
        one = found.setdefault(
            key, {"id": key, "name": r["target"]["name"], "date": dated[key], "records": 0, "capacities": {}}
        )
        one["records"] += 1
        capacity = r["properties"].get("capacity")
        if capacity:
            one["capacities"][capacity] = one["capacities"].get(capacity, 0) + 1
    for one in found.values():
        one["capacities"] = dict(sorted(one["capacities"].items()))
    return list(found.values())


async def _rates(store: Store, board_id: str, first: str | None, last: str | None) -> list[Row]:
    rows = await store.read(
        "MATCH (e:Board {id: $id})<-[r:ATTENDANCE_RATE]-(o:Entity) "
        "RETURN DISTINCT r.id AS id, type(r) AS type, o.id AS source, e.id AS target, properties(r) AS p, "
        "properties(e) AS e, properties(o) AS o",
        {"id": board_id},
    )
    rates = [r for row in rows if _possible(r := read.drawn_edge(row, board_id), first, last)]
    rates.sort(key=lambda r: (r["dates"]["start_earliest"] or "9999", r["source"]["name"], r["id"]))
    for r in rates:
        r["within"] = within(r["dates"], first, last)
    await read.add_evidence(store, rates)
    return rates


def _told(edge: Row) -> Row:
    return {k: v for k, v in edge.items() if k not in ("direction", "statements")}
