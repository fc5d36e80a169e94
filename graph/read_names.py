"""Reads what entities are called."""

from __future__ import annotations

from collections.abc import Iterable

from graph.store import Row, Store


async def names(store: Store, ids: Iterable[str]) -> dict[str, Row]:
    """`{id, label, kind, name}` of each entity that is there, by id."""
    rows = await store.read(
        "UNWIND $ids AS id MATCH (e:Entity {id: id}) "
        "RETURN e.id AS id, e.label AS label, e.kind AS kind, e.name AS name ORDER BY id",
        {"ids": sorted(set(ids))},
    )
    return {row["id"]: row for row in rows}
