"""How statuses, dates, amounts, kinds and roles are called on pages."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from graph.counted import counted
from graph.ontology import ontology

NOT_KNOWN = "Not known"


@dataclass(frozen=True, slots=True)
class Tag:
    """A status in words; the colour says nothing that the words do not."""

    text: str
    colour: str


STATUS = {
    "asserted": Tag("Stated", "green"),
    "derived": Tag("Follows from the law", "purple"),
    "historic": Tag("Formerly", "grey"),
    "unclear": Tag("Unclear", "yellow"),
    "planned": Tag("Planned or recommended", "turquoise"),
    "negated": Tag("Stated not to hold", "red"),
}
SEATS = {"filled": "green", "possibly filled": "yellow", "no evidence": "grey"}
IN_FORCE = {"surely": "surely in force", "possibly": "possibly in force"}
SEATED = {
    "MEMBER_OF": "Member", "CHAIRS": "Chair", "STATUTORY_PARTNER_OF": "Statutory safeguarding partner",
    "RELEVANT_AGENCY_OF": "Relevant agency", "POST_IN": "Post of the board itself",
}  # fmt: skip
"""How one sits on a board, as a noun."""

LABELS = {
    "BCU": "Basic Command Unit", "Protocol": "instrument", "Person": "person", "Role": "post", "Document": "document",
}  # fmt: skip
PLURALS = {"BCU": "Basic Command Units", "Protocol": "instruments", "Person": "people", "Role": "posts"}


def status(value: str | None) -> Tag:
    """The status as it is called here; one that is not known here as it calls itself."""
    return STATUS.get(value or "", Tag(value or NOT_KNOWN, "grey"))


def label(name: str) -> str:
    """What an entity of this label is, in words."""
    return LABELS.get(name, name.lower())


def labels(name: str) -> str:
    return PLURALS.get(name, ontology().nodes[name].plural)


def reads(relation: str) -> str:
    """An edge type as a verb."""
    edge = ontology().edges.get(relation)
    return edge.reads if edge else relation.replace("_", " ").lower()


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def day(text: str | None) -> str:
    """A partial date in words: 2022-07-31 is 31 July 2022, 2022-07 is July 2022; another text as it stands."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text or "", re.ASCII)
    if not text or not found:
        return text or ""
    year, month, number = found.groups()
    if not month or not 1 <= int(month) <= 12:
        return text
    return (
        f"{int(number)} {calendar.month_name[int(month)]} {year}"
        if number
        else f"{calendar.month_name[int(month)]} {year}"
    )


def pounds(value: float | None) -> str:
    return "" if value is None else f"£{value:,.2f}".removesuffix(".00")


def number(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")


def some(count: int, one: str, many: str | None = None) -> str:
    """A number with its noun."""
    return counted(count, one, many)


def left_out(why: Iterable[str]) -> str:
    """What a download has besides its table, from the reason of each row; empty where it has no more."""
    counts = Counter(why)
    if not counts:
        return ""
    rows = f"{some(counts.total(), 'more row')} in the download"
    if len(counts) == 1:
        return f"{rows}: {next(iter(counts))}."
    return f"{rows}, of which {listed([f'{n:,} {reason}' for reason, n in counts.items()])}."


def listed(items: list[str]) -> str:
    """A, B and C."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""
