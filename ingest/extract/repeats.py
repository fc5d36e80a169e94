"""Which readings state again what was stated before: the same fact in another place, the same recommendation printed twice."""

from __future__ import annotations

import re
from collections import defaultdict

from graph.statements import Statement, canonical

_EACH_ITS_OWN = frozenset({"RECOMMENDS_TO"})
"""Predicates of which one document states several facts between the same ends: every recommendation is one."""
_APART = frozenset({"evidence-board"})
"""Methods that read a part of the document that stands apart from its text: what a list of evidence tells is stated there."""
_ALIKE = 0.75
"""Share of the words of the shorter of two recommendations that stand in the longer: from here on they are one."""


class Repeats:
    """The facts of one document that were stated so far."""

    def __init__(self) -> None:
        self._printed: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)

    def key(self, statement: Statement) -> str:
        """Equal for statements of one fact: same ends, predicate, properties and status; of a recommendation also its words."""
        ends = [[e.label, e.name.casefold(), *e.area] for e in (statement.subject, statement.object)]
        said = canonical([ends[0], statement.predicate, ends[1], statement.props, statement.status])
        if statement.method in _APART:
            return f"{statement.method} {said}"
        if statement.predicate not in _EACH_ITS_OWN:
            return said
        words = frozenset(re.findall(r"[^\W_]{3,}", (statement.evidence.quote or "").casefold()))
        for others, key in self._printed[said]:
            if len(words & others) >= _ALIKE * min(len(words), len(others)):
                return key
        key = f"{said}{len(self._printed[said])}"
        self._printed[said].append((words, key))
        return key
