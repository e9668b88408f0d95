"""Reference classes: whose record future growth is taken from.

They are plural, because the choice decides, and stand side by side in every answer. The class
that leads is the widest, listed firms of all sectors: a sector that one looks at is known to have
done well, which is why one looks at it. The user may choose another
(``reference_class=software``) or give parameters of their own (``growth.momentum=0.2``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from math import log, log1p
from statistics import median

import numpy as np
from scipy.special import ndtri

from pricedin.company.company import Company
from pricedin.company.figure import Known
from pricedin.errors import NotFoundError
from pricedin.reference import table
from pricedin.simulation.arrays import FloatArray
from pricedin.simulation.assumptions import check_allowed, parse_range
from pricedin.simulation.growth import (
    BOUNDS,
    LISTED_2008_2021,
    SOFTWARE_2008_2021,
    UNITS,
    GrowthParameters,
    start_distance,
    step,
)

ALL_LISTED = "all_ex_financials_ex_biotech"
SOFTWARE = "software_internet"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceClass:
    """A record of growth: the law's parameters, their spread, and where they come from.

    `refits` names a table of parameters refitted to perturbed base rates, drawn a row at a time so
    that their correlation is kept. `spread` holds the standard deviation of parameters that have
    another origin; they leave the refits aside. `universe` names the rows of the growth tables
    that count companies of the class.
    """

    name: str
    title: str
    universe: str
    parameters: GrowthParameters
    refits: str
    reference: str
    table: str
    spread: Mapping[str, float] = field(default_factory=dict)
    note: str = ""
    lineage: tuple[str, ...] = ()

    def deviation(self, name: str, u: FloatArray, z: FloatArray) -> FloatArray:
        """Return what a parameter is off its central value by, at outer draws.

        Parameters
        ----------
        name : str
        u : array of shape (draws,)
            Uniform, the same for every parameter: picks the refit.
        z : array of shape (draws,)
            Normal, the parameter's own: used where `spread` tells its standard deviation.
        """
        if name in self.spread:
            return self.spread[name] * np.clip(z, -2.5, 2.5)
        rows = _refits(self.refits)
        if name not in rows:
            return np.zeros_like(u)
        count = rows[name].size
        return rows[name][np.minimum((u * count).astype(np.int64), count - 1)]

    def interval(self, name: str) -> tuple[float, float]:
        """Return the central 80 percent of a parameter, itself twice where it is set."""
        centre = float(np.asarray(getattr(self.parameters, name)))
        u = (np.arange(1000) + 0.5) / 1000
        off = self.deviation(name, u, ndtri(u))
        low, high = np.quantile(off, [0.1, 0.9])
        return centre + float(low), centre + float(high)


MISFIT = 1.4
"""Root mean square misfit of the fitted percentiles, in their standard errors: refits know the
sampling error alone, and the law's own error widens it by as much."""


@lru_cache(maxsize=8)
def _refits(name: str) -> dict[str, FloatArray]:
    """Return each parameter's deviations from the mean refit, from the slowest growth up.

    In order of the growth they give, so that a draw further up is a faster law and quasi-random
    points do their work.
    """
    rows = table(name).rows
    columns = {key: np.array([float(row[key]) for row in rows]) for key in rows[0]}
    preset = LISTED_2008_2021 if name.endswith("listed") else SOFTWARE_2008_2021
    laws = replace(preset, **columns)
    log_start = np.full(len(rows), log(100.0))
    none = np.zeros(len(rows))
    state = log_start, start_distance(log_start, np.full(len(rows), log(2.0)), none, laws)
    for _ in range(20):
        state = step(*state, none, laws)
    order = np.argsort(state[0])
    return {key: MISFIT * (x - x.mean())[order] for key, x in columns.items()}


_TABLE = "table:revenue_cagr_by_size_and_growth"

LISTED = ReferenceClass(
    name="listed",
    title="listed companies of its size and growth",
    universe=ALL_LISTED,
    parameters=LISTED_2008_2021,
    refits="growth_parameters_listed",
    reference="growth law fitted on 1- and 3-year windows of US-listed firms, 2008 to 2021, "
    "without financials and biotech (docs: methods/growth)",
    table=_TABLE,
    note="all of them managed to list; those that did not are not in it",
)

LISTED_SOFTWARE = ReferenceClass(
    name="software",
    title="listed software and internet companies of its size and growth",
    universe=SOFTWARE,
    parameters=SOFTWARE_2008_2021,
    refits="growth_parameters_software",
    reference="growth law fitted on 1- and 3-year windows of US-listed software and internet "
    "firms, 2008 to 2021 (docs: methods/growth)",
    table=_TABLE,
    note="a sector that is known to have done well in those years; all of them managed to list",
)

# The first year of a company that is watched for its growth keeps more of it than the record
# of all firms says; how much is measured on peers, or on the fastest growers of the tables.
FEWEST_PEERS = 2
MOST_KEPT = 0.9  # growth that quickens for ever is not a law


