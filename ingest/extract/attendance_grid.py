"""Tables of attendance: who is in the rows, which meetings are in the columns, what each cell says, which rate is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph.statements import Entity
from ingest.document import Document
from ingest.extract.attendance_labels import kinds_of, label_columns, people_or_bodies
from ingest.extract.attendance_marks import Mark, Marks, legend_in
from ingest.extract.attendance_rates import FRACTION, Rate, are_shares, rate_columns, rate_of
from ingest.extract.grid import Grid, grids, headed, one_line
from ingest.extract.loose import loose_grids
from ingest.extract.table_dates import dates, printed, year_in, years_in
from ingest.extract.table_names import board_above, board_in

_CONTEXT = re.compile(r"attend|\bpresent\b|apologies", re.I)
_OTHER = re.compile(
    r"\b(?:training|trained|delegates?|courses?|learners?|e-learning|webinars?|workshops?|conferences?|"
    r"school attendance|pupils?|absence rate|"
    r"case conferences?|core groups?|strategy (?:meetings?|discussions?)|reviews? (?:health|conference)|GP attendance|"
    r"A&E)\b",
    re.I,
)
_NO_ROW = re.compile(
    r"(?:grand |sub-?)?total\b.*|overall\b.*|average\b.*|mean\b.*|(?:number|no\.?|%|percentage) (?:of )?(?:attend|"
    r"members|agenc|partners|meetings)\w*.*|"
    r"(?:key|legend|notes?)\b.*|(?:attendance|organisation|agency|partner|member|name|role|date)s?|quorate.*|"
    r"(?:\w+ ){0,3}attend(?:ance|ed|ing)\b.*|% attendance",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A column with marks: its date as far as it is printed, and its board where the column names one of its own."""

    column: int
    date: str | None
    board: Entity | None


