"""Words of posts that are no offices: what a title of such a post may look like, in capitals and without."""

from __future__ import annotations

import re

HEADS = (
    r"(?:directors?|heads? of (?:service|safeguarding|practice|quality)|managers?|co-?ordinators?|officers?|leads?|nurses?|"
    r"doctors?|analysts?|advis[eo]rs?|administrators?|commanders?|commissioners?|superintendents?|inspectors?|sergeants?|"
    r"constables?|psychologists?|therapists?|psychiatrists?|paediatricians?|midwife|midwives|health visitors?|specialists?|"
    r"consultants?|ambassadors?|champions?|facilitators?|navigators?|advocates?|mentors?|clinicians?|counsellors?|"
    r"practitioners?|workers?|social workers?|solicitors?|governors?|scrutineers?|trainers?|educators?|ministers?|"
    r"chief executives?|teachers?|coach|coaches)"
)
"""Last words of titles, as alternatives of a pattern."""
_STOP = (
    r"(?:the|a|an|and|or|of|in|to|for|by|with|from|at|on|as|is|are|was|were|be|been|has|have|had|will|would|can|could|should|"
    r"must|may|that|which|who|this|these|their|its|our|his|her|not|also|into|over|under|all|any|each|every|both|other|"
    r"\w+ed|\w+ing(?<!nursing)(?<!safeguarding)(?<!housing)(?<!training)(?<!learning)(?<!commissioning)(?<!policing)"
    r"(?<!parenting)(?<!offending)(?<!missing)(?<!trafficking)(?<!wellbeing))"
)
_PARTICIPLES = (
    r"(?:designated|dedicated|named|qualified|seconded|specialised|experienced|integrated|accredited|registered)"
)
LOW_WORD = rf"(?:(?:{_PARTICIPLES}|(?!{_STOP}\b)[\w'’/-]+|&) )"
"""A word of a title in small letters, with the space behind it: no verb, article or preposition."""
CAP_WORD = (
    r"(?:(?!(?:The|An?|This|Our|Its|Their|All|Both|Each|In|As|And|When|While|For|From|By|To|With|Dr|Cllr|Other|Three|Two|"
    r"Some|Many|Former|However|Following|These|Those|Most)\b)[A-Z][\w'’/-]*(?: (?:and|&)(?= [A-Z]))? )"
)
"""A word of a title in capitals, with the space behind it."""
_NO_FIELD = r"(?:the|an?|each|every|and|to|as|who|which|in|at|is|are|was|has)"
FIELD = (
    rf"(?: (?:for|of) (?:(?!{_NO_FIELD}\b)[\w'’-]+)"
    rf"(?:(?:,| and|) (?!{_NO_FIELD}\b)[\w'’-]+){{0,5}})?"
)
"""What a post is for: " for East Examplia"; may be empty."""
_RANKS = (
    r"(?:social workers?|workers?|officers?|practitioners?|teachers?|nurses?|midwives|clinicians?|doctors?|consultants?|"
    r"leads?|managers?|directors?|specialists?|advocates?|mentors?|champions?|police officers?|senior managers?|"
    r"senior leaders?|team managers?|health visitors?)"
)
PROFESSION = re.compile(
    rf"(?:qualified |other |many |some |most |local |front-?line |individual |relevant )*{_RANKS}", re.IGNORECASE
)
"""Words for a profession or a rank: whole, they name no post of a body by themselves."""
PAIR = re.compile(
    r"\b([Ss]peech) and ([Ll]anguage)\b|\b([Dd]rugs?) and ([Aa]lcohol)\b|\b([Ll]earning) and ([Dd]evelopment)\b|"
    r"\b([Mm]issing) and ([Ee]xploitation)\b"
)
"""Pairs of words that "and" joins within one title."""
