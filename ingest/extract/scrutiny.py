"""Who scrutinises whom: scrutiny said of a body, inspections by an inspectorate, and the independent scrutineer's seat."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate
from ingest.extract.inspections import inspected, own_inspection
from ingest.extract.posts import partnership
from ingest.extract.rules import read, rule
from ingest.extract.sentences import Sentence
from ingest.extract.signs import BEING, THEN, WORK, some
from ingest.sieve import Sieved

TRIGGER = Sieved(
    r"scrutin|inspect|critical friend|ofsted|hmip|cqc|challeng|audit|reviewer|ilacs|jtai|rated|judged|graded"
)
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
        rf"{_O} (?:also )?(?:reports?|reported|is accountable|accounts|answers) (?:\w+ ){{0,6}}?to {some('OBRG', 'to')}"
        rf",? and (?:is|are|was|were) (?:also )?(?:\w+ly )?(?:scrutini[sz]ed|inspected)(?: \w+ly)? by {_S}",
        0.88,
        anywhere=True,
    ),
    rule(
        "SCRUTINISES",
        rf"{_S}{THEN}(?:(?:(?:tasked with|responsible for) )?(?:provid(?:es?|ed|ing)|offer(?:s|ing)?|giving)) "
        rf"{_KIND}(?:[a-z]+ )?[a-z]+"
        rf"(?:, (?:[a-z]+ )?[a-z]+)*,? and (?:constructive |robust |critical )?(?:challenge(?! to)|scrutiny) (?:of |on "
        rf")?(?:{WORK})?{_O}",
        0.85,
    ),
    rule(
        "SCRUTINISES",
        rf"{_S}{THEN}challenge[sd]? (?:and \w+ )?(?:{WORK}){_O}",
        0.75,
    ),
    rule(
        "SCRUTINISES",
        rf"{some('R', 's')} (?:\w+ )?(?:independent )?(?:scrutiny|scrutinises?|scrutinised) (?:and \w+ )?(?:of |role (?:to|of|"
        rf"within|in) )(?:{WORK})?{_O}",
        0.8,
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

_SCRUTINEER_OF = re.compile(
    r"\bIndependent (?P<post>Scrutineer|Chair and Scrutineer) (?:for|of) the (?P<kind>Safeguarding (?:Children|Adults?|Child) "
    r"(?:Partnership|Board))s in (?P<areas>[A-Z][\w&' -]+?(?:, [A-Z][\w' -]+?)* and [A-Z][a-z]\w+(?: [A-Z][a-z]\w+)*)"
)
_FUNCTIONS = re.compile(
    r"\b(?:local authority|council|political|elected members?'?|member) scrutiny (?:functions?|committees|panels|arrangements) "
    r"(?:in|of|across) (?:both|each of the|the two|all(?: of)? the|all three) (?:areas|boroughs|councils|local authorities)\b",
    re.I,
)
_AUDITOR = re.compile(
    r"\b[Aa]n? (?P<who>(?:independent|external) (?:auditor|reviewer|consultant|scrutineer|expert))s? (?:was|were|has been|have "
    r"been) "
    r"(?:commissioned|appointed|engaged|asked|brought in) to (?:audit|review|scrutinise|evaluate|assess) (?:the )?"
    r"(?P<whom>partnership|[\ue000-\ue7ff])(?:'s?)?\b"
)
_SEAT = re.compile(
    r"^(?:Joint |Interim |Strategic )*Independent (?:Safeguarding )?"
    r"(?:Scrutineer|Chair and Scrutineer|Scrutiny Officer|Children Commissioner|Child Safeguarding Commissioner)"
)
_CHAIR = re.compile(r"^Independent Chair")
_LOCAL_ARRANGEMENTS = re.compile(
    r"scrutini\w+ (?:and \w+ )?(?:of )?(?:(?:these|the|local|our|its|safeguarding|multi-agency) )+arrangements"
)


def read_scrutiny(sentence: Sentence) -> Iterator[Candidate]:
    """SCRUTINISES: as said, by inspectorates, and by a scrutineer named as some board's."""
    told: set[tuple[str, str]] = set()
    named = [*inspected(sentence)]
    for found in (
        *read(sentence, RULES, "scrutiny-sentence"),
        *named,
        *(() if named else own_inspection(sentence)),
        *_seats(sentence),
        *_named_so(sentence),
    ):
        ends = found.statement.subject.name, found.statement.object.name
        if ends not in told:
            told.add(ends)
            yield found


def _named_so(sentence: Sentence) -> Iterator[Candidate]:
    """Scrutineers of several partnerships at once, auditors called in, and the scrutiny functions of each council."""
    names, printed = sentence.document.names, sentence.said.text
    for m in _SCRUTINEER_OF.finditer(printed):
        for area in re.split(r", | and ", m.group("areas")):
            board = names.board(f"{area.strip()} {m.group('kind')}")
            role = Entity("Role", f"Independent {m.group('post')}, {board.name}")
            yield sentence.candidate(role, "SCRUTINISES", board, method="scrutineer-seat", confidence=0.85)
    home = partnership(sentence.said)
    for m in _AUDITOR.finditer(sentence.text):
        whom = home if m.group("whom") == "partnership" else sentence.entities[m.group("whom")]
        if whom is not None and whom.label == "Board":
            front = names.area_in(whom.name)
            area_name = front[0].name if len(front) == 1 else whom.name
            auditor = Entity("Role", f"{m.group('who')}, {area_name}", aliases=(f"{m.group('who')}, {whom.name}",))
            yield sentence.candidate(auditor, "SCRUTINISES", whom, method="scrutiny-sentence", confidence=0.75)
    boards = {e.name for e in sentence.entities.values()}
    if home is not None and home.name in boards and len(sentence.document.boroughs) > 1 and _FUNCTIONS.search(printed):
        for borough in sentence.document.boroughs:
            function = Entity("Board", f"{borough.name} Local Authority scrutiny function", kind="committee")
            yield sentence.candidate(function, "SCRUTINISES", home, method="scrutiny-sentence", confidence=0.75)


def _seats(sentence: Sentence) -> Iterator[Candidate]:
    """The scrutineer of a board scrutinises it: the seat is what the sentence names (Children Act 2004 s. 16G(3))."""
    if _SCRUTINEER_OF.search(sentence.said.text) and sentence.said.text.count("crutineer") == 1:
        return  # of other boards, all of them named
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
