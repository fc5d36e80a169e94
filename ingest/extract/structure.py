"""What a body is a part of, and what established it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.said import Said, said
from ingest.names import Mention

_WITHIN = re.compile(
    r"^\s*,?\s*(?:\([^)]*\)\s*)?(?:which |that )?(?:(?:is|are|sits?|sitting|located|based|hosted|situated)"
    r" )?(?:a |an )?"
    r"(?:at|within|part of|from|unit of|department of|division of|service of|team of|(?:an? )?arm of|"
    r"agency of|executive agency of|in)\s+(?:the\s+)?$",
    re.I,
)
_ARM_OF = re.compile(
    r"\b(?:is|was|as|are) (?:a |an |now )?(?:\w+ )?(?:arm|part|agency|executive agency|division|branch|"
    r"subsidiary|directorate) of (?:the )?$",
    re.I,
)
_RESEARCH = re.compile(r"^(?:.* )?(?:Institute|Centre|Faculty|School|Department)\b")
_OF_POLICE = re.compile(r"^\s*,?\s*(?:of|within|in|part of)\s+(?:the\s+)?$", re.I)
_LED = re.compile(r"^\s*$|^['’]s?\s+$")
_TEAM = re.compile(r"\b(?:team|unit|service|services|hub|department|directorate|division|centre)$", re.I)
_UNDER = re.compile(
    r"\b(?:(?:is|are|was|were|been|being) (?:\w+ly )?(?:established|set up|created|formed|constituted|"
    r"introduced)|(?:established|set up|created|formed|constituted)) "
    r"(?:(?:in|since|on|from) (?:\w+ )?20\d\d,? )?(?:in accordance with|under|by|pursuant to|in line "
    r"with|as required by|as a requirement of|in response to|through) (?:the )?"
    r"(?:requirements of (?:the )?|provisions of (?:the )?|terms of (?:the )?|section \d+\w* of (?:the "
    r")?|s\.? ?\d+\w* of (?:the )?)?$",
    re.I,
)
_ALSO = re.compile(
    r"^(?:[\s,()]|and|the|as amended by|by|guidance|statutory|section \d+\w*|of|in|accordance|with|issued|within|"
    r"set out|under|\d)*$",
    re.I,
)


def structure(document: Document) -> Iterator[Candidate]:
    """PART_OF and ESTABLISHED_BY."""
    for sentence in said(document):
        yield from _parts(sentence)
        yield from _established(sentence)
        yield from _replacing(sentence)
        yield from _required(sentence)


def _parts(sentence: Said) -> Iterator[Candidate]:
    bodies = sentence.of("Organisation", "BCU")
    for first, second in pairwise(bodies):
        between = sentence.text[first.end : second.start]
        if second.entity.label == "BCU" and first.entity.kind == "police force" and _LED.match(between):
            yield _part(sentence, second, first)
        elif _is_part(first.entity, between, second.entity):
            verb = re.search(r"\b(?:is|are|was|were|sits?|be|being|been)\b", between)
            yield _part(sentence, first, second, status=sentence.status if verb else "asserted")
    for bcu in sentence.of("BCU"):
        printed = sentence.text[bcu.start : bcu.end]
        if re.match(r"(?:MPS|Met(?:ropolitan)? Police) ", printed):
            whole = sentence.document.names.body("Metropolitan Police Service")
            yield _part(sentence, bcu, Mention(bcu.start, bcu.end, whole))


def _is_part(part: Entity, between: str, whole: Entity) -> bool:
    if part.label == "BCU":
        return whole.kind == "police force" and _OF_POLICE.match(between) is not None
    if whole.label != "Organisation":
        return False
    if "Universit" in whole.name and _RESEARCH.match(part.name):
        return re.fullmatch(r",? (?:at )?(?:the )?", between) is not None
    if _is_unit(part) and not _is_unit(whole) and _WITHIN.match(between):
        return True
    return len(between) < 70 and _ARM_OF.search(between) is not None and not _is_unit(whole)


def _is_unit(entity: Entity) -> bool:
    return entity.kind == "unit" and _TEAM.search(entity.name) is not None and len(entity.name.split()) > 1


def _part(sentence: Said, part: Mention, whole: Mention, *, status: str = "asserted") -> Candidate:
    return candidate(
        sentence.about(part, whole),
        part.entity,
        "PART_OF",
        whole.entity,
        method="part-sentence",
        confidence=0.87,
        status=status,
    )


def _established(sentence: Said) -> Iterator[Candidate]:
    """ "The Partnership is established under the A Act and the B Act": one statement for each instrument."""
    instruments = sentence.of("Protocol")
    for at, first in enumerate(instruments):
        under = _UNDER.search(sentence.text[: first.start])
        if under is None:
            continue
        bodies = [m for m in sentence.of("Board", "Organisation") if m.end <= under.start()]
        if not bodies or len(sentence.text[bodies[-1].end : under.start()]) > 80:
            return
        end = first.start
        for instrument in instruments[at:]:
            if not _ALSO.match(sentence.text[end : instrument.start]):
                break
            end = instrument.end
            yield candidate(
                sentence.about(bodies[-1], instrument), bodies[-1].entity, "ESTABLISHED_BY", instrument.entity,
                method="established-sentence", confidence=0.9, status=sentence.status,
            )  # fmt: skip
        return


_REQUIRED = re.compile(
    r"^,? (?:requires?|required|(?:plac(?:es|ed)|introduc(?:es|ed)|puts?) a (?:statutory )?duty (?:on|for)|states? that|says that) "
    r"(?:each|every|all|local)(?: (?:upper[ -]tier|local))? (?:authorit(?:y|ies)|councils?)(?: in England)? "
    r"(?:to|must|should) (?:establish|set up|have|create) (?:an?|the|its own) (?:local )?$",
    re.I,
)


def _required(sentence: Said) -> Iterator[Candidate]:
    """ "The A Act requires each local authority to establish a B Board": B was established under the Act."""
    for instrument in sentence.of("Protocol"):
        board = next((m for m in sentence.of("Board") if m.start >= instrument.end), None)
        if board is not None and _REQUIRED.match(sentence.text[instrument.end : board.start]):
            yield candidate(
                sentence.about(instrument, board), board.entity, "ESTABLISHED_BY", instrument.entity,
                method="established-sentence", confidence=0.8, status=sentence.status,
            )  # fmt: skip


_REPLACED = re.compile(r"\b(?:replaced|succeeded|superseded) by (?:the |a )?(?:new )?$", re.I)
_BECAUSE_OF = re.compile(
    r"^ ?,? ?(?:as a response to|in response to|in line with|following|under|as required by|"
    r"in accordance with|as a result of) (?:the )?(?:requirements of |changes in |introduction of )?(?:the )?$"
)


def _replacing(sentence: Said) -> Iterator[Candidate]:
    """ "The A Board was replaced by the B Partnership in response to the C Act": B was established under the Act."""
    for body in sentence.of("Board", "Organisation"):
        if not _REPLACED.search(sentence.text[: body.start]):
            continue
        for instrument in sentence.of("Protocol"):
            if instrument.start >= body.end and _BECAUSE_OF.match(sentence.text[body.end : instrument.start]):
                yield candidate(
                    sentence.about(body, instrument), body.entity, "ESTABLISHED_BY", instrument.entity,
                    method="established-sentence", confidence=0.8, status=sentence.status,
                )  # fmt: skip
