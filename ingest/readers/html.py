"""Web pages: headings, paragraphs, lists and tables of the part that is the page's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from lxml import html as parser

from ingest.readers.made import Merged, Writer
from ingest.readers.refused import refused
from ingest.reading import Kind, Reading

_SKIPPED = {
    "script",
    "style",
    "nav",
    "noscript",
    "template",
    "svg",
    "head",
    "iframe",
    "form",
    "button",
    "select",
    "footer",
}
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "ul", "ol", "li", "dl", "dt", "dd", "table", "blockquote", "pre",
    "figure", "figcaption", "address", "hr", "body", "html", "aside", "details", "summary", "fieldset", "caption", *_HEADINGS,
}  # fmt: skip
_SHORT = 90
_MOST_SPAN = 50
_MOST_CELLS = 500
"""In one row."""


def read_html(path: Path, data: bytes) -> Reading:
    """Raises InputRefused where there is no page in it."""
    try:
        # `huge_tree` stays off: a page nested thousands deep is refused by the library
        root = parser.document_fromstring(
            data,
            parser=parser.HTMLParser(no_network=True, remove_comments=True, recover=True, encoding=_encoding(data)),
        )
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise refused(path, "it is no web page that can be read", "Save the page again as HTML") from error
    writer = Writer()
    found = root.xpath("//main | //*[@role='main']")
    main = found[0] if isinstance(found, list) and found else root
    start = main if isinstance(main, etree._Element) else root
    _Walk(writer).all(start)
    title = root.findtext(".//title")
    reading = writer.reading(path.name, "html", title=" ".join(title.split()) if title else None)
    if not reading.blocks:
        raise refused(path, "there is no text in it that is the page's own", "Save the page again as HTML")
    return reading


def _encoding(data: bytes) -> str | None:
    """UTF-8 where a page does not say how it is written and can be read so; else the library tells."""
    if re.search(rb"charset\s*=|encoding\s*=", data[:4096], re.I) or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


class _Walk:
    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._words: list[str] = []
        self._kind: tuple[Kind | None, int] = (None, 0)

    def all(self, root: etree._Element) -> None:
        """Every block in its order; without recursion, as pages may be nested deeply."""
        todo: list[tuple[str, etree._Element | str, tuple[Kind | None, int]]] = [("open", root, (None, 0))]
        while todo:
            what, node, kind = todo.pop()
            if what == "text":
                self._words.append(_blanks(str(node)))
                continue
            assert not isinstance(node, str)
            if what == "close":
                self._flush()
                self._kind = kind
                continue
            tag = node.tag if isinstance(node.tag, str) else ""
            if not tag or tag in _SKIPPED or node.get("hidden") is not None:
                continue
            if tag == "table":
                self._flush()
                self._writer.table(_rows(node))
                continue
            if tag == "br":
                self._words.append("\n")
                continue
            if tag in _BLOCKS:
                self._flush()
                todo.append(("close", node, self._kind))
                self._kind = _kind(tag, self._kind)
            for child in reversed(node):
                if child.tail:
                    todo.append(("text", child.tail, (None, 0)))
                todo.append(("open", child, (None, 0)))
            if node.text:
                todo.append(("text", node.text, (None, 0)))
        self._flush()

    def _flush(self) -> None:
        text = _squeezed("".join(self._words))
        self._words = []
        if not text:
            return
        kind, level = self._kind
        if kind is None:
            kind = "line" if len(text) <= _SHORT and "\n" not in text and text[-1] not in ".;,!" else "paragraph"
        self._writer.block(kind, text, level)


def _kind(tag: str, outer: tuple[Kind | None, int]) -> tuple[Kind | None, int]:
    if tag in _HEADINGS:
        return "heading", _HEADINGS[tag]
    if tag == "caption":
        return "heading", 6
    if tag == "li":
        return "item", 1 if outer[0] != "item" else outer[1] + 1
    return outer if outer[0] == "item" else (None, 0)


def _rows(table: etree._Element) -> list[list[str | Merged]]:
    """The cells, with the places that those over several rows or columns cover."""
    rows: list[list[str | Merged]] = []
    below: dict[int, int] = {}
    for row in _own_rows(table):
        cells: list[str | Merged] = []

        def covered(cells: list[str | Merged] = cells) -> None:
            while below.get(len(cells), 0):
                below[len(cells)] -= 1
                cells.append(Merged.ABOVE)

        for cell in row.iterchildren("td", "th"):
            covered()
            wide, tall = _span(cell, "colspan"), _span(cell, "rowspan")
            for place in range(len(cells), len(cells) + wide):
                below[place] = tall - 1
            cells += [_cell_text(cell), *[Merged.LEFT] * (wide - 1)]
            if len(cells) > _MOST_CELLS:
                break
        covered()
        rows.append(cells)
    return rows


def _own_rows(table: etree._Element) -> Iterator[etree._Element]:
    """Its rows, not those of a table within a cell."""
    for child in table.iterchildren("tr", "thead", "tbody", "tfoot"):
        if child.tag == "tr":
            yield child
        else:
            yield from child.iterchildren("tr")


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name) or "1"
    return min(_MOST_SPAN, max(1, int(value))) if value.isdecimal() and len(value) < 6 else 1


def _cell_text(cell: etree._Element) -> str:
    words: list[str] = []
    for event, node in etree.iterwalk(cell, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if tag == "br" or (tag in _BLOCKS and node is not cell):
                words.append("\n")
            if node.text and tag not in _SKIPPED:
                words.append(_blanks(node.text))
        elif node is not cell:
            if tag in _BLOCKS:
                words.append("\n")
            if node.tail:
                words.append(_blanks(node.tail))
    return _squeezed("".join(words))


def _blanks(text: str) -> str:
    """A line feed in the source of a page is a blank."""
    return re.sub(r"[ \t\r\n\f]+", " ", text)


def _squeezed(text: str) -> str:
    """Blanks as a browser shows them; line feeds come from breaks only."""
    lines = (" ".join(part.split()) for part in text.replace("\xa0", " ").split("\n"))
    return "\n".join(line for line in lines if line)
