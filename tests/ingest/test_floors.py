"""How well the five documents are read, compared with what was read from them by hand: floors that may only rise.

`safegov evaluate --gold … FILE…` prints the same figures with what was missed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from ingest.commands import SURE
from ingest.evaluate import Row, Score, read_rows, score
from ingest.extract import extract
from ingest.readers import read
from ingest.understand import understand

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the five documents are not beside the project")

FLOORS = {
    "ATTENDANCE_RATE": (0.97, 0.95),
    "ATTENDED": (0.97, 0.78),
    "CHAIRS": (0.85, 0.45),
    "COVERS": (0.85, 0.6),
    "EVIDENCE_FOR": (0.97, 0.95),
    "FUNDS": (0.95, 0.65),
    "HAS_PRIORITY": (0.93, 0.6),
    "HOLDS": (0.92, 0.68),
    "MEETS": (0.9, 0.7),
    "MEMBER_OF": (0.92, 0.42),
    "OWNS_PROTOCOL": (0.92, 0.55),
    "PARTY_TO": (0.92, 0.42),
    "PART_OF": (0.85, 0.42),
    "POST_IN": (0.85, 0.55),
    "RECOMMENDS_TO": (0.9, 0.4),
    "REFERENCES": (0.92, 0.45),
    "RELEVANT_AGENCY_OF": (0.95, 0.95),
    "SCRUTINISES": (0.92, 0.5),
    "STATUTORY_PARTNER_OF": (0.95, 0.6),
    "SUBGROUP_OF": (0.9, 0.55),
    "SUCCEEDED_BY": (0.9, 0.5),
}
ALL = (0.94, 0.58)
"""Of all statements at the heart of the subject, precision and recall."""


@cache
def found() -> tuple[Row, ...]:
    documents = sorted((SHARED / "documents").glob("*.txt"))
    read_ones = [extract(understand(read(path), path.stem)) for path in documents]
    return tuple(c.row() for each in read_ones for c in each.candidates if c.confidence >= SURE)


@cache
def gold() -> tuple[Row, ...]:
    return tuple(read_rows(sorted((SHARED / "gold").glob("*.jsonl"))))


def shares(part: Score) -> tuple[float, float]:
    return part.precision or 0.0, part.recall or 0.0


@pytest.mark.parametrize("predicate", FLOORS)
def test_no_predicate_is_read_worse_than_before(predicate: str) -> None:
    precision, recall = shares(score(gold(), found(), predicates={predicate}, tier="core"))
    assert (precision >= FLOORS[predicate][0], recall >= FLOORS[predicate][1]) == (True, True), (precision, recall)


def test_all_statements_together_are_read_no_worse_than_before() -> None:
    precision, recall = shares(score(gold(), found(), tier="core"))
    assert (precision >= ALL[0], recall >= ALL[1]) == (True, True), (precision, recall)


def of_attendance(quote: str) -> bool:
    return bool({"Yes", "No"} & set(quote.split()))


def of_income(quote: str) -> bool:
    return len(quote) < 90 and any(c.isdigit() for c in quote.rsplit(maxsplit=1)[-1])


def of_priorities(quote: str) -> bool:
    return quote.lstrip().startswith("|")


def of_evidence(quote: str) -> bool:
    return bool(quote)


TABLES: dict[str, tuple[str, str, Callable[[str], bool]]] = {
    "attendance-table": ("ATTENDED", "date", of_attendance),
    "income-table": ("FUNDS", "amount_gbp", of_income),
    "priority-table": ("HAS_PRIORITY", "", of_priorities),
    "evidence-list": ("EVIDENCE_FOR", "", of_evidence),
}
"""Rows read by hand that come from a table or list of that kind: told by a property, and by their quotes."""


@pytest.mark.parametrize("method", TABLES)
def test_tables_and_lists_are_read_almost_whole(method: str) -> None:
    predicate, key, of_table = TABLES[method]
    rows = [r for r in found() if r["method"] == method and r["predicate"] == predicate]
    read_right = score(gold(), rows, predicates={predicate}, tier="core")
    stated = [
        r
        for r in gold()
        if r["predicate"] == predicate
        and r.get("tier") == "core"
        and (not key or key in (r.get("props") or {}))
        and of_table(r.get("quote") or "")
    ]
    missed = score(stated, rows, predicates={predicate}, tier="core").missed
    assert read_right.precision is not None
    assert read_right.precision >= 0.97
    assert 1 - len(missed) / len(stated) >= 0.95, [(r["subject"]["name"], r["object"]["name"]) for r in missed]


def test_dated_holders_of_posts_are_read() -> None:
    dated = [r for r in gold() if r["predicate"] == "HOLDS" and {"from", "to"} & set(r.get("props") or {})]
    rows = [r for r in found() if r["predicate"] == "HOLDS" and {"from", "to"} & set(r.get("props") or {})]
    missed = score(dated, rows).missed
    assert score(gold(), rows).precision == pytest.approx(1, abs=0.1)
    assert 1 - len(missed) / len(dated) >= 0.9, [(r["subject"]["name"], r["object"]["name"]) for r in missed]
