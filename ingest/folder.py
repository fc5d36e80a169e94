"""Reads files and folders into candidates: each file once, as long as neither it nor the extractors have changed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from graph.counted import counted
from graph.errors import Fault
from ingest.changes import Difference
from ingest.kept import Found
from ingest.review import Review
from ingest.workers import AT_ONCE, Job, Outcome, Read, Workers, read_file, sha256_of

Progress = Callable[[str], None]
"""Called with the name of each file that is done."""

LEFT_ALONE = ("thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file that was read: its document, and how its candidates differ from those of an earlier reading."""

    file: str
    document: str
    candidates: int
    new: int
    changed: int
    gone: int
    withheld: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class FolderReport:
    """What became of all files."""

    read: list[FileReport] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    """Files that were read before, and the document that each is."""
    faults: list[Fault] = field(default_factory=list)
    """Files that were refused."""
    seconds: float = 0.0
    asked_from: date | None = None
    """From which day on a service was asked for its meetings."""
    chosen: bool = True
    """Whether somebody chose that day."""

    def lines(self) -> list[str]:
        """In words, a line for each document that was read and one for all."""
        said = []
        for r in self.read:
            told = [
                counted(r.candidates, "candidate"),
                *(f"{n} {w}" for n, w in ((r.changed, "changed"), (r.gone, "gone")) if n),
            ]
            if r.changed or r.gone:
                told.insert(1, f"{r.new} new")
            if r.withheld:
                told.append(f"{counted(len(r.withheld), 'name')} withheld")
            said.append(f"{r.file}: {r.document}, {', '.join([*told, *r.notes])}")
        same = f", {len(self.skipped)} read before and unchanged" if self.skipped else ""
        refused = f", {len(self.faults)} refused" if self.faults else ""
        total = sum(r.candidates for r in self.read)
        read, candidates = counted(len(self.read), "document"), counted(total, "candidate")
        said.append(f"{read} read{same}{refused}: {candidates} in {self.seconds:.1f} s")
        if self.asked_from:
            earlier = "" if self.chosen else "; earlier ones: --since YEAR-MONTH-DAY"
            said.append(f"Meetings were asked for from {self.asked_from} on{earlier}")
        return said

    def as_json(self) -> dict[str, Any]:
        return {
            "read": [asdict(r) for r in self.read],
            "skipped": [{"file": f, "document": d} for f, d in self.skipped.items()],
            "refused": [{"where": f.where, "reason": f.reason, "remedy": f.remedy} for f in self.faults],
            "candidates": sum(r.candidates for r in self.read),
            "seconds": round(self.seconds, 2),
            **({"meetings_from": self.asked_from.isoformat()} if self.asked_from else {}),
        }


def ingest(
    paths: Iterable[Path],
    review: Review,
    *,
    begun: Callable[[int], None] = lambda _: None,
    progress: Progress = lambda _: None,
    report: FolderReport | None = None,
    read: Read = read_file,
) -> FolderReport:
    """Reads what was not read before and keeps its candidates, each document in a transaction of its own.

    `begun` is called with the number of files. What is interrupted goes on where it was: what is in `report` is kept.
    """
    from ingest.extract import VERSION  # noqa: PLC0415  # extractors are slow to import

    report = report if report is not None else FolderReport()
    started = time.monotonic()
    files = files_in(paths, report.faults)
    begun(len(files))
    waiting: list[tuple[Path, str]] = []
    for file in files:
        try:
            waiting.append((file, sha256_of(file)))
        except OSError as error:
            report.faults.append(Fault(str(file), error.strerror or str(error), "Make it readable"))
            progress(file.name)
    taken: set[str] = set()
    refused: dict[tuple[str, str], Outcome] = {}
    try:
        with Workers(min(AT_ONCE, len(waiting)), read=read) as workers:
            while (
                waiting
            ):  # more than once only where there are copies of a file that was refused: one may have the right ending
                jobs: dict[str, Job] = {}
                copies: list[tuple[Path, str]] = []
                for file, digest in waiting:
                    if doc := review.known(digest, VERSION):  # also a copy of a file under another name
                        report.skipped[str(file)] = doc
                    elif same := refused.get((digest, file.suffix.lower())):
                        report.faults += [replace(fault, where=str(file)) for fault in same.faults]
                    elif digest in jobs:
                        copies.append((file, digest))
                        continue
                    else:
                        where = str(file.resolve())
                        jobs[digest] = Job(file, review.id_for(where, taken), kept_as=where)
                        taken.add(jobs[digest].doc)
                        continue
                    progress(file.name)
                digests = {job: digest for digest, job in jobs.items()}
                for outcome in workers.run(jobs.values()):
                    keep(outcome, review, report)
                    progress(outcome.job.path.name)
                    if not outcome.found:
                        refused[digests[outcome.job], outcome.job.path.suffix.lower()] = outcome
                waiting = copies
    finally:
        report.seconds = time.monotonic() - started
        report.read.sort(key=lambda r: r.file)
        report.faults.sort(key=lambda f: f.where)
    return report


def keep(outcome: Outcome, review: Review, report: FolderReport) -> None:
    """Keeps what was found in a file, or why it was refused."""
    report.faults += outcome.faults
    if outcome.found:
        told = reported(str(outcome.job.path), outcome.found, review.take(outcome.found))
        report.read.append(told)


def reported(file: str, found: Found, difference: Difference) -> FileReport:
    return FileReport(
        file, found.doc, len(found.candidates), len(difference.new), len(difference.changed),
        len(difference.said_no_more), found.withheld, found.notes,
    )  # fmt: skip


def files_in(paths: Iterable[Path], faults: list[Fault]) -> list[Path]:
    """The files of folders and those named, each once, in order; hidden ones and an office program's locks are left alone."""
    found: dict[str, Path] = {}

    def add(path: Path) -> None:
        with suppress(OSError):
            found.setdefault(str(path.resolve()), path)

    for path in paths:
        if path.is_dir():
            walk = os.walk(
                path, onerror=lambda e: faults.append(Fault(str(e.filename), str(e.strerror), "Make it readable"))
            )
            for folder, folders, names in walk:
                folders[:] = sorted(f for f in folders if not f.startswith("."))
                for name in sorted(names):
                    if not name.startswith((".", "~$")) and name.lower() not in LEFT_ALONE:
                        add(Path(folder, name))
        elif path.exists():
            add(path)
        else:
            faults.append(Fault(str(path), "there is no such file", "Check the path"))
    return list(found.values())
