"""Who holds which post, and when: lists, tables, sentences and signatures as reports print them. All are invented."""

from __future__ import annotations

import pytest

from ingest.document import Document
from ingest.extract import Extractor, extract
from ingest.extract.office_holders import office_holders
from ingest.extract.signatures import signatures
from ingest.names import Names
from ingest.office import read_office
from ingest.readers import read_text
from ingest.tenure import Tenure, take_tenure
from ingest.understand import understand

BOARD = "Examplia Safeguarding Children Partnership"
TITLE = f"# {BOARD}\n\nAnnual Report 2022/23\n\n"

HELD: dict[str, tuple[str, set[tuple[str, str, str | None, str | None]]]] = {
    "bold names in a list": (
        "- **Ada Example**, Chief Executive of Quincey Council\n- **Ben Fennelly**, Commissioner, Quincey Police\n",
        {
            ("Ada Example", "Chief Executive, Quincey Council", None, None),
            ("Ben Fennelly", "Commissioner, Quincey Police", None, None),
        },
    ),
    "a chain on one post": (
        "- **Ada Example**, Commander of the Quincey BCU (to July 2022) / **Ben Fennelly**, Interim Commander (from August to "
        "October 2022) / **Cyd Sagewell**, Commander of the Quincey BCU (from November 2022)\n",
        {
            ("Ada Example", "Commander, Quincey BCU", None, "2022-07"),
            ("Ben Fennelly", "Interim Commander, Quincey BCU", "2022-08", "2022-10"),
            ("Cyd Sagewell", "Commander, Quincey BCU", "2022-11", None),
        },
    ),
    "a chain on one post behind a label": (
        "Safeguarding leads: Ada Example, Commander of Quincey BCU (to July 2023) / Ben Fennelly (from August to December 2023) / "
        "Cyd Sagewell (from January 2024).\n",
        {
            ("Ada Example", "Commander, Quincey BCU", None, "2023-07"),
            ("Ben Fennelly", "Commander, Quincey BCU", "2023-08", "2023-12"),
            ("Cyd Sagewell", "Commander, Quincey BCU", "2024-01", None),
        },
    ),
    "initials behind the name are no post": (
        "Dr Ada Example (AE)   Designated Doctor, Quinceborough NHS Trust\n\n"
        "Ben Fennelly (BF), Head of Safeguarding, Quincey Council\n",
        {
            ("Ada Example", "Designated Doctor, Quinceborough NHS Trust", None, None),
            ("Ben Fennelly", "Head of Safeguarding, Quincey Council", None, None),
        },
    ),
    "a department that every council has is no body": ("- Ada Example, Democratic Services Officer\n", set()),
    "a line in bold that is taken for a heading": (
        "**Independent Scrutineer: Ada Example**\n\n## Governance\n\nThe Board meets.\n",
        {("Ada Example", f"Independent Scrutineer, {BOARD}", None, None)},
    ),
    "a successor without a post": (
        "- Ada Example, Director of Nursing, Quinceborough NHS Trust (until 31 March 2022); Ben Fennelly (from 1 April 2022)\n",
        {
            ("Ada Example", "Director of Nursing, Quinceborough NHS Trust", None, "2022-03-31"),
            ("Ben Fennelly", "Director of Nursing, Quinceborough NHS Trust", "2022-04-01", None),
        },
    ),
    "time after a dash, body in brackets, no comma": (
        "- Ada Example, The Director of Community Services (Quincey Council) - to July 2022 / Ben Fennelly Director of Community "
        "Services (Quincey Council) (from September 2022)\n",
        {
            ("Ada Example", "Director of Community Services, Quincey Council", None, "2022-07"),
            ("Ben Fennelly", "Director of Community Services, Quincey Council", "2022-09", None),
        },
    ),
    "bare time at the end": (
        "- Ada Example, Head of Safeguarding, Quincey College to August 2022\n",
        {("Ada Example", "Head of Safeguarding, Quincey College", None, "2022-08")},
    ),
    "a speaker, with the topic": (
        "Ada Example, Head of Safeguarding, Quincey College - How can we best listen to all of our students?\n",
        {("Ada Example", "Head of Safeguarding, Quincey College", None, None)},
    ),
    "a second person behind a semicolon": (
        "Ada Example, Head of Safeguarding, Quincey College; Ben Fennelly, Chief Nurse, Quinceborough NHS Trust; were present.\n",
        {
            ("Ada Example", "Head of Safeguarding, Quincey College", None, None),
            ("Ben Fennelly", "Chief Nurse, Quinceborough NHS Trust", None, None),
        },
    ),
    "of a board, with its short form": (
        "We thank Ada Example, Independent Chair of the Quincey Safeguarding Children Board (QSCB), for her work.\n",
        {("Ada Example", "Independent Chair, Quincey Safeguarding Children Board", None, None)},
    ),
    "dashes": (
        "Ada Example – Designated Nurse, Quinceborough ICB (April 2021 – present)\n",
        {("Ada Example", "Designated Nurse, Quinceborough ICB", "2021-04", None)},
    ),
    "post first": (
        "Chief Executive, Quincey Council: Dr Ada Example OBE (since May 2021)\n",
        {("Ada Example", "Chief Executive, Quincey Council", "2021-05", None)},
    ),
    "since, in a sentence": (
        f"Ada Example has been the Independent Chair of the {BOARD} since May 2021.\n",
        {("Ada Example", f"Independent Chair, {BOARD}", "2021-05", None)},
    ),
    "stepped down and was succeeded": (
        "Ada Example stepped down as Independent Scrutineer in November 2020 and was succeeded by Ben Fennelly.\n",
        {
            ("Ada Example", f"Independent Scrutineer, {BOARD}", None, "2020-11"),
            ("Ben Fennelly", f"Independent Scrutineer, {BOARD}", None, None),
        },
    ),
    "date first": (
        "In November 2020, Dr Ada Example stepped down as Independent Scrutineer after four years.\n",
        {("Ada Example", f"Independent Scrutineer, {BOARD}", None, "2020-11")},
    ),
    "appointed": (
        "After two rounds of interviews, Ada Example was appointed as Independent Scrutineer in March 2017.\n",
        {("Ada Example", f"Independent Scrutineer, {BOARD}", "2017-03", None)},
    ),
    "held by until": (
        "The post of Independent Scrutineer was held by Ada Example until 31 March 2022.\n",
        {("Ada Example", f"Independent Scrutineer, {BOARD}", None, "2022-03-31")},
    ),
    "from one month to another, in a sentence": (
        "Ada Example served as Borough Commander for the Quincey BCU from May 2019 to June 2021.\n",
        {("Ada Example", "Borough Commander, Quincey BCU", "2019-05", "2021-06")},
    ),
    "who was until": (
        "Ada Example, who was the Director of Education at Quincey Council until July 2022, left the area.\n",
        {("Ada Example", "Director of Education, Quincey Council", None, "2022-07")},
    ),
    "took over": (
        "From 1 April 2022, Ada Example took over as Chair of the Partnership.\n",
        {("Ada Example", f"Chair, {BOARD}", "2022-04-01", None)},
    ),
    "beside the name": (
        "Ada Example, the Chief Finance Officer of the Quincey Academies Trust, sits with them.\n",
        {("Ada Example", "Chief Finance Officer, Quincey Academies Trust", None, None)},
    ),
    "table with dates": (
        "| Name | Post | Organisation | From | To |\n|---|---|---|---|---|\n"
        "| Ada Example | Chief Executive | Quincey Council | | July 2022 |\n"
        "| Cllr Ben Fennelly | Lead Member for Children | Quincey Council | 2022-08-01 | |\n",
        {
            ("Ada Example", "Chief Executive, Quincey Council", None, "2022-07"),
            ("Ben Fennelly", "Lead Member for Children, Quincey Council", "2022-08-01", None),
        },
    ),
    "table with a term and one column for both": (
        "| Member | Role / Organisation | Dates |\n|---|---|---|\n"
        "| Ada Example | Head of Service, Quincey Council | April 2021 to March 2022 |\n",
        {("Ada Example", "Head of Service, Quincey Council", "2021-04", "2022-03")},
    ),
    "table by tabs": (
        "Name\tRole\tAgency\nAda Example\tDesignated Doctor\tQuinceborough ICB\n"
        "Ben Fennelly\tService Manager\tQuincey Women's Aid\n",
        {
            ("Ada Example", "Designated Doctor, Quinceborough ICB", None, None),
            ("Ben Fennelly", "Service Manager, Quincey Women's Aid", None, None),
        },
    ),
    "signature in one block": (
        f"We thank all partners for their work in this year.\n\nAda Example QPM\nIndependent Chair\nThe {BOARD}\n",
        {("Ada Example", f"Independent Chair, {BOARD}", None, None)},
    ),
    "signatures below each other": (
        "Ada Example\n\nChief Executive, Quincey Council\n\nBen Fennelly\n\nDetective Superintendent, Quincey BCU\n",
        {
            ("Ada Example", "Chief Executive, Quincey Council", None, None),
            ("Ben Fennelly", "Detective Superintendent, Quincey BCU", None, None),
        },
    ),
    "signatures side by side": (
        "| Ada Example | Ben Fennelly |\n|---|---|\n| Chief Executive | Chief Nurse |\n| Quincey Council | Quinceborough ICB |\n",
        {
            ("Ada Example", "Chief Executive, Quincey Council", None, None),
            ("Ben Fennelly", "Chief Nurse, Quinceborough ICB", None, None),
        },
    ),
}

