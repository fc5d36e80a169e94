"""What stands where on the duplication map: a frame for each cluster, one for what many share, one for the rest."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping

from visualise.clusters import PARTS, Board, Cluster, Plan
from visualise.frames import lay_out
from visualise.islands import Edge, Island, Node
from visualise.pages.words import some
from visualise.picture import Picture
from visualise.sharing import Facts, Share
from visualise.text import cut

THICK, THICKEST = 1.6, 8
"""Pixels for each thing that two boards share, up to so many."""
BOXES = 40
"""Boards without a line that are drawn, at most."""
WIDE = 12
"""Things that many share that are drawn, at most."""
NAME = 160


def pictures(facts: Facts, boards: Mapping[str, Board], made: Plan) -> Mapping[str, Picture]:
    """For a screen, a page and a telephone; empty where no two boards share anything."""
    drawn = {s.row: s for s in facts.counted}
    if not drawn:
        return {}
    home = {b: c.heading for c in made.clusters for b in c.boards}
    islands = [_cluster(c, boards, home, drawn) for c in made.clusters]
    return lay_out([*islands, *_widely(facts), *_alone(facts, boards, made)])


def _cluster(
    cluster: Cluster, boards: Mapping[str, Board], home: Mapping[str, str], drawn: Mapping[str, Share]
) -> Island:
    rows: dict[str, list[str]] = defaultdict(list)
    for tie in cluster.ties:
        for board in tie.pair:
            rows[board].append(tie.row)
    inside = {*cluster.boards, *cluster.guests}
    box = {b: b for b in cluster.boards} | {b: _box_id(cluster, b) for b in cluster.guests}
    # the heading says it of all
    known = set() if cluster.heading.endswith(PARTS) else inside
    nodes = [
        Node(
            box[b], cut(boards[b].name, NAME), _notes(boards[b], boards, known, "" if box[b] == b else home.get(b, "")),
            b, "asserted" if box[b] == b else "again", tuple(rows[b]),
        )
        for b in sorted(inside, key=lambda b: (-len(rows[b]), boards[b].name, b))
        if rows[b]
    ]  # fmt: skip
    edges = [_edge(drawn[t.row], box) for t in cluster.ties]
    notes = [cluster.why]
    if cluster.thinned:
        notes.append(
            f"{some(cluster.thinned, 'weaker line')} left out, {'it is' if cluster.thinned == 1 else 'they are'} in the table"
        )
    return Island(cluster.heading, cut(cluster.heading, NAME), tuple(notes), tuple(nodes), tuple(edges))


def _notes(board: Board, boards: Mapping[str, Board], inside: set[str], elsewhere: str) -> tuple[str, ...]:
    notes = []
    if wholes := sorted(boards[w].name for w in board.part_of & inside):
        notes.append(cut(f"a part of {wholes[0]}", 80))
    places = sorted(board.boroughs.values())
    notes.append(
        ", ".join(places) if 0 < len(places) < 3 else some(len(places), "area") if places else "area not known"
    )
    if elsewhere:
        notes.append(cut(f"also in: {elsewhere}", 80))
    return tuple(notes)


def _edge(share: Share, box: Mapping[str, str]) -> Edge:
    a, b = share.pair
    return Edge(
        share.row, box[a], box[b], share.words, round(2 + THICK * (min(share.number, THICKEST) - 1), 2), share.status,
        "surely" if share.surely == share.number else "possibly", "right" if share.kind == "remit" else "left",
    )  # fmt: skip


def _widely(facts: Facts) -> list[Island]:
    """What so many boards share that lines would say nothing: told by boxes."""
    pairs: dict[str, set[tuple[str, str]]] = defaultdict(set)
    names: dict[str, str] = {}
    for s in facts.counted:
        for t in s.things:
            pairs[t.id].add(s.pair)
            names[t.id] = t.name
    wide = sorted((i for i in pairs if len(facts.on[i]) > facts.widely), key=lambda i: (-len(facts.on[i]), names[i], i))
    if not wide:
        return []
    nodes = [
        Node(
            i,
            cut(names[i], NAME),
            (f"on {some(len(facts.on[i]), 'board')}, in {some(len(pairs[i]), 'pair')} of this map",),
        )
        for i in wide[:WIDE]
    ]
    notes = ["A pair with nothing else in common has no line. Who they are stands in the tables."]
    if len(wide) > WIDE:
        notes.append(f"The {WIDE} on most boards; {len(wide) - WIDE:,} more in the table")
    return [Island("widely", f"Shared by more than {facts.widely} boards", tuple(notes), tuple(nodes), ())]


def _alone(facts: Facts, boards: Mapping[str, Board], made: Plan) -> list[Island]:
    alone = [b for b in made.alone if b in facts.here]
    if not alone:
        return []
    rows: dict[str, list[str]] = defaultdict(list)
    things: dict[str, dict[str, str]] = defaultdict(dict)
    for s in facts.counted:
        for b in s.pair:
            rows[b].append(s.row)
            things[b] |= {t.name: t.id for t in s.things}
    nodes = []
    for b in alone[:BOXES]:
        named = sorted(things[b])
        more = f" and {len(named) - 2} more" if len(named) > 2 else ""
        pairs = some(len(rows[b]), "link")
        nodes.append(Node(b, cut(boards[b].name, NAME), (cut(f"{pairs}: {', '.join(named[:2])}", 90) + more,), b))
    notes = ["What they share is too little, or shared too widely, for a line here; the table says which"]
    if len(alone) > BOXES:
        notes.append(f"The first {BOXES}; {len(alone) - BOXES:,} more in the table")
    return [Island("alone", "Boards that share something, without a line", tuple(notes), tuple(nodes), ())]


def _box_id(cluster: Cluster, board: str) -> str:
    return f"box-{hashlib.sha256(json.dumps([cluster.heading, *cluster.boards, board]).encode()).hexdigest()[:12]}"
