"""What the tiles of the boroughs map are coloured by: each measure makes tiles, a summary and a table of the same rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.store import Row
from visualise.charts import Table, plain, row_id, table
from visualise.grid import Style
from visualise.marks import DARK, FAINT, INK, LIGHT, MIDDLE, PAPER
from visualise.pages.links import document_href, href
from visualise.pages.parts import Bit, Column, link, state, text
from visualise.pages.words import day, listed, some
from visualise.tiles import Tile, places

NOTHING = Style("None held", "hatch", "dash", long="No document is held: nothing is known")
MISSING = Style("Not in the graph", PAPER, "cross", dash=(1, 4))
NONE = Style("None stated", PAPER, "dash", dash=(2, 3), long="Documents are held, and state none")
SEEN = {
    "mentioned": Style("Mentioned", DARK, "full", PAPER, long="Mentioned in its documents, boards or reviews"),
    "not mentioned": Style("Not mentioned", "#f4cdc6", "cross", long="Stated not to be mentioned"),
    "contradictory": Style("Both stated", "#ded8ec", "differs", long="Both are stated"),
    "unclear": Style("Unclear", "#fff0a6", "query", dash=(2, 3), long="Only unclear, planned or denied links"),
    "not known": Style("Not known", PAPER, "ring", long="Documents are held; nothing is stated of it"),
}


@dataclass(frozen=True, slots=True)
class Borough:
    """One authority with what is read of it."""

    id: str | None
    gss: str
    name: str
    held: tuple[Row, ...]
    """Documents, loaded or listed."""


@dataclass(frozen=True, slots=True)
class Measure:
    key: str
    title: str
    lead: str
    how_to_read: str


MEASURES = {
    m.key: m
    for m in (
        Measure(
            "evidence", "Evidence held, borough by borough",
            "For which of London’s 33 authorities documents are held, and for which none.",
            "The number counts the documents that are loaded and speak of the borough, or of a board, document or review of it, "
            "and those that a loaded document lists as evidence for it. One document may count twice, under two titles.",
        ),
        Measure(
            "mopac", "Where MOPAC is seen, borough by borough",
            "Where documents, boards and reviews of a borough mention the Mayor’s Office for Policing and Crime (MOPAC) or "
            "London’s Violence Reduction Unit, and where they are stated not to.",
            "Not known says that documents are held and nothing is stated of it either way, which is no finding that it is "
            "not mentioned.",
        ),
        Measure(
            "boards", "Boards, borough by borough",
            "How many boards documents state for each of London’s 33 authorities.",
            "The number counts boards that are stated to cover the borough, alone or with others, or that documents name as "
            "one of it. It tells how much the documents say, not how many boards a borough has.",
        ),
        Measure(
            "seats", "Statutory seats shown, borough by borough",
            "How many of the seats that the law asks for on the boards of each borough documents show as filled on a day.",
            "Only boards that documents name are counted, and only seats that must be filled. A seat is shown where documents "
            "state surely for that day who fills it; possibly, where dates or words leave it open. A seat that is not shown need "
            "not be empty. A reading aid, not legal advice.",
        ),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What a measure makes of the rows."""

    tiles: tuple[Tile, ...]
    styles: Mapping[str, Style]
    summary: tuple[tuple[str, str], ...]
    table: Table


def known(rows: Sequence[Row]) -> list[Borough]:
    """The 33 authorities with what is held of them, by name; found by code, else by name."""
    by_code: dict[str, list[Row]] = defaultdict(list)
    for r in rows:
        by_code[r["gss"] or r["borough"].casefold()].append(r)
    found = []
    for p in places():
        own = by_code.get(p.gss) or by_code.get(p.name.casefold()) or []
        held = tuple(r for r in own if r["document_id"])
        found.append(Borough(own[0]["borough_id"] if own else None, p.gss, own[0]["borough"] if own else p.name, held))
    return sorted(found, key=lambda b: b.name)


