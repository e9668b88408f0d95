"""The command line: exit codes, what goes to which stream, and what it may not do."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pricedin.faces.cli.main import COMMANDS, EXIT_CODES, STRICT_PROBLEMS, main
from pricedin.workspace import Workspace

MakeRow = Callable[..., dict[str, Any]]
WriteRows = Callable[..., Path]

WRITING = {"read", "demo", "new", "import", "calc"}  # calc reads no workspace
READING = sorted(set(COMMANDS) - WRITING)


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Return a runner of the command line, in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PRICEDIN_WORKSPACE", raising=False)

    def of(*arguments: str | Path) -> Done:
        with pytest.raises(SystemExit) as stopped:
            main([str(a) for a in arguments])
        said = capsys.readouterr()
        return Done(int(stopped.value.code or 0), said.out, said.err)

    return of


@pytest.fixture
def cases(run: Run, monkeypatch: pytest.MonkeyPatch, bundled_file: Path) -> Run:
    """Return the runner with the bundled cases as its workspace."""
    monkeypatch.setenv("PRICEDIN_WORKSPACE", str(bundled_file))
    return run


# --- exit codes, one a branch of errors -------------------------------------------------------


def test_every_branch_of_errors_has_its_own_exit_code() -> None:
    assert sorted(EXIT_CODES.values()) == [2, 3, 4, 5, 6]
    assert STRICT_PROBLEMS == 7


@pytest.mark.parametrize(
    ("code", "arguments", "message"),
    [
        # 2: usage or input
        (2, ["facts"], "Missing argument 'CASE'"),
        (2, ["facst", "kimi"], "no command 'facst'; did you mean 'facts'"),
        (2, ["facts", "kimi", "--as-of", "yesterday"], "'yesterday' is not a day; write it like"),
        (2, ["facts", "kimi", "--basis", "private"], "'private' is not one of"),
        (2, ["peers", "kimi", "--assume", "tax"], "'tax' is not an assumption; write it like"),
        (2, ["peers", "china_llm"], "is a sector, not a company"),
        (2, ["price", "kimi", "--price", "4.8zn USD"], "'4.8zn USD' is not an amount of money"),
        (2, ["import"], "nothing to import; name files, or --bundled"),
        # 3: named a thing that does not exist
        (3, ["facts", "kimmi"], "no case 'kimmi'; did you mean 'kimi'"),
        (3, ["explain", "kimi", "kimi-999"], "no number, fact or claim 'kimi-999'; did you mean"),
        (
            3,
            ["calc", "schwartz_mon"],
            "no calculation 'schwartz_mon'; did you mean 'schwartz_moon'",
        ),
        # 4: something outside could not be read
        (4, ["facts", "kimi", "--workspace", "."], "is a folder; a workspace is one file"),
        # 5: the evidence does not allow an answer
        (5, ["price", "kimi", "--as-of", "2020-01-01"], "was public on 2020-01-01"),
        (5, ["peers", "baichuan", "--as-of", "2026-01-20"], "no valuation was stated by"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else None,
)
def test_what_goes_wrong_is_told_on_standard_error_with_its_exit_code(
    cases: Run, code: int, arguments: list[str], message: str
) -> None:
    done = cases(*arguments)
    assert (done.code, done.out) == (code, "")
    assert message in done.err
    assert "Traceback" not in done.err


def test_a_file_that_is_not_there_is_4(run: Run) -> None:
    done = run("import", "absent.jsonl", "--workspace", "w.db")
    assert (done.code, done.out) == (4, "")
    assert "absent.jsonl: No such file or directory" in done.err


def test_a_workspace_that_is_no_database_is_4(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("dear diary, " * 100)
    done = run("facts", "kimi", "--workspace", "notes.txt")
    assert done.code == 4
    assert "notes.txt is not a workspace" in done.err


def test_help_and_version_are_0(run: Run) -> None:
    assert run("--help").code == 0
    assert run("facts", "--help").code == 0
    assert run("--version").out.startswith("pricedin, version ")


# --- problems ---------------------------------------------------------------------------------


@pytest.fixture
def two_bad(row: MakeRow, rows_file: WriteRows) -> Path:
    return rows_file(row(), "{oops", row(id="acme-003", attribute="revenu"))


def test_problems_are_listed_on_standard_error_with_a_count_and_the_code_is_0(
    run: Run, two_bad: Path
) -> None:
    done = run("import", two_bad)
    assert done.code == 0
    assert done.out == "1 claims added, 0 already known, 2 rows kept out\n"
    first, second, count = done.err.splitlines()
    assert first.startswith("rows.jsonl:2: error: not JSON")
    assert second.startswith("rows.jsonl:3: error: no attribute 'revenu'; did you mean 'revenue'")
    assert count == "2 problems"


def test_with_strict_problems_give_7_and_the_good_rows_are_in(run: Run, two_bad: Path) -> None:
    assert run("import", two_bad, "--strict").code == 7
    assert run("import", two_bad, "--json").json["already_known"] == 1


def test_with_strict_and_no_problems_the_code_is_0(
    run: Run, row: MakeRow, rows_file: WriteRows
) -> None:
    done = run("import", rows_file(row()), "--strict")
    assert (done.code, done.err) == (0, "")


def test_one_problem_is_counted_as_one(run: Run, row: MakeRow, rows_file: WriteRows) -> None:
    assert run("import", rows_file(row(value=None))).err.endswith("\n1 problem\n")


def test_a_long_list_of_problems_is_cut_and_its_count_is_not(
    run: Run, rows_file: WriteRows
) -> None:
    done = run("import", rows_file(*["{oops"] * 60))
    lines = done.err.splitlines()
    assert len(lines) == 52  # fifty, what is left out, and the count
    assert lines[-2:] == ["... and 10 more", "60 problems"]


def test_a_note_is_no_problem(run: Run, row: MakeRow, rows_file: WriteRows) -> None:
    # Told as done two days after its report, and so ahead of the day that is asked for.
    ahead = row(attribute="cash_balance", period=None, as_of="2026-01-12")
    run("import", rows_file(row(id="acme-002"), ahead))
    done = run("facts", "acme", "--as-of", "2026-01-10", "--strict", "--json")
    assert (done.code, done.err) == (0, "")
    (note,) = done.json["problems"]
    assert (note["severity"], note["hint"]) == ("note", "left out of this view")


# --- streams ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["facts", "kimi", "--as-of", "2026-01-20"],
        ["facts", "zhipu", "--as-of", "2026-01-20", "--disputes"],
        ["facts", "china_llm", "--as-of", "2026-01-20"],
        ["price", "kimi", "--as-of", "2026-01-20"],
        ["peers", "kimi", "--as-of", "2026-01-20"],
        ["explain", "kimi", "kimi-041", "--as-of", "2026-01-20"],
        ["calc", "--list"],
    ],
    ids=" ".join,
)
def test_with_json_standard_output_is_json_and_nothing_else(
    cases: Run, arguments: list[str]
) -> None:
    done = cases(*arguments, "--json")
    assert done.code == 0
    assert done.json
    assert done.err == ""


def test_json_of_an_import_names_each_problem(run: Run, two_bad: Path) -> None:
    done = run("import", two_bad, "--json", "--strict")
    assert done.code == 7
    assert {k: done.json[k] for k in ("added", "already_known", "kept_out")} == {
        "added": 1,
        "already_known": 0,
        "kept_out": 2,
    }
    assert [p["where"] for p in done.json["problems"]] == ["rows.jsonl:2", "rows.jsonl:3"]


def test_numbers_in_json_are_decimal_strings_and_scripts_stay_readable(cases: Run) -> None:
    done = cases("facts", "kimi", "--as-of", "2026-01-20", "--json")
    (cash,) = [f for f in done.json["facts"] if f["attribute"] == "cash_balance"]
    assert cash["value"] == "10000000000"
    assert "\\u" not in done.out


def test_disputes_are_only_what_has_rivals(cases: Run) -> None:
    every = cases("facts", "kimi", "--as-of", "2026-01-20", "--json").json["facts"]
    disputed = cases("facts", "kimi", "--as-of", "2026-01-20", "--disputes", "--json").json
    ids = {f["id"] for f in disputed["facts"]}
    assert ids < {f["id"] for f in every}
    assert "moonshot.valuation.series-c-2025-12" in ids  # with talks overtaken
    assert "moonshot.valuation.series-b-2024-08" not in ids  # uncontested


def test_an_as_of_day_in_the_future_is_told(cases: Run) -> None:
    done = cases("facts", "kimi", "--as-of", "2199-01-01", "--json")
    assert done.code == 0
    assert "2199-01-01 is in the future" in done.err
    assert done.json["facts"]


# --- workspaces -------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", READING)
def test_a_reading_verb_makes_no_workspace(run: Run, tmp_path: Path, verb: str) -> None:
    more = ["kimi-001"] if verb == "explain" else []
    done = run(verb, "kimi", *more)
    assert (done.code, done.out) == (3, "")
    assert "no workspace at pricedin.db; make one with 'pricedin import --bundled'" in done.err
    assert list(tmp_path.iterdir()) == []


def test_the_option_comes_before_the_environment_and_that_before_the_folder(
    run: Run, monkeypatch: pytest.MonkeyPatch, row: MakeRow, rows_file: WriteRows, tmp_path: Path
) -> None:
    path = rows_file(row())
    run("import", path)
    monkeypatch.setenv("PRICEDIN_WORKSPACE", "environment.db")
    run("import", path)
    run("import", path, "--workspace", "option.db")
    made = {p.name for p in tmp_path.glob("*.db")}
    assert made == {"pricedin.db", "environment.db", "option.db"}


def test_an_import_can_be_run_again(run: Run) -> None:
    first = run("import", "--bundled", "--json").json
    again = run("import", "--bundled", "--json").json
    assert (first["added"], first["problems"]) == (402, [])
    assert (again["added"], again["already_known"]) == (0, 402)


def test_a_source_class_can_be_given_for_a_file(
    run: Run, row: MakeRow, rows_file: WriteRows
) -> None:
    run("import", rows_file(row()), "--source-class", "filing")
    (fact,) = run("facts", "acme", "--json").json["facts"]
    assert fact["grade"] == "A"


def test_a_case_is_started_from_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "acme.toml").write_text(
        'name = "Acme"\nas_of = 2026-01-20\ncurrency = "EUR"\n'
        '[price]\nvalue = "800m"\nlabel = "post"\n[cash]\nvalue = "a lot"\n'
    )
    done = run("new", "acme.toml", "--json", "--strict")
    assert done.code == 7
    assert "acme.toml cash.value: error: 'a lot' is not an amount of money" in done.err
    assert (done.json["case"], done.json["claims"]) == ("acme", ["acme-price.value"])
    with Workspace(tmp_path / "pricedin.db") as workspace:
        assert workspace.ledger.find("Acme").currency == "EUR"


# --- as a program of its own ------------------------------------------------------------------


def pricedin(*arguments: str, cwd: Path, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    environment = {k: v for k, v in os.environ.items() if k != "PRICEDIN_WORKSPACE"}
    return subprocess.run(
        [sys.executable, "-m", "pricedin", *arguments],
        cwd=cwd,
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_run_as_a_program_it_ends_with_the_same_codes(
    tmp_path: Path, row: MakeRow, rows_file: WriteRows
) -> None:
    rows_file(row(), "{oops")
    done = pricedin("import", "rows.jsonl", "--json", "--strict", cwd=tmp_path)
    assert done.returncode == 7
    assert json.loads(done.stdout)["added"] == 1
    assert done.stderr.endswith("1 problem\n")
    assert pricedin("facts", "acmee", cwd=tmp_path).returncode == 3


def test_input_that_is_not_json_is_2(tmp_path: Path) -> None:
    done = pricedin("calc", "schwartz_moon", cwd=tmp_path, stdin="{")
    assert (done.returncode, done.stdout) == (2, "")
    assert "schwartz_moon: the input is not JSON" in done.stderr


def test_a_wrong_assumption_is_refused_whichever_measure_is_asked(cases: Run) -> None:
    done = cases("peers", "kimi", "--as-of", "2026-01-20", "--assume", "nonsense=3")
    assert done.code == 3
    assert "no assumption 'nonsense'" in done.err


def test_a_reading_verb_does_not_make_a_workspace_at_an_address(run: Run, tmp_path: Path) -> None:
    done = run("facts", "kimi", "--workspace", f"sqlite:///{tmp_path}/x.db")
    assert done.code == 3
    assert not (tmp_path / "x.db").exists()
