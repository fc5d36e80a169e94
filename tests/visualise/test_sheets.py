"""Tables of a map as CSV, and large pictures as pages that can be read."""

from __future__ import annotations

import csv
import io

import pytest
import vl_convert
from pypdf import PdfReader

from graph.errors import NotFound
from tests.fixtures.big_map import big_map
from visualise.sheaf import PAGE, pages
from visualise.sheets import COLUMNS, table


def drawn(wide: int, tall: int, *words: tuple[int, int, str]) -> bytes:
    texts = "".join(f'<text x="{x}" y="{y}" font-size="11" font-family="sans-serif">{t}</text>' for x, y, t in words)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{tall}">{texts}</svg>'
    return bytes(vl_convert.svg_to_pdf(svg))


def test_all_links_are_rows_with_their_evidence() -> None:
    m = big_map()
    rows = list(csv.DictReader(io.StringIO(table(m))))
    links = [link for g in m.groups for link in g.links]
    assert tuple(rows[0]) == COLUMNS
    assert [(r["from"], r["does"], r["to"], r["status"]) for r in rows] == [
        (x.source, x.does, x.target, x.status) for x in links
    ]
    assert all(r["statements"] for r in rows)


def test_a_table_that_is_not_there_is_named() -> None:
    with pytest.raises(NotFound, match="table-9"):
        table(big_map(), "table-9")


def test_a_small_picture_stays_one_page_as_it_was() -> None:
    small = drawn(800, 500, (20, 20, "here"))
    assert pages(small) == small


def test_a_large_picture_is_a_whole_and_parts_at_which_letters_can_be_read() -> None:
    words = [(x, y, f"{x}-{y}") for x in range(50, 4000, 400) for y in range(50, 3000, 400)]
    made = PdfReader(io.BytesIO(pages(drawn(4000, 3000, *words))))
    assert len(made.pages) > 4
    assert {(round(float(p.mediabox.width), 1), round(float(p.mediabox.height), 1)) for p in made.pages} == {
        (round(PAGE[0], 1), round(PAGE[1], 1))
    }
    # the content is kept once, so the file hardly grows with its pages
    assert len(pages(drawn(4000, 3000, *words))) < 3 * len(drawn(4000, 3000, *words))
