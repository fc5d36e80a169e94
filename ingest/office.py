"""A post as printed on its own (in a list, a table, a signature): its title and its body, "Chief Executive of Examplia Council"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.statements import Entity
from ingest.document import Document
from ingest.gazetteer import tokens
from ingest.names import Mention, Names
from ingest.person_name import find_names, is_person_name
from ingest.person_words import NOT_NAMES, SURNAMES_TOO
from ingest.sieve import Sieved

_HEAD = Sieved(
    r"\b(?:directors?|heads?|managers?|officers?|leads?|(?:co-?|vice[\s-])?chair(?:man|woman|person)?s?|commissioners?|"
    r"commander|superintendents?|"
    r"inspectors?|sergeants?|constables?|nurses?|doctors?|gps?|consultants?|chief\s+executive|executive\s+member|ceo|coo|cfo|"
    r"cno|principal|"
    r"(?:head\s?)?teachers?|head\s?mistress|co-?ordinators?|advis[eo]rs?|administrators?|secretary|clerk|deputy|members?|"
    r"leaders?|mayor|"
    r"representatives?|analysts?|solicitors?|lawyers?|practitioners?|workers?|supervisors?|ministers?|chaplains?|governors?|"
    r"trustees?|"
    r"accountant|treasurer|midwife|midwives|paediatricians?|psychologists?|psychiatrists?|therapists?|scrutineers?|reviewers?|"
    r"auditors?|specialists?|associates?|facilitators?|ambassadors?|champions?|coroners?|chief|dean|bishop|founder|president|"
    r"convenor|"
    r"professor|lecturers?|researchers?|counsel|matron|registrar|spoc|single\s+point\s+of\s+contact|guardian|dcs|dass|dph|"
    r"dsl|lado|"
    r"dci|acc|co-?founder|executive|pharmacist|support\s+worker|organiser|partner\s+lead|engagement\s+lead|trainers?)\b",
    re.IGNORECASE,
)
_NO_HEAD = re.compile(
    r"\b(?:executive\s+(?:board|group|summary|team|committee)|lead\s+(?:agency|agencies|partners?|representatives?)|"
    r"chief\s+officers?[’']?\s+group|members?[’']?\s+(?:of|list|agencies)|heads?\s+of\s+terms|head\s+office|leads?\s+to)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:is|was|were|are|will|has|have|had|be|been|can|must|should|would|could|may|who|which|that|this|these|they|their|we|our|"
    r"he|she|his|her|it|its|you|your|not|said|says|please|page|email|tel|introduced|presented|agreed|commented|reported|welcomed|"
    r"thanked|noted|advised|explained|updated|confirmed|highlighted|informed|outlined|stated|added|asked|responded|attended|"
    r"chaired|gave|provided|spoke|felt|echoed|emphasised|expressed|joined|requested|suggested|queried|proposed)\b|"
    r"\b[a-z]{3,}ed (?:the|that|an?|on|his|her|their)\b|[!?@]|\s/\s|\b(?:19|20)\d\d\b|https?:|www\.|\.\s",
    re.IGNORECASE,
)
_OTHERS = re.compile(r";|\b(?:Councillor|Cllr)\s+[A-Z]")
"""A second entry, or a second person, behind a post."""
_ARTICLE = re.compile(
    r"^(?:(?:(?:the|our)\s+(?:partnership|board)[’']s|the|our|an?|and|new|newly\s+appointed|current|former|then)\s+)+",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?P<link>\s*[,;:|–—\n]\s*(?:and\s+)?(?:the\s+)?|\s+-\s+(?:the\s+)?|\s+(?:of|at|for|in|from|with|to|"
    r"within)\s+(?:the\s+)?|\s*\(\s*(?:the\s+)?|\s+(?:the\s+)?|/)$",
    re.IGNORECASE,
)
_COUNCIL_POST = re.compile(
    r"director(?:,|\s+of|\s+for)?\s+(?:the\s+)?(?:children|adult|education|public\s+health|people|housing|communit)|\bDCS\b|"
    r"\bDASS\b|\bDPH\b|"
    r"leader\s+of\s+the\s+council|\bcouncil\s+leader|(?:lead|cabinet|executive)\s+member|deputy\s+mayor|"
    r"director,\s+(?:children|adult|education|housing|communit)|principal\s+social\s+worker|virtual\s+school\s+head|"
    r"head\s+of\s+(?:the\s+)?virtual\s+school|"
    r"director\s+of\s+(?:children[’']?s\s+)?social\s+care|children[’']?s\s+social\s+care|town\s+clerk",
    re.IGNORECASE,
)
_BOARD_POST = re.compile(
    r"^(?:(?:new|current|former|interim|acting)\s+)?(?:independent\s+(?:co-?)?chair\w*(?:\s*(?:and|&|"
    r"/)\s*(?:independent\s+)?scrutineer)?|"
    r"independent\s+(?:child(?:ren)?\s+safeguarding\s+|safeguarding\s+child(?:ren)?\s+)?(?:commissioner|scrutineer|"
    r"scrutiny\s+\w+|person)|"
    r"(?:partnership|board)\s+(?:\w+\s+){0,2}(?:manager|coordinator|co-ordinator|officer|administrator|director)|"
    r"(?:vice|deputy|co)[\s-]chair\w*|chair(?:man|woman|person)?|lay\s+members?|(?:\w+\s+)?business\s+(?:(?:and|&)\s+\w+\s+)?manager|(?:senior\s+)?professional\s+advis[eo]r)$",
    re.IGNORECASE,
)
_OF_THE_BOARD = re.compile(
    r"\s+(?:of|to|for)\s+(?:the|our)\s+(?:local\s+)?(?:safeguarding\s+)?(?:partnership|board)$", re.IGNORECASE
)
_OF_ITS_BOARD = re.compile(r"\s+(?:of|to|for)\s+the\s+[A-Z][\w'’ &]+(?:Board|Partnership)$")
"""The full name of the board whose short form follows in brackets."""
_COMMITTEE = re.compile(r"\b(?:sub-?)?committee$", re.I)
_OF_INDEPENDENTS = re.compile(r"independent\b", re.I)
"""An independent chair or scrutineer who comes before a council's committee is not of it."""
_ITS_SHORT = re.compile(r"(?P<full>.+) \([A-Z]{2,8}\)")
_PARTNERSHIP = re.compile(r"^(?:the\s+)?(?:local\s+)?(?:safeguarding\s+)?(?:partnership|board)$", re.IGNORECASE)
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Office:
    """`body` is None where the words do not tell it. `printed` is the body as the words have it."""

    title: str
    body: Entity | None = None
    printed: str | None = None
    sure: bool = True
    """False where the body was told by its capitals and place only."""

    @property
    def role(self) -> Entity:
        """The Role "TITLE, BODY". Raises ValueError without a body: a post alone is not one thing."""
        if self.body is None:
            raise ValueError(f"{self.title!r} has no body")
        name = f"{self.title}, {self.body.name}"
        area = self.body.name.removesuffix(" Council") if self.body.kind == "council" else None
        forms = (self.printed, *self.body.aliases, area)
        aliases = dict.fromkeys(f"{self.title}, {form}" for form in forms if form and len(form) < 80)
        return Entity("Role", name, aliases=tuple(a for a in aliases if a != name)[:5])

    def within(self, body: Entity | None) -> Office:
        """The same post in that body, where the words tell none."""
        return self if self.body is not None or body is None else Office(self.title, body, None, False)


