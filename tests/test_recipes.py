"""docs/recipes.md does what it says: its shell and Python run, and what the rest fetches is there with its columns."""

from __future__ import annotations

import asyncio
import csv
import io
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
import zipfile
from collections.abc import AsyncIterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import pytest_asyncio
import uvicorn

from api.app import create_app
from graph.store import Store
from tests.api.conftest import settings

ROOT = Path(__file__).parent.parent
WRITTEN_FOR = "http://127.0.0.1:8000"
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8"), re.M | re.S)


def blocks(*languages: str) -> list[pytest.param]:  # type: ignore[valid-type]
    return [
        pytest.param(code, id=f"{language}-{number}")
        for number, (language, code) in enumerate(BLOCKS)
        if language in languages
    ]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def address(register: Store) -> AsyncIterator[str]:
    """The program with the bundled register, behind a port of loopback."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        app = create_app(settings(), register)
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
        running = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started:  # noqa: ASYNC110  # it has no event
            await asyncio.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await running


async def run(folder: Path, *command: str) -> str:
    environment = {**os.environ, "CURL_HOME": str(folder), "PYTHONPATH": str(ROOT)}
    done = await asyncio.to_thread(
        subprocess.run, command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


async def fetch(url: str) -> bytes:
    def get() -> bytes:
        with urllib.request.urlopen(url, timeout=60) as answer:
            body: bytes = answer.read()
            return body

    return await asyncio.to_thread(get)


def test_every_language_of_the_recipes_is_looked_at() -> None:
    assert {language for language, _ in BLOCKS} == {"sh", "python", "r", "m", "text"}
    assert all(WRITTEN_FOR in code for _, code in BLOCKS)


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl here")
@pytest.mark.parametrize("code", blocks("sh"))
async def test_a_command_of_curl_answers(address: str, tmp_path: Path, code: str) -> None:
    (tmp_path / ".curlrc").write_text("fail\nsilent\nshow-error\n")
    out = await run(tmp_path, "sh", "-e", "-c", code.replace(WRITTEN_FOR, address))
    written = {name: (tmp_path / name).stat().st_size for name in os.listdir(tmp_path) if name != ".curlrc"}
    assert out or written
    assert all(written.values()), written


@pytest.mark.parametrize("code", blocks("python"))
async def test_a_piece_of_python_prints_something(address: str, tmp_path: Path, code: str) -> None:
    if "import pandas" in code and not find_spec("pandas"):
        pytest.skip("no pandas here")
    out = await run(tmp_path, sys.executable, "-c", code.replace(WRITTEN_FOR, address))
    assert len(out.splitlines()) > 1 or "edges" in out
    assert "Empty DataFrame" not in out


@pytest.mark.parametrize("code", blocks("r", "m", "text"))
async def test_what_a_statistics_program_or_a_spreadsheet_fetches_is_there(address: str, code: str) -> None:
    [url] = re.findall(rf"{WRITTEN_FOR}[^\"\s]*", code)
    asked = re.findall(r"(\w+) = \"([^\"]*)\"", "".join(re.findall(r"(?:req_url_query\(|Query = \[)([^\])]*)", code)))
    body = await fetch(url.replace(WRITTEN_FOR, address) + (f"?{urllib.parse.urlencode(asked)}" if asked else ""))
    if "rows.csv" in url:
        header, *rows = list(csv.reader(io.StringIO(body.decode("utf-8"))))
        assert rows
        named = {c for group in re.findall(r"c\(([^)]*)\)", code) for c in re.findall(r"\"(\w+)\"", group)} - {"c"}
        named |= set(re.findall(r"(?:boards|came)\$(\w+)", code))
        assert named <= set(header)
    for name in re.findall(r"unz\(\"[^\"]*\", \"([^\"]*)\"\)", code):
        assert zipfile.ZipFile(io.BytesIO(body)).read(name)
    if "WEBSERVICE" in code:
        assert len(body.decode("utf-8")) <= 32_767, "so much a cell takes"
