"""The header of a table of people in minutes: what each column holds, and what a mark in a column of attendance stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract.minutes_labels import label_of
from ingest.reading import Clean

_FIELDS: tuple[tuple[str, str], ...] = (
    ("name", r"(?:full\s+|member[’']?s?\s+|attendee[’']?s?\s+)?names?(?:\s+of\s+(?:attendee|member|"
    r"representative)s?)?|attendees?|(?:(?:board|committee|panel|partnership|group|forum|executive|core|"
    r"voting|(?-i:[A-Z]{2,8}))\s+){0,3}members?(?:[’']?s?\s+names?)?|"
             r"representatives?|persons?|who|delegate|invitees?|invited|(?:name|member)\s*[/(&].*|participants?|"
             r"nominated\s+(?:member|representative)|councillors?|present|officers?"),
    ("role", r"(?:job\s+)?(?:role|title|position|designation|post|job|occupation|capacity|post\s+held|job\s+role|"
    r"role\s*/\s*(?:job\s+)?title|(?:agency|organi[sz]ation|service|team)\s*(?:/|and|&|,)\s*(?:job\s+)?(?:role|title|position|post)|"
             r"(?:title|role|position)\s*(?:/|and|&|,)\s*(?:organi[sz]ation|agency).*|role\s+on\s+(?:the\s+)?board)"),
    ("organisation", r"(?:organi[sz]ations?|agency|agencies|representing|service|company|employer|partners?|body|"
    r"department|partner\s+(?:agency|organi[sz]ation)|"
                     r"sector|directorate|team|constituency|affiliation|representation|organi[sz]ation\s*(?:/|and|"
                     r"&)\s*\w+|agency\s*/\s*\w+|borough|institution|on\s+behalf\s+of)"),
    ("initials", r"initials?|abbreviation|inits?|ref"),
    ("status", r"attend(?:ance|ed|ing)?(?:\s*\?)?|status|present\s*/\s*(?:apologies|absent).*|apologies\s*/\s*present|"
    r"attendance\s+(?:status|record)?|present\s*\?|"
               r"present\s*\(?y/n\)?|in\s+attendance\s*\??|attended\s*\(?y/n\)?|\(?p/a\)?|present,?\s+apologies.*"),
    ("deputy", r"(?:name\s+of\s+)?(?:deput(?:y|ies)|substitutes?|alternates?|deputised\s+by|represented\s+by|"
    r"deputy\s+(?:attending|attended|name|sent|present)|"
               r"substitute\s+(?:attending|present|name))"),
    ("none", r"e-?mail|tele?phone|contact|signature|sign(?:ed)?|no\.?|#|items?|comments?|notes|mobile|phone|date|time"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern, re.I)) for name, pattern in _FIELDS)
_TICKS = {
    "present": "present",
    "attended": "present",
    "in person": "present",
    "virtual": "present",
    "online": "present",
    "teams": "present",
}

_STATUS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("apologies", re.compile(r"a|ap|apol(?:ogie)?s?|apolog\w+(?:\s+(?:sent|received|given|noted))?|sent\s+apologies|"
    r"gave\s+apologies", re.I)),
    ("absent", re.compile(r"n|no|ab|abs|absent.*|x|✗|✘|×|-|–|did\s+not\s+attend|dna|not\s+present|0|none|"
    r"no\s+apologies", re.I)),
    ("deputy", re.compile(r"d|dep|sub|s|deputy|substitute|deputised|deputising|deputy\s+attended|sent\s+deputy", re.I)),
    ("observer", re.compile(r"o|obs|observer|observing", re.I)),
    ("in_attendance", re.compile(r"ia|i/a|in\s+attendance|guest|invited|by\s+invitation", re.I)),
    ("present", re.compile(r"p|y|yes|present.*|✓|✔|√|attended.*|1|☑|☒|v|virtual(?:ly)?|in\s+person|online|teams|"
    r"remote(?:ly)?|zoom|part.*|late", re.I)),
)  # fmt: skip
MARKED = re.compile(r"(?:✓|✔|√|x|×|✗|y|yes|p|a|1|☑|☒|●|•|■|d|\*)(?=\W|$)", re.I)


_CODES = {
    "present": ("p", "pres", "att", "y", "v"),
    "apologies": ("a", "ap", "apol", "apols"),
    "absent": ("dna", "ab", "abs", "n", "np", "na"),
    "deputy": ("d", "d/r", "dep", "r", "rep", "s", "sub", "d/s"),
    "in_attendance": ("ia", "i/a"),
    "observer": ("o", "obs"),
}
CODES = {code: capacity for capacity, codes in _CODES.items() for code in codes}
"""What the letters of columns of attendance stand for where no key says it."""

_KEY = re.compile(
    r"(?<![\w/])(?P<code>[A-Z]{1,3}(?:/[A-Z])?|✓|✔|√|×|✗|[xX])\s*(?:=|:|\s[–-]\s|–)\s*(?P<said>(?:did\s+not|not|sent|no|submitted|member|representative|deputy)?\s*"
    r"(?:present|apolog\w+|absent|attend\w*|deput\w+|substitut\w+|represent\w+|observ\w+|in\s+attendance))",
    re.I,
)
_SAID = (
    ("absent", re.compile(r"^representative\s+attend|^(?:did\s+)?not|absent|^no\s", re.I)),
    ("apologies", re.compile(r"apolog", re.I)),
    ("deputy", re.compile(r"deput|substitut|represent", re.I)),
    ("observer", re.compile(r"observ", re.I)),
    ("in_attendance", re.compile(r"in\s+attendance", re.I)),
    ("present", re.compile(r"present|attend", re.I)),
)


def key_in(text: str) -> dict[str, str]:
    """What a key tells of the marks of attendance: "P = Present, A = Apologies". Empty where a text is none."""
    found: dict[str, str] = {}
    for match in _KEY.finditer(text):
        capacity = next(name for name, pattern in _SAID if pattern.search(match.group("said")))
        found[match.group("code").casefold()] = capacity
    return found if len(found) > 1 else {}


def status_of(text: str) -> str | None:
    """The capacity that a mark in a column of attendance stands for."""
    said = [found for part in [text, *re.split(r"[(,;–]|\s-\s", text)] if (found := _one_status(part))]
    return "apologies" if "apologies" in said[1:] else said[0] if said else None


def _one_status(text: str) -> str | None:
    plain = text.strip(" .()*[]?")
    return next((name for name, pattern in _STATUS if pattern.fullmatch(plain)), None)


@dataclass(frozen=True, slots=True)
class Header:
    """What each column holds: a field's name, or "tick:" with the capacity that a mark in it stands for."""

    fields: tuple[str | None, ...]
    capacity: str | None = None
    """What the column of names is headed by: "Apologies | Organisation"."""

    @property
    def status(self) -> list[int]:
        """The columns that say who came."""
        return [i for i, f in enumerate(self.fields) if f and (f == "status" or f.startswith("tick:"))]

    def at(self, name: str) -> int | None:
        return self.fields.index(name) if name in self.fields else None


