"""Patterns of sentences that tell whose an instrument is, who is bound by it and what it requires."""

from __future__ import annotations

from ingest.extract.rules import rule
from ingest.extract.signs import BEING, NAME, THEN, one, some

_S, _P = some("OBUA", "s"), some("P", "o")
NEW = (
    r"(?:(?:new|own|revised|updated|refreshed|draft|joint|multi-agency|published|current|existing|"
    r"local|first|latest|annual|overarching|shared|simple|single|three-year|five-year|ten-year|"
    r"statutory|final|bespoke|clear|robust|comprehensive|defined|well-developed|supplementary|bold|detailed|live|"
    r"guidance on|policy on|an updated version of|"
    r"\d{4}(?:[/-]\d{2,4})?|a|an|the|its|their|this|our|and|supporting|accompanying|of) ,?)*"
)
_MADE = (
    r"(?:published|publishes|developed|produced|produces|issued|issues|launched|launches|refreshed|"
    r"revised|updated|created|wrote|written|co-produced|drafted|reviewed|authored|introduced|devised|"
    r"prepared|formulated|"
    r"relaunched|re-launched|finalised|completed)"
)
_MAKE = (
    r"(?:develop|produce|create|publish|write|prepare|update|refresh|revise|review|draft|launch|"
    r"introduce|design|deliver|maintain)"
)
_TO = rf"{NEW}(?:{one('OBUA')}'?s? )?{NEW}"
"""What may stand between a verb and the instrument, whose it is included: "the ESCP's revised"."""

