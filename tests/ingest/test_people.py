"""Who is a person of the graph: names of professionals are read, and those of children, victims and relatives kept out."""

from __future__ import annotations

from array import array

import pytest

from graph.statements import Entity, Evidence, Statement
from ingest.people import NAMELESS_REVIEW, PSEUDONYM, People, is_person_name, person, withheld
from ingest.reading import Block, Clean, Reading

NAMES = {
    "Ada Example": "Ada Example",
    "Dr Ada Example QPM": "Ada Example",
    "**Prof. Ada Example CBE**": "Ada Example",
    "Cllr José O'Quince-Fennel": "José O'Quince-Fennel",
    "Councillor Ann Young": "Ann Young",
    "Rt Hon Sir Alban Wood KC": "Alban Wood",
    "Dame Ottilie Fennel": "Ottilie Fennel",
    "Rev. Ada de la Quince": "Ada de la Quince",
    "J. van der Quill": "J. van der Quill",
    "A. B. Fennel": "A. B. Fennel",
    "DCI Ada Example": "Ada Example",
    "Det Supt Ada Example": "Ada Example",
    "Detective Chief Inspector Ada Example": "Ada Example",
    "T/Commander Umbert Fennel": "Umbert Fennel",
    "ACC Ada Example": "Ada Example",
    "Deputy Mayor Ada Example": "Ada Example",
    "Ada Example OBE, MBE": "Ada Example",
    "Mary-Jane O’Fennel": "Mary-Jane O’Fennel",
    "Maria dos Santos Quill": "Maria dos Santos Quill",
    "Ada EXAMPLE": "Ada EXAMPLE",
    "Cllr Fennel": "Cllr Fennel",
}
NO_NAMES = [
    "NHS England", "Key Roles", "KEY ROLES AND RELATIONSHIPS", "Examplia Council", "Tower Hamlets", "Working Together", "City Hall",
    "Rape Crisis", "Chief Executive", "Independent Chair", "January 2023", "Serious Violence", "Public Health", "St Thomas",
    "Safeguarding Partners", "Director of Children's Services", "ada example", "Ada", "Child Q", "Baby B", "Family X",
    "Young Person C", "Adult Z", "A B", "Mental Health Trust", "Female Genital Mutilation", "Stop and Search", "",
]  # fmt: skip


@pytest.mark.parametrize(("printed", "name"), NAMES.items())
def test_a_name_is_known_without_its_titles_and_letters(printed: str, name: str) -> None:
    assert is_person_name(printed)
    assert person(printed) == Entity("Person", name, kind="professional")


@pytest.mark.parametrize("printed", NO_NAMES)
def test_headings_bodies_posts_places_and_pseudonyms_are_no_names(printed: str) -> None:
    assert person(printed) is None


KEPT_OUT = [
    "Since the murder of Nell Quincewood, partners have met weekly.",
    "The national review into Nell Quincewood and Tam Fennelly set out lessons.",
    "The review considered Nell Quincewood's death.",
    "Nell Quincewood, aged 15, was known to services.",
    "Nell Quincewood (15) lived with her aunt.",
    "Nell Quincewood was stabbed near a school.",
    "In May, Nell Quincewood was convicted of the offence.",
    "Nell Quincewood, who lived locally, died in March.",
    "The mother of Nell Quincewood spoke to the panel.",
    "Nell Quincewood's father spoke to the panel.",
    "The Nell Quincewood Inquiry reported in 2020.",
    "A serious case review: Nell Quincewood",
    "A 14-year-old girl, Nell Quincewood, was missing.",
    "The victim, Nell Quincewood, was not seen.",
    "A young person, Nell Quincewood (not her real name), said so.",
    "We remember **Nell Quincewood**, aged 9.",
    "SAR Nell Quincewood",
    "The arrest of Nell Quincewood followed.",
    "The cases of Tam Fennelly and Nell Quincewood were discussed.",
    "the deaths of Tam Fennelly, Ivo Sagewell and Nell\nQuincewood shocked all",
]


@pytest.mark.parametrize("text", KEPT_OUT)
def test_a_name_marked_once_is_kept_out_of_the_whole_document(text: str) -> None:
    people = People(reading(f"{text}\n\nNell Quincewood, Chief Executive of Examplia Council"))
    assert people.keeps_out("Nell Quincewood")
    assert people.keeps_out("Ms Nell Quincewood")
    assert not people.keeps_out("Ada Example")
    assert people.allow(statement(Entity("Person", "Nell Quincewood"))) is None
    assert people.withheld


