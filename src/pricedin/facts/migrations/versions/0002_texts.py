"""Texts of documents, and how each claim came in."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TABLES = ("document_text", "document", "entry")


def upgrade() -> None:
    """Create the tables; like the others they only grow."""
    op.create_table(
        "document_text",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), sa.ForeignKey("document_text.sha256"), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("document_id", "document", ["document"])
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("claim_id", sa.Integer, sa.ForeignKey("claim.id"), nullable=False),
        sa.Column("how", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), sa.ForeignKey("document_text.sha256"), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("entry_claim", "entry", ["claim_id"])
    op.create_index("entry_how", "entry", ["how"])
    if op.get_bind().dialect.name == "sqlite":
        for table in _TABLES:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN "
                    f"SELECT RAISE(ABORT, 'the ledger is append-only: no {verb.lower()} on "
                    f"{table}'); END"
                )
