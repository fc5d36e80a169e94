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
from graph.read import dates_of_statements
from graph.read import evidence as read_evidence
from graph.read_names import names
from graph.store import Store
from queries.catalogue import query_named
from queries.run import run
from visualise import linked
from visualise.evidence import documents_of, sources_of
from visualise.layout import Body, Card, Lane, Pin, lay_out
from visualise.linked import STATUS_WORDS, Link, NetworkMap
from visualise.picture import Picture, Side
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
NAME, TITLE = "mopac-roles", "MOPAC roles"
LEAD = (
    "What the Mayor’s Office for Policing and Crime (MOPAC) and London’s Violence Reduction Unit (VRU) fund, commission, "
    "require and publish, oversee and scrutinise, collect and share data on, attend, run and work with, and to whom they "
    "answer. Every link stands on what a document says."
)
HOW_TO_READ = (
    "MOPAC stands above, and its lines run down the left of each column. The Violence Reduction Unit stands below, and "
    "its lines run up the right. A solid line is stated as a fact; every other line says in its box what it is."
)
UNCLEAR_NAMED = 3
"""Links that the summary names as unclear, or as stated not to hold; the table has them all."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the query, ready to be read: a row of the table, and an edge of the map unless it is recommended."""

    link: Link
    side: Side
    role: str
    relation: str
    body_id: str
    body: str
    other_id: str
    other: str
    inward: bool

    @property
    def id(self) -> str:
        return self.link.id

    @property
    def status(self) -> str:
        return self.link.status

    @property
    def particulars(self) -> str:
        return self.link.particulars

    @property
    def said(self) -> str:
        more = f" ({self.particulars})" if self.particulars else ""
        return f"{self.link.source} {self.link.does} {self.link.target}{more}"


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one kind of role, in the order of the table."""

    kind: Kind
    entries: tuple[Entry, ...]


async def mopac_roles_map(store: Store, *, seconds: float, borough: str | None = None) -> NetworkMap:
    """The map. With `borough` only what has to do with that borough. Raises TooSlow or StoreUnavailable."""
    query = query_named("mopac-roles")
    answer = await run(store, query, query.read({}), limit=MOST_ROWS, seconds=seconds)
    areas = {i for r in answer.rows for i in r["borough_ids"]}
    boroughs = {i: str(e["name"]) for i, e in (await names(store, areas | ({borough} if borough else set()))).items()}
    rows = [r for r in answer.rows if borough is None or borough in r["borough_ids"]]
    ids = {i for r in rows for i in r["evidence"]}
    behind, dates = await read_evidence(store, ids), await dates_of_statements(store, ids)
    loaded = await store.read("MATCH (d:Source) RETURN count(d) AS n", seconds=seconds)
    made_from = f"{_count(len({e['document'] for e in behind.values()}), 'document')} of the {loaded[0]['n']} loaded"
    if answer.truncated:
        made_from += f"; only the first {MOST_ROWS:,} links are shown"
    # drawing is work for the processor: other requests go on meanwhile
    return await asyncio.to_thread(
        the_map, rows, behind, dates, made_from=made_from, boroughs=boroughs, where=boroughs.get(borough or ""),
        other=_counted(answer.rows, boroughs),
    )  # fmt: skip


def _counted(rows: Iterable[Mapping[str, Any]], boroughs: Mapping[str, str]) -> dict[str, int]:
    """How many links there are of each borough, by its name; of no borough by an empty one."""
    found = Counter(name for r in rows for name in ([boroughs[i] for i in r["borough_ids"] if i in boroughs] or [""]))
    return dict(sorted(found.items()))


def the_map(
    rows: Sequence[Mapping[str, Any]],
    evidence: Mapping[str, Mapping[str, Any]],
    dates: Mapping[str, Mapping[str, str]] | None = None,
    *,
    made_from: str,
    boroughs: Mapping[str, str] | None = None,
    where: str | None = None,
    other: Mapping[str, int] | None = None,
) -> NetworkMap:
    """The map of these rows with their evidence. The same rows give the same map, in whatever order they come.

    Rows are as `queries/mopac-roles.yaml` declares them, evidence as `graph.read.evidence` gives it, dates as
    `graph.read.dates_of_statements`; `made_from` says in the page's foot what it was made from, `other` how
    many links there are of each borough, for a borough `where` that has none.
    """
    groups = grouped(entries(rows, evidence, dates or {}))
    everything = [e for g in groups for e in g.entries]
    return NetworkMap(
        name=NAME,
        title=f"{TITLE}: {where}" if where else TITLE,
        lead=LEAD,
        how_to_read=HOW_TO_READ,
        summary=tuple(summary(groups)) if everything else _nothing(where, other or {}),
        pictures={name: picture(groups, columns=n) for name, n in STILL.items()} if everything else {},
        groups=tuple(
            linked.Group(g.kind.role, g.kind.heading, tuple(e.link for e in g.entries), g.kind is not RECOMMENDED)
            for g in groups
        )
        if everything
        else (),
        kinds={g.kind.role: g.kind.heading for g in groups if g.kind is not RECOMMENDED},
        boroughs=dict(sorted((boroughs or {}).items(), key=lambda b: b[1])),
        documents=documents_of(evidence),
        made_from=made_from,
    )


def _nothing(where: str | None, other: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    """That of this borough nothing is said, and of what something is; nothing where there is nothing at all."""
    if not where:
        return ()
    whose = ", ".join(f"{name} ({n})" for name, n in other.items() if name)
    told = [(where, f"Of {where} the documents loaded say nothing of what this map shows.")]
    told += [("Links of other boroughs", f"{whose}.")] if whose else []
    told += (
        [("Links of no one borough", f"{_count(other[''], 'link')}, on the map of all boroughs.")]
        if "" in other
        else []
    )
    return tuple(told)


def entries(
    rows: Iterable[Mapping[str, Any]],
    evidence: Mapping[str, Mapping[str, Any]],
    dates: Mapping[str, Mapping[str, str]] | None = None,
) -> list[Entry]:
    """The rows as they are shown."""
    return [_entry(row, evidence, dates or {}) for row in rows]


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


def summary(groups: Sequence[Group]) -> list[tuple[str, str]]:
    """The map in words: counts by kind, and what the documents leave open, computed from the rows."""
    drawn = [g for g in groups if g.kind is not RECOMMENDED]
    everything = [e for g in drawn for e in g.entries]
    told, silent, shaky = [], [], []
    for side, short in SHORT.items():
        mine = [(g.kind.heading.lower(), [e for e in g.entries if e.side == side]) for g in drawn]
        total = sum(len(found) for _, found in mine)
        counts = ", ".join(f"{heading} {len(found)}" for heading, found in mine if found)
        words = counts[:1].upper() + counts[1:] if counts else "The documents loaded say nothing about it"
        told.append((f"{short}: {_count(total, 'link')}", f"{words}."))
        silent += [f"{short} {heading}" for heading, found in mine if total and not found]
        weak = [(h, sum(e.status in SURE for e in found), len(found)) for h, found in mine if found]
        few = [f"{heading} ({sure} of {of})" for heading, sure, of in weak if sure * 2 < of]
        shaky += [f"{short} {', '.join(few)}"] if few else []
    less = f" Less than half is stated as a fact in: {'; '.join(shaky)}." if shaky else ""
    told.append(("How sure", f"Of all links: {_by_status(everything)}.{less}"))
    for heading, status in (("Stated not to hold", "negated"), ("What the documents leave unclear", "unclear")):
        found = [e for e in everything if e.status == status]
        rest = f"; and {len(found) - UNCLEAR_NAMED} more in the table" if len(found) > UNCLEAR_NAMED else ""
        if found:
            told.append((f"{heading} ({len(found)})", "; ".join(e.said for e in found[:UNCLEAR_NAMED]) + rest + "."))
    if silent:
        told.append(("Nothing stated", f"{', '.join(silent)}."))
    counted = Counter[str]()
    for e in (e for g in groups if g.kind is RECOMMENDED for e in g.entries):
        counted[SHORT[e.side]] += len(e.link.sources)
    if counted:
        made = " and ".join(f"{n} to {body}" for body, n in sorted(counted.items()))
        told.append(
            ("Recommendations", f"Reviews make {made}; they are not on the map but in the last part of the table.")
        )
    return told


def _entry(
    row: Mapping[str, Any], evidence: Mapping[str, Mapping[str, Any]], dates: Mapping[str, Mapping[str, str]]
) -> Entry:
    edge = ontology().edges.get(row["relation"])
    plain = str(row["relation"]).replace("_", " ").lower()
    # working together has no direction, whoever the statement names first
    inward = row["direction"] == "in" and row["relation"] != "WORKS_WITH"
    key = [row[k] for k in ("body_id", "role", "relation", "direction", "other_id", "status")]
    number = hashlib.sha256(json.dumps(key).encode()).hexdigest()[:12]
    known = [dates.get(i, {}) for i in row["evidence"]]

    def of_all(name: str, pick: Any) -> str | None:
        """Of several statements the widest span, and only where each of them has an end."""
        found = [d[name] for d in known if d.get(name)]
        return pick(found) if found and len(found) == len(known) else None

    link = Link(
        id=f"row-{number}",
        kind=row["role"],
        source_id=row["body_id"],
        source=row["body"],
        does=(edge.reverse if inward else edge.reads) if edge else plain,
        target_id=row["other_id"],
        target=row["other"],
        status=row["status"],
        particulars="; ".join(sorted(p for p in row["particulars"] or () if p)),
        valid_from=of_all("valid_from", min),
        valid_to=of_all("valid_to", max),
        earliest=of_all("start_earliest", min),
        latest=of_all("end_latest", max),
        boroughs=tuple(row.get("borough_ids") or ()),
        sources=sources_of(row["evidence"], evidence),
    )
    return Entry(
        link=link,
        side="right" if "violence reduction" in str(row["body"]).casefold() else "left",
        role=row["role"],
        relation=row["relation"],
        body_id=row["body_id"],
        body=row["body"],
        other_id=row["other_id"],
        other=row["other"],
        inward=inward,
    )


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
    entity = min((e.body_id for e in mine), default=None)
    return Body(f"body-{SHORT[side].lower()}", f"{SHORT[side]}: {' / '.join(names)}", about, entity)


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
    return Card(f"box-{number}", found[0].other, tuple(_notes(kind, found)), status, pins, found[0].other_id)


def _notes(kind: Kind, found: list[Entry]) -> list[str]:
    """What stands under the name, a line for each of the body's links where they differ."""
    said: dict[str, list[str]] = {}
    for e in found:
        status = "" if e.status == "asserted" else WORDS.get(e.status, e.status)
        relation = "" if e.relation in kind.plain else e.link.does
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
    return ", ".join(f"{counts[s]} {STATUS_WORDS.get(s, s).lower()}" for s in ordered)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
