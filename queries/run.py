"""Runs a named query within its limits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.errors import TooSlow
from graph.store import Row, Store
from queries.catalogue import NamedQuery


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows in the order of the query; `truncated` says that there are more than `limit`."""

    columns: list[str]
    rows: list[Row]
    truncated: bool
    elapsed_ms: float


async def run(store: Store, query: NamedQuery, values: Mapping[str, Any], *, limit: int, seconds: float) -> Answer:
    """The first `limit` rows. Raises TooSlow past `seconds`, StoreUnavailable where the store does not answer."""
    started = time.perf_counter()
    # one row more than asked for tells whether there are more
    if query.analysis is not None:
        try:
            async with asyncio.timeout(seconds):
                rows = await query.analysis(store, values)
        except TimeoutError as error:
            raise TooSlow(f"The query ran past {seconds:g} s", "Ask for less, or narrow it by a parameter") from error
    else:
        cypher = str(query.cypher).rstrip().rstrip(";")
        rows = await store.read(f"{cypher}\nLIMIT {limit + 1}", values, seconds=seconds)
    elapsed = (time.perf_counter() - started) * 1000
    columns = [c.name for c in query.columns]
    ordered = [{name: row[name] for name in columns} for row in rows[:limit]]
    return Answer(columns, ordered, len(rows) > limit, round(elapsed, 1))
