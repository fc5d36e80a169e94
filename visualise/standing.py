"""From the rows of the oversight questions to bands of bodies: who is drawn where, and below whom."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from queries.analysis.tiers import BOROUGH_TIERS, TIERS
from visualise.text import cut
from visualise.tier_parts import DEEPEST, Band, Block, Card, Chip, Part, Pin, Step

Row = Mapping[str, Any]

MARKS: Mapping[str, tuple[str, str]] = {
    "accountability": ("A", "accountable to"),
    "reporting": ("R", "reports to"),
    "oversight": ("O", "oversees"),
    "scrutiny": ("S", "scrutinises"),
    "chairing": ("C", "chairs"),
    "structure": ("P", "part or subgroup of"),
}
"""Letter on the line and words, by kind of link."""
STATUSES = ("asserted", "derived", "historic", "unclear", "planned", "negated")
WORDS = {
    "asserted": "stated",
    "derived": "follows from the law",
    "historic": "formerly",
    "unclear": "? unclear",
    "planned": "planned",
    "negated": "× stated not to hold",
}
COUNTED = {**WORDS, "derived": "by law", "historic": "former", "unclear": "unclear", "negated": "stated not to hold"}
"""The same after a number."""
FACTS = ("asserted", "derived", "historic", "unclear")
UPPER = {"national": "national", "pan-london": "pan-London", "several": "of several boroughs"}
"""Tiers whose bodies are drawn even where they only stand over others, with what is said of them elsewhere."""
NEST = ("SUBGROUP_OF", "PART_OF", "ACCOUNTABLE_TO", "REPORTS_TO", "OVERSEES")
"""Links by which a body is indented below another one of its block, the first that there is."""
PARTS = {
    "partnership": "Partnership",
    "board": "Boards, panels, committees and forums",
    "subgroup": "Subgroups",
    "local": "Councils, services and posts",
}
SILENT = "Nothing stated of who stands over them"
TAGS = {
    "none stated": "Who stands over it: not stated",
    "unclear": "Who stands over it: said to be unclear",
    "planned": "Who stands over it: only planned",
    "formerly": "Who stands over it: only formerly stated",
    "denied": "Who stands over it: only stated who does not",
}
NAMED = 3


@dataclass(frozen=True, slots=True)
class Tie:
    """A row of `oversight-map` with the id that it has in the table."""

    id: str
    row: Row

    @property
    def above(self) -> str:
        return str(self.row["above_id"])

    @property
    def below(self) -> str:
        source, target = str(self.row["source_id"]), str(self.row["target_id"])
        return target if self.above == source else source

    def name(self, end: str) -> str:
        return str(self.row["source"] if end == self.row["source_id"] else self.row["target"])


def bands(ties: Sequence[Tie], bodies: Sequence[Row], reverse: Mapping[str, str], silent: Sequence[str]) -> list[Band]:
    """The bands from the top, those without a body left out.

    `bodies` are rows of `tiers-of-bodies`, `reverse` the relations as they read from their object, `silent` the names
    of boroughs of which no body is stated at all.
    """
    arranged = _Arranged(ties, bodies, reverse)
    found: dict[str, dict[tuple[str, ...], list[Row]]] = defaultdict(lambda: defaultdict(list))
    for b in bodies:
        if arranged.has_card(b):
            found[_band(b)][_block(b)].append(b)
    made = []
    for key in ("national", "pan-london", "several", "boroughs", "general", "not stated"):
        if key in found or (key == "boroughs" and silent):
            blocks = tuple(arranged.block(k, found[key][k]) for k in sorted(found[key]))
            number = sum(map(len, found[key].values()))
            heading = f"{_HEADINGS[key]} ({count(number, 'body', 'bodies')})"
            about = f"Nothing of this kind is stated of {', '.join(silent)}" if key == "boroughs" and silent else ""
            made.append(Band(heading, about, blocks))
    return made


_HEADINGS = {
    **{k: v for k, v in TIERS.items() if k not in BOROUGH_TIERS},
    "boroughs": "Boroughs: partnership, board and subgroup",
}


def _band(body: Row) -> str:
    return "boroughs" if body["tier"] in BOROUGH_TIERS else str(body["tier"])


def _block(body: Row) -> tuple[str, ...]:
    if body["tier"] in BOROUGH_TIERS:
        return tuple(body["boroughs"])
    if body["tier"] == "several":
        return ("Basic Command Units",) if body["label"] == "BCU" else ("Other bodies of several boroughs",)
    return ("",)


class _Arranged:
    """Who hangs below whom, and which links are drawn where: each of them once."""

    def __init__(self, ties: Sequence[Tie], bodies: Sequence[Row], reverse: Mapping[str, str]) -> None:
        self.bodies = {b["body_id"]: b for b in bodies}
        self.reverse = reverse
        self.up: dict[str, list[Tie]] = defaultdict(list)
        self.down: dict[str, list[Tie]] = defaultdict(list)
        for t in sorted(ties, key=_order):
            self.up[t.below].append(t)
            self.down[t.above].append(t)
        self.parent: dict[str, str] = {}
        order = sorted(self.bodies, key=lambda i: (self._rank(i), self.bodies[i]["body"], i))
        for relation in NEST:
            for i in order:
                self._hang(i, relation)
        self.children: dict[str, list[str]] = defaultdict(list)
        for child, parent in self.parent.items():
            self.children[parent].append(child)

    def has_card(self, body: Row) -> bool:
        i = body["body_id"]
        return body["label"] == "Board" or i in self.up or (body["tier"] in UPPER and i in self.down)

    def block(self, key: tuple[str, ...], rows: Sequence[Row]) -> Block:
        roots = [b for b in rows if b["body_id"] not in self.parent]
        parts: dict[str, list[Card]] = defaultdict(list)
        for b in sorted(roots, key=lambda b: (self._rank(b["body_id"]), b["body"], b["body_id"])):
            alone = self._alone(b)
            heading = SILENT if alone else PARTS.get(b["tier"], "")
            parts[heading].append(self._card(b, alone=alone))
        # what nothing is stated of comes last
        ordered = sorted(parts, key=lambda h: h == SILENT)
        name = ", ".join(key[:-1]) + " and " + key[-1] if len(key) > 1 else key[0]
        return Block(name, tuple(Part(h, tuple(parts[h])) for h in ordered))

    def _alone(self, b: Row) -> bool:
        i = b["body_id"]
        return not self.up.get(i) and i not in self.children and b["oversight"] == "none stated" and i not in self.down

    def _rank(self, entity: str) -> int:
        return list(TIERS).index(self.bodies[entity]["tier"])

    def _hang(self, entity: str, relation: str) -> None:
        body = self.bodies[entity]
        if entity in self.parent or not self.has_card(body):
            return
        for t in self.up.get(entity, ()):
            over = self.bodies.get(t.above)
            if t.row["relation"] != relation or t.row["status"] not in ("asserted", "derived") or over is None:
                continue
            if not self.has_card(over) or (_band(over), _block(over)) != (_band(body), _block(body)):
                continue
            # a partnership is not drawn below its own executive, whatever it reports to that
            if self._rank(t.above) <= self._rank(entity) and self._fits(entity, t.above):
                self.parent[entity] = t.above
                return

    def _fits(self, entity: str, parent: str) -> bool:
        """No circle, and no deeper than there is room for."""
        depth, at = 1, parent
        while at in self.parent:
            if at == entity:
                return False
            at, depth = self.parent[at], depth + 1
        return at != entity and depth + self._deep(entity) <= DEEPEST

    def _deep(self, entity: str) -> int:
        below = [c for c, p in self.parent.items() if p == entity]
        return 1 + max(map(self._deep, below)) if below else 0

    def _card(self, body: Row, *, alone: bool = False) -> Card:
        entity = body["body_id"]
        parent = self.parent.get(entity)
        own = [t for t in self.up.get(entity, ()) if t.above == parent]
        others: dict[str, list[Tie]] = defaultdict(list)
        for t in self.up.get(entity, ()):
            if t.above != parent:
                others[t.above].append(t)
        under = [self.bodies[c] for c in self.children.get(entity, ())]
        silent = body["label"] == "Board" and body["kind"] != "class" and not alone
        return Card(
            id=entity,
            name=body["body"],
            notes=()
            if alone
            else tuple(n for n in (*self._told(own, entity, " the above"), *self._about(body, under)) if n),
            tag=TAGS.get(body["oversight"], "") if silent else "",
            pins=tuple(self._pin(t) for t in own),
            chips=tuple(self._chip(entity, above, found) for above, found in others.items()),
            below=tuple(self._card(b) for b in sorted(under, key=lambda b: (self._rank(b["body_id"]), b["body"]))),
        )

    def _chip(self, entity: str, above: str, ties: Sequence[Tie]) -> Chip:
        over = self.bodies.get(above)
        tier = str(over["tier"]) if over else "not stated"
        where = UPPER[tier] if tier in UPPER and over and over["label"] != "BCU" else ""
        return Chip(
            id="box-" + digest([entity, above]),
            entity=above,
            name=ties[0].name(above),
            told=tuple(self._told(ties, entity)),
            notes=(where,) if where else (),
            status=min((str(t.row["status"]) for t in ties), key=_status),
            pins=tuple(self._pin(t) for t in ties),
        )

    def _about(self, body: Row, under: Sequence[Row]) -> list[str]:
        area = f"Boroughs: {', '.join(body['boroughs'])}" if body["tier"] == "several" and body["boroughs"] else ""
        return [area, *self._stands_over(body["body_id"], under)]

    def _told(self, ties: Iterable[Tie], entity: str, whom: str = "") -> list[str]:
        """What the lower body has to do with the upper one, in words, a text for each link that says something else."""
        return list(dict.fromkeys(cut(self._words(t, entity, whom), 160) for t in ties))

    def _words(self, t: Tie, entity: str, whom: str) -> str:
        r = t.row
        reads = r["reads"] if entity == r["source_id"] else self.reverse[r["relation"]]
        return " · ".join(part for part in (f"{reads}{whom}", *told_besides(r)) if part)

    def _pin(self, t: Tie) -> Pin:
        upwards = t.below == t.row["source_id"]
        # those who stand over a body hang below it; only what is indented below its parent stands lower in the picture
        hangs = t.above == self.parent.get(t.below)
        return Pin(t.id, str(t.row["status"]), MARKS[t.row["kind"]][0], downwards=upwards != hangs)

    def _stands_over(self, entity: str, under: Sequence[Row]) -> list[str]:
        """What the body does to others, that is drawn where they are."""
        shown = {b["body_id"] for b in under}
        over = {t.below: t.name(t.below) for t in self._facts(entity) if t.row["kind"] != "chairing"}
        chaired = {t.below: t.name(t.below) for t in self._facts(entity) if t.row["kind"] == "chairing"}
        rest = {i: n for i, n in over.items() if i not in shown}
        told = [f"Stands {'also ' if len(rest) < len(over) else ''}over {_several(rest)}"] if rest else []
        chairs = {i: n for i, n in chaired.items() if i not in shown}
        return told + ([f"Chairs {_several(chairs)}"] if chairs else [])

    def _facts(self, entity: str) -> list[Tie]:
        return [t for t in self.down.get(entity, ()) if t.row["status"] in FACTS]


def _several(names: Mapping[str, str]) -> str:
    ordered = sorted(names.values())
    more = f" and {len(ordered) - NAMED} more" if len(ordered) > NAMED else ""
    return f"{', '.join(cut(n, 90) for n in ordered[:NAMED])}{more}"


def told_besides(row: Row) -> list[str]:
    """Status, role, frequency, dates and holders of a link, in words."""
    status = "" if row["status"] == "asserted" else WORDS.get(row["status"], row["status"])
    held = f"post held by {', '.join(row['held_by'])}" if row["held_by"] else ""
    # what is planned or denied says all of this in one
    said = (row["particulars"],) if row["particulars"] else (row["as_role"], row["frequency"], span(row))
    return [p for p in (status, *said, held) if p]


def span(row: Row) -> str:
    """Since when and until when, as printed."""
    if row.get("period"):
        return str(row["period"])
    first, last = row["valid_from"], row["valid_to"]
    if first and last:
        return str(first) if first == last else f"{first} to {last}"
    return f"from {first}" if first else f"to {last}" if last else ""


def steps(rows: Sequence[Row], ids: Mapping[int, Sequence[str]]) -> list[Step]:
    """The steps of `safeguarding-process`; `ids` are the rows of the table by step."""
    by_step: dict[int, list[Row]] = defaultdict(list)
    for r in rows:
        by_step[r["step"]].append(r)
    return [_step(n, by_step[n], tuple(ids.get(n, ()))) for n in sorted(by_step)]


def _step(number: int, rows: Sequence[Row], ids: tuple[str, ...]) -> Step:
    first = rows[0]
    stated = [r for r in rows if r["stated"]]
    done = [r for r in stated if not r["asked_only"] and r["status"] in ("asserted", "derived")]
    ordered = sorted(done, key=lambda r: _status(r["status"]))
    said = list(dict.fromkeys(cut(f"{r['source']} {r['reads']} {r['target']}", 140) for r in ordered))[:NAMED]
    shown = min(len(said), NAMED)
    if len(stated) > shown:
        said.append(f"{len(stated) - shown} more in the table" if shown else f"{len(stated)} in the table")
    law = f"{first['instrument']} {first['section']}: {first['says'][:1].lower()}{first['says'][1:]}"
    return Step(f"step-{number}", f"{number}. {first['name']}", law, tuple(said), process_tag(rows), ids)  # fmt: skip


def process_tag(rows: Sequence[Row]) -> str:
    """What is stated of a step, in a few words."""
    stated = [r for r in rows if r["stated"]]
    if not stated:
        return "Not stated in the documents loaded"
    done = [r for r in stated if not r["asked_only"]]
    if not done:
        return "Only asked for: that it is done is not stated"
    if not any(r["status"] in ("asserted", "derived", "historic") for r in done):
        return "Only unclear, planned or stated not to hold"
    counts = [(s, sum(r["status"] == s for r in done)) for s in STATUSES]
    return ", ".join(f"{n} {COUNTED[s]}" for s, n in counts if n)


def digest(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]


def count(number: int, noun: str, nouns: str | None = None) -> str:
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def _status(status: object) -> int:
    return STATUSES.index(str(status)) if status in STATUSES else len(STATUSES)


def _order(t: Tie) -> tuple[Any, ...]:
    kinds = list(MARKS)
    r = t.row
    return (
        t.name(t.below),
        t.below,
        kinds.index(r["kind"]),
        r["relation"],
        t.name(t.above),
        t.above,
        _status(r["status"]),
        t.id,
    )
