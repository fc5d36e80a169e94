"""Spreadsheets (XLSX) and CSV: each sheet is a heading and a table."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path
from typing import Final

from openpyxl import load_workbook

from graph.errors import SafegovError
from ingest.readers.made import Writer
from ingest.readers.refused import refused
from ingest.reading import Reading

MOST_CELLS: Final = 1_000_000
CELL_CHARACTERS: Final = 32_767
"""What a cell of a spreadsheet can hold at most; CSV knows no limit of its own."""


def read_xlsx(path: Path) -> Reading:
    """Raises InputRefused where it is no workbook, or one of more than a million cells."""
    writer = Writer()
    count = 0
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                rows: list[list[str]] = []
                empty = 0
                for row in sheet.iter_rows(values_only=True):
                    count += len(row)
                    if count > MOST_CELLS:
                        raise refused(
                            path, f"it has more than {MOST_CELLS:,} cells", "Save the sheets that matter alone"
                        )
                    cells = [_shown(value) for value in row]
                    # a sheet may claim a million rows of which it holds ten
                    empty = 0 if any(cells) else empty + 1
                    if empty > 1000:
                        break
                    rows.append(cells)
                writer.block("heading", sheet.title, 1)
                writer.table(_narrowed(rows))
        finally:
            book.close()
    except SafegovError:
        raise
    except Exception as error:  # a damaged package makes the library fail in many ways
        if isinstance(error, MemoryError):
            raise
        reason = f"it is no workbook that can be read ({_short(error)})"
        raise refused(path, reason, "Open it and save it again as .xlsx") from error
    return writer.reading(path.name, "xlsx")


def read_csv(path: Path, text: str) -> Reading:
    """Raises InputRefused where a row can not be told from the next."""
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:20_000], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    csv.field_size_limit(CELL_CHARACTERS)
    rows: list[list[str]] = []
    count = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), dialect):
            count += len(row)
            if count > MOST_CELLS:
                raise refused(path, f"it has more than {MOST_CELLS:,} cells", "Save the rows that matter alone")
            rows.append([" ".join(cell.split("\r\n")) for cell in row])
    except csv.Error as error:
        reason = f"row {len(rows) + 1} can not be read ({error})"
        raise refused(path, reason, "Mend the quotes there, or save it again as CSV") from error
    writer = Writer()
    writer.table(_narrowed(rows))
    return writer.reading(path.name, "csv")


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        whole = value.time() == datetime.time()
        return value.date().isoformat() if whole else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)[:CELL_CHARACTERS].replace("\r", "")


def _narrowed(rows: list[list[str]]) -> list[list[str]]:
    """Without the columns at the right that no row fills."""
    width = max((i + 1 for row in rows for i, cell in enumerate(row) if cell.strip()), default=0)
    return [row[:width] for row in rows]


def _short(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
