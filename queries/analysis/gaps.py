"""Who was not at a meeting that concerns it: recorded as absent, or not recorded at all, which is another thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.store import Row, Store
from queries.analysis.attendance import CONTRADICTORY, Tally, bearing_of, read_tallies
from queries.analysis.records import FACTS, Record, read_places, read_records

NAMELESS = ("class", "unspecified")
"""Kinds of bodies that stand for several or for none by name: that they are not recorded says nothing."""
RELATIONS = {
    "MEMBER_OF": "member",
    "CHAIRS": "chair",
    "STATUTORY_PARTNER_OF": "statutory partner",
    "RECORDED": "recorded at other meetings",
}
ABSENCES = {"apologies": "apologies", "absent": "absent", CONTRADICTORY: CONTRADICTORY}

_SEATS = (
    "UNWIND $boards AS id MATCH (b:Board {id: id})<-[r:MEMBER_OF|CHAIRS|STATUTORY_PARTNER_OF]-(x:Entity) "
    "WHERE x.label IN ['Organisation', 'BCU', 'Role', 'Person'] "
    "RETURN b.id AS board_id, type(r) AS relation, x.id AS id, x.name AS name, x.label AS label, "
    "r.start_earliest AS first, r.end_latest AS last, r.sure_from AS sure_from, r.sure_to AS sure_to, "
    "r.status AS status, r.statements AS statements ORDER BY r.id"
)
_KINDS = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.kind AS kind"
_KIN = (
    "UNWIND $ids AS id MATCH (a:Entity {id: id})-[:PART_OF|SUCCEEDED_BY*1..2]->(b:Entity) WHERE b.id IN $ids "
    "RETURN DISTINCT a.id AS a, b.id AS b"
)


@dataclass(slots=True)
class Expected:
    """Why a body is expected at a board's meeting, and how sure that is for its day."""

    relations: set[str] = field(default_factory=set)
    statements: set[str] = field(default_factory=set)
    sure: bool = False


