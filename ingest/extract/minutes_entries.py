"""One entry of a list of people in minutes: "Name – Title, Organisation", "Name (Organisation)", "Role: Name" and their like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.extract.minutes_lines import cut
from ingest.extract.minutes_marks import mark_of
from ingest.extract.minutes_words import (
    INITIALS,
    ORGANISATION,
    ROLE,
    ROLE_START,
    full_name,
    is_name,
    sort_of,
    words_of,
)
from ingest.names import Names
from ingest.person_name import strip_post_nominals, strip_titles
from ingest.person_words import NOT_NAMES
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


@dataclass(frozen=True, slots=True)
class Manner:
    """How the entries of a list are made."""

    capacity: str = "present"
    single: bool = False
    """One person an entry: a second name-like text is a body."""
    organisation: str | None = None
    """The heading of a group of people."""
    surnames: bool = False
    """After "Councillors" surnames stand alone."""
    names: Names | None = None
    """Knows the names of bodies."""
    places: frozenset[str] = frozenset()
    """Words that names of local bodies begin with."""


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
            and not _is_body(self.bodies[0], manner)
            and (len(self.bodies) > 1 or _is_field(self.bodies[0]))
        ):
            # "Executive Director, Adults and Communities, Examplia Council"
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


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an entry: its text, the mark before it, and whether it stands in brackets."""

    clean: Clean
    before: str = ""
    bracket: bool = False

    @property
    def text(self) -> str:
        return self.clean.text


_SEPARATOR = re.compile(r"\s*[,;]\s*|\s+[–—‒\-]{1,2}\s*|\s*[–—]\s+|\t+|\s{2,}|\s*\|\s*|\s*:\s+|\s+/\s+|\s*[•·▪●]\s*")
_DASHES = ("-", "–", "—", "--")
_AND = re.compile(r"(?:,\s*)?\s(?:and|&)\s+")
_COUNCILLORS = re.compile(r"\b(?:councillors|cllrs|aldermen|messrs)\b\.?\s*:?\s*", re.I)
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
    clean = _without_number(clean)
    if end := re.search(r"(?<=\w{3})\.$|[\s,;]+(?:and|&)$", clean.text):
        clean = cut(clean, 0, end.start())
    if unnamed := _representative(clean, manner):
        return [unnamed]
    if _COUNCILLORS.search(clean.text):
        manner = replace(manner, single=False)
    found: list[_Made] = []
    turned = _surname_first(clean)
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


_TURNED = re.compile(
    r"(?P<last>[^\W\d_a-zß-ÿ’'\-]{2,}(?:[’'\-\s][^\W\d_a-zß-ÿ]+)*),\s+(?P<first>[^\W\d_a-zß-ÿ][a-zß-ÿ][\w’'\-]*)(?=[\s,;(]|$)"
)


def _surname_first(clean: Clean) -> tuple[str, Clean] | None:
    """ "EXAMPLE, Ada (Chair)": the name turned round, and the rest."""
    match = _TURNED.match(clean.text)
    if match is None or is_name(match.group("last")) or sort_of(match.group("first")) == "role":
        return None
    name = full_name(f"{match.group('first')} {match.group('last')}")
    return None if name is None else (name, cut(clean, match.end()))


def names_person(clean: Clean, manner: Manner | None = None) -> bool:
    """Whether an entry begins with a person's name (after titles, a number or initials)."""
    manner = manner or Manner()
    clean = _without_number(clean)
    if _surname_first(clean) is not None:
        return True
    if match := _COUNCILLORS.match(clean.text):
        return is_name(clean.text[match.end() :].split(",")[0].split(" and ")[0], surname=True)
    parts = list(_parts(clean))
    if not parts:
        return False
    first = parts[0].text
    if len(parts) > 1 and (sort_of(first) == "initials" or _same_initials(first, parts[1].text)):
        first = parts[1].text
    if re.search(r"\w{3}\.$", first):
        first = first[:-1]
    return name_length(first, manner) > 0


def name_length(text: str, manner: Manner) -> int:
    """How many characters of a text are the name that it begins with; 0 where it begins with none."""
    if is_name(text, surname=manner.surnames) and not _is_place(text, manner):
        return len(text)
    titles, _ = strip_titles(text)
    words = list(re.finditer(r"\S+", text))
    least = len(titles.split())
    options: list[tuple[int, int]] = []
    if words and not least and words[0].group() in manner.places:
        return 0
    for count in range(least + 1, min(len(words), least + 6)):
        end = words[count - 1].end()
        head, rest = text[:end], text[end:].strip()
        if not is_name(head) or re.fullmatch(
            r"de|van|von|der|la|le|al|el|bin|ap|di|da", words[count - 1].group(), re.I
        ):
            continue
        last = words[count - 1].group()
        if last.isupper() and 1 < len(last) < 5 and not words[count - 2].group().isupper():
            continue  # "Ada Example VAWG Lead"
        options.append((_follows(rest, head, manner) + (1 if count - least == 2 else 0), end))
    best = max(options, default=(0, 0))
    return best[1] if best[0] >= 2 else 0


