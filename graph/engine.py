"""The embedded engine: ArcadeDB on its own Java, run as a child process on loopback, its files under the data directory.

`Engine.open` starts it or joins the one that a running `safegov up` holds; `graph.guard` sees to it that it ends with us
and is back when it dies. Layout under DATA_DIR/engine: `databases`, `config`, `log`, `lock`, `state.json`,
`secrets.json`, `root-password`. What was measured and why the flags are as they are stands in docs/engine.md.
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import importlib.util
import json
import os
import random
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

import neo4j
from neo4j.exceptions import ClientError, DriverError, Neo4jError

from graph.errors import StoreUnavailable
from graph.guard import STATE, State, Task, read_state

DATABASE: Final = "gov"
WRITER: Final = "root"
READER: Final = "reader"
HOLDER: Final = "up"
"""The purpose whose engine others may join: it lasts, and it takes readers and writers as they come."""
HOST: Final = "127.0.0.1"
POLL: Final = 0.05
START_SECONDS: Final = 60.0
PORT_TRIES: Final = 5
PORTS: Final = range(20000, 32000)
"""Below every system's range for outgoing connections: none of those takes our port while the engine is restarted."""


@dataclass(frozen=True)
class Connection:
    """What a store needs to talk to the engine. The passwords are kept out of `repr`."""

    uri: str
    database: str
    writer: tuple[str, str]
    reader: tuple[str, str]
    """User of a group that has `readRecord` only: the engine does not enforce the driver's read mode."""

    def __repr__(self) -> str:
        return f"Connection({self.uri!r}, {self.database!r})"


