"""Which board is a subgroup of which: named as one, listed as one, or said to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.said import Said, said
from ingest.names import Mention
from ingest.reading import Block
from ingest.sieve import Sieved

_SUB = re.compile(r"\bsub[- ]?(?:group|committee)\b", re.I)
_UNDER = re.compile(
    r"\b(?:executive(?: group| board| committee)?|(?:task (?:and|&) finish|working|work|reference) group)$", re.I
)
_IS_ONE = re.compile(
    r"^[\s,]*(?:\([^)]*\)[\s,]*)?(?:which |that |and )?(?:(?:is|are|was|will be|as|acts as|operates as|being)"
    r" )?(?:(?:both|now|also) )?(?:an? |the |one of (?:the )?)?"
    r"(?:(?:new|joint|formal|multi-agency|statutory|thematic|standing) )*sub[- ]?(?:group|committee)s?"
    r" (?:of|to|for|under) (?:the )?$|"
    r"^[\s,]*(?:which |that )?(?:sits?|sitting) (?:under|beneath|within) (?:the )?$|"
    r"^[\s,]*(?:\([^)]*\)[\s,]*)?(?:which |that )?(?:is|are|as) (?:a )?part of (?:the )?$|"
    r"^\s*(?:\([^)]*\)\s*)?, (?:a )?part of (?:the )?$",
    re.I,
)
_TAKES_IN = re.compile(
    r"^[\s,(]*(?:which |that )?(?:incorporat(?:es|ing)|which includes|and includes) (?:the )?$", re.I
)
_HAS = Sieved(
    r"\b(?:has|have|had|following|supported by|underpinned by|through its|with|includes?|establish(?:ed)?"
    r"|oversees)\s+(?:the |its |a number of |several |\w+ )?"
    r"(?:\w+ ){0,3}?(?P<what>sub[- ]?(?:groups|committees)|working groups|work groups)\b(?P<then>\s*(?"
    r":on|for|covering|:|,? (?:including|namely|these are)|are:?)\s+)",
    re.I,
)
_ARE = re.compile(
    r"\b(?:[Tt]he|[Tt]hese|[Oo]ur|[Ii]ts) (?:(?:two|three|four|five|six|seven|eight|\d|main|standing|statutory|LSCB|Board['’]s|"
    r"Partnership['’]s) )*(?P<what>sub[- ]?(?:groups|committees)) "
    r"(?:comprised?|are|were|include[ds]?|consist(?:ed)? of|are as follows:|are called):? "
    r"(?=(?:the )?[A-Z])"
)
"""What a board's subgroups are called."""
_HEADING = re.compile(
    r"^\W*(?:\d[\d.]*\s*)?(?:our |the |\w+ )?(?:\w+ ){0,3}(?:sub[- ]?(?:groups|committees)|working groups|"
    r"task (?:and|&) finish groups)\W*$",
    re.I,
)
_INTRO = Sieved(r"\b(?:sub[- ]?(?:groups|committees)|working groups)\b[^.]{0,80}:\s*$", re.I)
_NAME = re.compile(
    r"^(?P<name>(?:the )?[A-Z][\w'’&,()/ -]{2,90}?)(?=\s*(?:$|[:–—.]|\s-\s|\(chair|, chaired|\bis\b|\bhas\b|"
    r"\bmeets\b|\bwill\b|\bprovides\b|\boversees\b))"
)
_A_HEAD = re.compile(
    r"\b(?:group|committee|panel|forum|board|executive|sub-?group|sub-?committee|partnership|network|"
    r"hub|mace|marac)s?$",
    re.I,
)
_NO_NAME = re.compile(r"^(?:our|we|this|these|it|they|there|all|each|chair|membership|members)\b", re.I)


def subgroups(document: Document) -> Iterator[Candidate]:
    """SUBGROUP_OF from the smaller board to the larger one."""
    named: set[str] = set()
    for found in (*_stated(document), *_listed(document)):
        named.add(found.statement.subject.name.casefold())
        yield found
    for found in _by_name(document):
        subject = found.statement.subject.name.casefold()
        if subject not in named:
            named.add(subject)
            yield found


def _stated(document: Document) -> Iterator[Candidate]:
    for sentence in said(document):
        boards = sentence.of("Board", "Organisation")
        for smaller, larger in pairwise(boards):
            between = sentence.text[smaller.end : larger.start]
            if smaller.entity.label == "Board" and _IS_ONE.match(between) and smaller.entity != larger.entity:
                yield _subgroup(sentence, smaller.entity, larger.entity, smaller, larger)
            if smaller.entity.label == larger.entity.label == "Board" and _TAKES_IN.match(between):
                yield _subgroup(sentence, larger.entity, smaller.entity, smaller, larger)
        yield from _called(sentence)
        for has in _HAS.finditer(sentence.text):
            whole = _whole(sentence, has.start())
            if whole is None:
                continue
            for name in _split(sentence.text[has.end() :]):
                smaller_name = _named(name, has.group("what"))
                if smaller_name:
                    board = document.names.board(smaller_name, area=whole)
                    yield _subgroup(sentence, board, whole)


def _called(sentence: Said) -> Iterator[Candidate]:
    """ "The three sub-groups are Quality, Learning, and Policy": subgroups of the document's board."""
    body = sentence.document.body
    m = _ARE.search(sentence.text) if body is not None else None
    if m is None or body is None:
        return
    rest = re.split(r"[.;]\s|\.$|\bwhich\b", sentence.text[m.end() :])[0]
    last = re.search(r", and (?P<last>[A-Z].*)$", rest)
    front = rest[: last.start()] if last else rest
    parts = re.split(r",\s+", front) if last else _split(rest)
    for part in [*parts, *([last["last"]] if last else [])]:
        name = _named(part, m["what"])
        if name:
            yield _subgroup(sentence, sentence.document.names.board(name, area=body), body)


