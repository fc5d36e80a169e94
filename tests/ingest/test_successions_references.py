"""Which instrument, kind of review or class of bodies took the place of which; what documents refer to."""

from __future__ import annotations

import pytest

from ingest.document import Document
from ingest.extract import extract
from ingest.extract.editions import editions
from ingest.extract.linked_references import linked_references
from ingest.extract.own_references import own_references
from ingest.extract.review_kinds import review_kinds
from ingest.extract.stated import stated
from ingest.readers import read_text
from ingest.understand import understand

REPORT = (
    "# Examplia Safeguarding Children Partnership\n\n# Annual Report 2022/23\n\n"
    "The Examplia Safeguarding Children Partnership (ESCP) has had a good year.\n\n## Practice\n\n"
)
REVIEW = "# Rapid review of arrangements\n\nWritten for several boroughs.\n\n## Findings\n\n"
BOARD = "Examplia Safeguarding Children Partnership"
SCR, CSPR = "Serious Case Reviews", "Child Safeguarding Practice Reviews"


def document(text: str, front: str = REPORT) -> Document:
    return understand(read_text("examplia.md", f"{front}{text}\n", markdown=True), "examplia")


def rows(doc: Document, predicate: str) -> set[str]:
    read = extract(doc, [editions, review_kinds, own_references, linked_references, stated]).candidates
    found = [c.statement for c in read if c.confidence >= 0.5 and c.statement.predicate == predicate]
    return {f"{s.subject.name} > {s.object.name}" + ("" if s.status == "asserted" else f" [{s.status}]") for s in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Rapid Reviews and Child Safeguarding Practice Reviews have replaced the previous Serious Case Review system.",
            {f"{SCR} > {CSPR}", f"{SCR} > Rapid Reviews"},
        ),
        (
            "Learning from Child Safeguarding Practice Reviews (previously Serious Case Reviews) was shared.",
            {f"{SCR} > {CSPR}"},
        ),
        (
            "Serious Case Reviews (SCRs) were replaced by Local Child Safeguarding Practice Reviews.",
            {f"{SCR} > Local {CSPR}"},
        ),
        (
            "One Local Child Safeguarding Practice Review was held. These reviews were previously known as Serious Case Reviews.",
            {f"{SCR} > Local {CSPR}"},
        ),
        (
            "The Act abolishes Local Safeguarding Children Boards, replacing them with three safeguarding partners.",
            {"Local Safeguarding Children Boards > Local Safeguarding Partners"},
        ),
        ("Serious Case Reviews and Child Safeguarding Practice Reviews were read side by side.", set()),
        ("A Serious Case Review was published in Examplia and a Rapid Review was begun.", set()),
    ],
)
def test_kinds_of_reviews_and_classes_of_bodies_follow_one_another(text: str, expected: set[str]) -> None:
    assert rows(document(text), "SUCCEEDED_BY") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Staff know the Quince Bathing Protocol (2018) well. A revised Quince Bathing Protocol (2022) was issued in July.",
            {"Quince Bathing Protocol (2018) > Quince Bathing Protocol (2022)"},
        ),
        (
            "The Quince Bathing Protocol (2021) is followed by all. It is simple and replaces the 2017 Pan Fennel Protocol.",
            {"Pan Fennel Protocol (2017) > Quince Bathing Protocol (2021)"},
        ),
        (
            "The ESCP launched its Quince Assessment Framework. It replaced the Section 11 audits and Section 157 / 175 audits.",
            {
                "Section 11 audits > Quince Assessment Framework",
                "Section 157 / 175 audits > Quince Assessment Framework",
            },
        ),
        ("The Quince Bathing Protocol (2018) and the Quince Bathing Protocol (2022) are both on the shelf.", set()),
    ],
)
def test_a_later_edition_takes_the_place_of_the_earlier(text: str, expected: set[str]) -> None:
    assert rows(document(text), "SUCCEEDED_BY") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Sexual Offences Act 2003 has been amended to cover coaches.",
            {"ESCP Annual Report 2022/23 > Sexual Offences Act 2003"},
        ),
        (
            "All assessments under the Children Act 1989 are listed on the next page.",
            {"ESCP Annual Report 2022/23 > Children Act 1989"},
        ),
        ("The board has duties under the Children Act 1989 and met them.", set()),
        (
            "As set out in Working Together 2018, the scrutineer provides assurance.",
            {f"{BOARD} > Working Together to Safeguard Children 2018"},
        ),
        (
            "In May 2021, the Camden Safer Seas Strategy was launched for all ages.",
            {f"Camden {BOARD} > Camden Safer Seas Strategy"},
        ),
        ("Camden Council said that the Camden Safer Seas Strategy was launched by them.", set()),
    ],
)
def test_a_boards_own_report_refers_to_statutes_guidance_and_instruments(text: str, expected: set[str]) -> None:
    assert rows(document(text), "REFERENCES") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Both the Camden Thematic Review and documentation from Brent and Ealing highlight MOPAC's role in this.",
            {f"{s} > Mayor's Office for Policing and Crime" for s in ("Camden Thematic Review", "Brent", "Ealing")},
        ),
        (
            "The Camden Youth Safety Strategy 2020-25 mentions that there is a requirement from MOPAC to have a plan.",
            {"Camden Youth Safety Strategy 2020-25 > Mayor's Office for Policing and Crime"},
        ),
        ("Young people highlighted knife crime in Camden and noted that MOPAC pays for it.", set()),
    ],
)
def test_documents_that_a_review_reads_refer_to_bodies(text: str, expected: set[str]) -> None:
    assert rows(document(text, REVIEW), "REFERENCES") == expected


def test_the_documents_of_a_section_are_its_boroughs() -> None:
    brent = "### Brent\n\nNothing was read here.\n\n"
    text = f"{brent}### Camden\n\nThe documents explicitly state that the Children Act 2004 changed their work.\n"
    assert rows(document(text, REVIEW), "REFERENCES") == {"Camden > Children Act 2004"}


def test_a_briefing_refers_to_the_bodies_and_instruments_of_its_links() -> None:
    text = (
        "Quinces in local arrangements\n\nMay 2022 briefing\n\n"
        "- Welcome - Quince Matters Trust (quincematters.org.uk)\n"
        "- Fennel evaluations | Thyme Works Centre (thyme.ac.uk)\n"
        "- NICE | The National Institute for Health and Care Excellence\n"
        "- Tackling fennel for all strategy: progress update - GOV.UK (www.gov.uk)\n"
        "- Review of quinces in schools - GOV.UK (www.gov.uk)\n\n"
        "References\n\n- Working Together 2018; https://www.gov.uk/quince\n- The Children Act 2004 laid the ground\n"
    )
    name = "Quinces in local arrangements, May 2022 briefing"
    assert rows(document(text, ""), "REFERENCES") == {
        f"{name} > Quince Matters Trust",
        f"{name} > Thyme Works Centre",
        f"{name} > National Institute for Health and Care Excellence",
        f"{name} > Tackling fennel for all strategy",
        f"{name} > Working Together to Safeguard Children 2018",
        f"{name} > Children Act 2004",
    }


def test_two_links_make_no_list() -> None:
    text = "Quinces in local arrangements\n\n- Welcome - Quince Matters Trust (quincematters.org.uk)\n- Tea and thyme\n"
    assert not rows(document(text, ""), "REFERENCES")
