"""Other ways to say who chairs: "Deputy Directors HO/DfE chair the X", "must find an independent chair for the X", "chaired by
an independent chair, Ada Example", "co-chairing of the X by A and B"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.holding import is_literature, known_office
from ingest.extract.local_services import services
from ingest.extract.meeting_names import named_meetings
from ingest.extract.posts import partnership
from ingest.extract.said import Said, said
from ingest.extract.sentences import states
from ingest.extract.staff import of_several, staff_posts
from ingest.extract.vice_chairs import vice_chairs
from ingest.names import Mention
from ingest.office import is_council_post, read_office
from ingest.people import person
from ingest.person_name import find_names

METHOD = "chair-sentence"

_CHAIR = r"independent (?:chair(?:person|man|woman)?|person)"
_VERB = re.compile(r",? (?:(?:also|jointly|together|currently|now) )*(?P<how>co-)?chair(?:ed)? (?:the )?$")
_APPOINT = re.compile(
    rf"\b(?:appoint(?:s|ed|ing|ment of)?|recruit(?:s|ed|ing|ment of)?|ha(?:s|ve|d|ving)) an? (?:new )?{_CHAIR} (?:for|"
    rf"of|to) (?:the )?$",
    re.I,
)
_INDEPENDENT = re.compile(
    rf"\b[Aa]n {_CHAIR} (?:who |that )?(?:is|was|has been|provides|oversees|leads|scrutinises|chairs|continues|ensures|brings)\b"
)
_NAMED = re.compile(rf"\bchaired by an? {_CHAIR},? (?=(?:[A-Z]))", re.I)
_CHAIRING = re.compile(
    r"\b(?P<how>[Cc]o-?|[Jj]oint )?chairing of (?P<what>[^,;.]{3,80}?) by (?:both )?(?P<rest>[^;.]{3,160})"
)
_FRONTED = re.compile(r"(?P<how>Co-|Jointly )?[Cc]haired by (?:an?|the|our) (?P<who>[^,;.]{5,90}), (?:the )?")
_ENDS = re.compile(r",? (?:with|to|has|have|is|are|was|were|which|who|and (?:is|has|was)|as|for) ")
_THIS = re.compile(r"(?:this|these|the) (?:meetings?|panel|board|group|forum|sub-?group)")


def chairmanship(document: Document) -> Iterator[Candidate]:
    """CHAIRS of posts of several bodies, of independent chairs to be found or at work, and of those who do the chairing."""
    last: tuple[int, Entity] | None = None
    for found in said(document):
        text = found.text
        boards = [m for m in (*found.mentions, *named_meetings(found)) if m.entity.label == "Board"]
        if re.search(r"chair", text, re.I) and states(text) and not is_literature(document.headings(found.block)):
            before = last[1] if last is not None and last[0] == found.block.start else None
            yield from _several(found, boards)
            yield from _fronted(found, boards)
            yield from _independent(found, boards)
            yield from _chairing(found, boards, before)
            yield from vice_chairs(found, boards, before or document.body)
        if boards:
            last = (found.block.start, boards[0].entity)


def _several(found: Said, boards: list[Mention]) -> Iterator[Candidate]:
    bodies = [m for m in found.mentions if m.entity.label in {"Organisation", "BCU", "Board"}]
    for board in boards:
        verb = _VERB.search(found.text[: board.start])
        if verb is None:
            continue
        posts = list(of_several(found, [b for b in bodies if b.end <= verb.start()]))
        ends = max((b.end for b in bodies if b.end <= verb.start()), default=-1)
        if posts and ends == verb.start():
            for role, _, _ in posts:
                yield _chairs(found, role, board.entity, "joint" if verb["how"] else None, 0.85)


def _fronted(found: Said, boards: list[Mention]) -> Iterator[Candidate]:
    """ "Chaired by a Team Leader of the Quince Trust, the MACE Panel …"."""
    m = _FRONTED.match(found.text)
    if m is None:
        return
    board = next((b for b in boards if b.start in {m.end(), m.end() - len("the ")}), None)
    if board is None:
        return
    for role, _, sure in staff_posts(found, None):
        title = role.name.split(",")[0].casefold()
        if m["who"].casefold().startswith(title):
            yield _chairs(found, role, board.entity, "joint" if m["how"] else None, sure)
            return
    office = read_office(m["who"][0].upper() + m["who"][1:], found.document.names)
    office = known_office(found.document, office) if office is not None and is_council_post(office.title) else None
    if office is not None and office.body is not None and office.body.label == "Organisation":
        yield _chairs(found, office.role, board.entity, "joint" if m["how"] else None, 0.82)


def _independent(found: Said, boards: list[Mention]) -> Iterator[Candidate]:
    text = found.text
    for board in boards:
        if _APPOINT.search(text[: board.start]):
            yield _chairs(found, _chair_of(board.entity), board.entity, "independent", 0.85)
    m = _NAMED.search(text)
    if m is not None:
        names = [n for n in find_names(text[m.end() : m.end() + 60])[:1] if n.start == 0]
        near = [b for b in boards if b.end <= m.start()]
        who = person(text[m.end() : m.end() + names[0].end]) if names else None
        if who is not None and near and not found.document.people.keeps_out(who.name):
            yield _chairs(found, who, near[-1].entity, "independent", 0.85)
    if not boards and _INDEPENDENT.search(text):
        home = partnership(found)
        if home is not None and found.status == "asserted":
            yield _chairs(found, _chair_of(home), home, "independent", 0.65)


def _chairing(found: Said, boards: list[Mention], before: Entity | None) -> Iterator[Candidate]:
    for m in _CHAIRING.finditer(found.text):
        inside = [b.entity for b in boards if m.start("what") <= b.start and b.end <= m.end("what")]
        board = inside[0] if inside else before if _THIS.fullmatch(m["what"]) else None
        if board is None:
            continue
        stop = _ENDS.search(m["rest"])
        end = m.start("rest") + (stop.start() if stop else len(m["rest"]))
        areas = found.document.names.area_in(board.name)
        for who in services(found, m.start("rest"), end, areas[0] if len(areas) == 1 else None):
            yield _chairs(found, who, board, "joint" if m["how"] else None, 0.8)


def _chair_of(board: Entity) -> Entity:
    shorts = tuple(f"Independent Chair, {a}" for a in board.aliases if len(a) < 40)
    return Entity("Role", f"Independent Chair, {board.name}", aliases=shorts[:4])


def _chairs(found: Said, who: Entity, board: Entity, kind: str | None, confidence: float) -> Candidate:
    return candidate(
        found.evidence(),
        who,
        "CHAIRS",
        board,
        method=METHOD,
        confidence=confidence,
        props={"kind": kind},
        status=found.status,
    )
