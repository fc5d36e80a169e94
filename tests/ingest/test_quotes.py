"""Every statement read from a document quotes words that stand in it, at the lines that it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.statements import sha256, squeeze
from ingest.extract import extract
from ingest.readers import read
from ingest.understand import understand

DOCUMENTS = sorted((Path(__file__).parents[3] / "shared" / "documents").glob("*.txt"))


@pytest.mark.skipif(not DOCUMENTS, reason="the five documents are not beside the project")
@pytest.mark.parametrize("path", DOCUMENTS, ids=[p.stem[:20] for p in DOCUMENTS])
def test_every_quote_is_literally_in_the_document_at_its_lines(path: Path) -> None:
    found = extract(understand(read(path), path.stem))
    lines = path.read_text(encoding="utf-8").split("\n")
    assert found.candidates
    for candidate in found.candidates:
        evidence = candidate.statement.evidence
        assert evidence.lines is not None
        assert evidence.quote
        first, last = evidence.lines
        assert evidence.quote in squeeze("\n".join(lines[first - 1 : last])), candidate.id
        assert evidence.quote_sha256 == sha256(evidence.quote)
        assert 0 < len(evidence.quote) <= 300
        assert 0 <= candidate.confidence <= 1


@pytest.mark.skipif(not DOCUMENTS, reason="the five documents are not beside the project")
@pytest.mark.parametrize("path", DOCUMENTS, ids=[p.stem[:20] for p in DOCUMENTS])
def test_nothing_that_is_read_breaks_the_ontology_or_is_told_twice(path: Path) -> None:
    found = extract(understand(read(path), path.stem))
    assert [(c.statement.predicate, why) for c, why in found.refused] == []
    ids = [c.id for c in found.candidates]
    assert len(ids) == len(set(ids))
