"""Puts bodies into bands by tier, and within a band into columns: each body with those who stand over it hanging below.

What stands under a body in the same block is indented below it, on the same line downwards; whoever stands over it from
elsewhere is named in a box of its own, so no line runs across the picture and nothing overlaps, however long the names.
The same bands give the same picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from visualise.picture import FONTS, Box, Frame, Line, Picture, Text
from visualise.text import wrap
from visualise.tier_parts import Band, Block, Card, Chip, Part, Pin, Step

COLUMN, BETWEEN, EDGE, INSET = 392.0, 14.0, 8.0, 10.0
TRUNK, BRANCH = 10.0, 80.0
"""From the left of a box to its line downwards, and from that line to the boxes below."""
PAD, ABOVE, GAP, PIN = 8.0, 5.0, 6.0, 20.0
LEADING = 1.2
STEP_GAP = 44.0
STEPS_ACROSS, MANY = 5, 9
"""Steps in a row; from so many columns on, so many."""


@dataclass(slots=True)
class _Sheet:
    frames: list[Frame] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


Process = tuple[str, Sequence[Step]]
"""Heading and steps of a process."""


class Plan:
    """What is to be drawn, measured once for however many columns. `key`: what the lines mean."""

    def __init__(self, bands: Sequence[Band], process: Process, key: Sequence[str]) -> None:
        self._bands = [(band, list(_measured(band))) for band in bands]
        self._process, self._key = process, key

    def picture(self, columns: int) -> Picture:
        """The picture in so many columns."""
        width = _width(columns)
        sheet = _Sheet()
        y = _key(sheet, self._key, EDGE, width)
        if self._process[1]:
            y = _steps(sheet, self._process, y, columns)
        for band, units in self._bands:
            y = _band(sheet, band, _columns(band.blocks, units, columns), y, width)
        return Picture(
            width=width,
            height=round(y + EDGE, 2),
            frames=tuple(sheet.frames),
            boxes=tuple(sheet.boxes),
            lines=tuple(sheet.lines),
            texts=tuple(sheet.texts),
        )

    def nearest(self, shape: float, numbers: Iterable[int]) -> int:
        """Of these numbers of columns the one that makes the picture come nearest to so many times as wide as high."""
        top = 300.0

        def off(columns: int) -> float:
            heights = (_least(band.blocks, units, columns) + 70 for band, units in self._bands)
            return abs(_width(columns) / (top + sum(heights)) / shape - 1)

        return min(numbers, key=off)


def _width(columns: int) -> float:
    return 2 * EDGE + columns * COLUMN + (columns - 1) * BETWEEN


def _key(sheet: _Sheet, key: Sequence[str], y: float, width: float) -> float:
    return _write(sheet.texts, [("name", k) for k in key], EDGE + 4, y, width - 2 * EDGE - 8) + 8 if key else y


def _steps(sheet: _Sheet, process: tuple[str, Sequence[Step]], y: float, columns: int) -> float:
    """Boxes from left to right and row by row, each with an arrow from the one before."""
    heading, steps = process
    across, whole = _across(columns), columns * COLUMN + (columns - 1) * BETWEEN
    y = _write(sheet.texts, [("heading", heading)], EDGE + 4, y + 4, whole - 8) + 6
    room = (whole - (across - 1) * STEP_GAP) / across
    for start in range(0, len(steps), across):
        row = steps[start : start + across]
        height = max(_text_height(_step_lines(s, room - 2 * PAD)) for s in row) + 2 * ABOVE
        for i, step in enumerate(row):
            x = EDGE + i * (room + STEP_GAP)
            texts: list[Text] = []
            _write(texts, _step_lines(step, room - 2 * PAD), x + PAD, y + ABOVE, room - 2 * PAD, wrapped=True)
            box = Box(step.id, x, y, room, height, "counterpart", "asserted", step.name, tuple(texts), step.rows)
            sheet.boxes.append(box)
            if i:
                sheet.texts.append(Text(x - STEP_GAP / 2, y + height / 2 + 6, "→", "heading", STEP_GAP - 8, "middle"))
        y += height + 20
        if across == 1 and start + across < len(steps):
            sheet.texts.append(Text(EDGE + room / 2, y - 3, "↓", "heading", 30, "middle"))
            y += 4
    return _write(sheet.texts, [("empty", "→ and again from 1")], EDGE + 4, y - 8, whole - 8) + 14


def _across(columns: int) -> int:
    if columns >= MANY:
        return MANY
    return min(STEPS_ACROSS, columns + 1) if columns > 1 else 1


def _step_lines(step: Step, room: float) -> list[tuple[str, str]]:
    told = [("strong", step.name), ("note", step.law), ("tag", step.tag), *(("name", s) for s in step.said)]
    return _wrapped(told, room)


def _band(sheet: _Sheet, band: Band, across: Sequence[Sequence[Block]], y: float, width: float) -> float:
    texts: list[Text] = []
    lines = [("body", band.heading), *([("about", band.about)] if band.about else [])]
    bottom = _write(texts, lines, EDGE + 12, y + 6, width - 2 * EDGE - 24)
    box = Box(
        f"band-{_slug(band.heading)}", EDGE, y, width - 2 * EDGE, bottom - y + 7, "body", "asserted", band.heading,
        tuple(texts),
    )  # fmt: skip
    sheet.boxes.append(box)
    top = box.y + box.h + 10
    lowest = top
    for number, column in enumerate(across):
        at = top
        for block in column:
            at = _block(sheet, block, EDGE + number * (COLUMN + BETWEEN), at) + 10
        lowest = max(lowest, at)
    return lowest + 8


def _block(sheet: _Sheet, block: Block, x: float, y: float) -> float:
    at = y + INSET
    if block.heading:
        at = _write(sheet.texts, [("heading", block.heading)], x + INSET, y + 7, COLUMN - 2 * INSET) + 7
    for part in block.parts:
        if part.heading:
            at = _write(sheet.texts, [("tag", part.heading)], x + INSET, at + 2, COLUMN - 2 * INSET) + 4
        for card in part.cards:
            at = _card(sheet, card, x + INSET, COLUMN - 2 * INSET, at)[1]
    sheet.frames.append(Frame(x, y, COLUMN, at - y + 4))
    return at + 4


def _card(sheet: _Sheet, card: Card, x: float, w: float, y: float) -> tuple[Box, float]:
    """The box of a card and all that hangs below it; where the next one may begin."""
    rows = tuple(p.row for p in (*card.pins, *(p for c in card.chips for p in c.pins)))
    box = _box(card.id, card.name, _card_lines(card), x=x, y=y, w=w, pins=len(card.pins), rows=rows, entity=card.entity)
    sheet.boxes.append(box)
    at = y + box.h + GAP
    line_x, inner = x + TRUNK, x + TRUNK + BRANCH
    far = None
    for chip in card.chips:
        own = tuple(p.row for p in chip.pins)
        hung = _box(
            chip.id, chip.name, _chip_lines(chip), x=inner, y=at, w=w - TRUNK - BRANCH, pins=len(chip.pins), rows=own,
            entity=chip.entity, status=chip.status,
        )  # fmt: skip
        sheet.boxes.append(hung)
        far = _pins(sheet, chip.pins, box, hung, line_x)
        at += hung.h + GAP
    for under in card.below:
        hung, after = _card(sheet, under, inner, w - TRUNK - BRANCH, at)
        far = _pins(sheet, under.pins, box, hung, line_x) or far
        at = after
    if far is not None:
        sheet.lines.append(Line(f"trunk-{card.id}", line_x, box.y + box.h, line_x, far, "left"))
    return box, at + (GAP if card.chips or card.below else 0)


def _pins(sheet: _Sheet, pins: Sequence[Pin], upper: Box, lower: Box, x: float) -> float | None:
    """The lines from a box's line downwards to a box below it; where the last of them is."""
    far = None
    for i, pin in enumerate(pins):
        far = round(lower.y + lower.h / 2 + (i - (len(pins) - 1) / 2) * PIN, 2)
        ends = (upper.id, lower.id) if pin.downwards else (lower.id, upper.id)
        sheet.lines.append(
            Line(
                f"edge-{pin.row}", x, far, lower.x, far, "left", pin.status, pin.row, *ends, mark=pin.mark,
                points="to" if pin.downwards else "from",
            )
        )  # fmt: skip
    return far


