"""The tables of a network map as CSV: what a reader takes away from below the picture."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from graph.cells import cell, joined
from graph.errors import NotFound
from visualise.charts import ChartMap
from visualise.linked import NetworkMap, Source

LINKS = "links"
"""The table of every link; further tables are called `table-1`, `table-2` in their order on the page."""
COLUMNS = (
    "table", "from_id", "from", "does", "to_id", "to", "status", "valid_from", "valid_to", "particulars", "statements",
    "documents", "where",
)  # fmt: skip


def table(m: NetworkMap, name: str = LINKS) -> str:
    """One table of the map as CSV with a header line. Raises NotFound where the map has none of that name."""
    if name == LINKS:
        return _written(COLUMNS, (
            (
                g.heading, x.source_id, x.source, x.does, x.target_id, x.target, x.status, x.valid_from, x.valid_to,
                x.particulars, *_evidence(x.sources),
            )
            for g in m.groups for x in g.links
        ))  # fmt: skip
    known = {f"table-{n}": t for n, t in enumerate(m.tables, 1)}
    if name not in known:
        raise NotFound(f"The map has no table {name!r}", f"Known: {', '.join([LINKS, *known])}")
    chosen = known[name]
    return _written(chosen.columns, ((c if isinstance(c, str) else c[0] for c in row) for row in chosen.rows))


def chart_table(m: ChartMap, name: str = LINKS) -> str:
    """One table of a chart as it stands on its page, the first where none is named. Raises NotFound as above."""
    known = {t.slug: t for t in m.tables}
    chosen = next(iter(m.tables), None) if name == LINKS else known.get(name)
    if chosen is None:
        raise NotFound(f"The map has no table {name!r}", f"Known: {', '.join(known) or 'none'}")
    rows = ([*(joined(b.text for b in c) for c in r.cells), joined(r.evidence)] for r in chosen.rows)
    return _written((*chosen.headings, "Statements"), rows)


def _evidence(sources: Sequence[Source]) -> tuple[str, str, str]:
    return (
        joined(s.statement for s in sources),
        joined(dict.fromkeys(s.document for s in sources)),
        joined(s.where for s in sources),
    )


def _written(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    made = io.StringIO()
    sheet = csv.writer(made)
    sheet.writerow(columns)
    sheet.writerows([cell(value) for value in row] for row in rows)
    return made.getvalue()
