"""Who sits on which board, and when: by name, through posts that are held, and through posts of an organisation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from graph.store import Row, Store

UNKNOWN_FIRST, UNKNOWN_LAST = date.min.toordinal(), date.max.toordinal()
STATUSES = ("negated", "planned", "unclear", "historic", "derived", "asserted")
"""From what promises least to what promises most."""

LABELS = {
    "people": ("Person",),
    "posts": ("Role",),
    "organisations": ("Organisation", "BCU", "Board"),
    "any": ("Person", "Role", "Organisation", "BCU", "Board"),
}
"""Kinds of members that one may ask for. `any` counts each as it is named, a person and the post that it holds once."""

_DATES = (
    "r.start_earliest AS start_earliest, r.end_latest AS end_latest, r.sure_from AS sure_from, r.sure_to AS sure_to, "
    "r.status AS status, r.statements AS statements"
)
_DIRECT = (
    "MATCH (b:Board)<-[r:MEMBER_OF|CHAIRS|STATUTORY_PARTNER_OF|POST_IN]-(m:Entity) "
    "RETURN m.id AS member, m.label AS label, b.id AS board, type(r) AS relation, " + _DATES
)
_DIRECT_OF = (
    "UNWIND $ids AS id MATCH (m:Entity {id: id})-[r:MEMBER_OF|CHAIRS|STATUTORY_PARTNER_OF|POST_IN]->(b:Board) "
    "RETURN m.id AS member, m.label AS label, b.id AS board, type(r) AS relation, " + _DATES
)
_THROUGH = "MATCH (m:Role)<-[r:HOLDS]-(x:Person) RETURN m.id AS post, x.id AS by, " + _DATES
_POSTS = "MATCH (m:Role)-[r:POST_IN]->(x:Entity) WHERE NOT x:Board RETURN m.id AS post, x.id AS by, " + _DATES
_THROUGH_OF = (
    "UNWIND $ids AS id MATCH (m:Role {id: id})<-[r:HOLDS]-(x:Person) RETURN m.id AS post, x.id AS by, " + _DATES
)
_POSTS_OF = (
    "UNWIND $ids AS id MATCH (m:Role {id: id})-[r:POST_IN]->(x:Entity) WHERE NOT x:Board "
    "RETURN m.id AS post, x.id AS by, " + _DATES
)
_NEAR = (
    "MATCH (:Board {id: $board})<-[:MEMBER_OF|CHAIRS|STATUTORY_PARTNER_OF|POST_IN]-(x:Entity) "
    "OPTIONAL MATCH (x)-[:HOLDS|POST_IN]-(y:Entity) WHERE NOT y:Board "
    "OPTIONAL MATCH (y)-[:HOLDS|POST_IN]-(z:Role) RETURN DISTINCT x.id AS x, y.id AS y, z.id AS z"
)
_CALLED = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.name AS name, e.label AS label, e.kind AS kind"
)


@dataclass(frozen=True, slots=True)
class When:
    """Days as ordinals: possibly in force from `first` to `last`, surely from `sure_first` to `sure_last`."""

    first: int = UNKNOWN_FIRST
    last: int = UNKNOWN_LAST
    sure_first: int = UNKNOWN_LAST
    sure_last: int = UNKNOWN_FIRST

    @classmethod
    def of(cls, edge: Row) -> When:
        def day(key: str, unknown: int) -> int:
            return date.fromisoformat(edge[key]).toordinal() if edge.get(key) else unknown

        return cls(
            day("start_earliest", UNKNOWN_FIRST), day("end_latest", UNKNOWN_LAST),
            day("sure_from", UNKNOWN_LAST), day("sure_to", UNKNOWN_FIRST),
        )  # fmt: skip

    @property
    def sure(self) -> bool:
        """Whether there is a day on which it surely was in force."""
        return self.sure_first <= self.sure_last

    def meet(self, other: When) -> When | None:
        """The days on which both can have been in force; None where there is none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        if first > last:
            return None
        return When(first, last, max(self.sure_first, other.sure_first), min(self.sure_last, other.sure_last))

    def on(self, day: int) -> When | None:
        """What is left of it where one day alone is asked about."""
        return self.meet(When(day, day, day, day))


