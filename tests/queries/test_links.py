"""All links of an entity: golden answers on boroughs that do not exist."""

from __future__ import annotations

import pytest

from graph.errors import BadParameter
from graph.load import load
from graph.store import Store
from queries.catalogue import query_named
from tests.fixtures.marsh import ADA, PAN, PANEL, ROWS, SOURCES, P
from tests.queries.golden import Case, check
from tests.rows import located

GOLDEN: list[Case] = [
    (
        "links-of", {"entity": PAN},
        ["reads", "other", "particulars", "valid_from", "valid_to", "status", "in_force", "evidence"],
        [
            ["is chaired by", "Ben Sample", None, None, None, "negated", None, ["b3"]],
            ["is chaired by", "Dee Invented", None, "2023-05", None, "planned", None, ["d2"]],
            ["covers", "Northmarsh", None, None, None, "asserted", None, ["v2"]],
            ["has the priority", "Knife crime", "2022/23", "2022-04-01", "2023-03-31", "asserted", None, ["t2"]],
            ["had the meeting", f"{PANEL[1]}, 2022-02-01", None, "2022-02-01", "2022-02-01", "asserted", None, ["n1", "n2"]],
            ["meets as", PANEL[1], "every six weeks", None, None, "asserted", None, ["m2"]],
            ["has member", ADA[1], None, "2021-07-01", None, "asserted", None, ["a2"]],
            ["has member", "Agencies of Northmarsh", None, None, None, "asserted", None, ["g2"]],
            ["has member", "Ben Sample", None, None, "2021-06", "historic", None, ["b2"]],
            ["has member", "Dee Invented", None, "2023-04-01", None, "planned", None, ["d1"]],
            ["has member", "Fenland Constabulary", None, None, None, "historic", None, ["p1"]],
            ["has member", "Northmarsh Council", None, None, None, "asserted", None, ["o2"]],
        ],
    ),
    (
        "links-of", {"entity": PAN, "types": "MEMBER_OF:in", "statuses": "historic", "as_of": "2021-06-30"},
        ["other", "in_force"],
        [["Ben Sample", "possibly"], ["Fenland Constabulary", "possibly"]],
    ),
    (
        "links-of", {"entity": PAN, "types": "MEMBER_OF:in", "as_of": "2021-07-01"},
        ["other", "status", "in_force"],
        [
            ["Ada Example", "asserted", "surely"],
            ["Agencies of Northmarsh", "asserted", "possibly"],
            ["Fenland Constabulary", "historic", "possibly"],
            ["Northmarsh Council", "asserted", "possibly"],
        ],
    ),
    (
        "links-of", {"entity": P, "types": "FUNDS"},
        ["direction", "other", "particulars", "amount_gbp", "status"],
        [
            ["in", "Fenland Constabulary", "2019/20", 100.5, "unclear"],
            ["in", "Northmarsh Council", "2022/23", 60000, "asserted"],
        ],
    ),
    (
        "links-of", {"entity": PAN, "types": "MEMBER_OF:in", "statuses": "planned", "as_of": "2023-04-01"},
        ["other", "in_force"],
        [["Dee Invented", None]],
    ),
    ("links-of", {"entity": "board-southmarsh-forum", "types": "FUNDS:out"}, ["other"], []),
]  # fmt: skip


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: " ".join(case[1].values()))
async def test_links(store: Store, case: Case) -> None:
    assert not (await load(store, located(ROWS), SOURCES)).faults
    await check(store, *case)


@pytest.mark.parametrize("given", [{"types": "SITS_ON"}, {"types": "FUNDS:up"}, {"statuses": "true"}])
def test_an_unknown_type_or_status_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(BadParameter) as error:
        query_named("links-of").read({"entity": PAN, **given})
    assert [f.where for f in error.value.faults] == list(given)
