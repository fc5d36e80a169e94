"""Draws a picture live with pyvis, and puts it into a page that asks for nothing outside itself.

pyvis makes the network and brings vis-network with it; its own page is not used, because that calls other hosts even
with its resources in line. There is no physics: what `visualise.layout` computed is what is seen.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from visualise.picture import DASHES, FONTS, SIGNS, Box, Line, Picture
from visualise.svg import FOLDER, environment

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
    "nodes": {"chosen": False, "fixed": True, "physics": False},
    "edges": {"smooth": False, "physics": False, "arrowStrikethrough": False},
}
COLOURS = {"left": "#003078", "right": "#00513b"}


def network(picture: Picture) -> Network:
    """The picture as a pyvis network: a node for each box, an edge for each line.

    vis-network leads an edge to the middle of a node. So that lines stay level, each ends at a point of its own on the
    border of its box; the edge names the real ends in `begins` and `ends`, and its row in `row`.
    """
    from pyvis.network import Network  # noqa: PLC0415 - brings IPython, a second that only a map costs

    drawn = Network(directed=True, cdn_resources="in_line", height="100%", width="100%")
    for box in picture.boxes:
        drawn.add_node(box.id, **_node(box))
    for line in picture.lines:
        for end, x, y in (("a", line.x1, line.y1), ("b", line.x2, line.y2)):
            # pyvis takes the id for a label that is empty
            drawn.add_node(f"{line.id}-{end}", label=" ", shape="dot", size=0, x=x, y=y, color="#ffffff")
        drawn.add_edge(f"{line.id}-a", f"{line.id}-b", **_edge(line))
    drawn.options = OPTIONS
    return drawn


def page(template: str, picture: Picture | None, **content: Any) -> str:
    """The page of a template around a picture (None: there is nothing to draw, and no script either)."""
    live = picture and {
        "data": _json(_data(picture)),
        "library": Markup(library()),  # noqa: S704 - the file of the installed package, checked
        "script": Markup((FOLDER / "map.js").read_text(encoding="utf-8")),  # noqa: S704 - our own file
    }
    content["still"] = {name: Markup(svg) for name, svg in content["still"].items()}  # noqa: S704 - visualise.svg escapes
    style = Markup((FOLDER / "page.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
    return environment().get_template(template).render(live=live, style=style, picture=picture, **content) + "\n"


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
        "texts": [[t.x, t.y, t.text, t.kind, t.room, t.anchor] for t in box.texts],
    }


def _edge(line: Line) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": line.id,
        "color": {"color": COLOURS[line.side], "hover": "#0b0c0c", "highlight": "#0b0c0c"},
        "width": 3 if line.row is None else line.width,
        "dashes": list(DASHES.get(line.dash or line.status, ())) or False,
        "arrows": {line.arrow: {"enabled": True, "scaleFactor": 0.6}} if line.arrow != "none" else "",
    }
    if line.row is not None:
        made |= {"row": line.row, "status": line.status, "begins": line.source, "ends": line.target}
    return made


def _data(picture: Picture) -> dict[str, Any]:
    nodes, edges, _, _, _, options = network(picture).get_network_data()
    return {
        "width": picture.width,
        "height": picture.height,
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options),
        "frames": [[f.x, f.y, f.w, f.h] for f in picture.frames],
        "texts": [[t.x, t.y, t.text, t.kind, t.room, t.anchor] for t in picture.texts],
        "signs": [
            [(e.x1 + e.x2) / 2, e.y1, SIGNS[e.status], COLOURS[e.side]] for e in picture.lines if e.status in SIGNS
        ],
        "marks": [[*e.mark_at, e.mark, COLOURS[e.side]] for e in picture.lines if e.mark],
        "labels": [
            [at.x, at.y, at.w, at.h, [[t.x, t.y, t.text, t.kind, t.room, t.anchor] for t in at.texts]]
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
