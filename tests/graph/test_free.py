"""The process that runs free queries: plain values, plans that are looked through, and an end with its store."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from neo4j.exceptions import ClientError, ServiceUnavailable
from neo4j.spatial import CartesianPoint, WGS84Point
from neo4j.time import Date, Duration, Time

from graph.errors import BadQuery, PastLimit, ReadOnly, Refused, SafegovError, StoreUnavailable, TooSlow
from graph.free import _taken
from graph.free_worker import NotAllowedError, look_through, plain, told, told_apart
from graph.store import Store
from tests.conftest import settings_for


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None), (True, True), (7, 7), (1.5, 1.5), (float("nan"), "nan"), (float("-inf"), "-inf"), ("é", "é"),
        (Date(2020, 1, 31), "2020-01-31"), (Duration(months=14, days=3), "P1Y2M3D"), (b"\x00\xff", "AP8="),
        (Time(10, 11, 12), "10:11:12.000000000"), (WGS84Point((1.5, 2)), "SRID=4326;POINT(1.5 2)"),
        (CartesianPoint((1, 2, 3)), "SRID=9157;POINT(1 2 3)"), ([Date(2020, 1, 31), [None]], ["2020-01-31", [None]]),
        ({"a": {"b": Date(2020, 1, 31)}}, {"a": {"b": "2020-01-31"}}), ({3: 1}, {"3": 1}), (frozenset([1]), [1]),
    ],
)  # fmt: skip
def test_values_are_as_json_has_them(value: Any, expected: Any) -> None:
    assert plain(value) == expected


def test_columns_that_are_there_twice_are_told_apart() -> None:
    assert told_apart(["a", "b", "a", "a", "a_2"]) == ["a", "b", "a_2", "a_3", "a_2_2"]


def step(operator: str, *children: dict[str, Any], details: str = "") -> dict[str, Any]:
    return {"operatorType": f"{operator}@neo4j", "args": {"Details": details}, "children": list(children)}


@pytest.mark.parametrize(
    "plan",
    [
        step("ProduceResults", step("LoadCSV")), step("ProduceResults", step("Apply", step("Filter"), step("Create"))),
        step("SetProperty"), step("SetNodePropertiesFromMap"), step("SetLabels"), step("RemoveLabels"), step("Merge"),
        step("DetachDelete"), step("DeleteNode"), step("Foreach"), step("TransactionApply"), step("ShowSettings"),
        step("TerminateTransactions"), step("CreateIndex"), step("LockingMerge"), step("RunQueryAt"),
        step("ProcedureCall", details="dbms.listConfig() :: (name)"), step("ProcedureCall", details=""),
        step("ProcedureCall", details="db.labelsX() :: (label)"), None,
    ],
)  # fmt: skip
def test_a_plan_that_does_more_than_read_is_refused(plan: dict[str, Any] | None) -> None:
    with pytest.raises(NotAllowedError):
        look_through("r", plan, ["db.labels"])


def test_a_plan_that_reads_is_taken_only_where_neo4j_says_that_it_reads() -> None:
    reading = step(
        "ProduceResults", step("Sort", step("ProcedureCall", details="db.labels() :: (label :: STRING)")),
        step("NodeByLabelScan"), step("Expand(All)"), step("SemiApply"), step("RollUpApply"), step("ShortestPath"),
    )  # fmt: skip
    look_through("r", reading, ["db.labels"])
    for kind in ("rw", "w", "s", None):
        with pytest.raises(NotAllowedError):
            look_through(kind, reading, ["db.labels"])


@pytest.mark.parametrize(
    ("code", "kind", "error"),
    [
        ("Neo.ClientError.Transaction.TransactionTimedOut", "slow", TooSlow),
        ("Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration", "slow", TooSlow),
        ("Neo.ClientError.Statement.AccessMode", "forbidden", ReadOnly),
        ("Neo.ClientError.Security.Forbidden", "forbidden", ReadOnly),
        ("Neo.ClientError.Statement.SyntaxError", "query", BadQuery),
        ("Neo.ClientError.Statement.ArithmeticError", "query", BadQuery),
        ("Neo.DatabaseError.General.UnknownError", "query", BadQuery),
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "memory", PastLimit),
        ("Neo.DatabaseError.General.OutOfMemoryError", "memory", PastLimit),
        ("Neo.TransientError.General.DatabaseUnavailable", "busy", StoreUnavailable),
    ],
)
def test_what_an_engine_says_becomes_one_of_our_errors(code: str, kind: str, error: type[SafegovError]) -> None:
    said = ClientError._hydrate_neo4j(code=code, message="words about Ada Example")
    line = told(said)
    assert line["error"] == kind
    assert ("Ada" in line["message"]) == code.endswith("SyntaxError"), "values of the graph stay here"
    with pytest.raises(error):
        _taken(dict(line), 1)


def test_other_ends_of_a_query() -> None:
    assert told(ServiceUnavailable("gone"))["error"] == "lost"
    for kind, error in (("big", PastLimit), ("down", PastLimit), ("refused", Refused), ("lost", StoreUnavailable)):
        with pytest.raises(error):
            _taken({"error": kind}, 1)


async def test_its_processes_end_with_the_store(tmp_path: Path) -> None:
    store = await Store.connect(settings_for("embedded", tmp_path), purpose="test")
    try:
        assert (await store.free("RETURN 1 AS a", {}, limit=1, seconds=5)).rows == [{"a": 1}]
        idle = store._free._idle
        assert idle is not None
        process = idle._process.pid
        os.kill(process, 0)
        assert (await store.free("RETURN 2 AS a", {}, limit=1, seconds=5)).rows == [{"a": 2}]
        assert store._free._idle is idle, "one process stays for the next query"
    finally:
        await store.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
