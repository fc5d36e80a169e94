"""Inspections: who inspected whom, as sentences, reference lists and quotations signed by an inspectorate tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.posts import area_of, council
from ingest.extract.rules import as_payer
from ingest.extract.said import Said, heading_area
from ingest.extract.sentences import Sentence
from ingest.extract.signs import NAME, one, some
from ingest.reading import Block
from ingest.sieve import Sieved
from ingest.understand import date_in

_WHAT = (
    r"(?:(?:joint |re|short |focused |full |unannounced |announced |thematic |monitoring |standard )*[Ii]nspections?|"
    r"ILACS|JTAI|[Ff]ocused [Vv]isit|[Mm]onitoring [Vv]isit|[Rr]eview(?= of))(?: report)?"
)
_O = some("OBUA", "o")
_WORK = r"(?:the (?:effectiveness|work|performance|impact) of )?"
_PATTERNS = (
    re.compile(rf"(?P<s>{one('O')})(?:'s?)? (?:(?:has|have|had) )?(?:also |recently |last )?(?:re)?inspected {_O}"),
    re.compile(rf"(?P<s>{one('O')})(?:'s?)? (?:(?:[\w-]+|\d{{4}}) ){{0,6}}?{_WHAT} (?:of|at|in|for|on|to) {_WORK}{_O}"),
    re.compile(rf"{_WHAT} (?:of|at|in|to) {_WORK}{_O}(?: [^.;{NAME}]{{0,60}}?)? (?:by|from) {some('O', 's')}"),
    re.compile(
        rf"(?P<s>{one('O')})(?:'s?)? (?:(?:has |have )?published (?:its|their|a|the) )?(?:\w+ )?report (?:for|on|of|into) "
        rf"(?P<o>{one('OA')})"
    ),
    re.compile(
        rf"(?P<s>{one('O')}) (?:(?:has|have|had|also|again|recently) )*(?:judged|rated|graded|assessed|found) {_O}"
        rf"(?:'s?)? (?:[a-z]+ ){{0,3}}?(?:as|to be|'|‘|\"|“|\*|good|outstanding|inadequate|requir)",
        re.I,
    ),
    re.compile(
        rf"{_O} (?:(?:was|were|is|has been|have been|been) )+(?:\w+ly )?(?:judged|rated|graded|assessed)"
        rf"(?: [^.;{NAME}]{{0,60}}?)? by {some('O', 's')}"
    ),
)
_BY_SEVERAL = re.compile(
    rf"{_WHAT}(?: [^.;{NAME}]{{0,40}}?)? (?:by|from) (?P<s>(?:(?: and |and |, |with |colleagues |inspectors |from |"
    rf"the |also |by ){{0,6}}{one('O')}(?: (?:Education|Social Care))?(?:, Fire and Rescue(?: Services?)?)?)+),? "
    rf"{_O}(?:'s?)?(?: (?P<service>Youth Justice|Youth Offending)(?: Service| Team)?)? "
    r"(?:was|were|received|ha[sv]e? been|achieved)\b"
)
_OWN = Sieved(
    rf"\b(?:[Oo]ur|[Tt]he|[Aa]n?|[Ii]ts|this|last|recent|latest)(?: \w+){{0,3}} (?P<s>{one('O')})(?:'s?)?"
    rf"(?: \w+){{0,4}}? {_WHAT}\b|"
    rf"\b{_WHAT}(?: [^;.{NAME}]{{0,60}}?)? (?:undertaken|carried out|conducted|completed) (?:jointly )?by {some('O', 's4')}|"
    rf"\b(?:ratings?|judge?ments?|gradings?) (?:awarded |given |made )?(?:by|from) (?P<s3>{one('O')})|"
    rf"{some('O', 's2')} (?:\w+ ){{0,2}}(?:undertook|carried out|conducted|completed|published)(?: [a-z]+){{0,4}} {_WHAT}\b"
)
_OF_CHILDREN = re.compile(r"\bOfsted\b|\bILACS\b|children['’]?s (?:social care|services)", re.I)
_ATTRIBUTED = re.compile(
    r"^[\W_]*(?P<who>[A-Z][\w’' -]{2,60}?)(?: (?:inspection|ILACS)(?: report)?| report)?,? \(?"
    r"(?P<when>(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December) "
    r"20\d\d|20\d\d)\)?[\W_]*$"
)
_QUOTED = re.compile(r"[\"'”’*_]\W*$")


def inspected(sentence: Sentence) -> Iterator[Candidate]:
    """SCRUTINISES by an inspectorate, of what it inspected; a borough is its council."""
    for pattern in _PATTERNS:
        for m in pattern.finditer(sentence.text):
            yield from _pairs(sentence, sentence.named(m.group("s")), sentence.named(m.group("o")), m.span(), 0.85)
    for m in _BY_SEVERAL.finditer(sentence.text):
        whom = [_service(e, m.group("service")) for e in sentence.named(m.group("o"))]
        yield from _pairs(sentence, _parts(sentence, m.group("s")), whom, m.span(), 0.85)
    for m in _CITED.finditer(sentence.said.text):
        yield from _cited_place(sentence, m)


def _pairs(
    sentence: Sentence, by: list[Entity], whom: list[Entity], span: tuple[int, int], sure: float
) -> Iterator[Candidate]:
    for who in by:
        for one_ in whom:
            if who.kind == "inspectorate" and one_.kind != "inspectorate" and one_ != who:
                yield sentence.candidate(
                    who, "SCRUTINISES", as_payer(one_), method="inspection-sentence", confidence=sure, span=span,
                    status=_status(sentence),
                )  # fmt: skip


def _service(entity: Entity, named: str | None) -> Entity:
    """ "Examplia Youth Justice" is the borough's service of that name."""
    if named is None or entity.label != "Borough":
        return entity
    return Entity("Organisation", f"{entity.name} {named} Service", kind="unit", aliases=(f"{entity.name} {named}",))


