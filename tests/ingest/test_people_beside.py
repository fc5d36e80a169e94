"""Who stands in a list beside a word that keeps them out never becomes a person; officers beside them do."""

from __future__ import annotations

import time

import pytest

from graph.statements import Entity, Evidence, Statement
from ingest.extract import extract
from ingest.people import PSEUDONYM, People
from ingest.people_beside import about_one_child, tells_so
from ingest.readers import read_text
from ingest.understand import understand

HEAD = "Examplia Safeguarding Children Partnership Board\nMinutes of the meeting held on 4 June 2024\n\n"
TABLE = (
    "| Present | Role |\n|---|---|\n| Ada Example | Chair |\n| Umbert Fennel | Head of Service, Examplia Council |\n"
)
KEPT_OUT = [
    "Present: Ada Example (Independent Chair), Nell Quincewood (mother of Child Z), Umbert Fennel (Examplia Council)",
    "Present: Ada Example (Chair), Nell Quincewood (parent), Umbert Fennel (Examplia Council)",
    "Present: Ada Example (Chair), Nell Quincewood (bereaved mother), Umbert Fennel (Examplia Council)",
    "Present: Ada Example (Chair), Nell Quincewood (care leaver, aged 19), Umbert Fennel (Examplia Council)",
    "Present: Ada Example (Chair), Nell Quincewood (young person), Umbert Fennel (Examplia Council)",
    "Present: Ada Example (Chair), Nell Quincewood (victim's sister), Umbert Fennel (Examplia Council)",
    "Present: Ada Example (Chair), Nell Quincewood (expert by experience), Umbert Fennel (Examplia Council)",
    "Present: Ada Example (Chair), Nell Quincewood (foster carer of Child Q), Umbert Fennel (Examplia Council)",
    "Present: Ada Example (Chair); Baby B's aunt Nell Quincewood; Umbert Fennel (Examplia Council)",
    "Present: Ada Example (Chair); Tam Fennelly's father, Nell Quincewood; Umbert Fennel (Examplia Council)",
    "Present: Ada Example (Chair); Umbert Fennel (Examplia Council)\nFamily members present: Nell Quincewood",
    "Present: Ada Example (Chair); Umbert Fennel (Examplia Council)\n\nFamily of Child Z:\nNell Quincewood\n",
    "Present\nAda Example - Chair\nUmbert Fennel - Examplia Council\nNell Quincewood - Mother\n",
    "Present\nAda Example, Chair\nUmbert Fennel, Examplia Council\nNell Quincewood, kinship carer\n",
    "Present\nAda Example, Chair\nUmbert Fennel, Examplia Council\nChild T's mother, Nell Quincewood (for item 3)\n",
    "Present\nAda Example\nChair\n\nUmbert Fennel\nHead of Service, Examplia Council\n\nNell Quincewood\nMother of Child Z\n",
    TABLE + "| Nell Quincewood | Mother |\n",
    TABLE + "| Nell Quincewood | Tam's dad |\n",
    TABLE + "| Nell Quincewood | Young Inspector (17) |\n",
    TABLE + "| Nell Quincewood | Chair, Youth Board (aged 15) |\n",
    "Nell Quincewood, the mother of Child M, chairs the Parents' Reference Group, which is chaired by Nell Quincewood.\n\n"
    "Present: Ada Example (Chair), Umbert Fennel (Examplia Council)",
]  # fmt: skip


@pytest.mark.parametrize("text", KEPT_OUT)
def test_a_relative_child_or_victim_in_a_list_is_kept_out_and_officers_are_not(text: str) -> None:
    found = extract(understand(read_text("m", HEAD + text, markdown=True), "m"))
    said = repr([(s.subject, s.object, s.props) for s in (c.statement for c in found.candidates)])
    assert "Quincewood" not in said
    assert "Ada Example" in said
    people = People(read_text("m", HEAD + text, markdown=True))
    assert people.keeps_out("Nell Quincewood")
    assert not people.keeps_out("Ada Example")
    assert not people.keeps_out("Umbert Fennel")
    assert found.withheld
    assert "Quincewood" not in repr(found.withheld)


@pytest.mark.parametrize("alone", ["Tam (young person)", "Tam (youth ambassador, 16)", "Tam (care leaver)"])
def test_a_first_name_alone_is_no_part_of_what_is_said_of_others(alone: str) -> None:
    text = f"{HEAD}Present: Ada Example (Chair), Umbert Fennel (Lay Member), {alone}, Bo Quince (Examplia Council)\n"
    found = extract(understand(read_text("m", text), "m"))
    said = repr([(s.subject, s.object, s.props) for s in (c.statement for c in found.candidates)])
    assert "Tam" not in said
    assert "Bo Quince" in said
    assert found.withheld


STAYS_IN = [
    "Umbert Fennel, Parent Governor", "Umbert Fennel (Carers Lead)", "Umbert Fennel, Victim\nSupport",
    "Umbert Fennel, Family Court", "Umbert Fennel - Mother and Baby Unit", "Umbert Fennel\nChild Protection Lead",
    "Umbert Fennel (Young Person's Advocate)",
    "Umbert Fennel, Victims' Commissioner", "Children's social worker: Umbert Fennel", "Umbert Fennel\nChildren's Services",
    "Umbert Fennel (Youth Worker)", "Umbert Fennel, Survivors Trust",
    "Umbert Fennel (Patient Safety Lead)", "Parent Governor, Umbert Fennel", "Umbert Fennel, Young Carers Service",
]  # fmt: skip


@pytest.mark.parametrize("text", STAYS_IN)
def test_those_who_work_for_children_families_and_victims_stay_in(text: str) -> None:
    assert not People(read_text("m", text)).keeps_out("Umbert Fennel")


def test_a_property_that_tells_of_a_case_keeps_the_statement_out() -> None:
    people = People(read_text("m", "Ada Example"))
    ends = Entity("Person", "Ada Example"), Entity("Board", "Examplia Board")

    def allowed(**props: str) -> bool:
        statement = Statement(Evidence("m", quote="Ada Example"), ends[0], "ATTENDED", ends[1], props)
        return people.allow(statement) is not None

    assert allowed(role="Parent Governor", organisation="Examplia Family Services")
    for told in ("Mother of Child Z", "Child D", "QFSCP Child T's mother", "Poppy's dad", "care leaver, aged 19"):
        assert not allowed(organisation=told), told
        assert not allowed(role=told), told
        assert tells_so(told) or PSEUDONYM.search(told)


def test_who_comes_to_a_meeting_about_one_child_is_not_read() -> None:
    assert about_one_child("Examplia Child Protection Conference")
    assert about_one_child("Initial Strategy Discussion")
    assert not about_one_child("Child Protection Conference Oversight Board")
    assert not about_one_child("Core Group of Partners Board")
    people = People(read_text("m", "Ada Example"))
    ends = Entity("Person", "Ada Example"), Entity("Board", "Examplia Child Protection Conference")
    assert people.allow(Statement(Evidence("m", quote="Ada Example"), ends[0], "ATTENDED", ends[1], {})) is None


def test_a_long_text_is_read_in_time() -> None:
    text = "The child of the victim, a mother and a carer (parent) | Umbert Fennel, aunt " * 6000
    started = time.monotonic()
    assert People(read_text("m", text)).keeps_out("Umbert Fennel")
    assert time.monotonic() - started < 20
