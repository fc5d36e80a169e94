"""The tables of the attendance map: all that it shows, with its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.store import Row
from visualise.charts import Table, plain, row_id, table
from visualise.heat import RECORDED, STYLES, Body, Meeting, cell_id
from visualise.pages.parts import link, state, text
from visualise.pages.words import capital, day


def tables_of(
    board: str, bodies: Sequence[Body], meetings: Sequence[Meeting], rows: Mapping[str, Sequence[Row]]
) -> tuple[Table, ...]:
    cells: list[Row] = []
    ids: list[str] = []
    for b in bodies:
        for m in meetings:
            r = b.at.get(m.id)
            for own in r["people"] if r and "people" in r else [r] if r else []:
                style = own.get("style") or own["recorded_as"]
                cells.append({
                    **own, "organisation": b.name, "organisation_id": b.id, "meeting": day(m.date),
                    "recorded": STYLES[style].word, "expected": capital("; ".join(own.get("expected_as") or ())),
                    "related": own.get("related_recorded") or [],
                })  # fmt: skip
                first = not (r and "people" in r) or own is r["people"][0]
                ids.append(
                    (row_id("nobody", m.id) if r and "people" in r else cell_id(b, m.id))
                    if first
                    else row_id("more", len(ids))
                )
    given: dict[str, object] = {"board": board}
    counts = [b.counts for b in bodies if b.counts]
    tables = [
        table(
            "meeting-by-meeting", "Meeting by meeting", "Each organisation at each meeting, as on the map", cells,
            (
                link("organisation", heading="Organisation"), plain("meeting", "Meeting"), plain("recorded", "Recorded"),
                text("attendees", "Who is recorded for it"), plain("expected", "Why one would expect it"),
                text("related", "Recorded there and tied to it"), state(),
            ),
            ids=ids, downloads=(("attendance-by-meeting", given), ("attendance-gaps", given)), folded=len(cells) > 60,
        ),
        table(
            "how-often", "How often", "How often each organisation was there, and the rate that is printed", counts,
            (
                link("organisation", heading="Organisation"), plain("meetings", "Meetings recorded", numeric=True),
                *(plain(k, STYLES[k].word, numeric=True, empty="Not known") for k in RECORDED),
                plain("rate_percent", "There, in percent", numeric=True, empty="Not known"),
                text("printed", "Printed"), plain("undated", "Without a date", numeric=True),
                plain("unclear", "Stated as unclear", numeric=True), plain("planned", "Stated as planned", numeric=True),
                plain("negated", "Stated not to attend", numeric=True),
            ),
            downloads=(("attendance-by-organisation", given),),
        ),
        table(
            "printed-figures", "Printed figures", "Printed figures beside what the records come to",
            rows["printed-figures-that-do-not-add-up"],
            (
                plain("figure", "Figure"), link("of", heading="Of"), plain("period", "Year or span", empty="Not stated"),
                plain("printed", "Printed", numeric=True),
                plain("computed", "By the records", numeric=True, empty="Nothing to check it against"),
                plain("verdict", "Verdict"), plain("counted", "What was counted"),
                plain("would_agree", "Another way to count that would agree"),
            ),
            downloads=(("printed-figures-that-do-not-add-up", {**given, "show": "all"}),), head=1,
        ),
    ]  # fmt: skip
    said = [
        {**r, "organisation": r["organisation"] or "Not known", "how": capital(str(r["gap"]))}
        for r in rows["attendance-gaps"] if r["gap"] in ("said not to attend", "unclear") or not r["meeting_id"]
    ]  # fmt: skip
    tables.append(
        table(
            "said",
            "Said of no one meeting",
            "What is stated of attending, without a meeting with a date",
            said,
            (
                link("organisation", heading="Organisation"),
                plain("how", "What is stated"),
                plain("particulars", "Particulars"),
                text("attendees", "Who"),
                state(),
            ),
        )
    )
    return tuple(t for t in tables if t.rows)
