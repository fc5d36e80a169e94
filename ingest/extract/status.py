"""Whether a sentence states its fact as true: the annotation guide's statuses, by the words of the sentence."""

from __future__ import annotations

import re

from ingest.sieve import Sieved


def _any(*ways: str) -> Sieved:
    return Sieved(r"\b(?:" + "|".join(ways) + r")\b", re.I)


_UNCLEAR = _any(
    r"un(?:clear|known|certain)", r"not (?:\w+ )?clear", r"appears? (?:to|that)", r"seems? (?:to|that)", r"may (?:be|have|include)",
    r"might", r"possibly", r"(?:un|not )sure whether", r"unspecified", r"not (?:specified|stated)", r"presumably", r"it is assumed",
)  # fmt: skip
_NEGATED = _any(
    r"(?:is|are|was|were|has|have|had|do|does|did|could|can) not(?! (?:only|just|solely)\b)", r"\w+n['’]t",
    r"cannot", r"neither", r"never",
    r"no (?:reference|mention|evidence|representati\w+|attendance|record)", r"unable to", r"no longer (?:attend\w*|represented)",
    r"not (?:been )?(?:referred|mentioned|included)", r"failed to", r"without (?:any )?(?:reference|mention|representation)",
)  # fmt: skip
_PLANNED = _any(
    r"will(?! be (?:known|familiar))", r"shall", r"(?:intends?|plan(?:s|ned)?|aims?|agreed|expects?|hopes?) (?:\w+ )?to",
    r"propos(?:es?|ed|als?)", r"(?:is|are) (?:due|expected|planned|set|proposed|intended) to", r"going to",
    r"(?:under|in) development",
    r"recommend(?:s|ed|ations?)? (?:that|for|to)", r"we (?:recommend|suggest)",
    r"should (?:be )?(?:consider|establish|develop|create|include)\w*",
)  # fmt: skip
_HISTORIC = _any(
    r"former(?!ly known)", r"previously", r"used to",
    r"until (?:recently|it|\d|january|february|march|april|may|june|july)", r"until (?:august|september|october|november|december)",
    r"no longer", r"ceased",
    r"(?:was|were|been) (?:disbanded|dissolved|abolished|discontinued|replaced)",
    r"disbanded", r"at that time", r"historically",
)  # fmt: skip


def status_of(sentence: str) -> str:
    """asserted, unclear, negated, planned or historic. Doubt counts before denial, denial before plan, plan before the past.

    Where a document "does not refer to" a body, that is negated; "will", "intends to", "proposed" are planned.
    """
    for status, pattern in (
        ("unclear", _UNCLEAR),
        ("negated", _NEGATED),
        ("planned", _PLANNED),
        ("historic", _HISTORIC),
    ):
        if pattern.search(sentence):
            return status
    return "asserted"
