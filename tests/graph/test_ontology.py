"""The ontology: the real file holds together; one that contradicts itself is refused with every place at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.errors import DeclarationError
from graph.ontology import PATH, Ontology, ontology, read_ontology
from graph.ontology_page import page

PAGE = Path(__file__).parents[2] / "docs" / "ontology.md"


def declared() -> dict[str, Any]:
    """A small ontology without fault, to be broken by the test."""
    return {
        "nodes": {
            "Board": {"plural": "boards", "means": "A forum"},
            "Person": {"plural": "people", "means": "A professional"},
        },
        "properties": {"from": {"type": "date", "means": "Since when"}},
        "edges": {
            "MEMBER_OF": {
                "family": "membership",
                "from": ["Person"],
                "to": ["Board"],
                "reads": "sits on",
                "reverse": "has member",
                "properties": {"seat": {"type": "text", "means": "Which seat"}},
            }
        },
    }


def read(tmp_path: Path, raw: object) -> Ontology:
    file = tmp_path / "ontology.yaml"
    file.write_text(yaml.safe_dump(raw, sort_keys=False), encoding="utf-8")
    return read_ontology(file)


def faults(tmp_path: Path, raw: object) -> list[tuple[str, str]]:
    """The place and the reason of each fault; every one says how to mend it."""
    with pytest.raises(DeclarationError) as refused:
        read(tmp_path, raw)
    assert all(fault.remedy for fault in refused.value.faults)
    assert all(str(fault) in refused.value.detail for fault in refused.value.faults)
    return [(fault.where, fault.reason) for fault in refused.value.faults]


def test_the_ontology_of_the_program_loads() -> None:
    model = read_ontology(PATH)
    assert {"Organisation", "Board", "Role", "Person", "Borough", "BCU", "Protocol", "Theme"} <= set(model.nodes)
    assert {"MEMBER_OF", "FUNDS", "OVERSEES", "EVIDENCE_FOR"} <= set(model.edges)
    assert model.own_labels
    assert model.own_edges


def test_every_edge_reads_both_ways_and_has_ends_that_exist() -> None:
    model = ontology()
    for edge in model.edges.values():
        assert edge.reads.strip(), edge.name
        assert edge.reverse.strip(), edge.name
        assert edge.sources, edge.name
        assert edge.objects, edge.name
        assert {*edge.sources, *edge.targets, *edge.stated_to} <= set(model.nodes), edge.name


def test_every_label_can_be_told_from_an_id() -> None:
    model = ontology()
    for node in model.nodes.values():
        assert model.label_of_id(f"{node.slug}-northmarsh") == node.label
        assert model.label(node.label) == node.label
        for other in node.also:
            assert model.label(other) == node.label
    assert model.label_of_id("northmarsh") is None
    assert model.label("Northmarsh") is None


def test_addresses_of_pages_are_told_apart() -> None:
    plurals = [node.plural for node in ontology().nodes.values()]
    assert sorted(set(plurals)) == sorted(plurals)


def test_the_page_of_the_ontology_is_not_stale() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(ontology()), "python -m graph.ontology_page > docs/ontology.md"


def test_a_sound_file_is_taken(tmp_path: Path) -> None:
    model = read(tmp_path, declared())
    assert list(model.edges["MEMBER_OF"].properties) == ["from", "seat"]
    assert model.edges["MEMBER_OF"].objects == ("Board",)


@pytest.mark.parametrize("key", ["from", "to", "stated_to"])
def test_an_unknown_end_is_refused(tmp_path: Path, key: str) -> None:
    raw = declared()
    raw["edges"]["MEMBER_OF"][key] = ["Board", "Castle"]
    assert faults(tmp_path, raw) == [(f"ontology.yaml, edges.MEMBER_OF.{key}", "Castle is no node type")]


@pytest.mark.parametrize("key", ["reverse", "reads", "family", "from", "to"])
def test_an_edge_without_one_of_its_parts_is_refused(tmp_path: Path, key: str) -> None:
    raw = declared()
    del raw["edges"]["MEMBER_OF"][key]
    assert ("ontology.yaml, edges.MEMBER_OF", f"{key} is missing") in faults(tmp_path, raw)


@pytest.mark.parametrize("key", ["plural", "means"])
def test_a_node_without_one_of_its_parts_is_refused(tmp_path: Path, key: str) -> None:
    raw = declared()
    del raw["nodes"]["Board"][key]
    assert faults(tmp_path, raw) == [("ontology.yaml, nodes.Board", f"{key} is missing")]


def test_an_unknown_family_is_refused(tmp_path: Path) -> None:
    raw = declared()
    raw["edges"]["MEMBER_OF"]["family"] = "friendship"
    assert faults(tmp_path, raw) == [("ontology.yaml, edges.MEMBER_OF", "family 'friendship' is unknown")]


@pytest.mark.parametrize(
    ("path", "where"),
    [
        (("properties", "from"), "properties.from"),
        (("edges", "MEMBER_OF", "properties", "seat"), "edges.MEMBER_OF.properties.seat"),
    ],
)
def test_an_unknown_type_of_property_is_refused(tmp_path: Path, path: tuple[str, ...], where: str) -> None:
    raw = declared()
    place: Any = raw
    for key in path:
        place = place[key]
    place["type"] = "colour"
    assert faults(tmp_path, raw) == [(f"ontology.yaml, {where}", "type 'colour' is unknown")]


@pytest.mark.parametrize(
    ("path", "where"),
    [
        (("nodes", "Board"), "nodes.Board"),
        (("edges", "MEMBER_OF"), "edges.MEMBER_OF"),
        (("properties", "from"), "properties.from"),
        (("edges", "MEMBER_OF", "properties", "seat"), "edges.MEMBER_OF.properties.seat"),
    ],
)
def test_a_key_that_is_not_known_is_refused(tmp_path: Path, path: tuple[str, ...], where: str) -> None:
    raw = declared()
    place: Any = raw
    for key in path:
        place = place[key]
    place["colour"] = "red"
    assert faults(tmp_path, raw) == [(f"ontology.yaml, {where}", "colour is not known here")]


def test_a_label_that_is_named_twice_is_refused(tmp_path: Path) -> None:
    raw = declared()
    raw["nodes"]["Board"]["also"] = ["Person"]
    assert faults(tmp_path, raw) == [("ontology.yaml, nodes.Person", "Person stands for Board already")]


def test_what_is_made_from_an_unknown_edge_is_refused(tmp_path: Path) -> None:
    raw = declared()
    raw["nodes"]["Board"]["made_from"] = "ATTENDED"
    raw["edges"]["MEMBER_OF"]["made_from"] = "ATTENDED"
    assert faults(tmp_path, raw) == [
        ("ontology.yaml, nodes.Board.made_from", "ATTENDED is no edge type"),
        ("ontology.yaml, edges.MEMBER_OF.made_from", "ATTENDED is no edge type"),
    ]


@pytest.mark.parametrize("name", ["member_of", "MEMBER OF", "MEMBER_OF]->() DELETE x//"])
def test_an_edge_type_that_is_no_word_in_capitals_is_refused(tmp_path: Path, name: str) -> None:
    raw = declared()
    raw["edges"][name] = raw["edges"].pop("MEMBER_OF")
    assert faults(tmp_path, raw) == [(f"ontology.yaml, edges.{name}", "is no word in capitals")]


def test_a_label_that_is_no_plain_word_is_refused(tmp_path: Path) -> None:
    raw = declared()
    raw["nodes"]["Round table"] = {"plural": "tables", "means": "A forum"}
    assert faults(tmp_path, raw) == [("ontology.yaml, nodes.Round table", "is no plain word")]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    raw = declared()
    edge = raw["edges"]["MEMBER_OF"]
    edge |= {"to": ["Castle"], "family": "friendship"}
    del edge["reverse"]
    raw["nodes"]["Person"]["colour"] = "red"
    raw["properties"]["from"]["type"] = "colour"
    assert len(faults(tmp_path, raw)) == 5


def test_a_file_that_can_not_be_read_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("nodes: [", encoding="utf-8")
    for path in (broken, tmp_path / "absent.yaml"):
        with pytest.raises(DeclarationError) as refused:
            read_ontology(path)
        assert path.name in refused.value.faults[0].where
    assert faults(tmp_path, ["nodes"])[0][1] == "holds no mapping"
    assert faults(tmp_path, {})[0] == ("ontology.yaml, nodes", "no node type is declared")
