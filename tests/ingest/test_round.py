"""Candidates go round as a CSV, and come back with decisions: nothing is lost, nothing runs, bad rows are named."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from graph.errors import InputRefused
from graph.statements import RowError
from ingest.kept import Decision, Wish
from ingest.review import Review
from ingest.round import COLUMNS, Read, corrected_row, read_props, read_round, shown_props, write_round
from tests.ingest.reviewed import BOARD, TEXT, found, read_from, report


@pytest.fixture
def review(tmp_path: Path) -> Review:
    made = Review(tmp_path / "data")
    made.take(report())
    return made


def written(review: Review) -> str:
    kept, _ = review.candidates(Wish(), limit=99)
    return write_round({d.id: d for d in review.documents()}, kept)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def back(review: Review, folder: Path, *changes: dict[str, str], encoding: str = "utf-8", delimiter: str = ",") -> Read:
    """The CSV as it comes back when these are filled into its rows."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter)
    writer.writeheader()
    for row, change in zip(rows(written(review)), changes, strict=True):
        writer.writerow({**row, **change})
    file = folder / "round.csv"
    file.write_bytes(out.getvalue().encode(encoding))
    return read_round(file, review)


def test_the_csv_holds_what_one_needs_to_decide(review: Review) -> None:
    first, second = rows(written(review))
    assert list(first) == list(COLUMNS)
    assert first | {"id": ""} == {
        "id": "", "document": "examplia-report", "title": "Annual report of Examplia", "page": "", "lines": "3",
        "quote": "Examplia Council gave 5,000 to the Board.",
        "reads": "Examplia Council funds Examplia Safeguarding Board (£5,000).", "subject": "Examplia Council",
        "subject_label": "Organisation", "predicate": "FUNDS", "object": "Examplia Safeguarding Board",
        "object_label": "Board", "props": "amount_gbp=5000", "status": "asserted", "confidence": "0.9",
        "method": "test", "state": "waiting", "decision": "", "corrected_subject": "", "corrected_subject_label": "",
        "corrected_predicate": "", "corrected_object": "", "corrected_object_label": "", "corrected_props": "",
        "corrected_status": "",
    }  # fmt: skip
    assert second["lines"] == "4-5"


