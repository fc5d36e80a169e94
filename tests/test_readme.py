"""The README says how it is: numbers and names in it are those of the program."""

from __future__ import annotations

import re
from pathlib import Path

from queries.catalogue import catalogue
from visualise.maps import MAPS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_number_of_named_queries_is_right() -> None:
    assert re.findall(r"(\d+) named queries", README) == [str(len(catalogue()))]


def test_every_map_and_its_choices_stand_in_the_table() -> None:
    told = dict(re.findall(r"^\| `([a-z-]+)` \|.*\| (.*) \|$", README, re.MULTILINE))
    assert {name: re.findall(r"`(\w+)`", choices) for name, choices in told.items()} == {
        name: list(kind.choices) for name, kind in MAPS.items()
    }


def test_every_query_in_a_command_is_there() -> None:
    named = set(re.findall(r"safegov query ([a-z-]+)", README)) - {"list"}
    assert named
    assert named <= set(catalogue())


def test_every_setting_stands_in_the_example_file() -> None:
    from graph.settings import Settings

    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if f"#SAFEGOV_{name.upper()}=" not in example]
    assert missing == []
