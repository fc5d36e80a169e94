"""The declarations of named queries are checked before anything is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import BadParameter, DeclarationError, NotFound
from graph.ontology import ontology
from queries.catalogue import catalogue, query_named, read_folder

GOOD = """
title: A title
question: Which boards are there?
parameters:
  board: {type: id, labels: [Board], required: true, means: Id of the board}
  as_of: {type: date, means: A day}
columns:
  board_id: {type: id, means: The board}
  evidence: {type: statements, means: Ids}
example: {board: board-x}
"""
CYPHER = """MATCH (b:Board {id: $board}) WHERE $as_of IS NULL OR true
RETURN b.id AS board_id,
       [] AS evidence
ORDER BY board_id
"""


def folder(path: Path, declaration: str = GOOD, cypher: str = CYPHER) -> Path:
    (path / "boards.yaml").write_text(declaration, encoding="utf-8")
    (path / "boards.cypher").write_text(cypher, encoding="utf-8")
    return path


def test_the_named_queries_of_the_program_are_well_declared() -> None:
    needed = {
        "who-sits-on", "boards-of-person", "boards-of-organisation", "boards-in-borough", "funding-of", "mopac-roles",
    }  # fmt: skip
    assert needed <= set(catalogue())
    for query in catalogue().values():
        assert query.question.endswith("?")


def test_a_good_declaration_is_read(tmp_path: Path) -> None:
    query = read_folder(folder(tmp_path))["boards"]
    assert query.read({"board": "board-x", "as_of": "2023-03-31"}) == {"board": "board-x", "as_of": "2023-03-31"}
    assert query.read({"board": "board-x"})["as_of"] is None


@pytest.mark.parametrize(
    ("declaration", "cypher", "says"),
    [
        (GOOD, CYPHER.replace("$as_of", "$day"), "parameter day is not declared"),
        (GOOD, CYPHER.replace("$as_of IS NULL OR true", "true"), "parameter as_of is declared but not used"),
        (GOOD, CYPHER.replace("AS board_id", "AS id"), "declared are"),
        (GOOD, CYPHER.replace("ORDER BY board_id", ""), "no ORDER BY"),
        (GOOD.replace("type: statements", "type: texts"), CYPHER, "no column evidence"),
        (GOOD.replace("labels: [Board]", "labels: [Committee]"), CYPHER, "label Committee"),
        (GOOD.replace("type: date", "type: moment"), CYPHER, "type moment"),
        (GOOD.replace("example: {board: board-x}", "example: {board: person-x}"), CYPHER, "example"),
        (GOOD.replace("title: A title", "tilte: A title"), CYPHER, "title"),
    ],
)
def test_a_wrong_declaration_refuses_to_start_and_says_where(
    tmp_path: Path, declaration: str, cypher: str, says: str
) -> None:
    with pytest.raises(DeclarationError) as caught:
        read_folder(folder(tmp_path, declaration, cypher))
    assert says in caught.value.detail
    assert "boards" in caught.value.detail


def test_a_query_without_its_declaration_refuses_to_start(tmp_path: Path) -> None:
    (tmp_path / "alone.cypher").write_text(CYPHER, encoding="utf-8")
    with pytest.raises(DeclarationError, match="not well declared") as caught:
        read_folder(tmp_path)
    assert "alone.yaml is missing" in caught.value.detail


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({}, "board: it is missing"),
        ({"board": ""}, "board: it is missing"),
        ({"board": "person-x"}, "board: 'person-x' is no id of a Board"),
        ({"board": ["board-x", "board-y"]}, "board: it is given more than once"),
        ({"board": "board-x", "as_of": "2023"}, "as_of: '2023' is no day"),
        ({"board": "board-x", "as_of": "yesterday"}, "as_of: 'yesterday' is no date"),
        ({"board": "board-x", "limits": "3"}, "limits: there is no such parameter"),
    ],
)
def test_a_parameter_that_is_missing_unknown_or_wrong_is_named(
    tmp_path: Path, given: dict[str, str | list[str]], names: str
) -> None:
    query = read_folder(folder(tmp_path))["boards"]
    with pytest.raises(BadParameter) as caught:
        query.read(given)
    assert names in caught.value.detail


def test_an_unknown_query_is_not_found() -> None:
    with pytest.raises(NotFound, match="who-sits-on"):
        query_named("who-sits-there")


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        (
            "oversight-chain",
            {"entity": "board-a", "depth": "11"},
            "depth: 11 is out of bounds; write a number from 1 to 10",
        ),
        ("path-between", {"from": "board-a", "to": "board-b", "max_length": "0"}, "write a number from 1 to 12"),
        (
            "path-between",
            {"from": "board-a", "to": "board-b", "types": ["FUNDS", "KNOWS"]},
            "'KNOWS' is none of MEMBER_OF",
        ),
        ("communities", {"families": "friendship"}, "'friendship' is none of attendance"),
    ],
)
def test_declared_bounds_and_choices_hold(name: str, given: dict[str, str | list[str]], says: str) -> None:
    with pytest.raises(BadParameter) as caught:
        query_named(name).read(given)
    assert says in caught.value.detail


def test_edge_types_of_a_choice_are_those_of_the_ontology() -> None:
    declared = {p.name: p.choices for p in query_named("path-between").parameters}
    assert declared["types"] == tuple(ontology().edges)
