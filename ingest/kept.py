"""What is kept of a document that was read: its candidates, and what people decided about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, get_args

from graph.identity import slug
from ingest.candidates import Candidate

State = Literal["waiting", "accepted", "rejected", "corrected"]
STATES: Final = get_args(State)
TAKEN: Final = ("accepted", "corrected")


@dataclass(frozen=True, slots=True)
class Found:
    """What was read from one file, before it is kept."""

    file: str
    """Its name."""
    path: str
    """Where it lies; two files of one name in two folders are two documents."""
    sha256: str
    extractor: int
    pages: tuple[str, ...]
    paged: bool
    candidates: tuple[Candidate, ...]
    doc: str
    title: str | None = None
    kind: str | None = None
    date: str | None = None
    notes: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    """Where a name was left out of somebody who is to be protected, and why; never which."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document that was read, with its candidates by state; what it no longer says, in no words, is counted as gone."""

    id: str
    file: str
    title: str | None
    kind: str | None
    date: str | None
    sha256: str
    read_at: str
    readings: int
    paged: bool
    notes: tuple[str, ...]
    withheld: tuple[str, ...]
    counts: Mapping[str, int]
    """waiting, accepted, rejected, corrected, gone"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A candidate as it is kept."""

    id: str
    doc: str
    row: Mapping[str, Any]
    """As it was extracted, in the exchange format."""
    confidence: float
    method: str | None
    state: State
    corrected: Mapping[str, Any] | None
    """As a person corrected it; what was extracted stays in `row`."""
    who: str | None
    decided_at: str | None
    read_at: str
    """When it was first read."""
    gone: str | None
    """When the document was read anew and no longer said it."""
    replaces: str | None
    """The candidate whose place it takes, in a document that was changed."""

    @property
    def stated(self) -> Mapping[str, Any]:
        """What is to be in the store where it is accepted: the row as corrected, or as extracted."""
        return self.row if self.corrected is None else self.corrected


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a candidate. `corrected` is a whole row, where the state is corrected."""

    id: str
    state: State
    corrected: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """Which candidates to list: those of a document, in a state, of a method, at least so sure."""

    document: str | None = None
    state: State | None = None
    method: str | None = None
    least: float = 0.0
    gone: bool = True
    """Whether to list those, too, that their document no longer holds."""
    only_gone: bool = False
    """Only those that their document no longer holds, in no words: as `counts` has them."""


def new_id(path: str, taken: Iterable[str]) -> str:
    """An id made of a file's name; where another document has it, of its folder's name too, then with a number."""
    file, used = Path(path), set(taken)
    own = slug(file.stem)
    if own not in used:
        return own
    made = within = slug(f"{file.parent.name} {file.stem}")
    number = 2
    while made in used:
        made, number = f"{within}-{number}", number + 1
    return made
