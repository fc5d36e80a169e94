"""Writes docs/ontology.md from the ontology: `python -m graph.ontology_page > docs/ontology.md`."""

from __future__ import annotations

import sys

from graph.ontology import EdgeType, NodeType, Ontology, Property, ontology


def page(model: Ontology) -> str:
    """The ontology as a page of Markdown."""
    common = _common(model)
    lines = [
        "# Ontology",
        "",
        "What may stand in the graph. Generated from `graph/ontology.yaml` by `python -m graph.ontology_page`; "
        "do not edit by hand.",
        "",
        "## Nodes",
        "",
        "| label | is | usual kinds |",
        "|---|---|---|",
        *(_node(n) for n in model.nodes.values()),
        "",
        "Every node has `id`, `name`, `aliases`, `kind`, `area` and `identifiers`; what the sources do not say is absent.",
        "",
        "## Properties that every edge may have",
        "",
        *_properties(common),
        "",
        "## Edges",
        "",
    ]
    for family in dict.fromkeys(e.family for e in model.edges.values()):
        lines += [f"### {family.capitalize()}", ""]
        for edge in model.edges.values():
            if edge.family == family:
                lines += _edge(edge, [p for p in edge.properties.values() if p not in common])
    lines += [
        "## Bookkeeping",
        "",
        f"Labels of the store itself: {', '.join(f'`{x}`' for x in model.own_labels)}; "
        f"edges: {', '.join(f'`{x}`' for x in model.own_edges)}.",
        "",
    ]
    return "\n".join(lines)


def _common(model: Ontology) -> list[Property]:
    stated = model.stated_edges
    return [p for p in stated[0].properties.values() if all(e.properties.get(p.name) == p for e in stated)]


def _node(node: NodeType) -> str:
    also = f" The exchange format may call it {', '.join(node.also)}." if node.also else ""
    made = f" Made from `{node.made_from}`; no statement names one." if node.made_from else ""
    return f"| `{node.label}` | {node.means}{also}{made} | {', '.join(node.kinds) or '-'} |"


def _properties(properties: list[Property]) -> list[str]:
    rows = [
        f"| `{p.name}` | {p.type} | {p.means}{': ' + ', '.join(p.one_of) if p.one_of else ''} |" for p in properties
    ]
    return ["| property | type | is |", "|---|---|---|", *rows]


def _edge(edge: EdgeType, own: list[Property]) -> list[str]:
    lines = [
        f"#### `{edge.name}`",
        "",
        f"{', '.join(edge.sources)} *{edge.reads}* {', '.join(edge.targets)}. Read the other way: *{edge.reverse}*.",
        "",
    ]
    if edge.stated_to:
        lines += [f"A statement names a {', '.join(edge.stated_to)} instead, and the date.", ""]
    if edge.made_from:
        lines += [f"Made from `{edge.made_from}`; no statement has it as its predicate.", ""]
    if edge.basis:
        lines += [f"Legal basis: {edge.basis}.", ""]
    if own:
        lines += [*_properties(own), ""]
    return lines


if __name__ == "__main__":
    sys.stdout.write(page(ontology()))
