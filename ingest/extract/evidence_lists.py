"""Lists of the documents that a review read, by borough: EVIDENCE_FOR from each document to its borough.

A document is named as it is printed; where the entry does not name the area, the area stands before it. `date` is as
printed ("no date" where none is), `board` is the board whose minutes it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.dates import parse
from graph.statements import Entity, Evidence
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.grid import grids, one_line
from ingest.reading import Block
from ingest.sieve import Sieved

METHOD = "evidence-list"
_SECTION = Sieved(
    r"\b(?:evidence|documents?|documentation|sources?|materials?|papers|publications|"
    r"literature)\b.{0,40}\b(?:review(?:ed)?|consider(?:ed)?|examin(?:ed)?|analys(?:ed|is)|"
    r"includ(?:ed|es)|read|received|submitted|provided|by (?:borough|area|locality|local authority|partnership)|"
    r"list(?:ed)?|available)\b|"
    r"\b(?:list|schedule|table) of (?:evidence|documents|documentation|sources)\b|\b(?:reviewed|available|"
    r"submitted) (?:evidence|documents|documentation)\b|"
    r"^\W*(?:(?:appendix|annex) \w+\W+)?(?:evidence base|documents? (?:list|log)|evidence (?:list|log))\W*$",
    re.I,
)
_DOCUMENT = re.compile(
    r"\b(?:20\d\d|minutes|report|strategy|plan|policy|protocol|framework|review|audit|assessment|guidance|summary|"
    r"terms of reference|presentation|"
    r"procedures?|guide|toolkit|tool|paper|agenda|update|profile|analysis|briefing|statement|charter|survey|no date|"
    r"undated)\b",
    re.I,
)
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NO_DATE = r"(?:no?\.?\s?date|n\.?\s?d\.?|undated|date (?:not (?:known|stated|given)|unknown))"
_ONE = (
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTHS}\.?,?\s+)?20\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.](?:20)?\d\d|"
    rf"(?:spring|summer|autumn|winter)\s+20\d\d"
)
_DATE = re.compile(
    rf"(?:{_ONE})(?:\s*(?:-|–|—|to)\s*(?:{_ONE}))?|(?:{_MONTHS})\s*(?:-|–|to)\s*(?:{_MONTHS})\s+20\d\d", re.I
)
_YEARS = re.compile(r"\b20\d\d\s*[-–—/]\s*(?:20)?\d\d\b(?![/.-]\d)")
_IN_BRACKETS = re.compile(r"\((?P<said>[^()]{1,60})\)")
_MINUTES = re.compile(
    r"\bminutes\b|\bmeeting (?:notes|summary)\b|\bmeeting\. summary\b|\bnotes of (?:the )?meeting\b|"
    r"\bsummary of meeting\b",
    re.I,
)
_PROSE = re.compile(r"[a-z]\.\s+[A-Z]|\b(?:is|was|were|has|have|had|will|should|aims?) [a-z]|^[a-z]")
"""What titles of documents do not have and sentences do."""
_FORUM = re.compile(
    r"\b(?:board|committee|sub-?committee|panel|commission|partnership|forum|executive|sub-?group|group|cabinet)\b",
    re.I,
)


def evidence_lists(document: Document) -> Iterator[Candidate]:
    """EVIDENCE_FOR for each entry under an area's name, within a section that lists evidence; and from tables of both."""
    for area, text, evidence in listed(document):
        yield from _entry(document, area, text, evidence)
    yield from _tables(document)


def listed(document: Document) -> list[tuple[Entity, str, Evidence]]:
    """The entries of the document's lists of evidence: the area under which each stands, its words, their place."""
    memory: dict[str, list[tuple[Entity, str, Evidence]]] = document.names.memory
    if "evidence" not in memory:
        memory["evidence"] = [
            (area, one_line(text), evidence)
            for entries in _sections(document)
            if sum(map(_is_title, (text for _, text, _ in entries))) >= 0.6 * len(entries)
            for area, text, evidence in entries
        ]
    return memory["evidence"]


def _is_title(text: str) -> bool:
    return bool(_DOCUMENT.search(text) or _FORUM.search(text)) and not _PROSE.search(text)


