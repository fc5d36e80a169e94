"""Boards that have members in common at the same time: pair by pair, and link by link."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from graph.store import Row, Store
from queries.analysis.boards import Kin, read_kin
from queries.analysis.overlap import Link, Pair, shared
from queries.analysis.seats import Called, Seat, called, how_sure, iso, read_seats


async def boards_sharing_members(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each pair of boards with at least `minimum` members in common, those with most first."""
    pairs, known = await common_members(
        store, values["members"], minimum=max(1, values["minimum"]), board=values["board"], as_of=values["as_of"]
    )
    kin = await read_kin(store)
    rows = [_pair_row(pair, links, known, kin) for pair, links in pairs.items()]
    return sorted(
        rows,
        key=lambda r: (-r["shared"], -r["shared_surely"], r["board_a"], r["board_a_id"], r["board_b"], r["board_b_id"]),
    )


async def interlocks(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each span in which one member sits on two boards."""
    pairs, known = await common_members(
        store, values["members"], minimum=0, board=values["board"], as_of=values["as_of"]
    )
    rows = [_link_row(pair, link, known) for pair, links in pairs.items() for link in links]
    wanted = values["linked_by"]
    return sorted(
        (r for r in rows if wanted in (None, r["member_id"])),
        key=lambda r: (
            r["member"], r["member_id"], r["board_a"], r["board_a_id"], r["board_b"], r["board_b_id"],
            r["overlap_from"] or "", r["evidence"],
        ),
    )  # fmt: skip


async def common_members(
    store: Store, kind: str, *, minimum: int, board: str | None = None, as_of: str | None = None
) -> tuple[dict[Pair, list[Link]], dict[str, Called]]:
    """The links of each pair with at least `minimum` clear ones, and what everything is called."""
    seats = await read_seats(store, kind, board=board, as_of=as_of)
    known = await called(store, {i for s in seats for i in (s.member, s.board, s.through) if i})
    # pure computing: not on the loop that answers everybody else
    pairs = await asyncio.to_thread(shared, seats, known, minimum=minimum, board=board)
    if kind == "any":
        held = _holders(seats)
        pairs = {pair: once(links, held) for pair, links in pairs.items()}
    return {p: links for p, links in pairs.items() if links and clear_members(links) >= minimum}, known


def once(links: list[Link], held: Mapping[str, set[str]]) -> list[Link]:
    """The links without those that tell the same twice: a person and the post that the person holds."""
    # a person who sits on both only because one and the same post does: the post is the link
    kept = [x for x in links if not (posts := _through(x.first)) or posts != _through(x.second) or len(posts) > 1]
    people = {x.member for x in kept if x.clear}
    return [x for x in kept if not (held.get(x.member, set()) & people)]


def clear_members(links: list[Link], *, surely: bool = False) -> int:
    """How many members are clearly in common; `surely`: at the same time, beyond doubt."""
    return len({x.member for x in links if x.clear and (x.sure or not surely)})


def _through(seats: tuple[Seat, ...]) -> set[str]:
    """The posts through which alone somebody sits; empty where the member is named itself."""
    return {s.through for s in seats if s.through} if all(s.through for s in seats) else set()


def _holders(seats: list[Seat]) -> dict[str, set[str]]:
    """For each post, who sits through it."""
    held: dict[str, set[str]] = {}
    for s in seats:
        if s.through:
            held.setdefault(s.through, set()).add(s.member)
    return held


def told(link: Link, known: Mapping[str, Called]) -> str:
    """A link in a few words."""
    first, last = iso(link.when.first), iso(link.when.last)
    days = f"{first or 'start not known'} to {last or 'end not known'}" if first or last else "dates not known"
    doubt = "" if link.clear else f", {_doubt(link, known)}"
    return f"{known[link.member].name}: {days}, {sure_of(link)}{doubt}"


def sure_of(link: Link) -> str:
    return how_sure(link.when) if link.clear else "possibly"


def _doubt(link: Link, known: Mapping[str, Called]) -> str:
    stands_for_many = known[link.member].kind == "class"
    return "a class of bodies or posts" if stands_for_many else "a membership is unclear"


def evidence(seats: tuple[Seat, ...]) -> list[str]:
    return sorted({i for s in seats for i in s.statements})


def _pair_row(pair: Pair, links: list[Link], known: Mapping[str, Called], kin: Kin) -> Row:
    a, b = pair
    clear = [x for x in links if x.clear]
    members = list(dict.fromkeys(x.member for x in clear))
    relation, said = kin.words(a, b, {i: known[i].name for i in pair})
    in_a, in_b = (sorted({i for seats in side for i in evidence(seats)}) for side in _sides(links))
    return {
        "board_a_id": a, "board_a": known[a].name, "board_b_id": b, "board_b": known[b].name,
        "shared": len(members), "shared_surely": clear_members(links, surely=True),
        "shared_unclear": len({x.member for x in links if not x.clear}),
        "member_ids": members, "members": [known[m].name for m in members],
        "overlaps": [told(x, known) for x in links],
        "relation": relation, "evidence_a": in_a, "evidence_b": in_b,
        "evidence": sorted({*in_a, *in_b, *said}),
    }  # fmt: skip


def _sides(links: list[Link]) -> tuple[list[tuple[Seat, ...]], list[tuple[Seat, ...]]]:
    return [x.first for x in links], [x.second for x in links]


def _link_row(pair: Pair, x: Link, known: Mapping[str, Called]) -> Row:
    a, b = pair
    in_a, in_b = evidence(x.first), evidence(x.second)
    return {
        "member_id": x.member, "member": known[x.member].name, "member_label": known[x.member].label,
        "member_kind": known[x.member].kind,
        "board_a_id": a, "board_a": known[a].name, "how_a": _how(x.first, known),
        "board_b_id": b, "board_b": known[b].name, "how_b": _how(x.second, known),
        "overlap_from": iso(x.when.first), "overlap_to": iso(x.when.last),
        "surely_from": iso(x.when.sure_first) if x.sure else None,
        "surely_to": iso(x.when.sure_last) if x.sure else None,
        "how_sure": sure_of(x), "status": x.status,
        "evidence_a": in_a, "evidence_b": in_b, "evidence": sorted({*in_a, *in_b}),
    }  # fmt: skip


def _how(seats: tuple[Seat, ...], known: Mapping[str, Called]) -> list[str]:
    return sorted({s.relation + (f" as {known[s.through].name}" if s.through else "") for s in seats})
