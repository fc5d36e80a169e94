"""The MOPAC roles diagram: what MOPAC and London's Violence Reduction Unit (VRU) do, for whom, and on whose word."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.ontology import ontology
from graph.read import evidence as read_evidence
from graph.read import place
from graph.store import Store
from queries.catalogue import query_named
from queries.run import run
from visualise.layout import Body, Card, Lane, Pin, lay_out
from visualise.network import page
from visualise.picture import Picture, Side
from visualise.svg import draw
from visualise.text import cut

MOST_ROWS = 10_000
SCREEN, PRINT, TELEPHONE = 5, 6, 1
"""Columns of the picture on a screen, on a landscape page and on a narrow screen."""

STILL = {"wide": SCREEN, "print": PRINT, "narrow": TELEPHONE}

SHORT: dict[Side, str] = {"left": "MOPAC", "right": "VRU"}
LONG: dict[Side, str] = {"left": "Mayor's Office for Policing and Crime", "right": "Violence Reduction Unit"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of role. `plain` are the relations that its heading already says."""

    role: str
    heading: str
    plain: tuple[str, ...] = ()


KINDS = (
    Kind("funds", "Funds", ("FUNDS",)),
    Kind("commissions", "Commissions", ("COMMISSIONS",)),
    Kind("requires", "Requires and publishes"),
    Kind("oversees", "Oversees and scrutinises", ("OVERSEES",)),
    Kind("data", "Collects and shares data"),
    Kind("attends", "Attends and sits on"),
    Kind("runs", "Runs", ("RUNS",)),
    Kind("works-with", "Works with", ("WORKS_WITH",)),
    Kind("answers-to", "Answers to"),
)
RECOMMENDED = Kind("recommended", "Recommended to it by reviews")

STATUSES = ("asserted", "derived", "historic", "unclear", "planned", "negated")
WORDS = {
    "asserted": "stated",
    "derived": "follows from the law",
    "historic": "formerly",
    "unclear": "? unclear",
    "planned": "planned",
    "negated": "× stated not to hold",
}
"""What stands on the map. A status that is not known here is shown as it is called."""
SURE = ("asserted", "derived")
LONGER = {**WORDS, "planned": "planned or recommended"}


@dataclass(frozen=True, slots=True)
class Source:
    """One piece of evidence, ready to be read."""

    statement: str
    title: str
    where: str
    """Date and place in the document."""
    quote: str | None
    found: bool | None
    """Whether the quote stands in the copy that was added; None where nobody has looked."""
    sentence: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the query, ready to be read: a row of the table, and an edge of the map unless it is recommended."""

    id: str
    side: Side
    role: str
    body: str
    relation: str
    does: str
    other_id: str
    other: str
    inward: bool
    status: str
    particulars: str
    sources: tuple[Source, ...]

    @property
    def words(self) -> str:
        return LONGER.get(self.status, self.status)

    @property
    def said(self) -> str:
        """The entry in one line, for where there is no table."""
        told = "" if self.status == "asserted" else f"{self.words}: "
        more = f" ({self.particulars})" if self.particulars else ""
        return f"{told}{self.body} {self.does} {self.other}{more}"


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one kind of role, in the order of the table."""

    kind: Kind
    entries: tuple[Entry, ...]


async def mopac_roles_map(store: Store, *, seconds: float) -> str:
    """The map as one HTML page that asks for nothing outside itself. Raises TooSlow or StoreUnavailable."""
    query = query_named("mopac-roles")
    answer = await run(store, query, query.read({}), limit=MOST_ROWS, seconds=seconds)
    behind = await read_evidence(store, {i for row in answer.rows for i in row["evidence"]})
    loaded = await store.read("MATCH (d:Source) RETURN count(d) AS n", seconds=seconds)
    made_from = f"{_count(len({e['document'] for e in behind.values()}), 'document')} of the {loaded[0]['n']} loaded"
    if answer.truncated:
        made_from += f"; only the first {MOST_ROWS:,} links are shown"
    # drawing is work for the processor: other requests go on meanwhile
    return await asyncio.to_thread(render, answer.rows, behind, made_from=made_from)


def render(rows: list[dict[str, Any]], evidence: Mapping[str, Mapping[str, Any]], *, made_from: str) -> str:
    """The page of these rows with their evidence. The same rows give the same bytes, in whatever order they come.

    Rows are as `queries/mopac-roles.yaml` declares them, evidence as `graph.read.evidence` gives it; `made_from` says
    in the page's foot what it was made from.
    """
    groups = grouped(entries(rows, evidence))
    everything = [e for g in groups for e in g.entries]
    return page(
        "mopac-roles.html.j2",
        picture(groups, columns=SCREEN) if everything else None,
        still={name: svg(groups, columns=n, tips=name == "wide") for name, n in STILL.items()} if everything else {},
        groups=groups,
        summary=summary(groups),
        documents=documents(evidence.values()),
        made_from=made_from,
    )


