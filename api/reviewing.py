"""The pages for reviewing. They work without scripts; a browser's password is the editor's key, and a form is taken only
from a page of this service.
"""

from __future__ import annotations

import asyncio
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from api.access import Access
from api.candidates import EVERYTHING, TheReview, decided, names_are_shown, read_in
from api.keys import Key
from api.middleware import tagged
from api.pages import only, part_of
from api.parameters import DocumentId
from graph.errors import BadParameter, Fault, Faulty, InputRefused, NotFound, TooLarge
from graph.statements import RowError
from ingest.kept import STATES, Decision, Wish
from ingest.review import Review
from ingest.round import corrected_row, read_props
from visualise.pages.review import FIELDS, Mistake, candidates_page, done_in_words, review_href, review_page

MOST_BYTES: Final = 100_000
"""Of a form without a file."""
SAME_ORIGIN: Final = {"Referrer-Policy": "same-origin"}
"""So that a browser says where a form comes from."""


def an_editor(request: Request) -> Key:
    access: Access = request.app.state.access
    return access.editor_on_page(request)


Editor = Annotated[Key, Depends(an_editor)]
router = APIRouter(
    prefix="/review", tags=["pages"], include_in_schema=False,
    dependencies=[Depends(an_editor), Depends(names_are_shown)],
)  # fmt: skip


@router.get("", dependencies=[Depends(tagged)])
async def documents(review: TheReview, given: Annotated[dict[str, str], Depends(only())]) -> HTMLResponse:
    """The documents that were read."""
    return _page(await asyncio.to_thread(review_page, review))


@router.post("")
async def document_sent(request: Request, review: TheReview, key: Editor) -> Response:
    """Reads a document, and leads to its candidates."""
    try:
        report, _ = await read_in(request, review, key)
    except Faulty as error:
        errors = [("file", _told(f)) for f in error.faults]
        return _page(await asyncio.to_thread(review_page, review, errors), error.status)
    return RedirectResponse(review_href(report.document), 303)


@router.get("/{id}", dependencies=[Depends(tagged)])
async def candidates(
    review: TheReview,
    document_id: DocumentId,
    given: Annotated[dict[str, str], Depends(only("state", "page", "done", "count"))],
) -> HTMLResponse:
    """The candidates of a document beside the words that they were read from."""
    state, part = _state(given.get("state")), part_of(given.get("page"))
    said = done_in_words(given.get("done"), given.get("count"))
    return _page(await asyncio.to_thread(candidates_page, review, document_id, state=state, part=part, said=said))


@router.post("/{id}")
async def decision_sent(request: Request, review: TheReview, document_id: DocumentId) -> Response:
    """One decision, or accepting all that are sure enough; leads back to where the form was."""
    review.document(document_id)
    form = await _form(request)
    state, part = _state(form.get("state")), part_of(form.get("page"))
    candidate = form.get("candidate", "")
    try:
        decisions = _decisions(review, document_id, form)
        await decided(request, decisions, [document_id])
    except RowError as error:
        text = f"{error.reason[:1].upper()}{error.reason[1:]}. {error.remedy}"
    except InputRefused as error:
        text = "; ".join(f"{f.reason}. {f.remedy}" for f in error.faults)
    else:
        back = review_href(
            document_id, state=None if state == "waiting" else state, page=part, done=form.get("decision"),
            count=str(len(decisions)) if form.get("decision") == "all" else None,
        )  # fmt: skip
        return RedirectResponse(back + "#candidates", 303, headers=SAME_ORIGIN)
    mistake = Mistake(candidate, text, {name: form.get(name, "") for name in FIELDS})
    html = await asyncio.to_thread(candidates_page, review, document_id, state=state, part=part, mistake=mistake)
    return _page(html, 422)


def _decisions(review: Review, doc: str, form: dict[str, str]) -> list[Decision]:
    """Raises RowError for a correction that can not be taken, BadParameter for a form that is none of ours."""
    word = form.get("decision")
    if word == "all":
        least = _share(form.get("above", ""))
        waiting = review.candidates(Wish(doc, "waiting", least=least, gone=False), limit=EVERYTHING)[0]
        return [Decision(k.id, "accepted") for k in waiting]
    kept = review.candidate(form.get("candidate", ""))
    if kept.doc != doc:
        raise NotFound(f"{kept.id!r} is no candidate of {doc!r}", "Go back to the page and choose again")
    if word == "accept":
        return [Decision(kept.id, "accepted")]
    if word == "reject":
        return [Decision(kept.id, "rejected")]
    if word == "correct":
        given = {name: form.get(name, "") for name in FIELDS}
        row = corrected_row(kept, {**given, "props": read_props(given["props"])})
        return [Decision(kept.id, "corrected", row)]
    raise BadParameter("decision", [Fault("decision", "it is not known", "Choose accept, reject or correct")])


async def _form(request: Request) -> dict[str, str]:
    if int(request.headers.get("Content-Length") or MOST_BYTES + 1) > MOST_BYTES:
        raise TooLarge("The form is too large", f"Send at most {MOST_BYTES:,} bytes")
    try:
        async with request.form(max_files=0, max_fields=20) as form:
            return {k: v.strip() for k, v in form.items() if isinstance(v, str)}
    except HTTPException as error:  # what the parser of forms raises
        raise BadParameter("The form can not be read", [Fault("body", str(error.detail), "Send it again")]) from error


def _state(text: str | None) -> str:
    if text in (None, "", "waiting"):
        return "waiting"
    known = (*STATES, "gone", "all")
    if text in known:
        return str(text)
    raise BadParameter("state", [Fault("state", f"{text!r} is not known", f"Known: {', '.join(known)}")])


def _told(fault: Fault) -> str:
    """A fault of a file that was sent, with the file's name where it is known."""
    name = "" if fault.where in ("file", "body") else f"{fault.where}: "
    return f"{name}{fault.reason}. {fault.remedy}"


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise BadParameter("above", [Fault("above", f"{text[:20]!r} is no confidence", "Write a number from 0 to 1")])
    return share


def _page(html: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(html, status, headers=SAME_ORIGIN)
