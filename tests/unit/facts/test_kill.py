"""An import that is killed, at any moment, leaves the ledger whole; run again, it is complete."""

import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pricedin.dates import AsOf, date
from pricedin.facts.ledger import BATCH, Ledger
from pricedin.workspace import Workspace

ROWS = 3 * BATCH - 500  # two whole batches and half of a third
OLDER = 100  # rows that replace older content
DAY = AsOf.day(date(2026, 2, 1))

# Imports a file and says when a batch is in.
IMPORT = """
import sys
from pathlib import Path
from pricedin.workspace import Workspace
with Workspace(sys.argv[1]) as workspace:
    workspace.import_file(Path(sys.argv[2]), progress=lambda n: print(n, flush=True))
"""

# The same, but stops for good when the second batch is in.
IMPORT_AND_WAIT = """
import signal, sys
from pathlib import Path
from pricedin.workspace import Workspace
seen = []
def told(count):
    seen.append(count)
    print(count, flush=True)
    if len(seen) == 2:
        signal.pause()
with Workspace(sys.argv[1]) as workspace:
    workspace.import_file(Path(sys.argv[2]), progress=told)
"""

# The same, but kills itself with the claims of the second batch written and not yet committed.
IMPORT_AND_DIE = (
    """
import os, signal
import sqlalchemy as sa
seen = []
@sa.event.listens_for(sa.Engine, "after_cursor_execute")
def die(connection, cursor, statement, *rest):
    if statement.startswith("INSERT INTO claim"):
        seen.append(statement)
        if len(seen) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
"""
    + IMPORT
)


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """Return the older content of 100 rows, then all rows."""

    def row(number: int, value: int) -> dict[str, Any]:
        return {
            "id": f"acme-{number:05d}",
            "company": "acme",
            "attribute": "users",
            "value": value,
            "unit": "persons",
            "status": "closed",
            "reported": "2026-01-10",
            "source_name": "Paper",
            "origin": "Paper",
        }

    made = [row(i, 10**6 + i) for i in range(OLDER)] + [row(i, i + 1) for i in range(ROWS)]
    return [json.dumps(r) + "\n" for r in made]


@pytest.fixture(scope="module")
def rows_path(lines: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    path.write_text("".join(lines[OLDER:]))
    return path


@pytest.fixture(scope="module")
def older_path(lines: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("older") / "older.jsonl"
    path.write_text("".join(lines[:OLDER]))
    return path


@pytest.fixture
def path(older_path: Path, tmp_path: Path) -> Path:
    """Return a ledger that holds the older content."""
    found = tmp_path / "l.db"
    with Workspace(found) as workspace:
        workspace.import_file(older_path)
    return found


@pytest.fixture(scope="module")
def clean(
    older_path: Path, rows_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """Return what a ledger holds after an import that nobody disturbed."""
    path = tmp_path_factory.mktemp("clean") / "l.db"
    with Workspace(path) as workspace:
        workspace.import_file(older_path)
        workspace.import_file(rows_path)
    return content(path)


def content(path: Path) -> dict[str, Any]:
    """Return all that a ledger holds but the moment it was recorded."""
    with Ledger(path) as ledger:
        shown = ledger.view(DAY).claims
        subjects = ledger.subjects()
    with closing(sqlite3.connect(path)) as raw:
        claims = raw.execute("SELECT uid, body FROM claim ORDER BY uid").fetchall()
        gone = raw.execute("SELECT claim_id, replaced_by, reason FROM retraction ORDER BY claim_id")
        return {"shown": shown, "subjects": subjects, "claims": claims, "gone": gone.fetchall()}


def assert_whole(path: Path, batches: int) -> None:
    """Check that exactly so many batches are in, and nothing of the one that was under way."""
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        (count,) = raw.execute("SELECT count(*) FROM claim").fetchone()
    assert count == OLDER + batches * BATCH


def assert_repeatable(path: Path, rows_path: Path, clean: dict[str, Any]) -> None:
    with Workspace(path) as workspace:
        report = workspace.import_file(rows_path)
        assert report.receipt.added + report.receipt.known == ROWS
        assert {p.severity for p in report.problems} <= {"warning"}  # rows that were replaced
    assert content(path) == clean


def start(script: str, path: Path, rows: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", script, str(path), str(rows)], stdout=subprocess.PIPE, text=True
    )


def test_the_undisturbed_import_holds_every_row_once(clean: dict[str, Any]) -> None:
    assert len(clean["claims"]) == OLDER + ROWS
    assert len(clean["gone"]) == OLDER
    assert len(clean["shown"]) == ROWS
    assert [s.slug for s in clean["subjects"]] == ["acme"]


def test_killed_between_two_batches_the_accepted_ones_stay(
    rows_path: Path, clean: dict[str, Any], path: Path
) -> None:
    with start(IMPORT_AND_WAIT, path, rows_path) as running:
        assert running.stdout is not None
        assert [running.stdout.readline() for _ in range(2)] == [f"{BATCH}\n"] * 2
        running.kill()
    assert running.returncode == -signal.SIGKILL
    assert_whole(path, batches=2)
    assert_repeatable(path, rows_path, clean)


def test_killed_inside_a_transaction_nothing_of_it_is_written(
    rows_path: Path, clean: dict[str, Any], path: Path
) -> None:
    running = start(IMPORT_AND_DIE, path, rows_path)
    said, _ = running.communicate(timeout=60)
    assert (running.returncode, said) == (-signal.SIGKILL, f"{BATCH}\n")
    assert_whole(path, batches=1)
    assert_repeatable(path, rows_path, clean)


@pytest.mark.parametrize("delay_seconds", [0.02, 0.12])
def test_killed_at_any_moment_it_can_be_run_again(
    rows_path: Path, clean: dict[str, Any], path: Path, delay_seconds: float
) -> None:
    with start(IMPORT, path, rows_path) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == f"{BATCH}\n"
        time.sleep(delay_seconds)
        running.kill()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (count,) = raw.execute("SELECT count(*) FROM claim").fetchone()
    assert count - OLDER in (BATCH, 2 * BATCH, ROWS)  # whole batches only
    assert_repeatable(path, rows_path, clean)


# Keeps a document and kills itself when text and claims are written and not yet committed.
READ_AND_DIE = """
import os, signal, sys
from datetime import date
import sqlalchemy as sa
from pricedin.sources.document import Document
from pricedin.workspace import Workspace
page = Document(name="Post", published=date(2026, 1, 2))
with Workspace(sys.argv[1]) as workspace:
    workspace.add_source(page, "first", [])
    @sa.event.listens_for(sa.Engine, "after_cursor_execute")
    def die(connection, cursor, statement, *rest):
        if statement.startswith("INSERT INTO document "):
            os.kill(os.getpid(), signal.SIGKILL)
    workspace.add_source(page, "second", [])
"""


def test_a_reading_that_dies_keeps_whole_documents_only(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    done = subprocess.run([sys.executable, "-c", READ_AND_DIE, str(path)], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    with Workspace(path) as workspace:
        (stored,) = workspace.ledger.documents()
        assert workspace.ledger.text(stored.sha256) == "first"
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT text FROM document_text").fetchall() == [("first",)]
