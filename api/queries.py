"""The named queries: the catalogue, and their rows as JSON, CSV or one JSON object a line."""

from __future__ import annotations

import csv
import io
import json
import math
from contextlib import suppress
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from api import models
from api.parameters import TheSettings, TheStore
from api.problems import RESPONSES, responses
from graph import read
from graph.errors import BadParameter, Fault
from graph.settings import Settings
from graph.store import Row, Store
from queries.catalogue import NamedQuery, catalogue, query_named
from queries.run import Answer, run

router = APIRouter(prefix="/api/v1", tags=["queries"])

Name = Annotated[str, Path(max_length=100, description="Name of a query", examples=["who-sits-on"])]
Format = Literal["json", "csv", "ndjson"]
Seconds = Annotated[
    float | None, Query(gt=0, description="Lowers the time limit; the setting is the most", examples=[2.5])
]
Rows = Annotated[
    int | None, Query(ge=1, description="Lowers the number of rows; the setting is the most", examples=[100])
]
TEXT = {"schema": {"type": "string"}}
ROWS: dict[int | str, dict[str, Any]] = {
    **RESPONSES,
    200: {"content": {"text/csv": TEXT, "application/x-ndjson": TEXT}},
}
TYPES: dict[Format, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson",
}


@router.get("/queries", response_model=models.Queries, responses=responses(400, 401, 422, 429, 500))
async def list_queries() -> Row:
    """All named queries with their parameters and columns."""
    items = [_shown(q) for q in catalogue().values()]
    return {"items": items, "total": len(items)}


@router.get("/queries/{name}", response_model=models.Query, responses=responses(400, 401, 404, 422, 429, 500))
async def get_query(name: Name) -> Row:
    """One named query: its question, typed parameters, columns, an example and its Cypher."""
    return _shown(query_named(name))


@router.get(
    "/queries/{name}/rows",
    response_model=models.Rows,
    responses=ROWS,
    openapi_extra={"x-open-parameters": True},
)
async def get_rows(
    *,
    request: Request,
    store: TheStore,
    settings: TheSettings,
    name: Name,
    limit: Rows = None,
    seconds: Seconds = None,
) -> Response:
    """The rows of a query, each with the ids of its evidence. Its own parameters stand beside `limit` and `seconds`."""
    wanted = preferred(request.headers.get("Accept", ""))
    return await _rows(request, store, settings, query_named(name), limit=limit, seconds=seconds, wanted=wanted)


@router.get(
    "/queries/{name}/rows.{suffix}",
    response_model=models.Rows,
    responses=ROWS,
    openapi_extra={"x-open-parameters": True},
)
async def get_rows_as(
    *,
    request: Request,
    store: TheStore,
    settings: TheSettings,
    name: Name,
    suffix: Annotated[Format, Path(description="csv, ndjson or json", examples=["csv"])],
    limit: Rows = None,
    seconds: Seconds = None,
) -> Response:
    """The rows of a query in the format of the suffix."""
    return await _rows(request, store, settings, query_named(name), limit=limit, seconds=seconds, wanted=suffix)


async def _rows(
    request: Request,
    store: Store,
    settings: Settings,
    query: NamedQuery,
    *,
    limit: int | None,
    seconds: float | None,
    wanted: Format,
) -> Response:
    if limit is not None and limit > settings.query_rows:
        raise BadParameter("limit is too high", [Fault("limit", f"{limit} rows", f"At most {settings.query_rows}")])
    given: dict[str, str | list[str]] = {}
    for key in request.query_params:
        if key not in ("limit", "seconds"):
            texts = request.query_params.getlist(key)
            given[key] = texts[0] if len(texts) == 1 else texts
    values = await current_values(store, query, query.read(given))
    answer = await run(
        store, query, values,
        limit=limit or settings.query_rows,
        seconds=min(seconds or math.inf, settings.query_seconds),
    )  # fmt: skip
    if wanted == "json":
        return JSONResponse(shaped(answer))
    body = as_csv(answer) if wanted == "csv" else as_ndjson(answer)
    headers = {"X-Truncated": str(answer.truncated).lower()}
    if wanted == "csv":
        headers["Content-Disposition"] = f'attachment; filename="{query.name}.csv"'
    return Response(body, media_type=TYPES[wanted], headers=headers)


async def current_values(store: Store, query: NamedQuery, values: dict[str, Any]) -> dict[str, Any]:
    """The values with ids of entities that are there: a merged id stands for what it was merged into.

    Raises BadParameter naming the parameter whose id is unknown or withdrawn.
    """
    ids = {p.name: values[p.name] for p in query.parameters if p.type == "id" and values[p.name] is not None}
    return values | await read.current_ids(store, ids)


def preferred(accept: str) -> Format:
    """The format that an Accept header likes best; JSON where it names none of ours (RFC 9110 section 12.5.1)."""
    weights: dict[Format, float] = {}
    for part in accept.lower().split(","):
        kind, *parameters = (p.strip() for p in part.split(";"))
        weight = next((p.removeprefix("q=") for p in parameters if p.startswith("q=")), "1")
        for name, media_type in TYPES.items():
            if kind == media_type.split(";")[0]:
                with suppress(ValueError):
                    weights[name] = float(weight)
    ranked = sorted(weights, key=lambda name: (weights[name], name == "json"))
    return ranked[-1] if ranked and weights[ranked[-1]] > 0 else "json"


def as_csv(answer: Answer) -> str:
    """The rows as CSV (RFC 4180) with a line of column names; the parts of a list stand with " | " between them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.columns)
    for row in answer.rows:
        writer.writerow([_cell(row[c]) for c in answer.columns])
    return out.getvalue()


def as_ndjson(answer: Answer) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in answer.rows)


def shaped(answer: Answer) -> Row:
    """The answer as the contract shapes it: columns, rows, truncated, elapsed_ms."""
    return {
        "columns": answer.columns,
        "rows": answer.rows,
        "truncated": answer.truncated,
        "elapsed_ms": answer.elapsed_ms,
    }


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        value = " | ".join(str(v) for v in value)
    # a spreadsheet would run a text that begins like a formula
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + value
    return value


def _shown(q: NamedQuery) -> Row:
    return {
        "name": q.name,
        "title": q.title,
        "question": q.question,
        "parameters": [
            {
                "name": p.name, "type": p.type, "means": p.means, "required": p.required, "default": p.default,
                "labels": list(p.labels), "choices": list(p.choices), "least": p.least, "most": p.most,
            }
            for p in q.parameters
        ],
        "columns": [{"name": c.name, "type": c.type, "means": c.means} for c in q.columns],
        "example": dict(q.example),
        "cypher": q.cypher,
    }  # fmt: skip
