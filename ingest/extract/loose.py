"""Tables whose cells a text layer left behind each other on a line: "Examplia Council Yes No Yes 67%".

Only runs of lines that end in equally many marks, rates or sums are taken, so an empty cell never shifts the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.document import Document
from ingest.extract.grid import Grid
from ingest.extract.table_dates import FULL_DATE
from ingest.reading import Block

_CELL = (
    r"(?:Yes|No|YES|NO|Y|N|P|A|D|X|x|[✓✔√☑✅✗✘☒❌×]|Present|Absent|Apologies|Apols|Attended|Deputy|N/A|n/a|-|–|"
    r"\d{1,3}(?:\.\d+)?\s?%|\d{1,2}/\d{1,2}|£\s?\d[\d,]*(?:\.\d\d)?|\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{1,3})"
)
_ROW = re.compile(
    rf"(?P<label>[A-Z](?:[^\n£%✓✔✗✘]*?[a-z)A-Z]))(?:\s*[:–—-](?=\s+\S+\s*\Z))?(?P<cells>(?:[ \t]+{_CELL}){{1,14}})[ \t]*\Z"
)
_LAST = re.compile(rf"{_CELL}|%|\d[\d,]*(?:\.\d\d)?")
"""The last word of such a line: few lines end in one, and `_ROW` is slow."""
_HEAD = re.compile(r"(?P<label>[A-Z]?[A-Za-z /&()]{0,40}?)\s*\Z")
_YEARS = re.compile(r"\b20\d\d\s*[-–/]\s*(?:20)?\d\d\b")


@dataclass(frozen=True, slots=True)
class _Line:
    block: Block
    start: int
    end: int
    text: str


def loose_grids(document: Document) -> Iterator[Grid]:
    """Grids of such lines, with the line of dates or years above them as header, where there is one."""
    lines = list(_lines(document))
    at = 0
    while at < len(lines):
        run = _run(lines, at)
        if len(run) >= 2 and (grid := _grid(document, lines, at, run)) is not None:
            yield grid
        at += max(1, len(run))


def _lines(document: Document) -> Iterator[_Line]:
    for block in document.blocks:
        if block.kind == "table" or (block.kind == "paragraph" and len(block.text) > 4000):
            yield _Line(block, 0, 0, "")  # ends a run
            continue
        start = 0
        for text in block.text.split("\n"):
            if text.strip():
                yield _Line(block, start, start + len(text), text.strip())
            start += len(text) + 1


def _cells(text: str) -> tuple[str, list[str]] | None:
    if not _LAST.fullmatch(text[text.rfind(" ") + 1 :].rpartition("\t")[2]):
        return None
    m = _ROW.match(text)
    if m is None or len(m.group("label")) > 90:
        return None
    return m.group("label").strip(" :–-"), re.findall(rf"(?<=\s){_CELL}(?=\s|\Z)", m.group("cells") + " ")


def _run(lines: list[_Line], at: int) -> list[tuple[str, list[str]]]:
    """Lines from `at` on with a label and equally many cells."""
    run: list[tuple[str, list[str]]] = []
    for line in lines[at:]:
        made = _cells(line.text)
        if made is None or not made[1] or (run and len(made[1]) != len(run[0][1])):
            break
        run.append(made)
    return run


def _grid(document: Document, lines: list[_Line], at: int, run: list[tuple[str, list[str]]]) -> Grid | None:
    width = len(run[0][1])
    header = _header(lines[at - 1].text, width) if at else None
    if header is None and width > 1:
        return None
    first, last = lines[at], lines[at + len(run) - 1]
    texts = [("", *header)] if header else []
    places = [_place(lines[at - 1])] if header else []
    if header is None and all("%" in cells[0] for _, cells in run):
        texts, places = [("", "%")], [_place(first)]
    texts += [(label, *cells) for label, cells in run]
    places += [_place(line) for line in lines[at : at + len(run)]]
    above = lines[at - 1].block if header else first.block
    return Grid(
        document, tuple(texts), tuple(places), above, last.block, first_line=lines[at - 1 if header else at].start
    )


def _place(line: _Line) -> tuple[int, int]:
    return line.block.clean.place(line.start, line.end)


def _header(text: str, width: int) -> list[str] | None:
    """The dates or years of a line, one for each cell; a last cell may have words instead ("Attendance %")."""
    found = list(FULL_DATE.finditer(text)) or list(_YEARS.finditer(text))
    if width == 1 and found and found[0].start() > 0:
        return None  # a caption of its own
    if not found or len(found) not in {width, width - 1} or not _HEAD.fullmatch(text[: found[0].start()]):
        return None
    rest = text[found[-1].end() :].strip()
    if len(found) == width:
        return [m.group() for m in found] if not rest else None
    return [*(m.group() for m in found), rest] if rest and len(rest) < 40 else None
