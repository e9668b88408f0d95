"""What a grade is worth: the least error of a figure, and its weight against a rival.

A confident rumour is not exact. The errors are judgements, stated so that they can be disputed:
standard deviations of the log of a figure that is told as exact. Each is also a row in the list
of assumptions of every answer that depends on it.
"""

from __future__ import annotations

import math
from decimal import Decimal

from pricedin.claims.claim import Grade

GRADES: tuple[Grade, ...] = ("A", "B", "C", "D", "E")

MEANING: dict[Grade, str] = {
    "A": "filing",
    "B": "company statement, or the analyst's own entry",
    "C": "named reporter",
    "D": "unnamed sources, or a document of unknown class",
    "E": "aggregator or narrative, or unknown origin",
}

LEAST_ERROR: dict[Grade, float] = {"A": 0.0, "B": 0.01, "C": 0.03, "D": 0.07, "E": 0.15}

# A figure told as "about" is rounded on top of that.
APPROX_ERROR = 0.05

# Weight of one independent origin of a grade when rivals, or readings of a label, are weighed.
POINTS: dict[Grade, Decimal] = {
    "A": Decimal(8),
    "B": Decimal(6),
    "C": Decimal(4),
    "D": Decimal(2),
    "E": Decimal("0.5"),
}


def error_of(grade: Grade, qualifier: str) -> float:
    """Return the relative error of a figure of this grade told with this qualifier."""
    rounding = APPROX_ERROR if qualifier == "approx" else 0.0
    return math.hypot(LEAST_ERROR[grade], rounding)


def rank(grade: Grade) -> int:
    """Return 0 for the best grade."""
    return GRADES.index(grade)
