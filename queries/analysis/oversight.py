"""Who stands over whom, link by link with the tiers of both ends; and every body with what is stated of who stands over it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import networkx as nx

from graph import read
from graph.ontology import ontology
from graph.projection import NO_EDGE
from graph.store import Row, Store
from queries.analysis.tiers import BODIES, TIERS, Body, boroughs_named, read_tiers

KINDS: Mapping[str, str] = {
    "ACCOUNTABLE_TO": "accountability",
    "REPORTS_TO": "reporting",
    "OVERSEES": "oversight",
    "SCRUTINISES": "scrutiny",
    "CHAIRS": "chairing",
    "SUBGROUP_OF": "structure",
    "PART_OF": "structure",
}
UPWARDS = ("ACCOUNTABLE_TO", "REPORTS_TO", "SUBGROUP_OF", "PART_OF")
"""Edges whose object stands over their subject; of the others the subject does."""
COUNTS = ("OVERSEES", "SCRUTINISES", "ACCOUNTABLE_TO", "REPORTS_TO", "SUBGROUP_OF")
"""What `oversight-gaps` takes for oversight: neither chairing nor being a part."""
STATED = {"asserted": "stated", "derived": "stated"}
_WORDS = {"unclear": "unclear", "planned": "planned", "historic": "formerly", "negated": "denied"}

_DRAWN = (
    "MATCH (a:Entity)-[r:{types}]->(b:Entity) WHERE a.label IN $labels AND b.label IN $labels "
    "AND (type(r) <> 'PART_OF' OR a:Board OR a:BCU OR b:Board OR b:BCU) "
    "RETURN r.id AS id, type(r) AS relation, a.id AS source, b.id AS target, properties(r) AS p"
)
_SAID = (
    "UNWIND $types AS type MATCH (s:Statement {predicate: type}) WHERE s.status IN ['planned', 'negated'] "
    "MATCH (s)-[:SUBJECT]->(a:Entity) MATCH (s)-[:OBJECT]->(b:Entity) "
    "WHERE a.label IN $labels AND b.label IN $labels AND (type <> 'PART_OF' OR a:Board OR a:BCU OR b:Board OR b:BCU) "
    "RETURN s.id AS id, type AS relation, a.id AS source, b.id AS target, s.status AS status, s.props AS props, "
    "s.dates AS dates, s.particulars AS particulars"
)
_HOLDERS = (
    "MATCH (p:Person)-[r:HOLDS]->(post:Role) RETURN post.id AS post, p.name AS name, properties(r) AS p ORDER BY r.id"
)
_NAMING = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:SUBJECT|OBJECT]-(s:Statement) WITH id, s.id AS s ORDER BY s "
    "RETURN id, collect(DISTINCT s) AS statements"
)


async def oversight_map(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each link, by tier and name of who stands below."""
    bodies, boroughs = await read_tiers(store)
    links = await _links(store, values["as_of"])
    circling = _circling(links)
    if values["borough"]:
        links = _narrowed(links, bodies, values["borough"])
    holders = await _holders(store)
    rows = []
    for k in links:
        a, b = bodies[k["source"]], bodies[k["target"]]
        held = [
            h for end in (a.id, b.id) for h in holders.get(end, ()) if _meets(h["dates"], k["dates"], values["as_of"])
        ]
        near = boroughs_named(a.boroughs | b.boroughs, boroughs)
        day = values["as_of"]
        rows.append(
            {
                "kind": KINDS[k["relation"]], "relation": k["relation"],
                "source_id": a.id, "source": a.name, "source_label": a.label, "source_tier": a.tier,
                "reads": ontology().edges[k["relation"]].reads,
                "target_id": b.id, "target": b.name, "target_label": b.label, "target_tier": b.tier,
                "above_id": k["above"],
                "as_role": k["as_role"], "frequency": k["frequency"], "held_by": [h["words"] for h in held],
                "period": k["props"].get("period"),
                "valid_from": k["dates"].get("valid_from"), "valid_to": k["dates"].get("valid_to"),
                "earliest": k["dates"].get("start_earliest"), "latest": k["dates"].get("end_latest"),
                "status": k["status"], "particulars": k["particulars"],
                "in_force": read.in_force(k["dates"], day) if day and k["status"] not in NO_EDGE else None,
                "circle": k["id"] in circling,
                "borough_ids": [i for i, _ in near], "boroughs": [n for _, n in near],
                "evidence": sorted({*k["statements"], *(s for h in held for s in h["statements"])}),
            }
        )  # fmt: skip
    order = list(TIERS)
    rows.sort(
        key=lambda r: (
            order.index(bodies[_below(r)].tier), bodies[_below(r)].name, _below(r), r["kind"], r["relation"],
            bodies[r["above_id"]].name, r["above_id"], r["status"], r["valid_from"] or "", r["evidence"],
        )
    )  # fmt: skip
    return rows


