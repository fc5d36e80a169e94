"""The home page: what there is and where to begin."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response

from api.middleware import HEADERS
from api.parameters import TheStore
from api.problems import RESPONSES
from graph import read
from queries.catalogue import catalogue
from visualise.home import home_page
from visualise.site import style

router = APIRouter(tags=["pages"])


@router.get("/", response_class=HTMLResponse, responses=RESPONSES)
async def home(store: TheStore) -> HTMLResponse:
    """The maps, the questions, what is loaded, and where the API is."""
    page = home_page(await read.catalog(store), list(catalogue().values()))
    policy = HEADERS["Content-Security-Policy"] + "; style-src 'unsafe-inline'"
    return HTMLResponse(page, headers={"Content-Security-Policy": policy})


@router.get("/static/site.css", response_class=Response, responses={**RESPONSES, 200: {"content": {"text/css": {}}}})
async def style_sheet(
    v: Annotated[str | None, Query(max_length=64, description="A hash, so that a new sheet has a new address")] = None,
) -> Response:
    """The style sheet of the pages."""
    keep = {"Cache-Control": "public, max-age=31536000, immutable"} if v else {}
    return Response(style(), media_type="text/css", headers=keep)
