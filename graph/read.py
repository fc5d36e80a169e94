"""Reads the graph for people and programs: entities, their edges, and the evidence behind each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NoReturn

from graph.errors import BadParameter, Fault, Gone, NotFound, SafegovError
from graph.export import entity_of, named
from graph.load import statement_of
from graph.ontology import ontology
from graph.projection import NO_EDGE, dates_of, interval
from graph.search import search
from graph.statements import Entity, sentence
from graph.store import Row, Store

DATES = ("start_earliest", "start_latest", "end_earliest", "end_latest", "sure_from", "sure_to")
OWN_KEYS = {*DATES, "id", "status", "statements", "valid_from", "valid_to"}


class Moved(SafegovError):
    """The id was merged into another one."""

    status = 308
    title = "Merged"

    def __init__(self, to: str) -> None:
        self.to = to
        super().__init__(f"This id was merged into {to}")


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list, and how long the whole list is."""

    items: list[Row]
    total: int


async def entity(store: Store, entity_id: str) -> Row:
    """The entity with the number of its edges by type, out and in. Raises NotFound, Moved or Gone."""
    rows = await store.read("MATCH (e:Entity {id: $id}) RETURN properties(e) AS e", {"id": entity_id})
    if not rows:
        await _missing(store, entity_id)
    counts = await store.read(
        "MATCH (e:Entity {id: $id})-[r]-(:Entity) "
        "RETURN type(r) AS type, CASE WHEN startNode(r).id = $id THEN 'out' ELSE 'in' END AS direction, "
        "count(DISTINCT r.id) AS n ORDER BY type, direction",
        {"id": entity_id},
    )
    edges: dict[str, dict[str, int]] = {}
    for row in counts:
        edges.setdefault(row["type"], {"out": 0, "in": 0})[row["direction"]] += row["n"]
    return {**shown(entity_of(rows[0]["e"])), "edges": edges}


async def entities(
    store: Store, *, q: str | None, label: str | None, borough: str | None, limit: int, offset: int
) -> Page:
    """Entities by label, by borough and by what their name or alias holds; best match first, else by name."""
    where, given = ["NOT e:Meeting" if label != "Meeting" else "e:Meeting"], {"label": label, "borough": borough}
    if label:
        where.append("e.label = $label")
    if borough:
        covers = "(e)-[:COVERS]->(:Borough {id: $borough})"
        where.append(f"(e.id = $borough OR $borough IN coalesce(e.area, []) OR {covers})")
    rows = await store.read(f"MATCH (e:Entity) WHERE {' AND '.join(where)} RETURN properties(e) AS e", given)
    found = [entity_of(r["e"]) for r in rows]
    ranked = sorted(found, key=lambda e: (e.name.casefold(), e.known_id)) if q is None else search(q, found)
    return Page([shown(e) for e in ranked[offset : offset + limit]], len(ranked))


async def current_ids(store: Store, given: Mapping[str, str]) -> dict[str, str]:
    """The ids that parameters name, a merged one by the id that it was merged into.

    Raises BadParameter naming each parameter whose id is unknown or withdrawn: no rows would look like a finding.
    """
    found, faults = {}, []
    for name, entity_id in given.items():
        try:
            found[name] = await _current(store, entity_id)
        except (NotFound, Gone) as error:
            faults.append(Fault(name, error.what, error.mend))
    if faults:
        raise BadParameter("A parameter names nothing that is there", faults)
    return found


async def state(store: Store) -> str:
    """Changes with each load, and differs between stores. Raises StoreUnavailable, TooSlow past 5 seconds."""
    rows = await store.read(
        "MATCH (m:Meta {id: 'store'}) OPTIONAL MATCH (d:Source) "
        "RETURN m.loads AS loads, count(d) AS sources, max(d.loaded_at) AS last",
        seconds=5,
    )
    return " ".join(str(v) for row in rows for v in (row["loads"], row["sources"], row["last"]))


