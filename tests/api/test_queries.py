"""The named queries over HTTP: the catalogue, rows as JSON, CSV and one object a line, and their limits."""

from __future__ import annotations

import csv
import io
import json

import httpx
import pytest

from api.app import create_app
from api.queries import preferred
from graph.store import Store
from queries.catalogue import catalogue
from tests.api.conftest import client_of, settings
from tests.fixtures.northmarsh import ADA, BOROUGH, COUNCIL, PARTNERSHIP

# every query has golden answers in tests/queries; these are enough to see how answers travel
ARGUMENTS = {
    "who-sits-on": {"board": PARTNERSHIP},
    "boards-of-person": {"person": ADA},
    "boards-of-organisation": {"organisation": COUNCIL},
    "boards-in-borough": {"borough": BOROUGH},
    "funding-of": {"recipient": PARTNERSHIP},
    "mopac-roles": {"bodies": "Northmarsh Council"},
}
FUNDING = "/api/v1/queries/funding-of/rows"
BOARD = {"recipient": PARTNERSHIP}


async def test_the_catalogue_lists_every_query_as_it_is_declared(client: httpx.AsyncClient) -> None:
    assert set(catalogue()) >= set(ARGUMENTS)
    listed = (await client.get("/api/v1/queries")).json()
    assert [q["name"] for q in listed["items"]] == list(catalogue())
    assert listed["total"] == len(catalogue())
    for shown in listed["items"]:
        assert shown == (await client.get(f"/api/v1/queries/{shown['name']}")).json()
        declared = catalogue()[shown["name"]]
        assert shown["question"].endswith("?")
        assert [p["name"] for p in shown["parameters"]] == [p.name for p in declared.parameters]
        assert [p["required"] for p in shown["parameters"]] == [p.required for p in declared.parameters]
        assert all(p["type"] and p["means"] for p in shown["parameters"])
        assert [c["name"] for c in shown["columns"]] == [c.name for c in declared.columns]
        assert shown["cypher"] == declared.cypher


@pytest.mark.parametrize("name", ARGUMENTS)
async def test_every_query_answers_in_every_format(client: httpx.AsyncClient, name: str) -> None:
    path = f"/api/v1/queries/{name}/rows"
    answer = await client.get(path, params=ARGUMENTS[name])
    body = answer.json()
    assert list(body) == ["columns", "rows", "truncated", "elapsed_ms"]
    assert body["columns"] == [c.name for c in catalogue()[name].columns]
    assert body["rows"]
    assert all(list(row) == body["columns"] and row["evidence"] for row in body["rows"])
    assert body["truncated"] is False
    assert body["elapsed_ms"] > 0
    as_json = await client.get(f"{path}.json", params=ARGUMENTS[name])
    assert as_json.json()["rows"] == body["rows"]
    for suffix, media_type in (("csv", "text/csv"), ("ndjson", "application/x-ndjson")):
        by_suffix = await client.get(f"{path}.{suffix}", params=ARGUMENTS[name])
        by_accept = await client.get(path, params=ARGUMENTS[name], headers={"Accept": media_type})
        assert by_suffix.text == by_accept.text
        for each in (by_suffix, by_accept):
            assert each.headers["content-type"].split(";")[0] == media_type
            assert each.headers["x-truncated"] == "false"
            assert "accept" in each.headers["vary"].lower()
    lines = (await client.get(f"{path}.ndjson", params=ARGUMENTS[name])).text.splitlines()
    assert [json.loads(line) for line in lines] == body["rows"]
    table = list(csv.reader(io.StringIO((await client.get(f"{path}.csv", params=ARGUMENTS[name])).text)))
    assert table[0] == body["columns"]
    assert len(table) == len(body["rows"]) + 1
    assert [r[-1].split(" | ") for r in table[1:]] == [r["evidence"] for r in body["rows"]]


