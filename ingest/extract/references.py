"""Which documents refer to a body or an instrument, and which are said not to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate
from ingest.extract.rules import ends
from ingest.extract.sentences import NAME, THEN, Sentence, one, some

TRIGGER = re.compile(r"refer(?:s|red|ence)|mention|\bcit(?:es?|ed)\b|allu", re.I)
_PAPER = (
    r"(?:(?:[Aa]nnual |[Ss]crutiny |[Pp]eer |[Tt]hematic |[Ll]ocal |[Bb]oard |[Mm]eeting |[Ss]ample |"
    r"[Ss]afeguarding )*(?:[Rr]eports?|[Mm]inutes|[Dd]ocuments?|[Dd]ocumentation|[Pp]olic(?:y|ies)|"
    r"[Ss]trateg(?:y|ies)|[Pp]lans?|[Aa]rrangements|[Rr]eview|[Pp]apers|[Tt]erms of [Rr]eference))"
)
_READ_IN = some("ABPV", "s")
_WHAT = some("OPBG", "o")
_LIST_OF = (
    r"(?:(?:the|all|both|available|published|local|annual|most|any|of|some|other|boroughs?|such as|"
    r"[a-z]+) ){0,5}"
)

_PASSIVE = re.compile(
    rf"{_WHAT}{THEN}(?:also |only |specifically |explicitly |briefly |frequently |not |never )"
    rf"*(?:referenced|mentioned|cited|referred to|named|discussed)(?: (?:specifically|briefly|only|by "
    rf"name|once|explicitly))* (?:in|within|across|by) {_LIST_OF}{_READ_IN}"
)
_ACTIVE = re.compile(
    rf"(?P<s>{one('ABPV')})(?:'s?)?(?: {_PAPER}(?: \(?\d{{4}}(?:[/-]\d+)?\)?)?| (?:\w+ )"
    rf"{{0,4}}?{_PAPER})?{THEN}?(?:explicitly |specifically |only |also |clearly )*(?:refers? to|"
    rf"referred to|makes? (?:\w+ ){{0,2}}(?:reference|mention) (?:to|of)|made (?:\w+ )?(?:reference|"
    rf"mention) (?:to|of)|references|cites?|cited|mentions?|mentioned|includes? (?:\w+ )?references? "
    rf"to|contains? (?:\w+ )?references? to) {_WHAT}"
)
_NONE_IN = re.compile(
    rf"\b[Nn]o (?:\w+ )?(?:reference|mention)s? (?:(?:is|was|has been|were|could be) )?(?:made |found )"
    rf"?(?:to|of) {_WHAT}(?: [^;.{NAME}]{{0,50}}?)? (?:in|within|across|from|by) {_LIST_OF}{_READ_IN}"
)
_IN_NONE = re.compile(
    rf"\b(?:[Ii]n|[Ff]or|[Ww]ithin|[Aa]cross) {_LIST_OF}{_READ_IN}(?:'s?)?(?: {_PAPER})?,? "
    rf"[^;.{NAME}]{{0,60}}?\bno (?:\w+ )?(?:reference|mention)s? (?:(?:is|was|has been) )?(?:made )"
    rf"?(?:to|of) {_WHAT}"
)


def read_references(sentence: Sentence) -> Iterator[Candidate]:
    """REFERENCES from the areas, boards or instruments whose documents are spoken of; negated where they do not refer."""
    told: set[tuple[str, str]] = set()
    for pattern, sure in ((_NONE_IN, 0.9), (_IN_NONE, 0.9), (_PASSIVE, 0.88), (_ACTIVE, 0.86)):
        for m in pattern.finditer(sentence.text):
            status = "negated" if pattern in (_NONE_IN, _IN_NONE) else None
            for subject in ends(sentence, m, "s"):
                paper = _paper(sentence, m, subject)
                if pattern is _ACTIVE and subject.label in {"Borough", "Board"} and not re.search(_PAPER, m.group()):
                    continue
                for object_ in ends(sentence, m, "o"):
                    if (object_.name, subject.name) not in told and object_ != subject and _named(subject, object_):
                        told.add((object_.name, subject.name))
                        yield sentence.candidate(
                            paper or subject,
                            "REFERENCES",
                            object_,
                            method="reference-sentence",
                            confidence=sure,
                            span=m.span(),
                            status=status,
                        )


def _named(subject: Entity, object_: Entity) -> bool:
    return not (subject.label == "Board" and object_.label == "Board")


def _paper(sentence: Sentence, m: re.Match[str], board: Entity) -> Entity | None:
    """ "the Examplia SCP Annual Report 2018/19" is a Document of its own."""
    if board.label != "Board":
        return None
    sign = next(c for c, e in sentence.entities.items() if e == board)
    after = sentence.text[sentence.text.index(sign) + 1 :]
    title = re.match(r"(?:'s)? ((?:Annual |Scrutiny |Thematic )+[Rr]eport(?: \(?\d{4}(?:[/-]\d+)?\)?)?)", after)
    return Entity("Document", f"{board.name} {title.group(1)}") if title else None
