"""Who scrutinises whom: scrutiny said of a body, inspections by an inspectorate, and the independent scrutineer's seat."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.candidates import Candidate
from ingest.extract.inspections import inspected, own_inspection
from ingest.extract.posts import partnership
from ingest.extract.rules import read, rule
from ingest.extract.sentences import Sentence
from ingest.extract.signs import BEING, THEN, WORK, some

TRIGGER = re.compile(r"scrutin|inspect|critical friend|ofsted|hmip|cqc|challeng|audit|ilacs|jtai|rated|judged|graded")
_S, _O = some("OBR", "s"), some("OBGU", "o")
_KIND = (
    r"(?:(?:robust|independent|external|effective|internal|public|political|ongoing|regular|rigorous|"
    r"constructive|multi-agency|democratic|formal|strong|additional|joint|an|objective|its|their|"
    r"statutory|the)(?: and|,)? )*"
)
_BESIDE = (
    r"(?:(?:,| and|, and) (?:\w+ ){0,2}(?:challenge|scrutiny|assurance|oversight|support|advice|"
    r"review|leadership|analysis|evaluation|monitoring))*"
)
_ARRANGEMENTS = (
    r"(?:(?:the )?(?:multi-agency |local |children's |child )*(?:safeguarding )?(?:arrangements|work|"
    r"effectiveness|performance|activity|impact|practice)(?: and [a-z]+)? (?:of|in|across|within|by|"
    r"made by|under) )?"
)

RULES = (
    rule(
        "SCRUTINISES",
        rf"{_S}{THEN}(?:scrutini[sz](?:es?|ed|ing)|to scrutini[sz]e)(?: and [a-z]+)? (?:{WORK})"
        rf"?{_ARRANGEMENTS}{_O}",
        0.9,
    ),
    rule(
        "SCRUTINISES",
        rf"{_S}{THEN}(?:provides?|provided|providing|offers?|offered|brings?|undertakes?|undertook|carries "
        rf"out|delivers?|exercises?|to provide) {_KIND}(?:scrutiny|challenge and scrutiny|support and "
        rf"challenge|critical challenge){_BESIDE} (?:of|to|for|over|across) (?:{WORK})?{_ARRANGEMENTS}{_O}",
        0.9,
    ),
    rule(
        "SCRUTINISES",
        rf"{_S}{THEN}(?:responsible|tasked|charged) (?:for|with) {_KIND}(?:scrutini[sz]ing|scrutiny of|the "
        rf"scrutiny of){_BESIDE} (?:{WORK})?{_ARRANGEMENTS}{_O}",
        0.9,
    ),
    rule(
        "SCRUTINISES",
        rf"{_O}{BEING}(?:(?:subject to|under|open to) {_KIND}(?:scrutiny|inspection) (?:by|from|of)|"
        rf"(?:\w+ly )?(?:scrutini[sz]ed|inspected)(?: (?:\w+ly|in \d{{4}}(?:/\d+)?|and \w+))* by) {_S}",
        0.9,
        anywhere=True,
    ),
    rule(
        "SCRUTINISES",
        rf"{_S}{THEN}(?:acts?|acted|serves?|served) as (?:a |an )?(?:\w+ )?critical friend (?:to|of|for) "
        rf"{_O}",
        0.85,
    ),
    rule(
        "SCRUTINISES",
        rf"[Ss]crutiny (?:and \w+ )?(?:of {_ARRANGEMENTS}{_O} )(?:is|was|has been|will be) (?:\w+ly )"
        rf"?(?:provided|undertaken|carried out|led|delivered|conducted) by {_S}",
        0.9,
        anywhere=True,
    ),
)

_SEAT = re.compile(
    r"^(?:Joint |Interim |Strategic )*Independent (?:Safeguarding )?"
    r"(?:Scrutineer|Chair and Scrutineer|Scrutiny Officer|Children Commissioner)"
)
_CHAIR = re.compile(r"^Independent Chair")
_LOCAL_ARRANGEMENTS = re.compile(
    r"scrutini\w+ (?:and \w+ )?(?:of )?(?:(?:these|the|local|our|its|safeguarding|multi-agency) )+arrangements"
)


def read_scrutiny(sentence: Sentence) -> Iterator[Candidate]:
    """SCRUTINISES: as said, by inspectorates, and by a scrutineer named as some board's."""
    told: set[tuple[str, str]] = set()
    for found in (
        *read(sentence, RULES, "scrutiny-sentence"),
        *inspected(sentence),
        *own_inspection(sentence),
        *_seats(sentence),
    ):
        ends = found.statement.subject.name, found.statement.object.name
        if ends not in told:
            told.add(ends)
            yield found


def _seats(sentence: Sentence) -> Iterator[Candidate]:
    """The scrutineer of a board scrutinises it: the seat is what the sentence names (Children Act 2004 s. 16G(3))."""
    bodies = {m.entity.name: m.entity for m in sentence.said.mentions if m.entity.label == "Board"}
    home = partnership(sentence.said)
    if home is not None:
        bodies[home.name] = home
    for role in sentence.entities.values():
        title, _, body = role.name.partition(", ")
        seat = _SEAT.match(title) or (_CHAIR.match(title) and _LOCAL_ARRANGEMENTS.search(sentence.text))
        if role.label == "Role" and seat and body in bodies:
            yield sentence.candidate(
                role, "SCRUTINISES", bodies[body], method="scrutineer-seat", confidence=0.85, status="asserted"
            )
