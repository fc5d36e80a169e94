"""What surrounds each request: its id, security headers, the ETag, and a log line without personal data."""

from __future__ import annotations

import hashlib
import logging
import re
import time
import uuid
from collections.abc import Awaitable, Callable
from importlib.metadata import version

from fastapi import FastAPI, Request
from fastapi.responses import Response

from graph.errors import SafegovError

log = logging.getLogger("safegov.http")

Next = Callable[[Request], Awaitable[Response]]

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'",
}
UNTAGGED = ("/healthz", "/readyz", "/api/v1/openapi.json")


def add_middleware(app: FastAPI) -> None:
    @app.middleware("http")
    async def surround(request: Request, call_next: Next) -> Response:
        given = request.headers.get("X-Request-ID", "")
        request.state.request_id = given if re.fullmatch(r"[\w.-]{1,64}", given) else uuid.uuid4().hex
        started = time.perf_counter()
        response = await _tagged(request, call_next)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["X-Request-ID"] = request.state.request_id
        # the route, not the path: ids and searches hold names of people
        route = getattr(request.scope.get("route"), "path", "-")
        elapsed = (time.perf_counter() - started) * 1000
        log.info(
            "%s %s %s %.0f ms %s", request.method, route, response.status_code, elapsed, request.state.request_id
        )
        return response


async def _tagged(request: Request, call_next: Next) -> Response:
    """Adds an ETag that changes with each load, and answers 304 where the caller has the same already."""
    if request.method not in ("GET", "HEAD") or request.url.path in UNTAGGED:
        return await call_next(request)
    try:
        # before the answer is made: a load in between gives a tag that is too old, never one that is too new
        loads = await request.app.state.store.version()
    except SafegovError:
        return await call_next(request)
    parts = [version("safegov"), str(loads), str(request.url.path), request.url.query, request.headers.get("Accept", "")]
    tag = '"' + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20] + '"'
    asked = [t.strip().removeprefix("W/") for t in request.headers.get("If-None-Match", "").split(",")]
    if tag in asked:
        return Response(status_code=304, headers={"ETag": tag, "Cache-Control": "no-cache"})
    response = await call_next(request)
    if response.status_code == 200:
        response.headers["ETag"] = tag
        response.headers.setdefault("Cache-Control", "no-cache")
        response.headers.setdefault("Vary", "Accept")
    return response
