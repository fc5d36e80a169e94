"""Exports: whatever a name holds, the programs that a file is for can read it; it says status, dates and evidence."""

from __future__ import annotations

import csv
import io
import json
import re
import socket
import zipfile
from typing import Any, NoReturn
from xml.etree import ElementTree

import networkx as nx
import pytest
import pytest_asyncio
import rdflib
from jsonschema import Draft202012Validator
from rdflib.namespace import FOAF, ORG, PROV, RDF, SKOS

from graph.cells import cell, plain
from graph.errors import StoreUnavailable
from graph.export import FORMATS, ExportFormat, export, export_jsonl
from graph.export_csv import tables
from graph.export_graphml import EDGE_KEYS, NODE_KEYS
from graph.export_jsonld import CONTEXT
from graph.load import Source, load
from graph.ontology import ontology
from graph.snapshot import snapshot
from graph.store import Store
from tests.conftest import empty
from tests.rows import located, row

BOARD = ("Board", "Northmarsh Board")
PANEL = ("Board", "Northmarsh Panel")
COUNCIL = ("Organisation", "Northmarsh Council")
CLASS = ("Organisation", "Local authorities")
SCRIPT = ("Organisation", "<script>alert('x')</script> & \"Trust\" ]]>")
FORMULA = ("Organisation", "=SUM(A1:A9)|cmd Grants")
CONTROL = ("Organisation", "Bell\x07 Escape\x1b[0m \ufffe Trust")
LONG = ("Organisation", "Trust " + "x" * 294)
WORLD = ("Person", "Ådá Exāmple 東京 🦉 \u202ertl")
BEN, CY = ("Person", "Ben Sample"), ("Person", "Cy Nobody")
HEAD = ("Role", "Head of Care; 'Northmarsh'")
NORTHMARSH = ("Borough", "Northmarsh")
NASTY = (SCRIPT, FORMULA, CONTROL, LONG, WORLD)

ROWS = [
    row(SCRIPT, "MEMBER_OF", BOARD, line=1, id="s01", from_="2019-09", as_role='=1+1 "<b>"'),
    row(SCRIPT, "CHAIRS", BOARD, line=2, id="s02", status="unclear"),
    row(FORMULA, "MEMBER_OF", BOARD, line=3, id="s03", status="historic", from_="2010", to="2015-06-30"),
    row(CONTROL, "MEMBER_OF", BOARD, line=4, id="s04", status="historic"),
    row(LONG, "MEMBER_OF", BOARD, line=5, id="s05", status="planned", from_="2024"),
    row(COUNCIL, "MEMBER_OF", PANEL, line=6, id="s06", status="negated"),
    row(COUNCIL, "DUTY_TO_COOPERATE", CLASS, id="s07", status="derived", section="Invented Act 1901 s. 1"),
    row(WORLD, "HOLDS", HEAD, line=8, id="s08", from_="2020-01-01", note="a\r\nb\x00c"),
    row(BEN, "HOLDS", HEAD, line=9, id="s09", to="2019-12-31"),
    row(HEAD, "POST_IN", COUNCIL, line=10, id="s10"),
    row(HEAD, "MEMBER_OF", BOARD, line=11, id="s11"),
    row(PANEL, "SUBGROUP_OF", BOARD, line=12, id="s12"),
    row(BOARD, "COVERS", NORTHMARSH, line=13, id="s13"),
    row(COUNCIL, "FUNDS", BOARD, line=14, id="s14", amount_gbp=5000.5, period="2022/23", via="-cash"),
    row(COUNCIL, "FUNDS", BOARD, line=15, id="s15", amount_gbp=7, period="2021/22"),
    row(BEN, "ATTENDED", BOARD, line=16, id="s16", date="2022-05-04", attended=True, capacity="present", chair=True),
    row(CY, "ATTENDED", BOARD, line=17, id="s17", date="2022-05-04", attended=False, capacity="apologies"),
    row(BEN, "REPRESENTS", COUNCIL, line=18, id="s18", board=BOARD[1]),
    row(BEN, "MEMBER_OF", BOARD, line=19, id="s19", from_="from August to December 2022"),
    row(COUNCIL, "MEMBER_OF", BOARD, line=20, id="s20"),
    row(COUNCIL, "MEMBER_OF", BOARD, doc="minutes", line=7, id="s21", lines=[7, 9], page=3),
    row(CY, "MEMBER_OF", BOARD, line=22, id="s22", status="unclear"),
]  # fmt: skip
ROWS[0]["subject"] |= {"aliases": ["+44 Trust", "Trust | T"], "identifiers": {"odd scheme": "X<1>"}, "kind": "@charity"}
ROWS[6]["object"]["kind"] = "class"
ROWS[12]["object"]["identifiers"] = {"gss": "X01000001"}
ROWS[20]["also_lines"] = [[20, 21], [30, 30]]
SOURCES = [
    Source("report-a", 'A <report> & "more"', "=Publisher", "2023-06-30", "report", "https://example.org/a?b=1&c=<2>"),
    Source("minutes", "Minutes", url="https://example.org/minutes"),
]
FORMATS_ALL: tuple[ExportFormat, ...] = ("jsonl", "csv", "graphml", "jsonld", "popolo")


