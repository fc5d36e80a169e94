"""Posts named in a sentence: "the Director of Education, Examplia Council", "the Independent Scrutineer"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.extract.establishments import IN_CHARGE, establishment
from ingest.extract.said import Said, heading_area
from ingest.names import Mention
from ingest.person_name import find_names
from ingest.sieve import Sieved

_BEFORE = (
    r"(?:(?:Independent|[Ss]trategic|Interim|Acting|Joint|Deputy|Assistant|Associate|Vice|Executive|"
    r"Strategic|Corporate|Group|Chief|Lead|Managing|Borough|Detective|Designated|Named|"
    r"Statutory|Cabinet|Service|Senior|Principal|Operational|Clinical|Medical|Nursing|Accountable|"
    r"Safeguarding|Children|Child|Police|Crime|and|Partnership|Elected|Programme|Business)[ -])*"
)
_HEAD = (
    r"(?:Chair(?:person|man|woman)? and (?:Independent )?Scrutineer|Chair(?:person|man|woman)?|"
    r"Scrutineer|Director|Commander|Chief Executive(?: Officer)?|Chief "
    r"(?:Constable|Officer|Nurse|Superintendent|Inspector)|Leader of the Council|Mayor|"
    r"(?:Cabinet|Lead|Executive|Portfolio) Member|Superintendent|Commissioner|Head|Manager|Secretary "
    r"of State|Minister|Officer|Nurse|Doctor|Coordinator|Scrutiny Officer|Town Clerk|Governor)"
)
_SURE = re.compile(
    r"(?:chief executive|director|commander|leader|mayor|cabinet|lead member|executive member|"
    r"portfolio|head)",
    re.I,
)
_OF_BOARD = re.compile(r"chair|scrutineer|commissioner", re.I)
_POST = Sieved(
    rf"\b(?!and\b)(?P<post>{_BEFORE}{_HEAD})\b(?!'|’|ship|s\b)(?! (?:Consultant|Practitioner)\b)(?! and [A-Z]\w+ Group)"
)
_LOW = Sieved(
    r"\b(?P<post>independent (?:chair(?:person)?(?: and scrutineer)?|scrutineer))\b(?! of (?:a|an)\b)"
    r"(?=\W|$)"
)
_FIELD = re.compile(
    r"[ \n]+(?:of|for)[ \n]+(?:the[ \n]+)?(?P<field>(?:[A-Z][\w'’-]*|and|&|of|the|,)"
    r"(?:[ \n]+(?:[A-Z][\w'’-]*|and|&|of|the)|,[ \n]+[A-Z][\w'’-]*(?=(?:[ \n]+[A-Z][\w'’-]*)"
    r"?[ \n]+(?:and|&)))*)"
)
_FIELD_WORDS = re.compile(
    r"^(?:Children|Child|Education|Adult|Public Health|Safeguarding|Housing|Communit|People|Social|"
    r"Early Help|Health|Nursing|Young|Famil|Quality|Public Protection|Integrated|Commissioning|"
    r"Operations|Service|Learning|Youth|Culture|Virtual|Policy|Performance|Strategy|Legal|Finance|"
    r"Corporate|Crime|Environment|Inclusion|Schools?|Standards|the Council|Council|Justice)"
)
_WIDER = re.compile(
    r"(?:(?!(?:The|An?|This|Our|Its|Their|All|Both|Each|In|As|And|When|While|For|From|By|To|With|Dr|Cllr|Mr|Mrs|Ms|"
    r"Former|Current|New|Senior Officers|Thank|Also|Including|Whilst|Following|Council|Councils|Council['’]s|Authority|"
    r"Trust|Police|Partnership|Board)\b)"
    r"(?:[A-Z][\w-]*(?:['’]s)?|&|and(?= [A-Z]))[ \n]+)+$"
)
"""Words of a title in front of what is surely one: "Business & [Performance Manager]"."""
_CHAINED = re.compile(r"(?:,|,? and|,? &)[ \n]+")
_OF_COUNCIL = re.compile(
    r"director (?:of|for) (?:children|education|adult|public health|people|safeguarding|social|early help|housing|families)|"
    r"leader of the council|(?:lead|cabinet|executive) member|corporate director|town clerk|"
    r"head of (?:safer communities|community safety|early help|(?:the )?virtual school|children|adult|youth justice)",
    re.I,
)
"""Posts that the council of an area has, where no other body is named beside them."""
_BOARDS = re.compile(r"\b(?:Partnerships|Boards|Panels)\b")
_CHARGE = re.compile(r" with (?:lead |overall )?responsibility for [a-z]+(?: (?:and )?[a-z]+){0,2}(?=[,.;]| and )")
_UNIT = re.compile(
    r"(?:,|[ \n]+(?:of|at|in|for|from|within))[ \n]+(?:the[ \n]+)?(?:(?P<area>[A-Z][\w ]{2,30}?)['’]s?[ \n]+)?"
    r"(?P<unit>Children['’]s[ \n]+(?:Social[ \n]+Care|Services)|Adult[ \n]+Social[ \n]+Care|"
    r"Youth[ \n]+(?:Justice|Offending)[ \n]+(?:Service|Team))\b(?![ \n]+[A-Z])"
)
"""A service of the council behind a post: "for Examplia's Children's Social Care"."""
_OF_OTHERS = re.compile(
    r"nurse|doctor|\bgp\b|clinical|superintendent|commander|inspector|constable|sergeant|chair|scrutineer|police and crime",
    re.I,
)
_OWNER = re.compile(r"(?:['’]s?)?[ \n]+(?:new )?")
_HAS = re.compile(
    r"(?:[ \n]+\([^()]+\))?[ \n]+(?:has|have|had|with|retains?|appointed|has appointed)[ \n]+"
    r"(?:an?|its own|the)[ \n]+(?:new[ \n]+)?"
)
_FIELD_OF = re.compile(r"[ \n]+(?:of|for)[ \n]+(?:the[ \n]+)?")
_IN = re.compile(r"(?:,|[ \n]+(?:at|in|for|from))?[ \n]+\(?(?:[Tt]he[ \n]+)?$")
_NAME_GOES_ON = re.compile(r" (?:Local )?(?:Safeguarding|Adults?|Children)\b")
"""Behind an area: the beginning of a body's name that was not told as one ("Examplia Safeguarding Adults and Children Boards")."""
_HOME_OF = re.compile(r"(?:,|[ \n]+(?:of|at|in|for|from|to))?[ \n]+(?:the[ \n]+)?$|[ \n]\($")