async def test_an_example_is_a_query_that_is_taken(client: httpx.AsyncClient) -> None:
    """An example names something of the bundled register, which is not loaded here: its shape is what is looked at."""
    for query in (await client.get("/api/v1/queries")).json()["items"]:
        answer = await client.get(f"/api/v1/queries/{query['name']}/rows", params=query["example"])
        if answer.status_code != 200:
            reasons = [e["reason"] for e in answer.json()["errors"]]
            assert [r for r in reasons if not r.startswith("There is no entity")] == []


async def test_csv_quotes_what_needs_it_and_defuses_formulas(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"{FUNDING}.csv", params=BOARD)
    assert answer.headers["content-disposition"] == 'attachment; filename="funding-of.csv"'
    assert "\r\n" in answer.text
    funders = [row["funder"] for row in csv.DictReader(io.StringIO(answer.text))]
    assert funders == ["'=SUM(A1:A9) Grants", "Northmarsh Council"]
    sits = await client.get("/api/v1/queries/who-sits-on/rows.csv", params={"board": PARTNERSHIP})
    members = [row["member"] for row in csv.DictReader(io.StringIO(sits.text))]
    assert '<script>alert("trust")</script> Trust, "the best"' in members
    assert '"<script>alert(""trust"")</script> Trust, ""the best"""' in sits.text
    plain = (await client.get(FUNDING, params=BOARD)).json()["rows"]
    assert plain[0]["funder"] == "=SUM(A1:A9) Grants", "only a spreadsheet would run it"


async def test_a_limit_cuts_and_says_so(client: httpx.AsyncClient) -> None:
    whole = (await client.get(FUNDING, params=BOARD)).json()
    cut = await client.get(FUNDING, params={**BOARD, "limit": 1})
    assert cut.json()["rows"] == whole["rows"][:1]
    assert cut.json()["truncated"] is True
    assert (await client.get(f"{FUNDING}.csv", params={**BOARD, "limit": 1})).headers["x-truncated"] == "true"
    exact = (await client.get(FUNDING, params={**BOARD, "limit": 2})).json()
    assert (exact["rows"], exact["truncated"]) == (whole["rows"], False)


async def test_limits_lower_what_the_settings_allow_and_never_raise_it(northmarsh: Store) -> None:
    asked: list[float | None] = []

    class Watched(Store):
        def __init__(self) -> None:
            pass

        async def read(self, *args: object, **more: object) -> list[dict[str, object]]:
            asked.append(more.get("seconds"))  # type: ignore[arg-type]
            return await northmarsh.read(*args, **more)  # type: ignore[arg-type]

    async with client_of(create_app(settings(query_rows=1, query_seconds=3), Watched())) as client:
        body = (await client.get(FUNDING, params=BOARD)).json()
        assert (len(body["rows"]), body["truncated"], asked[-1]) == (1, True, 3)
        assert (await client.get(FUNDING, params={**BOARD, "limit": 2})).status_code == 422
        for given, kept in ((60, 3), ("inf", 3), (2, 2), (0.5, 0.5)):
            assert (await client.get(FUNDING, params={**BOARD, "seconds": given})).status_code == 200
            assert asked[-1] == kept


async def test_as_of_leaves_out_who_was_not_there(client: httpx.AsyncClient) -> None:
    async def holders(day: str) -> set[str]:
        rows = (
            await client.get("/api/v1/queries/who-sits-on/rows", params={"board": PARTNERSHIP, "as_of": day})
        ).json()["rows"]
        return {row["holder"] for row in rows} - {None}

    assert await holders("2020-06-30") == {"Ada Example"}
    assert await holders("2020-07-01") == {"Ben Sample"}


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/html", "json"),
        ("text/csv", "csv"),
        ("TEXT/CSV; charset=utf-8", "csv"),
        ("application/json, text/csv;q=0.5", "json"),
        ("application/json;q=0.1, text/csv;q=0.9", "csv"),
        ("application/json, text/csv", "json"),
        ("text/csv;q=0", "json"),
        ("text/csv;q=nonsense", "json"),
        ("application/x-ndjson", "ndjson"),
    ],
)
def test_accept_is_followed_by_its_weights(accept: str, wanted: str) -> None:
    assert preferred(accept) == wanted
