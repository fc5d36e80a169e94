"""A real Neo4j for the tests, without Docker: `python -m tests.neo4j_server -- COMMAND ARGS…` runs COMMAND beside one.

COMMAND finds it in SAFEGOV_TEST_NEO4J (a Bolt URI on loopback), SAFEGOV_TEST_NEO4J_USER and
SAFEGOV_TEST_NEO4J_PASSWORD. The exit code is COMMAND's; 2 where there is no such command, 3 where the server can't be
had. The server and its data are gone afterwards, also when this process is killed. Needs a JDK (17 or 21) and Maven;
the jars stay in `.neo4j/` for the next time (SAFEGOV_NEO4J_JARS names another folder).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from neo4j import GraphDatabase

HERE = Path(__file__).parent / "neo4j"
CACHE = Path(__file__).parent.parent / ".neo4j"
START_SECONDS = 120.0
USER = "neo4j"

# Port 0: the server takes a free one and says which, so that two runs on one machine never want the same.
CONF = """\
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:0
server.default_listen_address=127.0.0.1
server.memory.pagecache.size=128m
dbms.security.auth_enabled=true
dbms.security.allow_csv_import_from_file_urls=false
dbms.usage_report.enabled=false
dbms.memory.transaction.total.max=768m
db.memory.transaction.max=512m
db.transaction.timeout=60s
db.tx_log.preallocate=false
"""


class ServerError(Exception):
    """The server can't be had; the message says why and what helps."""


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, and the password of its one user."""

    uri: str
    password: str


def main(arguments: list[str]) -> int:
    """Runs the command after `--` beside a server. Returns its exit code, 2 for no command, 3 for no server."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command or shutil.which(command[0]) is None:
        sys.stderr.write("Usage: python -m tests.neo4j_server -- COMMAND ARGS…, with a COMMAND that is there\n")
        return 2
    # An end by SIGTERM has to unwind the `with` blocks below; Python's default for it does not.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        with running() as server:
            return _run(command, server)
    except ServerError as error:
        sys.stderr.write(f"Neo4j for the tests: {error}\n")
        return 3
    except KeyboardInterrupt:
        return 130


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """A server that answers, ended with the block. Raises ServerError where Java, Maven or the start fails."""
    for tool in ("java", "mvn"):
        if shutil.which(tool) is None:
            raise ServerError(f"`{tool}` is not installed. On Debian: apt-get install default-jdk-headless maven")
    lib = _jars(Path(os.environ.get("SAFEGOV_NEO4J_JARS") or CACHE))
    began = time.monotonic()
    home = Path(tempfile.mkdtemp(prefix="safegov-neo4j-"))
    (home / "neo4j.conf").write_text(CONF, encoding="utf-8")
    log = home / "java.log"
    # Its own session: Ctrl-C then reaches the command only, and the server outlives the command's last queries.
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [
                "java",
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                f"{lib}/*",
                str(HERE / "Main.java"),
                str(home),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )
    try:
        server = Server(f"bolt://127.0.0.1:{_port(process, log)}", secrets.token_urlsafe(24))
        _set_password(server)
        _say(f"answers after {time.monotonic() - began:.1f} s at {server.uri}")
        yield server
    finally:
        process.kill()  # it takes ten seconds to shut down, for data that nobody will read again
        process.wait()
        shutil.rmtree(home, ignore_errors=True)


def _jars(cache: Path) -> Path:
    """The folder of jars for this pom.xml, brought by Maven where it is not there yet."""
    pom = HERE / "pom.xml"
    lib = cache / hashlib.sha256(pom.read_bytes()).hexdigest()[:12]
    if lib.is_dir():
        return lib
    cache.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    _say("Maven brings the jars (116 MB, once) …")
    # Into a folder of its own first: an interrupted download must not pass for a whole one.
    with tempfile.TemporaryDirectory(prefix="partial-", dir=cache) as partial:
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={partial}/lib"]
        done = subprocess.run(
            ["mvn", "-B", "-q", "-f", str(pom), *goal],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise ServerError(f"Maven failed with exit code {done.returncode}:\n{done.stdout[-2000:]}")
        try:
            (Path(partial) / "lib").rename(lib)
        except OSError:
            if not lib.is_dir():  # else another run was first
                raise
    _say(f"{len(list(lib.glob('*.jar')))} jars after {time.monotonic() - began:.1f} s")
    return lib


def _port(process: subprocess.Popen[bytes], log: Path) -> int:
    """The Bolt port that the server prints. Raises ServerError where it ends first or takes START_SECONDS."""
    assert process.stdout is not None
    watch = threading.Timer(START_SECONDS, process.kill)
    watch.start()
    try:
        for line in process.stdout:
            words = line.split()
            if len(words) == 2 and words[0] == b"bolt":
                return int(words[1])
    finally:
        watch.cancel()
    ending = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise ServerError(f"the server did not start (limit {START_SECONDS:.0f} s). Its last lines:\n{ending}")


def _set_password(server: Server) -> None:
    """Gives the first user a password of its own; until then the server takes no other statement."""
    with GraphDatabase.driver(server.uri, auth=(USER, "neo4j")) as driver:
        driver.execute_query(
            "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password", password=server.password, database_="system"
        )
    with GraphDatabase.driver(server.uri, auth=(USER, server.password)) as driver:
        driver.execute_query("RETURN 1", database_="neo4j")


def _run(command: list[str], server: Server) -> int:
    """Runs the command to its end; ends it when this process is asked to end."""
    environment = os.environ | {
        "SAFEGOV_TEST_NEO4J": server.uri,
        "SAFEGOV_TEST_NEO4J_USER": USER,
        "SAFEGOV_TEST_NEO4J_PASSWORD": server.password,
    }
    with subprocess.Popen(command, env=environment) as process:
        while True:
            try:
                code = process.wait()
                break
            except KeyboardInterrupt:
                continue  # a terminal's Ctrl-C has reached the command too: it says when it is done
            except SystemExit:
                process.terminate()
                process.wait()
                raise
    return code if code >= 0 else 128 - code


def _say(text: str) -> None:
    sys.stderr.write(f"Neo4j for the tests: {text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
