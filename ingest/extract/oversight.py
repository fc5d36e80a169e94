"""Who oversees whom, and who is accountable to whom, as sentences state it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.candidates import Candidate
from ingest.extract.rules import read, rule
from ingest.extract.sentences import Sentence
from ingest.extract.signs import BEING, THEN, WORK, some

TRIGGER = re.compile(r"overs(?:ee|aw|ight)|monitor|govern|account|answerable")
_S, _O = some("OBRU", "s"), some("OBGPVR", "o")
_KIND = (
    r"(?:(?:strategic|overall|effective|robust|independent|multi-agency|regular|clear|direct|close|"
    r"ongoing|joint|political|executive|senior|operational|partnership|full|strong|corporate|ultimate|"
    r"good) ?(?:and )?)*"
)
_NOUN = (
    r"(?:governance|leadership|direction|oversight|challenge|scrutiny|support|assurance|coordination|"
    r"co-ordination|accountability|guidance|ownership)"
)
_TO_ACCOUNT = some("OBRU", "o")

RULES = (
    rule(
        "OVERSEES",
        rf"{_S}{THEN}(?:provid(?:es?|ed)|offers?|exercises?|takes?|maintains?|has|have) (?:the )"
        rf"?{_KIND}(?:{_NOUN}(?:, and|,| and) {_KIND})*(?:oversight|governance)"
        rf"(?:(?:, and|,| and) {_KIND}{_NOUN})* (?:of|to|for|over) (?:{WORK})?{_O}",
        0.88,
    ),
    rule("OVERSEES", rf"{_S}{THEN}(?:overse(?:es?|en|eing)|oversaw|to oversee)(?: and [a-z]+)? (?:{WORK})?{_O}", 0.9),
    rule(
        "OVERSEES",
        rf"{_S}{THEN}(?:has|have|had|retains?|retained|maintains?|maintained|provides?|provided|takes?|"
        rf"took|keeps?|exercises?|gives?|holds?) {_KIND}(?:the )?{_KIND}(?:oversight|governance|ownership "
        rf"and oversight)(?: and [a-z]+(?: [a-z]+)?)? (?:of|for|over|to) (?:{WORK})?{_O}",
        0.88,
    ),
    rule(
        "OVERSEES",
        rf"{_S}{THEN}(?:responsible|accountable) for (?:the )?{_KIND}(?:overseeing|oversight of|governance "
        rf"of|monitoring|governing|the monitoring of)(?: and [a-z]+(?: of)?)? (?:{WORK})?{_O}",
        0.88,
    ),
    rule(
        "OVERSEES",
        rf"{some('OBGPVR', 'o')}{BEING}(?:overseen|governed|strategically overseen|monitored|steered)(?: "
        rf"and [a-z]+)? (?:\w+ )?by {_S}",
        0.88,
        anywhere=True,
    ),
    rule(
        "OVERSEES",
        rf"{some('OBGPVR', 'o')}{BEING}?(?:sits |operates |falls )?(?:under|subject to) (?:the )"
        rf"?{_KIND}(?:oversight|governance|direction and oversight)(?: and [a-z]+)? (?:of|by|from) {_S}",
        0.85,
        anywhere=True,
    ),
    rule("OVERSEES", rf"{_S}{THEN}monitor(?:s|ed|ing)?(?: and [a-z]+)? (?:{WORK}){some('BGPVO', 'o')}", 0.82),
    rule(
        "OVERSEES",
        rf"[Rr]esponsibility for (?:the )?{_KIND}(?:oversight|governance|overseeing)(?: and [a-z]+)? (?:of "
        rf")?(?:the )?(?:{WORK})?{_O} (?:lies?|rests?|sits?) with {_S}",
        0.85,
        anywhere=True,
    ),
    rule(
        "ACCOUNTABLE_TO",
        rf"{_S}{THEN}(?:directly |jointly |ultimately |collectively |formally |equally )?(?:accountable|"
        rf"answerable)(?: for [^;.]{{1,90}}?,?)?(?: (?:directly|ultimately|jointly))? to {_TO_ACCOUNT}",
        0.92,
    ),
    rule("ACCOUNTABLE_TO", rf"{_S}{THEN}held to account (?:\w+ )?by {_TO_ACCOUNT}", 0.9),
    rule(
        "ACCOUNTABLE_TO",
        rf"{some('OBRU', 'o')}{BEING}(?:holds?|held|holding) (?:(?:the )?(?:[a-z]+ ){{1,3}}(?:and|,) )"
        rf"?{some('OBRU', 's')} (?:fully |properly |collectively )?to account",
        0.9,
        anywhere=True,
    ),
    rule(
        "ACCOUNTABLE_TO",
        rf"{_S}{THEN}(?:(?:has|have|with|maintains?) )?(?:an? |its |clear |direct |dual |formal |overall )"
        rf"*(?:lines? of )?accountability to {_TO_ACCOUNT}",
        0.85,
    ),
)


def read_oversight(sentence: Sentence) -> Iterator[Candidate]:
    """OVERSEES and ACCOUNTABLE_TO."""
    yield from read(sentence, RULES, "oversight-sentence")
