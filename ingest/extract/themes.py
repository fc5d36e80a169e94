"""Priorities by name: how the words of a list's item or of a sentence become the name of a theme.

As the annotation guide's readers name them: the short theme where words before a colon or a dash give one, else the clause,
without what only explains it. Other forms of the same name ("Embed …", "Embedding …") are its aliases.
"""

from __future__ import annotations

import re

from graph.statements import Entity

LONGEST = 200
_NUMBERED = re.compile(
    r"^\W*(?:strategic |safeguarding |partnership |key |our )*(?:priority|aim|objective|goal|pledge|strand|work ?stream) "
    r"(?:area )?(?:(?:no\.? ?)?\d{1,2}|one|two|three|four|five|six|seven|eight)\s*(?:[:–—.)-]|\s-|\n)\s*(?P<what>\S.{2,190})$",
    re.I | re.S,
)
_MARK = re.compile(r"^(?:\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.):]\s+|[•▪●◦·*–-]\s+)")
_HEAD = re.compile(r"(?P<head>.{3,90}?)(?::|\s[–—-]|\s-\s|[–—]\s|(?<=[a-z])-\s)\s*(?=\S)")
_QUOTES = " .;,:•*\"'‘’“”"
_VAGUE = re.compile(
    r"^(?:this|these|those|it|that|they|them|there|he|she|we|you|which|who|what|how|why|safety|the (?:work|following|same|first|"
    r"next|above|below|area|areas|need|priorit\w+|theme|themes|partnership|board|plan|report|year|issues?|agenda)|"
    r"(?:the )?following|"
    r"all|each|one|some|many|such|both|progress|here|more|not|as follows|also|now|areas?|maintaining (?:this|these)|\W*$)$|"
    r"^(?:this|these|those|it|that|they|there|he|she|we|which|who|what|how|both|here|not|as follows|such as|also)\b|"
    r"^(?:\w+ly )?\w+ing (?:these|this|them|it)\b|^(?:their|his|her) (?:\w+)$",
    re.I,
)
_NO_THEME = re.compile(
    r"\b(?:we (?:have|did|were)|has been|have been|(?:was|were) (?:held|delivered|completed|trained|given|made|published|"
    r"launched)|page \d+|see appendix|click here|see (?:below|above))\b"
    r"|^\W*(?:what|how|why|who|when) .*\?|https?:|@",
    re.I,
)
_TAIL = re.compile(
    r"(?:,|\s[–—-])\s(?:who|\w*ly \w+ing (?:these|this|them|it))\b.*$|"
    r"\sas (?:a|an|one of (?:our|its|the)) (?:\w+ )?priorit(?:y|ies)\b.*$|"
    r"(?:,|\s[–—-])?\s(?:which|whereas|whilst|while|although|though|but|however|in order to|with a view to|with evidence|so that|"
    r"in line with|following (?:the|a)|given|because|when|as these|as (?:a )?part of|as well as (?:the )?wider|throughout|"
    r"over the (?:next|last|past|coming)|during (?:the|20)|by \w+ing|and (?:has|have|is|are|was|were|will|this|these|it|they|we)|"
    r"to be (?:discussed|implemented)|recogni[sz]ing (?:both|that|the)|routinely|ensuring that)\b.*$|"
    r"\s(?:in|for|from) (?:the )?(?:20\d\d|(?:coming|next|current) year).*$|\s\((?:see|to be|detailed|above|below)\b[^)]*\)",
    re.I | re.S,
)
_LEAD = re.compile(
    r"^(?:(?:firstly|secondly|thirdly|finally|to|on|upon|around|for|we will|we|working together to|work together to|"
    r"(?:the )?(?:importance of|need (?:for|to))|work (?:on|around)|issues? (?:of|around|such as)|(?:wider )?issues such as|"
    r"activit(?:y|ies) (?:on|around|to)|ensure the(?= \w+ing)|the ongoing|ongoing|continuing to|continue to)\s+)+",
    re.I,
)
_OURS = re.compile(r"\b(?:our|its|their|the (?:partnership|board)['’]s) (?=[a-z])", re.I)
_HERE = re.compile(
    r" (?:across|within|in|throughout|of) (?:the|our) (?:whole |entire |wider |local )?"
    r"(?:partnership|borough|city|county|area|local area)(?! and\b)\b",
    re.I,
)
_PRACTICE = re.compile(r"\bthe practice of ", re.I)
_ARTICLE = re.compile(r"^(?:the|a|an) ", re.I)
_VERBS = """
improve strengthen embed develop tackle reduce prevent protect promote raise ensure support safeguard deliver build identify
understand increase work listen address respond keep make help enable engage learn share implement maintain create provide
establish enhance challenge disrupt intervene recognise communicate review monitor drive lead set get put give use look include
involve innovate expand join act focus target stop end eliminate explore empower equip extend evaluate assure seek influence
coordinate co-ordinate minimise transform simplify streamline champion continue consolidate collaborate encourage
"""
_DOUBLED = {"embed", "set", "get", "put", "stop"}
_GERUND = {v: (v + v[-1] if v in _DOUBLED else v[:-1] if v.endswith("e") else v) + "ing" for v in _VERBS.split()}
_INFINITIVE = {gerund: verb for verb, gerund in _GERUND.items()}
_PAIRS = re.compile(
    r"(?:women|girls|children|young people|adults|families|carers|boys|drugs?|gangs?|help|health|learning|practice|care|abuse|"
    r"violence|"
    r"harm|early intervention|parents|mothers|fathers|staff|volunteers|information|domestic|sexual|physical|emotional|local|"
    r"national|"
    r"strategic|operational|robust|safe|effective|child|missing|risk|resilience|equality|education|voice|lived|mental|culture|"
    r"review|prevent|reduce|identify|develop|improve|raise|honou?r|crime|alcohol|substance|anti-social|quality|"
    r"assurance|modern slavery|skills|knowledge|engagement|participation|partnership|training|risks from|trafficking)$",
    re.I,
)

