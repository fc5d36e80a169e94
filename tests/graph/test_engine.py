"""The embedded engine: it answers, its readers can not write, it never outlives us, and it says what is in its way."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import neo4j
import pytest
from neo4j.exceptions import DriverError, Neo4jError

from graph import arcade
from graph import engine as engine_module
from graph.engine import Engine, free_port
from graph.errors import StoreUnavailable
from graph.guard import State, read_state, write_json

ROOT = Path(__file__).parents[2]
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc, or needs Linux's parent-death signal")


def run(engine: Engine, query: str, *, writer: bool = False, database: str | None = None) -> list[dict[str, Any]]:
    known = engine.connection
    with (
        neo4j.GraphDatabase.driver(known.uri, auth=known.writer if writer else known.reader) as driver,
        driver.session(database=database or known.database) as session,
    ):
        return session.run(query).data()


def done(engine: Engine, query: str) -> bool:
    """Whether the writer's query went through."""
    try:
        run(engine, query, writer=True)
    except Neo4jError:
        return False
    return True


def state_of(engine: Engine) -> State:
    state = read_state(engine.folder)
    assert state is not None
    return state


def java_of(engine: Engine) -> int:
    java = state_of(engine).java
    assert java is not None
    return java


def running(process: int) -> bool:
    """Whether it lives; a zombie that nobody has collected yet does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def gone(process: int) -> bool:
    return not running(process)


def within(seconds: float, condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def answers(engine: Engine) -> bool:
    try:
        return run(engine, "RETURN 1 AS one") == [{"one": 1}]
    except (DriverError, Neo4jError):
        return False


def count(engine: Engine) -> int:
    return int(run(engine, "MATCH (n) RETURN count(n) AS n")[0]["n"])


def left_behind(data_dir: Path) -> list[int]:
    """Processes whose command line names the data directory."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(data_dir).encode() in entry.read_bytes() and int(entry.parent.name) != os.getpid():
                found.append(int(entry.parent.name))
        except OSError:
            continue
    return [process for process in found if running(process)]


def holder(data_dir: Path, purpose: str, then: str = "time.sleep(120)") -> subprocess.Popen[str]:
    """Another process that opens the engine, prints what it got, and goes on with `then`."""
    script = (
        "import sys, time, os, json\n"
        "from pathlib import Path\n"
        "from graph.engine import Engine\n"
        "from graph.guard import read_state\n"
        "with Engine.open(Path(sys.argv[1]), purpose=sys.argv[2], query_seconds=5) as engine:\n"
        "    state = read_state(engine.folder)\n"
        "    print(json.dumps([engine.owner, state.guard, state.java]), flush=True)\n"
        f"    {then}\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", script, str(data_dir), purpose], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def report(process: subprocess.Popen[str]) -> tuple[bool, int, int]:
    assert process.stdout is not None
    owner, guard, java = json.loads(process.stdout.readline())
    return bool(owner), int(guard), int(java)


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    if process.stdout:
        process.stdout.close()


def open_for_test(data_dir: Path, **options: Any) -> Engine:
    return Engine.open(data_dir, **{"purpose": "export", "query_seconds": 5, "wait_seconds": 20, **options})


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One engine for the tests that do it no harm; its folder has a name that needs care."""
    data_dir = tmp_path_factory.mktemp("engine") / "données de l'essai"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", "-Xmx1k")
        patch.setattr(arcade, "STATEMENT_SECONDS", 4.0)
        patch.setenv("SAFEGOV_STORE_PASSWORD", "not for java")
        engine = Engine.open(data_dir, purpose="up", query_seconds=1)
    with engine:
        run(engine, "CREATE CONSTRAINT p_id IF NOT EXISTS FOR (n:P) REQUIRE n.id IS UNIQUE", writer=True)
        run(engine, "CREATE (:P {id: '1', name: 'a'})-[:K {x: 1}]->(:P {id: '2', name: 'b'})", writer=True)
        yield engine


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with 500 nodes, closed in order; to be copied."""
    data_dir = tmp_path_factory.mktemp("closed")
    with open_for_test(data_dir) as engine:
        run(engine, "CREATE CONSTRAINT p_id IF NOT EXISTS FOR (n:P) REQUIRE n.id IS UNIQUE", writer=True)
        run(engine, "UNWIND range(1, 500) AS i CREATE (:P {id: i, name: 'name ' + toString(i)})", writer=True)
        engine.close()
        engine.close()
    if sys.platform == "linux":
        assert left_behind(data_dir) == []
    return data_dir


