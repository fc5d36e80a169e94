"""Named instruments in sentences: whose strategy, protocol or plan it is, who is bound by it, and what it requires."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.statements import Entity
from ingest.candidates import Candidate
from ingest.document import Document
from ingest.extract.instrument_names import full_name, local_name
from ingest.extract.rules import as_payer, ends, read, rule
from ingest.extract.sentences import Sentence
from ingest.extract.signs import BEING, NAME, THEN, one, some

TRIGGER = re.compile(
    r"strateg|plan\b|protocol|polic(?:y|ies)|framework|guidance|charter|procedures|agreement|"
    r"concordat|\bact\b|regulations|pathway|working together|keeping children safe|arrangements|"
    r"statement|register|toolkit|\btool\b|pledge|memorandum|terms of reference|thresholds?|operating model"
)
_S, _P = some("OBUA", "s"), some("P", "o")
_NEW = (
    r"(?:(?:new|own|revised|updated|refreshed|draft|joint|multi-agency|published|current|existing|"
    r"local|first|latest|annual|overarching|shared|simple|single|three-year|five-year|ten-year|"
    r"statutory|final|"
    r"\d{4}(?:[/-]\d{2,4})?|a|an|the|its|their|this|our|and|supporting|accompanying|of) ,?)*"
)
_MADE = (
    r"(?:published|publishes|developed|produced|produces|issued|issues|launched|launches|refreshed|"
    r"revised|updated|created|wrote|written|co-produced|drafted|reviewed|authored|introduced)"
)

OWNED = (
    rule("OWNS_PROTOCOL", rf"(?P<s>{one('OBUA')})'s? {_NEW}(?P<o>{one('P')})", 0.85, anywhere=True, status="asserted"),
    rule(
        "OWNS_PROTOCOL",
        rf"(?P<s>{one('OBU')}) ?[—–-]? ?(?:(?:new|revised|updated|draft|joint|\d{{4}}(?:[/-]\d{{2,4}})?) )"
        rf"*(?P<o>{one('P')})",
        0.82,
        anywhere=True,
    ),
    rule(
        "OWNS_PROTOCOL",
        rf"{_S}{THEN}(?:also |recently |successfully |jointly )*{_MADE}(?: and [a-z]+)? {_NEW}{_P}",
        0.85,
    ),
    rule(
        "OWNS_PROTOCOL",
        rf"{_P}{BEING}(?:published|issued|developed|produced|launched|led|owned|written|created|drafted|"
        rf"co-produced|authored|hosted|maintained)(?: and [a-z]+)?(?: in \w+(?: \d{{4}})?| in \d{{4}}| "
        rf"jointly)* by (?:the )?{some('OBUA', 's')}",
        0.87,
        anywhere=True,
    ),
    rule(
        "OWNS_PROTOCOL",
        rf"{_S}{THEN}(?:owns?|leads? on|leads?|maintains?|responsible for (?:the )?(?:publishing|producing|"
        rf"developing|development of|publication of|leading)) {_NEW}{_P}",
        0.82,
    ),
    rule("OWNS_PROTOCOL", rf"(?P<o>{one('P')}) \((?P<s>{one('OBU')}),? \d{{4}}\w?\)", 0.85, anywhere=True),
)
_PLANNED = (
    rule(
        "OWNS_PROTOCOL",
        rf"{_S}{THEN}(?:(?:\w+ )?(?:intends?|plans?|aims?|needs?|working|work|agreed|seeking|committed)? "
        rf"?(?:to work )?(?:to|on) )?"
        rf"(?:developing|develop|drafting|finalising|finalise|produce|publish|producing|refreshing|refresh) {_NEW}{_P}",
        0.8,
        status="planned",
    ),
)
BOUND = (
    rule(
        "PARTY_TO",
        rf"{some('OBUAR', 's')}{THEN}(?:(?:have |has |all |formally )*signed(?: up)?(?: to)?|signatory to|"
        rf"signator(?:y|ies) (?:of|to)|a signatory to|part(?:y|ies) to|bound by|ratified|adopted|endorsed|"
        rf"subscribes? to|committed to) {_NEW}{_P}",
        0.87,
    ),
    rule(
        "PARTY_TO",
        rf"{_P}{BEING}(?:signed(?: up to| off)?|adopted|endorsed|ratified|agreed)(?: and [a-z]+)?(?: in "
        rf"\w+ \d{{4}})? by {some('OBUA', 's')}",
        0.86,
        anywhere=True,
    ),
    rule(
        "PARTY_TO",
        rf"[Ss]ignatories (?:to|of) {_P}(?:,? which)? (?:include|are|comprise)s?:? {some('OBUAR', 's')}",
        0.9,
        anywhere=True,
    ),
    rule(
        "PARTY_TO",
        rf"{some('OBUA', 's')}{THEN}(?:implement(?:s|ed|ing)|(?:focus on|focused on|responsible for) "
        rf"(?:implementing|delivering)) {_NEW}{_P}",
        0.8,
    ),
    rule(
        "PARTY_TO",
        rf"{some('OBUAR', 's')}{THEN}(?:(?:have|has|had|discharges?|fulfils?|meets?) )?(?:an?|the|its|"
        rf"their|specific|statutory|legal|clear|key|general|safeguarding|[a-z]+)? ?(?:\w+ )?(?:dut(?:y|ies)"
        rf"|responsibilit(?:y|ies)|obligations?|functions) under (?:the )?(?:[Ss]ection \w+ of the )?{_P}",
        0.82,
    ),
    rule(
        "PARTY_TO",
        rf"(?P<o>{one('P')}){BEING}?(?:places?|placed|imposes?|puts?) (?:an?|new|specific|statutory|the|"
        rf"legal|[a-z]+)*(?: [a-z]+)? (?:dut(?:y|ies)|requirements?|obligations?|responsibilit(?:y|ies)) "
        rf"(?:up)?on (?:the )?{some('OBU', 's')}",
        0.85,
        anywhere=True,
    ),
)
REQUIRED = (
    rule(
        "REQUIRES",
        rf"(?P<s>{one('P')}){THEN}(?:requires?|required) [^;.]{{3,120}}? to (?:publish|produce|have|"
        rf"prepare|develop|establish|appoint|adopt|set up|maintain|agree) (?:a |an |the |their )"
        rf"?(?P<o>{one('PB')})",
        0.85,
    ),
    rule(
        "REQUIRES",
        rf"(?P<o>{one('PB')}),? (?:as |is |are )?required (?:by|under) (?:the )?(?:[Ss]ection \w+ of the )"
        rf"?(?P<s>{one('P')})",
        0.87,
        anywhere=True,
    ),
)
_ITS = re.compile(rf"\b(?:its|[Oo]ur) {_NEW}(?P<o>{one('P')})")
_HALF = re.compile(r"\b[A-Z][\w'-]*(?: (?:at|to|and|of|for|&|in))?,? $|, $")
_GENERIC = re.compile(
    r"^(?:action|work|project|project|safety|care|support|training|recovery|"
    r"implementation|education,? health and care|child protection|pathway) plan$",
    re.I,
)


def read_instruments(sentence: Sentence) -> Iterator[Candidate]:
    """OWNS_PROTOCOL, PARTY_TO and REQUIRES."""
    told: set[tuple[str, str]] = set()
    found = [
        *read(sentence, (*OWNED, *_PLANNED), "instrument-sentence", councils=True),
        *_its(sentence),
        *_by_name(sentence),
    ]
    for one_ in found:
        s = one_.statement
        if s.object.kind == "statute" or _cut(sentence, s.object) or (s.object.name, s.subject.name) in told:
            continue
        told.add((s.object.name, s.subject.name))
        if s.predicate == "OWNS_PROTOCOL":
            yield replace(
                one_,
                statement=replace(
                    s, subject=as_payer(s.subject), object=full_name(dated(sentence, s.object), as_payer(s.subject))
                ),
            )
        else:
            yield one_
    for one_ in read(sentence, (*BOUND, *REQUIRED), "instrument-sentence"):
        if not _cut(sentence, one_.statement.object):
            yield one_


def _its(sentence: Sentence) -> Iterator[Candidate]:
    """ "its Neglect Strategy" after the body that the sentence begins with; "our Neglect Strategy" in a body's own document."""
    for m in _ITS.finditer(sentence.text):
        before = sentence.named(sentence.text[: m.start()])
        owners = [e for e in before if e.label in {"Organisation", "Board", "BCU", "Borough"}][:1]
        if not owners and m.group().casefold().startswith("its"):
            owners = [
                e for e in sentence.named(sentence.text[m.end() : m.end() + 12]) if e.label in {"Organisation", "Board"}
            ][:1]
        if m.group().casefold().startswith("our"):
            owners = [sentence.document.body] if sentence.document.body is not None else []
        if len({e.name for e in before if e.label != "Protocol"}) > 1:
            owners = []
        for owner in owners:
            for instrument in ends(sentence, m, "o"):
                yield sentence.candidate(
                    owner, "OWNS_PROTOCOL", instrument, method="instrument-sentence", confidence=0.82, span=m.span()
                )


