"""Who may become a person of the graph: professionals in governance roles, and nobody else.

A child, a victim, a relative, the subject of a review, a death, an arrest or an inquiry, and a participant quoted in research never
become a node, whatever a document prints. A name that a document marks so in one place is kept out of the whole document, also
out of the names of reviews, programmes and instruments. When in doubt a name is left out, and listed as withheld, unnamed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from graph.statements import Entity, Statement
from ingest.nearby import around, small, starting_at
from ingest.people_beside import INVOLVED, RELATIVE, YOUNG, about_one_child, beside, tells_so
from ingest.person_name import find_names, is_person_name, key_of, plain_name
from ingest.person_words import NOT_NAMES
from ingest.reading import Reading

__all__ = ["People", "Withheld", "is_person_name", "person", "withheld"]

NAMELESS_REVIEW = "Case review (name withheld)"
KEPT_OUT = "named where somebody is spoken of who is kept out"


@dataclass(frozen=True, slots=True)
class Withheld:
    """A name that is kept out of the graph: why and where, never which."""

    reason: str
    lines: tuple[int, int]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class _Mark:
    """A name marked as one of a person who is kept out. Not printed, not logged."""

    key: tuple[str, ...]
    reason: str
    place: int

    def __repr__(self) -> str:
        return f"_Mark({self.reason!r} at {self.place})"


def person(text: str) -> Entity | None:
    """The Person that a printed name stands for, without titles and letters after it; None where it is no person's name.

    The caller has found a post, a seat or a record of attendance beside it, and asks `People` whether the document keeps it out.
    """
    name = plain_name(text)
    return None if name is None else Entity("Person", name, kind="professional")


def withheld(reading: Reading) -> list[Withheld]:
    """The names of a document that are kept out, once for each place where one is marked so."""
    return People(reading).withheld


class People:
    """The rules on people, for one document."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._refused: list[Withheld] = []
        self._naming: dict[str, bool] = {}

    @cached_property
    def _marks(self) -> tuple[_Mark, ...]:
        text = self._reading.text
        kept = [i for i, letter in enumerate(text) if letter != "*"]  # emphasis may stand within a name or beside it
        return tuple(replace(mark, place=kept[mark.place]) for mark in _marks(text.replace("*", "")))

    @cached_property
    def _full(self) -> frozenset[tuple[str, ...]]:
        return frozenset(m.key for m in self._marks if len(m.key) > 1)

    @cached_property
    def _single(self) -> frozenset[str]:
        """Names of one word, and the first names of the others: enough to know the title of a review by."""
        return frozenset(m.key[0] for m in self._marks if m.key)

    @cached_property
    def _alone(self) -> frozenset[str]:
        """First names that stand alone in a list, with what keeps them out: "Tam (young person)"."""
        told = (m.key for m in self._marks if m.reason in (INVOLVED, RELATIVE, YOUNG))
        return frozenset(key[0] for key in told if len(key) == 1)

    @property
    def withheld(self) -> list[Withheld]:
        """Where the document marks a name so; and each statement that `allow` refused where it marks none."""
        marked = {n for one in self._marked for n in range(one.lines[0], one.lines[1] + 1)}
        others = {r for r in self._refused if marked.isdisjoint(range(r.lines[0], r.lines[1] + 1))}
        return sorted([*self._marked, *others], key=lambda w: (w.lines, w.reason)) if others else list(self._marked)

    @cached_property
    def _marked(self) -> tuple[Withheld, ...]:
        places = sorted({(m.place, m.reason) for m in self._marks})
        lines = [(self._reading.line_at(place), reason, place) for place, reason in places]
        paged = self._reading.paged
        return tuple(Withheld(r, (n, n), self._reading.page_at(p) if paged else None) for n, r, p in lines)

    def keeps_out(self, name: str) -> bool:
        """Whether a person of this name is kept out of this document's statements."""
        key = key_of(name)
        return any(_same_person(key, other) for other in self._full) or (len(key) == 1 and key[0] in self._single)

    def allow(self, statement: Statement) -> Statement | None:
        """The statement as it may stand in the graph; None where one of its ends or properties is kept out: `withheld` lists it."""
        if reason := self._no_governance(statement):
            self._refuse(statement, reason)
            return None
        subject, object_ = self._allow_end(statement.subject), self._allow_end(statement.object)
        if subject is None or object_ is None:
            ends = (statement.subject, statement.object)
            if any(e.label == "Person" and not is_person_name(e.name) for e in ends):
                return None  # nobody's name: nobody is withheld
            self._refuse(statement, KEPT_OUT)
            return None
        if any(self._names_one(v) for v in statement.props.values()):
            self._refuse(statement, KEPT_OUT)
            return None
        if subject is statement.subject and object_ is statement.object:
            return statement
        return replace(statement, subject=subject, object=object_)

    def _refuse(self, statement: Statement, reason: str) -> None:
        lines, page = statement.evidence.lines, statement.evidence.page
        if lines is not None:
            self._refused.append(Withheld(reason, lines, page[0] if page and self._reading.paged else None))

    def _no_governance(self, statement: Statement) -> str | None:
        """Why a statement is of a case: a property with a pseudonym, a person as a relative, a meeting about one child."""
        ends = (statement.subject, statement.object)
        texts = [v for v in statement.props.values() if isinstance(v, str)]
        if any(PSEUDONYM.search(text) for text in texts):
            return "pseudonym of a case"
        if not any(end.label == "Person" for end in ends):
            return None
        roles = [end.name for end in ends if end.label == "Role"]
        if any(self._alone.intersection(key_of(text)) for text in (*texts, *roles)):
            return KEPT_OUT
        if any(tells_so(text) for text in (*texts, *roles)):
            return "named as a relative, a child, or somebody of a case"
        if any(about_one_child(end.name) for end in ends if end.label == "Board"):
            return "named at a meeting about one child"
        return None

    def _allow_end(self, entity: Entity) -> Entity | None:
        if entity.label == "Person":
            fit = is_person_name(entity.name) and not PSEUDONYM.search(entity.name) and not self.keeps_out(entity.name)
            return entity if fit else None
        if not any(self._told(name, entity.label) for name in (entity.name, *entity.aliases)):
            return entity
        if entity.label != "Review":
            return None
        return replace(entity, name=NAMELESS_REVIEW, aliases=(), identifiers=())

    def _told(self, name: str, label: str) -> bool:
        if self._names_one(name) or (label in _TITLED and PSEUDONYM.search(name)):
            return True
        return label == "Review" and any(
            w[0].isupper() and w.casefold().removesuffix("'s").removesuffix("’s") in self._single
            for w in re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", name)
        )

    def _names_one(self, value: object) -> bool:
        if not isinstance(value, str):
            return False
        told = self._naming.get(value)
        if told is None:
            words = key_of(value)
            told = self._naming[value] = any(_within(key, words) for key in self._full)
        return told