async def tiers_of_bodies(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each board, and each other body that has to do with oversight, from the highest tier down."""
    bodies, boroughs = await read_tiers(store)
    links = await _links(store, values["as_of"])
    if values["borough"]:
        links = _narrowed(links, bodies, values["borough"])
    kept = {k[end] for k in links for end in ("source", "target")}
    kept |= {i for i, b in bodies.items() if b.label == "Board" and values["borough"] in (None, *b.boroughs)}
    said: dict[str, set[str]] = defaultdict(set)
    behind: dict[str, set[str]] = defaultdict(set)
    for k in links:
        if k["relation"] in COUNTS:
            said[k["below"]].add(k["status"])
            behind[k["below"]] |= set(k["statements"])
    untold = sorted(i for i in kept if not bodies[i].evidence and not behind[i])
    naming = {r["id"]: r["statements"] for r in await store.read(_NAMING, {"ids": untold})}
    rows = []
    for i in kept:
        b = bodies[i]
        near = boroughs_named(b.boroughs, boroughs)
        rows.append(
            {
                "body_id": i, "body": b.name, "label": b.label, "kind": b.kind, "tier": b.tier, "because": b.because,
                "borough_ids": [x for x, _ in near], "boroughs": [n for _, n in near], "oversight": _told(said[i]),
                # where nothing tells, those that name it, none of which says more
                "evidence": sorted(b.evidence | behind[i] or naming.get(i, ())),
            }
        )  # fmt: skip
    if values["tier"]:
        rows = [r for r in rows if r["tier"] == values["tier"]]
    order = list(TIERS)
    return sorted(rows, key=lambda r: (order.index(r["tier"]), r["boroughs"], r["body"], r["body_id"]))


async def _links(store: Store, day: str | None) -> list[Row]:
    given = {"labels": list(BODIES), "types": list(KINDS)}
    found = []
    for r in await store.read(_DRAWN.format(types="|".join(KINDS)), given):
        p = r["p"]
        found.append(
            {**r, "status": p["status"], "props": p, "dates": p, "particulars": None, "statements": p["statements"]}
        )
    for r in await store.read(_SAID, given):
        found.append(
            {**r, "props": json.loads(r["props"]), "dates": json.loads(r["dates"] or "{}"), "statements": [r["id"]]}
        )
    made = []
    for k in found:
        up = k["relation"] in UPWARDS
        k |= {"above": k["target"] if up else k["source"], "below": k["source"] if up else k["target"]}
        k |= {"as_role": k["props"].get("as_role") or k["props"].get("kind"), "frequency": k["props"].get("frequency")}
        if k["status"] in NO_EDGE or day is None or not read.surely_not(k, day):
            made.append(k)
    return sorted(made, key=lambda k: k["id"])


def _narrowed(links: Sequence[Row], bodies: Mapping[str, Body], borough: str) -> list[Row]:
    """The links of the borough's bodies, of those that they stand over, and of all who stand over them in turn.

    What a national or pan-London body does under a body of another borough is no part of this borough's picture.
    """
    own = {i for i, b in bodies.items() if borough in b.boroughs}
    newest = own | {k["below"] for k in links if k["above"] in own}
    by_below = defaultdict(list)
    for k in links:
        if k["below"] in own or not bodies[k["above"]].boroughs or k["above"] in own:
            by_below[k["below"]].append(k)
    seen, found = set(newest), list[Row]()
    while newest:
        step = [k for i in sorted(newest) for k in by_below[i]]
        found += step
        newest = {k["above"] for k in step if k["status"] not in NO_EDGE} - seen
        seen |= newest
    return sorted(found, key=lambda k: k["id"])


def _circling(links: Iterable[Row]) -> set[str]:
    """Links of which the one below stands, at last, over the one above too; chairing is no standing over."""
    web: nx.DiGraph[str] = nx.DiGraph()
    counted = [
        k for k in links if k["status"] not in NO_EDGE and k["relation"] != "CHAIRS" and k["above"] != k["below"]
    ]
    web.add_edges_from((k["below"], k["above"]) for k in counted)
    part = {i: n for n, found in enumerate(nx.strongly_connected_components(web)) for i in found}
    return {k["id"] for k in counted if part[k["below"]] == part[k["above"]]}


async def _holders(store: Store) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for r in await store.read(_HOLDERS):
        p = r["p"]
        span = " to ".join(t for t in (p.get("valid_from") or "", p.get("valid_to") or "") if t)
        dates = f"from {span}" if p.get("valid_from") else f"to {span}" if span else ""
        told = ", ".join(t for t in (dates, "" if p["status"] == "asserted" else p["status"]) if t)
        words = f"{r['name']} ({told})" if told else r["name"]
        found[r["post"]].append({"words": words, "dates": p, "statements": p["statements"]})
    for held in found.values():
        held.sort(key=lambda h: (h["words"], sorted(h["statements"])))
    return found


def _meets(held: Row, link: Row, day: str | None) -> bool:
    """Whether the post can have been held while the link held."""
    if day is not None and read.surely_not({"dates": held}, day):
        return False
    first = max(held.get("start_earliest") or "0000", link.get("start_earliest") or "0000")
    return first <= min(held.get("end_latest") or "9999", link.get("end_latest") or "9999")


def _below(row: Row) -> str:
    return str(row["target_id"] if row["above_id"] == row["source_id"] else row["source_id"])


def _told(statuses: set[str]) -> str:
    """As `oversight-gaps` puts it, and `stated` where there is no gap."""
    if statuses & set(STATED):
        return "stated"
    return next((word for status, word in _WORDS.items() if status in statuses), "none stated")
