"""A list of people in minutes, as lines: which lines are one entry, which a heading within the list, which a column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.extract.minutes_columns import read_columns
from ingest.extract.minutes_entries import Attendee, read_entry
from ingest.extract.minutes_grid import Grid, columns_of
from ingest.extract.minutes_headers import header_of
from ingest.extract.minutes_labels import Label, label_of, split_label
from ingest.extract.minutes_lines import Line, cut, glue
from ingest.extract.minutes_naming import COUNCILLORS, Manner, name_length, names_person
from ingest.extract.minutes_parts import parts_of
from ingest.extract.minutes_words import is_name, sort_of
from ingest.person_name import strip_titles
from ingest.reading import Clean


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list: its text, and whether an entry surely begins with it."""

    clean: Clean
    begins: bool = False


def read_list(lines: Sequence[Line], manner: Manner) -> list[Attendee]:
    """The people of a list, whatever its layout."""
    lines = [line for line in lines if line.columns]
    if not lines:
        return []
    wide = [line for line in lines if len(line.columns) > 1]
    if len(lines) == 1 and wide and re.search(r"[;,.]$", lines[0].columns[0].text):
        wide = []  # a run of names in which a blank is wide
    if wide and len(wide) * 2 >= len(lines) and (grid := columns_of(lines)) is not None:
        return _read_grid(replace(grid, table=all(line.table is not None and not line.loose for line in lines)), manner)
    listed = [Listed(line.whole, line.first and (line.kind == "item" or line.gap)) for line in lines]
    return read_lines(listed, manner)


def _read_grid(grid: Grid, manner: Manner) -> list[Attendee]:
    if header_of(grid.rows[0]) is None and _columns_of_names(grid, manner):
        found: list[Attendee] = []
        for column in range(grid.width):
            cells = [Listed(row[column]) for row in grid.rows if row[column].text]
            found += read_lines(cells, manner)
        return sorted(found, key=lambda a: a.first)
    return read_columns(grid, manner)


def _columns_of_names(grid: Grid, manner: Manner) -> bool:
    """Whether the columns are people side by side, not a person and what is told of them."""
    others = [cell for row in grid.rows for cell in row[1:] if cell.text]
    own = [row[0] for row in grid.rows if row[0].text]
    named = sum(names_person(cell, manner) for cell in others)
    full = sum(names_person(cell, manner) for cell in own)
    return bool(others) and named >= 0.6 * len(others) and full * 2 >= len(own)


_REPRESENTING = re.compile(r"Representing\s+(?:the\s+)?(?P<body>[^():]{3,80}?)(?:\s*\([^()]*\))?\s*:", re.I)
"""Heads the people of one body: "Representing Examplia Homes (EH):"."""


def read_lines(lines: Sequence[Listed], manner: Manner) -> list[Attendee]:
    """The people of lines without columns."""
    style = _style(lines, manner)
    found: list[Attendee] = []
    current: list[Clean] = []
    group = manner
    office: Label | None = None

    def close() -> None:
        nonlocal office
        if current:
            entry = glue(current, "\t" if style.stacked else " ")
            own = replace(group, single=style.one_each)
            if office is not None:
                own = replace(own, capacity=office.capacity)
            read = read_entry(entry, own)
            found.extend([in_office(read[0], office), *read[1:]] if read and office is not None else read)
            office = None
            current.clear()

    for number, line in enumerate(lines):
        if body := _REPRESENTING.fullmatch(line.clean.text):
            close()
            group = replace(manner, organisation=body.group("body").strip())
            continue
        text = "" if line.clean.text[:1].islower() else line.clean.text  # "attending" ends an entry
        inside = split_label(text, within=True)
        whole = label_of(text, within=True)
        if whole is not None and whole.office is not None and current and _is_post(lines, number, style):
            current.append(line.clean)
            continue
        if whole is not None:
            close()
            if whole.office is not None:
                office = whole
                continue
            group = replace(
                manner,
                capacity=whole.capacity if not whole.weak else _sorted(whole, text, manner),
                organisation=whole.body or manner.organisation,
            )
            continue
        if inside is not None and inside[0].weak:
            close()
            group = replace(
                manner,
                capacity=_sorted(inside[0], text, manner),
                organisation=inside[0].body or manner.organisation,
            )
            current.append(cut(line.clean, inside[1]))
            continue
        if _is_group(lines, number, style, manner):
            close()
            group = replace(manner, organisation=line.clean.text.strip(" :*–-"))
            continue
        if current and _begins(line, current, style, manner):
            close()
        if current and line.begins:
            # "- Examplia Council" on a line of its own: the dash was taken for the mark of an item
            current[-1] = glue([current[-1], line.clean], "\t")
        else:
            current.append(line.clean)
    close()
    return found


def _is_post(lines: Sequence[Listed], number: int, style: _Style) -> bool:
    """Whether "Independent Chair" below a name is that person's post, not a label over the next."""
    line = lines[number]
    after = lines[number + 1] if number + 1 < len(lines) else None
    if line.begins or line.clean.text.rstrip().endswith(":") or not lines[number - 1].clean.text.strip():
        return False
    return style.stacked or after is None or after.begins


def in_office(attendee: Attendee, office: Label) -> Attendee:
    """Somebody whose office a label names: "Chair:", "Minutes:"."""
    return replace(attendee, chair=attendee.chair or office.office == "chair", role=attendee.role or office.role)


def _sorted(label: Label, text: str, manner: Manner) -> str:
    """ "Officers" in the list of those present are in attendance; in the list of apologies they are still apologies."""
    if manner.capacity == "in_attendance" and re.search(r"\b(?:members|co-?optees)\b", text, re.I):
        return label.capacity
    return label.capacity if manner.capacity == "present" else manner.capacity


