"""Records of attendance that leave open in which role, or for which organisation, somebody was there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.store import Row, Store
from queries.analysis.records import Places, Record, Seat, read_places, read_records

UNSURE = ("unclear",)


async def unplaced(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each record of a person, a post or nameless attendees of whom role or organisation is not known."""
    records = await read_records(store, values["board"], values["from"], values["to"])
    wanted = [
        r
        for r in records
        if r.status not in ("planned", "negated") and (r.label in ("Person", "Role") or r.kind == "unspecified")
    ]
    places = await read_places(store, wanted)
    rows = [row for r in wanted if (row := _row(r, places))]
    return [r for r in rows if values["missing"] in (None, r["missing"])]


def _row(r: Record, places: Places) -> Row | None:
    nameless = r.label not in ("Person", "Role")
    posts = [] if nameless else places.posts(r)
    bodies = [] if nameless else places.bodies(r)
    missing = [word for word, known in (("role", posts), ("organisation", bodies)) if not known]
    if not missing:
        return None
    perhaps = (
        []
        if nameless
        else [
            seat
            for word, seats in (("role", places.posts(r, UNSURE)), ("organisation", places.bodies(r, UNSURE)))
            if word in missing
            for seat in seats
        ]
    )
    known = [*posts, *bodies]
    return {
        "board_id": r.board_id,
        "board": r.board,
        "meeting_date": r.date,
        "attendee_id": r.attendee_id,
        "attendee": r.attendee,
        "attendee_label": r.label,
        "missing": " and ".join(missing),
        "role": ", ".join(p.name for p in posts) or None,
        "organisation": ", ".join(b.name for b in bodies) or None,
        "role_from": _told(r.role or (r.label == "Role" and r.attendee), posts),
        "organisation_from": _told(r.organisation, bodies),
        "recorded_as": r.as_role,
        "bearing": r.bearing if r.is_fact else None,
        "chair": r.chair or None,
        "unclear": sorted({s.name for s in perhaps}),
        "status": r.status,
        "evidence": sorted({*r.statements, *(i for s in (*known, *perhaps) for i in s.statements)}),
    }


def _told(recorded: object, seats: list[Seat]) -> str | None:
    return None if not seats else "record" if recorded else "graph"
