"""A document's own abbreviations: "the Extra Familial Risk Panel (EFRP)", "EFRP (Extra Familial Risk Panel)", glossaries."""

from __future__ import annotations

import re
from functools import cache

from ingest.gazetteer import WORD

_SMALL = {"of", "and", "the", "for", "to", "in", "on", "with", "a", "at", "&"}
_BEHIND = re.compile(r"\(\s*[\"'“‘]?(?:the |or |also )?([A-Z][A-Za-z&]{1,9}s?|[A-Z]&[A-Z]{1,6})[\"'”’]?\s*\)")
_AHEAD = re.compile(r"\b([A-Z][A-Za-z&]*[A-Z])\s*\(([A-Z][^()]{6,90})\)")
_GLOSSARY = re.compile(
    r"^[ \t|*-]*([A-Z][A-Za-z&]*[A-Z])[ \t]*(?:\t|\||[-–—:=])[ \t|]*([A-Z][^|\t\n]{5,90}?)[ \t|]*$", re.M
)


def abbreviations(text: str) -> dict[str, str]:
    """Short form to full form, as the text itself gives them; the first full form of each is kept."""
    found: dict[str, str] = {}
    for m in _BEHIND.finditer(text):
        full = _full_form(text[max(0, m.start() - 160) : m.start()], m.group(1))
        if full:
            found.setdefault(m.group(1), full)
    for m in _AHEAD.finditer(text):
        full = _exactly(m.group(2), m.group(1))
        if full:
            found.setdefault(m.group(1), full)
    for m in _GLOSSARY.finditer(text):
        full = _exactly(m.group(2), m.group(1))
        if full:
            found.setdefault(m.group(1), full)
    return found


def _full_form(before: str, short: str) -> str | None:
    """The shortest run of words before the bracket whose initials are the letters of `short`."""
    before = re.split(r"\n\s*\n|[.;:!?]\s+(?=[A-Z])", before)[-1]
    if not before.rstrip() or not (before.rstrip()[-1].isalnum() or before.rstrip()[-1] in "'’*_"):
        return None
    words = list(re.finditer(r"[^\W_]+(?:['’][^\W_]+)*['’]?|&", before))
    letters = _letters(short)
    for first in range(len(words) - 1, max(-1, len(words) - 3 - 2 * len(letters)), -1):
        word = words[first].group()
        if word[0].casefold() != letters[0] or word.casefold() in _SMALL:
            continue
        if _spells(tuple(w.group() for w in words[first:]), letters):
            full = " ".join(before[words[first].start() :].replace("*", "").split())
            return full if word[0].isupper() and "(" not in full else None
    return None


def _exactly(full: str, short: str) -> str | None:
    full = " ".join(full.replace("*", "").split()).removeprefix("the ").removeprefix("The ")
    return full if _spells(tuple(WORD.findall(full)), _letters(short)) else None


def _letters(short: str) -> str:
    """The letters that the full form must spell; "CCGs" and "SCP's" are plurals."""
    return re.sub(r"(?<=[A-Z])s$", "", short).replace("&", "").casefold()


@cache
def _spells(words: tuple[str, ...], letters: str) -> bool:
    """True where each word that is not small gives one letter or more, in order, and all letters are used."""
    if not words:
        return not letters
    word, rest = words[0].casefold(), words[1:]
    if word in _SMALL and _spells(rest, letters):
        return True
    if not letters or word[0] != letters[0]:
        return False
    taken = 1
    while taken <= min(len(letters), 3 if len(word) > 3 else 1):
        if _inside(word, letters[:taken]) and _spells(rest, letters[taken:]):
            return True
        taken += 1
    return False


def _inside(word: str, letters: str) -> bool:
    at = 0
    for letter in letters:
        at = word.find(letter, at) + 1
        if not at:
            return False
    return True
