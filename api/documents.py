"""The documents that statements come from, and single statements."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.models import Document, Documents, Statement, Statements
from api.parameters import DocumentId, Limit, Offset, StatementId, TheStore, paged
from api.problems import RESPONSES
from graph import read
from graph.cells import cell
from graph.read_documents import document, documents, statements_of
from graph.store import Row

router = APIRouter(prefix="/api/v1", responses=RESPONSES, tags=["sources"])

MOST = 1_000_000
"""Rows of a table to take away."""
CSV: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/csv": {"schema": {"type": "string"}}}, "description": "A table with a header line"}
}
DOCUMENT = (
    "id", "title", "publisher", "date", "kind", "url", "loaded_at", "statements", "quotes_at_hand", "quotes_found",
)  # fmt: skip
STATEMENT = (
    "id", "status", "subject_id", "subject", "predicate", "object_id", "object", "properties", "note", "page", "lines",
    "section", "sentence", "quote", "quote_found",
)  # fmt: skip


@router.get("/documents", response_model=Documents)
async def list_documents(*, request: Request, store: TheStore, offset: Offset, limit: Limit = 100) -> Row:
    """The documents, each with its statements by status and the quotes that are at hand."""
    return paged(request, await documents(store, limit=limit, offset=offset), offset, limit)


@router.get("/documents.csv", response_class=Response, responses=CSV)
async def download_documents(store: TheStore) -> Response:
    """All documents as a table."""
    found = (await documents(store, limit=MOST, offset=0)).items
    return _csv("documents.csv", DOCUMENT, ([d[c] for c in DOCUMENT] for d in found))


@router.get("/documents/{id}/statements.csv", response_class=Response, responses=CSV)
async def download_statements(store: TheStore, document_id: DocumentId) -> Response:
    """All that a document states as a table, in the order of its text; negated and planned statements included."""
    found = (await statements_of(store, document_id, limit=MOST, offset=0)).items
    return _csv("statements.csv", STATEMENT, map(_cells, found))


@router.get("/documents/{id}", response_model=Document)
async def get_document(store: TheStore, document_id: DocumentId) -> Row:
    """One document, with its statements by status and by predicate."""
    return await document(store, document_id)


@router.get("/documents/{id}/statements", response_model=Statements)
async def list_statements(
    *, request: Request, store: TheStore, document_id: DocumentId, offset: Offset, limit: Limit = 100
) -> Row:
    """What a document states, in the order of its text; negated and planned statements included."""
    page = await statements_of(store, document_id, limit=limit, offset=offset)
    return paged(request, page, offset, limit)


@router.get("/statements/{id}", response_model=Statement)
async def get_statement(store: TheStore, statement_id: StatementId) -> Row:
    """One statement with its ends and its evidence."""
    return await read.statement(store, statement_id)


def _cells(s: Row) -> list[object]:
    e = s["evidence"]
    properties = [f"{k}: {v}" for k, v in s["properties"].items()]
    return [
        s["id"], s["status"], s["subject"]["id"], s["subject"]["name"], s["predicate"], s["object"]["id"],
        s["object"]["name"], properties, s["note"], e["page"], e["lines"], e["section"], e["sentence"], e["quote"],
        e["quote_found"],
    ]  # fmt: skip


def _csv(name: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Response:
    made = io.StringIO()
    sheet = csv.writer(made)
    sheet.writerow(columns)
    sheet.writerows([cell(value) for value in row] for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)
