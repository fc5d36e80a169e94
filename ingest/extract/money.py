"""Sums of money as tables and lists print them, and accounts: entries with what they are for and of which year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from graph.statements import Evidence
from ingest.document import Document
from ingest.extract.grid import Grid, grids, one_line
from ingest.extract.loose import loose_grids
from ingest.extract.table_dates import year_in, years_in
from ingest.reading import Block
from ingest.sieve import Sieved

Kind = Literal["income", "expenditure", "both"]

_MONEY = re.compile(
    r"(?P<minus>[-–(]\s*)?£?\s*(?P<minus2>-)?(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)\s*"
    r"(?P<unit>k|m|million|thousand)?\s*\)?\s*(?:\*+|\(\d\)|p\.?a\.?|per annum|\(?est\.?\)?)?",
    re.I,
)
_INCOME = re.compile(
    r"\bincome\b|\bcontribut|\bfunded\b|\bfunding\b|\bfunders?\b|\breceipts\b|\breceived\b|\bgrants?\b|"
    r"\bfinancial (?:support|resources)\b|"
    r"\bsources? of funds\b|\bpartner payments\b",
    re.I,
)
_EXPENDITURE = re.compile(
    r"\bexpenditure\b|\bspend(?:ing)?\b|\bspent\b|\bexpenses\b|\bcosts?\b|\boutgoings\b|\bpayments made\b|"
    r"\bcommissioned\b|\boutturn\b(?!.*income)",
    re.I,
)
_BOTH = re.compile(r"\bbudget\b|\bfinanc(?!ial (?:abuse|exploitation|harm|crime))|\baccounts?\b|\bresourc", re.I)
_NO_AMOUNT = re.compile(
    r"%|\bchange\b|variance|difference|\bshare\b|proportion|in[- ]kind|\bnumber\b|\bno\.|staff(?:ing)?\b|fte|days|total|"
    r"cumulative|note|ref",
    re.I,
)
_TOTAL = re.compile(r"\btotal\b", re.I)
_THOUSANDS = re.compile(r"£\s*['’]?000s?\b|£\s*k\b|\b000s\b|£\s*thousands?|in thousands", re.I)
_PLANNED = re.compile(r"\b(?:planned|proposed|forecast|projected|indicative|draft|estimated?)\b", re.I)
_LINE = Sieved(
    r"^\W*(?P<label>[A-Z][^£\n]{1,90}?)\s*(?:[:–—-]|\.{2,}|…+|"
    r"\|)?\s*\(?£\s?(?P<figure>\d[\d,]*(?:\.\d{1,2})?)\s*(?P<unit>k\b|m\b|million\b)?\)?(?P<rest>[^\n£]{0,60})$",
    re.M,
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of amounts: of which year, and whether they are only planned."""

    at: int
    label_at: int
    header: str
    period: str | None
    planned: bool
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One sum: what is printed beside it, and where."""

    label: str
    amount: int | float
    column: Column
    kind: Kind | None
    evidence: Evidence
    rest: str = ""


@dataclass(frozen=True)
class Account:
    """The sums of one table or list."""

    document: Document
    caption: tuple[str, ...]
    entries: tuple[Entry, ...]


def money(text: str, *, thousands: bool = False) -> int | float | None:
    """The pounds that a cell prints; brackets and a minus make them negative. None where it prints no sum."""
    m = _MONEY.fullmatch(one_line(text))
    if m is None:
        return None
    value = float(m.group("figure").replace(",", ""))
    unit = (m.group("unit") or "").casefold()
    if unit.startswith(("k", "th")):
        value *= 1000
    elif unit:
        value *= 1_000_000
    elif thousands:
        value *= 1000
    value = round(value, 2)
    if m.group("minus") or m.group("minus2"):
        value = -value
    return int(value) if value == int(value) else value


def kind_of(text: str) -> Kind | None:
    """What a caption or header says that sums are: income, expenditure, either, or nothing of the kind."""
    income, spent = bool(_INCOME.search(text)), bool(_EXPENDITURE.search(text))
    if income != spent:
        return "income" if income else "expenditure"
    return "both" if income or _BOTH.search(text) else None


def accounts(document: Document) -> Iterator[Account]:
    """The tables and lists of a document that are of money."""
    read: set[int] = set()
    for grid in (*grids(document), *loose_grids(document)):
        made = _table(grid)
        if made is not None:
            read.add(grid.block.start)
            yield made
    yield from (account for account in _lists(document, read))


def _table(grid: Grid) -> Account | None:
    head = _header_rows(grid)
    context = " ".join((*grid.caption[:2], *(" ".join(r) for r in grid.texts[:head])))
    thousands = bool(_THOUSANDS.search(context))
    captions = (
        *(
            one_line(" ".join(dict.fromkeys(c for c in r if c)))
            for r in grid.texts[:head]
            if len({c for c in r if c}) == 1
        ),
        *grid.caption,
    )
    kind = next((k for t in captions if (k := kind_of(t))), None)
    columns = _columns(grid, head, captions) or _columns(grid, head, captions, totals=True)
    headed = next((c.kind for c in columns if c.kind), None)
    sections = any(kind_of(row[0]) for row in grid.texts if row[0])
    pounds = "£" in context or any("£" in c for row in grid.texts for c in row)
    thousand = any(re.search(r"\d,\d{3}", row[c.at]) for row in grid.texts[head:] for c in columns)
    if not columns or not (pounds or thousand) or (kind is None and headed is None and not sections):
        return None
    entries: list[Entry] = []
    for column in columns:
        now: Kind | None = column.kind or kind
        for number in range(head, len(grid.texts)):
            row = grid.texts[number]
            label, amount = one_line(row[column.label_at]), money(row[column.at], thousands=thousands)
            if label and amount is None and not any(money(c) is not None for c in row):
                section = kind_of(label)
                now = section if section in {"income", "expenditure"} else now
            if label and amount is not None:
                entries.append(Entry(label, amount, column, now, grid.evidence(number)))
                if re.match(r"total\b.*\bincome|total contributions|income total", label, re.I) and now == "both":
                    now = "expenditure"
    return Account(grid.document, captions, tuple(entries)) if entries else None


def _header_rows(grid: Grid) -> int:
    """The rows before the first that has a sum beside a label; a row of years is a header."""
    for number, row in enumerate(grid.texts[:5]):
        sums = [c for c in row[1:] if money(c) is not None and not re.fullmatch(r"20\d\d", c)]
        if sums and any(re.search(r"[A-Za-z]{3}", c) and money(c) is None for c in row):
            return number
    return 0


def _columns(grid: Grid, head: int, captions: tuple[str, ...], *, totals: bool = False) -> list[Column]:
    found: list[Column] = []
    for at in range(1, grid.width):
        cells = [
            c for c in grid.column(at, head) if c and c not in {"-", "–", "—", "£", "nil", "Nil", "n/a", "N/A", "0"}
        ]
        sums = sum(money(c) is not None for c in cells)
        header = one_line(
            " ".join(dict.fromkeys(r[at] for r in grid.texts[:head] if len({c for c in r if c}) > 1 or grid.width == 2))
        )
        if not cells or sums < 0.6 * len(cells) or _NO_AMOUNT.search(_TOTAL.sub("", header) if totals else header):
            continue
        label_at = _label_of(grid, head, at)
        if label_at is None:
            continue
        beside = one_line(" ".join(r[label_at] for r in grid.texts[:head]))
        own = kind_of(f"{beside} {header}") if re.search(r"[A-Za-z]{4}", f"{beside}{header}") else None
        period = (
            years_in(header)
            or _calendar(header)
            or next((y for t in captions if (y := years_in(t))), None)
            or grid.document.period
        )
        found.append(
            Column(at, label_at, header, period, bool(_PLANNED.search(header)), own if own != "both" else None)
        )
    actual = {c.period for c in found if re.search(r"\b(?:actual|outturn|received)\b", c.header, re.I)}
    return [
        c
        for c in found
        if not (c.period in actual and re.search(r"\b(?:budget|planned|agreed|forecast)", c.header, re.I))
    ]


def _calendar(header: str) -> str | None:
    year = year_in(header)
    return str(year) if year else None


def _label_of(grid: Grid, head: int, at: int) -> int | None:
    """The column of words nearest to the left of a column of sums."""
    for column in range(at - 1, -1, -1):
        cells = [c for c in grid.column(column, head) if c]
        if cells and sum(bool(re.search(r"[A-Za-z]{3}", c)) for c in cells) * 2 > len(cells):
            return column
    return None


def _lists(document: Document, read: set[int]) -> Iterator[Account]:
    """Runs of lines "Examplia Council £45,000" under a heading or a sentence that says what they are."""
    run: list[tuple[Block, re.Match[str]]] = []
    for block in document.blocks:
        listed = block.kind in {"item", "line", "paragraph"} and block.start not in read
        lines = list(_LINE.finditer(block.text)) if listed else []
        if lines and (block.kind != "paragraph" or len(lines) > 1 or len(block.text) < 140):
            run += [(block, m) for m in lines]
        elif block.kind in {"heading", "table"} or (block.kind == "paragraph" and len(block.text) > 140):
            yield from _list(document, run)
            run = []
    yield from _list(document, run)


def _list(document: Document, run: list[tuple[Block, re.Match[str]]]) -> Iterator[Account]:
    if len(run) < 2:
        return
    captions = tuple(_introduction(document, run[0][0]))
    kind = next((k for t in captions if (k := kind_of(t))), None)
    if kind is None:
        return
    period = next((y for t in captions if (y := years_in(t))), None) or document.period
    column = Column(1, 0, "", period, False, None)
    entries = []
    for block, m in run:
        amount = money(f"{m.group('figure')} {m.group('unit') or ''}")
        if amount is not None:
            evidence = document.evidence(block, m.start("label"), m.end())
            entries.append(Entry(one_line(m.group("label")), amount, column, kind, evidence, m.group("rest").strip()))
    yield Account(document, captions, tuple(entries))


def _introduction(document: Document, block: Block) -> Iterator[str]:
    for at, before in enumerate(document.before(block)):
        if at >= 2 or before.kind in {"heading", "table"}:
            break
        yield one_line(before.text)[-200:]
    yield from (one_line(h) for h in reversed(document.headings(block)))
