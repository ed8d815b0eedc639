"""The document log in one SQLite file: write-ahead log, everything of a tick in one transaction.

With NORMAL durability a commit is a write to the page cache, cheaper than waking another thread:
small commits are made on the event loop itself, at the end of its tick. The writer thread makes
all others: large ones, those that meet it at work, and with FULL durability every one, since each
then waits for the disk. Folding the write-ahead log into the file, which waits for the disk too,
is left to a thread of its own.

What the log says about a file is on the disk before the file is, with NORMAL durability too. After
a power cut the file would otherwise know text that the log does not: it would come in as somebody
else's, and once more from the editors that typed it. And the disk has what was committed a second
later, whether or not its file was written.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, TypeVar

import structlog

from sala.collab.adapters import statements
from sala.collab.adapters.commits import CommittedLog, commit
from sala.collab.adapters.connections import Connection
from sala.collab.adapters.disk import Disk, flush
from sala.collab.adapters.statements import Task
from sala.collab.adapters.upkeep import PATIENCE, connect, fold_wal, let_shrink, shrink
from sala.collab.domain.parts import Rest
from sala.collab.domain.segments import Segment
from sala.collab.ports import Batch, Committed, NewDocument, SeenFile, Stored
from sala.kernel.group_commit import Closed

logger = structlog.get_logger("sala.collab")

R = TypeVar("R")

_KINDS = {"key": "INTEGER PRIMARY KEY", "bytes": "BLOB", "clustered": " WITHOUT ROWID"}
_LARGE = 64 * 1024
"""Bytes of updates in one tick from which on the writer thread commits them."""
_FOLD_AFTER = 1000
"""Commits on the loop after which the write-ahead log is folded into the file."""
_PAGE = 1024
"""Bytes of a page. A keystroke dirties one page, which goes to the log whole: small ones cost
less. Files that exist keep the size they were made with."""


class SqliteDocumentLog(CommittedLog):
    """A `DocumentLog` in one file.

    `synchronous` NORMAL survives the death of every process, FULL that of the machine too.
    """

    def __init__(self, path: Path, *, synchronous: Literal["NORMAL", "FULL"] = "NORMAL") -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._file = _File(path, synchronous)
        self._at_once = synchronous == "NORMAL"
        self._due: list[tuple[Batch, Committed]] = []
        self._size = 0
        self._flushes: list[Callable[[], None]] = []
        self._ticking = False
        self._commits_made = 0
        self._folding: asyncio.Future[None] | None = None
        self._disk = Disk(Path(f"{path}-wal"))
        self._stopping = False
        super().__init__(self._file, lambda: connect(path, reader=True), sqlite3.Connection.close)

    async def stop(self) -> None:
        """Write what is queued and close."""
        self._commit_due()
        self._stopping = True
        if self._folding is not None:
            await self._folding
        await self._disk.stop()
        await super().stop()

    def soon(self, flush: Callable[[], None]) -> None:
        """Call back at the end of the tick; see the port."""
        if not self._flushes:
            asyncio.get_running_loop().call_soon(self._tick)
        self._flushes.append(flush)

    def append(self, batch: Batch, done: Committed) -> None:
        """Queue a batch; see the port."""
        if not self._at_once:
            super().append(batch, done)
            return
        if self._stopping:
            raise Closed
        if not self._due and not self._ticking:
            asyncio.get_running_loop().call_soon(self._commit_due)
        self._disk.soon()
        self._due.append((batch, done))
        for _, data in batch.updates:
            self._size += len(data)

    async def begin(self, new: NewDocument) -> Stored:
        """Make a document, and wait for the disk: a second seed would be a second text."""
        stored = await super().begin(new)
        await self._on_disk()
        return stored

    async def begin_write(self, number: int, sequence: int) -> None:
        """Remember a write, and wait until the disk has all that the file will hold."""
        if not self._did_now(lambda c: statements.begin_write(c, number, sequence, small=True)):
            await super().begin_write(number, sequence)
        await self._on_disk()

    async def saw_file(self, number: int, seen: SeenFile) -> None:
        """Remember a file, and wait for the disk when the document took something from it."""
        if seen.text is not None:
            await super().saw_file(number, seen)
            await self._on_disk()
        elif not self._did_now(lambda c: statements.saw_file(c, number, seen, small=True)):
            await super().saw_file(number, seen)

    async def fold(self, number: int, segment: Segment, rest: Rest | None = None) -> None:
        """Put a segment in the place of updates, and give the disk back what they took."""
        await super().fold(number, segment, rest)
        while await self._change(shrink):
            pass

    async def _on_disk(self) -> None:
        """Wait until the disk has every commit made so far."""
        if self._at_once:  # with FULL each commit has waited already
            await self._disk.settled()

    def _tick(self) -> None:
        """Let everybody append who wants to, then commit it all."""
        flushes, self._flushes = self._flushes, []
        self._ticking = True
        for wanted in flushes:
            try:
                wanted()
            except Exception as error:  # noqa: BLE001 - handed to the loop, which logs it
                _failed(error)
        self._ticking = False
        self._commit_due()

    def _commit_due(self) -> None:
        due = self._due
        if not due:
            return
        self._due = []
        size, self._size = self._size, 0
        if size > _LARGE or not self._file.free.acquire(blocking=False):
            for batch, done in due:
                super().append(batch, done)
            return
        batches = [batch for batch, _ in due]
        try:
            self._file.append(batches)
        except Exception:  # noqa: BLE001 - nothing was written: the thread finds out what is wrong
            for batch, done in due:
                super().append(batch, done)
            return
        finally:
            self._file.free.release()
        self._fold_soon()
        for batch, done in due:
            try:
                done(batch.first + len(batch.updates) - 1)
            except Exception as error:  # noqa: BLE001 - handed to the loop, which logs it
                _failed(error)

    def _did_now(self, statement: Callable[[Connection], bool]) -> bool:
        """Commit one small statement on the loop; give False when the thread has to."""
        if not self._at_once or self._stopping or not self._file.free.acquire(blocking=False):
            return False
        try:
            done = self._file.at_once(statement)
        except Exception:  # noqa: BLE001 - nothing was written: the thread finds out what is wrong
            return False
        finally:
            self._file.free.release()
        if done:
            self._fold_soon()
        return done

    def _fold_soon(self) -> None:
        self._commits_made += 1
        if self._commits_made >= _FOLD_AFTER and self._folding is None:
            self._commits_made = 0
            self._folding = asyncio.get_running_loop().run_in_executor(
                None, fold_wal, self._path, self._file.free
            )
            self._folding.add_done_callback(self._folded)

    def _folded(self, folding: asyncio.Future[None]) -> None:
        self._folding = None
        if not folding.cancelled() and folding.exception() is not None:
            logger.warning("documents could not be folded", error=repr(folding.exception()))


def _failed(error: Exception) -> None:
    """Report somebody's bug, which must not keep the others of a tick from hearing."""
    asyncio.get_running_loop().call_exception_handler(
        {"message": "a document failed after a commit", "exception": error}
    )


