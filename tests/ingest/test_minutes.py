"""Minutes in many layouts: who attended, in which capacity, with role and organisation as recorded.

Each layout of `tests/fixtures/minutes` stands there tidy and as the text layer of a PDF gives it (lines broken, columns run
together, page heads between), with the rows that a careful person reads from it. People and places are invented.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pytest

from graph.statements import read_row, squeeze
from ingest.candidates import Candidate
from ingest.check import check
from ingest.document import Document
from ingest.evaluate import plain
from ingest.extract.minutes import minutes
from ingest.readers import read, read_text
from ingest.understand import understand

FIXTURES = Path(__file__).parents[1] / "fixtures" / "minutes"
SAID = ("role", "organisation", "chair", "deputy_for")

Row = Mapping[str, Any]
Key = tuple[str, str, str | None, str]


def document_of(path: Path) -> Document:
    return understand(read_text(path.name, path.read_text(encoding="utf-8"), markdown=path.suffix == ".md"), path.stem)


def minutes_of(text: str, *, markdown: bool = False) -> list[Candidate]:
    return list(minutes(understand(read_text("minutes.txt", text, markdown=markdown), "minutes")))


def attended(candidates: list[Candidate]) -> Iterator[dict[str, Any]]:
    for one in candidates:
        s = one.statement
        if s.predicate == "ATTENDED":
            end = "name" if s.subject.label == "Person" else "organisation_only"
            yield {"board": s.object.name, end: s.subject.name, **s.props}


def key_of(row: Row) -> Key:
    """What must agree for a row to be right: who, where, when, and in which capacity."""
    return plain(row.get("name") or row["organisation_only"]), plain(row["board"]), row.get("date"), row["capacity"]


@dataclass(frozen=True)
class Compared:
    right: int
    wrong: Sequence[Row]
    missed: Sequence[Row]
    told_otherwise: list[str]
    """Rows that are right, but for role, organisation, chair or whom a deputy stood in for."""


def compare(path: Path) -> Compared:
    expected = {key_of(r): r for r in json.loads(path.with_name(path.name.split(".")[0] + ".json").read_text("utf-8"))}
    rows = list(attended(list(minutes(document_of(path)))))
    found = {key_of(r): r for r in rows}
    shared = expected.keys() & found.keys()
    other = [
        f"{expected[k]} was read as {found[k]}"
        for k in shared
        if any(expected[k].get(p) != found[k].get(p) for p in SAID)
    ]
    repeated = [r for r in rows if found[key_of(r)] is not r]
    return Compared(
        len(shared),
        [found[k] for k in found.keys() - shared] + repeated,
        [expected[k] for k in expected.keys() - shared],
        other,
    )


LAYOUTS = sorted(p for p in FIXTURES.iterdir() if p.suffix in (".md", ".txt"))


def test_there_are_enough_layouts_both_tidy_and_as_text_layers() -> None:
    names = {p.name.split(".")[0] for p in LAYOUTS}
    assert len(names) >= 16
    assert all((FIXTURES / f"{name}.json").exists() for name in names)
    assert sum(p.name.endswith(".layer.txt") for p in LAYOUTS) == len(names)


def test_attendance_is_read_with_precision_and_recall_of_at_least_095(capsys: pytest.CaptureFixture[str]) -> None:
    right = wrong = missed = 0
    lines: list[str] = []
    for path in LAYOUTS:
        one = compare(path)
        right, wrong, missed = right + one.right, wrong + len(one.wrong), missed + len(one.missed)
        lines += [
            f"{path.name}: {kind} {row}"
            for kind, rows in (("wrong", one.wrong), ("missed", one.missed))
            for row in rows
        ]
    precision, recall = right / (right + wrong), right / (right + missed)
    with capsys.disabled():
        print(f"\nminutes: {len(LAYOUTS)} files, {right} rows right, precision {precision:.3f}, recall {recall:.3f}")  # noqa: T201
    assert precision >= 0.95, lines
    assert recall >= 0.95, lines


def test_role_organisation_and_chair_are_read_as_recorded() -> None:
    compared = [compare(path) for path in LAYOUTS]
    right = sum(one.right for one in compared)
    otherwise = [said for one in compared for said in one.told_otherwise]
    assert len(otherwise) <= 0.05 * right, otherwise


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda p: p.name)
def test_every_row_is_allowed_and_quotes_words_of_the_document(path: Path) -> None:
    document = document_of(path)
    found = list(minutes(document))
    assert found
    lines = document.reading.text.split("\n")
    for one in found:
        read_row(one.row())
        assert one.statement.evidence.lines is not None
        first, last = one.statement.evidence.lines
        assert one.statement.evidence.quote
        assert one.statement.evidence.quote in squeeze(" ".join(lines[first - 1 : last]))


def test_minutes_in_a_table_of_a_word_document_are_read(tmp_path: Path) -> None:
    rows = [
        ("Name", "Organisation", "Attendance"),
        ("Ada Example (Chair)", "Examplia Council", "Present"),
        ("Bram Quillfeather", "Metropolitan Police", "Apologies"),
        ("Cleo Marrowby", "Fennel College", "Present"),
        ("Dev Thistlewick", "Refuge", "Absent"),
    ]
    word = docx.Document()
    word.add_heading("Minutes of the Examplia Safeguarding Adults Board held on 5 October 2021", 1)
    table = word.add_table(rows=len(rows), cols=3)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    word.save(str(tmp_path / "minutes.docx"))
    found = attended(list(minutes(understand(read(tmp_path / "minutes.docx"), "minutes"))))
    assert [(r["name"], r["capacity"], r["organisation"], r.get("chair")) for r in found] == [
        ("Ada Example", "present", "Examplia Council", True),
        ("Bram Quillfeather", "apologies", "Metropolitan Police", None),
        ("Cleo Marrowby", "present", "Fennel College", None),
        ("Dev Thistlewick", "absent", "Refuge", None),
    ]


def test_names_that_are_only_spoken_of_never_attend() -> None:
    text = """
