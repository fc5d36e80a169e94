"""Who sent apologies, was present or stood in for whom by the sentences of minutes, outside their lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.extract.minutes_entries import Attendee, read_entry
from ingest.extract.minutes_lines import Line, cut, glue, one_line
from ingest.extract.minutes_naming import Manner
from ingest.reading import Clean

_GOT = re.compile(
    r"apolog(?:ies|y)\s+(?:for\s+(?:absence|non-attendance)\s+)?(?:(?:had|have|were|was|been|also|being|"
    r"duly)\s+)*(?:received|noted|intimated|given|submitted|sent|tendered|"
    r"accepted|made|offered|recorded)(?:,[^,.;:]{3,40},)?\s+(?:from|by|for|on\s+behalf\s+of)"
    r"(?:\s+the\s+following\s*(?=:))?\s*:?\s*",
    re.I,
)
_NOTED = re.compile(
    r"\b(?:noted|received|recorded|accepted|gave|with)\s+(?:the\s+|an\s+)?apolog(?:ies|y)(?:\s+for\s+absence)?\s+(?:from|for|on\s+behalf\s+of)\s*:?\s*",
    re.I,
)
_WERE = re.compile(
    r"(?:\b(?:meeting|session|board|panel|group|forum)\s+was\s+(?:also\s+)?attended\s+by|\b(?:also\s+)?(?:present|"
    r"in\s+attendance|attending)\s+(?:at\s+the\s+meeting\s+)?were|"
    r"\bthe\s+following\s+(?:\w+\s+)?(?:were|was)\s+(?:also\s+)?(?:present|in\s+attendance)|"
    r"\bthose\s+(?:present|attending|in\s+attendance)\s+(?:were|included))\s*:?\s+(?:the\s+following\s*:\s*)?",
    re.I,
)
_SENT = re.compile(
    r"(?:^|(?<=[.;:]\s))(?P<who>[^.;:]{5,400}?)\s+(?:had\s+|has\s+|have\s+)?(?:sent|gave|given|submitted|tendered|"
    r"offered|extended)\s+(?:(?:his|her|their|formal)\s+)*apologies\b"
)
_INSTEAD = re.compile(
    r"\bwith\s+the\s+substitution\s+of\s+(?P<who>[^.;:]{5,80}?)\s+for\s+(?P<for>[^.;:]{5,80}?)(?=[.;,]|\s+and\s|$)"
)
_FOR = re.compile(
    r"(?:^|(?<=[.;:]\s)|(?<=with\s)|(?<=that\s))(?:(?:[Ii]t\s+was|[Mm]embers|The\s+\w+)\s+(?:noted|reported|advised|informed)\s+that\s+)?(?P<who>(?:[^.;:]|(?<=\b[A-Z])\.){5,120}?)\s+"
    r"(?:(?:confirmed|stated|advised|reported)\s+(?:that\s+)?(?:he|she|they)\s+)?(?:(?:was|were|is|had)\s+)?(?:deputi[sz](?:ed|ing)|"
    r"substitut(?:ed|ing)|(?:was|attended|present|attending)(?:\s+\w+){0,2}"
    r"\s+as\s+(?:a\s+)?(?i:substitute|deputy)(?:\s+(?i:member))?|attended|attending|stood\s+in|standing\s+in)\s+(?:for|on\s+behalf\s+of|"
    r"in\s+place\s+of)\s+(?P<for>(?:[^.;:]|(?<=\b[A-Z])\.){5,120})"
)
_MEMBERS = re.compile(
    r"(?i:(?:the\s+following\s*:?\s+)?(?:(?:board|panel|committee|partnership|group|co-?opted|core|voting|forum)\s+)*"
    r"members?)\s*(?::\s*|,\s+)?(?=[A-Z])"
)
_NONE = re.compile(r"\bno\s+apologies\b|\bapologies\b[^.\n]{0,40}\b(?:none|nil|no\s+apologies)\b", re.I)
_STOP = re.compile(
    r"(?<![A-Z])(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bCllr)(?<!\bProf)(?<!\bRev)(?<!\bSt)(?<!\bSupt)(?<!\bInsp)(?<!\bDet)(?<!\bCh)[.;](?:\s|$)"
)


def sentences(lines: Sequence[Line], known: Manner) -> tuple[list[Attendee], bool]:
    """Who sent apologies or stood in for whom by the sentences of the minutes; and whether they say that nobody did."""
    found: list[Attendee] = []
    none = False
    for text in paragraphs_of(lines):
        none = none or bool(_NONE.search(text.text))
        for pattern, capacity in ((_WERE, "present"), (_GOT, "apologies"), (_NOTED, "apologies")):
            for match in pattern.finditer(text.text):
                also = capacity == "present" and re.search(r"also|in\s+attendance", match.group(), re.I)
                stop = _STOP.search(text.text, match.end())
                end = min(stop.start() if stop else len(text.text), match.end() + 1500)
                end = next((m.start() for m in _INSTEAD.finditer(text.text, match.end(), end)), end)
                said = cut(text, match.end(), end)
                if led := _MEMBERS.match(said.text):
                    said = cut(said, led.end())
                found += read_entry(said, replace(known, capacity="in_attendance" if also else capacity))
        for match in _SENT.finditer(text.text):
            found += read_entry(cut(text, *match.span("who")), replace(known, capacity="apologies"))
        for match in [*_FOR.finditer(text.text), *_INSTEAD.finditer(text.text)]:
            came = read_entry(cut(text, *match.span("who")), replace(known, capacity="deputy"))
            absent = read_entry(cut(text, *match.span("for")), known)
            if absent and absent[0].name and 0 < len(came) < 4 and _begins_with_name(text, match.start("who"), came[0]):
                found += [replace(one, deputy_for=absent[0].name) for one in came]
    return found, none


def paragraphs_of(lines: Sequence[Line]) -> Iterator[Clean]:
    parts: list[Clean] = []
    before = ""
    for line in lines:
        headed = line.text.rstrip().endswith(":") and len(line.text) < 60
        ended = (
            len(before) < 45
            and line.text[:1].isupper()
            and not re.search(r"(?:[,:;&–-]|\b(?:and|of|from|for|by|the))$", before)
        )
        before = line.text.rstrip()
        if parts and (line.first or line.gap or headed or ended or line.kind == "heading"):
            yield glue(parts)
            parts = []
        if line.table is None or len(line.columns) == 1:
            parts.append(line.whole)
        else:
            yield from (one_line(c.clean) for c in line.columns if len(c.text) > 30)
    yield glue(parts)


def _begins_with_name(text: Clean, start: int, attendee: Attendee) -> bool:
    return attendee.name is not None and attendee.name in text.text[start : start + len(attendee.name) + 25]
