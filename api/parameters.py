"""Parameters that several endpoints share, and the rule that an unknown one is an error."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import Depends, Path, Query, Request

from graph.dates import parse
from graph.errors import BadParameter, Fault
from graph.ontology import ontology
from graph.settings import Settings
from graph.store import Store

EntityId = Annotated[str, Path(alias="id", max_length=400, description="Id of an entity", examples=["board-example"])]
Limit = Annotated[int, Query(ge=1, le=1000, description="How many items at most")]
Cursor = Annotated[str | None, Query(max_length=200, description="`next` of the answer before")]
if TYPE_CHECKING:
    Label = str
    Type = str
else:  # the values are the ontology's, which a type checker does not read
    Label = Literal[tuple(ontology().nodes)]
    Type = Literal[tuple(ontology().edges)]
Status = Literal["asserted", "unclear", "planned", "historic", "negated", "derived"]


def get_store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def get_settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


TheStore = Annotated[Store, Depends(get_store)]
TheSettings = Annotated[Settings, Depends(get_settings)]


def read_day(as_of: Annotated[str | None, Query(description="A day, like 2023-03-31")] = None) -> str | None:
    if as_of is None:
        return None
    try:
        span = parse(as_of)
    except ValueError as error:
        raise BadParameter("as_of is not valid", [Fault("as_of", str(error), "Write a day like 2023-03-31")]) from error
    if span is None or span.earliest != span.latest:
        raise BadParameter("as_of is not valid", [Fault("as_of", f"{as_of!r} is no day", "Write it like 2023-03-31")])
    return span.earliest.isoformat()


AsOf = Annotated[str | None, Depends(read_day)]


def read_cursor(cursor: Cursor = None) -> int:
    """How many items come before the page. Raises BadParameter for a cursor that we did not make."""
    if cursor is None:
        return 0
    try:
        text = base64.urlsafe_b64decode(cursor.encode() + b"==").decode()
        kind, number = text.split(":")
        if kind == "after" and number.isdecimal() and len(number) < 10:
            return int(number)
    except (ValueError, binascii.Error):
        pass
    raise BadParameter("cursor is not valid", [Fault("cursor", "it is none of ours", "Take `next` of the answer before")])


Offset = Annotated[int, Depends(read_cursor)]


def next_cursor(offset: int, limit: int, total: int) -> str | None:
    if offset + limit >= total:
        return None
    return base64.urlsafe_b64encode(f"after:{offset + limit}".encode()).decode().rstrip("=")


def only_known(request: Request) -> None:
    """Refuses query parameters that the OpenAPI document does not declare for the path. Raises BadParameter."""
    described = request.app.openapi()["paths"].get(request.scope["route"].path, {}).get(request.method.lower(), {})
    if described.get("x-open-parameters") or not described:
        return
    known = [p["name"] for p in described.get("parameters", []) if p["in"] == "query"]
    unknown = sorted(set(request.query_params) - set(known))
    if unknown:
        remedy = f"Known: {', '.join(known) or 'none'}"
        faults = [Fault(name, "there is no such parameter", remedy) for name in unknown]
        raise BadParameter("A parameter is not known here", faults)
