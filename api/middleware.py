"""What surrounds each request: its id, security headers, the ETag, HEAD, and a log line without personal data."""

from __future__ import annotations

import hashlib
import logging
import re
import time
import traceback
import uuid
from collections.abc import Awaitable, Callable
from datetime import date
from functools import cache
from http import HTTPStatus
from importlib.metadata import version

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access import reviews
from api.problems import told, unforeseen
from graph import read
from graph.errors import SafegovError, StoreUnavailable, TooSlow
from visualise.site import review_open

log = logging.getLogger("safegov.http")

Next = Callable[[Request], Awaitable[Response]]

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'",
}
UNTAGGED = ("/healthz", "/readyz")
DECLARED = ("/api/v1/openapi.json", "/api/v1/queries", "/api/v1/queries/{name}", "/questions", "/static/site.css")
"""Routes that show what the program declares: they answer without the store, and change with the program only."""
REVIEWED = ("/api/v1/candidates", "/review", "/documents")
"""Routes that show what was read and decided, too."""


class NotModified(Exception):
    """The caller has this answer already."""


def add_middleware(app: FastAPI) -> None:
    @app.exception_handler(NotModified)
    async def not_modified(request: Request, error: NotModified) -> Response:
        return Response(status_code=304)

    @app.middleware("http")
    async def surround(request: Request, call_next: Next) -> Response:
        given = request.headers.get("X-Request-ID", "")
        request.state.request_id = given if re.fullmatch(r"[\w.-]{1,64}", given, re.ASCII) else uuid.uuid4().hex
        started = time.perf_counter()
        review_open.set(reviews(request))
        try:
            request.app.state.access.admit(request)
            response = await call_next(request)
        except SafegovError as error:
            response = told(request, error)
        except Exception as error:
            # here and not in an outermost handler, which would log the error's text: that may hold names of people
            log.error(
                "unforeseen %s %s\n%s", type(error).__name__, request.state.request_id,
                "".join(traceback.format_tb(error.__traceback__)),
            )  # fmt: skip
            response = unforeseen(request)
        tag = getattr(request.state, "tag", None)
        if tag and response.status_code in (200, 304):
            response.headers["ETag"] = tag
            response.headers.setdefault("Cache-Control", "no-cache")
            response.headers.setdefault("Vary", "Accept")
        # those of a 304 would take the place of those that the caller keeps, and a map allows scripts of its own
        if response.status_code != HTTPStatus.NOT_MODIFIED:
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
        response.headers["X-Request-ID"] = request.state.request_id
        # the route, not the path: ids and searches hold names of people
        route = getattr(request.scope.get("route"), "path", "-")
        elapsed = (time.perf_counter() - started) * 1000
        log.info("%s %s %s %.0f ms %s", request.method, route, response.status_code, elapsed, request.state.request_id)
        return response

    app.add_middleware(HeadAsGet)


class HeadAsGet:
    """Answers HEAD as GET does, without the body (RFC 9110 section 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self.app({**scope, "method": "GET"}, receive, without_body)


async def tagged(request: Request) -> None:
    """Gives the answer an ETag that changes with each load. Raises NotModified where the caller has the same already.

    Raises StoreUnavailable where the store does not answer in time: nothing that follows would.
    """
    route = request.scope["route"].path
    if route in UNTAGGED:
        return
    # before the answer is made: a load in between gives a tag that is too old, never one that is too new
    state = "" if route in DECLARED else await _state(request)
    request.state.store_state = state
    if route.startswith(REVIEWED):
        state += request.app.state.review.state()
    settings = request.app.state.settings
    parts = [
        _program(),
        state,
        settings.people,
        settings.query_rows,
        request.url.path,
        request.url.query,
        request.headers.get("Accept", ""),
        # a page without a day shows what is in force today
        "" if route.startswith("/api/") else date.today().isoformat(),
    ]
    # weak: the time that a query took stands in its answer
    tag = 'W/"' + hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:20] + '"'
    request.state.tag = tag
    asked = [t.strip() for header in request.headers.getlist("If-None-Match") for t in header.split(",")]
    # RFC 9110 section 13.1.2: weak comparison; * is any answer there is, which only the answer itself can tell
    if tag.removeprefix("W/") in [t.removeprefix("W/") for t in asked]:
        raise NotModified


async def _state(request: Request) -> str:
    try:
        return await read.state(request.app.state.store)
    except TooSlow as error:
        mend = "Try again in a moment; /readyz says when it is back"
        raise StoreUnavailable("The store does not answer", mend) from error


@cache
def _program() -> str:
    return version("safegov")
