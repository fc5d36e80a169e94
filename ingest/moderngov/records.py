"""Meetings and committees of ModernGov as small documents, and the statements that they make.

Who is taken: councillors and co-opted members, officers, and others whose post is recorded. Members of the public, guests,
speakers and young people are left out, and counted; when in doubt a name is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from graph.counted import counted
from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.moderngov.shapes import UNNAMED, Attendee
from ingest.people import People, person
from ingest.readers.made import Writer
from ingest.reading import Block, Reading

METHOD: Final = "moderngov"
ATTENDED_SURE: Final = 0.97
MEMBER_SURE: Final = 0.95
RECORDED_SEAT: Final = 0.8
"""A seat told by the role in a meeting's record: it held on that day."""

_CAPACITIES: Final = (
    ("apologies", r"apolog|sent (?:a )?(?:representative|substitute|deputy)"),
    ("absent", r"absent|did not attend|not present|non[- ]attend"),
    ("deputy", r"substitut|deput|reserve|represent"),
    ("observer", r"observ"),
    ("in_attendance", r"in attendance|officer present|also present"),
    ("present", r"present|attended|virtual|remote|online|hybrid"),
)
"""In this order: "Apologies, sent representative" are apologies, "Present as substitute" is a deputy."""
_PUBLIC: Final = re.compile(
    r"(?:member of (?:the )?)?(?:public|press|guests?|visitors?|residents?|(?:public|registered) speakers?|petitioners?|objectors?|"
    r"supporters?|applicants?|deputations?|parents?|carers?|famil(?:y|ies)|relatives?|witness(?:es)?|service users?|"
    r"experts? by experience|child(?:ren)?|pupils?|students?|"
    r"(?:youth|young|children|child|pupil|student|school)s? (?:persons?|people|members?|mayors?|advis[eo]rs?|ambassadors?|"
    r"council(?:lors?)?|parliament|assembly|forum|voice|panel|champions?|representatives?|reps?))"
    r"(?: (?:members?|representatives?|reps?\.?|speakers?|observers?|attendees?|participants?))?(?: ?\(.*\))?",
    re.I,
)
"""A whole type or role; "Public Health Consultant" and "Director of Children's Services" are none of them."""
_STATUTORY: Final = re.compile(r"\bparent governor", re.I)
_PROFESSIONAL: Final = re.compile(
    r"\b(?:councillors?|members?|co-?opte[ed]s?|co-?opted|officers?|alder(?:man|men|woman)|mayor|leader|chair\w*|directors?|staff|"
    r"independent persons?|substitutes?|governors?|trustees?|partners?|executive|cabinet)\b",
    re.I,
)
_SEATED: Final = re.compile(
    r"(?:joint |vice[- ]?|deputy |co-)?chair(?:man|woman|person|e)?|"
    r"(?:committee |board |voting |non[- ]voting |lay |ordinary |core )?member|"
    r"(?:voting |non[- ]voting )?co-?opte(?:d|e)(?: member)?|"
    r"(?:parent|church|diocesan|faith)[\w /-]* (?:representative|governor)",
    re.I,
)
_CHAIR: Final = re.compile(r"(?:joint |co-|acting |independent )?chair(?:man|woman|person)?(?: of .*)?", re.I)


@dataclass(frozen=True, slots=True)
class Source:
    """Where records come from: the address of the service, and what its documents are called after."""

    base: str
    key: str
    area: Entity | None = None
    """The borough whose council it is, where the address tells it."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting as the service records it."""

    id: int
    committee: int
    board: Entity
    date: date
    attendees: Sequence[Attendee]


@dataclass(frozen=True, slots=True)
class Membership:
    """Who sits on a committee now, with the role of each."""

    committee: int
    board: Entity
    seats: Sequence[tuple[str, str]]


