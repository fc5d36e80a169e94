"""What a picture in tiers is made of, before anything has its place."""

from __future__ import annotations

from dataclasses import dataclass

DEEPEST = 1
"""So often a body is indented below another; what is deeper stands by itself, and names whom it stands under."""


@dataclass(frozen=True, slots=True)
class Pin:
    """One link, drawn as one line: a row of the table."""

    row: str
    status: str
    mark: str
    downwards: bool
    """It reads from the upper box of the picture to the lower one."""


@dataclass(frozen=True, slots=True)
class Chip:
    """Who stands over a body, named where the body is."""

    id: str
    entity: str
    name: str
    told: tuple[str, ...]
    """What the body below has to do with it, above its name; a line for each of its links that says something else."""
    notes: tuple[str, ...]
    status: str
    pins: tuple[Pin, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A body, those who stand over it, and the bodies under it in the same block."""

    id: str
    name: str
    notes: tuple[str, ...]
    tag: str = ""
    """What stands in bold below its notes: that nothing is stated."""
    pins: tuple[Pin, ...] = ()
    """Its links to the body that it is indented below."""
    chips: tuple[Chip, ...] = ()
    below: tuple[Card, ...] = ()
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Cards of a block under a heading of their own; an empty one has none."""

    heading: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The bodies of one area; one without a heading are those of its band."""

    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """One tier, or those of the boroughs."""

    heading: str
    about: str
    """A second line; an empty one is none."""
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a process."""

    id: str
    name: str
    law: str
    said: tuple[str, ...]
    tag: str
    rows: tuple[str, ...] = ()
