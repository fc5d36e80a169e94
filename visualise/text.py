"""How wide a text is on the page, and how it breaks into lines, without a browser."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Advance widths of Helvetica and Arial in thousandths of the font size, for the characters from space to tilde.
_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
_BOLD = 1.09
_SPARE = 1.03
"""Fonts that stand in for Arial are a little wider."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line in pixels, rather too wide than too narrow."""
    thousandths = sum(_advance(character) for character in text)
    return thousandths * size / 1000 * (_BOLD if bold else 1) * _SPARE


@lru_cache(maxsize=8192)
def wrap(text: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines of at most `room` pixels, broken at spaces, and inside a word only where it is too long."""
    lines: list[str] = []
    line, taken = "", 0.0
    space = width(" ", size, bold=bold)
    for word in text.split():
        wide = width(word, size, bold=bold)
        if line and taken + space + wide <= room:
            line, taken = f"{line} {word}", taken + space + wide
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, size, room, bold) if wide > room else [word]
        lines += full
        taken = width(line, size, bold=bold)
    return (*lines, line) if line else tuple(lines)


def cut(text: str, most: int) -> str:
    """At most `most` characters, with … where something is left out."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _pieces(word: str, size: float, room: float, bold: bool) -> list[str]:
    pieces, piece = [], ""
    for character in word:
        if piece and width(piece + character, size, bold=bold) > room:
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece]


def _advance(character: str) -> int:
    code = ord(character)
    if 32 <= code <= 126:
        return _WIDTHS[code - 32]
    if unicodedata.combining(character):
        return 0
    # east Asian characters and pictures fill a square; of other scripts the wide letters count
    return 1000 if unicodedata.east_asian_width(character) in "WF" else 800