def posts(found: Said) -> Iterator[Mention]:
    """Posts as Roles, each named "POST, BODY" where the sentence or the document tells the body."""
    yield from _chained(found, [_post(found, m) for m in _POST.finditer(found.text)])
    for m in _LOW.finditer(found.text):
        yield _post(found, m)
    yield from _of_establishment(found)
    for short, full in found.document.names.short.items():
        if short in found.text and _POST.fullmatch(full):
            for m in re.finditer(rf"\b{re.escape(short)}\b", found.text):
                yield Mention(m.start(), m.end(), _role(full, _home(found, full)))


def _chained(found: Said, made: list[Mention]) -> Iterator[Mention]:
    """ "the ESCP's Manager, Trainer and Administrator": a post without a body behind one that follows its body is in it, too."""
    body: Entity | None = None
    end = -1
    for mention in made:
        start, title = mention.start, " ".join(found.text[mention.start : mention.end].split())
        if mention.entity.name != title:
            first = next((n for n in found.mentions if n.start == start and n.end < mention.end), None)
            body = _employer(first.entity, title, found) if first is not None else None
            yield mention
        else:
            link = _CHAINED.match(found.text[end:start]) if body is not None and start > end else None
            more = found.text[end + link.end() : start] if link is not None else ""
            fits = not more or (_WIDER.fullmatch(more) and not find_names(more + title))
            chained = link is not None and fits
            yield Mention(start - len(more), mention.end, _role(more + title, body)) if chained else mention
        end = mention.end


def _wider(found: Said, begin: int, end: int) -> int:
    """Where the words of a title begin that stand before what is surely one, beside the name of its body."""
    text = found.text
    low = max((n.end for n in found.mentions if n.end <= begin), default=0)
    more = _WIDER.search(text[low:begin])
    if more is None or more.start() == 0:
        return begin
    start = low + more.start()
    owner = any(_OWNER.fullmatch(text[n.end : start]) for n in found.mentions)
    home = any(n.start >= end and _HOME_OF.fullmatch(text[end : n.start]) for n in found.mentions)
    two = re.search(rf"{_HEAD}[ \n]+(?:and|&)[ \n]", text[start:begin])  # "Lead Officer and Commander" are two posts
    return start if (owner or home) and not two and not find_names(text[start:end]) else begin


