"""The tables themselves. A thread's path follows its file, so that it is found by it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, Text, Uuid

from sala.kernel.moments import Moment
from sala.kernel.tables import metadata

threads = Table(
    "collab_threads",
    metadata,
    Column("thread", Uuid, primary_key=True),
    Column("workspace", Uuid, nullable=False),
    Column("document", Uuid, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("path", Text, nullable=False),
    Column("start", String(44), nullable=False),
    Column("end", String(44), nullable=False),
    Column("quote", Text, nullable=False),
    Column("length", Integer, nullable=False),
    Column("author", Uuid, nullable=False),
    Column("opened", Moment, nullable=False),
    Column("latest", Moment, nullable=False),
    Column("activity", BigInteger, nullable=False),
    Column("resolver", Uuid),
    Column("resolved", Moment),
    Column("living", Integer, nullable=False),
    Index("ix_collab_threads_workspace_activity", "workspace", "activity"),
)

comments = Table(
    "collab_comments",
    metadata,
    Column("thread", Uuid, primary_key=True),
    Column("comment", Uuid, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("author", Uuid, nullable=False),
    Column("text", Text, nullable=False),
    Column("posted", Moment, nullable=False),
    Column("edited", Moment),
    Column("deleted", Boolean, nullable=False),
)

mentions = Table(
    "collab_mentions",
    metadata,
    Column("thread", Uuid, primary_key=True),
    Column("comment", Uuid, primary_key=True),
    Column("member", Uuid, primary_key=True),
    Index("ix_collab_mentions_member", "member"),
)

versions = Table(
    "collab_versions",
    metadata,
    Column("version", Uuid, primary_key=True),
    Column("document", Uuid, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("name", String(80), nullable=False),
    Column("member", Uuid),
    Column("named", Moment, nullable=False),
    Index("ix_collab_versions_document", "document"),
)
