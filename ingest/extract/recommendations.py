"""Recommendations and whom they are addressed to: "Recommendation 4: The DfE should …", lists under a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.rules import ends
from ingest.extract.said import Said
from ingest.extract.sentences import Sentence, signed
from ingest.extract.signs import one, some
from ingest.reading import Block

TRIGGER = re.compile(r"recommend|should|must|could|needs? to|asked to|to (?:ensure|consider|review|work|develop)")
_TO = some("OBRU", "o")
_DO = (
    r"(?:(?:also|each|all|jointly|together|urgently|and partners|,)? ?)*(?:should|must|needs? to|is "
    r"asked to|are asked to|are recommended to|is recommended to|to [a-z]+)\b"
)
_NUMBERED = re.compile(
    rf"\b[Rr]ecommendation \d+(?:\.\d+)"
    rf"*[a-z]?\W{{0,4}}(?:[A-Z][^;.:{chr(0xE000)}-{chr(0xE7FF)}]{{0,60}}, )?{_TO},? {_DO}"
)
_STARTS = re.compile(rf"^(?:\W|\d|[Rr]ecommendation)*{_TO},? {_DO}")
_WE = re.compile(
    rf"\b(?:[Ww]e|[Tt]his (?:review|report)|[Tt]he (?:review|report|author|authors|reviewer|inquiry))"
    rf"(?: \w+ly| also| therefore)? recommends?(?:ed)?:? (?:that )?{_TO}"
)
_IT_IS = re.compile(rf"\b[Ii]t is (?:also |therefore )?recommended that {_TO}")
_REVIEW_SAYS = re.compile(
    rf"(?P<s>{one('V')})(?: \(\d{{4}}\))? (?:also |therefore )?(?:recommend(?:s|ed)|made (?:\w+ )"
    rf"?recommendations? (?:to|for)|called on)(?: that)? {_TO}"
)
_HEADING = re.compile(r"\brecommend|\bnext steps for\b", re.I)
_REVIEW = re.compile(r"\b(?:review|inquiry|inspection|audit)\b", re.I)


def read_recommendations(sentence: Sentence) -> Iterator[Candidate]:
    """RECOMMENDS_TO, planned: a recommendation says what should be, not what is."""
    path = sentence.document.headings(sentence.said.block)
    under = any(_HEADING.search(h) for h in path[-2:])
    told: set[str] = set()
    above = review_above(sentence.document, sentence.said.block)
    for pattern, sure, allowed in (
        (_NUMBERED, 0.9, True),
        (_REVIEW_SAYS, 0.9, True),
        (_WE, 0.88, True),
        (_IT_IS, 0.88, True),
        (_STARTS, 0.88, under),
        (
            _ABOUT,
            0.8,
            under
            and not sentence.text.startswith("This ")
            and re.search(r" (?:should|must|could) ", sentence.text) is not None,
        ),
        (_STARTS, 0.8, above is not None and " should " in sentence.text),
        (_STARTS, 0.45, sentence.document.kind == "review" and " should " in sentence.text),
    ):
        m = pattern.search(sentence.text) if allowed else None
        if m is None:
            continue
        says = sentence.entities[m.group("s")] if "s" in m.groupdict() else above or source(sentence.document, path)
        for whom in ends(sentence, m, "o") if m.group("o") else sentence.named(m.group("own")):
            if says is not None and whom.name not in told and whom != says:
                told.add(whom.name)
                yield sentence.candidate(
                    says,
                    "RECOMMENDS_TO",
                    whom,
                    method="recommendation",
                    confidence=sure,
                    span=m.span(),
                    status="planned",
                )


_ABOUT = re.compile(
    rf"\b(?:role|functions?|potential|responsibilit(?:y|ies)|roles and responsibilities|activities|"
    rf"oversight|capacity) (?:of|for|that) {_TO}|"
    rf"(?P<own>{one('OB')})(?:'s)? (?:roles?|responsibilities|functions?|activities|should|could|to)\b"
)
_MADE_HERE = re.compile(r"\b(?:recommendations?|we propose|we suggest|we recommend)\b", re.I)


def listed_recommendations(document: Document) -> Iterator[Candidate]:
    """RECOMMENDS_TO from recommendations set out in tables: each row with the body that is to act, or whose part it is about."""
    ahead = ""
    for block in document.blocks:
        if block.kind != "table":
            ahead = block.text if block.text.strip() else ahead
            continue
        path = document.headings(block)
        if not (any(_HEADING.search(h) for h in path[-2:]) or _MADE_HERE.search(ahead)):
            continue
        says = source(document, path)
        for row in block.rows:
            cells = [c for c in row if len(c.text.split()) > 5]
            if len(cells) == 1 and says is not None:
                yield from _row(document, block, cells[0].text, block.rows.index(row), says)


def _row(document: Document, block: Block, text: str, row: int, says: Entity) -> Iterator[Candidate]:
    found = Said(document, block, 0, text, tuple(document.names.find(text)))
    sentence = signed(found)
    told: set[str] = set()
    for pattern in (_STARTS, _ABOUT):
        if sentence.text.startswith("This "):
            continue
        for m in pattern.finditer(sentence.text):
            whom = ends(sentence, m, "o") if m.group("o") else sentence.named(m.group("own"))
            for body in whom:
                if body.name not in told and body.label in {"Organisation", "Board", "BCU", "Role"}:
                    told.add(body.name)
                    evidence = document.evidence(block, row=row)
                    yield candidate(
                        evidence,
                        says,
                        "RECOMMENDS_TO",
                        body,
                        method="recommendation",
                        confidence=0.82,
                        status="planned",
                    )


_ABOVE = re.compile(
    r"(?:^|\b(?:[Rr]eflections?|[Rr]ecommendations?|[Ff]indings|[Ll]earning|[Ll]essons|[Dd]etail)(?: on| from| of)?(?: the)? )"
    r"(?P<name>(?:(?!Reflections|Recommendations)[A-Z][\w'’]+ ){1,6}(?:Review|Inquiry|Audit))\W*$"
)


def review_above(document: Document, block: Block) -> Entity | None:
    """The review that the line or heading right above a list names: "Reflections on the Quince Review"."""
    for before in document.before(block):
        if before.kind in {"line", "heading"}:
            named = _ABOVE.search(" ".join(before.text.split()))
            return Entity("Review", named.group("name")) if named else None
        if before.kind == "paragraph" and len(before.text) > 200:
            return None
    return None


def source(document: Document, path: tuple[str, ...] = ()) -> Entity | None:
    """What makes the recommendations of a place: the review that the headings above it name, else the document itself."""
    for heading in reversed(path):
        plain = " ".join(heading.split())
        named = re.match(
            r"^(?:\d[\d.]* )?(?:[Rr]ecommendations (?:of|from) (?:the )?)?(?P<name>[A-Z].{4,80}?(?:[Rr]eview|"
            r"[Ii]nquiry|[Aa]udit))\b",
            plain,
        )
        if named and len(named.group("name").split()) > 1 and heading != path[0]:
            return Entity("Review", named.group("name"))
    return None if document.kind == "annual report" else itself(document)


def itself(document: Document) -> Entity | None:
    """The document as an entity: a review by its title, an annual report by its board and year; None without a title."""
    if document.kind == "annual report" and document.body is not None:
        title = f"Annual Report {document.period}" if document.period else "Annual Report"
        return Entity(
            "Document", f"{document.body.name} {title}", aliases=tuple(f"{a} {title}" for a in document.body.aliases)
        )
    title = next(
        (
            " ".join(b.text.split())
            for b in document.blocks[:12]
            if b.kind in {"heading", "line"} and 8 < len(b.text) < 160
        ),
        "",
    )
    if not title:
        return None
    return Entity("Review" if document.kind == "review" and _REVIEW.search(title) else "Document", title)
