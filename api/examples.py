"""Examples for the OpenAPI document. All of it is about Northmarsh, which does not exist; nor do its people."""

from __future__ import annotations

from typing import Any

from queries.catalogue import Column, NamedQuery

BOARD = {
    "id": "board-northmarsh-safeguarding-partnership", "label": "Board", "name": "Northmarsh Safeguarding Partnership",
}  # fmt: skip
FORUM = {"id": "board-elan-and-friends-forum", "label": "Board", "name": "Élan & Friends’ Forum"}
COUNCIL = {"id": "organisation-northmarsh-council", "label": "Organisation", "name": "Northmarsh Council"}
ADA = {"id": "person-ada-example", "label": "Person", "name": "Ada Example"}
POST = {"id": "role-independent-scrutineer", "label": "Role", "name": "Independent Scrutineer"}
BOROUGH = {"id": "borough-northmarsh", "label": "Borough", "name": "Northmarsh"}
MEETING = {
    "id": "meeting-elan-and-friends-forum-2020-02-12", "label": "Meeting", "name": "Élan & Friends’ Forum, 2020-02-12",
}  # fmt: skip
DAY = "2020-02-12"
LOADED = "2026-01-31T09:00:00+00:00"

NO_DATES: dict[str, str | None] = dict.fromkeys(
    ("start_earliest", "start_latest", "end_earliest", "end_latest", "sure_from", "sure_to")
)
ON_THE_DAY: dict[str, str | None] = dict.fromkeys(NO_DATES, DAY)
ATTESTED: dict[str, str | None] = {**NO_DATES, "sure_from": "2021-03-31", "sure_to": "2021-03-31"}


def entity(end: dict[str, str], kind: str | None, **more: Any) -> dict[str, Any]:
    return {
        "id": end["id"], "label": end["label"], "kind": kind, "name": end["name"], "aliases": [], "identifiers": {},
        "area": [], **more,
    }  # fmt: skip


def evidence(statement: str, sentence: str, **more: Any) -> dict[str, Any]:
    return {
        "statement": statement, "document": "report-2021", "title": "Northmarsh Annual Report 2020/21",
        "publisher": "Northmarsh Council", "date": "2021-03-31", "url": None, "lines": [3, 4], "page": None,
        "section": None, "quote": None, "quote_found": None, "sentence": sentence, "status": "asserted",
        "method": "by-hand", **more,
    }  # fmt: skip


def edge(
    edge_id: str, source: dict[str, str], type_: str, target: dict[str, str], proof: dict[str, Any], **more: Any
) -> dict[str, Any]:
    return {
        "id": edge_id, "type": type_, "source": source, "target": target, "properties": {}, "valid_from": None,
        "valid_to": None, "dates": ATTESTED, "status": "asserted", "in_force": None, "via": None, "evidence": [proof],
        **more,
    }  # fmt: skip


def listed(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"items": list(items), "next": None, "total": len(items), **more}


