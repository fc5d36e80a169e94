"""The order in which a page of a PDF is read: columns of prose one after the other, tables whole, each in its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median
from typing import Final

from ingest.readers.pdf_grid import Grid
from ingest.readers.pdf_page import Word

_GAP: Final = 1.2
"""A blank between words of one line, in sizes of the writing, that parts two cells or columns."""
_AFTER_MARK: Final = 5.0
"""The same after the mark of an item."""
MARK: Final = re.compile(r"[-•‣▪◦·●○■□–➢❖✓✔➤►\uf000-\uf0ff]|o|\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)]")
"""What an item of a list begins with."""
_LEAST: Final = 4
"""Lines that a column of prose has at least."""
_PROSE: Final = 24
"""Characters of its usual line at least: columns of names and figures are a table's."""


@dataclass(frozen=True)
class Segment:
    """Words of one line that stand together."""

    words: tuple[Word, ...]

    @cached_property
    def left(self) -> float:
        return self.words[0].left

    @cached_property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @cached_property
    def base(self) -> float:
        return self.words[0].base

    @cached_property
    def size(self) -> float:
        """The size of most of its characters."""
        sizes: Counter[float] = Counter()
        for word in self.words:
            sizes[word.size] += len(word.text)
        return sizes.most_common(1)[0][0]

    @cached_property
    def bold(self) -> bool:
        return all(word.bold for word in self.words if any(map(str.isalnum, word.text)))

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True)
class Row:
    """What stands on one line of a page or column, from left to right."""

    segments: tuple[Segment, ...]

    @property
    def base(self) -> float:
        return self.segments[0].base

    @cached_property
    def size(self) -> float:
        return max(s.size for s in self.segments)

    @property
    def left(self) -> float:
        return self.segments[0].left

    @property
    def right(self) -> float:
        return self.segments[-1].right

    @property
    def bold(self) -> bool:
        return all(s.bold for s in self.segments)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for s in self.segments for word in s.words)

    @cached_property
    def text(self) -> str:
        return " ".join(s.text for s in self.segments)


@dataclass(frozen=True)
class Column:
    """Rows and tables that are read one below the other."""

    parts: tuple[Row | Grid, ...]


def columns(words: Sequence[Word], grids: Sequence[Grid]) -> list[Column]:
    """A page in the order in which it is read."""
    boxes = [_Box.of(s) for row in rows(words) for s in row.segments] + [_Box.of(g) for g in grids]
    boxes.sort(key=lambda b: (-b.top, b.left))
    return [column for column in _ordered(boxes, 0) if column.parts]


def rows(words: Sequence[Word]) -> list[Row]:
    """The lines of writing, highest first."""
    lines: list[list[Word]] = []
    near: list[tuple[float, float, list[Word]]] = []
    for word in sorted(words, key=lambda w: (-w.base, w.left)):
        for base, size, line in reversed(near):
            if base - word.base <= 0.3 * min(size, word.size):
                line.append(word)
                break
        else:
            lines.append([word])
            near = [*near[-2:], (word.base, word.size, lines[-1])]
    return [Row(tuple(_segments(sorted(line, key=lambda w: w.left)))) for line in lines]


def _segments(line: list[Word]) -> list[Segment]:
    parts: list[list[Word]] = []
    for word in line:
        gap = word.left - parts[-1][-1].right if parts else 0.0
        lone_mark = len(parts) == 1 and len(parts[0]) == 1 and MARK.fullmatch(parts[0][0].text)
        if parts and gap <= (_AFTER_MARK if lone_mark else _GAP) * min(word.size, parts[-1][-1].size):
            parts[-1].append(word)
        else:
            parts.append([word])
    return [Segment(tuple(part)) for part in parts]


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    right: float
    top: float
    base: float
    held: Segment | Grid = field(compare=False)

    @classmethod
    def of(cls, held: Segment | Grid) -> _Box:
        if isinstance(held, Grid):
            return cls(held.left, held.right, held.top, held.top, held)
        return cls(held.left, held.right, held.base + held.size * 0.7, held.base, held)


