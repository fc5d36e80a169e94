"""Which boards share members at the same time: all pairs at once, on sparse matrices.

The product of the matrix of members by boards with itself bounds what each pair can share; only pairs within the bound
are compared day by day. On a two-core machine, 2,000 boards with 100,000 memberships of 20,000 members take 1 s; where
twenty of these sit on 250 boards each (680,000 links between 576,000 pairs, of which the 20,000 with most are told)
they take 2 to 3 s.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, triu

from queries.analysis.seats import STATUSES, Called, Seat, When, weakest

MOST = 20_000
"""Pairs that are told at most, those with most members in common: twice as many as an answer has rows."""

Days = NDArray[np.int64]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """A member that two boards have at the same time, for one span of days without a gap."""

    member: str
    when: When
    status: str
    """The weaker of the two memberships' statuses, in the best reading of the documents."""
    clear: bool
    """False where a membership is unclear, or the member stands for many bodies, which need not be the same on both."""
    first: tuple[Seat, ...]
    second: tuple[Seat, ...]

    @property
    def sure(self) -> bool:
        return self.clear and self.when.sure


def shared(
    seats: Sequence[Seat], known: Mapping[str, Called], *, minimum: int = 1, board: str | None = None
) -> dict[Pair, list[Link]]:
    """The links of each pair of boards with at least `minimum` members that clearly are the same, in a fixed order.

    Of more than MOST pairs those are told that have most members in common, and most of them surely.
    Boards come by name, the members of a pair by name; with `board`, only pairs that it is one of. A pair's links that
    are not clear come along. With `minimum` 0, pairs that only have such links too.
    """
    if not seats:
        return {}
    boards = sorted({s.board for s in seats}, key=lambda i: (known[i].name, i))
    members = sorted({s.member for s in seats}, key=lambda i: (known[i].name, i))
    place, number = {b: n for n, b in enumerate(boards)}, {m: n for n, m in enumerate(members)}
    table = _Table(
        np.array([place[s.board] for s in seats]),
        np.array([number[s.member] for s in seats]),
        np.array([s.status != "unclear" and known[s.member].kind != "class" for s in seats]),
        np.array([(s.when.first, s.when.last, s.when.sure_first, s.when.sure_last) for s in seats]),
        len(boards), len(members),
    )  # fmt: skip
    found: dict[tuple[int, int, int], list[tuple[int, int]]] = defaultdict(list)
    for a, b, m, i, j in table.links(minimum, None if board is None else place.get(board, -1)):
        found[a, b, m].append((i, j))
    made: dict[Pair, list[Link]] = defaultdict(list)
    for (a, b, m), meets in sorted(found.items()):
        made[boards[a], boards[b]] += _spans(members[m], known, [(seats[i], seats[j]) for i, j in meets])
    return dict(made)


