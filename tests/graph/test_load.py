"""Loading: all or nothing for each document, in any order, as often as one likes, the same on both engines."""

from __future__ import annotations

import random
from typing import Any

import pytest

from graph.export import export_jsonl
from graph.load import Source, load
from graph.store import Store
from tests.rows import COUNCIL, PARTNERSHIP, POLICE, dump, located, row

HEAD = ("Role", "Head of Safeguarding, Northmarsh Council")
ADA = ("Person", "Ada Example")

ROWS = [
    row(COUNCIL, "MEMBER_OF", PARTNERSHIP, line=1),
    row(COUNCIL, "MEMBER_OF", PARTNERSHIP, doc="report-b", line=7),
    row(POLICE, "STATUTORY_PARTNER_OF", PARTNERSHIP, line=2, from_="2019-09"),
    row(POLICE, "MEMBER_OF", PARTNERSHIP, line=3, status="unclear"),
    row(COUNCIL, "FUNDS", PARTNERSHIP, line=4, amount_gbp=5000, period="2022/23"),
    row(POLICE, "FUNDS", PARTNERSHIP, line=5, status="planned"),
    row(POLICE, "WORKS_WITH", COUNCIL, line=6, status="negated"),
    row(ADA, "HOLDS", HEAD, line=8, from_="2020", to="2022-07"),
    row(HEAD, "MEMBER_OF", PARTNERSHIP, line=9),
    row(ADA, "ATTENDED", PARTNERSHIP, line=10, date="2022-05-12", attended=True, capacity="present", role=None),
    row(POLICE, "ATTENDED", PARTNERSHIP, doc="report-b", line=11, date="12 May 2022", attended=False),
    row(PARTNERSHIP, "COVERS", ("Borough", "Northmarsh"), doc="report-b", line=12),
]
SOURCES = [Source("report-a", "Report A", "Northmarsh Council", "2022-10"), Source("report-b", "Report B", date="2023")]


async def edges(store: Store) -> list[dict[str, Any]]:
    return await store.read(
        "MATCH (a:Entity)-[r]->(b:Entity) "
        "RETURN a.name AS a, type(r) AS type, b.name AS b, r.status AS status, size(r.statements) AS n "
        "ORDER BY type, a, status"
    )


async def test_a_second_load_changes_nothing(store: Store) -> None:
    first = await load(store, located(ROWS), SOURCES)
    assert (first.added, first.faults) == (len(ROWS), [])
    before, exported, loads = await dump(store), await export_jsonl(store), await store.version()
    again = await load(store, located(ROWS), SOURCES)
    assert (again.added, again.removed) == (0, 0)
    assert await dump(store) == before
    assert await export_jsonl(store) == exported
    assert await store.version() == loads


@pytest.mark.parametrize("seed", range(3))
async def test_the_order_of_rows_and_of_loads_does_not_matter(store: Store, seed: int) -> None:
    await load(store, located(ROWS), SOURCES)
    expected = await dump(store)
    await _empty(store)
    shuffled = random.Random(seed).sample(ROWS, len(ROWS))
    for doc in random.Random(seed).sample(["report-a", "report-b"], 2):
        await load(store, located(r for r in shuffled if r["doc"] == doc), SOURCES)
    assert await dump(store) == expected


async def test_two_sources_make_one_edge_with_two_pieces_of_evidence(store: Store) -> None:
    await load(store, located(ROWS), SOURCES)
    found = [e for e in await edges(store) if e["type"] == "MEMBER_OF" and e["a"] == COUNCIL[1]]
    assert found == [{"a": COUNCIL[1], "type": "MEMBER_OF", "b": PARTNERSHIP[1], "status": "asserted", "n": 2}]


async def test_planned_and_negated_statements_make_no_edge_and_are_kept(store: Store) -> None:
    await load(store, located(ROWS), SOURCES)
    kinds = {(e["type"], e["a"]) for e in await edges(store)}
    assert ("FUNDS", POLICE[1]) not in kinds
    assert not {k for k in kinds if k[0] == "WORKS_WITH"}
    exported = await export_jsonl(store)
    assert exported.count('"status": "planned"') == exported.count('"status": "negated"') == 1


async def test_attendance_of_one_day_is_one_meeting_however_the_day_is_printed(store: Store) -> None:
    await load(store, located(ROWS), SOURCES)
    meetings = await store.read(
        "MATCH (e:Entity)-[:ATTENDED]->(m:Meeting)-[:MEETING_OF]->(b:Board) "
        "RETURN m.name AS meeting, collect(e.name) AS who"
    )
    assert len(meetings) == 1
    assert meetings[0]["meeting"] == f"{PARTNERSHIP[1]}, 2022-05-12"
    assert sorted(meetings[0]["who"]) == [ADA[1], POLICE[1]]


