"""What both document logs share: a group-committing writer, and readers in a few threads."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast
from uuid import UUID

from sala.collab.adapters import caused, followed, rests, segments, snapshots, statements, takings
from sala.collab.adapters.connections import Connection
from sala.collab.adapters.statements import Task
from sala.collab.domain.files import Cause
from sala.collab.domain.parts import Rest
from sala.collab.domain.segments import Segment
from sala.collab.domain.taking_back import Taking
from sala.collab.ports import Batch, Committed, NewDocument, SeenFile, Stored, Written
from sala.kernel.group_commit import GroupCommit, Writer
from sala.kernel.storage_errors import refusal_for

R = TypeVar("R")
Session = TypeVar("Session", bound=Connection)

_READERS = 2


def commit(
    jobs: Sequence[Batch | Task],
    transaction: Callable[[Callable[[Connection], list[object]]], list[object]],
) -> list[object]:
    """Run all jobs in one transaction; when one fails, each in its own, so it harms no other."""
    try:
        return transaction(lambda connection: run(connection, jobs))
    except Exception as error:  # noqa: BLE001 - handed to whoever waits for the job
        refusal = refusal_for(error)
        if refusal is not None or len(jobs) == 1:  # the store, not a job, is to blame
            return [refusal or error] * len(jobs)
    return [answer for job in jobs for answer in commit([job], transaction)]


def run(connection: Connection, jobs: Sequence[Batch | Task]) -> list[object]:
    """Do all jobs inside a transaction; answer each with its last sequence or its result."""
    answers: list[object] = []
    batches: list[Batch] = []
    for job in jobs:
        if isinstance(job, Batch):
            batches.append(job)
            answers.append(job.first + len(job.updates) - 1)
            continue
        if batches:
            statements.append(connection, batches)
            batches = []
        answers.append(job(connection))
    if batches:
        statements.append(connection, batches)
    return answers


class CommittedLog:
    """A `DocumentLog` over a writer and a way to connect readers."""

    def __init__(
        self,
        writer: Writer[Batch | Task, object],
        connect: Callable[[], Session],
        close: Callable[[Session], object],
        lost: Callable[[Session], bool] = lambda _: False,
        snapshot: str = "BEGIN",
    ) -> None:
        self._commits: GroupCommit[Batch | Task, object] = GroupCommit(
            writer, name="documents-writer"
        )
        self._connect = connect
        self._close: Callable[[Any], object] = close
        self._lost: Callable[[Any], bool] = lost
        self._snapshot = snapshot
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="documents-reader")
        self._local = threading.local()
        self._opened: list[Connection] = []

    async def start(self) -> None:
        """Open the store; raise NewerDocuments for a later layout."""
        await self._commits.start()

    async def stop(self) -> None:
        """Write what is queued and close."""
        await self._commits.stop()
        await asyncio.to_thread(self._readers.shutdown)
        for connection in self._opened:
            self._close(connection)
        self._opened.clear()

    def soon(self, flush: Callable[[], None]) -> None:
        """Call back at the end of the tick; see the port."""
        asyncio.get_running_loop().call_soon(flush)

    def append(self, batch: Batch, done: Committed) -> None:
        """Queue a batch; see the port."""
        self._commits.submit(batch, cast("Callable[[object], None]", done))

    async def find(self, workspace: UUID, path: str) -> Stored | None:
        """Load a document by path; see the port."""
        return await self._read(lambda c: statements.find(c, workspace, path))

    async def begin(self, new: NewDocument) -> Stored:
        """Make a document; see the port."""

        def task(connection: Connection) -> Stored | None:
            statements.begin(connection, new)
            return statements.find(connection, new.workspace, new.path)

        stored = await self._change(task)
        assert stored is not None  # noqa: S101 - nobody else writes inside the transaction
        return stored

    async def checkpoint(self, number: int, sequence: int, state: bytes) -> None:
        """Keep a merged state; see the port."""

        def task(connection: Connection) -> None:
            statements.checkpoint(connection, number, sequence, state)
            snapshots.keep(connection, number, sequence, state)

        await self._change(task)

    async def saw_file(self, number: int, seen: SeenFile) -> None:
        """Remember a file; see the port."""
        await self._change(lambda c: statements.saw_file(c, number, seen))

    async def begin_write(self, number: int, sequence: int) -> None:
        """Remember a write; see the port."""
        await self._change(lambda c: statements.begin_write(c, number, sequence))

    async def unwritten(self) -> list[tuple[UUID, str]]:
        """Find documents newer than their files; see the port."""
        return await self._read(statements.unwritten)

    async def history(self, number: int, *, after: int, limit: int) -> list[Written]:
        """Read updates; see the port."""
        return await self._read(lambda c: statements.history(c, number, after, limit))

    async def segment(self, number: int) -> Segment | None:
        """Read what was folded; see the port."""
        return await self._read(lambda c: segments.read(c, number))

    async def fold(self, number: int, segment: Segment, rest: Rest | None = None) -> None:
        """Put a segment in the place of updates; see the port."""
        packed = None if rest is None else await asyncio.to_thread(rests.packed, rest)
        await self._change(lambda c: segments.write(c, number, segment, packed))
        await self._clear(number)

    async def unfolded(self, least: int) -> list[int]:
        """Name documents to fold; see the port."""
        for number in await self._read(segments.uncleared):  # the last process was ended amid it
            await self._clear(number)
        return await self._read(lambda c: segments.unfolded(c, least))

    async def _clear(self, number: int) -> None:
        """Take away what was folded of a document."""
        while await self._change(lambda c: segments.clear(c, number)):
            pass

    async def forgotten(self, number: int) -> int:
        """Tell how much is forgotten; see the port."""
        return await self._read(lambda c: segments.forgotten(c, number))

    async def outdated(self, before: int) -> dict[int, int]:
        """Name documents to forget something of; see the port."""
        return await self._read(lambda c: segments.outdated(c, before))

    async def state_at(self, number: int, sequence: int) -> list[bytes]:
        """Read a past state; see the port."""
        return await self._read(lambda c: snapshots.state_at(c, number, sequence))

    async def keep_taking(self, number: int, client: int, taking: Taking) -> None:
        """Remember a taking back; see the port."""
        await self._change(lambda c: takings.keep(c, number, client, taking))

    async def takings(self, number: int) -> list[Taking]:
        """Give what takings back left behind; see the port."""
        return await self._read(lambda c: takings.every(c, number))

    async def keep_cause(self, number: int, sequence: int, cause: Cause) -> None:
        """Remember what brought an update; see the port."""
        await self._change(lambda c: caused.keep(c, number, sequence, cause))

    async def causes(self, number: int) -> dict[int, Cause]:
        """Give what brought updates; see the port."""
        return await self._read(lambda c: caused.every(c, number))

    async def written_by(
        self, workspace: UUID, member: UUID | None, *, since: int, until: int
    ) -> list[str]:
        """Find where a member wrote; see the port."""
        return await self._read(lambda c: takings.written_by(c, workspace, member, since, until))

    async def move(self, position: int, workspace: UUID, source: str, target: str) -> bool:
        """Follow a move; see the port."""
        return await self._change(lambda c: followed.move(c, position, workspace, source, target))

    async def bury(self, position: int, workspace: UUID, path: str, deletion: UUID) -> bool:
        """Follow a deletion; see the port."""
        return await self._change(lambda c: followed.bury(c, position, workspace, path, deletion))

    async def unbury(self, position: int, workspace: UUID, path: str, deletion: UUID) -> bool:
        """Follow a restoration; see the port."""
        return await self._change(lambda c: followed.unbury(c, position, workspace, path, deletion))

    async def authors(self, workspace: UUID) -> list[UUID]:
        """Name authors since the last commit; see the port."""
        return await self._read(lambda c: followed.authors(c, workspace))

    async def credit(self, position: int, workspace: UUID, marks: dict[str, int]) -> None:
        """Remember a commit; see the port."""
        await self._change(lambda c: followed.credit(c, position, workspace, marks))

    async def sequences(self, workspace: UUID) -> dict[str, int]:
        """Give last sequences by path; see the port."""
        return await self._read(lambda c: followed.sequences(c, workspace))

    async def _change(self, task: Callable[[Connection], R]) -> R:
        return cast("R", await self._commits.write(task))

    async def _read(self, work: Callable[[Connection], R]) -> R:
        def job() -> R:
            try:
                return self._reading(work)
            except Exception as error:
                connection = self._local.connection
                if self._lost(connection):  # cut off while it lay there: once more
                    self._opened.remove(connection)
                    self._local.connection = None
                    return self._reading(work)
                raise refusal_for(error) or error from error

        return await asyncio.get_running_loop().run_in_executor(self._readers, job)

    def _reading(self, work: Callable[[Connection], R]) -> R:
        """Read everything as of one moment: what is folded meanwhile is not missed."""
        connection = self._reader()
        connection.execute(self._snapshot)
        try:
            return work(connection)
        finally:
            connection.execute("ROLLBACK")

    def _reader(self) -> Connection:
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._connect()
            self._opened.append(connection)
        return connection
