"""Which area a body covers: stated in a sentence, or told by its own name ("Examplia Health and Wellbeing Board")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity, Evidence
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.boroughs_said import boroughs_said
from ingest.extract.evidence_lists import listed
from ingest.extract.said import Said, heading_area, placed, said
from ingest.names import Mention
from ingest.naming import KIND_OF_HOME, LOCAL_UNIT
from ingest.reading import Block

_COVERING = re.compile(
    r"^[\s,]*(?:\([^)]*\)[\s,]*)?(?:which |that |and )?(?:(?:currently|now|also|jointly) )?"
    r"(?:covers?|covering|compris(?:es|ing|ed of)|is (?:made up|comprised) of|consists? of|serves?|serving|"
    r"operates? (?:across|in)|"
    r"(?:is )?responsible for|spans|brings together)\b[^.;]{0,60}$",
    re.I,
)
_IN_BRACKET = re.compile(r" \((?:which )?(?:cover(?:s|ing) )?(?:the )?(?:(?:London )?[Bb]oroughs of )?")
""" "South Quince BCU (A, B and C)"."""
_ITS_PEOPLE = re.compile(
    r"[^.;:]{0,140}\b(?:adults|children|people|residents|families)(?: and [a-z ]{4,20})? (?:(?:who )?liv(?:e|ing) |resident )?"
    r"(?:in|across|within) (?:the )?(?:London )?[Bb]oroughs of (?:the )?"
)
""" "… works to protect adults living in the Boroughs of A, B and C"."""
_BETWEEN_BOROUGHS = re.compile(r"^(?:[\s,]|and|&|the|of|both|as well as|London|Boroughs?|Royal|boroughs?)*$")
PLURAL = re.compile(
    r"\b((?:[A-Z][\w'’-]+ |and |& )*[A-Z][\w'’-]+ (?:Board|Partnership|Panel|Committee|[Ss]ervice|[Tt]eam))s (?:in|for|of|"
    r"across) (?:both )?(?:the )?$"
)
_ONLY_A_HEAD = re.compile(
    r"^(?:board|executive|partnership|group|panel|committee|forum|partnership board|youth forum)$", re.I
)


def areas(document: Document) -> Iterator[Candidate]:
    """COVERS from boards, BCUs and local services to boroughs; each pair once, where it is first said."""
    seen: set[tuple[str, str]] = set()
    for found in _all(document):
        s = found.statement
        pair = s.subject.name.casefold(), s.object.name
        if pair not in seen:
            seen.add(pair)
            yield found


def _all(document: Document) -> Iterator[Candidate]:
    yield from _home(document)
    evidence = {place.lines for _, _, place in listed(document)}
    for sentence in said(document):
        if evidence and sentence.evidence().lines in evidence:
            continue
        for mention in sentence.of("Board", "BCU", "Organisation"):
            yield from _stated(sentence, mention)
        for mention in sentence.of("Board", "Organisation"):
            yield from _by_name(sentence, mention)
        yield from _several(sentence)
        yield from _services(sentence)
        yield from _shared(sentence)
        yield from _each(sentence)
        yield from _programmes(sentence)
        yield from boroughs_said(sentence)
    for block in document.blocks:
        if block.kind == "table":
            yield from _in_table(document, block)
        elif block.kind == "heading":
            yield from _in_heading(document, block)


def _home(document: Document) -> Iterator[Candidate]:
    """The document's own body covers the boroughs of its name: shown by the first words that name it."""
    body = document.body
    if body is None:
        return
    for block in document.blocks:
        for mention in document.names.find(block.text):
            if mention.entity == body:
                evidence = document.evidence(block, mention.start, mention.end)
                yield from (_covers(evidence, body, borough) for borough in document.boroughs)
                return


def _stated(sentence: Said, mention: Mention) -> Iterator[Candidate]:
    """ "The North East BCU comprises the boroughs of A, B and C"."""
    boroughs = [m for m in sentence.of("Borough") if m.start >= mention.end]
    if not boroughs:
        return
    between = sentence.text[mention.end : boroughs[0].start]
    inside = mention.entity.label == "BCU" and _IN_BRACKET.fullmatch(between)
    living = mention.entity.label == "Board" and _ITS_PEOPLE.fullmatch(between)
    if not (_COVERING.match(between) or inside or living) or (
        mention.entity.label == "Organisation" and "responsible" in between
    ):
        return
    if any(mention.end <= m.start < boroughs[0].start for m in sentence.mentions):
        return
    listed = _list(sentence, boroughs)
    evidence = sentence.about(mention, *listed)
    for borough in listed:
        yield _covers(evidence, mention.entity, borough.entity, status=sentence.status, method="area-sentence")


def _list(sentence: Said, boroughs: list[Mention]) -> list[Mention]:
    listed = [boroughs[0]]
    for borough in boroughs[1:]:
        if not _BETWEEN_BOROUGHS.match(sentence.text[listed[-1].end : borough.start]):
            break
        listed.append(borough)
    return listed


