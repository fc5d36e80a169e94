"""Posts that a sentence names together with their body: "the Director of Education, Examplia Council"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.establishments import establishment
from ingest.extract.holding import is_literature
from ingest.extract.posts import body_of, posts
from ingest.extract.said import Said, said
from ingest.extract.sentences import states
from ingest.extract.staff import status_of_post
from ingest.names import Mention
from ingest.office import is_generic
from ingest.person_name import find_names

METHOD = "post-mention"
_DOES = re.compile(
    r",? (?:(?:who|also|now|has|have|had|been|recently|newly) )*(?:is|was|provides?|provided|overs(?:ees|aw)|chairs|"
    r"chaired|leads|led|"
    r"continues?|continued|attends|attended|meets|met|undertakes|undertook|scrutinises|scrutinised|introduced|appointed|"
    r"reports|reviews)\b"
)
_INDEPENDENT = re.compile(r"Independent (?:Chair|Scrutineer)")


def post_mentions(document: Document) -> Iterator[Candidate]:
    """POST_IN where body and post stand together.

    Where the document alone tells the body: of independent chairs and scrutineers, and of those in charge of the establishment that
    a part of it is on.
    """
    for found in said(document):
        alone = (
            found.block.kind != "paragraph" and len(found.block.text) < 160
        )  # lists are read by those who know lists
        if not alone and states(found.text) and not is_literature(document.headings(found.block)):
            yield from _sentence(found)


def _sentence(found: Said) -> Iterator[Candidate]:
    for post in posts(found):
        home = body_of(found, post)
        if home is None or home[0].label not in {"Organisation", "Board", "BCU"}:
            continue
        body, named = home
        title = post.entity.name.removesuffix(f", {body.name}")
        if find_names(title) or is_generic(body.name):
            continue
        if named and len(title.split()) < 2:
            continue
        if not named and body != establishment(found) and not _at_work(found, post, title):
            continue
        yield candidate(
            found.evidence(),
            post.entity,
            "POST_IN",
            body,
            method=METHOD,
            confidence=0.85 if named else 0.7,
            status=status_of_post(found, post.entity),
        )


def _at_work(found: Said, post: Mention, title: str) -> bool:
    """True of an independent chair or scrutineer who does something there, or came: no talk of such posts in general."""
    return bool(_INDEPENDENT.match(title) and _DOES.match(found.text, post.end))
