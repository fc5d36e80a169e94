"""PDF: words with their places by pdfium; from them lines, paragraphs, headings by size, tables, columns in their order.

Lines at the edges of pages that say the same on many pages, and the numbers of pages, are left out: they part sentences.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.pdf_aligned import tables
from ingest.readers.pdf_grid import Grid, grids
from ingest.readers.pdf_layout import MARK, Column, Row, columns, rows
from ingest.readers.pdf_page import Page, read_page
from ingest.readers.pdf_write import Part, PdfWriter
from ingest.readers.refused import refused
from ingest.readers.text import lone
from ingest.reading import Kind, Reading

MOST_PAGES: Final = 2_000
MOST_CHARACTERS: Final = 6_000_000
"""Of the whole file; a report of 200 pages has a tenth of it."""
_TAIL: Final = 4096
_EDGE: Final = 0.1
"""The share of a page's height at top and bottom in which running lines stand."""
_LARGER: Final = 1.12
"""A heading is so many times larger than the usual writing."""
_SHORT: Final = 120
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"(?:[-–|]\s*)?(?:page|p\.?|pg\.?)?\s*(?:#|[ivxl]+)(?:\s*(?:of|/|\|)\s*#)?(?:\s*[-–|])?(?:\s*page)?"
)
"""The number of a page, its digits as #."""
_SENTENCE_ENDS = re.compile(r"[.!?:;][\"'”’)\]]*$")


def read_pdf(path: Path) -> Reading:
    """Raises InputRefused where it asks for a password, is cut off or damaged, is too large, or holds no text."""
    _check_end(path)
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise refused(path, "it is encrypted: it asks for a password", "Save a copy without a password") from error
        raise refused(path, f"it is no PDF that can be read ({error})", "Save it again, or add its text") from error
    try:
        pages, notes = _pages(path, document)
        title = _title(document)
    finally:
        document.close()
    if not any(page.words for page in pages):
        raise refused(path, "the PDF holds no text, only pictures", "Run text recognition on it first")
    notes += [f"page {n} holds no text" for n, page in enumerate(pages, 1) if not page.words]
    notes += [f"page {n} holds too many characters to be read whole" for n, page in enumerate(pages, 1) if page.cut]
    pages = _without_running(pages)
    laid = [_laid(page) for page in pages]
    writer = PdfWriter()
    for part in _Parts(laid).all():
        writer.part(part)
    return writer.reading(path.name, len(pages), title, tuple(notes))


def _check_end(path: Path) -> None:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        end = file.read()
    if b"%%EOF" not in end and b"startxref" not in end:
        reason = "it is no PDF that can be read (its end is missing: it was cut off)"
        raise refused(path, reason, "Get the file again")


def _pages(path: Path, document: Any) -> tuple[list[Page], list[str]]:
    count = len(document)
    if not count:
        raise refused(path, "it is no PDF that can be read (it has no pages)", "Get the file again")
    if count > MOST_PAGES:
        raise refused(path, f"it has {count:,} pages, more than {MOST_PAGES:,}", "Split it")
    pages: list[Page] = []
    notes: list[str] = []
    characters = 0
    for n in range(count):
        try:
            page = document[n]
        except pypdfium2.PdfiumError:
            notes.append(f"page {n + 1} is damaged")
            pages.append(Page(1.0, 1.0, ()))
            continue
        try:
            pages.append(read_page(page))
        finally:
            page.close()
        characters += sum(len(word.text) for word in pages[-1].words)
        if characters > MOST_CHARACTERS:
            raise refused(path, f"it has more than {MOST_CHARACTERS:,} characters", "Split it")
    if len(notes) == count:
        raise refused(path, "it is no PDF that can be read (all its pages are damaged)", "Get the file again")
    return pages, notes


def _title(document: Any) -> str | None:
    try:
        title = " ".join(str(document.get_metadata_value("Title")).split())
    except (pypdfium2.PdfiumError, UnicodeError):
        return None
    return title or None


