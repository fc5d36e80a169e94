"""The bodies of an area as the graph knows them: which council, police force, health commissioner is a borough's.

Matched by area only: a COVERS edge, the area that a source gives a body, a unit's force, or a council named after its
borough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.identity import slug
from graph.store import Row, Store
from queries.duties.classify import NO_ONE_BODY, body_classes

STATED = ("asserted", "historic")
"""Statuses of edges that are taken as fact here; what is unclear, or follows from this very law, is not."""

NO_ONE_AREA = (*NO_ONE_BODY, "region", "joint area")

COUNCIL_WORDS = re.compile(
    r"\b(london(?= borough)|royal|county|city(?! of london)|metropolitan|district|unitary|borough|council|corporation"
    r"|common|of(?! london)|the)\b"
)


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity, as far as the law asks."""

    id: str
    label: str
    name: str
    kind: str | None
    names: tuple[str, ...]
    areas: frozenset[str]
    """Ids of the boroughs that a source gives as its area."""

    @property
    def classes(self) -> Mapping[str, bool]:
        return body_classes(self.kind, self.names)


@dataclass(frozen=True, slots=True)
class Dates:
    """When an edge holds, as its ISO days; None where nothing is known."""

    start_earliest: str | None = None
    start_latest: str | None = None
    end_earliest: str | None = None
    end_latest: str | None = None
    sure_from: str | None = None
    sure_to: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None

    def possible(self, day: str) -> bool:
        return (self.start_earliest or "0000") <= day <= (self.end_latest or "9999")

    def sure(self, day: str) -> bool:
        return (self.sure_from or "9999") <= day <= (self.sure_to or "0000")


@dataclass(frozen=True, slots=True)
class Link:
    """That a body stands for an area: since when, and on which statements."""

    body: Thing
    dates: tuple[Dates, ...]
    statements: tuple[str, ...]
    why: str


@dataclass(slots=True)
class Places:
    """Bodies by area and class, from one reading of the store."""

    boroughs: dict[str, Thing]
    links: dict[tuple[str, str], list[Link]] = field(default_factory=lambda: defaultdict(list))
    """By borough and class of body, in order of the bodies' names."""

    def bodies(self, body_class: str, borough: str, day: str | None = None) -> list[Link]:
        """The bodies of a class that stand for a borough (on a day, as far as their dates tell)."""
        found = self.links.get((borough, body_class), [])
        return [k for k in found if day is None or all(d.possible(day) for d in k.dates)]

    def area_ids(self, areas: Iterable[str]) -> frozenset[str]:
        """Ids of the boroughs that areas name, by id or by name."""
        return frozenset(a if a in self.boroughs else f"borough-{slug(a)}" for a in areas)


KEPT = (
    "{0}.id AS id, {0}.label AS label, {0}.name AS name, {0}.kind AS kind, coalesce({0}.aliases, []) AS aliases, "
    "coalesce({0}.area, []) AS area"
)
DATES = ", ".join(f"r.{name} AS {name}" for name in Dates.__slots__)


def thing(row: Mapping[str, object]) -> Thing:
    """An entity from a row of KEPT."""
    areas, aliases = row["area"], row["aliases"]
    assert isinstance(areas, list)
    assert isinstance(aliases, list)
    given = frozenset(a if a.startswith("borough-") else f"borough-{slug(a)}" for a in areas)
    name = str(row["name"])
    kind = row["kind"]
    return Thing(str(row["id"]), str(row["label"]), name, str(kind) if kind else None, (name, *sorted(aliases)), given)


def dates(row: Row) -> Dates:
    return Dates(**{name: row[name] for name in Dates.__slots__})


async def read_places(store: Store) -> Places:
    """Reads organisations, police units and boroughs, and links them by area."""
    boroughs = await store.read(f"MATCH (x:Borough) RETURN {KEPT.format('x')} ORDER BY id")
    places = Places({r["id"]: thing(r) for r in boroughs})
    bodies = await store.read(f"MATCH (o:Organisation) RETURN {KEPT.format('o')} ORDER BY id")
    units = await store.read(f"MATCH (u:BCU) RETURN {KEPT.format('u')} ORDER BY id")
    known = {r["id"]: thing(r) for r in (*bodies, *units)}
    covers: dict[str, list[Row]] = defaultdict(list)
    for row in await store.read(
        f"MATCH (o:Entity)-[r:COVERS]->(x:Borough) WHERE r.status IN $stated AND (o:Organisation OR o:BCU) "
        f"RETURN o.id AS body, x.id AS borough, r.statements AS statements, {DATES} ORDER BY body, borough, r.id",
        {"stated": list(STATED)},
    ):
        covers[row["body"]].append(row)
    forces = await store.read(
        f"MATCH (u:BCU)-[r:PART_OF]->(o:Organisation) WHERE r.status IN $stated "
        f"RETURN u.id AS unit, o.id AS force, r.statements AS statements, {DATES} ORDER BY unit, force, r.id",
        {"stated": list(STATED)},
    )
    _link(places, known, covers, forces)
    return places


def _link(places: Places, known: Mapping[str, Thing], covers: Mapping[str, list[Row]], forces: list[Row]) -> None:
    found: dict[tuple[str, str, str], list[Link]] = defaultdict(list)
    named = {_bare(name): b.id for b in places.boroughs.values() if b.kind not in NO_ONE_AREA for name in b.names}
    for body in known.values():
        if body.label != "Organisation" or body.kind in NO_ONE_BODY:
            continue
        for body_class in sorted(c for c, sure in body.classes.items() if sure):
            for row in covers.get(body.id, []):
                link = Link(body, (dates(row),), tuple(row["statements"]), "it covers the area")
                found[row["borough"], body_class, body.id].append(link)
            covered = {row["borough"] for row in covers.get(body.id, [])}
            for borough in sorted(body.areas - covered):
                found[borough, body_class, body.id].append(Link(body, (), (), "the area is its own"))
            if body_class == "local-authority" and not covered and not body.areas:
                # "Northmarsh Council" is the council of Northmarsh
                for borough in sorted({named[w] for n in body.names if (w := _bare(n)) in named}):
                    found[borough, body_class, body.id].append(Link(body, (), (), "it is named after the area"))
    for row in forces:
        force = known[row["force"]]
        for body_class in sorted(c for c, sure in force.classes.items() if sure and c == "police"):
            for cover in covers.get(row["unit"], []):
                both = (*row["statements"], *cover["statements"])
                link = Link(
                    force, (dates(row), dates(cover)), both, f"{known[row['unit']].name} is its unit for the area"
                )
                found[cover["borough"], body_class, force.id].append(link)
    for borough, body_class, body_id in sorted(found, key=lambda k: (k[0], k[1], known[k[2]].name, k[2])):
        places.links[borough, body_class] += found[borough, body_class, body_id]


def _bare(name: str) -> str:
    """The name of a council or borough without the words that all of them share."""
    words = slug(name).replace("-", " ")
    bare = " ".join(COUNCIL_WORDS.sub(" ", words).split())
    # the City of London is more than London
    return bare or re.sub(r" ?\b(council|corporation|the)\b", "", words).strip()
