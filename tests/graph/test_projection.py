"""The graph that follows from statements: which edges, when they hold, and what the things are called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graph.dates import Span, parse
from graph.identity import Identities
from graph.projection import Edge, dates_of, describe, edges_of, interval, join_dates, meeting_of
from graph.statements import STATUSES, Entity, Statement, read_row
from tests.rows import COUNCIL, PARTNERSHIP, POLICE, row

ADA = ("Person", "Ada Example")
REPORT = parse("2022-10-15")


def stated(raw: dict[str, Any]) -> Statement:
    """The statement of a row, its ends resolved."""
    return Identities().resolve_all([read_row(raw)])[0]


def only(raw: dict[str, Any]) -> Edge:
    edges = edges_of(stated(raw))
    assert len(edges) == 1
    return edges[0]


# --- which edges


@pytest.mark.parametrize("status", ["negated", "planned"])
@pytest.mark.parametrize("predicate", ["MEMBER_OF", "ATTENDED"])
def test_a_negated_or_planned_statement_makes_no_edge(status: str, predicate: str) -> None:
    assert edges_of(stated(row(COUNCIL, predicate, PARTNERSHIP, status=status, date="2022-05"))) == []


@pytest.mark.parametrize("status", sorted({*STATUSES} - {"negated", "planned"}))
def test_every_other_statement_makes_one_edge_that_keeps_its_status(status: str) -> None:
    edge = only(row(COUNCIL, "FUNDS", PARTNERSHIP, status=status, amount_gbp=5000, via=None))
    assert (edge.type, edge.source, edge.target) == (
        "FUNDS", "organisation-northmarsh-council", "board-northmarsh-safeguarding-children-partnership",
    )  # fmt: skip
    assert edge.status == status
    assert edge.properties == {"amount_gbp": 5000}


def test_two_sources_of_one_fact_make_one_edge() -> None:
    first = row(COUNCIL, "FUNDS", PARTNERSHIP, amount_gbp=5000, period="2022/23", via=None)
    second = row(COUNCIL, "FUNDS", PARTNERSHIP, doc="report-b", line=9, period="2022/23", amount_gbp=5000.0)
    assert stated(first).id != stated(second).id
    assert only(first).id == only(second).id


@pytest.mark.parametrize(
    "other",
    [
        row(COUNCIL, "FUNDS", PARTNERSHIP, amount_gbp=5000, period="2023/24"),
        row(COUNCIL, "FUNDS", PARTNERSHIP, amount_gbp=5001, period="2022/23"),
        row(COUNCIL, "FUNDS", PARTNERSHIP, amount_gbp=5000, period="2022/23", status="unclear"),
        row(COUNCIL, "FUNDS", POLICE, amount_gbp=5000, period="2022/23"),
        row(POLICE, "FUNDS", PARTNERSHIP, amount_gbp=5000, period="2022/23"),
        row(COUNCIL, "HOSTED_BY", PARTNERSHIP, period="2022/23"),
    ],
    ids=["period", "amount", "status", "target", "source", "type"],
)
def test_another_fact_makes_another_edge(other: dict[str, Any]) -> None:
    assert only(other).id != only(row(COUNCIL, "FUNDS", PARTNERSHIP, amount_gbp=5000, period="2022/23")).id


def test_attendance_points_at_the_meeting_of_the_board() -> None:
    statement = stated(row(ADA, "ATTENDED", PARTNERSHIP, date="12 May 2022", attended=True, status="unclear"))
    meeting = meeting_of(statement)
    attended, held = edges_of(statement)
    assert (attended.type, attended.source, attended.target) == ("ATTENDED", "person-ada-example", meeting.id)
    assert (held.type, held.source, held.target) == ("MEETING_OF", meeting.id, statement.object.id)
    assert (attended.status, held.status) == ("unclear", "asserted")
    assert held.properties == {}
    assert (meeting.label, meeting.name) == ("Meeting", f"{PARTNERSHIP[1]}, 2022-05-12")


def test_one_day_of_one_board_is_one_meeting_however_it_is_printed() -> None:
    first = stated(row(ADA, "ATTENDED", PARTNERSHIP, date="12 May 2022", attended=True))
    second = stated(row(POLICE, "ATTENDED", PARTNERSHIP, doc="report-b", date="2022-05-12", attended=False))
    assert meeting_of(first) == meeting_of(second)
    assert edges_of(first)[1].id == edges_of(second)[1].id
    others = [
        row(ADA, "ATTENDED", PARTNERSHIP, date="2022-05-13"),
        row(ADA, "ATTENDED", PARTNERSHIP, date="2022-05"),
        row(ADA, "ATTENDED", PARTNERSHIP),
        row(ADA, "ATTENDED", ("Board", "Southmarsh Board"), date="2022-05-12"),
    ]
    assert len({meeting_of(stated(raw)).id for raw in others} | {meeting_of(first).id}) == 5


# --- when


def when(dated: Span | None = REPORT, /, predicate: str = "MEMBER_OF", **more: Any) -> dict[str, str]:
    return dates_of(interval(stated(row(COUNCIL, predicate, PARTNERSHIP, **more)), dated))


def test_from_and_to_bound_the_interval() -> None:
    assert when(from_="2021-07", to="2022") == {
        "start_earliest": "2021-07-01", "start_latest": "2021-07-31", "valid_from": "2021-07",
        "end_earliest": "2022-01-01", "end_latest": "2022-12-31", "valid_to": "2022",
        "sure_from": "2021-07-31", "sure_to": "2022-01-01",
    }  # fmt: skip


def test_a_period_is_in_force_from_its_first_day_to_its_last() -> None:
    found = when(period="2022/23")
    assert (found["valid_from"], found["valid_to"]) == ("2022-04-01", "2023-03-31")
    assert (found["sure_from"], found["sure_to"]) == ("2022-04-01", "2023-03-31")


def test_a_period_that_has_only_a_beginning_has_no_end() -> None:
    found = when(period="Since 2014/15")
    assert (found["start_earliest"], found["start_latest"]) == ("2014-04-01", "2015-03-31")
    assert "valid_to" not in found
    assert (found["sure_from"], found["sure_to"]) == ("2015-03-31", "2022-10-15")


def test_from_and_to_say_more_than_a_period() -> None:
    found = when(from_="2022-09", period="2022/23")
    assert found["valid_from"] == "2022-09"
    assert "valid_to" not in found


@pytest.mark.parametrize("predicate", ["ATTENDED", "REVIEWS"])
def test_an_event_is_over_with_its_day(predicate: str) -> None:
    subject = ("Review", "Northmarsh Audit") if predicate == "REVIEWS" else COUNCIL
    statement = stated(row(subject, predicate, PARTNERSHIP, date="2022-05-12"))
    found = interval(statement, REPORT)
    assert [found.in_force(date(2022, 5, day)) for day in (11, 12, 13)] == ["not", "surely", "not"]


def test_what_was_agreed_on_a_day_goes_on() -> None:
    found = when(predicate="FUNDS", date="2022-05-12")
    assert found["valid_from"] == "2022-05-12"
    assert "valid_to" not in found
    assert found["sure_to"] == "2022-10-15"


def test_the_day_of_the_document_is_a_day_on_which_what_it_says_holds() -> None:
    assert when() == {"sure_from": "2022-10-15", "sure_to": "2022-10-15"}
    assert when(from_="2021-07") | {} == {
        "start_earliest": "2021-07-01", "start_latest": "2021-07-31", "valid_from": "2021-07",
        "sure_from": "2021-07-31", "sure_to": "2022-10-15",
    }  # fmt: skip
    assert when(None) == {}


def test_what_begins_after_the_document_is_not_attested_by_it() -> None:
    assert "sure_from" not in when(from_="2023")
    assert "sure_from" not in when(from_="2022")  # it may begin after October
    begun = interval(stated(row(COUNCIL, "MEMBER_OF", PARTNERSHIP, from_="2022")), REPORT)
    assert begun.in_force(date(2022, 10, 15)) == "possibly"


def test_an_end_alone_says_nothing_of_the_days_before_it() -> None:
    found = when(to="2022-12")
    assert (found["end_earliest"], found["end_latest"], found["valid_to"]) == ("2022-12-01", "2022-12-31", "2022-12")
    assert "sure_from" not in found


def test_what_was_over_when_the_document_was_written_ended_by_then() -> None:
    statement = stated(row(COUNCIL, "MEMBER_OF", PARTNERSHIP, status="historic"))
    found = interval(statement, REPORT)
    assert found.in_force(date(2022, 10, 15)) == "possibly"
    assert found.in_force(date(2022, 10, 16)) == "not"
    begun = interval(stated(row(COUNCIL, "MEMBER_OF", PARTNERSHIP, status="historic", from_="2019")), REPORT)
    assert begun.in_force(date(2018, 12, 31)) == "not"
    assert begun.in_force(date(2020, 1, 1)) == "possibly"
    assert begun.in_force(date(2022, 10, 16)) == "not"
    ended = interval(stated(row(COUNCIL, "MEMBER_OF", PARTNERSHIP, status="historic", to="2021")), REPORT)
    assert ended.in_force(date(2022, 1, 1)) == "not"
    assert interval(statement).in_force(date(2030, 1, 1)) == "possibly"


PRINTED = st.sampled_from(["2019", "2021-07", "2022-10-15", "2022-10", "2022/23", "2023-01-01", "no date"])

BOUNDS = st.sampled_from(
    [date(2022, 10, 15), date(2022, 10, 1), date(2022, 12, 31), date(2021, 7, 31), date(2022, 4, 1)]
)


@given(
    st.dictionaries(st.sampled_from(["from", "to", "date", "period"]), PRINTED, max_size=3),
    st.sampled_from(["asserted", "unclear", "historic"]),
    st.sampled_from(["MEMBER_OF", "ATTENDED"]),
    st.sampled_from([None, "2022", "2022-10-15"]),
    st.dates(date(2018, 6, 1), date(2023, 12, 31)) | BOUNDS,
)
def test_the_dates_of_an_edge_say_the_same_as_its_interval(
    props: dict[str, str], status: str, predicate: str, dated: str | None, day: date
) -> None:
    start, end = (parse(props.get(key, "")) for key in ("from", "to"))
    assume(not (start and end) or start.earliest <= end.latest)
    statement = stated(row(COUNCIL, predicate, PARTNERSHIP, status=status) | {"props": props})
    found = interval(statement, parse(dated or ""))
    told = dates_of(found)
    iso = day.isoformat()
    denied = iso < told.get("start_earliest", "") or iso > told.get("end_latest", "9")
    sure = told.get("sure_from", "9") <= iso <= told.get("sure_to", "")
    assert found.in_force(day) == ("not" if denied else "surely" if sure else "possibly")


def test_two_documents_attest_what_lies_between_them() -> None:
    first, second = when(parse("2021-03-01")), when(parse("2022-10-15"))
    for pair in ((first, second), (second, first)):
        assert join_dates(pair) == {"sure_from": "2021-03-01", "sure_to": "2022-10-15"}
    assert join_dates([]) == {}
    assert join_dates([first, {}]) == first


@given(st.lists(st.dates(date(2000, 1, 1), date(2030, 1, 1)), min_size=1, max_size=5), st.data())
def test_the_order_of_sources_does_not_matter_for_the_dates(days: list[date], data: st.DataObject) -> None:
    told = [when(Span(day, day + timedelta(days=9)), from_="1999") for day in days]
    assert join_dates(data.draw(st.permutations(told))) == join_dates(told)


# --- what it is called


def named(name: str, **more: Any) -> Entity:
    return Entity("Board", name, "board-panel", **more)


def test_the_name_of_the_register_wins_over_the_one_used_most() -> None:
    curated = named("Northmarsh Panel", curated=True, kind="panel")
    found = describe([named("NP", kind="board"), curated, named("NP", kind="board")])
    assert (found.name, found.aliases, found.kind, found.curated) == ("Northmarsh Panel", ("NP",), "panel", True)


def test_without_a_register_the_name_used_most_wins_then_the_fullest() -> None:
    assert describe([named("NP"), named("Northmarsh Panel"), named("NP")]).name == "NP"
    assert describe([named("NP"), named("Northmarsh Panel")]).name == "Northmarsh Panel"


def test_every_other_name_is_an_alias_once() -> None:
    found = describe(
        [named("NP", aliases=("Panel", "Northmarsh Panel")), named("Northmarsh Panel", aliases=("Panel",))]
    )
    assert (found.name, found.aliases) == ("Northmarsh Panel", ("NP", "Panel"))


def test_identifiers_and_areas_of_all_mentions_are_kept() -> None:
    found = describe(
        [
            named("A", identifiers=(("ods", "X1"),), area=("borough-b",)),
            named("A", identifiers=(("gss", "E1"),), area=("borough-a",)),
        ]
    )
    assert found.identifiers == (("gss", "E1"), ("ods", "X1"))
    assert found.area == ("borough-a", "borough-b")
    trusted = replace(named("A", area=("borough-c",)), curated=True)
    assert describe([named("A", area=("borough-a",)), trusted]).area == ("borough-c",)


MENTION = st.builds(
    named,
    st.sampled_from(["NP", "Panel", "Northmarsh Panel"]),
    kind=st.sampled_from([None, "panel", "board"]),
    aliases=st.lists(st.sampled_from(["NP", "P"]), max_size=2).map(tuple),
    identifiers=st.lists(st.tuples(st.just("ods"), st.sampled_from(["X1", "X2"])), max_size=1).map(tuple),
    area=st.lists(st.sampled_from(["borough-a", "borough-b"]), max_size=2).map(tuple),
    curated=st.booleans(),
)


@given(st.lists(MENTION, min_size=1, max_size=6), st.data())
def test_the_order_of_mentions_does_not_matter(mentions: list[Entity], data: st.DataObject) -> None:
    found = describe(mentions)
    assert describe(data.draw(st.permutations(mentions))) == found
    assert found.name not in found.aliases
    assert {found.name, *found.aliases} == {n for m in mentions for n in (m.name, *m.aliases)}
