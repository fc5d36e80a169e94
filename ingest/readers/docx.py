"""Word documents (DOCX): headings by their style, lists, tables with merged cells, in the order of the document.

What is struck out by tracked changes is left out, what they put in is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import docx
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from ingest.readers.made import Merged, Writer
from ingest.readers.refused import refused
from ingest.readers.text import lone
from ingest.reading import Kind, Reading

_HEADING: Final = re.compile(r"heading\s*(\d)|^(title)$", re.IGNORECASE)
_SHORT: Final = 120
_MOST_SPAN: Final = 60
_DEEP: Final = 20
"""Content controls and text boxes within each other that are looked into."""
_BOLD_LEVEL: Final = 5
_WORDS: Final = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_LEFT_OUT: Final = {
    qn("w:moveFrom"), qn("w:del"), qn("w:txbxContent"), qn("w:pPr"), qn("w:rPr"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}  # fmt: skip
_WRAPPERS: Final = {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins"), qn("w:moveTo"), qn("w:smartTag")}


def read_docx(path: Path) -> Reading:
    """Raises InputRefused where it is no Word document."""
    try:
        word = docx.Document(str(path))
        writer = Writer()
        _write(writer, word)
        title = word.core_properties.title or None
    except MemoryError:
        raise
    except Exception as error:  # a damaged package makes the library fail in many ways
        reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
        reason = f"it is no Word document that can be read ({reason})"
        raise refused(path, reason, "Open it and save it again as .docx") from error
    reading = writer.reading(path.name, "docx", title=title)
    if not reading.blocks:
        raise refused(path, "there is no text in it, only pictures if anything", "Add its text instead")
    return reading


def _write(writer: Writer, word: Word) -> None:
    tabbed: list[str] = []
    for element in _parts(word.element.body):
        is_table = element.tag == qn("w:tbl")
        text = "" if is_table else _text(element).strip()
        if "\t" in text and "\n" not in text:
            tabbed.append(text)
            continue
        if text or is_table:
            _write_tabbed(writer, tabbed)
            tabbed = []
        if is_table:
            writer.table(_rows(element))
        elif text:
            kind, level = _kind(Paragraph(element, word._body), text)
            writer.block(kind, text, level)
    _write_tabbed(writer, tabbed)


def _write_tabbed(writer: Writer, lines: list[str]) -> None:
    """Lines with tabs that follow each other are a table, as in a text."""
    rows = [re.split(r"\t+", line) for line in lines]
    if len(rows) > 1 or any(len(row) > 2 for row in rows):
        writer.table(rows)
    else:
        for line in lines:
            writer.block("line" if len(line) <= _SHORT else "paragraph", line)


def _parts(parent: Any, deep: int = 0) -> Iterator[Any]:
    """Paragraphs and tables; what stands in a text box or a content control comes at its place."""
    for child in parent.iterchildren() if deep < _DEEP else ():
        if child.tag == qn("w:p"):
            yield child
            for box in child.iter(qn("w:txbxContent")):
                # a drawing is kept twice, once for older programs; a box within a box comes with the outer one
                if not any(a.tag in _LEFT_OUT for a in box.iterancestors()):
                    yield from _parts(box, deep + 1)
        elif child.tag == qn("w:tbl"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _parts(child, deep + 1)


def _text(element: Any) -> str:
    """The words of a paragraph or a cell; a paragraph of a cell is a line."""
    words: list[str] = []
    todo = [element]
    while todo:
        node = todo.pop()
        if node.tag == qn("w:t"):
            words.append(node.text or "")
        elif node.tag in _WORDS:
            words.append(_WORDS[node.tag])
        elif node.tag not in _LEFT_OUT:
            if node.tag == qn("w:p") and node is not element:
                words.append("\n")
            todo.extend(reversed(node))
    lines = "".join(words).replace("\xa0", " ").replace("\r", "").split("\n")
    return "\n".join(line.rstrip() for line in lines if line.strip())


def _kind(paragraph: Paragraph, text: str) -> tuple[Kind, int]:
    style = (paragraph.style.name if paragraph.style is not None else "") or ""
    if heading := _HEADING.search(style):
        return "heading", int(heading[1]) if heading[1] else 1
    properties = paragraph._p.pPr
    numbering: Any = properties.numPr if properties is not None else None
    bold = len(text) <= _SHORT and "\n" not in text and _is_bold(paragraph)
    if ("list" in style.lower() or numbering is not None) and not (bold and numbering is not None):
        depth = numbering.ilvl.val if numbering is not None and numbering.ilvl is not None else 0
        return "item", 1 + int(depth)
    if bold and text[-1] not in ".;,":
        return "heading", _BOLD_LEVEL
    return lone(text) if "\n" not in text else ("paragraph", 0)


def _is_bold(paragraph: Paragraph) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    by_style = bool(paragraph.style is not None and getattr(paragraph.style.font, "bold", None))
    return bool(runs) and all(run.bold or (run.bold is None and by_style) for run in runs)


def _rows(table: Any) -> list[list[str | Merged]]:
    """The cells of each row, with the places that merged ones cover."""
    rows: list[list[str | Merged]] = []
    for row in _within(table, qn("w:tr")):
        cells: list[str | Merged] = [""] * _number(row, "./w:trPr/w:gridBefore/@w:val", 0)
        for cell in _within(row, qn("w:tc")):
            width = max(1, _number(cell, "./w:tcPr/w:gridSpan/@w:val", 1))
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            if merge is not None and merge.get(qn("w:val"), "continue") != "restart":
                cells += [Merged.ABOVE] * width
            else:
                cells += [_text(cell), *[Merged.LEFT] * (width - 1)]
        rows.append(cells)
    return rows


def _within(parent: Any, tag: str, deep: int = 0) -> Iterator[Any]:
    for child in parent.iterchildren() if deep < _DEEP else ():
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, tag, deep + 1)


def _number(element: Any, where: str, otherwise: int) -> int:
    """A small number that an attribute states."""
    found = element.xpath(where)
    text = str(found[0]) if found else ""
    return min(_MOST_SPAN, int(text)) if text.isdecimal() and len(text) < 6 else otherwise