def _status(sentence: Sentence) -> str:
    """What an inspection found does not make it undone: "identified that some do not" is no denial of it."""
    status = sentence.said.status
    return "asserted" if status in {"negated", "unclear", "historic"} else status


def _parts(sentence: Sentence, listed: str) -> list[Entity]:
    """The inspectorates of a list, with the parts of one that are told apart: "Ofsted Education and Ofsted Social Care"."""
    found: list[Entity] = []
    for m in re.finditer(rf"([{NAME}])( Education| Social Care)?", listed):
        who = sentence.entities[m.group(1)]
        if m.group(2) and who.kind == "inspectorate":
            who = Entity("Organisation", who.name + m.group(2), kind="inspectorate")
        found.append(who)
    return found


_WORD = r"(?!Inspection|Reinspection|Report|Action|Children)[A-Z][a-z]+"
_PLACE = re.compile(
    rf"\b(?:(?P<front>HM ?YOI|HMP(?: ?(?:/|&|and)? ?YOI)?|YOI) (?P<name>{_WORD}(?: {_WORD}| [A-Z](?=\W))*(?: Children's Unit)?)|"
    r"(?P<stc>[A-Z][a-z]+(?: [A-Z][a-z]+)?) [Ss]ecure (?P<what>[Tt]raining [Cc]entre|[Cc]hildren's [Hh]ome)s?|"
    r"(?P<yoi>[A-Z][a-z]+(?: [A-Z][a-z]+)?) YOI\b)"
)
_CITED = re.compile(
    rf"[Ii]nspections? of (?P<place>{_PLACE.pattern}) \((?P<who>[A-Z][\w ]{{1,40}}), (?P<year>(?:19|20)\d\d)[a-z]?\)"
)


def custody(text: str) -> Entity | None:
    """The place of custody that a text names first: a prison, a young offender institution, a secure training centre."""
    m = _PLACE.search(" ".join(text.replace("’", "'").split()))
    return _place(m) if m is not None else None


def _place(m: re.Match[str]) -> Entity:
    if m.group("stc"):
        town = re.sub(r"^(?:The|Inspections?|Of|Report) ", "", m.group("stc"))
        full = f"{town} Secure {' '.join(w.capitalize() for w in m.group('what').split())}"
        return Entity("Organisation", full.replace("Children'S", "Children's"), aliases=(f"{town} STC",))
    if m.group("yoi"):
        return Entity("Organisation", f"{m.group('yoi')} YOI", kind="yoi")
    front, name = m.group("front"), m.group("name")
    printed = m.group()
    if "YOI" not in front or "Unit" in name:
        return Entity("Organisation", printed, aliases=() if "YOI" not in front else (name,))
    return Entity("Organisation", f"{name} YOI", kind="yoi", aliases=(printed,))


def _cited_place(sentence: Sentence, m: re.Match[str]) -> Iterator[Candidate]:
    place = custody(m.group("place"))
    who = _inspectorate(sentence.document, m.group("who"), place)
    if place is not None and who is not None:
        yield sentence.candidate(
            who, "SCRUTINISES", place, method="inspection-sentence", confidence=0.85, props={"date": m.group("year")},
            status="asserted",
        )  # fmt: skip


def _inspectorate(document: Document, name: str, of: Entity | None) -> Entity | None:
    said = " ".join(name.split())
    if said == "HMIP" and of is not None:  # two inspectorates have these initials: that of prisons goes to prisons
        return Entity("Organisation", "HM Inspectorate of Prisons", kind="inspectorate", aliases=("HMIP",))
    found = document.names.find(said)
    if len(found) == 1 and found[0].end - found[0].start >= len(said) - 4 and found[0].entity.kind == "inspectorate":
        return found[0].entity
    if re.fullmatch(r"(?:[A-Z][a-z]+ )+Inspectorate", said):
        return Entity("Organisation", said, kind="inspectorate")
    return None