@pytest_asyncio.fixture(loop_scope="session")
async def files(store: Store) -> dict[str, bytes]:
    """Each format of the same graph."""
    report = await load(store, located(ROWS), SOURCES)
    assert not report.faults
    return {name: await export(store, name) for name in FORMATS_ALL}


def text_of(files: dict[str, bytes], name: str) -> str:
    """All that a format says, as one text."""
    if name != "csv":
        return files[name].decode("utf-8")
    return "\n".join("\n".join(",".join(r) for r in read_csv(files["csv"], table)) for table in archive(files["csv"]))


def archive(content: bytes) -> list[str]:
    return [n for n in zipfile.ZipFile(io.BytesIO(content)).namelist() if n.endswith(".csv")]


def read_csv(content: bytes, name: str) -> list[list[str]]:
    raw = zipfile.ZipFile(io.BytesIO(content)).read(name)
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def table(content: bytes, name: str) -> dict[str, dict[str, str]]:
    """A table by the id of its rows."""
    head, *rows = read_csv(content, name)
    assert all(len(r) == len(head) for r in rows)
    return {r[0]: dict(zip(head, r, strict=True)) for r in rows}


def xml(content: bytes) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """Nodes and edges of GraphML by id, with their data by name."""
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ElementTree.fromstring(content)
    names = {k.attrib["id"]: k.attrib["attr.name"] for k in root.iter(f"{space}key")}
    nodes, edges = (
        {
            n.attrib["id"]: dict(n.attrib) | {names[d.attrib["key"]]: d.text or "" for d in n.iter(f"{space}data")}
            for n in root.iter(space + kind)
        }
        for kind in ("node", "edge")
    )
    return nodes, edges


def triples(content: bytes) -> rdflib.Graph:
    return rdflib.Graph().parse(data=content, format="json-ld")


# -- all formats


def test_every_format_that_is_offered_is_tested() -> None:
    assert set(FORMATS) == set(FORMATS_ALL)
    assert len({k.file_name for k in FORMATS.values()}) == len({k.media_type for k in FORMATS.values()}) == len(FORMATS)


async def test_the_same_statements_give_the_same_bytes(store: Store, files: dict[str, bytes]) -> None:
    await empty(store)
    for rows in (ROWS[::-2], ROWS[::-1]):
        await load(store, located(rows), SOURCES[::-1])
    for name in FORMATS_ALL:
        assert await export(store, name) == files[name], name


@pytest.mark.parametrize("name", FORMATS_ALL)
async def test_an_empty_graph_can_be_exported(store: Store, name: ExportFormat) -> None:
    content = await export(store, name)
    if name == "csv":
        assert all(len(read_csv(content, t)) > 0 for t in archive(content))
    elif name == "graphml":
        assert xml(content) == ({}, {})
    elif name != "jsonl":
        assert json.loads(content)


