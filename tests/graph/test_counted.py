"""Counts in words."""

from __future__ import annotations

import pytest

from graph.counted import counted


@pytest.mark.parametrize(
    ("count", "noun", "many", "said"),
    [
        (1, "document", None, "1 document"), (0, "document", None, "0 documents"), (2, "body", "bodies", "2 bodies"),
        (1, "body", "bodies", "1 body"), (1234, "row", None, "1,234 rows"),
    ],
)  # fmt: skip
def test_a_count_stands_with_its_noun_in_the_right_number(count: int, noun: str, many: str | None, said: str) -> None:
    assert counted(count, noun, many) == said
