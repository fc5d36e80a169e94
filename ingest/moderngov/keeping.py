"""Keeps what a council's service says as documents with candidates, beside those that were read from files."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from graph.errors import Fault
from graph.statements import sha256
from ingest.candidates import Candidate
from ingest.folder import FolderReport, Progress, reported
from ingest.kept import Found
from ingest.moderngov.service import first_day, read_service
from ingest.moderngov.web import Manners
from ingest.reading import Reading
from ingest.review import Review

VERSION: Final = 1
"""Goes up with every change of what is read from the service, so that its documents are kept anew."""


def ingest_service(
    url: str,
    review: Review,
    data_dir: Path,
    *,
    committee: str | Sequence[str] | None = None,
    since: date | None = None,
    progress: Progress = lambda _: None,
    report: FolderReport | None = None,
    manners: Manners | None = None,
) -> FolderReport:
    """Keeps each meeting and each committee's membership, a document each, in a transaction of its own.

    Single answers that can not be read are in the report's faults. Raises InputRefused and UsageError as `read_service` does;
    what is in `report` by then is kept, and the next call goes on from there.
    """
    report = report if report is not None else FolderReport()
    started = time.monotonic()
    manners = manners or Manners()
    report.asked_from, report.chosen = since or first_day(manners), since is not None
    faults: list[Fault] = []
    try:
        for reading, candidates in read_service(
            url, data_dir=data_dir, committee=committee, since=since, progress=progress, manners=manners, faults=faults
        ):
            found = found_in(reading, candidates)
            if review.known(found.sha256, VERSION) == found.doc:
                report.skipped[found.file] = found.doc
            else:
                report.read.append(reported(found.file, found, review.take(found)))
    finally:
        report.faults += faults
        report.seconds += time.monotonic() - started
    return report


def found_in(reading: Reading, candidates: Sequence[Candidate]) -> Found:
    """A document of the service as it is kept; the address that it was read from stands in its text."""
    doc = reading.name.removesuffix(".txt")
    days = {str(c.statement.props["date"]) for c in candidates if "date" in c.statement.props}
    return Found(
        file=reading.name, path=f"moderngov:{doc}", sha256=sha256(reading.text), extractor=VERSION, pages=reading.pages,
        paged=False, candidates=tuple(candidates), doc=doc, title=reading.title, kind="minutes" if days else "list",
        date=min(days, default=None), notes=reading.notes,
    )  # fmt: skip
