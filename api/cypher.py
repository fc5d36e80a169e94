"""Read-only Cypher, for those who know it."""

from __future__ import annotations

import math
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.parameters import TheSettings, TheStore
from api.problems import responses
from api.queries import shaped
from graph.errors import BadParameter, Fault
from graph.free import ANSWER_BYTES, AT_ONCE
from queries.cypher_words import CLAUSES, FUNCTIONS, PROCEDURES
from queries.free import run_free

router = APIRouter(prefix="/api/v1", tags=["queries"])

MAX_BODY = 1_000_000


class FreeQuery(BaseModel):
    """A query and its limits, which may be lower than the declared ones and never higher."""

    model_config = ConfigDict(extra="forbid", strict=True)

    query: str = Field(
        min_length=1,
        description="Cypher that reads. Clauses: " + ", ".join(sorted(CLAUSES)) + ", CALL { … }. Functions: "
        + ", ".join(sorted(FUNCTIONS)) + ". Procedures: " + ", ".join(PROCEDURES),
        examples=["MATCH (b:Board)<-[m:MEMBER_OF]-(p) WHERE b.id = $board RETURN p.name AS name, m.status AS status"],
    )  # fmt: skip
    parameters: dict[str, Any] = Field(
        default_factory=dict, description="Values of $names", examples=[{"board": "board-example"}]
    )
    limit: int | None = Field(None, ge=1, description="Lowers the number of rows; the setting is the most")
    seconds: float | None = Field(None, gt=0, description="Lowers the time limit; the setting is the most")


class Limits(BaseModel):
    """What was in force for this answer."""

    rows: int = Field(description="Rows at most; `truncated` says that there were more")
    seconds: float = Field(description="Time at most; past it the answer is a 408")
    bytes: int = Field(description="Size of the rows at most; `truncated` says that there were more")
    at_once: int = Field(description="Free queries that run at one time; one more is a 429")


class FreeRows(BaseModel):
    """Rows by the names of their columns.

    Nodes are `{labels, id, properties}`, relationships `{type, id, start, end, properties}` with the ids of their ends
    where the query returns these too (null where not), paths `{nodes, relationships}`; ids are ours. Dates, times,
    durations and points are text. A column name that is there twice gets a number.
    """

    columns: list[str]
    rows: list[dict[str, Any]]
    truncated: bool
    elapsed_ms: float
    limits: Limits


async def read_body(request: Request) -> FreeQuery:
    """The body, read no further than it may be long. Raises BadParameter, RequestValidationError."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY:
            raise BadParameter(
                "The body is too large", [Fault("body", f"more than {MAX_BODY} bytes", "Send a smaller query")]
            )
    try:
        return FreeQuery.model_validate_json(body)
    except ValidationError as error:
        faults = [{**fault, "loc": ("body", *fault["loc"])} for fault in error.errors(include_context=False)]
        raise RequestValidationError(faults) from error


@router.post(
    "/cypher",
    response_model=FreeRows,
    responses=responses(400, 401, 403, 408, 422, 429, 500, 503),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": FreeQuery.model_json_schema()}},
        }
    },
)
async def post_cypher(
    store: TheStore, settings: TheSettings, asked: Annotated[FreeQuery, Depends(read_body)]
) -> Response:
    """Runs Cypher that reads the graph, within the declared limits; refuses with 403 whatever would do more."""
    if asked.limit is not None and asked.limit > settings.query_rows:
        raise BadParameter(
            "limit is too high", [Fault("limit", f"{asked.limit} rows", f"At most {settings.query_rows}")]
        )
    limit = asked.limit or settings.query_rows
    seconds = min(asked.seconds or math.inf, settings.query_seconds)
    answer = await run_free(store, asked.query, asked.parameters, limit=limit, seconds=seconds)
    limits = Limits(rows=limit, seconds=seconds, bytes=ANSWER_BYTES, at_once=AT_ONCE)
    return JSONResponse({**shaped(answer), "limits": limits.model_dump()}, headers={"Cache-Control": "no-store"})