@pytest.fixture
def copy(closed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(closed, tmp_path / "data"))


# -- it answers


def test_both_users_are_answered(shared: Engine) -> None:
    assert shared.owner
    assert run(shared, "MATCH (n:P) RETURN n.id AS id ORDER BY id") == [{"id": "1"}, {"id": "2"}]
    assert run(shared, "MATCH (n:P)-[k:K]->() RETURN k.x AS x", writer=True) == [{"x": 1}]


def test_a_readers_scan_is_held_to_its_time(shared: Engine) -> None:
    run(shared, "UNWIND range(1, 500) AS i CREATE (:Many {id: i})", writer=True)
    try:
        with pytest.raises(Neo4jError) as refused:
            run(shared, "MATCH (a:Many), (b:Many), (c:Many) WHERE a.id * b.id * c.id = 7 RETURN count(*)")
    finally:
        # a busy machine may still be ending the scan
        assert within(30, partial(done, shared, "MATCH (n:Many) DELETE n"))
    assert refused.value.code == "Neo.ClientError.Transaction.TransactionTimedOut"


def test_a_product_without_a_scan_ends_too(shared: Engine) -> None:
    """The engine holds the readers' limit for scans only."""
    with pytest.raises(Neo4jError) as refused:
        run(shared, "UNWIND range(1, 9999) AS i UNWIND range(1, 9999) AS j WITH i, j WHERE i * j = 7 RETURN count(*)")
    assert refused.value.code == "Neo.ClientError.Transaction.TransactionTimedOut"


def test_sleeping_queries_do_not_hold_up_the_others(shared: Engine) -> None:
    """The engine's own limit of queries at a time is four on a machine of two cores."""
    asleep = [threading.Thread(target=run, args=(shared, "CALL util.sleep(4000)")) for _ in range(8)]
    for thread in asleep:
        thread.start()
    time.sleep(0.5)
    answered = count(shared)
    still_asleep = sum(thread.is_alive() for thread in asleep)
    for thread in asleep:
        thread.join()
    assert (answered, still_asleep) == (2, 8)


# -- its readers can not write


WRITES = [
    "CREATE (:P {id: 'x'})",
    "CREATE (:Fresh {id: 'x'})",
    "MERGE (:P {id: 'y'})",
    "MERGE (a:P {id: '1'}) ON MATCH SET a.name = 'z'",
    "MATCH (n:P) SET n.name = 'q'",
    "MATCH (n:P) SET n += {name: 'q'}",
    "MATCH (n:P {id: '1'}) SET n:Other",
    "MATCH (n:P {id: '1'}) REMOVE n:P",
    "MATCH (n:P) REMOVE n.name",
    "MATCH ()-[k:K]->() SET k.x = 2",
    "MATCH ()-[k:K]->() DELETE k",
    "MATCH (n) DETACH DELETE n",
    "MATCH (a:P {id: '1'}), (b:P {id: '2'}) CREATE (b)-[:K]->(a)",
    "MATCH (a:P {id: '1'}), (b:P {id: '2'}) MERGE (a)-[:Z]->(b)",
    "FOREACH (i IN [1, 2] | CREATE (:P {id: toString(i) + 'f'}))",
    "UNWIND [1, 2] AS i CREATE (:P {id: toString(i) + 'u'})",
    "CALL { CREATE (n:P {id: 's'}) RETURN n } RETURN n",
    "UNWIND [1] AS i CALL (i) { CREATE (:P {id: 't'}) } IN TRANSACTIONS OF 1 ROWS RETURN 1",
    "MATCH (n:P) CALL (n) { SET n.name = 'k' } RETURN n",
    "MATCH (n) RETURN n UNION CREATE (m:P {id: 'un'}) RETURN m AS n",
    "MATCH (n) WITH n LIMIT 1 CREATE (:P {id: 'w'}) RETURN n",
    "USE gov CREATE (:P {id: 'us'})",
    "CALL merge.node(['P'], {id: 'm'}, {}, {}) YIELD node RETURN node",
    "CALL apoc.merge.node(['P'], {id: 'm'})",
    "CALL apoc.create.node(['P'], {id: 'm'})",
    "CALL apoc.cypher.doIt('CREATE (:P {id: 1})', {}) YIELD value RETURN value",
    "CREATE INDEX ix IF NOT EXISTS FOR (n:P) ON (n.name)",
    "CREATE INDEX ix2 FOR (n:Fresh) ON (n.name)",
    "CREATE CONSTRAINT c2 FOR (n:P) REQUIRE n.name IS NOT NULL",
    "DROP CONSTRAINT p_id",
    "DROP INDEX p_id",
    "LOAD CSV FROM 'file:///etc/hostname' AS row RETURN row",
    "LOAD CSV FROM '/etc/hostname' AS row RETURN row",
    "LOAD CSV FROM 'http://127.0.0.1:9/x.csv' AS row RETURN row",
    "CREATE DATABASE other",
    "DROP DATABASE gov",
    "CREATE USER evil SET PASSWORD 'abcdefgh12'",
    "SHOW USERS",
    "GRANT ROLE admin TO reader",
    "CALL dbms.listConfig()",
    "INSERT INTO P SET id = 'sql'",
    "CREATE VERTEX TYPE Hack",
]


