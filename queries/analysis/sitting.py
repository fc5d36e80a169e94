"""People who sit on several boards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from graph.store import Row, Store
from queries.analysis.seats import Called, Seat, called, how_sure, most_at_once, read_seats


async def people_on_several_boards(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each person who sits on at least `minimum` boards, those on most boards first."""
    seats = await read_seats(store, "people", as_of=values["as_of"])
    known = await called(store, {i for s in seats for i in (s.member, s.board, s.through) if i})
    by_person: dict[str, list[Seat]] = defaultdict(list)
    for seat in seats:
        by_person[seat.member].append(seat)
    rows = [_row(person, own, known) for person, own in by_person.items()]
    kept = [r for r in rows if r["boards_stated"] >= max(1, values["minimum"])]
    return sorted(kept, key=lambda r: (-r["boards_stated"], -r["at_once"], r["person"], r["person_id"]))


def _row(person: str, seats: list[Seat], known: Mapping[str, Called]) -> Row:
    by_board: dict[str, list[Seat]] = defaultdict(list)
    unclear: dict[str, list[Seat]] = defaultdict(list)
    for s in seats:
        (unclear if s.status == "unclear" else by_board)[s.board].append(s)
    boards = sorted(by_board, key=lambda b: (known[b].name, b))
    spans = [(b, [s.when for s in by_board[b]]) for b in boards]
    return {
        "person_id": person, "person": known[person].name,
        "boards_stated": len(boards), "board_ids": boards, "boards": [known[b].name for b in boards],
        "how": [f"{known[b].name}: {_how(by_board[b], known)}" for b in boards],
        "at_once": most_at_once(spans), "surely_at_once": most_at_once(spans, surely=True),
        "unclear_boards": sorted({known[b].name for b in unclear if b not in by_board}),
        "evidence": sorted({i for s in seats for i in s.statements}),
    }  # fmt: skip


def _how(seats: list[Seat], known: Mapping[str, Called]) -> str:
    ways = {s.relation + (f" as {known[s.through].name}" if s.through else "") for s in seats}
    sure = "surely" if any(how_sure(s.when) == "surely" for s in seats) else "possibly"
    return f"{', '.join(sorted(ways))} ({sure}{', historic' if all(s.status == 'historic' for s in seats) else ''})"
