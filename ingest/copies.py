"""The user's own copies of documents: finds each statement's quote in them by its hash.

A quote is known by its SHA-256 (runs of white space made one space) and its number of words, so a window of that many
words is slid over the words of the copy. The words found go into the store, never into the project.
"""

from __future__ import annotations

import json
import os
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from neo4j import AsyncManagedTransaction

from graph.errors import Fault, InputRefused
from graph.statements import sha256
from graph.store import Row, Store

SAMPLE = 20
"""How many quotes of each document are looked for to tell which document a copy is of."""
ENOUGH = 0.2
"""The share of them that the copy must hold."""


@dataclass(frozen=True, slots=True)
class Copy:
    """The words of a copy, and on which line and page each stands."""

    words: list[str]
    lines: list[int]
    pages: list[int] | None


async def add(store: Store, data_dir: Path, file: Path, doc: str | None = None) -> dict[str, Any]:
    """Adds one copy; returns file, document, and how many quotes were found, and at their place.

    Without `doc` it is the document most of whose quotes the copy holds. Raises InputRefused where the file can not be
    read, or where no loaded document fits.
    """
    pages = read_pages(file)
    copy = words_of(pages, paged=file.suffix.lower() == ".pdf")
    loaded = await _quoted(store)
    if doc is None:
        doc = _recognised(copy, loaded, file)
    elif doc not in loaded:
        known = ", ".join(sorted(loaded)) or "none"
        reason = f"no document {doc!r} is loaded"
        raise InputRefused("Nothing was added", [Fault(str(file), reason, f"Loaded: {known}")])
    found, at_place = await _keep(store, doc, loaded[doc], copy)
    remember(data_dir, doc, pages, copy.pages is not None)
    return {"file": str(file), "document": doc, "quotes": len(loaded[doc]), "found": found, "at_place": at_place}


async def refresh(store: Store, data_dir: Path, docs: Iterable[str]) -> None:
    """Finds the quotes of documents that were loaded anew in the copies added before."""
    kept = {doc: data_dir / "documents" / f"{doc}.json" for doc in docs}
    kept = {doc: file for doc, file in kept.items() if file.is_file()}
    if not kept:
        return
    loaded = await _quoted(store)
    for doc, file in kept.items():
        if doc in loaded:
            text = json.loads(file.read_text(encoding="utf-8"))
            await _keep(store, doc, loaded[doc], words_of(text["pages"], paged=text["paged"]))


READ = (".pdf", ".docx", ".html", ".htm")
"""Kinds of files whose text the readers write; it is the text that statements are read from, so quotes are found in it."""


def read_pages(file: Path) -> list[str]:
    """The text of each page of a PDF; a Word document, a web page and a text file are one page each.

    Raises InputRefused saying what is wrong with the file.
    """
    if file.suffix.lower() in READ:
        from ingest.readers.guarded import GuardedReader  # noqa: PLC0415

        try:
            with GuardedReader() as reader:
                return list(reader.read(file).pages)
        except InputRefused as error:
            raise InputRefused("Nothing was added", error.faults) from error
    try:
        return [file.read_text(encoding="utf-8-sig")]
    except UnicodeDecodeError as error:
        raise _refused(file, "it is no UTF-8 text", "Save it as UTF-8") from error
    except OSError as error:
        raise _refused(file, error.strerror or str(error), "Check the path") from error


def _refused(file: Path, reason: str, remedy: str) -> InputRefused:
    return InputRefused("Nothing was added", [Fault(str(file), reason, remedy)])


def words_of(pages: list[str], *, paged: bool) -> Copy:
    words: list[str] = []
    lines: list[int] = []
    on_page: list[int] = []
    line = 0
    for number, page in enumerate(pages, 1):
        for text in page.split("\n"):
            line += 1
            found = text.split()
            words += found
            lines += [line] * len(found)
            on_page += [number] * len(found)
    return Copy(words, lines, on_page if paged else None)


