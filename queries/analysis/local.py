"""What belongs to a borough: its documents, the boards and bodies that cover it, the reviews of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.export import entity_of, named
from graph.load import statement_of
from graph.statements import sentence
from graph.store import Row, Store

LOCAL = 8
"""Boroughs that a body may cover and still be one of theirs: as many as London's largest integrated care board has."""
OF_MANY = ("class", "region", "joint area", "unspecified")
"""Kinds of areas that stand for several boroughs."""

_BOROUGHS = (
    "MATCH (a:Borough) RETURN a.id AS id, a.name AS name, a.kind AS kind, a.identifiers AS identifiers ORDER BY id"
)
_TIES = (
    "MATCH (a:Borough)<-[r:COVERS|EVIDENCE_FOR|REVIEWS]-(e:Entity) WHERE r.status <> 'unclear' "
    "RETURN e.id AS id, type(r) AS type, a.id AS borough, r.statements AS statements ORDER BY r.id"
)
_AREAS = "MATCH (e:{label}) WHERE size(e.area) > 0 RETURN e.id AS id, e.area AS area"
LABELS = ("Board", "Organisation", "Programme", "Document", "Review", "Protocol", "BCU")
WHOLE = (
    "MATCH (s)-[:SUBJECT]->(a:Entity) MATCH (s)-[:OBJECT]->(b:Entity) "
    "RETURN DISTINCT s.id AS id, properties(s) AS s, properties(a) AS a, properties(b) AS b ORDER BY id"
)
"""Ends a query that has found statements as `s`: each with its ends."""


@dataclass(frozen=True, slots=True)
class Borough:
    id: str
    name: str
    kind: str | None
    identifiers: str

    @property
    def in_london(self) -> bool:
        return self.kind in ("london borough", "city") or '"E09' in self.identifiers


@dataclass(slots=True)
class Local:
    """All boroughs by id, and for each entity the boroughs that it belongs to, with the statements that say so."""

    boroughs: dict[str, Borough] = field(default_factory=dict)
    of: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    documents: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Documents that are listed as evidence for each borough, or for an area that it is a part of."""

    def boroughs_of(self, entity: str, most: int = LOCAL) -> Mapping[str, set[str]]:
        """The boroughs that an entity belongs to; none where it covers more than `most`. A borough is its own."""
        if entity in self.boroughs:
            return {entity: set()}
        found = self.of.get(entity, {})
        return found if len(found) <= most else {}


async def read_boroughs(store: Store) -> dict[str, Borough]:
    """All boroughs by id."""
    rows = await store.read(_BOROUGHS)
    return {r["id"]: Borough(r["id"], r["name"], r["kind"], r["identifiers"] or "") for r in rows}


async def read_local(store: Store) -> Local:
    local = Local(await read_boroughs(store))
    for r in await store.read(_TIES):
        local.of[r["id"]][r["borough"]] |= set(r["statements"])
        if r["type"] == "EVIDENCE_FOR":
            local.documents[r["borough"]].add(r["id"])
    listed = {d for documents in local.documents.values() for d in documents}
    by_name = {b.name: b.id for b in local.boroughs.values()}
    for label in LABELS:
        for r in await store.read(_AREAS.replace("{label}", label)):
            for area in r["area"]:
                borough = area if area in local.boroughs else by_name.get(area)
                if borough:
                    local.of[r["id"]][borough] |= set()
                    if r["id"] in listed:
                        local.documents[borough].add(r["id"])
    return local


def words(row: Row) -> str:
    """A statement in words, after its id: those of the document where a copy is at hand, else a sentence of ours."""
    ends = {e["id"]: entity_of(e) for e in (row["a"], row["b"])}
    statement = named(statement_of(row["s"]), ends)
    return f"{row['id']}: {statement.evidence.quote or sentence(statement)}"


def all_words(rows: Iterable[Row]) -> list[str]:
    return [words(r) for r in sorted({r["id"]: r for r in rows}.values(), key=lambda r: r["id"])]
