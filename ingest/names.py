"""Names of bodies, boards, areas and instruments: finds them in text, and says what a printed name stands for.

From three places: the gazetteer (`gazetteer.yaml`: national and pan-London bodies, boroughs, classes of boards by their
pattern), the document's own abbreviations ("the Extra Familial Risk Panel (EFRP)"), and its headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from graph.statements import Entity
from ingest.abbreviations import abbreviations
from ingest.gazetteer import WORD, Gazetteer, Index, Token, gazetteer, key_of, plain, tokens
from ingest.naming import (
    KIND_OF_HOME,
    KNOWN_KINDS,
    LINE_END,
    LOCAL_UNIT,
    ONE_WORD,
    SUBGROUP,
    capitals,
    longest,
    tidy,
    words_of,
)
from ingest.phrases import OWNER, entity_of, kind_of, phrases, with_years
from ingest.reading import Reading
from ingest.short_names import before_areas, short_forms, uncapitalised


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text: characters from `start` to before `end` stand for `entity`."""

    start: int
    end: int
    entity: Entity


@dataclass(frozen=True)
class Names:
    """What one document's names stand for. `Names.of(reading)` makes one; `at_home` tells it whose document it is."""

    short: Mapping[str, str] = field(default_factory=dict)
    """The document's own abbreviations: short form to full form."""
    home: Entity | None = None
    """The board whose document it is: boards without an area are taken to be its."""
    boroughs: tuple[Entity, ...] = ()
    """The boroughs that the home covers."""
    gazetteer: Gazetteer = field(default_factory=gazetteer)
    own: Index = field(default_factory=Index, compare=False, repr=False)
    memory: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was worked out once for the document: extractors ask for the same sentences again and again."""
    _seen: dict[str, list[Mention]] = field(default_factory=dict, compare=False, repr=False)
    _areas: dict[str, tuple[Entity, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, reading: Reading | str) -> Names:
        """Names of a document, with its own abbreviations."""
        text = reading if isinstance(reading, str) else reading.text
        return cls(short=abbreviations(text))._indexed()

    def at_home(self, home: Entity | None, boroughs: Iterable[Entity] = ()) -> Names:
        """The same, for the document of that board."""
        return replace(self, home=home, boroughs=tuple(boroughs), own=Index(), _seen={}, memory={})._indexed()

    def find(self, text: str) -> list[Mention]:
        """The names in a text in their order, the longest where several overlap."""
        if text not in self._seen:
            self._seen[text] = self._find(text)
        return list(self._seen[text])

    def _find(self, text: str) -> list[Mention]:
        text = LINE_END.sub(" ", text)
        found = tokens(text)
        spans: list[tuple[int, int, Entity]] = []
        for at, token in enumerate(found):
            if not token.capital and token.key != "the":
                continue
            hits = [hit for index in (self.own, self.gazetteer.index) if (hit := index.longest(found, at))]
            if hits and not (token.key == "the" and self._begins(found, at + 1)):
                count, entity = max(hits, key=lambda hit: hit[0])
                spans.append((at, at + count, entity))
        spans += uncapitalised(self, found, text)
        if _BEFORE_AREA.search(text):
            spans += before_areas(self, found)
        if ONE_WORD.search(text):
            spans += short_forms(self, found)
        for begins, after, label, kind in phrases(found, text):
            first = self._with_area(found, text, begins)
            name = OWNER.sub("", text[found[first].start : found[after - 1].end])
            spans.append((first, after, self._phrase(tidy(name), label, kind)))
        return [self._mention(found, text, *span) for span in longest(spans)]

    def _with_area(self, found: list[Token], text: str, first: int) -> int:
        """Where a phrase begins with all of its area: at "Kingston" in "Kingston upon Thames Council"."""
        for start in range(max(0, first - 3), first):
            if found[start].text.casefold() == "the" or not found[start].capital:
                continue
            if plain(text[found[start].start : found[first].end]) in self.gazetteer.boroughs:
                return start
        return first

    def body(self, name: str) -> Entity:
        """The Organisation (or Board, BCU) that a cell or list entry names, by gazetteer or else as it is printed."""
        said = tidy(name)
        known = self.known(said) or self.known(re.sub(r"\s*\([^)]*\)\s*$", "", said))
        if known is not None and known.label not in {"Borough", "Protocol"}:
            return known
        kind = kind_of(said)
        if kind is not None and kind[0] == "Board":
            return self.board(said)
        if kind is not None and kind[0] in {"Organisation", "BCU"}:
            return self._organisation(said, kind[1], kind[0])
        council = re.fullmatch(r"(?:the )?(?:LB|LBs|RB|London Borough|Royal Borough|Borough)(?: of)? (.+)", said, re.I)
        area = self.borough(council.group(1)) if council else None
        if area is not None:
            return self._council(area, said)
        return entity_of(said, "Organisation", None, self._short_of(said))

    def board(self, name: str, *, area: Entity | None = None) -> Entity:
        """The Board of that name; a name that many areas have ("Health and Wellbeing Board") takes its area in front.

        `area`: a Borough, or a Board whose subgroup it is; else the home of the document.
        """
        said = capitals(tidy(name)) if KNOWN_KINDS.fullmatch(tidy(name)) else tidy(name)
        known = self.known(said)
        if known is not None and known.label == "Board":
            if area is None or self.area_in(known.name) or known.name not in self.short.values():
                return known
            return self._with_aliases(self.in_area(known.name, known.kind, area), known)
        base = re.sub(r"\s*\(([A-Z][\w&]+)\)", "", said).strip()
        kind = kind_of(base)
        label_kind = kind[1] if kind and kind[0] == "Board" else None
        return self.in_area(base, label_kind, area)

    def is_known(self, entity: Entity) -> bool:
        """True for a body of the gazetteer: it is the same wherever it is named."""
        return self.known(entity.name, own=False) is not None

    def borough(self, name: str) -> Entity | None:
        """The borough of that name, in whatever form ("Royal Borough of Greenwich", "RB Greenwich", "Greenwich")."""
        key = plain(tidy(name))
        for before in ("london borough of ", "royal borough of ", "borough of ", "lb of ", "lb ", "rb ", "city of "):
            if key not in self.gazetteer.boroughs and key.startswith(before):
                key = key.removeprefix(before)
        return self.gazetteer.boroughs.get(key)

    def area(self, name: str) -> tuple[Entity, ...]:
        """The boroughs of an area by its name: "BHR", "City & Hackney", "Examplia"; none where it is not known."""
        if name not in self._areas:
            bare = tidy(re.sub(r"['’]s?$", "", name))
            said = plain(bare)
            known = self.gazetteer.areas.get(said)
            self._areas[name] = (
                known[1] if known else self._listed_areas(WORD.findall(bare)) if 3 <= len(said) <= 120 else ()
            )
        return self._areas[name]

    def _listed_areas(self, words: list[str]) -> tuple[Entity, ...]:
        """The boroughs of "A, B and C & D" where that is all the words say: each time the longest name of one."""
        if not words:
            return ()
        for count in range(min(6, len(words)), 0, -1):
            borough = self.gazetteer.boroughs.get(plain(" ".join(words[:count])))
            rest = words[count:]
            if borough is None or (rest and key_of(rest[0]) == "and" and len(rest) == 1):
                continue
            rest = rest[1:] if rest and key_of(rest[0]) == "and" else rest
            others = self._listed_areas(rest)
            if others or not rest:
                return (borough, *others)
        return ()

    def area_in(self, name: str) -> tuple[Entity, ...]:
        """The boroughs whose names a board's or body's name begins with ("Brent MARAC", "Safer Brent Partnership")."""
        said = name.removeprefix("Safer ").removeprefix("Stronger ")
        return self.area(said[: self.area_length(said)])

    def area_length(self, name: str) -> int:
        """How many characters of a name its area takes: "Brent Safer Homes Panel" 5; 0 where it names none first."""
        ends = [m.end() for m in WORD.finditer(name)]
        return max((end for end in ends if self.area(name[:end])), default=0)

    def mentions_of(self, reading: Reading) -> Iterator[tuple[int, Mention]]:
        """All mentions in a reading, with the number of their block."""
        for number, block in enumerate(reading.blocks):
            for mention in self.find(block.text):
                yield number, mention

    def _indexed(self) -> Names:
        index = Index()
        for short, full in self.short.items():
            if self.gazetteer.index.longest(tokens(short), 0):
                known = self.known(full)
                if known is None:
                    continue
            entity = self._meaning(full, short)
            if self.home is not None and plain(self.home.name).endswith(f" {plain(full)}"):
                entity = self.home
            if entity is not None:
                index.add(short, entity)
                index.add(full, entity)
        if self.is_city:
            index.add("City", next(b for b in self.boroughs if b.name == "City of London"))
        if self.home is not None:
            for form in (self.home.name, *self.home.aliases):
                index.add(form, self.home)
        return replace(self, own=index, _seen={}, memory={})

    def _meaning(self, full: str, short: str) -> Entity | None:
        """What an abbreviation of the document stands for, where that is a body, a board or an instrument."""
        hit = self.known(full, own=False)
        if hit is not None:
            return replace(hit, aliases=tuple(dict.fromkeys([*hit.aliases, short])))
        kind = kind_of(full)
        if kind is None:
            return None
        if kind[0] == "Board":
            board = self.in_area(full, kind[1], None)
            return replace(board, aliases=tuple(dict.fromkeys([*board.aliases, *self._shorts(short, full, board)])))
        return entity_of(full, kind[0], kind[1], (short,))

    def _shorts(self, short: str, full: str, board: Entity) -> tuple[str, ...]:
        """Aliases with a short form: bare where the name is the document's own, else with its area in front."""
        if board.name == full or self.home is None:
            return (short,)
        area = board.name.removesuffix(full).strip()
        return (f"{area} {short}", short) if area else (short,)

    def known(self, name: str, *, own: bool = True) -> Entity | None:
        """The entity whose name or alias is the whole of `name`."""
        found = tokens(name)
        while found and found[0].text.casefold() == "the":
            found = found[1:]
        for index in (self.own, self.gazetteer.index) if own else (self.gazetteer.index,):
            hit = index.longest(found, 0) if found else None
            if hit and hit[0] == len(found):
                return hit[1]
        return None

    def _begins(self, found: list[Token], at: int) -> bool:
        """True where a name begins at a word: then the article before it belongs to the sentence."""
        return any(index.longest(found, at) for index in (self.own, self.gazetteer.index))

    @property
    def is_city(self) -> bool:
        """True in a document of the City of London, where "the City" is the City of London."""
        return any(b.name == "City of London" for b in self.boroughs)

    def _phrase(self, name: str, label: str, kind: str | None) -> Entity:
        """What a phrase of the text names, label and kind being told by its last word."""
        known = self.known(name)
        if known is not None:
            return known
        if label == "Board":
            return self.in_area(re.sub(r"\s*\([A-Z][\w&, /-]+\)", "", name), kind, None)
        if label in {"Organisation", "BCU"}:
            return self._organisation(name, kind, label)
        return entity_of(name, label, kind, self._short_of(name))

    def _mention(self, found: list[Token], text: str, first: int, after: int, entity: Entity) -> Mention:
        end = found[after - 1].end
        last = found[after - 1].text
        if last.endswith(("'s", "’s")) and not entity.name.endswith(("'s", "’s")):
            end -= 2
        if entity.label == "Protocol" and not re.search(r"\d{4}\)?$", entity.name):
            longer = with_years(text, end)
            if longer > end:
                known = self.known(text[found[first].start : longer])
                named = known or entity_of(text[found[first].start : longer], "Protocol", entity.kind)
                return Mention(found[first].start, longer, named)
        return Mention(found[first].start, end, entity)

    def _organisation(self, name: str, kind: str | None, label: str) -> Entity:
        name = self._without_possessive(name)
        council = re.fullmatch(r"(.+?) (?:City |County |Borough |Metropolitan )*Council", name)
        if council:
            area = self.borough(council.group(1))
            if area is not None:
                return self._council(area, name)
        if self.is_city and _OF_THE_CITY.match(name):
            return entity_of(f"City of London {name.removeprefix('City ')}", label, kind, (name, *self._short_of(name)))
        if len(self.boroughs) == 1 and LOCAL_UNIT.match(name):
            return entity_of(f"{self.boroughs[0].name} {name}", label, kind, self._short_of(name))
        return entity_of(name, label, kind, self._short_of(name))

    def _council(self, area: Entity, printed: str) -> Entity:
        """The council of a borough; the City of London's is its Corporation."""
        own = self.known("City of London Corporation", own=False) if area.name == "City of London" else None
        return own or entity_of(f"{area.name} Council", "Organisation", "council", (printed,))

    def in_area(self, name: str, kind: str | None, area: Entity | None) -> Entity:
        """A board with its area in front, where it has none."""
        name = self._without_possessive(name)
        if self.home is not None and self._is_home(name, area):
            return self.home
        for short in self.home.aliases if self.home else ():
            if name.startswith(f"{short} ") and self.home:
                rest = name.removeprefix(f"{short} ")
                return entity_of(f"{self.home.name} {rest}", "Board", kind, (name, *self._with_areas(rest)))
        if self.is_city and _OF_THE_CITY.match(name):
            return entity_of(
                f"City of London {name.removeprefix('City ')}", "Board", kind, (name, *self._short_of(name))
            )
        if self.area_in(name) or self._is_full(name):
            return entity_of(name, "Board", kind, self._short_of(name))
        at = area or self.home
        own = at.name.rsplit(" ", 1)[-1] if at is not None and at == self.home else ""
        if own in {"Partnership", "Board"} and re.match(rf"{own} (?:Executive|Sub-?[Gg]roup)\b", name):
            name = name.removeprefix(f"{own} ")  # "The Partnership Executive"
        if at is None:
            return entity_of(name, "Board", kind, self._short_of(name))
        if at.label == "Board" and (
            not SUBGROUP.search(name) or _IS_SMALLER.search(at.name) or _OF_A_COUNCIL.search(name)
        ):
            places = self.area_in(at.name)
            front = at.name[: self.area_length(at.name)] if places else self.home_area
        else:
            front = at.name
        if not front:
            return entity_of(name, "Board", kind, self._short_of(name))
        aliases = [f"{a} {name}" for a in at.aliases if len(a) < 14]
        if at.label == "Board" and self.area_length(at.name):
            aliases.append(f"{at.name[: self.area_length(at.name)]} {name}")
        return entity_of(f"{front} {name}", "Board", kind, (*aliases, *self._with_areas(name), *self._short_of(name)))

    def _is_home(self, name: str, area: Entity | None) -> bool:
        """Whether a name is the home's in another form: "Local" or its area left out, its words in another order."""
        if self.home is None:
            return False
        forms = (self.home.name, *self.home.aliases)
        if plain(name) in {plain(n) for n in forms}:
            return True
        said = words_of(name)
        if area is not None and area != self.home and area not in self.boroughs:
            return False
        if len(said) < 3 or not KIND_OF_HOME.search(self.home.name):
            return False
        own = {words_of(n) for n in (*forms, self.home.name[self.area_length(self.home.name) :])}
        return said in {words for words in own if len(words) > 2}

    def _with_aliases(self, board: Entity, known: Entity) -> Entity:
        return replace(board, aliases=tuple(dict.fromkeys([*board.aliases, *known.aliases])))

    def _without_possessive(self, name: str) -> str:
        """ "Examplia's Community Safety Partnership" is the "Examplia Community Safety Partnership"."""
        owner = re.match(r"(?:Mayor of )?(.{2,40}?)['’]s (?=[A-Z])", name)
        if owner and (self.area(owner.group(1)) or self.known(owner.group(1))):
            return f"{owner.group(1)} {name[owner.end() :]}"
        return name

    @property
    def home_area(self) -> str:
        """The words of the home's name that stand before what kind of board it is: "Quince & Fennel"."""
        kind = KIND_OF_HOME.search(self.home.name) if self.home is not None else None
        return self.home.name[: kind.start()].strip() if kind and self.home is not None else ""

    def _with_areas(self, name: str) -> tuple[str, ...]:
        return tuple(f"{b.name} {name}" for b in self.boroughs) if len(self.boroughs) == 1 else ()

    def _is_full(self, name: str) -> bool:
        """True for a name that tells its area or that is of the whole country: no area is put in front."""
        words = WORD.findall(name)
        first = words[0] if words else ""
        inside = self.gazetteer.index.longest(tokens(name), 0)
        kind = KIND_OF_HOME.search(name)
        if kind and kind.start() and first not in {"Joint", "Strategic", "Multi", "Statutory", "New", "Shadow"}:
            return True
        if self.home_area and first in WORD.findall(self.home_area) and len(first) > 3:
            return True
        return bool(inside) or first in _OF_A_REGION

    def _short_of(self, full: str) -> tuple[str, ...]:
        return self._shorts_of.get(plain(full), ())

    @cached_property
    def _shorts_of(self) -> dict[str, tuple[str, ...]]:
        """The abbreviations of each full form that the document gives, by its plain key."""
        found: dict[str, tuple[str, ...]] = {}
        for short, full in self.short.items():
            found[plain(full)] = (*found.get(plain(full), ()), short)
        return found


_BEFORE_AREA = re.compile(r"Healthwatch|Age UK|Voluntary Action|Victim Support")
_OF_A_COUNCIL = re.compile(
    r"\b(?:Scrutiny|Overview|Select|Policy and|Children(?:['’]s)? (?:and|&) Young People(?:['’]s)?|Health(?:ier)?|Council)\b"
    r".*\b(?:[Ss]ub-?)?[Cc]ommittee$"
)
"""Committees of a council: no subgroup of the partnership whose report comes before them."""
_IS_SMALLER = re.compile(r"\bsub[- ]?(?:group|committee)\b", re.I)
"""A home that is itself a subgroup: other subgroups named in its minutes are not its own."""
_OF_THE_CITY = re.compile(r"City (?!of\b|and\b|&|Council\b|Corporation\b|Police\b|Hall\b)")
_OF_A_REGION = {"London", "National", "Pan", "Safer", "NHS", "Local", "North", "South", "East", "West"}
"""First words of boards that are of no one borough, or that name their area later."""
