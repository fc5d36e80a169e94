"""The priorities map: boroughs by themes, how each is stated, and of which boroughs nothing is held."""

from __future__ import annotations

import asyncio
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.errors import BadParameter, Fault, UsageError
from graph.store import Row, Store
from visualise.charts import WIDTHS, Asked, ChartMap, Choice, Option, Table, plain, row_id, table
from visualise.grid import Cell, Head, Line, Measures, Style, grid
from visualise.marks import (
    DARK,
    INK,
    PAPER,
    QUIET,
    Drawing,
    Entry,
    Mark,
    Words,
    fitted,
    high,
    legend,
    paragraph,
    rect,
    sign,
)
from visualise.measures import Borough, known
from visualise.pages.links import href
from visualise.pages.parts import link, state, when
from visualise.pages.words import left_out, listed, some

STYLES = {
    "asserted": Style("Stated", "#e3eef7", "full", DARK),
    "derived": Style("Follows from the law", "#e3eef7", "square", DARK),
    "historic": Style("Formerly", "#f3f2f1", "ring", INK),
    "planned": Style("Planned", PAPER, "triangle", INK, long="Planned or recommended"),
    "unclear": Style("Unclear", "#fff0a6", "query", INK),
    "negated": Style("Stated not to be one", "#f4cdc6", "cross", INK),
    "nothing": Style("No evidence held", "hatch", "", long="No evidence held: nothing is known"),
}
ORDER = tuple(STYLES)
SHOWS = {"shared": "Themes of two or more boroughs", "all": "All themes"}


@dataclass(frozen=True, slots=True)
class Area:
    """A column: a borough, or an area that stands for several."""

    id: str
    name: str
    state: str
    """has (a priority is stated), none (documents are held, none is stated) or nothing (no document is held)."""


@dataclass(slots=True)
class Theme:
    id: str
    name: str
    by: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    """By area (id), what is stated."""

    def status(self, area: str) -> str | None:
        """The surest of what is stated for an area; None where nothing is."""
        return min((r["status"] for r in self.by.get(area, ())), key=ORDER.index, default=None)


async def priorities_map(store: Store, *, seconds: float, show: str = "shared", borough: str | None = None) -> ChartMap:
    """The map of all themes, of those of two or more boroughs, or of those of one borough.

    Raises UsageError where `show` is no such choice, BadParameter where there is no such borough, TooSlow or StoreUnavailable.
    """
    if show not in SHOWS:
        raise UsageError(f"There is no choice {show!r}", f"Known: {', '.join(SHOWS)}")
    asked = Asked(store, seconds)
    rows, held = await asyncio.gather(asked.rows("priorities-by-borough"), asked.rows("evidence-held-by-borough"))
    places = {r["borough_id"]: r["borough"] for r in held}
    if borough and borough not in places:
        fault = Fault("borough", f"there is no borough {borough!r}", "Choose one from the list on /maps/priorities")
        raise BadParameter("A parameter is not valid", [fault])
    themes = themes_of(rows)
    areas = areas_of(rows, known(held))
    shown = [t for t in themes if borough in t.by] if borough else themes
    if show == "shared":
        shown = [t for t in shown if borough or len(t.by) > 1] or shown
    with_one = [a for a in sorted(areas, key=lambda a: a.name) if a.state == "has"]
    choices = (
        Choice("show", "Themes", tuple(Option(k, t, f"?show={k}", k == show) for k, t in SHOWS.items())),
        Choice("borough", "Of", (
            Option("", "All boroughs", "?", not borough),
            *(Option(a.id, a.name, f"?borough={a.id}", a.id == borough) for a in with_one),
        )),
    )  # fmt: skip
    if not themes:
        return _nothing(choices)
    if borough:
        areas = [a for a in areas if any(a.id in t.by for t in shown)]
    on_map = {(t.id, a.id) for t in shown for a in areas}
    further = "in “Further themes” below"
    by_row = [(r["theme_id"], r["borough_id"]) for r in rows]
    inside = {a.id for a in areas}
    others = [further if i in inside else "of other areas" for t, i in by_row if (t, i) not in on_map]
    tables = (
        _table(shown, areas, left_out(others)),
        *([_rest(themes, shown, areas)] if len(shown) < len(themes) else []),
    )
    behind, documents, made_from = await asked.proofs(tables)
    return ChartMap(
        name="priorities",
        title=f"Priorities: {places[borough]}" if borough else "Priorities, borough by borough",
        lead="Which priorities the boroughs, and the boards and bodies of their areas, are stated to have.",
        how_to_read="A line for each theme, a column for each area. Each status has a sign of its own. An empty place in the "
        "column of an area of which documents are held says that they state no such priority, not that there is none. A hatched "
        "column: no document is held, so nothing is known. Themes are one only where sources name them alike.",
        summary=summary(themes, shown, areas),
        drawings=await asyncio.to_thread(drawn, shown, areas) if shown else {},
        tables=tables,
        choices=choices,
        proofs=behind,
        documents=documents,
        made_from=made_from,
    )