PARTNERSHIP = entity(BOARD, "partnership", aliases=["NSP"], area=[BOROUGH["id"]])
PARTNER = edge(
    "e-8f14e45fceea167a5a36", COUNCIL, "STATUTORY_PARTNER_OF", BOARD,
    evidence(
        "s-c9f0f895fb98ab9159f5",
        "Northmarsh Council is a statutory safeguarding partner of Northmarsh Safeguarding Partnership.",
    ),
)  # fmt: skip
CHAIRED = edge(
    "e-45c48cce2e2d7fbdea1a", POST, "CHAIRS", BOARD,
    evidence("s-d3d9446802a44259755d", "Independent Scrutineer chairs Northmarsh Safeguarding Partnership."),
    properties={"kind": "independent"}, valid_from="2018-01-01", valid_to="2020-06-30", via=POST,
)  # fmt: skip
CAME = edge(
    "e-6512bd43d9caa6e02c99", ADA, "ATTENDED", MEETING,
    evidence(
        "s-c20ad4d76fe97759aa27", "Ada Example attended Élan & Friends’ Forum (2020-02-12; capacity: present).",
        document="minutes", title="Minutes of the Forum", date=None, publisher=None,
    ),
    properties={"attended": True, "capacity": "present", "date": DAY}, valid_from=DAY, valid_to=DAY,
    dates=ON_THE_DAY, date=DAY, within=None,
    record={
        "attended": True, "capacity": "present", "role": None, "organisation": None, "chair": None, "deputy_for": None,
    },
)  # fmt: skip
RATE = edge(
    "e-c51ce410c124a10e0db5", COUNCIL, "ATTENDANCE_RATE", FORUM,
    evidence("s-aab3238922bcc25a6f60", "Northmarsh Council has a printed attendance rate at Élan & Friends’ Forum (75%)."),
    properties={"rate_percent": 75, "period": "2020/21"}, within=None,
)  # fmt: skip
COVERS = {
    k: v
    for k, v in edge(
        "e-70efdf2ec9b086079795", BOARD, "COVERS", BOROUGH,
        evidence("s-6f4922f45568161a8cdf", "Northmarsh Safeguarding Partnership covers Northmarsh."),
        tie="covers", named_so=None,
    ).items()
    if k != "via"
}  # fmt: skip
STATEMENT = {
    "id": "s-c9f0f895fb98ab9159f5", "subject": entity(COUNCIL, "council"), "predicate": "STATUTORY_PARTNER_OF",
    "object": PARTNERSHIP, "properties": {}, "status": "asserted", "note": None, "evidence": PARTNER["evidence"][0],
}  # fmt: skip
SOURCE = {
    "id": "report-2021", "title": "Northmarsh Annual Report 2020/21", "publisher": "Northmarsh Council",
    "date": "2021-03-31", "kind": "report", "url": None, "loaded_at": LOADED, "statements": 16,
}  # fmt: skip
DOCUMENT = {
    **SOURCE,
    "by_status": {"asserted": 14, "planned": 1, "negated": 1},
    "quotes_at_hand": 15,
    "quotes_found": 0,
}
QUERY = {
    "name": "who-sits-on", "title": "Who sits on a board", "question": "Who sits on this board, and in what capacity?",
    "parameters": [
        {
            "name": "board", "type": "id", "means": "Id of the board", "required": True, "default": None,
            "labels": ["Board"], "choices": [], "least": None, "most": None,
        }
    ],
    "columns": [{"name": "member", "type": "text", "means": "Its name"}],
    "example": {"board": BOARD["id"]},
    "cypher": "MATCH (b:Board {id: $board})<-[:MEMBER_OF]-(m) RETURN m.name AS member ORDER BY member",
}  # fmt: skip
ROWS = {"columns": ["member"], "rows": [{"member": "Northmarsh Council"}], "truncated": False, "elapsed_ms": 1.7}
EXCHANGED = (
    '{"id": "s-c9f0f895fb98ab9159f5", "doc": "report-2021", "lines": [3, 4], "subject": {"label": "Organisation", '
    '"name": "Northmarsh Council"}, "predicate": "STATUTORY_PARTNER_OF", "object": {"label": "Board", '
    '"name": "Northmarsh Safeguarding Partnership"}, "props": {}, "status": "asserted"}\n'
)
READ_ROW: dict[str, Any] = {
    "id": "c-0123456789abcdef0123", "doc": "report-2021", "lines": [3, 3], "page": None,
    "quote": "The Partnership is chaired by Ada Example.", "subject": {"label": "Person", "name": "Ada Example"},
    "predicate": "CHAIRS", "object": {"label": "Board", "name": "Northmarsh Safeguarding Partnership"}, "props": {},
    "status": "asserted", "method": "chair-sentence",
}  # fmt: skip
CORRECTED: dict[str, Any] = {
    "subject": {"label": "Person", "name": "Ada Example"}, "props": {"from": "2021-04"}, "status": "asserted",
}  # fmt: skip
CANDIDATE: dict[str, Any] = {
    "id": READ_ROW["id"], "document": "report-2021", "row": READ_ROW,
    "sentence": "Ada Example chairs Northmarsh Safeguarding Partnership.",
    "words": {"before": "", "quote": READ_ROW["quote"], "after": "She was appointed in April.", "found": True},
    "confidence": 0.92, "method": "chair-sentence", "state": "waiting", "corrected": None, "who": None,
    "decided_at": None, "gone": None, "replaces": None,
}  # fmt: skip
DECIDED: dict[str, Any] = {"who": "key 3f2b8c1e (reviewer)", "decided_at": "2026-01-31T09:00:00.000000+00:00"}
PAGE = "<!doctype html><title>Northmarsh</title>"

