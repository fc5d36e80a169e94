"""Named instruments in sentences: whose strategy, protocol or plan it is, who is bound by it, and what it requires."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.statements import Entity
from ingest.candidates import Candidate
from ingest.document import Document
from ingest.extract.instrument_names import full_name, local_name
from ingest.extract.instrument_rules import AGREED, BOUND, NEW, OWNED, PLANNED, REQUIRED
from ingest.extract.posts import area_of
from ingest.extract.rules import as_payer, ends, read
from ingest.extract.sentences import Sentence
from ingest.extract.signs import NAME, one
from ingest.sieve import Sieved

TRIGGER = Sieved(
    r"strateg|plans?\b|protocol|polic(?:y|ies)|framework|guidance|charter|procedures|agreement|"
    r"concordat|\bact\b|regulations|pathway|working together|keeping children safe|arrangements|"
    r"statement|register|toolkit|\btool\b|pledge|memorandum|terms of reference|thresholds?|model\b|bill\b|"
    r"principles|standards|golden rules|guidelines|\bguide\b|handbook|advice|vision|definition|"
    r"document\b|\boffer\b|\bcode of|levels of need|measures to|steps to"
)
_ITS = re.compile(rf"\b(?:its|[Oo]ur) {NEW}(?P<o>{one('P')})")
_MODEL = re.compile(r"\b(?:model|bill)\b", re.I)
"""Models of practice are instruments only where one is said to be a body's own."""
_SHARED = re.compile(r"(?:partnership|borough|city|area|county)-wide |multi-?agency |joint |shared ")
"""What is all partners' is not the council's: the borough is party to it."""
_SENTENCE = re.compile(r"\.[\"'”’)\d]*$|\b(?:is|are|was|were|has|have|will|includes?|sets|lays)\b")
"""An entry of a list has none of these; entries are read with their lists."""
_OWN_NAME = re.compile(
    r"[A-Z][\w'’-]+ (?:.* )?[A-Z(]|[A-Z]\w+ (?:[a-z]+ )*[A-Z]|[A-Z][\w'’-]+ .*(?:strategy|plan|protocol)$"
)
_NATIONAL = re.compile(
    r"(?:National|Pan|London|UK|England|English|Government|Prevent|Child Protection|Mayor|Home Office)\b"
)
_TO_COME = re.compile(r"\b(?:is|are|be|will be|to) (?:currently |now )?(?:develop|draft|finalis|produc|be developed)")
_UNDER = re.compile(r"\b(?:under|in line with|through|as part of) $")
_HALF = re.compile(r"\b[A-Z][\w'-]*(?: (?:at|to|and|of|for|&|in))?,? $|, $")
_GENERIC = re.compile(
    r"^(?:action|work|project|project|safety|care|support|training|recovery|"
    r"implementation|education,? health and care|child protection|pathway) plan$",
    re.I,
)


def read_instruments(sentence: Sentence) -> Iterator[Candidate]:
    """OWNS_PROTOCOL, PARTY_TO and REQUIRES."""
    told: set[tuple[str, str]] = set()
    ruled = read(sentence, (*OWNED, *AGREED, *PLANNED), "instrument-sentence", councils=True)
    found = [
        *(c for c in ruled if not _MODEL.search(c.statement.object.name)),
        *_its(sentence),
        *_by_name(sentence),
    ]
    for one_ in found:
        s = one_.statement
        if s.object.kind == "statute" or _cut(sentence, s.object) or (s.object.name, s.subject.name) in told:
            continue
        told.add((s.object.name, s.subject.name))
        if s.status in {"negated", "unclear"}:
            s = replace(s, status="asserted")  # that it was made is not what the sentence doubts or denies
        if s.subject.kind == "council" and _SHARED.match(s.object.name):
            area = _borough(sentence, s.subject)
            if area is not None:
                named = full_name(s.object, area)
                yield replace(one_, statement=replace(s, subject=area, predicate="PARTY_TO", object=named))
        elif s.predicate == "OWNS_PROTOCOL":
            yield replace(
                one_,
                statement=replace(
                    s, subject=as_payer(s.subject), object=full_name(dated(sentence, s.object), as_payer(s.subject))
                ),
            )
        else:
            yield one_
    claimed = {name for name, _ in told}
    for one_ in read(sentence, (*BOUND, *REQUIRED), "instrument-sentence"):
        s = one_.statement
        claimed |= {s.object.name, s.subject.name}
        if _cut(sentence, s.object) or _MODEL.search(s.object.name) or (s.object.name, s.subject.name) in told:
            continue
        yield (
            replace(one_, statement=replace(s, object=full_name(s.object, s.subject)))
            if s.subject.label == "Borough"
            else one_
        )
    yield from _local(sentence, claimed)


