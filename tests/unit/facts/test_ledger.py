from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from pricedin.claims.claim import Claim
from pricedin.dates import AsOf
from pricedin.errors import InputError, NotFoundError
from pricedin.facts.ledger import BATCH, Ledger, SubjectRecord

Build = Callable[..., Claim]

JANUARY, FEBRUARY, MARCH = (datetime(2026, month, 10, 12, tzinfo=UTC) for month in (1, 2, 3))
TODAY = date.today()


def refs(ledger: Ledger, as_of: AsOf | None = None) -> list[str]:
    return [c.ref for c in ledger.view(as_of or AsOf.day(TODAY)).claims]


def values(ledger: Ledger, as_of: AsOf) -> list[str]:
    return [str(c.value) for c in ledger.view(as_of).claims]


def recorded(moment: datetime) -> AsOf:
    return AsOf.day(moment.date(), "recorded")


# --- append -----------------------------------------------------------------------------------


def test_what_is_appended_is_seen_as_it_was_given(ledger: Ledger, claim: Build) -> None:
    told = claim("revenue", "5m USD", period="FY2024", basis="forecast", paraphrase="五百万")
    ledger.append([told])
    assert ledger.view(AsOf.day(TODAY)).claims == (told,)


def test_the_same_content_twice_is_one_claim(ledger: Ledger, claim: Build) -> None:
    told = [claim("revenue", "5m USD", period=p) for p in ("FY2023", "FY2024")]
    first, second = ledger.append(told), ledger.append([*told, told[0]])
    assert (first.added, first.known, first.replaced) == (2, 0, [])
    assert (second.added, second.known, second.replaced) == (0, 3, [])
    assert ledger.count() == 2


def test_the_same_content_twice_in_one_append_is_one_claim(ledger: Ledger, claim: Build) -> None:
    receipt = ledger.append([claim("revenue", "5m USD"), claim("revenue", "5m USD")])
    assert (receipt.added, receipt.known, ledger.count()) == (1, 1, 1)


def test_more_claims_than_a_batch_all_go_in_and_progress_is_told(
    ledger: Ledger, claim: Build
) -> None:
    told = [claim("users", i, ref=f"u{i}") for i in range(BATCH + 1)]
    steps: list[int] = []
    receipt = ledger.append(told, progress=steps.append)
    assert (receipt.added, ledger.count(), steps) == (BATCH + 1, BATCH + 1, [BATCH, 1])


# --- a row that is replaced -------------------------------------------------------------------


def test_other_content_under_the_same_label_replaces_it_from_then_on(
    ledger: Ledger, claim: Build
) -> None:
    old, new = (claim("revenue", f"{n}m USD", ref="a-1") for n in (5, 6))
    ledger.append([old], recorded_at=JANUARY)
    receipt = ledger.append([new], recorded_at=FEBRUARY)
    assert receipt.replaced == [("a-1", new.uid)]
    assert ledger.count() == 1
    assert values(ledger, AsOf.day(TODAY)) == ["6m USD"]


def test_what_was_recorded_before_stays_in_older_recorded_views(
    ledger: Ledger, claim: Build
) -> None:
    ledger.append([claim("revenue", "5m USD", ref="a-1")], recorded_at=JANUARY)
    ledger.append([claim("revenue", "6m USD", ref="a-1")], recorded_at=FEBRUARY)
    before = JANUARY - timedelta(days=1)
    assert values(ledger, recorded(before)) == []
    assert values(ledger, recorded(JANUARY)) == ["5m USD"]
    assert values(ledger, recorded(FEBRUARY)) == ["6m USD"]


def test_a_correction_changes_the_public_view_of_any_day(ledger: Ledger, claim: Build) -> None:
    day = AsOf.day(date(2026, 1, 10))
    ledger.append([claim("revenue", "5m USD", ref="a-1")], recorded_at=JANUARY)
    ledger.append([claim("revenue", "6m USD", ref="a-1")], recorded_at=MARCH)
    assert values(ledger, day) == ["6m USD"]


def test_of_two_rows_with_one_label_in_one_append_the_later_stands(
    ledger: Ledger, claim: Build
) -> None:
    ledger.append([claim("revenue", f"{n}m USD", ref="a-1") for n in (5, 6)])
    assert values(ledger, AsOf.day(TODAY)) == ["6m USD"]


# --- retraction -------------------------------------------------------------------------------