class _File:
    """The connection that writes. Whoever holds `free` may use it: the thread or the loop."""

    def __init__(self, path: Path, synchronous: str) -> None:
        self._path = path
        self._synchronous = synchronous
        self._connection: sqlite3.Connection
        self._cursor: sqlite3.Cursor
        """Serves every small commit, so that none is made for each."""
        self.free = threading.Lock()

    def open(self) -> None:
        """Connect and make the tables; raise NewerDocuments for a later layout."""
        connection = connect(self._path, reader=False)
        try:
            connection.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
            connection.execute(f"PRAGMA page_size = {_PAGE}")
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA synchronous = {self._synchronous}")
            if self._synchronous == "NORMAL":
                connection.execute("PRAGMA wal_autocheckpoint = 0")
            connection.execute("BEGIN IMMEDIATE")
            for statement in statements.CREATE:
                connection.execute(statement.format(**_KINDS))
            statements.check_layout(connection, str(self._path))
            connection.execute("COMMIT")
            let_shrink(connection)
            connection.execute("PRAGMA busy_timeout = 0")
            # The write-ahead log has its name now, and keeps it until the last connection closes.
            flush(self._path.parent, os.O_RDONLY)
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        self._cursor = connection.cursor()

    def write(self, jobs: Sequence[Batch | Task]) -> list[object]:
        """Commit all jobs together, or, when one fails, each alone. For the writer thread."""
        with self.free:
            return commit(jobs, self._patiently)

    def _patiently(self, work: Callable[[Connection], R]) -> R:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return self.commit(work)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                    raise
            time.sleep(0.005)

    def append(self, batches: Sequence[Batch]) -> None:
        """Commit updates, now or not at all. For whoever holds `free`."""
        if not statements.append_few(self._cursor, batches):
            self.commit(lambda connection: statements.append(connection, batches))

    def at_once(self, statement: Callable[[Connection], R]) -> R:
        """Run one statement, which is a transaction by itself. For whoever holds `free`."""
        return statement(self._connection)

    def commit(self, work: Callable[[Connection], R]) -> R:
        """Run work in a transaction, now or not at all. For whoever holds `free`."""
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

    def close(self) -> None:
        """Fold the write-ahead log into the file and disconnect."""
        self._connection.close()
