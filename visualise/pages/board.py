"""The page of a board: who sits there and chairs, attendance, money, oversight, seats, what changed."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence

from graph.store import Row
from visualise.pages import common
from visualise.pages.asking import Asked, Links, there
from visualise.pages.common import relation, with_holder
from visualise.pages.parts import Bit, Column, Section, link, state, text, when
from visualise.pages.words import capital, some

SEATED = ("MEMBER_OF:in", "CHAIRS:in", "STATUTORY_PARTNER_OF:in", "RELEVANT_AGENCY_OF:in")


def sections(asked: Asked, entity: Row, links: Links) -> Sequence[Awaitable[Section | None]]:
    """In the order of the page."""
    name, board = entity["name"], entity["id"]
    return [
        _chairs(asked, name, board),
        _members(asked, links, name, board),
        _attendance(asked, links, name, board),
        common.money_to(asked, links, name, board),
        common.oversight(asked, links, name, board),
        common.seats(asked, name, board),
        common.duties(asked, links, name, board),
        _shared(asked, name, board),
        common.changes(asked, name, board),
    ]


async def _chairs(asked: Asked, name: str, board: str) -> Section:
    rows, table = await asked.table(
        "who-chairs", {"board": board, "as_of": asked.as_of}, f"Who chairs {name}",
        (with_holder("chair"), text("said_as", "What is said", capital), text("manner", "Manner"), when(), state()),
    )  # fmt: skip
    facts = [r for r in rows if r["status"] != "planned"]
    nothing = () if facts else (f"Who chairs it{asked.at} is not stated.",)
    return Section("chairs", "Who chairs", there(table), nothing=nothing)


async def _members(asked: Asked, links: Links, name: str, board: str) -> Section:
    rows, table = await asked.table(
        "who-sits-on", {"board": board, "as_of": asked.as_of}, f"Who sits on {name}",
        (with_holder("member"), relation(heading="How"), text("as_role", "As"), when(heading="Sits there"), state()),
        fold=60,
    )  # fmt: skip
    links.shown_elsewhere("MEMBER_OF:in", "CHAIRS:in", "STATUTORY_PARTNER_OF:in")
    planned = links.table(f"Who is planned to sit on {name}, or stated not to", *SEATED, statuses=common.NO_FACT)
    posts = links.table(f"Posts in {name}, and who represents it", "POST_IN:in", "REPRESENTS:in")
    agencies = links.table(f"Relevant agencies of {name}", "RELEVANT_AGENCY_OF:in")
    elsewhere = links.table(f"Boards on which {name} sits itself", "MEMBER_OF:out", "CHAIRS:out")
    undated = sum(not r["valid_from"] for r in rows)
    nothing = []
    if not rows:
        nothing.append(f"Who sits on it{asked.at} is not stated.")
    elif undated:
        nothing.append(f"Since when they sit there is not stated for {undated:,} of {some(len(rows), 'seat')}.")
    return Section(
        "members", "Who sits there", there(table, planned, agencies, posts, elsewhere), nothing=tuple(nothing)
    )


async def _attendance(asked: Asked, links: Links, name: str, board: str) -> Section:
    rows, table = await asked.table(
        "attendance-by-organisation", {"board": board}, f"Attendance at {name}, by organisation",
        (link("organisation", heading="Organisation"), *common.COUNTED),
        fold=40,
    )  # fmt: skip
    meetings = links.table(f"Meetings of {name}", "MEETS", "MEETING_OF:in", fold=6)
    rates = links.table(f"Attendance rates that are printed for {name}", "ATTENDANCE_RATE:in", fold=6)
    nothing = [] if rows else ["Who attended its meetings is not stated."]
    if not any(r["relation"] == "MEETS" for r in links.rows):
        nothing.append("How often it meets is not stated.")
    led = common.led_on(
        (f"Gaps in attendance at {name}", "attendance-gaps", {"board": board}),
        (f"Printed figures of {name} that do not add up", "printed-figures-that-do-not-add-up", {"board": board}),
    )
    return Section(
        "attendance", "Meetings and attendance", there(table, meetings, rates), nothing=tuple(nothing),
        links=led if rows else (),
    )  # fmt: skip


async def _shared(asked: Asked, name: str, board: str) -> Section:
    rows, table = await asked.table(
        "boards-sharing-members", {"board": board, "as_of": asked.as_of}, f"Boards that share members with {name}",
        (
            Column("Board", lambda r: link(_other(r, board)).cell(r)),
            Column("Members in common", lambda r: (Bit(some(r["shared"], "member")), *(Bit(m) for m in r["members"]))),
            text("relation", "How the two are related", capital),
        ),
        fold=6,
    )  # fmt: skip
    said = () if rows else ("The documents state no member that this board has in common with another one.",)
    led = common.led_on(
        (f"Boards to ask about together with {name}", "streamlining-candidates", {"board": board}),
        (f"Boards with the same remit as {name}", "boards-sharing-remit", {"board": board}),
    )
    return Section("overlap", "Boards with the same members", there(table), text=said, links=led)


def _other(r: Row, board: str) -> str:
    return "board_b" if r["board_a_id"] == board else "board_a"
