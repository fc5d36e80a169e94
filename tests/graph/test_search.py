"""Searching by name: best first, folded, and forgiving where nothing fits to the letter."""

from __future__ import annotations

import pytest

from graph.search import search
from graph.statements import Entity

KNOWN = [
    Entity("Organisation", "Fenland Constabulary", "organisation-fenland-constabulary", aliases=("FC",)),
    Entity("Board", "Fenland Constabulary Ethics Panel", "board-fenland-constabulary-ethics-panel"),
    Entity("Organisation", "Café Räume", "organisation-cafe-raume"),
    Entity("Organisation", "Northmarsh Council", "organisation-northmarsh-council", aliases=("NC", "Marsh Council")),
]


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("fenland constabulary", ["Fenland Constabulary", "Fenland Constabulary Ethics Panel"]),
        ("FC", ["Fenland Constabulary"]),
        ("cafe raume", ["Café Räume"]),
        ("ethics", ["Fenland Constabulary Ethics Panel"]),
        ("Fenlnad Constabulery", ["Fenland Constabulary", "Fenland Constabulary Ethics Panel"]),
        ("northmarch council", ["Northmarsh Council"]),
        ("FD", []),
        ("Sealand Yeomanry", []),
    ],
)
def test_search(q: str, names: list[str]) -> None:
    assert [e.name for e in search(q, KNOWN)] == names
    assert [e.name for e in search(q, reversed(KNOWN))] == names
