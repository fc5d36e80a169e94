"""Candidates for tests: of a report about Examplia, a place that does not exist."""

from __future__ import annotations

from typing import Any

from graph.statements import Entity, Evidence, sha256, squeeze
from ingest.candidates import Candidate, candidate
from ingest.extract import VERSION
from ingest.kept import Found

COUNCIL = ("Organisation", "Examplia Council")
BOARD = ("Board", "Examplia Safeguarding Board")
ADA = ("Person", "Ada Example")
TEXT = (
    "Annual report of Examplia\n\nThe Board met four times. Examplia Council gave 5,000 to the Board. It gave no more.\n"
    "Ada Example was\nin the chair.\n"
)
GAVE, CHAIRED = "Examplia Council gave 5,000 to the Board.", "Ada Example was in the chair."


def read_from(
    text: str,
    quote: str,
    subject: tuple[str, str],
    predicate: str,
    target: tuple[str, str],
    *,
    confidence: float = 0.9,
    doc: str = "examplia-report",
    **props: Any,
) -> Candidate:
    """A candidate whose quote is looked for in the text, so that its lines are right."""
    words = squeeze(quote).split()
    lines = text.split("\n")
    first, last = next(
        (a, b)
        for a in range(len(lines))
        for b in range(a, min(a + 3, len(lines)))
        if squeeze(quote) in squeeze(" ".join(lines[a : b + 1]))
    )
    while squeeze(quote) in squeeze(" ".join(lines[first + 1 : last + 1])):
        first += 1
    evidence = Evidence(doc, (first + 1, last + 1), (), None, None, squeeze(quote), sha256(squeeze(quote)), len(words))
    ends = Entity(*subject), Entity(*target)
    return candidate(evidence, ends[0], predicate, ends[1], method="test", confidence=confidence, props=props)


def gave(text: str = TEXT, amount: int = 5000, quote: str = GAVE) -> Candidate:
    return read_from(text, quote, COUNCIL, "FUNDS", BOARD, amount_gbp=amount)


def chaired(text: str = TEXT, quote: str = CHAIRED) -> Candidate:
    return read_from(text, quote, ADA, "CHAIRS", BOARD, confidence=0.6)


def found(text: str, *candidates: Candidate, doc: str = "examplia-report", **more: Any) -> Found:
    given: dict[str, Any] = {"title": "Annual report of Examplia", "kind": "annual report", "date": "2023-05"}
    return Found(
        file=f"{doc}.txt", path=f"folder/{doc}.txt", sha256=sha256(text), extractor=VERSION, pages=(text,), paged=False,
        candidates=candidates, doc=doc, **{**given, **more},
    )  # fmt: skip


def report() -> Found:
    """Two candidates: money (0.9) and a chair, whose name stands in it (0.6)."""
    return found(TEXT, gave(), chaired())
