"""Who chairs what: "The Board is chaired by …", "co-chaired by", "has an independent chair", "chairing rotates between …", and
tables and lines that name a chair."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.statements import Entity, Evidence
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.holding import Reading, holds, is_literature, known_office
from ingest.extract.meeting_names import named_meetings
from ingest.extract.office_sentences import office_at
from ingest.extract.posts import posts
from ingest.extract.said import Said, said
from ingest.names import Mention
from ingest.office import Office, council, is_council_post, read_office
from ingest.people import person
from ingest.person_name import find_names
from ingest.post_holder import read_holder
from ingest.reading import Block
from ingest.sieve import Sieved

METHOD = "chair-sentence"
TABLE = "chair-table"

_BY = re.compile(
    r"(?P<how>\b(?:co|jointly|independently|joint)[- ])?\b(?:co-?)?chaired\s+(?P<jointly>jointly\s+)"
    r"?by\s+(?:either\s+|both\s+)?",
    re.IGNORECASE,
)
_DOES = Sieved(
    r"(?P<before>[^.;]*?)\s+(?:(?:also|currently|now|has|continues\s+to|continued\s+to)\s+)"
    r"*(?P<how>co-|jointly\s+)?(?P<verb>chairs?|chaired)\s+(?=the\s|both\s|our\s|[A-Z])"
)
_CHAIRS = Sieved(r"(?:chairs?|chaired)\s+(?=the\s|both\s|our\s|[A-Z])")
"""The verb of `_DOES`, which is slow on the sentences that speak of a chair without it."""
_ROTATES = re.compile(
    r"\b(?:chair(?:ing|ship|manship)?|chaired)\b[^.;]{0,80}?\b(?:rotat\w+|alternat\w+|(?:on\s+a\s+)"
    r"?rolling\s+basis|in\s+turn)\b[^.;]{0,40}?\b(?:between|among(?:st)?|by|across)\s+",
    re.IGNORECASE,
)
_ROTATING = re.compile(r"\brotat\w+|\balternat\w+|\brolling\s+(?:chair|basis)|\bin\s+turn\b", re.IGNORECASE)
_HAS = re.compile(
    r"\b(?:has|had|have|retains?|retained|appointed|appoints|with|under)\s+(?:(?:its|their|the)"
    r"\s+own\s+)?an?\s+(?:new\s+)?independent\s+chair(?:person|man|woman)?\b(?!\s+of)",
    re.IGNORECASE,
)
_INDEPENDENTLY = re.compile(r"\bindependently\s+chaired\b(?!\s+by)", re.IGNORECASE)
_FILLER = re.compile(
    r"(?:\s*\([^()]{1,60}\))?(?:'s)?(?:,\s+[a-z][^,;.]{1,60},)?(?:,?\s+(?:which|that|who|and|is|are|"
    r"was|were|has|have|will|be|been|being|meetings?|meets\s+\w+|both|each|all|also|now|currently|"
    r"jointly|continues?\s+to\s+be|to|"
    r"remains?|\w+ly|during\s+\d{4}(?:[/-]\d+)?|in\s+\d{4}(?:[/-]\d+)?|it))*,?\s*$",
    re.IGNORECASE,
)
_GUESS = re.compile(
    r"(?:^|[,;]\s+|\band\s+)(?P<it>(?:The|This|the|this)\s+(?:group|sub-?group|panel|forum|committee|"
    r"meeting|Group|Sub-?group|Panel|Forum|Committee)|It|it|which)\b[^.;]{0,60}$"
)
_OWN = re.compile(r"\b(?:The|the)\s+(?P<what>Board|Partnership|Executive(?:\s+(?:Board|Group))?)\b")
_NO = re.compile(
    r"\b(?:would|should|could|if|whether|proposed?|recommend\w*|not|no\s+longer|previously|formerly|"
    r"may|might|planned|plans\s+to|intends?|will)\b",
    re.IGNORECASE,
)
_AND = re.compile(
    r"(?:\s*\([^()]{1,60}\))?\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s*/\s*|\s+or\s+)(?:by\s+)?(?:the\s+|"
    r"a\s+|an\s+)?"
)
_COLUMN = re.compile(
    r"^(?:current\s+)?(?P<how>independent\s+|joint\s+|co-?\s?)?chair(?:s|ed\s+by|person|man)"
    r"?(?:\s*\(s\))?(?:\s+(?:name|and\s+(?:agency|organisation|role)))?$",
    re.IGNORECASE,
)
_BOARD_COLUMN = re.compile(
    r"^(?:name\s+of\s+)?(?:the\s+)?(?:sub-?\s?groups?|groups?|boards?|committees?|panels?|meetings?|"
    r"forums?|name|partnerships?)(?:\s+(?:name|title))?$",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"^(?:the\s+)?(?P<how>independent\s+|joint\s+|co-?\s?)?chair(?:s|ed\s+by|person|man|woman)"
    r"?\s*[:–—-]\s*(?P<who>.{5,160})$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Chair:
    entity: Entity
    office: Office | None = None
    """The post of a person who chairs, where it stands beside the name."""


def chairs(document: Document) -> Iterator[Candidate]:
    """CHAIRS of people, posts and bodies, with its kind where it is said; HOLDS and POST_IN of a person's post beside the name."""
    for found in said(document):
        if re.search(r"chair", found.text, re.IGNORECASE) and not is_literature(document.headings(found.block)):
            yield from _sentence(found)
    for block in document.blocks:
        if block.kind == "table":
            yield from _table(document, block)
        elif len(block.text) < 200:
            yield from _line(document, block)


