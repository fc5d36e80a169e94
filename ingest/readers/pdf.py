"""PDF: text with its places by pdfium; lines, paragraphs, headings by size, tables by the places of their cells.

Runs of text come in the order of the file, which is how its author's program wrote them: column after column, a table row
by row. Nothing is sorted by height, so two columns of prose do not run into each other.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from ingest.readers.made import Writer
from ingest.readers.refused import refused
from ingest.readers.tabular import Row, Run, table_rows
from ingest.reading import Reading

MOST_PAGES: Final = 3000
MOST_CHARACTERS: Final = 20_000_000
_EDGE = 0.09
"""The share of a page's height at top and bottom in which running lines stand."""
_SHORT = 90
_ITEM = re.compile(r"(?:[-•‣▪◦·●○■□–➢❖✓]|\uf0b7|\uf0a7|\uf0d8|o(?=\s)|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"(?:page )?#(?: ?(?:of|/) ?#)?")
"""The number of a page, its digits as #."""


@dataclass(slots=True)
class Line:
    """Runs on one baseline that follow each other, from left to right."""

    runs: list[Run]
    page: int

    @property
    def text(self) -> str:
        return " ".join(run.text for run in self.runs)

    @property
    def size(self) -> float:
        return max(run.size for run in self.runs)

    @property
    def bold(self) -> bool:
        return all(run.bold for run in self.runs)

    @property
    def top(self) -> float:
        return max(run.top for run in self.runs)

    @property
    def base(self) -> float:
        return self.runs[0].base

    @property
    def left(self) -> float:
        return self.runs[0].left


@dataclass(slots=True)
class Page:
    number: int
    height: float
    lines: list[Line] = field(default_factory=list)


def read_pdf(path: Path) -> Reading:
    """Raises InputRefused where it is encrypted, damaged, or holds no text."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise refused(path, "it is encrypted: it asks for a password", "Save a copy without a password") from error
        raise refused(path, "it is no PDF that can be read: it was cut off or damaged", "Get the file again") from error
    try:
        if len(document) > MOST_PAGES:
            raise refused(path, f"it has {len(document):,} pages, more than {MOST_PAGES:,}", "Split it")
        pages: list[Page] = []
        notes: list[str] = []
        count = 0
        for number in range(len(document)):
            try:
                page = document[number]
            except pdfium.PdfiumError:
                notes.append(f"page {number + 1} is damaged")
                pages.append(Page(number, 1.0))
                continue
            pages.append(_page(page, number))
            page.close()
            count += sum(len(line.text) for line in pages[-1].lines)
            if count > MOST_CHARACTERS:
                raise refused(path, f"it has more than {MOST_CHARACTERS:,} characters", "Split it")
        try:
            title = document.get_metadata_value("Title") or None
        except (pdfium.PdfiumError, UnicodeDecodeError):
            title = None
    finally:
        document.close()
    if not pages:
        raise refused(path, "it has no pages", "Get the file again")
    if not any(page.lines for page in pages):
        raise refused(path, "the PDF holds no text, only pictures", "Run text recognition on it first")
    notes += [f"page {p.number + 1} holds no text" for p in pages if not p.lines]
    _drop_running(pages)
    return _written(path.name, pages, title, tuple(notes))


def _page(page: pdfium.PdfPage, number: int) -> Page:
    made = Page(number, page.get_height() or 1.0)
    text = page.get_textpage()
    try:
        runs = _runs(text)
    finally:
        text.close()
    for run in runs:
        last = made.lines[-1] if made.lines else None
        follows = last is not None and run.left >= last.runs[-1].right - run.size
        if last is not None and follows and abs(run.base - last.base) < 0.45 * max(run.size, last.size):
            last.runs.append(run)
        else:
            made.lines.append(Line([run], number))
    return made


def _runs(text: pdfium.PdfTextPage) -> list[Run]:
    """Characters of one line that stand together, with their places; a wide gap ends a run."""
    handle = text.raw
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    box = raw.FS_RECTF()
    runs: list[Run] = []
    words: list[str] = []
    first = Run("", 0, 0, 0, 0, 0.0, False)
    edge = base = 0.0
    broken = True
    for at in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, at)
        sign = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if sign in ("\r", "\n"):
            broken = True
            continue
        if sign in ("\ufffe", "\u00ad", "\x02"):
            # a hyphen that pdfium takes to part a word at the end of a line
            sign = "-"
        if not sign or (not sign.isprintable() and not sign.isspace()):
            continue
        if not raw.FPDFText_GetLooseCharBox(handle, at, box):
            continue
        size = raw.FPDFText_GetFontSize(handle, at)
        height = box.top - box.bottom
        if size <= 1.5:  # scaled by a matrix: the box tells
            size = height or 1.0
        if sign.isspace():
            if words and not words[-1].isspace():
                words.append(" ")
            continue
        raw.FPDFText_GetCharBox(handle, at, left, right, bottom, top)
        jump = (
            abs(box.bottom - base) > 0.5 * size or box.left - edge > max(1.1 * size, 6.0) or box.left < edge - 2 * size
        )
        if words and (broken or jump):
            _end(runs, words, first, edge)
            words = []
        if not words:
            weight = raw.FPDFText_GetFontWeight(handle, at)
            first = Run("", box.left, box.right, box.bottom, box.top, round(size, 1), weight >= 600)
            base = box.bottom
        words.append(sign)
        edge = box.right
        broken = False
    if words:
        _end(runs, words, first, edge)
    return runs


def _end(runs: list[Run], words: Sequence[str], first: Run, edge: float) -> None:
    text = "".join(words).strip()
    if text:
        runs.append(Run(text, first.left, edge, first.base, first.top, first.size, first.bold))


def _drop_running(pages: list[Page]) -> None:
    """Takes out lines at the edges of pages that say the same on many of them, and numbers of pages."""

    def at_edge(page: Page, line: Line) -> bool:
        return line.top > page.height * (1 - _EDGE) or line.base < page.height * _EDGE

    def said(line: Line) -> str:
        return _DIGITS.sub("#", " ".join(line.text.split()).casefold())

    counts = Counter(key for p in pages for key in {said(x) for x in p.lines if at_edge(p, x)})
    often = max(3, len(pages) // 4)

    def runs_on(page: Page, line: Line) -> bool:
        return at_edge(page, line) and (counts[said(line)] >= often or bool(_NUMBER.fullmatch(said(line))))

    for page in pages:
        page.lines = [line for line in page.lines if not runs_on(page, line)]


def _written(name: str, pages: list[Page], title: str | None, notes: tuple[str, ...]) -> Reading:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 10.0
    larger = sorted({s for s in sizes if s > usual * 1.12}, reverse=True)
    levels = {s: min(6, n + 1) for n, s in enumerate(larger)}
    writer = Writer()
    for page in pages:
        if page.number:
            writer.page()
        _Flow(writer, page.lines, usual, levels).write()
    return writer.reading(name, "pdf", paged=True, title=title, notes=notes)


class _Flow:
    """The lines of a page as blocks."""

    def __init__(self, writer: Writer, lines: list[Line], usual: float, levels: dict[float, int]) -> None:
        self._writer, self._lines, self._usual, self._levels = writer, lines, usual, levels

    def write(self) -> None:
        at = 0
        while at < len(self._lines):
            rows, end = table_rows([Row(line.runs) for line in self._lines[at:]])
            if rows:
                self._writer.table(rows)
                at += end
                continue
            line = self._lines[at]
            end = self._same(at)
            text = "\n".join(each.text for each in self._lines[at:end])
            if level := self._level(line, text):
                self._writer.block("heading", " ".join(text.split("\n")), level)
            elif match := _ITEM.match(text):
                self._writer.block("item", text[match.end() :], 1)
            elif end - at == 1 and len(text) <= _SHORT and text[-1] not in ".;,!":
                self._writer.block("line", text)
            else:
                self._writer.block("paragraph", text)
            at = end

    def _level(self, line: Line, text: str) -> int:
        level = self._levels.get(round(line.size * 2) / 2, 0)
        if level and len(text) <= 2 * _SHORT:
            return level
        plain = "\n" not in text and len(text) <= _SHORT and text[-1] not in ".;,"
        letters = [c for c in text if c.isalpha()]
        if plain and len(letters) > 3 and (line.bold or not any(c.islower() for c in letters)):
            return 5 if line.bold else 6
        return 0

    def _same(self, at: int) -> int:
        """The line after the last one of the paragraph that begins at `at`."""
        first = self._lines[at]
        end = at + 1
        while end < len(self._lines):
            last, line = self._lines[end - 1], self._lines[end]
            gap = last.base - line.base
            if not 0 < gap < 1.65 * max(last.size, line.size):
                break
            if (
                abs(line.size - first.size) > 0.6
                or line.bold != first.bold
                or _ITEM.match(line.text)
                or len(line.runs) > 1
            ):
                break
            if line.left - first.left > 30 * line.size or first.left - line.left > 12 * line.size:
                break
            end += 1
        return end
