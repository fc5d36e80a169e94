"""The process that stands between us and the embedded engine, so that the engine never outlives us.

Started by `graph.engine` with a pipe as its standard input: the first line is a `Task` in JSON, then single words
(`ready`, `restart`). The end of the pipe, or of the process at its other end, ends the engine and the guard. The engine
is started again, on the same ports, where it ends by itself. The guard inherits the lock on the engine's folder and so
holds it exactly as long as it lives. Standard library only and run by path: it is there in a few milliseconds.
"""

from __future__ import annotations

import contextlib
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
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final, Literal

STATE: Final = "state.json"
SEAL: Final = "seal.json"
STORE: Final = "databases/gov"
OUTPUT: Final = "log/engine.out"
END_SECONDS: Final = 10.0
"""What the engine gets to close its files before it is killed; committed transactions survive that too."""
RESTART_SECONDS: Final = 2.0
"""The same where it is to be restarted: something is eating it."""
START_SECONDS: Final = 60.0
FAILED_STARTS: Final = 5
"""So many starts in a row that never answered, and the guard gives up."""
TICK: Final = 0.1
DIED: Final = b'Exception in thread "main"'
"""Printed where the engine fails to start; its other threads can keep the process going all the same."""

Status = Literal["starting", "running", "restarting", "stopping", "failed"]
Inbox = Callable[[float], list[str] | None]


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
    """Why it gave up: the end of what the engine printed."""