def read_office(text: str, names: Names) -> Office | None:
    """The post that a whole text names; None where it names none, or says more than that."""
    said = _plain(text)
    if not _names_a_post(said):
        return None
    short = _ITS_SHORT.fullmatch(said)
    if short is not None and any(
        m.end == len(short["full"]) and m.entity.label == "Board" for m in names.find(short["full"])
    ):
        said = short["full"]
    for reading in (_in_brackets, _behind, _before, _after_comma):
        office = reading(said, names)
        if office is not None:
            return None if find_names(office.title) else office
    return None if find_names(said) else Office(_title(said))


def at_home(office: Office, document: Document) -> Office:
    """The post with the body that such posts have in this document, where its words tell none: the document's board for its chair
    and scrutineer, the council of its one borough for a director of children's services."""
    if office.body is not None:
        return office
    office = Office(_OF_THE_BOARD.sub("", office.title))
    if _BOARD_POST.match(office.title):
        committee = document.body is not None and _COMMITTEE.search(document.body.name)
        return office if committee and _OF_INDEPENDENTS.match(office.title) else office.within(document.body)
    if _COUNCIL_POST.search(office.title) and len(document.boroughs) == 1:
        return office.within(council(document.boroughs[0], document.names))
    return office


def council(borough: Entity, names: Names) -> Entity:
    """The council of a borough."""
    return names.body("City of London Corporation" if borough.name == "City of London" else f"{borough.name} Council")


