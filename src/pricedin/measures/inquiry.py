"""One inquiry: a company as of a moment, how to draw, and what has been computed already.

Measures that need futures take them from here, so that all of them speak of the same paths.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pricedin.company.company import Company
from pricedin.company.fallback import FIGURES, typed_figures
from pricedin.company.figure import Assumed

if TYPE_CHECKING:
    from pricedin.simulation.futures import Futures

DEFAULT_SEED = 7
DEFAULT_PATHS = 65_536
SIBLING_PATHS = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How an inquiry draws, and what the user assumes instead of the defaults."""

    seed: int = DEFAULT_SEED
    paths: int = DEFAULT_PATHS
    assume: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Inquiry:
    """What every measure is asked with.

    `siblings` makes the peers that can be priced themselves; `sound` makes the same company on
    facts of grade C and better only, with the same price. `memory` keeps what one measure
    solved and another needs.
    """

    company: Company
    settings: Settings = field(default_factory=Settings)
    siblings: Callable[[], tuple[Company, ...]] = tuple
    sound: Callable[[], Company | None] = lambda: None
    memory: dict[str, object] = field(default_factory=dict)
    _futures: dict[str, Futures] = field(default_factory=dict)

    def futures(self, company: Company | None = None, *, paths: int | None = None) -> Futures:
        """Return the futures of the company, or of another beside it, drawn once.

        With `paths`, on so many and never on more than the settings ask for.
        """
        from pricedin.simulation.futures import Futures

        mine = company is None or company is self.company
        chosen = self.company if company is None else company
        key = "own" if mine else f"{chosen.record.slug}/{id(chosen)}"
        if key not in self._futures:
            self._futures[key] = Futures(
                chosen,
                seed=self.settings.seed,
                paths=min(paths or self.settings.paths, self.settings.paths),
                # The user's own figures are of this company, their assumptions of the world.
                assume=self.settings.assume if mine else _of_the_world(self.settings.assume),
            )
        return self._futures[key]

    @property
    def typed(self) -> dict[str, Assumed]:
        """The company's figures that the user typed, which stand before what is public."""
        return typed_figures(self.settings.assume, self.company.currency)


def _of_the_world(assume: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in assume.items() if key not in FIGURES}
