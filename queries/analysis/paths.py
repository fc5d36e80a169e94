"""The shortest chains of edges between two entities, read from the store layer by layer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from graph.errors import BadParameter, Fault
from graph.ontology import ontology
from graph.read import in_force
from graph.store import Row, Store

WEAKER = ("asserted", "derived", "historic", "unclear")
"""Statuses that an edge may have, the one that promises most first."""

Chain = tuple[str, ...]
Cost = tuple[int, int]


@dataclass(slots=True)
class _Side:
    """What has been reached from one end: each entity with its distance, and the layer to go on from."""

    distance: dict[str, int]
    layer: list[str]
    depth: int = 0


@dataclass(slots=True)
class _Web:
    """The edges seen so far, by the two entities that they join."""

    edges: dict[tuple[str, str], dict[str, Row]]
    links: dict[str, set[str]]

    def add(self, row: Row) -> None:
        a, b = row["source"], row["target"]
        self.edges[min(a, b), max(a, b)][row["id"]] = row
        self.links[a].add(b)
        self.links[b].add(a)

    def between(self, a: str, b: str) -> list[Row]:
        """The parallel edges of two entities, the one that promises most first."""
        return sorted(
            self.edges[min(a, b), max(a, b)].values(), key=lambda e: (WEAKER.index(e["status"]), e["type"], e["id"])
        )


async def path_between(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each step of the shortest chains from one entity to the other; none where there is no chain.

    Of chains of equal length those come first that promise most (fewest steps that are not asserted), then those
    through entities with few edges, which say more than a chain through a hub. Raises BadParameter.
    """
    start, goal = values["from"], values["to"]
    types = sorted(set(values["types"] or ontology().edges))
    if start == goal:
        raise BadParameter("There is no way to go", [Fault("to", "it is the same as from", "Name two entities")])
    web, length = await _reach(store, start, goal, types, values)
    if length is None:
        return []
    ahead, behind = _distances(web, goal), _distances(web, start)
    inner = sorted(i for i in ahead if 0 < ahead[i] < length and ahead[i] + behind.get(i, length) == length)
    degrees = await _degrees(store, inner, types)
    chains = _cheapest(web, start, ahead, degrees, values["chains"])
    names = await _names(store, {i for chain in chains for i in chain})
    return [row for number, chain in enumerate(chains, 1) for row in _steps(number, chain, web, names, values["as_of"])]


async def _reach(
    store: Store, start: str, goal: str, types: list[str], values: Mapping[str, Any]
) -> tuple[_Web, int | None]:
    """Goes out from both ends, always from the smaller layer, until they meet. The length is None where they do not."""
    web = _Web(defaultdict(dict), defaultdict(set))
    sides = [_Side({start: 0}, [start]), _Side({goal: 0}, [goal])]
    while sides[0].depth + sides[1].depth < values["max_length"] and all(s.layer for s in sides):
        side = min(sides, key=lambda s: len(s.layer))
        other = sides[1] if side is sides[0] else sides[0]
        rows = await store.read(
            f"UNWIND $ids AS id MATCH (e:Entity {{id: id}})-[r:{'|'.join(types)}]-(o:Entity) "
            "WHERE o.id <> id AND r.status IN $statuses AND ($as_of IS NULL OR "
            "(coalesce(r.start_earliest, '0000') <= $as_of AND coalesce(r.end_latest, '9999') >= $as_of)) "
            "RETURN o.id AS reached, startNode(r).id AS source, endNode(r).id AS target, type(r) AS type, r.id AS id, "
            "r.status AS status, r.statements AS statements, r.valid_from AS valid_from, r.valid_to AS valid_to, "
            "r.sure_from AS sure_from, r.sure_to AS sure_to",
            {
                "ids": side.layer, "as_of": values["as_of"],
                "statuses": [s for s in WEAKER if s != "unclear" or values["unclear"]],
            },
        )  # fmt: skip
        side.depth += 1
        fresh = set()
        for row in rows:
            web.add(row)
            if row["reached"] not in side.distance:
                fresh.add(row["reached"])
        side.distance |= dict.fromkeys(fresh, side.depth)
        side.layer = sorted(fresh)
        if fresh & other.distance.keys():
            return web, side.depth + other.depth
    return web, None


def _cheapest(web: _Web, start: str, ahead: Mapping[str, int], degrees: Mapping[str, int], most: int) -> list[Chain]:
    """The best few of the shortest chains; of those to each entity on the way only the best few are kept."""
    best: dict[str, list[tuple[Cost, Chain]]] = {start: [((0, 0), (start,))]}
    for left in reversed(range(ahead[start])):
        reached: dict[str, list[tuple[Cost, Chain]]] = defaultdict(list)
        for entity, ways in best.items():
            for after in sorted(web.links[entity]):
                if ahead.get(after) == left:
                    weak = int(web.between(entity, after)[0]["status"] != "asserted")
                    hub = degrees.get(after, 0)
                    reached[after] += [((weak + cost[0], hub + cost[1]), (*way, after)) for cost, way in ways]
        best = {entity: sorted(ways)[:most] for entity, ways in reached.items()}
    return [way for ways in best.values() for _, way in ways]


def _distances(web: _Web, goal: str) -> dict[str, int]:
    found, layer = {goal: 0}, [goal]
    while layer:
        layer = sorted({b for a in layer for b in web.links[a]} - found.keys())
        found |= dict.fromkeys(layer, max(found.values()) + 1)
    return found


async def _degrees(store: Store, ids: list[str], types: list[str]) -> dict[str, int]:
    rows = await store.read(
        f"UNWIND $ids AS id MATCH (e:Entity {{id: id}})-[r:{'|'.join(types)}]-(:Entity) "
        "RETURN id AS id, count(DISTINCT r.id) AS n",
        {"ids": ids},
    )
    return {r["id"]: r["n"] for r in rows}


async def _names(store: Store, ids: set[str]) -> dict[str, Row]:
    rows = await store.read(
        "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN id AS id, e.name AS name, e.label AS label",
        {"ids": sorted(ids)},
    )
    return {r["id"]: r for r in rows}


def _steps(number: int, chain: Chain, web: _Web, names: Mapping[str, Row], as_of: str | None) -> list[Row]:
    parallel = [web.between(a, b) for a, b in pairwise(chain)]
    weakest = max((edges[0]["status"] for edges in parallel), key=WEAKER.index)
    rows = []
    for step, (a, b, edges) in enumerate(zip(chain[:-1], chain[1:], parallel, strict=True), 1):
        edge, kind = edges[0], ontology().edges[edges[0]["type"]]
        out = edge["source"] == a
        rows.append({
            "chain": number,
            "step": step,
            "length": len(parallel),
            "from_id": a,
            "from_name": names[a]["name"],
            "from_label": names[a]["label"],
            "relation": edge["type"],
            "direction": "out" if out else "in",
            "reads": kind.reads if out else kind.reverse,
            "to_id": b,
            "to_name": names[b]["name"],
            "to_label": names[b]["label"],
            "valid_from": edge["valid_from"],
            "valid_to": edge["valid_to"],
            "status": edge["status"],
            "chain_status": weakest,
            "in_force": in_force(edge, as_of) if as_of else None,
            "also": [f"{e['type']} ({e['status']})" for e in edges[1:]],
            "evidence": edge["statements"],
        })  # fmt: skip
    return rows