def everything(engine: Engine) -> tuple[object, ...]:
    nodes = "MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN labels(n), properties(n), type(r), properties(r), m.id"
    return (
        sorted(str(row) for row in run(engine, nodes, writer=True)),
        (engine.folder / "databases" / "gov" / "schema.json").read_text(encoding="utf-8"),
        (engine.folder / arcade.USERS).read_text(encoding="utf-8"),
        sorted(path.name for path in (engine.folder / "databases").iterdir()),
    )


@pytest.mark.parametrize("query", WRITES)
def test_a_reader_can_not_write_make_schema_or_read_files(shared: Engine, query: str) -> None:
    before = everything(shared)
    with pytest.raises(Neo4jError):
        run(shared, query)
    assert everything(shared) == before


@pytest.mark.parametrize(
    "query",
    [
        "PROFILE CREATE (:P {id: 'pr'})",
        "PROFILE MATCH (n:P) SET n.name = 'pr'",
        "PROFILE MATCH (n) DETACH DELETE n",
        "EXPLAIN CREATE (:P {id: 'ex'})",
        "MATCH (n:P {id: 'nobody'}) SET n.name = 'x'",
    ],
)
def test_what_is_answered_without_an_error_writes_nothing_either(shared: Engine, query: str) -> None:
    before = everything(shared)
    with contextlib.suppress(Neo4jError):
        run(shared, query)
    assert everything(shared) == before


@pytest.mark.parametrize("database", ["system", "neo4j", "other"])
def test_a_reader_can_not_write_under_another_databases_name(shared: Engine, database: str) -> None:
    before = everything(shared)
    with pytest.raises(Neo4jError):
        run(shared, "CREATE (:P {id: 'x'})", database=database)
    assert everything(shared) == before


def test_a_reader_neither_sees_nor_ends_the_writers_work(shared: Engine) -> None:
    work = threading.Thread(target=run, args=(shared, "CALL util.sleep(1500)"), kwargs={"writer": True})
    work.start()
    time.sleep(0.5)
    seen = run(shared, "SHOW TRANSACTIONS")
    writers = [row for row in run(shared, "SHOW TRANSACTIONS", writer=True) if "util.sleep" in str(row)]
    work.join()
    assert len(writers) == 1
    assert [row["username"] for row in seen] == ["reader"]


# -- it keeps its secrets


@linux
def test_no_password_on_a_command_line_in_an_environment_or_in_a_log(shared: Engine) -> None:
    words = {shared.connection.writer[1], shared.connection.reader[1]}
    assert all(len(word) > 40 for word in words)
    state = state_of(shared)
    seen = [Path(f"/proc/{p}/{f}") for p in (state.java, state.guard, os.getpid()) for f in ("cmdline", "environ")]
    seen += [shared.folder / "state.json", *(shared.folder / "log").iterdir()]
    for path in seen:
        text = path.read_bytes().decode("utf-8", "replace")
        assert not any(word in text for word in words), path
    assert not any(word in repr(shared.connection) for word in words)


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_nothing_can_be_read_by_others(shared: Engine) -> None:
    for path in [shared.folder.parent, shared.folder, *shared.folder.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), f"{path} is {mode:o}"


@linux
def test_only_loopback_is_bound_and_nothing_is_called(shared: Engine) -> None:
    state = state_of(shared)
    links = [os.readlink(fd) for fd in Path(f"/proc/{state.java}/fd").iterdir()]
    ours = {link[8:-1] for link in links if link.startswith("socket:[")}
    bound, peers = set(), set()
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            _, local, remote, _, *rest = line.split()
            if rest[5] in ours:
                bound.add((local.partition(":")[0], int(local.partition(":")[2], 16)))
                peers.add(remote.partition(":")[0])
    loopback = {"0100007F", "0000000000000000FFFF00000100007F"}
    assert {port for _, port in bound} == {state.bolt, state.http}
    assert {address for address, _ in bound} <= loopback
    assert all(set(peer) == {"0"} or peer in loopback for peer in peers)


