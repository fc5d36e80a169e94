"""Priorities by borough, from tables and lists: boroughs beside themes or the other way round, ticks, a column for each year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from graph.statements import Entity, Evidence
from ingest.candidates import Candidate, candidate
from ingest.document import Document
from ingest.extract.attendance_marks import Marks
from ingest.extract.grid import Grid, grids, one_line
from ingest.extract.table_dates import years_in
from ingest.reading import Block

METHOD = "priority-table"
_PRIORITY = re.compile(r"\bpriorit(?:y|ies)\b", re.I)
_THEME = re.compile(
    r"(?:(?:local|key|strategic|shared|agreed|safeguarding|main|top|borough|partnership) )*(?:priorit(?:y|"
    r"ies)(?: areas?| themes?)?|themes?|areas? of focus|focus(?: areas?)?)"
    r"(?: (?:for |in )?20\d\d.*)?|(?:priority|theme) \d.*",
    re.I,
)
_AREA = re.compile(
    r"(?:london )?boroughs?(?:\(s\))?|local authorit(?:y|ies)|la|area|locality|localities|council|"
    r"place|partnership(?: area)?",
    re.I,
)
_NO_THEME = re.compile(
    r"(?:total|n/?a|none|not (?:stated|known|identified|available)|tbc|unknown|no priorities.*|"
    r"see (?:above|below).*|page \d+|[-–—\W\d]*)",
    re.I,
)
_BULLET = re.compile(r"(?:^|(?<=\s))(?:[•▪●◦·*–-]|\d{1,2}[.)])\s+")
_BULLET_BEFORE_CAPITAL = re.compile(rf"(?:{_BULLET.pattern})(?=[A-Z\"'‘“])|^(?:[•▪●◦·*–-])\s+", re.M)
_LONGEST = 260


def priority_tables(document: Document) -> Iterator[Candidate]:
    """HAS_PRIORITY from each borough (or the document's board, in tables of years without boroughs) to each theme."""
    found = [c for grid in grids(document) for c in _of_table(grid)]
    found += _of_lists(document)
    of_years = {_key(c) for c in found if "period" in c.statement.props}
    for one in found:  # the same priority listed again without its year says nothing new
        if "period" in one.statement.props or _key(one) not in of_years:
            yield one


def _key(one: Candidate) -> tuple[str, str]:
    return one.statement.subject.name, re.sub(r"\W+", "", one.statement.object.name.casefold())


def _of_table(grid: Grid) -> Iterator[Candidate]:
    titles = {one_line(b.text) for b in grid.document.blocks[:5] if b.kind == "heading" and b.level == 1}
    context = " ".join((*(t for t in grid.caption[:3] if t not in titles), *grid.texts[0]))
    if not _PRIORITY.search(context) or len(grid.texts) < 1:
        return
    for reader in (_beside, _ticked, _columns_of_boroughs, _of_years):
        found = list(reader(grid))
        if found:
            yield from found
            return


def _beside(grid: Grid) -> Iterator[Candidate]:
    """Themes in one column and boroughs in others, or the other way round; columns may be years."""
    first = 0 if any(_boroughs(grid.document, c, known=True) for c in grid.texts[0]) else 1
    heads = grid.texts[0] if first else ("",) * grid.width
    filled = [next((h for h in reversed(heads[: c + 1]) if h), "") for c in range(grid.width)]
    areas = [
        c for c in range(grid.width) if _holds_boroughs(grid, c, first, said=bool(_AREA.fullmatch(one_line(filled[c]))))
    ]
    if not areas:
        return
    themes = [c for c in range(grid.width) if c not in areas and _holds_themes(grid, c, first, filled[c], areas)]
    above = ("",) * grid.width
    for number in range(first, len(grid.texts)):
        row = grid.texts[number]
        for c in themes:
            period = years_in(heads[c]) or next((y for t in grid.caption[:2] if (y := years_in(t))), None)
            named = [
                (b, t)
                for a in areas
                for b in _boroughs(grid.document, row[a] or (above[a] if len(areas) == 1 else ""))
                for t in [row[c]]
            ]
            for borough, text in named:
                for theme in _themes(text, split=c > areas[0]):
                    yield _priority(borough, theme, grid.evidence(number), period)
        above = row if any(row[a] for a in areas) else above


def _holds_boroughs(grid: Grid, column: int, first: int, *, said: bool) -> bool:
    cells = [c for c in grid.column(column, first) if c]
    if not cells:
        return False
    known = sum(bool(_boroughs(grid.document, c, known=True)) for c in cells)
    return known * 2 > len(cells) or (
        said and all(len(part) < 60 and part[:1].isupper() for c in cells for part in _parts(c))
    )


def _holds_themes(grid: Grid, column: int, first: int, header: str, areas: list[int]) -> bool:
    cells = [c for c in grid.column(column, first) if c]
    words = sum(bool(re.search(r"[A-Za-z]{3}", c)) and len(c) <= 1500 for c in cells)
    if not cells or words * 2 < len(cells):
        return False
    if _THEME.fullmatch(one_line(header)) or years_in(header) or _PRIORITY.search(header):
        return True
    return not header and len(areas) + 1 == grid.width


def _ticked(grid: Grid) -> Iterator[Candidate]:
    """Boroughs on one side, themes on the other, and marks where a borough has the theme."""
    for turned in (False, True):
        table = grid.on_its_side() if turned else grid
        head = table.texts[0]
        columns = [c for c in range(1, table.width) if _boroughs(table.document, head[c], known=True)]
        if not columns or len(columns) < (table.width - 1) * 0.6:
            continue
        signs = [row[c] for row in table.texts[1:] for c in columns]
        marks = Marks([*signs, "✓"], {"x": Marks(["✓"], {}).of("✓")} if _only_crosses(signs) else {})  # type: ignore[dict-item]
        if any(s and marks.of(s) is None for s in signs):
            continue
        for number, row in enumerate(table.texts[1:], 1):
            for c in columns:
                mark = marks.of(row[c])
                if mark is not None and mark.attended and row[0] and not _NO_THEME.fullmatch(row[0]):
                    for borough in _boroughs(table.document, head[c]):
                        period = next((y for t in table.caption[:2] if (y := years_in(t))), None)
                        yield _priority(borough, one_line(row[0]), table.evidence(number, c), period)
        return


def _only_crosses(signs: list[str]) -> bool:
    """A table that marks with "x" and leaves the rest empty means that what is marked holds."""
    return {s.casefold() for s in signs if s} <= {"x", "●", "•"}


def _columns_of_boroughs(grid: Grid) -> Iterator[Candidate]:
    """A borough over each column, its priorities below."""
    heads = [_boroughs(grid.document, h, known=True) for h in grid.texts[0]]
    if not all(heads) or len(grid.texts) < 2:
        return
    period = next((y for t in grid.caption[:2] if (y := years_in(t))), None)
    for number in range(1, len(grid.texts)):
        for column, boroughs in enumerate(heads):
            for theme in _themes(grid.texts[number][column], split=True):
                for borough in boroughs:
                    yield _priority(borough, theme, grid.evidence(number, column), period)


def _of_years(grid: Grid) -> Iterator[Candidate]:
    """A column for each year, of the borough that the caption or the text above names, or else of the document's board."""
    columns = {c: y for c, h in enumerate(grid.texts[0]) if (y := years_in(h)) and len(h) < 40}
    if not columns or len(columns) < grid.width - 1 or not any(_PRIORITY.search(t) for t in grid.caption[:2]):
        return
    subject = _spoken_of(grid) or grid.document.body
    if subject is None:
        return
    for number in range(1, len(grid.texts)):
        for c, period in columns.items():
            for theme in _themes(grid.texts[number][c], split=True):
                yield _priority(subject, theme, grid.evidence(number), period, confidence=0.8)


def _spoken_of(grid: Grid) -> Entity | None:
    """The one borough that the caption names; else the one that the paragraph above names more than once and most often."""
    document = grid.document
    for text in grid.caption[:1]:
        named = {m.entity for m in document.names.find(text) if m.entity.label == "Borough"}
        if len(named) == 1:
            return named.pop()
    for before in document.before(grid.block):
        if before.kind in {"heading", "table"}:
            break
        if before.kind == "paragraph":
            counted = Counter(b for m in document.names.find(before.text) for b in _area_of(document, m.entity))
            ranked = counted.most_common(2)
            if ranked and ranked[0][1] > 1 and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
                return ranked[0][0]
            break
    return None


def _area_of(document: Document, entity: Entity) -> tuple[Entity, ...]:
    return (entity,) if entity.label == "Borough" else document.names.area_in(entity.name)


def _of_lists(document: Document) -> Iterator[Candidate]:
    """Under a heading or a sentence on priorities: "Examplia: knife crime; neglect", or a borough's heading with items below it."""
    introduced: Block | None = None
    borough: tuple[Entity, ...] = ()
    for block in document.blocks:
        if block.kind == "table":
            introduced = None
        elif block.kind == "heading" or (len(block.text) < 200 and block.text.rstrip().endswith(":")):
            named = _boroughs(document, _without_years(block.text).rstrip(": "), known=True)
            under = any(_PRIORITY.search(h) for h in document.headings(block)[-3:]) or introduced is not None
            if named and (under or _PRIORITY.search(block.text)):
                borough, introduced = named, introduced or block
            else:
                own = tuple(m.entity for m in document.names.find(block.text) if m.entity.label == "Borough")
                speaks = bool(re.search(r"\bpriorities\b", block.text, re.I)) and len(block.text) < 160
                borough, introduced = (own if speaks and len(own) == 1 else ()), block if speaks else None
        elif block.kind in {"item", "line"} and introduced is not None:
            yield from _of_item(document, block, borough, introduced)
        elif block.kind == "paragraph":
            borough, introduced = (), None if len(block.text) > 200 else introduced


def _of_item(document: Document, block: Block, borough: tuple[Entity, ...], introduced: Block) -> Iterator[Candidate]:
    period = years_in(introduced.text)
    evidence = document.evidence(block)
    lead = re.match(r"(?P<who>[^:–—]{3,50}?)\s*(?::|\s[–—-])\s+(?P<what>.+)$", block.text, re.S)
    named = _boroughs(document, lead.group("who"), known=True) if lead else ()
    if lead and named:
        for theme in _themes(lead.group("what"), split=True, commas=True):
            for one in named:
                yield _priority(one, theme, evidence, period, confidence=0.85)
    elif borough and block.kind == "item" and len(block.text) <= _LONGEST:
        for one in borough:
            yield _priority(one, one_line(block.text).rstrip(" .;,"), evidence, period, confidence=0.8)


def _without_years(text: str) -> str:
    return re.sub(r"\s*\(?20\d\d\s*[-–/]\s*\d\d(?:\d\d)?\)?|\bpriorities\b", "", text, flags=re.I)


def _parts(cell: str) -> list[str]:
    found = [p.strip(" -–•*.") for p in re.split(r"[\n;,]|(?<=\w)\s*/\s*(?=[A-Z])", cell)]
    return [p for p in found if p]


def _boroughs(document: Document, cell: str, *, known: bool = False) -> tuple[Entity, ...]:
    """The boroughs that a cell lists. `known`: only such as the gazetteer has, and nothing else in the cell."""
    found: dict[str, Entity] = {}
    if not cell or len(cell) > 600:
        return ()
    for part in _parts(_BULLET.sub("\n", cell)):
        named = document.names.area(part) or tuple(b for b in [document.names.borough(part)] if b is not None)
        if not named:
            split = [document.names.borough(p) for p in re.split(r"\s+and\s+|\s*&\s*", part)]
            named = tuple(b for b in split if b is not None) if all(split) else ()
        if not named and re.match(r"(?:LB|RB|(?:London |Royal )?Borough)(?: of)? [A-Z]", part):
            named = (Entity("Borough", re.sub(r"^(?:LB|RB|(?:London |Royal )?Borough)(?: of)? ", "", part)),)
        if not named:
            if known:
                return ()
            if len(part) > 40 or not part[:1].isupper() or _NO_THEME.fullmatch(part):
                continue
            named = (Entity("Borough", part),)
        found |= {b.name: b for b in named}
    return tuple(found.values())


def _themes(text: str, *, split: bool, commas: bool = False) -> Iterator[str]:
    """The priorities that a cell lists. `split`: it may list several, by lines, bullets or semicolons."""
    parts = [text]
    if split:
        capitals = _BULLET_BEFORE_CAPITAL.match(text) and re.match(r"\W*[A-Z]", text)
        bullet = _BULLET_BEFORE_CAPITAL if capitals else _BULLET  # "- Transitions - concern about …" is one entry
        bulleted = len(bullet.findall(text)) > 1 or bool(bullet.match(text))
        parts = bullet.split(text) if bulleted else re.split(r"\n|;", text)
        if commas and len(parts) == 1:
            parts = re.split(r",(?!\s+and\b)\s+(?![^()]*\))|,?\s+and\s+(?=[A-Z])", text)
    for part in parts:
        theme = one_line(part).strip(" .;,")
        if theme and len(theme) <= _LONGEST and re.search(r"[A-Za-z]{3}", theme) and not _NO_THEME.fullmatch(theme):
            yield theme


def _priority(
    subject: Entity, theme: str, evidence: Evidence, period: str | None, confidence: float = 0.93
) -> Candidate:
    short = re.match(r"(?P<short>[^–—-]{3,60}?)\s+[–—-]\s+\S.{40,}", theme)
    named = Entity("Theme", short.group("short") if short else theme, aliases=(theme,) if short else ())
    return candidate(
        evidence, subject, "HAS_PRIORITY", named, method=METHOD, confidence=confidence, props={"period": period}
    )
