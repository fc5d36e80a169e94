"""Writes the standard meeting template: a workbook with a guide, and its twins, a flat CSV and a JSON Schema."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ingest.meeting import ATTENDANCE, CAPACITIES, MEETING, Field
from ingest.meeting_forms import CSV_KEYS

ROWS: Final = 100
"""People that the workbook has a row ready for; more can be added below."""
SCHEMA_ID: Final = "urn:safegov:meeting:1"

_INK: Final = "FF0B0C0C"
_HEADER: Final = PatternFill("solid", fgColor="FF1D4F91")
_NEEDED: Final = PatternFill("solid", fgColor="FFFFF7D6")
_LINE: Final = Border(*(Side("thin", color="FF6F777B"),) * 4)
_GUIDE: Final = (
    ("What this is for", "One file is one meeting. It records who was there, in which role and for which organisation."),
    ("The sheet Meeting", "Fill in column B. Board, date and chair are needed; they are marked with *."),
    ("The sheet Attendance", "One row for each person: who came, who sent apologies, who was absent. Columns with * are needed."),
    ("Names", "First name and surname, spelled the same in every meeting. Titles such as Cllr or Dr may stand before them."),
    ("Role", "The post or title the person holds, such as Head of Safeguarding; not the seat on the board."),
    ("Organisation", "In full, not as initials. A councillor: the council."),
    ("present", "A member of the board who was there, in the room or online."),
    ("apologies", "A member who sent apologies."),
    ("absent", "A member who did not come and sent no apologies."),
    ("in attendance", "Somebody who is no member and came to advise, present or take minutes."),
    ("deputy", "Somebody who came for a member: name the member under Deputy for, and give the member a row with apologies."),
    ("observer", "Somebody who came to listen."),
    ("Chair", "Write yes for the one person who chaired this meeting, also where that was not the usual chair."),
    ("Dates and times", "2025-03-14 or 14/03/2025, the day before the month; 14:00."),
    ("Who is not named", "Nobody whose case is spoken of, and no member of their family: this is a record of professionals."),
    ("Check it", "safegov check FILE names each cell that is missing or wrong. safegov ingest FILE reads it."),
)  # fmt: skip


def workbook() -> Workbook:
    """The template as a workbook."""
    book = Workbook()
    book.properties.title = "Meeting record"
    book.properties.creator = "safegov"
    book.properties.language = "en-GB"
    first = book.active
    assert isinstance(first, Worksheet)
    _meeting(first)
    _attendance(book.create_sheet("Attendance"))
    _guide(book.create_sheet("Guide"))
    return book


def csv_text() -> str:
    """The flat form: a row for each person, the meeting's own fields before; only the first row needs those."""
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerow(CSV_KEYS)
    return made.getvalue()


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a meeting. What it allows is read; what it can not say (who chaired, twice named) is checked."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Meeting record",
        "description": "One meeting of a board: who was there, in which role and for which organisation.",
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "meeting": _object(MEETING, [f.key for f in MEETING if f.needed]),
            "attendance": {
                "type": "array",
                "minItems": 1,
                "items": _object(ATTENDANCE, [f.key for f in ATTENDANCE if f.needed])
                | {
                    "if": {"properties": {"capacity": {"const": "deputy"}}, "required": ["capacity"]},
                    "then": {"required": ["deputy_for"]},
                },
            },
        },
        "required": ["meeting", "attendance"],
        "additionalProperties": False,
        "examples": [_example()],
    }


def write(path: Path) -> None:
    """Writes the twin that the file's ending asks for (.xlsx, .csv, .json). Raises OSError, and KeyError for another ending."""
    _WRITERS[path.suffix.lower()](path)


def _object(fields: tuple[Field, ...], needed: list[str]) -> dict[str, Any]:
    made = {f.key: _type(f) | {"title": f.label, "description": f.hint} for f in fields}
    return {"type": "object", "properties": made, "required": needed, "additionalProperties": False}


