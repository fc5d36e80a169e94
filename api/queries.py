"""The named queries: the catalogue, and their rows as JSON, CSV or one JSON object a line."""

from __future__ import annotations

import csv
import io
import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from api import models
from api.parameters import TheSettings, TheStore
from api.problems import RESPONSES, Problem
from graph.errors import BadParameter, Fault
from graph.settings import Settings
from graph.store import Row
from queries.catalogue import NamedQuery, catalogue, query_named
from queries.run import Answer, run

router = APIRouter(prefix="/api/v1", responses=RESPONSES, tags=["queries"])

Name = Annotated[str, Path(max_length=100, description="Name of a query", examples=["who-sits-on"])]
Format = Literal["json", "csv", "ndjson"]
TYPES = {"json": "application/json", "csv": "text/csv; charset=utf-8", "ndjson": "application/x-ndjson"}


@router.get("/queries", response_model=models.Queries)
async def list_queries() -> Row:
    """All named queries with their parameters and columns."""
    items = [_shown(q) for q in catalogue().values()]
    return {"items": items, "total": len(items)}


@router.get("/queries/{name}", response_model=models.Query)
async def get_query(name: Name) -> Row:
    """One named query: its question, typed parameters, columns, an example and its Cypher."""
    return _shown(query_named(name))


@router.get(
    "/queries/{name}/rows",
    response_model=models.Rows,
    responses={
        200: {"content": {"text/csv": {"schema": {"type": "string"}}, "application/x-ndjson": {"schema": {"type": "string"}}}},
        408: {"model": Problem, "description": "Past its time limit"},
    },
    openapi_extra={"x-open-parameters": True},
)
async def get_rows(
    request: Request,
    store: TheStore,
    settings: TheSettings,
    name: Name,
    limit: Annotated[int | None, Query(ge=1, description="Lowers the number of rows; the setting is the most")] = None,
    seconds: Annotated[float | None, Query(gt=0, description="Lowers the time limit; the setting is the most")] = None,
) -> Response:
    """The rows of a query. Its own parameters stand beside `limit` and `seconds`; each row has the ids of its evidence."""
    accept = request.headers.get("Accept", "")
    wanted: Format = "csv" if "text/csv" in accept else "ndjson" if "application/x-ndjson" in accept else "json"
    return await _rows(request, store, settings, name, limit, seconds, wanted)


@router.get(
    "/queries/{name}/rows.{suffix}",
    response_class=Response,
    responses={
        200: {"content": {"text/csv": {"schema": {"type": "string"}}, "application/x-ndjson": {"schema": {"type": "string"}}}},
        408: {"model": Problem, "description": "Past its time limit"},
    },
    openapi_extra={"x-open-parameters": True},
)
async def get_rows_as(
    request: Request,
    store: TheStore,
    settings: TheSettings,
    name: Name,
    suffix: Annotated[Format, Path(description="csv, ndjson or json")],
    limit: Annotated[int | None, Query(ge=1)] = None,
    seconds: Annotated[float | None, Query(gt=0)] = None,
) -> Response:
    """The rows of a query in the format of the suffix."""
    return await _rows(request, store, settings, name, limit, seconds, suffix)


async def _rows(
    request: Request,
    store: TheStore,
    settings: Settings,
    name: str,
    limit: int | None,
    seconds: float | None,
    wanted: Format,
) -> Response:
    query = query_named(name)
    if limit is not None and limit > settings.query_rows:
        raise BadParameter("limit is too high", [Fault("limit", f"{limit} rows", f"At most {settings.query_rows}")])
    given: dict[str, str | list[str]] = {}
    for key in request.query_params:
        if key not in ("limit", "seconds"):
            values = request.query_params.getlist(key)
            given[key] = values[0] if len(values) == 1 else values
    answer = await run(
        store, query, query.read(given),
        limit=limit or settings.query_rows,
        seconds=min(seconds or settings.query_seconds, settings.query_seconds),
    )  # fmt: skip
    if wanted == "json":
        return JSONResponse(_plain(answer))
    body = as_csv(answer) if wanted == "csv" else as_ndjson(answer)
    headers = {"X-Truncated": str(answer.truncated).lower()}
    if wanted == "csv":
        headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return Response(body, media_type=TYPES[wanted], headers=headers)


def as_csv(answer: Answer) -> str:
    """The rows as CSV with a line of column names; lists joined by a space, times by their number."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.columns)
    for row in answer.rows:
        writer.writerow([_cell(row[c]) for c in answer.columns])
    return out.getvalue()


def as_ndjson(answer: Answer) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in answer.rows)


def _plain(answer: Answer) -> Row:
    return {
        "columns": answer.columns,
        "rows": answer.rows,
        "truncated": answer.truncated,
        "elapsed_ms": answer.elapsed_ms,
    }


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = " ".join(str(v) for v in value)
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
                "labels": list(p.labels), "choices": list(p.choices),
            }
            for p in q.parameters
        ],
        "columns": [{"name": c.name, "type": c.type, "means": c.means} for c in q.columns],
        "example": dict(q.example),
        "cypher": q.cypher,
    }  # fmt: skip
