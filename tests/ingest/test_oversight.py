"""Who inspects, oversees, reports to, answers to and pays whom, in the words of reports, reviews and reference lists."""

from __future__ import annotations

import pytest

from ingest.document import Document
from ingest.extract import extract
from ingest.extract.stated import stated
from ingest.readers import read_text
from ingest.understand import understand

HOME = "Bexley Safeguarding Children Partnership"
REPORT = f"# {HOME}\n\n# Annual Report 2022/23\n\nThe {HOME} (BSCP) has had a good year.\n\n## Governance\n\n"
REVIEW = "# Rapid review of arrangements\n\nWritten for several boroughs.\n\n## Findings\n\n"
PREDICATES = {"OVERSEES", "SCRUTINISES", "REPORTS_TO", "ACCOUNTABLE_TO", "FUNDS"}


def document(front: str, text: str) -> Document:
    return understand(read_text("examplia.md", f"{front}{text}\n", markdown=True), "examplia")


def rows(front: str, text: str) -> set[str]:
    found = set()
    for candidate in extract(document(front, text), [stated]).candidates:
        s = candidate.statement
        if s.predicate in PREDICATES and candidate.confidence >= 0.5:
            status = "" if s.status == "asserted" else f" [{s.status}]"
            found.add(f"{s.subject.name} > {s.predicate} > {s.object.name}{status}")
    return found


INSPECTIONS = (
    (
        "Following a joint inspection in 2021/22 by HM Inspectorate of Probation, and colleagues from the Care Quality "
        "Commission, Ofsted Education and Ofsted Social Care, Bexley Youth Justice was rated as good.",
        {
            "HM Inspectorate of Probation > SCRUTINISES > Bexley Youth Justice Service",
            "Care Quality Commission > SCRUTINISES > Bexley Youth Justice Service",
            "Ofsted Education > SCRUTINISES > Bexley Youth Justice Service",
            "Ofsted Social Care > SCRUTINISES > Bexley Youth Justice Service",
        },
    ),
    ("An Ofsted report for Bexley noted that plans are clear.", {"Ofsted > SCRUTINISES > Bexley Council"}),
    ("Ofsted rated Bexley Council as outstanding in the spring.", {"Ofsted > SCRUTINISES > Bexley Council"}),
    ("Bexley Council was judged to be good by Ofsted.", {"Ofsted > SCRUTINISES > Bexley Council"}),
    (
        "Inspections of Larkhill secure training centres (Ofsted, 2017) found that care was poor.",
        {"Ofsted > SCRUTINISES > Larkhill Secure Training Centre"},
    ),
    (
        "'Bexley Council gives effective help at its front door and its managers know their services well.'\n\nOfsted, May 2021",
        {"Ofsted > SCRUTINISES > Bexley Council"},
    ),
    ("'Families told us that the help which they had been given was good.'\n\nStaff survey, May 2021", set()),
    ("The Care Quality Commission has published a report on waiting times.", set()),
)


@pytest.mark.parametrize(("text", "expected"), INSPECTIONS)
def test_an_inspection_is_of_what_the_inspectorate_looked_at(text: str, expected: set[str]) -> None:
    assert rows(REVIEW, text) == expected


def test_our_ofsted_inspection_is_of_the_council_of_the_one_borough() -> None:
    text = "The findings of the Ofsted ILACS inspection in 2022 have shaped our work."
    assert rows(REPORT, text) == {"Ofsted > SCRUTINISES > Bexley Council"}
    assert rows(REVIEW, text) == set()


REFERENCES = (
    ("Ofsted (2018) *Inspection report: Larkhill secure training centre*. Report published: 4 May 2018",
     {"Ofsted > SCRUTINISES > Larkhill Secure Training Centre"}),
    ("HMIP (2019a) Report on an unannounced inspection of HMYOI Larkhill by HM Chief Inspector of Prisons, 9 – 20 June 2019",
     {"HM Inspectorate of Prisons > SCRUTINISES > Larkhill YOI", "HM Chief Inspector of Prisons > SCRUTINISES > Larkhill YOI"}),
    ("Care Quality Commission (2019) HMP YOI Larkhill Inspection report.",
     {"Care Quality Commission > SCRUTINISES > Larkhill YOI"}),
    ("Ofsted (2021) London Borough of Bexley: Inspection of children's social care services",
     {"Ofsted > SCRUTINISES > Bexley Council"}),
    ("Quince, A. (2019) Inspection as theatre: a study of Larkhill YOI. Journal of Nothing, 4(2).", set()),
    ("Ofsted (2021) Inspection of schools: a handbook", set()),
)  # fmt: skip


@pytest.mark.parametrize(("entry", "expected"), REFERENCES)
def test_a_report_of_an_inspection_in_a_list_of_references_says_who_was_inspected(
    entry: str, expected: set[str]
) -> None:
    assert rows(REVIEW, f"## References\n\n1. {entry}") == expected


def test_two_inspections_of_one_place_are_told_apart_by_their_dates() -> None:
    text = (
        "## References\n\n1. Ofsted (2019) Inspection report: Larkhill secure training centre, 21 to 25 October 2019\n"
        "2. Ofsted (2020) Inspection report: Larkhill secure training centre, 4 to 5 December 2019\n"
    )
    found = extract(document(REVIEW, text), [stated]).candidates
    assert [c.statement.props["date"] for c in found if c.statement.predicate == "SCRUTINISES"] == [
        "2019-10-25", "2019-12-05",
    ]  # fmt: skip
