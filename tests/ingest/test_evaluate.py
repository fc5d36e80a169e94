"""How reading is scored: names by a plain form or alias, figures that tell facts apart, each row matched once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.errors import InputRefused
from ingest.evaluate import plain, read_rows, score


def row(
    subject: str, predicate: str, target: str, *, doc: str = "d", tier: str = "core", **props: Any
) -> dict[str, Any]:
    return {
        "doc": doc, "tier": tier, "predicate": predicate, "props": props,
        "subject": {"label": "Organisation", "name": subject}, "object": {"label": "Board", "name": target},
    }  # fmt: skip


def test_the_same_row_is_right_and_others_are_wrong_or_missed() -> None:
    found = score([row("A", "FUNDS", "B"), row("C", "FUNDS", "B")], [row("A", "FUNDS", "B"), row("D", "FUNDS", "B")])
    assert [len(part) for part in (found.right, found.wrong, found.missed)] == [1, 1, 1]
    assert (found.precision, found.recall) == (0.5, 0.5)


def test_names_are_the_same_but_for_articles_brackets_and_ampersands() -> None:
    gold = [row("The Quince & Fennel Board (QFB)", "FUNDS", "Royal Borough of Examplia Board")]
    assert score(gold, [row("Quince and Fennel Board", "FUNDS", "Examplia Board")]).recall == 1
    assert plain("Quince’s") == plain("Quince")


def test_an_alias_read_by_hand_stands_for_its_name_in_all_rows() -> None:
    gold = [row("Quince Service", "FUNDS", "B"), row("Other", "FUNDS", "B")]
    gold[1]["object"]["aliases"] = ["The Bee Board"]
    assert score(gold, [row("Quince Service", "FUNDS", "The Bee Board")]).precision == 1


def test_an_alias_that_was_found_counts_too() -> None:
    found = row("QS", "FUNDS", "B")
    found["subject"]["aliases"] = ["Quince Service"]
    assert score([row("Quince Service", "FUNDS", "B")], [found]).recall == 1


@pytest.mark.parametrize(
    ("predicate", "stated", "said", "right"),
    [
        ("FUNDS", {"amount_gbp": 5000}, {"amount_gbp": 5000.0}, True),
        ("FUNDS", {"amount_gbp": 5000}, {"amount_gbp": 500}, False),
        ("FUNDS", {"amount_gbp": 5000}, {}, False),
        ("FUNDS", {}, {"amount_gbp": 500}, True),
        ("ATTENDED", {"date": "2022-05", "attended": True}, {"date": "2022-05", "attended": False}, False),
        ("ATTENDED", {"date": "2022-05", "attended": True}, {"date": "2022-05", "attended": True, "role": "x"}, True),
        ("MEMBER_OF", {"from": "2022"}, {}, True),
    ],
)
def test_figures_tell_facts_of_some_predicates_apart(
    predicate: str, stated: dict[str, Any], said: dict[str, Any], right: bool
) -> None:
    assert bool(score([row("A", predicate, "B", **stated)], [row("A", predicate, "B", **said)]).right) is right


def test_a_row_read_by_hand_is_matched_once() -> None:
    found = score([row("A", "FUNDS", "B")], [row("A", "FUNDS", "B"), row("A", "FUNDS", "B")])
    assert (len(found.right), len(found.wrong)) == (1, 1)


def test_of_a_tier_only_its_rows_count_and_a_match_with_another_is_neither_right_nor_wrong() -> None:
    gold = [row("A", "FUNDS", "B"), row("C", "FUNDS", "B", tier="wider")]
    found = score(gold, [row("C", "FUNDS", "B")], tier="core")
    assert [len(part) for part in (found.right, found.wrong, found.missed)] == [0, 0, 1]


def test_rows_of_documents_that_nobody_read_are_left_out() -> None:
    assert score([row("A", "FUNDS", "B")], [row("A", "FUNDS", "B", doc="other")]).wrong == ()


def test_scores_by_predicate_add_up() -> None:
    gold = [row("A", "FUNDS", "B"), row("A", "OVERSEES", "B")]
    parts = score(gold, [row("A", "FUNDS", "B")]).by_predicate()
    assert {name: part.recall for name, part in parts.items()} == {"FUNDS": 1, "OVERSEES": 0}


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"doc": "d"}', '{"doc": "d", "predicate": "FUNDS", "subject": 1, "object": 2}']
)
def test_a_broken_row_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(row("A", "FUNDS", "B")) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        read_rows([file])
    assert "rows.jsonl, line 2" in refused.value.detail


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refused:
        read_rows([tmp_path / "none.jsonl"])
    assert "none.jsonl" in refused.value.detail
