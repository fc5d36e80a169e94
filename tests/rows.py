"""Rows of the exchange format for tests, about people and places that do not exist."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from graph.load import Located
from graph.statements import read_row
from graph.store import Store

PARTNERSHIP = ("Board", "Northmarsh Safeguarding Children Partnership")
COUNCIL = ("Organisation", "Northmarsh Council")
POLICE = ("Organisation", "Fenland Constabulary")


def row(
    subject: tuple[str, str],
    predicate: str,
    target: tuple[str, str],
    /,
    doc: str = "report-a",
    line: int = 1,
    **more: Any,
) -> dict[str, Any]:
    """A whole row; what is not a key of the format goes to its properties."""
    made: dict[str, Any] = {
        "doc": doc,
        "lines": [line, line],
        "quote": f"words of line {line}",
        "subject": {"label": subject[0], "name": subject[1]},
        "predicate": predicate,
        "object": {"label": target[0], "name": target[1]},
        "status": "asserted",
    }
    for key in ("id", "status", "quote", "page", "section", "lines", "method", "note"):
        if key in more:
            made[key] = more.pop(key)
    made["props"] = {key.rstrip("_"): value for key, value in more.items()}
    return made


def located(rows: Iterable[dict[str, Any]]) -> list[Located]:
    return [Located(read_row(r), f"rows, row {n}") for n, r in enumerate(rows, 1)]


def write(path: Path, rows: Iterable[Any]) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


async def dump(store: Store) -> str:
    """Everything in the graph but when it was loaded, in one order: two stores with equal dumps hold the same."""
    nodes = await store.read("MATCH (e:Entity) RETURN labels(e) AS labels, properties(e) AS p")
    edges = await store.read(
        "MATCH (a:Entity)-[r]->(b:Entity) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS p"
    )
    statements = await store.read("MATCH (s:Statement) RETURN properties(s) AS p")
    for node in nodes:
        node["labels"].sort()
    lines = sorted(json.dumps(x, sort_keys=True) for x in [*nodes, *edges, *statements])
    return "\n".join(lines)
