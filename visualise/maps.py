"""The maps by name: what each shows, what can be chosen of it, and how it is made."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from graph.errors import BadParameter, Fault, NotFound, UsageError
from graph.read import current_ids
from graph.store import Store
from visualise import charts, formats, network, sheets
from visualise.attendance import attendance_map
from visualise.boroughs import boroughs_map
from visualise.charts import ChartMap
from visualise.duplication import duplication_map
from visualise.formats import FORMATS, Format
from visualise.funding import funding_map
from visualise.linked import NetworkMap
from visualise.mopac_roles import mopac_roles_map
from visualise.oversight import oversight_map
from visualise.priorities import priorities_map

Map = NetworkMap | ChartMap


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the maps."""

    title: str
    about: str
    make: Callable[..., Awaitable[Map]]
    choices: tuple[str, ...] = ()
    """Names of what can be chosen."""


NUMBERS = ("minimum", "widely")
ENTITIES = ("borough", "board")

MAPS: Mapping[str, Kind] = {
    "mopac-roles": Kind(
        "MOPAC roles",
        "What MOPAC and the Violence Reduction Unit fund, commission, require, oversee and attend, and to whom they answer.",
        mopac_roles_map,
        ("borough",),
    ),
    "oversight": Kind(
        "Oversight",
        "Who oversees, scrutinises or chairs whom, and who answers, reports or belongs to whom, from national bodies to "
        "subgroups; and the way from the statutory guidance to the safeguarding partners and back.",
        oversight_map,
        ("borough",),
    ),
    "duplication": Kind(
        "Duplication",
        "Boards that have people, posts, organisations or themes in common, and which to ask about together.",
        duplication_map,
        ("borough", "minimum", "widely"),
    ),
    "attendance": Kind(
        "Attendance",
        "Who was at which meeting of a board, gaps in the record, and printed figures that do not add up.",
        attendance_map,
        ("board",),
    ),
    "funding": Kind(
        "Funding", "Who pays for which partnership, year by year, and the share of MOPAC.", funding_map, ("year",)
    ),
    "priorities": Kind(
        "Priorities", "Which boroughs have which themes as a priority.", priorities_map, ("show", "borough")
    ),
    "boroughs": Kind(
        "Boroughs",
        "The 33 London authorities: evidence held, MOPAC's visibility, boards, and statutory seats that are shown.",
        boroughs_map,
        ("measure", "as_of"),
    ),
}


async def make_map(store: Store, name: str, given: Mapping[str, str], *, seconds: float) -> Map:
    """The map, with what was chosen of it.

    Raises NotFound where there is no map of that name, BadParameter for a choice that it does not have or that can not
    be followed, TooSlow, StoreUnavailable.
    """
    kind = known(name)
    unknown = [c for c in given if c not in kind.choices]
    if unknown:
        mend = f"Known: {', '.join(kind.choices) or 'none'}"
        raise BadParameter("A parameter is not valid", [Fault(c, "this map has no such choice", mend) for c in unknown])
    values: dict[str, Any] = dict(given)
    values |= await current_ids(store, {c: v for c, v in given.items() if c in ENTITIES})
    for choice in NUMBERS:
        if choice in values:
            values[choice] = _number(choice, given[choice])
    try:
        return await kind.make(store, seconds=seconds, **values)
    except UsageError as error:
        where = ", ".join(c for c in given if c not in ENTITIES) or ", ".join(given)
        raise BadParameter("A parameter is not valid", [Fault(where, error.what, error.mend)]) from error


def _number(choice: str, text: str) -> int:
    if not (text.isdecimal() and 0 < len(text) < 7):
        raise BadParameter(
            "A parameter is not valid", [Fault(choice, f"{text!r} is no number", "Write a whole number")]
        )
    return int(text)


def known(name: str) -> Kind:
    """The map of that name. Raises NotFound."""
    if name not in MAPS:
        raise NotFound(f"There is no map {name!r}", f"Known: {', '.join(MAPS)}")
    return MAPS[name]


async def write_map(
    m: Map, format: Format, *, served: bool = False, borough: str | None = None, table: str = sheets.LINKS
) -> bytes:
    """The map in that format; `served` with links to other pages of the site. As CSV it is one of its tables.

    Raises NotFound where it has no such table.
    """
    # drawing is work for the processor: other requests go on meanwhile
    if format == "csv":
        return _table(m, table).encode("utf-8")
    return await asyncio.to_thread(_write, m, format, served, borough)


def _table(m: Map, name: str) -> str:
    if isinstance(m, ChartMap):
        return sheets.chart_table(m, name)
    return sheets.table(m, name)


def _write(m: Map, format: Literal["html", "svg", "png", "pdf"], served: bool, borough: str | None) -> bytes:
    match format:
        case "html":
            page = (
                charts.page(m, served=served)
                if isinstance(m, ChartMap)
                else network.page(m, served=served, borough=borough)
            )
            return page.encode("utf-8")
        case "svg":
            return formats.svg(m).encode("utf-8")
        case "png":
            return formats.png(m)
        case "pdf":
            return formats.pdf(m)


__all__ = ["FORMATS", "MAPS", "Format", "Map", "known", "make_map", "write_map"]