def is_council_post(title: str) -> bool:
    """Whether a post is one that a council has: a director of children's services, a lead member, the leader."""
    return bool(
        _COUNCIL_POST.search(title)
        or re.fullmatch(r"(?:the\s+)?chief\s+executive(?:\s+officer)?", title, re.IGNORECASE)
    )


def may_name_a_post(text: str) -> bool:
    """False where no part of a text can read as a post: it has none of the words that posts have."""
    return _HEAD.may(text.replace("*", ""))


def is_office(text: str) -> bool:
    """Whether a whole text reads as a post, with or without its body."""
    return _names_a_post(_plain(text))


def _plain(text: str) -> str:
    said = re.sub(r"[ \t]+", " ", text.replace("*", "")).strip(" \n\t,;:-–—•·")
    said = re.sub(r"(?<=[,&/–—-])\s*\n\s*", " ", said)
    said = re.sub(r"(?<=\b(?:and|the|for))\s*\n\s*|(?<=\b(?:of|in|at))\s*\n\s*", " ", said)
    said = re.sub(r"\s*\n\s*", ", ", said)
    said = said.removesuffix(".") if not re.search(r"\b[A-Z]\.$", said) else said
    return _ARTICLE.sub("", said)


def _names_a_post(said: str) -> bool:
    if not 3 <= len(said) <= _LONGEST or said.startswith("&") or not (said[0].isupper() or said[0].isdigit()):
        return False
    if not _HEAD.may(said):
        return False
    heads = _NO_HEAD.sub(" ", said)
    return (
        bool(_HEAD.search(heads))
        and not _SAID.search(said)
        and not _OTHERS.search(said)
        and not is_person_name(said)
        and len(said.split()) <= 24
    )


def _in_brackets(said: str, names: Names) -> Office | None:
    """ "Service Manager (Quince Advocacy)"; an area or a form of working in brackets is no body."""
    match = re.fullmatch(r"(?P<title>.+?)\s*\((?:the\s+)?(?P<body>[^()]{3,90})\)", said, re.IGNORECASE | re.DOTALL)
    if match is None:
        return None
    title, printed = _title(match["title"]), match["body"].strip()
    if not _HEAD.search(title) or _HEAD.search(printed) or (is_generic(printed) and not _known(printed, names)):
        return None
    mentions = names.find(title)
    if mentions and mentions[-1].end == len(title):
        if not is_generic(title[mentions[-1].start :]):
            return None  # "Nurse, South Quince CCG (Examplia)"
        if mentions[-1].entity.label == "Board" and re.fullmatch(r"[A-Z]{2,8}", printed):
            return None  # "Chair of the Local Safeguarding Children Board (LSCB)"
    whole = [m.entity for m in names.find(printed) if m.start == 0 and m.end >= len(printed) - 1]
    if whole and whole[0].label == "Borough":
        return Office(title, council(whole[0], names), printed) if _COUNCIL_POST.search(title) else None
    if whole and whole[0].label in {"Organisation", "Board", "BCU"}:
        title = _OF_ITS_BOARD.sub("", title) if whole[0].label == "Board" else title
        return Office(title, whole[0], printed)
    if len(printed.split()) < 2:
        return None
    found = names.body(printed)
    return Office(title, found, printed, False) if found.label in {"Organisation", "Board", "BCU"} else None


def _known(printed: str, names: Names) -> bool:
    """Whether the gazetteer or the document itself knows the whole of a name."""
    found = tokens(printed)
    return any(
        (hit := index.longest(found, 0)) is not None and hit[0] == len(found)
        for index in (names.own, names.gazetteer.index)
        if found
    )


