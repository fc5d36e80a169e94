"""The evidence of a link, ready to be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.read import place
from visualise.linked import Source

Evidence = Mapping[str, Mapping[str, Any]]
"""By statement id, as `graph.read.evidence` gives it."""


def sources_of(statements: Iterable[str], evidence: Evidence) -> tuple[Source, ...]:
    """A source for each statement, by document and place in it."""
    return tuple(_source(i, evidence.get(i)) for i in sorted(set(statements), key=lambda i: _place(i, evidence.get(i))))


def documents_of(evidence: Evidence) -> tuple[tuple[str, str], ...]:
    """Title, and publisher and date, of each document."""
    found = {(str(e["title"]), ", ".join(str(x) for x in (e["publisher"], e["date"]) if x)) for e in evidence.values()}
    return tuple(sorted(found))


def _source(statement: str, e: Mapping[str, Any] | None) -> Source:
    if e is None:
        return Source(
            statement, "", f"Statement {statement}", "", None, None, "Its evidence is not at hand.", None
        )  # fmt: skip
    where = ", ".join(str(x) for x in (e["date"], place(dict(e))) if x)
    url = e["url"] if str(e["url"] or "").startswith(("https://", "http://")) else None
    return Source(statement, e["document"], e["title"], where, e["quote"], e["quote_found"], e["sentence"], url)


def _place(statement: str, e: Mapping[str, Any] | None) -> tuple[str, list[int], str]:
    if e is None:
        return "", [], statement
    page = e["page"] if isinstance(e["page"], list) else [e["page"]] if e["page"] else []
    return e["title"], [*page, *(e["lines"] or [])], statement
