"""The map of oversight: who stands over whom, tier by tier, and the process from the guidance to the partners and back."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.ontology import ontology
from graph.read import evidence as read_evidence
from graph.store import Store
from queries.analysis.local import OF_MANY, read_boroughs
from queries.analysis.tiers import TIERS
from queries.catalogue import query_named
from queries.run import Answer, run
from visualise.evidence import Evidence, documents_of, sources_of
from visualise.linked import Extra, Group, Link, NetworkMap
from visualise.pages.links import href
from visualise.picture import Picture
from visualise.standing import (
    COUNTED,
    MARKS,
    STATUSES,
    WORDS,
    Row,
    Tie,
    bands,
    count,
    digest,
    process_tag,
    steps,
    told_besides,
)
from visualise.text import cut
from visualise.tiers import Plan

MOST_ROWS = 10_000
COLUMNS = {"wide": 4, "narrow": 1}
PRINT = range(4, 15)
"""Numbers of columns of which print takes the one that comes nearest to a landscape page."""
LANDSCAPE = 2**0.5
PROCESS = "From Working Together to the safeguarding partners and back"
LISTED = 12
"""So many names stand in a line of the summary; all of them are in the tables."""
GAPS = ("none stated", "unclear", "planned", "formerly", "denied")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the questions answered, ready to be drawn."""

    ties: Sequence[Row]
    bodies: Sequence[Row]
    process: Sequence[Row]
    boroughs: Mapping[str, str]
    """Single boroughs of which one would expect something, by id."""
    evidence: Evidence
    made_from: str
    borough: str | None = None
    """The borough that it is narrowed to, by name."""


async def oversight_map(store: Store, *, seconds: float, borough: str | None = None) -> NetworkMap:
    """The map, of all boroughs or of one. Raises TooSlow or StoreUnavailable."""
    given = {"borough": borough} if borough else {}
    ties, bodies, process, areas = await asyncio.gather(
        _ask(store, "oversight-map", given, seconds),
        _ask(store, "tiers-of-bodies", given, seconds),
        _ask(store, "safeguarding-process", given, seconds),
        read_boroughs(store),
    )
    places = {i: b.name for i, b in areas.items() if b.kind not in OF_MANY}
    expected = {i: n for i, n in places.items() if i == borough or (borough is None and areas[i].in_london)}
    ids = {i for answer in (ties, process) for r in answer.rows for i in r["evidence"]}
    behind = await read_evidence(store, ids)
    loaded = await store.read("MATCH (d:Source) RETURN count(d) AS n", seconds=seconds)
    told = f"{count(len({e['document'] for e in behind.values()}), 'document')} of the {loaded[0]['n']} loaded"
    if any(a.truncated for a in (ties, bodies, process)):
        told += f"; only the first {MOST_ROWS:,} links are shown"
    facts = Facts(ties.rows, bodies.rows, process.rows, expected, behind, told, places.get(borough or ""))
    return await asyncio.to_thread(render, facts)


def render(facts: Facts) -> NetworkMap:
    """The map of these facts; the same facts give the same map, in whatever order they come."""
    ties = sorted((Tie("row-" + digest(_key(r)), r) for r in facts.ties), key=lambda t: t.id)
    links = {t.id: _link(t, facts.evidence) for t in ties}
    process = sorted(facts.process, key=lambda r: (r["step"], digest(_key(r))))
    stepped = {
        n: [_process_link(r, facts.evidence) for r in process if r["step"] == n and r["stated"]]
        for n in _numbers(process)
    }
    groups = _groups(ties, links, facts.bodies, process, stepped)
    every = [link for g in groups for link in g.links]
    return NetworkMap(
        name="oversight",
        title=f"Oversight: who stands over whom in {facts.borough}" if facts.borough else "Oversight: who stands over whom",
        lead="Who oversees, scrutinises or chairs which board, to whom each answers or reports, and where the documents "
        "state nothing; from national bodies down to the subgroups of a borough.",
        how_to_read=HOW,
        summary=tuple(_summary(facts, ties, process)),
        pictures=_pictures(facts, ties, process, stepped),
        groups=tuple(groups),
        kinds={**{k: words for k, (_, words) in MARKS.items()}, "process": "step of the process"},
        boroughs=dict(sorted(_named(every, facts).items(), key=lambda b: (b[1], b[0]))),
        documents=documents_of(facts.evidence),
        made_from=facts.made_from,
        tables=tuple(_tables(facts)),
    )  # fmt: skip


