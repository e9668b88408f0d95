"""Print a check of the growth law against its tables, a fit, or refits to perturbed tables.

    python -m pricedin.simulation.calibration [check | fit | refits]

A check takes some seconds, a fit of both presets half a minute, refits some minutes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import fields

import numpy as np

from pricedin.reference import table
from pricedin.simulation.calibration.cells import Tables, population, shipped_tables
from pricedin.simulation.calibration.check import (
    JUDGED_PERCENTILES,
    PRESETS,
    check,
    interval_width_ratios,
    summary_lines,
    table_lines,
)
from pricedin.simulation.calibration.fit import (
    autoregression,
    fit_presets,
    published_slope,
    refits,
)

FIT_SEED = 20261124


def check_lines(tables: Tables) -> Iterator[str]:
    """Return the whole check as text."""
    for universe, preset in PRESETS.items():
        yield f"== {universe}"
        rows = check(tables, universe, preset, seed=1)
        yield from summary_lines(rows)
        yield "misses of cells with 100 windows or more, percent a year"
        judged = [r for r in rows if r.percentile in JUDGED_PERCENTILES]
        yield from table_lines(judged, misses_only=True)
        slopes = autoregression(population(tables, universe, 50_000, 5, 1), preset)
        printed = ", ".join(f"{s:.3f}" for s in slopes)
        yield (
            f"growth on last year's, simulated years 1 to 5: {printed}; "
            f"published {published_slope(tables, universe)[0]:.3f}"
        )
    ratios = interval_width_ratios(tables, table("fast_grower_cagr_intervals").rows)
    yield (
        "width of the published bootstrap intervals over these: geometric mean "
        f"{np.exp(np.log(ratios).mean()):.2f}, quartiles {np.quantile(ratios, 0.25):.2f} to "
        f"{np.quantile(ratios, 0.75):.2f}, {len(ratios)} intervals"
    )


def fit_lines(tables: Tables, *, with_refits: bool) -> Iterator[str]:
    """Return fitted presets as text, and refits a row each."""
    for universe, fitted in fit_presets(tables, seed=FIT_SEED).items():
        yield f"== {universe}: cost {fitted.cost:.1f}, {fitted.evaluations} evaluations"
        for f in fields(fitted.parameters):
            yield f"    {f.name}={getattr(fitted.parameters, f.name):.4g},"
        if with_refits:
            draws = refits(tables, universe, fitted, 24, seed=7)
            yield ",".join(fitted.free)
            for draw in draws:
                yield ",".join(f"{x:.4g}" for x in draw)


def main(arguments: list[str]) -> int:
    """Run one of the three."""
    task = arguments[0] if arguments else "check"
    if task not in ("check", "fit", "refits"):
        sys.stderr.write(__doc__ or "")
        return 2
    began = time.perf_counter()
    tables = shipped_tables()
    lines = (
        check_lines(tables) if task == "check" else fit_lines(tables, with_refits=task == "refits")
    )
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stderr.write(f"{time.perf_counter() - began:.0f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
