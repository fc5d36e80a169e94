"""Plain text and Markdown-like text: public bodies' .txt files are often something between the two."""

from __future__ import annotations

import itertools
import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.columns import bands, begins, columns, region
from ingest.readers.marks import clean
from ingest.reading import Block, Cell, Clean, Kind, Reading

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$|\s*[-=_]{4,}$")
_ITEM = re.compile(
    r"(\s*)(?:(?:[-*+•‣▪◦·●○■□–➢❖✓✔➤►]|[\uf0a7\uf0b7\uf0d8\uf0fc]|o(?=\s))(?:\s*>)?|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)"
)
_NUMBERED = re.compile(r"\s*\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+\S")
_BOLD = re.compile(r"\s*(?:\*\*|__)(?P<text>[^*]+?)(?:\*\*|__)\s*:?\s*$")
_SEPARATOR = re.compile(r"[\s|:\-+=]+$")
_SHORT = 90
"""Characters of a line that may stand alone; a longer one is a paragraph."""
_MOST_ROWS = 400
"""Lines of a table by blanks at most."""
_TRIED = 12
"""Ends of such a table that are tried, longest first."""
BOLD_LEVEL, CAPITALS_LEVEL, NUMBERED_LEVEL = 5, 4, 3
"""Levels of headings that have no marks of Markdown."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text: characters from `start` to before `end`, without its line feed."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def read_text(name: str, text: str, *, markdown: bool = False) -> Reading:
    """The blocks of a text. A form feed begins a page, as text made from PDF has it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    pages = tuple(text.split("\f"))
    return blocks_of(name, pages, format="markdown" if markdown else "text", paged=len(pages) > 1)


def blocks_of(name: str, pages: Sequence[str], *, format: str, paged: bool) -> Reading:
    """A reading of pages of text whose structure is to be told from the text itself."""
    bare = Reading(name, format, tuple(pages), (), paged)
    lines = list(_lines(bare.text))
    return Reading(name, format, tuple(pages), tuple(_Blocks(bare, lines).all()), paged)


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for part in text.split("\n"):
        yield Line(start, start + len(part), part)
        start += len(part) + 1


