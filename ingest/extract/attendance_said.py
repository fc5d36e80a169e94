"""Attendance told in a sentence, without a table: "attended by the Lead Member for Play", "cannot attend"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate
from ingest.extract.sentences import Sentence
from ingest.extract.signs import THEN, one, some
from ingest.sieve import Sieved

TRIGGER = Sieved(r"attend|present at|not present|represented at the meeting")
_S = some("ORU", "s")
_MEETING = (
    rf"(?:(?:the|a|an|each|every|all|monthly|quarterly|regular|weekly|bi-monthly|this|most|any|both|"
    rf"meetings? of|[Mm]eetings of the|of) )*(?P<b>{one('B')})"
)
_TO = re.compile(
    rf"{_S}{THEN}(?:regularly |routinely |also |consistently |always )*(?:attends?|attended|attending|"
    rf"present at|in attendance at) {_MEETING}"
)
_BY = re.compile(
    rf"(?P<b>{one('B')})(?:'s?)?(?: meetings?)?(?:,? [^{chr(0xE000)}-{chr(0xE7FF)};.]{{0,60}}?)? (?:is "
    rf"|are |was |were |also |well |regularly |and |routinely )*attended by (?P<rest>[^;]+)"
)
_NOT = re.compile(
    rf"{_S}{THEN}?(?:(?:is|are|was|were|been) )?(?:unable to|not able to|could not|did not|do not|does "
    rf"not|has not|have not|failed to|cannot|no longer|never|not been able to) (?:been )?(?:regularly |"
    rf"always |routinely )?attend(?:s|ed|ing)?(?: {_MEETING})?"
)
_ABSENT = re.compile(
    rf"{_S} (?:is|are|was|were) (?:not (?:\w+ )?(?:present|represented)|absent) (?:at|from) {_MEETING}"
)
_STOP = re.compile(
    r" (?:to (?!the )|which |who |that |where |and (?:is|was|has|meets|reports|works|oversees) |under "
    r"|chaired by |led by )|\. [A-Z]"
)


def read_attendance(sentence: Sentence) -> Iterator[Candidate]:
    """ATTENDED without a date; negated, with attended false, where the sentence says that somebody does not come."""
    told: set[tuple[str, str]] = set()
    for pattern in (_NOT, _ABSENT, _BY, _TO):
        for m in pattern.finditer(sentence.text):
            board = _board(sentence, m)
            if board is None:
                continue
            for who in _who(sentence, m):
                if (who.name, board.name) in told:
                    continue
                told.add((who.name, board.name))
                missing = pattern in (_NOT, _ABSENT)
                yield sentence.candidate(
                    who,
                    "ATTENDED",
                    board,
                    method="attendance-sentence",
                    confidence=0.87,
                    span=m.span(),
                    props={"attended": not missing},
                    status="negated" if missing else None,
                )


def _board(sentence: Sentence, m: re.Match[str]) -> Entity | None:
    """The board of the pattern, else the only board that the sentence names before."""
    if m.group("b"):
        return sentence.entities[m.group("b")]
    boards = [e for e in sentence.named(sentence.text[: m.start()]) if e.label == "Board"]
    return boards[0] if len(boards) == 1 else None


def _who(sentence: Sentence, m: re.Match[str]) -> list[Entity]:
    if "rest" in m.groupdict():
        stop = _STOP.search(m.group("rest"))
        part = m.group("rest")[: stop.start()] if stop else m.group("rest")
    else:
        part = m.group("s")
    return [e for e in sentence.named(part) if e.label in {"Organisation", "Role", "BCU"}]
