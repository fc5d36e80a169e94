"""Boroughs that a sentence names as such: "The Central Vale BCU comprises the boroughs of A, B and C", whoever knows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.extract.said import Said
from ingest.names import Mention
from ingest.sieve import Sieved

_COMPRISES = Sieved(
    r"(?:\s*\([^()]{1,60}\))?,?\s+(?:which\s+|that\s+)?(?:(?:currently|now|also|jointly)\s+)?"
    r"(?:covers?|covering|compris(?:es|ing)|is\s+(?:made\s+up|comprised)\s+of|consists?\s+of|serves?|serving|spans|"
    r"brings\s+together|operates?\s+(?:across|in))\s+(?:all\s+|both\s+)?(?:the\s+)?(?:\w+\s+)?(?:London\s+)?[Bb]oroughs\s+of\s+"
)
_UNIT = re.compile(
    r"(?:[A-Z][\w'’-]+\s+(?:(?:and|&)\s+)?){1,5}(?:BCU|Basic\s+Command\s+Unit|Borough\s+Command\s+Unit)$"
)
_ARTICLE = re.compile(r"(?:The|Our|This|In|For|Each)\s+")
_NAME = re.compile(
    r"(?:the\s+)?(?P<name>[A-Z][\w'’-]+(?:\s+(?:upon|on|under|le)\s+[A-Z][\w'’-]+|\s+[A-Z][\w'’-]+){0,2})"
)
_AND = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+(?:and|&)\s+)")
_NO_BOROUGH = re.compile(
    r"\b(?:Councils?|Police|Service|Trust|Board|Partnership|NHS|ICB|BCU|Metropolitan|London|Boroughs?|Mayor)\b"
)


def boroughs_said(sentence: Said) -> Iterator[Candidate]:
    """COVERS from a BCU or board to each borough of such a list; nothing where the list holds what is no borough's name."""
    for m in _COMPRISES.finditer(sentence.text):
        subject = _subject(sentence, m.start())
        if subject is None:
            continue
        listed = list(_listed(sentence, m.end()))
        if len(listed) < 2:
            continue
        evidence = sentence.evidence(subject.start, listed[-1].end)
        for borough in listed:
            yield candidate(
                evidence, subject.entity, "COVERS", borough.entity, method="area-sentence", confidence=0.88,
                status=sentence.status,
            )  # fmt: skip


def _subject(sentence: Said, end: int) -> Mention | None:
    known = next((m for m in sentence.of("BCU", "Board") if m.end == end), None)
    if known is not None:
        return known
    unit = _UNIT.search(sentence.text[:end])
    if unit is None:
        return None
    first = _ARTICLE.match(unit.group())
    start = unit.start() + (first.end() if first else 0)
    name = " ".join(sentence.text[start:end].split())
    return Mention(start, end, Entity("BCU", name)) if name.count(" ") else None


def _listed(sentence: Said, place: int) -> Iterator[Mention]:
    """The boroughs from a place on. None at all where one of the list is something else."""
    found: list[Mention] = []
    while True:
        known = next((m for m in sentence.of("Borough") if m.start <= place + len("the ") and m.end > place), None)
        if known is not None and sentence.text[place : known.start] in ("", "the ", "The "):
            one = known
        else:
            m = _NAME.match(sentence.text, place)
            if m is None or _NO_BOROUGH.search(m["name"]):
                return
            one = Mention(m.start("name"), m.end(), Entity("Borough", " ".join(m["name"].split())))
        found.append(one)
        link = _AND.match(sentence.text, one.end)
        if link is None or not re.match(r"(?:the\s+)?[A-Z]", sentence.text[link.end() :]):
            yield from found
            return
        place = link.end()
