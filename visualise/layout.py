"""Puts lanes of cards into columns between two bodies.

The first body stands above, its lines run down the left of each column; the second stands below, its lines run up the
right. The same lanes give the same picture, and nothing overlaps, however long the names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from visualise.picture import FONTS, Box, Frame, Line, Picture, Side, Text
from visualise.text import wrap

COLUMN, BETWEEN, EDGE = 304.0, 12.0, 6.0
TRUNK, BRANCH = 12.0, 33.0
"""From the edge of a column to the body's line, and from there to the boxes."""
PAD, ABOVE, GAP = 7.0, 5.0, 7.0
"""Beside and above the text in a box, and between boxes."""
PIN = 16.0
"""Between two lines to one side of a box."""
LEADING = 1.2
BODY_ABOVE_LANES = 18.0
SPLIT_FROM, SPLIT_LEAST, SPLIT_ABOVE, WORTH = 8, 3, 800.0, 1.12
"""A lane of so many cards may be split, into parts of so many, once it is so high and the picture so much lower."""


@dataclass(frozen=True, slots=True)
class Pin:
    """One line between a body and a card: a row of the table."""

    row: str
    side: Side
    status: str
    inward: bool
    """The counterpart acts on the body."""


@dataclass(frozen=True, slots=True)
class Card:
    """One counterpart in one lane."""

    id: str
    name: str
    notes: tuple[str, ...]
    status: str
    pins: tuple[Pin, ...]
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    heading: str
    left: str
    right: str
    """What stands over each body's line: its name and count, or that nothing is stated."""
    cards: tuple[Card, ...]
    empty: str = "Nothing stated"


@dataclass(frozen=True, slots=True)
class Body:
    id: str
    name: str
    about: str
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """A lane, or as much of it as stands in one column."""

    lane: Lane
    cards: tuple[Card, ...]
    continued: bool

    @property
    def heading(self) -> str:
        return f"{self.lane.heading} (continued)" if self.continued else self.lane.heading


def lay_out(lanes: Sequence[Lane], above: Body, below: Body, *, columns: int) -> Picture:
    """The picture of the lanes in at most `columns` columns, read downwards, as low as they allow."""
    across = _columns(lanes, columns)
    total = EDGE * 2 + COLUMN * len(across) + BETWEEN * (len(across) - 1)
    head = _body(above, EDGE, EDGE, total - 2 * EDGE)
    top = head.y + head.h + BODY_ABOVE_LANES
    placed = [_Column(EDGE + i * (COLUMN + BETWEEN), top, parts, i) for i, parts in enumerate(across)]
    foot_y = max([c.bottom for c in placed], default=top) + BODY_ABOVE_LANES
    foot = _body(below, EDGE, foot_y, total - 2 * EDGE)
    lines = [line for c in placed for line in c.all_lines(head, foot)]
    return Picture(
        width=total,
        height=foot.y + foot.h + EDGE,
        frames=tuple(f for c in placed for f in c.frames),
        boxes=(head, foot, *(b for c in placed for b in c.boxes)),
        lines=tuple(lines),
        texts=tuple(t for c in placed for t in c.texts),
    )


class _Column:
    """One column while it fills from the top."""

    def __init__(self, x: float, y: float, parts: Sequence[_Part], number: int) -> None:
        self.x, self.y, self.number = x, y, number
        self.frames: list[Frame] = []
        self.boxes: list[Box] = []
        self.texts: list[Text] = []
        self.pins: list[tuple[float, Pin, Box]] = []
        for part in parts:
            self._part(part)
        self.bottom = self.y - GAP if parts else self.y

    def all_lines(self, above: Box, below: Box) -> list[Line]:
        """Each body's line along the column, then a branch to each pin."""
        return [*self._side("left", above), *self._side("right", below)]

    def _side(self, side: Side, body: Box) -> list[Line]:
        pins = [(y, pin, box) for y, pin, box in self.pins if pin.side == side]
        if not pins:
            return []
        trunk = self.x + TRUNK if side == "left" else self.x + COLUMN - TRUNK
        inner = self.x + TRUNK + BRANCH if side == "left" else self.x + COLUMN - TRUNK - BRANCH
        far = max(y for y, _, _ in pins) if side == "left" else min(y for y, _, _ in pins)
        start = body.y + body.h if side == "left" else body.y
        lines = [Line(f"trunk-{side}-{self.number}", trunk, start, trunk, far, side)]
        for y, pin, box in pins:
            ends = (box.id, body.id) if pin.inward else (body.id, box.id)
            lines.append(Line(f"edge-{pin.row}", trunk, y, inner, y, side, pin.status, pin.row, *ends))
        return lines

    def _part(self, part: _Part) -> None:
        top, x = self.y, self.x + TRUNK
        size, bold = FONTS["heading"]
        room = COLUMN - 2 * TRUNK - 16
        y = top + 8
        for line in wrap(part.heading, size, room, bold=bold):
            y += size * 1.25
            self.texts.append(Text(x + 10, y - 4, line, "heading", room))
        y += 18
        half = (COLUMN - 2 * TRUNK - 20) / 2
        self.texts.append(Text(x + 10, y - 4, part.lane.left, "tag", half))
        self.texts.append(Text(self.x + COLUMN - TRUNK - 10, y - 4, part.lane.right, "tag", half, "end"))
        y += 6
        if not part.lane.cards:
            y += 20
            self.texts.append(Text(x + 10, y - 5, part.lane.empty, "empty", room))
        for card in part.cards:
            self._card(card, y)
            y += _height(card) + GAP
        self.frames.append(Frame(self.x, top, COLUMN, y - top + (3 if part.cards else 6)))
        self.y = y + GAP + 3 + (0 if part.cards else 3)

    def _card(self, card: Card, y: float) -> None:
        x, w, h = self.x + TRUNK + BRANCH, _inner() + 2 * PAD, _height(card)
        texts = []
        # text stands in the middle where the lines to it need more height than it does
        at = y + (h - _text_height(card)) / 2 + ABOVE
        for kind, line in _lines(card):
            size = FONTS[kind][0]
            at += size * LEADING
            texts.append(Text(x + PAD, round(at - size * 0.26, 2), line, kind, _inner()))
        rows = tuple(pin.row for pin in card.pins)
        box = Box(card.id, x, y, w, h, "counterpart", card.status, card.name, tuple(texts), rows, card.entity)
        self.boxes.append(box)
        for side in ("left", "right"):
            pins = [pin for pin in card.pins if pin.side == side]
            for i, pin in enumerate(pins):
                self.pins.append((round(y + h / 2 + (i - (len(pins) - 1) / 2) * PIN, 2), pin, box))


