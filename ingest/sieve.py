"""Patterns that are tried only on texts that hold one of the words without which they match nothing.

A long document has thousands of sentences, and each is asked for hundreds of facts. Most patterns need a word ("recommend", "duty
to") that few sentences have, and to look for a word is many times cheaper than to try a pattern at each of its places.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

parser: Any
try:  # the words are read off the parsed pattern; without the parser each pattern is just tried
    parser = importlib.import_module("re._parser")
except ImportError:  # pragma: no cover
    parser = None

_FEWEST = 2
"""Letters that a word has at least: a shorter one stands in every text."""
_MOST = 100
"""Words beyond which looking for each of them costs as much as the pattern."""
_NO_LETTERS = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
"""Parts of a pattern that take no letters: what is before them and behind them stands together."""
_WAYS = 32
"""Ways to write the words of one place ("co-operate", "cooperate") that are told apart."""


class Sieved:
    """A pattern with the methods of a compiled one that are used here; it finds exactly what that finds.

    It is read when a text is first held against it, and compiled when one may hold a match: a start does not wait for patterns that
    are never tried. A pattern that can not be read raises re.error then.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags

    @cached_property
    def plain(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self.pattern, self._flags)

    @cached_property
    def _needed(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return needed(self.pattern, self._flags)

    def may(self, text: str) -> bool:
        """False where a text has none of the words that a match has."""
        words, small = self._needed
        for word in words:
            if word in text:
                return True
        if small:
            folded = text.casefold()
            for word in small:
                if word in folded:
                    return True
        return not words and not small

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
    said = sorted(found)
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
    parts = [(str(op), value) for op, value in items if str(op) not in _NO_LETTERS]
    each = [(_ways(op, value), None if op == "LITERAL" else _of_part(op, value, any_case)) for op, value in parts]
    found: list[_Words] = [inner for _, inner in each if inner is not None]
    for most in (1, _WAYS):
        run = frozenset({""})
        for ways, _ in (*each, (None, None)):
            if ways is not None and len(run) * len(ways) <= most:
                run = frozenset(a + b for a in run for b in ways)
                continue
            found.append(_made(run, any_case))
            run = ways if ways is not None and len(ways) <= most else frozenset({""})
    return max(found, key=_worth, default=None)


def _ways(op: str, value: Any) -> frozenset[str] | None:
    """All that a part may stand for, where that is little."""
    if op == "LITERAL":
        return frozenset({chr(value)})
    if op == "IN" and all(str(kind) == "LITERAL" for kind, _ in value):
        return frozenset(chr(letter) for _, letter in value)
    if op == "BRANCH":
        made: frozenset[str] = frozenset()
        for branch in value[1]:
            ways = _ways_of_all(branch)
            if ways is None or len(made) > _WAYS:
                return None
            made |= ways
        return made
    if op == "SUBPATTERN" and not value[1] and not value[2]:
        return _ways_of_all(value[3])
    if op in {"MAX_REPEAT", "MIN_REPEAT"} and value[:2] == (0, 1):
        once = _ways_of_all(value[2])
        return None if once is None else once | {""}
    return None


def _ways_of_all(items: Sequence[Any]) -> frozenset[str] | None:
    made = frozenset({""})
    for op, value in items:
        ways = frozenset({""}) if str(op) in _NO_LETTERS else _ways(str(op), value)
        if ways is None or len(made) * len(ways) > _WAYS:
            return None
        made = frozenset(a + b for a in made for b in ways)
    return made


def _made(run: Iterable[str], any_case: bool) -> _Words:
    """Words without those that hold another of them."""
    words = {word.casefold() if any_case else word for word in run}
    return frozenset((w, any_case) for w in words if not any(other != w and other in w for other in words))


def _of_part(op: str, value: Any, any_case: bool) -> _Words | None:
    if op == "BRANCH":
        branches = [_of_sequence(branch, any_case) for branch in value[1]]
        words = frozenset() if None in branches else frozenset().union(*branches)  # type: ignore[arg-type]
        plain, folded = ([w for w, any_ in words if any_ is case] for case in (False, True))
        return _made(plain, any_case=False) | _made(folded, any_case=True) if words else None
    if op == "SUBPATTERN":
        _, added, removed, inner = value
        return _of_sequence(inner, (any_case or bool(added & re.IGNORECASE)) and not removed & re.IGNORECASE)
    if op in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        least, _, inner = value
        return _of_sequence(inner, any_case) if least else None
    if op == "ATOMIC_GROUP":
        return _of_sequence(value, any_case)
    return None


def _worth(words: _Words) -> tuple[int, int]:
    """Words are the better the longer the shortest of them is, and the fewer they are."""
    return min(6, *(len(word) for word, _ in words)), -len(words)