def test_a_claim_that_is_withdrawn_is_gone_from_now_on_and_kept_in_older_views(
    ledger: Ledger, claim: Build
) -> None:
    told = [claim("revenue", "5m USD", ref=ref) for ref in ("a-1", "a-2")]
    ledger.append(told, recorded_at=JANUARY)
    assert ledger.retract("a-1", reason="misread", recorded_at=FEBRUARY) == 1
    assert refs(ledger) == ["a-2"]
    assert refs(ledger, recorded(JANUARY)) == ["a-1", "a-2"]
    assert refs(ledger, recorded(FEBRUARY)) == ["a-2"]
    assert ledger.count() == 1


def test_withdrawing_what_is_not_there_offers_near_labels(ledger: Ledger, claim: Build) -> None:
    ledger.append([claim("revenue", "5m USD", ref="kimi-041")])
    with pytest.raises(NotFoundError, match="no claim 'kimi-014'; did you mean 'kimi-041'"):
        ledger.retract("kimi-014", reason="misread")


def test_a_claim_is_withdrawn_once(ledger: Ledger, claim: Build) -> None:
    ledger.append([claim("revenue", "5m USD", ref="a-1")])
    ledger.retract("a-1", reason="misread")
    with pytest.raises(NotFoundError, match="no claim 'a-1'"):
        ledger.retract("a-1", reason="again")


# --- as of ------------------------------------------------------------------------------------


def test_a_public_view_shows_what_a_reader_could_know_that_day(
    ledger: Ledger, claim: Build
) -> None:
    ledger.append(
        [claim("revenue", "5m USD", ref=day, reported=day) for day in ("2026-01-19", "2026-01-20")]
    )
    assert refs(ledger, AsOf.day(date(2026, 1, 18))) == []
    assert refs(ledger, AsOf.day(date(2026, 1, 19))) == ["2026-01-19"]
    assert refs(ledger, AsOf.day(date(2026, 1, 20))) == ["2026-01-19", "2026-01-20"]


def test_a_listed_price_is_seen_from_its_day_though_reported_later(
    ledger: Ledger, claim: Build
) -> None:
    ledger.append(
        [
            claim("market_cap", "5bn HKD", ref="price", as_of="2026-01-08", reported="2026-01-21"),
            claim("users", 5, ref="users", as_of="2026-01-08", reported="2026-01-21"),
        ]
    )
    assert refs(ledger, AsOf.day(date(2026, 1, 8))) == ["price"]


def test_a_recorded_view_reaches_to_the_end_of_the_day(ledger: Ledger, claim: Build) -> None:
    last = datetime(2026, 1, 20, 23, 59, 59, 999999, tzinfo=UTC)
    ledger.append([claim("revenue", "5m USD", ref="in")], recorded_at=last)
    ledger.append(
        [claim("revenue", "6m USD", ref="out")], recorded_at=last + timedelta(microseconds=1)
    )
    assert refs(ledger, AsOf.day(date(2026, 1, 20), "recorded")) == ["in"]


def test_knowledge_and_validity_are_two_clocks(ledger: Ledger, claim: Build) -> None:
    ledger.append([claim("cash_balance", "5m USD", ref="a", as_of="2025-12-31")])
    asked = AsOf(valid_on=date(2025, 9, 30), known_at=date(2026, 1, 20))
    view = ledger.view(asked)
    assert [c.ref for c in view.ahead] == ["a"]
    assert view.claims == ()


def test_a_claim_told_as_done_on_a_later_day_is_put_ahead_with_a_note(
    ledger: Ledger, claim: Build
) -> None:
    ledger.append(
        [claim("cash_balance", "5m USD", ref="a", as_of="2026-01-12", reported="2026-01-10")]
    )
    view = ledger.view(AsOf.day(date(2026, 1, 10)))
    assert view.claims == ()
    (problem,) = view.problems
    assert (problem.where, problem.severity) == ("a", "note")
    assert problem.message == "dated 2026-01-12, after the as-of day 2026-01-10"
    assert refs(ledger, AsOf.day(date(2026, 1, 12))) == ["a"]


@pytest.mark.parametrize("status", ["planned", "announced", "in_talks", "denied"])
def test_what_speaks_of_the_future_is_not_ahead(ledger: Ledger, claim: Build, status: str) -> None:
    ledger.append([claim("revenue", "5m USD", ref="a", as_of="2026-12-31", status=status)])
    assert refs(ledger, AsOf.day(date(2026, 1, 10))) == ["a"]


