"""What a chart hands over: pictures for three widths, the same numbers as tables with evidence, a summary in words."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from graph.read import evidence as read_evidence
from graph.store import Row, Store
from queries.catalogue import query_named
from queries.run import run
from visualise.marks import Drawing, draw
from visualise.pages.links import query_href
from visualise.pages.parts import Bit, Cell, Column
from visualise.pages.proof import Proof, proofs
from visualise.pages.words import some
from visualise.site import render, style
from visualise.svg import FOLDER

WIDTHS = {"wide": 1320.0, "print": 1060.0, "narrow": 356.0}
"""Of the pictures, in pixels: on a screen, on a landscape page, on a telephone."""
MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    text: str
    href: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen on the page, as a form. Without options it is a day."""

    name: str
    label: str
    options: tuple[Option, ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    id: str
    cells: tuple[Cell, ...]
    evidence: tuple[str, ...] = ()
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    slug: str
    heading: str
    caption: str
    headings: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[TableRow, ...]
    note: str = ""
    downloads: tuple[tuple[str, str], ...] = ()
    folded: bool = False
    head: int = 0
    """Which cell of a row names it."""
    left_out: str = ""
    """What the named queries to download have besides, and why it is not shown."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A further picture of the same numbers."""

    slug: str
    heading: str
    how_to_read: str
    svgs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ChartMap:
    """A chart with all that stands on its page. Without drawings there is nothing to draw; the summary says why."""

    name: str
    title: str
    lead: str
    how_to_read: str
    summary: tuple[tuple[str, str], ...]
    drawings: Mapping[str, Drawing]
    tables: tuple[Table, ...]
    choices: tuple[Choice, ...] = ()
    figures: tuple[Figure, ...] = ()
    proofs: Mapping[str, Proof] = field(default_factory=dict)
    documents: tuple[tuple[str, str], ...] = ()
    made_from: str = ""

    @property
    def asked(self) -> str:
        """What is chosen, as the end of an address; empty where nothing can be chosen."""
        chosen = {c.name: c.value or next((o.value for o in c.options if o.chosen), "") for c in self.choices}
        given = {name: value for name, value in chosen.items() if value}
        return f"?{urlencode(given)}" if given else ""

    @property
    def svgs(self) -> Mapping[str, str]:
        """wide, print and narrow, with links to pages of the site and to rows of the tables."""
        return {name: draw(d, tips=name == "wide") for name, d in self.drawings.items()}

    def svg(self, name: str = "print") -> str:
        """One picture for a file of its own, that leads nowhere."""
        return draw(self.drawings[name], links="none", tips=False)


def page(chart: ChartMap, *, served: bool = True) -> str:
    """The page of a chart as HTML that asks for nothing but the pages it leads to; `served=False`: leads nowhere."""
    svgs = chart.svgs if served else {n: draw(d, links="rows", tips=n == "wide") for n, d in chart.drawings.items()}
    looks = style() + (FOLDER / "chart.css").read_text(encoding="utf-8") + _paper(chart)
    chosen = {c.name: c.value or next((o.value for o in c.options if o.chosen), "") for c in chart.choices}
    given = {name: value for name, value in chosen.items() if value}
    asked = f"?{urlencode(given)}" if given else ""
    html = render("chart.html.j2", chart=chart, svgs=svgs, style=looks, served=served, asked=asked, here="/maps")
    return html if served else unlinked(html)


def _paper(chart: ChartMap) -> str:
    """How the page lies in the printer; a picture that is longer than a page goes on over the next."""
    d = chart.drawings.get("print")
    if d is None or d.height <= d.width:
        return "@media print { @page { size: A4 landscape; } .chart svg { max-height: 175mm; } }"
    long = "" if d.height < 1.5 * d.width else " .chart { break-inside: auto; } .chart svg { max-height: none; }"
    return f"@media print {{ @page {{ size: A4 portrait; }} .chart svg {{ max-height: 262mm; }}{long} }}"


def unlinked(html: str) -> str:
    """A page without the links to other pages of the site, for a file on disk."""
    return re.sub(r'<a\b[^>]* href="/[^"]*"[^>]*>(.*?)</a>', r"\1", html, flags=re.DOTALL)


@dataclass(slots=True)
class Asked:
    """The answers that a chart is made from."""

    store: Store
    seconds: float
    cut: list[str] = field(default_factory=list)
    """Titles of questions of which not all rows were taken."""

    async def rows(self, name: str, **given: str) -> list[Row]:
        """Raises TooSlow or StoreUnavailable; UsageError where a value does not fit its parameter."""
        query = query_named(name)
        answer = await run(self.store, query, query.read(given), limit=MOST_ROWS, seconds=self.seconds)
        if answer.truncated:
            self.cut.append(query.title)
        return answer.rows

    async def proofs(self, tables: Iterable[Table]) -> tuple[dict[str, Proof], tuple[tuple[str, str], ...], str]:
        """The evidence of all rows, the documents it stands in, and what the chart was made from."""
        behind = await read_evidence(self.store, {i for t in tables for r in t.rows for i in r.evidence})
        loaded = await self.store.read("MATCH (d:Source) RETURN count(d) AS n", seconds=self.seconds)
        documents = {e["document"]: e for e in behind.values()}
        told = sorted(
            (str(e["title"]), ", ".join(str(x) for x in (e["publisher"], e["date"]) if x)) for e in documents.values()
        )
        made_from = f"{some(len(documents), 'document')} of the {loaded[0]['n']:,} loaded"
        if self.cut:
            made_from += f"; of {' and '.join(self.cut)} only the first {MOST_ROWS:,} rows"
        return proofs(behind), tuple(told), made_from


def table(
    slug: str,
    heading: str,
    caption: str,
    rows: Sequence[Row],
    columns: Sequence[Column],
    *,
    ids: Sequence[str] = (),
    note: str = "",
    downloads: Iterable[tuple[str, Mapping[str, object]]] = (),
    folded: bool = False,
    head: int = 0,
    left_out: str = "",
) -> Table:
    """A table of rows that each have `evidence`; `ids` are theirs in order. Downloads are named queries with values.

    A column in which nothing stands is left out.
    """
    named = ids or [row_id(slug, n) for n in range(len(rows))]
    led = [
        (f"{query_named(name).title} ({kind.upper()})", query_href(name, given, kind))
        for name, given in downloads
        for kind in ("csv", "json")
    ]
    cells = [tuple(c.cell(r) for c in columns) for r in rows]
    kept = [n for n in range(len(columns)) if n == head or any(any(b.text for b in line[n]) for line in cells)]
    return Table(
        slug, heading, caption,
        tuple(columns[n].heading for n in kept), tuple(columns[n].numeric for n in kept),
        tuple(
            TableRow(i, tuple(line[n] for n in kept), tuple(dict.fromkeys(r["evidence"])), r.get("status"))
            for i, line, r in zip(named, cells, rows, strict=True)
        ),
        note, tuple(led), folded, kept.index(head), left_out,
    )  # fmt: skip


def row_id(*parts: Any) -> str:
    """An id that stays as long as what it is made from."""
    return f"row-{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:12]}"


def plain(name: str, heading: str, *, numeric: bool = False, empty: str = "") -> Column:
    """The value of a column as text; `empty` stands, quieter, where there is none."""

    def cell(r: Row) -> Cell:
        value = r[name]
        if value is None or value == "":
            return (Bit(empty, quiet=True),) if empty else ()
        return (
            Bit(f"{value:,}" if isinstance(value, int) else f"{value:g}" if isinstance(value, float) else str(value)),
        )

    return Column(heading, cell, numeric)
