"""Priorities of boards and boroughs, wherever a document states them: tables, lists, headings and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.candidates import Candidate
from ingest.document import Document
from ingest.extract.focus_said import focus_said
from ingest.extract.priorities_said import priorities_said
from ingest.extract.priority_lists import priority_lists
from ingest.extract.priority_tables import priority_tables
from ingest.extract.said import said
from ingest.extract.themes import keys


def priorities(document: Document) -> Iterator[Candidate]:
    """HAS_PRIORITY, each priority of a body and a period once: the same one stated again becomes another place of the first."""
    first: dict[tuple[str, str], list[Candidate]] = {}
    sentences = said(document)
    for one in (
        *priority_tables(document),
        *priority_lists(document),
        *priorities_said(sentences),
        *focus_said(sentences),
    ):
        subject = one.statement.subject.name.casefold()
        places = [(subject, key) for key in keys(one.statement.object)]
        same = next((f for place in places for f in first.get(place, ()) if _same_time(f, one)), None)
        if same is None:
            for place in places:
                first.setdefault(place, []).append(one)
            yield one
        else:
            s = same.statement
            again = replace(one.statement, subject=s.subject, object=s.object, props=s.props, status=s.status)
            yield replace(one, statement=again)


def _same_time(first: Candidate, again: Candidate) -> bool:
    """Whether two tell one fact: neither speaks of another year, and neither denies or doubts what the other says."""
    before, after = first.statement, again.statement
    years = before.props.get("period"), after.props.get("period")
    told = [s.status if s.status in {"negated", "unclear"} else "told" for s in (before, after)]
    return (None in years or years[0] == years[1]) and told[0] == told[1]
