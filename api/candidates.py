"""Reading documents over HTTP, and deciding about the candidates; all of it with an editor's key."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path as FilePath
from pathlib import PureWindowsPath
from typing import Annotated, Any, Final

from fastapi import APIRouter, Body, Depends, Path, Query, Request
from pydantic import BaseModel, Field
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.types import Message

from api.examples import CORRECTED
from api.keys import Key
from api.middleware import tagged
from api.parameters import Limit, Offset, TheSettings, TheStore, only_known, paged
from api.problems import responses
from api.writes import Editor, an_editor, writing
from graph.errors import BadParameter, Fault, InputRefused, Refused, TooLarge
from graph.read import Page
from graph.settings import Settings
from graph.statements import read_row, sentence
from graph.store import Row, Store
from ingest.deciding import decide
from ingest.folder import FileReport, reported
from ingest.kept import Decision, Found, Kept, State, Wish
from ingest.place import words_around
from ingest.review import Review
from ingest.workers import Job, Workers, sha256_of

MOST_BYTES: Final = 60_000_000
"""Of one document that is sent."""
EVERYTHING: Final = 1_000_000


class Around(BaseModel):
    """The words that a candidate was read from."""

    before: str
    quote: str
    after: str
    found: bool = Field(description="Whether the document's text holds the quote at its place")


class Candidate(BaseModel):
    """A statement as it was read from a document, and what was decided about it."""

    id: str
    document: str
    row: dict[str, Any] = Field(description="As it was extracted, in the exchange format")
    sentence: str = Field(description="The statement in a plain sentence of ours, as corrected where it was")
    words: Around
    confidence: float = Field(ge=0, le=1)
    method: str | None
    state: State
    corrected: dict[str, Any] | None = Field(description="As a person corrected it")
    who: str | None = Field(description="Who decided")
    decided_at: str | None
    gone: str | None = Field(description="Since when the document, read anew, no longer says it")
    replaces: str | None = Field(description="The candidate whose place it takes, in a document that was changed")


class Candidates(BaseModel):
    items: list[Candidate]
    next: str | None
    total: int


class ReadIn(BaseModel):
    """What was read from a document."""

    document: str = Field(description="Its id")
    file: str
    unchanged: bool = Field(description="It was read before, and neither it nor the program has changed")
    new: int
    changed: int
    gone: int
    withheld: list[str] = Field(description="Where a name was left out of somebody who is to be protected, and why")
    notes: list[str]
    candidates: list[Candidate] = Field(description="The first thousand; /candidates?document= lists them all")
    total: int


class Decided(BaseModel):
    """Candidates that were accepted."""

    accepted: int
    documents: list[str]


class Correction(BaseModel):
    """What is to be otherwise; what is left out stays as it was extracted, and so does the evidence."""

    row: dict[str, Any] = Field(
        description="The statement as it should be, in the exchange format; of it subject, predicate, object, props, "
        "status and note are taken",
        examples=[CORRECTED],
    )


def get_review(request: Request) -> Review:
    review: Review = request.app.state.review
    return review


def names_are_shown(settings: TheSettings) -> None:
    """Raises Refused where names of people are withheld: candidates hold them."""
    if settings.people == "roles":
        raise Refused(
            "Candidates hold names of people, and these are withheld here", "Review where SAFEGOV_PEOPLE is named"
        )


TheReview = Annotated[Review, Depends(get_review)]
CandidateId = Annotated[
    str, Path(alias="id", max_length=400, description="Id of a candidate", examples=["c-0123456789abcdef0123"])
]
CORRECTS = Body(openapi_examples={"dated": {"value": {"row": CORRECTED}}})
GUARDED = [Depends(only_known), Depends(an_editor), Depends(names_are_shown)]
router = APIRouter(prefix="/api/v1", tags=["writing"], dependencies=GUARDED)
ERRORS = responses(400, 401, 403, 404, 422, 429, 500, 503)
SENT = {
    "requestBody": {
        "required": True,
        "description": "One document: PDF, DOCX, HTML, text, Markdown, XLSX or CSV",
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object", "required": ["file"],
                    "properties": {"file": {"type": "string", "contentMediaType": "application/octet-stream"}},
                },
                "example": {"file": "The Examplia Safeguarding Partnership is chaired by Ada Example."},
            }
        },
    }
}  # fmt: skip


@router.post("/documents", response_model=ReadIn, responses=ERRORS | responses(413), openapi_extra=SENT)
async def post_document(request: Request, review: TheReview, settings: TheSettings, key: Editor) -> dict[str, Any]:
    """Reads a document into candidates, which wait until somebody accepts them. A file of the same name that was sent
    before is the same document, read anew: what was decided stays decided.
    """
    report, unchanged = await read_in(request, review, key)
    kept, total = await asyncio.to_thread(review.candidates, Wish(report.document), limit=1000)
    return {
        "document": report.document, "file": report.file, "unchanged": unchanged, "new": report.new,
        "changed": report.changed, "gone": report.gone, "withheld": list(report.withheld), "notes": list(report.notes),
        "candidates": shown(review, kept), "total": total,
    }  # fmt: skip


@router.get("/candidates", response_model=Candidates, responses=ERRORS, dependencies=[Depends(tagged)])
async def list_candidates(
    *,
    request: Request,
    review: TheReview,
    document: Annotated[
        str | None, Query(max_length=400, description="Of this document", examples=["report-2021"])
    ] = None,
    state: Annotated[State | None, Query(description="In this state", examples=["waiting"])] = None,
    method: Annotated[str | None, Query(max_length=100, description="Read so", examples=["attendance-table"])] = None,
    min_confidence: Annotated[float, Query(ge=0, le=1, description="At least so sure", examples=[0.5])] = 0.0,
    offset: Offset,
    limit: Limit = 100,
) -> Row:
    """What was read from documents and what was decided about it, in the order of each text."""
    wish = Wish(document, state, method, min_confidence)
    kept, total = await asyncio.to_thread(review.candidates, wish, limit=limit, offset=offset)
    items = await asyncio.to_thread(shown, review, kept)
    return paged(request, Page(items, total), offset, limit)


@router.post("/candidates/accept", response_model=Decided, responses=ERRORS)
async def accept_all(
    *,
    request: Request,
    review: TheReview,
    store: TheStore,
    settings: TheSettings,
    key: Editor,
    document: Annotated[str, Query(max_length=400, description="Of this document", examples=["report-2021"])],
    above: Annotated[float, Query(ge=0, le=1, description="With at least this confidence", examples=[0.9])],
) -> dict[str, Any]:
    """Accepts all candidates of a document that wait and are at least so sure."""
    review.document(document)
    waiting = review.candidates(Wish(document, "waiting", least=above, gone=False), limit=EVERYTHING)[0]
    await decided(request, [Decision(k.id, "accepted") for k in waiting], [document])
    return {"accepted": len(waiting), "documents": [document]}


@router.post("/candidates/{id}/accept", response_model=Candidate, responses=ERRORS)
async def accept(request: Request, review: TheReview, candidate_id: CandidateId) -> dict[str, Any]:
    """Accepts a candidate: its statement is put into the store."""
    return await _one(request, review, Decision(candidate_id, "accepted"))


@router.post("/candidates/{id}/reject", response_model=Candidate, responses=ERRORS)
async def reject(request: Request, review: TheReview, candidate_id: CandidateId) -> dict[str, Any]:
    """Rejects a candidate; where it had been accepted its statement is taken out of the store again."""
    return await _one(request, review, Decision(candidate_id, "rejected"))


@router.post("/candidates/{id}/correct", response_model=Candidate, responses=ERRORS)
async def correct(
    request: Request,
    review: TheReview,
    candidate_id: CandidateId,
    body: Annotated[Correction, CORRECTS],
) -> dict[str, Any]:
    """Accepts a candidate as somebody corrected it. What was extracted is kept beside it."""
    kept = review.candidate(candidate_id)
    said = {k: v for k, v in body.row.items() if k in ("subject", "predicate", "object", "props", "status", "note")}
    return await _one(request, review, Decision(candidate_id, "corrected", {**kept.row, **said}))


async def _one(request: Request, review: Review, decision: Decision) -> dict[str, Any]:
    kept = review.candidate(decision.id)
    [kept] = await decided(request, [decision], [kept.doc])
    return shown(review, [kept])[0]


async def decided(request: Request, decisions: Sequence[Decision], docs: Sequence[str]) -> list[Kept]:
    """Keeps decisions and has the store follow, noted in the audit log under the key of the request."""
    state, key = request.app.state, request.state.key
    store: Store = state.store
    settings: Settings = state.settings
    review: Review = state.review
    who = f"key {key.id} ({key.name})"
    async with writing(request, key, "review", docs) as told:
        kept = await decide(review, store.original, settings.data_dir, decisions, who)
        told |= {w: n for w in ("accepted", "rejected", "corrected") if (n := sum(d.state == w for d in decisions))}
    return kept


async def read_in(request: Request, review: Review, key: Key) -> tuple[FileReport, bool]:
    """Reads the file that a form brings, in a process of its own, and keeps its candidates. Says, too, whether it was
    known and is unchanged.

    Raises TooLarge, BadParameter where there is no file, InputRefused where it can not be read.
    """
    with tempfile.TemporaryDirectory(prefix="safegov-") as folder:
        name, path = await _received(request, FilePath(folder))
        async with request.app.state.reading:  # reading takes seconds, and other writes go on meanwhile
            known = await asyncio.to_thread(_known, path, review)
            if known:
                total = sum(review.document(known).counts.values())
                return FileReport(name, known, total, 0, 0, 0, review.document(known).withheld), True
            kept_as = f"sent/{name}"
            found = await asyncio.to_thread(_read, Job(path, review.id_for(kept_as), name, kept_as))
            async with writing(request, key, "ingest", [found.doc]) as told:
                report = reported(name, found, review.take(found))
                told["candidates"] = report.candidates
        return report, False


def _known(path: FilePath, review: Review) -> str | None:
    from ingest.extract import VERSION  # noqa: PLC0415  # extractors are slow to import

    return review.known(sha256_of(path), VERSION)


def _read(job: Job) -> Found:
    with Workers(1) as workers:
        [outcome] = workers.run([job])
    if outcome.found is None:
        raise InputRefused("The document was not read", list(outcome.faults))
    return outcome.found


async def _received(request: Request, folder: FilePath) -> tuple[str, FilePath]:
    """The name of the file that a form brings, and where its content lies now, under the same ending."""
    left = MOST_BYTES

    async def counted() -> Message:
        nonlocal left
        message = await request.receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise TooLarge("The document is too large", f"Send at most {MOST_BYTES:,} bytes")
        return message

    try:
        async with Request(request.scope, counted).form(max_files=1, max_fields=4) as form:
            sent = form.get("file")
            if not isinstance(sent, UploadFile) or not sent.filename:
                raise BadParameter(
                    "There is no document", [Fault("file", "it is missing", "Send multipart/form-data with a file")]
                )
            name = PureWindowsPath(sent.filename).name.strip()[-200:]
            path = folder / f"sent{FilePath(name).suffix[:10]}"
            with path.open("wb") as file:  # on a disk of this machine
                while part := await sent.read(1 << 20):
                    file.write(part)
            return name, path
    except HTTPException as error:  # what the parser of forms raises
        fault = Fault("body", str(error.detail), "Send multipart/form-data with one file")
        raise BadParameter("The form can not be read", [fault]) from error


def shown(review: Review, candidates: Sequence[Kept]) -> list[dict[str, Any]]:
    """Candidates as they are answered, each beside the words that it was read from."""
    pages = {doc: review.pages(doc) for doc in {k.doc for k in candidates}}
    made = []
    for k in candidates:
        words = words_around(pages[k.doc], k.row)
        made.append({
            "id": k.id, "document": k.doc, "row": dict(k.row), "sentence": sentence(read_row(dict(k.stated))),
            "words": {"before": words.before, "quote": words.quote, "after": words.after, "found": words.found},
            "confidence": k.confidence, "method": k.method, "state": k.state,
            "corrected": None if k.corrected is None else dict(k.corrected), "who": k.who, "decided_at": k.decided_at,
            "gone": k.gone, "replaces": k.replaces,
        })  # fmt: skip
    return made
