"""Candidates that are kept with what people decided about them: one SQLite file in the data folder.

Decisions are kept here first; `ingest.deciding` then brings the store in line with them. A document that is read again
keeps its decisions, as the id of a candidate is made of what it says and not of where it stands.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from graph.errors import NotFound, StoreUnavailable
from graph.statements import canonical, sha256
from ingest.candidates import Candidate
from ingest.changes import Difference, compare
from ingest.kept import STATES, Decision, Found, Kept, ReadDocument, Wish, new_id

FILE: Final = "candidates.db"
VERSION: Final = 1
BUSY_SECONDS: Final = 30.0

SCHEMA = """
CREATE TABLE documents (
  id TEXT PRIMARY KEY, file TEXT NOT NULL, path TEXT NOT NULL UNIQUE, title TEXT, kind TEXT, date TEXT,
  sha256 TEXT NOT NULL, extractor INTEGER NOT NULL, read_at TEXT NOT NULL, readings INTEGER NOT NULL,
  paged INTEGER NOT NULL, pages TEXT NOT NULL, notes TEXT NOT NULL, withheld TEXT NOT NULL
) STRICT;
CREATE TABLE candidates (
  id TEXT PRIMARY KEY, doc TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, place INTEGER NOT NULL,
  row TEXT NOT NULL, confidence REAL NOT NULL, method TEXT, state TEXT NOT NULL DEFAULT 'waiting', corrected TEXT,
  who TEXT, decided_at TEXT, read_at TEXT NOT NULL, gone TEXT, replaces TEXT, loaded TEXT
) STRICT;
CREATE INDEX candidates_of ON candidates (doc, state);
CREATE TABLE changes (n INTEGER NOT NULL) STRICT;
INSERT INTO changes VALUES (0);
"""


class Review:
    """The candidates in a data folder. Every call opens the file anew, so any thread or process may make one."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / FILE

    # -- reading in

    def known(self, digest: str, extractor: int) -> str | None:
        """The document that was made of a file with this SHA-256 by this version of the extractors."""
        with self._reading() as db:
            if db is None:
                return None
            asked = "SELECT id FROM documents WHERE sha256 = ? AND extractor = ?"
            row = db.execute(asked, (digest, extractor)).fetchone()
        return row["id"] if row else None

    def id_for(self, path: str, taken: Iterable[str] = ()) -> str:
        """The id of the document at a path: the one that it has, or one made of its name that no other file has."""
        with self._reading() as db:
            rows = db.execute("SELECT id, path FROM documents").fetchall() if db else []
        by_path = {r["path"]: r["id"] for r in rows}
        return by_path.get(path) or new_id(path, {*by_path.values(), *taken})

    def take(self, found: Found) -> Difference:
        """Keeps what was read from a file, in one transaction. Says what is new, changed and gone since it was read before."""
        now = _now()
        with self._writing() as db:
            old = db.execute("SELECT readings FROM documents WHERE id = ?", (found.doc,)).fetchone()
            before = [_kept(r) for r in db.execute("SELECT * FROM candidates WHERE doc = ?", (found.doc,))]
            db.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                "file = excluded.file, path = excluded.path, title = excluded.title, kind = excluded.kind, "
                "date = excluded.date, sha256 = excluded.sha256, extractor = excluded.extractor, "
                "read_at = excluded.read_at, readings = excluded.readings, paged = excluded.paged, "
                "pages = excluded.pages, notes = excluded.notes, withheld = excluded.withheld",
                (
                    found.doc, found.file, found.path, found.title, found.kind, found.date, found.sha256,
                    found.extractor, now, 1 + (old["readings"] if old else 0), found.paged, _json(found.pages),
                    _json(found.notes), _json(found.withheld),
                ),
            )  # fmt: skip
            difference = compare(before, found.candidates)
            known = {k.id: k for k in before}
            for place, each in enumerate(found.candidates):
                was = known.get(difference.replaces.get(each.id, ""))
                same = was if was and was.id in difference.reworded else None
                db.execute(
                    "INSERT INTO candidates (id, doc, place, row, confidence, method, read_at, replaces, state, corrected, "
                    "who, decided_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                    "place = excluded.place, row = excluded.row, confidence = excluded.confidence, "
                    "method = excluded.method, gone = NULL",
                    (
                        each.id, found.doc, place, _json(each.row()), each.confidence, each.statement.method, now,
                        was.id if was else None, same.state if same else "waiting",
                        _moved_along(same.corrected, each) if same else None, same.who if same else None,
                        same.decided_at if same else None,
                    ),
                )  # fmt: skip
                if (kept := known.get(each.id)) and kept.corrected:
                    db.execute(
                        "UPDATE candidates SET corrected = ? WHERE id = ?",
                        (_moved_along(kept.corrected, each), each.id),
                    )
            db.executemany("UPDATE candidates SET gone = ? WHERE id = ?", [(now, i) for i in difference.gone])
        return difference

    # -- listing

    def documents(self) -> list[ReadDocument]:
        """All that were read, by id."""
        with self._reading() as db:
            rows = db.execute("SELECT * FROM documents ORDER BY id").fetchall() if db else []
            counts = db.execute(COUNTS).fetchall() if db else []
        return [_document(r, counts) for r in rows]

    def document(self, doc: str) -> ReadDocument:
        """One of them. Raises NotFound."""
        with self._reading() as db:
            row = db and db.execute("SELECT * FROM documents WHERE id = ?", (doc,)).fetchone()
            counts = db.execute(COUNTS).fetchall() if db and row else []
        if not row:
            raise NotFound(f"No document {doc!r} was read", "Those that were: /api/v1/candidates, or safegov review")
        return _document(row, counts)

    def pages(self, doc: str) -> tuple[str, ...]:
        """The text that its candidates were read from. Raises NotFound."""
        with self._reading() as db:
            row = db and db.execute("SELECT pages FROM documents WHERE id = ?", (doc,)).fetchone()
        if not row:
            raise NotFound(f"No document {doc!r} was read", "Read it: safegov ingest FILE")
        return tuple(json.loads(row["pages"]))

    def candidates(self, wish: Wish, *, limit: int, offset: int = 0) -> tuple[list[Kept], int]:
        """Those that are wished for, document by document in the order of the text, and how many there are in all."""
        asked = {
            "doc": wish.document, "state": wish.state, "method": wish.method, "least": wish.least, "gone": wish.gone,
            "only_gone": wish.only_gone,
            "limit": limit, "offset": offset,
        }  # fmt: skip
        with self._reading() as db:
            if db is None:
                return [], 0
            rows = db.execute(f"SELECT * {WISHED} ORDER BY doc, place, id LIMIT @limit OFFSET @offset", asked)
            found = [_kept(r) for r in rows]
            total = db.execute(f"SELECT count(*) AS n {WISHED}", asked).fetchone()["n"]
        return found, total

    def candidate(self, candidate_id: str) -> Kept:
        """One candidate. Raises NotFound."""
        with self._reading() as db:
            row = db and db.execute("SELECT * FROM candidates WHERE id = ?", (candidate_id,)).fetchone()
        if not row:
            raise NotFound(f"There is no candidate {candidate_id!r}", "/api/v1/candidates lists them")
        return _kept(row)

    def state(self) -> str:
        """Changes with each thing that is read or decided."""
        with self._reading() as db:
            return str(db.execute("SELECT n FROM changes").fetchone()["n"]) if db else "0"

    # -- deciding

    def decide(self, decisions: Sequence[Decision], who: str) -> list[Kept]:
        """Keeps decisions, all or none; returns the candidates as they were. Raises NotFound."""
        before = []
        now = _now()
        with self._writing() as db:
            for each in decisions:
                row = db.execute("SELECT * FROM candidates WHERE id = ?", (each.id,)).fetchone()
                if not row:
                    raise NotFound(f"There is no candidate {each.id!r}", "/api/v1/candidates lists them")
                before.append(_kept(row))
                corrected = None if each.corrected is None else _json(each.corrected)
                done = (None, None) if each.state == "waiting" else (who, now)
                db.execute(
                    "UPDATE candidates SET state = ?, corrected = ?, who = ?, decided_at = ? WHERE id = ?",
                    (each.state, corrected, *done, each.id),
                )
        return before

    def restore(self, before: Iterable[Kept]) -> None:
        """Takes decisions back: the store refused what they would have put into it."""
        with self._writing() as db:
            db.executemany(
                "UPDATE candidates SET state = ?, corrected = ?, who = ?, decided_at = ? WHERE id = ?",
                [(k.state, k.corrected and _json(k.corrected), k.who, k.decided_at, k.id) for k in before],
            )

    def forget(self, doc: str) -> bool:
        """Takes a document out with its text, its candidates and what was decided. Says whether there was one."""
        if not self.path.exists():
            return False
        with self._writing() as db:
            return db.execute("DELETE FROM documents WHERE id = ?", (doc,)).rowcount > 0

    # -- for `ingest.deciding`, which brings the store in line

    def wanted(self, doc: str) -> list[Kept]:
        """What the store is to hold of a document: what was accepted or corrected, unless something took its place."""
        with self._reading() as db:
            rows = db.execute(WANTED, (doc,)).fetchall() if db else []
        return [_kept(r) for r in rows]

    def ids(self, doc: str) -> dict[str, str | None]:
        """All candidates of a document, each with the hash of what was put into the store."""
        with self._reading() as db:
            rows = db.execute("SELECT id, loaded FROM candidates WHERE doc = ?", (doc,)).fetchall() if db else []
        return {r["id"]: r["loaded"] for r in rows}

    def mark_loaded(self, loaded: Mapping[str, str | None]) -> None:
        """Keeps the hash of what was put into the store of each candidate; None where nothing is."""
        with self._writing() as db:
            db.executemany("UPDATE candidates SET loaded = ? WHERE id = ?", [(v, k) for k, v in loaded.items()])

    def behind(self) -> list[str]:
        """Documents of which the store does not hold what was decided."""
        with self._reading() as db:
            docs = [r["doc"] for r in db.execute("SELECT DISTINCT doc FROM candidates ORDER BY doc")] if db else []
        behind = []
        for doc in docs:
            loaded = {i: h for i, h in self.ids(doc).items() if h}
            if loaded != {k.id: hash_of(k) for k in self.wanted(doc)}:
                behind.append(doc)
        return behind

    # -- the file

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        if not self.path.exists():
            yield None
            return
        with self._opened() as db:
            yield db

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, all or nothing."""
        with self._opened() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("UPDATE changes SET n = n + 1")
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Raises StoreUnavailable where the file is damaged, of a newer program, or can not be opened."""
        db = None
        try:
            if not self.path.exists():
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            db = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            db.row_factory = sqlite3.Row
            _prepare(db, self.path)
            yield db
        except (sqlite3.Error, OSError) as error:
            raise StoreUnavailable(
                f"The candidates in {self.path} can not be used ({error})",
                "Make it writable; a damaged file is moved away, and the documents are ingested anew",
            ) from error
        finally:
            if db is not None:
                db.close()


