"""Entities by name, label and borough; their edges, members and boards, each edge with all its evidence."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from graph.export import export_jsonl
from graph.store import Store
from tests.fixtures.northmarsh import (
    ADA,
    ADVISER,
    BEN,
    BOROUGH,
    COUNCIL,
    FORUM,
    NO_EDGES,
    PARTNERSHIP,
    POLICE,
    ROWS,
    SCRUTINEER,
)

TRUST = "organisation-trust"


async def items(client: httpx.AsyncClient, path: str) -> list[dict[str, Any]]:
    answer = await client.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    assert answer.json()["total"] >= len(found)
    return found


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("Northmarsh Council", COUNCIL),
        ("northmarsh COUNCIL", COUNCIL),
        ("London Borough of Northmarsh", COUNCIL),
        ("NSP", PARTNERSHIP),
        ("nsp", PARTNERSHIP),
        ("elan and friends forum", FORUM),
        ("Elan & Friends' Forum", FORUM),
        ("ÉLAN", FORUM),
        ("safeguarding northmarsh", PARTNERSHIP),
        ("scrutin", SCRUTINEER),
        ("<script>", TRUST),
    ],
)
async def test_a_search_finds_names_and_aliases_however_they_are_written(
    client: httpx.AsyncClient, q: str, first: str
) -> None:
    answer = await client.get("/api/v1/entities", params={"q": q})
    assert [e["id"] for e in answer.json()["items"]][:1] == [first]


async def test_the_best_match_comes_first(client: httpx.AsyncClient) -> None:
    found = [e["id"] for e in await items(client, "/entities?q=northmarsh")]
    assert found == [BOROUGH, COUNCIL, PARTNERSHIP], "whole name, then beginning, the shorter one first"


async def test_a_search_for_what_is_not_there_is_an_empty_list(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/entities?q=zzz")).json() == {"items": [], "next": None, "total": 0}
    assert await items(client, "/entities?q=!!!") == []


async def test_an_entity_is_shown_whole(client: httpx.AsyncClient) -> None:
    [found] = await items(client, "/entities?q=NSP")
    assert found == {
        "id": PARTNERSHIP, "label": "Board", "kind": "partnership", "name": "Northmarsh Safeguarding Partnership",
        "aliases": ["NSP", "the Partnership"], "identifiers": {}, "area": [BOROUGH],
    }  # fmt: skip
    alone = (await client.get(f"/api/v1/entities/{PARTNERSHIP}")).json()
    assert alone.pop("edges") == {
        "CHAIRS": {"out": 0, "in": 1}, "COVERS": {"out": 1, "in": 0}, "FUNDS": {"out": 0, "in": 2},
        "MEMBER_OF": {"out": 0, "in": 3}, "STATUTORY_PARTNER_OF": {"out": 0, "in": 1},
    }  # fmt: skip
    assert alone == found


async def test_entities_by_label_and_by_borough(client: httpx.AsyncClient) -> None:
    assert [e["id"] for e in await items(client, "/entities?label=Board")] == [PARTNERSHIP, FORUM]
    assert [e["id"] for e in await items(client, f"/entities?borough={BOROUGH}")] == [BOROUGH, PARTNERSHIP]
    assert [e["id"] for e in await items(client, f"/entities?borough={BOROUGH}&label=Board")] == [PARTNERSHIP]
    assert [e["name"] for e in await items(client, "/entities?label=Meeting")] == ["Élan & Friends’ Forum, 2020-02-12"]
    assert "Meeting" not in {e["label"] for e in await items(client, "/entities")}


@pytest.mark.parametrize("limit", [1, 2, 5, 1000])
@pytest.mark.parametrize("path", ["/entities", f"/entities/{FORUM}/edges", f"/boards/{PARTNERSHIP}/members"])
async def test_pages_hold_everything_once(client: httpx.AsyncClient, path: str, limit: int) -> None:
    whole = await items(client, f"{path}?limit=1000")
    paged, cursor, pages = [], "", 0
    while cursor is not None:
        answer = await client.get(f"/api/v1{path}?limit={limit}" + (f"&cursor={cursor}" if cursor else ""))
        assert answer.json()["total"] == len(whole)
        assert len(answer.json()["items"]) <= limit
        paged += answer.json()["items"]
        cursor, pages = answer.json()["next"], pages + 1
    assert paged == whole
    assert pages == -(-len(whole) // limit)


async def test_a_cursor_of_another_list_is_refused(client: httpx.AsyncClient) -> None:
    cursor = (await client.get("/api/v1/entities?limit=1")).json()["next"]
    for path in ("/entities?label=Board&", f"/entities/{FORUM}/edges?"):
        answer = await client.get(f"/api/v1{path}cursor={cursor}")
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["where"] == "cursor"


async def test_edges_by_type_and_direction(client: httpx.AsyncClient) -> None:
    async def found(query: str) -> set[tuple[str, str, str]]:
        return {
            (e["source"]["id"], e["type"], e["target"]["id"])
            for e in await items(client, f"/entities/{POLICE}/edges{query}")
        }

    member, works = (POLICE, "MEMBER_OF", PARTNERSHIP), (POLICE, "WORKS_WITH", COUNCIL)
    duty = (COUNCIL, "DUTY_TO_COOPERATE", POLICE)
    assert await found("") == {member, works, duty}
    assert await found("?direction=in") == {duty}
    assert await found("?direction=out") == {member, works}
    assert await found("?type=MEMBER_OF&type=DUTY_TO_COOPERATE") == {member, duty}
    assert await found("?type=FUNDS") == set()


async def test_planned_and_negated_statements_are_told_only_where_asked_for(client: httpx.AsyncClient) -> None:
    for row in NO_EDGES:
        path = f"/entities/{row['subject']['id']}/edges"
        assert (row["predicate"], row["status"]) not in {(e["type"], e["status"]) for e in await items(client, path)}
        [edge] = await items(client, f"{path}?status={row['status']}")
        assert (edge["type"], edge["status"], edge["target"]["id"]) == (
            row["predicate"], row["status"], row["object"]["id"],
        )  # fmt: skip
        assert [e["quote"] for e in edge["evidence"]] == [row["quote"]]
    [planned] = await items(client, f"/entities/{COUNCIL}/edges?status=planned&as_of=2023-01-01")
    assert (planned["valid_from"], planned["properties"]["amount_gbp"]) == ("2022-04-01", 5000)
    assert planned["in_force"] is None, "a plan is not in force"
    assert await items(client, f"/entities/{COUNCIL}/edges?status=planned&as_of=2021-01-01") == []


async def test_every_status_is_kept_as_such(client: httpx.AsyncClient) -> None:
    for row in ROWS:
        if row["predicate"] != "ATTENDED":
            path = f"/entities/{row['subject']['id']}/edges?status={row['status']}&type={row['predicate']}"
            assert row["object"]["id"] in {e["target"]["id"] for e in await items(client, path)}
            assert {e["status"] for e in await items(client, path)} == {row["status"]}
    [both] = [await items(client, f"/entities/{POLICE}/edges?status=negated&status=unclear")]
    assert {e["status"] for e in both} == {"negated", "unclear"}


@pytest.mark.parametrize(
    ("day", "police", "council"),
    [
        ("2019-03-31", None, "possibly"),
        ("2019-04-15", "possibly", "possibly"),
        ("2019-05-01", "surely", "possibly"),
        ("2020-06-30", "surely", "possibly"),
        ("2020-07-01", None, "possibly"),
        ("2021-03-31", None, "surely"),
    ],
)
async def test_as_of_says_surely_or_possibly_and_leaves_out_what_was_not(
    client: httpx.AsyncClient, day: str, police: str | None, council: str
) -> None:
    """The police sat from April 2019 to 30 June 2020; the council is stated by a report of 31 March 2021, undated."""
    for path in (f"/boards/{PARTNERSHIP}/members", f"/entities/{PARTNERSHIP}/edges"):
        members = await items(client, f"{path}?as_of={day}")
        told = {e["source"]["id"]: e["in_force"] for e in members if e["type"] in ("MEMBER_OF", "STATUTORY_PARTNER_OF")}
        assert told.get(POLICE) == police
        assert told[COUNCIL] == council
        assert told[TRUST] == "possibly"


async def test_members_are_those_who_sit_chair_or_are_partners(client: httpx.AsyncClient) -> None:
    members = await items(client, f"/boards/{PARTNERSHIP}/members")
    assert [(e["type"], e["source"]["id"]) for e in members] == [
        ("CHAIRS", SCRUTINEER), ("MEMBER_OF", TRUST), ("MEMBER_OF", POLICE), ("MEMBER_OF", ADVISER),
        ("STATUTORY_PARTNER_OF", COUNCIL),
    ]  # fmt: skip
    assert members[1]["source"]["name"] == '<script>alert("trust")</script> Trust, "the best"'
    assert {e["in_force"] for e in members} == {None}


async def test_boards_of_a_person_by_name_and_through_a_post_while_it_is_held(client: httpx.AsyncClient) -> None:
    async def found(person: str, query: str = "") -> list[tuple[Any, ...]]:
        return [
            (e["target"]["id"], e["type"], e["via"] and e["via"]["id"], e["valid_from"], e["valid_to"])
            for e in await items(client, f"/people/{person}/boards{query}")
        ]

    own = (FORUM, "MEMBER_OF", None, None, None)
    chaired = (PARTNERSHIP, "CHAIRS", SCRUTINEER, "2018-01-01", "2020-06-30")
    assert await found(ADA) == [chaired, own]
    assert await found(ADA, "?as_of=2020-06-30") == [chaired, own]
    assert await found(ADA, "?as_of=2020-07-01") == [own]
    assert await found(BEN) == [(PARTNERSHIP, "CHAIRS", SCRUTINEER, "2020-07-01", None)]
    assert await found(BEN, "?as_of=2020-06-30") == []
    through = (await items(client, f"/people/{BEN}/boards"))[0]
    assert [e["quote"] for e in through["evidence"]] == [
        f"{SCRUTINEER} CHAIRS {PARTNERSHIP} 1", f"{BEN} HOLDS {SCRUTINEER} 1",
    ]  # fmt: skip


async def test_two_documents_of_one_fact_are_one_edge_with_both(client: httpx.AsyncClient) -> None:
    [edge] = await items(client, f"/entities/{COUNCIL}/edges?type=STATUTORY_PARTNER_OF")
    first, second = sorted(edge["evidence"], key=lambda e: e["document"])
    assert (first["document"], first["lines"], first["date"]) == ("minutes", [9, 10], None)
    assert second == {
        "statement": second["statement"], "document": "report-2021",
        "title": 'Report <script>alert(1)</script> & "more"',
        "publisher": "Northmarsh Council", "date": "2021-03-31", "url": None, "lines": [3, 4], "page": None,
        "section": None, "quote": f"{COUNCIL} STATUTORY_PARTNER_OF {PARTNERSHIP} 3", "quote_found": None,
        "sentence": "Northmarsh Council is a statutory safeguarding partner of Northmarsh Safeguarding Partnership.",
        "status": "asserted", "method": "by-hand",
    }  # fmt: skip


async def test_every_edge_has_evidence_and_every_statement_resolves(
    client: httpx.AsyncClient, northmarsh: Store
) -> None:
    told: set[str] = set()
    for entity in await items(client, "/entities?limit=1000"):
        for query in ("", "?status=planned&status=negated"):
            for edge in await items(client, f"/entities/{entity['id']}/edges{query}"):
                assert edge["evidence"], edge
                told |= {e["statement"] for e in edge["evidence"]}
    assert len(told) == len(ROWS) == len((await export_jsonl(northmarsh)).splitlines())
    for statement in told:
        found = (await client.get(f"/api/v1/statements/{statement}")).json()
        assert found["id"] == found["evidence"]["statement"] == statement
        assert found["evidence"]["lines"] or found["evidence"]["section"]


async def test_attendance_points_at_the_meeting_and_keeps_what_is_unknown_unsaid(client: httpx.AsyncClient) -> None:
    [meeting] = await items(client, "/entities?label=Meeting")
    attended = await items(client, f"/entities/{meeting['id']}/edges?type=ATTENDED")
    told = {e["source"]["name"]: e["properties"] for e in attended}
    assert {name: p["capacity"] for name, p in told.items()} == {
        "Ada Example": "present", "Ben Sample": "apologies", "Cy Nobody": "in_attendance",
    }  # fmt: skip
    assert told["Ada Example"]["chair"] is True
    assert told["Ben Sample"]["organisation"] == "Northmarsh Council"
    assert "role" not in told["Ben Sample"]
    assert not {"role", "organisation"} & set(told["Cy Nobody"])
    assert {e["valid_from"] for e in attended} == {"2020-02-12"}


async def test_funding_names_the_body_that_it_comes_through(client: httpx.AsyncClient) -> None:
    [edge] = await items(client, f"/entities/{COUNCIL}/edges?type=FUNDS")
    assert edge["properties"] == {"amount_gbp": 120500.5, "period": "2020/21", "via": "Fenland Constabulary"}
    assert (edge["dates"]["start_earliest"], edge["dates"]["end_latest"]) == ("2020-04-01", "2021-03-31")
