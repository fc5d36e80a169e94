"""The lists of people in minutes: where each begins, in which capacity it lists them, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.extract.minutes_labels import Label, is_sentence, label_of, split_label
from ingest.extract.minutes_lines import Column, Line, cut
from ingest.extract.minutes_naming import names_person
from ingest.extract.minutes_prepared import header_in, label_row
from ingest.extract.minutes_titles import BOARD, meeting_date
from ingest.extract.minutes_turns import AGENDA, BANNER, HEADED, MEMBERS, NUMBERED, REPORTED, SAID, VERB
from ingest.extract.minutes_words import sort_of
from ingest.reading import Clean


@dataclass(frozen=True, slots=True)
class Section:
    """A list of people. `start` and `end`: the numbers of its first line and of the line after its last."""

    label: Label
    lines: tuple[Line, ...]
    start: int
    end: int
    printed: bool = True
    """Its label stands in the minutes; otherwise it is a table whose header says what it lists."""


@dataclass(slots=True)
class _Open:
    label: Label
    start: int
    lines: list[Line] = field(default_factory=list)
    printed: bool = True
    columns: tuple[tuple[int, Label], ...] = ()

    def sections(self, end: int) -> Iterator[Section]:
        if not self.columns:
            yield Section(self.label, tuple(self.lines), self.start, end, self.printed)
            return
        for number, (_, label) in enumerate(self.columns):
            lines = [part for line in self.lines if (part := self._part(line, number)) is not None]
            yield Section(label, tuple(lines), self.start, end)

    def _part(self, line: Line, number: int) -> Line | None:
        starts = [at for at, _ in self.columns]
        columns = [c for c in line.columns if min(range(len(starts)), key=lambda i: abs(starts[i] - c.at)) == number]
        return replace(line, columns=tuple(columns)) if any(c.text for c in columns) else None


def sections_of(lines: Sequence[Line], *, members: bool = False) -> list[Section]:
    """The lists of people of a document, in their order. The lines are those that `prepared` gives.

    `members`: minutes without a list of those present, whose list under "Members" is that of those who came.
    """
    return list(_Walk(lines, members=members).sections())


class _Walk:
    def __init__(self, lines: Sequence[Line], *, members: bool = False) -> None:
        self._lines = lines
        self._members = members
        self._open: _Open | None = None
        self._had = False
        """A list of those present has been read since the last title."""
        self._seen: set[str] = set()
        self._titles: set[str] = set()

    def sections(self) -> Iterator[Section]:
        number = 0
        while number < len(self._lines):
            line = self._lines[number]
            if line.table is not None:
                last = self._last_of_table(number)
                if any(header_in(row) is not None for row in self._lines[number:last][:3]):
                    yield from self._table(number, last)
                    number = last
                    continue
            yield from self._line(number, line)
            number += 1
        yield from self._close(len(self._lines))

    def _last_of_table(self, number: int) -> int:
        table = self._lines[number].table
        end = number
        while end < len(self._lines) and self._lines[end].table == table:
            end += 1
        return end

    def _close(self, end: int) -> Iterator[Section]:
        if self._open is not None:
            if any(label.capacity == "present" for label in (self._open.label, *(b for _, b in self._open.columns))):
                self._had = self._had or len(self._open.lines) > 1
            if self._open.label.capacity != "skip":
                yield from self._open.sections(end)
        self._open = None

    def _line(self, number: int, line: Line) -> Iterator[Section]:
        text = line.text
        if self._is_running(text):
            return
        self._seen.add(_plain(text))
        if self._open is None and BOARD.search(text):
            self._titles.add(_plain(text))
        labels = [label_of(c.text) for c in line.columns]
        strong = [b for b in labels if b is not None and b.office is None]
        if len(strong) > 1 and len(strong) == len(line.columns):
            yield from self._close(number)
            self._open = _Open(
                strong[0], number, columns=tuple((c.at, b) for c, b in zip(line.columns, strong, strict=True))
            )
            return
        if line.table is None and self._heads_columns(line):
            if not self._listing():
                yield from self._close(number)
                self._open = _Open(Label("present"), number, printed=False)
            assert self._open is not None
            self._open.lines.append(line)
            return
        if is_sentence(text):
            yield from self._close(number)
            return
        if HEADED.fullmatch(text) and not self._followed_by_name(number, line):
            return  # above the minutes of an item
        if self._sorts(text):
            assert self._open is not None
            self._open.lines.append(line)
            return
        if (begun := self._label(number, line)) is not None:
            label, rest = begun
            if (
                self._members
                and label.capacity == "skip"
                and MEMBERS.fullmatch(text if rest is None else line.columns[0].text)
            ):
                label = Label("present")
            if label.office is not None:
                yield from self._office(number, label, rest, line)
                return
            if rest is None and self._open is not None and self._within_columns(number, line):
                self._open.lines.append(line)
                return
            yield from self._close(number)
            self._open = _Open(label, number, [rest] if rest is not None else [])
            return
        if self._open is None:
            return
        if self._ends(number, line):
            yield from self._close(number)
            return
        self._open.lines.append(line)

    def _sorts(self, text: str) -> bool:
        """Whether a line sorts the list of those present: "Members", "MPA officers"."""
        if not self._listing() or self._open is None or self._open.columns or self._open.label.capacity != "present":
            return False
        label, within = label_of(text), label_of(text, within=True)
        return within is not None and within.weak and (label is None or label.capacity == "skip")

    def _listing(self) -> bool:
        return self._open is not None and self._open.label.office is None and self._open.label.capacity != "skip"

    def _within_columns(self, number: int, line: Line) -> bool:
        """Whether a label heads a group of rows under one header: "OFFICERS" among columns."""
        if (
            self._open is None
            or line.table is not None
            or not any(header_in(one) is not None for one in self._open.lines[:1])
        ):
            return False
        after = self._lines[number + 1 : number + 2]
        return bool(after) and len(after[0].columns) > 1 and header_in(after[0]) is None

    def _heads_columns(self, line: Line) -> bool:
        """Whether a line of text is the header of columns that list people."""
        header = header_in(line)
        if header is None or header.at("name") is None:
            return False
        told = any(f and (f == "status" or f.startswith("tick:")) for f in header.fields)
        known = header.at("role") is not None or header.at("organisation") is not None
        return told or (known and (self._listing() or not self._had))

    def _office(self, number: int, label: Label, rest: Line | None, line: Line) -> Iterator[Section]:
        """ "Chair: A Example": an entry of the list that it stands in, or a list of one."""
        if self._open is not None and self._listing() and self._open.label.capacity in ("present", "in_attendance"):
            self._open.lines.append(line)
            return
        yield from self._close(number)
        self._open = _Open(label, number, [rest] if rest is not None else [])

    def _label(self, number: int, line: Line) -> tuple[Label, Line | None] | None:
        """The label that a line begins with, and the rest of the line."""
        if len(line.columns) > 1 and re.fullmatch(r"\d{1,3}(?:\.\d{1,2})?[.):]?", line.columns[0].text):
            line = replace(line, columns=line.columns[1:])
        first = line.columns[0]
        rest: Line | None
        if self._open is not None and self._open.lines and first.text[:1].islower():
            return None  # the end of an entry: "attending"
        if (
            self._open is not None
            and first.at > 2
            and line.table is None
            and any(len(one.columns) > 1 for one in self._open.lines)
        ):
            return None  # a word of a column: "Officer" under "Counter Terrorism Case"
        if (label := label_of(line.text)) is not None:
            if label.office in ("minutes", "chair", "vice-chair") and not self._followed_by_name(number, line):
                return None
            return label, None
        label = label_of(first.text)
        if label is not None and len(line.columns) > 1:
            rest = replace(line, columns=line.columns[1:])
        elif split := split_label(first.text):
            label, at = split
            clean = cut(first.clean, at)
            shift = Column(first.at + at if first.at < 1000 else first.at, clean)
            rest = replace(line, columns=tuple(c for c in (shift, *line.columns[1:]) if c.text))
            if not rest.columns:
                rest = None
        else:
            return None
        if label.office is not None and (rest is None or not names_person(rest.columns[0].clean)):
            return None
        if rest is not None and label.capacity != "skip" and not _lists(rest):
            return None
        return label, rest

    def _followed_by_name(self, number: int, line: Line) -> bool:
        after = self._lines[number + 1 : number + 2]
        return (
            bool(after)
            and names_person(after[0].columns[0].clean)
            and not (len(after[0].text) > 60 and re.search(r"\.$|\bapologies\b", after[0].text))
            and (self._open is None or line.text.rstrip().endswith(":"))
        )

    def _ends(self, number: int, line: Line) -> bool:
        assert self._open is not None
        clean, text = line.columns[0].clean, line.text
        open_ = self._open
        if open_.label.capacity == "skip":
            return False
        if len(text.split()) > 5 and line.table is None and REPORTED.search(re.sub(r"[(\[].*?[)\]]", "", text)):
            return True
        if line.table is None and any(one.table is not None for one in open_.lines) and not names_person(clean):
            return True
        if names_person(clean):
            return (open_.label.office is not None and bool(open_.lines)) or bool(SAID.match(text))
        if open_.label.office is not None and open_.lines and (line.gap or line.first):
            return True
        before = open_.lines[-1].text if open_.lines else ""
        carried = before.count("(") > before.count(")") or bool(re.search(r"(?:[,;&–/]|\b(?:of|for|and|the))$", before))
        if AGENDA.match(text) and not carried:
            return True
        counted = bool(open_.lines) and all(one.numbered or NUMBERED.match(one.text) for one in open_.lines)
        if (
            not counted
            and (line.numbered or NUMBERED.match(text))
            and not any(names_person(c.clean) for c in line.columns)
            and not _role_first(clean)
        ):
            return not (carried and text[:1].islower())
        if len(text.split()) > 4 and VERB.search(re.sub(r"[(\[].*?[)\]]", "", text)) and not _role_first(clean):
            return True
        if meeting_date(text) and (BOARD.search(text) or re.match(r"\W*(?:date|held)\b", text, re.I)):
            return True
        if carried or any(names_person(c.clean) for c in line.columns) or _role_first(clean):
            return False
        wide = sum(len(one.columns) > 1 for one in open_.lines)
        if (
            wide > 1
            and wide * 2 >= len(open_.lines)
            and line.table is None
            and len(line.columns) == 1
            and line.columns[0].at <= 2
        ):
            return sort_of(text) == "organisation" and not self._groups(number, text)
        if line.kind == "heading" or (
            line.gap and open_.lines and not all(one.gap for one in open_.lines[1:] or [line])
        ):
            return not self._groups(number, text)
        return len(text) > 160

    def _groups(self, number: int, text: str) -> bool:
        """Whether a line heads a group of people: a body with a person under it."""
        after = self._lines[number + 1 : number + 2]
        named = bool(after) and any(names_person(c.clean) for c in after[0].columns)
        return named and sort_of(text) in ("organisation", "initials") and len(text.split()) < 9

    def _is_running(self, text: str) -> bool:
        if BANNER.fullmatch(text):
            return True
        if self._open is None or not self._open.lines:
            return False
        plain = _plain(text)
        repeated = plain in self._seen and len(text) > 12
        if any(len(title) > 20 and plain.startswith(title) for title in self._titles):
            repeated = True
        return (
            repeated
            and bool(BOARD.search(text) or re.search(r"\bminutes\b|\bpage\b", text, re.I))
            and label_of(text) is None
        )

    def _table(self, start: int, end: int) -> Iterator[Section]:
        rows = self._lines[start:end]
        at = next(i for i, row in enumerate(rows[:3]) if header_in(row) is not None)
        label = next((b for row in rows[:at] if (b := label_row(row))), None)
        if label is not None:
            yield from self._close(start)
            self._open = _Open(label, start)
        header = header_in(rows[at])
        assert header is not None
        told = any(f and (f == "status" or f.startswith("tick:")) for f in header.fields)
        lists = header.at("name") is not None and (
            told or header.at("role") is not None or header.at("organisation") is not None
        )
        dated = sum(bool(meeting_date(c.text)) for c in rows[at].columns)
        if dated > 1 or not (told or self._listing() or (lists and not self._had)):
            yield from self._close(start)
            return
        if not self._listing():
            yield from self._close(start)
            self._open = _Open(Label("present"), start, printed=False)
        assert self._open is not None
        self._open.lines.extend(rows[at:])
        yield from self._close(end)


def _plain(text: str) -> str:
    return re.sub(r"\W+|page\s*\d+.*", " ", text.casefold()).strip()


def _role_first(clean: Clean) -> bool:
    match = re.match(r"[^:–]{2,60}?(?::\s+|\s+[–-]\s+)", clean.text)
    return bool(match) and names_person(cut(clean, match.end() if match else 0))


def _lists(rest: Line) -> bool:
    """Whether what follows a label on its line is a list of people, or says that there are none."""
    clean = rest.columns[0].clean
    if any(names_person(c.clean) for c in rest.columns):
        return True
    text = clean.text
    if re.match(
        r"(?:none|nil|no\b|n/?a\b|there\s+were\s+no|not\s+recorded|[-–]\s*$|as\s+(?:above|below|per)|see\b)", text, re.I
    ):
        return True
    if (
        re.search(r"\b(?:rep(?:resentative)?s?|officers?|councillors?|cllrs?|members?)\b", text, re.I)
        and len(text) < 200
        and not VERB.search(text)
    ):
        return True
    return (
        _role_first(clean)
        or bool(split_label(text, within=True))
        or label_of(text, within=True) is not None
        or (
            sort_of(text.split(",")[0].split("(")[0]) in ("organisation", "initials", "role")
            and not VERB.search(text)
            and len(text) < 120
        )
    )