def _sentence(found: Said) -> Iterator[Candidate]:
    text = found.text
    if text.rstrip().endswith("?") or re.match(r"(?:If|Whether|Should|Had)\b", text):
        return
    rotates = _ROTATES.search(text)
    if rotates:
        for board, guess in _board_in(found, 0, rotates.end(), loose=True):
            yield from _state(found, _chairs_at(found, rotates.end()), board, "rotating", guess)
        return
    for m in _BY.finditer(text):
        near = next((b for b, _ in _board_in(found, 0, m.start())), None)
        named = _chairs_at(found, m.end(), near)
        joint = (
            bool(m["how"] and re.match(r"co|joint", m["how"], re.IGNORECASE))
            or bool(m["jointly"])
            or "co-chaired" in m.group().casefold()
        )
        kind = "joint" if joint else "rotating" if _ROTATING.search(text) and len(named) > 1 else None
        if len(named) > 1 and kind is None:
            named = named[:1] if not re.match(r".{0,80}\bboth\b", m.group()) else named
        for board, guess in _board_in(found, 0, m.start()):
            yield from _state(found, named, board, kind, guess)
    yield from _does(found)
    for pattern in (_HAS, _INDEPENDENTLY):
        for m in pattern.finditer(text):
            for board, guess in _board_in(found, 0, m.start()):
                role = Office("Independent Chair", board, board.name)
                yield from _state(found, [_Chair(role.role)], board, "independent", guess)


def _does(found: Said) -> Iterator[Candidate]:
    text = found.text
    for m in _DOES.finditer(text) if _CHAIRS.search(text) else ():
        boards = _boards_from(found, m.end())
        chair = _chair_before(found, m.end("before"))
        if boards and chair is not None and not _NO.search(text[max(0, m.end("before") - 30) : m.start("verb")]):
            for board in boards:
                yield from _state(found, [chair], board, "joint" if m["how"] else None, False)


def _state(found: Said, named: list[_Chair], board: Entity, kind: str | None, guess: bool) -> Iterator[Candidate]:
    document = found.document
    status = found.status
    for chair in named:
        if chair.entity == board or (chair.entity.label == "Person" and document.people.keeps_out(chair.entity.name)):
            continue
        what = kind or ("independent" if re.match(r"independent\b", chair.entity.name, re.IGNORECASE) else None)
        evidence = found.evidence()
        yield candidate(
            evidence,
            chair.entity,
            "CHAIRS",
            board,
            method=METHOD,
            confidence=0.72 if guess else 0.9,
            props={"kind": what},
            status=status,
        )
        if chair.office is not None:
            yield from holds(document, evidence, chair.entity, chair.office, None, reading=Reading(METHOD, 0.85))


