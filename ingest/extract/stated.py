"""Facts that single sentences state between named bodies: one walk through a document's sentences for all such readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ingest.candidates import Candidate
from ingest.document import Document
from ingest.extract import (
    attendance_said,
    commissioning,
    duties,
    funding_said,
    instruments,
    membership_said,
    oversight,
    references,
    reporting,
    scrutiny,
)
from ingest.extract.cited_instruments import cited_instruments
from ingest.extract.inspections import listed_inspections
from ingest.extract.listed_instruments import listed_instruments
from ingest.extract.recommendations import recommendations
from ingest.extract.remits import remits
from ingest.extract.reviews_made import reviews_made
from ingest.extract.sentences import Sentence, sentences_of
from ingest.sieve import Sieved

Reader = Callable[[Sentence], Iterator[Candidate]]

READERS: tuple[tuple[Sieved, Reader], ...] = (
    (duties.TRIGGER, duties.read_duties),
    (oversight.TRIGGER, oversight.read_oversight),
    (reporting.TRIGGER, reporting.read_reporting),
    (scrutiny.TRIGGER, scrutiny.read_scrutiny),
    (funding_said.TRIGGER, funding_said.read_funding),
    (commissioning.TRIGGER, commissioning.read_commissioning),
    (instruments.TRIGGER, instruments.read_instruments),
    (references.TRIGGER, references.read_references),
    (membership_said.TRIGGER, membership_said.read_membership),
    (attendance_said.TRIGGER, attendance_said.read_attendance),
)
"""Each reader with the words, in small letters, without which it finds nothing."""


def stated(document: Document) -> Iterator[Candidate]:
    """What sentences state of duties, oversight, reporting, scrutiny, money, instruments, references and membership."""
    for sentence in sentences_of(document):
        small = sentence.said.text.lower()
        for trigger, reader in READERS:
            if trigger.search(small):
                yield from reader(sentence)
    yield from duties.listed_duties(document)
    yield from listed_instruments(document)
    yield from cited_instruments(document)
    yield from listed_inspections(document)
    yield from remits(document)
    yield from recommendations(document)
    yield from reviews_made(document)
