"""The standard meeting template: written, filled in, checked cell by cell, and read without guessing."""

from __future__ import annotations

import csv
import datetime
import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from graph.errors import InputRefused, UsageError
from graph.statements import read_row, squeeze
from ingest.meeting import ATTENDANCE, CAPACITIES, MEETING
from ingest.meeting_sheets import SCHEMA_ID, schema
from ingest.readers import read
from ingest.template import candidates_of, check_template, is_template, read_template, write_template

SAID: Mapping[str, Any] = {
    "board": "Examplia Safeguarding Children Partnership",
    "date": "2025-03-14",
    "start_time": "14:00",
    "end_time": "16:30",
    "place": "Online",
    "chair": "Ada Example",
    "minute_taker": "Mo Scribe",
    "next_meeting": "2025-06-13",
}
PEOPLE: Sequence[tuple[str, ...]] = (
    ("Ada Example", "Independent Chair", "Examplia Safeguarding Children Partnership", "present", "", "yes"),
    ("Bo Quince", "Director of Children's Services", "Borough of Examplia", "apologies", "", ""),
    ("Cy Fennel", "Head of Safeguarding", "Borough of Examplia", "Deputy", "Bo Quince", "no"),
    ("Cllr Dee Marrow", "Lead Member", "Borough of Examplia", "absent", "", ""),
    ("Mo Scribe", "Business Manager", "Borough of Examplia", "in attendance", "", ""),
    ("Flo Onlooker", "Policy Adviser", "Marsh Health Trust", "observer", "", ""),
)
KEYS = [f.key for f in ATTENDANCE]
Fill = Callable[[Path, Mapping[str, Any], Sequence[Sequence[str]]], Path]


def as_xlsx(folder: Path, said: Mapping[str, Any] = SAID, people: Sequence[Sequence[Any]] = PEOPLE) -> Path:
    path = folder / "record.xlsx"
    write_template(path)
    book = load_workbook(path)
    for number, field in enumerate(MEETING, 2):
        book["Meeting"].cell(number, 2, said.get(field.key))
    for row, person in enumerate(people, 2):
        for column, value in enumerate(person, 1):
            book["Attendance"].cell(row, column, value or None)
    book.save(path)
    return path


