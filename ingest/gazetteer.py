"""The gazetteer: names that documents from all over the country use, and the index that finds them in a text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from graph.statements import Entity

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*['’]?|&")


class Token(NamedTuple):
    """A word of a text. `gap` is what stands between it and the word before it."""

    start: int
    end: int
    text: str
    gap: str
    key: str
    """The word as the index knows it: "&" is "and", an apostrophe is none."""
    capital: bool
    """It begins with a capital letter or a digit."""


def tokens(text: str) -> list[Token]:
    """The words of a text, with what stands between them."""
    found: list[Token] = []
    end = 0
    for m in WORD.finditer(text):
        word = m.group()
        start, after = m.span()
        found.append(Token(start, after, word, text[end:start], key_of(word), _begins_large(word)))
        end = after
    return found


@lru_cache(maxsize=50_000)
def _begins_large(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


@cache
def key_of(word: str) -> str:
    return "and" if word == "&" else word.replace("’", "").replace("'", "").casefold()


_JOINS = re.compile(r"(?:[ \t\u00a0]*\n?[ \t\u00a0]*|[ \t]*[-–/][ \t]*\n?|,[ \t]*\n?[ \t]*|[ \t]*\(|\)[ \t]*)")
"""What may stand between two words of one name."""


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    entity: Entity | None = None
    exact: tuple[str, ...] = ()
    """Not empty: the letters must be these, capitals and all (abbreviations)."""


class Index:
    """Finds names in a text by their first word; the longest of those that begin at one word."""

    def __init__(self) -> None:
        self._root = _Node()

    def add(self, name: str, entity: Entity) -> None:
        """A name for an entity; the first to be added keeps it."""
        words = WORD.findall(name)
        if not words:
            return
        node = self._root
        for word in words:
            node = node.next.setdefault(key_of(word), _Node())
        if node.entity is None:
            node.entity = entity
            node.exact = tuple(words) if _abbreviation(words) else ()

    def longest(self, found: list[Token], at: int) -> tuple[int, Entity] | None:
        """The entity of the longest name that begins at word `at`, and the number of its words."""
        node, best = self._root, None
        for i in range(at, len(found)):
            token = found[i]
            if i > at and token.gap != " " and not _JOINS.fullmatch(token.gap):
                break
            possessive = _without_s(token.text) if token.text[-1] in "s'’" else None
            if possessive and (last := node.next.get(key_of(possessive))) and last.entity and _fits(last, found, at, i):
                best = i - at + 1, last.entity
            following = node.next.get(token.key)
            if following is None:
                break
            node = following
            if node.entity is not None and _fits(node, found, at, i):
                best = i - at + 1, node.entity
        return best


def _fits(node: _Node, found: list[Token], at: int, last: int) -> bool:
    said = found[at : last + 1]
    if node.exact:
        return all(t.text.removesuffix("'s").removesuffix("’s") == w for t, w in zip(said, node.exact, strict=True))
    return said[0].capital or (said[0].key == "the" and len(said) > 1 and said[1].capital)


def _without_s(word: str) -> str | None:
    return word[:-2] if word.endswith(("'s", "’s")) else word[:-1] if word.endswith(("'", "’")) else None


def _abbreviation(words: list[str]) -> bool:
    """True for what is matched only as it is written: "MPS", "DfE", and single words that are words of the language."""
    return len(words) <= 2 and sum(c.isupper() for c in "".join(words)) > len(words) and len("".join(words)) <= 8


@dataclass(frozen=True)
class Gazetteer:
    """What all documents share. `areas` are areas by plain key: (printed name, boroughs)."""

    index: Index
    boroughs: Mapping[str, Entity]
    areas: Mapping[str, tuple[str, tuple[Entity, ...]]]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this package, loaded once."""
    data = yaml.safe_load(files("ingest").joinpath("gazetteer.yaml").read_text(encoding="utf-8"))
    index = Index()
    boroughs: dict[str, Entity] = {}
    areas: dict[str, tuple[str, tuple[Entity, ...]]] = {}
    reference = list(_reference())
    for label in ("Organisation", "Board", "Protocol"):
        for kind, named in data[label].items():
            for name, aliases in (named or {}).items():
                _add(index, Entity(label, name, kind=None if kind == "unspecified" else kind, aliases=tuple(aliases)))
    for raw in reference:
        aliases = [*raw.get("aliases", ()), *data["borough_forms"].get(raw["name"], ())]
        label = raw["label"]
        if label == "Borough":
            known = tuple(a for a in aliases if not a.isupper() and a not in _TOO_SHORT)
            entity = Entity(label, raw["name"], kind=raw["kind"], aliases=known)
            for form in _borough_forms(raw["name"], aliases):
                boroughs.setdefault(plain(form), entity)
                areas.setdefault(plain(form), (raw["name"], (entity,)))
                if form not in _TOO_SHORT:
                    index.add(form, entity)
        else:
            short = _short_forms(raw["name"], label)
            _add(index, Entity(label, raw["name"], kind=raw.get("kind"), aliases=(*aliases, *short)))
    for name, joint in data["joint_areas"].items():
        members = tuple(boroughs[plain(b)] for b in joint["boroughs"])
        for form in (name, *joint["also"]):
            areas[plain(form)] = (name, members)
    for name in data["elsewhere"]:
        entity = Entity("Borough", name)
        areas.setdefault(plain(name), (name, (entity,)))
        boroughs.setdefault(plain(name), entity)
        if name not in _WORDS_TOO:
            index.add(name, entity)
    return Gazetteer(index, boroughs, areas)


_TOO_SHORT = {"City", "The City"}
"""Forms of the City of London that are other things in most documents."""
_WORDS_TOO = {"Reading", "Bury", "Derby", "Bedford"}
"""Areas whose names are other things in most documents."""


@lru_cache(maxsize=10_000)
def plain(name: str) -> str:
    """A key that ways to print one name share."""
    return " ".join(key_of(w) for w in WORD.findall(name)).removeprefix("the ")


def _add(index: Index, entity: Entity) -> None:
    for form in (entity.name, *entity.aliases):
        index.add(form, entity)


def _reference() -> Iterator[dict[str, Any]]:
    text = files("ingest.register").joinpath("entities-reference.jsonl").read_text(encoding="utf-8")
    yield from (json.loads(line) for line in text.splitlines() if line.strip())


def _borough_forms(name: str, aliases: Iterable[str]) -> Iterator[str]:
    yield name
    yield from aliases
    for form in {name, *aliases}:
        if form[0].isupper() and not form.isupper() and "orough" not in form and "City" not in form:
            for before in ("London Borough of", "LB of", "LB", "LBs of", "Royal Borough of", "RB", "Borough of"):
                yield f"{before} {form}"


def _short_forms(name: str, label: str) -> Iterator[str]:
    """ "NHS Examplia Clinical Commissioning Group" is printed as "Examplia CCG" and the like."""
    if label != "Organisation":
        return
    for long, short in (("Clinical Commissioning Group", "CCG"), ("Integrated Care Board", "ICB")):
        if name.endswith(long):
            area = name.removeprefix("NHS ").removesuffix(long).strip()
            for body in {area, area.replace(" and ", " & ")}:
                yield f"{body} {long}"
                yield f"NHS {body} {long}"
                for form in (short, f"({short})"):
                    yield f"{body} {form}"
                    yield f"NHS {body} {form}"
            if short == "ICB" and area.count(" ") >= 2:  # "NHS North East London": a part of London, not a borough
                yield f"NHS {area}"
