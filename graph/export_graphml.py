"""The graph as GraphML (http://graphml.graphdrawing.org), as Gephi, yEd and networkx read it.

Gephi takes `label` for what it writes beside a node or an edge. It has names of its own (x, y, z, size, r, g, b,
weight, id, and the keys d3 and d7 of yEd), which are not used here. Planned and negated statements are no edges: what
they say stands as a text with both their ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from graph.cells import joined, plain
from graph.ontology import Ontology, ontology
from graph.projection import NO_EDGE
from graph.snapshot import DATES, Drawn, Snapshot, where
from graph.statements import Entity, sentence

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
TYPES = {"number": "double", "percent": "double", "integer": "long", "boolean": "boolean"}
NODE_KEYS = ("label", "category", "kind", "aliases", "identifiers", "area", "date", "planned_or_negated")
EDGE_KEYS = ("label", "relation", "family", "status", *DATES, "statements", "evidence")

Data = dict[str, Any]


def graphml(s: Snapshot) -> bytes:
    """One directed graph; a list is one text with " | " between its parts, what is not known has no value."""
    return "".join(_lines(s, ontology())).encode("utf-8")


def _lines(s: Snapshot, model: Ontology) -> Iterator[str]:
    types = _types(model)
    yield HEAD
    for name in NODE_KEYS:
        yield f'<key id="node_{name}" for="node" attr.name="{name}" attr.type="string"/>\n'
    for name in (*EDGE_KEYS, *sorted(types)):
        yield f'<key id="edge_{name}" for="edge" attr.name="{name}" attr.type="{types.get(name, "string")}"/>\n'
    yield '<graph id="safegov" edgedefault="directed">\n'
    not_edges: dict[str, list[str]] = defaultdict(list)
    for told in (t.statement for t in s.statements):
        if told.status in NO_EDGE:
            said = f"{sentence(told, model)} [{told.id}; {where(told.evidence)}]"
            for end in {told.subject.known_id, told.object.known_id}:
                not_edges[end].append(said)
    places = {t.statement.id: where(t.statement.evidence) for t in s.statements}
    for entity in s.entities.values():
        yield f"<node id={_quoted(entity.known_id)}>"
        yield from _data("node", _node(entity, s, not_edges[entity.known_id]))
        yield "</node>\n"
    for edge in s.edges:
        yield f"<edge id={_quoted(edge.id)} source={_quoted(edge.source)} target={_quoted(edge.target)}>"
        yield from _data("edge", _edge(edge, model, places))
        yield "</edge>\n"
    yield "</graph>\n</graphml>\n"


def _types(model: Ontology) -> dict[str, str]:
    """GraphML's type of each property of an edge; text where edge types differ."""
    found: dict[str, set[str]] = defaultdict(set)
    for edge in model.edges.values():
        for p in edge.properties.values():
            found[p.name].add(TYPES.get(p.type, "string"))
    return {name: kinds.pop() if len(kinds) == 1 else "string" for name, kinds in found.items()}


def _node(e: Entity, s: Snapshot, not_edges: list[str]) -> Data:
    return {
        "label": e.name,
        "category": e.label,
        "kind": e.kind,
        "aliases": joined(e.aliases),
        "identifiers": joined(f"{scheme}:{value}" for scheme, value in e.identifiers),
        "area": joined(e.area),
        "date": s.days.get(e.known_id),
        "planned_or_negated": joined(not_edges),
    }


def _edge(e: Drawn, model: Ontology, places: dict[str, str]) -> Data:
    kind = model.edges[e.type]
    return {
        "label": kind.reads,
        "relation": e.type,
        "family": kind.family,
        "status": e.status,
        **e.dates,
        "statements": joined(e.statements),
        "evidence": joined(places[i] for i in e.statements if i in places),
        **e.properties,
    }


def _data(of: str, data: Data) -> Iterator[str]:
    for name, value in data.items():
        if value is not None and value != "":
            text = str(value).lower() if isinstance(value, bool) else str(value)
            yield f'<data key="{of}_{name}">{_escaped(text)}</data>'


def _escaped(text: str) -> str:
    # a bare carriage return would be read as a line feed
    return escape(plain(text), {"\r": "&#13;"})


def _quoted(text: str) -> str:
    return quoteattr(plain(text))
