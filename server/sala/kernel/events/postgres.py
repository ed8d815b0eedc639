"""The event log in PostgreSQL, on the same group commit as the SQLite one.

Appends are serialised by an advisory lock that lasts as long as their transaction. A sequence
would hand out positions before its transactions commit: 8 could become visible before 7, and a
follower that has read 8 would never see 7. Under the lock a position is given only when every
smaller one is visible. Group commit pays for it: one lock and one flush for all who wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar
from uuid import UUID

import psycopg
import structlog

from sala.kernel.events.head import Head
from sala.kernel.events.ledger import Append, Clock, Ledger, encoded, moment, system_clock
from sala.kernel.events.log import Entry
from sala.kernel.events.types import EventTypes, NewerLog
from sala.kernel.group_commit import GroupCommit
from sala.kernel.messages import Event
from sala.kernel.refusals import Unavailable
from sala.kernel.storage_errors import refusal_for

R = TypeVar("R")
Connection = psycopg.Connection[tuple[Any, ...]]

SCHEMA = 1
"""The layout of the tables, kept in `event_log`."""

_LOCK = 0x53414C41_0002
_CHANNEL = "sala_events"
_READERS = 2
_AGAIN = 1.0
"""Seconds until a lost listener is started anew."""

_CREATE = """
    CREATE TABLE IF NOT EXISTS event_log (schema integer NOT NULL);
    CREATE TABLE IF NOT EXISTS events (
        position bigint PRIMARY KEY,
        stream text NOT NULL,
        version integer NOT NULL,
        name text NOT NULL,
        data text NOT NULL,
        actor uuid,
        at bigint NOT NULL,
        cause text NOT NULL,
        UNIQUE (stream, version)
    );
    CREATE TABLE IF NOT EXISTS event_names (name text PRIMARY KEY);
"""
_STAMP = "INSERT INTO event_log SELECT %s WHERE NOT EXISTS (SELECT FROM event_log)"
# One statement and seven arrays for the whole batch: one round trip, parsed once.
_INSERT = """
    INSERT INTO events
    SELECT * FROM unnest(%b::bigint[], %b::text[], %b::integer[], %b::text[], %b::text[],
                         %b::uuid[], %b::bigint[], %b::text[])
"""
_NAMES = "INSERT INTO event_names SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING"
_SELECT = "SELECT position, stream, version, name, data, actor, at, cause FROM events"
_HEAD = "SELECT coalesce(max(position), 0) FROM events"
_VERSIONS = "SELECT stream, max(version) FROM events WHERE stream = ANY(%s) GROUP BY stream"

_log = structlog.get_logger("sala.events")


class PostgresEventLog:
    """An `EventLog` in a PostgreSQL database that other processes share."""

    def __init__(self, url: str, types: EventTypes, *, clock: Clock = system_clock) -> None:
        self._url = url
        self._types = types
        self._clock = clock
        self._commits: GroupCommit[Append, int] = GroupCommit(
            _Writer(url, types), name="events-writer"
        )
        self._threads = ThreadPoolExecutor(_READERS, thread_name_prefix="events-reader")
        self._idle: list[Connection] = []
        self._head = Head(self.head)
        self._listener: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connect and make the tables if they are missing. Raises NewerLog or UnknownEvents."""
        await self._commits.start()
        await self._head.start()
        self._listener = asyncio.create_task(self._listen(), name="event log listener")

    async def stop(self) -> None:
        """Write what is queued and disconnect."""
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.gather(self._listener, return_exceptions=True)
        await self._head.stop()
        await self._commits.stop()
        await asyncio.to_thread(self._threads.shutdown)
        while self._idle:
            self._idle.pop().close()

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
        job: Append = (stream, facts, expected, actor, self._clock(), cause)
        position = await self._commits.write(job)
        self._head.moved(position)
        return position

    async def read(self, stream: str) -> list[Entry]:
        """Read one stream; see the port."""
        return await self._entries(f"{_SELECT} WHERE stream = %s ORDER BY version", (stream,))

    async def read_all(self, *, after: int, limit: int) -> list[Entry]:
        """Read the whole log from a position; see the port."""
        sql = f"{_SELECT} WHERE position > %s ORDER BY position LIMIT %s"
        return await self._entries(sql, (after, limit))

    async def head(self) -> int:
        """Give the last position, also of what other processes wrote."""
        return await self._read(_head)

    async def wait(self, after: int) -> None:
        """Wait for facts; see the port."""
        await self._head.wait(after)

    async def _entries(self, sql: str, parameters: tuple[str | int, ...]) -> list[Entry]:
        decode = self._types.decode

        def work(connection: Connection) -> list[Entry]:
            return [
                Entry(
                    position=position,
                    stream=stream,
                    version=version,
                    event=decode(name, data),
                    actor=actor,
                    at=moment(at),
                    cause=cause,
                )
                for position, stream, version, name, data, actor, at, cause in connection.execute(
                    sql, parameters, binary=True
                )
            ]

        return await self._read(work)

    async def _read(self, work: Callable[[Connection], R]) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._with, work)

    def _with(self, work: Callable[[Connection], R]) -> R:
        try:
            while self._idle:
                connection = self._idle.pop()
                with suppress(psycopg.OperationalError):  # cut off while it lay there
                    return self._used(connection, work)
            return self._used(connect(self._url), work)
        except psycopg.OperationalError as error:
            raise refusal_for(error) or error from error

    def _used(self, connection: Connection, work: Callable[[Connection], R]) -> R:
        try:
            found = work(connection)
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)
        return found

    async def _listen(self) -> None:
        """Hear at once of what other processes append; `Head` looks by itself meanwhile."""
        while True:
            with suppress(psycopg.Error):
                listening = await psycopg.AsyncConnection.connect(self._url, autocommit=True)
                async with listening:
                    await listening.execute(f"LISTEN {_CHANNEL}")
                    async for notice in listening.notifies():
                        self._head.moved(int(notice.payload))
            _log.warning("the event log stopped listening and will try again")
            await asyncio.sleep(_AGAIN)


