"""The pages for readers: home, search, questions, documents, and one for each entity.

They are not described as endpoints: who writes a program asks /api/v1. A field of a form that was left empty counts as not
given; a parameter that is unknown or given twice is refused as everywhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from api.access import reviews
from api.parameters import DocumentId, EntityId, TheSettings, read_day
from api.problems import RESPONSES
from graph import read
from graph.errors import BadParameter, Fault, NotFound
from graph.ontology import ontology
from graph.remember import Remembering
from ingest.review import Review
from queries.catalogue import query_named
from visualise.pages.document import document_page, documents_page
from visualise.pages.entity import When, entity_page
from visualise.pages.home import home_page
from visualise.pages.questions import question_page, questions_page
from visualise.pages.review import review_href
from visualise.pages.search import search_page
from visualise.pages.words import capital
from visualise.site import style

router = APIRouter(tags=["pages"])

LONGEST = 400
"""Characters of a parameter."""


async def remembering(request: Request) -> Remembering:
    """The store, remembering what pages have read of it since the last load."""
    state, store = request.app.state, request.app.state.store
    if getattr(state, "remembering", None) is None or state.remembering.store is not store:
        state.remembering = Remembering(store)
    kept: Remembering = state.remembering
    return kept.at(getattr(request.state, "store_state", None) or await read.state(store))


async def _is_read(request: Request, document_id: str) -> bool:
    review: Review = request.app.state.review
    return reviews(request) and document_id in {d.id for d in await asyncio.to_thread(review.documents)}


def only(*names: str) -> Callable[[Request], dict[str, str]]:
    """Takes only these parameters, each once; gives those that are not empty."""

    def given(request: Request) -> dict[str, str]:
        faults = []
        for name in dict.fromkeys(request.query_params):
            values = request.query_params.getlist(name)
            if name not in names:
                faults.append(Fault(name, "there is no such parameter", f"Known: {', '.join(names) or 'none'}"))
            elif len(values) > 1:
                faults.append(Fault(name, f"it is given {len(values)} times", "Give it once"))
            elif len(values[0]) > LONGEST:
                faults.append(Fault(name, "it is too long", f"Give at most {LONGEST} characters"))
        if faults:
            raise BadParameter("A parameter is not valid", faults)
        return {n: v for n in names if (v := request.query_params.get(n, "").strip())}

    return given


TheStore = Annotated[Remembering, Depends(remembering)]


@router.get("/", response_class=HTMLResponse, responses=RESPONSES)
async def home(request: Request, store: TheStore, given: Annotated[dict[str, str], Depends(only())]) -> HTMLResponse:
    """The maps, the questions that people ask first, what is loaded, and where the API is."""
    return HTMLResponse(await home_page(store, date.today(), reviews=reviews(request)))


@router.get("/search", include_in_schema=False)
async def search(
    store: TheStore, given: Annotated[dict[str, str], Depends(only("q", "label", "page"))]
) -> HTMLResponse:
    """Entities and documents by name."""
    return HTMLResponse(
        await search_page(store, q=given.get("q", ""), kind=given.get("label", ""), part=part_of(given.get("page")))
    )


@router.get("/questions", include_in_schema=False)
async def questions(given: Annotated[dict[str, str], Depends(only())]) -> HTMLResponse:
    """All named queries, by subject."""
    return HTMLResponse(questions_page())


@router.get("/questions/{name}", include_in_schema=False)
async def question(request: Request, store: TheStore, settings: TheSettings, name: str) -> Response:
    """One named query as a form with its answer."""
    query = query_named(name)
    given = {k: request.query_params.getlist(k) for k in request.query_params if k != "page"}
    made = await question_page(
        store, query, given, part=part_of(request.query_params.get("page")), rows=settings.query_rows,
        seconds=settings.query_seconds,
    )  # fmt: skip
    return RedirectResponse(made.moved, made.status) if made.moved else HTMLResponse(made.html, made.status)


@router.get("/documents", include_in_schema=False)
async def documents(store: TheStore, given: Annotated[dict[str, str], Depends(only())]) -> HTMLResponse:
    """The documents that are loaded."""
    return HTMLResponse(await documents_page(store))


@router.get("/documents/{id}", include_in_schema=False)
async def document(
    *,
    request: Request,
    store: TheStore,
    settings: TheSettings,
    document_id: DocumentId,
    given: Annotated[dict[str, str], Depends(only("page", "statement", "as_of", "times"))],
) -> HTMLResponse:
    """A document that statements come from; or one that is only listed as evidence, which is an entity."""
    try:
        page = await document_page(
            store, document_id, part=part_of(given.get("page")), statement=given.get("statement"),
            review=review_href(document_id) if await _is_read(request, document_id) else None,
        )  # fmt: skip
    except NotFound:
        if ontology().label_of_id(document_id) != "Document":
            raise
        return await _entity(store, document_id, given, settings.query_seconds)
    return HTMLResponse(page)


@router.get("/api/v1/openapi.json", include_in_schema=False)
async def openapi(request: Request) -> JSONResponse:
    """What programs can ask here, and how."""
    return JSONResponse(request.app.openapi())


@router.get("/static/site.css", include_in_schema=False)
async def style_sheet(given: Annotated[dict[str, str], Depends(only("v"))]) -> Response:
    """The style sheet of the pages; with a hash of it in the address it may be kept for good."""
    keep = {"Cache-Control": "public, max-age=31536000, immutable"} if given else {}
    return Response(style(), media_type="text/css", headers=keep)


def _page_of(slug: str) -> Callable[..., object]:
    async def entity(
        store: TheStore,
        settings: TheSettings,
        entity_id: EntityId,
        given: Annotated[dict[str, str], Depends(only("as_of", "times"))],
    ) -> HTMLResponse:
        if not entity_id.startswith(f"{slug}-"):
            raise NotFound(f"{entity_id!r} is no {slug}", f"An id of a {slug} begins with '{slug}-'")
        return await _entity(store, entity_id, given, settings.query_seconds)

    return entity


for _node in ontology().nodes.values():
    if _node.plural != "documents":
        router.add_api_route(
            f"/{_node.plural}/{{id}}", _page_of(_node.slug), methods=["GET"], include_in_schema=False,
            name=f"{_node.slug} page",
        )  # fmt: skip


async def _entity(store: Remembering, entity_id: str, given: dict[str, str], seconds: float) -> HTMLResponse:
    when, status = When(date.today(), always=given.get("times") == "all"), 200
    try:
        if given.get("times") not in (None, "all"):
            raise BadParameter(
                "times", [Fault("times", f"{given['times']!r} is not known", "Leave it out, or write all")]
            )
        if as_of := read_day(given.get("as_of")):
            when = When(date.today(), as_of)
    except BadParameter as error:
        reason = error.faults[0]
        when, status = When(date.today(), errors=(("as_of", capital(f"{reason.reason}. {reason.remedy}")),)), 422
    return HTMLResponse(await entity_page(store, entity_id, when=when, seconds=seconds), status)


def part_of(text: str | None) -> int:
    """The number of a part of a page, from 1. Raises BadParameter."""
    if text is None or not text.strip():
        return 1
    if not (text.isascii() and text.isdecimal() and int(text[:9]) >= 1 and len(text) < 7):
        raise BadParameter(
            "page is not valid", [Fault("page", f"{text[:50]!r} is no number of a page", "Count from 1")]
        )
    return int(text)
