"""Slow patterns on long texts: tried only at the places, or in the parts around the places, that a fast one has found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_AFTER = 300
"""Characters behind a place that belong to it."""
_EDGE = re.compile(r"\s*.{0,80}?(?:\s|\Z)", re.DOTALL)


def small(text: str) -> str:
    """A text in small letters, each at its place; the few letters whose small form is longer stay."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def starting_at(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """The matches of a pattern in a text, none over another, that begin at one of these places (in their order)."""
    end = 0
    for place in places:
        match = pattern.match(text, place) if place >= end else None
        if match is not None:
            end = match.end()
            yield match


def around(text: str, places: Iterable[int], before: int) -> list[tuple[int, int]]:
    """The parts of a text around these places (in their order), none over another; each ends between two words.

    `before`: how many characters before a place belong to it: more than what is looked for there ever has.
    """
    parts: list[tuple[int, int]] = []
    for place in places:
        start, end = max(0, place - before), _end(text, place + _AFTER)
        if parts and start <= parts[-1][1]:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return parts


def _end(text: str, place: int) -> int:
    """The end of a word after a place, behind white space and what follows it: no pattern takes it for the text's end."""
    edge = _EDGE.match(text, place)
    return edge.end() if edge is not None else len(text)
