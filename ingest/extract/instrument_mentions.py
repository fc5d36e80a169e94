"""Names of instruments that no last capital tells: "Missing from Care Procedures", "'Think Family' guidance".

A name runs left from the word that tells what it is (strategy, protocol, toolkit …), over capitals and the small words
between them, up to another name or the beginning of the sentence's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.resources import files

import yaml

from graph.statements import Entity
from ingest.gazetteer import Token, gazetteer, plain, tokens
from ingest.names import Mention
from ingest.phrases import with_years
from ingest.sieve import Sieved

_WORDS = yaml.safe_load(files("ingest").joinpath("instruments.yaml").read_text(encoding="utf-8"))
_KINDS: dict[str, str | None] = {
    word: None if kind == "unspecified" else kind for kind, words in _WORDS["heads"].items() for word in words
}
_NEEDS_CAPITAL, _NEEDS_TWO, _SMALL, _NEVER_IN, _NOT_FIRST = (
    frozenset(_WORDS[name]) for name in ("capital", "two_words", "small", "never_inside", "never_first")
)
_HEAD = Sieved(rf"\b(?P<head>{'|'.join(_KINDS)})\b(?!['’-])", re.I)
_OF = Sieved(
    r"\b(?P<name>(?:Golden Rules|Rules|Thresholds?|Levels|Continuum|Code|Memorandum|Principles|Standards|"
    r"Pledge|Charter|Concordat|"
    r"Model|Statement) of (?P<rest>[A-Z][\w-]+(?:(?: and| for)? [A-Z][\w-]+)*))"
)
_TITLED = Sieved(
    r"\b(?:guidance|policy|protocol|procedures?|toolkit)(?: document)?(?: on| for| entitled| called|:|,) ['‘“\"]?"
    r"(?P<name>[A-Z][\w'’-]+(?:(?:,| and| to| in| of| for|, and)* [A-Z][\w'’-]+)+ ?\((?:19|20)\d\d\))"
)
_CLOSED_BY = {"'": "' ", "‘": "’ ", "“": "” ", '"': '" '}
_JOIN = re.compile(r"[ \t\u00a0]+|-|–|‑|/|[ ]?\(|\)[ ]?|[ ]?['‘“\"]|['’”\"][ ]")
_BODY_S = re.compile(
    r"(?:Council|Board|Partnership|Trust|Government|Service|Group|Committee|Department|Force|borough|"
    r"Borough|City)['’]s$"
)
"""A word that says whose an instrument is, and is no part of its name."""
_PLACE_S = re.compile(r"(?P<place>[A-Z][\w &-]{2,30}?)['’]s (?=[A-Z\d])")
_CODE_OF = re.compile(r" of (?:Practice|Conduct)\b")
_FRONT_S = re.compile(
    r"(?:Safeguarding )?(?:Council|Board|Partnership|Trust|Government|Borough|Authority)['’]s (?:\d{4}\S* )?(?=[A-Z])"
)
_GENERIC = re.compile(
    r"(?:child protection|child in need|care|ehc|pathway) plans?$|"
    r"^(?:(?:child(?:ren)? (?:protection|in need)|child|care|action|safety|education,? health and care|"
    r"ehc|pathway|project|work|support|"
    r"training|recovery|improvement|business|delivery|strategic|risk|team|personal education|"
    r"individual|lesson|safeguarding|school|national|early help|family|multi-agency|"
    r"implementation) (?:plans?|polic(?:y|ies)|procedures?|documents?|models?|tools?|guidance|strategy|"
    r"strategies|framework|protocols?)|policies and procedures|working together)$",
    re.I,
)


def instrument_mentions(text: str, named: Sequence[Mention]) -> list[Mention]:
    """The instruments of a sentence that `named` has not, or has without their beginning; in order, none over another."""
    found: list[Mention] = []
    words: list[Token] | None = None
    for m in _HEAD.finditer(text):
        words = tokens(text) if words is None else words
        made = _behind(text, words, m, named)
        if made is not None:
            found.append(made)
    found += _of(text, named)
    found += _described(text, named)
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda n: n.start - n.end):
        if all(mention.end <= k.start or k.end <= mention.start for k in kept):
            kept.append(mention)
    return sorted(kept, key=lambda n: n.start)


def merged(text: str, named: Sequence[Mention]) -> list[Mention]:
    """The names of a sentence with its instruments' full names in place of what was found of them."""
    named = [part for n in named for part in _without_owner(text, n)]
    more = instrument_mentions(text, named)
    kept = [n for n in named if all(n.end <= i.start or i.end <= n.start for i in more)]
    return sorted([*kept, *more], key=lambda n: n.start)