async def test_replacing_a_document_takes_its_old_statements_edges_and_entities_away(store: Store) -> None:
    await load(store, located(ROWS), SOURCES)
    kept = [r for r in ROWS if r["doc"] == "report-b" and r["predicate"] != "COVERS"]
    report = await load(store, located(kept), SOURCES, replaces=True)
    assert report.removed == 1
    assert not await store.read("MATCH (b:Borough) RETURN b.id AS id")
    assert await store.read("MATCH (m:Moved {id: 'borough-northmarsh'}) RETURN m.id AS id")
    # the same fact stands in the other report as well: its edge stays, with less evidence
    await load(store, located(r for r in ROWS if r["doc"] == "report-b" and r["lines"] == [11, 11]), replaces=True)
    found = [e for e in await edges(store) if e["type"] == "MEMBER_OF" and e["a"] == COUNCIL[1]]
    assert [e["n"] for e in found] == [1]


async def test_what_was_removed_and_comes_back_is_as_before(store: Store) -> None:
    await load(store, located(ROWS), SOURCES)
    before = await dump(store)
    await load(store, located(ROWS[:1]), SOURCES, replaces=True)
    assert await dump(store) != before
    await load(store, located(ROWS), SOURCES, replaces=True)
    assert await dump(store) == before


async def test_an_id_with_other_content_is_refused_and_nothing_of_its_document_loaded(store: Store) -> None:
    one = row(COUNCIL, "MEMBER_OF", PARTNERSHIP, line=1, id="x-1")
    other = row(POLICE, "MEMBER_OF", PARTNERSHIP, line=2, id="x-1")
    third = row(POLICE, "MEMBER_OF", PARTNERSHIP, doc="report-b", line=2)
    report = await load(store, located([one, other, third]))
    assert report.refused == ["report-a"]
    assert list(report.loaded) == ["report-b"]
    assert "x-1 has other content than rows, row 1" in str(report.faults[0])
    await load(store, located([one]))
    again = await load(store, located([other]))
    assert again.refused == ["report-a"]
    assert "stands in the store with other content" in str(again.faults[0])
    exported = await export_jsonl(store)
    assert exported.count("\n") == 2


async def test_the_same_id_in_two_documents_of_one_load_is_refused(store: Store) -> None:
    one = row(COUNCIL, "MEMBER_OF", PARTNERSHIP, line=1, id="x-1")
    other = row(COUNCIL, "MEMBER_OF", PARTNERSHIP, doc="report-b", line=1, id="x-1")
    report = await load(store, located([one, other]))
    assert report.refused
    assert (await export_jsonl(store)).count("\n") == 1


async def test_an_export_can_be_loaded_and_gives_the_same_export(store: Store) -> None:
    import json

    await load(store, located(ROWS))
    exported = await export_jsonl(store)
    await _empty(store)
    await load(store, located(json.loads(line) for line in exported.splitlines()))
    assert await export_jsonl(store) == exported


async def test_a_failing_load_leaves_nothing_of_its_document(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    import graph.load

    async def fails(*_: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr(graph.load, "_draw", fails)
    with pytest.raises(RuntimeError):
        await load(store, located(ROWS), SOURCES)
    assert await export_jsonl(store) == ""
    monkeypatch.undo()
    await load(store, located(ROWS), SOURCES)
    assert (await export_jsonl(store)).count("\n") == len(ROWS)


async def test_no_edge_is_without_evidence(store: Store) -> None:
    await load(store, located(ROWS), SOURCES)
    assert not await store.read("MATCH (:Entity)-[r]->(:Entity) WHERE size(coalesce(r.statements, [])) = 0 RETURN r.id")


async def test_a_name_without_id_finds_the_entity_that_is_known_by_it(store: Store) -> None:
    named = row(POLICE, "MEMBER_OF", PARTNERSHIP)
    named["subject"]["aliases"] = ["FC"]
    await load(store, located([named]))
    await load(store, located([row(("Organisation", "FC"), "FUNDS", PARTNERSHIP, doc="report-b")]))
    found = await store.read("MATCH (o:Organisation) RETURN o.id AS id, o.aliases AS aliases")
    assert found == [{"id": "organisation-fenland-constabulary", "aliases": ["FC"]}]


async def _empty(store: Store) -> None:
    from tests.conftest import empty

    await empty(store)
