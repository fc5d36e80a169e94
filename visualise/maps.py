"""The maps by name: what each shows, what can be chosen of it, and how it is made."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from graph.errors import BadParameter, Fault, NotFound
from graph.store import Store
from visualise import charts, formats, network
from visualise.charts import ChartMap
from visualise.formats import FORMATS, Format
from visualise.linked import NetworkMap
from visualise.mopac_roles import mopac_roles_map

Map = NetworkMap | ChartMap


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the maps."""

    title: str
    about: str
    make: Callable[..., Awaitable[Map]]
    choices: tuple[str, ...] = ()
    """Names of what can be chosen, each a text."""


MAPS: Mapping[str, Kind] = {
    "mopac-roles": Kind(
        "MOPAC roles",
        "What MOPAC and the Violence Reduction Unit fund, commission, require, oversee and attend, and to whom they answer.",
        mopac_roles_map,
        ("borough",),
    ),
}


async def make_map(store: Store, name: str, given: Mapping[str, str], *, seconds: float) -> Map:
    """The map, with what was chosen of it.

    Raises NotFound where there is no map of that name, BadParameter for a choice that it does not have, TooSlow,
    StoreUnavailable.
    """
    kind = known(name)
    unknown = [c for c in given if c not in kind.choices]
    if unknown:
        mend = f"Known: {', '.join(kind.choices) or 'none'}"
        raise BadParameter("A parameter is not valid", [Fault(c, "this map has no such choice", mend) for c in unknown])
    return await kind.make(store, seconds=seconds, **given)


def known(name: str) -> Kind:
    """The map of that name. Raises NotFound."""
    if name not in MAPS:
        raise NotFound(f"There is no map {name!r}", f"Known: {', '.join(MAPS)}")
    return MAPS[name]


async def write_map(m: Map, format: Format, *, served: bool = False, borough: str | None = None) -> bytes:
    """The map in that format; `served` with links to other pages of the site."""
    # drawing is work for the processor: other requests go on meanwhile
    return await asyncio.to_thread(_write, m, format, served, borough)


def _write(m: Map, format: Format, served: bool, borough: str | None) -> bytes:
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
