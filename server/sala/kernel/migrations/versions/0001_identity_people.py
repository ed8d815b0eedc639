"""Members, open invitations and living sessions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "identity_0001"
down_revision = None
branch_labels = ("identity",)
depends_on = None


def upgrade() -> None:
    """Make the tables, empty, and let the projection begin at the first fact."""
    if sa.inspect(op.get_bind()).has_table("kernel_positions"):
        op.execute("DELETE FROM kernel_positions WHERE follower = 'identity.people'")
    op.create_table(
        "identity_members",
        sa.Column("member", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("joined", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("member", name="pk_identity_members"),
    )
    op.create_table(
        "identity_invitations",
        sa.Column("invitation", sa.Uuid(), nullable=False),
        sa.Column("inviter", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("invitation", name="pk_identity_invitations"),
    )
    op.create_index("ix_identity_invitations_token_hash", "identity_invitations", ["token_hash"])
    op.create_table(
        "identity_sessions",
        sa.Column("session", sa.Uuid(), nullable=False),
        sa.Column("member", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session", name="pk_identity_sessions"),
    )
    op.create_index("ix_identity_sessions_member", "identity_sessions", ["member"])
    op.create_index(
        "ix_identity_sessions_token_hash", "identity_sessions", ["token_hash"], unique=True
    )


def downgrade() -> None:
    """Drop them: the projection fills them again from the first fact."""
    op.drop_table("identity_sessions")
    op.drop_table("identity_invitations")
    op.drop_table("identity_members")
