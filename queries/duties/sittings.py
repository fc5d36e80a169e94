"""Who is stated to sit on boards, on a day: from what sources state, never from what follows from the law."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from graph.store import Row, Store
from queries.duties.classify import board_classes
from queries.duties.places import DATES, KEPT, STATED, Thing, dates, thing

SITS = ("MEMBER_OF", "CHAIRS", "STATUTORY_PARTNER_OF")
HINTS = ("RELEVANT_AGENCY_OF", "ATTENDANCE_RATE")
STEPS = 3
"""How far a member is followed to the body it sits for: person, post, unit, body."""

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Face:
    """Something that a member stands for: itself, its post, the body of the post, the body that its unit is part of."""

    thing: Thing
    statements: tuple[str, ...]
    sure: bool
    """Whether each step on the way surely held on the day."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One edge from a member to a board of the family, in force on the day as far as known."""

    member: Thing
    faces: tuple[Face, ...]
    statements: tuple[str, ...]
    relation: str
    because: tuple[str, ...]
    """Why it fills a seat possibly only; empty where nothing speaks against it."""


@dataclass(slots=True)
class Board:
    """A board of known class with its areas and those who are stated to sit on it."""

    thing: Thing
    classes: tuple[str, ...]
    areas: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    """Those that say which area it covers, or else one that names it."""
    part_of: str | None = None
    """Name of the board that it is a part of, where that one is of the same class."""
    sittings: list[Sitting] = field(default_factory=list)
    otherwise: list[tuple[Thing, str]] = field(default_factory=list)
    """Who is planned to sit there, or stated not to, with the statement."""


async def read_boards(store: Store, ids: Iterable[str] | None = None) -> list[Board]:
    """The boards of known classes among `ids`, or all of them, with their areas; ordered by name."""
    where = "MATCH (b:Board)" if ids is None else "UNWIND $ids AS id MATCH (b:Board {id: id})"
    given = {"ids": sorted(ids)} if ids is not None else {}
    rows = await store.read(f"{where} RETURN {KEPT.format('b')}", given)
    found = {r["id"]: Board(t := thing(r), board_classes(t.kind, t.names)) for r in rows}
    found = {i: b for i, b in found.items() if b.classes}
    chosen = {"ids": sorted(found)}
    covers = await store.read(
        "UNWIND $ids AS id "
        "MATCH (b:Board {id: id})<-[:SUBJECT]-(s:Statement {predicate: 'COVERS'})-[:OBJECT]->(x:Borough) "
        "RETURN id, x.id AS area, s.status AS status, s.id AS statement ORDER BY id, area, statement",
        chosen,
    )
    of_board: dict[str, list[Row]] = defaultdict(list)
    for row in covers:
        of_board[row["id"]].append(row)
    for i, board in found.items():
        stated = {r["area"] for r in of_board[i] if r["status"] in STATED}
        denied = {r["area"] for r in of_board[i] if r["status"] == "negated"}
        board.areas = sorted(stated | (board.thing.areas - denied))
        board.statements = sorted(r["statement"] for r in of_board[i] if r["status"] in STATED)
    named = await store.read(
        "UNWIND $ids AS id MATCH (b:Board {id: id})<-[:SUBJECT|OBJECT]-(s:Statement) WHERE s.status <> 'derived' "
        "RETURN id, min(s.id) AS statement",
        {"ids": [i for i, b in found.items() if not b.statements]},
    )
    for row in named:
        found[row["id"]].statements = [row["statement"]]
    for row in await store.read(
        "UNWIND $ids AS id MATCH (b:Board {id: id})-[r:SUBGROUP_OF|PART_OF]->(p:Board) WHERE r.status IN $stated "
        f"RETURN b.id AS child, {KEPT.format('p')} ORDER BY child, id",
        chosen | {"stated": list(STATED)},
    ):
        above = thing(row)
        if set(board_classes(above.kind, above.names)) & set(found[row["child"]].classes):
            found[row["child"]].part_of = above.name
    return sorted(found.values(), key=lambda b: (b.thing.name, b.thing.id))


async def read_sittings(store: Store, boards: Sequence[Board], day: str) -> None:
    """Fills in who sits on each board on the day, itself or through its executive, its boards or the board above it."""
    ids = sorted(b.thing.id for b in boards)
    family = await _family(store, ids)
    everyone = {"ids": sorted({i for pairs in family.values() for i, _ in pairs})}
    edges = await store.read(
        f"UNWIND $ids AS board MATCH (b:Board {{id: board}})<-[r:{'|'.join((*SITS, *HINTS))}]-(m:Entity) "
        "WHERE r.status <> 'derived' "
        "RETURN board, type(r) AS relation, r.status AS status, r.statements AS statements, r.id AS edge, "
        f"{DATES}, {KEPT.format('m')} ORDER BY board, relation, id, edge",
        everyone,
    )
    edges += await store.read(
        "UNWIND $ids AS board MATCH (b:Board {id: board})<-[:MEETING_OF]-(:Meeting)<-[r:ATTENDED]-(m:Entity) "
        "WHERE r.status <> 'derived' AND coalesce(r.attended, true) "
        "AND coalesce(r.capacity, 'present') IN ['present', 'deputy'] "
        "RETURN DISTINCT board, 'ATTENDED' AS relation, r.status AS status, r.statements AS statements, r.id AS edge, "
        f"{DATES}, {KEPT.format('m')} ORDER BY board, id, edge",
        everyone,
    )
    edges = [e for e in edges if _in_time(e, day)]
    faces = await _faces(store, {e["id"]: thing(e) for e in edges}, day)
    by_board: dict[str, list[Row]] = defaultdict(list)
    for edge in edges:
        by_board[edge["board"]].append(edge)
    for board in boards:
        for other, because in family[board.thing.id]:
            board.sittings += [_sitting(e, faces[e["id"]], because, day) for e in by_board[other]]
    await _read_otherwise(store, boards)


