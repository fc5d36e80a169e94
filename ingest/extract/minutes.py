"""Minutes of meetings: who was present, who sent apologies, who was absent, in attendance, deputising or observing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.minutes_entries import Attendee
from ingest.extract.minutes_meetings import Meeting, meetings_of
from ingest.people import person
from ingest.person_words import NOT_NAMES

METHOD = "minutes"
_PRESENT = re.compile(r"^\W*(?:members?\s+)?(?:present|attendees|in\s+attendance)\W*(?:$|:\s*\S)", re.I | re.M)
_ATTENDED = ("present", "in_attendance", "deputy", "observer")


def minutes(document: Document) -> Iterator[Candidate]:
    """One ATTENDED row for each person that minutes record, and the posts and chairs that they state.

    Where the minutes name no board there is nothing to attend, and nothing is yielded.
    """
    if not is_minutes(document):
        return
    for meeting in meetings_of(document):
        board = board_of(document, meeting)
        if board is None:
            continue
        for attendee in meeting.attendees:
            yield from _rows(document, meeting, board, attendee)


def is_minutes(document: Document) -> bool:
    """Whether a document records meetings. A report that speaks of who is present at meetings is none."""
    if document.kind == "minutes":
        return True
    if document.kind in ("annual report", "review", "protocol") or len(document.reading.text) > 60_000:
        return False
    if document.kind == "report" and _PRESENT.search(document.reading.text[:2000]):
        return True
    return bool(
        re.search(r"\b(?:apologies|minutes|meeting|notes\s+of|attendance)\b", document.reading.text[:4000], re.I)
    )


def board_of(document: Document, meeting: Meeting) -> Entity | None:
    """The board that met: as the title of the meeting names it, else the document's own."""
    body = document.body
    if meeting.board is None or (meeting.named and body is not None):
        return body
    if body is not None and re.search(r"\b(?:meeting|minutes)\b", body.name, re.I):
        return Entity("Board", meeting.board)  # the title was read with the words around the board's name
    area = document.boroughs[0] if len(document.boroughs) == 1 else None
    if area is not None and re.search(rf"\b{re.escape(area.name)}\b", meeting.board, re.I) and meeting.board.isascii():
        return (
            document.names.board(meeting.board)
            if meeting.board.casefold().startswith(area.name.casefold())
            else Entity("Board", meeting.board)
        )
    named = document.names.board(meeting.board, area=area)
    if body is not None and meeting.board.casefold().startswith(f"{body.name.casefold()} "):
        return Entity("Board", meeting.board, kind=named.kind)  # "Consultation Committee of the Examplia Authority"
    first = meeting.board.split()[0]
    own = first.casefold() not in NOT_NAMES and not (first.isupper() and len(first) < 6)
    if own and len(named.name) > len(meeting.board) and named.name.casefold().endswith(meeting.board.casefold()):
        # it begins with the name of its own place
        return Entity("Board", named.name[-len(meeting.board) :], kind=named.kind)
    if (
        body is not None
        and body.name.casefold().endswith(meeting.board.casefold())
        and named.name.startswith(body.name)
    ):
        return body
    return named


def _rows(document: Document, meeting: Meeting, board: Entity, attendee: Attendee) -> Iterator[Candidate]:
    who = _subject(document, attendee)
    if who is None:
        return
    evidence = document.reading.evidence_at(document.id, attendee.first, attendee.last)
    props = {
        "date": meeting.date,
        "attended": attendee.capacity in _ATTENDED,
        "capacity": attendee.capacity,
        "role": attendee.role,
        "organisation": attendee.organisation if attendee.name else None,
        "chair": True if attendee.chair else None,
        "deputy_for": attendee.deputy_for,
    }
    sure = 0.95 if attendee.name else 0.8
    yield candidate(evidence, who, "ATTENDED", board, method=METHOD, confidence=sure, props=props)
    if attendee.name is None:
        return
    if (
        attendee.role
        and attendee.organisation
        and not re.search(r"\b(?:minutes?|notes?|scribe)\b", attendee.role, re.I)
    ):
        post = Entity("Role", f"{attendee.role}, {attendee.organisation}")
        yield candidate(evidence, who, "HOLDS", post, method=METHOD, confidence=0.85)
    if attendee.chair and not meeting_only(attendee):
        yield candidate(evidence, who, "CHAIRS", board, method=METHOD, confidence=0.85)


def meeting_only(attendee: Attendee) -> bool:
    """Whether somebody chaired as vice-chair or deputy, for this meeting only."""
    return attendee.capacity == "deputy" or bool(
        re.search(r"\b(?:vice|deputy|acting)[\s-]*chair", attendee.role or "", re.I)
    )


def _subject(document: Document, attendee: Attendee) -> Entity | None:
    if attendee.name is not None:
        return person(attendee.name)
    if not attendee.organisation:
        return None
    body = document.names.body(attendee.organisation)
    return body if body.label in ("Organisation", "Board", "BCU") else None
