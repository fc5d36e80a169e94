"""The heat map of attendance: a line for each organisation, a cell for each meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.store import Row
from visualise.charts import WIDTHS, row_id
from visualise.grid import Cell, Head, Line, Measures, Style, grid
from visualise.marks import DARK, FAINT, INK, LIGHT, MIDDLE, PAPER, Drawing, Entry
from visualise.pages.links import href
from visualise.pages.words import day, some

STYLES = {
    "present": Style("Present", DARK, "tick", PAPER),
    "deputy": Style("Deputy", MIDDLE, "half", long="A deputy came"),
    "in_attendance": Style("In attendance", LIGHT, "ring", long="In attendance, not as a member"),
    "observer": Style("Observer", FAINT, "point", stroke=MIDDLE),
    "apologies": Style("Apologies", "#fff0a6", "triangle"),
    "absent": Style("Absent", "#f4cdc6", "cross", long="Absent, no apologies noted"),
    "contradictory": Style("Both said", "#ded8ec", "differs", long="Recorded as there and as not there"),
    "unclear": Style("Unclear", PAPER, "query", dash=(2, 3), stroke=INK),
    "planned": Style("Planned", PAPER, "square", dash=(7, 4), stroke=INK),
    "negated": Style("Not to come", PAPER, "cross", dash=(1, 4), stroke=INK, long="Stated not to attend"),
    "not recorded": Style(
        "Not recorded", "hatch", "dash", stroke="#b1b4b6", long="Not recorded: the record does not name it"
    ),
    "people": Style("People", FAINT, "", stroke=MIDDLE, long="Number of people recorded"),
}
THERE = ("present", "deputy", "in_attendance", "observer")
RECORDED = (*THERE, "apologies", "absent", "contradictory")
NOT_FACTS = ("unclear", "planned", "negated")
NOBODY = "No organisation known"


@dataclass(frozen=True, slots=True)
class Meeting:
    id: str
    date: str
    first_day: str


@dataclass(slots=True)
class Body:
    """One line of the map. `at` holds the state at each meeting (id), "" for what has no date."""

    id: str | None
    name: str
    at: dict[str, Row] = field(default_factory=dict)
    counts: Row | None = None
    figures: list[Row] = field(default_factory=list)

    @property
    def there(self) -> int | None:
        """At how many recorded meetings somebody of it was; None where no dated meeting tells."""
        told = self.counts and self.counts["meetings"]
        return sum(self.counts[b] or 0 for b in THERE) if told and self.counts else None

    @property
    def differing(self) -> list[Row]:
        return [f for f in self.figures if f["verdict"] in ("differs", "impossible")]


def drawn(meetings: Sequence[Meeting], bodies: Sequence[Body]) -> dict[str, Drawing]:
    """The heat map for each width; none where no organisation is recorded."""
    if not bodies:
        return {}
    rated = any(b.figures for b in bodies)
    undated = any(_undated(b) for b in bodies)
    heads = [
        "There, of meetings recorded",
        *(["Rate as printed"] if rated else []),
        *(["Without a date"] if undated else []),
    ]
    columns = [Head(day(m.date)) for m in meetings]
    made = {}
    for name, width in WIDTHS.items():
        narrow = name == "narrow"
        lines = [_line(b, meetings, rated=rated, undated=undated, narrow=narrow) for b in bodies]
        m = Measures(
            width, head=150 if narrow else 330, side=150, size=12 if narrow else 13, most_lines=5 if narrow else 3
        )
        entries = (
            [Entry("The printed rate differs from the records", PAPER, "differs")]
            if any(b.differing for b in bodies)
            else []
        )
        made[name] = grid(
            f"attendance-{name}", columns, lines, STYLES, m, sides=() if narrow else heads, entries=entries
        )
    return made


def _line(b: Body, meetings: Sequence[Meeting], *, rated: bool, undated: bool, narrow: bool) -> Line:
    cells = tuple(_cell(b, m) for m in meetings)
    told = there(b)
    printed = _printed(b)
    loose = _undated(b)
    mark = "differs" if b.differing else ""
    if narrow:
        note = "; ".join(t for t in (told, f"printed: {printed}" if printed else "", loose) if t)
        return Line(Head(b.name, href(b.id), note, mark), cells)
    sides = [
        (told, ""),
        *([(printed or ("–" if b.name == NOBODY else "None printed"), mark)] if rated else []),
        *([(loose or "–", "")] if undated else []),
    ]
    return Line(Head(b.name, href(b.id)), cells, tuple(sides))


def _cell(b: Body, m: Meeting) -> Cell | None:
    r = b.at.get(m.id)
    if r is None:
        return None
    if r["style"] == "people":
        return Cell(
            "people",
            row_id("nobody", m.id),
            f"{some(len(r['people']), 'person', 'people')} of no known organisation",
            str(len(r["people"])),
        )
    who = f" ({'; '.join(r['attendees'])})" if r["attendees"] else ""
    return Cell(r["style"], cell_id(b, m.id), f"{b.name}, {day(m.date)}: {STYLES[r['style']].word.lower()}{who}")


def cell_id(b: Body, meeting: str) -> str:
    return row_id("cell", b.id, b.name, meeting)


def there(b: Body) -> str:
    if b.name == NOBODY and b.counts is None:
        return "–"
    if b.there is None or b.counts is None:
        return "No dated meeting"
    rate = b.counts["rate_percent"]
    return f"{b.there} of {b.counts['meetings']}" + (f" ({rate:g}%)" if rate is not None else "")


def _printed(b: Body) -> str:
    told = [f"{f['printed']:g}%" for f in b.figures if f["figure"] == "attendance rate"]
    if len(b.figures) == 1 and b.differing and b.differing[0]["computed"] is not None:
        return f"{told[0]}, records {b.differing[0]['computed']:g}%" if told else ""
    return ", ".join(dict.fromkeys(told))


def _undated(b: Body) -> str:
    c = b.counts
    if c is None:
        return ""
    said = (
        (c["undated"], "recorded"),
        (c["unclear"], "unclear"),
        (c["planned"], "planned"),
        (c["negated"], "said not to attend"),
    )
    return ", ".join(f"{n} {word}" for n, word in said if n)
