"""One body for every error: application/problem+json (RFC 9457)."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from graph.errors import Faulty, NotKnown, SafegovError, TooMany
from graph.read import Moved
from visualise.pages.errors import error_page
from visualise.pages.links import href

log = logging.getLogger("safegov")

PROBLEM = "application/problem+json"
CHALLENGE = 'Basic realm="safegov", charset="UTF-8", Bearer realm="safegov"'
"""How a key may be sent; a browser asks its user for it."""


class ProblemError(BaseModel):
    """One of the faults behind a problem."""

    where: str = Field(description="The parameter, or the file and row")
    reason: str
    remedy: str


class Problem(BaseModel):
    """What went wrong, where, and how to mend it."""

    type: str = Field(description="about:blank: the title says it")
    title: str
    status: int
    detail: str
    errors: list[ProblemError] = Field(description="The single faults with their places; empty where detail says all")
    request_id: str = Field(description="As in the header X-Request-ID and in the log")


def problem(
    request: Request, status: int, title: str, detail: str, errors: list[dict[str, str]] | None = None
) -> Response:
    if wants_page(request):
        request_id = getattr(request.state, "request_id", "")
        return HTMLResponse(error_page(status, title, detail, errors or [], request_id), status)
    body = Problem(
        type="about:blank",
        title=title,
        status=status,
        detail=detail,
        errors=[ProblemError(**e) for e in errors or []],
        request_id=getattr(request.state, "request_id", ""),
    )
    return JSONResponse(body.model_dump(), status, media_type=PROBLEM)


def wants_page(request: Request) -> bool:
    """Whether the answer is for a browser, outside of the API: then an error is a page, with the same status."""
    path = request.url.path
    is_api = path.startswith("/api/") or path in ("/healthz", "/readyz")
    return not is_api and "text/html" in request.headers.get("Accept", "").lower()


def unforeseen(request: Request) -> Response:
    """The body for an error that nobody foresaw: it tells the request id and nothing else."""
    detail = "The program failed. Its log holds the request id; please report both"
    return problem(request, 500, "Something went wrong", detail)


def told(request: Request, error: SafegovError) -> Response:
    """One of our errors as an answer."""
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("%s %s: %s", error.status, request.state.request_id, error.what)
    detail = "; ".join(map(str, error.faults)) if isinstance(error, Faulty) else error.detail
    response = problem(request, error.status, error.title, detail, error.errors)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, NotKnown):
        response.headers["WWW-Authenticate"] = CHALLENGE
    return response


def add_handlers(app: FastAPI) -> None:
    """Every error that can leave the app gets the one body; a merged id is a redirect."""

    @app.exception_handler(Moved)
    async def moved(request: Request, error: Moved) -> Response:
        response = problem(request, 308, error.title, error.detail)
        route = request.scope["route"].path
        path = route.replace("{id}", quote(error.to, safe=""))
        if not route.startswith("/api/"):
            path = href(error.to) or path  # what it was merged into may be of another kind
        # without host: who asked through a proxy stays there
        response.headers["Location"] = f"{path}?{request.url.query}" if request.url.query else path
        return response

    @app.exception_handler(SafegovError)
    async def ours(request: Request, error: SafegovError) -> Response:
        return told(request, error)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        faults = [_fault(e) for e in error.errors()]
        detail = "; ".join(f"{f['where']}: {f['reason']}" for f in faults)
        return problem(request, 422, "A parameter is not valid", detail, faults)

    @app.exception_handler(HTTPException)
    async def plain(request: Request, error: HTTPException) -> Response:
        title, detail = HTTPStatus(error.status_code).phrase, str(error.detail)
        allowed = (error.headers or {}).get("Allow")
        if error.status_code == HTTPStatus.NOT_FOUND:
            detail = f"There is nothing at {request.url.path}"
            if not wants_page(request):
                detail += ". The API is described at /api/v1/openapi.json"
        elif error.status_code == HTTPStatus.METHOD_NOT_ALLOWED and allowed:
            # the error knows the methods of the first route with this path alone
            described = request.app.openapi()["paths"].get(getattr(request.scope.get("route"), "path", None), {})
            allowed = ", ".join(sorted({*allowed.split(", "), *(method.upper() for method in described)}))
            detail = f"{request.method} is not possible here. Use {allowed.replace(', ', ' or ')}"
        response = problem(request, error.status_code, title, detail)
        response.headers.update(error.headers or {})
        if allowed:
            response.headers["Allow"] = allowed
        return response


def _fault(error: Any) -> dict[str, str]:
    where = ".".join(str(part) for part in error["loc"][1:]) or str(error["loc"][0])
    return {"where": where, "reason": str(error["msg"]), "remedy": "See /api/v1/openapi.json"}


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What an endpoint can answer beside its own shape, for the OpenAPI document."""
    return {s: {"model": Problem, "description": HTTPStatus(s).phrase} for s in sorted(statuses)}


RESPONSES = responses(400, 401, 404, 408, 422, 429, 500, 503)
"""What every endpoint that asks the store can answer."""
