"""The user's own copies: each quote is found by its hash and its number of words, at its place or elsewhere, or not."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import docx
import pytest
from pypdf import PdfWriter

from graph.errors import InputRefused
from graph.load import load
from graph.statements import sha256
from graph.store import Store
from ingest.copies import add, find, read_pages, refresh, words_of
from tests.rows import COUNCIL, PARTNERSHIP, POLICE, located, row

TEXT = """The Council sits on the Partnership.
It pays a fee.

The Constabulary pays
a fee too, and it pays a fee again.
"""


def wanted(quote: str, lines: tuple[int, int] | None = None, page: tuple[int, int] | None = None) -> dict[str, Any]:
    first, last = lines or (None, None)
    first_page, last_page = page or (None, None)
    return {
        "id": quote, "hash": sha256(quote), "words": len(quote.split()), "lines_from": first, "lines_to": last,
        "page_from": first_page, "page_to": last_page,
    }  # fmt: skip


def pdf(*pages: str) -> bytes:
    """A PDF of a few lines of plain text on each page."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, text in enumerate(pages):
        drawn = b" ".join(b"(%s) Tj T*" % line.encode() for line in text.split("\n") if line)
        content = b"BT /F1 12 Tf 14 TL 50 800 Td %s ET" % drawn
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (5 + 2 * i),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    made, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    return made + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, len(made),
    )  # fmt: skip


# --- finding


@pytest.mark.parametrize(
    ("quote", "lines", "at_place"),
    [
        ("It pays a fee.", (2, 2), True),
        ("It pays a fee.", (1, 3), True),
        ("It pays a fee.", (1, 1), False),
        ("It pays a fee.", (3, 5), False),
        ("It pays a fee.", None, False),
        ("The Constabulary pays a fee too,", (4, 5), True),
        ("The Constabulary pays a fee too,", (4, 4), False),
        ("The", (1, 1), True),
        ("again.", (5, 5), True),
        (" ".join(TEXT.split()), (1, 5), True),
    ],
)
def test_a_quote_is_found_at_its_place_or_elsewhere(quote: str, lines: tuple[int, int] | None, at_place: bool) -> None:
    assert find(words_of([TEXT], paged=False), [wanted(quote, lines)]) == {quote: (quote, at_place)}


@pytest.mark.parametrize(
    "quote", ["It pays a fee", "it pays a fee.", "pays fee", "again. The", " ".join(TEXT.split()) + " more"]
)
def test_words_that_the_copy_does_not_hold_are_not_found(quote: str) -> None:
    assert find(words_of([TEXT], paged=False), [wanted(quote, (1, 5))]) == {}


def test_a_quote_that_stands_twice_is_at_its_place_where_one_of_them_is() -> None:
    copy = words_of([TEXT], paged=False)
    for line, at_place in ((4, False), (5, True)):
        row = wanted("a fee", (line, line))
        assert find(copy, [row]) == {"a fee": ("a fee", at_place)}
    assert find(words_of(["a fee\n\na fee"], paged=False), [wanted("a fee", (3, 3))])["a fee"][1]


def test_the_same_quote_of_two_statements_is_found_for_both() -> None:
    rows = [wanted("It pays a fee.", (place, place)) | {"id": f"s-{place}"} for place in (2, 1, 4)]
    found = find(words_of([TEXT], paged=False), rows)
    assert {key: here for key, (_, here) in found.items()} == {"s-2": True, "s-1": False, "s-4": False}


def test_a_hash_alone_does_not_do_where_the_number_of_words_is_another() -> None:
    assert find(words_of([TEXT], paged=False), [wanted("It pays a fee.", (2, 2)) | {"words": 3}]) == {}


def test_white_space_does_not_matter_and_lines_are_counted_by_line_feeds() -> None:
    copy = words_of(["\fThe\u00a0Council \t sits\u2028on\n\nthe Partnership"], paged=False)
    assert copy.words == ["The", "Council", "sits", "on", "the", "Partnership"]
    assert copy.lines == [1, 1, 1, 1, 3, 3]


def test_an_empty_copy_holds_nothing() -> None:
    for pages in ([], [""], [" \n \f"]):
        assert find(words_of(pages, paged=False), [wanted("a fee", (1, 1))]) == {}


