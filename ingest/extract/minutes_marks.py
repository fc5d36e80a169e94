"""What stands beside a name in minutes: who chaired, who stood in for whom, who was only there to watch, and mere remarks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.minutes_words import full_name, is_name


@dataclass(frozen=True, slots=True)
class Mark:
    """What one remark says. `remark` alone: it says nothing that is kept."""

    chair: bool = False
    role: str | None = None
    capacity: str | None = None
    deputy_for: str | None = None
    deputy: str | None = None
    """Who came in the stead of the person beside whom it stands."""
    represents: str | None = None
    remark: bool = False


_CHAIR = re.compile(
    r"(?:(?:as|the|meeting|board|in\s+the)\s+)*(?:co-?|joint\s+)?chair(?:s|ing|ed|man|woman|person)?"
    r"(?:\s+(?:of|for)\s+(?:the|this|today[’']?s?)(?:\s+(?:meeting|board|group|committee|panel|partnership|forum|item))*)?"
    r"|presiding|in\s+chair|chair\s+for\s+(?:the|this)\s+meeting|convenor",
    re.I,
)
_CHAIR_ROLE = re.compile(
    r"(?:(?:the|board|partnership|scp|lscb|sab|executive|committee)\s+)*(?:independent|clinical|acting|interim|temporary|"
    r"rotating|lay)\s+"
    r"(?:(?:board|partnership|lscb|scp|sab|committee|executive)\s+)?(?:scrutineer\s+(?:and|"
    r"&)\s+)?(?:co-?)?chair(?:man|woman|person)?"
    r"(?:\s+of\s+the\s+(?:board|meeting|partnership|committee|panel))?|"
    r"(?:board|partnership|lscb|scp|sab|committee|panel|executive)\s+chair(?:man|woman|person)?",
    re.I,
)
_VICE = re.compile(
    r"(?:the\s+)?(?:vice|deputy)[\s-]*chair(?:man|woman|person)?(?P<chaired>[\s,–-]+(?:in\s+the\s+chair|chairing.*))?",
    re.I,
)
_REMARK = re.compile(
    r"(?:(?:joined|attended|attending|present|dialled\s+in|participat\w+|joining)\s+)?(?:via|by\s+(?:tele)?phone|"
    r"by\s+video\S*|by\s+(?:ms\s+)?(?:teams|zoom)|"
    r"on\s?-?line|online|virtual(?:ly)?|remote(?:ly)?|(?:ms\s+|microsoft\s+)?teams|zoom|in\s+person|in\s+room|hybrid|"
    r"phone|video|webex|skype)\b.*"
    r"|(?:(?:until|till|from|to|at|up\s+to)\s+(?:approx\w*\s+)?(?:\d|items?\b|agenda|noon|midday|the\s+(?:start|end|"
    r"beginning))|"
    r"(?:part|partial(?:ly)?|arrived|left|joined|departed|late|items?|agenda|minutes?\s+\d|during|"
    r"only)\b)(?!.*\b(?:trust|council|police|nhs|service|school|college)\b).*"
    r"|(?:present|attend\w*)?\s*for\s+(?:part|items?|agenda|minutes?|the\s+(?:first|second|last|item|start|whole)|"
    r"discussion|consideration)\b.*"
    r"|(?:(?:the\s+)?(?:latter|last|first|second|early|final)\s+|a\s+)?(?:part|half|section)\s+of\b.*|(?:items?\s+)?\d[\d\s,&–-]*(?:only)?"
    r"|(?:for\s+)?consideration\s+of\b.*|sponsor|secretariat"
    r"|(?:on\s+)?(?:annual|sick|maternity|paternity|study|compassionate|special|parental|unpaid)\s+leave|on\s+leave|"
    r"a/l|sick|unwell|"
    r"illness|(?:on\s+)?holiday|(?:diary\s+)?clash|other\s+commitments?|jury\s+service|"
    r"(?:at|in)\s+(?:court|another\s+meeting|a\s+tribunal).*|(?:\w+\s+)?members?\s+of\s+(?:the\s+)?(?:public|press).*|"
    r"the\s+clerk"
    r"|he/him.*|she/her.*|they/them.*|\d[\d\s:.,–-]*(?:am|pm)?|apologies\s+for\s+late\w*|ex[\s-]?officio|"
    r"non[\s-]voting|voting|"
    r"present|attended|yes|y|✓|✔|both|all|member|core\s+member|board\s+member|new|new\s+member|substantive|maternity.*|leave",
    re.I,
)
_POST = re.compile(
    r"\b(?:head|director|manager|officer|lead|nurse|teacher|chief|commander|commissioner|worker|adviser|advisor|"
    r"school|teams?\s+of|services?|hospital|council|trust|college)\b",
    re.I,
)
_CAPACITY = (
    ("apologies", re.compile(r"(?:(?:sent|gave|with|formal|has\s+sent|sends)\s+)?(?:his\s+|her\s+|"
    r"their\s+)?apol(?:ogie)?s?(?:\s+(?:sent|received|given|noted|for\s+absence))*|apologised", re.I)),
    ("absent", re.compile(r"absent|did\s+not\s+attend|not\s+present|no\s+apologies(?:\s+received)?|dna|"
    r"not\s+in\s+attendance", re.I)),
    ("observer", re.compile(r"(?:as\s+)?(?:an\s+)?observ(?:er|ing|ed)(?:\s+(?:only|status))?|shadowing", re.I)),
    ("in_attendance", re.compile(r"in\s+attendance|(?:as\s+)?(?:an?\s+)?(?:guest|invitee|invited|by\s+invitation|"
    r"invited\s+guest|guest\s+speaker)", re.I)),
)  # fmt: skip
_STOOD_IN = (
    r"(?:deputi[sz]\w+|substitut(?:e|es|ing|ed)|sub|subbing|standing\s+in|stood\s+in|stand[\s-]?in|covering|"
    r"cover|proxy|alternate|nominee|delegate|(?:(?:named|nominated|designated)\s+)?deputy)"
)
_FOR = re.compile(
    rf"(?:(?:attend\w*|present|here|came|was|is|who|as|a|the)\s+)*(?:{_STOOD_IN}\s+)?(?:member\s+)?(?:attend\w*\s+)?"
    r"(?:for|on\s+behalf\s+of|on\s+behalf|o/?b/?o|in\s+place\s+of|instead\s+of|in\s+lieu\s+of|vice(?!\s+(?:chair|president|principal|captain|convenor))|to)\s+(?P<who>.+)",
    re.I,
)
_ALONE = re.compile(
    rf"(?:attend\w*\s+)?(?:as\s+)?(?:a\s+|the\s+|his\s+|her\s+|their\s+)?(?:{_STOOD_IN}|substitute\s+member|deputy\s+attend\w+|"
    rf"as\s+substitute|sent\s+deputy)",
    re.I,
)
_BY = re.compile(
    r"(?:represented|deputised|substituted|replaced|covered)\s+by\s+(?P<who>.+)|(?:deputy|sub|substitute|"
    r"deputy\s+(?:sent|attending))\s*[:–-]\s*(?P<who2>.+)",
    re.I,
)
_ATTENDS = re.compile(
    rf"(?P<who>.+?)\s+(?:(?:is|was|will\s+be|to|has)\s+)?(?:{_STOOD_IN}|attend(?:ed|ing|s)?|to\s+attend|present|"
    rf"in\s+attendance|represent(?:ed|ing|s))"
    r"(?:\s+(?:as\s+(?:deputy|substitute|sub)|instead|in\s+(?:his|her|their)\s+(?:place|stead|absence)|on\s+(?:his|"
    r"her|their)\s+behalf|on\s+behalf|deputy|at\s+(?:this|the)\s+meeting))*",
    re.I,
)
_REPRESENTS = re.compile(
    r"(?P<also>also\s+)?(?:represent(?:ing|s|ed)|rep(?:\.|ping)?(?:\s+for)?|re:?)\s+(?P<who>.+)", re.I
)
_SENT_BY = re.compile(r"(?:(?:sent\s+)?rep(?:resentative)?|nominee|sent)\s*[:–-]?\s+(?P<who>.+)", re.I)
_TAKER = re.compile(
    r"(?:(?:minute|note)s?(?:[\s-]*tak(?:er|ing))?|taking\s+(?:the\s+)?(?:minutes|notes)|(?:minutes|"
    r"notes)\s*(?:taken)?|scribe)",
    re.I,
)


def mark_of(text: str, *, away: bool = False) -> Mark | None:
    """What a remark beside a name says; None where it is no remark but a post, a body or a name.

    `away`: it stands beside somebody who did not come, where "rep Ada Example" is who came instead.
    """
    plain = " ".join(text.split()).strip(" .,;:*–—-[]()")
    if not plain:
        return Mark(remark=True)
    if _CHAIR.fullmatch(plain):
        return Mark(chair=True)
    if _CHAIR_ROLE.fullmatch(plain):
        return Mark(chair=True, role=plain)
    if match := _VICE.fullmatch(plain):
        return Mark(chair=bool(match.group("chaired")), role="Vice-Chair" if plain[:1] in "vV" else "Deputy Chair")
    for capacity, pattern in _CAPACITY:
        if pattern.fullmatch(plain):
            return Mark(capacity=capacity)
    if _TAKER.fullmatch(plain):
        return Mark(role=plain[:1].upper() + plain[1:] if "tak" in plain.casefold() else "Minute taker")
    if _ALONE.fullmatch(plain):
        return Mark(capacity="deputy")
    if _REMARK.fullmatch(plain) and not _POST.search(plain):
        return Mark(remark=True)
    if away and (match := _SENT_BY.fullmatch(plain)) and (who := first_name(match.group("who"))):
        return Mark(deputy=who)
    return _standing_in(plain)


def _standing_in(plain: str) -> Mark | None:
    if match := _BY.fullmatch(plain):
        who = first_name(match.group("who") or match.group("who2"))
        return Mark(deputy=who) if who else None
    if match := _REPRESENTS.fullmatch(plain):
        who = first_name(match.group("who"))
        if who is not None:
            # who is there also for another is there for himself
            return Mark(capacity=None if match.group("also") else "deputy", deputy_for=who)
        if match.group().casefold().startswith(("rep", "also rep")) and " " in match.group("who"):
            return Mark(represents=match.group("who"))
        return None
    if (match := _FOR.fullmatch(plain)) and not is_name(plain):
        said = match.group("who")
        who = first_name(said)
        stood = re.search(_STOOD_IN, plain, re.I)
        if who or stood:
            return Mark(capacity="deputy", deputy_for=who or said)
        # "for the Director" names a post, "for Examplia Council" a body
        if re.match(r"(?:for\s+)?(?:item|part)\b", said, re.I):
            return Mark(remark=True)
        if re.search(
            r"\b(?:director|head|chief|commander|manager|commissioner|leader|chair|lead|officer)\b", said, re.I
        ):
            return Mark(capacity="deputy", deputy_for=re.sub(r"^(?:the|our)\s+", "", said))
        return Mark(represents=re.sub(r"^the\s+", "", said))
    if match := _ATTENDS.fullmatch(plain):
        who = first_name(match.group("who"))
        return Mark(deputy=who) if who else None
    return None


def first_name(text: str) -> str | None:
    """The person's name that a text is, or that it begins with before a mark."""
    part = re.split(r"\s*[,;(]|\s+[–—-]\s+|\s+(?:who|and|from|of|as|at)\s+", text.strip(), maxsplit=1)[0].strip()
    return full_name(part)
