"""The maps as they are asked for: a choice that can not be followed names its parameter, one without an answer says so."""

from __future__ import annotations

import httpx

from tests.api.test_errors import check_problem
from tests.fixtures.northmarsh import BOROUGH, COUNCIL


async def test_a_year_of_which_nothing_is_stated_is_refused_with_the_known_ones(client: httpx.AsyncClient) -> None:
    problem = check_problem(await client.get("/maps/funding?year=1900/01"), 422)
    [fault] = problem["errors"]
    assert fault["where"] == "year"
    assert "1900/01" in fault["reason"]
    assert fault["remedy"].startswith("Known: ")
    for year in fault["remedy"].removeprefix("Known: ").split(", "):
        assert (await client.get(f"/maps/funding?year={year}")).status_code == 200


async def test_what_is_no_borough_is_refused_for_the_priorities(client: httpx.AsyncClient) -> None:
    problem = check_problem(await client.get(f"/maps/priorities?show=all&borough={COUNCIL}"), 422)
    assert [fault["where"] for fault in problem["errors"]] == ["borough"]


async def test_a_borough_of_which_a_map_knows_nothing_is_told_and_what_there_is(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"/maps/mopac-roles?borough={BOROUGH}", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert "Of Northmarsh the documents loaded say nothing" in answer.text
    assert "The documents loaded say nothing of what this map shows" not in answer.text
