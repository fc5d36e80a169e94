"""Lists of the documents that were read, by borough."""

from __future__ import annotations

from ingest.extract.evidence_lists import evidence_lists
from tests.ingest.tables import found

TITLE = "# A review of governance\n\n"


def rows(text: str) -> list[tuple[object, ...]]:
    made = []
    for one in found(evidence_lists, text, title=TITLE):
        s = one.statement
        made.append((s.subject.name, s.object.name, *(s.props.get(k) for k in ("date", "period", "board"))))
    return made


def test_entries_under_headings_of_areas() -> None:
    text = """## Evidence reviewed by borough

### **Brent**

Brent Early Years Guide (no date)

The Community Safety Partnership minutes (May 2019)

Minutes of housing scrutiny committee (9 July 2019)

Youth Plan 2019-2022 (May 2020)

### Kingston & Richmond

Self-Assessment Tool

**Camden**

- Camden Annual Report 2018/19 (2019)
- Children's Scrutiny Panel (20 April 2021)

## Conclusions

We read them all.
"""
    assert rows(text) == [
        ("Brent Early Years Guide (no date)", "Brent", "no date", None, None),
        (
            "Brent Community Safety Partnership minutes (May 2019)",
            "Brent",
            "May 2019",
            None,
            "Brent Community Safety Partnership",
        ),
        (
            "Brent Minutes of housing scrutiny committee (9 July 2019)",
            "Brent",
            "9 July 2019",
            None,
            "Brent Housing Scrutiny Committee",
        ),
        ("Brent Youth Plan 2019-2022 (May 2020)", "Brent", "May 2020", "2019-2022", None),
        ("Kingston and Richmond Self-Assessment Tool", "Kingston and Richmond", "no date", None, None),
        ("Camden Annual Report 2018/19 (2019)", "Camden", "2019", "2018/19", None),
        (
            "Camden Children's Scrutiny Panel (20 April 2021)",
            "Camden",
            "20 April 2021",
            None,
            "Camden Children's Scrutiny Panel",
        ),
    ]


def test_a_table_of_areas_and_documents() -> None:
    text = """## Documents reviewed

| Borough | Documents |
|---|---|
| Brent | Brent Annual Report 2020/21<br>Health and Wellbeing Board minutes (April 2018) |
| Borough of Examplia | Examplia Youth Strategy (2020) |
"""
    assert sorted(rows(text), key=str) == [
        ("Brent Annual Report 2020/21", "Brent", "2020/21", "2020/21", None),
        (
            "Brent Health and Wellbeing Board minutes (April 2018)",
            "Brent",
            "April 2018",
            None,
            "Brent Health and Wellbeing Board",
        ),
        ("Examplia Youth Strategy (2020)", "Examplia", "2020", None, None),
    ]


def test_what_a_review_says_of_boroughs_is_no_list() -> None:
    text = """## Documents reviewed

### Brent

Brent has a partnership that meets quarterly. Its documents were clear and its report was published in 2021.

The borough will review its plan.

### Camden

There is no mention of the office in Camden. It was found in 2020 that the plan is old.
"""
    assert rows(text) == []
