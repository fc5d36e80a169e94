"""Who makes the recommendations of a place: the review that the words above it name, or the document itself."""

from __future__ import annotations

import re

from graph.statements import Entity
from ingest.document import Document
from ingest.people import PSEUDONYM
from ingest.reading import Block
from ingest.sieve import Sieved

RECOMMENDING = re.compile(r"\brecommend|\bnext steps for\b|\bareas for (?:improvement|development)\b", re.I)
"""Headings under which stands what others are asked to do."""
_EARLIER = re.compile(
    r"\b(?:previous|last year|progress|updates?|responses?|implement\w*|ofsted|inspection|actions?)\b", re.I
)
_NAMED = (
    r"(?P<name>(?:(?:[Ii]ndependent |[Nn]ational |[Tt]hematic |[Ll]ocal )+(?:Review|Inquiry|Inspection|Evaluation|Audit) |"
    r"(?:Review|Inquiry|Inspection|Evaluation|Audit) (?:of|into|on) )(?:of |into |on )?(?:the |a )?[A-Z][^;:.()]{3,70}|"
    r"(?:(?!Reflections|Recommendations|Findings|Learning|Lessons|The |Detail)[A-Z][\w'’&-]* (?:(?:of|and|the|in|for|on) )*){1,8}"
    r"(?:Review|Inquiry|Audit|Inspection|Evaluation|Peer Challenge)(?: \(?(?:19|20)\d\d\)?)?)"
)
_ABOVE = re.compile(
    r"(?:^|^(?:[\w ,]{0,40}\b)?(?:[Rr]eflections?|[Rr]ecommendations?|[Ff]indings|[Ll]earning|[Ll]essons|[Dd]etail|[Ss]ummary)"
    rf"(?: on| from| of| by| made by)?(?: the)? ){_NAMED}\W*$"
)
_SAID = Sieved(
    rf"\b[Tt]he {_NAMED}(?: \(\d{{4}}\))?(?: \w+){{0,6}} (?:recommendations?|recommended)\b|"
    rf"\brecommendations (?:of|from|in|made by) (?:the )?{_NAMED.replace('P<name>', 'P<other>')}"
)
_HEADING = re.compile(
    r"^(?:\d[\d.]* )?(?:[Rr]ecommendations (?:of|from) (?:the )?)?(?P<name>[A-Z].{4,80}?(?:[Rr]eview|[Ii]nquiry|[Aa]udit))\b"
    r"(?! (?:[Ss]ummary|[Rr]ecommendations?|[Ff]indings|and|&|[Pp]rocess|[Mm]ethod\w*|[Gg]roup|[Pp]anel|[Tt]eam))"
)
_REVIEW = re.compile(r"\b(?:review|inquiry|inspection|audit|evaluation)\b", re.I)
_REPORT = re.compile(
    r"\b(?:review|inquiry|inspection|audit|evaluation|report|briefing|study|analysis|plan|strategy)\b", re.I
)
_NO_TITLE = re.compile(
    r"^\W*(?:executive summary|summary|contents|table of contents|foreword|introduction|background|draft|final|version\b.*|"
    r"confidential|official(?:[- ]sensitive)?|page \d+.*|agenda item.*|appendix.*|annex.*|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)[^a-z]*)\W*$",
    re.I,
)


def review_above(document: Document, block: Block) -> Entity | None:
    """The review that the line or heading right above a list names: "Reflections on the Quince Review"."""
    for before in document.before(block):
        if before.kind in {"line", "heading"} or (before.kind == "paragraph" and len(before.text) < 90):
            named = _ABOVE.search(" ".join(before.text.split()))
            return Entity("Review", named.group("name")) if named else None
        if before.kind == "paragraph" and len(before.text) > 200:
            return None
    return None


def review_told(document: Document, block: Block, reach: int = 40) -> Entity | None:
    """The review whose recommendations a text further above announces: "The Quince Review made 14 recommendations"."""
    for place, before in enumerate(document.before(block)):
        if place > reach:
            return None
        if before.kind == "table" or "ecommend" not in before.text:
            continue
        told = list(_SAID.finditer(" ".join(before.text.split())))
        if told:
            return Entity("Review", told[-1].group("name") or told[-1].group("other"))
    return None


def source(document: Document, path: tuple[str, ...] = ()) -> Entity | None:
    """What makes the recommendations of a place: the review that the headings above it name, else the document itself."""
    for heading in reversed(path):
        named = _HEADING.match(" ".join(heading.split()))
        if named and len(named.group("name").split()) > 1 and heading != path[0]:
            return Entity("Review", named.group("name"))
    if document.kind != "annual report":
        return itself(document)
    own = [h for h in path[-2:] if RECOMMENDING.search(h) and len(h) < 100]
    return itself(document) if own and not any(_EARLIER.search(h) for h in own) else None


def nameless(review: Entity) -> bool:
    """True of a review that only its case's pseudonym names: people's rules take that name away."""
    return PSEUDONYM.search(review.name) is not None


def itself(document: Document) -> Entity | None:
    """The document as an entity: a review by its title, an annual report by its board and year; None without a title."""
    if document.body is not None and (document.kind == "annual report" or _annual(document)):
        title = f"Annual Report {document.period}" if document.period else "Annual Report"
        return Entity(
            "Document", f"{document.body.name} {title}", aliases=tuple(f"{a} {title}" for a in document.body.aliases)
        )
    title = title_of(document)
    if not title:
        return None
    return Entity("Review" if _REVIEW.search(title) and document.kind != "minutes" else "Document", title)


def _annual(document: Document) -> bool:
    return document.kind == "report" and re.search(r"annual report", document.id.replace("-", " "), re.I) is not None


def title_of(document: Document) -> str:
    """The title as printed: the first heading or line that is none of the usual parts; a title over two lines is joined."""
    memory: dict[str, str] = document.names.memory
    if "title" not in memory:
        memory["title"] = _title(document)
    return memory["title"]


def _title(document: Document) -> str:
    kept: list[str] = []
    for block in document.blocks[:12]:
        lines = [" ".join(t.split()) for t in block.text.split("\n")]
        if block.kind == "paragraph":
            lines = lines[:4] if any(_REVIEW.search(t) and len(t) < 160 for t in lines[:4]) else []
        elif block.kind not in {"heading", "line"}:
            continue
        kept += [t for t in lines if 8 < len(t) < 160 and not _NO_TITLE.match(t) and not t.endswith(".")]
    if len(kept) > 1 and not _REPORT.search(kept[0]) and _REVIEW.search(kept[1]) and len(kept[0]) < 80:
        return f"{kept[0]}: {kept[1]}"
    return kept[0] if kept else ""
