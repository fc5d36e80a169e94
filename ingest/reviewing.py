"""What `safegov review` does, apart from the terminal and the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from graph.counted import counted as in_words
from graph.errors import Fault, Refused
from graph.settings import Settings
from graph.store import Store
from ingest.deciding import settle
from ingest.kept import STATES, Decision, Wish
from ingest.review import Review
from ingest.round import read_round, write_round
from ingest.sitting import ALL, Ask, Say, counted, sit

COUNTED: Final = ["document", "title", *STATES, "gone"]
WHO: Final = "command line"


class Reviewing:
    """The candidates of some documents, or of all that were read.

    Raises Refused where names of people are to be withheld (candidates hold them), NotFound for an unknown document.
    """

    def __init__(self, settings: Settings, docs: Iterable[str]) -> None:
        if settings.people == "roles":
            raise Refused(
                "Candidates hold names of people, which SAFEGOV_PEOPLE=roles withholds",
                "Review with SAFEGOV_PEOPLE=named",
            )
        self._review = Review(settings.data_dir)
        self._data_dir = settings.data_dir
        given = [self._review.document(doc) for doc in docs]
        self._documents = given or self._review.documents()

    def counted(self) -> list[dict[str, Any]]:
        return counted(self._documents)

    def sit(self, ask: Ask, say: Say) -> int:
        return sit(self._review, [r["document"] for r in self.counted()], WHO, ask, say)

    def accept_above(self, least: float, note: Callable[[str], None]) -> None:
        decisions = [
            Decision(kept.id, "accepted")
            for each in self._documents
            for kept in self._review.candidates(Wish(each.id, "waiting", least=least, gone=False), limit=ALL)[0]
        ]
        self._review.decide(decisions, WHO)
        note(f"{in_words(len(decisions), 'candidate')} accepted")

    def as_csv(self) -> str:
        documents = {d.id: d for d in self._documents}
        found = self._review.candidates(Wish(gone=False), limit=ALL)[0]
        return write_round(documents, (k for k in found if k.doc in documents))

    def read_back(self, file: Path, note: Callable[[str], None]) -> list[Fault]:
        """Keeps the decisions of a CSV that came back; returns what is wrong with it. Raises InputRefused."""
        read = read_round(file, self._review)
        self._review.decide(read.decisions, WHO)
        note(f"{in_words(len(read.decisions), 'decision')} taken, {in_words(read.empty, 'row')} without one")
        return list(read.faults)

    def behind(self) -> list[str]:
        return self._review.behind()

    async def settle(self, store: Store, docs: Iterable[str]) -> int:
        return await settle(self._review, store, self._data_dir, docs)
