"""Entities, and the edges of each with their evidence."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request

from api.models import Edges, Entities, EntityWithEdges
from api.parameters import AsOf, EntityId, Label, Limit, Offset, Status, TheStore, Type, paged
from api.problems import RESPONSES, responses
from graph import read
from graph.errors import BadParameter, Fault
from graph.store import Row

router = APIRouter(prefix="/api/v1", responses=RESPONSES, tags=["graph"])

OF_ONE = responses(308, 410)


@router.get("/entities", response_model=Entities)
async def list_entities(
    *,
    request: Request,
    store: TheStore,
    offset: Offset,
    q: Annotated[
        str | None,
        Query(
            min_length=1,
            max_length=200,
            description="Name or alias, or a part of it",
            examples=["Northmarsh"],
            json_schema_extra={"pattern": r"\S"},
        ),
    ] = None,
    label: Annotated[Label | None, Query(description="Only entities of this label", examples=["Board"])] = None,
    borough: Annotated[
        str | None,
        Query(
            max_length=200,
            description="Id of a borough: what covers it",
            examples=["borough-northmarsh"],
            json_schema_extra={"pattern": "^borough-."},
        ),
    ] = None,
    limit: Limit = 100,
) -> Row:
    """Entities by name or alias, best match first; without `q` by name. Meetings only where `label` asks for them."""
    if borough is not None:
        if not borough.startswith("borough-"):
            fault = Fault("borough", f"{borough!r} is no id of a borough", "Those begin with 'borough-'")
            raise BadParameter("borough is not valid", [fault])
        borough = (await read.current_ids(store, {"borough": borough}))["borough"]
    page = await read.entities(store, q=q, label=label, borough=borough, limit=limit, offset=offset)
    return paged(request, page, offset, limit)


@router.get("/entities/{id}", response_model=EntityWithEdges, responses=OF_ONE)
async def get_entity(store: TheStore, entity_id: EntityId) -> Row:
    """One entity, with the number of its edges by type. A merged id redirects (308), a withdrawn one is 410."""
    return await read.entity(store, entity_id)


@router.get("/entities/{id}/edges", response_model=Edges, responses=OF_ONE)
async def list_edges(
    *,
    request: Request,
    store: TheStore,
    entity_id: EntityId,
    as_of: AsOf,
    offset: Offset,
    type_: Annotated[
        list[Type] | None, Query(alias="type", description="Only these edge types", examples=[["MEMBER_OF"]])
    ] = None,
    direction: Annotated[
        Literal["out", "in", "both"], Query(description="As source, as target, or both", examples=["both"])
    ] = "both",
    status: Annotated[
        list[Status] | None,
        Query(description="Only these; planned and negated if asked for", examples=[["asserted"]]),
    ] = None,
    limit: Limit = 100,
) -> Row:
    """The edges of an entity, each with its evidence.

    Negated and planned statements are no edges: they are listed only where `status` asks for them. With `as_of`, what
    was surely not in force on that day is left out, and `in_force` says of the rest whether it surely or possibly was.
    """
    page = await read.edges(
        store, entity_id, types=type_ or (), direction=direction, as_of=as_of, statuses=status or (), limit=limit,
        offset=offset,
    )  # fmt: skip
    return paged(request, page, offset, limit)
