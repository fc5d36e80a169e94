"""Signs for names, and patterns over text in which each name is one sign: what may stand for an end, and between ends and verb."""

from __future__ import annotations

SIGNS = {
    "Organisation": "O",
    "Board": "B",
    "Role": "R",
    "Protocol": "P",
    "Borough": "A",
    "BCU": "U",
    "Programme": "G",
    "Review": "V",
}
BASE = {sign: 0xE000 + 0x100 * i for i, sign in enumerate(SIGNS.values())}
NAME = "\ue000-\ue7ff"
"""The characters that stand for names, for use within a class: `[^{NAME}]`."""


def one(signs: str) -> str:
    """A pattern for one name of these kinds: O organisation, B board, R role, P protocol, A area, U BCU, G programme, V review."""
    return "[" + "".join(f"{chr(BASE[s])}-{chr(BASE[s] + 255)}" for s in signs) + "]"


_ARTICLE = r"(?:(?:both|each|all) (?:of )?)?(?:[Tt]he |[Tt]his |a |an |our |their |its |local |new |same |shared |joint |single )*"


def some(signs: str, group: str) -> str:
    """A pattern for one name or a list of names, and for what of them is not named ("A, B, the police and C").

    Two signs without anything between them stand for two bodies at once ("both boards").
    """
    item = rf"{_ARTICLE}{one(signs)}(?:'s? (?:board|executive|meetings?))?(?: \([^()]{{1,60}}\))?"
    between = r"(?:,? (?:and|&|or|as well as|alongside|together with)(?: (?:to|with|by|from|of|in|for))?|,|;|/) ?"
    class_of = (
        r"(?:[a-z][a-z' -]{2,40}|Cabinet|Full Council|Police|Health|Education|Probation|Housing|Social Care|"
        r"Public Health)"
    )
    unnamed = rf"(?:,? (?:and )?(?:the )?{class_of}(?=,| and {_ARTICLE}{one(signs)}))?"
    return rf"(?P<{group}>{item}(?:(?:{unnamed}{between}|(?=[{NAME}])){item})*)"


_ADVERB = (
    r"(?:also|now|currently|together|then|all|both|each|jointly|\w+ly|in turn|where (?:necessary|appropriate)|as well|"
    r"(?:each|every|once a|twice a) (?:year|quarter|month|meeting))"
)
_AUX = (
    r"(?:is|are|was|were|will|be|been|being|has|have|had|must|shall|continues? to|continued to|"
    r"remains?|remained|does|do|not|therefore)"
)
_ASIDE = (
    r"(?:which|who|whose|chaired|led|established|formed|created|now|formerly|also|together|along|"
    r"supported|set up|an?|the|based|with|co-chaired|made|as|in|like)"
)
_WHO = "\ue000-\ue3ff\ue500-\ue7ff"
"""All signs but those of areas: "in Examplia" does not part a subject from its second verb."""
THEN = (
    r"(?: and (?:both|its|the|all)(?: [a-z-]+){0,2} (?:[Bb]oards|[Ss]ub-?[Gg]roups|[Pp]artners|[Gg]roups))?"
    rf"(?: \([^()]{{1,80}}\))?(?:, {_ASIDE}\b[^;.]{{1,140}}?,)?"
    r"(?:,?(?: which| and)? (?:is|are|was) (?:\w+ )?(?:co-)?chaired by [^;.]{1,120}?,?(?= and ))?"
    rf"(?:(?: [^{_WHO};:.]{{1,110}}?)?(?: and|, and|,|, which|, who| which| that| who))?"
    rf"(?:,? {_AUX}| {_ADVERB},?)* "
)
"""What may stand between a subject and its verb: brackets, a relative clause, an earlier verb and "and", auxiliaries."""
BEING = rf"(?: \([^()]{{1,80}}\))?(?:(?: [^{NAME};:.,]{{1,90}}?)? and|,? which|,? that|,)?(?:,? {_AUX}| {_ADVERB},?)* "
"""The same between what is overseen, funded or owned and "overseen by"."""
WORK = (
    r"(?:the )?(?:\w+ ){0,2}?(?:work|working|effectiveness|performance|activity|activities|"
    r"implementation|delivery|progress|development|operation|quality|impact|"
    r"functions?|arrangements|outcomes|governance|strategic direction|contribution)(?:,? (?:and|&) "
    r"(?:the )?[a-z]+)* (?:of|by|within|across|against|in) "
)
""" "the effectiveness of", "the work and progress of" before a name."""
