"""What a page is made of: sections, tables, cells, each row with the ids of its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from graph.store import Row
from visualise.pages import words
from visualise.pages.links import href
from visualise.pages.words import Tag


@dataclass(frozen=True, slots=True)
class Bit:
    """A line of a cell: text, perhaps a link or a tag."""

    text: str
    href: str | None = None
    tag: Tag | None = None
    quiet: bool = False


Cell = tuple[Bit, ...]


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    cell: Callable[[Row], Cell]
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    cells: tuple[Cell, ...]
    evidence: tuple[str, ...] = ()
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    headings: tuple[str, ...]
    numeric: tuple[bool, ...]
    lines: tuple[Line, ...]
    downloads: tuple[tuple[str, str], ...] = ()
    """Words and address of each."""
    more: str | None = None
    """Where the whole answer stands, if the table shows a part of it."""
    left_out: str = ""
    """What the downloads have besides, and why it is not shown."""
    folded: bool = False
    wide: bool = False
    """Too wide to become a list of entries on a narrow screen: it scrolls by itself."""
    head: int = 0
    """Which cell of a row names it."""
    proof: bool = True
    """Whether its rows have evidence."""


@dataclass(frozen=True, slots=True)
class Section:
    slug: str
    heading: str
    tables: tuple[Table, ...] = ()
    text: tuple[str, ...] = ()
    nothing: tuple[str, ...] = ()
    """What the documents do not say of it; also told together at the end of the page."""
    links: tuple[tuple[str, str], ...] = ()
    """Words and address of what leads on."""

    def joined(self, other: Section) -> Section:
        """This section with what another one of the same subject has besides."""
        return Section(
            self.slug, self.heading, self.tables + other.tables, self.text + other.text, self.nothing + other.nothing,
            self.links + other.links,
        )  # fmt: skip


@dataclass(slots=True)
class Fact:
    """A line of the summary at the head of a page."""

    key: str
    values: list[Bit] = field(default_factory=list)


def made(
    caption: str,
    rows: Iterable[Row],
    columns: Sequence[Column],
    *,
    downloads: Iterable[tuple[str, str]] = (),
    more: str | None = None,
    left_out: str = "",
    folded: bool = False,
    wide: bool = False,
    head: int = 0,
) -> Table:
    """A table of rows that each have `evidence`; a column in which nothing stands is left out but for `head`."""
    rows = list(rows)
    cells = [[c.cell(r) for c in columns] for r in rows]
    kept = [n for n in range(len(columns)) if n == head or any(any(b.text for b in line[n]) for line in cells)]
    return Table(
        caption,
        tuple(columns[n].heading for n in kept),
        tuple(columns[n].numeric for n in kept),
        tuple(
            Line(tuple(line[n] for n in kept), tuple(dict.fromkeys(r["evidence"])), r.get("status"))
            for line, r in zip(cells, rows, strict=True)
        ),
        tuple(downloads), more, left_out, folded, wide, kept.index(head),
    )  # fmt: skip


def link(name: str, id_key: str | None = None, heading: str = "Who or what") -> Column:
    """The entity of two columns, its name and its id, as a link to its page."""
    key = id_key or f"{name}_id"
    return Column(heading, lambda r: (Bit(r[name], href(r[key])),) if r[name] else ())


def text(name: str, heading: str, say: Callable[[str], str] = str) -> Column:
    return Column(heading, lambda r: tuple(Bit(say(v)) for v in _each(r[name])))


def count(name: str, heading: str, *, nought: bool = True) -> Column:
    """A number; without `nought` an empty cell where it is 0."""

    def cell(r: Row) -> Cell:
        return () if r[name] is None or (r[name] == 0 and not nought) else (Bit(words.number(r[name])),)

    return Column(heading, cell, numeric=True)


def amount(name: str = "amount_gbp", heading: str = "Amount") -> Column:
    """Pounds; where none is stated, that."""

    def cell(r: Row) -> Cell:
        return (Bit("Not stated", quiet=True),) if r[name] is None else (Bit(words.pounds(r[name])),)

    return Column(heading, cell, numeric=True)


def amount_if_any(name: str = "amount_gbp") -> Column:
    """Pounds, in a table of which not every row is about money."""
    return Column("Amount", lambda r: () if r[name] is None else (Bit(words.pounds(r[name])),), numeric=True)


def when(since: str = "valid_from", until: str = "valid_to", heading: str = "When") -> Column:
    return Column(heading, lambda r: (span(r[since], r[until]),))


def span(since: str | None, until: str | None) -> Bit:
    """From when to when, in words."""
    first, last = words.day(since), words.day(until)
    if first and first == last:
        return Bit(first)
    if first or last:
        return Bit(" ".join([*([f"from {first}"] if first else []), *([f"to {last}"] if last else [])]))
    return Bit(words.NOT_KNOWN, quiet=True)


def state(heading: str = "Status") -> Column:
    """The status in words, and how sure it is that it was in force on the day that is asked about."""

    def cell(r: Row) -> Cell:
        sure = words.IN_FORCE.get(r.get("in_force") or "")
        return (Bit("", tag=words.status(r["status"])), *([Bit(sure, quiet=True)] if sure else []))

    return Column(heading, lambda r: _told(cell(r)))


def _told(cell: Cell) -> Cell:
    # the words of a tag are the text of its line, so that a column of tags is not taken for an empty one
    return tuple(Bit(b.tag.text, tag=b.tag) if b.tag and not b.text else b for b in cell)


def tag(name: str, colours: dict[str, str], heading: str) -> Column:
    def cell(r: Row) -> Cell:
        value = r[name]
        return (Bit(words.capital(value), tag=Tag(words.capital(value), colours.get(value, "grey"))),) if value else ()

    return Column(heading, cell)


def _each(value: object) -> list[str]:
    if value is None or value == "":
        return []
    if isinstance(value, list):
        return [str(v) for v in value]
    return [str(value)]
