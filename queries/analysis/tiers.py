"""On which tier each body stands, from national down to a subgroup of a borough's board, and which statements say so.

The rules, in their order; what none of them tells is "not stated":

1. A Basic Command Unit, and what is part of one or a post in one, is of its boroughs.
2. The areas that are given or covered. One borough, or several: a board of a few of them is as local as one of one; other
   bodies only where such a board has the same boroughs. London as a whole: pan-London.
3. Kinds and names that are national or of London by law or by what they say (`NATIONAL_KINDS`, `NATIONAL`, `LONDON`).
4. What it is a subgroup of, part of, hosted by, a post in, established by, whose post it holds; last who chairs it, or
   what a post chairs. Several that differ tell nothing.
5. A class of bodies of which none of this tells ("safeguarding partners") is general.
"""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.identity import slug
from graph.store import Row, Store
from queries.analysis.local import LOCAL, OF_MANY, Borough, read_boroughs
from queries.duties.classify import board_classes

TIERS: Mapping[str, str] = {
    "national": "National",
    "pan-london": "Pan-London",
    "several": "Basic Command Units and bodies of several boroughs",
    "partnership": "Borough partnership",
    "board": "Board, executive, panel, committee or forum",
    "subgroup": "Subgroup",
    "local": "Council, service or post of a borough",
    "general": "Bodies in general, not one by one",
    "not stated": "Tier not stated",
}
"""From the top. The borough's own are partnership to local."""
BOROUGH_TIERS = ("partnership", "board", "subgroup", "local")
BODIES = ("Organisation", "Board", "Role", "Person", "BCU")

NATIONAL_KINDS = (
    "government department", "government", "inspectorate", "executive agency", "prison service", "state",
)  # fmt: skip
NATIONAL = re.compile(
    r"^(national|ministerial|united kingdom|uk|hm|his majestys|her majestys|secretary of state|minister|prime minister)\b"
    # Children Act 2004 s. 16A
    r"|^child safeguarding practice review panel$"
)
LONDON = re.compile(
    r"^london\b(?! borough of)|\bpan london\b|\blondon wide\b|\bgreater london\b|^mayor of london\b|\blondon councils\b"
    r"|^association of london\b"
    # Police Reform and Social Responsibility Act 2011 s. 3; Metropolitan Police Act 1829
    r"|^mayors? (s )?office for policing and crime$|^metropolitan police( service)?$"
)
"""Over a name as the words of its id."""

_BODIES = " UNION ALL ".join(
    f"MATCH (e:{label}) RETURN e.id AS id, e.name AS name, '{label}' AS label, e.kind AS kind, e.area AS area, "
    "e.aliases AS aliases"
    for label in BODIES
)
_COVERS = (
    "MATCH (a:Borough)<-[r:COVERS]-(e:Entity) WHERE r.status <> 'unclear' "
    "RETURN e.id AS id, a.id AS area, r.statements AS statements"
)
_WITHIN = (
    "MATCH (e:Entity)-[r:SUBGROUP_OF|PART_OF|HOSTED_BY|POST_IN|HOLDS|ESTABLISHED_BY]->(x:Entity) "
    "WHERE r.status <> 'unclear' RETURN e.id AS id, type(r) AS type, x.id AS within, r.statements AS statements "
    "UNION ALL MATCH (x:Entity)-[r:CHAIRS]->(e:Board) WHERE r.status <> 'unclear' "
    "RETURN e.id AS id, type(r) AS type, x.id AS within, r.statements AS statements "
    "UNION ALL MATCH (e:Role)-[r:CHAIRS]->(x:Board) WHERE r.status <> 'unclear' "
    "RETURN e.id AS id, 'CHAIRS' AS type, x.id AS within, r.statements AS statements"
)
WAYS: Mapping[str, str] = {
    "SUBGROUP_OF": "it is a subgroup of",
    "PART_OF": "it is part of",
    "HOSTED_BY": "it is hosted by",
    "POST_IN": "it is a post in",
    "HOLDS": "of the post that is held",
    "ESTABLISHED_BY": "it was established by",
    "CHAIRS": "it is chaired by, or chairs,",
}
MOST_STEPS = 8