V1 = "/api/v1"
ANSWERS: dict[str, Any] = {
    "/healthz": {"status": "alive"},
    "/readyz": {"status": "ready", "statements": 21, "schema_version": 2},
    f"{V1}/catalog": {
        "sources": [{**SOURCE, "quotes_at_hand": 15}], "statements": 16, "entities": {"Board": 2, "Organisation": 4},
        "edges": {"STATUTORY_PARTNER_OF": 1}, "schema_version": 2, "loads": 1,
    },
    f"{V1}/entities": listed(PARTNERSHIP),
    f"{V1}/entities/{{id}}": {**PARTNERSHIP, "edges": {"STATUTORY_PARTNER_OF": {"out": 0, "in": 1}}},
    f"{V1}/entities/{{id}}/edges": listed(PARTNER),
    f"{V1}/boards/{{id}}/members": listed(PARTNER),
    f"{V1}/boards/{{id}}/attendance": listed(
        CAME,
        meetings=[
            {"id": MEETING["id"], "name": MEETING["name"], "date": DAY, "records": 1, "capacities": {"present": 1}}
        ],
        printed_rates=[RATE],
    ),
    f"{V1}/people/{{id}}/boards": listed(CHAIRED),
    f"{V1}/boroughs/{{id}}/boards": listed(COVERS),
    f"{V1}/documents": listed(DOCUMENT),
    f"{V1}/documents/{{id}}": {**DOCUMENT, "by_predicate": {"STATUTORY_PARTNER_OF": 1, "FUNDS": 15}},
    f"{V1}/documents/{{id}}/statements": listed(STATEMENT),
    f"{V1}/statements/{{id}}": STATEMENT,
    f"{V1}/queries": listed(QUERY),
    f"{V1}/queries/{{name}}": QUERY,
    f"{V1}/queries/{{name}}/rows": ROWS,
    f"{V1}/queries/{{name}}/rows.{{suffix}}": ROWS,
    f"POST {V1}/cypher": {**ROWS, "limits": {"rows": 10000, "seconds": 5.0, "bytes": 5000000, "at_once": 2}},
    f"POST {V1}/statements": {"loaded": {"report-2021": 16}, "added": 16},
    f"POST {V1}/documents": {
        "document": "report-2021", "file": "report-2021.pdf", "unchanged": False, "new": 1, "changed": 0, "gone": 0,
        "withheld": ["line 12: the subject of a review"], "notes": [], "candidates": [CANDIDATE], "total": 1,
    },
    f"{V1}/candidates": listed(CANDIDATE),
    f"POST {V1}/candidates/accept": {"accepted": 12, "documents": ["report-2021"]},
    f"POST {V1}/candidates/{{id}}/accept": {**CANDIDATE, **DECIDED, "state": "accepted"},
    f"POST {V1}/candidates/{{id}}/reject": {**CANDIDATE, **DECIDED, "state": "rejected"},
    f"POST {V1}/candidates/{{id}}/correct": {
        **CANDIDATE, **DECIDED, "state": "corrected", "corrected": {**READ_ROW, **CORRECTED},
        "sentence": "Ada Example chairs Northmarsh Safeguarding Partnership (from 2021-04).",
    },
    f"DELETE {V1}/documents/{{id}}": {"document": "report-2021", "removed": 16},
}  # fmt: skip
"""What a call answers with 200, by its path, and by its method where that is not GET."""

TEXTS: dict[str, str] = {
    "text/csv": "member,status\r\nNorthmarsh Council,asserted\r\n",
    "application/x-ndjson": '{"member": "Northmarsh Council", "status": "asserted"}\n',
    "text/html": PAGE,
}
"""Answers that are no JSON, by media type."""

