"""Loading statements: all or nothing for each source document, in any order, as often as one likes.

Each source is one transaction, written in batches. Edges and entities are computed anew from all statements that touch
them, so what stands in the store afterwards depends on which statements are there, not on how they came.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from neo4j import AsyncManagedTransaction

from graph import projection
from graph.dates import Span, parse
from graph.errors import Fault
from graph.identity import Identities
from graph.ontology import ontology
from graph.statements import Entity, Evidence, Statement, canonical, particulars, read_entity, write_entity
from graph.store import Row, Store

BATCH = 1000

Progress = Callable[[int], None]
"""Called with the number of statements that were done since the last call."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document that statements come from."""

    id: str
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    """Partial date as printed; what the document asserts is attested for it."""
    kind: str | None = None
    url: str | None = None

    @property
    def dated(self) -> Span | None:
        try:
            return parse(self.date) if self.date else None
        except ValueError:
            return None


SOURCE_KEYS = ("id", "title", "publisher", "date", "kind", "url")


@dataclass(frozen=True, slots=True)
class Located:
    """A statement and where it stands in the input, for messages."""

    statement: Statement
    where: str


@dataclass(slots=True)
class Report:
    """What a load did, source by source."""

    loaded: dict[str, int] = field(default_factory=dict)
    """Statements of each source that was taken, those that were there already included."""
    added: int = 0
    removed: int = 0
    faults: list[Fault] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """Sources of which nothing was loaded."""


async def load(
    store: Store,
    located: Sequence[Located],
    sources: Iterable[Source] = (),
    *,
    known: Iterable[Entity] = (),
    replaces: bool = False,
    skip: frozenset[str] = frozenset(),
    progress: Progress = lambda _: None,
) -> Report:
    """Loads the statements of each document in a transaction of its own.

    `known` are entities that names may stand for beside those in the store. With `replaces`, statements of a document
    that are not among the given ones are removed. Documents in `skip` (they had a faulty row) are left alone. A
    document whose statements contradict each other, or those in the store, is refused whole; see `Report.faults`.
    """
    report = Report(refused=sorted(skip))
    found = await _identities(store, known)
    resolved = found.resolve_all([item.statement for item in located])
    by_doc: dict[str, list[Located]] = defaultdict(list)
    for item, statement in zip(located, resolved, strict=True):
        by_doc[statement.doc].append(Located(statement, item.where))
    described = {s.id: s for s in sources}
    for doc in sorted(by_doc):
        if doc in skip:
            continue
        faults = await _conflicts(store, by_doc[doc])
        if faults:
            report.faults += faults
            report.refused.append(doc)
            continue
        unique = list({item.statement.id: item.statement for item in by_doc[doc]}.values())
        added, removed = await _load_source(store, described.get(doc) or Source(doc), unique, replaces, progress)
        report.loaded[doc] = len(unique)
        report.added += added
        report.removed += removed
    return report


async def withdraw(store: Store, doc: str) -> int:
    """Takes all statements of a document out of the store, and the document. Returns how many there were."""

    async def work(tx: AsyncManagedTransaction) -> int:
        old = await tx.run("MATCH (s:Statement {doc: $doc}) RETURN properties(s) AS s ORDER BY s.id", doc=doc)
        gone = [statement_of(row["s"]) async for row in old]
        await _remove(tx, gone)
        await _project(tx, gone)
        await tx.run("MATCH (d:Source {id: $doc}) DETACH DELETE d", doc=doc)
        await tx.run("MERGE (m:Meta {id: 'store'}) SET m.loads = coalesce(m.loads, 0) + 1")
        return len(gone)

    return await store.write(work)


async def take_out(store: Store, ids: Sequence[str]) -> int:
    """Takes single statements out of the store; a document of which none is left goes too. Returns how many there were."""

    async def work(tx: AsyncManagedTransaction) -> int:
        old = await tx.run(
            "UNWIND $ids AS id MATCH (s:Statement {id: id}) RETURN properties(s) AS s ORDER BY id", ids=list(ids)
        )
        gone = [statement_of(row["s"]) async for row in old]
        await _remove(tx, gone)
        await _project(tx, gone)
        for doc in sorted({s.doc for s in gone}):
            await tx.run(
                "MATCH (d:Source {id: $doc}) OPTIONAL MATCH (s:Statement {doc: $doc}) "
                "WITH d, count(s) AS left_over WHERE left_over = 0 DETACH DELETE d",
                doc=doc,
            )
        if gone:
            await tx.run("MERGE (m:Meta {id: 'store'}) SET m.loads = coalesce(m.loads, 0) + 1")
        return len(gone)

    return await store.write(work)


