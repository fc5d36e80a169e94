"""How well statements were read: precision and recall against statements read by hand, by predicate.

A found row is right when a row of the same document read by hand has the same predicate, the same ends (compared by a
plain form of name or alias) and the same values of the properties that tell facts of a predicate apart (`TOLD_APART`),
where the row read by hand states them. Each row read by hand is matched once. With a tier, only its rows count: a found row that
matches one of another tier is neither right nor wrong.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import Fault, InputRefused

Row = Mapping[str, Any]

TOLD_APART: Mapping[str, tuple[str, ...]] = {
    "ATTENDED": ("date", "attended"),
    "FUNDS": ("amount_gbp",),
    "ATTENDANCE_RATE": ("rate_percent",),
    "HOLDS": ("from", "to"),
    "EVIDENCE_FOR": ("date",),
}


@dataclass(frozen=True, slots=True)
class Score:
    """Rows that were right, found but wrong, and missed."""

    right: tuple[Row, ...]
    wrong: tuple[Row, ...]
    missed: tuple[Row, ...]

    @property
    def precision(self) -> float | None:
        """The share of found rows that are right; None where nothing was found."""
        found = len(self.right) + len(self.wrong)
        return len(self.right) / found if found else None

    @property
    def recall(self) -> float | None:
        """The share of rows read by hand that were found; None where there are none."""
        stated = len(self.right) + len(self.missed)
        return len(self.right) / stated if stated else None

    def by_predicate(self) -> dict[str, Score]:
        """One score for each predicate, by name."""
        parts: dict[str, tuple[list[Row], list[Row], list[Row]]] = defaultdict(lambda: ([], [], []))
        for place, rows in enumerate((self.right, self.wrong, self.missed)):
            for row in rows:
                parts[row["predicate"]][place].append(row)
        return {name: Score(*(tuple(rows) for rows in parts[name])) for name in sorted(parts)}


def score(
    gold: Sequence[Row], found: Iterable[Row], *, predicates: set[str] | None = None, tier: str | None = None
) -> Score:
    """Compares found rows with rows read by hand, both in the exchange format. Rows of other documents are ignored."""
    names = _SameNames(gold)
    documents = {row["doc"] for row in gold}
    if predicates:
        gold = [row for row in gold if row["predicate"] in predicates]
    waiting: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
    for number, row in enumerate(gold):
        for key in names.keys_of(row):
            waiting[key].append(number)
    used: set[int] = set()
    right: list[Row] = []
    wrong: list[Row] = []
    for row in found:
        if row["doc"] not in documents or (predicates and row["predicate"] not in predicates):
            continue
        hit = next(
            (n for key in names.keys_of(row) for n in waiting.get(key, ()) if n not in used and _agree(gold[n], row)),
            None,
        )
        if hit is None:
            wrong.append(row)
            continue
        used.add(hit)
        if tier is None or gold[hit].get("tier") == tier:
            right.append(row)
    missed = [r for n, r in enumerate(gold) if n not in used and (tier is None or r.get("tier") == tier)]
    return Score(tuple(right), tuple(wrong), tuple(missed))


def read_rows(paths: Iterable[Path]) -> list[Row]:
    """The rows of files in the exchange format. Raises InputRefused naming file and line."""
    rows: list[Row] = []
    for path in paths:
        try:
            with path.open(encoding="utf-8") as file:
                for number, line in enumerate(file, 1):
                    if line.strip():
                        rows.append(_row(line, f"{path}, line {number}"))
        except (OSError, UnicodeDecodeError) as error:
            fault = Fault(
                str(path), f"it can not be read ({error})", "Check the path; the format is JSON Lines in UTF-8"
            )
            raise InputRefused("Nothing was compared", [fault]) from error
    return rows


def plain(name: str) -> str:
    """What two ways to print one name have in common: letters and digits, without articles and what stands in brackets."""
    text = name.casefold().replace("&", " and ").replace("’", "'")
    text = re.sub(r"\(.*?\)", " ", text)
    text = re.sub(r"\b(the|of|for|and|royal borough|london borough|lb)\b", " ", text)
    text = re.sub(r"'s\b", "", text)
    return re.sub(r"[^a-z0-9]+", "", text)


def _row(line: str, where: str) -> Row:
    try:
        row = json.loads(line)
        _ = (row["doc"], row["predicate"], row["subject"]["name"], row["object"]["name"])
    except (ValueError, KeyError, TypeError) as error:
        fault = Fault(where, "it is no statement of the exchange format", "Give doc, subject, predicate and object")
        raise InputRefused("Nothing was compared", [fault]) from error
    return dict(row)


def _agree(gold: Row, found: Row) -> bool:
    stated, said = gold.get("props") or {}, found.get("props") or {}
    return all(stated[key] == said.get(key) for key in TOLD_APART.get(gold["predicate"], ()) if key in stated)


class _SameNames:
    """Groups of names that the rows read by hand use for one thing: a name and its aliases are joined."""

    def __init__(self, gold: Iterable[Row]) -> None:
        self._up: dict[str, str] = {}
        for row in gold:
            for end in (row["subject"], row["object"]):
                for alias in end.get("aliases") or ():
                    if plain(alias):
                        self._up[self._top(plain(alias))] = self._top(plain(end["name"]))

    def keys_of(self, row: Row) -> list[tuple[str, str, str, str]]:
        subjects, objects = self._all(row["subject"]), self._all(row["object"])
        return [(row["doc"], row["predicate"], s, o) for s in subjects for o in objects]

    def _all(self, end: Mapping[str, Any]) -> list[str]:
        names = [plain(name) for name in (end["name"], *(end.get("aliases") or ()))]
        return sorted({self._top(name) for name in names if name})

    def _top(self, name: str) -> str:
        while (up := self._up.get(name, name)) != name:
            name = up
        return name
