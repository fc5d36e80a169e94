"""The process that stands between us and the embedded engine, so that the engine never outlives us.

Started by `graph.engine` with a pipe as its standard input: the first line is a `Task` in JSON, then single words
(`ready`, `restart`). The end of the pipe, or of the process at its other end, ends the engine and the guard. The engine
is started again, on the same ports, where it ends by itself. The guard inherits the lock on the engine's folder and so
holds it exactly as long as it lives. Standard library only and run by path: it is there in a few milliseconds.
"""

from __future__ import annotations

import ctypes
import json
import os
import queue
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final, Literal

STATE: Final = "state.json"
OUTPUT: Final = "log/engine.out"
END_SECONDS: Final = 10.0
"""What the engine gets to close its files before it is killed."""
FAILED_STARTS: Final = 5
"""So many restarts in a row that never answered, and the guard gives up."""
TICK: Final = 0.1

Status = Literal["starting", "running", "restarting", "stopping", "failed"]


@dataclass(frozen=True, slots=True)
class Task:
    """What the guard is told at its start. Nothing secret: the engine reads its password from a file."""

    folder: str
    command: list[str]
    environment: dict[str, str]
    purpose: str
    owner: int
    bolt: int
    http: int


@dataclass(frozen=True, slots=True)
class State:
    """What `state.json` says of the engine; to be believed while the lock is held."""

    status: Status
    purpose: str
    owner: int
    """Process that opened the engine: the one to stop."""
    guard: int
    java: int | None
    bolt: int
    http: int
    started: float
    """When the guard began, in seconds since 1970."""
    starts: int = 0
    reason: str = ""
    """Why it gave up, as the engine put it."""


def write_state(folder: Path, state: State) -> None:
    """Replaces the state in one step, readable by its owner only; a full disk is no reason to stop guarding."""
    scratch = folder / f"{STATE}.new"
    try:
        with open(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(asdict(state), file)
        os.replace(scratch, folder / STATE)
    except OSError as error:
        print(f"state not written: {error}", file=sys.stderr, flush=True)  # noqa: T201 (the guard's log)


def read_state(folder: Path) -> State | None:
    """The state as last written; None where there is none that can be understood."""
    try:
        return State(**json.loads((folder / STATE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


class Guard:
    """Keeps one engine going until it is told to stop, its parent ends, or the engine can not be started."""

    def __init__(self, task: Task, inbox: Callable[[float], list[str] | None]) -> None:
        self.task = task
        self.folder = Path(task.folder)
        self.inbox = inbox
        self.parent = os.getppid()
        self.stopping = False
        self.ready = False
        self.failures = 0
        self.java: subprocess.Popen[bytes] | None = None
        self.state = State("starting", task.purpose, task.owner, os.getpid(), None, task.bolt, task.http, time.time())

    def run(self) -> int:
        """0 after an orderly end, 1 where the engine could not be started (the state says why)."""
        try:
            self.start()
            while not self.stopping and self.parent_lives():
                if not self.listen() or not self.revive():
                    break
        finally:
            failed = self.state.status == "failed"
            if not failed:
                self.tell("stopping")
            self.end()
        if failed:
            return 1
        (self.folder / STATE).unlink(missing_ok=True)
        return 0

    def listen(self) -> bool:
        """Waits a tick for words from the parent; False at the end of the pipe."""
        words = self.inbox(TICK)
        if words is None:
            return False
        for word in words:
            if word == "ready":
                self.ready = True
                self.tell("running")
            elif word == "restart":
                self.tell("restarting")
                self.end()
        return True

    def revive(self) -> bool:
        """Starts the engine again where it has ended; False to give up. Before it was ever ready one end is enough."""
        assert self.java is not None
        code = self.java.poll()
        if code is None:
            if self.failures and self.answers():
                self.failures = 0
                self.tell("running")
            return True
        self.failures += 1
        if not self.ready or self.failures > FAILED_STARTS:
            self.tell("failed", reason=f"exit code {code}\n{self.last_words()}")
            return False
        self.tell("restarting")
        waited = time.monotonic() + min(0.1 * 2**self.failures, 5.0) * (self.failures > 1)
        while time.monotonic() < waited:
            if not self.listen() or self.stopping or not self.parent_lives():
                return False
        self.start()
        return True

    def start(self) -> None:
        """Starts the engine's process; where the system refuses, the state says why and the guard ends."""
        flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if self.state.starts else os.O_TRUNC)
        try:
            with open(os.open(self.folder / OUTPUT, flags, 0o600), "wb") as output:
                self.java = subprocess.Popen(  # noqa: S603 (our own command, no shell)
                    self.task.command,
                    cwd=self.folder,
                    env=self.task.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    preexec_fn=dies_with_parent() if sys.platform == "linux" else None,  # noqa: PLW1509 (one thread)
                )
        except OSError as error:
            self.tell("failed", reason=str(error))
            raise SystemExit(1) from error
        self.state = replace(self.state, java=self.java.pid, starts=self.state.starts + 1)
        self.tell(self.state.status)

    def end(self) -> None:
        """Asks the engine to close its files; after ten seconds it is killed."""
        if self.java is None or self.java.poll() is not None:
            return
        self.java.terminate()
        try:
            self.java.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.java.kill()
            self.java.wait()

    def tell(self, status: Status, reason: str = "") -> None:
        self.state = replace(self.state, status=status, reason=reason)
        write_state(self.folder, self.state)

    def answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.task.bolt), timeout=0.2).close()
        except OSError:
            return False
        return True

    def parent_lives(self) -> bool:
        """False once another process has taken over as parent: the pipe alone would miss that where a fork holds it open."""
        return sys.platform == "win32" or os.getppid() == self.parent

    def last_words(self) -> str:
        try:
            return (self.folder / OUTPUT).read_bytes()[-4000:].decode("utf-8", "replace")
        except OSError:
            return ""


def dies_with_parent() -> Callable[[], None]:
    """Run in the child between fork and exec: the kernel kills it when the guard is gone (PR_SET_PDEATHSIG)."""
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    guard = os.getpid()

    def ask() -> None:
        prctl(1, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != guard:
            os._exit(1)

    return ask


def pipe_words() -> tuple[str, Callable[[float], list[str] | None]]:
    """The first line of standard input, and a function that gives the words since, or None at its end."""
    first = b""
    while not first.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            raise SystemExit(0)
        first += byte
    if sys.platform == "win32":
        return first.decode(), threaded_words()

    def words(seconds: float) -> list[str] | None:
        if not select.select([0], [], [], seconds)[0]:
            return []
        got = os.read(0, 4096)
        return got.decode().split() if got else None

    return first.decode(), words


def threaded_words() -> Callable[[float], list[str] | None]:
    """Where a pipe can not be waited for with a limit (Windows) a thread reads it."""
    box: queue.Queue[list[str] | None] = queue.Queue()

    def read() -> None:
        while got := os.read(0, 4096):
            box.put(got.decode().split())
        box.put(None)

    threading.Thread(target=read, daemon=True).start()

    def words(seconds: float) -> list[str] | None:
        try:
            return box.get(timeout=seconds)
        except queue.Empty:
            return []

    return words


def main() -> int:
    if hasattr(os, "umask"):
        os.umask(0o077)
    task, inbox = pipe_words()
    guard = Guard(Task(**json.loads(task)), inbox)

    def stop(number: int, frame: object) -> None:
        guard.stopping = True

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, stop)
    return guard.run()


if __name__ == "__main__":
    sys.exit(main())
