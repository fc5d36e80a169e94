"""Duties to co-operate, as sentences state them: one way, reciprocal, or laid on a list of agencies that follows.

The duty itself: Children Act 2004 s. 10, and s. 16G for relevant agencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.partners import items_after, partners, whole_item
from ingest.extract.rules import read, rule
from ingest.extract.sentences import Sentence
from ingest.extract.signs import THEN, one, some
from ingest.sieve import Sieved

TRIGGER = Sieved(r"co-?operat")
_S, _O = some("OBUR", "s"), some("OBU", "o")
_DUTY = (
    r"(?:(?:statutory|legal|reciprocal|mutual|shared|joint|clear|general|specific|formal) (?:and )?)"
    r"*(?:duty|duties|obligation|responsibility)"
)
_COOPERATE = r"(?:to )?(?:fully )?(?:co-?operate|work together)(?: fully)?"

RULES = (
    rule(
        "DUTY_TO_COOPERATE",
        rf"{_S}{THEN}(?:have|has|had|under|owes?|subject to|share|shares)? ?(?:an?|the|this|same|its|a) "
        rf"(?:same )?{_DUTY} {_COOPERATE} with (?:each other|one another)",
        0.85,
        mutual=True,
    ),
    rule(
        "DUTY_TO_COOPERATE",
        rf"(?:[Rr]eciprocal|[Mm]utual) {_DUTY} (?:{_COOPERATE} )?(?:exists )?between {some('OBU', 's')} and (?:the )"
        rf"?(?P<o>{one('OBU')})",
        0.9,
        mutual=True,
        anywhere=True,
    ),
    rule(
        "DUTY_TO_COOPERATE",
        rf"{_S}{THEN}?(?:[a-z]+ )?(?:with )?(?:an?|its|their|the|under the) (?:\w+ )?(?:reciprocal|mutual) {_DUTY} "
        rf"{_COOPERATE} with {_O}",
        0.9,
        mutual=True,
    ),
    rule(
        "DUTY_TO_COOPERATE",
        rf"{_S}{THEN}(?:(?:have|has|owes?|under|share|cites?|notes?|recognises?|acknowledges?|fulfils?|"
        rf"meets?|discharges?|met|subject to|bound by|given|placed under) )?(?:an?|the|its|their) {_DUTY} "
        rf"{_COOPERATE} with {_O}",
        0.9,
    ),
    rule(
        "DUTY_TO_COOPERATE",
        rf"{_DUTY} (?:is placed |was placed |placed )?(?:up)?on {_S} {_COOPERATE} with {_O}",
        0.9,
        anywhere=True,
    ),
    rule(
        "DUTY_TO_COOPERATE",
        rf"(?:requires?|obliges?|required|obliged) {_S} {_COOPERATE} with {_O}",
        0.85,
        anywhere=True,
    ),
    rule(
        "DUTY_TO_COOPERATE",
        rf"{_S}{THEN}(?:required|obliged|bound|legally required)(?: by law| by statute)? to co-?operate(?: "
        rf"fully)? with {_O}",
        0.88,
    ),
)
_RECIPROCAL = re.compile(rf"(?:reciprocal|mutual) duty.{{0,80}}?(?P<o>{one('OBU')})")


def read_duties(sentence: Sentence) -> Iterator[Candidate]:
    """DUTY_TO_COOPERATE; both ways where the sentence calls the duty reciprocal."""
    both = re.search(r"\b(?:reciprocal|mutual) (?:\w+ )?(?:duty|duties)", sentence.text, re.I) is not None
    for found in read(sentence, RULES, "duty-sentence"):
        s = found.statement
        if s.subject.kind == "class" and sentence.text.startswith("These "):
            continue  # the list that follows says which
        yield found
        if both and s.object.label in {"Organisation", "Board", "BCU"}:
            yield sentence.candidate(
                s.object, s.predicate, s.subject, method="duty-sentence", confidence=found.confidence
            )


_BINDS = Sieved(
    r"(?:agencies|organisations|partners|bodies)\b[^.]{0,120}\b(?:duty|duties|required|obliged|"
    r"obligation) (?:\w+ ){0,2}?to co-?operate with\b",
    re.I,
)
_ARRANGEMENTS = re.compile(r"\bsafeguarding arrangements|published arrangements", re.I)
_EQUAL = Sieved(
    r"\b(?:safeguarding|statutory|lead) partners\b[^.]{0,80}\b(?:equal and joint|joint and equal|"
    r"joint|shared|equal) (?:and \w+ )?(?:responsibility|duty|accountability)\b"
    r"[^.]{0,60}\bsafeguarding arrangements",
    re.I,
)


def listed_duties(document: Document) -> Iterator[Candidate]:
    """DUTY_TO_COOPERATE with the document's partnership, and PARTY_TO its arrangements, for agencies that a list names.

    The list follows a sentence that lays the duty on "these agencies"; and for the statutory partners, where the document
    says that they answer for the arrangements together (Working Together to Safeguard Children, chapter on arrangements).
    """
    board = document.body
    if board is None or board.label != "Board":
        return
    binding = _arrangements(board)
    answerable: list[Candidate] = []
    for at, block in enumerate(document.blocks):
        if block.kind in {"paragraph", "item", "line"} and _EQUAL.search(block.text):
            answerable = answerable or list(partners(document))
            for found in answerable:
                yield candidate(
                    document.evidence(block, 0, min(len(block.text), 300)),
                    found.statement.subject,
                    "PARTY_TO",
                    binding,
                    method="agency-list",
                    confidence=0.8,
                )
        if block.kind != "paragraph" or not _BINDS.search(block.text):
            continue
        for item in items_after(document.blocks, at):
            name = " ".join(item.text.split()).strip(" .;,")
            agency = whole_item(document.names, name) or document.names.body(name)
            if agency.label in {"Organisation", "BCU"} and 3 < len(name) < 220 and name[0].isupper():
                evidence = document.evidence(item)
                yield candidate(evidence, agency, "DUTY_TO_COOPERATE", board, method="agency-list", confidence=0.88)
                if _ARRANGEMENTS.search(block.text):
                    yield candidate(evidence, agency, "PARTY_TO", binding, method="agency-list", confidence=0.8)


def _arrangements(board: Entity) -> Entity:
    """The safeguarding arrangements that a partnership publishes (Children Act 2004 s. 16G)."""
    shorts = tuple(f"{a} safeguarding arrangements" for a in board.aliases if len(a) < 12)
    return Entity("Protocol", f"{board.name} safeguarding arrangements", kind="agreement", aliases=shorts)
