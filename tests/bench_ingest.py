"""How long reading documents takes: `python -m tests.bench_ingest [pdf] [folder]`. Figures; not part of the tests."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from ingest.readers.guarded import GuardedReader
from tests import bench_folder
from tests.bench import say
from tests.fuzz_readers import peak
from tests.ingest.made_files import pdf as report

PAGES: Final = 200
FLOORS: Final = {"seconds": 20.0, "megabytes": 500.0}
"""For a PDF of so many pages: what was asked for."""


def pdf() -> bool:
    """A report of 200 pages with two tables on each, read as `safegov ingest` does; whether it is within its floors."""
    with tempfile.TemporaryDirectory() as folder, GuardedReader() as reader:
        file = Path(folder, "report.pdf")
        file.write_bytes(report(pages=PAGES))
        started = time.monotonic()
        reading = reader.read(file)
        took, memory = time.monotonic() - started, peak(reader.pid) / 2**20
    tables = sum(block.kind == "table" for block in reading.blocks)
    held = took <= FLOORS["seconds"] and memory <= FLOORS["megabytes"]
    floors = f"at most {FLOORS['seconds']:.0f} s and {FLOORS['megabytes']:.0f} MB: {'held' if held else 'NOT held'}"
    read = f"PDF of {len(reading.pages)} pages, {len(reading.text):,} characters, {tables} tables"
    say(read, f"{took:.1f} s with the start of its process, {memory:.0f} MB at most ({floors})")
    return held


def folder() -> bool:
    """A folder of 200 text reports; whether it is within its floor."""
    took = bench_folder.folder()
    say("floor", f"{bench_folder.FLOOR:.0f} s: {'held' if took <= bench_folder.FLOOR else 'NOT held'}")
    return took <= bench_folder.FLOOR


PARTS: Final[dict[str, Callable[[], bool]]] = {"pdf": pdf, "folder": folder}


def main() -> None:
    if unknown := set(sys.argv[1:]) - set(PARTS):
        sys.exit(f"No part is called {', '.join(sorted(unknown))}: {', '.join(PARTS)}")
    held = [PARTS[part]() for part in sys.argv[1:] or PARTS]
    sys.exit(0 if all(held) else 1)


if __name__ == "__main__":
    main()
