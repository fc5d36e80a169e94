"""Prisons, schools, homes and hospitals that a part of a document is on, and the posts of which each has one."""

from __future__ import annotations

import re

from graph.statements import Entity
from ingest.extract.said import Said
from ingest.sieve import Sieved

_ESTABLISHMENT = re.compile(
    r"(?:\d[\d.]* )?(?:[A-Z][\w'’&.-]*(?: (?:of|and|the|for|&))? ){1,6}(?:YOI|HMP|Prison|Young Offender Institution|"
    r"Secure (?:Training )?Centre|Secure Children['’]s Home|Secure School|School|Academy|College|Hospital|Children['’]s Home|"
    r"Removal Centre|HMYOI)|(?:HMP|HMYOI|YOI)(?:[ /&]+(?:HMP|YOI|HMYOI))? [A-Z]\w+(?: [A-Z]\w+)?"
)
IN_CHARGE = Sieved(
    r"\b[Tt]he (?P<post>(?:(?:acting|deputy|interim) )?(?:governor|head ?teacher|principal|headmaster|headmistress|matron|"
    r"head of (?:safeguarding|safety|education|health ?care|security|casework|residence)|safeguarding (?:manager|lead)|"
    r"designated safeguarding lead|registered manager|centre director|centre manager|director of the centre))\b"
    r"(?!['’]s (?:office|wife)| (?:of|and governors?)\b)"
)
"""Posts of which such an establishment has one."""


def establishment(found: Said) -> Entity | None:
    """The one prison, school, home or hospital that a part of a document is on: its heading names nothing else."""
    headings = found.document.headings(found.block)
    place = _ESTABLISHMENT.fullmatch(headings[-1].strip(" *:")) if headings else None
    body = found.document.names.body(place.group()) if place is not None else None
    return body if body is not None and body.label == "Organisation" else None
