"""Names that stand beside what keeps them out: "Nell Quincewood (mother of Child Z)", "Baby B's aunt Nell Quincewood".

Lists of who was there name relatives, children and people with a story of their own just as they name officers. The word must be
the whole of what is said, so that a "Parent Governor" or somebody of "Victim Support" stays in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.nearby import around, small
from ingest.person_name import find_names

RELATIVE = "named as a relative or carer"
YOUNG = "named as a child or young person"
INVOLVED = "named as a victim, a participant or a case subject"

_KIN = (
    r"(?:(?:step|grand|god|foster|adoptive|birth)[ -]?)?(?:mother|father|mum|mam|dad|parent|son|daughter|child)(?:[ -]in[ -]law)?|"
    r"(?:half[ -]|step[ -]?|twin[ ])?(?:sister|brother|sibling)(?:[ -]in[ -]law)?|nan|granny|grandad|aunt|auntie|uncle|cousin|"
    r"niece|nephew|wife|husband|widow|widower|(?:ex-)?(?:boy|girl)friend|next of kin|family member|relative|special guardian|"
    r"(?:(?:foster|kinship|family|young)[ ])?carer"
)
_YOUTH = (
    r"(?:young|youth|child|children[’']s)[ -](?:ambassador|advis[eo]r|inspector|commissioner|scrutineer|rep(?:resentative)?|leader|"
    r"councillor|mayor|person|adult|man|woman|member|MP)|member of (?:the )?youth (?:parliament|council)|"
    r"YP|MYP|UKYP|care leaver|care[ -]experienced(?: young (?:person|adult))?|looked[ -]after child|pupil|schoolboy|schoolgirl|"
    r"teenager|toddler|baby|infant|boy|girl|minor"
)
_STORY = (
    r"victim|survivor|(?:case |review )?subject|perpetrator|offender|defendant|suspect|deceased|service[ -]user|interviewee|"
    r"(?:research |study )?participant|experts? (?:by|through|with|with lived) experience|person with lived experience|complainant|"
    r"patient|witness|pseudonym"
)
_BODIES = r"Support|Services?|Liaison|Leads?|Link|Centre|Care|Justice|Protection|Court|Governors?|Units?|Teams?|Managers?|Forum"
_ENDS = (
    rf"(?=\s*(?:[),;.|/\]:–—]|\(|\Z)|[ \t]*\n(?!\s*(?:{_BODIES})\b)(?![ \t]*[a-z])|"
    r"\s+(?:of|from|who|for|with|aged|attended|joined|present)\b|\s+-)"
)
_FIRST = (
    r"(?:(?:the|a|an|his|her|their|our|bereaved|birth|maternal|paternal|late|former|own|older|younger|elder|great|foster|adoptive|"
    r"adult)[ ]+){0,3}"
)
_OWNER = r"(?:[^\W\d_][^\s|,;:()]{0,40}[’']s?[ ]+)?"
_TOLD = rf"{_OWNER}{_FIRST}(?:(?P<kin>(?i:{_KIN}))|(?P<young>(?i:{_YOUTH}))|(?P<story>(?i:{_STORY}))){_ENDS}"
_BESIDE = re.compile(rf"(?<![\w’'-])(?i:{_FIRST})" + _TOLD)
_SOMEBODY = re.compile(
    rf"\b(?:{f'{_KIN}|{_YOUTH}|{_STORY}'.lower()})"
    r"(?=\s*(?:[),;.|/\]:–—(]|\Z)|[ \t]*\n|\s+(?:of|from|who|for|with|aged|attended|joined|present)\b|\s+-)"
)
"""Such a word in small letters, with a part of what must follow: most texts have few, and `_BESIDE` is slow."""
_TOLD_FIRST = re.compile(rf"\A{_TOLD}", re.IGNORECASE)
_KIN_OF_SOMEBODY = re.compile(rf"[’']s\s+{_FIRST}(?:{_KIN}){_ENDS}", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged?\s+\d{1,2}|\d{1,2}[ -]years?(?:[ -]old)?)\b", re.IGNORECASE)
_AGE_SAID = re.compile(r"\((?i:aged?)[ ]\d{1,2}\)")
_BEFORE = re.compile(
    r"(?:[ \t]*\([A-Z]{2,4}\))?(?:[ \t]*[,(|:–—\[/][ \t|]*|[ \t]+-[ \t]+|\t+|[ ]{3,}|[ \t]*\n{1,2}[ \t]*)\Z"
)
_OWNED = re.compile(rf"[’']s[ ]+{_FIRST}(?i:{_KIN}),?[ ]+(?=[^\W\d_a-z])")
_OWNER_BEFORE = re.compile(r"[^\s|,;:()]+(?:[ ][A-Z]\d?)?[’']s?[ ]+\Z")
_ALONE = re.compile(r"(?:\A|[,;|:(\n•]|\band)[ \t*|]*([^\W\d_a-z][^\W\d_]+)\Z")
_AFTER = re.compile(r"(?:[ ]+(?i:of|from)[ ]+[^\n,:;()|]{1,40})?[ \t]*(?P<sep>[:|(–—,]|[ ]-)?[ \t]*(?=\w)")
_GROUP = re.compile(
    r"^[ \t#*•-]*(?i:family members?|famil(?:y|ies) of\b[^:\n]{1,40}|relatives|parents(?: and carers)?|service users|victims|"
    r"survivors|participants|interviewees|care leavers|experts by experience|young people)"
    r"(?P<there>[ ]+(?i:present|attending|in attendance|who attended|also present|attended))?[ \t*]*(?P<colon>:)?[ \t*]*",
    re.MULTILINE,
)
_CASE_MEETING = re.compile(
    r"\b(?:child(?:ren)? protection (?:review )?(?:conference|meeting)|case conference|core group|family group conference|"
    r"strategy (?:meeting|discussion)|child(?:ren)? in need (?:review|meeting)|looked after (?:child(?:ren)? )?review|"
    r"team around the (?:child|family))(?: (?:conference|meeting|minutes))?\Z",
    re.IGNORECASE,
)


def beside(text: str) -> Iterator[tuple[str, str, int]]:
    """Reason, name as printed, and place of each name that stands beside such words, or under a heading of them."""
    parts = around(text, [m.start() for m in _SOMEBODY.finditer(small(text))], 600)
    for match in (m for start, end in parts for m in _BESIDE.finditer(text, start, end)):
        reason = RELATIVE if match["kin"] else YOUNG if match["young"] else INVOLVED
        if found := _name_before(text, match.start()):
            yield reason, *found
        if (match["kin"] or match["story"]) and (found := _name_after(text, match)):
            yield reason, *found
    for aged in _AGE_SAID.finditer(text):
        if found := _first_of_line(text, aged.start()):
            yield YOUNG, *found
    for owned in _OWNED.finditer(text):
        if found := _name_at(text, owned.end()):
            yield RELATIVE, *found
    for group in _GROUP.finditer(text):
        if group["colon"] or group["there"] or "of" in group.group().casefold().split():
            for name, place in _under(text, group.end()):
                yield RELATIVE, name, place


def tells_so(value: str) -> bool:
    """Whether what is said of somebody's role or organisation keeps that person out: "Mother", "care leaver, aged 19"."""
    plain = " ".join(value.split())
    return any(p.search(plain) for p in (_TOLD_FIRST, _GROUP, _KIN_OF_SOMEBODY, _AGED))


