"""Names by their pattern: capitalised phrases whose last word tells what they name ("Examplia Youth Justice Management Board")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

import yaml

from graph.statements import Entity
from ingest.gazetteer import WORD, Token
from ingest.sieve import Sieved

_WORDS = yaml.safe_load(files("ingest").joinpath("phrases.yaml").read_text(encoding="utf-8"))
_HEADS: dict[str, tuple[str, str | None]] = {
    word: (label, None if kind == "unspecified" else kind)
    for label in ("Board", "Organisation", "Protocol")
    for kind, words in _WORDS[label].items()
    for word in words
}
_ORGANISATIONS_THAT_SOUND_LIKE_BOARDS = Sieved(
    r"(?:clinical commissioning group|integrated care board|youth justice board|parole board|local health board|"
    r"housing group|university health board|consulting group)$",
    re.I,
)
_OF_YOUNG_PEOPLE = re.compile(
    r"(?:\b(?:in care|care leavers'?|youth|young people'?s?|children'?s|children looked after|looked after children'?s?|student|"
    r"schools?)) council$"
)
"""Councils that are forums of young people: "Children in Care Council", "Youth Council"."""
_NO_BODIES, _SMALL, _NEVER_INSIDE, _NEVER_FIRST, _POST = (
    frozenset(_WORDS[name]) for name in ("no_bodies", "small", "never_inside", "never_first", "posts")
)
_JOIN = re.compile(r"[ \t\u00a0]+|[ \t\u00a0]*\n[ \t\u00a0]*|[-–‑]|[-–] ?\n")
OWNER = re.compile(r"['’]s$")
"""The end of a name of whom something is: "the Quince Panel's work"."""
_YEARS = re.compile(r"\s*\(?((?:19|20)\d\d(?:\s*[-–/]\s*(?:20)?\d\d)?)\)?(?!\w)")


def kind_of(name: str) -> tuple[str, str | None] | None:
    """The label and kind of what a name names, by its last telling word; None where no word tells."""
    name = re.sub(r"\s*\([^)]*\)\s*$", "", name)
    words = [w.casefold().replace("’", "'") for w in WORD.findall(name)]
    while words and re.fullmatch(r"\d+", words[-1]):
        words.pop()
    if not words:
        return None
    if _ORGANISATIONS_THAT_SOUND_LIKE_BOARDS.search(" ".join(words)):
        return "Organisation", {"board": "icb", "group": "ccg"}.get(words[-1]) if "c" in words[-2][:1] else None
    return _by_head(words[-1], words)


def _by_head(last: str, words: list[str]) -> tuple[str, str | None] | None:
    head = _HEADS.get(last)
    if (
        head is not None
        and (" ".join(words[-2:]) not in _NO_BODIES or words[-3:-2] == ["executive"])
        and not (head[0] == "Organisation" and len(words) < 2)
    ):
        if head[0] == "Board":
            return "Board", _board_kind(last, words)
        if last == "council" and _OF_YOUNG_PEOPLE.search(" ".join(words)):
            return "Board", "forum"
        if " ".join(words[-2:]) == "command unit":
            return "BCU", "basic command unit"
        return head[0], "charity" if last == "trust" and "nhs" not in words else head[1]
    if "nhs" in words[:1]:
        return "Organisation", None
    if last == "bcu" or " ".join(words[-2:]) == "command unit":
        return "BCU", "basic command unit"
    return None


def _board_kind(last: str, words: list[str]) -> str | None:
    if last == "group" and not {"sub", "task", "working", "finish"} & set(words[:-1]):
        return "forum" if {"reference", "advisory", "stakeholder"} & set(words) else "subgroup"
    return _HEADS[last][1]


def phrases(found: list[Token], text: str) -> Iterator[tuple[int, int, str, str | None]]:
    """Names by pattern as (first word, word after the last, label, kind); none that is only its last word."""
    at = 0
    while at < len(found):
        token = found[at]
        label = _label_of_head(token)
        if label is not None and not token.capital:
            first = _low_headed(found, at)
            if first is not None:
                kind = kind_of(text[found[first].start : token.end])
                if kind is not None:
                    yield first, at + 1, *kind
        if label is None or not token.capital:
            at += 1
            continue
        last = at
        while (
            last + 1 < len(found)
            and _joined(found[last + 1])
            and _label_of_head(found[last + 1])
            and found[last + 1].capital
        ):
            last += 1
        first = _leftmost(found, at, _label_of_head(found[last]) or label)
        if first < last:
            kind = kind_of(OWNER.sub("", text[found[first].start : found[last].end]))
            if kind is not None:
                yield first, last + 1, *kind
        at = last + 1


def _low_headed(found: list[Token], at: int) -> int | None:
    """The first word of "Case Review sub-group", "Complex Harm panel": capitals before a head without one."""
    word = found[at].text
    head = at - 1 if at and word in {"group", "committee"} and found[at - 1].text in {"sub", "Sub"} else at
    if _behind_initials(found, head) and word in {
        "group",
        "subgroup",
        "panel",
        "committee",
        "forum",
        "meeting",
        "team",
        "hub",
    }:
        first = _leftmost(found, head, "Board")
        return first if first < head - 2 else None
    if head == at and word not in {"subgroup", "subcommittee", "panel", "committee", "forum", "team", "unit", "hub"}:
        return None
    if head == 0 or not _joined(found[head]) or not found[head - 1].capital or _label_of_head(found[head - 1]):
        return None
    first = _leftmost(found, head, "Board")
    return first if first < head else None


def _behind_initials(found: list[Token], head: int) -> bool:
    """True for the last word of "Complex Harm Oversight (CHO) group"."""
    return (
        head > 1
        and found[head].gap.strip() == ")"
        and found[head - 1].gap.strip() == "("
        and found[head - 1].text.isupper()
        and found[head - 2].capital
    )


def with_years(text: str, end: int) -> int:
    """The end of an instrument's name with the years that follow it: "Act 2004", "Strategy 2020-2030"."""
    years = _YEARS.match(text, end)
    return years.end() if years else end


