"""Measures to Vega-Lite specifications, as plain data; who draws them decides how.

Colours are a fixed set of names for meaning (`PALETTE`), so that ink can swap them for a theme.
A chart is made only from numbers that a measure carries in its `series`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pricedin.measures.measure import Measure

Spec = dict[str, Any]

PALETTE: Mapping[str, str] = {
    "ink": "#1d1d1b",
    "soft": "#6b6862",
    "line": "#d9d3c7",
    "card": "#fffffe",
    "cash": "#2f6f73",
    "now": "#23406b",
    "record": "#7da2cf",
    "bet": "#d9782d",
    "warn": "#a33b20",
}

WIDTH = 760
FONT = "Source Sans 3, Noto Sans, Noto Sans CJK SC, system-ui, sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A specification with the words that go with it."""

    name: str
    measure: str
    title: str
    caption: str
    spec: Spec


def charts(measures: Mapping[str, Measure]) -> tuple[Chart, ...]:
    """Return every chart that the measures carry numbers for."""
    found: list[Chart] = []
    for name, makers in _MAKERS.items():
        if name in measures:
            for maker in makers:
                chart = maker(measures[name])
                if chart is not None:
                    found.append(chart)
    return tuple(found)


def _spec(height: int, **body: Any) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": height,
        "background": None,
        "padding": 4,
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {
                "labelColor": PALETTE["soft"],
                "titleColor": PALETTE["soft"],
                "gridColor": PALETTE["line"],
                "domainColor": PALETTE["line"],
                "tickColor": PALETTE["line"],
                "labelFontSize": 12,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
            },
            "legend": {
                "labelColor": PALETTE["ink"],
                "titleColor": PALETTE["soft"],
                "labelFontSize": 12,
                "orient": "top",
                "title": None,
            },
            "text": {"color": PALETTE["ink"], "fontSize": 12},
        },
        **body,
    }


def _readings(measure: Measure) -> Chart | None:
    """Step-up under each reading; lines where it turns on unknown new money."""
    over: Any = measure.series.get("new_money") or []
    told: Any = measure.series.get("readings") or []
    readings = [r for r in told if r["step_up"] is not None]
    if not over or not readings:
        return None
    rules = [{**r, "label": f"{r['reading']}"} for r in readings]
    spec = _spec(
        210,
        layer=[
            {
                "data": {"values": over},
                "mark": {"type": "line", "strokeWidth": 2.5},
                "encoding": {
                    "x": {
                        "field": "new_money",
                        "type": "quantitative",
                        "title": "new money in the later round (not public)",
                        "axis": {"format": ".2s"},
                    },
                    "y": {
                        "field": "step_up",
                        "type": "quantitative",
                        "title": "price per share moved",
                        "axis": {"format": "+.0%"},
                    },
                    "color": {
                        "field": "reading",
                        "type": "nominal",
                        "scale": {"range": [PALETTE["bet"], PALETTE["now"]]},
                    },
                },
            },
            {
                "data": {"values": rules},
                "mark": {"type": "rule", "strokeDash": [5, 4], "color": PALETTE["cash"]},
                "encoding": {"y": {"field": "step_up", "type": "quantitative"}},
            },
            {
                "data": {"values": rules},
                "mark": {
                    "type": "text",
                    "align": "right",
                    "dy": -7,
                    "color": PALETTE["cash"],
                    "fontSize": 12,
                },
                "encoding": {
                    "y": {"field": "step_up", "type": "quantitative"},
                    "x": {"value": WIDTH},
                    "text": {"field": "label"},
                },
            },
            {
                "data": {"values": [{"zero": 0}]},
                "mark": {"type": "rule", "color": PALETTE["ink"]},
                "encoding": {"y": {"field": "zero", "type": "quantitative"}},
            },
        ],
    )
    return Chart(
        name="step_up",
        measure=measure.name,
        title="Step in price per share",
        caption="Dashed: readings that do not turn on new money. Lines: readings that do; below "
        "zero is a down round.",
        spec=spec,
    )