def _several(sentence: Said) -> Iterator[Candidate]:
    """ "The Health and Wellbeing Boards in A and B" are two boards, each covering its borough."""
    boroughs = sentence.of("Borough")
    for at, first in enumerate(boroughs):
        several = PLURAL.search(sentence.text[: first.start])
        if (
            several is None
            or sentence.document.names.area_in(several.group(1))
            or _ONLY_A_HEAD.match(several.group(1)[4:])
        ):
            continue
        listed = _list(sentence, boroughs[at:])
        evidence = sentence.evidence(several.start(1), listed[-1].end)
        for borough in listed:
            board = sentence.document.names.board(several.group(1), area=borough.entity)
            yield _covers(evidence, board, borough.entity, method="area-sentence")


_SERVICES = re.compile(r" (?P<name>(?:[A-Z][\w'’-]+ (?:and |& )?){1,4}(?:Service|Team|Hub|Board|Partnership|Panel))s")


def _services(sentence: Said) -> Iterator[Candidate]:
    """ "A and B Youth Offending Services" are two services, each covering its borough."""
    names = sentence.document.names
    for mention in sentence.of("Board", "Organisation"):
        printed = sentence.text[mention.start : mention.end]
        length = names.area_length(printed)
        several = _SERVICES.fullmatch(printed, length)
        boroughs = names.area(printed[:length]) if several else ()
        if several is not None and len(boroughs) > 1:
            evidence = sentence.evidence(mention.start, mention.end)
            for borough in boroughs:
                body = names.body(f"{borough.name} {several.group('name')}")
                yield _covers(evidence, body, borough, method="area-sentence")


_SHARES = re.compile(r"^ (?:has|shares?|operates|formed) (?:a|one|the same) (?:new |single )?$")


def _shared(sentence: Said) -> Iterator[Candidate]:
    """ "A formed one Joint Command Unit together with B" covers both; it is named by both where it has no name of its own."""
    for unit in sentence.of("BCU", "Board", "Organisation"):
        before = [m for m in sentence.of("Borough") if m.end <= unit.start]
        after = [m for m in sentence.of("Borough") if m.start >= unit.end]
        if not before or not after or not _SHARES.match(sentence.text[before[-1].end : unit.start]):
            continue
        if not re.fullmatch(
            r" (?:jointly |together |shared )?with (?:the )?", sentence.text[unit.end : after[0].start]
        ):
            continue
        both = [before[-1], *_list(sentence, after)]
        areas_ = [m.entity.name for m in both]
        name = f"{', '.join(areas_[:-1])} and {areas_[-1]} {sentence.text[unit.start : unit.end]}"
        entity = Entity(unit.entity.label, name, kind=unit.entity.kind, aliases=(sentence.text[unit.start : unit.end],))
        for borough in both:
            yield _covers(sentence.about(*both), entity, borough.entity, method="area-sentence")


_PROGRAMME_IN = re.compile(
    r"(?P<name>(?:[A-Z][\w'’&-]+ (?:(?:and|of|for|to|in|&) )?){1,6}(?:Project|Programme|Scheme|Pilot|Initiative)|"
    r"Operation [A-Z]\w+)(?: \([^()]*\))? "
    r"(?:was (?:established|launched|piloted|set up|run) |is (?:running|based|delivered) |operates )?"
    r"(?:in|across|covering|covers) (?:the )?(?:London |Royal )?(?:[Bb]oroughs? of )?(?:both )?$"
)
_LIVING_IN = re.compile(
    r"^(?: \([^()]*\))? (?:works? with|supports?|is (?:available to|open to|for)|serves?|helps?) [^.;]{0,80}\b(?:living|who lives?|"
    r"resident|residing) in (?:the )?(?:London Borough of )?$"
)


def _programmes(sentence: Said) -> Iterator[Candidate]:
    """ "The Phoenix Project in Examplia" covers it, and so does a service that "works with anyone living in Examplia"."""
    boroughs = sentence.of("Borough")
    for at, first in enumerate(boroughs):
        named = _PROGRAMME_IN.search(sentence.text[: first.start])
        if named is not None:
            listed = _list(sentence, boroughs[at:])
            programme = Entity("Programme", re.sub(r"^(?:The|In|For|Through) ", "", named.group("name")))
            evidence = sentence.evidence(named.start(), listed[-1].end)
            for borough in listed:
                yield _covers(evidence, programme, borough.entity, method="area-sentence", status=sentence.status)
        for service in sentence.of("Organisation"):
            local = service.entity.kind == "unit" and service.end <= first.start
            if local and _LIVING_IN.match(sentence.text[service.end : first.start]):
                yield _covers(sentence.about(service, first), service.entity, first.entity, method="area-sentence")