Boroughs = Mapping[str, Borough]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a body belongs: national, pan-london, several, borough or general; and of which boroughs."""

    level: str
    boroughs: frozenset[str] = frozenset()
    because: str = ""
    evidence: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Body:
    """A body with its tier; `boroughs` are those that it belongs to, none where they are more than a few."""

    id: str
    name: str
    label: str
    kind: str | None
    tier: str
    boroughs: frozenset[str]
    because: str
    evidence: frozenset[str]


@dataclass(slots=True)
class _Reading:
    boroughs: Boroughs
    nodes: dict[str, Row]
    covers: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    within: dict[str, dict[str, dict[str, set[str]]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    )


async def read_tiers(store: Store) -> tuple[dict[str, Body], Boroughs]:
    """Every organisation, board, post, person and unit by id; and the boroughs."""
    boroughs, found, covers, within = await asyncio.gather(
        read_boroughs(store), store.read(_BODIES), store.read(_COVERS), store.read(_WITHIN)
    )
    nodes = {r["id"]: r for r in found}
    reading = _Reading(boroughs, nodes)
    for r in covers:
        if r["id"] in nodes:
            reading.covers[r["id"]][r["area"]] |= set(r["statements"])
    for r in within:
        if r["id"] in nodes and r["within"] in nodes and r["id"] != r["within"]:
            reading.within[r["id"]][r["type"]][r["within"]] |= set(r["statements"])
    places = _places(reading)
    joint = {p.boroughs for i, p in places.items() if nodes[i]["label"] == "Board" and len(p.boroughs) > 1}
    return {i: _body(reading, i, places, joint) for i in sorted(nodes)}, boroughs


def _places(reading: _Reading) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for i, node in reading.nodes.items():
        place = _own(node, reading.covers.get(i, {}), reading.boroughs)
        if place:
            found[i] = place
    for _ in range(MOST_STEPS):
        # what is told in one round stands on what was told before it, so the order of rows does not matter
        new = {i: p for i in reading.nodes if i not in found and (p := _inherited(reading, i, found))}
        if not new:
            break
        found |= new
    for i, node in reading.nodes.items():
        if i not in found and node["kind"] == "class":
            found[i] = Place("general", because="it stands for no one body")
    return found


def _own(node: Row, covers: Mapping[str, set[str]], boroughs: Boroughs) -> Place | None:
    areas = {a: set[str]() for a in node["area"] or ()} | {a: set(ids) for a, ids in covers.items()}
    known = {a: ids for a, ids in areas.items() if a in boroughs}
    single = frozenset(a for a in known if boroughs[a].kind not in OF_MANY)
    evidence = frozenset(i for ids in known.values() for i in ids)
    wide = [boroughs[a] for a in known if a not in single]
    if node["label"] == "BCU" and node["kind"] not in ("class", "unspecified"):
        return Place("several", single, "it is a Basic Command Unit", evidence)
    if any(_is_london(a) for a in wide) or _all_london(single, boroughs):
        return Place("pan-london", frozenset(), "it covers London", evidence)
    if len(single) == 1:
        return Place("borough", single, "its area is one borough", evidence)
    if single or wide:
        return Place("several", single, "its area is several boroughs", evidence)
    if node["kind"] in ("class", "unspecified"):
        return None
    words = slug(node["name"]).replace("-", " ")
    if node["kind"] in NATIONAL_KINDS:
        return Place("national", because=f"its kind is {node['kind']}")
    if LONDON.search(words):
        return Place("pan-london", because="its name or the law says London")
    if NATIONAL.search(words):
        return Place("national", because="its name or the law says so")
    return None


def _is_london(area: Borough) -> bool:
    return area.kind in ("region", "class") and "london" in slug(area.name).split("-")


def _all_london(areas: frozenset[str], boroughs: Boroughs) -> bool:
    """All London boroughs, with or without the City."""
    london = {b.id for b in boroughs.values() if b.in_london and b.kind != "city"}
    return len(london) > LOCAL and london <= areas


def _inherited(reading: _Reading, entity: str, found: Mapping[str, Place]) -> Place | None:
    ways = reading.within.get(entity, {})
    for way, words in WAYS.items():
        above = {i: ids for i, ids in ways.get(way, {}).items() if i in found}
        if not above:
            continue
        places = {(found[i].level, found[i].boroughs) for i in above}
        if len(places) > 1:
            return None
        level, boroughs = places.pop()
        names = ", ".join(sorted(reading.nodes[i]["name"] for i in above))
        return Place(level, boroughs, f"{words} {names}", frozenset(s for ids in above.values() for s in ids))
    return None


def _body(reading: _Reading, entity: str, places: Mapping[str, Place], joint: set[frozenset[str]]) -> Body:
    node = reading.nodes[entity]
    place = places.get(entity)
    if place is None:
        tier, because = "not stated", "no area, kind or body that it belongs to tells it"
        return Body(entity, node["name"], node["label"], node["kind"], tier, frozenset(), because, frozenset())
    near = place.boroughs if len(place.boroughs) <= LOCAL else frozenset[str]()
    tier, because = place.level, place.because
    if node["label"] == "Board" and near and not _of_unit(reading, entity):
        tier, more = _rank(reading, entity, places)
        because = f"{because}; {more}"
    elif place.level == "borough" or (place.level == "several" and near in joint and node["label"] != "BCU"):
        tier = "local"
    return Body(entity, node["name"], node["label"], node["kind"], tier, near, because, place.evidence)


def _of_unit(reading: _Reading, entity: str) -> bool:
    ways = reading.within.get(entity, {})
    return any(reading.nodes[i]["label"] == "BCU" for w in ("PART_OF", "HOSTED_BY") for i in ways.get(w, ()))


def _rank(reading: _Reading, entity: str, places: Mapping[str, Place]) -> tuple[str, str]:
    """Partnership, board or subgroup: by its kind and name, and by what it is a subgroup of."""
    node = reading.nodes[entity]
    over = [reading.nodes[i] for i in sorted(reading.within.get(entity, {}).get("SUBGROUP_OF", ()))]
    boards = [x for x in over if x["label"] == "Board"]
    if node["kind"] == "subgroup":
        return "subgroup", "its kind is subgroup"
    if any(not _is_partnership(x) for x in boards) or (boards and not node["kind"]):
        return "subgroup", f"it is a subgroup of {', '.join(x['name'] for x in boards)}"
    if _is_partnership(node) and not boards:
        return "partnership", "its kind or name is that of a partnership"
    return ("board", f"its kind is {node['kind']}") if node["kind"] else ("board", "its kind is not stated")


def _is_partnership(node: Row) -> bool:
    if node["kind"] == "partnership":
        return True
    names = (node["name"], *(node["aliases"] or ()))
    return node["kind"] in (None, "board") and "safeguarding-children-partnership" in board_classes(node["kind"], names)


def boroughs_named(ids: Iterable[str], boroughs: Boroughs) -> list[tuple[str, str]]:
    """Id and name, by name."""
    return sorted(((i, boroughs[i].name) for i in ids if i in boroughs), key=lambda b: (b[1], b[0]))