def test_every_name_is_in_every_format(files: dict[str, bytes]) -> None:
    said = {
        "jsonl": {json.loads(x)[end]["name"] for x in files["jsonl"].splitlines() for end in ("subject", "object")},
        "csv": {r["name"].removeprefix("'") for r in table(files["csv"], "entities.csv").values()},
        "graphml": {n["label"] for n in xml(files["graphml"])[0].values()},
        "jsonld": {n.get("prefLabel") for n in json.loads(files["jsonld"])["@graph"]},
        "popolo": {
            n.get("name") or n.get("label")
            for key in ("persons", "organizations", "posts", "areas") for n in json.loads(files["popolo"])[key]
        },
    }  # fmt: skip
    for name, found in said.items():
        wanted = {n for _, n in (*NASTY, BOARD, PANEL, COUNCIL, CLASS, BEN, CY, HEAD, NORTHMARSH)}
        assert found >= ({plain(n) for n in wanted} if name in ("csv", "graphml") else wanted), name


@pytest.mark.parametrize("name", FORMATS_ALL)
def test_status_dates_and_evidence_are_in_every_format(files: dict[str, bytes], name: str) -> None:
    text = text_of(files, name)
    for status in ("asserted", "unclear", "planned", "historic", "negated"):
        assert status in text, status
    if name != "popolo":  # a duty is no seat
        assert "derived" in text
        assert "Invented Act 1901 s. 1" in text
    for date in ("2019-09", "2015-06-30", "2020-01-01", "2019-12-31", "2022-05-04"):
        assert date in text, date
    seats = ("s01", "s02", "s03", "s04", "s05", "s06", "s08", "s09", "s11", "s19", "s20", "s21", "s22")
    for statement in seats if name == "popolo" else (f"s{n:02}" for n in range(1, 23)):
        assert statement in text, statement
    assert "report-a" in text
    assert "minutes" in text