def test_in_a_pdf_the_page_is_the_place() -> None:
    copy = words_of(["The Council", "pays a\nfee. The", "end"], paged=True)
    assert copy.pages == [1, 1, 2, 2, 2, 2, 3]
    quotes = [wanted("a fee.", page=(2, 2)), wanted("The end", page=(2, 3)), wanted("The Council", page=(2, 2))]
    found = find(copy, [*quotes, wanted("pays a", lines=(2, 2)), wanted("no such", page=(1, 1))])
    assert {key: here for key, (_, here) in found.items()} == {
        "a fee.": True, "The end": True, "The Council": False, "pays a": False,
    }  # fmt: skip


# --- reading a file


def test_a_text_file_is_one_page(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(b"\xef\xbb\xbfThe Council\r\npays a fee.\r\n")
    assert read_pages(file) == ["The Council\npays a fee.\n"]


def test_a_pdf_is_read_page_by_page(tmp_path: Path) -> None:
    file = tmp_path / "report.PDF"
    file.write_bytes(pdf("The Council\npays a fee.", "The end"))
    assert [page.split() for page in read_pages(file)] == [["The", "Council", "pays", "a", "fee."], ["The", "end"]]


def locked(algorithm: str, tmp_path: Path) -> bytes:
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(pdf("The Council"))
    writer = PdfWriter(clone_from=plain)
    writer.encrypt("northmarsh", algorithm=algorithm)
    writer.write(plain)
    return plain.read_bytes()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("empty", "it is empty"),
        ("words", "its ending says PDF, but it is something else"),
        ("half", "it is no PDF that can be read ("),
        ("no pages", "it is no PDF that can be read ("),
        ("locked", "it is encrypted: it asks for a password"),
    ],
)
def test_a_pdf_that_can_not_be_read_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    whole = pdf("The Council")
    file = tmp_path / "report.pdf"
    file.write_bytes(
        {
            "empty": b"",
            "words": b"It pays a fee.",
            "half": whole[: len(whole) // 4],
            "no pages": whole.replace(b"/Pages 2 0 R", b"/Pages 9 0 R"),
            "locked": locked("RC4-128", tmp_path),
        }[name]
    )
    with pytest.raises(InputRefused, match="Nothing was added") as refused:
        read_pages(file)
    (fault,) = refused.value.faults
    assert fault.where == str(file)
    assert fault.reason.startswith(reason)
    assert fault.remedy


def test_a_word_document_and_a_web_page_give_their_text(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text("<h1>The Council</h1><script>var x</script><p>pays a<br>fee.", encoding="utf-8")
    word = tmp_path / "report.docx"
    document = docx.Document()
    document.add_heading("The Council", 1)
    document.add_paragraph("pays a fee.")
    document.save(str(word))
    for file in (page, word):
        assert [text.split() for text in read_pages(file)] == [["The", "Council", "pays", "a", "fee."]]


def test_a_pdf_of_pictures_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf("", ""))
    with pytest.raises(InputRefused) as refused:
        read_pages(file)
    assert refused.value.faults[0].reason == "the PDF holds no text, only pictures"


@pytest.mark.parametrize("suffix", [".txt", ".pdf"])
def test_a_file_that_is_not_there_is_refused(tmp_path: Path, suffix: str) -> None:
    for path, reason in ((tmp_path / f"absent{suffix}", "No such file or directory"), (tmp_path, "Is a directory")):
        with pytest.raises(InputRefused) as refused:
            read_pages(path)
        assert (refused.value.faults[0].where, refused.value.faults[0].reason) == (str(path), reason)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(b"caf\xe9")
    with pytest.raises(InputRefused) as refused:
        read_pages(file)
    assert refused.value.faults[0].reason == "it is no UTF-8 text"


# --- adding to the store

ROWS = [
    row(COUNCIL, "MEMBER_OF", PARTNERSHIP, line=1, quote="The Council sits on the Partnership."),
    row(COUNCIL, "FUNDS", PARTNERSHIP, line=5, quote="It pays a fee."),
    row(POLICE, "FUNDS", PARTNERSHIP, line=4, quote="the Constabulary pays a fee of its own"),
    row(COUNCIL, "MEMBER_OF", ("Board", "Southmarsh Board"), doc="report-b", quote="Words of quite another report."),
]


def hashed(raw: dict[str, Any]) -> dict[str, Any]:
    """The row as the register keeps it: without the words."""
    quote = raw.pop("quote")
    return raw | {"quote_sha256": sha256(quote), "quote_words": len(quote.split())}


async def quotes(store: Store) -> list[tuple[str, int, str | None, bool | None]]:
    found = await store.read(
        "MATCH (s:Statement) RETURN s.doc AS doc, s.lines_from AS line, s.quote AS quote, s.quote_found AS found "
        "ORDER BY doc, line"
    )
    return [(r["doc"], r["line"], r["quote"], r["found"]) for r in found]


@pytest.fixture
async def loaded(store: Store) -> Store:
    await load(store, located(hashed(dict(raw)) for raw in ROWS))
    return store


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "Our report.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


async def test_a_copy_is_recognised_by_its_quotes_and_they_are_kept(
    loaded: Store, report: Path, tmp_path: Path
) -> None:
    before = await loaded.version()
    assert await add(loaded, tmp_path / "data", report) == {
        "file": str(report), "document": "report-a", "quotes": 3, "found": 2, "at_place": 1,
    }  # fmt: skip
    assert await quotes(loaded) == [
        ("report-a", 1, "The Council sits on the Partnership.", True),
        ("report-a", 4, None, False),
        ("report-a", 5, "It pays a fee.", True),
        ("report-b", 1, None, None),
    ]
    assert await loaded.version() != before


async def test_a_copy_in_pdf_gives_the_quotes_too(loaded: Store, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf(TEXT))
    added = await add(loaded, tmp_path / "data", file)
    # the statements name lines, which a PDF has not
    assert (added["document"], added["found"], added["at_place"]) == ("report-a", 2, 0)


async def test_a_copy_of_no_loaded_document_is_refused_unless_it_is_named(loaded: Store, tmp_path: Path) -> None:
    for text in ("Words that no statement quotes.", ""):
        other = tmp_path / "other.txt"
        other.write_text(text, encoding="utf-8")
        with pytest.raises(InputRefused) as refused:
            await add(loaded, tmp_path / "data", other)
        (fault,) = refused.value.faults
        assert (fault.where, fault.reason) == (str(other), "it holds the quotes of no loaded document")
        assert "report-a, report-b" in fault.remedy
    assert not (tmp_path / "data").exists()
    assert {found for *_, found in await quotes(loaded)} == {None}
    assert (await add(loaded, tmp_path / "data", other, "report-b"))["found"] == 0


async def test_a_document_that_is_not_loaded_is_refused(loaded: Store, report: Path, tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refused:
        await add(loaded, tmp_path / "data", report, "report-z")
    assert refused.value.faults[0].reason == "no document 'report-z' is loaded"
    assert refused.value.faults[0].remedy == "Loaded: report-a, report-b"


async def test_a_copy_of_the_wrong_document_marks_the_quotes_as_not_found(
    loaded: Store, report: Path, tmp_path: Path
) -> None:
    assert (await add(loaded, tmp_path / "data", report, "report-b"))["found"] == 0
    assert ("report-b", 1, None, False) in await quotes(loaded)


async def test_what_is_loaded_later_is_found_in_the_copy_that_was_kept(
    loaded: Store, report: Path, tmp_path: Path
) -> None:
    await add(loaded, tmp_path / "data", report)
    await load(loaded, located([hashed(row(POLICE, "WORKS_WITH", COUNCIL, line=5, quote="it pays a fee again."))]))
    await refresh(loaded, tmp_path / "data", ["report-a", "report-b", "report-z"])
    assert ("report-a", 5, "it pays a fee again.", True) in await quotes(loaded)


async def test_a_kept_copy_is_for_its_owner_only(loaded: Store, report: Path, tmp_path: Path) -> None:
    await add(loaded, tmp_path / "data", report)
    kept = tmp_path / "data" / "documents" / "report-a.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert [file.name for file in kept.parent.iterdir()] == ["report-a.json"]


async def test_a_copy_that_can_not_be_kept_is_told(loaded: Store, report: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(InputRefused, match="The copy was not kept") as refused:
        await add(loaded, tmp_path / "data", report)
    assert refused.value.faults[0].where == str(tmp_path / "data" / "documents")
