"""Who chaired a meeting, where only their post says it: "Independent Chair of the board that met"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.extract.minutes_entries import Attendee, read_entry
from ingest.extract.minutes_lines import cut
from ingest.extract.minutes_naming import Manner
from ingest.reading import Clean

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


_CHAIRED = (
    re.compile(r"\bchaired\s+by\s+(?:the\s+)?(?P<who>[^.;:(]{5,80})"),
    re.compile(
        r"(?:^|(?<=[.;]\s))(?:[Ii]n\s+the\s+absence\s+of\s+[^.;]{5,160}?,\s+)?(?P<who>[A-Z][^.;:,]{4,60}?),?\s+(?:[^.;:,]{3,50},\s+)?"
        r"(?:(?:took|assumed|occupied|was\s+in|in)\s+the\s+[Cc]hair\b|chaired\s+(?:the|this)\s+meeting\b)"
    ),
)


def chairs_said(paragraphs: Sequence[Clean], manner: Manner) -> list[Attendee]:
    """Who chaired by a sentence of the minutes: "Ada Example took the chair"."""
    for text in paragraphs:
        for pattern in _CHAIRED:
            for match in pattern.finditer(text.text):
                who = read_entry(cut(text, *match.span("who")), replace(manner, capacity="present"))
                if who and who[0].name is not None and re.match(r"[A-Z]", match.group("who")):
                    return [replace(who[0], chair=True)]
    return []


def presiding(people: Sequence[Attendee], board: str | None) -> list[Attendee]:
    """The people, with the one marked who was there as chair of the board that met. Only where nobody else is marked."""
    people = list(people)
    there = [a for a in people if a.capacity in ("present", "in_attendance")]
    if board is None or any(a.chair for a in people):
        return people
    own = _own_chair(board)
    chairs = [a for a in there if _presides(a, own)]
    if len(chairs) != 1:
        return people
    return [replace(a, chair=True) if a is chairs[0] else a for a in people]


def _presides(one: Attendee, own: re.Pattern[str]) -> bool:
    """Whether somebody's post is to chair the board. "Chair" with another body is its chair."""
    role = (one.role or "").split(",")[0]
    if one.organisation and own.fullmatch(f"{role}, {one.organisation}"):
        return True
    bare = re.fullmatch(r"(?:co-?)?chair(?:man|woman|person)?", role, re.I)
    return bool(own.fullmatch(role)) and not (bare and one.organisation)


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
        rf"(?:\s*(?:,|–|-|of|for)?\s*(?:the\s+)?(?:{said}))?",
        re.I,
    )
