"""Money as sentences state it: who funds whom, with the sum where one is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.candidates import Candidate
from ingest.extract.funded import read_funded
from ingest.extract.instruments import owner_in
from ingest.extract.money_words import period, pounds
from ingest.extract.rules import read, rule
from ingest.extract.sentences import Sentence
from ingest.extract.signs import BEING, NAME, THEN, one, some
from ingest.sieve import Sieved

TRIGGER = Sieved(r"fund|£|grant|financ|invest|contribut")
_S, _O = some("OBGA", "s"), some("OBGA", "o")
_SUM = r"£ ?[\d,.]+(?: ?(?:k|K|m|million|thousand))?"
_OF_MONEY = (
    rf"(?:a |an |the |additional |further |external |specific |annual |core |one-off |match(?:ed)? |"
    rf"pan-London |new |some |total |grant |project |government |financial |of |up to |over |more than "
    rf"|around |approximately |{_SUM} |three-year |two-year |multi-year |recurrent |non-recurrent )*"
)
_MONEY = (
    rf"(?:{_OF_MONEY}(?:funding|grants?|money|investment|funds|contributions?|award|{_SUM})(?: award| "
    rf"funding| contribution| grant)?(?: (?:of|totalling|worth) {_SUM})?)"
)
_FOR = rf"(?: (?:for|in|during|over|per|a|to|each) [^{NAME};.]{{1,60}}?)?"

RULES = (
    rule(
        "FUNDS",
        rf"[Ff]unding (?:provided |received |secured )?(?:from|by) {_S} (?:(?:has|have|had|also) )*(?:enabled|supported|"
        rf"allowed|paid for|funded) "
        rf"(?:the )?(?:(?:delivery|continuation|expansion|development|running|launch) of )?{some('G', 'o')}",
        0.85,
        anywhere=True,
    ),
    rule("FUNDS", rf"{_S}{THEN}(?:[a-z ]{{0,40}}?)?as an? (?:\w+ )?funder (?:to|of|for) {some('OBG', 'o')}", 0.85),
    rule(
        "FUNDS",
        rf"{some('OBG', 'o')}{BEING}(?:jointly |part[- ]|fully |also |wholly |partly |match[- ]|co-?|"
        rf"currently |(?:commissioned|supported|established) and |originally |externally )*(?:funded|"
        rf"financed)(?: and [a-z]+)?(?: (?:in part|jointly|{_SUM}|until [\w ]+|for [\w ]+? years))?(?: "
        rf"(?:by|from|through) ){_S}",
        0.9,
        anywhere=True,
    ),
    rule(
        "FUNDS",
        rf"{some('OBG', 'o')} \((?:jointly |part[- ])?funded (?:\w+ )?(?:by|through|from) {_S}",
        0.9,
        anywhere=True,
    ),
    rule(
        "FUNDS",
        rf"{some('OBGA', 'o')}{THEN}(?:(?:successfully )?bid (?:to|for)|used (?:\w+ )?(?:investment|funding|money|grants?) "
        rf"from|(?:been )?successful in (?:its |their |a )?bid(?:ding)? (?:to|for)) {_S}",
        0.85,
        anywhere=True,
    ),
    rule(
        "FUNDS",
        rf"(?<! in )(?<! of )(?<! and )(?<! for )(?<! across )(?<! within )(?<! by ){some('OBGA', 'o')}\)?{BEING}(?:(?:noted|"
        rf"described|listed|reported|recorded) as )?(?:secured|received|receives?|"
        rf"awarded|obtained|having|has|had|with|attracted|been awarded|used) (?:no )?"
        rf"{_OF_MONEY}(?P<s>{one('OG')})(?:'s?)? {_OF_MONEY}(?:funding|grants?|investment)\b(?! (?:stream|bid|application|"
        rf"formula|to (?:deliver|run)))",
        0.8,
        anywhere=True,
    ),
    rule(
        "FUNDS",
        rf"{some('OBGA', 'o')} [^.;{NAME}]{{0,110}}?(?:as a result of|thanks to|supported by|made possible by|enabled by) "
        rf"[^.;{NAME}]{{0,50}}?"
        rf"(?P<s>{one('OG')})(?:'s?)? (?:funding|grants?|investment)\b",
        0.75,
        anywhere=True,
    ),
    rule(
        "FUNDS",
        rf"{some('OBG', 'o')}{BEING}(?:jointly |part[- ]|fully |mainly |largely |primarily )*(?:funded|financed|resourced|"
        rf"supported) "
        rf"(?:by|through|from|with) (?:the |annual |financial |partner |agency |multi-agency |pooled |core |statutory )*"
        rf"(?:contributions?|grants?|funding|investment|a grant|money) (?:from|by|of) {_S}",
        0.88,
        anywhere=True,
    ),
    rule(
        "FUNDS",
        rf"{_S}{THEN}(?:contribut(?:es?|ed|ing)|pays?|paid) (?:financially |jointly |equally |funding )?(?:to|towards) (?:the )?"
        rf"(?:running costs|budget|costs|funding|finances|resourcing) of (?:the )?{_O}",
        0.85,
    ),
    rule(
        "FUNDS",
        rf"{_S}{THEN}(?:contribut(?:es?|ed|ing)|pays?|paid) (?:[a-z]+ ){{0,5}}?(?:to|towards|of) "
        rf"{_O}(?:'s?)? "
        rf"(?:pooled |annual |joint )?(?:budget|funding|running costs|costs)\b",
        0.85,
    ),
    rule(
        "FUNDS",
        rf"{_S}{THEN}(?:(?:jointly |part[- ]|fully |match[- ]|co-?)?(?:funds|funded|finances|financed|fund)"
        rf") {_O}",
        0.88,
    ),
    rule(
        "FUNDS",
        rf"{_S}{THEN}(?:contribut(?:es?|ed|ing)|provid(?:es?|ed|ing)|award(?:s|ed)|gave|gives?|grant(?:s|"
        rf"ed)|allocat(?:es?|ed)|invest(?:s|ed)|donat(?:es?|ed)|pa(?:ys|id)) {_MONEY}{_FOR} (?:to|towards|"
        rf"for|in)(?: the)?(?: (?:running|costs?|work|budget|running costs|support|delivery)(?: of)?(?: "
        rf"the)?)? {_O}",
        0.88,
    ),
    rule("FUNDS", rf"{_S}{THEN}(?:award(?:s|ed)|gave|gives|grant(?:s|ed)|pa(?:ys|id)) {_O} {_MONEY}", 0.88),
    rule(
        "FUNDS",
        rf"{some('OBGA', 'o')}{BEING}(?:secur(?:es?|ed)|receiv(?:es?|ed)|obtain(?:s|ed)|(?:been )?awarded|"
        rf"granted|allocated|gain(?:s|ed)|w[oi]ns?|attract(?:s|ed)|bid for|successfully bid for) "
        rf"{_MONEY}{_FOR} (?:from|by|through|via) {_S}",
        0.9,
        anywhere=True,
    ),
    rule("FUNDS", rf"(?P<s>{one('OG')})[- ](?:funded) (?:the )?(?P<o>{one('GB')})", 0.85, anywhere=True),
    rule(
        "FUNDS",
        rf"[Ff]unding (?:for|of) {some('OBG', 'o')} (?:is|was|has been|comes?|came) (?:provided |received |"
        rf"met |secured |drawn )?(?:by|from|through) {_S}",
        0.9,
        anywhere=True,
    ),
    rule(
        "FUNDS",
        rf"{some('OBG', 'o')}{BEING}(?:in receipt of|supported by|supported through) {_MONEY} (?:from|by) "
        rf"{_S}",
        0.88,
        anywhere=True,
    ),
)


_SUPPORTS = rule("FUNDS", rf"{some('OG', 's')}{THEN}(?:supports|supported|pays for|paid for) {some('G', 'o')}", 0.78)
""" "The Examplia Fund supports the Harbour Project": money, where the subject is a fund."""


def read_funding(sentence: Sentence) -> Iterator[Candidate]:
    """FUNDS with `amount_gbp` and `period` where the sentence prints one sum, one year."""
    yield from read_funded(sentence)
    sum_, year = pounds(sentence.said.text), period(sentence.said.text)
    for found in read(sentence, (*RULES, _SUPPORTS), "funding-sentence", councils=True):
        statement = found.statement
        if found.confidence == _SUPPORTS.confidence and not statement.subject.name.endswith("Fund"):
            continue
        payer, paid = statement.subject, statement.object
        owner = owner_in(sentence.document, payer.name) if payer.label == "Programme" else None
        props = {"amount_gbp": sum_, "period": year, "via": payer.name if owner is not None else None}
        payer = owner or payer
        said = {key: value for key, value in props.items() if value is not None}
        if payer != paid:
            yield replace(found, statement=replace(statement, subject=payer, object=paid, props=said))
