"""Reads texts made for tests of tables, and says what was found in short."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graph.statements import squeeze
from ingest.candidates import Candidate
from ingest.document import Document
from ingest.extract import extract
from ingest.readers import read_text
from ingest.understand import understand

Extractor = Callable[[Document], Iterator[Candidate]]
TITLE = "# Examplia Safeguarding Children Partnership\n\n# Annual Report 2022/23\n\n"


def document(text: str, *, title: str = TITLE) -> Document:
    return understand(read_text("report.md", title + text, markdown=True), "report")


def found(extractor: Extractor, text: str, *, title: str = TITLE) -> list[Candidate]:
    """What is found with some confidence; every quote must stand literally where it is said to."""
    made = document(text, title=title)
    extraction = extract(made, [extractor])
    assert not extraction.refused, extraction.refused
    for one in extraction.candidates:
        evidence = one.statement.evidence
        assert evidence.lines is not None
        assert evidence.quote
        lines = made.reading.text.split("\n")[evidence.lines[0] - 1 : evidence.lines[1]]
        assert evidence.quote in squeeze("\n".join(lines))
    return [c for c in extraction.candidates if c.confidence >= 0.5]
