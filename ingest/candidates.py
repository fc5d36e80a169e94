"""A candidate: a statement as read from a document, with how sure the reading is, before a person has looked at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.statements import Entity, Evidence, Statement, canonical, exchange_row, sha256, write_row


@dataclass(frozen=True, slots=True)
class Candidate:
    """`confidence` is between 0 and 1: the share of such readings that a careful person is expected to accept."""

    statement: Statement
    confidence: float

    @property
    def id(self) -> str:
        """Equal for the same fact read from the same words of a document, however far those words have moved."""
        s = self.statement
        said = [s.doc, s.evidence.quote_sha256, _end(s.subject), s.predicate, _end(s.object), s.props, s.status]
        return f"c-{sha256(canonical(said))[:20]}"

    def row(self) -> dict[str, Any]:
        """The candidate as one object of the exchange format."""
        return write_row(replace(self.statement, given_id=self.id))

    def exchange_row(self) -> dict[str, Any]:
        """As `row`, for others to read: see `graph.statements.exchange_row`."""
        return exchange_row(replace(self.statement, given_id=self.id))


def candidate(
    evidence: Evidence,
    subject: Entity,
    predicate: str,
    object_: Entity,
    *,
    method: str,
    confidence: float,
    props: Mapping[str, Any] | None = None,
    status: str = "asserted",
    note: str | None = None,
) -> Candidate:
    """One candidate. Properties that are None are left out: what a document does not say is not stated."""
    said = {key: value for key, value in (props or {}).items() if value is not None}
    return Candidate(Statement(evidence, subject, predicate, object_, said, status, method, note), confidence)


def _end(entity: Entity) -> list[str]:
    return [entity.label, entity.name, *entity.area]
