"""Which documents refer to a body or an instrument, and which are said not to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.statements import Entity
from ingest.candidates import Candidate
from ingest.extract.posts import area_of
from ingest.extract.rules import ends
from ingest.extract.sentences import Sentence
from ingest.extract.signs import NAME, THEN, one, some
from ingest.sieve import Sieved

TRIGGER = Sieved(
    r"refer(?:s|red|ence)|mention|\bcit(?:es?|ed)\b|allu|highlight|\bstates?\b|\bexplain|\bnotes?\b|incorporat"
)
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

_PAPER_OF = re.compile(
    rf"(?P<b>{one('AB')})(?:'s)? (?P<title>(?:(?:Annual|Scrutiny|Thematic|Peer|Strategic|Learning|annual|scrutiny) )+"
    r"(?:[Rr]eport|Review|Assessment)(?: (?:for )?\(?(?:\d{4}(?:[-/–]\d{2,4})?)\)?)?)"
)
_SAYS = (
    r"(?:refers? to|referred to|makes? (?:\w+ ){0,2}(?:reference|mention) (?:to|of)|made (?:\w+ )"
    r"?(?:reference|mention) (?:to|of)|"
    rf"(?:mentions?|states?|stated|notes?|noted|explains?) that(?: [^;.{NAME}]{{1,60}}?)?|"
    r"references|cites?|cited|(?:mentions?|mentioned|notes?|highlights?)(?: that)?|(?:includes?|"
    r"contains?) (?:\w+ )?references? to)"
)
_PASSIVE = re.compile(
    rf"{_WHAT}{THEN}(?:also |only |specifically |explicitly |briefly |frequently |not |never )*"
    r"(?:referenced|mentioned|cited|referred to|named|discussed)(?: (?:specifically|briefly|only|by "
    r"name|once|explicitly))* "
    rf"(?:in|within|across|by) {_LIST_OF}{_READ_IN}"
)
_ACTIVE = re.compile(
    rf"(?P<s>{one('ABPV')})(?:'s?)?(?: (?:\w+ ){{0,4}}?{_PAPER}(?: \(?\d{{4}}(?:[/-]\d+)?\)?)?(?: for \w+)?)?{THEN}?"
    rf"(?:explicitly |specifically |only |also |clearly )*{_SAYS} {_WHAT}"
)
_PAPERS_OF = re.compile(
    rf"\b(?:documents|documentation|minutes|reports|papers|plans) (?:collected )?(?:from|of|for) "
    rf"{_LIST_OF}{_READ_IN}{THEN}?{_SAYS} {_WHAT}"
)
_NONE_IN = re.compile(
    rf"\b[Nn]o (?:\w+ )?(?:reference|mention)s? (?:(?:is|was|has been|were|could be) )?(?:made |found )"
    rf"?(?:to|of) {_WHAT}"
    rf"(?: [^;.{NAME}]{{0,50}}?)? (?:in|within|across|from|by) {_LIST_OF}{_READ_IN}"
)
_IN_NONE = re.compile(
    rf"\b(?:[Ii]n|[Ff]or|[Ww]ithin|[Aa]cross) {_LIST_OF}{_READ_IN}(?:'s?)?(?: {_PAPER})?,? [^;.{NAME}]{{0,60}}?"
    rf"\bno (?:\w+ )?(?:reference|mention)s? (?:(?:is|was|has been) )?(?:made )?(?:to|of) {_WHAT}"
)
_BOTH = re.compile(
    rf"\b[Bb]oth (?:[Tt]he )?(?P<s>{one('ABPV')}[^;.{NAME}]{{0,40}}? and (?:documents|documentation|"
    rf"minutes|reports|papers) "
    rf"(?:from|of|for) {one('AB')}(?:(?:,| and) {one('AB')})*) {_SAYS} {_WHAT}"
)
_THE_PAPERS = re.compile(
    rf"^(?:[Tt]he|[Tt]heir|[Tt]hese|[Aa]ll|[Bb]oth) (?:local |available |published |borough "
    rf")*(?:documents|minutes|papers|reports|"
    rf"annual reports|plans){THEN}?(?:explicitly |specifically |also |clearly )*{_SAYS} {_WHAT}"
)
_IN_REPORTS = re.compile(
    rf"{_WHAT}{THEN}(?:also |only |specifically |explicitly |briefly )*(?:referenced|mentioned|cited|"
    rf"referred to|named) (?:\w+ )?"
    r"in (?:the |its |their )?(?:local )?(?:annual reports|documents|minutes|documentation)\b"
)
_WAYS = ((_NONE_IN, 0.9), (_IN_NONE, 0.9), (_PASSIVE, 0.88), (_BOTH, 0.84), (_PAPERS_OF, 0.86), (_ACTIVE, 0.86))


def read_references(sentence: Sentence) -> Iterator[Candidate]:
    """REFERENCES from the areas, boards or instruments whose documents are spoken of; negated where they do not refer."""
    told: set[tuple[str, str]] = set()
    papers = _papers(sentence)
    yield from _of_area(sentence)
    for pattern, sure in _WAYS:
        for m in pattern.finditer(papers.text):
            status = "negated" if pattern in (_NONE_IN, _IN_NONE) else None
            for subject in ends(papers, m, "s"):
                bare = subject.label in {"Borough", "Board"}
                if pattern is _ACTIVE and bare and not re.search(_PAPER, m.group()):
                    continue
                for object_ in ends(papers, m, "o"):
                    key = subject.name, object_.name
                    if key in told or object_ == subject or (subject.label == object_.label == "Board"):
                        continue
                    told.add(key)
                    yield sentence.candidate(
                        subject, "REFERENCES", object_, method="reference-sentence", confidence=sure, status=status
                    )


def _of_area(sentence: Sentence) -> Iterator[Candidate]:
    """ "The documents state that …" in a section about one borough."""
    area = area_of(sentence.said) if sentence.document.body is None else None
    if area is None:
        return
    for pattern in (_THE_PAPERS, _IN_REPORTS):
        for m in pattern.finditer(sentence.text):
            for object_ in ends(sentence, m, "o"):
                reports = "annual reports" in m.group()
                subject = Entity("Document", f"{area.name} annual reports") if reports else area
                yield sentence.candidate(subject, "REFERENCES", object_, method="reference-sentence", confidence=0.8)


def _papers(sentence: Sentence) -> Sentence:
    """The sentence with the reports of boards as documents: "the Examplia SCP Annual Report 2018/19" is one name."""
    text, entities = sentence.text, dict(sentence.entities)
    for number, m in enumerate(_PAPER_OF.finditer(sentence.text)):
        whose = sentence.entities[m.group("b")]
        if whose.label == "Borough" and not re.search(r"\d{4}|[A-Z]", m.group("title")):
            continue
        sign = chr(ord(NAME[-1]) - number)
        entities[sign] = Entity("Document", f"{whose.name} {m.group('title')}")
        text = text.replace(m.group(), sign, 1)
    return replace(sentence, text=text, entities=entities)
