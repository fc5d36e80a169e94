"""Brings the store in line with what was decided about candidates: what is accepted is in it, nothing else is.

Decisions are kept first (`ingest.review`). Where the program ends in between, the next call does what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from graph.errors import Fault, InputRefused
from graph.load import Located, Source, load, take_out
from graph.statements import RowError, Statement, read_row
from graph.store import Store
from ingest import copies
from ingest.files import register_entities
from ingest.kept import TAKEN, Decision, Kept, ReadDocument
from ingest.review import Review, hash_of
from queries.duties.derive import load_derived


async def decide(review: Review, store: Store, data_dir: Path, decisions: Sequence[Decision], who: str) -> list[Kept]:
    """Keeps decisions and has the store follow. Returns the candidates as they are now.

    Raises NotFound for an id that is unknown, InputRefused for a decision that can not be followed (see `check`) or a
    statement that the store refuses: then all is as it was.
    """
    check(review, decisions)
    before = review.decide(decisions, who)
    try:
        await settle(review, store, data_dir, sorted({k.doc for k in before}))
    except InputRefused:
        review.restore(before)
        raise
    return [review.candidate(d.id) for d in decisions]


def check(review: Review, decisions: Iterable[Decision]) -> None:
    """Raises InputRefused for decisions that can not be followed, with each fault; NotFound for an unknown id."""
    faults = []
    for each in decisions:
        kept = review.candidate(each.id)
        if each.state in TAKEN and kept.gone:
            reason = "the document was read anew and no longer says it"
            faults.append(Fault(each.id, reason, "Decide about what took its place, or reject it"))
        elif each.state == "corrected":
            try:
                statement = read_row({**(each.corrected or {}), "id": each.id})
                if statement.evidence != read_row(dict(kept.row)).evidence:
                    raise RowError(
                        "the evidence was changed", "Correct what is said; where it is said stays as it was read"
                    )
            except RowError as error:
                faults.append(Fault(each.id, error.reason, error.remedy))
    if faults:
        raise InputRefused("The decision can not be followed", faults)


async def settle(review: Review, store: Store, data_dir: Path, docs: Iterable[str]) -> int:
    """Loads what was accepted of these documents, and takes out what is no longer. Returns how many statements changed.

    Raises InputRefused where the store refuses a statement.
    """
    changed, touched = 0, []
    for doc in docs:
        done = await _settle(review, store, doc)
        if done:
            changed += done
            touched.append(doc)
            copies.remember_reading(data_dir, doc, review.pages(doc), review.document(doc).paged)
    if touched:
        await load_derived(store)
        await copies.refresh(store, data_dir, touched)
    return changed


async def _settle(review: Review, store: Store, doc: str) -> int:
    wanted = {k.id: k for k in review.wanted(doc)}
    loaded = review.ids(doc)
    rows = await store.read("MATCH (s:Statement {doc: $doc}) RETURN s.id AS id", {"doc": doc})
    there = {r["id"] for r in rows}
    ours = there & loaded.keys()
    stale = {i for i in ours if i not in wanted or loaded[i] != hash_of(wanted[i])}
    fresh = [k for i, k in wanted.items() if i in stale or i not in there]
    located = [Located(_statement(k), f"candidate {k.id}") for k in fresh]
    if stale:
        await take_out(store, sorted(stale))
    marks: dict[str, str | None] = dict.fromkeys(stale)
    if located:
        # a document that others have described keeps their description
        source = None if there - ours else source_of(review.document(doc))
        report = await load(store, located, [source] if source else [], known=register_entities())
        if report.faults:
            review.mark_loaded(marks)
            raise InputRefused("The store refused what was accepted", report.faults)
    review.mark_loaded(
        marks | {k.id: hash_of(k) for k in fresh} | {i: None for i in loaded if i not in there | wanted.keys()}
    )
    return len(stale | {k.id for k in fresh})


def source_of(document: ReadDocument) -> Source:
    return Source(document.id, document.title or document.file, date=document.date, kind=document.kind)


def _statement(kept: Kept) -> Statement:
    return read_row({**kept.stated, "id": kept.id})
