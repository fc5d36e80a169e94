"""Who has reviews, audits and evaluations made: "Fennel undertook a review of its panels in 2018", "commissioned by X"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from graph.statements import Entity
from ingest.candidates import Candidate
from ingest.document import Document
from ingest.extract.recommending import itself
from ingest.extract.rules import as_payer, ends
from ingest.extract.said import said
from ingest.extract.sentences import Sentence, outside_governance, signed, states
from ingest.extract.signs import NAME, THEN, one, some
from ingest.sieve import Sieved

TRIGGER = Sieved(
    r"(?:[Rr]eview|[Aa]udit|[Ee]valuation|[Ii]nquiry|self-assessment|deep dive|health check|peer challenge|LCSPR|"
    r"SARs?\b|SCRs?\b).*"
    r"(?:[Cc]ommission|undert|carr(?:y|ied) out|conduct|complet|instigat|initiat|launch|delegated|held by|made by)|"
    r"(?:[Cc]ommission|[Uu]ndert|carr(?:y|ied) out|[Cc]onduct|[Cc]omplet|[Ii]nstigat|[Ii]nitiat|[Ll]aunch|procured|"
    r"purchased|bought).*"
    r"(?:[Rr]eview|[Aa]udit|[Ee]valuation|[Ii]nquiry|self-assessment|deep dive|health check|peer challenge|LCSPR|"
    r"SARs?\b|SCRs?\b|"
    r"[Pp]rofile|[Tt]ool|[Ll]icence)|commissioned (?:\w+ )?(?:service|provider|partner)",
    re.S,
)
_S = some("OBRUA", "s")
_QUALITY = (
    r"(?:multi-?agency|single-?agency|thematic|independent|external|internal|rapid|joint|desktop|learning|national|local|"
    r"strategic|governance|peer|deep|dip|sample|case|file|quality assurance|practice|learning|annual|tri-?borough|"
    r"cross-?borough|follow-?up|systemic|partnership|safeguarding|scoping|post-implementation|section 11|s11)"
)
_IDLE = (
    r"(?:full|comprehensive|further|first|second|detailed|recent|new|own|large|major|short|wide-ranging|robust|"
    r"initial|in-depth)"
)
_HEAD = r"(?:reviews?|audits?|evaluations?|inquiry|self-assessments?|deep dives?|health checks?|peer challenges?|dip sample)"
_WHAT = (
    rf"(?:(?:a|an|the|its|their|our|this|one) )?(?:{_IDLE} )*(?P<kind>(?:(?:{_QUALITY}|{_IDLE}),? (?:and )?)*{_HEAD})"
    rf"(?: (?P<join>of|into|on) (?P<topic>[^;:.()]{{8,160}}?))?"
    r"(?=\.|;|:| ?\(|,? (?:which|that|who|resulting|following|during|with|by|between|led|where|as part|"
    r"(?:was|were|has been|have been|is being|undertaken|commissioned|carried out|conducted)|"
    r"from [A-Z]|and (?:is|are|was|were|has|have|undertaken|completed|carried|commissioned|published|"
    r"this|the findings|its findings|identified|found|will)|"
    r"to (?:ensure|assess|identify|understand|inform|provide|establish|help|test)|"
    r"in (?:consultation|(?:\w+ )?(?:19|20)\d\d|order|response|line|spring|summer|autumn|winter|early|late|partnership|"
    r"collaboration))\b|,? including|$)"
)
_DID = (
    r"(?:undertook|has undertaken|have undertaken|undertakes|carried out|has carried out|have carried out|conducted|"
    r"has conducted|"
    r"have conducted|completed|has completed|have completed|commissioned|has commissioned|have commissioned|instigated|"
    r"launched|initiated|also undertook|also carried out|(?:will|is to|are to|plans? to|intends? to|agreed to) (?:also "
    r")?(?:undertake|"
    r"carry out|conduct|commission|launch)|(?:is|are) (?:undertaking|conducting|carrying out|commissioning))"
)
_ACTIVE = Sieved(rf"{_S}{THEN}?{_DID}(?: and (?:published|completed|led))? {_WHAT}")
_ACTIVE_WE = Sieved(
    rf"(?:^|, |\b(?:year|period|also) )(?:[Ww]e|[Tt]he (?:partnership|board|LSCP|SCP)) (?:have |has |also )*{_DID} {_WHAT}"
)
_HIRED = Sieved(
    rf"{_S}{THEN}?(?:commissioned|asked|appointed|engaged|invited|requested(?: that)?) [^;.]{{2,80}}? (?:to )?"
    rf"(?:undertakes?|carr(?:y|ies) out|conducts?|completes?|leads?) {_WHAT}"
)
_PASSIVE = Sieved(
    rf"(?:(?:^|\b)(?:[Aa]n?|[Tt]he|[Tt]his|[Aa]) "
    rf"){_WHAT.replace('(?:(?:a|an|the|its|their|our|this|one) )?', '', 1)},?(?: which| that)? ?"
    rf"(?:(?:was|were|has been|have been|is being) )?(?:\w+ly )?(?:undertaken|commissioned|carried out|conducted|led)"
    rf"(?: in [A-Za-z]* ?\d{{4}})? by {_S}"
)
_YEAR = re.compile(r"^,? (?:in |during )?((?:[A-Z][a-z]+ )?(?:19|20)\d\d(?:[-/]\d\d)?)\b")
_NO_TOPIC = re.compile(
    r"^(?:the|this|these|those|that|such|it|them|each) (?:review|case|work|report)\b|^(?:it|them|this|these)\b", re.I
)
_SOMEBODYS = re.compile(
    r"\b(?:child|children|baby|infant|young person|girl|boy|death|murder|case) (?:who|aged|of|named|known as)\b", re.I
)

_CLASS_NAMES = (
    (
        r"[Ll]ocal [Cc]hild(?:ren)? [Ss]afeguarding [Pp]ractice [Rr]eviews?|LCSPRs?",
        "Local Child Safeguarding Practice Reviews",
        "LCSPR",
    ),
    (r"[Cc]hild(?:ren)? [Ss]afeguarding [Pp]ractice [Rr]eviews?|CSPRs?", "Child Safeguarding Practice Reviews", "CSPR"),
    (r"[Rr]apid [Rr]eviews?", "Rapid Reviews", None),
    (r"[Ss]afeguarding [Aa]dults? [Rr]eviews?|SARs?", "Safeguarding Adult Reviews", "SAR"),
    (r"[Ss]erious [Cc]ase [Rr]eviews?|SCRs?", "Serious Case Reviews", "SCR"),
    (
        r"[Dd]omestic (?:[Hh]omicide|[Aa]buse [Rr]elated [Dd]eath) [Rr]eviews?|DHRs?|DARDRs?",
        "Domestic Homicide Reviews",
        "DHR",
    ),
)
_ANY_CLASS = "|".join(words for words, _, _ in _CLASS_NAMES)
_DOES = r"(?:commission|instigat|initiat|trigger|undertak|conduct|carry out|carrying out)"
_PLAIN = rf"[^{NAME};.]"
_ALL_OF_A_KIND = Sieved(
    rf"{_S}(?: {_PLAIN}{{0,60}}?)? (?:will|must|may|can|shall|has|have|is|are|to)\b{_PLAIN}{{0,60}}?(?:from (?:the "
    rf")?{one('OBR')} )?"
    rf"(?:{_PLAIN}{{0,40}}?)\b(?:{_DOES}\w*)(?:(?:,| and|, and) (?:publish|oversee|complet|commission|implement|monitor)\w*)* "
    rf"(?:a |an |any |all |the )?"
    rf"(?:{_ANY_CLASS})\b(?! (?:for|into|of|on|following) )"
)
_KINDS_BODY = Sieved(
    rf"{_S}{THEN}(?:commissions?|instigates?|initiates?|undertakes?|conducts?|is responsible for (?:commissioning|"
    rf"undertaking|conducting|instigating))"
    rf"(?: and [a-z]+)? (?:a |an |any |all )?(?P<class>{_ANY_CLASS})\b"
)
_DELEGATED = Sieved(
    rf"\b(?:decisions?|decision-making|functions?|responsibility|authority|powers?) (?:[\w-]+ ){{0,3}}(?:for|to|on|of|"
    rf"whether to) {_DOES}\w* "
    rf"(?:a |an |any |all |the )?(?P<class>{_ANY_CLASS}|(?:case )?reviews?) (?:is|are|has been|have been|rests?|lies?|"
    rf"sits?)(?: \w+)? "
    rf"(?:delegated to|with|held by|made by) {_S}"
)
_THIS = Sieved(
    rf"\b[Tt]his (?:\w+ ){{0,2}}?(?:review|report|audit|evaluation|inquiry|study|inspection)\b[^;.]{{0,40}}? (?:was|has "
    rf"been|is) (?:\w+ )?"
    rf"(?:commissioned|requested|undertaken|carried out|conducted|produced|funded)(?: and \w+)? (?:by|on behalf of|for|"
    rf"as part of) {_S}|"
    rf"{_S.replace('<s>', '<t>')}{THEN}?(?:commissioned|requested|asked for) (?:this|the present) (?:\w+ "
    rf"){{0,2}}?(?:review|report|audit|evaluation|inquiry)\b|"
    rf"\b(?:commissioned|appointed|engaged) by {_S.replace('<s>', '<u>')} to (?:review|undertake|carry out|conduct|"
    rf"evaluate|audit|lead|complete)\b"
)
_OFFERED = Sieved(
    rf"(?P<o>{one('O')}) (?:is|are|was) (?:the )?(?P<s>{one('OBA')})(?:'s?)? (?:\w+ )?commissioned (?:\w+ )?(?:service|"
    rf"provider|partner)s?\b"
)
_TOOL = Sieved(rf"{_S}{THEN}(?:commissioned|purchased|bought|procured) (?:the )?(?:{one('O')}'s? )?(?P<o>{one('P')})")
_FRONT = 60
"""Blocks at the beginning in which a review tells who has it made."""


def reviews_made(document: Document) -> Iterator[Candidate]:
    """COMMISSIONS from the body that has it made to a Review (its own, a named kind of reviews, the document) or a tool."""
    for found in said(document):
        if TRIGGER.search(found.text) and states(found.text) and not outside_governance(found):
            yield from _read(signed(found))


def _read(sentence: Sentence) -> Iterator[Candidate]:
    yield from _own(sentence)
    yield from _kinds(sentence)
    yield from _document(sentence)
    for pattern, label in ((_OFFERED, "Organisation"), (_TOOL, "Programme")):
        for m in pattern.finditer(sentence.text):
            for who in ends(sentence, m, "s"):
                for what in sentence.named(m.group("o")):
                    made = what if label == "Organisation" else _programme(what)
                    if made is not None:
                        yield _made(sentence, who, made, 0.75, m)


def _made(
    sentence: Sentence, who: Entity, what: Entity, sure: float, m: re.Match[str], *, status: str | None = None
) -> Candidate:
    return sentence.candidate(
        as_payer(who),
        "COMMISSIONS",
        what,
        method="review-made-sentence",
        confidence=sure,
        span=m.span(),
        status=status,
    )


def _programme(what: Entity) -> Entity | None:
    short = re.sub(r"\s+(?:[Tt]ool(?:kit)?|[Pp]rogramme|[Ll]icen[cs]e)$", "", what.name)
    return Entity("Programme", short, aliases=(what.name,)) if short != what.name else None


def _own(sentence: Sentence) -> Iterator[Candidate]:
    body = sentence.document.body
    told: set[str] = set()
    for pattern in (_HIRED, _PASSIVE, _ACTIVE, _ACTIVE_WE):
        for m in pattern.finditer(sentence.text):
            whom = ends(sentence, m, "s") if "s" in m.groupdict() else [body] if body is not None else []
            if len(whom) != 1 or m.group("kind") in told or whom[0].label == "Role":
                continue
            review = _review(sentence, m, whom[0])
            if review is not None:
                told.add(m.group("kind"))
                yield _made(sentence, whom[0], review, 0.65, m, status=_when(m.group()))
    return


def _when(said: str) -> str:
    planned = re.search(r"\b(?:will|is to|are to|plans? to|intends? to|agreed to)\b", said)
    return "planned" if planned else "asserted"


def _review(sentence: Sentence, m: re.Match[str], who: Entity) -> Entity | None:
    """The review named by its kind, its subject, its year and who has it made; None where none of them tells it apart."""
    topic = _printed(sentence, m, "topic")
    year = _YEAR.match(sentence.text[m.end("topic") if m.group("topic") else m.end("kind") :]) or _YEAR.match(
        sentence.text[m.end() :]
    )
    if (topic is None and year is None) or (topic and (_NO_TOPIC.match(topic) or _SOMEBODYS.search(topic))):
        return None
    kind = re.sub(rf"^(?:{_IDLE},? )+", "", m.group("kind"))
    if topic is None and kind in {"review", "audit", "reviews", "audits"}:
        return None
    on = f" {m.group('join')} {topic}" if topic else ""
    when = f", {year.group(1)}" if year else ""
    short = next((a for a in who.aliases if 2 < len(a) < 8 and a.isupper()), who.name)
    plain = f"{kind}{on}"
    names = (f"{plain}{when}", plain, f"{short} {kind}{on}{when}", plain.replace(" our ", " the "))
    return Entity(
        "Review", f"{who.name} {kind}{on.replace(' our ', ' the ')}{when}", aliases=tuple(dict.fromkeys(names))
    )


def _printed(sentence: Sentence, m: re.Match[str], group: str) -> str | None:
    """The words of a group as they are printed, names among them."""
    if not m.groupdict().get(group):
        return None
    start, end = sentence.places[m.start(group)], sentence.places[m.end(group)]
    return " ".join(sentence.said.text[start:end].replace("’", "'").split()).rstrip(", ")


def _kinds(sentence: Sentence) -> Iterator[Candidate]:
    told: set[str] = set()
    for pattern in (_DELEGATED, _KINDS_BODY, _ALL_OF_A_KIND):
        for m in pattern.finditer(sentence.text):
            printed = m.groupdict().get("class") or next(iter(re.findall(_ANY_CLASS, m.group())[-1:]), "")
            kind = _kind_of(printed) or (_nearest(sentence) if pattern is _DELEGATED else None)
            if kind is None or kind.name in told:
                continue
            named = ends(sentence, m, "s")
            within = re.search(r"\b(?:to|of|by|with|from|in|for) (?:the |our )?$", sentence.text[: m.start("s")])
            for who in named[-1:] if within or pattern is _DELEGATED else named:
                if who.label != "Borough" and not (who.label == "Role" and "," not in who.name):
                    told.add(kind.name)
                    yield _made(sentence, who, kind, 0.65, m, status="asserted")


def _kind_of(printed: str) -> Entity | None:
    for words, name, short in _CLASS_NAMES:
        if re.fullmatch(words, printed):
            return Entity("Review", name, kind="class", aliases=(short,) if short else ())
    return None


def _nearest(sentence: Sentence) -> Entity | None:
    """The kind of review that the headings above, or the paragraphs right before, speak of."""
    block, document = sentence.said.block, sentence.document
    places = [*reversed(document.headings(block)), *(b.text for b in islice(document.before(block), 10))]
    for text in places:
        found = re.search(rf"\b(?:{_ANY_CLASS})\b", " ".join(text.split()))
        if found is not None:
            return _kind_of(found.group())
    return None


def _document(sentence: Sentence) -> Iterator[Candidate]:
    document = sentence.document
    own = _own_review(document)
    if own is None:
        return
    m = _THIS.search(sentence.text)
    if m is None or not _at_the_front(document, sentence):
        return
    group = next(g for g in ("s", "t", "u") if m.group(g))
    for who in ends(sentence, m, group):
        if who.label != "Borough":
            yield _made(sentence, who, own, 0.8, m, status="asserted")


def _own_review(document: Document) -> Entity | None:
    own = itself(document)
    return own if own is not None and own.label == "Review" else None


def _at_the_front(document: Document, sentence: Sentence) -> bool:
    return any(block.start == sentence.said.block.start for block in document.blocks[:_FRONT])
