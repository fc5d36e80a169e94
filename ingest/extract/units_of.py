"""Teams, units and centres of a body that is named beside them: "the maternity safeguarding team at Examplia NHS Trust"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.said import Said, is_unit, said
from ingest.names import Mention

METHOD = "unit-of"
_HEADS = r"(?:team|unit|department|directorate|hub|programme office)"
_WORD = (
    r"(?!(?:of|for|and|to|in|on|is|was|has|have|the|with|from|by|our|their|its|a|an|at|that|which|who|this|each|every|own|"
    r"other|both|or|\w+ed)\b)"
)
_LOW_AT = re.compile(
    rf"\b(?:[Tt]he|[Oo]ur|its|their|a|an|dedicated) (?P<name>(?:{_WORD}[\w&'’/-]+ ){{1,4}}{_HEADS}) (?:at|within|of) (?:the )?$"
)
_LOW_BEHIND = re.compile(
    rf"(?:['’]s?)? (?P<name>(?:{_WORD}[a-z][\w&-]+ ){{1,3}}{_HEADS})\b"
    r"(?! (?:manager|lead|head|leader|members?|meetings?|plan|around)s?\b)"
)
_RESEARCH = re.compile(
    r"(?P<name>(?:(?:[A-Z][\w'’-]+|and|of|for|&) )*(?:Centre|Center|Institute|Unit|School|Department|Faculty|Network)"
    r"(?: (?:for|of|on) (?:(?:[A-Z][\w'’-]+|and|of|the|in|&) ?)+)?),? (?:at |of )?(?:the )?$"
)
_RESEARCH_BEHIND = re.compile(
    r",? (?P<name>(?:[A-Z][\w'’-]+ (?:(?:and|of|for|&) )?){1,6}(?:Research (?:Centre|Center|Institute|Unit|Group)|"
    r"Institute|Centre for (?:[A-Z][\w'’-]+(?: and)? ?)+))"
)
_GROUP = re.compile(
    rf" (?P<name>(?:{_WORD}[\w&-]+ ){{1,4}}(?:sub-?group|working group|steering group|task group|group|committee|panel|forum))\b"
    r"(?! (?:of|members?|meetings?|chair|work|discussion)s?\b)"
)
_SMALL = {"for", "of", "and", "in", "on", "to", "&"}
_NO_OWNER = {"council", "charity", "inspectorate", "government department"}


def units_of(document: Document) -> Iterator[Candidate]:
    """PART_OF from a team, unit or centre to the body that it is of; SUBGROUP_OF from a body's own groups."""
    for sentence in said(document):
        for owner in sentence.of("Organisation", "BCU"):
            if "Universit" in owner.entity.name:
                yield from _centres(sentence, owner)
            elif not is_unit(owner.entity):
                yield from _small(sentence, owner)
        for unit in sentence.of("Organisation"):
            if is_unit(unit.entity):
                yield from _in_front(sentence, unit)


def _centres(sentence: Said, university: Mention) -> Iterator[Candidate]:
    """ "The Centre for Family Research at Examplia University", "University of Examplia, Family Research Centre"."""
    text = sentence.text
    for m in (_RESEARCH.search(text[: university.start]), _RESEARCH_BEHIND.match(text, university.end)):
        if m is not None and " " in m.group("name").strip():
            name = re.sub(r"^(?:The|In|At|By|With|And|For|From|Of) ", "", m.group("name").strip(" ,"))
            centre = Entity("Organisation", name, kind="unit")
            evidence = sentence.evidence(min(m.start("name"), university.start), max(m.end(), university.end))
            yield candidate(evidence, centre, "PART_OF", university.entity, method=METHOD, confidence=0.88)


def _small(sentence: Said, owner: Mention) -> Iterator[Candidate]:
    """Teams and groups in small letters before or behind the body that they are of."""
    text = sentence.text
    before = _LOW_AT.search(text[: owner.start])
    if before is not None and not _taken(sentence, before.start("name"), before.end("name")):
        yield _of(sentence, owner, before.span("name"), "PART_OF")
    behind = _LOW_BEHIND.match(text, owner.end)
    if behind is not None and not _taken(sentence, *behind.span("name")):
        yield _of(sentence, owner, behind.span("name"), "PART_OF")
    group = _GROUP.match(text, owner.end)
    if group is not None and owner.entity.kind not in _NO_OWNER and not _taken(sentence, *group.span("name")):
        yield _of(sentence, owner, group.span("name"), "SUBGROUP_OF")


def _taken(sentence: Said, start: int, end: int) -> bool:
    return any(m.start < end and start < m.end for m in sentence.mentions)


def _of(sentence: Said, owner: Mention, span: tuple[int, int], predicate: str) -> Candidate:
    start, end = span
    printed = sentence.text[owner.start : owner.end]
    name = " ".join(sentence.text[start:end].split())
    board = predicate == "SUBGROUP_OF"
    entity = Entity(
        "Board" if board else "Organisation",
        f"{printed} {name}",
        kind="subgroup" if board else "unit",
        aliases=tuple(dict.fromkeys([name, f"{owner.entity.name} {name}"])),
    )
    evidence = sentence.evidence(min(start, owner.start), max(end, owner.end))
    return candidate(evidence, entity, predicate, owner.entity, method=METHOD, confidence=0.78)


def _in_front(sentence: Said, unit: Mention) -> Iterator[Candidate]:
    """ "Examplia BCU's Public Protection Team", "NHS Examplia National Safeguarding team": the owner begins the name."""
    printed = sentence.text[unit.start : unit.end]
    if " " not in printed:
        return
    words = list(re.finditer(r"\S+", printed))
    for last in range(min(6, len(words) - 2), 0, -1):
        if words[last].group().islower() and words[last].group() in _SMALL:
            continue
        front = printed[: words[last - 1].end()].rstrip(",'’s" if printed[words[last - 1].end() - 2] in "'’" else ",")
        owner = sentence.document.names.find(front)
        if len(owner) == 1 and (owner[0].start, owner[0].end) == (0, len(front)):
            whole = owner[0].entity
            if whole.label in {"Organisation", "BCU"} and whole.kind != "charity" and not is_unit(whole):
                evidence = sentence.evidence(unit.start, unit.end)
                yield candidate(evidence, unit.entity, "PART_OF", whole, method=METHOD, confidence=0.8)
            return
