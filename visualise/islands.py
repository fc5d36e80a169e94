"""What clusters of boxes are laid out from, and the parts that all their layouts are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from visualise.picture import FONTS, Box, Label, Line, Side, Text
from visualise.text import width, wrap

PAD, ABOVE, LEADING = 8.0, 6.0, 1.2
"""Beside and above the text in a box, and from line to line."""
BOX = 190.0
INSIDE = 16.0
"""Around what stands in a frame."""
LEAST_FRAME = 300.0


@dataclass(frozen=True, slots=True)
class Node:
    id: str
    name: str
    notes: tuple[str, ...] = ()
    entity: str | None = None
    status: str = "asserted"
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    row: str
    a: str
    b: str
    """Ids of nodes."""
    words: tuple[str, ...]
    """What stands on the line, the number first."""
    thick: float
    status: str
    dash: str
    side: Side


@dataclass(frozen=True, slots=True)
class Island:
    """What stands in one frame."""

    id: str
    heading: str
    notes: tuple[str, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A frame with what stands in it, from its own top left."""

    w: float
    h: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    texts: tuple[Text, ...]


def head(island: Island, room: float) -> tuple[list[Text], float]:
    """The heading of a frame, and how far down it reaches."""
    texts, y = [], INSIDE - 4
    said = [("heading", words) for words in wrap(island.heading, FONTS["heading"][0], room, bold=True)]
    said += [("note", words) for note in island.notes for words in wrap(note, FONTS["note"][0], room)]
    for kind, words in said:
        high = FONTS[kind][0]
        y += high * 1.25
        texts.append(Text(INSIDE, round(y - high * 0.25, 2), words, kind, room))
    return texts, y + 12


def _said(node: Node, wide: float) -> Iterator[tuple[str, str]]:
    yield from (("name", words) for words in wrap(node.name, FONTS["name"][0], wide - 2 * PAD))
    yield from (("note", words) for note in node.notes for words in wrap(note, FONTS["note"][0], wide - 2 * PAD))


def size(node: Node, wide: float) -> tuple[float, float]:
    """Width and height of a node's box."""
    return wide, round(sum(FONTS[kind][0] * LEADING for kind, _ in _said(node, wide)) + 2 * ABOVE, 2)


def box(node: Node, at: tuple[float, float], w: float, h: float) -> Box:
    """The box of a node from its top left, its text in the middle of its height."""
    x, y = at
    said = list(_said(node, w))
    base = y + (h - sum(FONTS[kind][0] * LEADING for kind, _ in said)) / 2
    texts = []
    for kind, words in said:
        high = FONTS[kind][0]
        base += high * LEADING
        texts.append(Text(round(x + PAD, 2), round(base - high * 0.26, 2), words, kind, w - 2 * PAD))
    return Box(
        node.id, round(x, 2), round(y, 2), w, h, "counterpart", node.status, node.name, tuple(texts), node.rows,
        node.entity,
    )  # fmt: skip


def line(e: Edge, at: tuple[float, float, float, float], ends: tuple[str, str], label: Label) -> Line:
    """The line of an edge between two boxes, without a head: sharing has no direction."""
    x1, y1, x2, y2 = (round(v, 2) for v in at)
    return Line(
        f"edge-{e.row}", x1, y1, x2, y2, e.side, e.status, e.row, *ends, points="none", width=e.thick,
        label=label, dash=e.dash,
    )  # fmt: skip


def label_size(words: Sequence[str]) -> tuple[float, float]:
    """How wide and high the ground of words on a line is."""
    high, bold = FONTS["label"]
    return round(max(width(w, high, bold=bold) for w in words) + 8, 2), round(len(words) * high * 1.15 + 4, 2)


def moved_line(drawn: Line, dx: float, dy: float) -> Line:
    """The line with its words, somewhere else."""
    label = drawn.label and replace(drawn.label, x=round(drawn.label.x + dx, 2), y=round(drawn.label.y + dy, 2))
    x1, x2 = round(drawn.x1 + dx, 2), round(drawn.x2 + dx, 2)
    return replace(drawn, x1=x1, y1=round(drawn.y1 + dy, 2), x2=x2, y2=round(drawn.y2 + dy, 2), label=label)
