"""What schemathesis is told about the API: which ids there are, and the few refusals that no schema can describe.

Loaded by `schemathesis` itself (SCHEMATHESIS_HOOKS), see tests/fuzz_api.py. No check is switched off.
"""

from __future__ import annotations

import json
import os
import re
import urllib.request
from functools import cache
from typing import Any

import schemathesis
from schemathesis.checks import CheckContext  # noqa: F401  # the module of checks is loaded before the hooks run

from graph.ontology import ontology
from tests.ingest.reviewed import report

HALF = {
    "/api/v1/entities/{id}": "", "/api/v1/entities/{id}/edges": "", "/api/v1/boards/{id}/members": "Board",
    "/api/v1/boards/{id}/attendance": "Board", "/api/v1/people/{id}/boards": "Person",
    "/api/v1/boroughs/{id}/boards": "Borough", "/api/v1/documents/{id}": "documents",
    "/api/v1/documents/{id}/statements": "documents", "/api/v1/statements/{id}": "statements",
    "/api/v1/queries/{name}": "queries",
}  # fmt: skip
"""Paths of which every second case gets an id that is there; a made-up one is a 404 nearly always."""


@cache
def known(what: str) -> list[str]:
    """Ids of a label (of any label: ""), of documents, of statements; names of queries."""
    if what == "documents" or what == "queries":
        return [str(d["id" if what == "documents" else "name"]) for d in _get(f"/api/v1/{what}")["items"]]
    if what == "statements":
        found = (_get(f"/api/v1/documents/{doc}/statements?limit=50")["items"] for doc in known("documents"))
        return [s["id"] for items in found for s in items]
    return [e["id"] for e in _get("/api/v1/entities?limit=200" + (f"&label={what}" if what else ""))["items"]]


def _get(path: str) -> Any:
    with urllib.request.urlopen(os.environ["SAFEGOV_FUZZ_URL"] + path, timeout=60) as answer:
        return json.load(answer)


@schemathesis.serializer("application/x-ndjson")
def lines(context: Any, value: Any) -> bytes:
    """A body of the exchange format is text."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """Gives a case that fits the schema ids that are there, different ones, no cursor, and days in their order.

    That an id is there, that a cursor was made for the list, that one day is before another, no schema can say. Cases
    that break the schema on purpose stay as they are.
    """
    mode = getattr(getattr(case.meta, "generation", None), "mode", None)
    if mode is None or str(mode) != "positive":
        return
    path = case.operation.path
    for name, value in (case.path_parameters or {}).items():
        if path in HALF and case.method == "GET" and _number(value) % 2 == 0:
            case.path_parameters[name] = _pick(known(HALF[path]), value)
        elif path.startswith("/api/v1/candidates/") and _number(value) % 2 == 0:
            case.path_parameters[name] = _pick([c.id for c in report().candidates], value)
    query = case.query or {}
    query.pop("cursor", None)
    if path == "/api/v1/candidates/accept" and _number(query.get("above")) % 2 == 0:
        query["document"] = report().doc
    if "seconds" in query:  # a query of a microsecond is 408, as it should be
        query["seconds"] = max(float(query["seconds"]), 4.5)
    for names in (("from", "to"), ("first", "second")):
        if set(names) <= set(query):
            days = sorted(str(query[name]) for name in names)
            query.update(zip(names, days if days[0] < days[1] else ("2020-01-01", "2020-01-02"), strict=True))
    for parameter in case.operation.definition.raw.get("parameters", []):
        slugs = re.match(r"\^\(?([\w|]+)\)?-", str(parameter.get("schema", {}).get("pattern", "")))
        if parameter.get("in") == "query" and slugs and parameter["name"] in query:
            given = query[parameter["name"]]
            labels = [label for label, node in ontology().nodes.items() if node.slug in slugs[1].split("|")]
            ids = [i for label in labels for i in known(label)]
            query[parameter["name"]] = _pick([i for i in ids if i not in query.values()] or ids, given)


@schemathesis.hook
def filter_failure(context: Any, failure: Any, case: Any, response: Any) -> bool:
    """Which failures count: all but these, where what fits the schema is refused with reason.

    A body of POST /cypher may be no Cypher, lack a parameter that its text names, or ask for what would not end: the
    grammar of Cypher is no JSON schema, nor is that of lines of JSON, the body of POST /statements, nor are the kinds of
    files that POST /documents reads, nor is a statement that corrects another. And which parameters
    `/queries/{name}/rows` takes depends on the name; the paths of the single queries say it, and are held to it. So it is
    with the choices of a map, which stand on its page.
    """
    refused = type(failure).__name__ == "RejectedPositiveData"
    by_path = {
        "/api/v1/cypher": (408, 422), "/api/v1/statements": (422,), "/api/v1/queries/{name}/rows": (422,),
        "/api/v1/queries/{name}/rows.{suffix}": (422,), "/maps/{name}": (422,),
        "/api/v1/candidates/{id}/correct": (422,), "/api/v1/documents": (422,) if case.method == "POST" else (),
    }  # fmt: skip
    return not (refused and response.status_code in by_path.get(case.operation.path, ()))


def _number(value: Any) -> int:
    return sum(str(value).encode("utf-8", "replace"))


def _pick(ids: list[str], value: Any) -> Any:
    return ids[_number(value) % len(ids)] if ids else value
