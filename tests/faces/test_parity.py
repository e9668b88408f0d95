"""One question through every face gives the same answer; and what the demo may not do.

Exit codes of what goes wrong outside the simulation stand in `test_cli`; here are those of the
verbs that simulate.
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pricedin.calculations import CALCULATIONS
from pricedin.dates import AsOf
from pricedin.dossier.encode import encode_measure
from pricedin.faces.cli.main import COMMANDS, main
from pricedin.measures.inquiry import Settings
from pricedin.measures.registry import MEASURES
from pricedin.workspace import Workspace

DRAWN = ["--as-of", "2026-01-20", "--paths", "1024"]


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
def run(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    bundled_file: Path,
) -> Run:
    """Return a runner of the command line on the bundled cases, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRICEDIN_WORKSPACE", str(bundled_file))

    def of(*arguments: str | Path) -> Done:
        with pytest.raises(SystemExit) as stopped:
            main([str(a) for a in arguments])
        said = capsys.readouterr()
        return Done(int(stopped.value.code or 0), said.out, said.err)

    return of


def pricedin(*arguments: str | Path, workspace: Path, cwd: Path) -> Done:
    """Run the program as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "pricedin", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PRICEDIN_WORKSPACE": str(workspace)},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def whole(bundled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The dossier as the command line prints it, from a process of its own."""
    folder = tmp_path_factory.mktemp("whole")
    done = pricedin("dossier", "kimi", *DRAWN, "--json", workspace=bundled_file, cwd=folder)
    assert done.code == 0, done.err
    assert list(folder.iterdir()) == []
    found: dict[str, Any] = done.json
    return found


# --- the same answer --------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(MEASURES))
def test_a_verb_says_what_the_dossier_says(run: Run, whole: dict[str, Any], name: str) -> None:
    done = run(name.replace("_", "-"), "kimi", *DRAWN, "--json")
    assert done.code == 0
    assert done.json == whole["measures"][name]


@pytest.mark.parametrize("name", ["outlook", "runway"])
def test_python_says_what_the_command_line_says(
    bundled: Workspace, whole: dict[str, Any], name: str
) -> None:
    told = bundled.measure("kimi", name, AsOf.day(date(2026, 1, 20)), settings=Settings(paths=1024))
    assert json.loads(json.dumps(encode_measure(told))) == whole["measures"][name]


def test_a_company_goes_by_any_of_its_names(run: Run, whole: dict[str, Any]) -> None:
    for name in ("moonshot", "月之暗面", "KIMI"):
        assert run("price", name, *DRAWN, "--json").json == whole["measures"]["price"]


def test_a_measure_may_be_written_with_either_stroke(run: Run, whole: dict[str, Any]) -> None:
    one, other = (run(n, "kimi", *DRAWN, "--json") for n in ("implied-revenue", "implied_revenue"))
    assert one.json == other.json == whole["measures"]["implied_revenue"]


def test_another_seed_gives_another_answer(run: Run, whole: dict[str, Any]) -> None:
    other = run("outlook", "kimi", *DRAWN, "--seed", "12", "--json")
    assert other.json["value"] != whole["measures"]["outlook"]["value"]
    assert other.json["run"]["seed"] == 12


@pytest.mark.parametrize("name", ["runway.cash", "price.step_up.post_pre", "outlook.24m.up"])
def test_every_number_that_is_printed_opens(run: Run, whole: dict[str, Any], name: str) -> None:
    measure = whole["measures"][name.partition(".")[0]]
    (quantity,) = [q for q in measure["quantities"] if q["id"] == name]
    node = run("explain", "kimi", name, *DRAWN, "--json").json
    assert node["id"] == name
    assert node["kind"] == "number"
    assert [c["id"] for c in node["children"]] == list(dict.fromkeys(quantity["lineage"]))


def test_the_terminal_says_the_same_sentence(run: Run, whole: dict[str, Any]) -> None:
    done = run("runway", "kimi", *DRAWN)
    assert whole["measures"]["runway"]["sentence"] in " ".join(done.out.split())


def test_every_measure_is_a_verb_and_every_verb_of_a_measure_is_one() -> None:
    verbs = {n.replace("-", "_") for n, (module, _, _) in COMMANDS.items() if module == "measure"}
    assert verbs == set(MEASURES)