def by_evidence(boroughs: Sequence[Borough]) -> Told:
    counts = {b.gss: len(b.held) for b in boroughs}
    tiles = []
    for b in boroughs:
        loaded = sum(r["held_as"] == "loaded" for r in b.held)
        stated = sum(r["statements"] for r in b.held if r["held_as"] == "loaded")
        said = "; ".join(
            t
            for t in (
                f"{loaded} loaded, {some(stated, 'statement')}" if loaded else "",
                f"{len(b.held) - loaded} listed" if len(b.held) > loaded else "",
            )
            if t
        )
        tiles.append(_tile(b, _step(counts[b.gss]), str(counts[b.gss]), said))
    rows = [
        {**r, "held": {"loaded": "Loaded, speaks of it", "listed": "Listed as evidence"}[r["held_as"]]}
        if r
        else _empty(b)
        for b in boroughs
        for r in b.held or ((None,) if b.id else ())
    ]
    most = sorted((b for b in boroughs if b.held), key=lambda b: (-len(b.held), b.name))[:3]
    summary = (
        ("Held", f"For {sum(bool(b.held) for b in boroughs)} of {len(boroughs)} authorities documents are held."),
        *_silent(boroughs),
        *([("Most", f"{listed([f'{b.name} ({len(b.held)})' for b in most])}.")] if most else []),
    )
    columns = (
        link("borough", heading="Borough"), _document(), plain("held", "How", empty="No document is held"),
        plain("document_kind", "Kind"), _date(), plain("statements", "Statements", numeric=True),
    )  # fmt: skip
    return Told(
        tuple(tiles), _steps("document", counts.values()), summary,
        _table("Documents of each borough", rows, columns, (("evidence-held-by-borough", {}),)),
    )  # fmt: skip


def by_mopac(boroughs: Sequence[Borough], rows: Sequence[Row]) -> Told:
    by_id = {r["borough_id"]: r for r in rows}
    tiles, lines, names = [], [], defaultdict[str, list[str]](list)
    for b in boroughs:
        r = by_id.get(b.id or "")
        seen = r["visibility"] if r else "not known"
        style = "nothing" if seen == "not known" and not b.held else seen
        names[style].append(b.name)
        tiles.append(
            _tile(b, style, SEEN[seen].word if seen in SEEN else seen, SEEN[seen].word if seen in SEEN else seen)
        )
        if r:
            said = (SEEN[style].long or style) if style in SEEN else NOTHING.long if style == "nothing" else style
            lines.append({**r, "said": said})
    summary = tuple(
        (SEEN[k].long, f"{len(names[k])} of {len(boroughs)}: {listed(names[k])}.") for k in SEEN if names[k]
    ) + _silent(boroughs, names["nothing"])
    columns = (
        link("borough", heading="Borough"), plain("said", "Is it seen"), text("mentioned", "Mentioned"),
        text("not_mentioned", "Stated not to be mentioned"), text("unclear", "Unclear of"), text("planned", "Planned of"),
        text("denied_links", "Links that are denied"), text("seen_in", "Seen in"),
    )  # fmt: skip
    return Told(
        tuple(tiles), SEEN, summary,
        _table("Whether MOPAC and the Violence Reduction Unit are seen", lines, columns, (("mopac-visibility-by-borough", {}),)),
    )  # fmt: skip


