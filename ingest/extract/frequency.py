"""How often a board meets: "meets quarterly", "met six times during the year", "quarterly meetings of the Board"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.said import Said, said
from ingest.names import Mention
from ingest.sieve import Sieved
from ingest.understand import date_in

_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
_OFTEN = (
    rf"(?:daily|weekly|fortnightly|monthly|quarterly|termly|annually|bi-?\s?-?(?:weekly|monthly|annually)"
    rf"|half[- ]termly|six[- ]weekly|half[- ]yearly|"
    rf"(?:once|twice|{_NUMBER} times) (?:a|per|each|every|during the|in the|in a|over the) (?:year|month|"
    rf"week|term|quarter|annum|reporting (?:period|year))|"
    rf"(?:once|twice|{_NUMBER} times) (?:annually|yearly)|"
    rf"every (?:other |two |three |four |six |eight |ten |twelve |\d{{1,2}} )?(?:weeks?|months?|terms?|quarters?))"
)
_MEETS = Sieved(
    rf"\b(?:meets?|met|meeting|(?:is|are|was|were|be) (?:held|convened)|convenes?|occurs?|(?:takes?|took)"
    rf" place)\b(?P<between>[^.;:]{{0,60}}?)"
    rf"\b(?P<often>{_OFTEN})\b",
    re.I,
)
_AGAIN = re.compile(
    rf"(?:It|They|The (?:board|group|panel|forum|committee|partnership)) (?:[^.;:]{{0,60}} and )?(?:also |currently |now )?meets? "
    rf"(?P<often>{_OFTEN})\b"
)
"""Of the board that the sentence before was about: "It was established in March and meets monthly"."""
_MEETINGS_OF = re.compile(rf"\b(?P<often>{_OFTEN}) (?:\w+ ){{0,2}}meetings? of (?:the )?$", re.I)
_IS_A = re.compile(
    rf"^\W*(?:\([^)]*\)\W*)?(?:is|was) (?:a|an|the) (?P<often>{_OFTEN})[ ,](?=.{{0,50}}\b(?:meeting|panel|"
    rf"forum|group|conference|board)\b)",
    re.I,
)
_BRACKET = re.compile(rf"^\s*\((?:meets )?(?P<often>{_OFTEN})\b", re.I)
_WHOSE = re.compile(r"^[\s\w,'’()&/-]*$")
_CHAIR = re.compile(r"\b(?:has|with) an? (?:new )?(?:independent )?chair(?:person)?,? and\b", re.I)
_NOT_ITS = re.compile(
    r"\b(?:report|update|reports|sub-?groups?|which|who|members?|chairs?|officers?|families|children|"
    r"staff|team|and then)\b",
    re.I,
)


def frequency(document: Document) -> Iterator[Candidate]:
    """MEETS from a board to itself, `frequency` as printed; `date` for a meeting on a day."""
    yield from _in_boxes(document)
    last: tuple[int, Mention] | None = None
    for sentence in said(document):
        boards = sentence.of("Board")
        again = _AGAIN.match(sentence.text)
        if again is not None and not boards and last is not None and last[0] == sentence.block.start:
            yield _meets(sentence, last[1], again.group("often"), len(sentence.text))
        first = next(iter(boards), None)
        begins = first is not None and re.fullmatch(r"(?:The |This )?", sentence.text[: first.start])
        last = (sentence.block.start, first) if first is not None and begins else None
        for m in _MEETS.finditer(sentence.text):
            board = _subject(sentence, boards, m.start())
            if board is not None and not _NOT_ITS.search(m.group("between")):
                yield _meets(sentence, board, m.group("often"), m.end())
        yield from _on_a_day(sentence, boards)
        yield from _by_initials(sentence, boards)
        for board in boards:
            before = _MEETINGS_OF.search(sentence.text[: board.start])
            after = _IS_A.match(sentence.text[board.end :]) or _BRACKET.match(sentence.text[board.end :])
            often = before or after
            if often is not None:
                yield _meets(sentence, board, often.group("often"), board.end + (after.end() if after else 0))


_ON = re.compile(
    r"[^.;:]{0,30}?\b(?:met|was held|convened|held (?:its|a|an) [\w ]{0,30}?meeting)\b[^.;:]{0,40}? on (?=\d)", re.I
)


def _on_a_day(sentence: Said, boards: list[Mention]) -> Iterator[Candidate]:
    """ "The Examplia Quince Board was held in the library on 7 March 2022"."""
    for board in boards:
        held = _ON.match(sentence.text, board.end)
        between = sentence.text[board.end : held.end()] if held else ""
        if (
            held is None
            or _NOT_ITS.search(between)
            or any(board.end <= b.start < held.end() for b in sentence.mentions)
        ):
            continue
        day = date_in(sentence.text[held.end() : held.end() + 30])
        if day is not None and len(day) == 10:
            yield candidate(
                sentence.about(board), board.entity, "MEETS", board.entity, method="meeting-day", confidence=0.8,
                props={"date": day}, status=sentence.status,
            )  # fmt: skip


_INITIALS = Sieved(
    rf"\b(?P<short>[A-Z]{{3,8}}) (?:is|was) an? (?P<often>{_OFTEN})\b(?=.{{0,50}}\b(?:meeting|panel|forum|group|board)\b)"
)


def _by_initials(sentence: Said, boards: list[Mention]) -> Iterator[Candidate]:
    """ "The RISE (Runaways, Street Exploitation) Forum: RISE is a monthly forum": by the first word of its name."""
    for m in _INITIALS.finditer(sentence.text):
        named = [
            b
            for b in boards
            if b.end <= m.start() and sentence.text[b.start : b.end].startswith(f"{m.group('short')} ")
        ]
        if named:
            yield _meets(sentence, named[-1], m.group("often"), m.end())


def _in_boxes(document: Document) -> Iterator[Candidate]:
    """A board alone in a line or heading, and how often it meets in brackets behind it or in the line below it."""
    for block, after in pairwise(document.blocks):
        if len(block.text) > 90 or block.kind == "table" or len(after.text) > 60:
            continue
        often = _BRACKET.match(after.text)
        named = document.names.find(block.text) if often is not None else []
        if often is not None and len(named) == 1 and named[0].end - named[0].start > len(block.text.strip()) - 6:
            board = named[0].entity
            if board.label == "Board":
                yield candidate(
                    document.evidence(after), board, "MEETS", board, method="meeting-frequency", confidence=0.85,
                    props={"frequency": " ".join(often.group("often").split()).casefold()},
                )  # fmt: skip


def _subject(sentence: Said, boards: list[Mention], verb: int) -> Mention | None:
    """The board that meets: the last before the verb, with nothing between that could be who meets instead."""
    before = [b for b in boards if b.end <= verb]
    if not before:
        return None
    board = before[-1]
    between = sentence.text[board.end : verb]
    others = [m for m in sentence.mentions if m.entity.label == "Organisation" and board.end <= m.start < verb]
    if others or len(between) > 60 or not _WHOSE.match(between) or _NOT_ITS.search(_CHAIR.sub("", between)):
        return None
    return board


def _meets(sentence: Said, board: Mention, often: str, end: int) -> Candidate:
    evidence = sentence.evidence() if len(sentence.text) <= 300 else sentence.evidence(board.start, max(end, board.end))
    return candidate(
        evidence, board.entity, "MEETS", board.entity, method="meeting-frequency", confidence=0.9,
        props={"frequency": " ".join(often.split()).casefold()}, status=sentence.status,
    )  # fmt: skip
