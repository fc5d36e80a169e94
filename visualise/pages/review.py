"""The pages for reviewing: the documents that were read, and the candidates of one beside the words they were read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from graph.ontology import ontology
from graph.statements import STATUSES, read_row, sentence
from ingest.kept import STATES, Kept, ReadDocument, Wish
from ingest.place import Words, words_around
from ingest.review import Review
from ingest.round import shown_props, where_in
from visualise.pages.links import document_href
from visualise.pages.parts import Bit, Line, Table
from visualise.pages.words import Tag, capital, some
from visualise.site import render

SIZE = 25
"""Candidates on one part of the page."""
TAGS = {
    "waiting": Tag("Waiting", "yellow"), "accepted": Tag("Accepted", "green"), "rejected": Tag("Rejected", "red"),
    "corrected": Tag("Accepted as corrected", "turquoise"),
}  # fmt: skip
FIELDS = ("subject", "subject_label", "predicate", "object", "object_label", "props", "status")


@dataclass(frozen=True, slots=True)
class Shown:
    """A candidate on the page."""

    id: str
    words: Words
    where: str
    sentence: str
    tag: Tag
    state: str
    how: str
    notes: tuple[str, ...]
    values: Mapping[str, str]
    """What stands in the fields of a correction."""
    open: bool
    """Whether those fields are shown at once: what was typed into them could not be taken."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What was typed as a correction of a candidate and could not be taken, and why."""

    candidate: str
    text: str
    typed: Mapping[str, str]


def review_href(doc: str, **asked: object) -> str:
    """The page of a document's candidates."""
    given = {k: v for k, v in asked.items() if v not in (None, "", 1)}
    return f"/review/{quote(doc, safe='')}" + (f"?{urlencode(given)}" if given else "")


def review_page(review: Review, errors: Sequence[tuple[str, str]] = ()) -> str:
    """HTML of the list of documents that were read, those first in which most waits."""
    found = sorted(review.documents(), key=lambda d: (-d.counts["waiting"], d.title or d.file))
    table = Table(
        "Documents that were read",
        ("Document", "File", "Waiting", "Accepted", "Corrected", "Rejected", "No longer there"),
        (False, False, True, True, True, True, True),
        tuple(_line(d) for d in found),
        (),
        proof=False,
    )
    waiting = sum(d.counts["waiting"] for d in found)
    return render("review.html.j2", table=table, total=len(found), waiting=waiting, errors=list(errors))


DONE = {"accept": "It was accepted.", "reject": "It was rejected.", "correct": "It was accepted as corrected."}
SURE_ENOUGH = 0.9
"""What the form that accepts many asks for where nobody types another number."""


def done_in_words(done: str | None, count: str | None) -> str | None:
    """What was just decided, in words; None where nothing was, or nothing that is known."""
    if done == "all" and count and count.isascii() and count.isdigit() and len(count) < 8:
        return f"{some(int(count), 'candidate was', 'candidates were')} accepted."
    return DONE.get(done or "")


def candidates_page(
    review: Review, doc: str, *, state: str, part: int, mistake: Mistake | None = None, said: str | None = None
) -> str:
    """HTML of a document's candidates in a state ("all": in any; "gone": those no longer there). Raises NotFound.

    `said`: what was just decided.
    """
    document = review.document(doc)
    pages = review.pages(doc)
    every = state in ("all", "gone")
    wish = Wish(doc, None if every else state, gone=every, only_gone=state == "gone")  # type: ignore[arg-type]
    sure = (
        review.candidates(Wish(doc, "waiting", least=SURE_ENOUGH, gone=False), limit=1)[1] if state == "waiting" else 0
    )
    total = review.candidates(wish, limit=1)[1]
    last = max(1, -(-total // SIZE))
    part = min(part, last)  # what was decided leaves the list, and its last part may be empty then
    kept = review.candidates(wish, limit=SIZE, offset=(part - 1) * SIZE)[0]
    return render(
        "candidates.html.j2",
        document=document,
        title=document.title or document.file,
        facts=_facts(document),
        candidates=[_shown(review, k, pages, mistake) for k in kept],
        states=[
            (s, words, _count(document, s), review_href(doc, state=s if s != "waiting" else None))
            for s, words in (*((s, TAGS[s].text) for s in STATES), ("gone", "No longer there"), ("all", "All"))
        ],
        state=state,
        said=said,
        sure=f"{some(sure, 'candidate')} at {SURE_ENOUGH}",
        least=SURE_ENOUGH,
        total=total,
        part=part,
        last=last,
        first=(part - 1) * SIZE + 1,
        path=review_href(doc),
        statements=document_href(doc) if document.counts["accepted"] + document.counts["corrected"] else None,
        errors=[(mistake.candidate, mistake.text)] if mistake else [],
        labels=list(ontology().nodes),
        predicates=[e.name for e in ontology().stated_edges],
        statuses=[s for s in STATUSES if s != "derived"],
    )


def _line(d: ReadDocument) -> Line:
    numbers = [d.counts[s] for s in ("waiting", "accepted", "corrected", "rejected", "gone")]
    title = Bit(d.title or d.file, review_href(d.id))
    return Line(((title,), (Bit(d.file),), *((Bit(f"{n:,}"),) for n in numbers)))


def _facts(d: ReadDocument) -> list[tuple[str, str]]:
    told = [
        ("File", d.file),
        ("Kind", capital(d.kind or "not known")),
        (
            "Read",
            f"{d.read_at[:16].replace('T', ' ')} UTC" + (f", {d.readings} times in all" if d.readings > 1 else ""),
        ),
        ("Id", d.id),
    ]
    if d.withheld:
        told.append(("Withheld", f"{some(len(d.withheld), 'name')} of somebody who is to be protected; listed below"))
    if d.notes:
        told.append(("What could not be read", "; ".join(d.notes)))
    return told


def _count(d: ReadDocument, state: str) -> int:
    return sum(d.counts.values()) if state == "all" else d.counts[state]


def _shown(review: Review, k: Kept, pages: Sequence[str], mistake: Mistake | None) -> Shown:
    row = k.stated
    values: Mapping[str, str] = {
        "subject": row["subject"]["name"], "subject_label": row["subject"]["label"], "predicate": row["predicate"],
        "object": row["object"]["name"], "object_label": row["object"]["label"], "props": shown_props(row["props"]),
        "status": row["status"],
    }  # fmt: skip
    typed = mistake.typed if mistake and mistake.candidate == k.id else None
    notes = []
    if k.corrected:
        notes.append(f"It was read as: {_sentence(k.row)}")
    if k.replaces:
        was = review.candidate(k.replaces)
        notes.append(f"Before the document was changed ({TAGS[was.state].text.lower()}): {_sentence(was.stated)}")
    if k.gone:
        notes.append("The document was read anew and no longer says it.")
    if k.who and k.decided_at:
        notes.append(f"{TAGS[k.state].text} by {k.who}, {k.decided_at[:16].replace('T', ' ')} UTC")
    return Shown(
        k.id, words_around(pages, k.row), capital(where_in(k.row)), capital(_sentence(row)), TAGS[k.state], k.state,
        f"{k.method or 'no method'}, confidence {k.confidence:.2f}", tuple(notes), typed or values, typed is not None,
    )  # fmt: skip


def _sentence(row: Mapping[str, object]) -> str:
    return sentence(read_row(dict(row)))