def svg(groups: Sequence[Group], *, columns: int = SCREEN, tips: bool = True) -> str:
    """The static picture: for print, for where there is no script, and for telephones. `tips` show on resting on it."""
    return draw(picture(groups, columns=columns), {e.id: _tip(e) for g in groups for e in g.entries} if tips else {})


def entries(rows: Iterable[Mapping[str, Any]], evidence: Mapping[str, Mapping[str, Any]]) -> list[Entry]:
    """The rows as they are shown."""
    return [_entry(row, evidence) for row in rows]


def grouped(found: Iterable[Entry]) -> list[Group]:
    """By kind of role: the known ones in their order and even if empty, then any other, then the recommendations."""
    by_role: dict[str, list[Entry]] = {}
    for e in found:
        by_role.setdefault(e.role, []).append(e)
    known = {k.role for k in (*KINDS, RECOMMENDED)}
    others = [Kind(role, role.replace("-", " ").capitalize()) for role in sorted(set(by_role) - known)]
    return [
        Group(kind, tuple(sorted(by_role.get(kind.role, []), key=_order))) for kind in (*KINDS, *others, RECOMMENDED)
    ]


def picture(groups: Sequence[Group], *, columns: int) -> Picture:
    """Where everything stands. A recommendation to a body is not a role of it, so it is not drawn."""
    drawn = [g for g in groups if g.kind is not RECOMMENDED]
    return lay_out([_lane(g) for g in drawn], _body(drawn, "left"), _body(drawn, "right"), columns=columns)


@dataclass(frozen=True, slots=True)
class Summary:
    """The map in words."""

    links: list[tuple[str, str]]
    """Each body with its counts by kind of role."""
    by_status: str
    shaky: str
    """Kinds of role of which less than half is stated as a fact."""
    recommended: str
    silent: str
    """What nothing is stated on."""
    unclear: list[Entry]
    negated: list[Entry]


def summary(groups: Sequence[Group]) -> Summary:
    """Counts by kind, and what the documents leave open, computed from the rows."""
    drawn = [g for g in groups if g.kind is not RECOMMENDED]
    everything = [e for g in drawn for e in g.entries]
    links, silent, shaky = [], [], []
    for side, short in SHORT.items():
        mine = [(g.kind.heading.lower(), [e for e in g.entries if e.side == side]) for g in drawn]
        weak = []
        total = sum(len(found) for _, found in mine)
        told = ", ".join(f"{heading} {len(found)}" for heading, found in mine if found)
        links.append((f"{short}: {_count(total, 'link')}", told))
        silent += [f"{short} {heading}" for heading, found in mine if total and not found]
        for heading, found in mine:
            sure = sum(e.status in SURE for e in found)
            if sure * 2 < len(found):
                weak.append(f"{heading} ({sure} of {len(found)})")
        shaky += [f"{short} {', '.join(weak)}"] if weak else []
    counts = Counter[str]()
    for e in (e for g in groups if g.kind is RECOMMENDED for e in g.entries):
        counts[SHORT[e.side]] += len(e.sources)
    return Summary(
        links=links,
        by_status=_by_status(everything),
        shaky="; ".join(shaky),
        recommended=" and ".join(f"{n} to {body}" for body, n in sorted(counts.items())),
        silent=", ".join(silent),
        unclear=[e for e in everything if e.status == "unclear"],
        negated=[e for e in everything if e.status == "negated"],
    )


