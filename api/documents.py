"""The documents that statements come from, and single statements."""

from __future__ import annotations

from fastapi import APIRouter, Request

from api.models import Document, Documents, Statement, Statements
from api.parameters import DocumentId, Limit, Offset, StatementId, TheStore, paged
from api.problems import RESPONSES
from graph import read
from graph.read_documents import document, documents, statements_of
from graph.store import Row

router = APIRouter(prefix="/api/v1", responses=RESPONSES, tags=["sources"])


@router.get("/documents", response_model=Documents)
async def list_documents(*, request: Request, store: TheStore, offset: Offset, limit: Limit = 100) -> Row:
    """The documents, each with its statements by status and the quotes that are at hand."""
    return paged(request, await documents(store, limit=limit, offset=offset), offset, limit)


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
