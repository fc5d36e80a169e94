"""Priorities that a document states in headings, lists and sentences. Tables of priorities are read elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity, Evidence
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.partners import items_after
from ingest.extract.said import Said, heading_area, said
from ingest.extract.status import status_of
from ingest.reading import Block

_ADJECTIVES = (
    r"(?:(?:key|strategic|shared|current|main|new|top|local|agreed|overarching|partnership|safeguarding|"
    r"business plan|business|joint|[\w'’-]+|five|four|three|six) )"
)
_HEADING = re.compile(
    rf"^\W*(?:[\d.]+\s*)?(?:(?:our|the|its|\w+['’]s) )?{_ADJECTIVES}{{0,4}}priorit(?:y areas|ies)(?: areas)?"
    rf"(?: (?:for|in|of|during|to|from|and|the|this|that|next|"
    rf"focus|period|year|years|plan|partnership|board)| ?[\d/–-]+)*\W*$",
    re.I,
)
_NUMBERED = re.compile(
    r"^\W*(?:strategic |safeguarding |partnership |key )?priority (?:area )?(?:(?:no\.? ?)?\d{1,2}|one|"
    r"two|three|four|five|six|seven|eight)\s*(?:[:–—.)-]|\s-)\s*"
    r"(?P<what>\S.{2,160}?)\s*$",
    re.I | re.S,
)
_BARE_NUMBER = re.compile(
    r"^\W*(?:strategic |safeguarding |key )?priority (?:area )?(?:\d{1,2}|one|two|three|four|five|six|seven|eight)\W*$",
    re.I,
)
_INTRO = re.compile(
    rf"\b(?:our|the|its|these|following|identified|agreed|set|\w+['’]s?|of|as) {_ADJECTIVES}{{0,4}}"
    r"priorit(?:ies|y areas)\b[^.]{0,140}(?:\b(?:are|were|include|included|is|remain|being|as follows|follows|following|below)\b"
    r"[^.:]{0,40})?[:;]\s*$",
    re.I,
)
_SENTENCE = re.compile(
    rf"\b(?:our|the|its|whose) {_ADJECTIVES}{{0,4}}priorit(?:ies|y areas)(?: (?:for|in|during|over) [^,.;:]{{3,60}})?"
    rf" (?:are|were|include|included|remain|remained)\b:?\s+"
    r"(?P<list>[^.;]+)",
    re.I,
)
_IS_ONE = re.compile(
    r"^(?:However, |Therefore, |In addition, )?(?P<what>(?:[A-Z][\w'’()-]*|[a-z][\w'’()-]*)(?: [\w'’(),/&-]+){0,9}?"
    r") (?:is|was|are|were|remains?|remained|continues? to be|continued to be) "
    r"(?:a|an|one of (?:our|the|its)|our|the) (?:(?:key|strategic|top|local|shared|main|continued|ongoing|"
    r"multi-agency|partnership|safeguarding) )*priorit(?:y|ies)\b"
    r"(?! (?:group|children|need|area of|areas of|for (?:the )?(?:police|health|government|ofsted)))",
)
_AS_PRIORITY = re.compile(
    r"^\W*(?:(?:has|have|had|also|both|who|which|each|all|currently) )*(?:identif(?:y|ies|ied)|adopted|"
    r"adopts?|agreed|named?|sees?|highlight(?:s|ed)|includ(?:es|ed)|"
    r"set|sets|recognis(?:es|ed|e))\s+(?P<what>[^,.;:]{4,90}?)\s+as (?:(?:a|an|its|their|one of (?:its|their)|the) )?"
    r"(?:(?:key|top|strategic|local|main|shared|clear|specific|continuing|new) )*priorit(?:y|ies)\b(?! group)",
    re.I,
)
_FOR_OWNER = re.compile(
    r"\b(?:an?|the|one|another|our) (?:(?:key|top|strategic|main|shared|major|overarching|first|second|"
    r"ongoing) )*priority (?:for|of|in) (?:the )?$",
    re.I,
)
_IS_TO = re.compile(r"^ (?:is|was|has been|remains?|remained|continues to be) (?:to )?(?P<what>[a-z][^.;:]{4,140})")
_VAGUE = re.compile(
    r"^(?:this|these|it|that|they|there|he|she|we|which|who|what|safety|the (?:work|following|same|first|"
    r"next|above)|all|each|one|such|both|progress|here|\W*$)\b",
    re.I,
)
_YEARS = re.compile(r"\b(20\d\d)\s*[-–/]\s*(?:20)?(\d\d)\b")
_LONGEST = 200
_NO_PRIORITY = re.compile(
    r"\b(?:we (?:have|did|were)|has been|have been|was (?:held|delivered)|page \d+|see appendix)\b|^\W*(?"
    r":what|how|why|who|when) .*\?",
    re.I,
)


def priorities_said(document: Document) -> Iterator[Candidate]:
    """HAS_PRIORITY from the document's body, or from the borough that the heading or the sentence names."""
    seen: set[tuple[str, str, str | None]] = set()
    for found in (*_listed(document), *_numbered(document), *_in_sentences(document)):
        s = found.statement
        key = s.subject.name.casefold(), re.sub(r"\W+", "", s.object.name.casefold()), s.props.get("period")
        if key not in seen:
            seen.add(key)
            yield found


