"""Lines of minutes made ready to be read: lists in the cells of tables taken apart, labels over two lines joined."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.extract.minutes_headers import Header, header_of
from ingest.extract.minutes_labels import Label, label_of
from ingest.extract.minutes_lines import Column, Line, cut, glue, inner_lines, one_line
from ingest.extract.minutes_naming import names_person
from ingest.person_name import strip_titles
from ingest.reading import Clean


def prepared(lines: Sequence[Line]) -> list[Line]:
    """The lines with lists that stand in the cells of tables taken apart, and labels that run over two lines joined."""
    lines = list(_coded(list(_slashed([_names_apart(line) for line in lines]))))
    made: list[Line] = []
    at = 0
    while at < len(lines):
        table = lines[at].table
        if table is None:
            made.append(lines[at])
            at += 1
            continue
        end = at
        while end < len(lines) and lines[end].table == table:
            end += 1
        rows = lines[at:end]
        if any(header_in(row) is not None for row in rows[:3]):
            made.extend(rows)
        else:
            made.extend(line for row in rows for line in _spread(row))
        at = end
    return list(_joined(made))


def _names_apart(line: Line) -> Line:
    """A row of a table that was made of lines of text, with people who stand side by side in one cell in columns of their own."""
    if not line.loose:
        return line
    made: list[Column] = []
    for column in line.columns:
        parts, start = [], 0
        for match in re.finditer(r" {3,}", column.text):
            parts.append(cut(column.clean, start, match.start()))
            start = match.end()
        parts.append(cut(column.clean, start))
        if len(parts) > 1 and all(names_person(part) for part in parts):
            made += [Column(column.at + 10 * i, part) for i, part in enumerate(parts)]
        else:
            made.append(column)
    return replace(line, columns=tuple(made))


_SLASH = re.compile(r"\s+/(?=\s|$)")


def _slashed(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, with tables whose cells were kept apart by strokes in columns again: "Name / Role / Present"."""
    width = 0
    for line in lines:
        if line.table is not None or len(line.columns) != 1:
            width = 0
            yield line
            continue
        cells = _cells(line)
        if header_of([c.clean for c in cells]) is not None:
            width = len(cells)
        if width and len(cells) > 1:
            yield replace(line, columns=cells)
            continue
        if width and label_of(line.text, within=True) is None:
            width = 0
        yield line


def _cells(line: Line) -> tuple[Column, ...]:
    clean = line.columns[0].clean
    cells, start = [], 0
    for match in _SLASH.finditer(clean.text):
        cells.append(cut(clean, start, match.start()))
        start = match.end()
    cells.append(cut(clean, start))
    return tuple(Column(1000 * i, cell) for i, cell in enumerate(cells))


_CODE = r"(?:P|A|AP|DNA|D/R|R|N|Y|D|S|Abs|Apols?)"
_CODED_HEAD = re.compile(rf"(?P<lead>[^\W\d_][\w /&()’']*?)\s+(?P<codes>{_CODE}(?:\s+{_CODE})+)")
_CODED = re.compile(rf".*\w.*?\s(?P<code>{_CODE})")


