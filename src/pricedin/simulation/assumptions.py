"""Every assumed number in one place: value, unit, range, reference.

The range is read as the 10th and 90th percentile of what could reasonably be believed; a draw is
a split normal around the value, on a log scale where the number is a rate, cut at three standard
deviations. Nothing here comes from the price under test, nor from any price of an AI company.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import inf

import numpy as np

from pricedin.errors import InputError, NotFoundError
from pricedin.reference import Sector, Table, table, ten_year_yield
from pricedin.simulation.arrays import FloatArray
from pricedin.units import parse_fraction, parse_number

_Z90 = 1.2815515655446004
_CUT = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One number that no fact gives.

    `low` and `high` are its 10th and 90th percentile; equal to `value` if it is taken as given.
    Outside of `least` and `most` it means nothing: no draw lies there, and none can be typed.
    """

    key: str
    value: float
    low: float
    high: float
    unit: str
    reference: str
    public_from: date
    log: bool = False
    table: str = ""
    least: float = -inf
    most: float = inf

    @property
    def id(self) -> str:
        """Name in a lineage."""
        return f"assumption:{self.key}"

    def draw(self, z: FloatArray) -> FloatArray:
        """Return values at standard normals `z`."""
        z = np.clip(z, -_CUT, _CUT)
        value, low, high = self.value, self.low, self.high
        if self.log:
            value, low, high = np.log(value), np.log(low), np.log(high)
        moved = value + np.where(z >= 0, (high - value) * z, (value - low) * z) / _Z90
        found = np.exp(moved) if self.log else moved
        return np.asarray(np.clip(found, self.least, self.most), dtype=np.float64)


_NEVER = 1e-6  # of what lies on a log scale
# What each can be at all: a fraction of a whole is between nothing and one, a rate a year is no
# percentage typed as a number, and a time or a cost is not below nothing.
ALLOWED: Mapping[str, tuple[float, float]] = {
    "risk_free_rate": (-0.02, 0.5),
    "equity_premium": (0.0, 0.5),
    "revenue_beta": (0.0, 5.0),
    "mature_operating_margin": (-1.0, 1.0),
    "mature_gross_margin": (0.0, 1.0),
    "gross_margin_years": (_NEVER, 50.0),
    "tax_rate": (0.0, 1.0),
    "cost_elasticity": (_NEVER, 10.0),
    "cut_years": (_NEVER, 50.0),
    "keep_up_growth": (_NEVER, 5.0),
    "sales_to_capital": (_NEVER, 1000.0),
    "return_on_new_capital": (_NEVER, 10.0),
    "terminal_growth": (-0.2, 0.2),
    "churn": (_NEVER, 10.0),
    "recovery": (0.0, 1.0),
    "raise_months": (0.0, 240.0),
}


def _row(
    key: str,
    value: float,
    low: float,
    high: float,
    unit: str,
    reference: str,
    public_from: date,
    *,
    log: bool = False,
    source: Table | None = None,
) -> Assumption:
    return Assumption(
        key=key,
        value=value,
        low=low,
        high=high,
        unit=unit,
        reference=reference,
        public_from=public_from,
        log=log,
        table=source.id if source else "",
        least=ALLOWED[key][0],
        most=ALLOWED[key][1],
    )


_JUDGED = date(2025, 1, 1)  # judgements of ours carry no hindsight on any bundled case


def _industry(sector: Sector, column: str, day: date) -> tuple[list[float], str, date]:
    """Return an industry's figures of the vintages public by `day`, oldest first."""
    found = table("damodaran_industry_excerpt")
    values, last = [], date.min
    for row in found.where(industry=sector.industry):
        year, month = map(int, row["vintage"].split("-"))
        public = date(year, month, 5)
        if public <= day and row[column]:
            values.append(float(row[column]))
            last = max(last, public)
    if not values:  # nothing was public yet: the oldest, and the answer says so
        row = found.where(industry=sector.industry)[0]
        values = [float(row[column])]
        year, month = map(int, row["vintage"].split("-"))
        last = date(year, month, 5)
    words = f"{found.source.split(',')[0]}, {sector.industry}; {sector.reason}"
    return values, words, last


