"""Reads files in another process, so that no file can crash, hang or eat the memory of the one that asks.

The libraries that read PDF, Word and web pages are written in C: a damaged file may end the process that reads it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import warnings
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from graph.errors import Fault, InputRefused
from ingest.readers.refused import refused
from ingest.reading import Reading

SECONDS: Final = 60.0
"""For one file. A report of 200 pages takes a few."""
STARTING: Final = 30.0
"""For the process to begin, which is not the file's fault."""
MEMORY: Final = 1 << 30
"""Bytes that the process may map, where the system can be told (not on Windows; macOS does not mind it)."""


class GuardedReader:
    """Keeps one process for many files; it is started with the first one, and again after one that ended it.

    Use it as a context manager. One file at a time, from one thread.
    """

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds, self._memory = seconds, memory
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Of the process that reads, while there is one."""
        return self._process.pid if self._process else None

    def read(self, path: Path) -> Reading:
        """The file, read. Raises InputRefused as `ingest.readers.read` does, also for a file that ended its reader."""
        try:
            return self._read(path)
        except BaseException as error:
            if not isinstance(
                error, InputRefused
            ):  # Ctrl-C above all: an answer may still come, to a question long gone
                self.close()
            raise

    def _read(self, path: Path) -> Reading:
        pipe = self._started()
        try:
            pipe.send(path)
            if not pipe.poll(self._seconds):
                self.close()
                raise refused(
                    path, f"reading it took longer than {self._seconds:g} s", "Split it, or add its text instead"
                )
            answer: Reading | list[Fault] | str = pipe.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise refused(
                path, "reading it ended the reader: it is damaged", "Save it again, or add its text instead"
            ) from error
        if isinstance(answer, Reading):
            return answer
        if isinstance(answer, list):
            raise InputRefused("Nothing was read", answer)
        raise refused(path, answer, "Save it again, or add its text instead")

    def close(self) -> None:
        """Ends the process, whatever it does just now."""
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        if pipe:
            pipe.close()
        if process:
            process.kill()
            process.join()
            process.close()

    def _started(self) -> Connection:
        if self._pipe and self._process and self._process.is_alive():
            return self._pipe
        self.close()
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_life, args=(theirs, self._memory), daemon=True)
        self._process.start()
        theirs.close()
        with suppress(EOFError, OSError):
            if self._pipe.poll(STARTING):
                self._pipe.recv()
        return self._pipe


def limit_memory(memory: int = MEMORY) -> None:
    """Holds this process to so many bytes, where the system can be told."""
    try:
        import resource  # noqa: PLC0415  # there is none on Windows
    except ImportError:
        return
    with suppress(ValueError, OSError):
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (memory if most == resource.RLIM_INFINITY else min(memory, most), most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _life(pipe: Connection, memory: int) -> None:
    """A file, its reading, the next one; it ends when the other side of the pipe does."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    # a library of arrays, where one is installed, would take memory for each processor
    os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
    limit_memory(memory)
    # some libraries speak of damaged parts on their own
    warnings.simplefilter("ignore")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    from ingest.readers import read  # noqa: PLC0415

    with suppress(EOFError, OSError):
        pipe.send("ready")
        while True:
            path: Path = pipe.recv()
            try:
                answer: Reading | list[Fault] | str = read(path)
            except InputRefused as error:
                answer = error.faults
            except MemoryError:
                answer = "reading it needs too much memory"
            except RecursionError:
                answer = "it is nested too deeply"
            except Exception as error:  # a file that its reader did not foresee is refused, and the next one read
                answer = f"it can not be read ({type(error).__name__})"
            try:
                pipe.send(answer)
            except MemoryError:
                pipe.send("reading it needs too much memory")
    os._exit(0)
