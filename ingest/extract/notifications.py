"""Notifications of serious incidents: the local authority makes them to the national panel (Children Act 2004 s. 16C)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.candidates import Candidate
from ingest.extract.rules import as_payer
from ingest.extract.sentences import Sentence
from ingest.extract.signs import some

_INCIDENT = r"(?:[Ss]erious (?:child safeguarding )?[Ii]ncident )?[Nn]otifications?"
_MADE = (
    re.compile(
        rf"\b(?:[Ss]erious (?:[Cc]hild [Ss]afeguarding )?[Ii]ncident [Nn]otifications?|[Nn]otifications? of serious incidents?)"
        rf"(?: \([A-Z]+s?\))? (?:was|were|has been|have been) (?:made|submitted|sent) by {some('OA', 's')}"
    ),
    re.compile(
        rf"{some('OA', 's')} (?:has |have )?(?:made|submitted|sent) (?:an?|\d+|[a-z]+)(?: further)? (?:{_INCIDENT})(?: "
        rf"\([A-Z]+s?\))?(?= to | in | during |[.,;])"
    ),
)


def notified(sentence: Sentence) -> Iterator[Candidate]:
    """REPORTS_TO the national panel by the authority that made (or did not make) serious incident notifications."""
    text = sentence.text
    if not re.search(r"serious (?:child safeguarding )?incident|\bSINs?\b", text, re.I):
        return
    panel = sentence.document.names.find("Child Safeguarding Practice Review Panel")
    for pattern in _MADE:
        for m in pattern.finditer(text):
            denied = (
                re.search(r"\b(?:[Nn]o|[Nn]one|not|zero|any)\b", text[max(0, m.start() - 12) : m.end()]) is not None
            )
            for who in sentence.named(m.group("s")) if panel else ():
                yield sentence.candidate(
                    as_payer(who),
                    "REPORTS_TO",
                    panel[0].entity,
                    method="notification-sentence",
                    confidence=0.85,
                    span=m.span(),
                    status="negated" if denied else None,
                )