@pytest.mark.parametrize("name", list(CALCULATIONS))
def test_a_calculation_says_the_same_in_python_and_on_the_command_line(
    run: Run, tmp_path: Path, name: str
) -> None:
    published = Path(__file__).parents[1] / "published"
    case = next(
        c
        for c in json.loads((published / "schwartz_moon.json").read_text("utf-8"))
        if c["id"] == "sm2000-deterministic-limit"
    )["input"]
    data = {
        "inputs": {
            "revenue": case["R0"],
            "losses": case["L0"],
            "cash": case["X0"],
            "growth": case["mu0"],
            "growth_mean": case["mu_bar"],
            "sigma": case["sigma0"],
            "sigma_mean": case["sigma_bar"],
            "eta": case["eta0"],
            "kappa": case["kappa"],
            "kappa_sigma": case["kappa1"],
            "kappa_eta": case["kappa2"],
            "variable_cost": case["alpha"] + case["beta"],
            "fixed_cost": case["F"],
            "tax_rate": case["tax"],
            "rate_per_year_continuous": case["r_annual"],
            "lambda_revenue": case["lambda1"],
            "lambda_growth": case["lambda2"],
            "correlation": case["rho"],
            "years": case["T_years"],
            "exit_multiple": case["M"],
        },
        "paths": 64,
    }
    path = tmp_path / "input.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    done = run("calc", name, path, "--json")
    assert done.code == 0
    assert done.json == json.loads(json.dumps(CALCULATIONS[name].run(data)))


# --- the user's own numbers -------------------------------------------------------------------


def test_assumptions_and_prices_change_the_answer_alike_in_a_verb_and_in_python(
    run: Run, bundled: Workspace
) -> None:
    done = run(
        "outlook", "kimi", *DRAWN, "--json",
        "--price", "6bn USD post raising 1bn",
        "--assume", "revenue=100m",
        "--assume", "tax_rate=10%..30%",
    )  # fmt: skip
    assert done.code == 0
    told = bundled.measure(
        "kimi",
        "outlook",
        AsOf.day(date(2026, 1, 20)),
        price="6bn USD post raising 1bn",
        settings=Settings(paths=1024, assume={"revenue": "100m", "tax_rate": "10%..30%"}),
    )
    assert done.json == json.loads(json.dumps(encode_measure(told)))


def test_a_listed_assumption_can_be_fed_back(run: Run) -> None:
    rows = {r["key"]: r for r in run("assumptions", "kimi", *DRAWN, "--json").json}
    told = [f"{key}={rows[key]['low']}..{rows[key]['high']}" for key in ("churn", "odds.removal")]
    done = run("assumptions", "kimi", *DRAWN, "--json", "--assume", told[0], "--assume", told[1])
    again = {r["key"]: r for r in done.json}
    assert again["churn"]["source"] == "the user's own"
    assert (again["churn"]["low"], again["churn"]["high"]) == (
        rows["churn"]["low"],
        rows["churn"]["high"],
    )


@pytest.mark.parametrize("name", ["sector_so_far", "software"])
def test_any_class_of_the_dossier_may_lead(run: Run, name: str) -> None:
    """Also one that a company beside it does not have."""
    done = run("split", "kimi", *DRAWN, "--json", "--assume", f"reference_class={name}")
    assert done.code == 0, done.err
    assert done.json["id"] == f"split.pre.{name}.bet"
    assert any(t["id"] == "split.beside" for t in done.json["tables"])


