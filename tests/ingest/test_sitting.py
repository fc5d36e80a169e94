"""Reviewing in the terminal: each candidate beside its words, one letter for each decision."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import NotFound, Refused
from graph.settings import Settings
from ingest.kept import Wish
from ingest.review import Review
from ingest.reviewing import Reviewing
from tests.ingest.reviewed import TEXT, chaired, found, gave, report


@pytest.fixture
def review(tmp_path: Path) -> Review:
    made = Review(tmp_path)
    made.take(report())
    return made


class Terminal:
    """Answers in their order, and what was said."""

    def __init__(self, *answers: str) -> None:
        self._answers: Iterator[str] = iter(answers)
        self.said: list[str] = []

    def ask(self, words: str) -> str:
        self.said.append(words)
        answer = next(self._answers, None)
        if answer is None:
            raise EOFError
        return answer + "\n"

    def say(self, words: str) -> None:
        self.said.append(words)

    def sit(self, tmp_path: Path) -> str:
        Reviewing(Settings(data_dir=tmp_path, _env_file=None), []).sit(self.ask, self.say)
        return "\n".join(self.said)


def states(review: Review) -> dict[str, str]:
    return {k.row["predicate"]: k.state for k in review.candidates(Wish(gone=False), limit=9)[0]}


def test_each_candidate_is_shown_beside_its_words(review: Review, tmp_path: Path) -> None:
    said = Terminal("a", "r").sit(tmp_path)
    assert "»Examplia Council gave 5,000 to the Board.« It gave no more." in said
    assert "= Examplia Council funds Examplia Safeguarding Board (£5,000)." in said
    assert "1 of 2 · line 3 · test, 0.90" in said
    assert states(review) == {"FUNDS": "accepted", "CHAIRS": "rejected"}


def test_skipping_leaves_it_and_quitting_ends(review: Review, tmp_path: Path) -> None:
    Terminal("s", "q", "a").sit(tmp_path)
    assert states(review) == {"FUNDS": "waiting", "CHAIRS": "waiting"}


def test_no_answer_any_more_is_like_quitting(review: Review, tmp_path: Path) -> None:
    Terminal("a").sit(tmp_path)
    assert states(review) == {"FUNDS": "accepted", "CHAIRS": "waiting"}


@pytest.mark.parametrize("typed", ["Ada Exemplar", "rejected?", "", "aa", "question"])
def test_a_word_that_only_begins_so_decides_nothing(typed: str, review: Review, tmp_path: Path) -> None:
    assert "Type one of the letters" in Terminal(typed, "s", "q").sit(tmp_path)
    assert set(states(review).values()) == {"waiting"}


def test_the_whole_word_does_as_well_as_its_letter(review: Review, tmp_path: Path) -> None:
    Terminal("Accept", "reject").sit(tmp_path)
    assert states(review) == {"FUNDS": "accepted", "CHAIRS": "rejected"}


def test_a_letter_that_is_none_is_asked_again(review: Review, tmp_path: Path) -> None:
    assert "Type one of the letters" in Terminal("x", "", "a", "q").sit(tmp_path)
    assert states(review)["FUNDS"] == "accepted"


def test_a_correction_is_asked_for_part_by_part(review: Review, tmp_path: Path) -> None:
    said = Terminal(
        "c", "", "", "likes", "", "", "", "", "c", "Examplia Trust", "", "", "", "", "amount_gbp=7", "", "q"
    ).sit(tmp_path)
    assert "predicate 'LIKES' is unknown" in said
    kept = review.candidates(Wish(state="corrected"), limit=9)[0][0]
    assert (kept.stated["subject"]["name"], kept.stated["props"]) == ("Examplia Trust", {"amount_gbp": 7})
    assert kept.who == "command line"


def test_what_was_changed_is_shown_with_what_it_was(review: Review, tmp_path: Path) -> None:
    Terminal("a", "q").sit(tmp_path)
    text = TEXT.replace("5,000", "6,000")
    review.take(found(text, gave(text, 6000, "Examplia Council gave 6,000 to the Board."), chaired(text)))
    assert "before the document was changed (accepted): Examplia Council funds" in Terminal().sit(tmp_path)


def test_all_that_are_sure_enough_are_accepted(review: Review, tmp_path: Path) -> None:
    notes: list[str] = []
    Reviewing(Settings(data_dir=tmp_path, _env_file=None), ["examplia-report"]).accept_above(0.9, notes.append)
    assert states(review) == {"FUNDS": "accepted", "CHAIRS": "waiting"}
    assert notes == ["1 candidate accepted"]


def test_where_names_are_withheld_nothing_is_shown(review: Review, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="names of people"):
        Reviewing(Settings(data_dir=tmp_path, people="roles", _env_file=None), [])


def test_an_unknown_document_is_told(review: Review, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        Reviewing(Settings(data_dir=tmp_path, _env_file=None), ["other"])
