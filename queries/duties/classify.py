"""Of which class of the law a body or a board is, by its kind, name and aliases: rules as data in classes.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from graph.identity import slug
from queries.duties.law import BoardClass, BodyClass, law

NO_ONE_BODY = ("class", "unspecified")
"""Kinds of entity that stand for no one body: "the police", "local authorities"."""

NO_BOARD = (*NO_ONE_BODY, "subgroup")


@lru_cache(maxsize=1 << 16)
def body_classes(kind: str | None, names: tuple[str, ...]) -> Mapping[str, bool]:
    """Classes of the body and whether it surely is one; a kind of body that is no single one never surely is."""
    words = [_words(n) for n in names]
    one = kind not in NO_ONE_BODY
    found = {}
    for c in law().bodies.values():
        fit = _fits(c, kind, words)
        if fit is not None:
            found[c.id] = fit and one
    return found


@lru_cache(maxsize=1 << 16)
def board_classes(kind: str | None, names: tuple[str, ...]) -> tuple[str, ...]:
    """Classes of the board, by its name, else by an alias; none where its name tells of none, or it is no one board."""
    if kind in NO_BOARD:
        return ()
    for name in names:
        words = _words(name)
        found = tuple(c.id for c in law().boards.values() if _is_board(c, words))
        if found:
            return found
    return ()


def _fits(c: BodyClass, kind: str | None, words: list[str]) -> bool | None:
    """True surely, False possibly, None not."""
    if kind in c.kinds:
        return True
    kept = [w for w in words if not _any(c.never, w)]
    # a unit, association or company with a council's words in its name is not the council
    own_kind = kind is not None and kind not in (*NO_ONE_BODY, *c.kinds) and bool(c.kinds)
    if any(_any(c.names, w) for w in kept):
        return not own_kind
    return False if any(_any(c.may, w) for w in kept) else None


def _is_board(c: BoardClass, words: str) -> bool:
    return _any(c.names, words) and not _any(c.never, words)


def _any(patterns: Iterable[re.Pattern[str]], words: str) -> bool:
    return any(p.search(words) for p in patterns)


def _words(name: str) -> str:
    return slug(name).replace("-", " ")
