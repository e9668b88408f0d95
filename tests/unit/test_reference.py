from datetime import date
from decimal import Decimal

import pytest

from pricedin.errors import NotFoundError
from pricedin.reference import (
    Table,
    case_lines,
    case_names,
    sector,
    sectors,
    subject_rows,
    table,
    tables,
    ten_year_yield,
)


@pytest.mark.parametrize("name", tables())
def test_every_table_says_where_it_comes_from_and_what_biases_it(name: str) -> None:
    found = table(name)
    said = (found.source, found.licence, found.method, found.sample, found.bias)
    assert all(len(words) > 3 for words in said)
    assert found.rows
    assert found.id == f"table:{name}"


def test_an_unknown_table_offers_near_names() -> None:
    with pytest.raises(NotFoundError, match="no table 'growth_ar'; did you mean 'growth_ar1'"):
        table("growth_ar")


def test_one_row_means_exactly_one() -> None:
    two = Table(
        name="invented",
        source="s",
        licence="l",
        method="m",
        sample="n",
        bias="b",
        public_from=date(2020, 1, 1),
        rows=({"a": "1", "b": "x"}, {"a": "1", "b": "y"}),
    )
    assert two.one(b="y") == {"a": "1", "b": "y"}
    assert len(two.where(a="1")) == 2
    for cells, count in (({"a": "1"}, 2), ({"a": "2"}, 0)):
        with pytest.raises(NotFoundError, match=f"invented: {count} rows"):
            two.one(**cells)


def test_a_months_mean_yield_is_known_when_the_month_is_over() -> None:
    # The mean of December 2025, 4.14 percent, is public from 1 January 2026.
    assert ten_year_yield(date(2026, 1, 20)).per_year == Decimal("0.0414")
    assert ten_year_yield(date(2026, 1, 1)).month == "2025-12"
    assert ten_year_yield(date(2025, 12, 31)).month == "2025-11"


def test_before_the_yields_begin_none_is_invented() -> None:
    with pytest.raises(NotFoundError, match="no 10-year yield was public on 1999-12-31"):
        ten_year_yield(date(1999, 12, 31))


def test_the_bundled_cases_hold_402_claims() -> None:
    # 98 + 113 + 88 + 60 + 43 rows.
    rows = {name: len(case_lines(name)) for name in case_names()}
    assert rows == {"kimi": 98, "zhipu": 113, "minimax": 88, "peers": 60, "sector": 43}
    assert sum(rows.values()) == 402


def test_every_bundled_subject_is_of_a_known_sector_and_kind() -> None:
    for slug, row in subject_rows().items():
        assert row.get("kind", "company") in ("company", "sector", "currency"), slug
        assert row.get("sector", "market") in sectors(), slug


def test_the_empty_sector_is_the_whole_market() -> None:
    assert sector("") == sector("market")


def test_an_unknown_sector_offers_near_names() -> None:
    with pytest.raises(NotFoundError, match="no sector 'sofware'; did you mean 'software'"):
        sector("sofware")


@pytest.mark.parametrize("name", sectors())
def test_every_sector_finds_its_industry_row(name: str) -> None:
    industries = {row["industry"].strip() for row in table("damodaran_industry_excerpt").rows}
    assert sector(name).industry in industries
