"""``pricedin review`` and ``pricedin names``, from a script and at the keyboard."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from pricedin.claims.claim import Claim, Quote
from pricedin.dates import AsOf
from pricedin.errors import InputError, NotFoundError
from pricedin.faces.cli.main import cli
from pricedin.facts.ledger import SubjectRecord
from pricedin.sources.document import Document
from pricedin.workspace import Workspace

Build = Callable[..., Claim]
PAGE = Document(name="Post", url="https://example.org/a", published=date(2026, 1, 2))
OTHER = Document(name="Blog", published=date(2026, 1, 3))
TEXT = "Acme is worth $5bn. It sold for $5m last year.\x1b[2J 艾克米融资一亿元。"
TODAY = AsOf.day(date(2026, 2, 1))


def quoted(told: Claim, words: str, ref: str, page: Document = PAGE) -> Claim:
    start = TEXT.index(words)
    return replace(told, ref=ref, document=page, quote=Quote(words, start, start + len(words)))


@pytest.fixture
def path(tmp_path: Path, claim: Build) -> Path:
    """Return a workspace into which two documents were read."""
    where = tmp_path / "w.db"
    with Workspace(where) as found:
        found.ledger.register(
            [
                SubjectRecord(slug="acme", name="Acme", aliases=("Acme AI",)),
                SubjectRecord(slug="acme-inc", name="ACME, Inc."),
            ]
        )
        found.add_source(
            PAGE,
            TEXT,
            [
                quoted(claim("valuation", "5bn USD"), "$5bn", "p-1"),
                quoted(claim("revenue", "5m USD", period="FY2025"), "$5m", "p-2"),
                quoted(claim("amount_raised", "100m CNY", subject="艾克米"), "一亿元", "p-3"),
            ],
            by="reader 1",
        )
        far = claim("revenue", "9m USD", subject="stranger")
        found.add_source(OTHER, TEXT, [quoted(far, "$5m", "far", OTHER)])
    return where


@pytest.fixture
def run(path: Path) -> Callable[..., Result]:
    def of(*arguments: str, typed: str | None = None, columns: int = 80) -> Result:
        runner = CliRunner(env={"PRICEDIN_WORKSPACE": str(path), "COLUMNS": str(columns)})
        return runner.invoke(cli, list(arguments), input=typed)

    return of


def ok(done: Result) -> str:
    if done.exception is not None:
        raise done.exception
    assert done.exit_code == 0
    return done.stdout


def view(path: Path) -> dict[str, str]:
    with Workspace(path) as found:
        return {c.ref: str(c.value) for c in found.ledger.view(TODAY).claims}


def log(path: Path) -> list[tuple[str, str, str, str]]:
    with Workspace(path) as found:
        return [(d.choice, d.ref, d.by, d.why) for d in found.review.log()]


Run = Callable[..., Result]


# --- from a script ----------------------------------------------------------------------------


def test_the_list_holds_what_is_unreviewed_in_the_documents_of_the_case(run: Run) -> None:
    listed = json.loads(ok(run("review", "acme", "--list", "--json")))
    assert [row["ref"] for row in listed] == ["p-1", "p-2", "p-3"]
    first = listed[0]
    assert (first["how"], first["brought_by"], first["reviewed"]) == ("read", "reader 1", False)
    assert (first["context"]["before"], first["context"]["quote"]) == ("Acme is worth ", "$5bn")
    done = run("review", "acme", "--list")
    assert "p-1" in ok(done)
    assert "3 unreviewed" in done.stderr


def test_accept_reject_correct_and_the_log(run: Run, path: Path) -> None:
    assert ok(run("review", "acme", "--accept", "p-1", "--by", "Ann")) == "accepted: p-1\n"
    ok(run("review", "acme", "--reject", "p-3", "--why", "another company", "--by", "Ann"))
    told = json.loads(
        ok(
            run(
                "review", "acme", "--correct", "p-2", "value=6m USD", "status=planned",
                "--by", "Bo", "--why", "misread", "--json",
            )
        )
    )  # fmt: skip
    assert (told["decision"], told["claims"]) == ("correct", ["p-2"])
    assert view(path) == {"p-1": "5bn USD", "p-2": "6m USD", "far": "9m USD"}
    rows = json.loads(ok(run("review", "acme", "--log", "--json")))
    assert [(r["decision"], r["by"], r["why"]) for r in rows] == [
        ("accept", "Ann", ""),
        ("correct", "Bo", "misread"),
    ]
    assert rows[1]["changes"] == {
        "value": ["5m USD", "6m USD"],
        "status": ["closed", "planned"],
    }
    shown = ok(run("review", "acme", "--log", columns=120))
    assert "value: 5m USD → 6m USD" in shown
    everything = json.loads(ok(run("review", "acme", "--list", "--all", "--json")))
    assert [(r["ref"], r["standing"]) for r in everything] == [
        ("p-1", "stands"),
        ("p-2", "superseded"),
        ("p-2", "stands"),
    ]
    assert "superseded" in ok(run("review", "acme", "--list", "--all", columns=140))


def test_undo_takes_back_the_last_decision_on_the_case(run: Run, path: Path) -> None:
    ok(run("review", "acme", "--accept", "p-1"))
    ok(run("review", "acme", "--reject", "p-2", "--why", "x"))
    assert ok(run("review", "acme", "--undo")) == "undone: p-2 rejected\n"
    assert "p-2" in view(path)
    ok(run("review", "acme", "--undo"))
    assert isinstance(run("review", "acme", "--undo").exception, NotFoundError)


def test_who_decides_is_the_login_name_unless_said(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "carol")
    ok(run("review", "acme", "--accept", "p-1"))
    assert log(path) == [("accept", "p-1", "carol", "")]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (["--reject", "p-1"], InputError, "say why"),
        (["--accept"], InputError, "name the claim to accept"),
        (["--accept", "p-9"], NotFoundError, "no claim 'p-9'"),
        (["--correct", "p-1"], InputError, "say what to change"),
        (["--correct", "p-1", "value=5bn USD"], InputError, "nothing of p-1 is changed"),
        (["--correct", "p-1", "status=done"], InputError, "no status 'done'"),
        (["p-1"], InputError, "say what to do"),
    ],
)
def test_what_cannot_be_decided_is_told_and_nothing_is_written(
    run: Run, path: Path, arguments: list[str], error: type[Exception], message: str
) -> None:
    done = run("review", "acme", *arguments)
    assert isinstance(done.exception, error)
    assert message in str(done.exception)
    assert log(path) == []


def test_of_several_one_wrong_label_decides_nothing(run: Run, path: Path) -> None:
    assert run("review", "acme", "--accept", "p-1", "p-9").exception is not None
    assert log(path) == []


# --- at the keyboard --------------------------------------------------------------------------


def test_one_by_one_with_every_key(run: Run, path: Path) -> None:
    typed = "\n".join(
        [
            "?", "x", "o", "a",  # help, a wrong key, the document, accept p-1
            "c", "value=6m USD", "colour=red", "status=planned", "", "y", "misread",  # p-2
            "u",  # it comes again
            "s",  # and is skipped
            "r", "",  # no reason, no rejection
            "r", "another company",  # p-3
        ]
    )  # fmt: skip
    done = run("review", "acme", "--by", "Ann", typed=typed + "\n")
    shown = ok(done)
    assert "c  correct: type FIELD=VALUE" in shown
    assert "'x' is no key" in done.stderr
    assert "Acme is worth »$5bn«. It sold" in shown
    assert "no field 'colour'" in done.stderr
    assert "5m USD → 6m USD" in shown
    assert "undone: correct p-2" in shown
    assert "not rejected: a rejection needs a reason" in shown
    assert shown.endswith("2 decided, 1 unreviewed\n")
    assert "\x1b[2J" not in shown
    assert log(path) == [
        ("accept", "p-1", "Ann", ""),
        ("correct", "p-2", "Ann", "misread"),
        ("undo", "", "Ann", ""),
        ("reject", "p-3", "Ann", "another company"),
    ]
    assert view(path)["p-2"] == "5m USD"


def test_a_correction_is_shown_and_can_be_declined(run: Run, path: Path) -> None:
    shown = ok(run("review", "acme", typed="c\nvalue=6bn USD\n\nn\nc\n\nq\n"))
    assert "as corrected" in shown
    assert "nothing changed" in shown
    assert log(path) == []


def test_a_name_is_merged_and_the_claim_comes_again_under_the_case(run: Run, path: Path) -> None:
    shown = ok(run("review", "acme", typed="s\ns\nm\nnobody\nm\nAcme\ny\na\n"))
    assert "merged: 艾克米 into acme" in shown
    assert [(c, r) for c, r, _, _ in log(path)] == [("merge", ""), ("accept", "p-3")]
    with Workspace(path) as found:
        view_ = found.ledger.view(TODAY, ["acme"])
        assert {c.ref for c in view_.claims} == {"p-1", "p-2", "p-3"}


def test_quitting_or_the_end_of_input_keeps_what_was_decided(run: Run, path: Path) -> None:
    assert ok(run("review", "acme", typed="a\nq\n")).endswith("1 decided, 2 unreviewed\n")
    assert ok(run("review", "acme", typed="a\n")).endswith("1 decided, 1 unreviewed\n")
    stopped = run("review", "acme", typed="r\n")
    assert isinstance(stopped.exception, click.exceptions.Abort | SystemExit)
    assert len(log(path)) == 2


def test_undo_ends_only_what_this_session_decided(run: Run, path: Path) -> None:
    ok(run("review", "acme", typed="a\nq\n"))
    done = run("review", "acme", typed="u\nq\n")
    assert "no decision is left to undo" in done.stderr
    assert len(log(path)) == 1


def test_nothing_to_review_is_said(run: Run) -> None:
    ok(run("review", "acme", "--accept", "p-1", "p-2", "p-3"))
    assert ok(run("review", "acme")) == "0 decided, 0 unreviewed\n"


def test_document_and_claim_stand_side_by_side_where_there_is_room(run: Run) -> None:
    wide = ok(run("review", "acme", typed="q\n", columns=140))
    narrow = ok(run("review", "acme", typed="q\n", columns=60))
    (line,) = (ln for ln in wide.splitlines() if "»$5bn«" in ln)
    assert "subject" in line or "acme" in line
    (line,) = (ln for ln in narrow.splitlines() if "»$5bn«" in ln)
    assert "subject" not in line
    assert max(len(ln) for ln in narrow.splitlines() if "─" in ln) <= 60


# --- names ------------------------------------------------------------------------------------


def names(run: Run, *arguments: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(ok(run("names", "acme", *arguments, "--json")))
    return told


def test_names_that_may_be_one_are_proposed_and_merged_by_a_person(run: Run, path: Path) -> None:
    first = names(run)
    assert [(a["slugs"], a["reason"]) for a in first["alike"]] == [
        (["acme", "acme-inc"], "the same but for legal form")
    ]
    merged = names(run, "--merge", "acme-inc", "Acme", "--by", "Ann")
    assert merged["merged"] == {"subject": "acme-inc", "into": "acme"}
    assert merged["aliases"] == ["Acme AI", "ACME, Inc."]
    assert merged["alike"] == []
    with Workspace(path) as found:
        assert found.ledger.find("acme-inc").slug == "acme"
    assert names(run, "--undo", "--list")["aliases"] == ["Acme AI"]
    assert [(c, b) for c, _, b, _ in log(path)][0] == ("merge", "Ann")


@pytest.mark.parametrize("pair", [("acme", "艾克米"), ("艾克米", "acme"), ("Akme", "acme")])
def test_the_case_keeps_its_name_whichever_comes_first(run: Run, pair: tuple[str, str]) -> None:
    merged = names(run, "--merge", *pair)["merged"]
    assert merged["into"] == "acme"


def test_letters_of_two_scripts_are_proposed_where_the_bundled_registry_knows(
    run: Run, path: Path
) -> None:
    with Workspace(path) as found:
        found.ledger.register(
            [
                SubjectRecord(slug="月之暗面", name="月之暗面"),
                SubjectRecord(slug="kimi-x", name="Moonshot AI Ltd."),
            ]
        )
    told = json.loads(ok(run("names", "月之暗面", "--json")))
    assert [(a["slugs"], a["reason"]) for a in told["alike"]] == [
        (["kimi-x", "月之暗面"], "names of one company in the bundled registry")
    ]


def test_names_of_ones_own_are_added_from_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "names.toml"
    file.write_text('[acme]\nname = "Acme"\naliases = ["艾克米公司"]\n', encoding="utf-8")
    assert "艾克米公司" in names(run, "--file", str(file), "--list")["aliases"]
    shown = ok(run("names", "acme"))
    assert shown.startswith("Acme [acme]\n  also Acme AI, 艾克米公司\n")
    assert "pricedin names acme --merge A B" in shown


def test_merge_and_undo_at_once_is_refused(run: Run) -> None:
    done = run("names", "acme", "--merge", "a", "b", "--undo")
    assert isinstance(done.exception, InputError)
