"""Posts named in a sentence: "the Director of Education, Examplia Council", "the Independent Scrutineer"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.extract.said import Said, heading_area
from ingest.names import Mention
from ingest.person_name import find_names

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
_POST = re.compile(rf"\b(?!and\b)(?P<post>{_BEFORE}{_HEAD})\b(?!'|’|ship|s\b)(?! and [A-Z]\w+ Group)")
_LOW = re.compile(
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
    r"Former|Current|New|Senior Officers|Thank|Also|Including|Whilst|Following)\b)"
    r"(?:[A-Z][\w-]*(?:['’]s)?|&|and(?= [A-Z]))[ \n]+)+$"
)
"""Words of a title in front of what is surely one: "Business & [Performance Manager]"."""
_CHAINED = re.compile(r"(?:,|,? and|,? &)[ \n]+")
_CHARGE = re.compile(r" with (?:lead |overall )?responsibility for [a-z]+(?: (?:and )?[a-z]+){0,2}(?=[,.;]| and )")
_OWNER = re.compile(r"(?:['’]s?)?[ \n]+(?:new )?")
_HAS = re.compile(
    r"(?:[ \n]+\([^()]+\))?[ \n]+(?:has|have|had|with|retains?|appointed|has appointed)[ \n]+"
    r"(?:an?|its own|the)[ \n]+(?:new[ \n]+)?"
)
_HOME_OF = re.compile(r"(?:,|[ \n]+(?:of|at|in|for|from|to))?[ \n]+(?:the[ \n]+)?$")


def posts(found: Said) -> Iterator[Mention]:
    """Posts as Roles, each named "POST, BODY" where the sentence or the document tells the body."""
    yield from _chained(found, [_post(found, m) for m in _POST.finditer(found.text)])
    for m in _LOW.finditer(found.text):
        yield _post(found, m)
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
            body = _employer(first.entity) if first is not None else None
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
    if field is not None and _FIELD_WORDS.match(field.group("field")):
        words = re.sub(r"(?:[ \n]+(?:and|&|of|the|,))+$", "", field.group("field"))
        end = field.start("field") + len(words)
        title = f"{title} {' '.join(text[m.end() : end].split())}"
    field = _CHARGE.match(text, end)
    if field is not None:
        title, end = f"{title}{field.group()}", field.end()
    body = next((n for n in found.mentions if n.start >= end and _HOME_OF.match(text[end : n.start])), None)
    before = next((n for n in found.mentions if _OWNER.fullmatch(text[n.end : begin])), None)
    if body is not None and body.entity.label in {"Organisation", "Board", "BCU", "Borough"} and body.end > end:
        return Mention(begin, body.end, _role(title, _employer(body.entity)))
    start = begin
    local = re.search(r"\b(?:[Tt]he |[Ll]ocal )?(?:Council|local authority|Local Authority)(?:['’]s)? $", text[:begin])
    if local is not None and before is None:
        area = found.document.boroughs[0] if len(found.document.boroughs) == 1 else area_of(found)
        return Mention(local.start(), end, _role(title, council(area) if area is not None else None))
    if before is not None and before.entity.label in {"Organisation", "Board", "BCU", "Borough"}:
        return Mention(before.start, end, _role(title, _employer(before.entity)))
    if re.match(r"Independent", title):
        own = next((n for n in boards if n.end <= begin and _HAS.fullmatch(text[n.end : begin])), None)
        if own is not None:
            return Mention(start, end, _role(title, own.entity))
    return Mention(start, end, _role(title, _home(found, title)))


def _employer(entity: Entity) -> Entity:
    return council(entity) if entity.label == "Borough" else entity


def _home(found: Said, title: str) -> Entity | None:
    """Whose post it is where the sentence does not say: the document's board, or the council of its borough."""
    document = found.document
    if _OF_BOARD.search(title) and not _SURE.search(title):
        return partnership(found) if re.search(r"independent", title, re.I) else None
    if re.search(
        r"director (?:of|for) (?:children|education|adult|public health)|leader of the council|lead "
        r"member|cabinet member",
        title,
        re.I,
    ):
        area = document.boroughs[0] if len(document.boroughs) == 1 else area_of(found)
        return council(area) if area is not None else None
    return None


def partnership(found: Said) -> Entity | None:
    """The document's own board; else the safeguarding partnership of the one borough that is spoken of."""
    document = found.document
    if document.body is not None:
        return document.body
    area = heading_area(document, found.block)
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
