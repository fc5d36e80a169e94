"""The page of a person: posts, boards, attendance. Nothing but what documents state of a professional's roles."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence

from graph.store import Row
from visualise.pages import common
from visualise.pages.asking import Asked, Links, there
from visualise.pages.common import relation, through
from visualise.pages.parts import Section, link, state, when

SEATS = ("MEMBER_OF:out", "CHAIRS:out")


def sections(asked: Asked, entity: Row, links: Links) -> Sequence[Awaitable[Section | None]]:
    """In the order of the page."""
    name, person = entity["name"], entity["id"]
    return [
        _posts(asked, links, name),
        _boards(asked, links, name, person),
        _attendance(links, name),
        _oversight(links, name),
        common.changes(asked, name, person),
    ]


async def _posts(asked: Asked, links: Links, name: str) -> Section:
    table = links.table(f"Posts of {name}, and whom {name} represents", "HOLDS:out", "REPRESENTS:out")
    nothing = () if table else (f"In which post the person is{asked.at}, and for whom, is not stated.",)
    return Section("posts", "Posts", there(table), nothing=nothing)


async def _boards(asked: Asked, links: Links, name: str, person: str) -> Section:
    rows, table = await asked.table(
        "boards-of-person", {"person": person, "as_of": asked.as_of}, f"Boards on which {name} sits",
        (link("board", heading="Board"), relation(heading="How"), through("post", "Through the post"), when(), state()),
    )  # fmt: skip
    planned = links.table(
        f"Boards on which {name} is planned to sit, or stated not to", *SEATS, statuses=common.NO_FACT
    )
    links.shown_elsewhere(*SEATS)
    undated = sum(not r["valid_from"] for r in rows)
    nothing = [] if rows else [f"On which boards the person sits{asked.at} is not stated."]
    if undated:
        nothing.append(f"Since when is not stated for {undated:,} of {len(rows):,} boards.")
    return Section("boards", "Boards", there(table, planned), nothing=tuple(nothing))


async def _attendance(links: Links, name: str) -> Section:
    table = links.table(f"Meetings at which {name} is recorded", "ATTENDED:out", "ATTENDANCE_RATE:out", fold=8)
    nothing = () if table else ("Which meetings the person attended is not stated.",)
    return Section("attendance", "Attendance", there(table), nothing=nothing)


async def _oversight(links: Links, name: str) -> Section | None:
    table = links.table(f"Whom {name} scrutinises, and to whom {name} reports", *common.UNDER, *common.OVER)
    return Section("oversight", "Scrutiny and reporting", there(table)) if table else None
