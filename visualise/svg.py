"""Draws a picture as static SVG: works without a script, prints, and each edge leads to its row in the table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from visualise.picture import DASHES, FONTS, SIGNS, Picture

FOLDER = Path(__file__).parent / "templates"


def draw(picture: Picture, tips: Mapping[str, str], *, links: bool = True, head: Markup | None = None) -> str:
    """One `<svg>` element. `tips` say what shows while the pointer rests on an edge, by the id of its row.

    Without `links` it leads nowhere, as a file of its own must not; `head` stands at its beginning.
    """
    template = environment().get_template("picture.svg.j2")
    given = {"fonts": FONTS, "dashes": DASHES, "signs": SIGNS, "links": links, "head": head or Markup()}
    return template.render(p=picture, tips=tips, **given).strip()


@cache
def environment() -> Environment:
    """Templates of this folder. Everything is escaped, whatever a file is called; an unknown name is an error."""
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
