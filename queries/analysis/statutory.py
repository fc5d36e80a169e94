"""The seats that the law asks for on boards, and which of them nothing is stated about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.store import Row, Store
from queries.duties.law import law
from queries.duties.places import Places, read_places
from queries.duties.seating import NOTHING, POSSIBLY, Answer, seats_on
from queries.duties.sittings import Board, read_boards

COLUMNS = (
    "board_id",
    "board",
    "board_class",
    "seat",
    "body_id",
    "body",
    "area",
    "strength",
    "instrument",
    "section",
    "state",
)


async def statutory_seats(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """The seats of one board on a day, in the order of the law."""
    boards = await read_boards(store, [values["board"]])
    if not boards:
        return []
    places = await read_places(store)
    found = await seats_on(store, boards, places, values["as_of"])
    return [_row(b, a, places) for b in boards for a in found[b.thing.id]]


async def missing_partners(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """Seats without evidence, of the boards of a borough or of all, by board and then in the order of the law."""
    boards = [b for b in await read_boards(store) if not b.part_of]
    if values["borough"]:
        boards = [b for b in boards if values["borough"] in b.areas]
    places = await read_places(store)
    found = await seats_on(store, boards, places, values["as_of"])
    wanted = (NOTHING, POSSIBLY) if values["include_possible"] else (NOTHING,)
    strengths = ("must", "should", "may") if values["strength"] == "all" else (values["strength"],)
    return [
        _row(b, a, places)
        for b in boards
        for a in found[b.thing.id]
        if a.state in wanted and a.place.seat.strength in strengths
    ]


async def seats_by_borough(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """Seats of the boards of each borough, by borough and board and in the order of the law; one row where none is."""
    places = await read_places(store)
    chosen = {i: b for i, b in places.boroughs.items() if values["borough"] in (None, i)}
    boards = [b for b in await read_boards(store) if not b.part_of and set(b.areas) & set(chosen)]
    found = await seats_on(store, boards, places, values["as_of"])
    strengths = ("must", "should", "may") if values["strength"] == "all" else (values["strength"],)
    rows: list[Row] = []
    for borough in sorted(chosen.values(), key=lambda b: (b.name, b.id)):
        own = [
            {"borough_id": borough.id, "borough": borough.name, **_row(board, a, places)}
            for board in boards
            if borough.id in board.areas
            for a in found[board.thing.id]
            if a.place.seat.strength in strengths and a.place.area in (None, borough.id)
        ]
        rows += own or [{"borough_id": borough.id, "borough": borough.name}]
    return [{**dict.fromkeys(COLUMNS), "filled_by": [], "because": [], "evidence": [], **row} for row in rows]


def _row(board: Board, a: Answer, places: Places) -> Row:
    seat, area, body = a.place.seat, a.place.area, a.place.body
    within = f"The board is part of {board.part_of}, which the law means" if board.part_of else None
    return {
        "board_id": board.thing.id,
        "board": board.thing.name,
        "board_class": seat.board,
        "seat": seat.body,
        "seat_means": law().bodies[seat.body].means,
        "area": places.boroughs[area].name if area in places.boroughs else area,
        "body_id": body.id if body else None,
        "body": body.name if body else None,
        "instrument": law().instruments[seat.instrument].title,
        "section": seat.section,
        "strength": seat.strength,
        "in_law_from": seat.window.start.isoformat() if seat.window.start else None,
        "in_law_to": seat.window.end.isoformat() if seat.window.end else None,
        "state": a.state,
        "filled_by": list(a.by),
        "because": list(a.because),
        "said_otherwise": list(a.otherwise),
        "note": ". ".join(n for n in (seat.note, within) if n) or None,
        "evidence": list(a.evidence),
    }
