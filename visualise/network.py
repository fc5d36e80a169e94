"""Draws a picture live with pyvis, and puts it into a page that asks for nothing outside itself.

pyvis makes the network and brings vis-network with it; its own page is not used, because that calls other hosts even
with its resources in line. There is no physics: what `visualise.layout` computed is what is seen.
"""

from __future__ import annotations

import base64
import calendar
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup

from visualise.linked import STATUS_WORDS, Link, NetworkMap, when
from visualise.pages.links import href, statement_href
from visualise.picture import DASHES, FONTS, SIGNS, Box, Line, Picture
from visualise.site import render, style
from visualise.svg import FOLDER, draw

if TYPE_CHECKING:
    from pyvis.network import Network

OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 120,
        # the wheel scrolls the page; the buttons beside the map zoom
        "zoomView": False,
    },
    "nodes": {"shape": "custom", "chosen": False, "fixed": True, "physics": False},
    "edges": {
        "smooth": False,
        "physics": False,
        "arrowStrikethrough": False,
        "arrows": {"to": {"scaleFactor": 0.6}, "from": {"scaleFactor": 0.6}},
    },
}
PART = 250
"""Rows of a table at most; more of a kind go on in a further one."""
WIDTHS = ("wide", "narrow", "print")
SCRIPTS = ("map-draw.js", "map-view.js", "map-panel.js")
Sample = tuple[str, tuple[int, ...], str, str]
"""A manner of line: words, dash, sign and mark."""
DASH_WORDS = {"surely": "surely at the same time", "possibly": "possibly at the same time"}
"""Lines that are told by something else than their status."""
COLOURS = {"left": "#003078", "right": "#00513b"}


def network(picture: Picture) -> Network:
    """The picture as a pyvis network: a node for each box, an edge for each line.

    vis-network leads an edge to the middle of a node. So that lines stay level, each ends at a point on the border of its
    box, a node without a size; the edge names the real ends in `begins` and `ends`, and its row in `row`.
    """
    from pyvis.network import Network  # noqa: PLC0415 - brings IPython, a second that only a map costs

    drawn = Network(directed=True, cdn_resources="in_line", height="100%", width="100%")
    drawn.node_ids = _Ids()
    for box in picture.boxes:
        drawn.add_node(box.id, **_node(box))
    points: dict[tuple[float, float], str] = {}
    for line in picture.lines:
        ends = (line.x1, line.y1), (line.x2, line.y2)
        for x, y in ends:
            if (x, y) not in points:
                points[x, y] = f"end-{len(points)}"
                # pyvis takes the id for a label that is empty
                drawn.add_node(points[x, y], label=" ", shape="dot", size=0, x=x, y=y, color="#ffffff")
        drawn.add_edge(*(points[end] for end in ends), **_edge(line))
    drawn.options = OPTIONS
    return drawn


def page(m: NetworkMap, *, served: bool = True, borough: str | None = None) -> str:
    """The page of a map as HTML that asks for nothing outside itself.

    `served`: links lead to other pages of the site; without, it is a file that stands alone. `borough` is what it was
    drawn for.
    """
    everything = [link for g in m.groups for link in g.links]
    rows = {link.id: link for g in m.groups if g.drawn for link in g.links}
    wide = m.pictures.get("wide")
    drawn = wide is not None and any(line.row for line in wide.lines)
    still = {name: Markup(still_svg(m, name)) for name in WIDTHS if drawn}  # noqa: S704 - visualise.svg escapes
    return render(
        "map.html.j2",
        m=m,
        served=served,
        borough=borough or "",
        asked=f"?borough={quote(borough)}" if borough else "",
        drawn=drawn,
        still=still,
        live=_live(m, wide, rows, served) if drawn and wide else None,
        legend=legend(m),
        kinds={k: w for k, w in m.kinds.items() if any(x.kind == k for x in rows.values())},
        statuses={s: STATUS_WORDS.get(s, s) for s in _statuses(rows.values())},
        months=months(rows.values()),
        words=lambda status: STATUS_WORDS.get(status, status),
        when=when,
        PART=PART,
        href=href,
        statement_href=statement_href,
        everything=everything,
        style=style() + _file("picture.css") + _file("map.css") + (_room(m) if drawn else ""),
        here="/maps",
    )


