"""Where in an entry of minutes a name stands, and what words after it are a post, a body, or a field of work."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.extract.minutes_lines import cut
from ingest.extract.minutes_parts import Part, parts_of
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
    codes: Mapping[str, str] = field(default_factory=dict)
    """What a key of the document says that marks of attendance stand for."""


COUNCILLORS = re.compile(
    r"\b(?:(?:county|borough|district|city|town|parish)\s+)?(?:councillors|cllrs|aldermen|messrs)\b\.?\s*:?\s*", re.I
)


_TURNED = re.compile(
    r"(?P<last>[^\W\d_a-zß-ÿ’'\-]{2,}(?:[’'\-\s][^\W\d_a-zß-ÿ]+)*),\s+(?P<first>[^\W\d_a-zß-ÿ][a-zß-ÿ][\w’'\-]*)(?=[\s,;(]|$)"
)


def surname_first(clean: Clean) -> tuple[str, Clean] | None:
    """ "EXAMPLE, Ada (Chair)": the name turned round, and the rest."""
    match = _TURNED.match(clean.text)
    if match is None or is_name(match.group("last")) or sort_of(match.group("first")) == "role":
        return None
    name = full_name(f"{match.group('first')} {match.group('last')}")
    return None if name is None else (name, cut(clean, match.end()))


def names_person(clean: Clean, manner: Manner | None = None) -> bool:
    """Whether an entry begins with a person's name (after titles, a number or initials)."""
    manner = manner or Manner()
    clean = without_number(clean)
    if surname_first(clean) is not None:
        return True
    if match := COUNCILLORS.match(clean.text):
        return is_name(clean.text[match.end() :].split(",")[0].split(" and ")[0], surname=True)
    parts = parts_of(clean)
    if not parts:
        return False
    first = parts[0].text
    if len(parts) > 1 and (sort_of(first) == "initials" or same_initials(first, parts[1].text)):
        first = parts[1].text
    if re.search(r"\w{3}\.$", first):
        first = first[:-1]
    return name_length(first, manner) > 0 or (bool(ROLE.search(first)) and holds_name_in_bracket(parts, manner))


def holds_name_in_bracket(parts: Sequence[Part], manner: Manner) -> bool:
    """Whether posts stand before names in brackets: "Chief Executive, Examplia Homes (Ada Example)"."""
    if not parts or parts[0].bracket or name_length(parts[0].text, manner):
        return False
    inner = [p.text for p in parts if p.bracket]
    return (
        bool(inner)
        and all(
            (is_name(text) and not is_place(text, manner) and sort_of(text) == "person") or sort_of(text) == "initials"
            for text in inner
        )
        and any(is_name(text) for text in inner)
    )


def name_length(text: str, manner: Manner) -> int:
    """How many characters of a text are the name that it begins with; 0 where it begins with none."""
    if is_name(text, surname=manner.surnames) and not is_place(text, manner):
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
        if not is_name(head, surname=manner.surnames) or re.fullmatch(
            r"de|van|von|der|la|le|al|el|bin|ap|di|da", words[count - 1].group(), re.I
        ):
            continue
        last = words[count - 1].group()
        if last.isupper() and 1 < len(last) < 5 and not words[count - 2].group().isupper():
            continue  # "Ada Example VAWG Lead"
        options.append((_follows(rest, head, manner) + (1 if count - least == 2 else 0), end))
    best = max(options, default=(0, 0))
    return best[1] if best[0] >= 2 else 0


_HEAD_OF = r"(?:(?:deputy|assistant|acting|interim|joint|executive|operational|national|regional)\s+)*"
_CHIEF = re.compile(
    rf"(?P<role>{_HEAD_OF}(?:chief\s+(?:executive(?:\s+officer)?|officer)|ceo|principal|(?:(?:general|centre|borough|branch)\s+)?"
    r"manager|director|co-?director|headteacher|head\s+teacher))\s+"
    r"(?P<body>(?!(?:for|of|and|the|to|at|in)\b)(?-i:[A-Z])(?:(?!,).)*\b"
    r"(?:council|trust|agency|centre|association|police|constabulary|college|school|university|hospital|ltd|limited|cic|"
    r"nhs|ccg|icb|cvs|foundation|society|charity|federation|support|uk|ni|mind|aid|refuge|academy|barnardo[’']?s|nspcc))",
    re.I,
)
"""A post as such, and the body after it: "Chief Executive Examplia District Council"."""
_CHAIR_OF = re.compile(
    r"(?P<role>(?:(?:independent|interim|acting|lay)\s+)?(?:vice[\s-]|co-?)?chair(?:man|woman|person)?)\s+"
    r"(?P<body>(?!(?:of|for|and|the)\b)(?-i:[A-Z]).*\b(?:board|partnership|panel|committee|forum|group|council|trust)\b.*)",
    re.I,
)
_LAST_INITIALS = re.compile(
    r"(?P<role>.*\b(?!(?:of|for|and|the|in|to|with)\b)[\w’')]+)\s+"
    r"(?P<body>(?!(?:MASH|MARAC|MAPPA|CAMHS|SEND|SEN|VAWG|LAC|CLA|CP|CIN|IT|ICT|HR|ASB|EHCP|CSE|CCE|DA|DV|IOM|IDVA|ISVA|DOLS|"
    r"DoLS|MCA|LD|MH|QA|YOT|YOS|PVP|PPU|PSHE|CYP|UK|GP|SRO|PMO|PA|CEO|COO|CFO|CNO|DCS|DASS|DPH|DSL|LADO|IRO|CSC|ASC|EH|OBE|MBE|"
    r"CBE|QPM|QAM|SAR|SCR|CDOP|FGM|ED|PCN|AHP|AHPs|JP|MP|AM)\b)[A-Z][A-Z&]{1,5})",
)
"""A post, and the initials of a body after it: "Director of Operations EXB". Initials of fields of work are part of the post."""


