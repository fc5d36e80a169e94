"""How often a board meets: "meets quarterly", "met six times during the year", "quarterly meetings of the Board"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.said import Said, said
from ingest.names import Mention

_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
_OFTEN = (
    rf"(?:daily|weekly|fortnightly|monthly|quarterly|termly|annually|bi-?\s?-?(?:weekly|monthly|annually)"
    rf"|half[- ]termly|six[- ]weekly|half[- ]yearly|"
    rf"(?:once|twice|{_NUMBER} times) (?:a|per|each|every|during the|in the|in a|over the) (?:year|month|"
    rf"week|term|quarter|annum|reporting (?:period|year))|"
    rf"(?:once|twice|{_NUMBER} times) (?:annually|yearly)|"
    rf"every (?:other |two |three |four |six |eight |ten |twelve |\d{{1,2}} )?(?:weeks?|months?|terms?|quarters?))"
)
_MEETS = re.compile(
    rf"\b(?:meets?|met|meeting|(?:is|are|was|were|be) (?:held|convened)|convenes?|occurs?|(?:takes?|took)"
    rf" place)\b(?P<between>[^.;:]{{0,60}}?)"
    rf"\b(?P<often>{_OFTEN})\b",
    re.I,
)
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
    """MEETS from a board to itself, `frequency` as printed."""
    for sentence in said(document):
        boards = sentence.of("Board")
        for m in _MEETS.finditer(sentence.text):
            board = _subject(sentence, boards, m.start())
            if board is not None and not _NOT_ITS.search(m.group("between")):
                yield _meets(sentence, board, m.group("often"), m.end())
        for board in boards:
            before = _MEETINGS_OF.search(sentence.text[: board.start])
            after = _IS_A.match(sentence.text[board.end :]) or _BRACKET.match(sentence.text[board.end :])
            often = before or after
            if often is not None:
                yield _meets(sentence, board, often.group("often"), board.end + (after.end() if after else 0))


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
