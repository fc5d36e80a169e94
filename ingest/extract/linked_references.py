"""Lists of links and readings in briefings: the titles of pages with the bodies whose they are, statutes and guidance."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.recommending import title_of

_LINK = re.compile(
    r"^\W*(?P<title>[^|]{3,150}?)\s*(?: [-–—|] |\|)\s*(?P<site>[^|()]{3,80}?)\s*(?:\((?:www\.)?[\w-]+(?:\.[\w-]+)+\)|$)"
)
"""The title of a page, its site and its address, as browsers write links: "Welcome - Examplia Trust (examplia.example)"."""
_ADDRESS = re.compile(r"\((?:www\.)?[\w-]+(?:\.[\w-]+)+\)|https?://|\.(?:gov|org|co|ac)\.uk")
_FULL = re.compile(r"^\W*(?:[A-Z]{2,8}) ?\| ?(?:The )?(?P<name>[A-Z][\w&' ]{8,70})$")
_READING = re.compile(
    r"^\W*(?:references|further (?:reading|information)|resources|useful links|links|"
    r"bibliography|key documents)\W*$",
    re.I,
)
_INSTRUMENT = re.compile(r"\b(?:strategy|plan|protocol|framework|guidance|charter|code of practice|act \d{4})\b", re.I)
_NO_INSTRUMENT = re.compile(r"\b(?:inspection|review|evaluation|report|minutes|survey|consultation|case)\b", re.I)
_PUBLIC = re.compile(r"^(?:GOV\.UK|Home|YouTube|Wikipedia|BBC News|Google|NHS|legislation\.gov\.uk)$", re.I)
_EDITION = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d "
    r"(?:briefing|bulletin|update|newsletter|edition)$",
    re.I,
)
_LENGTH = 260


def linked_references(document: Document) -> Iterator[Candidate]:
    """REFERENCES from a briefing to the bodies and instruments that its links name; of documents that are no board's own."""
    if document.body is not None:
        return
    blocks = [b for b in document.blocks if b.kind in {"item", "line", "paragraph"} and len(b.text) < _LENGTH]
    linked = [b for b in blocks if _ADDRESS.search(b.text) or _FULL.match(" ".join(b.text.split()))]
    name = _name(document) if len(linked) >= 3 else ""
    if not name:
        return
    report = Entity("Document", name)
    told: set[str] = set()
    reading = False
    for block in blocks:
        text = " ".join(block.text.split())
        reading = bool(_READING.match(text)) or (reading and block.kind == "item")
        for named in (*_of_link(document, text), *(_of_reading(document, text) if reading else ())):
            if named.name not in told:
                told.add(named.name)
                yield candidate(
                    document.evidence(block), report, "REFERENCES", named, method="list-of-links", confidence=0.7
                )


def _name(document: Document) -> str:
    """The title, with the edition that a line of its own prints: "…, June 2022 briefing"."""
    title = title_of(document)
    edition = next((b.text.strip() for b in document.blocks[:8] if _EDITION.match(b.text.strip())), "")
    return f"{title}, {edition}" if title and edition and edition not in title else title


def _of_link(document: Document, text: str) -> Iterator[Entity]:
    full = _FULL.match(text)
    m = full or _LINK.match(text)
    if m is None or not (full or _ADDRESS.search(text)):
        return
    site = m.group("name" if full else "site").strip(" -–—*")
    if _PUBLIC.match(site):
        title = m.group("title").partition(":")[0].strip(" *")
        if _INSTRUMENT.search(title) and not _NO_INSTRUMENT.search(title) and len(title.split()) > 2:
            yield Entity("Protocol", title)
        return
    whole = document.names.body(re.sub(r"^The ", "", site))
    if whole.label == "Organisation" and site[0].isupper() and 1 < len(site.split()) < 10:
        yield whole


def _of_reading(document: Document, text: str) -> Iterator[Entity]:
    for mention in document.names.find(text)[:1]:
        if mention.entity.label == "Protocol" and mention.entity.kind in {"statute", "guidance"} and mention.start < 12:
            yield mention.entity