def test_lost_secrets_are_made_again_and_the_data_kept(copy: Path) -> None:
    (copy / "engine" / "secrets.json").unlink()
    (copy / "engine" / "root-password").unlink()
    with open_for_test(copy) as engine:
        assert count(engine) == 500
        assert run(engine, "CREATE (n:P {id: 'new'}) RETURN n.id AS id", writer=True) == [{"id": "new"}]


# -- it never outlives us, and is back when it dies


@linux
def test_it_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    parent = holder(tmp_path, "up")
    _, guard, java = report(parent)
    assert running(guard)
    assert running(java)
    end(parent)
    assert within(5, lambda: gone(guard) and gone(java))
    assert left_behind(tmp_path) == []


@linux
def test_it_ends_when_its_parent_is_killed_though_a_fork_lives_on(tmp_path: Path) -> None:
    """A fork holds the pipe to the guard open."""
    parent = holder(tmp_path, "up", "pid = os.fork()\n    pid and print(pid, flush=True)\n    time.sleep(60)")
    _, guard, java = report(parent)
    assert parent.stdout is not None
    fork = int(parent.stdout.readline())
    end(parent)
    try:
        assert within(5, lambda: gone(guard) and gone(java))
        assert running(fork)
    finally:
        os.kill(fork, signal.SIGKILL)


@linux
def test_it_ends_with_its_guard_and_a_restart_brings_both_back(copy: Path) -> None:
    with open_for_test(copy) as engine:
        guard, java = state_of(engine).guard, java_of(engine)
        os.kill(guard, signal.SIGKILL)
        assert within(5, lambda: gone(java))
        engine.restart()
        assert within(20, lambda: answers(engine))
        assert count(engine) == 500
    assert left_behind(copy) == []


def kill(engine: Engine) -> None:
    os.kill(java_of(engine), signal.SIGKILL)


def eat_memory(engine: Engine) -> None:
    with pytest.raises((DriverError, Neo4jError)):
        run(engine, "RETURN size(reduce(s = 'a', x IN range(1, 40) | s + s))")


@linux
def test_it_is_back_with_its_data_when_java_dies_or_a_restart_is_asked_for(copy: Path) -> None:
    with open_for_test(copy, heap_mb=128) as engine:
        run(engine, "CREATE (:P {id: 'committed'})", writer=True)
        for strike in (kill, eat_memory, Engine.restart):
            before = java_of(engine)
            strike(engine)
            assert within(10, partial(gone, before))
            assert within(20, partial(answers, engine))
            assert java_of(engine) != before
            assert count(engine) == 501
    assert left_behind(copy) == []


@linux
def test_it_does_not_hear_the_terminals_ctrl_c(shared: Engine) -> None:
    state = state_of(shared)
    assert os.getsid(state.guard) == os.getsid(java_of(shared)) != os.getsid(0)


@linux
def test_java_gets_none_of_our_settings_and_nobodys_options(shared: Engine) -> None:
    environment = Path(f"/proc/{java_of(shared)}/environ").read_bytes()
    assert b"PATH=" in environment
    assert b"not for java" not in environment
    assert b"JAVA" not in environment


# -- who holds it


def test_others_join_the_engine_of_up(shared: Engine) -> None:
    with open_for_test(shared.folder.parent, purpose="query") as joined:
        assert not joined.owner
        assert joined.connection == shared.connection
        assert count(joined) == 2
        joined.restart()
    assert answers(shared)


def test_another_process_joins_too(shared: Engine) -> None:
    other = holder(shared.folder.parent, "load", "pass")
    owner, _, java = report(other)
    assert (owner, java, other.wait(10)) == (False, java_of(shared), 0)
    end(other)
    assert answers(shared)


def test_a_second_up_is_told_at_once_who_is_there(shared: Engine) -> None:
    began = time.monotonic()
    with pytest.raises(StoreUnavailable) as refused:
        open_for_test(shared.folder.parent, purpose="up")
    assert time.monotonic() - began < 1
    assert re.search(rf"held by safegov up \(process {os.getpid()}, since \d{{4}}-", str(refused.value))
    assert "SAFEGOV_DATA_DIR" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_one_that_will_end_is_waited_for_and_named(tmp_path: Path) -> None:
    loading = holder(tmp_path, "load", "time.sleep(1)")
    report(loading)
    with pytest.raises(StoreUnavailable) as refused:
        open_for_test(tmp_path, purpose="up", wait_seconds=0.3)
    assert f"safegov load (process {loading.pid}, since " in str(refused.value)
    with open_for_test(tmp_path) as engine:
        assert engine.owner
        assert answers(engine)
    assert loading.wait(5) == 0
    end(loading)


