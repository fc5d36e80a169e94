"""Who reports to whom: reports given, received, presented and sent, matters escalated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.candidates import Candidate
from ingest.extract.notifications import notified
from ingest.extract.rules import read, rule
from ingest.extract.sentences import Sentence
from ingest.extract.signs import NAME, THEN, one, some
from ingest.sieve import Sieved

TRIGGER = Sieved(
    r"report|escalat|update|feeds?\b|fed\b|briefing|shared with|taken to|notif|submit|present|sent to|assurance|findings"
)
_S, _O = some("OBRU", "s"), some("OBR", "o")
_HOW = (
    r"(?:back|directly|regularly|formally|annually|quarterly|monthly|weekly|upwards?|jointly|"
    r"routinely|independently|bi-?annually|twice a year|every \w+(?: \w+)?|once a \w+|on a \w+ basis|"
    r"at (?:each|every) meeting|in turn)"
)
_WHAT = (
    r"(?: (?:back|significant|its|their|the|on|findings|progress|performance|outcomes?|any|issues|risks?|activity|"
    r"concerns|regularly|and|of|work|significant|key|main|emerging|by|exception|against|data|learning|"
    r"[a-z]+ly)){0,8}"
)
_A_REPORT = (
    r"(?:an?|the|its|their|regular|annual|quarterly|monthly|six[- ]monthly|bi-?annual|written|formal|"
    r"detailed|progress|two|three|several|verbal|joint|performance|highlight|update|assurance|summary|exception|"
    r"independent|scrutiny|assessment|agency|activity|data|status|and|yearly|half[- ]yearly|verbal) "
)
_REPORT = rf"(?:{_A_REPORT})*(?:reports?|updates?|briefings?)(?: (?:and|or) (?:{_A_REPORT})*[a-z]+)?"
_ON = rf"(?: (?:on|about|of|regarding|detailing|setting out|covering) [^{NAME};.]{{2,90}}?)?"

_GIVEN = (
    r"(?:shared with|reported (?:back )?(?:in)?to|escalated to|fed (?:back )?(?:in)?to|presented to|taken to|submitted to|"
    r"sent to|provided to|forwarded to)"
)
_FINDINGS = (
    r"(?:[Ff]indings|[Ll]earning|[Tt]hemes|[Ii]ssues|[Oo]utcomes?|[Cc]oncerns|[Ii]nformation|[Uu]pdates?|[Rr]isks|[Mm]inutes|"
    r"[Rr]ecommendations|"
    r"[Pp]rogress|[Dd]ata|[Ii]ntelligence|[Tt]rends|[Ee]xceptions|[Rr]eports?)"
)
_OUR = (
    r"(?:(?:\d{4}[/-]\d{2,4}|[Ss]afeguarding|[Cc]hildren|[Aa]dults|[Pp]artnership(?:'s)?|[Bb]oard(?:'s)?|SCP|LSCP|first|final|"
    r"draft|full|"
    r"statutory|joint|published) )*"
)
_RAPID = r"\b[Rr]apid [Rr]eviews?(?: [Rr]eports?)?(?: [^.;]{0,90}?)?"
_BE = (
    r"(?:is|are|was|were|has been|have been|will be|must be)(?: (?:also|then|formally|subsequently|routinely|regularly|and|"
    r"now|all|each))*"
)

RULES = (
    rule(
        "REPORTS_TO",
        rf"{_FINDINGS}(?: (?:and|or) [a-z]+(?: [a-z]+)?)?(?: [a-z-]+){{0,3}} (?:from|of|identified by|raised by) "
        rf"{some('OBR', 's')} {_BE} {_GIVEN} {_O}",
        0.88,
        anywhere=True,
    ),
    rule(
        "REPORTS_TO",
        rf"(?P<s>{one('OB')})'s? (?:[a-z-]+ ){{0,3}}?(?:decisions?|outcomes?|findings|analysis|data|performance|work|progress|"
        rf"minutes)"
        rf"(?: [^{NAME}.;]{{0,70}}?)? {_BE} {_GIVEN} {_O}",
        0.85,
    ),
    rule(
        "REPORTS_TO",
        rf"{_RAPID} (?:{_BE} )?(?:submitted|sent|shared|forwarded|returned|provided)(?: \w+)? (?:to|with) {some('B', 'o')}",
        0.8,
        home_subject=True,
    ),
    rule(
        "REPORTS_TO",
        rf"\b(?:[Tt]his|[Tt]he|[Oo]ur|[Aa]n?) {_OUR}[Aa]nnual [Rr]eport(?: (?:for )?\d{{4}}[/-]\d{{2,4}})? "
        rf"(?:\([^()]*\) )?(?:is|was|were|has "
        rf"been|will be|will also be|must be)(?: \w+)? (?:considered|received|scrutinised|noted|discussed|endorsed|reviewed|"
        rf"tabled|shared)"
        rf"(?: [a-z]+)? (?:by|at|with) {some('OB', 'o')}",
        0.85,
        home_subject=True,
    ),
    rule(
        "REPORTS_TO",
        rf"{some('B', 'o')}{THEN}(?:receives?|received|considers?|considered|noted?|welcomed|endorsed|scrutinised|reviewed|"
        rf"discussed)(?: and \w+)? "
        rf"(?:the |an? )?(?:draft |latest |\d{{4}}[/-]\d{{2,4}} )*{some('OB', 's')}(?:'s?)? (?:\d{{4}}[/-]\d{{2,4}} )?(?:draft "
        rf")?[Aa]nnual [Rr]eport",
        0.88,
        anywhere=True,
    ),
    rule(
        "REPORTS_TO",
        rf"{_S}{THEN}(?:submits?|submitted|referr(?:ed|s)|sent|returned|presented) (?:an?|the|its|their|this|all|\d+|[a-z]+) "
        rf"(?:{one('OBPV')}(?:'s?)? )?[^{NAME}.;]{{3,60}}?(?:forms?|referrals?|reports?|returns?|cases?|self-assessments?|"
        rf"audits?)[’'\"]? (?:directly )?to {_O}",
        0.85,
    ),
    rule(
        "REPORTS_TO",
        rf"{_S}{THEN}should (?:also )?(?:refer|submit|present|send|take|escalate) (?:this|the|its|their) (?:\w+ )?(?:report|"
        rf"findings|learning|matter|issue) to {_O}",
        0.82,
        status="planned",
    ),
    rule(
        "REPORTS_TO",
        rf"{_S} (?:[^{NAME}.;]{{0,120}}?,? )?(?:to |which )?(?:provid(?:es?|ed|ing)|gives?) (?:regular |robust |ongoing |"
        rf"independent )*assurance(?: and [a-z]+)? to {some('B', 'o')}",
        0.8,
    ),
    rule(
        "REPORTS_TO",
        rf"{some('OB', 's')} (?:notified|has notified|have notified|alerted|informed) {some('B', 'o')} of\b",
        0.8,
    ),
    rule(
        "REPORTS_TO",
        rf"{_S}{THEN}(?:reports?|reported|reporting)(?:,? {_HOW})*{_WHAT}(?: {_HOW})* (?:(?:in)?to|via|through) {_O}",
        0.9,
    ),
    rule(
        "REPORTS_TO",
        rf"{_S}{THEN}(?:provides?|provided|submits?|submitted|gives?|makes?|presents?|presented|produces?|"
        rf"takes?|brings?|sends?|required to (?:provide|submit|present)|submit|provide|present) "
        rf"{_REPORT}{_ON} (?:directly )?to {_O}",
        0.9,
    ),
    rule(
        "REPORTS_TO",
        rf"{some('OBR', 'o')}{THEN}(?:receives?|received|receiving|considers?) {_REPORT}{_ON} (?:directly )"
        rf"?from {_S}",
        0.9,
        anywhere=True,
    ),
    rule(
        "REPORTS_TO",
        rf"{some('OBU', 's')}(?:'s?)? (?:\d{{4}}[/-]\d{{2,4}} )?(?:{_A_REPORT})*[Rr]eports?(?: (?:for )"
        rf"?\d{{4}}[/-]\d{{2,4}})? (?:is|are|was|were|has been|have been|will be|must be)(?: (?:also|then|"
        rf"formally|subsequently|annually|published and))* (?:presented|submitted|sent|provided|taken|"
        rf"reported|shared|made available)(?: [a-z]+){{0,3}}(?: in [A-Z][a-z]+(?: \d{{4}})?)? (?:to|with) {_O}",
        0.88,
    ),
    rule(
        "REPORTS_TO",
        rf"\b(?:[Tt]his|[Tt]he|[Oo]ur|[Aa]n) [Aa]nnual [Rr]eport (?:(?:is|was|has been|will be|must be)(?: "
        rf"\w+)? )?(?:presented|submitted|sent|provided|taken|reported) (?:annually )?to {_O}",
        0.85,
        home_subject=True,
    ),
    rule(
        "REPORTS_TO",
        rf"{_S}{THEN}(?:escalates?|escalated|escalating|refers? (?:issues|risks|concerns|matters)(?: "
        rf"[a-z]+)*)(?: (?:any|key|its|their|these|significant|unresolved|strategic|serious|emerging|"
        rf"issues?|risks?|concerns?|matters?|themes?|barriers|and|or|of|where necessary))* to {_O}",
        0.88,
    ),
    rule(
        "REPORTS_TO",
        rf"{_S}{THEN}(?:feeds?|feeding) (?:directly |back |up )?(?:issues |information |learning )?(?:in)"
        rf"?to {_O}",
        0.6,
    ),
    rule(
        "REPORTS_TO",
        rf"{some('OB', 'o')}{THEN}(?:receives?|received|considers?|considered|noted?|discussed|heard) {_REPORT}{_ON} (?:of|by) "
        rf"{some('R', 's')}",
        0.85,
        anywhere=True,
    ),
    rule(
        "REPORTS_TO",
        rf"{_S}{THEN}(?:produces?|produced|publish(?:es|ed)|prepares?|prepared|writes?|compiles?) {_REPORT}{_ON},? (?:which|"
        rf"that|and this) {_BE} {_GIVEN} {_O}",
        0.88,
    ),
    rule(
        "REPORTS_TO",
        rf"{some('B', 'o')}{THEN}(?:receives?|received|considers?|considered|noted?|scrutinised|discussed|endorsed|reviewed) "
        rf"(?:the|our|this) "
        rf"{_OUR}[Aa]nnual [Rr]eport\b",
        0.8,
        home_subject=True,
    ),
    rule(
        "REPORTS_TO",
        rf"{_S} (?:(?:has|have|also|then) )*(?:updated|briefed) {some('B', 'o')} (?:on|about|regarding)\b",
        0.8,
    ),
    rule(
        "REPORTS_TO",
        rf"(?:notified|reported|escalated|submitted|referred) to {some('B', 'o')} by {some('OB', 's')}",
        0.82,
        anywhere=True,
    ),
    rule(
        "REPORTS_TO",
        rf"{some('B', 's')} [^{NAME};.]{{0,80}}?\b(?:any |key |strategic |significant |emerging )*(?:issues|risks|concerns|"
        rf"themes|matters|learning) "
        rf"(?:is|are|being|will be) (?:\w+ly )?(?:escalated|reported|referred|fed(?: back| up)?) (?:in)?to {some('B', 'o')}",
        0.8,
    ),
    rule(
        "REPORTS_TO",
        rf"{some('OB', 's')}{THEN}(?:submits?|submitted|sent|sends) (?:\w+ ){{0,3}}?[Rr]apid [Rr]eviews?(?: reports?)? to "
        rf"{some('B', 'o')}",
        0.85,
    ),
    rule(
        "REPORTS_TO",
        rf"{some('OB', 's')}{THEN}(?:reporting|reports?) (?:line|lines) (?:is |are |run )?(?:in)?to {_O}",
        0.85,
    ),
    rule(
        "REPORTS_TO",
        rf"(?:[Ii]ssues|[Rr]isks|[Cc]oncerns|[Mm]atters)(?: [a-z]+){{0,3}} escalated (?:from|by) {_S} to "
        rf"{_O}",
        0.88,
        anywhere=True,
    ),
)


_DONE = r"(?:presented|submitted|taken|reported|sent|shared|tabled)(?: [a-z]+)? (?:to|with|at)"
_THIS_REPORT = tuple(
    rule("REPORTS_TO", rf"^(?:The|This) (?:annual )?report {before}(?:{when})(?: also| then| formally)? {_DONE} {_O}", 0.82,
         home_subject=True, status=status)
    for before in ("", r"(?:is|was|has been|will be) [^.;]{0,120}? and ")
    for when, status in (("is|was|has been", "asserted"), ("will be|will also be|is to be", "planned"))
)  # fmt: skip
_ANNUAL_TITLE = re.compile(r"\bannual report\b", re.I)


def read_reporting(sentence: Sentence) -> Iterator[Candidate]:
    """REPORTS_TO."""
    yield from read(sentence, RULES, "reporting-sentence")
    yield from notified(sentence)
    if sentence.document.kind == "annual report" or _ANNUAL_TITLE.search(
        " ".join(sentence.document.headings(sentence.said.block)[:1])
    ):
        yield from read(sentence, _THIS_REPORT, "reporting-sentence")
