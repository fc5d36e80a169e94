"""Names are found in text and mean what a reader of the document takes them to mean."""

from __future__ import annotations

import time

import pytest

from graph.statements import Entity
from ingest.abbreviations import abbreviations
from ingest.names import Names

HOME = Entity("Board", "Quince & Fennel Safeguarding Children Partnership", kind="partnership", aliases=("QFSCP",))


def found(text: str, names: Names | None = None) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.entity.name) for m in (names or Names.of(text)).find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MOPAC's role", [("MOPAC", "Mayor's Office for Policing and Crime")]),
        (
            "the Met Police and the DfE",
            [("Met Police", "Metropolitan Police Service"), ("DfE", "Department for Education")],
        ),
        ("the Royal Borough of Greenwich", [("Royal Borough of Greenwich", "Greenwich")]),
        ("LB Camden and Barking & Dagenham", [("LB Camden", "Camden"), ("Barking & Dagenham", "Barking and Dagenham")]),
        ("under the Children Act 2004.", [("Children Act 2004", "Children Act 2004")]),
        (
            "The Health and Wellbeing Board of Brent agreed",
            [("Health and Wellbeing Board", "Health and Wellbeing Board"), ("Brent", "Brent")],
        ),
        (
            "Brent's Health and Wellbeing Board",
            [("Brent's Health and Wellbeing Board", "Brent Health and Wellbeing Board")],
        ),
        (
            "The Quince Panel's work and Brent Council’s plan",
            [("Quince Panel", "Quince Panel"), ("Brent Council", "Brent Council")],
        ),
        ("the chair of Camden Council", [("Camden Council", "Camden Council")]),
        ("the Examplia Youth Safety Strategy 2020-2030", [("Examplia Youth Safety Strategy 2020-2030",) * 2]),
        ("NHS Camden CCG", [("NHS Camden CCG", "NHS Camden Clinical Commissioning Group")]),
        ("CE BCU", [("CE BCU", "Central East BCU")]),
        ("we respond to people who mind and met", []),
        ("Independent Chair of Examplia Scrutiny Panel", [("Examplia Scrutiny Panel",) * 2]),
        (
            "Performance, Quality Assurance and Learning (PQAL) Subgroup",
            [
                (
                    "Performance, Quality Assurance and Learning (PQAL) Subgroup",
                    "Performance, Quality Assurance and Learning Subgroup",
                )
            ],
        ),
    ],
)
def test_names_are_found_in_a_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_documents_own_abbreviation_stands_for_its_full_form_throughout() -> None:
    text = "The Hidden Harm Risk Panel (HHRP) meets monthly. Referrals go to the HHRP."
    names = Names.of(text)
    panels = [m.entity for m in names.find(text) if m.entity.label == "Board"]
    assert {p.name for p in panels} == {"Hidden Harm Risk Panel"}
    assert len(panels) >= 2
    assert all("HHRP" in p.aliases for p in panels)


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("the Multi-Agency Safeguarding Hub (MASH)", "MASH", "Multi-Agency Safeguarding Hub"),
        ("QAG (Quality Assurance Group) met", "QAG", "Quality Assurance Group"),
        ("| LPB | Learning and Practice Board |", "LPB", "Learning and Practice Board"),
        ("Children and Family Advice Service (“CAFAS”)", "CAFAS", "Children and Family Advice Service"),
        ("the new chair of the Practice Forum (PF)", "PF", "Practice Forum"),
    ],
)
def test_an_abbreviation_is_spelled_by_the_words_before_it(text: str, short: str, full: str) -> None:
    assert abbreviations(text) == {short: full}


def test_what_does_not_spell_the_letters_is_no_abbreviation() -> None:
    assert abbreviations("She met the Director of Education (RSVP) in May (TBC).") == {}


def test_a_board_without_an_area_takes_its_documents_board_in_front() -> None:
    names = Names.of("").at_home(HOME)
    assert names.board("the QFSCP Executive").name == "Quince & Fennel Safeguarding Children Partnership Executive"
    subgroup = names.board("Quality Assurance Subgroup")
    assert subgroup.name == "Quince & Fennel Safeguarding Children Partnership Quality Assurance Subgroup"
    assert "QFSCP Quality Assurance Subgroup" in subgroup.aliases
    assert names.board("QFSCP") == HOME


def test_a_board_that_tells_its_area_keeps_its_name() -> None:
    names = Names.of("").at_home(HOME)
    assert names.board("Camden Safeguarding Adults Board").name == "Camden Safeguarding Adults Board"
    assert names.board("London Safeguarding Children Board").name == "London Safeguarding Children Board"


def test_a_named_area_stands_in_front_instead_of_the_home() -> None:
    names = Names.of("").at_home(HOME)
    assert names.board("Scrutiny Committee", area=Entity("Borough", "Camden")).name == "Camden Scrutiny Committee"


def test_a_cell_names_a_body() -> None:
    names = Names.of("")
    assert names.body("The Probation Service ").name == "Probation Service"
    assert names.body("LB Camden").name == "Camden Council"
    assert names.body("London Borough of Camden Council").name == "Camden Council"
    assert names.body("City of London Council").name == "City of London Corporation"
    assert names.body("Fennel Housing").label == "Organisation"
    assert names.body("Camden Youth Justice Management Board").label == "Board"


def test_boroughs_have_many_forms() -> None:
    names = Names.of("")
    for form in ("Greenwich", "RB Greenwich", "Royal Borough of Greenwich", "royal borough of Greenwich", "RBG"):
        borough = names.borough(form)
        assert borough is not None
        assert borough.name == "Greenwich"
    assert names.borough("Examplia") is None
    assert [b.name for b in names.area("BHR")] == ["Barking and Dagenham", "Havering", "Redbridge"]
    assert [b.name for b in names.area("City & Hackney")] == ["City of London", "Hackney"]


def test_a_long_text_is_searched_in_half_a_second() -> None:
    text = "The Camden Safeguarding Children Partnership and MOPAC met the Quality and Audit Subgroup in May. " * 2600
    names = Names.of(text)
    start = time.process_time()
    assert len(names.find(text)) == 3 * 2600
    assert time.process_time() - start < 1.5


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Policy and Procedures Subgroup met", ["Policy and Procedures Subgroup"]),
        ("a Risk (RISK) Protocol and Panel", ["Risk (RISK) Protocol"]),
        ("the Quince Strategy and Fennel Board", ["Quince Strategy", "Fennel Board"]),
        ("the Learning from Practice Group", ["Learning from Practice Group"]),
        ("Kingston upon Thames Council pays", ["Kingston upon Thames Council"]),
        ("Metropolitan Police Service (MPS) Police and Crime Plan",
         ["Metropolitan Police Service", "Metropolitan Police Service", "Police and Crime Plan"]),
    ],
)  # fmt: skip
def test_a_name_begins_where_it_begins(text: str, names: list[str]) -> None:
    assert [m.entity.name for m in Names.of("").find(text)] == names
