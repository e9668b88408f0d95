from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pricedin.claims.claim import Claim, Quote
from pricedin.dates import AsOf
from pricedin.errors import InputError, NotFoundError
from pricedin.facts.corrections import corrected
from pricedin.facts.ledger import Ledger, SubjectRecord
from pricedin.facts.review import Records, Review
from pricedin.sources.document import Document

Build = Callable[..., Claim]
JANUARY, FEBRUARY, MARCH = (datetime(2026, month, 10, 12, tzinfo=UTC) for month in (1, 2, 3))
TODAY = AsOf.day(date.today())
PAGE = Document(name="Post", published=date(2026, 1, 2))
TEXT = "Acme is worth $5bn. It sold for $5m last year."


def recorded(moment: datetime) -> AsOf:
    return AsOf.day(moment.date(), "recorded")


def seen(ledger: Ledger, as_of: AsOf = TODAY) -> dict[str, str]:
    return {c.ref: str(c.value) for c in ledger.view(as_of).claims}


@pytest.fixture
def read(ledger: Ledger, claim: Build) -> Ledger:
    """Return a ledger into which a document of two claims was read in January."""
    quoted = []
    for ref, words, told in (
        ("p-1", "$5bn", claim("valuation", "5bn USD", reported="2026-01-02")),
        ("p-2", "$5m", claim("revenue", "5m USD", reported="2026-01-02", period="FY2025")),
    ):
        start = TEXT.index(words)
        quote = Quote(words, start, start + len(words))
        quoted.append(replace(told, ref=ref, document=PAGE, quote=quote))
    ledger.register([SubjectRecord(slug="acme", name="Acme")])
    ledger.add_source(PAGE, TEXT, quoted, by="reader 1", recorded_at=JANUARY)
    return ledger


@pytest.fixture
def review(read: Ledger) -> Review:
    return Review(read)


def correct(review: Review, ref: str, value: str, when: datetime = FEBRUARY) -> None:
    item = review.item(ref)
    review.correct(item, corrected(item.claim, {"value": value}), by="me", recorded_at=when)


# --- what is unreviewed -----------------------------------------------------------------------


def test_what_a_machine_read_is_unreviewed_in_the_order_of_the_text(review: Review) -> None:
    assert [i.claim.ref for i in review.unreviewed(["acme"])] == ["p-1", "p-2"]
    assert {(i.how, i.by) for i in review.items()} == {("read", "reader 1")}
    assert len(review.ledger.view(TODAY).unreviewed) == 2


@pytest.mark.parametrize("how", ["imported", "entered"])
def test_what_a_person_brought_in_is_reviewed(ledger: Ledger, claim: Build, how: str) -> None:
    ledger.append([claim("revenue", "5m USD", ref="a")], how=how, by="me")  # type: ignore[arg-type]
    (item,) = Review(ledger).items()
    assert (item.how, item.by, item.is_reviewed) == (how, "me", True)
    assert ledger.view(TODAY).unreviewed == frozenset()


def test_importing_what_a_machine_read_reviews_it(read: Ledger) -> None:
    told = read.view(TODAY).claims
    assert read.append(told, by="me").known == 2
    assert read.append(told, by="me").known == 2
    assert Review(read).unreviewed() == ()
    assert len(read.view(recorded(JANUARY)).unreviewed) == 2


# --- decisions --------------------------------------------------------------------------------


def test_an_accepted_claim_stands_reviewed(review: Review) -> None:
    assert review.accept([review.item("p-1")], by="me", recorded_at=FEBRUARY) == 1
    assert review.accept([review.item("p-1")], by="me") == 0
    assert [i.claim.ref for i in review.unreviewed()] == ["p-2"]
    assert len(review.ledger.view(TODAY).unreviewed) == 1
    assert len(review.ledger.view(recorded(JANUARY)).unreviewed) == 2


def test_a_rejected_claim_takes_no_part_and_stays_on_record(review: Review) -> None:
    review.reject([review.item("p-1")], by="me", why="another Acme", recorded_at=FEBRUARY)
    assert seen(review.ledger) == {"p-2": "5m USD"}
    assert seen(review.ledger, recorded(JANUARY)) == {"p-1": "5bn USD", "p-2": "5m USD"}
    assert seen(review.ledger, recorded(FEBRUARY)) == {"p-2": "5m USD"}
    item = review.item("p-1")
    assert item.decision is not None
    assert (item.standing, item.decision.why, item.decision.by) == (
        "rejected", "another Acme", "me",
    )  # fmt: skip
    assert review.ledger.count() == 1


def test_a_rejection_needs_a_reason_and_is_made_once(review: Review) -> None:
    with pytest.raises(InputError, match="say why"):
        review.reject([review.item("p-1")], by="me", why=" ")
    review.reject([review.item("p-1")], by="me", why="x")
    with pytest.raises(InputError, match="rejected already"):
        review.reject([review.item("p-1")], by="me", why="x")


