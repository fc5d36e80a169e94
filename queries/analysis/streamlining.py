"""Boards that might be looked at together: a list of questions to ask, never advice.

A pair is listed where at least two of three are common to both (a member, a theme, a borough), or enough members. A
board is never put beside its predecessor or successor, and one that was succeeded is not listed at all; a board beside
the one that it is a part of is said to be such, and comes last.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Any

import networkx as nx

from graph.store import Row, Store
from queries.analysis.boards import Area, Kin, Meets, in_common, read_areas, read_kin, read_meets, same_area
from queries.analysis.overlap import Link, Pair
from queries.analysis.remit import common_themes
from queries.analysis.seats import Called, When, most_at_once
from queries.analysis.sharing import common_members

GROUPS = 500
"""Groups looked at, at most: there can be more of them than anybody reads."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of all boards."""

    known: Mapping[str, Called]
    members: Mapping[Pair, list[Link]]
    themes: Mapping[Pair, list[Link]]
    areas: Mapping[str, Area]
    kin: Kin
    meets: Mapping[str, Meets]
    hours: int

    def name(self, board: str) -> str:
        return self.known[board].name


async def streamlining_candidates(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """Pairs and groups of boards by how much they have in common; parts and their wholes last."""
    as_of = values["as_of"]
    members, known = await common_members(store, "any", minimum=1, as_of=as_of)
    themes, more = await common_themes(store, minimum=1, as_of=as_of)
    facts = _Facts(
        {**known, **more}, members, themes, await read_areas(store, as_of), await read_kin(store),
        await read_meets(store, as_of), max(0, values["hours_per_meeting"]),
    )  # fmt: skip
    # pure computing: not on the loop that answers everybody else
    rows = await asyncio.to_thread(_rows, facts, values)
    rows.sort(key=lambda r: (r["relation"] is not None, -r["score"], -r["size"], r["boards"], r["board_ids"]))
    return [{"rank": n, **row} for n, row in enumerate(rows, 1)]


def _rows(facts: _Facts, values: Mapping[str, Any]) -> list[Row]:
    board, borough = values["board"], values["borough"]
    everything = sorted({*facts.members, *facts.themes})
    pairs = [p for p in everything if _listed(p, facts, values["minimum"], values["as_of"])]
    loose = [p for p in pairs if _part(p, facts) is None]
    return [
        _row(boards, facts)
        for boards in [*pairs, *_groups(loose, facts)]
        if (board is None or board in boards) and (borough is None or all(_works_in(facts, b, borough) for b in boards))
    ]


def _listed(pair: Pair, facts: _Facts, minimum: int, as_of: str | None) -> bool:
    a, b = pair
    if any(_is_over(i, facts.kin, as_of) or facts.known[i].kind == "class" for i in pair):
        return False
    if facts.kin.precedes(a, b) is not None or facts.kin.precedes(b, a) is not None:
        return False
    members = len(_clear(facts.members.get(pair, ())))
    themes = bool(_clear(facts.themes.get(pair, ())))
    place = same_area(facts.areas.get(a), facts.areas.get(b)) is True
    return (bool(members) + themes + place >= 2) or members >= max(1, minimum)


def _is_over(board: str, kin: Kin, as_of: str | None) -> bool:
    """Whether the board has been succeeded by another; on a day, by then (where the day of it is known)."""
    since = kin.over.get(board)
    return since is not None and (as_of is None or since <= as_of)


def _works_in(facts: _Facts, board: str, borough: str) -> bool:
    area = facts.areas.get(board)
    return area is not None and borough in area.boroughs


def _part(pair: Pair, facts: _Facts) -> str | None:
    a, b = pair
    if facts.kin.under(a, b) is None and facts.kin.under(b, a) is None:
        return None
    return facts.kin.words(a, b, {i: facts.name(i) for i in pair})[0]


def _groups(pairs: list[Pair], facts: _Facts) -> Iterator[tuple[str, ...]]:
    """Sets of three boards and more of which each two are listed, and all have a member or a theme in common."""
    boards = sorted({b for p in pairs for b in p}, key=lambda b: (facts.name(b), b))
    number = {b: n for n, b in enumerate(boards)}
    # numbers, not names: the order in which networkx finds groups is then the same each time
    graph: nx.Graph[int] = nx.Graph()
    graph.add_edges_from(sorted((number[a], number[b]) for a, b in pairs))
    for clique in islice(nx.find_cliques(graph), GROUPS):
        group = tuple(boards[n] for n in sorted(clique))
        if len(group) > 2 and (_all_have(group, facts.members) or _all_have(group, facts.themes)):
            yield group


def _all_have(boards: tuple[str, ...], links: Mapping[Pair, list[Link]]) -> list[str]:
    """Members (or themes) that clearly are common to all, in the order in which the first pair has them."""
    pairs = [_clear(_of(links, a, b)) for a, b in combinations(boards, 2)]
    return [m for m in pairs[0] if all(m in other for other in pairs[1:])]


def _of(links: Mapping[Pair, list[Link]], a: str, b: str) -> list[Link]:
    return links.get((a, b)) or links.get((b, a)) or []


def _clear(links: Iterable[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for x in links:
        if x.clear:
            found.setdefault(x.member, []).append(x)
    return found


def _row(boards: tuple[str, ...], facts: _Facts) -> Row:
    members, themes = _all_have(boards, facts.members), _all_have(boards, facts.themes)
    pairs = list(combinations(boards, 2))
    places = [same_area(facts.areas.get(a), facts.areas.get(b)) for a, b in pairs]
    same = False if False in places else (None if None in places else True)
    together = [_together(m, pairs, facts) for m in members]
    at_once = most_at_once(enumerate(together))
    surely = sum(any(w.sure for w in spans) for spans in together)
    relation = _part((boards[0], boards[1]), facts) if len(boards) == 2 else None
    hours, basis = _hours(boards, at_once, facts)
    reasons = _reasons(boards, facts, members=members, surely=surely, themes=themes, same=same, relation=relation)
    return {
        "boards": [facts.name(b) for b in boards], "board_ids": list(boards), "size": len(boards),
        "score": len(members) + surely + 2 * len(themes) + 2 * bool(same),
        "shared": len(members), "shared_surely": surely, "shared_at_once": at_once,
        "members": [facts.name(m) for m in members], "themes": [facts.name(t) for t in themes],
        "same_area": same, "boroughs": in_common(*(facts.areas.get(b) for b in boards)), "relation": relation,
        "frequencies": [f"{facts.name(b)}: {facts.meets[b].printed}" for b in boards if b in facts.meets],
        "hours_saved": hours, "hours_basis": basis,
        "how_sure": "surely" if members and surely == len(members) else "possibly",
        "reasons": reasons, "question": _question(boards, members, relation, facts),
        "evidence": _evidence(boards, {*members, *themes}, facts),
    }  # fmt: skip


def _together(member: str, pairs: list[Pair], facts: _Facts) -> list[When]:
    """When a member sat on all the boards at the same time."""
    spans: list[When] = []
    for n, (a, b) in enumerate(pairs):
        own = [x.when for x in _clear(_of(facts.members, a, b))[member]]
        spans = own if n == 0 else [both for x in spans for y in own if (both := x.meet(y))]
    return spans


def _hours(boards: tuple[str, ...], at_once: int, facts: _Facts) -> tuple[float | None, str]:
    unknown = [facts.name(b) for b in boards if b not in facts.meets or facts.meets[b].a_year is None]
    if unknown:
        return None, f"Not known how many times a year these meet: {', '.join(unknown)}"
    if not at_once:
        return None, "No member in common is stated, so no hours can be given"
    often = sorted(facts.meets[b].a_year or 0.0 for b in boards)
    # each member in common would go to the meetings of the board that meets most often, and to no other
    spared = sum(often[:-1])
    words = f"Members in common at one time: {at_once} × {spared:g} meetings a year × {facts.hours} hours"
    return round(at_once * spared * facts.hours, 1), words


def _reasons(
    boards: tuple[str, ...], facts: _Facts, *, members: list[str], surely: int, themes: list[str], same: bool | None,
    relation: str | None,
) -> list[str]:  # fmt: skip
    said = []
    if relation:
        said.append(f"{relation}: members in common are to be expected")
    if members:
        names = ", ".join(facts.name(m) for m in members)
        said.append(f"Members in common: {len(members)}, {surely} of them surely at the same time: {names}")
    if by_law := [facts.name(m) for m in members if _by_law(m, boards, facts)]:
        said.append(f"Seats that the law gives to statutory partners: {', '.join(by_law)}")
    if themes:
        said.append(f"Themes in common: {', '.join(facts.name(t) for t in themes)}")
    if same:
        said.append(
            f"Work in the same area: {', '.join(in_common(*(facts.areas.get(b) for b in boards))) or 'in part'}"
        )
    elif same is None:
        nowhere = [facts.name(b) for b in boards if not getattr(facts.areas.get(b), "boroughs", None)]
        said.append(f"Area not known: {', '.join(nowhere)}")
    else:
        said.append("Work in different areas" if len(boards) == 2 else "Not all of them work in the same area")
    if wholes := _whole(boards, facts):
        said.append(f"All are parts of {', '.join(facts.known[w].name if w in facts.known else w for w in wholes)}")
    return said


def _by_law(member: str, boards: tuple[str, ...], facts: _Facts) -> bool:
    """Whether the member sits on one of the boards as a statutory partner and in no other way."""
    seats = {
        (s.board, s.relation)
        for a, b in combinations(boards, 2)
        for x in _of(facts.members, a, b)
        if x.member == member
        for s in (*x.first, *x.second)
    }
    return any({r for board, r in seats if board == b} == {"STATUTORY_PARTNER_OF"} for b in boards)


def _whole(boards: tuple[str, ...], facts: _Facts) -> list[str]:
    above = [set(facts.kin.above.get(b, {})) for b in boards]
    return sorted(set.intersection(*above) - set(boards))


def _question(boards: tuple[str, ...], members: list[str], relation: str | None, facts: _Facts) -> str:
    names = f"{', '.join(facts.name(b) for b in boards[:-1])} and {facts.name(boards[-1])}"
    if relation:
        return f"Do {names} need separate meetings, one being a part of the other?"
    if members:
        return f"Do {names} need these members in meetings of their own, or could some be held together?"
    return f"Do {names} deal with the same matters, and do they know of each other's work?"


def _evidence(boards: tuple[str, ...], common: set[str], facts: _Facts) -> list[str]:
    found: set[str] = set()
    for a, b in combinations(boards, 2):
        links = [*_of(facts.members, a, b), *_of(facts.themes, a, b)]
        found |= {i for x in links if x.member in common for s in (*x.first, *x.second) for i in s.statements}
        found |= {i for way in (facts.kin.under(a, b), facts.kin.under(b, a)) for i in way or ()}
    found |= {i for whole in _whole(boards, facts) for b in boards for i in facts.kin.above[b][whole]}
    for b in boards:
        found |= facts.areas[b].statements if b in facts.areas else set()
        found |= set(facts.meets[b].statements) if b in facts.meets else set()
    return sorted(found)
