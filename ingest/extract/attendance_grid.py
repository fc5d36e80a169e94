"""Tables of attendance: who is in the rows, which meetings are in the columns, what each cell says, which rate is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph.statements import Entity
from ingest.document import Document
from ingest.extract.attendance_marks import Mark, Marks, legend_in
from ingest.extract.grid import Grid, grids, one_line
from ingest.extract.table_dates import dates, printed, year_in, years_in
from ingest.extract.table_names import board_above, board_in, is_known
from ingest.people import person

_CONTEXT = re.compile(r"attend|\bpresent\b|apologies", re.I)
_OTHER = re.compile(
    r"\b(?:training|trained|delegates?|courses?|learners?|e-learning|webinars?|workshops?|conferences?|"
    r"school attendance|pupils?|absence rate|"
    r"case conferences?|core groups?|strategy (?:meetings?|discussions?)|reviews? (?:health|conference)|GP attendance|"
    r"A&E)\b",
    re.I,
)
_RATE = re.compile(r"%|per ?cent|\brate\b|\battendance\b|\battended\b|\btotal\b|\boverall\b", re.I)
_PERCENT = re.compile(r"%|per ?cent|\brate\b|\battendance\b(?!.*\b(?:number|no\.?|count)\b)", re.I)
_FRACTION = re.compile(r"(\d{1,2})\s*(?:/|of|out of)\s*(\d{1,2})(?:\s*\(?(\d{1,3}(?:\.\d+)?)\s*%\)?)?", re.I)
_FIGURE = re.compile(r"(\d{1,3}(?:\.\d{1,3})?)\s*%?(?:\s*\(\s*\d{1,2}\s*(?:/|of|out of)\s*\d{1,2}\s*\))?")
_NUMBERED = re.compile(r"(?:no\.?|#|ref\.?|number|s/n)?", re.I)
_NO_ROW = re.compile(
    r"(?:grand |sub-?)?total\b.*|overall\b.*|average\b.*|mean\b.*|(?:number|no\.?|%|percentage) (?:of )?(?:attend|"
    r"members|agenc|partners|meetings)\w*.*|"
    r"(?:key|legend|notes?)\b.*|(?:attendance|organisation|agency|partner|member|name|role|date)s?|quorate.*|"
    r"(?:overall )?attendance(?: rate)?(?: %)?|% attendance",
    re.I,
)
_COLUMN = {
    "organisation": re.compile(r"organi[sz]ation|agency|agencies|\bpartners?\b|\bbody\b|service|sector|authority|"
        r"constituent|representing|employer", re.I),
    "role": re.compile(r"\brole\b|title|position|\bpost\b|designation|\bjob\b|\bseat\b|capacity", re.I),
    "person": re.compile(r"name|member|attendee|representative|individual|invitee|delegate", re.I),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meeting:
    """A column with marks: its date as far as it is printed, and its board where the column names one of its own."""

    column: int
    date: str | None
    board: Entity | None


@dataclass(frozen=True, slots=True)
class Rate:
    """A printed rate in per cent. `digits`: how many stand behind its point; `counted`: printed as "3/4"."""

    percent: float
    digits: int
    column: int
    counted: tuple[int, int] | None = None


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
    sure: bool
    """Its caption, header or legend speaks of attendance."""


def sheets(document: Document) -> Iterator[Sheet]:
    """The tables of attendance of a document."""
    for grid in grids(document):
        made = _sheet(grid) or _sheet(grid.on_its_side())
        if made is not None:
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
    rates = _rate_columns(grid, head, {m.column for m in meetings}, about)
    if not meetings and not (rates and about):
        return None
    if not meetings and _OTHER.search(context):
        return None
    first = min([m.column for m in meetings] + list(rates))
    labels = _label_columns(grid, head, first)
    if not labels:
        return None
    attendees = tuple(_attendees(grid, head, labels=labels, meetings=meetings, marks=marks, rates=rates))
    if not attendees or not (about or marks.sure) or not _people_or_bodies(grid, attendees, about):
        return None
    board = board_above(grid.document, caption)
    own = {c: years_in(_headed(grid, head, c)) for c in rates}
    return Sheet(grid, board, period, meetings, attendees, {c: own[c] or period for c in rates}, about)


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
        dated = sum(printed(c) is not None and not _FRACTION.fullmatch(c) for c in row[1:])
        dated = (
            dated or sum(printed(c) is not None for c in row[1:]) if not number else dated
        )  # "12/05" is a date there
        said = sum(1 for c in row[1:] if (m := marks.of(c)) is not None and m.attended is not None)
        figures = sum(1 for c in row[1:] if _rate(c, percent=True, column=0) is not None)
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


def _headed(grid: Grid, head: int, column: int) -> str:
    """A column's header over all header rows; what spans several columns stands in the first of them."""
    parts: list[str] = []
    for number, row in enumerate(grid.texts[:head]):
        if len({c for c in row if c}) == 1 and grid.width > 2:
            continue
        text = row[column]
        if not text and number < head - 1:
            text = next((c for c in reversed(row[1:column]) if c), "") if column > 1 else ""
        if text and text not in parts:
            parts.append(text)
    return one_line(" ".join(parts))


