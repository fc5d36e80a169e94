"""What a borough has or has made: its teams are part of its council, its panels were established by it.

"Examplia's Adolescent Support Team", "Examplia points to the work of its Equity Panel", "Examplia has developed a weekly
Missing Panel", "It has developed …" where the sentence before began with the borough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity, Evidence
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.posts import council
from ingest.extract.said import Said, in_front, is_unit, said
from ingest.names import Mention
from ingest.sieve import Sieved
from ingest.understand import date_in

METHOD = "local-body"
_MADE = Sieved(
    r"\b(?P<how>(?:has|have|had) (?:\w+ly )?(?:also |similarly |since |now |jointly )*(?:developed|established|set up|created|"
    r"introduced|launched|formed|implemented|piloted|committed to|commissioned)|(?:is|are) (?:currently |also |now )?"
    r"(?:developing|establishing|setting up|creating|introducing|launching|building)|"
    r"(?:developed|established|set up|created|introduced|launched|formed)|"
    r"(?:resulting in|to|led to) (?:the )?(?:development|establishment|creation) of) "
    r"(?:(?:a|an|the|its|their|its own) )?(?:[\w-]+ly[ -])?(?:(?:new|multi-agency|multiagency|joint|dedicated|specialist|"
    r"weekly|daily|monthly|fortnightly|integrated|local|strategic|operational|virtual|well-developed|bespoke|single) )*$",
    re.I,
)
_PLANNED = re.compile(r"\b(?:is|are) (?:\w+ )?\w+ing\b|\bto (?:develop|establish|create)", re.I)
_ITS = re.compile(
    r"\b(?:its|their|own|it has a|has an?|have an?) (?:own |new |dedicated |specialist |integrated )*$", re.I
)
_SUBJECT = re.compile(r"^(?:It|The (?:borough|council|authority|local authority|partnership))\b")
_ITS_OWN = re.compile(
    r"['’]s[ ](?P<name>(?:[A-Z][\w-]+ )?(?:(?!(?:of|for|and|to|in|on|is|was|has|the|with|from|by|whole|own|other|new|\w+ed)\b)"
    r"[a-z][\w-]+ ){1,4}(?:team|unit|service|hub))\b(?! (?:manager|lead|head|plan|improvement|user|provision|provider|area|offer|"
    r"director|specification|delivery)s?\b)"
)
_NOT_MADE = {"council", "police force", "charity", "government department", "inspectorate", "nhs trust", "ccg", "icb"}


def local_units(document: Document) -> Iterator[Candidate]:
    """PART_OF a council, and ESTABLISHED_BY it; COVERS for the boards that it made."""
    seen: set[tuple[str, str]] = set()
    for found in _all(document):
        key = found.statement.predicate, found.statement.subject.name.casefold()
        if key not in seen:
            seen.add(key)
            yield found


def _all(document: Document) -> Iterator[Candidate]:
    for sentence in said(document):
        for mention in sentence.of("Organisation", "Board"):
            yield from _owned(sentence, mention)
            yield from _made(sentence, mention)
        for mention in sentence.of("Borough"):
            yield from _low(sentence, mention)
        yield from _made_low(sentence)


def _owned(sentence: Said, mention: Mention) -> Iterator[Candidate]:
    """A team that is called the borough's."""
    unit = mention.entity
    if not is_unit(unit) or "Multi" in unit.name:
        return
    borough = _possessor(sentence, mention) if mention.start < 20 else None
    if borough is None and sentence.topic is not None and _ITS.search(sentence.text[: mention.start]):
        borough = sentence.topic if unit.name.startswith(sentence.topic.name) else None
    if borough is not None:
        yield _part(sentence.about(mention), unit, borough, 0.85, sentence.status)


def _possessor(sentence: Said, mention: Mention) -> Entity | None:
    """The borough in whose possessive a body is named."""
    printed = sentence.text[mention.start : mention.end]
    owner = re.match(r"(.{3,40}?)['’]s? (?=[A-Z])", printed)
    return sentence.document.names.borough(owner.group(1)) if owner else None


def _made(sentence: Said, mention: Mention) -> Iterator[Candidate]:
    """ "Examplia has developed a …", or "It has developed a …" right behind a sentence on Examplia."""
    entity = mention.entity
    made = _MADE.search(sentence.text[: mention.start])
    borough = _maker(sentence, made.start()) if made else None
    if made is None or borough is None or entity.kind in _NOT_MADE:
        return
    if entity.label == "Organisation" and not is_unit(entity):
        return
    names = sentence.document.names
    if names.is_known(entity) or names.area_in(entity.name) not in {(), (borough,)}:
        return
    if sentence.document.body in {entity} or (
        sentence.document.body and entity.name.startswith(sentence.document.body.name)
    ):
        return
    entity = in_front(sentence.document, entity, borough)
    evidence = sentence.about(mention)
    status = "planned" if _PLANNED.search(made.group("how")) else sentence.status
    date = date_in(sentence.text) or _year(sentence.text)
    yield candidate(
        evidence,
        entity,
        "ESTABLISHED_BY",
        council(borough),
        method=METHOD,
        confidence=0.85,
        props={"from": date},
        status=status,
    )
    if entity.label == "Board":
        yield candidate(evidence, entity, "COVERS", borough, method=METHOD, confidence=0.85, status=status)
    else:
        yield _part(evidence, entity, borough, 0.8, status)


