"""Boards that have the same theme, as their remit or as a priority, at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from graph.store import Row, Store
from queries.analysis.boards import Area, in_common, read_areas, read_kin, same_area
from queries.analysis.overlap import Link, Pair, shared
from queries.analysis.seats import Called, Seat, When, called, iso, ordinal
from queries.analysis.sharing import evidence, sure_of

_THEMES = (
    "MATCH (b:Board)-[r:HAS_REMIT|HAS_PRIORITY]->(t:Theme) RETURN t.id AS theme, b.id AS board, type(r) AS relation, "
    "r.start_earliest AS start_earliest, r.end_latest AS end_latest, r.sure_from AS sure_from, r.sure_to AS sure_to, "
    "r.status AS status, r.statements AS statements ORDER BY b.id, t.id, r.id"
)
AREA = {"any": (True, False, None), "same": (True,), "different": (False,)}


async def boards_sharing_remit(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each pair of boards with at least `minimum` themes in common, those with most first."""
    pairs, known = await common_themes(
        store, minimum=max(1, values["minimum"]), board=values["board"], as_of=values["as_of"]
    )
    areas, kin = await read_areas(store, values["as_of"]), await read_kin(store)
    rows = []
    for pair, links in pairs.items():
        row = _row(pair, links, known, areas)
        row["relation"], said = kin.words(*pair, {i: known[i].name for i in pair})
        row["evidence"] = sorted({*row["evidence"], *said})
        if row["same_area"] in AREA[values["area"]]:
            rows.append(row)
    return sorted(
        rows,
        key=lambda r: (
            -r["shared"], r["same_area"] is not True, r["board_a"], r["board_a_id"], r["board_b"], r["board_b_id"]
        ),
    )  # fmt: skip


async def themes_in_common(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each span in which two boards have one theme."""
    pairs, known = await common_themes(store, minimum=0, board=values["board"], as_of=values["as_of"])
    wanted = values["theme"]
    rows = [_link_row(p, x, known) for p, links in pairs.items() for x in links if wanted in (None, x.member)]
    return sorted(
        rows,
        key=lambda r: (
            r["theme"], r["theme_id"], r["board_a"], r["board_a_id"], r["board_b"], r["board_b_id"],
            r["overlap_from"] or "", r["evidence"],
        ),
    )  # fmt: skip


async def common_themes(
    store: Store, *, minimum: int, board: str | None = None, as_of: str | None = None
) -> tuple[dict[Pair, list[Link]], dict[str, Called]]:
    """The themes that each pair of boards has at the same time, at least `minimum` of them clearly."""
    day = ordinal(as_of)
    seats = []
    for r in await store.read(_THEMES):
        when = When.of(r) if day is None else When.of(r).on(day)
        if when:
            seats.append(Seat(r["theme"], r["board"], r["relation"], None, when, r["status"], tuple(r["statements"])))
    known = await called(store, {i for s in seats for i in (s.member, s.board)})
    return await asyncio.to_thread(shared, seats, known, minimum=minimum, board=board), known


def _link_row(pair: Pair, x: Link, known: Mapping[str, Called]) -> Row:
    a, b = pair
    in_a, in_b = evidence(x.first), evidence(x.second)
    return {
        "theme_id": x.member, "theme": known[x.member].name,
        "board_a_id": a, "board_a": known[a].name, "how_a": sorted({s.relation for s in x.first}),
        "board_b_id": b, "board_b": known[b].name, "how_b": sorted({s.relation for s in x.second}),
        "overlap_from": iso(x.when.first), "overlap_to": iso(x.when.last),
        "surely_from": iso(x.when.sure_first) if x.sure else None,
        "surely_to": iso(x.when.sure_last) if x.sure else None,
        "how_sure": sure_of(x), "status": x.status,
        "evidence_a": in_a, "evidence_b": in_b, "evidence": sorted({*in_a, *in_b}),
    }  # fmt: skip


def _row(pair: Pair, links: list[Link], known: Mapping[str, Called], areas: Mapping[str, Area]) -> Row:
    a, b = pair
    area_a, area_b = areas.get(a), areas.get(b)
    clear = [x for x in links if x.clear]
    themes = list(dict.fromkeys(x.member for x in clear))
    as_what = {
        known[x.member].name: " / ".join("+".join(sorted({s.relation for s in side})) for side in (x.first, x.second))
        for x in clear
    }
    same = same_area(area_a, area_b)
    places = {i for area in (area_a, area_b) if area and same is not None for i in area.statements}
    return {
        "board_a_id": a, "board_a": known[a].name, "board_b_id": b, "board_b": known[b].name,
        "shared": len(themes), "theme_ids": themes, "themes": [known[t].name for t in themes],
        "as_what": [f"{name}: {what}" for name, what in as_what.items()],
        "shared_unclear": sorted({known[x.member].name for x in links if not x.clear}),
        "same_area": same, "boroughs": in_common(area_a, area_b),
        "evidence": sorted({i for x in links for s in (*x.first, *x.second) for i in s.statements} | places),
    }  # fmt: skip
