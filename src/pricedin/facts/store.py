"""Tables of the ledger. Rows are added, never changed or deleted; the database refuses both.

SQLite in write-ahead mode is the default. Numbers inside a claim are kept as text.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pricedin.errors import SourceError

HEAD = "0001"

metadata = sa.MetaData()

claim_table = sa.Table(
    "claim",
    metadata,
    sa.Column("uid", sa.String(32), primary_key=True, comment="hash of the content"),
    sa.Column("ref", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("attribute", sa.Text, nullable=False),
    sa.Column("held_on", sa.Date, nullable=False),
    sa.Column("public_from", sa.Date, nullable=False),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("body", sa.Text, nullable=False, comment="the claim as JSON"),
    sa.Index("claim_subject", "subject", "public_from"),
    sa.Index("claim_ref", "ref"),
)

retraction_table = sa.Table(
    "retraction",
    metadata,
    sa.Column("uid", sa.String(32), sa.ForeignKey("claim.uid"), primary_key=True),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("replaced_by", sa.String(32), sa.ForeignKey("claim.uid"), nullable=True),
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


def open_engine(location: str | Path) -> sa.Engine:
    """Open the workspace at a path or database URL, creating or migrating it as needed.

    Raises
    ------
    SourceError
        If the file is no workspace, or cannot be opened or written.
    """
    url = str(location)
    if "://" not in url:
        path = Path(location).expanduser()
        if path.is_dir():
            raise SourceError(f"{path} is a folder; a workspace is one file")
        if not path.parent.is_dir():
            raise SourceError(f"{path.parent} does not exist; make the folder first")
        url = f"sqlite:///{path}"
    engine = sa.create_engine(url)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _configure_sqlite)
    try:
        if _revision(engine) != HEAD:
            _migrate(engine)
    except sa.exc.DatabaseError as error:
        engine.dispose()
        raise SourceError(f"{location} is not a workspace: {error.orig}") from error
    return engine


def _configure_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()


def _revision(engine: sa.Engine) -> str | None:
    with engine.connect() as connection, suppress(sa.exc.OperationalError):
        found = connection.execute(sa.text("SELECT version_num FROM alembic_version"))
        return str(found.scalar_one_or_none())
    return None


def _migrate(engine: sa.Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