_TITLED = ("Review", "Document", "Protocol", "Theme", "Programme", "Role", "Organisation", "Board")

PSEUDONYM = re.compile(
    # a title goes on with an article: "Safeguarding our Children A guide for …"
    r"\b(?!(?:Children|Babies|Adults|Families|People|Siblings|Twins)\s+A\s+(?!and\b)[a-z])"
    r"(?:Child(?:ren)?|Bab(?:y|ies)|Infant|Adults?|Famil(?:y|ies)|Young\s+(?:Person|People|Man|Woman|Adult)|Siblings?|"
    r"Mother|Father|Person|"
    r"Boy|Girl|Brother|Sister|Ms|Mr|Mrs|Miss|YP|Twins?|Case|Subject|Participant|Client|Patient)\s+"
    r"(?:[A-Z]{1,2}\d{0,2}|\d{1,2}|Alpha|Beta|Gamma|Delta)(?:(?:,\s*|\s*(?:and|&)\s*)[A-Z]{1,2}\d{0,2})*(?:[’']s\b)?(?![\w’'.-]*\w)"
)
"""Case pseudonyms: "Child Q", "Baby B", "Family X", "Young Person C", "Adults Y and Z"."""

_W = r"[A-ZÀ-ÖØ-Þ][^\W\d_]{1,40}(?:[’'\-‐‑][A-ZÀ-ÖØ-Þ]?[^\W\d_]{1,40}){0,3}"
_ONE = rf"(?<!\w){_W}(?!\w)(?:[ \n\t]+(?:(?:de|van|von|der|den|al|el|bin|dos|da)\s+)*{_W}){{0,3}}"
_MANY = rf"[‘'“\"]?{_ONE}[’'”\"]?(?:(?:,\s+|\s+(?:and|&)\s+|,\s+and\s+)[‘'“\"]?{_ONE}[’'”\"]?){{0,6}}"
_OF_ONE = (
    r"(?:murders?|killings?|manslaughter|homicides?|deaths?|suicides?|stabbings?|shootings?|loss|tragedy|tragedies|abduction|"
    r"disappearance|rape|abuse|arrests?|trials?|convictions?|prosecutions?|sentencing|imprisonment|detention|funeral|body|"
    r"memory|birth|strip[\s-]search(?:ing)?|assault|beating|attack)"
)
_KIN = (
    r"(?:mother|father|mum|dad|parents?|step-?(?:mother|father)|grand(?:mother|father|parents?)|sisters?|brothers?|siblings?|"
    r"twin|aunt|uncle|cousin|wife|husband|widow|daughters?|sons?|famil(?:y|ies)|carers?|killers?|murderers?|friends?)"
)
_WAS = r"(?:who\s+)?(?:was|were|is|had\s+been|have\s+been|has\s+been|been|being)\s+(?:\w+ly\s+)?"
_DONE = (
    rf"(?:{_WAS}(?:murdered|killed|stabbed|shot|strip[\s-]searched|beaten|abused|raped|assaulted|attacked|neglected|trafficked|"
    r"exploited|groomed|abducted|kidnapped|convicted|arrested|charged\s+with|sentenced|jailed|imprisoned|remanded|detained|"
    r"found\s+(?:dead|guilty|unresponsive|hanged|with|not\s+guilty|in\s+the|by)|born|pronounced|reported\s+missing|"
    r"taken\s+(?:into\s+care|to\s+hospital)|hospitalised|admitted\s+to|placed\s+(?:in|with|on)|removed\s+from|known\s+to|"
    r"the\s+(?:subject|victim)|a\s+victim|in\s+care|looked\s+after|pregnant)|"
    r"(?:died|went\s+missing|took\s+(?:his|her|their)\s+own\s+li\w+|lost\s+(?:his|her|their)\s+li\w+|suffered|"
    r"pleaded\s+guilty|disclosed))"
)
_INTO = (
    r"(?i:reviews?|inquir(?:y|ies)|inquests?|enquir(?:y|ies)|investigations?|report|SCRs?|LCSPRs?|CSPRs?|DHRs?|SARs?|"
    r"proceedings|court\s+case)\s+(?:into|in\s+relation\s+to|regarding|concerning|involving|following|about|in\s+respect\s+of)\s+"
    rf"(?:(?:the\s+)?(?:(?:tragic|sad)\s+)?(?:{_OF_ONE}|cases?|circumstances\s+of)\s+(?:of\s+)?)?"
    r"(?:both\s+|children\s+|brothers\s+|sisters\s+)?"
)
_CASE_OF = (
    r"(?i:serious\s+case\s+review|practice\s+review|rapid\s+review|homicide\s+review|safeguarding\s+adults?\s+review|"
    r"learning\s+review|SCR|LCSPR|CSPR|DHR|SAR|cases?|case\s+(?:review|study|studies))\s*(?:of|on|for|:|[-–—])\s*"
)
_INQUIRY = (
    r"(?:[’']s?)?\s+(?:(?i:public|independent|national|serious|practice|safeguarding|case)\s+)*"
    r"(?:Inquiry|Inquest|Enquiry|inquiry|inquest|[Ss]erious\s+[Cc]ase|SCR|LCSPR|DHR|SAR|[Cc]ases?)\b"
)
_AGE = (
    r",?\s*\(?(?:who\s+was\s+|was\s+)?(?i:aged?)\s+(?:only\s+|just\s+)?(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen)"
)
_VICTIM = (
    r"(?i:victims?|survivors?|deceased|murdered|the\s+late|teenagers?|toddlers?|schoolboys?|schoolgirls?|bab(?:y|ies)|infants?|"
    r"the\s+child|a\s+child|young\s+person|young\s+man|young\s+woman|perpetrators?|defendants?|suspects?|offenders?|patient|"
    r"service\s+user|care\s+leaver|boy|girl|brothers|sisters|siblings)(?:,|\s+(?:called|named|known\s+as))?\s+"
)
_NOT_REAL = (
    r"[’'”\"]?,?\s*[(\[]?(?i:not\s+(?:his|her|their|the\s+child[’']s)\s+real\s+name|(?:a\s+)?pseudonym|"
    r"names?\s+(?:has|have|had)?\s*(?:been\s+)?changed)"
)
_CALLED = r"(?:pseudonyms?|(?:referred\s+to|known)(?:\s+(?:here|in\s+this\s+\w+))?\s+as)\s+(?:of\s+)?"
_REVIEW_OF = (
    r"(?i:SCR|LCSPR|CSPR|DHR|SAR|reviews?(?:\s+(?:of|on|into))?|case(?:\s+of)?|baby|child|young\s+person)\s*[:–—-]?\s*"
)
_CRIME = "named with a death, a crime or an arrest"
_SUBJECT = "subject of a review or an inquiry"
_RELATIVE = "relative of somebody named"
_AGED = "named with an age"
_RULES = (
    (_CRIME, rf"{_OF_ONE}\s+of\s+", _MANY, "", True),
    (_CRIME, "", _MANY, rf"[’']s?\s+(?:\w+\s+)?(?:{_OF_ONE}|killers?|injuries)\b", True),
    (_CRIME, "", _MANY, rf",?\s+(?:[^.,;:\n]{{0,40}},\s+)?{_DONE}", True),
    (_SUBJECT, _INTO, _MANY, "", True),
    (_SUBJECT, _CASE_OF, _MANY, "", True),
    (_SUBJECT, r"(?:SCR|LCSPR|CSPR|DHR|SAR)s?\s+", _ONE, "", True),
    (_SUBJECT, "", rf"{_ONE}(?:\s+and\s+{_ONE})?", _INQUIRY, True),
    (_RELATIVE, rf"{_KIN}\s+of\s+", _MANY, "", True),
    (_RELATIVE, "", _MANY, rf"[’']s?\s+(?:\w+\s+)?{_KIN}\b", True),
    (_RELATIVE, rf"(?:his|her|their|whose|the\s+(?:child|victim)[’']s)\s+(?:\w+\s+)?{_KIN},?\s+", _ONE, "", True),
    (_AGED, "", _ONE, _AGE, True),
    (
        _AGED,
        "",
        _ONE,
        r"(?:,\s+|\s+\()(?:(?:[1-9]|1\d|2[0-5])(?=[,)])|\d{1,2}[\s-](?:year|month|week|day)s?\b)",
        True,
    ),
    (_AGED, r"\d{1,2}[\s-](?:year|month|week|day)s?[\s-]olds?,?\s+(?:\w+\s+)?", _ONE, "", True),
    ("victim, child or case subject", _VICTIM, _MANY, "", True),
    ("pseudonym", "", _ONE, _NOT_REAL, False),
    ("pseudonym", rf"{_CALLED}[‘'“\"]", _ONE, r"[’'”\"]", False),
    ("pseudonym", rf"{_REVIEW_OF}[‘'“\"]", _ONE, r"[’'”\"]", False),
)
"""Reason, what stands before the name or names, how they look, what stands behind, whether only what reads as a name counts."""
_BEHIND = tuple(
    (reason, re.compile(rf"\b{before}(?P<n>{name}){after}"), strict)
    for reason, before, name, after, strict in _RULES
    if before
)
_BEFORE = tuple(
    (reason, re.compile(rf"(?P<n>{name}){after}"), strict)
    for reason, before, name, after, strict in _RULES
    if not before
)
_OPENS = re.compile(
    r"\b(?=" + "|".join(before.replace("(?i:", "(?:").lower() for _, before, *_ in _RULES if before) + ")"
)
"""Where a rule of what stands before names may begin, in small letters: without regard to case it takes many times as long."""
_FOLLOWED = re.compile(
    rf"{_W}(?!\w)[’'”\"]?(?=" + "|".join(after for _, before, _, after, _ in _RULES if not before) + ")"
)
"""The end of a name that is followed by what a rule wants behind it."""