def default_assumptions(sector: Sector, day: date) -> dict[str, Assumption]:
    """Return the assumptions of a sector as public on `day`.

    Parameters
    ----------
    sector : Sector
        Names the industry row that margin and beta come from.
    day : date
        Yields and industry averages are the last ones public then.
    """
    ten_year = ten_year_yield(day)
    rate = float(ten_year.per_year)
    betas, beta_words, beta_day = _industry(sector, "unlevered_beta", day)
    margins, margin_words, margin_day = _industry(sector, "pretax_operating_margin", day)
    margin = margins[-1]
    industry = table("damodaran_industry_excerpt")
    rows = (
        _row(
            "risk_free_rate",
            rate,
            rate - 0.005,
            rate + 0.005,
            "a year",
            f"US 10-year yield, mean of {ten_year.month}, Federal Reserve H.15; the range is half "
            "a point either way",
            ten_year.public_from,
            source=table("us_10y_yield"),
        ),
        _row(
            "equity_premium",
            0.05,
            0.04,
            0.06,
            "a year",
            "judgement: the range that appraisers and surveys use for the US",
            _JUDGED,
        ),
        _row(
            "revenue_beta",
            betas[-1],
            max(0.4, betas[-1] - 0.25),
            betas[-1] + 0.25,
            "x",
            f"unlevered beta, {beta_words}; that of revenue is taken to be that of the assets",
            beta_day,
            source=industry,
        ),
        _row(
            "mature_operating_margin",
            margin,
            0.6 * margin,
            1.1 * margin,
            "fraction of revenue, before tax",
            f"last public vintage, {margin_words}; from 0.6 to 1.1 times that, since it weighs "
            "the largest firms most",
            margin_day,
            source=industry,
        ),
        _row(
            "mature_gross_margin",
            0.70,
            0.55,
            0.80,
            "fraction of revenue",
            "judgement: gross margins of listed software firms; the industry table has none. A "
            "company's own is used where it is higher",
            _JUDGED,
        ),
        _row(
            "gross_margin_years",
            3.0,
            1.5,
            5.0,
            "years to close 63 percent of the gap to the mature gross margin",
            "judgement",
            _JUDGED,
            log=True,
        ),
        _row(
            "tax_rate",
            0.25,
            0.21,
            0.28,
            "fraction of profit",
            "statutory rates of the US with states, China and Europe; losses are carried forward",
            _JUDGED,
        ),
        _row(
            "cost_elasticity",
            0.55,
            0.35,
            0.85,
            "percent of cost a percent of revenue growth",
            "Anderson, Banker and Janakiraman, Are Selling, General, and Administrative Costs "
            "'Sticky'?, Journal of Accounting Research 41(1), 2003: +0.55 percent of SG&A a "
            "percent of sales growth; the range is judgement",
            _JUDGED,
            log=True,
        ),
        _row(
            "cut_years",
            1.0,
            0.5,
            2.0,
            "years to close 63 percent of the gap to the mature cost ratio",
            "judgement: plans are yearly",
            _JUDGED,
            log=True,
        ),
        _row(
            "keep_up_growth",
            0.25,
            0.15,
            0.40,
            "log growth a year above which spending follows the plan",
            "judgement: below it investors ask for margin",
            _JUDGED,
            log=True,
        ),
        _row(
            "sales_to_capital",
            2.5,
            1.5,
            4.0,
            "new revenue over new capital",
            "judgement, as in published reverse-DCF work on hardware and software",
            _JUDGED,
            log=True,
        ),
        _row(
            "return_on_new_capital",
            0.25,
            0.15,
            0.40,
            "after tax, a year, at the horizon",
            "judgement: between the cost of capital and what asset-light leaders earn",
            _JUDGED,
            log=True,
        ),
        _row(
            "terminal_growth",
            min(0.03, rate - 0.005),
            min(0.02, rate - 0.01),
            min(0.04, rate),
            "a year, nominal, for ever after the horizon",
            "judgement: long-run nominal growth of rich economies, never above the risk-free rate",
            _JUDGED,
        ),
        _row(
            "churn",
            0.15,
            0.08,
            0.30,
            "log decay a year of today's revenue without growth spending",
            "judgement: what is left when nothing is spent on growth",
            _JUDGED,
            log=True,
        ),
        _row(
            "recovery",
            0.5,
            0.25,
            0.8,
            "fraction of remaining cash that winding down leaves",
            "judgement: claims of staff, landlords and suppliers come first",
            _JUDGED,
        ),
        _row(
            "raise_months",
            18.0,
            12.0,
            24.0,
            "months of burn that a raise brings",
            "judgement: common practice",
            _JUDGED,
        ),
    )
    return {row.key: row for row in rows}