async def test_an_export_never_mixes_two_states(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    await load(store, located(ROWS), SOURCES)
    versions = iter([1, 2, 2, 3, 4, 4])

    async def version() -> int:
        return next(versions)

    monkeypatch.setattr(store, "version", version)
    assert len((await snapshot(store)).statements) == len(ROWS)
    assert list(versions) == []

    changing = iter(range(100))

    async def other() -> int:
        return next(changing)

    monkeypatch.setattr(store, "version", other)
    with pytest.raises(StoreUnavailable, match="changes while"):
        await snapshot(store)


async def test_jsonl_is_what_it_was(store: Store, files: dict[str, bytes]) -> None:
    assert (await export_jsonl(store)).encode("utf-8") == files["jsonl"]
    rows = [json.loads(line) for line in files["jsonl"].decode("utf-8").split("\n")[:-1]]
    assert [r["id"] for r in rows][:3] == ["s21", "s01", "s07"]
    assert {r["id"]: r["status"] for r in rows} == {r["id"]: r["status"] for r in ROWS}


# -- tables


def test_the_zip_holds_the_tables_and_no_time(files: dict[str, bytes]) -> None:
    infos = zipfile.ZipFile(io.BytesIO(files["csv"])).infolist()
    assert [i.filename for i in infos] == [
        "README.txt", "data-dictionary.csv", "entities.csv", "edges.csv", "statements.csv", "sources.csv",
        "ontology.csv",
    ]  # fmt: skip
    assert {i.date_time for i in infos} == {(1980, 1, 1, 0, 0, 0)}


def test_the_data_dictionary_tells_every_column_and_no_other(files: dict[str, bytes]) -> None:
    told = [(r[0], r[1]) for r in read_csv(files["csv"], "data-dictionary.csv")[1:]]
    there = [(name, column) for name in archive(files["csv"]) for column in read_csv(files["csv"], name)[0]]
    assert sorted(told) == sorted(there)
    assert all(all(r) for r in read_csv(files["csv"], "data-dictionary.csv"))
    properties = {p for e in ontology().edges.values() for p in e.properties}
    for name in ("edges.csv", "statements.csv"):
        assert properties <= {column for file, column in told if file == name}


def test_the_tables_fit_together(files: dict[str, bytes]) -> None:
    entities, edges, statements, sources = (
        table(files["csv"], f"{n}.csv") for n in ("entities", "edges", "statements", "sources")
    )
    assert len(statements) == len(ROWS)
    for edge in edges.values():
        assert {edge["source_id"], edge["target_id"]} <= entities.keys()
        assert set(edge["statements"].split(" | ")) <= statements.keys()
        assert set(edge["documents"].split(" | ")) <= sources.keys()
        assert edge["status"] not in ("planned", "negated")
    for statement in statements.values():
        assert {statement["subject_id"], statement["object_id"]} <= entities.keys()
        assert statement["document"] in sources
        assert set(filter(None, statement["edges"].split(" | "))) <= edges.keys()
        assert bool(statement["edges"]) == (statement["status"] not in ("planned", "negated"))
    both = next(e for e in edges.values() if e["statements"] == "s20 | s21")
    assert both["documents"] == "minutes | report-a"


def test_a_statement_is_told_whole(files: dict[str, bytes]) -> None:
    told = table(files["csv"], "statements.csv")
    said = {k: told["s21"][k] for k in ("document", "lines_from", "lines_to", "page_from", "also_lines", "quote")}
    assert said == {
        "document": "minutes", "lines_from": "7", "lines_to": "9", "page_from": "3", "also_lines": "20-21 | 30",
        "quote": "words of line 7",
    }  # fmt: skip
    assert told["s14"]["amount_gbp"] == "5000.5"
    assert told["s15"]["amount_gbp"] == "7"
    assert (told["s16"]["attended"], told["s17"]["attended"], told["s14"]["attended"]) == ("true", "false", "")
    assert told["s05"]["sentence"].startswith("Planned or recommended: Trust xxx")
    assert (told["s05"]["valid_from"], told["s05"]["sure_from"]) == ("2024", "")
    assert told["s03"]["start_latest"] == "2010-12-31"


def test_no_cell_is_run_as_a_formula(files: dict[str, bytes]) -> None:
    cells = [c for name in archive(files["csv"]) for r in read_csv(files["csv"], name) for c in r]
    assert not [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]
    entities = table(files["csv"], "entities.csv")
    assert "'=SUM(A1:A9)|cmd Grants" in {e["name"] for e in entities.values()}
    assert "'+44 Trust | Trust | T" in {e["aliases"] for e in entities.values()}
    assert table(files["csv"], "sources.csv")["report-a"]["publisher"] == "'=Publisher"
    assert table(files["csv"], "statements.csv")["s14"]["via"] == "'-cash"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""), (True, "true"), (-5, "-5"), (0, "0"), (5000.5, "5000.5"), ("-5", "'-5"), ("＝1", "'＝1"), ([], ""),
        (("a", "b"), "a | b"), ("a\x00b\x1f", "a\ufffdb\ufffd"), ("a\nb", "a\nb"), ("\x00=1", "\ufffd=1"),
    ],
)  # fmt: skip
def test_a_cell(value: object, written: str) -> None:
    assert cell(value) == written


async def test_what_is_not_known_is_an_empty_cell(store: Store, files: dict[str, bytes]) -> None:
    made = {t.file: t for t in tables(await snapshot(store), ontology())}
    assert not [v for t in made.values() for r in t.rows for v in r if v in ("None", "nan")]
    edges = table(files["csv"], "edges.csv")
    assert {e["amount_gbp"] for e in edges.values()} == {"", "5000.5", "7"}


# -- GraphML


def test_graphml_is_well_formed_and_declares_what_it_uses(files: dict[str, bytes]) -> None:
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ElementTree.fromstring(files["graphml"])
    keys = {k.attrib["id"]: k for k in root.iter(f"{space}key")}
    assert {d.attrib["key"] for d in root.iter(f"{space}data")} <= keys.keys()
    for kind in ("node", "edge"):
        names = [k.attrib["attr.name"] for k in keys.values() if k.attrib["for"] == kind]
        assert len(names) == len(set(names))
        # Gephi would take these for places, sizes and colours
        assert not {"x", "y", "z", "size", "r", "g", "b", "weight", "id", "edgeid", "d3", "d7"} & {*names, *keys}
    types = {k.attrib["attr.name"]: k.attrib["attr.type"] for k in keys.values() if k.attrib["for"] == "edge"}
    assert (types["amount_gbp"], types["attended"], types["label"]) == ("double", "boolean", "string")
    assert not set(EDGE_KEYS) & {p for e in ontology().edges.values() for p in e.properties}
    assert set(types) >= set(EDGE_KEYS)
    assert len(NODE_KEYS) == 8


