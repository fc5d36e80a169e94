"""Reviewing in the terminal: candidates one by one beside the words that they were read from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from graph.statements import RowError, read_row, sentence
from ingest.kept import Decision, Kept, ReadDocument, Wish
from ingest.place import words_around
from ingest.review import Review
from ingest.round import corrected_row, read_props, shown_props, where_in

Ask = Callable[[str], str]
Say = Callable[[str], None]
KEYS: Final = "[a]ccept  [r]eject  [c]orrect  [s]kip  [q]uit: "
ALL: Final = 1_000_000


def sit(review: Review, docs: Iterable[str], who: str, ask: Ask, say: Say) -> int:
    """Goes through what waits in these documents; each decision is kept at once. Returns how many were decided.

    `ask` raises EOFError where nobody answers any more; that is like q.
    """
    decided = 0
    for doc in docs:
        document = review.document(doc)
        waiting, total = review.candidates(Wish(document=doc, state="waiting", gone=False), limit=ALL)
        if not total:
            continue
        say(f"\n{document.title or document.file} ({doc}): {total} waiting")
        pages = review.pages(doc)
        for number, kept in enumerate(waiting, 1):
            _show(review, kept, pages, f"{number} of {total}", say)
            try:
                decision = _decision(kept, ask, say)
            except EOFError:
                return decided
            if decision:
                review.decide([decision], who)
                decided += 1
    return decided


def counted(documents: Iterable[ReadDocument]) -> list[dict[str, Any]]:
    """The documents as rows of a table, those first in which most waits."""
    rows: list[dict[str, Any]] = [{"document": d.id, "title": d.title or d.file, **d.counts} for d in documents]
    return sorted(rows, key=lambda r: (-r["waiting"], r["document"]))


def _show(review: Review, kept: Kept, pages: tuple[str, ...], number: str, say: Say) -> None:
    words = words_around(pages, kept.row)
    quote = f"»{' '.join(words.quote.split())}«"
    say(f"\n{number} · {where_in(kept.row)} · {kept.method}, {kept.confidence:.2f}")
    say(" ".join(filter(None, (" ".join(words.before.split()), quote, " ".join(words.after.split())))))
    if not words.found:
        say("(these words were not found at their place)")
    say(f"  = {sentence(read_row(dict(kept.row)))}")
    if kept.replaces:
        was = review.candidate(kept.replaces)
        say(f"  before the document was changed ({was.state}): {sentence(read_row(dict(was.stated)))}")


def _decision(kept: Kept, ask: Ask, say: Say) -> Decision | None:
    """What is decided; None for skip. Raises EOFError for quit."""
    while True:
        match ask(KEYS).strip().lower():
            case "a" | "accept":
                return Decision(kept.id, "accepted")
            case "r" | "reject":
                return Decision(kept.id, "rejected")
            case "s" | "skip":
                return None
            case "q" | "quit":
                raise EOFError
            case "c" | "correct":
                try:
                    return Decision(kept.id, "corrected", _corrected(kept, ask))
                except RowError as error:
                    say(f"  {error}")
            case _:
                say("  Type one of the letters a, r, c, s, q")


def _corrected(kept: Kept, ask: Ask) -> dict[str, Any]:
    """Asks for each part; what is left empty stays. Raises RowError for what the ontology does not allow."""
    row = kept.stated
    now: Mapping[str, str] = {
        "subject": row["subject"]["name"], "subject_label": row["subject"]["label"], "predicate": row["predicate"],
        "object": row["object"]["name"], "object_label": row["object"]["label"], "props": shown_props(row["props"]),
        "status": row["status"],
    }  # fmt: skip
    given: dict[str, Any] = {key: ask(f"  {key.replace('_', ' ')} [{value}]: ").strip() for key, value in now.items()}
    props = given.pop("props")
    return corrected_row(kept, {**given, "props": read_props(props)} if props else given)
