"""The duplication map: what it joins, what it leaves out and says so, and that nothing on it overlaps."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

import pytest

from graph.load import load
from graph.store import Store
from tests.fixtures.marsh import PANEL, ROWS, SOURCES
from tests.rows import PARTNERSHIP, located
from tests.visualise.sharing_rows import behind, board, board_id, facts, planned, seat, sits, theme
from visualise.clusters import CLUSTERS, GUESTS, MOST, Plan
from visualise.duplication import boards_of, duplication_map
from visualise.duplication_picture import pictures
from visualise.duplication_words import groups, summary, tables
from visualise.evidence import sources_of
from visualise.linked import Link
from visualise.picture import Box, Line, Picture
from visualise.rings import Rect, cuts, meet
from visualise.sharing import SOURCES as MOST_SOURCES
from visualise.sharing import Facts, link, related
from visualise.svg import draw

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><b>",
    "\"quoted\" & 'so'",
    "Ünïcode 板 \u202e end",
    "W" * 300,
    "long words " * 28,
)
"""Names that a document could hold."""


def crowd(boards: int, members: int, seed: int = 1) -> Facts:
    """Some boards that share members at random, in every status and sureness."""
    dice = random.Random(seed)
    names = [f"Board {n} of Somewhere" for n in range(boards)]
    rows = []
    for m in range(members):
        some = dice.sample(
            names[(at := dice.randrange(0, boards, 5)) : at + 8] or names, min(3, len(names[at : at + 8]))
        )
        for a, b in combinations(sorted(some), 2):
            label = dice.choice(("Person", "Role", "Organisation"))
            status, sure = dice.choice(("asserted", "derived", "historic")), dice.choice(("surely", "possibly"))
            rows.append(seat(f"Member {m}", a, b, member_label=label, status=status, how_sure=sure))
    return facts(rows)


def rect(b: Box) -> Rect:
    return b.x, b.y, b.x + b.w, b.y + b.h


def grounds(lines: Sequence[Line]) -> list[Rect]:
    return [(t.x - t.w / 2, t.y - t.h / 2, t.x + t.w / 2, t.y + t.h / 2) for one in lines if (t := one.label)]


def tidy(p: Picture) -> None:
    """Nothing overlaps, nothing is outside, and no line runs through a box that it does not join."""
    boxes, frames = [rect(b) for b in p.boxes], [(f.x, f.y, f.x + f.w, f.y + f.h) for f in p.frames]
    words = grounds(p.lines)
    for group in (boxes, frames, words):
        assert not [(a, b) for a, b in combinations(group, 2) if meet(a, b, -0.1)]
    assert not [(w, b) for w in words for b in boxes if meet(w, b, -0.1)]
    for x1, y1, x2, y2 in (*boxes, *frames, *words):
        assert 0 <= x1 < x2 <= p.width
        assert 0 <= y1 < y2 <= p.height
    for one in p.lines:
        ends = {one.source, one.target}
        others = [b for b in p.boxes if b.id not in ends]
        segment = (one.x1, one.y1, one.x2, one.y2)
        if one.row:
            assert not [b.name for b in others if cuts(segment, rect(b), -0.5)]
    for b in p.boxes:
        assert all(b.y < t.y <= b.y + b.h and b.x < t.x for t in b.texts)
    assert len({b.id for b in p.boxes}) == len(p.boxes)


def drawn(made: Plan) -> list[str]:
    return [t.row for c in made.clusters for t in c.ties]


@pytest.mark.parametrize("size", [(2, 1), (3, 2), (6, 8), (12, 30), (40, 120), (120, 400)])
def test_nothing_overlaps_and_each_link_is_drawn_once_or_counted_as_left_out(size: tuple[int, int]) -> None:
    made = crowd(*size)
    boards, chosen = planned(made)
    assert Counter([*drawn(chosen), *chosen.left_out]) == Counter(s.row for s in made.counted)
    for p in pictures(made, boards, chosen).values():
        assert sorted(line.row for line in p.lines if line.row) == sorted(drawn(chosen))
        tidy(p)


def test_clusters_are_small_and_every_guest_is_at_home_elsewhere() -> None:
    boards, chosen = planned(crowd(120, 400))
    home = Counter(b for c in chosen.clusters for b in c.boards)
    assert set(home.values()) == {1}
    assert all(len(c.boards) <= MOST and len(c.guests) <= GUESTS for c in chosen.clusters)
    assert any(c.guests for c in chosen.clusters)
    assert len(chosen.clusters) <= CLUSTERS
    assert not {b for c in chosen.clusters for b in c.guests} & {
        b for c in chosen.clusters for b in c.boards if b in c.guests
    }
    assert set(chosen.alone) <= set(boards) - set(home)


def test_the_map_is_the_same_in_whatever_order_rows_come() -> None:
    rows = [r for n in range(30) for r in sits(f"Member {n}", {f"Board {(n * k) % 23}" for k in (1, 2, 5)})]
    first, names = None, {f"Board {n}" for n in range(23)}
    for seed in range(3):
        dice = random.Random(seed)
        dice.shuffle(rows)
        shuffled = sorted(names, key=lambda _: dice.random())
        made = facts(rows, boards=[board(n) for n in shuffled])
        boards, chosen = planned(made)
        said = (pictures(made, boards, chosen), summary(made, boards, chosen), tables(made, boards, chosen))
        first = first or said
        assert said == first


def test_strength_is_told_by_number_and_width() -> None:
    made = facts([*sits("Ada", "AB"), *sits("Ben", "AB"), *sits("Cy", "AC")])
    boards, chosen = planned(made)
    lines = {line.label.lines: line.width for line in pictures(made, boards, chosen)["wide"].lines if line.label}
    assert lines == {("2 people",): 3.6, ("1 person",): 2.0}


def test_sureness_status_and_kind_are_told_in_words_and_dashes() -> None:
    rows = [
        seat("Ada", "A", "B"),
        seat("Ben", "A", "B", how_sure="possibly"),
        seat("Marsh Police", "A", "B", member_label="Organisation", status="derived"),
        seat("Cy", "A", "B", status="historic", how_sure="possibly"),
        seat("Clerk", "A", "B", member_label="Role"),
    ]
    made = facts(rows, [theme("Neglect", "A", "B")])
    boards, chosen = planned(made)
    lines = pictures(made, boards, chosen)["wide"].lines
    assert {(line.label.lines, line.dash, line.status) for line in lines if line.label} == {
        (("2 people", "1 surely"), "possibly", "asserted"),
        (("1 person", "formerly, possibly"), "possibly", "historic"),
        (("1 organisation", "by law"), "surely", "derived"),
        (("1 post",), "surely", "asserted"),
        (("1 theme",), "surely", "asserted"),
    }
    assert all(line.arrow == "none" for line in lines)


def test_a_thing_stated_twice_counts_once_with_its_surest_status() -> None:
    made = facts([
        seat("Ada", "A", "B", status="historic", how_sure="possibly", evidence=["h"], evidence_a=["h"], evidence_b=[]),
        seat("Ada", "A", "B", evidence=["s1", "s2"], evidence_a=["s1"], evidence_b=["s2"]),
    ])  # fmt: skip
    (share,) = made.shares
    assert (share.number, share.status, share.surely) == (1, "asserted", 1)
    assert share.evidence == ["s1", "s2", "h"]


def test_what_is_unclear_or_stands_for_many_is_never_drawn_but_listed() -> None:
    rows = [
        seat("Ada", "A", "B", status="unclear", how_sure="possibly"),
        seat("Agencies", "A", "B", member_label="Organisation", member_kind="class", how_sure="possibly"),
        seat("Ben", "A", "Boards of all kinds"),
    ]
    made = facts(rows, boards=[board("Boards of all kinds", kind="class")])
    boards, chosen = planned(made)
    assert not made.counted
    assert pictures(made, boards, chosen) == {}
    listed = groups(made, chosen, links(made))
    told = {(x.status, x.particulars.split("; ")[-1]) for g in listed if g.slug == "not-counted" for x in g.links}
    assert told == {
        ("unclear", "not counted: the documents leave it unclear"),
        ("asserted", "not counted: it stands for many, which need not be the same ones on both"),
    }
    assert not any(g.drawn and g.links for g in listed)


def test_who_sits_nearly_everywhere_makes_no_lines_and_is_told_instead() -> None:
    names = [f"Board {n}" for n in range(9)]
    made = facts([*sits("Marsh Police", names), *sits("Ada", names[:2])])
    boards, chosen = planned(made)
    # the one pair that shares more is drawn with all that it shares
    assert [made_ for c in chosen.clusters for made_ in c.boards] == [board_id(n) for n in names[:2]]
    assert len(drawn(chosen)) == 1
    assert Counter(chosen.left_out.values()) == {"widely": 9 * 8 // 2 - 1}
    assert list(chosen.alone) == [board_id(n) for n in names[2:]]
    wide = pictures(made, boards, chosen)["wide"]
    assert {line.label.lines for line in wide.lines if line.label} == {("2 people",)}
    assert {b.name for b in wide.boxes} == {*names, "Marsh Police"}
    said = dict(summary(made, boards, chosen))
    assert "35 links (35: pairs that share only what more than 6 boards share)" in said["Not drawn"]
    _, all_of_it = planned(facts(sits("Marsh Police", names), widely=9))
    assert len(drawn(all_of_it)) + len(all_of_it.left_out) == 36
    assert "widely" not in all_of_it.left_out.values()


def test_a_pair_with_less_than_the_minimum_is_counted_and_not_drawn() -> None:
    made = facts([*sits("Ada", "ABC"), *sits("Ben", "AB")], minimum=2)
    _, chosen = planned(made)
    assert len(drawn(chosen)) == 1
    assert Counter(chosen.left_out.values()) == {"few": 2}


@pytest.mark.parametrize(
    ("rows", "boards", "heading", "why"),
    [
        (
            [*sits("Ada", "AB"), *sits("Ben", "AC")],
            [board("A"), board("B", part_of_ids=["board-a"]), board("C", part_of_ids=["board-b"])],
            "A and its parts", "Documents state that all the others are parts of it",
        ),
        (sits("Ada", "ABC"), [], "All share Ada", "All 3 have it in common"),
        (sits("Ada", "AB"), [], "Both share Ada", "The two have it in common"),
        (
            [*sits("Ada", "AB"), *sits("Ben", "BC")], [board(n, "Northmarsh", *more) for n, more in
                                                       (("A", ()), ("B", ("Southmarsh",)), ("C", ()))],
            "Northmarsh", "All of them work there",
        ),
        ([*sits("Ada", "AB"), *sits("Ben", "BC")], [], "Most share Ada", "2 of the 3 have it in common"),
        (
            [*sits("Ada", "AB"), *sits("Ben", "AC"), *sits("Cy", "AD"), *sits("Dee", "AE")], [],
            "Around A", "It shares something with 4 other boards here",
        ),
    ],
)  # fmt: skip
def test_a_cluster_is_called_after_the_first_that_fits(
    rows: list[dict[str, object]], boards: list[dict[str, object]], heading: str, why: str
) -> None:
    _, chosen = planned(facts(rows, boards=boards))
    assert [(c.heading, c.why) for c in chosen.clusters] == [(heading, why)]


def test_a_cluster_is_rather_called_after_what_is_still_shared() -> None:
    _, chosen = planned(facts([*sits("Ada", "AB", overlap_to="2031-03-31"), *sits("Ben", "AB")]))
    assert chosen.clusters[0].heading == "Both share Ben"


def test_a_borough_shows_its_boards_with_all_that_they_share_with_others() -> None:
    boards = [board("A", "Northmarsh"), board("B", "Northmarsh"), board("C", "Southmarsh"), board("D", "Southmarsh")]
    rows = [*sits("Ada", "AB"), *sits("Ben", "BC"), *sits("Cy", "CD")]
    made = facts(rows, boards=boards, borough="borough-northmarsh", borough_name="Northmarsh")
    assert {s.pair for s in made.shares} == {("board-a", "board-b"), ("board-b", "board-c")}
    known, chosen = planned(made)
    said = dict(summary(made, known, chosen))
    assert said["Boards"].startswith("2 boards known to work in Northmarsh; 2 of them")
    assert {x.boroughs for x in links(made).values()} == {
        ("borough-northmarsh",), ("borough-northmarsh", "borough-southmarsh"),
    }  # fmt: skip


def test_boards_without_named_members_are_said_to_be_not_known() -> None:
    silent = [board("Quiet Panel", members_stated=0), board("Vague Panel", members_stated=0, members_unclear=2),
              board("Panels", members_stated=0, kind="class")]  # fmt: skip
    made = facts(sits("Ada", "AB"), boards=silent)
    known, chosen = planned(made)
    assert dict(summary(made, known, chosen))["Not known"].startswith("Of 2 boards no document names a member")
    (table,) = [t for t in tables(made, known, chosen) if t.heading == "Boards of which no document names members"]
    assert [(row[0], row[3]) for row in table.rows] == [
        (("Quiet Panel", "/boards/board-quiet-panel"), "none stated"),
        (("Vague Panel", "/boards/board-vague-panel"), "2 members unclear"),
    ]


def test_what_is_to_be_expected_is_said() -> None:
    boards = [board("A"), board("B", part_of_ids=["board-a"]), board("C", comes_after_ids=["board-a"])]
    made = facts(sits("Ada", "ABC"), boards=boards)
    told = {(x.source, x.target): x.particulars.split("; ")[0] for x in links(made).values()}
    assert told == {
        ("A", "B"): "B is a part of A: members in common are to be expected",
        ("A", "C"): "C comes after A",
        ("B", "C"): "Ada",
    }


def test_evidence_of_both_memberships_comes_first_and_what_is_left_out_is_said() -> None:
    made = facts([r for n in range(20) for r in sits(f"Member {n:02}", "AB")])
    (only,) = links(made).values()
    assert only.does == "shares 20 people with"
    assert [s.statement for s in only.sources[:4]] == [
        "s-Member 00-A", "s-Member 00-B", "s-Member 01-A", "s-Member 01-B",
    ]  # fmt: skip
    assert len(only.sources) == MOST_SOURCES
    assert only.particulars.endswith("evidence: 12 of 40 statements are shown")
    assert "Member 11 and 8 more" in only.particulars
    assert (only.earliest, only.latest) == ("2031-01-01", None)


def test_days_are_not_known_where_one_is_not() -> None:
    made = facts(
        [
            seat("Ada", "A", "B", overlap_to="2031-05-01"),
            seat("Ben", "A", "B", overlap_from=None, overlap_to="2032-05-01"),
        ]
    )
    (only,) = links(made).values()
    assert (only.earliest, only.latest) == (None, "2032-05-01")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_text_and_stay_in_their_boxes(name: str) -> None:
    made = facts([*sits(name, ["A", "B", name]), *sits("Ada", ["A", name])])
    boards, chosen = planned(made)
    for p in pictures(made, boards, chosen).values():
        tidy(p)
        svg = draw(p, dict.fromkeys(drawn(chosen), name))
        assert "<script" not in svg
        assert "<b>" not in svg


def test_candidates_stand_beside_the_map_with_reasons_hours_and_how_sure() -> None:
    one = {
        "rank": 1, "boards": ["A", "B"], "question": "Do A and B?", "reasons": ["Because", "And so"],
        "hours_saved": None, "hours_basis": "Not known how many times a year these meet: A", "how_sure": "possibly",
        "relation": None,
    }  # fmt: skip
    known_hours = one | {"rank": 2, "hours_saved": 8.0, "hours_basis": "1 × 4 × 2"}
    many = [one, known_hours, *(one | {"rank": n} for n in range(3, 30))]
    made = facts(sits("Ada", "AB"), candidates=many)
    boards, chosen = planned(made)
    table = tables(made, boards, chosen)[0]
    assert table.rows[0] == (
        "1",
        "A; B",
        "Do A and B?",
        "Because. And so",
        "Not known how many times a year these meet: A",
        "possibly",
    )
    assert table.rows[1][4] == "8. 1 × 4 × 2"
    assert table.rows[-1][1] == ("And 9 more: all of them, with evidence", "/questions/streamlining-candidates")
    assert "hours a year can be reckoned for 1" in dict(summary(made, boards, chosen))["To ask about"]


def test_very_many_boards_are_drawn_in_bounded_time_and_size() -> None:
    dice = random.Random(2)
    names = [f"Board {n:04} of Somewhere" for n in range(2_000)]
    rows = []
    for m in range(6_000):
        at = dice.randrange(1, 2_000)
        rows += sits(f"M{m}", {names[at], names[at - 1], names[dice.randrange(2_000)]})
    begun = time.process_time()
    made = facts(rows)
    boards, chosen = planned(made)
    seen = pictures(made, boards, chosen)
    said = dict(summary(made, boards, chosen))
    assert time.process_time() - begun < 30
    assert Counter([*drawn(chosen), *chosen.left_out]) == Counter(s.row for s in made.counted)
    assert len(chosen.clusters) == CLUSTERS
    assert f"frames beyond the {CLUSTERS} strongest" in said["Not drawn"]
    assert len(seen["wide"].boxes) < CLUSTERS * (MOST + GUESTS) * 4
    tidy(seen["wide"])


async def test_the_map_of_a_store(store: Store) -> None:
    await load(store, located(ROWS), SOURCES)
    m = await duplication_map(store, seconds=10)
    told = {
        (x.source, x.kind, x.target): (x.status, {s.statement for s in x.sources}) for g in m.groups for x in g.links
    }
    assert told[PANEL[1], "people", PARTNERSHIP[1]] == ("asserted", {"a1", "a2"})
    assert told[PANEL[1], "remit", PARTNERSHIP[1]] == ("asserted", {"t1", "t2"})
    ids = [x.id for g in m.groups for x in g.links]
    assert len(ids) == len(set(ids))
    lines = {line.row for line in m.pictures["wide"].lines if line.row}
    assert lines == {x.id for g in m.groups if g.drawn for x in g.links}
    assert set(m.boroughs) == {"borough-northmarsh", "borough-southmarsh"}
    south = await duplication_map(store, seconds=10, borough="borough-southmarsh")
    assert south.title == "Duplication: Southmarsh"
    assert {x.kind for g in south.groups if g.drawn for x in g.links} == {"remit"}


async def test_an_empty_store_has_a_map_that_says_so(store: Store) -> None:
    m = await duplication_map(store, seconds=10)
    assert (dict(m.pictures), m.groups, m.tables) == ({}, (), ())
    assert dict(m.summary)["Boards"] == "No board is known."


def links(made: Facts) -> dict[str, Link]:
    boards, evidence = boards_of(made.boards), behind(made)
    return {
        s.row: link(
            s, boards, [x for i in s.evidence[:MOST_SOURCES] for x in sources_of([i], evidence)],
            related(s.pair, boards, made.boards),
        )
        for s in made.shares
    }  # fmt: skip