@dataclass(frozen=True, slots=True)
class Attendee:
    """A row: the texts of its label columns by what they hold, and what its cells say, by meeting."""

    row: int
    label: dict[str, str]
    marks: tuple[Mark | None, ...]
    rates: tuple[Rate, ...]

    @property
    def name(self) -> str:
        """The label as the row begins."""
        return self.label.get("person") or self.label.get("organisation") or self.label.get("role") or ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of attendance."""

    grid: Grid
    board: Entity | None
    period: str | None
    meetings: tuple[Meeting, ...]
    attendees: tuple[Attendee, ...]
    rate_periods: dict[int, str | None]
    of_bodies: bool
    """Its rows are bodies, each once: whoever else a row names came for its body."""
    sure: bool
    """Its caption, header or legend speaks of attendance."""


def sheets(document: Document) -> Iterator[Sheet]:
    """The tables of attendance of a document."""
    for grid in grids(document):
        made = _sheet(grid) or _sheet(grid.on_its_side())
        if made is not None:
            yield made
    for grid in loose_grids(document):
        made = _sheet(grid)
        if made is not None and made.sure:
            yield made


def _sheet(grid: Grid) -> Sheet | None:
    if len(grid.texts) < 2 or grid.width < 2:
        return None
    legend = {k: v for note in grid.notes for k, v in legend_in(note).items()}
    for row in grid.texts:
        if len(joined := " ".join(c for c in row if c)) < 300:
            legend |= (
                {k: v for k, v in legend_in(joined).items() if k not in legend}
                if "=" in joined or ":" in joined
                else {}
            )
    marks = Marks(_cells(grid), legend)
    head = _header_rows(grid, marks)
    if head == 0:
        return None
    caption = _captions(grid, head)
    context = " ".join((*caption, *(" ".join(r) for r in grid.texts[:head])))
    period = next((y for t in caption if (y := years_in(t))), None) or grid.document.period
    about = bool(_CONTEXT.search(context)) or bool(legend)
    nearest = next((t for t in caption if t), "")
    if _OTHER.search(nearest) and not re.search(
        r"\b(?:board|executive|partnership|panel|committee|group)\b", nearest, re.I
    ):
        return None
    year = next((str(n) for t in caption if (n := year_in(t))), None)
    meetings = _meetings(grid, head, marks, period or year)
    rates = rate_columns(grid, head, {m.column for m in meetings}, about)
    if not meetings and not (rates and about):
        return None
    if not meetings and _OTHER.search(context):
        return None
    first = min([m.column for m in meetings] + list(rates))
    labels = label_columns(grid, head, first)
    if not labels:
        return None
    attendees = tuple(_attendees(grid, head, labels=labels, meetings=meetings, marks=marks, rates=rates))
    if (
        not attendees
        or not (about or marks.sure)
        or not people_or_bodies(grid, [a.label for a in attendees], about=about)
    ):
        return None
    board = board_above(grid.document, caption)
    own = {c: years_in(headed(grid, head, c)) for c in rates}
    return Sheet(
        grid, board, period, meetings, attendees, {c: own[c] or period for c in rates}, _of_bodies(attendees), about
    )


def _of_bodies(attendees: Sequence[Attendee]) -> bool:
    bodies = [a.label.get("organisation") for a in attendees]
    first = all(next(iter(a.label)) == "organisation" for a in attendees)
    return first and len(set(bodies)) == len(bodies)


def _cells(grid: Grid) -> list[str]:
    """The cells that may be marks: under dates, where the header has any; without rows of totals."""
    dated = next(
        (d for row in grid.texts[:6] if (d := {c for c, text in enumerate(row) if c and printed(text)})), set()
    )
    rows = [row for row in grid.texts[1:] if not _NO_ROW.fullmatch(one_line(row[0]))]
    return [
        text for row in rows for c, text in enumerate(row) if c and (c in dated or not dated) and printed(text) is None
    ]


def _header_rows(grid: Grid, marks: Marks) -> int:
    """How many rows are the header: those before the first that has a label and a mark or figure, and dates or words above."""
    for number, row in enumerate(grid.texts[:6]):
        dated = sum(printed(c) is not None and not FRACTION.fullmatch(c) for c in row[1:])
        dated = (
            dated or sum(printed(c) is not None for c in row[1:]) if not number else dated
        )  # "12/05" is a date there
        said = sum(1 for c in row[1:] if (m := marks.of(c)) is not None and m.attended is not None)
        figures = sum(1 for c in row[1:] if rate_of(c, percent=True, column=0) is not None)
        if number and row[0] and not dated and (said or figures):
            return _with_labels_above(grid, number)
        if said > dated and number == 0:
            return 0
    return 0


def _with_labels_above(grid: Grid, number: int) -> int:
    """The first row of the body: before the first marks may stand a heading of some rows, or the beginning of a name."""
    while number > 1 and not any(grid.texts[number - 1][1:]):
        number -= 1
    return number


def _captions(grid: Grid, head: int) -> tuple[str, ...]:
    """What stands above the table, and rows of one cell at its top, which come first."""
    inside = []
    for row in grid.texts[:head]:
        said = {c for c in row if c}
        if len(said) == 1 and (grid.width > 2 or row[0]) and printed(next(iter(said))) is None:
            inside.append(one_line(said.pop()))
    corner = one_line(grid.texts[head - 1][0])
    return (*reversed(inside), *([corner] if _corner_says(corner) else []), *grid.caption)


def _corner_says(corner: str) -> bool:
    return bool(
        re.search(r"attendance|\bboard\b|executive|\bpanel\b|committee|sub-?group", corner, re.I)
    ) and not re.search(r"member|name", corner, re.I)


def _meetings(grid: Grid, head: int, marks: Marks, period: str | None) -> tuple[Meeting, ...]:
    columns = [c for c in range(1, grid.width) if _is_marked(grid, head, c, marks)]
    own = [grid.texts[head - 1][c] for c in columns]
    above = [headed(grid, head, c) for c in columns]
    headers = [o if printed(o) else a for o, a in zip(own, above, strict=True)]
    headers = [_with_months(h, a) for h, a in zip(headers, above, strict=True)]
    years = [_year_above(a) for a in above]
    spans = {y for a in above if (y := years_in(a))}
    when = dates(headers, spans.pop() if len(spans) == 1 else period, years)
    if len(spans) > 1:  # two reporting years side by side
        when = [dates([h], years_in(a) or period)[0] for h, a in zip(headers, above, strict=True)]
    boards = [_board_of_column(grid, head, c) for c in columns]
    return tuple(Meeting(c, d, b) for c, d, b in zip(columns, when, boards, strict=True))


def _with_months(header: str, above: str) -> str:
    """The whole header where only the parts together are a date: "2022" under "May", "12" under "May 2022"."""
    return header if printed(header) else above


def _year_above(text: str) -> int | None:
    return year_in(text)


def _board_of_column(grid: Grid, head: int, column: int) -> Entity | None:
    for number in range(head - 1):
        row = grid.texts[number]
        said = {c for c in row[1:] if c}
        text = row[column] or next((c for c in reversed(row[1:column]) if c), "")
        if len(said) > 1 and re.search(r"[A-Za-z]{4}", text) and printed(text) is None:
            return board_in(grid.document, text)
    return None


def _is_marked(grid: Grid, head: int, column: int, marks: Marks) -> bool:
    """Whether a column holds marks: of its cells that are not empty nearly all, and at least one that says something."""
    rows = [row for row in grid.texts[head:] if row[0] and not _NO_ROW.fullmatch(one_line(row[0]))]
    cells = [row[column] for row in rows if row[column] != grid.texts[head - 1][column]]
    found = [marks.of(c) for c in cells]
    said = [m for m in found if m is not None and m.attended is not None]
    unknown = sum(m is None for m in found)
    return bool(said) and unknown <= max(0, len(cells) // 5)


def _attendees(
    grid: Grid, head: int, *, labels: dict[int, str], meetings: Sequence[Meeting], marks: Marks, rates: dict[int, bool]
) -> Iterator[Attendee]:
    kinds = kinds_of(grid, head, labels)
    last: dict[str, str] = {}
    waiting = ""
    whole = {c: are_shares(grid.column(c, head)) for c in rates}
    for number in range(head, len(grid.texts)):
        row = grid.texts[number]
        texts = {kind: row[c] for c, kind in kinds.items() if row[c]}
        found = tuple(marks.of(row[m.column]) for m in meetings)
        printed_rates = tuple(r for c in rates if (r := rate_of(row[c], percent=True, column=c)) is not None)
        if any(whole.values()):
            printed_rates = tuple(
                replace(r, percent=round(r.percent * 100, 4), digits=max(0, r.digits - 2)) if whole[r.column] else r
                for r in printed_rates
            )
        if row == grid.texts[head - 1]:
            continue  # the header again, on another page
        says = any(row[m.column] for m in meetings) or bool(printed_rates)
        lead = next((t for t in texts.values()), "")
        if not says:
            waiting = lead if re.search(r"(?:\b(?:and|of|for|the|NHS)|[&,/-])$", lead) else ""
            continue
        if waiting and texts:
            key = next(iter(texts))
            texts[key], waiting = f"{waiting} {texts[key]}", ""
        if "organisation" not in texts and len(kinds) > 1 and "organisation" in kinds.values() and texts:
            texts = {**({"organisation": last["organisation"]} if "organisation" in last else {}), **texts}
        if not texts or _NO_ROW.fullmatch(one_line(lead)):
            continue
        last = texts
        yield Attendee(number, {k: one_line(v) for k, v in texts.items()}, found, printed_rates)
