"""The words above or before the lists of minutes: "Present", "Apologies for absence", "Also in attendance" and their like."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WAY = (
    r"(?:\s*[(\[]?\s*(?:in\s+person|virtual(?:ly)?|remote(?:ly)?|online|on[\s-]?line|via\s+(?:ms\s+|"
    r"microsoft\s+)?(?:teams|zoom|video\S*)|"
    r"(?:ms\s+|microsoft\s+)?teams|zoom|by\s+(?:tele)?phone|by\s+video\S*|hybrid|in\s+the\s+room|via\s+(?:video|"
    r"tele)\S*)\s*[)\]]?)?"
)
_NOTE = r"(?:\s*[(\[][^()\[\]]{0,60}[)\]])?"
_WHO = (
    r"(?:(?:core|board|voting|non[\s-]?voting|committee|panel|full|statutory|partnership|executive|group|elected|"
    r"co-?opted|lay|independent|"
    r"appointed|standing|partner|agency|forum|other|the\s+following|all|list\s+of|ex[\s-]?officio|strategic|permanent|"
    r"council|sub-?group|sub-?committee|names?\s+of)\s+)*"
)
_PEOPLE = (
    r"(?:members?|attendees?|participants?|delegates|partners|representatives|councillors|cllrs|persons?|people|"
    r"those|members\s+and\s+officers|names?)"
)
_THERE = (
    r"(?:present|attending|attended|in\s+attendance|who\s+attended|were\s+present|at\s+(?:the\s+)?meeting|attendance)"
)
_EXTRA = (
    r"(?:(?:senior\s+)?(?:officers|officials)|(?:trust\s+)?staff|guests?|invitees?|invited(?:\s+(?:guests?|attendees?|officers))?|advis[eo]rs?|"
    r"professional\s+advis[eo]rs?|"
    r"support(?:ing)?\s+(?:officers?|staff)|secretariat|presenters?|speakers?|visitors?|non[\s-]?members?|"
    r"council\s+officers|"
    r"others?|external\s+attendees|business\s+support|clerking|administration|partnership\s+(?:team|unit|support)|"
    r"other\s+(?:officers|members|councillors|attendees|persons?|people|representatives)|guest\s+speakers?|"
    r"additional\s+attendees|"
    r"(?:board|meeting|officer|official|partnership|admin(?:istrative)?)?\s*support(?:\s+officers)?|support\s+team|invited\s+to\s+attend|participating\s+observers)"
)
_GOT = (
    r"(?:received|noted|intimated|given|submitted|sent|tendered|made|accepted|recorded|were|was|(?:had|have)\s+been|from|by|"
    r"on\s+behalf\s+of|in\s+advance|the\s+following(?:\s+\w+)?|:)"
)

_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "skip",
        r"(?:apolog\w+\s+for\s+late\w*|distribution(?:\s+list)?|circulation(?:\s+list)?|copied?\s+to|cc|copies\s+to|"
        r"membership|members|quorum|venue|location|place|time|contact(?:\s+officer)?|enquiries(?:\s+to)?|key|"
        r"date(?:\s+and\s+time)?|next\s+meeting|author|prepared\s+by|approved\s+by|status|vacanc(?:y|ies))",
    ),
    (
        "deputy",
        rf"(?:named\s+|nominated\s+)?(?:deput(?:y|ies)|substitutes?|substitutions?|substitute\s+members?|"
        rf"members?\s+substituting|"
        rf"(?:notification|attendance|appointment)\s+of\s+substitut(?:es?|ions?)(?:\s+members)?|"
        rf"(?:the\s+following\s+)?substitut(?:es?|ions?)(?:\s+members)?\s+were\s+(?:noted|present|reported)|"
        rf"deputising|alternates?|stand[\s-]?ins?)(?:\s+{_THERE})?(?:\s+for\s+members)?",
    ),
    (
        "observer",
        rf"(?:in\s+observation|observing|observers?(?:\s+(?:and\s+guests|{_THERE}))?|(?:also\s+)?observing|shadowing)",
    ),
    (
        "apologies",
        rf"(?:{_WHO}(?:members?[’']?\s+)?)?(?:with\s+|formal\s+|an\s+)?(?:apolog(?:y|ies)|apols?)(?:\s*(?:for|"
        rf"of)\s+(?:non[\s-]?)?"
        rf"(?:absence|attendance|inability\s+to\s+attend))?(?:\s*(?:and|/|&)\s*(?:absen\w+|substitut\w+|deput\w+|"
        rf"non[\s-]attendance))?"
        rf"(?:\s*{_GOT})*",
    ),
    (
        "apologies",
        rf"{_WHO}{_PEOPLE}\s+(?:(?:who|had|have|has)\s+)*(?:sent|given|gave|submitted|tendered|offered)\s+(?:their\s+)?apologies"
        rf"(?:\s+for\s+(?:absence|the\s+meeting))?",
    ),
    (
        "apologies",
        r"(?:sent|given|received|gave)\s+apologies(?:\s+from)?|absent\s+with\s+apolog(?:y|ies)|unable\s+to\s+attend|"
        r"(?:absences?|absent|not\s+present)\s*(?:/|and|with|[(]with|&|–|-)\s*apologies[)]?|absence\s+with\s+apologies|"
        r"members?\s+unable\s+to\s+attend|regrets|noted\s+as\s+apologies",
    ),
    (
        "absent",
        rf"(?:{_WHO}(?:members?\s+)?)?(?:absent|absences?|absentees?|not\s+present|not\s+in\s+attendance|not\s+attending|"
        rf"did\s+not\s+attend|non[\s-]?attend\w+|no\s+apolog(?:y|ies)(?:\s+(?:received|given|from))*|dna)"
        rf"(?:\s*[(,–\-]?\s*(?:without|no)\s+apolog(?:y|ies)(?:\s+(?:received|given))?[)]?)?(?:\s+members?)?",
    ),
    (
        "in_attendance",
        rf"(?:also|others?|additionally|officers|further|non[\s-]?members)\s+(?:{_THERE}|attended(?:\s+by)?)(?:\s+(?:at|for|by)\b.*)?",
    ),
    (
        "in_attendance",
        r"in\s+attendance(?:\s*[,(–\-]?\s*(?:for|as|by)\b.{0,60})?|attending\s*[,(–\-]?\s*(?:for|as|by)\b.{0,60}",
    ),
    (
        "in_attendance",
        rf"(?:also\s+)?(?:by\s+invitation|{_EXTRA}(?:\s*(?:and|/|&|,)\s*(?:{_EXTRA}|observers|members\s+of\s+the\s+public))*)"
        rf"(?:\s+(?:also\s+)?{_THERE})?",
    ),
    ("present", rf"(?:{_WHO}{_PEOPLE}(?:\s*(?:and|/|&)\s*{_PEOPLE})?\s+(?:also\s+)?{_THERE}|{_WHO}{_THERE})"),
    (
        "present",
        rf"{_WHO}(?:(?:attendees?|attendance|present)\s*(?:,|and|&|/)\s*apologies|"
        rf"attendees?|attendance(?:\s+(?:list|record|register|sheet))?|attended(?:\s+by)?|participants|"
        rf"in\s+person|joined\s+(?:online|remotely|virtually)|virtual\s+attendees|record\s+of\s+attendance|"
        rf"register\s+of\s+attendance|sederunt|roll\s+call|there\s+were\s+present|"
        rf"(?:members?|attendees?)\s+(?:attendance|in\s+attendance))",
    ),
)
_WITHIN = re.compile(
    rf"(?P<extra>{_EXTRA})|(?:voting|non[\s-]?voting|core|full|statutory|elected|lay|board|co-?opted|independent|"
    rf"other|standing|"
    r"committee|panel)?\s*(?:members|partners|councillors|cllrs|representatives|attendees)|in\s+person|virtual(?:ly)?|"
    r"online|remote(?:ly)?|"
    r"via\s+\w+(?:\s+teams)?|by\s+phone|statutory\s+(?:safeguarding\s+)?partners|safeguarding\s+partners|relevant\s+agencies|"
    r"lay\s+members|co-?optees|governors|trustees|(?:non-?executive\s+)?directors|(?:co-?opted|associate|advisory|ex[\s-]?officio|community|statutory|voluntary|partner|"
    r"professional)(?:\s+(?:and|&)\s+\w+)?\s+(?:members|representatives|organi[sz]ations)", re.I,
)  # fmt: skip
_OF_BODY = re.compile(
    r"(?P<body>[A-Z][A-Z&]{1,6}|[A-Z][\w’'&\s-]{3,40}\b(?:Council|Police|Authority|Trust|Service|NHS))\s+"
    r"(?:(?P<extra>(?i:officers|staff|officials))|(?i:members|representatives|attendees))"
)
"""Heads a group of the people of one body: "MPA officers"."""
_CHAIR = re.compile(
    r"(?:the\s+)?(?:(?P<role>independent|interim|acting|convening)\s+)?(?:co-?)?(?:chair(?:s|man|woman|\s?person)?|"
    r"presiding(?:\s+officer)?|in\s+the\s+chair|"
    r"chaired\s+by|meeting\s+chair(?:ed\s+by)?|person\s+presiding|convenor|convener)(?:\s+of\s+(?:the\s+)?(?:meeting|"
    r"board))?", re.I,
)  # fmt: skip
_VICE = re.compile(r"(?:the\s+)?(?:vice|deputy)[\s-]?chair(?:man|woman|person|s)?", re.I)
_TAKER = re.compile(
    r"(?:(?:minutes|notes)(?:\s+(?:taken|recorded|produced))?(?:\s+by)?|(?:minute|note)s?[\s-]?tak(?:er|ing)|scribe)",
    re.I,
)

_COMPILED = tuple((name, re.compile(pattern + _WAY + _NOTE + _WAY, re.I)) for name, pattern in _PATTERNS)


@dataclass(frozen=True, slots=True)
class Label:
    """What a label begins: a list of people in a capacity, one office ("chair", "vice-chair", "minutes"), or nothing."""

    capacity: str
    office: str | None = None
    role: str | None = None
    weak: bool = False
    """Begins no list by itself; only sorts the list that it stands in."""
    body: str | None = None
    """The body that the people under it are of: "MPA officers"."""


def label_of(text: str, *, within: bool = False) -> Label | None:
    """The label that a whole text is. `within`: the text stands in a list of people, where "Officers" sorts it."""
    plain = _plain(text)
    if not plain or len(plain) > 90:
        return None
    if match := _CHAIR.fullmatch(plain):
        role = match.group("role")
        return Label("present", "chair", f"{role.capitalize()} Chair" if role else None)
    if _VICE.fullmatch(plain):
        return Label("present", "vice-chair", "Vice-Chair")
    if _TAKER.fullmatch(plain):
        return Label("in_attendance", "minutes", "Minute taker")
    if within and (match := _WITHIN.fullmatch(plain)):
        return Label("in_attendance" if match.group("extra") else "present", weak=True)
    if within and (match := _OF_BODY.fullmatch(plain)) and label_of(plain) is None:
        return Label("in_attendance" if match.group("extra") else "present", weak=True, body=match.group("body"))
    for capacity, pattern in _COMPILED:
        if pattern.fullmatch(plain):
            return Label(capacity)
    return None


_RUN_IN = re.compile(
    r"(?P<label>(?:members?\s+|those\s+|also\s+|officers\s+)?(?:present|attending)|attendees|attendance|"
    r"(?:officers\s+|also\s+|members\s+)?in\s+attendance|"
    r"(?:an\s+)?apolog(?:ies|y)(?:\s+for\s+absence)?(?:\s+(?:(?:were|was|have\s+been|had\s+been)\s+)?(?:received|"
    r"noted|given))?(?:\s+from)?|apols|absent(?:\s+without\s+apolog\w+)?|not\s+present|observers?|guests?|chair(?:man|"
    r"person|ed\s+by)?|"
    r"vice[\s-]chair|minutes(?:\s+taken)?\s+by|deputies|substitutes)\s+(?=[\"“'‘(]?(?-i:[^\W\d_a-zß-ÿ]))",
    re.I,
)


_SENTENCE = re.compile(
    r"(?:an\s+|some\s+)?apolog(?:y|ies)(?:\s+for\s+[\w-]+(?:\s+of\s+attendance)?)?\s+(?:(?:had|have|were|was|"
    r"has)\s+)(?:(?:been|also|being|duly)\s+)*"
    r"(?:received|noted|intimated|given|submitted|sent|tendered|accepted|made|offered|recorded)\s+(?:from|by|for|"
    r"on\s+behalf\s+of)\s+(?!the\s+following)\w",
    re.I,
)


_SENT = re.compile(
    r"(?!the\s+following)[A-Z][^.:;]{5,400}\s(?:sent|gave|submitted|tendered|offered)\s+(?:(?:his|her|their)\s+)?apolog(?:ies|y)\b",
    re.I,
)


def is_sentence(text: str) -> bool:
    """Whether a line begins a sentence about apologies, whose people are read from the sentence."""
    return bool(_SENTENCE.match(text, _lead(text)) or _SENT.match(text))


def split_label(text: str, *, within: bool = False) -> tuple[Label, int] | None:
    """The label that a text begins with, and where what follows it begins."""
    for match in re.finditer(r"\s*[:：]\s*|\s+[–—\-]+\s+|\s*[–—]\s*(?=\s|$)", text[:120]):
        label = label_of(text[: match.start()], within=within)
        if label is not None:
            return label, match.end()
        if ":" in match.group():
            break
    lead = _lead(text)
    if run := _RUN_IN.match(text, lead):
        label = label_of(run.group("label"))
        if label is not None:
            return label, run.end()
    return None


def _lead(text: str) -> int:
    match = re.match(
        r"(?:\s*\d{1,2}\s*/\s+|\s*(?:item\s*)?(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4}|[a-z])[.):]\s+|\s*\d{1,2}\s{1,3}|[\s•·▪●○◦*#\-–]+)",
        text,
        re.I,
    )
    return match.end() if match else 0


def _plain(text: str) -> str:
    text = re.sub(r":\s*(?=\()", " ", " ".join(text.split()))
    text = text[_lead(text) :]
    return text.strip(" :.*_–—-#\t")
