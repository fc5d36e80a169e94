"""Parameters that several endpoints share, and the rule that an unknown one is an error."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import Depends, Path, Query, Request

from graph.dates import parse
from graph.errors import BadParameter, Fault
from graph.ontology import ontology
from graph.read import Page
from graph.settings import Settings
from graph.statements import canonical, sha256
from graph.store import Row, Store

StatementId = Annotated[str, Path(alias="id", max_length=400, description="Id of a statement", examples=["s-0123"])]


def _id(what: str, example: str) -> Any:
    return Path(alias="id", max_length=400, description=f"Id of a{what}", examples=[example])


EntityId = Annotated[str, _id("n entity", "organisation-northmarsh-council")]
BoardId = Annotated[str, _id(" board", "board-northmarsh-safeguarding-partnership")]
PersonId = Annotated[str, _id(" person", "person-ada-example")]
BoroughId = Annotated[str, _id(" borough", "borough-northmarsh")]
DocumentId = Annotated[str, Path(alias="id", max_length=400, description="Id of a document", examples=["report-2021"])]
Limit = Annotated[int, Query(ge=1, le=1000, description="How many items at most", examples=[100])]
Cursor = Annotated[
    str | None, Query(max_length=200, description="`next` of the answer before", examples=["M2Y5YTFjMjQ6MTAw"])
]
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


DAY: dict[str, Any] = {"format": "date", "examples": ["2023-03-31"]}


def read_day(
    as_of: Annotated[
        str | None,
        Query(description="A day: what was surely not in force on it is left out", json_schema_extra=DAY),
    ] = None,
) -> str | None:
    return _day("as_of", as_of)


def read_days(
    first: Annotated[
        str | None,
        Query(alias="from", description="A day: what was surely before it is left out", json_schema_extra=DAY),
    ] = None,
    last: Annotated[
        str | None, Query(alias="to", description="A day: what was surely after it is left out", json_schema_extra=DAY)
    ] = None,
) -> tuple[str | None, str | None]:
    days = _day("from", first), _day("to", last)
    if days[0] and days[1] and days[0] > days[1]:
        raise BadParameter(
            "to is not valid", [Fault("to", f"{days[1]} is before {days[0]}", "Give the later day here")]
        )
    return days


def _day(name: str, text: str | None) -> str | None:
    if text is None:
        return None
    try:
        span = parse(text)
    except ValueError as error:
        raise BadParameter(f"{name} is not valid", [Fault(name, str(error), "Write a day like 2023-03-31")]) from error
    if span is None or span.earliest != span.latest:
        raise BadParameter(f"{name} is not valid", [Fault(name, f"{text!r} is no day", "Write it like 2023-03-31")])
    return span.earliest.isoformat()


AsOf = Annotated[str | None, Depends(read_day)]
Days = Annotated[tuple[str | None, str | None], Depends(read_days)]
"""First and last day of what is asked for."""


def read_cursor(request: Request, cursor: Cursor = None) -> int:
    """How many items come before the page. Raises BadParameter for a cursor that we did not make for this list."""
    if cursor is None:
        return 0
    try:
        text = base64.b64decode(cursor.encode() + b"=" * (-len(cursor) % 4), b"-_", validate=True).decode()
        made_for, number = text.split(":")
        if made_for == _list_of(request) and number.isdecimal() and len(number) < 10:
            return int(number)
    except (ValueError, binascii.Error):
        pass
    reason, remedy = "it was not made for this list", "Take `next` of the answer before, and change nothing but limit"
    raise BadParameter("cursor is not valid", [Fault("cursor", reason, remedy)])


Offset = Annotated[int, Depends(read_cursor)]


def paged(request: Request, page: Page, offset: int, limit: int) -> Row:
    """One page of a list as it is answered: items, cursor of the next page, total."""
    after = offset + limit
    cursor = base64.urlsafe_b64encode(f"{_list_of(request)}:{after}".encode()).decode().rstrip("=")
    return {"items": page.items, "next": cursor if after < page.total else None, "total": page.total}


def _list_of(request: Request) -> str:
    """A short hash of path and filters: a cursor of another list would skip or repeat items without a word."""
    asked = sorted((k, v) for k, v in request.query_params.multi_items() if k not in ("cursor", "limit"))
    return sha256(canonical([request.url.path, asked]))[:8]


def only_known(request: Request) -> None:
    """Refuses query parameters that the OpenAPI document does not declare for the path, that are empty, or that are
    given more than once where one is meant. Raises BadParameter.
    """
    described = request.app.openapi()["paths"][request.scope["route"].path][request.method.lower()]
    known = {p["name"]: p["schema"] for p in described.get("parameters", []) if p["in"] == "query"}
    faults = []
    for name in dict.fromkeys(request.query_params):
        values = request.query_params.getlist(name)
        if name not in known and not described.get("x-open-parameters"):
            faults.append(Fault(name, "there is no such parameter", f"Known: {', '.join(known) or 'none'}"))
        elif not all(v.strip() for v in values):
            faults.append(Fault(name, "it is empty", "Give it a value, or leave it out"))
        elif len(values) > 1 and name in known and not _is_list(known[name]):
            faults.append(Fault(name, f"it is given {len(values)} times", "Give it once"))
    if faults:
        raise BadParameter("A parameter is not valid", faults)


def _is_list(schema: dict[str, Any]) -> bool:
    return any(kind.get("type") == "array" for kind in (schema, *schema.get("anyOf", ())))