def meeting_record(source: Source, sitting: Sitting, *, seats: bool) -> tuple[Reading, list[Candidate]]:
    """The document of one meeting and what it states. `seats`: also who sits on the board by the role recorded.

    People whose attendance is not recorded ("Expected", "Not required") are not stated to have been there or away.
    """
    kept, left = _split(sitting.attendees)
    day = sitting.date.isoformat()
    writer = Writer()
    writer.block("heading", sitting.board.name, 1)
    writer.block("line", f"Meeting of {day}")
    writer.block("line", f"{source.base}/GetMeeting?lMeetingId={sitting.id}")
    writer.table(
        [
            ("Name", "Role", "Organisation", "Attendance"),
            *((a.name, a.role, a.organisation, a.attendance) for a in kept),
        ]
    )
    doc = f"moderngov-{source.key}-meeting-{sitting.id}"
    reading = writer.reading(f"{doc}.txt", "text", title=f"{sitting.board.name}, {day}", notes=_notes(left))
    rules, table = People(reading), _table(reading)
    found: list[Candidate] = []
    for row, attendee in enumerate(kept, 1):
        who, capacity = person(attendee.name), capacity_of(attendee.attendance)
        if who is None or capacity is None:
            continue
        evidence = reading.evidence(doc, table, row=row)
        there = capacity in ("present", "in_attendance", "deputy", "observer")
        said: dict[str, Any] = {
            "date": day,
            "attended": there,
            "capacity": capacity,
            "role": attendee.role or None,
            "organisation": attendee.organisation or None,
            "chair": True if there and _CHAIR.fullmatch(attendee.role) else None,
        }
        found.append(
            candidate(evidence, who, "ATTENDED", sitting.board, method=METHOD, confidence=ATTENDED_SURE, props=said)
        )
        if seats and capacity in ("present", "apologies", "absent") and _SEATED.fullmatch(attendee.role):
            held = {"as_role": attendee.role, "date": day}
            found.append(
                candidate(
                    evidence, who, "MEMBER_OF", sitting.board, method=METHOD, confidence=RECORDED_SEAT, props=held
                )
            )
    return reading, [c for c in found if rules.allow(c.statement) is not None]


def membership_record(source: Source, membership: Membership) -> tuple[Reading, list[Candidate]]:
    """The document of one committee's membership: a MEMBER_OF for each seat, and a CHAIRS for its chair."""
    writer = Writer()
    writer.block("heading", membership.board.name, 1)
    writer.block("line", "Members")
    writer.block("line", f"{source.base}/GetCommitteesByUser")
    writer.table([("Name", "Role"), *membership.seats])
    doc = f"moderngov-{source.key}-committee-{membership.committee}"
    reading = writer.reading(f"{doc}.txt", "text", title=f"Members of {membership.board.name}")
    rules, table = People(reading), _table(reading)
    found: list[Candidate] = []
    for row, (name, role) in enumerate(membership.seats, 1):
        if (who := person(name)) is None:
            continue
        evidence, board = reading.evidence(doc, table, row=row), membership.board
        held = {"as_role": role or None}
        found.append(candidate(evidence, who, "MEMBER_OF", board, method=METHOD, confidence=MEMBER_SURE, props=held))
        if _CHAIR.fullmatch(role):
            found.append(candidate(evidence, who, "CHAIRS", board, method=METHOD, confidence=MEMBER_SURE))
    return reading, [c for c in found if rules.allow(c.statement) is not None]


def capacity_of(attendance: str) -> str | None:
    """How the record lists somebody; None where it does not tell ("Expected", "Not required", "")."""
    plain = " ".join(attendance.casefold().split())
    if re.search(r"not required|expected$|unknown|vacan|no longer", plain) and not re.search("as expected", plain):
        return None
    return next((name for name, pattern in _CAPACITIES if re.search(pattern, plain)), None)


def _split(attendees: Iterable[Attendee]) -> tuple[list[Attendee], int]:
    """Those who are taken, and how many are left out; each name once, the first record of it."""
    kept: dict[str, Attendee] = {}
    left = 0
    for attendee in attendees:
        if is_professional(attendee):
            kept.setdefault(attendee.name.casefold(), attendee)
        else:
            left += 1
    return list(kept.values()), left


def is_professional(attendee: Attendee) -> bool:
    """Whether somebody is taken: see above."""
    if any(_PUBLIC.fullmatch(said) and not _STATUTORY.search(said) for said in (attendee.kind, attendee.role) if said):
        return False
    if attendee.name == UNNAMED or (_PUBLIC.fullmatch(attendee.organisation) and not attendee.role):
        return False
    if re.search(r"\bpublic\b(?! health| protection| affairs| realm| sector| service)", attendee.attendance, re.I):
        return False
    return bool(attendee.role or attendee.id or _PROFESSIONAL.search(attendee.kind))


def _notes(left: int) -> tuple[str, ...]:
    return (
        (f"{counted(left, 'name')} left out: of the public, or of people whose post is not recorded",) if left else ()
    )


def _table(reading: Reading) -> Block:
    return next(block for block in reading.blocks if block.kind == "table")
