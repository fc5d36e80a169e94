"""What sentences state between named bodies is read from them, and nothing is read from sentences that state none of it."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
import yaml

from ingest.document import Document
from ingest.extract import extract
from ingest.extract.stated import stated
from ingest.readers import read_text
from ingest.understand import understand

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    files("tests.fixtures").joinpath("sentences.yaml").read_text(encoding="utf-8")
)
COUNTED = 0.5
"""Readings below this confidence do not count as found."""
FRONT = {
    "report": (
        "# Examplia Safeguarding Children Partnership\n\n# Annual Report 2022/23\n\n"
        "The Examplia Safeguarding Children Partnership (ESCP) has had a good year.\n\n## Governance\n\n"
    ),
    "review": "# Rapid review of arrangements\n\nWritten for several boroughs.\n\n## Findings\n\n",
}


def document(kind: str, text: str) -> Document:
    return understand(read_text("examplia.md", f"{FRONT[kind]}{text}\n", markdown=True), "examplia")


def rows(doc: Document) -> set[str]:
    found = set()
    for candidate in extract(doc, [stated]).candidates:
        s = candidate.statement
        if candidate.confidence < COUNTED:
            continue
        props = ", ".join(f"{k}: {str(v).lower() if isinstance(v, bool) else v}" for k, v in sorted(s.props.items()))
        row = f"{s.subject.name} > {s.predicate} > {s.object.name}"
        found.add(row + (f" {{{props}}}" if props else "") + (f" [{s.status}]" if s.status != "asserted" else ""))
    return found


def cases() -> list[tuple[str, str, frozenset[str]]]:
    return [
        (kind, case["text"], frozenset(case.get("rows") or ())) for kind, listed in CASES.items() for case in listed
    ]


@pytest.mark.parametrize(("kind", "text", "expected"), cases(), ids=lambda v: v[:60] if isinstance(v, str) else "")
def test_a_sentence_gives_the_facts_that_it_states_and_no_others(
    kind: str, text: str, expected: frozenset[str]
) -> None:
    assert rows(document(kind, text)) == expected


def test_enough_sentences_are_kept_that_state_nothing() -> None:
    assert sum(not expected for _, _, expected in cases()) >= 25
    assert len(cases()) >= 60