HOW = (
    "The picture reads from the top: national bodies, London as a whole, Basic Command Units, boroughs. Each box in bold "
    "is a body. On the line below it hang those who stand over it, named where they are needed, and indented below it the "
    "bodies that belong to it. The letter on a line says what kind of link it is; the line's dashes and the words in the "
    "box say whether it is stated, unclear, planned, former or stated not to hold. The arrow goes from who does it to "
    "whom. A body's tier follows from its area, kind, name and what it belongs to; where none of them tells, it stands "
    "under “Tier not stated”."
)
KEY = (
    "Letters on the lines: " + " · ".join(f"{letter} {words}" for letter, words in MARKS.values()),
    "Lines: solid stated · long dashes by law · dashes planned · dots with ? unclear · dash and dot formerly · "
    "× stated not to hold. The words in the boxes say the same.",
)


async def _ask(store: Store, name: str, given: Mapping[str, str], seconds: float) -> Answer:
    query = query_named(name)
    return await run(store, query, query.read(dict(given)), limit=MOST_ROWS, seconds=seconds)


def _pictures(
    facts: Facts, ties: Sequence[Tie], process: Sequence[Row], stepped: Mapping[int, Sequence[Link]]
) -> dict[str, Picture]:
    reverse = {name: edge.reverse for name, edge in ontology().edges.items()}
    rows = {n: [link.id for link in links] for n, links in stepped.items()}
    made = bands(ties, sorted(facts.bodies, key=lambda b: b["body_id"]), reverse, _silent(facts))
    heading = f"{PROCESS}: what is stated of {facts.borough}, or in general" if facts.borough else PROCESS
    plan = Plan(made, (heading, steps(process, rows)), KEY)
    columns = COLUMNS | {"print": plan.nearest(LANDSCAPE, PRINT)}
    return {name: plan.picture(columns[name]) for name in ("wide", "print", "narrow")}


def _silent(facts: Facts) -> list[str]:
    """Boroughs of which no board is stated."""
    said = {i for b in facts.bodies if b["label"] == "Board" for i in b["borough_ids"]}
    return sorted(name for i, name in facts.boroughs.items() if i not in said)


def _key(r: Row) -> list[Any]:
    parts = (
        "step",
        "relation",
        "source_id",
        "target_id",
        "status",
        "valid_from",
        "valid_to",
        "particulars",
        "evidence",
    )
    return [r.get(p) for p in parts]


def _link(t: Tie, evidence: Evidence) -> Link:
    r = t.row
    told = [p for p in told_besides(r) if p != WORDS.get(r["status"])]
    if r["circle"]:
        told.append("closes a circle: each stands over the other")
    return Link(
        id=t.id, kind=r["kind"], source_id=r["source_id"], source=r["source"], does=r["reads"],
        target_id=r["target_id"], target=r["target"], status=r["status"], particulars="; ".join(told),
        valid_from=r["valid_from"], valid_to=r["valid_to"], earliest=r["earliest"], latest=r["latest"],
        boroughs=tuple(r["borough_ids"]), sources=sources_of(r["evidence"], evidence),
    )  # fmt: skip


def _process_link(r: Row, evidence: Evidence) -> Link:
    told = [p for p in (r["particulars"], "asked for; not that it is done" if r["asked_only"] else "") if p]
    return Link(
        id="row-" + digest(_key(r)), kind="process", source_id=r["source_id"], source=r["source"], does=r["reads"],
        target_id=r["target_id"], target=r["target"], status=r["status"], particulars="; ".join(told),
        valid_from=r["valid_from"], valid_to=r["valid_to"], earliest=r["earliest"], latest=r["latest"],
        boroughs=tuple(r["borough_ids"]), sources=sources_of(r["evidence"], evidence),
    )  # fmt: skip


