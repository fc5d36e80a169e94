"""Tables that a text layer shows by blanks: which lines are one, where its columns are cut, which lines are one row."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

_WIDE = 2
"""Blanks that part two columns at least."""
_LONG = 60
_MARK = re.compile(r"^(?:[-*+•▪◦o]|\(?\w{1,3}[.)])\s+")
_GAP = re.compile(r"\S {3,}\S|[^\s.!?:;,] {2}\S")
"""Two blanks may follow the end of a sentence."""
_CONNECTED = re.compile(r"(?:[,&/-]|\b(?:and|of|the|for|to|in|on|at|with))$")


def begins(text: str) -> bool:
    """Whether the line has a blank so wide that it may part two columns; the one after the mark of an item does not count."""
    return bool(_GAP.search(_MARK.sub("", text.expandtabs(8).strip())))


def region(lines: Sequence[str], at: int) -> int:
    """The line after the last one that may belong to the table that begins at `at`: blank lines within it are single."""
    sure = end = at + 1
    while end < len(lines):
        text, above = lines[end].rstrip(), lines[end - 1].strip()
        if not text:
            if not above:
                break
        elif begins(text) or (above and text.startswith("   ")):
            sure = end + 1
        elif len(text) > _LONG or end > sure + 1:
            break  # a single line in the first column may name what the rows below it have in common
        end += 1
    return sure


def columns(lines: Sequence[str]) -> list[int]:
    """The places before which columns after the first one begin; empty where the lines are no table.

    A column ends where every line has at least two blanks; half of the lines must have words in two columns or more.
    """
    texts = [line.expandtabs(1).rstrip() for line in lines]
    if len(texts) < 2 or not any("   " in text.strip() for text in texts):
        return []  # two blanks may follow a full stop
    cuts = _cuts(texts)
    if not cuts:
        return []
    filled = [len(_filled(text, cuts)) for text in texts]
    several = sum(n > 1 for n in filled)
    return cuts if several > 1 and several * 2 >= len(texts) else []


def _cuts(texts: Sequence[str]) -> list[int]:
    width = max(map(len, texts))
    free = [all(at >= len(text) or text[at] == " " for text in texts) for at in range(width)]
    cuts = []
    at = 0
    while at < width:
        if not free[at]:
            at += 1
            continue
        end = at
        while end < width and free[end]:
            end += 1
        if at > 0 and end < width and end - at >= _WIDE and any(text[:at].strip() for text in texts):
            cuts.append(end)
        at = end
    return cuts


def _filled(text: str, cuts: Sequence[int]) -> list[int]:
    """The columns in which a line has words."""
    edges = [0, *cuts, max(len(text), cuts[-1])]
    return [n for n, (a, b) in enumerate(itertools.pairwise(edges)) if text[a:b].strip()]


def bands(lines: Sequence[str], cuts: Sequence[int]) -> list[list[int]]:
    """Which lines make a row each: a line goes on the one above where nothing stands in its first column and it says so.

    It says so by beginning small, by ending a phrase that is open above, or where blank lines part the rows of the table.
    """
    parted = any(not line.strip() for line in lines)
    made: list[list[int]] = []
    for n, line in enumerate(lines):
        if not line.strip():
            continue
        text = line.expandtabs(1).rstrip()
        filled = _filled(text, cuts)
        above = made[-1][-1] if made else None
        if above is not None and above == n - 1 and filled and (filled[0] > 0 or len(filled) == 1):
            first = _cell(text, cuts, filled[0])
            before = _cell(lines[above].expandtabs(1).rstrip(), cuts, filled[0])
            open_above = bool(before) and (first[:1].islower() or first[:1] in "&(" or bool(_CONNECTED.search(before)))
            if (open_above and len(filled) <= len(_filled(lines[above].expandtabs(1), cuts))) or (
                parted and filled[0] > 0 and len(filled) == 1
            ):
                made[-1].append(n)
                continue
        made.append([n])
    return made


def _cell(text: str, cuts: Sequence[int], column: int) -> str:
    edges = [0, *cuts, max(len(text), cuts[-1])]
    return text[edges[column] : edges[column + 1]].strip()