_ENTRY = re.compile(
    r"^\W*(?:\d+\W+)?(?P<who>[A-Z][A-Za-z &,'’]{2,70}?)\s*\((?P<year>(?:19|20)\d\d)[a-z]?\)[.,:]?\s*[\"'“‘*_]*"
    r"(?P<title>[^\n]*?(?:[Ii]nspection|REINSPECTION|Reinspection|ILACS|JTAI)[^\n]*)"
)
_COUNCIL = re.compile(
    r"(?:[Ii]nspection (?:report )?of |^)(?P<area>(?:London Borough of |Royal Borough of )?[A-Z][\w’' &-]{2,40}?)(?:['’]s)?"
    r"(?: (?:local authority |Council['’]?s? )?(?:children['’]s (?:social care |services)|Council\b|children['’]s)|:)"
)
_CHIEF = re.compile(r"\bby (?:the )?(H(?:M|er Majesty['’]s|is Majesty['’]s) Chief Inspector of [A-Z][a-z]+)")
_PUBLISHED = re.compile(r"(?:[Rr]eport )?[Pp]ublished:?.*")


def listed_inspections(document: Document) -> Iterator[Candidate]:
    """SCRUTINISES for reports of inspections in a list of references, and for words quoted from an inspectorate.

    "Ofsted (2019) Inspection report: Examplia Secure Training Centre"; a quotation that is signed "Ofsted, May 2022" in a
    part of the document on one borough.
    """
    quoted: Block | None = None
    for block in document.blocks:
        if block.kind in {"heading", "table"}:
            quoted = None
            continue
        text = block.text
        if "nspection" in text or "NSPECTION" in text or "ILACS" in text or "JTAI" in text:
            found = _ENTRY.match(" ".join(text.split("\n")))
            if found is not None and len(text) < 600:
                for who, whom in _entry(document, found):
                    props = {"date": _when(found)}
                    evidence = document.evidence(block, 0, min(len(text), 300))
                    yield candidate(
                        evidence, who, "SCRUTINISES", whom, method="inspection-list", confidence=0.85, props=props,
                    )  # fmt: skip
        signed = _ATTRIBUTED.match(text) if quoted is not None and len(text) < 90 else None
        if signed is not None and quoted is not None:
            whose = document.boroughs[0] if len(document.boroughs) == 1 else _spoken_of(document, quoted)
            who_ = _inspectorate(document, signed.group("who"), None)
            if whose is not None and who_ is not None and who_.name == "Ofsted":
                yield candidate(
                    document.evidence(block), who_, "SCRUTINISES", council(whose), method="inspection-quotation",
                    confidence=0.75, props={"date": date_in(signed.group("when")) or signed.group("when")},
                )  # fmt: skip
        quoted = block if _QUOTED.search(text) and len(text) > 60 else None


def _spoken_of(document: Document, block: Block) -> Entity | None:
    """The borough that a quotation names, itself or by its council; else the one that the headings above name."""
    named = {
        area.name: area
        for m in document.names.find(block.text)
        if m.entity.label == "Borough" or m.entity.kind == "council"
        if (area := document.names.borough(m.entity.name.removesuffix(" Council").removesuffix(" Corporation")))
    }
    return named.popitem()[1] if len(named) == 1 else heading_area(document, block)


def _entry(document: Document, m: re.Match[str]) -> Iterator[tuple[Entity, Entity]]:
    title = " ".join(m.group("title").replace("*", "").split())
    place = custody(_PUBLISHED.sub("", title))
    who = _inspectorate(document, m.group("who").strip(), place)
    if who is None:
        return
    if place is not None:
        yield who, place
        chief = _CHIEF.search(title)
        if chief is not None:
            yield Entity("Role", chief.group(1)), place
        return
    named = _COUNCIL.search(title)
    area = document.names.borough(named.group("area")) if named is not None else None
    if area is not None and _OF_CHILDREN.search(f"{who.name} {title}"):
        yield who, council(area)


def _when(m: re.Match[str]) -> str:
    """The month or day of the inspection where it is printed, else the year of its report."""
    dated = re.sub(r"\b\d{1,2}\s*(?:to|[-–])\s*(?=\d{1,2} )", "", _PUBLISHED.sub("", m.group("title")))
    return date_in(dated) or m.group("year")


def own_inspection(sentence: Sentence) -> Iterator[Candidate]:
    """SCRUTINISES of a borough's council, where "our Ofsted inspection" is spoken of in the part on that borough."""
    m = _OWN.search(sentence.text)
    if m is None or not _OF_CHILDREN.search(sentence.said.text):
        return
    others = [
        e for e in sentence.entities.values() if e.label in {"Organisation", "Board"} and e.kind != "inspectorate"
    ]
    area = _area(sentence.said)
    home = sentence.document.body
    if area is None or any(e.kind != "council" and e != home for e in others):
        return
    yield from _pairs(
        sentence,
        sentence.named(m.group("s") or m.group("s2") or m.group("s3") or m.group("s4")),
        [council(area)],
        m.span(),
        0.7,
    )


def _area(found: Said) -> Entity | None:
    boroughs = found.document.boroughs
    return boroughs[0] if len(boroughs) == 1 else area_of(found)