class Engine:
    """A running engine. A context manager; `close` ends it where we own it."""

    connection: Connection
    owner: bool
    """False where another process holds the engine and we joined it."""

    def __init__(self, folder: Path, connection: Connection, guard: subprocess.Popen[bytes] | None) -> None:
        self.folder = folder
        self.connection = connection
        self.owner = guard is not None
        self._guard = guard

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

        Another holder (`load`, `export`) is waited for, `wait_seconds` at most, with a line on a terminal. Two `up` on one
        folder: the second is refused at once. `query_seconds` limits what the reading user's scans may take.
        Raises StoreUnavailable saying who holds the engine or why it could not start, and what to do.
        """
        folder = prepared(data_dir)
        deadline = time.monotonic() + wait_seconds
        told: int | None = None
        while True:
            with locked(folder) as lock:
                if lock is not None:
                    return cls._start(folder, lock, purpose, query_seconds, heap_mb)
            state = read_state(folder)
            if state is not None and lasting(state):
                if state.purpose == HOLDER == purpose:
                    raise taken(data_dir, state)
                if state.purpose == HOLDER and (joined := cls._join(folder, state)):
                    return joined
                if state.purpose != HOLDER and told != state.owner:
                    told = state.owner
                    announce(f"waiting for safegov {state.purpose} (process {state.owner})…")
            if time.monotonic() > deadline:
                raise still_held(data_dir, state, wait_seconds)
            time.sleep(POLL)

    @classmethod
    def _start(cls, folder: Path, lock: int, purpose: str, query_seconds: float, heap_mb: int) -> Engine:
        try:
            root, reader = passwords(folder)
            write_groups(folder, query_seconds)
            (folder / STATE).unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(folder, error) from error
        java, jars = runtime()
        for attempt in range(PORT_TRIES):
            bolt, console = free_ports(2)
            task = Task(
                folder=str(folder),
                command=command(java, jars, folder, bolt, console, heap_mb),
                environment=environment(),
                purpose=purpose,
                owner=os.getpid(),
                bolt=bolt,
                http=console,
            )
            engine = cls(folder, connection(bolt, root, reader), spawn(folder, task, lock))
            try:
                engine._until_ready(console)
                return engine
            except PortTaken:
                engine.close()
                if attempt == PORT_TRIES - 1:
                    raise
            except BaseException:
                engine.close()
                raise
        raise AssertionError("not reached")

    @classmethod
    def _join(cls, folder: Path, state: State) -> Engine | None:
        """The holder's engine, or None while it does not answer."""
        try:
            kept = json.loads((folder / "secrets.json").read_text(encoding="utf-8"))
            known = connection(state.bolt, kept[WRITER], kept[READER])
        except (OSError, ValueError, KeyError):
            return None
        answers = answer(known, known.writer) and answer(known, known.reader)
        return cls(folder, known, None) if answers else None

    def _until_ready(self, console: int) -> None:
        """Returns once both users are answered. Raises StoreUnavailable where the engine ended or took too long."""
        assert self._guard is not None
        deadline = time.monotonic() + START_SECONDS
        known = self.connection
        new = not has_user(self.folder, READER)
        while not answer(known, known.writer):
            self._check(deadline)
            time.sleep(POLL)
        if new or not answer(known, known.reader):
            make_reader(console, known)
        while not answer(known, known.reader):
            self._check(deadline)
            time.sleep(POLL)
        self._say("ready")

    def _check(self, deadline: float) -> None:
        assert self._guard is not None
        if self._guard.poll() is not None:
            raise not_started(self.folder)
        if time.monotonic() > deadline:
            raise StoreUnavailable(
                f"The embedded engine did not answer within {START_SECONDS:.0f} s",
                f"Its log is in {self.folder / 'log'}; a busy machine may need another try",
            )

    def _say(self, word: str) -> None:
        assert self._guard is not None
        assert self._guard.stdin is not None
        with contextlib.suppress(OSError):
            self._guard.stdin.write(f"{word}\n".encode())
            self._guard.stdin.flush()

    def restart(self) -> None:
        """Asks the guard to end the engine and start it again on the same ports; returns at once.

        Nothing committed is lost. Nothing happens where we only joined: the owner sees to its engine itself.
        """
        if self._guard is not None:
            self._say("restart")

    def close(self) -> None:
        """Ends the engine where we own it: its files are closed in order. May be called again."""
        guard, self._guard = self._guard, None
        if guard is None:
            return
        assert guard.stdin is not None
        with contextlib.suppress(OSError):
            guard.stdin.close()
        try:
            guard.wait(15)
        except subprocess.TimeoutExpired:
            guard.kill()
            guard.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class PortTaken(StoreUnavailable):
    """Another process took the port between our look and the engine's: worth another try."""


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


def taken(data_dir: Path, state: State) -> StoreUnavailable:
    return StoreUnavailable(
        f"{data_dir} is held by safegov {state.purpose} (process {state.owner}, since {clock(state.started)})",
        "Stop that one, or set SAFEGOV_DATA_DIR to another folder",
    )


def still_held(data_dir: Path, state: State | None, waited: float) -> StoreUnavailable:
    if state is None:
        return StoreUnavailable(
            f"{data_dir} is held by another process, which did not say which within {waited:.0f} s",
            "Stop it, or set SAFEGOV_DATA_DIR to another folder",
        )
    return StoreUnavailable(
        f"{data_dir} is still held by safegov {state.purpose} (process {state.owner}, since {clock(state.started)}) "
        f"after {waited:.0f} s",
        "Wait for it to end, stop it, or set SAFEGOV_DATA_DIR to another folder",
    )


def clock(moment: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(moment))


def announce(line: str) -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        print(line, file=sys.stderr, flush=True)  # noqa: T201 (progress on a terminal)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[int | None]:
    """The open lock file where nobody holds it, else None. The guard inherits it, and with it the lock."""
    try:
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        yield lock if try_lock(lock) else None
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
        except OSError:
            return False
        return True


# -- its folder


