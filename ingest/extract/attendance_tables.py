"""Who was at which meeting, from tables: ATTENDED for each cell that says so, ATTENDANCE_RATE for each printed rate.

A cell that says nothing, or that does not apply, gives no row. Rows of one body that the table keeps apart stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.attendance_grid import Attendee, Sheet, sheets
from ingest.extract.attendance_labels import POST
from ingest.extract.attendance_rates import Rate
from ingest.extract.table_names import is_known, label_of, organisation
from ingest.people import person

METHOD = "attendance-table"
_PARTS = re.compile(r"\s*(?:,|\s[-–—]\s|\(|\n)\s*")


def attendance_tables(document: Document) -> Iterator[Candidate]:
    """ATTENDED and ATTENDANCE_RATE from the tables of a document; none from a table whose board can not be told."""
    for sheet in sheets(document):
        for attendee in sheet.attendees:
            yield from _of_row(document, sheet, attendee)


def _of_row(document: Document, sheet: Sheet, attendee: Attendee) -> Iterator[Candidate]:
    label = {"organisation": attendee.label["organisation"]} if sheet.of_bodies else attendee.label
    subject, said = _who(document, label, sheet.board)
    if subject is None:
        return
    sure = 0.97 if sheet.sure else 0.8
    for number, (meeting, mark) in enumerate(zip(sheet.meetings, attendee.marks, strict=True)):
        board = meeting.board or sheet.board
        if board is None or mark is None or mark.attended is None or meeting.date is None:
            continue
        props = {**said, "date": meeting.date, "attended": mark.attended, "capacity": mark.capacity}
        evidence = sheet.grid.evidence(attendee.row, sheet.meetings[number].column)
        yield candidate(evidence, subject, "ATTENDED", board, method=METHOD, confidence=sure, props=props)
    own = {m.board for m in sheet.meetings}
    rated = next(iter(own)) if len(own) == 1 and None not in own else sheet.board
    for rate in attendee.rates:
        if rated is not None and len(own) <= 1:
            evidence = sheet.grid.evidence(attendee.row, rate.column)
            props = {"rate_percent": figure(rate), "period": sheet.rate_periods.get(rate.column)}
            yield candidate(evidence, subject, "ATTENDANCE_RATE", rated, method=METHOD, confidence=sure, props=props)


def figure(rate: Rate) -> int | float:
    """A rate as a number, whole where it is printed so."""
    return int(rate.percent) if rate.percent == int(rate.percent) else rate.percent


def _who(document: Document, label: dict[str, str], board: Entity | None) -> tuple[Entity | None, dict[str, Any]]:
    """The subject of a row, and what its other label columns say of it."""
    body, post, name = (label.get(k, "") for k in ("organisation", "role", "person"))
    if name:
        parts = [p.strip(" )") for p in _PARTS.split(name) if p.strip(" )")]
        who = person(parts[0]) if parts else None
        if who is not None:
            rest = parts[1:]
            post = post or next((p for p in rest if POST.search(p)), "")
            body = body or next((p for p in rest if p != post and is_known(document, p)), "")
            return who, {"role": post or None, "organisation": body or None}
        body = body or name
    if post and not re.fullmatch(r"(?:core |associate |full |lay )?members?|attendee|representative", post, re.I):
        return _role(document, post, body, board), {}
    return _body_or_post(document, body, board), {}


def _body_or_post(document: Document, text: str, board: Entity | None) -> Entity | None:
    """A body; or a post, where the label is one ("Director of Education, Examplia Council")."""
    label = label_of(text)
    if not re.search(r"[A-Za-z]{2}", label):
        return None
    parts = [p.strip(" )") for p in _PARTS.split(label) if p.strip(" )")]
    posts = [p for p in parts if POST.search(p) and (_HEADED.match(p) or not _BODY.search(p))]
    if posts and len(parts) <= 3:
        body = next((p for p in parts if p not in posts and is_known(document, p)), "")
        return _role(document, posts[0], body, board)
    if _OF_BOARD.fullmatch(label):
        return _role(document, label, "", board)
    return organisation(document, label)


_HEADED = re.compile(
    r"(?:[\w’'-]+ ){0,3}?(?:director|head|chief (?:officer|executive|nurse|superintendent)|commander|lead|manager|"
    r"commissioner) (?:of|for)\b",
    re.I,
)
"""Posts that are named for a service ("Director of Adult Services")."""
_BODY = re.compile(
    r"\b(?:council|trust|police service|services?|partnership|board|office|icb|ccg|nhs|association|lay members?|members? of|"
    r"voluntary|sector|college|school|(?:head|chief) ?teachers?)\b",
    re.I,
)


_OF_BOARD = re.compile(
    r"(?:independent |lay |deputy |vice[- ]|joint |interim |acting |safeguarding )*(?:co-?)?(?:chair(?:person|man|"
    r"woman)?|scrutineers?|members?)(?: \d)?"
    r"(?: (?:and|&|/) (?:independent )?(?:chair|scrutineer))?|(?:partnership|board|business) (?:manager|coordinator|"
    r"officer)",
    re.I,
)
"""Posts of the board itself."""


def _role(document: Document, post: str, body: str, board: Entity | None) -> Entity:
    """The seat, with its body: the one beside it, or of a chair, scrutineer or lay member the board."""
    name = label_of(post)
    of = organisation(document, body).name if body else board.name if board and _OF_BOARD.fullmatch(name) else None
    return Entity("Role", f"{name}, {of}", aliases=(name,)) if of else Entity("Role", name)