async def edges(
    store: Store,
    entity_id: str,
    *,
    types: Iterable[str] = (),
    direction: str = "both",
    as_of: str | None = None,
    statuses: Iterable[str] = (),
    limit: int,
    offset: int,
) -> Page:
    """The edges of an entity with their evidence. Raises NotFound, Moved, Gone.

    `as_of` leaves out what was surely not in force on that day; of the rest it says whether it surely or possibly was.
    Negated and planned statements are no edges; they are listed only where `statuses` asks for them.
    """
    await must_be_there(store, entity_id)
    wanted = set(statuses)
    found: list[Row] = []
    if not wanted or wanted - set(NO_EDGE):
        found += await _drawn(store, entity_id)
    if wanted & set(NO_EDGE):
        found += await _not_drawn(store, entity_id, sorted(wanted & set(NO_EDGE)))
    kept = [
        e
        for e in found
        if (not types or e["type"] in types)
        and (direction == "both" or e["direction"] == direction)
        and (not wanted or e["status"] in wanted)
        and (as_of is None or not surely_not(e, as_of))
    ]
    kept.sort(key=lambda e: (e["type"], e["direction"], e["source"]["name"], e["target"]["name"], e["id"]))
    page = kept[offset : offset + limit]
    if as_of is not None:
        for e in page:
            # what is planned or denied is in force on no day
            e["in_force"] = None if e["status"] in NO_EDGE else in_force(e["dates"], as_of)
    await add_evidence(store, page)
    return Page([{k: v for k, v in e.items() if k not in ("direction", "statements")} for e in page], len(kept))


async def add_evidence(store: Store, items: list[Row]) -> None:
    """Gives each item, by the ids in its `statements`, its `evidence`."""
    found = await evidence(store, {i for item in items for i in item["statements"]})
    for item in items:
        item["evidence"] = [found[i] for i in item["statements"] if i in found]


async def evidence(store: Store, ids: Iterable[str]) -> dict[str, Row]:
    """What stands behind each statement id: document, place, quote where a copy is at hand, and a sentence of ours."""
    rows = await store.read(
        "UNWIND $ids AS id MATCH (s:Statement {id: id})-[:STATED_IN]->(d:Source) "
        "MATCH (s)-[:SUBJECT]->(a:Entity) MATCH (s)-[:OBJECT]->(b:Entity) "
        "RETURN properties(s) AS s, properties(d) AS d, properties(a) AS a, properties(b) AS b",
        {"ids": sorted(ids)},
    )
    return {r["s"]["id"]: _evidence(r) for r in rows}


async def dates_of_statements(store: Store, ids: Iterable[str]) -> dict[str, Row]:
    """What each statement tells of when it held: `valid_from`, `start_earliest`, `end_latest` and so on, where known."""
    rows = await store.read(
        "UNWIND $ids AS id MATCH (s:Statement {id: id}) RETURN s.id AS id, s.dates AS dates", {"ids": sorted(ids)}
    )
    return {r["id"]: json.loads(r["dates"] or "{}") for r in rows}


async def statement(store: Store, statement_id: str) -> Row:
    """One statement with its ends and its evidence. Raises NotFound."""
    rows = await store.read(
        "MATCH (s:Statement {id: $id})-[:STATED_IN]->(d:Source) "
        "MATCH (s)-[:SUBJECT]->(a:Entity) MATCH (s)-[:OBJECT]->(b:Entity) "
        "RETURN properties(s) AS s, properties(d) AS d, properties(a) AS a, properties(b) AS b",
        {"id": statement_id},
    )
    if not rows:
        raise NotFound(f"There is no statement {statement_id!r}", "Take an id from an edge's evidence")
    return shown_statement(rows[0])


def shown_statement(row: Row) -> Row:
    """A statement `s` of the document `d` with its ends `a` and `b`, as the API shows it."""
    s, a, b = (row[k] for k in ("s", "a", "b"))
    return {
        "id": s["id"],
        "subject": shown(entity_of(a)),
        "predicate": s["predicate"],
        "object": shown(entity_of(b)),
        "properties": json.loads(s["props"]),
        "status": s["status"],
        "note": s.get("note"),
        "evidence": _evidence(row),
    }