def prepared(data_dir: Path) -> Path:
    """The engine's folder, made where missing. Raises StoreUnavailable where it can not be made or written."""
    folder = data_dir.absolute() / "engine"
    try:
        if not data_dir.exists():
            data_dir.mkdir(mode=0o700, parents=True)
        for each in (folder, folder / "databases", folder / "config", folder / "log"):
            each.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise unwritable(data_dir, error) from error
    return folder


def unwritable(path: Path, error: OSError) -> StoreUnavailable:
    return StoreUnavailable(
        f"{error.filename or path} can not be written ({error.strerror or error})",
        "Give yourself the right to write there, or set SAFEGOV_DATA_DIR to another folder",
    )


def passwords(folder: Path) -> tuple[str, str]:
    """The two users' passwords, made at the first start. Users made with others that were lost are forgotten."""
    kept = folder / "secrets.json"
    try:
        known = json.loads(kept.read_text(encoding="utf-8"))
        root, reader = str(known[WRITER]), str(known[READER])
    except (OSError, ValueError, KeyError, TypeError):
        root, reader = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        (folder / "config" / "server-users.jsonl").unlink(missing_ok=True)
        write_private(kept, json.dumps({WRITER: root, READER: reader}))
    write_private(folder / "root-password", root)
    return root, reader


def write_groups(folder: Path, query_seconds: float) -> None:
    """Who may do what: the engine's own defaults, and readers of our database, who may read records and nothing else."""
    records = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
    administration = ["updateSecurity", "updateSchema", "updateDatabaseSettings"]
    write_private(
        folder / "config" / "server-groups.json",
        json.dumps(
            {
                "databases": {
                    "*": {"groups": {"admin": group(administration, records), "*": group([], [])}},
                    DATABASE: {"groups": {"reader": group([], ["readRecord"], round(query_seconds * 1000))}},
                },
                "version": 2,
            },
            indent=1,
        ),
    )


def group(access: list[str], records: list[str], milliseconds: int = -1) -> dict[str, object]:
    return {
        "access": access,
        "resultSetLimit": -1,
        "readTimeout": milliseconds,
        "types": {"*": {"access": records}},
    }


