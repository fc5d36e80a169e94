"""The home page: what there is and where to begin."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.middleware import HEADERS
from api.parameters import TheStore
from api.problems import RESPONSES
from graph import read
from queries.catalogue import catalogue
from visualise.home import home_page

router = APIRouter(tags=["pages"])


@router.get("/", response_class=HTMLResponse, responses=RESPONSES)
async def home(store: TheStore) -> HTMLResponse:
    """The maps, the questions, what is loaded, and where the API is."""
    page = home_page(await read.catalog(store), list(catalogue().values()))
    policy = HEADERS["Content-Security-Policy"] + "; style-src 'unsafe-inline'"
    return HTMLResponse(page, headers={"Content-Security-Policy": policy})
