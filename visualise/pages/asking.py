"""Asks named queries for a page, and makes their rows into tables with downloads."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.errors import TooSlow
from graph.store import Row, Store
from queries.catalogue import query_named
from queries.run import run
from visualise.pages.links import query_href
from visualise.pages.parts import Column, Section, Table, amount_if_any, link, made, state, text, when
from visualise.pages.words import capital, left_out
from visualise.pages.words import day as in_words

SHOWN = 500
"""Rows of one table at most; the downloads have all."""
FOLDED = 15
"""A table with more rows is folded."""

Given = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks: about what day, within what time. `as_of` None: about all times."""

    store: Store
    as_of: str | None
    day: str
    """The day for questions that need one: `as_of`, or today."""
    seconds: float

    @property
    def at(self) -> str:
        """` on 31 March 2021`, for what is not stated of the day that is asked about; empty for all times."""
        return f" on {in_words(self.as_of)}" if self.as_of else ""

    async def rows(self, name: str, given: Given) -> tuple[list[Row], bool]:
        """The rows of a named query, and whether there are more. Raises TooSlow."""
        query = query_named(name)
        asked = {k: v if isinstance(v, list) else str(v) for k, v in given.items() if v not in (None, "")}
        answer = await run(self.store, query, query.read(asked), limit=SHOWN, seconds=self.seconds)
        return answer.rows, answer.truncated

    async def table(
        self,
        name: str,
        given: Given,
        caption: str,
        columns: Sequence[Column],
        *,
        leave: Callable[[Row], str] = lambda r: "",
        fold: int = FOLDED,
        wide: bool = False,
    ) -> tuple[list[Row], Table | None]:
        """The rows of a named query and the table of them; no table where there are no rows. Raises TooSlow.

        `leave` gives the reason why a row is not shown, empty where it is; the reasons stand below the table.
        """
        rows, truncated = await self.rows(name, given)
        kept = [r for r in rows if not leave(r)]
        if not kept:
            return [], None
        more = query_href(name, given) if truncated else None
        return kept, made(
            caption, kept, columns, downloads=downloads(name, given, caption), more=more, folded=len(kept) > fold,
            wide=wide, left_out=left_out(why for r in rows if (why := leave(r))),
        )  # fmt: skip


def downloads(name: str, given: Given, caption: str) -> list[tuple[str, str]]:
    """The same rows as CSV and as JSON, in words that make sense alone."""
    return [(f"{caption} ({kind.upper()})", query_href(name, given, kind)) for kind in ("csv", "json")]


EVENTS = frozenset({
    "ATTENDED", "MEETING_OF", "ATTENDANCE_RATE", "MEETS", "FUNDS", "COMMISSIONS", "REVIEWS", "RECOMMENDS_TO", "SUCCEEDED_BY",
    "ESTABLISHED_BY", "AMENDS", "EVIDENCE_FOR",
})  # fmt: skip
"""What happened, or is paid for a year: it is shown whatever day is asked about."""


@dataclass(slots=True)
class Links:
    """All links of one entity; what a section takes is not shown again under further links."""

    entity: str
    as_of: str | None
    rows: list[Row]
    """Those that may be in force on the day."""
    always: list[Row]
    """Those of all times."""
    taken: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    async def of(cls, asked: Asked, entity: str) -> Links:
        """The links of an entity, on the day that is asked about and of all times. Raises TooSlow, StoreUnavailable."""
        query = query_named("links-of")
        found = []
        for day in dict.fromkeys((asked.as_of, None)):
            values = query.read({"entity": entity, **({"as_of": day} if day else {})})
            found.append((await run(asked.store, query, values, limit=MOST, seconds=asked.seconds)).rows)
        return cls(entity, asked.as_of, found[0], found[-1])

    def take(self, *types: str, statuses: Sequence[str] = (), times: bool = False) -> list[Row]:
        """The links of the types (`CHAIRS:in`), of all statuses or only of some; `times`: of all times."""
        wanted = {(t, w) for text in types for t, _, way in [text.partition(":")] for w in ([way] if way else WAYS)}
        if not statuses:
            self.taken |= wanted
        return [
            r for r in (self.always if times else self.rows)
            if (r["relation"], r["direction"]) in wanted and (not statuses or r["status"] in statuses)
        ]  # fmt: skip

    def shown_elsewhere(self, *types: str) -> None:
        """These stand in a table of another question."""
        self.take(*types)

    def table(self, caption: str, *types: str, statuses: Sequence[str] = (), fold: int = FOLDED) -> Table | None:
        """The links of the types as a table, of all times where there are events among them; None where there is none."""
        times = any(t.partition(":")[0] in EVENTS for t in types)
        rows = self.take(*types, statuses=statuses, times=times)
        if not rows:
            return None
        given = {
            "entity": self.entity, "types": sorted(types), "statuses": sorted(statuses),
            "as_of": None if times else self.as_of,
        }  # fmt: skip
        return made(
            caption, rows[:SHOWN], LINK_COLUMNS, downloads=downloads("links-of", given, caption),
            folded=len(rows) > fold, head=1, more=query_href("links-of", given) if len(rows) > SHOWN else None,
        )  # fmt: skip

    def rest(self) -> tuple[Table, ...]:
        """What no section has shown: what happened, and what holds."""
        left = {(r["relation"], r["direction"]) for r in self.always} - self.taken
        events = sorted(f"{t}:{w}" for t, w in left if t in EVENTS)
        states = sorted(f"{t}:{w}" for t, w in left if t not in EVENTS)
        happened = self.table("Further events", *events) if events else None
        return there(self.table("Further links", *states) if states else None, happened)


MOST = 20_000
"""Links of one entity that are looked at."""
WAYS = ("out", "in")
LINK_COLUMNS = (
    text("reads", "What", capital),
    link("other"),
    amount_if_any(),
    text("particulars", "Particulars"),
    when(),
    state(),
)


async def within_time(part: Awaitable[Section | None]) -> Section | None:
    """A section, or where its question runs too long one that says so: the rest of the page is shown all the same."""
    try:
        return await part
    except TooSlow:
        said = "A part of this page takes too long to answer at the moment. Try again later."
        return Section("too-slow", "Left out", text=(said,))


def there(*tables: Table | None) -> tuple[Table, ...]:
    """The tables that there are."""
    return tuple(t for t in tables if t)
