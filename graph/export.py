"""Writes every accepted statement in the exchange format. The same statements give the same bytes, however they were loaded."""

from __future__ import annotations

import json
from dataclasses import replace

from graph.load import statement_of
from graph.statements import Entity, Statement, write_row
from graph.store import Row, Store


async def export_jsonl(store: Store) -> str:
    """One JSON object a line, in the order of document, place and id; the ends by their names in the graph."""
    entities = {r["e"]["id"]: entity_of(r["e"]) for r in await store.read("MATCH (e:Entity) RETURN properties(e) AS e")}
    lines = []
    for source in await store.read("MATCH (d:Source) RETURN d.id AS id ORDER BY d.id"):
        rows = await store.read("MATCH (s:Statement {doc: $doc}) RETURN properties(s) AS s", {"doc": source["id"]})
        statements = sorted((named(statement_of(r["s"]), entities) for r in rows), key=_place)
        lines += [json.dumps(write_row(s), ensure_ascii=False) + "\n" for s in statements]
    return "".join(lines)


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


def named(statement: Statement, entities: dict[str, Entity]) -> Statement:
    """The statement with its ends as the graph knows them."""
    return replace(
        statement,
        subject=entities[statement.subject.known_id],
        object=entities[statement.object.known_id],
    )


def _place(s: Statement) -> tuple[object, ...]:
    e = s.evidence
    return s.doc, e.page or (0, 0), e.lines or (0, 0), e.section or "", s.id
