"""Office-holders in sentences: "A has been the Chair since May 2021", "A stepped down in November 2020 and was succeeded by B"."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from ingest.candidates import Candidate
from ingest.document import Document
from ingest.extract.holding import Reading, holds, is_literature, known_office
from ingest.office import Office, at_home, is_office, may_name_a_post, read_office
from ingest.people import person
from ingest.person_name import PrintedName, find_names
from ingest.reading import Block
from ingest.sentences import sentences
from ingest.sieve import Sieved
from ingest.tenure import DATE, Tenure, find_tenure, partial_date

METHOD = "office-holder"

_WHO = r"^(?:,?\s+who|,)?\s+(?:(?:also|now|currently|previously|formally|recently|subsequently|then)\s+)?"
_BEGAN = re.compile(
    _WHO
    + r"(?:(?:was|has\s+been|had\s+been|is)\s+(?:re-?|newly\s+)?appointed|took\s+over|took\s+up|joined|started|became|"
    r"assumed|began|was\s+recruited|was\s+elected|came\s+into)"
    r"(?:\s+(?:the\s+)?(?:post|role|position|partnership|team|office))?(?:\s+(?:as|to|of|in|be))*\s+",
    re.IGNORECASE,
)
_IS = re.compile(
    _WHO
    + r"(?:is|has\s+been|remains?|continues?\s+(?:as|to\s+be|in\s+(?:the|her|his)\s+role\s+(?:as|of))|continued\s+(?:as|"
    r"to\s+be)|serves\s+as|has\s+served\s+as|acts\s+as|"
    r"holds\s+the\s+(?:post|role|position)\s+of)(?:\s+(?:also|currently|now|both))?\s+",
    re.IGNORECASE,
)
_WAS = re.compile(
    _WHO + r"(?:was|served\s+as|acted\s+as|held\s+the\s+(?:post|role|position)\s+of|had\s+been)\s+", re.IGNORECASE
)
_LEFT = re.compile(
    _WHO + r"(?:has\s+|had\s+)?(?:stepped\s+down|stood\s+down|retired|resigned|left|finished|departed|moved\s+on|"
    r"ended)(?:\s+(?:as|from|of|in|(?:his|her|their|the)\s+"
    r"(?:post|role|position|tenure)|(?:this|the)\s+(?:post|role|position))\b)*\s*",
    re.IGNORECASE,
)
_SUCCEEDED = re.compile(
    r"\b(?:was|were|is|has\s+been|and)\s+(?:then\s+)?(?:succeeded|replaced|followed)\s+(?:\w+\s+)?by\s+$", re.IGNORECASE
)
_HELD_BY = re.compile(
    r"\b(?:[Tt]he\s+)?(?:(?:post|role|position|office)\s+of\s+)?(?P<post>[A-Z][^.;:]{3,110}?)\s+(?:\(\w+\)\s+)?(?:is|was|"
    r"has\s+been|had\s+been)\s+(?:currently\s+|then\s+)?"
    r"(?:held|filled|occupied|undertaken|carried\s+out)\s+by\s+$"
)
_POST_IS = re.compile(
    r"\b(?:the|our|The|Our|its|Its)\s+(?P<post>[A-Z][^.;:]{3,110}?)\s+(?P<verb>is|was|has\s+been|remains|"
    r"during\s+\S+\s+was)\s+(?:now\s+|currently\s+)?$"
)
_REPLACING = re.compile(r"\b(?:replacing|succeeding|taking\s+over\s+from|replaced|succeeded)\s+$", re.IGNORECASE)
_TURN = Sieved("|".join(p.pattern for p in (_BEGAN, _LEFT, _SUCCEEDED, _REPLACING)), re.IGNORECASE)
"""Words of which a sentence has one that tells of a post without naming it."""
_STOP = re.compile(
    r"\s+(?:since|from|in|on|until|till|to|up\s+to|at\s+the\s+end\s+of|and|who|which|with|for|during|after|following|"
    r"throughout|at|when|while|before|as|this|through|has|is|was|will|by|where|introduced|presented|agreed|commented|reported|"
    r"welcomed|thanked|noted|advised|explained|updated|confirmed|highlighted|informed|outlined|stated|added|asked|responded|"
    r"attended|gave|provided|spoke|echoed|emphasised|expressed|joined|requested|suggested|queried|said|led|proposed)\b|"
    r"[,;:.(]|\s+[-–—]\s|$"
)
_HEAD_DATE = re.compile(
    rf"^(?:In|From|Since|On|Until|At\s+the\s+end\s+of|By)\s+(?P<date>{DATE}),?\s+(?:the\s+partnership[’']s\s+\w+\s+)?",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"\b(?:in|on|at|from|since|of|by|effective)\s+(?:the\s+(?:end|start|beginning)\s+of\s+)?(?P<date>{DATE})",
    re.IGNORECASE,
)
_PROPOSED = re.compile(r"\b(?:will\s+be|to\s+be|proposed|would|should|may|shadow|if|whether|not)\b", re.IGNORECASE)


_LONGEST = 1500
"""Characters beyond which a text is no sentence but a list that lost its marks."""


@dataclass(slots=True)
class _Known:
    """Posts by the names of their holders, as the document has told them so far."""

    offices: dict[str, Office]


def office_sentences(document: Document, read: Container[int] = ()) -> Iterator[Candidate]:
    """HOLDS and POST_IN of sentences that say who is, was or became what; the name stands in the sentence.

    `read`: where blocks begin that are read already.
    """
    known = _Known({})
    for block in document.blocks:
        if block.kind in {"heading", "table"} or block.start in read or is_literature(document.headings(block)):
            continue
        for start, end in sentences(block.text):
            if 30 < end - start <= _LONGEST:
                yield from _sentence(document, block, start, re.sub(r"\s", " ", block.text[start:end]), known)


def _sentence(document: Document, block: Block, place: int, text: str, known: _Known) -> Iterator[Candidate]:
    if not (may_name_a_post(text) or _TURN.may(text)):
        return
    found = find_names(text)
    for at, name in enumerate(found):
        said = _said_of(document, text, found, at, known)
        if said is None:
            continue
        office, tenure, past = said
        who = person(text[name.start : name.end])
        if who is None:
            continue
        full = at_home(office, document)
        if full.body is None:
            continue
        known.offices[who.name] = full
        confidence = 0.9 if tenure else 0.85
        last = min(len(text), max(name.end + 200, 260))
        evidence = document.evidence(block, place + (name.start if len(text) > 300 else 0), place + last)
        yield from holds(document, evidence, who, full, tenure, reading=Reading(METHOD, confidence), past=past)


_Said = tuple[Office, Tenure | None, bool]


def _said_of(document: Document, text: str, found: list[PrintedName], at: int, known: _Known) -> _Said | None:
    name = found[at]
    after, before = text[name.end :], text[: name.start]
    if text[name.end : name.end + 2] in {"'s", "’s"}:
        return None
    following = found[at + 1].start - name.end if at + 1 < len(found) else len(after)
    head = _HEAD_DATE.match(before)
    earlier = partial_date(head["date"]) if head else None
    if found[:at] and _REPLACING.search(before[found[at - 1].end :]):
        office = known.offices.get(found[at - 1].name)
        left = re.match(r",?\s+who\s+(?:had\s+)?(?:left|retired|resigned|stepped\s+down|moved\s+on|departed)\b", after)
        end = _date_in(after[left.end() : left.end() + 40]) if left else None
        return (office, Tenure(None, end) if end else None, True) if office else None
    if m := _LEFT.match(after):
        part = after[:following]
        office = _office_at(document, part, m.end()) or known.offices.get(name.name)
        end = _date_in(part[m.end() - 1 :]) or earlier
        return (office, Tenure(None, end), True) if office and end else None
    if found[:at] and _SUCCEEDED.search(before[found[at - 1].end :]):
        previous = known.offices.get(found[at - 1].name)
        own = re.match(r",?\s+as\s+", after)
        office = (_office_at(document, after, own.end()) if own else None) or previous
        return (office, Tenure(_date_in(after[:80]), None), False) if office else None
    if m := _BEGAN.match(after):
        office = _office_at(document, after, m.end())
        at_once = re.match(DATE, after[m.end() :], re.IGNORECASE)
        start = partial_date(at_once.group()) if at_once else _date_in(after[m.end() : following]) or earlier
        if office is None and start and found[:at] and re.fullmatch(r".{0,90}\band\s+", before[found[at - 1].end :]):
            office = known.offices.get(found[at - 1].name)  # "A left as Manager in March and B was appointed in May"
        return (
            (office, Tenure(start, None) if start else None, False)
            if office and not _PROPOSED.search(before[-25:])
            else None
        )
    for pattern, past in ((_IS, False), (_WAS, True)):
        if m := pattern.match(after):
            office = _office_at(document, after, m.end())
            if office is None:
                continue
            tenure = find_tenure(after[m.end() : following])
            return office, tenure, past and not (tenure and tenure.start and not tenure.end)
    return _beside(document, before, after)


def _beside(document: Document, before: str, after: str) -> _Said | None:
    """ "the Independent Chair, Ada Example," and "Ada Example, Chief Executive of Examplia Council,"."""
    if m := _HELD_BY.search(before):
        office = read_office(m["post"], document.names)
        return (office, find_tenure(after[:60]), False) if office else None
    if m := _POST_IS.search(before):
        office = read_office(m["post"], document.names)
        if office is not None and not _PROPOSED.search(before[-25:]):
            tenure = find_tenure(after[:70])
            return office, tenure, m["verb"].endswith("was") and not (tenure and tenure.start and not tenure.end)
    if m := re.match(r"\s*\((?:[Tt]he\s+)?(?P<post>[A-Z](?:[^()]|\([A-Z]{2,8}\)){4,110})\)", after):
        office = read_office(m["post"], document.names)
        if office is not None and known_office(document, office).body is not None:
            return office, None, False
    if m := re.match(r",\s+(?:the\s+|our\s+|its\s+)?(?=[A-Z])", after):
        found = office_at(document, after, m.end(), whole=True)
        office = found[0] if found else None
        if found and not found[0].sure and re.match(r",\s+[A-Z]\w*\s*(?:,|&|and\b)", after[found[1] :]):
            return None  # a body with commas in its name
        if office is not None and office.body is not None:
            return office, None, False
        own = _office_at(document, after, m.end(), whole=True, home=True)
        if own is not None:
            return own, None, False
    if re.match(r"\s*[,.;)]|\s+(?:said|has|is|was|chairs|chaired|leads|led|and)\b|\s*$", after):
        for m in re.finditer(r"\b(?:the|our|The|Our|new|by|thank)\s+(?=[A-Z])", before):
            part = before[m.end() :]
            if part.endswith(", ") and len(part) < 120 and is_office(part):
                office = read_office(part, document.names)
                if office is not None and at_home(office, document).body is not None:
                    return office, None, False
    return None


def office_at(
    document: Document, text: str, start: int, *, whole: bool = False, home: bool = False
) -> tuple[Office, int] | None:
    """The longest post that begins at a place of a sentence, and where it ends.

    `whole`: it must be followed by a comma, a full stop or a verb; then one without a body counts only with `home`, where such
    posts have a body in the document.
    """
    rest = text[start : start + 200]
    for stop in reversed([m for m in _STOP.finditer(rest) if m.start() > 3]):
        if whole and not re.match(
            r"\s*[,.;)]|\s+(?:has|is|was|will|who|and|[a-z]+ed|gave|spoke|said)\b|$", rest[stop.start() :]
        ):
            continue
        plain = _capital(rest[: stop.start()])
        if plain is None or DATE_AT_END.search(plain) or _RUNS_ON.search(plain):
            continue
        office = read_office(plain, document.names)
        if office is None or re.search(r"\b(?:of|and|the|for|in|&)$", office.title):
            continue
        if office.body is not None or ((home or not whole) and known_office(document, office).body is not None):
            return office, start + stop.start()
    return None


def _office_at(document: Document, text: str, start: int, *, whole: bool = False, home: bool = False) -> Office | None:
    found = office_at(document, text, start, whole=whole, home=home)
    return found[0] if found else None


_RUNS_ON = re.compile(
    r"\s(?:chairs|chaired|chairing|also|leads|led|oversees|attends|sits|and\s+(?:the|a|an|our)|currently|now)\b|"
    r"(?<!ndependent)(?<!oint)(?<!ice)\schair\b(?!\s+of)"
)
"""Words that tell that a post has ended before them."""
DATE_AT_END = re.compile(rf"\b(?:in|from|since|on|until|to)\s+{DATE}$", re.IGNORECASE)


def _capital(part: str) -> str | None:
    """A post in a sentence begins with a capital, but for its article, "new" and the like."""
    plain = re.sub(
        r"^(?:(?:the|our)\s+(?:partnership|board)[’']s\s+|(?:the|our|its|a|an|new|interim|acting|current)\s+)+",
        "",
        part,
    )
    low = re.match(r"(?:independent\s+)?(?:chair|scrutineer|vice[\s-]chair)", plain)
    if low:
        return "".join([plain[0].upper(), plain[1:]])
    return plain if plain[:1].isupper() else None


def _date_in(text: str) -> str | None:
    m = _DATE.search(text)
    return partial_date(m["date"]) if m else None
