"""What bodies such as MOPAC pay to whom in which year, beside all that is stated for the recipient and the year."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.store import Row, Store
from queries.analysis.gaps import NAMELESS
from queries.analysis.records import FACTS

_BODIES = (
    "MATCH (a:Organisation) WHERE a.id IN $bodies OR a.name IN $bodies "
    "OR any(x IN coalesce(a.aliases, []) WHERE x IN $bodies) "
    "RETURN a.id AS id ORDER BY id"
)
_RECIPIENTS = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:SUBJECT]-(s:Statement {predicate: 'FUNDS'})-[:OBJECT]->(t:Entity) "
    "RETURN DISTINCT t.id AS id ORDER BY id"
)
FUNDING = (
    "UNWIND $ids AS id MATCH (t:Entity {id: id})<-[:OBJECT]-(s:Statement {predicate: 'FUNDS'})-[:SUBJECT]->(f:Entity) "
    "RETURN s.id AS id, s.doc AS doc, s.status AS status, s.props AS props, s.dates AS dates, s.particulars AS said, "
    "f.id AS funder_id, f.name AS funder, f.kind AS funder_kind, t.id AS recipient_id, t.name AS recipient, "
    "t.label AS label ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class Grant:
    """One statement that somebody pays somebody."""

    id: str
    doc: str
    status: str
    funder_id: str
    funder: str
    recipient_id: str
    recipient: str
    label: str
    span: str
    """The year by its days, so that 2020-21 and 2020/21 are one; as printed where it has none; "" where not stated."""
    printed: str | None
    amount: float | None
    apart: str
    """What tells two payments of one amount in one year apart."""
    via: str | None
    said: str | None
    days: tuple[str | None, str | None] = (None, None)
    """First and last day of the year; None where not known."""
    of_many: bool = False
    """Whether a class of bodies pays, or one without a name."""


async def by_recipient(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each body, recipient, year and status: the amount, the total that is stated, the share in it."""
    bodies = await bodies_asked(store, values["bodies"])
    recipients = [r["id"] for r in await store.read(_RECIPIENTS, {"ids": bodies})]
    by_year: dict[tuple[str, str], list[Grant]] = defaultdict(list)
    for r in await store.read(FUNDING, {"ids": recipients}):
        grant = grant_of(r)
        by_year[grant.recipient_id, grant.span].append(grant)
    rows = []
    for (_, span), grants in by_year.items():
        for body in bodies:
            for status in sorted({g.status for g in grants if g.funder_id == body}):
                own = [g for g in grants if g.funder_id == body and g.status == status]
                rows.append(_row(own, [g for g in grants if g.status in FACTS] if span else []))
    by = ("body", "body_id", "status", "evidence")
    return sorted(rows, key=lambda r: (r["recipient"], r["recipient_id"], r["year"] or "", *(r[k] for k in by)))


async def bodies_asked(store: Store, bodies: Iterable[str]) -> list[str]:
    """The ids of organisations that are called so, or have that id."""
    return [r["id"] for r in await store.read(_BODIES, {"bodies": list(bodies)})]


def grant_of(r: Row) -> Grant:
    """A row of FUNDING as a grant."""
    props, dates = json.loads(r["props"]), json.loads(r["dates"])
    first, last = dates.get("valid_from"), dates.get("valid_to")
    days = f"{dates.get('start_earliest', '')} {dates.get('end_latest', '')}" if first or last else ""
    told = f"since {first}" if first else f"until {last}" if last else None
    told = f"{first} to {last}" if first and last else told
    apart = " ".join(str(props[k]) for k in ("as_role", "kind", "area", "frequency") if props.get(k))
    printed = props.get("period")
    return Grant(
        r["id"],
        r["doc"],
        r["status"],
        r["funder_id"],
        r["funder"],
        r["recipient_id"],
        r["recipient"],
        r["label"],
        days or printed or "",
        printed or told,
        props.get("amount_gbp"),
        apart,
        props.get("via"),
        r["said"],
        (dates.get("start_earliest"), dates.get("end_latest")),
        r["funder_kind"] in NAMELESS,
    )


def _row(own: list[Grant], all_grants: list[Grant]) -> Row:
    first = own[0]
    amount, differ = amount_of(own)
    by_funder: dict[str, list[Grant]] = defaultdict(list)
    for g in all_grants:
        by_funder[g.funder_id].append(g)
    amounts = {f: amount_of(grants) for f, grants in by_funder.items()}
    held = held_in_others(all_grants)
    stated = {f: a for f, (a, _) in amounts.items() if a is not None and f not in held}
    total = round(sum(stated.values()), 2) if stated else None
    is_fact = first.status in FACTS
    # the sum of one funder alone says nothing of the whole
    known = is_fact and amount is not None and first.funder_id not in held and total and set(stated) - {first.funder_id}
    return {
        "body_id": first.funder_id,
        "body": first.funder,
        "recipient_id": first.recipient_id,
        "recipient": first.recipient,
        "recipient_label": first.label,
        "year": min((g.printed for g in own if g.printed), default=None),
        "status": first.status,
        "amount_gbp": amount,
        "via": ", ".join(sorted({g.via for g in own if g.via})) or None,
        "total_gbp": total,
        "funders_with_amount": len(stated) if all_grants else None,
        "funders_without_amount": len(amounts) - len(stated) if all_grants else None,
        "documents_differ": (differ or any(d for _, d in amounts.values())) or None,
        "share_percent": round(100 * amount / total, 1) if known and amount is not None and total else None,
        "particulars": sorted({g.said for g in own if g.said}),
        "evidence": sorted({g.id for g in (*own, *all_grants)}),
    }


def held_in_others(grants: Iterable[Grant]) -> set[str]:
    """Classes of bodies ("the partners") beside which single funders are stated: their amount may be the sum of those."""
    stated = {g.funder_id: g.of_many for g in grants if g.amount is not None}
    return {f for f, of_many in stated.items() if of_many} if False in stated.values() else set()


def amount_of(grants: Iterable[Grant]) -> tuple[float | None, bool]:
    """What one funder pays in one year, as the document says that states most of it; and whether documents differ.

    A document that prints a whole and its parts (by role, kind, area) states the whole once.
    """
    sums = amounts_of(grants)
    return (sums[-1], len(sums) > 1) if sums else (None, False)


def amounts_of(grants: Iterable[Grant]) -> list[float]:
    """The different amounts that documents print of what one funder pays in one year, the greatest last."""
    by_doc: dict[str, set[tuple[float, str]]] = defaultdict(set)
    for g in grants:
        if g.amount is not None:
            by_doc[g.doc].add((g.amount, g.apart))
    return sorted({_whole(stated) for stated in by_doc.values()})


def _whole(stated: set[tuple[float, str]]) -> float:
    parts = round(sum(a for a, apart in stated if apart), 2)
    wholes = {a for a, apart in stated if not apart}
    return parts if parts in wholes and len(wholes) == 1 else round(sum(a for a, _ in stated), 2)
