"""The meetings that a document records: board, date, and the people of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.document import Document
from ingest.extract.minutes_entries import Attendee
from ingest.extract.minutes_headers import key_in
from ingest.extract.minutes_lines import Line, lines_of
from ingest.extract.minutes_lists import in_office, read_list
from ingest.extract.minutes_naming import Manner, names_person
from ingest.extract.minutes_prepared import prepared
from ingest.extract.minutes_presiding import chairs_said, presiding
from ingest.extract.minutes_sections import Section, sections_of
from ingest.extract.minutes_sentences import paragraphs_of, sentences
from ingest.extract.minutes_titles import (
    BOARD,
    LABELLED,
    board_name,
    find_date,
    is_elsewhere,
    is_titled,
    meeting_date,
    meeting_name,
)
from ingest.extract.minutes_unlabelled import unlabelled
from ingest.extract.minutes_words import ORGANISATION, words_of
from ingest.person_name import strip_titles
from ingest.person_words import NOT_NAMES


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting as the minutes record it. `first` and `last`: where its title, else its first list, stands."""

    board: str | None
    """As printed; None where no title names it."""
    date: str | None
    attendees: tuple[Attendee, ...]
    apologies: bool
    """Whether the minutes say who sent apologies, or that nobody did."""
    first: int
    last: int
    named: bool = False
    """The board is what the meeting is called, without a word for a board; a board that the document is of goes before."""

    @property
    def attended(self) -> bool:
        """Whether anybody is recorded as there."""
        return any(a.capacity in ("present", "in_attendance", "deputy", "observer") for a in self.attendees)


def meetings_of(document: Document) -> list[Meeting]:
    """The meetings of a document in their order; none where it lists nobody as present, and is no minutes with apologies."""
    lines = prepared(lines_of(document.reading))
    sections = sections_of(lines)
    if document.kind == "minutes" and not _listed(sections, "present"):
        sections = sections_of(lines, members=True)
        own = unlabelled(lines) if not _listed(sections, "present", "in_attendance") else None
        sections = sorted([*sections, *([own] if own is not None else [])], key=lambda s: s.start)
    codes = next((key for line in lines if (key := key_in(line.text))), {})
    known = Manner(names=document.names, places=_places(document), codes=codes)
    grouped = list(_grouped(lines, sections)) or [(_title(lines[:60]), [], len(lines))]
    found = [_meeting(lines, title, own, end, known) for title, own, end in grouped]
    kept = [m for m in found if m is not None and (m.attended or document.kind == "minutes")]
    if len(kept) == 1 and kept[0].date is None and (named := _date_of_name(document.reading.name)) is not None:
        return [replace(kept[0], date=named)]
    return kept


def _date_of_name(name: str) -> str | None:
    """The day in the name of a file of minutes: "Examplia Board minutes 20 April 2023.pdf"."""
    plain = name.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("_", " ")
    found = meeting_date(plain) or meeting_date(plain.replace("-", " "))
    return found if found is not None and len(found) == 10 else None


def _listed(sections: Sequence[Section], *capacities: str) -> bool:
    return any(s.label.capacity in capacities and s.label.office is None for s in sections)


@dataclass(frozen=True, slots=True)
class _Title:
    board: str | None
    date: str | None
    strong: bool
    """It says that it is the title of minutes."""
    first: int
    last: int
    named: bool = False
    """The board is what the meeting is called, without a word for a board."""


def _grouped(lines: Sequence[Line], sections: Sequence[Section]) -> Iterator[tuple[_Title, list[Section], int]]:
    """The sections of each meeting, with its title and the number of the line after it."""
    current: list[Section] = []
    title: _Title | None = None
    end = 0
    for section in sections:
        before = lines[end : section.start]
        told = _title(before if title is None else before[-30:])
        new = title is None or (
            section.label.capacity == "present"
            and any(s.label.capacity == "present" for s in current)
            and ((told.strong and told.board is not None) or (told.date is not None and told.date != title.date))
        )
        if new:
            if title is not None:
                yield title, current, section.start
                told = replace(told, board=told.board or title.board)
            if title is None and (told.board is None or told.date is None):
                near = _title([one for one in lines[: section.start + 8] if not names_person(one.columns[0].clean)])
                told = replace(told, board=told.board or near.board, date=told.date or near.date)
            if told.first < 0:
                whole = lines[section.start].whole
                first, last = whole.place(0, len(whole.text))
                told = replace(told, first=first, last=last)
            title, current = told, []
        current.append(section)
        end = section.end
    if title is not None:
        yield title, current, len(lines)