def write_private(path: Path, text: str) -> None:
    """Replaces the file in one step; only its owner can read it, at no moment anyone else."""
    scratch = path.with_name(f"{path.name}.new")
    with open(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(scratch, path)


# -- its process


def runtime() -> tuple[Path, Path]:
    """The wheel's Java and its jars, found without importing the wheel: its import may load a JVM into this process."""
    spec = importlib.util.find_spec("arcadedb_embedded")
    if spec is None or not spec.submodule_search_locations:
        raise StoreUnavailable(
            "The embedded engine is not installed",
            "Install the package arcadedb-embedded, or set SAFEGOV_STORE to the URI of a Neo4j",
        )
    home = Path(spec.submodule_search_locations[0])
    java = home / "jre" / "bin" / ("java.exe" if sys.platform == "win32" else "java")
    if not java.is_file() or not os.access(java, os.X_OK) or not (home / "jars").is_dir():
        raise StoreUnavailable(
            f"The embedded engine's Java is missing or can not be run ({java})",
            "Install the package arcadedb-embedded again, or set SAFEGOV_STORE to the URI of a Neo4j",
        )
    return java, home / "jars"


def command(java: Path, jars: Path, folder: Path, bolt: int, console: int, heap_mb: int) -> list[str]:
    """The engine's command line: loopback only, no password, no Studio, no remote or local files for LOAD CSV."""
    properties = {
        "server.rootPath": folder,
        "server.databaseDirectory": folder / "databases",
        "server.rootPasswordPath": folder / "root-password",
        "server.mode": "production",
        "server.httpIncomingHost": HOST,
        "server.httpIncomingPort": console,
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.defaultDatabases": f"{DATABASE}[{WRITER}]",
        "bolt.host": HOST,
        "bolt.port": bolt,
        "opencypher.loadCsv.allowFileUrls": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
    }
    return [
        str(java),
        f"-Xmx{heap_mb}m",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "--enable-native-access=ALL-UNNAMED",
        "--add-modules=jdk.incubator.vector",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        *(f"-Darcadedb.{name}={value}" for name, value in properties.items()),
        "-cp",
        str(jars / "*"),
        "com.arcadedb.server.ArcadeDBServer",
    ]


def environment() -> dict[str, str]:
    """The little that Java needs: none of our settings, and no option of the user's other Javas."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "SYSTEMROOT", "TEMP") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def spawn(folder: Path, task: Task, lock: int) -> subprocess.Popen[bytes]:
    """Starts the guard in a session of its own (Ctrl-C reaches us, and we end it in order), the lock handed on to it."""
    log: IO[bytes]
    with open(os.open(folder / "log" / "guard.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as log:
        guard = subprocess.Popen(  # noqa: S603 (our own script, no shell)
            [sys.executable, "-I", "-S", str(Path(__file__).with_name("guard.py"))],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=(lock,) if sys.platform != "win32" else (),
        )
    assert guard.stdin is not None
    guard.stdin.write(json.dumps(asdict(task)).encode() + b"\n")
    guard.stdin.flush()
    return guard


def free_ports(number: int) -> list[int]:
    """Ports of loopback that nobody listens on at this moment."""
    found: list[int] = []
    while len(found) < number:
        port = random.choice(PORTS)  # noqa: S311 (no secret)
        with socket.socket() as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
        if port not in found:
            found.append(port)
    return found


# -- talking to it


def connection(bolt: int, root: str, reader: str) -> Connection:
    return Connection(f"bolt://{HOST}:{bolt}", DATABASE, (WRITER, root), (READER, reader))


def answer(known: Connection, user: tuple[str, str]) -> bool:
    """Whether the engine answers this user on our database."""
    try:
        with (
            neo4j.GraphDatabase.driver(known.uri, auth=user, connection_timeout=5, max_connection_pool_size=1) as driver,
            driver.session(database=known.database) as session,
        ):
            session.run("RETURN 1").consume()
    except (DriverError, Neo4jError, OSError):
        return False
    return True


def has_user(folder: Path, name: str) -> bool:
    try:
        lines = (folder / "config" / "server-users.jsonl").read_text(encoding="utf-8").splitlines()
        return any(json.loads(line).get("name") == name for line in lines if line.strip())
    except (OSError, ValueError):
        return False


def make_reader(console: int, known: Connection) -> None:
    """The reading user, through the engine's HTTP interface: there is no other way to make one."""
    user = {"name": READER, "password": known.reader[1], "databases": {DATABASE: ["reader"]}}
    server_command(console, known, f"drop user {READER}")
    reason = server_command(console, known, f"create user {json.dumps(user)}")
    if reason:
        raise StoreUnavailable(f"The embedded engine's reading user could not be made ({reason})", "Try again")


def server_command(console: int, known: Connection, text: str) -> str:
    """The empty string where the engine did it, else its reason."""
    name, password = known.writer
    token = base64.b64encode(f"{name}:{password}".encode()).decode()
    link = http.client.HTTPConnection(HOST, console, timeout=10)
    try:
        link.request(
            "POST",
            "/api/v1/server",
            json.dumps({"command": text}),
            {"Authorization": f"Basic {token}", "Content-Type": "application/json"},
        )
        reply = link.getresponse()
        body = reply.read().decode("utf-8", "replace")
    except OSError as error:
        return str(error)
    finally:
        link.close()
    return "" if reply.status == 200 else body[:300]


def not_started(folder: Path) -> StoreUnavailable:
    """Why the guard gave up, in a line; the rest is in the engine's log."""
    state = read_state(folder)
    reason = (state.reason if state else "").strip().splitlines()
    return StoreUnavailable(
        f"The embedded engine could not start ({reason[-1] if reason else 'no reason given'})",
        f"Its log is in {folder / 'log'}",
    )


_ = (Callable, ClientError)
