"""Recommendations and whom they are addressed to: "Recommendation 4: The DfE should …", lists and tables under a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.recommending import RECOMMENDING, itself, nameless, review_above, review_told, source
from ingest.extract.rules import ends
from ingest.extract.said import Said, said
from ingest.extract.sentences import Sentence, outside_governance, signed
from ingest.extract.signs import NAME, one, some
from ingest.reading import Block
from ingest.sieve import Sieved

_TRIGGER = Sieved(
    r"recommend|\bshould\b|\bmust\b|\bcould\b|\bneeds? to\b|\basked to\b|\bto (?:ensure|consider|review|work|develop)\b|"
    r"\bwould (?:be|benefit)\b|\b(?:potential|scope) for\b|\bwe (?:propose|suggest|urge)\b"
)
_MODAL = r"(?:should|must|could|might|needs? to|ought to|would)"
_TO = some("OBRU", "o")
_DO = (
    r"(?:(?:also|each|all|both|jointly|together|urgently|and partners|and (?:its|their) partners|,)? ?)*(?:should|must|"
    r"ought to|needs? to|is asked to|are asked to|are recommended to|is recommended to|is invited to|are invited to|"
    r"to [a-z]+)\b"
)
_AND_OTHERS = r"(?: and (?:the |all |its |their )?(?:relevant|other|partner|wider|local|key)(?: [A-Za-z][\w'-]*){1,5})?"
_LEAD = rf"(?:(?:Immediately|As a matter of urgency|Urgently),? )?(?:(?:[A-Z]|in |on |by |to |with |as )[^;.:{NAME}]{{0,60}}, )?"
_NUMBERED = Sieved(
    rf"^\W*[Rr]ecommendation (?:No\.? ?)?\d+(?:\.\d+)*[a-z]?\W{{0,4}}(?:[A-Z][^;.:]{{0,60}}, )?{_TO},? {_DO}"
)
_NUMBERED_FOR = Sieved(
    rf"^\W*[Rr]ecommendation (?:No\.? ?)?\d+(?:\.\d+)*[a-z]?\W{{0,4}}(?:[A-Z]\w*|An? |\w+ |new ){{0,6}}?"
    rf"\(?(?:role|remit|function|duty|responsibility) (?:for|of) {_TO}|"
    rf"^\W*[Rr]ecommendation \d+(?:\.\d+)*[a-z]? ?\(?(?:for|to|addressed to|-|–) ?{_TO.replace('<o>', '<own>')}\)?\W*[:–-]"
)
_STARTS = Sieved(rf"^(?:\W|\d|\([a-z]\)|[Rr]ecommendation)*(?:That )?{_LEAD}{_TO},?{_AND_OTHERS} {_DO}")
_COULD = Sieved(
    rf"^(?:\W|\d)*{_LEAD}{_TO},? (?:also |both |jointly )*(?:could|should|must|might|needs? to|ought to) "
    r"(?:also |usefully |further |now )?(?:be (?:asked|encouraged|invited|supported|required|reviewed|strengthened|clarified)|"
    r"consider|provide|ensure|develop|explore|review|work|take|have|play|establish|seek|use|lead|drive|support|publish|"
    r"agree|set|share|clarify|strengthen|refer|create|introduce|identify|adopt|report|monitor|promote|undertake|assign|"
    r"make|build|continue|improve|include|do|convene|commission|request|assure|receive)\b"
)
_WE = Sieved(
    rf"\b(?:[Ww]e|I|[Tt]his (?:review|report|audit|inquiry)|[Tt]he (?:review|report|author|authors|reviewers?|inquiry|"
    rf"inspection|inspectors|audit|auditors?|scrutineer))(?: \w+ly| also| therefore| would| strongly)* "
    rf"(?:recommends?(?:ed)?|urges?d?|suggests?(?:ed)?|called on|calls? on|calls? upon)"
    rf"(?::| that)?,? (?:(?:within|by|as|in|where|over)\b[^,;.]{{2,50}}, )?"
    rf"{_TO}(?! (?:is|are|was|were|has|had|have|did|does)\b)"
)
_IT_IS = Sieved(
    rf"\b[Ii]t (?:is|was) (?:also |therefore |further |strongly )*(?:recommended|suggested|proposed) that {_TO}"
)
_BY = Sieved(
    rf"\b(?:should|must|could|needs? to) (?:also |therefore )?be (?:\w+ly )?"
    rf"(?:funded|led|developed|reviewed|undertaken|provided|co-ordinated|coordinated|considered|agreed|addressed|taken forward|"
    rf"commissioned|overseen|monitored|explored|published|delivered|implemented|owned|driven|endorsed|approved)"
    rf"(?: and \w+)? (?:jointly )?by {_TO}"
)
_FIT = (
    rf"{_MODAL} (?:also |therefore |further )?(?:be |benefit|clearly|have|provide|more|include)|"
    r"(?:would|might|could|may) (?:also )?be (?:helpful|useful|beneficial)|requires? (?:more|further|greater|clear)|"
    r"\bneeds? to be\b|\bneeds? (?:clarif|further)"
)
_ABOUT = Sieved(
    rf"\b(?:role|functions?|potential|responsibilit(?:y|ies)|roles and responsibilities|activities|oversight|capacity|"
    rf"added value|clarity (?:about|on|around)|expectations?|contribution|accountability) (?:of|for|that|about)? ?{_TO}"
    rf"(?=[^.]*?(?:{_FIT}))|(?P<own>{one('OB')})(?:'s)? (?:roles?|responsibilities|functions?|activities)\b(?=[^.]*?(?:{_FIT}))"
)
_POTENTIAL = Sieved(
    rf"\b(?:[Tt]here (?:is|may be|might be|could be) (?:\w+ )?(?:potential|scope|an opportunity|opportunity) for|"
    rf"[Ii]t (?:would|could|might|may) (?:also )?be (?:\w+ )?(?:helpful|useful|beneficial) (?:for|if)|"
    rf"[Ii]t (?:would|could|might|may) (?:also )?be (?:\w+ )?(?:helpful|useful|beneficial) to explore the role (?:that|of)) "
    rf"{_TO}"
)
_ASKS_OF = Sieved(
    rf"\b(?:outline|clarify|explain|define|set out|describe) {_TO}(?:'s)? "
    r"(?:\w+ ){0,2}?(?:roles?|functions?|remit|responsibilit|activit)"
)
_REVIEW_SAYS = Sieved(
    rf"(?P<s>{one('V')})(?: \(\d{{4}}\))? (?:also |therefore )?(?:recommend(?:s|ed)|made (?:\w+ )"
    rf"{{0,3}}recommendations? (?:to|for)|called on|calls on|urged)(?: that)? {_TO}"
)
_BOARD_SAYS = Sieved(
    rf"(?P<s>{one('B')}) (?:also |therefore |has |have )*recommend(?:s|ed) (?:that |to )?(?P<o>(?:the )?{one('OBRU')}) "
    r"(?:should|to|consider|ensure|review|develop|undertake|provide|take|adopt|continue|agree|approve)\b"
)
_ANSWERED = Sieved(
    r"\b(?:in response to|response to this|has been (?:completed|implemented|achieved)|was (?:completed|implemented)|"
    r"were (?:completed|implemented)|will|have now|has now|already)\b",
    re.I,
)
_OF_OTHERS = Sieved(
    r"\b(?:according to|guidance (?:states|says|sets out|requires)|Act \d{4}|statutory guidance|stat(?:es|ed) that|the law|"
    r"regulations?|noted that|felt that|said that|told us|young people|children and young people (?:said|told)|Working Together)\b"
)
_CLASSES = (
    (
        r"(?:[Ll]ocal )?(?:[Cc]hild(?:ren)? )?(?:[Ss]afeguarding )?(?:[Cc]hildren )?[Pp]artnerships",
        "Local Safeguarding Children Partnerships",
        "Board",
    ),
    (r"(?:[Ll]ocal |[Ss]tatutory )?[Ss]afeguarding [Pp]artners", "Local Safeguarding Partners", "Organisation"),
    (r"[Mm]ulti-?agency safeguarding arrangements", "Multi-agency safeguarding arrangements", "Board"),
    (r"(?:[Cc]entral )?[Gg]overnment", "Government", "Organisation"),
    (r"(?:agency )?[Ii]nspectorates?", "Inspectorates", "Organisation"),
    (r"[Ll]ocal [Aa]uthorities", "Local authorities", "Organisation"),
    (r"(?:[Ll]ondon )?[Bb]oroughs", "Boroughs", "Organisation"),
    (r"[Pp]olice [Ff]orces", "Police forces", "Organisation"),
    (r"[Cc]hildren's [Ss]ervices|[Cc]hildren's [Ss]ocial [Cc]are", "Children's Social Care", "Organisation"),
)
_CLASS = tuple(
    (
        re.compile(
            rf"^(?:\W|\d|[Rr]ecommendation)*(?:The |All |Each |Every |the )?(?P<c>{words}),? (?:should|must|needs? to|ought to) |"
            rf"\b[Ww]e (?:\w+ )?recommend (?:that )?(?:the |all )?(?P<d>{words}) (?!is|are|was|were)"
        ),
        name,
        label,
    )
    for words, name, label in _CLASSES
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sentence stands: who recommends there, and whether the place is one of recommendations."""

    says: Entity | None
    listed: bool
    voice: bool
    """True where the document itself is a review, so that what "should be" is what it recommends."""