async def catalog(store: Store) -> Row:
    """What is loaded: each source with its count and load time, and the whole in numbers."""
    sources = await store.read(
        "MATCH (d:Source) OPTIONAL MATCH (d)<-[:STATED_IN]-(s:Statement) "
        "RETURN d.id AS id, d.title AS title, d.publisher AS publisher, d.date AS date, d.kind AS kind, d.url AS url, "
        "d.loaded_at AS loaded_at, count(s) AS statements, "
        "sum(CASE WHEN s.quote IS NULL THEN 0 ELSE 1 END) AS quotes_at_hand ORDER BY d.id"
    )
    nodes = await store.read("MATCH (e:Entity) RETURN e.label AS label, count(*) AS n ORDER BY label")
    drawn = await store.read("MATCH (:Entity)-[r]->(:Entity) RETURN type(r) AS type, count(*) AS n ORDER BY type")
    meta = await store.read("MATCH (m:Meta {id: 'store'}) RETURN m.schema_version AS v, m.loads AS loads")
    return {
        "sources": sources,
        "statements": sum(s["statements"] for s in sources),
        "entities": {r["label"]: r["n"] for r in nodes},
        "edges": {r["type"]: r["n"] for r in drawn},
        "schema_version": meta[0]["v"] if meta else None,
        "loads": meta[0]["loads"] if meta else 0,
    }


def shown(e: Entity) -> Row:
    """An entity as the API shows it."""
    return {
        "id": e.known_id,
        "label": e.label,
        "kind": e.kind,
        "name": e.name,
        "aliases": list(e.aliases),
        "identifiers": dict(e.identifiers),
        "area": list(e.area),
    }


def in_force(dates: Row, day: str) -> str:
    """`surely` or `possibly`: the documents leave the second open."""
    first, last = dates.get("sure_from"), dates.get("sure_to")
    return "surely" if first and last and first <= day <= last else "possibly"


def surely_not(e: Row, day: str) -> bool:
    """Whether the documents say that it was not in force on that day."""
    first, last = e["dates"].get("start_earliest"), e["dates"].get("end_latest")
    return bool((first and day < first) or (last and day > last))


async def must_be_there(store: Store, entity_id: str) -> None:
    """Raises NotFound, Moved or Gone where there is no such entity."""
    if not await store.read("MATCH (e:Entity {id: $id}) RETURN e.id AS id", {"id": entity_id}):
        await _missing(store, entity_id)


async def _current(store: Store, entity_id: str) -> str:
    try:
        await must_be_there(store, entity_id)
    except Moved as error:
        return await _current(store, error.to)
    return entity_id


async def _missing(store: Store, entity_id: str) -> NoReturn:
    rows = await store.read("MATCH (m:Moved {id: $id}) RETURN m.to AS to", {"id": entity_id})
    if rows and rows[0]["to"]:
        raise Moved(rows[0]["to"])
    if rows:
        raise Gone(f"{entity_id} was withdrawn: no statement names it any more", "Search for it by name")
    label = ontology().label_of_id(entity_id)
    begin = "" if label else f"An id begins with {', '.join(n.slug + '-' for n in ontology().nodes.values())}. "
    raise NotFound(f"There is no entity {entity_id!r}", f"{begin}Search by name: /api/v1/entities?q=")


async def _drawn(store: Store, entity_id: str) -> list[Row]:
    rows = await store.read(
        "MATCH (e:Entity {id: $id})-[r]-(o:Entity) "
        "RETURN DISTINCT r.id AS id, type(r) AS type, startNode(r).id AS source, endNode(r).id AS target, "
        "properties(r) AS p, properties(e) AS e, properties(o) AS o",
        {"id": entity_id},
    )
    return [drawn_edge(r, entity_id) for r in rows]


def drawn_edge(r: Row, entity_id: str) -> Row:
    """An edge between `e`, which has the id, and `o`, as the API shows it but for its evidence: `statements` has the ids."""
    ends = {r["e"]["id"]: brief(r["e"]), r["o"]["id"]: brief(r["o"])}
    p = r["p"]
    return {
        "id": r["id"],
        "type": r["type"],
        "source": ends[r["source"]],
        "target": ends[r["target"]],
        "properties": {k: v for k, v in sorted(p.items()) if k not in OWN_KEYS},
        "valid_from": p.get("valid_from"),
        "valid_to": p.get("valid_to"),
        "dates": {k: p.get(k) for k in DATES},
        "status": p["status"],
        "direction": "out" if r["source"] == entity_id else "in",
        "statements": p["statements"],
    }


