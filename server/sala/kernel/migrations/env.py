"""Alembic's entry: runs the revisions on the connection it is handed, in that transaction."""

from __future__ import annotations

from alembic import context

from sala.kernel.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    # SQLite cannot alter most things in place: Alembic copies the table instead.
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
