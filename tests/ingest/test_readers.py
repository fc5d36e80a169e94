"""Plain and Markdown-like text: which blocks are seen in it, what is left out of their words, and that all is at its place."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers import read_text
from ingest.reading import Block, Reading
from tests.ingest.made_files import MARKDOWN, PROSE
from tests.ingest.places import misplaced


def blocks(text: str, *, markdown: bool = False) -> tuple[Block, ...]:
    reading = read_text("a.txt", text, markdown=markdown)
    assert misplaced(reading) is None
    return reading.blocks


def seen(text: str) -> list[tuple[str, str]]:
    return [(b.kind, b.text) for b in blocks(text)]


def table(text: str) -> list[list[str]]:
    (found,) = (b for b in blocks(text) if b.kind == "table")
    return [[cell.text for cell in row] for row in found.rows]


@pytest.mark.parametrize(
    ("line", "kind", "text", "level"),
    [
        ("# Annual report", "heading", "Annual report", 1),
        ("### **Who came** ###", "heading", "Who came", 3),
        ("**Members of the board**", "heading", "Members of the board", 5),
        ("**Present:**", "heading", "Present:", 5),
        ("MEMBERS OF THE BOARD", "heading", "MEMBERS OF THE BOARD", 4),
        ("2.1 Who came", "heading", "2.1 Who came", 3),
        ("Ada Example", "line", "Ada Example", 0),
        ("Ada Example took the chair.", "paragraph", "Ada Example took the chair.", 0),
        ("- Ada Example", "item", "Ada Example", 1),
        ("  - Ada Example", "item", "Ada Example", 2),
        ("* Ada Example", "item", "Ada Example", 1),
        ("• Ada Example", "item", "Ada Example", 1),
        ("\uf0b7 Ada Example", "item", "Ada Example", 1),
        ("- > Ada Example", "item", "Ada Example", 1),
        ("1. Apologies", "item", "Apologies", 1),
        ("(b) Apologies", "item", "Apologies", 1),
        ("o Apologies", "item", "Apologies", 1),
    ],
)
def test_a_line_is_told_by_its_marks(line: str, kind: str, text: str, level: int) -> None:
    (block,) = blocks(f"\n{line}\n")
    assert (block.kind, block.text, block.level, block.lines) == (kind, text, level, (2, 2))


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("**Ada** *Example* took __the__ _chair_ today.", "Ada Example took the chair today."),
        ("See [the report](https://examplia.example/a_b) now.", "See the report now."),
        ("The chair<sup>3</sup> spoke.", "The chair spoke."),
        ("The chair[^3] spoke.", "The chair spoke."),
        ("The chair¹ spoke.", "The chair spoke."),
        ("Quince &amp; Fennel \\(the trust\\) paid.", "Quince & Fennel (the trust) paid."),
        ("Foreword ........................ 4", "Foreword 4"),
        ("A snake_case_name and 5 * 3 stay as they are.", "A snake_case_name and 5 * 3 stay as they are."),
    ],
)
def test_marks_are_left_out_of_the_words(raw: str, read: str) -> None:
    (block,) = blocks(raw)
    assert block.text == read


def test_a_quote_has_the_marks_that_the_words_lack() -> None:
    reading = read_text("a.txt", "It was **Ada Example**<sup>2</sup> who\ntook the chair.")
    (block,) = reading.blocks
    start = block.text.index("Ada")
    evidence = reading.evidence("a", block, start, start + len("Ada Example"))
    assert (evidence.quote, evidence.lines) == ("**Ada Example**<sup>2</sup>", (1, 1))


def test_a_paragraph_keeps_its_lines_and_ends_at_a_blank_one() -> None:
    assert seen("One line\nand the next.\n\nAnother one, which ends here.") == [
        ("paragraph", "One line\nand the next."),
        ("paragraph", "Another one, which ends here."),
    ]


def test_an_item_goes_on_over_lines_until_the_next() -> None:
    assert seen("- first\n  goes on\n- second\n\nAfter.") == [
        ("item", "first\n  goes on"), ("item", "second"), ("paragraph", "After."),
    ]  # fmt: skip


def test_notes_at_the_foot_are_paragraphs() -> None:
    assert seen("Words here.\n\n---\n<sup>1</sup> As of March 2032.\n")[1] == ("paragraph", "As of March 2032.")


@pytest.mark.parametrize(
    "text",
    [
        "| Body | June |\n|---|:---:|\n| Council | Yes |\n| Trust | |",
        "|Body|June|\n|Council|**Yes**|\n|Trust|",
        "Body\tJune\nCouncil\tYes\nTrust\t",
    ],
)
def test_tables_by_pipes_and_tabs_have_rows_of_one_length(text: str) -> None:
    assert table(text) == [["Body", "June"], ["Council", "Yes"], ["Trust", ""]]


def test_a_break_within_a_cell_is_a_line_of_it() -> None:
    assert table("| Body | Who |\n|---|---|\n| Council | Ada Example<br>Bo Sample |")[1] == [
        "Council", "Ada Example\nBo Sample",
    ]  # fmt: skip


def test_one_line_with_two_tabs_is_a_table_and_with_one_is_none() -> None:
    assert table("Council\tYes\tNo") == [["Council", "Yes", "No"]]
    assert [b.kind for b in blocks("Chair\tAda Example")] == ["line"]


def test_columns_of_a_text_layer_are_a_table_with_cells_of_several_lines() -> None:
    layer = """Present:     Ada Example        Independent Chair
             Bo Sample          Director of Education,
                                Examplia Council
             Cy Specimen        Borough Commander