def about_one_child(board: str) -> bool:
    """Whether a meeting is about one child: those who came to it are no matter of governance."""
    return bool(_CASE_MEETING.search(board))


def _name_before(text: str, end: int) -> tuple[str, int] | None:
    start = max(0, end - 120)
    before = text[start:end]
    if owner := _OWNER_BEFORE.search(before):
        before = before[: owner.start()]
    if (gap := _BEFORE.search(before)) is None:
        return None
    before = before[: gap.start()]
    line = before.rsplit("\n", 1)[-1]
    found = [n for n in find_names(line) if not line[n.end :].strip(" \t*’'”\"")]
    if found and ("\n" not in gap.group() or not line[: found[-1].start].strip(" \t*•-")):
        return found[-1].name, start + len(before) - len(line) + found[-1].start
    if "\n" in gap.group():
        return None
    if wrapped := re.search(r"(\w[\w’'-]+)\s+(\w[\w’'-]+)\Z", before):
        names = find_names(" ".join(wrapped.groups()))
        if names:
            return names[-1].name, start + wrapped.start()
    alone = _ALONE.search(before)  # "Tam (young person)"
    return (alone[1], start + alone.start(1)) if alone else None


def _name_after(text: str, match: re.Match[str]) -> tuple[str, int] | None:
    after = _AFTER.match(text, match.end())
    if after is None:
        return None
    owned = (
        "’" in match.group()
        or "'" in match.group()
        or bool(_OWNER_BEFORE.search(text[max(0, match.start() - 60) : match.start()]))
    )
    if not (owned or after["sep"] == ":" or " of " in after.group()):
        return None
    return _name_at(text, after.end())


def _name_at(text: str, place: int) -> tuple[str, int] | None:
    names = find_names(text[place : place + 60].split("\n", 1)[0])
    return (names[0].name, place) if names and names[0].start == 0 else None


def _first_of_line(text: str, end: int) -> tuple[str, int] | None:
    """Whom a line with an age in it is about: who is named first in it, where that begins the line or a table's row."""
    start = text.rfind("\n", 0, end) + 1
    names = find_names(text[start:end])
    begins = names and not text[start : start + names[0].start].strip(" \t|•*-")
    if not begins or end - start > 150 or ";" in text[start:end]:
        return None
    return names[0].name, start + names[0].start


def _under(text: str, place: int) -> Iterator[tuple[str, int]]:
    """The names of a list: in the rest of the line, or, where nothing is left of it, one a line until a line begins otherwise."""
    line, _, _ = text[place:].partition("\n")
    if line.strip():
        at = place
        for part in re.split(r"[,;]|\band\b", line):
            if names := find_names(part):
                yield names[0].name, at
            at += len(part) + 1
        return
    at = place + len(line) + 1
    for row in text[at : at + 2000].split("\n"):
        names = find_names(row)
        if not names or row[: names[0].start].strip(" \t•*-"):
            return
        yield names[0].name, at
        at += len(row) + 1
