"""Lists of members: people, posts or bodies below "Membership", "Who is in the partnership?", "The Board consists of:", with
group headings such as "Health partners" between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from graph.statements import Entity, Evidence
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.holding import is_literature, known_office, post_in, speaks_of
from ingest.extract.office_holders import chain
from ingest.office import Office, council, is_council_post, is_generic, is_office, read_office
from ingest.person_name import is_person_name
from ingest.post_holder import MARK, Holder, read_holder
from ingest.reading import Block
from ingest.tenure import Tenure

METHOD = "member-list"

_HEADING = re.compile(
    r"^(?:\d[\d.]*\s+)?(?:(?:our|the|core|full|current|board|partnership|executive|list\s+of|"
    r"statutory|voting|panel|group|committee|forum|subgroup|scp|lscp|sab|"
    r"\w+(?:\s+\w+){0,6})\s+)?(?:members|membership|membership\s+list|member\s+agencies|"
    r"members\s+list|board\s+representation|composition)"
    r"(?:\s+(?:of|on|and|as|in|at|for|during|list|20)\b.{0,80})?\s*:?$|"
    r"^who\s+(?:makes\s+up|sits\s+on|is\s+on|are\s+(?:the|our)\s+members|we\s+are).{0,60}$|"
    r"^the\s+(?:partnership|board|executive)\s+(?:is|was|are)\s+made\s+up\s+of.{0,40}$",
    re.IGNORECASE,
)
_YEARS = re.compile(r"[\s,(]*(?:in\s+|for\s+|during\s+|as\s+(?:of|at)\s+)?20\d\d(?:\s*[-–/]\s*\d{2,4})?\)?")
_NO_HEADING = re.compile(
    r"elected|famil|\bstaff|cabinet|council\s+members|scrutiny\s+members|terms|training|youth|young|"
    r"members?\s+of\s+the\s+public|house|role",
    re.IGNORECASE,
)
_INTRO = re.compile(
    r"\b(?:members?|membership|compris\w+|consist\w+|(?:is|are|was|were)\s+made\s+up\s+of|"
    r"composed\s+of|lead\s+representatives?|represented\s+on\s+the\s+\w+|attended\s+by)"
    r"\b[^.;]{0,160}:\s*$",
    re.IGNORECASE,
)
_NO_INTRO = re.compile(
    r"\b(?:responsib|expected|should|priorit|agree|roles?\s+of|required|must|data|feedback|"
    r"sub-?\s?groups\b[^.]{0,60}representatives)",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"^(?:(?:statutory|safeguarding|local|other|relevant|key|wider)\s+)*(?:(?:health(?:care)?|police|"
    r"policing|local\s+authority|council|education|schools?|voluntary(?:\s+(?:and|&)\s+community)?|"
    r"community|probation|criminal\s+justice|lay|children[’']?s\s+(?:social\s+care|services)|"
    r"adult(?:s|\s+social\s+care)?|housing|public\s+health|nhs|third\s+sector|faith|fire|independent|"
    r"statutory|core|"
    r"associate|co-opted|safeguarding|advisory|advisers?|professional|other|in\s+attendance|"
    r"youth\s+justice|early\s+years|primary\s+care|legal|business|officers?)(?:\s*(?:,|and|&|/)\s*)?)"
    r"+\s*"
    r"(?:partners?|members?|agenc(?:y|ies)|representatives?|sector|organisations?|advis[eo]rs?|services?|team)?\s*:?$",
    re.IGNORECASE,
)
_COUNCIL_GROUP = re.compile(r"local\s+authority|council|children[’']?s\s+(?:social\s+care|services)", re.IGNORECASE)
_OTHER_LIST = re.compile(
    r"^(?:our\s+)?(?:sub-?\s?groups?|task\s+(?:and|&)\s+finish|priorities|contents|aims|objectives|"
    r"attendance|meetings|apologies|contact|useful)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"^(?:the\s+)?(?P<what>(?:safeguarding\s+|strategic\s+|partnership\s+)?(?:executive(?:\s+(?:board|"
    r"group|committee))?|board|partnership))\s*(?:members(?:hip)?)?\s*:?$",
    re.IGNORECASE,
)
_LONGEST = 260


@dataclass(slots=True)
class _List:
    """A list as it is read: its board, the group heading in force, and what was found."""

    board: Entity
    sure: bool
    date: str | None = None
    """The document's own."""
    group: str | None = None
    found: list[Candidate] = field(default_factory=list)
    entries: int = 0
    strange: int = 0


def member_lists(document: Document) -> Iterator[Candidate]:
    """MEMBER_OF of people (with their post and time), posts and bodies, and POST_IN of posts; a list of one entry is none."""
    if document.kind == "minutes":
        return
    current: _List | None = None
    for block in document.blocks:
        begun = _begins(document, block)
        if begun is not None:
            yield from _end(current)
            current = begun
            continue
        if current is None:
            continue
        if _over(current, block):
            yield from _end(current)
            current = None
            continue
        _read(document, block, current)
        if current.strange > 2:
            yield from _end(current)
            current = None
    yield from _end(current)


