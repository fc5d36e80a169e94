"""Text in columns: where they stand, and rows of a text put together again."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract.minutes_headers import header_of
from ingest.extract.minutes_labels import label_of
from ingest.extract.minutes_lines import Line, glue
from ingest.extract.minutes_naming import Manner, names_person
from ingest.extract.minutes_words import is_name, sort_of
from ingest.reading import Clean

NOTHING = Clean("", array("q"))


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of one width. In text, a row can carry on the one above."""

    rows: tuple[tuple[Clean, ...], ...]
    table: bool = False

    @property
    def width(self) -> int:
        return len(self.rows[0])


def columns_of(lines: Sequence[Line]) -> Grid | None:
    """The columns of lines of text, by where they begin; None where they do not line up."""
    offsets = sorted({c.at for line in lines for c in line.columns})
    starts: list[int] = []
    if header_of([c.clean for c in lines[0].columns]) is not None:
        starts = [c.at for c in lines[0].columns]
        starts[0] = min(starts[0], offsets[0])
        offsets = []
    for at in offsets:
        if not starts or at - starts[-1] > 4:
            starts.append(at)
    if len(starts) < 2 or len(starts) > 12:
        return None
    rows = []
    for line in lines:
        row = [NOTHING] * len(starts)
        for column in line.columns:
            place = max(i for i, start in enumerate(starts) if start <= column.at + 1 or i == 0)
            row[place] = glue([row[place], column.clean])
        rows.append(tuple(row))
    return _without_stray(Grid(tuple(rows)))


def _without_stray(grid: Grid) -> Grid:
    """Columns that hold next to nothing belong to the one before them: their blanks were only wide."""
    counts = [sum(bool(row[i].text) for row in grid.rows) for i in range(grid.width)]
    if header_of(grid.rows[0]) is not None:
        return grid
    keep = [i for i, n in enumerate(counts) if i == 0 or n * 5 >= len(grid.rows) or n >= 2]
    rows = []
    for row in grid.rows:
        made = [NOTHING] * len(keep)
        for i, cell in enumerate(row):
            place = max(n for n, k in enumerate(keep) if k <= i)
            made[place] = glue([made[place], cell])
        rows.append(tuple(made))
    return Grid(tuple(rows), grid.table)


def with_posts(
    rows: Sequence[tuple[Clean, ...]], name_at: int, manner: Manner, status_at: Sequence[int]
) -> list[tuple[Clean, ...]]:
    """Rows of a table whose only cell is a post, under a name: the table was made of lines, and it belongs to the name."""
    made: list[tuple[Clean, ...]] = []
    for row in rows:
        own = row[name_at]
        if any(row[i].text for i in status_at):
            made.append(row)
            continue
        alone = bool(own.text) and sum(bool(cell.text) for cell in row) == 1
        if made and not own.text and made[-1][name_at].text:
            made[-1] = tuple(glue([above, cell], "\n") for above, cell in zip(made[-1], row, strict=True))
            continue
        open_ = made and made[-1][name_at].text.count("(") > made[-1][name_at].text.count(")") and ")" in own.text
        if made and (open_ or _broken_name(made[-1][name_at], own)):
            made[-1] = tuple(glue([above, cell]) for above, cell in zip(made[-1], row, strict=True))
            continue
        if (
            made
            and alone
            and sort_of(own.text) == "role"
            and label_of(own.text, within=True) is None
            and names_person(made[-1][name_at], manner)
        ):
            above = list(made[-1])
            above[name_at] = glue([above[name_at], own], "\t")
            made[-1] = tuple(above)
        else:
            made.append(row)
    return made


def _broken_name(above: Clean, below: Clean) -> bool:
    """Whether a narrow column broke a name: "Laurence" above "Example"."""
    one = above.text.isalpha() and re.fullmatch(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", below.text.strip())
    return bool(one) and is_name(f"{above.text} {below.text}")


def carried_on(
    rows: Sequence[tuple[Clean, ...]], name_at: int, manner: Manner, status_at: Sequence[int]
) -> list[tuple[Clean, ...]]:
    """Rows of a text put together again where a cell ran over several lines."""
    made: list[list[Clean]] = []
    for row in rows:
        filled = sum(bool(cell.text) for cell in row)
        begins = bool(row[name_at].text) and names_person(row[name_at], manner)
        begins = begins or (filled > 1 and any(row[i].text for i in status_at))
        told = filled > 1 and bool(row[name_at].text) and row[name_at].text[0].isupper() and filled == len(row)
        begins = begins or (
            told and not names_person(glue([made[-1][name_at], row[name_at]]), manner) if made else told
        )
        if made and _broken_name(made[-1][name_at], row[name_at]):
            begins = False
        alone = filled == 1 and bool(row[0].text)
        heads = alone and (label_of(row[0].text, within=True) is not None or row[0].text.endswith(":"))
        if made and not begins and not heads:
            made[-1] = [glue([above, cell]) for above, cell in zip(made[-1], row, strict=True)]
        else:
            made.append(list(row))
    return [tuple(row) for row in made]