_FOR_EACH = re.compile(r"^(?:[\w ]{0,20}, )?(?:in|for|across) (?:the |both )?(?:London )?(?:[Bb]oroughs of )?$", re.I)


def _each(sentence: Said) -> Iterator[Candidate]:
    """ "For A, B and C, the health and wellbeing board …" are three boards; "In A and B, a new panel …" is one of both."""
    boroughs = sentence.of("Borough")
    if (
        sentence.document.body is not None
        or len(boroughs) < 2
        or not _FOR_EACH.match(sentence.text[: boroughs[0].start])
    ):
        return
    listed = _list(sentence, boroughs)
    end = listed[-1].end
    board = next((m for m in sentence.of("Board") if m.start >= end), None)
    if (
        len(listed) < 2
        or board is None
        or not re.fullmatch(r",? (?:the|an?) (?:[a-z-]+ ){0,2}", sentence.text[end : board.start])
    ):
        return
    printed = sentence.text[board.start : board.end]
    if sentence.document.names.area_in(printed):
        return
    one = re.search(r" an? ", sentence.text[end : board.start])
    joint = len(sentence.document.names.area(" and ".join(m.entity.name for m in listed))) == len(listed) == 2
    for borough in listed:
        entity = board.entity if one and joint else sentence.document.names.board(printed, area=borough.entity)
        yield _covers(
            sentence.evidence(0, board.end), entity, borough.entity, method="area-sentence", status=sentence.status
        )


def _by_name(sentence: Said, mention: Mention) -> Iterator[Candidate]:
    """A board or local service whose printed name begins with its area, or whose area the text around it tells."""
    entity, names = mention.entity, sentence.document.names
    printed = sentence.text[mention.start : mention.end]
    area = names.area_in(printed)
    if entity.label == "Organisation" and not (
        LOCAL_UNIT.search(entity.name) and (area or len(sentence.document.boroughs) == 1)
    ):
        return
    home = sentence.document.body
    if home is None and not area and _SMALLER.search(entity.name):
        return
    alone = home is None and len(sentence.document.boroughs) == 1 and not sentence.of("Borough")
    if alone and not area and not (KIND_OF_HOME.search(entity.name) or LOCAL_UNIT.search(entity.name)):
        return
    if home is not None and entity != home and not area:
        own = names.area_in(entity.name)
        said_here = any(m.entity == own[0] for m in sentence.of("Borough")) if own else False
        placed = len(own) == 1 and (said_here or _EACH_HAS_ONE.search(entity.name) is not None)
        if entity.name.startswith(home.name) or (len(sentence.document.boroughs) > 1 and not placed):
            return
        if entity.label == "Board" and not _EACH_HAS_ONE.search(entity.name) and len(sentence.document.boroughs) == 1:
            return
    yield from _of_name(sentence.document, entity, sentence.evidence(mention.start, mention.end))


_SMALLER = re.compile(r"sub-?(?:group|committee)|work(?:ing)? group|task (?:and|&) finish", re.I)
_EACH_HAS_ONE = re.compile(
    r"health (?:and|&) well-?being board|community safety partnership|safeguarding adults? board|corporate parenting|"
    r"\bMARAC\b|risk assessment conference|channel panel",
    re.I,
)


def _of_name(document: Document, entity: Entity, evidence: Evidence) -> Iterator[Candidate]:
    names = document.names
    rest = entity.name[names.area_length(entity.name) :].strip(" ,'’s")
    if not _ONLY_A_HEAD.match(rest):
        yield from (_covers(evidence, entity, borough) for borough in names.area_in(entity.name))


def _in_table(document: Document, block: Block) -> Iterator[Candidate]:
    area = heading_area(document, block)
    for number, row in enumerate(block.rows):
        here = _row_area(document, [c.text for c in row]) or area
        for cell in row:
            for mention in document.names.find(cell.text):
                if mention.entity.label == "Board" and (
                    document.body is None or document.names.area_in(cell.text[mention.start :])
                ):
                    board = placed(document, mention, cell.text, here)
                    yield from _of_name(document, board, document.evidence(block, row=number))


def _row_area(document: Document, cells: list[str]) -> Entity | None:
    """The borough that the first cell of a row is."""
    return document.names.borough(cells[0]) if cells and 3 < len(cells[0]) < 50 else None


def _in_heading(document: Document, block: Block) -> Iterator[Candidate]:
    for mention in document.names.find(block.text):
        if mention.entity.label == "Board" and document.names.area_in(block.text[mention.start : mention.end]):
            yield from _of_name(document, mention.entity, document.evidence(block, mention.start, mention.end))


def _covers(
    evidence: Evidence, body: Entity, borough: Entity, *, status: str = "asserted", method: str = "area-name"
) -> Candidate:
    return candidate(evidence, body, "COVERS", borough, method=method, confidence=0.9, status=status)
