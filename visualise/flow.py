"""Who pays whom, as bands: from funders into a body, and from a body to those that it alone pays.

Each payment is drawn once. Bands are as high as their amounts, on one scale in all of a drawing; an amount that is not stated is
a thin hatched band, never none.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from visualise.marks import (
    DARK,
    INK,
    MIDDLE,
    PAPER,
    QUIET,
    Drawing,
    Entry,
    Mark,
    Shape,
    Words,
    high,
    legend,
    paragraph,
    rect,
    sign,
)

TALLEST = 260.0
"""Height of the greatest sum, in pixels."""
THIN, UNKNOWN = 2.0, 7.0
BAR = 14.0
FACTS = ("asserted", "historic", "derived")

LOOKS = {
    "paid": Entry("Stated as a fact", MIDDLE, ""),
    "marked": Entry("MOPAC or the Violence Reduction Unit", DARK, ""),
    "unknown": Entry("Amount not stated", "hatch", "dash"),
    "apart": Entry("Stated, and in no sum", "dots", "ring"),
    "unclear": Entry("Unclear", PAPER, "query", dash=(2, 3), stroke=INK),
    "planned": Entry("Planned or recommended", PAPER, "square", dash=(7, 4), stroke=INK),
    "negated": Entry("Stated not to be paid", PAPER, "cross", dash=(1, 4), stroke=INK),
}


@dataclass(frozen=True, slots=True)
class Payment:
    """One row of the table. `said` is the amount in words, with what else is to be known of it."""

    row: str
    funder_id: str
    funder: str
    recipient_id: str
    recipient: str
    amount: float | None
    said: str
    status: str
    marked: bool
    counted: bool
    funder_href: str | None = None
    recipient_href: str | None = None

    @property
    def look(self) -> str:
        if self.status not in FACTS:
            return self.status
        if self.amount is None:
            return "unknown"
        return "apart" if not self.counted else "marked" if self.marked else "paid"


@dataclass(slots=True)
class Hub:
    """One body with what flows in and out."""

    id: str
    name: str
    href: str | None
    said: str = ""
    ins: list[Payment] = field(default_factory=list)
    outs: list[Payment] = field(default_factory=list)

    def sum(self, payments: Sequence[Payment]) -> float:
        return sum(p.amount or 0 for p in payments if p.counted)

    @property
    def size(self) -> float:
        return max(self.sum(self.ins), self.sum(self.outs))


def hubs(payments: Sequence[Payment]) -> list[Hub]:
    """Every payment once: where it comes in, if that body has several funders or pays on; else where it goes out."""
    funders: dict[str, set[str]] = defaultdict(set)
    for p in payments:
        funders[p.recipient_id].add(p.funder_id)
    paying = {p.funder_id for p in payments}
    made: dict[str, Hub] = {}
    for p in payments:
        if len(funders[p.recipient_id]) > 1 or p.recipient_id in paying:
            made.setdefault(p.recipient_id, Hub(p.recipient_id, p.recipient, p.recipient_href)).ins.append(p)
        else:
            made.setdefault(p.funder_id, Hub(p.funder_id, p.funder, p.funder_href)).outs.append(p)
    for h in made.values():
        h.ins.sort(key=lambda p: _order(p, p.funder))
        h.outs.sort(key=lambda p: _order(p, p.recipient))
        h.said = _total(h)
    return sorted(made.values(), key=lambda h: (-h.size, not any(p.marked for p in h.outs), h.name.casefold(), h.id))


def flow(name: str, payments: Sequence[Payment], width: float) -> Drawing:
    """The bands of all payments, or bars where the width is that of a telephone."""
    found = hubs(payments)
    used = {p.look for p in payments}
    marks, top = legend([e for k, e in LOOKS.items() if k in used], 0, 2, width)
    top += 12
    greatest = max((h.size for h in found), default=0)
    for h in found:
        made, taken = _bars(h, top, width, greatest) if width < 600 else _bands(h, top, width, greatest)
        marks += made
        top += taken + 26
    return Drawing(name, width, math.ceil(top), tuple(marks))


def _bands(h: Hub, top: float, width: float, greatest: float) -> tuple[list[Mark], float]:
    scale = TALLEST / greatest if greatest else 0
    side, band, hub = width * 0.28, width * 0.12, width * 0.2
    left, right = side + band, side + band + hub
    name = paragraph(0, 0, h.name, 15, hub - 24, most=4, bold=True, fill=PAPER)
    said = paragraph(0, 0, h.said, 13, hub - 24, most=5, fill=PAPER)
    text = high(len(name), 15) + 4 + high(len(said), 13)
    thick = {s: [_thick(p, scale) for p in ps] for s, ps in (("in", h.ins), ("out", h.outs))}
    box = max(text + 24, *(sum(t) + 2 * len(t) for t in thick.values()))
    slots = {
        "in": [max(t, _label(p, p.funder, side)) for p, t in zip(h.ins, thick["in"], strict=True)],
        "out": [max(t, _label(p, p.recipient, side)) for p, t in zip(h.outs, thick["out"], strict=True)],
    }
    taken = max(box, *(sum(s) for s in slots.values()))
    y = top + (taken - box) / 2
    marks: list[Mark] = []
    for way, payments in (("in", h.ins), ("out", h.outs)):
        far = top + (taken - sum(slots[way])) / 2
        near = y + (box - sum(thick[way]) - 2 * (len(payments) - 1)) / 2
        for p, t, slot in zip(payments, thick[way], slots[way], strict=True):
            middle = far + slot / 2
            x0, x1 = (side + 8, left) if way == "in" else (right, width - side - 8)
            ends = (middle - t / 2, near) if way == "in" else (near, middle - t / 2)
            marks.append(_band(p, (x0, ends[0]), (x1, ends[1]), t))
            marks.append(_end(p, way, middle, side, width))
            far += slot
            near += t + 2
    body = rect(left, y, hub, box, fill=INK)
    down = y + (box - text) / 2
    words = [_moved(w, left + 12, down) for w in name] + [
        _moved(w, left + 12, down + high(len(name), 15) + 4) for w in said
    ]
    marks.append(Mark((body,), tuple(words), href=h.href, tip=f"{h.name}: {h.said}", kind="hub"))
    return marks, taken


def _band(p: Payment, start: tuple[float, float], end: tuple[float, float], t: float) -> Mark:
    (x0, y0), (x1, y1) = start, end
    bend = (x1 - x0) / 2
    e = LOOKS[p.look]
    d = (
        f"M{x0:.1f} {y0:.1f}C{x0 + bend:.1f} {y0:.1f} {x1 - bend:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
        f"v{t:.1f}C{x1 - bend:.1f} {y1 + t:.1f} {x0 + bend:.1f} {y0 + t:.1f} {x0:.1f} {y0 + t:.1f}z"
    )
    plain = p.look in ("paid", "marked")
    shape = Shape(d, e.fill, "none" if plain else "#505a5f", 1, e.dash, (x0, min(y0, y1), x1, max(y0, y1) + t))
    tip = f"{p.funder} to {p.recipient}: {p.said}"
    return Mark((shape,), row=p.row, tip=tip, kind=p.look)


def _end(p: Payment, way: str, middle: float, side: float, width: float) -> Mark:
    """The name and the amount at the outer end of a band."""
    name, href = (p.funder, p.funder_href) if way == "in" else (p.recipient, p.recipient_href)
    room = side - 22
    lines = paragraph(0, 0, name, 13, room, most=2, bold=p.marked and way == "in")
    said = paragraph(0, 0, p.said, 12, room, most=3, fill=QUIET)
    up = middle - (high(len(lines), 13) + high(len(said), 12)) / 2
    x = side - 18 if way == "in" else width - side + 18
    anchor = "end" if way == "in" else "start"
    moved = [_moved(w, x, up, anchor) for w in lines] + [_moved(w, x, up + high(len(lines), 13), anchor) for w in said]
    at = x + 10 if way == "in" else x - 10
    return Mark(
        sign(LOOKS[p.look].sign, at, middle, 4.5, INK), tuple(moved), href=href, row=p.row, tip=name, kind="end"
    )


def _bars(h: Hub, top: float, width: float, greatest: float) -> tuple[list[Mark], float]:
    """The same as bars below each other."""
    start = top
    name = paragraph(10, top + 8, h.name, 15, width - 20, bold=True, fill=PAPER)
    said = paragraph(10, top + 10 + high(len(name), 15), h.said, 12, width - 20, fill=PAPER)
    tall = high(len(name), 15) + high(len(said), 12) + 18
    marks = [Mark((rect(0, top, width, tall, fill=INK),), (*name, *said), href=h.href, kind="hub")]
    top += tall + 4
    for heading, payments, way in (("Paid by", h.ins, "in"), ("Pays", h.outs, "out")):
        if not payments:
            continue
        marks.append(Mark((), paragraph(0, top + 6, heading, 13, width, bold=True), kind="heading"))
        top += 26
        for p in payments:
            other = p.funder if way == "in" else p.recipient
            lines = paragraph(0, top, other, 13, width, bold=p.marked and way == "in")
            below = top + high(len(lines), 13)
            e = LOOKS[p.look]
            long = max(2.0, (p.amount or 0) / greatest * width * 0.45) if p.amount and greatest else 24.0
            said = paragraph(long + 26, below, p.said, 12, width - long - 26, fill=QUIET)
            bar = rect(
                0,
                below + 1,
                long,
                BAR,
                fill=e.fill,
                stroke="none" if p.look in ("paid", "marked") else "#505a5f",
                dash=e.dash,
            )
            signs = sign(e.sign, long + 13, below + 8, 4.5, INK)
            marks.append(Mark((bar, *signs), (*lines, *said), row=p.row, kind=p.look))
            top = below + max(BAR + 2, high(len(said), 12)) + 8
    return marks, top - start


def _thick(p: Payment, scale: float) -> float:
    return max(THIN, p.amount * scale) if p.amount is not None else UNKNOWN


def _label(p: Payment, name: str, side: float) -> float:
    room = side - 22
    lines = paragraph(0, 0, name, 13, room, most=2, bold=p.marked)
    return high(len(lines), 13) + high(len(paragraph(0, 0, p.said, 12, room, most=3)), 12) + 9


def _order(p: Payment, name: str) -> tuple[int, float, str, str]:
    return (0 if p.status in FACTS else 1, -(p.amount if p.amount is not None else -1), name.casefold(), p.row)


def _total(h: Hub) -> str:
    parts = []
    for word, payments in (("stated as paid to it", h.ins), ("stated as paid by it", h.outs)):
        counted = [p for p in payments if p.counted]
        if counted:
            parts.append(f"£{h.sum(payments):,.2f}".removesuffix(".00") + f" {word}")
        open_ = sum(p.amount is None and p.status in FACTS for p in payments)
        if open_:
            parts.append(f"{open_} amount{'s' if open_ > 1 else ''} not stated")
    return "; ".join(parts)


def _moved(w: Words, x: float, y: float, anchor: str = "start") -> Words:
    return Words(round(w.x + x, 2), round(w.y + y, 2), w.text, w.size, w.room, w.bold, anchor, w.fill)  # type: ignore[arg-type]