def _local(sentence: Sentence, claimed: set[str]) -> Iterator[Candidate]:
    """PARTY_TO from the borough that a review speaks of to a strategy or plan that is named without an owner."""
    if sentence.document.body is not None or sentence.guessed or not _SENTENCE.search(sentence.text):
        return
    for instrument in sentence.entities.values():
        if (
            instrument.label != "Protocol"
            or instrument.kind not in {"strategy", "plan", "protocol"}
            or instrument.name in claimed
            or not _OWN_NAME.match(instrument.name)
            or _NATIONAL.match(instrument.name)
            or re.search(r"\b(?:model|bill|plans|protocols|strategies)\b", instrument.name, re.I)
            or _cut(sentence, instrument)
            or owner_in(sentence.document, instrument.name) is not None
        ):
            continue
        areas = _areas(sentence, instrument)
        front = " and ".join(a.name for a in areas)
        for area in areas:
            named = replace(instrument, name=f"{front} {instrument.name}", aliases=(f"{instrument.name} ({front})",))
            yield sentence.candidate(
                area, "PARTY_TO", named, method="instrument-of-area", confidence=0.72, status="asserted"
            )


def _areas(sentence: Sentence, instrument: Entity) -> list[Entity]:
    """The one borough that is spoken of, or the boroughs whose the instrument is said to be ("their")."""
    area = area_of(sentence.said)
    if area is not None:
        return [area]
    boroughs = list(dict.fromkeys(e for e in sentence.entities.values() if e.label == "Borough"))
    sign = next(c for c, e in sentence.entities.items() if e == instrument)
    theirs = re.search(rf"\b(?:their|the boroughs') (?:joint )?{sign}", sentence.text)
    return boroughs if theirs and len(boroughs) > 1 else []


def _borough(sentence: Sentence, of: Entity) -> Entity | None:
    """The borough of the sentence whose council this is, where the sentence names the borough."""
    return next((e for e in sentence.entities.values() if e.label == "Borough" and as_payer(e).name == of.name), None)


def _its(sentence: Sentence) -> Iterator[Candidate]:
    """ "its Neglect Strategy" after the body that the sentence begins with; "our Neglect Strategy" in a body's own document."""
    for m in _ITS.finditer(sentence.text):
        before = sentence.named(sentence.text[: m.start()])
        owners = [e for e in before if e.label in {"Organisation", "Board", "BCU", "Borough"}][:1]
        if owners and owners[0].label == "Borough" and _UNDER.search(sentence.text[: m.start()]):
            continue  # the borough is bound by it; whose it is stays unsaid
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
                    owner,
                    "OWNS_PROTOCOL",
                    instrument,
                    method="instrument-sentence",
                    confidence=0.82,
                    span=m.span(),
                    status="planned" if _TO_COME.search(sentence.text) else "asserted",
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
    printed = re.search(r"\b(\d{4} ?[-–/] ?\d{2,4}) $", sentence.text[: sentence.text.find(sign)])
    if printed is not None and not re.search(r"\d{4}$", instrument.name):
        return replace(instrument, aliases=(*instrument.aliases, f"{instrument.name} {printed.group(1)}"))
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
    short = _SHORT.match(name)
    if short and document.body is not None and document.body.name.endswith(local_name(short.group(1))):
        return document.body
    words = name.split(" ")
    for count in range(len(words) - 1, 0, -1):
        front = re.sub(r"['’]s?$", "", " ".join(words[:count]))
        found = document.names.find(front)
        if found and found[0].start == 0 and found[0].end == len(front) and found[0].entity.label != "Protocol":
            return found[0].entity
    return None


_SHORT = re.compile(r"(LSCB|LSCP|SCB|SCP|SAB|CSP|HWB)['’]?s? ")
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
