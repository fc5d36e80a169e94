"""Reading files: a faulty row is told with file, row, reason and remedy, and nothing of its document is taken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.errors import Fault, InputRefused
from ingest.files import Input, read_paths, register_entities
from tests.rows import COUNCIL, PARTNERSHIP, POLICE, row, write


def sound(doc: str = "report-a", line: int = 1) -> dict[str, Any]:
    return row(COUNCIL, "MEMBER_OF", PARTNERSHIP, doc=doc, line=line)


def faulty(doc: str = "report-a") -> dict[str, Any]:
    return row(COUNCIL, "LIKES", PARTNERSHIP, doc=doc)


def told(found: Input, path: Path) -> list[str]:
    """The faults, the file's path left out; each has its remedy."""
    assert all(fault.remedy for fault in found.faults)
    assert all(fault.where.startswith(str(path)) for fault in found.faults)
    return [f"{f.where}: {f.reason}".removeprefix(str(path)).lstrip(":, ") for f in found.faults]


# --- the exchange format


def test_every_row_is_read_with_its_place(tmp_path: Path) -> None:
    path = write(tmp_path / "rows.jsonl", [sound(), sound(line=2)])
    path.write_text("\ufeff" + path.read_text(encoding="utf-8").replace("\n", "\n\n", 1), encoding="utf-8")
    found = read_paths([path])
    assert [item.where for item in found.statements] == [f"{path}, row 1", f"{path}, row 3"]
    assert [item.statement.evidence.lines for item in found.statements] == [(1, 1), (2, 2)]
    assert (found.faults, found.refused) == ([], set())


def test_lines_of_any_system_are_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"\r\n".join(json.dumps(sound(line=n)).encode() for n in (1, 2)))
    assert len(read_paths([path]).statements) == 2


def test_a_document_with_a_faulty_row_is_refused_and_no_other(tmp_path: Path) -> None:
    path = write(tmp_path / "rows.jsonl", [sound(), sound("report-b"), faulty("report-b"), sound("report-c")])
    found = read_paths([path])
    assert found.refused == {"report-b"}
    assert told(found, path) == ["row 3: predicate 'LIKES' is unknown"]
    assert found.faults[0].remedy.startswith("Use one of MEMBER_OF")


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    raw = [faulty(), sound() | {"status": "certain"}, sound() | {"lines": None}, "words", sound()]
    path = write(tmp_path / "rows.jsonl", raw)
    assert told(read_paths([path]), path) == [
        "row 1: predicate 'LIKES' is unknown",
        "row 2: status 'certain' is unknown",
        "row 3: there is no evidence: lines and page are missing",
        "row 4: the row is no JSON object",
    ]


def test_a_document_is_refused_in_whichever_file_its_faulty_row_stands(tmp_path: Path) -> None:
    good = write(tmp_path / "good.jsonl", [sound(), sound("report-b")])
    bad = write(tmp_path / "bad.jsonl", [faulty()])
    assert read_paths([good, bad]).refused == read_paths([bad, good]).refused == {"report-a"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "no JSON (Expecting property name enclosed in double quotes)"),
        ("words", "no JSON (Expecting value)"),
        ("[" * 100_000, "no JSON (maximum recursion depth exceeded"),
        ('{"doc": ' + "9" * 5000 + "}", "no JSON (Exceeds the limit"),
    ],
    ids=["half a row", "words", "too deep", "too long a number"],
)
def test_a_line_that_is_no_json_refuses_all_documents_of_its_file(tmp_path: Path, line: str, reason: str) -> None:
    path = write(tmp_path / "rows.jsonl", [sound(), sound("report-b")])
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    other = write(tmp_path / "other.jsonl", [sound("report-c")])
    found = read_paths([path, other])
    assert found.refused == {"report-a", "report-b"}
    assert len(found.faults) == 1
    assert told(found, path)[0].startswith(f"row 3: {reason}")


@pytest.mark.parametrize(
    "raw", [sound() | {"doc": None}, sound() | {"doc": 7}, ["words"]], ids=["none", "number", "list"]
)
def test_a_row_of_no_document_refuses_all_documents_of_its_file(tmp_path: Path, raw: object) -> None:
    path = write(tmp_path / "rows.jsonl", [sound(), raw, sound("report-b")])
    other = write(tmp_path / "other.jsonl", [sound("report-c")])
    assert read_paths([path, other]).refused == {"report-a", "report-b"}


def test_an_unknown_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refused:
        read_paths([write(tmp_path / "rows.jsonl", [sound()]), tmp_path / "absent.jsonl"])
    assert refused.value.faults == [Fault(str(tmp_path / "absent.jsonl"), "there is no such file", "Check the path")]
    assert refused.value.exit_code == 1


