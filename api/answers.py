"""The answers of the API as typed dictionaries, for the client. A test holds them to the OpenAPI document."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

Status = Literal["asserted", "unclear", "planned", "historic", "negated", "derived"]
Sure = Literal["surely", "possibly"]


class Entity(TypedDict):
    id: str
    label: str
    kind: str | None
    name: str
    aliases: list[str]
    identifiers: dict[str, str]
    area: list[str]


class EntityWithEdges(Entity):
    edges: dict[str, dict[str, int]]


class End(TypedDict):
    id: str
    label: str
    name: str


class Evidence(TypedDict):
    statement: str
    document: str
    title: str
    publisher: str | None
    date: str | None
    url: str | None
    lines: list[int] | None
    page: int | list[int] | None
    section: str | None
    quote: str | None
    quote_found: bool | None
    sentence: str
    status: Status
    method: str | None


class Dates(TypedDict):
    start_earliest: str | None
    start_latest: str | None
    end_earliest: str | None
    end_latest: str | None
    sure_from: str | None
    sure_to: str | None


class Edge(TypedDict):
    id: str
    type: str
    source: End
    target: End
    properties: dict[str, Any]
    valid_from: str | None
    valid_to: str | None
    dates: Dates
    status: Status
    in_force: Sure | None
    via: End | None
    evidence: list[Evidence]


class Record(TypedDict):
    attended: bool | None
    capacity: str | None
    role: str | None
    organisation: str | None
    chair: bool | None
    deputy_for: str | None


class Attended(Edge):
    date: str | None
    record: Record
    within: Sure | None


class PrintedRate(Edge):
    within: Sure | None


class BoroughBoard(TypedDict):
    tie: Literal["covers", "area"]
    id: str | None
    type: str | None
    source: End
    target: End
    properties: dict[str, Any]
    valid_from: str | None
    valid_to: str | None
    dates: Dates
    status: Status | None
    in_force: Sure | None
    named_so: int | None
    evidence: list[Evidence]


class Statement(TypedDict):
    id: str
    subject: Entity
    predicate: str
    object: Entity
    properties: dict[str, Any]
    status: Status
    note: str | None
    evidence: Evidence


class LoadedDocument(TypedDict):
    id: str
    title: str | None
    publisher: str | None
    date: str | None
    kind: str | None
    url: str | None
    loaded_at: str | None
    statements: int
    by_status: dict[str, int]
    quotes_at_hand: int
    quotes_found: int


class Document(LoadedDocument):
    by_predicate: dict[str, int]


class Around(TypedDict):
    before: str
    quote: str
    after: str
    found: bool


class Candidate(TypedDict):
    id: str
    document: str
    row: dict[str, Any]
    sentence: str
    words: Around
    confidence: float
    method: str | None
    state: Literal["waiting", "accepted", "rejected", "corrected"]
    corrected: dict[str, Any] | None
    who: str | None
    decided_at: str | None
    gone: str | None
    replaces: str | None


class ReadIn(TypedDict):
    document: str
    file: str
    unchanged: bool
    new: int
    changed: int
    gone: int
    withheld: list[str]
    notes: list[str]
    candidates: list[Candidate]
    total: int
