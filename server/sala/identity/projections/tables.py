"""The tables themselves. Passwords are in none of them: only the event log knows their hashes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Column, Dialect, Index, Integer, String, Table, Text, Uuid
from sqlalchemy.types import TypeDecorator

from sala.kernel.tables import metadata

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """A point in time as microseconds since 1970: SQLite keeps no time zone of its own."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Turn a datetime with a zone into microseconds."""
        del dialect
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Turn microseconds into a datetime in UTC."""
        del dialect
        return None if value is None else _EPOCH + timedelta(microseconds=value)


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