def split_post(text: str, manner: Manner) -> tuple[str | None, str | None]:
    """A post and its body, where both stand in one text: "Head of Service at Examplia Council"."""
    if match := re.search(r"\s+(?:at|from|representing|on\s+behalf\s+of|@)\s+(?:the\s+)?(?=\S)", text):
        role, body = text[: match.start()], text[match.end() :]
        if ROLE.search(role) and sort_of(body) in ("organisation", "initials", "person"):
            return role, body
    for mention in manner.names.find(text) if manner.names is not None else ():
        role = text[: mention.start].strip()
        linked = re.search(r"\b(?:of|for|and|the|in|to|with)$|[&,–-]$", role)
        body = text[mention.start :]
        own = (
            re.sub(r"[’']s$", "", body.split(maxsplit=1)[0].casefold()) not in NOT_NAMES
            or body.split(maxsplit=1)[0] in _BODY_STARTS
        )
        if (
            mention.end == len(text)
            and role
            and not linked
            and own
            and ROLE.search(role)
            and mention.entity.label != "Borough"
        ):
            return role, body
    words = list(re.finditer(r"\S+", text))
    for at in range(1, len(words)):
        tail, before = text[words[at].start() :], words[at - 1].group()
        starts = words[at].group().strip("’'s,") in manner.places or words[at].group() in _BODY_STARTS
        if (
            starts
            and before.casefold().strip(",") not in ("of", "for", "and", "the", "&", "in", "to", "with")
            and (sort_of(tail) in ("organisation", "initials") and ROLE.search(text[: words[at].start()]))
        ):
            if before in _DIRECTIONS and at > 1:
                tail = text[words[at - 1].start() :]
            return text[: len(text) - len(tail)].strip(" ,–-"), tail
    return (text, None) if sort_of(text) == "role" else (None, text)


_DIRECTIONS = ("North", "South", "East", "West", "Central", "Greater", "Inner", "Outer")
_BODY_STARTS = words_of(
    """
    NHS Metropolitan Met LB RB London Royal National St MPS Barnardo's Barnardo’s NSPCC Healthwatch CAFCASS Cafcass
    """
)


def _is_field(text: str) -> bool:
    """A text of ordinary words names a field of work, not a body: "Early Help"."""
    return all(word.casefold() in NOT_NAMES for word in re.findall(r"[^\W\d_]+", text))


def _is_body(text: str, manner: Manner) -> bool:
    return (
        bool(ORGANISATION.search(text))
        or sort_of(text) == "initials"
        or _is_place(text, manner)
        or text.split(maxsplit=1)[0] in manner.places
    )


def _is_place(text: str, manner: Manner) -> bool:
    words = text.split()
    if len(words) > 1 and words[0] in manner.places:
        return True
    known = manner.names.find(text) if manner.names is not None else []
    return any(m.start == 0 and m.end == len(text) for m in known)


def _follows(rest: str, head: str, manner: Manner) -> int:
    """How well a text can stand after a name without a mark between: 3 is surely, 0 not."""
    word = rest.split(maxsplit=1)[0] if rest.split() else ""
    if _same_initials(word.strip("()"), head):
        return 3
    if re.match(
        r"(?:for|representing|from|on\s+behalf|deputi[sz]ing|substituting|in\s+the\s+chair|as\s+(?:deputy|substitute|"
        r"observer)|at)\b",
        rest,
    ):
        return 3
    if word[:1].islower():
        return 0
    if word.casefold().strip(",") in ROLE_START and sort_of(rest) in ("role", "organisation"):
        return 3 if ROLE.search(rest) else 2
    if word in manner.places or word in _BODY_STARTS:
        return 3
    if INITIALS.fullmatch(word) and len(word) > 2:
        return 2
    return 1 if ROLE.search(rest) or ORGANISATION.search(rest) else 0


def _same_initials(word: str, name: str) -> bool:
    letters = re.sub(r"[^A-Z]", "", word)
    if not INITIALS.fullmatch(word) or len(letters) > 4:
        return False
    _, bare = strip_titles(strip_post_nominals(name))
    own = [w[0].upper() for w in re.split(r"[\s\-]+", bare) if w and w[0].isalpha()]
    return bool(own) and len(letters) <= len(own) + 1 and letters[0] == own[0] and letters[-1] in own[1:]


def _without_number(clean: Clean) -> Clean:
    match = re.match(
        r"(?:\s*\(?\d{1,3}[.)\]]\s*|\s*\d{1,3}\s+|[\s•·▪●○◦*#>✓✔\-–]+|\s*\(?[a-z][.)]\s+|\s*and\s+)", clean.text
    )
    clean = cut(clean, match.end() if match else 0)
    initials = re.match(r"([A-Z]{2,4})\s+(?=[A-Z][a-z])", clean.text)
    if initials and _same_initials(initials.group(1), " ".join(clean.text.split()[1:3])):
        return cut(clean, initials.end())
    return clean


