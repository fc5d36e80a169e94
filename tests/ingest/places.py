"""Whether the words of a reading stand where it says."""

from __future__ import annotations

from ingest.reading import Clean, Reading


def misplaced(reading: Reading) -> str | None:
    """The first thing that is not at its place, in words."""
    text = reading.text
    before = -1
    for block in reading.blocks:
        if not 0 <= block.start < block.end <= len(text):
            return f"{block.kind} from {block.start} to {block.end} of {len(text)}"
        if block.start <= before:
            return f"{block.kind} at {block.start} begins no later than the one before"
        before = block.start
        if block.lines != (reading.line_at(block.start), reading.line_at(block.end - 1)):
            return f"{block.kind} on lines {block.lines}"
        if reading.paged and block.page != reading.page_at(block.start):
            return f"{block.kind} on page {block.page}"
        for clean in (block.clean, *(cell.clean for row in block.rows for cell in row)):
            if wrong := _wrong(clean, text, block.start, block.end):
                return f"{block.kind} on line {block.lines[0]}: {wrong}"
        if len({len(row) for row in block.rows}) > 1:
            return f"table on line {block.lines[0]}: rows of different lengths"
    return None


def _wrong(clean: Clean, text: str, start: int, end: int) -> str | None:
    if len(clean.text) != len(clean.origin):
        return f"{len(clean.text)} characters, {len(clean.origin)} places"
    last = start
    for character, place in zip(clean.text, clean.origin, strict=True):
        if not last <= place < end:
            return f"{character!r} at {place}, after {last}, before {end}"
        last = place
        there = text[place]
        blank = character.isspace() and (there.isspace() or there in "<|")
        # an entity stands where its ampersand does
        if not (there == character or blank or there == "&"):
            return f"{character!r} where {there!r} stands"
    return None
