"""How often each organisation was at a board's meetings, by the records and by the rate that is printed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.store import Row, Store
from queries.analysis.records import BEARINGS, BODIES, FACTS, Record, Seat, read_places, read_records

_RATES = (
    "MATCH (b:Board{board})<-[r:ATTENDANCE_RATE]-(x:Entity) "
    "RETURN x.id AS id, x.name AS name, x.label AS label, b.id AS board_id, b.name AS board, r.rate_percent AS rate, "
    "coalesce(r.period, r.valid_from) AS period, r.start_earliest AS first, r.end_latest AS last, r.status AS status, "
    "r.statements AS statements ORDER BY coalesce(r.start_earliest, ''), coalesce(r.period, ''), r.rate_percent, r.id"
)
CONTRADICTORY = "contradictory"


@dataclass(slots=True)
class Tally:
    """All that is recorded of one body at one board."""

    label: str = ""
    meetings: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))
    """Dated meetings with the facts that are recorded of the body."""
    undated: list[Record] = field(default_factory=list)
    open: list[Record] = field(default_factory=list)
    """Unclear, planned and negated statements: nothing to be counted."""
    statements: set[str] = field(default_factory=set)
    ties: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Statements that tie each attendee (id) to the body."""

    def counts(self) -> Counter[str]:
        """How many dated meetings show the body as present, deputised, … or contradictory."""
        return Counter(bearing_of(records) for records in self.meetings.values())


def bearing_of(records: Iterable[Record]) -> str:
    """How a body was at one meeting: as its member of whom most is recorded, or contradictory.

    Contradictory: one attendee is recorded as there and as not there.
    """
    by_attendee: dict[str, set[bool]] = defaultdict(set)
    found = set()
    for r in records:
        by_attendee[r.attendee_id].add(r.here)
        found.add(r.bearing)
    if any(len(seen) > 1 for seen in by_attendee.values()):
        return CONTRADICTORY
    return next(b for b in BEARINGS if b in found)


def rate(counts: Mapping[str, int]) -> float | None:
    """Meetings at which somebody was there, of those that tell it, in percent; None where none does."""
    told = sum(counts.get(b, 0) for b in BEARINGS)
    there = told - sum(counts.get(b, 0) for b in ("apologies", "absent"))
    return round(100 * there / told, 1) if told else None


async def read_rates(store: Store, board: str | None) -> list[Row]:
    """The rates that are printed, as edges."""
    at = " {id: $board}" if board else ""
    return await store.read(_RATES.replace("{board}", at), {"board": board} if board else {})


async def read_tallies(
    store: Store, records: list[Record], organisation: str | None = None
) -> dict[tuple[str, str, str, str], Tally]:
    """What the records say of each body, by board and body (names and ids; a body that the graph lacks has the id "").

    Records of posts and people for which no body is known stand under the name "" and the id "".
    """
    places = await read_places(store, records)
    made: dict[tuple[str, str, str, str], Tally] = defaultdict(Tally)
    for r in records:
        # a post of a board's own stands for no organisation
        bodies = [b for b in places.bodies(r) if b.label != "Board" or r.label == "Board"]
        for body in bodies or [Seat("", "", "")]:
            if organisation and body.id != organisation:
                continue
            tally = made[r.board, r.board_id, body.name, body.id or ""]
            tally.label = body.label
            tally.statements |= {*r.statements, *body.statements}
            tally.ties[r.attendee_id] |= set(body.statements)
            if not r.is_fact:
                tally.open.append(r)
            elif r.first is None:
                tally.undated.append(r)
            else:
                tally.meetings[str(r.meeting_id)].append(r)
    return made


