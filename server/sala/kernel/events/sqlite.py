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
from typing import TypeVar
from uuid import UUID

from sala.kernel.events.head import Head
from sala.kernel.events.ledger import Append, Clock, encoded, moment, system_clock
from sala.kernel.events.log import Entry
from sala.kernel.events.sqlite_writer import SqliteWriter, Synchronous, connect, head
from sala.kernel.events.types import EventTypes
from sala.kernel.group_commit import GroupCommit
from sala.kernel.messages import Event

R = TypeVar("R")

_SELECT = """
    SELECT position, streams.name, version, event_names.name, data, actor, at, cause
    FROM events
    JOIN streams ON streams.number = events.stream
    JOIN event_names ON event_names.number = events.name
"""


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
        self._writer = SqliteWriter(path, types, synchronous)
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
        facts = encoded(self._types, stream, events, cause)
        who = None if actor is None else actor.bytes
        job: Append = (stream, facts, expected, who, self._clock(), cause)
        position = await self._commits.write(job)
        self._head.moved(position)
        return position

    async def read(self, stream: str) -> list[Entry]:
        """Read one stream; see the port."""
        sql = f"{_SELECT} WHERE streams.name = ? ORDER BY version"
        return await self._read(lambda connection: self._entries(connection, sql, (stream,)))

    async def read_all(self, *, after: int, limit: int) -> list[Entry]:
        """Read the whole log from a position; see the port."""
        sql = f"{_SELECT} WHERE position > ? ORDER BY position LIMIT ?"
        return await self._read(lambda connection: self._entries(connection, sql, (after, limit)))

    async def head(self) -> int:
        """Give the last position, also of what other processes wrote."""
        return await self._read(head)

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