def _type(field: Field) -> dict[str, Any]:
    kinds: dict[str, dict[str, Any]] = {
        "date": {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "time": {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"},
        "capacity": {"enum": list(CAPACITIES)},
        "yes": {"type": "boolean", "default": False},
    }
    return kinds.get(field.kind, {"type": "string", "pattern": r"\S"})


def _example() -> dict[str, Any]:
    return {
        "meeting": {"board": "Examplia Safeguarding Board", "date": "2025-03-14", "start_time": "14:00", "chair": "Ada Example"},
        "attendance": [
            {
                "name": "Ada Example", "role": "Independent Chair", "organisation": "Examplia Safeguarding Board",
                "capacity": "present", "is_chair": True,
            },
        ],
    }  # fmt: skip


def _meeting(sheet: Worksheet) -> None:
    sheet.title = "Meeting"
    _header(sheet, ("Field", "Value", "How to fill it in"), (22, 52, 64))
    for number, field in enumerate(MEETING, 2):
        label = sheet.cell(number, 1, field.label + (" *" if field.needed else ""))
        label.font = Font(bold=True, color=_INK)
        value = sheet.cell(number, 2)
        value.border, value.alignment = _LINE, Alignment(horizontal="left", vertical="top", wrap_text=True)
        if field.needed:
            value.fill = _NEEDED
        sheet.cell(number, 3, field.hint).alignment = Alignment(wrap_text=True, vertical="top")
        _validate(sheet, field, f"B{number}")
    _printed(sheet, f"A1:C{len(MEETING) + 1}", landscape=False)


def _attendance(sheet: Worksheet) -> None:
    labels = tuple(f.label + (" *" if f.needed else "") for f in ATTENDANCE)
    _header(sheet, labels, tuple(f.width for f in ATTENDANCE))
    for number, field in enumerate(ATTENDANCE, 1):
        letter = get_column_letter(number)
        _validate(sheet, field, f"{letter}2:{letter}{ROWS + 1}")
        for row in range(2, ROWS + 2):
            cell = sheet.cell(row, number)
            cell.border, cell.alignment = _LINE, Alignment(wrap_text=True, vertical="top")
            cell.protection = Protection(locked=False)
    # without a print area: only the rows that were filled in are worth paper, and those with borders are all there
    _printed(sheet, None, landscape=True)


def _guide(sheet: Worksheet) -> None:
    _header(sheet, ("Word", "What it means"), (24, 96))
    for number, (word, meaning) in enumerate(_GUIDE, 2):
        sheet.cell(number, 1, word).font = Font(bold=True, color=_INK)
        for column in (1, 2):
            sheet.cell(number, column).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(number, 2, meaning)
    _printed(sheet, f"A1:B{len(_GUIDE) + 1}", landscape=True)


def _header(sheet: Worksheet, labels: tuple[str, ...], widths: tuple[int, ...]) -> None:
    for number, (label, width) in enumerate(zip(labels, widths, strict=True), 1):
        cell = sheet.cell(1, number, label)
        cell.font, cell.fill = Font(bold=True, color="FFFFFFFF"), _HEADER
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.row_dimensions[1].height = 22
    sheet.freeze_panes = "A2"


def _printed(sheet: Worksheet, area: str | None, *, landscape: bool) -> None:
    sheet.print_title_rows = "1:1"
    if area:
        sheet.print_area = area
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    footer: Any = sheet.oddFooter  # its parts are made when they are first asked for; the stubs say they may be None
    footer.center.text = "&A, page &P of &N"


def _validate(sheet: Worksheet, field: Field, cells: str) -> None:
    rules: dict[str, dict[str, Any]] = {
        "date": {"type": "date", "operator": "greaterThanOrEqual", "formula1": "DATE(1990,1,1)"},
        "time": {"type": "time", "operator": "between", "formula1": "TIME(0,0,0)", "formula2": "TIME(23,59,59)"},
        "capacity": {"type": "list", "formula1": f'"{",".join(CAPACITIES)}"'},
        "yes": {"type": "list", "formula1": '"yes,no"'},
    }
    rule = DataValidation(allow_blank=True, showInputMessage=True, promptTitle=field.label, prompt=field.hint[:250])
    if field.kind in rules:
        rule = DataValidation(
            **rules[field.kind], allow_blank=True, showErrorMessage=True, showInputMessage=True,
            errorTitle=field.label, error=field.hint[:220], promptTitle=field.label, prompt=field.hint[:250],
        )  # fmt: skip
    sheet.add_data_validation(rule)
    rule.add(cells)
    for row in sheet[cells] if ":" in cells else ((sheet[cells],),):
        for cell in row:
            if field.kind in ("date", "time"):
                cell.number_format = "yyyy-mm-dd" if field.kind == "date" else "hh:mm"


def _write_book(path: Path) -> None:
    workbook().save(path)


def _write_csv(path: Path) -> None:
    path.write_text(csv_text(), encoding="utf-8-sig", newline="")  # with the mark that makes Excel read it as UTF-8


def _write_schema(path: Path) -> None:
    path.write_text(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


_WRITERS: Final[dict[str, Callable[[Path], None]]] = {".xlsx": _write_book, ".csv": _write_csv, ".json": _write_schema}
KNOWN: Final = tuple(_WRITERS)
