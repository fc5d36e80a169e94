"""How long a folder of 200 reports takes: `python -m tests.bench_folder`. A figure; not part of the tests."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from ingest.folder import ingest
from ingest.review import Review
from tests.bench import say
from tests.fixtures.reports import write_reports

REPORTS = 200
FLOOR = 60.0
"""Seconds on two cores: what was asked for."""


def folder(reports: int = REPORTS) -> float:
    """Reads so many invented reports of some 40 kB with two processes, then again; returns the seconds of the first time."""
    with tempfile.TemporaryDirectory() as made:
        files = write_reports(Path(made, "in"), reports)
        size = sum(f.stat().st_size for f in files)
        review = Review(Path(made, "data"))
        started = time.monotonic()
        report = ingest([Path(made, "in")], review)
        took = time.monotonic() - started
        found = sum(r.candidates for r in report.read)
        spent = os.times().children_user + os.times().children_system
        say(
            f"{len(report.read)} reports of {size / reports / 1000:.0f} kB each",
            f"{took:.1f} s ({spent:.1f} s of processor time over both processes), {found} candidates",
        )
        started = time.monotonic()
        report = ingest([Path(made, "in")], review)
        say(f"{len(report.skipped)} that were read before", f"{time.monotonic() - started:.1f} s")
    return took


if __name__ == "__main__":
    took = folder()
    say("floor", f"{FLOOR:.0f} s: {'held' if took <= FLOOR else 'NOT held'}")
