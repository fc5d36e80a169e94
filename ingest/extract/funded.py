"""What money is for, where it has no name of its own: lists of services behind a colon, services that a fund created, budgets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate
from ingest.extract.money_words import period, pounds
from ingest.extract.posts import area_of
from ingest.extract.rules import as_payer, ends, whole
from ingest.extract.sentences import Sentence
from ingest.extract.signs import NAME, THEN, one, some

_SERVICE = (
    r"(?:offer|services?|projects?|programmes?|schemes?|pilots?|teams?|hubs?|initiatives?|posts?|workers?|work|centres?|"
    r"centre)"
)
_LIST = re.compile(
    rf"{some('OG', 's')}{THEN}(?:mentioned as )?(?:an? funder (?:for|of)|funds|funded|funding|supports financially) (?:a "
    rf"number of|several|"
    rf"the following|a range of|various|many)(?: [a-z-]+){{0,3}}? (?:services|projects|programmes|initiatives|posts|"
    rf"schemes)(?: [^:.;]{{0,60}})?: "
    rf"(?P<list>[^:.]{{5,400}})"
)
_CREATED = re.compile(
    rf"(?P<s>{one('G')}) to (?:create|develop|establish|set up|launch|pilot|deliver|run|introduce|open|fund|expand) (?:an?|the|its|"
    rf"our|new) "
    rf"(?:(?P<what>(?:[a-z][a-z-]+ ){{1,5}}?{_SERVICE})(?= with| to |,|\.|;| for | in | which| that| across|$)|(?:[a-z-]+ "
    rf"){{0,4}}?{_SERVICE},? "
    rf"(?:known as|called|named) (?:the )?(?P<name>[A-Z][\w'& -]*?(?: \([^()]+\))?)(?=[.,;]| (?:project|service|programme|"
    rf"which|that|to|for)\b|$))"
)
_FUNDED_PROJECT = re.compile(
    rf"\b(?:an?|the|its|their|our) (?:(?P<s>{one('OG')})|(?P<words>[A-Z][\w'&-]+(?: [A-Z][\w'&-]+){{0,4}}))[- ][Ff]unded "
    rf"(?:project|programme|service|"
    rf"pilot|scheme|initiative),? (?:called |known as |named )?(?:the )?(?P<name>[A-Z][\w'&-]+(?: (?:(?:of|and|for|the|in) "
    rf")?[A-Z][\w'&-]+){{0,5}})"
)
_TO_DELIVER = re.compile(
    rf"(?:receives?|received|has|have|had|secured|awarded) (?P<no>no )?(?:additional |further |new |any |specific "
    rf")*(?P<s>{one('OG')})(?:'s?)? "
    rf"(?:funding|grants?|investment) to (?:deliver|run|support|develop|provide) {some('G', 'o')}"
)
_OWN_BUDGET = re.compile(
    rf"\b(?:[Oo]ur|[Tt]he)(?: [\w/-]+){{0,4}} (?:budget|funding|income)(?: for \d{{4}}[/-]\d{{2,4}})? (?:is|was|comes|came|has "
    rf"been) (?:made up (?:of|from)|"
    rf"funded (?:by|through|from)|comprised of|drawn from|provided by|from|met by|contributed by) (?:the |annual |financial |"
    rf"partner |agency )*"
    rf"(?:contributions? (?:from|by) )?{some('OA', 's')}"
)
_SUM_FROM = re.compile(
    rf"\b(?:contributions?|grants?|payments?|funding) of £ ?[\d,.]+(?:k| ?million)? (?:was |were |has been )?(?:received |made "
    rf"|provided |secured )?"
    rf"(?:from|by) {some('OA', 's')}"
)
_RECEIVED = re.compile(
    rf"^(?:[\w/,-]+ ){{0,6}}?(?:[Ff]inancial |[Pp]artner |[Aa]gency |[Aa]nnual )?[Cc]ontributions (?:to (?:the|our) (?:budget|"
    rf"partnership|[{NAME}])"
    rf"(?:'s? budget)? )?(?:were|are|have been) (?:also )?(?:received|made|provided) (?:from|by) {some('OA', 's')}"
)
_PLAIN = re.compile(
    r"^(?:and |the |a |an |its |their |also |as well as )+|^to (?:address|support|fund) (?:the )?(?:shortfall in )?"
)
_TAIL = re.compile(r"[ ,;:.]+$")


def read_funded(sentence: Sentence) -> Iterator[Candidate]:
    """FUNDS of services that only the words of the sentence name, and of the document's own board."""
    text = sentence.text
    for m in _LIST.finditer(text):
        for item in re.split(r", and |, |; and |; | and (?=the )", m.group("list")):
            service = _service(sentence, item)
            for payer in ends(sentence, m, "s") if service is not None else ():
                yield _pays(sentence, payer, service, m.span(), 0.8)
    for m in _CREATED.finditer(text):
        named = m.group("name")
        made = (
            Entity("Programme", " ".join(named.split()), aliases=_inside(named))
            if named
            else _service(sentence, m.group("what"))
        )
        yield from (_pays(sentence, payer, made, m.span(), 0.8) for payer in sentence.named(m.group("s")))
    for m in _FUNDED_PROJECT.finditer(text):
        payer = (
            sentence.entities[m.group("s")] if m.group("s") else Entity("Programme", " ".join(m.group("words").split()))
        )
        yield _pays(sentence, payer, Entity("Programme", " ".join(m.group("name").split())), m.span(), 0.75)
    for m in _TO_DELIVER.finditer(text):
        for payer in sentence.named(m.group("s")):
            for paid in sentence.named(m.group("o")):
                yield _pays(sentence, payer, paid, m.span(), 0.85, denied=m.group("no") is not None)
    yield from _own_budget(sentence)


