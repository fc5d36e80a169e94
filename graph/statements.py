"""Typed statements: one stated fact with its evidence, and the exchange format (one JSON object a line).

A row that breaks the ontology is refused with file, row, reason and remedy; nothing is dropped in silence.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.dates import parse, parse_period
from graph.ontology import EdgeType, Ontology, Property, ontology

STATUSES = ("asserted", "unclear", "planned", "historic", "negated", "derived")
BY_RULE = "duty"
"""Method of a statement that the program derives from a rule of law; it follows anew from the others after each load."""
ID = re.compile(r"[A-Za-z0-9][\w.:~-]{0,199}")
ROW_KEYS = {
    "id", "doc", "tier", "lines", "also_lines", "page", "section", "quote", "quote_sha256", "quote_words", "subject",
    "predicate", "object", "props", "status", "method", "note",
}  # fmt: skip
ENTITY_KEYS = {"id", "label", "kind", "name", "aliases", "identifiers", "area"}

LARGEST = 2**53
"""Whole numbers up to here are the same in JSON, Python and the store."""

Lines = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Entity:
    """One end of a statement, as a source names it. `id` is None until identity has been resolved."""

    label: str
    name: str
    id: str | None = None
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    """Pairs of scheme and value: ("gss", "E09000012")."""
    area: tuple[str, ...] = ()
    """The boroughs (ids or names) that tell bodies of the same name apart."""
    curated: bool = False
    """True where the name stands in a register that people keep: it wins over names that other sources use."""

    @property
    def known_id(self) -> str:
        if self.id is None:
            raise ValueError(f"{self.label} {self.name!r} has no id yet: resolve identity first")
        return self.id


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a source says it: lines or page, and the quote or the hash that finds it; or the section of an act."""

    doc: str
    lines: Lines | None = None
    also_lines: tuple[Lines, ...] = ()
    page: Lines | None = None
    section: str | None = None
    quote: str | None = None
    quote_sha256: str | None = None
    quote_words: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Subject, predicate, object, properties and status, with its evidence. Equal content has an equal id."""

    evidence: Evidence
    subject: Entity
    predicate: str
    object: Entity
    props: Mapping[str, Any] = field(default_factory=dict)
    status: str = "asserted"
    method: str | None = None
    note: str | None = None
    given_id: str | None = None

    @property
    def doc(self) -> str:
        return self.evidence.doc

    @property
    def digest(self) -> str:
        """Hash of all that the statement says and where; names of the ends do not count, their ids do."""
        e = self.evidence
        return sha256(canonical([
            e.doc, e.lines, e.also_lines, e.page, e.section, e.quote_sha256, self.subject.known_id, self.predicate,
            self.object.known_id, self.props, self.status,
        ]))  # fmt: skip

    @property
    def id(self) -> str:
        return self.given_id or f"s-{self.digest[:20]}"


class RowError(ValueError):
    """Why one row was refused, and how to mend it."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason, self.remedy = reason, remedy
        super().__init__(f"{reason}. {remedy}")


def read_row(row: object, model: Ontology | None = None) -> Statement:
    """One statement from one object of the exchange format. Raises RowError with reason and remedy."""
    model = model or ontology()
    if not isinstance(row, dict):
        raise RowError("the row is no JSON object", "Write one object a line")
    _only(row, ROW_KEYS, "the row")
    try:
        canonical(row).encode("utf-8")
    except UnicodeEncodeError as error:
        reason = f"it holds half a character ({error.object[error.start]!r})"
        raise RowError(reason, "Write the whole character, or leave it out") from error
    edge = _edge_type(row.get("predicate"), model)
    subject = read_entity(row.get("subject"), "subject", model)
    target = read_entity(row.get("object"), "object", model)
    for end, label, allowed in (("subject", subject.label, edge.sources), ("object", target.label, edge.objects)):
        if label not in allowed:
            raise RowError(f"{edge.name} can not have a {label} as its {end}", f"Allowed: {', '.join(allowed)}")
    status = row.get("status", "asserted")
    if status not in STATUSES:
        raise RowError(f"status {status!r} is unknown", f"Use one of {', '.join(STATUSES)}")
    given = row.get("id")
    if given is not None and not (isinstance(given, str) and ID.fullmatch(given)):
        raise RowError(f"id {given!r} can not be used", "Use up to 200 letters, digits, dots, colons and dashes")
    return Statement(
        evidence=_evidence(row),
        subject=subject,
        predicate=edge.name,
        object=target,
        props=_props(row.get("props"), edge),
        status=status,
        method=_text(row, "method"),
        note=_text(row, "note"),
        given_id=given,
    )


