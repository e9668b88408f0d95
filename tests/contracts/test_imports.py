"""What is loaded when: help at once, and reading a ledger without numerics or web frameworks."""

import subprocess
import sys

import pytest

HEAVY = ("numpy", "scipy", "sqlalchemy", "alembic", "rich", "jinja2", "vl_convert")
NUMERIC_AND_WEB = ("numpy", "scipy", "pandas", "fastapi", "starlette", "flask", "jinja2", "rich")

HELP = """
from pricedin.faces.cli.main import main
try:
    main(["--help"])
except SystemExit as stopped:
    assert not stopped.code
"""

READ_A_LEDGER = """
from datetime import date
from pricedin.dates import AsOf
from pricedin.facts.judge import judge
from pricedin.facts.ledger import Ledger
from pricedin.fx import ReferenceRates
with Ledger(":memory:") as ledger:
    judge(ledger.view(AsOf.day(date(2026, 1, 20))).claims, ReferenceRates())
"""


def loaded_by(script: str) -> set[str]:
    """Return the top-level modules that are loaded once the script has run."""
    done = subprocess.run(
        [sys.executable, "-c", f"{script}\nimport sys\nprint('LOADED', *sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    names = done.stdout.rpartition("LOADED ")[2].split()
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize(
    ("script", "unwanted"),
    [
        ("import pricedin", HEAVY),
        (HELP, HEAVY),
        (READ_A_LEDGER, NUMERIC_AND_WEB),
    ],
    ids=["import pricedin", "pricedin --help", "reading a ledger"],
)
def test_nothing_heavy_is_loaded_before_it_is_used(script: str, unwanted: tuple[str, ...]) -> None:
    loaded = loaded_by(script)
    assert "pricedin" in loaded
    assert loaded.isdisjoint(unwanted)
