"""Who the statutory safeguarding partners of a partnership are (Children Act 2004 s. 16E): said in a sentence, or listed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.said import Said, said
from ingest.extract.status import status_of
from ingest.names import Mention, Names
from ingest.reading import Block
from ingest.sieve import Sieved

_WHO = (
    r"(?:(?:statutory|key|lead|three|four|five|local|equal|multi-agency) )*(?:statutory|safeguarding)"
    r" (?:safeguarding )?(?:partners|agencies|partner agencies)"
)
_ARE = Sieved(
    r"\bthree (?:key |core |main )?(?:statutory|safeguarding) partners,? (?!(?:are|were|who|which|that|for|in|of|to|and|have|has|"
    r"had|is|will|must|should|can|also|jointly|work|share|being|namely|act|as)\b)(?=\w)|"
    rf"\b{_WHO}\b\)?(?P<where>[^.;:()]{{0,110}}?)(?:\b(?:are|were|is made up of|comprises?|consists? of|namely|"
    rf"being)\b(?! (?:required|responsible|referred|"
    rf"committed|able|expected|obliged|accountable|also|not|now|working|determined|equally|jointly|all|"
    rf"in\b|under|the following))|[:(–])\s*",
    re.I,
)
_ARE_PARTNERS = Sieved(
    rf"^\s*,?\s*(?:are|as|act as|form|make up|were|together are) (?:the |our |equal )?(?:\w+ )?{_WHO}\b", re.I
)
_HEADING = re.compile(
    rf"^\W*(?:[\d.]+\s*)?(?:(?:our|the|who are the|list of) )?(?:\w+ )?{_WHO}(?: (?:are|include|of .*))?\W*$", re.I
)
_INTRO = Sieved(rf"\b{_WHO}\b[^.]{{0,120}}(?:are|were|include|comprise|following)\b[^.]{{0,40}}:\s*$", re.I)
_CLASS = Sieved(
    r"\b(?:the )?(?P<council>Local Authority|local authority|(?:the )?Council)\b|\b(?P<police>the [Pp]olice(?"
    r": service)?|Police(?: Service)?)\b|"
    r"\b(?:the )?(?P<health>Clinical Commissioning Group|CCG|Integrated Care Board|ICB)\b"
)
AS_COUNCIL = re.compile(r"(?:the )?(?:London Borough|LB|Royal Borough|RB)(?: of)? [A-Z][\w&' -]+", re.I)
"""A borough in the form that its council goes by."""
_LIST = re.compile(
    r"^(?:[\s,;&•/-]|and|[Tt]he|from|by|\([^)]*\)|for [A-Z]\w+|as well as|\d\)|[a-c]\)|London|of|Borough|"
    r"three|representing)*$"
)


def partners(document: Document) -> Iterator[Candidate]:
    """STATUTORY_PARTNER_OF from organisations to the document's partnership; none where it is of no one partnership."""
    board = _partnership(document)
    if board is None:
        return
    seen: set[str] = set()
    for found in (*_said(document, board), *_listed(document, board), *_tables(document, board)):
        if found.statement.subject.name.casefold() not in seen:
            seen.add(found.statement.subject.name.casefold())
            yield found


def _partnership(document: Document) -> Entity | None:
    body = document.body
    return body if body is not None and re.search(r"safeguarding", body.name, re.I) else None


def _said(document: Document, board: Entity) -> Iterator[Candidate]:
    for sentence in said(document):
        for m in _ARE.finditer(sentence.text):
            whole = _list_from(sentence, m.end())
            if len(whole) >= 2:
                yield from (_partner(sentence, board, w, (m.start(), whole[-1].end)) for w in whole)
        if not _ARE_PARTNERS.may(sentence.text):
            continue
        organisations = _bodies(sentence)
        for at, organisation in enumerate(organisations):
            if _ARE_PARTNERS.match(sentence.text[organisation.end :]):
                whole = _list_to(sentence, organisations[: at + 1])
                if len(whole) >= 2:
                    yield from (_partner(sentence, board, w, (whole[0].start, len(sentence.text))) for w in whole)


def _partner(sentence: Said, board: Entity, organisation: Mention, place: tuple[int, int]) -> Candidate:
    short = len(sentence.text) <= 300
    evidence = sentence.evidence() if short else sentence.evidence(*place)
    status = status_of(sentence.text[max(0, place[0] - 60) : place[1]])
    return candidate(
        evidence,
        organisation.entity,
        "STATUTORY_PARTNER_OF",
        board,
        method="partner-sentence",
        confidence=0.92,
        status=status,
    )


def _bodies(sentence: Said) -> list[Mention]:
    """Organisations of a sentence, and classes of them ("the Police") as the ones of the document's area."""
    named = [m for m in sentence.of("Organisation", "BCU") if m.entity.kind != "unit"]
    for place in sentence.of("Borough"):
        if AS_COUNCIL.fullmatch(sentence.text[place.start : place.end]):
            named.append(Mention(place.start, place.end, sentence.document.names.body(f"{place.entity.name} Council")))
    for m in _CLASS.finditer(sentence.text):
        if not any(n.start < m.end() and m.start() < n.end for n in sentence.mentions):
            entity = _local(sentence.document, m)
            if entity is not None:
                named.append(Mention(m.start(), m.end(), entity))
    in_order = sorted(named, key=lambda m: m.start)
    return [
        m
        for m in in_order
        if not any(b.end < m.start and sentence.text[b.end : m.start].strip() == "(" for b in in_order)
    ]


