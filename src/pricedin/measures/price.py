"""What was actually priced: pre or post, new money, step-up, under each reading of the labels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pricedin.company.company import Company
from pricedin.company.figure import Known, Missing, central
from pricedin.company.price import PriceUnderTest
from pricedin.company.rounds import Reading, Round
from pricedin.dates import years_between
from pricedin.facts.fact import Fact, Label
from pricedin.measures.inquiry import Inquiry
from pricedin.measures.measure import Cell, Interval, Measure, Quantity, Table
from pricedin.units import Money, percent, short

NAME = "price"
QUESTION = "What was actually priced, under each reading of the labels?"

GROWTH_SHOWN = (Decimal("0.5"), Decimal(1), Decimal(2), Decimal(5))
SAME_ROUND = Decimal("0.01")  # headline plus new money within this of the next headline


def price(inquiry: Inquiry) -> Measure:
    """Compare the price under test with the priced event before it."""
    company = inquiry.company
    if company.price.kind == "listed":
        return _listed(company)
    prior = company.prior
    if prior is None:
        return _alone(company)
    return _step(company, prior)


# --- two rounds ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pair:
    """Both headlines in one currency, with the new money of each round where it is known."""

    before: Decimal
    now: Decimal
    new_before: Known | Missing
    new_now: Known | Missing
    currency: str


def _step(company: Company, prior: Round) -> Measure:
    tested = company.price
    rate = company.conversion.rates.on(prior.headline.currency, company.currency, prior.held_on)
    pair = _Pair(
        rate.convert(prior.headline).amount,
        tested.headline.amount,
        prior.new_money,
        tested.new_money,
        company.currency,
    )
    lineage = (f"fact:{prior.fact.id}", *tested.lineage) + (
        (rate.id,) if rate.base != rate.quote else ()
    )
    rows: list[tuple[Cell, ...]] = []
    leading: Quantity | Missing | None = None
    combos = sorted(
        (
            (prior.readings[a].weight * tested.readings[b].weight, a, b)
            for a in prior.readings
            for b in tested.labels
        ),
        reverse=True,
    )
    for weight, a, b in combos:
        moved, words = _moved(pair, a, b, lineage)
        leading = leading or moved
        rows.append(
            (
                f"{a}-money",
                f"{b}-money",
                moved,
                words,
                _support(prior, prior.readings[a], tested, tested.readings[b]),
                Quantity(
                    id=f"price.weight.{a}_{b}",
                    label=f"weight of {a} → {b}",
                    value=weight,
                    unit="fraction",
                    formula="product of the weights of both readings; an assumption",
                    lineage=lineage,
                ),
            )
        )
    table = Table(
        id="price.readings",
        title="The step in price per share, under each reading",
        columns=(
            f"{short(pair.before)} was",
            f"{short(pair.now)} is",
            "price per share moved",
            "how",
            "supported by",
            "weight",
        ),
        rows=tuple(rows),
        note="new pre-money over last post-money − 1, the change in price per share if the "
        "option pool is unchanged; weights are assumptions, and no two readings are averaged",
    )
    headline = Quantity(
        id="price.headline_over_headline",
        label="headline over headline",
        value=pair.now / pair.before - 1,
        unit="fraction",
        formula=f"{short(pair.now)} ÷ {short(pair.before)} − 1, whatever the labels",
        lineage=lineage,
    )
    speed, speed_table = _speed(company, prior.held_on, tested.day, pair, lineage)
    same_round = _same_round(pair, prior, tested)
    missing = tuple(
        f for f in (tested.new_money,) if isinstance(f, Missing) and "post" in tested.labels
    )
    best = (prior.best_label, tested.labels[0])
    return Measure(
        name=NAME,
        question=QUESTION,
        answer=leading if leading is not None else headline,
        sentence=_sentence(company, prior, pair, best, leading, same_round),
        basis=f"read as {best[0]}-money → {best[1]}-money",
        tables=(table, speed_table),
        quantities=(headline, *speed),
        notes=(*([same_round] if same_round else []), *tested.flags),
        missing=missing,
        series={
            "readings": [
                {
                    "reading": f"{row[0]} → {row[1]}",
                    "step_up": float(row[2].value) if isinstance(row[2], Quantity) else None,
                    "weight": float(row[5].value) if isinstance(row[5], Quantity) else None,
                    "words": row[3],
                }
                for row in rows
            ],
            "new_money": _over_new_money(pair),
        },
    )


def _moved(
    pair: _Pair, before: Label, now: Label, lineage: tuple[str, ...]
) -> tuple[Quantity | Missing, str]:
    """Return the step in price per share, or what new money it turns on."""
    old, old_words = _post(pair, before)
    if old is None:
        return (
            Missing(
                name=f"step_up {before} → {now}",
                reason="the new money of the earlier round is not public",
                need="how much the earlier round raised",
            ),
            f"({short(pair.before)} + its new money) below the line",
        )
    name = f"price.step_up.{before}_{now}"
    label = f"step-up, {before} → {now}"
    used = lineage + _lineage(pair.new_before if before == "pre" else None)
    if now == "pre":
        words = f"{short(pair.now)} ÷ {old_words} − 1"
        return (
            Quantity(
                id=name,
                label=label,
                value=pair.now / old - 1,
                unit="fraction",
                formula=words,
                lineage=used,
            ),
            words,
        )
    words = f"({short(pair.now)} − x) ÷ {old_words} − 1"
    if isinstance(pair.new_now, Known):
        new = pair.new_now.distribution
        low, high = (pair.now - Decimal(str(new.draw(u))) for u in (0.9, 0.1))
        return (
            Quantity(
                id=name,
                label=label,
                value=(pair.now - new.central) / old - 1,
                unit="fraction",
                interval=Interval(float(low / old - 1), float(high / old - 1)),
                formula=words + f", x = {short(new.central)}",
                lineage=used + _lineage(pair.new_now),
            ),
            words,
        )
    even = pair.now - old
    edge = (
        f"0% at x = {short(even)} {pair.currency}, a down round beyond"
        if even > 0
        else "0% only without new money, a down round with any"
    )
    return (
        Missing(
            name=label,
            reason=f"x, the new money, is not public; {words}",
            need=edge,
        ),
        f"{words}: {edge}",
    )


def _post(pair: _Pair, label: Label) -> tuple[Decimal | None, str]:
    """Return the earlier round's post-money under a reading, and its words."""
    if label == "post":
        return pair.before, short(pair.before)
    added = central(pair.new_before)
    if added is None:
        return None, ""
    return pair.before + added, f"({short(pair.before)} + {short(added)})"