def _box(
    id_: str, name: str, told: list[tuple[str, str]], *, x: float, y: float, w: float, pins: int, rows: tuple[str, ...],
    entity: str | None, status: str = "asserted",
) -> Box:  # fmt: skip
    lines = _wrapped(told, w - 2 * PAD)
    height = _height(lines, pins)
    texts: list[Text] = []
    top = y + (height - _text_height(lines)) / 2
    _write(texts, lines, x + PAD, top, w - 2 * PAD, wrapped=True)
    return Box(id_, x, round(y, 2), w, height, "counterpart", status, name, tuple(texts), rows, entity)


def _card_lines(card: Card) -> list[tuple[str, str]]:
    tag = [("tag", card.tag)] if card.tag else []
    return [("strong", card.name), *(("note", n) for n in card.notes), *tag]


def _chip_lines(chip: Chip) -> list[tuple[str, str]]:
    return [*(("note", t) for t in chip.told), ("name", chip.name), *(("note", n) for n in chip.notes)]


def _columns(blocks: Sequence[Block], units: Sequence[_Measured], columns: int) -> list[list[Block]]:
    """The blocks in reading order, down the columns, at the least height at which they fit."""
    made = []
    found = _flow(blocks, units, _least(blocks, units, columns))
    for i, column in enumerate(found):
        # a block goes on where the column before ended with it
        before = found[i - 1][-1][0] if i else None
        made.append([_joined(blocks[n], own, n == before and not at) for at, (n, own) in enumerate(column)])
    return made


def _least(blocks: Sequence[Block], units: Sequence[_Measured], columns: int) -> float:
    low = max((u.height for _, u in units), default=0.0)
    high = sum(u.height + 22 for _, u in units) + sum(map(_head_height, blocks)) + low
    while high - low > 4:
        middle = (low + high) / 2
        low, high = (middle, high) if len(_flow(blocks, units, middle)) > columns else (low, middle)
    return high