def still_svg(m: NetworkMap, name: str) -> str:
    """One of its pictures as `<svg>` for the page: each edge leads to its row, on the wide one the evidence shows."""
    tips = {x.id: _tip(x) for g in m.groups for x in g.links} if name == "wide" else {}
    return draw(m.pictures[name], tips)


def legend(m: NetworkMap) -> list[Sample]:
    """Each manner of line that the map has: kinds that a mark tells, then statuses."""
    rows = {link.id: link for g in m.groups if g.drawn for link in g.links}
    lines = [line for line in m.pictures["wide"].lines if line.row] if "wide" in m.pictures else []
    marks = {rows[line.row].kind: line.mark for line in lines if line.mark and line.row in rows}
    told: list[Sample] = [(words, (), "", marks[kind]) for kind, words in m.kinds.items() if kind in marks]
    # a box stands for rows of its own, and has their status at its border and in its words
    boxed = [i for box in m.pictures["wide"].boxes for i in box.rows] if "wide" in m.pictures else []
    shown = [*(line.row for line in lines if not line.dash), *boxed]
    for status in _statuses(rows[i] for i in shown if i in rows):
        told.append((STATUS_WORDS.get(status, status), DASHES.get(status, ()), SIGNS.get(status, ""), ""))
    by_dash = {line.dash for line in lines}
    return told + [(words, DASHES[dash], "", "") for dash, words in DASH_WORDS.items() if dash in by_dash]


def months(links: Iterable[Link]) -> list[tuple[str, str]]:
    """The months that the links' dates span, as id and words, for a slider; at most fifty years of them."""
    days = sorted(d for link in links for d in (link.earliest, link.latest) if d and "1900" < d < "2200")
    if not days:
        return []
    (first, last) = (int(d[:4]) * 12 + int(d[5:7]) - 1 for d in (days[0], days[-1]))
    span = range(max(first, last - 600), last + 1)
    return [(f"{n // 12}-{n % 12 + 1:02}", f"{calendar.month_name[n % 12 + 1]} {n // 12}") for n in span]


def script_hashes(html: str) -> list[str]:
    """What a Content-Security-Policy names in `script-src`, in single quotes each, to allow these scripts only."""
    return _hashes(r"<script>(.*?)</script>", html)


def style_hashes(html: str) -> list[str]:
    """The same for `style-src`."""
    return _hashes(r"<style>(.*?)</style>", html)


@cache
def library() -> str:
    """vis-network as pyvis brings it. Raises ValueError where it could not stand in a page as it is."""
    import pyvis  # noqa: PLC0415 - as above

    (folder,) = sorted((Path(pyvis.__file__).parent / "lib").glob("vis-9.1.*"))[-1:]
    text = (folder / "vis-network.min.js").read_text(encoding="utf-8").replace("\r\n", "\n")
    text = re.sub(r"//[#@]\s*sourceMappingURL=\S*", "", text).strip()
    if re.search(r"</script|<!--", text, re.IGNORECASE):
        raise ValueError(f"{folder.name} of pyvis holds an end of script and can not stand in a page")
    return text


def _room(m: NetworkMap) -> str:
    """A style that keeps the room of the live picture until a script draws it, so that nothing below it moves."""
    p = m.pictures.get("wide")
    if p is None:
        return ""
    height = f"min({p.height:.0f}px, (100vw - 5rem) * {p.height / p.width:.4f})"
    return f"@media (scripting: enabled) and (min-width: 800px) {{ .stage {{ min-height: calc(.9 * {height}); }} }}\n"


class _Ids(list[str]):
    """Ids of nodes: pyvis looks through its list of them for each node and edge, which takes minutes for a large map."""

    def __init__(self) -> None:
        super().__init__()
        self._known: set[str] = set()

    def append(self, item: str) -> None:
        super().append(item)
        self._known.add(item)

    def __contains__(self, item: object) -> bool:
        return item in self._known


