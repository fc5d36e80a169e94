"""Where bodies such as MOPAC are seen: borough by borough, whether its documents and boards mention them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from graph.store import Row, Store
from queries.analysis.local import WHOLE, Local, all_words, read_local
from queries.analysis.records import FACTS

WIDE = ("Board", "Document", "Review", "Protocol", "Borough")
"""What speaks for a borough though it covers others too; programmes and organisations where they cover no other."""
NO_LINK = ("COVERS", "EVIDENCE_FOR", "REVIEWS", "PART_OF")
"""Statements about an area or about a review's object: no sign that a borough sees the body."""

_BODIES = (
    "MATCH (a:Organisation) WHERE a.id IN $bodies OR a.name IN $bodies "
    "OR any(x IN coalesce(a.aliases, []) WHERE x IN $bodies) "
    "RETURN a.id AS id, a.name AS name ORDER BY id"
)
_SAID = "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:SUBJECT|OBJECT]-(s:Statement) WITH DISTINCT s " + WHOLE
_NAMING = (
    "UNWIND $ids AS id MATCH (:Borough {id: id})<-[:SUBJECT|OBJECT]-(s:Statement) "
    "RETURN id AS borough, s.id AS statement, s.predicate AS predicate ORDER BY statement"
)


async def by_borough(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each borough that is known: whether the bodies are mentioned there, by what, and in which words."""
    bodies = {r["id"]: r["name"] for r in await store.read(_BODIES, {"bodies": list(values["bodies"])})}
    local = await read_local(store)
    said = await store.read(_SAID, {"ids": sorted(bodies)}) if bodies else []
    by_place: dict[str, list[tuple[Row, str, str]]] = defaultdict(list)
    for r in said:
        for body, other in ((r["a"], r["b"]), (r["b"], r["a"])):
            if body["id"] in bodies and other["id"] not in bodies and r["s"]["predicate"] not in NO_LINK:
                most = {} if other["label"] in WIDE else {"most": 1}
                for borough in local.boroughs_of(other["id"], **most):
                    by_place[borough].append((r, body["id"], other["id"]))
    chosen = [b for b in local.boroughs.values() if values["borough"] in (None, b.id)]
    naming: dict[str, list[Row]] = defaultdict(list)
    for r in await store.read(_NAMING, {"ids": [b.id for b in chosen if b.id not in by_place]}):
        naming[r["borough"]].append(r)
    rows = [_row(b.id, by_place[b.id], bodies, local, naming[b.id]) for b in chosen]
    return sorted(rows, key=lambda r: (r["borough"], r["borough_id"]))


def _row(
    borough: str, found: list[tuple[Row, str, str]], bodies: Mapping[str, str], local: Local, naming: list[Row]
) -> Row:
    kinds: dict[str, set[str]] = defaultdict(set)
    for r, body, _ in found:
        kinds[_kind(r["s"])].add(body)
    seen, denied = kinds["mentioned"], kinds["not mentioned"]
    evidence = {r["id"] for r, _, _ in found}
    for _, _, other in found:
        evidence |= local.of.get(other, {}).get(borough, set())
    if not found:
        listed = {n["statement"] for n in naming if n["predicate"] == "EVIDENCE_FOR"}
        evidence = listed or {n["statement"] for n in naming}
    if seen & denied:
        visibility = "contradictory"
    elif seen or denied:
        visibility = "mentioned" if seen else "not mentioned"
    else:
        visibility = "unclear" if found else "not known"

    def names(ids: set[str]) -> list[str]:
        return sorted(bodies[i] for i in ids)

    place = local.boroughs[borough]
    return {
        "borough_id": borough,
        "borough": place.name,
        "kind": place.kind,
        "visibility": visibility,
        "mentioned": names(seen),
        "not_mentioned": names(denied),
        "unclear": names(kinds["unclear"]),
        "planned": names(kinds["planned"]),
        "denied_links": names(kinds["denied link"]),
        "seen_in": sorted({_name(r, other) for r, _, other in found if r["s"]["status"] in FACTS}),
        "documents_listed": len(local.documents.get(borough, ())),
        "words": all_words(r for r, _, _ in found),
        "evidence": sorted(evidence),
    }


def _kind(s: Row) -> str:
    """What one statement says of the body's being seen: that it does not attend says that it was thought of."""
    if s["status"] in FACTS:
        return "mentioned"
    if s["status"] == "negated":
        return "not mentioned" if s["predicate"] == "REFERENCES" else "denied link"
    return str(s["status"])


def _name(r: Row, entity: str) -> str:
    return str((r["a"] if r["a"]["id"] == entity else r["b"])["name"])