@dataclass(frozen=True, slots=True)
class _Style:
    one_each: bool
    """Each line, or each few lines, has one person."""
    run_in: bool
    stacked: bool
    """A line with the name, under it lines with post and body."""
    role_first: bool
    separate: bool
    """Most lines are items, or paragraphs, of their own."""
    grouped: bool
    """The list begins with the name of a body, over its people."""


def _style(lines: Sequence[Listed], manner: Manner) -> _Style:
    texts = [line.clean.text for line in lines]
    named = [names_person(line.clean, manner) for line in lines]
    open_ended = sum(bool(re.search(r"(?:[,;]|\band)$", t)) for t in texts[:-1])
    count = len(lines)
    role_first = sum(_role_first(line.clean, manner) for line in lines) * 2 > count
    list_like = count > 1 and open_ended * 4 <= count
    pure = [bool(name_length(re.sub(r"\s*[(\[].*", "", t), manner) and not re.search(r"[,–]|\s-\s", t)) for t in texts]
    whole = all(t.count("(") == t.count(")") and ";" not in t and not t[:1].islower() for t in texts)
    once = sum(named) == 1 and count < 4 and max(map(len, texts)) < 50
    stacked = (
        list_like
        and whole
        and not role_first
        and named[0]
        and not all(named)
        and sum(p for p, n in zip(pure, named, strict=True) if n) >= 0.7 * sum(named)
        and all(not (a and b) for a, b in pairwise(named))
        and (sum(named) > 1 or once)
    )
    crowded = sum(_crowded(line.clean, manner) for line in lines)
    broken = any(_unfinished(a) and (_ends_in_title(a) or not n) for a, n in zip(texts, named[1:], strict=False))
    one_each = stacked or role_first or (list_like and sum(named) * 2 >= count and crowded * 5 <= count and not broken)
    bodies = [not n and not _role_first(line.clean, manner) for n, line in zip(named, lines, strict=True)]
    grouped = count > 2 and bodies[0] and named[1] and sort_of(texts[0]) in ("organisation", "initials")
    separate = sum(line.begins for line in lines) * 2 >= count
    return _Style(one_each, not one_each and count > 1, stacked, role_first, separate, grouped)


def _crowded(clean: Clean, manner: Manner) -> bool:
    """Whether a line has a second person, after what is told of the first."""
    parts = parts_of(clean)
    named = [not p.bracket and name_length(p.text, manner) > 0 for p in parts]
    return any(
        (n and not parts[i - 1].bracket) or (n and parts[i].before in (",", ";"))
        for i, n in enumerate(named)
        if i > 1 and not named[i - 1]
    )


def _role_first(clean: Clean, manner: Manner) -> bool:
    parts = parts_of(clean)
    if len(parts) < 2 or parts[0].bracket or name_length(parts[0].text, manner):
        return False
    second = next((p for p in parts[1:] if not p.bracket), None)
    if second is None or second.before not in (":", "–", "-", "—"):
        return False
    return name_length(second.text, manner) > 0 or bool(COUNCILLORS.match(second.text))


def _begins(line: Listed, current: Sequence[Clean], style: _Style, manner: Manner) -> bool:
    """Whether a line begins a new entry, or carries on the one before."""
    before, text = " ".join(c.text for c in current), line.clean.text
    if before.count("(") > before.count(")") or before.count("[") > before.count("]"):
        return False
    if (
        re.search(r"(?:[–—&/(\[]|\s-|\b(?:for|of|and|the|behalf|by|from|to|with|in|on|at))$", before)
        and not line.begins
    ):
        return bool(re.search(r"\band$", before)) and names_person(line.clean, manner)
    if line.begins:
        return (style.separate and not style.stacked) or names_person(line.clean, manner)
    if text[:1].islower() or text[:1] in "),;&–—":
        return False
    if _role_first(line.clean, manner) and (style.role_first or re.match(r"[^:(]{2,50}:\s", text)):
        return True
    if style.role_first and re.match(r"[\w &/’'\-]{2,50}:\s+\S", text) and before.count("(") == before.count(")"):
        return True
    if re.match(r"(?:[\w &/’']{2,40}:\s+)?(?:an?\s+|the\s+)?rep(?:resentative)?s?\s+(?:from|of|for)\b", text, re.I):
        return True
    if not names_person(line.clean, manner):
        return False
    return style.one_each or not _unfinished(before)


def _unfinished(text: str) -> bool:
    """Whether a run-in text breaks off within a name: "…, Councillor Ada"."""
    tail = re.split(r"[,;):]|\s+and\s+", text)[-1].strip()
    if not tail or (" and " in text and not is_name(re.split(r"[,;):]", text)[-1].rsplit(" and ", 1)[0].strip())):
        return _ends_in_title(text)
    _, bare = strip_titles(tail)
    return (bare == tail == tail.capitalize() and is_name(f"{tail} Example") and not is_name(tail)) or (
        strip_titles(tail + " X")[1] == "X"
    )


def _ends_in_title(text: str) -> bool:
    tail = re.split(r"[,;):]|\s+and\s+", text)[-1].strip()
    return bool(tail) and strip_titles(tail + " X")[1] == "X"


def _is_group(lines: Sequence[Listed], number: int, style: _Style, manner: Manner) -> bool:
    """Whether a line is the heading of a group within the list: the body that the next people are of."""
    text = lines[number].clean.text
    if number + 1 >= len(lines) or names_person(lines[number].clean, manner) or len(text.split()) > 9:
        return False
    after = names_person(lines[number + 1].clean, manner)
    if not after or sort_of(text) not in ("organisation", "initials") or re.search(r"[,()]", text.rstrip(":")):
        return False
    apart = lines[number].begins and not lines[number + 1].begins
    return style.grouped or apart or text.rstrip().endswith(":")
