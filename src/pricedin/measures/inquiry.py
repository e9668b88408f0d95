"""One inquiry: a company as of a moment, how to draw, and what has been computed already.

Measures that need futures take them from here, so that all of them speak of the same paths.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pricedin.company.company import Company

DEFAULT_SEED = 7
DEFAULT_PATHS = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How an inquiry draws, and what the user assumes instead of the defaults."""

    seed: int = DEFAULT_SEED
    paths: int = DEFAULT_PATHS
    assume: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Inquiry:
    """What every measure is asked with."""

    company: Company
    settings: Settings = field(default_factory=Settings)