class _Writer:
    """The writer thread's side. Its methods run on that thread alone."""

    def __init__(self, url: str, types: EventTypes) -> None:
        self._url = url
        self._types = types
        self._names: set[str] = set()
        self._ledger = Ledger(self._versions_of)
        self._connection: Connection
        self._asked = False
        """Whether the commit of the running transaction may have been asked for."""

    def open(self) -> None:
        """Connect, make the tables, and refuse a log of a newer version."""
        try:
            self._connection = connect(self._url)
        except psycopg.OperationalError as error:
            msg = f"PostgreSQL cannot be reached: {error}"
            raise Unavailable(msg) from error
        try:
            with self._connection.transaction():
                self._lay_out()
        except BaseException:
            self._connection.close()
            raise

    def write(self, jobs: Sequence[Append]) -> list[int | BaseException]:
        """Commit every job whose expected version holds, in one transaction."""
        try:
            try:
                return self._commit(jobs)
            except psycopg.errors.UniqueViolation:
                # The index knows better than the memory, which is empty now: decide again.
                return self._commit(jobs)
            except psycopg.OperationalError:
                # A connection cut before the commit was asked for has written nothing. After
                # that nobody can know, so the callers are told and not the facts written twice.
                if self._asked or not self._connection.closed:
                    raise
                self._connection = connect(self._url)
                return self._commit(jobs)
        except psycopg.Error as error:
            raise refusal_for(error) or error from error

    def close(self) -> None:
        """Disconnect."""
        self._connection.close()

    def _commit(self, jobs: Sequence[Append]) -> list[int | BaseException]:
        connection = self._connection
        self._asked = False
        try:
            with connection.transaction():
                connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
                plan = self._ledger.plan(_head(connection), jobs)
                new = plan.names - self._names
                if plan.rows:
                    columns = [list(column) for column in zip(*plan.rows, strict=True)]
                    connection.execute(_INSERT, columns)
                    connection.execute("SELECT pg_notify(%s, %s)", (_CHANNEL, str(plan.head)))
                if new:
                    connection.execute(_NAMES, (list(new),))
                self._asked = True
        except BaseException:
            self._ledger.forget()
            raise
        self._ledger.keep(plan)
        self._names |= new
        return plan.answers

    def _lay_out(self) -> None:
        connection = self._connection
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        connection.execute(_CREATE)
        connection.execute(_STAMP, (SCHEMA,))
        where = f"The database “{connection.info.dbname}”"
        for (schema,) in connection.execute("SELECT schema FROM event_log"):
            if schema > SCHEMA:
                raise NewerLog(where, schema, known=SCHEMA)
        self._names = {name for (name,) in connection.execute("SELECT name FROM event_names")}
        self._types.check(self._names, where)

    def _versions_of(self, streams: list[str]) -> dict[str, int]:
        return dict(self._connection.execute(_VERSIONS, (streams,)).fetchall())


def connect(url: str) -> Connection:
    """Connect in autocommit mode; transactions are begun by hand."""
    return psycopg.connect(url, autocommit=True, connect_timeout=10, application_name="sala")


def _head(connection: Connection) -> int:
    row = connection.execute(_HEAD).fetchone()
    return 0 if row is None else int(row[0])
