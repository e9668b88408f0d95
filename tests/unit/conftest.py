"""Cases typed by hand, in one line, and the bundled case as of its day."""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from typing import Any

import pytest

from pricedin.company.company import Company
from pricedin.dates import AsOf
from pricedin.dossier.dossier import Dossier, dossier
from pricedin.measures.inquiry import Inquiry, Settings
from pricedin.measures.measure import Measure
from pricedin.measures.registry import MEASURES
from pricedin.workspace import Workspace

DAY = date(2026, 1, 20)
FEW_PATHS = 4096

# A software company of USD 100 million that grew by 40 percent, with a year's costs in cash.
CASE = """
name = "{name}"
as_of = {as_of}
currency = "{currency}"
sector = "{sector}"
gross_margin = "{gross_margin}"
[price]
value = "{price}"
label = "{label}"
new_money = "{new_money}"
[revenue]
value = "{revenue}"
basis = "{basis}"
growth = "{growth}"
[cash]
value = "{cash}"
net_burn_per_month = "{burn}"
"""
TYPED = {
    "name": "Acme",
    "as_of": "2026-01-20",
    "currency": "USD",
    "sector": "software",
    "gross_margin": "75%",
    "price": "800m",
    "label": "post",
    "new_money": None,
    "revenue": "100m",
    "basis": "ltm",
    "growth": "40%",
    "cash": "100m",
    "burn": "0",
}


class Cases:
    """Companies typed by hand, each in a workspace of its own; what is None is left out."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack

    def inquiry(
        self,
        *,
        tested: str | None = None,
        paths: int = FEW_PATHS,
        seed: int = 7,
        assume: dict[str, str] | None = None,
        beside: list[dict[str, Any]] | None = None,
        **told: str | None,
    ) -> Inquiry:
        """Return an inquiry; `tested` replaces the typed price, `beside` are other cases."""
        given = {**TYPED, **told}
        lines = [
            line
            for line in CASE.splitlines()
            if not any(value is None and f"{{{key}}}" in line for key, value in given.items())
        ]
        text = "\n".join(lines).format(**{k: v or "" for k, v in given.items()})
        workspace = self.stack.enter_context(Workspace(":memory:"))
        for other in beside or []:
            workspace.new_case(other, "beside.toml")
        case = workspace.new_case(tomllib.loads(text), "typed.toml")
        assert case.problems == []
        settings = Settings(seed=seed, paths=paths, assume=assume or {})
        return workspace.inquiry(case.slug, AsOf.day(case.as_of), price=tested, settings=settings)


@pytest.fixture(scope="session")
def cases() -> Iterator[Cases]:
    """Return a maker of inquiries: ``cases.inquiry(revenue="50m", growth=None)``."""
    with ExitStack() as stack:
        yield Cases(stack)


@pytest.fixture(scope="session")
def typed(cases: Cases) -> Callable[..., Company]:
    """Return a maker of companies: ``typed(revenue="50m", growth=None)``."""
    return lambda **told: cases.inquiry(**told).company


@pytest.fixture(scope="session")
def kimi(bundled: Workspace) -> Inquiry:
    """Return the inquiry into the bundled case on 20 January 2026, with few paths."""
    return bundled.inquiry("kimi", AsOf.day(DAY), settings=Settings(paths=FEW_PATHS))


@pytest.fixture(scope="session")
def asked(kimi: Inquiry) -> Callable[[str], Measure]:
    """Return the bundled case's answer to a question, each asked once."""
    answers: dict[str, Measure] = {}

    def ask(name: str) -> Measure:
        if name not in answers:
            answers[name] = MEASURES[name](kimi)
        return answers[name]

    return ask


@pytest.fixture(scope="session")
def kimi_dossier(kimi: Inquiry) -> Dossier:
    """Return the dossier of the bundled case on 20 January 2026, with few paths."""
    return dossier(kimi)
