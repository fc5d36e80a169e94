"""Edges that follow from the law: status `derived`, evidence the section; only where board and bodies meet by area.

- STATUTORY_PARTNER_OF: the local authority, police force and health commissioner of each area that a safeguarding
  children partnership covers (Children Act 2004 s. 16E(3)).
- DUTY_TO_COOPERATE: where `derive` in duties.yaml says so, for two bodies of an area, or for a body and a board of it.

A relevant agency is one that the published arrangements name (s. 16E(3), s. 16G(4)), so none is derived. Nothing
follows from what has itself been derived.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from graph.load import Located, Report, Source, load, statement_of, withdraw
from graph.statements import BY_RULE, read_row
from graph.store import Store
from queries.duties.classify import board_classes
from queries.duties.law import Duty, Window, law
from queries.duties.places import DATES, KEPT, STATED, Dates, Link, Places, Thing, dates, read_places, thing

METHOD = BY_RULE


@dataclass(frozen=True, slots=True)
class Follows:
    """One edge that follows from one duty, and why."""

    duty: Duty
    subject: Thing
    predicate: str
    object: Thing
    window: Window
    why: str


@dataclass(frozen=True, slots=True)
class Seated:
    """A board of a class that the law knows, and the areas that it covers."""

    board: Thing
    board_class: str
    areas: tuple[tuple[str, tuple[Dates, ...]], ...]


async def derive(store: Store) -> list[dict[str, Any]]:
    """The rows of the exchange format that follow from the law and from what sources state, in a fixed order."""
    stated = await _stated(store)
    places = await read_places(store)
    boards = [b for b in await _boards(store, places) if b.board.id in stated]
    found: list[Follows] = []
    for duty in law().duties.values():
        if duty.derive == "STATUTORY_PARTNER_OF":
            found += _to_boards(duty, places, boards)
        elif duty.derive == "DUTY_TO_COOPERATE":
            found += _to_boards(duty, places, boards) if duty.board else _to_bodies(duty, places)
    return _rows(f for f in found if f.subject.id in stated and f.object.id in stated)


async def load_derived(store: Store) -> Report:
    """Makes the derived statements in the store those that follow now; what no longer follows goes. Safe to repeat."""
    rows = await derive(store)
    instruments = law().instruments
    kept = await store.read(
        "UNWIND $docs AS doc MATCH (s:Statement {doc: doc}) "
        "RETURN doc, s.method = $method AND s.status = 'derived' AS ours, properties(s) AS s ORDER BY doc, s.id",
        {"docs": list(instruments), "method": METHOD},
    )
    located = [Located(read_row(r), f"the duties, {r['doc']}, {r['section']}") for r in rows]
    # what someone else loaded under the id of an act stays
    others = [k for k in kept if not k["ours"]]
    located += [Located(statement_of(k["s"]), f"the store, {k['doc']}") for k in others]
    wanted = {item.statement.doc for item in located}
    sources = [
        Source(i.id, i.title, "The National Archives" if i.kind != "guidance" else "HM Government",
               i.described_to.isoformat(), i.kind, i.url)
        for i in instruments.values() if i.id in wanted
    ]  # fmt: skip
    report = await load(store, located, sources, replaces=True)
    for doc in sorted({k["doc"] for k in kept} - wanted):
        report.removed += await withdraw(store, doc)
    return report


async def _stated(store: Store) -> set[str]:
    """Ids of the bodies and boards that some source names: what only derived statements name follows from nothing."""
    rows = await store.read(
        "MATCH (s:Statement)-[:SUBJECT|OBJECT]->(e:Entity) "
        "WHERE s.status <> 'derived' AND (e:Organisation OR e:Board OR e:BCU) "
        "RETURN DISTINCT e.id AS id"
    )
    return {r["id"] for r in rows}


async def _boards(store: Store, places: Places) -> list[Seated]:
    """The boards of a known class with their areas; without those that are part of another board of their class."""
    rows = await store.read(f"MATCH (b:Board) RETURN {KEPT.format('b')} ORDER BY id")
    boards = {t.id: t for t in map(thing, rows)}
    classes = {i: board_classes(t.kind, t.names) for i, t in boards.items()}
    part_of = await store.read(
        "MATCH (b:Board)-[r:SUBGROUP_OF|PART_OF]->(p:Board) WHERE r.status IN $stated "
        "RETURN b.id AS id, p.id AS parent",
        {"stated": list(STATED)},
    )
    inner = {(r["id"], c) for r in part_of for c in classes.get(r["parent"], [])}
    covers: dict[str, dict[str, list[Dates]]] = defaultdict(lambda: defaultdict(list))
    for row in await store.read(
        f"MATCH (b:Board)-[r:COVERS]->(x:Borough) WHERE r.status IN $stated RETURN b.id AS id, x.id AS area, {DATES} "
        "ORDER BY id, area, r.id",
        {"stated": list(STATED)},
    ):
        covers[row["id"]][row["area"]].append(dates(row))
    denied = await store.read(
        "MATCH (b:Board)<-[:SUBJECT]-(s:Statement {predicate: 'COVERS', status: 'negated'})-[:OBJECT]->(x:Borough) "
        "RETURN b.id AS id, x.id AS area"
    )
    not_covered = {(r["id"], r["area"]) for r in denied}
    made = []
    for board in boards.values():
        areas = {a: tuple(d) for a, d in covers[board.id].items()}
        for area in sorted(board.areas & set(places.boroughs)):
            if (board.id, area) not in not_covered:
                areas.setdefault(area, ())
        for c in classes[board.id]:
            if areas and (board.id, c) not in inner:
                made.append(Seated(board, c, tuple(sorted(areas.items()))))
    return made


def _to_boards(duty: Duty, places: Places, boards: list[Seated]) -> Iterator[Follows]:
    predicate = duty.derive or ""
    for seated in boards:
        if seated.board_class != duty.board:
            continue
        for area, covered in seated.areas:
            for link in _links(duty.bound, places, area):
                window = _window(duty.window, link, *covered)
                if window:
                    why = f"{_where(places, area)}: {link.why}; the board covers it"
                    yield Follows(duty, link.body, predicate, seated.board, window, why)


def _to_bodies(duty: Duty, places: Places) -> Iterator[Follows]:
    predicate = duty.derive or ""
    for area in places.boroughs:
        for owed in _links(duty.owed, places, area):
            for link in _links(duty.bound, places, area):
                window = _window(duty.window, link)
                window = window and _window(window, owed)
                if window and link.body.id != owed.body.id:
                    why = f"{_where(places, area)}: {link.why}; of {owed.body.name}, {owed.why}"
                    yield Follows(duty, link.body, predicate, owed.body, window, why)


def _links(classes: Iterable[str], places: Places, area: str) -> Iterator[Link]:
    """The bodies of an area of these classes, their dates bounded by those in which such bodies existed."""
    for c in classes:
        if c in law().bodies:
            existed = law().bodies[c].window
            for link in places.bodies(c, area):
                if _window(existed, link):
                    bounds = (*link.dates, _as_dates(existed))
                    yield Link(link.body, bounds, link.statements, link.why)


def _window(window: Window, link: Link, *more: Dates) -> Window | None:
    """The days of `window` on which all of it can have held; None where there are none."""
    start, end = window.start, window.end
    for d in (*link.dates, *more):
        if d.start_earliest:
            start = max(filter(None, (start, date.fromisoformat(d.start_earliest))))
        if d.end_latest:
            end = min(filter(None, (end, date.fromisoformat(d.end_latest))))
    return None if start and end and end < start else Window(start, end)


def _as_dates(w: Window) -> Dates:
    return Dates(
        start_earliest=w.start.isoformat() if w.start else None, end_latest=w.end.isoformat() if w.end else None
    )


def _where(places: Places, area: str) -> str:
    return places.boroughs[area].name


def _rows(found: Iterable[Follows]) -> list[dict[str, Any]]:
    """One row for each edge; what follows for several areas is one row, its spans joined where they touch."""
    groups: dict[tuple[str, str, str, str], list[Follows]] = defaultdict(list)
    for f in found:
        groups[f.duty.id, f.subject.id, f.predicate, f.object.id].append(f)
    rows = []
    for key in sorted(groups):
        same = groups[key]
        for window in _joined(f.window for f in same):
            whys = sorted({f.why for f in same if f.window.meets(window)})
            rows.append(_row(same[0], window, ". ".join(whys)))
    return rows


def _joined(windows: Iterable[Window]) -> list[Window]:
    made: list[Window] = []
    for w in sorted(windows, key=lambda w: (w.start or date.min, w.end or date.max)):
        last = made[-1] if made else None
        if last and (last.end is None or (w.start or date.min) <= last.end + timedelta(days=1)):
            end = None if last.end is None or w.end is None else max(last.end, w.end)
            made[-1] = Window(last.start, end)
        else:
            made.append(w)
    return made


def _row(f: Follows, window: Window, why: str) -> dict[str, Any]:
    span = {"from": window.start, "to": window.end}
    return {
        "doc": f.duty.instrument,
        "section": f.duty.section,
        "subject": {"id": f.subject.id, "label": f.subject.label, "name": f.subject.name},
        "predicate": f.predicate,
        "object": {"id": f.object.id, "label": f.object.label, "name": f.object.name},
        "props": {k: v.isoformat() for k, v in span.items() if v},
        "status": "derived",
        "method": METHOD,
        "note": why,
    }
