"""The maps, as self-contained pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import HTMLResponse

from api.middleware import HEADERS
from api.parameters import TheSettings, TheStore
from api.problems import RESPONSES
from visualise.maps import make_map
from visualise.network import script_hashes

router = APIRouter(tags=["pages"])


@router.get("/maps/{name}", response_class=HTMLResponse, responses=RESPONSES)
async def get_map(
    store: TheStore,
    settings: TheSettings,
    name: Annotated[str, Path(max_length=100, description="Name of the map", examples=["mopac-roles"])],
) -> HTMLResponse:
    """One map with its table; it loads nothing from elsewhere and works from a file as well."""
    page = await make_map(store, name, seconds=settings.query_seconds)
    scripts = " ".join(f"'{h}'" for h in script_hashes(page)) or "'none'"
    policy = HEADERS["Content-Security-Policy"] + f"; script-src {scripts}; style-src 'unsafe-inline'"
    return HTMLResponse(page, headers={"Content-Security-Policy": policy})
