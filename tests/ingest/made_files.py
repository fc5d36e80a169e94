"""Small files of every kind that is read, made as they are needed: an annual report and its minutes, all invented."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

PROSE: Final = (
    "The Quince & Fennel Safeguarding Children Partnership met four times in the year. It heard how the agencies of "
    "the Borough of Examplia had worked together, and what they had learnt from each other. Ada Example took the chair."
)
ROWS: Final[Sequence[Sequence[str]]] = (
    ("Organisation", "June 2031", "September 2031", "Attended"),
    ("Examplia Council", "Yes", "Apologies", "50%"),
    ("Fenland Constabulary", "Yes", "Yes", "100%"),
    ("Quince & Fennel NHS Trust", "No", "Yes", "50%"),
)
MARKDOWN: Final = f"""# Annual report 2031/32

**Foreword**

{PROSE}<sup>1</sup>

## Who came

- Ada Example (Chair)
- Bo Sample, *Director of Education*, [Examplia Council](https://examplia.example)

| Organisation | June 2031 | September 2031 | Attended |
|---|---|---|---|
| Examplia Council | Yes | Apologies<br>(late) | 50% |
| Fenland Constabulary | Yes | Yes | 100% |

MEETINGS

Name\tRole\tBody
Cy Specimen\tBorough Commander\tFenland Constabulary

---
<sup>1</sup> As of March 2032.
"""
HTML: Final = f"""<!doctype html><html><head><meta charset="utf-8"><title>Annual report</title><style>p {{}}</style></head>
<body><nav><a href="/">Home</a></nav><main><h1>Annual report 2031/32</h1><p>{PROSE}</p><ul><li>Ada Example</li>
<li>Bo Sample<ul><li>deputy</li></ul></li></ul><table><tr><th rowspan="2">Organisation</th><th colspan="2">Meetings</th></tr>
<tr><th>June</th><th>September</th></tr><tr><td>Examplia Council</td><td>Yes</td><td>No<br>late</td></tr></table>
</main></body></html>
"""


def pdf(tables: bool = True, pages: int = 1, compressed: bool = True) -> bytes:
    """A report as PDF: headings, paragraphs, lists, a table with lines and one without, running lines at the foot."""
    from reportlab.lib import colors
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import ListFlowable, ListItem, PageBreak, Paragraph, SimpleDocTemplate, Table

    styles = getSampleStyleSheet()
    story: list[Any] = [Paragraph("Annual report 2031/32", styles["Title"])]
    for n in range(1, pages + 1):
        story += [
            Paragraph(f"{n}. What the partnership did", styles["Heading1"]),
            *(Paragraph(f"{PROSE.replace('&', '&amp;')} " * 3, styles["BodyText"]) for _ in range(3)),
            ListFlowable(
                [ListItem(Paragraph(name, styles["BodyText"])) for name in ("Ada Example", "Bo Sample")],
                bulletType="bullet",
            ),
        ]
        if tables:
            lines = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
            wide = [170, 90, 90, 70]
            story += [Table(ROWS, wide, style=lines), Paragraph("Who paid", styles["Heading2"]), Table(ROWS, wide)]
        story.append(PageBreak())

    def foot(canvas: Any, document: Any) -> None:
        canvas.drawString(60, 25, "Quince & Fennel Safeguarding Children Partnership")
        canvas.drawRightString(530, 25, f"Page {document.page} of {pages}")

    made = io.BytesIO()
    template = SimpleDocTemplate(made, pageCompression=int(compressed), title="Annual report")
    template.build(story, onFirstPage=foot, onLaterPages=foot)
    return made.getvalue()


def docx() -> bytes:
    """The same as a Word document, with a table that has merged cells."""
    import docx as word

    document = word.Document()
    document.add_heading("Annual report 2031/32", 0)
    document.add_heading("Who came", 1)
    document.add_paragraph(PROSE)
    document.add_paragraph("Ada Example", style="List Bullet")
    document.add_paragraph("Bo Sample", style="List Number")
    document.add_paragraph().add_run("Attendance").bold = True
    table = document.add_table(len(ROWS) + 1, len(ROWS[0]))
    table.cell(0, 1).merge(table.cell(0, 3)).text = "Meetings"
    for i, row in enumerate(ROWS, 1):
        for j, cell in enumerate(row):
            table.cell(i, j).text = cell
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def xlsx() -> bytes:
    """The same as a workbook with a date, a share and a number."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Attendance"
    for row in ROWS:
        sheet.append(list(row))
    sheet.append(["Examplia School", date(2031, 6, 12), 0.85, 1200])
    sheet["C5"].number_format = "0%"
    book.create_sheet("Notes").append(["As of March 2032"])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def csv() -> bytes:
    return "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS).encode()


FILES: Final[dict[str, Callable[[], bytes]]] = {
    ".pdf": lambda: pdf(compressed=False),
    ".docx": docx,
    ".xlsx": xlsx,
    ".html": HTML.encode,
    ".csv": csv,
    ".md": MARKDOWN.encode,
    ".txt": lambda: MARKDOWN.replace("#", "").replace("|", "  ").encode(),
}
"""For each ending a small valid file."""


def write(folder: Path, name: str, data: bytes | str) -> Path:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file