def themes_of(rows: Sequence[Row]) -> list[Theme]:
    """The themes with what is stated of them by area; those of most areas first."""
    found: dict[str, Theme] = {}
    for r in rows:
        found.setdefault(r["theme_id"], Theme(r["theme_id"], r["theme"])).by[r["borough_id"]].append(r)
    return sorted(found.values(), key=lambda t: (-len(t.by), t.name.casefold(), t.id))


def areas_of(rows: Sequence[Row], boroughs: Sequence[Borough]) -> list[Area]:
    """The columns: areas that stand for several, boroughs with a priority, those without one, those of which nothing is held."""
    stated = {r["borough_id"]: r["borough"] for r in rows}
    london = {b.id: b for b in boroughs if b.id}
    others = [Area(i, name, "has") for i, name in sorted(stated.items(), key=lambda x: (x[1], x[0])) if i not in london]
    found = [Area(i, b.name, "has" if i in stated else "none" if b.held else "nothing") for i, b in london.items() if i]
    return [*others, *sorted(found, key=lambda a: (("has", "none", "nothing").index(a.state), a.name))]


def drawn(themes: Sequence[Theme], areas: Sequence[Area]) -> dict[str, Drawing]:
    """The matrix; on a telephone a list."""

    def matrix(name: str, of: Sequence[Area], m: Measures, foot: Sequence[tuple[str, str]] = ()) -> Drawing:
        heads = [Head(a.name, href(a.id)) for a in of]
        lines = [Line(Head(t.name, href(t.id)), tuple(_cell(t, a) for a in of)) for t in themes]
        return grid(f"priorities-{name}", heads, lines, STYLES, m, foot=foot)

    # on paper, what is empty is said in words: so that the rest can be read
    kept = [a for a in areas if a.state != "none"]
    silent = ", ".join(a.name for a in areas if a.state == "none")
    foot = [("Documents are held, and state no priority", silent)] if silent else []
    wide = Measures(WIDTHS["wide"], head=360, word=9999, least=22, most=30, most_lines=3)
    paper = Measures(
        WIDTHS["print"], head=400, word=9999, least=22, most=30, size=12, most_lines=2, pad=4, least_high=20
    )
    return {
        "wide": matrix("wide", areas, wide),
        "print": matrix("print", kept, paper, foot),
        "narrow": _list("priorities-narrow", themes, areas, WIDTHS["narrow"]),
    }


def _cell(t: Theme, a: Area) -> Cell | None:
    status = t.status(a.id)
    if status:
        whose = ", ".join(sorted({r["holder"] for r in t.by[a.id]}))
        return Cell(status, cell_id(t, a.id), f"{t.name}, {a.name}: {STYLES[status].word.lower()} ({whose})")
    return Cell("nothing", None, f"{a.name}: no evidence held") if a.state == "nothing" else None


def cell_id(t: Theme, area: str) -> str:
    return row_id("priority", t.id, area)


