"""Case rows: a sound one becomes a claim, a bad one is told with its line and kept out."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pricedin.claims.claim import Claim, Quote
from pricedin.claims.rows import MAX_LINE, Row, read_file, read_lines
from pricedin.errors import Problem, SourceError
from pricedin.units import Money
from pricedin.workspace import Workspace

MakeRow = Callable[..., dict[str, Any]]
WriteRows = Callable[..., Path]


def read(*rows: dict[str, Any] | str) -> list[Row]:
    lines = [r if isinstance(r, str) else json.dumps(r) for r in rows]
    return list(read_lines(lines, "rows.jsonl"))


def only_claim(row: dict[str, Any]) -> Claim:
    (found,) = read(row)
    assert isinstance(found, Claim), found
    return found


# --- what a sound row becomes -----------------------------------------------------------------


def test_a_sound_row_becomes_a_claim(row: MakeRow) -> None:
    found = only_claim(row())
    assert found.ref == "acme-001"
    assert found.value == Money(Decimal(5_000_000), "USD")
    assert str(found.period) == "FY2024"
    assert found.held_on == date(2024, 12, 31)
    assert found.public_from == date(2026, 1, 10)
    assert (found.grade, found.origin_name) == ("C", "paper")


def test_binary_noise_after_twelve_digits_is_dropped(row: MakeRow) -> None:
    # 0.1 + 0.2 in binary is 0.30000000000000004.
    found = only_claim(row(attribute="gross_margin", unit="fraction", value=0.1 + 0.2))
    assert found.value == Decimal("0.3")


def test_a_number_may_be_given_as_text(row: MakeRow) -> None:
    assert only_claim(row(value="5000000")).value == Money(Decimal(5_000_000), "USD")


def test_names_become_a_list_also_where_there_is_one(row: MakeRow) -> None:
    one = row(attribute="lead_investor", unit="text", value="IDG Capital", period=None)
    assert only_claim(one).value == ("IDG Capital",)
    assert only_claim(one).role == "lead"
    two = row(attribute="investors", unit="list", value=["IDG", "Tencent"], period=None)
    assert only_claim(two).value == ("IDG", "Tencent")


def test_a_row_of_one_file_can_speak_of_another_company(row: MakeRow) -> None:
    found = only_claim(
        row(attribute="peer_status_zhipu", unit="text", value="pre_ipo", period=None)
    )
    assert (found.subject, found.attribute) == ("zhipu", "listing_status")


def test_a_quote_keeps_its_place(row: MakeRow) -> None:
    found = only_claim(row(quote="五百万", quote_start=10, quote_end=13))
    assert found.quote == Quote("五百万", 10, 13)


def test_a_missing_class_of_source_is_unknown_and_so_grade_d(row: MakeRow) -> None:
    assert only_claim(row(source_class=None)).grade == "D"


def test_the_callers_class_of_source_overrides_the_rows(row: MakeRow) -> None:
    (found,) = read_lines([json.dumps(row())], "rows.jsonl", source_class="filing")
    assert isinstance(found, Claim)
    assert found.grade == "A"


def test_blank_lines_are_passed_over_but_counted(row: MakeRow) -> None:
    good, bad = read("", json.dumps(row()), "   ", "{")
    assert isinstance(good, Claim)
    assert isinstance(bad, Problem)
    assert bad.where == "rows.jsonl:4"


# --- each kind of bad row ---------------------------------------------------------------------

TODAY = date.today()

BAD_ROWS: dict[str, tuple[dict[str, Any] | str, str]] = {
    "not JSON": ("{oops", "not JSON"),
    "not a number": ('{"id": NaN}', "not JSON: NaN is not a number"),
    "infinite": ('{"id": -Infinity}', "not JSON: -Infinity is not a number"),
    "a number beyond reading": ('{"value": 1' + "0" * 5000 + "}", "not JSON"),
    "a list instead of an object": ("[1, 2]", "expected an object, got list"),
    "a word instead of an object": ('"revenue"', "expected an object, got str"),
    "deep JSON": ("[" * 100_000 + "]" * 100_000, "not JSON: maximum recursion depth"),
    # ten characters around the million, and the end of the line
    "a huge line": ('{"id": "' + "x" * MAX_LINE + '"}', "a line of 1000011 characters"),
    "an unknown field": ({"atribute": "revenue"}, "unknown field 'atribute'"),
    "a missing field": ({"source_name": None}, "'source_name' is missing"),
    "no day of report": ({"reported": None}, "'reported' is missing"),
    "a field of another type": ({"id": 7}, "'id' is 7, expected text"),
    "an unknown attribute": ({"attribute": "revenu"}, "no attribute 'revenu'; did you mean"),
    "a wrong unit of money": ({"unit": "dollars"}, "unit 'dollars' is not an ISO 4217 currency"),
    "a multiple told as money": (
        {"attribute": "rd_to_revenue"},
        "rd_to_revenue is a multiple, not money in USD",
    ),
    "percent for a fraction": (
        {"attribute": "gross_margin", "unit": "percent", "value": 56},
        "gross_margin is in 'percent', expected 'fraction'",
    ),
    "a count of nothing": (
        {"attribute": "users", "unit": "heads", "value": 5},
        "unit 'heads' does not count anything",
    ),
    "a rate without a pair": (
        {"attribute": "fx_usd_cny", "unit": "CNY", "value": 7},
        "fx_rate is a rate, not money in CNY",
    ),
    "a missing value": ({"value": None}, "'value' is missing"),
    "a value in words": ({"value": "5m"}, "'value' is '5m', expected a number"),
    "a truth for a value": ({"value": True}, "'value' is True, expected a number"),
    "a value beyond sense": ({"value": 10**31}, "expected a finite number of a sane size"),
    "no names": (
        {"attribute": "investors", "unit": "list", "value": []},
        "expected a name or a list of names",
    ),
    "a negative amount": ({"value": -5}, "revenue is negative (-5)"),
    "a negative upper end": ({"value": 0, "value_high": -5}, "revenue is negative (-5)"),
    "a fraction above one": (
        {"attribute": "ownership_pct", "unit": "fraction", "value": 25},
        "ownership_pct is 25, above 1",
    ),
    "a reversed range": ({"value": 7, "value_high": 5}, "the range runs from 7 down to 5"),
    "an unknown status": ({"status": "rumored"}, "no status 'rumored'; did you mean 'rumoured'"),
    "an unknown qualifier": ({"qualifier": "about"}, "no qualifier 'about'"),
    "an unknown class of source": (
        {"source_class": "newspaper"},
        "no source_class 'newspaper'",
    ),
    "an unknown precision": ({"as_of_precision": "decade"}, "'as_of_precision' is 'decade'"),
    "no such day": ({"as_of": "2025-02-29"}, "'2025-02-29' is not a date"),
    "no such period": ({"period": "2025H3"}, "'2025H3' is not a period"),
    "a report from the future": (
        {"reported": str(TODAY + timedelta(days=2))},
        f"reported on {TODAY + timedelta(days=2)}, which is in the future",
    ),
    "told as done after its report": (
        # a date that was seen may be two days off
        {"as_of": "2026-01-13", "period": None},
        "told as done on 2026-01-13, but reported on 2026-01-10",
    ),
    "told as done long after an inferred report": (
        # an inferred one seven
        {"as_of": "2026-01-18", "period": None, "reported_precision": "inferred"},
        "told as done on 2026-01-18, but reported on 2026-01-10",
    ),
    "a span that does not fit its quote": (
        {"quote": "five million", "quote_start": 10, "quote_end": 20},
        "the span of the quote does not fit its length",
    ),
    "a quote with half a place": (
        {"quote": "five million", "quote_start": 3},
        "the span of the quote",
    ),
}


@pytest.mark.parametrize("kind", BAD_ROWS)
def test_a_bad_row_is_told_with_its_line_and_the_good_ones_go_in(
    kind: str, row: MakeRow, rows_file: WriteRows, tmp_path: Path
) -> None:
    changes, message = BAD_ROWS[kind]
    bad = changes if isinstance(changes, str) else row(**{"id": "acme-bad", **changes})
    path = rows_file(row(id="acme-001"), bad, row(id="acme-003"))
    with Workspace(tmp_path / "w.db") as workspace:
        report = workspace.import_file(path)
        stored = workspace.ledger.count()
    (problem,) = report.problems
    assert problem.where == "rows.jsonl:2"
    assert problem.severity == "error"
    assert message in problem.message
    assert stored == report.receipt.added == 2


# --- clean look-alikes ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"attribute": "operating_cash_flow", "value": -5},
        {"attribute": "revenue_growth", "unit": "fraction", "value": -0.25},
        {"attribute": "revenue_growth", "unit": "fraction", "value": 3},  # +300 percent
        {"attribute": "ownership_pct", "unit": "fraction", "value": 1},
        {"value": 5, "value_high": 5},
        {"value": 0},
        {"as_of": "2030-12-31", "period": "FY2030", "status": "planned"},
        {"as_of": "2030-12-31", "period": "FY2030", "status": "announced"},
        {"attribute": "fx_usd_cny", "unit": "CNY per USD", "value": 7},
    ],
    ids=str,
)
def test_what_only_looks_wrong_goes_in_without_a_word(
    changes: dict[str, Any], row: MakeRow
) -> None:
    assert isinstance(only_claim(row(**changes)), Claim)


@pytest.mark.parametrize(
    ("as_of", "precision"), [("2026-01-12", "seen"), ("2026-01-17", "inferred")]
)
def test_a_date_a_little_after_the_report_is_kept_with_a_warning(
    as_of: str, precision: str, row: MakeRow
) -> None:
    kept, warning = read(row(as_of=as_of, period=None, reported_precision=precision))
    assert isinstance(kept, Claim)
    assert isinstance(warning, Problem)
    assert warning.severity == "warning"
    assert f"told as done on {as_of}, after its report of 2026-01-10" in warning.message


def test_the_month_of_the_report_may_end_after_it(row: MakeRow) -> None:
    # "As of January 2026" stands for the 31st, but can have meant any day of it.
    found = read(row(as_of="2026-01-31", as_of_precision="month", period=None))
    assert [type(item) for item in found] == [Claim]


# --- files ------------------------------------------------------------------------------------


def test_a_json_list_is_read_item_by_item(row: MakeRow, tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    path.write_text(json.dumps([row(), row(value=None)]), encoding="utf-8")
    good, bad = read_file(path)
    assert isinstance(good, Claim)
    assert isinstance(bad, Problem)
    assert bad.where == "rows.json[2]"


def test_json_lines_under_another_name_are_told_what_to_be_called(
    row: MakeRow, rows_file: WriteRows
) -> None:
    (problem,) = read_file(rows_file(row(), row(), name="rows.json"))
    assert isinstance(problem, Problem)
    assert problem.where == "rows.json"
    assert problem.hint == "name it .jsonl if it is JSON lines"


def test_a_byte_order_mark_is_no_trouble(row: MakeRow, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(row()) + "\r\n", encoding="utf-8-sig")
    (found,) = read_file(path)
    assert isinstance(found, Claim)


@pytest.mark.parametrize("name", ["absent.jsonl", "."])
def test_a_file_that_cannot_be_opened_is_a_source_error_with_its_path(
    name: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceError, match=str(tmp_path)):
        list(read_file(tmp_path / name))


def test_a_line_in_another_encoding_is_told_with_its_byte_and_the_others_stand(
    row: MakeRow, tmp_path: Path
) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes('{"id": "é"}\n'.encode("latin-1") + json.dumps(row()).encode() + b"\n")
    problem, claim = read_file(path)
    assert str(problem).startswith("rows.jsonl:1: error: not UTF-8 text at byte 8")
    assert isinstance(claim, Claim)


def test_a_json_file_in_another_encoding_is_a_source_error_with_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    path.write_bytes('{"id": "é"}\n'.encode("latin-1"))
    with pytest.raises(SourceError, match=r"rows\.json: not UTF-8 text at byte 8"):
        list(read_file(path))


def test_a_label_used_twice_in_a_file_is_told_and_the_first_row_stands(row: MakeRow) -> None:
    first, problem, same = read(row(), row(value=6), row())
    assert first == same
    assert isinstance(problem, Problem)
    assert problem.where == "rows.jsonl:2"
    assert "rows.jsonl:1" in problem.message


# --- what looks sound and is not --------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit": "text", "value": "a lot"},
        {"unit": "date", "value": "2025-01-01"},
        {"attribute": "listing_date", "unit": "text", "value": "January", "period": None},
        {
            "attribute": "ownership_pct",
            "unit": "fraction",
            "value": 0.2,
            "value_high": 25,
            "period": None,
        },
        {"attribute": "gross_margin", "unit": "fraction", "value": 56.3},
        {"relay": "false"},
        {"quote": "abc", "quote_start": -3, "quote_end": 0},
        {"paraphrase": "\ud800"},
    ],
    ids=str,
)
def test_a_row_of_another_kind_or_shape_is_kept_out(row: MakeRow, wrong: dict[str, Any]) -> None:
    (problem,) = read(row(**wrong))
    assert isinstance(problem, Problem)


def test_a_change_may_be_more_than_all_of_it(row: MakeRow) -> None:
    found = only_claim(row(attribute="growth_rate", unit="fraction", value=1.7, of="revenue"))
    assert found.number == Decimal("1.7")


def test_a_whole_number_is_kept_to_its_last_digit(row: MakeRow) -> None:
    assert only_claim(row(value=1234567890123)).number == 1234567890123


def test_a_quote_may_come_without_its_place(row: MakeRow) -> None:
    assert only_claim(row(quote="five million")).quote == Quote("five million")