def read_entity(raw: object, where: str, model: Ontology | None = None, *, curated: bool = False) -> Entity:
    """One end of a row. Raises RowError naming `where` ("subject") and what is wrong with it."""
    model = model or ontology()
    if not isinstance(raw, dict):
        raise RowError(f"{where} is missing", f"Give {where} as an object with label and name")
    _only(raw, ENTITY_KEYS, where)
    label = model.label(str(raw.get("label")))
    if label is None:
        raise RowError(f"{where}.label {raw.get('label')!r} is unknown", f"Use one of {', '.join(model.nodes)}")
    name = raw.get("name")
    if not isinstance(name, str) or not name.strip():
        raise RowError(f"{where}.name is missing", "Name it as the source does")
    entity_id = raw.get("id")
    if entity_id is not None and (
        not isinstance(entity_id, str) or not ID.fullmatch(entity_id) or model.label_of_id(entity_id) != label
    ):
        raise RowError(
            f"{where}.id {entity_id!r} does not fit a {label}",
            f"Begin it with '{model.nodes[label].slug}-', or leave it out",
        )
    aliases = raw.get("aliases") or []
    if not isinstance(aliases, list) or not all(isinstance(a, str) for a in aliases):
        raise RowError(f"{where}.aliases is no list of names", 'Write "aliases": ["MPS"]')
    identifiers = raw.get("identifiers") or {}
    if not isinstance(identifiers, dict) or not all(isinstance(v, str) for v in identifiers.values()):
        raise RowError(f"{where}.identifiers is no object of scheme and value", 'Write {"gss": "E09000012"}')
    return Entity(
        label,
        squeeze(name),
        entity_id,
        _text(raw, "kind"),
        tuple(sorted({squeeze(a) for a in aliases if a.strip()})),
        tuple(sorted(identifiers.items())),
        _area(raw, where),
        curated,
    )


def write_row(s: Statement) -> dict[str, Any]:
    """The statement as one object of the exchange format, keys in the contract's order."""
    e = s.evidence
    row: dict[str, Any] = {"id": s.id, "doc": e.doc, "lines": e.lines and list(e.lines), "page": _page(e.page)}
    if e.also_lines:
        row["also_lines"] = [list(span) for span in e.also_lines]
    if e.section is not None:
        row["section"] = e.section
    row["quote"] = e.quote
    if e.quote_sha256 is not None:
        row["quote_sha256"], row["quote_words"] = e.quote_sha256, e.quote_words
    row |= {
        "subject": write_entity(s.subject),
        "predicate": s.predicate,
        "object": write_entity(s.object),
        "props": dict(sorted(s.props.items())),
        "status": s.status,
        "method": s.method,
    }
    if s.note is not None:
        row["note"] = s.note
    return row


def exchange_row(s: Statement) -> dict[str, Any]:
    """As `write_row`, for others to read: what a record of attendance does not say of a person is null, not left out."""
    row = write_row(s)
    if s.predicate == "ATTENDED" and s.subject.label == "Person":
        row["props"] = dict(sorted({"organisation": None, "role": None, **row["props"]}.items()))
    return row


