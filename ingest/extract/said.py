"""Sentences of a document with the names in them, each name resolved by where it stands.

A board that is named without its area ("the Health and Wellbeing Board", "the Board") is the board of the document's body,
or of the borough that the paragraph or the heading speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.statements import Entity, Evidence
from ingest.document import Document
from ingest.extract.instrument_mentions import merged
from ingest.extract.status import status_of
from ingest.names import Mention
from ingest.reading import Block
from ingest.sentences import sentences
from ingest.sieve import Sieved

_SAME = Sieved(
    r"\b(?:[Tt]he|[Tt]his|[Oo]ur|THE|OUR) (?:(?:Safeguarding|SCP|Local|local) )*"
    r"([Bb]oard|[Pp]artnership|[Pp]anel|[Cc]ommittee|[Ff]orum|[Ss]ub-?[Gg]roup|[Ee]xecutive)\b"
    r"(?!['’]s? (?:[A-Z])|[ -](?:[A-Z]|manager|chair|meeting minutes|wide|working|members\b))"
)
_IN_BRACKETS = re.compile(r"\s*\([\"'“‘]?(?:the |or )?[A-Z][\w&]+[\"'”’]?\)")
"""A short form behind the name that it stands for is part of that mention."""
_IN_PLACE = re.compile(r" (?:in|for|of|across) (?:the )?")
_WHITE = re.compile(r"\s")
_LENGTH = 1500
"""Characters of a sentence beyond which the text is no sentence but a table or a list that lost its marks."""


@dataclass(frozen=True)
class Said:
    """One sentence. `mentions` have their places in `text`, which begins at `start` of the block's text.

    White space is spaces there, one for each character of it, so that a line's end divides no name and no pattern.
    """

    document: Document
    block: Block
    start: int
    text: str
    mentions: tuple[Mention, ...]
    topic: Entity | None = None
    """The borough that the sentence is about: it begins with it, or goes on about the one before."""

    @property
    def status(self) -> str:
        return status_of(self.text)

    def evidence(self, start: int = 0, end: int | None = None) -> Evidence:
        """The words of the sentence from `start` to before `end`, or all of it."""
        last = len(self.text) if end is None else end
        return self.document.evidence(self.block, self.start + start, self.start + last)

    def about(self, *mentions: Mention) -> Evidence:
        """The whole sentence where it is short, else the words from the first of these names to the last."""
        if len(self.text) <= 300 or not mentions:
            return self.evidence()
        return self.evidence(min(m.start for m in mentions), max(m.end for m in mentions))

    def of(self, *labels: str) -> list[Mention]:
        """The names of these labels, in order."""
        return [m for m in self.mentions if m.entity.label in labels]


def said(document: Document) -> tuple[Said, ...]:
    """The sentences of paragraphs, items and lines, in their order; headings and tables have none."""
    memory: dict[str, tuple[Said, ...]] = document.names.memory
    if "said" not in memory:
        memory["said"] = tuple(_said(document))
    return memory["said"]


def _said(document: Document) -> Iterator[Said]:
    last: dict[str, Entity] = {}
    course = _Course(document)
    alone = document.boroughs[0] if document.body is None and len(document.boroughs) == 1 else None
    for number, block in enumerate(document.blocks):
        if block.kind == "heading":
            last = {}
        if block.kind in {"table", "heading"}:
            continue
        areas: dict[str, Entity] = {}
        topic: Entity | None = None
        heading = heading_area(document, block) or course.area(number) or alone
        for start, end in sentences(block.text):
            if end - start > _LENGTH:
                continue
            text = _WHITE.sub(" ", block.text[start:end])
            mentions: list[Mention] = []
            here: dict[str, Entity] = {}
            found = document.names.find(text)
            topic = _topic(document, text, found, topic)
            for at, mention in enumerate(found):
                entity = mention.entity
                if entity.label == "Borough":
                    areas[entity.name] = here[entity.name] = entity
                    course.named(number, entity)
                elif entity.label == "Board" or is_unit(entity):
                    after = found[at + 1] if at + 1 < len(found) else None
                    around = topic or _only(areas) or (None if areas else heading)
                    area = _only(here) or (_led_by(topic, text, found, at) if here else around)
                    if entity.label == "Board":
                        entity = _where(document, text, mention, after) or placed(document, mention, text, area)
                        last[_head(entity.name)] = entity
                    else:
                        entity = _unit_of(document, text, mention, after, area)
                if (
                    mentions
                    and entity == mentions[-1].entity
                    and _IN_BRACKETS.match(text, mentions[-1].end, mention.end + 1)
                ):
                    mentions[-1] = Mention(mentions[-1].start, mention.end + 1, entity)
                else:
                    mentions.append(Mention(mention.start, mention.end, entity))
            mentions = merged(text, mentions)
            mentions += _same(document, text, mentions, last)
            yield Said(document, block, start, text, tuple(sorted(mentions, key=lambda m: m.start)), topic)


class _Course:
    """Of which of its boroughs the report of several speaks in its course: the one that it named again and again."""

    _TIMES = 3
    _FAR = 30
    """Blocks after which the borough that was named last may be that of another section."""

    def __init__(self, document: Document) -> None:
        self._boroughs = document.boroughs if 1 < len(document.boroughs) < 4 else ()
        self._named: list[tuple[int, Entity]] = []

    def named(self, number: int, borough: Entity) -> None:
        if borough in self._boroughs:
            self._named = [*self._named[1 - self._TIMES :], (number, borough)]

    def area(self, number: int) -> Entity | None:
        if len(self._named) < self._TIMES or number - self._named[-1][0] > self._FAR:
            return None
        return _only({borough.name: borough for _, borough in self._named})


_CAPITALS = re.compile(r"^(?:[A-Z][\w'’&/-]*:?,? |(?:and|of|with|for|to|on|the|in|a|&|–|-) )*$")
_LEADING = re.compile(
    r"^(?:(?:in|within|for|across|at|similarly|also|however|meanwhile|elsewhere|addition|example|contrast|by|as|both|"
    r"the|of|london|royal|borough|boroughs|locally|additionally|finally|furthermore)\b[, ]*)*$",
    re.I,
)


def _topic(document: Document, text: str, found: list[Mention], before: Entity | None) -> Entity | None:
    """The borough that a sentence is about: it begins with it ("Examplia has …", "In Examplia, …", "Examplia's …").

    A sentence that names no borough goes on about the one before; one that names others in its course is about none.
    """
    named = [(m, area) for m in found if (area := _borough_of(document, text, m)) is not None]
    if not named:
        return before
    first, borough = named[0]
    front = text[: first.start]
    if first == found[0] and (_LEADING.match(front) or (len(front) < 80 and _CAPITALS.match(front))):
        return borough if not _ANOTHER.match(text, first.end) else None
    return before if {area for _, area in named} == {before} else None


def _borough_of(document: Document, text: str, mention: Mention) -> Entity | None:
    """The borough that a name is, or that a body's printed name begins with."""
    if mention.entity.label == "Borough":
        return mention.entity
    areas = document.names.area_in(text[mention.start : mention.end])
    return areas[0] if len(areas) == 1 else None


