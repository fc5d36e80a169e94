"""Instruments in sentences: their whole names, whose they are and who is bound by them."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
import yaml

from ingest.document import Document
from ingest.extract import extract
from ingest.extract.establishment_instruments import establishment_instruments
from ingest.extract.instrument_mentions import instrument_mentions, merged
from ingest.extract.stated import stated
from ingest.names import Names
from ingest.readers import read_text
from ingest.understand import understand

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    files("tests.fixtures").joinpath("instruments.yaml").read_text(encoding="utf-8")
)
FRONT = {
    "report": (
        "# Examplia Safeguarding Children Partnership\n\n# Annual Report 2022/23\n\n"
        "The Examplia Safeguarding Children Partnership (ESCP) has had a good year.\n\n## Practice\n\n"
    ),
    "review": "# Rapid review of arrangements\n\nWritten for several boroughs.\n\n## Findings\n\n",
}
OF_INSTRUMENTS = {"OWNS_PROTOCOL", "PARTY_TO", "REQUIRES"}


def document(kind: str, text: str) -> Document:
    return understand(read_text("examplia.md", f"{FRONT[kind]}{text}\n", markdown=True), "examplia")


def rows(doc: Document) -> set[str]:
    found = [c.statement for c in extract(doc, [stated]).candidates if c.confidence >= 0.5]
    return {
        f"{s.subject.name} > {s.predicate} > {s.object.name}" + ("" if s.status == "asserted" else f" [{s.status}]")
        for s in found
        if s.predicate in OF_INSTRUMENTS
    }


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [(kind, case["text"], frozenset(case.get("rows") or ())) for kind, listed in CASES.items() for case in listed],
    ids=lambda v: v[:60] if isinstance(v, str) else "",
)
def test_a_sentence_tells_whose_an_instrument_is_and_who_is_bound(
    kind: str, text: str, expected: frozenset[str]
) -> None:
    assert rows(document(kind, text)) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The council rewrote its Running from School Procedures.", "Running from School Procedures"),
        ("They wrote a No Need to Bathe protocol.", "No Need to Bathe protocol"),
        ("They refreshed the local 'Think Quince' guidance.", "'Think Quince' guidance"),
        ("All agreed to the Violence, Quince and Fennel (VQF) Strategy.", "Violence, Quince and Fennel (VQF) Strategy"),
        ("Read the guidance on Quince and Fennel (2018) first.", "Quince and Fennel (2018)"),
        ("They know the Thresholds of Need well.", "Thresholds of Need"),
        ("They use the Quince Care Profile 2 tool.", "Quince Care Profile 2 tool"),
        ("It speaks of the Quince Fennel Bill (2021) at length.", "Quince Fennel Bill (2021)"),
    ],
)
def test_the_name_of_an_instrument_is_whole(text: str, name: str) -> None:
    assert name in {m.entity.name for m in merged(text, Names().find(text))}


@pytest.mark.parametrize(
    "text",
    [
        "Children on Child Protection Plans were seen.",
        "The policy was read by the board and the plan was agreed.",
        "Care plans and a Care Plan were reviewed.",
        "Our Council policy is clear.",
        "Bill Quince wrote to us.",
    ],
)
def test_what_names_no_instrument_is_none(text: str) -> None:
    assert instrument_mentions(text, Names().find(text)) == []


def test_a_body_owns_the_instrument_that_a_list_of_references_gives_it_and_a_person_owns_none() -> None:
    text = (
        "## References\n\n"
        "1. Home Office (2021) *Quince Bathing Strategy*. London: Home Office.\n"
        "2. Quince, A. and Fennel, B. (2019) A guide to thyme. Quince Press.\n"
        "3. MOPAC (no date) Keeping fennel out of custody. A protocol for London. London.\n"
        "4. Ofsted (2018) Inspection report: the Quince plan. Ofsted.\n"
        "5. Examplia Youth Service (2020) Thyme for all: a handbook of practice\n"
    )
    assert rows(document("review", text)) == {
        "Home Office > OWNS_PROTOCOL > Quince Bathing Strategy",
        "Mayor's Office for Policing and Crime > OWNS_PROTOCOL > Keeping fennel out of custody",
        "Examplia Youth Service > OWNS_PROTOCOL > Thyme for all: a handbook of practice",
    }


def test_a_strategy_and_its_action_plan_are_two_instruments() -> None:
    board = "Examplia Safeguarding Children Partnership"
    assert rows(document("report", "Learning fed into the ESCP's bathing safety strategy and action plan.")) == {
        f"{board} > OWNS_PROTOCOL > {board} bathing safety strategy",
        f"{board} > OWNS_PROTOCOL > {board} bathing safety action plan",
    }


def test_a_place_that_a_part_of_a_review_is_on_has_the_policies_that_it_is_said_to_have() -> None:
    text = (
        "### Quince Wood YOI\n\nThere was a good bathing safety policy in place. A comprehensive fennel strategy had been "
        "formulated. There was no quince protocol. The national strategy was read.\n\n### Brent\n\n"
        "There was a good tea policy in place.\n"
    )
    found = extract(document("review", text), [establishment_instruments]).candidates
    assert {(c.statement.subject.name, c.statement.object.name) for c in found} == {
        ("Quince Wood YOI", "Quince Wood YOI bathing safety policy"),
        ("Quince Wood YOI", "Quince Wood YOI fennel strategy"),
    }


def test_the_act_is_the_one_that_the_paragraph_named_last() -> None:
    text = "The Children Act 2004 changed much. By May, Camden took steps to comply with the Act."
    assert "Camden > PARTY_TO > Children Act 2004" in rows(document("review", text))
    unnamed = "By May, Camden took steps to comply with the Act."
    assert not rows(document("review", unnamed))


def test_boroughs_whose_reports_tell_of_measures_are_bound() -> None:
    text = (
        "Working Together to Safeguard Children 2018 was read. The annual reports of Camden, Brent and Ealing "
        "show that they all took steps to comply with the changes introduced."
    )
    assert rows(document("review", text)) == {
        f"{area} > PARTY_TO > Working Together to Safeguard Children 2018" for area in ("Camden", "Brent", "Ealing")
    }
