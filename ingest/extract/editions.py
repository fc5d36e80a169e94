"""A later edition of an instrument takes the place of the earlier one; and "it replaces …" of the instrument spoken of before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.said import Said, said
from ingest.sieve import Sieved

_YEAR = re.compile(r"[ (]+((?:19|20)\d\d)\)?$")
_NEWER = Sieved(
    r"\b(?:revised|updated version|new version|new edition|latest (?:version|edition)|updated|"
    r"replac(?:es|ed|ing)|refreshed|"
    r"supersed(?:es|ed|ing)|newly published|(?:just|recently|has been|was) (?:re)?(?:leased|published|issued))\b",
    re.I,
)
_IT_REPLACES = re.compile(
    r"^(?:It|This|The (?:new )?(?:strategy|protocol|policy|framework|guidance|plan|tool|charter|agreement|pathway))\b"
    r"[^.;]{0,120}?\b(?:replac(?:es|ed)|supersed(?:es|ed)) (?:the |our |its )?(?:previous |former |old "
    r")?(?P<year>20\d\d )?$"
)
_AUDITS = re.compile(
    r"(?:[Tt]he )?(?P<one>Section \d+\w*(?: ?/ ?\d+)? [Aa]udits?)(?:(?:,| and|, and) "
    r"(?P<two>Section \d+\w*(?: ?/ ?\d+)? [Aa]udits?))?"
)


def editions(document: Document) -> Iterator[Candidate]:
    """SUCCEEDED_BY from the earlier to the later of two editions, or from what "it" replaces to what the words before name."""
    years = _years(document)
    told: set[str] = set()
    block, spoken_of = -1, None
    for sentence in said(document):
        yield from _later(sentence, years, told)
        if sentence.block.start != block:
            block, spoken_of = sentence.block.start, None
        if spoken_of is not None:
            yield from _it(sentence, spoken_of)
        first = next((m.entity for m in sentence.of("Protocol") if m.start < 60), None)
        if first is not None or not sentence.text.startswith(("It ", "This ")):
            spoken_of = first


def _years(document: Document) -> dict[str, dict[int, Entity]]:
    """The editions that a document names, by the name without its year."""
    found: dict[str, dict[int, Entity]] = {}
    for sentence in said(document):
        for mention in sentence.of("Protocol"):
            base, year = _edition(mention.entity)
            if year:
                found.setdefault(base, {}).setdefault(year, mention.entity)
    return found


def _edition(instrument: Entity) -> tuple[str, int]:
    m = _YEAR.search(instrument.name)
    if m is None or instrument.kind == "statute":
        return "", 0
    return instrument.name[: m.start()].casefold(), int(m.group(1))


def _later(sentence: Said, years: dict[str, dict[int, Entity]], told: set[str]) -> Iterator[Candidate]:
    if not _NEWER.search(sentence.text):
        return
    for mention in sentence.of("Protocol"):
        base, year = _edition(mention.entity)
        earlier = [y for y in years.get(base, ()) if y < year]
        if earlier and mention.entity.name not in told:
            told.add(mention.entity.name)
            old = years[base][max(earlier)]
            yield candidate(
                sentence.about(mention),
                old,
                "SUCCEEDED_BY",
                mention.entity,
                method="later-edition",
                confidence=0.72,
                status="asserted",
            )


def _it(sentence: Said, new: Entity) -> Iterator[Candidate]:
    named = sentence.of("Protocol")
    m = _IT_REPLACES.match(sentence.text[: named[0].start]) if named else None
    olds: list[Entity] = []
    if m is not None:
        year = (m.group("year") or "").strip()
        olds = [
            Entity("Protocol", f"{named[0].entity.name} ({year})", kind=named[0].entity.kind)
            if year
            else named[0].entity
        ]
    audits = _AUDITS.search(sentence.text)
    if audits is not None and _IT_REPLACES.match(sentence.text[: audits.start()]):
        olds = [Entity("Protocol", a) for a in audits.group("one", "two") if a]
    for old in olds:
        if old.name != new.name:
            yield candidate(
                sentence.about(),
                old,
                "SUCCEEDED_BY",
                new,
                method="succession-sentence",
                confidence=0.76,
                status="asserted",
            )