def _title(lines: Sequence[Line]) -> _Title:
    """What the lines above a list say of its meeting."""
    board, strong, date, sure = None, False, None, False
    first = last = -1
    parent: str | None = None
    for number, (line, text) in enumerate(parts := [(one, text) for one in lines for text in _texts(one)]):
        if line.kind == "paragraph" and len(text) > 400:
            continue
        whole = line.whole
        titled = is_titled(text)
        after = parts[number + 1][1] if number + 1 < len(parts) else ""
        name = _board(text, after, titled) or _of_organisation(text, parts[number - 1][1] if number else "")
        if name == "Executive" and board is None:
            name = None
        if (
            name is not None
            and board is not None
            and _is_council(board)
            and not _is_council(name)
            and not _generic(name)
        ):
            board, parent = None, None
        dated = is_titled(after) and find_date(after) is not None
        nearest = name is not None and not _generic(name) and dated and board_name(after) is None
        if name is not None and (board is None or ((titled or nearest) and not strong)):
            if board is not None and not strong and parent is None:
                parent = board
            kept = board is not None and set(name.casefold().split()) <= set(board.casefold().split())
            board, strong = board if kept else name, strong or titled
            first, last = whole.place(0, len(whole.text))
        elif (
            name is not None and board is not None and not titled and name.casefold().startswith(f"{board.casefold()} ")
        ):
            board = name
        elif (
            name is not None and board is not None and strong and parent is None and _generic(board) and _parental(name)
        ):
            parent = name
        elif name is not None and not strong and _generic(name) and board is not None and number > 0:
            board = (
                f"{board} {name}"
                if not _WHOLE_BOARD.fullmatch(name) and name.casefold() not in board.casefold()
                else board
            )
        broken = (re.search(r"\b\d{1,2}(?:st|nd|rd|th)?$", text) and re.match(r"[A-Z][a-z]+,?\s+20\d\d\b", after)) or (
            find_date(text) is None
            and re.search(r"\b\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+$", text)
            and re.match(r"20\d\d\b", after)
        )
        said = meeting_date(f"{text} {after}" if broken else text)
        explicit = (
            titled
            or name is not None
            or bool(re.match(r"\W*(?:date|held|meeting\s+date|day)\b", text, re.I))
            or " held " in text
        )
        exact = date is not None and said is not None and len(said) > len(date) and said.startswith(date)
        if said is not None and (date is None or (explicit and not sure) or exact):
            date, sure = said, explicit
            if first < 0:
                first, last = whole.place(0, len(whole.text))
    board = _in_full(board, [text for _, text in parts]) if board is not None else None
    if parent and board and _WHOLE_BOARD.fullmatch(board):
        board = parent
    if strong and parent and board and _generic(board) and board.casefold() not in parent.casefold():
        board = f"{parent} {board}"
    if board is None or (_is_council(board) and not strong):
        name = _as_named([text for _, text in parts[:8]])
        return _Title(name or board, date, strong, first, last, named=name is not None)
    return _Title(board, date, strong, first, last)


_WHOLE_BOARD = re.compile(r"(?:full|main|whole)\s+board", re.I)


def _as_named(texts: Sequence[str]) -> str | None:
    """The meeting's name in a title that has no word for a board."""
    pairs = zip(texts, [*texts[1:], ""], strict=False)
    return next((name for text, after in pairs if (name := meeting_name(text, after)) is not None), None)


def _of_organisation(text: str, above: str) -> str | None:
    """ "Minutes of the Board meeting" under "Examplia NHS Trust": the board of the body above."""
    match = _OWN.match(text)
    if (
        match is None
        or not ORGANISATION.search(above)
        or len(above.split()) > 10
        or board_name(above)
        or find_date(above)
    ):
        return None
    return f"{above.strip(' *#:')} {match.group('board').title()}"


_OWN = re.compile(
    r"\W*(?:minutes|notes)\s+of\s+(?:the|a)\s+(?:\w+\s+){0,2}?(?P<board>board|governing\s+body|executive|council\s+of\s+governors)\s+meeting\b",
    re.I,
)


def _in_full(board: str, texts: Sequence[str]) -> str:
    """ "QFSCB Full Board" by the name that its letters stand for, where the title has that too."""
    short = re.fullmatch(r"([A-Z]{3,7})(?:\s+(?:full|main|strategic|partnership))?(?:\s+board)?", board, re.I)
    if short is None or not short.group(1).isupper() or board.isupper():
        return board
    for text in texts:
        name = board_name(text)
        words = [
            w for w in re.findall(r"[^\W\d_]+", name or "") if w.casefold() not in ("and", "of", "the", "for", "s")
        ]
        if name is not None and len(words) > 2 and "".join(w[0].upper() for w in words).endswith(short.group(1)):
            return name
    return board


