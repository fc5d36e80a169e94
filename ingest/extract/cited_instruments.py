"""Instruments in lists of references: "Examplia Council (2021) Neglect Strategy. Examplia" is the council's strategy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.phrases import kind_of

_ENTRY = re.compile(
    r"\W*(?:\d+[.)]?\s+)?(?P<author>[A-Z][\w&'’ ,()-]{1,90}?)\s+\((?P<year>(?:19|20)\d\d[a-z]?|no date|n\.? ?d\.?)\)"
    r"[.,:]?\s+['‘“\"*_]*(?P<title>[A-Z][^.]{8,180}?)['’”\"*_]*(?:\.(?P<rest>.*))?$",
    re.S,
)
_INSTRUMENT = re.compile(
    r"\b(?:strategy|plan|protocol|polic(?:y|ies)|framework|charter|(?:statutory )?guidance|guidelines?|guide|procedures?|"
    r"toolkit|handbook|code of practice|agreement|concordat|standards)\b",
    re.I,
)
_NO_INSTRUMENT = re.compile(
    r"\b(?:report|review|inspection|evaluation|analysis|minutes|findings|statistics|survey|audit|research|study|letter|"
    r"consultation|response|briefing|presentation)\b",
    re.I,
)
_PERSON = re.compile(r",? [A-Z]\.|\bet al\b|^[A-Z][\w'’-]+, [A-Z]\b|^[A-Z][a-z]+ and [A-Z][a-z]+$")
_OFFICE = re.compile(
    r"^(?:HM |Her Majesty's |His Majesty's )?Government$|^Mayor of [A-Z]|^[A-Z]{3,9}\d?$|^UK Government$"
)
_DATED = re.compile(r"\s*:?\s*(?:Report )?(?:Submitted|Published|Updated|Last updated|Version)\b.*$", re.S)


def cited_instruments(document: Document) -> Iterator[Candidate]:
    """OWNS_PROTOCOL from a body that a list of references gives as the author of an instrument; a person is none."""
    for block in document.blocks:
        if block.kind in {"table", "heading"} or len(block.text) > 600:
            continue
        m = _ENTRY.match(" ".join(block.text.split()))
        if m is None or _PERSON.search(m.group("author")):
            continue
        author = _author(document, m.group("author"))
        instrument = _instrument(m)
        if author is not None and instrument is not None:
            yield candidate(
                document.evidence(block), author, "OWNS_PROTOCOL", instrument, method="reference-list", confidence=0.86
            )


def _author(document: Document, printed: str) -> Entity | None:
    """The body that the author's place names; None where it names a person or nothing known."""
    name = re.sub(r"\s*\([^()]*\)$", "", printed).strip(" ,")
    found = document.names.find(name)
    if len(found) == 1 and found[0].start < 5 and found[0].end == len(name):
        whole = found[0].entity
        return whole if whole.label in {"Organisation", "Board", "BCU"} else None
    if _OFFICE.match(name) or kind_of(name) is not None:
        return document.names.body(name)
    return None


def _instrument(m: re.Match[str]) -> Entity | None:
    title = _DATED.sub("", " ".join(m.group("title").replace("*", "").split())).strip(" ,:")
    second = re.match(r"\s*(?P<said>(?:An?|The) [^.]{6,80})\.", m.group("rest") or "")
    told = title if _INSTRUMENT.search(title) else second.group("said") if second else ""
    if not _INSTRUMENT.search(told) or _NO_INSTRUMENT.search(title) or len(title.split()) < 2:
        return None
    name = re.sub(r"^The ", "", title)
    part = name.partition(": ")
    aliases = [f"{title}. {second.group('said')}"] if second and told != title else []
    if part[2] and _INSTRUMENT.search(part[2]) and _INSTRUMENT.search(part[0]):
        aliases.append(part[2])
    return Entity("Protocol", name, aliases=tuple(aliases))