def _list(name: str, themes: Sequence[Theme], areas: Sequence[Area], width: float) -> Drawing:
    """For each theme the areas in words, by status; then the areas of which nothing is stated or held."""
    used = {s for t in themes for a in areas if (s := t.status(a.id))}
    marks, top = legend(
        [Entry(s.long or s.word, s.fill, s.sign, s.ink) for k, s in STYLES.items() if k in used], 0, 2, width
    )
    top += 6
    for t in themes:
        said = paragraph(0, top + 6, t.name, 13, width, bold=True)
        marks.append(Mark((rect(0, top, width, 1, fill="#b1b4b6"),), said, href=href(t.id), kind="head"))
        top += high(len(said), 13) + 10
        for status, style in STYLES.items():
            own = [a for a in areas if t.status(a.id) == status]
            if own:
                names = paragraph(22, top, ", ".join(a.name for a in own), 12, width - 22)
                marks.append(
                    Mark(sign(style.sign, 8, top + 8, 5, style.ink), names, row=cell_id(t, own[0].id), kind=status)
                )
                top += high(len(names), 12) + 4
        top += 4
    for words, state_ in (("Documents are held, and state no priority", "none"), ("No evidence held", "nothing")):
        silent = [a.name for a in areas if a.state == state_]
        if silent:
            head = (Words(0, top + 18, fitted(words, 13, width, 1)[0], 13, width, bold=True),)
            names = paragraph(0, top + 24, ", ".join(silent), 12, width, fill=QUIET)
            marks.append(Mark((rect(0, top, width, 1, fill="#b1b4b6"),), (*head, *names), kind=state_))
            top += 28 + high(len(names), 12) + 6
    return Drawing(name, width, math.ceil(top + 4), tuple(marks))


def summary(themes: Sequence[Theme], shown: Sequence[Theme], areas: Sequence[Area]) -> tuple[tuple[str, str], ...]:
    """The map in words, from the same rows."""
    by_state: Mapping[str, list[str]] = {s: [a.name for a in areas if a.state == s] for s in ("has", "none", "nothing")}
    names = {a.id: a.name for a in areas}
    stated = {i for t in shown for i in t.by}
    told = [("Shown", f"{some(len(shown), 'theme')} of {len(themes)}, stated for {some(len(stated), 'area')}.")]
    most = [t for t in shown if len(t.by) > 1][:5]
    if most:
        whose = [f"{t.name} ({listed(sorted(names[i] for i in t.by))})" for t in most]
        told.append(("Of most areas", f"{'; '.join(whose)}."))
    counts = Counter(s for t in shown for i in t.by if (s := t.status(i)))
    told.append(("How sure", f"{', '.join(f'{counts[s]} {STYLES[s].word.lower()}' for s in ORDER if counts[s])}."))
    if by_state["none"]:
        told.append(("Documents are held, and state no priority", f"{listed(by_state['none'])}."))
    if by_state["nothing"]:
        told.append(("No evidence held", f"{listed(by_state['nothing'])}. What their priorities are is not known."))
    return tuple(told)


def _table(shown: Sequence[Theme], areas: Sequence[Area], more: str) -> Table:
    ids, rows = [], []
    for t in shown:
        for a in areas:
            for n, r in enumerate(
                sorted(t.by.get(a.id, ()), key=lambda r: (ORDER.index(r["status"]), r["holder"], r["evidence"]))
            ):
                rows.append(r)
                ids.append(cell_id(t, a.id) if not n else row_id("priority", t.id, a.id, n))
    return table(
        "every-priority", "Every priority", "Priorities by theme and area, as on the map", rows, _COLUMNS, ids=ids,
        downloads=(("priorities-by-borough", {}), ("evidence-held-by-borough", {})), folded=len(rows) > 150,
        left_out=more,
    )  # fmt: skip


def _rest(themes: Sequence[Theme], shown: Sequence[Theme], areas: Sequence[Area]) -> Table:
    kept = {t.id for t in shown}
    rows = [r for t in themes if t.id not in kept for a in areas for r in t.by.get(a.id, ())]
    return table("further", "Further themes", "Themes that are not on the map", rows, _COLUMNS, folded=True)


_COLUMNS = (
    link("theme", heading="Theme"), link("borough", heading="Area"), link("holder", heading="Whose priority"),
    state(), when(), plain("particulars", "Particulars"),
)  # fmt: skip


def _nothing(choices: tuple[Choice, ...]) -> ChartMap:
    return ChartMap(
        "priorities", "Priorities, borough by borough", "Which priorities the boroughs and their boards are stated to have.", "",
        (("Nothing to show", "The documents loaded state no priority of any borough, board or body."),), {}, (), choices,
    )  # fmt: skip
