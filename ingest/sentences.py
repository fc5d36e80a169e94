"""Sentences of a text, as places in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?][\"'”’)\]]*(?:\[?\d{1,3}\]?)?(?=\s+[\"'“‘(]?[A-Z0-9•]|\s*$)|\n\s*\n|;\s*\n|\n(?=\s*[-•·*▪] )")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Cllr|Sir|St|No|Nos|Ch|Supt|Det|Insp|Sgt|Rev|Hon|vs|cf|e\.g|i\.e|etc|approx|para|Inc|Ltd|Vol|ed|pp?|s|ss|Art|Fig"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.$"
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, without the white space around it. A title, an initial or "e.g." ends none."""
    start = 0
    for m in _END.finditer(text):
        if m.group().startswith(".") and _SHORT.search(text[max(start, m.start() - 8) : m.start() + 1]):
            continue
        yield from _trimmed(text, start, m.end())
        start = m.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end