def by_boards(boroughs: Sequence[Borough], rows: Sequence[Row]) -> Told:
    own: dict[str, list[Row]] = defaultdict(list)
    for r in rows:
        own[r["borough_id"]] += [r] if r["board_id"] else []
    counts = {b.gss: sum(r["status"] != "unclear" for r in own[b.id or ""]) for b in boroughs}
    tiles = []
    for b in boroughs:
        shared = sum((r["boroughs"] or 0) > 1 for r in own[b.id or ""] if r["status"] != "unclear")
        unclear = len(own[b.id or ""]) - counts[b.gss]
        more = ", ".join(
            t for t in (f"{shared} of them joint" if shared else "", f"{unclear} unclear" if unclear else "") if t
        )
        if counts[b.gss]:
            said = some(counts[b.gss], "board") + (f", {more}" if more else "")
            tiles.append(_tile(b, _step(counts[b.gss]), str(counts[b.gss]), said))
        elif unclear:
            tiles.append(_tile(b, "unclear", "?", f"{some(unclear, 'board')}, unclear"))
        else:
            tiles.append(_tile(b, "none" if b.held else "nothing", "–", NONE.word))
    lines = [
        {**r, "how": {"covers": "Stated to cover it", "area": "Named as one of it"}[r["tie"]]}
        if r else {**_empty(b), "board": None, "board_id": None, "board_kind": None, "boroughs": None, "how": None}
        for b in boroughs for r in own[b.id or ""] or ((None,) if b.id else ())
    ]  # fmt: skip
    none = [b.name for b in boroughs if not counts[b.gss] and b.held]
    most = sorted((b for b in boroughs if counts[b.gss]), key=lambda b: (-counts[b.gss], b.name))[:3]
    summary = (
        ("Stated", f"Boards are stated for {sum(n > 0 for n in counts.values())} of {len(boroughs)} authorities."),
        *([("Most", f"{listed([f'{b.name} ({counts[b.gss]})' for b in most])}.")] if most else []),
        *([("Documents are held, and no board is stated", f"{listed(none)}.")] if none else []),
        *_silent(boroughs),
    )
    columns = (
        link("borough", heading="Borough"), link("board", heading="Board"), plain("how", "How", empty="No board is stated"),
        plain("board_kind", "Kind"), plain("boroughs", "Boroughs that it covers", numeric=True), _state(),
    )  # fmt: skip
    looks = {
        **_steps("board", counts.values()),
        "none": NONE,
        "unclear": Style("Unclear", "#fff0a6", "query", dash=(2, 3)),
    }
    return Told(
        tuple(tiles), looks, summary,
        _table("Boards of each borough", lines, columns, (("boards-by-borough", {}),)),
    )  # fmt: skip


def by_seats(boroughs: Sequence[Borough], rows: Sequence[Row], on: str) -> Told:
    own: dict[str, list[Row]] = defaultdict(list)
    for r in rows:
        own[r["borough_id"]] += [r] if r["board_id"] else []
    tiles, total = [], Counter[str]()
    for b in boroughs:
        states = Counter(r["state"] for r in own[b.id or ""])
        total.update(states)
        filled, possibly, seats = states["filled"], states["possibly filled"], sum(states.values())
        if not seats:
            tiles.append(_tile(b, "none" if b.held else "nothing", "–", "No such board known"))
            continue
        share = filled / seats
        style = (
            "most" if share == 1 else "many" if share >= 0.5 else "some" if filled else "few" if possibly else "zero"
        )
        said = f"{filled} of {seats} shown" + (f", {possibly} possibly" if possibly else "")
        tiles.append(_tile(b, style, f"{filled}/{seats}", said))
    styles = {
        "most": Style("", DARK, "", PAPER, long="All shown"), "many": Style("", MIDDLE, long="Half or more shown"),
        "some": Style("", LIGHT, long="Fewer than half shown"), "few": Style("", FAINT, long="None surely shown, some possibly"),
        "zero": Style("", PAPER, "ring", long="None shown"),
        "none": Style("No board known", PAPER, "dash", dash=(2, 3), long="Documents are held, and name no board with such seats"),
    }  # fmt: skip
    lines = [
        {**r, "shown": r["state"].capitalize(), "law": f"{r['instrument']}, {r['section']}"} if r
        else {**_empty(b), "board": None, "board_id": None, "seat": None, "area": None, "shown": None, "filled_by": [],
              "because": [], "law": None}
        for b in boroughs for r in own[b.id or ""] or ((None,) if b.id else ())
    ]  # fmt: skip
    seats = sum(total.values())
    summary = (
        (f"On {day(on)}", f"Of {some(seats, 'seat')} that the law asks for on the boards that documents name, "
            f"{total['filled']:,} are shown as filled, {total['possibly filled']:,} possibly, and of {total['no evidence']:,} "
            "nothing is stated. A seat of a joint board counts for each of its boroughs."),
        ("No board with such seats known", f"{sum(not own[b.id or ''] for b in boroughs)} of {len(boroughs)} authorities."),
        *_silent(boroughs),
    )  # fmt: skip
    columns = (
        link("borough", heading="Borough"), link("board", heading="Board"), plain("seat", "Seat", empty="No such board known"),
        plain("area", "Of the area"), plain("shown", "Is it filled"), text("filled_by", "Who sits there"),
        text("because", "Why only possibly"), plain("law", "Law"),
    )  # fmt: skip
    return Told(
        tuple(tiles), styles, summary,
        _table(f"Seats that the law asks for on {day(on)}", lines, columns, (("seats-by-borough", {"as_of": on}),)),
    )  # fmt: skip


