"""Printed figures that the graph can check: rates of attendance, how often a board met, amounts printed twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from graph.store import Row, Store
from queries.analysis.attendance import CONTRADICTORY, Tally, bearing_of, rate, read_rates, read_tallies
from queries.analysis.frequency import meetings_a_year
from queries.analysis.records import AWAY, FACTS, Record, read_records

DIFFERS, AGREES, IMPOSSIBLE, OPEN = "differs", "adds up", "impossible", "can not be checked"
FULL_YEAR = range(360, 372)
"""Days of a span that is one year as committees count it."""

_MEETS = (
    "MATCH (a:Board{board})-[r:MEETS]->(b:Board) WHERE r.frequency IS NOT NULL AND r.status IN $facts "
    "AND r.start_earliest IS NOT NULL AND r.end_latest IS NOT NULL "
    "RETURN a.id AS id, a.name AS name, b.id AS board_id, b.name AS board, r.frequency AS frequency, "
    "coalesce(r.period, r.valid_from) AS period, r.start_earliest AS first, r.end_latest AS last, "
    "r.statements AS statements ORDER BY r.id"
)
_FUNDS = (
    "MATCH (b:Entity{board})<-[r:FUNDS]-(a:Entity) WHERE r.status IN $facts AND r.amount_gbp IS NOT NULL "
    "RETURN a.id AS id, a.name AS name, b.id AS board_id, b.name AS board, r.amount_gbp AS amount, r.period AS period, "
    "r.start_earliest AS first, r.end_latest AS last, r.statements AS statements ORDER BY r.id"
)
_DOCS = "UNWIND $ids AS id MATCH (s:Statement {id: id}) RETURN s.id AS id, s.doc AS doc"


async def printed_figures(store: Store, values: Mapping[str, Any]) -> list[Row]:
    """One row for each printed figure that differs from what the graph holds; with `show` all, for each there is."""
    board, tolerance = values["board"], values["tolerance"]
    records = await read_records(store, board)
    rates = [r for r in await read_rates(store, board) if r["status"] in FACTS]
    at, given = (" {id: $board}" if board else ""), {"facts": list(FACTS), **({"board": board} if board else {})}
    meets = [r for r in await store.read(_MEETS.replace("{board}", at), given) if r["id"] == r["board_id"]]
    funds = await store.read(_FUNDS.replace("{board}", at), given)
    docs = await _docs(store, [*rates, *meets, *funds], records)
    tallies = await read_tallies(store, records)
    own: dict[tuple[str, str], Tally] = {(k[1], k[3]): t for k, t in tallies.items() if k[3]}
    for r in records:
        if r.label in ("Role", "Person") and r.is_fact and r.first:
            own.setdefault((r.board_id, r.attendee_id), Tally(r.label)).meetings[str(r.meeting_id)].append(r)
    rows = [_rate(r, own.get((r["board_id"], r["id"]), Tally()), records, docs, tolerance) for r in rates]
    rows += _twice("attendance rate printed twice", rates, "rate", docs, tolerance)
    rows += [row for r in meets if (row := _frequency(r, records, docs, tolerance))]
    rows += _twice("amount printed twice", funds, "amount", docs, tolerance)
    if values["show"] == "differing":
        rows = [r for r in rows if r["verdict"] in (DIFFERS, IMPOSSIBLE)]
    by = ("figure", "where", "where_id", "of", "of_id")
    return sorted(rows, key=lambda r: (*(r[k] for k in by), r["period"] or "", r["printed"], r["evidence"]))


async def _docs(store: Store, edges: Iterable[Row], records: Iterable[Record]) -> dict[str, str]:
    ids = {i for e in edges for i in e["statements"]} | {i for r in records for i in r.statements}
    return {r["id"]: r["doc"] for r in await store.read(_DOCS, {"ids": sorted(ids)})}


def _rate(printed: Row, tally: Tally, records: list[Record], docs: Mapping[str, str], tolerance: int) -> Row:
    """The printed rate against the records of the same body, board and span; without a span, those of its document."""
    meant = {m: rs for m, rs in tally.meetings.items() if all(_meant(r, printed, docs) for r in rs)}
    counts: dict[str, int] = defaultdict(int)
    for own in meant.values():
        counts[bearing_of(own)] += 1
    told = sum(n for b, n in counts.items() if b != CONTRADICTORY)
    there = told - sum(counts[b] for b in AWAY)
    at_board = [r for r in records if r.board_id == printed["board_id"] and r.is_fact and r.first]
    held = {r.meeting_id for r in at_board if _meant(r, printed, docs)}
    members = counts["present"]
    others = {
        f"{members} of {told}, where only its members count": 100 * members / told if told else None,
        f"{there} of {len(held)}, of all recorded meetings of the board": 100 * there / len(held) if held else None,
    }
    computed = rate(counts)
    verdict = _verdict(printed["rate"], computed, tolerance)
    if not 0 <= printed["rate"] <= 100:
        verdict = IMPOSSIBLE
    agree = [t for t, v in others.items() if v is not None and abs(v - printed["rate"]) < tolerance]
    unclear = f", {counts[CONTRADICTORY]} contradictory" if counts[CONTRADICTORY] else ""
    return _row(
        "attendance rate",
        printed,
        printed["rate"],
        computed,
        verdict,
        counted=f"{there} of {told} recorded meetings{unclear}",
        behind={i for own in meant.values() for r in own for i in r.statements},
        agree=agree[0] if agree and verdict == DIFFERS else None,
    )


def _frequency(printed: Row, records: list[Record], docs: Mapping[str, str], tolerance: int) -> Row | None:
    """How often the board is printed to have met in a year, against the meetings that the same document records."""
    a_year = meetings_a_year(printed["frequency"])
    if a_year is None or _days(printed["first"], printed["last"]) not in FULL_YEAR:
        return None
    own = {docs.get(i) for i in printed["statements"]}
    held = [
        r
        for r in records
        if r.board_id == printed["board_id"]
        and r.is_fact
        and r.first
        and _meant(r, printed, docs)
        and own & {docs.get(i) for i in r.statements}
    ]
    met = len({r.meeting_id for r in held})
    verdict = _verdict(a_year, met or None, tolerance)
    return _row(
        "meetings a year",
        printed,
        a_year,
        met or None,
        verdict,
        counted=f"printed as {printed['frequency']}; {met} dated meetings recorded in the same document",
        behind={i for r in held for i in r.statements},
    )


def _twice(figure: str, edges: Iterable[Row], value: str, docs: Mapping[str, str], tolerance: int) -> list[Row]:
    """Figures of one thing for one span that more than one document prints; several in one document are added up."""
    by_thing: dict[tuple[str, str, str], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for e in edges:
        span = f"{e['first'] or ''} {e['last'] or ''}".strip() or (e["period"] or "")
        for doc in sorted({docs[i] for i in e["statements"] if i in docs}):
            if span:
                by_thing[e["id"], e["board_id"], span][doc].append(e)
    rows = []
    for by_doc in by_thing.values():
        (first, ours), *rest = sorted(by_doc.items())
        for doc, theirs in rest:
            one, other = (_total(es, value) for es in (ours, theirs))
            rows.append(
                _row(
                    figure,
                    ours[0],
                    one,
                    other,
                    _verdict(one, other, tolerance),
                    counted=f"{first} and {doc}",
                    behind={i for e in (*ours, *theirs) for i in e["statements"]},
                )
            )
    return rows


def _total(edges: list[Row], value: str) -> float:
    return round(sum(e[value] for e in edges), 2) if value == "amount" else float(edges[0][value])


def _meant(r: Record, printed: Row, docs: Mapping[str, str]) -> bool:
    """Whether a dated record surely is of the printed figure's span, or of its document where no span is printed."""
    if printed["first"] is None and printed["last"] is None:
        return bool({docs.get(i) for i in r.statements} & {docs.get(i) for i in printed["statements"]})
    return bool(r.first and r.last and (printed["first"] or "") <= r.first and r.last <= (printed["last"] or "9999"))


def _verdict(printed: float, computed: float | None, tolerance: int) -> str:
    if computed is None:
        return OPEN
    return AGREES if abs(printed - computed) < max(tolerance, 0) or printed == computed else DIFFERS


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1


def _row(
    figure: str,
    e: Row,
    printed: float,
    computed: float | None,
    verdict: str,
    *,
    counted: str,
    behind: set[str],
    agree: str | None = None,
) -> Row:
    return {
        "figure": figure,
        "where_id": e["board_id"],
        "where": e["board"],
        "of_id": e["id"],
        "of": e["name"],
        "period": e["period"],
        "printed": printed,
        "computed": computed,
        "difference": None if computed is None else round(printed - computed, 1),
        "verdict": verdict,
        "counted": counted,
        "would_agree": agree,
        "evidence": sorted(behind | set(e["statements"])),
    }
