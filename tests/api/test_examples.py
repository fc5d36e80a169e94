"""Every operation, parameter, answer and error of the OpenAPI document has words and an example, and the examples fit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from api import examples
from queries.catalogue import catalogue
from tests.api.test_openapi import EDITORS, described

DOCUMENT: dict[str, Any] = described().openapi()
METHODS = ("get", "post", "put", "patch", "delete")
OPERATIONS = {
    f"{method.upper()} {path}": operations[method]
    for path, operations in DOCUMENT["paths"].items()
    for method in METHODS
    if method in operations
}
INVENTED = re.compile(r"\b(?:Example|Sample|Nobody)\b")


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in part:
        found: Any = DOCUMENT
        for key in part["$ref"].removeprefix("#/").split("/"):
            found = found[key]
        part = found
    return part


def fits(schema: dict[str, Any], example: Any) -> list[str]:
    whole = {**schema, "components": DOCUMENT["components"]}
    return [e.message for e in Draft202012Validator(whole, format_checker=FormatChecker()).iter_errors(example)]


def example_of(part: dict[str, Any]) -> Iterator[Any]:
    """The examples of a parameter, header or media type: its own, or those of its schema."""
    if "example" in part:
        yield part["example"]
    yield from (e["value"] for e in part.get("examples", {}).values())
    yield from part.get("schema", {}).get("examples", [])


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_and_its_parameters_have_words_and_fitting_examples(name: str) -> None:
    operation = OPERATIONS[name]
    assert operation.get("summary")
    assert operation.get("description")
    assert operation.get("tags")
    for parameter in operation.get("parameters", []):
        assert parameter.get("description"), parameter["name"]
        given = list(example_of(parameter))
        assert given, f"{parameter['name']} has no example"
        for example in given:
            assert fits(parameter["schema"], example) == [], parameter["name"]
    for media_type in operation.get("requestBody", {}).get("content", {}).values():
        given = list(example_of(media_type))
        assert given, "the body has no example"
        for example in given:
            assert fits(media_type["schema"], example) == []


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_answer_and_error_has_words_and_a_fitting_example(name: str) -> None:
    for status, reference in OPERATIONS[name]["responses"].items():
        response = resolved(reference)
        assert response["description"], status
        for header, described_as in response.get("headers", {}).items():
            assert described_as["description"], header
            assert list(example_of(described_as)), header
        content = response.get("content", {})
        assert content or status in ("204", "304"), f"{status} has no content"
        for kind, media_type in content.items():
            if media_type["schema"].get("format") == "binary":
                continue  # bytes that JSON can not hold
            given = list(example_of(media_type))
            assert given, f"{status} {kind} has no example"
            for example in given:
                as_parsed = (
                    json.loads(example) if kind.endswith(("/json", "+json")) and isinstance(example, str) else example
                )
                assert fits(media_type["schema"], as_parsed) == [], f"{status} {kind}"
            if kind == "application/problem+json":
                assert [e["status"] for e in given] == [int(status)]


def test_every_named_query_is_described_with_its_parameters_and_columns() -> None:
    for query in catalogue().values():
        operation = OPERATIONS[f"GET /api/v1/queries/{query.name}/rows"]
        told = {p["name"]: p["required"] for p in operation["parameters"] if p["in"] == "query"}
        assert told == {p.name: p.required for p in query.parameters} | {"limit": False, "seconds": False}
        row = operation["responses"]["200"]["content"]["application/json"]["schema"]["properties"]["rows"]["items"]
        assert list(row["properties"]) == [c.name for c in query.columns]


def test_people_of_the_examples_are_plainly_invented() -> None:
    def people(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            if value.get("label") == "Person":
                yield value["name"]
            for each in value.values():
                yield from people(each)
        elif isinstance(value, list):
            for each in value:
                yield from people(each)

    found = set(people(DOCUMENT["paths"])) | set(people(list(examples.ANSWERS.values())))
    assert found
    assert [name for name in found if not INVENTED.search(name)] == []


async def test_the_examples_have_the_keys_of_real_answers(client: httpx.AsyncClient) -> None:
    """Where the path of an answer holds ids, those of the examples are in the tests' data too."""
    ids = {"entities": "board", "boards": "forum", "people": "ada", "boroughs": "borough", "documents": "report"}
    values = {
        "board": examples.BOARD["id"], "forum": examples.FORUM["id"], "ada": examples.ADA["id"],
        "borough": examples.BOROUGH["id"], "report": "report-2021",
    }  # fmt: skip
    compared = 0
    for path, example in examples.ANSWERS.items():
        if "{name}" in path or not path.startswith("/") or path.endswith("/statements/{id}") or path in EDITORS:
            continue
        kind = path.partition("/{id}")[0].rpartition("/")[2]
        real = (await client.get(path.replace("{id}", values.get(ids.get(kind, ""), "")))).json()
        assert set(real) == set(example), path
        for one in example.get("items", [])[:1]:
            assert set(real["items"][0]) == set(one), path
            compared += 1
    assert compared >= 8