OWNED = (
    rule("OWNS_PROTOCOL", rf"(?P<s>{one('OBUA')})'s? {NEW}(?P<o>{one('P')})", 0.85, anywhere=True, status="asserted"),
    rule(
        "OWNS_PROTOCOL",
        rf"(?P<s>{one('OBU')}) ?[—–-]? ?(?:(?:new|revised|updated|draft|joint|\d{{4}}(?:[/-]\d{{2,4}})?) )"
        rf"*(?P<o>{one('P')})",
        0.82,
        anywhere=True,
    ),
    rule(
        "OWNS_PROTOCOL",
        rf"{_S}{THEN}(?:also |recently |successfully |jointly )*{_MADE}(?: and [a-z]+)? {NEW}{_P}",
        0.85,
    ),
    rule(
        "OWNS_PROTOCOL",
        rf"{_P}{BEING}(?:published|issued|developed|produced|launched|led|owned|written|created|drafted|"
        rf"co-produced|authored|hosted|maintained|updated|devised|prepared|revised|refreshed|released|introduced|"
        rf"commissioned|formulated|relaunched)(?: and [a-z]+)?(?: in \w+(?: \d{{4}})?| in \d{{4}}| "
        rf"jointly)* by (?:the )?{some('OBUA', 's')}",
        0.87,
        anywhere=True,
    ),
    rule(
        "OWNS_PROTOCOL",
        rf"{_S}{THEN}(?:owns?|leads? on|leads?|(?:have|has) (?:lead |overall )?responsibility for|"
        rf"maintains?|responsible for (?:the )?(?:publishing|producing|"
        rf"developing|development of|publication of|leading)) {NEW}{_P}",
        0.82,
    ),
    rule(
        "OWNS_PROTOCOL",
        rf"(?P<o>{one('P')})(?:: [^.;]{{5,120}}?)?['’\"”]? \((?P<s>{one('OBU')}),? (?:\d{{4}}\w?|no date|n\.? ?d\.?)\)",
        0.85,
        anywhere=True,
    ),
    rule(
        "OWNS_PROTOCOL",
        rf"{_S}(?: [^;.{NAME}]{{1,70}}?)? (?:work(?:ed|ing|s)?|came together|joined) [^;.{NAME}]{{0,50}}?to {_MAKE}"
        rf"(?: and [a-z]+)? {NEW}{_P}",
        0.82,
    ),
    rule(
        "OWNS_PROTOCOL",
        rf"^[^;.{NAME}]{{0,60}}{_S} (?:has |have )?\w+ed [^;.]{{3,110}}? and (?:has |have )?{_MADE} {NEW}{_P}",
        0.8,
    ),
    rule(
        "OWNS_PROTOCOL",
        rf"{_S}{THEN}(?:also )?(?:has|have|had) {NEW}{_P}(?! (?:in place )?(?:for|of) (?:each|every))",
        0.75,
    ),
    rule(
        "OWNS_PROTOCOL",
        rf"{_S} [^;.{NAME}]{{5,130}}? (?:resulting in|leading to|led to|culminating in|including|through|resulted in) "
        rf"the (?:joint )?(?:development|production|publication|launch|introduction|creation|refresh) of {NEW}{_P}",
        0.76,
    ),
    rule(
        "OWNS_PROTOCOL",
        rf"(?P<s>{one('A')}) [^;.{NAME}]{{5,130}}? (?:resulting in|leading to|led to|culminating in|"
        rf"including|through|resulted in) "
        rf"the (?:joint )?(?:development|production|publication|launch|introduction|creation|refresh) of {NEW}{_P}",
        0.76,
        anywhere=True,
    ),
    rule(
        "OWNS_PROTOCOL",
        rf"{_S}(?:'s?)? (?:development|production|publication|launch|introduction|creation|refresh|review|revision) of "
        rf"{NEW}{_P}",
        0.78,
        anywhere=True,
    ),
    rule(
        "OWNS_PROTOCOL",
        rf"{_P}{BEING}(?:can be (?:found|accessed|downloaded|viewed|read)|available|published|accessible|"
        rf"hosted|uploaded)"
        rf"(?: to (?:download|view|all)[^;.{NAME}]{{0,30}})?(?: \w+)? (?:on|at|from|via|through|to) "
        rf"(?:the |our )?{some('OBU', 's')}(?:'s?)? (?:web ?site|web ?pages?|site)",
        0.85,
        anywhere=True,
        status="asserted",
    ),
)
AGREED = (
    rule(
        "OWNS_PROTOCOL",
        rf"{some('B', 's')}{THEN}(?:agreed|approved and published) (?:an? |its |their "
        rf")(?:new |revised |updated |joint )*{_P}",
        0.74,
    ),
)
PLANNED = (
    rule(
        "OWNS_PROTOCOL",
        rf"{_S}{THEN}(?:(?:\w+ )?(?:intends?|plans?|aims?|needs?|working|work|agreed|seeking|committed)? "
        rf"?(?:to work )?(?:to|on) )?"
        rf"(?:developing|develop|drafting|finalising|finalise|produce|publish|producing|refreshing|refresh) {NEW}{_P}",
        0.8,
        status="planned",
    ),
)
BOUND = (
    rule(
        "PARTY_TO",
        rf"\b(?:reports|documents|documentation|minutes|plans) (?:of|from|for) {some('AB', 's')} (?:show|tell|demonstrate|"
        rf"indicate)s? that they (?:all |both )?(?:have taken|took) (?:measures|steps|action) to (?:implement|comply with) "
        rf"(?:the )?(?P<o>{one('P')})",
        0.8,
        anywhere=True,
    ),
    rule(
        "PARTY_TO",
        rf"{some('AB', 's')}(?:'s?)? (?:annual )?(?:reports|documents|documentation|minutes|plans),? "
        rf"(?:it is (?:evident|clear) that )?"
        rf"they have (?:all )?taken (?:measures|steps|action) to (?:implement|comply with) (?:the )?(?P<o>{one('P')})",
        0.8,
        anywhere=True,
    ),
    rule(
        "PARTY_TO",
        rf"^Under (?:[Ss]ection \w+ of )?(?:the )?(?P<o>{one('P')}),? {some('OBUA', 's')} (?:all |each |both )?"
        r"(?:have|has|must|is required|are required)",
        0.84,
        anywhere=True,
    ),
    rule(
        "PARTY_TO",
        rf"{some('OBUAR', 's')}{THEN}(?:(?:have |has |all |formally )*signed(?: up| off)?(?: to)?|signatory to|"
        rf"signator(?:y|ies) (?:of|to)|a signatory to|part(?:y|ies) to|bound by|ratified|adopted|endorsed|"
        rf"subscribes? to|committed to) {_TO}{_P}",
        0.87,
    ),
    rule(
        "PARTY_TO",
        rf"{_P}{BEING}(?:signed(?: up to| off)?|used|followed|adopted|endorsed|ratified|agreed)(?: and [a-z]+)?(?: in "
        rf"\w+ \d{{4}})? by {some('OBUA', 's')}",
        0.86,
        anywhere=True,
    ),
    rule(
        "PARTY_TO",
        rf"[Ss]ignatories (?:to|of) {_P}(?:,? which)? (?:include|are|comprise)s?:? {some('OBUAR', 's')}",
        0.9,
        anywhere=True,
    ),
    rule(
        "PARTY_TO",
        rf"{some('OBUA', 's')}{THEN}(?:implement(?:s|ed|ing)|(?:[a-z]+ (?:its|their) )?(?:focus on|"
        rf"focused on|responsible for|"
        rf"accountable for|committed to|continu(?:es|ed) with) "
        rf"(?:the )?(?:implementing|delivering|implementation of|delivery of)"
        r"(?: the (?:ambitions|priorities|actions|objectives|outcomes|commitments|aims)(?: set out| "
        r"contained| identified)? (?:in|of|within))?"
        r"|(?:took|taken|takes?|"
        rf"taking) (?:measures|steps|action) to "
        rf"(?:implement|comply with)) {_TO}{_P}",
        0.8,
    ),
    rule(
        "PARTY_TO",
        rf"{some('OBUAR', 's')}{THEN}(?:(?:works?|worked|working|operates?|operating|acts?|amended|updated|"
        rf"revised|delivered?|provided|carried out)"
        rf" (?:[^;.{NAME}]{{1,60}} )?"
        rf"(?:in (?:line|accordance|compliance) with|according to|to|under|within)|compl(?:y|ies|ied|iant) with|"
        rf"adheres? to|adhered to|follows?|"
        rf"followed|meets? the requirements of|met the requirements of|governed by|underpinned by|guided "
        rf"by|operates? under) {_TO}{_P}",
        0.72,
    ),
    rule(
        "PARTY_TO",
        rf"(?P<o>{one('P')}) (?:\w+ )?between (?:the )?{some('OBUA', 's')}(?: (?:is|was|has|will)\b)?",
        0.85,
        anywhere=True,
    ),
    rule(
        "PARTY_TO",
        rf"(?P<o>{one('P')}){BEING}(?:commits?|requires?|obliges?|binds?|applies to|apply to|applicable "
        rf"to|embedded (?:across|within|in)|"
        rf"rolled out (?:across|to|in)|implemented (?:by|across|within|in)|in use (?:across|by|in)) "
        rf"(?:all |the |each |both )?{some('OBUA', 's')}",
        0.78,
        anywhere=True,
    ),
    rule(
        "PARTY_TO",
        rf"(?P<o>{one('P')}){BEING}(?:sets out|set out|describes?|defines?|outlines?|details?) (?:the |"
        rf"clear )?(?:\w+ )?"
        rf"(?:roles?|responsibilities|duties|arrangements|expectations|requirements|obligations)(?:,? "
        rf"and [a-z]+)? (?:of|for|on) "
        rf"(?:the work of )?(?:each |all |the |every |both )*{some('OB', 's')}",
        0.8,
        anywhere=True,
    ),
    rule(
        "PARTY_TO",
        rf"{some('OBUAR', 's')}{THEN}(?:must|(?:is|are) (?:legally |statutorily )?required to|has to|"
        rf"have to|has a duty to|have a duty to) "
        rf"(?:publish|have|produce|prepare|maintain|comply with|have regard to|adhere to|follow|implement) {_TO}{_P}",
        0.84,
    ),
    rule(
        "PARTY_TO",
        rf"(?P<s>{one('A')})[^;.{NAME}]{{0,80}} (?:under|in line with|through|as part of) its {NEW}(?P<o>{one('P')})",
        0.75,
        anywhere=True,
    ),
    rule(
        "PARTY_TO",
        rf"(?P<s>{one('ABO')})[^;.{NAME}]{{1,120}} commitment to {NEW}(?P<o>{one('P')})",
        0.76,
        anywhere=True,
    ),
    rule(
        "PARTY_TO",
        rf"{some('OBUAR', 's')}{THEN}(?:(?:have|has|had|discharges?|discharged|fulfill?(?:s|ed)?|met|"
        rf"meets?) )?(?:an?|the|its|"
        rf"their|specific|statutory|legal|clear|key|general|safeguarding|[a-z]+)? ?(?:\w+ )?(?:dut(?:y|ies)"
        rf"|responsibilit(?:y|ies)|obligations?|functions|powers) (?:under|in|within) (?:the )?(?:[Ss]ection "
        rf"\w+ of the )?{_P}",
        0.82,
    ),
    rule(
        "PARTY_TO",
        rf"(?P<o>{one('P')}){BEING}?(?:places?|placed|imposes?|puts?) (?:an?|new|specific|statutory|the|"
        rf"legal|[a-z]+)*(?: [a-z]+)? (?:dut(?:y|ies)|requirements?|obligations?|responsibilit(?:y|ies)) "
        rf"(?:up)?on (?:the )?{some('OBU', 's')}",
        0.85,
        anywhere=True,
    ),
)
REQUIRED = (
    rule(
        "REQUIRES",
        rf"(?P<s>{one('P')}){THEN}(?:requires?|required) [^;.]{{3,120}}? to (?:publish|produce|have|"
        rf"prepare|develop|establish|appoint|adopt|set up|maintain|agree) (?:a |an |the |their )"
        rf"?(?P<o>{one('PB')})",
        0.85,
    ),
    rule(
        "REQUIRES",
        rf"(?P<o>{one('PB')}),? (?:as |is |are )?required (?:by|under) (?:the )?(?:[Ss]ection \w+ of the )"
        rf"?(?P<s>{one('P')})",
        0.87,
        anywhere=True,
    ),
)
