"""Payments by year or span, and what is stated in all for one body and one year: never over bodies or years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph.identity import slug
from graph.store import Row
from visualise.flow import FACTS

NOT_STATED = "not-stated"


@dataclass(slots=True)
class Year:
    """A year or span, with all that is stated for it."""

    value: str
    """As it stands in an address."""
    label: str
    first_day: str
    rows: list[Row] = field(default_factory=list)

    @property
    def amounts(self) -> int:
        return sum(r["amount_gbp"] is not None for r in self.rows)


@dataclass(slots=True)
class Total:
    """What is stated for one body and year."""

    rows: list[Row]

    @property
    def counted(self) -> list[Row]:
        return [r for r in self.rows if r["counted"]]

    @property
    def total(self) -> float | None:
        return round(sum(r["amount_gbp"] for r in self.counted), 2) if self.counted else None

    @property
    def marked(self) -> float | None:
        """What MOPAC and the Violence Reduction Unit pay of it; None where no amount of theirs is stated."""
        own = [r["amount_gbp"] for r in self.counted if r["marked"]]
        return round(sum(own), 2) if own else None

    @property
    def share(self) -> float | None:
        """In percent; None where their amount, or every other funder's, is missing, so that the whole is not known."""
        if self.marked is None or not self.total or all(r["marked"] for r in self.counted):
            return None
        return round(100 * self.marked / self.total, 1)

    @property
    def silent(self) -> list[str]:
        """Funders whose amount is not stated."""
        return sorted({r["funder"] for r in self.rows if r["amount_gbp"] is None and r["status"] in FACTS})


def years(rows: Sequence[Row]) -> list[Year]:
    """The years and spans that are stated, the latest first; what has none is the last."""
    found: dict[tuple[str, str], Year] = {}
    for r in rows:
        days = f"{r['first_day'] or ''} {r['last_day'] or ''}" if r["first_day"] or r["last_day"] else ""
        key = (days, "" if days else r["year"] or "")
        label = r["year"] or "Year not stated"
        made = found.setdefault(
            key,
            Year(slug(label) if r["year"] else NOT_STATED, label, r["first_day"] or ""),
        )
        made.rows.append(r)
    taken: set[str] = set()
    for y in sorted(found.values(), key=lambda y: (y.label, y.first_day)):
        # two spans can be printed alike
        while y.value in taken:
            y.value += "-b"
        taken.add(y.value)
    return sorted(found.values(), key=lambda y: (y.value != NOT_STATED, y.first_day, y.label), reverse=True)


def totals_of(found: Sequence[Year]) -> dict[tuple[str, str], Total]:
    """By year (its value) and recipient (id), for what has a year."""
    made: dict[tuple[str, str], Total] = defaultdict(lambda: Total([]))
    for y in found:
        for r in y.rows if y.value != NOT_STATED else ():
            made[y.value, r["recipient_id"]].rows.append(r)
    return dict(made)


def partnerships(totals: Iterable[Total]) -> list[Total]:
    """Those of boards, as partnerships are; of all where there is none. The greatest first."""
    found = sorted(totals, key=lambda t: (-(t.total or 0), t.rows[0]["recipient"], t.rows[0]["recipient_id"]))
    return [t for t in found if t.rows[0]["recipient_label"] == "Board"] or found