@pytest.mark.parametrize("at", [0, 500_000], ids=["at once", "after many rows"])
def test_a_file_that_is_no_utf_8_is_refused(tmp_path: Path, at: int) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b" " * at + b"\n" + json.dumps(sound()).encode() + b"\n\xff\xfe\n")
    with pytest.raises(InputRefused) as refused:
        read_paths([path])
    assert refused.value.faults == [Fault(str(path), "no UTF-8 (invalid start byte)", "Save it as UTF-8")]


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "rows.jsonl", [sound()])

    def locked(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", locked)
    with pytest.raises(InputRefused) as refused:
        read_paths([path])
    assert refused.value.faults == [Fault(str(path), "Permission denied", "Make it readable")]


def test_the_files_of_a_folder_are_read_in_one_order(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        write(tmp_path / f"{name}.jsonl", [sound(f"report-{name}")])
    write(tmp_path / "notes.txt", ["not a row"])
    found = read_paths([tmp_path])
    assert [item.statement.doc for item in found.statements] == ["report-a", "report-b", "report-c"]


def test_a_folder_without_statements_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="Nothing was loaded") as refused:
        read_paths([tmp_path])
    assert refused.value.faults[0].where == str(tmp_path)


# --- a folder laid out like the register

BOARD = {"id": "board-northmarsh", "label": "Board", "name": "Northmarsh Board", "aliases": ["NB"], "kind": "board"}
POST = {"id": "role-head", "label": "Role", "name": "Head of Northmarsh", "area": "borough-northmarsh"}
FACT = {"lines": [3, 3], "quote_sha256": "0" * 64, "quote_words": 4, "subject": "role-head", "predicate": "MEMBER_OF",
        "object": "board-northmarsh", "props": {}, "status": "asserted"}  # fmt: skip
HEAD = "id,title,publisher,date,kind,url\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    folder = tmp_path / "register"
    (folder / "statements").mkdir(parents=True)
    write(folder / "entities.jsonl", [BOARD])
    write(folder / "entities-more.jsonl", [POST])
    (folder / "documents.csv").write_text(HEAD + "report-a,Report A,Northmarsh,2022-10,report,\n", encoding="utf-8")
    write(folder / "statements" / "report-a.jsonl", [FACT])
    return folder


def test_a_register_gives_statements_entities_and_documents(register: Path) -> None:
    found = read_paths([register])
    assert (found.faults, found.refused) == ([], set())
    (item,) = found.statements
    assert item.where == f"{register / 'statements' / 'report-a.jsonl'}, row 1"
    assert (item.statement.doc, item.statement.subject.known_id) == ("report-a", "role-head")
    assert item.statement.object.aliases == ("NB",)
    assert item.statement.object.curated
    assert {entity.id for entity in found.known} == {"board-northmarsh", "role-head"}
    assert [(s.id, s.title, s.publisher, s.date, s.kind, s.url) for s in found.sources] == [
        ("report-a", "Report A", "Northmarsh", "2022-10", "report", None)
    ]


def test_a_row_stands_once_in_a_register_that_holds_loose_files_too(register: Path) -> None:
    write(register / "loose.jsonl", [sound()])
    assert len(read_paths([register]).statements) == 1
    (register / "statements" / "report-a.jsonl").unlink()
    assert len(read_paths([register]).statements) == 1


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (FACT | {"subject": "role-absent"}, "subject 'role-absent' is not among the entities"),
        (FACT | {"object": None}, "object None is not among the entities"),
        (
            FACT | {"object": {"label": "Board", "name": "B"}},
            "object {'label': 'Board', 'name': 'B'} is not among the entities",
        ),
        (FACT | {"predicate": "FUNDS"}, "FUNDS can not have a Role as its subject"),
        (FACT | {"doc": "report-b"}, "doc 'report-b' is not the document of this file"),
        ([FACT], "the row is no JSON object"),
    ],
    ids=["unknown", "none", "an object", "wrong end", "other document", "a list"],
)
def test_a_faulty_row_of_a_register_refuses_its_document(register: Path, raw: object, reason: str) -> None:
    path = write(register / "statements" / "report-a.jsonl", [FACT, raw])
    write(register / "statements" / "report-b.jsonl", [FACT])
    found = read_paths([register])
    assert told(found, path) == [f"row 2: {reason}"]
    assert found.refused == {"report-a"}


def test_a_line_of_a_register_that_is_no_json_refuses_its_document(register: Path) -> None:
    path = register / "statements" / "report-a.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + "{\n", encoding="utf-8")
    found = read_paths([register])
    assert told(found, path)[0].startswith("row 2: no JSON")
    assert found.refused == {"report-a"}


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ({"label": "Board", "name": "B"}, "the entity has no id"),
        (POST | {"id": "board-head"}, "entity.id 'board-head' does not fit a Role"),
        (BOARD | {"name": "Another name"}, "board-northmarsh is described twice"),
        (7, "entity is missing"),
    ],
    ids=["no id", "wrong id", "twice", "no object"],
)
def test_a_faulty_entity_is_told_with_its_place(register: Path, raw: object, reason: str) -> None:
    path = write(register / "entities.jsonl", [BOARD, raw])
    assert told(read_paths([register]), path) == [f"row 2: {reason}"]
    with pytest.raises(InputRefused, match="The register is damaged") as refused:
        register_entities(register)
    assert refused.value.faults[0].where == f"{path}, row 2"


def test_an_entity_that_two_files_describe_differently_is_told(register: Path) -> None:
    write(register / "entities-more.jsonl", [POST, BOARD | {"kind": "panel"}])
    # the files are read in order of name
    assert told(read_paths([register]), register / "entities.jsonl") == ["board-northmarsh is described twice"]
    write(register / "entities-more.jsonl", [POST, BOARD])
    assert read_paths([register]).faults == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("title\nReport A\n", "row 2: the document has no id"),
        (HEAD + "report-a,A,,soon,,\n", "row 2: bad date: 'soon' is no date that can be read"),
        (HEAD + "report-a,A,,2022-02-30,,\n", "row 2: bad date: February 2022 has no day 30"),
    ],
)
def test_a_faulty_document_is_told_with_its_place(register: Path, text: str, reason: str) -> None:
    path = register / "documents.csv"
    path.write_text(text, encoding="utf-8")
    found = read_paths([register])
    assert told(found, path) == [reason]
    assert found.refused == ({"report-a"} if "date" in reason else set())


def test_names_of_other_sources_are_resolved_with_the_registers_entities(register: Path) -> None:
    assert {(e.id, e.curated) for e in register_entities(register)} == {("board-northmarsh", True), ("role-head", True)}
    assert POLICE[1] not in {e.name for e in register_entities(register)}
