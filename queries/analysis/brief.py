"""Every board in one row: where it works, what it is a part of, and whether members and themes are stated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from graph.store import Row, Store
from queries.analysis.boards import read_areas, read_kin

_BOARDS = "MATCH (b:Board) RETURN b.id AS id, b.name AS name, b.kind AS kind"
_STATED = (
    "MATCH (b:Board)<-[r:MEMBER_OF|CHAIRS|STATUTORY_PARTNER_OF|POST_IN]-(m:Entity) "
    "RETURN b.id AS board, m.id AS what, min(CASE WHEN r.status = 'unclear' THEN 1 ELSE 0 END) AS unclear"
)
_THEMES = (
    "MATCH (b:Board)-[r:HAS_REMIT|HAS_PRIORITY]->(t:Theme) WHERE r.status <> 'unclear' "
    "RETURN b.id AS board, count(DISTINCT t.id) AS n"
)
_NAMING = (
    "UNWIND $ids AS id MATCH (:Board {id: id})<-[:SUBJECT|OBJECT]-(s:Statement) RETURN id AS id, min(s.id) AS first"
)


async def boards_in_brief(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each board, by name."""
    boards = {r["id"]: r for r in await store.read(_BOARDS)}
    stated: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for r in await store.read(_STATED):
        stated[r["board"]][r["unclear"]] += 1
    themes = {r["board"]: r["n"] for r in await store.read(_THEMES)}
    areas, kin = await read_areas(store, None), await read_kin(store)
    before: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for first, later in kin.after.items():
        for then, statements in later.items():
            before[then][first] = statements
    rows = []
    for i, board in boards.items():
        area = areas.get(i)
        if values["board"] not in (None, i) or not (
            values["borough"] is None or (area and values["borough"] in area.boroughs)
        ):
            continue
        named = sorted((name, b) for b, name in area.boroughs.items()) if area else []
        above, earlier = (_named(links.get(i, {}), boards) for links in (kin.above, before))
        said = {s for links in (kin.above, before) for one in links.get(i, {}).values() for s in one}
        rows.append({
            "board_id": i, "board": board["name"], "kind": board["kind"],
            "borough_ids": [b for _, b in named], "boroughs": [name for name, _ in named],
            "members_stated": stated[i][0], "members_unclear": stated[i][1], "themes_stated": themes.get(i, 0),
            "part_of_ids": [b for _, b in above], "part_of": [name for name, _ in above],
            "comes_after_ids": [b for _, b in earlier], "comes_after": [name for name, _ in earlier],
            "evidence": sorted(said | (area.statements if area else set())),
        })  # fmt: skip
    bare = sorted(r["board_id"] for r in rows if not r["evidence"])
    naming = {r["id"]: [r["first"]] for r in await store.read(_NAMING, {"ids": bare})}
    for r in rows:
        r["evidence"] = r["evidence"] or naming.get(r["board_id"], [])
    return sorted(rows, key=lambda r: (r["board"], r["board_id"]))


def _named(ids: Mapping[str, object], boards: Mapping[str, Row]) -> list[tuple[str, str]]:
    return sorted((boards[i]["name"] if i in boards else i, i) for i in ids)