def test_a_rejected_claim_can_be_accepted_after_all(review: Review) -> None:
    review.reject([review.item("p-1")], by="me", why="x")
    review.accept([review.item("p-1")], by="you")
    assert "p-1" in seen(review.ledger)


def test_a_correction_supersedes_and_the_earlier_stays(review: Review) -> None:
    correct(review, "p-1", "4bn USD")
    assert seen(review.ledger)["p-1"] == "4bn USD"
    assert seen(review.ledger, recorded(JANUARY))["p-1"] == "5bn USD"
    assert [(i.standing, i.how) for i in review.items() if i.claim.ref == "p-1"] == [
        ("superseded", "read"),
        ("stands", "corrected"),
    ]
    assert review.item("p-1").is_reviewed
    assert review.ledger.count() == 2


def test_a_correction_of_a_correction_leads_back_step_by_step(review: Review) -> None:
    correct(review, "p-1", "4bn USD")
    correct(review, "p-1", "3bn USD", MARCH)
    view = review.ledger.view(TODAY)
    (uid,) = (c.uid for c in view.claims if c.ref == "p-1")
    earlier = review.records(view).earlier[uid]
    assert [str(i.claim.value) for i in earlier] == ["4bn USD", "5bn USD"]
    assert seen(review.ledger, recorded(FEBRUARY))["p-1"] == "4bn USD"


def test_a_correction_back_to_what_was_read_lets_that_stand(review: Review) -> None:
    correct(review, "p-1", "4bn USD")
    correct(review, "p-1", "5bn USD", MARCH)
    assert seen(review.ledger)["p-1"] == "5bn USD"
    review.undo(by="me")
    assert seen(review.ledger)["p-1"] == "4bn USD"


def test_nothing_changed_is_no_correction(review: Review) -> None:
    with pytest.raises(InputError, match="nothing of p-1 is changed"):
        correct(review, "p-1", "5bn USD")


def test_a_superseded_claim_is_not_decided_on(review: Review) -> None:
    item = review.item("p-1")
    correct(review, "p-1", "4bn USD")
    with pytest.raises(InputError, match="is superseded"):
        review.reject([item], by="me", why="x")
    with pytest.raises(InputError, match="is superseded"):
        review.accept([item], by="me")


def test_undo_is_a_later_decision(review: Review) -> None:
    review.accept([review.item("p-2")], by="me", recorded_at=JANUARY)
    correct(review, "p-1", "4bn USD")
    review.undo(by="you", why="slip", recorded_at=MARCH)
    assert seen(review.ledger)["p-1"] == "5bn USD"
    assert seen(review.ledger, recorded(FEBRUARY))["p-1"] == "4bn USD"
    assert [(d.choice, d.by, d.counts) for d in review.log()] == [
        ("accept", "me", True),
        ("correct", "me", False),
        ("undo", "you", False),
    ]
    review.undo(by="you")
    assert len(review.unreviewed()) == 2
    with pytest.raises(NotFoundError, match="no decision is left"):
        review.undo(by="you")


def test_a_correction_that_was_undone_can_be_made_again(review: Review) -> None:
    correct(review, "p-1", "4bn USD")
    review.undo(by="me")
    correct(review, "p-1", "4bn USD", MARCH)
    assert seen(review.ledger)["p-1"] == "4bn USD"


def test_a_row_of_what_an_undone_correction_said_stands_for_itself(review: Review) -> None:
    correct(review, "p-1", "4bn USD")
    told = review.item("p-1").claim
    review.undo(by="me")
    review.ledger.append([told], by="me")
    assert seen(review.ledger)["p-1"] == "4bn USD"


def test_reading_or_importing_the_same_again_leaves_decisions(review: Review) -> None:
    told = review.ledger.view(TODAY).claims
    correct(review, "p-1", "4bn USD")
    review.reject([review.item("p-2")], by="me", why="x")
    review.ledger.add_source(PAGE, TEXT, told)
    review.ledger.append(told)
    assert seen(review.ledger) == {"p-1": "4bn USD"}


def test_a_machine_that_reads_otherwise_does_not_replace_what_was_decided(review: Review) -> None:
    first, second = (review.item(ref) for ref in ("p-1", "p-2"))
    review.accept([first], by="me")
    other = [corrected(i.claim, {"value": "7m USD"}) for i in (first, second)]
    receipt = review.ledger.add_source(PAGE, TEXT, other, by="reader 2")
    assert (receipt.added, receipt.kept) == (1, ["p-1"])
    assert seen(review.ledger) == {"p-1": "5bn USD", "p-2": "7m USD"}


def test_a_claim_is_named_by_ref_or_by_its_content(review: Review) -> None:
    item = review.item("p-1")
    assert review.item(item.uid[:8]) == item
    with pytest.raises(NotFoundError, match="did you mean 'p-1'"):
        review.item("p-11")


def test_one_label_of_two_companies_is_asked_about(review: Review, claim: Build) -> None:
    review.ledger.append([claim("revenue", "5m USD", ref="p-1", subject="other")])
    assert review.item("p-1", ["acme"]).claim.subject == "acme"
    with pytest.raises(InputError, match="is the label of 2 claims"):
        review.item("p-1")