def read_state(folder: Path) -> State | None:
    """The state as last written; None where there is none that can be understood."""
    try:
        return State(**json.loads((folder / STATE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def fingerprint(folder: Path) -> dict[str, list[int]]:
    """Size and CRC-32 of each file of the store."""
    found: dict[str, list[int]] = {}
    for path in sorted((folder / STORE).iterdir()):
        crc, size = 0, 0
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                crc, size = zlib.crc32(block, crc), size + len(block)
        found[path.name] = [size, crc]
    return found


def write_json(path: Path, value: object) -> None:
    """Replaces the file in one step, readable by its owner only. Raises OSError."""
    scratch = path.with_name(f"{path.name}.new")
    with open(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(value, file)
    os.replace(scratch, path)


class Guard:
    """Keeps one engine going until it is told to stop, its parent ends, or the engine can not be started."""

    def __init__(self, task: Task, inbox: Inbox) -> None:
        self.task = task
        self.folder = Path(task.folder)
        self.inbox = inbox
        self.parent = os.getppid()
        self.stopping = False
        self.ready = False
        self.answered = False
        self.failed = False
        self.seen = 0
        self.failures = 0
        self.began = 0.0
        self.java: subprocess.Popen[bytes] | None = None
        self.state = State("starting", task.purpose, task.owner, os.getpid(), None, task.bolt, task.http, time.time())

    def run(self) -> int:
        """0 after an orderly end, 1 where the engine could not be started (the state says why)."""
        try:
            going = self.start()
            while going and not self.stopping and self.parent_lives():
                going = self.listen(TICK) and self.tend()
        finally:
            failed = self.state.status == "failed"
            if not failed:
                self.tell("stopping")
            self.end(END_SECONDS)
        if failed:
            return 1
        self.seal()
        (self.folder / STATE).unlink(missing_ok=True)
        return 0

    def listen(self, seconds: float) -> bool:
        """Waits for words from the parent; False at the end of the pipe."""
        words = self.inbox(seconds)
        for word in words or []:
            if word == "ready":
                self.ready = True
                self.tell("running")
            elif word == "restart":
                self.tell("restarting")
                self.end(RESTART_SECONDS)
        return words is not None

    def tend(self) -> bool:
        """Looks after the engine's health; False to give up. Before it was ever ready one failed start is enough."""
        if self.java is None or self.java.poll() is not None:
            return self.start_again()
        if self.broken() or (not self.answered and time.monotonic() > self.began + START_SECONDS):
            self.java.kill()  # it has taken no data; asked to end, it would wait for its own failed start
            self.java.wait()
        elif not self.answered and speaks_bolt(self.task.bolt):
            self.answered = True
            if self.ready:
                self.tell("running")
        return True

    def start_again(self) -> bool:
        self.failures = 0 if self.answered and not self.broken() else self.failures + 1
        if not self.ready or self.failures > FAILED_STARTS:
            self.tell("failed", (self.folder / OUTPUT).read_bytes()[-8000:].decode("utf-8", "replace"))
            return False
        self.tell("restarting")
        until = time.monotonic() + (0.2 * 2**self.failures if self.failures else 0.0)
        while (left := until - time.monotonic()) > 0:
            if not self.listen(min(left, TICK)) or self.stopping or not self.parent_lives():
                return False
        return self.start()

    def start(self) -> bool:
        """Starts the engine's process; False where the system refuses, and then the state says why."""
        self.answered, self.failed, self.seen, self.began = False, False, 0, time.monotonic()
        try:
            with open(os.open(self.folder / OUTPUT, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as output:
                self.java = subprocess.Popen(  # noqa: S603 (our own command, no shell)
                    self.task.command,
                    cwd=self.folder,
                    env=self.task.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    preexec_fn=dies_with_parent() if sys.platform == "linux" else None,  # noqa: PLW1509 (one thread)
                )
        except (OSError, subprocess.SubprocessError) as error:
            self.tell("failed", str(error))
            return False
        self.state = replace(self.state, java=self.java.pid, starts=self.state.starts + 1)
        self.tell(self.state.status)
        return True

    def end(self, seconds: float) -> None:
        """Asks the engine to close its files, and kills it where that takes too long."""
        if self.java is None or self.java.poll() is not None:
            return
        self.java.terminate()
        try:
            self.java.wait(seconds)
        except subprocess.TimeoutExpired:
            self.java.kill()
            self.java.wait()

    def seal(self) -> None:
        """After an orderly end, notes what the store's files are: the engine opens a cut file without a word."""
        try:
            seal = fingerprint(self.folder)
            if not any(name.endswith(".wal") for name in seal):
                write_json(self.folder / SEAL, seal)
        except OSError as error:
            complain(f"no seal: {error}")

    def tell(self, status: Status, reason: str = "") -> None:
        self.state = replace(self.state, status=status, reason=reason)
        try:
            write_json(self.folder / STATE, asdict(self.state))
        except OSError as error:  # a full disk is no reason to stop guarding
            complain(f"state not written: {error}")

    def parent_lives(self) -> bool:
        """False once another process has become our parent; the pipe alone misses it where a fork holds it open."""
        return sys.platform == "win32" or os.getppid() == self.parent

    def broken(self) -> bool:
        """Whether the engine printed that its start failed."""
        output = self.folder / OUTPUT
        with contextlib.suppress(OSError):
            size = output.stat().st_size
            if size != self.seen:
                self.seen = size
                self.failed = DIED in output.read_bytes()
        return self.failed


def speaks_bolt(port: int) -> bool:
    """Whether whoever listens on this port of loopback agrees on a version of Bolt, within a second."""
    offer = b"\x60\x60\xb0\x17" + bytes([0, 4, 4, 5]) + bytes([0, 4, 4, 4]) + bytes(8)
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as link:
            link.sendall(offer)
            agreed = link.recv(4)
    except OSError:
        return False
    return len(agreed) == 4 and any(agreed)


def dies_with_parent() -> Callable[[], None]:
    """Run in the child between fork and exec: the kernel kills it when the guard is gone (PR_SET_PDEATHSIG)."""
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    guard = os.getpid()

    def ask() -> None:
        prctl(1, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != guard:
            os._exit(1)

    return ask


def first_line() -> bytes:
    """Read byte by byte, so that nothing of what follows is taken with it."""
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            raise SystemExit(0)
        line += byte
    return line


def words(seconds: float) -> list[str] | None:
    """Words that came through the pipe within the time; None at its end."""
    if not select.select([0], [], [], seconds)[0]:
        return []
    got = os.read(0, 4096)
    return got.decode().split() if got else None


def threaded_words() -> Inbox:
    """`words` where a pipe can not be waited for with a limit (Windows): a thread reads it."""
    box: queue.Queue[list[str] | None] = queue.Queue()

    def read() -> None:
        while got := os.read(0, 4096):
            box.put(got.decode().split())
        box.put(None)

    threading.Thread(target=read, daemon=True).start()

    def take(seconds: float) -> list[str] | None:
        try:
            return box.get(timeout=seconds)
        except queue.Empty:
            return []

    return take


def complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 (the guard's log)


def main() -> int:
    os.umask(0o077)
    task = Task(**json.loads(first_line()))
    guard = Guard(task, threaded_words() if sys.platform == "win32" else words)

    def stop(number: int, frame: object) -> None:
        guard.stopping = True

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, stop)
    return guard.run()


if __name__ == "__main__":
    sys.exit(main())
