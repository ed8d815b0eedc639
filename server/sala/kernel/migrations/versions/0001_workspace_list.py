"""The list of workspaces, and when each was last written to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "workspace_0001"
down_revision = None
branch_labels = ("workspace",)
depends_on = None


def upgrade() -> None:
    """Make the tables, empty, and let the projection begin at the first fact."""
    if sa.inspect(op.get_bind()).has_table("kernel_positions"):
        op.execute("DELETE FROM kernel_positions WHERE follower = 'workspace.list'")
    op.create_table(
        "workspace_workspaces",
        sa.Column("workspace", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("origin", sa.String(10), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("before", sa.String(10), nullable=False),
        sa.Column("trusted", sa.Boolean(), nullable=False),
        sa.Column("root", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("changed_path", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", name="pk_workspace_workspaces"),
    )
    op.create_table(
        "workspace_touches",
        sa.Column("workspace", sa.Uuid(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", name="pk_workspace_touches"),
    )


def downgrade() -> None:
    """Drop them: the projection fills the list again from the first fact."""
    op.drop_table("workspace_touches")
    op.drop_table("workspace_workspaces")
