"""Posts that sentences tell beside the name of a body, other than its offices: "GP Leads from the Quince ICB", "has a dedicated
participation lead", "the team includes a nurse and a psychologist", "Deputy Directors HO/DfE"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.holding import is_literature
from ingest.extract.said import Said, said
from ingest.extract.sentences import states
from ingest.extract.staff_words import CAP_WORD, FIELD, HEADS, LOW_WORD, PAIR, PROFESSION
from ingest.names import Mention
from ingest.naming import LOCAL_UNIT
from ingest.office import is_generic
from ingest.person_name import find_names
from ingest.sieve import Sieved

METHOD = "staff-sentence"

_TRIGGER = Sieved(rf"\b{HEADS}\b", re.I)
_CAP_TITLE = re.compile(
    rf"(?:^|(?<=[\s(,]))(?P<t>{CAP_WORD}{{1,5}}(?i:{HEADS})"
    r"(?: (?:of|for) [A-Z][\w'’-]*(?: (?:and|&|[A-Z][\w'’-]*))*)?)$"
)
"""A post in capitals at the end of the words before a body's name."""
_LOW_TITLE = re.compile(rf"\b(?:[Tt]he|[Aa]n?) (?:former |current |new |then )?(?P<t>{LOW_WORD}{{1,5}}{HEADS})$")
_EMPLOYED = Sieved(
    rf"(?:^|(?<=[\s(,]))(?P<t>{LOW_WORD}{{0,4}}{HEADS}),? (?:who (?:is|are|was|were) )?"
    r"(?:(?P<by>(?:employed|hosted|funded and employed) by)|"
    r"(?:based|embedded|located|co-located|placed) (?:at|in|within)|seconded (?:to|into)|working (?:for|within))$",
    re.I,
)
_LINK = re.compile(r" (?P<link>from|of|at|in|within|across|for)$")
_OWNER = Sieved(
    rf"(?:['’]s?)? (?:own |new |current |former )?(?P<t>{LOW_WORD}{{1,5}}(?:manager|co-?ordinator|lead|analyst|"
    r"advis[eo]r|administrator|commissioner|commander|solicitor|facilitator|director|trainer|officer)|Commissioner)\b"
    r"(?!-)(?: (?:role|post))?(?=['’]s\b|[ ,.;):]|$)"
)
_OF_A = re.compile(r"\b(?:the|an?|our|by|from|with|and|new|former) $")
_HAS = re.compile(
    r"(?:,? (?:which|who|also|now|currently|still|had|already|recently|and|has))* (?:has|have|had|employs?|employed|"
    r"recruited|appointed|retains?|funds|hosts|benefits? from|recruit|deployed|deploys|created|introduced)"
    r"(?: recruited| appointed| employed)? (?:an? |its own |one |two |three |four |five |\d{1,2} |some )?"
    r"(?:(?:new|dedicated|full-time|part-time|additional|permanent|interim|further|also) )*"
    rf"(?P<t>{LOW_WORD}{{0,5}}{HEADS}(?: posts?| roles?)?)\b(?P<of>{FIELD})",
    re.I,
)
_TEAMS = re.compile(
    r"\b(?:team|teams|service|services|hub|unit|centre|directorate|department|division|mash|yot|yjs|yos|clinic)s?$",
    re.I,
)
_MADE_OF = re.compile(
    r"(?: \([^()]{2,60}\))?(?:,? (?:which|who|also|now|currently|and))* (?:includes?|included|comprises?|comprised|"
    r"consists? of|consisted of|(?:is|are) made up of|is comprised of|(?:is|are) staffed by|including|comprising|"
    r"consisting of|made up of|employs?|has|brings together) (?:a (?:mix|range|team|combination|variety) of |both )?"
    r"(?P<rest>[^;:.]{6,400})"
)
_A_TEAM = Sieved(
    r"\b(?:an? (?:[\w-]+ ){0,4}?(?:team|service)|(?:the|our|these) (?:multi-agency |multi-disciplinary )?(?:teams?|service)|"
    r"Teams|The (?:team|service))(?=,? (?:including|comprising|made up of|includes?|comprises?|consists? of|consisting of|"
    r"is made up of|is staffed by))"
)
_ITEM = re.compile(
    rf"^(?:(?:an?|the|one|two|three|our|other|its|\d|dedicated|also) )*(?P<t>(?:[\w'’/&~-]+ ){{0,6}}?[\w'’-]*\b{HEADS})"
    r"(?P<of> (?:for|from|of) [\w' -]+)?$",
    re.I,
)
_ITEM_ENDS = re.compile(
    r" (?:who|which|that|to (?!the)|working|supporting|providing|with (?:a|the)|in order|so that|within|based|delivering|"
    r"offering|at)\b"
)
_WITH_LINKS = re.compile(
    r"(^|, (?:and |as well as )?| as well as | and (?=an? )| (?:and|&) )(.+?)(?=, | as well as | (?:and|&) |$)"
)
_MANY = Sieved(
    rf"(?:^|(?<=\s))(?P<t>{CAP_WORD}{{0,4}}(?:Directors|Ministers|Executives|Managers|Leads|Commissioners|Officers|"
    r"Secretaries|Heads))(?: (?:from|at|in|of|across|for))?(?: both)?(?: the)? $"
)
_TWO = re.compile(
    r"(?<=Officer) (?:and|&) (?=[A-Z])|(?<=Manager) (?:and|&) (?=[A-Z])|(?<=Director) (?:and|&) (?=[A-Z])|"
    r"(?<=Chair) (?:and|&) (?=[A-Z])"
)
"""Between two posts of the same body."""
_SERVICE = re.compile(r"^.+ Service(?=s$)")
_BETWEEN = re.compile(r" ?/ ?|, (?:and )?(?:the )?|,? and (?:the )?")
_COMING = re.compile(
    r"\b(?:recruit|appoint|creat|introduc|establish|vacan|propos|fund|recommend|role of|post of)", re.I
)
_OVER = re.compile(r"\b(?:former|previous|then)\s+$", re.I)
_FRONT = re.compile(
    r"^(?:(?:the|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d+|several|dedicated|new|full-time|"
    r"part-time|former|current|other|additional|its|own)\s+)+",
    re.IGNORECASE,
)
_Post = tuple[Entity, Entity, float]


