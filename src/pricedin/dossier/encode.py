"""The one JSON form of a dossier; numbers are decimal strings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pricedin.company.figure import Missing
from pricedin.company.price import PriceUnderTest
from pricedin.dossier.dossier import SCHEMA, Dossier
from pricedin.dossier.explain import Node
from pricedin.errors import Problem
from pricedin.facts.distribution import interval
from pricedin.facts.fact import Fact, Rejected
from pricedin.facts.texts import Passage
from pricedin.measures.measure import Cell, Interval, Measure, Quantity, Table, Unreviewed
from pricedin.measures.unreviewed import unseen_claims

Json = dict[str, Any]
_DIGITS = 10  # of simulated numbers; their standard error is far larger


def number(value: Decimal | float | None) -> str | None:
    """Return a number as a decimal string.

    >>> number(Decimal("4.80E+9")), number(0.1162790697674), number(None)
    ('4800000000', '0.1162790698', None)
    """
    if value is None:
        return None
    decimal = value if isinstance(value, Decimal) else Decimal(str(value))
    if not decimal.is_finite():
        return str(decimal)
    if decimal and len(decimal.as_tuple().digits) > _DIGITS:
        decimal = decimal.quantize(Decimal(1).scaleb(decimal.adjusted() - _DIGITS + 1))
    return f"{decimal.normalize():f}"


def encode_dossier(dossier: Dossier) -> Json:
    """Return the whole dossier as plain data."""
    return {
        "schema": SCHEMA,
        "case": dossier.case,
        "title": dossier.title,
        "as_of": dossier.as_of.valid_on.isoformat(),
        "basis": dossier.as_of.basis,
        "headline": dossier.headline,
        "price_under_test": encode_price(dossier.price),
        "measures": {name: encode_measure(m) for name, m in dossier.measures.items()},
        "missing": [encode_missing(m) for m in dossier.missing],
        "changes": [
            {
                "subject": c.subject,
                "about": c.about,
                "value": c.value,
                "held_on": c.held_on.isoformat(),
                "public_from": c.public_from.isoformat(),
                "fact": c.ref,
                "is_price": c.is_price,
            }
            for c in dossier.changes
        ],
        "counts": dict(dossier.counts),
        "unreviewed": encode_unreviewed(dossier.unreviewed),
        "problems": [encode_problem(p) for p in dossier.problems],
    }


def encode_price(price: PriceUnderTest) -> Json:
    """Return the price under test."""
    return {
        "value": number(price.headline.amount),
        "currency": price.headline.currency,
        "day": price.day.isoformat(),
        "kind": price.kind,
        "status": price.status,
        "grade": price.grade,
        "event": price.event,
        "readings": {
            label: {"weight": number(price.readings[label].weight), "support": reading.support}
            for label, reading in price.readings.items()
        },
        "rivals": [c.ref for c in price.rivals],
        "flags": list(price.flags),
    }


def encode_measure(measure: Measure) -> Json:
    """Return a measure; its answer's fields stand at the top."""
    answer = measure.answer
    head: Json = (
        encode_quantity(answer)
        if isinstance(answer, Quantity)
        else {
            "id": measure.name,
            "value": None,
            "unit": None,
            "interval": None,
            "standard_error": None,
            "lineage": [],
        }
    )
    return {
        **head,
        "basis": measure.basis,
        "question": measure.question,
        "sentence": measure.sentence,
        "missing": [encode_missing(m) for m in _missing(measure)],
        "quantities": [encode_quantity(q) for q in measure.all_quantities()],
        "tables": [_table(t) for t in measure.tables],
        "notes": list(measure.notes),
        "unreviewed": encode_unreviewed(measure.unreviewed),
        "run": None
        if measure.run is None
        else {
            "seed": measure.run.seed,
            "outer_draws": measure.run.outer_draws,
            "inner_paths": measure.run.inner_paths,
            "quarters": measure.run.quarters,
            "bit_generator": measure.run.bit_generator,
            "versions": dict(measure.run.versions),
        },
    }


def encode_unreviewed(told: Unreviewed) -> Json:
    """Return how many facts rest on unreviewed claims, how many `only` on such, of how many."""
    return {"facts": told.facts, "only": told.only, "of": told.of}


