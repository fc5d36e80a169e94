"""Groups that a sentence lists in small letters, and an executive that is named by that word alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.said import Said, said
from ingest.sieve import Sieved

METHOD = "group-list"
_LISTS = Sieved(
    r"\b(?:(?P<what>[Ww]ork(?:ing)?|[Ss]ub|[Tt]ask|[Tt]hematic)[- ]?[Gg]roups?|[Ss]ubgroups?|[Ss]ub-?committees) "
    r"(?:currently |now |also )?(?:include|includes|included|are|comprise|consist of|consisted of)\b[:;]? (?P<list>[^.:]{10,400})"
)
_HEAD = re.compile(r"\b(?:group|sub-?group|network|panel|forum|committee|sub-?committee|board|mace|hub)$", re.I)
_NO_GROUP = re.compile(
    r"^(?:members|partners|representatives|chaired|responsible|well|made|key|those|also|now|multi-agency group)\b"
)
_EXECUTIVE = Sieved(r"\b[Tt]he (?P<name>executive (?:group|board|committee))\b(?! (?:members?|director))")
_ALONE = re.compile(r"^\W*(?:The |Our )?Executive(?: Group| Board| Committee)?\W*$")


def listed_groups(document: Document) -> Iterator[Candidate]:
    """SUBGROUP_OF from each group of a list, and from "the executive group", to the board that has them."""
    block, whole = None, document.body
    for sentence in said(document):
        if sentence.block is not block:
            block, whole = sentence.block, document.body
        boards = [m for m in sentence.of("Board") if _is_partnership(m.entity)]
        for m in _LISTS.finditer(sentence.text):
            of = [b.entity for b in boards if b.end <= m.start()]
            board = of[-1] if of else whole
            if board is not None:
                yield from _listed(sentence, m, board)
        whole = boards[-1].entity if boards else whole
        for m in _EXECUTIVE.finditer(sentence.text):
            taken = any(n.start < m.end() and m.start() < n.end for n in sentence.mentions)
            if whole is not None and not taken:
                yield _of(sentence, m.span("name"), m.group("name"), whole, 0.72)
    yield from _headings(document)


def _is_partnership(board: Entity) -> bool:
    return board.kind in {"partnership", "board"} and not re.search(r"sub-?group|executive", board.name, re.I)


def _listed(sentence: Said, m: re.Match[str], whole: Entity) -> Iterator[Candidate]:
    """The items of a list, its parts divided by semicolons where it has any; none where one of them is no group."""
    text = re.sub(r"\s*\([^)]*\)", "", m.group("list"))
    divider = r";\s*(?:and\s+)?" if ";" in text else r",\s*(?:and\s+)?|\s+and\s+(?=(?:an?|the)\s)"
    parts = [p for part in re.split(divider, text) for p in re.split(r"\s+and\s+(?=an?\s)", part)]
    names = [re.sub(r"^(?:an?|the|and|our)\s+", "", p.strip(" ,;.")) for p in parts]
    if len(names) < 2 or not all(_HEAD.search(n) and len(n.split()) < 9 and not _NO_GROUP.match(n) for n in names):
        return
    for name in names:
        if not name[0].isupper():
            yield _of(sentence, m.span(), name, whole, 0.8)


def _of(sentence: Said, span: tuple[int, int], name: str, whole: Entity, sure: float) -> Candidate:
    length = sentence.document.names.area_length(whole.name)
    short = (f"{whole.name[:length]} {name}",) if length else ()
    board = Entity("Board", f"{whole.name} {name}", kind="subgroup", aliases=(name, *short))
    evidence = sentence.evidence() if len(sentence.text) <= 300 else sentence.evidence(*span)
    return candidate(evidence, board, "SUBGROUP_OF", whole, method=METHOD, confidence=sure)


def _headings(document: Document) -> Iterator[Candidate]:
    """A heading or line that is "The Executive", in the report of a board."""
    whole = document.body
    if whole is None or not _is_partnership(whole):
        return
    for block in document.blocks:
        if block.kind in {"heading", "line"} and len(block.text) < 40 and _ALONE.match(block.text):
            name = re.sub(r"^(?:The|Our) ", "", block.text.strip(" #*:"))
            board = document.names.board(name, area=whole)
            yield candidate(document.evidence(block), board, "SUBGROUP_OF", whole, method=METHOD, confidence=0.78)
            return