def _without_running(pages: list[Page]) -> list[Page]:
    """Without the lines at the edges that say the same on many pages, from the second on, and without pages' numbers."""
    edges = [[row for row in rows(page.words) if _at_edge(page, row)] for page in pages]
    counts = Counter(said for at_edge in edges for said in {_said(row) for row in at_edge})
    counted = Counter(c for n, at_edge in enumerate(edges) for c in {_counted(row, n) for row in at_edge})
    often = 2 if len(pages) < 4 else 3
    seen: set[str] = set()
    made = []
    for n, (page, at_edge) in enumerate(zip(pages, edges, strict=True)):
        dropped: set[int] = set()
        for row in at_edge:
            said, with_number = _said(row), _counted(row, n)
            repeated = counts[said] >= often or (with_number is not None and counted[with_number] > 1)
            if _NUMBER.fullmatch(said) or (repeated and said in seen):
                dropped |= set(map(id, row.words))
            seen.add(said)
        words = tuple(word for word in page.words if id(word) not in dropped)
        made.append(replace(page, words=words) if dropped else page)
    return made


def _at_edge(page: Page, row: Row) -> bool:
    return row.base > page.height * (1 - _EDGE) or row.base < page.height * _EDGE


def _said(row: Row) -> str:
    return _DIGITS.sub("#", row.text.casefold())


def _counted(row: Row, page: int) -> tuple[str, int] | None:
    """What a line with a number says, and by how much the number is ahead of the page; None where there is none."""
    numbers = _DIGITS.findall(row.text)
    return (_said(row), int(numbers[-1]) - page) if numbers and len(numbers[-1]) < 6 else None


@dataclass(frozen=True, slots=True)
class _Laid:
    """A page in its order: for each of its columns the rows and tables."""

    columns: tuple[tuple[Row | Grid, ...], ...]


def _laid(page: Page) -> _Laid:
    ruled, free = grids(page.across, page.down, page.words)
    return _Laid(tuple(tuple(_with_tables(column, page)) for column in columns(free, ruled)))


def _with_tables(column: Column, page: Page) -> Iterator[Row | Grid]:
    for is_grid, group in itertools.groupby(column.parts, lambda part: isinstance(part, Grid)):
        if is_grid:
            yield from group
        else:
            yield from tables([part for part in group if isinstance(part, Row)], page.across)


