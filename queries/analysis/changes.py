"""What began and what ended between two days, as far as the documents date it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from graph.errors import BadParameter, Fault
from graph.store import Row, Store

KINDS = {
    "MEMBER_OF": "membership", "STATUTORY_PARTNER_OF": "membership", "RELEVANT_AGENCY_OF": "membership",
    "CHAIRS": "chair", "HOLDS": "post", "FUNDS": "funding", "SUCCEEDED_BY": "succession",
    "ESTABLISHED_BY": "establishment",
}  # fmt: skip
_ENDS = "a.id AS a, a.name AS a_name, a.label AS a_label, b.id AS b, b.name AS b_name, b.label AS b_label"
_DRAWN = (
    "MATCH (a:Entity)"
    "-[r:MEMBER_OF|STATUTORY_PARTNER_OF|RELEVANT_AGENCY_OF|CHAIRS|HOLDS|FUNDS|SUCCEEDED_BY|ESTABLISHED_BY]->(b:Entity) "
    "WHERE (r.start_earliest <= $second AND r.start_latest > $first) "
    "OR (coalesce(r.end_earliest, '') < $second AND r.end_latest >= $first) "
    "RETURN type(r) AS relation, r.status AS status, r.statements AS statements, r.id AS id, "
    "r.start_earliest AS start_earliest, r.start_latest AS start_latest, r.end_earliest AS end_earliest, "
    "r.end_latest AS end_latest, r.valid_from AS valid_from, r.valid_to AS valid_to, r.as_role AS as_role, "
    "r.kind AS kind, r.amount_gbp AS amount_gbp, r.period AS period, " + _ENDS
)
_PLANNED = (
    "MATCH (s:Statement {status: 'planned'}) WHERE s.predicate IN $relations "
    "MATCH (s)-[:SUBJECT]->(a:Entity) MATCH (s)-[:OBJECT]->(b:Entity) "
    "RETURN s.predicate AS relation, s.status AS status, s.dates AS dates, s.props AS props, s.id AS id, " + _ENDS
)
_POSTS = "UNWIND $ids AS id MATCH (:Board {id: id})<-[:MEMBER_OF|CHAIRS|POST_IN]-(p:Role) RETURN DISTINCT p.id AS id"
_COVERING = (
    "MATCH (e:Entity)-[r:COVERS]->(:Borough {id: $borough}) WHERE r.status <> 'unclear' "
    "RETURN DISTINCT e.id AS id, e.label AS label"
)


async def changes_between(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """What was not in force on the first day and is on the second, or the other way round, or may be; the oldest first.

    Raises BadParameter where the second day is not after the first.
    """
    first, second = values["first"], values["second"]
    if second <= first:
        fault = Fault("second", f"{second} is not after {first}", "Give a later day, or the days the other way round")
        raise BadParameter("The days are not in order", [fault])
    drawn = await store.read(_DRAWN, {"first": first, "second": second})
    planned = [_flat(r) for r in await store.read(_PLANNED, {"relations": sorted(KINDS)})]
    wanted = await _scope(store, values["board"], values["borough"])
    rows = [
        row
        for r in [*drawn, *planned]
        if wanted is None or _touches(r, *wanted)
        for row in (_change(r, "began", first, second), _change(r, "ended", first, second))
        if row
    ]
    return sorted(
        rows,
        key=lambda r: (
            r["earliest"] or "", r["latest"], r["change"], r["kind"], r["subject"], r["subject_id"], r["object"],
            r["object_id"], r["relation"], r["status"], r["detail"] or "", r["evidence"],
        ),
    )  # fmt: skip


async def _scope(store: Store, board: str | None, borough: str | None) -> tuple[set[str], set[str], set[str]] | None:
    """Boards, their posts, and further bodies whose changes count; None for all."""
    if board is None and borough is None:
        return None
    boards, bodies = {board} - {None}, set()
    if borough is not None:
        covering = await store.read(_COVERING, {"borough": borough})
        there = {r["id"] for r in covering if r["label"] == "Board"}
        boards = there & boards if board is not None else there
        bodies = {r["id"] for r in covering} if board is None else set()
    posts = {r["id"] for r in await store.read(_POSTS, {"ids": sorted(i for i in boards if i)})}
    return {i for i in boards if i}, posts, bodies


def _touches(r: Row, boards: set[str], posts: set[str], bodies: set[str]) -> bool:
    if r["relation"] == "HOLDS":
        return r["b"] in posts
    if r["relation"] in ("SUCCEEDED_BY", "ESTABLISHED_BY"):
        return bool({r["a"], r["b"]} & (boards | bodies))
    return bool({r["a"], r["b"]} & boards)


def _flat(r: Row) -> Row:
    dates, props = json.loads(r["dates"] or "{}"), json.loads(r["props"])
    keys = ("start_earliest", "start_latest", "end_earliest", "end_latest", "valid_from", "valid_to")
    said = {k: props.get(k) for k in ("as_role", "kind", "amount_gbp", "period")}
    return {**r, **{k: dates.get(k) for k in keys}, **said, "statements": [r["id"]]}


def _change(r: Row, change: str, first: str, second: str) -> Row | None:
    earliest, latest = (r[f"{'start' if change == 'began' else 'end'}_{end}"] for end in ("earliest", "latest"))
    if latest is None:
        return None
    known = earliest is not None  # else a document only says that it is over
    earliest = earliest or ""
    if change == "began":  # the first day on which it held: not before, so after `first`
        possible, sure = earliest <= second and latest > first, earliest > first and latest <= second
    else:  # the last day on which it held: it is over on the day after
        possible, sure = earliest < second and latest >= first, earliest >= first and latest < second
    if not possible:
        return None
    how_sure = (
        "planned" if r["status"] == "planned" else ("surely" if sure and r["status"] != "unclear" else "possibly")
    )
    amount = None if r["amount_gbp"] is None else f"£{r['amount_gbp']:,.2f}".removesuffix(".00")
    detail = "; ".join(str(x) for x in (r["as_role"], r["kind"], amount, r["period"]) if x)
    return {
        "change": change, "how_sure": how_sure, "earliest": earliest if known else None, "latest": latest,
        "kind": KINDS[r["relation"]], "relation": r["relation"],
        "subject_id": r["a"], "subject": r["a_name"], "subject_label": r["a_label"],
        "object_id": r["b"], "object": r["b_name"], "object_label": r["b_label"], "detail": detail or None,
        "valid_from": r["valid_from"], "valid_to": r["valid_to"] if known or change == "began" else None,
        "status": r["status"], "evidence": sorted(r["statements"]),
    }  # fmt: skip