def _own_budget(sentence: Sentence) -> Iterator[Candidate]:
    body = sentence.document.body
    if body is None or body.label != "Board":
        return
    for pattern in (_OWN_BUDGET, _RECEIVED, _SUM_FROM):
        for m in pattern.finditer(sentence.text):
            if pattern is _SUM_FROM and re.match(r"[^.;]{0,20}(?: to| for| towards) ", sentence.text[m.end() :]):
                continue  # it is for something else, that is named
            if any(e.name != body.name for e in sentence.named(sentence.text[: m.start()])):
                continue  # it went to somebody else
            for payer in ends(sentence, m, "s"):
                if whole(sentence, payer, m.start("s")) and payer.name != body.name:
                    yield _pays(sentence, as_payer(payer), body, m.span(), 0.75)


def _pays(
    sentence: Sentence, payer: Entity, paid: Entity | None, span: tuple[int, int], sure: float, *, denied: bool = False
) -> Candidate:
    sum_, year = pounds(sentence.said.text), period(sentence.said.text)
    props = {key: value for key, value in {"amount_gbp": sum_, "period": year}.items() if value is not None}
    return sentence.candidate(
        payer, "FUNDS", paid or payer, method="funding-sentence", confidence=sure, span=span, props=props,
        status="negated" if denied else None,
    )  # fmt: skip


def _service(sentence: Sentence, words: str) -> Entity | None:
    """A service as the sentence names it; with its borough in front where it has no name of its own."""
    said = _TAIL.sub("", _PLAIN.sub("", words.strip()))
    own = [sentence.entities[c] for c in said if c in sentence.entities]
    if own:
        name = "".join(sentence.entities[c].name if c in sentence.entities else c for c in said)
        return Entity("Programme", name) if len(own) == 1 else None
    if (
        not 5 < len(said) < 80
        or re.search(r"\b(?:is|are|was|were|has|have|will|which|that)\b", said)
        or not re.search(_SERVICE + "$", said)
    ):
        return None
    boroughs = sentence.document.boroughs
    area = boroughs[0] if len(boroughs) == 1 else area_of(sentence.said) or _of_board(sentence)
    return Entity(
        "Programme", f"{area.name} {said}" if area is not None else said, aliases=(said,) if area is not None else ()
    )


def _of_board(sentence: Sentence) -> Entity | None:
    """The one borough whose board the sentence names."""
    names = sentence.document.names
    areas = {a for e in sentence.entities.values() if e.label == "Board" for a in names.area_in(e.name)}
    return areas.pop() if len(areas) == 1 else None


def _inside(name: str) -> tuple[str, ...]:
    short = re.sub(r" \([^()]*\)$", "", name)
    return (short,) if short != name else ()