async def rebuild(store: Store) -> None:
    """Makes the whole graph anew from the statements that are kept: how an older store is migrated."""
    rows = await store.read("MATCH (s:Statement) RETURN properties(s) AS s ORDER BY s.id")
    sources = await store.read("MATCH (d:Source) RETURN properties(d) AS d ORDER BY d.id")
    kept = {r["s"]["id"]: r["s"] for r in rows}
    statements = [statement_of(row) for row in kept.values()]

    async def work(tx: AsyncManagedTransaction) -> None:
        await tx.run("MATCH (n:Entity) DETACH DELETE n")
        for row in sources:
            source = source_of(row["d"])
            await _tell_source(tx, source, [s for s in statements if s.doc == source.id], kept)

    await store.write(work)


@dataclass(frozen=True, slots=True)
class SourceRows:
    """All that one document states."""

    source: Source
    statements: tuple[Statement, ...]
    loaded_at: str | None = None


async def replace_all(
    store: Store, told: Sequence[SourceRows], *, moved: Mapping[str, str | None], marks: Mapping[str, Any]
) -> None:
    """Puts these statements in place of all that a copy holds, in one transaction.

    `moved` are ids that were merged into another one, or withdrawn (None); `marks` are kept beside the schema version.
    """

    async def work(tx: AsyncManagedTransaction) -> None:
        await tx.run("MATCH (n) WHERE NOT n:Meta DETACH DELETE n")
        for each in told:
            await _write_source(tx, each.source)
            await _tell_source(tx, each.source, each.statements, {})
            await tx.run("MATCH (d:Source {id: $doc}) SET d.loaded_at = $at", doc=each.source.id, at=each.loaded_at)
        # what the statements name is there again, so it is neither merged nor withdrawn
        rows = [{"id": old, "to": new} for old, new in sorted(moved.items())]
        await tx.run(
            "UNWIND $rows AS row OPTIONAL MATCH (e:Entity {id: row.id}) WITH row, e WHERE e IS NULL "
            "MERGE (m:Moved {id: row.id}) SET m.to = row.to",
            rows=rows,
        )
        await tx.run(
            "MERGE (m:Meta {id: 'store'}) SET m.loads = coalesce(m.loads, 0) + 1 SET m += $marks", marks=dict(marks)
        )

    await store.write_copy(work)


async def _tell_source(
    tx: AsyncManagedTransaction, source: Source, statements: Sequence[Statement], kept: Mapping[str, Row]
) -> None:
    for batch in _batches(statements):
        await _write_batch(tx, source, batch, kept)
    await _project(tx, list(statements))


def source_of(properties: Row) -> Source:
    return Source(**{k: properties.get(k) for k in SOURCE_KEYS})  # type: ignore[arg-type]


def statement_of(kept: Row) -> Statement:
    """The statement that the properties of a Statement node hold."""

    def entity(key: str) -> Entity:
        raw = json.loads(kept[key])
        curated = raw.pop("curated", False)
        return read_entity(raw, key, curated=curated)

    def span(key: str) -> tuple[int, int] | None:
        first = kept.get(f"{key}_from")
        return None if first is None else (first, kept[f"{key}_to"])

    also = tuple((a, b) for a, b in json.loads(kept.get("also_lines") or "[]"))
    return Statement(
        Evidence(
            kept["doc"], span("lines"), also, span("page"), kept.get("section"), kept.get("quote"),
            kept.get("quote_sha256"), kept.get("quote_words"),
        ),
        entity("subject_as"),
        kept["predicate"],
        entity("object_as"),
        json.loads(kept["props"]),
        kept["status"],
        kept.get("method"),
        kept.get("note"),
        kept["id"],
    )  # fmt: skip


async def _identities(store: Store, known: Iterable[Entity]) -> Identities:
    rows = await store.read(
        "MATCH (e:Entity) WHERE NOT e:Meeting "
        "RETURN e.id AS id, e.label AS label, e.name AS name, e.aliases AS aliases, e.area AS area, "
        "e.identifiers AS identifiers"
    )
    moved = await store.read("MATCH (m:Moved) WHERE m.to IS NOT NULL RETURN m.id AS id, m.to AS to")
    kept = [
        Entity(
            r["label"], r["name"], r["id"], None, tuple(r["aliases"] or ()),
            tuple(json.loads(r["identifiers"] or "{}").items()), tuple(r["area"] or ()),
        )
        for r in rows
    ]  # fmt: skip
    return Identities([*known, *kept], {r["id"]: r["to"] for r in moved})


