"""What is loaded, the export, and whether the service is alive and ready."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.models import Catalog, Ready
from api.parameters import TheStore
from api.problems import RESPONSES, responses
from graph import read
from graph.errors import StoreUnavailable, TooSlow
from graph.export import FORMATS, ExportFormat, Kind, export
from graph.store import Row

router = APIRouter(tags=["sources"])


def _schema(kind: Kind) -> Row:
    if kind.media_type.endswith(("/json", "+json")):
        return {"type": "object"}
    return {"type": "string"} if kind.text else {"type": "string", "format": "binary"}


@router.get("/healthz", responses=responses(400, 422))
async def healthz() -> dict[str, str]:
    """The process is alive."""
    return {"status": "alive"}


@router.get("/readyz", response_model=Ready, responses=responses(400, 422, 503))
async def readyz(store: TheStore) -> Row:
    """The store answers and holds statements; 503 where not."""
    try:
        found = await store.read(
            "MATCH (m:Meta {id: 'store'}) OPTIONAL MATCH (s:Statement) "
            "RETURN m.schema_version AS version, count(s) AS n",
            seconds=5,
        )
    except TooSlow as error:
        raise StoreUnavailable("The store does not answer", "Try again in a moment") from error
    if not found or not found[0]["n"]:
        raise StoreUnavailable("The store is empty", "Load something: safegov load")
    return {"status": "ready", "statements": found[0]["n"], "schema_version": found[0]["version"]}


@router.get("/api/v1/catalog", response_model=Catalog, responses=RESPONSES)
async def get_catalog(store: TheStore) -> Row:
    """Loaded sources with load time and counts; the whole graph in numbers."""
    return await read.catalog(store)


@router.get(
    "/api/v1/export",
    response_class=Response,
    responses={
        **RESPONSES,
        200: {"content": {k.media_type: {"schema": _schema(k)} for k in FORMATS.values()}},
    },
)
async def get_export(
    store: TheStore,
    format_: Annotated[
        ExportFormat,
        Query(
            alias="format",
            description="; ".join(f"{n}: {k.means}" for n, k in FORMATS.items()),
            examples=["jsonl"],
        ),
    ] = "jsonl",
) -> Response:
    """The whole graph as one file, as `safegov export` writes it; each format has status, dates and evidence."""
    kind = FORMATS[format_]
    headers = {"Content-Disposition": f'attachment; filename="{kind.file_name}"'}
    return Response(await export(store, format_), headers={**headers, "Content-Type": kind.media_type})
