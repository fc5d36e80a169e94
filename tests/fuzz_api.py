"""Speaks to the running program in thousands of ways that its OpenAPI document allows, and in as many that it forbids.

`make fuzz` does it on the bundled register with all checks of schemathesis; the suite does it shortly on Northmarsh.
Exit code 0: nothing but answers that the document describes, and none of them a failure of the program.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ingest.review import Review
from tests.bench import run, served
from tests.fixtures.northmarsh import ROWS
from tests.ingest.reviewed import report
from tests.rows import row

ROOT = Path(__file__).parent.parent
SEED = 20261121
ONE_OF_EACH = [
    row(("BCU", "Fen BCU"), "COVERS", ("Borough", "Northmarsh")),
    row(("Board", "Fen Board"), "HAS_PRIORITY", ("Theme", "Neglect"), line=2),
    row(("Organisation", "Fen Council"), "OWNS_PROTOCOL", ("Protocol", "Fen Protocol"), line=3),
    row(("Organisation", "Fen Council"), "COMMISSIONS", ("Review", "Fen Review"), line=4),
    row(("Document", "Fen Minutes"), "EVIDENCE_FOR", ("Borough", "Northmarsh"), line=5),
]
"""What Northmarsh has none of: an id of every label is asked for."""


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """How it went: the exit code of schemathesis, the number of cases, and what it printed."""

    code: int
    cases: int
    text: str


def fuzz(base: str, *, examples: int, phases: str, seed: int = SEED, only: tuple[str, ...] = ()) -> Fuzzed:
    """Runs schemathesis against the program at `base`, `examples` cases for each operation and phase.

    `only`: further arguments of schemathesis that choose operations.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            sys.executable, "-m", "schemathesis.cli", "--no-color", "run", f"{base}/api/v1/openapi.json",
            "--checks", "all", "--phases", phases, "--max-examples", str(examples), "--seed", str(seed),
            "--mode", "all", "--continue-on-failure", "--workers", "1", "--suppress-health-check", "all",
            "--report", "json", "--report-json-path", str(report), "--request-timeout", "60", *only,
        ]  # fmt: skip
        environment = {
            **os.environ, "SCHEMATHESIS_HOOKS": "tests.fuzz_hooks", "SAFEGOV_FUZZ_URL": base, "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        done = subprocess.run(
            command, check=False, env=environment, cwd=folder, text=True, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
    generated = re.search(r"(\d+) generated", done.stdout)
    return Fuzzed(done.returncode, int(generated[1]) if generated else 0, done.stdout)


@contextmanager
def running(*, register: bool, editor: bool = False) -> Iterator[tuple[str, str]]:
    """The address of the program with Northmarsh loaded, and the bundled register where asked for; and an editor's key."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SAFEGOV_DATA_DIR": folder, "SAFEGOV_STORE": "embedded"}
        rows = Path(folder) / "northmarsh.jsonl"
        rows.write_text("".join(json.dumps(each) + "\n" for each in [*ROWS, *ONE_OF_EACH]), encoding="utf-8")
        key = ""
        if editor:
            environment |= {"SAFEGOV_KEYS_FILE": str(Path(folder) / "keys.json"), "SAFEGOV_RATE_PER_MINUTE": "1000000"}
            key = run(environment, "keys", "add", "fuzz", "--role", "editor").strip()
            Review(Path(folder)).take(report())
        if register:
            run(environment, "load")
        run(environment, "load", str(rows))
        with served(environment) as (base, _):
            yield base, key


def read_and_write(examples: int, phases: str, seed: int = SEED, *, register: bool) -> list[Fuzzed]:
    """All that can be read, without keys; then all that can be written, with an editor's key and on a store of its own."""
    with running(register=register) as (base, _):
        reading = fuzz(base, examples=examples, phases=phases, seed=seed, only=("--exclude-tag", "writing"))
    with running(register=False, editor=True) as (base, key):
        only = ("--include-tag", "writing", "--header", f"Authorization: Bearer {key}")
        return [reading, fuzz(base, examples=examples, phases=phases, seed=seed, only=only)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=40, help="cases for each operation and phase")
    parser.add_argument("--phases", default="examples,coverage,fuzzing,stateful")
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    done = read_and_write(given.examples, given.phases, given.seed, register=True)
    for one in done:
        sys.stdout.write(f"{one.text}\n")
    sys.stdout.write(f"{sum(one.cases for one in done)} cases, seed {given.seed}\n")
    sys.exit(max(one.code for one in done))


if __name__ == "__main__":
    main()
