"""Any id to its tree, one test a kind of id."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from pricedin.dossier.dossier import Dossier, dossier
from pricedin.dossier.explain import MAX_DEPTH, Node, explain, show
from pricedin.errors import NotFoundError
from pricedin.facts.distribution import interval
from pricedin.measures.inquiry import Inquiry
from pricedin.measures.measure import Interval, Quantity
from pricedin.reference import table
from pricedin.simulation.odds import ODDS_COLUMNS
from pricedin.units import short

Open = Callable[[str], Node]


@pytest.fixture
def opened(kimi_dossier: Dossier) -> Open:
    return lambda name: explain(kimi_dossier, name)


def leaves(node: Node) -> Iterator[Node]:
    if not node.children:
        yield node
    for child in node.children:
        yield from leaves(child)


def depth(node: Node) -> int:
    return 1 + max((depth(child) for child in node.children), default=0)


# --- one a kind -------------------------------------------------------------------------------


def test_a_number_opens_with_its_formula_and_what_it_rests_on(opened: Open) -> None:
    node = opened("price.step_up.post_pre")
    assert node.kind == "number"
    assert node.title == "step-up, post → pre = 11.6%"
    assert node.text == "4.8bn ÷ 4.3bn − 1"
    kinds = {child.kind for child in node.children}
    assert kinds == {"fact"}
    quoted = [leaf.quote for leaf in leaves(node) if leaf.quote.startswith("“")]
    assert any("raised from $4.3 billion a few weeks ago to $4.8 billion" in q for q in quoted)


def test_the_bet_opens_through_its_parts_down_to_words_of_a_source(opened: Open) -> None:
    node = opened("split.pre.listed.bet")
    words = [leaf.quote for leaf in leaves(node)]
    assert any("holds over 10 billion RMB in cash reserves" in w for w in words)
    assert depth(node) >= 4
    assert depth(node) <= MAX_DEPTH + 2


def test_a_measure_opens_with_its_question_sentence_and_all_its_numbers(
    opened: Open, kimi_dossier: Dossier
) -> None:
    node = opened("runway")
    measure = kimi_dossier.measures["runway"]
    assert (node.kind, node.title, node.text) == ("measure", measure.question, measure.sentence)
    assert {c.id for c in node.children} == {q.id for q in measure.all_quantities()}


@pytest.mark.parametrize("prefix", ["fact:", ""])
def test_a_fact_opens_with_grade_reason_and_every_claim(opened: Open, prefix: str) -> None:
    node = opened(f"{prefix}moonshot.cash_balance.2025-12-31")
    assert node.kind == "fact"
    assert node.title.endswith("= 10bn CNY [B]")
    assert "at least" in node.text
    followed = [c.id for c in node.children if "not followed" not in c.text]
    rivals = [c.id for c in node.children if "not followed" in c.text]
    assert {"kimi-041", "kimi-004"} <= set(followed)
    assert rivals == ["kimi-048"]


def test_a_claim_opens_with_its_quoted_words_and_their_place(opened: Open) -> None:
    node = opened("kimi-004")
    assert node.kind == "claim"
    assert node.title.startswith("AiCoin, 2026-01-20 [E]")
    assert node.quote == "“holds over 10 billion RMB in cash reserves” (characters 466–508)"
    assert node.url == "https://www.aicoin.com/en/article/511999"


def test_a_claim_without_quoted_words_is_marked_as_a_paraphrase(opened: Open) -> None:
    node = opened("kimi-041")
    assert node.quote == "paraphrase: Letter says book cash exceeds 10bn yuan."
    assert "relaying Yang Zhilin internal letter" in node.title


def test_a_claim_that_was_not_followed_says_why(opened: Open) -> None:
    assert "not followed: grade E against B" in opened("kimi-048").text


def test_an_assumed_figure_opens_with_its_range_its_source_and_its_facts(
    opened: Open, kimi: Inquiry
) -> None:
    node = opened("assumption:revenue")
    assert node.kind == "assumption"
    revenue = kimi.futures().figures.given("revenue").distribution
    assert node.title.startswith(f"assumed revenue = {short(revenue.central)} USD")
    low, high = (short(end) for end in interval(revenue))
    assert f"80% between {low} and {high}" in node.text
    assert "by analogy" in node.text
    assert {c.kind for c in node.children} == {"fact"}


def test_a_parameter_opens_with_its_range_its_table_and_how_to_change_it(opened: Open) -> None:
    node = opened("assumption:revenue_beta")
    assert node.title.startswith("assumed revenue beta = ")
    assert "change it with --assume revenue_beta=…" in node.text
    assert [c.id for c in node.children] == ["table:damodaran_industry_excerpt"]


@pytest.mark.parametrize("key", [*ODDS_COLUMNS, "new_money", "growth", "churn"])
def test_every_assumption_that_a_number_rests_on_opens(opened: Open, key: str) -> None:
    assert opened(f"assumption:{key}").kind == "assumption"


def test_a_class_opens_with_its_record_and_its_table(opened: Open) -> None:
    node = opened("class:listed")
    assert node.title == "reference class: listed companies of its size and growth"
    assert "all of them managed to list" in node.text
    assert [c.kind for c in node.children] == ["table"]


def test_the_class_of_the_sector_so_far_opens_down_to_its_companies(opened: Open) -> None:
    assert {c.kind for c in opened("class:sector_so_far").children} == {"table", "fact"}


def test_a_table_opens_with_sample_method_bias_and_source(opened: Open) -> None:
    node = opened("table:revenue_cagr_by_size_and_growth")
    found = table("revenue_cagr_by_size_and_growth")
    assert node.kind == "table"
    for words in (found.sample, found.method, found.bias, found.source):
        assert words in node.title + node.text


def test_a_rate_opens_with_its_value_source_and_day(opened: Open) -> None:
    node = opened("fx:CNY/USD@2026-01-20")
    assert node.kind == "rate"
    assert node.title.startswith("1 CNY = 0.143701 USD, European Central Bank")


def test_a_mean_rate_opens_with_its_span(opened: Open) -> None:
    node = opened("fx:CNY/USD@2025-01-01..2025-06-30")
    assert "mean of" in node.title


def test_a_method_opens_with_what_it_does_and_where_it_is_written(opened: Open) -> None:
    node = opened("method:record")
    assert node.kind == "method"
    assert "docs: methods/record" in node.title


def test_a_typed_price_is_a_question_and_not_a_fact(cases: Any) -> None:
    made = dossier(cases.inquiry(tested="4.8bn USD pre"), names=["runway"])
    (child,) = [
        c for c in explain(made, "runway.cash_over_price").children if c.id == "typed:price"
    ]
    assert child.kind == "typed"
    assert child.text == "a question put to the evidence, not a fact"


# --- the users own, and what is not there -----------------------------------------------------


def test_what_the_user_assumes_opens_too(cases: Any) -> None:
    given = {
        "growth.momentum": "0.05..0.35",
        "tax_rate": "0.1..0.4",
        "revenue": "80m..120m",
        "odds.removal": "0.1..0.2",
    }
    made = dossier(cases.inquiry(assume=given, burn="3m", paths=1024))
    assert made.problems == ()
    lost = [
        (name, behind)
        for name, quantity in made.quantities().items()
        for behind in quantity.lineage
        if not _opens(made, behind)
    ]
    assert lost == []
    assert "the user's own" in explain(made, "assumption:tax_rate").text
    assert "changed by the user: momentum" in explain(made, "class:yours").text


def _opens(made: Dossier, name: str) -> bool:
    try:
        return explain(made, name).kind != "unknown"
    except NotFoundError:
        return False


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("price.step_up.post_prey", "price.step_up.post_pre"),
        ("fact:moonshot.cash_balance.2025-12-30", "fact:moonshot.cash_balance.2025-12-31"),
        ("kimi-0041", "kimi-041"),
        ("assumption:tax_rat", "assumption:tax_rate"),
        ("runwy", "runway"),
    ],
)
def test_an_unknown_id_offers_near_ones(opened: Open, name: str, near: str) -> None:
    with pytest.raises(NotFoundError) as error:
        opened(name)
    assert f"'{near}'" in str(error.value)


@pytest.mark.parametrize(
    "name", ["table:no_such", "class:no_such", "fx:USD/XXX@2026-01-20", "fx:nonsense", ""]
)
def test_an_id_of_a_known_kind_that_names_nothing_is_not_found(opened: Open, name: str) -> None:
    with pytest.raises(NotFoundError):
        opened(name)


# --- how a number is shown --------------------------------------------------------------------


def a_number(value: float, unit: str = "USD", **more: Any) -> Quantity:
    return Quantity(id="x", label="x", value=value, unit=unit, **more)


@pytest.mark.parametrize(
    ("quantity", "shown"),
    [
        (a_number(3_596_258_828.0), "3.6bn USD"),
        (a_number(0.1162790698, "fraction"), "11.6%"),
        (a_number(6.454, "fraction a year"), "645% a year"),
        (a_number(75.45, "months"), "75.4 months"),
        (a_number(212.2, "x"), "212 ×"),
        # No more digits than the error allows: of 3,596m plus minus 127m, two.
        (a_number(3.596e9, standard_error=1.27e8), "3.6bn USD ± 130m"),
        (a_number(3.596e9, standard_error=2e9), "4bn USD ± 2bn"),
        (
            a_number(0.75, "fraction", interval=Interval(0.58, 0.92)),
            "75% (80% 58% to 92%)",
        ),
        (
            a_number(24e6, interval=Interval(6.5e6, 192e6, 1.0)),
            "24m USD (range 6.5m to 192m)",
        ),
    ],
)
def test_a_number_is_shown_no_finer_than_its_error_allows(quantity: Quantity, shown: str) -> None:
    assert show(quantity) == shown


def test_a_decimal_and_a_float_are_shown_alike() -> None:
    assert show(a_number(1234.5)) == show(
        Quantity(id="x", label="x", value=Decimal("1234.5"), unit="USD")
    )
