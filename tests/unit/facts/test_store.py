import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from pricedin.claims.claim import Claim, encode_claim
from pricedin.errors import InputError, SourceError
from pricedin.facts import store
from pricedin.facts.ledger import Ledger, SubjectRecord
from pricedin.facts.review import Review
from pricedin.facts.store import HEAD, metadata, open_engine
from pricedin.sources.document import Document

Build = Callable[..., Claim]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    found = open_engine(tmp_path / "l.db")
    yield found
    found.dispose()


# --- append-only ------------------------------------------------------------------------------


@pytest.fixture
def filled(tmp_path: Path, claim: Build) -> Iterator[sqlite3.Connection]:
    """Return a raw connection to a ledger with a row in each table."""
    path = tmp_path / "filled.db"
    with Ledger(path) as ledger:
        ledger.append([claim("revenue", f"{n}m USD", ref="a-1") for n in (5, 6)])
        ledger.register([SubjectRecord(slug="acme", name="Acme")])
        ledger.add_source(Document(name="Post", published=date(2026, 1, 2)), "words", [])
        review = Review(ledger)
        review.accept([review.item("a-1")], by="me")
    with closing(sqlite3.connect(path)) as connection:
        yield connection


@pytest.mark.parametrize("table", metadata.tables)
@pytest.mark.parametrize(
    ("verb", "statement"),
    [("update", "UPDATE {} SET recorded_at = recorded_at"), ("delete", "DELETE FROM {}")],
)
def test_the_database_itself_refuses_to_change_or_delete_a_row(
    filled: sqlite3.Connection, table: str, verb: str, statement: str
) -> None:
    before = filled.execute(f"SELECT * FROM {table}").fetchall()
    assert before
    with pytest.raises(sqlite3.IntegrityError, match=f"append-only: no {verb} on {table}"):
        filled.execute(statement.format(table))
    assert filled.execute(f"SELECT * FROM {table}").fetchall() == before


def test_a_retraction_names_a_claim_that_exists(engine: sa.Engine) -> None:
    with pytest.raises(sa.exc.IntegrityError, match="FOREIGN KEY"), engine.begin() as connection:
        connection.execute(
            sa.text("INSERT INTO retraction VALUES (99, '2026-01-01 00:00:00', NULL, 'x')")
        )


# --- schema -----------------------------------------------------------------------------------


def test_the_migrated_schema_is_the_one_that_the_code_declares(engine: sa.Engine) -> None:
    declared = sa.create_engine("sqlite://")
    metadata.create_all(declared)
    migrated_view, declared_view = sa.inspect(engine), sa.inspect(declared)
    assert set(migrated_view.get_table_names()) == {*metadata.tables, "alembic_version"}

    def shape(inspector: sa.Inspector, table: str) -> dict[str, object]:
        columns = {
            c["name"]: (str(c["type"]), c["nullable"], c["primary_key"])
            for c in inspector.get_columns(table)
        }
        indexes = {(i["name"], *i["column_names"]) for i in inspector.get_indexes(table)}
        references = {
            (*k["constrained_columns"], k["referred_table"], *k["referred_columns"])
            for k in inspector.get_foreign_keys(table)
        }
        return {"columns": columns, "indexes": indexes, "references": references}

    for table in metadata.tables:
        assert shape(migrated_view, table) == shape(declared_view, table), table
    declared.dispose()