@dataclass(frozen=True, slots=True)
class _Table:
    board: Days
    member: Days
    clear: NDArray[np.bool_]
    days: Days
    boards: int
    members: int

    def links(self, minimum: int, board: int | None) -> Any:
        """Board, board, member and the two seats of each meeting of two memberships, of the pairs that are wanted."""
        left, right = self._together(self._bound(minimum), board)
        first = np.maximum(self.days[left, 0], self.days[right, 0])
        last = np.minimum(self.days[left, 1], self.days[right, 1])
        meet = first <= last
        left, right = left[meet], right[meet]
        swap = self.board[left] > self.board[right]
        left, right = np.where(swap, right, left), np.where(swap, left, right)
        a, b, m = self.board[left], self.board[right], self.member[left]
        clear = self.clear[left] & self.clear[right]
        days = self.days
        sure = np.maximum(days[left, 2], days[right, 2]) <= np.minimum(days[left, 3], days[right, 3])
        kept = self._most(a * self.boards + b, m, clear, clear & sure, minimum)
        return zip(*(x[kept].tolist() for x in (a, b, m, left, right)), strict=True)

    def _most(
        self, pair: Days, member: Days, clear: NDArray[np.bool_], sure: NDArray[np.bool_], minimum: int
    ) -> NDArray[np.bool_]:
        """Which meetings belong to pairs with enough members; of too many pairs, to those with most."""
        pairs, place = np.unique(pair, return_inverse=True)

        def count(which: NDArray[np.bool_]) -> Days:
            # a member counts once for a pair, however many seats it has on each
            once = np.unique(place[which] * self.members + member[which]) // self.members
            return np.bincount(once, minlength=len(pairs)).astype(np.int64)

        counts = count(clear)
        enough = np.flatnonzero(counts >= minimum)
        if len(enough) > MOST:
            enough = enough[np.lexsort((enough, -count(sure)[enough], -counts[enough]))[:MOST]]
        wanted = np.zeros(len(pairs), dtype=bool)
        wanted[enough] = True
        kept: NDArray[np.bool_] = wanted[place]
        return kept

    def _bound(self, minimum: int) -> Any:
        """Pairs that share enough members, whenever that was; None where all may be wanted."""
        if minimum < 2:
            return None
        sits = csr_matrix(
            (np.ones(int(self.clear.sum()), dtype=np.int32), (self.member[self.clear], self.board[self.clear])),
            (self.members, self.boards),
        )
        sits.data[:] = 1  # two seats of one member on one board were added up
        product = csr_matrix(triu(sits.T @ sits, k=1))
        product.data = (product.data >= minimum).astype(np.int32)
        product.eliminate_zeros()
        return product

    def _together(self, bound: Any, board: int | None) -> tuple[Days, Days]:
        """All pairs of seats that one member has on two boards within the bound."""
        order = np.lexsort((self.board, self.member))
        member = self.member[order]
        ends = np.searchsorted(member, member, side="right")
        after = ends - np.arange(len(order)) - 1
        left = np.repeat(np.arange(len(order)), after)
        begins = np.cumsum(after) - after
        right = left + 1 + np.arange(len(left)) - np.repeat(begins, after)
        left, right = order[left], order[right]
        a, b = self.board[left], self.board[right]
        wanted = a != b
        if board is not None:
            wanted &= (a == board) | (b == board)
        left, right, a, b = left[wanted], right[wanted], a[wanted], b[wanted]
        if bound is not None and len(a):
            within = np.asarray(bound[np.minimum(a, b), np.maximum(a, b)]).ravel() > 0
            left, right = left[within], right[within]
        return left, right


def _spans(member: str, known: Mapping[str, Called], meets: list[tuple[Seat, Seat]]) -> list[Link]:
    """The meetings of one member's seats on two boards, those that touch made one; what is unclear only in need."""
    body = known[member].kind != "class"
    sure = [(s, t) for s, t in meets if "unclear" not in (s.status, t.status)]
    timed = [(when, s, t) for s, t in (sure or meets) if (when := s.when.meet(t.when))]
    timed.sort(key=lambda x: (x[0].first, x[0].last, x[1].statements, x[2].statements))
    groups: list[tuple[int, list[tuple[When, Seat, Seat]]]] = []
    for one in timed:
        if groups and one[0].first <= groups[-1][0] + 1:
            last, group = groups[-1]
            groups[-1] = (max(last, one[0].last), [*group, one])
        else:
            groups.append((one[0].last, [one]))
    return [_link(member, body and bool(sure), last, group) for last, group in groups]


def _link(member: str, clear: bool, last: int, group: list[tuple[When, Seat, Seat]]) -> Link:
    if len(group) == 1:  # nearly always, and there can be very many
        when, s, t = group[0]
        return Link(member, when, weakest((s.status, t.status)), clear, (s,), (t,))
    # of several spans that are sure the longest is told, never one with a gap in it
    longest = max((w for w, _, _ in group), key=lambda w: (w.sure_last - w.sure_first, -w.sure_first))
    statuses = [weakest((s.status, t.status)) for _, s, t in group]
    best = max(statuses, key=STATUSES.index)
    return Link(
        member, When(group[0][0].first, last, longest.sure_first, longest.sure_last), best, clear,
        tuple(dict.fromkeys(s for _, s, _ in group)), tuple(dict.fromkeys(t for _, _, t in group)),
    )  # fmt: skip