def _texts(line: Line) -> Iterator[str]:
    """The text of a title line; where it is a row of labels with what they tell, each with its own."""
    texts = [" ".join(c.text.split()) for c in line.columns if c.text]
    if len(texts) > 1 and LABELLED.fullmatch(texts[0]):
        while texts:
            label, *texts = texts
            value = texts.pop(0) if LABELLED.fullmatch(label) and texts and not LABELLED.fullmatch(texts[0]) else ""
            yield f"{label.rstrip(' :')}: {value}" if value else label
        return
    yield " ".join(line.text.split())


def _is_council(name: str) -> bool:
    return bool(re.search(r"\bcouncil$", name, re.I)) and not re.search(r"\b(?:youth|children)", name, re.I)


def _board(text: str, after: str, titled: bool) -> str | None:
    """The board that a line names; where the name runs on to the next line, both lines'."""
    if text.islower() and is_titled(after) and BOARD.search(text):
        return board_name(re.sub(r"\b(?!(?:and|of|the|for)\b)[a-z]", lambda m: m.group().upper(), text))
    if is_elsewhere(text):
        return None
    name = board_name(text)
    words = after.split()
    own = name is not None and len(words) > 3 and board_name(after) is not None  # the next line is a board's whole name
    runs_on = not own and 0 < len(words) < 7 and bool(BOARD.search(words[-1])) and not find_date(text)
    if runs_on and not BOARD.search(text.rsplit(maxsplit=1)[-1]):
        broken = text.isupper() or len(words) < 3 or bool(re.search(r"(?:\b(?:and|of|for|the)|[&,–-])$", text))
        if name is not None or (broken and not titled and not re.search(r"[\d:]", text)):
            longer = board_name(f"{text} {after}")
            if longer is not None and longer.casefold().endswith(words[-1].casefold()):
                return longer
    held = r"\bheld\b|\bon\s+\w+day\b|^(?:board|group|panel|committee|executive|partnership)\b"
    if (
        titled
        and after
        and not is_titled(after)
        and not re.search(r"\bheld\b|\bon\b|[.:]$", text)
        and re.search(held, after, re.I)
    ):
        return board_name(f"{text} {after}") or name
    return name


def _generic(name: str) -> bool:
    """A name that tells nothing without its parent: "Executive Group", "Quality Assurance Subgroup"."""
    if all(word in _OF_ITS_KIND for word in re.findall(r"[^\W\d_]+", name.casefold())):
        return True
    return not re.search(
        r"\b(?:safeguarding\s+(?:children|child|adults?)|partnership|health\s+and\s+wellbeing)\b", name, re.I
    ) and bool(
        re.search(r"\b(?:group|subgroup|sub-group|executive|board|panel|committee|sub-committee|forum)s?$", name, re.I)
    )


_OF_ITS_KIND = words_of(
    """
    strategic partnership board executive full main group multi agency forum leadership operational delivery management
    partners team steering whole
    """
)


def _parental(name: str) -> bool:
    """A name that a subgroup stands under: "Examplia Safeguarding Children Partnership"."""
    return bool(re.search(r"\bsafeguarding\b.*\b(?:partnership|board)$", name, re.I)) and not _generic(name)


def _meeting(
    lines: Sequence[Line], title: _Title, sections: Sequence[Section], end: int, known: Manner
) -> Meeting | None:
    people: list[Attendee] = []
    apologies = False
    used: set[int] = set()
    for section in sections:
        used.update(range(section.start, section.end))
        capacity = section.label.capacity
        apologies = apologies or capacity == "apologies"
        manner = replace(known, capacity=capacity)
        read = read_list(section.lines, manner)
        if section.label.office is not None:
            read = [in_office(a, section.label) for a in read[:1]] + read[1:]
        people += read
        apologies = apologies or any("apolog" in line.text.casefold() for line in section.lines)
    start = sections[0].start if sections else 0
    body = [line for n, line in enumerate(lines[start:end], start) if n not in used]
    said, none = sentences(body, known)
    people += said
    head = lines[max(0, start - 20) : start]
    people += [
        c
        for c in chairs_said([*paragraphs_of(head), *paragraphs_of(body)], known)
        if not any(a.chair and not a.chair_word for a in people)
    ]
    title = replace(title, board=_with_place_beside(lines, title, known))
    merged = presiding(_merged(people), title.board)
    if not merged:
        return None
    apologies = apologies or none or any(a.capacity == "apologies" for a in merged)
    return Meeting(title.board, title.date, tuple(merged), apologies, title.first, title.last, title.named)