def _end(current: _List | None) -> Iterator[Candidate]:
    if current is not None and current.entries > 1:
        yield from current.found


def _begins(document: Document, block: Block) -> _List | None:
    """The list that a heading, a line or the sentence before a list opens."""
    text = block.text.strip()
    if block.kind == "table" or is_literature(document.headings(block)):
        return None
    if (
        len(text) < 120
        and block.kind in {"heading", "line"}
        and _HEADING.match(_YEARS.sub("", text).strip())
        and not _NO_HEADING.search(text)
    ):
        board, sure = _board(
            document, text, document.headings(block)[:-1] if block.kind == "heading" else document.headings(block)
        )
        return _List(board, sure, speaks_of(document)) if board is not None else None
    last = re.split(r"(?<=[.!?])\s+", text)[-1]
    if text.endswith(":") and _INTRO.search(last) and not _NO_INTRO.search(last) and block.kind != "item":
        board, sure = _board(document, last, document.headings(block))
        if board is None or not sure:
            before = [m.entity for m in document.names.find(text) if m.entity.label == "Board"]
            board, sure = (before[-1], True) if before and not sure else (board, sure)
        return _List(board, sure, speaks_of(document)) if board is not None else None
    return None


def _board(document: Document, text: str, headings: tuple[str, ...]) -> tuple[Entity | None, bool]:
    """The board that a text names, else the heading above it, else the document's own; and whether it is named."""
    if re.search(r"sub-?\s?groups\b", text, re.IGNORECASE):
        return None, False
    for said in (text, *reversed(headings[-2:])):
        alone = _OWN.match(_YEARS.sub("", said).strip())
        if alone and document.body is not None:
            return _own(document, alone["what"]), True
        named = [m.entity for m in document.names.find(said) if m.entity.label == "Board"]
        if named:
            return named[0], True
        own = re.search(r"\b[Tt]he\s+(?P<what>Executive|Board|Partnership)\b", said)
        if own and document.body is not None:
            return _own(document, own["what"]), True
    return document.body, False


def _own(document: Document, what: str) -> Entity:
    assert document.body is not None
    if "executive" in what.casefold():
        return document.names.board(" ".join(w.capitalize() for w in what.split()), area=document.body)
    return document.body


def _over(current: _List, block: Block) -> bool:
    text = block.text.strip()
    if block.kind == "heading":
        return not (_GROUP.match(text) or _OWN.match(text))
    if block.kind == "paragraph" and re.search(r"\w\.$", text) and len(text) > 80:
        return True
    return (len(text) > _LONGEST and block.kind != "table") or bool(_OTHER_LIST.match(text))


def _read(document: Document, block: Block, current: _List) -> None:
    text = block.text.strip()
    own = _OWN.match(text)
    if own and document.body is not None and len(text) < 60 and block.kind in {"heading", "line"}:
        current.board = _own(document, own["what"])
        current.group = None
        return
    if _GROUP.match(text) and len(text) < 60 and block.kind != "table" and read_office(text, document.names) is None:
        current.group = text.strip(" :")
        return
    found = list(_table(document, block, current) if block.kind == "table" else _entry(document, block, current))
    if found:
        current.entries += sum(c.statement.predicate == "MEMBER_OF" for c in found)
        current.strange = 0
        current.found += found
    else:
        current.strange += 1


def _entry(document: Document, block: Block, current: _List) -> Iterator[Candidate]:
    spans = [m.span() for m in re.finditer(r"[^\n]+", block.text)] if block.kind != "item" else [(0, len(block.text))]
    for start, end in spans:
        text = block.text[start:end].strip(" ;,.•-–—")
        holders = list(chain(document, block.text[start:end]))
        for holder, first, last in holders:
            yield from _person(document, document.evidence(block, start + first, start + last), holder, current)
        if not holders:
            yield from _one(document, document.evidence(block, start, end), text, current)


def _one(document: Document, evidence: Evidence, text: str, current: _List) -> Iterator[Candidate]:
    holder = read_holder(text, document.names)
    if holder is not None and (holder.office is not None or holder.body is not None):
        yield from _person(document, evidence, holder, current)
        return
    if holder is not None:
        return
    office = read_office(text, document.names)
    if office is not None:
        yield from _post(document, evidence, office, current)
        return
    body = _body(document, text)
    if body is not None and body != current.board:
        yield _member(evidence, body, current, None)
    elif body is None and current.sure and current.entries:
        named = _by_capitals(document, text)
        if named is not None:
            yield replace(_member(evidence, named, current, None), confidence=0.72)


