"""The map of the boroughs: the 33 authorities of London as tiles, coloured by a chosen measure."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date

from graph.errors import UsageError
from graph.store import Store
from visualise.charts import WIDTHS, Asked, ChartMap, Choice, Option
from visualise.measures import MEASURES, MISSING, NOTHING, Measure, by_boards, by_evidence, by_mopac, by_seats, known
from visualise.pages.words import left_out
from visualise.tiles import tile_map


async def boroughs_map(
    store: Store, *, seconds: float, measure: str = "evidence", as_of: str | None = None
) -> ChartMap:
    """The map by one measure; `as_of` is the day of the statutory seats, today where none is given.

    Raises UsageError where there is no such measure or day, TooSlow or StoreUnavailable.
    """
    if measure not in MEASURES:
        raise UsageError(f"There is no measure {measure!r}", f"Known: {', '.join(MEASURES)}")
    asked = Asked(store, seconds)
    on = as_of or date.today().isoformat()
    questions = {"mopac": "mopac-visibility-by-borough", "boards": "boards-by-borough", "seats": "seats-by-borough"}
    other = (
        [asked.rows(questions[measure], **({"as_of": on} if measure == "seats" else {}))]
        if measure in questions
        else []
    )
    held, *rows = await asyncio.gather(asked.rows("evidence-held-by-borough"), *other)
    boroughs = known(held)
    if measure == "mopac":
        told = by_mopac(boroughs, rows[0])
    elif measure == "boards":
        told = by_boards(boroughs, rows[0])
    elif measure == "seats":
        told = by_seats(boroughs, rows[0], on)
    else:
        told = by_evidence(boroughs)
    about = MEASURES[measure]
    choices = [Choice("measure", "Measure", tuple(_option(m, measure) for m in MEASURES.values()))]
    if measure == "seats":
        choices.append(Choice("as_of", "On the day", value=on))
    if not any(b.id for b in boroughs):
        nothing = (("Nothing to show", "No borough of London is in the graph."),)
        return ChartMap("boroughs", about.title, about.lead, "", nothing, {}, (), tuple(choices))
    # areas that stand for several boroughs are in the answer, and on no tile
    shown = {b.id for b in boroughs}
    others = [
        "of areas that are none of the 33 authorities" for r in (rows or [held])[0] if r["borough_id"] not in shown
    ]
    table = replace(told.table, left_out=left_out(others))
    behind, documents, made_from = await asked.proofs([table])
    looks = {**told.styles, "nothing": NOTHING, "missing": MISSING}
    return ChartMap(
        name="boroughs",
        title=about.title,
        lead=about.lead,
        how_to_read="Each tile is one authority, roughly where it lies; its colour, its sign and its words say the same. "
        + about.how_to_read,
        summary=told.summary,
        drawings=await asyncio.to_thread(
            lambda: {n: tile_map(f"boroughs-{n}", told.tiles, looks, w) for n, w in WIDTHS.items()}
        ),
        tables=(table,),
        choices=tuple(choices),
        proofs=behind,
        documents=documents,
        made_from=made_from,
    )


def _option(m: Measure, chosen: str) -> Option:
    return Option(m.key, m.title.removesuffix(", borough by borough"), f"?measure={m.key}", m.key == chosen)
