"""Duties to co-operate, as sentences state them: one way, reciprocal, or laid on a list of agencies that follows.

The duty itself: Children Act 2004 s. 10, and s. 16G for relevant agencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.candidates import Candidate
from ingest.extract.rules import read, rule
from ingest.extract.sentences import THEN, Sentence, one, some

TRIGGER = re.compile(r"co-?operat", re.I)
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
        rf"[Rr]eciprocal {_DUTY} (?:{_COOPERATE} )?(?:exists )?between {some('OBU', 's')} and (?:the )"
        rf"?(?P<o>{one('OBU')})",
        0.9,
        mutual=True,
        anywhere=True,
    ),
    rule(
        "DUTY_TO_COOPERATE",
        rf"{_S}{THEN}?(?:[a-z]+ )?(?:with )?(?:an?|its|their|the|under the) (?:\w+ )?reciprocal {_DUTY} "
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
_RECIPROCAL = re.compile(rf"reciprocal duty.{{0,80}}?(?P<o>{one('OBU')})")


def read_duties(sentence: Sentence) -> Iterator[Candidate]:
    """DUTY_TO_COOPERATE; both ways where the sentence calls the duty reciprocal."""
    both = re.search(r"\b(?:reciprocal|mutual) (?:\w+ )?(?:duty|duties)", sentence.text, re.I) is not None
    for found in read(sentence, RULES, "duty-sentence"):
        yield found
        s = found.statement
        if both and s.object.label in {"Organisation", "Board", "BCU"}:
            yield sentence.candidate(
                s.object, s.predicate, s.subject, method="duty-sentence", confidence=found.confidence
            )
