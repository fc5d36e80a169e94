"""Recommendations are read with who makes them and whom they address, each as a fact of its own."""

from __future__ import annotations

import pytest

from ingest.document import Document
from ingest.extract import extract
from ingest.extract.recommendations import recommendations
from ingest.readers import read_text
from ingest.understand import understand

REVIEW = "# Rapid review of arrangements\n\nWritten for several boroughs.\n\n"
REPORT = (
    "# Examplia Safeguarding Children Partnership\n\n# Annual Report 2022/23\n\n"
    "The Examplia Safeguarding Children Partnership (ESCP) has had a good year.\n\n## Learning\n\n"
)


def document(text: str) -> Document:
    return understand(read_text("examplia.md", text, markdown=True), "examplia")


def rows(text: str) -> list[str]:
    found = [c for c in extract(document(text), [recommendations]).candidates if c.confidence >= 0.5]
    assert all(c.statement.predicate == "RECOMMENDS_TO" and c.statement.status == "planned" for c in found)
    return sorted(f"{c.statement.subject.name} > {c.statement.object.name}" for c in found)


def test_a_list_and_a_table_under_the_heading_name_whom_they_address() -> None:
    text = (
        f"{REVIEW}## Recommendations\n\n"
        "1. MOPAC should publish its minutes.\n2. Camden Council and Brent Council must share one template.\n"
        "3. Practitioners should feel able to speak.\n\n| |\n|--|\n"
        "| 4. The role of the Home Office in these arrangements could be explored further. |\n"
        "| 5. All partners should accept that change takes time. |\n"
    )
    review = "Rapid review of arrangements >"
    bodies = ["Brent Council", "Camden Council", "Home Office", "Mayor's Office for Policing and Crime"]
    assert rows(text) == [f"{review} {body}" for body in bodies]


def test_each_recommendation_to_the_same_body_is_a_fact_of_its_own() -> None:
    text = (
        f"{REVIEW}## Recommendations\n\n1. MOPAC should publish its minutes every quarter.\n"
        "2. MOPAC should name one officer for every borough.\n"
    )
    assert rows(text) == ["Rapid review of arrangements > Mayor's Office for Policing and Crime"] * 2


def test_a_recommendation_printed_twice_is_one_fact_with_two_places() -> None:
    said = "MOPAC should publish its minutes every quarter."
    text = f"{REVIEW}## Summary of recommendations\n\n- {said}\n\n## Recommendations\n\n- {said}\n"
    (found,) = extract(document(text), [recommendations]).candidates
    assert len(found.statement.evidence.also_lines) == 1


@pytest.mark.parametrize(
    "line",
    [
        "Reflections Quince National Review",
        "Recommendations from the Quince National Review",
        "A bit of detail Quince National Review",
    ],
)
def test_a_list_under_a_reviews_name_is_that_reviews_recommendations(line: str) -> None:
    text = f"{REVIEW}{line}\n\n- The Home Office should publish its minutes.\n- Nobody was there.\n"
    assert rows(text) == ["Quince National Review > Home Office"]


def test_the_review_of_a_subject_is_named_by_it() -> None:
    text = (
        f"{REVIEW}Reflections Independent Review Fennel Services;\n\n- Government should set a target by next year.\n"
    )
    assert rows(text) == ["Independent Review Fennel Services > Government"]


def test_a_report_gives_the_numbered_recommendations_of_the_review_that_it_tells_of() -> None:
    text = (
        f"{REPORT}The Quince Thematic Review made two recommendations.\n\n### Assurance\n\n"
        "Recommendation 1: The Home Office should renew its guidance on youth clubs.\n\n"
        "In answer to it the Home Office should be thanked for its work.\n\n"
        "Recommendation 2 The Department for Education and the ESCP should write to every school.\n"
    )
    bodies = ["Department for Education", "Examplia Safeguarding Children Partnership", "Home Office"]
    assert rows(text) == [f"Quince Thematic Review > {body}" for body in bodies]


def test_recommendations_of_a_review_that_only_a_pseudonym_names_are_left_to_a_person() -> None:
    text = (
        f"{REPORT}The Child Z Review made two recommendations.\n\n"
        "Recommendation 1: The Home Office should renew its guidance on youth clubs.\n"
    )
    (found,) = extract(document(text), [recommendations]).candidates
    assert found.confidence < 0.5
    assert "Child Z" not in found.statement.subject.name


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("There is scope for the Home Office and MOPAC to name champions.", 2),
        ("The role of MOPAC could be explored in this.", 1),
        ("MOPAC could provide more support to panels.", 1),
        ("We recommend that the Home Office publishes its list.", 1),
        ("It is recommended that MOPAC and the Home Office agree a plan.", 2),
        ("We recommend that, within three months, the Home Office publishes its list.", 1),
        ("We asked the Home Office for its list.", 0),
        ("The statutory guidance states that the Home Office should publish its list.", 0),
        ("MOPAC should have been there, young people said.", 0),
        ("The Home Office has set out what schools should do.", 0),
        ("Should MOPAC publish its minutes?", 0),
    ],
)
def test_a_review_recommends_in_its_own_voice(text: str, bodies: int) -> None:
    assert len(rows(f"{REVIEW}## Findings\n\n{text}\n")) == bodies


def test_a_report_that_is_no_review_recommends_nothing_by_saying_what_should_be() -> None:
    assert rows(f"{REPORT}The role of MOPAC could be explored. The Home Office should publish its list.\n") == []


def test_what_a_table_asks_to_be_made_clear_is_asked_of_the_body_whose_part_it_is() -> None:
    text = f"{REVIEW}## Recommendations\n\n- It would be useful to set out MOPAC's roles in one picture.\n"
    assert rows(text) == ["Rapid review of arrangements > Mayor's Office for Policing and Crime"]


def test_money_or_work_that_bodies_should_share_is_asked_of_each() -> None:
    text = f"{REVIEW}## Recommendations\n\n- A librarian should be jointly funded by MOPAC and the Home Office.\n"
    assert len(rows(text)) == 2


@pytest.mark.parametrize(
    "line",
    ["Immediately the Home Office should publish its list.", "Within a year, the Home Office should publish its list."],
)
def test_a_time_may_stand_before_the_addressee(line: str) -> None:
    assert rows(f"{REVIEW}## Recommendations\n\n{line}\n") == ["Rapid review of arrangements > Home Office"]


def test_a_report_recommends_under_that_heading_only_and_not_where_it_tells_of_progress() -> None:
    line = "- The Home Office should publish its list.\n"
    report = "Examplia Safeguarding Children Partnership Annual Report 2022/23 > Home Office"
    assert rows(f"{REPORT}### Recommendations of the scrutineer\n\n{line}") == [report]
    assert rows(f"{REPORT}### Progress on recommendations\n\n{line}") == []
