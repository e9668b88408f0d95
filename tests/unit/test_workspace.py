import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pricedin.dates import AsOf
from pricedin.errors import EvidenceError, InputError, NotFoundError, SourceError
from pricedin.workspace import Workspace

MakeRow = Callable[..., dict[str, Any]]
WriteRows = Callable[..., Path]

DAY = AsOf.day(date(2026, 1, 20))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "w.db") as found:
        yield found


def test_an_import_says_what_it_did(
    workspace: Workspace, row: MakeRow, rows_file: WriteRows
) -> None:
    report = workspace.import_file(rows_file(row(), row(id="acme-002", value=-1)))
    assert (report.rows, report.receipt.added, report.receipt.known) == (1, 1, 0)
    assert [p.where for p in report.problems] == ["rows.jsonl:2"]


def test_the_same_file_twice_changes_nothing(
    workspace: Workspace, row: MakeRow, rows_file: WriteRows
) -> None:
    path = rows_file(row(), row(id="acme-002", period="2024H1"))
    workspace.import_file(path)
    before = workspace.ledger.view(DAY), workspace.ledger.subjects()
    again = workspace.import_file(path)
    assert (again.receipt.added, again.receipt.known) == (0, 2)
    assert (workspace.ledger.view(DAY), workspace.ledger.subjects()) == before


def test_a_row_that_replaces_another_is_told_as_a_warning(
    workspace: Workspace, row: MakeRow, rows_file: WriteRows
) -> None:
    workspace.import_file(rows_file(row()))
    report = workspace.import_file(rows_file(row(value=6_000_000)))
    (problem,) = report.problems
    assert (problem.where, problem.severity) == ("acme-001", "warning")
    assert problem.message == "was in the ledger with other content"


def test_a_company_that_is_only_spoken_of_becomes_a_subject(
    workspace: Workspace, row: MakeRow, rows_file: WriteRows
) -> None:
    workspace.import_file(rows_file(row(company="newcomer")))
    assert workspace.ledger.find("Newcomer").slug == "newcomer"


def test_a_reading_brings_its_companies_names(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "reading.json"
    path.write_text(
        json.dumps(
            {
                "id": "zh-9",
                "published": "2026-01-02",
                "companies": [{"name": "穗禾机器人", "aliases": ["Suihe"]}],
                "facts": [
                    {
                        "company": "Suihe",
                        "attribute": "employees",
                        "value": 120,
                        "unit": "count",
                        "status": "closed",
                    }
                ],
            }
        ),
        encoding="utf-8",
    )
    assert workspace.import_file(path).problems == []
    (fact,) = workspace.facts("suihe", DAY).facts
    assert (fact.subject, fact.value) == ("穗禾机器人", 120)


def test_the_class_of_source_can_be_overridden_for_a_file(
    workspace: Workspace, row: MakeRow, rows_file: WriteRows
) -> None:
    workspace.import_file(rows_file(row(source_class="narrative")), source_class="filing")
    (fact,) = workspace.facts("acme", DAY).facts
    assert fact.grade == "A"


def test_facts_are_those_of_one_subject_as_of_a_day(
    workspace: Workspace, row: MakeRow, rows_file: WriteRows
) -> None:
    workspace.import_file(
        rows_file(
            row(),
            row(id="acme-002", attribute="cash_balance", period=None, reported="2026-02-01"),
            row(id="other-001", company="other"),
        )
    )
    assert [f.id for f in workspace.facts("acme", DAY).facts] == ["acme.revenue.FY2024"]


def test_the_bundled_cases_go_in_whole_and_once(workspace: Workspace) -> None:
    first, second = workspace.import_bundled(), workspace.import_bundled()
    assert (first.receipt.added, first.problems) == (402, [])
    assert (second.receipt.added, second.receipt.known, second.problems) == (0, 402, [])


# --- what cannot be answered ------------------------------------------------------------------


def test_an_unknown_company_offers_near_names(bundled: Workspace) -> None:
    with pytest.raises(NotFoundError, match="no case 'minimaxx'; did you mean 'minimax'"):
        bundled.company("minimaxx", DAY)


def test_a_sector_is_not_a_company(bundled: Workspace) -> None:
    with pytest.raises(InputError, match="is a sector, not a company"):
        bundled.company("china_llm", DAY)


def test_before_anything_was_public_there_is_no_company_to_show(bundled: Workspace) -> None:
    with pytest.raises(EvidenceError, match=r"nothing about Kimi .* was public on 2020-01-01"):
        bundled.company("kimi", AsOf.day(date(2020, 1, 1)))


def test_a_file_that_is_not_there_is_a_source_error(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No such file"):
        workspace.import_file(tmp_path / "absent.jsonl")


# --- a case by hand ---------------------------------------------------------------------------


def test_a_case_by_hand_is_filed_beside_the_bundled_peers(workspace: Workspace) -> None:
    case = workspace.new_case(
        {
            "name": "Halvorsen Grid",
            "as_of": "2026-01-20",
            "currency": "EUR",
            "sector": "ai_models",
            "price": {"value": "800m", "label": "post", "new_money": "120m"},
        },
        "typed",
    )
    assert case.problems == []
    found = workspace.company("halvorsen grid", DAY)
    assert str(found.price.headline) == "800m EUR"
    assert found.price.readings["post"].claims[0].document.name == "typed by hand (typed)"
    assert {"zhipu", "minimax"} <= {p.record.slug for p in found.peers}


def test_an_unknown_sector_is_told_and_taken_as_the_whole_market(workspace: Workspace) -> None:
    case = workspace.new_case(
        {"name": "Acme", "as_of": "2026-01-20", "currency": "EUR", "sector": "sofware"}, "typed"
    )
    (problem,) = case.problems
    assert problem.message.startswith("no sector 'sofware'; did you mean 'software'")
    assert workspace.ledger.find("acme").sector == ""


def test_a_typed_price_is_tested_instead_of_the_latest(bundled: Workspace) -> None:
    found = bundled.company("kimi", DAY, price="6bn USD post raising 1bn")
    assert (found.price.kind, str(found.price.headline)) == ("typed", "6bn USD")
    assert found.price.labels == ("post",)
