"""The 33 local authorities of London as tiles: each where it lies, roughly, and all of one size.

The arrangement is the usual one of tile maps of London (eight columns, seven rows); `london.csv` holds it with the codes of
the Office for National Statistics.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from visualise.grid import Style
from visualise.marks import QUIET, Drawing, Entry, Mark, Words, fitted, high, legend, paragraph, rect, sign

PLACES = Path(__file__).with_name("london.csv")


@dataclass(frozen=True, slots=True)
class Place:
    gss: str
    name: str
    short: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Tile:
    """What a tile shows. `value` is a number or a word, `said` the same in more words."""

    gss: str
    name: str
    style: str
    value: str
    said: str
    href: str | None = None
    row: str | None = None


@cache
def places() -> tuple[Place, ...]:
    """All 33, by code."""
    with PLACES.open(encoding="utf-8", newline="") as file:
        return tuple(
            Place(r["gss"], r["name"], r["short"], int(r["column"]), int(r["row"])) for r in csv.DictReader(file)
        )


def tile_map(name: str, tiles: Sequence[Tile], styles: Mapping[str, Style], width: float) -> Drawing:
    """A tile for each authority; one that `tiles` lack is drawn as not in the graph."""
    used = {t.style for t in tiles}
    shown = [Entry(s.long or s.word, s.fill, s.sign, s.ink, s.dash) for key, s in styles.items() if key in used]
    marks, top = legend(shown, 0, 2, width)
    top += 10
    columns, rows = max(p.column for p in places()) + 1, max(p.row for p in places()) + 1
    w = width / columns
    small = w < 90
    h = min(w, 60.0) if small else 96.0
    known = {t.gss: t for t in tiles}
    for p in sorted(places(), key=lambda p: (p.row, p.column)):
        x, y = p.column * w, top + p.row * h
        tile = known.get(p.gss) or Tile(p.gss, p.name, "missing", "–", "Not in the graph")
        s = styles[tile.style]
        marks.append(_small(p, tile, s, (x, y, w, h)) if small else _large(tile, s, (x, y, w, h)))
    top += rows * h + 14
    if small:
        key, top = _key(top, width)
        marks += key
    return Drawing(name, width, math.ceil(top), tuple(marks))


def _large(t: Tile, s: Style, at: tuple[float, float, float, float]) -> Mark:
    x, y, w, h = at
    box = rect(x + 2, y + 2, w - 4, h - 4, fill=s.fill, stroke="#505a5f", dash=s.dash)
    name = paragraph(x + 11, y + 8, t.name, 14, w - 22, most=2, bold=True, fill=s.ink)
    under = y + 8 + high(len(name), 14) + 2
    room = w - 40 if s.sign else w - 22
    lines = fitted(t.said, 12.5, room, 2)
    grounds = []
    if s.fill == "hatch":
        # hatching under letters is hard to read
        both = high(len(name), 14) + high(len(lines), 12.5) + 12
        grounds = [rect(x + 7, y + 6, w - 14, both, fill="#ffffff")]
    said = paragraph(x + w - 11 - room, under, t.said, 12.5, room, most=2, fill=s.ink if s.fill != "hatch" else QUIET)
    signs = sign(s.sign, x + 17, under + 8, 5.5, s.ink)
    return Mark(
        (box, *grounds, *signs), (*name, *said), href=t.href, row=t.row, tip=f"{t.name}: {t.said}", kind=t.style
    )


def _small(p: Place, t: Tile, s: Style, at: tuple[float, float, float, float]) -> Mark:
    x, y, w, h = at
    box = rect(x + 1, y + 1, w - 2, h - 2, fill=s.fill, stroke="#505a5f", dash=s.dash)
    ground = (rect(x + 5, y + 4, w - 10, h - 8, fill="#ffffff"),) if s.fill == "hatch" else ()
    name = Words(x + w / 2, y + 17, p.short, 13, w - 4, bold=True, anchor="middle", fill=s.ink)
    middle = y + h - 13
    number = t.value.replace(" ", "").replace("+", "").replace("/", "").isdigit()
    said = (Words(x + w / 2, middle + 4.5, t.value, 12, w - 4, anchor="middle", fill=s.ink),) if number else ()
    signs = () if number else sign(s.sign or "dash", x + w / 2, middle, 5, s.ink)
    return Mark((box, *ground, *signs), (name, *said), href=t.href, row=t.row, tip=f"{t.name}: {t.said}", kind=t.style)


def _key(top: float, width: float) -> tuple[list[Mark], float]:
    """What the short names stand for, in two columns."""
    named = sorted(places(), key=lambda p: p.short)
    half = math.ceil(len(named) / 2)
    marks = []
    for n, p in enumerate(named):
        x, y = (n // half) * width / 2, top + (n % half) * 17
        room = width / 2 - 32
        said = (
            Words(x, y + 12, p.short, 11.5, 29, bold=True),
            Words(x + 30, y + 12, fitted(p.name, 11.5, room, 1)[0], 11.5, room),
        )
        marks.append(Mark((), said, kind="key"))
    return marks, top + half * 17 + 8