def staff(document: Document) -> Iterator[Candidate]:
    """POST_IN of posts that are no offices, each with the body that the same words name; professions at large are none."""
    before: Said | None = None
    for found in said(document):
        if before is not None and before.block.start != found.block.start:
            before = None
        somebody = found.mentions or _A_TEAM.may(found.text)
        if (
            somebody
            and _TRIGGER.search(found.text)
            and states(found.text)
            and not is_literature(document.headings(found.block))
        ):
            told: set[str] = set()
            for post, body, confidence in staff_posts(found, before):
                if post.name not in told:
                    told.add(post.name)
                    status = status_of_post(found, post)
                    yield candidate(
                        found.evidence(), post, "POST_IN", body, method=METHOD, confidence=confidence, status=status
                    )
        if before is None or any(_TEAMS.search(m.entity.name) for m in found.mentions):
            before = found


def status_of_post(found: Said, post: Entity) -> str:
    """Of a post that a sentence names: planned only where the post itself is to come, historic where it is called former."""
    at = found.text.lower().find(post.name.split(",")[0].lower())
    before = found.text[max(0, at - 60) : at] if at >= 0 else ""
    if _OVER.search(before):
        return "historic"
    return found.status if found.status == "planned" and _COMING.search(before) else "asserted"


def staff_posts(found: Said, before: Said | None) -> Iterator[_Post]:
    text = found.text
    bodies = [m for m in found.mentions if m.entity.label in {"Organisation", "BCU", "Board"}]
    shared = list(of_several(found, bodies))
    yield from shared
    for m in bodies:
        body = m.entity
        if any(body == one for _, one, _ in shared):
            continue
        if body.label != "Board" and _TEAMS.search(body.name) and (made := _MADE_OF.match(text, m.end)):
            yield from _listed(made["rest"], body)
        if is_generic(text[m.start : m.end]) and is_generic(body.name) and not body.aliases:
            continue
        yield from _around(found, m, body)
        yield from _had(found, m, body)
    team = _A_TEAM.search(text)
    home = _team_of(found, before) if team is not None else None
    if team is not None and home is not None and (made := _MADE_OF.match(text, team.end())):
        yield from _listed(made["rest"], home)


def _around(found: Said, m: Mention, body: Entity) -> Iterator[_Post]:
    """A post right before a body's name, or right behind it."""
    text = found.text
    low = max((n.end for n in found.mentions if n.end <= m.start), default=0)
    front = re.sub(r"\s(?:the|both|our)\s$", " ", text[max(low, m.start - 140) : m.start]).rstrip()
    employed = _EMPLOYED.search(front)
    if employed is not None:
        title = employed["t"].strip()
        if not PROFESSION.fullmatch(title) or (employed["by"] and " " in title):
            yield _role(title, body), body, 0.78
        return
    link = _LINK.search(front)
    if link is not None and not (
        link["link"] == "of" and _TEAMS.search(body.name)
    ):  # "Director of Quince Services" is a title
        cap = _CAP_TITLE.search(front[: link.start()])
        low_title = _LOW_TITLE.search(front[: link.start()])
        if cap is not None:
            if link["link"] != "for" and not find_names(cap["t"]) and not PROFESSION.fullmatch(cap["t"]):
                for title in _TWO.split(cap["t"]):
                    yield _role(title, body), body, 0.85
        elif low_title is not None and not PROFESSION.fullmatch(low_title["t"]):
            leads = re.search(r"\b(?:lead|director|manager|commander|commissioner)$", low_title["t"])
            if link["link"] in {"from", "at", "of", "within"} or (link["link"] == "for" and leads):
                yield _role(low_title["t"], body), body, 0.78
    own = _OWNER.match(text, m.end)
    if own is None or PROFESSION.fullmatch(own["t"]):
        return
    if own["t"] == "Commissioner":
        if body.kind == "police force":
            yield _role(own["t"], body), body, 0.85
    elif _OF_A.search(text[: m.start]) or text[m.end] in "'’":
        yield _role(own["t"], body), body, 0.8


