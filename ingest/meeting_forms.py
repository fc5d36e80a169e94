"""Templates that were filled in, as they stand: each cell's words with the place that a person finds it by.

Workbooks, CSV and JSON come into one form here; what the cells mean is told by `ingest/meeting_checks.py`.
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from graph.errors import InputRefused
from ingest.meeting import ATTENDANCE, MEETING, Field
from ingest.readers import read
from ingest.readers.refused import refused
from ingest.reading import Block, Clean, Reading

MOST_JSON: Final = 5_000_000
MOST_NAMES: Final = 200_000
"""Bytes of a workbook's list of sheets; one of a thousand sheets has fewer."""
SHEETS: Final = ("Meeting", "Attendance")
CSV_KEYS: Final = (*(f.key for f in MEETING), *(f.key for f in ATTENDANCE))
_NO_ZIP: Final = (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError)
"""What a damaged or encrypted package makes of its reader."""
_CSV_SIGNS: Final = ("board", "date", "name", "capacity", "organisation")


@dataclass(frozen=True, slots=True)
class Raw:
    """The words of one cell, and where: `Attendance!C7`, `row 3, organisation`."""

    text: str
    where: str
    lines: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A person's row: a cell for each field, the empty ones among them."""

    cells: Mapping[str, Raw]
    span: tuple[int, int]


@dataclass(frozen=True)
class Form:
    """A filled-in template before anything is checked. `missing`: columns and parts that are not there, in words."""

    reading: Reading
    fields: Mapping[str, Raw]
    rows: tuple[Row, ...]
    missing: tuple[Raw, ...] = ()
    listed: str = "Attendance!A2"
    """Where the first person is to stand."""
    differing: tuple[Raw, ...] = ()
    """Cells of a CSV that say another meeting than its first row; those who attended that one are not in `rows`."""


def is_form(path: Path) -> bool:
    """Whether a file is the template, filled in or empty; False for what can not be opened."""
    suffix = path.suffix.lower()
    try:
        if suffix == ".xlsx":
            return _sheet_names(path) >= set(SHEETS)
        if suffix == ".csv":
            with path.open("rb") as file:
                head = file.readline(4096).decode("utf-8-sig", "replace")
            return set(_CSV_SIGNS) <= {_key(part) for part in re.split(r"[,;\t|]", head)}
        if suffix == ".json":
            found = json.loads(_json_text(path))
            return isinstance(found, dict) and "attendance" in found and isinstance(found.get("meeting"), dict)
    except (OSError, ValueError, RecursionError, InputRefused, KeyError, *_NO_ZIP):
        return False
    return False


def read_form(path: Path) -> Form:
    """Raises InputRefused where the file can not be read, or is not the template."""
    if not is_form(path):
        _check_there(path)
        raise refused(path, "it is not the standard meeting template", "Write one with `safegov template meeting`")
    suffix = path.suffix.lower()
    if suffix == ".json":
        return _json_form(path)
    reading = read(path)
    return _book_form(path, reading) if suffix == ".xlsx" else _csv_form(path, reading)


def _check_there(path: Path) -> None:
    if not path.is_file():
        raise refused(path, "there is no such file", "Check the path")


# Workbooks


