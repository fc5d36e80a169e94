"""Lays out a cluster on a ring, made wider until nothing touches."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from visualise.islands import (
    BOX,
    INSIDE,
    LEAST_FRAME,
    Block,
    Edge,
    Island,
    Node,
    box,
    head,
    label_size,
    line,
    moved_line,
    size,
)
from visualise.picture import Label, Line

APART, CLEAR = 26.0, 5.0
"""Between two boxes of a ring, and between a line or words and what they must not touch."""
PARALLEL, FULL = 4.0, 0.75
"""Between the lines of one pair and the words on them, and how much of the side of a box such lines take up."""
BESIDE = 5.0
GROW, WORTH, WIDEST = 1.08, 1.2, 560.0
FLAT = (0.5, 0.65, 0.8)
"""Height of a ring by its width."""
ALONG = tuple(0.5 + side * step / 100 for step in range(0, 40, 5) for side in ((1, -1) if step else (1,)))
"""Where words may stand on a line."""

Rect = tuple[float, float, float, float]
"""Left, top, right and bottom."""
Segment = tuple[float, float, float, float]


def ring(island: Island) -> Block | None:
    """The nodes on an ellipse, as small as its lines allow; None where it would be too wide.

    No line runs through a box that it does not join, and no words on lines touch each other or a box.
    """
    order = _order(island)
    sizes = [size(n, BOX) for n in order]
    if len(order) == 2:
        return _two(island, order, sizes)
    rx = 150.0
    best: tuple[int, list[Rect], list[Line]] | None = None
    most = WIDEST
    while rx <= most:
        for flat in FLAT:
            rects = _places(sizes, rx, rx * flat)
            if (found := _lines(island.edges, order, rects)) is None:
                continue
            # a little more room may spare words over a line, much more is not worth it
            most = min(most, rx * WORTH) if best is None else most
            if best is None or found[1] < best[0]:
                best = found[1], rects, found[0]
        if best and best[0] == 0:
            break
        rx *= GROW
    return best and _framed(island, order, *best[1:])


def _two(island: Island, order: Sequence[Node], sizes: Sequence[tuple[float, float]]) -> Block | None:
    """Side by side, as high as the words on the lines between them need."""
    words = [label_size(e.words) for e in island.edges]
    gap = max(w for w, _ in words) + 50
    least = sum(h + 2 * PARALLEL for _, h in words) / FULL if len(words) > 1 else 0.0
    highs = [round(max(h, least), 2) for _, h in sizes]
    middle = max(highs) / 2
    rects = [(x, middle - h / 2, x + BOX, middle + h / 2) for x, h in zip((0.0, BOX + gap), highs, strict=True)]
    lines = _lines(island.edges, order, rects)
    return lines and _framed(island, order, rects, lines[0])


def _order(island: Island) -> list[Node]:
    """Around the ring so that joined ones stand near each other; the strongest count most."""
    order = list(island.nodes)
    place = {n.id: i for i, n in enumerate(order)}
    count = len(order)
    # each line of a pair counts: several side by side need most room
    ends = [(place[e.a], place[e.b], e.thick + BESIDE) for e in island.edges]

    def far(seats: Sequence[int]) -> float:
        return sum(t * min(d := abs(seats[a] - seats[b]), count - d) ** 2 for a, b, t in ends)

    seats = list(range(count))
    best = far(seats)
    for _ in range(6):
        before = best
        for i in range(count):
            for j in range(i + 1, count):
                seats[i], seats[j] = seats[j], seats[i]
                if (now := far(seats)) < best - 1e-9:
                    best = now
                else:
                    seats[i], seats[j] = seats[j], seats[i]
        if best == before:
            break
    return [n for _, n in sorted(zip(seats, order, strict=True), key=lambda x: x[0])]


def _places(sizes: Sequence[tuple[float, float]], rx: float, ry: float) -> list[Rect]:
    count = len(sizes)
    turn = -math.pi / 2 - (math.pi / count if count % 2 == 0 else 0)
    rects = []
    for i, (w, h) in enumerate(sizes):
        angle = turn + 2 * math.pi * i / count
        x, y = rx * math.cos(angle), ry * math.sin(angle)
        rects.append((x - w / 2, y - h / 2, x + w / 2, y + h / 2))
    return rects


def _lines(edges: Sequence[Edge], order: Sequence[Node], rects: Sequence[Rect]) -> tuple[list[Line], int] | None:
    """The lines with their words, and how many words stand over another line; None where something would touch."""
    if any(meet(a, b, APART) for i, a in enumerate(rects) for b in rects[i + 1 :]):
        return None
    place = {n.id: i for i, n in enumerate(order)}
    together: dict[tuple[int, int], list[Edge]] = {}
    for e in edges:
        together.setdefault((min(place[e.a], place[e.b]), max(place[e.a], place[e.b])), []).append(e)
    lines: list[tuple[Edge, Segment]] = []
    for (i, j), same in together.items():
        steps = _beside(rects[i], rects[j], same)
        for step, e in zip(steps, same, strict=True):
            a, b = (i, j) if place[e.a] == i else (j, i)
            segment = _segment(rects[a], rects[b], step if a == i else -step)
            if segment is None or any(cuts(segment, r, CLEAR) for k, r in enumerate(rects) if k not in (i, j)):
                return None
            lines.append((e, segment))
    labels: list[Rect] = []
    placed, covers = [], 0
    for e, segment in lines:
        w, h = label_size(e.words)
        best: tuple[int, float, float, Rect] | None = None
        for along in ALONG:
            x = segment[0] + (segment[2] - segment[0]) * along
            y = segment[1] + (segment[3] - segment[1]) * along
            rect = (x - w / 2, y - h / 2, x + w / 2, y + h / 2)
            if any(meet(rect, r, CLEAR) for r in (*rects, *labels)):
                continue
            over = sum(cuts(other, rect, 1.0) for o, other in lines if o is not e)
            if best is None or over < best[0]:
                best = over, x, y, rect
            if over == 0:
                break
        if best is None:
            return None
        over, x, y, rect = best
        covers += over
        labels.append(rect)
        label = Label(round(x, 2), round(y, 2), w, h, e.words)
        placed.append(line(e, segment, (e.a, e.b), label))
    return placed, covers


def _beside(a: Rect, b: Rect, edges: Sequence[Edge]) -> list[float]:
    """How far the lines of one pair stand from the middle: so far that no words touch, if boxes are so large."""
    dx, dy = (b[0] + b[2] - a[0] - a[2]) / 2, (b[1] + b[3] - a[1] - a[3]) / 2
    long = math.hypot(dx, dy) or 1.0
    nx, ny = abs(dy) / long, abs(dx) / long
    need = [(w * nx + h * ny) / 2 + PARALLEL for w, h in (label_size(e.words) for e in edges)]
    room = min((r[2] - r[0]) * nx + (r[3] - r[1]) * ny for r in (a, b)) * FULL
    gaps = [x + y for x, y in pairwise(need)]
    tight = min(1.0, room / total) if (total := sum(gaps)) else 1.0
    at, found = 0.0, [0.0]
    for gap in gaps:
        at += gap * tight
        found.append(at)
    return [x - at / 2 for x in found]


def _segment(a: Rect, b: Rect, step: float) -> Segment | None:
    """From the border of a box to that of another, beside the line between their middles where there are several."""
    ax, ay, bx, by = (a[0] + a[2]) / 2, (a[1] + a[3]) / 2, (b[0] + b[2]) / 2, (b[1] + b[3]) / 2
    long = math.hypot(bx - ax, by - ay) or 1.0
    dx, dy = -(by - ay) / long * step, (bx - ax) / long * step
    whole = (ax + dx, ay + dy, bx + dx, by + dy)
    first, last = _through(whole, a), _through(whole, b)
    if first is None or last is None or first[1] >= last[0]:
        return None
    x1, y1 = whole[0] + (whole[2] - whole[0]) * first[1], whole[1] + (whole[3] - whole[1]) * first[1]
    x2, y2 = whole[0] + (whole[2] - whole[0]) * last[0], whole[1] + (whole[3] - whole[1]) * last[0]
    return x1, y1, x2, y2


def _through(segment: Segment, rect: Rect) -> tuple[float, float] | None:
    """Where a line enters and leaves a box, as parts of its length (Liang and Barsky 1984); None where it misses it."""
    x1, y1, x2, y2 = segment
    dx, dy = x2 - x1, y2 - y1
    enter, leave = -math.inf, math.inf
    for p, q in ((-dx, x1 - rect[0]), (dx, rect[2] - x1), (-dy, y1 - rect[1]), (dy, rect[3] - y1)):
        if p == 0:
            if q < 0:
                return None
        elif p < 0:
            enter = max(enter, q / p)
        else:
            leave = min(leave, q / p)
    return (enter, leave) if enter <= leave else None


def cuts(segment: Segment, rect: Rect, margin: float) -> bool:
    wider = (rect[0] - margin, rect[1] - margin, rect[2] + margin, rect[3] + margin)
    found = _through(segment, wider)
    return found is not None and found[0] < 1 and found[1] > 0


def meet(a: Rect, b: Rect, margin: float) -> bool:
    return a[0] < b[2] + margin and b[0] < a[2] + margin and a[1] < b[3] + margin and b[1] < a[3] + margin


def _framed(island: Island, order: Sequence[Node], rects: Sequence[Rect], lines: Sequence[Line]) -> Block:
    grounds = [(t.x - t.w / 2, t.y - t.h / 2, t.x + t.w / 2, t.y + t.h / 2) for one in lines if (t := one.label)]
    left, top = min(r[0] for r in (*rects, *grounds)), min(r[1] for r in (*rects, *grounds))
    wide = max(r[2] for r in (*rects, *grounds)) - left
    texts, y = head(island, max(wide, LEAST_FRAME))
    dx, dy = INSIDE - left + max(0.0, LEAST_FRAME - wide) / 2, y - top
    boxes = [box(n, (r[0] + dx, r[1] + dy), r[2] - r[0], r[3] - r[1]) for n, r in zip(order, rects, strict=True)]
    bottom = max(r[3] for r in (*rects, *grounds)) + dy + INSIDE
    moved = tuple(moved_line(one, dx, dy) for one in lines)
    return Block(max(wide, LEAST_FRAME) + 2 * INSIDE, bottom, tuple(boxes), moved, tuple(texts))
