"""What extractors of post-holders share: the statements that one holder gives, and the rules on people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from graph.statements import Entity, Evidence
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.office import Office, at_home, read_office
from ingest.tenure import Tenure

_LITERATURE = re.compile(
    r"^\W*(?:\d+\W+)?(?:references|bibliography|endnotes|footnotes|sources|further reading|glossary|works cited|"
    r"acknowledgements?|"
    r"about the authors?|authors?|contents)\W*$",
    re.IGNORECASE,
)
_NO_INDEPENDENCE = re.compile(r"\b(?:vice|deputy)\b", re.IGNORECASE)
CHAIR = re.compile(
    r"^(?:(?:interim|acting|new|current)\s+)?(?:independent\s+)?(?:joint\s+|co-?\s?)?chair(?:man|woman|"
    r"person)?\b(?!\s+of\s+governors)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How sure a method is, for its statements."""

    method: str
    confidence: float


def known_office(document: Document, office: Office) -> Office:
    """The post with its body: as printed, as the document prints it elsewhere in full, or as such posts are at home in it."""
    if office.body is not None:
        return office
    memory = document.names.memory
    key = f"offices of {document.id}"
    if key not in memory:
        memory[key] = _offices(document)
    elsewhere: Office | None = memory[key].get(office.title.casefold())
    return replace(elsewhere, title=office.title, sure=False) if elsewhere is not None else at_home(office, document)


def _offices(document: Document) -> dict[str, Office]:
    """The bodies of the posts that stand in lists and lines of a document with one; none where two bodies have it."""
    found: dict[str, set[str]] = {}
    bodies: dict[str, Office] = {}
    for block in document.blocks:
        if block.kind not in {"item", "line"} or len(block.text) > 160:
            continue
        office = read_office(block.text, document.names)
        if office is not None and office.body is not None and office.sure:
            found.setdefault(office.title.casefold(), set()).add(office.body.name)
            bodies[office.title.casefold()] = office
    return {title: bodies[title] for title, names in found.items() if len(names) == 1 and len(title.split()) > 1}


def speaks_of(document: Document) -> str | None:
    """The date, or the last year of the period, at which a document speaks; the later where it tells both."""
    period = re.search(r"(?:19|20)\d\d\s*[-–/]\s*(?:20)?(\d\d)$", document.period or "")
    ends = [f"20{period[1]}"] if period else []
    return max([*ends, *([document.date] if document.date else [])], default=None)


def is_literature(headings: tuple[str, ...]) -> bool:
    """Whether a part of a document lists works, authors or its own contents: names there are not of people in posts."""
    return any(_LITERATURE.match(h) for h in headings)


def holds(
    document: Document,
    evidence: Evidence,
    who: Entity,
    office: Office,
    tenure: Tenure | None,
    *,
    reading: Reading,
    past: bool = False,
) -> Iterator[Candidate]:
    """HOLDS and POST_IN of one holder, and CHAIRS for a chair; nothing without a body, or of a person kept out."""
    office = known_office(document, office)
    if office.body is None or document.people.keeps_out(who.name):
        return
    tenure = tenure or Tenure()
    sure = reading.confidence - (0 if office.sure else 0.08)
    status = "historic" if past or tenure.over(speaks_of(document)) else "asserted"
    yield candidate(
        evidence,
        who,
        "HOLDS",
        office.role,
        method=reading.method,
        confidence=round(sure, 2),
        props=tenure.props(),
        status=status,
    )
    yield post_in(evidence, office, reading.method, sure)
    if office.body.label == "Board" and CHAIR.match(office.title) and not _NO_INDEPENDENCE.search(office.title):
        kind = "independent" if re.search(r"\bindependent\b", office.title, re.IGNORECASE) else None
        kind = "joint" if re.search(r"\b(?:joint|co-?\s?chair)", office.title, re.IGNORECASE) else kind
        props = {**tenure.props(), "kind": kind}
        yield candidate(
            evidence,
            who,
            "CHAIRS",
            office.body,
            method=reading.method,
            confidence=round(sure - 0.05, 2),
            props=props,
            status=status,
        )


def without_repeats(document: Document, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Drops who holds a post, said without dates, where the document says the same with dates."""
    known: set[tuple[str, str]] = document.names.memory.setdefault(f"dated posts of {document.id}", set())
    candidates = list(found)
    known |= {_pair(c) for c in candidates if c.statement.predicate == "HOLDS" and _dated(c)}
    for c in candidates:
        if c.statement.predicate != "HOLDS" or _dated(c) or _pair(c) not in known:
            yield c


def _dated(found: Candidate) -> bool:
    return bool({"from", "to"} & set(found.statement.props))


def _pair(found: Candidate) -> tuple[str, str]:
    return found.statement.subject.name, found.statement.object.name


def post_in(evidence: Evidence, office: Office, method: str, confidence: float) -> Candidate:
    """POST_IN of a post with its body. Raises ValueError without one."""
    if office.body is None:
        raise ValueError(f"{office.title!r} has no body")
    return candidate(evidence, office.role, "POST_IN", office.body, method=method, confidence=round(confidence, 2))


def inherit(office: Office | None, before: Office | None) -> Office | None:
    """The post of a successor: the predecessor's where none is named, and in the predecessor's body where none is."""
    if office is None:
        return before
    if office.body is None and before is not None and before.body is not None:
        return replace(office, body=before.body, printed=before.printed, sure=before.sure)
    return office
