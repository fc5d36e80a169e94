"""Statements: what the exchange format says comes back unchanged, and a row that breaks the ontology is refused."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.ontology import ontology
from graph.statements import (
    STATUSES,
    Entity,
    Evidence,
    RowError,
    Statement,
    canonical,
    exchange_row,
    read_entity,
    read_row,
    sentence,
    sha256,
    squeeze,
    write_entity,
    write_row,
)
from tests.rows import COUNCIL, PARTNERSHIP, POLICE, row

ADA = ("Person", "Ada Example")
BOARD_ID = "board-northmarsh-safeguarding-children-partnership"

# --- rows of every shape, for the property tests

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NAMES = TEXT.map(squeeze).filter(bool)
PRINTED = st.sampled_from(["2022", "2022-07", "12th February 2020", "2022/23", "no date", "mid-2021"])
SPANS = st.tuples(st.integers(1, 900), st.integers(0, 90)).map(lambda p: [p[0], p[0] + p[1]])
VALUES = {
    "text": TEXT,
    "number": st.floats(-1e6, 1e6) | st.integers(-(10**6), 10**6),
    "integer": st.integers(0, 10**6),
    "percent": st.floats(0, 100),
    "boolean": st.booleans(),
    "date": PRINTED,
    "period": PRINTED | TEXT,
}


@st.composite
def entities(draw: st.DrawFn, labels: tuple[str, ...]) -> dict[str, Any]:
    label = draw(st.sampled_from(labels))
    made: dict[str, Any] = {"label": label, "name": draw(NAMES)}
    if draw(st.booleans()):
        made["id"] = f"{ontology().nodes[label].slug}-{draw(st.integers(0, 99))}"
    if draw(st.booleans()):
        made["kind"] = draw(st.none() | TEXT)
    if draw(st.booleans()):
        made["aliases"] = draw(st.lists(TEXT, max_size=3))
    if draw(st.booleans()):
        made["identifiers"] = draw(st.dictionaries(TEXT, TEXT, max_size=2))
    if draw(st.booleans()):
        made["area"] = draw(TEXT.filter(bool) | st.lists(TEXT, max_size=2))
    return made


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    edge = draw(st.sampled_from(ontology().stated_edges))
    props = {}
    for prop in draw(st.lists(st.sampled_from(list(edge.properties.values())), unique_by=lambda p: p.name, max_size=4)):
        if prop.name != "to":  # an end before its start is refused, see below
            props[prop.name] = draw(st.none() | (st.sampled_from(prop.one_of) if prop.one_of else VALUES[prop.type]))
    made: dict[str, Any] = {
        "doc": draw(st.sampled_from(["report-a", "report-b"])),
        "subject": draw(entities(edge.sources)),
        "predicate": edge.name,
        "object": draw(entities(edge.objects)),
        "props": props,
        "status": draw(st.sampled_from(STATUSES)),
        "method": draw(st.none() | TEXT),
        "note": draw(st.none() | TEXT),
    }
    place = draw(st.sampled_from(["lines", "page", "section"]))
    if place == "section":
        made["section"] = draw(TEXT)
    else:
        made[place] = draw(SPANS)
        made["also_lines"] = draw(st.none() | st.lists(st.integers(1, 900) | SPANS, max_size=3))
        said = draw(NAMES)
        made |= draw(st.sampled_from([{"quote": said}, {"quote_sha256": sha256(said), "quote_words": 2}]))
    return made


def with_ids(statement: Statement) -> Statement:
    """As identity leaves it: both ends with an id."""
    ends = {}
    for key, end in (("subject", statement.subject), ("object", statement.object)):
        ends[key] = end if end.id else replace(end, id=f"{ontology().nodes[end.label].slug}-made")
    return replace(statement, **ends)  # type: ignore[arg-type]


@given(rows())
def test_what_is_written_is_read_back(raw: dict[str, Any]) -> None:
    statement = with_ids(read_row(raw))
    written = json.loads(json.dumps(write_row(statement)))
    again = read_row(written)
    assert replace(again, given_id=None) == replace(statement, given_id=None)
    assert again.id == statement.id
    assert again.digest == statement.digest
    assert write_row(again) == written


def test_a_record_of_attendance_says_what_it_does_not_know_of_a_person() -> None:
    statement = Statement(
        Evidence("d", (1, 1), quote="Ada Example"), Entity("Person", "Ada Example"), "ATTENDED", Entity("Board", "B"),
        {"role": "Clerk"}, given_id="s-1",
    )  # fmt: skip
    assert exchange_row(statement)["props"] == {"organisation": None, "role": "Clerk"}
    assert read_row(json.loads(json.dumps(exchange_row(statement)))).props == {"role": "Clerk"}
    of_body = replace(statement, subject=Entity("Organisation", "Examplia Council"), props={})
    assert exchange_row(of_body)["props"] == {}


@given(rows())
def test_equal_content_has_an_equal_id_whatever_the_order_of_its_keys(raw: dict[str, Any]) -> None:
    turned = dict(reversed(raw.items())) | {"props": dict(reversed(raw["props"].items()))}
    assert with_ids(read_row(turned)).id == with_ids(read_row(raw)).id


@given(rows(), rows())
def test_other_content_has_another_id(first: dict[str, Any], second: dict[str, Any]) -> None:
    a, b = with_ids(read_row(first)), with_ids(read_row(second))
    said = [
        (s.evidence.doc, s.evidence.lines, s.evidence.also_lines, s.evidence.page, s.evidence.section,
         s.evidence.quote_sha256, s.subject.id, s.predicate, s.object.id, canonical(s.props), s.status)
        for s in (a, b)
    ]  # fmt: skip
    assert (a.id == b.id) == (said[0] == said[1])


@given(rows())
def test_every_statement_can_be_said_in_a_sentence(raw: dict[str, Any]) -> None:
    statement = read_row(raw)
    said = sentence(statement)
    assert statement.subject.name in said
    assert statement.object.name in said
    assert said.endswith(".")


# --- equal content


def identified(**more: Any) -> dict[str, Any]:
    made = row(COUNCIL, "FUNDS", PARTNERSHIP, amount_gbp=5000, period="2022/23")
    made["subject"]["id"] = "organisation-northmarsh-council"
    made["object"]["id"] = BOARD_ID
    return made | more


def test_what_merely_tells_of_a_fact_does_not_change_its_id() -> None:
    base = read_row(identified())
    renamed = identified(method="read by hand", note="second table")
    renamed["subject"] |= {"name": "Council of Northmarsh", "aliases": ["NC"]}
    assert read_row(renamed).id == base.id
    hashed = identified(quote_sha256=sha256("words of line 1"))
    del hashed["quote"]
    assert read_row(hashed).id == base.id
    assert read_row(identified(quote="words  of\nline 1")).id == base.id
    assert read_row(identified(props={"period": "2022/23", "amount_gbp": 5000.0})).id == base.id


@pytest.mark.parametrize(
    "other",
    [
        {"doc": "report-b"},
        {"lines": [2, 2]},
        {"also_lines": [9]},
        {"page": 1},
        {"section": "1"},
        {"quote": "other words"},
        {"predicate": "HOSTED_BY", "props": {}},
        {"props": {"amount_gbp": 5001, "period": "2022/23"}},
        {"status": "unclear"},
    ],
    ids=str,
)
def test_another_fact_or_another_place_has_another_id(other: dict[str, Any]) -> None:
    assert read_row(identified(**other)).id != read_row(identified()).id


def test_a_given_id_is_kept() -> None:
    assert read_row(identified(id="row-17")).id == "row-17"
    assert write_row(read_row(identified(id="row-17")))["id"] == "row-17"


def test_an_id_is_asked_for_before_the_ends_are_known() -> None:
    with pytest.raises(ValueError, match="resolve identity first"):
        read_row(row(COUNCIL, "FUNDS", PARTNERSHIP)).id  # noqa: B018


# --- reading


def test_priority_is_another_word_for_theme() -> None:
    read = read_row(row(PARTNERSHIP, "HAS_PRIORITY", ("Priority", "Neglect")))
    assert read.object.label == "Theme"
    assert read_row(row(PARTNERSHIP, "HAS_PRIORITY", ("Theme", "Neglect"))).object == read.object


def test_a_quote_is_kept_with_its_hash_and_its_number_of_words() -> None:
    evidence = read_row(row(COUNCIL, "FUNDS", PARTNERSHIP, quote=" pays \n a fee ")).evidence
    assert (evidence.quote, evidence.quote_words) == ("pays a fee", 3)
    assert evidence.quote_sha256 == sha256("pays a fee")


@pytest.mark.parametrize(
    ("written", "read"),
    [(7, (7, 7)), ([7, 7], (7, 7)), ([7, 9], (7, 9)), (None, None)],
    ids=["one", "same", "two", "none"],
)
def test_a_place_is_one_number_or_two(written: object, read: object) -> None:
    found = read_row(row(COUNCIL, "FUNDS", PARTNERSHIP) | {"lines": written, "page": [3, 4]}).evidence
    assert found.lines == read
    assert found.page == (3, 4)


def test_a_section_of_an_act_is_evidence_enough() -> None:
    raw = row(COUNCIL, "DUTY_TO_COOPERATE", POLICE, status="derived", section="s. 10")
    del raw["lines"], raw["quote"]
    assert read_row(raw).evidence.section == "s. 10"


def test_names_lose_only_their_spare_white_space() -> None:
    entity = read_entity({"label": "Board", "name": " North \n Board ", "aliases": ["b ", "", "a"]}, "subject")
    assert (entity.name, entity.aliases) == ("North Board", ("a", "b"))
    assert write_entity(entity)["aliases"] == ["a", "b"]


# --- refusing


def faulty(**change: Any) -> dict[str, Any]:
    return row(COUNCIL, "FUNDS", PARTNERSHIP, amount_gbp=5000) | change


def end(**change: Any) -> dict[str, Any]:
    return {"label": "Organisation", "name": "Northmarsh Council"} | change


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ([], "the row is no JSON object"),
        (None, "the row is no JSON object"),
        (faulty(colour="red"), "the row has colour, which is not known"),
        # predicate and ends
        (faulty(predicate="PAYS"), "predicate 'PAYS' is unknown"),
        (faulty(predicate=None), "predicate None is unknown"),
        (faulty(predicate=["FUNDS"]), "predicate ['FUNDS'] is unknown"),
        (faulty(predicate="MEETING_OF"), "predicate 'MEETING_OF' is unknown"),
        (faulty(subject=None), "subject is missing"),
        (faulty(object="board"), "object is missing"),
        (faulty(subject=end(label="Castle")), "subject.label 'Castle' is unknown"),
        (faulty(subject=end(label=None)), "subject.label None is unknown"),
        (faulty(subject=end(label="Theme")), "FUNDS can not have a Theme as its subject"),
        (faulty(object=end(label="Borough")), "FUNDS can not have a Borough as its object"),
        (row(ADA, "ATTENDED", ("Meeting", "12 May")), "ATTENDED can not have a Meeting as its object"),
        (faulty(subject=end(name=" ")), "subject.name is missing"),
        (faulty(subject=end(name=7)), "subject.name is missing"),
        (faulty(subject=end(colour="red")), "subject has colour, which is not known"),
        (faulty(subject=end(id="board-northmarsh")), "subject.id 'board-northmarsh' does not fit a Organisation"),
        (faulty(subject=end(id="northmarsh")), "subject.id 'northmarsh' does not fit a Organisation"),
        (faulty(subject=end(id="organisation-a/b")), "subject.id 'organisation-a/b' does not fit a Organisation"),
        (faulty(subject=end(id=7)), "subject.id 7 does not fit a Organisation"),
        (faulty(subject=end(aliases="NC")), "subject.aliases is no list of names"),
        (faulty(subject=end(aliases=[7])), "subject.aliases is no list of names"),
        (faulty(subject=end(identifiers=["gss"])), "subject.identifiers is no object of scheme and value"),
        (faulty(subject=end(identifiers={"gss": 7})), "subject.identifiers is no object of scheme and value"),
        (faulty(subject=end(kind=7)), "kind 7 is no text"),
        (faulty(subject=end(area=7)), "subject.area 7 is no borough"),
        (faulty(subject=end(name="half \ud800")), "it holds half a character ('\\ud800')"),
        # status, id, notes
        (faulty(status="certain"), "status 'certain' is unknown"),
        (faulty(status=None), "status None is unknown"),
        (faulty(id=""), "id '' can not be used"),
        (faulty(id="a b"), "id 'a b' can not be used"),
        (faulty(id="x" * 201), f"id '{'x' * 201}' can not be used"),
        (faulty(id=7), "id 7 can not be used"),
        (faulty(note=7), "note 7 is no text"),
        (faulty(method=[]), "method [] is no text"),
        # evidence
        (faulty(doc=None), "doc is missing or is no document id"),
        (faulty(doc="../report"), "doc is missing or is no document id"),
        (faulty(lines=None), "there is no evidence: lines and page are missing"),
        (faulty(lines=[3]), "lines [3] is no span"),
        (faulty(lines=[3, 2]), "lines [3, 2] is no span"),
        (faulty(lines=0), "lines 0 is no span"),
        (faulty(lines="3"), "lines '3' is no span"),
        (faulty(lines=True), "lines True is no span"),
        (faulty(page=[1, 2.5]), "page [1, 2.5] is no span"),
        (faulty(also_lines=3), "also_lines 3 is no list"),
        (faulty(also_lines=[-1]), "also_lines -1 is no span"),
        (faulty(quote=None), "there is no evidence: quote and quote_sha256 are missing"),
        (faulty(quote=" "), "there is no evidence: quote and quote_sha256 are missing"),
        (faulty(quote=7), "quote 7 is no text"),
        (faulty(quote_sha256=sha256("other words")), "quote_sha256 is not the hash of the quote"),
        (faulty(quote=None, quote_sha256="abc"), "quote_sha256 'abc' is no SHA-256"),
        (faulty(quote_words=0), "quote_words 0 is no number of words"),
        (faulty(quote_words="3"), "quote_words '3' is no number of words"),
        # properties
        (faulty(props=[]), "props is no object"),
        (faulty(props={"colour": "red"}), "FUNDS has no property colour"),
        (faulty(props={"rate_percent": 50}), "FUNDS has no property rate_percent"),
        (faulty(props={"amount_gbp": "5000"}), "props.amount_gbp '5000' is no number"),
        (faulty(props={"amount_gbp": True}), "props.amount_gbp True is no number"),
        (faulty(props={"amount_gbp": float("nan")}), "props.amount_gbp is not a finite number of usual size"),
        (faulty(props={"amount_gbp": float("inf")}), "props.amount_gbp is not a finite number of usual size"),
        (faulty(props={"amount_gbp": 10**30}), "props.amount_gbp is not a finite number of usual size"),
        (faulty(props={"via": 7}), "props.via 7 is no text"),
        (faulty(props={"from": 2022}), "props.from 2022 is no date"),
        (faulty(props={"period": 2022}), "props.period 2022 is no period"),
        (faulty(props={"from": "2022-13"}), "props.from: bad date, 13 is neither a month of 2022 nor a year after it"),
        (faulty(props={"date": "soon"}), "props.date: bad date, 'soon' is no date that can be read"),
        (faulty(props={"from": "2022-08", "to": "2022-07"}), "bad date: it ends (2022-07) before it begins (2022-08)"),
        (row(ADA, "ATTENDED", PARTNERSHIP, attended="yes"), "props.attended 'yes' is no boolean"),
        (row(ADA, "ATTENDED", PARTNERSHIP, attended=1), "props.attended 1 is no boolean"),
        (row(ADA, "ATTENDED", PARTNERSHIP, capacity="late"), "props.capacity 'late' is unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else "row",
)
def test_a_faulty_row_is_refused_with_reason_and_remedy(raw: object, reason: str) -> None:
    with pytest.raises(RowError) as refused:
        read_row(raw)
    assert refused.value.reason == reason
    assert refused.value.remedy
    assert str(refused.value) == f"{reason}. {refused.value.remedy}"


def test_the_row_that_the_faults_are_made_from_is_sound() -> None:
    assert read_row(faulty()).predicate == "FUNDS"
    assert read_row(faulty(subject=end())).subject.name == "Northmarsh Council"


def test_a_fact_may_begin_and_end_within_the_same_month() -> None:
    assert read_row(faulty(props={"from": "2022-07-20", "to": "2022-07"})).props["to"] == "2022-07"


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(rows(), st.data())
def test_whatever_stands_in_a_field_the_row_is_read_or_refused(raw: dict[str, Any], data: st.DataObject) -> None:
    where = data.draw(st.sampled_from(["row", "subject", "object", "props"]))
    place = raw if where == "row" else raw[where]
    keys = sorted(place) if place else ["from"]
    place[data.draw(st.sampled_from(keys))] = data.draw(ANY_JSON)
    with suppress(RowError):
        assert with_ids(read_row(raw)).id


# --- sentences

FACT = row(COUNCIL, "FUNDS", PARTNERSHIP, amount_gbp=1250.5, period="2022/23", via=POLICE[1])
PLAIN = f"{COUNCIL[1]} funds {PARTNERSHIP[1]} (2022/23; £1,250.50; via: {POLICE[1]})."


@pytest.mark.parametrize(
    ("status", "opening"),
    [
        ("asserted", ""),
        ("unclear", "It is unclear whether "),
        ("planned", "Planned or recommended: "),
        ("historic", "Formerly: "),
        ("negated", "Stated not to hold: "),
        ("derived", "Follows from the law: "),
    ],
)
def test_a_sentence_says_how_sure_the_document_is(status: str, opening: str) -> None:
    assert sentence(read_row(FACT | {"status": status})) == opening + PLAIN


def test_no_status_is_without_its_opening() -> None:
    said = {sentence(read_row(FACT | {"status": status})) for status in STATUSES}
    assert len(said) == len(STATUSES)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (row(COUNCIL, "FUNDS", PARTNERSHIP, amount_gbp=5000), "Northmarsh Council funds {board} (£5,000)."),
        (row(COUNCIL, "FUNDS", PARTNERSHIP, amount_gbp=None, via=""), "Northmarsh Council funds {board}."),
        (row(ADA, "CHAIRS", PARTNERSHIP, kind="independent"), "Ada Example chairs {board} (independent)."),
        (
            row(ADA, "MEMBER_OF", PARTNERSHIP, from_="2020", to="2022-07", as_role="deputy"),
            "Ada Example sits on {board} (from 2020; to 2022-07; as role: deputy).",
        ),
        (
            row(ADA, "ATTENDED", PARTNERSHIP, date="12 May 2022", attended=True, chair=True),
            "Ada Example attended {board} (12 May 2022; in the chair).",
        ),
        (
            row(ADA, "ATTENDED", PARTNERSHIP, date="2022-05", attended=False, chair=False),
            "Ada Example did not attend {board} (2022-05; not present).",
        ),
        (
            row(POLICE, "ATTENDED", PARTNERSHIP, attended=False, status="negated"),
            "Stated not to hold: Fenland Constabulary attended {board}.",
        ),
        (
            row(COUNCIL, "ATTENDANCE_RATE", PARTNERSHIP, rate_percent=87.5, period="2022/23"),
            "Northmarsh Council has a printed attendance rate at {board} (2022/23; 87.5 %).",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "row",
)
def test_a_sentence_gives_the_particulars_in_a_few_words(raw: dict[str, Any], said: str) -> None:
    assert sentence(read_row(raw)) == said.format(board=PARTNERSHIP[1])
