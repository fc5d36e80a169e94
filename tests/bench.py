"""What the promises of the program come to on this machine: `make bench`. Figures; not part of the tests.

Starts the program as a user does, on a data directory of its own and a free port, and ends it again. Named queries are
asked over HTTP with ids from all over the data and stand in a table with their floors. On a machine that others use too
the processor time says more than the clock: it is that of the program and its engine, where the system tells (Linux).
`make bench ARGS="who-sits-on communities"` measures these queries alone.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from queries.catalogue import NamedQuery, Parameter, catalogue
from tests.conftest import SHARED

ASKED = 60
"""How often each query is asked, the first time with its example."""
VALUES = 12
"""With so many different ids."""
FLOORS = {"cypher": 50, "analysis": 500}
"""p95 in ms over HTTP on the register, of a query in Cypher and of one that is computed in Python."""


def main() -> None:
    if unknown := set(sys.argv[1:]) - set(catalogue()):
        sys.exit(f"No query is called {', '.join(sorted(unknown))}")
    only = [query for name, query in catalogue().items() if name in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SAFEGOV_DATA_DIR": folder, "SAFEGOV_STORE": "embedded"}
        with served(environment) as (base, seconds):
            ready = json.loads(get(f"{base}/readyz"))
            say("first start until /readyz, empty data directory", f"{seconds:.1f} s, {ready['statements']} statements")
        with served(environment) as (base, seconds):
            say("second start until /readyz", f"{seconds:.1f} s")
            table(base, only or list(catalogue().values()))
            if only:
                return
            for path in ("/", "/maps/mopac-roles", "/api/v1/entities?q=MOPAC", "/api/v1/export"):
                say(f"GET {path}, p50 / p95 of 10", quantiles([timed(base + path, {}) for _ in range(10)]))
        exported = Path(folder) / "export.jsonl"
        started = time.perf_counter()
        run(environment, "export", "-o", str(exported))
        say("safegov export, engine started for it", f"{time.perf_counter() - started:.1f} s")
        if (SHARED / "gold").is_dir():
            score(exported)
        if (SHARED / "documents").is_dir():
            files = sorted(str(p) for p in (SHARED / "documents").glob("*.txt"))
            started = time.perf_counter()
            for line in run(environment, "documents", "add", "--json", *files).splitlines():
                one = json.loads(line)
                say(f"quotes of {one['document']} at their lines", f"{one['at_place']} of {one['quotes']}")
            say("safegov documents add, five documents", f"{time.perf_counter() - started:.1f} s")


def table(base: str, queries: list[NamedQuery]) -> None:
    """A line for each query: p50, p95, processor time of one request, the floor, and whether p95 meets it."""
    say(f"\n{'query':<40}", f"{'p50':>7} {'p95':>7} {'CPU':>7} {'floor':>6}  ms, {ASKED} requests each")
    met = 0
    for query in queries:
        asked = parameters(base, query)
        timed(f"{base}/api/v1/queries/{query.name}/rows", asked[0])
        before = processor_time()
        times = sorted(timed(f"{base}/api/v1/queries/{query.name}/rows", asked[n % len(asked)]) for n in range(ASKED))
        spent = (processor_time() - before) / ASKED * 1000
        floor = FLOORS["cypher" if query.cypher else "analysis"]
        p50, p95 = statistics.median(times), times[int(ASKED * 0.95)]
        met += p95 <= floor
        figures = f"{p50:7.0f} {p95:7.0f} {spent:7.1f} {floor:6}"
        sys.stdout.write(f"{query.name:<40}: {figures}  {'met' if p95 <= floor else 'MISSED'}\n")
        sys.stdout.flush()
    say("floors met", f"{met} of {len(queries)}\n")


def parameters(base: str, query: NamedQuery) -> list[dict[str, str]]:
    """The example, and the example with other ids in turn."""
    given = dict(query.example)
    found = [given]
    ids = {p.name: ids_for(base, p) for p in query.parameters if p.type == "id" and p.name in given}
    for n in range(VALUES - 1) if ids else ():
        # the second id of a pair runs the other way
        other = {name: pool[(-n - 1 if k else n) % len(pool)] for k, (name, pool) in enumerate(ids.items())}
        if len(set(other.values())) == len(other):
            found.append(given | other)
    return found


def ids_for(base: str, parameter: Parameter) -> list[str]:
    """Ids from all over the data, the same ones each time."""
    found: list[str] = []
    for label in parameter.labels:
        items = json.loads(get(f"{base}/api/v1/entities?limit=1000&label={label}"))["items"]
        found += [e["id"] for e in items[:: max(1, len(items) // VALUES)]]
    return found[:: max(1, len(found) // VALUES)]


def processor_time() -> float:
    """Seconds of processor time that all processes below this one have used; 0 where the system does not tell."""
    parents, used = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        process = int(stat.parent.name)
        parents[process], used[process] = int(fields[1]), int(fields[11]) + int(fields[12])
    below = {os.getpid()}
    while more := {p for p, parent in parents.items() if parent in below} - below:
        below |= more
    return sum(used[p] for p in below - {os.getpid()} if p in used) / os.sysconf("SC_CLK_TCK") if used else 0.0


@contextmanager
def served(environment: dict[str, str]) -> Iterator[tuple[str, float]]:
    """The program's address and the seconds until it was ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "safegov", "up"],
        env={**environment, "SAFEGOV_PORT": str(port)},
        stderr=subprocess.DEVNULL,
    )
    try:
        base = f"http://127.0.0.1:{port}"
        while True:
            try:
                get(f"{base}/readyz")
                break
            except OSError:
                if process.poll() is not None or time.perf_counter() - started > 120:
                    sys.exit("safegov did not become ready")
                time.sleep(0.05)
        yield base, time.perf_counter() - started
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def run(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "safegov", *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def score(exported: Path) -> None:
    command = [sys.executable, str(SHARED / "gold" / "score.py"), *map(str, sorted((SHARED / "gold").glob("*.jsonl")))]
    out = subprocess.run(
        [*command, "--tier", "core", "--found", str(exported), "--json"], check=True, capture_output=True, text=True
    )
    whole = json.loads(out.stdout)["ALL"]
    say("core rows of the five documents, recall", f"{whole['recall']:.3f} ({whole['missed']} missed)")
    say("core rows of the five documents, precision", f"{whole['precision']:.3f} ({whole['wrong']} wrong)")


def get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=30) as answer:
        body: bytes = answer.read()
        return body


def timed(url: str, parameters: dict[str, str]) -> float:
    from urllib.parse import urlencode

    started = time.perf_counter()
    get(f"{url}?{urlencode(parameters)}" if parameters else url)
    return (time.perf_counter() - started) * 1000


def quantiles(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.0f} / {ordered[int(len(ordered) * 0.95)]:.0f} ms"


def say(what: str, figure: str) -> None:
    sys.stdout.write(f"{what}: {figure}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