KEPT_IN = [
    "Ada Example chaired the review of Child Q.",
    "Ada Example, Chief Executive of Examplia Council, led the inquiry.",
    "The report by Ada Example was published.",
    "Ada Example was appointed in May 2021.",
    "The partnership thanks Ada Example.",
    "Ada Example reviewed the deaths of two children.",
    "The independent review was carried out by Ada Example.",
]


@pytest.mark.parametrize("text", KEPT_IN)
def test_a_professional_who_writes_of_a_case_stays(text: str) -> None:
    assert not People(reading(text)).keeps_out("Ada Example")


@pytest.mark.parametrize(
    "name", ["Child Q review", "Serious Case Review Baby B", "Family X LCSPR", "Review of Adults Y and Z"]
)
def test_the_title_of_a_review_does_not_carry_a_pseudonym(name: str) -> None:
    allowed = People(reading("nothing")).allow(statement(Entity("Review", name, aliases=(name,))))
    assert allowed is not None
    assert (allowed.subject.name, allowed.subject.aliases) == (NAMELESS_REVIEW, ())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Safeguarding our Children A guide for childminders", None), ("Adults A to Z", None),
        ("Children A and B", "Children A and B"), ("Children B went", "Children B"), ("Child A went", "Child A"),
    ],
)  # fmt: skip
def test_an_article_that_follows_children_is_no_pseudonym(text: str, found: str | None) -> None:
    match = PSEUDONYM.search(text)
    assert (match.group() if match else None) == found


def test_a_review_of_a_marked_name_is_nameless_and_an_instrument_of_that_name_is_left_out() -> None:
    people = People(reading("The murder of Nell Quincewood. A case review for ‘Robin’ followed."))
    for name in ("Nell Quincewood Inquiry", "Robin review", "Nell's review"):
        allowed = people.allow(statement(Entity("Review", name)))
        assert allowed is not None
        assert allowed.subject.name == NAMELESS_REVIEW
    assert people.allow(statement(Entity("Protocol", "Nell Quincewood Charter"))) is None
    assert people.allow(statement(Entity("Organisation", "Nell Quincewood Trust"))) is None
    assert people.allow(statement(Entity("Organisation", "Examplia Council"))) is not None


def test_what_is_withheld_is_told_without_the_name() -> None:
    found = withheld(reading("Nothing here.\n\nThe murder of Nell Quincewood."))
    assert [(w.reason, w.lines, w.page) for w in found] == [("named with a death, a crime or an arrest", (3, 3), None)]
    assert "Quincewood" not in repr(found)
    assert "Nell" not in repr(found)


@pytest.mark.parametrize(
    ("board", "props", "reason"),
    [
        ("Examplia Board", {"role": "Mother"}, "relative"),
        ("Examplia Board", {"organisation": "Family of Child Q"}, "pseudonym"),
        ("Child Protection Conference", {}, "meeting about one child"),
    ],
)
def test_what_only_the_rules_on_people_refuse_is_listed_without_a_name(
    board: str, props: dict[str, str], reason: str
) -> None:
    people = People(reading("One line.\n\nNell Quincewood came."))
    evidence = Evidence("d", (3, 3), quote="Nell Quincewood came.")
    made = Statement(evidence, Entity("Person", "Nell Quincewood"), "ATTENDED", Entity("Board", board), props)
    assert people.allow(made) is None
    assert people.allow(made) is None
    found = people.withheld
    assert [w.lines for w in found] == [(3, 3)]
    assert reason in found[0].reason
    assert "Quincewood" not in repr(found)


def test_a_reading_that_is_nobodys_name_is_no_name_withheld() -> None:
    people = People(reading("Key Roles"))
    made = Statement(
        Evidence("d", (1, 1), quote="Key Roles"), Entity("Person", "Key Roles"), "ATTENDED", Entity("Board", "B")
    )
    assert people.allow(made) is None
    assert people.withheld == []


def test_a_pseudonym_is_never_a_person() -> None:
    assert People(reading("")).allow(statement(Entity("Person", "Child Q"))) is None


def reading(text: str) -> Reading:
    clean = Clean(text, array("q", range(len(text))))
    return Reading(
        "invented.txt", "text", (text,), (Block("paragraph", clean, 0, len(text), (1, text.count("\n") + 1)),)
    )


def statement(subject: Entity) -> Statement:
    predicate = {"Person": "HOLDS", "Review": "REVIEWS", "Organisation": "WORKS_WITH", "Protocol": "PART_OF"}[
        subject.label
    ]
    return Statement(Evidence("invented"), subject, predicate, Entity("Role", "Chair, Examplia Board"))
