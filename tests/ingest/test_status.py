"""The words of a sentence tell whether it states its fact."""

from __future__ import annotations

import pytest

from ingest.extract.status import status_of
from ingest.sentences import sentences


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The Examplia Panel reports to the Board.", "asserted"),
        ("The Panel does not only report to the Board.", "asserted"),
        ("It is unclear whether the Panel reports to the Board.", "unclear"),
        ("The Board appears to include the council.", "unclear"),
        ("There is no reference to the Panel in the plan.", "negated"),
        ("The council didn't attend.", "negated"),
        ("The Panel was unable to attend.", "negated"),
        ("From April the Panel will report to the Board.", "planned"),
        ("We propose a new subgroup.", "planned"),
        ("The Board intends to replace the Panel.", "planned"),
        ("The former Examplia Board met monthly.", "historic"),
        ("The subgroup was disbanded in May.", "historic"),
    ],
)
def test_status_of_a_sentence(sentence: str, status: str) -> None:
    assert status_of(sentence) == status


def test_sentences_end_at_points_but_not_at_titles_and_initials() -> None:
    text = "Cllr. A. Example chairs it, e.g. in May. Dr. Ada Example does not.\n\nA heading\n\nIs it so? Yes."
    assert [text[a:b] for a, b in sentences(text)] == [
        "Cllr. A. Example chairs it, e.g. in May.",
        "Dr. Ada Example does not.",
        "A heading",
        "Is it so?",
        "Yes.",
    ]
