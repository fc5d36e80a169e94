"""One entry of a list of people in minutes: "Name – Title, Organisation", "Name (Organisation)", "Role: Name" and their like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ingest.extract.minutes_lines import cut
from ingest.extract.minutes_marks import mark_of
from ingest.extract.minutes_naming import (
    COUNCILLORS,
    Manner,
    holds_name_in_bracket,
    is_body,
    is_field,
    is_place,
    name_length,
    same_initials,
    split_post,
    surname_first,
    without_number,
)
from ingest.extract.minutes_parts import Part, parts_of
from ingest.extract.minutes_words import full_name, is_name, sort_of
from ingest.person_name import strip_titles
from ingest.reading import Clean


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person recorded by minutes; without a name: the organisation that was represented.

    `first` and `last` are the place in the reading's text of the words that say it.
    """

    name: str | None
    capacity: str
    first: int
    last: int
    role: str | None = None
    organisation: str | None = None
    chair: bool = False
    chair_word: bool = False
    """The word "Chair" stood among posts, not as a mark: it may be of another body."""
    deputy_for: str | None = None


@dataclass(slots=True)
class _Made:
    name: str | None
    capacity: str
    first: int
    last: int
    roles: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    chair: bool = False
    chair_word: bool = False
    deputy_for: str | None = None
    posts_end: bool = False
    """The first body followed a post."""

    def done(self, manner: Manner) -> Attendee:
        if (
            self.roles
            and self.posts_end
            and not is_body(self.bodies[0], manner)
            and (len(self.bodies) > 1 or is_field(self.bodies[0]))
        ):
            # "Executive Director, Adults and Communities, Examplia Council"
            self.roles[-1] += f", {self.bodies.pop(0)}"
            while len(self.bodies) > 1 and is_field(self.bodies[0]):
                self.roles[-1] += f", {self.bodies.pop(0)}"
        organisation = ", ".join(dict.fromkeys(self.bodies)) or manner.organisation
        role = ", ".join(dict.fromkeys(self.roles)) or None
        return Attendee(
            self.name,
            self.capacity,
            self.first,
            self.last,
            role,
            organisation,
            self.chair,
            self.chair_word,
            self.deputy_for,
        )


_DASHES = ("-", "–", "—", "--")
_AND = re.compile(r"(?:,\s*)?\s(?:and|&)\s+")
_NO_NAME = re.compile(
    r"(?:an?\s+|the\s+|one\s+)?rep(?:resentative|resentation)?s?\.?\s+(?:from|of|for)\s+(?:the\s+)?(?P<after>.+)|"
    r"(?P<before>.+?)\s+(?:rep(?:resentative|resentation)?s?)(?:\s*\((?:name\s+)?(?:not\s+(?:given|recorded|named)|"
    r"tbc|unnamed)\))?",
    re.I,
)
_UNNAMED = re.compile(
    r"\b(?:tbc|tba|vacan(?:t|cy)|none|nil|n/?a|to\s+be\s+(?:confirmed|advised)|unknown|no\s+one|nobody|no\s+apologies|"
    r"quorate)\b",
    re.I,
)
_FIELD = re.compile(
    r"\b(?:lay|community|parent|staff|union|youth|voluntary|resident|tenant|student|public|governor|patient|faith|"
    r"head\s?teacher|school|schools|sector)\s*$",
    re.I,
)


def read_entry(clean: Clean, manner: Manner) -> list[Attendee]:
    """The people of one entry, in their order. Empty where it names nobody."""
    clean = without_number(clean)
    if end := re.search(r"(?<=\w{3})\.$|[\s,;]+(?:and|&)$", clean.text):
        clean = cut(clean, 0, end.start())
    if unnamed := _representative(clean, manner):
        return [unnamed]
    if COUNCILLORS.search(clean.text):
        manner = replace(manner, single=False)
    found: list[_Made] = []
    turned = surname_first(clean)
    if turned is not None:
        first, last = clean.place(0, len(clean.text))
        found.append(_Made(turned[0], manner.capacity, first, last))
        clean = turned[1]
    for group, own in _groups(clean, manner):
        _read_group(group, own, found)
    if (
        len(found) == 2
        and re.search(r"\s&\s[^,;]+\([^()]+\)$", clean.text)
        and clean.text.count("(") == 1
        and "," not in clean.text.split("(")[0]
    ):
        found[0].bodies = found[0].bodies or list(found[1].bodies)
    return [made.done(manner) for made in found]


