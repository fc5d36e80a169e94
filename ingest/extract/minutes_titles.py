"""Which board met, and when: the title lines of minutes."""

from __future__ import annotations

import re

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th))?"
_DATES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b{_DAY}\s*(?:day\s+)?(?:of\s+)?[-\s]?{_MONTH},?[-\s]*(?P<year>20\d\d|[’']?\d\d)\b(?!\s*[:.]\s*\d\d)",
        rf"\b{_MONTH}\s+{_DAY},?\s+(?P<year>20\d\d)\b",
        r"\b(?P<year>20\d\d)-(?P<mm>\d\d)-(?P<day>\d\d)\b",
        r"\b(?P<day>\d{1,2})\s?[./\-]\s?(?P<mm>\d{1,2})\s?[./\-]\s?(?P<year>20\d\d|\d\d)\b",
    )
)
_MONTH_ONLY = re.compile(rf"\b{_MONTH},?\s+(?P<year>20\d\d)\b", re.I)

BOARD = re.compile(
    r"\b(?:board|partnership|panel|committee|forum|(?:sub|working|task|steering|reference|strategic|strategy|"
    r"leadership|executive|delivery|"
    r"operational|operations|management|oversight|advisory|review|quality|learning|performance|assurance|planning|liaison|"
    r"implementation|practice|core|development|consultative|champions?|coordination|co-ordination|programme|project|"
    r"governance|safeguarding|"
    r"action|improvement|improvements|violence|prevention|exploitation|vulnerab\w+|neglect|training|engagement|"
    r"network|health|tasking|safety|focus|expert|"
    r"partners|partnerships|multi-agency|finance|tactical|data|scrutiny|case|audit|communications|policy|education|"
    r"missing|community|communities|"
    r"inclusion|transition|transitions|abuse|serious|workforce)[\s-]+(?:and\s+finish\s+)?(?:sub[\s-]?)?group|subgroup|"
    r"sub-group|executive|assembly|council|"
    r"network|conference(?!\s+(?:centre|room|call|suite|hall))|cabinet|commission|taskforce|task\s+force|lscb|lscp|scp|sab|csp|hwb|marac|mappa|group|"
    r"(?:action|management|leadership|executive|strategy|delivery)\s+team|governing\s+body|children[’']?s\s+trust|alliance|consortium|collaborative)s?\b",
    re.I,
)
_NOT_A_BOARD = re.compile(
    r"\b(?:welcomed|election|appointment|members?\s+of|agreed|noted|resolved|apolog\w+|representing|present|asked|next\s+meeting|"
    r"report\s+to|update|matters|"
    r"terms\s+of\s+reference|copyright|www|@)\b",
    re.I,
)
_HEAD = re.compile(
    r"^\W*(?:(?:unconfirmed|confirmed|draft|final|approved|official|public|action)\s+)*"
    r"(?:(?:(?:meeting\s+(?=minutes|notes))?(?:minutes?|notes?|record|proceedings|note|summary(?:\s+notes)?)\b(?:\s*(?:and|/|&)\s*actions?(?:\s+(?:points|notes|log))?)?(?:\s*(?:of|from|for)\b)?\s*)"
    r"(?:(?:the|a|an|our)\s+)?(?:(?:\w+\s+){0,2}?(?:meeting|session)s?\s*(?:of|for|:|–|-|on)?\s*)?|"
    r"(?:(?:name|title)\s+of\s+(?:the\s+)?(?:meeting|board|committee|group)|meeting(?:\s+(?:title|name|of|group|"
    r"type))?|committee|board|group|forum|"
    r"body|partnership|panel|subject|title)\s*(?::|\t|\s{2,}|\s[–-]\s)\s*|"
    r"(?:the\s+)?(?:(?:\d{1,3}\s?(?:st|nd|rd|th)|first|second|third|inaugural|annual(?:\s+general)?|special|"
    r"extraordinary|quarterly)\s+)?meeting\s+(?:of|for)\s+)"
    r"(?:the\s+)?(?:(?:inquorate|special|extraordinary|annual|virtual|remote|informal|private)\s+(?:meeting\s+of\s+)?(?:the\s+)?)?",
    re.I,
)
_TAIL = re.compile(
    r"\s*(?:[,:;–—(\[|]|\s-\s|\bheld\b|\bon\s+(?:\w+day|\d)|\b(?:meeting\s+)?minutes\b|\bmeeting\b|\bdraft\b|"
    r"\bat\s+\d|\bdate\b|\bnotes\b|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bat\s+(?:the|its)\b|\bthat\s+took\b|\btook\s+place\b|\bwhich\b|\bto\s+be\b|"
    r"\bwas\s+held\b|"
    r"\b(?:attendance|action)\s+(?:list|log|notes)\b|\s\d{1,2}(?:st|nd|rd|th)?\s+[A-Z]|\s\d{1,2}[./]\d{1,2}[./]\d|$)",
    re.I,
)


