"""Forms of names: what is stripped from a printed name, which kinds of boards each area has one of."""

from __future__ import annotations

import re

from graph.statements import Entity
from ingest.sieve import Sieved

LINE_END = re.compile(r"(?<!\n)\n(?!\n)")
LOCAL_UNIT = re.compile(
    r"(?:youth (?:offending|justice) (?:service|team)|multi[- ]?agency safeguarding hub|mash|yos|yjs|"
    r"early help (?:service|hub)|"
    r"children and families team|family information service|lado service|community safety (?:team|unit))$",
    re.I,
)
"""Services that each borough has one of."""
KNOWN_KINDS = Sieved(
    r"\b(?:health (?:and|&) well-?being board|community safety partnership|safeguarding adults? board|"
    r"corporate parenting (?:board|panel)|youth (?:justice|offending) management board|safer neighbourhoods? board|"
    r"safeguarding children (?:partnership|board)|"
    r"(?:children's services |overview and |health )?scrutiny (?:sub-)?(?:committee|panel))\b"
)
"""Boards that each area has one of, as texts write them without capitals."""
SHORT_FORMS: dict[str, tuple[str, str, str]] = {
    "LSCB": ("Safeguarding Children Board", "Board", "board"),
    "SCB": ("Safeguarding Children Board", "Board", "board"),
    "SCP": ("Safeguarding Children Partnership", "Board", "partnership"),
    "LSCP": ("Safeguarding Children Partnership", "Board", "partnership"),
    "SAB": ("Safeguarding Adults Board", "Board", "board"),
    "HWB": ("Health and Wellbeing Board", "Board", "board"),
    "HWBB": ("Health and Wellbeing Board", "Board", "board"),
    "CSP": ("Community Safety Partnership", "Board", "partnership"),
    "SNB": ("Safer Neighbourhood Board", "Board", "board"),
    "YOS": ("Youth Offending Service", "Organisation", "unit"),
    "YOT": ("Youth Offending Team", "Organisation", "unit"),
    "YJS": ("Youth Justice Service", "Organisation", "unit"),
    "MASH": ("Multi-Agency Safeguarding Hub", "Organisation", "unit"),
}
"""What each area has one of, by the short form that stands behind the area's name: full name, label, kind."""
ONE_WORD = Sieved(rf"\b(?:MARAC|MACE|MASE|MARVE|{'|'.join(SHORT_FORMS)})(?=\b|['’])")
"""Short forms of bodies that each area has one of its own of."""
KIND_OF_HOME = re.compile(
    r"(?:\bLocal )?\bSafeguarding (?:Children|Child|Adult|Partner)|\bHealth (?:and|&) Well-?being Board|"
    r"\bCommunity Safety Partnership|\bYouth (?:Justice|Offending)|\bCorporate Parenting|"
    r"\bChildren['’]s? Safeguarding|\bSafer Neighbourhood",
    re.I,
)
"""Where the kind of a board begins in its name: what stands before it is its area."""
SUBGROUP = re.compile(r"sub[- ]?(?:group|committee)|working group|task|executive|group\b", re.I)


def tidy(name: str) -> str:
    """A printed name without marks of emphasis, article and closing points."""
    name = " ".join(name.replace("*", "").split()).strip(" .,;:•-–|")
    name = re.sub(r"^(?:the|The|THE)\s+", "", name)
    return _lower(name) if len(name) > 8 and name.isupper() and " " in name else name


def capitals(name: str) -> str:
    """A name printed in small letters, as it is printed elsewhere."""
    return " ".join(w if w in {"and", "&"} else w.capitalize() for w in name.split())


def words_of(name: str) -> tuple[str, ...]:
    """What ways to print one board's name share: its words in any order, without "Local", possessives and small words."""
    words = (
        re.sub(r"['’]s?$", "", w) for w in re.findall(r"[\w'’]+", name.casefold().replace("well-being", "wellbeing"))
    )
    plural = {"adults": "adult", "childrens": "children"}
    return tuple(sorted(plural.get(w, w) for w in words if w not in _NO_PART))


_NO_PART = {"local", "the", "of", "for", "and", "london", "royal", "borough"}


def _lower(name: str) -> str:
    """A name printed all in capitals, as it is printed elsewhere; short words without vowels stay (abbreviations)."""
    words = [
        w.casefold() if w.casefold() in {"of", "and", "for", "the", "to", "on", "in"}
        else w if not re.search("[AEIOU]", w) or len(w) < 3 else w.capitalize()
        for w in name.split()
    ]  # fmt: skip
    return " ".join(words)


def longest(spans: list[tuple[int, int, Entity]]) -> list[tuple[int, int, Entity]]:
    """Of spans that overlap the longest, the earlier of two equal ones; in the order of the text."""
    taken: list[tuple[int, int, Entity]] = []
    used: set[int] = set()
    for first, after, entity in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if used.isdisjoint(range(first, after)):
            used.update(range(first, after))
            taken.append((first, after, entity))
    return sorted(taken, key=lambda s: s[0])