def test_graphml_is_the_graph(files: dict[str, bytes]) -> None:
    nodes, edges = xml(files["graphml"])
    assert set(nodes) == set(table(files["csv"], "entities.csv"))
    assert set(edges) == set(table(files["csv"], "edges.csv"))
    member = next(e for e in edges.values() if e["statements"] == "s01")
    assert member["label"] == "sits on"
    assert member["as_role"] == '=1+1 "<b>"'
    assert member["evidence"] == "report-a, line 1"
    assert (member["valid_from"], member["start_latest"]) == ("2019-09", "2019-09-30")
    assert "valid_to" not in member
    duty = next(e for e in edges.values() if e["relation"] == "DUTY_TO_COOPERATE")
    assert duty["evidence"] == "report-a, line 1, Invented Act 1901 s. 1"
    assert nodes[member["source"]]["aliases"] == "+44 Trust | Trust | T"
    board = nodes[member["target"]]["planned_or_negated"]
    assert board.startswith("Planned or recommended: Trust xxx")
    assert board.endswith("sits on Northmarsh Board (from 2024). [s05; report-a, line 5]")
    assert "Stated not to hold" in nodes["organisation-northmarsh-council"]["planned_or_negated"]


def test_networkx_reads_the_graphml_with_its_types_and_its_parallel_edges(files: dict[str, bytes]) -> None:
    graph = nx.read_graphml(io.BytesIO(files["graphml"]), force_multigraph=True)
    paid = graph["organisation-northmarsh-council"]["board-northmarsh-board"]
    assert sorted(e["amount_gbp"] for e in paid.values() if e["relation"] == "FUNDS") == [7.0, 5000.5]
    there = {e["attended"] for _, _, e in graph.edges(data=True) if e["relation"] == "ATTENDED"}
    assert there == {True, False}


# -- linked data


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("it asks for something outside")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("offline")
def test_jsonld_expands_without_asking_for_anything(files: dict[str, bytes]) -> None:
    graph = triples(files["jsonld"])
    board = rdflib.URIRef("urn:safegov:entity:board-northmarsh-board")
    assert (board, RDF.type, ORG.Organization) in graph
    assert str(graph.value(board, SKOS.prefLabel)) == BOARD[1]
    names = {str(o) for o in graph.objects(None, SKOS.prefLabel)}
    assert names >= {name for _, name in NASTY}


def test_every_key_of_the_jsonld_means_something(files: dict[str, bytes]) -> None:
    """A key without a meaning in the context is dropped by readers without a word."""
    document = json.loads(files["jsonld"])
    context = document["@context"]

    def keys(value: Any) -> set[str]:
        if isinstance(value, list):
            return {k for v in value for k in keys(v)}
        if isinstance(value, dict):
            return {*value, *(k for v in value.values() for k in keys(v))}
        return set()

    assert keys(document["@graph"]) <= {k for k in context if not k.startswith("@")}
    assert CONTEXT.items() <= context.items()
    iris = re.findall(
        r'"((?:ent|edg|stm|src|def|org|prov|foaf|skos|dct|oa|time|adms|rdf|rdfs):[^"]*)"',
        json.dumps(document["@graph"]),
    )
    assert not [i for i in iris if re.search(r"[\s<>{}|\\^`]", i)]