Minutes of the Examplia Safeguarding Adults Board held on 5 October 2021

Present: Ada Example (Examplia Council)

1. Welcome

Bram Quillfeather (Metropolitan Police) presented the report. Attendance: figures had risen. Present arrangements were
described by Cleo Marrowby. Apologies were offered to the family by Dev Thistlewick.

Action: Esi Otterbourne to write to Femi Larkspurr.
"""
    assert [r["name"] for r in attended(minutes_of(text))] == ["Ada Example"]


def test_a_report_that_lists_people_is_no_minutes() -> None:
    text = "# Examplia Safeguarding Adults Board\n\n# Annual report 2021/22\n\nPresent:\n\nAda Example (Examplia Council)\n"
    assert minutes_of(text, markdown=True) == []


LISTED = "\n\nPresent:\nAda Example, Head of Service, Examplia Council\n\nApologies:\nIvor Blythe, Examplia Council\n"
SAB, SCP = "Safeguarding Adults Board", "Safeguarding Children Partnership"


@pytest.mark.parametrize(
    ("head", "board", "date"),
    [
        (
            f"Examplia {SCP}\nStrategic Partnership Board\nMinutes\n12 March 2024",
            f"{SCP} Strategic Partnership Board",
            12,
        ),
        (f"{SAB}\nExamplia\nMinutes of the Meeting held\non Tuesday 12 March 2024\nin the Old Room", SAB, 12),
        (f"Meeting Title: Audit Subgroup\nDate: Tues, 12th of March 24\nExamplia {SCP}", f"{SCP} Audit Subgroup", 12),
        (f"Examplia {SAB}\nMain Board Minutes\n12.03.24", SAB, 12),
        (f"Examplia {SAB}\nExecutive minutes 12.3.24", f"{SAB} Executive", 12),
        (f"Examplia {SAB}\nExecutive Meeting – Draft Minutes\nTuesday 12 March 2024 | 10:00", f"{SAB} Executive", 12),
        (f"Examplia {SCP}\nLeadership Forum\nNotes and Actions\n12 March\n2024", f"{SCP} Leadership Forum", 12),
        (f"Examplia {SCP} (ESCP) Frontline Forum\nMinutes of Meeting – 12 March 2024", f"{SCP} Frontline Forum", 12),
        (
            "Name of meeting: Examplia Strategic Partnership – MASA Board\n12/03/2024",
            "Strategic Partnership MASA Board",
            12,
        ),
        (f"ESCP Partnership Meeting\nMinutes\nTuesday 12 March ’24\nExamplia {SCP}", SCP, 12),
        ("Examplia Council\nMinutes of the Safer Examplia meeting\nheld on 12 March 2024", "Safer", 12),
        ("Examplia Wellbeing Hub\nNotes from Tuesday 12th March 2024 held in the Old Room", "Wellbeing Hub", 12),
        ("Meeting minutes - Examplia Road Forum – West - 12 March 2024", "Road Forum West", 12),
        (f"Examplia {SCP}\nMinutes", SCP, None),
    ],
)
def test_the_title_tells_which_board_met_and_when(head: str, board: str, date: int | None) -> None:
    rows = list(attended(minutes_of(head + LISTED)))
    expected = "Safer Examplia" if board == "Safer" else f"Examplia {board}"
    day = None if date is None else f"2024-03-{date}"
    assert {(plain(row["board"]), row.get("date")) for row in rows} == {(plain(expected), day)}
    assert {row["name"]: row["attended"] for row in rows} == {"Ada Example": True, "Ivor Blythe": False}


def test_the_day_may_stand_in_the_name_of_the_file() -> None:
    text = f"Examplia {SCP}\nMinutes{LISTED}"
    rows = attended(list(minutes(understand(read_text("ESCP minutes 12 March 2024.txt", text, markdown=False), "m"))))
    assert {row["date"] for row in rows} == {"2024-03-12"}


@pytest.mark.parametrize("head", ["Examplia Council\nMinutes\n12 March 2024", "Draft Minutes\n12 March 2024"])
def test_who_publishes_is_not_who_met(head: str) -> None:
    assert not [row["board"] for row in attended(minutes_of(head + LISTED)) if row["board"] != "Examplia Council"]


TITLE = f"Examplia {SCP}\nMinutes of the meeting held on 12 March 2024\n\n"


def test_a_post_in_the_line_below_a_name_is_no_label_over_the_next() -> None:
    text = f"{TITLE}Present\n\nAda Example\nIndependent Chair\n\nIvor Blythe\nDirector of Education, Examplia Council\n"
    rows = minutes_of(text)
    told = {row["name"]: (row.get("role"), row.get("chair")) for row in attended(rows)}
    assert told == {"Ada Example": ("Independent Chair", True), "Ivor Blythe": ("Director of Education", None)}
    assert [r.statement.subject.name for r in rows if r.statement.predicate == "CHAIRS"] == ["Ada Example"]


def test_a_list_of_those_present_is_read_without_the_word_minutes_and_without_date() -> None:
    rows = list(
        attended(minutes_of(f"Examplia {SCP}\n\nPresent:\nAda Example\nIvor Blythe\nRufus Amadi\n\n1. Welcome\n"))
    )
    assert [(row["name"], row["attended"], row.get("date")) for row in rows] == [
        ("Ada Example", True, None), ("Ivor Blythe", True, None), ("Rufus Amadi", True, None),
    ]  # fmt: skip


TABLE = """# Minutes of the Examplia Safeguarding Children Partnership, 12 March 2024

