"""The tables themselves."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, String, Table, Text, Uuid

from sala.kernel.moments import Moment
from sala.kernel.tables import metadata

workspaces = Table(
    "workspace_workspaces",
    metadata,
    Column("workspace", Uuid, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("origin", String(10), nullable=False),
    Column("state", String(10), nullable=False),
    Column("before", String(10), nullable=False),
    Column("trusted", Boolean, nullable=False),
    Column("root", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("created", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    Column("changed_path", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("percent", Integer, nullable=False),
)

touches = Table(
    "workspace_touches",
    metadata,
    Column("workspace", Uuid, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("path", Text, nullable=False),
)
"""The last file written from an open document: no fact, so no projection owns it."""
