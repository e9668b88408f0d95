"""No hindsight: what comes later changes nothing that was seen before it."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricedin.claims.claim import Claim
from pricedin.dates import AsOf, parse_period
from pricedin.facts.judge import Judgement, judge
from pricedin.facts.ledger import Ledger, View
from pricedin.fx import ReferenceRates
from pricedin.sources.document import SOURCE_CLASSES, Document
from pricedin.units import Money

RATES = ReferenceRates()
START = date(2026, 1, 1)
DAYS = st.integers(0, 30).map(lambda n: START + timedelta(days=n))

# Few subjects, days and amounts, so that claims meet, disagree and repeat each other.
AMOUNTS = st.sampled_from([1, 10, 11, 12, 40, 100]).map(lambda n: Money(Decimal(n * 10**6), "USD"))


@st.composite
def claim_lists(draw: st.DrawFn, prefix: str = "c", max_size: int = 8) -> list[Claim]:
    return [
        draw(some_claim(f"{prefix}-{number}")) for number in range(draw(st.integers(1, max_size)))
    ]


@st.composite
def some_claim(draw: st.DrawFn, ref: str) -> Claim:
    name = draw(
        st.sampled_from(
            "cash_balance market_cap revenue valuation post_money_valuation amount_raised "
            "total_raised arr".split()
        )
    )
    flow = name == "revenue"
    return Claim(
        ref=ref,
        subject=draw(st.sampled_from(["acme", "other"])),
        attribute=name,
        value=draw(AMOUNTS),
        unit="USD",
        qualifier=draw(st.sampled_from(["exact", "approx", "at_least"])),
        status=draw(st.sampled_from(["closed", "in_talks", "rumoured", "planned"])),
        period=parse_period("FY2025") if flow else None,
        as_of=None if flow else draw(DAYS),
        of=draw(st.sampled_from(["", "cloud", "licences"])) if flow else "",
        event="acme/a" if name in ("valuation", "post_money_valuation", "amount_raised") else "",
        document=Document(
            name=draw(st.sampled_from(["Paper", "Letter", "Blog"])),
            published=draw(DAYS),
            source_class=draw(st.sampled_from(SOURCE_CLASSES)),  # type: ignore[arg-type]
        ),
        origin=draw(st.sampled_from(["Wire", "Letter", ""])),
    )


@pytest.fixture(scope="module")
def new_ledger(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Ledger]:
    """Return a maker of empty ledgers; each is a copy of a migrated file."""
    folder = tmp_path_factory.mktemp("ledgers")
    Ledger(folder / "empty.db").close()

    def make() -> Ledger:
        return Ledger(shutil.copy(folder / "empty.db", folder / "copy.db"))

    return make


def seen(ledger: Ledger, as_of: AsOf) -> tuple[View, Judgement]:
    view = ledger.view(as_of)
    return view, judge(view.claims, RATES)


# Each example opens a database of its own.
FEW = settings(max_examples=settings.default.max_examples * 3 // 10)


@FEW
@given(before=claim_lists("b"), after=claim_lists("a"), day=DAYS)
def test_a_claim_public_later_changes_no_earlier_public_view_or_judgement(
    new_ledger: Callable[[], Ledger], before: list[Claim], after: list[Claim], day: date
) -> None:
    later = [c for c in after if c.public_from > day]
    with new_ledger() as ledger:
        ledger.append(before)
        then = seen(ledger, AsOf.day(day))
        assert all(c.public_from <= day for c in (*then[0].claims, *then[0].ahead))
        ledger.append(later)
        assert seen(ledger, AsOf.day(day)) == then


@FEW
@given(
    before=claim_lists("b"),
    after=claim_lists("a"),
    corrected=st.sets(st.integers(0, 7)),
    withdrawn=st.sets(st.integers(0, 7)),
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2026, 2, 1), timezones=st.just(UTC)),
)
def test_a_later_record_changes_no_older_recorded_view_or_judgement(
    new_ledger: Callable[[], Ledger],
    before: list[Claim],
    after: list[Claim],
    corrected: set[int],
    withdrawn: set[int],
    moment: datetime,
) -> None:
    as_of = AsOf.day(moment.date(), "recorded")
    later = datetime.combine(moment.date() + timedelta(days=1), datetime.min.time(), UTC)
    with new_ledger() as ledger:
        ledger.append(before, recorded_at=moment)
        then = seen(ledger, as_of)
        assert len(then[0].claims) + len(then[0].ahead) == len(before)
        for number in withdrawn & set(range(len(before))):
            ledger.retract(f"b-{number}", reason="misread", recorded_at=later)
        corrections = [
            replace(c, paraphrase="read again")
            for i, c in enumerate(before)
            if i in corrected - withdrawn
        ]
        ledger.append([*after, *corrections], recorded_at=later)
        assert seen(ledger, as_of) == then


@FEW
@given(given_claims=claim_lists(max_size=10), data=st.data())
def test_the_order_of_import_changes_no_judgement(
    new_ledger: Callable[[], Ledger], given_claims: list[Claim], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(given_claims))
    cut = data.draw(st.integers(0, len(shuffled)))
    end = AsOf.day(START + timedelta(days=60))
    with new_ledger() as ledger:
        ledger.append(given_claims)
        straight = seen(ledger, end)
    with new_ledger() as ledger:
        ledger.append(shuffled[:cut])
        ledger.append(shuffled[cut:])
        assert seen(ledger, end) == straight


@FEW
@given(given_claims=claim_lists(max_size=10))
def test_every_claim_of_a_view_is_accounted_for_exactly_once(given_claims: list[Claim]) -> None:
    made = judge(given_claims, RATES)
    weighed = [c.ref for f in (*made.facts, *made.talks) for c in f.claims]
    weighed += [r.claim.ref for r in made.set_aside]
    assert sorted(weighed) == sorted(c.ref for c in given_claims)


@FEW
@given(given_claims=claim_lists(max_size=10))
def test_no_fact_is_better_than_its_best_claim_and_no_rumour_better_than_d(
    given_claims: list[Claim],
) -> None:
    for fact in judge(given_claims, RATES).facts:
        assert fact.grade >= min(c.grade for c in fact.accepted)
        if all(c.status == "rumoured" for c in fact.accepted):
            assert fact.grade in "DE"