def recommendations(document: Document) -> Iterator[Candidate]:
    """RECOMMENDS_TO, planned, one for each recommendation and each body, board or post that it is addressed to."""
    places: dict[int, _Place] = {}
    for found in said(document):
        if not _TRIGGER.search(found.text.lower()) or len(found.text) < 20 or found.text.endswith("?"):
            continue
        place = places.get(found.block.start)
        if place is None:
            place = places[found.block.start] = _place(document, found.block)
        numbered = re.match(r"^\W*[Rr]ecommendation (?:No\.? ?)?\d", found.text) is not None
        if place.listed or numbered or not outside_governance(found):
            yield from _sentence(found, place, numbered)
    yield from _tables(document)


def _place(document: Document, block: Block) -> _Place:
    path = document.headings(block)
    above = review_above(document, block) if block.kind == "item" or len(block.text) < 700 else None
    listed = above is not None or any(RECOMMENDING.search(h) and len(h) < 100 for h in path[-2:])
    own = itself(document)
    says = above or source(document, path)
    return _Place(says, listed, document.kind == "review" or (own is not None and own.label == "Review"))


def _sentence(found: Said, place: _Place, numbered: bool) -> Iterator[Candidate]:
    sentence = signed(found)
    text = sentence.text
    own = not _OF_OTHERS.search(text)
    here = place.listed or numbered
    told: set[str] = set()
    for pattern, sure, allowed in (
        (_NUMBERED, 0.9, True),
        (_NUMBERED_FOR, 0.85, True),
        (_REVIEW_SAYS, 0.9, True),
        (_BOARD_SAYS, 0.8, True),
        (_WE, 0.85, place.voice or here),
        (_IT_IS, 0.85, place.voice or here),
        (_STARTS, 0.88, here and not _ANSWERED.search(text)),
        (_BY, 0.8, here),
        (_ABOUT, 0.8, (here or place.voice) and not text.startswith("This ")),
        (_POTENTIAL, 0.8, here or place.voice),
        (_ASKS_OF, 0.75, here),
        (_COULD, 0.6, place.voice and own),
    ):
        m = pattern.search(text) if allowed else None
        if m is None:
            continue
        groups = m.groupdict()
        says = sentence.entities[m.group("s")] if groups.get("s") else _says(found, place, numbered)
        if says is None:
            continue
        whom = ends(sentence, m, "o") if groups.get("o") else sentence.named(m.group("own"))
        for one_ in whom:
            if one_.name not in told and one_ != says and not (one_ == found.document.body and sentence.guessed):
                told.add(one_.name)
                yield _made(sentence, says, one_, sure, m)
    if here or (place.voice and own):
        yield from _classes(found, sentence, place, numbered, told)


