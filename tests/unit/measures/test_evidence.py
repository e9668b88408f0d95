"""What rests on what, counted again from the claims."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from scipy.special import ndtri

from pricedin.measures.evidence import evidence
from pricedin.measures.inquiry import Inquiry
from pricedin.measures.load import input_shares
from pricedin.measures.measure import Measure, Quantity
from pricedin.measures.split import split
from pricedin.simulation.inputs import COLUMNS
from pricedin.units import percent

Ask = Callable[[str], Measure]


@pytest.fixture
def told(asked: Ask) -> Measure:
    return asked("evidence")


def quantity(measure: Measure, name: str) -> Quantity:
    found = measure.quantity(name)
    assert found is not None, name
    return found


# --- counts -----------------------------------------------------------------------------------


def test_claims_are_counted_by_grade(told: Measure, kimi: Inquiry) -> None:
    claims = kimi.company.view.claims
    subjects = {
        kimi.company.record.slug,
        *(p.record.slug for p in kimi.company.peers),
        *(m.name for m in kimi.company.uncompared),
        *(f.subject for f in kimi.company.sector_facts),
    }
    relevant = [c for c in claims if c.subject in subjects]
    counts = Counter(c.grade for c in relevant)
    (table,) = [t for t in told.tables if t.id == "evidence.grades"]
    assert {row[0]: row[2] for row in table.rows} == {g: str(counts[g]) for g in "ABCDE"}
    weak = counts["D"] + counts["E"]
    assert quantity(told, "evidence.share_d_e").value == Decimal(weak) / len(relevant)
    mine = sum(c.subject == "moonshot" for c in claims)
    for words in (
        f"{mine} claims on Kimi (Moonshot AI)",
        f"{len(relevant) - mine} on its peers and sector",
        f"from {len({c.document.id for c in relevant})} pages",
        f"{len({c.origin_name for c in relevant})} origins",
        f"{weak} graded D or E",
    ):
        assert words in told.sentence


def test_every_claim_that_was_not_followed_is_listed_with_its_reason(
    told: Measure, kimi: Inquiry
) -> None:
    judged = kimi.company.judgement
    slugs = {"moonshot", *(p.record.slug for p in kimi.company.peers)}
    rejected = [
        r.claim.ref
        for f in (*judged.facts, *judged.talks)
        if f.subject in slugs
        for r in f.rejected
    ]
    rejected += [r.claim.ref for r in judged.set_aside if r.claim.subject in slugs]
    (table,) = [t for t in told.tables if t.id == "evidence.disputes"]
    assert sorted(str(row[0]) for row in table.rows) == sorted(rejected)
    assert all(row[4] for row in table.rows)
    assert f"{len(rejected)} not followed" in told.sentence


def test_the_won_figure_of_the_cash_is_a_dispute(told: Measure) -> None:
    (table,) = [t for t in told.tables if t.id == "evidence.disputes"]
    (row,) = [r for r in table.rows if r[0] == "kimi-048"]
    assert "grade E against B" in str(row[4])


def test_headlines_without_an_agreed_label_name_who_calls_them_what(told: Measure) -> None:
    (table,) = [t for t in told.tables if t.id == "evidence.labels"]
    by = {row[1]: row for row in table.rows}
    assert "latepost (C)" in str(by["4.3bn USD"][3]).replace("LatePost", "latepost")
    assert str(by["4.8bn USD"][2]) != "nobody"


# --- narrative load ---------------------------------------------------------------------------


def test_an_inputs_share_is_its_squared_correlation_with_the_bet(
    told: Measure, kimi: Inquiry
) -> None:
    futures = kimi.futures()
    means = futures.valuation(futures.lead).frontier.means
    share = quantity(told, "evidence.share_of_variance.revenue")
    z = ndtri(futures.points[:, COLUMNS.index("revenue")])
    assert float(share.value) == pytest.approx(float(np.corrcoef(z, means)[0, 1]) ** 2)


def test_revenue_by_analogy_carries_most_and_all_of_it_is_weak(told: Measure) -> None:
    load = quantity(told, "evidence.narrative_load")
    assert float(load.value) > 0.9
    assert "revenue first" in told.sentence
    assert f"{percent(load.value, 2)} of the spread of the bet" in told.sentence
    (table,) = [t for t in told.tables if t.id == "evidence.load"]
    assert table.rows[0][:2] == ("revenue", "assumption")


def test_shares_fall_down_the_list_and_never_add_to_more_than_all(kimi: Inquiry) -> None:
    shares = [s.share for s in input_shares(kimi)]
    assert shares == sorted(shares, reverse=True)
    # Inputs are independent, so squared correlations add up to one at most, but for sampling.
    assert 0.3 < sum(shares) < 1.1


def test_without_weak_facts_there_is_no_answer_and_it_says_why(told: Measure) -> None:
    assert told.quantity("evidence.bet_without_weak") is None
    assert "without facts graded D and E there is no answer (revenue is missing" in told.sentence


def test_a_typed_case_rests_on_the_analysts_own_entry_and_on_assumptions(cases: Any) -> None:
    told = evidence(cases.inquiry(burn="3m"))
    assert quantity(told, "evidence.share_d_e").value == 0
    # Nothing is graded D or E, so without those facts the bet stays what it is.
    bet = quantity(told, "evidence.bet_without_weak")
    assert bet.interval is not None
    assert "without those facts the bet is" in told.sentence
    shares = {s.name: s for s in input_shares(cases.inquiry(burn="3m"))}
    assert all(s.kind == "assumption" or s.grade == "B" for s in shares.values())


@pytest.mark.parametrize("label", ["listed", "post", "pre"])
def test_the_bet_without_weak_facts_is_the_bet_where_none_is_weak(cases: Any, label: str) -> None:
    """A typed case is the analyst's own entry, grade B: leaving out D and E leaves out nothing.

    Up to 16,384 paths both are drawn on the same ones.
    """
    inquiry = cases.inquiry(label=label, new_money="60m", burn="3m", paths=1024)
    bet = quantity(split(inquiry), f"split.{label}.listed.share")
    without = quantity(evidence(inquiry), "evidence.bet_without_weak")
    assert float(without.value) == pytest.approx(float(bet.value), abs=1e-6)