def _body(body: Body, x: float, y: float, w: float) -> Box:
    texts = []
    at = y + 6
    for kind, text in (("body", body.name), ("about", body.about)):
        size, bold = FONTS[kind]
        for line in wrap(text, size, w - 24, bold=bold):
            at += size * 1.3
            texts.append(Text(x + 12, round(at - size * 0.33, 2), line, kind, w - 24))
    return Box(body.id, x, y, w, round(at - y + 8, 2), "body", "asserted", body.name, tuple(texts), (), body.entity)


def _columns(lanes: Sequence[Lane], columns: int) -> list[list[_Part]]:
    """The lanes in reading order, down the columns, at the least height at which they fit."""
    total = sum(_lane_height(lane, lane.cards) for lane in lanes)
    step = max(10.0, total / 200)
    highest = max((_lane_height(lane, lane.cards) for lane in lanes), default=0.0)
    least = max(total / columns, min(highest, SPLIT_ABOVE))
    fits = {split: _least(lanes, columns, least, step, split) for split in (True, False)}
    # lanes that stay whole are worth a little height
    return fits[False][1] if fits[False][0] <= fits[True][0] * WORTH else fits[True][1]


def _least(
    lanes: Sequence[Lane], columns: int, height: float, step: float, split: bool
) -> tuple[float, list[list[_Part]]]:
    while len(found := _flow(lanes, height, split)) > columns:
        height += step
    return height, found


def _flow(lanes: Sequence[Lane], height: float, split: bool) -> list[list[_Part]]:
    """Columns of at most `height`. A long lane may be split, though not for a card or two."""
    found: list[list[_Part]] = [[]]
    left = height
    for lane in lanes:
        cards, continued = lane.cards, False
        if not cards and found[-1] and _lane_height(lane, cards) > left:
            found.append([])
            left = height
        while True:
            fit = _fitting(lane, cards, left)
            if fit < len(cards) and not found[-1]:
                # a card higher than the column has to stand somewhere
                fit = max(1, min(fit, len(cards) - SPLIT_LEAST))
            elif fit < len(cards) and not (
                split and len(lane.cards) >= SPLIT_FROM and SPLIT_LEAST <= fit <= len(cards) - SPLIT_LEAST
            ):
                found.append([])
                left = height
                continue
            found[-1].append(_Part(lane, cards[:fit], continued))
            left -= _lane_height(lane, cards[:fit])
            cards, continued = cards[fit:], True
            if not cards:
                break
            found.append([])
            left = height
    return found


def _fitting(lane: Lane, cards: Sequence[Card], room: float) -> int:
    """How many of the cards stand below the lane's heading in that room."""
    if not cards:
        return 0
    rest = room - _head_height(lane)
    for number, card in enumerate(cards):
        rest -= _height(card) + GAP
        if rest < -0.01:  # sums of the same heights in another order
            return number
    return len(cards)


def _head_height(lane: Lane) -> float:
    size, bold = FONTS["heading"]
    lines = wrap(f"{lane.heading} (continued)", size, COLUMN - 2 * TRUNK - 16, bold=bold)
    return 8 + len(lines) * size * 1.25 + 24 + GAP + 6


def _lane_height(lane: Lane, cards: Sequence[Card]) -> float:
    return _head_height(lane) + (sum(_height(card) + GAP for card in cards) if cards else 23)


def _height(card: Card) -> float:
    per_side = max(sum(pin.side == side for pin in card.pins) for side in ("left", "right"))
    return max(_text_height(card), per_side * PIN + 6)


def _text_height(card: Card) -> float:
    return sum(FONTS[kind][0] * LEADING for kind, _ in _lines(card)) + 2 * ABOVE


def _lines(card: Card) -> list[tuple[str, str]]:
    return [
        *(("name", line) for line in wrap(card.name, FONTS["name"][0], _inner())),
        *(("note", line) for note in card.notes for line in wrap(note, FONTS["note"][0], _inner())),
    ]


def _inner() -> float:
    return COLUMN - 2 * (TRUNK + BRANCH) - 2 * PAD