async def _not_drawn(store: Store, entity_id: str, statuses: list[str]) -> list[Row]:
    rows = await store.read(
        "MATCH (:Entity {id: $id})<-[:SUBJECT|OBJECT]-(s:Statement) WHERE s.status IN $statuses "
        "MATCH (s)-[:SUBJECT]->(a:Entity) MATCH (s)-[:OBJECT]->(b:Entity) "
        "RETURN DISTINCT s.id AS id, properties(s) AS s, properties(a) AS a, properties(b) AS b",
        {"id": entity_id, "statuses": statuses},
    )
    made = []
    for r in rows:
        s = statement_of(r["s"])
        dates = dates_of(interval(s))
        made.append({
            "id": s.id,
            "type": s.predicate,
            "source": brief(r["a"]),
            "target": brief(r["b"]),
            "properties": {k: v for k, v in sorted(s.props.items()) if v is not None},
            "valid_from": dates.get("valid_from"),
            "valid_to": dates.get("valid_to"),
            "dates": {k: dates.get(k) for k in DATES},
            "status": s.status,
            "direction": "out" if r["a"]["id"] == entity_id else "in",
            "statements": [s.id],
        })  # fmt: skip
    return made


def brief(properties: Row) -> Row:
    return {k: properties.get(k) for k in ("id", "label", "name")}


def _evidence(r: Row) -> Row:
    s, d = r["s"], r["d"]
    statement = named(statement_of(s), {r["a"]["id"]: entity_of(r["a"]), r["b"]["id"]: entity_of(r["b"])})
    e = statement.evidence
    return {
        "statement": s["id"],
        "document": d["id"],
        "title": d.get("title") or d["id"],
        "publisher": d.get("publisher"),
        "date": d.get("date"),
        "url": d.get("url"),
        "lines": e.lines and list(e.lines),
        "page": e.page and (e.page[0] if e.page[0] == e.page[1] else list(e.page)),
        "section": e.section,
        "quote": e.quote,
        "quote_found": s.get("quote_found"),
        "sentence": sentence(statement),
        "status": s["status"],
        "method": s.get("method"),
    }


def place(e: Row) -> str:
    """Where in its document a piece of evidence stands, in words."""
    spans = [
        ("line", e["lines"]),
        ("page", e["page"] if isinstance(e["page"], list) else e["page"] and [e["page"]] * 2),
    ]
    words = [
        f"{name} {span[0]}" if span[0] == span[1] else f"{name}s {span[0]} to {span[1]}" for name, span in spans if span
    ]
    return re.sub(r"\s+", " ", ", ".join([*words, *([e["section"]] if e["section"] else [])]))


async def boards_of(store: Store, person_id: str, *, as_of: str | None, limit: int, offset: int) -> Page:
    """The boards of a person, by name and through the posts that the person holds; `via` names the post.

    A board of a post counts while both the post is held and the post sits there. Raises NotFound, Moved, Gone.
    """
    everything = 1_000_000
    own = await edges(
        store, person_id, types=("MEMBER_OF", "CHAIRS", "HOLDS"), direction="out", as_of=as_of, limit=everything,
        offset=0,
    )  # fmt: skip
    items = [e for e in own.items if e["type"] != "HOLDS"]
    for held in (e for e in own.items if e["type"] == "HOLDS"):
        seats = await edges(
            store, held["target"]["id"], types=("MEMBER_OF", "CHAIRS", "POST_IN"), direction="out", as_of=as_of,
            limit=everything, offset=0,
        )  # fmt: skip
        for seat in seats.items:
            if seat["target"]["label"] == "Board" and _overlap(held, seat):
                both_sure = held.get("in_force") == seat.get("in_force") == "surely"
                sure = {"in_force": "surely" if both_sure else "possibly"} if as_of else {}
                # the person sits there while holding the post
                held_dates = {k: held[k] for k in ("valid_from", "valid_to", "dates")}
                items.append({
                    **seat, **held_dates, **sure, "via": held["target"],
                    "status": _weaker(held["status"], seat["status"]),
                    "evidence": [*seat["evidence"], *held["evidence"]],
                })  # fmt: skip
    items.sort(key=lambda e: (e["target"]["name"], e["type"], e["valid_from"] or "", e["id"]))
    return Page(items[offset : offset + limit], len(items))


def _overlap(a: Row, b: Row) -> bool:
    """Whether two edges can have held at the same time."""
    first, second = a["dates"], b["dates"]
    return not (
        (first["end_latest"] or "9999") < (second["start_earliest"] or "")
        or (second["end_latest"] or "9999") < (first["start_earliest"] or "")
    )


def _weaker(a: str, b: str) -> str:
    """Of two statuses on one path the one that promises less."""
    order = ("negated", "planned", "unclear", "historic", "derived", "asserted")
    return min(a, b, key=order.index)
