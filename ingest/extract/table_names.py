"""Which board a table is about, and which body a cell of it names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from graph.statements import Entity
from ingest.document import Document
from ingest.extract.grid import one_line

_NOISE = re.compile(
    r"\b(?:(?:table|figure|chart|appendix|annex|section)\s*[\dA-Z]{1,3}\b[.:]?|20\d\d\s*[-–/]\s*(?:20)?\d\d|20\d\d|"
    r"(?:summary of |record of |agency |partner |member(?:ship|s)?(?:’s|'s)? |board member |"
    r"individual )*attendance(?: (?:records?|registers?|logs?|figures|data|rates?|levels))?"
    r"(?: (?:by|of) (?:agency|agencies|organisation|partners?|members?|partner agenc(?:y|ies)))?(?: (?:at|of|for|by|"
    r"in|during))?|"
    r"(?:quarterly |full |main |board )?meetings?(?: held)?|income|expenditure|budget|finance|financial|"
    r"contributions?(?: (?:to|by|from))?|"
    r"during|the year|april|march|for the year|from)\b|%",
    re.I,
)
_FORUM = re.compile(
    r"\b(?:board|partnership|executive|committee|panel|sub-?group|sub-?committee|working group|group|forum|"
    r"steering group|council of partners)\b",
    re.I,
)
_BARE = re.compile(
    r"(?:the |main |full |our |strategic )*(?:board|partnership|safeguarding (?:board|partnership))", re.I
)
_NOTE = re.compile(r"(?<=[A-Za-z)])\d{1,3}$|\s*[*†‡¹²³]+$|\[\d{1,3}\]$|(?<=[A-Za-z)])\s\(\d\)$")
_COUNCIL = re.compile(
    r"(?:the )?(?:local authority|council|la|the borough|borough council|local council|lbc|"
    r"children[’']?s services and council)",
    re.I,
)
_POLICE = re.compile(r"(?:the )?(?:met(?:ropolitan)? )?police(?: service)?|met police|the met|mps|met", re.I)


def board_above(document: Document, texts: Iterable[str]) -> Entity | None:
    """The board that the first of `texts` names that names one; else the document's own, or None."""
    for text in texts:
        found = board_in(document, text)
        if found is not None:
            return found
    return document.body


def board_in(document: Document, text: str) -> Entity | None:
    """The board that a caption names; a bare "the Board" is the document's own."""
    if len(text) > 260:
        return None
    named = [
        m.entity for m in document.names.find(text) if m.entity.label == "Board" and not _BARE.fullmatch(m.entity.name)
    ]
    own = [b for b in named if b == document.body]
    others = [b for b in named if b != document.body]
    if others:
        return _full(document, others[0])
    rest = one_line(_NOISE.sub(" ", text)).strip(" :,.-–—()&")
    rest = re.sub(r"^(?:at|of|for|by|the|to|and|in)\s+", "", rest, flags=re.I)
    if own:
        return own[0]
    if len(rest) > 80 or not _FORUM.search(rest):
        return None
    if _BARE.fullmatch(rest):
        return document.body
    words = rest.split()
    if not _FORUM.fullmatch(words[-1]) or len(words) > 9 or (rest.islower() and len(words) > 4):
        return None
    return document.names.board(rest)


def _full(document: Document, board: Entity) -> Entity:
    """A board of the document's partnership that a caption names in short: "Examplia Board" for its full name."""
    body = document.body
    if body is None or " " not in board.name:
        return board
    length = document.names.area_length(board.name)
    area, kind = board.name[:length], board.name[length:].strip()
    rest = body.name[document.names.area_length(body.name) :].strip()
    if not length or not rest or not re.fullmatch(r"\w+", kind):
        return board
    full = f"{area} {rest} {kind}"
    if one_line(document.reading.text).casefold().find(full.casefold()) >= 0:
        return replace(board, name=full, aliases=tuple(dict.fromkeys([*board.aliases, board.name])))
    return body if rest.casefold().endswith(kind.casefold()) and body.name.startswith(area) else board


def label_of(text: str) -> str:
    """A cell's label on one line, without signs of footnotes and closing points."""
    label = one_line(text).strip(" *:;,–-")
    return _NOTE.sub("", label).strip(" *:;,–-")


def organisation(document: Document, text: str) -> Entity:
    """The body that a label names. A class of bodies ("the Council", "Police") is the one of the document's borough."""
    label = label_of(text)
    boroughs = document.boroughs
    if len(boroughs) == 1 and _COUNCIL.fullmatch(label):
        return _with(document.names.body(f"{boroughs[0].name} Council"), label)
    if boroughs and _POLICE.fullmatch(label) and all((b.kind or "").startswith("london") for b in boroughs):
        return _with(document.names.body("Metropolitan Police Service"), label)
    area = document.names.borough(label)
    if area is not None:
        return _with(document.names.body(f"{area.name} Council"), label)
    short = re.match(r"(?P<short>[A-Z][A-Za-z]{1,9})\s*(?:[-–—:]\s+|\()(?P<long>[A-Z].{8,100})$", label)
    if short and _initials_of(short.group("short"), short.group("long")):
        return _with(document.names.body(short.group("short")), label, short.group("long").rstrip(")"))
    if re.fullmatch(r"[A-Z]{3,4}", label):  # "DFE" is printed for "DfE"
        usual = document.names.body(f"{label[0]}{label[1:-1].lower()}{label[-1]}")
        if usual.kind is not None:
            return _with(usual, label)
    return document.names.body(label)


def is_known(document: Document, text: str) -> bool:
    """True where a label names a body that the gazetteer, the document or the form of the name tells."""
    label = label_of(text)
    if any(m.entity.label in {"Organisation", "Board", "BCU", "Borough"} for m in document.names.find(label)):
        return True
    return bool(_COUNCIL.fullmatch(label) or _POLICE.fullmatch(label) or _SORTS.search(label))


_SORTS = re.compile(
    r"\b(?:council|police|probation|health|nhs|trust|ccg|icb|cafcass|fire|schools?|housing|education|college|"
    r"voluntary|social care|"
    r"borough|services?|hospitals?|authority|university|department|ministry|office|partners?|ambulance|mopac|yos|gps?|"
    r"crc|lay members?)\b",
    re.I,
)


def _with(entity: Entity, *aliases: str) -> Entity:
    new = [a for a in aliases if a != entity.name]
    return replace(entity, aliases=tuple(dict.fromkeys([*entity.aliases, *new])))


def _initials_of(short: str, long: str) -> bool:
    letters = iter("".join("a" if w == "&" else w[0] for w in re.findall(r"[A-Za-z]\w*|&", long)).casefold())
    return all(letter in letters for letter in short.casefold())
