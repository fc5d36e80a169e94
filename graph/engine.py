"""The embedded engine: opened by starting it, or by joining the one that a running `safegov up` holds.

ArcadeDB on its own Java, a child process on loopback (`graph.arcade` knows it); `graph.guard` sees to it that it ends
with us and is back when it dies. Synchronous: a command line or a server's start waits for it.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph import arcade
from graph.arcade import DATABASE, HOST, NAMELESS, READER, WRITER
from graph.errors import StoreUnavailable
from graph.guard import STATE, State, Task, read_state, speaks_bolt

# Of a connection that we expect to fail the driver would otherwise warn on the terminal.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

HOLDER: Final = "up"
"""The purpose whose engine others may join: it lasts, and it takes readers and writers as they come."""
POLL: Final = 0.05
START_SECONDS: Final = 60.0
PORT_TRIES: Final = 3
PORTS: Final = range(20000, 32000)
"""Below every system's range for outgoing connections: none of those takes our port while the engine is restarted."""


@dataclass(frozen=True)
class Connection:
    """What a store needs to talk to the engine."""

    uri: str
    database: str
    writer: tuple[str, str]
    reader: tuple[str, str]
    """User of a group that has `readRecord` only: the engine does not enforce the driver's read mode."""

    console: int = 0
    """Port of the engine's own HTTP interface, on loopback too."""

    @property
    def port(self) -> int:
        return int(self.uri.rpartition(":")[2])

    def __repr__(self) -> str:
        """Without the passwords, which would end in a log."""
        return f"Connection({self.uri!r}, {self.database!r})"


