"""Rules that read one fact from one sentence: a pattern over signed text whose groups `s` and `o` are the ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from graph.ontology import ontology
from graph.statements import Entity
from ingest.candidates import Candidate
from ingest.extract.posts import council
from ingest.extract.sentences import Sentence
from ingest.extract.signs import NAME
from ingest.gazetteer import tokens
from ingest.sieve import Sieved

_WITHIN = re.compile(
    r"\b(?:of|from|at|in|with|by|to|for|on|within|under|via|through|between|across|including|into|"
    r"than|over|behind|against|alongside|regarding|about|using) "
    r"(?:(?:the|our|both|all|each|a|its|their|this) )*$"
)
_OBJECT_OF = re.compile(
    r"(?<![,;:.–—-])(?<!\b[Aa] )(?<!\b[Aa]n )(?<!\b[Tt]he )\b(?!(?:that|and|but|or|while|whilst|as|because|where|when|which|"
    r"how|so|then|"
    r"although|though|since|by|year|years|period|month|quarter|also|both|together|locally|nationally|"
    r"whereby|year's|the|our|therefore|now|currently|\d+)\b)[a-z][\w'-]* (?:(?:the|our|a|an|local|"
    r"pan-|new) ?)*$"
)
"""A word before a name that makes it the object of another verb: "to co-ordinate the B"."""
_NEW_CLAUSE = re.compile(
    r"(?: \([^()]*\))?(?:,? which| who| that)? (?:also |now |then |jointly |both |each |\w+ly )?(?:is|"
    r"are|was|were|has|have|had|will|would|can|should|must|does|meets?|provides?|works?|continues?|"
    r"leads?|"
    r"oversees?|chairs?|remains?|receives?|holds?|reports?|ensures?|supports?|delivers?|undertakes?|"
    r"agreed|attends?|monitors?|scrutinises?|commissions?|funds?)\b"
)
Props = Callable[[Sentence, "re.Match[str]"], dict[str, object]]


@dataclass(frozen=True)
class Rule:
    """`pattern` finds the ends in its groups `s` and `o`; a rule that is `mutual` states the fact both ways."""

    predicate: str
    pattern: Sieved
    confidence: float
    mutual: bool = False
    anywhere: bool = False
    """True where the subject may stand behind a preposition ("funding from A")."""
    home_subject: bool = False
    """True where the document's own body is the subject of a pattern without group `s`."""
    props: Props | None = None
    status: str | None = None


def rule(predicate: str, pattern: str, confidence: float, **how: object) -> Rule:
    """A rule of a pattern as text."""
    return Rule(predicate, Sieved(pattern), confidence, **how)  # type: ignore[arg-type]


def read(sentence: Sentence, rules: Iterable[Rule], method: str, *, councils: bool = False) -> Iterator[Candidate]:
    """What the rules find in a sentence; each pair of ends once for each predicate, by the first rule that finds it.

    `councils`: a borough that pays, buys or publishes is its council.
    """
    if len(sentence.entities) > _NAMES:
        return
    told: set[tuple[str, str, str]] = set()
    for one in rules:
        for m in one.pattern.finditer(sentence.text):
            props = one.props(sentence, m) if one.props else None
            for said_subject, said_object in _pairs(sentence, one, m):
                subject = as_payer(said_subject) if councils else said_subject
                object_ = as_payer(said_object) if councils else said_object
                key = one.predicate, subject.name, object_.name
                if one.predicate == "OVERSEES" and _ANOTHERS.match(sentence.text, m.end("o")):
                    continue  # of its risk register, not of it
                if key in told or not _allowed(one.predicate, subject, object_):
                    continue
                told.add(key)
                yield sentence.candidate(
                    subject,
                    one.predicate,
                    object_,
                    method=method,
                    confidence=min(one.confidence, _SOMEBODYS)
                    if _of_nobody(subject) or _of_nobody(object_)
                    else one.confidence,
                    span=m.span(),
                    props=props,
                    status=one.status,
                )


def _pairs(sentence: Sentence, one: Rule, m: re.Match[str]) -> Iterator[tuple[Entity, Entity]]:
    groups = m.groupdict()
    if one.anywhere and groups.get("o") and m.start("o") < m.start("s") and _not_its_verb(sentence.text, m):
        return
    body = sentence.document.body
    if one.home_subject:
        subjects = [body] if body is not None else []
    elif not one.anywhere and _bound(sentence.text[max(0, m.start("s") - 40) : m.start("s")]):
        subjects = _new_subject(sentence, m)
    else:
        subjects = ends(sentence, m, "s")
    objects = ends(sentence, m, "o") if groups.get("o") else []
    for subject in subjects:
        for object_ in objects:
            if subject != object_:
                yield subject, object_
                if one.mutual:
                    yield object_, subject
    if "o" not in groups and one.mutual:
        for subject in subjects:
            yield from ((subject, other) for other in subjects if other != subject)


