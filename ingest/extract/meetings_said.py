"""Meetings that are named by how often they are held: "a weekly psychosocial meeting", "MAT meetings occur fortnightly"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.statements import Entity, Evidence
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.areas import PLURAL
from ingest.extract.posts import council
from ingest.extract.said import Said, in_front, said
from ingest.sieve import Sieved

METHOD = "meeting-named"
_OFTEN = r"(?:daily|weekly|fortnightly|monthly|quarterly|termly|bi-?(?:weekly|monthly|annual)|six-weekly|half-termly)"
_HEADS = r"(?:meetings?|briefings?|briefs|huddles?|conferences?|panels?|forums?|groups?|boards?|calls?)"
_WORD = (
    r"(?!(?:of|for|to|in|on|is|was|has|have|the|with|from|by|our|their|its|an?|at|that|which|who|this|or)\b)[\w&,’'/-]+"
)
_NAMED = Sieved(
    rf"\b(?P<often>{_OFTEN}(?: (?:and|or) {_OFTEN})?),? (?P<name>(?:{_WORD} ){{0,6}}?{_HEADS})\b"
    r"(?-i:(?P<with> with (?:[A-Z]\w+ ?)+))?"
    r"(?! (?:minutes|notes|dates|cycle|agendas?|papers)\b)",
    re.I,
)
_COMMON = {
    "multi-agency", "multiagency", "team", "staff", "joint", "operational", "virtual", "online", "partnership", "regular", "review",
    "update", "management", "catch-up", "internal", "planning", "supervision", "individual", "group", "face-to-face", "strategic",
    "and", "board", "committee", "partners", "our", "progress", "formal", "informal", "separate", "additional", "local", "network",
    "core", "panel", "one-to-one", "basis", "meeting", "reflective", "practice", "drop-in", "agency", "short", "project", "care",
    "multi", "social", "work", "support", "monitoring", "performance", "steering", "working", "coffee", "parent", "family",
}  # fmt: skip
"""Words of which no name of a meeting consists."""
_NO_FORUM = re.compile(
    r"\b(?:attend|visit|session|support|supervision|training|peer|therapy|youth club|newsletter)\w*\b", re.I
)
_BEFORE = Sieved(
    rf"(?P<name>(?:[A-Z][\w&’'-]+,? |and |& ){{2,8}})(?P<often>{_OFTEN}) (?P<head>briefings?|meetings?|huddles?)\b"
)
_HELD = Sieved(
    rf"\b(?P<name>[A-Z]{{3,8}} (?:meetings|conferences|panels))\b[^.;:]{{0,40}}?\b(?:occur|occurred|held|take place|took place|"
    rf"meet|met)\b[^.;:]{{0,20}}?\b(?P<often>{_OFTEN})\b"
)
_EACH_MEETS = re.compile(
    rf" (?:\w+ )?(?:met|meet|are held|were held) (?:\w+ )?(?P<often>{_OFTEN}|(?:two|three|four|five|six|twice) (?:times )?a year)\b"
)


def meetings_said(document: Document) -> Iterator[Candidate]:
    """MEETS for meetings without another name; where a borough made one, COVERS and ESTABLISHED_BY its council, too."""
    seen: set[tuple[str, str]] = set()
    for sentence in said(document):
        text = sentence.text
        for m in _NAMED.finditer(text):
            name = _name(m)
            if name is not None and not _taken(sentence, m.start("name"), m.end("name")):
                yield from _meeting(sentence, name, m, seen)
        for m in _BEFORE.finditer(text):
            of = re.sub(r"^(?:The|A|An|In|This|Our|and|And) ", "", m.group("name"))
            yield from _meeting(
                sentence, (f"{of}{m.group('often')} {m.group('head')}", f"{of}{m.group('head')}"), m, seen
            )
        for m in _HELD.finditer(text):
            full = document.names.short.get(m.group("name").split()[0])
            more = f"{full} {m.group('name').split()[-1]}" if full else m.group("name")
            yield from _meeting(sentence, (m.group("name"), more), m, seen)
        yield from _boards_of(sentence)


def _name(m: re.Match[str]) -> tuple[str, str] | None:
    """The name with how often it meets, and without; None where its words name nothing."""
    words = m.group("name").split()
    telling = [w for w in words[:-1] if w.casefold().strip(",") not in _COMMON]
    if not (telling or m.group("with")) or _NO_FORUM.search(m.group("name")):
        return None
    said_with = m.group("with") or ""
    return f"{m.group('often')} {m.group('name')}{said_with}".strip(), f"{m.group('name')}{said_with}".strip()


def _taken(sentence: Said, start: int, end: int) -> bool:
    """True where a board is named in these words already, to its last."""
    return any(m.end >= end and m.start < end and m.entity.label == "Board" for m in sentence.mentions)


def _meeting(
    sentence: Said, names: tuple[str, str], m: re.Match[str], seen: set[tuple[str, str]]
) -> Iterator[Candidate]:
    capitals = names[1].split()[0][:1].isupper()
    name, other = (names[1], names[0]) if capitals else names
    board = Entity("Board", name, kind="forum", aliases=tuple(dict.fromkeys(a for a in (other,) if a != name)))
    borough = sentence.topic
    if borough is not None:
        board = _placed(sentence.document, board, borough)
    key = board.name.casefold().removesuffix("s"), m.group("often").casefold()
    if key in seen:
        return
    seen.add(key)
    evidence = sentence.evidence() if len(sentence.text) <= 300 else sentence.evidence(m.start(), m.end())
    yield _meets(evidence, board, m.group("often"), sentence.status)
    made = re.search(
        r"\bhas (?:\w+ly )?(?:developed|established|set up|introduced|created|committed to)\b",
        sentence.text[: m.start()],
    )
    if borough is None or sentence.document.body is not None:
        return
    if made is not None or re.search(r"\bits (?:own )?$", sentence.text[: m.start()]):
        yield candidate(evidence, board, "COVERS", borough, method=METHOD, confidence=0.75)
    if made is not None:
        yield candidate(evidence, board, "ESTABLISHED_BY", council(borough), method=METHOD, confidence=0.75)


def _placed(document: Document, board: Entity, borough: Entity) -> Entity:
    found = in_front(document, board, borough)
    return replace(
        found, aliases=tuple(dict.fromkeys([*found.aliases, *(f"{borough.name} {a}" for a in board.aliases)]))
    )


def _meets(evidence: Evidence, board: Entity, often: str, status: str) -> Candidate:
    props = {"frequency": " ".join(often.split()).casefold()}
    return candidate(evidence, board, "MEETS", board, method=METHOD, confidence=0.7, props=props, status=status)


def _boards_of(sentence: Said) -> Iterator[Candidate]:
    """ "The Boards in A and B met quarterly": each of them does."""
    boroughs = sentence.of("Borough")
    for at, first in enumerate(boroughs):
        several = PLURAL.search(sentence.text[: first.start])
        last = boroughs[-1]
        meets = _EACH_MEETS.match(sentence.text, last.end)
        if several is not None and meets is not None and at < len(boroughs) - 1:
            head = re.sub(r"^The ", "", several.group(1))
            for borough in boroughs[at:]:
                board = sentence.document.names.board(head, area=borough.entity)
                yield _meets(sentence.evidence(), board, meets.group("often"), sentence.status)
            return
