"""Months of cash: as told, on the spending that is known, and on the spending of peers."""

from __future__ import annotations

from decimal import Decimal

from pricedin.company.company import Company
from pricedin.company.figure import Assumed, Known, Missing
from pricedin.company.operations import describe
from pricedin.facts.distribution import interval
from pricedin.measures.inquiry import Inquiry
from pricedin.measures.measure import Cell, Interval, Measure, Quantity, Table
from pricedin.units import percent, short, significant

NAME = "runway"
QUESTION = "How much cash is there, and how long does it last under which spending?"

MULTIPLES_OF_BURN = (Decimal(1), Decimal("1.5"), Decimal(2), Decimal(3))


def runway(inquiry: Inquiry) -> Measure:
    """Reckon months of cash from what is public."""
    company, typed = inquiry.company, inquiry.typed
    cash = company.cash
    cash_held = typed.get("cash", cash.held)
    burn: Known | Assumed | Missing = typed.get("burn", cash.burn)
    if isinstance(cash_held, Missing):
        return Measure(
            name=NAME,
            question=QUESTION,
            answer=cash_held,
            sentence="No cash balance is public: nothing can be said of the runway.",
            missing=(cash_held, *_missing(burn)),
        )
    held = _held(company, cash_held)
    share = Quantity(
        id="runway.cash_over_price",
        label="cash over the price",
        value=held.value / company.price.headline.amount,  # type: ignore[operator]
        unit="fraction",
        formula=f"{short(held.value)} ÷ {short(company.price.headline.amount)}",
        lineage=(held.id, *company.price.lineage),
    )
    rows: list[tuple[Cell, ...]] = []
    answer: Quantity | Missing = Missing(
        name="runway", reason="no burn is public", need="net burn a month"
    )
    words = "how fast it goes is not public"
    if not isinstance(burn, Missing) and burn.distribution.central <= 0:
        answer = Missing(
            name="runway", reason="no cash is burned", need="nothing: it lasts while that is so"
        )
        words = "none of it is burned, so it lasts while that is so"
    elif not isinstance(burn, Missing):
        answer = _months(cash_held, burn)
        beyond = {"at least": "at most ", "at most": "at least "}.get(
            burn.distribution.words, "about "
        )
        words = (
            f"at {_name(burn)} ({describe(burn)}, {_how(burn)}) it lasts "
            f"{beyond}{significant(answer.value)} months"
        )
        rows += [_at(company, held, burn, factor) for factor in MULTIPLES_OF_BURN]
    for peer in company.peers:
        row = _at_peer(company, held, peer.record.slug, peer.record.name)
        if row is not None:
            rows.append(row)
    told = cash.months_told
    if isinstance(told, Known):
        rows.append(
            (
                "as a source reckons it",
                told.facts[0].accepted[0].document.name,
                Quantity(
                    id="runway.told",
                    label="months of cash as told",
                    value=told.distribution.central,
                    unit="months",
                    lineage=told.lineage,
                ),
                str(told.held_on),
            )
        )
    notes = list(cash.notes)
    if isinstance(cash.in_kind, Known):
        notes.append(
            f"{describe(cash.in_kind)} of earlier money was payment in kind (cloud credit); "
            "whether the balance counts it is not known"
        )
    prefix = {"at least": "over ", "at most": "up to "}.get(cash_held.distribution.words, "")
    return Measure(
        name=NAME,
        question=QUESTION,
        answer=answer,
        sentence=(
            f"Cash is {prefix}{short(held.value)} {company.currency} "
            f"({_source(cash_held, cash.stated)}), {percent(share.value)} of the price; {words}."
        ),
        basis=_how(cash_held),
        tables=(
            Table(
                id="runway.spending",
                title="How long the cash lasts under which spending",
                columns=("spending", "a year", "months", "note"),
                rows=tuple(rows),
                note="cash over net burn; no revenue growth, no new money. The distribution of "
                "cash under the simulated plan is in `split`",
            ),
        ),
        quantities=(held, share),
        notes=tuple(notes),
        missing=_missing(burn),
    )


