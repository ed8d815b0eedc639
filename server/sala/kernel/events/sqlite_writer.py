"""The writer thread of the SQLite event log: its layout, and one transaction for all who wait.

Streams and names are stored once and referred to by number. A page of the index on (stream,
version) then holds some hundreds of entries instead of sixty, and streams that were begun lately
lie on the same ones: a third of the CPU and of the bytes that a commit writes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from pathlib import Path
from typing import Literal, TypeAlias

from sala.kernel import write_ahead
from sala.kernel.events.ledger import Actor, Append, Ledger
from sala.kernel.events.types import EventTypes, NewerLog
from sala.kernel.storage_errors import refusal_for

Synchronous = Literal["NORMAL", "FULL"]
"""NORMAL survives the death of the process, FULL that of the machine too."""

_Stored: TypeAlias = tuple[int, int, int, int, str, Actor, int, str]
"""A row of `events`: a `Row` with the numbers of its stream and name."""

SCHEMA = 1
"""The layout of the file, kept in `PRAGMA user_version`."""

_CREATE = (
    "CREATE TABLE streams (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
    "CREATE TABLE event_names (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
    """CREATE TABLE events (
        position INTEGER PRIMARY KEY,
        stream INTEGER NOT NULL REFERENCES streams (number),
        version INTEGER NOT NULL,
        name INTEGER NOT NULL REFERENCES event_names (number),
        data TEXT NOT NULL,
        actor BLOB,
        at INTEGER NOT NULL,
        cause TEXT NOT NULL,
        UNIQUE (stream, version)
    ) STRICT""",
    # For people and their tools; Sala itself does not read it.
    """CREATE VIEW facts AS
        SELECT position, streams.name AS stream, version, event_names.name AS name, data,
               hex(actor) AS actor, datetime(at / 1000000, 'unixepoch') AS at, cause
        FROM events
        JOIN streams ON streams.number = events.stream
        JOIN event_names ON event_names.number = events.name""",
    f"PRAGMA user_version = {SCHEMA}",
)
_ROWS = 32
"""Facts that one statement inserts; what is left of a batch goes in one by one."""
_INSERT = "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_ROWS = _INSERT + ", (?, ?, ?, ?, ?, ?, ?, ?)" * (_ROWS - 1)
_NEW_STREAM = "INSERT INTO streams (name) VALUES (?)"
_NEW_NAME = "INSERT INTO event_names (name) VALUES (?)"
_NAMES = "SELECT name, number FROM event_names"
_HEAD = "SELECT coalesce(max(position), 0) FROM events"
_STREAM = """
    SELECT number, (SELECT coalesce(max(version), 0) FROM events WHERE stream = number)
    FROM streams WHERE name = ?
"""


class SqliteWriter:
    """The writer of a `GroupCommit`. Its methods run on that thread alone."""

    def __init__(self, path: Path, types: EventTypes, synchronous: Synchronous) -> None:
        self._path = path
        self._types = types
        self._synchronous = synchronous
        self._ledger = Ledger(self._versions_of)
        self._streams: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._connection: sqlite3.Connection

    def open(self) -> None:
        """Connect, make the tables, and refuse a log of a newer version."""
        connection = connect(self._path)
        try:
            write_ahead.switch_on(connection)
            connection.execute(f"PRAGMA synchronous = {self._synchronous}")
            connection.execute("BEGIN IMMEDIATE")
            self._lay_out(connection)
            names = dict(connection.execute(_NAMES))
            self._types.check(names, str(self._path))
            connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        self._names = names

    def write(self, jobs: Sequence[Append]) -> list[int | BaseException]:
        """Commit every job whose expected version holds, in one transaction."""
        try:
            return self._commit(jobs)
        except sqlite3.IntegrityError:
            # The file knows better than the memory, which is empty now: decide again.
            return self._commit(jobs)

    def close(self) -> None:
        """Fold the write-ahead log into the file, as the last connection, and disconnect."""
        self._connection.close()

    def _lay_out(self, connection: sqlite3.Connection) -> None:
        (schema,) = connection.execute("PRAGMA user_version").fetchone()
        if schema > SCHEMA:
            raise NewerLog(str(self._path), schema, known=SCHEMA)
        if schema == 0:
            for statement in _CREATE:
                connection.execute(statement)

    def _commit(self, jobs: Sequence[Append]) -> list[int | BaseException]:
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            plan = self._ledger.plan(head(connection), jobs)
            if plan.rows:
                if not self._names:
                    self._names = dict(connection.execute(_NAMES))
                streams = self._number(self._streams, plan.versions.keys(), _NEW_STREAM)
                names = self._number(self._names, plan.names, _NEW_NAME)
                self._insert(
                    [
                        (position, streams[stream], version, names[name], data, actor, at, cause)
                        for position, stream, version, name, data, actor, at, cause in plan.rows
                    ]
                )
            connection.execute("COMMIT")
        except BaseException as error:
            self._forget()
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            refusal = refusal_for(error)
            if refusal is None:
                raise
            raise refusal from error
        self._ledger.keep(plan)
        return plan.answers

    def _insert(self, rows: list[_Stored]) -> None:
        whole = len(rows) - len(rows) % _ROWS
        for begin in range(0, whole, _ROWS):
            values = [*chain.from_iterable(rows[begin : begin + _ROWS])]
            self._connection.execute(_INSERT_ROWS, values)
        self._connection.executemany(_INSERT, rows[whole:])

    def _number(
        self, known: dict[str, int], wanted: AbstractSet[str], insert: str
    ) -> dict[str, int]:
        """Give numbers to names that have none, in this transaction."""
        # A difference of the two would go through all that is known, each time.
        for name in [name for name in wanted if name not in known]:
            known[name] = self._connection.execute(insert, (name,)).lastrowid or 0
        return known

    def _versions_of(self, streams: list[str]) -> dict[str, int]:
        versions: dict[str, int] = {}
        for stream in streams:
            found = self._connection.execute(_STREAM, (stream,)).fetchone()
            if found is not None:
                self._streams[stream], versions[stream] = found
        return versions

    def _forget(self) -> None:
        """Drop what was remembered: numbers given in a transaction that failed do not exist."""
        self._ledger.forget()
        self._streams.clear()
        self._names.clear()


def connect(path: Path) -> sqlite3.Connection:
    """Open the file in autocommit mode; transactions are begun by hand."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return sqlite3.connect(path, isolation_level=None, timeout=10, check_same_thread=False)


def head(connection: sqlite3.Connection) -> int:
    """Read the last position."""
    (position,) = connection.execute(_HEAD).fetchone()
    return int(position)
