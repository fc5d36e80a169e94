"""People in columns: tables, and text whose columns are kept apart by blanks or tabs."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.extract.minutes_entries import Attendee, read_entry
from ingest.extract.minutes_labels import label_of
from ingest.extract.minutes_lines import Line, glue, inner_lines, one_line
from ingest.extract.minutes_naming import Manner, names_person
from ingest.extract.minutes_words import is_name, sort_of
from ingest.reading import Clean

NOTHING = Clean("", array("q"))


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of one width. In text, a row can carry on the one above."""

    rows: tuple[tuple[Clean, ...], ...]
    table: bool = False

    @property
    def width(self) -> int:
        return len(self.rows[0])


def columns_of(lines: Sequence[Line]) -> Grid | None:
    """The columns of lines of text, by where they begin; None where they do not line up."""
    offsets = sorted({c.at for line in lines for c in line.columns})
    starts: list[int] = []
    if header_of([c.clean for c in lines[0].columns]) is not None:
        starts = [c.at for c in lines[0].columns]
        starts[0] = min(starts[0], offsets[0])
        offsets = []
    for at in offsets:
        if not starts or at - starts[-1] > 4:
            starts.append(at)
    if len(starts) < 2 or len(starts) > 12:
        return None
    rows = []
    for line in lines:
        row = [NOTHING] * len(starts)
        for column in line.columns:
            place = max(i for i, start in enumerate(starts) if start <= column.at + 1 or i == 0)
            row[place] = glue([row[place], column.clean])
        rows.append(tuple(row))
    return _without_stray(Grid(tuple(rows)))


def _without_stray(grid: Grid) -> Grid:
    """Columns that hold next to nothing belong to the one before them: their blanks were only wide."""
    counts = [sum(bool(row[i].text) for row in grid.rows) for i in range(grid.width)]
    if header_of(grid.rows[0]) is not None:
        return grid
    keep = [i for i, n in enumerate(counts) if i == 0 or n * 5 >= len(grid.rows) or n >= 2]
    rows = []
    for row in grid.rows:
        made = [NOTHING] * len(keep)
        for i, cell in enumerate(row):
            place = max(n for n, k in enumerate(keep) if k <= i)
            made[place] = glue([made[place], cell])
        rows.append(tuple(made))
    return Grid(tuple(rows), grid.table)


_FIELDS: tuple[tuple[str, str], ...] = (
    ("name", r"(?:full\s+|member[’']?s?\s+|attendee[’']?s?\s+)?names?(?:\s+of\s+(?:attendee|member|"
    r"representative)s?)?|attendees?|members?|board\s+members?|"
             r"representatives?|persons?|who|delegate|invitees?|invited|(?:name|member)\s*[/(&].*|participants?|"
             r"nominated\s+(?:member|representative)|councillors?|present|officers?"),
    ("role", r"(?:job\s+)?(?:role|title|position|designation|post|job|occupation|capacity|post\s+held|job\s+role|"
    r"role\s*/\s*(?:job\s+)?title|"
             r"(?:title|role|position)\s*(?:/|and|&)\s*(?:organi[sz]ation|agency).*|role\s+on\s+(?:the\s+)?board)"),
    ("organisation", r"(?:organi[sz]ations?|agency|agencies|representing|service|company|employer|partners?|body|"
    r"department|partner\s+(?:agency|organi[sz]ation)|"
                     r"sector|directorate|team|constituency|affiliation|representation|organi[sz]ation\s*(?:/|and|"
                     r"&)\s*\w+|agency\s*/\s*\w+|borough|institution|on\s+behalf\s+of)"),
    ("initials", r"initials?|abbreviation|inits?|ref"),
    ("status", r"attend(?:ance|ed|ing)?(?:\s*\?)?|status|present\s*/\s*(?:apologies|absent).*|apologies\s*/\s*present|"
    r"attendance\s+(?:status|record)?|present\s*\?|"
               r"present\s*\(?y/n\)?|in\s+attendance\s*\??|attended\s*\(?y/n\)?|\(?p/a\)?|present,?\s+apologies.*"),
    ("deputy", r"(?:name\s+of\s+)?(?:deput(?:y|ies)|substitutes?|alternates?|deputised\s+by|represented\s+by|"
    r"deputy\s+(?:attending|attended|name|sent|present)|"
               r"substitute\s+(?:attending|present|name))"),
    ("none", r"e-?mail|tele?phone|contact|signature|sign(?:ed)?|no\.?|#|items?|comments?|notes|mobile|phone|date|time"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern, re.I)) for name, pattern in _FIELDS)
