"""Sentences as patterns read them: each name in one is a single character that tells what kind of thing it names.

"The Examplia MACE Group reports to the Examplia Safeguarding Children Partnership" is matched as "The B reports to the B",
so a pattern says which kinds of ends a verb may have, and lists, brackets and relative clauses stand between them.
Sentences that state no fact of governance are left out here: questions, conditions, references to literature, stories of cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.anaphora import Earlier, stand_ins
from ingest.extract.phrases_said import unnamed
from ingest.extract.posts import area_of, council, posts
from ingest.extract.said import Said, said
from ingest.extract.signs import BASE, NAME, SIGNS
from ingest.names import Mention
from ingest.sieve import Sieved

_LITERATURE = Sieved(
    r"https?://|www\.|\bet al\b|p\.(?:(?<=\bp\.)|(?<=\bpp\.)) ?\d|\bISBN\b|\bdoi\b|\b[Aa]vailable (?:at|from|online)\b|"
    r"\b[Aa]ccessed\b|"
    r"^\W*(?:\d+\.? )?[A-Z][\w'’&., -]{1,90} \((?:\d{4}[a-z]?|no date|n\.? ?d(?:ate)?\.?)\)[.,:]? [A-Z'‘“*\"]"
)
_ITS_ADDRESS = Sieved(r"\b(web ?(?:site|page)s?)[ :]*(?:(?:at|via|here)\b[ :]*)?[<(]?(?:https?://|www\.)\S+")
"""The address of a website behind the word: such a sentence states where something is published."""
_LITERATURE_HEADING = re.compile(
    r"^\W*(?:\d+\W+)?(?:references|bibliography|endnotes|footnotes|notes|sources|further reading|"
    r"glossary|useful links|works cited)\W*$",
    re.I,
)
_NO_STATEMENT = Sieved(
    r"^(?:If|Should|Unless|Whether|Had|Were|Would|Could|Imagine|Suppose|Provided that|In the event)\b|\?[\"'”’]?$|"
    r"\b(?:would (?:have|be|like|help|benefit)|could have|whether (?:or not )?the|hypothetical|for example if|"
    r"quiz|survey respondents?|respondents|interviewees?|participants? (?:said|felt|reported))\b"
)
_CASES = (
    Sieved(r"\b(?:Child|Baby|Young Person|Adult|Family|Sibling|Mr|Ms|Mrs) (?:[A-Z]{1,2}\d?)\b(?!['\w])"),
    Sieved(
        r"\b(?:his|her|their) (?:mother|father|parents?|sister|brother|siblings?|school|bail|injuries|"
        r"death)\b"
    ),
    Sieved(r"\baged? \d{1,2}\b"),
    Sieved(r"(?<!to )(?<!or )\b\d{1,2}[- ]year[- ]old\b"),
    Sieved(
        r"\b(?:perpetrator|stepfather|offender was|victim "
        r"was|was (?:arrested|charged|stabbed|murdered|killed|convicted))\b"
    ),
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, its names signed. `text` is what patterns are matched against."""

    said: Said
    text: str
    entities: Mapping[str, Entity]
    places: tuple[int, ...]
    """For each character of `text`, where it stands in the sentence as printed; one more for its end."""
    guessed: bool = False
    """True where "it" or "we" was taken for the last body named, or for the document's own."""

    @property
    def document(self) -> Document:
        return self.said.document

    def named(self, text: str) -> list[Entity]:
        """The entities of a part of the signed text, in order, none twice."""
        return list(dict.fromkeys(self.entities[c] for c in text if c in self.entities))

    def candidate(
        self,
        subject: Entity,
        predicate: str,
        object_: Entity,
        *,
        method: str,
        confidence: float,
        span: tuple[int, int] | None = None,
        props: Mapping[str, Any] | None = None,
        status: str | None = None,
    ) -> Candidate:
        """A candidate with the sentence (or, where it is long, the words of `span` of the signed text) as its evidence."""
        printed = self.said.text
        evidence = self.said.evidence()
        if len(printed) > 300 and span is not None:
            evidence = self.said.evidence(self.places[span[0]], self.places[span[1]])
        sure = confidence * (0.85 if self.guessed else 1.0)
        return candidate(
            evidence,
            subject,
            predicate,
            object_,
            method=method,
            confidence=round(sure, 2),
            props=props,
            status=status or self.said.status,
        )


def sentences_of(document: Document) -> Iterator[Sentence]:
    """The sentences of a document that name somebody and may state a fact of governance, in their order."""
    earlier = Earlier()
    literature: dict[tuple[str, ...], bool] = {}
    for found in said(document):
        path = document.headings(found.block)
        if path not in literature:
            literature[path] = any(_LITERATURE_HEADING.match(h) for h in path)
        somebody = found.mentions or _SOMEBODY.search(found.text)
        named: list[Entity] = [m.entity for m in found.mentions]
        if somebody and not literature[path] and states(found.text):
            sentence = signed(found, earlier)
            if sentence.entities or somebody is not found.mentions:
                named = list(sentence.entities.values())
                yield sentence
        earlier.hear(found, named)


_SOMEBODY = Sieved(
    r"crutineer|\b(?:independent|external) auditor|\bLADO\b|\b[Tt]he Executive\b|^(?:Both|This group|The group)\b|the Panel\b"
)


def states(text: str) -> bool:
    """False for a sentence that states no fact of governance: too short, a question, a condition, a reference, a case."""
    if _ITS_ADDRESS.may(text):
        text = _ITS_ADDRESS.plain.sub(r"\1", text)
    return len(text) > 20 and not (_NO_STATEMENT.search(text) or _LITERATURE.search(text) or _of_a_case(text))


def _of_a_case(text: str) -> bool:
    return any(pattern.search(text) for pattern in _CASES)


def outside_governance(found: Said) -> bool:
    """True of a sentence of a list of literature, of a case or of a reference: no fact of governance is read from it."""
    if any(_LITERATURE_HEADING.match(h) for h in found.document.headings(found.block)):
        return True
    return _LITERATURE.search(found.text) is not None or _of_a_case(found.text)


_OTHER_NAMES = Sieved(
    r"\b(?:[A-Z][\w'’&-]+ (?:(?:and|of|to|&|in) )*){1,6}(?:Project|Programme|Fund|Scheme|Initiative|"
    r"Pilot|Campaign|Grant)\b(?! (?:Board|Manager|Lead|Team|Group|Officer|Director)s?\b)|"
    r"\b[A-Z][\w'’&-]+ (?:(?:(?:and|of|for|the|to|&|in) )?[A-Z][\w'’&-]+ ){1,4}(?:project|programme|"
    r"pilot|scheme|initiative)\b"
)
_NO_NAME = re.compile(r"^(?:The|This|A|An|Our|Their|Its|In|For|Through|During|Each|Any|As|Under|With)\s+")


def signed(found: Said, earlier: Earlier | None = None) -> Sentence:
    """The sentence with one character for each name: posts, bodies, boards, areas, instruments and programmes."""
    text = found.text
    programmes = [
        p for p in _programmes(found) if not any(m.start <= p.start and p.end <= m.end for m in found.mentions)
    ]
    names = _unmixed([*posts(found), *programmes, *_services_first(found), *_councils(found), *_classes(found)])
    guesses = list(stand_ins(found, earlier or Earlier(), names))
    if not guesses:
        board = _the_board(found, names)
        guesses = [board] if board is not None else []
    if guesses:
        names = sorted([*guesses, *names], key=lambda m: m.start)
    parts: list[str] = []
    places: list[int] = []
    entities: dict[str, Entity] = {}
    count = dict.fromkeys(BASE, 0)
    end = 0
    for mention in names:
        sign = SIGNS.get(mention.entity.label)
        if sign is None or count[sign] > 250:
            continue
        _plain(text, end, mention.start, parts, places)
        char = chr(BASE[sign] + count[sign])
        count[sign] += 1
        entities[char] = mention.entity
        parts.append(char)
        places.append(mention.start)
        end = mention.end
        if text[end : end + 1] == ")" and "(" in text[mention.start : end] and ")" not in text[mention.start : end]:
            end += 1
    _plain(text, end, len(text), parts, places)
    return _made(found, "".join(parts), places, entities, bool(guesses))


def _services_first(found: Said) -> list[Mention]:
    """The names of a sentence; a borough's service instead of the borough where it is spoken of."""
    more = list(unnamed(found))
    services = [m for m in more if m.entity.label == "Organisation"]
    return [*services, *found.mentions, *more]


def _made(found: Said, text: str, places: list[int], entities: dict[str, Entity], guessed: bool) -> Sentence:
    """Short forms in brackets behind their names are dropped: "the Examplia MACE Group (EMG)" is one name."""
    kept_text: list[str] = []
    kept_places: list[int] = []
    end = 0
    for m in re.finditer(rf" \(?(?:the |or )?([{NAME}])\)", text):
        before = text[: m.start()].rstrip("'s")[-1:]
        if text[m.start() + 1] == "(" and before in entities and _same(entities[before], entities[m.group(1)]):
            kept_text.append(text[end : m.start()])
            kept_places += places[end : m.start()]
            end = m.end()
    kept_text.append(text[end:])
    kept_places += places[end:]
    return Sentence(found, "".join(kept_text), entities, (*kept_places, len(found.text)), guessed)