def test_a_new_file_is_at_the_head_revision(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == HEAD


def test_an_empty_file_becomes_a_workspace(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with Ledger(path) as ledger:
        assert ledger.count() == 0


def test_a_workspace_of_the_first_schema_is_brought_up_with_its_claims(
    tmp_path: Path, claim: Build
) -> None:
    told = claim("revenue", "5m USD", ref="a-1")
    path = tmp_path / "old.db"
    config = Config()
    config.set_main_option("script_location", str(Path(store.__file__).parent / "migrations"))
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(
            store.claim_table.insert(),
            {
                "id": 1,
                "uid": told.uid,
                "ref": told.ref,
                "subject": told.subject,
                "attribute": told.attribute,
                "held_on": told.held_on,
                "public_from": told.public_from,
                "recorded_at": datetime(2026, 1, 10, tzinfo=UTC),
                "body": json.dumps(encode_claim(told), sort_keys=True, ensure_ascii=False),
            },
        )
    engine.dispose()
    with Ledger(path) as ledger:
        (item,) = Review(ledger).items()
        assert (item.claim, item.how, item.is_reviewed) == (told, "imported", True)
        assert ledger.append([told]).known == 1


# --- what is no workspace ---------------------------------------------------------------------


def test_a_file_that_is_no_database_is_a_source_error_and_is_left_as_it_was(
    tmp_path: Path,
) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("dear diary, " * 100)
    with pytest.raises(SourceError, match=r"notes\.txt is not a workspace"):
        Ledger(path)
    assert path.read_text() == "dear diary, " * 100


def test_a_folder_is_a_source_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a folder; a workspace is one file"):
        Ledger(tmp_path)


def test_a_folder_that_is_not_there_is_a_source_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="absent does not exist; make the folder first"):
        Ledger(tmp_path / "absent" / "l.db")


# --- two processes ----------------------------------------------------------------------------

READ = """
import sys
from datetime import date
from pricedin.dates import AsOf
from pricedin.facts.ledger import Ledger
with Ledger(sys.argv[1]) as ledger:
    print([c.ref for c in ledger.view(AsOf.day(date(2026, 2, 1))).claims])
"""


def read_elsewhere(path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    return done.stdout.strip()


def test_another_process_reads_while_this_one_writes(tmp_path: Path, claim: Build) -> None:
    path = tmp_path / "l.db"
    with Ledger(path) as ledger:
        ledger.append([claim("revenue", "5m USD", ref="a-1")])
        with closing(sqlite3.connect(path)) as writer:
            # A write that is under way keeps nobody from reading what was accepted before it.
            writer.execute("BEGIN IMMEDIATE")
            writer.execute(
                "INSERT INTO subject (slug, name, kind, sector, currency, aliases, recorded_at) "
                "VALUES ('x', 'X', 'company', '', '', '[]', '2026-01-01 00:00:00')"
            )
            assert read_elsewhere(path) == "['a-1']"
            writer.rollback()
        ledger.append([claim("revenue", "5m USD", ref="a-2")])
        assert read_elsewhere(path) == "['a-1', 'a-2']"
        assert ledger.latest_day() == date(2026, 1, 10)


# --- what is no workspace -----------------------------------------------------------------------


def test_another_programs_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "o.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE foo(a)")
        raw.commit()
    with pytest.raises(SourceError, match="holds other tables"):
        open_engine(path)
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT name FROM sqlite_master").fetchall() == [("foo",)]


def test_a_ledger_of_a_later_version_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "n.db"
    open_engine(path).dispose()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    with pytest.raises(SourceError, match="later version"):
        open_engine(path)


@pytest.mark.parametrize("url", ["foo://x", "sqlite://x://y", "mysql+nodriver://localhost/x"])
def test_an_address_that_cannot_be_opened_is_an_error_in_words(url: str) -> None:
    with pytest.raises((SourceError, InputError), match=r"cannot be opened|not the address"):
        open_engine(url)


def test_two_writers_take_turns(tmp_path: Path, claim: Build) -> None:
    rows = [claim("users", n, ref=str(n)) for n in range(50)]
    with Ledger(tmp_path / "l.db") as one, Ledger(tmp_path / "l.db") as other:
        with ThreadPoolExecutor(2) as pool:
            receipts = list(pool.map(lambda ledger: ledger.append(rows), (one, other)))
        assert one.count() == 50
    assert sorted(r.added for r in receipts) == [0, 50]
