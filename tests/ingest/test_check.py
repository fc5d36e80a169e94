"""What `safegov check` says of minutes: who has no role or organisation, and what the minutes leave out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.check import Checked, as_contract, check, check_file, report
from ingest.commands import check as command
from ingest.problems import Problem
from ingest.readers import read_text
from ingest.understand import understand

FIXTURES = Path(__file__).parents[1] / "fixtures" / "minutes"

FULL = """
Minutes of the Examplia Safeguarding Adults Board held on 5 October 2021

Present:

Ada Example (Director of Adult Services, Examplia Council)

Apologies: none

1. Welcome
"""


def problems_of(text: str) -> list[Problem]:
    return check(understand(read_text("minutes.txt", text), "minutes"))


def codes_of(text: str) -> list[str]:
    return [p.code for p in problems_of(text)]


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.json")), ids=lambda p: p.stem)
@pytest.mark.parametrize("ending", [".md", ".layer.txt"])
def test_every_attendee_without_role_or_organisation_is_reported_and_nobody_else(path: Path, ending: str) -> None:
    rows = [row for row in json.loads(path.read_text(encoding="utf-8")) if "name" in row]
    found = check_file(path.with_name(path.stem + ending)).problems
    for code, key in (("no-role", "role"), ("no-organisation", "organisation")):
        lacking = {(row["name"]) for row in rows if key not in row}
        assert {p.extra["name"] for p in found if p.code == code} == lacking


def test_minutes_that_say_all_have_no_problem() -> None:
    assert codes_of(FULL) == []


def test_a_meeting_without_date_is_reported_where_its_title_stands() -> None:
    problems = problems_of(FULL.replace(" held on 5 October 2021", ""))
    assert [(p.code, p.lines) for p in problems] == [("no-date", (2, 2))]


def test_minutes_that_are_silent_on_apologies_are_reported() -> None:
    assert codes_of(FULL.replace("Apologies: none", "")) == ["no-apologies-recorded"]


def test_a_sentence_that_nobody_sent_apologies_records_them() -> None:
    assert codes_of(FULL.replace("Apologies: none", "There were no apologies.")) == []


def test_a_body_that_was_represented_by_nobody_named_is_reported() -> None:
    found = problems_of(FULL.replace("Apologies: none", "A representative from Quince Hospital\n\nApologies: none"))
    assert [(p.code, p.extra["name"]) for p in found] == [("no-name", "Quince Hospital")]


def test_each_meeting_of_a_file_is_checked() -> None:
    second = FULL.replace("held on 5 October 2021", "held on 7 December 2021").replace("Apologies: none", "")
    assert [p.message for p in problems_of(FULL + second)] == [
        "Nothing is said of apologies for the meeting of Examplia Safeguarding Adults Board on 2021-12-07"
    ]


def test_a_report_that_records_no_meeting_is_not_checked_as_minutes() -> None:
    assert codes_of("# Annual report 2021/22\n\nAda Example was present at the meeting of the board.\n") == []


def test_a_file_that_can_not_be_read_is_a_problem_of_that_file(tmp_path: Path) -> None:
    path = tmp_path / "minutes.xyz"
    path.write_bytes(b"\x00\x01")
    checked = check_file(path)
    assert [p.code for p in checked.problems] == ["unreadable"]
    assert "minutes.xyz" in report([checked])


def test_two_files_of_one_name_are_two_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for ending in ("md", "txt"):
        (tmp_path / f"minutes.{ending}").write_text(FULL, encoding="utf-8")
    command([tmp_path / "minutes.md", tmp_path / "minutes.txt"], as_json=True)
    docs = [one["doc"] for one in json.loads(capsys.readouterr().out)["documents"]]
    assert docs[0] == "minutes"
    assert len(set(docs)) == 2


def test_the_json_is_as_the_contract_says() -> None:
    checked = [
        Checked("a", "a.txt", tuple(problems_of(FULL.replace(" held on 5 October 2021", "")))),
        Checked("b", "b.txt", ()),
    ]
    message = "The date of the meeting of Examplia Safeguarding Adults Board is not given"
    assert as_contract(checked) == {
        "documents": [
            {"doc": "a", "problems": [{"code": "no-date", "lines": [2, 2], "page": None, "message": message}]},
            {"doc": "b", "problems": []},
        ]
    }


def test_the_report_names_file_place_code_and_what_is_missing() -> None:
    text = FULL.replace("Ada Example (Director of Adult Services, Examplia Council)", "Ada Example (Examplia Council)")
    said = report([Checked("a", "a.txt", tuple(problems_of(text))), Checked("b", "b.txt", ())])
    assert said.splitlines() == [
        "a.txt: 1 problem",
        "  line 6  no-role  The role of Ada Example is not given",
        "",
        "b.txt: no problem found",
        "",
        "2 documents: 1 problem.",
    ]


def test_a_page_that_tells_only_of_apologies_is_told_to_have_no_attendance() -> None:
    page = """
Agenda and minutes

Examplia Health and Wellbeing Board - Thursday, 18th April, 2019 10.00 am

1. Apologies for Absence

Minutes:

Apologies were received from Bram Quillfeather (Director, Fennel Homes).
"""
    problems = problems_of(page)
    assert [p.code for p in problems] == ["no-attendance-recorded"]
    assert problems[0].extra["date"] == "2019-04-18"


def test_a_column_for_apologies_records_them_though_nobody_sent_any() -> None:
    table = """
Minutes of the Examplia Safeguarding Adults Board held on 5 October 2021

| Name | Title & Organisation | Present | Apologies |
| --- | --- | --- | --- |
| Ada Example | Director, Examplia Homes | Y | |
"""
    assert check(understand(read_text("minutes.md", table, markdown=True), "minutes")) == []
