"""Patterns that are tried only on texts that hold one of the words without which they match nothing.

A long document has thousands of sentences, and each is asked for hundreds of facts. Most patterns need a word ("recommend", "duty
to") that few sentences have, and to look for a word is many times cheaper than to try a pattern at each of its places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

try:  # the words are read off the parsed pattern; without the parser each pattern is just tried
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover
    parser = None

_FEWEST = 2
"""Letters that a word has at least: a shorter one stands in every text."""
_MOST = 100
"""Words beyond which looking for each of them costs as much as the pattern."""


class Sieved:
    """A compiled pattern with the methods of one that are used here; it finds exactly what the pattern finds."""

    __slots__ = ("_any", "_small", "_words", "pattern", "plain")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.plain = re.compile(pattern, flags)
        self.pattern = pattern
        self._words, self._small = needed(pattern, flags)
        self._any = not (self._words or self._small)

    def may(self, text: str) -> bool:
        """False where a text has none of the words that a match has."""
        for word in self._words:
            if word in text:
                return True
        if self._small:
            folded = text.casefold()
            for word in self._small:
                if word in folded:
                    return True
        return self._any

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        return self.plain.search(text, start) if self.may(text) else None

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        return self.plain.match(text, start) if self.may(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self.plain.fullmatch(text) if self.may(text) else None

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        return self.plain.finditer(text, start) if self.may(text) else iter(())


def needed(pattern: str, flags: int = 0) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words of which every match has one: those that stand as they are written, and those (case-folded) in whatever case.

    Both empty where a match may do without any.
    """
    if parser is None:  # pragma: no cover
        return (), ()
    parsed = parser.parse(pattern, flags)
    found = _of_sequence(parsed, bool(parsed.state.flags & re.IGNORECASE))
    if found is None or not all(_tells(word) for word, _ in found):
        return (), ()
    said = [
        w for w in sorted(found) if not any(other != w and other[0] in w[0] and other[1] == w[1] for other in found)
    ]
    if len(said) > _MOST:
        return (), ()
    return tuple(w for w, any_case in said if not any_case), tuple(w for w, any_case in said if any_case)


def _tells(word: str) -> bool:
    """False of what stands in nearly every text: single letters, spaces and full stops."""
    return len(word) >= _FEWEST or not (word.isalnum() or word in " .,-")


_Words = frozenset[tuple[str, bool]]
"""Words, each with whether its case does not matter."""


def _of_sequence(items: Sequence[Any], any_case: bool) -> _Words | None:
    """The best words of the parts that follow each other, all of which a match has."""
    found: list[_Words] = []
    run = ""
    for op, value in (*items, (None, None)):
        if str(op) == "LITERAL":
            run += chr(value)
            continue
        if run:
            found.append(frozenset({(run.casefold() if any_case else run, any_case)}))
            run = ""
        inner = _of_part(str(op), value, any_case)
        if inner is not None:
            found.append(inner)
    return max(found, key=_worth, default=None)


def _of_part(op: str, value: Any, any_case: bool) -> _Words | None:
    if op == "BRANCH":
        branches = [_of_sequence(branch, any_case) for branch in value[1]]
        return None if None in branches else frozenset().union(*branches)  # type: ignore[arg-type]
    if op == "SUBPATTERN":
        _, added, removed, inner = value
        return _of_sequence(inner, (any_case or bool(added & re.IGNORECASE)) and not removed & re.IGNORECASE)
    if op in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        least, _, inner = value
        return _of_sequence(inner, any_case) if least else None
    if op == "ATOMIC_GROUP":
        return _of_sequence(value, any_case)
    if op == "IN":
        letters = [v for kind, v in value if str(kind) == "LITERAL"]
        if len(letters) == len(value):
            return frozenset((chr(v).casefold() if any_case else chr(v), any_case) for v in letters)
    return None


def _worth(words: _Words) -> tuple[int, int]:
    """Words are the better the longer the shortest of them is, and the fewer they are."""
    return min(6, *(len(word) for word, _ in words)), -len(words)