async def _conflicts(store: Store, items: list[Located]) -> list[Fault]:
    """Ids that stand for two different contents, among the items or between them and the store."""
    faults = []
    first: dict[str, Located] = {}
    for item in items:
        other = first.setdefault(item.statement.id, item)
        if other.statement.digest != item.statement.digest:
            reason = f"id {item.statement.id} has other content than {other.where}"
            faults.append(Fault(item.where, reason, "Give each statement an id of its own, or leave it out"))
    for ids in _batches(list(first)):
        rows = await store.read(
            "UNWIND $ids AS id MATCH (s:Statement {id: id}) RETURN s.id AS id, s.digest AS digest, s.doc AS doc",
            {"ids": ids},
        )
        for row in rows:
            item = first[row["id"]]
            if row["digest"] != item.statement.digest:
                reason = f"id {row['id']} stands in the store with other content (document {row['doc']})"
                faults.append(Fault(item.where, reason, "Give it another id, or leave the id out"))
    return faults


async def _load_source(
    store: Store, source: Source, statements: list[Statement], replaces: bool, progress: Progress
) -> tuple[int, int]:
    done = 0

    async def work(tx: AsyncManagedTransaction) -> tuple[int, int]:
        nonlocal done
        done = 0  # the transaction may run again
        old = await tx.run("MATCH (s:Statement {doc: $doc}) RETURN properties(s) AS s ORDER BY s.id", doc=source.id)
        kept = {row["s"]["id"]: row["s"] async for row in old}
        wanted = {s.id for s in statements}
        gone = [statement_of(row) for i, row in kept.items() if replaces and i not in wanted]
        await _remove(tx, gone)
        changed, redated = await _write_source(tx, source)
        fresh = [s for s in statements if redated or s.id not in kept or _differs(s, kept[s.id])]
        if redated:  # a new date of the document changes what surely held, for those that are not given again too
            fresh += [statement_of(row) for i, row in kept.items() if i not in wanted and not replaces]
        for batch in _batches(fresh):
            await _write_batch(tx, source, batch, kept)
            progress(len(batch))
            done += len(batch)
        await _project(tx, [*fresh, *gone])
        if fresh or gone or changed:
            await tx.run("MERGE (m:Meta {id: 'store'}) SET m.loads = coalesce(m.loads, 0) + 1")
            await tx.run("MATCH (d:Source {id: $doc}) SET d.loaded_at = $now", doc=source.id, now=_now())
        return sum(s.id not in kept for s in fresh), len(gone)

    counts = await store.write(work)
    progress(len(statements) - done)
    return counts


def _differs(s: Statement, row: Row) -> bool:
    """Whether a statement that is kept already is told differently now: its ends' names, its method, its note, its quote."""
    said = (s.digest, _mention(s.subject), _mention(s.object), s.method, s.note)
    kept = (row["digest"], row["subject_as"], row["object_as"], row.get("method"), row.get("note"))
    return said != kept or s.evidence.quote not in (None, row.get("quote"))


def _mention(entity: Entity) -> str:
    return canonical(write_entity(entity) | ({"curated": True} if entity.curated else {}))


async def _write_source(tx: AsyncManagedTransaction, source: Source) -> tuple[bool, bool]:
    """Writes the Source node. Returns whether it is new or changed, and whether the date that it had has changed."""
    result = await tx.run("MATCH (d:Source {id: $id}) RETURN properties(d) AS d", id=source.id)
    rows = [source_of(row["d"]) async for row in result]
    # a file of statements alone does not take away what is known of its document
    if rows and (rows[0] == source or source == Source(source.id)):
        return False, False
    said = {k: getattr(source, k) for k in SOURCE_KEYS}
    await tx.run("MERGE (d:Source {id: $id}) SET d += $said", id=source.id, said=said)
    return True, bool(rows) and rows[0].date != source.date