def _chairs_at(found: Said, place: int, board: Entity | None = None) -> list[_Chair]:
    """Those named from a place on: people with their posts, posts, bodies; in a list up to the first that is none."""
    named: list[_Chair] = []
    text = found.text
    article = re.compile(r"(?:the\s+|our\s+|a\s+|an\s+|its\s+|their\s+)*", re.IGNORECASE).match(text, place)
    place = article.end() if article else place
    while len(named) < 6:
        hit = _one_at(found, place, board)
        if hit is None and not named and (other := _OTHER.match(text, place)):
            place = other.end()
            hit = _one_at(found, place, board)
        if hit is None:
            break
        chair, end = hit
        named.append(chair)
        link = _AND.match(text, end)
        if link is None:
            break
        place = link.end()
    return named


def _one_at(found: Said, place: int, board: Entity | None = None) -> tuple[_Chair, int] | None:
    document, text = found.document, found.text
    names = [n for n in find_names(text[place : place + 80])[:1] if n.start == 0]
    if names:
        who, end = person(text[place : place + names[0].end]), place + names[0].end
        if who is None:
            return None
        beside = re.compile(r"\s*[,(]\s*(?:the\s+)?(?=[A-Z])").match(text, end)
        post = office_at(document, text, beside.end(), whole=True) if beside else None
        office = known_office(document, post[0]) if post else None
        return (_Chair(who, office if office and office.body else None), post[1] if post else end)
    post = office_at(document, text, place, home=True)
    named = (p for p in posts(found) if p.start == place and ", " in p.entity.name)
    role = next((p for p in named if not p.entity.name.startswith("Independent")), None)
    if role is not None and (post is None or role.end >= post[1] - 2):
        return _Chair(role.entity), role.end
    if post is None and board is not None:
        post = _of_the_area(document, text, place, board)
    mention = next(
        (n for n in found.mentions if n.start == place and n.entity.label in {"Organisation", "BCU", "Board"}), None
    )
    if post is not None and (mention is None or mention.end < post[1]):
        office = known_office(document, post[0])
        if office.body is not None:
            return _Chair(office.role), post[1]
    if mention is not None:
        return _Chair(mention.entity), mention.end
    return _short(document, text, place)


def _of_council(title: str) -> bool:
    """Whether one who chairs a borough's board and whose body is not named is of its council."""
    return is_council_post(title) or bool(_LEADS_A_SERVICE.match(title) and not _OF_OTHERS.search(title))


_LEADS_A_SERVICE = re.compile(
    r"(?:(?:Strategic|Corporate|Executive|Assistant|Deputy|Service|Group|Interim|Joint|Divisional|Operational)\s+)*"
    r"(?:Director|Head|Cabinet Member)\s+(?:of|for)\b|Service\s+Manager\s+for\b|"
    r"(?:Prevent|Community\s+Safety|MASH|Early\s+Help|YOT|YOS|YJS|Youth\s+Justice|Virtual\s+School|Housing)\s+"
    r"(?:Manager|Head|Coordinator|Co-ordinator|Lead)$",
    re.IGNORECASE,
)
_OTHER = re.compile(r"(?:[\w'’-]+,? ){1,9}?and (?:by )?(?:the|a|an|our) ")
"""One of two who chair, whose body is not told, and "and the" before the other."""
_GOES_ON = re.compile(r"\b(?:attended|supported|reports|brings|comprises|held|works|co-chaired)\b|\band\s+the\b")
_OF_OTHERS = re.compile(
    r"\b(?:nurs|health|clinical|medical|polic|probation|detective|quality and safety|ccg|icb|trust|"
    r"school|prison|fire|ambulance|crime)",
    re.IGNORECASE,
)


