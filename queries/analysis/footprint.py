"""Which boards cross the lines of police Basic Command Units, and which boards the boroughs of each unit have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from graph.store import Row, Store

IN_FORCE = (
    "r.status IN ['asserted', 'historic'] AND ($as_of IS NULL OR "
    "(coalesce(r.start_earliest, '0000') <= $as_of AND coalesce(r.end_latest, '9999') >= $as_of))"
)


async def bcu_footprint(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each unit and each board that covers a borough of it; on request, only boards that cross a line."""
    as_of = {"as_of": values["as_of"]}
    units = await store.read(
        f"MATCH (u:BCU)-[r:COVERS]->(a:Borough) WHERE {IN_FORCE} "
        "RETURN u.id AS id, u.name AS name, a.id AS area, a.name AS area_name, r.statements AS said "
        "ORDER BY id, area, r.id",
        as_of,
    )
    stated = await store.read(
        f"MATCH (b:Board)-[r:COVERS]->(a:Borough) WHERE {IN_FORCE} "
        "RETURN b.id AS id, b.name AS name, b.kind AS kind, a.id AS area, a.name AS area_name, r.statements AS said "
        "ORDER BY id, area, r.id",
        as_of,
    )
    # an area that the source gives the board as its own, without a statement that it covers it
    placed = await store.read(
        "MATCH (b:Board) WHERE b.area IS NOT NULL "
        "RETURN b.id AS id, b.name AS name, b.kind AS kind, b.area AS areas ORDER BY id"
    )
    drawn = await store.read("MATCH (b:Board)-[:COVERS]->(a:Borough) RETURN DISTINCT b.id AS id, a.id AS area")
    boroughs = {r["id"]: r["name"] for r in await store.read("MATCH (a:Borough) RETURN a.id AS id, a.name AS name")}
    denied = await store.read(
        "MATCH (b:Board)<-[:SUBJECT]-(s:Statement {predicate: 'COVERS', status: 'negated'})-[:OBJECT]->(a:Borough) "
        "RETURN b.id AS id, a.id AS area"
    )
    settled = {(r["id"], r["area"]) for r in (*denied, *drawn)}
    own = [
        {**r, "area": area, "area_name": boroughs[area], "said": []}
        for r in placed
        for area in sorted(r["areas"])
        if area in boroughs and (r["id"], area) not in settled
    ]
    unit_of: dict[str, dict[str, str]] = defaultdict(dict)
    all_of: dict[str, set[str]] = defaultdict(set)
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    names = {u["id"]: u["name"] for u in units}
    areas: dict[str, str] = {}
    for row in units:
        unit_of[row["area"]][row["id"]] = row["name"]
        all_of[row["id"]].add(row["area"])
    covered: dict[str, set[str]] = defaultdict(set)
    boards: dict[str, Row] = {}
    for row in (*units, *stated, *own):
        said[row["id"], row["area"]] += row["said"]
        areas[row["area"]] = row["area_name"]
    for row in (*stated, *own):
        boards[row["id"]] = row
        covered[row["id"]].add(row["area"])
    rows = []
    for board_id, board in boards.items():
        of_units = {u for a in covered[board_id] for u in unit_of[a]}
        outside = sorted(areas[a] for a in covered[board_id] if not unit_of[a])
        line = "crosses" if len(of_units) > 1 else "reaches outside" if outside else "within"
        for unit in of_units:
            inside = all_of[unit] & covered[board_id]
            evidence = [s for a in sorted(inside) for s in (*said[unit, a], *said[board_id, a])]
            rows.append({
                "bcu_id": unit,
                "bcu": names[unit],
                "board_id": board_id,
                "board": board["name"],
                "kind": board["kind"],
                "line": line,
                "boroughs": sorted(areas[a] for a in inside),
                "boroughs_of_bcu_not_covered": sorted(areas[a] for a in all_of[unit] - inside),
                "other_bcus": sorted(names[u] for u in of_units - {unit}),
                "outside_any_bcu": outside,
                "evidence": list(dict.fromkeys(evidence)),
            })  # fmt: skip
    kept = [
        r for r in rows
        if values["bcu"] in (None, r["bcu_id"]) and (r["line"] != "within" or not values["crossing_only"])
    ]  # fmt: skip
    return sorted(kept, key=lambda r: (r["bcu"], r["bcu_id"], r["board"], r["board_id"]))