def find(copy: Copy, wanted: Iterable[Row]) -> dict[str, tuple[str, bool]]:
    """For each row (id, hash, words, lines, page) whose quote the copy holds: the quote, and whether at its place."""
    found: dict[str, tuple[str, bool]] = {}
    elsewhere: dict[int, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in wanted:
        first, last = _place(copy, row)
        for text in _windows(copy, row["words"], first, last):
            if sha256(text) == row["hash"]:
                found[row["id"]] = (text, True)
                break
        else:
            elsewhere[row["words"]][row["hash"]].append(row)
    for length, hashes in elsewhere.items():
        for text in _windows(copy, length, 0, len(copy.words)):
            for row in hashes.pop(sha256(text), ()):
                found[row["id"]] = (text, False)
            if not hashes:
                break
    return found


def _windows(copy: Copy, length: int, first: int, last: int) -> Iterator[str]:
    """Every run of `length` words among the words from `first` to before `last`."""
    for start in range(first, last - length + 1):
        yield " ".join(copy.words[start : start + length])


def _place(copy: Copy, row: Row) -> tuple[int, int]:
    """The words of the lines or pages that the statement names: the first, and the one after the last."""
    numbers, key = (copy.lines, "lines") if copy.pages is None else (copy.pages, "page")
    if row[f"{key}_from"] is None:
        return 0, 0
    return bisect_left(numbers, row[f"{key}_from"]), bisect_right(numbers, row[f"{key}_to"])


async def _quoted(store: Store) -> dict[str, list[Row]]:
    """The statements of each document whose quote can be looked for."""
    rows = await store.read(
        "MATCH (s:Statement) WHERE s.quote_sha256 IS NOT NULL AND s.quote_words IS NOT NULL "
        "RETURN s.id AS id, s.doc AS doc, s.quote_sha256 AS hash, s.quote_words AS words, "
        "s.lines_from AS lines_from, s.lines_to AS lines_to, s.page_from AS page_from, s.page_to AS page_to ORDER BY id"
    )
    by_doc: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_doc[row["doc"]].append(row)
    return by_doc


def _recognised(copy: Copy, loaded: dict[str, list[Row]], file: Path) -> str:
    samples = {doc: rows[:: max(1, len(rows) // SAMPLE)][:SAMPLE] for doc, rows in loaded.items()}
    if file.stem in samples:  # most likely: look there first, and only there where it fits
        samples = {file.stem: samples[file.stem], **samples}
    shares: dict[str, float] = {}
    for doc, rows in samples.items():
        shares[doc] = len(find(copy, rows)) / len(rows)
        if shares[doc] > 1 / 2:
            return doc
    best = max(shares, key=lambda d: (shares[d], d), default=None)
    if best is None or shares[best] < ENOUGH:
        reason = "it holds the quotes of no loaded document"
        remedy = f"Say which one it is with --as: {', '.join(sorted(loaded)) or 'none is loaded'}"
        raise InputRefused("Nothing was added", [Fault(str(file), reason, remedy)])
    return best


async def _keep(store: Store, doc: str, rows: list[Row], copy: Copy) -> tuple[int, int]:
    found = find(copy, rows)
    kept = [{"id": r["id"], "quote": found.get(r["id"], (None, False))[0], "found": r["id"] in found} for r in rows]

    async def work(tx: AsyncManagedTransaction) -> None:
        await tx.run(
            "UNWIND $rows AS row MATCH (s:Statement {id: row.id}) "
            "SET s.quote = coalesce(row.quote, s.quote), s.quote_found = row.found",
            rows=kept,
        )
        await tx.run("MERGE (m:Meta {id: 'store'}) SET m.loads = coalesce(m.loads, 0) + 1")

    await store.write(work)
    return len(found), sum(here for _, here in found.values())


def remember_reading(data_dir: Path, doc: str, pages: Sequence[str], paged: bool) -> None:
    """Keeps the text that statements were read from as the copy, unless somebody added a copy of the document."""
    file = data_dir / "documents" / f"{doc}.json"
    if not file.exists() or json.loads(file.read_text(encoding="utf-8")).get("read"):
        remember(data_dir, doc, pages, paged, read=True)


def remember(data_dir: Path, doc: str, pages: Sequence[str], paged: bool, *, read: bool = False) -> None:
    """Keeps the copy's text, readable by its owner only, for statements that are loaded later."""
    folder = data_dir / "documents"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        scratch = folder / f"{doc}.new"
        with open(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump({"paged": paged, "pages": list(pages), "read": read}, file, ensure_ascii=False)
        os.replace(scratch, folder / f"{doc}.json")
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputRefused("The copy was not kept", [Fault(str(folder), reason, "Make the folder writable")]) from error