EXPORTED: dict[str, str] = {
    "application/x-ndjson": EXCHANGED,
    "application/jsonl": EXCHANGED,
    "application/graphml+xml": '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns"/>\n',
    "application/ld+json": '{"@context": {"org": "http://www.w3.org/ns/org#"}, "@graph": []}\n',
    "application/zip": "PK… (the bytes of a zip with a data dictionary and a CSV file for each table)",
    "application/json": '{"persons": [], "organizations": [], "posts": [], "memberships": []}\n',
}
"""Answers of the export, by media type."""


def _fault(where: str, reason: str, remedy: str) -> dict[str, str]:
    return {"where": where, "reason": reason, "remedy": remedy}


PROBLEMS: dict[int, tuple[str, str, list[dict[str, str]]]] = {
    308: ("Merged", "This id was merged into board-northmarsh-safeguarding-partnership", []),
    400: ("Bad Request", "There was an error parsing the body", []),
    401: ("Not known", "The key is not known. Send Authorization: Bearer KEY", []),
    403: ("Refused", "DELETE at line 1, column 11 would write. Only reading is possible here", []),
    404: ("Not found", "There is no board 'board-nowhere'. Search by name: /api/v1/entities?q=", []),
    405: ("Method Not Allowed", "PUT is not possible here. Use GET", []),
    408: ("The query passed its time limit", "The query ran past 5 s. Ask for less, or narrow it by a parameter", []),
    409: ("Conflict", "It was changed in the meantime. Read it again", []),
    410: (
        "Withdrawn", "board-old-forum was withdrawn: no statement names it any more. Search for it by name", [],
    ),
    413: ("Too large", "The body is too large. Send less at one time", []),
    415: ("Not understood", "The body is of a type that is not read here", []),
    422: (
        "A parameter is not valid", "as_of: '2023' is no day. Write it like 2023-03-31",
        [_fault("as_of", "'2023' is no day", "Write it like 2023-03-31")],
    ),
    429: ("Too many at one time", "Two free queries are running. Try again in 5 s", []),
    500: (
        "Something went wrong", "The program failed. Its log holds the request id; please report both", [],
    ),
    503: ("The store can not be reached", "The store does not answer. Try again in a moment", []),
}  # fmt: skip
"""Title, detail and faults of a problem, by status."""


def problem(status: int) -> dict[str, Any] | None:
    """The body of an error with this status, or None where we have none."""
    if status not in PROBLEMS:
        return None
    title, detail, faults = PROBLEMS[status]
    return {
        "type": "about:blank", "title": title, "status": status, "detail": detail, "errors": faults,
        "request_id": "3f2b8c1e5d7a4f6090a1b2c3d4e5f607",
    }  # fmt: skip


def rows(query: NamedQuery) -> dict[str, Any]:
    """What a named query may answer: one row with a value of its type in each column."""
    row = {c.name: _value(c) for c in query.columns}
    return {"columns": list(row), "rows": [row], "truncated": False, "elapsed_ms": 3.2}


def parameter(type_: str, labels: tuple[str, ...], choices: tuple[str, ...], given: str | None) -> Any:
    """A value for a parameter of a named query; ids are Northmarsh's where it has one of that label."""
    by_label = {e["label"]: e["id"] for e in (COUNCIL, BOARD, ADA, POST, BOROUGH)}
    match type_:
        case "id":
            return next((by_label[label] for label in labels if label in by_label), f"{labels[0].lower()}-northmarsh")
        case "integer":
            return int(given) if given else 2
        case "boolean":
            return (given or "true") == "true"
        case "date":
            return given or "2021-03-31"
        case "choice":
            return given or choices[0]
        case "texts":
            return [given or (choices[0] if choices else "Northmarsh")]
    return given or "Northmarsh"


def _value(column: Column) -> Any:
    match column.type:
        case "id":
            return BOARD["id"]
        case "integer":
            return 2
        case "number":
            return 1.5
        case "boolean":
            return True
        case "partial date":
            return "2021-03"
        case "date":
            return "2021-03-31"
        case "statements":
            return ["s-c9f0f895fb98ab9159f5"]
        case "texts":
            return ["Northmarsh Council"]
    return {"status": "asserted", "in_force": "surely"}.get(column.name, "Northmarsh")
