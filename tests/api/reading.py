"""Reads a page as a reader's program does: its headings, links, ids, text, and what it must not have."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "hr", "img", "path", "line", "rect", "circle"}


@dataclass(slots=True)
class Page:
    title: str = ""
    lang: str = ""
    headings: list[tuple[int, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    """Address and words."""
    ids: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    labelled: set[str] = field(default_factory=set)
    """Ids of fields that have a label."""
    fields: set[str] = field(default_factory=set)
    rows: list[dict[str, str]] = field(default_factory=list)
    """The rows of all tables: the text of each cell by the heading of its column; that which names the row is `head`."""
    text: str = ""
    attributes: list[tuple[str, str]] = field(default_factory=list)

    def row(self, head: str, **cells: str) -> dict[str, str]:
        """The one row whose name begins so and whose cells of these headings do."""
        found = [
            r for r in self.rows
            if r.get("head", "").startswith(head) and all(r.get(k, "").startswith(v) for k, v in cells.items())
        ]  # fmt: skip
        assert len(found) == 1, (head, cells, found)
        return found[0]


def read(html: str) -> Page:
    """The page; AssertionError where its tags do not match."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open, reader.open
    reader.page.text = " ".join(reader.page.text.split())
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[str] = []
        self.cell: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        page = self.page
        page.tags.append(tag)
        page.attributes += given.items()
        if tag not in VOID:
            self.open.append(tag)
        if "id" in given:
            page.ids.append(given["id"])
        if tag == "html":
            page.lang = given.get("lang", "")
        elif tag == "a":
            page.links.append((given.get("href", ""), ""))
        elif tag in ("h1", "h2", "h3", "h4"):
            page.headings.append((int(tag[1]), ""))
        elif tag == "label":
            page.labelled.add(given.get("for", ""))
        elif tag in ("input", "select"):
            page.fields.add(given.get("id", ""))
        elif tag == "tr":
            page.rows.append({})
        elif tag == "td" or (tag == "th" and given.get("scope") == "row"):
            self.cell = given.get("data-label", "head")
            page.rows[-1][self.cell] = ""
        elif tag == "th":
            self.cell = None

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another tag"

    def handle_data(self, data: str) -> None:
        page = self.page
        if "title" in self.open:
            page.title += data
            return
        page.text += f"{data} "
        said = " ".join(data.split())
        if not said:
            return
        if "a" in self.open:
            page.links[-1] = (page.links[-1][0], f"{page.links[-1][1]} {said}".strip())
        if any(h in self.open for h in ("h1", "h2", "h3", "h4")):
            page.headings[-1] = (page.headings[-1][0], f"{page.headings[-1][1]} {said}".strip())
        if self.cell is not None and any(c in self.open for c in ("td", "th")):
            page.rows[-1][self.cell] = f"{page.rows[-1][self.cell]} {said}".strip()
