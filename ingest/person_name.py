"""Names of people as they are printed: "Dr Ada Example QPM", "Cllr José O'Quince-Fennel", "J. van der Quill".

The rules look at the words only (titles, letters after the name, particles, and a list of words that are not names); whether a
person may stand in the graph is told by `ingest/people.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.person_words import FORENAMES_TOO, NOT_NAMES, PARTICLES, POST_NOMINALS, SURNAMES_TOO, TITLES

_TITLE = re.compile(rf"(?:{TITLES})\b\.?(?=\s|$)", re.IGNORECASE)
_POST_NOMINAL = re.compile(rf"[\s,]+\(?{POST_NOMINALS}\)?[.,;]?$")
_CAPITAL = r"[^\W\d_a-zßà-öø-ÿ]"
_SMALL = r"[^\W\d_A-Z]"
_LETTER = r"[^\W\d_]"
_WORD = rf"(?:{_CAPITAL}{_LETTER}*(?:[’'‘`\-‐‑]{_LETTER}+)*|[a-z]{{1,2}}[’'‘\-]{_CAPITAL}{_LETTER}+)"
_INITIAL = rf"(?:{_CAPITAL}\.?(?:[\s\-]?{_CAPITAL}\.)*)"
_PARTICLE = r"(?:[Dd]e\s+la|[Vv]an\s+de[rn]?|" + "|".join(sorted(PARTICLES, key=len, reverse=True)) + ")"
_NAME = rf"(?:{_WORD}|{_INITIAL})(?:\s+(?:{_PARTICLE}\s+)*(?:\({_WORD}\)|{_WORD}|[“\"‘']{_WORD}[”\"’']|{_INITIAL}))*"
_WHOLE = re.compile(_NAME)
_RUN = re.compile(
    rf"(?<![\w@/])(?:(?i:{TITLES})\.?\s+)*"
    rf"(?:{_WORD}|{_CAPITAL}\.)(?:[ \t]+(?:{_PARTICLE}[ \t]+)*(?:{_WORD}|{_CAPITAL}\.))*"
)
_OWNERS = re.compile(r"[’']s?$")
_LETTERS = re.compile(rf"(?:,?\s+{POST_NOMINALS}\b)+")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name found in a text: the characters from `start` to before `end`, title and letters after it included."""

    start: int
    end: int
    name: str
    titled: bool


def is_person_name(text: str) -> bool:
    """Whether a whole text reads as the name of one person: two words or more, or a title and a surname."""
    return plain_name(text) is not None


@lru_cache(maxsize=4096)
def plain_name(text: str) -> str | None:
    """The name without titles and letters after it; a surname alone keeps its title. None where it is no name."""
    if len(text) > 2 * _LONGEST:
        return None
    plain = " ".join(text.replace("*", "").split()).strip(" ,;:")
    if " " not in plain:
        return None  # a title stands before another word
    titles, rest = strip_titles(plain)
    rest = strip_post_nominals(rest)
    if not rest or len(rest) > _LONGEST or not _WHOLE.fullmatch(rest):
        return None
    words = [w.strip('()“”"') for w in rest.split()]
    said = [w for w in words if w.casefold() not in PARTICLES or w[0].isupper()]
    if not 1 <= len(said) <= 5:
        return None
    if len(said) == 1:
        if not titles or len(said[0]) < 3 or said[0].isupper() or not _is_surname(said[0]):
            return None
        return f"{titles} {rest}"
    if len(said[-1].strip(".")) < 2 or not _looks_like_name(said, bool(titles)):
        return None
    return rest


def strip_titles(text: str) -> tuple[str, str]:
    """Titles, styles and ranks before a name, and the rest: ("Det Supt", "Ada Example")."""
    titles: list[str] = []
    rest = text
    while match := _TITLE.match(rest):
        following = rest[match.end() :].strip()
        if not following:
            break
        titles.append(match.group())
        rest = following
    return " ".join(titles), rest


def strip_post_nominals(text: str) -> str:
    """A name without the letters after it: "Ada Example" of "Ada Example CBE, QPM"."""
    rest = text.strip().rstrip(",;")
    while match := _POST_NOMINAL.search(rest):
        rest = rest[: match.start()]
    return rest


def find_names(text: str) -> list[PrintedName]:
    """The names of people in running text, in their order.

    A run of capitalised words counts whole or not at all, but for a first word that only begins the sentence.
    """
    found: list[PrintedName] = []
    for match in _RUN.finditer(text):
        run = _OWNERS.sub("", match.group())
        start, end = match.start(), match.start() + len(run)
        name = plain_name(run)
        if name is None:
            first, _, rest = run.partition(" ")
            name = plain_name(rest) if rest and _is_common(first) else None
            start += len(first) + 1
            run = rest
        if name is not None:
            titles, _ = strip_titles(run)
            letters = _LETTERS.match(text, end)
            found.append(PrintedName(start, letters.end() if letters else end, name, bool(titles)))
    return found


def key_of(name: str) -> tuple[str, ...]:
    """The words of a name by which it is the same name elsewhere: without case, hyphens, dots and titles."""
    _, rest = strip_titles(name)
    return tuple(re.findall(r"[^\W\d_]+", strip_post_nominals(rest).replace("’", "'").replace("'", "").casefold()))


def _looks_like_name(words: list[str], titled: bool) -> bool:
    full = [w for w in words if len(w.strip(".")) > 1]
    if not full or (not titled and all(w.isupper() and len(w) > 3 for w in full)):
        return False  # a heading in capitals is far more often none
    if any(w.isupper() and len(w) > 1 and "." not in w for w in words[:-1]) and not titled:
        return False  # "NHS England", "LSCB Chair"
    if words[-1].isupper() and not titled and len(words[-1]) < 4:
        return False
    if words[0].endswith(("'s", "’s")):
        return False
    common = [_is_common(w) for w in words]
    if not any(common) or (words[0].casefold() in FORENAMES_TOO and not any(common[1:])):
        return True
    return not any(common[:-1]) and words[-1].casefold() in SURNAMES_TOO and len(words) <= 3


_POST_WORDS = "bishop carer clerk constable judge justice leader mayor nurse officer parent parents person"
_POSTS = frozenset(_POST_WORDS.split())


def _is_surname(word: str) -> bool:
    """Whether a word after a title is a surname: "Councillor English", not "Lord Mayor"."""
    return not _is_common(word) or (word.casefold() in SURNAMES_TOO | {"bill"} and word.casefold() not in _POSTS)


def _is_common(word: str) -> bool:
    if len(word.strip(".")) == 1:
        return False  # an initial
    plain = word.casefold().replace("’", "'").strip(".'")
    bare = plain.removesuffix("'s").removesuffix("s'")
    if plain in NOT_NAMES or bare in NOT_NAMES:
        return True
    parts = re.split(r"[-‐‑]", plain)
    return len(parts) > 1 and any(p in NOT_NAMES and p not in SURNAMES_TOO for p in parts)
