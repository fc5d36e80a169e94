"""The shapes of the answers, for OpenAPI and for checking what leaves the app."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

Status = Literal["asserted", "unclear", "planned", "historic", "negated", "derived"]


class Entity(BaseModel):
    """An organisation, board, role, person, borough, BCU, protocol, programme, theme, review, meeting or document."""

    id: str = Field(examples=["organisation-metropolitan-police-service"])
    label: str = Field(examples=["Organisation"])
    kind: str | None = Field(examples=["police force"])
    name: str = Field(examples=["Metropolitan Police Service"])
    aliases: list[str] = Field(examples=[["MPS"]])
    identifiers: dict[str, str] = Field(description="Scheme and value, such as gss: E09000012")
    area: list[str] = Field(description="The boroughs that it belongs to, where that is known")


class EntityWithEdges(Entity):
    edges: dict[str, dict[Literal["out", "in"], int]] = Field(description="How many edges of each type, by direction")


class Entities(BaseModel):
    items: list[Entity]
    next: str | None = Field(description="Cursor of the next page; null on the last")
    total: int


class Evidence(BaseModel):
    """Where a document states it."""

    statement: str = Field(description="Id of the statement")
    document: str
    title: str
    publisher: str | None
    date: str | None = Field(description="The document's date, as printed")
    url: str | None
    lines: list[int] | None = Field(description="First and last line of the document's text, counted from 1")
    page: int | list[int] | None
    section: str | None
    quote: str | None = Field(description="The words, where a copy of the document has been added")
    quote_found: bool | None = Field(description="Whether the added copy holds the words; null without a copy")
    sentence: str = Field(description="The statement in a plain sentence of ours")
    status: Status
    method: str | None


class End(BaseModel):
    id: str
    label: str
    name: str


class Dates(BaseModel):
    """Days between which each end lies; from sure_from to sure_to it surely held."""

    start_earliest: str | None = None
    start_latest: str | None = None
    end_earliest: str | None = None
    end_latest: str | None = None
    sure_from: str | None = None
    sure_to: str | None = None


class Edge(BaseModel):
    """One claim between two entities, with all evidence for it."""

    id: str
    type: str
    source: End
    target: End
    properties: dict[str, Any]
    valid_from: str | None = Field(description="Partial date; null where it is not known")
    valid_to: str | None
    dates: Dates
    status: Status
    in_force: Literal["surely", "possibly"] | None = Field(None, description="With as_of: how sure the documents are")
    via: End | None = Field(None, description="The post through which a person sits there")
    evidence: list[Evidence]


class Edges(BaseModel):
    items: list[Edge]
    next: str | None
    total: int


class Record(BaseModel):
    """One line of the minutes or of an attendance table, as it is there; null: it does not say."""

    attended: bool | None
    capacity: str | None = Field(description="present, apologies, absent, in_attendance, deputy or observer")
    role: str | None
    organisation: str | None
    chair: bool | None
    deputy_for: str | None


Within = Literal["surely", "possibly"] | None
WITHIN = "With from or to: how sure it is that it lies between them"


class Attended(Edge):
    """A record of attendance: an edge to the meeting."""

    date: str | None = Field(description="Partial date of the meeting; null where no document tells it")
    record: Record
    within: Within = Field(None, description=WITHIN)


class PrintedRate(Edge):
    """An attendance rate as a document prints it, in `properties.rate_percent`."""

    within: Within = Field(None, description=WITHIN)


class Meeting(BaseModel):
    id: str
    name: str
    date: str | None = Field(description="Partial date; null where no document tells it")
    records: int
    capacities: dict[str, int] = Field(
        description="How many records of each capacity; those that tell none are not in it"
    )


class Attendance(BaseModel):
    items: list[Attended]
    next: str | None
    total: int
    meetings: list[Meeting] = Field(description="All meetings of the whole list, by day; those without one at the end")
    printed_rates: list[PrintedRate]


class BoroughBoard(BaseModel):
    """A board (source) and how it is tied to the borough (target)."""

    tie: Literal["covers", "area"] = Field(
        description="covers: a document states it; area: documents name the board as one of the borough"
    )
    id: str | None = Field(description="Id of the edge; null for area")
    type: str | None
    source: End
    target: End
    properties: dict[str, Any]
    valid_from: str | None
    valid_to: str | None
    dates: Dates
    status: str | None = Field(description="null for area")
    in_force: Literal["surely", "possibly"] | None = None
    named_so: int | None = Field(description="For area: how many statements name it so; the first of them are evidence")
    evidence: list[Evidence]


class BoroughBoards(BaseModel):
    items: list[BoroughBoard]
    next: str | None
    total: int


class Statement(BaseModel):
    id: str
    subject: Entity
    predicate: str
    object: Entity
    properties: dict[str, Any]
    status: Status
    note: str | None
    evidence: Evidence


class Statements(BaseModel):
    items: list[Statement]
    next: str | None
    total: int


class LoadedDocument(BaseModel):
    """A document that statements come from."""

    id: str
    title: str | None
    publisher: str | None
    date: str | None = Field(description="Partial date as printed")
    kind: str | None
    url: str | None
    loaded_at: str | None
    statements: int
    by_status: dict[Status, int]
    quotes_at_hand: int = Field(description="Statements whose words are there, from the exchange format or a copy")
    quotes_found: int = Field(description="Statements whose words were found in an added copy")


class Document(LoadedDocument):
    by_predicate: dict[str, int]


class Documents(BaseModel):
    items: list[LoadedDocument]
    next: str | None
    total: int


class LoadedSource(BaseModel):
    id: str
    title: str | None
    publisher: str | None
    date: str | None
    kind: str | None
    url: str | None
    loaded_at: str | None
    statements: int
    quotes_at_hand: int


class Catalog(BaseModel):
    sources: list[LoadedSource]
    statements: int
    entities: dict[str, int] = Field(description="How many of each label")
    edges: dict[str, int] = Field(description="How many of each type")
    schema_version: int | None
    loads: int = Field(description="How many loads have changed the store")


class QueryParameter(BaseModel):
    name: str
    type: str
    means: str
    required: bool
    default: Any = None
    labels: list[str] = []
    choices: list[str] = []
    least: int | None = Field(None, description="Bounds of an integer")
    most: int | None = None


class QueryColumn(BaseModel):
    name: str
    type: str
    means: str


class Query(BaseModel):
    name: str
    title: str
    question: str
    parameters: list[QueryParameter]
    columns: list[QueryColumn]
    example: dict[str, str]
    cypher: str | None = Field(description="The Cypher text; null where the answer is computed in Python")


class Queries(BaseModel):
    items: list[Query]
    next: str | None = None
    total: int


class Rows(BaseModel):
    columns: list[str]
    rows: list[dict[str, Any]]
    truncated: bool = Field(description="Whether there are more rows than the limit")
    elapsed_ms: float


class Ready(BaseModel):
    status: Literal["ready"]
    statements: int
    schema_version: int