def _tile(b: Borough, style: str, value: str, said: str) -> Tile:
    if b.id is None:
        return Tile(b.gss, b.name, "missing", "–", MISSING.word)
    if style == "nothing":
        return Tile(b.gss, b.name, "nothing", "–", NOTHING.word, href(b.id), _row(b.id))
    return Tile(b.gss, b.name, style, value, said, href(b.id), _row(b.id))


def _row(borough: str, number: int = 0) -> str:
    return row_id("borough", borough, number)


def _step(count: int) -> str:
    return "most" if count >= 20 else "many" if count >= 10 else "some" if count >= 5 else "few" if count else "nothing"


def _steps(one: str, counts: Iterable[int]) -> dict[str, Style]:
    told = {"few": "1 to 4", "some": "5 to 9", "many": "10 to 19", "most": "20 or more"}
    looks = {"few": (FAINT, INK), "some": (LIGHT, INK), "many": (MIDDLE, INK), "most": (DARK, PAPER)}
    used = {_step(n) for n in counts}
    return {k: Style("", looks[k][0], "", looks[k][1], long=f"{told[k]} {one}s") for k in looks if k in used}


def _silent(boroughs: Sequence[Borough], names: Sequence[str] | None = None) -> tuple[tuple[str, str], ...]:
    """The authorities of which nothing is held, and those that the graph lacks."""
    none = [b.name for b in boroughs if b.id and not b.held] if names is None else list(names)
    missing = [b.name for b in boroughs if b.id is None]
    told = [(NOTHING.long, f"{len(none)}: {listed(none)}.")] if none else []
    return (*told, *([("Not in the graph", f"{listed(missing)}.")] if missing else []))


def _empty(b: Borough) -> Row:
    keys = ("document", "document_id", "held", "document_kind", "date", "statements", "status")
    return {"borough_id": b.id, "borough": b.name, "evidence": [], **dict.fromkeys(keys)}


def _table(
    caption: str, rows: Sequence[Row], columns: Sequence[Column], downloads: Sequence[tuple[str, Mapping[str, object]]]
) -> Table:
    seen = Counter[str]()
    ids = []
    for r in rows:
        ids.append(_row(r["borough_id"], seen[r["borough_id"]]))
        seen[r["borough_id"]] += 1
    return table("every-borough", "Every borough", caption, rows, columns, ids=ids, downloads=downloads)


def _document() -> Column:
    def cell(r: Row) -> tuple[Bit, ...]:
        if not r["document"]:
            return ()
        to = document_href(r["document_id"]) if r["held_as"] == "loaded" else href(r["document_id"])
        return (Bit(r["document"], to),)

    return Column("Document", cell)


def _date() -> Column:
    return Column("Date", lambda r: (Bit(day(r["date"])),) if r["date"] else ())


def _state() -> Column:
    told = state()
    return Column(told.heading, lambda r: told.cell(r) if r["status"] else ())