def test_what_comes_back_unchanged_decides_nothing(review: Review, tmp_path: Path) -> None:
    assert back(review, tmp_path, {}, {}) == Read((), (), 2)


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", ";"), ("utf-16", "\t"), ("utf-8", "\t")]
)
def test_decisions_are_read_however_a_spreadsheet_saves_them(
    review: Review, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    changes: tuple[dict[str, str], ...] = (
        {"decision": " Accept "},
        {"decision": "correct", "corrected_subject": "Zoë Sample", "corrected_props": "from=2020; kind=independent"},
    )
    read = back(review, tmp_path, *changes, encoding=encoding, delimiter=delimiter)
    assert read.faults == ()
    assert [d.state for d in read.decisions] == ["accepted", "corrected"]
    row = read.decisions[1].corrected
    assert row is not None
    assert row["subject"] == {"label": "Person", "name": "Zoë Sample"}
    assert row["props"] == {"from": "2020", "kind": "independent"}
    assert row["quote"] == "Ada Example was in the chair."
    assert "Ada Example chairs" in row["note"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"decision": "perhaps"}, "'perhaps' is not known"),
        ({"decision": "accept", "id": "c-nothing"}, "no candidate 'c-nothing'"),
        ({"corrected_subject": "Somebody"}, "no decision"),
        ({"decision": "accept", "corrected_subject": "Somebody"}, "the decision is accept"),
        ({"decision": "correct"}, "no corrected column"),
        ({"decision": "correct", "corrected_predicate": "LIKES"}, "LIKES"),
        ({"decision": "correct", "corrected_props": "amount"}, "no property with a value"),
        ({"decision": "correct", "corrected_props": "{oops"}, "no JSON"),
        ({"decision": "correct", "corrected_subject_label": "Theme"}, "FUNDS can not have"),
        ({"decision": "correct", "corrected_props": "amount_gbp=much"}, "is no number"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_taken(
    review: Review, tmp_path: Path, change: dict[str, str], says: str
) -> None:
    read = back(review, tmp_path, change, {"decision": "reject"})
    assert [d.state for d in read.decisions] == ["rejected"]
    [fault] = read.faults
    assert fault.where == f"{tmp_path / 'round.csv'}, line 2"
    assert says in fault.reason
    assert fault.remedy


def test_what_was_decided_meanwhile_is_not_decided_over(review: Review, tmp_path: Path) -> None:
    text = written(review)
    one = rows(text)[0]["id"]
    file = tmp_path / "round.csv"
    decided = [{**r, "decision": "accept"} for r in rows(text)]
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(decided)
    file.write_text(out.getvalue(), encoding="utf-8")
    review.decide([Decision(one, "rejected")], "somebody else")
    read = read_round(file, review)
    assert len(read.decisions) == 1
    assert read.faults[0].reason == "it was rejected meanwhile by somebody else"


def test_two_rows_that_contradict_each_other_are_both_left(review: Review, tmp_path: Path) -> None:
    one = rows(written(review))[0]["id"]
    file = tmp_path / "round.csv"
    file.write_text(f"id,decision\n{one},accept\n{one},reject\n", encoding="utf-8")
    read = read_round(file, review)
    assert read.decisions == ()
    assert "lines 2, 3 decide differently" in read.faults[0].reason
    file.write_text(f"id,decision\n{one},accept\n{one},yes\n", encoding="utf-8")
    assert read_round(file, review) == Read((Decision(one, "accepted"),), (), 0)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "id and decision"),
        (b"a,b\n1,2\n", "id and decision"),
        (b"\x00\x01\xff", "no column"),
        (b"PK\x03\x04", "no column"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(review: Review, tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    with pytest.raises(InputRefused) as error:
        read_round(file, review)
    assert says in error.value.faults[0].reason
    with pytest.raises(InputRefused):
        read_round(tmp_path / "none.csv", review)


def test_no_cell_is_run_and_what_was_changed_for_that_comes_back(review: Review, tmp_path: Path) -> None:
    text = '=cmd|"/c calc"!A1 gave money.'
    name = '=HYPERLINK("http://x")'
    review.take(
        found(text, read_from(text, text, ("Organisation", name), "FUNDS", BOARD, doc="evil"), doc="evil", title="+1")
    )
    for row in rows(written(review)):
        assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in row.values())
    kept = next(k for k in review.candidates(Wish(document="evil"), limit=1)[0])
    file = tmp_path / "round.csv"
    file.write_text(f"id,decision,corrected_subject\n{kept.id},correct,'=Trust\n", encoding="utf-8")
    row_ = read_round(file, review).decisions[0].corrected
    assert row_ is not None
    assert row_["subject"]["name"] == "=Trust"


@pytest.mark.parametrize(
    ("text", "props"),
    [
        ("", {}),
        ("amount_gbp=5,000", {"amount_gbp": 5000}),
        ("amount_gbp=£5000.50; period=2022/23", {"amount_gbp": 5000.5, "period": "2022/23"}),
        ("date=2022; attended=true", {"date": "2022", "attended": True}),
        ("attended=False;role=", {"attended": False, "role": None}),
        ('{"role": "Head; of it"}', {"role": "Head; of it"}),
        ("rate_percent=75%", {"rate_percent": 75}),
    ],
)
def test_properties_as_people_write_them(text: str, props: dict[str, Any]) -> None:
    assert read_props(text) == props
    assert read_props(shown_props(props)) == props


def test_a_corrected_name_takes_nothing_of_the_other_body_with_it(review: Review) -> None:
    kept = review.candidates(Wish(), limit=1)[0][0]
    same = corrected_row(kept, {"subject": kept.row["subject"]["name"], "status": "Planned"})
    assert same["subject"] == kept.row["subject"]
    assert same["status"] == "planned"
    with pytest.raises(RowError):
        corrected_row(kept, {"status": "maybe"})
    assert TEXT