_FIXED = re.compile(
    r"\b(?:women and girls|girls and women|children and (?:young people|families|adults|parents)|"
    r"young people and (?:their )?families|"
    r"parents and carers|health and (?:social )?(?:care|well-?being)|drugs? and (?:alcohol|gangs?)|alcohol and (?:drugs?|"
    r"substance)|"
    r"help and (?:protection|support)|black and (?:asian|minority)|resilience and recovery|crime and disorder|safe and well)\b",
    re.I,
)


def theme(text: str, *, clause: bool = False) -> Entity | None:
    """The theme that these words name; None where they name none. `clause`: of a running sentence, not of a list."""
    text = " ".join(text.split()).strip(_QUOTES + " ")
    text = re.sub(r"\*+|‘(?=\w)|(?<=\w)’(?=[ .;,]|$)(?!s)", "", text)
    numbered = _NUMBERED.match(text)
    text = numbered.group("what") if numbered else _MARK.sub("", text)
    printed = re.sub(r"[;,]? and$", "", text.strip(_QUOTES)).strip(_QUOTES)
    head = _HEAD.match(text)
    if head and len(head.group("head").split()) <= 12:
        text = head.group("head")
    text = re.split(r"(?<=[a-z)])\.\s+(?=[A-Z])", text)[0]
    if clause:
        text = _LEAD.sub("", _TAIL.sub("", text).strip(_QUOTES))
    text = re.sub(r"[;,]? and$", "", text.strip(_QUOTES)).strip(_QUOTES)
    if text.count("(") > text.count(")"):
        text = text[: text.rindex("(")].strip(_QUOTES)
    if (
        not 3 <= len(text) <= LONGEST
        or not re.search(r"[A-Za-z]{3}", text)
        or _NO_THEME.search(text)
        or _VAGUE.match(text)
    ):
        return None
    name = text[0].upper() + text[1:]
    others = [_PRACTICE.sub("", _HERE.sub("", _OURS.sub("", _ARTICLE.sub("", name)))), *_other_form(name)]
    after = re.match(r"(.{12,}?(?: \([^)]*\))?),? (?:including|particularly|especially) ", name)
    if after and not clause:
        others.append(after.group(1))
    if not clause and len(printed) <= LONGEST and printed.count(" ") < 22:
        others.append(printed)
    own = name.casefold()
    aliases = dict.fromkeys(o[0].upper() + o[1:] for o in others if len(o) > 2 and o.casefold() != own)
    return Entity("Theme", name, aliases=tuple(aliases))


def begins_with_verb(text: str) -> bool:
    """Whether a list's entry is told as something to do: "Improve …"."""
    word = re.match(r"\W*([\w-]+)", text)
    return word is not None and word.group(1).casefold() in _GERUND


def keys(named: Entity) -> set[str]:
    """What the forms of one theme's name have in common with other names of it."""
    return {_key(form) for form in (named.name, *named.aliases)} - {""}


