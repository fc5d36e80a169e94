"""Puts boards that share much together, and chooses which of their ties are drawn, by rules that can be told.

1. A pair that shares less than `minimum` is not drawn, nor one that shares only what more than `widely` boards share.
2. What hangs together is a cluster. One of more than MOST boards is split where it is thinnest (Louvain's method, each
   shared thing weighing 1/(n-1) where n boards share it, after Newman 2001: what few share says more), and of the parts
   those that are tied most are put together again while there is room.
3. A tie between two clusters is drawn in one of them, with the other board as its guest, while there is room.
4. In a cluster only its strongest pairs are drawn, two lines for each board; each board keeps its strongest.
5. The CLUSTERS strongest clusters are drawn.

The same ties give the same clusters, in whatever order they come.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

import networkx as nx

Pair = tuple[str, str]

MOST, GUESTS = 8, 2
"""Boards of a cluster, and boards of others that may stand in it besides."""
CLUSTERS = 20
LEAST_LINES, LINES_PER_BOARD = 16, 2
WIDELY = 6
PARTS = " and its parts"
"""How the heading of a board with its parts ends."""


@dataclass(frozen=True, slots=True)
class Board:
    id: str
    name: str
    boroughs: Mapping[str, str] = field(default_factory=dict)
    part_of: frozenset[str] = frozenset()
    """Ids of the boards that it is a part of, through others too."""


@dataclass(frozen=True, slots=True)
class Tie:
    """What two boards share of one kind, stated alike: a row of the table, and a line where it is drawn."""

    row: str
    pair: Pair
    shared: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cluster:
    heading: str
    why: str
    """What the heading stands on."""
    boards: tuple[str, ...]
    guests: tuple[str, ...]
    """Boards of other clusters."""
    ties: tuple[Tie, ...]
    thinned: int = 0
    """Ties between its boards that are not drawn."""


@dataclass(frozen=True, slots=True)
class Plan:
    clusters: tuple[Cluster, ...]
    alone: tuple[str, ...]
    """Boards that have ties, none of which is drawn, by name."""
    left_out: Mapping[str, str]
    """By row, why it is not drawn: few, widely, thinned, between or beyond."""
    beyond: int
    """Clusters that are not drawn."""


def plan(
    ties: Iterable[Tie],
    boards: Mapping[str, Board],
    names: Mapping[str, str],
    reach: Mapping[str, int],
    *,
    minimum: int = 1,
    over: Set[str] = frozenset(),
    widely: int = WIDELY,
    most: int = CLUSTERS,
) -> Plan:
    """What is drawn of the ties.

    `names` are those of what is shared, `reach` tells on how many boards each of them is, `over` which of them is in the
    past: a cluster is rather called after another.
    """
    by_pair: dict[Pair, list[Tie]] = defaultdict(list)
    for tie in sorted(ties, key=lambda t: t.row):
        by_pair[tie.pair].append(tie)
    strength = {p: len(frozenset().union(*(t.shared for t in own))) for p, own in by_pair.items()}
    left_out: dict[str, str] = {}
    drawn: dict[Pair, float] = {}
    for pair, own in by_pair.items():
        weight = sum(1 / (reach[s] - 1) for t in own for s in t.shared if reach[s] <= widely)
        why = "few" if strength[pair] < minimum else "widely" if not weight else ""
        if why:
            left_out |= {t.row: why for t in own}
        else:
            drawn[pair] = weight
    key = _key(strength, boards)
    parts = _parts(drawn, sorted({b for p in drawn for b in p}, key=lambda b: (boards[b].name, b)))
    shared = _with_guests(parts, sorted(drawn, key=key), strength)
    inside = {p for c in shared for p in c.pairs}
    left_out |= {t.row: "between" for p in drawn if p not in inside for t in by_pair[p]}
    clusters = []
    for one in shared:
        kept = _strongest(one, by_pair, key)
        left_out |= {t.row: "thinned" for p in one.pairs if p not in kept for t in by_pair[p]}
        heading, why = _called(
            one, by_pair, boards, names, {s: (s in over, n) for s, n in reach.items() if n <= widely}
        )
        lines = tuple(t for p in sorted(kept, key=key) for t in by_pair[p])
        missing = sum(len(by_pair[p]) for p in one.pairs if p not in kept)
        clusters.append(Cluster(heading, why, tuple(one.boards), tuple(one.guests), lines, missing))
    clusters.sort(key=lambda c: (-sum(strength[p] for p in {t.pair for t in c.ties}), c.heading, c.boards))
    left_out |= {t.row: "beyond" for c in clusters[most:] for t in c.ties}
    placed = {b for c in clusters for b in (*c.boards, *c.guests)}
    alone = sorted({b for p in by_pair for b in p} - placed, key=lambda b: (boards[b].name, b))
    told = _told_apart(clusters[:most])
    return Plan(tuple(told), tuple(alone), left_out, max(0, len(clusters) - most))


@dataclass(slots=True)
class _Part:
    boards: list[str]
    guests: list[str] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)


def _key(strength: Mapping[Pair, int], boards: Mapping[str, Board]) -> Callable[[Pair], tuple[int, str, str, Pair]]:
    """The strongest pair first, then by name."""
    return lambda p: (-strength[p], boards[p[0]].name, boards[p[1]].name, p)


def _parts(drawn: Mapping[Pair, float], boards: Sequence[str]) -> list[_Part]:
    number = {b: n for n, b in enumerate(boards)}
    # numbers, not names: networkx then finds the same each time
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(boards)))
    graph.add_weighted_edges_from(sorted((number[a], number[b], w) for (a, b), w in drawn.items()))
    found = [c for whole in nx.connected_components(graph) for c in _split(_only(graph, whole))]
    return [_Part([boards[n] for n in c]) for c in sorted(sorted(c) for c in found)]


def _only(graph: nx.Graph[int], nodes: Iterable[int]) -> nx.Graph[int]:
    inside = set(nodes)
    kept: nx.Graph[int] = nx.Graph()
    kept.add_nodes_from(sorted(inside))
    kept.add_weighted_edges_from(
        sorted((min(a, b), max(a, b), d["weight"]) for a, b, d in graph.edges(inside, data=True) if {a, b} <= inside)
    )
    return kept


def _split(graph: nx.Graph[int], resolution: float = 1.0) -> list[list[int]]:
    """The graph in parts of at most MOST nodes."""
    if len(graph) <= MOST:
        return [sorted(graph)]
    if resolution > 64:  # no seam anywhere: each is tied to each alike
        order = sorted(graph)
        return [order[n : n + MOST] for n in range(0, len(order), MOST)]
    found = nx.community.louvain_communities(graph, weight="weight", resolution=resolution, seed=1)
    if len(found) == 1:
        return _split(graph, resolution * 2)
    parts = [part for c in sorted(sorted(c) for c in found) for part in _split(_only(graph, c), resolution)]
    return _put_together(graph, parts) if resolution == 1.0 else parts


def _put_together(graph: nx.Graph[int], parts: list[list[int]]) -> list[list[int]]:
    """Makes one of the two parts that are tied most, while no part grows beyond MOST."""
    size = {n: len(p) for n, p in enumerate(parts)}
    at = {b: n for n, p in enumerate(parts) for b in p}
    between: dict[tuple[int, int], float] = defaultdict(float)
    for a, b, d in graph.edges(data=True):
        if at[a] != at[b]:
            between[min(at[a], at[b]), max(at[a], at[b])] += d["weight"]
    while fitting := [p for p in between if size[p[0]] + size[p[1]] <= MOST]:
        kept, gone = min(fitting, key=lambda p: (-round(between[p], 9), p))
        size[kept] += size.pop(gone)
        at = {b: kept if n == gone else n for b, n in at.items()}
        for x, y in [p for p in between if gone in p]:
            weight = between.pop((x, y))
            other = y if x == gone else x
            if other != kept:
                between[min(kept, other), max(kept, other)] += weight
    found: dict[int, list[int]] = defaultdict(list)
    for b in sorted(at):
        found[at[b]].append(b)
    return list(found.values())


def _with_guests(parts: list[_Part], pairs: Sequence[Pair], strength: Mapping[Pair, int]) -> list[_Part]:
    """Gives each pair to a cluster: its own, or that of one of its boards where the other is a guest."""
    home = {b: n for n, p in enumerate(parts) for b in p.boards}
    visits: dict[tuple[int, str], list[Pair]] = defaultdict(list)
    for a, b in pairs:
        if home[a] == home[b]:
            parts[home[a]].pairs.append((a, b))
        else:
            visits[home[a], b].append((a, b))
            visits[home[b], a].append((a, b))
    done: set[Pair] = set()
    order = sorted(visits, key=lambda v: (-sum(strength[p] for p in visits[v]), v))
    for n, guest in order:
        left = [p for p in visits[n, guest] if p not in done]
        if left and len(parts[n].guests) < GUESTS:
            parts[n].guests.append(guest)
            parts[n].pairs += left
            done |= set(left)
    for part in parts:
        tied = {b for p in part.pairs for b in p}
        part.boards = [b for b in part.boards if b in tied]
    return [p for p in parts if p.pairs]


def _strongest(
    part: _Part, by_pair: Mapping[Pair, list[Tie]], key: Callable[[Pair], tuple[int, str, str, Pair]]
) -> set[Pair]:
    order = sorted(part.pairs, key=key)
    room = max(LEAST_LINES, LINES_PER_BOARD * (len(part.boards) + len(part.guests)))
    first = {b: p for p in reversed(order) for b in p}
    kept = set(first.values())
    room -= sum(len(by_pair[p]) for p in kept)
    for pair in order:
        if pair not in kept and len(by_pair[pair]) <= room:
            kept.add(pair)
            room -= len(by_pair[pair])
    return kept


def _called(
    part: _Part,
    by_pair: Mapping[Pair, list[Tie]],
    boards: Mapping[str, Board],
    names: Mapping[str, str],
    rank: Mapping[str, tuple[bool, int]],
) -> tuple[str, str]:
    """What a cluster is called, and on what that stands: the first that fits of whole, shared by all, borough, by most.

    It is called after nothing that has no `rank`; the lower that is, the rather.
    """
    here = [*part.boards, *part.guests]
    own, size = [boards[b] for b in here], len(here)
    for whole in own:
        if size > 2 and all(whole.id in b.part_of for b in own if b is not whole):
            return f"{whole.name}{PARTS}", "Documents state that all the others are parts of it"
    has: dict[str, set[str]] = defaultdict(set)
    for pair in part.pairs:
        for tie in by_pair[pair]:
            for s in tie.shared & rank.keys():
                has[s] |= set(pair)
    best = min(has, key=lambda s: (-len(has[s]), rank[s], names[s], s), default=None)
    if best is not None and len(has[best]) == size > 1:
        return (f"All share {names[best]}", f"All {size} have it in common") if size > 2 else (
            f"Both share {names[best]}", "The two have it in common"
        )  # fmt: skip
    places = set.intersection(*(set(b.boroughs) for b in own))
    if places and size > 1:
        named = sorted(own[0].boroughs[i] for i in places)
        return " and ".join(named[:3]) + (" and more" if len(named) > 3 else ""), "All of them work there"
    if best is not None and len(has[best]) * 2 >= size > 1:
        return f"Most share {names[best]}", f"{len(has[best])} of the {size} have it in common"
    ties = Counter(b for p in part.pairs for b in p)
    middle = min((boards[b] for b in part.boards), key=lambda b: (-ties[b.id], b.name, b.id))
    others = f"{ties[middle.id]} other board{'' if ties[middle.id] == 1 else 's'}"
    return f"Around {middle.name}", f"It shares something with {others} here"


def _told_apart(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Numbers those that would be called the same."""
    many = Counter(c.heading for c in clusters)
    seen = Counter[str]()
    told = []
    for c in clusters:
        seen[c.heading] += 1
        told.append(c if many[c.heading] == 1 else replace(c, heading=f"{c.heading} ({seen[c.heading]})"))
    return told