async def by_organisation(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each organisation at each board: meetings, how it was at them, the rate beside the printed one."""
    board, organisation, first, last = (values[k] for k in ("board", "organisation", "from", "to"))
    tallies = await read_tallies(store, await read_records(store, board, first, last), organisation)
    printed: dict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
    for r in await read_rates(store, board):
        outside = (r["last"] and first and r["last"] < first) or (r["first"] and last and r["first"] > last)
        if r["label"] in BODIES and not outside and organisation in (None, r["id"]):
            printed[r["board"], r["board_id"], r["name"], r["id"]].append(r)
            tallies.setdefault((r["board"], r["board_id"], r["name"], r["id"]), Tally(r["label"]))
    return [_row(k, tallies[k], printed.get(k, []), first, last) for k in sorted(tallies) if k[2]]


async def by_meeting(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each board, meeting and organisation that is recorded there; what is no fact has rows of its own."""
    board, first, last = (values[k] for k in ("board", "from", "to"))
    rows = []
    for key, tally in (await read_tallies(store, await read_records(store, board, first, last))).items():
        groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for r in (*(r for own in tally.meetings.values() for r in own), *tally.undated, *tally.open):
            groups[r.meeting_id if r.first and r.meeting_id else "", "" if r.is_fact else r.status].append(r)
        for own in groups.values():
            # where no organisation is known, each post or person stands for itself
            for some in [own] if key[2] else [[r] for r in own]:
                rows.append(_at_meeting(key, tally, some))
    keys = ("board", "board_id", "first_day", "meeting_id", "organisation", "organisation_id", "status", "attendees")
    return sorted(rows, key=lambda r: (*((r[k] or "") if k != "attendees" else r[k] for k in keys), r["evidence"]))


def _at_meeting(place: tuple[str, str, str, str], tally: Tally, own: list[Record]) -> Row:
    board, board_id, name, body_id = place
    at = own[0]
    others = sorted({(r.attendee, r.bearing) for r in own if r.label not in BODIES})
    return {
        "board_id": board_id,
        "board": board,
        "meeting_id": at.meeting_id if at.first else None,
        "meeting_date": at.date if at.first else None,
        "first_day": at.first,
        "last_day": at.last,
        "organisation_id": body_id or None,
        "organisation": name or None,
        "label": tally.label or None,
        "recorded_as": bearing_of(own),
        "attendees": [f"{who}: {bearing.replace('_', ' ')}" for who, bearing in others],
        "status": next((s for s in FACTS if any(r.status == s for r in own)), at.status),
        "evidence": sorted({i for r in own for i in (*r.statements, *tally.ties.get(r.attendee_id, ()))}),
    }


def _row(
    place: tuple[str, str, str, str], tally: Tally, printed: list[Row], first: str | None, last: str | None
) -> Row:
    board, board_id, name, body_id = place
    counts = tally.counts()
    facts = [p for p in printed if p["status"] in FACTS]
    days = sorted({(r.first, r.date) for records in tally.meetings.values() for r in records})
    unsure = [
        m
        for m, records in tally.meetings.items()
        if any((first and (r.first or "") < first) or (last and (r.last or "") > last) for r in records)
    ]
    return {
        "board_id": board_id,
        "board": board,
        "organisation_id": body_id or None,
        "organisation": name,
        "label": tally.label,
        "meetings": len(tally.meetings),
        # without a dated meeting nothing is known of how often it was there
        **{b: counts[b] if tally.meetings else None for b in (*BEARINGS, CONTRADICTORY)},
        "rate_percent": rate(counts),
        "printed_rate_percent": facts[0]["rate"] if len(facts) == 1 else None,
        "printed": [f"{p['rate']:g} % ({', '.join(_about(p)) or 'no year printed'})" for p in printed],
        "first_meeting": days[0][1] if days else None,
        "last_meeting": days[-1][1] if days else None,
        "date_unsure": len(unsure),
        "undated": len(tally.undated),
        "unclear": sum(r.status == "unclear" for r in tally.open),
        "planned": sum(r.status == "planned" for r in tally.open),
        "negated": sum(r.status == "negated" for r in tally.open),
        "evidence": sorted(tally.statements | {i for p in printed for i in p["statements"]}),
    }


def _about(printed: Row) -> list[str]:
    return [t for t in (printed["period"], None if printed["status"] in FACTS else printed["status"]) if t]
