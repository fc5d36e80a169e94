"""A chart as numbers: marks with fixed places in pixels, whatever it shows. `chart.svg.j2` draws them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from visualise.svg import environment
from visualise.text import width, wrap

INK, QUIET, PAPER = "#0b0c0c", "#383838", "#ffffff"
DARK, MIDDLE, LIGHT, FAINT = "#1d4f6e", "#8eb8dc", "#cfe2f1", "#eef5fa"
LEADING = 1.25
"""Height of a line of text, in sizes of its type."""

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `y` is its base line, `room` the width that it may take. `turned` reads upwards."""

    x: float
    y: float
    text: str
    size: float
    room: float
    bold: bool = False
    anchor: Anchor = "start"
    fill: str = INK
    turned: bool = False

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        long = width(self.text, self.size, bold=self.bold)
        before = {"start": 0.0, "middle": long / 2, "end": long}[self.anchor]
        up, down = self.size * 0.78, self.size * 0.22
        if self.turned:
            return self.x - up, self.y + before - long, self.x + down, self.y + before
        return self.x - before, self.y - up, self.x - before + long, self.y + down


@dataclass(frozen=True, slots=True)
class Shape:
    """A path; `fill` may be the name of a pattern."""

    d: str
    fill: str = "none"
    stroke: str = "none"
    weight: float = 1
    dash: tuple[float, ...] = ()
    box: tuple[float, float, float, float] = (0, 0, 0, 0)
    """Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What belongs together: one cell, one band, one tile. `row` is the id of the table's row that it stands for."""

    shapes: tuple[Shape, ...] = ()
    words: tuple[Words, ...] = ()
    href: str | None = None
    row: str | None = None
    tip: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    name: str
    width: float
    height: float
    marks: tuple[Mark, ...]

    @property
    def words(self) -> list[Words]:
        return [w for m in self.marks for w in m.words]


PATTERNS = {
    "hatch": ("#ffffff", "M-2 2l4 -4M0 8l8 -8M6 10l4 -4", "#9aa0a3", 1.2),
    "stripes": (DARK, "M0 0v8M4 0v8", "#ffffff", 1.4),
    "dots": ("#ffffff", "M2 2h.01M6 6h.01", "#505a5f", 1.8),
}
"""Ground, lines on a square of eight pixels, their colour and weight."""


def draw(drawing: Drawing, *, links: Literal["pages", "rows", "none"] = "pages", tips: bool = True) -> str:
    """One `<svg>` element. `links` lead to pages of the site, else to rows of the table below, or nowhere."""
    template = environment().get_template("chart.svg.j2")
    return template.render(d=drawing, patterns=PATTERNS, links=links, tips=tips).strip()


def rect(x: float, y: float, w: float, h: float, **more: object) -> Shape:
    made = Shape(f"M{_n(x)} {_n(y)}h{_n(w)}v{_n(h)}h{_n(-w)}z", box=(x, y, x + w, y + h))
    return replace(made, **more)  # type: ignore[arg-type]