def test_jsonld_says_members_posts_and_evidence_in_org_and_prov(files: dict[str, bytes]) -> None:
    graph = triples(files["jsonld"])
    ent, src, stm = (rdflib.Namespace(f"urn:safegov:{n}:") for n in ("entity", "source", "statement"))
    defs = rdflib.Namespace("urn:safegov:def:")
    [seat] = [
        m for m in graph.subjects(RDF.type, ORG.Membership)
        if graph.value(m, PROV.wasDerivedFrom) in (stm["s20"], stm["s21"])
    ]  # fmt: skip
    assert graph.value(seat, ORG.member) == ent["organisation-northmarsh-council"]
    assert graph.value(seat, ORG.organization) == ent["board-northmarsh-board"]
    assert set(graph.objects(seat, PROV.wasDerivedFrom)) == {stm["s20"], stm["s21"]}
    assert str(graph.value(seat, defs.status)) == "asserted"
    place = graph.value(stm["s21"], PROV.wasDerivedFrom)
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    assert graph.value(place, oa.hasSource) == src["minutes"]
    assert int(str(graph.value(place, defs.firstLine))) == 7
    values = {str(graph.value(s, RDF.value) or graph.value(s, oa.exact)) for s in graph.objects(place, oa.hasSelector)}
    assert values == {"words of line 7", "line=6,9", "line=19,21", "line=29,30", "page=3"}
    head = ent["role-head-of-care-northmarsh"]
    assert (head, RDF.type, ORG.Post) in graph
    assert (head, ORG.postIn, ent["organisation-northmarsh-council"]) in graph
    [holder] = graph.subjects(ORG.holds, head)
    assert (holder, RDF.type, FOAF.Person) in graph
    assert str(graph.value(holder, SKOS.prefLabel)) == WORLD[1]
    assert (ent["organisation-local-authorities"], RDF.type, ORG.Organization) not in graph
    assert (src["minutes"], FOAF.page, rdflib.URIRef("https://example.org/minutes")) in graph
    assert not list(graph.objects(src["report-a"], FOAF.page))  # no address that a reader could not parse
    during = graph.value(next(graph.subjects(PROV.wasDerivedFrom, stm["s03"])), ORG.memberDuring)
    time = rdflib.Namespace("http://www.w3.org/2006/time#")
    end = graph.value(during, time.hasEnd)
    assert str(graph.value(end, time.inXSDDate)) == "2015-06-30"


def test_jsonld_says_plainly_only_what_holds(files: dict[str, bytes]) -> None:
    graph = triples(files["jsonld"])
    ent = rdflib.Namespace("urn:safegov:entity:")
    members = set(graph.subjects(ORG.memberOf, ent["board-northmarsh-board"]))
    names = {str(graph.value(m, SKOS.prefLabel)) for m in members}
    assert names == {SCRIPT[1], BEN[1], COUNCIL[1]}  # by s01, s19, s20; not unclear, historic, planned
    assert not list(graph.subjects(ORG.memberOf, ent["board-northmarsh-panel"]))  # negated
    stm = rdflib.Namespace("urn:safegov:statement:")
    defs = rdflib.Namespace("urn:safegov:def:")
    assert {str(graph.value(stm[f"s{n:02}"], defs.status)) for n in (5, 6)} == {"planned", "negated"}
    assert not list(graph.objects(stm["s06"], defs.standsBehind))


# -- Popolo: the rules of its published schemas (https://www.popoloproject.com/specs/), as far as we use its words