_LOW_MADE = Sieved(
    r"\b(?P<how>(?:(?:has|have) (?:\w+ly )?(?:also |recently |now )?)?(?:developed|established|set up|created|introduced|launched|"
    r"formed)|describes?|runs?) (?:a|an|its) (?:\w+ly )?(?:new |well-developed )*"
    r"(?P<name>(?:(?!(?:of|for|to|in|on|is|was|has|the|with|from|by|our|their|at|that|which|who|this|or|and|new)\b)"
    r"[a-z][\w-]+ ){1,5}(?P<head>team|unit|hub|panel|board|forum|committee|steering group|task force|taskforce))"
    r"\b(?! (?:of|leader|manager|around)\b)"
)
_BARE = re.compile(
    r"^(?:multi-agency|multiagency|joint|dedicated|specialist|strong|small|core|virtual|single|senior|"
    r"leadership|management|strategic|operational|local|\s|project|programme|steering)+$"
)


def _made_low(sentence: Said) -> Iterator[Candidate]:
    """ "Examplia Council set up a multi-agency exploitation team": made by a borough, and named in small letters."""
    for m in _LOW_MADE.finditer(sentence.text):
        borough = _maker(sentence, m.start())
        words = m.group("name")
        taken = any(o.start < m.end() and m.start("name") < o.end for o in sentence.mentions)
        if (
            borough is None
            or taken
            or sentence.document.body is not None
            or _BARE.match(words.removesuffix(m.group("head")))
        ):
            continue
        unit = m.group("head") in {"team", "unit", "hub"}
        label, kind = ("Organisation", "unit") if unit else ("Board", None)
        entity = Entity(label, f"{borough.name} {words}", kind=kind, aliases=(words,))
        evidence = sentence.evidence() if len(sentence.text) <= 300 else sentence.evidence(m.start(), m.end())
        if not re.match(r"describe|run", m.group("how")):
            yield candidate(
                evidence, entity, "ESTABLISHED_BY", council(borough), method=METHOD, confidence=0.75,
                props={"from": date_in(sentence.text) or _year(sentence.text)}, status=sentence.status,
            )  # fmt: skip
        if unit:
            yield _part(evidence, entity, borough, 0.75, sentence.status)
        else:
            yield candidate(evidence, entity, "COVERS", borough, method=METHOD, confidence=0.75, status=sentence.status)


def _maker(sentence: Said, verb: int) -> Entity | None:
    """The borough that is the subject of the verb: the last name before it, or "it" for the topic."""
    before = [m for m in sentence.mentions if m.end <= verb]
    if not before:
        return sentence.topic if _SUBJECT.match(sentence.text) and verb < 40 else None
    last = before[-1]
    between = sentence.text[last.end : verb]
    if last.entity.kind == "council" and len(between) < 4:
        return _borough_of(sentence.document, last.entity)
    if last.entity.label == "Borough" and "’s" not in between[:3] and "'s" not in between[:3]:
        others = [m for m in before if m.entity.label == "Borough" and m.entity != last.entity]
        near = len(between) < 4 or (last.start < 40 and not re.search(r"\b(?:which|who|that|whose|by)\b", between))
        return last.entity if near and not others else None
    return None


def _borough_of(document: Document, body: Entity) -> Entity | None:
    areas = document.names.area_in(body.name)
    return areas[0] if len(areas) == 1 else None


def _year(text: str) -> str | None:
    years = set(re.findall(r"\b(?:in|since|from|during) (20\d\d)\b(?![/-])", text))
    return years.pop() if len(years) == 1 else None


def _low(sentence: Said, mention: Mention) -> Iterator[Candidate]:
    """ "Examplia's youth justice service": a team that is named in small letters behind its borough."""
    m = _ITS_OWN.match(sentence.text, mention.end)
    if m is None or any(o.start < m.end() and m.start("name") < o.end for o in sentence.mentions):
        return
    name = " ".join(m.group("name").split())
    borough = mention.entity
    unit = Entity("Organisation", f"{borough.name} {name}", kind="unit", aliases=(name,))
    if mention.start < 20:
        yield _part(sentence.evidence(mention.start, m.end()), unit, borough, 0.75, sentence.status)


def _part(evidence: Evidence, unit: Entity, borough: Entity, sure: float, status: str) -> Candidate:
    return candidate(evidence, unit, "PART_OF", council(borough), method=METHOD, confidence=sure, status=status)
