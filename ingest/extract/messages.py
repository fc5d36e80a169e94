"""Messages of a report to classes of readers: "Chief Executives and Directors: ensure your workforce attends training"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.recommending import itself
from ingest.reading import Block
from ingest.sentences import sentences

_PEOPLE = (
    r"chief executives?|directors?|(?:local )?politicians|(?:ward )?councillors|elected members|lead members?|"
    r"head ?-?teachers|(?:school )?governors|designated safeguarding leads|front ?-?line (?:staff|workers|practitioners|managers)|"
    r"practitioners|professionals|volunteers|managers|leaders|senior leaders|commissioners|staff|clinicians|general practitioners|"
    r"social workers|board members|trustees"
)
_BODIES = (
    r"police|(?:local )?media|(?:integrated |clinical )?commissioning (?:boards?|groups?)|icbs?|ccgs?|integrated care boards?|"
    r"schools|colleges|early years (?:settings|providers)|partner agencies|agencies|organisations|"
    r"health (?:providers|services|trusts)|"
    r"voluntary (?:sector|organisations|and community sector)|local authorit(?:y|ies)|(?:safeguarding )?partners|"
    r"children'?s (?:social care|services)|workforce|employers|probation|faith groups|housing providers|commissioning bodies"
)
_ANY = rf"(?:{_PEOPLE}|{_BODIES})"
_AUDIENCE = re.compile(
    rf"^\W*(?:(?:key )?messages? (?:for|to) |what (?:this means for|can|should) |information for |for )?(?:all |our )*"
    rf"(?P<who>(?:the |local )*{_ANY}(?:(?:,| and| &|,? or| of| in| working with| working in|/)+ "
    rf"(?:the |our |local |other )?(?:{_ANY}|children|adults|young people|families|schools|health|colleges|academies))*)"
    r"(?: (?:do|need to know|should do))?\W*$",
    re.I,
)
_SECTION = re.compile(
    r"what (?:you|we|i|everyone) (?:need|can|should|all)|\bmessages? (?:for|to)\b|\bkey messages\b|how (?:you )?can (?:you )?help|"
    r"essential information|calls? to action|what (?:does )?this means? for",
    re.I,
)
_ASKS = re.compile(
    r"^\W*(?:Please |Always |You (?:must|should|need to) |Continue to |Robustly |Do (?:not|n't) )?(?:ensure|make sure|use|advise|"
    r"escalate|discharge|attend|be compliant|contribute|commission|communicate|support|work with|share|engage|promote|"
    r"underestimate|challenge|scrutini[sz]e|hold|satisfy|implement|report|inform|notify|monitor|fulfil|comply|participate|"
    r"encourage|sign up|review|provide|send|release|prioriti[sz]e|champion|seek assurance|take part|raise|nominate|fund|resource)\b"
    r"|^\W*\w+ing\b.{5,120}\bis (?:crucial|vital|essential|key)\b",
    re.I,
)
_OF_GOVERNANCE = re.compile(
    r"\btrain(?:ing|ed)?\b|\bworkforce\b|\b(?:your|partner) (?:agenc|organi[sz]ation|service|school|establishment)|\bstatutory\b|"
    r"\bguidance\b|\bduties\b|\bresponsibilit|\bcommission|\bboards?\b|\bpartnerships?\b|\bpolic(?:y|ies)\b|\bprocedures?\b|"
    r"\bcompl(?:y|iant|iance)\b|\brepresentative|^\W*escalate|\brestructur|\bbudget|\bresources\b|\bscrutin|\bgovernance\b|"
    r"\bsection (?:11|175)\b|\baudits?\b|\bMAPPA\b|\bMARAC\b|\b[A-Z]{2,6}S(?:CP|CB|AB)\b|\blearning events?\b|\bstandards\b",
    re.I,
)
_LISTED = 2
"""Audiences, each with its list, from which on they are a section of messages without a heading that says so."""


def messages(document: Document) -> Iterator[Candidate]:
    """RECOMMENDS_TO from a report to each class of readers, once for each item that asks it for an act of governance."""
    said = [(m.group("who"), block) for block, m in _audiences(document)]
    lists = [(who, block, items) for who, block in said if (items := list(_items(document, block)))]
    says = itself(document)
    if says is None:
        return
    for who, block, items in lists:
        announced = any(_SECTION.search(h) for h in document.headings(block)) or _SECTION.search(block.text)
        if not announced and len(lists) < _LISTED:
            continue
        for item in items:
            if _asks(item):
                yield candidate(
                    document.evidence(item),
                    says,
                    "RECOMMENDS_TO",
                    _class(who),
                    method="message",
                    confidence=0.75 if announced else 0.6,
                )


def _audiences(document: Document) -> Iterator[tuple[Block, re.Match[str]]]:
    for block in document.blocks:
        if block.kind in {"line", "heading"} and len(block.text) < 90:
            m = _AUDIENCE.match(" ".join(block.text.replace("’", "'").split()))
            if m is not None:
                yield block, m


def _items(document: Document, block: Block) -> Iterator[Block]:
    for after in islice(document.after(block), 30):
        if after.kind != "item":
            return
        yield after


def _asks(item: Block) -> bool:
    return any(
        _ASKS.match(part) and _OF_GOVERNANCE.search(part)
        for start, end in sentences(item.text)
        if (part := " ".join(item.text[start:end].split()))
    )


def _class(who: str) -> Entity:
    name = who[:1].upper() + who[1:]
    label = "Role" if re.search(rf"\b(?:{_PEOPLE})\b", who, re.I) else "Organisation"
    bare = re.sub(r"^(?:The |Local )+", "", name)
    return Entity(label, name, kind="class", aliases=(bare,) if bare != name and len(bare) > 5 else ())
