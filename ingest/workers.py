"""Processes that read files, a few at one time. One that takes too long or dies is ended, its file is refused, and the
rest goes on; they end with the process that started them, however that ends.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from graph.errors import Fault, Faulty, SafegovError
from ingest.document import Document
from ingest.kept import Found, new_id
from ingest.people import Withheld

AT_ONCE: Final = 2
SECONDS: Final = 180.0
"""For one file: a report of 200 pages takes twenty."""
CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read, and the id that its document is to have; `name` is what messages and the review call it."""

    path: Path
    doc: str
    name: str = ""
    kept_as: str = ""
    """What tells it from other documents of the same name; its path where nothing is said."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: what was found in it, or why it was refused."""

    job: Job
    found: Found | None
    faults: tuple[Fault, ...] = ()


Read = Callable[[Job], Found]
"""Reads a file; a function of a module, so that another process finds it."""


def read_file(job: Job) -> Found:
    """Reads one file here and now. Raises InputRefused naming file, reason and remedy."""
    from ingest.extract import VERSION, extract  # noqa: PLC0415  # readers are slow to import
    from ingest.readers import read  # noqa: PLC0415
    from ingest.template import candidates_of, is_template, read_template  # noqa: PLC0415
    from ingest.understand import understand  # noqa: PLC0415

    digest = sha256_of(job.path)
    where = job.kept_as or str(job.path.resolve())
    if is_template(job.path):  # filled in by a clerk: nothing of it is guessed
        meeting = read_template(job.path)
        return Found(
            file=job.name or job.path.name, path=where, sha256=digest, extractor=VERSION, pages=meeting.reading.pages,
            paged=meeting.reading.paged, candidates=tuple(candidates_of(meeting, job.doc)), doc=job.doc,
            title=meeting.title, kind="minutes", date=meeting.date, notes=meeting.notes,
        )  # fmt: skip
    reading = read(job.path)
    document = understand(reading, job.doc)
    extraction = extract(document)
    return Found(
        file=job.name or job.path.name, path=where, sha256=digest, extractor=VERSION,
        pages=reading.pages, paged=reading.paged, candidates=extraction.candidates, doc=job.doc,
        title=title_of(document), kind=document.kind, date=document.date, notes=reading.notes,
        withheld=tuple(_withheld(w) for w in extraction.withheld),
    )  # fmt: skip


def _withheld(one: Withheld) -> str:
    place = f"lines {one.lines[0]} to {one.lines[1]}" if one.lines[0] != one.lines[1] else f"line {one.lines[0]}"
    return f"{place}{f', page {one.page}' if one.page else ''}: {one.reason}"


def title_of(document: Document) -> str | None:
    """What a person would call it: kind, body and year where they are known; else its first heading of several words."""
    if document.body:
        when = document.period or document.date
        return f"{document.kind[:1].upper()}{document.kind[1:]} of {document.body.name}" + (f", {when}" if when else "")
    headings = (" ".join(b.text.split()) for b in document.blocks[:60] if b.kind == "heading")
    found = next((h for h in headings if h.count(" ") >= 2), document.reading.title)
    return found[:300] if found else None


def sha256_of(path: Path) -> str:
    """Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(CHUNK):
            digest.update(part)
    return digest.hexdigest()


def read_here(paths: Iterable[Path]) -> Iterator[Outcome]:
    """Reads files whose documents are called after them, each in a process that may fail; in the order in which they end."""
    jobs: list[Job] = []
    for path in paths:
        jobs.append(Job(path, new_id(str(path.resolve()), (j.doc for j in jobs)), str(path)))
    with Workers(min(AT_ONCE, len(jobs))) as workers:
        yield from workers.run(jobs)


class Workers:
    """A few processes that read files. Use it as a context manager: they are ended when it is left."""

    def __init__(self, at_once: int = AT_ONCE, seconds: float = SECONDS, read: Read = read_file) -> None:
        self._at_once = max(1, at_once)
        self._seconds = seconds
        self._read = read
        self._all: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for worker in self._all:
            worker.end()
        self._all = []

    def run(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """What becomes of each, as soon as it is known."""
        left = deque(jobs)
        while left or any(w.job for w in self._all):
            self._all = [w for w in self._all if not w.ended]
            while left and len(self._all) < self._at_once:
                self._all.append(_Worker(self._read))
            for worker in self._all:
                if left and worker.job is None:
                    worker.begin(left.popleft())
            busy = [w for w in self._all if w.job]
            wait([w.pipe for w in busy], timeout=0.5)
            for worker in busy:
                if outcome := worker.outcome(self._seconds):
                    yield outcome


class _Worker:
    def __init__(self, read: Read) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        # no daemon: a reader may start a process of its own
        self._process = context.Process(target=_work, args=(theirs, read))
        with _no_interrupt():
            self._process.start()
        theirs.close()
        self.job: Job | None = None
        self.ended = False
        self._since = 0.0

    def begin(self, job: Job) -> None:
        self.job, self._since = job, time.monotonic()
        with suppress(OSError):  # a process that is gone is met when its outcome is asked for
            self.pipe.send(job)

    def outcome(self, seconds: float) -> Outcome | None:
        """What became of its job, if that is known by now."""
        job = self.job
        if job is None:
            return None
        try:
            if self.pipe.poll():
                found, faults = self.pipe.recv()
                self.job = None
                return Outcome(job, found, faults)
        except (EOFError, OSError):
            reason, remedy = "reading it ended the reader, most likely for want of memory", "Add its text instead"
        else:
            if time.monotonic() - self._since < seconds:
                return None
            reason, remedy = f"reading it took longer than {seconds:g} s", "Split it, or add its text instead"
        self.job = None
        self.end()
        return Outcome(job, None, (Fault(_called(job), reason, remedy),))

    def end(self) -> None:
        self.ended = True
        self.pipe.close()
        self._process.join(0.2)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join(2)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _work(pipe: Connection, read: Read) -> None:
    """The life of a process: a job, its outcome, the next job; it ends when the other side of the pipe does."""
    from ingest.readers.guarded import limit_memory  # noqa: PLC0415  # readers are slow to import

    # a library of arrays, where one is installed, would take memory for each processor
    os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
    limit_memory()
    with suppress(EOFError, OSError):
        while True:
            job: Job = pipe.recv()
            pipe.send(_tried(job, read))
    os._exit(0)


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """What is started here never gets Ctrl-C, not even while it starts: that is for the process that started it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker  # noqa: PLC0415  # there is none on Windows

    resource_tracker.ensure_running()  # it would let the signal through again as it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _tried(job: Job, read: Read) -> tuple[Found | None, tuple[Fault, ...]]:
    try:
        return read(job), ()
    except Faulty as error:
        faults = tuple(Fault(f.where.replace(str(job.path), _called(job)), f.reason, f.remedy) for f in error.faults)
        return None, faults or (Fault(_called(job), error.what, "Look at the file"),)
    except SafegovError as error:
        return None, (Fault(_called(job), error.what, error.mend or "Look at the file"),)
    except OSError as error:
        return None, (Fault(_called(job), error.strerror or str(error), "Make it readable"),)
    except MemoryError:
        return None, (Fault(_called(job), "reading it needs more memory than there is", "Split it"),)
    except Exception as error:  # a mistake of ours in one file is not to cost the others
        at = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"the program failed on it ({type(error).__name__} at {Path(at.filename).name}:{at.lineno})"
        return None, (Fault(_called(job), reason, "Report it, with the file where you may"),)


def _called(job: Job) -> str:
    return job.name or str(job.path)
