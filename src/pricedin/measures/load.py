"""Narrative load: how much of the answer's spread rests on weak evidence and assumptions.

The share of the variance of the bet that moves with each input, from the draws already made:
inputs are drawn independently, so the squared correlations of the conditional means with them add
up, but for what they do together. Weak are facts graded D or E, and every assumption.
"""

from __future__ import annotations

from dataclasses import dataclass

from pricedin.company.figure import Assumed, Known, Missing
from pricedin.errors import PricedinError
from pricedin.measures.inquiry import SIBLING_PATHS, Inquiry
from pricedin.measures.measure import Cell, Interval, Quantity, Table
from pricedin.measures.parts import parts
from pricedin.units import percent

SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What `evidence` says of the load."""

    tables: tuple[Table, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputShare:
    """One input's share of the variance of the bet, and how it is known."""

    name: str
    share: float
    kind: str  # "fact" or "assumption"
    grade: str
    lineage: tuple[str, ...]

    @property
    def is_weak(self) -> bool:
        """True for assumptions and for facts graded D or E."""
        return self.kind == "assumption" or self.grade in ("D", "E")


def input_shares(inquiry: Inquiry) -> list[InputShare]:
    """Return each input's share of the variance of the leading bet, the largest first."""
    import numpy as np
    from scipy.special import ndtri

    from pricedin.simulation.inputs import COLUMNS

    futures = inquiry.futures()
    label = inquiry.company.price.labels[0] if inquiry.company.price.labels else "listed"
    means = futures.valuation(futures.lead, label=label).frontier.means
    drawn = futures.drawn(futures.lead, label=label)
    z = ndtri(futures.points)
    centred = means - means.mean()
    whole = float((centred**2).sum())
    known = {f.name: f for f in futures.figures.figures()}
    found = []
    for index, column in enumerate(COLUMNS):
        own = column.removeprefix("growth.") in futures.lead.spread
        from_refit = column.startswith("growth.") and column != "growth.refit" and not own
        if column.startswith("odds.") or from_refit or whole <= 0:
            continue
        values = drawn.values.get(column)
        if values is not None and column != "revenue" and float(np.ptp(values)) == 0:
            continue
        figure = known.get(column)
        if isinstance(figure, Missing) or (
            isinstance(figure, Known | Assumed)
            and figure.distribution.draw(0.1) == figure.distribution.draw(0.9)
        ):
            continue
        x = z[:, index] - z[:, index].mean()
        slope = float((x * centred).sum()) / float((x**2).sum())
        share = slope**2 * float((x**2).sum()) / whole
        if isinstance(figure, Known):
            found.append(
                InputShare(
                    name=column,
                    share=share,
                    kind="fact",
                    grade=figure.grade,
                    lineage=figure.lineage,
                )
            )
        else:
            found.append(
                InputShare(
                    name=column,
                    share=share,
                    kind="assumption",
                    grade="",
                    lineage=drawn.lineage.get(column, (f"class:{futures.lead.name}",)),
                )
            )
    # With few draws an input that does nothing still correlates a little by chance.
    noise = 1 / len(means)
    kept = [s for s in found if s.share > 3 * noise]
    return sorted(kept, key=lambda s: -s.share)


def narrative_load(inquiry: Inquiry) -> Load:
    """Return the load and the answer without what is weak, where the future can be drawn."""
    futures = inquiry.futures()
    if futures.figures.missing:
        return Load()
    try:
        shares = input_shares(inquiry)
    except PricedinError:
        return Load()
    whole = sum(s.share for s in shares)
    if whole <= 0:
        return Load()
    weak_facts = sum(s.share for s in shares if s.kind == "fact" and s.is_weak) / whole
    assumed = sum(s.share for s in shares if s.kind == "assumption") / whole
    load = Quantity(
        id="evidence.narrative_load",
        label="share of the bet's variance that rests on facts graded D or E, or on assumptions",
        value=weak_facts + assumed,
        unit="fraction",
        formula=f"facts graded D or E {percent(weak_facts, 2)}, assumptions "
        f"{percent(assumed, 2)}; of what single inputs explain, {percent(whole, 2)} of all",
        lineage=tuple(dict.fromkeys(i for s in shares for i in s.lineage)),
    )
    rows: list[tuple[Cell, ...]] = []
    quantities = [load]
    for share in shares[:SHOWN]:
        quantity = Quantity(
            id=f"evidence.share_of_variance.{share.name}",
            label=f"share of the bet's variance that moves with {_words(share.name)}",
            value=share.share,
            unit="fraction",
            formula="squared correlation of the conditional means with the input",
            lineage=share.lineage,
        )
        kind = f"fact, grade {share.grade}" if share.kind == "fact" else "assumption"
        rows.append((_words(share.name), kind, quantity))
    table = Table(
        id="evidence.load",
        title="What the spread of the bet rests on",
        columns=("input", "known as", "share of variance"),
        rows=tuple(rows),
        note="from the draws already made; what inputs do together is left out",
    )
    sound, words = _without_weak(inquiry)
    return Load(
        tables=(table,),
        quantities=(*quantities, *([sound] if sound else [])),
        sentence=f" {percent(load.value, 2)} of the spread of the bet rests on facts graded D or "
        f"E and on assumptions, {rows[0][0]} first{words}.",
    )


def _words(column: str) -> str:
    if column == "growth.refit":
        return "sampling error of the growth record"
    return column.replace("_", " ")


def _without_weak(inquiry: Inquiry) -> tuple[Quantity | None, str]:
    """Return the bet on facts of grade C and better only, other figures at their fallbacks."""
    company = inquiry.sound()
    if company is None:
        return None, "; without facts graded D and E nothing is left to answer with"
    label = company.price.labels[0] if company.price.labels else "listed"
    try:
        futures = inquiry.futures(company, paths=SIBLING_PATHS)
        row = parts(company, futures, futures.lead, label)
    except PricedinError as error:
        return None, f"; without facts graded D and E there is no answer ({error})"
    quantity = Quantity(
        id="evidence.bet_without_weak",
        label="the bet over the price without facts graded D and E",
        value=row.share,
        unit="fraction",
        interval=Interval(
            row.bet_interval[0] / float(row.price), row.bet_interval[1] / float(row.price)
        ),
        standard_error=row.standard_error / float(row.price),
        basis=f"{row.reference.title}; figures that lose their only support fall back to "
        "assumptions",
        formula="the same method on facts of grade A, B and C, the price as it is",
        lineage=row.lineage,
    )
    return quantity, f"; without those facts the bet is {percent(row.share, 2)} of the price"
