"""The page of an instrument (an act, guidance, a protocol, strategy or plan): whose it is, who must have it, who refers to it."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence

from graph.store import Row
from visualise.pages import common
from visualise.pages.asking import Asked, Links, there
from visualise.pages.parts import Column, Section, link, state, tag, text
from visualise.pages.words import some

SHOWN = {"shown": "green", "stated not": "red", "contradictory": "yellow", "unclear": "yellow", "planned": "turquoise"}
UNKNOWN = "boroughs of which nothing is stated, which does not say that they do not refer to it"
ANSWERS = {"refers": "green", "does not refer": "red", "unclear": "yellow", "planned": "turquoise"}


def sections(asked: Asked, entity: Row, links: Links) -> Sequence[Awaitable[Section | None]]:
    """In the order of the page."""
    name, protocol = entity["name"], entity["id"]
    return [
        _owners(asked, links, name),
        _required(asked, links, name, protocol),
        _referring(asked, links, name, protocol),
        common.oversight(asked, links, name, protocol),
        common.changes(asked, name, protocol),
    ]


async def _owners(asked: Asked, links: Links, name: str) -> Section:
    table = links.table(f"Whose {name} is, and who is party to it", "OWNS_PROTOCOL:in", "PARTY_TO:in")
    made = links.table(
        f"What {name} amends, is part of, or has set up", "AMENDS", "PART_OF", "ESTABLISHED_BY", "SUCCEEDED_BY"
    )
    nothing = () if table else (f"Whose it is{asked.at}, and who is party to it, is not stated.",)
    return Section("owners", "Whose it is", there(table, made), nothing=nothing)


async def _required(asked: Asked, links: Links, name: str, protocol: str) -> Section | None:
    rows, table = await asked.table(
        "required-plans", {"required": protocol}, f"Who must have {name}, and who shows it",
        (
            link("borough", heading="Borough"), text("required_by", "Required by"), text("who", "Of whom"),
            tag("shown", SHOWN, "Does it show one"), text("shown_by", "Shown by"),
            Column("Requirement", lambda r: state().cell({"status": r["requirement"]})),
        ),
    )  # fmt: skip
    stated = links.table(f"What {name} requires, and who requires it", "REQUIRES")
    return Section("required", "Who must have it", there(table, stated)) if rows or stated else None


async def _referring(asked: Asked, links: Links, name: str, protocol: str) -> Section:
    rows, _ = await asked.rows("instruments-by-borough", {"instrument": protocol})
    unknown = sorted({r["borough"] for r in rows if r["answer"] == "unknown"})
    _, table = await asked.table(
        "instruments-by-borough", {"instrument": protocol}, f"Boroughs that refer to {name}, or are stated not to",
        (
            link("borough", heading="Borough"), tag("answer", ANSWERS, "Answer"), link("by", heading="Who refers"),
        ),
        leave=lambda r: UNKNOWN if r["answer"] == "unknown" else "",
        fold=30,
    )  # fmt: skip
    stated = links.table(f"Who and what refers to {name}", "REFERENCES:in", fold=30)
    nothing = (
        (f"Whether {some(len(unknown), 'borough refers', 'boroughs refer')} to it is not known.",) if unknown else ()
    )
    return Section("referring", "Who refers to it", there(table, stated), nothing=nothing)
