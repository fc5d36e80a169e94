"""Records of attendance, and for which organisation each counts: itself, through a post, or as the record says."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.identity import key
from graph.store import Row, Store

FACTS = ("asserted", "historic", "derived")
"""Statuses that state something as true; unclear, planned and negated are told apart from them."""
BODIES = ("Organisation", "BCU", "Board")
HERE = ("present", "deputy", "in_attendance", "observer")
AWAY = ("apologies", "absent")
BEARINGS = (*HERE, *AWAY)
"""From the one that says most of a body at a meeting: one member present counts for more than another's apologies."""

_EDGE = (
    "r.start_earliest AS first, r.end_latest AS last, r.sure_from AS sure_from, r.sure_to AS sure_to, "
    "r.status AS status, r.statements AS statements, r.id AS id"
)
_RECORDS = (
    "MATCH (b:Board{board})<-[:MEETING_OF]-(m:Meeting)<-[r:ATTENDED]-(x:Entity) "
    "RETURN DISTINCT b.id AS board_id, b.name AS board, m.id AS meeting_id, m.date AS date, x.id AS attendee_id, "
    "x.name AS attendee, x.label AS label, x.kind AS kind, r.attended AS attended, r.capacity AS capacity, "
    "r.role AS role, r.organisation AS organisation, r.as_role AS as_role, r.deputy_for AS deputy_for, "
    "r.chair AS chair, null AS particulars, " + _EDGE + " ORDER BY id"
)
_SAID = (
    "MATCH (b:Board{board})<-[:OBJECT]-(s:Statement {predicate: 'ATTENDED'})-[:SUBJECT]->(x:Entity) "
    "WHERE s.status IN ['planned', 'negated'] "
    "RETURN DISTINCT b.id AS board_id, b.name AS board, x.id AS attendee_id, x.name AS attendee, x.label AS label, "
    "x.kind AS kind, s.status AS status, s.particulars AS particulars, s.dates AS dates, s.id AS id ORDER BY id"
)
_LINKS = (
    "UNWIND $ids AS id MATCH (x:Entity {id: id})-[r:HOLDS|POST_IN|REPRESENTS]->(y:Entity) "
    "RETURN x.id AS from_id, type(r) AS type, y.id AS to_id, y.name AS to_name, y.label AS to_label, "
    + _EDGE
    + " ORDER BY r.id"
)
_NAMES = "MATCH (o:{label}) RETURN o.id AS id, o.name AS name, o.aliases AS aliases, o.label AS label ORDER BY id"


@dataclass(frozen=True, slots=True)
class Record:
    """One attendance as stated. `first` and `last` bound the day; None where it is not dated."""

    board_id: str
    board: str
    meeting_id: str | None
    date: str | None
    attendee_id: str
    attendee: str
    label: str
    kind: str | None
    bearing: str
    """One of BEARINGS; of an unclear, planned or negated record what it would be if it held."""
    status: str
    first: str | None = None
    last: str | None = None
    role: str | None = None
    organisation: str | None = None
    as_role: str | None = None
    chair: bool = False
    particulars: str | None = None
    statements: tuple[str, ...] = ()

    @property
    def here(self) -> bool:
        return self.bearing in HERE

    @property
    def is_fact(self) -> bool:
        return self.status in FACTS

    def within(self, first: str | None, last: str | None) -> bool:
        """Not surely outside of these days; what is not dated is not surely outside."""
        return not ((self.last and first and self.last < first) or (self.first and last and self.first > last))


@dataclass(frozen=True, slots=True)
class Seat:
    """What an attendee has to do with a body or a post at the time of a record."""

    id: str | None
    """None where the record names a body that the graph does not have, or that fits several."""
    name: str
    label: str
    statements: tuple[str, ...] = ()


