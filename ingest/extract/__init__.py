"""Extractors: each reads one kind of fact from a document and names its method in the statements.

An extractor is a function of a Document that yields Candidates. It never guesses what the document does not say, and it
quotes the words that it read. `extract` runs them all; what the rules on people withhold is listed, not yielded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graph.statements import RowError, Statement, read_row, write_row
from ingest.candidates import Candidate
from ingest.document import Document
from ingest.extract.agencies import agencies
from ingest.extract.areas import areas
from ingest.extract.attendance_tables import attendance_tables
from ingest.extract.chairmanship import chairmanship
from ingest.extract.chairs import chairs
from ingest.extract.editions import editions
from ingest.extract.establishment_instruments import establishment_instruments
from ingest.extract.evidence_boards import evidence_boards
from ingest.extract.evidence_lists import evidence_lists
from ingest.extract.frequency import frequency
from ingest.extract.income_tables import income_tables
from ingest.extract.linked_references import linked_references
from ingest.extract.listed_groups import listed_groups
from ingest.extract.local_units import local_units
from ingest.extract.meetings_said import meetings_said
from ingest.extract.member_lists import member_lists
from ingest.extract.messages import messages
from ingest.extract.minutes import minutes
from ingest.extract.office_holders import office_holders
from ingest.extract.own_references import own_references
from ingest.extract.partners import partners
from ingest.extract.people_said import people_said
from ingest.extract.post_mentions import post_mentions
from ingest.extract.presence import presence
from ingest.extract.priorities import priorities
from ingest.extract.repeats import Repeats
from ingest.extract.review_kinds import review_kinds
from ingest.extract.signatures import signatures
from ingest.extract.staff import staff
from ingest.extract.stated import stated
from ingest.extract.structure import structure
from ingest.extract.subgroups import subgroups
from ingest.extract.succession import succession
from ingest.extract.units_of import units_of
from ingest.people import Withheld

Extractor = Callable[[Document], Iterator[Candidate]]

EXTRACTORS: tuple[Extractor, ...] = (
    minutes,
    attendance_tables,
    income_tables,
    priorities,
    evidence_lists,
    evidence_boards,
    office_holders,
    signatures,
    member_lists,
    people_said,
    chairs,
    chairmanship,
    partners,
    agencies,
    subgroups,
    listed_groups,
    structure,
    local_units,
    units_of,
    areas,
    succession,
    review_kinds,
    editions,
    frequency,
    meetings_said,
    post_mentions,
    staff,
    stated,
    own_references,
    linked_references,
    establishment_instruments,
    presence,
    messages,
)
"""In the order in which they are believed: of the same fact read by two, the earlier one's reading is kept."""

VERSION = 2
"""Goes up with every change of what is read, so that documents read by an older version are read again."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read from one document."""

    candidates: tuple[Candidate, ...]
    refused: tuple[tuple[Candidate, str], ...] = ()
    """Readings that the ontology does not allow, with the reason: a mistake of an extractor, never of the reader."""
    withheld: tuple[Withheld, ...] = ()
    """Names that the document marks as a child's, a victim's, a relative's …: where, and why; never which."""


def extract(document: Document, extractors: Sequence[Extractor] | None = None) -> Extraction:
    """All candidates of a document, in the order of their places; each fact once for each place that states it best.

    The same fact stated again elsewhere becomes `also_lines` of its first statement.
    """
    people = document.people
    found: dict[str, Candidate] = {}
    repeats = Repeats()
    refused: list[tuple[Candidate, str]] = []
    for candidate in _all(document, EXTRACTORS if extractors is None else extractors):
        allowed = people.allow(candidate.statement)
        if allowed is None:
            continue
        try:
            statement = _checked(allowed)
        except RowError as error:
            refused.append((candidate, str(error)))
            continue
        said = repeats.key(statement)
        first = found.get(said)
        if first is None:
            found[said] = replace(candidate, statement=statement)
        else:
            found[said] = _also(first, statement)
    ordered = sorted(found.values(), key=lambda c: (c.statement.evidence.lines or (0, 0), c.id))
    return Extraction(tuple(ordered), tuple(refused), tuple(people.withheld))


def _all(document: Document, extractors: Iterable[Extractor]) -> Iterator[Candidate]:
    for extractor in extractors:
        yield from extractor(document)


def _checked(statement: Statement) -> Statement:
    """The statement as the exchange format gives it back. Raises RowError where the ontology does not allow it."""
    row = write_row(replace(statement, given_id="c-1"))
    return replace(read_row(row), given_id=None)


def _also(first: Candidate, again: Statement) -> Candidate:
    kept = first.statement
    lines = again.evidence.lines
    if lines is None or lines == kept.evidence.lines or lines in kept.evidence.also_lines:
        return first
    also = tuple(sorted({*kept.evidence.also_lines, lines}))
    return replace(first, statement=replace(kept, evidence=replace(kept.evidence, also_lines=also)))
