"""Runs a query that somebody wrote who is not us: guarded, read-only, within declared limits."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from graph.store import Store
from queries.cypher_guard import check
from queries.cypher_words import PROCEDURES
from queries.run import Answer


async def run_free(store: Store, cypher: str, parameters: Mapping[str, Any], *, limit: int, seconds: float) -> Answer:
    """The first `limit` rows. Raises what `check` and `Store.free` raise."""
    started = time.perf_counter()
    checked = check(cypher, parameters)
    answer = await store.free(checked.cypher, parameters, limit=limit, seconds=seconds, procedures=PROCEDURES)
    elapsed = (time.perf_counter() - started) * 1000
    # of an answer without rows the embedded engine names no columns
    return Answer(answer.columns or checked.columns, answer.rows, answer.truncated, round(elapsed, 1))
