"""Who oversees whom, and who is accountable to whom, as sentences state it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.statements import Entity
from ingest.candidates import Candidate
from ingest.extract.rules import read, rule
from ingest.extract.sentences import Sentence
from ingest.extract.signs import BEING, NAME, THEN, WORK, one, some
from ingest.extract.things_overseen import read_things
from ingest.sieve import Sieved

TRIGGER = Sieved(
    r"overs(?:ee|aw|ight)|monitor|govern|account|answerable|strategic direction|sits? under|reporting to|coordinat|co-ordinat|"
    r"steer|responsib"
)
_S = some("OBRU", "s")
_O = rf"(?:(?:the |our |its )?{one('OBA')}'s? (?={one('GPVO')}))?" + some("OBGPVR", "o")
"""What is overseen; not the body that it belongs to: "the Partnership's risk register"."""
_KIND = (
    r"(?:(?:strategic|overall|effective|robust|independent|multi-agency|regular|clear|direct|close|"
    r"ongoing|joint|political|executive|senior|operational|partnership|full|strong|corporate|ultimate|"
    r"good) ?(?:and )?)*"
)
_NOUN = (
    r"(?:governance|leadership|direction|oversight|challenge|scrutiny|support|assurance|coordination|"
    r"co-ordination|accountability|guidance|advice|ownership)"
)
_TO_ACCOUNT = some("OBRU", "o")
_SET_UP = (
    r"(?:,? (?:which|that))?(?: (?:has|have|had|was|were|been|is|are|will|be|also|now|recently|jointly))+ (?:established|set "
    r"up|created|"
    r"formed|convened|introduced|put in place|brought together|reconvened|appointed|launched|commissioned|developed)(?: (?:in|"
    r"during|since) "
    r"(?:[A-Z][a-z]+ )?\d{4}(?:[/-]\d+)?)?"
)
_OVERSEE = (
    r"(?:oversee|monitor|govern|steer|co-?ordinate|provide (?:oversight|governance|strategic direction|direction) (?:of|"
    r"to|for|over))"
)

RULES = (
    rule(
        "OVERSEES",
        rf"{_S}{THEN}(?:provid(?:es?|ed|ing)|offers?|exercises?|takes?|maintain(?:s|ed|ing)?|retain(?:s|ed|ing)?|has|have) (?:the )"
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
        rf"{some('OBGPVR', 'o')}(?:'s? (?:work|delivery|performance|progress|activity|activities|functions|implementation))?"
        rf"{BEING}(?:overseen|governed|strategically overseen|monitored|steered)(?: "
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
        "OVERSEES",
        rf"{_S}{_SET_UP} to (?:\w+ ){{0,2}}?{_OVERSEE}(?: and [a-z]+)? (?:{WORK})?{_O}",
        0.88,
    ),
    rule(
        "OVERSEES",
        rf"{_S}{THEN}(?:tasked|charged) with {_KIND}(?:{_NOUN}(?:, and|,| and) )*(?:overseeing|monitoring|steering|"
        rf"governing)(?: and "
        rf"[a-z]+)? (?:{WORK})?{_O}",
        0.88,
    ),
    rule(
        "OVERSEES",
        rf"{_S}{THEN}(?:tasked with |responsible for |to )?(?:provid(?:es?|ed|ing)|offering|giving) {_KIND}"
        rf"(?:{_NOUN}(?:, and|,| and) {_KIND})*"
        rf"(?:direction|leadership|oversight|steer)(?:(?:, and|,| and) {_KIND}{_NOUN})* (?:to |of |for |over )?(?:{WORK})?{_O}",
        0.82,
    ),
    rule(
        "OVERSEES",
        rf"{_S}{THEN}(?:maintain(?:s|ed)?|has|have|had|retain(?:s|ed)?|kept|keeps?) {_KIND}oversight (?:of|over) "
        rf"[^{NAME};.]{{3,70}}? "
        rf"(?:by way of|by means of|through|via|using) (?:the |its |our )?(?:{one('OB')} )?{some('P', 'o')}",
        0.8,
    ),
    rule(
        "OVERSEES",
        rf"{some('GP', 'o')}{BEING}(?:strategically )?(?:co-?ordinated|steered|driven|managed and overseen|governed)(?: and "
        rf"[a-z]+)? by "
        rf"{some('B', 's')}",
        0.8,
        anywhere=True,
    ),
    rule(
        "OVERSEES",
        rf"^To (?:monitor|oversee|track)(?: and [a-z]+)? (?:{WORK})?{some('PG', 'o')}, {_S} (?:will|has|have|is|are)\b",
        0.8,
        anywhere=True,
    ),
    rule(
        "OVERSEES",
        rf"{some('GPV', 'o')}{BEING}?(?:subject to |under )(?:regular |ongoing |close |the )*(?:monitoring|oversight|review|"
        rf"governance)"
        rf"(?: and [a-z]+)? (?:by|through|from|of|via) {some('BO', 's')}",
        0.8,
        anywhere=True,
    ),
    rule(
        "ACCOUNTABLE_TO", rf"{some('BOR', 's')} (?:sits?|sitting) (?:directly )?(?:under|beneath) {some('R', 'o')}", 0.8
    ),
    rule(
        "ACCOUNTABLE_TO",
        rf"^Reporting (?:directly |in)?to {some('R', 'o')}, {some('R', 's')}",
        0.85,
        anywhere=True,
    ),
    rule(
        "ACCOUNTABLE_TO",
        rf"{some('R', 's')}{THEN}(?:line[- ]managed by|managed by) {some('RO', 'o')}",
        0.82,
    ),
    rule(
        "OVERSEES",
        rf"\b(?:role|purpose|function|remit|aim|responsibility) of {some('B', 's')} (?:is|was|will be|is also) to (?:\w+ly "
        rf")?(?:oversee(?: and [a-z]+)? "
        rf"|provide {_KIND}(?:{_NOUN}(?:, and|,| and) {_KIND})*{_NOUN} (?:to |of |for |over ))(?:{WORK})?{_O}",
        0.82,
        anywhere=True,
    ),
    rule(
        "OVERSEES",
        rf"(?:[Gg]overnance|[Oo]versight)(?: and [a-z]+)? (?:of|for) (?:{WORK})?{_O} (?:(?:is|was|will be) (?:provided|"
        rf"undertaken|exercised|held|led|carried out) "
        rf"(?:by|through)|(?:sits|rests|lies|sit|rest|lie) with) {_S}",
        0.85,
        anywhere=True,
    ),
    rule(
        "OVERSEES",
        rf"{some('B', 's')}{THEN}(?:responsible|accountable) for (?:the )?(?:(?:delivery|implementation|development|delivering|"
        rf"implementing)"
        rf"(?: and [a-z]+)?(?: of)? (?:the )?)?{some('P', 'o')}",
        0.72,
    ),
    rule(
        "OVERSEES",
        rf"{some('GP', 'o')} (?:is|are|was|were|will be) [a-z]+(?: and [a-z]+)? by (?:the |a )?{one('OBR')},? and (?:(?:is|are|"
        rf"was|were) )?"
        rf"(?:overseen|governed|monitored) by {_S}",
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
    told = False
    for found in read(sentence, RULES, "oversight-sentence"):
        told = told or found.statement.predicate == "OVERSEES"
        yield _one_employer(found) if found.statement.predicate == "ACCOUNTABLE_TO" else found
    if not told:
        yield from read(sentence, (_OF_PARTNERS,), "oversight-sentence")
    yield from read_things(sentence)


_OF_PARTNERS = rule(
    "OVERSEES",
    rf"\b(?:the|independent|effective|robust|collective) oversight of (?:the |our |all )?(?:statutory |local "
    rf")?(?P<o>{one('O')}(?: and (?:the )?"
    rf"{one('O')})?)(?=[.,;]|$)",
    0.6,
    home_subject=True,
)
""" "This gives independent oversight of safeguarding partners": by the partnership itself, where nobody else is named."""


def _one_employer(found: Candidate) -> Candidate:
    """ "Reporting to the Head of Safeguarding, the LADO of Examplia": where one of two posts has a council, both are in it."""
    s = found.statement
    if (
        s.subject.label != "Role"
        or s.object.label != "Role"
        or "," in s.object.name
        or not re.search(_IN_COUNCIL, s.subject.name)
    ):
        return found
    body = s.subject.name.rpartition(", ")[2]
    return replace(
        found, statement=replace(s, object=Entity("Role", f"{s.object.name}, {body}", aliases=(s.object.name,)))
    )


_IN_COUNCIL = r", .+(?:Council|Corporation)$"
