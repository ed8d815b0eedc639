"""The tables themselves. Passwords are in none of them: only the event log knows their hashes."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text, Uuid

from sala.kernel.moments import Moment
from sala.kernel.tables import metadata

members = Table(
    "identity_members",
    metadata,
    Column("member", Uuid, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("email", String(254), nullable=False),
    Column("role", String(10), nullable=False),
    Column("slot", Integer, nullable=False),
    Column("joined", Moment, nullable=False),
)

invitations = Table(
    "identity_invitations",
    metadata,
    Column("invitation", Uuid, primary_key=True),
    Column("inviter", Uuid),
    Column("role", String(10), nullable=False),
    Column("note", Text, nullable=False),
    Column("token_hash", String(64), nullable=False, index=True),
    Column("created", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
)

sessions = Table(
    "identity_sessions",
    metadata,
    Column("session", Uuid, primary_key=True),
    Column("member", Uuid, nullable=False, index=True),
    Column("token_hash", String(64), nullable=False),
    Column("agent", Text, nullable=False),
    Column("opened", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Index("ix_identity_sessions_token_hash", "token_hash", unique=True),
)