def _whose(document: Document, block: Block) -> Entity | None:
    """The body whose priorities a list gives: the one that its introduction names, the document's, or the heading's borough."""
    return document.body or heading_area(document, block)


def _listed(document: Document) -> Iterator[Candidate]:
    for at, block in enumerate(document.blocks):
        heading = block.kind in {"heading", "line"} and len(block.text) < 90 and _HEADING.match(block.text) is not None
        intro = block.kind in {"paragraph", "line", "item"} and _INTRO.search(block.text[-260:]) is not None
        if not (heading or intro):
            continue
        subject = _named_in(document, block) or _whose(document, block)
        if subject is None:
            continue
        period = _period(document, block)
        last = block.text[-260:]
        status = status_of(last) if intro else "asserted"
        for item in items_after(document.blocks, at):
            what = _what(item.text)
            if what:
                yield _priority(
                    subject, what, document.evidence(item, 0, min(len(item.text), 300)),
                    method="priority-list", sure=0.88 if heading or _short(item) else 0.8, period=period, status=status,
                )  # fmt: skip


def _short(item: Block) -> bool:
    return len(item.text) < 90


def _named_in(document: Document, block: Block) -> Entity | None:
    """The one board, borough or organisation that the last sentence of an introduction names as its owner."""
    last = re.split(r"(?<=[.!?])\s+", block.text.strip())[-1]
    owners = {
        m.entity for m in document.names.find(last)
        if m.entity.label in {"Board", "Borough"} or (m.entity.label == "Organisation" and m.entity.kind is None)
    }  # fmt: skip
    return owners.pop() if len(owners) == 1 else None


def _numbered(document: Document) -> Iterator[Candidate]:
    """ "Priority 2: Neglect" as a heading, a line or an item; or "Priority 2" and its name in the block after it."""
    for at, block in enumerate(document.blocks):
        if block.kind not in {"heading", "line", "item", "paragraph"} or len(block.text) > 200:
            continue
        m = _NUMBERED.match(block.text)
        subject = _whose(document, block)
        if subject is None:
            continue
        what, place = _what(m.group("what")) if m is not None else None, block
        if _BARE_NUMBER.match(block.text) and at + 1 < len(document.blocks):
            place = document.blocks[at + 1]
            named = place.kind in {"heading", "line", "paragraph"} and len(place.text.split()) <= 14
            what = _what(place.text) if named and not place.text.rstrip().endswith(".") else None
        if what:
            yield _priority(
                subject,
                what,
                document.evidence(place),
                method="priority-numbered",
                sure=0.9,
                period=_period(document, block),
            )


def _in_sentences(document: Document) -> Iterator[Candidate]:
    for sentence in said(document):
        yield from _named_as_one(sentence)
        yield from _for_owner(sentence)
        owner = _owner(sentence)
        if owner is None:
            continue
        for m in _SENTENCE.finditer(sentence.text):
            for part in _split(m.group("list")):
                what = _what(part)
                if what and len(what.split()) <= 14:
                    yield _priority(
                        owner, what, sentence.evidence(m.start(), m.end()), method="priority-sentence", sure=0.8,
                        period=_period(document, sentence.block), status=sentence.status,
                    )  # fmt: skip
        one = _IS_ONE.match(sentence.text)
        if one is not None and not _VAGUE.match(one.group("what")):
            yield _priority(
                owner, one.group("what"), sentence.evidence(), method="priority-sentence", sure=0.72,
                period=_period(document, sentence.block), status=sentence.status,
            )  # fmt: skip