HELD |= {
    "left and was appointed, over a line's end": (
        "Ada Example left her post as Board Manager in December 2022 and Ben\nFennelly was appointed in February 2023.\n",
        {
            ("Ada Example", f"Board Manager, {BOARD}", None, "2022-12"),
            ("Ben Fennelly", f"Board Manager, {BOARD}", "2023-02", None),
        },
    ),
    "a text layer's table whose cells go on in the next line": (
        "Name             Title                                Organisation\n"
        "Ada Example      Executive Director of Adult Social   Quincey Council\n"
        "                 Care and Health\n"
        "Ben Fennelly     Director of Nursing                  Quinceborough NHS Trust\n",
        {
            ("Ada Example", "Executive Director of Adult Social Care and Health, Quincey Council", None, None),
            ("Ben Fennelly", "Director of Nursing, Quinceborough NHS Trust", None, None),
        },
    ),
    "cells of a name, a post and a body": (
        "| **Ada Example**<br>Director of Children's Services<br>Quincey Council | "
        "**Ben Fennelly**<br>Chief Nurse<br>Quinceborough ICB |\n"
        "|---|---|\n",
        {
            ("Ada Example", "Director of Children's Services, Quincey Council", None, None),
            ("Ben Fennelly", "Chief Nurse, Quinceborough ICB", None, None),
        },
    ),
    "the post was": (
        "The Partnership Manager is Ada Example (from July 2021).\n",
        {("Ada Example", f"Partnership Manager, {BOARD}", "2021-07", None)},
    ),
    "in brackets behind the name": (
        "Dr Ada Example (Designated Doctor, Quinceborough ICB) delivered training to all surgeries.\n",
        {("Ada Example", "Designated Doctor, Quinceborough ICB", None, None)},
    ),
    "replacing": (
        "Ada Example joined as Business Manager in June 2021, replacing Ben Fennelly who left in April 2021.\n",
        {
            ("Ada Example", f"Business Manager, {BOARD}", "2021-06", None),
            ("Ben Fennelly", f"Business Manager, {BOARD}", None, "2021-04"),
        },
    ),
    "a successor with a post of another name": (
        "- Ada Example – Accountable Officer, NHS Quincey CCG (until June 2022), succeeded by Ben Fennelly, "
        "Chief Executive Officer, NHS Quincey ICB (from July 2022)\n",
        {
            ("Ada Example", "Accountable Officer, NHS Quincey CCG", None, "2022-06"),
            ("Ben Fennelly", "Chief Executive Officer, NHS Quincey ICB", "2022-07", None),
        },
    ),
}
NOBODY = {
    "authors of works": "## References\n\n- Ada Example, Director of Studies, Quincey University (2019)\n",
    "a victim": "The murder of Ada Example shocked all.\n\n- Ada Example, Chief Executive of Quincey Council\n",
    "a post without a body": "- Ada Example, Service Manager\n",
    "a child": "Child Q, Director of Nothing, Quincey Council\n",
    "no name": "- Stronger Futures, Director of Education, Quincey Council\n",
    "a plan": "The Director of Education, Quincey Council will be appointed in May 2023.\n",
}


