"""What boards share, as links ready to be shown: rows of `interlocks` and `themes-in-common`, one link for each pair,
kind and status."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from visualise.clusters import Board, Pair, Tie
from visualise.linked import Link, Source

Row = Mapping[str, Any]

KINDS = {
    "people": "People in common",
    "posts": "Posts in common",
    "organisations": "Organisations in common",
    "remit": "Remit or priority in common",
}
NOUNS = {
    "people": ("person", "people"),
    "posts": ("post", "posts"),
    "organisations": ("organisation", "organisations"),
    "remit": ("theme", "themes"),
}
_KIND_OF = {"Person": "people", "Role": "posts"}
STATUSES = ("asserted", "derived", "historic", "planned", "unclear", "negated")
QUALIFIED = {"derived": "by law", "historic": "formerly"}
SOURCES, NAMED = 12, 12
"""Pieces of evidence and names that one link shows."""


@dataclass(slots=True)
class Thing:
    """Something that both boards of a pair have, with the rows that say so."""

    id: str
    name: str
    status: str
    counts: bool
    """False where it may not be the same on both, or a statement is unclear."""
    rows: list[Row] = field(default_factory=list)

    @property
    def sure(self) -> bool:
        return self.counts and any(r["how_sure"] == "surely" for r in self.rows)


@dataclass(frozen=True, slots=True)
class Share:
    """What two boards share of one kind with one status."""

    row: str
    pair: Pair
    kind: str
    status: str
    counts: bool
    things: tuple[Thing, ...]

    @property
    def number(self) -> int:
        return len(self.things)

    @property
    def surely(self) -> int:
        return sum(t.sure for t in self.things)

    @property
    def tie(self) -> Tie:
        return Tie(self.row, self.pair, frozenset(t.id for t in self.things))

    @property
    def noun(self) -> str:
        return f"{self.number} {NOUNS[self.kind][self.number != 1]}"

    @property
    def words(self) -> tuple[str, ...]:
        """What stands on the line."""
        doubt = "" if self.surely == self.number else f"{self.surely} surely" if self.surely else "possibly"
        more = ", ".join(w for w in (QUALIFIED.get(self.status, ""), doubt) if w)
        return (self.noun, more) if more else (self.noun,)

    @property
    def evidence(self) -> list[str]:
        """Statements of both boards, those of each thing in turn, so that the first few speak for many."""
        sides = [[*r["evidence_a"][:1], *r["evidence_b"][:1]] for t in self.things for r in t.rows[:1]]
        rest = [i for t in self.things for r in t.rows for i in r["evidence"]]
        return list(dict.fromkeys([*(i for side in sides for i in side), *rest]))


@dataclass(frozen=True, slots=True)
class Facts:
    """What the map is made from."""

    boards: Mapping[str, Row]
    """Rows of `boards-in-brief` by id: all boards."""
    here: Set[str]
    """Ids of the boards that the map is of: all, or those that work in the borough."""
    shares: Sequence[Share]
    """All that pairs of boards share, where at least one of the two is here."""
    on: Mapping[str, Set[str]]
    """The boards, here or not, on which each thing is found that counts as shared."""
    candidates: Sequence[Row]
    borough: str | None
    borough_name: str | None
    truncated: bool
    minimum: int
    """Things that a pair has in common at least, to be drawn."""
    widely: int
    """What more boards than that share does not make a line."""

    @property
    def over(self) -> set[str]:
        """What is shared only until some day, as far as documents say."""
        lasts: dict[str, bool] = defaultdict(bool)
        for s in self.counted:
            for t in s.things:
                lasts[t.id] |= any(r["overlap_to"] is None for r in t.rows)
        return {i for i, still in lasts.items() if not still}

    @property
    def counted(self) -> list[Share]:
        return [s for s in self.shares if s.counts]


def shares(interlocks: Iterable[Row], themes: Iterable[Row], boards: Mapping[str, Row]) -> list[Share]:
    """All that pairs of boards share, in a fixed order. A thing that is stated twice counts with its surest status."""
    found: dict[tuple[Pair, str], dict[str, list[tuple[bool, Row]]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, str] = {}
    for r in interlocks:
        counts = r["status"] != "unclear" and r["member_kind"] != "class" and _bodies(r, boards)
        kind = _KIND_OF.get(r["member_label"], "organisations")
        found[(r["board_a_id"], r["board_b_id"]), kind][r["member_id"]].append((counts, r))
        names[r["member_id"]] = r["member"]
    for r in themes:
        counts = r["status"] != "unclear" and _bodies(r, boards)
        found[(r["board_a_id"], r["board_b_id"]), "remit"][r["theme_id"]].append((counts, r))
        names[r["theme_id"]] = r["theme"]
    made: dict[tuple[Pair, str, str, bool], list[Thing]] = defaultdict(list)
    for (pair, kind), things in found.items():
        for i, rows in things.items():
            counts = any(c for c, _ in rows)
            own = sorted((r for c, r in rows if c == counts), key=_order)
            made[pair, kind, own[0]["status"], counts].append(Thing(i, names[i], own[0]["status"], counts, own))
    return [
        Share(_row_id(*key), *key, tuple(sorted(things, key=lambda t: (t.name.casefold(), t.id))))
        for key, things in sorted(made.items())
    ]


def link(share: Share, boards: Mapping[str, Board], sources: Sequence[Source], related: str) -> Link:
    """The share as an edge and as a row. `sources` are of its first SOURCES statements."""
    a, b = (boards[i] for i in share.pair)
    rows = [r for t in share.things for r in t.rows]
    first, last = _earliest(rows), _latest(rows)
    return Link(
        id=share.row,
        kind=share.kind,
        source_id=a.id,
        source=a.name,
        does=f"shares {share.noun} with",
        target_id=b.id,
        target=b.name,
        status=share.status,
        particulars=_particulars(share, related, len(sources)),
        valid_from=first,
        valid_to=last,
        earliest=first,
        latest=last,
        boroughs=tuple(sorted({*a.boroughs, *b.boroughs})),
        sources=tuple(sources),
    )


def related(pair: Pair, boards: Mapping[str, Board], rows: Mapping[str, Row]) -> str:
    """What documents say of the two that makes sharing plain; empty where they say nothing of the kind."""
    for one, other in (pair, pair[::-1]):
        if other in boards[one].part_of:
            return f"{boards[one].name} is a part of {boards[other].name}: members in common are to be expected"
    for one, other in (pair, pair[::-1]):
        if one in rows and other in rows[one]["comes_after_ids"]:
            return f"{boards[one].name} comes after {boards[other].name}"
    return ""


def _particulars(share: Share, related: str, shown: int) -> str:
    said = [related] if related else []
    names = [t.name for t in share.things[:NAMED]]
    more = f" and {share.number - NAMED} more" if share.number > NAMED else ""
    said.append(", ".join(names) + more)
    if not share.counts:
        said.append(_why_not(share))
    elif share.surely == share.number:
        said.append("surely at the same time")
    elif share.surely:
        said.append(f"{share.surely} of {share.number} surely at the same time, the others possibly")
    else:
        said.append("possibly at the same time: the dates leave it open")
    if (many := len(share.evidence)) > shown:
        said.append(f"evidence: {shown} of {many} statements are shown")
    return "; ".join(said)


def _why_not(share: Share) -> str:
    if share.status == "unclear":
        return "not counted: the documents leave it unclear"
    return "not counted: it stands for many, which need not be the same ones on both"


def _bodies(r: Row, boards: Mapping[str, Row]) -> bool:
    """Whether both boards are single ones; a class of boards shares nothing that a member would notice."""
    return all(i not in boards or boards[i]["kind"] != "class" for i in (r["board_a_id"], r["board_b_id"]))


def _order(r: Row) -> tuple[int, bool, str, list[str]]:
    status = STATUSES.index(r["status"]) if r["status"] in STATUSES else len(STATUSES)
    return status, r["how_sure"] != "surely", r["overlap_from"] or "", r["evidence"]


def _earliest(rows: Iterable[Row]) -> str | None:
    days = [r["overlap_from"] for r in rows]
    return None if None in days else min(days, default=None)


def _latest(rows: Iterable[Row]) -> str | None:
    days = [r["overlap_to"] for r in rows]
    return None if None in days else max(days, default=None)


def _row_id(pair: Pair, kind: str, status: str, counts: bool) -> str:
    number = hashlib.sha256(json.dumps([*pair, kind, status, counts]).encode()).hexdigest()[:12]
    return f"row-{number}"