def _lineage(figure: Known | Missing | None) -> tuple[str, ...]:
    return figure.lineage if isinstance(figure, Known) else ()


def _over_new_money(pair: _Pair) -> list[dict[str, float | str]]:
    """Step-up against unknown new money, for the readings that turn on it."""
    points: list[dict[str, float | str]] = []
    for before in ("post", "pre"):
        old, _ = _post(pair, before)
        if old is None:
            continue
        for step in range(21):
            new = pair.now * Decimal(step) / 100
            points.append(
                {
                    "reading": f"{before}-money → post-money",
                    "new_money": float(new),
                    "step_up": float((pair.now - new) / old - 1),
                }
            )
    return points


def _support(prior: Round, before: Reading, tested: PriceUnderTest, now: Reading) -> str:
    unlabelled = ""
    if tested.fact is not None:
        silent = sorted(
            {
                f"{c.origin_name} ({c.grade})"
                for c in tested.fact.accepted
                if c.attribute == "valuation" and c.grade == tested.fact.grade
            }
        )
        if silent:
            unlabelled = f"; {', '.join(silent)} says neither"
    return (
        f"{short(prior.headline.amount)}: {before.support} · "
        f"{short(tested.headline.amount)}: {now.support}{unlabelled}"
    )


def _same_round(pair: _Pair, prior: Round, tested: PriceUnderTest) -> str:
    added = central(pair.new_before)
    if added is None or abs(pair.before + added - pair.now) > SAME_ROUND * pair.now:
        return ""
    return (
        f"{short(pair.before)} + {short(added)} is {short(pair.now)}: read as pre-money, the "
        "later headline is the earlier round after its own money, and nothing was re-rated"
    )


