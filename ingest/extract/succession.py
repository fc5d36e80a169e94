"""Which body, board or instrument took the place of which: "was replaced by", "formerly", "became", "merged to form"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.said import Said, said
from ingest.names import Mention
from ingest.understand import date_in

_SMALL = r"(?:\([^)]*\)|,|the|a|an|its|new|newly formed|current|previous|former|old|now|\s)*"
_FORWARD = re.compile(
    rf"^{_SMALL}(?:,? (?:which|that))?\s*(?:(?:has|have|had|was|were|is|are|will be|being|been|to be|,)"
    rf"\s+)*(?:(?:subsequently|formally|then|since|now|recently|effectively)\s+)?"
    rf"(?:replaced (?:by|with)|succeeded by|superseded by|renamed(?: as| to)?|changed (?:its name )?to|"
    rf"became|becomes|transitioned (?:in)?to|"
    rf"(?:was |were )?transformed into|re-?named|evolved into|re-?launched as|absorbed into|merged into|"
    rf"moved to become|now (?:known|called) as|"
    rf"to become|(?:is|are) now (?:known as|called|the))\b{_SMALL}"
    rf"(?:(?:[\w-]+ ){{0,3}}(?:body|arrangements?|structure|partnership|board|organisation),? "
    rf"(?:(?:which|that|has|had|have|been|is|was|to be|now) )*(?:named|called|known as) {_SMALL})?$",
    re.I,
)
_BACKWARD = re.compile(
    rf"^{_SMALL}(?:,? (?:which|that))?\s*(?:(?:has|have|had|will|,)\s+)*(?:(?:effectively|formally|now|"
    rf"subsequently)\s+)?"
    rf"(?:replac(?:es|ed|e|ing)|supersed(?:es|ed|e|ing)|succeed(?:s|ed)|took over from|(?:\(|,)?\s*(?:was "
    rf"|were )?(?:formerly|previously)(?: known as| called)?)\b{_SMALL}$",
    re.I,
)
_INTO = re.compile(rf"^{_SMALL}\b(?:in)?to\b{_SMALL}$", re.I)
_TRANSFORMATION = re.compile(
    r"\b(?:(?:transformation|transition|move|change|shift) (?:of|from)|(?:redesigned|transformed|converted|"
    r"changed|developed)) (?:the |its |their )?$",
    re.I,
)
_MERGED = re.compile(
    rf"^{_SMALL}(?:have |has |were |was )?(?:merged|combined|joined|amalgamated|came together)(?: together)?"
    rf" (?:to (?:form|become|create)|into|as)\b{_SMALL}$",
    re.I,
)
_AND = re.compile(r"^(?:[\s,]|and|the|\([^)]*\))*$")
_WHEN = re.compile(
    r"\b(?i:in|from|on|since|as of|with effect from|until)\s+(?=(?:\d|January|February|March|April|May|"
    r"June|July|August|September|October|November|December))"
)
_YEAR = re.compile(r"\b(?i:in|from|since|during)\s+(20\d\d(?:/\d\d)?)\b")
_LABELS = ("Board", "Organisation", "Protocol")


def succession(document: Document) -> Iterator[Candidate]:
    """SUCCEEDED_BY from the older to the newer, `from` where the sentence dates it."""
    for sentence in said(document):
        named = sentence.of(*_LABELS)
        for at, (first, second) in enumerate(pairwise(named)):
            if first.entity == second.entity or first.end > second.start:
                continue
            between = sentence.text[first.end : second.start]
            if _MERGED.match(between):
                yield from (_follows(sentence, old, second) for old in _merging(sentence, named[: at + 1]))
            elif not _alike(first.entity, second.entity):
                continue
            elif _FORWARD.match(between) or (
                _INTO.match(between) and _TRANSFORMATION.search(sentence.text[: first.start])
            ):
                yield _follows(sentence, first, second)
            elif _BACKWARD.match(between):
                yield _follows(sentence, second, first)


def _alike(first: Entity, second: Entity) -> bool:
    """Boards and organisations follow one another, instruments only instruments."""
    return (first.label == "Protocol") == (second.label == "Protocol")


def _merging(sentence: Said, named: list[Mention]) -> list[Mention]:
    """The bodies joined by commas and "and" that end with the last of these."""
    merging = [named[-1]]
    for mention in reversed(named[:-1]):
        if not _AND.match(sentence.text[mention.end : merging[0].start]):
            break
        merging.insert(0, mention)
    return merging


def _follows(sentence: Said, old: Mention, new: Mention) -> Candidate:
    status = sentence.status
    return candidate(
        sentence.about(old, new), old.entity, "SUCCEEDED_BY", new.entity, method="succession-sentence", confidence=0.88,
        props={"from": _from(sentence.text)}, status="asserted" if status == "historic" else status,
    )  # fmt: skip


def _from(text: str) -> str | None:
    when = _WHEN.search(text)
    if when is not None:
        day = date_in(text[when.end() : when.end() + 24])
        if day is not None:
            return day
    year = _YEAR.search(text)
    return year.group(1) if year else None
