"""The graph as linked data: JSON-LD 1.1 in the W3C Organization Ontology (ORG), with its evidence in PROV and in Web
Annotation selectors. The context stands in the file; reading it asks for nothing outside.

Each edge and each statement is an rdf:Statement, which says what is stated without stating it, with its status. Of an
edge that is asserted, or follows from the law, and has no stated end, the plain triple stands too, where ORG has a word
for it. Nothing that is unclear, historic, planned or negated becomes a plain triple.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from graph.load import Source
from graph.ontology import Ontology, ontology
from graph.snapshot import DATES, Drawn, Snapshot, Told
from graph.statements import Entity, Evidence, Lines, sentence

Node = dict[str, Any]

VOCABULARY = "urn:safegov:def:"
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
SURE = ("asserted", "derived")

CLASSES = {
    "Organisation": "org:Organization",
    "Board": "org:Organization",
    "BCU": "org:OrganizationalUnit",
    "Role": "org:Post",
    "Person": "foaf:Person",
    "Borough": "dct:Location",
    "Theme": "skos:Concept",
    "Review": "prov:Activity",
    "Meeting": "prov:Activity",
    "Document": "foaf:Document",
}
"""What each label is in vocabularies that others know; every node has its own label as a class too."""
SEATS = {"MEMBER_OF": None, "CHAIRS": "chair", "STATUTORY_PARTNER_OF": "statutory safeguarding partner"}
"""Edges that are an org:Membership where an agent begins them, with the role that they say."""
TRIPLES = {
    "HOLDS": "holds", "POST_IN": "postIn", "SUBGROUP_OF": "subOrganizationOf", "REPORTS_TO": "reportsTo",
}  # fmt: skip
"""Edges that ORG has a property for; PART_OF is one between bodies only."""
BODIES = ("Organisation", "Board", "BCU")
AGENTS = (*BODIES, "Person")
INSTANTS = {4: "year", 7: "month", 10: "day"}
"""How long a partial date is that can stand in OWL-Time."""


def _ids(**terms: str) -> dict[str, Any]:
    return {name: {"@id": iri, "@type": "@id"} for name, iri in terms.items()}


CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "adms": "http://www.w3.org/ns/adms#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "def": VOCABULARY,
    "ent": "urn:safegov:entity:",
    "edg": "urn:safegov:edge:",
    "stm": "urn:safegov:statement:",
    "src": "urn:safegov:source:",
    "id": "@id",
    "type": "@type",
    "prefLabel": "skos:prefLabel",
    "altLabel": "skos:altLabel",
    "label": "rdfs:label",
    "comment": "rdfs:comment",
    "title": "dct:title",
    "publisher": "dct:publisher",
    "kind": "def:kind",
    "status": "def:status",
    "method": "def:method",
    "note": "skos:note",
    "identifier": "adms:identifier",
    "scheme": "def:scheme",
    "notation": "skos:notation",
    "date": "dct:date",
    "propertyOf": "def:propertyOf",
    "value": "rdf:value",
    "section": "def:section",
    "firstLine": "def:firstLine",
    "lastLine": "def:lastLine",
    "firstPage": "def:firstPage",
    "lastPage": "def:lastPage",
    "exact": "oa:exact",
    "quoteSha256": "def:quoteSha256",
    "quoteWords": "def:quoteWords",
    "year": {"@id": "time:inXSDgYear", "@type": "xsd:gYear"},
    "month": {"@id": "time:inXSDgYearMonth", "@type": "xsd:gYearMonth"},
    "day": {"@id": "time:inXSDDate", "@type": "xsd:date"},
    "memberDuring": "org:memberDuring",
    "hasBeginning": "time:hasBeginning",
    "hasEnd": "time:hasEnd",
    "role": "org:role",
    "hasSelector": "oa:hasSelector",
    "valid_from": "def:validFrom",
    "valid_to": "def:validTo",
    **{name: {"@id": f"def:{name}", "@type": "xsd:date"} for name in DATES if not name.startswith("valid")},
    **_ids(
        subject="rdf:subject", predicate="rdf:predicate", object="rdf:object", area="def:area", page="foaf:page",
        member="org:member", organization="org:organization", memberOf="org:memberOf", holds="org:holds",
        postIn="org:postIn", subOrganizationOf="org:subOrganizationOf", reportsTo="org:reportsTo",
        wasDerivedFrom="prov:wasDerivedFrom", hasSource="oa:hasSource", conformsTo="dct:conformsTo",
        domain="def:from", range="def:to", edges="def:standsBehind",
    ),
}  # fmt: skip


def jsonld(s: Snapshot) -> bytes:
    """One document with its own context; entities, edges, statements, sources and the vocabulary in this order."""
    model = ontology()
    plain = _plain_triples(s)
    graph = [
        *(_entity(e, s, plain[e.known_id]) for e in s.entities.values()),
        *(_edge(e, s, model) for e in s.edges),
        *(_statement(t, model) for t in s.statements),
        *(_source(d) for d in s.sources.values()),
        *_vocabulary(model),
    ]
    context = CONTEXT | {name: f"def:{name}" for name in _property_terms(model)}
    return (json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _property_terms(model: Ontology) -> list[str]:
    return sorted({_term(p) for edge in model.edges.values() for p in edge.properties})


def _term(name: str) -> str:
    """A property of an edge as a term: `from` and `kind` mean something else beside them."""
    return f"p_{name}"


def _entity(e: Entity, s: Snapshot, plain: Node) -> Node:
    # a class of bodies that a duty binds is no body
    known = None if e.kind == "class" else CLASSES.get(e.label)
    return _told({
        "id": f"ent:{e.id}",
        "type": [t for t in (known, f"def:{e.label}") if t],
        "prefLabel": e.name,
        "altLabel": list(e.aliases),
        "kind": e.kind,
        "identifier": [
            {"type": "adms:Identifier", "scheme": scheme, "notation": value} for scheme, value in e.identifiers
        ],
        "area": [f"ent:{a}" if a in s.entities else f"ent:area:{_safe(a)}" for a in e.area],
        "date": s.days.get(e.known_id),
        **plain,
    })  # fmt: skip


def _plain_triples(s: Snapshot) -> dict[str, Node]:
    """What may be said of an entity without more ado: asserted or derived, and no end is stated."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for e in s.edges:
        a, b = s.entities[e.source].label, s.entities[e.target].label
        if e.status not in SURE or "valid_to" in e.dates:
            continue
        term = TRIPLES.get(e.type)
        if e.type in SEATS and a in AGENTS:
            term = "memberOf"
        elif e.type == "PART_OF" and a in BODIES and b in BODIES:
            term = "subOrganizationOf"
        if term:
            found[e.source][term].add(f"ent:{e.target}")
    return defaultdict(dict, {i: {t: sorted(ends) for t, ends in sorted(terms.items())} for i, terms in found.items()})


