"""Which plans are required of whom, and which boroughs are stated to have them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.identity import key
from graph.store import Row, Store
from queries.analysis.local import OF_MANY, WHOLE, Local, all_words, read_local
from queries.analysis.records import FACTS

EVERYWHERE = re.compile(
    r"\b(borough|local authorit|council|safeguarding partner|local area|specified authorit)", re.IGNORECASE
)
"""Words for those who are bound that mean every area; others ("staff and volunteers") tell nothing of boroughs."""
SHOWS = ("PARTY_TO", "OWNS_PROTOCOL", "REFERENCES")

_REQUIRED = "MATCH (s:Statement {predicate: 'REQUIRES'}) WITH s " + WHOLE
_REQUIRED_OF = "MATCH (:Entity {id: $required})<-[:OBJECT]-(s:Statement {predicate: 'REQUIRES'}) WITH s " + WHOLE
_PARTS = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[r:PART_OF]-(p:Entity) WHERE r.status <> 'unclear' "
    "RETURN p.id AS part, id AS whole, r.statements AS statements ORDER BY r.id"
)
_SHOWING = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:OBJECT]-(s:Statement) WHERE s.predicate IN $shows "
    "WITH DISTINCT s " + WHOLE
)
_LISTED = "MATCH (s:Statement {predicate: 'EVIDENCE_FOR'}) WITH s " + WHOLE

Shown = dict[str, dict[str, list[tuple[Row, set[str]]]]]
"""By required thing and borough: the statements about its having it, each with those that tie it to the borough."""


@dataclass(slots=True)
class Required:
    """One thing that is required, under one status."""

    thing: Row
    status: str
    by: dict[str, str] = field(default_factory=dict)
    who: set[str] = field(default_factory=set)
    frequency: set[str] = field(default_factory=set)
    statements: set[str] = field(default_factory=set)


async def required_plans(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each required thing and borough that is bound, or that is stated to have it or not to."""
    required, borough = values["required"], values["borough"]
    needs: dict[tuple[str, str], Required] = {}
    for r in await store.read(_REQUIRED_OF if required else _REQUIRED, {"required": required} if required else {}):
        props, status = json.loads(r["s"]["props"]), r["s"]["status"]
        need = needs.setdefault((r["b"]["id"], status), Required(r["b"], status))
        need.by[r["a"]["id"]] = r["a"]["name"]
        need.statements.add(r["id"])
        need.who |= {props["who"]} if props.get("who") else set()
        need.frequency |= {props["frequency"]} if props.get("frequency") else set()
    local = await read_local(store)
    shown = await _shown(store, local, needs)
    rows = []
    for need in needs.values():
        by_borough = {} if need.status == "negated" else shown.get(need.thing["id"], {})
        bound = set() if need.status == "negated" else _bound(need, local)
        places: list[str | None] = [*sorted({*bound, *by_borough})]
        rows += [_row(need, p, by_borough.get(p or "", []), p in bound, local) for p in places or [None]]
    rows = [r for r in rows if borough is None or r["borough_id"] == borough]
    return sorted(
        rows,
        key=lambda r: (r["required"], r["required_id"], r["requirement"], r["borough"] or "", r["borough_id"] or ""),
    )


async def _shown(store: Store, local: Local, needs: Mapping[tuple[str, str], Required]) -> Shown:
    """What is stated of boroughs, their documents, boards and bodies about each required thing or a part of it."""
    wholes: dict[str, list[tuple[str, set[str]]]] = defaultdict(list)
    names: dict[str, set[str]] = {}
    for need in needs.values():
        thing = need.thing
        wholes[thing["id"]] = [(thing["id"], set())]
        names[thing["id"]] = {key(n) for n in (thing["name"], *(thing.get("aliases") or ()))}
    requirers = {i for need in needs.values() for i in need.by}
    for r in await store.read(_PARTS, {"ids": sorted(wholes)}):
        wholes[r["part"]].append((r["whole"], set(r["statements"])))
    found: Shown = defaultdict(lambda: defaultdict(list))

    def add(thing: str, row: Row, speaker: str, more: set[str]) -> None:
        for borough, ties in local.boroughs_of(speaker).items():
            found[thing][borough].append((row, more | ties))

    for r in await store.read(_SHOWING, {"ids": sorted(wholes), "shows": list(SHOWS)}):
        # who asks for a plan of others does not show it by that
        if r["a"]["id"] not in requirers:
            for whole, more in wholes[r["b"]["id"]]:
                add(whole, r, r["a"]["id"], more)
    for r in await store.read(_LISTED) if needs else []:
        # a listed document that bears the plan's name
        title = f"-{key(r['a']['name'])}-"
        for required, called in names.items():
            if any("-" in name and f"-{name}-" in title for name in called):
                found[required][r["b"]["id"]].append((r, set()))
    return found


def _bound(need: Required, local: Local) -> set[str]:
    """The boroughs that must have it: those named; where all are meant, those of whoever requires it, else all."""
    text = " ".join(sorted(need.who))
    plain = f"-{key(text)}-"
    single = [b for b in local.boroughs.values() if b.kind not in OF_MANY]
    called = {b.id for b in single if f"-{key(b.name)}-" in plain}
    if called:
        return called
    if not EVERYWHERE.search(text):
        return set()
    own = {b for i in need.by for b in local.boroughs_of(i)}
    if own:
        return own
    london = {b.id for b in single if b.in_london}
    return london if london and "london" in text.lower() else {b.id for b in single}


def _row(need: Required, borough: str | None, found: list[tuple[Row, set[str]]], bound: bool, local: Local) -> Row:
    statuses = {r["s"]["status"] for r, _ in found}
    facts, denied = statuses & set(FACTS), "negated" in statuses
    if facts and denied:
        shown = "contradictory"
    elif facts or denied:
        shown = "shown" if facts else "stated not"
    else:
        shown = next((s for s in ("unclear", "planned") if s in statuses), "not known")
    evidence = need.statements | {r["id"] for r, _ in found} | {i for _, ties in found for i in ties}
    return {
        "required_id": need.thing["id"],
        "required": need.thing["name"],
        "label": need.thing["label"],
        "kind": need.thing.get("kind"),
        "requirement": need.status,
        "required_by": sorted(set(need.by.values())),
        "who": sorted(need.who),
        "frequency": sorted(need.frequency),
        "borough_id": borough,
        "borough": local.boroughs[borough].name if borough else None,
        "bound": True if borough and bound else None,
        "shown": None if need.status == "negated" else shown,
        "shown_by": sorted({r["a"]["name"] for r, _ in found if r["s"]["status"] in FACTS}),
        "words": all_words(r for r, _ in found),
        "evidence": sorted(evidence),
    }
