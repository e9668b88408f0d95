"""Draw what the growth law gives beside what was observed: ``growth.svg``.

    python docs/figures/growth.py

Every judged percentile of a cell with 100 windows or more, over four horizons, for all listed
firms. Deterministic; run it again when the law or its tables change.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import vl_convert

from pricedin.simulation.calibration.cells import LISTED, shipped_tables
from pricedin.simulation.calibration.check import JUDGED_PERCENTILES, PRESETS, check

INK, SOFT, LINE, INSIDE, OUTSIDE = "#1d1d1b", "#6b6862", "#d9d3c7", "#23406b", "#d9782d"
TICKS = (-0.5, -0.2, -0.1, 0.0, 0.1, 0.2, 0.5, 1.0, 3.0)  # growth a year, as a fraction
MOST = 0.5  # log points a year; wider intervals are cut


def points() -> list[dict[str, Any]]:
    """Return the judged percentiles, in log growth a year."""
    rows = []
    for r in check(shipped_tables(), LISTED, PRESETS[LISTED], seed=1):
        if r.percentile in JUDGED_PERCENTILES and r.size != "all" and r.n_end >= 100:
            told = "fitted" if r.fitted else "not fitted"
            rows.append(
                {
                    "panel": f"{r.years:2d} year{'s' * (r.years > 1)}, {told}",
                    "observed": r.observed,
                    "low": 100 * max(r.low - r.observed, -MOST),
                    "high": 100 * min(r.high - r.observed, MOST),
                    "law": 100 * (r.simulated - r.observed),
                    "is": "inside" if r.inside else "outside",
                }
            )
    return rows


def spec() -> dict[str, Any]:
    """Return the chart as a Vega-Lite specification."""
    axis = {
        "gridColor": LINE,
        "domainColor": LINE,
        "tickColor": LINE,
        "labelColor": SOFT,
        "titleColor": SOFT,
        "titleFontWeight": "normal",
    }
    x = {
        "field": "observed",
        "type": "quantitative",
        "title": "observed growth, a year",
        "scale": {"zero": False},
        "axis": {
            **axis,
            "values": [float(np.log1p(t)) for t in TICKS],
            "labelExpr": "format(exp(datum.value) - 1, '+.0%')",
        },
    }
    y = {"type": "quantitative", "title": "law less observed, log points", "axis": axis}
    colour = {
        "field": "is",
        "type": "nominal",
        "scale": {"domain": ["inside", "outside"], "range": [INSIDE, OUTSIDE]},
        "legend": {"title": "the law is … the 90% interval", "orient": "top"},
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": "white",
        "padding": 6,
        "config": {
            "font": "Noto Sans, system-ui, sans-serif",
            "view": {"stroke": LINE},
            "header": {"labelColor": INK, "labelFontSize": 12, "title": None},
        },
        "data": {"values": points()},
        "facet": {"field": "panel", "type": "ordinal"},
        "columns": 2,
        "resolve": {"scale": {"x": "independent", "y": "independent"}},
        "spec": {
            "width": 290,
            "height": 210,
            "layer": [
                {
                    "mark": {"type": "rule", "strokeWidth": 4, "color": LINE},
                    "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
                },
                {
                    "mark": {"type": "rule", "color": SOFT},
                    "encoding": {"y": {"datum": 0, "type": "quantitative"}},
                },
                {
                    "mark": {"type": "point", "filled": True, "size": 34, "opacity": 1},
                    "encoding": {"x": x, "y": {**y, "field": "law"}, "color": colour},
                },
            ],
        },
    }


def main() -> None:
    """Write the figure beside this file."""
    svg = vl_convert.vegalite_to_svg(spec())
    Path(__file__).with_suffix(".svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
