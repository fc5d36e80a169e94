"""A large picture as pages that a usual printer takes: the whole on the first one, then parts that can be read."""

from __future__ import annotations

import io
from math import ceil
from typing import Final

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, PdfObject, StreamObject

PAGE: Final = (1190.55, 841.89)
"""A3 across, in points (ISO 216)."""
EDGE: Final = 28.0
"""What printers leave white."""
OVERLAP: Final = 24.0
"""So much of a part is seen again on the next, to lay them together."""
LEGIBLE: Final = 0.62
"""The scale at which the smallest letters of our pictures (11 px) are seven points high."""


def pages(drawn: bytes) -> bytes:
    """The same PDF where its one page can be read at A3; else the whole on one page and its parts on further ones.

    The parts follow row by row from the top left; neighbours overlap.
    """
    page = PdfReader(io.BytesIO(drawn)).pages[0]
    wide, tall = float(page.mediabox.width), float(page.mediabox.height)
    room = PAGE[0] - 2 * EDGE, PAGE[1] - 2 * EDGE
    fit = min(room[0] / wide, room[1] / tall, 1.0)
    if fit >= LEGIBLE:
        return drawn
    made = PdfWriter()
    whole = _form(made, page)
    _put(made, whole, fit, 0, tall - room[1] / fit)
    across, down = (_count(side * LEGIBLE, space) for side, space in ((wide, room[0]), (tall, room[1])))
    step = (room[0] - OVERLAP) / LEGIBLE, (room[1] - OVERLAP) / LEGIBLE
    for row in range(down):
        for column in range(across):
            _put(made, whole, LEGIBLE, column * step[0], tall - room[1] / LEGIBLE - row * step[1])
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def _count(length: float, space: float) -> int:
    return max(1, ceil((length - OVERLAP) / (space - OVERLAP)))


def _form(made: PdfWriter, page: PageObject) -> PdfObject:
    """The page's content as one object that every sheet shows a part of (ISO 32000-1, section 8.10)."""
    contents = page.get_contents()
    form = StreamObject()
    form.set_data(b"" if contents is None else contents.get_data())
    form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    form[NameObject("/BBox")] = page.mediabox
    form[NameObject("/Resources")] = page["/Resources"].clone(made)
    # kept once, however many sheets show it
    return made._add_object(form.flate_encode())


def _put(made: PdfWriter, whole: PdfObject, scale: float, left: float, bottom: float) -> None:
    """A sheet that shows the picture from `left` and `bottom`, in its own points, at that scale."""
    sheet = made.add_blank_page(*PAGE)
    move = f"{scale:.5f} 0 0 {scale:.5f} {EDGE - left * scale:.3f} {EDGE - bottom * scale:.3f}"
    white = f"{EDGE} {EDGE} {PAGE[0] - 2 * EDGE:.2f} {PAGE[1] - 2 * EDGE:.2f} re W n"
    drawn = StreamObject()
    drawn.set_data(f"q {white} {move} cm /Whole Do Q".encode())
    sheet[NameObject("/Contents")] = made._add_object(drawn)
    named = DictionaryObject({NameObject("/Whole"): whole})
    sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): named})
