"""The named versions of documents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "collab_0002"
down_revision = "collab_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, empty, and let the projection begin at the first fact."""
    if sa.inspect(op.get_bind()).has_table("kernel_positions"):
        op.execute("DELETE FROM kernel_positions WHERE follower = 'collab.versions'")
    op.create_table(
        "collab_versions",
        sa.Column("version", sa.Uuid(), nullable=False),
        sa.Column("document", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("member", sa.Uuid(), nullable=True),
        sa.Column("named", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_collab_versions"),
    )
    op.create_index("ix_collab_versions_document", "collab_versions", ["document"])


def downgrade() -> None:
    """Drop it: the projection fills it again from the first fact."""
    op.drop_index("ix_collab_versions_document", "collab_versions")
    op.drop_table("collab_versions")
