"""What a network map hands over: its pictures, and every link of it with the evidence, ready to be shown in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from visualise.picture import Picture

STATUS_WORDS: Mapping[str, str] = {
    "asserted": "Stated",
    "derived": "Follows from the law",
    "historic": "Formerly",
    "unclear": "Unclear",
    "planned": "Planned or recommended",
    "negated": "Stated not to hold",
}
"""How a status is called, in the order of tables and legends. One that is not known here is shown as it is called."""


@dataclass(frozen=True, slots=True)
class Source:
    """One piece of evidence, ready to be read."""

    statement: str
    document: str
    """Id of the document."""
    title: str
    where: str
    """Date and place in the document."""
    quote: str | None
    found: bool | None
    """Whether the quote stands in the copy that was added; None where nobody has looked."""
    sentence: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """One edge of the map, and one row of its table: source, does and target read as a sentence."""

    id: str
    """`row-` and a hash: the same each time."""
    kind: str
    """What the filter by kind of edge offers, as a slug."""
    source_id: str
    source: str
    does: str
    target_id: str
    target: str
    status: str
    particulars: str
    valid_from: str | None
    valid_to: str | None
    """Partial dates as printed."""
    earliest: str | None
    latest: str | None
    """ISO days: surely not in force before, and after; None where that is not known."""
    boroughs: tuple[str, ...]
    """Ids of the boroughs that it has to do with."""
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the table, in its order. What is not drawn stands in the table only."""

    slug: str
    heading: str
    links: tuple[Link, ...]
    drawn: bool = True


Cell = str | tuple[str, str]
"""Text, or text and the address that it leads to."""


@dataclass(frozen=True, slots=True)
class Extra:
    """A further table beside a map."""

    heading: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class NetworkMap:
    """A map of bodies and links, computed whole: whoever draws it adds nothing but the drawing."""

    name: str
    title: str
    lead: str
    """What it shows, in a sentence or two."""
    how_to_read: str
    summary: tuple[tuple[str, str], ...]
    """The map in words: how a line begins, in bold, and how it goes on."""
    pictures: Mapping[str, Picture]
    """`wide` for a screen, `print` for a landscape page, `narrow` for a telephone."""
    groups: tuple[Group, ...]
    kinds: Mapping[str, str]
    """Kinds of links by slug, in the order of the legend."""
    boroughs: Mapping[str, str]
    """Names by id, for the filter."""
    documents: tuple[tuple[str, str], ...]
    """Title and date of each document behind the evidence."""
    made_from: str
    tables: tuple[Extra, ...] = ()


def when(link: Link) -> str:
    """Its dates in words, as they are printed."""
    if link.valid_from and link.valid_to:
        same = link.valid_from == link.valid_to
        return link.valid_from if same else f"from {link.valid_from} to {link.valid_to}"
    if link.valid_from:
        return f"from {link.valid_from}"
    return f"until {link.valid_to}" if link.valid_to else "Dates not known"