def _coded(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, with the marks at the end of each under "Name P A DNA" in a column of their own."""
    plain = 3
    for line in lines:
        text = line.columns[0].text
        one = line.table is None and len(line.columns) == 1
        head = _CODED_HEAD.fullmatch(text) if one else None
        if (
            head is not None
            and label_of(head.group("lead")) is None
            and header_of(
                [cut(line.columns[0].clean, *head.span(part)) for part in ("lead", "codes")][:1]
                + [Clean(code, line.columns[0].clean.origin[: len(code)]) for code in head.group("codes").split()]
            )
        ):
            plain = 0
            clean = line.columns[0].clean
            name = Column(0, cut(clean, 0, head.end("lead")))
            status = Clean("Attendance", array("q", [clean.origin[head.start("codes")]] * 10))
            yield replace(line, columns=(name, Column(1000, status)))
            continue
        if plain < 3 and one and (match := _CODED.fullmatch(text)):
            plain = 0
            clean = line.columns[0].clean
            yield replace(
                line,
                columns=(Column(0, cut(clean, 0, match.start("code"))), Column(1000, cut(clean, match.start("code")))),
            )
            continue
        plain += 1
        yield line


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, with labels that were broken over two lines made whole: "ALSO" above "PRESENT:"."""
    left = list(reversed(lines))
    while left:
        line = left.pop()
        after = left[-1] if left else None
        if after is not None and (sentence := _joined_sentence(line, after)):
            left.pop()
            yield replace(line, columns=(sentence,))
            continue
        if after is not None and (name := _joined_name(line, after)):
            left[-1] = replace(
                after, columns=(name, *after.columns[1:]), gap=line.gap, first=line.first, kind=line.kind
            )
            continue
        if after is not None and (head := _joined_label(line, after)):
            left.pop()
            if len(line.columns) == 1:
                yield replace(after, columns=(head, *after.columns[1:]), gap=line.gap, first=line.first)
                continue
            yield replace(line, columns=(head, *line.columns[1:]))
            if len(after.columns) > 1:
                yield replace(after, columns=after.columns[1:], gap=False, first=False)
            continue
        yield line


def _joined_sentence(line: Line, after: Line) -> Column | None:
    """ "Apologies for absence:" above "were submitted on behalf of …"."""
    if len(line.columns) > 1 or len(after.columns) > 1 or line.table is not None or label_of(line.text) is None:
        return None
    if not re.match(r"(?:were|was|have|had|has)\s", after.text):
        return None
    first = line.columns[0]
    return Column(first.at, glue([cut(first.clean, 0, len(first.text.rstrip(" :"))), after.columns[0].clean]))


def _joined_name(line: Line, after: Line) -> Column | None:
    """ "Chief Superintendent" above "Ada Example": the rank was broken off the name."""
    first, second = line.columns[0], after.columns[0]
    if len(line.columns) > 1 or line.table is not None or abs(first.at - second.at) > 2 or len(first.text) > 40:
        return None
    if strip_titles(f"{first.text} Example")[1] != "Example" or strip_titles(second.text)[0]:
        return None
    if not re.match(r"[^\W\d_a-z]", second.text) or not names_person(second.clean):
        return None
    return Column(first.at, glue([first.clean, second.clean]))


def _joined_label(line: Line, after: Line) -> Column | None:
    first, second = line.columns[0], after.columns[0]
    if (
        not first.text
        or not second.text
        or len(first.text.split()) > 4
        or len(second.text.split()) > 4
        or abs(first.at - second.at) > 2
    ):
        return None
    alone = label_of(first.text)
    broken = alone is None or bool(re.match(r"(?:for\s+absence|(?:without|with)\s+apolog)", second.text, re.I))
    whole = label_of(f"{first.text} {second.text}")
    if whole is None or not broken:
        return None
    return Column(first.at, glue([first.clean, second.clean]))


def header_in(row: Line) -> Header | None:
    return header_of([c.clean for c in row.columns])


def label_row(row: Line) -> Label | None:
    filled = [c for c in row.columns if c.text]
    return label_of(one_line(filled[0].clean).text) if len(filled) == 1 else None


def _spread(row: Line) -> Iterator[Line]:
    """A row of a table as lines, where its cells hold lists."""
    filled = [c for c in row.columns if c.text]
    if len(filled) == 1:
        for clean in inner_lines(filled[0].clean):
            yield replace(row, columns=(Column(filled[0].at, clean),))
        return
    first = label_of(one_line(filled[0].clean).text)
    listed = [c for c in filled if _holds_list(c.clean)]
    if first is not None and len(filled) == 2 and label_of(one_line(filled[1].clean).text) is None:
        yield replace(row, columns=(Column(filled[0].at, one_line(filled[0].clean)),), table=None)
        for clean in inner_lines(filled[1].clean):
            yield replace(row, columns=(Column(0, clean),), table=None, kind="item" if names_person(clean) else "line")
        return
    if listed:
        lines = [inner_lines(c.clean) for c in filled]
        for number in range(max(len(one) for one in lines)):
            cells = tuple(Column(c.at, one[number]) for c, one in zip(filled, lines, strict=True) if number < len(one))
            yield replace(row, columns=cells)
        return
    yield replace(row, columns=tuple(Column(c.at, one_line(c.clean)) for c in row.columns if c.text))


def _holds_list(clean: Clean) -> bool:
    lines = inner_lines(clean)
    return len(lines) > 1 and sum(names_person(line) for line in lines) * 2 > len(lines)