def _without_owner(text: str, mention: Mention) -> list[Mention]:
    """ "Council's Early Help Strategy" is the "Early Help Strategy": whose it is stands before the name, or is a name itself."""
    if mention.entity.label != "Protocol" or mention.entity.aliases:
        return [mention]
    front = _FRONT_S.match(text, mention.start, mention.end)
    place = _PLACE_S.match(text, mention.start, mention.end)
    borough = gazetteer().boroughs.get(plain(place.group("place"))) if place is not None else None
    if place is not None and borough is not None:
        rest = Mention(place.end(), mention.end, _renamed(text, place.end(), mention))
        return [Mention(mention.start, place.end("place"), borough), rest]
    if front is None:
        return [mention]
    return [Mention(front.end(), mention.end, _renamed(text, front.end(), mention))]


def _renamed(text: str, start: int, mention: Mention) -> Entity:
    return replace(mention.entity, name=" ".join(text[start : mention.end].split()))


def _of(text: str, named: Sequence[Mention]) -> Iterator[Mention]:
    for pattern in (_OF, _TITLED):
        for m in pattern.finditer(text):
            start, end = m.span("name")
            front = next((n for n in named if n.end + 1 == start and n.entity.label == "Borough"), None)
            if front is not None and pattern is _OF:
                start = front.start
            if all(
                end <= n.start or n.end <= start or n.entity.label == "Protocol" or n is front for n in named
            ) and not any(n.start <= start and end <= n.end for n in named):
                yield Mention(start, end, _entity(text[start:end], "guidance" if pattern is _TITLED else None))


def _described(text: str, named: Sequence[Mention]) -> Iterator[Mention]:
    """What is made, and told by what it is for: "wrote a new policy for London on bathing"; "Home Office guidance"."""
    for m in _FOR.finditer(text):
        name = re.sub(r"\bproviding for\b", "for", " ".join(m.group("name").split()))
        if not any(n.entity.label == "Protocol" and n.start < m.end("name") and m.start("name") < n.end for n in named):
            yield Mention(*m.span("name"), _entity(name, _KINDS.get(m.group("head").casefold())))
    for n in named:
        if n.entity.label == "Organisation" and n.entity.kind != "council":
            own = _BARE.match(text, n.end)
            if own is not None:
                short = text[n.start : n.end].removesuffix("'s").removesuffix("’s")
                kind = "guidance" if own.group("what") == "guidance" else "protocol"
                yield Mention(*own.span("what"), _entity(f"{short} {own.group('what')}", kind))


_MAKING = (
    r"\b(?:developed|produced|published|issued|created|refreshed|revised|updated|launched|introduced|"
    r"drafted|devised|agreed|"
    r"develops?|produces?|publish(?:es)?|issues?|create|refresh|revise|update|launch|draft|agree|developing|producing|"
    r"drafting|refreshing|has|have|had)(?: and [a-z]+)?"
)
_FOR = Sieved(
    rf"{_MAKING} (?:an? |the |its |their |our )(?:well-developed |clear |robust |bespoke |comprehensive |"
    rf"defined |single )*"
    r"(?P<name>(?:(?!(?:of|for|in|on|to|and|with|by|at|as|that|which|number|set|series|range|"
    r"draft)\b)[A-Za-z][\w-]* ){0,3}"
    r"(?P<head>strategy|protocol|policy|framework|charter|vision|guidance|toolkit|pathway|agreement) "
    r"(?:(?<!guidance )for|on|around|regarding|relating to|in relation to|providing for) [^,.;:()]{8,110}?)"
    r"(?= (?:which|that|who|and (?:is|was|are|were|has|have|will|to|also|began|made|took|led|set|"
    r"[a-z]+(?:ed|ing))|has|have|is|"
    r"are|was|were|will|with|both|by|so|including|alongside|to "
    r"(?:be|help|support|ensure|"
    r"set|make|give|provide)|in (?:\d|line|response|partnership|order)|during|following|from)\b|[,.;:(]|$)"
)
_BARE = re.compile(
    r"(?:['’]s?)? (?:\w+ )?(?P<what>guidance|policy)\b(?! (?:group|officer|team|lead|and "
    r"practice|network|document|makers?)| on [A-Z])"
)


