"""Bar charts with a scale, drawn by Vega-Lite inside of this process: it fetches nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from visualise.marks import DARK, INK, MIDDLE, QUIET
from visualise.text import wrap

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
"""A name, not an address that anything asks for."""
LINE = 16.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of two parts: `part` of `whole`."""

    label: str
    whole: float
    part: float
    said: str


def bars(items: Sequence[Bar], width: float, *, unit: str, part: str, rest: str) -> str:
    """One `<svg>` element of horizontal bars on one scale, each with its words. Names are data, never code."""
    narrow = width < 600
    # on a telephone the words stand below the name, not beside the bar
    labels = 190.0 if narrow else width * 0.34
    beside = 14.0 if narrow else 260.0
    named = [_lines((i.label, i.said) if narrow else (i.label,), labels - 14) for i in items]
    told = [[] if narrow else _lines((i.said,), beside - 10) for i in items]
    most, high = max(map(len, named), default=1), max(map(len, told), default=1)
    order = ["\n".join((str(n), *_middle(lines, most))) for n, lines in enumerate(named)]
    rows: list[dict[str, Any]] = []
    for key, item in zip(order, items, strict=True):
        values = ((part, item.part), (rest, item.whole - item.part))
        rows += [{"of": key, "what": what, "pounds": value, "at": k} for k, (what, value) in enumerate(values) if value]
    words = [
        {"of": k, "pounds": i.whole, "said": _middle(lines, high)}
        for k, i, lines in zip(order, items, told, strict=True)
    ]
    height = max(most * LINE + 10, high * LINE + 10, 32)
    y = {"field": "of", "type": "nominal", "sort": order, "axis": {
        "title": None, "labelExpr": "slice(split(datum.label, '\\n'), 1)", "labelLimit": 0, "labelFontSize": 12,
        "labelColor": INK, "labelLineHeight": LINE, "ticks": False, "domain": False, "labelPadding": 8,
        "labelOffset": -(most - 1) * LINE / 2,
    }}  # fmt: skip
    x = {"field": "pounds", "type": "quantitative", "stack": "zero", "axis": {
        "title": unit, "format": "~s" if narrow else ",.0f", "tickCount": 3 if narrow else 6, "labelFontSize": 12,
        "titleFontSize": 12, "labelColor": INK, "titleColor": INK, "grid": True, "gridColor": "#dfe1e3",
    }}  # fmt: skip
    colours = {"domain": [part, rest], "range": [DARK, MIDDLE]}
    legend = {
        "orient": "top",
        "title": None,
        "labelFontSize": 12,
        "labelColor": INK,
        "labelLimit": 0,
        "offset": 8,
        "columns": 1 if narrow else 2,
    }
    spec = {
        "$schema": SCHEMA,
        "width": max(width - labels - beside - 10, 80),
        "height": {"step": height},
        "padding": {"left": 0, "top": 4, "right": beside, "bottom": 4},
        "autosize": {"type": "pad", "contains": "content"},
        "config": {"font": "Arial, Helvetica, sans-serif", "view": {"stroke": None}, "background": None},
        "layer": [
            {
                "data": {"values": rows},
                "mark": {"type": "bar", "height": 18, "stroke": INK, "strokeWidth": 0.5},
                "encoding": {
                    "y": y, "x": x, "order": {"field": "at"},
                    "color": {"field": "what", "type": "nominal", "scale": colours, "legend": legend},
                },
            },
            {
                "data": {"values": words},
                "mark": {
                    "type": "text", "align": "left", "baseline": "middle", "dx": 8, "fontSize": 12, "color": QUIET,
                    "lineHeight": LINE, "dy": -(high - 1) * LINE / 2,
                },
                "encoding": {"y": y, "x": {"field": "pounds", "type": "quantitative"}, "text": {"field": "said"}},
            },
        ],
    }  # fmt: skip
    return _drawn(json.dumps(spec, ensure_ascii=False, sort_keys=True))


def _lines(texts: Sequence[str], room: float) -> list[str]:
    return [line for text in texts for line in wrap(" ".join(text.split()), 12, room)]


def _middle(lines: Sequence[str], most: int) -> list[str]:
    """As many lines for each bar, as Vega sets the first one where the bar is."""
    above = (most - len(lines)) // 2
    return [*[" "] * above, *lines, *[" "] * (most - len(lines) - above)]


@lru_cache(maxsize=64)
def _drawn(spec: str) -> str:
    import vl_convert  # noqa: PLC0415 - starts a JavaScript engine, which only a chart costs

    svg: str = vl_convert.vegalite_to_svg(json.loads(spec), vl_version="5.20", allowed_base_urls=[])
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def warm_up() -> None:
    """Starts the engine, so that the first reader does not wait for it; takes about a second."""
    bars([Bar("", 1, 0, "")], 600, unit="", part="a", rest="b")
