"""The attendance map: organisations by meetings of a board, what is recorded, what is not, what does not add up."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence

from graph.errors import NotFound
from graph.store import Row, Store
from visualise.attendance_tables import tables_of
from visualise.charts import Asked, ChartMap, Choice, Option
from visualise.heat import NOBODY, NOT_FACTS, Body, Meeting, drawn, there
from visualise.pages.words import day, listed, some


async def attendance_map(store: Store, *, seconds: float, board: str | None = None) -> ChartMap:
    """The map of one board; of the one with the most records where none is chosen.

    Raises NotFound where there is no such board, TooSlow or StoreUnavailable.
    """
    asked = Asked(store, seconds)
    boards = await asked.rows("boards-with-records")
    chosen = next((b for b in boards if b["board_id"] == board), None) if board else next(iter(boards), None)
    if board and chosen is None:
        found = await store.read("MATCH (b:Board {id: $id}) RETURN b.id AS board_id, b.name AS board", {"id": board})
        if not found:
            raise NotFound(f"There is no board {board!r}", "Choose one from the list on /maps/attendance")
        chosen = found[0]
    if chosen is None:
        return _nothing()
    of_board = {"board": chosen["board_id"]}
    questions = {
        "attendance-by-meeting": of_board,
        "attendance-by-organisation": of_board,
        "attendance-gaps": of_board,
        "printed-figures-that-do-not-add-up": {**of_board, "show": "all"},
    }
    answers = await asyncio.gather(*(asked.rows(name, **given) for name, given in questions.items()))
    rows = dict(zip(questions, answers, strict=True))
    meetings, bodies = read(rows)
    tables = tables_of(chosen["board_id"], bodies, meetings, rows)
    behind, documents, made_from = await asked.proofs(tables)
    drawings = await asyncio.to_thread(drawn, meetings, bodies)
    return ChartMap(
        name="attendance",
        title=f"Attendance: {chosen['board']}",
        lead="Which organisations were at which meetings of a board, as its records and reports say: itself, or through "
        "its posts and people.",
        how_to_read="A line for each organisation, a column for each meeting with a date. Each state has a sign and a word of "
        "its own. Not recorded says that the record of the meeting does not name the organisation though one would expect it; "
        "it does not say that it was absent. An empty place: nothing is recorded, and nothing makes one expect it.",
        summary=summary(meetings, bodies, rows),
        drawings=drawings,
        tables=tables,
        choices=(_choice(boards, chosen),),
        proofs=behind,
        documents=documents,
        made_from=made_from,
    )


def read(rows: Mapping[str, Sequence[Row]]) -> tuple[list[Meeting], list[Body]]:
    """The meetings in their order, and the organisations, those that came most often first."""
    meetings: dict[str, Meeting] = {}
    bodies: dict[tuple[str, str], Body] = {}

    def body(r: Row, name: str = "organisation") -> Body:
        key = (r[f"{name}_id"] or "", r[name] or NOBODY)
        return bodies.setdefault(key, Body(r[f"{name}_id"], r[name] or NOBODY))

    people: dict[str, list[Row]] = defaultdict(list)
    for r in rows["attendance-by-meeting"]:
        if r["meeting_id"]:
            meetings.setdefault(
                r["meeting_id"], Meeting(r["meeting_id"], r["meeting_date"] or "", r["first_day"] or "")
            )
        if r["organisation"] is None:
            people[r["meeting_id"] or ""].append(r)
        elif r["meeting_id"]:
            said = {**r, "style": r["status"] if r["status"] in NOT_FACTS else r["recorded_as"]}
            other = body(r).at.get(r["meeting_id"])
            # what is stated as a fact goes before what is not
            if other is None or other["status"] in NOT_FACTS:
                body(r).at[r["meeting_id"]] = said
        else:
            body(r)
    for r in rows["attendance-gaps"]:
        if r["gap"] == "not recorded" and r["meeting_id"] in meetings and r["organisation"]:
            body(r).at.setdefault(r["meeting_id"], {**r, "style": "not recorded", "attendees": []})
    for r in rows["attendance-by-organisation"]:
        body(r).counts = r
    for r in rows["printed-figures-that-do-not-add-up"]:
        if r["figure"].startswith("attendance rate") and (r["of_id"], r["of"]) in bodies:
            bodies[r["of_id"], r["of"]].figures.append(r)
    ordered = sorted(meetings.values(), key=lambda m: (m.first_day, m.id))
    lines = sorted(bodies.values(), key=lambda b: (b.there is None, -(b.there or 0), b.name.casefold(), b.id or ""))
    if people:
        own = Body(None, NOBODY)
        own.at = {
            m: {"style": "people", "people": r, "status": "asserted", "attendees": []} for m, r in people.items() if m
        }
        lines.append(own)
    return ordered, lines


def summary(
    meetings: Sequence[Meeting], bodies: Sequence[Body], rows: Mapping[str, Sequence[Row]]
) -> tuple[tuple[str, str], ...]:
    """The map in words, counted from the same rows."""
    named = [b for b in bodies if b.name != NOBODY]
    told: list[tuple[str, str]] = []
    if meetings:
        first, last = day(meetings[0].date), day(meetings[-1].date)
        when = f" of {first}" if len(meetings) == 1 else f" from {first} to {last}"
        told.append(
            ("What is recorded", f"{some(len(meetings), 'meeting')}{when}, and {some(len(named), 'organisation')}.")
        )
    else:
        told.append(
            ("What is recorded", f"No meeting with a date; {some(len(named), 'organisation')} recorded without one.")
        )
    counted = [b for b in named if b.counts and b.there is not None]
    always = [b.name for b in counted if b.counts and b.there == b.counts["meetings"]]
    half = [
        b for b in counted if b.counts and (b.counts["rate_percent"] or 0) <= 50 and b.there != b.counts["meetings"]
    ]
    if always and len(meetings) > 1:
        told.append(("At all meetings recorded of it", f"{listed(always)}."))
    if half:
        told.append(("At half or fewer", f"{listed([f'{b.name} ({there(b)})' for b in reversed(half)])}."))
    missing = [(b, [m for m in meetings if b.at.get(m.id, {}).get("style") == "not recorded"]) for b in named]
    gaps = [f"{b.name} ({listed([day(m.date) for m in at])})" for b, at in missing if at]
    if gaps:
        told.append(("Not recorded though expected", f"{'; '.join(gaps)}. That does not say that they were absent."))
    people = next((b for b in bodies if b.name == NOBODY), None)
    if people and people.at:
        number = sum(len(r["people"]) for r in people.at.values())
        told.append(
            (
                "Without an organisation",
                f"{some(number, 'record names', 'records name')} a person or post whose organisation is not known.",
            )
        )
    figures = rows["printed-figures-that-do-not-add-up"]
    wrong = [f for f in figures if f["verdict"] in ("differs", "impossible")]
    if wrong:
        told.append(("Printed figures that do not add up", f"{'; '.join(_figure(f) for f in wrong)}."))
    elif figures:
        checked = sum(f["verdict"] == "adds up" for f in figures)
        open_ = len(figures) - checked
        more = f" {some(open_, 'figure')} can not be checked." if open_ else ""
        told.append(("Printed figures", f"{some(checked, 'figure agrees', 'figures agree')} with the records.{more}"))
    else:
        told.append(("Printed figures", "No rate and no number of meetings is printed for this board."))
    return tuple(told)


def _figure(f: Row) -> str:
    whose = f["of"] if f["of"] != f["where"] else "the board"
    computed = f", the records come to {f['computed']:g}" if f["computed"] is not None else ""
    span = f" for {f['period']}" if f["period"] else ""
    return f"{f['figure']} of {whose}{span}: printed {f['printed']:g}{computed} ({f['counted']})"


def _choice(boards: Sequence[Row], chosen: Row) -> Choice:
    listed_ = [*boards, *([] if any(b["board_id"] == chosen["board_id"] for b in boards) else [chosen])]
    return Choice(
        "board", "Board",
        tuple(
            Option(b["board_id"], f"{b['board']} ({_held(b)})", f"?board={b['board_id']}", b["board_id"] == chosen["board_id"])
            for b in listed_
        ),
    )  # fmt: skip


def _held(b: Row) -> str:
    if not b.get("records") and not b.get("unclear"):
        return "no record"
    dated = some(b["meetings"], "dated meeting") if b["meetings"] else "no dated meeting"
    return f"{dated}, {some(b['records'], 'record')}"


def _nothing() -> ChartMap:
    return ChartMap(
        "attendance", "Attendance", "Which organisations were at which meetings of a board.", "",
        (("Nothing to show", "The documents loaded hold no record of attendance at any board."),), {}, (),
    )  # fmt: skip
