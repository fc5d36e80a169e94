"""Who a row of a table of attendance is: which columns hold bodies, posts and people."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.extract.grid import Grid, headed, one_line
from ingest.extract.table_names import is_known
from ingest.people import person

_NUMBERED = re.compile(r"(?:no\.?|#|ref\.?|number|s/n)?", re.I)
_COLUMN = {
    "organisation": re.compile(r"organi[sz]ation|agency|agencies|\bpartners?\b|\bbody\b|service|sector|authority|"
        r"constituent|representing|employer", re.I),
    "role": re.compile(r"\brole\b|title|position|\bpost\b|designation|\bjob\b|\bseat\b|capacity", re.I),
    "person": re.compile(r"name|member|attendee|representative|individual|invitee|delegate", re.I),
}  # fmt: skip
POST = re.compile(
    r"\b(?:director|head|chief|commander|superintendent|inspector|chair|vice[- ]chair|lead|manager|officer|nurse|"
    r"doctor|gp|headteacher|"
    r"principal|commissioner|scrutineer|councillor|cllr|cabinet member|member|adviser|advisor|deputy|representative|"
    r"president|clerk)\b",
    re.I,
)


def label_columns(grid: Grid, head: int, first: int) -> dict[int, str]:
    """Columns before the first meeting that say who a row is: column to organisation, role or person; "" where no header tells."""
    found: dict[int, str] = {}
    for column in range(first):
        cells = [c for c in grid.column(column, head) if c]
        header = headed(grid, head, column)
        if not cells or all(re.fullmatch(r"[\d.]+", c) for c in cells) or (_NUMBERED.fullmatch(header) and header):
            continue
        found[column] = next((kind for kind, pattern in _COLUMN.items() if pattern.search(header)), "")
    return found


def kinds_of(grid: Grid, head: int, labels: dict[int, str]) -> dict[int, str]:
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


def people_or_bodies(grid: Grid, rows: Sequence[Mapping[str, str]], *, about: bool) -> bool:
    """Whether the rows are bodies, posts or people: of a table that says it is on attendance few must be known."""
    known = 0
    for row in rows:
        name = next(iter(row.values()), "")
        body = is_known(grid.document, " ".join(row.values()))
        known += body or person(name) is not None or bool(POST.search(name))
    return known >= len(rows) * (0.2 if about else 0.6)
