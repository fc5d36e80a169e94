"""What changed between two readings of one document: what is new, gone, changed, and what says the same in other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.statements import canonical
from ingest.candidates import Candidate
from ingest.kept import Kept

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """Ids of candidates. What is in `changed` or took the place of a reworded one is not in `new`."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    """What the document no longer says, those that something else took the place of included."""
    changed: tuple[str, ...] = ()
    """The same ends and the same kind of fact, but other dates, amounts or status than before."""
    reworded: frozenset[str] = frozenset()
    """Those of before whose fact is stated in other words now: what was decided about them holds on."""
    replaces: Mapping[str, str] = field(default_factory=dict)
    """For each candidate that took the place of another one, which one."""
    same: int = 0
    """How many are as they were, wherever they stand now."""

    @property
    def said_no_more(self) -> tuple[str, ...]:
        """Those that are gone and that nothing took the place of."""
        replaced = set(self.replaces.values())
        return tuple(i for i in self.gone if i not in replaced)


def compare(before: Sequence[Kept], now: Sequence[Candidate]) -> Difference:
    """Compares the candidates kept of a document with those that were read of it now."""
    known = {k.id: k for k in before}
    ids = {c.id for c in now}
    fresh = {c.id: c.row() for c in now if c.id not in known}
    lost = {i: k.row for i, k in known.items() if i not in ids and k.gone is None}
    reworded = _pairs(lost, fresh, _fact)
    rest_lost = {i: r for i, r in lost.items() if i not in reworded.values()}
    rest_fresh = {i: r for i, r in fresh.items() if i not in reworded}
    changed = _pairs(rest_lost, rest_fresh, _ends)
    return Difference(
        tuple(i for i in rest_fresh if i not in changed), tuple(lost), tuple(changed), frozenset(reworded.values()),
        {**reworded, **changed}, len(ids & set(known)),
    )  # fmt: skip


def _pairs(lost: Mapping[str, Row], fresh: Mapping[str, Row], key: Callable[[Row], str]) -> dict[str, str]:
    """New ids and the old ones in whose place they stand: where exactly one of each says the same."""
    olds, news = _by_key(lost, key), _by_key(fresh, key)
    return {news[k][0]: olds[k][0] for k in olds.keys() & news.keys() if len(olds[k]) == len(news[k]) == 1}


def _by_key(rows: Mapping[str, Row], key: Callable[[Row], str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for i, row in rows.items():
        found[key(row)].append(i)
    return found


def _fact(row: Row) -> str:
    return canonical([_ends(row), row["props"], row["status"]])


def _ends(row: Row) -> str:
    return canonical([_end(row["subject"]), row["predicate"], _end(row["object"])])


def _end(entity: Row) -> Iterable[str]:
    return [entity["label"], entity["name"], *(entity.get("area") or ())]
