"""Identity: one real thing is one node, two things are two, and the order in which they are met does not matter."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.identity import Identities, make_id, slug
from graph.ontology import ontology
from graph.statements import Entity, Statement, read_row
from ingest.files import register_entities
from tests.rows import row

# --- names as parts of ids


@given(st.text())
@example("ẞ")
@example("Łódź")
@example("東京")
@example("…")
@example("a" * 500)
def test_a_slug_is_plain_and_a_slug_of_itself(text: str) -> None:
    made = slug(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert len(made) <= 120
    assert slug(made) == made


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mayor's Office", "Mayor’s  OFFICE"),
        ("Children & Families", "Children and Families"),
        ("Café Forum", "Cafe\u0301 forum"),
        ("Multi-Agency Panel", "multi agency panel"),
        ("Panel (Hackney)", "Panel, Hackney"),
        ("A" * 200, "a" * 200),
        ("Ελληνικό Συμβούλιο", "ΕΛΛΗΝΙΚΌ  ΣΥΜΒΟΎΛΙΟ"),
    ],
)
def test_the_same_name_in_another_spelling_is_the_same_slug(one: str, other: str) -> None:
    assert slug(one) == slug(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("東京", "大阪"),
        ("Совет", "Форум"),
        ("Panel Ω", "Panel Ψ"),
        ("が", "か"),
        ("का", "की"),
        ("!!!", "???"),
        ("x" * 200 + " north", "x" * 200 + " south"),
        ("Northmarsh Panel", "Southmarsh Panel"),
    ],
)
def test_two_names_that_differ_in_more_than_spelling_have_two_slugs(one: str, other: str) -> None:
    assert slug(one) != slug(other)


SCRIPTS = st.text(st.characters(categories=["Lo"], min_codepoint=0x400), min_size=1, max_size=4)


@given(SCRIPTS, SCRIPTS)
def test_names_in_other_scripts_do_not_collide(one: str, other: str) -> None:
    assert (slug(one) == slug(other)) == (key(one) == key(other))


def key(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKC", text).casefold()


def test_an_id_is_its_label_its_name_and_the_area_that_the_name_leaves_out() -> None:
    assert make_id(Entity("BCU", "Northmarsh")) == "bcu-northmarsh"
    assert make_id(Entity("Board", "MACE Panel", area=("borough-hackney",))) == "board-mace-panel-hackney"
    assert make_id(Entity("Board", "Hackney MACE Panel", area=("Hackney",))) == "board-hackney-mace-panel"
    both = Entity("Board", "MACE Panel", area=("Hackney", "City of London"))
    assert make_id(both) == "board-mace-panel-city-of-london-hackney"


# --- resolving

PANEL = Entity("Board", "Northmarsh Children's Panel", "board-panel", aliases=("NCP",), identifiers=(("ods", "X1"),))
FORUM = Entity("Board", "Northmarsh Forum", "board-forum")
FUND = Entity("Organisation", "Northmarsh Fund", "organisation-fund", aliases=("NCP",))


def test_an_id_that_the_source_gives_comes_before_everything_else() -> None:
    asked = Entity("Board", PANEL.name, "board-forum", identifiers=PANEL.identifiers)
    assert Identities([PANEL, FORUM]).resolve(asked) == "board-forum"


def test_an_identifier_comes_before_the_name() -> None:
    assert (
        Identities([PANEL, FORUM]).resolve(Entity("Board", FORUM.name, identifiers=(("ods", "X1"),))) == "board-panel"
    )
    other_scheme = Entity("Board", FORUM.name, identifiers=(("gss", "X1"),))
    assert Identities([PANEL, FORUM]).resolve(other_scheme) == "board-forum"


def test_a_name_comes_before_an_alias() -> None:
    named = Entity("Board", "NCP", "board-ncp")
    assert Identities([PANEL, named]).resolve(Entity("Board", "NCP")) == "board-ncp"


def test_names_and_aliases_hold_within_their_label_only() -> None:
    found = Identities([PANEL, FUND])
    assert found.resolve(Entity("Board", "ncp")) == "board-panel"
    assert found.resolve(Entity("Organisation", "NCP")) == "organisation-fund"
    assert found.resolve(Entity("Role", "NCP")) == "role-ncp"


def test_an_alias_that_fits_two_is_no_key() -> None:
    other = Entity("Board", "Neighbourhood Care Partnership", "board-care", aliases=("NCP",))
    assert Identities([PANEL, other]).resolve(Entity("Board", "NCP")) == "board-ncp"


def test_a_name_that_is_merely_alike_is_another_thing() -> None:
    found = Identities([PANEL])
    for name in ("Northmarsh Childrens Panels", "Northmarsh Panel", "Children's Panel", "NCPs", "The Northmarsh NCP"):
        assert found.resolve(Entity("Board", name)) != "board-panel"


def mace(area: str | None, entity_id: str | None = None) -> Entity:
    return Entity("Board", "MACE Panel", entity_id, area=(area,) if area else ())


def test_bodies_of_the_same_name_in_two_areas_are_two() -> None:
    found = Identities()
    hackney = found.resolve(mace("borough-hackney"))
    found.learn(mace("borough-hackney", hackney))
    city = found.resolve(mace("City of London"))
    assert (hackney, city) == ("board-mace-panel-hackney", "board-mace-panel-city-of-london")
    found.learn(mace("City of London", city))
    assert found.resolve(mace("Hackney")) == hackney
    assert found.resolve(mace("borough-city-of-london")) == city


def test_a_name_without_area_is_the_one_body_of_that_name_but_none_of_two() -> None:
    one = mace("Hackney", "board-mace-panel-hackney")
    assert Identities([one]).resolve(mace(None)) == one.id
    two = mace("City of London", "board-mace-panel")
    found = Identities([one, two])
    asked = found.resolve(mace(None))
    assert asked not in (one.id, two.id)
    found.learn(mace(None, asked))
    assert found.resolve(mace(None)) == asked
    assert found.resolve(mace("Hackney")) != two.id


def test_an_id_that_was_merged_is_followed_however_the_thing_is_named() -> None:
    moved = {
        "board-forum": "board-conference",
        "board-conference": "board-panel",
        "board-northmarsh-club": "board-panel",
    }
    found = Identities([PANEL, FORUM], moved)
    assert found.resolve(Entity("Board", "whatever", "board-forum")) == "board-panel"
    assert found.resolve(Entity("Board", FORUM.name)) == "board-panel"
    assert found.resolve(Entity("Board", "Northmarsh Club")) == "board-panel"


def test_ids_that_were_merged_in_a_circle_do_not_hang() -> None:
    assert Identities([], {"board-a": "board-b", "board-b": "board-a"}).resolve(Entity("Board", "A"))


def statements(*names: dict[str, Any]) -> list[Statement]:
    """One statement about each entity."""
    made = []
    for line, name in enumerate(names, 1):
        raw = row(("Board", ""), "COVERS", ("Borough", "Northmarsh"), line=line)
        made.append(read_row(raw | {"subject": {"label": "Board"} | name}))
    return made


def ids(of: list[Statement]) -> dict[int, str]:
    """Which id the subject of each line got."""
    return {s.evidence.lines[0]: s.subject.known_id for s in of if s.evidence.lines}


def test_what_one_row_teaches_holds_for_all_rows() -> None:
    rows = statements(
        {"name": "NCP"},
        {"name": "Northmarsh Children's Panel", "aliases": ["NCP"]},
        {"name": "Panel of Northmarsh", "identifiers": {"ods": "X1"}},
        {"name": "Northmarsh children's panel", "id": "board-panel", "identifiers": {"ods": "X1"}},
    )
    assert set(ids(Identities().resolve_all(rows)).values()) == {"board-panel"}


def test_a_row_with_an_area_is_not_taken_for_one_without() -> None:
    rows = statements(
        {"name": "MACE Panel"},
        {"name": "MACE Panel", "area": "Hackney"},
        {"name": "MACE Panel", "area": "City of London"},
    )
    assert len(set(ids(Identities().resolve_all(rows)).values())) == 3


def test_nothing_but_the_ids_of_the_ends_changes() -> None:
    rows = statements({"name": "NCP", "aliases": ["N. C. P."]})
    found = Identities([PANEL]).resolve_all(rows)
    assert [replace(s, subject=replace(s.subject, id=None), object=replace(s.object, id=None)) for s in found] == rows


MENTIONS = st.fixed_dictionaries(
    {"name": st.sampled_from(["Panel", "PANEL", "Forum", "NCP", "Northmarsh Panel"])},
    optional={
        "id": st.sampled_from(["board-panel", "board-forum", "board-old"]),
        "aliases": st.lists(st.sampled_from(["NCP", "Panel", "Forum"]), max_size=2),
        "identifiers": st.fixed_dictionaries({"ods": st.sampled_from(["X1", "X2"])}),
        "area": st.sampled_from(["Hackney", "Camden", ["Hackney", "Camden"]]),
        "kind": st.sampled_from(["panel", "forum"]),
    },
)


@given(st.lists(MENTIONS, min_size=2, max_size=7), st.data())
def test_the_order_of_rows_does_not_matter(names: list[dict[str, Any]], data: st.DataObject) -> None:
    rows = statements(*names)
    moved = {"board-old": "board-forum"}
    expected = ids(Identities([PANEL], moved).resolve_all(rows))
    turned = data.draw(st.permutations(rows))
    assert ids(Identities([PANEL], moved).resolve_all(turned)) == expected
    assert "board-old" not in expected.values()


@given(st.lists(MENTIONS, min_size=1, max_size=7))
def test_resolving_again_changes_nothing(names: list[dict[str, Any]]) -> None:
    found = Identities([PANEL])
    once = found.resolve_all(statements(*names))
    assert Identities([PANEL]).resolve_all(once) == once


@given(st.lists(MENTIONS, min_size=1, max_size=7))
def test_every_end_gets_an_id_of_its_label(names: list[dict[str, Any]]) -> None:
    for statement in Identities().resolve_all(statements(*names)):
        for entity in (statement.subject, statement.object):
            assert ontology().label_of_id(entity.known_id) == entity.label


# --- with the names of the register

MOPAC = "organisation-mayors-office-for-policing-and-crime"
MPS = "organisation-metropolitan-police-service"
DFE = "organisation-department-for-education"
PRACTICE_PANEL = "board-child-safeguarding-practice-review-panel"
LONDON_VRU = "organisation-london-violence-reduction-unit"
SCOTTISH_VRU = "organisation-scottish-violence-reduction-unit"


@pytest.fixture(scope="module")
def known() -> Identities:
    return Identities(register_entities())


@pytest.mark.parametrize(
    ("label", "name", "expected"),
    [
        ("Organisation", "MOPAC", MOPAC),
        ("Organisation", "Mayor’s Office For Policing & Crime", MOPAC),
        ("Organisation", "Metropolitan Police Service", MPS),
        ("Organisation", "Metropolitan Police", MPS),
        ("Organisation", "MPS", MPS),
        ("Organisation", "DfE", DFE),
        ("Organisation", "Department for Education", DFE),
        ("Board", "National Panel", PRACTICE_PANEL),
        ("Board", "Child Safeguarding Practice Review Panel", PRACTICE_PANEL),
        ("Organisation", "Hackney Council", "organisation-hackney-council"),
        ("Organisation", "London Borough of Hackney", "organisation-hackney-council"),
        ("Borough", "Hackney", "borough-hackney"),
        ("Organisation", "Violence Reduction Unit (Scotland)", SCOTTISH_VRU),
        ("Organisation", "Mayor of London's Violence Reduction Unit", LONDON_VRU),
    ],
)
def test_the_register_knows_the_names_that_documents_use(
    known: Identities, label: str, name: str, expected: str
) -> None:
    assert known.resolve(Entity(label, name)) == expected


def test_a_violence_reduction_unit_elsewhere_is_never_londons(known: Identities) -> None:
    for name in (
        "Violence Reduction Unit (Scotland)",
        "Scottish Violence Reduction Unit",
        "Northmarsh Violence Reduction Unit",
    ):
        assert known.resolve(Entity("Organisation", name)) != LONDON_VRU


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Fenland Constabulary (FC)", "organisation-fenland-constabulary"),
        ("The Fenland Constabulary", "organisation-fenland-constabulary"),
        ("Fenland Constabulary (NC)", "organisation-fenland-constabulary-nc"),
        ("Northmarsh Council (FC)", "organisation-northmarsh-council-fc"),
    ],
)
def test_a_name_with_its_own_abbreviation_or_an_article_is_the_same_name(name: str, found: str) -> None:
    known = [
        Entity("Organisation", "Fenland Constabulary", "organisation-fenland-constabulary", aliases=("FC",)),
        Entity("Organisation", "Northmarsh Council", "organisation-northmarsh-council", aliases=("NC",)),
    ]
    assert Identities(known).resolve(Entity("Organisation", name)) == found