def _had(found: Said, m: Mention, body: Entity) -> Iterator[_Post]:
    """ "The Examplia Trust has a dedicated participation lead"."""
    if body.label == "BCU" or (body.label == "Board" and m.start > 12):
        return
    hit = _HAS.match(found.text, m.end)
    if hit is None:
        return
    title = re.sub(r" (?:posts?|roles?)$", "", hit["t"])
    if (not PROFESSION.fullmatch(title) or hit["of"]) and not re.search(r"\b(?:members?|range|number)\b", title):
        yield _role(title + (hit["of"] or ""), body), body, 0.8


def _listed(rest: str, body: Entity) -> Iterator[_Post]:
    """The posts of a list of those whom a team is made of; none where most of it are other things."""
    part = PAIR.sub(lambda m: "~".join(g for g in m.groups() if g), _ITEM_ENDS.split(rest)[0])
    items = _items(part)
    hits = [hit for item in items if (hit := _ITEM.match(item))]
    if not hits or len(hits) * 3 < len(items) or (len(items) == 1 and hits[0]["t"].endswith("s")):
        return
    for hit in hits:
        title = hit["t"].strip().casefold()
        if title not in {"officers", "workers", "practitioners", "managers", "leads", "specialists"}:
            yield _role(hit["t"] + (hit["of"] or ""), body), body, 0.78


def _items(part: str) -> list[str]:
    """The items of a list; "a Policy and Performance Officer" is one."""
    items: list[str] = []
    open_ = False
    for link, item in _WITH_LINKS.findall(part):
        plain = item.strip()
        if open_ and link in {" and ", " & "}:
            items[-1] = f"{items[-1]}{link}{plain}"
        elif plain:
            items.append(plain)
        open_ = bool(re.match(r"(?:an?|the|one) ", items[-1])) and not _ITEM.match(items[-1]) if items else False
    return items


def _team_of(found: Said, before: Said | None) -> Entity | None:
    """The one team or service that the sentence before names, in the same paragraph; with the area that it names, too."""
    if before is None or before.block.start != found.block.start:
        return None
    units = {m.entity for m in before.mentions if m.entity.label == "Organisation" and _TEAMS.search(m.entity.name)}
    areas = {m.entity for m in before.mentions if m.entity.label == "Borough"}
    if len(units) != 1:
        return None
    unit = units.pop()
    if len(areas) == 1 and LOCAL_UNIT.match(unit.name):
        area = areas.pop()
        return Entity("Organisation", f"{area.name} {unit.name}", kind=unit.kind, aliases=(unit.name, *unit.aliases))
    return unit


def of_several(found: Said, bodies: list[Mention]) -> Iterator[_Post]:
    """ "Deputy Directors HO/DfE", "Ministers from the Home Office and DfE": one post in each of several bodies."""
    text = found.text
    for at, first in enumerate(bodies):
        many = _MANY.search(text[: first.start])
        if many is None:
            continue
        run = [first]
        for other in bodies[at + 1 :]:
            if not _BETWEEN.fullmatch(text[run[-1].end : other.start]):
                break
            run.append(other)
        if len(run) > 1:
            title = f"{many['t'][:-3]}y" if many["t"].endswith("ies") else many["t"].removesuffix("s")
            for one in run:
                if one.entity.label != "Board":
                    yield _role(title, one.entity), one.entity, 0.85
        return


def _role(printed: str, body: Entity) -> Entity:
    """The Role, its title as printed but with a capital; the singular of a title in the plural is its other name."""
    title = _FRONT.sub("", " ".join(printed.replace("~", " and ").split()).strip(" ,"))
    title = title[0].upper() + title[1:]
    titles = [title, *([title.removesuffix("s")] if title.endswith("s") and not title.endswith("ss") else [])]
    names = [b for n in (body.name, *body.aliases) if len(n) < 60 for b in (n, *_SERVICE.findall(n))]
    forms = [f"{t}, {b}" for t in titles for b in names]
    return Entity("Role", f"{title}, {body.name}", aliases=tuple(f for f in dict.fromkeys(forms[1:]))[:6])