def _sections(document: Document) -> Iterator[list[tuple[Entity, str, Evidence]]]:
    """What stands under the areas of each section: area, text, place."""
    section: Block | None = None
    area: Entity | None = None
    entries: list[tuple[Entity, str, Evidence]] = []
    for block in document.blocks:
        opened = _opens(block)
        if opened:
            yield entries
            section, area, entries = block, None, []
            continue
        if section is None or block.kind == "table":
            continue
        named = _area(document, block)
        if named is not None:
            area = named
        elif block.kind == "heading" and not (
            area and _DOCUMENT.search(block.text) and _mentions(document, block.text, area)
        ):
            if block.level <= section.level or area is not None:
                section, area = None, None
        elif area is not None and _is_entry(block):
            entries.append((area, block.text, document.evidence(block)))
    yield entries


def _opens(block: Block) -> bool:
    text = block.text.strip()
    if len(text) > 160 or not _SECTION.search(text):
        return False
    return block.kind == "heading" or (
        block.kind in {"line", "paragraph"} and (text.endswith(":") or block.kind == "line")
    )


def _area(document: Document, block: Block) -> Entity | None:
    """The area that a heading or a line of its own names: a borough, or several that work as one."""
    text = one_line(block.text).strip(" :–-")
    if len(text) > 60 or block.kind not in {"heading", "line", "paragraph", "item"}:
        return None
    return _area_named(document, text, heading=block.kind == "heading")


def _area_named(document: Document, text: str, *, heading: bool) -> Entity | None:
    named = document.names.area(text) or tuple(b for b in [document.names.borough(text)] if b is not None)
    if len(named) == 1:
        return named[0]
    if named:
        return Entity("Borough", one_line(text).replace("&", "and"), kind="joint area")
    said = re.fullmatch(r"(?:(?:London|Royal) )?Borough of (?P<name>[A-Z][\w' -]+)", text)
    return Entity("Borough", said.group("name")) if said and heading else None


def _is_entry(block: Block) -> bool:
    text = block.text.strip()
    return (
        len(text) <= 400
        and bool(re.search(r"[A-Za-z]{3}.*\s", text))
        and not re.fullmatch(r"\W*(?:page\s*)?\d+\W*", text, re.I)
        and not re.match(r"https?://\S+$", text)
        and not text.endswith(":")
    )


def _entry(document: Document, area: Entity, printed: str, evidence: Evidence) -> Iterator[Candidate]:
    text = one_line(printed).strip(" .;,•-–")
    text = re.sub(r"\s*<?https?://\S+>?", "", text).strip(" .;,")
    date, period = _dates(text)
    names_it = _mentions(document, text, area)
    name = text if names_it else f"{area.name} {re.sub(r'^(?:The|A|An) ', '', text)}"
    props = {"date": date, "period": period, "board": _board(document, area, text, names_it=names_it)}
    entity = Entity("Document", name, aliases=() if names_it else (text,))
    yield candidate(evidence, entity, "EVIDENCE_FOR", area, method=METHOD, confidence=0.94, props=props)


def _mentions(document: Document, text: str, area: Entity) -> bool:
    """Whether an entry names its area, or one of the boroughs of a joint one."""
    names = {area.name, *area.aliases}
    if area.kind == "joint area":
        names |= {b.name for b in document.names.area(area.name)}
        names |= set(re.split(r" and |, ", area.name))
    elif area.label == "Borough":
        names |= {area.name.removesuffix(" upon Thames"), re.sub(r"^(?:Royal|London) Borough of ", "", area.name)}
    return any(re.search(rf"\b{re.escape(n)}\b", text, re.I) for n in names if len(n) > 2)


