"""Priorities of one body from one stated period to the next: new, kept, dropped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.dates import Span
from graph.load import statement_of
from graph.projection import interval
from graph.store import Row, Store

NOT_COUNTED = {"unclear": "unclear", "planned": "planned", "negated": "stated not"}

OPEN = date.max
"""Last day of a period that is not stated to end."""


@dataclass(frozen=True, slots=True)
class Stated:
    theme_id: str
    theme: str
    period: Span | None
    status: str
    statement: str


async def changed_priorities(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """By period, earliest first; what is dropped stands in the period that no longer names it. Undated ones last."""
    found = await store.read(
        "MATCH (x:Entity {id: $body})<-[:SUBJECT]-(s:Statement {predicate: 'HAS_PRIORITY'})-[:OBJECT]->(t:Theme) "
        "RETURN t.id AS theme_id, t.name AS theme, properties(s) AS s ORDER BY theme_id, s.id",
        {"body": values["body"]},
    )
    stated = [_stated(r) for r in found]
    counted = [p for p in stated if p.period and p.status not in NOT_COUNTED]
    names = {p.theme_id: p.theme for p in stated}
    rows: list[Row] = []
    before: dict[str, list[str]] = {}
    last: Span | None = None
    for period in sorted({p.period for p in counted if p.period}, key=lambda p: (p.earliest, p.latest)):
        now = _held(counted, period)
        for theme in {*now, *before}:
            change, evidence = _change(theme, now, before, first=last is None)
            rows.append({**_theme(theme, names, evidence), **_when(period, last), "change": change})
        before, last = now, period
    rows.sort(key=lambda r: (r["period_from"], r["period_to"] or "9999", r["change"], r["theme"], r["theme_id"]))
    rest: dict[tuple[str, str, Span | None], list[str]] = defaultdict(list)
    for p in stated:
        if p not in counted:
            rest[p.theme_id, NOT_COUNTED.get(p.status, "undated"), p.period].append(p.statement)
    others = [{**_theme(t, names, ids), **_when(period, None), "change": c} for (t, c, period), ids in rest.items()]
    others.sort(key=lambda r: (r["change"], r["theme"], r["theme_id"], r["period_from"] or "", r["period_to"] or ""))
    return rows + others


def _stated(row: Row) -> Stated:
    s = statement_of(row["s"])
    when = interval(s)
    # what was taken up on a day and is not stated to end goes on
    period = Span(when.start.earliest, when.end.latest if when.end else OPEN) if when.start else None
    return Stated(row["theme_id"], row["theme"], period, s.status, s.id)


def _held(counted: list[Stated], period: Span) -> dict[str, list[str]]:
    """Themes that are stated for the whole of a period, also by a statement for a longer one."""
    made: dict[str, list[str]] = defaultdict(list)
    for p in counted:
        if p.period and p.period.earliest <= period.earliest and p.period.latest >= period.latest:
            made[p.theme_id].append(p.statement)
    return dict(made)


def _change(
    theme: str, now: Mapping[str, list[str]], before: Mapping[str, list[str]], *, first: bool
) -> tuple[str, list[str]]:
    if theme not in now:
        return "dropped", before[theme]
    if first:
        return "first period", now[theme]
    return ("kept", now[theme] + before[theme]) if theme in before else ("new", now[theme])


def _theme(theme_id: str, names: Mapping[str, str], evidence: list[str]) -> Row:
    return {"theme_id": theme_id, "theme": names[theme_id], "evidence": sorted(set(evidence))}


def _when(period: Span | None, last: Span | None) -> Row:
    return {
        "period_from": period.earliest.isoformat() if period else None,
        "period_to": period.latest.isoformat() if period and period.latest != OPEN else None,
        "period_before": str(last).replace(f" to {OPEN}", " on") if last else None,
    }
