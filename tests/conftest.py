"""Builders that the tests share: a claim in one line, what the judge makes of a few, the cases."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from pricedin.claims.claim import Claim
from pricedin.claims.vocabulary import ATTRIBUTES
from pricedin.company.company import Company
from pricedin.dates import AsOf, parse_date, parse_period
from pricedin.facts.fact import Fact
from pricedin.facts.judge import Judgement, judge
from pricedin.facts.ledger import Ledger
from pricedin.fx import ReferenceRates
from pricedin.sources.document import Document
from pricedin.units import Money, parse_money
from pricedin.workspace import Workspace

# Runs are repeatable. To search further:
# python -m pytest tests/properties --hypothesis-profile=thorough
settings.register_profile("pricedin", deadline=None, database=None, derandomize=True)
settings.register_profile("thorough", deadline=None, database=None, max_examples=2000)
settings.load_profile("pricedin")

# One class of source for each grade.
CLASS_OF_GRADE = {
    "A": "filing",
    "B": "company_statement",
    "C": "named_reporter",
    "D": "anonymous_sources",
    "E": "aggregator",
}
UNIT_OF_KIND = {
    "fraction": "fraction",
    "count": "count",
    "multiple": "x",
    "months": "months",
    "text": "text",
    "names": "list",
    "date": "date",
}


def build_claim(
    attribute: str,
    value: str | int | tuple[str, ...] | date,
    *,
    grade: str = "C",
    by: str = "Paper",
    reported: str = "2026-01-10",
    as_of: str | None = None,
    period: str | None = None,
    high: str | None = None,
    ref: str = "",
    subject: str = "acme",
    **fields: Any,
) -> Claim:
    """Make a claim of the invented company; `by` is its source, and its origin unless said."""
    kind = ATTRIBUTES[attribute].kind
    day, precision = parse_date(as_of) if as_of else (None, "day")

    def read(given: str | int | tuple[str, ...] | date) -> Any:
        if kind == "money":
            return parse_money(str(given))
        if kind in ("fraction", "count", "multiple", "months", "rate"):
            return Decimal(str(given))
        return given

    number = read(value)
    return Claim(
        ref=ref or f"{by}:{attribute}:{period or as_of or ''}",
        subject=subject,
        attribute=attribute,
        value=number,
        high=None if high is None else read(high),
        unit=number.currency if isinstance(number, Money) else UNIT_OF_KIND[kind],
        as_of=day,
        precision=precision,
        period=None if period is None else parse_period(period, day),
        document=Document(
            name=by,
            published=parse_date(reported)[0],
            source_class=CLASS_OF_GRADE[grade],  # type: ignore[arg-type]
        ),
        origin=fields.pop("origin", by),
        **fields,
    )


@pytest.fixture(scope="session")
def claim() -> Callable[..., Claim]:
    """Return the builder of claims: ``claim("revenue", "5m USD", period="FY2024", grade="A")``."""
    return build_claim


@pytest.fixture(scope="session")
def rates() -> ReferenceRates:
    return ReferenceRates()


@pytest.fixture(scope="session")
def judged(rates: ReferenceRates) -> Callable[..., Judgement]:
    """Return what the judge makes of the claims that are given."""
    return lambda *claims: judge(claims, rates)


@pytest.fixture(scope="session")
def decided(rates: ReferenceRates) -> Callable[..., Fact]:
    """Return the one fact or talk that the claims come to; fails if there are more or none."""

    def decide(*claims: Claim) -> Fact:
        made = judge(claims, rates)
        (only,) = (*made.facts, *made.talks)
        return only

    return decide


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.db") as found:
        yield found


# --- rows of claim files ----------------------------------------------------------------------

CASE_ROW: dict[str, Any] = {
    "id": "acme-001",
    "company": "acme",
    "attribute": "revenue",
    "value": 5_000_000,
    "value_high": None,
    "qualifier": "exact",
    "unit": "USD",
    "period": "FY2024",
    "as_of": "2024-12-31",
    "as_of_precision": "day",
    "status": "closed",
    "reported": "2026-01-10",
    "reported_precision": "seen",
    "source_name": "Paper",
    "url": "https://paper.example/acme",
    "source_class": "named_reporter",
    "origin": "Paper",
    "relay": False,
    "lang": "en",
    "paraphrase": "An invented row.",
}


@pytest.fixture(scope="session")
def row() -> Callable[..., dict[str, Any]]:
    """Return a maker of sound case rows, with the named fields changed."""
    return lambda **changes: {**CASE_ROW, **changes}


@pytest.fixture
def rows_file(tmp_path: Path) -> Callable[..., Path]:
    """Return a writer of JSON lines; a row that is text is written as it stands."""

    def write(*rows: dict[str, Any] | str, name: str = "rows.jsonl") -> Path:
        lines = (r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in rows)
        path = tmp_path / name
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    return write


# --- the bundled cases ------------------------------------------------------------------------


@pytest.fixture(scope="session")
def bundled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace that holds the 402 bundled claims and nothing else; do not write to it."""
    path = tmp_path_factory.mktemp("bundled") / "bundled.db"
    with Workspace(path) as workspace:
        workspace.import_bundled()
    return path


@pytest.fixture(scope="session")
def bundled(bundled_file: Path) -> Iterator[Workspace]:
    with Workspace(bundled_file) as workspace:
        yield workspace


@pytest.fixture(scope="session")
def bundled_judgement(bundled: Workspace) -> Callable[[date], Judgement]:
    """Return what the judge makes of all bundled claims that were public on a day."""
    made: dict[date, Judgement] = {}

    def of_day(day: date) -> Judgement:
        if day not in made:
            made[day] = judge(bundled.ledger.view(AsOf.day(day)).claims, bundled.rates)
        return made[day]

    return of_day


@pytest.fixture(scope="session")
def bundled_company(bundled: Workspace) -> Callable[[str, date], Company]:
    """Return a bundled company as of a day."""
    made: dict[tuple[str, date], Company] = {}

    def of_day(name: str, day: date) -> Company:
        if (name, day) not in made:
            made[name, day] = bundled.company(name, AsOf.day(day))
        return made[name, day]

    return of_day
