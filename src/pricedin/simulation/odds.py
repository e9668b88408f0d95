"""Odds in the world as it is: the next price, a listing, a sale, failure.

Market prices of rounds, the sector's level, funding windows and exits live here only, and no
value rests on them. From the price under test the market value of a path drifts at the expected
return, as a price does that has no error of its own; it moves with what revenue does beyond what
the record expects, with one factor of its sector, and with luck of its own. A round comes when
the window allows or the cash demands it; its price per share is above, at or below today's. What
comes first decides: a round up, flat or down, a listing, a sale, failure, or nothing, which is a
state of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

import numpy as np

from pricedin.reference import table
from pricedin.simulation.arrays import BoolArray, FloatArray
from pricedin.simulation.assumptions import Assumption
from pricedin.simulation.draws import Draws
from pricedin.simulation.engine import Books, run
from pricedin.simulation.policy import FittedPolicy
from pricedin.simulation.record import Record, RecordInputs, Shocks
from pricedin.simulation.valuation import independent_shocks

OUTCOMES = ("up", "flat", "down", "none", "listing", "sale", "failure")
_NONE = OUTCOMES.index("none")
FLAT = 0.02  # a price within this of the last is flat, as in the tables
HORIZONS = (4, 8)  # quarters
SECTOR_KEEP = 0.93  # a quarter: sector levels revert within some four years
NEED_IN_TIGHT = 0.5  # chance a quarter that a company in need finds money in a closed window
NEED_QUARTERS = 2.0  # a company looks for money when its cash covers no more than this

ODDS_COLUMNS = (
    "odds.close_window",
    "odds.open_window",
    "odds.next_round",
    "odds.tight_over_open",
    "odds.sector_sd",
    "odds.own_sd",
    "odds.down_round_reluctance",
    "odds.removal",
    "odds.listing_share",
    "odds.tight_discount",
)

# Where a chance or a spread means anything; nothing and one where it is not named.
ALLOWED: Mapping[str, tuple[float, float]] = {
    "odds.next_round": (0.01, 0.95),
    "odds.close_window": (0.01, 0.95),
    "odds.open_window": (0.01, 0.95),
    "odds.removal": (0.0, 0.6),
    "odds.own_sd": (0.05, 2.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """Chance of each outcome within a horizon, one conditional mean a draw.

    `shares` has shape (draws, outcomes) and rows that add to one; `within` is the sampling
    variance of each. `repeated`, of shape (repeats, outcomes), holds the same chances where facts
    and parameters are drawn anew: their mean is the answer, and how far they lie apart is its
    error. Without, both come from `shares` alone.
    """

    quarters: int
    shares: FloatArray
    within: FloatArray
    repeated: FloatArray | None = None

    def mean(self, outcome: str) -> float:
        """Return the chance of an outcome."""
        found = self.shares if self.repeated is None else self.repeated
        return float(found[:, OUTCOMES.index(outcome)].mean())

    def interval(self, outcome: str) -> tuple[float, float]:
        """Return the 80 percent interval over facts and parameters, without the inner noise.

        It holds the chance itself, which for a rare event that few draws show lies above both
        percentiles.
        """
        index = OUTCOMES.index(outcome)
        column = self.shares[:, index]
        total = float(column.var(ddof=1))
        noise = float(self.within[:, index].mean())
        keep = np.sqrt(max(0.0, 1 - noise / total)) if total > 0 else 0.0
        off = np.percentile((column - column.mean()) * keep, (10, 90))
        mean = self.mean(outcome)
        return max(0.0, mean + min(0.0, float(off[0]))), min(1.0, mean + max(0.0, float(off[1])))

    def standard_error(self, outcome: str) -> float:
        """Return the sampling error of the mean: of paths, and of draws where they are repeated."""
        index = OUTCOMES.index(outcome)
        if self.repeated is not None:
            column = self.repeated[:, index]
            return float(column.std(ddof=1) / np.sqrt(column.size))
        noise = self.within[:, index]
        return float(np.sqrt(noise.mean() / noise.size))


def odds_assumptions(
    round_number: int, price_usd_m: float, *, software: bool
) -> dict[str, Assumption]:
    """Return the assumptions of the odds, from the tables.

    Parameters
    ----------
    round_number : int
        How many rounds the company has closed; picks the row of both next-round tables.
    price_usd_m : float
        Picks the size tier of the tables of highly valued private companies.
    software : bool
        Which rows of the multiples' volatility.
    """
    number = f"{round_number}" if round_number < 6 else "6+"
    upper = table("next_round_by_number_us_vc")
    lower = table("next_round_by_number_crunchbase2013")
    high = float(upper.one(financing_year_cohort="all", round_number=number)["p_next_within_1y"])
    low = float(lower.one(round_date="2005-2012", round_number=number)["p_next_within_1y"])
    low, high = min(low, high), max(low, high)
    regimes = table("vc_regimes")
    us = regimes.where(
        series="US VC dollars, yearly log growth 2000-2022", rule="growth > 0 = boom"
    )[0]
    changes = table("unicorn_valuation_changes")
    hot = [r for r in changes.rows if r["period"].startswith(("2021-06", "2021-09"))]
    cold = [r for r in changes.rows if r["period"].startswith(("2022-08", "2023"))]
    ratio = _rate(cold) / _rate(hot)
    volatility = table("sales_multiple_volatility")
    name = "software_and_internet" if software else "all_ex_financials"
    rows = volatility.where(universe=name, horizon_years="1")
    sector = [float(r["sector_median_sd_log_change"]) for r in rows]
    own = [float(r["firm_mad_sd"]) for r in rows]
    vintages = table("unicorn_vintage_outcomes")
    tier = size_tier(price_usd_m)
    removal = [
        float(r["annual_removal_hazard"])
        for r in vintages.where(start_valuation=tier)
        if 1.0 <= float(r["years"]) <= 4.5
    ]
    listed = [
        float(r["removed_name_matches_us_listed_pct"]) / float(r["removed_pct"])
        for r in vintages.where(start_valuation=tier)
        if float(r["removed_pct"]) > 0
    ]

    def row(
        key: str, value: float, bounds: tuple[float, float], unit: str, reference: str, source: str
    ) -> Assumption:
        return Assumption(
            key=key,
            value=value,
            low=bounds[0],
            high=bounds[1],
            unit=unit,
            reference=reference,
            public_from=table(source).public_from if source else date(2025, 1, 1),
            table=f"table:{source}" if source else "",
            least=ALLOWED.get(key, (0.0, 1.0))[0],
            most=ALLOWED.get(key, (0.0, 1.0))[1],
        )

    found = (
        row(
            "odds.close_window",
            float(us["p_boom_to_bust"]),
            _jeffreys(us["n_boom_to_bust"]),
            "chance a year that an open funding window closes",
            f"{us['series']}: {us['n_boom_to_bust']}, Jeffreys interval; "
            "5 spells of each kind, so the range is wide",
            "vc_regimes",
        ),
        row(
            "odds.open_window",
            float(us["p_bust_to_boom"]),
            _jeffreys(us["n_bust_to_boom"]),
            "chance a year that a closed funding window opens",
            f"{us['series']}: {us['n_bust_to_boom']}, Jeffreys interval",
            "vc_regimes",
        ),
        row(
            "odds.next_round",
            (low + high) / 2,
            (low, high),
            f"chance of another round within a year after round {number}",
            "both next-round tables as ends: Form D counts tranches and bridges (upper), "
            "Crunchbase 2013 under-reports (lower)",
            "next_round_by_number_us_vc",
        ),
        row(
            "odds.tight_over_open",
            ratio,
            (ratio / 2, min(1.0, 2 * ratio)),
            "x",
            "published re-pricings a company and year, 2022-08 to 2024-02 over 2021-06 to 2022-07",
            "unicorn_valuation_changes",
        ),
        row(
            "odds.sector_sd",
            median(sector),
            (min(sector), max(sector)),
            "standard deviation a year of the log of the sector's multiple",
            "yearly change of the median multiple, about 10 changes",
            "sales_multiple_volatility",
        ),
        row(
            "odds.own_sd",
            median(own),
            (min(own) * 0.8, max(own) * 1.5),
            "standard deviation a year of the log of a firm's multiple",
            "robust deviation of listed firms; a private price moves in steps, and further",
            "sales_multiple_volatility",
        ),
        row(
            "odds.down_round_reluctance",
            0.2,
            (0.1, 0.4),
            "chance that a round below the last price is done where the cash does not demand it",
            "judgement: set so that 12 to 28 percent of re-pricings are down, as published",
            "unicorn_step_multiples",
        ),
        row(
            "odds.removal",
            median(removal),
            (min(removal), max(removal)),
            "chance a year of leaving the list of highly valued private companies",
            f"list vintages 2016 to 2024, {tier}: listing, sale and failure are not told apart",
            "unicorn_vintage_outcomes",
        ),
        row(
            "odds.listing_share",
            0.45,
            (max(0.05, min(listed)), 0.7),
            "share of those exits that are listings",
            "judgement above a lower bound: names that match a US-listed company",
            "unicorn_vintage_outcomes",
        ),
        row(
            "odds.tight_discount",
            0.3,
            (0.15, 0.5),
            "discount at which money can be had while the window is closed",
            "judgement",
            "",
        ),
    )
    return {a.key: a for a in found}


def _jeffreys(count: str) -> tuple[float, float]:
    """Return the central 80 percent of a chance seen so many times, as ``5/16``.

    >>> [round(x, 3) for x in _jeffreys("5/16")]
    [0.185, 0.472]
    """
    from scipy.stats import beta

    seen, of = (int(word) for word in count.split("/"))
    low, high = beta.ppf((0.1, 0.9), seen + 0.5, of - seen + 0.5)
    return float(low), float(high)


def _rate(rows: list[Mapping[str, str]]) -> float:
    return sum(float(r["changes"]) for r in rows) / sum(float(r["company_years"]) for r in rows)


def size_tier(price_usd_m: float) -> str:
    """Return the size tier of the tables of highly valued private companies."""
    if price_usd_m < 2000:
        return "1_to_2bn"
    return "2_to_10bn" if price_usd_m < 10000 else "over_10bn"


def simulate_odds(
    inputs: RecordInputs,
    values: Mapping[str, FloatArray],
    draws: Draws,
    policy: FittedPolicy,
    *,
    price: FloatArray,
    paths: int,
    listed: bool,
    shocks: Shocks | None = None,
) -> tuple[Odds, ...]:
    """Simulate first events over the horizons.

    Parameters
    ----------
    inputs : RecordInputs
        With enough quarters.
    values : mapping
        One array of shape (draws,) for each of ODDS_COLUMNS.
    price : array of shape (draws, 1)
        The price under test, post-money, USD million: where market value starts.
    listed : bool
        True for a price on an exchange: it is read off every day, so only its level at the
        horizon counts, and there are no rounds.
    shocks : Shocks, optional
        Of revenue, of its own for each draw; those of the level run if not given.
    """
    quarters = max(HORIZONS)
    events = _Events(inputs, values, draws, price=price, paths=paths, quarters=quarters)
    setting = Record(
        replace(inputs, quarters=quarters),
        shocks or independent_shocks(draws, range(inputs.draws), quarters, paths),
        policy,
        risk_neutral=False,
    )
    found: dict[int, Odds] = {}

    def observe(quarter: int, _books: Books) -> None:
        events.move(quarter, setting, listed=listed)
        if quarter in HORIZONS:
            found[quarter] = events.odds(quarter, listed=listed)

    run(setting, observe)
    return tuple(found[h] for h in HORIZONS)


class _Events:
    """The first event of each path; every draw of facts and parameters has luck of its own."""

    def __init__(
        self,
        inputs: RecordInputs,
        values: Mapping[str, FloatArray],
        draws: Draws,
        *,
        price: FloatArray,
        paths: int,
        quarters: int,
    ) -> None:
        self.v = {name.removeprefix("odds."): values[name][:, None] for name in ODDS_COLUMNS}
        shape = (inputs.draws, paths)
        flat = (quarters + 1, *shape)
        self.price = price
        self.first = np.full(shape, _NONE)
        self.open = np.ones(shape, dtype=bool)  # a price that is talked of is an open window
        self.log_multiple = np.zeros(shape)
        self.sector = np.zeros(shape)
        self.cash = np.broadcast_to(inputs.cash, shape).copy()
        self.window = draws.generator("window").random(flat)
        self.event = draws.generator("round").random(flat)
        self.willing, self.exits = draws.generator("exit").random((2, *flat))
        self.sector_luck, self.own_luck = draws.generator("sector").standard_normal((2, *flat))
        p_close, p_open = self.v["close_window"], self.v["open_window"]
        self.close = 1 - (1 - p_close) ** 0.25
        self.reopen = 1 - (1 - p_open) ** 0.25
        share = p_open / (p_open + p_close)
        hazard = -np.log1p(-self.v["next_round"])
        ratio = self.v["tight_over_open"]
        self.hazard_open = hazard / (share + ratio * (1 - share))
        self.hazard_tight = self.hazard_open * ratio
        removal = self.v["removal"]
        self.listing = removal * self.v["listing_share"] / np.maximum(share, 0.2)
        self.sale = removal * (1 - self.v["listing_share"])
        self.expected_return = np.log1p(
            inputs.risk_free_rate + inputs.revenue_beta * inputs.equity_premium
        )

    def move(self, quarter: int, setting: Record, *, listed: bool) -> None:
        """Let a quarter pass; quarter 0 only notes where things stand."""
        grown = setting.state.log_revenue
        if quarter == 0:
            self.start = grown.copy()
            return
        u = self.window[quarter]
        self.open = np.where(self.open, u >= self.close, u < self.reopen)
        own = np.sqrt(np.maximum(self.v["own_sd"] ** 2 - self.v["sector_sd"] ** 2, 0.01))
        self.sector = (
            SECTOR_KEEP * self.sector + self.v["sector_sd"] * 0.5 * self.sector_luck[quarter]
        )
        self.log_multiple = self.log_multiple + own * 0.5 * self.own_luck[quarter]
        moved = grown - self.start + self.log_multiple + self.sector
        # Growth that the record expects is in the price already: on average over the paths of a
        # draw the price earns the expected return, no more.
        mean = np.log(np.exp(moved).mean(axis=-1, keepdims=True))
        self.ratio = np.exp(moved - mean + self.expected_return * 0.25 * quarter)
        # Cash of its own, before any money that a value would count as fairly priced.
        self.cash = self.cash + setting.flow
        if listed:
            # Without cash and while the window is closed nobody goes on.
            self._mark((self.cash < 0) & ~self.open, "failure")
        else:
            self._rounds(quarter, setting)

    def _mark(self, where: BoolArray, outcome: str) -> None:
        """Note an event where none was before it."""
        self.first[where & (self.first == _NONE)] = OUTCOMES.index(outcome)

    def _rounds(self, quarter: int, setting: Record) -> None:
        burn = np.maximum(-setting.flow, 0.0)
        needs = (burn > 0) & (self.cash < NEED_QUARTERS * burn)
        hazard = np.where(self.open, self.hazard_open, self.hazard_tight)
        wants = self.event[quarter] < 1 - np.exp(-0.25 * hazard)
        ratio = np.where(self.open, self.ratio, self.ratio * (1 - self.v["tight_discount"]))
        down = ratio < 1 - FLAT
        done = wants & (~down | (self.willing[quarter] < self.v["down_round_reluctance"]))
        # A company in need takes what there is, if it is worth what it needs at all.
        had = self.open | (self.event[quarter] < NEED_IN_TIGHT)
        money = needs & had & (self.price * ratio > 6 * burn)
        priced = done | money
        self._mark(priced & (ratio > 1 + FLAT), "up")
        self._mark(priced & (np.abs(ratio - 1) <= FLAT), "flat")
        self._mark(priced & down, "down")
        self._mark((self.cash < 0) & ~priced, "failure")
        exits = self.exits[quarter]
        listing = self.open & (exits < 1 - np.exp(-0.25 * self.listing))
        sale = (exits > np.exp(-0.25 * self.sale)) & ~listing
        self._mark(listing, "listing")
        self._mark(sale, "sale")

    def odds(self, quarter: int, *, listed: bool) -> Odds:
        """Return the shares of first events so far."""
        first = self.first
        if listed:
            alive = first == _NONE
            first = first.copy()
            first[alive & (self.ratio > 1 + FLAT)] = OUTCOMES.index("up")
            first[alive & (np.abs(self.ratio - 1) <= FLAT)] = OUTCOMES.index("flat")
            first[alive & (self.ratio < 1 - FLAT)] = OUTCOMES.index("down")
        came = np.stack([first == i for i in range(len(OUTCOMES))], axis=-1).astype(np.float64)
        return Odds(quarters=quarter, shares=came.mean(axis=-2), within=sampling_variance(came))


def sampling_variance(came: FloatArray) -> FloatArray:
    """Return the variance of the mean over paths, shape (draws, outcomes).

    A path and its mirror in the second half are one observation. With fewer than two pairs, and
    with an odd number of paths, which has no mirrors, it is that of a share.

    Parameters
    ----------
    came : array of shape (draws, paths, outcomes), 0 or 1
    """
    paths = came.shape[-2]
    half = paths // 2
    if paths % 2 or half < 2:
        shares = came.mean(axis=-2)
        return np.asarray(shares * (1 - shares) / max(1, paths - 1), dtype=np.float64)
    pairs = 0.5 * (came[:, :half] + came[:, half:])
    return np.asarray(pairs.var(axis=-2, ddof=1) / half, dtype=np.float64)
