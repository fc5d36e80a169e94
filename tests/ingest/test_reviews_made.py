"""Who has a review, an audit or an evaluation made is read with a name that tells the review apart."""

from __future__ import annotations

import pytest

from ingest.extract import extract
from ingest.extract.reviews_made import reviews_made
from ingest.readers import read_text
from ingest.understand import understand

HOME = "Examplia Safeguarding Children Partnership"
REPORT = f"# {HOME}\n\n# Annual Report 2022/23\n\nThe {HOME} (ESCP) has had a good year.\n\n## Learning\n\n"
REVIEW = "# Rapid review of arrangements\n\nWritten for several boroughs.\n\n## Introduction\n\n"


def rows(text: str, front: str = REPORT) -> list[str]:
    found = extract(
        understand(read_text("examplia.md", front + text, markdown=True), "examplia"), [reviews_made]
    ).candidates
    assert all(c.statement.predicate == "COMMISSIONS" for c in found)
    ends = [(c.statement.subject.name, c.statement.object.name, c.statement.status) for c in found]
    return sorted(f"{who} > {what}" + (f" [{status}]" if status != "asserted" else "") for who, what, status in ends)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Camden carried out a review of its youth clubs and street teams in 2016, which led to one service.",
            "Camden Council > Camden review of its youth clubs and street teams, 2016",
        ),
        (
            "Brent Council has carried out an independent evaluation of its early help offer.",
            "Brent Council > Brent Council independent evaluation of its early help offer",
        ),
        (
            "A multi-agency audit of neglect referrals was undertaken by the ESCP in March 2022.",
            f"{HOME} > {HOME} multi-agency audit of neglect referrals, March 2022",
        ),
        (
            "The ESCP commissioned an independent consultant to undertake a review of its subgroups and their work.",
            f"{HOME} > {HOME} review of its subgroups and their work",
        ),
        (
            "We will conduct a thematic audit of referrals to the front door.",
            f"{HOME} > {HOME} thematic audit of referrals to the front door [planned]",
        ),
        ("When a serious incident becomes known, the ESCP shall commission a Rapid Review.", f"{HOME} > Rapid Reviews"),
        (
            "The ESCP has the authority to commission Local Child Safeguarding Practice Reviews.",
            f"{HOME} > Local Child Safeguarding Practice Reviews",
        ),
        (
            "The Examplia Learning Group will be responsible for commissioning, overseeing and publishing rapid reviews.",
            "Examplia Learning Group > Rapid Reviews",
        ),
        ("The ESCP commissioned the NSPCC's Quince Profile 3 tool for all its services.", f"{HOME} > Quince Profile 3"),
    ],
)
def test_a_body_has_a_review_made(text: str, expected: str) -> None:
    assert expected in rows(text)


@pytest.mark.parametrize(
    "text",
    [
        "The ESCP undertook a review of the case of a girl who died in spring.",
        "The ESCP reviewed its work.",
        "Camden carried out a review in the summer.",
        "The outcome of the review of panels in Camden was good.",
        "Did the ESCP undertake a review of its subgroups and their work?",
        "The ESCP held a Rapid Review on the death of Child Z.",
        "Practitioners complete an audit of their own cases every month.",
    ],
)
def test_what_tells_no_review_apart_is_not_read(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Fennel Research was commissioned by the Home Office to review the arrangements of several boroughs.",
        "This rapid review was commissioned by the Home Office.",
        "The Home Office commissioned this review in January.",
        "This review was undertaken on behalf of the Home Office.",
    ],
)
def test_a_review_tells_who_has_it_made(text: str) -> None:
    assert rows(text, REVIEW) == ["Home Office > Rapid review of arrangements"]
    assert rows(text, REPORT) == []


def test_the_decision_to_begin_reviews_of_the_kind_spoken_of_is_somebodys() -> None:
    text = (
        "Local Child Safeguarding Practice Reviews look back.\n\n"
        "The authority to commission a review rests with the Examplia Case Panel."
    )
    assert rows(text) == ["Examplia Case Panel > Local Child Safeguarding Practice Reviews"]
