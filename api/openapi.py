"""The OpenAPI document as it is served: what FastAPI reads from the code, with examples, headers and all named queries."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from api import examples
from api.access import OPEN
from api.examples import ANSWERS, EXPORTED, TEXTS, V1
from api.middleware import UNTAGGED
from api.problems import CHALLENGE
from graph.ontology import ontology
from queries.catalogue import Column, NamedQuery, Parameter, catalogue

JSON, PROBLEM = "application/json", "application/problem+json"
LARGEST = 999_999_999
"""A whole number as a parameter of a named query."""
ROWS = f"{V1}/queries/{{name}}/rows"
COLUMN: dict[str, dict[str, Any]] = {
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "statements": {"type": "array", "items": {"type": "string"}},
    "texts": {"type": "array", "items": {"type": ["string", "null"]}},
}
"""How the value of a column is described; what is not here is text."""


def finish(document: dict[str, Any], query_rows: int) -> dict[str, Any]:
    """Adds what FastAPI can not know, with the most rows that an answer has here. The document is changed in place."""
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            _describe(path, method, operation)
            _bound(operation, query_rows)
    _secure(document)
    template = document["paths"][ROWS]["get"]
    errors = {status: r for status, r in template["responses"].items() if not status.startswith("2")}
    document["components"]["responses"] = {f"Rows{status}": r for status, r in errors.items()}
    for query in catalogue().values():
        document["paths"][ROWS.replace("{name}", query.name)] = {"get": _operation(query, template)}
    template["parameters"].append(_open_parameters())
    return document


def _describe(path: str, method: str, operation: dict[str, Any]) -> None:
    tagged = method == "get" and path not in UNTAGGED
    if tagged:
        operation.setdefault("parameters", []).append(_if_none_match())
        operation["responses"].setdefault("304", {"description": "Not Modified: the caller has this answer already"})
    for status, response in operation["responses"].items():
        headers = response.setdefault("headers", {})
        headers["X-Request-ID"] = _header("The id of this request, as in the log", "3f2b8c1e5d7a4f60")
        if tagged and status in ("200", "304"):
            headers["ETag"] = _header("Changes with each load", 'W/"0a1b2c3d4e5f60718293"')
        if status == "308":
            headers["Location"] = _header("The address of what the id was merged into", f"{V1}/entities/board-new")
        if status == "401":
            headers["WWW-Authenticate"] = _header("How a key may be sent", CHALLENGE)
        if status == "429":
            headers["Retry-After"] = _header("Seconds after which another try makes sense", "5")
        content = response.get("content", {})
        # FastAPI describes each answer by the media type of the endpoint's own; an error has one of its own
        for kind in list(content):
            if content[kind].get("schema", {}).get("$ref", "").endswith("/Problem"):
                response["content"] = {PROBLEM: {**content[kind], "example": examples.problem(int(status))}}
        if status.startswith("2"):
            _exemplify(path, method, content)
    _body(operation)


def _secure(document: dict[str, Any]) -> None:
    """How a key is sent. Where there are no keys reading needs none; writing takes no password of a browser."""
    document["components"]["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer", "description": "The key: Authorization: Bearer KEY"},
        "basic": {"type": "http", "scheme": "basic", "description": "For browsers: any user name, the key as password"},
    }
    document["security"] = [{}, {"bearer": []}, {"basic": []}]
    for path, operations in document["paths"].items():
        for operation in operations.values():
            if path in OPEN:
                operation["security"] = []
            elif "writing" in operation["tags"]:
                operation["security"] = [{"bearer": []}]


def _exemplify(path: str, method: str, content: dict[str, Any]) -> None:
    texts = EXPORTED if path.endswith("/export") else TEXTS
    call = path if method == "get" else f"{method.upper()} {path}"
    for kind, described in content.items():
        if "example" in described or "examples" in described:
            continue
        if kind == JSON and call in ANSWERS:
            described["example"] = ANSWERS[call]
        elif kind in texts:
            described["example"] = texts[kind]


def _body(operation: dict[str, Any]) -> None:
    """A body whose fields have examples has one itself."""
    for described in operation.get("requestBody", {}).get("content", {}).values():
        properties = described.get("schema", {}).get("properties", {})
        given = {name: p["examples"][0] for name, p in properties.items() if p.get("examples")}
        if given and "example" not in described:
            described["example"] = given


def _bound(operation: dict[str, Any], query_rows: int) -> None:
    """A query parameter is a value or left out, never null; a limit that has no maximum has the setting's."""
    bodies = operation.get("requestBody", {}).get("content", {}).values()
    schemas = [b.get("schema", {}).get("properties", {}).get("limit", {}) for b in bodies]
    for parameter in operation.get("parameters", []):
        schema = parameter["schema"]
        if kinds := [k for k in schema.get("anyOf", ()) if k != {"type": "null"}]:
            parameter["schema"] = schema = {**{k: v for k, v in schema.items() if k != "anyOf"}, **kinds[0]}
        if parameter["name"] == "limit":
            schemas.append(schema)
    for schema in schemas:
        for kind in schema.get("anyOf", [schema]):
            if kind.get("type") == "integer":
                kind.setdefault("maximum", query_rows)


