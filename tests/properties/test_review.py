"""Whatever people decide, and undo, and decide again: no claim is lost, no earlier view changes."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricedin.claims.claim import Claim
from pricedin.dates import AsOf
from pricedin.errors import InputError, NotFoundError
from pricedin.facts.ledger import Ledger, SubjectRecord
from pricedin.facts.review import Review
from pricedin.sources.document import Document
from pricedin.units import Money

PAGE = Document(name="Post", published=date(2026, 1, 1))
START = datetime(2026, 1, 2, 12, tzinfo=UTC)
SLUGS = ("acme", "acme-inc", "other")
END = AsOf.day(date(2027, 1, 1))
FEW = settings(max_examples=settings.default.max_examples * 4 // 10)


def told(ref: str, subject: str, millions: int) -> Claim:
    return Claim(
        ref=ref,
        subject=subject,
        attribute="valuation",
        value=Money(Decimal(millions * 10**6), "USD"),
        unit="USD",
        document=PAGE,
        origin="Post",
    )


READ = [told(f"p-{n}", SLUGS[n % 3], 10 + n) for n in range(4)]

# What somebody may do next: to which claim, with what, or to which names.
steps = st.lists(
    st.one_of(
        st.tuples(st.just("accept"), st.integers(0, 3), st.just(0)),
        st.tuples(st.just("reject"), st.integers(0, 3), st.just(0)),
        st.tuples(st.just("correct"), st.integers(0, 3), st.integers(10, 14)),
        st.tuples(st.just("merge"), st.integers(0, 2), st.integers(0, 2)),
        st.tuples(st.just("undo"), st.just(0), st.just(0)),
        st.tuples(st.just("read"), st.integers(0, 3), st.integers(10, 14)),
    ),
    max_size=10,
)


@pytest.fixture(scope="module")
def new_ledger(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Ledger]:
    """Return a maker of ledgers into which four claims were read."""
    folder = tmp_path_factory.mktemp("ledgers")
    with Ledger(folder / "read.db") as ledger:
        ledger.register(SubjectRecord(slug=slug, name=slug) for slug in SLUGS)
        ledger.add_source(PAGE, "words", READ, recorded_at=START)
    return lambda: Ledger(shutil.copy(folder / "read.db", folder / "copy.db"))


def take(review: Review, step: tuple[str, int, int], when: datetime) -> None:
    """Take a step, where it can be taken."""
    choice, number, other = step
    try:
        if choice == "undo":
            review.undo(by="me", recorded_at=when)
        elif choice == "merge":
            review.merge(SLUGS[number], SLUGS[other], by="me", recorded_at=when)
        elif choice == "read":
            claim = replace(READ[number], value=Money(Decimal(other * 10**6), "USD"))
            review.ledger.add_source(PAGE, "words", [claim], recorded_at=when)
        else:
            item = review.item(f"p-{number}")
            if choice == "accept":
                review.accept([item], by="me", recorded_at=when)
            elif choice == "reject":
                review.reject([item], by="me", why="x", recorded_at=when)
            else:
                claim = replace(item.claim, value=Money(Decimal(other * 10**6), "USD"))
                review.correct(item, claim, by="me", recorded_at=when)
    except (InputError, NotFoundError):
        pass


def day(number: int) -> AsOf:
    return AsOf.day((START + timedelta(days=number)).date(), "recorded")


@FEW
@given(steps=steps)
def test_no_step_changes_an_earlier_recorded_view(
    new_ledger: Callable[[], Ledger], steps: list[tuple[str, int, int]]
) -> None:
    with new_ledger() as ledger:
        review = Review(ledger)
        views = [(ledger.view(day(0)), ledger.subjects(day(0)))]
        for number, step in enumerate(steps, 1):
            take(review, step, START + timedelta(days=number))
            views.append((ledger.view(day(number)), ledger.subjects(day(number))))
        assert views[-1][0].claims == ledger.view(END).claims
        for number, view in enumerate(views):
            assert (ledger.view(day(number)), ledger.subjects(day(number))) == view


@FEW
@given(steps=steps)
def test_no_claim_is_lost_and_each_label_has_one_that_stands_or_was_rejected(
    new_ledger: Callable[[], Ledger], steps: list[tuple[str, int, int]]
) -> None:
    with new_ledger() as ledger:
        review = Review(ledger)
        for number, step in enumerate(steps, 1):
            before = [i for i in review.items() if step[0] != "read" or i.decision is not None]
            take(review, step, START + timedelta(days=number))
            items = review.items()
            # Only a newer reading of the same label replaces a row, and no decision is on it then.
            assert {i.row for i in before} <= {i.row for i in items}
            for ref in (c.ref for c in READ):
                of_ref = [i for i in items if i.claim.ref == ref]
                standing = [i for i in of_ref if i.standing == "stands"]
                assert len(standing) == (0 if review.item(ref).standing == "rejected" else 1)
            assert {c.ref for c in ledger.view(END).claims} == {
                i.claim.ref for i in items if i.standing == "stands"
            }
            assert ledger.count() == len(ledger.view(END).claims)


@FEW
@given(steps=steps)
def test_undoing_everything_leads_back_to_what_was_read(
    new_ledger: Callable[[], Ledger], steps: list[tuple[str, int, int]]
) -> None:
    with new_ledger() as ledger:
        review = Review(ledger)
        first = ledger.view(END), ledger.subjects()
        for step in steps:
            if step[0] != "read":
                take(review, step, START)
        made = review.log()
        while any(d.counts for d in review.log()):
            review.undo(by="me")
        assert (ledger.view(END), ledger.subjects()) == first
        assert review.log()[: len(made)] != () or not made
        assert [d.id for d in review.log()[: len(made)]] == [d.id for d in made]
