"""A load that is killed half-way leaves whole documents only, and the next load completes it."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.export import export_jsonl
from graph.store import Store
from tests.conftest import ENGINES, NEO4J, empty, settings_for
from tests.rows import PARTNERSHIP, row, write

DOCS = 3
EACH = 1000

linux = pytest.mark.skipif(sys.platform != "linux", reason="kills by signal as Linux does")


def many(doc: str) -> list[dict[str, object]]:
    return [
        row(("Organisation", f"Charity {n % 400}"), "MEMBER_OF", PARTNERSHIP, doc=doc, line=n + 1, as_role=f"seat {n}")
        for n in range(EACH)
    ]


def environment(engine: str, data_dir: Path) -> dict[str, str]:
    made = {**os.environ, "SAFEGOV_DATA_DIR": str(data_dir)}
    if engine == "neo4j":
        made |= {
            "SAFEGOV_STORE": NEO4J or "",
            "SAFEGOV_STORE_USER": os.environ.get("SAFEGOV_TEST_NEO4J_USER", "neo4j"),
            "SAFEGOV_STORE_PASSWORD": os.environ.get("SAFEGOV_TEST_NEO4J_PASSWORD", ""),
        }
    return made


def exported(engine: str, data_dir: Path, *, emptied: bool = False) -> str:
    async def read() -> str:
        store = await Store.connect(settings_for(engine, data_dir), purpose="test")
        try:
            if emptied:
                await empty(store)
            return await export_jsonl(store)
        finally:
            await store.close()

    with asyncio.Runner() as runner:
        return runner.run(read())


@linux
@pytest.mark.parametrize("engine", ENGINES)
def test_a_killed_load_is_completed_by_the_next_one(engine: str, tmp_path: Path) -> None:
    files = [str(write(tmp_path / f"{doc}.jsonl", many(doc))) for doc in (f"report-{n}" for n in range(DOCS))]
    command = [sys.executable, "-m", "safegov", "load"]
    data_dir, clean = tmp_path / "killed", tmp_path / "clean"
    if engine == "neo4j":
        exported(engine, data_dir, emptied=True)
    half_way = 0
    for extra in (0.5, 1.5):
        loading = subprocess.Popen([*command, *files], env=environment(engine, data_dir), start_new_session=True)
        _wait_for_engine(engine, data_dir)
        time.sleep(extra)
        os.kill(loading.pid, signal.SIGKILL)
        half_way += loading.wait() == -signal.SIGKILL
        counts = [exported(engine, data_dir).count(f'"doc": "report-{n}"') for n in range(DOCS)]
        assert set(counts) <= {0, EACH}, f"a part of a document was left: {counts}"
    assert half_way, "no load was killed while it ran"
    subprocess.run([*command, *files], env=environment(engine, data_dir), check=True, timeout=120)
    again = exported(engine, data_dir, emptied=False)
    if engine == "neo4j":
        exported(engine, clean, emptied=True)
    # in the other order, into a store that was never interrupted
    subprocess.run([*command, *reversed(files)], env=environment(engine, clean), check=True, timeout=120)
    assert exported(engine, clean) == again
    assert again.count("\n") == DOCS * EACH


def _wait_for_engine(engine: str, data_dir: Path) -> None:
    """Until the load has its engine: where the work begins."""
    if engine == "neo4j":
        time.sleep(1.0)
        return
    state = data_dir / "engine" / "state.json"
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not (state.is_file() and '"running"' in state.read_text(encoding="utf-8")):
        time.sleep(0.02)
