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
    labels = 110.0 if narrow else width * 0.34
    beside = 96.0 if narrow else 260.0
    rows: list[dict[str, Any]] = []
    order, height = [], 0.0
    for n, item in enumerate(items):
        lines = wrap(" ".join(item.label.split()), 12, labels - 14)
        key = "\n".join((str(n), *lines))
        order.append(key)
        height = max(height, len(lines) * LINE + 10, 32)
        values = ((part, item.part), (rest, item.whole - item.part))
        rows += [{"of": key, "what": what, "pounds": value, "at": k} for k, (what, value) in enumerate(values) if value]
    words: list[dict[str, Any]] = [
        {"of": k, "pounds": i.whole, "said": list(wrap(i.said, 12, beside - 10))}
        for k, i in zip(order, items, strict=True)
    ]
    height = max([height, *(len(w["said"]) * LINE + 8 for w in words)])
    y = {"field": "of", "type": "nominal", "sort": order, "axis": {
        "title": None, "labelExpr": "slice(split(datum.label, '\\n'), 1)", "labelLimit": 0, "labelFontSize": 12,
        "labelColor": INK, "labelLineHeight": LINE, "ticks": False, "domain": False, "labelPadding": 8,
    }}  # fmt: skip
    x = {"field": "pounds", "type": "quantitative", "stack": "zero", "axis": {
        "title": unit, "format": "~s" if narrow else ",.0f", "tickCount": 3 if narrow else 6, "labelFontSize": 12,
        "titleFontSize": 12, "labelColor": INK, "titleColor": INK, "grid": True, "gridColor": "#dfe1e3",
    }}  # fmt: skip
    colours = {"domain": [part, rest], "range": [DARK, MIDDLE]}
    legend = {"orient": "top", "title": None, "labelFontSize": 12, "labelColor": INK, "labelLimit": 0, "offset": 8}
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
                    "lineHeight": LINE,
                },
                "encoding": {"y": y, "x": {"field": "pounds", "type": "quantitative"}, "text": {"field": "said"}},
            },
        ],
    }  # fmt: skip
    return _drawn(json.dumps(spec, ensure_ascii=False, sort_keys=True))


@lru_cache(maxsize=64)
def _drawn(spec: str) -> str:
    import vl_convert  # noqa: PLC0415 - starts a JavaScript engine, which only a chart costs

    svg: str = vl_convert.vegalite_to_svg(json.loads(spec), vl_version="5.20", allowed_base_urls=[])
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def warm_up() -> None:
    """Starts the engine, so that the first reader does not wait for it; takes about a second."""
    bars([Bar("", 1, 0, "")], 600, unit="", part="a", rest="b")