def _made(sentence: Sentence, says: Entity, whom: Entity, sure: float, m: re.Match[str]) -> Candidate:
    return sentence.candidate(
        says,
        "RECOMMENDS_TO",
        whom,
        method="recommendation",
        confidence=_sure(sentence.document, says, sure),
        span=m.span(),
        status="planned",
    )


def _sure(document: Document, says: Entity, sure: float) -> float:
    """Less sure where a report is taken for what recommends, and not counted where only a pseudonym names the review."""
    if nameless(says):
        return min(sure, 0.45)
    return min(sure, 0.6) if document.kind == "annual report" and says.label == "Document" else sure


def _says(found: Said, place: _Place, numbered: bool) -> Entity | None:
    if place.says is not None and place.says.label == "Review":
        return place.says
    told = review_told(found.document, found.block) if numbered else None
    return told or place.says


def _classes(found: Said, sentence: Sentence, place: _Place, numbered: bool, told: set[str]) -> Iterator[Candidate]:
    """Bodies named as a class: "Local safeguarding partners should …"."""
    if told:
        return
    for pattern, name, label in _CLASS:
        m = pattern.search(found.text.replace("’", "'"))
        says = _says(found, place, numbered) if m else None
        if m is not None and says is not None:
            printed = " ".join((m.group("c") or m.group("d")).split())
            aliases = tuple(a for a in (printed[:1].upper() + printed[1:],) if a != name)
            yield _made_class(sentence, says, Entity(label, name, kind="class", aliases=aliases), place, numbered)
            return


