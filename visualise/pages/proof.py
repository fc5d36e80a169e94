"""Evidence as it is read on a page: the document and the place as a link, and the words or a sentence of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph import read
from graph.store import Row
from visualise.pages.links import statement_href
from visualise.pages.words import Tag, capital, status


@dataclass(frozen=True, slots=True)
class Proof:
    statement: str
    title: str
    where: str
    """Place in the document."""
    publisher: str | None
    quote: str | None
    found: bool | None
    """Whether the quote stands in the copy that was added; None where nobody has looked."""
    sentence: str
    href: str
    status: str
    tag: Tag


def proof(e: Row) -> Proof:
    """A piece of evidence, as `graph.read` gives it."""
    return Proof(
        e["statement"], e["title"], read.place(e), e["publisher"], e["quote"], e["quote_found"],
        capital(e["sentence"]), statement_href(e["document"], e["statement"]), e["status"], status(e["status"]),
    )  # fmt: skip


def proofs(evidence: Mapping[str, Row]) -> dict[str, Proof]:
    return {i: proof(e) for i, e in evidence.items()}
