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
            "In 2019 Child Safeguarding Practice Reviews and Rapid Reviews took the place of the old Serious Case Review process.",
            {f"{SCR} > {CSPR}", f"{SCR} > Rapid Reviews"},
        ),
        (
            "Four Child Safeguarding Practice Reviews (formerly called Serious Case Reviews) were read at the away day.",
            {f"{SCR} > {CSPR}"},
        ),
        (
            "Serious Case Reviews (SCRs) were replaced by Local Child Safeguarding Practice Reviews.",
            {f"{SCR} > Local {CSPR}"},
        ),
        (
            "One Local Child Safeguarding Practice Review was held. Such reviews were formerly called SCRs.",
            {f"{SCR} > Local {CSPR}"},
        ),
        (
            "Parliament abolished LSCBs and replaced them by local safeguarding partners.",
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
            "The Quince Bathing Protocol (2021) is followed by all. It is simple and supersedes our 2014 Pan Fennel Protocol.",
            {"Pan Fennel Protocol (2014) > Quince Bathing Protocol (2021)"},
        ),
        (
            "The ESCP launched its Quince Assessment Framework. "
            "This year it superseded our old Section 157 / 175 audits and Section 11 audits.",
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
            "Placements made under the Children Act 1989 are counted in a table.",
            {"ESCP Annual Report 2022/23 > Children Act 1989"},
        ),
        ("The board has duties under the Children Act 1989 and met them.", set()),
        (
            "As required by Working Together 2018, members visited each other.",
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
            "Both the Camden Thematic Review and papers from Brent and Ealing mention MOPAC in passing.",
            {f"{s} > Mayor's Office for Policing and Crime" for s in ("Camden Thematic Review", "Brent", "Ealing")},
        ),
        (
            "Camden Play Strategy 2023-28 explains that a yearly return to MOPAC is due.",
            {"Camden Play Strategy 2023-28 > Mayor's Office for Policing and Crime"},
        ),
        ("Young people highlighted knife crime in Camden and noted that MOPAC pays for it.", set()),
    ],
)
def test_documents_that_a_review_reads_refer_to_bodies(text: str, expected: set[str]) -> None:
    assert rows(document(text, REVIEW), "REFERENCES") == expected


def test_the_documents_of_a_section_are_its_boroughs() -> None:
    brent = "### Brent\n\nNothing was read here.\n\n"
    text = f"{brent}### Camden\n\nThe plans specifically mention the Children Act 2004 in a footnote.\n"
    assert rows(document(text, REVIEW), "REFERENCES") == {"Camden > Children Act 2004"}


def test_a_briefing_refers_to_the_bodies_and_instruments_of_its_links() -> None:
    text = (
        "Quinces in local arrangements\n\nMay 2022 briefing\n\n"
        "- Welcome - Quince Matters Trust (quincematters.org.uk)\n"
        "- Fennel evaluations | Thyme Works Centre (thyme.ac.uk)\n"
        "- CQC | The Care Quality Commission\n"
        "- Growing fennel everywhere strategy: second report - GOV.UK (www.gov.uk)\n"
        "- Review of quinces in schools - GOV.UK (www.gov.uk)\n\n"
        "References\n\n- Working Together 2018; https://www.gov.uk/quince\n- The Children Act 2004 laid the ground\n"
    )
    name = "Quinces in local arrangements, May 2022 briefing"
    assert rows(document(text, ""), "REFERENCES") == {
        f"{name} > Quince Matters Trust",
        f"{name} > Thyme Works Centre",
        f"{name} > Care Quality Commission",
        f"{name} > Growing fennel everywhere strategy",
        f"{name} > Working Together to Safeguard Children 2018",
        f"{name} > Children Act 2004",
    }


def test_two_links_make_no_list() -> None:
    text = "Quinces in local arrangements\n\n- Welcome - Quince Matters Trust (quincematters.org.uk)\n- Tea and thyme\n"
    assert not rows(document(text, ""), "REFERENCES")