_PATH_COLOURS = {
    "domain": ["listed", "pre-IPO", "private"],
    "range": [PALETTE["bet"], PALETTE["record"], PALETTE["now"]],
}


def _peers(measure: Measure) -> Chart | None:
    values: Any = measure.series.get("multiples") or []
    if not values:
        return None
    rows = [{**v, "label": f"{v['multiple']:.3g}×  {v['basis']}, {v['day']}"} for v in values]
    y = {"field": "company", "type": "nominal", "sort": None, "title": None}
    x = {
        "field": "multiple",
        "type": "quantitative",
        "scale": {"type": "log", "domainMin": 10, "domainMax": 4000, "nice": False},
        "title": "price over yearly revenue (log scale)",
        "axis": {"values": [10, 30, 100, 300, 1000]},
    }
    spec = _spec(
        max(90, 34 * len(rows)),
        data={"values": rows},
        layer=[
            {
                "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.5},
                "encoding": {
                    "y": y,
                    "x": {**x, "field": "low"},
                    "x2": {"field": "high"},
                    "color": {"field": "path", "type": "nominal", "scale": _PATH_COLOURS},
                },
            },
            {
                "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
                "encoding": {
                    "y": y,
                    "x": x,
                    "color": {"field": "path", "type": "nominal", "scale": _PATH_COLOURS},
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 10},
                "encoding": {"y": y, "x": x, "text": {"field": "label"}},
            },
        ],
    )
    return Chart(
        name="peers",
        measure=measure.name,
        title="Peers' multiples",
        caption="Price over yearly revenue, each on its own basis and day; bars span the week. "
        "New listings trade on a thin float.",
        spec=spec,
    )


def _needed(measure: Measure) -> Chart | None:
    values: Any = measure.series.get("needed") or []
    own: Any = measure.series.get("own")
    if not values:
        return None
    rows = [
        {**v, "label": f"{_money(v['revenue'])}  at {v['multiple']}"}
        for v in sorted(values, key=lambda v: -v["revenue"])
    ]
    x = {
        "field": "revenue",
        "type": "quantitative",
        "scale": {"type": "log", "nice": False, "domain": _log_domain(rows, own)},
        "title": "yearly revenue needed (log scale)",
        "axis": {"format": "~s", "tickCount": 6},
    }
    y = {"field": "company", "type": "nominal", "sort": None, "title": None}
    layers: list[Spec] = []
    if own:
        layers.append(
            {
                "data": {"values": [own]},
                "mark": {"type": "rect", "color": PALETTE["record"], "opacity": 0.25},
                "encoding": {
                    "x": {**x, "field": "low"},
                    "x2": {"field": "high"},
                },
            }
        )
    colour = {"field": "path", "type": "nominal", "scale": _PATH_COLOURS}
    layers += [
        {
            "data": {"values": rows},
            "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
            "encoding": {"y": y, "x": x, "color": colour},
        },
        {
            "data": {"values": rows},
            "mark": {"type": "text", "align": "left", "dx": 10},
            "encoding": {"y": y, "x": x, "text": {"field": "label"}},
        },
    ]
    words = f" Shaded: the company's own, {own['words']} (80%)." if own else ""
    return Chart(
        name="implied_revenue",
        measure=measure.name,
        title="Revenue each peer's multiple would need",
        caption="Yearly revenue at which the price would carry each peer's multiple." + words,
        spec=_spec(max(90, 34 * len(rows)), layer=layers),
    )


def _money(value: float) -> str:
    from pricedin.units import short

    return short(value)


def _log_domain(rows: list[dict[str, Any]], own: Any) -> list[float]:
    low = min([r["revenue"] for r in rows] + ([own["low"]] if own else []))
    high = max([r["revenue"] for r in rows] + ([own["high"]] if own else []))
    return [low / 1.5, high * 30]


_MAKERS: dict[str, tuple[Any, ...]] = {
    "price": (_readings,),
    "implied_revenue": (_needed,),
    "peers": (_peers,),
}