def _representative(clean: Clean, manner: Manner) -> Attendee | None:
    text = re.sub(r"^[\w &/’']{2,40}:\s+(?=(?:an?\s+|the\s+)?rep)", "", clean.text.strip(" .,"), flags=re.I)
    match = _NO_NAME.fullmatch(text)
    if not match or name_length(text, manner) or "," in text:
        return None
    body = (match.group("after") or match.group("before")).strip()
    if is_name(body.split(" from ")[0]) and not is_place(body, manner) and not match.group("after"):
        return None
    if _FIELD.search(body) and not match.group("after"):
        return None  # "Lay representative" is a seat, not a body
    first, last = clean.place(0, len(clean.text))
    return Attendee(None, manner.capacity, first, last, None, body)


def _groups(clean: Clean, manner: Manner) -> Iterator[tuple[list[Part], Manner]]:
    """The parts of an entry; a semicolon, and the word "Councillors", begin a new group."""
    group: list[Part] = []
    own = manner
    for found in _councillors_apart(parts_of(clean)):
        part = found
        several = None if part.bracket else COUNCILLORS.match(part.text)
        headed = several and not any(name_length(p.text, own) for p in group)  # "Examplia Council: Councillors …"
        if group and ((several and not headed) or part.before.strip() == ";"):
            yield group, own
            group, own = [], manner
        if several:
            own = replace(manner, surnames=True)
            part = replace(part, clean=cut(part.clean, several.end()))
        if part.text:
            group.extend(_and_apart(part, own))
    if group:
        yield group, own


_AND_COUNCILLORS = re.compile(r"\s+(?:and|together\s+with)\s+(?=(?:councillors|cllrs|officers)\b)", re.I)


def _councillors_apart(parts: Iterable[Part]) -> Iterator[Part]:
    """ "Marrowby from Examplia Council and Councillors Example, …": the word begins a new part."""
    for part in parts:
        match = None if part.bracket else _AND_COUNCILLORS.search(part.text)
        if match is None:
            yield part
            continue
        yield replace(part, clean=cut(part.clean, 0, match.start()))
        yield Part(cut(part.clean, match.end()), ";")


def _and_apart(part: Part, manner: Manner) -> Iterator[Part]:
    """ "A Example and B Sample" as two; "Women and Children Service" as one."""
    text = part.text
    if not part.bracket:
        if tail := re.search(r"\s+(?:and|&)$", text):
            part = replace(part, clean=cut(part.clean, 0, tail.start()))
            text = part.text
        if lead := re.match(r"(?:and|&)\s+", text):
            part = Part(cut(part.clean, lead.end()), "and")
            text = part.text
        for match in _AND.finditer(text):
            left, right = text[: match.start()], text[match.end() :]
            named = is_name(left, surname=manner.surnames) or (name_length(left, manner) and not is_name(text))
            mark = None if named else mark_of(left)
            if (
                (named or not left or (mark is not None and mark.remark))
                and name_length(_AND.split(right)[0], manner)
                and not is_place(right, manner)
            ):
                yield Part(cut(part.clean, 0, match.start()), part.before)
                yield from _and_apart(Part(cut(part.clean, match.end()), "and"), manner)
                return
    yield part