_ANOTHER = re.compile(r"(?:,| and| &| or|/) ?(?:the )?(?:(?:London |Royal )?Boroughs? of )?[A-Z]")


def _led_by(topic: Entity | None, text: str, found: list[Mention], at: int) -> Entity | None:
    """The borough that a sentence begins with, for a body that it calls its own: "Examplia … others … its Equity Panel"."""
    return topic if re.search(r"\bits (?:own |new )?$", text[: found[at].start]) else None


def is_unit(entity: Entity) -> bool:
    """True for a team or service of which each authority may have one: "Adolescent Support Team"."""
    return entity.label == "Organisation" and entity.kind == "unit" and " " in entity.name


_OF_OTHERS = re.compile(r"(?:['’]s?|\b(?:NHS|MPS|Met|Police|Trust|national|National|London|government|Government))\s$")
_NOT_LOCAL = re.compile(
    r"(?i:\b(?:national|NHS|Police|Prison|Probation|Ambulance|Fire|Custody|Crown|Court|Courts|University|Regional|England|UK|"
    r"Home Office|Civil|London|Metropolitan|Met|MPS|Hospital|Inspectorate|Mental Health Services?|CAMHS)\b)|^[A-Z]{2,}\b"
)
_AT = re.compile(r"(?: \([^()]*\))?,? (?:at|of|within|from|in|for|provided by|run by|part of) (?:the )?$")