def _speed(
    company: Company, start: date, end: date, pair: _Pair, lineage: tuple[str, ...]
) -> tuple[tuple[Quantity, ...], Table]:
    """Return how much growth adds in the time, and what the step would need."""
    years = years_between(start, end)
    days = (end - start).days
    rows: list[tuple[Cell, ...]] = []
    for rate in GROWTH_SHOWN:
        added = Quantity(
            id=f"price.growth_adds.{rate.normalize():f}",
            label=f"what growth of {percent(rate)} a year adds in {days} days",
            value=(1 + rate) ** years - 1,
            unit="fraction",
            formula=f"(1 + {percent(rate)}) ^ ({days} / 365.25) − 1",
            lineage=lineage,
        )
        rows.append((f"revenue grows {percent(rate)} a year", added))
    step = pair.now / pair.before
    needed: tuple[Quantity, ...] = ()
    if step > 1 and days > 0:
        need = Quantity(
            id="price.growth_needed",
            label=f"growth a year at which {days} days make the whole step",
            value=step ** (1 / years) - 1,
            unit="fraction a year",
            formula=f"({short(pair.now)} ÷ {short(pair.before)}) ^ (365.25 / {days}) − 1, "
            "across all revenue",
            lineage=lineage,
        )
        needed = (need,)
        rows.append((f"to make {short(pair.before)} into {short(pair.now)}", need))
    for fact in company.growth_told:
        rows.append((_told(fact), "claimed for a part of unknown base"))
    return needed, Table(
        id="price.speed",
        title=f"What {days} days of growth add",
        columns=("growth", f"in {days} days"),
        rows=tuple(rows),
        note="Arithmetic, not cause: expected growth was in the first price already.",
    )


def _told(fact: Fact) -> str:
    number = fact.accepted[0].number or Decimal(0)
    of = fact.of.replace("_", " ")
    if fact.attribute == "growth_multiple":
        return f"{of} ×{short(number)} ({fact.origins[0]}, {fact.grade})"
    every = {"per_month": " a month", "guidance": ", guided"}.get(fact.basis, "")
    return f"{of} +{percent(number)}{every} ({fact.origins[0]}, {fact.grade})"


def _sentence(
    company: Company,
    prior: Round,
    pair: _Pair,
    best: tuple[Label, Label],
    leading: Quantity | Missing | None,
    same_round: str,
) -> str:
    tested = company.price
    status = tested.status.replace("_", " ")
    start = (
        f"From {short(pair.before)} {pair.currency} (read as {best[0]}-money, "
        f"{prior.held_on}) to {short(pair.now)} {pair.currency} (read as {best[1]}-money, "
        f"{status}, {tested.day})"
    )
    if isinstance(leading, Quantity):
        value = float(leading.value)
        if abs(value) < 0.0005:
            text = f"{start} the price per share did not move"
        else:
            verb = "rose" if value > 0 else "fell"
            text = f"{start} the price per share {verb} {percent(abs(value))}"
    else:
        text = f"{start} the step turns on new money that is not public"
    return text + (f"; {same_round}." if same_round else ".")


# --- one price alone -------------------------------------------------------------------------


def _alone(company: Company) -> Measure:
    tested = company.price
    rows: list[tuple[Cell, ...]] = []
    for label in tested.labels:
        rows.append((f"{label}-money", *_sides(company, label), tested.readings[label].support))
    status = tested.status.replace("_", " ")
    return Measure(
        name=NAME,
        question=QUESTION,
        answer=Missing(
            name="step_up",
            reason="no earlier price is known",
            need="the last round: its headline, label and new money",
        ),
        sentence=f"{tested.headline} ({status}, {tested.day}) is the only price known: there is "
        "no step to explain.",
        tables=(
            Table(
                id="price.readings",
                title="The price under each reading of its label",
                columns=("read as", "pre-money", "post-money", "supported by"),
                rows=tuple(rows),
            ),
        ),
        notes=tested.flags,
        missing=(tested.new_money,) if isinstance(tested.new_money, Missing) else (),
    )


