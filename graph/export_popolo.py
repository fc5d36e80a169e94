"""People, bodies, posts, areas, meetings and who sits where as Popolo (https://www.popoloproject.com/specs/).

Popolo knows no status, so only what its readers may take for a fact stands where they look: seats that are asserted,
follow from the law, or are historic with a stated end. The others stand in `uncertain_memberships`, which Popolo does
not know, in the same form with their status. Popolo has no words for money, duties or oversight: other exports have.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from graph.identity import slug
from graph.ontology import ontology
from graph.projection import NO_EDGE
from graph.snapshot import Drawn, Snapshot, Told, where
from graph.statements import Entity, sentence

Item = dict[str, Any]

DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
"""What Popolo takes for a date."""
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
SURE = ("asserted", "derived")
SEATS = {
    "MEMBER_OF": "member", "CHAIRS": "chair", "STATUTORY_PARTNER_OF": "statutory safeguarding partner", "HOLDS": None,
}  # fmt: skip
"""Edges that are a membership, with the role where the edge does not say one."""
BODIES = ("Organisation", "Board", "BCU")
PARENTS = ("SUBGROUP_OF", "PART_OF")


def popolo(s: Snapshot) -> bytes:
    """One JSON object with a list for each class of Popolo; what is not known has no key."""
    made = _Popolo(s)
    out = {
        "persons": [made.person(e) for e in s.entities.values() if e.label == "Person"],
        "organizations": [made.body(e) for e in s.entities.values() if e.label in BODIES],
        "posts": [made.post(e) for e in s.entities.values() if e.label == "Role"],
        "memberships": [m for e in s.edges if _certain(e) for m in made.seat(e)],
        "areas": [made.place(e) for e in s.entities.values() if e.label == "Borough"],
        "events": [made.event(e) for e in s.entities.values() if e.label == "Meeting"],
        "uncertain_memberships": [
            *(m for e in s.edges if not _certain(e) for m in made.seat(e)),
            *(m for t in s.statements if t.statement.status in NO_EDGE for m in made.not_drawn(t)),
        ],
    }
    return (json.dumps(out, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _certain(e: Drawn) -> bool:
    return e.status in SURE or (e.status == "historic" and _date(e.dates.get("valid_to")) is not None)


class _Popolo:
    """Looks up what an item of Popolo needs to know of its neighbours."""

    def __init__(self, s: Snapshot) -> None:
        self._s = s
        self._told = {t.statement.id: t for t in s.statements}
        self._about: dict[str, list[str]] = defaultdict(list)
        for t in s.statements:
            for end in {t.statement.subject.known_id, t.statement.object.known_id}:
                self._about[end].append(t.statement.doc)
        self._out: dict[str, list[Drawn]] = defaultdict(list)
        self._in: dict[str, list[Drawn]] = defaultdict(list)
        for e in s.edges:
            if _certain(e):
                self._out[e.source].append(e)
                self._in[e.target].append(e)

    def person(self, e: Entity) -> Item:
        return self._item(e, {})

    def body(self, e: Entity) -> Item:
        parents = self._ends(e, PARENTS, BODIES)
        areas = sorted({a for a in e.area if a in self._s.entities} | set(self._ends(e, ("COVERS",), ("Borough",))))
        return self._item(e, {
            "classification": e.kind or e.label.lower(),
            **_one_of("parent_id", parents),
            **_one_of("area_id", areas),
        })  # fmt: skip

    def post(self, e: Entity) -> Item:
        made = self._item(e, {"role": e.name, **_one_of("organization_id", self._ends(e, ("POST_IN",), BODIES))})
        made["label"] = made.pop("name")
        if names := made.pop("other_names", None):
            made["other_label"] = [n["name"] for n in names]
        return made

    def place(self, e: Entity) -> Item:
        made = self._item(e, {"classification": e.kind or "borough"})
        if e.identifiers:
            made["identifier"] = dict(e.identifiers).get("gss") or e.identifiers[0][1]
        return made

    def event(self, e: Entity) -> Item:
        """A meeting with the people who were there; who sent apologies was not."""
        day = _date(self._s.days.get(e.known_id))
        boards = [x.target for x in self._out[e.known_id] if x.type == "MEETING_OF"]
        there = [
            x for x in self._in[e.known_id]
            if x.type == "ATTENDED" and x.properties.get("attended") is not False
            and x.properties.get("capacity") not in ("apologies", "absent")
        ]  # fmt: skip
        people = sorted({x.source for x in there if self._s.entities[x.source].label == "Person"})
        statements = [i for x in (*self._in[e.known_id], *self._out[e.known_id]) for i in x.statements]
        return _known({
            "id": e.id,
            "name": e.name,
            "classification": "meeting",
            "start_date": day,
            "end_date": day,
            **_one_of("organization_id", boards),
            "attendees": [{"id": i, "name": self._s.entities[i].name} for i in people],
            "sources": self._sources(self._told[i].statement.doc for i in statements if i in self._told),
        })  # fmt: skip

    def seat(self, e: Drawn) -> Iterator[Item]:
        """The membership that an edge is; none where it is of another type."""
        if e.type in SEATS:
            yield self._membership(e)

    def not_drawn(self, t: Told) -> Iterator[Item]:
        """What is planned, or stated not to hold, in the form of a membership."""
        s = t.statement
        yield from self.seat(
            Drawn(s.id, s.predicate, s.subject.known_id, s.object.known_id, s.status, s.props, t.dates, (s.id,))
        )

    def _membership(self, e: Drawn) -> Item:
        who, what = self._s.entities[e.source], self._s.entities[e.target]
        made: Item = {"id": e.id, "role": e.properties.get("as_role") or SEATS[e.type]}
        if who.label == "Person":
            made["person_id"] = who.id
        elif who.label in BODIES:
            made["member"] = {"@type": "Organization", "id": who.id, "name": who.name}
        else:
            made["post_id"] = who.id
        if e.type == "HOLDS":
            made |= {"role": what.name, "post_id": what.id, "held_through": who.id if who.label == "Role" else None}
            made |= _one_of("organization_id", self._ends(what, ("POST_IN",), BODIES))
        else:
            made["organization_id"] = what.id
            made["on_behalf_of_id"] = self._behalf(who, what)
        told = [self._told[i].statement for i in sorted(e.statements) if i in self._told]
        return _known({
            **made,
            "start_date": _date(e.dates.get("valid_from")),
            "end_date": _date(e.dates.get("valid_to")),
            "sources": [
                {"url": self._url(t.doc), "note": f"{self._title(t.doc)}: {where(t.evidence)} [{t.id}]"} for t in told
            ],
            # not of Popolo: what it has no word for
            "relation": e.type,
            "status": e.status,
            "dates": dict(e.dates),
            "statements": [t.id for t in told],
            "says": [sentence(t, ontology()) for t in told] if e.status not in SURE else [],
        })  # fmt: skip

    def _behalf(self, who: Entity, board: Entity) -> str | None:
        """The one body that a member is stated to represent on this board."""
        names = {slug(n) for n in (board.name, *board.aliases)}
        bodies = {
            e.target for e in self._out[who.known_id]
            if e.type == "REPRESENTS" and self._s.entities[e.target].label in BODIES
            and slug(e.properties.get("board") or "") in names
        }  # fmt: skip
        return bodies.pop() if len(bodies) == 1 else None

    def _ends(self, e: Entity, types: Iterable[str], labels: Iterable[str]) -> list[str]:
        """Where the entity's edges of these types lead that hold for all that is known."""
        return sorted({
            x.target for x in self._out[e.known_id]
            if x.type in types and x.status in SURE and "valid_to" not in x.dates
            and self._s.entities[x.target].label in labels
        })  # fmt: skip

    def _item(self, e: Entity, more: Item) -> Item:
        return _known({
            "id": e.id,
            "name": e.name,
            "other_names": [{"name": n} for n in e.aliases],
            "identifiers": [{"scheme": scheme, "identifier": value} for scheme, value in e.identifiers],
            **more,
            "sources": self._sources(self._about[e.known_id]),
        })  # fmt: skip

    def _sources(self, docs: Iterable[str]) -> list[Item]:
        return [{"url": self._url(doc), "note": self._title(doc)} for doc in sorted(set(docs))]

    def _url(self, doc: str) -> str:
        """Where the document can be read; a name of our own where the sources do not say, for Popolo asks for one."""
        source = self._s.sources.get(doc)
        url = source.url if source else None
        return url if url and URI.fullmatch(url) else f"urn:safegov:source:{doc}"

    def _title(self, doc: str) -> str:
        source = self._s.sources.get(doc)
        return (source.title if source else None) or doc


def _one_of(key: str, ids: list[str]) -> Item:
    """Popolo has room for one; where there are several, none is the one, and all stand beside it."""
    return {key: ids[0]} if len(ids) == 1 else {f"{key}s": ids}


def _date(text: str | None) -> str | None:
    """A partial date that Popolo can hold; a span of days is none."""
    return text if text and DATE.fullmatch(text) else None


def _known(item: Item) -> Item:
    return {k: v for k, v in item.items() if v is not None and v not in ([], {})}
