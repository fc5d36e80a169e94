"""Spreadsheets (XLSX) and CSV: each sheet is a heading and a table."""

from __future__ import annotations

import datetime
import itertools
import math
import re
import warnings
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from openpyxl import load_workbook

from graph.errors import SafegovError
from ingest.readers.made import Writer
from ingest.readers.refused import refused
from ingest.readers.text import lone
from ingest.reading import Block, Cell, Clean, Reading, clean_part

MOST_CELLS: Final = 300_000
CELL_CHARACTERS: Final = 32_767
"""What a cell of a spreadsheet can hold at most."""
_EMPTY_ROWS: Final = 1000
"""After so many a sheet is taken to end: it may claim a million rows of which it holds ten."""
_DELIMITERS: Final = ",;\t|"
_LOOKED_AT: Final = 20_000
"""Characters of a CSV file that tell how its cells are parted."""
_BY_DELIMITER: Final = {
    d: re.compile(rf'"(?P<quoted>[^"]*(?:""[^"]*)*)"(?=[{re.escape(d)}\n]|\Z)|(?P<plain>[^{re.escape(d)}\n]*)')
    for d in _DELIMITERS
}

Shown = list[str]


def read_xlsx(path: Path) -> Reading:
    """Raises InputRefused where it is no workbook, has too many cells, or holds nothing."""
    writer = Writer()
    notes: list[str] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that are no text, and are left out
            book = load_workbook(path, read_only=True, data_only=True)
            try:
                left = MOST_CELLS
                for sheet in book.worksheets:
                    if sheet.sheet_state != "visible":
                        notes.append(f"the sheet {sheet.title} is hidden and was not read")
                        continue
                    rows = _rows(path, sheet, left)
                    left -= sum(map(len, rows))
                    _write_sheet(writer, sheet.title, _narrowed(rows))
            finally:
                book.close()
    except (SafegovError, MemoryError):
        raise
    except Exception as error:  # a damaged package makes the library fail in many ways
        reason = f"it is no workbook that can be read ({_short(error)})"
        raise refused(path, reason, "Open it and save it again as .xlsx") from error
    reading = writer.reading(path.name, "xlsx", notes=tuple(notes))
    if all(block.kind == "heading" for block in reading.blocks):
        raise refused(path, "its sheets are empty", "Get the file again")
    return reading


def _rows(path: Path, sheet: Any, left: int) -> list[Shown]:
    rows: list[Shown] = []
    empty = 0
    for row in sheet.iter_rows():
        left -= len(row)
        if left < 0:
            raise refused(path, f"it has more than {MOST_CELLS:,} cells", "Save the sheets that matter alone")
        cells = [_shown(cell.value, str(getattr(cell, "number_format", ""))) for cell in row]
        empty = 0 if any(cells) else empty + 1
        if empty > _EMPTY_ROWS:
            break
        rows.append(cells)
    return rows


def _write_sheet(writer: Writer, title: str, rows: list[Shown]) -> None:
    """A heading, then tables; what stands alone above a table is a line."""
    if not any(map(any, rows)):
        return
    writer.block("heading", title, 1)
    table: list[Shown] = []
    for n, row in enumerate(rows):
        filled = sum(map(bool, row))
        begins = n == 0 or not any(rows[n - 1]) or not table
        if filled == 1 and begins and len(row) > 1:
            writer.table(table)
            table = []
            text = next(cell for cell in row if cell)
            kind, level = lone(text) if "\n" not in text else ("paragraph", 0)
            writer.block(kind, text, level)
        elif filled:
            table.append(row)
    writer.table(table)


def read_csv(path: Path, text: str) -> Reading:
    """One table. Raises InputRefused where it has too many cells, or none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows: list[list[Cell]] = []
    count = 0
    for row in _parsed(text, _delimiter(text)):
        count += len(row)
        if count > MOST_CELLS:
            raise refused(path, f"it has more than {MOST_CELLS:,} cells", "Save the rows that matter alone")
        if any(cell.text for cell in row):
            rows.append(row)
    if not rows:
        raise refused(path, "there is no text in it", "Get the file again")
    width = max(n + 1 for row in rows for n, cell in enumerate(row) if cell.text)
    nothing = Cell(Clean("", array("q")))
    even = tuple(tuple([*row, *[nothing] * (width - len(row))][:width]) for row in rows)
    bare = Reading(path.name, "csv", (text,), ())
    start, end = len(text) - len(text.lstrip("\n")), len(text.rstrip())
    lines = bare.line_at(start), bare.line_at(end - 1)
    return replace(bare, blocks=(Block("table", clean_part(text, start, end), start, end, lines, rows=even),))


def _delimiter(text: str) -> str:
    """What parts the cells: that by which most rows have the same number of them, several."""

    def fits(delimiter: str) -> tuple[int, int]:
        rows = [len(row) for row in itertools.islice(_parsed(text[:_LOOKED_AT], delimiter), 50)]
        usual, often = Counter(n for n in rows if n > 1).most_common(1)[0] if max(rows, default=0) > 1 else (0, 0)
        return often, usual

    return max(_DELIMITERS, key=fits)


def _parsed(text: str, delimiter: str) -> Iterator[list[Cell]]:
    """The cells of each row with their places. A quote that is not closed is a character like others."""
    pattern = _BY_DELIMITER[delimiter]
    row: list[Cell] = []
    at = 0
    while at < len(text):
        match = pattern.match(text, at)
        assert match is not None  # the plain form matches nothing too
        name = "plain" if match["quoted"] is None else "quoted"
        row.append(Cell(_unquoted(text, match.start(name), match.end(name), name == "quoted")))
        at = match.end() + 1
        if text[match.end() : at] != delimiter:
            yield row
            row = []
    if row:
        yield row


def _unquoted(text: str, start: int, end: int, quoted: bool) -> Clean:
    raw = text[start:end]
    first, last = start + len(raw) - len(raw.lstrip()), end - len(raw) + len(raw.rstrip())
    if last <= first:
        return Clean("", array("q"))
    if not quoted or '""' not in raw:
        return clean_part(text, first, last)
    places = array("q")
    at = first
    while at < last:
        places.append(at)
        at += 2 if text[at : at + 2] == '""' else 1
    return Clean("".join(text[place] for place in places), places)


def _shown(value: object, format: str) -> str:
    """As a person reads it; dates as ISO, shares in percent as the sheet shows them."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        whole = value.time() == datetime.time()
        return value.date().isoformat() if whole else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float) and "%" in format and math.isfinite(value):
        decimals = len((re.search(r"\.([0#]+)%", format) or ["", ""])[1])
        return f"{value * 100:.{decimals}f}%"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)[:CELL_CHARACTERS].replace("\r", "").strip()


def _narrowed(rows: list[list[str]]) -> list[list[str]]:
    """Without the columns at the right that no row fills."""
    width = max((i + 1 for row in rows for i, cell in enumerate(row) if cell.strip()), default=0)
    return [row[:width] for row in rows]


def _short(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
