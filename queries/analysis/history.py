"""What happened to an entity, in time order, and what it came from and became."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.ontology import ontology
from graph.store import Row, Store
from queries.analysis.seats import STATUSES, When, weakest

_SAID = (
    "MATCH (s)-[:SUBJECT]->(a:Entity) MATCH (s)-[:OBJECT]->(b:Entity) "
    "RETURN DISTINCT s.id AS id, s.predicate AS predicate, s.status AS status, s.props AS props, s.dates AS dates, "
    "s.particulars AS particulars, a.id AS a, a.name AS a_name, a.label AS a_label, "
    "b.id AS b, b.name AS b_name, b.label AS b_label"
)
_OWN = "MATCH (:Entity {id: $id})<-[:SUBJECT|OBJECT]-(s:Statement) WITH DISTINCT s " + _SAID + ", null AS through"
_HOLDERS = (
    "MATCH (e:Entity {id: $id})<-[:MEMBER_OF|CHAIRS|POST_IN]-(p:Role) WITH DISTINCT p "
    "MATCH (p)<-[:OBJECT]-(s:Statement {predicate: 'HOLDS'}) WITH DISTINCT s, p " + _SAID + ", p.id AS through"
)
_SEATS = (
    "MATCH (:Person {id: $id})-[h:HOLDS]->(p:Role)-[r:MEMBER_OF|CHAIRS|POST_IN]->(b:Board) "
    "RETURN p.id AS post_id, p.name AS post, type(r) AS relation, b.id AS b, b.name AS b_name, "
    "h.valid_from AS valid_from, h.valid_to AS valid_to, h.status AS held, r.status AS sits, "
    "h.statements + r.statements AS statements, h.start_earliest AS h_first, h.end_latest AS h_last, "
    "r.start_earliest AS r_first, r.end_latest AS r_last, h.end_earliest AS h_end ORDER BY h.id, r.id"
)
_AFTER = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:SUBJECT]-(s:Statement {predicate: 'SUCCEEDED_BY'}) WITH DISTINCT s "
)
_BEFORE = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:OBJECT]-(s:Statement {predicate: 'SUCCEEDED_BY'}) WITH DISTINCT s "
)
_STEPS = {"forwards": _AFTER + _SAID, "backwards": _BEFORE + _SAID}
LONGEST = 50
"""Steps of succession that are followed."""


@dataclass(frozen=True, slots=True)
class _Event:
    """One thing that is said, by one statement or by several."""

    order: str
    row: Row


async def history_of(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """Everything dated that is said of an entity, planned, unclear and denied things as such; the oldest first."""
    entity = values["entity"]
    said = [*await store.read(_OWN, {"id": entity}), *await store.read(_HOLDERS, {"id": entity})]
    groups: dict[str, list[Row]] = defaultdict(list)
    for s in sorted(said, key=lambda s: (s["id"], s["through"] or "")):
        groups[_same(s, entity)].append(s)
    events = [_event(group, entity) for group in groups.values()]
    events += [e for r in await store.read(_SEATS, {"id": entity}) if (e := _seat(r))]
    kept = [e for e in events if e.order or values["undated"]]
    kept.sort(
        key=lambda e: (
            e.order or "9999", e.row["relation"], e.row["other"] or "", e.row["other_id"] or "", e.row["through"] or "",
            e.row["status"], e.row["evidence"],
        )
    )  # fmt: skip
    return [e.row for e in kept]


async def successors(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """Each step of succession that leads to an entity or away from it, the nearest first in either direction.

    What is planned or unclear is followed and said to be such; what is denied is told and not followed.
    """
    rows = []
    for direction, cypher in _STEPS.items():
        reached, seen = {values["entity"]: "asserted"}, {values["entity"]}
        for depth in range(1, LONGEST + 1):
            steps = _merged(await store.read(cypher, {"ids": sorted(reached)}))
            further: dict[str, str] = {}
            for s in steps:
                near, far = ("a", "b") if direction == "forwards" else ("b", "a")
                chain = weakest((reached[s[near]], s["status"]))
                rows.append(_step(s, direction, depth, chain))
                if s["status"] != "negated" and s[far] not in seen:
                    further[s[far]] = max(further.get(s[far], chain), chain, key=STATUSES.index)
            seen |= set(further)
            reached = further
            if not reached:
                break
    order = {"backwards": 0, "forwards": 1}
    return sorted(
        rows,
        key=lambda r: (
            order[r["direction"]], r["depth"], r["valid_from"] or "", r["before"], r["before_id"], r["after"],
            r["after_id"], r["status"], r["evidence"],
        ),
    )  # fmt: skip


def _same(s: Row, entity: str) -> str:
    """Equal for statements that say the same; all records of attendance of one meeting of the board are one."""
    if s["predicate"] == "ATTENDED" and s["b"] == entity:
        return json.dumps(["ATTENDED", json.loads(s["props"]).get("date"), s["status"]])
    return json.dumps([s["predicate"], s["a"], s["b"], s["status"], s["props"], s["through"]])


def _event(group: list[Row], entity: str) -> _Event:
    s = group[0]
    dates = json.loads(s["dates"] or "{}")
    known_end = "end_earliest" in dates  # else only the document's date bounds it
    began = dates.get("valid_from")
    ended = dates.get("valid_to") if known_end else None
    order = (dates.get("start_earliest") or (dates.get("end_earliest") if known_end else None)) or ""
    edge = ontology().edges[s["predicate"]]
    row: Row = {
        "valid_from": began, "valid_to": ended, "relation": s["predicate"], "reads": edge.reads, "through_id": None,
        "through": None, "particulars": s["particulars"], "status": s["status"],
        "evidence": sorted({x["id"] for x in group}),
    }  # fmt: skip
    if s["through"]:  # somebody holds a post that belongs to the entity
        row |= {"other_id": s["a"], "other": s["a_name"], "other_label": s["a_label"], "through_id": s["b"]}
        row |= {"through": s["b_name"], "reads": "has the post, which is held by"}
    elif s["predicate"] == "ATTENDED" and s["b"] == entity:
        recorded = len({x["a"] for x in group})
        row |= {"relation": "MEETING_OF", "reads": "met", "other_id": None, "other": None, "other_label": None}
        row |= {"particulars": f"attendance recorded of {recorded}"}
    elif s["a"] == entity:
        row |= {"other_id": s["b"], "other": s["b_name"], "other_label": s["b_label"]}
    else:
        row |= {"other_id": s["a"], "other": s["a_name"], "other_label": s["a_label"], "reads": edge.reverse}
    return _Event(order, row)


def _seat(r: Row) -> _Event | None:
    """A board where a post sits that the person held, where both can have been at the same time."""
    held = When.of({"start_earliest": r["h_first"], "end_latest": r["h_last"]})
    if held.meet(When.of({"start_earliest": r["r_first"], "end_latest": r["r_last"]})) is None:
        return None
    known_end = r["h_end"] is not None
    row = {
        "valid_from": r["valid_from"], "valid_to": r["valid_to"] if known_end else None, "relation": r["relation"],
        "reads": ontology().edges[r["relation"]].reads,
        "other_id": r["b"], "other": r["b_name"], "other_label": "Board",
        "through_id": r["post_id"], "through": r["post"], "particulars": None,
        "status": weakest((r["held"], r["sits"])), "evidence": sorted(set(r["statements"])),
    }  # fmt: skip
    return _Event((r["h_first"] or (r["h_end"] if known_end else None)) or "", row)


def _merged(said: list[Row]) -> list[Row]:
    """Statements that say the same made one, with all their ids."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for s in sorted(said, key=lambda s: s["id"]):
        groups[json.dumps([s["a"], s["b"], s["status"], s["props"]])].append(s)
    return [{**g[0], "statements": [s["id"] for s in g]} for g in groups.values()]


def _step(s: Row, direction: str, depth: int, chain: str) -> Row:
    dates = json.loads(s["dates"] or "{}")
    return {
        "direction": direction, "depth": depth, "before_id": s["a"], "before": s["a_name"], "after_id": s["b"],
        "after": s["b_name"], "valid_from": dates.get("valid_from"), "particulars": s["particulars"],
        "status": s["status"], "chain_status": chain, "evidence": s["statements"],
    }  # fmt: skip
