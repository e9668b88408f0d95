"""A reading in the shape that `pricedin read --json` prints and `import` takes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pricedin.claims.reader.figure import Figure
from pricedin.claims.reader.reading import Reading


def encode_reading(reading: Reading, text: str, **document: Any) -> dict[str, Any]:
    """Return one object: what is known of the document, the companies and the facts."""
    return {
        **document,
        "companies": [
            {"name": one.name, "aliases": sorted(one.aliases)} for one in reading.companies
        ],
        "facts": [encode_figure(figure, text) for figure in reading.figures],
    }


def encode_figure(figure: Figure, text: str) -> dict[str, Any]:
    """Return one fact; percent as printed, amounts in base units."""
    fact: dict[str, Any] = {
        "company": figure.company,
        "attribute": figure.attribute,
        "value": _number(figure.value),
        "value_high": _number(figure.high),
        "currency": figure.currency or None,
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "status": figure.status,
        "as_of": figure.as_of or None,
        "period": figure.period or None,
        "round": figure.round or None,
        "party": figure.party or None,
        "role": figure.role or None,
        "evidence": text[figure.start : figure.end],
        "evidence_start": figure.start,
        "evidence_end": figure.end,
    }
    extra: Mapping[str, Any] = {
        "basis": figure.basis,
        "of": figure.of,
        "origin": figure.origin,
        "alt_values": [
            {"value": _number(low), "currency": code}
            | ({} if high is None else {"value_high": _number(high)})
            for low, high, code in figure.others
        ],
    }
    return fact | {name: value for name, value in extra.items() if value}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
