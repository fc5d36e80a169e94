"""The duplication map: boards joined by the people, posts, organisations and themes that they have in common."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graph.read import entity
from graph.read import evidence as read_evidence
from graph.store import Store
from queries.analysis.overlap import MOST
from queries.catalogue import query_named
from queries.run import Answer, run
from visualise.clusters import WIDELY, Board, Plan, plan
from visualise.duplication_picture import pictures
from visualise.duplication_words import groups, summary, tables
from visualise.evidence import documents_of, sources_of
from visualise.linked import NetworkMap
from visualise.pages.words import some
from visualise.sharing import KINDS, SOURCES, Facts, Row, Share, link, related, shares

MOST_ROWS = 200_000
LISTED = 600
"""Links that stand in the table without being drawn, at most."""

TITLE = "Duplication"
LEAD = (
    "Which boards have the same people, posts or organisations among their members at the same time, or the same theme "
    "as their remit or priority; and which of them one should ask about together."
)
HOW_TO_READ = (
    "A box is a board, a line is what two boards have in common of one kind. The words on a line say how much, and the "
    "more it is, the thicker the line. A solid line: surely at the same time. A dashed line: possibly, at least for "
    "some of it, because the documents leave the dates open. “By law”: the seats follow from the law; “formerly”: a "
    "document states them as past. Boards that hang together stand in one frame; its name is the first that fits of: a "
    "board and its parts, what all of them share, the borough where all of them work, what most of them share, the "
    "board in the middle; what that stands on is said below the name. The frames are a reading aid that is computed "
    "from the links; no document states them. A box with a broken border stands in another frame too. Sharing is not "
    "yet duplication: members in common are to be expected of a board and its parts."
)


async def duplication_map(
    store: Store, *, seconds: float, borough: str | None = None, minimum: int = 1, widely: int = WIDELY
) -> NetworkMap:
    """The map of all boards, or of those that work in a borough with all that they share with others.

    A pair is drawn from `minimum` things in common, unless more than `widely` boards share all of these; the rest is
    counted and stands in the table. Raises NotFound for an unknown borough, TooSlow or StoreUnavailable.
    """
    where = (await entity(store, borough))["name"] if borough else None

    async def ask(name: str, **given: str) -> Answer:
        query = query_named(name)
        return await run(store, query, query.read(given), limit=MOST_ROWS, seconds=seconds)

    of = {"borough": borough} if borough else {}
    brief, seats, themes, candidates, places = (
        await ask("boards-in-brief"), await ask("interlocks"), await ask("themes-in-common"),
        await ask("streamlining-candidates", **of), await ask("boards-by-borough"),
    )  # fmt: skip
    # computing is work for the processor: other requests go on meanwhile
    cut = any(a.truncated or _pairs(a.rows) >= MOST for a in (seats, themes))
    facts = await asyncio.to_thread(
        facts_of, brief.rows, seats.rows, themes.rows, candidates.rows, borough=borough, borough_name=where, truncated=cut,
        minimum=max(1, minimum), widely=max(2, widely),
    )  # fmt: skip
    known = boards_of(facts.boards)
    names = {t.id: t.name for s in facts.shares for t in s.things}
    counted = [s for s in facts.shares if s.counts]
    made = await asyncio.to_thread(
        plan,
        [s.tie for s in counted],
        known,
        names,
        {i: len(b) for i, b in facts.on.items()},
        over=facts.over,
        minimum=facts.minimum,
        widely=facts.widely,
    )
    shown = _listed(facts.shares, made)
    behind = await read_evidence(store, {i for s in shown for i in s.evidence[:SOURCES]})
    loaded = await store.read("MATCH (d:Source) RETURN count(d) AS n", seconds=seconds)
    return await asyncio.to_thread(
        _map, facts, known, made, shown, behind,
        boroughs={r["borough_id"]: r["borough"] for r in places.rows}, loaded=int(loaded[0]["n"]),
    )  # fmt: skip


def _pairs(rows: Iterable[Row]) -> int:
    return len({(r["board_a_id"], r["board_b_id"]) for r in rows})


def facts_of(
    brief: Iterable[Row],
    seats: Iterable[Row],
    themes: Iterable[Row],
    candidates: Iterable[Row],
    *,
    borough: str | None = None,
    borough_name: str | None = None,
    truncated: bool = False,
    minimum: int = 1,
    widely: int = WIDELY,
) -> Facts:
    """What the rows of the four questions say, of all boards or of those that work in a borough."""
    boards = {r["board_id"]: r for r in brief}
    found = shares(seats, themes, boards)
    on: dict[str, set[str]] = defaultdict(set)
    for s in found:
        if s.counts:
            for t in s.things:
                on[t.id] |= set(s.pair)
    here = {i for i, r in boards.items() if borough in (None, *r["borough_ids"])}
    found = [s for s in found if here & set(s.pair)]
    return Facts(
        boards, here, found, on, tuple(candidates), borough, borough_name or borough, truncated, minimum, widely
    )


def boards_of(rows: Mapping[str, Row]) -> dict[str, Board]:
    """Boards by id, from rows of `boards-in-brief`."""

    def wholes(i: str) -> frozenset[str]:
        seen: set[str] = set()
        ways = [i]
        while ways:
            for above in rows[ways.pop()]["part_of_ids"]:
                if above not in seen and above in rows:
                    seen.add(above)
                    ways.append(above)
        return frozenset(seen - {i})

    return {
        i: Board(i, r["board"], dict(zip(r["borough_ids"], r["boroughs"], strict=True)), wholes(i))
        for i, r in rows.items()
    }


def _listed(found: Sequence[Share], made: Plan) -> list[Share]:
    """What stands in the table: all that is drawn, and of the rest the strongest."""
    drawn = {t.row for c in made.clusters for t in c.ties}
    rest = sorted((s for s in found if s.row not in drawn), key=lambda s: (not s.counts, -s.number, s.row))
    return [s for s in found if s.row in drawn] + rest[:LISTED]


def _map(
    facts: Facts,
    boards: Mapping[str, Board],
    made: Plan,
    shown: Sequence[Share],
    behind: Mapping[str, Row],
    *,
    boroughs: Mapping[str, str],
    loaded: int,
) -> NetworkMap:
    # both memberships first: not by document
    sources = {s.row: [x for i in s.evidence[:SOURCES] for x in sources_of([i], behind)] for s in shown}
    links = {s.row: link(s, boards, sources[s.row], related(s.pair, boards, facts.boards)) for s in shown}
    used = {x.statement: behind[x.statement] for own in sources.values() for x in own if x.statement in behind}
    count = len({e["document"] for e in used.values()})
    made_from = f"{some(count, 'document')} of the {loaded:,} loaded"
    if facts.truncated:
        made_from += f"; of more than {MOST:,} pairs only those with most in common are counted"
    here = facts.borough_name
    return NetworkMap(
        name="duplication",
        title=f"{TITLE}: {here}" if here else TITLE,
        lead=LEAD,
        how_to_read=HOW_TO_READ,
        summary=summary(facts, boards, made),
        pictures=pictures(facts, boards, made),
        groups=groups(facts, made, links),
        kinds=KINDS,
        boroughs=boroughs,
        documents=documents_of(used),
        made_from=made_from,
        tables=tables(facts, boards, made),
    )