def _behind(said: str, names: Names) -> Office | None:
    """ "Chief Executive of Examplia Council", "Director (Examplia Council)", "Commander, Examplia BCU"."""
    mentions = [m for m in names.find(said) if m.entity.label in {"Organisation", "Board", "BCU", "Borough"}]
    for at in range(len(mentions) - 1, -1, -1):
        mention = mentions[at]
        tail = said[mention.end :]
        if not re.fullmatch(r"(?:\s*\([^()]{1,60}\)?|\)|\.|,|\s)*", tail):
            if (
                re.fullmatch(r"(?:\s*\([^()]{1,60}\)?|\)|\.|,|\s)*", said[mentions[-1].end :])
                and at == len(mentions) - 1
            ):
                continue
            return None
        if (
            mention.entity.label == "Borough"
            and at
            and re.search(r"\($", said[mentions[at - 1].end : mention.start].strip())
        ):
            continue  # "South Quince CCG (Examplia)": the area of a body
        start, body, printed = _whole_body(said, mentions, at, names)
        front = said[:start]
        if is_generic(printed) and body.label == "Organisation" and not _known(printed, names):
            return None
        link = _LINK.search(front)
        if link is None or not front.strip():
            return None
        title = front[: link.start()]
        if link["link"].strip(" ") in {"of", "for", "in", "to"} and re.search(r"\b(?:and|&|of|for)$", title):
            return None
        if body.label == "Borough":
            loose = re.fullmatch(r"[\w '&]+", printed) and not re.match(
                r"(?:LB|RB|London Borough|Royal Borough|City of London)", printed
            )
            if loose and not (
                _COUNCIL_POST.search(title) or re.search(r"chief\s+executive|leader|mayor", title, re.IGNORECASE)
            ):
                return None
            body = council(body, names)
        title = _title(_OF_ITS_BOARD.sub("", title) if body.label == "Board" else title)
        if not _HEAD.search(title):
            return None
        return Office(title, body, printed)
    return None


def _whole_body(said: str, mentions: list[Mention], at: int, names: Names) -> tuple[int, Entity, str]:
    """A body with what belongs to its name: "Met Police AS BCU"; without a department before a BCU's name."""
    mention = mentions[at]
    start, entity = mention.start, mention.entity
    printed = said[mention.start : mention.end]
    if re.search(r"\bBCU$|(?i:basic|borough) (?i:command) (?i:unit)$", printed):
        words = [m.start() for m in re.finditer(r"\S+", printed)]
        for place in words:
            known = names.body(printed[place:])
            if known.label == "BCU" and known.aliases:
                start, entity, printed = mention.start + place, known, printed[place:]
                break
        police = re.search(r"(?:Met(?:ropolitan)? Police(?: Service)?|MPS),? $", said[:start])
        if police:
            start = police.start()
            printed = said[start : mention.end]
    inner = re.search(r"\s(?=NHS\s)", printed)
    if inner and _HEAD.search(printed[: inner.start()]):
        printed = printed[inner.end() :]
        start, entity = start + inner.end(), names.body(printed)
    return start, entity, printed


def _before(said: str, names: Names) -> Office | None:
    """ "Examplia Council's Director of Education", "MOPAC Head of Policing"."""
    owner = re.match(r"(?P<owner>[^,.;:()]{3,70}?)[’'](?:s\s+|(?<=s[’'])\s+)(?=[A-Z])", said)
    for mention in names.find(owner["owner"] if owner else said)[:1]:
        rest = said[mention.end :]
        link = re.match(r"[’']s?\s+(?:new\s+)?|\s+", rest)
        if mention.start or link is None or mention.entity.label not in {"Organisation", "Board", "BCU", "Borough"}:
            return None
        printed = said[: mention.end]
        title = _title(rest[link.end() :])
        if is_generic(printed) or not title or title.startswith(("&", "and ")) or not _HEAD.search(title):
            return None
        body = mention.entity
        if body.label == "Borough":
            if not _COUNCIL_POST.search(title):
                return None
            body = council(body, names)
        if read_body_at_end(title, names):
            return None
        return Office(title, body, printed)
    return None


