"""Lists of people that have no label over them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.extract.minutes_labels import Label, label_of
from ingest.extract.minutes_lines import Line
from ingest.extract.minutes_naming import names_person
from ingest.extract.minutes_sections import Section
from ingest.extract.minutes_turns import SAID


def unlabelled(lines: Sequence[Line]) -> Section | None:
    """The people who stand right below the title of minutes without a label over them; None where none do.

    Each of the lines begins with a name, and most tell more of it: a post, a body, or that the person chaired.
    """
    start = None
    told = 0
    for number, line in enumerate(lines[:60]):
        text = line.text
        people = [c.clean for c in line.columns if c.text]
        listed = [names_person(c) for c in people]
        if (all(listed) or (listed[0] and line.table is not None)) and not line.numbered and not SAID.match(text):
            start = number if start is None else start
            told += sum(bool(re.search(r"[(,]|\s[–-]\s", c.text)) for c in people)
            continue
        if start is not None and _carries_on(lines[number - 1], line):
            continue
        if start is not None and number - start > 2 and told * 2 > number - start:
            return Section(Label("present"), tuple(lines[start:number]), start, number, printed=False)
        start, told = None, 0
        if (
            label_of(text) is not None
            or line.numbered
            or re.match(r"\W*(?:welcome|introductions?|agenda)\b", text, re.I)
        ):
            return None
    return None


def _carries_on(before: Line, line: Line) -> bool:
    """Whether a line is the rest of an entry that was broken."""
    return not line.gap and (line.columns[0].at > before.columns[0].at + 1 or line.text[:1].islower())