async def gaps(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each organisation and meeting that it was not recorded at, or as not there; and what is said."""
    board, organisation, first, last = (values[k] for k in ("board", "organisation", "from", "to"))
    records = await read_records(store, board)
    tallies = await read_tallies(store, records)
    expected = await _expected(store, records, tallies, first, last)
    ids = {k[3] for k in tallies} | {body for _, body, _ in expected}
    kinds = {r["id"]: r["kind"] for r in await store.read(_KINDS, {"ids": sorted(ids - {""})})}
    kin: dict[str, set[str]] = defaultdict(set)
    for r in await store.read(_KIN, {"ids": sorted(ids - {""})}):
        kin[r["a"]].add(r["b"])
        kin[r["b"]].add(r["a"])
    meetings = _meetings(records)
    rows = _recorded(tallies, expected, meetings, first, last)
    recorded: dict[str, dict[str, str]] = defaultdict(dict)
    for (_, _, name, body), tally in tallies.items():
        for meeting, own in tally.meetings.items():
            if bearing_of(own) not in ABSENCES:
                recorded[meeting][body] = name
    known = {(body, m) for (_, _, _, body), tally in tallies.items() for m in tally.meetings}
    for (meeting, body, name), why in expected.items():
        if (body, meeting) not in known and kinds.get(body) not in NAMELESS:
            at = meetings[meeting]
            row = _row(at[0], (body, name), "not recorded", why, {i for r in at for i in r.statements})
            rows.append(row)
    for row in rows:
        there = recorded.get(row["meeting_id"] or "", {})
        row["related_recorded"] = sorted(there[i] for i in kin[row["organisation_id"] or ""] & there.keys())
    rows = [r for r in rows if organisation in (None, r["organisation_id"])]
    return sorted(
        rows,
        key=lambda r: (
            r["board"],
            r["board_id"],
            r["organisation"] or "",
            r["organisation_id"] or "",
            r["attendees"],
            r["meeting_date"] or "",
            r["meeting_id"] or "",
            r["gap"],
            r["evidence"],
        ),
    )


def _meetings(records: list[Record]) -> dict[str, list[Record]]:
    """The dated meetings of which something is stated as a fact."""
    found: dict[str, list[Record]] = defaultdict(list)
    for r in records:
        if r.is_fact and r.first and r.meeting_id:
            found[r.meeting_id].append(r)
    return found


async def _expected(
    store: Store,
    records: list[Record],
    tallies: Mapping[tuple[str, str, str, str], Tally],
    first: str | None,
    last: str | None,
) -> dict[tuple[str, str, str], Expected]:
    """For each dated meeting (id) the bodies (id, name) that sit on its board that day, or are recorded at others."""
    held = {m: r[0] for m, r in _meetings(records).items() if r[0].within(first, last)}
    by_board: dict[str, list[tuple[str, Record]]] = defaultdict(list)
    for meeting, record in held.items():
        by_board[record.board_id].append((meeting, record))
    made: dict[tuple[str, str, str], Expected] = defaultdict(Expected)
    seats = await store.read(_SEATS, {"boards": sorted(by_board)})
    places = await read_places(store, [], [s["id"] for s in seats if s["label"] in ("Role", "Person")])
    for s in seats:
        for meeting, at in by_board[s["board_id"]]:
            if s["status"] not in FACTS or not at.within(s["first"], s["last"]):
                continue
            sitting = Record(
                at.board_id,
                at.board,
                meeting,
                at.date,
                s["id"],
                s["name"],
                s["label"],
                None,
                "present",
                s["status"],
                at.first,
                at.last,
            )
            for seated in places.bodies(sitting):
                if seated.id and seated.label != "Board":
                    why = made[meeting, seated.id, seated.name]
                    why.relations.add(s["relation"])
                    why.statements |= {*s["statements"], *seated.statements}
                    named = s["label"] in ("Organisation", "BCU")
                    why.sure |= named and bool(
                        s["sure_from"]
                        and at.first
                        and s["sure_from"] <= at.first
                        and at.last
                        and s["sure_to"] >= at.last
                    )
    for (_, board_id, name, body), tally in tallies.items():
        usual = {m: own for m, own in tally.meetings.items() if bearing_of(own) in ("present", "deputy", *ABSENCES)}
        for meeting, _ in by_board[board_id]:
            others = [r for m, own in usual.items() if m != meeting for r in own]
            if body and others and tally.label != "Board":
                usually = made[meeting, body, name]
                usually.relations.add("RECORDED")
                usually.statements |= {i for r in others for i in r.statements}
    return made


def _recorded(
    tallies: Mapping[tuple[str, str, str, str], Tally],
    expected: Mapping[tuple[str, str, str], Expected],
    meetings: Mapping[str, list[Record]],
    first: str | None,
    last: str | None,
) -> list[Row]:
    """The gaps that are stated: absences, and what is said of a body that does not, can not or may not attend."""
    rows = []
    for (_, _, name, body), tally in tallies.items():
        # where no body is known, each post or person stands for itself
        meant = [(m, own) for m, rs in tally.meetings.items() for own in ([rs] if name else [[r] for r in rs])]
        for meeting, own in meant:
            gap = ABSENCES.get(bearing_of(own))
            if gap and own[0].within(first, last):
                why = expected.get((meeting, body, name), Expected())
                row = _row(own[0], (body, name), gap, why, {i for r in own for i in r.statements}, with_why=False)
                rows.append(row | {"attendees": sorted({r.attendee for r in own if r.label in ("Role", "Person")})})
        for r in (*tally.undated, *tally.open):
            gap = {"negated": "said not to attend", "unclear": "unclear"}.get(r.status, ABSENCES.get(r.bearing))
            if gap and r.status != "planned" and r.within(first, last):
                row = _row(r, (body, name), gap, Expected(), set(r.statements))
                rows.append(row | {"attendees": [r.attendee] if r.label in ("Role", "Person") else []})
    return rows


def _row(
    at: Record, body: tuple[str, str], gap: str, why: Expected, statements: set[str], *, with_why: bool = True
) -> Row:
    named = {"MEMBER_OF", "CHAIRS", "STATUTORY_PARTNER_OF"} & why.relations
    return {
        "board_id": at.board_id,
        "board": at.board,
        "organisation_id": body[0] or None,
        "organisation": body[1] or None,
        "attendees": [],
        "meeting_id": at.meeting_id if at.first else None,
        "meeting_date": at.date,
        "gap": gap,
        "expected_as": [text for key, text in RELATIONS.items() if key in why.relations],
        "member_on_the_day": ("surely" if why.sure else "possibly") if named else None,
        "status": at.status,
        "particulars": at.particulars,
        "evidence": sorted(statements | (why.statements if with_why else set())),
    }
