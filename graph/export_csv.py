"""The graph as tables: CSV files in a zip, with a data dictionary made from the ontology."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.cells import cell
from graph.load import Source
from graph.ontology import Ontology, ontology
from graph.snapshot import DATES, Drawn, Snapshot, Told, spans
from graph.statements import Entity, sentence

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of all files in the zip: the earliest that the format knows, so that equal tables are equal bytes."""

ID, TEXT, LIST, DAY, NUMBER = "id", "text", "list", "date", "integer"

DATE_COLUMNS = {
    "valid_from": ("partial date", "Since when it holds, as 2022, 2022-07, 2022-07-31 or two days; empty: not known"),
    "valid_to": ("partial date", "Until when it holds; empty: not known, which does not say that it goes on"),
    "start_earliest": (DAY, "The first day on which it can have begun"),
    "start_latest": (DAY, "The last day on which it can have begun"),
    "end_earliest": (DAY, "The first day on which it can have ended"),
    "end_latest": (DAY, "The last day on which it can have ended"),
    "sure_from": (DAY, "From this day on it surely held"),
    "sure_to": (DAY, "Up to this day it surely held"),
}
ENTITIES = {
    "id": (ID, "The entity"),
    "label": (TEXT, "What it is; see ontology.csv"),
    "kind": (TEXT, "Its kind; empty: not stated"),
    "name": (TEXT, "Its name"),
    "aliases": (LIST, "Other names of it"),
    "identifiers": (LIST, "Scheme and number of each register that it stands in, as gss:E09000012"),
    "area": (LIST, "Boroughs that it belongs to"),
    "date": ("partial date", "Of a meeting: its day"),
}
EDGES_HEAD = {
    "id": (ID, "The edge"),
    "type": (TEXT, "Its type; see ontology.csv"),
    "family": (TEXT, "The family of its type"),
    "reads": (TEXT, "The type in words, from source to target"),
    "source_id": (ID, "Where it begins"),
    "source": (TEXT, "Name of that"),
    "source_label": (TEXT, "Label of that"),
    "target_id": (ID, "Where it ends"),
    "target": (TEXT, "Name of that"),
    "target_label": (TEXT, "Label of that"),
    "status": (TEXT, "asserted, unclear, historic or derived; what is planned or negated stands in statements.csv"),
}
EDGES_TAIL = {
    "statements": (LIST, "Ids of the statements that are its evidence"),
    "documents": (LIST, "The documents that state it"),
}
STATEMENTS_HEAD = {
    "id": (ID, "The statement"),
    "status": (TEXT, "asserted, unclear, planned, historic, negated or derived"),
    "sentence": (TEXT, "What it says, in our words"),
    "subject_id": (ID, "Its subject"),
    "subject": (TEXT, "Name of that"),
    "predicate": (TEXT, "Edge type; see ontology.csv"),
    "object_id": (ID, "Its object"),
    "object": (TEXT, "Name of that"),
    "document": (ID, "The document that states it; see sources.csv"),
    "lines_from": (NUMBER, "First line of the evidence, counted from 1"),
    "lines_to": (NUMBER, "Last line"),
    "also_lines": (LIST, "Further lines, as 12 or 12-14"),
    "page_from": (NUMBER, "First page"),
    "page_to": (NUMBER, "Last page"),
    "section": (TEXT, "Section of an act, or another place in words"),
    "quote": (TEXT, "The words of the document; empty where no copy of it is at hand"),
    "quote_sha256": (TEXT, "Hash of the quote, by which it is found in a copy"),
    "quote_words": (NUMBER, "Number of words of the quote"),
    "method": (TEXT, "How it was read"),
    "note": (TEXT, "A remark of who read it"),
    "edges": (LIST, "Edges that follow from it; none from what is planned or negated"),
}
SOURCES = {
    "id": (ID, "The document"),
    "title": (TEXT, "Its title"),
    "publisher": (TEXT, "Who published it"),
    "date": ("partial date", "Its date as printed; empty: not known"),
    "kind": (TEXT, "Its kind"),
    "url": (TEXT, "Where it can be read"),
    "statements": (NUMBER, "Number of its statements"),
}
ONTOLOGY = {
    "sort": (TEXT, "node (a label of entities), edge (a type) or property"),
    "name": (TEXT, "Its name"),
    "family": (TEXT, "Of an edge type: its family"),
    "from": (LIST, "Of an edge type: labels that it may begin at"),
    "to": (LIST, "Of an edge type: labels that it may end at"),
    "reads": (TEXT, "Of an edge type: how it reads from source to target"),
    "reverse": (TEXT, "How it reads from target to source"),
    "means": (TEXT, "What it is"),
    "basis": (TEXT, "Act and section that it rests on, where there is one"),
}
DICTIONARY = {
    "file": (TEXT, "The table"),
    "column": (TEXT, "The column"),
    "type": (TEXT, "id, text, list, partial date, date, or the type that the ontology gives"),
    "means": (TEXT, "What it says"),
}

