"""The read tables: one `metadata`, and `Tables`, which runs SQLAlchemy Core in a few threads.

SQLAlchemy is used synchronously: its asyncio layer costs more CPU than the statements themselves.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, MetaData, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError

from sala.kernel import migrations, write_ahead
from sala.kernel.storage_errors import refusal_for

R = TypeVar("R")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Every context's read tables; their names begin with the context's name."""

_READERS = 3
_WRITERS_ON_A_SERVER = 4


class Tables:
    """Read tables in SQLite (`sqlite:///<file>`) or PostgreSQL (`postgresql://…`).

    On SQLite one thread writes, so that writers queue here and not on the file's lock; on both,
    a read sees one snapshot and cannot write.
    """

    def __init__(self, url: str) -> None:
        self.url = _with_driver(make_url(url))
        self.file = _file(self.url)
        """The SQLite file; None on PostgreSQL."""
        writers = 1 if self.file else _WRITERS_ON_A_SERVER
        if self.file:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self._write_engine = _sqlite(self.url, "BEGIN IMMEDIATE")
            self._read_engine = _sqlite(self.url, "BEGIN")
        else:
            self._write_engine = create_engine(
                self.url, pool_size=writers, max_overflow=1, pool_pre_ping=True
            )
            self._read_engine = create_engine(
                self.url, pool_size=_READERS, max_overflow=1, pool_pre_ping=True
            ).execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._writers = ThreadPoolExecutor(writers, thread_name_prefix="tables-writer")
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="tables-reader")

    async def run(self, work: Callable[[Connection], R]) -> R:
        """Read: run `work` in a thread, in a transaction that cannot write."""
        return await self._in(self._readers, self._read_engine.connect, work)

    async def change(self, work: Callable[[Connection], R]) -> R:
        """Write: run `work` in a thread, in a transaction committed when it returns.

        Raises OutOfSpace with nothing written, Unavailable, or whatever `work` raised.
        """
        return await self._in(self._writers, self._write_engine.begin, work)

    async def migrate(self) -> None:
        """Bring the tables to this version's shape. A SQLite file with data is copied first.

        Raises NewerDatabase when a newer version of Sala wrote it, with nothing changed.
        """
        await asyncio.get_running_loop().run_in_executor(
            self._writers, migrations.migrate, self._write_engine, self.file
        )

    async def stop(self) -> None:
        """Finish what runs and disconnect."""
        await asyncio.to_thread(self._writers.shutdown)
        await asyncio.to_thread(self._readers.shutdown)
        self._read_engine.dispose()
        self._write_engine.dispose()

    async def _in(
        self,
        threads: ThreadPoolExecutor,
        connected: Callable[[], AbstractContextManager[Connection]],
        work: Callable[[Connection], R],
    ) -> R:
        def job() -> R:
            try:
                with connected() as connection:
                    return work(connection)
            except DBAPIError as error:
                refusal = error.orig and refusal_for(error.orig)
                if refusal is None:
                    raise
                raise refusal from error

        return await asyncio.get_running_loop().run_in_executor(threads, job)


def sqlite_url(file: Path) -> str:
    """Give the address of a SQLite file, whatever characters its path has."""
    return URL.create("sqlite", database=str(file)).render_as_string()


def _with_driver(url: URL) -> URL:
    """Name the driver: people write `postgresql://` or `postgres://`."""
    if url.get_backend_name() in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite":
        return url
    msg = f"Sala keeps its tables in SQLite or PostgreSQL, not in {url.get_backend_name()}"
    raise ValueError(msg)


def _file(url: URL) -> Path | None:
    if url.get_backend_name() != "sqlite":
        return None
    if not url.database or url.database == ":memory:":
        msg = "a SQLite database in memory has one connection; Sala needs a file"
        raise ValueError(msg)
    return Path(url.database)


def _sqlite(url: URL, begin: str) -> Engine:
    """Make an engine whose transactions are real: sqlite3 by itself begins them too late."""
    engine = create_engine(url, connect_args={"timeout": 10, "check_same_thread": False})

    def connected(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
        connection.isolation_level = None
        write_ahead.switch_on(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        if begin == "BEGIN":
            connection.execute("PRAGMA query_only = ON")

    def begun(connection: Connection) -> None:
        # Past SQLAlchemy's own execution, which costs as much as a small query.
        connection.connection.cursor().execute(begin)

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine
