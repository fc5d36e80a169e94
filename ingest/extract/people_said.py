"""What sentences say of people beside who holds what: "Ada is the Scrutineer for the Partnerships in A and B and chairs the
C Board", "Ada Example, the Chief Executive of X, became a member of the panel", "Ada (A) and Ben (B) are the lead members"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.holding import Reading, holds, is_literature
from ingest.extract.said import Said, said
from ingest.extract.sentences import states
from ingest.names import Mention
from ingest.office import Office, council
from ingest.people import person
from ingest.person_name import PrintedName, find_names
from ingest.sieve import Sieved

METHOD = "person-sentence"

_WHO = r"(?P<who>(?:(?:Dr|Mr|Mrs|Ms|Prof|Professor|Sir|Dame|Cllr|Councillor)\.? )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3})"
_IS = re.compile(
    rf"(?:^|, |\band )(?:{_WHO}|(?P<again>[Ss]?[Hh]e|[Tt]hey)) (?:is|are|was|has been|serves as|acts as)(?: also| currently| now)* "
    r"(?:the |an? )?(?P<title>(?:Independent )?(?:Chair(?:person)?|Scrutineer)(?: and (?:Independent )?(?:Chair|Scrutineer))?) "
    r"(?:for|of|to) (?:both )?(?:the )?(?P<rest>[^.;]{5,300})"
)
_ALSO_CHAIRS = re.compile(r"\band (?:(?:s?he|they|also|currently|now) )*chairs (?:the )?")
_PLURAL = re.compile(
    r"(?P<kind>(?:Local )?Safeguarding (?:Children|Adults?)(?:['’]s)? (?:Partnership|Board))s (?:in|of|for|across) "
    r"(?P<areas>[^.;()]{3,120}?)"
    r"(?= and (?:(?:s?he|they|also|currently) )*(?:chairs|is|has|was)\b|, (?:and )?(?:(?:s?he|they|also) )*(?:chairs|is|"
    r"has|was|where|as)\b|$)"
)
_AREA = re.compile(r"[A-Z][\w'’-]+(?: (?:and |& |upon |on |of )?[A-Z][\w'’-]+)*?(?=,| and | & |$)")
_CLAUSE = re.compile(r",? and (?:(?:also|currently|now) )*(?:chairs|is|has|was)\b")
_MEMBER = re.compile(
    r"(?:,[^.;]{4,160}?,)? (?:(?:is|was|are|became|has become|remains|has been|joined as)(?: also| now| currently| recently)*"
    r" (?:an? |the )?(?:(?:formal|core|full|active|co-opted|lay|voting|standing|associate|new|long-standing) )*members? of "
    r"|(?:also |now |currently )*(?:sits|sat|serves|served) on )(?:the |our )?"
)
_THE_GROUP = re.compile(r"(?:group|board|panel|executive|partnership|committee|forum)\b(?! of|['’])")
_BY_AREA = re.compile(
    rf"(?P<first>{_WHO.replace('who', 'a')}) \((?:[Tt]he )?(?P<in_a>[A-Z][\w &'’-]{{2,40}})\),? (?:and|&) "
    rf"(?P<second>{_WHO.replace('who', 'b')}) \((?:[Tt]he )?(?P<in_b>[A-Z][\w &'’-]{{2,40}})\) (?:are|were) (?:the |our )?"
    r"(?:respective )?(?P<title>(?:(?:[Ll]ead|[Cc]abinet|[Ee]xecutive) [Mm]ember|[Dd]irector|[Cc]hief [Ee]xecutive|"
    r"[Hh]ead|[Ll]eader)s?"
    r"(?: (?:for|of) (?:[A-Z][\w'’]+(?:,? (?:and |& )?[A-Z][\w'’]+)*|the Council))?)"
)
_STYLE = re.compile(r"^(?P<style>(?:Deputy )?Mayor|Leader) ")
_NATIONAL = re.compile(
    r"\b(?:(?P<t>(?:(?:HM|His Majesty['’]s|Her Majesty['’]s|Ofsted(?:['’]s)?) )?Chief Inspector(?: of (?:Probation|"
    r"Prisons|Constabulary|Schools|"
    r"Social Care))?|(?:the )?(?:Children['’]s|Victims['’]?|Domestic Abuse) Commissioner(?: for England(?: and Wales)?)?|"
    r"Home Secretary|Education Secretary|Secretary of State for [A-Z]\w+(?: and [A-Z]\w+)?|Mayor of London|"
    r"(?:Children['’]s )?Minister for [A-Z]\w+(?: and [A-Z]\w+)*|Deputy Mayor(?:,| for) Policing and Crime|"
    r"(?:Deputy )?Police and Crime Commissioner for (?:the )?[A-Z]\w+(?: [A-Z]\w+){0,2}?),? )$"
)
_NATIONAL_BEHIND = re.compile(
    r",? (?:the )?(?P<t>Mayor of London|Deputy Mayor(?:,| for) Policing and Crime|"
    r"(?:Deputy )?Police and Crime Commissioner for (?:the )?[A-Z]\w+(?: (?:and )?[A-Z]\w+){0,2})(?=[,.;)]|$| [a-z])"
)
""" "Ada Example, Mayor of London"."""


_TRIGGER = Sieved(
    r"\b(?:[Cc]hair|[Ss]crutineer|members? of|sits on|sat on|serve[sd] on|Chief Inspector|Commissioner|Secretary|Minister|"
    r"Mayor of|Deputy Mayor)|\) (?:are|were) "
)
"""Words without which a sentence says nothing that is read here: names are looked for in few sentences."""


@dataclass(slots=True)
class _Heard:
    """The sentences of a paragraph and of the one before it, for the people whom they name, and the paragraph's last board."""

    block: int = -1
    texts: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    board: Entity | None = None

    def people(self) -> list[Entity]:
        found = [person(t[n.start : n.end]) for t in (*self.before, *self.texts) for n in find_names(t)]
        return [who for who in found if who is not None]

    def person(self, word: str) -> Entity | None:
        """The one person of that first name or surname; of two with the same, neither is meant."""
        plain = word.rsplit(maxsplit=1)[-1]
        found = {p.name: p for p in self.people() if plain in {p.name.split()[0], p.name.split()[-1]}}
        return next(iter(found.values())) if len(found) == 1 else None

    def last(self) -> Entity | None:
        people = self.people()
        return people[-1] if people else None


def people_said(document: Document) -> Iterator[Candidate]:
    """HOLDS, CHAIRS and MEMBER_OF of people, with the POST_IN of their posts; nobody whom the rules on people keep out."""
    heard = _Heard()
    for found in said(document):
        if heard.block != found.block.start:
            heard = _Heard(found.block.start, [], heard.texts if _near(heard, found) else [])
        if _TRIGGER.search(found.text) and states(found.text) and not is_literature(document.headings(found.block)):
            names = find_names(found.text)
            yield from _is(found, names, heard)
            yield from _by_area(found)
            for name in names:
                yield from _of_name(found, name, heard)
        heard.texts.append(found.text)
        boards = [m.entity for m in found.mentions if m.entity.label == "Board"]
        heard.board = boards[0] if boards else heard.board


def _near(heard: _Heard, found: Said) -> bool:
    """Whether the paragraph before is right before this one: its people may be spoken of by their first names."""
    before = next(found.document.before(found.block), None)
    return before is not None and before.start == heard.block


def _is(found: Said, names: list[PrintedName], heard: _Heard) -> Iterator[Candidate]:
    for m in _IS.finditer(found.text):
        who = _who(found, m, names, heard)
        if who is None:
            continue
        clause = _CLAUSE.search(m["rest"])
        first = m["rest"][: clause.start()] if clause else m["rest"]
        plural = _PLURAL.match(m["rest"])
        if plural is not None:
            boards = [
                found.document.names.body(f"{area.group()} {plural['kind']}")
                for area in _AREA.finditer(plural["areas"])
            ]
        else:
            start = m.start("rest")
            inside = [n.entity for n in found.mentions if start <= n.start and n.end <= start + len(first)]
            boards = [e for e in inside if e.label == "Board"]
            if len(boards) < 2 and m["who"] and " " in m["who"]:
                boards = []  # the sentence of one name and one post is read elsewhere
        for board in dict.fromkeys(boards):
            yield from _holds(found, who, Office(m["title"], board, board.name))
        yield from _also_chairs(found, who, m)


def _also_chairs(found: Said, who: Entity, m: re.Match[str]) -> Iterator[Candidate]:
    for verb in _ALSO_CHAIRS.finditer(found.text, m.start("rest")):
        board = next((n.entity for n in found.mentions if n.start == verb.end() and n.entity.label == "Board"), None)
        if board is not None:
            yield candidate(found.evidence(), who, "CHAIRS", board, method=METHOD, confidence=0.8, status=found.status)


def _who(found: Said, m: re.Match[str], names: list[PrintedName], heard: _Heard) -> Entity | None:
    if m["again"]:
        who = heard.last()
    else:
        full = next((n for n in names if n.start == m.start("who")), None)
        who = person(found.text[full.start : full.end]) if full is not None else heard.person(m["who"])
    return None if who is None or found.document.people.keeps_out(who.name) else who


def _of_name(found: Said, name: PrintedName, heard: _Heard) -> Iterator[Candidate]:
    text, document = found.text, found.document
    who = person(text[name.start : name.end])
    if who is None or document.people.keeps_out(who.name):
        return
    member = _MEMBER.match(text, name.end)
    board = _board_at(found, member.end(), heard) if member is not None else None
    if board is not None:
        yield candidate(found.evidence(), who, "MEMBER_OF", board, method=METHOD, confidence=0.85, status=found.status)
    office = _NATIONAL.search(text[: name.start]) or _NATIONAL_BEHIND.match(text, name.end)
    if office is not None:
        title = re.sub(r"^the |['’]s(?= Chief Inspector)", "", office["t"].strip())
        role = Entity("Role", title)
        yield candidate(found.evidence(), who, "HOLDS", role, method=METHOD, confidence=0.8)


def _board_at(found: Said, place: int, heard: _Heard) -> Entity | None:
    hit: Mention | None = next(
        (n for n in found.mentions if n.start <= place + 4 and n.end > place and n.entity.label == "Board"), None
    )
    if hit is not None:
        return hit.entity
    return heard.board if _THE_GROUP.match(found.text, place) else None


def _by_area(found: Said) -> Iterator[Candidate]:
    document = found.document
    for m in _BY_AREA.finditer(found.text):
        title = re.sub(r"s(?= for\b| of\b|$)", "", m["title"], count=1)
        title = title[0].upper() + title[1:]
        for printed, area in ((m["first"], m["in_a"]), (m["second"], m["in_b"])):
            borough = document.names.borough(area)
            style = _STYLE.match(printed)
            who = person(printed[style.end() :] if style else printed)
            if borough is None or who is None:
                continue
            home = council(borough, document.names)
            yield from _holds(found, who, Office(title, home, area))
            if style is not None:
                yield from _holds(found, who, Office(style["style"], home, area))


def _holds(found: Said, who: Entity, office: Office) -> Iterator[Candidate]:
    past = found.status == "historic"
    yield from holds(found.document, found.evidence(), who, office, None, reading=Reading(METHOD, 0.85), past=past)
