"""A store that remembers what it has read while nothing is loaded: pages ask for much the same, again and again."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from graph.statements import canonical
from graph.store import Row, Store

ROWS = 150_000
"""Rows that are remembered at most; what was not asked for longest is forgotten first."""


class Remembering(Store):
    """Reads as the store does, each query with the same parameters once. It can do nothing but read."""

    def __init__(self, store: Store, rows: int = ROWS) -> None:
        self.store = store
        self._most = rows
        self._forget("")

    def at(self, state: str) -> Remembering:
        """Itself, for this state of the store (`graph.read.state`): what was read in another one is forgotten."""
        if state != self._state:
            self._forget(state)
        return self

    async def read(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, *, seconds: float | None = None
    ) -> list[Row]:
        """As the store's own. The rows are the caller's, who may change them."""
        known, key = self._known, canonical([cypher, dict(parameters or {})])
        task = known.get(key)
        if task is None or (task.done() and not _good(task)):
            task = known[key] = asyncio.ensure_future(self.store.read(cypher, parameters, seconds=seconds))
            task.add_done_callback(lambda done: self._count(known, key, done))
        known.move_to_end(key)
        # one of several callers may run out of time; the others still wait for it
        rows = await asyncio.shield(task)
        return [{k: _own(v) for k, v in row.items()} for row in rows]

    def _forget(self, state: str) -> None:
        self._state = state
        self._held = 0
        self._known: OrderedDict[str, asyncio.Task[list[Row]]] = OrderedDict()

    def _count(self, known: OrderedDict[str, asyncio.Task[list[Row]]], key: str, done: asyncio.Task[list[Row]]) -> None:
        if known is not self._known or known.get(key) is not done or not _good(done):
            return
        self._held += len(done.result()) + 1
        while self._held > self._most and known:
            _, oldest = known.popitem(last=False)
            self._held -= len(oldest.result()) + 1 if _good(oldest) else 0


def _good(task: asyncio.Task[list[Row]]) -> bool:
    return task.done() and not task.cancelled() and task.exception() is None


def _own(value: Any) -> Any:
    if isinstance(value, list):
        return [_own(v) for v in value]
    return {k: _own(v) for k, v in value.items()} if isinstance(value, dict) else value
