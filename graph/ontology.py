"""Reads `ontology.yaml`, checks it, and answers what may stand where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.errors import DeclarationError, Fault

PATH = Path(__file__).with_name("ontology.yaml")
TYPES = ("text", "number", "integer", "boolean", "percent", "date", "period")
FAMILIES = (
    "membership", "attendance", "funding", "duty", "oversight", "structure", "instruments", "themes", "collaboration",
    "sources",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Property:
    name: str
    type: str
    means: str
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeType:
    label: str
    plural: str
    """As it stands in a page's address: `/boards/{id}`."""
    means: str
    kinds: tuple[str, ...] = ()
    """Usual kinds; others are allowed."""
    also: tuple[str, ...] = ()
    """Other labels that the exchange format may use for it."""
    made_from: str | None = None

    @property
    def slug(self) -> str:
        """How its ids begin: `organisation`, `bcu`."""
        return self.label.lower()


@dataclass(frozen=True, slots=True)
class EdgeType:
    name: str
    family: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    reads: str
    reverse: str
    properties: Mapping[str, Property] = field(default_factory=dict)
    stated_to: tuple[str, ...] = ()
    """Labels that a statement's object may have where they differ from the edge's target (ATTENDED names a Board)."""
    made_from: str | None = None
    basis: str | None = None
    """Act and section, where the edge rests on one."""

    @property
    def objects(self) -> tuple[str, ...]:
        """Labels that the object of a statement may have."""
        return self.stated_to or self.targets


@dataclass(frozen=True, slots=True)
class Ontology:
    nodes: Mapping[str, NodeType]
    edges: Mapping[str, EdgeType]
    own_labels: tuple[str, ...] = ()
    """Labels of the store's bookkeeping."""
    own_edges: tuple[str, ...] = ()

    def label(self, name: str) -> str | None:
        """The node label that `name` stands for, or None where it is unknown."""
        if name in self.nodes:
            return name
        return next((n.label for n in self.nodes.values() if name in n.also), None)

    def label_of_id(self, entity_id: str) -> str | None:
        """The label that an id begins with, or None."""
        return next((n.label for n in self.nodes.values() if entity_id.startswith(n.slug + "-")), None)

    @property
    def stated_edges(self) -> list[EdgeType]:
        """Edge types that a statement may have as its predicate."""
        return [e for e in self.edges.values() if e.made_from is None]


@cache
def ontology() -> Ontology:
    """The ontology of this program. Raises DeclarationError naming every place where the file contradicts itself."""
    return read_ontology(PATH)


def read_ontology(path: Path) -> Ontology:
    """Reads and checks one ontology file. Raises DeclarationError with the place of every fault, all at once."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise DeclarationError(
            "The ontology cannot be read", [Fault(path.name, str(error), "Mend the file")]
        ) from error
    faults = _Faults(path.name)
    if not isinstance(raw, dict):
        faults.add("the file", "holds no mapping", "It needs nodes, properties and edges")
        faults.raise_if_any()
    nodes = {k: _node(k, v or {}, faults) for k, v in (raw.get("nodes") or {}).items()}
    common = _properties("properties", raw.get("properties"), faults)
    edges = {k: _edge(k, v or {}, common, faults) for k, v in (raw.get("edges") or {}).items()}
    own = raw.get("bookkeeping") or {}
    found = Ontology(nodes, edges, tuple(own.get("labels") or ()), tuple(own.get("edges") or ()))
    _check(found, faults)
    faults.raise_if_any()
    return found


class _Faults:
    def __init__(self, file: str) -> None:
        self.file = file
        self.all: list[Fault] = []

    def add(self, where: str, reason: str, remedy: str) -> None:
        self.all.append(Fault(f"{self.file}, {where}", reason, remedy))

    def raise_if_any(self) -> None:
        if self.all:
            raise DeclarationError("The ontology contradicts itself", self.all)


def _node(label: str, raw: dict[str, Any], faults: _Faults) -> NodeType:
    where = f"nodes.{label}"
    _only(where, raw, {"plural", "means", "kinds", "also", "made_from"}, faults)
    for key in ("plural", "means"):
        if not raw.get(key):
            faults.add(where, f"{key} is missing", f"Add {key}")
    return NodeType(
        label,
        str(raw.get("plural", "")),
        str(raw.get("means", "")),
        tuple(raw.get("kinds") or ()),
        tuple(raw.get("also") or ()),
        raw.get("made_from"),
    )


def _edge(name: str, raw: dict[str, Any], common: dict[str, Property], faults: _Faults) -> EdgeType:
    where = f"edges.{name}"
    known = {"family", "from", "to", "stated_to", "made_from", "reads", "reverse", "properties", "basis"}
    _only(where, raw, known, faults)
    for key in ("family", "from", "to", "reads", "reverse"):
        if not raw.get(key):
            faults.add(where, f"{key} is missing", f"Add {key}")
    return EdgeType(
        name,
        str(raw.get("family", "")),
        tuple(raw.get("from") or ()),
        tuple(raw.get("to") or ()),
        str(raw.get("reads", "")),
        str(raw.get("reverse", "")),
        {**common, **_properties(f"{where}.properties", raw.get("properties"), faults)},
        tuple(raw.get("stated_to") or ()),
        raw.get("made_from"),
        raw.get("basis"),
    )


def _properties(where: str, raw: dict[str, Any] | None, faults: _Faults) -> dict[str, Property]:
    made = {}
    for name, given in (raw or {}).items():
        place, value = f"{where}.{name}", given or {}
        _only(place, value, {"type", "means", "one_of"}, faults)
        if value.get("type") not in TYPES:
            faults.add(place, f"type {value.get('type')!r} is unknown", f"Use one of {', '.join(TYPES)}")
        made[name] = Property(
            name, str(value.get("type")), str(value.get("means", "")), tuple(value.get("one_of") or ())
        )
    return made


def _only(where: str, raw: dict[str, Any], known: set[str], faults: _Faults) -> None:
    for key in sorted(set(raw) - known):
        faults.add(where, f"{key} is not known here", f"Use only {', '.join(sorted(known))}")


def _check(found: Ontology, faults: _Faults) -> None:
    if not found.nodes:
        faults.add("nodes", "no node type is declared", "Declare at least one")
    taken: dict[str, str] = {}
    for node in found.nodes.values():
        if not node.label.isidentifier():
            faults.add(f"nodes.{node.label}", "is no plain word", "Use letters only")
        for name in (node.label, *node.also):
            if name in taken:
                faults.add(f"nodes.{node.label}", f"{name} stands for {taken[name]} already", "Name each label once")
            taken[name] = node.label
        if node.made_from is not None and node.made_from not in found.edges:
            faults.add(
                f"nodes.{node.label}.made_from", f"{node.made_from} is no edge type", "Name a declared edge type"
            )
    for edge in found.edges.values():
        where = f"edges.{edge.name}"
        if not edge.name.isidentifier() or edge.name != edge.name.upper():
            faults.add(where, "is no word in capitals", "Name it LIKE_THIS")
        if edge.family not in FAMILIES:
            faults.add(where, f"family {edge.family!r} is unknown", f"Use one of {', '.join(FAMILIES)}")
        if edge.made_from is not None and edge.made_from not in found.edges:
            faults.add(f"{where}.made_from", f"{edge.made_from} is no edge type", "Name a declared edge type")
        for key, labels in (("from", edge.sources), ("to", edge.targets), ("stated_to", edge.stated_to)):
            for label in labels:
                if label not in found.nodes:
                    faults.add(f"{where}.{key}", f"{label} is no node type", f"Use one of {', '.join(found.nodes)}")
