"""What the standard meeting template holds: its fields, and a meeting as one that was filled in states it.

The one place for field names, labels and hints; the workbook, the CSV, the JSON Schema and the checks are all made of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ingest.problems import Problem
from ingest.reading import Reading

CAPACITIES: Final = ("present", "apologies", "absent", "in attendance", "deputy", "observer")
"""As a clerk writes them; the exchange format has `in_attendance` for the fourth."""
THERE: Final = ("present", "in attendance", "deputy", "observer")
"""Capacities of those who were at the meeting."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the template. `kind` is text, date, time, capacity or yes."""

    key: str
    label: str
    hint: str
    kind: str = "text"
    needed: bool = False
    width: int = 24


MEETING: Final = (
    Field("board", "Board", "Full name of the board that met, with its borough", needed=True),
    Field("date", "Date", "Day of the meeting: 2025-03-14 or 14/03/2025 (the day first)", "date", needed=True),
    Field("start_time", "Start time", "24 hours: 14:00", "time"),
    Field("end_time", "End time", "24 hours: 16:00", "time"),
    Field("place", "Place", "Building and room, or Online"),
    Field("chair", "Chair", "Name of who chaired, as it stands in the list of attendance", needed=True),
    Field("minute_taker", "Minute taker", "Name of who took the minutes"),
    Field("next_meeting", "Next meeting", "Day of the next meeting, where it is known", "date"),
)
ATTENDANCE: Final = (
    Field("name", "Name", "First name and surname", needed=True, width=28),
    Field("role", "Role", "Post or title: Director of Children's Services", needed=True, width=36),
    Field("organisation", "Organisation", "Who the person works for or represents", needed=True, width=36),
    Field("capacity", "Capacity", f"One of: {', '.join(CAPACITIES)}", "capacity", needed=True, width=16),
    Field("deputy_for", "Deputy for", "Of a deputy: the name of the member stood in for", width=28),
    Field("is_chair", "Chair", "yes for who chaired this meeting, else empty", "yes", width=10),
)


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person in the list. What the template leaves empty is None."""

    name: str
    capacity: str
    """As the exchange format writes it: present, apologies, absent, in_attendance, deputy or observer."""
    span: tuple[int, int]
    """The characters of the reading's text that the row takes."""
    role: str | None = None
    organisation: str | None = None
    deputy_for: str | None = None
    chair: bool = False

    @property
    def attended(self) -> bool:
        return self.capacity.replace("_", " ") in THERE


@dataclass(frozen=True)
class Meeting:
    """A template that was filled in. Rows that can not be followed are not among the attendees, but in `problems`."""

    reading: Reading
    board: str | None = None
    date: str | None = None
    """ISO date; None where there is none, or none that is one."""
    start_time: str | None = None
    end_time: str | None = None
    place: str | None = None
    chair: str | None = None
    minute_taker: str | None = None
    next_meeting: str | None = None
    attendance: tuple[Attendee, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def title(self) -> str | None:
        """What a person would call it."""
        return f"Meeting of {self.board}" + (f", {self.date}" if self.date else "") if self.board else None

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know who reads it in."""
        count = len(self.problems)
        cells = "1 cell is" if count == 1 else f"{count} cells are"
        return (f"{cells} missing or wrong, see `safegov check`",) if count else ()