def _edge(e: Drawn, s: Snapshot, model: Ontology) -> Node:
    seat = e.type in SEATS and s.entities[e.source].label in AGENTS and s.entities[e.target].label in BODIES
    made: Node = {"id": f"edg:{e.id}", "type": ["rdf:Statement", f"def:{e.type}"], "label": model.edges[e.type].reads}
    if seat:
        roles = [r for r in (SEATS[e.type], e.properties.get("as_role")) if r]
        made["type"].insert(0, "org:Membership")
        made |= {"member": f"ent:{e.source}", "organization": f"ent:{e.target}"}
        made["role"] = [{"type": "org:Role", "prefLabel": r} for r in roles]
        made["memberDuring"] = _during(e)
    made |= {
        "subject": f"ent:{e.source}",
        "predicate": f"def:{e.type}",
        "object": f"ent:{e.target}",
        "status": e.status,
        **e.dates,
        **{_term(k): v for k, v in e.properties.items()},
        "wasDerivedFrom": [f"stm:{i}" for i in e.statements],
    }
    return _told(made)


def _during(e: Drawn) -> Node | None:
    """The interval of a membership, as far as its ends can be told as a year, a month or a day."""
    made: Node = {"type": "time:Interval"}
    for term, key in (("hasBeginning", "valid_from"), ("hasEnd", "valid_to")):
        date = e.dates.get(key, "")
        if len(date) in INSTANTS:
            made[term] = {"type": "time:Instant", INSTANTS[len(date)]: date}
    return made if len(made) > 1 else None


