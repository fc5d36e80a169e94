"""What a document is: its kind, the board whose document it is, the boroughs, the year it reports on, and its date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from graph.statements import Entity
from ingest.document import Document
from ingest.gazetteer import WORD, plain
from ingest.names import Names
from ingest.naming import KIND_OF_HOME, words_of
from ingest.reading import Block, Reading

_FRONT = 40
"""Blocks at the beginning in which a title stands."""
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = "(" + "|".join(_MONTHS) + ")"
_YEARS = re.compile(r"\b(20\d\d)\s*[-–—/]\s*(?:20)?(\d\d)\b")
_SPAN = re.compile(
    rf"{_MONTH}\s+(20\d\d)\s*(?:to|[-–—]|until)\s*(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}\s+(20\d\d)", re.I
)
_DAY = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(20\d\d)\b", re.I)
_US_DAY = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(20\d\d)\b", re.I)
_NUMBERS = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](20\d\d|\d\d)\b")
_ISO = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
_MONTH_YEAR = re.compile(rf"\b{_MONTH},?\s+(20\d\d)\b", re.I)
_KINDS = (
    (
        "minutes",
        re.compile(r"\bminutes\b|\b(?:notes|record)(?: and actions)? (?:of|from)\b|\b(?:meeting|action) notes\b", re.I),
    ),
    ("annual report", re.compile(r"\b(?:annual|yearly) (?:safeguarding )?(?:report|review)\b", re.I)),
    ("review", re.compile(r"\b(?:review|inspection|evaluation|briefing|audit)\b", re.I)),
    (
        "protocol",
        re.compile(
            r"\b(?:protocol|strategy|plan|arrangements|terms of reference|procedures?|framework|policy)\b", re.I
        ),
    ),
    ("list", re.compile(r"\bmembership\b|\b(?:members|contact) list\b|\battendance (?:list|register|record)\b", re.I)),
)
_PRESENT = re.compile(r"^\W*(?:\d{1,2}\W+)?(?:members? )?(?:present|attendees|in attendance|attendance)\b", re.I)
_APOLOGIES = re.compile(r"^\W*(?:\d{1,2}\W+)?apologies\b", re.I)
_OWN_BOARD = re.compile(
    r"safeguarding (?:children|child|adults?|partners)\S* ?(?:and adults? )?(?:multi-agency )?(?:partnership|board|arrangements)|"
    r"\bsafeguarding (?:partnership|board)|"
    r"children safeguarding partnership|community safety partnership|health (?:and|&) wellbeing board|"
    r"youth justice (?:management )?board|corporate parenting (?:board|panel)|safer .{3,30} (?:partnership|board)",
    re.I,
)
_OF_MORE = re.compile(r"(?:London|National|Pan-|Greater|England)\b")
_SUB = re.compile(r"sub[- ]?(?:group|committee)|executive|\bgroup$", re.I)
_ACRONYM = re.compile(r"\b[A-Z][A-Z&]{2,9}\b")


def understand(reading: Reading, doc_id: str) -> Document:
    """The reading with its names, and what it is. What can not be told is None, empty or "report"."""
    names = Names.of(reading)
    front = tuple(reading.blocks[:_FRONT])
    kind = _kind(reading, front)
    body = _body(reading, names, front, kind)
    if body is not None and not names.area_in(body.name):
        body = _with_its_area(body, reading, names)
    boroughs: tuple[Entity, ...] = ()
    if body is not None:
        own = [short for short, full in names.short.items() if plain(body.name).endswith(plain(full))]
        body = replace(body, aliases=tuple(dict.fromkeys([*body.aliases, *own, *_initials(body, reading.text)])))
        boroughs = names.area_in(body.name)
    if not boroughs and not (body is not None and _OF_MORE.match(body.name)):
        boroughs = _boroughs(names, front) or (
            _only_borough(reading, names) if body is None or KIND_OF_HOME.match(body.name) else ()
        )
    if body is not None and boroughs and not names.area_in(body.name) and len(boroughs) == 1:
        body = replace(body, name=f"{boroughs[0].name} {body.name}", aliases=(*body.aliases, body.name))
    names = names.at_home(body, boroughs)
    return Document(
        doc_id,
        reading,
        names,
        kind=kind,
        body=body,
        boroughs=boroughs,
        period=_period(front),
        date=_date(reading, front, kind),
    )


def _kind(reading: Reading, front: tuple[Block, ...]) -> str:
    title = _title(reading, front)
    first = [b.text for b in reading.blocks[:80]]
    lists_people = any(_PRESENT.match(t) for t in first) and any(_APOLOGIES.match(t) for t in first)
    if lists_people:
        return "minutes"
    return next((kind for kind, pattern in _KINDS if pattern.search(title)), "report")


def _title(reading: Reading, front: tuple[Block, ...]) -> str:
    """The headings and short lines before the first long paragraph, one after another; the file's name where none are."""
    parts: list[str] = []
    for block in front:
        if block.kind == "table" or len(block.text) > 220:
            break
        if parts and _PRESENT.match(block.text):
            break
        if block.text.strip().casefold() in {"contents", "foreword", "introduction", "table of contents"}:
            break
        parts.append(" ".join(block.text.split()))
    return " · ".join(parts)[:1200] or reading.name