def split_post(text: str, manner: Manner) -> tuple[str | None, str | None]:
    """A post and its body, where both stand in one text: "Head of Service at Examplia Council"."""
    if match := re.search(r"\s+(?:at|from|representing|on\s+behalf\s+of|@)\s+(?:the\s+)?(?=\S)", text):
        role, body = text[: match.start()], text[match.end() :]
        if ROLE.search(role) and sort_of(body) in ("organisation", "initials", "person"):
            return role, body
    if match := _CHIEF.fullmatch(text):
        return match.group("role"), match.group("body")
    if match := _CHAIR_OF.fullmatch(text):
        return match.group("role"), match.group("body")
    if match := _LAST_INITIALS.fullmatch(text):
        return match.group("role"), match.group("body")
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


_FIELDS = words_of(
    "culture leisure sport sports environment regeneration inclusion skills learning wellbeing tourism arts"
)


def is_field(text: str) -> bool:
    """A text of ordinary words names a field of work, not a body: "Early Help"."""
    return all(word.casefold() in NOT_NAMES | _FIELDS for word in re.findall(r"[^\W\d_]+", text))


def is_body(text: str, manner: Manner) -> bool:
    return (
        bool(
            ORGANISATION.search(text)
            or re.search(r"\b(?:scotland|england|wales|ireland|uk|international)$", text, re.I)
        )
        or sort_of(text) == "initials"
        or is_place(text, manner)
        or text.split(maxsplit=1)[0] in manner.places
    )


def is_place(text: str, manner: Manner) -> bool:
    words = text.split()
    if len(words) > 1 and words[0] in manner.places:
        return True
    known = manner.names.find(text) if manner.names is not None else []
    return any(m.start == 0 and m.end == len(text) for m in known)


def _follows(rest: str, head: str, manner: Manner) -> int:
    """How well a text can stand after a name without a mark between: 3 is surely, 0 not."""
    word = rest.split(maxsplit=1)[0] if rest.split() else ""
    if same_initials(word.strip("()"), head):
        return 3
    if re.match(r"of\s+(?:the\s+)?[A-Z]", rest) and (
        ORGANISATION.search(rest)
        or sort_of(re.sub(r"of\s+(?:the\s+)?", "", rest, count=1)) in ("organisation", "initials")
    ):
        return 3
    if re.match(r"(?:attended|joined|left|arrived|was\s+present|participated|present|dialled\s+in)\b", rest):
        return 3
    if re.match(
        r"(?:for|representing|from|on\s+behalf|deputi[sz]ing|substituting|in\s+the\s+[Cc]hair|as\s+(?:deputy|substitute|"
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


def same_initials(word: str, name: str) -> bool:
    letters = re.sub(r"[^A-Z]", "", word)
    _, bare = strip_titles(strip_post_nominals(name))
    own = [w[0].upper() for w in re.split(r"[\s\-]+", bare) if w and w[0].isalpha()]
    if re.fullmatch(r"[A-Z]{2}(?:[a-z]{1,2}|[A-Z])", word) and len(own) > 1 and letters[:2] == own[0] + own[-1]:
        return True  # told apart from another "MW": "MWh"
    if not INITIALS.fullmatch(word) or len(letters) > 4:
        return False
    return bool(own) and len(letters) <= len(own) + 1 and letters[0] == own[0] and letters[-1] in own[1:]


def without_number(clean: Clean) -> Clean:
    match = re.match(
        r"(?:\s*\(?\d{1,3}[.)\]]\s*|\s*\d{1,3}\s+|[\s•·▪●○◦*#>✓✔\-–]+|\s*\(?[a-z][.)]\s+|\s*and\s+)", clean.text
    )
    clean = cut(clean, match.end() if match else 0)
    initials = re.match(r"([A-Z]{2,4})\s+(?=[A-Z][a-z])", clean.text)
    if initials and same_initials(initials.group(1), " ".join(clean.text.split()[1:3])):
        return cut(clean, initials.end())
    return clean
