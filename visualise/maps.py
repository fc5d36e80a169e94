"""The maps by name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from graph.errors import NotFound
from graph.store import Store
from visualise.mopac_roles import mopac_roles_map

MAPS: dict[str, Callable[..., Awaitable[str]]] = {"mopac-roles": mopac_roles_map}


async def make_map(store: Store, name: str, *, seconds: float) -> str:
    """The map as one self-contained HTML page. Raises NotFound where there is no map of that name."""
    if name not in MAPS:
        raise NotFound(f"There is no map {name!r}", f"Known: {', '.join(MAPS)}")
    return await MAPS[name](store, seconds=seconds)
