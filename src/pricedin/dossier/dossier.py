"""A finished answer as plain data: the sentence on top, the measures, what changed, problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pricedin.claims.claim import Claim
from pricedin.company.company import Company
from pricedin.company.figure import Missing
from pricedin.company.price import PriceUnderTest
from pricedin.dates import AsOf
from pricedin.errors import PricedinError, Problem
from pricedin.facts.review import Records
from pricedin.measures.inquiry import Inquiry
from pricedin.measures.measure import Measure, Quantity, Unreviewed
from pricedin.measures.registry import MEASURES
from pricedin.reference import table
from pricedin.units import short

SCHEMA = "pricedin.dossier/1"

# What a reader wants first; any other measure follows.
ORDER = (
    "split",
    "price",
    "implied_revenue",
    "implied",
    "runway",
    "peers",
    "outlook",
    "evidence",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that became public after the price was first stated."""

    subject: str
    about: str
    value: str
    held_on: date
    public_from: date
    ref: str
    is_price: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The answer to one inquiry; `records` is what the ledger keeps beside its claims."""

    case: str
    title: str
    as_of: AsOf
    price: PriceUnderTest
    headline: str
    measures: Mapping[str, Measure]
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    counts: Mapping[str, int]
    company: Company
    inquiry: Inquiry
    records: Records = field(default_factory=Records)

    def quantities(self) -> dict[str, Quantity]:
        """Return every number of the dossier by its id."""
        return {q.id: q for m in self.measures.values() for q in m.all_quantities()}

    @property
    def unreviewed(self) -> Unreviewed:
        """What of the answer rests on unreviewed claims: of the split, or of what was asked."""
        if "split" in self.measures:
            return self.measures["split"].unreviewed
        found = [m.unreviewed for m in self.measures.values()]
        return max(found, key=lambda u: (u.facts, u.only, u.of), default=Unreviewed())

    @property
    def unreviewed_words(self) -> str:
        """Say how much of the answer is unreviewed; nothing where none is."""
        told = self.unreviewed
        if not told.facts:
            return ""
        return (
            f"{told.facts} of {told.of} facts behind the answer rest on unreviewed claims, "
            f"{told.only or 'none'} on nothing else"
        )

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What is missing, each thing once."""
        found = {m.name: m for m in self.company.missing}
        return tuple(found.values())


def dossier(
    inquiry: Inquiry,
    *,
    names: Iterable[str] | None = None,
    progress: Callable[[str], None] | None = None,
    records: Records | None = None,
) -> Dossier:
    """Run the measures and order them.

    A measure that cannot answer is left out and told as a problem; the others stand.

    Parameters
    ----------
    inquiry : Inquiry
        The company and how to draw.
    names : iterable of str, optional
        Only these measures.
    progress : callable, optional
        Called with the name of each measure before it runs.
    records : Records, optional
        Passages and decisions that the ledger keeps beside the claims.
    """
    company = inquiry.company
    chosen = list(names) if names is not None else list(MEASURES)
    chosen.sort(key=lambda n: ORDER.index(n) if n in ORDER else len(ORDER))
    found: dict[str, Measure] = {}
    problems = list(company.problems)
    for name in chosen:
        if progress is not None:
            progress(name)
        try:
            found[name] = MEASURES[name](inquiry)
        except PricedinError as error:
            problems.append(
                Problem(where=f"measure {name}", message=str(error), hint="the others stand")
            )
    problems += _hindsight(company, found)
    return Dossier(
        case=company.record.slug,
        title=company.record.name,
        as_of=company.as_of,
        price=company.price,
        headline=_headline(company, found),
        measures=found,
        changes=changes(company),
        problems=tuple(problems),
        counts=_counts(company),
        company=company,
        inquiry=inquiry,
        records=records or Records(),
    )


def _hindsight(company: Company, measures: Mapping[str, Measure]) -> list[Problem]:
    """Tell which tables an answer leans on that nobody could have read on the day of the price."""
    used = {
        name.removeprefix("table:")
        for m in measures.values()
        for q in m.all_quantities()
        for name in q.lineage
        if name.startswith("table:")
    }
    day = company.price.day
    late = sorted(name for name in used if table(name).public_from > day)
    return [
        Problem(
            where=f"table {name}",
            message=f"was public from {table(name).public_from}, after the price of {day}",
            severity="warning",
            hint="used all the same: the answer knows more of the record than a reader did then",
        )
        for name in late
    ]


def _headline(company: Company, measures: Mapping[str, Measure]) -> str:
    if "split" in measures:
        return measures["split"].sentence
    return " ".join(m.sentence for name, m in measures.items() if name in ("price", "runway"))


def _counts(company: Company) -> dict[str, int]:
    claims = company.view.claims
    return {
        "claims": len(claims),
        "pages": len({c.document.id for c in claims}),
        "origins": len({c.origin_name for c in claims}),
    }


PRICES = ("market_cap", "share_price", "share_price_change", "price_to_sales")


def changes(company: Company) -> tuple[Change, ...]:
    """Return what became public after the day of the price, on the company and its peers.

    What only repeats an earlier figure is no change, nor is what the judge did not follow.
    """
    since = company.price.day
    slugs = {company.record.slug, *(p.record.slug for p in company.peers)}
    slugs |= {m.name for m in company.uncompared} | {f.subject for f in company.sector_facts}
    judged = company.judgement
    found = []
    for fact in (*judged.facts, *judged.talks):
        if fact.subject not in slugs or fact.public_from <= since:
            continue
        value = fact.value
        text = ", ".join(value) if isinstance(value, tuple) else _value(value)
        told = "" if fact.standing == "fact" else f" ({fact.status.replace('_', ' ')})"
        found.append(
            Change(
                subject=fact.subject,
                about=fact.id.removeprefix(fact.subject + "."),
                value=text + told,
                held_on=fact.held_on,
                public_from=fact.public_from,
                ref=fact.id,
                is_price=fact.attribute in PRICES,
            )
        )
    return tuple(sorted(found, key=lambda c: (not c.is_price, c.subject, c.held_on)))


def _value(value: object) -> str:
    if isinstance(value, Decimal):
        return short(value)
    return str(value)


def claims_behind(dossier_: Dossier) -> tuple[Claim, ...]:
    """Return every claim of the view, by ref."""
    return tuple(sorted(dossier_.company.view.claims, key=lambda c: c.ref))