def _of_the_area(document: Document, text: str, place: int, board: Entity) -> tuple[Office, int] | None:
    """A post of the council, where the board that it chairs is of one borough."""
    area = document.names.area_in(board.name)
    rest = text[place : place + 160]
    if len(area) != 1:
        return None
    for stop in reversed(
        [
            m
            for m in re.finditer(
                r",|\.|;|\s+and\s+(?:the|which|who|is|was|meets|has|includes|attended|supported)\b|$", rest
            )
            if m.start() > 5
        ]
    ):
        if _GOES_ON.search(rest[: stop.start()]):
            continue
        office = read_office(rest[:1].upper() + rest[1 : stop.start()], document.names)
        if office is not None and office.body is None and _of_council(office.title):
            return office.within(council(area[0], document.names)), place + stop.start()
    return None


def _short(document: Document, text: str, place: int) -> tuple[_Chair, int] | None:
    """ "the ISCC": a post that the document shortens."""
    m = re.compile(r"[A-Z][A-Za-z]{1,6}\b").match(text, place)
    office = read_office(document.names.short.get(m.group(), ""), document.names) if m else None
    if m is None or office is None:
        return None
    office = known_office(document, office)
    if office.body is None and re.search(r"independent", office.title, re.IGNORECASE):
        office = office.within(document.body)
    return (_Chair(office.role), m.end()) if office.body is not None else None


def _chair_before(found: Said, end: int) -> _Chair | None:
    """Who stands right before a verb at `end`."""
    text = found.text
    for start in [0, *(m.end() for m in re.finditer(r"(?:,\s+|\band\s+|\b(?:The|the|our|Our)\s+)", text[:end]))]:
        if re.search(r"\b(?:is|was|as|for|of|by|with|to)\s+(?:[Tt]he|[Oo]ur)\s+$", text[:start]):
            continue
        hit = _one_at(found, start + (4 if text[start : start + 4] == "The " else 0))
        if hit is not None and re.fullmatch(
            r"(?:,?\s+(?:who|which|also|and|currently|now|then)|\s*\([^()]*\)|,)*\s*", text[hit[1] : end]
        ):
            return hit[0]
    return None


def _board_in(found: Said, start: int, end: int, *, loose: bool = False) -> Iterator[tuple[Entity, bool]]:
    """The board of which a verb at `end` is said, and whether that is a guess."""
    text = found.text
    if _NO.search(text[max(start, end - 60) : end]):
        return
    named = sorted([*found.mentions, *named_meetings(found)], key=lambda m: m.start)
    boards = [m for m in named if m.entity.label == "Board" and m.start >= start and m.end <= end]
    for mention in reversed(boards):
        between = text[mention.end : end]
        if loose or _FILLER.fullmatch(between.replace("’", "'")):
            yield mention.entity, False
            return
        break
    own = list(_OWN.finditer(text, start, end))
    if own and found.document.body is not None and (loose or _FILLER.fullmatch(text[own[-1].end() : end])):
        what = own[-1]["what"]
        if what.startswith("Executive"):
            yield found.document.names.board(what, area=found.document.body), True
        else:
            yield found.document.body, False


def _boards_from(found: Said, place: int) -> list[Entity]:
    boards: list[Entity] = []
    text = found.text
    while True:
        lead = re.compile(r"(?:both\s+|the\s+|our\s+|its\s+)*").match(text, place)
        place = lead.end() if lead else place
        mention: Mention | None = next(
            (m for m in found.mentions if m.start <= place < m.end and m.entity.label == "Board"), None
        )
        if mention is None:
            own = _OWN.match(text, place - 4) if place >= 4 else None
            if own and found.document.body is not None and own["what"] in {"Board", "Partnership"} and not boards:
                return [found.document.body]
            return boards
        if re.match(r"(?:['’]s)?\s+[A-Z]\w+s?\b", text[mention.end :]):
            return boards  # "the Examplia Partnership Boards" are others
        boards.append(mention.entity)
        link = _AND.match(text, mention.end)
        if link is None:
            return boards
        place = link.end()