_LISTED = re.compile(r",\s+and\s+|,\s+|\s+(?:and|&)\s+")


def _marks(text: str) -> Iterator[_Mark]:
    for match in PSEUDONYM.finditer(text):
        yield _Mark((), "pseudonym of a case", match.start())
    for reason, match, strict in _matches(text):
        for key in _names_in(match["n"], strict):
            yield _Mark(key, reason, match.start("n"))
    for reason, found, place in beside(text):
        for key in _names_in(found, strict=True):
            yield _Mark(key, reason, place)


def _matches(text: str) -> Iterator[tuple[str, re.Match[str], bool]]:
    """Reason, match and strictness of each rule at each of its places."""
    places = [m.start() for m in _OPENS.finditer(small(text))]
    for reason, pattern, strict in _BEHIND:
        yield from ((reason, match, strict) for match in starting_at(pattern, text, places))
    parts = around(text, [m.end() for m in _FOLLOWED.finditer(text)], 2000)
    for reason, pattern, strict in _BEFORE:
        yield from ((reason, match, strict) for start, end in parts for match in pattern.finditer(text, start, end))


def _names_in(found: str, strict: bool) -> Iterator[tuple[str, ...]]:
    for part in _LISTED.split(found):
        plain = " ".join(part.split()).strip("‘’'“”\" ")
        plain = re.sub(r"[’']s$", "", plain)
        names = [n.name for n in find_names(plain)]
        if names:
            yield from (key_of(name) for name in names)
        elif plain and (not strict or _could_be_first_name(plain)):
            yield key_of(plain)


def _could_be_first_name(word: str) -> bool:
    plain = word.casefold()
    return (
        " " not in word and len(word) > 2 and not word.isupper() and plain not in NOT_NAMES and plain not in _BEGINNINGS
    )


_NO_NAMES = """
    figure since even once often still never always perhaps sadly tragically however please such mopac ofsted government
    parliament england covid facebook twitter instagram snapchat tiktok internet christmas easter ramadan brexit working learning
    operation
"""
_BEGINNINGS = frozenset(_NO_NAMES.split())


def _same_person(name: tuple[str, ...], marked: tuple[str, ...]) -> bool:
    if len(name) < 2:
        return False
    return (
        name == marked
        or _within(marked, name)
        or _within(name, marked)
        or (name[0], name[-1]) == (marked[0], marked[-1])
    )


def _within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[i : i + len(part)] == part for i in range(len(whole) - len(part) + 1))