def _unit_of(document: Document, text: str, unit: Mention, after: Mention | None, area: Entity | None) -> Entity:
    """The team or service of the borough that the text speaks of, its area in front; others as they are named."""
    entity = unit.entity
    if area is None and document.body is None and len(document.boroughs) == 1:
        area = document.boroughs[0]
    home = document.body is None or area in document.boroughs
    of_other = after is not None and after.entity.label != "Borough" and _AT.match(text[unit.end : after.start])
    if area is None or not home or of_other or _OF_OTHERS.search(text[: unit.start]) or _NOT_LOCAL.search(entity.name):
        return entity
    return in_front(document, entity, area)


def in_front(document: Document, entity: Entity, area: Entity) -> Entity:
    """A body with its area before its name, and as it is printed among its other names."""
    if document.names.area_in(entity.name) or document.names.is_known(entity):
        return entity
    return replace(
        entity, name=f"{area.name} {entity.name}", aliases=tuple(dict.fromkeys([entity.name, *entity.aliases]))
    )


def _where(document: Document, text: str, board: Mention, after: Mention | None) -> Entity | None:
    """The board of the place that is named right behind it: "the Safeguarding Adults Board in Examplia"."""
    printed = text[board.start : board.end]
    if (
        after is None
        or after.entity.label != "Borough"
        or board.entity == document.body
        or document.names.area_in(printed)
    ):
        return None
    if not _IN_PLACE.fullmatch(text[board.end : after.start]):
        return None
    return document.names.board(printed, area=after.entity)


def _only(areas: dict[str, Entity]) -> Entity | None:
    return next(iter(areas.values())) if len(areas) == 1 else None


def heading_area(document: Document, block: Block) -> Entity | None:
    """The borough that the headings above a block name, the nearest first; none where the document is of one borough."""
    if len(document.boroughs) == 1:
        return None
    for heading in reversed(document.headings(block)):
        found = {m.entity for m in document.names.find(heading) if m.entity.label == "Borough"}
        if found and len(heading) < 80:
            return found.pop() if len(found) == 1 else None
    return None


def placed(document: Document, mention: Mention, text: str, area: Entity | None) -> Entity:
    """The board of a mention; one that names no area is the board of the area that the text speaks of."""
    board, printed = mention.entity, text[mention.start : mention.end]
    home = document.body
    if area is None or board == home or document.names.area_in(printed):
        return board
    if home is not None and (area not in document.boroughs or len(document.boroughs) == 1 or _OF_HOME.search(printed)):
        return board
    return document.names.board(printed, area=area)


_OF_HOME = re.compile(r"sub[- ]?(?:group|committee)|executive|\b[A-Z]*S[AC][PB]\b", re.I)


def _same(document: Document, text: str, named: list[Mention], last: dict[str, Entity]) -> Iterator[Mention]:
    """ "The Board", "this partnership": the document's body, or the last board of that kind in the paragraph."""
    for m in _SAME.finditer(text):
        if any(n.start < m.end() and m.start() < n.end for n in named):
            continue
        head = m.group(1).casefold().replace("-", "")
        body = document.body
        before = [
            n.entity
            for n in named
            if n.start < m.start() and n.entity.label == "Board" and _head(n.entity.name) == head
        ]
        entity = before[-1] if before else last.get(head)
        if entity is None and body is not None and _head(body.name) == head:
            entity = body
        if entity is not None:
            yield Mention(m.start(), m.end(), entity)


def _head(name: str) -> str:
    words = re.findall(r"[\w-]+", name.casefold().replace("sub group", "subgroup"))
    return words[-1].replace("-", "") if words else ""
