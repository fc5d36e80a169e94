"""One body for every error: application/problem+json (RFC 9457)."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from graph.errors import SafegovError
from graph.read import Moved

log = logging.getLogger("safegov")


class ProblemError(BaseModel):
    """One of the faults behind a problem."""

    where: str = Field(description="The parameter, or the file and row")
    reason: str
    remedy: str = ""


class Problem(BaseModel):
    """What went wrong, where, and how to mend it."""

    type: str = Field("about:blank", description="about:blank: the title says it")
    title: str
    status: int
    detail: str
    errors: list[ProblemError] = []
    request_id: str


def problem(request: Request, status: int, title: str, detail: str, errors: list[dict[str, str]] | None = None) -> Response:
    body = Problem(
        type="about:blank",
        title=title,
        status=status,
        detail=detail,
        errors=[ProblemError(**e) for e in errors or []],
        request_id=getattr(request.state, "request_id", ""),
    )
    return JSONResponse(body.model_dump(), status, media_type="application/problem+json")


def add_handlers(app: FastAPI) -> None:
    """Every error that can leave the app gets the one body; a merged id is a redirect."""

    @app.exception_handler(Moved)
    async def moved(request: Request, error: Moved) -> Response:
        given = request.path_params.get("id", "")
        response = problem(request, 308, error.title, error.detail)
        response.headers["Location"] = str(request.url.replace(path=request.url.path.replace(given, error.to, 1)))
        return response

    @app.exception_handler(SafegovError)
    async def ours(request: Request, error: SafegovError) -> Response:
        return problem(request, error.status, error.title, error.detail, error.errors)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        faults = [_fault(e) for e in error.errors()]
        detail = "; ".join(f"{f['where']}: {f['reason']}" for f in faults)
        return problem(request, 422, "A parameter is not valid", detail, faults)

    @app.exception_handler(HTTPException)
    async def plain(request: Request, error: HTTPException) -> Response:
        detail = error.detail
        if error.status_code == HTTPStatus.NOT_FOUND:
            detail = f"There is nothing at {request.url.path}. The API is described at /api/v1/openapi.json"
        response = problem(request, error.status_code, HTTPStatus(error.status_code).phrase, str(detail))
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(Exception)
    async def unforeseen(request: Request, error: Exception) -> Response:
        log.error("unforeseen %s request=%s", type(error).__name__, getattr(request.state, "request_id", ""))
        detail = "The program failed; the log holds the request id. Please report it"
        return problem(request, 500, "Something went wrong", detail)


def _fault(error: Any) -> dict[str, str]:
    where = ".".join(str(part) for part in error["loc"][1:]) or str(error["loc"][0])
    return {"where": where, "reason": str(error["msg"]), "remedy": "See /api/v1/openapi.json"}


RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": HTTPStatus(status).phrase, "content": {"application/problem+json": {}}}
    for status in (404, 422, 503)
}
