"""Tables that a text layer shows by blanks: where the columns of some lines are cut."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

_WIDE = 2
"""Blanks that part two columns at least."""


def columns(lines: Sequence[str]) -> list[int]:
    """The places before which columns after the first one begin; empty where the lines are no table.

    A column ends where every line has at least two blanks; most lines must have words in two columns or more.
    """
    texts = [line.expandtabs(1).rstrip() for line in lines]
    if len(texts) < 2 or sum("  " in text.strip() for text in texts) * 3 < len(texts) * 2:
        return []
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
        if at > 0 and end < width and end - at >= _WIDE:
            cuts.append(end)
        at = end
    if not cuts:
        return []
    edges = [0, *cuts, width]
    filled = [sum(bool(text[a:b].strip()) for a, b in itertools.pairwise(edges)) for text in texts]
    return cuts if sum(n > 1 for n in filled) * 2 > len(texts) else []
