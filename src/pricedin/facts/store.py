"""Tables of the ledger. Rows are added, never changed or deleted; SQLite is told to refuse both.

SQLite in write-ahead mode is the default. Numbers inside a claim are kept as text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pricedin.errors import InputError, SourceError

HEAD = "0003"

metadata = sa.MetaData()

claim_table = sa.Table(
    "claim",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("uid", sa.String(32), nullable=False, comment="hash of the content"),
    sa.Column("ref", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("attribute", sa.Text, nullable=False),
    sa.Column("held_on", sa.Date, nullable=False),
    sa.Column("public_from", sa.Date, nullable=False),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("body", sa.Text, nullable=False, comment="the claim as JSON"),
    sa.Index("claim_uid", "uid"),
    sa.Index("claim_subject", "subject", "public_from"),
    sa.Index("claim_ref", "ref"),
)

retraction_table = sa.Table(
    "retraction",
    metadata,
    sa.Column("claim_id", sa.Integer, sa.ForeignKey("claim.id"), primary_key=True),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("replaced_by", sa.Integer, sa.ForeignKey("claim.id"), nullable=True),
    sa.Column("reason", sa.Text, nullable=False),
)

subject_table = sa.Table(
    "subject",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("slug", sa.Text, nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("sector", sa.Text, nullable=False),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("aliases", sa.Text, nullable=False, comment="JSON list"),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
)

document_text_table = sa.Table(
    "document_text",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True, comment="of the text in UTF-8"),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
)

document_table = sa.Table(
    "document",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("document", sa.Text, nullable=False, comment="id of the document"),
    sa.Column("sha256", sa.String(64), sa.ForeignKey("document_text.sha256"), nullable=False),
    sa.Column("body", sa.Text, nullable=False, comment="the document as JSON, without its text"),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    sa.Index("document_id", "document"),
)

# A claim can come in more than once: read by a machine, later imported by a person.
entry_table = sa.Table(
    "entry",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("claim_id", sa.Integer, sa.ForeignKey("claim.id"), nullable=False),
    sa.Column("how", sa.Text, nullable=False, comment="read, imported, entered or corrected"),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), sa.ForeignKey("document_text.sha256"), nullable=True),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    sa.Index("entry_claim", "claim_id"),
    sa.Index("entry_how", "how"),
)

decision_table = sa.Table(
    "decision",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("choice", sa.Text, nullable=False, comment="accept, correct, reject, merge, undo"),
    sa.Column("claim_id", sa.Integer, sa.ForeignKey("claim.id"), nullable=True),
    sa.Column("replacement_id", sa.Integer, sa.ForeignKey("claim.id"), nullable=True),
    sa.Column("subject", sa.Text, nullable=False, comment="merged under `into`"),
    sa.Column("into", sa.Text, nullable=False),
    sa.Column("undoes", sa.Integer, sa.ForeignKey("decision.id"), nullable=True),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    sa.Index("decision_claim", "claim_id"),
)


def open_engine(location: str | Path) -> sa.Engine:
    """Open the workspace at a path or database URL, creating or migrating it as needed.

    Raises
    ------
    SourceError
        If the file is no workspace, or cannot be opened or written.
    InputError
        If it is no path and no address of a database.
    """
    url = _url(location)
    try:
        engine = sa.create_engine(url)
    except (sa.exc.ArgumentError, ImportError, ValueError) as error:
        raise SourceError(f"{location} cannot be opened: {error}") from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _configure_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    try:
        revision = _revision(engine)
        if revision is None and sa.inspect(engine).get_table_names():
            raise SourceError(f"{location} is not a workspace: it holds other tables")
        if revision is not None and revision > HEAD:
            raise SourceError(
                f"{location} was written by a later version of pricedin (schema {revision}); "
                "install that one"
            )
        if revision != HEAD:
            _migrate(engine)
    except sa.exc.DBAPIError as error:
        engine.dispose()
        raise SourceError(f"{location} is not a workspace: {error.orig}") from error
    except SourceError:
        engine.dispose()
        raise
    return engine


def exists(location: str | Path) -> bool:
    """Return whether there is something to open; a server is asked only when it is opened.

    Raises
    ------
    InputError
        If it is no path and no address of a database.
    """
    url = _url(location)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return True
    return Path(url.database).exists()


def _url(location: str | Path) -> sa.URL:
    text = str(location)
    if "://" in text:
        try:
            return sa.make_url(text)
        except (sa.exc.ArgumentError, ValueError) as error:
            raise InputError(f"'{text}' is not the address of a database: {error}") from error
    if text == ":memory:":
        return sa.URL.create("sqlite")
    path = Path(location).expanduser()
    if path.is_dir():
        raise SourceError(f"{path} is a folder; a workspace is one file")
    if not path.parent.is_dir():
        raise SourceError(f"{path.parent} does not exist; make the folder first")
    return sa.URL.create("sqlite", database=str(path))


def _configure_sqlite(connection: Any, _record: Any) -> None:
    # Transactions are begun by `_begin_sqlite`, so that what is read before a write is part of it.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


WRITING = {"sqlite_begin": "BEGIN IMMEDIATE"}


def _begin_sqlite(connection: sa.Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))


def _revision(engine: sa.Engine) -> str | None:
    if not sa.inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        found = connection.execute(sa.text("SELECT version_num FROM alembic_version"))
        version = found.scalar_one_or_none()
    return None if version is None else str(version)


def _migrate(engine: sa.Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.execution_options(**WRITING).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
