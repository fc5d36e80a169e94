"""What is ArcadeDB's own: its files, users and groups, its command line, and what its failures mean.

Used by `graph.engine` only. Layout under DATA_DIR/engine: `databases`, `config`, `log`, `lock`, `state.json`,
`seal.json`, `secrets.json`, `root-password`; folders are mode 700, files 600.
"""

from __future__ import annotations

import base64
import hmac
import http.client
import importlib.util
import json
import os
import re
import secrets
import shutil
import sys
from pathlib import Path
from typing import Final

from graph.errors import StoreUnavailable
from graph.guard import SEAL, STORE, fingerprint, read_state

DATABASE: Final = "gov"
WRITER: Final = "root"
READER: Final = "reader"
NAMELESS: Final = "nameless"
"""Database of the graph without names of people (`graph.withhold`), and the user who reads it and nothing else."""
HOST: Final = "127.0.0.1"
STATEMENT_SECONDS: Final = 30.0
"""At least this for one statement of anybody, loading in batches included."""

SECRETS: Final = "secrets.json"
ROOT_FILE: Final = "root-password"
USERS: Final = "config/server-users.jsonl"
GROUPS: Final = "config/server-groups.json"
LOGGING: Final = "config/log.properties"

# As the engine's own, but for the console, which would repeat the file without an end.
LOG_PROPERTIES: Final = """\
handlers = java.util.logging.FileHandler
.level = INFO
io.undertow.level = WARNING
org.xnio.level = WARNING
org.jboss.level = WARNING
java.util.logging.FileHandler.formatter = com.arcadedb.log.LogFormatter
java.util.logging.FileHandler.pattern = ./log/arcadedb.log
java.util.logging.FileHandler.limit = 5000000
java.util.logging.FileHandler.count = 3
"""


class PortTaken(StoreUnavailable):
    """Another process took the port between our look and the engine's: worth another try."""


# -- its folder


def prepared(data_dir: Path) -> Path:
    """The engine's folder, made where missing. Raises StoreUnavailable where it can not be made or written."""
    folder = data_dir.absolute() / "engine"
    try:
        if not data_dir.exists():
            data_dir.mkdir(mode=0o700, parents=True)
        for each in (folder, folder / "databases", folder / "config", folder / "log"):
            each.mkdir(mode=0o700, exist_ok=True)
            each.chmod(0o700)
    except OSError as error:
        raise unwritable(data_dir, error) from error
    return folder


def furnish(folder: Path, query_seconds: float) -> tuple[str, str]:
    """Writes what the engine reads at its start; the passwords of writer and reader. The lock must be held.

    Raises StoreUnavailable where a file can not be written, or where the store's files are not as they were left.
    """
    try:
        damage = damaged(folder)
        if damage:
            raise unopenable(folder, damage)
        (folder / SEAL).unlink(missing_ok=True)
        known = passwords(folder)
        write_private(folder / ROOT_FILE, known[0])
        write_private(folder / GROUPS, json.dumps(groups(query_seconds), indent=1))
        write_private(folder / LOGGING, LOG_PROPERTIES)
    except OSError as error:
        raise unwritable(folder, error) from error
    return known


def passwords(folder: Path) -> tuple[str, str]:
    """The two users' passwords, made at the first start. Users that do not go with them are made again."""
    try:
        known = json.loads((folder / SECRETS).read_text(encoding="utf-8"))
        root, reader = str(known[WRITER]), str(known[READER])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        root, reader = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        (folder / USERS).unlink(missing_ok=True)
        write_private(folder / SECRETS, json.dumps({WRITER: root, READER: reader}))
    if not has_user(folder, WRITER):
        (folder / USERS).unlink(missing_ok=True)
    return root, reader


def groups(query_seconds: float) -> dict[str, object]:
    """Who may do what: the engine's own defaults, and readers of our databases, who may read records only."""
    records = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
    administration = ["updateSecurity", "updateSchema", "updateDatabaseSettings"]
    return {
        "databases": {
            "*": {"groups": {"admin": group(administration, records), "*": group([], [])}},
            **{
                database: {"groups": {"reader": group([], ["readRecord"], round(query_seconds * 1000))}}
                for database in (DATABASE, NAMELESS)
            },
        },
        "version": 2,
    }


def group(access: list[str], records: list[str], milliseconds: int = -1) -> dict[str, object]:
    return {"access": access, "resultSetLimit": -1, "readTimeout": milliseconds, "types": {"*": {"access": records}}}