def header_of(row: Sequence[Clean]) -> Header | None:
    """The header that a row is; None where it is none."""
    texts = [" ".join(cell.text.split()).strip(" :*") for cell in row]
    filled = [t for t in texts if t]
    if len(filled) < 2 or all(label_of(t) is not None for t in filled):
        return None
    coded = sum(t.casefold() in CODES for t in filled) > 1
    fields: list[str | None] = []
    for text in texts:
        code = CODES.get(text.casefold()) if coded else None
        fields.append(f"tick:{code}" if code else _field(text) if text else None)
    known = [f for f in fields if f]
    if len(known) < 2 or len(known) < len(filled) * 0.6:
        return None
    # "Present" may be the column of names ("Present | Role") or of ticks ("Name | Present | Apologies")
    named = [i for i, t in enumerate(texts) if fields[i] == "name" and not re.fullmatch("present", t, re.I)]
    for i, text in enumerate(texts):
        if re.fullmatch("present", text, re.I) and (named or i > 0):
            fields[i] = "tick:present"
    if "name" in fields:
        first = fields.index("name")
        fields = [None if f == "name" and i != first else f for i, f in enumerate(fields)]
    capacity = None
    if "name" not in fields and (fields[0] or "").startswith("tick:") and {"role", "organisation"} & set(fields):
        capacity = (fields[0] or "").removeprefix("tick:")
        fields[0] = "name"
    if fields.count("name") == 0 and not {"role", "organisation"} & set(fields):
        return None
    return Header(tuple(fields), capacity) if "name" in fields or "deputy" in fields or "role" in fields else None


def _field(text: str) -> str | None:
    for name, pattern in _COMPILED:
        if pattern.fullmatch(text):
            return name
    label = label_of(text)
    if label is not None and label.office is None and label.capacity != "skip":
        return f"tick:{label.capacity}"
    return "tick:present" if text.casefold() in _TICKS else None
