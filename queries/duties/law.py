"""The duties, seats, classes and instruments, read from their YAML files and checked against each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from graph.errors import DeclarationError, Fault
from graph.ontology import ontology

FOLDER = Path(__file__).parent
TYPES = ("seat", "establish", "co-operate", "consult", "have regard", "plan", "report", "hold to account")
STRENGTHS = ("must", "should", "may")
KINDS = ("statute", "regulations", "guidance")
EACH = ("area", "body", "one")

Each = Literal["area", "body", "one"]


@dataclass(frozen=True, slots=True)
class Instrument:
    id: str
    title: str
    kind: str
    url: str
    described_to: date
    """The law is described as it stood up to this day."""
    doubt: str | None


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day, both counted; None where it is open."""

    start: date | None
    end: date | None

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def meets(self, other: Window) -> bool:
        """Whether there is a day in both."""
        starts = [w.start for w in (self, other) if w.start]
        ends = [w.end for w in (self, other) if w.end]
        return not starts or not ends or max(starts) <= min(ends)


@dataclass(frozen=True, slots=True)
class BodyClass:
    id: str
    means: str
    kinds: tuple[str, ...]
    names: tuple[re.Pattern[str], ...]
    may: tuple[re.Pattern[str], ...]
    never: tuple[re.Pattern[str], ...]
    each: Each
    """Which bodies of the class a board has a seat for: one for each area, each body of the area, or one in all."""
    window: Window


@dataclass(frozen=True, slots=True)
class BoardClass:
    id: str
    means: str
    names: tuple[re.Pattern[str], ...]
    never: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Seat:
    board: str
    body: str
    instrument: str
    section: str
    strength: str
    window: Window
    note: str | None


@dataclass(frozen=True, slots=True)
class Duty:
    id: str
    instrument: str
    section: str
    type: str
    strength: str
    window: Window
    bound: tuple[str, ...]
    owed: tuple[str, ...]
    board: str | None
    derive: str | None
    says: str
    doubt: str | None


@dataclass(frozen=True, slots=True)
class Law:
    """All of it, in the order of the files."""

    instruments: Mapping[str, Instrument]
    bodies: Mapping[str, BodyClass]
    boards: Mapping[str, BoardClass]
    duties: Mapping[str, Duty]
    seats: tuple[Seat, ...]

    def seats_of(self, board_class: str, day: date) -> list[Seat]:
        """The seats that are asked for on a board of the class on a day, in the order of the file."""
        return [s for s in self.seats if s.board == board_class and s.window.holds(day)]


@cache
def law() -> Law:
    """The bundled law. Raises DeclarationError naming each entry that is wrong, and why."""
    return read_law(FOLDER)


def read_law(folder: Path) -> Law:
    """Reads and checks the four files of a folder. Raises DeclarationError with every fault at once."""
    try:
        raw = {
            name: yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))
            for name in ("instruments", "classes", "duties", "seats")
        }
        found = Law(
            {k: _instrument(k, v) for k, v in raw["instruments"].items()},
            {k: _body(k, v) for k, v in raw["classes"]["bodies"].items()},
            {k: _board(k, v) for k, v in raw["classes"]["boards"].items()},
            {k: _duty(k, v) for k, v in raw["duties"].items()},
            tuple(_seat(board, v) for board, seats in raw["seats"].items() for v in seats),
        )
    except (KeyError, TypeError, AttributeError, OSError, re.error, yaml.YAMLError) as error:
        fault = Fault("duties", f"{type(error).__name__}: {error}", "Mend the file")
        raise DeclarationError("The statutory duties can not be read", [fault]) from error
    faults = _check(found)
    if faults:
        raise DeclarationError("The statutory duties are not well declared", faults)
    return found


def _instrument(key: str, raw: dict[str, Any]) -> Instrument:
    _only(raw, {"title", "kind", "url", "described_to", "doubt"}, key)
    return Instrument(key, raw["title"], raw["kind"], raw["url"], raw["described_to"], raw.get("doubt"))