def _by_name(sentence: Sentence) -> Iterator[Candidate]:
    """An instrument whose name begins with a body is that body's; with a borough, the borough has it."""
    document = sentence.document
    for instrument in sentence.entities.values():
        if instrument.label != "Protocol" or instrument.kind == "statute":
            continue
        owner = owner_in(document, instrument.name)
        boroughs = document.names.area_in(instrument.name)
        if owner is not None and owner.label in {"Organisation", "Board", "BCU"}:
            possessive = re.search(r"['’]s? ", instrument.name)
            if possessive or owner.aliases or owner == document.body or document.names.area_in(owner.name):
                yield _named(sentence, owner, "OWNS_PROTOCOL", instrument, 0.87)
        elif boroughs:
            sure = 0.8 if document.body is None else 0.45
            for borough in boroughs:
                yield _named(sentence, borough, "PARTY_TO", dated(sentence, instrument), sure)


def _named(sentence: Sentence, owner: Entity, predicate: str, instrument: Entity, sure: float) -> Candidate:
    return sentence.candidate(
        owner, predicate, instrument, method="instrument-name", confidence=sure, status="asserted"
    )


def dated(sentence: Sentence, instrument: Entity) -> Entity:
    """The instrument with the years that follow its name, "for 2020-2030", as an alias."""
    sign = next((c for c, e in sentence.entities.items() if e == instrument), "")
    after = sentence.text[sentence.text.find(sign) + 1 :]
    subtitle = re.match(r": [A-Z][^.;]{5,80}$", after)
    if subtitle:
        return replace(instrument, aliases=(*instrument.aliases, instrument.name + subtitle.group()))
    years = re.match(r"(?: for|:|,)? ?\(?(\d{4} ?[-–/] ?\d{2,4})\)?", after)
    if years is None:
        return instrument
    return replace(instrument, aliases=(*instrument.aliases, f"{instrument.name} {years.group(1)}"))