def _behind(text: str, words: list[Token], m: re.Match[str], named: Sequence[Mention]) -> Mention | None:
    head = m.group("head")
    low = head.casefold()
    if low in _NEEDS_CAPITAL and not head[0].isupper():
        return None
    at = next((i for i, t in enumerate(words) if t.start <= m.start() < t.end), None)
    if at is None or words[at].text.casefold() != low:
        return None
    covering = next((n for n in named if n.start <= m.start() < n.end), None)
    if covering is not None and covering.entity.label != "Protocol":
        return None
    following = words[at + 1] if at + 1 < len(words) else None
    if following is not None and following.gap == " " and following.capital and head[0].isupper() and covering is None:
        return None
    first = _leftmost(words, at, named, covering)
    if first is None:
        return None
    start = words[first].start
    if covering is not None and start >= covering.start:
        return None
    quote = text[start - 1 : start] if start else ""
    if quote and quote in _CLOSED_BY and _CLOSED_BY[quote] in text[start : m.start()]:
        start -= 1
    name_words = words[first:at]
    capitals = [t for t in name_words if t.capital]
    if len(capitals) < (2 if low in _NEEDS_TWO or (start == 0 and not head[0].isupper()) else 1):
        return None
    if low == "code":
        of = _CODE_OF.match(text, m.end())
        if of is None:
            return None
        return Mention(start, with_years(text, of.end()), _entity(text[start : with_years(text, of.end())], "guidance"))
    end = with_years(text, m.end()) if covering is None else max(covering.end, m.end())
    name = text[start:end]
    if name.count("(") != name.count(")"):
        return None
    dated = re.fullmatch(r"(.+ \((?:19|20)\d\d\)) guidance", name)
    entity = _entity(dated.group(1) if dated else name, _KINDS[low])
    if _GENERIC.search(entity.name):
        return None
    return Mention(start, end, entity)


def _leftmost(words: list[Token], at: int, named: Sequence[Mention], covering: Mention | None) -> int | None:
    """The first word of the name that ends at word `at`; None where nothing of a name stands before it."""
    first = at
    while first > 0:
        here, before = words[first], words[first - 1]
        barrier = next((n for n in named if n is not covering and n.start < before.end and before.start < n.end), None)
        if barrier is not None:
            opens = (
                barrier.entity.label == "Borough" and _JOIN.fullmatch(here.gap) and before.text[-2:] not in {"'s", "’s"}
            )
            if opens and first < at and here.text.casefold() not in _SMALL:
                first = next(i for i, t in enumerate(words) if t.end > barrier.start)
            break
        comma = here.gap.startswith(",") and here.gap.strip() == ","
        if comma and not (before.capital and _listed(words, first, at)):
            break
        if not comma and not _JOIN.fullmatch(here.gap):
            break
        low = before.text.casefold()
        if low in _NEVER_IN and not before.capital:
            break
        if low in _SMALL and not before.capital:
            if first < 2 or not words[first - 2].capital or first == at or not _JOIN.fullmatch(before.gap):
                break
            if words[first - 2].text.casefold() in _NOT_FIRST or not here.capital:
                break
            if low in {"and", "&", "or"} and words[first - 2].text.casefold() in _KINDS:
                break
        elif not before.capital:
            if first < 2 or before.gap != "-" or not words[first - 2].capital:
                break
            first -= 2  # "Multi-agency"
            continue
        elif (
            low in _KINDS
            or _BODY_S.search(before.text)
            or (before.text.isdigit() and here.gap.startswith(")") and first < at)
        ):
            break
        first -= 1
    while first < at and (words[first].text.isdigit() or words[first].text.casefold() in _NOT_FIRST | _SMALL):
        if words[first].text == "No" and first:
            break  # "a No Need to Exclude protocol"
        first += 1
    return first if first < at else None


def _listed(words: list[Token], first: int, at: int) -> bool:
    """True inside "Searching, Screening and Confiscation guidance": "and" stands between the comma and the head."""
    between = [t.text.casefold() for t in words[first:at]]
    return ("and" in between or "&" in between) and at - first <= 8


def _entity(name: str, kind: str | None) -> Entity:
    return Entity("Protocol", " ".join(name.split()), kind=kind)