def _statement(t: Told, model: Ontology) -> Node:
    s = t.statement
    return _told({
        "id": f"stm:{s.id}",
        "type": ["rdf:Statement", "prov:Entity"],
        "label": sentence(s, model),
        "subject": f"ent:{s.subject.id}",
        "predicate": f"def:{s.predicate}",
        "object": f"ent:{s.object.id}",
        "status": s.status,
        **t.dates,
        **{_term(k): v for k, v in sorted(s.props.items())},
        "method": s.method,
        "note": s.note,
        "edges": [f"edg:{i}" for i in t.edges],
        "wasDerivedFrom": {"type": ["oa:SpecificResource", "prov:Entity"], **_evidence(s.evidence)},
    })  # fmt: skip


def _evidence(e: Evidence) -> Node:
    """The place in the document: numbers as people count them, and selectors as programs find it."""
    selectors: list[Node] = []
    if e.quote:
        selectors.append({"type": "oa:TextQuoteSelector", "exact": e.quote})
    # RFC 5147 counts the gaps between lines, from 0; RFC 8118 pages from 1
    for first, last in [*([e.lines] if e.lines else []), *e.also_lines]:
        selectors.append(_fragment(f"line={first - 1},{last}", "5147"))
    if e.page:
        selectors.append(_fragment(f"page={e.page[0]}", "8118"))
    return _told({
        "hasSource": f"src:{e.doc}",
        **_span("Line", e.lines),
        **_span("Page", e.page),
        "section": e.section,
        "quoteSha256": e.quote_sha256,
        "quoteWords": e.quote_words,
        "hasSelector": selectors,
    })  # fmt: skip


def _span(word: str, span: Lines | None) -> Node:
    return {f"first{word}": span[0], f"last{word}": span[1]} if span else {}


def _fragment(value: str, rfc: str) -> Node:
    conforms = f"http://tools.ietf.org/rfc/rfc{rfc}"
    return {"type": "oa:FragmentSelector", "value": value, "conformsTo": conforms}


def _source(d: Source) -> Node:
    readable = bool(d.url and IRI.fullmatch(d.url))
    return _told({
        "id": f"src:{d.id}",
        "type": ["prov:Entity", "foaf:Document"],
        "title": d.title,
        "publisher": d.publisher,
        "date": d.date,
        "kind": d.kind,
        "page": d.url if readable else None,
        "note": None if readable else d.url,
    })  # fmt: skip


def _vocabulary(model: Ontology) -> Iterator[Node]:
    for n in model.nodes.values():
        yield {"id": f"def:{n.label}", "type": "rdfs:Class", "label": n.label, "comment": n.means}
    for e in model.edges.values():
        yield _told({
            "id": f"def:{e.name}",
            "type": ["rdf:Property", "rdfs:Class"],
            "label": e.reads,
            "domain": [f"def:{label}" for label in e.sources],
            "range": [f"def:{label}" for label in e.targets],
            "comment": f"Reversed: {e.reverse}. Family: {e.family}." + (f" {e.basis}." if e.basis else ""),
        })  # fmt: skip
    said: dict[str, set[str]] = defaultdict(set)
    for e in model.edges.values():
        for p in e.properties.values():
            said[p.name].add(p.means)
    for name in sorted(said):
        comment = "; ".join(sorted(said[name]))
        yield {"id": f"def:p_{name}", "type": "rdf:Property", "label": name.replace("_", " "), "comment": comment}


def _safe(text: str) -> str:
    """A text that is no id, as a part of an IRI."""
    return re.sub(r"[^\w.~-]+", "-", text)


def _told(node: Node) -> Node:
    """Without what is not known."""
    return {k: v for k, v in node.items() if v is not None and v not in ([], "")}
