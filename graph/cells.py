"""Texts as files of other programs can take them: no signs that XML or a spreadsheet refuse, no cell that is run."""

from __future__ import annotations

import re
from collections.abc import Iterable

BETWEEN = " | "
"""Stands between the parts of a list in one cell."""
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
"""What XML 1.0 (section 2.2) has no place for, or advises against."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def plain(text: str) -> str:
    """The text with a replacement sign for each control character."""
    return NO_TEXT.sub("\ufffd", text)


def joined(values: Iterable[object]) -> str:
    return BETWEEN.join(str(v) for v in values)


def cell(value: object) -> str:
    """A value as a cell of CSV: nothing for what is not known, an apostrophe before what a spreadsheet would run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    text = plain(value if isinstance(value, str) else joined(value) if isinstance(value, Iterable) else str(value))
    return "'" + text if text.startswith(FORMULA) else text