LABELLED = re.compile(
    r"(?:(?:date|time|title|name)(?:\s+(?:and|&)\s+time)?(?:\s+of(?:\s+the)?\s+(?:meeting|board|group|committee))?|"
    r"meeting(?:\s+(?:title|name|date|time|venue|group|type))?|committee|board|group|forum|panel|partnership|venue|location|"
    r"place|start(?:\s+time)?|finish(?:\s+time)?|end(?:\s+time)?|chair(?:ed\s+by)?|subject|minutes?(?:\s+taken)?\s+by)\W*",
    re.I,
)
"""The first of two columns in the head of minutes: "Meeting", "Date of meeting", "Venue"."""


def find_date(text: str) -> str | None:
    """The first date of a text, as ISO; a month with its year where no day is given."""
    best: tuple[int, str] | None = None
    for pattern in _DATES:
        for match in pattern.finditer(text):
            made = _iso(match)
            if made and (best is None or match.start() < best[0]):
                best = match.start(), made
                break
    if best is None and (month := _MONTH_ONLY.search(text)):
        return f"{month.group('year')}-{_number(month.group('month')):02d}"
    return best[1] if best else None


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = int(parts["mm"]) if parts.get("mm") else _number(parts["month"])
    year, day = int(parts["year"].lstrip("’'")), int(parts["day"])
    year += 2000 if year < 100 else 0
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def _number(month: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(month.casefold()[:3]))


_OTHER_DATE = re.compile(
    r"\b(?:next|previous|last|prior|earlier|future|forthcoming)\s+(?:\w+\s+){0,3}(?:meeting|minutes|date)|"
    r"\bprevious\b|\bdue\b|\bpublished|\bprinted|"
    r"\bapproved\b|\bmatters\s+arising|\bminutes\s+of\s+the\s+(?:last|previous)|\bcirculated|\bversion\b|"
    r"\bdate\s+of\s+(?:the\s+)?next|"
    r"\bagreed\s+on\b|\bdistributed|\bcreated|\bsigned\b",
    re.I,
)


def meeting_date(text: str) -> str | None:
    """The date of the meeting that a title line gives; never that of another meeting, of printing or approval."""
    return None if _OTHER_DATE.search(text) else find_date(text)


def board_name(text: str) -> str | None:
    """The board that a title line names, without "Minutes of the" before and "held on …" after it."""
    plain = re.sub(
        r"^((?:\w+:\s*)?)\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\s*[–-]\s*", r"\1", " ".join(text.split("\n")).strip(" *#_|")
    )
    plain = re.sub(r"\s+\((?:the\s+)?[A-Z][A-Za-z&]{2,9}\)(?=\s+[A-Z])", "", plain)
    head = _HEAD.match(plain)
    pieces = re.split(r"\s+[–—|-]\s+|:\s+", plain[head.end() :] if head else plain)
    if len(pieces) == 2 and all(_single(p) for p in pieces):
        return f"{_single(pieces[0])} {_single(pieces[1])}"
    return _single(plain)


_ELSEWHERE = re.compile(
    r"\W*(?:venue|location|place|address|contact|enquiries|time|chair(?:man|person)?(?:ed\s+by)?|start|finish|distribution|"
    r"circulation|to|cc|from|author|report\s+of|view\s+directions)\b(?:\s+(?:time|officer|by|list))?\s*(?::|\t|\s{2,}|\s[–-]\s)|"
    r"\W*(?:held|at|in)\s+(?:at|in|on|the)\b",
    re.I,
)


def is_elsewhere(text: str) -> bool:
    """Whether a line of the title says where the meeting was or who serves it, not which board met."""
    return bool(_ELSEWHERE.match(text))


def _single(plain: str) -> str | None:
    if is_elsewhere(plain):
        return None
    head = _HEAD.match(plain)
    rest = plain[head.end() :] if head else plain
    if head and re.match(r"(?:held|on|at|which|that|took|dated)\b", rest, re.I):
        return None
    if not head and (
        _NOT_A_BOARD.search(plain) or len(plain) > 120 or re.search(r"(?<!\b[A-Z]\.[A-Z])[.;?!]\s|[.;?]$", plain)
    ):
        return None
    best: str | None = None
    for tail in _TAIL.finditer(rest):
        part = rest[: tail.start()].strip(" ,:;.–—-|*")
        if part and BOARD.search(part):
            side = re.match(
                r"\s*[–—-]\s*(north|south|east|west|central)\b(?=\s*(?:[–—-]|$))", rest[tail.start() :], re.I
            )
            best = f"{part} – {side.group(1)}" if side is not None else part
            break
        if tail.group().strip() in ("(", "[", "held") and part:
            break
    if best is None:
        # "Minutes – the X Board": the name after a mark
        pieces = [p.strip() for p in re.split(r"\s[–—|-]\s|:\s|\t", rest) if p.strip()]
        named = [p for p in pieces if BOARD.search(p) and not _NOT_A_BOARD.search(p)]
        best = _single(named[0]) if named and named[0] != rest else None
    if best is None:
        return None
    best = re.sub(r"^(?:the|a|an)\s+", "", best, flags=re.I)
    best = re.sub(r"\s+(?:meeting|minutes)$", "", best, flags=re.I)
    best = re.sub(r"(\b(?:board|committee|panel))\s+group$", r"\1", best, flags=re.I)
    words = best.split()
    alone = best == "Executive" and len(plain.split()) > 1
    if not (1 < len(words) <= 14 or alone) and not re.fullmatch(
        r"(?!BOARD|PANEL|GROUP|FORUM)[A-Z]{3,6}|\w+\s?(?:LSCB|SCP|SAB)", best
    ):
        return None
    if not head and not _capitals(words):
        return None
    return None if _NOT_A_BOARD.search(best) else best


