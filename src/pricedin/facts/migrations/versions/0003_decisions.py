"""What people decided about claims and names."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the table; like the others it only grows."""
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("choice", sa.Text, nullable=False),
        sa.Column("claim_id", sa.Integer, sa.ForeignKey("claim.id"), nullable=True),
        sa.Column("replacement_id", sa.Integer, sa.ForeignKey("claim.id"), nullable=True),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("into", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("decision.id"), nullable=True),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("decision_claim", "decision", ["claim_id"])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER decision_no_{verb.lower()} BEFORE {verb} ON decision BEGIN "
                f"SELECT RAISE(ABORT, 'the ledger is append-only: no {verb.lower()} on "
                "decision'); END"
            )
