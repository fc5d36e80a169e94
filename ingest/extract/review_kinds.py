"""Ways of reviewing and bodies of the law that took each other's place, as texts name them as classes, not as one body.

Source: serious case reviews ended with chapter 4 of the statutory guidance of 2018 (Working Together), Local Safeguarding
Children Boards by section 30 of an Act of 2017 (Children and Social Work Act); reports of every area name both so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.said import Said, said
from ingest.sieve import Sieved

_REVIEWS = {
    "Serious Case Reviews": r"[Ss]erious [Cc]ase [Rr]eviews?(?: system| process)?(?: \(SCRs?\))?|\bSCRs?\b",
    "Local Child Safeguarding Practice Reviews": (
        r"[Ll]ocal [Cc]hild(?:ren)? [Ss]afeguarding [Pp]ractice [Rr]eviews?(?: \(L?CSPRs?\))?|\bLCSPRs?\b"
    ),
    "Child Safeguarding Practice Reviews": r"[Cc]hild(?:ren)? [Ss]afeguarding [Pp]ractice [Rr]eviews?(?: "
    r"\(CSPRs?\))?|\bCSPRs?\b",
    "Rapid Reviews": r"[Rr]apid [Rr]eviews?",
    "Domestic Homicide Reviews": r"[Dd]omestic [Hh]omicide [Rr]eviews?(?: \(DHRs?\))?|\bDHRs?\b",
    "Domestic Abuse Related Death Reviews": r"[Dd]omestic [Aa]buse[- ][Rr]elated [Dd]eath [Rr]eviews?(?: "
    r"\(DARDRs?\))?|\bDARDRs?\b",
    "Section 11 audits": r"[Ss]ection 11 (?:[Aa]udits?|self-assessments?)",
    "Section 157 / 175 audits": r"[Ss](?:ection)? ?(?:157|175)(?: ?(?:/|and) ?(?:157|175))? [Aa]udits?",
    "Common Assessment Framework": r"Common Assessment Framework(?: \(CAF\))?",
}
_BODIES = {
    "Local Safeguarding Children Boards": r"Local Safeguarding Children(?:'s|’s)? Boards(?: \(LSCBs?\))?|\bLSCBs\b",
    "Local Safeguarding Partners": (
        r"(?:three |local |statutory |the )*safeguarding partners(?:hips)?\b|[Ll]ocal [Ss]afeguarding "
        r"(?:[Cc]hildren )?[Pp]artner(?:ship)?s"
    ),
    "Primary Care Trusts": r"Primary Care Trusts(?: \(PCTs?\))?|\bPCTs\b",
    "Clinical Commissioning Groups": r"Clinical Commissioning Groups(?: \(CCGs?\))?|\bCCGs\b",
    "Integrated Care Boards": r"Integrated Care (?:Boards|Systems)(?: \(IC[BS]s?\))?|\bICBs\b",
    "Youth Offending Teams": r"Youth Offending Teams(?: \(YOTs?\))?|\bYOTs\b",
    "Community Rehabilitation Companies": r"Community Rehabilitation Companies(?: \(CRCs?\))?|\bCRCs\b",
}
_LABELS = {**dict.fromkeys(_REVIEWS, "Protocol"), **dict.fromkeys(_BODIES, "Organisation")}
_LABELS["Local Safeguarding Children Boards"] = "Board"
_NAMED = Sieved("|".join(f"(?P<k{i}>{pattern})" for i, pattern in enumerate({**_REVIEWS, **_BODIES}.values())))
_KINDS = tuple({**_REVIEWS, **_BODIES})
_THE = r"(?:the |previous |former |old |existing |new |current |three |,|\(|\s)*"
_BY = re.compile(
    rf"^\)?,? {_THE}(?:which )?(?:(?:has|have|had|was|were|is|are|been|being|will be|now|since|also) "
    rf")*(?:replaced (?:by|with)|"
    rf"superseded by|succeeded by|became|became known as|renamed(?: as| to)?|now (?:known as|called)|"
    rf"transitioned (?:in)?to|"
    rf"changed to)\s?{_THE}$"
)
_OF = re.compile(
    rf"^\)?,? {_THE}(?:which |that )?(?:(?:has|have|had|was|were|is|are|will|now|effectively) "
    rf")*(?:replac(?:es?|ed|ing)|"
    rf"supersed(?:es?|ed|ing)|took over from|took the place of|(?:formerly|previously)(?: known as| called)?)\s?{_THE}$"
)
_ABOLISHED = re.compile(r"(?:abolish(?:es|ed|ing)|ended|removed) (?:the )?(?:requirement for )?$")
_WITH = re.compile(
    r"^,? (?:and )?(?:replacing|replaces|replaced|to be replaced) (?:them|it|these) "
    r"(?:with|by) (?:the |three |new )*$"
)
_THESE = re.compile(r"^(?:These|Such) reviews were (?:previously|formerly) (?:known as |called )?$")
_TURN = Sieved("|".join(p.pattern for p in (_BY, _OF, _WITH, _THESE)))
"""Words of which a sentence has one that tells of a succession."""
_JOINED = re.compile(r"^(?:,|,? and|,? or|/|\s|the)*$")
_YEAR = re.compile(
    r"\b(?:in|from|since) (?:(January|February|March|April|May|June|July|August|September|"
    r"October|November|December) )?(20\d\d)\b"
)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def review_kinds(document: Document) -> Iterator[Candidate]:
    """SUCCEEDED_BY between kinds of reviews, or classes of bodies, each once for the words that state it."""
    sentences = said(document)
    for at, sentence in enumerate(sentences):
        if _TURN.may(sentence.text) and (found := _named(sentence)):
            yield from _pairs(sentence, found, sentences[:at])


def _named(sentence: Said) -> list[tuple[int, int, str]]:
    return [(m.start(), m.end(), _KINDS[int((m.lastgroup or "k0")[1:])]) for m in _NAMED.finditer(sentence.text)]


def _pairs(sentence: Said, found: list[tuple[int, int, str]], before: tuple[Said, ...]) -> Iterator[Candidate]:
    text = sentence.text
    if _THESE.match(text[: found[0][0]]):
        last = next((named for one in reversed(before) if (named := _named(one))), None)
        if last is not None:
            yield from _row(sentence, found[0][2], last[0][2], found[0][:2])
    for i, (start, end, kind) in enumerate(found[:-1]):
        between = text[end : found[i + 1][0]]
        after = found[i + 1][2]
        if _BY.match(between) or (_ABOLISHED.search(text[:start]) and _WITH.match(between)):
            for _, _, new in _run(text, found, i + 1, 1):
                yield from _row(sentence, kind, new, (start, end))
        elif _OF.match(between):
            for _, _, new in _run(text, found, i, -1):
                yield from _row(sentence, after, new, (start, end))


def _run(text: str, found: list[tuple[int, int, str]], at: int, step: int) -> list[tuple[int, int, str]]:
    """The kinds that commas and "and" join to the one at `at`, going on in the direction of `step`."""
    run = [found[at]]
    while 0 <= at + step < len(found):
        first, second = sorted((found[at], found[at + step]))
        if not _JOINED.match(text[first[1] : second[0]]):
            break
        at += step
        run.append(found[at])
    return run


def _row(sentence: Said, old: str, new: str, place: tuple[int, int]) -> Iterator[Candidate]:
    if old == new or (_LABELS[old] == "Protocol") != (_LABELS[new] == "Protocol"):
        return
    evidence = sentence.evidence() if len(sentence.text) <= 300 else sentence.evidence(*place)
    year = _YEAR.search(sentence.text)
    month = f"-{_MONTHS.index(year.group(1)) + 1:02d}" if year and year.group(1) else ""
    yield candidate(
        evidence, Entity(_LABELS[old], old, kind="class"), "SUCCEEDED_BY", Entity(_LABELS[new], new, kind="class"),
        method="succession-of-kinds", confidence=0.84, props={"from": f"{year.group(2)}{month}" if year else None},
        status="asserted",
    )  # fmt: skip
