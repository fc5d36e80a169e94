"""All that is stated of who pays whom, year by year, and which of the amounts enter a total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from graph.store import Row, Store
from queries.analysis.funding import FUNDING, Grant, amount_of, amounts_of, bodies_asked, grant_of, held_in_others
from queries.analysis.records import FACTS

_RECIPIENTS = (
    "MATCH (s:Statement {predicate: 'FUNDS'})-[:OBJECT]->(t:Entity) "
    "WHERE $recipient IS NULL OR t.id = $recipient RETURN DISTINCT t.id AS id ORDER BY id"
)


async def flows(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each funder, recipient, year and status, by recipient and year."""
    marked = set(await bodies_asked(store, values["bodies"]))
    recipients = [r["id"] for r in await store.read(_RECIPIENTS, {"recipient": values["recipient"]})]
    grants = [grant_of(r) for r in await store.read(FUNDING, {"ids": recipients})]
    by_year: dict[tuple[str, str], list[Grant]] = defaultdict(list)
    for g in grants:
        by_year[g.recipient_id, g.span].append(g)
    rows = [row for alike in by_year.values() for row in _rows(alike, marked)]
    by = ("recipient", "recipient_id", "first_day", "year", "funder", "funder_id", "status")
    return sorted(rows, key=lambda r: (*(r[k] or "" for k in by), r["evidence"]))


def _rows(grants: list[Grant], marked: set[str]) -> list[Row]:
    """The rows of one recipient and year."""
    groups: dict[tuple[str, str], list[Grant]] = defaultdict(list)
    for g in grants:
        groups[g.funder_id, "" if g.status in FACTS else g.status].append(g)
    held = held_in_others(g for g in grants if g.status in FACTS)
    rows = []
    for (funder, status), own in groups.items():
        amount, _ = amount_of(own)
        why = None
        if amount is not None:
            if status:
                why = f"It is {status}, not stated as a fact"
            elif not own[0].span:
                why = "Its year is not stated"
            elif funder in held:
                why = "It is of a class of bodies, which may hold the single ones"
        rows.append(_row(own, amount, why, marked))
    return rows


def _row(own: list[Grant], amount: float | None, why: str | None, marked: set[str]) -> Row:
    first = own[0]
    amounts = amounts_of(own)
    return {
        "funder_id": first.funder_id,
        "funder": first.funder,
        "marked": first.funder_id in marked,
        "recipient_id": first.recipient_id,
        "recipient": first.recipient,
        "recipient_label": first.label,
        "year": min((g.printed for g in own if g.printed), default=None),
        "first_day": first.days[0],
        "last_day": first.days[1],
        "amount_gbp": amount,
        "amounts": [f"£{a:,.2f}".removesuffix(".00") for a in amounts] if len(amounts) > 1 else [],
        "via": ", ".join(sorted({g.via for g in own if g.via})) or None,
        "status": next((s for s in FACTS if any(g.status == s for g in own)), first.status),
        "counted": amount is not None and why is None,
        "not_counted": why,
        "particulars": sorted({g.said for g in own if g.said}),
        "evidence": sorted(g.id for g in own),
    }
