"""How far every follower has read the event log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "kernel_0001"
down_revision = None
branch_labels = ("kernel",)
depends_on = None


def upgrade() -> None:
    """Make the table of positions."""
    op.create_table(
        "kernel_positions",
        sa.Column("follower", sa.String(100), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("follower", name="pk_kernel_positions"),
    )


def downgrade() -> None:
    """Drop it: every follower starts at the first fact."""
    op.drop_table("kernel_positions")
