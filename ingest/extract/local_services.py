"""Services that lists name by a word only: "CSC, police, YOS, housing and Barnardo's" of the panel of one borough."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.statements import Entity
from ingest.extract.posts import council
from ingest.extract.said import Said
from ingest.names import Mention

_UNITS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?:the |local )?(?:{pattern})", re.I), name)
    for pattern, name in (
        (
            r"csc|children['’]?s social care|(?:children['’]?s )?social care|children and families social care",
            "Children's Social Care",
        ),
        (r"children['’]?s services", "Children's Services"),
        (r"asc|adult(?:s['’]?)? social care|adult services", "Adult Social Care"),
        (r"yos|youth offending(?: service)?", "Youth Offending Service"),
        (r"yot|youth offending team", "Youth Offending Team"),
        (r"yjs|youth justice(?: service)?", "Youth Justice Service"),
        (r"education(?: services)?", "Education"),
        (r"housing(?: services)?", "Housing"),
        (r"early help(?: services)?", "Early Help"),
        (r"public health", "Public Health"),
        (r"(?P<team>(?:gangs|community safety|missing|exploitation|licensing|early years) (?:team|unit|service))", ""),
    )
)
_AUTHORITY = re.compile(r"(?:London|Royal) Borough|(?:LB|RB)\b")
_CAMHS = re.compile(r"(?:the )?camhs", re.I)
_POLICE = re.compile(r"(?:the |local |met(?:ropolitan)? )?police", re.I)
_ITEM = re.compile(r"[^,;/]+?(?=,|;|/| and | & | as well as |\.?$)")
_FRONT = re.compile(
    r"^(?:and |& |as well as |the |also |both |from |by |representatives? (?:from|of) (?:the )?)+", re.I
)


def services(found: Said, start: int, end: int, area: Entity | None) -> list[Entity]:
    """The bodies of a list in a sentence, in its order: those it names, and services of the area that it names by a word.

    Nothing where the area is not known; "health" and other classes are no bodies.
    """
    inside = [m for m in found.mentions if start <= m.start and m.end <= end]
    named = [m for m in inside if m.entity.label in {"Organisation", "BCU"}]
    for m in inside:
        if m.entity.label == "Borough" and _AUTHORITY.match(found.text, m.start):
            named.append(Mention(m.start, m.end, council(m.entity)))
    spans = [*named, *(_by_word(found, start, end, area, named) if area is not None else ())]
    return list(dict.fromkeys(m.entity for m in sorted(spans, key=lambda m: m.start)))


def _by_word(found: Said, start: int, end: int, area: Entity, named: list[Mention]) -> Iterator[Mention]:
    text = found.text
    for m in _ITEM.finditer(text[start:end]):
        word = _FRONT.sub("", m.group().strip(" .")).strip()
        at = start + m.start()
        if not word or any(n.start < start + m.end() and at < n.end for n in named):
            continue
        entity = _service(found, word, area)
        if entity is not None:
            yield Mention(at, start + m.end(), entity)


def _service(found: Said, word: str, area: Entity) -> Entity | None:
    if _POLICE.fullmatch(word):
        return police(found, area)
    if _CAMHS.fullmatch(word):
        return Entity("Organisation", f"CAMHS ({area.name})", kind="unit", aliases=("CAMHS",))
    for pattern, name in _UNITS:
        if pattern.fullmatch(word):
            own = name or re.sub(r"^the ", "", word)
            shorts = (f"{area.name} {word}",) if word.casefold() != own.casefold() else ()
            return Entity("Organisation", f"{area.name} {own}", kind="unit", aliases=shorts)
    return None


def police(found: Said, area: Entity) -> Entity | None:
    """The police force of a London borough, or of the City; others are not known by their area."""
    name = {"london borough": "Metropolitan Police Service", "city": "City of London Police"}.get(area.kind or "")
    return found.document.names.body(name) if name else None
