"""Names that are short or in small letters, told by the area in front: "Examplia LSCB", "Examplia health and wellbeing board"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.statements import Entity
from ingest.gazetteer import WORD, Token
from ingest.naming import KNOWN_KINDS, ONE_WORD, SHORT_FORMS, capitals
from ingest.phrases import entity_of, kind_of

if TYPE_CHECKING:
    from ingest.names import Names

Found = tuple[int, int, Entity]
"""The first word of a name, the word after its last, and what it names."""


def short_forms(names: Names, found: list[Token]) -> Iterator[Found]:
    """Bodies that go by their initials, with the area in front: "the MARAC", "Examplia LSCB", "Examplia and Fennel SCP"."""
    for at, token in enumerate(found):
        known = ONE_WORD.match(token.text)
        if known is None:
            continue
        word = known.group()
        first, area = _area_before(names, found, at)
        if word in SHORT_FORMS:
            if area is not None:
                full, label, kind = SHORT_FORMS[word]
                aliases = [f"{area.name} {word}", *(f"{a} {word}" for a in area.aliases if len(a) < 30)]
                made = entity_of(f"{area.name} {full}", label, kind, tuple(aliases))
                home = names.home
                if home is not None and label == "Board" and names.in_area(made.name, kind, None) == home:
                    made = home
                yield first, at + 1, made
        elif names.known(word) is None:
            board, meaning = names.in_area(word, "panel", area), names.short.get(word)
            yield first, at + 1, replace(board, aliases=(*board.aliases, meaning) if meaning else board.aliases)


_NAMED_BEFORE_AREA = ("Healthwatch", "Age UK", "Voluntary Action", "Victim Support")


def before_areas(names: Names, found: list[Token]) -> Iterator[Found]:
    """Bodies of which each area has one and that name it last: "Healthwatch Examplia", "Voluntary Action Examplia"."""
    for at, token in enumerate(found):
        for body in _NAMED_BEFORE_AREA:
            words = body.split()
            first = at + len(words)
            if token.text != words[0] or [t.text for t in found[at:first]] != words:
                continue
            for after in range(min(len(found), first + 5), first, -1):
                part = found[first:after]
                name = re.sub(r"['’]s?$", "", " ".join(t.text for t in part))
                area = names.borough(name)
                if area is not None and part[0].capital and not "".join(t.gap for t in part).strip(" &"):
                    yield (
                        at,
                        after,
                        entity_of(f"{body} {name}", "Organisation", "charity" if body != "Healthwatch" else None),
                    )
                    break


def uncapitalised(names: Names, found: list[Token], text: str) -> Iterator[Found]:
    """Boards of a known kind that the text does not capitalise: "the health and wellbeing board"."""
    places: dict[int, int] = {}
    for m in KNOWN_KINDS.finditer(text):
        places = places or {t.start: i for i, t in enumerate(found)}
        at = places[m.start()]
        first, area = _area_before(names, found, at)
        name = capitals(m.group())
        kind = kind_of(name)
        yield first, at + len(WORD.findall(m.group())), names.in_area(name, kind[1] if kind else None, area)


def _area_before(names: Names, found: list[Token], at: int) -> tuple[int, Entity | None]:
    """The area whose name stands right before a word, with the place of its first word; the longest that there is."""
    for first in range(max(0, at - 7), at):
        words = found[first:at]
        gaps = "".join(t.gap for t in (*words[1:], found[at]))
        if not words[0].capital or words[0].key == "the" or gaps.strip(" ,-"):
            continue
        name = re.sub(r"['’]s?$", "", " ".join(t.text for t in words))
        area = names.borough("City of London" if name == "City" and names.is_city else name)
        if area is not None:
            return first, area
        joint = names.area(name)
        if len(joint) > 1:
            return first, Entity("Borough", name.replace("&", "and"), kind="joint area")
    return at, None
