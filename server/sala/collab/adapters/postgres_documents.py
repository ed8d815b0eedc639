"""The document log in PostgreSQL, on the same statements and group commit as the SQLite one.

A second owner of a document is caught by the updates' key: both would append the same sequence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, LiteralString, TypeVar

import psycopg

from sala.collab.adapters import statements
from sala.collab.adapters.commits import CommittedLog, commit
from sala.collab.adapters.connections import Connection, Row
from sala.collab.adapters.statements import Task
from sala.collab.ports import Batch

R = TypeVar("R")

_KINDS = {
    "key": "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    "bytes": "BYTEA",
    "clustered": "",
}
_LOCK = 0x53414C41_0003  # one process at a time makes the tables


class PostgresDocumentLog(CommittedLog):
    """A `DocumentLog` in a PostgreSQL database."""

    def __init__(self, url: str) -> None:
        super().__init__(
            _Writer(url),
            lambda: Session(url),
            Session.close,
            Session.lost,
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        )


class Session:
    """A connection that takes `?` for placeholders."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> list[Row]:
        """Run one statement and give its rows."""
        cursor = self._connection.execute(_spelled(sql), parameters, binary=True)
        return cursor.fetchall() if cursor.description else []

    def executemany(self, sql: str, rows: Sequence[Sequence[Any]], /) -> None:
        """Run one statement for many rows, in one round trip."""
        with self._connection.cursor() as cursor:
            cursor.executemany(_spelled(sql), rows)

    def transaction(self, work: Callable[[Connection], R]) -> R:
        """Run work in a transaction."""
        with self._connection.transaction():
            return work(self)

    def lost(self) -> bool:
        """Tell whether the connection is of no use any more."""
        return self._connection.closed

    def close(self) -> None:
        """Disconnect."""
        self._connection.close()


@cache
def _spelled(sql: str) -> LiteralString:
    return sql.replace("?", "%s")


class _Writer:
    """The writer thread's side. Its methods run on that thread alone."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session: Session

    def open(self) -> None:
        """Connect and make the tables; raise NewerDocuments for a later layout."""
        session = Session(self._url)
        try:
            session.transaction(self._prepare)
        except BaseException:
            session.close()
            raise
        self._session = session

    @staticmethod
    def _prepare(connection: Connection) -> None:
        connection.execute("SELECT pg_advisory_xact_lock(?)", (_LOCK,))
        for statement in statements.CREATE:
            connection.execute(statement.format(**_KINDS))
        statements.check_layout(connection, "The database")

    def write(self, jobs: Sequence[Batch | Task]) -> list[object]:
        """Commit all jobs together, or, when one fails, each alone."""
        return commit(jobs, self._transaction)

    def close(self) -> None:
        """Disconnect."""
        self._session.close()

    def _transaction(self, work: Callable[[Connection], R]) -> R:
        if self._session.lost():
            self._session = Session(self._url)
        return self._session.transaction(work)
