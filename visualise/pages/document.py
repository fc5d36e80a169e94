"""The pages of documents: which are loaded, and what each of them states, in the order of its text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from graph.read_documents import before, document, documents, statements_of
from graph.store import Row, Store
from visualise.pages.links import document_href, href
from visualise.pages.parts import Bit, Line, Table
from visualise.pages.proof import Proof, proof
from visualise.pages.words import NOT_KNOWN, capital, day, number, some, status
from visualise.site import render

SIZE = 50
"""Statements on one part of the page."""


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of the document."""

    id: str
    proof: Proof
    sentence: str
    """Without the words of its status, which stand before it as a tag."""
    ends: tuple[tuple[str, str | None], ...]
    note: str | None


async def documents_page(store: Store) -> str:
    """HTML of the list of documents, the one with most statements first."""
    found = (await documents(store, limit=100_000, offset=0)).items
    found.sort(key=lambda d: (-d["statements"], d["title"] or d["id"]))
    table = Table(
        "Documents and public sources that are loaded",
        ("Title", "Publisher", "Date", "Kind", "Statements", "Quotes at hand", "Found in your copy"),
        (False, False, False, False, True, True, True),
        tuple(_line(d) for d in found),
        (
            ("Documents (CSV)", "/api/v1/documents.csv"),
            ("Documents (JSON)", "/api/v1/documents?limit=1000"),
        ),
        proof=False,
    )
    return render("documents.html.j2", table=table, total=len(found), statements=sum(d["statements"] for d in found))


async def document_page(
    store: Store, document_id: str, *, part: int, statement: str | None, review: str | None = None
) -> str:
    """HTML of a document and a part of its statements, that with `statement` where it is given. Raises NotFound.

    `review` is the address of its candidates, where it was read and they can be reviewed here.
    """
    found = await document(store, document_id)
    if statement is not None:
        position = await before(store, document_id, statement)
        part = 1 if position is None else position // SIZE + 1
    page = await statements_of(store, document_id, limit=SIZE, offset=(part - 1) * SIZE)
    told = [_said(s) for s in page.items]
    return render(
        "document.html.j2",
        review=review,
        document=found,
        title=found["title"] or found["id"],
        facts=_facts(found),
        places=[
            (capital(where) or "No place is given", list(said))
            for where, said in groupby(told, lambda s: s.proof.where)
        ],
        shown=len(told),
        missing=statement if statement is not None and all(s["id"] != statement for s in page.items) else None,
        first=(part - 1) * SIZE + 1,
        total=page.total,
        part=part,
        last=max(1, -(-page.total // SIZE)),
        path=document_href(document_id),
    )


def _line(d: Row) -> Line:
    return Line((
        (Bit(d["title"] or d["id"], document_href(d["id"])),),
        (_known(d["publisher"]),),
        (_known(day(d["date"])),),
        (_known(capital(d["kind"] or "")),),
        (Bit(number(d["statements"])),),
        (Bit(number(d["quotes_at_hand"])),),
        (Bit(number(d["quotes_found"])),),
    ))  # fmt: skip


def _known(text: str | None) -> Bit:
    return Bit(text) if text else Bit(NOT_KNOWN, quiet=True)


def _facts(d: Row) -> list[tuple[str, str]]:
    told = ", ".join(f"{n:,} {status(s).text.lower()}" for s, n in d["by_status"].items())
    quotes = "No copy of it was added here, so each statement is told in a sentence of ours."
    if d["quotes_at_hand"]:
        quotes = f"{some(d['quotes_at_hand'], 'quote')} at hand, {d['quotes_found']:,} found in the copy that was added"
    return [
        ("Publisher", d["publisher"] or NOT_KNOWN),
        ("Date", day(d["date"]) or NOT_KNOWN),
        ("Kind", capital(d["kind"] or NOT_KNOWN)),
        ("Statements", f"{d['statements']:,}: {told}" if told else "None"),
        ("Words", quotes),
        ("Id", d["id"]),
    ]


def _said(s: Row) -> Said:
    p = proof(s["evidence"])
    ends = {e["id"]: e["name"] for e in (s["subject"], s["object"])}
    return Said(
        s["id"], p, capital(p.sentence.removeprefix(f"{p.tag.text}: ")),
        tuple((name, href(i)) for i, name in ends.items()), s["note"],
    )  # fmt: skip
