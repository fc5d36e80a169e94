"""Reads the boards of a borough, and how the documents tie each to it."""

from __future__ import annotations

import json

from graph import read
from graph.read import DATES, Page
from graph.store import Row, Store

SHOWN = 5
"""Of the statements that name a board as one of the borough, so many are shown; they all say the same."""


async def boards_of_borough(store: Store, borough_id: str, *, as_of: str | None, limit: int, offset: int) -> Page:
    """The boards that cover a borough, and those whose area it is. Raises NotFound, Moved, Gone.

    `tie` is `covers` where a document says so: an edge like any other. It is `area` where documents only name the board
    as one of the borough: that has no dates, no status and no id, and its evidence are the statements that name the
    board so, `named_so` in number.
    """
    await read.must_be_there(store, borough_id)
    rows = await store.read(
        "MATCH (e:Borough {id: $id})<-[r:COVERS]-(o:Board) "
        "RETURN DISTINCT r.id AS id, type(r) AS type, o.id AS source, e.id AS target, properties(r) AS p, "
        "properties(e) AS e, properties(o) AS o",
        {"id": borough_id},
    )
    covers = [read.drawn_edge(row, borough_id) for row in rows]
    items = [
        {**e, "tie": "covers", "named_so": None, "in_force": as_of and read.in_force(e["dates"], as_of)}
        for e in covers
        if as_of is None or not read.surely_not(e, as_of)
    ]
    # one that no longer covers the borough is not let in again for its area
    items += await _by_area(store, borough_id, {e["source"]["id"] for e in covers})
    items.sort(key=lambda e: (e["source"]["name"], e["source"]["id"], e["id"] or ""))
    page = items[offset : offset + limit]
    for item in page:
        if item["tie"] == "area":
            named = await _naming(store, item["source"]["id"], borough_id)
            item["named_so"], item["statements"] = len(named), named[:SHOWN]
            item["in_force"] = as_of and "possibly"
    await read.add_evidence(store, page)
    return Page([{k: v for k, v in e.items() if k not in ("direction", "statements")} for e in page], len(items))


async def _by_area(store: Store, borough_id: str, covering: set[str]) -> list[Row]:
    rows = await store.read(
        "MATCH (a:Borough {id: $id}) MATCH (b:Board) WHERE $id IN coalesce(b.area, []) "
        "RETURN properties(a) AS a, properties(b) AS b",
        {"id": borough_id},
    )
    return [
        {
            "id": None, "type": None, "source": read.brief(row["b"]), "target": read.brief(row["a"]),
            "properties": {}, "valid_from": None, "valid_to": None, "dates": dict.fromkeys(DATES), "status": None,
            "tie": "area", "statements": [],
        }
        for row in rows
        if row["b"]["id"] not in covering
    ]  # fmt: skip


async def _naming(store: Store, board_id: str, borough_id: str) -> list[str]:
    """Ids of the statements that name the board as one of the borough, in the order of the text; derived ones last."""
    found = {}
    for link, key in (("SUBJECT", "subject_as"), ("OBJECT", "object_as")):
        rows = await store.read(
            f"MATCH (:Board {{id: $id}})<-[:{link}]-(s:Statement) "
            f"RETURN s.id AS id, s.status AS status, s.{key} AS said, s.doc AS doc, s.lines_from AS line, s.page_from AS page",
            {"id": board_id},
        )
        for row in rows:
            if borough_id in json.loads(row["said"]).get("area", ()):
                place = (row["doc"], row["page"] or 0, row["line"] or 0, row["id"])
                found[row["id"]] = (row["status"] == "derived", *place)
    return sorted(found, key=found.__getitem__)