def _capitals(words: list[str]) -> bool:
    small = {"of", "and", "the", "for", "in", "on", "&", "to", "with"}
    return all(w[:1].isupper() or w in small or not w[:1].isalpha() for w in words)


_PUBLISHER = re.compile(
    r"\b(?:council|trust|police|constabulary|service|services|department|directorate|authority|office|nhs|icb|ccg|university|school|college|"
    r"hospital|limited|ltd|charity|foundation|agenda|contents|actions?|public|confidential|restricted|page|draft|final|approved|"
    r"attendance|apologies|present|attendees|virtual|microsoft|teams|zoom|room|hall|road|street|house|centre)\W*$",
    re.I,
)
_NO_NAME = re.compile(
    r"\W*(?:(?:the|a|an|our|this|annual|general|special|virtual|extraordinary|monthly|quarterly|regular|team|public|open|private|joint|"
    r"last|previous|next|draft|final|unconfirmed|confirmed|approved|action|points|and|of|notes|note|minutes|minute|meeting|meetings|"
    r"record|agenda|welcome|introductions|date|time|venue|title)\b\W*)*",
    re.I,
)


def meeting_name(text: str, after: str) -> str | None:
    """What a title calls its meeting where no word for a board stands in it: "Minutes of the Safer Examplia meeting".

    `after`: the next line, which may be the one that says that these are minutes.
    """
    plain = " ".join(text.split()).strip(" *#_|")
    head = _HEAD.match(plain)
    between = re.match(r"\W*(?:minutes|notes)\s+of\s+(?:the\s+|a\s+)?(.+?)\s+meeting\b", plain, re.I)
    own = re.search(r"(?:\s*[–—:|-]\s*|\s+)(?:(?:draft|final|action|meeting)\s+)*(?:minutes|notes)\b.*$", plain, re.I)
    rest = plain[head.end() :] if head and head.end() < len(plain) else plain
    rest = rest if head or own is None else plain[: own.start()]
    rest = between.group(1) if between else rest
    rest = re.split(r",|\s+(?:held|on)\s|\s+[–—|-]\s+(?=\d|\w+day\b)", rest)[0].strip(" :;–—-.")
    told = head is not None or own is not None or re.search(r"\bmeeting\b", rest, re.I)
    if not told and not (is_titled(after) and board_name(after) is None and not re.match(r"\W*date\b", after, re.I)):
        return None
    if (
        not told
        and meeting_date(after) is None
        and not re.fullmatch(r"\W*(?:\w+\s+)?(?:minutes|notes)(?:\s+of(?:\s+the)?\s+meeting)?[^\w:]*", after, re.I)
    ):
        return None
    if len(rest) > 100 or is_elsewhere(plain) or find_date(rest) or re.search(r"[.;?!@/\d]|\b(?:19|20)\d\d\b", rest):
        return None
    words = re.sub(r"^(?:the|a|an)\s+", "", rest, flags=re.I).split()
    bare = " ".join(words)
    generic = _NO_NAME.match(bare)
    if not 1 < len(words) <= 16 or _PUBLISHER.search(bare) or _NOT_A_BOARD.search(bare) or not _capitals(words):
        return None
    if generic is not None and generic.end() == len(bare):
        return None
    return (
        bare if re.match(r".*\b(?:strategic|team|with)\b", bare, re.I) else re.sub(r"\s+meeting$", "", bare, flags=re.I)
    )


def is_titled(text: str) -> bool:
    """Whether a line says that minutes or a meeting are named: "Minutes of the …", "Meeting: …"."""
    match = _HEAD.match(text)
    return bool(match) or bool(
        re.search(r"(?:[–—:|-]\s*|\b)(?:minutes|meeting\s+notes|action\s+notes)\W*$|\bminutes\s+[–—|-]", text, re.I)
    )
