"""`safegov evaluate`: what of its arguments is read by hand, and what is compared with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from safegov import app

TEXT = "# Examplia Safeguarding Children Partnership annual report 2022/23\n\nThe Partnership meets quarterly.\n"
BOARD = {"label": "Board", "name": "Examplia Safeguarding Children Partnership"}


def write(folder: Path, doc: str) -> tuple[str, str]:
    row = {
        "doc": doc, "tier": "core", "lines": [3, 3], "quote": "The Partnership meets quarterly.", "subject": BOARD,
        "predicate": "MEETS", "object": BOARD, "status": "asserted", "props": {"frequency": "quarterly"},
    }  # fmt: skip
    gold, text = folder / f"{doc}.jsonl", folder / f"{doc}.txt"
    gold.write_text(json.dumps(row) + "\n", encoding="utf-8")
    text.write_text(TEXT, encoding="utf-8")
    return str(gold), str(text)


@pytest.mark.parametrize("repeated", [False, True])
def test_several_files_read_by_hand_stand_behind_one_option_or_each_behind_its_own(
    tmp_path: Path, repeated: bool
) -> None:
    (one, first), (two, second) = write(tmp_path, "one"), write(tmp_path, "two")
    gold = ["--gold", one, "--gold", two] if repeated else ["--gold", one, two]
    done = CliRunner().invoke(app, ["evaluate", *gold, "--predicates", "MEETS", "--json", first, second])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["MEETS"]["right"] == 2
