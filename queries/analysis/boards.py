"""What is said of boards themselves: which is a part or a successor of which, where they work, how often they meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.store import Row, Store
from queries.analysis.frequency import meetings_a_year

Statements = tuple[str, ...]

_DRAWN = (
    "MATCH (a:Board)-[r:SUBGROUP_OF|PART_OF|SUCCEEDED_BY]->(b:Board) RETURN a.id AS a, type(r) AS relation, b.id AS b, "
    "r.status AS status, r.statements AS statements, r.start_earliest AS since ORDER BY r.id"
)
_PLANNED = (
    "MATCH (s:Statement {status: 'planned'}) WHERE s.predicate IN ['SUCCEEDED_BY', 'SUBGROUP_OF', 'PART_OF'] "
    "MATCH (s)-[:SUBJECT]->(a:Board) MATCH (s)-[:OBJECT]->(b:Board) "
    "RETURN a.id AS a, s.predicate AS relation, b.id AS b, s.status AS status, [s.id] AS statements, null AS since "
    "ORDER BY s.id"
)
_AREAS = (
    "MATCH (b:Board)-[r:COVERS]->(a:Borough) WHERE r.status <> 'unclear' AND ($as_of IS NULL OR "
    "(coalesce(r.start_earliest, '0000') <= $as_of AND coalesce(r.end_latest, '9999') >= $as_of)) "
    "RETURN b.id AS board, a.id AS borough, a.name AS name, r.statements AS statements ORDER BY r.id"
)
_NAMED_AREAS = "MATCH (b:Board) WHERE size(b.area) > 0 RETURN b.id AS board, b.area AS area"
_BOROUGHS = "MATCH (a:Borough) RETURN a.id AS id, a.name AS name"
_MEETS = (
    "MATCH (a:Board)-[r:MEETS]->(b:Board) WHERE r.frequency IS NOT NULL AND ($as_of IS NULL OR "
    "(coalesce(r.start_earliest, '0000') <= $as_of AND coalesce(r.end_latest, '9999') >= $as_of)) "
    "RETURN a.id AS a, b.id AS b, r.frequency AS frequency, r.status AS status, r.start_earliest AS since, "
    "r.statements AS statements ORDER BY r.id"
)


@dataclass(frozen=True, slots=True)
class Kin:
    """Which boards are parts of which, and which came after which."""

    above: Mapping[str, Mapping[str, Statements]]
    after: Mapping[str, Mapping[str, Statements]]
    over: Mapping[str, str]
    """Boards that were succeeded, with the first day on which that can have been; "" where it is not known."""

    def under(self, a: str, b: str) -> Statements | None:
        """The statements by which a is a part of b, through others too; None where it is not said."""
        return _path(self.above, a, b)

    def precedes(self, a: str, b: str) -> Statements | None:
        """The statements by which a came before b, plans included; None where it is not said."""
        return _path(self.after, a, b)

    def words(self, a: str, b: str, names: Mapping[str, str]) -> tuple[str | None, Statements]:
        """How two boards are related, in words, with the statements that say so."""
        for one, other in ((a, b), (b, a)):
            if (found := self.under(one, other)) is not None:
                return f"{names[one]} is a part of {names[other]}", found
        for one, other in ((a, b), (b, a)):
            if (found := self.precedes(one, other)) is not None:
                return f"{names[other]} comes after {names[one]}", found
        return None, ()


@dataclass(slots=True)
class Area:
    """The boroughs where a board works; empty where nothing is known."""

    boroughs: dict[str, str] = field(default_factory=dict)
    """Id and name."""
    statements: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Meets:
    """How often a board meets: as printed, and as a number where the documents agree on one that can be read."""

    printed: str
    a_year: float | None
    status: str
    statements: Statements


async def read_kin(store: Store) -> Kin:
    above: dict[str, dict[str, Statements]] = defaultdict(dict)
    after: dict[str, dict[str, Statements]] = defaultdict(dict)
    over: dict[str, str] = {}
    for r in [*await store.read(_DRAWN), *await store.read(_PLANNED)]:
        if r["a"] == r["b"]:
            continue
        links = (after if r["relation"] == "SUCCEEDED_BY" else above)[r["a"]]
        links[r["b"]] = tuple(sorted({*links.get(r["b"], ()), *r["statements"]}))
        if r["relation"] == "SUCCEEDED_BY" and r["status"] not in ("planned", "unclear"):
            over[r["a"]] = min(over.get(r["a"], "9999"), r["since"] or "")
    return Kin(above, after, over)


async def read_areas(store: Store, as_of: str | None) -> dict[str, Area]:
    """Where boards work, as documents state it; where they do not, the area that tells a board from its namesakes."""
    areas: dict[str, Area] = defaultdict(Area)
    for r in await store.read(_AREAS, {"as_of": as_of}):
        areas[r["board"]].boroughs[r["borough"]] = r["name"]
        areas[r["board"]].statements.update(r["statements"])
    names = {r["id"]: r["name"] for r in await store.read(_BOROUGHS)}
    for r in await store.read(_NAMED_AREAS):
        if r["board"] not in areas:
            areas[r["board"]].boroughs = {i: names.get(i, i) for i in sorted(r["area"])}
    return areas


async def read_meets(store: Store, as_of: str | None) -> dict[str, Meets]:
    """How often boards meet, by board.

    Of several statements the latest that is dated counts; where more than one is left and they do not agree, the number
    is not known. A joint meeting counts for both boards; what is unclear never gives a number.
    """
    said: dict[str, list[Row]] = defaultdict(list)
    for r in await store.read(_MEETS, {"as_of": as_of}):
        for board in {r["a"], r["b"]}:
            said[board].append(r)
    return {board: _meets(rows) for board, rows in said.items()}


def same_area(a: Area | None, b: Area | None) -> bool | None:
    """Whether two boards have a borough in common; None where the area of one is not known."""
    if a is None or b is None or not a.boroughs or not b.boroughs:
        return None
    return bool(a.boroughs.keys() & b.boroughs.keys())


def in_common(*areas: Area | None) -> list[str]:
    """Names of the boroughs that all have."""
    known = [set(a.boroughs.values()) if a else set() for a in areas]
    return sorted(set.intersection(*known)) if known else []


def _meets(rows: list[Row]) -> Meets:
    latest = max(r["since"] or "" for r in rows)
    kept = [r for r in rows if (r["since"] or "") == latest]
    clear = [r for r in kept if r["status"] != "unclear"]
    numbers = {meetings_a_year(r["frequency"]) for r in clear}
    return Meets(
        "; ".join(sorted({r["frequency"] for r in kept})),
        numbers.pop() if len(numbers) == 1 else None,
        "asserted" if any(r["status"] == "asserted" for r in kept) else kept[0]["status"],
        tuple(sorted({i for r in kept for i in r["statements"]})),
    )


def _path(links: Mapping[str, Mapping[str, Statements]], a: str, b: str) -> Statements | None:
    """The statements along the shortest way from a to b."""
    seen, ways = {a}, [(a, ())]
    while ways:
        longer: list[tuple[str, Statements]] = []
        for at, so_far in ways:
            for to, statements in _sorted(links.get(at, {})):
                if to == b:
                    return (*so_far, *statements)
                if to not in seen:
                    seen.add(to)
                    longer.append((to, (*so_far, *statements)))
        ways = longer  # type: ignore[assignment]
    return None


def _sorted(links: Mapping[str, Statements]) -> Iterable[tuple[str, Statements]]:
    return sorted(links.items())
