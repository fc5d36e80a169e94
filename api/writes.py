"""Writing over HTTP, with an editor's key: statements in the exchange format, and taking a document out again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from api.access import Access
from api.audit import Audit, What
from api.examples import EXCHANGED
from api.keys import Key
from api.parameters import DocumentId, TheSettings, TheStore
from api.problems import responses
from graph.errors import Fault, InputRefused, NotFound, TooLarge
from graph.load import load, withdraw
from graph.statements import BY_RULE, ID
from graph.store import Store
from ingest import copies
from ingest.files import read_lines, register_entities
from ingest.review import Review
from queries.duties.derive import load_derived

router = APIRouter(tags=["writing"])

MOST_BYTES: Final = 20_000_000
"""Of one body: some thirty thousand statements."""


class Loaded(BaseModel):
    """What a load did."""

    loaded: dict[str, int] = Field(description="Statements of each document that was taken, known ones included")
    added: int = Field(description="New ones among them")


class Withdrawn(BaseModel):
    """What was taken out."""

    document: str
    removed: int = Field(description="Its statements")


def an_editor(request: Request) -> Key:
    access: Access = request.app.state.access
    return access.editor(request)


Editor = Annotated[Key, Depends(an_editor)]
EXCHANGE = {
    "requestBody": {
        "required": True,
        "description": "One JSON object a line, as docs/exchange-format.md describes it",
        "content": {"application/x-ndjson": {"schema": {"type": "string", "minLength": 2}, "example": EXCHANGED}},
    }
}


GONE: Final = {"content": {"application/json": {"example": {"document": "report-2021", "removed": 16}}}}


@router.post(
    "/api/v1/statements",
    response_model=Loaded,
    responses=responses(400, 401, 403, 413, 422, 429, 500, 503),
    openapi_extra=EXCHANGE,
)
async def post_statements(request: Request, store: TheStore, settings: TheSettings, key: Editor) -> dict[str, Any]:
    """Loads statements in the exchange format. A document of which one row is faulty is refused whole, and the answer is
    422 with each fault; the other documents of the body are loaded all the same.
    """
    text = await _body(request)
    # thirty thousand rows take seconds to read, and others are to be answered meanwhile
    found = await asyncio.to_thread(read_lines, "body", text.split("\n"))
    known = await asyncio.to_thread(register_entities)
    if not found.statements and not found.faults:
        raise InputRefused("Nothing was loaded", [Fault("body", "it is empty", "Send one JSON object a line")])
    # what stands in place of the id in a faulty row may be any text, and is not for the log
    docs = {item.statement.doc for item in found.statements} | {d for d in found.refused if ID.fullmatch(d)}
    async with writing(request, key, "load", docs) as told:
        report = await load(store.original, found.statements, found.sources, known=known, skip=frozenset(found.refused))
        await load_derived(store.original)
        await copies.refresh(store.original, settings.data_dir, report.loaded)
        await store.refresh()
        told |= {"documents": sorted(report.loaded), "statements": sum(report.loaded.values()), "added": report.added}
        faults = [*found.faults, *report.faults]
        if faults:
            refused = ", ".join(sorted(report.refused)) or "the faulty rows"
            raise InputRefused(
                f"Nothing was loaded of: {refused}. Loaded: {', '.join(report.loaded) or 'nothing'}", faults
            )
    return {"loaded": report.loaded, "added": report.added}


@router.delete(
    "/api/v1/documents/{id}",
    response_model=Withdrawn,
    responses=responses(400, 401, 403, 404, 422, 429, 500, 503) | {200: GONE},
)
async def delete_document(request: Request, store: TheStore, key: Editor, document_id: DocumentId) -> dict[str, Any]:
    """Takes a document out with all that it states, and with its candidates where it was read. What nothing else states
    goes with it; its ids then answer 410.
    """
    review: Review = request.app.state.review

    async def check() -> None:
        if document_id not in [d.id for d in review.documents()]:
            await _is_there(store, document_id)

    async with writing(request, key, "withdraw", [document_id], check) as told:
        removed = await withdraw(store.original, document_id)
        review.forget(document_id)
        await load_derived(store.original)
        await store.refresh()
        told["removed"] = removed
    return {"document": document_id, "removed": removed}


async def _is_there(store: Store, document_id: str) -> None:
    """Raises NotFound, and InputRefused for one that would be there again after the next load."""
    if not await store.original.read("MATCH (d:Source {id: $id}) RETURN d.id AS id", {"id": document_id}):
        raise NotFound(f"There is no document {document_id!r}", "/api/v1/documents lists them")
    methods = "MATCH (s:Statement {doc: $id}) RETURN DISTINCT s.method AS method"
    if [r["method"] for r in await store.original.read(methods, {"id": document_id})] == [BY_RULE]:
        reason = "all that it states follows from the law, and is derived anew after each load"
        raise InputRefused(
            "Nothing was withdrawn", [Fault("id", reason, "Withdraw the documents that it follows from")]
        )


@asynccontextmanager
async def writing(
    request: Request, key: Key, what: What, docs: Iterable[str], check: Callable[[], Awaitable[None]] | None = None
) -> AsyncIterator[dict[str, Any]]:
    """One write at a time, noted in the audit log; what is put into the dictionary is noted too.

    `check` may refuse it once no other write is under way.
    """
    audit: Audit = request.app.state.audit
    lock: asyncio.Lock = request.app.state.writing
    async with lock:
        if check is not None:
            await check()
        with audit.noted(what, f"key {key.id} ({key.name})", docs, request.state.request_id) as told:
            yield told


async def _body(request: Request) -> str:
    """The body as text. Raises TooLarge, InputRefused where it is no UTF-8."""
    mend = f"Send at most {MOST_BYTES:,} bytes at one time, whole documents"
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        raise TooLarge("The body is too large", mend)
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            raise TooLarge("The body is too large", mend)
        parts.append(part)
    try:
        return b"".join(parts).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefused("Nothing was loaded", [Fault("body", f"no UTF-8 ({error.reason})", "Send UTF-8")]) from error
