"""What the promises of the program come to on this machine: `make bench`. Figures, no verdict; not part of the tests.

Starts the program as a user does, on a data directory of its own and a free port, and ends it again.
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

from queries.catalogue import catalogue
from tests.conftest import SHARED

ASKED = 50


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SAFEGOV_DATA_DIR": folder, "SAFEGOV_STORE": "embedded"}
        with served(environment) as (base, seconds):
            ready = json.loads(get(f"{base}/readyz"))
            say("first start until /readyz, empty data directory", f"{seconds:.1f} s, {ready['statements']} statements")
        with served(environment) as (base, seconds):
            say("second start until /readyz", f"{seconds:.1f} s")
            for query in catalogue().values():
                times = [timed(f"{base}/api/v1/queries/{query.name}/rows", dict(query.example)) for _ in range(ASKED)]
                say(f"query {query.name} over HTTP, p50 / p95 of {ASKED}", quantiles(times))
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
