"""What `safegov check` reports: what documents leave out, and printed figures that do not follow from their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.counted import counted
from graph.errors import InputRefused
from graph.identity import slug
from ingest.document import Document
from ingest.extract.minutes import board_of, is_minutes
from ingest.extract.minutes_entries import Attendee
from ingest.extract.minutes_meetings import Meeting, meetings_of
from ingest.problems import Problem, problem
from ingest.readers import read
from ingest.reading import Reading
from ingest.table_checks import table_checks
from ingest.template import check_template, is_template
from ingest.understand import understand

Check = Callable[[Document], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Checked:
    """A document and its problems, in the order of their places."""

    doc: str
    file: str
    problems: tuple[Problem, ...]


def check_file(path: Path, reads: Callable[[Path], Reading] = read, doc: str | None = None) -> Checked:
    """Reads a file and checks it; a filled-in template cell by cell.

    A file that can not be read has the one problem `unreadable`; nothing is raised for it. `reads`: another reader, such as
    one that is guarded. `doc`: the document's id; made of the file's name where it is None.
    """
    doc = doc or slug(path.stem) or "document"
    try:
        if is_template(path):
            return Checked(doc, str(path), tuple(check_template(path)))
        reading = reads(path)
    except InputRefused as error:
        said = tuple(
            Problem("unreadable", (1, 1), None, f"{fault.reason}. {fault.remedy}.") for fault in error.faults
        ) or (Problem("unreadable", (1, 1), None, str(error)),)
        return Checked(doc, str(path), said)
    return Checked(doc, str(path), tuple(check(understand(reading, doc))))


def check(document: Document) -> list[Problem]:
    """The problems of a document, in the order of their places."""
    found = [one for checks in CHECKS for one in checks(document)]
    return sorted(found, key=lambda p: (p.lines, p.code, p.message))


def check_minutes(document: Document) -> Iterator[Problem]:
    """What minutes leave out: who people are, when the meeting was, whether apologies were sent, which board met."""
    if not is_minutes(document):
        return
    meetings = meetings_of(document)
    if not meetings and document.kind == "minutes" and document.reading.text.strip():
        evidence = document.reading.evidence_at(document.id, 0, min(80, len(document.reading.text)))
        yield problem(
            "no-attendance-recorded", evidence, "The minutes do not list who attended, or not so that it can be read"
        )
    for meeting in meetings:
        if not meeting.attended:
            evidence = document.reading.evidence_at(document.id, meeting.first, meeting.last)
            yield problem(
                "no-attendance-recorded", evidence, "Only apologies are recorded, not who attended", date=meeting.date
            )
        yield from _of_meeting(document, meeting)
        for attendee in meeting.attendees:
            yield from _of_attendee(document, attendee)


CHECKS: tuple[Check, ...] = (check_minutes, table_checks)


def _of_meeting(document: Document, meeting: Meeting) -> Iterator[Problem]:
    evidence = document.reading.evidence_at(document.id, meeting.first, meeting.last)
    board = board_of(document, meeting)
    of = f" of {board.name}" if board is not None else ""
    when = f" on {meeting.date}" if meeting.date is not None else ""
    if board is None:
        yield problem("no-board", evidence, f"The minutes do not say which board met{when}")
    if meeting.date is None:
        yield problem("no-date", evidence, f"The date of the meeting{of} is not given")
    if not meeting.apologies:
        yield problem(
            "no-apologies-recorded",
            evidence,
            f"Nothing is said of apologies for the meeting{of}{when}",
            date=meeting.date,
        )


def _of_attendee(document: Document, attendee: Attendee) -> Iterator[Problem]:
    evidence = document.reading.evidence_at(document.id, attendee.first, attendee.last)
    if attendee.name is None:
        body = attendee.organisation or "An organisation"
        yield problem("no-name", evidence, f"{body} was represented, by whom is not said", name=body)
        return
    name = attendee.name
    if attendee.role is None:
        only = " (only that they chaired)" if attendee.chair else ""
        yield problem("no-role", evidence, f"The role of {name} is not given{only}", name=name)
    if attendee.organisation is None:
        yield problem("no-organisation", evidence, f"The organisation of {name} is not given", name=name)


def as_contract(checked: Sequence[Checked]) -> dict[str, Any]:
    """What `safegov check --json` writes."""
    return {"documents": [{"doc": one.doc, "problems": [p.row() for p in one.problems]} for one in checked]}


def report(checked: Sequence[Checked]) -> str:
    """The problems for people to read: by file, each with its place and code, and how many there are in all."""
    parts = [_of_file(one) for one in checked]
    count = sum(len(one.problems) for one in checked)
    documents = counted(len(checked), "document")
    parts.append(f"{documents}: {counted(count, 'problem') if count else 'no problem found'}.")
    return "\n\n".join(parts)


def _of_file(one: Checked) -> str:
    if not one.problems:
        return f"{one.file}: no problem found"
    width = max(len(p.code) for p in one.problems)
    places = [_place(p) for p in one.problems]
    room = max(len(p) for p in places)
    lines = [f"  {at:{room}}  {p.code:{width}}  {p.message}" for at, p in zip(places, one.problems, strict=True)]
    return "\n".join([f"{one.file}: {counted(len(one.problems), 'problem')}", *lines])


def _place(one: Problem) -> str:
    if one.code == "unreadable":
        return "file"
    first, last = one.lines
    line = f"line {first}" if first == last else f"lines {first}-{last}"
    return f"page {one.page}, {line}" if one.page is not None else line
