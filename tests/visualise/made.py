"""Rows of `mopac-roles` and their evidence for tests. Every counterpart is invented."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Any

MOPAC = ("organisation-mopac", "Mayor's Office for Policing and Crime")
VRU = ("organisation-vru", "Mayor's Violence Reduction Unit")
RELATION = {
    "funds": "FUNDS",
    "commissions": "COMMISSIONS",
    "requires": "REQUIRES",
    "oversees": "OVERSEES",
    "data": "SHARES_DATA_WITH",
    "attends": "ATTENDED",
    "runs": "RUNS",
    "works-with": "WORKS_WITH",
    "answers-to": "REPORTS_TO",
    "recommended": "RECOMMENDS_TO",
}

Row = dict[str, Any]


def row(other: str, role: str = "funds", status: str = "asserted", body: tuple[str, str] = MOPAC, **more: Any) -> Row:
    made: Row = {
        "body_id": body[0],
        "body": body[1],
        "role": role,
        "relation": RELATION[role],
        "direction": "in" if role == "recommended" else "out",
        "other_id": f"organisation-{other}",
        "other": other,
        "other_label": "Organisation",
        "status": status,
        "particulars": [],
        "evidence": [f"s-{role}-{status}-{body[0]}-{other}"],
    }
    return made | more


def behind(rows: Sequence[Row], **more: Any) -> dict[str, Row]:
    """A piece of evidence for each statement that the rows name; `more` stands in each of them."""
    return {
        i: {
            "statement": i,
            "document": "report-a",
            "title": "Report of the Northmarsh Partnership",
            "publisher": "Northmarsh Partnership",
            "date": "2031-04",
            "url": None,
            "lines": [number, number],
            "page": None,
            "section": None,
            "quote": None,
            "quote_found": None,
            "sentence": f"Sentence {number} about {r['other']}.",
            "status": r["status"],
            "method": None,
        }
        | more
        for number, (r, i) in enumerate(((r, i) for r in rows for i in r["evidence"]), 1)
    }


class Read(HTMLParser):
    """What a browser makes of a page: its elements with their attributes, the text of each, and of its table's rows."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[tuple[dict[str, str], str]] = []
        self.styles: list[str] = []
        self.rows: dict[str, str] = {}
        self.text = ""
        self._in: list[str] = []
        self._row: str | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        self.elements.append((tag, given))
        self._in.append(tag)
        if tag == "script":
            self.scripts.append((given, ""))
        if tag == "tr":
            self._row = given.get("id")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._in:
            while self._in.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        inside = self._in[-1] if self._in else ""
        if inside == "script":
            self.scripts[-1] = (self.scripts[-1][0], self.scripts[-1][1] + data)
        elif inside == "style":
            self.styles.append(data)
        else:
            self.text += data
            if self._row and "tr" in self._in:
                self.rows[self._row] = self.rows.get(self._row, "") + data