_TICKS = {
    "present": "present",
    "attended": "present",
    "in person": "present",
    "virtual": "present",
    "online": "present",
    "teams": "present",
}

_STATUS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("apologies", re.compile(r"a|ap|apol(?:ogie)?s?|apolog\w+(?:\s+(?:sent|received|given|noted))?|sent\s+apologies|"
    r"gave\s+apologies", re.I)),
    ("absent", re.compile(r"n|no|ab|abs|absent.*|x|✗|✘|×|-|–|did\s+not\s+attend|dna|not\s+present|0|none|"
    r"no\s+apologies", re.I)),
    ("deputy", re.compile(r"d|dep|sub|s|deputy|substitute|deputised|deputising|deputy\s+attended|sent\s+deputy", re.I)),
    ("observer", re.compile(r"o|obs|observer|observing", re.I)),
    ("in_attendance", re.compile(r"ia|i/a|in\s+attendance|guest|invited|by\s+invitation", re.I)),
    ("present", re.compile(r"p|y|yes|present.*|✓|✔|√|attended.*|1|☑|☒|v|virtual(?:ly)?|in\s+person|online|teams|"
    r"remote(?:ly)?|zoom|part.*|late", re.I)),
)  # fmt: skip
_MARKED = re.compile(r"✓|✔|√|x|×|✗|y|yes|p|a|1|☑|☒|●|•|■|d|\*", re.I)


def status_of(text: str) -> str | None:
    """The capacity that a mark in a column of attendance stands for."""
    said = [found for part in [text, *re.split(r"[(,;–]|\s-\s", text)] if (found := _one_status(part))]
    return "apologies" if "apologies" in said[1:] else said[0] if said else None


def _one_status(text: str) -> str | None:
    plain = text.strip(" .()*[]?")
    return next((name for name, pattern in _STATUS if pattern.fullmatch(plain)), None)


@dataclass(frozen=True, slots=True)
class Header:
    """What each column holds: a field's name, or "tick:" with the capacity that a mark in it stands for."""

    fields: tuple[str | None, ...]

    @property
    def status(self) -> list[int]:
        """The columns that say who came."""
        return [i for i, f in enumerate(self.fields) if f and (f == "status" or f.startswith("tick:"))]

    def at(self, name: str) -> int | None:
        return self.fields.index(name) if name in self.fields else None


def header_of(row: Sequence[Clean]) -> Header | None:
    """The header that a row is; None where it is none."""
    texts = [" ".join(cell.text.split()).strip(" :*") for cell in row]
    filled = [t for t in texts if t]
    if len(filled) < 2 or all(label_of(t) is not None for t in filled):
        return None
    fields: list[str | None] = []
    for text in texts:
        fields.append(_field(text) if text else None)
    known = [f for f in fields if f]
    if len(known) < 2 or len(known) < len(filled) * 0.6:
        return None
    # "Present" may be the column of names ("Present | Role") or of ticks ("Name | Present | Apologies")
    named = [i for i, t in enumerate(texts) if fields[i] == "name" and not re.fullmatch("present", t, re.I)]
    for i, text in enumerate(texts):
        if re.fullmatch("present", text, re.I) and (named or i > 0):
            fields[i] = "tick:present"
    if "name" in fields:
        first = fields.index("name")
        fields = [None if f == "name" and i != first else f for i, f in enumerate(fields)]
    if fields.count("name") == 0 and not {"role", "organisation"} & set(fields):
        return None
    return Header(tuple(fields)) if "name" in fields or "deputy" in fields or "role" in fields else None