def _with_place_beside(lines: Sequence[Line], title: _Title, known: Manner) -> str | None:
    """A board whose area stands alone in the line above or below: "Safeguarding Adults Board" over "Examplia"."""
    board = title.board
    at = next((n for n, one in enumerate(lines) if one.whole.place(0, len(one.whole.text))[0] == title.first), None)
    if board is None or at is None or any(word.strip(",") in known.places for word in board.split()):
        return board
    if not _parental(board) or not re.match(r"(?:local\s+)?safeguarding\b", board, re.I):
        return board
    for near in lines[max(0, at - 1) : at + 2]:
        place = " ".join(near.text.split()).strip(" *#_|")
        if place.split() and place.split()[0] in known.places and re.fullmatch(r"[A-Z][a-z]+(?:\s[A-Z][a-z]+)?", place):
            return f"{place} {board}"
    return board


def _merged(people: Sequence[Attendee]) -> list[Attendee]:
    """One record for each person: what a second mention adds is added."""
    found: dict[str, Attendee] = {}
    for one in people:
        key = _key(one)
        kept = found.get(key)
        if kept is None and one.name is not None and (same := _by_surname(one.name, found)) is not None:
            key, kept = same, found[same]
        if kept is None:
            found[key] = one
            continue
        stood_in = one.capacity == "deputy" and kept.capacity in ("present", "in_attendance")
        found[key] = replace(
            kept,
            capacity="deputy" if stood_in else kept.capacity,
            role=kept.role or one.role, organisation=kept.organisation or one.organisation,
            chair=kept.chair or one.chair, chair_word=kept.chair_word and one.chair_word,
            deputy_for=kept.deputy_for or one.deputy_for,
        )  # fmt: skip
    return _one_chair(list(found.values()))


def _by_surname(name: str, found: Mapping[str, Attendee]) -> str | None:
    """Whom a title with a surname stands for: "Cllr Example" after "Cllr Ada Example"; None where it may be several."""
    titles, surname = strip_titles(name)
    if not titles or " " in surname:
        return None
    same = [key for key, one in found.items() if one.name and " " in one.name and one.name.split()[-1] == surname]
    return same[0] if len(same) == 1 and strip_titles(found[same[0]].name or "")[0] == "" else None


def _one_chair(people: list[Attendee]) -> list[Attendee]:
    """Where one is marked as chair, the word "Chair" among another's posts is a post elsewhere; nobody absent chairs."""
    marked = [a for a in people if a.chair and not a.chair_word and a.capacity not in ("apologies", "absent")]
    return [
        replace(one, chair=False, role=one.role or "Chair")
        if one.chair and ((marked and one.chair_word) or one.capacity in ("apologies", "absent"))
        else one
        for one in people
    ]


def _key(one: Attendee) -> str:
    if one.name is None:
        return f"body {(one.organisation or '').casefold()} {one.first}"
    words = re.findall(r"[^\W\d_]+", re.sub(r"^cllr\b", "councillor", one.name.casefold()))
    while len(words) > 2 and words[0] in (
        "cllr",
        "councillor",
        "dr",
        "prof",
        "professor",
        "mr",
        "mrs",
        "ms",
        "rev",
        "sir",
        "dame",
    ):
        words = words[1:]
    return " ".join(words)


_BEFORE = re.compile(
    r"\b([A-Z][a-z’'\-]{2,})\s+(?:Council|Borough|Safeguarding|Metropolitan|Academy|School|College|"
    r"Hospital|CVS|Homes)\b"
)
_OF = re.compile(r"\b(?:Borough|City|County|Town)\s+of\s+([A-Z][a-z’'\-]{2,})")
_NO_PLACE = words_of(
    """
    The City County Borough Town Parish Youth Children Adult Adults Local Royal London Our And Head Board Executive
    Joint Lead Named Designated
    """
)


def _places(document: Document) -> frozenset[str]:
    """Words that the names of local bodies begin with in this document."""
    text = document.reading.text
    found = {m.group(1) for m in _BEFORE.finditer(text)} | {m.group(1) for m in _OF.finditer(text)}
    boroughs = {b.name.split()[0].casefold() for b in document.boroughs}
    found |= {b.name.split()[0] for b in document.boroughs}
    return frozenset(
        word for word in found - _NO_PLACE if word.casefold() not in NOT_NAMES or word.casefold() in boroughs
    )
