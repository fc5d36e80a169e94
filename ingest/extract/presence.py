"""Who comes to a board and who belongs to it, where a list of services follows its name or the sentence that named it:
"Present are CSC, housing and the police", "Included in the panel are …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.holding import is_literature
from ingest.extract.local_services import services
from ingest.extract.meeting_names import named_meetings
from ingest.extract.posts import posts
from ingest.extract.said import Said, said
from ingest.extract.sentences import states
from ingest.names import Mention
from ingest.office import is_generic
from ingest.sieve import Sieved

METHOD = "presence-sentence"

_TRIGGER = Sieved(
    r"attend|member|represent|compris|consist|made up|brings? together|bringing together|included in|also present", re.I
)
_GOOD = r"(?:(?:very|good|strong|regular|consistent|excellent|multi-agency|wide|representative|partner|core|and|,) ?)*"
_RANGE = (
    r"(?:an? )?(?:(?:wide |broad |full |whole |good )?(?:range|mix|number|variety) of )?(?:(?:senior|key|multi-agency|"
    r"local|relevant|"
    r"statutory|core|different|other) )*(?:(?:professionals|agencies|partners|organisations|services|practitioners|officers|staff|"
    r"members|representatives?|representation|leads|managers|leaders)(?: (?:from|of))? ?(?:(?:including|such as|namely|across) )?)?"
    r"(?:from )?:? ?"
)
_REST = r"(?P<rest>[^.;:]{3,500})"
_COMES = Sieved(
    r"\b[Aa]ttendance (?:at (?:the |these |this )?(?:meetings?|panel|board|group|forum|[A-Z][^.;:,]{2,60}?) )?"
    r"(?:(?:is|was|has been|comes|continues to be|remains|consistently|generally|particularly) )*"
    rf"{_GOOD}(?:from|by|includes?|included|drawn from) {_RANGE}{_REST}"
)
_ATTENDED = Sieved(
    rf"(?:(?:is|are|was|were) )?(?:(?:also|well|regularly|routinely|jointly|and) )*attended by {_RANGE}{_REST}"
)
_MEMBERS = Sieved(
    r"\b(?:[Cc]ore )?(?:[Mm]embership|[Mm]embers|[Rr]epresentation|[Rr]epresentatives)"
    r"(?: of (?:the )?(?:panel|group|board|forum|meeting|[A-Z][^.;:]{2,70}?))? "
    r"(?:includes?|included|comprises?|consists? of|(?:is|are) (?:made up of|drawn from|from)|comes? from|are) "
    rf"{_RANGE}{_REST}"
)
_MADE_OF = Sieved(
    r"\b(?:compris(?:es?|ed|ing)(?: of)?|consist(?:s|ed|ing)? of|(?:is|was|are) made up of|made up of|brings? together|"
    r"brought together|"
    rf"bringing together|(?:includes|has|with) (?:representatives|representation|members)(?: from| of)?) {_RANGE}{_REST}"
)
_INCLUDED = Sieved(
    r"^(?:(?:Also )?[Ii]ncluded (?:in|on)|(?:Also )?[Rr]epresented (?:on|at)|[Ss]itting on|[Mm]embers of|[Aa]lso on) "
    r"(?:the |this )(?:panel|board|group|forum|committee|partnership|meeting) (?:is|are|include) " + _REST
)
_ENDS = re.compile(
    r" (?:to (?!the )|so (?:that|they)|which |who |where |in order |as well as being|with the aim|under |chaired |led "
    r"by |and (?:is|are|was|has|have|meets|"
    r"reports|works|oversees|aims|provides|ensures|co-)|has |have |is |are |was |were |supporting |working )"
)


def presence(document: Document) -> Iterator[Candidate]:
    """ATTENDED and MEMBER_OF of services, bodies and posts in lists behind a board, or behind the sentence that named it."""
    last: tuple[int, Entity] | None = None
    for found in said(document):
        text = found.text
        if _TRIGGER.search(text) and states(text) and not is_literature(document.headings(found.block)):
            before = last[1] if last is not None and last[0] == found.block.start else None
            yield from _sentence(found, before)
        boards = [m for m in found.mentions if m.entity.label == "Board"]
        if boards:
            last = (found.block.start, boards[0].entity)


def _sentence(found: Said, before: Entity | None) -> Iterator[Candidate]:
    boards = [m for m in (*found.mentions, *named_meetings(found)) if m.entity.label == "Board"]
    for pattern, predicate, needs in (
        (_COMES, "ATTENDED", False),
        (_ATTENDED, "ATTENDED", True),
        (_INCLUDED, "MEMBER_OF", False),
        (_MEMBERS, "MEMBER_OF", False),
        (_MADE_OF, "MEMBER_OF", True),
    ):
        for m in pattern.finditer(found.text):
            board = _board(found, m, boards, before, needs)
            if board is None:
                continue
            for who in _named(found, m, board):
                if who != board and who.label in {"Organisation", "BCU", "Role"}:
                    yield candidate(
                        found.evidence(),
                        who,
                        predicate,
                        board,
                        method=METHOD,
                        confidence=0.8 if needs else 0.75,
                        props={"attended": True} if predicate == "ATTENDED" else {},
                        status=found.status,
                    )


def _board(found: Said, m: re.Match[str], boards: list[Mention], before: Entity | None, needs: bool) -> Entity | None:
    """The board right before the words; else the one that the sentence before named, where this one names none."""
    near = [b for b in boards if b.end <= m.start()]
    if near and (not needs or _NEAR.fullmatch(found.text[near[-1].end : m.start()])):
        return near[-1].entity
    inside = [b for b in boards if m.start() <= b.start and b.end <= m.start("rest")]
    if inside:
        return inside[0].entity
    if needs and not _IT.match(found.text):
        return None
    return before if not boards else None


_NEAR = re.compile(
    r"(?: \([^()]*\))?(?:['’]s)?(?: meetings?)?"
    r"(?:,? (?:which|who|that|and|also|now|currently|(?:(?:is|are|was) )?(?:co-)?chaired by [^,;.]{3,80}?(?:,? and)?|"
    r"meets? [^,;.]{3,60}|[a-z]+ing [^,;.]{3,90} and)"
    r"|, (?![^,]*\b(?:group|board|panel|forum|committee|partnership)\b)[a-z][^,;.]{3,80},)*,? ?"
)
_IT = re.compile(
    r"(?:It|The (?:group|panel|board|forum|meeting)|This (?:group|panel|board|forum|meeting)|These meetings|The meetings|Meetings) "
)


def _named(found: Said, m: re.Match[str], board: Entity) -> list[Entity]:
    start = m.start("rest")
    stop = _ENDS.search(f" {m['rest']}")
    end = start + (stop.start() - 1 if stop else len(m["rest"]))
    areas = found.document.names.area_in(board.name)
    area = areas[0] if len(areas) == 1 else None
    bodies = [
        e
        for e in services(found, start, end, area)
        if not is_generic(e.name) or e.aliases or (area is not None and e.name.startswith(area.name))
    ]
    roles = [p.entity for p in posts(found) if start <= p.start and p.end <= end and ", " in p.entity.name]
    inside = {b.name for b in bodies for r in roles if r.name.endswith(f", {b.name}")}
    return [*(b for b in bodies if b.name not in inside), *roles]
