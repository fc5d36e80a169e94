"""The OpenAPI document tells the truth: a walk over all its routes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.access import OPEN
from api.app import create_app
from graph.store import Store
from queries.catalogue import catalogue
from tests.api.conftest import settings
from tests.api.test_errors import Failing, check_problem
from tests.fixtures.northmarsh import ADA, BOROUGH, COUNCIL, PARTNERSHIP

CONTRACT = {
    "/healthz", "/readyz", "/api/v1/catalog", "/api/v1/entities", "/api/v1/entities/{id}",
    "/api/v1/entities/{id}/edges", "/api/v1/boards/{id}/members", "/api/v1/people/{id}/boards",
    "/api/v1/boards/{id}/attendance", "/api/v1/boroughs/{id}/boards", "/api/v1/documents", "/api/v1/documents/{id}",
    "/api/v1/documents/{id}/statements",
    "/api/v1/queries", "/api/v1/queries/{name}",
    "/api/v1/queries/{name}/rows", "/api/v1/queries/{name}/rows.{suffix}", "/api/v1/statements/{id}", "/api/v1/export",
    "/", "/maps/{name}", "/api/v1/cypher",
}  # fmt: skip
WITH_BODY = {"/api/v1/cypher", "/api/v1/statements", "/api/v1/candidates/{id}/correct"}
POSTED = WITH_BODY | {
    "/api/v1/candidates/accept", "/api/v1/candidates/{id}/accept", "/api/v1/candidates/{id}/reject",
}  # fmt: skip
EDITORS = {"/api/v1/candidates"}
"""What only an editor's key may read; tests/api/test_candidates.py asks it."""


def described() -> FastAPI:
    return create_app(settings(), Failing(RuntimeError()))


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in described().openapi()["paths"].items():
        for method, operation in methods.items():
            if method != "delete" and not (method == "post" and "get" in methods):
                yield path, operation


NAMED = {f"/api/v1/queries/{name}/rows" for name in catalogue()}
"""Each named query is described as an operation of its own; one route serves them all."""
ALL_OPERATIONS = {path: operation for path, operation in operations() if path not in NAMED}
DELETED = {"/api/v1/documents/{id}"}
OPERATIONS = {path: operation for path, operation in ALL_OPERATIONS.items() if path not in POSTED | EDITORS}


async def fill(client: httpx.AsyncClient, path: str) -> str:
    """The path with values that are there, and the parameters without which it does not answer."""
    [edge] = (await client.get(f"/api/v1/entities/{COUNCIL}/edges?type=FUNDS")).json()["items"]
    ids = {
        "boards": PARTNERSHIP, "people": ADA, "entities": COUNCIL, "statements": edge["evidence"][0]["statement"],
        "boroughs": BOROUGH, "documents": "report-2021",
    }  # fmt: skip
    kind = path.partition("/{id}")[0].rpartition("/")[2]
    name = "mopac-roles" if path.startswith("/maps") else "who-sits-on"
    made = path.replace("{id}", ids.get(kind, "")).replace("{name}", name).replace("{suffix}", "csv")
    return made + (f"?board={PARTNERSHIP}" if "/rows" in path else "?")


def test_every_route_of_the_contract_is_described_and_served_by_get_but_for_what_has_a_body() -> None:
    paths = described().openapi()["paths"]
    assert set(paths) >= CONTRACT
    assert {path for path, methods in paths.items() if "get" not in methods} == POSTED
    assert {path for path, methods in paths.items() if "delete" in methods} == DELETED
    assert {path for path in POSTED if "requestBody" in paths[path]["post"]} == WITH_BODY
    assert "requestBody" in paths["/api/v1/documents"]["post"]


@pytest.mark.parametrize("path", ALL_OPERATIONS)
def test_a_route_says_what_it_does_what_it_takes_and_how_it_fails(path: str) -> None:
    operation = ALL_OPERATIONS[path]
    assert operation["description"]
    for parameter in operation.get("parameters", []):
        assert parameter.get("description") or parameter["in"] == "path", parameter["name"]
    assert "422" in operation["responses"], "each route refuses parameters that it does not know"
    for status, response in operation["responses"].items():
        if status not in ("200", "304"):
            assert list(response["content"]) == ["application/problem+json"]
            reference = response["content"]["application/problem+json"]["schema"]["$ref"]
            assert reference == "#/components/schemas/Problem"