def _same(one_: Entity, other: Entity) -> bool:
    return one_ == other or (
        one_.label == other.label and bool({one_.name, *one_.aliases} & {other.name, *other.aliases})
    )


def _plain(text: str, start: int, end: int, parts: list[str], places: list[int]) -> None:
    """The text between two names, its runs of white space made one space and its apostrophes straight."""
    part = text[start:end].translate(_STRAIGHT)
    if "  " not in part:
        parts.append(part)
        places.extend(range(start, end))
        return
    for m in re.finditer(r" +|[^ ]+", part):
        parts.append(" " if m.group().startswith(" ") else m.group())
        places.extend(range(start + m.start(), start + m.start() + len(parts[-1])))


_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "\n": " ", "\t": " ", "\u00a0": " ", "\r": " "})


def _unmixed(mentions: list[Mention]) -> list[Mention]:
    """Mentions in order; of two that overlap the first in the list is kept."""
    kept: list[Mention] = []
    for mention in mentions:
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def _programmes(found: Said) -> Iterator[Mention]:
    text = found.text
    for m in _OTHER_NAMES.finditer(text):
        first = _NO_NAME.match(m.group())
        start = m.start() + (first.end() if first else 0)
        owner = re.match(r"(?:[A-Z]\w+ )?[A-Z]\w+['’]s ", text[start : m.end()])
        start += owner.end() if owner else 0
        name = " ".join(text[start : m.end()].split())
        if " " in name:
            yield Mention(start, m.end(), Entity("Programme", name))
    for m in _PROJECT.finditer(text):
        yield Mention(m.start(), m.end(), Entity("Programme", " ".join(m.group().split())))
    for m in _ITS.finditer(text):
        owners = [n for n in found.mentions if n.entity.label in {"Borough", "Organisation"} and n.end < m.start()]
        if len({n.entity for n in owners if n.entity.label == "Borough"}) == 1:
            area = next(n.entity.name for n in owners if n.entity.label == "Borough")
            yield Mention(m.start(1), m.end(), Entity("Programme", f"{area} {m.group(1)}", aliases=(m.group(1),)))


_PROJECT = Sieved(
    r"(?<![A-Z]\w\w )\b(?:Project|Operation) (?!Manager|Lead|Officer|Board|Group|Team|Management|Support|Co)[A-Z]\w*\b(?! "
    r"[A-Z][a-z])"
)
_ITS = Sieved(r"\b(?:its|their) (?:own )?([A-Z][\w-]+ (?:programme|project|scheme|service))\b(?! [A-Z])")


_COUNCIL = re.compile(r"\b[Tt]he (Council|Local Authority|local authority)\b(?!['’]?s? [A-Z])")
_BOARD = re.compile(
    r"\b[Tt]he (?:Board|Partnership|Safeguarding Partnership|Safeguarding Board|SCP|LSCP|LSCB|SAB)"
    r"\b(?!['’]s? [A-Z]| [A-Z])"
)


def _councils(found: Said) -> Iterator[Mention]:
    """ "The Council" in a document, a section or a sentence of one borough."""
    area = found.document.boroughs[0] if len(found.document.boroughs) == 1 else area_of(found)
    if area is not None:
        yield from (Mention(m.start(), m.end(), council(area)) for m in _COUNCIL.finditer(found.text))


_CLASS = Sieved(r"\b(?:statutory )?(safeguarding partners|relevant agencies)\b(?!['’])")


def _classes(found: Said) -> Iterator[Mention]:
    """ "Safeguarding partners" and "relevant agencies" of the document's own partnership, as classes of bodies."""
    body = found.document.body
    if body is not None:
        for m in _CLASS.finditer(found.text):
            shorts = tuple(f"{a} {m.group(1)}" for a in body.aliases)
            yield Mention(
                m.start(), m.end(), Entity("Organisation", f"{body.name} {m.group(1)}", kind="class", aliases=shorts)
            )


def _the_board(found: Said, names: list[Mention]) -> Mention | None:
    """ "The Board" in the report of a partnership, and the other way round."""
    body = found.document.body
    m = _BOARD.search(found.text)
    if m is None or body is None or any(n.start < m.end() and m.start() < n.end for n in names):
        return None
    return Mention(m.start(), m.end(), body)
