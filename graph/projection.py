"""The graph as a projection of statements: which edges follow from them. Pure; the store only writes what stands here.

- A negated or planned statement makes no edge: it stays a statement, to be shown as what it is.
- Two statements of the same fact make one edge with two pieces of evidence.
- ATTENDED points at the meeting of the board on its date.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.dates import Interval, Span, parse
from graph.identity import slug
from graph.statements import Entity, Statement, canonical, period_of, sha256

NO_EDGE = ("negated", "planned")


@dataclass(frozen=True, slots=True)
class Edge:
    """One source, one target, one interval, one claim."""

    type: str
    source: str
    target: str
    status: str
    properties: Mapping[str, Any]
    interval: Interval

    @property
    def id(self) -> str:
        return edge_id(self.type, self.source, self.target, self.status, self.properties)


def edge_id(type_: str, source: str, target: str, status: str, properties: Mapping[str, Any]) -> str:
    """The id of a claim: equal claims have equal ids, whichever source states them."""
    return "e-" + sha256(canonical([type_, source, target, status, properties]))[:20]


def edges_of(statement: Statement, dated: Span | None = None) -> list[Edge]:
    """The edges that one statement stands behind; none where it is negated or planned. `dated`: its document's date."""
    if statement.status in NO_EDGE:
        return []
    s = statement
    claims = {k: v for k, v in s.props.items() if v is not None}
    when = interval(s, dated)
    if s.predicate != "ATTENDED":
        return [Edge(s.predicate, s.subject.known_id, s.object.known_id, s.status, claims, when)]
    met = meeting_of(s)
    return [
        Edge("ATTENDED", s.subject.known_id, met.known_id, s.status, claims, when),
        Edge("MEETING_OF", met.known_id, s.object.known_id, "asserted", {}, when),
    ]


def meeting_of(statement: Statement) -> Entity:
    """The meeting that a record of attendance names by board and date."""
    board, printed = statement.object, statement.props.get("date")
    span = parse(printed) if printed else None
    name = f"{board.name}, {span}" if span else f"{board.name}, date not stated"
    made = f"meeting-{board.known_id.removeprefix('board-')}-{slug(str(span)) if span else 'undated'}"
    return Entity("Meeting", name, made, curated=True)


def interval(statement: Statement, dated: Span | None = None) -> Interval:
    """When the stated fact holds, as far as the statement and the date of its document tell."""
    props = statement.props
    start, end = (parse(props[k]) if props.get(k) else None for k in ("from", "to"))
    period = period_of(props)
    event = parse(props["date"]) if props.get("date") else None
    if period and not (start or end):
        start, end = Span(period.earliest, period.earliest), Span(period.latest, period.latest)
        if props["period"].strip().lower().startswith("since "):
            start, end = period, None
    elif event and not (start or end):
        # an event is over with its day; what was made or agreed on a day goes on
        start, end = event, event if statement.predicate in ("ATTENDED", "REVIEWS") else None
    if statement.status == "historic" and end is None and dated:
        end = Span(start.earliest if start else date.min, max(dated.latest, start.earliest if start else date.min))
    told = dated if dated and end is None and statement.status != "historic" else None
    if told and start and start.latest > told.earliest:
        told = None
    return Interval(start, end, Span(told.earliest, told.earliest) if told else None)


def dates_of(interval: Interval) -> dict[str, str]:
    """The interval as properties of an edge, ISO days; a key is missing where nothing is known.

    `start_earliest`..`start_latest` and `end_earliest`..`end_latest` bound its ends; from `sure_from` to `sure_to` it
    surely held; `valid_from` and `valid_to` are the ends in short, as partial dates.
    """
    made: dict[str, str] = {}
    for name, key, span in (("start", "valid_from", interval.start), ("end", "valid_to", interval.end)):
        if span and span.earliest == date.min:  # over by then, and nothing tells since when
            made[f"{name}_latest"] = span.latest.isoformat()
        elif span:
            made |= {f"{name}_earliest": span.earliest.isoformat(), f"{name}_latest": span.latest.isoformat()}
            made[key] = str(span)
    told = interval.attested
    sure_from = interval.start.latest if interval.start else (told.earliest if told else None)
    sure_to = interval.end.earliest if interval.end and interval.start else (told.latest if told else None)
    if sure_from and sure_to and sure_from <= sure_to:
        made |= {"sure_from": sure_from.isoformat(), "sure_to": sure_to.isoformat()}
    return made


def join_dates(all_dates: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The dates of an edge that several documents state: the ends are equal, it surely held between attestations."""
    made: dict[str, str] = {}
    for dates in all_dates:
        for key, value in dates.items():
            pick = min if key in ("start_earliest", "end_earliest", "sure_from", "valid_from") else max
            made[key] = pick(made[key], value) if key in made else value
    return made


def describe(mentions: list[Entity]) -> Entity:
    """One entity from all that sources call it: the register's name where it has one, else the most used one.

    Aliases are every other name; the outcome does not depend on the order of the mentions.
    """
    trusted = [m for m in mentions if m.curated] or mentions
    name = _most_used([m.name for m in trusted])
    kinds = [m.kind for m in trusted if m.kind] or [m.kind for m in mentions if m.kind]
    others = {n for m in mentions for n in (m.name, *m.aliases)} - {name}
    identifiers: dict[str, set[str]] = defaultdict(set)
    for m in mentions:
        for scheme, value in m.identifiers:
            identifiers[scheme].add(value)
    return Entity(
        mentions[0].label,
        name,
        mentions[0].id,
        _most_used(kinds) if kinds else None,
        tuple(sorted(others)),
        tuple(sorted((scheme, min(values)) for scheme, values in identifiers.items())),
        tuple(sorted({a for m in trusted for a in m.area} or {a for m in mentions for a in m.area})),
        any(m.curated for m in mentions),
    )


def _most_used(values: list[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], -len(v), v))
