"""One page of a PDF as it is drawn: its words with their places, and the straight lines of its tables.

Places are in points from the lower left corner of the page as it is shown, turned pages turned upright.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

import pypdfium2.raw as pdfium

MOST_CHARACTERS: Final = 60_000
"""On one page, which holds some 5,000; what comes after is not read."""
MOST_SEGMENTS: Final = 20_000
"""Of the paths of a page that are looked at for lines: a map or a chart has more, and is no table."""
_DEEP: Final = 4
_STRAIGHT: Final = 0.6
_SHORT: Final = 4.0
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_HYPHENS = {0x2: "-", 0xAD: "-"}

Point = tuple[float, float]
Turn = Callable[[float, float], Point]


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a blank; of a text that runs upwards, a line of it with its blanks."""

    text: str
    left: float
    right: float
    base: float
    """Where the line of writing stands."""
    size: float
    bold: bool
    note: str = ""
    """A raised number after it: the mark of a note."""
    upright: bool = True
    order: int = 0
    """Its place in the file: most programs write a table row by row, cell by cell."""

    @property
    def middle(self) -> Point:
        return (self.left + self.right) / 2, self.base + self.size * 0.3


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: at `at`, from `start` to `end` along the other axis."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """What is drawn on a page."""

    width: float
    height: float
    words: tuple[Word, ...]
    across: tuple[Rule, ...] = field(default=())
    down: tuple[Rule, ...] = field(default=())
    cut: bool = False
    """Whether it holds more characters than are read."""


def read_page(page: Any) -> Page:
    """The words and lines of a page of pypdfium2. What its library can not give is left out."""
    raw = page.raw
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(raw, box)
    width, height = pdfium.FPDF_GetPageWidthF(raw), pdfium.FPDF_GetPageHeightF(raw)
    turned = pdfium.FPDFPage_GetRotation(raw) % 4
    turn = _turn(turned, box)
    text = pdfium.FPDFText_LoadPage(raw)
    if not text:
        return Page(width, height, ())
    try:
        words = tuple(_grouped(_glyphs(text, turn, turned)))
        cut = pdfium.FPDFText_CountChars(text) > MOST_CHARACTERS
    finally:
        pdfium.FPDFText_ClosePage(text)
    across, down = _rules(raw, turn)
    return Page(width, height, words, tuple(across), tuple(down), cut)


def _turn(turned: int, box: Any) -> Turn:
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    return (
        lambda x, y: (x - left, y - bottom),
        lambda x, y: (y - bottom, right - x),
        lambda x, y: (right - x, top - y),
        lambda x, y: (top - y, x - left),
    )[turned]


@dataclass(slots=True)
class _Glyph:
    text: str
    left: float
    right: float
    bottom: float
    top: float
    x: float
    y: float
    size: float
    bold: bool
    upright: bool


def _glyphs(text: Any, turn: Turn, turned: int) -> Iterator[_Glyph | None]:
    """Each character; None for a blank, at which a word ends."""
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    styles: dict[int, tuple[float, bool, bool]] = {}
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    # this runs for each character: what is looked up once is
    unicode_of, box_of, origin_of = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_GetCharOrigin,
    )
    object_of, finite = pdfium.FPDFText_GetTextObject, math.isfinite
    shown_as: dict[int, str] = {}
    for i in range(min(pdfium.FPDFText_CountChars(text), MOST_CHARACTERS)):
        code = unicode_of(text, i)
        shown = shown_as.get(code)
        if shown is None:
            shown = shown_as[code] = _HYPHENS.get(code) or _LIGATURES.get(code) or _character(code)
        if not shown:
            if code in (0x20, 0xA0, 0x09, 0x0A, 0x0D):
                yield None
            continue
        if not box_of(text, i, box) or not origin_of(text, i, at_x, at_y):
            continue
        drawn = object_of(text, i)
        key = ctypes.addressof(drawn.contents) if drawn else 0
        if key not in styles:
            angle = (pdfium.FPDFText_GetCharAngle(text, i) + turned * math.pi / 2) % math.tau
            styles[key] = (*_style(text, i, drawn), angle < 0.2 or angle > math.tau - 0.2)
        size, bold, upright = styles[key]
        left, bottom = turn(box.left, box.bottom)
        right, top = turn(box.right, box.top)
        if turned:
            left, right, bottom, top = min(left, right), max(left, right), min(bottom, top), max(bottom, top)
        at = turn(x.value, y.value)
        if finite(left + right) and finite(bottom + top) and finite(at[0] + at[1]):
            yield _Glyph(shown, left, right, bottom, top, at[0], at[1], size, bold, upright)


def _character(code: int) -> str:
    if code <= 0x20 or 0x7F <= code <= 0xA0 or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF:
        return ""
    return "" if code in (0x200B, 0x200C, 0x200D, 0xFEFF, 0x2028, 0x2029) else chr(code)


def _style(text: Any, i: int, drawn: Any) -> tuple[float, bool]:
    size = pdfium.FPDFText_GetFontSize(text, i)
    matrix = pdfium.FS_MATRIX()
    if pdfium.FPDFText_GetMatrix(text, i, matrix):
        size *= math.hypot(matrix.c, matrix.d)
    bold = False
    font = pdfium.FPDFTextObj_GetFont(drawn) if drawn else None
    if font:
        name = ctypes.create_string_buffer(128)
        length = pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
        bold = 0 < length <= len(name) and bool(_BOLD.search(name.value.decode("latin-1")))
        bold = bold or pdfium.FPDFFont_GetWeight(font) >= 600
    return (abs(size) if math.isfinite(size) and abs(size) > 0.5 else 1.0), bold


def _grouped(glyphs: Iterator[_Glyph | None]) -> Iterator[Word]:
    run: list[_Glyph] = []
    word: Word | None = None
    gap = False
    count = 0
    for glyph in glyphs:
        count += 1
        if glyph is None:
            gap = True
            if run and run[-1].upright and (made := _made(run, count)):
                word = yield from _follow(word, made)
                run = []
            continue
        if run and not _goes_on(run[-1], glyph, gap):
            if made := _made(run, count):
                word = yield from _follow(word, made)
            run = []
        elif run and gap and not glyph.upright:
            run[-1] = replace(run[-1], text=run[-1].text + " ")
        run.append(glyph)
        gap = False
    if run and (made := _made(run, count)):
        word = yield from _follow(word, made)
    if word:
        yield word


def _goes_on(last: _Glyph, glyph: _Glyph, gap: bool) -> bool:
    size = min(last.size, glyph.size)
    if last.upright != glyph.upright:
        return False
    if glyph.upright:
        if gap or abs(glyph.y - last.y) > 0.1 * size or abs(glyph.size - last.size) > 0.2 * size:
            return False
        # the letters of a ligature stand in one box
        return glyph.left - last.right < 0.25 * size and glyph.left > last.left - 0.1 * size
    apart = max(glyph.bottom - last.top, last.bottom - glyph.top)
    return abs(glyph.x - last.x) < 0.3 * size and apart < 0.7 * size


def _made(run: list[_Glyph], order: int) -> Word | None:
    text = "".join(g.text for g in run).strip()
    if not text:
        return None
    first, last = run[0], run[-1]
    bold = first.bold and last.bold
    if first.upright:
        left, right = min(first.left, last.left), max(first.right, last.right)
        return Word(text, left, right, first.y, first.size, bold, order=order)
    left, right, base = min(g.left for g in run), max(g.right for g in run), min(g.bottom for g in run)
    return Word(text, left, right, base, first.size, bold, "", False, order)


def _follow(word: Word | None, then: Word) -> Generator[Word, None, Word]:
    """Gives out `word` unless `then` is raised beside it: a number is the mark of a note, "th" belongs to its figure."""
    if word is None:
        return then
    near = -0.1 * word.size <= then.left - word.right <= 0.2 * word.size
    rise = (then.base - word.base) / word.size
    raised = (0.12 < rise < 0.7 and then.size < 0.85 * word.size) or (
        0.25 < rise < 0.7 and then.size < 0.97 * word.size
    )
    if near and raised and re.fullmatch(r"\d{1,3}(?:,\d{1,3})*|[*†‡]+", then.text):
        return replace(word, note=word.note + then.text, right=then.right)
    if near and raised and re.fullmatch(r"st|nd|rd|th", then.text):
        return replace(word, text=word.text + then.text, right=then.right)
    yield word
    return then


def _rules(raw: Any, turn: Turn) -> tuple[list[Rule], list[Rule]]:
    """Straight lines across and down: strokes, and the edges of filled boxes."""
    across: list[Rule] = []
    down: list[Rule] = []
    left = MOST_SEGMENTS
    for segments in _paths(raw):
        for (x0, y0), (x1, y1) in segments:
            left -= 1
            if left < 0:
                return [], []
            (a, b), (c, d) = turn(x0, y0), turn(x1, y1)
            if not all(map(math.isfinite, (a, b, c, d))):
                continue
            if abs(b - d) < _STRAIGHT and abs(a - c) > _SHORT:
                across.append(Rule((b + d) / 2, min(a, c), max(a, c)))
            elif abs(a - c) < _STRAIGHT and abs(b - d) > _SHORT:
                down.append(Rule((a + c) / 2, min(b, d), max(b, d)))
    return across, down


_Matrix = tuple[float, float, float, float, float, float]


def _paths(raw: Any) -> Iterator[list[tuple[Point, Point]]]:
    todo: list[tuple[Any, _Matrix, int]] = []
    for i in range(min(pdfium.FPDFPage_CountObjects(raw), MOST_SEGMENTS)):
        todo.append((pdfium.FPDFPage_GetObject(raw, i), (1, 0, 0, 1, 0, 0), 0))
    seen = 0
    while todo and seen < 4 * MOST_SEGMENTS:
        drawn, outer, deep = todo.pop()
        seen += 1
        kind = pdfium.FPDFPageObj_GetType(drawn) if drawn else 0
        if kind == pdfium.FPDF_PAGEOBJ_FORM and deep < _DEEP:
            inner = _within(_matrix(drawn), outer)
            for i in range(min(max(0, pdfium.FPDFFormObj_CountObjects(drawn)), MOST_SEGMENTS)):
                todo.append((pdfium.FPDFFormObj_GetObject(drawn, i), inner, deep + 1))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            fill, stroke = ctypes.c_int(), ctypes.c_int()
            pdfium.FPDFPath_GetDrawMode(drawn, ctypes.byref(fill), ctypes.byref(stroke))
            if fill.value or stroke.value:
                yield _segments(drawn, _within(_matrix(drawn), outer))


def _matrix(drawn: Any) -> _Matrix:
    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, m):
        return 1, 0, 0, 1, 0, 0
    return m.a, m.b, m.c, m.d, m.e, m.f


def _within(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _segments(path: Any, matrix: _Matrix) -> list[tuple[Point, Point]]:
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    found: list[tuple[Point, Point]] = []
    first: Point | None = None
    last: Point | None = None
    for i in range(min(pdfium.FPDFPath_CountSegments(path), MOST_SEGMENTS)):
        part = pdfium.FPDFPath_GetPathSegment(path, i)
        if not part or not pdfium.FPDFPathSegment_GetPoint(part, ctypes.byref(x), ctypes.byref(y)):
            continue
        here = a * x.value + c * y.value + e, b * x.value + d * y.value + f
        kind = pdfium.FPDFPathSegment_GetType(part)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO and last:
            found.append((last, here))
        last = here
        if pdfium.FPDFPathSegment_GetClose(part) and first and first != here:
            found.append((here, first))
            last = first
    return found