def test_a_month_that_has_begun_is_not_ahead(ledger: Ledger, claim: Build) -> None:
    told = replace(claim("cash_balance", "5m USD", ref="a", as_of="2026-01"))
    assert told.held_on == date(2026, 1, 31)
    ledger.append([told])
    assert refs(ledger, AsOf.day(date(2026, 1, 10))) == ["a"]


def test_a_view_of_some_subjects_holds_no_others(ledger: Ledger, claim: Build) -> None:
    ledger.append([claim("revenue", "5m USD", ref=s, subject=s) for s in ("acme", "other")])
    view = ledger.view(AsOf.day(TODAY), ["other"])
    assert [c.ref for c in view.claims] == ["other"]
    assert ledger.view(AsOf.day(TODAY), []).claims == ()


def test_the_latest_day_is_that_of_the_last_report(ledger: Ledger, claim: Build) -> None:
    assert ledger.latest_day() is None
    ledger.append([claim("users", 1, ref=d, reported=d) for d in ("2026-01-20", "2026-01-02")])
    assert ledger.latest_day() == date(2026, 1, 20)


# --- subjects ---------------------------------------------------------------------------------


def test_a_subject_is_found_by_slug_name_and_alias_in_any_case(ledger: Ledger) -> None:
    moonshot = SubjectRecord(slug="moonshot", name="Moonshot AI", aliases=("Kimi", "月之暗面"))
    ledger.register([moonshot])
    for name in ("moonshot", "MOONSHOT AI", "kimi", "月之暗面"):
        assert ledger.find(name) == moonshot


def test_an_unknown_subject_offers_near_names(ledger: Ledger) -> None:
    ledger.register([SubjectRecord(slug="moonshot", name="Moonshot AI", aliases=("kimi",))])
    with pytest.raises(NotFoundError, match="no case 'kimmi'; did you mean 'kimi'"):
        ledger.find("kimmi")


def test_aliases_accumulate_and_what_is_left_blank_stays(ledger: Ledger) -> None:
    ledger.register(
        [SubjectRecord(slug="a", name="A", sector="software", currency="USD", aliases=("x",))]
    )
    ledger.register([SubjectRecord(slug="a", name="A Ltd", aliases=("y",))])
    assert ledger.subjects() == (
        SubjectRecord(
            slug="a", name="A Ltd", sector="software", currency="USD", aliases=("x", "y")
        ),
    )


# --- the file ---------------------------------------------------------------------------------


def test_a_ledger_that_is_opened_again_holds_what_it_held(tmp_path: Path, claim: Build) -> None:
    told = claim("revenue", "5m USD", ref="a-1")
    with Ledger(tmp_path / "l.db") as first:
        first.append([told])
        first.register([SubjectRecord(slug="acme", name="Acme")])
    with Ledger(tmp_path / "l.db") as second:
        assert second.view(AsOf.day(TODAY)).claims == (told,)
        assert second.find("acme").name == "Acme"


def test_what_is_written_is_seen_by_who_has_it_open_already(tmp_path: Path, claim: Build) -> None:
    with Ledger(tmp_path / "l.db") as reader, Ledger(tmp_path / "l.db") as writer:
        assert reader.count() == 0
        writer.append([claim("revenue", "5m USD")])
        assert reader.count() == 1


def test_a_moment_elsewhere_is_kept_as_that_moment(ledger: Ledger, claim: Build) -> None:
    early_in_shanghai = datetime(2026, 1, 21, 1, tzinfo=timezone(timedelta(hours=8)))
    ledger.append([claim("revenue", "5 USD")], recorded_at=early_in_shanghai)
    assert len(ledger.view(AsOf.day(date(2026, 1, 20), "recorded")).claims) == 1


def test_a_moment_without_a_zone_is_refused(ledger: Ledger, claim: Build) -> None:
    with pytest.raises(InputError, match="time zone"):
        ledger.append([claim("revenue", "5 USD")], recorded_at=datetime(2026, 1, 21))


def test_content_that_was_replaced_can_come_back(ledger: Ledger, claim: Build) -> None:
    first = claim("revenue", "5 USD", ref="a")
    second = claim("revenue", "6 USD", ref="a")
    for content in (first, second, first):
        ledger.append([content])
    assert ledger.view(AsOf.day(date(2026, 2, 1))).claims == (first,)


def test_the_same_label_of_another_company_is_left_alone(ledger: Ledger, claim: Build) -> None:
    ledger.append([claim("revenue", "5 USD", ref="d-001")])
    receipt = ledger.append([claim("revenue", "6 USD", ref="d-001", subject="other")])
    assert ledger.count() == 2
    assert not receipt.replaced
