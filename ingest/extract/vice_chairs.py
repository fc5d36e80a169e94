"""Who stands in for a chair: "The vice-chair of the Board is Ada Example, Director of …"."""

from __future__ import annotations

from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate
from ingest.extract.holding import Reading, holds
from ingest.extract.said import Said
from ingest.names import Mention
from ingest.office import Office
from ingest.people import person
from ingest.person_name import find_names
from ingest.sieve import Sieved

METHOD = "chair-sentence"

_IS = Sieved(
    r"\b[Tt]he\s+(?:current\s+)?(?P<what>[Vv]ice|[Dd]eputy)[- ]?\s?[Cc]hair(?:person|man|woman)?"
    r"(?:\s+(?:of|for)\s+(?:the\s+|our\s+)?(?P<of>[^.;:,]{3,100}?))?\s+is\s+(?:currently\s+)?(?=[A-Z])"
)


def vice_chairs(found: Said, boards: list[Mention], before: Entity | None) -> Iterator[Candidate]:
    """HOLDS and POST_IN of the post "Vice Chair" or "Deputy Chair" of a board.

    `before`: the board that the sentences before spoke of, of which it is said where the sentence names none.
    """
    text = found.text
    for m in _IS.finditer(text):
        names = [n for n in find_names(text[m.end() : m.end() + 80])[:1] if n.start == 0]
        own = next((b.entity for b in boards if m["of"] and m.start("of") <= b.start < m.end("of")), None)
        board = own if m["of"] else before
        if names:
            yield from _holds(found, text[m.end() : m.end() + names[0].end], m["what"], board)


def _holds(found: Said, printed: str, what: str, board: Entity | None) -> Iterator[Candidate]:
    who = person(printed)
    if who is not None and board is not None and found.status == "asserted":
        office = Office(f"{what.capitalize()} Chair", board, board.name)
        yield from holds(found.document, found.evidence(), who, office, None, reading=Reading(METHOD, 0.88))
