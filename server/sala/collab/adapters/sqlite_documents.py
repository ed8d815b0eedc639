"""The document log in one SQLite file: write-ahead log, one writer thread, group commit."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, TypeVar

from sala.collab.adapters import statements
from sala.collab.adapters.commits import CommittedLog, commit
from sala.collab.adapters.statements import Connection, Task
from sala.collab.ports import Batch

R = TypeVar("R")

_KINDS = {"key": "INTEGER PRIMARY KEY", "bytes": "BLOB", "clustered": " WITHOUT ROWID"}


class SqliteDocumentLog(CommittedLog):
    """A `DocumentLog` in one file.

    `synchronous` NORMAL survives the death of every process, FULL that of the machine too.
    """

    def __init__(self, path: Path, *, synchronous: Literal["NORMAL", "FULL"] = "NORMAL") -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        super().__init__(
            _Writer(path, synchronous),
            lambda: _connect(path, reader=True),
            sqlite3.Connection.close,
        )


def _connect(path: Path, *, reader: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=10, check_same_thread=False)
    if reader:
        connection.execute("PRAGMA query_only = ON")
    return connection


class _Writer:
    """The writer thread's side. Its methods run on that thread alone."""

    def __init__(self, path: Path, synchronous: str) -> None:
        self._path = path
        self._synchronous = synchronous
        self._connection: sqlite3.Connection

    def open(self) -> None:
        """Connect and make the tables; raise NewerDocuments for a later layout."""
        connection = _connect(self._path, reader=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA synchronous = {self._synchronous}")
            connection.execute("BEGIN IMMEDIATE")
            for statement in statements.CREATE:
                connection.execute(statement.format(**_KINDS))
            statements.check_layout(connection, str(self._path))
            connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
        self._connection = connection

    def write(self, jobs: Sequence[Batch | Task]) -> list[object]:
        """Commit all jobs together, or, when one fails, each alone."""
        return commit(jobs, self._transaction)

    def close(self) -> None:
        """Fold the write-ahead log into the file and disconnect."""
        self._connection.close()

    def _transaction(self, work: Callable[[Connection], R]) -> R:
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            result = work(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return result