def _label_of_head(token: Token) -> str | None:
    head = _HEADS.get(token.text.removesuffix("'s").removesuffix("’s").casefold())
    return head[0] if head else None


def _joined(token: Token) -> bool:
    return _JOIN.fullmatch(token.gap) is not None


def _leftmost(found: list[Token], at: int, label: str) -> int:
    """The first word of the phrase that ends with the head at `at`."""
    first = at
    while first > 0:
        here, before = found[first], found[first - 1]
        word = before.text.casefold()
        if here.gap.strip() == ")" and first > 1 and before.gap.strip() == "(" and before.text.isupper():
            if (
                not found[first - 2].capital or found[at].text == "Police"
            ):  # "… and Crime (MOPAC) Police and Crime Plan"
                break
            first -= 2  # "Performance and Quality (PAQ) Subgroup"
            continue
        opened = _opened(found, first) if here.gap.strip() == ")" and first == at else None
        if opened is not None:
            first = opened  # "RISE (Runaways, Street Exploitation) Forum"
            continue
        comma = (
            here.gap.startswith(",") and _list_goes_on(found, first, at) and (label == "Board" or _owned(found, first))
        )
        if not (_joined(here) or comma):
            break
        if word in _SMALL or word == "from" or before.text == "&":
            step = _over_small_words(found, first - 1)
            if step is None and label == "Board" and _is_alone(found, first - 2) and word in {"and", "&"}:
                step = first - 2  # "Policy and Procedures Subgroup"
            if step is None:
                break
            first = step
            continue
        if before.text == "age" and before.gap in {"-", "‑"} and found[first - 2].text in {"All", "all"}:
            first -= 2  # "Examplia All-age Safeguarding Partnership"
            continue
        if not before.capital or before.text[0].isdigit() or word in _POST:
            break
        if word in _NEVER_INSIDE or (
            word in _NEVER_FIRST and (first < 2 or not (_joined(before) and found[first - 2].capital))
        ):
            break
        if _ends_a_name(before) and not (_compound(before) and not comma):
            break
        first -= 1
    while first < at and (found[first].text.casefold() in (_NEVER_FIRST | _NEVER_INSIDE | _SMALL)):
        first += 1
    return first


