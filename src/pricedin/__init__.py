"""How much of a private company's price is there already, and how much is a bet?

>>> from datetime import date
>>> from pricedin import AsOf, Workspace
>>> with Workspace(":memory:") as workspace:
...     report = workspace.import_bundled()
...     answer = workspace.measure("kimi", "price", AsOf.day(date(2026, 1, 20)))
>>> round(float(answer.answer.value), 3)
0.116
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pricedin.company.figure import Missing
    from pricedin.dates import AsOf
    from pricedin.dossier.dossier import Dossier
    from pricedin.dossier.encode import encode_dossier
    from pricedin.dossier.html import render_html
    from pricedin.errors import (
        EvidenceError,
        InputError,
        NotFoundError,
        PricedinError,
        Problem,
        SolveError,
        SourceError,
    )
    from pricedin.measures.inquiry import Settings
    from pricedin.measures.measure import Interval, Measure, Quantity
    from pricedin.simulation.schwartz_moon import SchwartzMoon, schwartz_moon
    from pricedin.units import Money
    from pricedin.workspace import Workspace

__version__ = "0.1.0"

# Imported when they are first asked for, so that importing the package costs nothing.
_HOME = {
    "AsOf": "dates",
    "Dossier": "dossier.dossier",
    "EvidenceError": "errors",
    "InputError": "errors",
    "Interval": "measures.measure",
    "Measure": "measures.measure",
    "Missing": "company.figure",
    "Money": "units",
    "NotFoundError": "errors",
    "PricedinError": "errors",
    "Problem": "errors",
    "Quantity": "measures.measure",
    "SchwartzMoon": "simulation.schwartz_moon",
    "Settings": "measures.inquiry",
    "SolveError": "errors",
    "SourceError": "errors",
    "Workspace": "workspace",
    "encode_dossier": "dossier.encode",
    "render_html": "dossier.html",
    "schwartz_moon": "simulation.schwartz_moon",
}

__all__ = [
    "AsOf",
    "Dossier",
    "EvidenceError",
    "InputError",
    "Interval",
    "Measure",
    "Missing",
    "Money",
    "NotFoundError",
    "PricedinError",
    "Problem",
    "Quantity",
    "SchwartzMoon",
    "Settings",
    "SolveError",
    "SourceError",
    "Workspace",
    "encode_dossier",
    "render_html",
    "schwartz_moon",
]


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'pricedin' has no attribute '{name}'")
    return getattr(import_module(f"pricedin.{home}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