def _body(key: str, raw: dict[str, Any]) -> BodyClass:
    _only(raw, {"means", "kinds", "names", "may", "not", "each", "from", "to"}, key)
    kinds = tuple(raw.get("kinds") or ())
    return BodyClass(
        key, raw["means"], kinds, _patterns(raw["names"]), _patterns(raw.get("may")), _patterns(raw.get("not")),
        raw["each"], _window(raw),
    )  # fmt: skip


def _board(key: str, raw: dict[str, Any]) -> BoardClass:
    _only(raw, {"means", "names", "not"}, key)
    return BoardClass(key, raw["means"], _patterns(raw["names"]), _patterns(raw.get("not")))


def _seat(board: str, raw: dict[str, Any]) -> Seat:
    _only(raw, {"body", "instrument", "section", "strength", "from", "to", "note"}, f"{board}, a seat")
    return Seat(board, raw["body"], raw["instrument"], raw["section"], raw["strength"], _window(raw), raw.get("note"))


def _duty(key: str, raw: dict[str, Any]) -> Duty:
    who = {"bound", "with", "board", "derive", "says", "doubt"}
    _only(raw, {"instrument", "section", "type", "strength", "from", "to"} | who, key)
    return Duty(
        key, raw["instrument"], raw["section"], raw["type"], raw["strength"], _window(raw), tuple(raw["bound"]),
        tuple(raw.get("with") or ()), raw.get("board"), raw.get("derive"), raw["says"], raw.get("doubt"),
    )  # fmt: skip


def _window(raw: dict[str, Any]) -> Window:
    for key in ("from", "to"):
        if not isinstance(raw.get(key), date | None):
            raise TypeError(f"{key} {raw[key]!r} is no day")
    return Window(raw.get("from"), raw.get("to"))


def _patterns(raw: list[str] | None) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p) for p in raw or ())


def _only(raw: dict[str, Any], known: set[str], where: str) -> None:
    if unknown := sorted(set(raw) - known):
        raise KeyError(f"{where}: {', '.join(unknown)} is not known")


def _check(law: Law) -> list[Fault]:
    faults = []

    def need(good: bool, where: str, reason: str) -> None:
        if not good:
            faults.append(Fault(where, reason, "Mend the file"))

    for i in law.instruments.values():
        need(i.kind in KINDS, i.id, f"kind {i.kind!r} is unknown")
    for b in law.bodies.values():
        need(b.each in EACH, b.id, f"each {b.each!r} is unknown")
    for d in law.duties.values():
        need(d.type in TYPES, d.id, f"type {d.type!r} is unknown")
        need(d.derive is None or d.derive in ontology().edges, d.id, f"the ontology has no edge {d.derive}")
        for name in (*d.bound, *d.owed):
            need(name in law.bodies or name in law.boards, d.id, f"class {name} is unknown")
        need(d.board is None or d.board in law.boards, d.id, f"class of board {d.board} is unknown")
    for s in law.seats:
        need(s.board in law.boards, s.board, "this class of board is unknown")
        need(s.body in law.bodies, f"{s.board}, {s.body}", "this class of body is unknown")
        body = law.bodies.get(s.body)
        need(body is None or body.window.meets(s.window), f"{s.board}, {s.body}", "there were no such bodies then")
    all_of_them: list[tuple[str, Duty | Seat]] = [(d.id, d) for d in law.duties.values()]
    all_of_them += [(f"{s.board}, {s.body}", s) for s in law.seats]
    for where, item in all_of_them:
        need(item.instrument in law.instruments, where, f"instrument {item.instrument} is unknown")
        need(item.strength in STRENGTHS, where, f"strength {item.strength!r} is unknown")
        need(item.window.start is not None, where, "it has no first day")
        need(item.window.meets(item.window), where, "it ends before it begins")
    return faults
