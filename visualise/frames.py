"""Packs frames of clusters onto a page: for a screen, a landscape page and a telephone.

The same clusters give the same picture, and nothing overlaps.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from visualise.branches import grid, listed
from visualise.islands import Block, Island, moved_line
from visualise.picture import Box, Frame, Line, Picture, Text
from visualise.rings import ring

EDGE, BETWEEN = 6.0, 14.0
"""Around the page, and between frames."""
NEXT = 5
"""Frames of which one may be drawn before the others, to fill a gap."""
SPARE = 0.01
"""For sums of the same lengths in another order."""
LANDSCAPE = 1.414
SCREEN, LEAST_SCREEN, TELEPHONE = 1560.0, 900.0, 356.0
"""Widths in pixels."""
LIST, HIGH, COLUMNS = 420.0, 600.0, 3
"""Of a cluster that can not stand on a ring: width of a column, from which height on it has several, and how many."""

Stretch = tuple[float, float, float]
"""From where to where, from left to right, and how far down it is taken."""


def lay_out(islands: Sequence[Island]) -> dict[str, Picture]:
    """The islands for a screen (`wide`), a landscape page (`print`) and a telephone (`narrow`), in reading order."""
    roomy = [_roomy(i) for i in islands]
    widest = max((b.w for b in roomy), default=0.0)
    least = 2 * EDGE + widest
    total = sum((b.w + BETWEEN) * (b.h + BETWEEN) for b in roomy)
    return {
        "wide": pack(roomy, max(least, min(SCREEN, max(LEAST_SCREEN, math.sqrt(total * 2.2))))),
        "print": _landscape(roomy, least, total),
        "narrow": pack([listed(i, TELEPHONE - 2 * EDGE) for i in islands], TELEPHONE),
    }


def _landscape(blocks: Sequence[Block], least: float, total: float) -> Picture:
    """Of several widths the one at which the page is used best."""
    guess = math.sqrt(total * LANDSCAPE)
    widths = sorted({max(least, guess * f) for f in (0.9, 1.0, 1.1, 1.2, 1.35, 1.5)})
    made = [pack(blocks, w) for w in widths]
    return min(made, key=lambda p: (max(p.width / LANDSCAPE, p.height), p.width))


def _roomy(island: Island) -> Block:
    if not island.edges:
        return grid(island)
    made = ring(island) or listed(island, LIST)
    return listed(island, LIST, min(COLUMNS, math.ceil(made.h / HIGH))) if made.w <= LIST and made.h > HIGH else made


def pack(blocks: Sequence[Block], wide: float) -> Picture:
    """Of the next few frames in turn the one that can stand highest, as far to the left as it can."""
    ground: list[Stretch] = [(EDGE, wide - EDGE + BETWEEN, EDGE)]
    frames: list[Frame] = []
    boxes: list[Box] = []
    lines: list[Line] = []
    texts: list[Text] = []
    left = list(blocks)
    while left:
        places = [_highest(ground, b.w + BETWEEN, wide) for b in left[:NEXT]]
        n = min(range(len(places)), key=lambda i: (places[i], i))
        (y, x), block = places[n], left.pop(n)
        ground = _covered(ground, x, block.w + BETWEEN, round(y + block.h + BETWEEN, 2))
        put = _moved(block, x, y)
        frames.append(Frame(round(x, 2), round(y, 2), block.w, block.h))
        boxes += put.boxes
        lines += put.lines
        texts += put.texts
    # no wider than what stands on it
    right = max((f.x + f.w for f in frames), default=0.0) + EDGE
    bottom = max((f.y + f.h for f in frames), default=0.0) + EDGE
    return Picture(round(right, 2), round(bottom, 2), tuple(frames), tuple(boxes), tuple(lines), tuple(texts))


def _highest(ground: Sequence[Stretch], w: float, wide: float) -> tuple[float, float]:
    """How far down, and how far to the right, something that wide can stand."""
    starts = [x for x, _, _ in ground if x + w <= wide - EDGE + BETWEEN + SPARE] or [EDGE]
    return min((max(down for a, b, down in ground if a < s + w - SPARE and b > s + SPARE), s) for s in starts)


def _covered(ground: Sequence[Stretch], x: float, w: float, bottom: float) -> list[Stretch]:
    beside = [piece for a, b, down in ground for piece in ((a, min(b, x), down), (max(a, x + w), b, down))]
    return sorted([*(p for p in beside if p[1] - p[0] > SPARE), (x, x + w, bottom)])


def _moved(block: Block, dx: float, dy: float) -> Block:
    def text(t: Text) -> Text:
        return replace(t, x=round(t.x + dx, 2), y=round(t.y + dy, 2))

    boxes = tuple(
        replace(b, x=round(b.x + dx, 2), y=round(b.y + dy, 2), texts=tuple(text(t) for t in b.texts))
        for b in block.boxes
    )
    lines = tuple(moved_line(one, dx, dy) for one in block.lines)
    return Block(block.w, block.h, boxes, lines, tuple(text(t) for t in block.texts))