COUNTS = (
    "SELECT doc, CASE WHEN gone IS NULL THEN state ELSE 'gone' END AS state, count(*) AS n "
    "FROM candidates c WHERE gone IS NULL OR NOT EXISTS (SELECT 1 FROM candidates n WHERE n.doc = c.doc AND n.replaces = c.id) "
    "GROUP BY 1, 2"
)
WISHED = (
    "FROM candidates WHERE (@doc IS NULL OR doc = @doc) AND (@state IS NULL OR state = @state) "
    "AND (@method IS NULL OR method = @method) AND confidence >= @least AND (@gone OR gone IS NULL) "
    "AND (NOT @only_gone OR (gone IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM candidates n WHERE n.doc = candidates.doc AND n.replaces = candidates.id)))"
)
WANTED = (
    "SELECT * FROM candidates c WHERE doc = ? AND state IN ('accepted', 'corrected') AND NOT EXISTS "
    "(SELECT 1 FROM candidates n WHERE n.replaces = c.id AND n.state != 'waiting' AND c.gone IS NOT NULL) "
    "ORDER BY place, id"
)


def hash_of(kept: Kept) -> str:
    """Changes with what the store is to hold of a candidate."""
    return sha256(canonical(kept.stated))


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")  # what is forgotten is not to be found in the file
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise StoreUnavailable(
            f"{path} has version {version}, this program knows {VERSION}", "Use the newer program that wrote it"
        )
    if version == VERSION:
        return
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("BEGIN IMMEDIATE")
    if db.execute("PRAGMA user_version").fetchone()[0] == 0:  # another process may have been quicker
        for command in SCHEMA.split(";\n"):
            db.execute(command)
        db.execute(f"PRAGMA user_version = {VERSION}")
    db.execute("COMMIT")


def _moved_along(corrected: Mapping[str, Any] | None, each: Candidate) -> str | None:
    """A correction, at the place where the words now stand."""
    if corrected is None:
        return None
    row = each.row()
    place = {k: row.get(k) for k in ("id", "lines", "page", "quote", "quote_sha256", "quote_words")}
    return _json({**corrected, **place})


def _document(row: sqlite3.Row, counts: Sequence[sqlite3.Row]) -> ReadDocument:
    found = dict.fromkeys((*STATES, "gone"), 0) | {c["state"]: c["n"] for c in counts if c["doc"] == row["id"]}
    return ReadDocument(
        row["id"], row["file"], row["title"], row["kind"], row["date"], row["sha256"], row["read_at"], row["readings"],
        bool(row["paged"]), tuple(json.loads(row["notes"])), tuple(json.loads(row["withheld"])), found,
    )  # fmt: skip


def _kept(row: sqlite3.Row) -> Kept:
    return Kept(
        row["id"], row["doc"], json.loads(row["row"]), row["confidence"], row["method"], row["state"],
        json.loads(row["corrected"]) if row["corrected"] else None, row["who"], row["decided_at"], row["read_at"],
        row["gone"], row["replaces"],
    )  # fmt: skip


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
