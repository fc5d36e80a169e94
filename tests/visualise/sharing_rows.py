"""Rows of the questions behind the duplication map, for tests. Every board and member is invented."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from visualise.clusters import Board, Plan, plan
from visualise.duplication import boards_of, facts_of
from visualise.sharing import Facts

Row = dict[str, Any]


def board(name: str, *places: str, **more: Any) -> Row:
    """A row of `boards-in-brief`."""
    made: Row = {
        "board_id": board_id(name), "board": name, "kind": "board",
        "borough_ids": [f"borough-{p.lower()}" for p in places], "boroughs": list(places), "members_stated": 3,
        "members_unclear": 0, "themes_stated": 0, "part_of_ids": [], "part_of": [], "comes_after_ids": [],
        "comes_after": [], "evidence": [],
    }  # fmt: skip
    return made | more


def seat(member: str, a: str, b: str, **more: Any) -> Row:
    """A row of `interlocks`: the member sits on both boards."""
    a, b = sorted((a, b))
    in_a, in_b = f"s-{member}-{a}", f"s-{member}-{b}"
    made: Row = {
        "member_id": f"person-{member.lower()}", "member": member, "member_label": "Person", "member_kind": "professional",
        "board_a_id": board_id(a), "board_a": a, "how_a": ["MEMBER_OF"],
        "board_b_id": board_id(b), "board_b": b, "how_b": ["MEMBER_OF"],
        "overlap_from": "2031-01-01", "overlap_to": None, "surely_from": "2031-01-01", "surely_to": "2031-06-30",
        "how_sure": "surely", "status": "asserted",
        "evidence_a": [in_a], "evidence_b": [in_b], "evidence": sorted([in_a, in_b]),
    }  # fmt: skip
    return made | more


def theme(name: str, a: str, b: str, **more: Any) -> Row:
    """A row of `themes-in-common`."""
    made = seat(name, a, b)
    made |= {"theme_id": f"theme-{name.lower()}", "theme": name, "how_a": ["HAS_REMIT"], "how_b": ["HAS_REMIT"]}
    return made | more


def sits(member: str, names: Iterable[str], **more: Any) -> list[Row]:
    """All rows of a member who sits on all of these boards."""
    on = sorted(names)
    return [seat(member, a, b, **more) for i, a in enumerate(on) for b in on[i + 1 :]]


def board_id(name: str) -> str:
    return "board-" + "".join(c if c.isalnum() else "-" for c in name.lower())


def planned(facts: Facts) -> tuple[dict[str, Board], Plan]:
    """What the map draws of it."""
    boards = boards_of(facts.boards)
    names = {t.id: t.name for s in facts.shares for t in s.things}
    reach = {i: len(on) for i, on in facts.on.items()}
    ties = [s.tie for s in facts.counted]
    return boards, plan(ties, boards, names, reach, over=facts.over, minimum=facts.minimum, widely=facts.widely)


def facts(seats: Iterable[Row], themes: Iterable[Row] = (), boards: Iterable[Row] = (), **more: Any) -> Facts:
    """Facts of these rows; boards that are only named in them come along."""
    seats, themes = list(seats), list(themes)
    given = {b["board_id"]: b for b in boards}
    for r in (*seats, *themes):
        for side in "ab":
            given.setdefault(r[f"board_{side}_id"], board(r[f"board_{side}"]))
    return facts_of(given.values(), seats, themes, more.pop("candidates", ()), **more)


def behind(made: Facts) -> Mapping[str, Row]:
    """A piece of evidence for each statement."""
    return {
        i: {
            "statement": i, "document": "report-a", "title": "Report of Northmarsh", "publisher": None,
            "date": "2031-04", "url": None, "lines": [1, 1], "page": None, "section": None, "quote": None,
            "quote_found": None, "sentence": f"Sentence of {i}.", "status": "asserted",
        }
        for s in made.shares
        for i in s.evidence
    }  # fmt: skip