def _meetings(grid: Grid, head: int, marks: Marks, period: str | None) -> tuple[Meeting, ...]:
    columns = [c for c in range(1, grid.width) if _is_marked(grid, head, c, marks)]
    own = [grid.texts[head - 1][c] for c in columns]
    above = [_headed(grid, head, c) for c in columns]
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


def _rate_columns(grid: Grid, head: int, taken: set[int], about: bool) -> dict[int, bool]:
    """Columns of printed rates: column to whether bare numbers in it are per cent."""
    found: dict[int, bool] = {}
    for column in range(1, grid.width):
        if column in taken:
            continue
        header = _headed(grid, head, column)
        cells = [c for c in grid.column(column, head) if c and c not in {"-", "–", "n/a", "N/A"}]
        if not cells:
            continue
        signed = sum("%" in c for c in cells)
        fractions = sum(bool(_FRACTION.fullmatch(c)) for c in cells)
        headed = bool(_PERCENT.search(header)) and not re.search(
            r"\b(?:number|no\.?|count|possible|meetings held)\b", header, re.I
        )
        numbers = sum(_rate(c, percent=True, column=0) is not None for c in cells)
        if numbers < len(cells) * 0.7:
            continue
        if (
            (signed * 2 > len(cells) and (_RATE.search(header) or about))
            or (fractions * 2 > len(cells) and (_RATE.search(header) or taken))
            or (headed and ("%" in header or re.search(r"per ?cent|rate", header, re.I) or _spread(cells, len(taken))))
        ):
            found[column] = True
    if len(found) > 1 and taken:  # "3/4" and "75%" beside each other are one rate: the percentage is printed as such
        plain = [c for c in found if not _FRACTION.fullmatch(next((t for t in grid.column(c, head) if t), ""))]
        years = {years_in(_headed(grid, head, c)) for c in found}
        if plain and len(years) < len(found):
            return {plain[-1]: True}
    return found


def _spread(cells: Sequence[str], meetings: int) -> bool:
    """Bare numbers under "Attendance" that can be no counts of the meetings in the table."""
    numbers = [float(m.group(1)) for c in cells if (m := _FIGURE.fullmatch(c))]
    return bool(numbers) and max(numbers) > max(meetings, 12) and max(numbers) <= 100


def _rate(cell: str, *, percent: bool, column: int) -> Rate | None:
    text = one_line(cell)
    if m := _FRACTION.fullmatch(text):
        part, whole = int(m.group(1)), int(m.group(2))
        if m.group(3):
            return Rate(float(m.group(3)), _digits(m.group(3)), column, (part, whole))
        return Rate(round(100 * part / whole, 1), 1, column, (part, whole)) if whole > 0 and part <= whole else None
    if (m := _FIGURE.fullmatch(text)) and (percent or "%" in text):
        value = float(m.group(1))
        return Rate(value, _digits(m.group(1)), column) if value <= 100 else None
    return None