@dataclass(frozen=True, slots=True)
class _Unit:
    """What stays together: a card with what hangs on it, or so much of it as is not too long."""

    part: str
    card: Card
    height: float


LONGEST = 620.0
"""A card that is higher with all that hangs on it may go on in the next column."""


_Measured = tuple[int, _Unit]
"""The number of the block, and what stands in it."""


def _measured(band: Band) -> Iterator[_Measured]:
    for number, block in enumerate(band.blocks):
        for part in block.parts:
            for card in part.cards:
                for piece, height in _pieces(card):
                    yield number, _Unit(part.heading, piece, height)


def _pieces(card: Card) -> Iterator[tuple[Card, float]]:
    """The card, or its beginning and what goes on, each with the body's name above; and how high each is."""
    room = COLUMN - 2 * INSET
    hanging: list[tuple[Chip | Card, float]] = [(c, _chip_height(c, room - TRUNK - BRANCH)) for c in card.chips]
    hanging += [(c, _card_height(c, room - TRUNK - BRANCH)) for c in card.below]
    base, taken = card, list[Chip | Card]()
    own = height = _card_height(_with(card, ()), room) + GAP
    number = 0
    for thing, more in hanging:
        if taken and height + more > LONGEST:
            yield _with(base, taken), height
            number += 1
            name = f"{card.name} (continued)"
            base = Card(f"box-{card.id}-{number}", name, (), entity=card.entity or card.id)
            own = _card_height(base, room) + GAP
            taken, height = [], own
        taken.append(thing)
        height += more
    yield _with(base, taken), height if taken else own - GAP


def _with(card: Card, hanging: Sequence[Chip | Card]) -> Card:
    return replace(
        card,
        chips=tuple(h for h in hanging if isinstance(h, Chip)),
        below=tuple(h for h in hanging if isinstance(h, Card)),
    )


def _flow(blocks: Sequence[Block], units: Sequence[_Measured], height: float) -> list[list[tuple[int, list[_Unit]]]]:
    """By column the numbers of its blocks, each with what of it stands there."""
    heads = [_head_height(b) for b in blocks]
    columns: list[list[tuple[int, list[_Unit]]]] = [[]]
    left = height
    for number, unit in units:
        last = columns[-1][-1] if columns[-1] else None
        fresh = last is None or last[0] != number
        titled = bool(unit.part) and (fresh or last is None or last[1][-1].part != unit.part)
        needs = unit.height + (heads[number] if fresh else 0) + (22 if titled else 0)
        if needs > left + 0.01 and columns[-1]:
            columns.append([])
            left, fresh = height, True
            needs = unit.height + heads[number] + (22 if unit.part else 0)
        if fresh:
            columns[-1].append((number, []))
        columns[-1][-1][1].append(unit)
        left -= needs
    return columns


def _joined(block: Block, units: Sequence[_Unit], continued: bool) -> Block:
    parts: list[Part] = []
    for u in units:
        if parts and parts[-1].heading == u.part:
            parts[-1] = Part(u.part, (*parts[-1].cards, u.card))
        else:
            parts.append(Part(u.part, (u.card,)))
    return Block(f"{block.heading} (continued)" if continued and block.heading else block.heading, tuple(parts))


def _head_height(block: Block) -> float:
    if not block.heading:
        return INSET + 14
    return _text_height(_wrapped([("heading", f"{block.heading} (continued)")], COLUMN - 2 * INSET)) + 28


def _card_height(card: Card, w: float) -> float:
    lower = w - TRUNK - BRANCH
    height = _height(_wrapped(_card_lines(card), w - 2 * PAD), len(card.pins)) + GAP
    height += sum(_chip_height(c, lower) for c in card.chips) + sum(_card_height(c, lower) for c in card.below)
    return height + (GAP if card.chips or card.below else 0)


def _chip_height(chip: Chip, w: float) -> float:
    return _height(_wrapped(_chip_lines(chip), w - 2 * PAD), len(chip.pins)) + GAP


def _height(lines: Sequence[tuple[str, str]], pins: int) -> float:
    return round(max(_text_height(lines) + 2 * ABOVE, pins * PIN + 4), 2)


def _text_height(lines: Sequence[tuple[str, str]]) -> float:
    return sum(FONTS[kind][0] * LEADING for kind, _ in lines)


def _wrapped(lines: Sequence[tuple[str, str]], room: float) -> list[tuple[str, str]]:
    return [(kind, part) for kind, text in lines for part in wrap(text, FONTS[kind][0], room, bold=FONTS[kind][1])]


def _write(
    texts: list[Text], lines: Sequence[tuple[str, str]], x: float, y: float, room: float, *, wrapped: bool = False
) -> float:
    """Lines of text downwards from `y`; where they end."""
    for kind, line in lines if wrapped else _wrapped(lines, room):
        size = FONTS[kind][0]
        y += size * LEADING
        texts.append(Text(x, round(y - size * 0.26, 2), line, kind, room))
    return y


def _slug(text: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())
