"""Threads, what was said in them, and whom it mentions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "collab_0001"
down_revision = None
branch_labels = ("collab",)
depends_on = None


def upgrade() -> None:
    """Make the tables, empty, and let the projection begin at the first fact."""
    if sa.inspect(op.get_bind()).has_table("kernel_positions"):
        op.execute("DELETE FROM kernel_positions WHERE follower = 'collab.threads'")
    op.create_table(
        "collab_threads",
        sa.Column("thread", sa.Uuid(), nullable=False),
        sa.Column("workspace", sa.Uuid(), nullable=False),
        sa.Column("document", sa.Uuid(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("start", sa.String(44), nullable=False),
        sa.Column("end", sa.String(44), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("author", sa.Uuid(), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("latest", sa.BigInteger(), nullable=False),
        sa.Column("activity", sa.BigInteger(), nullable=False),
        sa.Column("resolver", sa.Uuid(), nullable=True),
        sa.Column("resolved", sa.BigInteger(), nullable=True),
        sa.Column("living", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("thread", name="pk_collab_threads"),
    )
    op.create_index(
        "ix_collab_threads_workspace_activity", "collab_threads", ["workspace", "activity"]
    )
    op.create_table(
        "collab_comments",
        sa.Column("thread", sa.Uuid(), nullable=False),
        sa.Column("comment", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("posted", sa.BigInteger(), nullable=False),
        sa.Column("edited", sa.BigInteger(), nullable=True),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("thread", "comment", name="pk_collab_comments"),
    )
    op.create_table(
        "collab_mentions",
        sa.Column("thread", sa.Uuid(), nullable=False),
        sa.Column("comment", sa.Uuid(), nullable=False),
        sa.Column("member", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("thread", "comment", "member", name="pk_collab_mentions"),
    )
    op.create_index("ix_collab_mentions_member", "collab_mentions", ["member"])


def downgrade() -> None:
    """Drop them: the projection fills them again from the first fact."""
    op.drop_table("collab_mentions")
    op.drop_table("collab_comments")
    op.drop_table("collab_threads")
