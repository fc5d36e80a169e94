"""The seats that the law asks for on a board, on a day, and what sources state of who fills them.

- filled: someone of the seat's body is stated, as a fact, to sit on the board itself (MEMBER_OF, CHAIRS,
  STATUTORY_PARTNER_OF), and this surely held on the day.
- possibly filled: the dates leave it open; or it is stated as unclear; or of a board above or within; or only of a
  class of bodies ("the police") or of a part of one; or attendance is recorded, which tells who came, not who sits.
- no evidence: nothing of this is stated. That does not say that the seat is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graph.store import Store
from queries.duties.classify import NO_ONE_BODY
from queries.duties.law import BodyClass, Seat, law
from queries.duties.places import Places, Thing
from queries.duties.sittings import Board, Face, Sitting, read_sittings

FILLED, POSSIBLY, NOTHING = "filled", "possibly filled", "no evidence"

LEFT_OPEN = "the dates leave it open"


@dataclass(frozen=True, slots=True)
class Place:
    """A seat as it counts for one board: for an area, for a body, or once in all."""

    seat: Seat
    area: str | None = None
    body: Thing | None = None
    """The body that the seat is for, where the graph knows it by area."""

    @property
    def body_class(self) -> BodyClass:
        return law().bodies[self.seat.body]


@dataclass(frozen=True, slots=True)
class Answer:
    """One seat of a board on a day, and who fills it."""

    place: Place
    state: str
    by: tuple[str, ...]
    because: tuple[str, ...]
    evidence: tuple[str, ...]
    otherwise: tuple[str, ...]


async def seats_on(store: Store, boards: Sequence[Board], places: Places, day: str) -> dict[str, list[Answer]]:
    """The seats that the law asks for on each board on a day, with their answers, in the order of the law."""
    await read_sittings(store, boards, day)
    return {
        board.thing.id: [
            _answer(board, place)
            for c in board.classes
            for seat in law().seats_of(c, date.fromisoformat(day))
            for place in _places(board, seat, places, day)
        ]
        for board in boards
    }


def _places(board: Board, seat: Seat, places: Places, day: str) -> list[Place]:
    each = law().bodies[seat.body].each
    if each == "one" or not board.areas:
        return [Place(seat)]
    known = {a: _unique(k.body for k in places.bodies(seat.body, a, day)) for a in board.areas}
    if each == "area":
        # two bodies that may be the one meant are none that is known
        return [Place(seat, a, known[a][0] if len(known[a]) == 1 else None) for a in board.areas]
    bodies = _unique(b for a in board.areas for b in known[a])
    return [*(Place(seat, None, b) for b in bodies), *(Place(seat, a) for a in board.areas if not known[a])]


def _answer(board: Board, place: Place) -> Answer:
    fits: list[tuple[bool, Sitting, Face, set[str]]] = []
    for sitting in board.sittings:
        fit = _fit(sitting, board, place)
        if fit:
            face, reason = fit
            why = {*sitting.because, *([reason] if reason else []), *([] if face.sure else [LEFT_OPEN])}
            fits.append((bool(why), sitting, face, why))
    fits.sort(key=lambda f: (f[0], f[1].member.name, f[1].member.id, f[1].relation))
    # where something fills it surely, what may fill it too says no more
    shown = [f for f in fits if not f[0]] or fits
    state = NOTHING if not shown else POSSIBLY if shown[0][0] else FILLED
    ids = [i for _, s, face, _ in shown for i in (*s.statements, *face.statements)]
    return Answer(
        place,
        state,
        tuple(dict.fromkeys(s.member.name for _, s, _, _ in shown)),
        tuple(sorted({w for *_, why in shown for w in why})),
        tuple(dict.fromkeys(ids)) or tuple(board.statements),
        tuple(s for m, s in board.otherwise if _meant(m, board, place)),
    )


def _fit(sitting: Sitting, board: Board, place: Place) -> tuple[Face, str | None] | None:
    """The face by which a member fits a seat, and why it does so possibly only; None where it does not."""
    possible: tuple[Face, str | None] | None = None
    for face in sitting.faces:
        if place.body and face.thing.id == place.body.id:
            return face, None
        sure = face.thing.classes.get(place.seat.body)
        if sure is None or not _near(face.thing, board, place):
            continue
        if not sure or face.thing.kind in NO_ONE_BODY:
            possible = possible or (face, "named by a class of bodies, or by a part of the body")
        elif place.body is None:
            if place.body_class.each == "area" and len(board.areas) > 1 and not face.thing.areas:
                possible = possible or (face, "for which of the areas is not stated")
            else:
                return face, None
        # another single body of the class fills its own seat, not this one
    return possible


def _meant(t: Thing, board: Board, place: Place) -> bool:
    sure = t.classes.get(place.seat.body)
    if place.body and (t.id == place.body.id or sure):
        return t.id == place.body.id
    return sure is not None and _near(t, board, place)


def _near(t: Thing, board: Board, place: Place) -> bool:
    return not t.areas or not board.areas or bool(t.areas & ({place.area} if place.area else set(board.areas)))


def _unique(things: Iterable[Thing]) -> list[Thing]:
    return list({t.id: t for t in things}.values())