async def _write_batch(
    tx: AsyncManagedTransaction, source: Source, batch: list[Statement], before: Mapping[str, Row]
) -> None:
    ends: dict[str, dict[str, str]] = defaultdict(dict)
    for s in batch:
        for end in _entities(s):
            ends[end.label][end.known_id] = end.label
    for label in sorted(ends):
        await tx.run(
            f"UNWIND $ids AS id MERGE (e:Entity:{label} {{id: id}}) SET e.label = $label",
            ids=sorted(ends[label]), label=label,
        )  # fmt: skip
        await tx.run("UNWIND $ids AS id MATCH (m:Moved {id: id}) WHERE m.to IS NULL DELETE m", ids=sorted(ends[label]))
    await tx.run(
        "UNWIND $rows AS row MERGE (s:Statement {id: row.id}) SET s = row "
        "WITH s, row MATCH (a:Entity {id: row.subject}) MERGE (s)-[:SUBJECT]->(a) "
        "WITH s, row MATCH (b:Entity {id: row.object}) MERGE (s)-[:OBJECT]->(b) "
        "WITH s MATCH (d:Source {id: $doc}) MERGE (s)-[:STATED_IN]->(d)",
        rows=[_kept(s, source, before.get(s.id, {})) for s in batch], doc=source.id,
    )  # fmt: skip


def _entities(s: Statement) -> list[Entity]:
    met = [projection.meeting_of(s)] if s.predicate == "ATTENDED" and s.status not in projection.NO_EDGE else []
    return [s.subject, s.object, *met]


def _kept(s: Statement, source: Source, before: Row) -> Row:
    """The statement as flat properties of its node; a quote that was found in the user's copy before stays."""
    e = s.evidence
    edges = projection.edges_of(s, source.dated)
    row: Row = {
        "id": s.id, "doc": s.doc, "predicate": s.predicate, "status": s.status, "section": e.section,
        "quote": e.quote or before.get("quote"),
        "quote_found": before.get("quote_found"), "quote_sha256": e.quote_sha256, "quote_words": e.quote_words,
        "subject": s.subject.known_id, "object": s.object.known_id, "props": canonical(s.props),
        "subject_as": _mention(s.subject), "object_as": _mention(s.object), "method": s.method, "note": s.note,
        "also_lines": canonical(e.also_lines) if e.also_lines else None, "digest": s.digest,
        "particulars": particulars(s, ontology().edges[s.predicate]) or None,
        "dates": canonical(projection.dates_of(projection.interval(s, source.dated))),
        "edge": edges[0].id if edges else None, "meeting_edge": edges[1].id if len(edges) > 1 else None,
    }  # fmt: skip
    for key, span in (("lines", e.lines), ("page", e.page)):
        if span:
            row[f"{key}_from"], row[f"{key}_to"] = span
    return {k: v for k, v in row.items() if v is not None}


async def _remove(tx: AsyncManagedTransaction, gone: list[Statement]) -> None:
    for batch in _batches([s.id for s in gone]):
        await tx.run("UNWIND $ids AS id MATCH (s:Statement {id: id}) DETACH DELETE s", ids=batch)


async def _project(tx: AsyncManagedTransaction, touched: list[Statement]) -> None:
    """Computes anew the edges and entities that the touched statements have to do with."""
    edges: dict[str, projection.Edge] = {e.id: e for s in touched for e in projection.edges_of(s)}
    entities = {e.known_id: e.label for s in touched for e in _entities(s)}
    for ids in _batches(sorted(entities)):
        await _describe(tx, {i: entities[i] for i in ids})
    for batch in _batches([edges[i] for i in sorted(edges)]):
        await _draw(tx, batch)
    by_label = {label: sorted(i for i in entities if entities[i] == label) for label in ("Board", "Meeting")}
    await _name_meetings(tx, by_label["Board"], by_label["Meeting"])