def _field(text: str) -> str | None:
    for name, pattern in _COMPILED:
        if pattern.fullmatch(text):
            return name
    label = label_of(text)
    if label is not None and label.office is None and label.capacity != "skip":
        return f"tick:{label.capacity}"
    return "tick:present" if text.casefold() in _TICKS else None


def read_columns(grid: Grid, manner: Manner) -> list[Attendee]:
    """The people of a grid where each row tells of one person."""
    header = header_of(grid.rows[0])
    if header is not None and (sides := _sides(header)):
        return [a for side in sides for a in _read_side(grid, side, manner)]
    rows = list(grid.rows[1:] if header else grid.rows)
    name_at = header.at("name") if header else None
    if name_at is None:
        name_at = _name_column(rows, manner)
    carried = _with_posts if grid.table else _carried_on
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
    first = min(c.place(0, len(c.text))[0] for c in row if c.text)
    last = max(c.place(0, len(c.text))[1] for c in row if c.text)
    found = [_with_fields(one, role, body, (first, last), manner) for one in names]
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


def _capacity(told: dict[str, Clean], manner: Manner) -> str:
    said = _marked(told, manner)
    # under "Officers", "attended" says only that they came
    return manner.capacity if said == "present" and manner.capacity in ("in_attendance", "observer", "deputy") else said


def _marked(told: dict[str, Clean], manner: Manner) -> str:
    if "status" in told and (status := status_of(told["status"].text)):
        return status
    ticks = [(field, cell.text.strip()) for field, cell in told.items() if field.startswith("tick:")]
    for field, text in ticks:
        capacity = field.removeprefix("tick:")
        if len(ticks) == 1 and field == "tick:present" and (status := status_of(text)):
            return status
        if _MARKED.fullmatch(text) or is_name(text):
            return capacity
    for _, text in ticks:
        if status := status_of(text):
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
            if said is None and not extra.chair and extra.capacity == one.capacity:
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
        told = replace(told, organisation=body.text)
    return replace(told, first=min(one.first, first), last=max(one.last, last))


def _name_column(rows: Sequence[Sequence[Clean]], manner: Manner) -> int:
    if not rows:
        return 0
    shares = [sum(names_person(one_line(row[i]), manner) for row in rows if row[i].text) for i in range(len(rows[0]))]
    best = max(shares, default=0)
    return next((i for i, n in enumerate(shares) if n == best), 0)


def _with_posts(
    rows: Sequence[tuple[Clean, ...]], name_at: int, manner: Manner, status_at: Sequence[int]
) -> list[tuple[Clean, ...]]:
    """Rows of a table whose only cell is a post, under a name: the table was made of lines, and it belongs to the name."""
    made: list[tuple[Clean, ...]] = []
    for row in rows:
        own = row[name_at]
        if any(row[i].text for i in status_at):
            made.append(row)
            continue
        alone = bool(own.text) and sum(bool(cell.text) for cell in row) == 1
        if (
            made
            and alone
            and sort_of(own.text) == "role"
            and label_of(own.text, within=True) is None
            and names_person(made[-1][name_at], manner)
        ):
            above = list(made[-1])
            above[name_at] = glue([above[name_at], own], "\t")
            made[-1] = tuple(above)
        else:
            made.append(row)
    return made


def _carried_on(
    rows: Sequence[tuple[Clean, ...]], name_at: int, manner: Manner, status_at: Sequence[int]
) -> list[tuple[Clean, ...]]:
    """Rows of a text put together again where a cell ran over several lines."""
    made: list[list[Clean]] = []
    for row in rows:
        filled = sum(bool(cell.text) for cell in row)
        begins = bool(row[name_at].text) and names_person(row[name_at], manner)
        begins = begins or (filled > 1 and any(row[i].text for i in status_at))
        alone = filled == 1 and bool(row[0].text)
        heads = alone and (label_of(row[0].text, within=True) is not None or row[0].text.endswith(":"))
        if made and not begins and not heads:
            made[-1] = [glue([above, cell]) for above, cell in zip(made[-1], row, strict=True)]
        else:
            made.append(list(row))
    return [tuple(row) for row in made]
