"""Posts that a sentence names together with their body: "the Director of Education, Examplia Council"."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.holding import is_literature
from ingest.extract.posts import posts
from ingest.extract.said import Said, said
from ingest.extract.sentences import states
from ingest.extract.staff import status_of_post
from ingest.office import is_generic
from ingest.person_name import find_names

METHOD = "post-mention"


def post_mentions(document: Document) -> Iterator[Candidate]:
    """POST_IN where body and post stand together; a body that the document alone tells counts for little and is left to others."""
    for found in said(document):
        alone = (
            found.block.kind != "paragraph" and len(found.block.text) < 160
        )  # lists are read by those who know lists
        if not alone and states(found.text) and not is_literature(document.headings(found.block)):
            yield from _sentence(found)


def _sentence(found: Said) -> Iterator[Candidate]:
    bodies = [m.entity for m in found.mentions]
    for post in posts(found):
        body = next((b for b in bodies if post.entity.name.endswith(f", {b.name}")), None)
        if body is None or body.label not in {"Organisation", "Board", "BCU"}:
            continue
        title = post.entity.name.removesuffix(f", {body.name}")
        if find_names(title) or is_generic(body.name) or len(title.split()) < 2:
            continue
        yield candidate(
            found.evidence(),
            post.entity,
            "POST_IN",
            body,
            method=METHOD,
            confidence=0.85,
            status=status_of_post(found, post.entity),
        )
