"""One entry that names a person with a post: "Ada Example, Chief Executive of Examplia Council (to July 2022)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.statements import Entity
from ingest.names import Names
from ingest.office import Office, is_office, read_office
from ingest.people import person
from ingest.person_name import find_names, is_person_name, strip_titles
from ingest.person_words import NOT_NAMES
from ingest.tenure import Tenure, take_tenure

_BETWEEN = re.compile(r"\s*(?:,|:|[-–—|](?=\s)|(?<=\s)[-–—|]|\n|\()\s*(?:and\s+)?")
MARK = re.compile(
    r"\s*\(\s*(?P<mark>(?:independent\s+|interim\s+|acting\s+)?(?:vice[\s-]?|co-?\s?|deputy\s+)?chair(?:man|woman|person)?)\s*\)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:(?:Lead |Relevant )?(?:Cabinet|Executive) Member|(?:Lead |Responsible |Contact |Report )?Officer|Report [Aa]uthor|"
    r"Portfolio [Hh]older|Presented by|Report of)\s*:\s*(?=[A-Z])"
)
"""What stands before an entry that names the post in full: "Officer: Director of Housing, Ada Example"."""
_LONGEST = 320


@dataclass(frozen=True, slots=True)
class Holder:
    """A person, the post where the entry names one, the body where it names one without a post, and the time in the post."""

    person: Entity
    office: Office | None = None
    body: Entity | None = None
    tenure: Tenure | None = None
    chair: str | None = None
    """The words of a mark like "(Chair)", "(Vice-Chair)"."""


def read_holder(text: str, names: Names) -> Holder | None:
    """The holder that a whole text names, name first or post first; None where it says anything else."""
    said = re.sub(r"[ \t]+", " ", text.replace("*", "")).strip(" \t\n,;:•·-–—")
    if not 5 <= len(said) <= _LONGEST:
        return None
    label = _LABEL.match(said)
    if (
        label is not None
        and (labelled := read_holder(said[label.end() :], names)) is not None
        and labelled.office is not None
    ):
        return labelled
    said, tenure = take_tenure(said)
    mark = MARK.search(said)
    if mark:
        said = (said[: mark.start()] + said[mark.end() :]).strip(" ,;:-–—")
    found = _name_first(said, names) or _post_first(said, names)
    if found is None:
        return None
    who, office, body = found
    return Holder(who, office, body, tenure, mark["mark"] if mark else None)


_INITIALS = re.compile(r"(?P<initials>[A-Z](?:[. ]?[A-Z]){1,3})\.?\)\s*[,:–-]?\s*(?=\S)")
""" "Ada Example (AE) Director of …": what minutes call somebody by."""


def _are_of(initials: str, name: str) -> bool:
    """Whether letters are the first ones of a name's words, all of them or the first and the last."""
    letters = re.sub(r"[^A-Z]", "", initials)
    own = "".join(word[0] for word in re.findall(r"[^\W\d_][\w'’]*", name)).upper()
    return letters in (own, own[:1] + own[-1:])


_Found = tuple[Entity, Office | None, Entity | None]


def _name_first(said: str, names: Names) -> _Found | None:
    printed = [n for n in find_names(said)[:1] if n.start == 0]
    if printed:
        rest = said[printed[0].end :]
        link = _BETWEEN.match(rest)
        who = person(said[: printed[0].end])
        if who is None:
            return None
        if not rest.strip():
            return who, None, None
        if link is None:
            office = read_office(rest, names) if rest[:1].isspace() and rest.strip()[:1].isupper() else None
            return (who, office, None) if office else None
        inner = rest[link.end() :]
        if "(" in link.group() and inner.endswith(")") and inner.count(")") > inner.count("("):
            inner = inner[:-1]
        own = _INITIALS.match(inner) if "(" in link.group() else None
        if own is not None and _are_of(own["initials"], who.name):
            return _post_or_body(who, inner[own.end() :], names)
        inner = re.sub(r"^(?P<a>[^()]{2,60})\)\s*[,–-]?\s*", r"\g<a>, ", inner) if "(" in link.group() else inner
        return _post_or_body(who, inner, names)
    return _run_on(said, names)


def _post_or_body(who: Entity, text: str, names: Names) -> _Found | None:
    office = read_office(text, names)
    if office is not None:
        return who, office, None
    plain = text.strip(" .;,")
    whole = [m.entity for m in names.find(plain) if m.start == 0 and m.end >= len(plain) - 1]
    if whole and whole[0].label in {"Organisation", "Board", "BCU"}:
        return who, None, whole[0]
    return None


def _run_on(said: str, names: Names) -> _Found | None:
    """ "Ada Example Director of Education": the longest beginning of words that are not words of posts."""
    titles, rest = strip_titles(said)
    words = rest.split(" ")
    known = next((i for i, w in enumerate(words) if w.strip(",").casefold() in NOT_NAMES), len(words))
    for count in dict.fromkeys((min(known, 4), 2)):
        if not 2 <= count < len(words):
            continue
        front = f"{titles} {' '.join(words[:count])}".strip()
        behind = " ".join(words[count:])
        if is_person_name(front) and is_office(behind):
            who, office = person(front), read_office(behind, names)
            if who is not None and office is not None:
                return who, office, None
    return None


def _post_first(said: str, names: Names) -> _Found | None:
    """ "Independent Chair: Ada Example", "Chief Executive – Ada Example"."""
    for printed in find_names(said)[-1:]:
        front = said[: printed.start].rstrip()
        if printed.end == len(said) and front and front[-1] in ":-–—|,\n(":
            return _post_of(said[printed.start :], front, names)
    words = said.split(" ")
    for count in (4, 3, 2):
        if len(words) > count + 1 and is_person_name(" ".join(words[-count:])) and is_office(" ".join(words[:-count])):
            return _post_of(" ".join(words[-count:]), " ".join(words[:-count]), names)
    return None


def _post_of(name: str, front: str, names: Names) -> _Found | None:
    who, office = person(name), read_office(front, names)
    return (who, office, None) if who is not None and office is not None else None
