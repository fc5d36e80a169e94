"""Who commissions whom or what, and who runs which named programme."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.candidates import Candidate
from ingest.extract.rules import read, rule
from ingest.extract.sentences import BEING, THEN, Sentence, one, some

TRIGGER = re.compile(r"commission|deliver|\bruns?\b|\bran\b|operate", re.I)
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
        rf"{some('OBU', 's')}{THEN}(?:runs|ran|delivers|delivered|operates|operated|hosts|hosted)(?: and "
        rf"[a-z]+)? (?P<o>(?:the )?{one('G')})",
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


def read_commissioning(sentence: Sentence) -> Iterator[Candidate]:
    """COMMISSIONS and RUNS; a borough that commissions is its council."""
    yield from read(sentence, RULES, "commissioning-sentence", councils=True)
