"""Who commissions whom or what, and who runs which named programme."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate
from ingest.extract.rules import as_payer, ends, read, rule
from ingest.extract.sentences import Sentence
from ingest.extract.signs import BEING, NAME, THEN, one, some
from ingest.sieve import Sieved

TRIGGER = Sieved(r"commission|deliver|\bruns?\b|\bran\b|operate")
_S, _O = some("OBRUA", "s"), some("OGV", "o")

RULES = (
    rule(
        "COMMISSIONS",
        rf"{_S}{THEN}(?:jointly |co-|re-?|also )?(?:commissions?|commissioned|procured)(?: and (?:funds?|"
        rf"funded|manages?|oversees?))? {_O}(?!'s? (?!services?\b|to\b))",
        0.9,
    ),
    rule(
        "COMMISSIONS",
        rf"{some('OGV', 'o')}{BEING}(?:jointly |co-|re-?|also |funded and |directly )*commissioned(?: and "
        rf"[a-z]+)?(?: jointly| in \d{{4}}| separately)? by {_S}",
        0.9,
        anywhere=True,
    ),
    rule("COMMISSIONS", rf"(?P<s>{one('OB')})[- ]commissioned (?P<o>{one('G')})", 0.85, anywhere=True),
    rule(
        "RUNS",
        rf"{some('OBU', 's')}{THEN}?(?:\w+ )?(?:commissioned|funded) (?:by [^;.]{{1,80}}? )?to (?:deliver|"
        rf"run|provide) (?P<o>(?:the )?{one('G')})",
        0.82,
    ),
    rule(
        "RUNS",
        rf"{some('OBU', 's')}{THEN}(?:runs|ran|delivers|delivered|operates|operated|hosts|hosted)(?: and "
        rf"[a-z]+)? (?P<o>(?:the )?{one('G')})",
        0.82,
    ),
    rule(
        "RUNS",
        rf"{some('OBU', 's')}{THEN}?(?:\w+ )?(?:commissioned|funded) (?:by [^;.]{{1,80}}? )?to (?:deliver|"
        rf"run|provide) (?P<o>(?:the )?{one('G')})",
        0.82,
    ),
    rule(
        "RUNS",
        rf"(?P<o>{one('G')}){BEING}(?:run|delivered|operated)(?: and [a-z]+)? (?:jointly )?by "
        rf"{some('OBU', 's')}",
        0.85,
        anywhere=True,
    ),
)

_UNKNOWN = re.compile(
    rf"(?<![\w{NAME}] )(?P<name>[A-Z][\w'&-]+(?: (?:(?:and|of|for|the) )?[A-Z][\w'&-]+){{0,4}})(?:, "
    rf"which)? (?:is|are|was|were|has been|have been) "
    rf"(?:also |jointly |currently )?commissioned (?:jointly )?by {_S}"
)
_COMMON = re.compile(
    r"^(?:This|It|They|These|Those|Training|Services?|Support|We|An?|Work|Each|All|Some|Both|There|"
    r"Research|He|She|What|Our|Their|In|Recommendation)\b|"
    r"\b(?:Review|Report|Audit|Reviews|Reports|Services|Evaluation|Training|Research|Inspection|Study)$"
)


def read_commissioning(sentence: Sentence) -> Iterator[Candidate]:
    """COMMISSIONS and RUNS; a borough that commissions is its council."""
    yield from read(sentence, RULES, "commissioning-sentence", councils=True)
    for m in _UNKNOWN.finditer(sentence.text):
        name = m.group("name").removeprefix("The ")
        single_word = " " not in name and not re.search(r"[a-z][A-Z]|\d", name)
        if not (_COMMON.search(name) or (single_word and m.start() == 0)):
            for buyer in ends(sentence, m, "s"):
                yield sentence.candidate(
                    as_payer(buyer),
                    "COMMISSIONS",
                    Entity("Organisation", name),
                    method="commissioning-sentence",
                    confidence=0.82,
                    span=m.span(),
                )
