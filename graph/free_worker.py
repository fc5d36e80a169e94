"""The process that runs one free query at a time, so that no answer can take this program's memory or its time.

Started by `graph.free` by its path. A line of JSON on its standard input tells where the store is; each further line is
a query, and each gets one line of JSON back: `columns`, `rows` and `truncated`, or `error` with `code` and `message`.
The end of its input ends it. It imports the driver and the standard library only.
"""

from __future__ import annotations

import base64
import ctypes
import json
import math
import os
import re
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from neo4j import Bookmarks, Driver, GraphDatabase, NotificationMinimumSeverity
from neo4j.exceptions import DriverError, Neo4jError, ServiceUnavailable, SessionExpired
from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

MEMORY: Final = 640 << 20
"""Address space of this process: what does not fit is more than an answer may hold."""
FETCH: Final = 200
BACKSTOP: Final = 90
"""Seconds after which this process ends, though nobody told it to: its parent may be gone."""

NOT_READING: Final = re.compile(
    r"LoadCSV|Create|Merge|Delete|Remove|Foreach|Drop|Alter|Grant|Deny|Revoke|Terminate|Kill|Stop|Start|^Show|"
    r"^Set(Label|Prop|Node|Rel)|Transaction(Apply|Foreach)|RunQueryAt|Administration|Command|Copy|Rename",
    re.IGNORECASE,
)
"""Operators of a Neo4j plan that write, read files or URLs, or speak of anything but this database's graph."""
SAYS: Final = ("SyntaxError", "SemanticError", "ParameterMissing", "TypeError")
"""Codes whose message speaks of the query's text; others may repeat what stands in the graph."""


class NotAllowedError(Exception):
    """The plan does something else than read the graph."""


def serve(driver: Driver, database: str, lines: Iterable[str]) -> Iterator[str]:
    """One line of answer for each line of question."""
    for line in lines:
        job = json.loads(line)
        backstop(job["seconds"] + BACKSTOP)
        try:
            yield answer(driver, database, job)
        except MemoryError:
            yield json.dumps({"error": "big", "code": "", "message": ""})
        except NotAllowedError as error:
            yield json.dumps({"error": "refused", "code": "", "message": str(error)})
        except (Neo4jError, DriverError, OSError) as error:
            yield json.dumps(told(error))
        backstop(0)


def answer(driver: Driver, database: str, job: Mapping[str, Any]) -> str:
    """Runs the query in a reading transaction, which is rolled back. Raises what the driver raises, and NotAllowedError."""
    deadline = time.monotonic() + job["seconds"]
    with driver.session(
        database=database,
        default_access_mode="READ",
        fetch_size=FETCH,
        bookmarks=Bookmarks.from_raw_values(job["bookmarks"]),
    ) as session:
        tx = session.begin_transaction(timeout=job["seconds"])
        try:
            if job["explain"]:
                summary = tx.run("EXPLAIN " + job["cypher"], job["parameters"]).consume()
                look_through(summary.query_type, summary.plan, job["procedures"])
            result = tx.run(job["cypher"], job["parameters"])
            columns = told_apart(result.keys())
            rows: list[str] = []
            size, truncated, late = 0, False, False
            for record in result:
                late = time.monotonic() > deadline
                row = json.dumps(dict(zip(columns, map(plain, record.values()), strict=True)), ensure_ascii=False)
                size += len(row.encode()) + 2
                truncated = len(rows) == job["limit"] or size > job["bytes"]
                if truncated or late:
                    break
                rows.append(row)
        finally:
            tx.close()
    if late and not truncated:
        return json.dumps({"error": "slow", "code": "", "message": ""})
    if truncated and not rows:
        return json.dumps({"error": "big", "code": "", "message": ""})
    head = json.dumps({"columns": columns, "truncated": truncated}, ensure_ascii=False)
    return f'{head[:-1]}, "rows": [{", ".join(rows)}]}}'