def _post(found: Said, m: re.Match[str]) -> Mention:
    text, begin = found.text, m.start()
    cut = next((n.end for n in found.mentions if n.start < begin < n.end < m.end()), None)
    if cut is not None:  # "the [Examplia Police Service] Borough Commander"
        begin = cut + len(text[cut : m.end()]) - len(text[cut : m.end()].lstrip())
    elif text[begin].isupper():
        begin = _wider(found, begin, m.end())
    title, end = " ".join(text[begin : m.end()].split()), m.end()
    if title[0].islower():
        title = " ".join(w if w == "and" or w[0].isupper() else w.capitalize() for w in title.split())
    field = _FIELD.match(text, end)
    boards = [n for n in found.mentions if n.entity.label == "Board"]
    if field is not None and any(n.start < field.end() and field.start("field") < n.end for n in boards):
        field = None
    if field is not None and _FIELD_WORDS.match(field.group("field")) and not _BOARDS.search(field.group("field")):
        words = re.sub(r"[ \n]+(?:and|&)[ \n]+the[ \n].*$", "", field.group("field"), flags=re.S)
        words = re.sub(r"(?:[ \n]+(?:and|&|of|the|,))+$", "", words)
        end = field.start("field") + len(words)
        title = f"{title} {' '.join(text[m.end() : end].split())}"
    field = _CHARGE.match(text, end)
    if field is not None:
        title, end = f"{title}{field.group()}", field.end()
    before = next((n for n in found.mentions if _OWNER.fullmatch(text[n.end : begin])), None)
    title, end, home, last = _behind(found, title, end)
    if home is not None:
        return Mention(begin, last, _role(title, home))
    start = begin
    local = re.search(r"\b(?:[Tt]he |[Ll]ocal )?(?:Council|local authority|Local Authority)(?:['’]s)? $", text[:begin])
    if local is not None and before is None:
        area = found.document.boroughs[0] if len(found.document.boroughs) == 1 else area_of(found)
        return Mention(local.start(), end, _role(title, council(area) if area is not None else None))
    if before is not None and (home := _employer(before.entity, title, found)) is not None:
        return Mention(before.start, end, _role(title, home))
    if re.match(r"Independent", title):
        own = next((n for n in boards if n.end <= begin and _HAS.fullmatch(text[n.end : begin])), None)
        if own is not None:
            return Mention(start, end, _role(title, own.entity))
    return Mention(start, end, _role(title, _home(found, title)))


def _of_establishment(found: Said) -> Iterator[Mention]:
    """ "The governor" in a part of a review that is on one prison."""
    hits = list(IN_CHARGE.finditer(found.text))
    body = establishment(found) if hits else None
    if body is not None:
        for m in hits:
            title = " ".join(m["post"].split())
            yield Mention(m.start(), m.end(), _role(title[0].upper() + title[1:], body))


def _behind(found: Said, title: str, end: int) -> tuple[str, int, Entity | None, int]:
    """The title that ends at `end` with what belongs to it, its body where that follows, and where the body's name ends."""
    text = found.text
    unit = _UNIT.match(text, end)
    area = _owner_of_unit(found, unit) if unit is not None else None
    if unit is not None and area is not None and not re.match(r" ?, ?[A-Z]", text[unit.end() :]):
        return (
            title,
            end,
            Entity("Organisation", f"{area.name} {' '.join(unit['unit'].split())}", kind="unit"),
            unit.end(),
        )
    body = next((n for n in found.mentions if n.start >= end and _HOME_OF.match(text[end : n.start])), None)
    if body is not None and body.entity.label == "Borough" and _NAME_GOES_ON.match(text, body.end):
        body = None
    if body is not None and body.entity.kind == "unit":
        link = text[end : body.start]
        after = next((n for n in found.mentions if n.start >= body.end and _IN.match(text[body.end : n.start])), None)
        named = after is not None and after.entity.label in {"Organisation", "Borough"} and after.entity.kind != "unit"
        if _FIELD_OF.fullmatch(link) or (
            named and link.startswith(",")
        ):  # "Director of Quince Services", "Director, Q Services, X"
            separate = "" if link.startswith(",") else " "
            title = f"{title}{separate}{' '.join(text[end : body.end].split())}"
            end, body = body.end, after if named else None
    home = _employer(body.entity, title, found) if body is not None and body.end > end else None
    return title, end, home, body.end if body is not None else end