def _sides(company: Company, label: Label) -> tuple[Cell, Cell]:
    """Return pre- and post-money of the tested price under one reading."""
    tested, currency = company.price, company.currency
    headline = tested.headline.amount
    new = central(tested.new_money)
    unknown = Missing(name="new_money", reason="the new money is not public", need="its amount")
    amounts: dict[str, Decimal | None] = {
        label: headline,
        "post" if label == "pre" else "pre": None
        if new is None
        else headline + (new if label == "pre" else -new),
    }
    cells: list[Cell] = []
    for side in ("pre", "post"):
        amount = amounts[side]
        if amount is None:
            cells.append(unknown)
        else:
            sign = "−" if label == "post" else "+"
            moved = "" if side == label or new is None else f" {sign} {short(new)} of new money"
            cells.append(
                Quantity(
                    id=f"price.{side}_money.read_as_{label}",
                    label=f"{side}-money, headline read as {label}-money",
                    value=amount,
                    unit=currency,
                    formula=f"{tested.headline} as {label}-money{moved}",
                    lineage=tested.lineage + _lineage(tested.new_money),
                )
            )
    return cells[0], cells[1]


# --- a price on an exchange ------------------------------------------------------------------


def _listed(company: Company) -> Measure:
    tested = company.price
    rows: list[tuple[Cell, ...]] = []
    offer = [
        f
        for f in company.facts
        if f.attribute == "market_cap"
        and f.basis == "offer_price"
        and isinstance(f.value, Money)
        and f.held_on <= tested.day
    ]
    quantities: list[Quantity] = []
    if offer:
        rows.append(_since(company, max(offer, key=lambda f: f.held_on), "offer", quantities))
    if company.prior is not None:
        rows.append(_since(company, company.prior.fact, "last_round", quantities))
    answer: Quantity | Missing = (
        quantities[0]
        if quantities
        else Missing(name="step_up", reason="no earlier price is known", need="an earlier price")
    )
    first = ""
    if quantities:
        first = (
            f", {percent(abs(float(quantities[0].value)))} "
            f"{'above' if quantities[0].value >= 0 else 'below'} {rows[0][0]}"
        )
    return Measure(
        name=NAME,
        question=QUESTION,
        answer=answer,
        sentence=f"On {tested.day} the market valued all shares at {tested.headline}{first}.",
        basis="price on an exchange: one reading, neither pre- nor post-money",
        tables=(
            Table(
                id="price.readings",
                title="The market's price beside earlier ones",
                columns=("earlier price", "of", "value over value", "how"),
                rows=tuple(rows),
                note="value over value counts the money that came in between; it is no change "
                "in price per share unless no shares were sold",
            ),
        ),
        quantities=tuple(quantities),
        notes=tested.flags,
        series={
            "readings": [
                {"reading": q.label, "step_up": float(q.value), "weight": 1.0, "words": q.formula}
                for q in quantities
            ],
            "new_money": [],
        },
    )


def _since(company: Company, fact: Fact, name: str, quantities: list[Quantity]) -> tuple[Cell, ...]:
    tested, value = company.price, fact.value
    if not isinstance(value, Money) or fact.distribution is None:
        raise AssertionError("only priced facts are compared")
    amount = Money(fact.distribution.central, fact.unit)
    rate = company.conversion.rates.on(amount.currency, company.currency, fact.held_on)
    before = rate.convert(amount).amount
    words = {"offer": "the offer price", "last_round": "the last round's headline"}[name]
    moved = Quantity(
        id=f"price.value_over.{name}",
        label=f"value over {words}",
        value=tested.headline.amount / before - 1,
        unit="fraction",
        formula=f"{tested.headline} ÷ {short(before)} {company.currency} − 1",
        lineage=(
            *tested.lineage,
            f"fact:{fact.id}",
            *((rate.id,) if rate.base != rate.quote else ()),
        ),
    )
    quantities.append(moved)
    return words, f"{fact.held_on}: {amount}", moved, moved.formula