def _body(reading: Reading, names: Names, front: tuple[Block, ...], kind: str) -> Entity | None:
    """The board that the title names, else the board of a kind that reports whose name is by far the most frequent."""
    parts = _title(reading, front)
    title = parts.replace(" · ", " ")
    named = _boards_of(parts, names)
    if kind == "minutes" and named:
        return _subgroup_of(named, title, names) or named[0]
    boards = sorted([*named, *_loose_title(title, names)], key=lambda b: not names.area_in(b.name))
    for board in boards:
        if _OWN_BOARD.search(board.name) and (kind != "review" or names.area_in(board.name)):
            return board
    return _alone_in_title(parts, names) or _most_named(reading, names, kind)


def _alone_in_title(parts: str, names: Names) -> Entity | None:
    """The board whose name is the whole first line of a page on it."""
    first = parts.split(" · ", maxsplit=1)[0].strip()
    whole = [m.entity for m in names.find(first) if m.start == 0 and m.end == len(first)]
    return whole[0] if whole and whole[0].label == "Board" and len(first.split()) > 2 else None


def _boards_of(parts: str, names: Names) -> list[Entity]:
    """The boards that a title names, in order; a name that runs over lines is one where no line of them is a name of its own."""
    joined = [m for m in names.find(parts.replace(" · ", " ")) if m.entity.label == "Board"]
    lines: list[tuple[int, int, Entity]] = []
    start = 0
    for part in parts.split(" · "):
        lines += [(start + m.start, start + m.end, m.entity) for m in names.find(part) if m.entity.label == "Board"]
        start += len(part) + 1
    found: list[Entity] = []
    for mention in joined:
        inside = [n for n in lines if mention.start <= n[0] and n[1] <= mention.end]
        own = len(inside) > 1 or any(n[0] > mention.start and names.area_in(n[2].name) for n in inside)
        found += [n[2] for n in inside] if own else [mention.entity]
    return found


def _with_its_area(body: Entity, reading: Reading, names: Names) -> Entity:
    """A board that the title names without its area, as the text names it with one: the same where that is one board."""
    found = {
        m.entity.name: m.entity
        for _, m in names.mentions_of(reading)
        if m.entity.label == "Board"
        and names.area_in(m.entity.name)
        and words_of(m.entity.name[names.area_length(m.entity.name) :]) == words_of(body.name)
    }
    areas = {names.area_in(name) for name in found}
    if len(areas) != 1:
        return body
    whole = next(iter(found.values()))
    return replace(whole, aliases=tuple(dict.fromkeys([*whole.aliases, body.name, *body.aliases])))


def _subgroup_of(named: list[Entity], title: str, names: Names) -> Entity | None:
    """ "Examplia Safeguarding Partnership – Audit Subgroup" are the minutes of the subgroup."""
    if len(named) > 1 and re.search(r"sub[- ]?(?:group|committee)$", named[0].name, re.I):
        return None
    if len(named) < 2 or not _SUB.search(named[1].name) or not title.find(named[0].name) < title.find(named[1].name):
        return None
    return names.board(named[1].name, area=named[0])


def _loose_title(title: str, names: Names) -> Iterator[Entity]:
    """Boards of a title that is printed without capitals: "examplia safeguarding children partnership"."""
    capitals = re.sub(r"[^\W\d_]\S*", lambda m: m.group()[0].upper() + m.group()[1:], title)
    capitals = re.sub(r"\b(And|Of|The|For)\b", lambda m: m.group().lower(), capitals)
    yield from (m.entity for m in names.find(capitals) if m.entity.label == "Board")


def _most_named(reading: Reading, names: Names, kind: str) -> Entity | None:
    if kind == "review":
        return None
    counted: Counter[str] = Counter()
    boards: dict[str, Entity] = {}
    for _, mention in names.mentions_of(reading):
        board = mention.entity
        if board.label == "Board" and _OWN_BOARD.search(board.name) and names.area_in(board.name):
            counted[board.name] += 1
            boards[board.name] = board
    alone = {words_of(name) for name in boards}
    if kind != "review" and len(alone) == 1 and len(reading.blocks) < _PAGE and _only_borough(reading, names, times=1):
        return next(iter(boards.values()))
    ranked = counted.most_common(2)
    if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return boards[ranked[0][0]]


def _initials(body: Entity, text: str) -> Iterator[str]:
    """Short forms of the body's name that the text uses, by the initials of its words."""
    words = WORD.findall(body.name)
    with_all = "".join(w[0].upper() for w in words if w != "&")
    without = "".join(w[0].upper() for w in words if w.casefold() not in {"and", "of", "the", "for", "&"})
    counted = Counter(_ACRONYM.findall(text))
    for short in dict.fromkeys((without, with_all)):
        if counted[short] >= (2 if len(short) < 4 else 1) and len(short) >= 3:
            yield short


