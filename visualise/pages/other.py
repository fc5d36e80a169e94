"""The page of what has no page of its own kind: posts, programmes, themes, reviews, meetings, listed documents."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence

from graph.ontology import ontology
from graph.store import Row
from visualise.pages import common
from visualise.pages.asking import Asked, Links, there
from visualise.pages.parts import Section

HEADINGS = {
    "membership": ("Posts and seats", "Posts and seats of {}"),
    "attendance": ("Meetings and attendance", "Meetings and attendance of {}"),
    "duty": ("Duties", "Duties of {}, and what requires it"),
    "themes": ("Priorities and remit", "Priorities and remit: {}"),
    "sources": ("Listed as evidence", "For what {} is listed as evidence"),
}
EXPECTED = {
    "Role": (
        ("HOLDS:in", "Who holds the post{at} is not stated."),
        ("POST_IN:out", "In which body the post is{at}, is not stated."),
    ),
    "Theme": (("HAS_PRIORITY:in", "Whose priority it is{at}, is not stated."),),
    "Document": (("EVIDENCE_FOR:out", "For which borough it is evidence is not stated."),),
}
"""What one would like to know, and what is said where nothing is stated of it."""


def sections(asked: Asked, entity: Row, links: Links) -> Sequence[Awaitable[Section | None]]:
    """By what they are about, in the order of the ontology."""
    name, label = entity["name"], entity["label"]
    made: list[Awaitable[Section | None]] = [_family(asked, links, label, name, family) for family in HEADINGS]
    if label == "Programme":
        made.append(common.money_to(asked, links, name, entity["id"]))
    if label in ("Role", "Programme", "Review"):
        made.append(common.oversight(asked, links, name, entity["id"]))
    if label != "Meeting":
        made.append(common.changes(asked, name, entity["id"]))
    return made


async def _family(asked: Asked, links: Links, label: str, name: str, family: str) -> Section | None:
    heading, caption = HEADINGS[family]
    types = [e.name for e in ontology().edges.values() if e.family == family]
    table = links.table(caption.format(name), *types)
    stated = {(r["relation"], r["direction"]) for r in links.rows if r["status"] not in common.NO_FACT}
    nothing = tuple(
        said.format(at=asked.at) for which, said in EXPECTED.get(label, ())
        if ontology().edges[which.partition(":")[0]].family == family and tuple(which.split(":")) not in stated
    )  # fmt: skip
    return Section(family, heading, there(table), nothing=nothing) if table or nothing else None
