"""The export over HTTP: every accepted statement, and enough to make the same graph anew."""

from __future__ import annotations

import json

import httpx
import pytest

from graph.export import FORMATS, ExportFormat, export, export_jsonl
from graph.load import Located, load
from graph.statements import read_row
from graph.store import Store
from tests.api.conftest import load_northmarsh
from tests.conftest import empty
from tests.fixtures.northmarsh import ROWS


async def test_the_export_is_what_the_command_line_writes(client: httpx.AsyncClient, northmarsh: Store) -> None:
    answer = await client.get("/api/v1/export")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert answer.headers["content-disposition"] == 'attachment; filename="safegov.jsonl"'
    assert answer.text == await export_jsonl(northmarsh)
    assert answer.content == (await client.get("/api/v1/export?format=jsonl")).content


@pytest.mark.parametrize("name", FORMATS)
async def test_each_format_is_named_as_what_it_is(
    client: httpx.AsyncClient, northmarsh: Store, name: ExportFormat
) -> None:
    answer = await client.get(f"/api/v1/export?format={name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMATS[name].media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="{FORMATS[name].file_name}"'
    assert answer.content == await export(northmarsh, name)


async def test_the_export_holds_every_statement_with_its_status(client: httpx.AsyncClient) -> None:
    def said(row: dict[str, object]) -> tuple[str, ...]:
        return tuple(
            json.dumps(row[k], sort_keys=True) for k in ("doc", "lines", "quote", "predicate", "props", "status")
        )

    rows = [json.loads(line) for line in (await client.get("/api/v1/export")).text.splitlines()]
    assert sorted(map(said, rows)) == sorted(map(said, ROWS))


async def test_loading_the_export_into_an_empty_store_gives_the_same_bytes(
    fresh: httpx.AsyncClient, store: Store
) -> None:
    await load_northmarsh(store)
    first = (await fresh.get("/api/v1/export")).content
    await empty(store)
    assert (await fresh.get("/api/v1/export")).content == b""
    rows = [json.loads(line) for line in first.decode().splitlines()]
    report = await load(store, [Located(read_row(row), "export") for row in reversed(rows)])
    assert not report.faults
    assert (await fresh.get("/api/v1/export")).content == first
