"""What a filled-in template says, and what is wrong with it, cell by cell.

A problem never makes the program guess: a row whose name or capacity can not be followed is reported, and not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from ingest.meeting import ATTENDANCE, CAPACITIES, MEETING, THERE, Attendee, Meeting
from ingest.meeting_forms import Form, Raw, Row
from ingest.people import PSEUDONYM, is_person_name, person
from ingest.people_beside import tells_so
from ingest.problems import Problem

_DATES: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")
_YES: Final = {"yes": True, "y": True, "true": True, "x": True, "no": False, "n": False, "false": False, "": False}
MEND: Final = "Mend one of them"
_CODES: Final = {"organisation": "no-organisation", "role": "no-role", "date": "no-date"}
"""Codes that the contract names; a field of its own has `no-` and its name."""


def meeting_of(form: Form) -> Meeting:
    """The meeting with all that is wrong with it, in the order of the cells."""
    problems = list(_structure(form))
    fields = form.fields
    said: dict[str, str | None] = {f.key: fields[f.key].text or None for f in MEETING}
    for field in MEETING:
        raw = fields[field.key]
        if not raw.text:
            if field.needed and field.key != "chair":
                problems.append(_missing(field.key, field.label, raw))
        elif field.kind == "date":
            said[field.key] = _date(raw.text)
            if not said[field.key]:
                problems.append(_problem("bad-date", raw, f"{raw.text!r} is no date", "Write it as 2025-03-14"))
        elif field.kind == "time":
            said[field.key] = _time(raw.text)
            if not said[field.key]:
                problems.append(_problem("bad-time", raw, f"{raw.text!r} is no time of day", "Write it as 14:00"))
    problems += _order(said, form)
    attendees: list[tuple[Attendee, Row]] = []
    for row in form.rows:
        problems += _row_problems(row)
        if (attendee := _attendee(row, said["chair"])) is not None:
            attendees.append((attendee, row))
    if not form.rows:
        raw = Raw("", form.listed, (1, 1))
        problems.append(
            _problem("no-attendance", raw, "nobody is recorded", "List who attended and who sent apologies")
        )
    problems += [*_chairs(form, attendees), *_twice(form), *_deputies(form)]
    return Meeting(
        form.reading, **said, attendance=tuple(a for a, _ in attendees), problems=tuple(sorted(problems, key=_order_of))
    )  # fmt: skip


def _structure(form: Form) -> Iterator[Problem]:
    for raw in form.missing:
        yield _problem("template-changed", raw, raw.text, "Keep the template's own columns and fields")
    for raw in form.differing:
        yield _problem("two-meetings", raw, f"{raw.text!r} differs from the first row", "One file is one meeting")


def _order(said: dict[str, str | None], form: Form) -> Iterator[Problem]:
    start, end = said["start_time"], said["end_time"]
    if start and end and end <= start:
        yield _problem("ends-before-start", form.fields["end_time"], f"{end} is not after {start}", MEND)
    day, following = said["date"], said["next_meeting"]
    if day and following and following <= day:
        raw = form.fields["next_meeting"]
        yield _problem("next-before-meeting", raw, f"{following} is not after {day}", MEND)


def _attendee(row: Row, chair: str | None) -> Attendee | None:
    cells = row.cells
    name, capacity = cells["name"].text, _capacity(cells["capacity"].text)
    if capacity is None or not is_person_name(name):
        return None
    marked = cells["is_chair"].text.casefold()
    chaired = _YES.get(marked, False) or (
        marked == "" and chair is not None and _same(chair, name) and capacity in THERE
    )
    return Attendee(
        name, capacity.replace(" ", "_"), row.span, cells["role"].text or None, cells["organisation"].text or None,
        cells["deputy_for"].text or None, chaired,
    )  # fmt: skip


def _row_problems(row: Row) -> Iterator[Problem]:
    cells = row.cells
    name = cells["name"].text
    for field in ATTENDANCE:
        raw = cells[field.key]
        if field.needed and not raw.text:
            yield _missing(field.key, field.label, raw, name)
    if kept_out := next((cells[key] for key in ("name", "role", "organisation") if _of_a_case(cells[key].text)), None):
        remedy = "Take the row out: this is a record of professionals in their roles"
        yield _problem("kept-out", kept_out, "a child, a victim, a relative or another person of a case", remedy)
    elif name and not is_person_name(name):
        yield _problem("no-person", cells["name"], f"{name!r} is no name of a person", "Write first name and surname")
    raw = cells["capacity"]
    if raw.text and _capacity(raw.text) is None:
        remedy = f"Use one of: {', '.join(CAPACITIES)}"
        yield _problem("unknown-capacity", raw, f"{raw.text!r} is no capacity", remedy, name)
    raw = cells["is_chair"]
    if raw.text.casefold() not in _YES:
        yield _problem("bad-yes-no", raw, f"{raw.text!r} is neither yes nor no", "Write yes, or leave it empty", name)
    elif _YES[raw.text.casefold()] and _capacity(cells["capacity"].text) in ("apologies", "absent"):
        yield _problem(
            "chair-not-there",
            raw,
            f"{name} chaired, but is recorded as {cells['capacity'].text}",
            MEND,
            name,
        )


def _of_a_case(text: str) -> bool:
    return bool(PSEUDONYM.search(text)) or tells_so(text)


def _chairs(form: Form, attendees: list[tuple[Attendee, Row]]) -> Iterator[Problem]:
    raw = form.fields["chair"]
    marked = [row for row in form.rows if _YES.get(row.cells["is_chair"].text.casefold())]
    for row in marked[1:]:
        said = f"a second chair: {marked[0].cells['name'].text} is marked, too"
        yield _problem(
            "two-chairs", row.cells["is_chair"], said, "Mark who chaired, and nobody else", row.cells["name"].text
        )
    if not raw.text:
        if not marked and form.rows:
            yield _missing("chair", "Chair", raw)
        return
    listed = [row for row in form.rows if _same(raw.text, row.cells["name"].text)]
    if form.rows and not listed:
        yield _problem(
            "chair-not-listed",
            raw,
            f"{raw.text} is not in the list of attendance",
            "Add a row, or mend the name",
            raw.text,
        )
    elif marked and not _same(raw.text, marked[0].cells["name"].text):
        other = marked[0].cells["name"].text
        yield _problem("two-chairs", raw, f"the chair is {raw.text} here, and {other} in the list", MEND, raw.text)
    elif listed and not marked and not any(_capacity(r.cells["capacity"].text) in THERE for r in listed):
        yield _problem("chair-not-there", raw, f"{raw.text} chaired, but is not recorded as there", MEND, raw.text)


def _twice(form: Form) -> Iterator[Problem]:
    first: dict[str, Raw] = {}
    for row in form.rows:
        raw = row.cells["name"]
        key = _name_key(raw.text)
        if key and key in first:
            yield _problem(
                "named-twice", raw, f"{raw.text} stands at {first[key].where}, too", "Keep one row", raw.text
            )
        elif key:
            first[key] = raw


def _deputies(form: Form) -> Iterator[Problem]:
    names = [row.cells["name"].text for row in form.rows]
    for row in form.rows:
        raw, name = row.cells["deputy_for"], row.cells["name"].text
        deputy = _capacity(row.cells["capacity"].text) == "deputy"
        if deputy and not raw.text:
            yield _problem("deputy-for-nobody", raw, "a deputy for nobody", "Name the member stood in for", name)
        elif raw.text and not deputy:
            remedy = "Make the capacity deputy, or empty this cell"
            yield _problem(
                "deputy-for-nobody",
                raw,
                f"{name or 'the row'} is no deputy, but stands in for {raw.text}",
                remedy,
                name,
            )
        elif raw.text and _same(raw.text, name):
            yield _problem(
                "deputy-for-nobody", raw, f"{name} stands in for themselves", "Name the member stood in for", name
            )
        elif raw.text and is_person_name(raw.text) and not any(_same(raw.text, other) for other in names):
            remedy = "Add their row, with apologies or absent"
            yield _problem("deputy-for-unlisted", raw, f"{raw.text} is not in the list of attendance", remedy, name)


def _missing(key: str, label: str, raw: Raw, name: str | None = None) -> Problem:
    return _problem(_CODES.get(key, f"no-{key.replace('_', '-')}"), raw, f"no {label.casefold()}", "Fill it in", name)


def _problem(code: str, raw: Raw, said: str, remedy: str, name: str | None = None) -> Problem:
    return Problem(code, raw.lines, None, f"{raw.where}: {said}. {remedy}", {"cell": raw.where, "name": name or None})


def _order_of(problem: Problem) -> tuple[bool, int, str]:
    """As a person goes through the file: the meeting's own fields first."""
    cell = str(problem.extra["cell"])
    return not cell.casefold().startswith("meeting"), problem.lines[0], cell


def _capacity(text: str) -> str | None:
    plain = " ".join(re.sub(r"[_-]", " ", text).casefold().split())
    return plain if plain in CAPACITIES else None


def _date(text: str) -> str | None:
    """ISO date of what stands in a cell. Days stand before months, as the template says."""
    whole = text.removesuffix(" 00:00")
    for form in _DATES:
        try:
            found = datetime.strptime(whole, form).date()
        except ValueError:
            continue
        return found.isoformat() if found >= date(1900, 1, 1) else None
    return None


def _time(text: str) -> str | None:
    match = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?::[0-5]\d)?", text)
    return f"{int(match[1]):02}:{match[2]}" if match else None


def _same(one: str, other: str) -> bool:
    return bool(one) and _name_key(one) == _name_key(other)


def _name_key(text: str) -> str:
    entity = person(text)
    return (entity.name if entity else text).casefold()