def _local(document: Document, m: re.Match[str]) -> Entity | None:
    """The council of a document's one borough; the one ICB or CCG that the document names; London's police."""
    boroughs = document.boroughs
    if m.group("council"):
        return document.names.body(f"{boroughs[0].name} Council") if len(boroughs) == 1 else None
    if m.group("police"):
        london = len(boroughs) == 1 and boroughs[0].kind == "london borough"
        return document.names.body("Metropolitan Police Service") if london else None
    kind = "ccg" if m.group("health").startswith("C") else "icb"
    memory: dict[str, Entity | None] = document.names.memory
    if kind not in memory:
        found = {n.entity for _, n in document.names.mentions_of(document.reading) if n.entity.kind == kind}
        memory[kind] = found.pop() if len(found) == 1 else None
    return memory[kind]


def _list_from(sentence: Said, start: int) -> list[Mention]:
    """The organisations listed from `start` on, with nothing but commas and "and" between."""
    listed: list[Mention] = []
    end = start
    for organisation in _bodies(sentence):
        if organisation.start < start:
            continue
        if not _LIST.match(sentence.text[end : organisation.start]):
            break
        listed.append(organisation)
        end = organisation.end
    return listed


def _list_to(sentence: Said, organisations: list[Mention]) -> list[Mention]:
    """The list that ends with the last of these."""
    listed = [organisations[-1]]
    for organisation in reversed(organisations[:-1]):
        if not _LIST.match(sentence.text[organisation.end : listed[0].start]):
            break
        listed.insert(0, organisation)
    return listed


def _listed(document: Document, board: Entity) -> Iterator[Candidate]:
    blocks = document.blocks
    for at, block in enumerate(blocks):
        heading = block.kind in {"heading", "line"} and len(block.text) < 80 and _HEADING.match(block.text) is not None
        if not heading and not (block.kind in {"paragraph", "line"} and _INTRO.search(block.text)):
            continue
        for item in (*items_after(blocks, at), *_lines_after(document, at)):
            organisation = whole_item(document.names, item.text)
            if organisation is not None and organisation.kind != "unit":
                yield candidate(
                    document.evidence(item),
                    organisation,
                    "STATUTORY_PARTNER_OF",
                    board,
                    method="partner-list",
                    confidence=0.9,
                )


_COLUMN = re.compile(rf"^\W*(?:\w+ )?{_WHO}?\W*$", re.I)


def _tables(document: Document, board: Entity) -> Iterator[Candidate]:
    """The column "Safeguarding partner" of a table: who is accountable, and who acts for them."""
    for block in document.blocks:
        heads = [" ".join(cell.text.split()) for cell in block.rows[0]] if block.kind == "table" else []
        at = next((i for i, head in enumerate(heads) if _COLUMN.match(head)), None)
        for number in range(1, len(block.rows) if at is not None else 0):
            named = whole_item(document.names, block.rows[number][at or 0].text)
            if named is not None and named.kind != "unit":
                yield candidate(
                    document.evidence(block, row=number), named, "STATUTORY_PARTNER_OF", board,
                    method="partner-table", confidence=0.88,
                )  # fmt: skip


def _lines_after(document: Document, at: int) -> Iterator[Block]:
    """The lines right below an introduction that each name an organisation: a list that lost its marks."""
    if not document.blocks[at].text.rstrip().endswith(":"):
        return
    for block in document.blocks[at + 1 : at + 9]:
        if block.kind != "line" or len(block.text) > 120 or whole_item(document.names, block.text) is None:
            return
        yield block


def items_after(blocks: tuple[Block, ...], at: int) -> Iterator[Block]:
    """The items of the first list after a heading or an introduction, before anything else but one paragraph."""
    paragraphs = 0
    began = False
    for block in blocks[at + 1 : at + 80]:
        if block.kind == "item":
            began = True
            yield block
        elif began or block.kind == "heading":
            return
        else:
            paragraphs += 1
            if paragraphs > 1:
                return


def whole_item(names: Names, text: str) -> Entity | None:
    """The organisation that an item names, where it says little else."""
    text = " ".join(text.split()).strip(" .;,")
    found = [m for m in names.find(text) if m.entity.label in {"Organisation", "BCU"}]
    if AS_COUNCIL.fullmatch(text) and not found:
        council = names.body(text)
        return council if council.kind == "council" else None
    if not found or len(text) > 160:
        return None
    first = found[0]
    rest = re.sub(r"\([^)]*\)", "", text[: first.start] + text[first.end :]).strip(" .;,:-–")
    if len(rest) <= 0.5 * len(text) and text[: first.start].strip(" *").casefold() in {"", "the", "our"}:
        return first.entity
    return None