class Engine:
    """A running engine. A context manager; `close` ends it where we own it."""

    connection: Connection
    owner: bool
    """False where another process holds the engine and we joined it."""

    def __init__(self, folder: Path, connection: Connection, task: Task | None = None, lock: int = -1) -> None:
        self.folder = folder
        self.connection = connection
        self.owner = task is not None
        self._task = task
        self._guard = None if task is None else spawn(folder, task, lock)

    @classmethod
    def open(
        cls,
        data_dir: Path,
        *,
        purpose: str,
        query_seconds: float,
        heap_mb: int = 512,
        wait_seconds: float = 60,
    ) -> Engine:
        """Starts the engine on `data_dir`, or joins the one that a running `safegov up` holds.

        Another holder (`load`, `export`) is waited for, `wait_seconds` at most, with a line on a terminal. Two `up` on
        one folder: the second is refused at once. `query_seconds` limits the reading user's scans; what that does not
        catch ends after 30 s, or four times as long; an expression that eats all time or memory needs `restart`.
        Raises StoreUnavailable saying who holds the engine or why it could not start, and what to do.
        """
        folder = arcade.prepared(data_dir)
        deadline = time.monotonic() + wait_seconds
        told: int | None = None
        while True:
            with locked(folder) as lock:
                if lock is not None:
                    return cls._start(folder, lock, purpose, query_seconds, heap_mb)
            state = read_state(folder)
            if state is not None and lasting(state):
                if state.purpose == HOLDER == purpose:
                    raise held(data_dir, state, "is held")
                if state.purpose == HOLDER and (joined := cls._join(folder, state)):
                    return joined
                if state.purpose != HOLDER and told != state.owner:
                    told = state.owner
                    announce(f"waiting for safegov {state.purpose} (process {state.owner})…")
            if time.monotonic() > deadline:
                raise held(data_dir, state, f"is still held after {wait_seconds:g} s")
            time.sleep(POLL)

    @classmethod
    def _start(cls, folder: Path, lock: int, purpose: str, query_seconds: float, heap_mb: int) -> Engine:
        root, reader = arcade.furnish(folder, query_seconds)
        (folder / STATE).unlink(missing_ok=True)
        for attempt in range(1, PORT_TRIES + 1):
            bolt, console = free_port(), free_port()
            command = arcade.command(folder, bolt, console, heap_mb, query_seconds, lasting=purpose == HOLDER)
            task = Task(str(folder), command, arcade.environment(), purpose, os.getpid(), bolt, console)
            engine = cls(folder, connection(bolt, console, root, reader), task, lock)
            try:
                engine._until_ready(console)
            except arcade.PortTaken:
                engine.close()
                if attempt == PORT_TRIES:
                    raise
            except BaseException:
                engine.close()
                raise
            else:
                return engine
        raise AssertionError("not reached")

    @classmethod
    def _join(cls, folder: Path, state: State) -> Engine | None:
        """The holder's engine, or None while it does not answer."""
        try:
            kept = json.loads((folder / arcade.SECRETS).read_text(encoding="utf-8"))
            known = connection(state.bolt, state.http, kept[WRITER], kept[READER])
        except (OSError, ValueError, KeyError):
            return None
        return cls(folder, known) if answers(known, known.writer) and answers(known, known.reader) else None

    def _until_ready(self, console: int) -> None:
        """Returns once both users are answered. Raises StoreUnavailable where the engine ended or took too long."""
        deadline = time.monotonic() + START_SECONDS
        known = self.connection
        missing = not arcade.has_user(self.folder, READER)
        while not answers(known, known.writer):
            self._check(deadline)
        while missing or not answers(known, known.reader):
            reason = arcade.make_reader(console, known.writer[1], known.reader[1])
            missing = bool(reason)
            self._check(deadline, reason)
        while not arcade.started(console):
            self._check(deadline)
        self._say("ready")

    def _check(self, deadline: float, reason: str = "") -> None:
        """Waits a moment. Raises StoreUnavailable where the guard has given up, or the time is over."""
        if self._guard is None or self._guard.poll() is not None:
            raise arcade.not_started(self.folder)
        if time.monotonic() > deadline:
            if arcade.full(self.folder):
                raise arcade.no_room(self.folder)
            raise StoreUnavailable(
                f"The embedded engine did not answer within {START_SECONDS:g} s{f' ({reason})' if reason else ''}",
                f"Its log is in {self.folder / 'log'}; a busy machine may need another try",
            )
        time.sleep(POLL)

    def _say(self, word: str) -> None:
        if self._guard is not None and self._guard.stdin is not None:
            with contextlib.suppress(OSError):
                self._guard.stdin.write(f"{word}\n".encode())
                self._guard.stdin.flush()

    def nameless(self) -> Connection:
        """The database for the graph without names of people, and its own reader, made where they are missing.

        Raises StoreUnavailable where the engine would not make them.
        """
        known = self.connection
        made, reason = arcade.make_nameless(known.console, known.writer[1])
        other = replace(known, database=NAMELESS, reader=made)
        deadline = time.monotonic() + START_SECONDS
        while not answers(other, other.reader):
            if time.monotonic() > deadline:
                raise StoreUnavailable(
                    f"The embedded engine made no database without names ({reason or 'it does not answer'})",
                    f"Its log is in {self.folder / 'log'}",
                )
            time.sleep(POLL)
            made, reason = arcade.make_nameless(known.console, known.writer[1])
        return other

    def restart(self) -> None:
        """Has the engine ended and started again on the same ports; returns at once, it is back in two to four seconds.

        What was committed is kept. Where the guard itself was killed, starts another. Where we only joined, nothing
        happens: the owner sees to its engine. Raises StoreUnavailable where another process has taken the folder.
        """
        if self._guard is None or self._task is None:
            return
        if self._guard.poll() is None:
            self._say("restart")
            return
        with locked(self.folder) as lock:
            if lock is None:
                raise held(self.folder.parent, read_state(self.folder), "is held")
            self._guard = spawn(self.folder, self._task, lock)
            self._say("ready")

    def restart_now(self, seconds: float = 10.0) -> None:
        """`restart`, and returns once the old process is gone and a new one begun, or after `seconds`.

        Raises StoreUnavailable as `restart` does.
        """
        state = read_state(self.folder)
        self.restart()
        deadline = time.monotonic() + seconds
        while state is not None and self.owner and time.monotonic() < deadline:
            now = read_state(self.folder)
            if now is not None and (now.starts > state.starts or now.guard != state.guard):
                return
            time.sleep(POLL)

    def close(self) -> None:
        """Ends the engine where we own it: its files are closed in order. May be called again."""
        guard, self._guard = self._guard, None
        if guard is None or guard.stdin is None:
            return
        with contextlib.suppress(OSError):
            guard.stdin.close()
        try:
            guard.wait(20)
        except subprocess.TimeoutExpired:
            guard.kill()
            guard.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