def test_problem_is_described_as_it_is_sent() -> None:
    schemas = described().openapi()["components"]["schemas"]
    assert list(schemas["Problem"]["properties"]) == ["type", "title", "status", "detail", "errors", "request_id"]
    assert sorted(schemas["Problem"]["required"]) == sorted(schemas["Problem"]["properties"])
    assert "HTTPValidationError" not in schemas


@pytest.mark.parametrize("path", OPERATIONS)
async def test_a_route_answers_as_described(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(await fill(client, path))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].split(";")[0] in OPERATIONS[path]["responses"]["200"]["content"]


@pytest.mark.parametrize("path", OPERATIONS)
async def test_a_route_names_each_parameter_that_is_unknown_empty_or_repeated(
    client: httpx.AsyncClient, path: str
) -> None:
    filled = await fill(client, path)
    cases = [("nonsense", "nonsense=1"), ("nonsense", "nonsense=")]
    for parameter in OPERATIONS[path].get("parameters", []):
        if parameter["in"] == "query":
            name = parameter["name"]
            if path.startswith("/api/"):  # a form of a page sends what was not chosen as empty
                cases += [(name, f"{name}="), (name, f"{name}=%20")]
            if "array" not in str(parameter["schema"]):
                value = 2 if "integer" in str(parameter["schema"]) or "number" in str(parameter["schema"]) else "a"
                cases.append((name, f"{name}={value}&{name}={value}"))
    for name, query in cases:
        body = check_problem(await client.get(f"{filled}&{query}"), 422)
        assert [e["where"] for e in body["errors"]] == [name], query


@pytest.mark.parametrize("path", [p for p in OPERATIONS if "{id}" in p or "{name}" in p])
async def test_a_route_is_404_for_what_is_not_there(client: httpx.AsyncClient, path: str) -> None:
    slugs = {"boards": "board", "people": "person", "boroughs": "borough"}
    kind = slugs.get(path.partition("/{id}")[0].rpartition("/")[2], "organisation")
    answer = await client.get(
        path.replace("{id}", f"{kind}-nobody").replace("{name}", "nothing").replace("{suffix}", "csv")
    )
    check_problem(answer, 404)
    assert "404" in OPERATIONS[path]["responses"]


async def test_no_page_of_documentation_loads_from_elsewhere(client: httpx.AsyncClient, northmarsh: Store) -> None:
    for path in ("/docs", "/redoc", "/api/v1/docs", "/docs/oauth2-redirect"):
        check_problem(await client.get(path), 404)
    assert (await client.get("/api/v1/openapi.json")).json()["openapi"].startswith("3.")


def test_every_operation_says_that_it_may_need_a_key_and_may_be_asked_too_often(app: FastAPI) -> None:
    paths = app.openapi()["paths"]
    for path, operations in paths.items():
        for method, operation in operations.items():
            said = set(operation["responses"])
            assert "400" in said, (method, path)
            assert ({"401", "429"} <= said) == (path not in OPEN), (method, path)
            if operation.get("security") == [{"bearer": []}]:
                assert "403" in said, (method, path)
    assert paths["/api/v1/statements"]["post"]["security"] == [{"bearer": []}]
    assert paths["/api/v1/documents/{id}"]["delete"]["security"] == [{"bearer": []}]
    for path in EDITORS:
        assert paths[path]["get"]["security"] == [{"bearer": []}]
    assert paths["/healthz"]["get"]["security"] == []


def test_each_format_of_the_export_has_an_example() -> None:
    content = ALL_OPERATIONS["/api/v1/export"]["responses"]["200"]["content"]
    assert "application/zip" in content
    assert [kind for kind, described in content.items() if not described.get("example")] == []