def _missing(measure: Measure) -> list[Missing]:
    found = list(measure.missing)
    if isinstance(measure.answer, Missing):
        found.insert(0, measure.answer)
    return found


def encode_quantity(quantity: Quantity) -> Json:
    """Return one number."""
    return {
        "id": quantity.id,
        "label": quantity.label,
        "value": number(quantity.value),
        "unit": quantity.unit,
        "interval": _interval(quantity.interval),
        "standard_error": number(quantity.standard_error),
        "basis": quantity.basis,
        "formula": quantity.formula,
        "lineage": list(quantity.lineage),
        "words": quantity.words or None,
    }


def _interval(spread: Interval | None) -> Json | None:
    if spread is None:
        return None
    return {"low": number(spread.low), "high": number(spread.high), "level": number(spread.level)}


def _table(table: Table) -> Json:
    return {
        "id": table.id,
        "title": table.title,
        "columns": list(table.columns),
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "note": table.note,
    }


def _cell(cell: Cell) -> Any:
    if isinstance(cell, Quantity):
        return {"quantity": cell.id}
    if isinstance(cell, Missing):
        return encode_missing(cell)
    if isinstance(cell, tuple):
        return [_cell(part) for part in cell]
    return cell


def encode_missing(missing: Missing) -> Json:
    """Return what is missing and what it would need."""
    return {"missing": missing.name, "reason": missing.reason, "need": missing.need}


def encode_problem(problem: Problem) -> Json:
    """Return a problem."""
    return {
        "where": problem.where,
        "message": problem.message,
        "severity": problem.severity,
        "hint": problem.hint,
    }


def encode_node(node: Node) -> Json:
    """Return a tree."""
    return {
        "id": node.id,
        "kind": node.kind,
        "title": node.title,
        "text": node.text,
        "quote": node.quote,
        "url": node.url,
        "context": None if node.passage is None else encode_passage(node.passage),
        "children": [encode_node(child) for child in node.children],
    }


def encode_passage(passage: Passage) -> Json:
    """Return a quote with the words around it, and the document that it stands in."""
    return {
        "before": passage.before,
        "quote": passage.quote,
        "after": passage.after,
        "document": passage.document.name,
        "published": passage.document.published.isoformat(),
        "url": passage.document.url,
    }


def encode_fact(fact: Fact, unseen: frozenset[str] = frozenset()) -> Json:
    """Return one decided thing, with what was not followed and why.

    `unseen` are the uids of unreviewed claims.
    """
    some, whole = unseen_claims(fact, unseen)
    low_high = None
    if fact.distribution is not None:
        low, high = interval(fact.distribution)
        low_high = {"low": number(low), "high": number(high), "level": "0.8"}
    lead = fact.accepted[0]
    origins: dict[str, list[str]] = {}
    for claim in fact.claims:
        origins.setdefault(claim.origin_name, []).append(claim.ref)
    number_ = lead.number
    return {
        "id": fact.id,
        "subject": fact.subject,
        "attribute": fact.attribute,
        "event": fact.event or None,
        "period": str(fact.period) if fact.period else None,
        "as_of": fact.held_on.isoformat(),
        "public_from": fact.public_from.isoformat(),
        "basis": fact.basis or None,
        "of": fact.of or None,
        "role": fact.role or None,
        "party": fact.party or None,
        "value": number(number_) if number_ is not None else _words(fact.value),
        "value_high": number(lead.number_high),
        "unit": fact.unit,
        "distribution": fact.distribution.words if fact.distribution else None,
        "interval": low_high,
        "label": sorted(fact.labels),
        "labels": {label: [c.ref for c in claims] for label, claims in fact.labels.items()},
        "status": fact.status,
        "standing": fact.standing,
        "qualifier": fact.qualifier,
        "grade": fact.grade,
        "accepted": [c.ref for c in fact.accepted],
        "rejected": [encode_rejected(r) for r in fact.rejected],
        "origins": origins,
        "resolution": fact.resolution,
        "reason": fact.reason,
        "unreviewed": {"claims": some, "of": whole},
        "flags": list(fact.flags),
    }


def encode_rejected(rejected: Rejected) -> Json:
    """Return a claim that was not followed, and why."""
    return {"claim": rejected.claim.ref, "reason": rejected.reason}


def _words(value: object) -> Any:
    return list(value) if isinstance(value, tuple) else str(value)
