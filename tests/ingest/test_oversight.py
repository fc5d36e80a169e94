"""Who inspects, oversees, reports to, answers to and pays whom, in the words of reports, reviews and reference lists."""

from __future__ import annotations

import time

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


INSPECTIONS: tuple[tuple[str, set[str]], ...] = (
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


REFERENCES: tuple[tuple[str, set[str]], ...] = (
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


SAID: tuple[tuple[str, set[str]], ...] = (
    ("The Safer Bexley Partnership retains overall governance of the Bexley Youth Violence Strategy.",
     {"Safer Bexley Partnership > OVERSEES > Bexley Youth Violence Strategy"}),
    ("Bexley adopted the Bexley Inclusion Strategy. A multi-agency Inclusion Board has been established to oversee and "
     "implement the strategy.",
     {"Bexley Inclusion Board > OVERSEES > Bexley Inclusion Strategy"}),
    ("The BSCP Quality Assurance Subgroup maintained clear oversight of staffing by way of the BSCP risk register.",
     {f"{HOME} Quality Assurance Subgroup > OVERSEES > {HOME} risk register"}),
    ("The BSCP Quality Assurance Subgroup maintains oversight of the quality of strategy discussions through audit.",
     {f"{HOME} Quality Assurance Subgroup > OVERSEES > strategy discussions (Bexley)"}),
    ("Responsibility for governance and scrutiny of the local safeguarding arrangements lies with the Bexley Scrutiny Committee.",
     {"Bexley Scrutiny Committee > OVERSEES > Bexley local safeguarding arrangements",
      "Bexley Scrutiny Committee > SCRUTINISES > Bexley local safeguarding arrangements"}),
    ("Responsibility for overseeing knife crime action plans moved from MOPAC to the Metropolitan Police Service in 2020.",
     {"Mayor's Office for Policing and Crime > OVERSEES > knife crime action plans [historic]",
      "Metropolitan Police Service > OVERSEES > knife crime action plans"}),
    ("Reporting to the Head of Safeguarding, the LADO in Bexley is held in high regard.",
     {"Local Authority Designated Officer, Bexley Council > ACCOUNTABLE_TO > Head of Safeguarding, Bexley Council"}),
    ("Themes and issues from the Bexley Extra-Familial Risk Panel are shared with the Bexley Multi-Agency Child Exploitation "
     "(MACE) "
     "group. "
     "Both forums also report back any significant issues via the BSCP Adolescents Subgroup.",
     {"Bexley Extra-Familial Risk Panel > REPORTS_TO > Bexley Multi-Agency Child Exploitation group",
      f"Bexley Extra-Familial Risk Panel > REPORTS_TO > {HOME} Adolescents Subgroup",
      f"Bexley Multi-Agency Child Exploitation group > REPORTS_TO > {HOME} Adolescents Subgroup"}),
    ("In the year, two serious incident notifications were made by Bexley Council to the Panel.",
     {"Bexley Council > REPORTS_TO > Child Safeguarding Practice Review Panel"}),
    ("No serious incident notifications were made by Bexley Council.",
     {"Bexley Council > REPORTS_TO > Child Safeguarding Practice Review Panel [negated]"}),
    ("The Metropolitan Police Service submitted a referral form to the BSCP Case Review Subgroup in May.",
     {f"Metropolitan Police Service > REPORTS_TO > {HOME} Case Review Subgroup"}),
    ("The annual report will also be considered by the Bexley Health and Wellbeing Board.",
     {f"{HOME} > REPORTS_TO > Bexley Health and Wellbeing Board [planned]"}),
    ("An independent auditor was commissioned to audit the partnership's response to neglect.",
     {f"independent auditor, Bexley > SCRUTINISES > {HOME}"}),
    ("Ada Example is the Independent Scrutineer for the Safeguarding Children Partnerships in Brent and Ealing.",
     {"Independent Scrutineer, Brent Safeguarding Children Partnership > SCRUTINISES > Brent Safeguarding Children Partnership",
      "Independent Scrutineer, Ealing Safeguarding Children Partnership > SCRUTINISES > Ealing Safeguarding Children Partnership"}),
    ("Both forums report back to the BSCP Adolescents Subgroup.", set()),
    ("The strategy is coordinated by the BSCP Adolescents Subgroup.", set()),
    ("The BSCP Quality Assurance Subgroup has oversight of these and other matters in several services.", set()),
    ("The BSCP Adolescents Subgroup has said that it submitted evidence to nobody.", set()),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_oversight_and_reports_are_between_those_whom_the_words_name(text: str, expected: set[str]) -> None:
    assert rows(REPORT, text) == expected


def test_this_group_is_the_one_that_the_heading_names() -> None:
    text = (
        "## MOPAC Partnership Reference Group\n\nThis group of strategic partners is tasked with providing strategic "
        "direction, support and challenge the work of MOPAC."
    )
    assert rows(REVIEW, text) == {
        "MOPAC Partnership Reference Group > OVERSEES > Mayor's Office for Policing and Crime",
        "MOPAC Partnership Reference Group > SCRUTINISES > Mayor's Office for Policing and Crime",
    }


MONEY: tuple[tuple[str, set[str]], ...] = (
    ("The Home Office is a funder for a number of services under the Safer Bexley Partnership: the gang exit team, "
     "offender support service, and to address the shortfall in street work.",
     {"Home Office > FUNDS > Bexley gang exit team", "Home Office > FUNDS > Bexley offender support service",
      "Home Office > FUNDS > Bexley street work"}),
    ("Bexley has used investment from the Quiet Streets Fund to develop a multi-agency mentoring offer with local charities.",
     {"Quiet Streets Fund > FUNDS > Bexley Council", "Quiet Streets Fund > FUNDS > Bexley multi-agency mentoring offer"}),
    ("Bexley successfully bid to the Home Office Quiet Streets Fund to create a new service known as the HARBOUR.",
     {"Home Office > FUNDS > Bexley Council", "Home Office Quiet Streets Fund > FUNDS > HARBOUR"}),
    ("Bexley is delivering a Lottery funded project Steady Hands which helps families.", {"Lottery > FUNDS > Steady Hands"}),
    ("Bexley receives no additional Home Office funding to deliver its Prevent programme.",
     {"Home Office > FUNDS > Bexley Prevent programme [negated]"}),
    ("A mentoring scheme in Bexley (Project Lantern) was noted as having Home Office funding.",
     {"Home Office > FUNDS > Project Lantern"}),
    ("The Quiet Streets Project is funded by contributions from the Home Office and the London Fire Brigade.",
     {"Home Office > FUNDS > Quiet Streets Project", "London Fire Brigade > FUNDS > Quiet Streets Project"}),
    ("The fund helps many.", set()),
    ("A number of services in Bexley: the gang exit team, and street work.", set()),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MONEY)
def test_money_goes_to_what_the_sentence_says_that_it_is_for(text: str, expected: set[str]) -> None:
    assert rows(REVIEW, text) == expected


def test_the_budget_of_a_partnership_is_paid_by_those_who_contribute_to_it() -> None:
    text = "The annual budget is made up of contributions from Bexley Council and the London Fire Brigade."
    assert rows(REPORT, text) == {f"Bexley Council > FUNDS > {HOME}", f"London Fire Brigade > FUNDS > {HOME}"}
    assert rows(REVIEW, text) == set()


PLAIN: tuple[tuple[str, set[str]], ...] = (
    ("The Executive has oversight of the partnership's risk register.",
     {f"{HOME} Executive > OVERSEES > {HOME} risk register"}),
    ("The Executive has oversight of the partnership's tea and cakes.", set()),
    ("The Home Office funds the Bexley Gangs Worker post.", set()),
    ("The Prevent Plan programme is delivered by Bexley Council and overseen by the Safer Bexley Partnership.",
     {"Safer Bexley Partnership > OVERSEES > Prevent Plan programme"}),
    ("The Missing Panel is held weekly and any strategic issues are escalated to the MACE Panel.",
     {"Bexley Missing Panel > REPORTS_TO > Bexley MACE Panel"}),
    ("The Partnership submitted three rapid reviews to the National Panel.",
     {f"{HOME} > REPORTS_TO > Child Safeguarding Practice Review Panel"}),
    ("The Local Area SEND inspection was undertaken by Ofsted and the Care Quality Commission.",
     {"Ofsted > SCRUTINISES > Bexley Council", "Care Quality Commission > SCRUTINISES > Bexley Council"}),
    ("In July 2022 Ofsted published its report on Bexley Council.", {"Ofsted > SCRUTINISES > Bexley Council"}),
    ("Funding from the Home Office has enabled the delivery of the Quiet Streets programme.",
     {"Home Office > FUNDS > Quiet Streets programme"}),
    ("The partnership's work is overseen by the Executive Group, which meets six times a year.",
     {f"{HOME} Executive Group > OVERSEES > {HOME}"}),
    ("Strategic oversight of the Bexley Youth Justice Service is provided by the Youth Justice Management Board.",
     {"Bexley Youth Justice Management Board > OVERSEES > Bexley Youth Justice Service"}),
    ("The Learning Hub is coordinated by the Business Unit and overseen by the Learning Subgroup.", set()),
    ("The Adolescents Subgroup is responsible for the delivery of the Bexley Adolescents Strategy.",
     {f"{HOME} Adolescents Subgroup > OVERSEES > Bexley Adolescents Strategy"}),
    ("The MACE Panel has strategic oversight of exploitation in Bexley and reports to the BSCP.",
     {f"Bexley MACE Panel > REPORTS_TO > {HOME}"}),
    ("The Child Death Overview Panel produces an annual report which is submitted to the BSCP.",
     {f"Bexley Child Death Overview Panel > REPORTS_TO > {HOME}"}),
    ("The Children's Scrutiny Committee considered the annual report in October.",
     {f"{HOME} > REPORTS_TO > Bexley Children's Scrutiny Committee"}),
    ("The OSCB annual report will also be considered by the Bexley Scrutiny Committee.", set()),
    ("Serious incidents are notified to the National Panel by Bexley Council.",
     {"Bexley Council > REPORTS_TO > Child Safeguarding Practice Review Panel"}),
    ("The Metropolitan Police Service updated the Adolescents Subgroup on its new teams.",
     {f"Metropolitan Police Service > REPORTS_TO > {HOME} Adolescents Subgroup"}),
    ("The Executive is accountable to Bexley Council.", {f"{HOME} Executive > ACCOUNTABLE_TO > Bexley Council"}),
    ("Ofsted and the CQC undertook a joint inspection of SEND services in Bexley.",
     {"Ofsted > SCRUTINISES > Bexley Council", "Care Quality Commission > SCRUTINISES > Bexley Council"}),
    ("The London Crime Prevention Fund supports the Quiet Streets Project in Bexley.",
     {"London Crime Prevention Fund > FUNDS > Quiet Streets Project"}),
    ("The Metropolitan Police Service supports the Quiet Streets Project in Bexley.", set()),
    ("Contributions were received from Bexley Council and the London Fire Brigade.",
     {f"Bexley Council > FUNDS > {HOME}", f"London Fire Brigade > FUNDS > {HOME}"}),
    ("Bexley Council contributes the largest share of the partnership's budget.", {f"Bexley Council > FUNDS > {HOME}"}),
    ("## Executive Group\n\nThe role of the Executive Group is to:\n\n- oversee the work of the Adolescents Subgroup\n"
     "- report to the Bexley Health and Wellbeing Board\n- meet four times a year\n\nMembers:\n\n- monitor of the year",
     {f"{HOME} Executive Group > OVERSEES > {HOME} Adolescents Subgroup",
      f"{HOME} Executive Group > REPORTS_TO > Bexley Health and Wellbeing Board"}),
    ("## Districts Terms of Reference\n\nThe sub-group is accountable to the BSCP.",
     {f"{HOME} Districts Subgroup > ACCOUNTABLE_TO > {HOME}"}),
    ("The report was presented to the Bexley Health and Wellbeing Board in May and will be presented to the Safer Bexley "
     "Partnership.",
     {f"{HOME} > REPORTS_TO > Bexley Health and Wellbeing Board", f"{HOME} > REPORTS_TO > Safer Bexley Partnership [planned]"}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_the_usual_words_of_partnerships_are_read(text: str, expected: set[str]) -> None:
    assert rows(REPORT, text) == expected


def test_a_list_of_many_names_in_one_sentence_takes_no_time() -> None:
    many = "Bexley Council and Ofsted and the CQC, the Home Office and " * 20
    started = time.monotonic()
    assert rows(REPORT, f"{many}oversees the Bexley Neglect Strategy.") == set()
    assert time.monotonic() - started < 2
