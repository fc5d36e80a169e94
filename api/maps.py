"""The maps: as pages, and as files to take away."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Path, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.middleware import HEADERS
from api.pages import only
from api.parameters import TheSettings, TheStore
from api.problems import RESPONSES
from graph.errors import NotFound, SafegovError
from graph.read import state
from graph.store import Store
from visualise.formats import MEDIA
from visualise.maps import FORMATS, MAPS, Format, make_map, write_map
from visualise.network import script_hashes, style_hashes
from visualise.sheets import LINKS
from visualise.site import render

router = APIRouter(tags=["pages"])

Drawn = tuple[bytes, dict[str, str]]
"""A map as it is answered: its content and its headers."""
KEPT = 24
"""Maps that are kept drawn; what was not asked for longest is forgotten first."""

Name = Annotated[str, Path(max_length=100, description="Name of the map", examples=["mopac-roles"])]
Borough = Annotated[
    str | None, Query(max_length=400, description="Draw it for this borough", examples=["borough-northmarsh"])
]
Board = Annotated[
    str | None,
    Query(max_length=400, description="Draw it for this board", examples=["board-northmarsh-safeguarding-partnership"]),
]
Year = Annotated[str | None, Query(max_length=40, description="Draw it for this year", examples=["2022/23"])]
Measure = Annotated[str | None, Query(max_length=40, description="What the colours say", examples=["boards"])]
Show = Annotated[str | None, Query(max_length=40, description="What the map shows", examples=["shared"])]
Table = Annotated[str | None, Query(max_length=40, description="Of a CSV: which table", examples=["links"])]
Number = Annotated[str | None, Query(max_length=7, description="A whole number", examples=["2"])]
Day = Annotated[str | None, Query(max_length=40, description="Draw it for this day", examples=["2023-03-31"])]


CHOICES = ("borough", "board", "year", "measure", "as_of", "show", "minimum", "widely", "table")


@router.get("/maps", response_class=HTMLResponse, responses=RESPONSES, dependencies=[Depends(only())])
async def list_maps() -> HTMLResponse:
    """The maps, each with what it shows."""
    return page(render("maps.html.j2", maps=MAPS, here="/maps"))


@router.get("/maps/{name}", response_class=HTMLResponse, responses=RESPONSES)
async def get_map(
    *,
    request: Request,
    store: TheStore,
    settings: TheSettings,
    name: Name,
    borough: Borough = None,
    board: Board = None,
    year: Year = None,
    measure: Measure = None,
    as_of: Day = None,
    show: Show = None,
    minimum: Number = None,
    widely: Number = None,
    table: Table = None,
    given: Annotated[dict[str, str], Depends(only(*CHOICES))],
) -> Response:
    """One map with its tables, and what can be chosen of it. With .html, .svg, .png or .pdf at the end of its name it is
    a file that stands alone, with .csv one of its tables. Which choices a map has stands on its page; another one is a 422.
    """
    stem, dot, suffix = name.partition(".")
    if dot and suffix not in FORMATS:
        raise NotFound(f"There is no map {name!r}", f"Known formats: {', '.join(FORMATS)}")
    format: Format = suffix if dot else "html"  # type: ignore[assignment]
    table = given.pop("table", LINKS) if format == "csv" else LINKS
    key = (request.state.store_state, stem, format, bool(dot), table, *sorted(given.items()))
    kept: OrderedDict[Any, Drawn] = request.app.state.drawn
    if key not in kept:
        m = await make_map(store, stem, given, seconds=settings.query_seconds)
        content = await write_map(m, format, served=not dot, borough=given.get("borough"), table=table)
        headers = {"Content-Disposition": f'attachment; filename="{stem}.{format}"'} if dot else allowed(content)
        kept[key] = content, headers
        while len(kept) > KEPT:
            kept.popitem(last=False)
    kept.move_to_end(key)
    content, headers = kept[key]
    return Response(content, media_type=MEDIA[format], headers=headers)


async def warm(app: FastAPI) -> None:
    """Draws each map once, so that nobody waits for the first one. Never fails: whoever asks is told."""
    for name in MAPS:
        with suppress(SafegovError):
            store: Store = app.state.store
            key = (await state(store), name, "html", False, LINKS)
            if key not in app.state.drawn:
                m = await make_map(store, name, {}, seconds=app.state.settings.query_seconds)
                content = await write_map(m, "html", served=True)
                app.state.drawn[key] = content, allowed(content)


def page(html: str) -> HTMLResponse:
    """A page whose scripts and styles stand in it, and no others are allowed."""
    return HTMLResponse(html, headers=allowed(html.encode()))


def allowed(html: bytes) -> dict[str, str]:
    """The header that allows the scripts and styles that stand in a page, and no others."""
    text = html.decode("utf-8")
    scripts = " ".join(f"'{h}'" for h in script_hashes(text)) or "'none'"
    styles = " ".join(f"'{h}'" for h in style_hashes(text)) or "'self'"
    policy = HEADERS["Content-Security-Policy"] + f"; script-src {scripts}; style-src {styles}"
    return {"Content-Security-Policy": policy}