class Places:
    """Posts and bodies of people and posts, by day."""

    def __init__(self, links: Iterable[Row], named: Mapping[str, list[Seat]]) -> None:
        self._links: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for link in links:
            self._links[link["from_id"], link["type"]].append(link)
        self._named = named

    def bodies(self, record: Record, statuses: tuple[str, ...] = FACTS) -> list[Seat]:
        """Whom the record counts for: the attendee itself, whom the record names, else whom the graph has."""
        if record.label in BODIES:
            return [Seat(record.attendee_id, record.attendee, record.label)]
        if record.organisation:
            found = self._named.get(key(record.organisation), [])
            return found if len(found) == 1 else [Seat(None, record.organisation, "Organisation")]
        own = [Seat(record.attendee_id, record.attendee, "Role")] if record.label == "Role" else []
        through = [
            replace(body, statements=(*post.statements, *body.statements))
            for post in (*own, *self._to(record.attendee_id, "HOLDS", record, statuses))
            for body in self._to(str(post.id), "POST_IN", record, statuses) or self._in_name(post)
        ]
        return _distinct([*self._to(record.attendee_id, "REPRESENTS", record, statuses), *through])

    def posts(self, record: Record, statuses: tuple[str, ...] = FACTS) -> list[Seat]:
        """The posts in which the record counts: the attendee itself, what the record says, else what the graph says."""
        if record.label == "Role":
            return [Seat(record.attendee_id, record.attendee, "Role")]
        if record.role:
            return [Seat(None, record.role, "Role")]
        return _distinct(self._to(record.attendee_id, "HOLDS", record, statuses))

    def _in_name(self, post: Seat) -> list[Seat]:
        """The body with which the name of a post ends ("Head of Safeguarding, Northmarsh Council")."""
        parts = post.name.split(", ")
        for start in range(1, len(parts)):
            found = self._named.get(key(", ".join(parts[start:])), [])
            if len(found) == 1:
                return found
        return []

    def _to(self, from_id: str, type_: str, at: Record, statuses: tuple[str, ...]) -> list[Seat]:
        return [
            Seat(link["to_id"], link["to_name"], link["to_label"], tuple(link["statements"]))
            for link in self._links[from_id, type_]
            if link["status"] in statuses and at.within(link["first"], link["last"])
        ]


async def read_records(
    store: Store, board: str | None, first: str | None = None, last: str | None = None
) -> list[Record]:
    """All records of attendance of the board, or of all boards, not surely outside of these days, by board and day."""
    at = " {id: $board}" if board else ""
    given = {"board": board} if board else {}
    drawn = [_record(r) for r in await store.read(_RECORDS.replace("{board}", at), given)]
    said = [_said(r) for r in await store.read(_SAID.replace("{board}", at), given)]
    found = [r for r in (*drawn, *said) if r.within(first, last)]
    return sorted(
        found, key=lambda r: (r.board, r.board_id, r.first or "", r.attendee, r.attendee_id, r.status, r.statements)
    )


async def read_places(store: Store, records: Iterable[Record], more: Iterable[str] = ()) -> Places:
    """What the graph knows of the posts and bodies of the attendees, and of the ids in `more`."""
    records = list(records)
    ids = {r.attendee_id for r in records if r.label not in BODIES} | set(more)
    links = await store.read(_LINKS, {"ids": sorted(ids)}) if ids else []
    held = {link["to_id"] for link in links if link["type"] == "HOLDS"} - ids
    if held:
        links += await store.read(_LINKS, {"ids": sorted(held)})
    return Places(links, await _names(store) if ids else {})


async def _names(store: Store) -> dict[str, list[Seat]]:
    """Organisations and BCUs by name and alias; boards too, where no organisation is called so."""
    named: dict[str, list[Seat]] = defaultdict(list)
    for labels in (("Organisation", "BCU"), ("Board",)):
        rows = [row for label in labels for row in await store.read(_NAMES.replace("{label}", label))]
        taken = set(named)
        for row in rows:
            for name in sorted({key(n) for n in (row["name"], *(row["aliases"] or ()))} - taken):
                named[name].append(Seat(row["id"], row["name"], row["label"]))
    return named


def _record(r: Row) -> Record:
    bearing = r["capacity"] or ("deputy" if r["deputy_for"] else "absent" if r["attended"] is False else "present")
    return Record(
        r["board_id"],
        r["board"],
        r["meeting_id"],
        r["date"],
        r["attendee_id"],
        r["attendee"],
        r["label"],
        r["kind"],
        bearing,
        r["status"],
        r["first"],
        r["last"],
        r["role"] or None,
        r["organisation"] or None,
        r["as_role"],
        bool(r["chair"]),
        r["particulars"],
        tuple(sorted(r["statements"])),
    )


def _said(r: Row) -> Record:
    dates = _dates(r["dates"])
    return Record(
        r["board_id"],
        r["board"],
        None,
        dates.get("valid_from"),
        r["attendee_id"],
        r["attendee"],
        r["label"],
        r["kind"],
        "absent" if r["status"] == "negated" else "present",
        r["status"],
        dates.get("start_earliest"),
        dates.get("end_latest"),
        particulars=r["particulars"],
        statements=(r["id"],),
    )


def _dates(text: str | None) -> dict[str, Any]:
    return dict(json.loads(text or "{}"))


def _distinct(seats: Iterable[Seat]) -> list[Seat]:
    """One seat for each body, with all evidence for it."""
    found: dict[tuple[str | None, str], Seat] = {}
    for s in seats:
        other = found.get((s.id, s.name))
        both = (*(other.statements if other else ()), *s.statements)
        found[s.id, s.name] = replace(s, statements=tuple(sorted(set(both))))
    return sorted(found.values(), key=lambda s: (s.name, s.id or ""))
