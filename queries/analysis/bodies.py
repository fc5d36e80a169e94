"""The bodies of the graph and the edges between them, as a networkx graph that is the same for the same data.

A body is whatever can sit on a board, and the board itself; the ontology says which labels those are. Areas,
instruments, programmes, themes and documents are no bodies: many share one without having to do with each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from graph.errors import BadParameter, Fault
from graph.ontology import ontology
from graph.read import in_force
from graph.store import Row, Store

GOVERNANCE = ("membership", "attendance", "funding", "duty", "oversight", "structure")
"""Families of edges that say how bodies are governed; co-operation, instruments and themes say what they do."""
SITS = ("MEMBER_OF", "CHAIRS", "STATUTORY_PARTNER_OF")
"""As `who-sits-on` has it."""
AWAY = ("apologies", "absent")


@dataclass(frozen=True, slots=True)
class Link:
    """An edge between two bodies; one at a meeting is led on to the meeting's board."""

    id: str
    type: str
    source: str
    target: str
    status: str
    first: str
    """Earliest day on which it can have held; "" where not known."""
    last: str
    """Latest day; "9999" where not known."""
    counts: bool
    """Asserted or derived, or historic and surely in force on the day that is asked for."""
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bodies:
    """All bodies by id, and the links between them in the order of their ids."""

    nodes: Mapping[str, Row]
    links: tuple[Link, ...]

    def graph(self) -> nx.Graph[int]:
        """What counts, undirected. A node is the place of its id in `order`: numbers, unlike texts, hash the same.

        An edge weighs as many as there are kinds of edges between its ends; bodies without any are left out.
        """
        kinds: dict[tuple[int, int], set[str]] = defaultdict(set)
        place = {entity_id: n for n, entity_id in enumerate(self.order)}
        for link in self.links:
            if link.counts:
                a, b = sorted((place[link.source], place[link.target]))
                kinds[a, b].add(link.type)
        made: nx.Graph[int] = nx.Graph()
        made.add_nodes_from(sorted({n for pair in kinds for n in pair}))
        made.add_weighted_edges_from((a, b, len(types)) for (a, b), types in sorted(kinds.items()))
        return made

    @property
    def order(self) -> list[str]:
        return sorted(self.nodes)


def labels() -> list[str]:
    """The labels of bodies."""
    seat = ontology().edges["MEMBER_OF"]
    return sorted({*seat.sources, *seat.targets})


def families(asked: Iterable[str] | None) -> list[str]:
    """The families of edges to count. Raises BadParameter for one whose edges join no two bodies."""
    known = _edge_types()
    wanted = sorted(set(asked or GOVERNANCE))
    faults = [
        Fault("families", f"{f!r} is no family of edges between bodies", f"Known: {', '.join(sorted(known))}")
        for f in wanted
        if f not in known
    ]
    if faults:
        raise BadParameter("The families are not valid", faults)
    return wanted


def _edge_types() -> dict[str, list[str]]:
    """The edge types between bodies by family."""
    bodies = set(labels())
    found: dict[str, list[str]] = defaultdict(list)
    for edge in ontology().edges.values():
        if bodies.intersection(edge.sources) and bodies.intersection(edge.objects) and not edge.made_from:
            found[edge.family].append(edge.name)
    return found


async def read_bodies(store: Store, asked: Iterable[str] | None, as_of: str | None) -> Bodies:
    """All bodies, and their links of these families but those surely not in force on the day. Raises BadParameter."""
    by_family = _edge_types()
    types = sorted({t for family in families(asked) for t in by_family[family]})
    nodes = await store.read(
        "MATCH (e:Entity) WHERE e.label IN $labels OPTIONAL MATCH (e)-[:COVERS]->(b:Borough) "
        "RETURN e.id AS id, e.name AS name, e.label AS label, e.kind AS kind, e.area AS area, "
        "collect(DISTINCT b.id) AS covers",
        {"labels": labels()},
    )
    # an attendance leads through its meeting to the board
    rows = await store.read(
        f"MATCH (a:Entity)-[r:{'|'.join(types)}]->(x:Entity) "
        "WHERE a.label IN $labels AND (x.label IN $labels OR x:Meeting) AND ($as_of IS NULL OR "
        "(coalesce(r.start_earliest, '0000') <= $as_of AND coalesce(r.end_latest, '9999') >= $as_of)) "
        "OPTIONAL MATCH (x)-[:MEETING_OF]->(b:Board) "
        "RETURN r.id AS id, type(r) AS type, a.id AS source, coalesce(b.id, x.id) AS target, r.status AS status, "
        "r.start_earliest AS first, r.end_latest AS last, r.sure_from AS sure_from, r.sure_to AS sure_to, "
        "r.attended AS attended, r.capacity AS capacity, r.statements AS statements",
        {"labels": labels(), "as_of": as_of},
    )
    links = [_link(r, as_of) for r in rows if r["source"] != r["target"] and _was_there(r)]
    return Bodies({n["id"]: n for n in nodes}, tuple(sorted(links, key=lambda k: k.id)))


def _was_there(row: Row) -> bool:
    return row["attended"] is not False and row["capacity"] not in AWAY


def _link(row: Row, as_of: str | None) -> Link:
    surely = as_of is not None and in_force(row, as_of) == "surely"
    counts = row["status"] in ("asserted", "derived") or (row["status"] == "historic" and surely)
    return Link(
        row["id"], row["type"], row["source"], row["target"], row["status"], row["first"] or "", row["last"] or "9999",
        counts, tuple(row["statements"]),
    )  # fmt: skip


class Seats:
    """On which boards each body sits: itself, and through the posts it holds or the posts, units and people it has."""

    def __init__(self, bodies: Bodies) -> None:
        self._sits: dict[str, list[Link]] = defaultdict(list)
        self._holds: dict[str, list[Link]] = defaultdict(list)
        self._has: dict[str, list[Link]] = defaultdict(list)
        for link in bodies.links:
            if not link.counts:
                continue
            if link.type in SITS:
                self._sits[link.source].append(link)
            elif link.type == "HOLDS":
                self._holds[link.source].append(link)
            if link.type in ("POST_IN", "PART_OF", "HOLDS"):
                self._has[link.target].append(link)

    def own(self, body: str) -> set[str]:
        return {link.target for link in self._sits[body]}

    def all_of(self, body: str, label: str) -> tuple[set[str], set[str]]:
        """Boards, and the statements behind them. A step counts only while all steps before it can have been in force.

        People and posts sit through the posts that they hold; other bodies through what belongs to them, three steps
        deep (as `boards-of-organisation` has it).
        """
        down = self._holds if label in ("Person", "Role") else self._has
        boards: set[str] = set()
        evidence: set[str] = set()
        ways: list[tuple[str, str, str, frozenset[str], int]] = [(body, "", "9999", frozenset(), 0)]
        seen = {(body, "", "9999")}
        while ways:
            at, first, last, behind, depth = ways.pop()
            for link in self._sits[at]:
                if link.target != body and max(first, link.first) <= min(last, link.last):
                    boards.add(link.target)
                    evidence |= behind.union(link.statements)
            for link in down[at] if depth < 3 else ():
                after = link.target if down is self._holds else link.source
                window = max(first, link.first), min(last, link.last)
                if window[0] <= window[1] and (after, *window) not in seen:
                    seen.add((after, *window))
                    ways.append((after, *window, behind.union(link.statements), depth + 1))
        return boards, evidence
