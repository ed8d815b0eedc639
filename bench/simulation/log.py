"""The document log in memory: the real statements, a writer without a thread, time that is virtual.

The tables outlive the server that wrote them; what it had queued and not committed does not.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast
from uuid import UUID

from sala.collab.adapters import snapshots, statements
from sala.collab.adapters.commits import CommittedLog, commit
from sala.collab.adapters.connections import Connection
from sala.collab.adapters.statements import Task
from sala.collab.ports import Batch, Committed

R = TypeVar("R")
Told = Callable[[Any], None]

_KINDS = {"key": "INTEGER PRIMARY KEY", "bytes": "BLOB", "clustered": " WITHOUT ROWID"}


class Tables:
    """What is durable: tables in memory."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:", isolation_level=None)

    def open(self) -> None:
        """Make what is missing; raise NewerDocuments for a later layout."""
        for statement in statements.CREATE:
            self.connection.execute(statement.format(**_KINDS))
        statements.check_layout(self.connection, "memory")

    def write(self, jobs: Sequence[Batch | Task]) -> list[object]:
        """Commit all jobs together, or, when one fails, each alone."""
        return commit(jobs, self._transaction)

    def updates(self, workspace: UUID, path: str) -> list[bytes] | None:
        """Give updates that make a document as it is durable; None when it was never begun."""
        found = statements.find(self.connection, workspace, path)
        if found is None:
            return None
        return snapshots.state_at(self.connection, found.number, found.sequence)

    def seen(self, workspace: UUID, path: str) -> str | None:
        """Give the digest that a document's file last had; None when it was never begun."""
        found = statements.find(self.connection, workspace, path)
        return found.file.digest if found is not None and found.file is not None else None

    def _transaction(self, work: Callable[[Connection], R]) -> R:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            result = work(self.connection)
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")
        return result

    def close(self) -> None:
        """Keep everything: only the server's side ends."""


class SimulatedLog(CommittedLog):
    """A `DocumentLog` over tables in memory.

    `pause` gives how many seconds the writer or a reader takes. With `at_once` small commits are
    made at the end of the loop's tick, as with NORMAL durability; else each waits for the writer.
    """

    def __init__(self, tables: Tables, *, pause: Callable[[], float], at_once: bool) -> None:
        super().__init__(tables, lambda: tables.connection, lambda _: None)
        self.tables = tables
        self._pause = pause
        self._at_once = at_once
        self._queue: list[tuple[Batch | Task, Told]] = []
        self._writing = False
        self._due: list[tuple[Batch, Committed]] = []

    async def start(self) -> None:
        """Open the tables."""
        self.tables.open()

    async def stop(self) -> None:
        """Write what is queued."""
        self._commit_due()
        await self._change(lambda _: None)

    def append(self, batch: Batch, done: Committed) -> None:
        """Queue a batch; see the port."""
        if not self._at_once:
            self._submit(batch, cast("Told", done))
            return
        if not self._due:
            asyncio.get_running_loop().call_soon(self._commit_due)
        self._due.append((batch, done))

    def _commit_due(self) -> None:
        due, self._due = self._due, []
        answers = self.tables.write([batch for batch, _ in due])
        for (_, done), answer in zip(due, answers, strict=True):
            done(cast("int | BaseException", answer))

    def _submit(self, job: Batch | Task, told: Told) -> None:
        self._queue.append((job, told))
        if not self._writing:
            self._writing = True
            asyncio.get_running_loop().call_later(self._pause(), self._write)

    def _write(self) -> None:
        jobs, self._queue = self._queue, []
        answers = self.tables.write([job for job, _ in jobs])
        asyncio.get_running_loop().call_later(self._pause(), self._answer, jobs, answers)

    def _answer(self, jobs: list[tuple[Batch | Task, Told]], answers: list[object]) -> None:
        self._writing = False
        for (_, told), answer in zip(jobs, answers, strict=True):
            told(answer)
        if self._queue and not self._writing:
            self._writing = True
            asyncio.get_running_loop().call_later(self._pause(), self._write)

    async def _change(self, task: Callable[[Connection], R]) -> R:
        waiter: asyncio.Future[R] = asyncio.get_running_loop().create_future()

        def told(answer: Any) -> None:
            if waiter.done():
                return
            if isinstance(answer, BaseException):
                waiter.set_exception(answer)
            else:
                waiter.set_result(answer)

        self._submit(task, told)
        return await waiter

    async def _read(self, work: Callable[[Connection], R]) -> R:
        await asyncio.sleep(self._pause())
        result = work(self.tables.connection)
        await asyncio.sleep(self._pause())
        return result