@pytest.mark.parametrize("case", HELD)
def test_holders_are_read_with_their_post_body_and_time(case: str) -> None:
    text, expected = HELD[case]
    found = statements(text, office_holders, signatures)
    held = {(s, o, p.get("from"), p.get("to")) for s, verb, o, p in found if verb == "HOLDS"}
    assert held == expected
    posts = {(s, o) for s, verb, o, _ in found if verb == "POST_IN"}
    assert {role.rsplit(", ", 1)[-1] for _, role, _, _ in expected} == {body for _, body in posts}


@pytest.mark.parametrize("case", NOBODY)
def test_who_is_not_in_a_post_of_a_body_is_not_read(case: str) -> None:
    assert [s for s in statements(NOBODY[case], office_holders, signatures) if s[1] == "HOLDS"] == []


def test_an_ended_post_is_historic_and_a_chair_chairs() -> None:
    document = understand(read_text("x.md", TITLE + f"- Ada Example, Independent Chair, {BOARD} (to July 2022)\n"), "x")
    found = {c.statement.predicate: c.statement for c in extract(document, [office_holders]).candidates}
    assert found["HOLDS"].status == "historic"
    assert (found["CHAIRS"].object.name, found["CHAIRS"].props["kind"]) == (BOARD, "independent")
    assert found["POST_IN"].status == "asserted"