def _read_group(parts: list[Part], manner: Manner, found: list[_Made]) -> None:
    """Adds the people of a group. A group without a person tells more of the last one."""
    waiting: list[tuple[str, Part]] = []
    led: str | None = None
    begun = len(found)
    current: _Made | None = None
    lengths = [0 if p.bracket else name_length(p.text, manner) for p in parts]
    posts_first = not any(lengths) and not found and holds_name_in_bracket(parts, manner)
    if posts_first:
        lengths = [len(p.text) if p.bracket and is_name(p.text) else 0 for p in parts]
    if not any(lengths) and found:
        current = found[-1]
    for number, part in enumerate(parts):
        length = lengths[number]
        if (
            length
            and current is not None
            and manner.single
            and not led
            and part.before != "and"
            and _only_body(part.text)
        ):
            length = 0
        if (
            0 < length < len(part.text)
            and current is not None
            and part.before == ","
            and (_is_body_name(part.text) or _ends_body(current, part.text[length:]))
        ):
            length = 0
        if length:
            first, last = part.clean.place(0, len(part.text))
            if waiting:
                first = min(first, waiting[0][1].clean.place(0, 1)[0])
            before = current
            current = _Made(full_name(part.text[:length], surname=manner.surnames), manner.capacity, first, last)
            found.append(current)
            led = _take_waiting(waiting, current, led)
            if length < len(part.text):
                _tell(current, part.text[length:].strip(" ,–-"), manner, found, bracket=False)
            if (
                current.capacity == "deputy"
                and not current.deputy_for
                and before is not None
                and part.before in _DASHES
            ):
                current.deputy_for = before.name
            continue
        if current is None or (posts_first and not part.bracket):
            waiting.append((sort_of(part.text), part))
            continue
        if _UNNAMED.fullmatch(part.text.strip()):
            continue
        if led is None and _leads_next(parts, lengths, number) and not part.bracket:
            waiting.append((sort_of(part.text), part))
            current_after = current
            current = None
            if not any(lengths[number + 1 :]):
                current = current_after
            continue
        if part.bracket and (both := re.match(r"(?:both|all)\s+(?:of\s+|from\s+)?(?:the\s+)?(.+)", part.text, re.I)):
            for made in found[-2:] if part.text[:4].casefold() == "both" else found:
                _tell(made, both.group(1), manner, found, bracket=True)
            continue
        current.last = max(current.last, part.clean.place(0, len(part.text))[1])
        inner = list(_inner(part))
        alone = len([text for text in inner if not same_initials(text, current.name or "")]) == 1
        for text in inner:
            _tell(current, text, manner, found, bracket=part.bracket and alone)
    _share_bodies(parts, found[begun:], led, surnames=manner.surnames)


def _share_bodies(parts: list[Part], people: list[_Made], led: str | None, *, surnames: bool) -> None:
    """What stands before or after a whole group is told of each: "Police: A, B", "Councillors A and B from Examplia Council"."""
    for made in people if led else ():
        made.bodies = made.bodies or [led or ""]
    if surnames and len(people) > 1 and people[-1].bodies and not parts[-1].bracket:
        for made in people:
            made.bodies = made.bodies or list(people[-1].bodies)


def _is_body_name(text: str) -> bool:
    """ "Hatch Lane Infant School" after a post: no name with something behind it."""
    return not strip_titles(text)[0] and sort_of(text) == "organisation" and bool(_BODY_END.search(text))


def _ends_body(made: _Made, rest: str) -> bool:
    """ "Chief Nurse, Thorne Vale ICB": what looks like a name begins the body of the post before it."""
    return bool(made.roles) and not made.bodies and bool(_HEALTH_BODY.fullmatch(rest.strip()))


def _only_body(text: str) -> bool:
    """Whether a name-like text after a name, where each entry has one person, is to be read as a body."""
    titles, _ = strip_titles(text)
    return not titles


def _leads_next(parts: list[Part], lengths: list[int], number: int) -> bool:
    """ "…, Police: C Test": what stands before a colon belongs to the person after it."""
    return number + 1 < len(parts) and parts[number + 1].before == ":" and lengths[number + 1] > 0