def _boroughs(names: Names, front: tuple[Block, ...]) -> tuple[Entity, ...]:
    """The borough that the title names, where it is one."""
    found: dict[str, Entity] = {}
    for block in front[:12]:
        if len(block.text) <= 220 and block.kind != "table":
            for mention in names.find(block.text):
                if _is_aside(block.text, mention.start, mention.end):
                    continue
                if mention.entity.label == "Borough":
                    found[mention.entity.name] = mention.entity
                else:
                    found |= {b.name: b for b in names.area_in(mention.entity.name)}
    return tuple(found.values()) if len(found) == 1 else ()


_PAGE = 60
"""Blocks of a page at most: the only board that a page names is the one that it is on."""


def _only_borough(reading: Reading, names: Names, times: int = 2) -> tuple[Entity, ...]:
    """The borough that a page without a title of its own is of: the only area that it names, and more than once."""
    counted: Counter[str] = Counter()
    found: dict[str, Entity] = {}
    for _, mention in names.mentions_of(reading):
        if len(found) > 1:
            return ()
        areas = (mention.entity,) if mention.entity.label == "Borough" else names.area_in(mention.entity.name)
        for area in areas:
            counted[area.name] += 1
            found[area.name] = area
    return tuple(found.values()) if len(found) == 1 and counted.most_common(1)[0][1] >= times else ()


_ASIDE = re.compile(
    r"\W*(?:venue|location|place|address|contact|chair(?:ed|man|person)?)\b.{0,12}?[:–\t]|\W*held\s+(?:at|in)\b", re.I
)
_BUILDING = re.compile(
    r"\s+(?:(?:town|city|county|civic|village|community|fire)\s+)?"
    r"(?:station|house|hall|road|street|room|suite|centre|building|avenue|square|hotel|lane)\b",
    re.I,
)


def _is_aside(text: str, start: int, end: int) -> bool:
    """Whether an area is named only as a place of meeting, or in brackets beside somebody."""
    line = text.rfind("\n", 0, start) + 1
    before = text[:start]
    if re.search(r"\b(?:in|at)\s+(?:the\s+)?$", before) or before.count("(") > before.count(")"):
        return True
    return bool(_ASIDE.match(text, line) or _BUILDING.match(text, end))


def _period(front: tuple[Block, ...]) -> str | None:
    """The first year of the form "2022/23" (or April to March) at the beginning of the document."""
    for block in front:
        if len(block.text) > 600:
            continue
        span = _SPAN.search(block.text)
        if span and int(span.group(4)) - int(span.group(2)) == 1:
            return f"{span.group(2)}/{span.group(4)[2:]}"
        years = _YEARS.search(block.text)
        if years and (int(years.group(1)) + 1) % 100 == int(years.group(2)):
            return f"{years.group(1)}/{years.group(2)}"
    return None


def _date(reading: Reading, front: tuple[Block, ...], kind: str) -> str | None:
    """The first date at the beginning; of other documents than minutes also a month alone, in a short line."""
    texts = [b.text for b in (reading.blocks[:_FRONT] if kind == "minutes" else front)]
    texts += [c.text for b in front if b.kind == "table" for row in b.rows for c in row]
    limit = 400 if kind == "minutes" else 120
    short = [t for t in texts if len(t) <= limit]
    for text in short:
        day = date_in(_SPAN.sub(" ", text))
        if day is not None and (kind == "minutes" or len(day) >= 7):
            return day
    return None


def date_in(text: str) -> str | None:
    """The first date of a text as a partial date: "2022-06-14", or "2022-06" where only the month is printed."""
    found: list[tuple[int, str]] = []
    if m := _DAY.search(text):
        found.append((m.start(), _iso(m.group(3), _month(m.group(2)), m.group(1))))
    if m := _US_DAY.search(text):
        found.append((m.start(), _iso(m.group(3), _month(m.group(1)), m.group(2))))
    if m := _ISO.search(text):
        found.append((m.start(), m.group()))
    if (m := _NUMBERS.search(text)) and 1 <= int(m.group(2)) <= 12 and 1 <= int(m.group(1)) <= 31:
        year = m.group(3) if len(m.group(3)) == 4 else f"20{m.group(3)}"
        found.append((m.start(), _iso(year, int(m.group(2)), m.group(1))))
    if not found and (m := _MONTH_YEAR.search(text)):
        found.append((m.start(), f"{m.group(2)}-{_month(m.group(1)):02d}"))
    return min(found)[1] if found else None


def _month(name: str) -> int:
    return _MONTHS.index(name.casefold()) + 1


def _iso(year: str, month: int, day: str) -> str:
    return f"{year}-{month:02d}-{int(day):02d}"