def as_csv(folder: Path, said: Mapping[str, Any] = SAID, people: Sequence[Sequence[Any]] = PEOPLE) -> Path:
    path = folder / "record.csv"
    write_template(path)
    with path.open("a", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        for number, person in enumerate(people):
            rows.writerow([*(said.get(f.key, "") if number == 0 else "" for f in MEETING), *person])
    return path


def as_json(folder: Path, said: Mapping[str, Any] = SAID, people: Sequence[Sequence[Any]] = PEOPLE) -> Path:
    path = folder / "record.json"
    rows: list[dict[str, Any]] = []
    for person in people:
        row: dict[str, Any] = {key: value for key, value in zip(KEYS, person, strict=True) if value}
        if "capacity" in row:
            row["capacity"] = row["capacity"].lower()
        if "is_chair" in row:
            row["is_chair"] = row["is_chair"] == "yes"
        rows.append(row)
    whole = {"$schema": SCHEMA_ID, "meeting": {k: v for k, v in said.items() if v}, "attendance": rows}
    path.write_text(json.dumps(whole, indent=1, ensure_ascii=False), encoding="utf-8")
    return path


fills = pytest.mark.parametrize("fill", [as_xlsx, as_csv, as_json])


def codes(path: Path) -> dict[str, str]:
    return {str(p.extra["cell"]): p.code for p in check_template(path)}


def changed(row: int, **values: str) -> list[tuple[str, ...]]:
    people = [dict(zip(KEYS, person, strict=True)) for person in PEOPLE]
    people[row] |= values
    return [tuple(person.values()) for person in people]


@fills
def test_what_a_clerk_filled_in_is_read_word_for_word(fill: Fill, tmp_path: Path) -> None:
    path = fill(tmp_path, SAID, PEOPLE)
    assert is_template(path)
    assert check_template(path) == []
    meeting = read_template(path)
    assert {f.key: getattr(meeting, f.key) for f in MEETING} == SAID
    assert [(a.name, a.role, a.organisation) for a in meeting.attendance] == [p[:3] for p in PEOPLE]
    assert [a.capacity for a in meeting.attendance] == [
        "present", "apologies", "deputy", "absent", "in_attendance", "observer",
    ]  # fmt: skip
    assert [a.attended for a in meeting.attendance] == [True, False, True, False, True, True]
    assert [a.chair for a in meeting.attendance] == [True, False, False, False, False, False]
    assert meeting.attendance[2].deputy_for == "Bo Quince"


@fills
def test_each_row_is_a_statement_of_the_exchange_format_with_its_own_words(fill: Fill, tmp_path: Path) -> None:
    meeting = read_template(fill(tmp_path, SAID, PEOPLE))
    found = candidates_of(meeting, "examplia-2025-03")
    assert len(found) == len(PEOPLE)
    lines = meeting.reading.text.split("\n")
    for candidate, person in zip(found, PEOPLE, strict=True):
        read_row(candidate.row())
        row = candidate.statement
        assert (candidate.confidence, row.method, row.predicate) == (1.0, "template", "ATTENDED")
        assert (row.object.label, row.object.name) == ("Board", SAID["board"])
        assert row.subject.name == person[0].removeprefix("Cllr ")
        assert row.props["date"] == "2025-03-14"
        assert (row.props["role"], row.props["organisation"]) == person[1:3]
        assert row.evidence.lines is not None
        first, last = row.evidence.lines
        quote = row.evidence.quote
        assert quote is not None
        assert quote in squeeze("\n".join(lines[first - 1 : last]))
        assert person[0] in quote
        assert person[1] in quote
    assert found[0].statement.props["chair"] is True
    assert found[2].statement.props["deputy_for"] == "Bo Quince"
    assert "role" not in candidates_of(read_template(fill(tmp_path, SAID, changed(1, role=""))), "d")[1].statement.props


def test_the_quotes_of_a_workbook_stand_in_the_text_that_readers_give(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path)
    text = read(path).text
    for candidate in candidates_of(read_template(path), "d"):
        quote = candidate.statement.evidence.quote
        assert quote is not None
        assert quote in squeeze(text)


def test_dates_and_times_as_excel_holds_them(tmp_path: Path) -> None:
    said = {
        **SAID,
        "date": datetime.date(2025, 3, 14),
        "start_time": datetime.time(14),
        "end_time": datetime.time(16, 30),
    }
    meeting = read_template(as_xlsx(tmp_path, said))
    assert (meeting.date, meeting.start_time, meeting.end_time) == ("2025-03-14", "14:00", "16:30")
    assert meeting.problems == ()


@pytest.mark.parametrize("text", ["14/03/2025", "14.03.2025", "14 March 2025", "14 Mar 2025"])
def test_days_stand_before_months(text: str, tmp_path: Path) -> None:
    assert read_template(as_csv(tmp_path, {**SAID, "date": text})).date == "2025-03-14"


BROKEN: Sequence[tuple[str, Mapping[str, Any], Sequence[Sequence[str]], tuple[int | None, str], str]] = (
    ("no organisation", SAID, changed(5, organisation=""), (5, "organisation"), "no-organisation"),
    ("no role", SAID, changed(1, role=""), (1, "role"), "no-role"),
    ("no name", SAID, changed(4, name=""), (4, "name"), "no-name"),
    ("no capacity", SAID, changed(4, capacity=""), (4, "capacity"), "no-capacity"),
    ("capacity", SAID, changed(4, capacity="maybe"), (4, "capacity"), "unknown-capacity"),
    ("two chairs", SAID, changed(4, is_chair="yes"), (4, "is_chair"), "two-chairs"),
    ("twice", SAID, [*PEOPLE, PEOPLE[5]], (6, "name"), "named-twice"),
    ("for nobody", SAID, changed(2, deputy_for=""), (2, "deputy_for"), "deputy-for-nobody"),
    ("no deputy", SAID, changed(0, deputy_for="Bo Quince"), (0, "deputy_for"), "deputy-for-nobody"),
    ("for herself", SAID, changed(2, deputy_for="Cy Fennel"), (2, "deputy_for"), "deputy-for-nobody"),
    ("unlisted", SAID, changed(2, deputy_for="Zed Nowhere"), (2, "deputy_for"), "deputy-for-unlisted"),
    ("a thing", SAID, changed(4, name="Minutes of the last meeting"), (4, "name"), "no-person"),
    ("bad date", {**SAID, "date": "14th of sometime"}, PEOPLE, (None, "date"), "bad-date"),
    ("31 February", {**SAID, "date": "2025-02-31"}, PEOPLE, (None, "date"), "bad-date"),
    ("no date", {**SAID, "date": ""}, PEOPLE, (None, "date"), "no-date"),
    ("no board", {**SAID, "board": ""}, PEOPLE, (None, "board"), "no-board"),
    ("bad time", {**SAID, "start_time": "25:00"}, PEOPLE, (None, "start_time"), "bad-time"),
    ("backwards", {**SAID, "end_time": "13:00"}, PEOPLE, (None, "end_time"), "ends-before-start"),
    ("next before", {**SAID, "next_meeting": "2025-01-01"}, PEOPLE, (None, "next_meeting"), "next-before-meeting"),
    ("chair unlisted", {**SAID, "chair": "Zed Nowhere"}, changed(0, is_chair=""), (None, "chair"), "chair-not-listed"),
    ("other chair", {**SAID, "chair": "Mo Scribe"}, PEOPLE, (None, "chair"), "two-chairs"),
    ("no chair", {**SAID, "chair": ""}, changed(0, is_chair=""), (None, "chair"), "no-chair"),
    ("absent chair", SAID, changed(0, capacity="absent"), (0, "is_chair"), "chair-not-there"),
)  # fmt: skip


def cells_of(person: int | None, key: str) -> tuple[str, str, str]:
    """Where a field stands in the workbook, the CSV and the JSON file."""
    if person is None:
        number = [f.key for f in MEETING].index(key)
        return f"Meeting!B{number + 2}", f"row 2, {key}", f"meeting.{key}"
    letter = "ABCDEF"[KEYS.index(key)]
    return f"Attendance!{letter}{person + 2}", f"row {person + 2}, {key}", f"attendance[{person}].{key}"


@pytest.mark.parametrize(("said", "people", "place", "code"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_a_mistake_is_found_at_its_cell_in_all_three(
    said: Mapping[str, Any], people: Sequence[Sequence[str]], place: tuple[int | None, str], code: str, tmp_path: Path
) -> None:
    for fill, cell in zip((as_xlsx, as_csv, as_json), cells_of(*place), strict=True):
        path = fill(tmp_path, said, people)
        found = codes(path)
        assert found.get(cell) == code, (fill.__name__, found)
        assert len(found) == 1, found
        problem = check_template(path)[0]
        assert problem.message.startswith(f"{cell}: ")
        assert json.dumps(problem.row())
        first, last = problem.lines
        assert 1 <= first <= last <= read_template(path).reading.text.count("\n") + 1


def test_a_row_that_can_not_be_followed_is_not_read(tmp_path: Path) -> None:
    for people in (changed(4, capacity="maybe"), changed(4, name=""), changed(4, name="Child Q")):
        names = {c.statement.subject.name for c in candidates_of(read_template(as_csv(tmp_path, SAID, people)), "d")}
        assert names == {"Ada Example", "Bo Quince", "Cy Fennel", "Dee Marrow", "Flo Onlooker"}


def test_a_meeting_without_board_or_date_states_nothing(tmp_path: Path) -> None:
    for missing in ("board", "date"):
        assert candidates_of(read_template(as_xlsx(tmp_path, {**SAID, missing: ""})), "d") == []


def test_the_chair_named_in_the_first_sheet_chaired(tmp_path: Path) -> None:
    meeting = read_template(as_xlsx(tmp_path, SAID, changed(0, is_chair="")))
    assert [a.name for a in meeting.attendance if a.chair] == ["Ada Example"]
    assert meeting.problems == ()


def test_an_empty_template_is_one_and_says_what_it_lacks(tmp_path: Path) -> None:
    for name in ("t.xlsx", "t.csv"):
        write_template(tmp_path / name)
        assert is_template(tmp_path / name)
        assert {p.code for p in check_template(tmp_path / name)} == {"no-board", "no-date", "no-attendance"}


def test_rows_left_empty_between_people_do_not_move_the_cells(tmp_path: Path) -> None:
    people = [*PEOPLE[:1], ("",) * 6, ("",) * 6, *changed(1, organisation="")[1:2]]
    assert codes(as_xlsx(tmp_path, SAID, people)) == {"Attendance!C5": "no-organisation"}


def test_columns_may_stand_in_another_order(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path)
    book = load_workbook(path)
    sheet = book["Attendance"]
    for row in range(1, len(PEOPLE) + 2):
        one, other = sheet.cell(row, 1).value, sheet.cell(row, 3).value
        sheet.cell(row, 1).value, sheet.cell(row, 3).value = other, one
    book.save(path)
    assert check_template(path) == []
    assert [a.name for a in read_template(path).attendance] == [p[0] for p in PEOPLE]


def test_a_column_that_was_taken_away_is_named(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path)
    book = load_workbook(path)
    book["Attendance"].delete_cols(4)
    book.save(path)
    assert codes(path)["Attendance!D1"] == "template-changed"
    assert candidates_of(read_template(path), "d") == []


def test_a_csv_of_two_meetings_is_reported(tmp_path: Path) -> None:
    path = as_csv(tmp_path)
    text = path.read_text("utf-8-sig").split("\n")
    text[3] = "Another Board" + text[3]
    path.write_text("\n".join(text), "utf-8")
    assert codes(path) == {"row 4, board": "two-meetings"}
    # who attended the other meeting did not attend this one
    assert [c.statement.subject.name for c in candidates_of(read_template(path), "d")] == [
        "Ada Example", "Bo Quince", "Dee Marrow", "Mo Scribe", "Flo Onlooker",
    ]  # fmt: skip


@pytest.mark.parametrize("fill", [as_xlsx, as_csv])
@pytest.mark.parametrize(
    "row",
    [
        ("Child Q", "Member", "Borough of Examplia"), ("Nell Quincewood", "Mother of Child Z", "Borough of Examplia"),
        ("Nell Quincewood", "Victim", "Borough of Examplia"), ("Nell Quincewood", "Member", "Family of Child Z"),
        ("Nell Quincewood", "Care leaver", "Borough of Examplia"), ("Nell Quincewood", "Chair (aged 15)", "Youth Board"),
    ],
)  # fmt: skip
def test_who_is_of_a_case_is_reported_to_be_taken_out(fill: Fill, row: tuple[str, ...], tmp_path: Path) -> None:
    path = fill(tmp_path, SAID, [*PEOPLE, (*row, "observer", "", "")])
    [problem] = check_template(path)
    assert problem.code == "kept-out"
    assert "Take the row out" in problem.message
    assert "Quincewood" not in problem.message
    assert len(candidates_of(read_template(path), "d")) == len(PEOPLE)


def test_a_csv_may_have_semicolons(tmp_path: Path) -> None:
    path = as_csv(tmp_path)
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    assert check_template(path) == []
    assert len(read_template(path).attendance) == len(PEOPLE)


@fills
def test_damaged_files_are_refused_or_read(fill: Fill, tmp_path: Path) -> None:
    path = fill(tmp_path, SAID, PEOPLE)
    whole, chance = path.read_bytes(), random.Random(7)
    for _ in range(120):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        path.write_bytes(broken[: chance.choice([len(broken), chance.randrange(len(broken))])])
        with suppress(InputRefused):
            assert is_template(path) in (True, False)
            candidates_of(read_template(path), "d")


def test_fields_that_the_schema_lacks_are_reported(tmp_path: Path) -> None:
    path = as_json(tmp_path)
    whole = json.loads(path.read_text("utf-8"))
    whole["attendance"][1]["rôle"] = "x"
    path.write_text(json.dumps(whole), "utf-8")
    assert codes(path) == {"attendance[1]": "template-changed"}


def test_other_files_are_no_template(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("board,year\nx,2024\n", "utf-8")
    (tmp_path / "b.json").write_text('{"meeting": 1}', "utf-8")
    (tmp_path / "c.json").write_text("[" * 100_000, "utf-8")
    (tmp_path / "d.xlsx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "e.pdf").write_bytes(b"%PDF-1.4")
    write_template(tmp_path / "f.json")
    Workbook().save(tmp_path / "g.xlsx")
    for file in [*tmp_path.iterdir(), tmp_path / "missing.xlsx"]:
        assert not is_template(file), file
        with pytest.raises(InputRefused) as caught:
            read_template(file)
        assert str(file) in caught.value.detail


def test_the_schema_allows_what_is_read_and_refuses_what_is_not(tmp_path: Path) -> None:
    write_template(tmp_path / "schema.json")
    written = json.loads((tmp_path / "schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(written)
    validator = Draft202012Validator(written)
    assert validator.is_valid(json.loads(as_json(tmp_path).read_text("utf-8")))
    for example in written["examples"]:
        assert validator.is_valid(example)
    for people in (changed(4, capacity="maybe"), changed(1, role=""), changed(2, deputy_for="")):
        assert not validator.is_valid(json.loads(as_json(tmp_path, SAID, people).read_text("utf-8")))
    assert not validator.is_valid(json.loads(as_json(tmp_path, {**SAID, "date": ""}).read_text("utf-8")))


def test_the_workbook_helps_the_clerk(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx")
    book = load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == ["Meeting", "Attendance", "Guide"]
    assert book.properties.title
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows in ("1:1", "$1:$1")
        assert not sheet.merged_cells.ranges
        assert sheet.page_setup.fitToWidth == 1
    rules = {str(v.sqref): v for v in book["Attendance"].data_validations.dataValidation}
    assert rules["D2:D101"].type == "list"
    assert rules["D2:D101"].formula1 == '"' + ",".join(CAPACITIES) + '"'
    assert rules["F2:F101"].formula1 == '"yes,no"'
    dates = {str(v.sqref) for v in book["Meeting"].data_validations.dataValidation if v.type == "date"}
    assert dates == {"B3", "B9"}
    guide = " ".join(str(c.value) for row in book["Guide"].iter_rows() for c in row)
    assert all(capacity in guide for capacity in CAPACITIES)


def test_the_command_writes_it_and_refuses_other_endings(tmp_path: Path) -> None:
    from safegov import app

    done = CliRunner().invoke(app, ["template", "meeting", "-o", str(tmp_path / "t.xlsx")])
    assert done.exit_code == 0
    assert is_template(tmp_path / "t.xlsx")
    with pytest.raises(UsageError, match=r"\.xlsx, \.csv, \.json"):
        write_template(tmp_path / "t.docx")
    with pytest.raises(InputRefused):
        write_template(tmp_path / "nowhere" / "t.csv")


def test_a_long_list_is_read_at_once(tmp_path: Path) -> None:
    letters = "abcdefghijklmnopqrst"
    people = [
        (f"Ada {a.upper()}{b}{c}quince", "Officer", "Examplia", "present", "", "")
        for a in letters
        for b in letters
        for c in "xyzuv"
    ]
    started = time.monotonic()
    assert len(read_template(as_csv(tmp_path, {**SAID, "chair": people[0][0]}, people)).attendance) == 2000
    assert time.monotonic() - started < 20


def test_the_page_about_it_names_every_code_and_field() -> None:
    page = (Path(__file__).parents[2] / "docs" / "meeting-template.md").read_text("utf-8")
    for code in {b[4] for b in BROKEN} | {"two-meetings", "template-changed", "no-attendance", "kept-out"}:
        assert f"`{code}`" in page, code
    columns = page.split("the same: `")[1].split("`.")[0].replace("`, then\n`", ", ")
    assert columns.split(", ") == [*(f.key for f in MEETING), *KEYS]
    example = json.loads(page.split("```json\n")[1].split("```")[0])
    Draft202012Validator(schema()).validate(example)


def test_what_it_is_called_and_what_to_know_of_it(tmp_path: Path) -> None:
    assert read_template(as_csv(tmp_path)).title == "Meeting of Examplia Safeguarding Children Partnership, 2025-03-14"
    assert read_template(as_csv(tmp_path)).notes == ()
    broken = read_template(as_csv(tmp_path, {**SAID, "board": ""}, changed(1, role="")))
    assert broken.title is None
    assert broken.notes[0].startswith("2 cells")


def test_a_record_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    from safegov import app

    path = as_xlsx(tmp_path)
    before = path.read_bytes()
    done = CliRunner().invoke(app, ["template", "meeting", "-o", str(path)])
    assert isinstance(done.exception, InputRefused)
    assert "may be filled in" in str(done.exception.faults)
    assert path.read_bytes() == before
