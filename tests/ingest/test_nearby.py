"""Names that are kept out are found in a long text wherever they stand, as if each rule were tried at each place."""

from __future__ import annotations

import random
import re

import pytest

from ingest import people, people_beside
from ingest.nearby import around, small, starting_at

MARKED = (
    "the murder of Nell Quincewood",
    "NELL and Tam Fennelby’s sister",
    "Tam Fennelby, who lived there, was arrested",
    "A Serious Case Review into the tragic death of brothers ‘Tam’ and Nell Quincewood",
    "Case Study: Nell",
    "SCR Tam Fennelby",
    "the Nell Quincewood Public Inquiry",
    "mother of Nell, Tam,\n\nOda and Ivo Quincewood",
    "their younger brother,   Tam Fennelby",
    "Nell Quincewood’s tragic death",
    "Nell Quincewood, aged nine",
    "Tam Fennelby (14)",
    "14-year-old schoolgirl Nell Quincewood",
    "The Late Tam Fennelby and" + " " * 300 + "“Nell”",
    "Nell (not her real name)",
    "known here as ‘Nell’",
    "Review of: “Tam”",
    "Tam Fennelby (Child Q’s grandfather)",
    "Parent: Nell Quincewood",
    "Expert by experience\n\nTam Fennelby",
)
FILLING = ("The board met in May.", "Ada Example, Director of Quince & Fennel, spoke.", "It’s İ.", "\n\n", "a child")


def _text(seed: int, size: int) -> str:
    dice = random.Random(seed)
    parts = [dice.choice(MARKED if dice.random() < 0.1 else FILLING) for _ in range(size)]
    parts.insert(size // 2, "; Oda Fennelby (mother);")
    return dice.choice((" ", "\n", ". ")).join(parts)


@pytest.mark.parametrize("seed", range(12))
def test_rules_on_people_are_tried_at_every_place_that_matters(seed: int) -> None:
    text = _text(seed, 400)
    near = sorted((reason, m.span("n")) for reason, m, _ in people._matches(text))
    everywhere = sorted(
        (reason, m.span("n")) for reason, p, _ in (*people._BEHIND, *people._BEFORE) for m in p.finditer(text)
    )
    assert near == everywhere
    assert len(near) > 5


@pytest.mark.parametrize("seed", range(12))
def test_words_beside_names_are_found_at_every_place(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = _text(seed, 400)
    near = list(people_beside.beside(text))
    monkeypatch.setattr(people_beside, "around", lambda text, places, before: [(0, len(text))])
    assert near == list(people_beside.beside(text))
    assert any(name == "Oda Fennelby" for _, name, _ in near)


def test_every_rule_has_an_example() -> None:
    text = ". ".join(MARKED)
    assert all(p.search(text) for _, p, _ in (*people._BEHIND, *people._BEFORE))


def test_parts_around_places() -> None:
    text = "word " * 1000
    assert around(text, [], 10) == []
    assert around(text, [1000, 1005], 10) == [(990, 1310)]
    assert around(text, [5, 4000, 4990], 10) == [(0, 310), (3990, 4305), (4980, 5000)]


def test_small_letters_keep_their_places() -> None:
    assert small("AbÇ") == "abç"
    assert small("İX") == "İx"


def test_matches_that_begin_at_places() -> None:
    pattern = re.compile("a+")
    assert [m.span() for m in starting_at(pattern, "aaa b aa", [0, 1, 4, 6, 7])] == [(0, 3), (6, 8)]
