"""Laws from the facts to the dossier: width, fallbacks, currencies, scale, sums, labels, hindsight.

What runs the simulation runs it with few draws and paths: laws hold at any number of them.
"""

import json
import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pricedin.claims.claim import Claim
from pricedin.company.company import Company, company
from pricedin.company.fallback import filled
from pricedin.company.figure import Known, Missing
from pricedin.dates import AsOf, Span
from pricedin.dossier.dossier import dossier
from pricedin.dossier.encode import encode_dossier
from pricedin.errors import EvidenceError, NotFoundError
from pricedin.facts.distribution import interval
from pricedin.fx import Rate, Rates
from pricedin.measures.inquiry import Inquiry, Settings
from pricedin.measures.measure import Measure, Quantity
from pricedin.measures.parts import parts
from pricedin.measures.price import price
from pricedin.measures.registry import MEASURES
from pricedin.measures.runway import runway
from pricedin.measures.split import split
from pricedin.simulation.futures import Futures
from pricedin.workspace import Workspace

JANUARY = date(2026, 1, 20)
FEW = settings(max_examples=12)  # each simulates


def case(currency: str = "USD", **amounts: Any) -> dict[str, Any]:
    """A case typed by hand; amounts of money are numbers in millions of the currency."""
    told = {"price": 800, "revenue": 60, "cash": 90, "burn": 2, **amounts}

    def money(key: str) -> str:
        return f"{Decimal(str(told[key])):f}m"

    return tomllib.loads(f"""
        name = "Acme"
        as_of = 2026-01-20
        currency = "{currency}"
        sector = "{told.get("sector", "software")}"
        gross_margin = {told.get("gross_margin", 0.75)}
        [price]
        value = "{money("price")}"
        label = "{told.get("label", "post")}"
        new_money = "{money("new_money") if "new_money" in told else ""}"
        [revenue]
        value = "{money("revenue")}"
        growth = {told.get("growth", 0.6)}
        [cash]
        value = "{money("cash")}"
        net_burn_per_month = "{money("burn")}"
    """)