def _hashes(pattern: str, html: str) -> list[str]:
    found = re.findall(pattern, html, re.DOTALL)
    return [f"sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}" for t in found]


def _node(box: Box) -> dict[str, Any]:
    return {
        "label": box.name,
        # drawn by the page's script, line by line: labels of vis-network have no line spacing
        "shape": "custom",
        "x": round(box.x + box.w / 2, 2),
        "y": round(box.y + box.h / 2, 2),
        "w": box.w,
        "h": box.h,
        "kind": box.kind,
        "dashes": list(DASHES.get(box.status, ())),
        "rows": list(box.rows),
        "entity": box.entity or box.id,
        "texts": [[t.x, t.y, t.text, t.kind, t.room, t.anchor] for t in box.texts],
    }


def _edge(line: Line) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": line.id,
        "color": COLOURS[line.side],
        "width": 3 if line.row is None else line.width,
        "dashes": list(DASHES.get(line.dash or line.status, ())) or False,
        "arrows": line.arrow if line.arrow != "none" else "",
    }
    if line.row is not None:
        made |= {"row": line.row, "status": line.status, "begins": line.source, "ends": line.target}
    return made


def _live(m: NetworkMap, picture: Picture, rows: Mapping[str, Link], served: bool) -> dict[str, Any]:
    scripts = [library(), *(_file(name) for name in SCRIPTS)]
    pages = {i: href(i) for x in rows.values() for i in (x.source_id, x.target_id)} if served else {}
    data = _data(picture) | {
        "rows": {
            x.id: [x.kind, x.status, x.earliest, x.latest, list(x.boroughs), x.source_id, x.target_id]
            for x in rows.values()
        },
        "months": months(rows.values()),
        "pages": {i: page for i, page in pages.items() if page},
    }
    # the file of the installed package, checked, and our own files
    return {"data": _json(data), "scripts": [Markup(script) for script in scripts]}  # noqa: S704


def _statuses(links: Iterable[Link]) -> list[str]:
    order = list(STATUS_WORDS)
    return sorted({x.status for x in links}, key=lambda s: (order.index(s) if s in order else len(order), s))


def _tip(x: Link) -> str:
    lines = [f"{x.source} {x.does} {x.target}. {STATUS_WORDS.get(x.status, x.status)}; {when(x)}"]
    for s in x.sources[:3]:
        lines.append(f"{s.title}{', ' + s.where if s.where else ''}: {'“' + s.quote + '”' if s.quote else s.sentence}")
    if len(x.sources) > 3:
        lines.append(f"and {len(x.sources) - 3} more, in the table")
    return "\n".join(lines)


def _file(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _data(picture: Picture) -> dict[str, Any]:
    nodes, edges, _, _, _, options = network(picture).get_network_data()
    return {
        "width": picture.width,
        "height": picture.height,
        # what is the same for all of them stands in the page's script
        "nodes": [{k: v for k, v in n.items() if k not in ("shape", "color", "font")} for n in nodes if "texts" in n],
        "points": [[n["id"], n["x"], n["y"]] for n in nodes if "texts" not in n],
        "edges": edges,
        "options": json.loads(options),
        "frames": [[f.x, f.y, f.w, f.h] for f in picture.frames],
        "texts": [[t.x, t.y, t.text, t.kind, t.room, t.anchor] for t in picture.texts],
        "signs": [
            [(e.x1 + e.x2) / 2, e.y1, SIGNS[e.status], COLOURS[e.side], e.row]
            for e in picture.lines
            if e.status in SIGNS
        ],
        "marks": [[*e.mark_at, e.mark, COLOURS[e.side], e.row] for e in picture.lines if e.mark],
        "labels": [
            [at.x, at.y, at.w, at.h, [[t.x, t.y, t.text, t.kind, t.room, t.anchor] for t in at.texts], e.row]
            for e in picture.lines
            if (at := e.label)
        ],
        "fonts": FONTS,
    }


def _json(value: object) -> Markup:
    """JSON that may stand in a script element, whatever it holds."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - escaped above
