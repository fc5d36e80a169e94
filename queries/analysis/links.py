"""All that is stated of one entity, facts and what is planned or denied, each in the direction in which it reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from graph import read
from graph.ontology import EdgeType, ontology
from graph.projection import NO_EDGE
from graph.store import Row, Store

_DRAWN = (
    "MATCH (e:Entity {id: $id})-[r]-(o:Entity) WHERE $types = [] OR type(r) IN $types "
    "RETURN DISTINCT r.id AS id, type(r) AS type, startNode(r).id AS source, properties(r) AS p, "
    "o.id AS o, o.name AS o_name, o.label AS o_label"
)
_SAID = (
    "MATCH (:Entity {id: $id})<-[:SUBJECT|OBJECT]-(s:Statement) WHERE s.status IN $statuses "
    "AND ($types = [] OR s.predicate IN $types) WITH DISTINCT s "
    "MATCH (s)-[:SUBJECT]->(a:Entity) MATCH (s)-[:OBJECT]->(b:Entity) "
    "RETURN s.id AS id, s.predicate AS type, s.status AS status, s.props AS props, s.dates AS dates, "
    "a.id AS a, a.name AS a_name, a.label AS a_label, b.id AS b, b.name AS b_name, b.label AS b_label"
)
_WAYS = ("out", "in")
_DATED = ("from", "to")


async def links_of(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """The links of an entity by type, direction and name."""
    wanted = _wanted(values["types"] or ())
    given = {"id": values["entity"], "types": sorted({t for t, _ in wanted})}
    links = [_drawn(r, values["entity"]) for r in await store.read(_DRAWN, given)]
    links += [_said(r, values["entity"]) for r in await store.read(_SAID, {**given, "statuses": sorted(NO_EDGE)})]
    day, statuses = values["as_of"], values["statuses"] or ()
    rows = [
        _row(e, day)
        for e in links
        if (not statuses or e["status"] in statuses)
        and (not wanted or (e["relation"], e["direction"]) in wanted)
        and (day is None or not read.surely_not(e, day))
    ]
    rows.sort(
        key=lambda r: (
            r["relation"], _WAYS.index(r["direction"]), r["other"], r["other_id"], r["valid_from"] or "", r["status"],
            r["evidence"],
        )
    )  # fmt: skip
    return rows


def _wanted(types: Iterable[str]) -> set[tuple[str, str]]:
    """Types and directions: CHAIRS:in is one, CHAIRS is both."""
    parts = [text.partition(":") for text in types]
    return {(name, w) for name, _, way in parts for w in _WAYS if way in ("", w)}


def _drawn(r: Row, entity: str) -> Row:
    p = r["p"]
    return {
        "relation": r["type"], "direction": "out" if r["source"] == entity else "in",
        "other_id": r["o"], "other": r["o_name"], "other_label": r["o_label"], "properties": p,
        "valid_from": p.get("valid_from"), "valid_to": p.get("valid_to"), "dates": p, "status": p["status"],
        "evidence": sorted(p["statements"]),
    }  # fmt: skip


def _said(r: Row, entity: str) -> Row:
    way = "out" if r["a"] == entity else "in"
    other = "b" if way == "out" else "a"
    dates = json.loads(r["dates"] or "{}")
    return {
        "relation": r["type"], "direction": way, "other_id": r[other], "other": r[f"{other}_name"],
        "other_label": r[f"{other}_label"], "properties": json.loads(r["props"]),
        "valid_from": dates.get("valid_from"), "valid_to": dates.get("valid_to"), "dates": dates,
        "status": r["status"], "evidence": [r["id"]],
    }  # fmt: skip


def _row(e: Row, day: str | None) -> Row:
    edge = ontology().edges[e["relation"]]
    absent = e["properties"].get("attended") is False and e["status"] != "negated"
    reads = edge.reads if e["direction"] == "out" else edge.reverse
    open_ = day is not None and e["status"] not in NO_EDGE
    return {
        **{k: e[k] for k in ("relation", "direction", "other_id", "other", "other_label", "valid_from", "valid_to")},
        "reads": ("did not attend" if e["direction"] == "out" else "was not attended by") if absent else reads,
        "particulars": _particulars(e["properties"], edge) or None,
        "amount_gbp": e["properties"].get("amount_gbp"),
        "status": e["status"],
        "in_force": read.in_force(e["dates"], str(day)) if open_ else None,
        "evidence": e["evidence"],
    }


def _particulars(properties: Row, edge: EdgeType) -> str:
    """What is said beside the ends, the amount and the dates, which have columns of their own."""
    parts = []
    for name, declared in edge.properties.items():
        value = properties.get(name)
        if value in (None, "") or name in (*_DATED, "amount_gbp", "attended"):
            continue
        if name == "date" and value == properties.get("valid_from", value):
            continue  # the day stands in valid_from
        if declared.type == "boolean":
            parts += [name.replace("_", " ")] * bool(value)
        elif declared.type == "percent":
            parts.append(f"{value:g} %")
        elif declared.type in ("date", "period") or name in ("frequency", "kind", "as_role", "capacity", "role"):
            parts.append(str(value).replace("_", " ") if name == "capacity" else str(value))
        else:
            parts.append(f"{name.replace('_', ' ')}: {value}")
    return "; ".join(dict.fromkeys(parts))
