"""The reading shape: one object a document, percent in it, fractions behind it.

The company and its figures are invented.
"""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pricedin.claims.claim import Claim, Quote
from pricedin.claims.rows import Row, Subject, read_lines, slug_of
from pricedin.errors import Problem
from pricedin.units import Money

FACT: dict[str, Any] = {
    "company": "Halvorsen Grid",
    "attribute": "revenue",
    "value": 52_000_000,
    "value_high": None,
    "currency": "EUR",
    "unit": "money",
    "qualifier": "approx",
    "status": "closed",
    "as_of": None,
    "period": "2024",
    "evidence": "revenue of around 52 million euros",
}


def read(*facts: dict[str, Any], **document: Any) -> list[Row]:
    data = {
        "id": "en-9",
        "url": None,
        "language": "en",
        "published": "2025-06-30",
        "companies": [{"name": "Halvorsen Grid", "aliases": ["Halvorsen", "HG"]}],
        "facts": list(facts),
        "optional": [],
        "traps": [],
        **document,
    }
    return list(read_lines([json.dumps(data)], "reading.jsonl"))


def one(**changes: Any) -> Claim:
    subject, found = read({**FACT, **changes})
    assert isinstance(subject, Subject)
    assert isinstance(found, Claim), found
    return found


def refused(**changes: Any) -> Problem:
    subject, found = read({**FACT, **changes})
    assert isinstance(subject, Subject)
    assert isinstance(found, Problem), found
    return found


def test_a_document_gives_its_companies_with_their_other_names() -> None:
    (subject,) = read()
    assert subject == Subject("halvorsen-grid", "Halvorsen Grid", ("Halvorsen", "HG"))


@pytest.mark.parametrize("name", ["Halvorsen Grid", "HG", "halvorsen"])
def test_a_fact_finds_its_company_by_any_of_its_names(name: str) -> None:
    assert one(company=name).subject == "halvorsen-grid"


def test_a_fact_becomes_a_claim_of_its_document() -> None:
    found = one()
    assert found.ref == "en-9-001"
    assert found.value == Money(Decimal(52_000_000), "EUR")
    assert (found.qualifier, found.status) == ("approx", "closed")
    assert found.public_from == date(2025, 6, 30)
    assert found.quote == Quote("revenue of around 52 million euros")
    assert found.document.source_class == "unknown"


def test_percent_becomes_a_fraction_at_the_edge() -> None:
    growth = one(attribute="growth_rate", of="revenue", value=85, currency=None, unit="percent")
    assert (growth.value, growth.unit) == (Decimal("0.85"), "fraction")
    stake = one(attribute="ownership_pct", value=10, value_high=12.5, currency=None, unit="percent")
    assert (stake.value, stake.high) == (Decimal("0.1"), Decimal("0.125"))


def test_a_range_keeps_both_ends() -> None:
    found = one(value=50_000_000, value_high=55_000_000)
    assert found.high == Money(Decimal(55_000_000), "EUR")


@pytest.mark.parametrize(
    ("published", "day"), [("2025-06-30", "2025-06-30"), ("2025-06", "2025-06-30")]
)
def test_a_date_of_publication_may_be_a_month(published: str, day: str) -> None:
    _, found = read(FACT, published=published)
    assert isinstance(found, Claim)
    assert str(found.document.published) == day


def test_without_a_date_of_publication_a_claim_is_public_from_today_with_a_warning() -> None:
    _, warning, found = read(FACT, published=None)
    assert isinstance(warning, Problem)
    assert isinstance(found, Claim)
    assert warning.severity == "warning"
    assert "'published' is missing" in warning.message
    assert found.public_from == date.today()
    assert found.document.published_precision == "inferred"


def test_an_amount_without_a_currency_is_kept_out() -> None:
    problem = refused(currency=None)
    assert problem.where == "reading.jsonl:1 fact 1"
    assert problem.message == "the currency is not known"