# --- exit codes and near names ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "arguments", "message"),
    [
        (2, ["split", "kimi", "--assume", "tax_rate=high"], "'high' is not a number"),
        (2, ["split", "kimi", "--assume", "revenue=5zn"], "is not an amount of money"),
        (2, ["split", "kimi", "--assume", "revenue=5m EUR"], "give it in USD"),
        (2, ["split", "kimi", "--assume", "growth=2..1"], "a range runs upwards"),
        (2, ["split", "kimi", "--paths", "10"], "is not in the range"),
        (2, ["split", "kimi", "--seed", "-1"], "a seed is not negative"),
        (2, ["split", "kimi", "--price", "-1bn USD"], "a price is positive"),
        (2, ["splt", "kimi"], "no command 'splt'; did you mean 'split'"),
        (3, ["split", "kimi", "--assume", "taxrate=0.2"], "did you mean 'tax_rate'"),
        (3, ["split", "kimi", "--assume", "growth.momentm=0.2"], "did you mean 'momentum'"),
        (3, ["split", "kimi", "--assume", "reference_class=sofware"], "did you mean 'software'"),
        (3, ["outlook", "minimx"], "no case 'minimx'; did you mean 'minimax'"),
        (3, ["explain", "kimi", "runway.month"], "did you mean 'runway.months"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else None,
)
def test_what_goes_wrong_has_its_exit_code_and_says_what_was_meant(
    run: Run, code: int, arguments: list[str], message: str
) -> None:
    drawn = ["--as-of", "2026-01-20"]
    drawn += [] if "--paths" in arguments else ["--paths", "1024"]
    done = run(*arguments, *drawn)
    assert (done.code, done.out) == (code, "")
    assert message in done.err
    assert "Traceback" not in done.err


def test_an_unknown_assumption_fails_the_whole_dossier_and_not_each_measure(run: Run) -> None:
    done = run("dossier", "kimi", *DRAWN, "--assume", "taxrate=0.2", "--json")
    assert (done.code, done.out) == (3, "")
    assert "did you mean 'tax_rate'" in done.err


def test_a_case_by_hand_goes_through_every_verb(run: Run, tmp_path: Path) -> None:
    """One that burns nothing, so that it has no months of cash."""
    (tmp_path / "acme.toml").write_text(
        'name = "Acme"\nas_of = 2026-01-20\ncurrency = "EUR"\nsector = "software"\n'
        'gross_margin = 0.75\n[price]\nvalue = "800m"\nlabel = "post"\n'
        '[revenue]\nvalue = "100m"\ngrowth = "40%"\n'
        '[cash]\nvalue = "100m"\nnet_burn_per_month = "0"\n'
    )
    place = ["--workspace", "own.db"]
    assert run("new", "acme.toml", *place).code == 0
    done = run("dossier", "acme", *DRAWN, *place, "--json", "--strict", "--html", "acme.html")
    assert done.code == 0, done.err
    assert set(done.json["measures"]) == set(MEASURES)
    assert done.json["problems"] == []
    assert (tmp_path / "acme.html").read_text("utf-8").startswith("<!doctype html>")
    # A page that cannot be written is 4, and leaves nothing behind.
    before = sorted(tmp_path.iterdir())
    done = run("dossier", "acme", *DRAWN, *place, "--json", "--html", tmp_path / "no" / "page.html")
    assert done.code == 4
    assert "cannot write" in done.err
    assert sorted(tmp_path.iterdir()) == before


# --- the demo ---------------------------------------------------------------------------------


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Cut the network: any socket that is opened is noted and refused."""
    asked: list[object] = []

    def refuse(*given: object, **_: object) -> None:
        asked.append(given)
        raise OSError("the network is cut")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return asked


def test_the_demo_needs_no_network_and_writes_the_page(
    run: Run, tmp_path: Path, cut: list[object], whole: dict[str, Any]
) -> None:
    done = run("demo", "--paths", "1024", "--json")
    assert done.code == 0
    assert cut == []
    assert [p.name for p in tmp_path.iterdir()] == ["kimi-2026-01-20.html"]
    assert "wrote kimi-2026-01-20.html" in done.err
    page = (tmp_path / "kimi-2026-01-20.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "Kimi (Moonshot AI): what is 4.8bn USD made of?" in page
    # And it is the dossier of the bundled workspace, drawn in another process.
    assert done.json == whole


def test_a_socket_that_is_opened_would_be_noted(cut: list[object]) -> None:
    with pytest.raises(OSError, match="the network is cut"):
        socket.create_connection(("example.org", 80))
    assert len(cut) == 1


def test_the_demo_takes_another_case_day_and_place(run: Run, tmp_path: Path) -> None:
    done = run(
        "demo", "--case", "minimax", "--as-of", "2026-02-13", "--paths", "1024",
        "--html", "page.html", "--json",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]
    assert (done.json["case"], done.json["as_of"]) == ("minimax", "2026-02-13")


def test_a_demo_of_an_unknown_case_offers_near_names(run: Run, tmp_path: Path) -> None:
    done = run("demo", "--case", "kimmi", "--paths", "1024")
    assert done.code == 3
    assert "did you mean 'kimi'" in done.err
    assert list(tmp_path.iterdir()) == []
