"""Labels and edge types are named in the ontology alone: nothing else in the project may spell one that it lacks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from graph.ontology import ontology

ROOT = Path(__file__).parents[1]
FOLDERS = ("graph", "ingest", "queries", "visualise", "api", "docs")
TEXTS = (".html", ".j2", ".js", ".svg", ".md", ".css")

WORD = r"`?[A-Za-z_]\w*`?"
SEVERAL = rf"!?{WORD}(?:\s*[|&:]\s*[!:]*\s*{WORD})*"
NODE = re.compile(rf"\(\s*\w*\s*:\s*({SEVERAL})")
EDGE = re.compile(rf"\[\s*\w*\s*:\s*({SEVERAL})")
TESTED = re.compile(rf"(?<![\w'\"({{\[:.$])[A-Za-z_]\w*:(?=[A-Z])({SEVERAL})")
"""`WHERE n:Board`, `SET n:Board`."""
CYPHER = re.compile(r"\b(MATCH|MERGE|UNWIND|WHERE|CREATE|REMOVE|SET|FOR)\b|\]->?\(|\)<?-\[|\)-->?\(|\)<--\(")
COMMENT = re.compile(r"(?<!:)//.*")


def pieces(path: Path) -> Iterator[str]:
    """The texts of a file that may be Cypher."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".cypher":
        yield COMMENT.sub("", text)
    elif path.suffix == ".py":
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                # what is filled in comes from the ontology or from a parameter
                yield "".join(v.value if isinstance(v, ast.Constant) else "…" for v in node.values)  # type: ignore[misc]
    else:
        yield from text.splitlines()


def spelled(path: Path) -> tuple[set[str], set[str]]:
    """The labels and the edge types that the Cypher of a file names."""
    labels: set[str] = set()
    edges: set[str] = set()
    for text in pieces(path):
        if path.suffix == ".cypher" or CYPHER.search(text):
            for pattern, found in ((NODE, labels), (TESTED, labels), (EDGE, edges)):
                for match in pattern.finditer(text):
                    found.update(re.findall(r"\w+", match[1]))
    return labels, edges


def files() -> list[Path]:
    inside = [p for folder in FOLDERS for p in (ROOT / folder).rglob("*") if p.suffix in (".py", ".cypher", *TEXTS)]
    return sorted([*inside, ROOT / "safegov.py", *ROOT.glob("*.md")])


def test_nothing_spells_a_label_or_an_edge_type_that_the_ontology_lacks() -> None:
    model = ontology()
    labels, edges = {*model.nodes, *model.own_labels}, {*model.edges, *model.own_edges}
    strange = {}
    for path in files():
        used = spelled(path)
        if unknown := (used[0] - labels) | (used[1] - edges):
            strange[path.relative_to(ROOT).as_posix()] = unknown
    assert strange == {}


def test_the_project_is_looked_at() -> None:
    """The test above would pass on a project that it does not see."""
    by_file = {path.relative_to(ROOT).as_posix(): spelled(path) for path in files()}
    assert {"Statement", "Entity", "Source"} <= by_file["graph/load.py"][0]
    assert {"SUBJECT", "OBJECT", "STATED_IN", "MEETING_OF"} <= by_file["graph/load.py"][1]
    queries = [used for name, used in by_file.items() if name.endswith(".cypher")]
    assert "MEMBER_OF" in set().union(*(edges for _, edges in queries))
    assert "Board" in set().union(*(labels for labels, _ in queries))


@pytest.mark.parametrize(
    ("name", "text", "labels", "edges"),
    [
        ("q.cypher", "MATCH (b:Bord {id: $id})<-[m:MEMBR_OF]-(x) RETURN {name: b.name}", {"Bord"}, {"MEMBR_OF"}),
        ("q.cypher", "MATCH (:A|B)-[:X|Y*1..3]->(n:C:D) WHERE n:E OR NOT n:F AND x.y=1", set("ABCDEF"), {"X", "Y"}),
        ("q.cypher", "MATCH (n)-[r:X|!Y]->(:`A`) // (k:No)\nREMOVE n:B RETURN [k IN n.l | k]", {"A", "B"}, {"X", "Y"}),
        ("q.cypher", "MATCH ((a:A)-[:X]->(b:B&!C)){1,3} RETURN size([(a)-[:Y]-(:D) | 1])", set("ABCD"), {"X", "Y"}),
        ("m.py", 'q = "UNWIND $rows AS row MATCH (a:Bord) " f"MERGE (a)-[:{t}]->(b:Bord:{u})"', {"Bord"}, set()),
        ("m.py", 'where = f"(e)-[:COVRS]->(:Borogh {{id: ${key}}})"', {"Borogh"}, {"COVRS"}),
        ("m.py", '"""See (note: Nothing) and [ref: THIS]."""\nx = {"a": y[1:N], "b": "c:D"}', set(), set()),
        ("t.js", "const q = 'MATCH (n:Bord) RETURN n';\nconst f = (a ? b : c); const o = [k: V];", {"Bord"}, set()),
        ("r.md", "`MATCH (n:Bord)-[:SITS]->()`\nText (so: Nothing) [at: HOME].", {"Bord"}, {"SITS"}),
    ],
)
def test_an_unknown_word_is_seen_wherever_cypher_stands(
    tmp_path: Path, name: str, text: str, labels: set[str], edges: set[str]
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert spelled(path) == (labels, edges)


def test_declarations_of_queries_name_known_labels() -> None:
    seen = set()
    for path in (ROOT / "queries").rglob("*.yaml"):
        for parameter in (yaml.safe_load(path.read_text(encoding="utf-8")).get("parameters") or {}).values():
            seen |= set(parameter.get("labels") or ())
    assert seen
    assert seen <= set(ontology().nodes)
