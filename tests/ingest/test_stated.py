"""What sentences state between named bodies is read from them, and nothing is read from sentences that state none of it."""

from __future__ import annotations

import time
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


def test_a_duty_laid_on_agencies_is_read_for_each_agency_of_the_list_that_follows() -> None:
    doc = document(
        "report",
        "Relevant agencies are named below. These agencies have a statutory duty to co-operate with the "
        "ESCP's published "
        "arrangements.\n\n- Quince Academy\n- NHS England\n- The Fennel Housing Association (FHA)\n\n## "
        "Priorities\n\n- Neglect",
    )
    home = "Examplia Safeguarding Children Partnership"
    agencies = ["Quince Academy", "NHS England", "Fennel Housing Association"]
    assert {r for r in rows(doc) if "DUTY" in r} == {f"{a} > DUTY_TO_COOPERATE > {home}" for a in agencies}
    assert {r for r in rows(doc) if "PARTY" in r} == {
        f"{a} > PARTY_TO > {home} safeguarding arrangements" for a in agencies
    }


def test_instruments_listed_by_borough_are_the_boroughs_and_a_named_boards_are_the_boards() -> None:
    lists = "".join(
        f"### {place}\n\nNeglect Strategy 2020-24 (May 2021)\n\n{place} CSP—Violence Reduction Plan 2021\n\n"
        "Health and Wellbeing Board minutes (May 2019)\n\nA short note (no date)\n\nThe youth survey (May 2020)\n\n"
        for place in ("Camden", "Brent", "Ealing")
    )
    found = rows(document("review", lists))
    assert "Camden > PARTY_TO > Camden Neglect Strategy 2020-24" in found
    board = "Brent Community Safety Partnership"
    assert f"{board} > OWNS_PROTOCOL > {board} Violence Reduction Plan 2021" in found
    assert not [r for r in found if "minutes" in r or "survey" in r or "note" in r]


def test_every_quote_stands_literally_in_the_document() -> None:
    text = "\n\n".join(case["text"] for case in CASES["report"])
    doc = document("report", text)
    plain = " ".join(doc.reading.text.split())
    candidates = list(stated(doc))
    assert len(candidates) > 40
    for candidate in candidates:
        quote = candidate.statement.evidence.quote
        assert quote is not None
        assert quote in plain


def test_a_sentence_that_a_reference_list_holds_is_not_read() -> None:
    fact = "The Turnaround Project is funded by the Home Office."
    assert rows(document("review", f"{fact}\n"))
    assert not rows(document("review", f"## References\n\n{fact}\n"))


def test_it_stands_for_the_body_of_the_sentence_before_with_less_confidence() -> None:
    doc = document(
        "report", "The Examplia Adolescent Board meets monthly. It oversees the Examplia Exploitation Panel."
    )
    (candidate,) = stated(doc)
    assert candidate.statement.subject.name == "Examplia Adolescent Board"
    assert candidate.confidence < 0.85


def test_two_hundred_and_fifty_kilobytes_are_read_quickly() -> None:
    sentence = "The Examplia Exploitation Panel met with practitioners and talked about funding and its reports. "
    text = "\n\n".join(sentence * 5 for _ in range(480))
    doc = document("report", text)
    began = time.process_time()
    assert not list(stated(doc))
    assert time.process_time() - began < 5
