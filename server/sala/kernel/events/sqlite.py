"""The event log in one SQLite file: write-ahead log, one writer thread, group commit.

Positions are given by the writer inside `BEGIN IMMEDIATE`, so they grow by one and become visible
in order, also when several processes append to the same file.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal, TypeVar
from uuid import UUID

from sala.kernel.events.head import Head
from sala.kernel.events.ledger import Append, Clock, Ledger, moment, prepare, system_clock
from sala.kernel.events.log import Entry
from sala.kernel.events.types import EventTypes, NewerLog
from sala.kernel.group_commit import GroupCommit
from sala.kernel.messages import Event
from sala.kernel.storage_errors import refusal_for

Synchronous = Literal["NORMAL", "FULL"]
"""NORMAL survives the death of the process, FULL that of the machine too."""

R = TypeVar("R")

SCHEMA = 1
"""The layout of the file, kept in `PRAGMA user_version`."""

_CREATE = (
    """CREATE TABLE events (
        position INTEGER PRIMARY KEY,
        stream TEXT NOT NULL,
        version INTEGER NOT NULL,
        name TEXT NOT NULL,
        data TEXT NOT NULL,
        actor BLOB,
        at INTEGER NOT NULL,
        cause TEXT NOT NULL,
        UNIQUE (stream, version)
    ) STRICT""",
    # Every name ever stored: asking the facts themselves would read the whole log at each start.
    "CREATE TABLE event_names (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    f"PRAGMA user_version = {SCHEMA}",
)
_INSERT = "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_SELECT = "SELECT position, stream, version, name, data, actor, at, cause FROM events"
_HEAD = "SELECT coalesce(max(position), 0) FROM events"
_VERSION = "SELECT coalesce(max(version), 0) FROM events WHERE stream = ?"


class SqliteEventLog:
    """An `EventLog` in one file. Several processes may hold it open."""

    def __init__(
        self,
        path: Path,
        types: EventTypes,
        *,
        synchronous: Synchronous = "NORMAL",
        clock: Clock = system_clock,
    ) -> None:
        self._path = path
        self._types = types
        self._clock = clock
        self._writer = _Writer(path, types, synchronous)
        self._commits: GroupCommit[Append, int] = GroupCommit(self._writer, name="events-writer")
        self._readers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="events-reader")
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._head = Head(self.head)

    async def start(self) -> None:
        """Open the file, made if it is missing. Raises NewerLog or UnknownEvents."""
        await self._commits.start()
        await self._head.start()

    async def stop(self) -> None:
        """Write what is queued and close."""
        await self._head.stop()
        await self._commits.stop()
        await asyncio.to_thread(self._readers.shutdown)
        for connection in self._opened:
            connection.close()
        self._opened.clear()

    async def append(
        self,
        stream: str,
        events: Sequence[Event],
        *,
        expected: int,
        actor: UUID | None = None,
        cause: str = "",
    ) -> int:
        """Append facts; see the port."""
        job = prepare(
            self._types,
            stream,
            events,
            expected=expected,
            actor=actor,
            at=self._clock(),
            cause=cause,
        )
        position = await self._commits.write(job)
        self._head.moved(position)
        return position

    async def read(self, stream: str) -> list[Entry]:
        """Read one stream; see the port."""
        sql = f"{_SELECT} WHERE stream = ? ORDER BY version"
        return await self._read(lambda connection: self._entries(connection, sql, (stream,)))

    async def read_all(self, *, after: int, limit: int) -> list[Entry]:
        """Read the whole log from a position; see the port."""
        sql = f"{_SELECT} WHERE position > ? ORDER BY position LIMIT ?"
        return await self._read(lambda connection: self._entries(connection, sql, (after, limit)))

    async def head(self) -> int:
        """Give the last position, also of what other processes wrote."""
        return await self._read(_head)

    async def wait(self, after: int) -> None:
        """Wait for facts; see the port."""
        await self._head.wait(after)

    def _entries(
        self, connection: sqlite3.Connection, sql: str, parameters: tuple[str | int, ...]
    ) -> list[Entry]:
        decode = self._types.decode
        return [
            Entry(
                position=position,
                stream=stream,
                version=version,
                event=decode(name, data),
                actor=None if actor is None else UUID(bytes=actor),
                at=moment(at),
                cause=cause,
            )
            for position, stream, version, name, data, actor, at, cause in connection.execute(
                sql, parameters
            )
        ]

    async def _read(self, work: Callable[[sqlite3.Connection], R]) -> R:
        return await asyncio.get_running_loop().run_in_executor(
            self._readers, lambda: work(self._connection())
        )

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect(self._path)
            connection.execute("PRAGMA query_only = ON")
            self._local.connection = connection
            self._opened.append(connection)
        return connection


class _Writer:
    """The writer thread's side. Its methods run on that thread alone."""

    def __init__(self, path: Path, types: EventTypes, synchronous: Synchronous) -> None:
        self._path = path
        self._types = types
        self._synchronous = synchronous
        self._names: set[str] = set()
        self._ledger = Ledger(self._versions_of)
        self._connection: sqlite3.Connection

    def open(self) -> None:
        """Connect, make the tables, and refuse a log of a newer version."""
        connection = connect(self._path)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA synchronous = {self._synchronous}")
            connection.execute("BEGIN IMMEDIATE")
            self._lay_out(connection)
            names = {name for (name,) in connection.execute("SELECT name FROM event_names")}
            self._types.check(names, str(self._path))
            connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
        self._names = names
        self._connection = connection

    def _lay_out(self, connection: sqlite3.Connection) -> None:
        (schema,) = connection.execute("PRAGMA user_version").fetchone()
        if schema > SCHEMA:
            raise NewerLog(str(self._path), schema, known=SCHEMA)
        if schema == 0:
            for statement in _CREATE:
                connection.execute(statement)

    def write(self, jobs: Sequence[Append]) -> list[int | BaseException]:
        """Commit every job whose expected version holds, in one transaction."""
        try:
            return self._commit(jobs)
        except sqlite3.IntegrityError:
            # The index knows better than the memory, which is empty now: decide again.
            return self._commit(jobs)

    def close(self) -> None:
        """Fold the write-ahead log into the file, as the last connection, and disconnect."""
        self._connection.close()

    def _commit(self, jobs: Sequence[Append]) -> list[int | BaseException]:
        connection = self._connection
        names = self._names
        try:
            connection.execute("BEGIN IMMEDIATE")
            plan = self._ledger.plan(_head(connection), jobs)
            connection.executemany(
                _INSERT,
                [
                    (position, stream, version, name, data, actor and actor.bytes, at, cause)
                    for position, stream, version, name, data, actor, at, cause in plan.rows
                ],
            )
            new = {row.name for row in plan.rows} - names
            connection.executemany(
                "INSERT OR IGNORE INTO event_names VALUES (?)", [(name,) for name in new]
            )
            connection.execute("COMMIT")
        except BaseException as error:
            self._ledger.forget()
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            refusal = refusal_for(error)
            if refusal is None:
                raise
            raise refusal from error
        self._ledger.keep(plan)
        names |= new
        return plan.answers

    def _versions_of(self, streams: list[str]) -> dict[str, int]:
        execute = self._connection.execute
        return {stream: execute(_VERSION, (stream,)).fetchone()[0] for stream in streams}


def connect(path: Path) -> sqlite3.Connection:
    """Open the file in autocommit mode; transactions are begun by hand."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return sqlite3.connect(path, isolation_level=None, timeout=10, check_same_thread=False)


def _head(connection: sqlite3.Connection) -> int:
    (position,) = connection.execute(_HEAD).fetchone()
    return int(position)