# --- beside a view ----------------------------------------------------------------------------


def test_passages_and_decisions_stand_beside_a_view(review: Review) -> None:
    review.reject([review.item("p-2")], by="me", why="x")
    view = review.ledger.view(TODAY)
    records = review.records(view)
    (claim_,) = view.claims
    passage = records.passages[claim_.uid]
    assert (passage.before, passage.quote) == ("Acme is worth ", "$5bn")
    assert list(records.rejected) == ["p-2"]
    assert records.decisions == {}


def test_a_correction_keeps_the_passage(review: Review) -> None:
    correct(review, "p-1", "4bn USD")
    view = review.ledger.view(TODAY)
    assert {p.quote for p in review.records(view).passages.values()} == {"$5bn", "$5m"}


def test_a_ledger_without_texts_and_decisions_has_nothing_beside(
    ledger: Ledger, claim: Build
) -> None:
    ledger.append([claim("revenue", "5m USD")])
    assert Review(ledger).records(ledger.view(TODAY)) == Records()


# --- names ------------------------------------------------------------------------------------


@pytest.fixture
def two(ledger: Ledger, claim: Build) -> Iterator[Review]:
    ledger.register(
        [
            SubjectRecord(slug="moonshot", name="Moonshot AI", sector="ai", aliases=("kimi",)),
            SubjectRecord(slug="月之暗面", name="月之暗面", currency="CNY"),
            SubjectRecord(slug="usd-cny", name="USD/CNY", kind="currency"),
        ]
    )
    ledger.append(
        [
            claim("revenue", "5m USD", ref="a", subject="moonshot"),
            claim("valuation", "5bn USD", ref="b", subject="月之暗面", event="月之暗面/c"),
        ],
        recorded_at=JANUARY,
    )
    return Review(ledger)


def test_merged_names_are_one_subject_and_nothing_is_rewritten(two: Review) -> None:
    ledger = two.ledger
    assert two.merge("月之暗面", "moonshot", by="me", recorded_at=FEBRUARY) == (
        "月之暗面", "moonshot",
    )  # fmt: skip
    record = ledger.find("月之暗面")
    assert (record.slug, record.sector, record.currency) == ("moonshot", "ai", "CNY")
    assert record.aliases == ("kimi", "月之暗面")
    view = ledger.view(TODAY, ["moonshot"])
    assert [(c.ref, c.subject, c.event) for c in view.claims] == [
        ("a", "moonshot", ""),
        ("b", "moonshot", "moonshot/c"),
    ]
    assert set(view.rows) == {c.uid for c in view.claims}
    assert [s.slug for s in ledger.subjects()] == ["moonshot", "usd-cny"]
    assert {c.subject for c in ledger.view(recorded(JANUARY)).claims} == {"moonshot", "月之暗面"}
    assert ledger.find("月之暗面", recorded(JANUARY)).slug == "月之暗面"


def test_a_merge_can_be_undone(two: Review) -> None:
    two.merge("月之暗面", "moonshot", by="me")
    two.undo(["moonshot"], by="me")
    assert len(two.ledger.subjects()) == 3
    assert [c.ref for c in two.ledger.view(TODAY, ["moonshot"]).claims] == ["a"]


def test_merges_chain(two: Review, claim: Build) -> None:
    two.ledger.register([SubjectRecord(slug="kimi-ai", name="Kimi AI")])
    two.merge("月之暗面", "kimi-ai", by="me")
    two.merge("月之暗面", "moonshot", by="me")
    assert two.ledger.find("Kimi AI").slug == two.ledger.find("月之暗面").slug == "moonshot"
    assert len(two.ledger.view(TODAY, ["moonshot"]).claims) == 2
    with pytest.raises(InputError, match="are one already, under 'moonshot'"):
        two.merge("moonshot", "kimi-ai", by="me")


def test_only_names_of_one_kind_that_are_known_are_merged(two: Review) -> None:
    with pytest.raises(InputError, match="a company, USD/CNY a currency"):
        two.merge("moonshot", "usd-cny", by="me")
    with pytest.raises(NotFoundError, match="did you mean 'moonshot'"):
        two.merge("moonshoot", "moonshot", by="me")


def test_registering_under_a_merged_name_does_not_undo_it(two: Review) -> None:
    two.merge("月之暗面", "moonshot", by="me")
    two.ledger.register([SubjectRecord(slug="月之暗面", name="月之暗面", aliases=("暗面",))])
    assert two.ledger.find("暗面").slug == "moonshot"


def test_the_log_is_of_one_company(two: Review, claim: Build) -> None:
    two.ledger.append([claim("revenue", "5m USD", ref="c", subject="other")])
    two.accept([two.item("c"), two.item("a")], by="me", recorded_at=FEBRUARY + timedelta(days=1))
    two.merge("月之暗面", "moonshot", by="me")
    assert [(d.choice, d.ref) for d in two.log(["moonshot"])] == [("accept", "a"), ("merge", "")]
