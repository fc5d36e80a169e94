"""What pages have read is remembered until something is loaded, and never more of it than is allowed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from graph.errors import TooSlow
from graph.remember import Remembering
from graph.store import Row, Store


class Counting(Store):
    """Answers each query with as many rows as it is told to, and counts."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fail = False

    async def read(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, *, seconds: float | None = None
    ) -> list[Row]:
        self.asked.append(cypher)
        await asyncio.sleep(0)
        if self.fail:
            raise TooSlow("slow")
        return [{"n": n, "list": [1]} for n in range((parameters or {}).get("rows", 1))]


async def test_the_same_query_is_asked_once_for_each_state() -> None:
    store = Counting()
    kept = Remembering(store)
    both = await asyncio.gather(kept.at("1").read("A", {"rows": 2}), kept.at("1").read("A", {"rows": 2}))
    assert both[0] == both[1] == [{"n": 0, "list": [1]}, {"n": 1, "list": [1]}]
    await kept.at("1").read("A", {"rows": 3})
    assert len(store.asked) == 2
    await kept.at("2").read("A", {"rows": 2})
    assert len(store.asked) == 3


async def test_the_rows_are_the_callers_own() -> None:
    kept = Remembering(Counting()).at("1")
    rows = await kept.read("A")
    rows[0]["list"].append(2)
    rows[0]["n"] = 7
    rows.clear()
    assert await kept.read("A") == [{"n": 0, "list": [1]}]


async def test_what_failed_is_asked_again() -> None:
    store = Counting()
    kept = Remembering(store).at("1")
    store.fail = True
    with pytest.raises(TooSlow):
        await kept.read("A")
    store.fail = False
    assert len(await kept.read("A")) == 1
    assert len(store.asked) == 2


async def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    store = Counting()
    kept = Remembering(store, rows=20).at("1")
    for cypher in ("A", "B", "A", "C", "A", "B"):
        await kept.read(cypher, {"rows": 8})
    assert store.asked == ["A", "B", "C", "B"]


async def test_a_caller_who_gives_up_does_not_spoil_it_for_the_others() -> None:
    store = Counting()
    kept = Remembering(store).at("1")
    first = asyncio.ensure_future(kept.read("A"))
    second = asyncio.ensure_future(kept.read("A"))
    await asyncio.sleep(0)
    first.cancel()
    assert len(await second) == 1
    assert store.asked == ["A"]
