"""The standard meeting template: written for a clerk, checked cell by cell, and read without any guessing.

An XLSX with three sheets (Meeting, Attendance, Guide), a flat CSV, and a JSON Schema (2020-12) of the same fields. A file made
of any of them is known by its own parts, whatever it is called.
"""

from __future__ import annotations

from pathlib import Path

from graph.errors import Fault, InputRefused, UsageError
from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.meeting import Attendee, Meeting
from ingest.meeting_checks import meeting_of
from ingest.meeting_forms import is_form, read_form
from ingest.meeting_sheets import KNOWN, write
from ingest.people import People, person
from ingest.problems import Problem

__all__ = ["Attendee", "Meeting", "candidates_of", "check_template", "is_template", "read_template", "write_template"]

METHOD = "template"


def write_template(path: Path) -> None:
    """Writes the template that the ending asks for: .xlsx, .csv, or .json (the schema).

    Raises UsageError for another ending, InputRefused where the file can not be written.
    """
    if path.suffix.lower() not in KNOWN:
        raise UsageError(f"{path.name} has an ending that no template has", f"Use one of: {', '.join(KNOWN)}")
    try:
        write(path)
    except OSError as error:
        fault = Fault(str(path), error.strerror or str(error), "Name another file with --output")
        raise InputRefused("Nothing was written", [fault]) from error


def is_template(path: Path) -> bool:
    """Whether a file is the template: a workbook with its sheets, a CSV with its columns, a JSON meeting (not the schema)."""
    return is_form(path)


def read_template(path: Path) -> Meeting:
    """The meeting that a filled-in template states, with its `reading` and all `problems`.

    Raises InputRefused where the file can not be read or is not the template.
    """
    return meeting_of(read_form(path))


def check_template(path: Path) -> list[Problem]:
    """What is missing or wrong, with its cell: "Attendance!C7: no organisation". Raises InputRefused as `read_template` does."""
    return list(read_template(path).problems)


def candidates_of(meeting: Meeting, doc_id: str) -> list[Candidate]:
    """One ATTENDED statement for each person whose row can be followed; none where the board or the date is missing.

    The evidence is the row's own words. Nobody becomes a statement whom the rules on people keep out.
    """
    if not meeting.board or not meeting.date:
        return []
    board = Entity("Board", meeting.board)
    rules = People(meeting.reading)
    found = []
    for attendee in meeting.attendance:
        entity = person(attendee.name)
        if entity is None:
            continue
        made = candidate(
            meeting.reading.evidence_at(doc_id, *attendee.span), entity, "ATTENDED", board,
            method=METHOD, confidence=1.0, props=_props(meeting.date, attendee),
        )  # fmt: skip
        if rules.allow(made.statement) is not None:
            found.append(made)
    return found


def _props(date: str, attendee: Attendee) -> dict[str, object]:
    return {
        "date": date,
        "attended": attendee.attended,
        "capacity": attendee.capacity,
        "role": attendee.role,
        "organisation": attendee.organisation,
        "deputy_for": attendee.deputy_for,
        "chair": True if attendee.chair else None,
    }