def write_entity(e: Entity) -> dict[str, Any]:
    made: dict[str, Any] = {"id": e.id, "label": e.label, "kind": e.kind, "name": e.name, "aliases": list(e.aliases)}
    if e.identifiers:
        made["identifiers"] = dict(e.identifiers)
    if e.area:
        made["area"] = list(e.area)
    return made


def sentence(s: Statement, model: Ontology | None = None) -> str:
    """The statement as a plain sentence of ours, for where no copy of the document is at hand."""
    edge = (model or ontology()).edges[s.predicate]
    said = particulars(s, edge)
    absent = s.props.get("attended") is False and s.status != "negated"
    reads = "did not attend" if absent else edge.reads
    fact = f"{s.subject.name} {reads} {s.object.name}" + (f" ({said})" if said else "")
    opening = {
        "unclear": "It is unclear whether ",
        "planned": "Planned or recommended: ",
        "historic": "Formerly: ",
        "negated": "Stated not to hold: ",
        "derived": "Follows from the law: ",
    }.get(s.status, "")
    return f"{opening}{fact}."


def particulars(s: Statement, edge: EdgeType) -> str:
    """Amounts, dates, roles and the like in a few words; empty where the statement gives none."""
    parts = []
    for key in edge.properties:
        value = s.props.get(key)
        if value is None or value == "":
            continue
        if key == "amount_gbp":
            parts.append(f"£{value:,.2f}".removesuffix(".00"))
        elif key == "rate_percent":
            parts.append(f"{value:g} %")
        elif key == "attended":
            parts += ["not present"] * (value is False and s.status != "negated")
        elif key == "chair":
            parts += ["in the chair"] * bool(value)
        elif edge.properties[key].type in ("date", "period") or key in ("frequency", "kind"):
            parts.append(f"{key} {value}" if key in ("from", "to") else str(value))
        else:
            parts.append(f"{key.replace('_', ' ')}: {value}")
    return "; ".join(parts)