def body_of(found: Said, at: Mention) -> tuple[Entity, bool] | None:
    """The body of a post that `posts` gave for a sentence, and whether the sentence itself names it."""
    document, post = found.document, at.entity
    for m in found.mentions:
        inside = at.start <= m.start and m.end <= at.end
        entity = _employer(m.entity, post.name, found) if inside else m.entity
        if entity is not None and post.name.endswith(f", {entity.name}") and entity.label != "Borough":
            return entity, True
    unit = _UNIT.search(found.text, at.start, at.end)
    if unit is not None and ", " in post.name and post.name.endswith(f" {unit['unit']}"):
        name = post.name[post.name.rindex(", ") + 2 :]
        return Entity("Organisation", name, kind="unit"), True
    area = document.boroughs[0] if len(document.boroughs) == 1 else area_of(found)
    others = (council(area) if area is not None else None, partnership(found), establishment(found))
    return next(((e, False) for e in others if e is not None and post.name.endswith(f", {e.name}")), None)


def _employer(entity: Entity, title: str, found: Said) -> Entity | None:
    """The body that a post beside a name is in: a borough's council, or its safeguarding partnership for an independent chair."""
    if entity.label != "Borough":
        return entity if entity.label in {"Organisation", "Board", "BCU"} else None
    if re.match(r"Independent (?:Chair|Scrutineer)", title):
        return found.document.names.board("Safeguarding Children Partnership", area=entity)
    return None if _OF_OTHERS.search(title) else council(entity)


def _owner_of_unit(found: Said, unit: re.Match[str]) -> Entity | None:
    """The borough whose service stands behind a post: named before it, or the only one of the document."""
    if unit["area"]:
        return next(
            (n.entity for n in found.mentions if n.start == unit.start("area") and n.entity.label == "Borough"), None
        )
    return found.document.boroughs[0] if len(found.document.boroughs) == 1 else area_of(found)


def _home(found: Said, title: str) -> Entity | None:
    """Whose post it is where the sentence does not say: the document's board, or the council of its borough."""
    document = found.document
    if _OF_BOARD.search(title) and not _SURE.search(title):
        return partnership(found) if re.search(r"independent", title, re.I) else None
    if _OF_COUNCIL.search(title):
        area = document.boroughs[0] if len(document.boroughs) == 1 else area_of(found)
        return council(area) if area is not None else None
    return None


def partnership(found: Said) -> Entity | None:
    """The document's own board; else the safeguarding partnership of the one borough that is spoken of."""
    document = found.document
    if document.body is not None and not document.body.name.endswith(("ommittee", "abinet")):
        return document.body
    area = document.boroughs[0] if len(document.boroughs) == 1 else heading_area(document, found.block)
    return document.names.board("Safeguarding Children Partnership", area=area) if area is not None else None


def area_of(found: Said) -> Entity | None:
    """The one borough that the sentence or the headings above it name."""
    said_here = {m.entity for m in found.mentions if m.entity.label == "Borough"}
    if said_here:
        return said_here.pop() if len(said_here) == 1 else None
    return heading_area(found.document, found.block)


def council(borough: Entity) -> Entity:
    """The council of a borough, as an organisation."""
    if borough.name == "City of London":
        return Entity("Organisation", "City of London Corporation", kind="council")
    return Entity(
        "Organisation",
        f"{borough.name} Council",
        kind="council",
        aliases=tuple(f"{a} Council" for a in borough.aliases if "orough" not in a and len(a) > 3),
    )


def _role(title: str, body: Entity | None) -> Entity:
    if body is None:
        return Entity("Role", title)
    shorts = tuple(f"{title}, {a}" for a in body.aliases if len(a) < 40)
    if body.kind == "council":
        shorts = (f"{title}, {body.name.removesuffix(' Council')}", *shorts)
    return Entity("Role", f"{title}, {body.name}", aliases=shorts[:4])
