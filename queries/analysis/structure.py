"""Which bodies are central, and which hang together. Seeds and orders are fixed: same data, same rows."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from graph.store import Row, Store
from queries.analysis.betweenness import betweenness
from queries.analysis.bodies import Bodies, Seats, read_bodies

SEED = 1


@dataclass(slots=True)
class _Near:
    """The other bodies that a body is linked to, by what the documents say of the link."""

    counted: set[str] = field(default_factory=set)
    historic: set[str] = field(default_factory=set)
    unclear: set[str] = field(default_factory=set)
    evidence: set[str] = field(default_factory=set)


async def central_bodies(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """Bodies ranked by `by` (degree, betweenness or boards), equal values with equal ranks. Raises BadParameter.

    The measures are those of the whole web; `label` and `borough` only choose which bodies are listed and ranked.
    """
    bodies = await read_bodies(store, values["families"], values["as_of"])
    # the rest takes long on a large graph, and others are to be answered meanwhile
    return await asyncio.to_thread(_central, bodies, values)


def _central(bodies: Bodies, values: Mapping[str, Any]) -> list[Row]:
    near = _near(bodies)
    between, how = _betweenness(bodies)
    seats = Seats(bodies)
    rows = []
    for entity_id, found in near.items():
        node = bodies.nodes[entity_id]
        if values["label"] not in (None, node["label"]) or not _in_borough(node, values["borough"]):
            continue
        boards, behind = seats.all_of(entity_id, node["label"])
        row = {
            "body_id": entity_id,
            "body": node["name"],
            "label": node["label"],
            "kind": node["kind"],
            "degree": len(found.counted),
            "betweenness": between.get(entity_id, 0.0),
            "betweenness_from": how,
            "boards": len(boards),
            "boards_itself": len(seats.own(entity_id)),
            "historic_only": len(found.historic - found.counted),
            "unclear_only": len(found.unclear - found.counted - found.historic),
            "evidence": sorted(found.evidence | behind),
        }
        rows.append(row)
    rows.sort(key=lambda r: (-r[values["by"]], -r["degree"], r["body"], r["body_id"]))
    ranked: list[Row] = []
    for place, row in enumerate(rows, 1):
        equal = bool(ranked) and ranked[-1][values["by"]] == row[values["by"]]
        ranked.append({"rank": ranked[-1]["rank"] if equal else place, **row})
    return ranked


def _near(bodies: Bodies) -> dict[str, _Near]:
    near: dict[str, _Near] = defaultdict(_Near)
    for link in bodies.links:
        for one, other in ((link.source, link.target), (link.target, link.source)):
            found = near[one]
            (found.counted if link.counts else found.historic if link.status == "historic" else found.unclear).add(
                other
            )
            found.evidence.update(link.statements)
    return near


def _betweenness(bodies: Bodies) -> tuple[dict[str, float], str]:
    """Betweenness by id, and in words from what it was reckoned."""
    graph, order = bodies.graph(), bodies.order
    found, starts = betweenness(graph)
    how = "all bodies" if starts == len(graph) else f"a sample of {starts} of {len(graph)} bodies"
    return {order[node]: value for node, value in found.items()}, how


def _in_borough(node: Row, borough: str | None) -> bool:
    return borough is None or borough in (node["area"] or ()) or borough in node["covers"]


async def communities(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """Groups of bodies with more links among each other than to others (Louvain), one row for each body.

    Raises BadParameter.
    """
    bodies = await read_bodies(store, values["families"], values["as_of"])
    return await asyncio.to_thread(_communities, bodies, values["smallest"])


def _communities(bodies: Bodies, smallest: int) -> list[Row]:
    graph, order = bodies.graph(), bodies.order
    groups = nx.community.louvain_communities(graph, weight="weight", seed=SEED) if len(graph) else []
    kept = sorted((sorted(order[n] for n in g) for g in groups if len(g) >= smallest), key=lambda g: (-len(g), g))
    group_of = {entity_id: number for number, group in enumerate(kept, 1) for entity_id in group}
    near = _near(bodies)
    inside: dict[str, set[str]] = defaultdict(set)
    for link in bodies.links:
        if link.counts and link.source in group_of and group_of[link.source] == group_of.get(link.target):
            inside[link.source].update(link.statements)
            inside[link.target].update(link.statements)
    rows = []
    for number, group in enumerate(kept, 1):
        links = {i: len(near[i].counted.intersection(group)) for i in group}
        ranked = sorted(group, key=lambda i: (-links[i], -len(near[i].counted), bodies.nodes[i]["name"], i))
        outside = sum(len(near[i].counted) - links[i] for i in group)
        for entity_id in ranked:
            node = bodies.nodes[entity_id]
            rows.append({
                "group": number,
                "group_name": _name(bodies, ranked),
                "size": len(group),
                "links_inside": sum(links.values()) // 2,
                "links_outside": outside,
                "body_id": entity_id,
                "body": node["name"],
                "label": node["label"],
                "neighbours_inside": links[entity_id],
                "neighbours_outside": len(near[entity_id].counted) - links[entity_id],
                "evidence": sorted(inside[entity_id]),
            })  # fmt: skip
    return rows


def _name(bodies: Bodies, ranked: list[str]) -> str:
    """The three most central bodies. A group is not named after a person while there is anything else in it."""
    others = [i for i in ranked if bodies.nodes[i]["label"] != "Person"] or ranked
    return "; ".join(bodies.nodes[i]["name"] for i in others[:3])