def test_two_that_start_at_once_come_one_after_the_other(tmp_path: Path) -> None:
    both = [holder(tmp_path / "new", "export", "pass") for _ in range(2)]
    assert [report(one)[0] for one in both] == [True, True]
    assert [one.wait(20) for one in both] == [0, 0]
    for one in both:
        end(one)


def test_what_a_crash_left_is_not_believed(copy: Path) -> None:
    """A state whose process ids are those of others by now, and a torn file of users."""
    left = State("running", "up", os.getpid(), os.getpid(), None, 1, 2, time.time())
    write_json(copy / "engine" / "state.json", asdict(left))
    (copy / "engine" / arcade.USERS).write_bytes(b'{"name":"ro')
    with open_for_test(copy, purpose="up") as engine:
        assert engine.owner
        assert state_of(engine).guard != os.getpid()
        assert count(engine) == 500


# -- what is in its way


def refusal(data_dir: Path, **options: Any) -> str:
    """The one line with which opening fails; nothing may be left running or locked."""
    with pytest.raises(StoreUnavailable) as refused:
        open_for_test(data_dir, **options)
    assert "\n" not in str(refused.value)
    if sys.platform == "linux":
        assert left_behind(data_dir) == []
    return str(refused.value)


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "can not be written" in refusal(tmp_path / "file" / "data")
    assert "SAFEGOV_DATA_DIR" in refusal(tmp_path / "file")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_the_right_to_write(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert "Permission denied" in refusal(tmp_path / "data")
        assert "Permission denied" in refusal(tmp_path)
    finally:
        tmp_path.chmod(0o700)


def overwrite(path: Path) -> None:
    path.write_bytes(b"\x9c\x13rubbish" * (path.stat().st_size // 9 + 1))


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 3)


@pytest.mark.parametrize("spoil", [overwrite, cut, Path.unlink])
@pytest.mark.parametrize("files", ["*", "P_*.bucket", "schema.json", "dictionary*", "*idx"])
def test_a_store_whose_files_were_changed_is_not_opened(copy: Path, files: str, spoil: Callable[[Path], None]) -> None:
    """The engine itself would open most of these and serve fewer records, or none, without a word."""
    spoilt = [path for path in (copy / "engine" / "databases" / "gov").glob(files) if path.stat().st_size]
    assert spoilt
    for path in spoilt:
        spoil(path)
    line = refusal(copy)
    assert f"The store under {copy / 'engine'} can not be opened (" in line
    assert "safegov load" in line


@pytest.mark.parametrize(("file", "reason"), [("schema.json", "not JSON"), ("dictionary*", "Exception: ")])
def test_after_a_crash_a_corrupt_store_is_told_with_the_engines_reason(copy: Path, file: str, reason: str) -> None:
    (copy / "engine" / "seal.json").unlink()
    for path in (copy / "engine" / "databases" / "gov").glob(file):
        overwrite(path)
    line = refusal(copy)
    assert f"The store under {copy / 'engine'} can not be opened (" in line
    assert reason in line


def test_a_store_that_was_taken_away_starts_empty(copy: Path) -> None:
    shutil.rmtree(copy / "engine" / "databases")
    with open_for_test(copy) as engine:
        assert count(engine) == 0


def test_another_port_is_taken_where_the_first_is_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        ports = [stranger.getsockname()[1], free_port(), free_port(), free_port()]
        monkeypatch.setattr(engine_module, "free_port", lambda: ports.pop(0))
        with open_for_test(tmp_path) as engine:
            assert answers(engine)


def test_a_java_that_can_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Too small maximum heap" in refusal(tmp_path, heap_mb=1)
    java = tmp_path / "java"
    java.write_text("#!/nowhere/sh\n")
    java.chmod(0o700)
    monkeypatch.setattr(arcade, "runtime", lambda: (java, tmp_path))
    assert "No such file" in refusal(tmp_path / "data")


def test_a_wheel_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert "arcadedb-embedded" in refusal(tmp_path)


def test_finding_the_wheel_does_not_import_it() -> None:
    script = (
        "import sys, graph.engine, graph.arcade; graph.arcade.runtime(); "
        "print('arcadedb_embedded' in sys.modules, 'jpype' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_a_python_that_can_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert "guard could not start (No such file" in refusal(tmp_path / "data")