@dataclass(frozen=True, slots=True)
class Seat:
    """One way in which a member sits on a board; `through` is the post, where the member is not named itself."""

    member: str
    board: str
    relation: str
    through: str | None
    when: When
    status: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Called:
    """What an entity is called."""

    name: str
    label: str
    kind: str | None


def ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day).toordinal() if day else None


def iso(day: int) -> str | None:
    """The day as text; None where it stands for "not known"."""
    return None if day in (UNKNOWN_FIRST, UNKNOWN_LAST) else date.fromordinal(day).isoformat()


def weakest(statuses: Iterable[str]) -> str:
    return min(statuses, key=STATUSES.index)


def how_sure(when: When) -> str:
    return "surely" if when.sure else "possibly"


def most_at_once(spans: Iterable[tuple[Hashable, Iterable[When]]], *, surely: bool = False) -> int:
    """The largest number of things that have one day in common, each with its spans; `surely`: of days beyond doubt."""
    ends: list[tuple[int, int, int]] = []
    for number, (_, whens) in enumerate(spans):
        for w in whens:
            first, last = (w.sure_first, w.sure_last) if surely else (w.first, w.last)
            if first <= last:
                # on a day on which one ends and another begins, both count: beginnings come first
                ends += [(first, 0, number), (last, 1, number)]
    most, now = 0, Counter[int]()
    for _, ended, number in sorted(ends):
        now[number] += -1 if ended else 1
        most = max(most, sum(n > 0 for n in now.values()))
    return most


async def read_seats(store: Store, kind: str, *, board: str | None = None, as_of: str | None = None) -> list[Seat]:
    """The seats of members of one of the kinds in LABELS, in a fixed order; with `as_of` those of that day.

    With `board`, at least all seats of everybody who sits on that board. A person sits where a post sits that the
    person holds, while both hold; an organisation where it is named and where its posts sit.
    """
    wanted = None if board is None else await _near(store, board)
    direct = await _edges(store, _DIRECT, _DIRECT_OF, wanted)
    seats = [
        Seat(r["member"], r["board"], r["relation"], None, When.of(r), r["status"], tuple(r["statements"]))
        for r in direct
        if r["label"] in LABELS[kind] and not (kind == "organisations" and r["relation"] == "POST_IN")
    ]
    at: dict[str, list[Row]] = defaultdict(list)
    for r in direct:
        if r["label"] == "Role":
            at[r["member"]].append(r)
    if kind in ("any", "people"):
        seats += _through(at, await _edges(store, _THROUGH, _THROUGH_OF, wanted and sorted(at)))
    if kind == "organisations":
        sits = {post: [r for r in rows if r["relation"] != "POST_IN"] for post, rows in at.items()}
        seats += _through(sits, await _edges(store, _POSTS, _POSTS_OF, wanted and sorted(at)))
    day = ordinal(as_of)
    if day is not None:
        on = [(s, s.when.on(day)) for s in seats]
        seats = [Seat(s.member, s.board, s.relation, s.through, w, s.status, s.statements) for s, w in on if w]
    return sorted(seats, key=lambda s: (s.board, s.member, s.relation, s.through or "", s.statements))


async def called(store: Store, ids: Iterable[str]) -> dict[str, Called]:
    rows = await store.read(_CALLED, {"ids": sorted(set(ids))})
    return {r["id"]: Called(r["name"], r["label"], r["kind"]) for r in rows}


def _through(at: dict[str, list[Row]], links: list[Row]) -> list[Seat]:
    made = []
    for link in links:
        for seat in at.get(link["post"], ()):
            if when := When.of(link).meet(When.of(seat)):
                statements = (*link["statements"], *seat["statements"])
                status = weakest((link["status"], seat["status"]))
                made.append(Seat(link["by"], seat["board"], seat["relation"], link["post"], when, status, statements))
    return made


async def _near(store: Store, board: str) -> list[str]:
    rows = await store.read(_NEAR, {"board": board})
    return sorted({i for r in rows for i in r.values() if i})


async def _edges(store: Store, everything: str, of: str, ids: list[str] | None) -> list[Row]:
    return await store.read(everything) if ids is None else await store.read(of, {"ids": ids})