def squeeze(text: str) -> str:
    """Runs of white space made one space."""
    return " ".join(text.split())


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def canonical(value: object) -> str:
    """JSON with one way to write it: for hashing and comparing."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=dict)


def _edge_type(name: object, model: Ontology) -> EdgeType:
    edge = model.edges.get(name) if isinstance(name, str) else None
    if edge is None or edge.made_from is not None:
        known = ", ".join(e.name for e in model.stated_edges)
        raise RowError(f"predicate {name!r} is unknown", f"Use one of {known}")
    return edge


def _evidence(row: dict[str, Any]) -> Evidence:
    doc = row.get("doc")
    if not isinstance(doc, str) or not ID.fullmatch(doc):
        raise RowError("doc is missing or is no document id", 'Name the document: "doc": "annual-report-2023"')
    lines, page, section = _span(row.get("lines"), "lines"), _span(row.get("page"), "page"), _text(row, "section")
    quote, quote_hash = _text(row, "quote"), _text(row, "quote_sha256")
    if quote is not None:
        quote = squeeze(quote)
        if quote_hash is not None and quote_hash != sha256(quote):
            raise RowError("quote_sha256 is not the hash of the quote", "Leave it out, or hash the quote as it stands")
        quote_hash = sha256(quote) if quote else None
    if quote_hash is not None and not re.fullmatch(r"[0-9a-f]{64}", quote_hash):
        raise RowError(f"quote_sha256 {quote_hash!r} is no SHA-256", "Write 64 hexadecimal digits")
    if section is None and lines is None and page is None:
        raise RowError("there is no evidence: lines and page are missing", "Say where the document states it")
    if section is None and quote_hash is None:
        raise RowError(
            "there is no evidence: quote and quote_sha256 are missing", "Quote the words, or give their hash"
        )
    words = row.get("quote_words")
    if words is not None and (not isinstance(words, int) or isinstance(words, bool) or words < 1):
        raise RowError(f"quote_words {words!r} is no number of words", "Count the quote's words, or leave it out")
    return Evidence(
        doc, lines, _also(row.get("also_lines")), page, section, quote or None, quote_hash,
        len(quote.split()) if quote else words,
    )  # fmt: skip


def _span(value: object, key: str) -> Lines | None:
    if value is None:
        return None
    pair = [value, value] if isinstance(value, int) else value
    if (
        isinstance(pair, list)
        and len(pair) == 2
        and all(isinstance(n, int) and not isinstance(n, bool) for n in pair)
        and 1 <= pair[0] <= pair[1]
    ):
        return pair[0], pair[1]
    raise RowError(f"{key} {value!r} is no span", f'Write "{key}": [first, last], counted from 1')


def _also(value: object) -> tuple[Lines, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise RowError(f"also_lines {value!r} is no list", "Write a list of lines or of spans")
    spans = [_span(item, "also_lines") for item in value]
    return tuple(sorted({span for span in spans if span}))


def _page(page: Lines | None) -> int | list[int] | None:
    if page is None:
        return None
    return page[0] if page[0] == page[1] else list(page)


def _text(raw: dict[str, Any], key: str) -> str | None:
    value = raw.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise RowError(f"{key} {value!r} is no text", "Write a text, or leave it out")
    return value


def _only(raw: dict[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(str(k) for k in raw if k not in known)
    if unknown:
        raise RowError(f"{where} has {', '.join(unknown)}, which is not known", f"Use only {', '.join(sorted(known))}")


def _area(raw: dict[str, Any], where: str) -> tuple[str, ...]:
    value = raw.get("area") or []
    areas = [value] if isinstance(value, str) else value
    if not isinstance(areas, list) or not all(isinstance(a, str) for a in areas):
        raise RowError(f"{where}.area {value!r} is no borough", 'Write "area": "borough-hackney", or a list of them')
    return tuple(sorted(set(areas)))


def _props(raw: object, edge: EdgeType) -> dict[str, Any]:
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise RowError("props is no object", 'Write "props": {}')
    for key, value in raw.items():
        if key not in edge.properties:
            raise RowError(f"{edge.name} has no property {key}", f"Allowed: {', '.join(edge.properties)}")
        if value is not None:
            _check_value(edge.properties[key], value)
    _check_order(raw)
    # 5000.0 and 5000 are one claim; null says as much as nothing
    return {k: int(v) if isinstance(v, float) and v.is_integer() else v for k, v in raw.items() if v is not None}


def _check_value(prop: Property, value: object) -> None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    fits = {
        "text": isinstance(value, str),
        "number": number,
        "integer": number and isinstance(value, int),
        "percent": number,
        "boolean": isinstance(value, bool),
        "date": isinstance(value, str),
        "period": isinstance(value, str),
    }[prop.type]
    if not fits:
        raise RowError(f"props.{prop.name} {value!r} is no {prop.type}", f"It is: {prop.means.lower()}")
    if isinstance(value, int | float) and not abs(value) <= LARGEST:  # so NaN is refused too
        raise RowError(f"props.{prop.name} is not a finite number of usual size", "Write the number, or null")
    if prop.one_of and value not in prop.one_of:
        raise RowError(f"props.{prop.name} {value!r} is unknown", f"Use one of {', '.join(prop.one_of)}")
    if prop.type == "date" and isinstance(value, str):
        try:
            parse(value)
        except ValueError as error:
            remedy = "Write 2022, 2022-07 or 2022-07-31, or the date as printed with its year"
            raise RowError(f"props.{prop.name}: bad date, {error}", remedy) from error


def _check_order(props: dict[str, Any]) -> None:
    start, end = (parse(props[k]) if props.get(k) else None for k in ("from", "to"))
    if start and end and end.latest < start.earliest:
        raise RowError(f"bad date: it ends ({props['to']}) before it begins ({props['from']})", "Mend from or to")


def period_of(props: Mapping[str, Any]) -> Any:
    """The dated span of `period`, or None."""
    value = props.get("period")
    return parse_period(value) if isinstance(value, str) else None
