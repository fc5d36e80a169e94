"""The pages of a borough and of a Basic Command Unit: boards, bodies, what the law asks for, priorities, evidence."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence

from graph.store import Row
from visualise.pages import common
from visualise.pages.asking import Asked, Links, there
from visualise.pages.parts import Bit, Column, Section, link, state, tag, text, when
from visualise.pages.words import NOT_KNOWN, SEATS, capital, day, some

SEEN = {"mentioned": "green", "not mentioned": "red", "contradictory": "yellow", "unclear": "yellow"}
UNKNOWN = "of which nothing is stated, which does not say that there is no reference"
SHOWN = {"shown": "green", "stated not": "red", "contradictory": "yellow", "unclear": "yellow", "planned": "turquoise"}


def borough_sections(asked: Asked, entity: Row, links: Links) -> Sequence[Awaitable[Section | None]]:
    """In the order of the page."""
    name, borough = entity["name"], entity["id"]
    return [
        _boards(asked, name, borough),
        _bodies(asked, links, name),
        _seats(asked, name, borough),
        _unseen(asked, name, borough),
        _mopac(asked, name, borough),
        _priorities(asked, links, name, borough),
        _plans(asked, name, borough),
        _instruments(asked, links, name, borough),
        common.changes(asked, name, borough),
        _evidence(asked, links, name, borough),
    ]


def bcu_sections(asked: Asked, entity: Row, links: Links) -> Sequence[Awaitable[Section | None]]:
    """In the order of the page."""
    name, bcu = entity["name"], entity["id"]
    return [
        _covered(asked, links, name),
        _crossing(asked, name, bcu),
        _seated(asked, links, name),
        common.oversight(asked, links, name, bcu),
        common.duties(asked, links, name, bcu),
        common.changes(asked, name, bcu),
    ]


async def _boards(asked: Asked, name: str, borough: str) -> Section:
    rows, table = await asked.table(
        "boards-in-borough", {"borough": borough, "as_of": asked.as_of}, f"Boards that cover {name}",
        (
            link("board", heading="Board"), text("kind", "Kind", capital),
            Column("Members", lambda r: (_members(r["members_stated"]),), numeric=True),
            text("subgroup_of", "Subgroup of"), when(heading="Covers it"), state(),
        ),
        fold=40,
    )  # fmt: skip
    silent = sum(not r["members_stated"] for r in rows)
    nothing = [] if rows else [f"Which boards cover it{asked.at} is not stated."]
    if silent:
        nothing.append(f"Who sits on {silent:,} of {some(len(rows), 'board')} is not stated.")
    led = common.led_on(
        (f"Who chairs the boards in {name}", "who-chairs", {"borough": borough}),
        (f"Boards in {name} to ask about together", "streamlining-candidates", {"borough": borough}),
    )
    return Section("boards", "Boards", there(table), nothing=tuple(nothing), links=led if rows else ())


def _members(stated: int) -> Bit:
    return Bit(f"{stated:,} stated") if stated else Bit("None stated", quiet=True)


async def _bodies(asked: Asked, links: Links, name: str) -> Section:
    rows = [r for r in links.take("COVERS:in", statuses=()) if r["other_label"] != "Board"]
    table = links.table(f"Who and what covers {name}", "COVERS:in")
    nothing = []
    if not any(r["other_label"] == "BCU" for r in rows):
        nothing.append(f"Which Basic Command Unit covers it{asked.at} is not stated.")
    return Section("bodies", "Who covers it", there(table), nothing=tuple(nothing))


async def _seats(asked: Asked, name: str, borough: str) -> Section:
    given = {"borough": borough, "as_of": asked.day, "include_possible": "true"}
    rows, table = await asked.table(
        "missing-partners", given, f"Seats in {name} that the law asks for and that nobody is surely stated to fill",
        (
            Column("Seat", lambda r: (Bit(common.unslugged(r["seat"])), *([Bit(r["area"], quiet=True)] if r["area"] else []))),
            link("board", heading="Board"), tag("state", SEATS, "Is it filled"), text("filled_by", "Who may sit there"),
            text("because", "Why only possibly"),
            Column("Law", lambda r: (Bit(f"{r['instrument']}, {r['section']}"), Bit(r["strength"], quiet=True))),
            text("note", "Note"),
        ),
        fold=30,
    )  # fmt: skip
    missing = sum(r["state"] == "no evidence" for r in rows)
    said = [
        f"The seats that the law in force on {day(asked.day)} must have filled. A reading aid, not legal advice: the law as "
        "it is described here up to the end of 2024. No evidence does not say that a seat is empty."
    ]
    if not rows:
        said.append("Nothing is missing on the boards of this borough that the law which is described here knows.")
    nothing: tuple[str, ...] = ()
    if missing:
        nothing = (f"Who fills {some(missing, 'seat')} that the law asks for is not stated.",)
    return Section("missing-seats", "Seats without evidence", there(table), text=tuple(said), nothing=nothing)


async def _unseen(asked: Asked, name: str, borough: str) -> Section:
    rows, table = await asked.table(
        "oversight-gaps", {"borough": borough, "as_of": asked.as_of},
        f"Boards, programmes and plans in {name} over which nobody is stated to stand",
        (
            link("entity", heading="What"), text("kind", "Kind", capital),
            tag("oversight", {"denied": "red", "planned": "turquoise", "unclear": "yellow"}, "Oversight"),
            text("succeeded_by", "Replaced by"),
        ),
    )  # fmt: skip
    said = () if rows else ("Each board, programme and plan of this borough has somebody stated who stands over it.",)
    nothing = (
        f"Who oversees {some(len(rows), 'board, programme or plan', 'boards, programmes or plans')} is not stated.",
    )
    return Section("oversight", "Gaps in oversight", there(table), text=said, nothing=nothing if rows else ())


async def _mopac(asked: Asked, name: str, borough: str) -> Section:
    rows, table = await asked.table(
        "mopac-visibility-by-borough", {"borough": borough}, f"Where MOPAC and the Violence Reduction Unit are seen in {name}",
        (
            text("borough", "Area"), tag("visibility", SEEN, "Are they seen"), text("mentioned", "Mentioned"),
            text("not_mentioned", "Stated not to be mentioned"), text("unclear", "Unclear of"),
            text("planned", "Planned of"), text("denied_links", "Links that are denied"), text("seen_in", "Seen in"),
        ),
    )  # fmt: skip
    unknown = not rows or all(r["visibility"] == "not known" for r in rows)
    nothing = ("Whether its documents and boards mention MOPAC is not known.",) if unknown else ()
    return Section("mopac", "Visibility of MOPAC", there(table), nothing=nothing)


async def _priorities(asked: Asked, links: Links, name: str, borough: str) -> Section:
    rows, table = await asked.table(
        "priorities-by-borough", {"borough": borough, "as_of": asked.as_of}, f"Priorities of {name} and of its boards and bodies",
        (
            link("theme", heading="Priority"), link("holder", heading="Whose"), text("particulars", "Particulars"), when(),
            state(),
        ),
    )  # fmt: skip
    links.shown_elsewhere("HAS_PRIORITY:out")
    return Section(
        "priorities", "Priorities", there(table), nothing=() if rows else (f"Its priorities{asked.at} are not stated.",)
    )


async def _plans(asked: Asked, name: str, borough: str) -> Section | None:
    rows, table = await asked.table(
        "required-plans", {"borough": borough}, f"Plans and boards that are required, and whether {name} shows them",
        (
            link("required", heading="What is required"), text("required_by", "By whom"), text("who", "Of whom"),
            tag("shown", SHOWN, "Does it show one"), text("shown_by", "Shown by"),
            Column("Requirement", lambda r: state().cell({"status": r["requirement"]})),
        ),
    )  # fmt: skip
    return Section("plans", "Required plans", there(table)) if rows else None


async def _instruments(asked: Asked, links: Links, name: str, borough: str) -> Section:
    rows, table = await asked.table(
        "instruments-by-borough", {"borough": borough}, f"Acts, guidance and protocols to which {name} refers, or does not",
        (
            link("instrument", heading="Instrument"), text("kind", "Kind", capital),
            tag("answer", {"refers": "green", "does not refer": "red", "unclear": "yellow", "planned": "turquoise"}, "Answer"),
            link("by", heading="Who refers"),
        ),
        leave=lambda r: UNKNOWN if r["answer"] == "unknown" else "",
    )  # fmt: skip
    links.shown_elsewhere("REFERENCES:out", "PARTY_TO:out")
    nothing = () if rows else ("To which acts, guidance and protocols it refers is not stated.",)
    return Section("instruments", "Instruments", there(table), nothing=nothing)


async def _evidence(asked: Asked, links: Links, name: str, borough: str) -> Section:
    rows, table = await asked.table(
        "evidence-by-borough", {"borough": borough}, f"Documents that are listed as evidence for {name}",
        (
            link("document", heading="Document"), text("kind", "Kind", capital),
            Column("Date", lambda r: (Bit(day(r["date"])) if r["date"] else Bit(NOT_KNOWN, quiet=True),)),
            text("period", "Period"), text("board", "Record of"), state(),
        ),
        leave=lambda r: "" if r["document_id"] else "for which no document is listed",
    )  # fmt: skip
    links.shown_elsewhere("EVIDENCE_FOR:in")
    nothing = () if rows else ("No document is listed as evidence for it.",)
    return Section("evidence", "Documents", there(table), nothing=nothing)


async def _covered(asked: Asked, links: Links, name: str) -> Section:
    table = links.table(f"Boroughs that {name} covers", "COVERS:out")
    nothing = () if table else (f"Which boroughs it covers{asked.at} is not stated.",)
    return Section("boroughs", "Boroughs", there(table), nothing=nothing)


async def _crossing(asked: Asked, name: str, bcu: str) -> Section:
    rows, table = await asked.table(
        "bcu-footprint", {"bcu": bcu, "as_of": asked.as_of}, f"Boards in the boroughs of {name}, and the lines they cross",
        (
            link("board", heading="Board"), text("kind", "Kind", capital), text("line", "The unit’s lines", capital),
            text("boroughs", "Boroughs of the unit"), text("other_bcus", "Other units"), text("outside_any_bcu", "Outside of any"),
        ),
        fold=30,
    )  # fmt: skip
    return Section(
        "boards",
        "Boards",
        there(table),
        nothing=() if rows else (f"Which boards cover its boroughs{asked.at} is not stated.",),
    )


async def _seated(asked: Asked, links: Links, name: str) -> Section:
    table = links.table(f"Boards on which {name} sits", "MEMBER_OF:out", "CHAIRS:out", "STATUTORY_PARTNER_OF:out")
    posts = links.table(f"Posts in {name}, and who represents it", "POST_IN:in", "REPRESENTS:in")
    attended = links.table(f"Attendance of {name}", "ATTENDED:out", "ATTENDANCE_RATE:out", fold=8)
    nothing = () if table else (f"On which boards the unit itself sits{asked.at} is not stated.",)
    return Section("sits-on", "Where it sits", there(table, posts, attended), nothing=nothing)
