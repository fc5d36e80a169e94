"""Who sits on a board, as sentences state it: "sits on", "is a member of", "membership includes", "comprises"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate
from ingest.extract.rules import read, rule
from ingest.extract.sentences import Sentence
from ingest.extract.signs import THEN, one, some
from ingest.sieve import Sieved

TRIGGER = Sieved(r"member|\bsits?\b|sat on|represent|compris|consists|made up|brings? together|composed|includ")
_S, _B = some("OBRU", "s"), some("B", "o")

RULES = (
    rule("MEMBER_OF", rf"{_S}{THEN}(?:sits?|sat|sitting) on {_B}", 0.9),
    rule("MEMBER_OF", rf"{_S}{THEN}(?:a |an |the )?participa(?:nt|ting) observers? (?:on|of|to|at) {_B}", 0.82),
    rule(
        "MEMBER_OF",
        rf"{_S}{THEN}(?:(?:an?|the|core|full|active|statutory|key|permanent|founding|formal|voting|"
        rf"standing|associate|committed|one of|two|three|four|five|six) )*members? (?:of|on) {_B}(?!'?s? [A-Z])",
        0.9,
    ),
    rule(
        "MEMBER_OF",
        rf"\bmembers? of {_B}(?: \([^()]*\))?,? (?:along with|together with|alongside) {_S}",
        0.86,
        anywhere=True,
    ),
    rule("MEMBER_OF", rf"{_S}{THEN}(?:well |fully |formally |regularly )?represented (?:on|at) {_B}", 0.88),
    rule(
        "MEMBER_OF",
        rf"{_S}{THEN}(?:has|have) (?:a |an |regular |senior |one |two |\w+ )*(?:seat|representation|"
        rf"representatives?|place) on {_B}",
        0.88,
    ),
)
_KIND = (
    r"(?:(?:senior|strategic|key|core|statutory|partner|multi-agency|executive|lead|chief|operational|"
    r"named|appropriate|the|a|range|wide|of|agency|agencies|partners|leaders|officers|members|"
    r"representatives|representation|representative|following|both|all|statutory partners) ?)*"
)
_MADE_OF = re.compile(
    rf"(?P<b>{one('B')})(?:'s?)?(?: membership)?{THEN}?"
    r"(?:(?:its |appears? to |to )*(?:compris(?:es?|ed|ing)(?: of)?|consists? of|consisting of|made "
    r"up of|composed of|brings? together|"
    r"bringing together|members include|membership (?:includes|comprises|consists of)|"
    r"(?:includes|include|including|to include) (?:senior )?(?:representatives|representation|members|"
    r"membership))) (?P<rest>[^;]+)"
)
_MEMBERSHIP = re.compile(
    rf"\b(?:[Mm]embership|[Mm]embers|[Rr]epresentatives) (?:of|on) (?:the )?(?P<b>{one('B')}) "
    rf"(?:includes?|comprises?|consists? of|are|is made up of) (?P<rest>[^;]+)"
)
_WIDENED = re.compile(
    rf"(?P<b>{one('B')})(?: (?:has|have|had|was|were|is|also|already|recently|now))* (?:extended|"
    rf"expanded|widened|broadened) "
    r"(?:its )?membership (?:\w+ )?to include (?P<rest>[^;]+)"
)
_INCLUDES = re.compile(
    rf"^(?:The |Our |Both )?(?P<bs>{one('B')}{one('B')}?)(?: \([^()]*\))? (?:(?:also|currently|both|all) )*includes? "
    rf"(?P<rest>(?:the )?{one('O')}(?:, |,? and )[^;]+)"
)
_MUST = re.compile(
    rf"(?:agencies|partners|organisations|bodies|members) (?:that|which|who) (?:must|should|are "
    rf"required to|need to) be (?:represented|members?) "
    rf"(?:on|of) (?:the )?(?P<b>{one('B')}),? (?:including|include|are|namely|these are):? (?P<rest>[^;]+)"
)
_STOP = re.compile(
    r" (?:to (?:ensure|support|provide|discuss|oversee|improve|share|deliver|review|consider|work|"
    r"help|promote|co-?ordinate|drive|plan|develop|agree|make|enable|address|identify|tackle|look|\w+)"
    r"|which|who|that|where|with the aim|in order|and (?:is|was|has|meets|reports|works|oversees)|"
    r"under|chaired by|led by|via|through|as well as working|across|so that) |\. [A-Z]"
)


def read_membership(sentence: Sentence) -> Iterator[Candidate]:
    """MEMBER_OF from bodies, posts and boards that the sentence names."""
    told: set[tuple[str, str]] = set()
    for found in read(sentence, RULES, "member-sentence"):
        told.add((found.statement.subject.name, found.statement.object.name))
        yield found
    for member, board, span in _included(sentence):
        if (member.name, board.name) not in told:
            told.add((member.name, board.name))
            yield sentence.candidate(member, "MEMBER_OF", board, method="member-sentence", confidence=0.82, span=span)
    for pattern in (_MADE_OF, _MEMBERSHIP, _MUST, _WIDENED):
        for m in pattern.finditer(sentence.text):
            board = sentence.entities[m.group("b")]
            for member in _members(sentence, m.group("rest")):
                if (member.name, board.name) not in told and member != board:
                    told.add((member.name, board.name))
                    yield sentence.candidate(
                        member, "MEMBER_OF", board, method="member-sentence", confidence=0.88, span=m.span()
                    )


def _included(sentence: Sentence) -> Iterator[tuple[Entity, Entity, tuple[int, int]]]:
    """ "Both boards include A, B and C": bodies only, and two or more."""
    m = _INCLUDES.match(sentence.text)
    members = [e for e in _members(sentence, m["rest"]) if e.label == "Organisation"] if m is not None else []
    if m is not None and len(members) > 1:
        yield from ((member, sentence.entities[sign], m.span()) for sign in m["bs"] for member in members)


def _members(sentence: Sentence, rest: str) -> list[Entity]:
    stop = _STOP.search(rest)
    part = rest[: stop.start()] if stop else rest
    return [e for e in sentence.named(part) if e.label in {"Organisation", "Role", "BCU"}]