def owner_in(document: Document, name: str) -> Entity | None:
    """The body, board or borough that an instrument's name begins with."""
    local = _LOCAL.match(name)
    if local and document.names.area(local.group(1)):
        long = local_name(local.group(2))
        return document.names.board(f"{local.group(1)} {long}")
    words = name.split(" ")
    for count in range(len(words) - 1, 0, -1):
        front = re.sub(r"['’]s?$", "", " ".join(words[:count]))
        found = document.names.find(front)
        if found and found[0].start == 0 and found[0].end == len(front) and found[0].entity.label != "Protocol":
            return found[0].entity
    return None


_LOCAL = re.compile(r"(.{3,40}?) (LSCB|LSCP|SCB|SCP|SAB|CSP|HWB)\b")


def _cut(sentence: Sentence, instrument: Entity) -> bool:
    """True where the name was found without its beginning, or names nothing of its own."""
    if _GENERIC.match(instrument.name):
        return True
    sign = next((c for c, e in sentence.entities.items() if e == instrument), None)
    at = sentence.text.find(sign) if sign else -1
    return (
        at > 0
        and _HALF.search(sentence.text[:at]) is not None
        and not re.search(rf"[{NAME}]'?s?,? $|^(?:The|Our|Its|This|In|As|A) $|[.:;] $", sentence.text[:at])
    )