def read_body_at_end(title: str, names: Names) -> bool:
    return any(m.end == len(title) and not is_generic(title[m.start :]) for m in names.find(title))


def _after_comma(said: str, names: Names) -> Office | None:
    """ "Chief Executive, Quince Advocacy": a name after the last comma, dash or line, told by a word that is no common one."""
    match = re.search(
        r"^(?P<title>.+?)(?:,\s+|\s+[-–—|]\s+|\n|\s+(?:of|at|for(?=\s+the))\s+(?=the\s+[A-Z]|"
        r"[A-Z]))(?:the\s+)?(?P<body>[^,\n]+(?:\([^()]+\))?)$",
        said,
        re.DOTALL,
    )
    if match is None:
        return None
    title, body = _title(match["title"]), match["body"].strip()
    words = re.findall(r"[^\W_][\w’'&.-]*", body)
    fits = words and all(w[0].isupper() or w[0].isdigit() or w in {"and", "of", "for", "the", "&", "in"} for w in words)
    if (
        not fits
        or len(words) > 9
        or _HEAD.search(body)
        or not _HEAD.search(title)
        or is_generic(body)
        or is_person_name(title)
        or is_person_name(body)
    ):
        return None
    if "," in title and ("&" in title or len(words) == 1):
        return None  # two posts, or a body with commas in its name
    if len(words) == 1 and (
        _COUNCIL_POST.search(title) or words[0].casefold() in SURNAMES_TOO or words[0] in {"London", "England", "Wales"}
    ):
        return None
    if _PARTNERSHIP.match(body) or re.search(
        r"\b(?:service|services|team|unit|hub|care|education|protection)s?$", body, re.IGNORECASE
    ):
        return None
    if names.area(body):
        return None  # "Lead for Quince and Fennel"
    found = names.body(body)
    return Office(title, found, body, False) if found.label in {"Organisation", "Board", "BCU"} else None


def is_generic(printed: str) -> bool:
    """Whether a name of a body names only a kind of department: "Children's Services", "Youth Justice Service"."""
    words = [w.strip("()[].,").casefold().replace("’", "'") for w in printed.replace("-", " ").split()]
    proper = [
        w for w in words
        if w not in NOT_NAMES and w.removesuffix("'s").removesuffix("'") not in NOT_NAMES and w not in _DEPARTMENTS
    ]  # fmt: skip
    if proper:
        return False
    areas = {"hackney", "lambeth", "camden", "london", "metropolitan", "nhs", "england", "national", "home", "city"}
    known = re.search(
        r"\b[A-Z]{3,}\b|\b(?:London|NHS|Metropolitan|England|Ofsted|Home Office|National|Department for|Ministry of|HM)\b",
        printed,
    )
    return not known and not areas & set(words) and not _AREA.search(printed)


_DEPARTMENTS = frozenset(
    ["&", "democratic", "electoral", "elections", "member", "members", "civic", "mayoral", "secretariat", "clerking"]
)
"""Words of departments that every council has."""
_AREA = re.compile(
    r"\b(?:Southwark|Lewisham|Greenwich|Bexley|Bromley|Croydon|Sutton|Merton|Wandsworth|Kingston|Richmond|Hounslow|"
    r"Hillingdon|Ealing|Harrow|"
    r"Brent|Barnet|Enfield|Haringey|Waltham|Redbridge|Havering|Barking|Dagenham|Newham|Tower Hamlets|Westminster|Kensington|"
    r"Chelsea|"
    r"Hammersmith|Fulham|Islington|Essex|Kent|Surrey|Sussex|Birmingham|Manchester|Liverpool|Leeds|Bristol|Royal|North|South|"
    r"East|West)\b"
)


def _title(text: str) -> str:
    plain = " ".join(text.replace("\n", ", ").split())
    plain = re.sub(r",\s*,", ",", plain)
    plain = re.sub(r"(?<=\w)\s+\([A-Z]{2,6}\)$", "", plain)  # its short form
    plain = re.sub(r"\s*\((?:the\s*)?$", "", plain).strip(" ,;:-–—")
    if plain.startswith("(") and plain.endswith(")"):
        plain = plain[1:-1]
    return _ARTICLE.sub("", plain)