def _groups(
    ties: Sequence[Tie], links: Mapping[str, Link], bodies: Sequence[Row], process: Sequence[Row],
    stepped: Mapping[int, Sequence[Link]],
) -> list[Group]:  # fmt: skip
    tiers = {b["body_id"]: b["tier"] for b in bodies}
    by_tier: dict[str, list[Tie]] = defaultdict(list)
    for t in ties:
        by_tier[tiers.get(t.below, "not stated")].append(t)
    kinds = list(MARKS)
    made = []
    for tier, words in TIERS.items():
        found = sorted(
            by_tier.get(tier, ()),
            key=lambda t: (t.name(t.below).casefold(), t.below, kinds.index(t.row["kind"]), t.name(t.above), t.id),
        )
        if found:
            made.append(Group(_slug(tier), f"{words}: who stands over it", tuple(links[t.id] for t in found)))
    names = {r["step"]: r["name"] for r in process}
    for n, found_links in stepped.items():
        if found_links:
            ordered = sorted(found_links, key=lambda x: (x.does, x.source.casefold(), x.target.casefold(), x.id))
            made.append(Group(f"step-{n}", f"Process, step {n}: {names[n]}", tuple(ordered)))
    return made


def _summary(facts: Facts, ties: Sequence[Tie], process: Sequence[Row]) -> list[tuple[str, str]]:
    told: list[tuple[str, str]] = []
    counts = Counter(t.row["kind"] for t in ties)
    told.append(
        (count(len(ties), "link") + " by kind",
         ", ".join(f"{MARKS[k][1]} {counts[k]}" for k in MARKS if counts[k]) or "the documents loaded state none")
    )  # fmt: skip
    statuses = Counter(t.row["status"] for t in ties)
    ordered = sorted(statuses, key=lambda s: (STATUSES.index(s) if s in STATUSES else len(STATUSES), s))
    if ties:
        told.append(("By status", ", ".join(f"{statuses[s]} {COUNTED.get(s, s)}" for s in ordered)))
    tiers = Counter(b["tier"] for b in facts.bodies)
    if tiers:
        told.append(
            (count(sum(tiers.values()), "body", "bodies") + " by tier",
             ", ".join(f"{words} {tiers[t]}" for t, words in TIERS.items() if tiers[t]))
        )  # fmt: skip
    told += _gaps(facts)
    for status, begin in (
        ("unclear", "Said to be unclear"),
        ("planned", "Planned or recommended"),
        ("negated", "Stated not to hold"),
    ):
        found = [_said(t) for t in ties if t.row["status"] == status]
        if found:
            told.append((f"{begin} ({len(found)})", _listed(sorted(found))))
    circles = sorted(_said(t) for t in ties if t.row["circle"])
    told.append((f"Circles ({len(circles)})", _listed(circles)) if circles else ("Circles", "none in what is stated"))
    if process:
        silent = [
            f"{n}. {rows[0]['name']} ({process_tag(rows)[:1].lower()}{process_tag(rows)[1:]})"
            for n, rows in _steps(process)
        ]
        told.append((PROCESS, "; ".join(silent)))
    return told


def _gaps(facts: Facts) -> list[tuple[str, str]]:
    boards = [b for b in facts.bodies if _is_one(b)]
    told = []
    for state, words in zip(
        GAPS, ("not stated", "unclear", "only planned", "only formerly stated", "only who does not"), strict=True
    ):
        names = sorted(b["body"] for b in boards if b["oversight"] == state)
        if names:
            told.append(
                (f"Boards of which it is {words} who stands over them ({len(names)} of {len(boards)})", _listed(names))
            )
    silent = _silent(facts)
    if silent:
        told.append((f"Boroughs of which no board is stated ({len(silent)})", ", ".join(silent)))
    return told


def _is_one(b: Row) -> bool:
    return b["label"] == "Board" and b["kind"] not in ("class", "unspecified")


