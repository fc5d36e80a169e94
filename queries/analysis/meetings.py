"""What meetings ask of one person, post or organisation in a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.store import Row, Store
from queries.analysis.boards import Meets, read_meets
from queries.analysis.seats import Called, Seat, When, called, ordinal, weakest

_STEP = (
    "r.start_earliest AS start_earliest, r.end_latest AS end_latest, r.sure_from AS sure_from, r.sure_to AS sure_to, "
    "r.status AS status, r.statements AS statements"
)
_SEATS = (
    "UNWIND $ids AS id MATCH (m:Entity {id: id})-[r:MEMBER_OF|CHAIRS|STATUTORY_PARTNER_OF|POST_IN]->(b:Board) "
    "RETURN id AS holder, b.id AS board, type(r) AS relation, " + _STEP + " ORDER BY r.id"
)
_HELD = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})-[r:HOLDS]->(x:Role) RETURN id AS holder, x.id AS to, " + _STEP
    + " ORDER BY r.id"
)  # fmt: skip
_INSIDE = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[r:POST_IN|PART_OF|HOLDS]-(x:Entity) WHERE NOT x:Board "
    "RETURN id AS holder, type(r) AS step, x.id AS to, " + _STEP + " ORDER BY r.id"
)
DEPTH = 3
"""An organisation, its unit, a post in it, and who holds the post: as far as boards-of-organisation goes."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How one comes from the member that is asked about to somebody who sits on a board."""

    to: str
    when: When
    status: str
    statements: tuple[str, ...]
    post: str | None
    """The post that `to` holds, where the way comes through one."""


async def meeting_load(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each board that the member sits on, and a last one for all of them together."""
    member, as_of, hours = values["member"], values["as_of"], max(0, values["hours_per_meeting"])
    seats = await _seats(store, member, as_of)
    known = await called(store, {i for s in seats for i in (s.board, s.through) if i})
    meets = await read_meets(store, as_of)
    by_board: dict[str, list[Seat]] = defaultdict(list)
    for s in seats:
        by_board[s.board].append(s)
    rows = [_row(b, own, known, meets.get(b), hours=hours, on_day=as_of is not None) for b, own in by_board.items()]
    rows.sort(key=lambda r: (r["status"] == "unclear", -(r["hours_a_year"] or -1), r["board"], r["board_id"]))
    return [*rows, _total(rows)] if rows else []


async def _seats(store: Store, member: str, as_of: str | None) -> list[Seat]:
    """Where the member sits: itself, a person through posts, an organisation through its units, posts and people."""
    day = ordinal(as_of)
    start = [_Way(member, When(), "asserted", (), None)]
    ways, newest = list(start), start
    rows = await store.read("MATCH (e:Entity {id: $id}) RETURN e.label AS label", {"id": member})
    label = rows[0]["label"] if rows else None
    is_person, is_organisation = label == "Person", label in ("Organisation", "BCU")
    for _ in range(DEPTH if is_organisation else int(is_person)):
        newest = await _further(store, newest, _INSIDE if is_organisation else _HELD)
        ways += newest
    seats = []
    by_holder: dict[str, list[Row]] = defaultdict(list)
    for r in await store.read(_SEATS, {"ids": sorted({w.to for w in ways})}):
        by_holder[r["holder"]].append(r)
    for w in ways:
        for r in by_holder[w.to]:
            if is_organisation and r["relation"] == "POST_IN":
                continue  # a post of the board's own that somebody of the organisation holds is not its seat
            when = w.when.meet(When.of(r))
            if when and day is not None:
                when = when.on(day)
            if when:
                through = None if w.to == member else (w.post or w.to)
                statements = tuple(dict.fromkeys((*w.statements, *r["statements"])))
                status = weakest((w.status, r["status"]))
                seats.append(Seat(member, r["board"], r["relation"], through, when, status, statements))
    return sorted(set(seats), key=lambda s: (s.board, s.relation, s.through or "", s.statements))


async def _further(store: Store, ways: list[_Way], step: str) -> list[_Way]:
    found = []
    by_holder: dict[str, list[_Way]] = defaultdict(list)
    for w in ways:
        by_holder[w.to].append(w)
    for r in await store.read(step, {"ids": sorted(by_holder)}):
        for w in by_holder[r["holder"]]:
            if when := w.when.meet(When.of(r)):
                # a person who sits there while holding a post takes the seat of the post
                post = w.to if step is _INSIDE and r["step"] == "HOLDS" else None
                statements = (*w.statements, *r["statements"])
                found.append(_Way(r["to"], when, weakest((w.status, r["status"])), statements, post))
    return found


def _row(
    board: str, seats: list[Seat], known: Mapping[str, Called], meets: Meets | None, *, hours: int, on_day: bool
) -> Row:
    clear = [s for s in seats if s.status != "unclear"]
    counted = clear or seats
    through = sorted({s.through for s in counted if s.through}, key=lambda i: (known[i].name, i))
    a_year = meets.a_year if meets else None
    places = max(1, len(through))
    return {
        "row": "board", "board_id": board, "board": known[board].name,
        "relations": sorted({s.relation for s in counted}),
        "through": [known[i].name for i in through], "seats": places,
        "frequency": meets.printed if meets else None, "meetings_a_year": a_year,
        "hours_a_year": None if a_year is None else round(a_year * hours * places, 1),
        "boards": None, "unknown": None,
        "status": counted[0].status if len({s.status for s in counted}) == 1 else _strongest(counted),
        "in_force": ("surely" if any(s.when.sure for s in clear) else "possibly") if on_day else None,
        "evidence": sorted({i for s in counted for i in s.statements} | set(meets.statements if meets else ())),
    }  # fmt: skip


def _strongest(seats: list[Seat]) -> str:
    return next(s for s in ("asserted", "derived", "historic", "unclear") if s in {x.status for x in seats})


def _total(rows: list[Row]) -> Row:
    counted = [r for r in rows if r["status"] != "unclear"]
    known = [r for r in counted if r["meetings_a_year"] is not None]
    return {
        "row": "total", "board_id": None, "board": None, "relations": [], "through": [],
        "seats": sum(r["seats"] for r in counted), "frequency": None,
        "meetings_a_year": round(sum(r["meetings_a_year"] for r in known), 2) if known else None,
        "hours_a_year": round(sum(r["hours_a_year"] for r in known), 1) if known else None,
        "boards": len(counted), "unknown": len(counted) - len(known), "status": None, "in_force": None,
        "evidence": sorted({i for r in rows for i in r["evidence"]}),
    }  # fmt: skip