def _table(document: Document, block: Block) -> Iterator[Candidate]:
    """A table with a column of boards and a column of their chairs."""
    heads = [" ".join(c.text.replace("*", "").split()).strip(" :") for c in block.rows[0]] if block.rows else []
    board_at = next((i for i, h in enumerate(heads) if _BOARD_COLUMN.match(h)), None)
    chair_at = next((i for i, h in enumerate(heads) if _COLUMN.match(h)), None)
    if board_at is None or chair_at is None:
        return
    for number in range(1, len(block.rows)):
        row = block.rows[number]
        board = _board_named(document, row[board_at].text)
        if board is None:
            continue
        texts = [
            t
            for t in re.split(r"\n|;|<br\s*/?>|\s+/\s+|\s+and\s+(?=(?:Cllr|Dr|[A-Z]\w+\s+[A-Z]))", row[chair_at].text)
            if t.strip()
        ]
        how = _COLUMN.match(heads[chair_at])
        for text in texts:
            kind = (
                "joint"
                if len(texts) > 1 or (how and how["how"] and not how["how"].casefold().startswith("ind"))
                else None
            )
            yield from _named_chair(
                document,
                document.evidence(block, row=number),
                text,
                board,
                kind or ("independent" if how and how["how"] else None),
            )


def _board_named(document: Document, text: str) -> Entity | None:
    plain = " ".join(text.split()).strip(" :*")
    if not 3 < len(plain) < 120:
        return None
    for mention in document.names.find(plain):
        if mention.start <= 4 and mention.end >= len(plain) - 8 and mention.entity.label == "Board":
            return mention.entity
    if document.body is not None and re.search(
        r"(?i)\b(?:group|panel|board|committee|forum|executive)\s*(?:\([A-Z&]+\))?$", plain
    ):
        return document.names.board(plain, area=document.body)
    return None


def _named_chair(
    document: Document, evidence: Evidence, text: str, board: Entity, kind: str | None
) -> Iterator[Candidate]:
    plain = text.strip(" ,;:*")
    holder = read_holder(plain, document.names)
    if holder is not None:
        if document.people.keeps_out(holder.person.name):
            return
        yield candidate(evidence, holder.person, "CHAIRS", board, method=TABLE, confidence=0.9, props={"kind": kind})
        if holder.office is not None:
            yield from holds(
                document, evidence, holder.person, holder.office, holder.tenure, reading=Reading(TABLE, 0.88)
            )
        return
    office = read_office(plain, document.names)
    if office is not None:
        office = known_office(document, office)
        if office.body is not None:
            yield candidate(evidence, office.role, "CHAIRS", board, method=TABLE, confidence=0.88, props={"kind": kind})
        return
    whole = [m.entity for m in document.names.find(plain) if m.start == 0 and m.end >= len(plain) - 1]
    if whole and whole[0].label in {"Organisation", "BCU"}:
        yield candidate(evidence, whole[0], "CHAIRS", board, method=TABLE, confidence=0.85, props={"kind": kind})


def _line(document: Document, block: Block) -> Iterator[Candidate]:
    """ "Chair: Ada Example, Chief Executive of Examplia Council" under the heading of a board."""
    m = _LINE.match(block.text.strip())
    if m is None or document.kind == "minutes":
        return
    headings = document.headings(block)
    board = _board_named(document, headings[-1]) if headings else None
    if board is None:
        before = next(document.before(block), None)
        board = (
            _board_named(document, before.text)
            if before is not None and len(before.text) < 120 and before.kind != "table"
            else None
        )
    if board is not None:
        how = (m["how"] or "").casefold()
        kind = "independent" if how.startswith("ind") else "joint" if how else None
        yield from _named_chair(document, document.evidence(block), m["who"], board, kind)
