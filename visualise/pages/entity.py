"""The page of an entity: what it is, its sections, what is not known of it, and the evidence of each line."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from graph import read
from graph.read_names import names
from graph.store import Row, Store
from visualise.pages import area, board, common, organisation, other, person, protocol
from visualise.pages.asking import Asked, Links, within_time
from visualise.pages.links import href
from visualise.pages.parts import Bit, Fact, Section
from visualise.pages.proof import proofs
from visualise.pages.words import capital, day, label, labels
from visualise.site import render

Maker = Callable[[Asked, Row, Links], Sequence[Awaitable[Section | None]]]
MAKERS: dict[str, Maker] = {
    "Board": board.sections,
    "Person": person.sections,
    "Organisation": organisation.sections,
    "Borough": area.borough_sections,
    "BCU": area.bcu_sections,
    "Protocol": protocol.sections,
}


@dataclass(frozen=True, slots=True)
class When:
    """What the reader asked about: a day (today where none is given), or all times."""

    today: date
    as_of: str | None = None
    always: bool = False
    errors: tuple[tuple[str, str], ...] = ()
    """The id of a field, and what is wrong with it."""

    @property
    def day(self) -> str:
        return self.as_of or self.today.isoformat()


async def entity_page(store: Store, entity_id: str, *, when: When, seconds: float) -> str:
    """HTML of the page of an entity. Raises NotFound, Moved, Gone, StoreUnavailable."""
    found = await read.entity(store, entity_id)
    asked = Asked(store, None if when.always else when.day, when.day, seconds)
    links = await Links.of(asked, entity_id)
    sections = await _sections(asked, found, links)
    areas = await names(store, found["area"])
    evidence = await read.evidence(
        store, {i for s in sections for t in s.tables for line in t.lines for i in line.evidence}
    )
    unknown = [text for s in sections for text in s.nothing]
    return render(
        "entity.html.j2",
        entity=found,
        what=capital(label(found["label"])),
        plural=(found["label"], capital(labels(found["label"]))),
        facts=_facts(found, links, areas),
        sections=sections,
        proofs=proofs(evidence),
        unknown=[*unknown, *common.unclear(links)],
        when=when,
        shown_day=day(when.day),
        path=href(entity_id),
    )


async def _sections(asked: Asked, found: Row, links: Links) -> list[Section]:
    maker = MAKERS.get(found["label"], other.sections)
    made = list(await asyncio.gather(*(within_time(part) for part in maker(asked, found, links))))
    for common_section in (common.structure, common.themes, common.instruments, common.collaboration):
        made.append(common_section(links, found["name"]))
    joined: dict[str, Section] = {}
    for s in (s for s in [*made, common.rest(links)] if s):
        joined[s.slug] = joined[s.slug].joined(s) if s.slug in joined else s
    return list(joined.values())


def _facts(found: Row, links: Links, areas: dict[str, Row]) -> list[Fact]:
    """What stands at the head: kind, other names, identifiers, area, and what it belongs to."""
    facts = [Fact("Kind", [Bit(capital(found["kind"]))] if found["kind"] else [Bit("Not stated", quiet=True)])]
    if found["aliases"]:
        facts.append(Fact("Also called", [Bit(a) for a in found["aliases"]]))
    for name, value in sorted(found["identifiers"].items()):
        facts.append(Fact(f"Identifier ({name.upper()})", [Bit(str(value))]))
    if areas and set(areas) != {r["other_id"] for r in links.take("COVERS:out", statuses=("asserted", "derived"))}:
        facts.append(Fact("Area", [Bit(a["name"], href(i)) for i, a in areas.items() if i != found["id"]]))
    for key, types in HEAD.items():
        rows = links.take(*types, statuses=("asserted", "derived"), times=types[0].startswith("SUCCEEDED_BY"))
        seen = dict.fromkeys((r["other"], r["other_id"]) for r in rows)
        if seen:
            facts.append(Fact(key, [Bit(n, href(i)) for n, i in seen]))
    facts.append(Fact("Id", [Bit(found["id"])]))
    return [f for f in facts if f.values]


HEAD = {
    "Covers": ("COVERS:out",),
    "Part of": ("SUBGROUP_OF:out", "PART_OF:out", "POST_IN:out"),
    "Meeting of": ("MEETING_OF:out",),
    "Hosted by": ("HOSTED_BY:out",),
    "Followed by": ("SUCCEEDED_BY:out",),
    "Followed on": ("SUCCEEDED_BY:in",),
}
