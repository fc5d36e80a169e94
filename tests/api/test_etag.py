"""An ETag on every GET of data: it changes with each load, and without one it does not."""

from __future__ import annotations

import httpx
import pytest

from graph.load import Located, load
from graph.statements import read_row
from graph.store import Store
from tests.api.conftest import load_northmarsh
from tests.api.test_health import DATA
from tests.fixtures.northmarsh import COUNCIL, POLICE, row

DECLARED = ("/api/v1/queries", "/api/v1/queries/who-sits-on")
"""What the program declares does not change with what is loaded."""


@pytest.mark.parametrize("path", DATA)
async def test_data_has_a_tag_that_saves_the_second_answer(client: httpx.AsyncClient, path: str) -> None:
    first = await client.get(path)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    assert (await client.get(path)).headers["etag"] == tag
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}'):
        second = await client.get(path, headers={"If-None-Match": known})
        assert (second.status_code, second.content) == (304, b"")
        assert second.headers["etag"] == tag
        assert second.headers["vary"] == first.headers["vary"]
        assert second.headers["x-request-id"]
    assert (await client.get(path, headers={"If-None-Match": '"other"'})).status_code == 200


async def test_tags_differ_by_address_query_and_format(client: httpx.AsyncClient) -> None:
    path = f"/api/v1/entities/{COUNCIL}"
    tags = [
        (await client.get(path)).headers["etag"],
        (await client.get(f"{path}/edges")).headers["etag"],
        (await client.get(f"{path}/edges?direction=in")).headers["etag"],
        (await client.get(f"{path}/edges", headers={"Accept": "text/csv"})).headers["etag"],
    ]
    assert len(set(tags)) == 4


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/nowhere", "/api/v1/entities?limit=0", "/api/v1/entities/x"])
async def test_health_and_errors_have_none(client: httpx.AsyncClient, path: str) -> None:
    assert "etag" not in (await client.get(path)).headers


async def test_a_tag_changes_with_a_load_and_only_with_one(
    fresh: httpx.AsyncClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.load._now", lambda: "2026-01-01T00:00:00+00:00")  # two loads within one second

    async def tags() -> dict[str, str]:
        return {path: (await fresh.get(path)).headers["etag"] for path in DATA}

    await load_northmarsh(store)
    before = await tags()
    assert await tags() == before
    await load_northmarsh(store)
    assert await tags() == before, "the same statements again are no change"
    refused = await load(store, [
        Located(read_row(row(COUNCIL, "WORKS_WITH", POLICE, line=n) | {"id": "same"}), "rows") for n in (1, 2)
    ])  # fmt: skip
    assert refused.faults
    assert await tags() == before, "a load that is refused is no change"
    await load(store, [Located(read_row(row(COUNCIL, "WORKS_WITH", POLICE, doc="another", line=7)), "rows")])
    after = await tags()
    assert {path for path in DATA if after[path] == before[path]} == set(DECLARED)
    assert (await fresh.get("/api/v1/catalog", headers={"If-None-Match": before["/api/v1/catalog"]})).status_code == 200


async def test_the_description_of_the_api_has_a_tag(client: httpx.AsyncClient) -> None:
    first = await client.get("/api/v1/openapi.json")
    assert first.headers["content-type"] == "application/json"
    second = await client.get("/api/v1/openapi.json", headers={"If-None-Match": first.headers["etag"]})
    assert (second.status_code, second.content) == (304, b"")