def _if_none_match() -> dict[str, Any]:
    return {
        "name": "If-None-Match", "in": "header", "required": False,
        "description": "The ETag of an earlier answer; 304 where it is the same still",
        "schema": {"type": "string"}, "example": 'W/"0a1b2c3d4e5f60718293"',
    }  # fmt: skip


def _header(description: str, example: str) -> dict[str, Any]:
    return {"description": description, "required": True, "schema": {"type": "string"}, "example": example}


def _open_parameters() -> dict[str, Any]:
    return {
        "name": "parameters", "in": "query", "required": False, "style": "form", "explode": True,
        "description": "The parameters of the query, each by its name, as /queries/{name} and the paths of the single "
        "queries describe them",
        "schema": {"type": "object", "additionalProperties": {"type": "string", "minLength": 1}},
        "example": {"board": examples.BOARD["id"]},
    }  # fmt: skip


def _operation(query: NamedQuery, template: dict[str, Any]) -> dict[str, Any]:
    """One named query as an operation of its own, with its parameters and columns typed."""
    made = {k: deepcopy(v) for k, v in template.items() if not k.startswith("x-")}
    made |= {
        "summary": query.title, "operationId": "query_" + query.name.replace("-", "_"),
        "description": query.question + " The path in general is `/queries/{name}/rows`.",
    }  # fmt: skip
    general = [p for p in made["parameters"] if p["in"] != "path"]
    made["parameters"] = [_parameter(p, query.example.get(p.name)) for p in query.parameters] + general
    made["responses"] = {
        status: r if status.startswith("2") else {"$ref": f"#/components/responses/Rows{status}"}
        for status, r in made["responses"].items()
    }
    content = made["responses"]["200"]["content"]
    content[JSON] = {"schema": _rows_schema(query), "example": examples.rows(query)}
    return made


def _parameter(p: Parameter, given: str | None) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "minLength": 1, "pattern": r"\S"}
    match p.type:
        case "id":
            slugs = "|".join(ontology().nodes[label].slug for label in p.labels)
            schema = {"type": "string", "pattern": f"^({slugs})-."}
        case "integer":
            least, most = (-LARGEST if p.least is None else p.least), (LARGEST if p.most is None else p.most)
            schema = {"type": "integer", "minimum": least, "maximum": most}
        case "boolean":
            schema = {"type": "boolean"}
        case "date":
            schema = {"type": "string", "format": "date"}
        case "choice":
            schema = {"type": "string", "enum": list(p.choices)}
        case "texts":
            items = {"type": "string", "enum": list(p.choices)} if p.choices else schema
            schema = {"type": "array", "items": items, "minItems": 1}
    if p.default is not None:
        schema["default"] = p.default
    return {
        "name": p.name, "in": "query", "required": p.required, "description": p.means, "schema": schema,
        "example": examples.parameter(p.type, p.labels, p.choices, None if p.type == "id" else given),
    }  # fmt: skip


def _rows_schema(query: NamedQuery) -> dict[str, Any]:
    row = {
        "type": "object",
        "properties": {c.name: _column(c) for c in query.columns},
        "required": [c.name for c in query.columns],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {
            "columns": {"type": "array", "items": {"enum": [c.name for c in query.columns]}},
            "rows": {"type": "array", "items": row},
            "truncated": {"type": "boolean", "description": "Whether there are more rows than the limit"},
            "elapsed_ms": {"type": "number"},
        },
        "required": ["columns", "rows", "truncated", "elapsed_ms"],
    }


def _column(c: Column) -> dict[str, Any]:
    described = {**COLUMN.get(c.type, {"type": "string"}), "description": c.means}
    if c.type not in ("statements", "texts"):
        described["type"] = [described["type"], "null"]
    return described
