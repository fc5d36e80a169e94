"""What a part of a review that is on one prison, school or hospital says of that place's strategies and policies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.establishments import establishment
from ingest.extract.said import said
from ingest.sieve import Sieved

_NAMED = Sieved(
    r"\b(?:[Aa]n?|[Tt]he|[Ii]ts) (?:(?:good|comprehensive|clear|new|robust|local|revised|effective|"
    r"detailed|overarching|up-to-date) )*"
    r"(?P<name>(?:(?!(?:national|government|joint|agency|of|in|for|and|the|to|existing|same|"
    r"following)\b)[a-z][a-z-]+ ){1,4}"
    r"(?:strategy|policy|protocol))\b(?! (?:group|board|meeting|document|lead|team|makers?))"
)
_NONE = re.compile(r"\b(?:no|not|lack(?:ed|s)?|without|absence|should|recommend\w*)\b", re.I)


def establishment_instruments(document: Document) -> Iterator[Candidate]:
    """PARTY_TO from the place to each strategy, policy or protocol that it is said to have, once for each."""
    told: set[tuple[str, str]] = set()
    for sentence in said(document):
        m = _NAMED.search(sentence.text)
        place = establishment(sentence) if m is not None else None
        if m is None or place is None or _NONE.search(sentence.text) or (place.name, m.group("name")) in told:
            continue
        told.add((place.name, m.group("name")))
        kind = m.group("name").rsplit(" ", 1)[-1]
        instrument = Entity(
            "Protocol",
            f"{place.name} {m.group('name')}",
            kind="protocol" if kind == "policy" else kind,
            aliases=(f"{m.group('name')} ({place.name})",),
        )
        yield candidate(
            sentence.evidence(),
            place,
            "PARTY_TO",
            instrument,
            method="establishment",
            confidence=0.7,
            status="asserted",
        )