def _sheet_names(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as package, package.open("xl/workbook.xml") as file:
        text = file.read(MOST_NAMES).decode("utf-8", "replace")
    return set(re.findall(r"<(?:\w+:)?sheet\b[^>]*?\bname=\"([^\"]+)\"", text))


def _book_form(path: Path, reading: Reading) -> Form:
    tables = _tables(reading)
    numbers = _row_numbers(path)
    missing: list[Raw] = []
    fields = _meeting_cells(tables.get("Meeting"), numbers["Meeting"], reading)
    table, rows = tables.get("Attendance"), []
    if table is not None:
        columns = _columns([cell.text for cell in table.rows[0]])
        first_line = reading.line_at(table.start)
        for place, field in enumerate(ATTENDANCE):
            if field.key not in columns and field.needed:
                where = f"Attendance!{get_column_letter(place + 1)}1"
                missing.append(Raw(f"no column {field.label!r}", where, (first_line, first_line)))
        for at, cells in enumerate(table.rows[1:], 1):
            line = (first_line + at, first_line + at)
            number = numbers["Attendance"][at]
            found = {}
            for place, field in enumerate(ATTENDANCE):
                column = columns.get(field.key, place)
                text = cells[column].text if field.key in columns else ""
                found[field.key] = Raw(_plain(text), f"Attendance!{get_column_letter(column + 1)}{number}", line)
            filled = [c.clean for c in cells if c.text.strip()]
            ends = [c.place(0, len(c.text)) for c in filled]
            rows.append(Row(found, (min(e[0] for e in ends), max(e[1] for e in ends))))
    return Form(reading, fields, tuple(rows), tuple(missing))


def _meeting_cells(table: Block | None, numbers: Sequence[int], reading: Reading) -> dict[str, Raw]:
    """The values beside their labels; a label that was taken away has its cell where the template puts it."""
    found = {f.key: Raw("", f"Meeting!B{n}", (1, 1)) for n, f in enumerate(MEETING, 2)}
    if table is None:
        return found
    first = reading.line_at(table.start)
    for at, cells in enumerate(table.rows):
        key = next((f.key for f in MEETING if _key(cells[0].text) in (_key(f.label), f.key)), None)
        if key:
            text = cells[1].text if len(cells) > 1 else ""
            found[key] = Raw(_plain(text), f"Meeting!B{numbers[at]}", (first + at, first + at))
    return found


def _tables(reading: Reading) -> dict[str, Block]:
    """The table of each sheet, under the sheet's name."""
    found: dict[str, Block] = {}
    title = ""
    for block in reading.blocks:
        if block.kind == "heading":
            title = block.text
        elif block.kind == "table":
            found.setdefault(title, block)
    return found


def _row_numbers(path: Path) -> dict[str, list[int]]:
    """The numbers of the rows that hold something, as the reading leaves the empty ones out."""
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            return {
                name: [
                    number
                    for number, row in enumerate(book[name].iter_rows(values_only=True), 1)
                    if any(value is not None and str(value).strip() for value in row)
                ]
                for name in SHEETS
            }
        finally:
            book.close()
    except Exception as error:  # a damaged package makes the library fail in many ways
        if isinstance(error, MemoryError):
            raise
        raise refused(path, "it is no workbook that can be read", "Open it and save it again as .xlsx") from error


# CSV


def _csv_form(path: Path, reading: Reading) -> Form:
    table = next((b for b in reading.blocks if b.kind == "table"), None)
    if table is None:
        raise refused(path, "there is nothing in it", "Write the template again, and fill it in")
    columns = _columns([cell.text for cell in table.rows[0]], CSV_KEYS)
    missing = tuple(
        Raw(f"no column {f.key!r}", "row 1", (1, 1))
        for f in (*MEETING, *ATTENDANCE)
        if f.needed and f.key not in columns
    )
    rows: list[Row] = []
    fields = {f.key: Raw("", f"row 2, {f.key}", (1, 1)) for f in MEETING}
    differing: list[Raw] = []
    for at, cells in enumerate(table.rows[1:], 2):
        line = reading.line_at(cells[0].clean.place(0, 1)[0] if cells[0].clean.origin else _first(table, at - 1))
        found = {
            key: Raw(_plain(cells[columns[key]].text) if key in columns else "", f"row {at}, {key}", (line, line))
            for key in CSV_KEYS
        }
        other = len(differing)
        for field in MEETING:
            value = found[field.key]
            if not fields[field.key].text:
                fields[field.key] = value if value.text or at == 2 else fields[field.key]
            elif value.text and value.text != fields[field.key].text:
                differing.append(value)
        of_another = any(raw.where.endswith((", board", ", date")) for raw in differing[other:])
        if not of_another and any(found[f.key].text for f in ATTENDANCE):
            ends = [c.clean.place(0, len(c.text)) for c in cells if c.text.strip()]
            span = (min(e[0] for e in ends), max(e[1] for e in ends))
            rows.append(Row({f.key: found[f.key] for f in ATTENDANCE}, span))
    return Form(reading, fields, tuple(rows), missing, "row 2", tuple(differing))


def _first(table: Block, row: int) -> int:
    return next(c.clean.place(0, 1)[0] for c in table.rows[row] if c.text.strip())


# JSON


def _json_text(path: Path) -> str:
    if path.stat().st_size > MOST_JSON:
        raise refused(path, f"it has more than {MOST_JSON:,} bytes", "A meeting takes a few thousand")
    return path.read_text(encoding="utf-8-sig")


def _json_form(path: Path) -> Form:
    text = _json_text(path)
    reading = _reading_of(path.name, text)
    found: dict[str, Any] = json.loads(text)
    places = list(_elements(text))
    meeting, listed = found["meeting"], found["attendance"]
    line = reading.line_at(max(0, text.find('"meeting"')))
    fields = {f.key: Raw(_said(meeting.get(f.key)), f"meeting.{f.key}", (line, line)) for f in MEETING}
    missing: list[Raw] = []
    rows: list[Row] = []
    for part, known in ((meeting, {f.key for f in MEETING}), (found, {"meeting", "attendance", "$schema"})):
        missing += [
            Raw(f"{key!r} is no field of the template", "the file", (line, line)) for key in sorted(set(part) - known)
        ]
    if not isinstance(listed, list):
        missing.append(Raw("it is no list", "attendance", (line, line)))
        listed = []
    for number, (one, span) in enumerate(zip(listed, places, strict=False)):
        lines = reading.line_at(span[0]), reading.line_at(max(span[0], span[1] - 1))
        if not isinstance(one, dict):
            missing.append(Raw("it is no object", f"attendance[{number}]", lines))
            continue
        for key in sorted(set(one) - {f.key for f in ATTENDANCE}):
            missing.append(Raw(f"{key!r} is no field of the template", f"attendance[{number}]", lines))
        cells = {f.key: Raw(_said(one.get(f.key)), f"attendance[{number}].{f.key}", lines) for f in ATTENDANCE}
        rows.append(Row(cells, span))
    return Form(reading, fields, tuple(rows), tuple(missing), "attendance")


def _reading_of(name: str, text: str) -> Reading:
    """A JSON file as a reading: its text as it stands, one paragraph."""
    bare = Reading(name, "json", (text,), ())
    clean = Clean(text, array("q", range(len(text))))
    block = Block("paragraph", clean, 0, len(text), (1, bare.line_at(max(0, len(text) - 1))))
    return Reading(name, "json", (text,), (block,))


def _elements(text: str) -> Iterator[tuple[int, int]]:
    """Where each object of the top-level list "attendance" stands. The text is known to be JSON with an object on top."""
    decoder = json.JSONDecoder()
    at = _next(text, 0) + 1
    while text[at := _next(text, at)] == '"':
        key, at = decoder.raw_decode(text, at)
        at = _next(text, _next(text, at) + 1)  # past the colon
        if key == "attendance" and text[at] == "[":
            at = _next(text, at + 1)
            while text[at] != "]":
                start = at
                _, at = decoder.raw_decode(text, at)
                yield start, at
                at = _next(text, at)
                if text[at] == ",":
                    at = _next(text, at + 1)
            return
        _, at = decoder.raw_decode(text, at)
        at = _next(text, at)
        if text[at] == ",":
            at += 1


def _next(text: str, at: int) -> int:
    while text[at] in " \t\r\n":
        at += 1
    return at


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else _plain(str(value))


# Words


def _columns(header: Sequence[str], keys: Sequence[str] = ()) -> dict[str, int]:
    """The place of each field's column, whatever their order; the first where a name stands twice."""
    found: dict[str, int] = {}
    known: Sequence[Field] = ATTENDANCE if not keys else ()
    for place, text in enumerate(header):
        key = _key(text)
        name = key if key in keys else next((f.key for f in known if key in (_key(f.label), f.key)), None)
        if name:
            found.setdefault(name, place)
    return found


def _key(text: str) -> str:
    return "_".join(text.strip().strip('"').casefold().replace("*", "").split())


def _plain(text: str) -> str:
    return " ".join(text.split())