"""
    assert table(layer) == [
        ["Present:", "Ada Example", "Independent Chair"],
        ["", "Bo Sample", "Director of Education,\nExamplia Council"],
        ["", "Cy Specimen", "Borough Commander"],
    ]


def test_a_table_by_blanks_keeps_its_head_over_a_blank_line_and_ends_before_prose() -> None:
    layer = """Apologies
Name            Role            Agency

Dee Person      GP              Quince Trust
Eli Instance    Director        Examplia Council
The meeting opened at two.  It was long.  There was a great deal to be said about it by all who came.
"""
    assert table(layer) == [
        ["Name", "Role", "Agency"],
        ["Dee Person", "GP", "Quince Trust"],
        ["Eli Instance", "Director", "Examplia Council"],
    ]
    assert [b.kind for b in blocks(layer)] == ["line", "table", "paragraph"]


def test_two_blanks_after_a_full_stop_make_no_table() -> None:
    text = "The board met.  It talked.\nThe chair came.  She spoke.\nAll agreed now.  They left."
    assert [b.kind for b in blocks(text)] == ["paragraph"]


def test_a_form_feed_begins_a_page() -> None:
    reading = read_text("a.txt", "One\n\fTwo\nlines\n")
    assert (reading.paged, reading.pages) == (True, ("One\n", "Two\nlines\n"))
    assert [(b.text, b.page, b.lines) for b in reading.blocks] == [("One", 1, (1, 1)), ("Two\nlines", 2, (3, 4))]
    assert misplaced(reading) is None


def test_ends_of_lines_of_every_system_are_read_alike() -> None:
    texts = ("# A\n\nb c\nd", "# A\r\n\r\nb c\r\nd", "# A\r\rb c\rd")
    assert len({tuple((b.kind, b.text, b.lines) for b in blocks(text)) for text in texts}) == 1


def test_a_report_has_its_parts() -> None:
    kinds = [b.kind for b in blocks(MARKDOWN, markdown=True)]
    assert kinds == [
        "heading", "heading", "paragraph", "heading", "item", "item", "table", "heading", "table", "paragraph",
    ]  # fmt: skip


def test_a_quarter_of_a_megabyte_is_read_at_once() -> None:
    text = (MARKDOWN + "\n" + f"{PROSE}  {PROSE}\n" * 3) * 130
    assert len(text) > 250_000
    started = time.process_time()
    reading = read_text("a.md", text, markdown=True)
    assert time.process_time() - started < 1.0  # 0.15 s on a machine with nothing else to do
    assert len(reading.blocks) > 1000


def test_long_lines_of_marks_take_no_longer_than_their_length() -> None:
    for part in ("[", "*", "_ ", "| ", "<p", "&", "![", "(", "\\", "a  ", "-", ". ", "`", "\t"):
        started = time.process_time()
        read_text("a.md", part * (40_000 // len(part)), markdown=True)
        assert time.process_time() - started < 2.0, part


WORDS = st.text(alphabet="aBc éßŁ'’&<>[]()*_|\\`.,-#\t0 ½\u00a0", min_size=0, max_size=40)
LINES = st.one_of(
    WORDS,
    st.builds("{}{}".format, st.sampled_from(["# ", "- ", "* ", "1. ", "   ", "| ", "> ", "**"]), WORDS),
    st.builds("{}    {}".format, WORDS, WORDS),
    st.lists(WORDS, min_size=1, max_size=4).map(lambda cells: "| " + " | ".join(cells) + " |"),
    st.lists(WORDS, min_size=1, max_size=4).map("\t".join),
    st.sampled_from(
        ["", "---", "|---|---|", "<sup>1</sup> note", "a<br>b", "&amp;", "&nope;", "\f", "<p>a</p> <p>b</p>"]
    ),
)


@given(st.lists(LINES, max_size=25).map("\n".join), st.booleans())
def test_whatever_the_text_each_word_is_at_its_place(text: str, markdown: bool) -> None:
    reading = read_text("a.md", text, markdown=markdown)
    assert misplaced(reading) is None
    for block in reading.blocks:
        assert block.text.strip() == block.text != ""
        _quotes_are_literal(reading, block)


def _quotes_are_literal(reading: Reading, block: Block) -> None:
    whole = " ".join(reading.text.split())
    assert (reading.evidence("a", block).quote or "") in whole
    for row, cells in enumerate(block.rows):
        if any(cell.text.strip() for cell in cells):
            assert (reading.evidence("a", block, row=row).quote or "") in whole
