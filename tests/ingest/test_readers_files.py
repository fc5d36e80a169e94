"""Word, web pages, spreadsheets and CSV: their parts, merged cells, and every word at its place."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

from graph.errors import InputRefused
from ingest.readers import read
from ingest.reading import Reading
from tests.ingest import made_files
from tests.ingest.made_files import write
from tests.ingest.places import misplaced


def reading_of(folder: Path, name: str, data: bytes | str) -> Reading:
    reading = read(write(folder, name, data))
    assert misplaced(reading) is None
    assert (reading.name, reading.format) == (
        name,
        name.rsplit(".", 1)[1].replace("md", "markdown").replace("txt", "text"),
    )
    return reading


def tables(reading: Reading) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in b.rows] for b in reading.blocks if b.kind == "table"]


def seen(reading: Reading) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level, b.text) for b in reading.blocks if b.kind != "table"]


@pytest.mark.parametrize("ending", list(made_files.FILES))
def test_every_kind_of_file_is_read_with_its_words_at_their_places(tmp_path: Path, ending: str) -> None:
    reading = reading_of(tmp_path, f"report{ending}", made_files.FILES[ending]())
    assert "Examplia Council" in reading.text
    for block in reading.blocks:
        if block.kind != "table":
            quote = reading.evidence("report", block).quote or ""
            assert " ".join(block.text.split())[:40].split(" ")[0] in quote


# --- Word


def word(document: docx.document.Document) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_a_word_document_has_headings_lists_and_merged_cells(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "report.docx", made_files.docx())
    assert seen(reading)[:2] == [("heading", 1, "Annual report 2031/32"), ("heading", 1, "Who came")]
    assert seen(reading)[3:] == [("item", 1, "Ada Example"), ("item", 1, "Bo Sample"), ("heading", 5, "Attendance")]
    (table,) = tables(reading)
    assert table[0] == ["", "Meetings", "Meetings", "Meetings"]
    assert table[1:] == [list(row) for row in made_files.ROWS]


def test_a_cell_that_reaches_down_stands_in_each_row_and_is_quoted_in_its_first(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(3, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Examplia Council"
    for n, text in enumerate(("Ada Example\nChair", "Bo Sample", "Cy Specimen")):
        table.cell(n, 1).text = text
    table.cell(2, 0).text = "Police"
    reading = reading_of(tmp_path, "a.docx", word(document))
    assert tables(reading) == [
        [["Examplia Council", "Ada Example\nChair"], ["Examplia Council", "Bo Sample"], ["Police", "Cy Specimen"]]
    ]
    (block,) = reading.blocks
    quotes = [reading.evidence("a", block, row=n).quote for n in range(3)]
    assert quotes == ["Examplia Council Ada Example Chair", "Bo Sample", "Police Cy Specimen"]


def test_cells_that_say_the_same_are_all_read(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(40, 3)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "Yes"
    assert tables(reading_of(tmp_path, "a.docx", word(document))) == [[["Yes"] * 3] * 40]


def test_a_row_as_wide_as_the_table_stands_in_its_first_column(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "Statutory partners"
    for n in range(3):
        table.cell(1, n).text = str(n)
    assert tables(reading_of(tmp_path, "a.docx", word(document))) == [[["Statutory partners", "", ""], ["0", "1", "2"]]]


def test_tracked_changes_boxes_and_controls_are_read_as_they_stand(tmp_path: Path) -> None:
    document = docx.Document()
    body = document.element.body
    names = nsdecls("w")
    body.insert(0, parse_xml(
        f'<w:p {names}><w:r><w:t>The </w:t></w:r><w:del><w:r><w:delText>old </w:delText></w:r></w:del>'
        f'<w:ins><w:r><w:t>new chair spoke.</w:t></w:r></w:ins></w:p>'
    ))  # fmt: skip
    body.insert(1, parse_xml(
        f'<w:sdt {names}><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>'
    ))  # fmt: skip
    body.insert(2, parse_xml(
        f'<w:p {names}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>'
    ))  # fmt: skip
    found = [text for _, _, text in seen(reading_of(tmp_path, "a.docx", word(document)))]
    assert found == ["The new chair spoke.", "In a control.", "In a box."]


def test_lines_with_tabs_in_a_word_document_are_a_table(tmp_path: Path) -> None:
    document = docx.Document()
    for line in ("Present:", "Ada Example\t\tChair", "Bo Sample\tDirector", "All came."):
        document.add_paragraph(line)
    reading = reading_of(tmp_path, "a.docx", word(document))
    assert tables(reading) == [[["Ada Example", "Chair"], ["Bo Sample", "Director"]]]
    assert [kind for kind, _, _ in seen(reading)] == ["line", "paragraph"]


# --- web pages


def test_a_web_page_is_read_without_what_is_around_it(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "report.html", made_files.HTML)
    assert reading.title == "Annual report"
    assert seen(reading) == [
        ("heading", 1, "Annual report 2031/32"), ("paragraph", 0, made_files.PROSE), ("item", 1, "Ada Example"),
        ("item", 1, "Bo Sample"), ("item", 2, "deputy"),
    ]  # fmt: skip
    assert tables(reading) == [
        [
            ["Organisation", "Meetings", "Meetings"],
            ["Organisation", "June", "September"],
            ["Examplia Council", "Yes", "No\nlate"],
        ]
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_page_is_read_in_the_encoding_that_it_names(tmp_path: Path, encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding}"></head><body><p>Zoë’s café</p></body></html>'.encode(encoding)
    assert seen(reading_of(tmp_path, "a.html", page)) == [("line", 0, "Zoë’s café")]


def test_a_page_that_does_not_say_how_it_is_written_is_read_as_utf8(tmp_path: Path) -> None:
    page = "<html><body><p>Zoë’s café</p></body></html>".encode()
    assert seen(reading_of(tmp_path, "a.html", page)) == [("line", 0, "Zoë’s café")]


def test_a_span_of_a_million_cells_is_not_believed(tmp_path: Path) -> None:
    page = "<table><tr><td rowspan=99999 colspan=99999>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    (table,) = tables(reading_of(tmp_path, "a.html", page))
    assert (len(table), table[0][0], table[0][-1], table[1][-1]) == (2, "a", "b", "c")
    assert len(table[0]) < 200


# --- spreadsheets


def workbook(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_workbook_gives_a_heading_and_a_table_for_each_sheet(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "report.xlsx", made_files.xlsx())
    assert seen(reading)[:2] == [("heading", 1, "Attendance"), ("heading", 1, "Notes")]
    (table, *_) = tables(reading)
    assert table[0] == list(made_files.ROWS[0])
    assert table[-1] == ["Examplia School", "2031-06-12", "85%", "1200"]


def test_what_stands_above_a_table_is_no_row_of_it_and_hidden_sheets_are_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["Attendance 2031/32"], [], ["Body", "June"], ["Council", "Yes"], [None, None], ["Trust", 0.125]):
        sheet.append(row)
    sheet["B6"].number_format = "0.0%"
    book.create_sheet("Lists").append(["not to be read"])
    book.worksheets[1].sheet_state = "hidden"
    reading = reading_of(tmp_path, "a.xlsx", workbook(book))
    assert [text for _, _, text in seen(reading)] == ["Sheet", "Attendance 2031/32"]
    assert tables(reading) == [[["Body", "June"], ["Council", "Yes"], ["Trust", "12.5%"]]]
    assert reading.notes == ("the sheet Lists is hidden and was not read",)


def test_a_sheet_that_claims_a_million_rows_is_read_to_its_end(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Body", date(2031, 6, 12)])
    sheet.cell(60_000, 1, "far away")
    assert tables(reading_of(tmp_path, "a.xlsx", workbook(book))) == [[["Body", "2031-06-12"]]]


# --- CSV


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_file_is_read_whatever_parts_its_cells(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [["Body", "Who"], ["Café Trust", '"Ada", the chair'], ["Council", ""]]
    lines = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    reading = reading_of(tmp_path, "a.csv", "\r\n".join(lines).encode(encoding))
    assert tables(reading) == [rows]


def test_a_row_of_a_csv_file_is_quoted_as_it_stands_in_the_file(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "a.csv", 'Body,Who\n"Quince, Fennel",Ada Example\n')
    (block,) = reading.blocks
    evidence = reading.evidence("a", block, row=1)
    assert (evidence.quote, evidence.lines) == ('"Quince, Fennel",Ada Example', (2, 2))


def test_a_quote_that_is_not_closed_costs_its_own_cell_only(tmp_path: Path) -> None:
    assert tables(reading_of(tmp_path, "a.csv", 'a,b\n"c,d\ne,f\n')) == [[["a", "b"], ['"c', "d"], ["e", "f"]]]


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx", "a.html", "a.csv", "a.txt"])
def test_a_file_without_words_is_refused(tmp_path: Path, name: str) -> None:
    data = {
        "a.xlsx": workbook(Workbook()), "a.docx": word(docx.Document()), "a.html": b"<nav>Home</nav>",
        "a.csv": b",,\n,,\n", "a.txt": b" \n\n",
    }[name]  # fmt: skip
    with pytest.raises(InputRefused) as refused:
        read(write(tmp_path, name, data))
    (fault,) = refused.value.faults
    assert "no text" in fault.reason or "are empty" in fault.reason


PAGE = (
    "<!-- saved -->\n<html lang='en'>\n<head><title>Report</title></head><body><p>Ada Example chairs.</p></body></html>"
)


@pytest.mark.parametrize("name", ["report.txt", "report.md", "report.csv"])
@pytest.mark.parametrize(
    "page", [PAGE, "\ufeff<!DOCTYPE html>\n<title>x</title><p>Words.", "<?xml version='1.0'?>" + PAGE]
)
def test_a_web_page_under_another_ending_is_refused_with_its_remedy(tmp_path: Path, name: str, page: str) -> None:
    (tmp_path / name).write_text(page, encoding="utf-8")
    with pytest.raises(InputRefused) as caught:
        read(tmp_path / name)
    [fault] = caught.value.faults
    assert fault.where.endswith(name)
    assert "web page" in fault.reason
    assert ".html" in fault.remedy


@pytest.mark.parametrize(
    "text",
    [
        "<html> is a tag.",
        "# Report\n\n<table><tr><td>Ada Example</td></tr></table>",
        "<p>Words.</p>",
        "A doc:\n<!DOCTYPE html>\n",
    ],
)
def test_text_that_merely_holds_a_tag_is_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "report.md").write_text(text, encoding="utf-8")
    assert read(tmp_path / "report.md").blocks
