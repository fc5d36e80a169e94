"""Reads the documents that statements come from, and the statements of one in the order of its text."""

from __future__ import annotations

from graph.errors import NotFound
from graph.load import SOURCE_KEYS
from graph.read import Page, shown_statement
from graph.statements import STATUSES
from graph.store import Row, Store

_IN_ORDER = (
    "MATCH (s:Statement {doc: $id}) "
    "WITH s.id AS id, coalesce(s.page_from, 0) AS page, coalesce(s.lines_from, 0) AS line, "
    "coalesce(s.section, '') AS section, "
    "CASE WHEN s.page_from IS NULL AND s.lines_from IS NULL THEN 1 ELSE 0 END AS placeless "
    "RETURN id ORDER BY placeless, page, line, section, id"
)


async def documents(store: Store, *, limit: int, offset: int) -> Page:
    """All documents by id, each with its number of statements by status, and the quotes that are at hand."""
    rows = await store.read("MATCH (d:Source) RETURN properties(d) AS d ORDER BY d.id")
    page = [row["d"] for row in rows[offset : offset + limit]]
    counts = await store.read(
        "UNWIND $ids AS id MATCH (s:Statement {doc: id}) "
        "RETURN id, s.status AS status, count(s) AS n, "
        "sum(CASE WHEN s.quote IS NULL THEN 0 ELSE 1 END) AS quotes, "
        "sum(CASE WHEN s.quote_found THEN 1 ELSE 0 END) AS found",
        {"ids": [d["id"] for d in page]},
    )
    return Page([_shown(d, [c for c in counts if c["id"] == d["id"]]) for d in page], len(rows))


async def document(store: Store, document_id: str) -> Row:
    """One document, with its number of statements by status and by predicate. Raises NotFound."""
    d = await _found(store, document_id)
    counts = await store.read(
        "MATCH (s:Statement {doc: $id}) RETURN s.status AS status, s.predicate AS predicate, count(s) AS n, "
        "sum(CASE WHEN s.quote IS NULL THEN 0 ELSE 1 END) AS quotes, "
        "sum(CASE WHEN s.quote_found THEN 1 ELSE 0 END) AS found",
        {"id": document_id},
    )
    predicates: dict[str, int] = {}
    for row in sorted(counts, key=lambda c: str(c["predicate"])):
        predicates[row["predicate"]] = predicates.get(row["predicate"], 0) + row["n"]
    return {**_shown(d, counts), "by_predicate": predicates}


async def statements_of(store: Store, document_id: str, *, limit: int, offset: int) -> Page:
    """The statements of a document: by page and line, those of a section alone after these. Raises NotFound."""
    await _found(store, document_id)
    total = await store.read("MATCH (s:Statement {doc: $id}) RETURN count(s) AS n", {"id": document_id})
    ordered = await store.read(
        _IN_ORDER + " SKIP $offset LIMIT $limit", {"id": document_id, "offset": offset, "limit": limit}
    )
    ids = [row["id"] for row in ordered]
    rows = await store.read(
        "UNWIND $ids AS id MATCH (s:Statement {id: id})-[:STATED_IN]->(d:Source) "
        "MATCH (s)-[:SUBJECT]->(a:Entity) MATCH (s)-[:OBJECT]->(b:Entity) "
        "RETURN properties(s) AS s, properties(d) AS d, properties(a) AS a, properties(b) AS b",
        {"ids": ids},
    )
    found = {row["s"]["id"]: shown_statement(row) for row in rows}
    return Page([found[i] for i in ids if i in found], total[0]["n"])


async def before(store: Store, document_id: str, statement_id: str) -> int | None:
    """How many statements of the document come before this one; None where it is none of the document's."""
    rows = await store.read(_IN_ORDER, {"id": document_id})
    return next((n for n, row in enumerate(rows) if row["id"] == statement_id), None)


async def _found(store: Store, document_id: str) -> Row:
    rows = await store.read("MATCH (d:Source {id: $id}) RETURN properties(d) AS d", {"id": document_id})
    if not rows:
        raise NotFound(f"There is no document {document_id!r}", "Those that are loaded: /api/v1/documents")
    found: Row = rows[0]["d"]
    return found


def _shown(d: Row, counts: list[Row]) -> Row:
    statuses = {s: n for s in STATUSES if (n := sum(c["n"] for c in counts if c["status"] == s))}
    return {
        **{key: d.get(key) for key in SOURCE_KEYS},
        "loaded_at": d.get("loaded_at"),
        "statements": sum(statuses.values()),
        "by_status": statuses,
        "quotes_at_hand": sum(c["quotes"] for c in counts),
        "quotes_found": sum(c["found"] for c in counts),
    }
