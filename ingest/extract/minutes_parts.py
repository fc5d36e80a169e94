"""The parts of an entry of minutes: what stands between commas, dashes, brackets and columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.extract.minutes_lines import cut
from ingest.extract.minutes_marks import mark_of
from ingest.extract.minutes_words import sort_of
from ingest.reading import Clean


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an entry: its text, the mark before it, and whether it stands in brackets."""

    clean: Clean
    before: str = ""
    bracket: bool = False

    @property
    def text(self) -> str:
        return self.clean.text


_SEPARATOR = re.compile(
    r"\s*[,;]\s*|\s+[–—‒\-]{1,2}\s*|\s*[–—]\s+|\t+|\s{2,}|\s*\|\s*|\s*:\s+|\s+/\s+|\s*[•·▪●]\s*|(?<=[^\W\d_])[-–]\s+(?=[A-Z])"
)


def parts_of(clean: Clean) -> list[Part]:
    """The parts of an entry, by its commas, dashes, brackets and columns."""
    return list(_parts(clean))


def _parts(clean: Clean) -> Iterator[Part]:
    text, start, before, depth = clean.text, 0, "", 0
    at = 0
    while at < len(text):
        char = text[at]
        if char in "([":
            if depth == 0:
                if not _within_name(text, at):
                    part = cut(clean, start, at)
                    if part.text:
                        yield Part(part, before)
                        before = ""
                    start = at + 1
                    depth = 1
            else:
                depth += 1
        elif char in ")]" and depth:
            depth -= 1
            if depth == 0:
                part = cut(clean, start, at)
                if part.text:
                    yield Part(part, before, bracket=True)
                before, start = "", at + 1
        elif depth == 0 and (match := _SEPARATOR.match(text, at)) and match.end() > at:
            part = cut(clean, start, at)
            if part.text:
                yield Part(part, before)
            before = match.group().strip() or " "
            at = start = match.end()
            continue
        at += 1
    part = cut(clean, start)
    if part.text:
        yield Part(part, before, bracket=depth > 0)


def _within_name(text: str, at: int) -> bool:
    """ "Elizabeth (Liz) Example": the bracket is a part of the name."""
    match = re.compile(r"\(([^\W\d_]+)\)\s+[^\W\d_a-z][\w’'\-]+").match(text, at)
    before = text[:at].strip()
    return bool(
        match
        and re.search(r"(?:^|[,;]\s*)(?:\w+\s+)?[^\W\d_a-z][\w’'\-]+$", before)
        and not match.group(1).isupper()
        and sort_of(match.group(1) + " Example") == "person"
        and not mark_of(match.group(1))
        and sort_of(match.group().split(")", 1)[1].strip() + " Example") == "person"
    )