def _source(held: Known | Assumed, stated: Known | Missing) -> str:
    if isinstance(held, Assumed) or isinstance(stated, Missing):
        return _how(held)
    fact = stated.facts[0]
    return f"{fact.value} {fact.qualifier.replace('_', ' ')}, grade {fact.grade}"


def _how(figure: Known | Assumed) -> str:
    if isinstance(figure, Assumed):
        return figure.source
    return f"{figure.how}, grade {figure.grade}"


def _name(burn: Known | Assumed) -> str:
    return "the burn that is known" if isinstance(burn, Known) else "the burn that is assumed"


def _missing(burn: Known | Assumed | Missing) -> tuple[Missing, ...]:
    return (burn,) if isinstance(burn, Missing) else ()


def _held(company: Company, figure: Known | Assumed) -> Quantity:
    low, high = interval(figure.distribution)
    spread = Interval(low, high) if high > low else None
    return Quantity(
        id="runway.cash",
        label="cash",
        value=figure.distribution.central,
        unit=company.currency,
        interval=spread,
        basis=figure.distribution.words,
        formula=_how(figure),
        lineage=figure.ids,
    )


def _months(held: Known | Assumed, burn: Known | Assumed) -> Quantity:
    amount, yearly = held.distribution.central, burn.distribution.central
    low_cash, high_cash = interval(held.distribution)
    low_burn, high_burn = interval(burn.distribution)
    return Quantity(
        id="runway.months",
        label="months of cash",
        value=amount / yearly * 12,
        unit="months",
        interval=Interval(low_cash / high_burn * 12, high_cash / low_burn * 12)
        if low_burn > 0
        else None,
        basis=_how(burn),
        formula=f"{short(amount)} ÷ {short(yearly)} a year × 12; the interval takes the ends of "
        "both",
        lineage=(*held.ids, *burn.ids),
    )


def _at(
    company: Company, held: Quantity, burn: Known | Assumed, factor: Decimal
) -> tuple[Cell, ...]:
    yearly = burn.distribution.central * factor
    name = _name(burn) if factor == 1 else f"{factor.normalize():f} times it"
    return (
        name,
        f"{short(yearly)} {company.currency}",
        Quantity(
            id=f"runway.months.x{factor.normalize():f}",
            label=f"months of cash at {name}",
            value=Decimal(str(held.value)) / yearly * 12,
            unit="months",
            formula=f"{short(held.value)} ÷ {short(yearly)} × 12",
            lineage=(held.id, *burn.ids),
        ),
        _how(burn) if factor == 1 else "",
    )


def _at_peer(company: Company, held: Quantity, slug: str, name: str) -> tuple[Cell, ...] | None:
    """Return the months at a filed peer's spending."""
    peer = next(p for p in company.peers if p.record.slug == slug)
    burn = peer.cash.burn
    if not isinstance(burn, Known) or burn.grade not in ("A", "B"):
        return None
    if burn.distribution.draw(0.1) <= 0:
        return None
    currency = burn.unit.removesuffix(" a year")
    rate = company.conversion.rates.on(currency, company.currency, company.price.day)
    yearly = burn.distribution.central * rate.value
    low, high = (Decimal(str(v)) * rate.value for v in interval(burn.distribution))
    amount = Decimal(str(held.value))
    return (
        f"at {name}'s burn",
        f"{short(yearly)} {company.currency}",
        Quantity(
            id=f"runway.months.at_{slug}",
            label=f"months of cash at {name}'s burn",
            value=amount / yearly * 12,
            unit="months",
            interval=Interval(float(amount / high * 12), float(amount / low * 12)),
            formula=f"{short(amount)} ÷ {short(yearly)} × 12",
            lineage=(held.id, *burn.lineage, *([rate.id] if rate.base != rate.quote else [])),
        ),
        f"{burn.how}, grade {burn.grade}",
    )