def look_through(kind: str | None, plan: Mapping[str, Any] | None, procedures: Iterable[str]) -> None:
    """Raises NotAllowedError where Neo4j's plan is not one that only reads the graph."""
    if kind != "r":
        raise NotAllowedError(f"it would not only read (Neo4j calls it {kind!r})")
    if plan is None:
        raise NotAllowedError("Neo4j shows no plan for it")
    allowed = {p.lower() for p in procedures}
    todo = [plan]
    while todo:
        step = todo.pop()
        operator = str(step.get("operatorType", "")).split("@")[0]
        if "ProcedureCall" in operator:
            called = re.search(r"[\w.]+(?=\()", str(step.get("args", {}).get("Details", "")))
            if called is None or called[0].lower() not in allowed:
                raise NotAllowedError(f"it calls the procedure {called[0] if called else '?'}")
        elif NOT_READING.search(operator):
            raise NotAllowedError(f"its plan has the step {operator}")
        todo += step.get("children", [])


def told_apart(keys: Iterable[str]) -> list[str]:
    """Column names; one that is there already gets a number."""
    made: list[str] = []
    for key in keys:
        name, number = key, 2
        while name in made:
            name, number = f"{key}_{number}", number + 1
        made.append(name)
    return made


def plain(value: Any) -> Any:
    """A value of the driver as JSON has it. Ids are those of our properties; the engines' own never leave."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, Node):
        properties = plain(dict(value))
        return {"labels": sorted(value.labels), "id": properties.get("id"), "properties": properties}
    if isinstance(value, Relationship):
        properties = plain(dict(value))
        ends = [None if n is None else n.get("id") for n in value.nodes]
        return {
            "type": value.type, "id": properties.get("id"), "start": ends[0], "end": ends[1], "properties": properties,
        }  # fmt: skip
    if isinstance(value, Path):
        return {"nodes": [plain(n) for n in value.nodes], "relationships": [plain(r) for r in value.relationships]}
    if isinstance(value, Date | DateTime | Time | Duration):
        return value.iso_format()
    if isinstance(value, Point):
        return f"SRID={value.srid};POINT({' '.join(f'{float(c):g}' for c in value)})"
    if isinstance(value, bytes | bytearray):
        return base64.b64encode(value).decode()
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    return str(value)


def told(error: Exception) -> dict[str, str]:
    code = str(getattr(error, "code", None) or "")
    message = str(getattr(error, "message", None) or "") if code.endswith(SAYS) else ""
    if isinstance(error, ServiceUnavailable | SessionExpired) or not isinstance(error, Neo4jError):
        kind = "lost"
    elif "OutOfMemory" in code or "StackOverFlow" in code:
        kind = "memory"
    elif "TransactionTimedOut" in code or "Terminated" in code:
        kind = "slow"
    elif "AccessMode" in code or "Forbidden" in code or "Security" in code:
        kind = "forbidden"
    elif ".ClientError." in code or ".DatabaseError." in code:
        kind = "query"
    else:
        kind = "busy"
    return {"error": kind, "code": code, "message": message[:1000]}


def backstop(seconds: float) -> None:
    if hasattr(signal, "alarm"):
        signal.alarm(math.ceil(seconds))


def limit_memory() -> None:
    """Where the system can: Linux does, macOS takes no notice, Windows has no such limit."""
    try:
        import resource  # noqa: PLC0415  # not there on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, ValueError, OSError):
        pass


def end_with_parent() -> None:
    """Where the system can, the kernel ends this process with its parent, in the middle of a query too."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            raise SystemExit(0)


def main() -> None:
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, whose end is ours
    limit_memory()
    where = json.loads(sys.stdin.readline())
    with GraphDatabase.driver(
        where["uri"],
        auth=(where["user"], where["password"]),
        user_agent="safegov",
        max_connection_pool_size=1,
        connection_timeout=5,
        liveness_check_timeout=0,  # the engine may have been restarted since the last query
        notifications_min_severity=NotificationMinimumSeverity.OFF,
        telemetry_disabled=True,
    ) as driver:
        for line in serve(driver, where["database"], sys.stdin):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