def circle(x: float, y: float, r: float, **more: object) -> Shape:
    made = Shape(
        f"M{_n(x - r)} {_n(y)}a{_n(r)} {_n(r)} 0 1 0 {_n(2 * r)} 0a{_n(r)} {_n(r)} 0 1 0 {_n(-2 * r)} 0z",
        box=(x - r, y - r, x + r, y + r),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def sign(kind: str, x: float, y: float, r: float, ink: str) -> tuple[Shape, ...]:
    """A sign around a point; each kind has a form of its own, so that none is told by its colour alone."""
    line = {"stroke": ink, "weight": max(1.6, r / 3)}
    box = (x - r, y - r, x + r, y + r)
    if kind == "full":
        return (circle(x, y, r, fill=ink),)
    if kind == "ring":
        return (circle(x, y, r - 0.5, **line),)
    if kind == "half":
        half = Shape(f"M{_n(x)} {_n(y - r)}a{_n(r)} {_n(r)} 0 0 0 0 {_n(2 * r)}z", fill=ink, box=box)
        return (half, circle(x, y, r - 0.5, **line))
    if kind == "point":
        return (circle(x, y, r - 0.5, **line), circle(x, y, r / 3, fill=ink))
    if kind == "square":
        return (rect(x - r * 0.85, y - r * 0.85, r * 1.7, r * 1.7, fill=ink),)
    paths = {
        "tick": f"M{_n(x - r)} {_n(y)}l{_n(r * 0.7)} {_n(r * 0.75)}l{_n(r * 1.25)} {_n(-r * 1.5)}",
        "cross": f"M{_n(x - r * 0.8)} {_n(y - r * 0.8)}l{_n(r * 1.6)} {_n(r * 1.6)}m0 {_n(-r * 1.6)}l{_n(-r * 1.6)} {_n(r * 1.6)}",
        "triangle": f"M{_n(x)} {_n(y - r)}l{_n(r)} {_n(r * 1.75)}h{_n(-2 * r)}z",
        "dash": f"M{_n(x - r)} {_n(y)}h{_n(2 * r)}",
        "differs": (
            f"M{_n(x - r)} {_n(y - r * 0.4)}h{_n(2 * r)}M{_n(x - r)} {_n(y + r * 0.4)}h{_n(2 * r)}"
            f"M{_n(x + r * 0.6)} {_n(y - r)}l{_n(-r * 1.2)} {_n(2 * r)}"
        ),
        "query": (
            f"M{_n(x - r * 0.55)} {_n(y - r * 0.4)}a{_n(r * 0.58)} {_n(r * 0.58)} 0 1 1 {_n(r * 0.85)} {_n(r * 0.5)}"
            f"q{_n(-r * 0.3)} {_n(r * 0.2)} {_n(-r * 0.3)} {_n(r * 0.55)}M{_n(x)} {_n(y + r)}v.01"
        ),
    }
    return (Shape(paths[kind], box=box, **line),) if kind in paths else ()  # type: ignore[arg-type]


def paragraph(
    x: float,
    y: float,
    text: str,
    size: float,
    room: float,
    *,
    most: int = 99,
    bold: bool = False,
    anchor: Anchor = "start",
    fill: str = INK,
) -> tuple[Words, ...]:
    """The text in lines below `y`, the top of the first; cut after `most` lines."""
    return tuple(
        Words(x, round(y + size * 0.95 + n * size * LEADING, 2), line, size, room, bold, anchor, fill)
        for n, line in enumerate(fitted(text, size, room, most, bold=bold))
    )


def fitted(text: str, size: float, room: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
    """At most so many lines; the last one ends in … where something is left out."""
    lines = wrap(text, size, room, bold=bold)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(last + "…", size, bold=bold) > room:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip() + "…")


def high(lines: int, size: float) -> float:
    """The height of so many lines."""
    return lines * size * LEADING


def moved(marks: Iterable[Mark], dx: float, dy: float) -> list[Words]:
    """The words of marks, moved; for tests of what stands where."""
    return [replace(w, x=w.x + dx, y=w.y + dy) for m in marks for w in m.words]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a legend."""

    words: str
    fill: str
    sign: str = ""
    ink: str = INK
    dash: tuple[float, ...] = ()
    stroke: str = "#505a5f"


def legend(entries: Sequence[Entry], x: float, y: float, room: float, size: float = 12) -> tuple[list[Mark], float]:
    """The signs in words, as many on a line as fit; and the height that they take."""
    marks: list[Mark] = []
    left, top, step = x, y, size * LEADING + 8
    for e in entries:
        long = 26 + width(e.words, size) + 18
        if left > x and left + long > x + room:
            left, top = x, top + step
        swatch = rect(left, top, 20, 16, fill=e.fill, stroke=e.stroke, dash=e.dash)
        said = paragraph(left + 26, top, e.words, size, room - 26, most=1)
        marks.append(Mark((swatch, *sign(e.sign, left + 10, top + 8, 5, e.ink)), said, kind="legend"))
        left += long
    return marks, (top + step - y) if entries else 0


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