class Asker:
    """Files a case in a workspace of its own and asks about it."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack

    def __call__(
        self,
        typed: dict[str, Any],
        *,
        rates: Rates | None = None,
        paths: int = 1024,
        assumed: dict[str, str] | None = None,
    ) -> Inquiry:
        workspace = self.stack.enter_context(Workspace(":memory:", rates=rates))
        workspace.new_case(typed, "typed.toml")
        return workspace.inquiry(
            "Acme", AsOf.day(JANUARY), settings=Settings(paths=paths, assume=assumed or {})
        )


def few(company_: Company, **assumed: str) -> Futures:
    """Futures with few draws, for laws that hold at any number of them."""
    return Futures(company_, seed=3, paths=512, assume=assumed, outer_draws=32)


@pytest.fixture(scope="module")
def ask() -> Iterator[Asker]:
    with ExitStack() as stack:
        yield Asker(stack)


# --- what is known less well is answered less sharply -----------------------------------------


@pytest.fixture(scope="module")
def spread(ask: Asker) -> Callable[[str, float], tuple[float, float]]:
    """Return the deviation and the interval of the value where a figure is open by a factor."""
    acme = ask(case(label="listed")).company
    middle = {"revenue": 60.0, "cash": 90.0, "burn": 24.0, "growth": 0.6}

    @lru_cache
    def of(figure: str, factor: float) -> tuple[float, float]:
        unit = "" if figure == "growth" else "m"
        ends = middle[figure] / factor, middle[figure] * factor
        text = f"{ends[0]:.6f}{unit}..{ends[1]:.6f}{unit}"
        futures = Futures(acme, seed=3, paths=1024, assume={figure: text})
        row = parts(acme, futures, futures.lead, "listed")
        means = futures.valuation(futures.lead, label="listed").frontier.means
        return float(means.std()), row.bet_interval[1] - row.bet_interval[0]

    return of


@FEW
@given(
    figure=st.sampled_from(["revenue", "cash", "burn", "growth"]),
    factors=st.lists(st.sampled_from([1.0, 1.3, 2.0]), min_size=2, max_size=2),
)
@example(figure="revenue", factors=[1.0, 2.0])
@example(figure="growth", factors=[1.0, 2.0])
def test_a_wider_fact_never_narrows_the_answer(
    spread: Callable[[str, float], tuple[float, float]], figure: str, factors: list[float]
) -> None:
    """With the same middle. 256 draws know a deviation to 1 percent, the ends of a range to 3."""
    sharp, wide = (spread(figure, factor) for factor in sorted(factors))
    assert wide[0] >= 0.99 * sharp[0]
    assert wide[1] >= 0.97 * sharp[1]


def test_a_much_wider_revenue_does_widen_the_answer(
    spread: Callable[[str, float], tuple[float, float]],
) -> None:
    assert spread("revenue", 3.0)[1] > 1.5 * spread("revenue", 1.0)[1]


# Which attributes support a figure.
SUPPORT = {
    "revenue": {"revenue", "arr", "annual_contract_value", "growth_rate"},
    "growth": {"revenue", "arr", "annual_contract_value", "growth_rate"},
    "gross_margin": {"gross_margin", "gross_profit", "cost_of_revenue"},
    "burn": {"burn", "operating_cash_flow", "net_loss", "operating_loss", "runway_months"},
    "cash": {"cash_balance", "cash_and_equivalents", "financial_assets", "ipo_proceeds"},
}


# Figures of bundled companies that a fact gives.
GIVEN = [
    ("kimi", "burn"),
    ("kimi", "cash"),
    *((name, figure) for name in ("minimax", "zhipu") for figure in ("revenue", "growth", "burn")),
    ("minimax", "cash"),
    ("zhipu", "gross_margin"),
    ("xai", "revenue"),
    ("xai", "cash"),
]


@pytest.mark.parametrize(("name", "figure"), GIVEN)
def test_a_figure_that_loses_its_only_support_is_known_no_better_than_before(
    bundled: Workspace, name: str, figure: str
) -> None:
    own = bundled.company(name, AsOf.day(JANUARY))
    known = next(f for f in filled(own).figures() if f.name == figure)
    assert isinstance(known, Known)
    slug, gone = own.record.slug, SUPPORT[figure]
    claims = tuple(c for c in own.view.claims if c.subject != slug or c.attribute not in gone)
    label = own.price.labels[0] if own.price.labels else "listed"
    without = company(
        own.record,
        replace(own.view, claims=claims),
        bundled.ledger.subjects(),
        bundled.rates,
        price=f"{own.price.headline.amount:f} {own.price.headline.currency} {label}",
    )
    left = next(f for f in filled(without).figures() if f.name == figure)
    assert not isinstance(left, Known)
    if isinstance(left, Missing):
        assert left.need  # refused by name, with what it would need
    else:
        assert _width(left.distribution) >= _width(known.distribution)


def _width(distribution: Any) -> float:
    low, high = interval(distribution)
    if low > 0:
        return float(np.log(high / low))
    return float(high - low) / max(abs(high), abs(low), 1e-12)


# --- the same in another currency -------------------------------------------------------------


class FixedRates:
    """Every currency at one rate to the dollar, on any day."""

    def __init__(self, usd: dict[str, Decimal]) -> None:
        self.usd = {"USD": Decimal(1), **usd}

    def on(self, base: str, quote: str, day: date) -> Rate:
        if not {base, quote} <= set(self.usd):  # a fraction, say, is no currency
            raise NotFoundError(f"no rate for {base}/{quote}")
        value = self.usd[base] / self.usd[quote]
        return Rate(base=base, quote=quote, value=value, on=day, source="fixed")

    def average(self, base: str, quote: str, span: Span) -> Rate:
        return self.on(base, quote, span.last_day)


@FEW
@given(rate=st.sampled_from(["0.004", "0.125", "0.5", "1.25", "3.2"]))
def test_telling_everything_in_another_currency_changes_nothing(ask: Asker, rate: str) -> None:
    """Amounts over the rate, in euro of that many dollars each."""
    per_euro = Decimal(rate)
    rates = FixedRates({"EUR": per_euro})
    amounts = {"price": 800, "revenue": 60, "cash": 90, "burn": 2}
    here = _split_of(ask(case("USD", **amounts), rates=rates))
    there = _split_of(
        ask(case("EUR", **{k: Decimal(v) / per_euro for k, v in amounts.items()}), rates=rates)
    )
    assert here.keys() == there.keys()
    for name, value in here.items():
        # Parts are whole units of their currency.
        assert float(there[name]) * float(per_euro) == pytest.approx(
            float(value), rel=1e-9, abs=1.5 * max(1.0, float(per_euro))
        ), name


def _split_of(inquiry: Inquiry) -> dict[str, Decimal]:
    futures, found = few(inquiry.company), {}
    for reference in futures.classes:
        row = parts(inquiry.company, futures, reference, inquiry.company.price.labels[0])
        for name in ("cash", "today", "progress", "bet", "burned"):
            found[f"{reference.name}.{name}"] = getattr(row, name)
    return found


def test_shares_and_months_are_the_same_in_any_currency(ask: Asker) -> None:
    rates = FixedRates({"JPY": Decimal("0.0078125")})  # a binary fraction: no rounding
    amounts = {"price": 800, "revenue": 60, "cash": 90, "burn": 2}
    yen = {k: v * 128 for k, v in amounts.items()}
    here, there = ask(case("USD", **amounts), rates=rates), ask(case("JPY", **yen), rates=rates)
    for measure in (runway, price):
        mine, theirs = ({q.id: q for q in measure(i).all_quantities()} for i in (here, there))
        assert mine.keys() == theirs.keys()
        for name, quantity in mine.items():
            factor = 128 if quantity.unit == "USD" else 1
            assert float(theirs[name].value) == pytest.approx(float(quantity.value) * factor)


# --- all money times a number -----------------------------------------------------------------


@given(
    factor=st.sampled_from(["0.001", "0.5", "3", "40", "1000"]),
    label=st.sampled_from(["pre", "post"]),
)
@settings(max_examples=10)
def test_all_money_times_a_number_multiplies_cash_and_price_and_leaves_months_and_steps(
    ask: Asker, factor: str, label: str
) -> None:
    """Not the value: a larger company grows by another law."""
    c = Decimal(factor)
    amounts = {"price": 800, "revenue": 60, "cash": 90, "burn": 2, "new_money": 50}
    plain = ask(case(label=label, **amounts))
    scaled = ask(case(label=label, **{k: v * c for k, v in amounts.items()}))
    for measure in (runway, price):
        mine, theirs = ({q.id: q for q in measure(i).all_quantities()} for i in (plain, scaled))
        assert mine.keys() == theirs.keys()
        for name, quantity in mine.items():
            by = c if quantity.unit == "USD" else Decimal(1)
            assert float(theirs[name].value) == pytest.approx(float(quantity.value) * float(by))
    both = [(i.company, few(i.company)) for i in (plain, scaled)]
    cash = [parts(acme, futures, futures.lead, label).cash for acme, futures in both]
    assert cash[1] == cash[0] * c


# --- sums -------------------------------------------------------------------------------------

MILLIONS = st.decimals(Decimal("0.01"), Decimal(20_000), places=2)


@FEW
@given(
    price_=st.decimals(Decimal(1), Decimal(50_000), places=3),
    revenue=st.decimals(Decimal("0.1"), Decimal(3000), places=2),
    cash=MILLIONS,
    burn=st.decimals(Decimal(0), Decimal(60), places=2),
    growth=st.decimals(Decimal("-0.5"), Decimal(4), places=2),
    currency=st.sampled_from(["USD", "EUR", "CNY", "JPY"]),
    label=st.sampled_from(["pre", "post", "listed", ""]),
)
def test_parts_of_every_row_add_up_to_the_price_exactly(
    ask: Asker,
    price_: Decimal,
    revenue: Decimal,
    cash: Decimal,
    burn: Decimal,
    growth: Decimal,
    currency: str,
    label: str,
) -> None:
    inquiry = ask(
        case(
            currency,
            price=price_,
            revenue=revenue,
            cash=cash,
            burn=burn,
            growth=growth,
            label=label,
        )
    )
    acme, futures = inquiry.company, few(inquiry.company)
    for reading in acme.price.labels or ("listed",):
        for reference in futures.classes:
            row = parts(acme, futures, reference, reading)
            assert row.cash + row.today + row.progress + row.bet == price_ * 10**6
            assert row.price == acme.price.headline.amount
            low, high = row.bet_interval
            assert np.isfinite([low, high, row.standard_error, row.best_share]).all()
            assert low <= high


# --- labels are scenarios ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def kimi(bundled: Workspace) -> Inquiry:
    return bundled.inquiry("kimi", AsOf.day(JANUARY), settings=Settings(paths=1024))


@pytest.fixture(scope="module")
def answers(kimi: Inquiry) -> dict[str, Measure]:
    return {name: MEASURES[name](kimi) for name in ("price", "split", "implied")}


def _by_reading(measure: Measure, label: str) -> dict[str, Quantity]:
    """Quantities of one reading, under their id without it."""
    found = {}
    for quantity in measure.all_quantities():
        words = quantity.id.split(".")
        if label in words:
            words[words.index(label)] = "*"
            found[".".join(words)] = quantity
    return found


@pytest.mark.parametrize("name", ["split", "implied"])
def test_every_number_of_one_reading_has_its_twin_in_the_other_or_none(
    answers: dict[str, Measure], name: str
) -> None:
    pre, post = (_by_reading(answers[name], label) for label in ("pre", "post"))
    assert pre
    assert post
    if name == "split":  # every part; the answer's own tail alone is told of one reading
        assert {k for k in pre if ".tail_" not in k} == set(post)


@pytest.mark.parametrize("name", ["split", "implied"])
def test_no_number_is_a_mean_of_two_readings(answers: dict[str, Measure], name: str) -> None:
    every = {q.id: float(q.value) for q in answers[name].all_quantities()}
    pre, post = (_by_reading(answers[name], label) for label in ("pre", "post"))
    weights = [w.value for q in answers["price"].all_quantities() for w in [q] if "weight" in q.id]
    assert len(weights) == 4
    for key in pre.keys() & post.keys():
        one, other = float(pre[key].value), float(post[key].value)
        if one == other:
            continue
        for weight in (0.5, *(float(w) for w in weights), 0.67, 0.84):
            for share in (weight, 1 - weight):
                mean = share * one + (1 - share) * other
                same = [i for i, v in every.items() if abs(v - mean) <= 1e-9 * abs(mean)]
                assert same == [], key


def test_a_reading_is_a_row_of_its_own_in_every_table(answers: dict[str, Measure]) -> None:
    readings = [t for m in answers.values() for t in m.tables if t.id.endswith(("parts", "gross"))]
    assert readings
    for table in readings:
        assert {row[0] for row in table.rows} == {"pre-money", "post-money"}
    steps = next(t for t in answers["price"].tables if t.id == "price.readings")
    assert len({row[:2] for row in steps.rows}) == len(steps.rows) == 4


# --- no hindsight, through to the dossier -----------------------------------------------------


def _bytes(inquiry: Inquiry) -> bytes:
    return json.dumps(encode_dossier(dossier(inquiry)), ensure_ascii=False).encode()


@pytest.fixture(scope="module")
def written(kimi: Inquiry) -> bytes:
    """The dossier of 20 January from all 402 bundled claims."""
    return _bytes(kimi)


def _told_later(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows about the company and its peers that say otherwise, and are public a day later."""
    later = {"reported": "2026-01-21", "reported_precision": "seen", "source_class": "filing"}
    made = []
    for number, (subject, attribute, value, unit, more) in enumerate(
        [
            ("moonshot", "revenue", 240_000_000, "USD", {"period": "FY2025"}),
            ("moonshot", "arr", 900_000_000, "USD", {"as_of": "2026-01-01"}),
            ("moonshot", "cash_balance", 3_000_000_000, "USD", {"as_of": "2026-01-15"}),
            ("moonshot", "burn", 90_000_000, "USD", {"period": "2025-12"}),
            ("moonshot", "gross_margin", 0.9, "fraction", {"period": "FY2025"}),
            ("moonshot", "valuation", 9_000_000_000, "USD", {"as_of": "2026-01-21"}),
            ("minimax", "revenue", 500_000_000, "USD", {"period": "FY2025"}),
            ("zhipu", "cash_balance", 9_000_000_000, "CNY", {"as_of": "2026-01-10"}),
            ("stepfun", "valuation", 7_000_000_000, "USD", {"as_of": "2026-01-12"}),
        ]
    ):
        made.append(
            {
                **row,
                "id": f"later-{number}",
                "company": subject,
                "attribute": attribute,
                "value": value,
                "unit": unit,
                "period": None,
                "as_of": None,
                "paraphrase": "An invented row.",
                **later,
                **more,
            }
        )
    return made


