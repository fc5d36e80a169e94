"""Word documents (DOCX): headings by their style, lists, tables, in the order of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from ingest.readers.made import Writer
from ingest.readers.refused import refused
from ingest.reading import Kind, Reading

_HEADING = re.compile(r"heading\s*(\d)|^(title)$", re.IGNORECASE)
_SHORT = 90


def read_docx(path: Path) -> Reading:
    """Raises InputRefused where it is no Word document."""
    try:
        word = docx.Document(str(path))
        writer = Writer()
        for part in _parts(word):
            if isinstance(part, Table):
                writer.table(_rows(part))
            else:
                kind, level = _kind(part)
                writer.block(kind, _text(part), level)
        title = word.core_properties.title or None
    except Exception as error:  # a damaged package makes the library fail in many ways
        if isinstance(error, MemoryError):
            raise
        reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise refused(
            path, f"it is no Word document that can be read ({reason})", "Open it and save it again as .docx"
        ) from error
    return writer.reading(path.name, "docx", title=title)


def _parts(word: Word) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables; what stands in a text box or a content control comes at its place."""

    def walk(element: Any, parent: Any) -> Iterator[Paragraph | Table]:
        for child in element.iterchildren():
            if child.tag == qn("w:p"):
                yield Paragraph(child, parent)
                for box in child.iter(qn("w:txbxContent")):
                    # a drawing is kept twice, once for older programs
                    if not any(a.tag.endswith("}Fallback") for a in box.iterancestors()):
                        yield from walk(box, parent)
            elif child.tag == qn("w:tbl"):
                yield Table(child, parent)
            elif child.tag == qn("w:sdt"):
                for content in child.iterchildren(qn("w:sdtContent")):
                    yield from walk(content, parent)

    yield from walk(word.element.body, word)


def _text(paragraph: Paragraph) -> str:
    return paragraph.text.replace("\xa0", " ")


def _kind(paragraph: Paragraph) -> tuple[Kind, int]:
    style = (paragraph.style.name if paragraph.style is not None else "") or ""
    if heading := _HEADING.search(style):
        return "heading", int(heading[1]) if heading[1] else 1
    properties = paragraph._p.pPr
    if "list" in style.lower() or (properties is not None and properties.numPr is not None):
        numbering: Any = properties.numPr if properties is not None else None
        depth = numbering.ilvl.val if numbering is not None and numbering.ilvl is not None else 0
        return "item", 1 + int(depth)
    text = paragraph.text.strip()
    runs = [run for run in paragraph.runs if run.text.strip()]
    if runs and all(run.bold for run in runs) and len(text) <= _SHORT and "\n" not in text:
        return "heading", 5
    if len(text) <= _SHORT and text[-1:] not in (".", ";", ",", "!"):
        return "line", 0
    return "paragraph", 0


def _rows(table: Table) -> list[list[str]]:
    """The cells; of a merged one the words stand in its first place only."""
    rows = []
    seen: dict[int, object] = {}  # keeps the cells alive: the id of one that is gone may become another's
    for row in table.rows:
        cells = []
        for cell in row.cells:
            key = id(cell._tc)
            cells.append("" if key in seen else "\n".join(_text(p) for p in cell.paragraphs).strip())
            seen[key] = cell._tc
        rows.append(cells)
    return rows
