"""What a board's own report refers to: statutes that it explains, guidance that it follows, instruments named without an owner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity, Evidence
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.instrument_names import full_name
from ingest.extract.said import Said, said
from ingest.extract.sentences import states
from ingest.names import Mention

_EXPLAINS = re.compile(
    r"^(?: \([^()]*\))?,? (?:which )?(?:also )?(?:received|has (?:\w+ )?(?:extended|introduced|amended|"
    r"changed|placed|made|created|"
    r"strengthened|become|been)|came into|comes into|was introduced|was amended|introduces?d?|sets out|places|makes|"
    r"created?|defines|amends|amended|extends|extended|strengthens|gives|gave|became|recognises)\b"
)
_UNDER = re.compile(r"\bunder (?:the )?$")
_DUTY = re.compile(r"\b(?:section|part|s\.) ?\d+\w* of (?:the )?$|\bdut(?:y|ies)\b|\bobligat|\bresponsibilit", re.I)
_AS_SET_OUT = re.compile(
    r"^(?:\W*As (?:set out|outlined|defined|described|stated|required|detailed) "
    r"(?:in|by|within|under) |In line with )(?:the )?(?:statutory guidance,? )?['‘“\"]?$"
)
_WITH_REFERENCE = re.compile(r"\breference to (?:the )?(?:relevant |statutory )?guidance [^.;]{0,60}$")
_DONE = re.compile(
    r"^ (?:was|were|has been|have been) (?:also |recently |successfully |formally )*(?:reviewed|updated|"
    r"launched|refreshed|revised|published|"
    r"relaunched|re-launched|finalised|introduced)(?: and (?:updated|launched|published|refreshed|"
    r"relaunched))?\b(?![^.]{0,60} by )"
)


_MADE_OF = re.compile(
    r"\b(?:creation|development|launch|introduction|publication|completion|production|refresh|revision) of "
    r"(?:an?|the|our|its)(?: new| revised| refreshed| updated)? $"
)


def own_references(document: Document) -> Iterator[Candidate]:
    """REFERENCES from a board's annual report to statutes, and from the board to the guidance and instruments it speaks of.

    An instrument of no other place that is said to have been launched, reviewed or published is the board's own.
    """
    body = document.body
    if body is None or body.label != "Board":
        return
    told: set[str] = set()
    for sentence in said(document):
        for mention in sentence.of("Protocol"):
            if mention.entity.name in told or not states(sentence.text):
                continue
            found = _read(document, body, sentence, mention)
            if found is not None:
                told.add(mention.entity.name)
                yield found


def _read(document: Document, body: Entity, sentence: Said, mention: Mention) -> Candidate | None:
    before, after = sentence.text[: mention.start], sentence.text[mention.end :]
    instrument = mention.entity
    if instrument.kind == "statute":
        explained = _EXPLAINS.match(after) or (_UNDER.search(before) and not _DUTY.search(sentence.text))
        if not explained or document.kind != "annual report" or document.period is None:
            return None
        short = next((a for a in body.aliases if a.isupper()), body.name)
        report = Entity(
            "Document",
            f"{short} Annual Report {document.period}",
            aliases=(f"{body.name} Annual Report {document.period}",),
        )
        return _row(sentence.about(mention), report, "REFERENCES", instrument, 0.7)
    if _AS_SET_OUT.match(before) or _WITH_REFERENCE.search(before):
        return _row(sentence.about(mention), body, "REFERENCES", instrument, 0.72)
    others = [m for m in sentence.of("Organisation", "Board", "BCU") if m.entity != body]
    made = _MADE_OF.search(before) is not None and not others and len(document.boroughs) < 2
    if (
        made
        and instrument.kind in {"strategy", "plan", "protocol", "framework"}
        and not document.names.area_in(instrument.name)
    ):
        return _row(sentence.about(mention), body, "OWNS_PROTOCOL", full_name(instrument, body), 0.6)
    if (
        _DONE.match(after)
        and not others
        and re.search(
            r"^\W*(?:[^,]{0,40}, )?(?:[Tt]he |[Oo]ur |A |An "
            r")?(?:new |revised |updated )?$",
            before,
        )
    ):
        if document.names.area_in(instrument.name):
            return _row(sentence.about(mention), body, "REFERENCES", instrument, 0.7)
        if instrument.kind in {"strategy", "plan", "protocol", "framework"} and len(document.boroughs) < 2:
            return _row(sentence.about(mention), body, "OWNS_PROTOCOL", full_name(instrument, body), 0.62)
    return None


def _row(evidence: Evidence, subject: Entity, predicate: str, object_: Entity, sure: float) -> Candidate:
    return candidate(evidence, subject, predicate, object_, method="own-report", confidence=sure, status="asserted")