TEXT = {"type": ["string", "null"]}
DATE = {"type": ["string", "null"], "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}


def listed(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def shape(required: tuple[str, ...] = (), /, **more: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": more, "required": list(required)}


LINK = shape(("url",), url={"type": "string", "pattern": r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+$"}, note=TEXT)
OTHER_NAME = shape(("name",), name={"type": "string"}, start_date=DATE, end_date=DATE, note=TEXT)
IDENTIFIER = shape(("identifier",), identifier={"type": "string"}, scheme=TEXT)
NAMED = {
    "id": TEXT, "name": TEXT, "other_names": listed(OTHER_NAME), "identifiers": listed(IDENTIFIER),
    "sources": listed(LINK),
}  # fmt: skip
PERSON = shape(**NAMED)
MEMBERSHIP = shape(
    id=TEXT, label=TEXT, role=TEXT, member={"type": ["object", "null"]}, person_id=TEXT, organization_id=TEXT,
    post_id=TEXT, on_behalf_of_id=TEXT, area_id=TEXT, start_date=DATE, end_date=DATE, sources=listed(LINK),
)  # fmt: skip
POPOLO = shape(
    ("persons", "organizations", "posts", "memberships", "areas", "events"),
    persons=listed(PERSON),
    organizations=listed(shape(**NAMED, classification=TEXT, parent_id=TEXT, area_id=TEXT)),
    posts=listed(shape(
        id=TEXT, label=TEXT, other_label=listed({"type": "string"}), role=TEXT, organization_id=TEXT, area_id=TEXT,
        start_date=DATE, end_date=DATE, sources=listed(LINK),
    )),
    memberships=listed(MEMBERSHIP),
    uncertain_memberships=listed(MEMBERSHIP),
    areas=listed(shape(id=TEXT, name=TEXT, identifier=TEXT, classification=TEXT, sources=listed(LINK))),
    events=listed(shape(**NAMED, start_date=DATE, end_date=DATE, organization_id=TEXT, attendees=listed(PERSON))),
)  # fmt: skip


def faults(document: dict[str, Any]) -> list[str]:
    return [e.message for e in Draft202012Validator(POPOLO).iter_errors(document)]


def test_popolo_is_valid(files: dict[str, bytes]) -> None:
    document = json.loads(files["popolo"])
    assert faults(document) == []
    document["memberships"][0]["start_date"] = "2022-04-01 to 2022-08-31"
    del document["persons"][0]["sources"][0]["url"]
    assert len(faults(document)) == 2


def test_popolo_holds_together(files: dict[str, bytes]) -> None:
    document = json.loads(files["popolo"])
    ids = {key: {i["id"] for i in document[key]} for key in ("persons", "organizations", "posts", "areas", "events")}
    refers = {
        "person_id": "persons", "organization_id": "organizations", "post_id": "posts", "area_id": "areas",
        "parent_id": "organizations", "on_behalf_of_id": "organizations",
    }  # fmt: skip
    for items in document.values():
        for item in items:
            for key, of in refers.items():
                assert item.get(key) is None or item[key] in ids[of]
            assert item["sources"]
    assert all(m["statements"] and m["status"] for m in document["memberships"])


def test_popolo_keeps_apart_what_is_not_sure(files: dict[str, bytes]) -> None:
    document = json.loads(files["popolo"])
    sure = {tuple(m["statements"]): m for m in document["memberships"]}
    unsure = {tuple(m["statements"]): m for m in document["uncertain_memberships"]}
    assert set(sure) == {("s01",), ("s03",), ("s08",), ("s09",), ("s11",), ("s19",), ("s20", "s21")}
    assert {k: m["status"] for k, m in unsure.items()} == {
        ("s02",): "unclear", ("s04",): "historic", ("s05",): "planned", ("s06",): "negated",
        ("s22",): "unclear",
    }  # fmt: skip
    assert (sure["s03",]["start_date"], sure["s03",]["end_date"], sure["s03",]["status"]) == (
        "2010",
        "2015-06-30",
        "historic",
    )
    assert sure["s01",]["role"] == '=1+1 "<b>"'
    assert sure["s01",]["member"]["name"] == SCRIPT[1]
    assert sure["s08",]["organization_id"] == "organisation-northmarsh-council"
    assert "start_date" not in sure["s19",]  # a span of days is no date of Popolo
    assert sure["s19",]["dates"]["valid_from"] == "2022-08-01 to 2022-12-31"
    assert sure["s19",]["on_behalf_of_id"] == "organisation-northmarsh-council"
    assert sure["s20", "s21"]["sources"] == [
        {"url": "urn:safegov:source:report-a", "note": 'A <report> & "more": report-a, line 20 [s20]'},
        {"url": "https://example.org/minutes", "note": "Minutes: minutes, lines 7 to 9, page 3 [s21]"},
    ]
    [meeting] = document["events"]
    assert meeting["start_date"] == "2022-05-04"
    assert [p["name"] for p in meeting["attendees"]] == [BEN[1]]  # apologies are no attendance
    [area] = document["areas"]
    assert area["identifier"] == "X01000001"
    board = next(o for o in document["organizations"] if o["name"] == BOARD[1])
    assert board["area_id"] == area["id"]
    panel = next(o for o in document["organizations"] if o["name"] == PANEL[1])
    assert panel["parent_id"] == board["id"]
