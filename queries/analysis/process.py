"""The process from the statutory guidance to the safeguarding partners and back, step by step, with what is stated of each.

What a step asks for is law (`STEPS`, in our own words); that it is done is only what statements say. A step of which
nothing is stated has a row that says so.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph import read
from graph.identity import slug
from graph.ontology import ontology
from graph.projection import NO_EDGE
from graph.store import Row, Store
from queries.analysis.local import LOCAL
from queries.analysis.tiers import Body, boroughs_named, read_tiers
from queries.duties.classify import board_classes
from queries.duties.law import law

Ends = tuple[str, str | None, str | None]
"""A predicate with the parts that its subject and its object must play; None: whoever it is."""


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    instrument: str
    section: str
    says: str
    shown_by: tuple[Ends, ...]


STEPS = (
    Step(
        "Government gives the guidance", "children-act-2004", "s. 16K",
        "Safeguarding partners and relevant agencies have regard to the guidance of the Secretary of State",
        (("OWNS_PROTOCOL", None, "guidance"),),
    ),
    Step(
        "It binds the safeguarding partners", "children-act-2004", "s. 16E",
        "Local authority, police and health of an area make arrangements to work together",
        (
            ("STATUTORY_PARTNER_OF", None, "partners"), ("ESTABLISHED_BY", "partners", "guidance"),
            ("ESTABLISHED_BY", "partners", "act"), ("PARTY_TO", None, "guidance"),
        ),
    ),
    Step(
        "They publish their arrangements", "children-act-2004", "s. 16G(2)",
        "The partners publish the arrangements that they have made",
        (
            ("REQUIRES", None, "arrangements"), ("OWNS_PROTOCOL", None, "arrangements"),
            ("EVIDENCE_FOR", "arrangements", None),
        ),
    ),
    Step(
        "The arrangements are scrutinised", "children-act-2004", "s. 16G(3)",
        "The arrangements include scrutiny by an independent person",
        (("SCRUTINISES", "not the panel", "partners"), ("COMMISSIONS", None, "independent scrutiny")),
    ),
    Step(
        "They report every year", "children-act-2004", "s. 16G(7)",
        "The partners publish a report at least once in twelve months",
        (
            ("REQUIRES", None, "yearly report"), ("OWNS_PROTOCOL", None, "yearly report"),
            ("EVIDENCE_FOR", "yearly report", None),
        ),
    ),
    Step(
        "The national panel is told", "children-act-2004", "s. 16C",
        "The local authority notifies the Child Safeguarding Practice Review Panel of serious incidents; guidance asks for "
        "the yearly report too",
        (("REPORTS_TO", None, "panel"),),
    ),
    Step(
        "Serious cases are reviewed locally", "children-act-2004", "s. 16F",
        "The safeguarding partners arrange for serious child safeguarding cases to be found and reviewed",
        (("COMMISSIONS", "partners", "review"), ("RECOMMENDS_TO", "review", "partners")),
    ),
    Step(
        "The panel reviews and recommends", "children-act-2004", "ss. 16A, 16B",
        "The panel finds serious cases of national importance and has them reviewed",
        (
            ("SCRUTINISES", "panel", None), ("OVERSEES", "panel", None), ("RECOMMENDS_TO", "panel", None),
        ),
    ),
    Step(
        "Government hears of it", "children-act-2004", "s. 16A",
        "The Secretary of State has set up the panel, and gives the guidance that the partners have regard to (s. 16K)",
        (("REPORTS_TO", None, "government"), ("RECOMMENDS_TO", None, "government")),
    ),
    Step(
        "The guidance is revised", "children-act-2004", "s. 16K",
        "The partners have regard to the new guidance, and the process begins again",
        (("SUCCEEDED_BY", "guidance", None), ("AMENDS", None, "guidance")),
    ),
)  # fmt: skip

SINCE = "2018-06-29"
"""From this day on the sections are in force (as `duties.yaml` has them: inserted by the Children and Social Work Act 2017)."""

_PARTS: Mapping[str, tuple[tuple[str, ...], re.Pattern[str]]] = {
    "guidance": (("Protocol",), re.compile(r"^(revised )?working together\b")),
    "act": (("Protocol",), re.compile(r"^(children act 2004|children and social work act 2017)$")),
    "arrangements": (
        ("Protocol", "Document"), re.compile(
            # the arrangements themselves, not what is written about them
            r"^(?!.*\b(to|in|of|on|for|the) (\w+ ){0,2}safeguarding\b).*\bsafeguarding( children)?( partnership)? arrangements\b"
        ),
    ),
    "yearly report": (
        ("Protocol", "Document"),
        re.compile(r"\bsafeguarding child.* (annual|yearly) report\b|\breport\b.* safeguarding arrangements$"),
    ),
    "independent scrutiny": (("Programme",), re.compile(r"^independent scrutiny\b")),
    "panel": (("Board", "Review"), re.compile(r"^child safeguarding practice review panel\b")),
    "review": (("Review",), re.compile(r"\b(safeguarding|child protection)\b")),
    "government": (("Role", "Organisation"), re.compile(r"^(secretary of state|hm government)\b")),
}  # fmt: skip
"""Labels of those who play a part, and what their names say (as the words of their ids)."""
_PARTNERS = re.compile(r"^(local |statutory )*safeguarding (children )?(partners|partnerships)$")

_NAMES = " UNION ALL ".join(
    f"MATCH (e:{label}) RETURN e.id AS id, e.name AS name, '{label}' AS label, e.kind AS kind, e.aliases AS aliases"
    for label in sorted({label for labels, _ in _PARTS.values() for label in labels})
)
_TIED = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})-[r:COVERS|EVIDENCE_FOR|REVIEWS]->(b:Borough) "
    "WHERE r.status <> 'unclear' RETURN id AS id, b.id AS borough"
)
_STATED = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:SUBJECT|OBJECT]-(s:Statement) WHERE s.predicate IN $predicates "
    "WITH DISTINCT s MATCH (s)-[:SUBJECT]->(a:Entity) MATCH (s)-[:OBJECT]->(b:Entity) "
    "RETURN s.id AS id, s.predicate AS predicate, s.status AS status, s.particulars AS particulars, s.dates AS dates, "
    "a.id AS a, a.name AS a_name, a.label AS a_label, a.area AS a_area, "
    "b.id AS b, b.name AS b_name, b.label AS b_label, b.area AS b_area"
)


async def safeguarding_process(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """The steps in their order, each with its links; one row without a link where nothing is stated."""
    parts, (bodies, boroughs) = await asyncio.gather(_players(store), read_tiers(store))
    predicates = sorted({p for step in STEPS for p, _, _ in step.shown_by})
    stated = await store.read(_STATED, {"ids": sorted(parts), "predicates": predicates})
    # who gives the guidance is government too, whatever it is called
    for r in stated:
        if _plays(r, ("OWNS_PROTOCOL", None, "guidance"), parts):
            parts.setdefault(r["a"], set()).add("government")
    governing = sorted(i for i, played in parts.items() if "government" in played)
    more = await store.read(_STATED, {"ids": governing, "predicates": predicates})
    every = {r["id"]: r for r in (*stated, *more)}
    areas = await _areas(store, every.values(), bodies)
    rows: list[Row] = []
    for number, step in enumerate(STEPS, 1):
        found: dict[tuple[str, ...], Row] = {}
        for i in sorted(every):
            r = every[i]
            near = areas[r["a"]] | areas[r["b"]]
            dates = json.loads(r["dates"] or "{}")
            if values["borough"] and near and values["borough"] not in near:
                continue
            if values["as_of"] and r["status"] not in NO_EDGE and read.surely_not({"dates": dates}, values["as_of"]):
                continue
            if any(_plays(r, ends, parts) for ends in step.shown_by):
                said = r["particulars"] or ""
                key = (r["predicate"], r["a"], r["b"], r["status"], said)
                made = found.setdefault(key, _row(number, step, r, dates, boroughs_named(near, boroughs)))
                made["evidence"].append(i)
        rows += sorted(found.values(), key=_order) or [_row(number, step, None, {}, [])]
    if values["as_of"] and values["as_of"] < SINCE:
        for r in rows:
            r["says"] = f"From {SINCE} on, not yet law on {values['as_of']}: {r['says']}"
    return rows


async def _players(store: Store) -> dict[str, set[str]]:
    """The parts that each entity plays, by its id; only those that play one."""
    found: dict[str, set[str]] = {}
    for e in await store.read(_NAMES):
        names = [slug(n).replace("-", " ") for n in (e["name"], *(e["aliases"] or ()))]
        played = {p for p, (own, words) in _PARTS.items() if e["label"] in own and any(map(words.search, names))}
        if e["label"] in ("Board", "Organisation") and _is_partners(e, names):
            played.add("partners")
        if played:
            found[e["id"]] = played
    return found


def _is_partners(e: Row, words: list[str]) -> bool:
    if any(_PARTNERS.search(w) for w in words):
        return True
    names = (e["name"], *(e["aliases"] or ()))
    return e["label"] == "Board" and "safeguarding-children-partnership" in board_classes(e["kind"], names)


def _plays(r: Row, ends: Ends, parts: Mapping[str, set[str]]) -> bool:
    predicate, subject, target = ends
    if r["predicate"] != predicate:
        return False
    given = parts.get(r["a"], set())
    fits = "panel" not in given if subject == "not the panel" else subject is None or subject in given
    return fits and (target is None or target in parts.get(r["b"], set()))


async def _areas(store: Store, stated: Iterable[Row], bodies: Mapping[str, Body]) -> dict[str, frozenset[str]]:
    """The boroughs of each end, where they are a few: a borough's own, a body's, else those that it covers or is of."""
    ends = {r[e]: (r[f"{e}_label"], r[f"{e}_area"]) for r in stated for e in ("a", "b")}
    others = {i: set(area or ()) for i, (_, area) in ends.items() if i not in bodies}
    for r in await store.read(_TIED, {"ids": sorted(others)}):
        others[r["id"]].add(r["borough"])
    found = {i: frozenset(b if len(b) <= LOCAL else ()) for i, b in others.items()}
    found |= {i: bodies[i].boroughs for i in ends if i in bodies}
    return found | {i: frozenset([i]) for i, (label, _) in ends.items() if label == "Borough"}


def _order(r: Row) -> tuple[Any, ...]:
    return r["relation"], r["source"], r["source_id"], r["target"], r["target_id"], r["status"], r["particulars"] or ""


def _row(number: int, step: Step, r: Row | None, dates: Row, near: list[tuple[str, str]]) -> Row:
    instrument = law().instruments[step.instrument]
    r = r or {}
    return {
        "step": number, "name": step.name, "says": step.says, "instrument": instrument.title, "section": step.section,
        "stated": bool(r), "asked_only": r["predicate"] == "REQUIRES" if r else None,
        "source_id": r.get("a"), "source": r.get("a_name"), "source_label": r.get("a_label"),
        "relation": r.get("predicate"), "reads": ontology().edges[r["predicate"]].reads if r else None,
        "target_id": r.get("b"), "target": r.get("b_name"), "target_label": r.get("b_label"),
        "status": r.get("status"), "particulars": r.get("particulars"),
        "valid_from": dates.get("valid_from"), "valid_to": dates.get("valid_to"),
        "earliest": dates.get("start_earliest"), "latest": dates.get("end_latest"),
        "borough_ids": [i for i, _ in near], "boroughs": [n for _, n in near], "evidence": [],
    }  # fmt: skip
