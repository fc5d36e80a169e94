"""Names of bodies, boards, areas and instruments: finds them in text, and says what a printed name stands for.

From three places: the gazetteer (`gazetteer.yaml`: national and pan-London bodies, boroughs, classes of boards by their
pattern), the document's own abbreviations ("the Extra Familial Risk Panel (EFRP)"), and its headings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.statements import Entity
from ingest.reading import Reading


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text: characters from `start` to before `end` stand for `entity`."""

    start: int
    end: int
    entity: Entity


class Names:
    """What one document's names stand for."""

    def find(self, text: str) -> list[Mention]:
        """The names in a text in their order, the longest where several overlap."""
        raise NotImplementedError

    def body(self, name: str) -> Entity:
        """The Organisation (or Board, BCU) that a cell or list entry names, by gazetteer or else as it is printed."""
        raise NotImplementedError

    def board(self, name: str, *, area: Entity | None = None) -> Entity:
        """The Board of that name; a name that many areas have ("Health and Wellbeing Board") takes its area in front."""
        raise NotImplementedError

    def borough(self, name: str) -> Entity | None:
        """The borough of that name, in whatever form ("Royal Borough of Greenwich", "RB Greenwich", "Greenwich")."""
        raise NotImplementedError

    def mentions_of(self, reading: Reading) -> Iterator[tuple[int, Mention]]:
        raise NotImplementedError