def _dates(text: str) -> tuple[str, str | None]:
    """The date as printed: in brackets, else the last in the text, else "no date"; and the years that the document is about."""
    date: str | None = None
    rest = text
    for m in _IN_BRACKETS.finditer(text):
        said = re.sub(
            r"\s*[—–-]\s*(?:draft|final)\b.*$|^(?:dated|published|updated|"
            r"approved)\s+",
            "",
            m.group("said"),
            flags=re.I,
        ).strip()
        if re.fullmatch(_NO_DATE, said, re.I) or (_DATE.fullmatch(said) or _YEARS.fullmatch(said)):
            date, rest = said, text[: m.start()] + " " + text[m.end() :]
    years = _YEARS.search(rest)
    period = years.group() if years else None
    if date is None:
        found = [m.group() for m in _DATE.finditer(text)]
        date = (
            period
            if years and not any(not _within(f, years.group()) for f in found)
            else (found[-1] if found else None)
        )
    span = date if date and re.search(rf"{_MONTHS}.*(?:-|–|to).*{_MONTHS}", date, re.I) else None
    return _readable(date) or "no date", period or span


def _within(found: str, years: str) -> bool:
    return found in years or years.startswith(found)


def _readable(date: str | None) -> str | None:
    """The date where it can be kept: one that does not exist ("31 June 2020") is not stated."""
    try:
        if date is not None:
            parse(date)
    except ValueError:
        return None
    return date


def board_of(document: Document, area: Entity, text: str) -> str | None:
    """The name of the board whose minutes an entry under an area is, with the area in front; None for other documents."""
    return _board(document, area, text, names_it=_mentions(document, text, area))


def _board(document: Document, area: Entity, text: str, *, names_it: bool) -> str | None:
    """The board whose minutes an entry is: it says so, or names nothing but a board and a date."""
    bare = _IN_BRACKETS.sub(" ", text)
    bare = one_line(_DATE.sub(" ", bare)).strip(" .,:;–-")
    alone = bool(_FORUM.search(bare.split()[-1] if bare else "")) and bare != one_line(text)
    if not (_MINUTES.search(bare) or alone):
        return None
    name = re.sub(
        r"^(?:draft |approved |the )*(?:meeting )?(?:minutes|notes)(?: and actions)?(?: of|"
        r" from)?(?: the)?(?: meeting of)?(?: the)?\s+",
        "",
        bare,
        flags=re.I,
    )
    first = re.split(r",|\s[-–—:]\s|\.\s", name)[0]
    name = first if _FORUM.search(first) else name
    name = re.sub(
        r"\s*\b(?:online |public |extraordinary )*(?:meetings?)?\s*(?:draft |approved )?(?:minutes|notes|"
        r"summary)?(?: pack)?\s*$",
        "",
        name,
        flags=re.I,
    )
    name = re.sub(r"\s*\bmeetings?$", "", re.sub(r"^The ", "", name), flags=re.I).strip()
    if not _FORUM.search(name) or len(name) > 110:
        return None
    name = " ".join(
        w if w in {"and", "of", "for", "the", "on", "to"} or w[:1].isupper() else w[:1].upper() + w[1:]
        for w in name.split()
    )
    name = name.replace("Well-being", "Wellbeing").replace("Well-Being", "Wellbeing")
    return name if names_it else f"{area.name} {name}"


def _tables(document: Document) -> Iterator[Candidate]:
    """Tables with a column of areas and one of documents, several in a cell by lines."""
    for grid in grids(document):
        heads = [one_line(c) for c in grid.texts[0]]
        at = next(
            (c for c, h in enumerate(heads) if re.fullmatch(r"(?:borough|area|local authority|locality)s?", h, re.I)),
            None,
        )
        listed = next((c for c, h in enumerate(heads) if c != at and _SECTION_COLUMN.search(h)), None)
        if at is None or listed is None or not any(_SECTION.search(t) for t in (*grid.caption[:3], *heads)):
            continue
        area: Entity | None = None
        for number, row in enumerate(grid.texts[1:], 1):
            area = _area_named(document, one_line(row[at]), heading=True) if row[at] else area
            for part in re.split(r"\n|;\s+(?=[A-Z])", row[listed]):
                if area is not None and re.search(r"[A-Za-z]{3}.*\s", part):
                    yield from _entry(document, area, part, grid.evidence(number))


_SECTION_COLUMN = re.compile(r"\b(?:documents?|evidence|sources?|materials?|title)\b", re.I)
