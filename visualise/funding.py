"""The funding map: who pays for which partnership in which year, as a flow, and MOPAC's share."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence

from graph.errors import BadParameter, Fault
from graph.identity import slug
from graph.store import Row, Store
from visualise.bars import Bar, bars
from visualise.charts import WIDTHS, Asked, ChartMap, Choice, Figure, Option, Table, plain, row_id, table
from visualise.flow import FACTS, Payment, flow
from visualise.marks import Drawing
from visualise.pages.links import href
from visualise.pages.parts import Bit, Column, amount, link, state, text
from visualise.pages.words import listed, pounds, some
from visualise.years import NOT_STATED, Total, Year, partnerships, totals_of, years


async def funding_map(store: Store, *, seconds: float, year: str | None = None) -> ChartMap:
    """The map of one year; of the one with the most amounts where none is chosen.

    Raises BadParameter where nothing is stated for the year, TooSlow or StoreUnavailable.
    """
    asked = Asked(store, seconds)
    rows = await asked.rows("funding-by-year")
    found = years(rows)
    if not found:
        return _nothing()
    chosen = (
        next((y for y in found if y.value == slug(year)), None)
        if year
        else max(found, key=lambda y: (y.amounts, y.first_day))
    )
    if chosen is None:
        fault = Fault("year", f"no funding is stated for {year!r}", f"Known: {', '.join(y.value for y in found)}")
        raise BadParameter("A parameter is not valid", [fault])
    totals = totals_of(found)
    tables = _tables(found, totals)
    behind, documents, made_from = await asked.proofs(tables)
    return ChartMap(
        name="funding",
        title=f"Funding: {chosen.label}",
        lead="Who pays for which partnership, body or programme, with how much and in which year, and how much of it the Mayor’s "
        "Office for Policing and Crime (MOPAC) and London’s Violence Reduction Unit pay.",
        how_to_read="Bands run from who pays to who is paid, as high as the amounts, on one scale. Each payment is drawn once. "
        "A hatched band has no stated amount, which is not nought. What is unclear, planned or stated not to be paid has a sign "
        "and enters no sum; nor do amounts of a class of bodies that may hold those of single ones.",
        summary=summary(chosen, found, totals),
        drawings=await asyncio.to_thread(drawn, chosen),
        tables=tables,
        choices=(Choice("year", "Year or span", tuple(_option(y, chosen) for y in found)),),
        figures=await asyncio.to_thread(_figures, totals),
        proofs=behind,
        documents=documents,
        made_from=made_from,
    )


def drawn(chosen: Year) -> dict[str, Drawing]:
    """The flow of a year for each width."""
    by_recipient: dict[str, list[Row]] = defaultdict(list)
    for r in chosen.rows:
        by_recipient[r["recipient_id"]].append(r)
    payments = [_payment(r, Total(by_recipient[r["recipient_id"]]), chosen) for r in chosen.rows]
    return {name: flow(f"funding-{name}", payments, width) for name, width in WIDTHS.items()}


def _payment(r: Row, of: Total, y: Year) -> Payment:
    said = pounds(r["amount_gbp"]) if r["amount_gbp"] is not None else "amount not stated"
    others = len({x["funder_id"] for x in of.counted}) > 1
    if r["counted"] and others and of.total:
        said += f" ({round(100 * r['amount_gbp'] / of.total, 1):g}%)"
    if r["amounts"]:
        said += f"; documents differ: {', '.join(r['amounts'])}"
    if r["via"]:
        said += f", via {r['via']}"
    if r["status"] not in ("asserted", "derived"):
        word = {"historic": "formerly", "negated": "stated not to be paid"}.get(r["status"], str(r["status"]))
        said = word if r["status"] == "negated" and r["amount_gbp"] is None else f"{word}: {said}"
    elif r["not_counted"] and y.value != NOT_STATED:
        said += f" (in no sum: {r['not_counted'][0].lower()}{r['not_counted'][1:]})"
    return Payment(
        fund_id(r), r["funder_id"], r["funder"], r["recipient_id"], r["recipient"], r["amount_gbp"], said, r["status"],
        r["marked"], r["counted"], href(r["funder_id"]), href(r["recipient_id"]),
    )  # fmt: skip


def fund_id(r: Row) -> str:
    return row_id("fund", *(r[k] for k in ("funder_id", "recipient_id", "year", "first_day", "last_day", "status")))


def summary(chosen: Year, found: Sequence[Year], totals: dict[tuple[str, str], Total]) -> tuple[tuple[str, str], ...]:
    """The map in words, from the same rows."""
    told = []
    own = {r: t for (y, r), t in totals.items() if y == chosen.value}
    sums = partnerships(t for t in own.values() if t.total)
    label = chosen.label if chosen.value != NOT_STATED else "no stated year"
    facts = [r for r in chosen.rows if r["status"] in FACTS]
    amounts = sum(r["amount_gbp"] is not None for r in facts)
    told.append(
        (
            f"For {label}",
            f"{some(len(facts), 'payment')} stated as a fact, {amounts} of them with an amount.",
        )
    )
    for t in sums[:6]:
        silent = f"; of {listed(t.silent)} the amount is not stated" if t.silent else ""
        told.append(
            (
                t.rows[0]["recipient"],
                f"{pounds(t.total)} from {some(len({r['funder_id'] for r in t.counted}), 'funder')}{_of_mopac(t)}{silent}.",
            )
        )
    marked = [r for r in facts if r["marked"]]
    if not marked:
        told.append(
            (
                "MOPAC and the Violence Reduction Unit",
                f"Nothing is stated of what they pay for {label}, which does not say that they pay nothing.",
            )
        )
    elif any(r["amount_gbp"] is None for r in marked):
        without = sum(r["amount_gbp"] is None for r in marked)
        told.append(
            (
                "MOPAC and the Violence Reduction Unit",
                f"{some(len(marked), 'payment')} stated, {without} without an amount.",
            )
        )
    for status, words in (
        ("unclear", "Unclear"),
        ("planned", "Planned or recommended"),
        ("negated", "Stated not to be paid"),
    ):
        some_ = [f"{r['funder']} to {r['recipient']}" for r in chosen.rows if r["status"] == status]
        if some_:
            told.append((words, f"{'; '.join(some_)}."))
    others = [f"{y.label} ({some(len(y.rows), 'payment')})" for y in found if y is not chosen]
    if others:
        told.append(("Other years and spans", f"{', '.join(others)}."))
    return tuple(told)


def _of_mopac(t: Total) -> str:
    if t.marked is None:
        return "; of MOPAC nothing is stated"
    if t.share is None:
        return ", all of it from MOPAC or the Violence Reduction Unit; what others pay is not stated"
    return f"; {pounds(t.marked)} of it ({t.share:g}%) from MOPAC or the Violence Reduction Unit"


def _figures(totals: dict[tuple[str, str], Total]) -> tuple[Figure, ...]:
    shown = partnerships(t for t in totals.values() if t.total)
    if not shown:
        return ()
    items = [
        Bar(f"{t.rows[0]['recipient']}, {t.rows[0]['year']}", t.total or 0, t.marked or 0, _said(t)) for t in shown[:40]
    ]
    part, rest = "MOPAC or the Violence Reduction Unit", "Others"
    drawn_ = {n: bars(items, w, unit="Pounds, as stated", part=part, rest=rest) for n, w in WIDTHS.items()}
    return (
        Figure(
            "all-years", "Partnerships in all years",
            "What is stated as paid to each partnership in each year, and how much of it MOPAC and the Violence Reduction Unit "
            "pay. Sums of what is stated; where one funder alone is stated, the whole is not known.",
            drawn_,
        ),
    )  # fmt: skip


def _said(t: Total) -> str:
    total = pounds(t.total)
    if t.marked is None:
        return f"{total}; MOPAC not stated"
    return f"{total}; MOPAC {pounds(t.marked)}" + (f" ({t.share:g}%)" if t.share is not None else "; others not stated")


def _tables(found: Sequence[Year], totals: dict[tuple[str, str], Total]) -> tuple[Table, ...]:
    labels = {y.value: y.label for y in found}
    sums = [
        {
            "recipient": t.rows[0]["recipient"], "recipient_id": t.rows[0]["recipient_id"], "year": labels[y],
            "total": t.total, "with": len({r["funder_id"] for r in t.counted}), "silent": t.silent, "marked": t.marked,
            "share": t.share, "evidence": sorted({i for r in t.rows for i in r["evidence"]}),
        }
        for (y, _), t in totals.items()
    ]  # fmt: skip
    sums.sort(key=lambda r: (-(r["total"] or 0), r["recipient"], r["year"]))
    every = [
        {**r, "label": y.label, "sum": "Yes" if r["counted"] else r["not_counted"] or "No amount"}
        for y in found
        for r in y.rows
    ]
    return (
        table(
            "every-payment", "Every payment", "Who pays whom, all years and spans", every,
            (
                link("funder", heading="Who pays"), link("recipient", heading="Who is paid"), plain("label", "Year or span"),
                amount(), text("amounts", "Documents differ"), plain("via", "Via"), state(), plain("sum", "In the sum"),
                text("particulars", "Particulars"),
            ),
            ids=[fund_id(r) for r in every], downloads=(("funding-by-year", {}),),
        ),
        table(
            "sums", "Sums by year", "What is stated as paid to each body in each year, and MOPAC’s share", sums,
            (
                link("recipient", heading="Who is paid"), plain("year", "Year or span"), amount("total", "Sum of what is stated"),
                plain("with", "Funders with an amount", numeric=True), text("silent", "Funders whose amount is not stated"),
                amount("marked", "MOPAC and the Violence Reduction Unit"), _share(),
            ),
            note="Sums of what is stated as a fact for one body and one year. They are not added up over bodies, as one body "
            "pays on to another.",
        ),
    )  # fmt: skip


def _share() -> Column:
    return Column(
        "Share",
        lambda r: (Bit("Not known", quiet=True),) if r["share"] is None else (Bit(f"{r['share']:g}%"),),
        numeric=True,
    )


def _option(y: Year, chosen: Year) -> Option:
    return Option(
        y.value,
        f"{y.label} ({some(len(y.rows), 'payment')}, {some(y.amounts, 'amount')})",
        f"?year={y.value}",
        y is chosen,
    )


def _nothing() -> ChartMap:
    return ChartMap(
        "funding", "Funding", "Who pays for which partnership, with how much and in which year.", "",
        (("Nothing to show", "The documents loaded say nothing of who pays whom."),), {}, (),
    )  # fmt: skip