def test_claims_that_are_public_later_change_no_byte_of_the_dossier(
    bundled: Workspace,
    row: Callable[..., dict[str, Any]],
    rows_file: Callable[..., Path],
    written: bytes,
) -> None:
    """A ledger that never heard of the 27 bundled claims of later days, but of nine others."""
    public: tuple[Claim, ...] = bundled.ledger.view(AsOf.day(JANUARY)).claims
    assert len(public) == 375
    with Workspace(":memory:") as other:
        other.ledger.register(bundled.ledger.subjects())
        other.ledger.append(public)
        report = other.import_file(rows_file(*_told_later(row())))
        assert report.problems == []
        assert report.receipt.added == 9
        inquiry = other.inquiry("kimi", AsOf.day(JANUARY), settings=Settings(paths=1024))
        assert _bytes(inquiry) == written
        # They are not lost: a day later the company has another price.
        later = other.company("kimi", AsOf.day(JANUARY + timedelta(days=1)))
        assert later.price.headline.amount == 9_000_000_000


# --- growth that was faster is worth no less --------------------------------------------------


@pytest.fixture(scope="module")
def worth(ask: Asker) -> Callable[[int], float]:
    """Return the value of a company of 100m without burn that grew by so many percent."""
    acme = ask(case(label="listed", revenue=100, burn=0)).company

    def of(growth: int) -> float:
        given = {"growth": f"{growth}%"}
        futures = Futures(acme, seed=3, paths=4096, assume=given, outer_draws=64)
        return futures.valuation(futures.lead, label="listed").frontier.mean

    return of


