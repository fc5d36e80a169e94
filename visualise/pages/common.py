"""Sections that several kinds of pages have."""

from __future__ import annotations

from graph.store import Row
from visualise.pages.asking import Asked, Links, there
from visualise.pages.links import query_href
from visualise.pages.parts import Bit, Cell, Column, Section, amount, count, link, span, state, tag, text, when
from visualise.pages.words import SEATED, SEATS, capital, day, listed, reads, some, status

OVER = ("OVERSEES:in", "SCRUTINISES:in", "ACCOUNTABLE_TO:out", "REPORTS_TO:out")
UNDER = ("OVERSEES:out", "SCRUTINISES:out", "ACCOUNTABLE_TO:in", "REPORTS_TO:in")
NO_FACT = ("planned", "negated")


def relation(name: str = "relation", heading: str = "What") -> Column:
    """How somebody sits on a board."""
    return Column(heading, lambda r: (Bit(SEATED.get(r[name]) or capital(reads(r[name]))),))


def with_holder(name: str, heading: str = "Who") -> Column:
    """A member or chair, and below a post who holds it since when."""

    def cell(r: Row) -> Cell:
        bits: list[Bit] = list(link(name).cell(r))
        if r["holder"]:
            held = span(r["holder_from"], r["holder_to"])
            since = "since when is not known" if held.quiet else held.text
            bits += [Bit(f"held by ({since}):", quiet=True), *link("holder").cell(r)]
        return tuple(bits)

    return Column(heading, cell)


def unslugged(text_: str) -> str:
    """A class of bodies, which the law's description names by a slug, in words."""
    return capital(text_.replace("-", " "))


def through(name: str, heading: str = "Through") -> Column:
    return Column(heading, lambda r: link(name).cell(r) or (Bit("By name", quiet=True),))


async def money_to(
    asked: Asked, links: Links, name: str, entity: str, *, pays: tuple[str, ...] = ("FUNDS:out",)
) -> Section:
    """Who pays for it, and whom it pays, unless a section of its own tells that (`pays` empty)."""
    given = {"recipient": entity}
    rows, paid = await asked.table(
        "funding-of", given, f"Who pays for {name}, in all years",
        (link("funder", heading="Who pays"), amount(), text("period", "Year"), text("via", "Paid through"), when(),
         state()),
    )  # fmt: skip
    planned = links.table(f"Planned or denied funding of {name}", "FUNDS:in", statuses=NO_FACT)
    links.shown_elsewhere("FUNDS:in")
    others = links.table(
        f"Money, commissions and programmes of {name}",
        *pays, "COMMISSIONS", "RUNS",
    )  # fmt: skip
    unpriced = sum(r["amount_gbp"] is None for r in rows)
    nothing = []
    if not rows:
        nothing.append("Who pays for it is not stated.")
    elif unpriced:
        nothing.append(f"How much is paid is not stated for {unpriced:,} of {some(len(rows), 'payment')}.")
    return Section("money", "Money", there(paid, planned, others), nothing=tuple(nothing))


async def oversight(asked: Asked, links: Links, name: str, entity: str) -> Section:
    """Who stands over it, step by step, and over whom it stands; reviews and recommendations."""
    given = {"entity": entity, "depth": 2, "as_of": asked.as_of}
    rows, over = await asked.table(
        "oversight-chain", given, f"Who stands over {name}, and over those",
        (
            link("below", heading="Who or what"),
            Column("Is under", lambda r: (Bit(_under(r)), *link("above").cell(r))),
            text("as_role", "As"), text("frequency", "How often"), when(), state(),
        ),
    )  # fmt: skip
    links.shown_elsewhere(*OVER)
    under = links.table(f"Over whom {name} stands", *UNDER)
    reviews = links.table(
        f"Reviews of {name} and recommendations", "REVIEWS:in", "REVIEWS:out", "RECOMMENDS_TO:in", "RECOMMENDS_TO:out"
    )
    direct = [r for r in rows if r["step"] == 1 and r["status"] not in NO_FACT]
    nothing = (
        ()
        if direct
        else (f"Who oversees or scrutinises it, and to whom it answers or reports{asked.at}, is not stated.",)
    )
    return Section("oversight", "Oversight", there(over, under, reviews), nothing=nothing)


def _under(r: Row) -> str:
    return f"{r['above_label'] or 'body'} that {r['reads']} it:" if r["reads"] else ""