class _Blocks:
    def __init__(self, reading: Reading, lines: list[Line]) -> None:
        self._reading, self._text, self._lines = reading, reading.text, lines
        self._spaced_at: dict[int, tuple[int, list[int]] | None] = {}

    def all(self) -> Iterator[Block]:
        at = 0
        while at < len(self._lines):
            line = self._lines[at]
            if line.blank or _RULE.match(line.text):
                at += 1
                continue
            end = at + 1
            if heading := _HEADING.match(line.text):
                first = line.start + heading.start(2)
                yield from self._block("heading", first, line.start + heading.end(2), level=len(heading[1]))
            elif _piped(line.text):
                end = self._run(at, _piped)
                yield from self._table(at, end, self._pipe_cells)
            elif "\t" in line.text.strip() and (end := self._run(at, _has_tab)) and self._is_tabbed(at, end):
                yield from self._table(at, end, self._tab_cells)
            elif spaced := self._spaced(at):
                end, cuts = spaced
                yield from self._spaced_table(at, end, cuts)
            elif _ITEM.match(line.text) and not _NUMBERED.match(line.text):
                end = self._item_end(at)
                match = _ITEM.match(line.text)
                assert match is not None
                yield from self._block(
                    "item",
                    line.start + match.end(),
                    self._lines[end - 1].end,
                    level=1 + len(match[1].expandtabs(4)) // 2,
                )
            else:
                end = self._paragraph_end(at)
                yield from self._paragraph(at, end)
            at = end

    def _run(self, at: int, like: Callable[[str], bool]) -> int:
        end = at
        while end < len(self._lines) and like(self._lines[end].text):
            end += 1
        return end

    def _is_tabbed(self, at: int, end: int) -> bool:
        return end - at > 1 or self._lines[at].text.strip().count("\t") > 1

    def _begins(self, text: str) -> bool:
        """Whether a line can not go on a paragraph."""
        return bool(_HEADING.match(text) or _piped(text) or _RULE.match(text) or _ITEM.match(text) or _BOLD.match(text))

    def _item_end(self, at: int) -> int:
        end = at + 1
        while end < len(self._lines):
            text = self._lines[end].text
            if not text.strip() or self._begins(text) or "\t" in text.strip() or _NUMBERED.match(text):
                break
            end += 1
        return end

    def _paragraph_end(self, at: int) -> int:
        end = at + 1
        if _BOLD.match(self._lines[at].text):
            return end
        while end < len(self._lines):
            text = self._lines[end].text
            if not text.strip() or self._begins(text) or _tabbed(text) or self._spaced(end):
                break
            end += 1
        return end

    def _spaced(self, at: int) -> tuple[int, list[int]] | None:
        """The line after the table by blanks that begins here, and its columns."""
        if "  " not in self._lines[at].text or not begins(self._lines[at].text):
            return None
        if at not in self._spaced_at:
            texts = [line.text for line in self._lines[at : at + _MOST_ROWS]]
            end = region(texts, 0)
            blank = [n for n, text in enumerate(texts[:end]) if not text.strip()]
            lines_of_first = range(2, blank[0] if blank else end)
            self._spaced_at[at] = None
            # a line between two blank ones is rather the head of what follows than the last row of what it follows
            ends = [n for n, before in zip(blank[1:], blank, strict=False) if n - before > 2][-_TRIED:]
            for last in sorted({end, *blank[:1], *ends, *lines_of_first[-_TRIED:]}, reverse=True):
                if cuts := columns([text for text in texts[:last] if text.strip()]):
                    self._spaced_at[at] = at + last, cuts
                    break
        return self._spaced_at[at]

    def _spaced_table(self, at: int, end: int, cuts: Sequence[int]) -> Iterator[Block]:
        lines = self._lines[at:end]
        rows = []
        for band in bands([line.text for line in lines], cuts):
            parts = [[clean(self._text, a, b) for a, b in _cut(lines[n], cuts)] for n in band]
            rows.append([Cell(_one(column)) for column in zip(*parts, strict=True)])
        yield from self._table_of(rows, lines[0].start, lines[-1].end)

    def _paragraph(self, at: int, end: int) -> Iterator[Block]:
        first, last = self._lines[at], self._lines[end - 1]
        if end - at == 1:
            kind, level = lone(first.text)
            yield from self._block(kind, first.start, first.end, level=level)
            return
        yield from self._block("paragraph", first.start, last.end)

    def _block(self, kind: Kind, start: int, end: int, *, level: int = 0) -> Iterator[Block]:
        made = clean(self._text, start, end)
        if made.text:
            yield self._placed(kind, made, start, end, level=level)

    def _placed(
        self, kind: Kind, made: Clean, start: int, end: int, *, level: int = 0, rows: tuple[tuple[Cell, ...], ...] = ()
    ) -> Block:
        reading = self._reading
        lines = reading.line_at(start), reading.line_at(max(start, end - 1))
        return Block(kind, made, start, end, lines, reading.page_at(start) if reading.paged else None, level, rows)

    def _table(self, at: int, end: int, cells: Callable[[Line], list[tuple[int, int]]]) -> Iterator[Block]:
        rows = []
        for line in self._lines[at:end]:
            if _piped(line.text) and _SEPARATOR.match(line.text):
                continue
            spans = cells(line)
            rows.append([Cell(clean(self._text, first, last)) for first, last in spans])
        yield from self._table_of(rows, self._lines[at].start, self._lines[end - 1].end)

    def _table_of(self, rows: list[list[Cell]], first: int, last: int) -> Iterator[Block]:
        rows = [row for row in rows if any(cell.text for cell in row)]
        if not rows:
            return
        width = max(map(len, rows))
        if width == 1:
            # a frame around a list: what stands in it is read as a list
            for (cell,) in rows:
                start, end = cell.clean.place(0, len(cell.text))
                yield self._placed("item", cell.clean, start, end, level=1)
            return
        nothing = Cell(clean("", 0, 0))
        even = tuple(tuple(row + [nothing] * (width - len(row))) for row in rows)
        yield self._placed("table", clean(self._text, first, last), first, last, rows=even)

    def _pipe_cells(self, line: Line) -> list[tuple[int, int]]:
        places = [m.start() for m in re.finditer(r"(?<!\\)\|", line.text)]
        if line.text.rstrip()[-1:] != "|":
            places.append(len(line.text))
        return [(line.start + a + 1, line.start + b) for a, b in itertools.pairwise(places)]

    def _tab_cells(self, line: Line) -> list[tuple[int, int]]:
        spans, start = [], line.start
        for part in line.text.split("\t"):
            spans.append((start, start + len(part)))
            start += len(part) + 1
        return spans


def _cut(line: Line, cuts: Sequence[int]) -> list[tuple[int, int]]:
    edges = [0, *cuts, max(len(line.text), cuts[-1])]
    places = [(min(a, len(line.text)), min(b, len(line.text))) for a, b in itertools.pairwise(edges)]
    return [(line.start + a, line.start + b) for a, b in places]


def _one(parts: Sequence[Clean]) -> Clean:
    """The lines of one cell."""
    said = [part for part in parts if part.text]
    if len(said) < 2:
        return said[0] if said else Clean("", array("q"))
    origin = array("q")
    for n, part in enumerate(said):
        if n:
            origin.append(origin[-1] + 1)
        origin.extend(part.origin)
    return Clean("\n".join(part.text for part in said), origin)


def _piped(text: str) -> bool:
    stripped = text.strip()
    return stripped.startswith("|") and stripped.count("|") >= 2


def _tabbed(text: str) -> bool:
    return "\t" in text.strip()


def _has_tab(text: str) -> bool:
    """Whether a line goes on a table by tabs, perhaps with its first or last cells empty."""
    return "\t" in text and not text.isspace()


def lone(text: str) -> tuple[Kind, int]:
    """What a line that stands alone is: a heading, a short line that may be one, or a paragraph."""
    if bold := _BOLD.match(text):
        return ("heading", BOLD_LEVEL) if len(bold["text"]) <= 2 * _SHORT else ("paragraph", 0)
    stripped = text.strip().strip("*_")
    letters = [c for c in stripped if c.isalpha()]
    if len(stripped) <= _SHORT and len(letters) > 3 and not any(c.islower() for c in letters):
        return "heading", CAPITALS_LEVEL
    if _NUMBERED.match(text) and len(stripped) <= _SHORT and stripped[-1] not in ".;,":
        return "heading", NUMBERED_LEVEL
    if len(stripped) <= _SHORT and stripped[-1:] not in (".", ";", ",", "!"):
        return "line", 0
    return "paragraph", 0