def with_overrides(
    assumptions: Mapping[str, Assumption], given: Mapping[str, str], others: Mapping[str, str]
) -> dict[str, Assumption]:
    """Return the assumptions with the user's own in place.

    A value is a number, a percentage, or a range ``low..high`` whose middle leads.

    Parameters
    ----------
    given : mapping of key to text
        What the user typed.
    others : mapping
        Keys that are read elsewhere, and are not unknown here.

    Raises
    ------
    NotFoundError
        If a key is neither an assumption nor one of `others`.
    InputError
        If a value is no number, or none that the assumption can take; and if what grows for ever
        would outgrow what it is discounted at.
    """
    result = dict(assumptions)
    for key, text in given.items():
        if key in others:
            continue
        if key not in result:
            raise NotFoundError.near("assumption", key, [*result, *others])
        low, value, high = parse_range(text)
        old = result[key]
        if old.log and low <= 0:
            raise InputError(f"{key} must be positive; got '{text}'")
        check_allowed(key, text, (low, high), (old.least, old.most), old.unit)
        result[key] = replace(
            old, value=value, low=low, high=high, reference="the user's own", table=""
        )
    _check_growth_for_ever(result)
    return result


def check_allowed(
    key: str,
    text: str,
    given: tuple[float, float],
    allowed: tuple[float, float],
    unit: str,
) -> None:
    """Raise InputError where a typed value or range leaves what it can be.

    >>> check_allowed("tax_rate", "20", (20, 20), (0, 1), "fraction of profit")
    Traceback (most recent call last):
    ...
    pricedin.errors.InputError: tax_rate lies between 0 and 1 (fraction of profit); got '20'...
    """
    if given[0] < allowed[0] or given[1] > allowed[1]:
        hint = ". Twenty percent is 0.2 or 20%" if given[1] > allowed[1] <= 1 else ""
        raise InputError(
            f"{key} lies between {allowed[0]:g} and {allowed[1]:g} ({unit}); got '{text}'{hint}"
        )


def _check_growth_for_ever(found: Mapping[str, Assumption]) -> None:
    """Raise InputError where a perpetuity would be worth no finite amount."""
    needed = ("terminal_growth", "risk_free_rate", "revenue_beta", "equity_premium")
    if not all(key in found for key in needed):
        return
    growth, rate, beta, premium = (found[key].value for key in needed)
    if growth >= rate + beta * premium:
        raise InputError(
            f"terminal_growth of {growth:g} is not below the discount rate of "
            f"{rate + beta * premium:g} (risk_free_rate + revenue_beta × equity_premium); "
            "lower the one or raise the other"
        )


def parse_range(
    text: str, read: Callable[[str], float] | None = None
) -> tuple[float, float, float]:
    """Read ``0.2``, ``20%`` or ``0.1..0.3`` as low, value, high.

    >>> parse_range("10%..30%")
    (0.1, 0.2, 0.3)
    """

    def number(word: str) -> float:
        return float(parse_fraction(word) if "%" in word else parse_number(word))

    convert = read or number
    left, dots, right = text.partition("..")
    if not dots:
        value = convert(left)
        return value, value, value
    low, high = convert(left), convert(right)
    if high < low:
        raise InputError(f"a range runs upwards; got '{text}'")
    return low, (low + high) / 2, high