def write_private(path: Path, text: str) -> None:
    """Replaces the file in one step; at no moment can anyone but its owner read it."""
    scratch = path.with_name(f"{path.name}.new")
    with open(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(scratch, path)


def damaged(folder: Path) -> str:
    """What is wrong with the store's files, or the empty string.

    Measured: the engine opens a store with a cut or overwritten file and serves what is left, fewer records or none,
    without a word. After an orderly end every file is held against the seal; after a crash, what must be JSON is read.
    """
    store = folder / STORE
    if not store.exists():
        return ""
    try:
        seal = json.loads((folder / SEAL).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return unreadable_json(store)
    except ValueError:
        return f"{SEAL} is not JSON"
    now = fingerprint(folder)
    missing = sorted(seal.keys() - now.keys())
    changed = sorted(name for name in seal.keys() & now.keys() if seal[name] != now[name])
    return "; ".join(
        f"{names[0]}{f' and {len(names) - 1} other files' if len(names) > 1 else ''} {what}"
        for names, what in ((missing, "missing"), (changed, "changed since the last orderly end"))
        if names
    )


def unreadable_json(store: Path) -> str:
    for path in (store / "schema.json", store / "configuration.json"):
        try:
            json.loads(path.read_bytes())
        except FileNotFoundError:
            if path.name == "schema.json" and any(store.glob("*.bucket")):
                return "schema.json missing"
        except ValueError:
            return f"{path.name} is not JSON"
    return ""


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
    if not os.access(java, os.X_OK) or not (home / "jars").is_dir():
        raise StoreUnavailable(
            f"The embedded engine's Java is missing or can not be run ({java})",
            "Install the package arcadedb-embedded again, or set SAFEGOV_STORE to the URI of a Neo4j",
        )
    return java, home / "jars"


def statement_seconds(query_seconds: float) -> float:
    """What any statement may take, where readers' queries may take `query_seconds`."""
    return max(STATEMENT_SECONDS, 4 * query_seconds)


def command(folder: Path, bolt: int, console: int, heap_mb: int, query_seconds: float, *, lasting: bool) -> list[str]:
    """The engine's command line: loopback only, no password, no scripts, no files or URLs for LOAD CSV.

    Measured: the limit of the readers' group holds for scans, not for products of UNWIND (66 s with 1 s allowed); the
    one on any command holds for both, and for everybody. Neither interrupts one huge expression.
    `lasting` lets Java's second compiler work: measured, it costs a second of processor time at the start and halves
    the time of heavy queries later on.
    """
    java, jars = runtime()
    properties = {
        "server.rootPath": folder,
        "server.databaseDirectory": folder / "databases",
        "server.rootPasswordPath": folder / ROOT_FILE,
        "server.mode": "production",
        "server.httpIncomingHost": HOST,
        "server.httpIncomingPort": console,
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.defaultDatabases": f"{DATABASE}[{WRITER}]",
        "bolt.host": HOST,
        "bolt.port": bolt,
        "opencypher.loadCsv.allowFileUrls": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
        "command.timeout": round(1000 * statement_seconds(query_seconds)),
        # Measured: with its own limit (four on two cores) four sleeping or runaway queries hold up all the others.
        "queryMaxConcurrent": 64,
        "polyglotEngineEnabled": "false",
        "serverMetrics": "false",
        "server.saltIterations": 1000,  # the passwords are 32 random bytes: stretching adds nothing but time
    }
    return [
        str(java),
        f"-Xmx{heap_mb}m",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:+UseSerialGC",
        *([] if lasting else ["-XX:TieredStopAtLevel=1"]),
        "-XX:-UsePerfData",
        "-XX:-CreateCoredumpOnCrash",
        f"-XX:ErrorFile={folder / 'log' / 'java-crash.log'}",
        "--enable-native-access=ALL-UNNAMED",
        "--add-modules=jdk.incubator.vector",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        f"-Djava.util.logging.config.file={folder / LOGGING}",
        *(f"-Darcadedb.{name}={value}" for name, value in properties.items()),
        "-cp",
        str(jars / "*"),
        "com.arcadedb.server.ArcadeDBServer",
    ]


def environment() -> dict[str, str]:
    """The little that Java needs: none of our settings, and no option of the user's other Javas."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "SYSTEMROOT", "TEMP") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


# -- its users


def has_user(folder: Path, name: str) -> bool:
    try:
        lines = (folder / USERS).read_text(encoding="utf-8").splitlines()
        return any(json.loads(line)["name"] == name for line in lines if line.strip())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def make_reader(console: int, root: str, reader: str) -> str:
    """Makes the reading user, or makes it again; the empty string, or the engine's reason where it would not.

    Through the engine's HTTP interface: there is no other documented way.
    """
    user = {"name": READER, "password": reader, "databases": {DATABASE: ["reader"]}}
    run(console, root, f"drop user {READER}")
    return run(console, root, f"create user {json.dumps(user)}")


def make_nameless(console: int, root: str) -> tuple[tuple[str, str], str]:
    """Makes the database without names and its reader where they are missing: that user, and why it was not done.

    The password follows from the writer's, so that every process that may write finds the same.
    """
    password = hmac.new(root.encode(), NAMELESS.encode(), "sha256").hexdigest()
    user = {"name": NAMELESS, "password": password, "databases": {NAMELESS: ["reader"]}}
    # what is there already is refused, and that is as well
    first = run(console, root, f"create database {NAMELESS}")
    second = run(console, root, f"create user {json.dumps(user)}")
    return (NAMELESS, password), "; ".join(reason for reason in (first, second) if reason)


def run(console: int, root: str, command: str) -> str:
    """Runs a server command as the writer; the empty string, or why it was not done."""
    token = base64.b64encode(f"{WRITER}:{root}".encode()).decode()
    headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json"}
    return ask(console, "POST", "/api/v1/server", json.dumps({"command": command}), headers)


def started(console: int) -> bool:
    """Whether the engine's start is complete; it answers over Bolt before that, and may still fail."""
    return not ask(console, "GET", "/api/v1/ready", None, {})


def ask(console: int, method: str, path: str, body: str | None, headers: dict[str, str]) -> str:
    """The empty string where the engine agreed, else what it said."""
    link = http.client.HTTPConnection(HOST, console, timeout=10)
    try:
        link.request(method, path, body, headers)
        reply = link.getresponse()
        said = reply.read().decode("utf-8", "replace")
    except (OSError, http.client.HTTPException) as error:
        return str(error) or type(error).__name__
    finally:
        link.close()
    return "" if reply.status in (http.client.OK, http.client.NO_CONTENT) else f"{reply.status} {said[:200]}"


# -- its failures


def unwritable(path: Path, error: OSError) -> StoreUnavailable:
    return StoreUnavailable(
        f"{error.filename or path} can not be written ({error.strerror or error})",
        "Make room or give yourself the right to write there, or set SAFEGOV_DATA_DIR to another folder",
    )


def unopenable(folder: Path, reason: str) -> StoreUnavailable:
    return StoreUnavailable(
        f"The store under {folder} can not be opened ({reason})",
        "Move it away or restore a backup; `safegov load` rebuilds the bundled register",
    )


def not_started(folder: Path) -> StoreUnavailable:
    """Why the engine ended at its start, in a line; its log has the rest."""
    state = read_state(folder)
    told = state.reason if state else ""
    reason = first_reason(told)
    if "Unable to listen" in told:
        return PortTaken(f"The embedded engine found its port taken ({reason})", "Try again")
    if "No space left on device" in told or full(folder):
        return no_room(folder)
    if "OutOfMemoryError" in told or "insufficient memory" in told or "reserve enough space" in told:
        return StoreUnavailable(f"The embedded engine ran out of memory ({reason})", "Free memory and try again")
    if "LocalDatabase.open" in told or "loadDatabases" in told:
        return unopenable(folder, reason)
    return StoreUnavailable(f"The embedded engine could not start ({reason})", f"Its log is in {folder / 'log'}")


def full(folder: Path) -> bool:
    """Whether the disk has less than a new store needs; the engine does not say so, and then hangs or ends mutely."""
    try:
        return shutil.disk_usage(folder).free < 1 << 20
    except OSError:
        return False


def no_room(folder: Path) -> StoreUnavailable:
    return StoreUnavailable(f"The disk of {folder} is full", "Make room, or set SAFEGOV_DATA_DIR to another folder")


def first_reason(told: str) -> str:
    """The last cause in a Java stack trace, else the last line that says anything; printable and short."""
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    causes = [line for line in lines if line.startswith(("Caused by: ", 'Exception in thread "main" '))]
    line = (causes or lines or ["it gave no reason"])[-1]
    line = re.sub(r'^(Caused by: |Exception in thread "main" )', "", line)
    line = re.sub(r"^[\w.$]+\.([\w$]+(?:Exception|Error))", r"\1", line)
    line = "".join(c if c.isprintable() else "?" for c in line)
    return line if len(line) <= 160 else f"{line[:157]}…"