def _digits(text: str) -> int:
    return len(text.partition(".")[2])


def _label_columns(grid: Grid, head: int, first: int) -> dict[int, str]:
    """Columns before the first meeting that say who a row is: column to organisation, role or person; "" where no header tells."""
    found: dict[int, str] = {}
    for column in range(first):
        cells = [c for c in grid.column(column, head) if c]
        header = _headed(grid, head, column)
        if not cells or all(re.fullmatch(r"[\d.]+", c) for c in cells) or (_NUMBERED.fullmatch(header) and header):
            continue
        found[column] = next((kind for kind, pattern in _COLUMN.items() if pattern.search(header)), "")
    return found


def _attendees(
    grid: Grid, head: int, *, labels: dict[int, str], meetings: Sequence[Meeting], marks: Marks, rates: dict[int, bool]
) -> Iterator[Attendee]:
    kinds = _kinds(grid, head, labels)
    last: dict[str, str] = {}
    waiting = ""
    whole = {c: _are_shares(grid.column(c, head)) for c in rates}
    for number in range(head, len(grid.texts)):
        row = grid.texts[number]
        texts = {kind: row[c] for c, kind in kinds.items() if row[c]}
        found = tuple(marks.of(row[m.column]) for m in meetings)
        printed_rates = tuple(r for c in rates if (r := _rate(row[c], percent=True, column=c)) is not None)
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


def _are_shares(cells: Sequence[str]) -> bool:
    """Figures of a spreadsheet that mean per cent: 0.75 and 1."""
    numbers = [float(c) for c in cells if re.fullmatch(r"\d(?:\.\d+)?", c)]
    return (
        bool(numbers)
        and len(numbers) == sum(bool(c) for c in cells)
        and max(numbers) <= 1
        and any(0 < n < 1 for n in numbers)
    )


def _kinds(grid: Grid, head: int, labels: dict[int, str]) -> dict[int, str]:
    """What each label column holds; where no header tells, its texts do. Of two of a kind the first is kept."""
    kinds: dict[int, str] = {}
    for column, kind in labels.items():
        cells = [c for c in grid.column(column, head) if c]
        people = sum(
            person(one_line(re.split(r"[,(–\n]| - ", c)[0])) is not None and not is_known(grid.document, c)
            for c in cells
        )
        posts = sum(bool(POST.search(c)) for c in cells)
        by_content = (
            "person" if people * 2 >= len(cells) and people else "role" if posts * 2 > len(cells) else "organisation"
        )
        if len(labels) == 1 and by_content == "role":
            by_content = "organisation"  # posts and bodies may be mixed: each row tells
        chosen = (
            by_content if kind in {"", "person"} or (kind == "organisation" and people * 3 >= 2 * len(cells)) else kind
        )
        if chosen not in kinds.values():
            kinds[column] = chosen
        elif chosen == "organisation" and "role" not in kinds.values():
            kinds[column] = "role"
    return kinds


def _people_or_bodies(grid: Grid, attendees: Sequence[Attendee], about: bool) -> bool:
    """Whether the rows are bodies, posts or people: of a table that says it is on attendance few must be known."""
    known = sum(
        is_known(grid.document, " ".join(a.label.values())) or person(a.name) is not None or bool(POST.search(a.name))
        for a in attendees
    )
    return known >= len(attendees) * (0.2 if about else 0.6)


POST = re.compile(
    r"\b(?:director|head|chief|commander|superintendent|inspector|chair|vice[- ]chair|lead|manager|officer|nurse|"
    r"doctor|gp|headteacher|"
    r"principal|commissioner|scrutineer|councillor|cllr|cabinet member|member|adviser|advisor|deputy|representative|"
    r"president|clerk)\b",
    re.I,
)