def _new_subject(sentence: Sentence, m: re.Match[str]) -> list[Entity]:
    """Of "… sits on the B and the R is a member of …", matched from B on: the post R, with which a new clause begins."""
    last = re.search(rf" and the ([{NAME}])$", m.group("s"))
    entity = sentence.entities.get(last.group(1)) if last is not None else None
    begins = entity is not None and entity.label == "Role" and _NEW_CLAUSE.match(sentence.text, m.end("s"))
    return [entity] if entity is not None and begins else []


def _not_its_verb(text: str, m: re.Match[str]) -> bool:
    """True for "a duty of the B and was scrutinised by", "led by the B and overseen by": the verb is that of an earlier noun."""
    between = text[m.end("o") : m.start("s")]
    later = re.match(r"(?: \([^()]*\))?,? and (?!its |the |their )", between) or re.search(
        r" and (?:is|are|was|were|has|have|had|receive|secure|obtain|gain|hold|consider)", between
    )
    return later is not None and _WITHIN.search(text[max(0, m.start("o") - 40) : m.start("o")]) is not None


def _bound(before: str) -> bool:
    """True where the words before a name make it no subject: a preposition, or a verb whose object it is."""
    return bool(
        _WITHIN.search(before)
        or (
            _OBJECT_OF.search(before)
            and not re.search(
                r"\b(?:noted?s?|states?|said|reports?|shows?|confirms?|found|ensures?|agreed|described?s?) (?:the "
                r")?$",
                before,
            )
        )
    )


def ends(sentence: Sentence, m: re.Match[str], group: str) -> list[Entity]:
    """The entities of a group; the last is left out where "and" before it begins a new clause of which it is the subject."""
    text = m.group(group) or ""
    found = sentence.named(text)
    last = re.search(rf"(?:,| and|, and|;) (?:the |our )?[{NAME}](?: \([^()]*\))?$", text)
    if len(found) > 1 and last and m.end(group) == m.end() and _NEW_CLAUSE.match(sentence.text, m.end(group)):
        found = found[:-1]
    return [e for e in found if whole(sentence, e, m.start(group))]


def whole(sentence: Sentence, entity: Entity, start: int = 0) -> bool:
    """False where a name was cut out of a longer one: "the What [Works Centre]", "the [Home Office] Trusted Team"."""
    sign = next((c for c, e in sentence.entities.items() if e == entity and c in sentence.text[start:]), None)
    if sign is None or entity.label in {"Role", "Programme", "Review"}:
        return True
    at = sentence.text.index(sign, start)
    after = re.match(r"(?:'s)?[ -]([A-Z][a-z]+)", sentence.text[at + 1 : at + 30])
    if after and entity.label in {"Board", "Organisation", "Borough"} and sentence.text[at + 1 : at + 3] != "'s":
        return False
    before = re.search(rf"(?:^|[^\s{NAME}.:;,!?] ?)([A-Z][\w'’&-]*) $", sentence.text[:at])
    return not (before and before.start(1) > 0 and before.group(1) not in {"The", "Our", "This"}) or known(
        sentence, entity
    )


def known(sentence: Sentence, entity: Entity) -> bool:
    """True for a name of the gazetteer or of the document's own list of short forms."""
    names = sentence.document.names
    found = tokens(entity.name)
    return any(
        (hit := index.longest(found, 0)) is not None and hit[0] == len(found)
        for index in (names.own, names.gazetteer.index)
    )


_NAMES = 30
"""Names beyond which a sentence is a list that lost its marks: no verb in it is sure to be of one of them."""
_ANOTHERS = re.compile(
    rf"'s? (?!work|effectiveness|arrangements|performance|activit|response|functions?|delivery|progress|impact|practice|"
    r"safeguarding|"
    rf"compliance|approach|contribution|implementation|business\b|governance)[a-z{NAME}]"
)
_SOMEBODYS = 0.45


def _of_nobody(entity: Entity) -> bool:
    """True of a post that could be anybody's: "Chair", "Chief Executive"; which one is not told."""
    return (
        entity.label == "Role"
        and re.fullmatch(
            r"(?:Chair|Director|Manager|Officer|Chief \w+|Commander|Head|Commissioner|Superintendent|Nurse|Doctor|Governor|"
            r"Coordinator)",
            entity.name,
        )
        is not None
    )


def _allowed(predicate: str, subject: Entity, object_: Entity) -> bool:
    edge = ontology().edges[predicate]
    return subject.label in edge.sources and object_.label in edge.objects and subject.name != object_.name


def as_payer(entity: Entity) -> Entity:
    """A borough that pays, buys or publishes is its council."""
    return council(entity) if entity.label == "Borough" else entity