def test_a_company_that_grew_faster_is_worth_more(worth: Callable[[int], float]) -> None:
    values = [worth(growth) for growth in (0, 10, 20, 40, 80, 150, 300)]
    assert values == sorted(values)


@pytest.mark.xfail(
    strict=True,
    reason="the law gives a fall of half back as growth (rebound): of 100m of revenue and no burn, "
    "minus 50 percent is worth 1.7 times minus 10 percent; the tables only say 'fell'",
)
def test_a_company_that_fell_by_half_is_worth_no_more_than_one_that_fell_by_a_tenth(
    worth: Callable[[int], float],
) -> None:
    assert worth(-50) <= worth(-10)


# --- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["revenue", "cash"])
def test_a_figure_that_nothing_gives_is_told_by_name_in_every_measure_that_needs_it(
    ask: Asker, missing: str
) -> None:
    typed = case()
    typed[missing] = {}
    if missing == "cash":
        typed["cash"] = {}
    inquiry = ask(typed)
    for name in ("split", "implied", "outlook"):
        told = MEASURES[name](inquiry)
        assert missing in {m.name for m in told.missing}, name
    with pytest.raises(EvidenceError, match=f"{missing} is missing"):
        futures = inquiry.futures()
        futures.figures.given(missing)


def test_splitting_needs_no_more_than_it_says(ask: Asker) -> None:
    told = split(ask(case()))
    assert told.missing == ()
    assert isinstance(told.answer, Quantity)