@pytest.mark.parametrize(
    ("printed", "rest", "tenure"),
    [
        ("A (to July 2022)", "A", Tenure(None, "2022-07")),
        ("A (from August - to December 2022)", "A", Tenure("2022-08", "2022-12")),
        ("A (November to February 2022)", "A", Tenure("2021-11", "2022-02")),
        ("A - to July 2022", "A", Tenure(None, "2022-07")),
        ("A (2019-2021)", "A", Tenure("2019", "2021")),
        ("A (Apr 22 – Mar 23)", "A", Tenure("2022-04", "2023-03")),
        ("A (w.e.f. 01.09.22)", "A", Tenure("2022-09-01", None)),
        ("A (until 31/03/2023)", "A", Tenure(None, "2023-03-31")),
        ("A (2022/23)", "A (2022/23)", None),
        ("A (Lambeth)", "A (Lambeth)", None),
    ],
)
def test_time_in_a_post(printed: str, rest: str, tenure: Tenure | None) -> None:
    assert take_tenure(printed) == (rest, tenure)


@pytest.mark.parametrize(
    ("printed", "title", "body"),
    [
        ("The Director of Education (Quincey Council)", "Director of Education", "Quincey Council"),
        ("Director of Children's Services", "Director of Children's Services", None),
        ("Head of Service, Youth Justice Service", "Head of Service, Youth Justice Service", None),
        ("Quincey Council's Director of Education", "Director of Education", "Quincey Council"),
        ("Designated Nurse NHS Quinceborough ICB", "Designated Nurse", "NHS Quinceborough ICB"),
        ("Chief Executive, Age UK Quincey", "Chief Executive", "Age UK Quincey"),
    ],
)
def test_a_post_is_told_from_its_body(printed: str, title: str, body: str | None) -> None:
    office = read_office(printed, Names.of(""))
    assert office is not None
    assert (office.title, office.body.name if office.body else None) == (title, body)


def statements(text: str, *extractors: Extractor) -> list[tuple[str, str, str, dict[str, object]]]:
    document: Document = understand(read_text("invented.md", TITLE + text), "invented")
    found = extract(document, extractors)
    assert found.refused == ()
    return [
        (c.statement.subject.name, c.statement.predicate, c.statement.object.name, dict(c.statement.props))
        for c in found.candidates
    ]