def _representative(clean: Clean, manner: Manner) -> Attendee | None:
    text = re.sub(r"^[\w &/’']{2,40}:\s+(?=(?:an?\s+|the\s+)?rep)", "", clean.text.strip(" .,"), flags=re.I)
    match = _NO_NAME.fullmatch(text)
    if not match or name_length(text, manner) or "," in text:
        return None
    body = (match.group("after") or match.group("before")).strip()
    if is_name(body.split(" from ")[0]) and not _is_place(body, manner) and not match.group("after"):
        return None
    if _FIELD.search(body) and not match.group("after"):
        return None  # "Lay representative" is a seat, not a body
    first, last = clean.place(0, len(clean.text))
    return Attendee(None, manner.capacity, first, last, None, body)


def _groups(clean: Clean, manner: Manner) -> Iterator[tuple[list[Part], Manner]]:
    """The parts of an entry; a semicolon, and the word "Councillors", begin a new group."""
    group: list[Part] = []
    own = manner
    for found in _parts(clean):
        part = found
        several = None if part.bracket else _COUNCILLORS.match(part.text)
        if group and (several or part.before.strip() == ";"):
            yield group, own
            group, own = [], manner
        if several:
            own = replace(manner, surnames=True)
            part = replace(part, clean=cut(part.clean, several.end()))
        if part.text:
            group.extend(_and_apart(part, own))
    if group:
        yield group, own


def parts_of(clean: Clean) -> list[Part]:
    """The parts of an entry, by its commas, dashes, brackets and columns."""
    return list(_parts(clean))


def _parts(clean: Clean) -> Iterator[Part]:
    text, start, before, depth = clean.text, 0, "", 0
    at = 0
    while at < len(text):
        char = text[at]
        if char in "([":
            if depth == 0:
                if not _within_name(text, at):
                    part = cut(clean, start, at)
                    if part.text:
                        yield Part(part, before)
                        before = ""
                    start = at + 1
                    depth = 1
            else:
                depth += 1
        elif char in ")]" and depth:
            depth -= 1
            if depth == 0:
                part = cut(clean, start, at)
                if part.text:
                    yield Part(part, before, bracket=True)
                before, start = "", at + 1
        elif depth == 0 and (match := _SEPARATOR.match(text, at)) and match.end() > at:
            part = cut(clean, start, at)
            if part.text:
                yield Part(part, before)
            before = match.group().strip() or " "
            at = start = match.end()
            continue
        at += 1
    part = cut(clean, start)
    if part.text:
        yield Part(part, before, bracket=depth > 0)


def _within_name(text: str, at: int) -> bool:
    """ "Elizabeth (Liz) Example": the bracket is a part of the name."""
    match = re.compile(r"\(([^\W\d_]+)\)\s+[^\W\d_a-z][\w’'\-]+").match(text, at)
    before = text[:at].strip()
    return bool(
        match
        and re.search(r"(?:^|[,;]\s*)(?:\w+\s+)?[^\W\d_a-z][\w’'\-]+$", before)
        and not match.group(1).isupper()
        and sort_of(match.group(1) + " Example") == "person"
        and not mark_of(match.group(1))
        and sort_of(match.group().split(")", 1)[1].strip() + " Example") == "person"
    )


def _and_apart(part: Part, manner: Manner) -> Iterator[Part]:
    """ "A Example and B Sample" as two; "Women and Children Service" as one."""
    text = part.text
    if not part.bracket:
        if lead := re.match(r"(?:and|&)\s+", text):
            part = Part(cut(part.clean, lead.end()), part.before or ",")
            text = part.text
        for match in _AND.finditer(text):
            left, right = text[: match.start()], text[match.end() :]
            named = is_name(left, surname=manner.surnames) or (name_length(left, manner) and not is_name(text))
            if (named or not left) and name_length(right, manner) and not _is_place(right, manner):
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
        if current is None:
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
        for text in _inner(part):
            _tell(current, text, manner, found, bracket=part.bracket)
    for made in found[begun:] if led else ():
        made.bodies = made.bodies or [led or ""]


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
        if _same_initials(part.text, made.name or ""):
            continue
        mark = mark_of(part.text)
        if mark is not None and (mark.chair or mark.role):
            made.chair = made.chair or mark.chair
            made.roles += [mark.role] if mark.role else []
        elif sort == "role":
            made.roles.append(part.text)
        elif sort == "organisation" or (sort == "initials" and not _same_initials(part.text, made.name or "")):
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
    word, _, rest = text.partition(" ")
    if _same_initials(word.strip("()"), name) and (not rest or not bracket):
        if not rest:
            return
        text = rest.strip(" –-,")
    mark = mark_of(text)
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


POST_ONLY = re.compile(r"(?:QPM|CBE|OBE|MBE|KBE|DBE|JP|QC|KC|MP|AM|PhD|BEM|KPM)")
