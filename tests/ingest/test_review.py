"""Candidates and what was decided about them outlast every reading of their document."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import InputRefused, NotFound, StoreUnavailable
from graph.statements import read_row, sha256
from graph.store import Store
from ingest.deciding import decide, settle
from ingest.extract import VERSION
from ingest.folder import reported
from ingest.kept import Decision, Found, State, Wish, new_id
from ingest.place import words_around
from ingest.review import Review
from ingest.round import corrected_row
from tests.ingest.reviewed import BOARD, CHAIRED, COUNCIL, TEXT, chaired, found, gave, report


@pytest.fixture
def review(tmp_path: Path) -> Review:
    made = Review(tmp_path / "data")
    made.take(report())
    return made


def states(review: Review) -> dict[str, str]:
    kept, _ = review.candidates(Wish(), limit=100)
    return {k.row["predicate"] + ("" if k.gone is None else ", gone"): k.state for k in kept}


def id_of(review: Review, predicate: str) -> str:
    kept, _ = review.candidates(Wish(gone=False), limit=100)
    return next(k.id for k in kept if k.row["predicate"] == predicate)


def test_what_was_read_is_kept_for_its_owner_only(review: Review) -> None:
    assert review.path.stat().st_mode & 0o077 == 0
    assert states(review) == {"FUNDS": "waiting", "CHAIRS": "waiting"}
    kept = review.candidate(id_of(review, "FUNDS"))
    assert read_row(dict(kept.row)).props == {"amount_gbp": 5000}
    assert kept.confidence == 0.9
    assert review.document("examplia-report").counts["waiting"] == 2
    assert review.pages("examplia-report") == (TEXT,)


def test_a_folder_without_candidates_is_not_written_into(tmp_path: Path) -> None:
    review = Review(tmp_path / "nothing")
    assert review.documents() == []
    assert review.candidates(Wish(), limit=5) == ([], 0)
    assert review.known("x", 1) is None
    with pytest.raises(NotFound):
        review.candidate("c-1")
    with pytest.raises(NotFound):
        review.document("a")
    assert not (tmp_path / "nothing").exists()


def test_candidates_are_listed_as_wished(review: Review) -> None:
    assert review.candidates(Wish(least=0.7), limit=9)[1] == 1
    assert review.candidates(Wish(method="test"), limit=1)[1] == 2
    assert review.candidates(Wish(method="other"), limit=9)[1] == 0
    assert review.candidates(Wish(document="other"), limit=9)[1] == 0
    assert review.candidates(Wish(state="accepted"), limit=9)[1] == 0
    first, second = (review.candidates(Wish(), limit=1, offset=n)[0][0].id for n in (0, 1))
    assert first != second


def test_words_that_moved_keep_their_decision(review: Review) -> None:
    one = id_of(review, "FUNDS")
    review.decide([Decision(one, "rejected")], "me")
    moved = "A new first line\n" + TEXT
    difference = review.take(found(moved, gave(moved), chaired(moved)))
    assert (difference.new, difference.gone, difference.changed, difference.same) == ((), (), (), 2)
    kept = review.candidate(one)
    assert (kept.state, kept.who) == ("rejected", "me")
    assert kept.row["lines"] == [4, 4]


def test_a_changed_document_shows_what_is_new_gone_and_changed(review: Review) -> None:
    old, chair = id_of(review, "FUNDS"), id_of(review, "CHAIRS")
    review.decide([Decision(old, "accepted"), Decision(chair, "accepted")], "me")
    text = TEXT.replace("5,000", "6,000").replace("Ada Example was\nin the chair.", "Nobody was in the chair.")
    quote = "The Board met four times."
    new = found(text, gave(text, 6000, "Examplia Council gave 6,000 to the Board."), gave(text, 1, quote))
    # two candidates fit the old one, so neither is said to take its place
    difference = review.take(new)
    assert (len(difference.new), difference.changed, set(difference.gone)) == (2, (), {old, chair})
    difference = review.take(replace(new, candidates=new.candidates[:1]))
    assert len(difference.gone) == 1
    assert review.candidate(old).state == "accepted"


def test_one_changed_figure_is_a_change_and_waits(review: Review) -> None:
    old = id_of(review, "FUNDS")
    review.decide([Decision(old, "accepted")], "me")
    text = TEXT.replace("5,000", "6,000")
    difference = review.take(found(text, gave(text, 6000, "Examplia Council gave 6,000 to the Board."), chaired(text)))
    [new] = difference.changed
    assert review.candidate(new).replaces == old
    assert review.candidate(new).state == "waiting"
    assert review.candidate(old).gone
    # until somebody decides about the new figure the old one stands
    assert [k.id for k in review.wanted("examplia-report")] == [old]
    review.decide([Decision(new, "accepted")], "me")
    assert [k.id for k in review.wanted("examplia-report")] == [new]


def test_the_same_fact_in_other_words_keeps_its_decision(review: Review) -> None:
    old = id_of(review, "CHAIRS")
    correction = corrected_row(review.candidate(old), {"props": {"from": "2020"}})
    review.decide([Decision(old, "corrected", correction)], "me")
    text = TEXT.replace("Ada Example was\nin the chair.", "In the chair: Ada Example.")
    difference = review.take(found(text, gave(text), chaired(text, "In the chair: Ada Example.")))
    assert (difference.new, difference.changed) == ((), ())
    kept = review.candidate(id_of(review, "CHAIRS"))
    assert kept.id != old
    assert (kept.state, kept.who) == ("corrected", "me")
    assert kept.stated["props"] == {"from": "2020"}
    assert kept.stated["quote"] == "In the chair: Ada Example."
    assert [k.id for k in review.wanted("examplia-report")] == [kept.id]


def test_what_something_took_the_place_of_is_not_counted_as_gone(review: Review) -> None:
    text = TEXT.replace("5,000", "6,000").replace("Ada Example was\nin the chair.", "In the chair: Ada Example.")
    figure, reworded = (
        gave(text, 6000, "Examplia Council gave 6,000 to the Board."), chaired(text, "In the chair: Ada Example.")
    )  # fmt: skip
    both = found(text, figure, reworded)
    told = reported("r.txt", both, review.take(both))
    assert (told.new, told.changed, told.gone) == (0, 1, 0)
    assert review.document("examplia-report").counts["gone"] == 0
    less = found(text + " ", figure)
    told = reported("r.txt", less, review.take(less))
    assert (told.new, told.changed, told.gone) == (0, 0, 1)
    assert review.document("examplia-report").counts["gone"] == 1


def test_what_is_there_again_is_no_longer_gone(review: Review) -> None:
    one = id_of(review, "CHAIRS")
    review.decide([Decision(one, "accepted")], "me")
    review.take(found(TEXT, gave()))
    assert review.candidate(one).gone
    review.take(report())
    kept = review.candidate(one)
    assert (kept.gone, kept.state) == (None, "accepted")


def test_a_file_is_known_by_its_content_and_the_extractors_version(review: Review) -> None:
    assert review.known(sha256(TEXT), VERSION) == "examplia-report"
    assert review.known(sha256(TEXT), VERSION + 1) is None
    assert review.known(sha256("other"), 1) is None


@pytest.mark.parametrize(
    ("path", "taken", "made"),
    [
        ("a/Minutes of May.pdf", [], "minutes-of-may"),
        ("Examplia/minutes.pdf", ["minutes"], "examplia-minutes"),
        ("Examplia/minutes.pdf", ["minutes", "examplia-minutes"], "examplia-minutes-2"),
    ],
)
def test_a_document_is_called_after_its_file(path: str, taken: list[str], made: str) -> None:
    assert new_id(path, taken) == made


def test_the_id_of_a_document_stays_with_its_path(review: Review) -> None:
    assert review.id_for("folder/examplia-report.txt") == "examplia-report"
    assert review.id_for("other/examplia-report.txt") == "other-examplia-report"
    assert review.id_for("x/new.txt", ["new"]) == "x-new"


def test_decisions_are_kept_all_or_none(review: Review) -> None:
    with pytest.raises(NotFound):
        review.decide([Decision(id_of(review, "FUNDS"), "accepted"), Decision("c-no", "accepted")], "me")
    assert set(states(review).values()) == {"waiting"}


def test_each_change_shows_in_the_state(review: Review) -> None:
    seen = {review.state()}
    review.decide([Decision(id_of(review, "FUNDS"), "accepted")], "me")
    seen.add(review.state())
    review.take(report())
    seen.add(review.state())
    assert len(seen) == 3


def test_a_damaged_or_newer_file_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    review = Review(tmp_path)
    review.path.write_bytes(b"no database at all, but long enough to be looked at" * 50)
    with pytest.raises(StoreUnavailable, match=r"candidates\.db"):
        review.documents()
    review.path.unlink()
    review.take(report())
    with sqlite3.connect(review.path) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreUnavailable, match="99"):
        review.documents()


def test_a_forgotten_document_leaves_nothing(review: Review) -> None:
    assert review.forget("examplia-report")
    assert not review.forget("examplia-report")
    assert review.candidates(Wish(), limit=9)[1] == 0
    assert b"Ada Example" not in review.path.read_bytes()


# -- the store follows


async def said(store: Store) -> dict[str, tuple[object, ...]]:
    rows = await store.read(
        "MATCH (s:Statement) RETURN s.predicate AS p, s.lines_from AS line, s.quote_found AS found, s.props AS props"
    )
    return {r["p"]: (r["line"], r["found"], r["props"]) for r in rows}


async def test_accepting_puts_a_statement_into_the_store_and_rejecting_takes_it_out(
    store: Store, review: Review, tmp_path: Path
) -> None:
    async def to(state: State, predicate: str) -> None:
        await decide(review, store, tmp_path, [Decision(id_of(review, predicate), state)], "me")

    await to("accepted", "FUNDS")
    assert await said(store) == {"FUNDS": (3, True, '{"amount_gbp":5000}')}
    [source] = await store.read("MATCH (d:Source) RETURN d.id AS id, d.title AS title, d.kind AS kind, d.date AS date")
    assert source == {
        "id": "examplia-report", "title": "Annual report of Examplia", "kind": "annual report", "date": "2023-05",
    }  # fmt: skip
    assert await store.read("MATCH (:Organisation)-[r:FUNDS]->(:Board) RETURN r.amount_gbp AS n") == [{"n": 5000}]
    await to("accepted", "CHAIRS")
    await to("rejected", "FUNDS")
    assert set(await said(store)) == {"CHAIRS"}
    await to("waiting", "CHAIRS")
    assert await store.read("MATCH (d:Source) RETURN d.id AS id") == []
    assert await store.read("MATCH (e:Entity) RETURN e.id AS id") == []


async def test_a_correction_goes_into_the_store_and_what_was_extracted_is_kept(
    store: Store, review: Review, tmp_path: Path
) -> None:
    kept = review.candidate(id_of(review, "FUNDS"))
    row = corrected_row(kept, {"subject": "Examplia Trust", "props": {"amount_gbp": 500}})
    [now] = await decide(review, store, tmp_path, [Decision(kept.id, "corrected", row)], "me")
    assert now.state == "corrected"
    assert now.row == kept.row
    assert now.stated["subject"] == {"label": "Organisation", "name": "Examplia Trust"}
    assert (await said(store))["FUNDS"] == (3, True, '{"amount_gbp":500}')
    # and corrected again
    row = corrected_row(now, {"props": {"amount_gbp": 600}})
    await decide(review, store, tmp_path, [Decision(kept.id, "corrected", row)], "me")
    assert (await said(store))["FUNDS"] == (3, True, '{"amount_gbp":600}')
    assert len(await store.read("MATCH (s:Statement) RETURN s.id AS id")) == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"predicate": "LIKES"}, "LIKES"),
        ({"lines": [1, 1]}, "evidence"),
        ({"quote": "Nobody said this."}, "quote_sha256"),
        ({"doc": "another"}, "evidence"),
    ],
)
async def test_a_correction_that_can_not_be_followed_changes_nothing(
    store: Store, review: Review, tmp_path: Path, change: dict[str, object], says: str
) -> None:
    kept = review.candidate(id_of(review, "FUNDS"))
    with pytest.raises(InputRefused) as error:
        await decide(review, store, tmp_path, [Decision(kept.id, "corrected", {**kept.row, **change})], "me")
    assert says in str(error.value.faults[0])
    assert states(review)["FUNDS"] == "waiting"
    assert await said(store) == {}


async def test_what_the_store_refuses_is_not_decided(store: Store, review: Review, tmp_path: Path) -> None:
    """Somebody loaded other content under the id of a candidate."""
    from graph.load import load
    from tests.rows import located, row

    one = id_of(review, "FUNDS")
    other = row(COUNCIL, "FUNDS", BOARD, doc="other", id=one, amount_gbp=7)
    assert not (await load(store, located([other]))).faults
    with pytest.raises(InputRefused):
        await decide(review, store, tmp_path, [Decision(one, "accepted")], "me")
    assert states(review)["FUNDS"] == "waiting"


async def test_an_accepted_statement_whose_words_moved_follows_them(
    store: Store, review: Review, tmp_path: Path
) -> None:
    await decide(review, store, tmp_path, [Decision(id_of(review, "FUNDS"), "accepted")], "me")
    assert review.behind() == []
    moved = "A new first line\n" + TEXT
    review.take(found(moved, gave(moved), chaired(moved)))
    assert review.behind() == ["examplia-report"]
    assert await settle(review, store, tmp_path, review.behind()) == 1
    assert await said(store) == {"FUNDS": (4, True, '{"amount_gbp":5000}')}
    assert review.behind() == []
    assert await settle(review, store, tmp_path, ["examplia-report"]) == 0


async def test_what_was_left_between_deciding_and_loading_is_done_by_the_next(
    store: Store, review: Review, tmp_path: Path
) -> None:
    """As where the power fails just then; or where the store was emptied."""
    review.decide([Decision(id_of(review, "FUNDS"), "accepted")], "me")
    assert review.behind() == ["examplia-report"]
    await settle(review, store, tmp_path, review.behind())
    assert set(await said(store)) == {"FUNDS"}
    from tests.conftest import empty

    await empty(store)
    await settle(review, store, tmp_path, ["examplia-report"])
    assert set(await said(store)) == {"FUNDS"}


async def test_a_document_that_others_described_keeps_its_description(
    store: Store, review: Review, tmp_path: Path
) -> None:
    from graph.load import Source, load
    from tests.rows import located, row

    described = Source("examplia-report", "The report", "Examplia Council", "2023-06-01", "report")
    await load(store, located([row(COUNCIL, "WORKS_WITH", BOARD, doc="examplia-report")]), [described])
    one = id_of(review, "FUNDS")
    await decide(review, store, tmp_path, [Decision(one, "accepted")], "me")
    query = "MATCH (d:Source) RETURN d.title AS title, d.publisher AS publisher"
    assert await store.read(query) == [{"title": "The report", "publisher": "Examplia Council"}]
    await decide(review, store, tmp_path, [Decision(one, "rejected")], "me")
    assert set(await said(store)) == {"WORKS_WITH"}


async def test_what_is_gone_can_be_rejected_but_not_accepted(store: Store, review: Review, tmp_path: Path) -> None:
    one = id_of(review, "CHAIRS")
    review.take(found(TEXT, gave()))
    with pytest.raises(InputRefused) as error:
        await decide(review, store, tmp_path, [Decision(one, "accepted")], "me")
    assert "no longer" in error.value.faults[0].reason
    await decide(review, store, tmp_path, [Decision(one, "rejected")], "me")


# -- the words around


def test_a_quote_is_shown_within_its_sentence() -> None:
    words = words_around((TEXT,), chaired().row())
    assert (words.before, words.quote, words.after, words.found) == ("", "Ada Example was\nin the chair.", "", True)
    words = words_around((TEXT,), gave(quote="gave 5,000").row())
    assert (words.before, words.quote, words.after) == ("Examplia Council ", "gave 5,000", " to the Board.")


def test_a_quote_that_is_not_at_its_place_is_shown_alone() -> None:
    words = words_around(("Something else",), chaired().row())
    assert (words.before, words.quote, words.after, words.found) == ("", CHAIRED, "", False)


def test_long_surroundings_are_cut_at_a_word() -> None:
    text = "word " * 200 + "the quote itself" + " more" * 200
    words = words_around((text,), {"quote": "the quote itself", "lines": [1, 1]})
    assert words.before.startswith("… word ")
    assert words.after.endswith(" more …")
    assert len(words.before) < 300


def test_a_quote_over_two_pages_is_found() -> None:
    found_: Found = report()
    pages = tuple(TEXT.split("\n", 4))
    words = words_around(pages, found_.candidates[1].row())
    assert words.found