def _whole(sentence: Said, before: int) -> Entity | None:
    """The board whose subgroups a sentence lists: the last before the verb, else the document's own."""
    boards = [m.entity for m in sentence.of("Board") if m.end <= before]
    return boards[-1] if boards else sentence.document.body


def _split(text: str) -> list[str]:
    text = re.split(r"[.;]\s|\.$|\bwhich\b|\bthat\b|\bto (?:ensure|support|deliver)\b", text)[0]
    return [
        part.strip(" ,;")
        for part in re.split(
            r",\s+(?:and\s+)?(?:the\s+)?|;\s*|\s+and\s+(?:more recently\s+|also\s+|latterly\s+)?the\s+|\s+and\s+(?"
            r"=[A-Z][\w ]+$)",
            text,
        )
        if part.strip(" ,;")
    ]


def _named(name: str, what: str) -> str | None:
    """The name of a listed subgroup, with its kind behind it where the list leaves it out."""
    name = re.sub(r"^(?:the|The)\s+", "", name.strip(" .,;:"))
    if not name or not name[0].isupper() or len(name.split()) > 9 or _NO_NAME.match(name):
        return None
    return name if _A_HEAD.search(name) else f"{name} {what.removesuffix('s')}"


def _listed(document: Document) -> Iterator[Candidate]:
    """Items under a heading "Subgroups", or after "the following subgroups:"."""
    body = document.body
    if body is None:
        return
    blocks = document.blocks
    for at, block in enumerate(blocks):
        heading = block.kind in {"heading", "line"} and _HEADING.match(block.text) is not None and len(block.text) < 70
        if not heading and not (block.kind in {"paragraph", "line", "item"} and _INTRO.search(block.text)):
            continue
        for item in _items(blocks[at + 1 : at + 30], block, heading=heading):
            name = _item_name(item.text)
            if name:
                board = document.names.board(name, area=body)
                if board != body:
                    evidence = document.evidence(item, 0, min(len(item.text), 300))
                    yield candidate(evidence, board, "SUBGROUP_OF", body, method="subgroup-list", confidence=0.88)


def _items(blocks: tuple[Block, ...], intro: Block, *, heading: bool) -> Iterator[Block]:
    """The items that follow; after a heading also the headings one level below it."""
    began = False
    for block in blocks:
        if block.kind == "item":
            began = True
            yield block
        elif heading and block.kind == "heading" and intro.kind == "heading" and block.level > intro.level:
            yield block
        elif began or block.kind == "heading":
            return


def _item_name(text: str) -> str | None:
    text = " ".join(text.split())
    name = _NAME.match(text)
    said_name = name.group("name").strip() if name else ""
    return (
        said_name
        if said_name and _A_HEAD.search(re.sub(r"\s*\([^)]*\)$", "", said_name)) and not _NO_NAME.match(said_name)
        else None
    )


def _by_name(document: Document) -> Iterator[Candidate]:
    """ "The QFSCP Executive", "our Case Review Subgroup" in the document of the QFSCP; "Safer A Partnership Executive"."""
    for sentence in said(document):
        for mention in sentence.of("Board"):
            board = mention.entity
            if not (_SUB.search(board.name) or _UNDER.search(board.name) or board.kind == "subgroup"):
                continue
            whole = _front(document, board, mention, sentence)
            if whole is not None and _ONLY_KIND.fullmatch(board.name.removeprefix(whole.name).strip()):
                continue
            if _OF_COUNCIL.match(sentence.text, mention.end):
                continue
            if whole is not None:
                sure = 0.9 if _SUB.search(board.name) or _UNDER.search(board.name) else 0.75
                yield candidate(
                    sentence.about(mention), board, "SUBGROUP_OF", whole, method="subgroup-name", confidence=sure
                )


_ONLY_KIND = re.compile(r"sub[- ]?(?:group|committee)|committee|group", re.I)
"""What is left of a name that names no subgroup: "the Sub-Committee"."""
_OF_COUNCIL = re.compile(r" of (?:the |[A-Z]\w+ )?Council\b")


def _front(document: Document, board: Entity, mention: Mention, sentence: Said) -> Entity | None:
    """The board whose name stands in front of a subgroup's name."""
    body = document.body
    printed = sentence.text[mention.start : mention.end]
    if body is not None and board.name.startswith(f"{body.name} ") and board != body:
        own = any(a in printed for a in body.aliases) or body.name in printed
        rest = board.name.removeprefix(f"{body.name} ")
        return body if own or _SUB.search(rest) or _UNDER.search(rest) else None
    if body is None:
        for m in document.names.find(re.sub(r"\s+(?:Executive|Sub[- ]?[Gg]roup)$", "", board.name)):
            if (
                m.start == 0
                and m.entity.label == "Board"
                and m.entity.name != board.name
                and " " in board.name[m.end :]
                and " " in m.entity.name[document.names.area_length(m.entity.name) :].strip()
            ):
                return m.entity
    return None


def _subgroup(sentence: Said, smaller: Entity, larger: Entity, *mentions: Mention) -> Candidate:
    return candidate(
        sentence.about(*mentions),
        smaller,
        "SUBGROUP_OF",
        larger,
        method="subgroup-sentence",
        confidence=0.9,
        status=sentence.status,
    )
