"""Who stands over a body, step by step: who oversees or scrutinises it, to whom it answers, reports or belongs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from graph.ontology import ontology
from graph.projection import NO_EDGE
from graph.read import in_force
from graph.store import Row, Store
from queries.analysis.seats import weakest

DOWN = ("OVERSEES", "SCRUTINISES")
"""Edges that point from who stands above to who stands below."""
UP = ("ACCOUNTABLE_TO", "REPORTS_TO", "SUBGROUP_OF")

_DRAWN = (
    "UNWIND $ids AS id MATCH (e:Entity {{id: id}}){left}[r:{types}]{right}(x:Entity) "
    "RETURN e.id AS below_id, e.name AS below, type(r) AS relation, x.id AS above_id, x.name AS above, "
    "x.label AS above_label, coalesce(r.as_role, r.kind) AS as_role, r.frequency AS frequency, "
    "r.valid_from AS valid_from, r.valid_to AS valid_to, r.start_earliest AS first, "
    "r.end_latest AS last, r.sure_from AS sure_from, "
    "r.sure_to AS sure_to, r.status AS status, null AS particulars, r.statements AS statements, r.id AS id"
)
_SAID = (
    "UNWIND $ids AS id MATCH (e:Entity {{id: id}})<-[:{end}]-(s:Statement)-[:{other}]->(x:Entity) "
    "WHERE s.status IN ['planned', 'negated'] AND s.predicate IN $types "
    "RETURN e.id AS below_id, e.name AS below, s.predicate AS relation, x.id AS above_id, x.name AS above, "
    "x.label AS above_label, null AS as_role, null AS frequency, null AS valid_from, null AS valid_to, null AS first, "
    "null AS last, null AS sure_from, null AS sure_to, s.status AS status, s.particulars AS particulars, "
    "[s.id] AS statements, s.id AS id"
)


async def oversight_chain(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """The steps upwards, nearest first. A body that was reached before is named again, but not followed again.

    What is planned or negated is named and not followed; beyond an unclear step `chain_status` stays unclear.
    """
    entity, as_of = values["entity"], values["as_of"]
    found: list[Row] = []
    chain_status = {entity: "asserted"}
    frontier = [entity]
    for step in range(1, values["depth"] + 1):
        rows = [r for r in await _above(store, frontier) if _possible(r, as_of)]
        reached: dict[str, list[str]] = defaultdict(list)
        for r in rows:
            r["step"] = step
            r["chain_status"] = weakest((chain_status[r["below_id"]], r["status"]))
            if r["status"] not in NO_EDGE and r["above_id"] not in chain_status:
                reached[r["above_id"]].append(r["chain_status"])
        found += rows
        # of several ways to a body the one that promises most
        chain_status |= {i: _strongest(statuses) for i, statuses in reached.items()}
        frontier = sorted(reached)
        if not frontier:
            break
    over: dict[str, set[str]] = defaultdict(set)
    for r in found:
        if r["status"] not in NO_EDGE:
            over[r["below_id"]].add(r["above_id"])
    return [_row(r, over, as_of) for r in sorted(found, key=_order)]


async def _above(store: Store, ids: list[str]) -> list[Row]:
    rows = []
    ways = ((DOWN, "<-", "-", "OBJECT", "SUBJECT"), (UP, "-", "->", "SUBJECT", "OBJECT"))
    for types, left, right, end, other in ways:
        text = _DRAWN.format(left=left, types="|".join(types), right=right)
        rows += await store.read(text, {"ids": ids})
        rows += await store.read(_SAID.format(end=end, other=other), {"ids": ids, "types": list(types)})
    return rows


def _possible(r: Row, as_of: str | None) -> bool:
    return as_of is None or not ((r["first"] and as_of < r["first"]) or (r["last"] and as_of > r["last"]))


def _strongest(statuses: Iterable[str]) -> str:
    order = ("asserted", "derived", "historic", "unclear")
    return min(statuses, key=order.index)


def _order(r: Row) -> tuple[Any, ...]:
    return r["step"], r["below"], r["below_id"], r["relation"], r["above"], r["above_id"], r["status"], r["id"]


def _row(r: Row, over: Mapping[str, set[str]], as_of: str | None) -> Row:
    told = as_of is not None and r["status"] not in NO_EDGE
    return {
        "step": r["step"],
        "below_id": r["below_id"],
        "below": r["below"],
        "relation": r["relation"],
        "above_id": r["above_id"],
        "above": r["above"],
        "above_label": r["above_label"],
        "reads": _reads(r["relation"]),
        "as_role": r["as_role"],
        "frequency": r["frequency"],
        "valid_from": r["valid_from"],
        "valid_to": r["valid_to"],
        "status": r["status"],
        "chain_status": r["chain_status"],
        "cycle": r["status"] not in NO_EDGE and r["below_id"] in _all_above(r["above_id"], over),
        "particulars": r["particulars"],
        "in_force": in_force(r, str(as_of)) if told else None,
        "evidence": sorted(r["statements"]),
    }


def _reads(relation: str) -> str:
    edge = ontology().edges[relation]
    return edge.reads if relation in DOWN else edge.reverse


def _all_above(entity: str, over: Mapping[str, set[str]]) -> set[str]:
    """The entity and all that was found above it."""
    seen, newest = {entity}, [entity]
    while newest:
        newest = sorted({up for i in newest for up in over.get(i, ())} - seen)
        seen.update(newest)
    return seen
