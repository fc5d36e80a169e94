"""Finds entities by name or alias: case, accents and punctuation folded, typing errors forgiven where nothing else fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rapidfuzz import fuzz

from graph.identity import slug
from graph.statements import Entity

NEAR = 80
"""How alike two words must be, of 100, to be taken for one with a typing error: one letter of five."""


def search(q: str, entities: Iterable[Entity]) -> list[Entity]:
    """The entities whose names answer `q`, best first; those that nearly do only where no other does."""
    every = list(entities)
    for measure in (rank, nearly):
        found = _scored(q, every, measure)
        if found:
            return found
    return []


def _scored(q: str, entities: list[Entity], measure: Callable[[str, Entity], float]) -> list[Entity]:
    scored = ((measure(q, e), e) for e in entities)
    ordered = sorted(((s, e) for s, e in scored if s), key=lambda p: (-p[0], p[1].name, p[1].known_id))
    return [e for _, e in ordered]


def rank(q: str, e: Entity) -> float:
    """How well an entity's names answer a search: 0 not at all, whole name before alias, beginning before middle."""
    asked = slug(q)
    words = set(asked.split("-"))
    best = 0.0
    for position, name in enumerate((e.name, *e.aliases)):
        text = slug(name)
        parts = text.split("-")
        if text == asked:
            score = 100.0
        elif text.startswith(asked):
            score = 80.0
        elif f"-{asked}" in text:
            score = 60.0
        elif all(any(part.startswith(word) for part in parts) for word in words):
            score = 40.0
        else:
            continue
        # of two equal matches the shorter name says more, and a name more than an alias
        best = max(best, score - min(len(text), 100) / 20 - (3 if position else 0))
    return best


def nearly(q: str, e: Entity) -> float:
    """How near an entity's names come to a search with typing errors, up to 100; 0 where a word is too far off.

    A word of less than four letters must be right: one letter off makes another abbreviation of it.
    """
    best = 0.0
    for name in (e.name, *e.aliases):
        parts = slug(name).split("-")
        scores = [
            max((100.0 if part == word else _alike(word, part) for part in parts), default=0.0)
            for word in slug(q).split("-")
        ]
        if all(score >= NEAR for score in scores):
            best = max(best, sum(scores) / len(scores) - min(len(parts), 50) / 10)
    return best


def _alike(word: str, part: str) -> float:
    return fuzz.ratio(word, part) if min(len(word), len(part)) > 3 else 0.0
