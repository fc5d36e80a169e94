"""Which documents are held of each borough: those that are loaded and speak of it, and those that are listed for it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from graph.store import Row, Store
from queries.analysis.local import read_local
from queries.analysis.visibility import WIDE

NO_EVIDENCE = ("reference", "statute")
"""Kinds of documents that say of every borough alike what the law is, or which bodies there are."""
SHOWN = 20

_SAID = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:SUBJECT|OBJECT]-(s:Statement) "
    "WHERE s.status <> 'derived' AND s.predicate <> 'EVIDENCE_FOR' "
    "RETURN id AS id, e.label AS label, s.doc AS document_id, collect(DISTINCT s.id) AS statements"
)
_SOURCES = "MATCH (d:Source) RETURN d.id AS id, d.title AS title, d.kind AS kind, d.date AS date"
_LISTED = (
    "MATCH (d:Document)-[r:EVIDENCE_FOR]->(:Borough) WHERE r.status <> 'unclear' "
    "RETURN d.id AS id, d.name AS name, d.kind AS kind, r.date AS date, r.statements AS statements ORDER BY r.id"
)
_PLACES = "MATCH (b:Borough) RETURN b.id AS id, b.name AS name, b.kind AS kind, b.identifiers AS identifiers"


async def held_by_borough(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each borough and document, listed ones after loaded ones; one without a document where none is held."""
    local = await read_local(store)
    sources = {r["id"]: r for r in await store.read(_SOURCES)}
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    asked = values["borough"]
    ids = {e for e, areas in local.of.items() if asked in (None, *areas)} | ({asked} if asked else set(local.boroughs))
    for r in await store.read(_SAID, {"ids": sorted(ids)}):
        if sources[r["document_id"]]["kind"] not in NO_EVIDENCE:
            for borough in local.boroughs_of(r["id"], **({} if r["label"] in WIDE else {"most": 1})):
                said[borough, r["document_id"]] |= set(r["statements"])
    listed: dict[str, list[Row]] = defaultdict(list)
    for r in await store.read(_LISTED):
        listed[r["id"]].append(r)
    rows = []
    for place in await store.read(_PLACES):
        if values["borough"] not in (None, place["id"]):
            continue
        found = [
            _row(place, sources[d], "loaded", sources[d]["title"], ids)
            for (borough, d), ids in said.items()
            if borough == place["id"]
        ]
        for d in local.documents.get(place["id"], ()):
            if own := listed.get(d):
                found.append(_row(place, own[0], "listed", own[0]["name"], {i for r in own for i in r["statements"]}))
        rows += found or [_row(place, {}, None, None, set())]
    by = ("borough", "borough_id", "held_as", "document", "document_id")
    return sorted(
        rows, key=lambda r: (*(r[k] or "" for k in by[:2]), r["held_as"] == "listed", *(r[k] or "" for k in by))
    )


def _row(place: Row, document: Mapping[str, Any], held_as: str | None, title: str | None, ids: set[str]) -> Row:
    return {
        "borough_id": place["id"],
        "borough": place["name"],
        "kind": place["kind"],
        "gss": json.loads(place["identifiers"] or "{}").get("gss"),
        "document_id": document.get("id"),
        "document": title,
        "held_as": held_as,
        "document_kind": document.get("kind"),
        "date": document.get("date"),
        "statements": len(ids),
        "evidence": sorted(ids)[: None if held_as == "listed" else SHOWN],
    }


_COVERS = (
    "MATCH (b:Board)-[r:COVERS]->(a:Borough) RETURN b.id AS id, b.name AS name, b.kind AS kind, a.id AS borough, "
    "r.status AS status, r.statements AS statements ORDER BY r.id"
)
_NAMED = "MATCH (b:Board) WHERE size(b.area) > 0 RETURN b.id AS id, b.name AS name, b.kind AS kind, b.area AS area"
_NAMING = (
    "UNWIND $ids AS id MATCH (:Board {id: id})<-[:SUBJECT|OBJECT]-(s:Statement) WHERE s.status <> 'derived' "
    "RETURN id AS id, min(s.id) AS first"
)
_OF_STATUS = ("asserted", "derived", "historic", "unclear")


async def boards_by_borough(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each borough and board; one without a board where none is stated."""
    places = {r["id"]: r for r in await store.read(_PLACES)}
    by_name = {r["name"]: i for i, r in places.items()}
    ties: dict[tuple[str, str], Row] = {}
    for r in await store.read(_COVERS):
        tie = ties.setdefault((r["borough"], r["id"]), {**r, "tie": "covers", "statements": []})
        tie["status"] = min(tie["status"], r["status"], key=_OF_STATUS.index)
        tie["statements"] = sorted({*tie["statements"], *r["statements"]})
    named = await store.read(_NAMED)
    naming = {r["id"]: [r["first"]] for r in await store.read(_NAMING, {"ids": [r["id"] for r in named]})}
    for r in named:
        for area in r["area"]:
            borough = area if area in places else by_name.get(area)
            if borough:
                more = {"tie": "area", "status": None, "statements": naming.get(r["id"], [])}
                ties.setdefault((borough, r["id"]), {**r, **more})
    many: dict[str, int] = defaultdict(int)
    for _, board in ties:
        many[board] += 1
    rows = []
    for place in places.values():
        if values["borough"] in (None, place["id"]):
            own = [(board, tie) for (borough, board), tie in ties.items() if borough == place["id"]]
            rows += [_tie(place, tie, many[board]) for board, tie in own] or [_tie(place, {}, 0)]
    return sorted(rows, key=lambda r: tuple(r[k] or "" for k in ("borough", "borough_id", "board", "board_id")))


def _tie(place: Row, tie: Mapping[str, Any], many: int) -> Row:
    return {
        "borough_id": place["id"],
        "borough": place["name"],
        "kind": place["kind"],
        "board_id": tie.get("id"),
        "board": tie.get("name"),
        "board_kind": tie.get("kind"),
        "tie": tie.get("tie"),
        "status": tie.get("status"),
        "boroughs": many or None,
        "evidence": list(tie.get("statements", ())),
    }
