"""The page of an organisation: its boards and posts, attendance, money, oversight, duties, what changed."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence

from graph.store import Row
from visualise.pages import common
from visualise.pages.asking import Asked, Links, there
from visualise.pages.common import relation, through
from visualise.pages.parts import Section, amount, link, state, text, when
from visualise.pages.words import capital

SEATS = ("MEMBER_OF:out", "CHAIRS:out", "STATUTORY_PARTNER_OF:out", "RELEVANT_AGENCY_OF:out")


def sections(asked: Asked, entity: Row, links: Links) -> Sequence[Awaitable[Section | None]]:
    """In the order of the page."""
    name, body = entity["name"], entity["id"]
    return [
        _boards(asked, links, name, body),
        _posts(links, name),
        _attendance(asked, links, name, body),
        _pays(asked, links, name, body),
        common.money_to(asked, links, name, body, pays=()),
        common.oversight(asked, links, name, body),
        common.duties(asked, links, name, body),
        common.changes(asked, name, body),
    ]


async def _boards(asked: Asked, links: Links, name: str, body: str) -> Section:
    rows, table = await asked.table(
        "boards-of-organisation", {"organisation": body, "as_of": asked.as_of}, f"Boards on which {name} sits",
        (
            link("board", heading="Board"), relation(heading="How"), through("through"), text("as_role", "As"), when(),
            state(),
        ),
    )  # fmt: skip
    planned = links.table(
        f"Boards on which {name} is planned to sit, or stated not to", *SEATS, statuses=common.NO_FACT
    )
    links.shown_elsewhere(*SEATS)
    nothing = () if rows else (f"On which boards it sits{asked.at} is not stated.",)
    return Section("boards", "Boards", there(table, planned), nothing=nothing)


async def _posts(links: Links, name: str) -> Section | None:
    table = links.table(f"Posts in {name}, and who represents it", "POST_IN:in", "REPRESENTS")
    return Section("posts", "Posts", there(table)) if table else None


async def _attendance(asked: Asked, links: Links, name: str, body: str) -> Section:
    rows, table = await asked.table(
        "attendance-by-organisation", {"organisation": body}, f"Attendance of {name}, by board",
        (link("board", heading="Board"), *common.COUNTED),
    )  # fmt: skip
    links.shown_elsewhere("ATTENDED:out")
    rates = links.table(f"Attendance rates that are printed of {name}", "ATTENDANCE_RATE:out")
    nothing = () if rows else ("Which meetings it attended is not stated.",)
    led = common.led_on((f"Gaps in the attendance of {name}", "attendance-gaps", {"organisation": body}))
    return Section("attendance", "Attendance", there(table, rates), nothing=nothing, links=led if rows else ())


async def _pays(asked: Asked, links: Links, name: str, body: str) -> Section:
    rows, table = await asked.table(
        "funding-by", {"funder": body}, f"Whom {name} pays, in all years",
        (
            link("recipient", heading="Who is paid"), text("relation", "How", capital), amount(), text("period", "Year"),
            text("via", "Paid through"), text("on_behalf_of", "Whose money"), text("particulars", "Particulars"), when(),
            state(),
        ),
    )  # fmt: skip
    links.shown_elsewhere("FUNDS:out")
    nothing = () if rows else ("Whom it pays is not stated.",)
    return Section("pays", "Whom it pays", there(table), nothing=nothing)