def _made_class(sentence: Sentence, says: Entity, whom: Entity, place: _Place, numbered: bool) -> Candidate:
    sure = _sure(sentence.document, says, 0.7 if place.listed or numbered else 0.45)
    return candidate(
        sentence.said.evidence(),
        says,
        "RECOMMENDS_TO",
        whom,
        method="recommendation",
        confidence=sure,
        status="planned",
    )


_MADE_HERE = re.compile(r"\b(?:recommendations?|we propose|we suggest|we recommend)\b", re.I)


def _tables(document: Document) -> Iterator[Candidate]:
    """Recommendations set out in tables: each row with the body that is to act, or whose part it is about."""
    ahead = ""
    for block in document.blocks:
        if block.kind != "table":
            ahead = block.text if block.text.strip() else ahead
            continue
        path = document.headings(block)
        if not (any(RECOMMENDING.search(h) for h in path[-2:]) or _MADE_HERE.search(ahead)):
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
    for pattern, sure in ((_STARTS, 0.88), (_ABOUT, 0.82), (_POTENTIAL, 0.82), (_BY, 0.8), (_ASKS_OF, 0.7)):
        if sentence.text.startswith("This ") or (pattern is _ASKS_OF and told):
            continue
        for m in pattern.finditer(sentence.text):
            groups = m.groupdict()
            for body in ends(sentence, m, "o") if groups.get("o") else sentence.named(groups.get("own") or ""):
                if body.name not in told and body.label in {"Organisation", "Board", "BCU", "Role"}:
                    told.add(body.name)
                    yield candidate(
                        document.evidence(block, row=row),
                        says,
                        "RECOMMENDS_TO",
                        body,
                        method="recommendation",
                        confidence=sure,
                        status="planned",
                    )