def reference_classes(
    company: Company, given: Mapping[str, str] | None = None
) -> tuple[ReferenceClass, ...]:
    """Return the classes for a company, the one that leads first.

    Parameters
    ----------
    company : Company
    given : mapping, optional
        ``reference_class`` chooses which leads; ``growth.NAME`` replaces a parameter and makes
        a class of the user's own, which then leads.
    """
    own = given or {}
    sector = LISTED_SOFTWARE if company.sector.universe == SOFTWARE else LISTED
    found = [LISTED, *([sector] if sector is not LISTED else [])]
    seen = _seen_so_far(company, sector)
    if seen is not None:
        found.append(seen)
    typed = {k.removeprefix("growth."): v for k, v in own.items() if k.startswith("growth.")}
    if typed:
        found.insert(0, _typed(LISTED, typed))
    if "reference_class" in own:
        names = {c.name: c for c in found}
        if own["reference_class"] not in names:
            raise NotFoundError.near("reference class", own["reference_class"], names)
        lead = names[own["reference_class"]]
        found = [lead, *(c for c in found if c is not lead)]
    return tuple(found)


def _typed(base: ReferenceClass, typed: Mapping[str, str]) -> ReferenceClass:
    known = {f.name for f in fields(GrowthParameters)}
    parameters, spread = base.parameters, dict(base.spread)
    for name, text in typed.items():
        if name not in known:
            raise NotFoundError.near("growth parameter", name, known)
        low, value, high = parse_range(text)
        check_allowed(f"growth.{name}", text, (low, high), BOUNDS[name], UNITS[name])
        parameters = replace(parameters, **{name: value})
        spread[name] = (high - low) / 2 / 1.2815515655446004
    return replace(
        base,
        name="yours",
        title="companies as you define them",
        parameters=parameters,
        spread=spread,
        reference=f"{base.reference}; changed by the user: {', '.join(sorted(typed))}",
        note="the user's own",
    )


def _seen_so_far(company: Company, base: ReferenceClass) -> ReferenceClass | None:
    """Return the class of the sector's own companies seen so far: few, survivors, short.

    What is kept of a year's growth in the next is the ratio of their log growths in two years
    running; it sets the start of the law. What happens after that nobody has seen yet, so the
    law goes on as on the record of the sector.
    """
    kept: list[tuple[str, float, tuple[str, ...]]] = []
    for peer in company.peers:
        pair = _two_years(company, peer.record.slug)
        if pair is not None and isinstance(peer.growth, Known):
            kept.append((peer.record.name, *pair))
    if len(kept) < FEWEST_PEERS:
        return None
    ratios = [min(k[1], MOST_KEPT) for k in kept]
    middle = median(ratios)
    names = ", ".join(f"{name} {ratio:.2f}" for name, ratio, _ in kept)
    # lasting = 1 / (1 + (distance / scale)**power), so that a distance of one keeps `middle`.
    power = float(np.asarray(base.parameters.fading_power))
    half = (middle / (1 - middle)) ** (1 / power)
    parameters = replace(
        base.parameters,
        lasting_scale=half,
        lasting_size_exponent=0.0,
        rebound_fraction=0.0,
        prior_distance_limit=1.5,
    )
    return replace(
        base,
        name="sector_so_far",
        title=f"{company.sector.title} seen so far ({len(kept)} companies)",
        parameters=parameters,
        spread={"lasting_scale": half / 2, "lasting_size_exponent": 0.0, "rebound_fraction": 0.0},
        reference=f"share of a year's log growth kept in the next: {names}; "
        f"the rest of the law as {base.title}",
        note=f"{len(kept)} companies, survivors, two years each: an upper envelope, no base rate",
        lineage=tuple(dict.fromkeys(i for k in kept for i in k[2])),
    )


def _two_years(company: Company, slug: str) -> tuple[float, tuple[str, ...]] | None:
    """Return the ratio of the last two years' log growths of a peer, if it tells three years."""
    facts = [
        f
        for f in company.judgement.of(slug, "revenue")
        if not f.of and not f.basis and f.period and f.distribution
    ]
    years = sorted(
        (f for f in facts if f.period is not None and f.period.span.months == 12),
        key=lambda f: f.held_on,
    )
    peer = next(p for p in company.peers if p.record.slug == slug)
    if len(years) < 2 or not isinstance(peer.growth, Known):
        return None
    last, before = years[-1], years[-2]
    if last.distribution is None or before.distribution is None:
        return None
    if peer.growth.held_on <= last.held_on:  # growth of the last full year: one more is needed
        if len(years) < 3 or years[-3].distribution is None:
            return None
        last, before = years[-2], years[-3]
        if last.distribution is None or before.distribution is None:
            return None
    if not before.distribution or not last.distribution:
        return None
    if before.distribution.central <= 0 or last.distribution.central <= 0:
        return None
    earlier = log(float(last.distribution.central / before.distribution.central))
    later = log1p(float(peer.growth.distribution.central))
    if earlier <= 0:
        return None
    lineage = (f"fact:{last.id}", f"fact:{before.id}", *peer.growth.lineage)
    return later / earlier, lineage
