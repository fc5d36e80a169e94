"""Documents listed as evidence for boroughs, and what carries no date that can be read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from graph.dates import Span, parse, parse_period
from graph.store import Row, Store
from queries.duties.places import NO_ONE_AREA

PRINTED = ("date", "period", "from", "to")


async def evidence_by_borough(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """Listed documents by borough and date, undated ones last; a borough with none is one row without a document."""
    rows = await store.read(
        "MATCH (b:Borough) WHERE $borough IS NULL OR b.id = $borough "
        "OPTIONAL MATCH (b)<-[r:EVIDENCE_FOR]-(d:Document) "
        "RETURN b.id AS borough_id, b.name AS borough, b.kind AS borough_kind, "
        "d.id AS document_id, d.name AS document, d.kind AS kind, "
        "r.date AS date, r.period AS period, r.board AS board, r.status AS status, "
        "coalesce(r.statements, []) AS evidence, coalesce(r.id, '') AS edge",
        {"borough": values["borough"]},
    )
    # for a class of boroughs or a region, no list of evidence is to be expected
    rows = [r for r in rows if r["document_id"] or values["borough"] or r["borough_kind"] not in NO_ONE_AREA]
    for row in rows:
        span = _read(row["date"])
        row["dated_from"] = span.earliest.isoformat() if span else None
        row["dated_to"] = span.latest.isoformat() if span else None
    return sorted(rows, key=lambda r: (
        r["borough"], r["borough_id"], r["dated_from"] or "9999", r["document"] or "",
        r["document_id"] or "", r["edge"],
    ))  # fmt: skip


async def undated_evidence(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """Listed evidence and statements without a date that can be read, by what is wrong, document and statement."""
    rows = await store.read(
        "MATCH (s:Statement)-[:STATED_IN]->(d:Source) "
        "WHERE s.predicate = 'EVIDENCE_FOR' OR d.date IS NULL "
        "OR s.props CONTAINS '\"date\":' OR s.props CONTAINS '\"period\":' "
        "MATCH (s)-[:SUBJECT]->(x:Entity) MATCH (s)-[:OBJECT]->(y:Entity) "
        "RETURN s.id AS statement_id, s.predicate AS relation, s.status AS status, s.props AS props, "
        "d.id AS document_id, d.title AS document, d.date AS document_date, "
        "x.id AS subject_id, x.name AS subject, y.id AS object_id, y.name AS object"
    )
    found = []
    for row in rows:
        props = json.loads(row["props"])
        what = _what(row, props)
        if what and values["what"] in ("all", what.replace(" ", "-")):
            printed = [f"{k}: {props[k]}" for k in PRINTED if props.get(k) is not None]
            found.append(
                {**row, "what": what, "printed": "; ".join(printed) or None, "evidence": [row["statement_id"]]}
            )
    return sorted(
        found,
        key=lambda r: (r["what"], r["document_id"], r["subject"], r["subject_id"], r["object"], r["statement_id"]),
    )


def _what(row: Row, props: Mapping[str, Any]) -> str | None:
    printed = {k: props[k] for k in PRINTED if props.get(k) is not None}
    if row["relation"] == "EVIDENCE_FOR":
        # the period that a document is about is no date of the document
        return None if _read(printed.get("date")) else "listed evidence"
    unread = [k for k, v in printed.items() if not (parse_period(v) if k == "period" else _read(v))]
    if unread and len(unread) == len(printed):
        return "printed date"
    if not printed and not _read(row["document_date"]):
        return "no date at all"
    return None


def _read(printed: str | None) -> Span | None:
    try:
        return parse(printed) if printed else None
    except ValueError:
        return None