async def _describe(tx: AsyncManagedTransaction, labels: dict[str, str]) -> None:
    mentions: dict[str, list[Entity]] = defaultdict(list)
    # what was derived calls an entity what sources call it, so it has no say beside them
    derived: dict[str, list[Entity]] = defaultdict(list)
    for link, key in (("SUBJECT", "subject_as"), ("OBJECT", "object_as")):
        result = await tx.run(
            f"UNWIND $ids AS id MATCH (e:Entity {{id: id}})<-[:{link}]-(s:Statement) "
            f"RETURN e.id AS id, s.{key} AS said, s.status = 'derived' AS follows, count(*) AS times",
            ids=[i for i in labels if labels[i] != "Meeting"],
        )
        async for row in result:
            raw = json.loads(row["said"])
            curated = raw.pop("curated", False)
            by_source = derived if row["follows"] else mentions
            by_source[row["id"]] += [read_entity(raw, key, curated=curated)] * row["times"]
    mentions = derived | mentions
    rows = []
    for entity_id, all_mentions in sorted(mentions.items()):
        e = projection.describe(all_mentions)
        kept = {"name": e.name, "aliases": list(e.aliases), "kind": e.kind, "area": list(e.area)}
        kept["identifiers"] = canonical(dict(e.identifiers)) if e.identifiers else None
        rows.append({"id": entity_id, "kept": kept})
    await tx.run("UNWIND $rows AS row MATCH (e:Entity {id: row.id}) SET e += row.kept", rows=rows)
    lost = [i for i in labels if i not in mentions and labels[i] != "Meeting"]
    await tx.run("UNWIND $ids AS id MATCH (e:Entity {id: id}) DETACH DELETE e", ids=lost)
    await tx.run("UNWIND $ids AS id MERGE (m:Moved {id: id}) REMOVE m.to", ids=lost)


async def _draw(tx: AsyncManagedTransaction, batch: list[projection.Edge]) -> None:
    """Writes the edges of a batch with all evidence that the store has for them; one without evidence goes."""
    evidence: dict[str, list[Row]] = defaultdict(list)
    for key in ("edge", "meeting_edge"):
        result = await tx.run(
            f"UNWIND $ids AS id MATCH (s:Statement {{{key}: id}}) RETURN id, s.id AS statement, s.dates AS dates",
            ids=[e.id for e in batch],
        )
        async for row in result:
            evidence[row["id"]].append(row.data())
    rows: dict[str, list[Row]] = defaultdict(list)
    for edge in batch:
        if edge.id in evidence:
            rows[edge.type].append(_edge_row(edge, evidence[edge.id]))
    for type_ in sorted(rows):
        await tx.run(
            "UNWIND $rows AS row MATCH (a:Entity {id: row.source}) MATCH (b:Entity {id: row.target}) "
            f"MERGE (a)-[r:{type_} {{id: row.id}}]->(b) SET r = row.kept",
            rows=rows[type_],
        )
    lost: dict[str, list[Row]] = defaultdict(list)
    for edge in batch:
        if edge.id not in evidence:
            lost[edge.type].append({"id": edge.id, "source": edge.source})
    for type_ in sorted(lost):
        await tx.run(
            f"UNWIND $rows AS row MATCH (:Entity {{id: row.source}})-[r:{type_} {{id: row.id}}]->() DELETE r",
            rows=lost[type_],
        )


def _edge_row(edge: projection.Edge, evidence: list[Row]) -> Row:
    dates = projection.join_dates(json.loads(row["dates"]) for row in evidence)
    kept = {**edge.properties, **dates, "id": edge.id, "status": edge.status}
    kept["statements"] = sorted(row["statement"] for row in evidence)
    return {"id": edge.id, "source": edge.source, "target": edge.target, "kept": kept}


async def _name_meetings(tx: AsyncManagedTransaction, boards: list[str], meetings: list[str]) -> None:
    """A meeting is named by its board and day; one that no record of attendance is left of goes."""
    result = await tx.run(
        "UNWIND $ids AS id MATCH (b:Board {id: id})<-[r:MEETING_OF]-(m:Meeting) "
        "RETURN m.id AS id, b.name AS board, r.start_earliest AS first, r.start_latest AS last",
        ids=boards,
    )
    rows = []
    async for row in result:
        when = str(Span(date.fromisoformat(row["first"]), date.fromisoformat(row["last"]))) if row["first"] else None
        rows.append({"id": row["id"], "name": f"{row['board']}, {when or 'date not stated'}", "date": when})
    await tx.run(
        "UNWIND $rows AS row MATCH (m:Meeting {id: row.id}) SET m.name = row.name, m.date = row.date, m.aliases = []",
        rows=rows,
    )
    await tx.run(
        "UNWIND $ids AS id MATCH (m:Meeting {id: id}) OPTIONAL MATCH (m)-[r:MEETING_OF]->(:Board) "
        "WITH m, count(r) AS boards WHERE boards = 0 DETACH DELETE m",
        ids=meetings,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _batches(items: Sequence[Any]) -> Iterator[Any]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