def _opened(found: list[Token], closed: int) -> int | None:
    """The short form before the bracket that closes before a head; None where the bracket holds no words of a name."""
    for at in range(closed - 1, max(0, closed - 9), -1):
        token = found[at]
        if not (token.capital or token.text.casefold() in _SMALL or token.text == "&"):
            return None
        if token.gap.strip() == "(":
            return at - 1 if at and found[at - 1].text.isupper() and len(found[at - 1].text) > 2 else None
    return None


def _over_small_words(found: list[Token], at: int) -> int | None:
    """Over "and", "of", "for" to the capitalised word before; None where the name does not go on there."""
    small = found[at].text.casefold()
    if small == "the" and at > 1 and [t.text for t in found[at - 2 : at + 2]] == ["Voice", "of", "the", "Child"]:
        return at - 2
    said = (small == "in" and found[at + 1].text == "Care") or (small == "from" and found[at - 1].text == "Learning")
    if not (said or small in {"and", "&", "of", "for", "on"}) or at == 0 or not _joined(found[at]):
        return None
    before = found[at - 1]
    if not before.capital or before.text[0].isdigit() or before.text.casefold() in (_NEVER_INSIDE | _SMALL | _POST):
        return None
    if before.text == "Policy" and found[at + 1].text in _WITH_POLICY:
        return at - 1
    mixed = not all(t.text.isupper() for t in found[at + 1 : at + 2])
    if small in {"and", "&"} and (_ends_a_name(before) or (before.text.isupper() and len(before.text) > 1 and mixed)):
        return None
    if small in {"and", "&"} and found[at + 1].text == "Police" and before.text.casefold() in _SERVICES:
        return None
    if small == "of" and (_label_of_head(before) == "Board" or before.text.casefold() in _RANKS):
        return None
    return at - 1


def _is_alone(found: list[Token], at: int) -> bool:
    """True for an instrument's last word without a name before it: a board is about policy, not a policy's."""
    if at < 0 or not found[at].capital or _label_of_head(found[at]) != "Protocol":
        return False
    before = found[at - 1] if at else None
    named = before is not None and before.capital and before.text.casefold() not in (_NEVER_FIRST | _NEVER_INSIDE)
    return not (named and _joined(found[at])) and ")" not in found[at].gap


_WITH_POLICY = {
    "Accountability",
    "Performance",
    "Scrutiny",
    "Procedures",
    "Procedure",
    "Planning",
    "Strategy",
    "Practice",
}
"""What boards are about beside policy: "Housing Policy and Accountability Committee" is one name."""
_SERVICES = {"health", "council", "education", "probation", "care", "fire", "authority", "icb", "ccg", "nhs"}
"""What stands beside the police in lists of partners: "Health and Police" is no force."""
_RANKS = {"nurse", "doctor", "superintendent", "inspector", "constable", "governor", "clerk", "minister", "matron"}
"""Last words of posts that stand inside names, too ("School Nurse Service"), but before no "of" of one."""


def _owned(found: list[Token], first: int) -> bool:
    """True behind the possessive of one word: "Examplia's Violence, Vulnerability and Exploitation Team"."""
    return first > 1 and found[first - 2].text.endswith(("'s", "’s")) and found[first - 2].capital


def _list_goes_on(found: list[Token], first: int, at: int) -> bool:
    """True inside "Performance, Quality and Audit Subgroup": a comma before words that "and" joins to the last."""
    between = {t.text.casefold() for t in found[first : at + 1]}
    return bool(between & {"and", "&"}) and at - first <= 9 and found[first - 1].capital


def _ends_a_name(token: Token) -> bool:
    return _label_of_head(token) is not None


def _compound(token: Token) -> bool:
    """True for words that stand inside names too: "Partnership Board", "School Improvement Team"."""
    return token.text.casefold() not in {
        "board",
        "council",
        "trust",
        "committee",
        "subgroup",
        "panel",
        "ccg",
        "icb",
        "act",
        "brigade",
        "forum",
    }


def entity_of(name: str, label: str, kind: str | None, aliases: tuple[str, ...] = ()) -> Entity:
    """An entity named by its phrase, white space made single."""
    return Entity(
        label, " ".join(name.split()), kind=kind, aliases=tuple(dict.fromkeys(a for a in aliases if a != name))
    )
