"""The addresses of pages."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from graph.ontology import ontology


def href(entity_id: str | None) -> str | None:
    """The page of an entity, by what its id begins with; None where no kind of entity has such an id."""
    label = ontology().label_of_id(entity_id) if entity_id else None
    return f"/{ontology().nodes[label].plural}/{quote(str(entity_id), safe='')}" if label else None


def document_href(document_id: str) -> str:
    """The page of a document that statements come from."""
    return f"/documents/{quote(document_id, safe='')}"


def statement_href(document_id: str, statement_id: str) -> str:
    """The place of a statement on the page of its document, on whichever of its parts that is."""
    return f"{document_href(document_id)}?{urlencode({'statement': statement_id})}#{quote(statement_id, safe='')}"


def query_href(name: str, given: Mapping[str, object], suffix: str = "") -> str:
    """A question with its answer, as a page; with `csv` or `json` the same rows as data."""
    path = f"/api/v1/queries/{name}/rows.{suffix}" if suffix else f"/questions/{name}"
    asked = {k: v for k, v in given.items() if v not in (None, "", [])}
    return f"{path}?{urlencode(asked, doseq=True)}" if asked else path