def _take_waiting(waiting: list[tuple[str, Part]], made: _Made, led: str | None) -> str | None:
    """What stood before a name: "Chair: A", "Police: A, B", "AE – A Example"."""
    for sort, part in waiting:
        if same_initials(part.text, made.name or ""):
            continue
        mark = mark_of(part.text)
        if mark is not None and mark.chair and len(waiting) > 1:
            made.roles.append(part.text)  # "Chair, Examplia Council (Ada Example)"
        elif mark is not None and (mark.chair or mark.role):
            made.chair = made.chair or mark.chair
            made.roles += [mark.role] if mark.role else []
        elif sort == "role":
            made.roles.append(part.text)
        elif sort == "organisation" or (sort == "initials" and not same_initials(part.text, made.name or "")):
            led = part.text
    waiting.clear()
    return led


def _inner(part: Part) -> Iterator[str]:
    """What stands in a bracket, part by part."""
    if not part.bracket or mark_of(part.text) is not None:
        yield part.text
        return
    yield from (p for p in re.split(r"\s*[,;]\s*|\s+[–—-]\s+|\s+/\s+|\t+", part.text) if p)


def _tell(made: _Made, text: str, manner: Manner, found: list[_Made], *, bracket: bool) -> None:
    """Adds to a person what a text beside the name says."""
    text = re.sub(r"^(?:\(([^()]*)\))\s*", r"\1 ", text).strip(" .,;:*")
    if not text or _UNNAMED.fullmatch(text):
        return
    name = made.name or ""
    if bracket and same_initials(strip_titles(text)[1], name):
        return
    word, _, rest = text.partition(" ")
    if same_initials(word.strip("()"), name) and (not rest or not bracket):
        if not rest:
            return
        text = rest.strip(" –-,")
    mark = mark_of(text, away=made.capacity in ("apologies", "absent"))
    if mark is None and (match := re.match(r"(?:co-?)?chair(?:man|woman|person)?\s*(?:and|&|/)\s+(.+)", text, re.I)):
        made.chair = True
        text = match.group(1)
        mark = mark_of(text)
    if mark is None and (
        match := re.fullmatch(r"(.+?)\s*(?:and|&|/)\s+(?:meeting\s+)?chair(?:man|woman|person)?", text, re.I)
    ):
        made.chair = True
        text = match.group(1)
    if mark is not None:
        if mark.chair:
            made.chair, made.chair_word = True, not bracket
        if mark.role:
            made.roles.append(mark.role)
        if mark.capacity:
            made.capacity = mark.capacity
        if mark.deputy_for:
            made.deputy_for = mark.deputy_for
        if mark.represents:
            made.bodies.append(mark.represents)
        if mark.deputy:
            if made.capacity == "present":
                made.capacity = "absent"
            found.insert(
                len(found),
                _Made(mark.deputy, "deputy", made.first, made.last, deputy_for=made.name, bodies=list(made.bodies)),
            )
        return
    text = re.sub(r"^(?:of|from|representing|for|at)\s+(?:the\s+)?", "", text)
    sort = sort_of(text)
    if POST_ONLY.fullmatch(text):
        return
    if sort == "role":
        role, body = split_post(text, manner)
        if role and body:
            _tell(made, role, manner, found, bracket=bracket)
        elif role:
            made.roles.append(role)
        made.bodies += [body] if body else []
    elif sort != "nothing":
        made.posts_end = made.posts_end or (not made.bodies and bool(made.roles))
        made.bodies.append(text)


_BODY_END = re.compile(
    r"\b(?:school|college|academy|council|trust|centre|hospital|nursery|university|service|services|association|police|"
    r"constabulary|partnership|housing|homes|surgery|practice|church)$",
    re.I,
)
_HEALTH_BODY = re.compile(r"(?:ICB|ICS|CCG|PCT|LSCB|LSCP|SCP|SAB|CSP|CVS|MBC|BC|DC|CC)s?")
"""Ends the name of a body that begins like a person's: "Chief Nurse, Thorne Vale ICB"."""
POST_ONLY = re.compile(r"(?:QPM|CBE|OBE|MBE|KBE|DBE|JP|QC|KC|MP|AM|PhD|BEM|KPM)")