async def seats(asked: Asked, name: str, board: str) -> Section:
    """The seats that the law asks for, and which of them are filled."""
    given = {"board": board, "as_of": asked.day}
    rows, table = await asked.table(
        "statutory-seats", given, f"Seats that the law asks for on {name} on {day(asked.day)}",
        (
            Column("Seat", lambda r: (Bit(unslugged(r["seat"])), *([Bit(r["area"], quiet=True)] if r["area"] else []))),
            tag("state", SEATS, "Is it filled"),
            text("filled_by", "Who is stated to sit there"),
            text("because", "Why only possibly"),
            Column("Law", lambda r: (Bit(f"{r['instrument']}, {r['section']}"), Bit(r["strength"], quiet=True))),
            text("note", "Note"),
        ),
    )  # fmt: skip
    open_ = sorted({unslugged(r["seat"]).lower() for r in rows if r["state"] == "no evidence"})
    nothing: tuple[str, ...] = ()
    if open_:
        nothing = (
            f"Of the seats that the law asks for, nothing is stated of: {listed(open_)}. That does not say that they are "
            "empty.",
        )
    text_ = (
        "A reading aid, not legal advice: the law as it is described here up to the end of 2024, laid beside what the "
        "documents state of the members.",
    )
    if not rows:
        text_ = ("The law that is described here asks for no seats on a board of this kind on this day.",)
    return Section("seats", "Seats that the law asks for", there(table), text=text_, nothing=nothing)


async def duties(asked: Asked, links: Links, name: str, entity: str) -> Section | None:
    """Duties to co-operate, and what else the law and others require."""
    given = {"entity": entity, "as_of": asked.as_of}
    rows, table = await asked.table(
        "duty-to-cooperate", given, f"Duties to co-operate of {name}, and towards it",
        (
            link("bound", heading="Who is bound"), link("with", heading="With whom"),
            text("legal_basis", "By which law"), text("reciprocal", "Does the duty run both ways", capital), when(),
            state(),
        ),
    )  # fmt: skip
    links.shown_elsewhere("DUTY_TO_COOPERATE")
    other = links.table(f"Other duties of {name}", "RELEVANT_AGENCY_OF", "STATUTORY_PARTNER_OF:out", "REQUIRES")
    if not rows and not other:
        return None
    return Section("duties", "Duties", there(table, other))


async def changes(asked: Asked, name: str, entity: str) -> Section:
    """What happened, in the order of time."""
    rows, table = await asked.table(
        "history-of", {"entity": entity}, f"What changed for {name}, in the order of time",
        (
            when(), text("reads", "What", capital), link("other"), link("through", heading="Through the post"),
            text("particulars", "Particulars"), state(),
        ),
    )  # fmt: skip
    nothing = () if rows else ("When anything of it began, ended or changed is not stated.",)
    return Section("changes", "What changed", there(table), nothing=nothing)


def structure(links: Links, name: str) -> Section | None:
    """What it is part of and what is part of it, its area, and what came before and after."""
    table = links.table(f"How {name} is placed", "SUBGROUP_OF", "PART_OF", "HOSTED_BY", "COVERS")
    before = links.table(f"What came before and after {name}, and what set it up", "SUCCEEDED_BY", "ESTABLISHED_BY")
    return Section("structure", "Where it belongs", there(table, before)) if table or before else None


def instruments(links: Links, name: str) -> Section | None:
    table = links.table(
        f"Acts, guidance, protocols and plans that have to do with {name}",
        "OWNS_PROTOCOL", "PARTY_TO", "REFERENCES",
    )  # fmt: skip
    return Section("instruments", "Instruments", there(table)) if table else None


def themes(links: Links, name: str) -> Section | None:
    table = links.table(f"Priorities and remit of {name}", "HAS_PRIORITY", "HAS_REMIT")
    return Section("themes", "Priorities and remit", there(table)) if table else None


def collaboration(links: Links, name: str) -> Section | None:
    table = links.table(f"With whom {name} works and shares data", "WORKS_WITH", "SHARES_DATA_WITH")
    return Section("works-with", "Works with", there(table)) if table else None


def rest(links: Links) -> Section | None:
    """What no other section has."""
    tables = links.rest()
    return Section("further", "Further links", tables) if tables else None


def unclear(links: Links) -> tuple[str, ...]:
    """How much of what is stated is unclear."""
    count_ = sum(r["status"] == "unclear" for r in links.rows)
    if not count_:
        return ()
    called = f"marked “{status('unclear').text}”"
    return (
        f"{capital(some(count_, 'link'))} of it {'is' if count_ == 1 else 'are'} unclear in the documents ({called}).",
    )


def led_on(*pairs: tuple[str, str, dict[str, object]]) -> tuple[tuple[str, str], ...]:
    """Words and address of questions that lead on."""
    return tuple((words, query_href(name, given)) for words, name, given in pairs)


COUNTED = (
    count("meetings", "Meetings recorded"),
    count("present", "Present"),
    count("deputy", "Deputy only", nought=False),
    count("in_attendance", "In attendance", nought=False),
    count("observer", "Observed only", nought=False),
    count("apologies", "Apologies"),
    count("absent", "Absent"),
    count("contradictory", "Contradictory", nought=False),
    count("rate_percent", "Rate, %"),
    count("printed_rate_percent", "Printed rate, %"),
    count("undated", "Records without a date", nought=False),
    count("unclear", "Unclear whether it attends", nought=False),
    count("planned", "Planned to attend", nought=False),
    count("negated", "Stated not to attend", nought=False),
)
"""What is recorded of meetings; columns in which only nought would stand are left out."""