def _person(document: Document, evidence: Evidence, holder: Holder, current: _List) -> Iterator[Candidate]:
    if document.people.keeps_out(holder.person.name):
        return
    office = known_office(document, holder.office) if holder.office else None
    said = office.role.name if office and office.body else office.title if office else None
    yield _member(evidence, holder.person, current, said, holder.tenure)
    if holder.chair and not re.search(r"vice|deputy", holder.chair, re.IGNORECASE):
        kind = (
            "independent"
            if re.match(r"independent", holder.chair, re.IGNORECASE)
            else "joint"
            if re.match(r"co", holder.chair, re.IGNORECASE)
            else None
        )
        props = {**(holder.tenure or Tenure()).props(), "kind": kind}
        yield candidate(
            evidence,
            holder.person,
            "CHAIRS",
            current.board,
            method=METHOD,
            confidence=0.88 if current.sure else 0.75,
            props=props,
        )


def _post(document: Document, evidence: Evidence, office: Office, current: _List) -> Iterator[Candidate]:
    office = known_office(document, office)
    if office.body is None and current.group and _COUNCIL_GROUP.search(current.group) and len(document.boroughs) == 1:
        office = office.within(council(document.boroughs[0], document.names))
    if office.body is None and len(document.boroughs) == 1 and is_council_post(office.title):
        office = office.within(council(document.boroughs[0], document.names))
    if office.body is None:
        return
    yield _member(evidence, office.role, current, current.group)
    yield post_in(evidence, office, METHOD, 0.9 if office.sure else 0.8)


def _member(
    evidence: Evidence, who: Entity, current: _List, as_role: str | None, tenure: Tenure | None = None
) -> Candidate:
    props = {**(tenure or Tenure()).props(), "as_role": as_role}
    status = "historic" if tenure is not None and tenure.over(current.date) else "asserted"
    confidence = 0.9 if current.sure else 0.8
    return candidate(
        evidence, who, "MEMBER_OF", current.board, method=METHOD, confidence=confidence, props=props, status=status
    )


def _body(document: Document, text: str) -> Entity | None:
    """The body that an entry names whole: "Quinceborough NHS Trust", "Quincey Council – Housing"."""
    plain = re.sub(r"\s*\([^()]{1,60}\)$", "", text).strip(" .;,*")
    if not 3 < len(plain) < 110 or is_person_name(plain) or (is_generic(plain) and not document.names.find(plain)):
        return None
    for mention in document.names.find(plain):
        starts = mention.start == 0 or plain[: mention.start].casefold() in {
            "the ",
            "one representative from ",
            "representative of ",
            "representatives from ",
        }
        rest = plain[mention.end :]
        if (
            starts
            and mention.entity.label in {"Organisation", "BCU"}
            and re.fullmatch(r"\s*|\s*[-–—,:].*|\s+\([^()]*\)", rest)
        ):
            return (
                None
                if is_generic(plain[mention.start : mention.end]) and not mention.entity.aliases
                else mention.entity
            )
    return None


def _by_capitals(document: Document, text: str) -> Entity | None:
    """A body that only its capitals and its place in the list tell: "Healthwatch Quincey"."""
    plain = re.sub(r"\s*\([^()]{1,60}\)$", "", text).strip(" .;,*")
    words = plain.split()
    fits = 2 <= len(words) <= 8 and all(w[0].isupper() or w in {"and", "&", "of", "for", "the", "in"} for w in words)
    if not fits or re.search(r"[:;,.!?\d]", plain) or is_person_name(plain) or is_generic(plain) or is_office(plain):
        return None
    found = document.names.body(plain)
    return found if found.label == "Organisation" else None


def _table(document: Document, block: Block, current: _List) -> Iterator[Candidate]:
    for number, row in enumerate(block.rows):
        texts = [re.sub(r"\s+", " ", re.sub(r"<br\s*/?>", " ", c.text)).strip() for c in row]
        said = [t for t in texts if t]
        if (
            not said
            or len(said) > 4
            or all(
                len(t.split()) < 3
                and re.fullmatch(
                    r"(?i)(?:name|role|title|post|organi[sz]ation|agency|member|representative|job title|\W)+", t
                )
                for t in said
            )
        ):
            continue
        evidence = document.evidence(block, row=number)
        named = next((t for t in said if is_person_name(t)), None)
        if named is not None:
            rest = sorted((t for t in said if t != named), key=lambda t: not is_office(MARK.sub("", t)))
            holder = read_holder(", ".join([named, *rest]), document.names) or read_holder(named, document.names)
            if holder is not None:
                yield from _person(document, evidence, holder, current)
        elif len(said) == 1 or not any(len(t) > 90 for t in said):
            found = list(_one(document, evidence, ", ".join(said) if len(said) == 2 else said[0], current))
            yield from found or _one(document, evidence, said[0], current)
