"""Measures to Vega-Lite specifications, as plain data; who draws them decides how.

Colours are a fixed set of names for meaning (`PALETTE`), so that ink can swap them for a theme.
A chart is made only from numbers that a measure carries in its `series`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor, log10
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
# Amounts on an axis in a memo's words: 1.5bn, not 1.5G.
MONEY_AXIS = "replace(replace(replace(format(datum.value, '~s'), 'G', 'bn'), 'M', 'm'), 'T', 'tn')"
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
                made = maker(measures[name])
                found += made if isinstance(made, list) else [made] if made else []
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
                "labelLimit": 260,
            },
            "legend": {
                "labelColor": PALETTE["ink"],
                "titleColor": PALETTE["soft"],
                "labelFontSize": 12,
                "labelLimit": 320,
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
                        "axis": {"labelExpr": MONEY_AXIS},
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
    # A company with more cash than its price has no place on a log scale; the table tells it.
    rows = [
        {
            **v,
            "low": v["low"] if v["low"] > 0 else v["multiple"],
            "label": f"{v['multiple']:.3g}×  {v['basis']}, {v['day']}",
        }
        for v in values
        if v["multiple"] > 0
    ]
    if not rows:
        return None
    y = {"field": "company", "type": "nominal", "sort": None, "title": None}
    # At least the usual range, and wider where a peer lies outside it; labels stand on the right.
    low = min(10.0, *(v["low"] / 1.5 for v in rows), *(v["multiple"] / 1.5 for v in rows))
    high = max(4000.0, *(v["high"] * 4 for v in rows), *(v["multiple"] * 4 for v in rows))
    x = {
        "field": "multiple",
        "type": "quantitative",
        "scale": {"type": "log", "domain": [low, high], "nice": False},
        "title": "price over yearly revenue (log scale)",
        "axis": {"values": _log_ticks(low, high)},
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


def _log_ticks(low: float, high: float) -> list[float]:
    """Return 1 and 3 of every power of ten that lie within a scale, less what labels cover.

    >>> _log_ticks(10, 4000)
    [10.0, 30.0, 100.0, 300.0, 1000.0]
    """
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    return [d * 10.0**p for p in powers for d in (1, 3) if low <= d * 10.0**p <= high / 2]


def _needed(measure: Measure) -> Chart | None:
    told: Any = measure.series.get("needed") or []
    own: Any = measure.series.get("own")
    values = [v for v in told if v["revenue"] > 0]  # nothing needed has no place on a log scale
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
        "axis": {"labelExpr": MONEY_AXIS, "tickCount": 6},
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


_PARTS = (
    ("cash", "cash paid in"),
    ("today", "today's business"),
    ("progress", "progress on the record"),
    ("bet", "the bet"),
)


def _bar(measure: Measure) -> Chart | None:
    """The price in four signed parts, end to end, with the interval of where the bet begins."""
    bar: Any = measure.series.get("bar")
    if not bar:
        return None
    rows, at = [], 0.0
    for key, words in _PARTS:
        size = bar[key]
        rows.append(
            {
                "part": words,
                "from": at,
                "to": at + size,
                "middle": at + size / 2,
                "label": _money(size),
                "wide": abs(size) > 0.07 * bar["price"],
                "row": "below" if size < 0 else "bar",
            }
        )
        at += size
    scale = {
        "domain": [words for _, words in _PARTS],
        "range": [PALETTE["cash"], PALETTE["now"], PALETTE["record"], PALETTE["bet"]],
    }
    low = min(0.0, *(r["from"] for r in rows), *(r["to"] for r in rows))
    high = max(bar["price"], *(r["to"] for r in rows))
    x_scale = {"domain": [low, high], "nice": False}
    y = {"field": "row", "type": "nominal", "axis": None, "sort": ["bar", "below"]}
    interval = [{"low": bar["interval"][0], "high": bar["interval"][1], "row": "interval"}]
    y_all = {**y, "scale": {"domain": ["bar", "below", "interval"], "paddingInner": 0.25}}
    spec = _spec(
        130,
        layer=[
            {
                "data": {"values": rows},
                "mark": {"type": "bar", "height": 34},
                "encoding": {
                    "y": y_all,
                    "x": {
                        "field": "from",
                        "type": "quantitative",
                        "scale": x_scale,
                        "title": f"{bar['currency']}, adding up to the price",
                        "axis": {"labelExpr": MONEY_AXIS},
                    },
                    "x2": {"field": "to"},
                    "color": {"field": "part", "type": "nominal", "scale": scale},
                },
            },
            {
                "data": {"values": [r for r in rows if r["wide"]]},
                "mark": {"type": "text", "color": PALETTE["card"], "fontWeight": "bold"},
                "encoding": {
                    "y": y_all,
                    "x": {"field": "middle", "type": "quantitative"},
                    "text": {"field": "label"},
                },
            },
            {
                "data": {"values": interval},
                "mark": {"type": "rule", "strokeWidth": 2, "color": PALETTE["ink"]},
                "encoding": {
                    "y": y_all,
                    "x": {"field": "low", "type": "quantitative"},
                    "x2": {"field": "high"},
                },
            },
            {
                "data": {"values": [{**interval[0], "at": v} for v in bar["interval"]]},
                "mark": {"type": "tick", "thickness": 2, "size": 12, "color": PALETTE["ink"]},
                "encoding": {"y": y_all, "x": {"field": "at", "type": "quantitative"}},
            },
        ],
    )
    return Chart(
        name="split",
        measure=measure.name,
        title="The price in four parts",
        caption="The parts add up to the price exactly; negative parts hang below the line. The "
        "black line is the 80 percent interval of where the record ends and the bet begins.",
        spec=spec,
    )


def _curve(measure: Measure) -> Chart | None:
    """The bet over revenue."""
    points: Any = measure.series.get("curve") or []
    if not points:
        return None
    x = {
        "field": "revenue",
        "type": "quantitative",
        "scale": {"type": "log", "nice": False},
        "title": "yearly revenue (log scale)",
        "axis": {"labelExpr": MONEY_AXIS, "tickCount": 6},
    }
    y_scale: dict[str, Any] = {"domainMin": -max(p["bet"] for p in points), "clamp": True}
    return Chart(
        name="split_curve",
        measure=measure.name,
        title="The bet over revenue",
        caption="What the bet would be at each yearly revenue, with its 80 percent band; below "
        "zero the record covers more than the price.",
        spec=_spec(
            220,
            data={"values": points},
            layer=[
                {
                    "mark": {
                        "type": "area",
                        "color": PALETTE["bet"],
                        "opacity": 0.22,
                        "clip": True,
                    },
                    "encoding": {
                        "x": x,
                        "y": {
                            "field": "low",
                            "type": "quantitative",
                            "scale": y_scale,
                            "title": "the bet",
                            "axis": {"labelExpr": MONEY_AXIS},
                        },
                        "y2": {"field": "high"},
                    },
                },
                {
                    "mark": {
                        "type": "line",
                        "color": PALETTE["bet"],
                        "strokeWidth": 2.5,
                        "clip": True,
                    },
                    "encoding": {
                        "x": x,
                        "y": {"field": "bet", "type": "quantitative", "scale": y_scale},
                    },
                },
                {
                    "data": {"values": [{"zero": 0}]},
                    "mark": {"type": "rule", "color": PALETTE["ink"]},
                    "encoding": {"y": {"field": "zero", "type": "quantitative"}},
                },
            ],
        ),
    )


def _fans(measure: Measure) -> list[Chart]:
    """Outcomes of revenue and of cash by year."""
    fan: Any = measure.series.get("fan")
    if not fan:
        return []
    levels = fan["percentiles"]
    found = []
    for name, title, caption, colour, log in (
        (
            "revenue",
            "Fan of revenue",
            "Outcomes of yearly revenue on the record, in the world as it is: median, and where "
            "half and 90 percent of paths lie. Outcomes, not an interval of an answer.",
            PALETTE["now"],
            True,
        ),
        (
            "cash",
            "Fan of cash",
            "Cash on the plan before any new money: median, and where half and 90 percent of "
            "paths lie. Below zero money would have to be raised.",
            PALETTE["cash"],
            False,
        ),
    ):
        rows = [
            {"year": year, **{f"p{int(p)}": v for p, v in zip(levels, row, strict=True)}}
            for year, row in zip(fan["years"], fan[name], strict=True)
        ]
        found.append(_fan_chart(measure.name, name, title, caption, colour, rows, log=log))
    return found


def _fan_chart(
    measure: str,
    name: str,
    title: str,
    caption: str,
    colour: str,
    rows: list[dict[str, float]],
    *,
    log: bool,
) -> Chart:
    x = {"field": "year", "type": "quantitative", "title": "years from the price", "axis": {}}
    scale: dict[str, Any] = {"type": "log", "nice": False} if log else {}

    def y(field: str) -> dict[str, Any]:
        return {
            "field": field,
            "type": "quantitative",
            "scale": scale,
            "title": name + (" (log scale)" if log else ""),
            "axis": {"labelExpr": MONEY_AXIS, "tickCount": 6},
        }

    layers: list[Spec] = [
        {
            "mark": {"type": "area", "color": colour, "opacity": opacity},
            "encoding": {"x": x, "y": y(low), "y2": {"field": high}},
        }
        for low, high, opacity in (("p5", "p95", 0.18), ("p25", "p75", 0.3))
    ]
    layers.append(
        {
            "mark": {"type": "line", "color": colour, "strokeWidth": 2.5},
            "encoding": {"x": x, "y": y("p50")},
        }
    )
    if not log:
        layers.append(
            {
                "data": {"values": [{"zero": 0}]},
                "mark": {"type": "rule", "color": PALETTE["ink"]},
                "encoding": {"y": {"field": "zero", "type": "quantitative"}},
            }
        )
    return Chart(
        name=f"fan_{name}",
        measure=measure,
        title=title,
        caption=caption,
        spec=_spec(200, data={"values": rows}, layer=layers),
    )


def _pairs(measure: Measure) -> Chart | None:
    """Pairs of growth now and half-life that give the price."""
    pairs: Any = measure.series.get("pairs") or []
    if not pairs:
        return None
    rows = [{**p, "reading": _reading_words(p["reading"])} for p in pairs]
    return Chart(
        name="implied",
        measure=measure.name,
        title="Pairs that give the price",
        caption="Growth now and years until half of it is gone, at which the mean value is the "
        "price; one line a reading of the label.",
        spec=_spec(
            210,
            data={"values": rows},
            mark={"type": "line", "point": True, "strokeWidth": 2.5},
            encoding={
                "x": {
                    "field": "half_life",
                    "type": "quantitative",
                    "title": "years until growth has halved",
                },
                "y": {
                    "field": "growth",
                    "type": "quantitative",
                    "title": "growth now, a year",
                    "axis": {"format": ".0%"},
                },
                "color": {
                    "field": "reading",
                    "type": "nominal",
                    "scale": {"range": [PALETTE["bet"], PALETTE["now"]]},
                },
            },
        ),
    )


def _reading_words(label: str) -> str:
    return "price on an exchange" if label == "listed" else f"read as {label}-money"


def _against_record(measure: Measure) -> Chart | None:
    """Revenue that the price needs against the record of comparable companies."""
    needed: Any = measure.series.get("needed") or []
    record: Any = measure.series.get("record") or []
    if not needed or not record:
        return None
    x = {"field": "year", "type": "quantitative", "title": "years from the price"}
    scale = {"type": "log", "nice": False}
    axis = {"labelExpr": MONEY_AXIS, "tickCount": 6}
    half_life: Any = measure.series.get("half_life")
    return Chart(
        name="implied_record",
        measure=measure.name,
        title="Needed revenue against base rates",
        caption=f"Line: median revenue on the pair with a half-life of {half_life:g} years. "
        "Shaded: where 8 in 10 paths on the record of listed companies lie, and their median.",
        spec=_spec(
            210,
            layer=[
                {
                    "data": {"values": record},
                    "mark": {"type": "area", "color": PALETTE["record"], "opacity": 0.4},
                    "encoding": {
                        "x": x,
                        "y": {
                            "field": "low",
                            "type": "quantitative",
                            "scale": scale,
                            "title": "yearly revenue (log scale)",
                            "axis": axis,
                        },
                        "y2": {"field": "high"},
                    },
                },
                {
                    "data": {"values": record},
                    "mark": {"type": "line", "color": PALETTE["record"], "strokeWidth": 2},
                    "encoding": {
                        "x": x,
                        "y": {"field": "median", "type": "quantitative", "scale": scale},
                    },
                },
                {
                    "data": {"values": needed},
                    "mark": {
                        "type": "line",
                        "color": PALETTE["bet"],
                        "strokeWidth": 3,
                        "point": {"color": PALETTE["bet"]},
                    },
                    "encoding": {
                        "x": x,
                        "y": {"field": "revenue", "type": "quantitative", "scale": scale},
                    },
                },
            ],
        ),
    )


def _odds(measure: Measure) -> Chart | None:
    """Odds of first events."""
    rows: Any = measure.series.get("odds") or []
    if not rows:
        return None
    values = [{**r, "within": f"within {r['months']} months"} for r in rows]
    events = len({r["event"] for r in rows})
    return Chart(
        name="outlook",
        measure=measure.name,
        title="What comes first",
        caption="Share of paths on which each event comes first, within 12 and 24 months.",
        spec=_spec(
            34 * events,
            data={"values": values},
            mark={"type": "bar"},
            encoding={
                "y": {
                    "field": "event",
                    "type": "nominal",
                    "sort": None,
                    "title": None,
                    "axis": {"labelLimit": 260},
                },
                "yOffset": {"field": "within", "type": "nominal"},
                "x": {
                    "field": "chance",
                    "type": "quantitative",
                    "title": "share of paths",
                    "axis": {"format": ".0%"},
                },
                "color": {
                    "field": "within",
                    "type": "nominal",
                    "scale": {"range": [PALETTE["record"], PALETTE["now"]]},
                },
            },
        ),
    )


_MAKERS: dict[str, tuple[Any, ...]] = {
    "split": (_bar, _curve, _fans),
    "implied": (_pairs, _against_record),
    "outlook": (_odds,),
    "price": (_readings,),
    "implied_revenue": (_needed,),
    "peers": (_peers,),
}
