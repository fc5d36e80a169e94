"""One real thing, one node: which entity a name in a source stands for.

In this order: an id that the source gives; an exact identifier (scheme and value); the name, or an alias, within the
same label and area, where it fits one entity only. Never by likeness: a wrong merge hides two bodies behind one name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from graph.ontology import ontology
from graph.statements import Entity, Statement, sha256


def slug(text: str) -> str:
    """A name as a part of an id: accents and case folded, & read as "and", apostrophes dropped, the rest dashes."""
    folded = unicodedata.normalize("NFKD", text).casefold().replace("&", " and ")
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    folded = re.sub(r"['’‘`]", "", folded)
    made = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    # what the dashes stand for counts where it is more than punctuation: a name in another script, or a very long one,
    # keeps a hash so that two of them never share an id
    foreign = not made or any(not c.isascii() and unicodedata.category(c)[0] in "LMN" for c in folded)
    if foreign or len(made) > 120:
        key = " ".join(unicodedata.normalize("NFKC", text).casefold().split()) if foreign else made
        made = f"{made[:100].rstrip('-')}-{sha256(key)[:10]}".lstrip("-")
    return made


def key(name: str) -> str:
    """What two spellings of one name have in common: its slug without a leading article."""
    return slug(name).removeprefix("the-")


def make_id(entity: Entity) -> str:
    """The readable id of an entity that no one gave an id: label, name, and area where the source tells it."""
    parts = [ontology().nodes[entity.label].slug, slug(entity.name)]
    parts += sorted(area for area in _areas(entity) if area not in parts[1])
    return "-".join(parts)


def _areas(entity: Entity) -> set[str]:
    return {slug(area).removeprefix("borough-") for area in entity.area}


class Identities:
    """Known entities by identifier, name and alias. Give it all that is known before the first `resolve`."""

    def __init__(self, known: Iterable[Entity] = (), moved: dict[str, str] | None = None) -> None:
        self._moved = moved or {}
        self._by_identifier: dict[tuple[str, str], str] = {}
        self._by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._by_alias: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._areas: dict[str, set[str]] = {}
        for entity in known:
            self.learn(entity)

    def learn(self, entity: Entity) -> None:
        """Makes an entity with an id findable, under the id that it was merged into where it was."""
        entity_id = self._now(entity.known_id)
        for pair in entity.identifiers:
            self._by_identifier.setdefault(pair, entity_id)
        self._by_name[entity.label, key(entity.name)].add(entity_id)
        for alias in entity.aliases:
            self._by_alias[entity.label, key(alias)].add(entity_id)
        if entity.area:
            self._areas.setdefault(entity_id, set()).update(_areas(entity))

    def resolve(self, entity: Entity) -> str:
        """The id that the entity has. One that nothing known fits gets an id of its own, made from its name."""
        if entity.id is not None:
            return self._now(entity.id)
        for pair in entity.identifiers:
            if pair in self._by_identifier:
                return self._by_identifier[pair]
        made = make_id(entity)
        abbreviated = self._abbreviated(entity)
        if abbreviated is not None:
            return abbreviated
        for index in (self._by_name, self._by_alias):
            found = [i for i in index.get((entity.label, key(entity.name)), ()) if self._same_area(i, entity)]
            if len(found) == 1:
                return found[0]
            if found:  # the name fits several: it is no key, and the id made of it must be none of theirs
                return f"{made}-unspecified" if made in found else self._now(made)
        return self._now(made)

    def _abbreviated(self, entity: Entity) -> str | None:
        """ "Metropolitan Police Service (MPS)" is the body of that name whose alias stands in the brackets."""
        match = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", entity.name)
        if match is None:
            return None
        full, short = ((entity.label, key(part)) for part in match.groups())
        named = self._by_name.get(full, set()) | self._by_alias.get(full, set())
        found = [i for i in named & self._by_alias.get(short, set()) if self._same_area(i, entity)]
        return found[0] if len(found) == 1 else None

    def resolve_all(self, statements: list[Statement]) -> list[Statement]:
        """The statements with the ids of their ends. What one row teaches holds for all, whatever their order."""
        # what tells most comes first (identifiers, area, aliases, full names): the order of rows does not matter
        ends = sorted(
            {e for s in statements for e in (s.subject, s.object)},
            key=lambda e: (
                e.label, not e.identifiers, not e.area, not e.aliases, -len(e.name), e.name, e.aliases, e.area,
                e.identifiers, e.kind or "", e.id or "", e.curated,
            ),
        )  # fmt: skip
        for entity in ends:
            if entity.id is not None:
                self.learn(entity)
        unknown = [e for e in ends if e.id is None]
        found: dict[Entity, str] = {}
        for entity in unknown:
            found[entity] = self.resolve(entity)
            self.learn(replace(entity, id=found[entity]))

        def with_id(entity: Entity) -> Entity:
            return replace(entity, id=found.get(entity) or self.resolve(entity))

        return [replace(s, subject=with_id(s.subject), object=with_id(s.object)) for s in statements]

    def _now(self, entity_id: str) -> str:
        """The id that an id was merged into, however often; itself where it was not."""
        seen = {entity_id}
        while (entity_id := self._moved.get(entity_id, entity_id)) not in seen:
            seen.add(entity_id)
        return entity_id

    def _same_area(self, entity_id: str, entity: Entity) -> bool:
        known, asked = self._areas.get(entity_id), _areas(entity)
        return not asked or not known or bool(known & asked)
