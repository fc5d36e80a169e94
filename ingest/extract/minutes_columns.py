"""People in columns: tables, and text whose columns are kept apart by blanks or tabs."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.extract.minutes_entries import Attendee, read_entry
from ingest.extract.minutes_grid import NOTHING, Grid, carried_on, with_posts
from ingest.extract.minutes_headers import CODES, MARKED, Header, header_of, status_of
from ingest.extract.minutes_labels import Label, label_of
from ingest.extract.minutes_lines import glue, inner_lines, one_line
from ingest.extract.minutes_marks import mark_of
from ingest.extract.minutes_naming import Manner, names_person
from ingest.extract.minutes_titles import find_date
from ingest.extract.minutes_words import is_name, sort_of
from ingest.reading import Clean


def read_columns(grid: Grid, manner: Manner) -> list[Attendee]:
    """The people of a grid where each row tells of one person."""
    again = next((i for i, row in enumerate(grid.rows) if i and _heads(row, manner)), None)
    if again is not None:
        label = _label_row(grid.rows[again - 1])
        above = grid.rows[: again - 1 if label is not None else again]
        below = replace(manner, capacity=label.capacity) if label is not None and not label.weak else manner
        first = read_columns(Grid(above, grid.table), manner) if above else []
        return first + read_columns(Grid(grid.rows[again:], grid.table), below)
    if width := _repeated(grid.rows[0]):
        return sorted((a for half in _halves(grid, width) for a in read_columns(half, manner)), key=lambda a: a.first)
    header = header_of(grid.rows[0])
    if header is not None and (sides := _sides(header)):
        return [a for side in sides for a in _read_side(grid, side, manner)]
    rows = [one for row in (grid.rows[1:] if header else grid.rows) for one in _by_person(row, header, manner)]
    if header is not None:
        header = _with_status(header, grid.rows[0], rows, manner)
        manner = replace(manner, capacity=header.capacity or manner.capacity)
    name_at = header.at("name") if header else None
    if name_at is None:
        name_at = _name_column(rows, manner)
    carried = with_posts if grid.table else carried_on
    rows = carried(rows, name_at, manner, header.status if header else ())
    found: list[Attendee] = []
    group = manner
    for row in rows:
        filled = [cell for cell in row if cell.text]
        if not filled:
            continue
        if len(filled) == 1:
            text = one_line(filled[0]).text
            label = label_of(text, within=True)
            if label is not None:
                group = replace(
                    group,
                    capacity=label.capacity if not label.weak or manner.capacity == "present" else manner.capacity,
                )
                continue
            if not names_person(filled[0], manner):
                if (
                    sort_of(text) in ("organisation", "initials")
                    and len(text.split()) < 9
                    and (not header or row[name_at].text)
                ):
                    group = replace(group, organisation=text.strip(" :"))
                continue
        found += _read_row(row, header, name_at, group) if header else _read_plain(row, name_at, group)
    return found


def _label_row(row: Sequence[Clean]) -> Label | None:
    filled = [cell for cell in row if cell.text]
    return label_of(one_line(filled[0]).text, within=True) if len(filled) == 1 else None


def _heads(row: Sequence[Clean], manner: Manner) -> bool:
    """Whether a row below the first is another header: "Board support | Role | Initials"."""
    return header_of(row) is not None and not any(names_person(cell, manner) for cell in row if cell.text)


def _repeated(row: Sequence[Clean]) -> int:
    """How wide a header is that stands twice side by side: "Name | Body | Came | Name | Body | Came"; else 0."""
    texts = [" ".join(cell.text.split()).casefold() for cell in row]
    for width in range(2, len(texts) // 2 + 1):
        if len(texts) % width == 0 and all(t and t == texts[i % width] for i, t in enumerate(texts)):
            return width if header_of(row[:width]) is not None else 0
    return 0


def _halves(grid: Grid, width: int) -> Iterator[Grid]:
    for start in range(0, grid.width, width):
        rows = []
        for row in grid.rows:
            filled = [cell for cell in row if cell.text]
            heads = len(filled) == 1 and label_of(filled[0].text, within=True) is not None
            rows.append((filled[0], *[NOTHING] * (width - 1)) if heads else row[start : start + width])
        yield Grid(tuple(rows), grid.table)


def _by_person(row: tuple[Clean, ...], header: Header | None, manner: Manner) -> Iterator[tuple[Clean, ...]]:
    """A row whose cells have a line for each of several people, as a row for each."""
    at = header.at("name") if header is not None else None
    lines = [inner_lines(cell) for cell in row]
    count = len(lines[at]) if at is not None else 0
    if at is None or count < 2 or not all(names_person(line, manner) for line in lines[at]):
        yield row
        return
    if any(len(one) not in (0, 1, count) for one in lines) or all(
        len(one) < 2 for i, one in enumerate(lines) if i != at
    ):
        yield row
        return
    for number in range(count):
        yield tuple(NOTHING if not one else one[number] if len(one) == count else one[0] for one in lines)


def _with_status(header: Header, head: Sequence[Clean], rows: Sequence[Sequence[Clean]], manner: Manner) -> Header:
    """The header, with a column without a name, or under the date of the meeting, that holds only marks of attendance."""
    if header.status:
        return header
    for number, field in enumerate(header.fields):
        text = head[number].text.strip()
        marks = [row[number].text for row in rows if number < len(row) and row[number].text]
        if field is None and marks and (not text or find_date(text)) and all(_status(m, manner) for m in marks):
            return replace(header, fields=(*header.fields[:number], "status", *header.fields[number + 1 :]))
    return header


def _status(text: str, manner: Manner) -> str | None:
    plain = text.strip(" .()*")
    return (
        manner.codes.get(plain.casefold())
        or status_of(text)
        or (CODES.get(plain.casefold()) if plain.isupper() else None)
    )


def _sides(header: Header) -> list[range]:
    """The lists that stand side by side: "Attendees | Organisation | Apologies | Organisation"."""
    if header.fields.count("organisation") + header.fields.count("role") < 2 or (
        header.fields.count("organisation") < 2 and header.fields.count("role") < 2
    ):
        return []
    starts = [i for i, f in enumerate(header.fields) if f == "name" or (f or "").startswith("tick:")]
    ends = [*starts[1:], len(header.fields)]
    sides = [range(a, b) for a, b in zip(starts, ends, strict=True)]
    return sides if len(sides) > 1 and all(len(side) > 1 for side in sides) else []


def _read_side(grid: Grid, side: range, manner: Manner) -> list[Attendee]:
    label = label_of(grid.rows[0][side.start].text)
    capacity = label.capacity if label is not None and label.capacity != "skip" else manner.capacity
    rows = [tuple(row[i] for i in side) for row in grid.rows[1:]]
    kept = tuple(row for row in rows if any(cell.text for cell in row))
    return read_columns(Grid(kept, grid.table), replace(manner, capacity=capacity)) if kept else []


def _read_plain(row: Sequence[Clean], name_at: int, manner: Manner) -> list[Attendee]:
    """A row without a header over it: the name, then what is told of it by its words."""
    cells = [one_line(row[name_at]), *(one_line(cell) for i, cell in enumerate(row) if i != name_at)]
    rest = [cell for cell in cells[1:] if cell.text]
    capacity = status_of(rest[-1].text) if rest and len(rest[-1].text) > 2 else None
    if capacity is not None:
        manner, rest = replace(manner, capacity=capacity), rest[:-1]
    return read_entry(glue([cells[0], *rest], "\t"), replace(manner, single=True))


def _read_row(row: Sequence[Clean], header: Header, name_at: int, manner: Manner) -> list[Attendee]:
    told = {field: one_line(row[i]) for i, field in enumerate(header.fields) if field and row[i].text}
    capacity = _capacity(told, manner)
    manner = replace(manner, capacity=capacity)
    names = _names(row[name_at], manner) if header.at("name") is not None else []
    role, body = told.get("role"), told.get("organisation")
    remark = _BRACKET.search(told["status"].text) if "status" in told else None
    mark = mark_of(remark.group(1)) if remark is not None else None
    if mark is not None and mark.capacity == "deputy" and capacity == "present":
        names = [replace(a, capacity="deputy", deputy_for=a.deputy_for or mark.deputy_for) for a in names[:1]] + names[
            1:
        ]
    first = min(c.place(0, len(c.text))[0] for c in row if c.text)
    last = max(c.place(0, len(c.text))[1] for c in row if c.text)
    found = [_with_fields(one, role, body, (first, last), manner) for one in names]
    if (
        not found
        and "status" in told
        and not body
        and (post := role or told.get("name"))
        and sort_of(post.text) == "role"
    ):
        found = [Attendee(None, capacity, first, last, post.text, None)]  # reported: a post, but nobody's name
    if (
        not found
        and body
        and not told.get("name")
        and capacity
        and ("status" in told or any(f.startswith("tick:") for f in told))
        and not role
    ):
        found = [Attendee(None, capacity, first, last, None, body.text)]
    if (
        "status" in told
        and re.search(r"\bchair", told["status"].text, re.I)
        and "vice" not in told["status"].text.casefold()
    ):
        found = [replace(a, chair=True) for a in found[:1]] + found[1:]
    deputy = told.get("deputy")
    if deputy is not None and names_person(deputy, manner):
        stand_in = read_entry(deputy, replace(manner, capacity="deputy", single=True))
        member = found[0].name if found else None
        if found and "status" not in told and not any(f.startswith("tick:") for f in told) and capacity == "present":
            found = [replace(a, capacity="absent") for a in found]
        found += [
            replace(
                d,
                first=first,
                last=last,
                deputy_for=member,
                organisation=d.organisation or (body.text if body else None),
            )
            for d in stand_in[:1]
        ]
    return found


_BRACKET = re.compile(r"(?:\(|\s[–-]\s+|,\s+)([^()]+?)\)?$")


def _capacity(told: dict[str, Clean], manner: Manner) -> str:
    said = _marked(told, manner)
    # under "Officers", "attended" says only that they came
    return manner.capacity if said == "present" and manner.capacity in ("in_attendance", "observer", "deputy") else said


def _marked(told: dict[str, Clean], manner: Manner) -> str:
    if "status" in told and (status := _status(told["status"].text, manner)):
        return status
    ticks = [(field, cell.text.strip()) for field, cell in told.items() if field.startswith("tick:")]
    for field, text in ticks:
        capacity = field.removeprefix("tick:")
        if len(ticks) == 1 and field == "tick:present" and (status := _status(text, manner)):
            return status
        if MARKED.match(text) or is_name(text) or text.casefold() in CODES:
            return manner.codes.get(text.casefold()) or capacity
    for _, text in ticks:
        if status := _status(text, manner):
            return status
    return manner.capacity


def _names(cell: Clean, manner: Manner) -> list[Attendee]:
    """The people of a cell of names: one, or one on each of its lines; "EXAMPLE, Ada" is turned round."""
    whole = one_line(cell)
    lines = inner_lines(cell)
    if len(lines) > 1 and all(names_person(line, manner) for line in lines):
        return [a for line in lines for a in read_entry(line, replace(manner, single=True))]
    return read_entry(whole, replace(manner, single=bool(not re.search(r"\s(?:/|and|&)\s", whole.text))))


def _with_fields(
    one: Attendee, role: Clean | None, body: Clean | None, place: tuple[int, int], manner: Manner
) -> Attendee:
    """Adds what the columns of posts and bodies say; a chair's mark can stand in the column of posts."""
    first, last = place
    told = one
    if role is not None:
        line = glue([Clean(one.name or "", array("q", [first] * len(one.name or ""))), role], "\t")
        read = read_entry(line, replace(manner, single=True)) if one.name else []
        if read and read[0].name == one.name:
            extra = read[0]
            said = extra.role
            if said is None and extra.organisation is None and not extra.chair and extra.capacity == one.capacity:
                said = role.text
            told = replace(
                told, role=", ".join(filter(None, (one.role, said))) or None, chair=one.chair or extra.chair,
                chair_word=one.chair_word or extra.chair_word, organisation=one.organisation or extra.organisation,
                capacity=extra.capacity if extra.capacity != manner.capacity else one.capacity,
                deputy_for=one.deputy_for or extra.deputy_for,
            )  # fmt: skip
        else:
            told = replace(told, role=role.text)
    if body is not None and not re.fullmatch(r"[\s\-–—]*|n/?a|none", body.text, re.I):
        text = body.text
        match = re.search(r"\s*\(([^()]*)\)$", text)
        mark = mark_of(match.group(1)) if match is not None else None
        if match is not None and mark is not None and (mark.chair or mark.role):
            text = text[: match.start()]
            told = replace(told, chair=told.chair or mark.chair, role=told.role or mark.role)
        told = replace(told, organisation=text)
    return replace(told, first=min(one.first, first), last=max(one.last, last))


def _name_column(rows: Sequence[Sequence[Clean]], manner: Manner) -> int:
    if not rows:
        return 0
    shares = [sum(names_person(one_line(row[i]), manner) for row in rows if row[i].text) for i in range(len(rows[0]))]
    best = max(shares, default=0)
    return next((i for i, n in enumerate(shares) if n == best), 0)
