"""Tables of people with posts: "Name | Post | Organisation | From | To"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.candidates import Candidate
from ingest.document import Document
from ingest.extract.holding import Reading, holds
from ingest.office import Office, read_office
from ingest.people import person
from ingest.person_name import is_person_name
from ingest.post_holder import MARK, read_holder
from ingest.reading import Block
from ingest.tenure import Tenure, partial_date, take_tenure

METHOD = "office-holder"

_HEADS = {
    "name": re.compile(r"^(?:full\s+)?names?(?:\s+of\s+\w+)?$|^(?:post|office)[\s-]?holders?$|^(?:member|representative|"
        r"person|lead|who)(?:\s+name)?s?$", re.I),
    "post": re.compile(r"^(?:job\s+)?(?:title|role|post|position|designation|job|office)s?(?:\s*(?:/|and|&)\s*(?:role|title|"
        r"post))?(?:\s+title)?$|^job\s+title.*$", re.I),
    "body": re.compile(r"^(?:organi[sz]ation|agency|body|employer|partner|service|partner\s+agency|representing|"
        r"agency\s*/\s*organi[sz]ation)s?(?:\s+represented)?$", re.I),
    "both": re.compile(r"^(?:title|role|post|position|job\s+title|designation)s?\s*(?:/|,|and|&)\s*(?:organi[sz]ation|"
        r"agency)$", re.I),
    "from": re.compile(r"^(?:from|start(?:ed)?(?:\s+date)?|date\s+(?:from|started|appointed|of\s+appointment)|"
        r"appointed(?:\s+(?:on|from|date))?|since|joined)$", re.I),
    "to": re.compile(r"^(?:to|until|end(?:ed)?(?:\s+date)?|date\s+(?:to|ended|left)|left|term\s+(?:ends|ended))$", re.I),
    "term": re.compile(r"^(?:dates?|period|term(?:\s+of\s+office)?|tenure|in\s+post|dates?\s+in\s+post|time\s+in\s+(?:post|"
        r"role)|years?)$", re.I),
}  # fmt: skip


def office_tables(document: Document, block: Block) -> Iterator[Candidate]:
    """HOLDS and POST_IN of the rows of a table whose first rows name the columns; a cell left empty below another repeats it."""
    for top, row in enumerate(block.rows[:2]):
        columns = _columns([c.text for c in row])
        if "name" in columns and ("post" in columns or "both" in columns):
            yield from _rows(document, block, top, columns)
            return
    yield from _bare(document, block)


def _columns(texts: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, text in enumerate(texts):
        plain = " ".join(text.replace("*", "").split()).strip(" :")
        for name in ("both", "name", "post", "body", "from", "to", "term"):
            if name not in found and _HEADS[name].match(plain):
                found[name] = at
                break
    return found


def _rows(document: Document, block: Block, top: int, columns: dict[str, int]) -> Iterator[Candidate]:
    before: dict[str, str] = {}
    more = _continued(block, top, columns)
    for number in range(top + 1, len(block.rows)):
        cells = {
            name: f"{_text(block, number, at)} {more.get((number, at), '')}".strip() for name, at in columns.items()
        }
        if not cells["name"]:
            continue
        if not any(cells.get(name) for name in ("post", "body", "both")):
            cells |= {name: before.get(name, "") for name in ("post", "body", "both") if name in cells}
        before = cells
        name, tenure = take_tenure(cells["name"])
        who = person(name)
        read = _office(document, cells)
        if who is None or read is None:
            continue
        office, said = read
        tenure = _term(cells) or tenure or said
        reading = Reading(METHOD, 0.95 if tenure else 0.92)
        yield from holds(document, document.evidence(block, row=number), who, office, tenure, reading=reading)


def _continued(block: Block, top: int, columns: dict[str, int]) -> dict[tuple[int, int], str]:
    """Cells of a text layer that go on in the next line: rows without a name, for the row above that has one."""
    more: dict[tuple[int, int], str] = {}
    above = top
    for number in range(top + 1, len(block.rows)):
        if _text(block, number, columns["name"]):
            above = number
            continue
        if above > top and not ({"from", "to", "term"} & {n for n, at in columns.items() if _text(block, number, at)}):
            for at in columns.values():
                if _text(block, number, at):
                    more[above, at] = f"{more.get((above, at), '')} {_text(block, number, at)}".strip()
    return more


def _text(block: Block, row: int, column: int) -> str:
    texts = block.rows[row]
    return re.sub(r"<br\s*/?>", " ", texts[column].text).strip() if column < len(texts) else ""


def _office(document: Document, cells: dict[str, str]) -> tuple[Office, Tenure | None] | None:
    title, tenure = take_tenure(MARK.sub("", cells.get("both") or cells.get("post", "")))
    office = read_office(title, document.names)
    printed = cells.get("body", "")
    if office is None:
        return None
    if printed and not is_person_name(printed):
        body = document.names.body(printed)
        if body.label in {"Organisation", "Board", "BCU"}:
            office = Office(office.title if office.body is None else " ".join(title.split()), body, printed)
    return office, tenure


def _term(cells: dict[str, str]) -> Tenure | None:
    if cells.get("term"):
        return take_tenure(f"({cells['term']})")[1]
    start, end = (partial_date(cells.get(name, "")) for name in ("from", "to"))
    return Tenure(start, end) if start or end else None


def _bare(document: Document, block: Block) -> Iterator[Candidate]:
    """A table without telling heads: each row a name and a post, or cells that each read as a holder."""
    for number, row in enumerate(block.rows):
        texts = [re.sub(r"<br\s*/?>", "\n", c.text).strip() for c in row]
        said = [t for t in texts if t]
        if len(said) > 1 and all("\n" in t for t in said):
            for text in said:
                each = read_holder(text, document.names)
                if each is not None and each.office is not None:
                    evidence = document.evidence(block, row=number)
                    yield from holds(
                        document, evidence, each.person, each.office, each.tenure, reading=Reading(METHOD, 0.88)
                    )
            continue
        if not 1 <= len(said) <= 3:
            continue
        holder = read_holder("\n".join(said) if len(said) > 1 else said[0], document.names)
        if holder is None or holder.office is None or (len(said) > 1 and not any(is_person_name(t) for t in said)):
            continue
        evidence = document.evidence(block, row=number)
        yield from holds(document, evidence, holder.person, holder.office, holder.tenure, reading=Reading(METHOD, 0.88))
