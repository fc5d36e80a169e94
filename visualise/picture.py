"""A picture as numbers: what a map looks like, whoever draws it. Lengths in pixels, from the top left downwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `y` is its base line, `room` the width that it may take."""

    x: float
    y: float
    text: str
    kind: str
    """name, note, heading, tag, empty, body or about: the drawing takes size and weight from `picture.FONTS`."""
    room: float
    anchor: Literal["start", "middle", "end"] = "start"


@dataclass(frozen=True, slots=True)
class Box:
    """One node with its text. `rows` are the ids of the table's rows that it stands for."""

    id: str
    x: float
    y: float
    w: float
    h: float
    kind: Literal["body", "counterpart"]
    status: str
    name: str
    texts: tuple[Text, ...]
    rows: tuple[str, ...] = ()
    entity: str | None = None
    """Id of the entity, where it is not the box's own: an entity may stand in several places."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words on a line, each in a line of its own, on a ground of that size around the point."""

    x: float
    y: float
    w: float
    h: float
    lines: tuple[str, ...]

    @property
    def texts(self) -> tuple[Text, ...]:
        step = FONTS["label"][0] * 1.15
        top = self.y - step * (len(self.lines) - 1) / 2 + FONTS["label"][0] * 0.35
        return tuple(
            Text(self.x, round(top + i * step, 2), line, "label", self.w, "middle") for i, line in enumerate(self.lines)
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line. Without a row it only leads from a body to its lanes; with one it is that row's edge."""

    id: str
    x1: float
    y1: float
    x2: float
    y2: float
    side: Side
    status: str = "trunk"
    row: str | None = None
    source: str | None = None
    target: str | None = None
    """Boxes at the ends, in the direction in which the statement is read."""
    mark: str | None = None
    """A letter in a circle on the line, near its beginning: the kind of edge, where a map tells kinds by the line."""
    points: Literal["to", "from", "none"] | None = None
    """At which end the head is; where it is not given, at the end that is no `box-…` of its own."""
    width: float = 2
    label: Label | None = None
    dash: str | None = None
    """A key of DASHES, where a line is told by something else than its status."""

    @property
    def mark_at(self) -> tuple[float, float]:
        """The middle of the mark: clear of the head at either end, and of a sign in the middle."""
        step = 24.0 if self.x2 >= self.x1 else -24.0
        return self.x1 + step, self.y1

    @property
    def arrow(self) -> Literal["to", "from", "none"]:
        """A negated statement is no link, so it has no head; `from` where the counterpart acts on the body."""
        if self.row is None or self.status == "negated":
            return "none"
        if self.points:
            return self.points
        return "from" if (self.source or "").startswith("box") else "to"


@dataclass(frozen=True, slots=True)
class Frame:
    """The ground of one lane."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Picture:
    width: float
    height: float
    frames: tuple[Frame, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    texts: tuple[Text, ...]


FONTS: dict[str, tuple[float, bool]] = {
    "name": (14, False),
    "note": (12, False),
    "heading": (17, True),
    "tag": (12, True),
    "empty": (14, False),
    "body": (20, True),
    "about": (14, False),
    "sign": (15, True),
    "strong": (14, True),
    "mark": (11, True),
    "label": (13, True),
}
"""Size and whether bold, by kind of text."""

DASHES: dict[str, tuple[int, ...]] = {
    "asserted": (),
    "derived": (14, 3),
    "historic": (9, 3, 2, 3),
    "unclear": (2, 3),
    "planned": (7, 4),
    "negated": (1, 4),
    "surely": (),
    "possibly": (7, 5),
    "again": (3, 3),
    "trunk": (),
}
"""Line and gap lengths by status; an empty one is a solid line."""

SIGNS: dict[str, str] = {"unclear": "?", "negated": "×"}
"""Signs that stand on the line itself."""
