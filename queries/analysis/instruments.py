"""Which boroughs' documents refer to an act, guidance or protocol, which are said not to, of which nothing is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from graph.store import Row, Store
from queries.duties.places import NO_ONE_AREA

ANSWERS = {
    "asserted": "refers",
    "historic": "refers",
    "derived": "refers",
    "negated": "does not refer",
    "unclear": "unclear",
    "planned": "planned",
}
ORDER = ("refers", "does not refer", "unclear", "planned", "unknown")


async def instruments_by_borough(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each instrument, borough, answer and party; and `unknown` where nothing is stated of a borough."""
    stated = await store.read(
        "MATCH (p:Protocol) WHERE ($instrument IS NULL AND size(coalesce(p.area, [])) = 0) OR p.id = $instrument "
        "MATCH (p)<-[:OBJECT]-(s:Statement) WHERE s.predicate IN ['REFERENCES', 'PARTY_TO'] "
        "MATCH (s)-[:SUBJECT]->(x:Entity) WHERE x:Borough OR x:Board OR x:Document OR x:Organisation "
        "RETURN p.id AS instrument_id, p.name AS instrument, p.kind AS kind, x.area AS areas, "
        "x.id AS by_id, x.name AS by, x.label AS by_label, "
        "s.status AS status, s.predicate AS relation, s.id AS statement "
        "ORDER BY instrument_id, by_id, statement",
        {"instrument": values["instrument"]},
    )
    told = await _in_boroughs(store, stated)
    groups: dict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
    for row in told:
        groups[row["instrument_id"], row["borough_id"], ANSWERS[row["status"]], row["by_id"]].append(row)
    rows = [_row(same[0], answer, same) for (_, _, answer, _), same in groups.items()]
    known = {(r["instrument_id"], r["borough_id"]) for r in told}
    boroughs = await store.read(
        "MATCH (b:Borough) WHERE NOT coalesce(b.kind, '') IN $kinds "
        "RETURN b.id AS borough_id, b.name AS borough ORDER BY borough_id",
        {"kinds": list(NO_ONE_AREA)},
    )
    instruments = {r["instrument_id"]: r for r in told}
    if values["instrument"] and not instruments:
        named = await store.read(
            "MATCH (p:Protocol {id: $id}) RETURN p.id AS instrument_id, p.name AS instrument, p.kind AS kind",
            {"id": values["instrument"]},
        )
        instruments = {r["instrument_id"]: r for r in named}
    rows += [
        _row({**i, **b, "by_id": None, "by": None, "by_label": None}, "unknown", [])
        for i in instruments.values()
        for b in boroughs
        if (i["instrument_id"], b["borough_id"]) not in known
    ]
    kept = [
        r for r in rows
        if values["borough"] in (None, r["borough_id"]) and values["answer"] in ("all", r["answer"].replace(" ", "-"))
    ]  # fmt: skip
    return sorted(kept, key=lambda r: (
        r["instrument"], r["instrument_id"], r["borough"], r["borough_id"], ORDER.index(r["answer"]),
        r["by"] or "", r["by_id"] or "",
    ))  # fmt: skip


async def _in_boroughs(store: Store, stated: list[Row]) -> list[Row]:
    """Each row once for each borough that its party is, covers, is listed for, or has as its area."""
    names = {r["id"]: r["name"] for r in await store.read("MATCH (b:Borough) RETURN b.id AS id, b.name AS name")}
    covered = await store.read(
        "UNWIND $ids AS id MATCH (x:Entity {id: id})-[r:COVERS|EVIDENCE_FOR]->(b:Borough) "
        "WHERE r.status IN ['asserted', 'historic'] RETURN DISTINCT id, b.id AS borough",
        {"ids": sorted({r["by_id"] for r in stated})},
    )
    boroughs: dict[str, set[str]] = defaultdict(set)
    for row in covered:
        boroughs[row["id"]].add(row["borough"])
    placed = [
        {**r, "borough_id": b, "borough": names[b]}
        for r in stated
        for b in {r["by_id"], *(r["areas"] or []), *boroughs[r["by_id"]]} & set(names)
    ]
    return sorted(placed, key=lambda r: (r["instrument_id"], r["borough_id"], r["by_id"], r["statement"]))


def _row(of: Row, answer: str, same: list[Row]) -> Row:
    return {
        "instrument_id": of["instrument_id"],
        "instrument": of["instrument"],
        "kind": of["kind"],
        "borough_id": of["borough_id"],
        "borough": of["borough"],
        "answer": answer,
        "by_id": of["by_id"],
        "by": of["by"],
        "by_label": of["by_label"],
        "relations": sorted({r["relation"] for r in same}),
        "evidence": [r["statement"] for r in same],
    }
