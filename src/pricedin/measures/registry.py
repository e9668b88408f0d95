"""The list of measures."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pricedin.errors import NotFoundError
from pricedin.measures import (
    evidence,
    implied,
    implied_revenue,
    outlook,
    peers,
    price,
    runway,
    split,
)
from pricedin.measures.inquiry import Inquiry
from pricedin.measures.measure import Measure
from pricedin.measures.unreviewed import counted

MeasureFunction = Callable[[Inquiry], Measure]

MEASURES: Mapping[str, MeasureFunction] = {
    split.NAME: counted(split.split),
    price.NAME: counted(price.price),
    implied_revenue.NAME: counted(implied_revenue.implied_revenue),
    implied.NAME: counted(implied.implied),
    peers.NAME: counted(peers.peers),
    runway.NAME: counted(runway.runway),
    outlook.NAME: counted(outlook.outlook),
    evidence.NAME: counted(evidence.evidence),
}


def measure(name: str) -> MeasureFunction:
    """Return the measure of this name.

    Raises
    ------
    NotFoundError
        Offering near names.
    """
    found = MEASURES.get(name.replace("-", "_"))
    if found is None:
        raise NotFoundError.near("measure", name, MEASURES)
    return found
