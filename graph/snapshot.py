"""The whole graph at one moment, in one order, as exports need it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.errors import StoreUnavailable
from graph.load import Source, source_of, statement_of
from graph.projection import NO_EDGE
from graph.statements import Entity, Evidence, Lines, Statement
from graph.store import Row, Store

DATES = (
    "valid_from", "valid_to", "start_earliest", "start_latest", "end_earliest", "end_latest", "sure_from", "sure_to",
)  # fmt: skip
TRIES = 5


@dataclass(frozen=True, slots=True)
class Drawn:
    """An edge as it stands in the graph."""

    id: str
    type: str
    source: str
    target: str
    status: str
    properties: Mapping[str, Any]
    """Its own ones, as the ontology declares them."""
    dates: Mapping[str, str]
    """Those of `DATES` that are known."""
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A statement, with its ends as the graph names them, its dates, and the edges that follow from it."""

    statement: Statement
    dates: Mapping[str, str]
    edges: tuple[str, ...]
    """None for a planned or negated statement."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that the sources state.

    Entities, edges and sources stand in the order of their ids, statements in that of document, place and id.
    """

    entities: Mapping[str, Entity]
    days: Mapping[str, str]
    """Day of each meeting that has one, as a partial date."""
    edges: tuple[Drawn, ...]
    statements: tuple[Told, ...]
    sources: Mapping[str, Source]


async def snapshot(store: Store) -> Snapshot:
    """The graph between two loads. Raises StoreUnavailable where it is loaded all the while."""
    for _ in range(TRIES):
        before = await store.version()
        found = await _read(store)
        if await store.version() == before:
            return found
    raise StoreUnavailable("The graph changes while it is exported", "Try again when the load is done")


async def _read(store: Store) -> Snapshot:
    nodes = [r["e"] for r in await store.read("MATCH (e:Entity) RETURN properties(e) AS e")]
    edges = await store.read(
        "MATCH (a:Entity)-[r]->(b:Entity) "
        "RETURN a.id AS source, b.id AS target, type(r) AS type, properties(r) AS properties"
    )
    sources = [source_of(r["d"]) for r in await store.read("MATCH (d:Source) RETURN properties(d) AS d")]
    kept = [r["s"] for r in await store.read("MATCH (s:Statement) RETURN properties(s) AS s")]
    entities = {e.known_id: e for e in sorted((entity_of(n) for n in nodes), key=lambda e: e.known_id)}
    return Snapshot(
        entities,
        {n["id"]: n["date"] for n in nodes if n.get("date")},
        tuple(sorted((_drawn(r) for r in edges), key=lambda e: e.id)),
        tuple(sorted((_told(s, entities) for s in kept), key=lambda t: _place(t.statement))),
        {s.id: s for s in sorted(sources, key=lambda s: s.id)},
    )


def entity_of(properties: Row) -> Entity:
    """The entity that the properties of its node hold."""
    return Entity(
        properties["label"],
        properties["name"],
        properties["id"],
        properties.get("kind"),
        tuple(properties.get("aliases") or ()),
        tuple(json.loads(properties.get("identifiers") or "{}").items()),
        tuple(properties.get("area") or ()),
    )


def named(statement: Statement, entities: Mapping[str, Entity]) -> Statement:
    """The statement with its ends as the graph knows them."""
    return replace(
        statement,
        subject=entities[statement.subject.known_id],
        object=entities[statement.object.known_id],
    )


def where(evidence: Evidence) -> str:
    """Document and place of a piece of evidence in words: "report-a, lines 3 to 4"."""
    parts = [evidence.doc]
    for word, span in (("line", evidence.lines), ("page", evidence.page)):
        if span:
            parts.append(f"{word} {span[0]}" if span[0] == span[1] else f"{word}s {span[0]} to {span[1]}")
    return ", ".join([*parts, *([evidence.section] if evidence.section else [])])


def spans(lines: tuple[Lines, ...]) -> list[str]:
    return [str(a) if a == b else f"{a}-{b}" for a, b in lines]


def _drawn(row: Row) -> Drawn:
    p = row["properties"]
    own = {k: v for k, v in sorted(p.items()) if k not in (*DATES, "id", "status", "statements") and v is not None}
    dates = {k: p[k] for k in DATES if p.get(k)}
    return Drawn(
        p["id"], row["type"], row["source"], row["target"], p["status"], own, dates, tuple(sorted(p["statements"]))
    )


def _told(kept: Row, entities: Mapping[str, Entity]) -> Told:
    # nothing that is planned or denied ever surely held
    known = [k for k in DATES if kept["status"] not in NO_EDGE or not k.startswith("sure")]
    dates = json.loads(kept.get("dates") or "{}")
    edges = tuple(kept[k] for k in ("edge", "meeting_edge") if kept.get(k))
    return Told(named(statement_of(kept), entities), {k: dates[k] for k in known if dates.get(k)}, edges)


def _place(s: Statement) -> tuple[object, ...]:
    e = s.evidence
    return s.doc, e.page or (0, 0), e.lines or (0, 0), e.section or "", s.id
