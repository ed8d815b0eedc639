"""The tables themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Boolean, Column, Dialect, Integer, String, Table, Text, Uuid
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