def _ordered(boxes: list[_Box], deep: int) -> list[Column]:
    """Splits at a gap between columns; what reaches over the gap parts the page into what is above and below it."""
    gap = _gap(boxes) if deep < 3 else None
    if gap is None:
        return [Column(_joined(boxes))]
    found: list[Column] = []
    plain: list[_Box] = []
    for is_prose, band in _bands(boxes, gap):
        if not is_prose:
            plain += band
            continue
        if plain:
            found.append(Column(_joined(plain)))
            plain = []
        found += _ordered([b for b in band if b.right <= gap], deep + 1)
        found += _ordered([b for b in band if b.left >= gap], deep + 1)
    return [*found, Column(_joined(plain))] if plain else found


def _bands(boxes: list[_Box], gap: float) -> list[tuple[bool, list[_Box]]]:
    """From top to bottom: whether it is two columns of prose beside the gap, and what is there."""
    strips: list[list[_Box]] = []
    foot = 0.0
    for box in boxes:
        over = box.left < gap < box.right
        if not strips or over or box.top < foot - 1.4 * (box.top - box.base) or _reaches_over(strips[-1][:1], gap):
            strips.append([])
            foot = box.base
        strips[-1].append(box)
        foot = min(foot, box.base)
    made: list[tuple[bool, list[_Box]]] = []
    for strip in strips:
        prose = not _reaches_over(strip[:1], gap) and _beside(strip, gap, 3)
        if made and made[-1][0] == prose:
            made[-1][1].extend(strip)
        else:
            made.append((prose, list(strip)))
    return [(prose and _whole(band, gap), band) for prose, band in made]


def _reaches_over(strip: list[_Box], gap: float) -> bool:
    return any(box.left < gap < box.right for box in strip)


def _beside(strip: list[_Box], gap: float, least: int) -> bool:
    """Whether what stands on either side of the gap may be prose, and is on one side."""
    sides = [b for b in strip if b.right <= gap], [b for b in strip if b.left >= gap]
    prose = [_is_prose(side, least) for side in sides]
    return any(prose) and all(p or len(side) < least for p, side in zip(prose, sides, strict=True))


def _whole(band: list[_Box], gap: float) -> bool:
    return _is_prose([b for b in band if b.right <= gap], _LEAST) and _is_prose(
        [b for b in band if b.left >= gap], _LEAST
    )


def _gap(boxes: list[_Box]) -> float | None:
    """Where columns of prose are parted: where most lines of the page stand in such columns, in the middle of that strip."""
    if len(boxes) < 2 * _LEAST:
        return None
    first, last = min(b.left for b in boxes), max(b.right for b in boxes)
    long = [b for b in boxes if isinstance(b.held, Segment) and len(b.held.text) >= _PROSE]
    best, places = 0, []
    for n in range(15, 86):
        place = first + (last - first) * n / 100
        # two in each: half of the lines of a column are long
        if sum(b.right <= place for b in long) < 2 or sum(b.left >= place for b in long) < 2:
            continue
        held = sum(len(band) for prose, band in _bands(boxes, place) if prose)
        if held > best:
            best, places = held, [place]
        elif held and held == best:
            places.append(place)
    return places[len(places) // 2] if places else None


def _is_prose(boxes: list[_Box], least: int) -> bool:
    """Whether lines fill a column, most of them from its left edge to near its right one."""
    segments = [b.held for b in boxes if isinstance(b.held, Segment)]
    if len(segments) < least:
        return False
    if median(len(s.text) for s in segments) < _PROSE:
        return False
    left, right = min(s.left for s in segments), max(s.right for s in segments)
    full = sum(s.right - s.left > 0.7 * (right - left) for s in segments)
    return full * 2 >= len(segments)


def _joined(boxes: list[_Box]) -> tuple[Row | Grid, ...]:
    """Segments on one line as a row again, between the tables."""
    parts: list[Row | Grid] = []
    words: list[Word] = []
    for box in boxes:
        if isinstance(box.held, Grid):
            parts += [*rows(words), box.held]
            words = []
        else:
            words += box.held.words
    return (*parts, *rows(words))