def test_one_bad_fact_keeps_no_other_out() -> None:
    rows = read(FACT, {**FACT, "currency": "XXX"}, {**FACT, "period": "2023"}, "not a fact")
    refs = [r.ref for r in rows if isinstance(r, Claim)]
    wheres = [r.where for r in rows if isinstance(r, Problem)]
    assert refs == ["en-9-001", "en-9-003"]
    assert wheres == ["reading.jsonl:1 fact 2", "reading.jsonl:1 fact 4"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"attribute": "revenues"}, "no attribute 'revenues'; did you mean 'revenue'"),
        ({"unit": "euros"}, "unit 'euros' is not one of money, money_per_share, percent"),
        ({"status": "done"}, "no status 'done'"),
        ({"value": None}, "'value' is missing"),
        ({"value": -1}, "revenue is negative (-1)"),
        ({"company": None}, "'company' is missing"),
        ({"attribute": "growth_rate"}, "growth_rate is a fraction, not money in EUR"),
    ],
    ids=lambda given: str(given)[:40],
)
def test_what_is_wrong_with_a_fact_is_said(changes: dict[str, Any], message: str) -> None:
    assert message in refused(**changes).message


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"facts": "none"}, "'facts' is not a list"),
        ({"id": None}, "'id' is missing"),
        ({"published": "June"}, "'June' is not a date"),
    ],
)
def test_a_document_that_cannot_be_placed_is_left_out_whole(
    document: dict[str, Any], message: str
) -> None:
    problem = read(**{"facts": [FACT], **document})[-1]
    assert isinstance(problem, Problem)
    assert message in problem.message
    assert problem.hint == "the whole document was left out"


def test_an_investor_is_a_name_and_its_own_cheque_is_money() -> None:
    named = {
        "attribute": "investor",
        "unit": "name",
        "party": "Fjord Ventures",
        "role": "lead",
        "round": "Series B",
        "period": None,
    }
    name = one(**named, value=None, currency=None)
    assert (name.value, name.role) == (("Fjord Ventures",), "lead")
    assert name.event == "halvorsen-grid/series-b"
    cheque = one(**named, value=20_000_000, currency="EUR")
    assert (cheque.value, cheque.party) == (Money(Decimal(20_000_000), "EUR"), "Fjord Ventures")


def test_a_round_is_told_by_its_name() -> None:
    found = one(
        attribute="round_name", unit="name", value=None, currency=None, round="C轮", period=None
    )
    assert (found.value, found.unit) == ("C轮", "text")


def test_a_running_period_ends_on_the_facts_day_else_on_the_reports() -> None:
    month = one(attribute="burn", period="month", as_of="2025-05")
    assert month.period is not None
    assert (month.period.span.start, month.period.span.last_day) == (
        date(2025, 5, 1),
        date(2025, 5, 31),
    )
    undated = one(attribute="burn", period="month")
    assert undated.period is not None
    assert undated.period.span.last_day == date(2025, 6, 30)


def test_an_origin_that_is_not_told_is_the_document_itself() -> None:
    assert one().origin == "en-9"
    assert one(origin="Reuters").origin == "Reuters"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Halvorsen Grid, Inc.", "halvorsen-grid-inc"),
        ("穗禾机器人", "穗禾机器人"),
        ("!!", "unnamed"),
    ],
)
def test_a_slug_keeps_letters_of_every_script(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@pytest.mark.parametrize("companies", [["Acme"], [{"name": "Acme", "aliases": 5}], 5], ids=str)
def test_companies_of_another_shape_are_told(companies: object) -> None:
    document = {"id": "d", "published": "2026-01-02", "companies": companies, "facts": []}
    (problem,) = read_lines([json.dumps(document)], "d.jsonl")
    assert isinstance(problem, Problem)
    assert "companies" in problem.message or "aliases" in problem.message


@pytest.mark.parametrize(
    "fact",
    [
        {"attribute": "revenue", "value": 40, "unit": "percent"},
        {"attribute": "revenue", "value": 40, "unit": "count"},
        {"attribute": "investor", "unit": "name"},
    ],
    ids=str,
)
def test_a_fact_in_another_kind_of_unit_is_kept_out(fact: dict[str, object]) -> None:
    fact = {"company": "Acme", "status": "closed", **fact}
    document = {"id": "d", "published": "2026-01-02", "facts": [fact]}
    (problem,) = read_lines([json.dumps(document)], "d.jsonl")
    assert isinstance(problem, Problem)