class _Parts:
    """All pages as parts that become blocks."""

    def __init__(self, pages: Sequence[_Laid]) -> None:
        self._pages = pages
        every = [part for page in pages for column in page.columns for part in column if isinstance(part, Row)]
        sizes: Counter[float] = Counter()
        bold = 0
        for row in every:
            sizes[_half(row.size)] += len(row.text)
            bold += len(row.text) if row.bold else 0
        self._usual = sizes.most_common(1)[0][0] if sizes else 10.0
        larger = sorted((size for size in sizes if size >= self._usual * _LARGER), reverse=True)
        self._levels = {size: min(6, n) for n, size in enumerate(larger, 1)}
        self._bold_tells = bold * 2 < sum(sizes.values())
        self._leading = self._usual_leading()

    def _usual_leading(self) -> float:
        """From line to line within a paragraph, in sizes of the writing."""
        found = [
            (a.base - b.base) / a.size
            for page in self._pages
            for column in page.columns
            for a, b in itertools.pairwise(column)
            if isinstance(a, Row) and isinstance(b, Row) and abs(a.size - b.size) < 0.3 and len(a.text) > 40
        ]
        gaps = sorted(g for g in found if 0.8 < g < 2.5) or [1.2]
        # not the middle one: minutes have more single lines, with blanks between them, than lines of paragraphs
        return min(1.6, max(1.1, gaps[len(gaps) // 4]))

    def all(self) -> Iterator[Part]:
        last: Part | None = None
        for number, page in enumerate(self._pages):
            for column in page.columns:
                for n, part in enumerate(self._of_column(column, number)):
                    joined = _join(last, part) if last and n == 0 else None
                    if joined is None and last:
                        yield last
                    last = joined or part
        if last:
            yield last

    def _of_column(self, column: Sequence[Row | Grid], page: int) -> Iterator[Part]:
        group: list[Row] = []
        for part in column:
            if group and (isinstance(part, Grid) or not self._same(group, part)):
                yield self._part(group, page)
                group = []
            if isinstance(part, Grid):
                yield Part("table", 0, ((page, part),))
            else:
                group.append(part)
        if group:
            yield self._part(group, page)

    def _same(self, group: Sequence[Row], row: Row) -> bool:
        """Whether a line goes on the paragraph or item before it."""
        first, last = group[0], group[-1]
        if _mark(row) or _parted(row) or _parted(last):
            return False
        gap = last.base - row.base
        size = min(last.size, row.size)
        if not 0 < gap <= max(1.35, self._leading * 1.22) * size:
            return False
        if abs(row.size - first.size) > 0.08 * size:
            return False
        if row.bold != last.bold and (row.bold or all(r.bold for r in group)):
            return False
        if _mark(first):  # below an item, a line that begins at the edge is no part of it after a full stop
            return row.left > first.left + 2 or not _SENTENCE_ENDS.search(last.text)
        return True

    def _part(self, group: Sequence[Row], page: int) -> Part:
        kind, level = self._kind(group)
        mark = _mark(group[0]) if kind == "item" else 0
        return Part(kind, level, tuple((page, row) for row in group), mark)

    def _kind(self, group: Sequence[Row]) -> tuple[Kind, int]:
        text = "\n".join(row.text for row in group)
        level = self._levels.get(_half(group[0].size), 0)
        worded = any(map(str.isalpha, text))
        if level and worded and len(text) <= 2 * _SHORT and len(group) <= 4 and not _is_sentence(text):
            return "heading", level
        if _mark(group[0]):
            kind, level = lone(text) if len(group) == 1 else ("paragraph", 0)
            return (kind, level) if kind == "heading" and _numbered(text) and group[0].bold else ("item", 1)
        bold = self._bold_tells and all(row.bold for row in group)
        if bold and worded and len(group) <= 2 and len(text) <= _SHORT and text[-1] not in ".;,":
            return "heading", min(6, len(self._levels) + 1)
        return lone(text) if len(group) == 1 else ("paragraph", 0)


def _half(size: float) -> float:
    return round(size * 2) / 2


def _mark(row: Row) -> int:
    """How many characters the mark of an item takes at the beginning of the line."""
    first = row.words[0].text
    return len(first) if len(row.words) > 1 and MARK.fullmatch(first) else 0


def _numbered(text: str) -> bool:
    return text[:1].isdigit()


def _is_sentence(text: str) -> bool:
    return text.endswith(".") and " " in text and len(text) > _SHORT / 2


def _parted(row: Row) -> bool:
    """Whether a wide blank stands in the line: what is on both sides is no sentence."""
    return any(b.left - a.right > 3 * row.size for a, b in itertools.pairwise(row.segments))


def _join(last: Part, part: Part) -> Part | None:
    """The two as one where a sentence or a table goes on at the top of the next column or page."""
    page, above = last.pieces[-1]
    next_page, below = part.pieces[0]
    if isinstance(above, Grid) and isinstance(below, Grid):
        if next_page != page + 1 or not _same_columns(above, below):
            return None
        first = last.pieces[0][1]
        if isinstance(first, Grid) and _texts(first) == _texts(below) and len(below.cells) > 1:
            below = replace(below, cells=below.cells[1:])
        return replace(last, pieces=(*last.pieces, (next_page, below), *part.pieces[1:]))
    if isinstance(above, Row) and isinstance(below, Row) and last.kind in ("paragraph", "item"):
        alike = part.kind in ("paragraph", "line") and abs(above.size - below.size) < 0.08 * above.size
        words = " ".join(row.text for _, row in last.pieces if isinstance(row, Row))
        goes_on = below.text[:1].islower() or words.endswith(
            (",", " and", " of", " the", " to", " for", " in", " with")
        )
        if alike and next_page <= page + 1 and not _SENTENCE_ENDS.search(words) and goes_on:
            return replace(last, pieces=(*last.pieces, *part.pieces))
    return None


def _same_columns(above: Grid, below: Grid) -> bool:
    return len(above.edges) == len(below.edges) and all(
        abs(a - b) < 4 for a, b in zip(above.edges, below.edges, strict=True)
    )


def _texts(grid: Grid) -> list[list[str]]:
    return [[word.text for word in cell] for cell in grid.cells[0]]