def _glance(facts: Facts) -> Extra | None:
    """Of each borough: its partnerships, who scrutinises and chairs them, to whom they answer, and the boards."""
    rows = []
    for borough, name in sorted(facts.boroughs.items(), key=lambda b: (b[1], b[0])):
        boards = [b for b in facts.bodies if _is_one(b) and borough in b["borough_ids"]]
        partnerships = {b["body_id"]: b["body"] for b in boards if b["tier"] == "partnership"}
        said = defaultdict(set)
        for r in facts.ties:
            below = r["target_id"] if r["above_id"] == r["source_id"] else r["source_id"]
            if below in partnerships and r["status"] != "negated" and r["kind"] != "structure":
                above = r["source"] if r["above_id"] == r["source_id"] else r["target"]
                told = "" if r["status"] == "asserted" else f" ({COUNTED.get(r['status'], r['status'])})"
                said[r["kind"]].add(f"{above}{told}")
        gaps = sum(b["oversight"] == "none stated" for b in boards)
        cells = [sorted(partnerships.values()), sorted(said["scrutiny"]), sorted(said["chairing"])]
        cells.append(sorted(said["oversight"] | said["accountability"] | said["reporting"]))
        rows.append((name, *("; ".join(c) or "not stated" for c in cells), str(len(boards)) if boards else "none stated",
                     str(gaps) if boards else ""))  # fmt: skip
    if not rows:
        return None
    return Extra(
        "Boroughs at a glance", "Partnerships of each borough, and who stands over them as far as the documents state it.",
        ("Borough", "Partnerships", "Scrutinised by", "Chaired by", "Overseen by, answer or report to", "Boards stated",
         "Of them without stated oversight"),
        tuple(rows),
    )  # fmt: skip


def _tables(facts: Facts) -> list[Extra]:
    gaps = [b for b in facts.bodies if _is_one(b) and b["oversight"] in GAPS]
    order = list(TIERS)
    glance = _glance(facts)
    made = [glance] if glance else []
    if gaps:
        rows = sorted(gaps, key=lambda b: (GAPS.index(b["oversight"]), b["boroughs"], b["body"], b["body_id"]))
        made.append(
            Extra(
                "Boards without stated oversight",
                "Nobody is stated to oversee or scrutinise them, to receive their reports or to have them as a subgroup. "
                "That the documents are silent is no proof that there is nobody.",
                ("Board", "Tier", "Boroughs", "What is stated"),
                tuple(
                    (_named_cell(b), TIERS[b["tier"]], ", ".join(b["boroughs"]) or "not stated", b["oversight"]) for b in rows
                ),
            )
        )  # fmt: skip
    if facts.bodies:
        rows = sorted(facts.bodies, key=lambda b: (order.index(b["tier"]), b["boroughs"], b["body"], b["body_id"]))
        made.append(
            Extra(
                "Why each body stands on its tier", "The rule that told it, from area, kind, name and what it belongs to.",
                ("Body", "Tier", "Boroughs", "Because"),
                tuple(
                    (_named_cell(b), TIERS[b["tier"]], ", ".join(b["boroughs"]) or "not stated", b["because"]) for b in rows
                ),
            )
        )  # fmt: skip
    return made


def _named_cell(b: Row) -> str | tuple[str, str]:
    page = href(b["body_id"])
    return (b["body"], page) if page else str(b["body"])


def _named(links: Iterable[Link], facts: Facts) -> dict[str, str]:
    rows = [*facts.ties, *facts.process, *facts.bodies]
    names = {i: n for r in rows for i, n in zip(r["borough_ids"], r["boroughs"], strict=True)}
    return {i: names[i] for link in links for i in link.boroughs}


def _numbers(process: Sequence[Row]) -> list[int]:
    return sorted({r["step"] for r in process})


def _steps(process: Sequence[Row]) -> list[tuple[int, list[Row]]]:
    return [(n, [r for r in process if r["step"] == n]) for n in _numbers(process)]


def _said(t: Tie) -> str:
    return f"{t.row['source']} {t.row['reads']} {t.row['target']}"


def _listed(names: Sequence[str]) -> str:
    shown = "; ".join(cut(n, 160) for n in names[:LISTED])
    return f"{shown}; and {len(names) - LISTED} more, in the tables" if len(names) > LISTED else shown


def _slug(text: str) -> str:
    return text.replace(" ", "-")