README = """safegov: the graph as tables
============================

Each table is UTF-8 with commas, quotes where needed, and a line of column names. data-dictionary.csv says what each
column means; ontology.csv what the labels and edge types mean. Both are made from the program's ontology.

entities.csv    bodies, posts, people, areas, instruments and the like
edges.csv       what holds between them, each with status, dates and the statements behind it
statements.csv  what the documents state, each with status and the place where it stands; edges follow from these
sources.csv     the documents

An empty cell says that the documents do not tell; it never says nought or no. Statuses: asserted, unclear (the document
says so), planned, historic, negated (stated not to hold), derived (follows from the law). What is planned or negated
stands in statements.csv only. The parts of a list stand with " | " between them. A text that a spreadsheet would run as
a formula has an apostrophe before it; a control character is shown as a question mark in a black diamond (U+FFFD).
""".replace("\n", "\r\n")

Columns = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Table:
    """One file of the zip."""

    file: str
    columns: Columns
    rows: list[list[Any]]


def csv_zip(s: Snapshot) -> bytes:
    """A zip of CSV files (RFC 4180), the same bytes for the same graph."""
    made = tables(s, ontology())
    files = {"README.txt": README.encode("utf-8-sig")} | {t.file: _csv(t) for t in made}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(info, content)
    return out.getvalue()


def tables(s: Snapshot, model: Ontology) -> list[Table]:
    """All tables, the data dictionary first."""
    properties = _properties(model)
    dated = {name: DATE_COLUMNS[name] for name in DATES}
    edges = EDGES_HEAD | dated | properties | EDGES_TAIL
    statements = STATEMENTS_HEAD | dated | properties
    documents = {t.statement.id: t.statement.doc for t in s.statements}
    counts: dict[str, int] = {}
    for doc in documents.values():
        counts[doc] = counts.get(doc, 0) + 1
    made = [
        Table("entities.csv", ENTITIES, [_entity(e, s) for e in s.entities.values()]),
        Table("edges.csv", edges, [_edge(e, s, model, properties, documents) for e in s.edges]),
        Table("statements.csv", statements, [_statement(t, model, properties) for t in s.statements]),
        Table("sources.csv", SOURCES, [_source(d, counts) for d in s.sources.values()]),
        Table("ontology.csv", ONTOLOGY, _ontology(model)),
    ]
    dictionary = Table("data-dictionary.csv", DICTIONARY, [])
    for table in [*made, dictionary]:
        dictionary.rows.extend([table.file, name, type_, means] for name, (type_, means) in table.columns.items())
    return [dictionary, *made]


def _properties(model: Ontology) -> dict[str, tuple[str, str]]:
    """The columns of all properties that an edge can have; one that a type uses in its own way says so."""
    found: dict[str, dict[str, list[str]]] = {}
    types: dict[str, str] = {}
    for edge in model.edges.values():
        for p in edge.properties.values():
            found.setdefault(p.name, {}).setdefault(p.means, []).append(edge.name)
            types[p.name] = p.type
    most = max(len(users) for meanings in found.values() for users in meanings.values())
    return {
        name: (types[name], "; ".join(_of(means, users, most) for means, users in found[name].items()))
        for name in sorted(found)
    }


def _of(means: str, users: list[str], all_of_them: int) -> str:
    return means if len(users) == all_of_them else f"{means} ({', '.join(users)})"


def _entity(e: Entity, s: Snapshot) -> list[Any]:
    identifiers = [f"{scheme}:{value}" for scheme, value in e.identifiers]
    return [e.id, e.label, e.kind, e.name, e.aliases, identifiers, e.area, s.days.get(e.known_id)]


def _edge(e: Drawn, s: Snapshot, model: Ontology, properties: Iterable[str], documents: Mapping[str, str]) -> list[Any]:
    kind, a, b = model.edges[e.type], s.entities[e.source], s.entities[e.target]
    return [
        e.id, e.type, kind.family, kind.reads, a.id, a.name, a.label, b.id, b.name, b.label, e.status,
        *(e.dates.get(name) for name in DATES), *(e.properties.get(name) for name in properties), e.statements,
        sorted({documents[i] for i in e.statements if i in documents}),
    ]  # fmt: skip


def _statement(t: Told, model: Ontology, properties: Iterable[str]) -> list[Any]:
    s, e = t.statement, t.statement.evidence
    return [
        s.id, s.status, sentence(s, model), s.subject.id, s.subject.name, s.predicate, s.object.id, s.object.name,
        s.doc, *(e.lines or (None, None)), spans(e.also_lines), *(e.page or (None, None)), e.section, e.quote,
        e.quote_sha256, e.quote_words, s.method, s.note, t.edges,
        *(t.dates.get(name) for name in DATES), *(s.props.get(name) for name in properties),
    ]  # fmt: skip


def _source(d: Source, counts: Mapping[str, int]) -> list[Any]:
    return [d.id, d.title, d.publisher, d.date, d.kind, d.url, counts.get(d.id, 0)]


def _ontology(model: Ontology) -> list[list[Any]]:
    no = None
    nodes = [["node", n.label, no, no, no, no, no, n.means, no] for n in model.nodes.values()]
    edges = [
        ["edge", e.name, e.family, e.sources, e.targets, e.reads, e.reverse, no, e.basis] for e in model.edges.values()
    ]
    properties = [["property", name, no, no, no, no, no, m, no] for name, (_, m) in _properties(model).items()]
    return [*nodes, *edges, *properties]


def _csv(table: Table) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([cell(value) for value in row] for row in table.rows)
    # without the mark a spreadsheet takes the text for another encoding
    return out.getvalue().encode("utf-8-sig")