def _key(name: str) -> str:
    words = re.findall(r"[\w/]+", re.sub(r"\([^)]*\)|['’]s\b", " ", name.casefold()))
    words = [w for w in words if w not in {"the", "a", "an", "of", "for", "and", "our", "its"}]
    return " ".join([_INFINITIVE.get(words[0], words[0]), *words[1:]]) if words else ""


def _other_form(name: str) -> list[str]:
    first, _, rest = name.partition(" ")
    other = _GERUND.get(first.casefold()) or _INFINITIVE.get(first.casefold())
    same = _GERUND if first.casefold() in _GERUND else _INFINITIVE
    joined = re.findall(r"(?:^|\s)(?:and|or|&) ([\w-]+)", rest)
    alone = not rest.startswith(("and ", "& ", "or ")) and not any(o.casefold() in same for o in joined)
    return [f"{other} {rest}"] if other and rest and alone else []


def split(text: str, *, several: bool = False) -> list[str]:
    """The entries of a list in running words. `several`: the words before it say that it has more than one."""
    if text.lstrip().startswith("both ") and text.count(" and ") == 1 and "," not in text:
        return re.split(r" and ", text.lstrip().removeprefix("both "))
    text = re.sub(r"^[\s:]*(?:both|to:|on|upon)\s+", "", text)
    if re.search(r"\(\d\)|\((?:i|a)\)", text):
        return [p for p in re.split(r"(?:,|;)?\s*(?:and\s+)?\((?:\d|[ivx]{1,3}|[a-f])\)\s*", text) if p.strip()]
    if ";" in text:
        return [p for p in re.split(r"\s*;\s*(?:and\s+)?", text) if p.strip()]
    text = re.split(r",? (?:which|whilst|while|whereas|in order to|with a view)\b", text)[0]
    parts = _commas(text)
    if len(parts) == 1:
        return _pair(text) if several else _plain_pair(text)
    *firsts, last = parts
    joined = re.match(r"(?:and|or|as well as)\s+(.+)$", last, re.S)
    if joined:
        return [*firsts, joined.group(1)]
    return [*firsts, *_last_two(last)]


def _commas(text: str) -> list[str]:
    """The parts between commas that stand outside brackets."""
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth <= 0 and text[at + 1 : at + 2] == " ":
            parts.append(text[start:at])
            start = at + 1
    return [p.strip() for p in [*parts, text[start:]] if p.strip()]


def _pair(text: str) -> list[str]:
    """Two entries joined by "and"; one where the words before it belong together with those after it."""
    places = list(re.finditer(r",? (?:and|&|or) ", text))
    if text.split(" ", 1)[0].casefold() in _INFINITIVE:  # "including A and B and building C and D"
        places = [p for p in places if text[p.end() :].split(" ", 1)[0].casefold() in _INFINITIVE] or places[:0]
    for place in reversed(places):
        before, after = text[: place.start()], text[place.end() :]
        if not _PAIRS.search(before) and len(after) > 3 and before.count("(") == before.count(")"):
            return [before, after]
    return [text]


def _last_two(text: str) -> list[str]:
    """What follows the last comma of a list is its last two entries, except where "and" stands only within a fixed pair."""
    told = text.split(" ", 1)[0].casefold() in _INFINITIVE
    places = [
        p
        for p in re.finditer(r" (?:and|&|or) ", text)
        if not _FIXED.search(text[: p.end() + 20], max(0, p.start() - 20))
    ]
    verbs = [p for p in places if text[p.end() :].split(" ", 1)[0].casefold() in _INFINITIVE] if told else []
    for place in reversed(verbs or places):
        before, after = text[: place.start()], text[place.end() :]
        if len(after) > 2 and before.count("(") == before.count(")"):
            return [before, after]
    return [text]


def _plain_pair(text: str) -> list[str]:
    """Two entries only where their words show it: each with its own article, or each with its own verb."""
    for place in re.finditer(r" and (?=(?:the|a|an|our|its) |(?:to )?(?P<verb>\w+) )", text):
        before, after = text[: place.start()], text[place.end() :]
        verb = place.group("verb")
        both_told = verb is None or {verb.casefold(), before.split(" ", 1)[0].casefold()} <= _INFINITIVE.keys()
        if both_told and before.count("(") == before.count(")") and not _PAIRS.search(before):
            return [before, after]
    return [text]
