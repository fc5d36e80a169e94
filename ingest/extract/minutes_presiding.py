"""Who chaired a meeting, where only their post says it: "Independent Chair of the board that met"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.extract.minutes_entries import Attendee

_SHORT = (
    (
        r"safeguarding\s+children|children[’']?s?\s+safeguarding|local\s+safeguarding",
        ("LSCB", "LSCP", "SCB", "SCP", "CSP", "CSCP"),
    ),
    (r"safeguarding\s+adults?", ("SAB", "LSAB", "SAPB")),
    (r"health\s+(?:and|&)\s+well-?\s?being", ("HWB", "HWBB")),
    (r"community\s+safety", ("CSP",)),
    (r"safer\s+neighbourhood", ("SNB",)),
    (r"child\s+protection\s+committee", ("CPC",)),
)


def presiding(people: Sequence[Attendee], board: str | None) -> list[Attendee]:
    """The people, with the one marked who was there as chair of the board that met. Only where nobody else is marked."""
    people = list(people)
    there = [a for a in people if a.capacity in ("present", "in_attendance")]
    if board is None or any(a.chair for a in people):
        return people
    own = _own_chair(board)
    chairs = [a for a in there if a.role and (own.fullmatch(a.role) or own.fullmatch(f"{a.role}, {a.organisation}"))]
    if len(chairs) != 1:
        return people
    return [replace(a, chair=True) if a is chairs[0] else a for a in people]


def _own_chair(board: str) -> re.Pattern[str]:
    """The post of somebody who chairs this board."""
    words = [
        w
        for w in re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", board)
        if w.casefold() not in ("and", "of", "the", "for", "s")
    ]
    letters = "".join(w[0].upper() for w in words)
    names = {board, *(short for pattern, found in _SHORT if re.search(pattern, board, re.I) for short in found)}
    names |= {letters[i:] for i in range(min(3, len(letters))) if len(letters) - i > 2}
    said = "|".join(r"\s+".join(map(re.escape, n.split())) for n in sorted(names, key=len, reverse=True))
    kind = r"(?:independent|interim|acting|clinical|lay)\s+"
    return re.compile(
        rf"(?:the\s+)?(?:{kind})?(?:(?:{said}|board|partnership)\s+)?(?:{kind})?(?:co-?)?chair(?:man|woman|person)?"
        rf"(?:\s*(?:,|–|-|of|for)?\s*(?:the\s+)?(?:{said}))?(?:\s*,.*)?",
        re.I,
    )
