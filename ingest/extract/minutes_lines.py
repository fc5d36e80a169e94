"""Minutes as lines: text that knows where each of its characters stands, and lines with their columns."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.reading import Block, Clean, Reading

_COLUMN = re.compile(r"\t[\t ]*| {2,}\t?[\t ]*|\s\|\s|\s?¦\s?")


@dataclass(frozen=True, slots=True)
class Column:
    """A part of a line: where it begins on the line, and its text."""

    at: int
    clean: Clean

    @property
    def text(self) -> str:
        return self.clean.text


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a row of a table; `gap`: blank lines stand before it."""

    columns: tuple[Column, ...]
    kind: str = "line"
    """The kind of its block."""
    table: int | None = None
    """Which table it is a row of."""
    gap: bool = False
    first: bool = True
    """It is the first line of its block."""
    numbered: bool = False
    """A number stood before it, which is no part of its text."""
    page: int = 1
    loose: bool = False
    """A row of a table that was made of lines of text: it may carry on the row above."""

    @property
    def text(self) -> str:
        return "  ".join(c.text for c in self.columns if c.text)

    @property
    def whole(self) -> Clean:
        return glue([c.clean for c in self.columns if c.text], "  ")


def cut(clean: Clean, start: int, end: int | None = None) -> Clean:
    """A part of a text, without white space around it."""
    end = len(clean.text) if end is None else end
    while start < end and clean.text[start].isspace():
        start += 1
    while end > start and clean.text[end - 1].isspace():
        end -= 1
    return Clean(clean.text[start:end], clean.origin[start:end])


def glue(parts: Sequence[Clean], between: str = " ") -> Clean:
    """Several texts as one."""
    text, origin = "", array("q")
    for part in parts:
        if not part.text:
            continue
        if text:
            text += between
            origin.extend([origin[-1]] * len(between))
        text += part.text
        origin.extend(part.origin)
    return Clean(text, origin)


def lines_of(reading: Reading) -> list[Line]:
    """All lines of a document in their order, rows of tables among them, running heads and page numbers left out."""
    found = [line for number, block in enumerate(reading.blocks) for line in _block_lines(reading, block, number)]
    running = _running(reading)
    return [line for line in found if line.table is not None or not _is_running(line, running)]


def inner_lines(clean: Clean) -> list[Clean]:
    """The lines within a cell."""
    found, start = [], 0
    for match in re.finditer(r"\n", clean.text):
        found.append(cut(clean, start, match.start()))
        start = match.end()
    found.append(cut(clean, start))
    return [c for c in found if c.text]


def one_line(clean: Clean) -> Clean:
    return glue(inner_lines(clean))


def _block_lines(reading: Reading, block: Block, number: int) -> Iterator[Line]:
    page = block.page or 1
    if block.kind == "table":
        made = reading.format in ("text", "pdf") and not any("\n" in cell.text for row in block.rows for cell in row)
        for row in block.rows:
            columns = tuple(Column(1000 * i, cut(cell.clean, 0)) for i, cell in enumerate(row))
            if any(c.text for c in columns):
                yield Line(_without_repeats(columns), "table", number, page=page, loose=made)
        return
    gap = first = True
    before = reading.text[max(0, block.start - 200) : block.start]
    if before and not re.search(r"\n[ \t\r]*\n[ \t]*$", before) and before.strip():
        gap = False
    place = block.clean.origin[0] if block.clean.origin else block.start
    numbered = block.kind in ("item", "heading") and bool(
        re.search(r"\d", reading.text[reading.text.rfind("\n", 0, place) + 1 : place])
    )
    for clean, indent in _as_printed(reading.text, block.clean):
        columns = tuple(_columns(clean, indent))
        if columns:
            yield Line(columns, block.kind, gap=gap, first=first, numbered=first and numbered, page=page)
            gap = first = False


def _without_repeats(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """A merged cell can come once for each column that it spans."""
    texts = [c.text for c in columns]
    return columns[:1] if len(texts) > 1 and texts[0] and len(set(texts)) == 1 else columns


def _as_printed(text: str, clean: Clean) -> Iterator[tuple[Clean, int]]:
    """The lines of a block with the blanks between their words as they stand, and how far each is indented."""
    made: list[str] = []
    origin = array("q")
    last: int | None = None
    for char, place in zip(clean.text, clean.origin, strict=False):
        here = text[place]
        between = text[last + 1 : place] if last is not None and place > last + 1 else ""
        last = place
        if here == "\n" or "\n" in between:
            if made:
                yield Clean("".join(made), origin), _indent(text, origin)
            made, origin = [], array("q")
        elif made and between and between.isspace():
            made.append(between)
            origin.extend([place - 1] * len(between))
        if not made and char.isspace():
            continue
        made.append("\t" if here == "\t" else " " if here == "\n" else char)
        origin.append(place)
    if made:
        yield Clean("".join(made), origin), _indent(text, origin)


def _indent(text: str, origin: Sequence[int]) -> int:
    start = origin[0]
    begin = text.rfind("\n", 0, start) + 1
    lead = text[begin:start]
    return len(lead) if not lead.strip() else 0


def _columns(clean: Clean, indent: int) -> Iterator[Column]:
    start = 0
    indexed = "\t" in clean.text or "|" in clean.text
    for number, match in enumerate([*_COLUMN.finditer(clean.text), None]):
        end = match.start() if match else len(clean.text)
        part = cut(clean, start, end)
        if match is not None and re.fullmatch(r"[•·▪●○◦§*]", part.text):
            continue  # the mark of an item is no column: what follows begins here
        if match is not None and start and re.match(r"[•·▪●○◦§]\s", part.text):
            part = cut(part, 1)
        if part.text.strip("|"):
            lead = len(clean.text[start:end]) - len(clean.text[start:end].lstrip())
            # tabs do not tell where a column stands, only which one it is
            yield Column(1000 * number if indexed else indent + start + lead, part)
        start = match.end() if match else end


_PAGE = re.compile(r"(?:page\s*)?\W*\d{1,3}\W*(?:(?:of|/)\s*\d{1,3})?\W*", re.I)


def _digits(text: str) -> str:
    return re.sub(r"\d+", "0", " ".join(text.split())).casefold()


def _running(reading: Reading) -> set[str]:
    """Lines that stand first or last on several pages."""
    pages = reading.text.split("\f") if "\f" in reading.text else list(reading.pages)
    if len(pages) < 2:
        return set()
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [_digits(line) for line in page.split("\n") if line.strip()]
        counts.update({*lines[:3], *lines[-3:]})
    return {line for line, count in counts.items() if count > 1 and count * 2 >= len(pages)}


def _is_running(line: Line, running: set[str]) -> bool:
    text = line.text.strip("\f ")
    if _PAGE.fullmatch(text) and re.search(r"page|of|/|^\W*\d+\W*$", text, re.I):
        return True
    if not running:
        return False
    # the first page's own title may be what runs on at the head of the others
    return line.page > 1 and _digits(text) in running