# -- who holds it


def lasting(state: State) -> bool:
    """Whether the state speaks of a holder that goes on: alive and not on its way out."""
    return state.status not in ("stopping", "failed") and alive(state.owner) and alive(state.guard)


def alive(process: int) -> bool:
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def held(data_dir: Path, state: State | None, how: str) -> StoreUnavailable:
    if state is None:
        who = "a process that has not said which it is"
    else:
        since = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(state.started))
        who = f"safegov {state.purpose} (process {state.owner}, since {since})"
    return StoreUnavailable(f"{data_dir} {how} by {who}", "Stop that one, or set SAFEGOV_DATA_DIR to another folder")


def announce(line: str) -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        print(line, file=sys.stderr, flush=True)  # noqa: T201 (progress on a terminal)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[int | None]:
    """The open lock file where nobody holds it, else None. A guard inherits it, and keeps the lock after us."""
    lock = -1
    try:
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        ours = try_lock(lock)
    except OSError as error:
        if lock >= 0:
            os.close(lock)
        raise arcade.unwritable(folder / "lock", error) from error
    try:
        yield lock if ours else None
    finally:
        os.close(lock)


if sys.platform == "win32":
    import msvcrt

    def try_lock(lock: int) -> bool:
        try:
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def try_lock(lock: int) -> bool:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


# -- its process


def spawn(folder: Path, task: Task, lock: int) -> subprocess.Popen[bytes]:
    """Starts the guard in a session of its own, so that Ctrl-C reaches only us, and hands the lock on to it."""
    try:
        log = os.open(folder / "log" / "guard.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise arcade.unwritable(folder / "log", error) from error
    try:
        guard = subprocess.Popen(  # noqa: S603 (our own script, no shell)
            [sys.executable, "-I", "-S", str(Path(__file__).with_name("guard.py"))],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=() if sys.platform == "win32" else (lock,),
        )
    except OSError as error:
        raise StoreUnavailable(
            f"The embedded engine's guard could not start ({error.strerror or error})",
            f"See to it that {sys.executable} can be run, and that the machine has processes and memory left",
        ) from error
    finally:
        os.close(log)
    assert guard.stdin is not None
    with contextlib.suppress(OSError):  # a guard that is gone already is found out by its exit
        guard.stdin.write(json.dumps(asdict(task)).encode() + b"\n")
        guard.stdin.flush()
    return guard


def free_port() -> int:
    """A port of loopback that nobody listens on at this moment."""
    while True:
        port = random.choice(PORTS)  # noqa: S311 (no secret)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind((HOST, port))
            return port


def connection(bolt: int, console: int, root: str, reader: str) -> Connection:
    return Connection(f"bolt://{HOST}:{bolt}", DATABASE, (WRITER, root), (READER, reader), console)


def answers(known: Connection, user: tuple[str, str]) -> bool:
    """Whether the engine answers this user on our database. A stranger on the port would keep the driver waiting."""
    if not speaks_bolt(known.port):
        return False
    try:
        with (
            neo4j.GraphDatabase.driver(
                known.uri, auth=user, connection_timeout=2, max_connection_pool_size=1
            ) as driver,
            driver.session(database=known.database) as session,
        ):
            session.run("RETURN 1").consume()
    except (DriverError, Neo4jError, OSError):
        return False
    return True