| Name | HEAD | Attendance |
| --- | --- | --- |
| Ada Example | Independent Chair | Present |
| Ivor Blythe | Examplia Council | Present (deputising for Cora Penhallow) |
| Cora Penhallow | Director of Education, Examplia Council | Apologies |
| Lay Member | | Absent |
"""


@pytest.mark.parametrize("head", ["Role / Agency", "Agency / Role"])
def test_a_column_of_post_or_body_and_a_remark_beside_the_attendance(head: str) -> None:
    document = understand(read_text("minutes.md", TABLE.replace("HEAD", head), markdown=True), "m")
    rows = list(attended(list(minutes(document))))
    told = [(r["name"], r["capacity"], r.get("role"), r.get("organisation"), r.get("deputy_for")) for r in rows]
    assert told == [
        ("Ada Example", "present", "Independent Chair", None, None),
        ("Ivor Blythe", "deputy", None, "Examplia Council", "Cora Penhallow"),
        ("Cora Penhallow", "apologies", "Director of Education", "Examplia Council", None),
    ]
    assert [p.code for p in check(document)].count("no-name") == 1


def test_a_body_after_a_post_is_nobody_who_came() -> None:
    lists = "Present:\nAda Example, Head of Service, Examplia Council\n\nApologies:\nIvor Blythe, Chief Nurse, Thorne Vale ICB\n"
    text = TITLE + lists
    rows = {row["name"]: row.get("organisation") for row in attended(minutes_of(text))}
    assert rows == {"Ada Example": "Examplia Council", "Ivor Blythe": "Thorne Vale ICB"}