async def _family(store: Store, ids: list[str]) -> dict[str, list[tuple[str, str | None]]]:
    """Each board, boards within it that act for it, those that it is part of; why each is not the board."""
    family: dict[str, list[tuple[str, str | None]]] = {i: [(i, None)] for i in ids}
    for pattern in (
        "(b)<-[r:SUBGROUP_OF|PART_OF]-(o:Board) WHERE o.kind IN ['executive', 'board', 'partnership'] AND",
        "(b)-[r:SUBGROUP_OF|PART_OF]->(o:Board) WHERE",
    ):
        rows = await store.read(
            f"UNWIND $ids AS id MATCH (b:Board {{id: id}}) MATCH {pattern} r.status IN $stated "
            "RETURN DISTINCT id, o.id AS other, o.name AS name ORDER BY id, other",
            {"ids": ids, "stated": list(STATED)},
        )
        for row in rows:
            if row["other"] not in {i for i, _ in family[row["id"]]}:
                family[row["id"]].append((row["other"], f"stated of {row['name']}"))
    return family


async def _faces(store: Store, members: Mapping[str, Thing], day: str) -> dict[str, tuple[Face, ...]]:
    """What each member stands for, itself first."""
    found = {i: {i: Face(t, (), True)} for i, t in members.items()}
    at = {i: {i} for i in members}
    for _ in range(STEPS):
        rows = await store.read(
            "UNWIND $ids AS start MATCH (m:Entity {id: start})-[r:HOLDS|POST_IN|REPRESENTS|PART_OF]->(f:Entity) "
            "WHERE r.status IN $stated AND (f:Organisation OR f:Role OR f:BCU) "
            f"RETURN start, type(r) AS type, r.statements AS statements, r.id AS edge, {DATES}, {KEPT.format('f')} "
            "ORDER BY start, id, edge",
            {"ids": sorted({i for ids in at.values() for i in ids}), "stated": list(STATED)},
        )
        steps: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if dates(row).possible(day):
                steps[row["start"]].append(row)
        for member, ids in at.items():
            new = set()
            for start in sorted(ids):
                before = found[member][start]
                for row in steps[start]:
                    if row["id"] not in found[member]:
                        # a post belongs to its body whenever it exists; who holds it changes
                        sure = before.sure and (row["type"] != "HOLDS" or dates(row).sure(day))
                        found[member][row["id"]] = Face(thing(row), (*before.statements, *row["statements"]), sure)
                        new.add(row["id"])
            at[member] = new
    return {i: tuple(f.values()) for i, f in found.items()}


async def _read_otherwise(store: Store, boards: Sequence[Board]) -> None:
    rows = await store.read(
        "UNWIND $ids AS board MATCH (b:Board {id: board})<-[:OBJECT]-(s:Statement)-[:SUBJECT]->(m:Entity) "
        "WHERE s.status IN ['planned', 'negated'] AND s.predicate IN $sits "
        f"RETURN board, s.id AS statement, {KEPT.format('m')} ORDER BY board, statement",
        {"ids": sorted(b.thing.id for b in boards), "sits": list(SITS)},
    )
    for board in boards:
        board.otherwise = [(thing(r), r["statement"]) for r in rows if r["board"] == board.thing.id]


def _in_time(edge: Row, day: str) -> bool:
    when = dates(edge)
    if edge["relation"] != "ATTENDED":
        return when.possible(day)
    # who came to a meeting may have had a seat for some time before and after
    if when.start_earliest is None or when.start_latest is None:
        return True
    first, last = date.fromisoformat(when.start_earliest), date.fromisoformat(when.start_latest)
    return first - A_YEAR <= date.fromisoformat(day) <= last + A_YEAR


def _sitting(edge: Row, faces: tuple[Face, ...], because: str | None, day: str) -> Sitting:
    reasons = [because] if because else []
    if edge["relation"] in ("ATTENDED", "ATTENDANCE_RATE"):
        reasons.append("attendance is recorded")
    elif edge["relation"] == "RELEVANT_AGENCY_OF":
        reasons.append("named as a relevant agency")
    if edge["status"] == "unclear":
        reasons.append("stated as unclear")
    if edge["relation"] in SITS and not dates(edge).sure(day):
        reasons.append("the dates leave it open")
    return Sitting(thing(edge), faces, tuple(edge["statements"]), edge["relation"], tuple(reasons))
