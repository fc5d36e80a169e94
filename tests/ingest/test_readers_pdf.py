"""PDF: headings by size, tables with and without lines, columns, what runs along the edges, turned pages, refusals."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from graph.errors import InputRefused
from ingest.readers import read
from ingest.reading import Reading
from tests.ingest import made_files
from tests.ingest.made_files import ROWS, write
from tests.ingest.places import misplaced

LEFT = (
    "The board met four times in the year and",
    "heard how the agencies of the borough had",
    "worked together to keep all its children",
    "safe and well, and what they had learnt.",
    "It then agreed a plan for the next year.",
)
RIGHT = (
    "Police and health partners said that they",
    "would bring their own work into that plan",
    "and report on it to the board in summer.",
    "The chair thanked all who had come to the",
    "meeting and those who had sent their words.",
)


def drawn(*pages: Callable[[Canvas], object], turned: int = 0) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4)
    for page in pages:
        canvas.setFont("Helvetica", 10)
        page(canvas)
        if turned:
            canvas.setPageRotation(turned)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def lines(canvas: Canvas, left: float, top: float, texts: tuple[str, ...] | list[str], leading: float = 12.5) -> None:
    for n, text in enumerate(texts):
        canvas.drawString(left, top - n * leading, text)


def reading_of(folder: Path, data: bytes) -> Reading:
    reading = read(write(folder, "report.pdf", data))
    assert misplaced(reading) is None
    assert (reading.format, reading.paged) == ("pdf", True)
    return reading


def tables(reading: Reading) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in b.rows] for b in reading.blocks if b.kind == "table"]


def seen(reading: Reading) -> list[tuple[str, str]]:
    return [(b.kind, b.text) for b in reading.blocks if b.kind != "table"]


def test_a_report_has_headings_paragraphs_items_and_tables_in_their_order(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, made_files.pdf(pages=2))
    kinds = [(b.kind, b.level) for b in reading.blocks if b.page == 1 and b.text != "Annual report 2031/32"]
    assert kinds[:4] == [("heading", 1), ("paragraph", 0), ("paragraph", 0), ("paragraph", 0)]
    assert kinds[4:9] == [("item", 1), ("item", 1), ("table", 0), ("heading", 2), ("table", 0)]
    assert tables(reading) == [[list(row) for row in ROWS]] * 4
    assert reading.title == "Annual report"


def test_lines_along_the_edges_are_left_out_from_the_second_page_on(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, made_files.pdf(pages=3, tables=False))
    foot = "Quince & Fennel Safeguarding Children Partnership"
    assert [page.count(f"{foot}\tPage") + page.count(f"{foot} Page") for page in reading.pages] == [1, 0, 0]
    assert "Page 2" not in reading.text


def test_a_sentence_goes_on_over_the_number_of_the_page(tmp_path: Path) -> None:
    def first(c: Canvas) -> None:
        lines(c, 60, 120, ["The board met four times in the year and heard what its agencies had", "done to keep the"])
        c.drawString(290, 30, "1")

    def second(c: Canvas) -> None:
        lines(c, 60, 780, ["children of the borough safe and well, and what they had learnt from it."])
        c.drawString(290, 30, "2")

    reading = reading_of(tmp_path, drawn(first, second))
    (block,) = reading.blocks
    assert " ".join(block.text.split()).endswith(
        "done to keep the children of the borough safe and well, and what they had learnt from it."
    )
    evidence = reading.evidence("a", block, block.text.index("keep"), block.text.index(" safe"))
    assert (evidence.quote, evidence.page) == ("keep the children of the borough", (1, 2))


def test_columns_of_prose_are_read_one_after_the_other(tmp_path: Path) -> None:
    def page(c: Canvas) -> None:
        c.setFont("Helvetica-Bold", 16)
        c.drawString(60, 780, "A heading that reaches over both of the columns")
        c.setFont("Helvetica", 10)
        lines(c, 60, 740, LEFT)
        lines(c, 310, 736, RIGHT)

    assert seen(reading_of(tmp_path, drawn(page))) == [
        ("heading", "A heading that reaches over both of the columns"),
        ("paragraph", "\n".join(LEFT)),
        ("paragraph", "\n".join(RIGHT)),
    ]


def test_a_table_without_lines_has_cells_of_several_lines(tmp_path: Path) -> None:
    def page(c: Canvas) -> None:
        y = 700.0
        for name, roles in (
            ("Ada Example", ["Independent Chair"]),
            ("Bo Sample", ["Director of Education and", "Children, Examplia Council"]),
            ("Cy Specimen", ["Borough Commander"]),
        ):
            c.drawString(60, y, name)
            lines(c, 220, y, roles, 12)
            y -= 12 * len(roles) + 6

    assert tables(reading_of(tmp_path, drawn(page))) == [
        [
            ["Ada Example", "Independent Chair"],
            ["Bo Sample", "Director of Education and\nChildren, Examplia Council"],
            ["Cy Specimen", "Borough Commander"],
        ]
    ]


def grid(c: Canvas, xs: list[float], ys: list[float]) -> None:
    for x in xs:
        c.line(x, ys[0], x, ys[-1])
    for y in ys:
        c.line(xs[0], y, xs[-1], y)


def test_a_table_with_lines_keeps_empty_and_merged_cells(tmp_path: Path) -> None:
    def page(c: Canvas) -> None:
        ys = [700, 680, 660, 640, 620]
        for x in (60.0, 200.0, 400.0):
            c.line(x, 700, x, 620)
        c.line(300, 680, 300, 620)  # the head reaches over two columns
        for y in ys:
            c.line(200 if y == 640 else 60, y, 400, y)  # the first cell reaches over two rows
        c.drawString(230, 686, "Meetings")
        for x, y, text in (
            (205, 666, "June"),
            (305, 666, "September"),
            (65, 646, "Council"),
            (205, 646, "Yes"),
            (305, 626, "No"),
        ):
            c.drawString(x, y, text)

    reading = reading_of(tmp_path, drawn(page))
    assert tables(reading) == [
        [["", "Meetings", "Meetings"], ["", "June", "September"], ["Council", "Yes", ""], ["Council", "", "No"]]
    ]
    (block,) = reading.blocks
    assert reading.evidence("a", block, row=3).quote == "No"


def test_a_table_with_lines_across_only_is_cut_at_them(tmp_path: Path) -> None:
    def page(c: Canvas) -> None:
        for line in (700, 660, 630, 600):
            c.line(60, line, 500, line)
        rows: list[tuple[float, float, str]] = [
            (60, 705, "Body"), (200, 705, "What it gives"), (420, 705, "Amount"),
            (200, 686, "Money and"), (60, 680, "Council"), (420, 680, "£12,000"), (200, 674, "rooms"),
            (60, 640, "Trust"), (200, 640, "Time"), (420, 640, "£100"), (60, 610, "Police"), (420, 610, "£7"),
        ]  # fmt: skip
        for x, y, text in rows:
            c.drawString(x, y, text)

    assert tables(reading_of(tmp_path, drawn(page))) == [
        [
            ["Body", "What it gives", "Amount"],
            ["Council", "Money and\nrooms", "£12,000"],
            ["Trust", "Time", "£100"],
            ["Police", "", "£7"],
        ]
    ]


def test_tables_that_touch_are_two(tmp_path: Path) -> None:
    def page(c: Canvas) -> None:
        grid(c, [60, 200, 400], [700, 680, 660])
        grid(c, [60, 120, 300, 400], [660, 640, 620])
        for x, y, text in ((65, 686, "Item"), (205, 686, "Action"), (65, 666, "Budget"), (205, 666, "AE")):
            c.drawString(x, y, text)
        for x, text in ((65, "Body"), (125, "June"), (305, "May")):
            c.drawString(x, 646, text)
            c.drawString(x, 626, text.upper())

    assert tables(reading_of(tmp_path, drawn(page))) == [
        [["Item", "Action"], ["Budget", "AE"]],
        [["Body", "June", "May"], ["BODY", "JUNE", "MAY"]],
    ]


def test_names_below_each_other_and_the_label_after_them_are_apart(tmp_path: Path) -> None:
    def page(c: Canvas) -> None:
        lines(c, 60, 700, ["Ada Example, Independent Chair of the board", "Bo Sample, Director of Education, Examplia"])
        lines(c, 60, 664, ["Apologies: Dee Person, Quince and Fennel NHS Trust"])
        lines(c, 60, 640, ["Absent: nobody of those who had been invited came late"])

    assert [block.text.count("\n") for block in reading_of(tmp_path, drawn(page)).blocks] == [1, 0, 0]


def test_a_table_goes_on_over_pages_and_its_head_is_read_once(tmp_path: Path) -> None:
    def page(*rows: str) -> Callable[[Canvas], None]:
        def draw(c: Canvas) -> None:
            ys = [700.0 - 20 * n for n in range(len(rows) + 2)]
            grid(c, [60, 200, 300], ys)
            for n, name in enumerate(("Body", *rows)):
                c.drawString(65, ys[n] - 14, name)
                c.drawString(205, ys[n] - 14, "June" if n == 0 else "Yes")

        return draw

    reading = reading_of(tmp_path, drawn(page("Council", "Police"), page("Trust", "School")))
    assert tables(reading) == [
        [["Body", "June"], ["Council", "Yes"], ["Police", "Yes"], ["Trust", "Yes"], ["School", "Yes"]]
    ]
    (block,) = reading.blocks
    assert reading.evidence("a", block, row=3).page == (2, 2)


def test_words_that_run_upwards_head_their_columns(tmp_path: Path) -> None:
    def page(c: Canvas) -> None:
        grid(c, [60, 160, 190, 220], [700, 600, 580])
        for x, text in ((178, "June 2031"), (208, "September 2031")):
            c.saveState()
            c.translate(x, 605)
            c.rotate(90)
            c.drawString(0, 0, text)
            c.restoreState()
        for x, text in ((65, "Council"), (165, "Yes"), (195, "No")):
            c.drawString(x, 586, text)

    assert tables(reading_of(tmp_path, drawn(page))) == [
        [["", "June 2031", "September 2031"], ["Council", "Yes", "No"]]
    ]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(tmp_path: Path, turned: int) -> None:
    width, height = A4

    def page(c: Canvas) -> None:
        c.translate(*{90: (width, 0), 180: (width, height), 270: (0, height)}[turned])
        c.rotate({90: 90, 180: 180, 270: -90}[turned])
        lines(c, 60, 400, LEFT[:2])
        grid(c, [60, 160, 260], [300, 280, 260])
        for x, y, text in ((65, 286, "Body"), (165, 286, "June"), (65, 266, "Council"), (165, 266, "Yes")):
            c.drawString(x, y, text)

    reading = reading_of(tmp_path, drawn(page, turned=turned))
    assert seen(reading) == [("paragraph", "\n".join(LEFT[:2]))]
    assert tables(reading) == [[["Body", "June"], ["Council", "Yes"]]]


def test_the_mark_of_a_note_is_in_the_text_and_not_in_the_words(tmp_path: Path) -> None:
    def page(c: Canvas) -> None:
        c.drawString(60, 700, "The partnership")
        end = 60 + c.stringWidth("The partnership", "Helvetica", 10)
        c.setFont("Helvetica", 6)
        c.drawString(end, 704, "12")
        c.setFont("Helvetica", 10)
        c.drawString(end + 10, 700, "met on the 1st of June.")

    reading = reading_of(tmp_path, drawn(page))
    assert seen(reading) == [("paragraph", "The partnership met on the 1st of June.")]
    assert "partnership12 met" in reading.text


def test_bullets_that_stand_apart_begin_items(tmp_path: Path) -> None:
    def page(c: Canvas) -> None:
        for n, text in enumerate(("Ada Example took the chair", "Bo Sample spoke of schools")):
            c.drawString(60, 700 - 30 * n, "•")
            c.drawString(80, 700 - 30 * n, text)
            c.drawString(80, 688 - 30 * n, "and went on to say more.")

    assert seen(reading_of(tmp_path, drawn(page))) == [
        ("item", "Ada Example took the chair\nand went on to say more."),
        ("item", "Bo Sample spoke of schools\nand went on to say more."),
    ]


def test_pages_without_text_are_told(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, drawn(lambda c: c.drawString(60, 700, "Words."), lambda c: c.rect(1, 1, 50, 50)))
    assert (reading.notes, len(reading.pages)) == (("page 2 holds no text",), 2)


def test_a_page_that_is_not_read_whole_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.pdf_page.MOST_CHARACTERS", 6)
    reading = reading_of(tmp_path, drawn(lambda c: c.drawString(60, 700, "Words and more.")))
    assert (reading.text.strip(), reading.notes) == ("Words", ("page 1 holds too many characters to be read whole",))


# --- refusals


def refusal(folder: Path, name: str, data: bytes) -> str:
    file = write(folder, name, data)
    with pytest.raises(InputRefused) as refused:
        read(file)
    (fault,) = refused.value.faults
    assert (fault.where, bool(fault.remedy)) == (str(file), True)
    return fault.reason


def encrypted(data: bytes) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt("northmarsh", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda whole: b"", "it is empty"),
        (lambda whole: whole[: len(whole) // 2], "its end is missing: it was cut off"),
        (lambda whole: drawn(lambda c: c.rect(10, 10, 50, 50)), "holds no text, only pictures"),
        (encrypted, "it is encrypted: it asks for a password"),
        (lambda whole: b"PK\x03\x04" + bytes(90), "but it is a zip package"),
        (lambda whole: b"%PDF-1.7\nnothing of the kind\n%%EOF", "it is no PDF that can be read"),
    ],
    ids=["empty", "cut off", "pictures", "encrypted", "another kind", "not one"],
)
def test_a_pdf_that_can_not_be_read_is_refused_with_its_reason(
    tmp_path: Path, damage: Callable[[bytes], bytes], reason: str
) -> None:
    assert reason in refusal(tmp_path, "a.pdf", damage(made_files.pdf()))


def test_a_pdf_of_too_many_pages_or_characters_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = made_files.pdf(pages=3, tables=False)
    monkeypatch.setattr("ingest.readers.pdf.MOST_PAGES", 2)
    assert refusal(tmp_path, "a.pdf", data) == "it has 3 pages, more than 2"
    monkeypatch.setattr("ingest.readers.pdf.MOST_PAGES", 9)
    monkeypatch.setattr("ingest.readers.pdf.MOST_CHARACTERS", 100)
    assert refusal(tmp_path, "a.pdf", data) == "it has more than 100 characters"


def test_a_page_full_of_words_and_lines_is_read_in_time_that_grows_with_it(tmp_path: Path) -> None:
    import time

    def page(c: Any) -> None:
        for n in range(60):
            c.line(10, 10 + n * 13, 580, 10 + n * 13)
            c.line(10 + n * 9, 10, 10 + n * 9, 800)
            lines(c, 10, 800 - n * 13, [" ".join(str(m) for m in range(60))])

    started = time.process_time()
    reading_of(tmp_path, drawn(page, page, page))
    assert time.process_time() - started < 5
