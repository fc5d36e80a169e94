"""The duplication map in words and tables: what is counted, what is not drawn, and what is not known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from visualise.clusters import CLUSTERS, LEAST_LINES, LINES_PER_BOARD, MOST, Board, Pair, Plan
from visualise.linked import Cell, Extra, Group, Link
from visualise.pages.links import href, query_href
from visualise.pages.words import listed, some
from visualise.sharing import KINDS, NOUNS, Facts, Share, related

CANDIDATES, UNNAMED, SPREAD, STRONGEST = 20, 60, 20, 5
"""Rows of the tables beside the map, and pairs that the summary names."""
WORDS = {"asserted": "stated", "derived": "follow from the law", "historic": "stated as past"}
REASONS = ("few", "widely", "thinned", "between", "beyond")


def why_not_drawn(reason: str, facts: Facts) -> str:
    """The rule by which a link is not drawn."""
    return {
        "few": f"pairs with fewer than {facts.minimum} things in common",
        "widely": f"pairs that share only what more than {facts.widely} boards share",
        "thinned": f"weaker pairs of frames with more than {LEAST_LINES} lines and {LINES_PER_BOARD} for each board",
        "between": f"pairs between two frames (what hangs together is split from {MOST + 1} boards on)",
        "beyond": f"frames beyond the {CLUSTERS} strongest",
    }[reason]


def groups(facts: Facts, made: Plan, links: Mapping[str, Link]) -> tuple[Group, ...]:
    """The table: what is drawn by kind, then what is not drawn by the rule that leaves it out, then what counts not."""
    drawn = {t.row for c in made.clusters for t in c.ties}
    order = sorted(facts.shares, key=lambda s: (-s.number, -s.surely, s.row))
    order.sort(key=lambda s: (-s.number, links[s.row].source, links[s.row].target) if s.row in links else (0, "", ""))
    parts = [
        (kind, heading, [s for s in order if s.row in drawn and s.kind == kind], True)
        for kind, heading in KINDS.items()
    ]
    for reason in REASONS:
        own = [s for s in order if s.counts and made.left_out.get(s.row) == reason]
        parts.append((f"not-drawn-{reason}", f"Not drawn: {why_not_drawn(reason, facts)}", own, False))
    parts.append(
        ("not-counted", "Not counted: unclear, or standing for many", [s for s in order if not s.counts], False)
    )
    made_groups = []
    for slug, heading, found, is_drawn in parts:
        shown = tuple(links[s.row] for s in found if s.row in links)
        more = f": the first {len(shown):,} of {len(found):,}" if len(shown) < len(found) else ""
        if found or (is_drawn and facts.shares):
            made_groups.append(Group(slug, heading + more, shown, is_drawn))
    return tuple(made_groups)


def summary(facts: Facts, boards: Mapping[str, Board], made: Plan) -> tuple[tuple[str, str], ...]:
    """The map in words."""
    counted = facts.counted
    pairs: dict[Pair, list[Share]] = defaultdict(list)
    for s in counted:
        pairs[s.pair].append(s)
    silent = _silent(facts)
    sharing = {b for p in pairs for b in p} & facts.here
    said = [("Boards", f"{_known(facts, len(sharing))} {_unplaced(facts)}".rstrip())]
    if not pairs:
        said.append(
            ("Pairs", "The documents loaded state no member or theme that two boards have in common at the same time.")
        )
    else:
        by_kind = Counter[str]()
        for own in pairs.values():
            by_kind.update({s.kind for s in own})
        told = ", ".join(f"{NOUNS[k][1]} {by_kind[k]:,}" for k in KINDS if by_kind[k])
        said.append(
            (
                "Pairs",
                f"{some(len(pairs), 'pair')} of boards have something in common: {told} (a pair can have several kinds).",
            )
        )
        said.append(("How sure", _how_sure(counted)))
        said.append(("Strongest pairs", _strongest(pairs, boards, facts)))
        if made.clusters:
            named = "; ".join(
                f"{c.heading} ({some(len(c.boards) + len(c.guests), 'board')})" for c in made.clusters[:8]
            )
            many = len(made.clusters) + made.beyond
            more = f"; and {many - 8:,} more" if many > 8 else ""
            total = some(many, "group")
            said.append(("Groups that hang together", f"{total}: {named}{more}."))
        if expected := sum(1 for p in pairs if related(p, boards, facts.boards)):
            what = f"{some(expected, 'pair')} {'is' if expected == 1 else 'are'}"
            said.append(("To be expected", f"{what} a board and its part, or one that came after the other."))
    said.append(("To ask about", _asked(facts)))
    if left := _left(facts, made):
        said.append(("Not drawn", left))
    not_counted = [s for s in facts.shares if not s.counts]
    if not_counted:
        said.append(
            (
                "Not counted",
                f"{some(len(not_counted), 'link')} by unclear memberships, by classes of bodies or posts, or of classes of boards.",
            )
        )
    if silent:
        stated = len(facts.here) - len(silent)
        said.append((
            "Not known",
            f"Of {some(len(silent), 'board')} no document names a member, so nothing can be said of what they share; "
            f"members are named of {stated:,}.",
        ))  # fmt: skip
    return tuple(said)


def tables(facts: Facts, boards: Mapping[str, Board], made: Plan) -> tuple[Extra, ...]:
    """What stands beside the map."""
    return tuple(t for t in (_candidates(facts), _spread(facts, boards), _rules(facts, made), _unnamed(facts)) if t)


def _candidates(facts: Facts) -> Extra | None:
    if not facts.candidates:
        return None
    rows: list[tuple[Cell, ...]] = []
    for r in facts.candidates[:CANDIDATES]:
        hours = r["hours_basis"] if r["hours_saved"] is None else f"{r['hours_saved']:g}. {r['hours_basis']}"
        reasons = ". ".join(r["reasons"])
        rows.append((str(r["rank"]), "; ".join(r["boards"]), r["question"], reasons, hours, r["how_sure"]))
    more = len(facts.candidates) - CANDIDATES
    address = query_href("streamlining-candidates", {"borough": facts.borough})
    to_all = f"And {more:,} more: all of them, with evidence" if more > 0 else "The same with evidence, and as data"
    rows.append(("", (to_all, address), "", "", "", ""))
    return Extra(
        "Boards to ask about together",
        "Questions to ask, not advice: boards with members, themes or areas in common, those with most first, a board "
        "and its part last. Hours are what the members in common would be spared in a year.",
        ("Rank", "Boards", "Question", "Reasons", "Hours saved a year", "How sure"),
        tuple(rows),
    )


def _spread(facts: Facts, boards: Mapping[str, Board]) -> Extra | None:
    names = {t.id: (t.name, s.kind) for s in facts.counted for t in s.things}
    order = sorted(names, key=lambda i: (-len(facts.on[i]), names[i], i))
    rows: list[tuple[Cell, ...]] = []
    for i in order[:SPREAD]:
        on = sorted(boards[b].name for b in facts.on[i] if b in boards)
        more = f" and {len(on) - 20:,} more" if len(on) > 20 else ""
        address = href(i)
        rows.append(
            (
                (names[i][0], address) if address else names[i][0],
                KINDS[names[i][1]],
                f"{len(on):,}",
                "; ".join(on[:20]) + more,
            )
        )
    if not rows:
        return None
    if len(order) > SPREAD:
        rows.append(((f"And {len(order) - SPREAD:,} more", query_href("interlocks", {})), "", "", ""))
    return Extra(
        "What is shared most widely",
        f"Members and themes by the number of boards that share them. From {facts.widely + 1} boards on they make no line.",
        ("Who or what", "Kind", "Boards", "Which"),
        tuple(rows),
    )


def _rules(facts: Facts, made: Plan) -> Extra | None:
    if not facts.shares:
        return None
    counts = Counter(made.left_out.values())
    drawn = sum(len(c.ties) for c in made.clusters)
    rows: list[tuple[Cell, ...]] = [("Drawn", f"{drawn:,}")]
    rows += [(f"Not drawn: {why_not_drawn(r, facts)}", f"{counts[r]:,}") for r in REASONS if counts[r]]
    rows.append(("Not counted: unclear, or standing for many", f"{sum(not s.counts for s in facts.shares):,}"))
    rows.append((("All members in common, one row each, as data", query_href("interlocks", {})), ""))
    rows.append((("All themes in common, one row each, as data", query_href("themes-in-common", {})), ""))
    return Extra(
        "What is drawn and what is not",
        "Links by the rule that decides. A link is what two boards share of one kind with one status.",
        ("Links", "Number"),
        tuple(rows),
    )


def _unnamed(facts: Facts) -> Extra | None:
    silent = _silent(facts)
    if not silent:
        return None
    rows: list[tuple[Cell, ...]] = []
    for i in silent[:UNNAMED]:
        r = facts.boards[i]
        address = href(i)
        unclear = r["members_unclear"]
        rows.append((
            (r["board"], address) if address else r["board"], r["kind"] or "not stated",
            ", ".join(r["boroughs"]) or "not known",
            "none stated" if not unclear else f"{some(unclear, 'member')} unclear",
        ))  # fmt: skip
    if len(silent) > UNNAMED:
        rows.append(
            (
                (f"And {len(silent) - UNNAMED:,} more", query_href("boards-in-brief", {"borough": facts.borough})),
                "",
                "",
                "",
            )
        )
    return Extra(
        "Boards of which no document names members",
        "They may share members with others: the documents loaded do not say.",
        ("Board", "Kind", "Where", "Members"),
        tuple(rows),
    )


def _silent(facts: Facts) -> list[str]:
    """Boards here without a stated member, by name; a class of boards is none of them."""
    mine = (i for i in facts.here if not facts.boards[i]["members_stated"] and facts.boards[i]["kind"] != "class")
    return sorted(mine, key=lambda i: (facts.boards[i]["board"], i))


def _known(facts: Facts, sharing: int) -> str:
    known = f"known to work in {facts.borough_name}" if facts.borough else "known"
    if not facts.here:
        return f"No board is {known}."
    return f"{some(len(facts.here), 'board')} {known}; {sharing:,} of them share members or themes with another."


def _unplaced(facts: Facts) -> str:
    if not facts.borough:
        return ""
    unknown = sum(not r["borough_ids"] for r in facts.boards.values())
    return f"Of {some(unknown, 'board')} it is not known where they work; they are not counted here." if unknown else ""


def _how_sure(counted: Sequence[Share]) -> str:
    things = [t for s in counted for t in s.things]
    sure = sum(t.sure for t in things)
    by_status = Counter(t.status for t in things)
    told = ", ".join(
        f"{by_status[s]:,} {WORDS.get(s, s)}" for s in sorted(by_status, key=lambda s: (s not in WORDS, s))
    )
    return (
        f"Of {some(len(things), 'thing')} in common, each counted for each pair, {sure:,} surely at the same time, "
        f"{len(things) - sure:,} possibly; {told}."
    )


def _strongest(pairs: Mapping[Pair, Sequence[Share]], boards: Mapping[str, Board], facts: Facts) -> str:
    def total(p: Pair) -> int:
        return len({t.id for s in pairs[p] for t in s.things})

    order = sorted(pairs, key=lambda p: (-total(p), boards[p[0]].name, boards[p[1]].name, p))
    told = []
    for p in order[:STRONGEST]:
        kinds = Counter[str]()
        for s in pairs[p]:
            kinds[s.kind] += s.number
        what = listed([f"{kinds[k]} {NOUNS[k][kinds[k] != 1]}" for k in KINDS if kinds[k]])
        told.append(f"{boards[p[0]].name} and {boards[p[1]].name} ({what})")
    same = sum(total(p) == total(order[min(STRONGEST, len(order)) - 1]) for p in order[STRONGEST:])
    more = f"; {some(same, 'pair')} more as strong as the last" if same else ""
    return "; ".join(told) + more + "."


def _asked(facts: Facts) -> str:
    found = facts.candidates
    if not found:
        return "No boards have so much in common that one should ask about them together, as far as the documents say."
    parts = sum(r["relation"] is not None for r in found)
    known = [r for r in found if r["hours_saved"] is not None]
    sure = sum(r["how_sure"] == "surely" for r in found)
    hours = f"hours a year can be reckoned for {len(known):,}" if known else "for none of them can hours be reckoned"
    part = f" {parts:,} of them a board and its part," if parts else ""
    what = some(len(found), "pair or group", "pairs and groups")
    return f"{what} of boards,{part} {sure:,} on members surely in common; {hours}."


def _left(facts: Facts, made: Plan) -> str:
    counts = Counter(made.left_out.values())
    told = [f"{counts[r]:,}: {why_not_drawn(r, facts)}" for r in REASONS if counts[r]]
    if not told:
        return ""
    return f"{some(sum(counts.values()), 'link')} ({'; '.join(told)}). The table holds them, or the strongest of them."
