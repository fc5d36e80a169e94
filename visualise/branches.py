"""Lays out a cluster as a list: each box with branches to those that it is joined to. Narrow, and nothing crosses."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import replace

from visualise.islands import BOX, INSIDE, LEAST_FRAME, Block, Edge, Island, Node, box, head, label_size, line, size
from visualise.picture import Box, Label, Line

TRUNK, BRANCH = 12.0, 58.0
"""From the edge of a frame's inside to the line down from a box, and from that to the boxes beside it."""
PIN = 22.0
"""Between two lines to one box."""
ABOVE, BELOW = 8.0, 18.0
"""Above the box of a branch, and below the last."""
GAP, COLUMNS = 10.0, 4


def listed(island: Island, wide: float, columns: int = 1) -> Block:
    """Each line once, under that of its boxes that has most lines left. A box may stand in several places."""
    if not island.edges:
        return grid(island, columns=1, wide=wide - 2 * INSIDE)
    whole = columns * (wide - INSIDE) + INSIDE
    texts, y = head(island, whole - 2 * INSIDE)
    column = _Column(island, wide, y)
    if columns > 1:
        column.turn = y + (listed(island, wide).h - y) / columns
    left = list(island.edges)
    while left:
        many = {n.id: sum(n.id in (e.a, e.b) for e in left) for n in island.nodes}
        host = max(island.nodes, key=lambda n: many[n.id])  # the first of several
        column.host(host, [e for e in left if host.id in (e.a, e.b)])
        left = [e for e in left if host.id not in (e.a, e.b)]
    for node in island.nodes:
        if node.id not in column.stood:
            column.host(node, [])
    used = INSIDE + (column.number + 1) * (wide - INSIDE)
    return Block(used, column.bottom - BELOW + INSIDE, tuple(column.boxes), tuple(column.lines), tuple(texts))


def grid(island: Island, columns: int = COLUMNS, wide: float = BOX) -> Block:
    """Boxes that nothing joins."""
    columns = max(1, min(columns, math.ceil(math.sqrt(len(island.nodes) * 1.5))))
    room = max(columns * (wide + GAP) - GAP, LEAST_FRAME if wide == BOX else wide)
    texts, y = head(island, room)
    boxes: list[Box] = []
    for row in range(0, len(island.nodes), columns):
        own = island.nodes[row : row + columns]
        high = max(size(n, wide)[1] for n in own)
        boxes += [box(n, (INSIDE + i * (wide + GAP), y), wide, high) for i, n in enumerate(own)]
        y += high + GAP
    return Block(room + 2 * INSIDE, y - GAP + INSIDE, tuple(boxes), (), tuple(texts))


class _Column:
    """A list while it grows downwards."""

    def __init__(self, island: Island, wide: float, y: float) -> None:
        self.island, self.wide, self.top, self.y = island, wide, y, y
        self.turn = math.inf
        """How far down a column reaches from which on another begins beside it."""
        self.number, self.bottom = 0, y
        self.known = {n.id: n for n in island.nodes}
        self.stood: set[str] = set()
        self.boxes: list[Box] = []
        self.lines: list[Line] = []

    def host(self, node: Node, edges: list[Edge]) -> None:
        """A box with the branches of these edges, all of which are its own."""
        if self.y >= self.turn:
            self.number, self.y = self.number + 1, self.top
        left = INSIDE + self.number * (self.wide - INSIDE)
        top = self._stand(node, "", left)
        branches: dict[str, list[Edge]] = {}
        for e in edges:
            branches.setdefault(e.b if e.a == node.id else e.a, []).append(e)
        trunk, last = left + TRUNK, self.y
        for other, joined in branches.items():
            self.y += ABOVE
            said = tuple(" ".join(e.words) for e in joined)
            notes = () if other in self.stood else self.known[other].notes
            noted = replace(self.known[other], notes=(*said, *notes))
            at = self._stand(noted, node.id, trunk + BRANCH, len(joined) * PIN)
            for n, e in enumerate(joined):
                last = round(at.y + at.h / 2 + (n - (len(joined) - 1) / 2) * PIN, 2)
                number = (e.words[0].split(" ")[0],)
                w, h = label_size(number)
                forth = e.a == node.id
                xs = (trunk, last, at.x, last) if forth else (at.x, last, trunk, last)
                ends = (top.id, at.id) if forth else (at.id, top.id)
                self.lines.append(line(e, xs, ends, Label(trunk + BRANCH / 2, last, w, h, number)))
        if edges:
            side = edges[0].side
            self.lines.append(Line(f"trunk-{top.id}", trunk, round(top.y + top.h, 2), trunk, last, side))
        self.y += BELOW
        self.bottom = max(self.bottom, self.y)

    def _stand(self, node: Node, beside: str, x: float, least: float = 0.0) -> Box:
        """A box at its place. The first of an entity has its id, each further one an id of its own."""
        if node.id in self.stood:
            number = hashlib.sha256(json.dumps([self.island.id, beside, node.id]).encode()).hexdigest()[:12]
            node = replace(node, id=f"box-{number}", entity=node.entity or node.id)
        self.stood.add(node.id)
        wide = INSIDE + (self.number + 1) * (self.wide - INSIDE) - INSIDE - x
        made = box(node, (x, self.y), wide, max(least, size(node, wide)[1]))
        self.boxes.append(made)
        self.y = round(self.y + made.h, 2)
        return made
