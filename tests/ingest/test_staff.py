"""Posts that sentences tell beside the name of a body. All people and places are invented."""

from __future__ import annotations

import pytest

from ingest.extract import extract
from ingest.extract.post_mentions import post_mentions
from ingest.extract.staff import staff
from ingest.readers import read_text
from ingest.understand import understand

BOARD = "Examplia Safeguarding Children Partnership"
TITLE = f"# {BOARD} (ESCP)\n\nAnnual Report 2022/23\n\n"

POSTS: dict[str, tuple[str, set[tuple[str, str]]]] = {
    "of a body, in the plural": (
        "GP Leads from the Quinceborough ICB agreed to write to all surgeries about this.",
        {("GP Leads, Quinceborough ICB", "Quinceborough ICB")},
    ),
    "two posts of one body": (
        "The Lead Review Officer and Commander from the Quince Police met the auditors twice.",
        {("Lead Review Officer, Quince Police", "Quince Police"), ("Commander, Quince Police", "Quince Police")},
    ),
    "a chain behind the body": (
        "They were helped by the ESCP's Quality & Business Manager, Review Coordinator and Learning Coordinator.",
        {
            (f"Quality & Business Manager, {BOARD}", BOARD),
            (f"Review Coordinator, {BOARD}", BOARD),
            (f"Learning Coordinator, {BOARD}", BOARD),
        },
    ),
    "in small letters behind the body": (
        "These needs were found by the ESCP senior data analyst in the summer.",
        {(f"Senior data analyst, {BOARD}", BOARD)},
    ),
    "which a body has": (
        "Quinceborough NHS Trust has a dedicated patient voice lead for East Examplia.",
        {("Patient voice lead for East Examplia, Quinceborough NHS Trust", "Quinceborough NHS Trust")},
    ),
    "employed": (
        "They spoke with a play therapist employed by Fennelly Learning Trust.",
        {("Play therapist, Fennelly Learning Trust", "Fennelly Learning Trust")},
    ),
    "those of a team": (
        "The Fennelly Intervention Team includes social workers, youth workers and a speech and language therapist.",
        {
            ("Social workers, Fennelly Intervention Team", "Fennelly Intervention Team"),
            ("Youth workers, Fennelly Intervention Team", "Fennelly Intervention Team"),
            ("Speech and language therapist, Fennelly Intervention Team", "Fennelly Intervention Team"),
        },
    ),
    "those of the team of the sentence before": (
        "The Fennelly Outreach Service runs a club on Fridays. They meet a team including a Clinical Psychologist, "
        "a Nurse and a Substance Misuse Worker.",
        {
            ("Clinical Psychologist, Fennelly Outreach Service", "Fennelly Outreach Service"),
            ("Nurse, Fennelly Outreach Service", "Fennelly Outreach Service"),
            ("Substance Misuse Worker, Fennelly Outreach Service", "Fennelly Outreach Service"),
        },
    ),
    "of several bodies": (
        "Deputy Directors from the Home Office, Ofsted and the Department for Education lead the work.",
        {
            ("Deputy Director, Home Office", "Home Office"),
            ("Deputy Director, Ofsted", "Ofsted"),
            ("Deputy Director, Department for Education", "Department for Education"),
        },
    ),
    "with and within a title": (
        "The Fennelly Safeguarding Unit consists of two Team Managers, a Policy and Performance Officer and an administrator.",
        {
            ("Team Managers, Fennelly Safeguarding Unit", "Fennelly Safeguarding Unit"),
            ("Policy and Performance Officer, Fennelly Safeguarding Unit", "Fennelly Safeguarding Unit"),
            ("Administrator, Fennelly Safeguarding Unit", "Fennelly Safeguarding Unit"),
        },
    ),
    "of a service and its body": (
        "The meeting heard from the Executive Director, Fennelly Services, Quincey Council, in the spring.",
        {("Executive Director, Fennelly Services, Quincey Council", "Quincey Council")},
    ),
    "with its charge": (
        "The review was led by the Quince Police Chief Inspector with responsibility for school visits, and others.",
        {("Chief Inspector with responsibility for school visits, Quince Police", "Quince Police")},
    ),
}
NO_POSTS = {
    "a profession at large": "Social workers from Quincey Council visited the family centre in the spring.",
    "officers of a force": "Officers from the Quince Police attended twelve schools in the borough.",
    "a title that ends in a service": "The audit was signed off by the Assistant Director of Fennelly People Services in May.",
    "a list of other things": "The Fennelly Outreach Service includes group work, mentoring, a helpline and home visits.",
    "a case": "On Monday his mother met the designated safeguarding lead from Quinceborough NHS Trust.",
    "a condition": "If the Quinceborough NHS Trust has a dedicated participation lead, this may be easier.",
}


def read(text: str) -> set[tuple[str, str]]:
    document = understand(read_text("report.md", TITLE + text + "\n", markdown=True), "report")
    found = extract(document, [post_mentions, staff]).candidates
    return {(c.statement.subject.name, c.statement.object.name) for c in found if c.statement.predicate == "POST_IN"}


@pytest.mark.parametrize("case", POSTS)
def test_posts_are_read_with_their_body(case: str) -> None:
    text, expected = POSTS[case]
    assert read(text) == expected


@pytest.mark.parametrize("case", NO_POSTS)
def test_what_is_no_post_is_not_read(case: str) -> None:
    assert read(NO_POSTS[case]) == set()


def test_a_former_post_is_historic() -> None:
    text = "The former hospital discharge lead for the Quinceborough NHS Trust wrote to us about this."
    document = understand(read_text("report.md", TITLE + text + "\n", markdown=True), "report")
    assert {c.statement.status for c in extract(document, [staff]).candidates} == {"historic"}
