"""A map as a file of its own: SVG, PNG and PDF, all of the same picture, and each the same bytes each time."""

from __future__ import annotations

from typing import Final, Literal, get_args

import vl_convert
from markupsafe import Markup, escape

from visualise.charts import ChartMap
from visualise.linked import NetworkMap
from visualise.network import Sample, legend
from visualise.sheaf import pages
from visualise.svg import FOLDER, draw
from visualise.text import width, wrap

Format = Literal["html", "svg", "png", "pdf", "csv"]
FORMATS: Final = get_args(Format)
MEDIA: Final = {
    "html": "text/html", "svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
}  # fmt: skip
MARGIN, TITLE, SMALL = 24.0, 26.0, 13.0
FINE: Final = 2.0
"""Pixels of a PNG for one of the picture."""
LARGEST: Final = 16_000
"""No side of a PNG is longer: more than that few programs open."""
MOST: Final = 24_000_000
"""Pixels of a PNG at most."""
FAMILY: Final = "Liberation Sans, Arial, Helvetica, sans-serif"


def svg(m: NetworkMap | ChartMap, *, kind: str = "print") -> str:
    """The picture with its title, legend and origin, valid on its own."""
    if isinstance(m, ChartMap):
        inner = m.svg(kind) if kind in m.drawings else ""
        size = (m.drawings[kind].width, m.drawings[kind].height) if kind in m.drawings else (600.0, 0.0)
        told: list[Sample] = []
    else:
        drawn = m.pictures.get(kind)
        size = (drawn.width, drawn.height) if drawn else (600.0, 0.0)
        css = Markup((FOLDER / "picture.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
        inner = draw(drawn, {}, links=False, head=Markup("<style>{}</style>").format(css)) if drawn else ""
        told = legend(m) if drawn else []
    return _sheet(m, inner, size, told)


def png(m: NetworkMap | ChartMap, *, kind: str = "print") -> bytes:
    """The same as pixels."""
    drawn = svg(m, kind=kind)
    wide, tall = _size(drawn)
    scale = min(FINE, LARGEST / max(wide, tall), (MOST / (wide * tall)) ** 0.5)
    return bytes(vl_convert.svg_to_png(drawn, scale=scale))


def pdf(m: NetworkMap | ChartMap, *, kind: str = "print") -> bytes:
    """The same for print, its text still text: one page, or several where one would be too small to read."""
    return pages(bytes(vl_convert.svg_to_pdf(svg(m, kind=kind))))


def _sheet(m: NetworkMap | ChartMap, inner: str, size: tuple[float, float], told: list[Sample]) -> str:
    """Title above, the picture, below it the legend, how to read it, and what it was made from."""
    wide = max(size[0], 600.0) + 2 * MARGIN
    room = wide - 2 * MARGIN
    parts, y = [], MARGIN + TITLE
    parts.append(_text(m.title, MARGIN, y, TITLE, bold=True))
    y += 10
    for line in wrap(m.lead, SMALL, room):
        y += SMALL * 1.35
        parts.append(_text(line, MARGIN, y, SMALL))
    y += 16
    if inner:
        parts.append(Markup('<svg x="{}" y="{}" width="{}" height="{}">{}</svg>').format(
            MARGIN, y, size[0], size[1], Markup(inner)  # noqa: S704 - drawn and escaped by visualise.svg or marks
        ))  # fmt: skip
        y += size[1] + 10
    x = MARGIN
    for n, (words, dash, sign, mark) in enumerate(told):
        taken = 64 + width(words, SMALL) + 24
        if n == 0 or x + taken > wide - MARGIN:
            x, y = MARGIN, y + 22
        parts.append(_sample(x, y, dash, sign, mark))
        parts.append(_text(words, x + 64, y + 4.5, SMALL))
        x += taken
    y += 12 if told else 0
    nothing = () if inner else ("The documents loaded say nothing of what this map shows.",)
    for text in (*nothing, m.how_to_read if inner else "", f"Made by safegov from {m.made_from}."):
        for line in wrap(text, SMALL, room):
            y += SMALL * 1.35
            parts.append(_text(line, MARGIN, y, SMALL))
    tall = y + MARGIN
    head = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
        'font-family="{f}"><title>{t}</title><desc>{d}</desc><rect width="{w}" height="{h}" fill="#fff"/>'
    ).format(w=round(wide, 2), h=round(tall, 2), f=FAMILY, t=m.title, d=" ".join(f"{a}. {b}" for a, b in m.summary))
    return str(head + Markup("").join(parts) + Markup("</svg>")) + "\n"


def _text(text: str, x: float, y: float, size: float, *, bold: bool = False) -> Markup:
    weight = Markup(' font-weight="bold"') if bold else ""
    return Markup('<text x="{}" y="{}" font-size="{}"{} fill="#0b0c0c">{}</text>').format(
        round(x, 2), round(y, 2), size, weight, escape(_legal(text))
    )


def _sample(x: float, y: float, dash: tuple[int, ...], sign: str, mark: str) -> Markup:
    line = Markup('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="#003078" stroke-width="2"{}/>').format(
        x, y, x + 54, y, Markup(' stroke-dasharray="{}"').format(" ".join(map(str, dash))) if dash else ""
    )
    if mark:
        line += Markup('<circle cx="{}" cy="{}" r="8" fill="#003078"/><text x="{}" y="{}" font-size="11" '
                       'font-weight="bold" text-anchor="middle" fill="#fff">{}</text>').format(
            x + 27, y, x + 27, y + 4, mark
        )  # fmt: skip
    if sign:
        line += Markup('<rect x="{}" y="{}" width="12" height="16" fill="#fff" stroke="#003078"/><text x="{}" y="{}" '
                       'font-size="15" font-weight="bold" text-anchor="middle">{}</text>').format(
            x + 21, y - 8, x + 27, y + 5.5, sign
        )  # fmt: skip
    return line


def _legal(text: str) -> str:
    """The text without what XML can not hold."""
    return "".join(
        c for c in text if c in "\t\n" or 0x20 <= ord(c) < 0xD800 or 0xE000 <= ord(c) <= 0xFFFD or ord(c) > 0xFFFF
    )


def _size(drawn: str) -> tuple[float, float]:
    wide, tall = drawn.split('viewBox="0 0 ', 1)[1].split('"', 1)[0].split()
    return float(wide), float(tall)
