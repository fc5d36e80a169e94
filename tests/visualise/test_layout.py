"""The picture: fixed, and nothing in it overlaps or leaves its place, whatever the names."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.visualise.made import MOPAC, VRU, Row, behind, row
from visualise.mopac_roles import KINDS, entries, grouped, picture
from visualise.picture import FONTS, Box, Frame, Picture
from visualise.text import width, wrap

ROLES = [k.role for k in KINDS]
STATUSES = ["asserted", "derived", "historic", "unclear", "planned", "negated"]
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300)


def pictured(rows: list[Row], columns: int = 5) -> Picture:
    return picture(grouped(entries(rows, behind(rows))), columns=columns)


def overlap(a: Box | Frame, b: Box | Frame) -> bool:
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h


def check(p: Picture) -> None:
    """Everything that keeps a picture readable."""
    boxes = [b for b in p.boxes if b.kind == "counterpart"]
    bodies = [b for b in p.boxes if b.kind == "body"]
    groups: list[tuple[Box | Frame, ...]] = [p.boxes, p.frames, (*bodies, *p.frames)]
    for group in groups:
        for a, b in combinations(group, 2):
            assert not overlap(a, b), (a, b)
    for b in p.boxes:
        assert b.x >= 0
        assert b.y >= 0
        assert b.x + b.w <= p.width
        assert b.y + b.h <= p.height
    for b in boxes:
        assert sum(f.x <= b.x and b.x + b.w <= f.x + f.w and f.y < b.y and b.y + b.h < f.y + f.h for f in p.frames) == 1
    for b in p.boxes:
        for t in b.texts:
            size, bold = FONTS[t.kind]
            assert b.x < t.x
            assert t.x + width(t.text, size, bold=bold) <= b.x + b.w
            assert b.y + size * 0.7 < t.y < b.y + b.h - size * 0.2
        for upper, lower in pairwise(b.texts):
            assert lower.y - upper.y >= FONTS[lower.kind][0]
    for line in p.lines:
        for b in boxes:
            # a line may touch the box that it leads to, and crosses none
            inside_x = min(line.x1, line.x2) < b.x + b.w - 1 and b.x + 1 < max(line.x1, line.x2)
            inside_y = min(line.y1, line.y2) < b.y + b.h and b.y < max(line.y1, line.y2) + 0.001
            assert not (inside_x and inside_y), (line, b)


@given(
    st.lists(
        st.tuples(names, st.sampled_from(ROLES), st.sampled_from(STATUSES), st.sampled_from([MOPAC, VRU])), max_size=40
    ),
    st.sampled_from([1, 5, 6]),
)
@settings(max_examples=40, deadline=None)
def test_nothing_overlaps_whatever_the_names(found: list[tuple[str, str, str, tuple[str, str]]], columns: int) -> None:
    check(pictured([row(name, role, status, body) for name, role, status, body in found], columns))


@pytest.mark.parametrize("columns", [1, 5, 6])
def test_nothing_overlaps_with_200_counterparts_and_names_of_300_characters(columns: int) -> None:
    rows = [
        row(
            f"{number:03} {'Committee of the Northmarsh Partnership ' * 8}"[: 20 + number % 281],
            ROLES[number % 3],
            body=body,
        )
        for number in range(200)
        for body in (MOPAC, VRU)
    ]
    p = pictured([*rows, row("W" * 300, "runs"), row("界" * 300, "data")], columns)
    check(p)
    assert sum(b.kind == "counterpart" for b in p.boxes) == 202


def test_many_links_to_one_counterpart_keep_apart() -> None:
    rows = [row("Northmarsh Council", "data", s, body, direction=d)
            for s in STATUSES for body in (MOPAC, VRU) for d in ("in", "out")]  # fmt: skip
    p = pictured(rows)
    check(p)
    ends = [(line.side, line.y1) for line in p.lines if line.row]
    assert len(ends) == len(set(ends)) == 24


def test_mopac_is_left_and_above_and_the_vru_right_and_below() -> None:
    p = pictured(
        [row("Northmarsh Council"), row("Southmarsh Council", body=VRU), row("Fenland Board", "runs", body=VRU)]
    )
    above, below = (b for b in p.boxes if b.kind == "body")
    assert above.name.startswith("MOPAC")
    assert below.name.startswith("VRU")
    for b in (b for b in p.boxes if b.kind == "counterpart"):
        assert above.y + above.h < b.y
        assert b.y + b.h < below.y
        (line,) = (line for line in p.lines if line.row in b.rows)
        assert (line.x1 < b.x) == (line.side == "left") == (line.source == above.id)


def test_one_box_for_a_counterpart_in_a_lane_and_one_line_for_each_row() -> None:
    rows = [row("Northmarsh Council"), row("Northmarsh Council", status="planned"), row("Northmarsh Council", body=VRU),
            row("Northmarsh Council", "runs")]  # fmt: skip
    p = pictured(rows)
    assert sorted(len(b.rows) for b in p.boxes if b.kind == "counterpart") == [1, 3]
    assert len([line for line in p.lines if line.row]) == 4


def test_lanes_are_balanced_over_the_columns_of_a_landscape_page() -> None:
    p = pictured([row(f"Northmarsh Committee {n}", role) for role in ROLES for n in range(12)], columns=6)
    assert 1.1 < p.width / p.height < 1.8


def test_a_few_rows_are_not_torn_apart() -> None:
    p = pictured([row(f"Northmarsh Committee {n}") for n in range(8)])
    assert sorted(t.text for t in p.texts if t.kind == "heading") == sorted(k.heading for k in KINDS)
    assert p.height < 900


def test_a_long_lane_that_goes_on_says_so() -> None:
    p = pictured([row(f"Northmarsh Committee {n}") for n in range(60)])
    headings = [t.text for t in p.texts if t.kind == "heading"]
    assert headings[0] == "Funds"
    assert "Funds (continued)" in headings


@given(names, st.floats(40, 300))
def test_wrapping_loses_nothing_and_keeps_the_width(name: str, room: float) -> None:
    lines = wrap(name, 14, room)
    assert "".join(lines).replace(" ", "") == "".join(name.split())
    assert all(width(line, 14) <= room for line in lines)