def _named_as_one(sentence: Said) -> Iterator[Candidate]:
    """ "Examplia and Quince identified neglect as a key priority"."""
    owners = sentence.of("Borough", "Board", "Organisation")
    for at, last in enumerate(owners):
        m = _AS_PRIORITY.match(sentence.text[last.end :])
        what = _what(m.group("what")) if m is not None else None
        if m is None or what is None:
            continue
        joined = [last]
        for owner in reversed(owners[:at]):
            if not re.fullmatch(r"(?:[\s,]|and|both|the)*", sentence.text[owner.end : joined[0].start]):
                break
            joined.insert(0, owner)
        for owner in joined:
            yield _priority(
                owner.entity, what, sentence.evidence(joined[0].start, last.end + m.end()), method="priority-sentence", sure=0.86,
                period=None, status=sentence.status,
            )  # fmt: skip


def _for_owner(sentence: Said) -> Iterator[Candidate]:
    """ "A key priority for Examplia is to embed the new arrangements"."""
    for owner in sentence.of("Borough", "Board"):
        said_of = _FOR_OWNER.search(sentence.text[: owner.start])
        m = _IS_TO.match(sentence.text[owner.end :])
        what = _what(m.group("what")) if said_of is not None and m is not None else None
        if what and said_of is not None and m is not None:
            yield _priority(
                owner.entity, what, sentence.evidence(said_of.start(), owner.end + m.end()), method="priority-sentence", sure=0.86,
                period=None, status=sentence.status,
            )  # fmt: skip


def _owner(sentence: Said) -> Entity | None:
    """The one borough or board that the sentence names, else the document's body."""
    owners = {m.entity for m in sentence.of("Borough", "Board")}
    if len(owners) == 1:
        return owners.pop()
    return None if owners else sentence.document.body


def _split(text: str) -> list[str]:
    text = re.split(r"\b(?:which|whilst|while|in order to|with a view)\b", text)[0]
    text = re.sub(r"\b(?:to|and) (?=\()", "", text)
    if text.count(",") == 0 and ";" not in text:
        return re.split(r"\s+and\s+", text) if text.count(" and ") == 1 else [text]
    return re.split(r",\s*(?:and\s+)?|;\s*|\s+and\s+(?=[^,]*$)", text)


def _what(text: str) -> str | None:
    """The priority's name: the words before a colon or a dash where they are few, else the item's one sentence."""
    text = " ".join(text.split()).strip(" .;,•*")
    m = _NUMBERED.match(text)
    text = m.group("what") if m else re.sub(r"^\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.):]\s+", "", text)
    head = re.match(r"(.{3,90}?)(?::|\s[–—-]|\s-\s)\s", text)
    if head and len(head.group(1).split()) <= 12:
        text = head.group(1)
    text = re.split(r"(?<=[a-z)])\.\s+(?=[A-Z])", text)[0].strip(" .;,:")
    text = re.sub(r"[;,]? and$", "", text)
    if not 3 <= len(text) <= _LONGEST or _NO_PRIORITY.search(text) or _VAGUE.match(text):
        return None
    return text


def _period(document: Document, block: Block) -> str | None:
    """The year that the headings above name, the nearest first, else the document's."""
    for text in (block.text[:200], *reversed(document.headings(block))):
        m = _YEARS.search(text)
        if m:
            return f"{m.group(1)}/{m.group(2)}"
    return document.period


def _priority(
    subject: Entity,
    what: str,
    evidence: Evidence,
    *,
    method: str,
    sure: float,
    period: str | None,
    status: str = "asserted",
) -> Candidate:
    theme = Entity("Theme", what[0].upper() + what[1:])
    return candidate(
        evidence,
        subject,
        "HAS_PRIORITY",
        theme,
        method=method,
        confidence=sure,
        props={"period": period},
        status=status,
    )
