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
        "After a joint inspection last autumn by HM Inspectorate of Probation, with inspectors from Ofsted Social Care, Ofsted "
        "Education and the Care Quality Commission, Bexley Youth Justice was judged to be adequate.",
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
    ("HMIP (2022b) Announced inspection of HMYOI Larkhill: report by HM Chief Inspector of Prisons, 3 – 14 October 2022",
     {"HM Inspectorate of Prisons > SCRUTINISES > Larkhill YOI", "HM Chief Inspector of Prisons > SCRUTINISES > Larkhill YOI"}),
    ("Care Quality Commission (2016) HMP YOI Larkhill Inspection report.",
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
        "## References\n\n1. Ofsted (2017) Inspection report: Larkhill secure training centre, 2 to 6 March 2017\n"
        "2. Ofsted (2018) Inspection report: Larkhill secure training centre, 7 to 8 May 2018\n"
    )
    found = extract(document(REVIEW, text), [stated]).candidates
    assert [c.statement.props["date"] for c in found if c.statement.predicate == "SCRUTINISES"] == [
        "2017-03-06", "2018-05-08",
    ]  # fmt: skip


SAID: tuple[tuple[str, set[str]], ...] = (
    ("The Safer Bexley Partnership retains overall governance of the Bexley Youth Violence Strategy.",
     {"Safer Bexley Partnership > OVERSEES > Bexley Youth Violence Strategy"}),
    ("Bexley adopted the Bexley Inclusion Strategy. In May an "
     "Inclusion Board was set up to steer and oversee the strategy.",
     {"Bexley Inclusion Board > OVERSEES > Bexley Inclusion Strategy"}),
    ("The BSCP Quality Assurance Subgroup maintained clear oversight of staffing by way of the BSCP risk register.",
     {f"{HOME} Quality Assurance Subgroup > OVERSEES > {HOME} risk register"}),
    ("The BSCP Quality Assurance Subgroup keeps close oversight of the timeliness of health referrals by dip sampling.",
     {f"{HOME} Quality Assurance Subgroup > OVERSEES > health referrals (Bexley)"}),
    ("Responsibility for the scrutiny and oversight of our school transport arrangements rests with the Bexley Scrutiny Committee.",
     {"Bexley Scrutiny Committee > OVERSEES > Bexley school transport arrangements",
      "Bexley Scrutiny Committee > SCRUTINISES > Bexley school transport arrangements"}),
    ("In 2015 responsibility for monitoring night transport delivery plans was passed from MOPAC to the London Fire Brigade.",
     {"Mayor's Office for Policing and Crime > OVERSEES > night transport delivery plans [historic]",
      "London Fire Brigade > OVERSEES > night transport delivery plans"}),
    ("Reporting to the Head of Safeguarding, the LADO in Bexley is held in high regard.",
     {"Local Authority Designated Officer, Bexley Council > ACCOUNTABLE_TO > Head of Safeguarding, Bexley Council"}),
    ("Trends and concerns raised by the Bexley Runaways Panel are taken to the Bexley Quince Steering Group. "
     "Both groups report their main concerns regularly to the BSCP Adolescents Subgroup.",
     {"Bexley Runaways Panel > REPORTS_TO > Bexley Quince Steering Group",
      f"Bexley Runaways Panel > REPORTS_TO > {HOME} Adolescents Subgroup",
      f"Bexley Quince Steering Group > REPORTS_TO > {HOME} Adolescents Subgroup"}),
    ("Bexley Council sent three serious incident notifications in the spring.",
     {"Bexley Council > REPORTS_TO > Child Safeguarding Practice Review Panel"}),
    ("In this period Bexley Council submitted no serious incident notifications.",
     {"Bexley Council > REPORTS_TO > Child Safeguarding Practice Review Panel [negated]"}),
    ("The Metropolitan Police Service submitted a referral form to the BSCP Case Review Subgroup in May.",
     {f"Metropolitan Police Service > REPORTS_TO > {HOME} Case Review Subgroup"}),
    ("The annual report will also be considered by the Bexley Health and Wellbeing Board.",
     {f"{HOME} > REPORTS_TO > Bexley Health and Wellbeing Board [planned]"}),
    ("Last winter an external reviewer was engaged to evaluate the partnership's handling of bullying.",
     {f"external reviewer, Bexley > SCRUTINISES > {HOME}"}),
    ("The Independent Scrutineer of the Safeguarding Children Partnerships in Brent and Ealing wrote to both.",
     {"Independent Scrutineer, Brent Safeguarding Children Partnership > SCRUTINISES > Brent Safeguarding Children Partnership",
      "Independent Scrutineer, Ealing Safeguarding Children Partnership > SCRUTINISES > Ealing Safeguarding Children Partnership"}),
    ("The Partnership reports to the Bexley Health and Wellbeing Board and is scrutinised by the Bexley Quince Committee.",
     {f"{HOME} > REPORTS_TO > Bexley Health and Wellbeing Board", f"Bexley Quince Committee > SCRUTINISES > {HOME}"}),
    ("Both groups report back to the BSCP Adolescents Subgroup.", set()),
    ("The strategy is coordinated by the BSCP Adolescents Subgroup.", set()),
    ("The BSCP Quality Assurance Subgroup has oversight of these and other matters in several services.", set()),
    ("The BSCP Adolescents Subgroup has said that it submitted evidence to nobody.", set()),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_oversight_and_reports_are_between_those_whom_the_words_name(text: str, expected: set[str]) -> None:
    assert rows(REPORT, text) == expected


def test_this_group_is_the_one_that_the_heading_names() -> None:
    text = (
        "## MOPAC Quince Advisory Group\n\nThis group of head teachers is responsible for giving clear leadership, advice and "
        "scrutiny of the work of MOPAC."
    )
    assert rows(REVIEW, text) == {
        "MOPAC Quince Advisory Group > OVERSEES > Mayor's Office for Policing and Crime",
        "MOPAC Quince Advisory Group > SCRUTINISES > Mayor's Office for Policing and Crime",
    }


MONEY: tuple[tuple[str, set[str]], ...] = (
    ("The Home Office funds several local services within the Safer Bexley Partnership: the night bus team, "
     "family visiting service, and to support weekend play work.",
     {"Home Office > FUNDS > Bexley night bus team", "Home Office > FUNDS > Bexley family visiting service",
      "Home Office > FUNDS > Bexley weekend play work"}),
    ("Bexley used a grant from the Quiet Streets Fund to pilot a school mentoring scheme with local charities.",
     {"Quiet Streets Fund > FUNDS > Bexley Council", "Quiet Streets Fund > FUNDS > Bexley school mentoring scheme"}),
    ("Bexley was successful in its bid to the Home Office Quiet Streets Fund to open a drop-in centre called the HARBOUR.",
     {"Home Office > FUNDS > Bexley Council", "Home Office Quiet Streets Fund > FUNDS > HARBOUR"}),
    ("Bexley is delivering a Lottery funded project Steady Hands which helps families.", {"Lottery > FUNDS > Steady Hands"}),
    ("Bexley secured no new Home Office grant to run its Prevent programme.",
     {"Home Office > FUNDS > Bexley Prevent programme [negated]"}),
    ("A mentoring scheme in Bexley (Project Lantern) was noted as having Home Office funding.",
     {"Home Office > FUNDS > Project Lantern"}),
    ("The Quiet Streets Project is funded by contributions from the Home Office and the London Fire Brigade.",
     {"Home Office > FUNDS > Quiet Streets Project", "London Fire Brigade > FUNDS > Quiet Streets Project"}),
    ("The fund helps many.", set()),
    ("Several local services in Bexley: the night bus team, and weekend play work.", set()),
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