def documents(behind: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Title and date of each document behind the evidence."""
    return sorted({(str(e["title"]), ", ".join(str(x) for x in (e["publisher"], e["date"]) if x)) for e in behind})


def _entry(row: Mapping[str, Any], evidence: Mapping[str, Mapping[str, Any]]) -> Entry:
    edge = ontology().edges.get(row["relation"])
    plain = str(row["relation"]).replace("_", " ").lower()
    # working together has no direction, whoever the statement names first
    inward = row["direction"] == "in" and row["relation"] != "WORKS_WITH"
    key = [row[k] for k in ("body_id", "role", "relation", "direction", "other_id", "status")]
    number = hashlib.sha256(json.dumps(key).encode()).hexdigest()[:12]
    return Entry(
        id=f"row-{number}",
        side="right" if "violence reduction" in str(row["body"]).casefold() else "left",
        role=row["role"],
        body=row["body"],
        relation=row["relation"],
        does=(edge.reverse if inward else edge.reads) if edge else plain,
        other_id=row["other_id"],
        other=row["other"],
        inward=inward,
        status=row["status"],
        particulars="; ".join(sorted(p for p in row["particulars"] or () if p)),
        sources=tuple(
            _source(i, evidence.get(i)) for i in sorted(row["evidence"], key=lambda i: _place(i, evidence.get(i)))
        ),
    )


def _source(statement: str, e: Mapping[str, Any] | None) -> Source:
    if e is None:
        return Source(statement, f"Statement {statement}", "", None, None, "Its evidence is not at hand.", None)
    where = ", ".join(str(x) for x in (e["date"], place(dict(e))) if x)
    url = e["url"] if str(e["url"] or "").startswith(("https://", "http://")) else None
    return Source(statement, e["title"], where, e["quote"], e["quote_found"], e["sentence"], url)


def _place(statement: str, e: Mapping[str, Any] | None) -> tuple[str, list[int], str]:
    if e is None:
        return "", [], statement
    page = e["page"] if isinstance(e["page"], list) else [e["page"]] if e["page"] else []
    return e["title"], [*page, *(e["lines"] or [])], statement


def _order(e: Entry) -> tuple[int, str, str, str, int, bool, str]:
    status = STATUSES.index(e.status) if e.status in STATUSES else len(STATUSES)
    return ("left", "right").index(e.side), e.body, e.other.casefold(), e.relation, status, e.inward, e.id


def _body(groups: Sequence[Group], side: Side) -> Body:
    mine = [e for g in groups for e in g.entries if e.side == side]
    names = sorted({e.body for e in mine}) or [LONG[side]]
    lines = "down the left" if side == "left" else "up the right"
    about = (
        f"{_count(len(mine), 'link')}: its lines run {lines} of each column."
        if mine
        else "The documents loaded say nothing about it."
    )
    return Body(f"body-{SHORT[side].lower()}", f"{SHORT[side]}: {' / '.join(names)}", about)


def _lane(group: Group) -> Lane:
    by_other: dict[str, list[Entry]] = {}
    for e in group.entries:
        by_other.setdefault(e.other_id, []).append(e)
    cards = [_card(group.kind, found) for found in by_other.values()]
    cards.sort(key=lambda c: (STATUSES.index(c.status) if c.status in STATUSES else 9, c.name.casefold(), c.id))
    return Lane(group.kind.heading, _tag(group, "left"), _tag(group, "right"), tuple(cards))


def _tag(group: Group, side: Side) -> str:
    number = sum(e.side == side for e in group.entries)
    if not group.entries:
        return ""
    return f"{SHORT[side]} {number}" if number else f"{SHORT[side]}: nothing stated"


def _card(kind: Kind, found: list[Entry]) -> Card:
    number = hashlib.sha256(json.dumps([kind.role, found[0].other_id]).encode()).hexdigest()[:12]
    # the surest of its statuses gives a box its place and its border; each line keeps its own
    status = min((e.status for e in found), key=lambda s: STATUSES.index(s) if s in STATUSES else 9)
    pins = tuple(Pin(e.id, e.side, e.status, e.inward) for e in found)
    return Card(f"box-{number}", found[0].other, tuple(_notes(kind, found)), status, pins)


def _notes(kind: Kind, found: list[Entry]) -> list[str]:
    """What stands under the name, a line for each of the body's links where they differ."""
    said: dict[str, list[str]] = {}
    for e in found:
        status = "" if e.status == "asserted" else WORDS.get(e.status, e.status)
        relation = "" if e.relation in kind.plain else e.does
        text = " · ".join(part for part in (status, relation, cut(e.particulars, 80)) if part)
        who = said.setdefault(text, [])
        if SHORT[e.side] not in who:
            who.append(SHORT[e.side])
    everybody = {SHORT[e.side] for e in found}
    if len(said) == 1 and len(everybody) == 1:
        return [text for text in said if text]
    if set(said) == {""}:
        return []
    if len(everybody) == 1:
        return [text or WORDS["asserted"] for text in said]
    return [f"{' and '.join(who)}: {text or WORDS['asserted']}" for text, who in said.items()]


def _by_status(found: Sequence[Entry]) -> str:
    counts = Counter(e.status for e in found)
    ordered = sorted(counts, key=lambda s: (STATUSES.index(s) if s in STATUSES else 9, s))
    return ", ".join(f"{counts[s]} {LONGER.get(s, s).lstrip('?× ')}" for s in ordered)


def _tip(e: Entry) -> str:
    lines = [e.said]
    for s in e.sources[:3]:
        lines.append(f"{s.title}{', ' + s.where if s.where else ''}: {'“' + s.quote + '”' if s.quote else s.sentence}")
    if len(e.sources) > 3:
        lines.append(f"and {len(e.sources) - 3} more, in the table")
    return "\n".join(lines)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
