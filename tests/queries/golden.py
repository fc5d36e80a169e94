"""Golden answers: what a named query must say on a small fixture, to the letter."""

from __future__ import annotations

from typing import Any

from graph.store import Store
from queries.catalogue import query_named
from queries.run import run

Case = tuple[str, dict[str, str], list[str], list[list[Any]]]
"""Name of the query, its parameters, the columns that are compared, and their rows in order."""


async def check(store: Store, name: str, given: dict[str, str], columns: list[str], expected: list[list[Any]]) -> None:
    """Asserts the rows of a query; and that the answer has all declared columns and is whole."""
    query = query_named(name)
    answer = await run(store, query, query.read(dict(given)), limit=1000, seconds=10)
    assert [[r[c] for c in columns] for r in answer.rows] == expected
    assert answer.columns == [c.name for c in query.columns]
    assert not answer.truncated
